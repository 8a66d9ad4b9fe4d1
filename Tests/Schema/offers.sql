-- Freed time and offers: what the guards do and refuse, whatever the daemon's own statements say.
\ir begin.psql
SELECT * FROM no_plan();

SET CONSTRAINTS ALL DEFERRED;
-- Three children of Zuidwest who wait for an orthopedagoog, registered on three days.
CREATE TEMPORARY TABLE this (n integer, casus integer, client integer, resource bigint, entry integer);
DO $$
DECLARE
  opener integer := pg_temp.worker('f.een');
  child bigint;
  number integer;
BEGIN
  FOR n IN 1 .. 3 LOOP
    child := nextval('koos.resource_number') + (1::bigint << 40);
    INSERT INTO koos.resource (id, kind) VALUES (child, 'client');
    INSERT INTO koos.client (name, birth_on, postcode, wijk, resource, added_by, added_team)
    VALUES ('Demo Wachtend', '2015-01-01', '3526SA', 'zuidwest', child, opener, pg_temp.team('buurtteam-zuidwest-1'));
    INSERT INTO koos.casus (client, urgency, referrer, wijk, consortium, regie, opened_by)
    SELECT currval('koos.client_id_seq'), 'regulier', 'buurtteam', 'zuidwest', o.id, opener, opener
    FROM koos.organisation o WHERE o.slug = 'koos' RETURNING id INTO number;
    INSERT INTO koos.casus_owner (casus, team)
    SELECT number, pg_temp.team(t.slug) FROM unnest(ARRAY['buurtteam-zuidwest-1', 'basecamp-zuidwest']) AS t(slug);
    INSERT INTO koos.waiting_entry (casus, team, discipline, urgency, form, letter, added_on, registered_on)
    VALUES (number, pg_temp.team('basecamp-zuidwest'), 'orthopedagoog', 'regulier', true, true, koos.today() - 30, koos.today() - 30 + n);
    INSERT INTO this VALUES (n, number, currval('koos.client_id_seq'), child, currval('koos.waiting_entry_id_seq'));
  END LOOP;
END
$$;
SET CONSTRAINTS ALL IMMEDIATE;

-- Time of o.een's, so many days from now, for the entry of a number or (null) the first.
CREATE FUNCTION pg_temp.made(login text, days integer, n integer, why text DEFAULT NULL) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_temp.done(login, format('SELECT koos.make_offer(%L, %L, ''online'', ''online'', NULL, false, NULL, ARRAY[%s], ARRAY[''online''], %s,
    ''orthopedagoog'', NULL, NULL, %s, %L)', koos.midnight(koos.today() + days) + interval '10 hours', koos.midnight(koos.today() + days) + interval '11 hours',
    pg_temp.worker('o.een'), pg_temp.team('basecamp-zuidwest'), coalesce((SELECT t.entry::text FROM this t WHERE t.n = made.n), 'NULL'), why));
END
$$;
CREATE FUNCTION pg_temp.answered(login text, accepted boolean) RETURNS void LANGUAGE sql AS $$
  SELECT pg_temp.done(login, format('SELECT koos.answer_offer(%s, %L, NULL)', max(o.id), accepted)) FROM koos.offer o
$$;
CREATE FUNCTION pg_temp.standing() RETURNS text LANGUAGE sql AS $$
  SELECT string_agg(t.n || ' ' || o.status, ', ' ORDER BY o.id) FROM koos.offer o JOIN this t ON t.entry = o.entry
$$;

-- Who gives out time.
SELECT throws_ok(format('SELECT pg_temp.made(%L, 5, 1)', l), '42501', 'a lead gives out the time of the own list', coalesce(l, 'nobody') || ' gives out nothing')
FROM unnest(ARRAY['o.een', 'pl.een', 'f.lead', 'l.lead', 'admin', NULL]) AS l;
SELECT throws_ok($$SELECT pg_temp.done('o.een', 'INSERT INTO koos.slot (starts_at, ends_at, mode, client_mode, team, discipline, hold, opened_by)
  VALUES (koos.now(), koos.now() + interval ''1 hour'', ''online'', ''online'', 1, ''orthopedagoog'', 60, koos.me())')$$, '42501', NULL, 'no slot is written by hand');
SELECT throws_ok($$SELECT pg_temp.done('o.een', 'UPDATE koos.offer SET status = ''accepted''')$$, '42501', NULL, 'nor an offer');
SELECT throws_ok($$SELECT pg_temp.done('o.een', 'DELETE FROM koos.offer')$$, '42501', NULL, 'and none is deleted');
SELECT throws_ok(format('SELECT pg_temp.done(%L, %L)', 't.lead', s), '42501', NULL, s || ' is for guards')
FROM unnest(ARRAY['SELECT koos.raise_offer(1, false)', 'SELECT koos.end_offer(1, ''expired'', NULL, true)', 'SELECT koos.pass_offers()',
  'SELECT koos.lock_slot(1)', 'SELECT koos.own_worker(1, 1, ''orthopedagoog'')', 'SELECT koos.note_offer(1, ''offered'', 1, NULL, ''{}'')',
  'SELECT koos.hold_offer(s, 1, true, NULL) FROM koos.slot s']) AS s;

-- One live offer a time: by the same rule as any booking.
SELECT lives_ok($$SELECT pg_temp.made('t.lead', 5, 2)$$, 'a lead offers time to whom he names');
SELECT is(pg_temp.standing(), '2 open', 'who is held it');
SELECT pg_temp.refused('occupied_once', $$SELECT pg_temp.made('t.lead', 5, 1)$$, 'nobody else is held it');
SELECT pg_temp.refused('occupied_once', $$SELECT pg_temp.made('t.lead', 5, NULL)$$, 'whoever that would be');
SELECT pg_temp.refused('offer_one_an_entry', $$SELECT pg_temp.made('t.lead', 6, 2)$$, 'and who is held one is held no other');
SELECT set_eq($$SELECT o.holder, o.expires_at FROM koos.occupied o JOIN koos.offer f ON f.appointment = o.appointment$$,
  $$SELECT 'offer' AS holder, koos.now() + interval '48 hours' AS until_at$$, 'as an offer, for 48 hours');
SELECT is((SELECT count(*) FROM koos.occupied o JOIN koos.offer f ON f.appointment = o.appointment), 2::bigint, 'the time of worker and child');
SELECT is((SELECT a.status FROM koos.appointment a JOIN koos.offer f ON f.appointment = a.id), 'voorstel', 'until it is accepted it is a proposal');
SELECT isnt_empty(format('SELECT code FROM koos.business_of(%s) WHERE code LIKE ''A-%%''', casus), 'which keeps the case open') FROM this WHERE n = 2;

-- Who sees it.
SELECT is(pg_temp.seen(l, 'SELECT count(*) FROM koos.offer'), n, l || ' sees ' || n) FROM (VALUES
  ('f.een', 1::bigint), ('o.twee', 1), ('pl.een', 1), ('f.vier', 0), ('o.drie', 0), ('admin', 0), ('r.report', 0)) AS t(l, n);
SELECT is(pg_temp.seen(l, 'SELECT count(*) FROM koos.slot s JOIN koos.slot_worker w ON w.slot = s.id'), n, l || ' sees ' || n || ' slots') FROM (VALUES
  ('o.twee', 1::bigint), ('pl.een', 1), ('f.een', 0), ('o.drie', 0)) AS t(l, n);

-- Who answers.
SELECT throws_ok(format('SELECT pg_temp.answered(%L, true)', l), '42501', 'an owner answers', coalesce(l, 'nobody') || ' answers nothing')
FROM unnest(ARRAY['o.drie', 'f.vier', 'admin', NULL]) AS l;
SELECT lives_ok($$SELECT pg_temp.answered('pl.een', false)$$, 'the office declines for the family');
SELECT is(pg_temp.standing(), '2 declined, 1 open', 'and the first of the list whom it suits is next');
SELECT pg_temp.refused('offer_answered', $$SELECT pg_temp.done('f.een', format('SELECT koos.answer_offer(%s, true, NULL)', min(id))) FROM koos.offer$$,
  'what was answered stays so');
SELECT lives_ok($$SELECT pg_temp.answered('f.een', true)$$, 'an owner accepts');
SELECT is(pg_temp.standing(), '2 declined, 1 accepted', 'which ends it');
SELECT set_eq($$SELECT o.holder, o.expires_at FROM koos.occupied o JOIN koos.offer f ON f.appointment = o.appointment$$,
  $$VALUES ('appointment', NULL::timestamptz)$$, 'and makes it an appointment');
SELECT results_eq('SELECT s.state FROM koos.slot s', $$VALUES ('taken')$$, 'the time is taken');
SELECT is((SELECT count(*) FROM koos.waiting_entry w JOIN this t ON t.entry = w.id WHERE w.status = 'wacht-op-intake'), 3::bigint, 'and no clock stopped');

-- Time that somebody with a clock ahead took away cannot be accepted.
SELECT lives_ok($$SELECT pg_temp.made('t.lead', 6, 3)$$, 'another is held');
DELETE FROM koos.occupied o USING this t WHERE o.resource = t.resource AND t.n = 3;
SELECT pg_temp.refused('offer_answered', $$SELECT pg_temp.answered('f.een', true)$$, 'what is no longer whole is not accepted');
SELECT is(koos.pass_deadlines() IS NOT NULL, true, 'the job looks');
SELECT is(pg_temp.standing(), '2 declined, 1 accepted, 3 open', 'and ends nothing before its time');
UPDATE koos.offer SET made_at = koos.now() - interval '2 days', expires_at = koos.now() WHERE status = 'open';
SELECT cmp_ok(koos.pass_offers(), '=', 1, 'but then it does');
SELECT is(pg_temp.standing(), '2 declined, 1 accepted, 3 expired, 2 open', 'and the next is offered the time, who has not had this one');
SELECT is(koos.pass_offers(), 0, 'once');
SELECT is_empty($$SELECT w.id FROM koos.waiting_entry w JOIN this t ON t.entry = w.id WHERE to_jsonb(w) IS DISTINCT FROM
  (SELECT f.state FROM koos.waiting_fact f WHERE f.entry = w.id ORDER BY f.number DESC LIMIT 1)$$, 'the last fact of each keeps it as it stands');

-- Whoever leaves the list, by whatever statement.
UPDATE koos.waiting_entry w SET removed_on = koos.today(), removal = 'declined' FROM this t WHERE t.entry = w.id AND t.n = 2;
SELECT is(pg_temp.standing(), '2 declined, 1 accepted, 3 expired, 2 withdrawn', 'who waits no more is held nothing');
SELECT results_eq('SELECT s.state FROM koos.slot s ORDER BY s.id DESC LIMIT 1', $$VALUES ('ended')$$, 'and nobody is left');
SELECT is_empty($$SELECT o.id FROM koos.occupied o WHERE o.holder = 'offer'$$, 'so the time is free');

-- A child whose dossier goes gives its time to the next.
UPDATE koos.waiting_entry w SET removed_on = NULL, removal = NULL FROM this t WHERE t.entry = w.id AND t.n = 2;
SELECT lives_ok($$SELECT pg_temp.made('t.lead', 7, 2)$$, 'one is held');
INSERT INTO koos.destruction (client, request, requested_by) SELECT client, 'parents', pg_temp.worker('t.lead') FROM this WHERE n = 2;
SELECT lives_ok(format('SELECT pg_temp.done(%L, %L)', 'p.privacy', 'SELECT koos.destroy_dossier(' || client || ')'), 'whose dossier is destroyed') FROM this WHERE n = 2;
SELECT is(pg_temp.standing(), '1 accepted, 3 expired, 3 open', 'nothing of that child is left, and another is held the time');

-- How long.
SELECT is(koos.offer_deadline(koos.now() + ahead, hold), koos.now() + until_at, 'a start in ' || ahead || ' is held ' || until_at) FROM (VALUES
  (interval '10 days', 2880, interval '48 hours'), ('72 hours', 2880, '48 hours'), ('71 hours', 2880, '47 hours'), ('25 hours', 2880, '1 hour'),
  ('24 hours', 2880, '22 hours'), ('3 hours', 2880, '1 hour'), ('24 hours', 60, '1 hour'), ('10 days', 14400, '9 days')) AS t(ahead, hold, until_at);

-- The own worker: of the discipline, a member today, in an earlier case that is closed.
CREATE TEMPORARY TABLE earlier AS SELECT t.client, t.casus FROM this t WHERE n = 1;
DO $$
DECLARE
  former integer;
BEGIN
  SET CONSTRAINTS ALL DEFERRED;
  INSERT INTO koos.casus (client, urgency, referrer, wijk, consortium, regie, opened_by)
  SELECT e.client, c.urgency, c.referrer, c.wijk, c.consortium, c.regie, c.opened_by FROM earlier e JOIN koos.casus c ON c.id = e.casus RETURNING id INTO former;
  INSERT INTO koos.casus_owner (casus, team) VALUES (former, pg_temp.team('buurtteam-zuidwest-1')), (former, pg_temp.team('basecamp-zuidwest'));
  SET CONSTRAINTS ALL IMMEDIATE;
  -- The newer is the returning child's, the older gets the history.
  UPDATE earlier SET casus = former;
END
$$;
CREATE FUNCTION pg_temp.own(of_team text DEFAULT 'basecamp-zuidwest', of_discipline text DEFAULT 'orthopedagoog') RETURNS text LANGUAGE sql AS $$
  SELECT (SELECT w.login FROM koos.worker w WHERE w.id = koos.own_worker(e.casus, pg_temp.team(of_team), of_discipline)) FROM earlier e
$$;
CREATE FUNCTION pg_temp.met(login text, days integer, status text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  thing integer;
BEGIN
  INSERT INTO koos.appointment (starts_at, ends_at, mode, status, booked_by)
  VALUES (koos.now() - make_interval(days => days), koos.now() - make_interval(days => days) + interval '1 hour', 'online', status, 1) RETURNING id INTO thing;
  INSERT INTO koos.appointment_worker (appointment, worker, mode, starts_at)
  VALUES (thing, pg_temp.worker(login), 'online', koos.now() - make_interval(days => days));
  INSERT INTO koos.appointment_case (appointment, casus, mode) SELECT thing, t.casus, 'online' FROM this t WHERE n = 1;
END
$$;
SELECT is(pg_temp.own(), NULL, 'a child that was never here has none');
SELECT pg_temp.met('o.een', 50, 'gerealiseerd');
SELECT is(pg_temp.own(), NULL, 'nor one whose earlier case still runs');
-- What was long ago is put in past what guards a closed case.
ALTER TABLE koos.appointment_case DISABLE TRIGGER casus_takes_appointment;
ALTER TABLE koos.casus DISABLE TRIGGER casus_changes;
UPDATE koos.casus c SET status = 'gesloten', closed_at = koos.now() FROM this t WHERE t.casus = c.id AND t.n = 1;
ALTER TABLE koos.casus ENABLE TRIGGER casus_changes;
SELECT is(pg_temp.own(), 'o.een', 'who took part before is its own worker');
SELECT is(pg_temp.own(of_discipline => 'gz-psycholoog'), NULL, 'in that discipline');
SELECT is(pg_temp.own(of_team => 'basecamp-leidsche-rijn'), NULL, 'and team');
SELECT pg_temp.met('o.twee', 40, 'afgezegd-client'), pg_temp.met('o.twee', 39, 'no-show'), pg_temp.met('g.een', 30, 'gerealiseerd');
SELECT is(pg_temp.own(), 'o.een', 'who met nobody does not count');
SELECT is(pg_temp.own(of_discipline => 'gz-psycholoog'), 'g.een', 'each discipline has its own');
SELECT pg_temp.met('o.twee', 20, 'bevestigd');
SELECT is(pg_temp.own(), 'o.twee', 'the last who did counts');
UPDATE koos.worker SET disabled_at = koos.now() WHERE login = 'o.twee';
SELECT is(pg_temp.own(), 'o.een', 'if still here');
UPDATE koos.member SET until_on = koos.today() WHERE worker = pg_temp.worker('o.een');
SELECT is(pg_temp.own(), NULL, 'and in the team');
UPDATE koos.worker SET disabled_at = NULL WHERE login = 'o.twee';
UPDATE koos.casus c SET regie = pg_temp.worker('s.een') FROM this t WHERE t.casus = c.id AND t.n = 1;
SELECT is(pg_temp.own(of_discipline => 'systeemtherapeut'), 's.een', 'who held the regie is one too');

SELECT * FROM finish();
ROLLBACK;

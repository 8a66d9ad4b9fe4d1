-- Who sees what: it follows memberships, owners and consults, and ends with them. All of it as the daemon's own role.
\ir begin.psql
SELECT * FROM no_plan();

-- Opened the way the daemon does it, under the gezinswerker's own rights.
INSERT INTO koos.resource VALUES (1::bigint << 50, 'client');
SELECT lives_ok($$SELECT pg_temp.done('f.een', 'INSERT INTO koos.client (name, birth_on, postcode, wijk, resource, added_by, added_team)
  VALUES (''Demo Toegang'', ''2015-01-01'', ''3521SA'', ''zuidwest'', 1::bigint << 50, ' || pg_temp.worker('f.een') || ',
    ' || pg_temp.team('buurtteam-zuidwest-1') || ')')$$,
  'a gezinswerker adds a client');
SELECT throws_ok(format('SELECT pg_temp.done(''f.een'', %L)',
  format('INSERT INTO koos.client (name, birth_on, postcode, wijk, resource, added_by, added_team)
  VALUES (''Demo Toegang'', ''2015-01-01'', ''3521SA'', ''zuidwest'', 1, %s, %s)', w, t)), '42501', NULL, why)
FROM (VALUES (pg_temp.worker('f.twee'), pg_temp.team('buurtteam-zuidwest-1'), 'not in another''s name'),
  (pg_temp.worker('f.een'), pg_temp.team('buurtteam-zuid-1'), 'not for a team of others')) AS t(w, t, why);
CREATE TEMPORARY TABLE this AS SELECT id AS client, NULL::integer AS casus FROM koos.client WHERE name = 'Demo Toegang';
CREATE FUNCTION pg_temp.sees(login text) RETURNS text LANGUAGE sql AS $$
  SELECT concat_ws(' ',
    CASE WHEN pg_temp.seen(login, 'SELECT count(*) FROM koos.client WHERE id = ' || t.client) > 0 THEN 'client' END,
    CASE WHEN pg_temp.seen(login, 'SELECT count(*) FROM koos.casus WHERE client = ' || t.client) > 0 THEN 'case' END,
    CASE WHEN pg_temp.seen(login,
      'SELECT count(*) FROM koos.casus_question q JOIN koos.casus c ON c.id = q.casus WHERE c.client = ' || t.client) > 0 THEN 'question' END)
  FROM this t
$$;
SELECT is(pg_temp.sees(l), s, l || ' sees ' || coalesce(nullif(s, ''), 'nothing') || ' of a client without a case') FROM (VALUES
  ('f.een', 'client'), ('f.twee', 'client'), ('f.lead', 'client'), ('o.een', ''), ('f.vier', ''), ('admin', ''), ('p.privacy', ''),
    ('r.report', ''), (NULL, '')) AS t(l, s);

SET CONSTRAINTS ALL DEFERRED;
CREATE FUNCTION pg_temp.open_case() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  f integer := pg_temp.worker('f.een');
  thing integer;
BEGIN
  PERFORM pg_temp.done('f.een', format('INSERT INTO koos.casus (client, urgency, referrer, wijk, consortium, regie, opened_by)
    SELECT %s, ''regulier'', ''buurtteam'', ''zuidwest'', o.id, %s, %s FROM koos.organisation o
      WHERE o.slug = ''koos''', (SELECT client FROM this), f, f));
  SELECT max(id) INTO thing FROM koos.casus;
  UPDATE this SET casus = thing;
  PERFORM pg_temp.done('f.een', format('INSERT INTO koos.casus_owner (casus, team) VALUES (%s, %s), (%s, %s)', thing,
    pg_temp.team('buurtteam-zuidwest-1'),
    thing, pg_temp.team('basecamp-zuidwest')));
  PERFORM pg_temp.done('f.een', format('INSERT INTO koos.casus_question VALUES (%s, ''Demo: toegang'')', thing));
  PERFORM pg_temp.done('f.een', format('INSERT INTO koos.casus_fact (casus, worker, what) VALUES (%s, %s, ''opened'')', thing, f));
END
$$;
SELECT lives_ok('SELECT pg_temp.open_case()', 'and opens a case with two owners');
SELECT lives_ok('SET CONSTRAINTS ALL IMMEDIATE', 'which is then owned');
SELECT is(pg_temp.sees(l), s, l || ' sees ' || coalesce(nullif(s, ''), 'nothing') || ' of a case of two teams') FROM (VALUES
  ('f.een', 'client case question'), ('f.lead', 'client case question'), ('o.een', 'client case question'), ('t.lead',
    'client case question'),
  ('pl.een', 'client case'), ('o.drie', ''), ('o.vier', ''), ('f.vier', ''), ('admin', ''), ('p.privacy', ''), ('r.report', ''), (NULL,
    '')) AS t(l, s);
SELECT throws_ok(format('SELECT pg_temp.done(%L, %L)', l, format(s, casus, pg_temp.team('basecamp-zuid'))), '42501', NULL, why)
FROM this, (VALUES
  ('o.vier', 'INSERT INTO koos.casus_owner (casus, team) VALUES (%s, %s)', 'nobody makes the own team an owner of a case of others'),
  ('o.vier', 'INSERT INTO koos.casus_fact (casus, worker, what) VALUES (%s, %s, ''opened'')',
    'nor records a fact of a case of others')) AS t(l, s, why);
SELECT is((SELECT pg_temp.seen('o.vier', 'WITH u AS (UPDATE koos.casus SET rev = rev + 1 WHERE id = ' || casus || ' RETURNING 1) SELECT 1')
  FROM this), 1::bigint,
  'a change of a case of others');
SELECT is((SELECT c.rev FROM koos.casus c JOIN this t ON t.casus = c.id), 1, 'finds nothing to change');

-- Owners.
INSERT INTO koos.casus_owner (casus, team) SELECT casus, pg_temp.team('basecamp-zuid') FROM this;
SELECT is(pg_temp.sees('o.vier'), 'client case question', 'a team that joins sees it all');
DELETE FROM koos.casus_owner WHERE team = pg_temp.team('basecamp-zuid') AND casus = (SELECT casus FROM this);
SELECT is(pg_temp.sees('o.vier'), '', 'and nothing when it has left');
SELECT is(pg_temp.sees('o.een'), 'client case question', 'the others see it still');

-- Memberships.
UPDATE koos.member SET until_on = koos.today() WHERE worker = pg_temp.worker('o.een');
SELECT is(pg_temp.sees('o.een'), '', 'who left the team today sees nothing');
UPDATE koos.member SET until_on = koos.today() + 1 WHERE worker = pg_temp.worker('o.een');
SELECT is(pg_temp.sees('o.een'), 'client case question', 'whose last day it is sees it');
UPDATE koos.member SET from_on = koos.today() + 1, until_on = 'infinity' WHERE worker = pg_temp.worker('o.een');
SELECT is(pg_temp.sees('o.een'), '', 'who begins tomorrow does not');
UPDATE koos.member SET from_on = koos.today() WHERE worker = pg_temp.worker('o.een');
SELECT is(pg_temp.sees('o.een'), 'client case question', 'who begins today does');
DELETE FROM koos.member WHERE worker = pg_temp.worker('o.twee');
SELECT is(pg_temp.sees('o.twee'), '', 'a membership taken away takes all with it');
INSERT INTO koos.member (worker, team, role, from_on) VALUES (pg_temp.worker('o.twee'), pg_temp.team('basecamp-zuidwest'), 'planner',
  koos.today());
SELECT is(pg_temp.sees('o.twee'), 'client case', 'a planner reads no question');
INSERT INTO koos.member (worker, team, role, from_on) VALUES (pg_temp.worker('o.twee'), pg_temp.team('basecamp-zuidwest'), 'specialist',
  koos.today());
SELECT is(pg_temp.sees('o.twee'), 'client case question', 'but may be something else besides');

-- Time alone ends it.
UPDATE koos.member SET until_on = koos.today() + 5 WHERE worker = pg_temp.worker('g.een');
INSERT INTO koos.clock (at) VALUES (koos.midnight(koos.today() + 5) - interval '1 second');
SELECT is(pg_temp.sees('g.een'), 'client case question', 'up to midnight of the last day');
UPDATE koos.clock SET at = at + interval '1 second';
SELECT is(pg_temp.sees('g.een'), '', 'and not a second longer');
DELETE FROM koos.clock;

-- Appointments: busy time is everybody's, what it is about is not.
CREATE TEMPORARY TABLE meeting AS SELECT min(c.appointment) AS id FROM koos.appointment_case c;
CREATE TEMPORARY TABLE meeting_worker AS SELECT w.login FROM koos.appointment_worker a JOIN koos.worker w ON w.id = a.worker
  JOIN meeting m ON m.id = a.appointment;
SELECT is(pg_temp.seen('o.vier', 'SELECT count(*) FROM koos.appointment WHERE id = ' || id), 1::bigint,
  'an appointment is busy time for everybody') FROM meeting;
SELECT is(pg_temp.seen('o.vier', 'SELECT count(*) FROM koos.appointment_detail WHERE appointment = ' || id), 0::bigint,
  'what it is about is not') FROM meeting;
SELECT is(pg_temp.seen('o.vier', 'SELECT count(*) FROM koos.appointment_case WHERE appointment = ' || id), 0::bigint, 'nor for whom')
  FROM meeting;
SELECT is(pg_temp.seen(login, 'SELECT count(*) FROM koos.appointment_detail WHERE appointment = ' || id), 1::bigint,
  'who takes part reads it') FROM meeting, meeting_worker;
SELECT is(pg_temp.seen(login, 'SELECT count(*) FROM koos.appointment_case WHERE appointment = ' || id), 1::bigint,
  'and for whom, being of an owning team') FROM meeting, meeting_worker;

-- Consults: the asking and the asked team.
INSERT INTO koos.consult (discipline, convert, urgency, wijk, asked_by, asker_team, team, due_at)
VALUES ('orthopedagoog', 'advice-only', 'regulier', 'zuidwest', pg_temp.worker('f.een'), pg_temp.team('buurtteam-zuidwest-1'),
  pg_temp.team('basecamp-zuidwest'), koos.now());
SELECT is(pg_temp.seen(l, 'SELECT count(*) FROM koos.consult'), n, l || ' sees ' || n || ' consults') FROM (VALUES
  ('f.een', 1::bigint), ('f.lead', 1), ('o.een', 1), ('pl.een', 1), ('o.vier', 0), ('f.vier', 0), ('admin', 0), (NULL, 0)) AS t(l, n);
UPDATE koos.consult SET team = pg_temp.team('basecamp-zuid') WHERE team = pg_temp.team('basecamp-zuidwest');
SELECT is(pg_temp.seen('o.vier', 'SELECT count(*) FROM koos.consult'), 1::bigint, 'sent on, the new team sees it');
SELECT is(pg_temp.seen('o.een', 'SELECT count(*) FROM koos.consult'), 0::bigint, 'and the old one no longer');
SELECT is(pg_temp.seen('o.een', 'SELECT count(*) FROM koos.consult_fact'), 0::bigint, 'nor what happened to it');

-- Waiting: the place on a list is known, the others on it are not.
INSERT INTO koos.waiting_entry (casus, team, discipline, urgency, form, letter, added_on, registered_on)
SELECT c.id, pg_temp.team('basecamp-zuidwest'), 'orthopedagoog', u, true, true, koos.today(), koos.today()
FROM (SELECT casus AS id, 'regulier' AS u FROM this UNION ALL SELECT 1, 'spoed') c;
SELECT is(pg_temp.seen('f.een', 'SELECT count(*) FROM koos.waiting_entry'), 1::bigint, 'who owns one of two entries sees one');
SELECT is(pg_temp.seen('f.een',
  'SELECT p.place FROM koos.waiting_positions(' || pg_temp.team('basecamp-zuidwest') || ', ''orthopedagoog'') p JOIN koos.waiting_entry w ON w.id = p.entry'),
  2::bigint, 'and that it is the second');
SELECT is(pg_temp.seen('o.vier', 'SELECT count(*) FROM koos.waiting_entry'), 0::bigint, 'a team of neither case sees none');

-- Events reach who may know of the thing; the ledger is one's own.
INSERT INTO koos.event (topic, kind, thing, cause) SELECT 'case', 'case', casus, 'opened' FROM this;
SELECT is(pg_temp.seen(l, 'SELECT count(*) FROM koos.event'), n, l || ' hears ' || n) FROM (VALUES ('f.een', 1::bigint), ('o.een', 1),
  ('o.vier', 0)) AS t(l, n);
-- What lies on a desk is seen by who it is for, while that one may know of the thing.
INSERT INTO koos.event (topic, kind, thing, cause, team) SELECT 'desk', 'case', casus, 'assigned', pg_temp.team('basecamp-zuidwest') FROM this;
INSERT INTO koos.event (topic, kind, thing, cause, worker)
  SELECT 'desk', 'case', casus, 'turn', pg_temp.worker(l) FROM this, unnest(ARRAY['f.een', 'o.vier']) AS l;
SELECT is(pg_temp.seen(l, 'SELECT count(*) FROM koos.event WHERE topic = ''desk'''), n, l || ' finds ' || n || ' on the desk')
FROM (VALUES ('o.een', 1::bigint), ('t.lead', 1), ('pl.een', 0), ('f.een', 1), ('f.twee', 0), ('o.vier', 0)) AS t(l, n);
SELECT throws_ok($$SELECT pg_temp.done(NULL,
  'INSERT INTO koos.event (topic, kind, thing, cause) VALUES (''case'', ''case'', 1, ''opened'')')$$, '42501', NULL,
  'nobody announces nothing');
SELECT lives_ok($$SELECT pg_temp.done('f.een', 'INSERT INTO koos.ledger (worker, token, digest) VALUES (koos.me(), ''t'', '''')')$$,
  'a token of one''s own is kept');
SELECT throws_ok(format('SELECT pg_temp.done(''f.een'', %L)',
  'INSERT INTO koos.ledger (worker, token, digest) VALUES (' || pg_temp.worker('f.twee') || ', ''t'', '''')'),
  '42501', NULL, 'one of another''s is not');
SELECT is(pg_temp.seen('f.twee', 'SELECT count(*) FROM koos.ledger'), 0::bigint, 'nor seen by another');

-- Invitations: the preview until the answer or its term, then what the invitation says, and nothing with its end.
CREATE FUNCTION pg_temp.invite(team text, role text, reads text) RETURNS integer LANGUAGE sql AS $$
  INSERT INTO koos.casus_invitation (casus, team, role, reads, reason, wijk, age_band, urgency, question, invited_by, invited_team, lapses_at)
  SELECT t.casus, pg_temp.team($1), $2, $3, 'x', 'zuidwest', '4-11', 'regulier', 'x', pg_temp.worker('f.een'), pg_temp.team('buurtteam-zuidwest-1'),
    koos.now() + interval '14 days' FROM this t RETURNING id
$$;
CREATE FUNCTION pg_temp.becomes(invitation integer, new_state text) RETURNS void LANGUAGE sql AS $$
  UPDATE koos.casus_invitation SET state = $2, answered_by = coalesce(answered_by, pg_temp.worker('l.lead')),
    answered_at = CASE WHEN $2 IN ('accepted', 'refused', 'ended') THEN coalesce(answered_at, koos.now()) END,
    ended_at = CASE WHEN $2 = 'ended' THEN koos.now() END WHERE id = $1
$$;
INSERT INTO koos.casus_note (casus, text, worker, team) SELECT casus, 'x', pg_temp.worker('f.een'), pg_temp.team('buurtteam-zuidwest-1') FROM this;
INSERT INTO koos.casus_goal (casus, words, added_by) SELECT casus, 'x', pg_temp.worker('f.een') FROM this;
INSERT INTO koos.casus_step (casus, text, by_team, added_by)
SELECT casus, 'x', pg_temp.team('buurtteam-zuidwest-1'), pg_temp.worker('f.een') FROM this;
INSERT INTO koos.relation (client, name, kind, authority, added_by) SELECT client, 'x', 'ouder', true, pg_temp.worker('f.een') FROM this;
INSERT INTO koos.consent (client, purpose, party, refused, why, recorded_by) SELECT client, 'identify', 'parent-1', true, 'Merk', pg_temp.worker('f.een') FROM this;
INSERT INTO koos.casus_fact (casus, worker, what) SELECT casus, pg_temp.worker('f.een'), unnest(ARRAY['note', 'goal', 'proposed']) FROM this;
CREATE FUNCTION pg_temp.reads(login text) RETURNS text LANGUAGE sql AS $$
  SELECT concat_ws(' ', nullif(pg_temp.sees($1), ''), (SELECT string_agg(name, ' ' ORDER BY place) FROM (VALUES
      (1, 'casus_note', 'casus = ' || t.casus), (2, 'casus_goal', 'casus = ' || t.casus), (3, 'casus_step', 'casus = ' || t.casus),
      (4, 'relation', 'client = ' || t.client), (5, 'consent', 'client = ' || t.client),
      (6, 'casus_invitation', 'casus = ' || t.casus)) AS things(place, name, which)
    WHERE pg_temp.seen($1, format('SELECT count(*) FROM koos.%s WHERE %s', name, which)) > 0),
    (SELECT string_agg(what, ' ' ORDER BY what) FROM unnest(ARRAY['note', 'goal', 'proposed', 'opened']) AS f(what)
      WHERE pg_temp.seen($1, format('SELECT count(*) FROM koos.casus_fact WHERE casus = %s AND what = %L', t.casus, what)) > 0)) FROM this t
$$;
SELECT is(pg_temp.reads('o.drie'), '', 'who was not invited reads nothing');
CREATE TEMPORARY TABLE asked (id integer);
INSERT INTO asked SELECT pg_temp.invite('basecamp-leidsche-rijn', 'consulted', 'plan');
SELECT is(pg_temp.reads('o.drie'), 'casus_invitation', 'an invited team sees the invitation alone');
SELECT is(pg_temp.seen(l, 'SELECT count(*) FROM koos.access WHERE kind = ''invitation'''), n, l || ' has ' || n || ' invitations')
FROM (VALUES ('o.drie', 1::bigint), ('l.lead', 1), ('f.drie', 0), ('o.een', 0)) AS t(l, n);
INSERT INTO koos.clock (at) SELECT lapses_at - interval '1 second' FROM koos.casus_invitation JOIN asked USING (id);
SELECT is(pg_temp.reads('o.drie'), 'casus_invitation', 'up to the end of its term');
UPDATE koos.clock SET at = at + interval '1 second';
SELECT is(pg_temp.reads('o.drie'), '', 'and not a second longer');
DELETE FROM koos.clock;
SELECT pg_temp.becomes(id, s) FROM asked, unnest(ARRAY['lapsed']) AS s;
SELECT is(pg_temp.reads('o.drie'), '', 'one that lapsed gives nothing');
UPDATE asked SET id = pg_temp.invite('basecamp-leidsche-rijn', 'consulted', 'plan');
SELECT pg_temp.becomes(id, 'refused') FROM asked;
SELECT is(pg_temp.reads('o.drie'), '', 'nor one that was refused');
UPDATE asked SET id = pg_temp.invite('basecamp-leidsche-rijn', 'consulted', 'plan');
SELECT pg_temp.becomes(id, 'withdrawn') FROM asked;
SELECT is(pg_temp.reads('o.drie'), '', 'nor one taken back');
UPDATE asked SET id = pg_temp.invite('basecamp-leidsche-rijn', 'consulted', 'plan');
SELECT pg_temp.becomes(id, 'accepted') FROM asked;
SELECT is(pg_temp.reads('o.drie'), 'client case casus_goal casus_step casus_invitation goal opened', 'who thinks along reads the plan');
SELECT is(pg_temp.reads('pl.een'), 'client case casus_step relation consent opened proposed', 'a planner no note, goal or question');
SELECT is(pg_temp.seen(l, 'SELECT count(koos.consent_why(id)) FROM koos.consent'), n, l || ' reads ' || n || ' reasons of a consent')
FROM (VALUES ('f.een', 1::bigint), ('o.een', 1), ('pl.een', 0), ('o.drie', 0), (NULL, 0)) AS t(l, n);
SELECT is((SELECT count(koos.consent_why(t.id)) FROM koos.consent t), 0::bigint, 'nor without a number of one''s own, whoever owns the table');
INSERT INTO koos.event (topic, kind, thing, cause) SELECT 'case', 'case', casus, unnest(ARRAY['note', 'goal', 'step', 'proposed', 'agreed']) FROM this
  UNION ALL SELECT 'case', 'client', client, 'consent-withdrawn' FROM this;
SELECT is(pg_temp.seen(l, 'SELECT count(*) FROM koos.event WHERE cause = ANY (''{note,goal,step,proposed,agreed,consent-withdrawn}'')'), n,
  l || ' hears of what ' || l || ' may read alone: ' || n) FROM (VALUES ('f.een', 6::bigint), ('pl.een', 4), ('o.drie', 2)) AS t(l, n);
INSERT INTO asked SELECT pg_temp.invite('basecamp-leidsche-rijn', 'owner', 'all');
SELECT is(pg_temp.reads('o.drie'), 'client case casus_goal casus_step casus_invitation goal opened', 'being asked for more adds nothing yet');
SELECT pg_temp.becomes(min(id), 'ended') FROM asked;
SELECT is(pg_temp.reads('o.drie'), 'casus_invitation', 'its end takes all but what it was asked since');
SELECT pg_temp.becomes(max(id), 'withdrawn') FROM asked;
SELECT is(pg_temp.reads('o.drie'), '', 'and that taken back the rest');
DELETE FROM asked;
INSERT INTO asked SELECT pg_temp.invite('basecamp-leidsche-rijn', 'consulted', 'all');
SELECT pg_temp.becomes(id, 'accepted') FROM asked;
SELECT is(pg_temp.reads('o.drie'), 'client case question casus_note casus_goal casus_step relation consent casus_invitation goal note opened',
  'who thinks along reading all reads all but what owners propose');
INSERT INTO koos.casus_owner (casus, team) SELECT casus, pg_temp.team('basecamp-leidsche-rijn') FROM this;
SELECT pg_temp.becomes(id, 'ended') FROM asked;
SELECT is(pg_temp.reads('o.drie'), 'client case question casus_note casus_goal casus_step relation consent casus_invitation goal note opened proposed',
  'an owner keeps all when thinking along ends');
DELETE FROM koos.casus_owner WHERE team = pg_temp.team('basecamp-leidsche-rijn');
SELECT is(pg_temp.reads('o.drie'), '', 'and loses all when it leaves');

-- An entry moves with the acceptance of the team it was to go to, which knows of none before; no entry of another case does.
UPDATE asked SET id = pg_temp.invite('basecamp-leidsche-rijn', 'owner', 'all');
CREATE TEMPORARY TABLE moving AS SELECT w.id AS entry, w.casus = t.casus AS is_this FROM koos.waiting_entry w, this t WHERE w.casus IN (t.casus, 1)
  AND w.discipline = 'orthopedagoog' AND w.team = pg_temp.team('basecamp-zuidwest') AND w.status = 'wacht-op-intake';
UPDATE koos.waiting_entry SET moves_by = a.id FROM asked a WHERE waiting_entry.id IN (SELECT entry FROM moving);
SELECT is(pg_temp.seen('o.drie', 'SELECT count(*) FROM koos.waiting_entry'), 0::bigint, 'who is asked knows of no entry');
SELECT throws_ok(format('SELECT pg_temp.done(''o.drie'', ''SELECT koos.move_entry(%s, %s, null)'')', entry, pg_temp.team('basecamp-leidsche-rijn')),
  'P0002', NULL, 'and moves none') FROM moving WHERE is_this;
SELECT pg_temp.done('o.drie', format('UPDATE koos.casus_invitation SET state = ''accepted'', answered_by = %s, answered_at = koos.now() WHERE id = %s',
  pg_temp.worker('o.drie'), id)) FROM asked;
SELECT is((SELECT t.slug FROM koos.waiting_entry w JOIN koos.team t ON t.id = w.team WHERE w.id = m.entry),
  CASE WHEN m.is_this THEN 'basecamp-leidsche-rijn' ELSE 'basecamp-zuidwest' END, 'the acceptance moves its own: ' || m.is_this) FROM moving m;
SELECT is((SELECT f.worker FROM koos.waiting_fact f WHERE f.entry = m.entry AND f.what = 'moved' AND f.state ->> 'team' = pg_temp.team('basecamp-leidsche-rijn')::text),
  pg_temp.worker('o.drie'), 'as a fact of who accepted, and how it stands since') FROM moving m WHERE is_this;

-- A consult tells of a child as long as its consent stands and the answer is out, and once converted is the owners' too.
INSERT INTO koos.consult (discipline, convert, urgency, wijk, asked_by, asker_team, team, due_at, state, claimed_by)
VALUES ('orthopedagoog', 'may-convert', 'regulier', 'zuidwest', pg_temp.worker('f.een'), pg_temp.team('buurtteam-zuidwest-1'),
  pg_temp.team('basecamp-leidsche-rijn'), koos.now(), 'claimed', pg_temp.worker('o.drie'));
CREATE TEMPORARY TABLE told AS SELECT max(id) AS consult FROM koos.consult;
INSERT INTO koos.consult_identity (consult, client, consent, identified_by)
SELECT d.consult, t.client, c.id, pg_temp.worker('f.een') FROM told d, this t JOIN koos.consent c ON c.client = t.client;
SELECT is(pg_temp.sees('o.drie'), 'client', 'the asked team reads the child it was told of, and no case');
UPDATE koos.consult SET state = 'closed', outcome = 'advice-enough' WHERE id = (SELECT consult FROM told);
SELECT is(pg_temp.sees('o.drie'), '', 'not when the consult is closed');
UPDATE koos.consult SET state = 'answered', outcome = NULL WHERE id = (SELECT consult FROM told);
SELECT is(pg_temp.sees('o.drie'), 'client', 'again when it goes on');
UPDATE koos.consent SET withdrawn_at = koos.now() WHERE client = (SELECT client FROM this);
SELECT is(pg_temp.sees('o.drie'), '', 'and not when consent was withdrawn');
UPDATE koos.consent SET withdrawn_at = NULL, until_on = koos.today() + 2 WHERE client = (SELECT client FROM this);
INSERT INTO koos.clock (at) VALUES (koos.midnight(koos.today() + 2) - interval '1 second');
SELECT is(pg_temp.sees('o.drie'), 'client', 'consent holds up to midnight before its end');
UPDATE koos.clock SET at = at + interval '1 second';
SELECT is(pg_temp.sees('o.drie'), '', 'and not a second longer');
DELETE FROM koos.clock;
CREATE FUNCTION pg_temp.thread(login text) RETURNS bigint LANGUAGE sql AS $$
  SELECT pg_temp.seen($1, 'SELECT count(*) FROM koos.consult WHERE id = ' || consult) FROM told $$;
SELECT is(pg_temp.thread('o.een'), 0::bigint, 'a team that was not asked reads no thread');
UPDATE koos.consult SET state = 'converted', casus = (SELECT casus FROM this) WHERE id = (SELECT consult FROM told);
SELECT is(pg_temp.thread(l), n, l || CASE n WHEN 1 THEN ' reads' ELSE ' does not read' END || ' the thread of a case')
FROM (VALUES ('o.een', 1::bigint), ('t.lead', 1), ('pl.een', 0), ('f.een', 1), ('o.drie', 1), ('o.vier', 0)) AS t(l, n);
UPDATE asked SET id = pg_temp.invite('basecamp-zuid', 'consulted', 'plan');
SELECT pg_temp.becomes(id, 'accepted') FROM asked;
SELECT is(pg_temp.thread('o.vier'), 0::bigint, 'who reads the plan does not');
SELECT pg_temp.becomes(id, 'ended') FROM asked;
UPDATE asked SET id = pg_temp.invite('basecamp-zuid', 'consulted', 'all');
SELECT pg_temp.becomes(id, 'accepted') FROM asked;
SELECT is(pg_temp.thread('o.vier'), 1::bigint, 'who reads all does');
SELECT pg_temp.becomes(id, 'ended') FROM asked;
SELECT is(pg_temp.thread('o.vier'), 0::bigint, 'and no longer at its end');

-- After all of this what is kept is what the rule gives.
SELECT is_empty($$(TABLE koos.access EXCEPT TABLE koos.access_due) UNION ALL (TABLE koos.access_due EXCEPT TABLE koos.access)$$,
  'access holds what the rule gives');
SELECT koos.refresh_all_access();
SELECT is_empty($$(TABLE koos.access EXCEPT TABLE koos.access_due) UNION ALL (TABLE koos.access_due EXCEPT TABLE koos.access)$$,
  'and again after a refresh of all');

SELECT * FROM finish();
ROLLBACK;

-- A dossier is destroyed as a whole, on request and by a privacy officer, and then nothing is left of it but codes.
\ir begin.psql
SELECT * FROM no_plan();

-- What is to go: a child with two cases, and a mark in every text that can hold one. Beside it a sister whose case shares an
-- appointment with the first.
CREATE TEMPORARY TABLE pair AS
SELECT a.id AS client, a.resource, ca.id AS casus, b.id AS sister, cb.id AS sister_casus, ca.regie,
  (SELECT min(o.team) FROM koos.casus_owner o WHERE o.casus = ca.id) AS team
FROM koos.casus ca JOIN koos.client a ON a.id = ca.client, koos.casus cb JOIN koos.client b ON b.id = cb.client
WHERE ca.id = 60 AND cb.id = 61;
CREATE TEMPORARY TABLE gone (casus integer);
INSERT INTO gone SELECT casus FROM pair;
SET CONSTRAINTS ALL DEFERRED;
WITH second AS (
  INSERT INTO koos.casus (client, urgency, referrer, wijk, consortium, regie, opened_by, extended_reason)
  SELECT p.client, c.urgency, c.referrer, c.wijk, c.consortium, c.regie, c.opened_by, 'Merk' FROM pair p JOIN koos.casus c ON c.id = p.casus RETURNING id
), owned AS (INSERT INTO koos.casus_owner (casus, team) SELECT s.id, o.team FROM second s, pair p JOIN koos.casus_owner o ON o.casus = p.casus)
INSERT INTO gone SELECT id FROM second;
SET CONSTRAINTS ALL IMMEDIATE;
INSERT INTO koos.casus_question (casus, question) SELECT max(casus), 'Merk' FROM gone;
UPDATE koos.client SET name = 'Merk', house = 'Merk', language = 'Merk', bsn = 'Merk', bsn_mark = 'Merk' WHERE id = (SELECT client FROM pair);
UPDATE koos.casus_question SET question = 'Merk' WHERE casus = (SELECT casus FROM pair);
INSERT INTO koos.client_alias (number, client, name, birth_on, birth_precision, merged_by) SELECT 999999, client, 'Merk', '2015-01-01', 'day', regie FROM pair;
INSERT INTO koos.consent (client, purpose, party, with_whom, why, recorded_by) SELECT client, 'identify', 'youth', 'Merk', 'Merk', regie FROM pair;
INSERT INTO koos.consent_told (consent, on_day) SELECT max(t.id), koos.today() FROM koos.consent t;
INSERT INTO koos.relation (client, name, kind, contact, end_reason, added_by) SELECT client, 'Merk', 'ouder', 'Merk', 'Merk', regie FROM pair;
INSERT INTO koos.dossier_statement (client, party, text, recorded_by) SELECT client, 'youth', 'Merk', regie FROM pair;
INSERT INTO koos.casus_fact (casus, worker, what, reason) SELECT casus, regie, 'left', 'Merk' FROM pair;
INSERT INTO koos.casus_invitation (casus, team, role, reason, wijk, age_band, urgency, question, invited_by, invited_team, lapses_at)
SELECT casus, pg_temp.team('basecamp-zuid'), 'consulted', 'Merk', 'oost', '0-3', 'spoed', 'Merk', regie, team, koos.now() + interval '1 day' FROM pair;
INSERT INTO koos.casus_note (casus, kind, text, worker, team) SELECT casus, 'Merk', 'Merk', regie, team FROM pair;
INSERT INTO koos.casus_goal (casus, words, added_by) SELECT casus, 'Merk', regie FROM pair;
INSERT INTO koos.casus_goal_review (goal, words, status, worker) SELECT max(g.id), 'Merk', 'bereikt', 1 FROM koos.casus_goal g;
INSERT INTO koos.casus_step (casus, text, by_team, goal, added_by) SELECT p.casus, 'Merk', p.team, max(g.id), p.regie FROM pair p, koos.casus_goal g
GROUP BY p.casus, p.team, p.regie;
INSERT INTO koos.casus_participant (casus, kind, name, added_by) SELECT casus, 'school', 'Merk', regie FROM pair;
INSERT INTO koos.traject (casus, service, provider, team, started_on, start_reason, ended_on, end_reason, added_by)
SELECT casus, 'ambulant', 'Merk', team, koos.today(), 'Merk', koos.today(), 'Merk', regie FROM pair;
INSERT INTO koos.casus_arrangement (casus, kind, provider, end_reason, added_by) SELECT casus, 'contract', 'Merk', 'Merk', regie FROM pair;
INSERT INTO koos.stay (casus, client, kind, place, from_on, until_on, end_reason, added_by)
SELECT casus, client, 'wonen', pg_temp.place('basecamp-zuid'), koos.today(), koos.today() + 1, 'Merk', regie FROM pair;
-- A seat in a group of one, for which the sister waits.
INSERT INTO koos.series (rrule, starts_at, minutes, booked_by) SELECT 'FREQ=DAILY;COUNT=1', koos.midnight(koos.today() + 200), 60, regie FROM pair;
INSERT INTO koos.appointment (starts_at, ends_at, mode, booked_by, series, series_at)
SELECT s.starts_at, s.starts_at + interval '1 hour', 'online', s.booked_by, s.id, s.starts_at FROM koos.series s ORDER BY s.id DESC LIMIT 1;
INSERT INTO koos.appointment_detail (appointment, type) SELECT max(a.id), 'behandeling' FROM koos.appointment a;
INSERT INTO koos.care_group (name, service, leader, capacity, series, added_by) SELECT 'x', 'groepsbehandeling', regie, 1, (SELECT max(id) FROM koos.series), 1 FROM pair;
INSERT INTO koos.group_place (care_group, capacity, casus, client, added_by)
SELECT g.id, g.capacity, n.casus, n.client, 1 FROM koos.care_group g, pair p CROSS JOIN LATERAL (VALUES (p.casus, p.client), (p.sister_casus, p.sister)) AS n(casus, client);
SELECT koos.fill_group(g.id, NULL) FROM koos.care_group g;
SELECT results_eq('SELECT p.casus, p.seat FROM koos.group_place p ORDER BY p.id', 'SELECT casus, 1 FROM pair UNION ALL SELECT sister_casus, NULL FROM pair',
  'who came first has the only seat of a group');
INSERT INTO koos.proposal (casus, action, participant, reads, reason, state, decided_at, objected_by, objected_team, objection, proposed_by,
  proposed_team, lapses_at)
SELECT p.casus, 'widen', b.id, 'all', 'Merk', 'objected', koos.now(), p.regie, p.team, 'Merk', p.regie, p.team, koos.now() + interval '1 day'
FROM pair p, (SELECT max(id) AS id FROM koos.casus_participant) b;
INSERT INTO koos.proposal_agreement (proposal, team, worker) SELECT max(q.id), p.team, p.regie FROM koos.proposal q, pair p GROUP BY p.team, p.regie;
INSERT INTO koos.waiting_entry (casus, team, discipline, urgency, form, letter, added_on, language)
SELECT casus, team, 'kinderpsychiater', 'regulier', false, false, koos.today(), 'Merk' FROM pair;
UPDATE koos.waiting_entry w SET moves_by = i.id FROM koos.casus_invitation i, pair p WHERE i.casus = p.casus AND w.casus = p.casus;
INSERT INTO koos.waiting_fact (entry, occurred_on, worker, what, reason, text) SELECT max(w.id), koos.today(), 1, 'added', 'Merk', 'Merk'
FROM koos.waiting_entry w;
INSERT INTO koos.waiting_told (entry, what, on_day) SELECT max(w.id), 'unbridged', koos.today() FROM koos.waiting_entry w;
INSERT INTO koos.waiting_pause (entry, reason, from_on, longest) SELECT max(w.id), 'gezin', koos.today(), 60 FROM koos.waiting_entry w;
INSERT INTO koos.waiting_bridge (entry, kind, by_worker, from_on, text) SELECT max(w.id), 'phone', 1, koos.today(), 'Merk' FROM koos.waiting_entry w;
INSERT INTO koos.slot (starts_at, ends_at, mode, client_mode, team, discipline, hold, opened_by, state)
SELECT koos.now() + interval '9 days', koos.now() + interval '10 days', 'online', 'online', team, 'kinderpsychiater', 60, 1, 'ended' FROM pair;
WITH held AS (
  INSERT INTO koos.appointment (starts_at, ends_at, mode, status, booked_by)
  SELECT koos.now() + interval '9 days', koos.now() + interval '10 days', 'online', 'vervallen', 1 RETURNING id
) INSERT INTO koos.offer (slot, entry, appointment, type, status, expires_at, decided_at, reason, past_own_worker, past_reason)
SELECT (SELECT max(s.id) FROM koos.slot s), (SELECT max(w.id) FROM koos.waiting_entry w), h.id, 'intake', 'declined', koos.now() + interval '1 day', koos.now(), 'Merk', true, 'Merk' FROM held h;

-- A consult that told of the child and grew into the case; what was said in it is of the dossier.
INSERT INTO koos.consult (state, discipline, convert, urgency, wijk, asked_by, asker_team, team, due_at, casus)
SELECT 'converted', 'psycholoog', 'may-convert', 'regulier', 'oost', regie, team, team, koos.now(), casus FROM pair;
INSERT INTO koos.consult_identity (consult, client, consent, identified_by)
SELECT (SELECT max(id) FROM koos.consult), p.client, t.id, p.regie FROM pair p JOIN koos.consent t ON t.client = p.client AND t.purpose = 'identify';
INSERT INTO koos.consult_fact (consult, worker, what, detail)
SELECT (SELECT max(id) FROM koos.consult), p.regie, f.what, jsonb_build_object('client', 'J-' || p.client, 'case', 'C-' || p.casus)
FROM pair p, unnest(ARRAY['identified', 'converted']) AS f(what);

INSERT INTO koos.consult_entry (consult, kind, worker, text, minutes, confirmed)
SELECT (SELECT max(id) FROM koos.consult), 'answer', p.regie, 'Merk', 20, true FROM pair p;

-- Three appointments: of the child alone, at home; of child and sister; of the sister alone.
CREATE TEMPORARY TABLE meeting (n integer, appointment integer);
DO $$
DECLARE
  thing integer;
BEGIN
  FOR n IN 1 .. 3 LOOP
    INSERT INTO koos.appointment (starts_at, ends_at, mode, home_wijk, link, booked_by)
    SELECT koos.midnight(koos.today() + 90 + n) + interval '10 hours', koos.midnight(koos.today() + 90 + n) + interval '11 hours', 'on-site',
      'oost', 'https://video.example/Merk', regie FROM pair RETURNING id INTO thing;
    INSERT INTO meeting VALUES (n, thing);
    INSERT INTO koos.appointment_worker (appointment, worker, mode, starts_at)
    SELECT thing, regie, 'on-site', koos.midnight(koos.today() + 90 + n) + interval '10 hours' FROM pair;
    INSERT INTO koos.appointment_case (appointment, casus, mode)
    SELECT thing, c.casus, 'on-site' FROM pair p, unnest(ARRAY[p.casus, p.sister_casus]) WITH ORDINALITY AS c(casus, place)
    WHERE n = 2 OR n = 1 AND c.place = 1 OR n = 3 AND c.place = 2;
    INSERT INTO koos.appointment_detail VALUES (thing, 'intake', CASE n WHEN 1 THEN 'Merk' ELSE 'van beiden' END, CASE n WHEN 1 THEN 'Merk' END);
    INSERT INTO koos.appointment_guest VALUES (thing, CASE n WHEN 1 THEN 'Merk' ELSE 'moeder' END, 'on-site');
    INSERT INTO koos.appointment_cancellation (appointment, cancelled_by, reason, late) SELECT thing, regie, CASE n WHEN 1 THEN 'Merk' ELSE 'ziek' END,
      false FROM pair;
    INSERT INTO koos.appointment_change (appointment, what, changed_by, reason, starts_at, ends_at, mode, status, home_wijk)
    SELECT thing, 'moved', regie, CASE n WHEN 1 THEN 'Merk' ELSE 'ziek' END, koos.now(), koos.now(), 'on-site', 'gepland', 'oost' FROM pair;
    INSERT INTO koos.occupied (resource, during, holder, appointment, home_wijk)
    SELECT r.resource, tstzrange(koos.midnight(koos.today() + 90 + n) + interval '10 hours', koos.midnight(koos.today() + 90 + n) + interval '11 hours'),
      'appointment', thing, CASE WHEN r.place = 1 THEN 'oost' END
    FROM pair p JOIN koos.worker w ON w.id = p.regie JOIN koos.client s ON s.id = p.sister
    CROSS JOIN LATERAL unnest(ARRAY[w.resource, p.resource, s.resource]) WITH ORDINALITY AS r(resource, place)
    WHERE r.place = 1 OR n = 2 OR n = 1 AND r.place = 2 OR n = 3 AND r.place = 3;
  END LOOP;
END
$$;
-- The shared room's address is of neither child alone: it stays for the sister.
UPDATE koos.appointment SET link = 'https://video.example/x' WHERE id IN (SELECT appointment FROM meeting WHERE n > 1);
INSERT INTO koos.event (topic, kind, thing, cause, code) SELECT 'waiting', 'case', casus, 'added', 'W-1' FROM pair;
INSERT INTO koos.event (topic, kind, thing, cause) SELECT 'case', 'client', client, 'changed' FROM pair UNION ALL
  SELECT 'case', 'invitation', casus, 'invited' FROM pair;
INSERT INTO koos.event (topic, kind, thing, cause, worker) SELECT 'desk', 'case', casus, 'assigned', regie FROM pair;
INSERT INTO koos.ledger (worker, token, digest, reply, lines)
SELECT p.regie, n::text, '', r.reply, r.lines FROM pair p CROSS JOIN LATERAL (VALUES
  (1, json_build_object('case', 'C-' || p.casus)::text, '{}'::text[]), (2, '{"rows" : 1}', ARRAY[json_build_object('client', 'J-' || p.client)::text]),
  (3, json_build_object('note', 'N-' || (SELECT max(id) FROM koos.casus_note))::text, '{}'),
  (4, json_build_object('case', 'C-' || p.sister_casus)::text, '{}'), (5, NULL, '{}')) AS r(n, reply, lines);
INSERT INTO koos.access_log (client, casus, action, outcome, source) SELECT client, casus, 'case.show', 'ok', 'test' FROM pair;
CREATE TEMPORARY TABLE owning AS SELECT DISTINCT o.team FROM koos.casus_owner o JOIN gone n ON n.casus = o.casus;
CREATE TEMPORARY TABLE busy AS SELECT o.* FROM koos.occupied o JOIN koos.worker w ON w.resource = o.resource JOIN pair p ON p.regie = w.id;

-- Which tables hang on a client, by the references themselves: all go with it, but what stays without it.
CREATE TEMPORARY TABLE reach AS
WITH RECURSIVE reach AS (
  SELECT 'koos.client'::regclass::oid AS name, 'c'::"char" AS goes
  UNION
  SELECT k.conrelid, k.confdeltype FROM reach r JOIN pg_constraint k ON k.confrelid = r.name AND k.contype = 'f' WHERE r.goes = 'c'
)
SELECT c.relname::text AS name, r.goes FROM reach r JOIN pg_class c ON c.oid = r.name;
-- A waiting entry goes with its case, and only forgets the invitation it was to move by.
SELECT set_eq($$SELECT name FROM reach WHERE goes <> 'c'$$, $$VALUES ('consult'), ('waiting_entry')$$, 'all that refers to a client or what hangs on it goes with it, and a consult stays');
SELECT set_eq($$SELECT name FROM reach WHERE goes = 'c'$$, $$SELECT unnest(ARRAY['client', 'client_alias', 'consent', 'relation', 'casus', 'casus_question', 'casus_owner',
  'casus_fact', 'casus_invitation', 'casus_note', 'casus_goal', 'casus_goal_review', 'casus_step', 'casus_participant', 'traject',
  'casus_arrangement', 'stay', 'emergency', 'group_place', 'proposal', 'proposal_agreement', 'consult_identity', 'waiting_entry', 'waiting_fact', 'waiting_told', 'consent_told', 'consent_due', 'waiting_pause', 'waiting_bridge', 'offer', 'appointment_case',
  'dossier_statement', 'dossier_change', 'formerly'])$$,
  'which are these');
SELECT is_empty($$SELECT c.relname, a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
  WHERE c.relnamespace = 'koos'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
    AND a.attname IN ('client', 'casus', 'entry', 'goal', 'consent', 'participant', 'proposal', 'traject', 'note', 'step', 'relation')
    AND c.relname NOT IN (SELECT name FROM reach) AND (c.relname, a.attname) NOT IN (VALUES
      -- Codes and the fact outlive the dossier; a seal's entry is one of the log; an appointment's note is seen to by the function.
      ('access_log', 'client'), ('access_log', 'casus'), ('access_log', 'entry'), ('seal', 'entry'), ('destruction', 'client'),
      ('appointment_detail', 'note'))$$,
  'no other table has a column for a client, a case or what hangs on them');

-- Keeping counts from the last change: each table of the file tells of it, but what only says that somebody was told something.
SELECT set_eq($$SELECT t.tgrelid::regclass::text FROM pg_trigger t WHERE t.tgname = 'dossier_changed'$$,
  $$SELECT 'koos.' || name FROM reach WHERE name NOT IN ('waiting_told', 'consent_told', 'consent_due', 'dossier_change', 'emergency', 'formerly') UNION
    SELECT 'koos.' || c.relname FROM pg_class c WHERE c.relnamespace = 'koos'::regnamespace AND c.relkind = 'r'
      AND (c.relname = 'appointment' OR c.relname LIKE 'appointment\_%' OR c.relname LIKE 'consult\_%')$$, 'what changes in a file moves the day it is kept until');

-- Every text of every table, looked through for the mark.
CREATE FUNCTION pg_temp.marked(mark text) RETURNS SETOF text LANGUAGE plpgsql AS $$
DECLARE
  place record;
  found boolean;
BEGIN
  FOR place IN
    SELECT c.relname, a.attname, a.atttypid FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    WHERE c.relnamespace = 'koos'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
      AND a.atttypid IN ('text'::regtype, 'text[]'::regtype, 'jsonb'::regtype, 'bytea'::regtype)
  LOOP
    EXECUTE format('SELECT EXISTS (SELECT FROM koos.%I WHERE %s ~ $1)', place.relname, CASE WHEN place.atttypid = 'bytea'::regtype
      THEN format('encode(%I, ''escape'')', place.attname) ELSE format('%I::text', place.attname) END) INTO found USING mark;
    IF found THEN RETURN NEXT place.relname || '.' || place.attname; END IF;
  END LOOP;
END
$$;
CREATE FUNCTION pg_temp.codes() RETURNS text LANGUAGE sql AS $$
  SELECT '\y(J-' || p.client || '|' || (SELECT string_agg('C-' || casus, '|') FROM gone) || ')\y' FROM pair p $$;
SELECT cmp_ok((SELECT count(*) FROM pg_temp.marked('Merk')), '>=', 30::bigint, 'the mark stands in many places');
SELECT set_has('SELECT pg_temp.marked(pg_temp.codes())', $$VALUES ('ledger.reply'), ('ledger.lines'), ('consult_fact.detail')$$, 'and codes in others');

-- Refused.
CREATE FUNCTION pg_temp.destroy(login text) RETURNS void LANGUAGE sql AS $$
  SELECT pg_temp.done($1, format('SELECT koos.destroy_dossier(%s)', client)) FROM pair $$;
-- Of what others oversee an officer does not even learn whether it was asked for.
SELECT throws_ok($$SELECT pg_temp.destroy('p.privacy')$$, '42501', 'a privacy officer decides', 'who does not oversee it is told of no request');
INSERT INTO koos.member (worker, organisation, role, from_on)
SELECT pg_temp.worker('p.privacy'), o.id, 'privacy', koos.today() FROM koos.organisation o WHERE o.slug = 'spoor030';
SELECT throws_ok($$SELECT pg_temp.destroy('p.privacy')$$, '23514', 'nobody asked', 'nothing is destroyed that nobody asked for');
INSERT INTO koos.destruction (client, request, requested_by, decision, decided_by, decided_at, reason)
SELECT client, 'parents', regie, 'refused', 1, koos.now(), 'Merk' FROM pair;
SELECT throws_ok($$SELECT pg_temp.destroy('p.privacy')$$, '23514', 'nobody asked', 'nor what was refused');
DELETE FROM koos.member m USING koos.organisation o WHERE o.slug = 'spoor030' AND m.organisation = o.id AND m.role = 'privacy';
INSERT INTO koos.destruction (client, request, requested_by) SELECT client, 'parents', regie FROM pair;
SELECT throws_ok(format('SELECT pg_temp.destroy(%L)', l), '42501', NULL, coalesce(l, 'nobody') || ' destroys nothing')
FROM (SELECT unnest(ARRAY['admin', 'r.report', 't.lead', 'o.een', NULL]) AS l
  UNION ALL SELECT w.login FROM koos.worker w JOIN pair p ON p.regie = w.id) AS others;
SELECT throws_ok(format('SELECT pg_temp.done(%L, %L)', w.login, format(s, p.casus)), '42501', NULL, 'the daemon cannot say ' || format(s, 'it'))
FROM pair p JOIN koos.worker w ON w.id = p.regie CROSS JOIN (
  SELECT 'DELETE FROM koos.' || r.name AS s FROM reach r WHERE r.name <> 'casus_owner'
  UNION ALL SELECT 'DELETE FROM koos.' || unnest(ARRAY['consult', 'consult_entry', 'consult_fact', 'appointment', 'appointment_detail',
    'appointment_guest', 'appointment_cancellation', 'appointment_change', 'ledger', 'event', 'access', 'resource', 'destruction'])) AS statements;
SELECT is((SELECT count(*) FROM koos.client JOIN pair ON pair.client = id), 1::bigint, 'all of it stands still');

-- Done.
-- The child's case is owned in Spoor030 alone: the officer of KOOS decides nothing there, and knows of no request.
SELECT throws_ok($$SELECT pg_temp.destroy('p.privacy')$$, '42501', NULL, 'nor by the privacy officer of another consortium');
SELECT is(pg_temp.seen('p.privacy', 'SELECT count(*) FROM koos.destruction d WHERE d.decision IS NULL'), 0::bigint, 'who does not see it asked for');
INSERT INTO koos.member (worker, organisation, role, from_on)
SELECT pg_temp.worker('p.privacy'), o.id, 'privacy', koos.today() FROM koos.organisation o WHERE o.slug = 'spoor030';
SELECT lives_ok($$SELECT pg_temp.destroy('p.privacy')$$, 'a privacy officer destroys what was asked to be destroyed');
SELECT is_empty($$SELECT pg_temp.marked('Merk')$$, 'the mark is nowhere');
SELECT is_empty('SELECT pg_temp.marked(pg_temp.codes())', 'nor a code of child or case');
SELECT is_empty(format('SELECT %2$I FROM koos.%1$I WHERE %2$I = ANY (%3$L)', c.relname, a.attname,
    CASE a.attname WHEN 'client' THEN ARRAY[p.client] ELSE (SELECT array_agg(casus) FROM gone) END),
  'no row of ' || c.relname || ' has the ' || a.attname)
FROM pair p, pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname IN ('client', 'casus')
WHERE c.relnamespace = 'koos'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relname NOT IN ('access_log', 'destruction')
ORDER BY 1;
SELECT is_empty($$SELECT kind, thing FROM koos.access, pair p WHERE kind = 'client' AND thing = p.client
  OR kind IN ('case', 'invitation') AND thing IN (SELECT casus FROM gone)
  UNION ALL SELECT kind, thing FROM koos.event, pair p WHERE kind = 'client' AND thing = p.client
  OR kind IN ('case', 'invitation') AND thing IN (SELECT casus FROM gone)$$, 'nobody has access to it, and no event tells of it');
SELECT is_empty($$SELECT o.id FROM koos.occupied o JOIN pair p ON p.resource = o.resource UNION ALL
  SELECT r.id FROM koos.resource r JOIN pair p ON p.resource = r.id$$, 'nor is its time known');
SELECT results_eq('SELECT casus, state FROM koos.consult ORDER BY id DESC LIMIT 1', $$VALUES (NULL::integer, 'converted')$$, 'the consult stays, of nobody');
SELECT results_eq('SELECT text, minutes FROM koos.consult_entry ORDER BY number DESC LIMIT 1', $$VALUES ('…', 20)$$,
  'and the time spent on it, not what was said');
SELECT set_eq('SELECT token FROM koos.ledger', $$VALUES ('4'), ('5')$$, 'replies about others are kept');
SELECT is((SELECT count(*) FROM koos.access_log l JOIN pair p ON p.client = l.client AND p.casus = l.casus), 1::bigint, 'the log keeps its codes');
SELECT set_eq('SELECT d.decision, d.decided_by FROM koos.destruction d JOIN pair p ON p.client = d.client',
  $$VALUES ('refused', 1), ('granted', pg_temp.worker('p.privacy'))$$, 'and who decided is known');
SELECT bag_eq($$SELECT w.login, t.slug, e.kind, e.what FROM koos.event e LEFT JOIN koos.worker w ON w.id = e.worker LEFT JOIN koos.team t ON t.id = e.team
  WHERE e.what = 'dossier-destroyed'$$, $$SELECT w.login, NULL AS slug, 'appointment' AS kind, 'dossier-destroyed' AS what FROM pair p JOIN koos.worker w ON w.id = p.regie
  UNION ALL SELECT NULL, t.slug, 'none', 'dossier-destroyed' FROM owning o JOIN koos.team t ON t.id = o.team$$, 'the teams learn it, without a code, and who was to meet the child');

-- What stays.
SELECT set_eq('SELECT o.resource, o.during FROM koos.occupied o JOIN koos.worker w ON w.resource = o.resource JOIN pair p ON p.regie = w.id',
  'SELECT resource, during FROM busy WHERE appointment IS DISTINCT FROM (SELECT appointment FROM meeting WHERE n = 1)',
  'the worker keeps the time of what is of others, and has that of the child alone again');
SELECT results_eq('SELECT a.status FROM koos.appointment a JOIN meeting m ON m.appointment = a.id ORDER BY m.n',
  $$VALUES ('afgezegd-aanbieder'), ('gepland'), ('gepland')$$, 'for what was to come of the child alone is cancelled');
SELECT results_eq($$SELECT m.n, a.home_wijk, a.link, (SELECT d.note FROM koos.appointment_detail d WHERE d.appointment = a.id),
    (SELECT g.label FROM koos.appointment_guest g WHERE g.appointment = a.id),
    (SELECT array_agg(x.casus = p.sister_casus) FROM koos.appointment_case x WHERE x.appointment = a.id)
  FROM meeting m JOIN koos.appointment a ON a.id = m.appointment, pair p ORDER BY m.n$$,
  $$VALUES (1, NULL, NULL, NULL, NULL, NULL::boolean[]), (2, 'oost', 'https://video.example/x', 'van beiden', 'moeder', ARRAY[true]),
    (3, 'oost', 'https://video.example/x', 'van beiden', 'moeder', ARRAY[true])$$, 'the one at home says nothing any more, the sister''s are hers');
SELECT is((SELECT count(*) FROM koos.occupied o JOIN koos.client s ON s.resource = o.resource JOIN pair p ON p.sister = s.id
  JOIN meeting m ON m.appointment = o.appointment), 2::bigint, 'and take her time');
SELECT results_eq('SELECT p.casus, p.seat FROM koos.group_place p', 'SELECT sister_casus, 1 FROM pair', 'the seat in the group is hers');
SELECT results_eq('SELECT x.casus FROM koos.appointment_case x JOIN koos.care_group g ON g.id = koos.group_of(x.appointment)', 'SELECT sister_casus FROM pair',
  'and she takes part in what is to come');
SELECT is_empty($$(TABLE koos.access EXCEPT TABLE koos.access_due) UNION ALL (TABLE koos.access_due EXCEPT TABLE koos.access)$$,
  'access holds what the rule gives');
SELECT throws_ok($$SELECT pg_temp.destroy('p.privacy')$$, '42501', 'a privacy officer decides', 'it is done once');

-- What came into the ledger while one waited is forgotten as well, and only that is looked through then.
INSERT INTO koos.ledger (worker, token, digest, reply, at)
SELECT regie, n::text, '', json_build_object('case', 'C-' || sister_casus)::text, koos.now() - interval '3 hours' * (n - 10) FROM pair, generate_series(10, 11) AS n;
SELECT koos.forget_replies(sister, koos.now() - interval '1 hour') FROM pair;
SELECT set_eq('SELECT token FROM koos.ledger', $$VALUES ('5'), ('11')$$, 'a reply of the last hour is looked at again');
SELECT koos.forget_replies(sister, NULL) FROM pair;
SELECT set_eq('SELECT token FROM koos.ledger', $$VALUES ('5')$$, 'all are before');

-- The list of what need be kept no longer asks what the rule says of each.
UPDATE koos.client SET added_at = koos.now() - interval '22 years' WHERE id % 2 = 0;
DELETE FROM koos.dossier_change WHERE client % 4 = 0;
CREATE FUNCTION pg_temp.due(login text) RETURNS SETOF integer LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('koos.worker', pg_temp.worker(login)::text, true);
  RETURN QUERY SELECT d.client FROM koos.retention_due(koos.today() + 1, NULL, 100000) d;
END $$;
CREATE FUNCTION pg_temp.due_by_rule(login text) RETURNS SETOF integer LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('koos.worker', pg_temp.worker(login)::text, true);
  RETURN QUERY SELECT k.id FROM koos.client k WHERE koos.oversees_client(k.id) AND koos.keep_until(koos.last_change(k.id)) <= koos.today();
END $$;
SELECT cmp_ok((SELECT count(*) FROM pg_temp.due('p.privacy')), '>', 10::bigint, 'some are due');
SELECT set_eq($$SELECT pg_temp.due('p.privacy')$$, $$SELECT pg_temp.due_by_rule('p.privacy')$$, 'and they are those of the rule');
SELECT is_empty($$SELECT pg_temp.due('r.report')$$, 'none for who oversees nobody');

SELECT * FROM finish();
ROLLBACK;

-- What the daemon's role can do beyond its own statements, were one of them wrong: for a worker who reads a case, for the planner
-- of a team that owns it, and for one who knows nothing.
\ir begin.psql
SELECT * FROM no_plan();

INSERT INTO koos.member (worker, team, role, from_on)
SELECT pg_temp.worker('o.twee'), o.team, 'planner', koos.today() FROM koos.casus_owner o ORDER BY o.casus, o.team LIMIT 1;
INSERT INTO koos.member (worker, team, role, from_on)
SELECT pg_temp.worker('o.een'), o.team, 'specialist', koos.today() FROM koos.casus_owner o ORDER BY o.casus, o.team LIMIT 1;
CREATE TEMPORARY TABLE this AS
SELECT o.casus, o.team, c.client, (SELECT max(k.id) FROM koos.client k) AS stranger,
  (SELECT min(d.appointment) FROM koos.appointment_detail d WHERE NOT EXISTS (SELECT FROM koos.appointment_case x
    JOIN koos.casus_owner y ON y.casus = x.casus WHERE x.appointment = d.appointment AND y.team = o.team)) AS appointment
FROM koos.casus_owner o JOIN koos.casus c ON c.id = o.casus ORDER BY o.casus, o.team LIMIT 1;
SELECT is(pg_temp.seen(who, (SELECT format('SELECT count(*) FROM koos.casus WHERE id = %s', t.casus) FROM this t)), 1::bigint,
  who || ' reads the case') FROM unnest(ARRAY['o.een', 'o.twee']) AS who;

CREATE TEMPORARY TABLE attempt (who text, statement text);
INSERT INTO attempt SELECT a.who, format(a.statement, t.casus, t.team, t.client, t.stranger, t.appointment)
FROM this t CROSS JOIN (VALUES
  ('o.een', 'INSERT INTO koos.casus_owner (casus, team) VALUES (%1$s, (SELECT max(id) FROM koos.team))'),
  ('o.een', 'UPDATE koos.casus SET client = %4$s WHERE id = %1$s'),
  ('o.een', 'UPDATE koos.casus SET opened_by = koos.me() WHERE id = %1$s'),
  ('o.een', 'UPDATE koos.client SET added_team = %2$s WHERE id = %3$s'),
  ('o.een', 'UPDATE koos.client SET resource = 1 WHERE id = %3$s'),
  ('o.een', 'UPDATE koos.consult SET team = %2$s'),
  ('o.een', 'UPDATE koos.waiting_entry SET casus = %1$s'),
  ('o.een', 'UPDATE koos.consent SET client = %3$s'),
  ('o.een', 'INSERT INTO koos.consent (client, purpose, party, recorded_by) VALUES (%3$s, ''treatment'', ''youth'', 1)'),
  ('o.een', 'INSERT INTO koos.casus_fact (casus, worker, what) VALUES (%1$s, 1, ''opened'')'),
  ('o.twee', 'INSERT INTO koos.casus_owner (casus, team) VALUES (%1$s, (SELECT max(id) FROM koos.team))'),
  ('o.twee', 'INSERT INTO koos.consent (client, purpose, party, recorded_by) VALUES (%3$s, ''treatment'', ''youth'', koos.me())'),
  ('o.twee', 'INSERT INTO koos.waiting_entry (casus, team, discipline, urgency, status, form, letter, added_on)
    VALUES (%1$s, %2$s, ''kinderpsychiater'', ''regulier'', ''onvolledig'', false, false, koos.today())'),
  ('o.een', 'INSERT INTO koos.appointment_worker (appointment, worker, mode, starts_at) VALUES (%5$s, koos.me(), ''online'', koos.now())'),
  ('o.een', 'INSERT INTO koos.appointment_case (appointment, casus, mode) VALUES (%5$s, %1$s, ''none'')'),
  ('o.een', 'UPDATE koos.appointment SET booked_by = koos.me() WHERE id = %5$s'),
  ('o.een', 'UPDATE koos.appointment_worker SET worker = koos.me() WHERE appointment = %5$s'),
  ('o.een', 'UPDATE koos.appointment_detail SET note = ''x'''),
  ('o.een', 'DELETE FROM koos.ledger'),
  ('o.een', 'UPDATE koos.ledger SET worker = 1'),
  ('o.een', 'INSERT INTO koos.desk_seen (worker, xid, seq) SELECT 1, e.xid, e.seq FROM koos.event e LIMIT 1'),
  ('o.een', 'UPDATE koos.event SET team = NULL, worker = koos.me()'),
  ('o.een', 'UPDATE koos.resource SET id = 0 WHERE id = 1'),
  ('o.drie', 'INSERT INTO koos.member (worker, team, role, from_on) VALUES (koos.me(), %2$s, ''lead'', koos.today())'),
  ('t.lead', 'INSERT INTO koos.member (worker, organisation, role, from_on) VALUES (koos.me(), 1, ''admin'', koos.today())'),
  ('o.drie', 'UPDATE koos.member SET worker = koos.me()'),
  ('o.drie', 'UPDATE koos.member SET until_on = koos.today() WHERE team = %2$s'),
  ('o.drie', 'INSERT INTO koos.token (worker, digest, issued_by, expires_at)
    SELECT w.id, sha256(''''), koos.me(), koos.now() + interval ''1 day'' FROM koos.worker w WHERE w.login = ''t.lead'''),
  ('o.drie', 'INSERT INTO koos.os_user (worker, uid, valid) VALUES (koos.me(), 12345, ''[2020-01-01,)'')'),
  ('o.drie', 'UPDATE koos.token SET worker = koos.me()')
) AS a(who, statement);

-- What a policy leaves out of an UPDATE or DELETE is no error; then nothing may have been touched.
CREATE FUNCTION pg_temp.touched(who text, statement text) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  number bigint;
BEGIN
  PERFORM set_config('koos.worker', pg_temp.worker(who)::text, true);
  SET LOCAL ROLE koosd;
  EXECUTE statement;
  GET DIAGNOSTICS number = ROW_COUNT;
  RESET ROLE;
  PERFORM set_config('koos.worker', '', true);
  RETURN number;
EXCEPTION
  WHEN insufficient_privilege THEN RETURN 0;
  -- Stopped by another rule, so past what is tested here.
  WHEN OTHERS THEN RETURN 1;
END
$$;
SELECT is(pg_temp.touched(who, statement), 0::bigint, who || ' cannot ' || regexp_replace(statement, '\s+', ' ', 'g')) FROM attempt;

-- And what is right still passes.
SELECT lives_ok(format('SELECT pg_temp.done(%L, %L)', who, statement), who || ' can ' || statement) FROM (
  SELECT 't.lead' AS who, format('INSERT INTO koos.member (worker, team, role, from_on) VALUES (%s, %s, ''specialist'', koos.today())',
    pg_temp.worker('o.drie'), pg_temp.team('basecamp-zuidwest')) AS statement
  UNION ALL SELECT 'admin', format('INSERT INTO koos.os_user (worker, uid, valid) VALUES (%s, 12345, ''[2020-01-01,)'')', pg_temp.worker('o.drie'))
  UNION ALL SELECT 'o.drie', 'INSERT INTO koos.token (worker, digest, issued_by, expires_at)
    VALUES (koos.me(), sha256(''''), koos.me(), koos.now() + interval ''1 day'')') AS right_thing;

SELECT * FROM finish();
ROLLBACK;

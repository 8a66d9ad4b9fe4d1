-- Who the daemon's role is, what it can reach, and what it can never undo.
\ir begin.psql
SELECT * FROM no_plan();

-- Each table is on one of these lists by hand: a new one must be thought about.
CREATE TEMPORARY TABLE private_table (name text);
INSERT INTO private_table SELECT unnest(ARRAY['access', 'client', 'client_alias', 'consent', 'consent_told', 'consent_due', 'casus', 'casus_owner', 'casus_question', 'casus_fact',
  'consult', 'consult_entry', 'consult_fact', 'waiting_entry', 'waiting_fact', 'waiting_told', 'waiting_pause', 'waiting_bridge', 'slot', 'slot_worker', 'offer', 'appointment_cancellation', 'appointment_change', 'appointment_case', 'appointment_detail',
  'appointment_guest', 'relation', 'casus_invitation', 'casus_note', 'casus_goal', 'casus_goal_review', 'casus_step',
  'casus_participant', 'traject', 'casus_arrangement', 'stay', 'group_place', 'proposal', 'proposal_agreement', 'consult_identity', 'destruction', 'dossier_statement', 'dossier_change', 'ledger', 'event',
  'desk_seen', 'access_log']);
INSERT INTO private_table VALUES ('emergency'), ('formerly');
CREATE TEMPORARY TABLE open_table (name text);
INSERT INTO open_table SELECT unnest(ARRAY['version', 'installation', 'clock', 'bsn_key', 'organisation', 'wijk', 'buurt', 'wijk_consortium', 'postcode_area',
  'discipline', 'service', 'holiday_rule', 'holiday', 'school_holiday', 'resource', 'place', 'room', 'travel', 'team', 'team_wijk',
  'worker', 'login', 'os_user', 'member', 'token', 'setting', 'setting_value', 'waiting_norm', 'waiting_snapshot', 'availability', 'absence', 'series', 'appointment',
  'appointment_worker', 'occupied', 'care_group', 'seal', 'legal_ground', 'agreement']);

SELECT set_eq($$
  SELECT c.relname::text FROM pg_class c WHERE c.relnamespace = 'koos'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
$$, 'SELECT name FROM private_table UNION ALL SELECT name FROM open_table', 'every table is known to be private or open');

-- Open to every reader, but not to every writer.
CREATE TEMPORARY TABLE guarded_table (name text);
INSERT INTO guarded_table SELECT unnest(ARRAY['clock', 'appointment', 'appointment_worker', 'occupied', 'absence', 'member', 'token', 'os_user']);
SELECT set_eq($$
  SELECT c.relname::text FROM pg_class c
  WHERE c.relnamespace = 'koos'::regnamespace AND c.relrowsecurity AND c.relforcerowsecurity
$$, 'SELECT name FROM private_table UNION SELECT name FROM guarded_table',
  'the private and the guarded tables, and no others, have forced row security');
SELECT is_empty($$
  SELECT p.policyname FROM pg_policies p WHERE p.schemaname = 'koos' AND p.cmd = 'ALL' AND p.policyname <> 'ledger_own'
$$, 'no policy gives writing along with reading');

SELECT is_empty($$
  SELECT c.relname, v.attname FROM pg_class c JOIN pg_attribute v ON v.attrelid = c.oid
  JOIN open_table o ON o.name = c.relname
  WHERE c.relnamespace = 'koos'::regnamespace AND v.attname IN ('client', 'casus', 'consult', 'bsn', 'birth_on')
$$, 'no open table names a client, a case or a consult');

-- Something in each private table, so that seeing nothing means something.
INSERT INTO koos.ledger (worker, token, digest) VALUES (pg_temp.worker('o.een'), 'x', '');
INSERT INTO koos.desk_seen (worker, xid, seq) SELECT pg_temp.worker('o.twee'), e.xid, e.seq FROM koos.event e;
INSERT INTO koos.appointment_cancellation (appointment, cancelled_by, reason, late)
SELECT max(id), pg_temp.worker('t.lead'), 'x', false FROM koos.appointment;
INSERT INTO koos.appointment_change (appointment, what, changed_by, starts_at, ends_at, mode, status)
SELECT a.id, 'confirmed', pg_temp.worker('t.lead'), a.starts_at, a.ends_at, a.mode, a.status FROM koos.appointment a ORDER BY a.id DESC LIMIT 1;
INSERT INTO koos.event (topic, kind, thing, cause) SELECT 'case', 'case', max(id), 'opened' FROM koos.casus;
INSERT INTO koos.destruction (client, request, requested_by) SELECT min(id), 'parents', pg_temp.worker('t.lead') FROM koos.client;
INSERT INTO koos.dossier_statement (client, text, recorded_by) SELECT min(id), 'x', 1 FROM koos.client;
INSERT INTO koos.consult_identity (consult, client, consent, identified_by)
SELECT q.id, t.client, t.id, q.asked_by FROM (SELECT * FROM koos.consult WHERE state = 'claimed' ORDER BY id LIMIT 1) q,
  (SELECT * FROM koos.consent ORDER BY id LIMIT 1) t;
INSERT INTO koos.client_alias (number, client, name, birth_on, birth_precision, merged_by)
SELECT 999999, k.id, 'x', k.birth_on, k.birth_precision, k.added_by FROM koos.client k ORDER BY k.id LIMIT 1;
INSERT INTO koos.waiting_pause (entry, reason, from_on, longest) SELECT min(id), 'gezin', koos.today(), 60 FROM koos.waiting_entry;
INSERT INTO koos.waiting_bridge (entry, kind, by_team, from_on) SELECT min(id), 'phone', min(team), koos.today() FROM koos.waiting_entry;
INSERT INTO koos.slot (starts_at, ends_at, mode, client_mode, team, discipline, hold, opened_by)
SELECT koos.now(), koos.now() + interval '1 hour', 'online', 'online', w.team, w.discipline, 60, 1 FROM koos.waiting_entry w ORDER BY w.id LIMIT 1;
INSERT INTO koos.slot_worker (slot, worker, mode) SELECT s.id, 1, 'online' FROM koos.slot s;
INSERT INTO koos.offer (slot, entry, appointment, type, expires_at)
SELECT s.id, (SELECT min(w.id) FROM koos.waiting_entry w), (SELECT min(a.id) FROM koos.appointment a), 'intake', koos.now() + interval '1 day' FROM koos.slot s;
INSERT INTO koos.stay (casus, client, kind, place, from_on, added_by)
SELECT c.id, c.client, 'wonen', pg_temp.place('basecamp-zuid'), koos.today(), c.regie FROM koos.casus c WHERE c.status = 'open' ORDER BY c.id LIMIT 1;
INSERT INTO koos.series (rrule, starts_at, minutes, booked_by) VALUES ('FREQ=DAILY;COUNT=1', koos.now(), 60, 1);
INSERT INTO koos.care_group (name, service, leader, capacity, series, added_by) SELECT 'x', 'groepsbehandeling', 1, 2, max(s.id), 1 FROM koos.series s;
INSERT INTO koos.group_place (care_group, capacity, casus, client, added_by)
SELECT g.id, g.capacity, c.id, c.client, 1 FROM koos.care_group g, (SELECT * FROM koos.casus WHERE status = 'open' ORDER BY id LIMIT 1) c;
INSERT INTO koos.emergency (casus, worker, team, role, fact) SELECT f.casus, pg_temp.worker('f.vier'), 1, 'lead', f.number FROM koos.casus_fact f ORDER BY f.number LIMIT 1;
CREATE TEMPORARY TABLE filled AS
SELECT name, (xpath('/row/n/text()', query_to_xml('SELECT count(*) AS n FROM koos.' || name, false, true, '')))[1]::text::bigint AS n
FROM private_table WHERE name NOT IN ('access_log', 'waiting_told', 'consent_told', 'consent_due', 'dossier_change', 'formerly');
SELECT cmp_ok(n, '>', 0::bigint, 'there is something in ' || name) FROM filled ORDER BY name;
SELECT is(pg_temp.seen(NULL, 'SELECT count(*) FROM koos.' || name), 0::bigint, 'nobody sees nothing of ' || name) FROM filled ORDER BY name;
SELECT is(pg_temp.seen('o.een', 'SELECT count(*) FROM koos.' || name), (name = 'ledger')::integer::bigint,
  'o.een begins with none of ' || name)
FROM filled ORDER BY name;

SELECT throws_ok($$SELECT pg_temp.seen('o.een', 'SELECT count(*) FROM koos.waiting_told')$$, '42501', NULL, 'what was told is for the guards alone');
SELECT throws_ok($$SELECT pg_temp.seen('o.een', 'SELECT count(*) FROM koos.formerly')$$, '42501', NULL, 'how rows stood before is too');
SELECT throws_ok($$SELECT pg_temp.seen('o.een', 'SELECT count(*) FROM koos.consent_told')$$, '42501', NULL, 'of consents too');
SELECT throws_ok($$SELECT pg_temp.seen('o.een', 'SELECT count(*) FROM koos.consent_due')$$, '42501', NULL, 'and when they are looked at');
SELECT throws_ok($$SELECT pg_temp.seen('o.een', 'SELECT count(why) FROM koos.consent')$$, '42501', NULL, 'the reason of a consent is read in no table');
SELECT throws_ok($$SELECT pg_temp.seen('o.een', 'SELECT koos.end_sharing(NULL)')$$, '42501', NULL, 'and theirs it is to end what is shared');
SELECT throws_ok($$SELECT pg_temp.seen('o.een', 'SELECT count(*) FROM koos.dossier_change')$$, '42501', NULL, 'nor when what changed');
SELECT throws_ok($$SELECT pg_temp.seen('o.een', 'SELECT count(*) FROM koos.access_log')$$, '42501', NULL,
  'the daemon cannot read the access log');
SELECT throws_ok($$SELECT pg_temp.seen('o.een', 'SELECT count(*) FROM koos.access_log_rest')$$, '42501', NULL, 'nor a part of it');
SELECT throws_ok($$SELECT pg_temp.seen('o.een', 'SELECT count(*) FROM koos.access_due')$$, '42501', NULL, 'nor the rule behind access');
SELECT throws_ok($$SELECT pg_temp.seen('o.een', 'SELECT count(*) FROM koos.casus_plan')$$, '42501', NULL,
  'nor the plans of all cases');

SELECT is((SELECT sum(pg_temp.seen('o.een', format('SELECT count(*) FROM koos.plan_of(%s)', c.id))) FROM koos.casus c), 0::numeric,
  'a plan''s dates are told to who reads the case');

-- The role itself.
SELECT is_empty($$
  SELECT rolname FROM pg_roles WHERE rolname = 'koosd' AND (rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb OR rolreplication)
$$, 'koosd has no power of its own');
SELECT is_empty($$
  SELECT r.rolname FROM pg_roles r WHERE r.rolname <> 'koosd' AND pg_has_role('koosd', r.oid, 'MEMBER')
$$, 'koosd is a member of nothing');
SELECT is_empty($$SELECT relname FROM pg_class WHERE relowner = 'koosd'::regrole$$, 'koosd owns no table');
SELECT is_empty($$SELECT proname FROM pg_proc WHERE proowner = 'koosd'::regrole$$, 'koosd owns no function');
SELECT is_empty($$
  SELECT nspname FROM pg_namespace WHERE nspname IN ('koos', 'koos_extension', 'public') AND has_schema_privilege('koosd', oid, 'CREATE')
$$, 'koosd can make nothing');
SELECT is_empty($$
  SELECT c.relname FROM pg_class c WHERE c.relnamespace = 'koos'::regnamespace AND c.relowner <> 'koos_owner'::regrole
$$, 'everything belongs to koos_owner');

-- The guards.
SELECT is_empty($$
  SELECT p.proname FROM pg_proc p WHERE p.pronamespace = 'koos'::regnamespace AND p.prosecdef
    AND (p.proowner <> 'koos_guard'::regrole OR NOT coalesce(p.proconfig @> ARRAY['search_path=""'], false))
$$, 'what works past row security belongs to koos_guard and fixes its search path');
SELECT is_empty($$
  SELECT p.proname FROM pg_proc p WHERE p.pronamespace = 'koos'::regnamespace AND p.proowner = 'koos_guard'::regrole AND NOT p.prosecdef
$$, 'and koos_guard has nothing else');
SELECT is_empty($$
  SELECT p.proname FROM pg_proc p WHERE p.pronamespace = 'koos'::regnamespace AND p.proname LIKE 'refresh%'
    AND has_function_privilege('koosd', p.oid, 'EXECUTE')
$$, 'koosd cannot refresh access by hand');

-- Which key BSNs are kept under.
SELECT ok(NOT has_any_column_privilege('koosd', 'koos.bsn_key', 'UPDATE') AND NOT has_table_privilege('koosd', 'koos.bsn_key', 'DELETE')
  AND NOT has_column_privilege('koosd', 'koos.bsn_key', 'next', 'INSERT'), 'the daemon says which key is the first, and never another');
SELECT ok(NOT has_function_privilege('koosd', 'koos.turn_bsns(text, text, integer, integer)', 'EXECUTE'), 'nor turns BSNs to another');
SELECT ok(NOT has_database_privilege('koosd', current_database(), 'TEMPORARY'),
  'the daemon makes nothing for its session that a guard would find before what it means');
SELECT set_eq($$SELECT unnest(rolconfig) FROM pg_roles WHERE rolname = 'koosd'$$,
  ARRAY['log_parameter_max_length=0', 'log_parameter_max_length_on_error=0', 'log_error_verbosity=terse'],
  'the server quotes no value of the daemon''s in its log');

-- What is only added to.
CREATE TEMPORARY TABLE lasting (name regclass);
INSERT INTO lasting SELECT ('koos.' || unnest(ARRAY['dossier_statement', 'casus_fact', 'casus_note', 'casus_goal', 'casus_goal_review', 'proposal_agreement', 'consult_fact',
  'consult_entry', 'waiting_fact', 'waiting_norm', 'event',
  'access_log']))::regclass;
INSERT INTO lasting SELECT i.inhrelid::regclass FROM pg_inherits i WHERE i.inhparent = 'koos.access_log'::regclass;
SELECT is_empty($$
  SELECT l.name, p.right FROM lasting l CROSS JOIN unnest(ARRAY['UPDATE', 'DELETE', 'TRUNCATE']) AS p("right")
  WHERE has_table_privilege('koosd', l.name, p.right)
$$, 'facts, notes, goals, keys turned, threads, events and the access log are only added to');
SELECT is_empty($$SELECT l.name FROM lasting l WHERE has_any_column_privilege('koosd', l.name, 'UPDATE')$$,
  'not even a column of them changes');
SELECT throws_ok(format('SELECT pg_temp.done(%L, %L)', 'o.een', format(s, l.name)), '42501', NULL, format(s, l.name) || ' is refused')
FROM lasting l CROSS JOIN unnest(ARRAY['DELETE FROM %s', 'TRUNCATE %s']) AS s;
SELECT throws_ok($$SELECT pg_temp.done('o.een', 'UPDATE koos.access_log SET action = ''x''')$$, '42501', NULL,
  'an entry of the log stays as it is');
SELECT throws_ok($$SELECT pg_temp.done('o.een', 'UPDATE koos.casus_fact SET what = ''owner''')$$, '42501', NULL, 'a fact stays as it is');
SELECT lives_ok($$SELECT pg_temp.done('o.een',
  'INSERT INTO koos.access_log (action, outcome, source) VALUES (''ping'', ''ok'', ''test'')')$$,
  'an entry can be added');
SELECT is((SELECT count(*) FROM koos.access_log WHERE source = 'test'), 1::bigint, 'and is there');
SELECT is_empty($$
  SELECT c.relname FROM pg_class c JOIN unnest(ARRAY['client', 'consent', 'relation', 'casus', 'casus_question', 'casus_invitation', 'casus_step', 'casus_participant', 'traject',
    'casus_arrangement', 'stay', 'care_group', 'group_place', 'agreement', 'proposal', 'consult', 'consult_identity', 'destruction', 'waiting_entry', 'slot', 'offer', 'appointment', 'worker',
    'team', 'place', 'organisation', 'resource']) AS k(name) ON k.name = c.relname
  WHERE c.relnamespace = 'koos'::regnamespace AND has_table_privilege('koosd', c.oid, 'DELETE')
$$, 'what has a code is never deleted by the daemon');
SELECT is_empty($$
  SELECT c.relname FROM pg_class c JOIN unnest(ARRAY['wijk', 'buurt', 'postcode_area', 'wijk_consortium', 'service', 'discipline', 'legal_ground',
    'holiday',
    'holiday_rule', 'school_holiday', 'setting', 'access', 'version', 'installation', 'slot', 'slot_worker', 'offer']) AS k(name) ON k.name = c.relname
  CROSS JOIN unnest(ARRAY['INSERT', 'UPDATE', 'DELETE']) AS r("right")
  WHERE c.relnamespace = 'koos'::regnamespace AND has_table_privilege('koosd', c.oid, r.right)
$$, 'reference, access and offers are not the daemon''s to change');

-- What hangs on a worker is told to who administers the worker alone, here a worker with appointments ahead.
CREATE TEMPORARY VIEW leaving AS SELECT w.id, w.login FROM koos.worker w
  WHERE EXISTS (SELECT FROM koos.appointment_worker p WHERE p.worker = w.id AND p.starts_at > koos.now()) ORDER BY w.id LIMIT 1;
SELECT cmp_ok(pg_temp.seen('admin', format('SELECT count(*) FROM koos.left_open(%s)', l.id)), '>', 0::bigint, 'the administrator sees codes')
FROM leaving l;
SELECT is(pg_temp.seen(who, format('SELECT count(*) FROM koos.left_open(%s)', l.id)), 0::bigint, who || ' sees nothing')
FROM leaving l CROSS JOIN unnest(ARRAY[l.login, 't.lead', 'p.privacy', 'f.een']) AS who;

-- How far an administrator reaches.
SELECT is(pg_temp.seen('admin', format('SELECT koos.administers(o.id)::integer FROM koos.organisation o WHERE o.slug = %L', slug)), 1::bigint,
  slug || ' is administered from above') FROM unnest(ARRAY['koos', 'youke', 'timon']) AS slug;
SELECT is(pg_temp.seen('t.lead', $$SELECT koos.administers(o.id)::integer FROM koos.organisation o WHERE o.slug = 'youke'$$), 0::bigint,
  'a lead administers nothing');

-- The access log's months.
SELECT lives_ok('SELECT koos.make_log_partitions()', 'partitions can be made');
SELECT lives_ok('SELECT koos.make_log_partitions()', 'and made again');
SELECT is((SELECT count(*) FROM generate_series(0, 2) AS n
  WHERE to_regclass('koos.access_log_' || to_char(koos.today() + make_interval(months => n), 'YYYYMM')) IS NULL), 0::bigint,
  'this month and the next two have one');
SELECT is_empty($$
  SELECT c.relname FROM pg_class c WHERE c.relnamespace = 'koos'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'S')
    AND NOT has_table_privilege('koos_backup', c.oid, 'SELECT')
$$, 'the backup role reads every table, partition and sequence');

-- Who oversees a child learns by which number it goes now, and not under which names it stood.
INSERT INTO koos.client_alias (number, client, name, birth_on, birth_precision, merged_by)
SELECT 999998, k.id, 'x', k.birth_on, k.birth_precision, k.added_by FROM koos.client k WHERE k.id = 10;
SELECT is(pg_temp.seen('p.privacy', 'SELECT count(*) FROM koos.client_alias WHERE number = 999998'), 0::bigint, 'an officer reads no merged child');
SELECT is(pg_temp.seen('p.privacy', 'SELECT m.client FROM koos.merged_clients(ARRAY[999998]) m'), 10::bigint, 'and is told whom it stands for');
SELECT is(pg_temp.seen('r.report', 'SELECT count(*) FROM koos.merged_clients(ARRAY[999998])'), 0::bigint, 'which others are not');

-- What is refused is of the child on whom it hangs; who was refused is not told whose it is, nor lists what others keep of a child.
CREATE FUNCTION pg_temp.refusal(of_kind text, of_thing integer, of_source text) RETURNS void LANGUAGE sql AS $$
  SELECT pg_temp.done('r.report', format('SELECT koos.log_refusal(%s, NULL, NULL, NULL, NULL, NULL, NULL, ''x'', ''denied.team'', %L, ARRAY[%L], ARRAY[%s])',
    pg_temp.worker('r.report'), of_source, of_kind, of_thing)) $$;
SELECT pg_temp.refusal('waiting', min(w.id), 'hangs') FROM koos.waiting_entry w;
SELECT results_eq($$SELECT l.client, l.casus FROM koos.access_log l WHERE l.source = 'hangs'$$,
  'SELECT c.client, c.id FROM koos.waiting_entry w JOIN koos.casus c ON c.id = w.casus ORDER BY w.id LIMIT 1', 'a refusal names the child of the entry');
SELECT pg_temp.refusal('consent', (SELECT min(id) FROM koos.consent), 'of a child');
SELECT results_eq($$SELECT l.client, l.casus FROM koos.access_log l WHERE l.source = 'of a child'$$,
  'SELECT t.client, NULL::integer FROM koos.consent t ORDER BY t.id LIMIT 1', 'and of the consent');
SELECT pg_temp.refusal('waiting', 99999999, 'absent');
SELECT results_eq($$SELECT l.client, l.casus FROM koos.access_log l WHERE l.source = 'absent'$$, 'VALUES (NULL::integer, NULL::integer)',
  'what is not there is logged as well');
SELECT is(pg_temp.seen('r.report', $$SELECT count(*) FROM koos.log_entries(NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 1000) l
  WHERE l.source IN ('hangs', 'of a child', 'absent')$$), 3::bigint, 'who was refused lists that');
SELECT is(pg_temp.seen('r.report', $$SELECT count(*) FROM koos.log_entries(NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 1000) l
  WHERE l.client IS NOT NULL OR l.casus IS NOT NULL$$), 0::bigint, 'without whose it was');
SELECT is(pg_temp.seen('r.report', format('SELECT count(*) FROM koos.log_entries(%s, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 1000)', l.client)), 0::bigint,
  'and nothing by asking for the child') FROM koos.access_log l WHERE l.source = 'hangs';
SELECT throws_ok($$SELECT pg_temp.done('t.lead', 'SELECT koos.children_of(''waiting'', 1)')$$, '42501', NULL, 'the daemon cannot ask of whom something is');

-- Everybody who is answered writes to the log: what drops its months does nothing else after that.
DO $$ BEGIN PERFORM koos.tidy(); END $$;
SELECT is_empty($$SELECT l.mode FROM pg_locks l WHERE l.pid = pg_backend_pid() AND l.relation = 'koos.access_log'::regclass AND l.mode = 'AccessExclusiveLock'$$,
  'tidying keeps nobody from the log');
CREATE TABLE koos.access_log_200001 PARTITION OF koos.access_log FOR VALUES FROM ('2000-01-01') TO ('2000-02-01');
DO $$ BEGIN PERFORM koos.tidy(); END $$;
SELECT has_table('koos', 'access_log_200001', 'and drops none of it');
DO $$ BEGIN PERFORM koos.expire_log(); END $$;
SELECT hasnt_table('koos', 'access_log_200001', 'which is done for itself');

SELECT * FROM finish();
ROLLBACK;

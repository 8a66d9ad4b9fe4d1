-- The access log is sealed in a chain: nothing sealed can be changed, removed or inserted unseen, and what was first is named.
\ir begin.psql
SELECT * FROM no_plan();

-- Entries of transactions that are over: those of this one are not sealed yet.
SELECT is(koos.seal_log(), 0, 'an empty log needs no seal');
INSERT INTO koos.access_log (action, outcome, source, xid) SELECT 'case.show', 'ok', 'test ' || n, '10' FROM generate_series(1, 1500) n;
INSERT INTO koos.access_log (action, outcome, source) VALUES ('case.show', 'ok', 'running');
CREATE FUNCTION pg_temp.read() RETURNS numeric LANGUAGE sql AS $$
  SELECT sum(coalesce(t.seq_tup_read, 0) + coalesce(t.idx_tup_fetch, 0)) FROM pg_stat_xact_all_tables t WHERE t.relname LIKE 'access\_log%'
$$;
SELECT set_config('test.read', pg_temp.read()::text, true);
SELECT is(koos.seal_log(), 1000, 'a thousand entries a seal');
SELECT cmp_ok(pg_temp.read() - current_setting('test.read')::numeric, '<', 1010::numeric, 'and no more than those are read for it');
SELECT is(koos.seal_log(), 500, 'then the rest, but not those of a transaction that runs');
SELECT is(koos.seal_log(), 0, 'and none twice');
DELETE FROM koos.access_log WHERE source = 'running';
SELECT setval(pg_get_serial_sequence('koos.access_log', 'entry'), max(l.entry)) FROM koos.access_log l;
SELECT results_eq('SELECT number FROM koos.seal ORDER BY number', ARRAY[1000, 1500]::bigint[], 'numbers have no gaps');

-- The chain as anybody may compute it again.
CREATE FUNCTION pg_temp.chain() RETURNS bytea LANGUAGE plpgsql SET timezone = 'UTC' SET datestyle = 'ISO' AS $$
DECLARE
  head bytea := sha256('');
  s koos.seal;
  numbers bigint[];
  digests bytea;
BEGIN
  FOR s IN SELECT * FROM koos.seal ORDER BY number LOOP
    SELECT array_agg(l.entry ORDER BY l.xid, l.entry), string_agg(sha256(convert_to(rtrim(l::text, ',)'), 'UTF8')), '' ORDER BY l.xid, l.entry)
    INTO numbers, digests
    FROM (SELECT l FROM koos.access_log l ORDER BY l.xid, l.entry LIMIT s.size OFFSET s.number - s.size) o(l), LATERAL (SELECT (o.l).*) l;
    head := sha256(head || convert_to(jsonb_build_array(s.number, s.size, s.xid, s.entry, s.base, s.month, s.earliest, s.at)::text, 'UTF8')
      || sha256(digests || convert_to(numbers::text, 'UTF8')));
  END LOOP;
  RETURN head;
END $$;
SELECT is((SELECT s.head FROM koos.seal s WHERE s.number = 1500), pg_temp.chain(), 'the head is the hash of all in order');
UPDATE koos.access_log SET outcome = 'no' WHERE source = 'test 700';
SELECT isnt((SELECT s.head FROM koos.seal s WHERE s.number = 1500), pg_temp.chain(), 'a changed entry breaks it');
UPDATE koos.access_log SET outcome = 'ok' WHERE source = 'test 700';
SELECT is((SELECT s.head FROM koos.seal s WHERE s.number = 1500), pg_temp.chain(), 'put back it is whole');
SELECT isnt(koos.entry_digest(l), koos.entry_digest(jsonb_populate_record(l, jsonb_build_object(a.attname, CASE a.atttypid::regtype::text
    WHEN 'text' THEN 'other' WHEN 'boolean' THEN 'true' WHEN 'timestamp with time zone' THEN '2020-01-01T00:00:00.000001Z' ELSE '77' END))),
  'the digest is of ' || a.attname)
FROM (SELECT l FROM koos.access_log l ORDER BY l.xid, l.entry LIMIT 1) o(l), pg_attribute a
WHERE a.attrelid = 'koos.access_log'::regclass AND a.attnum > 0 AND NOT a.attisdropped;

-- Further seals, of as many entries as anybody likes, and their verification; `first` is the first entry.
CREATE FUNCTION pg_temp.first() RETURNS bigint LANGUAGE sql AS $$ SELECT min(l.entry) FROM koos.access_log l $$;
INSERT INTO koos.access_log (action, outcome, source, xid) SELECT 'case.show', 'ok', 'test ' || n, '20' FROM generate_series(1501, 1600) n;
SELECT is(koos.seal_log(), 100, 'a third seal');
INSERT INTO koos.access_log (action, outcome, source, xid) SELECT 'case.show', 'ok', 'test ' || n, '30' FROM generate_series(1601, 1603) n;
SELECT is(koos.seal_log(), 3, 'a fourth');
CREATE FUNCTION pg_temp.verified() RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  answer text;
BEGIN
  PERFORM set_config('koos.worker', pg_temp.worker('p.privacy')::text, true);
  SELECT CASE WHEN v.kind IS NULL THEN format('%s in %s', v.entries, v.seals) ELSE format('%s %s at %s', v.kind, CASE v.kind
      WHEN 'inserted' THEN (SELECT string_agg(l.source, '+' ORDER BY l.source) FROM koos.access_log l WHERE l.entry = v.entry)
      ELSE (v.entry - pg_temp.first() + 1)::text END, v.seal) END
  INTO answer FROM (
    WITH RECURSIVE step AS (
      SELECT v.* FROM koos.verify_log(0, 9223372036854775807, (SELECT max(s.number) FROM koos.seal s)) v
      UNION ALL
      SELECT v.* FROM step s CROSS JOIN LATERAL koos.verify_log(s.number, 9223372036854775807, (SELECT max(l.number) FROM koos.seal l)) v WHERE s.kind IS NULL
    ) SELECT max(s.kind) AS kind, max(s.entry) AS entry, max(s.seal) AS seal, sum(s.entries) AS entries, sum(s.seals) AS seals FROM step s
  ) v;
  PERFORM set_config('koos.worker', '', true);
  RETURN answer;
END $$;
SELECT is(pg_temp.verified(), '1603 in 4', 'all is as it was sealed');

-- What is done to the log, and what is found.
CREATE FUNCTION pg_temp.found(statement text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  answer text;
BEGIN
  BEGIN
    EXECUTE statement;
    answer := pg_temp.verified();
    RAISE EXCEPTION USING ERRCODE = 'KS000';
  EXCEPTION WHEN SQLSTATE 'KS000' THEN RETURN answer;
  END;
END $$;
CREATE TEMPORARY TABLE tampering (statement text, found text);
INSERT INTO tampering SELECT format('UPDATE koos.access_log SET %I = %L WHERE source = ''test 1200''', a.attname, CASE a.atttypid::regtype::text
    WHEN 'boolean' THEN 'true' WHEN 'timestamp with time zone' THEN (koos.now() + interval '1 second')::text WHEN 'text' THEN
      CASE a.attname WHEN 'purpose' THEN 'treatment' ELSE 'other' END ELSE '15' END)
    || CASE a.attname WHEN 'ground' THEN '; ALTER TABLE koos.access_log DROP CONSTRAINT access_log_purposed' ELSE '' END, 'changed 1200 at 1500'
  FROM pg_attribute a WHERE a.attrelid = 'koos.access_log'::regclass AND a.attnum > 0 AND NOT a.attisdropped
    AND a.attname NOT IN ('entry', 'ground', 'purpose');
INSERT INTO tampering VALUES
  ('DELETE FROM koos.access_log WHERE source = ''test 1''', 'removed 0 at 1000'),
  ('DELETE FROM koos.access_log WHERE source = ''test 700''', 'removed 700 at 1000'),
  ('DELETE FROM koos.access_log WHERE source = ''test 1000''', 'removed 1000 at 1000'),
  ('DELETE FROM koos.access_log WHERE source IN (''test 700'', ''test 1550'')', 'removed 700 at 1000'),
  ('UPDATE koos.access_log SET xid = ''40'' WHERE source = ''test 700''', 'changed 700 at 1000'),
  ('UPDATE koos.access_log SET xid = ''5'' WHERE source = ''test 700''', 'changed 700 at 1000'),
  ('UPDATE koos.access_log SET entry = DEFAULT WHERE source = ''test 700''', 'removed 700 at 1000'),
  ('INSERT INTO koos.access_log (action, outcome, source, xid) VALUES (''case.show'', ''ok'', ''late'', ''15'')', 'inserted late at 1600'),
  ('INSERT INTO koos.access_log (entry, at, action, outcome, source, xid) OVERRIDING SYSTEM VALUE
    SELECT l.entry, l.at + interval ''1 second'', ''case.show'', ''ok'', ''second'', ''10'' FROM koos.access_log l WHERE l.source = ''test 1200''', 'inserted second+test 1200 at 1500'),
  ('INSERT INTO koos.access_log (entry, action, outcome, source, xid) OVERRIDING SYSTEM VALUE SELECT -1 - l.entry, ''case.show'', ''ok'', ''below'', ''12''
    FROM koos.access_log l WHERE l.source = ''test 1''', 'inserted below at 1600'),
  ('INSERT INTO koos.access_log (action, outcome, source, xid) VALUES (''case.show'', ''ok'', ''never'', ''9000000000000'')', 'inserted never at 1603'),
  ('UPDATE koos.access_log l SET source = ''test '' || CASE l.source WHEN ''test 800'' THEN 900 ELSE 800 END WHERE l.source IN (''test 800'', ''test 900'')',
    'changed 800 at 1000'),
  ('DELETE FROM koos.access_log WHERE xid = ''30''', 'truncated 1601 at 1603'),
  ('DELETE FROM koos.access_log WHERE xid = ''30'' OR source = ''test 1600''', 'truncated 1600 at 1600'),
  ('DELETE FROM koos.access_log WHERE xid >= ''20'' OR source ~ ''test 1(4..|500)''', 'truncated 1400 at 1500'),
  ('DELETE FROM koos.access_log WHERE xid = ''30''; INSERT INTO koos.access_log (action, outcome, source, xid) VALUES (''audit.verify'', ''state.audit'', ''it'', ''40'');
    DO $d$ BEGIN PERFORM koos.seal_log(); END $d$', 'truncated 1601 at 1603'),
  ('DELETE FROM koos.access_log WHERE xid = ''30''; INSERT INTO koos.access_log (action, outcome, source, xid) VALUES (''case.show'', ''ok'', ''it'', ''40'');
    DO $d$ BEGIN PERFORM koos.seal_log(); END $d$', 'removed 1601 at 1603'),
  ('TRUNCATE koos.access_log', 'truncated ? at 1000'),
  ('DO $d$ DECLARE p regclass; BEGIN FOR p IN SELECT tableoid::regclass FROM koos.access_log LIMIT 1 LOOP
    EXECUTE ''ALTER TABLE koos.access_log DETACH PARTITION '' || p; END LOOP; END $d$', 'truncated ? at 1000'),
  ('UPDATE koos.seal SET at = at - interval ''1 second'' WHERE number = 1500', 'changed 1001 at 1500'),
  ('UPDATE koos.seal SET head = sha256(head) WHERE number = 1500', 'changed 1001 at 1500'),
  ('UPDATE koos.seal SET content = sha256(content) WHERE number = 1500', 'changed 1001 at 1500'),
  ('UPDATE koos.seal SET size = 499 WHERE number = 1500', 'changed 1001 at 1500'),
  ('UPDATE koos.seal SET month = ''2001-01-01'' WHERE number = 1500', 'changed 1001 at 1500'),
  ('UPDATE koos.seal SET digests = set_byte(digests, 40, get_byte(digests, 40) # 1) WHERE number = 1500', 'changed 1001 at 1500'),
  ('UPDATE koos.seal SET entries[7] = 0 WHERE number = 1500', 'changed 1001 at 1500'),
  ('DELETE FROM koos.seal WHERE number = 1500', 'removed 1001 at 1600'),
  ('DELETE FROM koos.seal WHERE number <= 1500', 'removed 1 at 1600'),
  ('ALTER TABLE koos.seal DROP CONSTRAINT seal_size; UPDATE koos.seal SET size = 30000 WHERE number = 1500', 'changed 1001 at 1500'),
  ('ALTER TABLE koos.seal ALTER content DROP NOT NULL; UPDATE koos.seal SET content = NULL WHERE number = 1500; UPDATE koos.access_log SET outcome = ''no'' WHERE source = ''test 1200'';
    UPDATE koos.seal SET digests = (SELECT string_agg(koos.entry_digest(l), '''' ORDER BY l.entry) FROM koos.access_log l WHERE l.entry = ANY (entries)) WHERE number = 1500',
    'changed 1001 at 1500'),
  ('ALTER TABLE koos.seal ALTER size DROP NOT NULL; UPDATE koos.seal SET size = NULL WHERE number = 1500', 'changed 1001 at 1500'),
  ('ALTER TABLE koos.seal ALTER base DROP NOT NULL; UPDATE koos.seal SET base = NULL WHERE number = 1500', 'changed 1001 at 1500'),
  -- The same twice, which no seal has at a place of its own.
  ('ALTER TABLE koos.access_log DROP CONSTRAINT access_log_key; INSERT INTO koos.access_log OVERRIDING SYSTEM VALUE SELECT l.* FROM koos.access_log l WHERE l.source = ''test 1602''',
    'changed 1603 at 1603'),
  -- No longer kept, it says.
  ('UPDATE koos.seal SET entries = NULL, digests = NULL WHERE number = 1500; DELETE FROM koos.access_log WHERE source = ''test 1200''', 'removed 1500 at 1500'),
  ('DELETE FROM koos.access_log l USING koos.seal s WHERE s.number = 1600 AND l.entry = ANY (s.entries); UPDATE koos.seal SET entries = NULL, digests = NULL WHERE number = 1600',
    'removed 1600 at 1600'),
  ('UPDATE koos.seal SET entries = NULL, digests = NULL, month = ''2001-01-01'' WHERE number = 1500; DELETE FROM koos.access_log WHERE source = ''test 1200''',
    'changed 1500 at 1500'),
  -- A fresh transaction, and a time long sealed.
  ('UPDATE koos.seal SET at = at; INSERT INTO koos.access_log (action, outcome, source, xid, at) VALUES (''case.show'', ''ok'', ''backdated'', ''40'', koos.now() - interval ''1 day'');
    SELECT set_config(''koos.now'', extract(epoch FROM koos.now() + interval ''1 hour'')::text, true); DO $d$ BEGIN PERFORM koos.seal_log(); END $d$', 'inserted backdated at 1604');
SELECT is(regexp_replace(pg_temp.found(t.statement), CASE WHEN t.found LIKE '%?%' THEN '(?<=truncated )\S*(?= at)' ELSE '^$' END, CASE WHEN t.found LIKE '%?%' THEN '?' ELSE '' END),
  t.found, t.statement) FROM tampering t;
SELECT is(pg_temp.verified(), '1603 in 4', 'and nothing of that is left');

-- Five years on.
CREATE FUNCTION pg_temp.after(span interval) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('koos.now', extract(epoch FROM date_trunc('month', koos.now()) + span)::text, true);
  PERFORM koos.tidy(), koos.expire_log(), koos.make_log_partitions();
END $$;
SELECT is(regexp_replace(pg_temp.found('DO $d$ BEGIN PERFORM pg_temp.after(''' || span || '''); END $d$; ' || statement), '(?<=truncated )\S*(?= at)', '?'), found,
  span || ': ' || statement)
FROM (VALUES
  ('5 years', '', '1603 in 4'), ('5 years 20 days', '', '1603 in 4'), ('5 years 32 days', '', '0 in 4'), ('5 years 2 months', '', '0 in 4'),
  ('5 years', 'DO $d$ BEGIN EXECUTE ''DROP TABLE '' || (SELECT l.tableoid::regclass FROM koos.access_log l LIMIT 1); END $d$', 'truncated ? at 1000'),
  ('5 years', 'DELETE FROM koos.access_log WHERE source = ''test 700''', 'removed 700 at 1000'),
  ('5 years 2 months', 'INSERT INTO koos.access_log (action, outcome, source, xid) VALUES (''case.show'', ''ok'', ''then'', ''40''); DO $d$ BEGIN PERFORM koos.seal_log(); END $d$',
    '1 in 5'),
  ('5 years 2 months', 'INSERT INTO koos.access_log (action, outcome, source, xid) VALUES (''case.show'', ''ok'', ''then'', ''15'')', 'inserted then at 1600'),
  ('5 years 2 months', 'UPDATE koos.seal SET month = month + 100 WHERE number = 1600', 'removed  at 1600'),
  ('5 years 2 months', 'UPDATE koos.seal SET entry = entry + 1 WHERE number = 1600', 'changed  at 1600'),
  ('5 years 2 months', 'DELETE FROM koos.seal WHERE number = 1600', 'removed  at 1603')
) AS t(span, statement, found);
SELECT is(pg_temp.found($q$INSERT INTO koos.access_log (action, outcome, source, xid, at) SELECT 'case.show', 'ok', 'turn', '40', koos.now() + n * interval '31 days' FROM generate_series(0, 2) n;
  DO $d$ BEGIN ASSERT koos.seal_log() = 3; ASSERT koos.seal_log() = 2; ASSERT koos.seal_log() = 1; ASSERT koos.seal_log() = 0; END $d$ $q$), '1606 in 7',
  'a seal is of one month');

CREATE FUNCTION pg_temp.reads() RETURNS numeric LANGUAGE plpgsql AS $$
DECLARE
  answer numeric;
BEGIN
  BEGIN
    INSERT INTO koos.access_log (action, outcome, source, xid) SELECT 'case.show', 'ok', 'long', '40' FROM generate_series(1, 30000);
    PERFORM koos.seal_log() FROM generate_series(1, 31);
    DELETE FROM koos.seal WHERE number < 30000;
    answer := pg_temp.read();
    PERFORM set_config('koos.worker', pg_temp.worker('p.privacy')::text, true);
    ASSERT (SELECT v.kind = 'removed' FROM koos.verify_log(0, 9223372036854775807, 30000) v);
    PERFORM set_config('koos.worker', '', true);
    answer := pg_temp.read() - answer;
    RAISE EXCEPTION USING ERRCODE = 'KS000';
  EXCEPTION WHEN SQLSTATE 'KS000' THEN RETURN answer;
  END;
END $$;
SELECT cmp_ok(pg_temp.reads(), '<', 3000::numeric, 'where seals are gone, what is wrong first is named and the rest not read');

-- Heads that were kept elsewhere, against whoever computes all anew.
CREATE TEMPORARY TABLE kept AS SELECT s.number, s.entry, encode(s.head, 'hex') AS head FROM koos.seal s;
CREATE FUNCTION pg_temp.compared() RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  answer text;
BEGIN
  PERFORM set_config('koos.worker', pg_temp.worker('p.privacy')::text, true);
  SELECT format('%s %s at %s', c.kind, c.entry - pg_temp.first() + 1, c.seal) INTO answer
  FROM (SELECT array_agg(k.number ORDER BY k.number) AS n, array_agg(k.entry ORDER BY k.number) AS e, array_agg(k.head ORDER BY k.number) AS h, max(k.entry) AS m FROM kept k) k,
    koos.compare_heads(k.n, k.e, k.h, k.m) c;
  PERFORM set_config('koos.worker', '', true);
  RETURN answer;
END $$;
CREATE FUNCTION pg_temp.anew(statement text) RETURNS text[] LANGUAGE plpgsql AS $$
DECLARE
  answer text[];
BEGIN
  BEGIN
    EXECUTE statement;
    PERFORM koos.seal_log() FROM generate_series(1, 3);
    answer := ARRAY[(pg_temp.verified() ~ ' in ')::text, pg_temp.compared()];
    RAISE EXCEPTION USING ERRCODE = 'KS000';
  EXCEPTION WHEN SQLSTATE 'KS000' THEN RETURN answer;
  END;
END $$;
SELECT is(pg_temp.compared(), NULL, 'the heads are those kept');
SELECT is(pg_temp.anew(statement), ARRAY['true', found], statement) FROM (VALUES
  ('DELETE FROM koos.access_log WHERE xid = ''30''; DELETE FROM koos.seal WHERE number = 1603', 'truncated 1601 at 1603'),
  ('DELETE FROM koos.access_log WHERE source IN (''test 1590'', ''test 1591'') OR source ~ ''test 159[2-9]|test 160.''; DELETE FROM koos.seal WHERE number > 1500',
    'truncated 1590 at 1600'),
  ('UPDATE koos.access_log SET outcome = ''x'' WHERE source = ''test 1200''; DELETE FROM koos.seal WHERE number > 1000', 'changed 1001 at 1500'),
  ('DELETE FROM koos.access_log WHERE source = ''test 1600''; DELETE FROM koos.seal WHERE number > 1500', 'removed 1501 at 1600'),
  ('DELETE FROM koos.seal WHERE number = 1603; SELECT set_config(''koos.now'', extract(epoch FROM koos.now() + interval ''1 hour'')::text, true)', 'changed 1601 at 1603')
) AS t(statement, found);

-- A database restored into a cluster whose transactions count from lower down: what came along unsealed is sealed, the rest goes on.
INSERT INTO koos.access_log (action, outcome, source, xid) VALUES ('case.show', 'ok', 'old', '900000000000'), ('case.show', 'ok', 'older', '800000000000');
SELECT is((SELECT count(*) FROM koos.access_log l WHERE l.xid > '700000000000'), 2::bigint, 'of a cluster that counted far');
SELECT * INTO TEMPORARY TABLE before_far FROM koos.seal;
SELECT is(pg_temp.anew($$SELECT 1$$), ARRAY['false', NULL], 'in the cluster itself those are of no transaction');
UPDATE koos.access_log SET xid = (600000000000 + xid::text::bigint)::text::xid8 WHERE xid < '700000000000' AND source LIKE 'test%';
DELETE FROM koos.seal;
INSERT INTO koos.seal SELECT * FROM before_far WHERE false;
CREATE FUNCTION pg_temp.moved() RETURNS SETOF text LANGUAGE plpgsql AS $$
DECLARE
  made koos.seal;
BEGIN
  -- The first seal, as the other cluster made it.
  SELECT 1000, 1000, '600000000010', max(l.entry), 0, date_trunc('month', koos.now() AT TIME ZONE 'Europe/Amsterdam'), min(l.at), koos.now(), '', '',
    array_agg(l.entry ORDER BY l.entry), string_agg(koos.entry_digest(l), '' ORDER BY l.entry) INTO made
  FROM (SELECT l.* FROM koos.access_log l ORDER BY l.xid, l.entry LIMIT 1000) o JOIN koos.access_log l ON l.entry = o.entry;
  made.content := koos.seal_content(made.entries, made.digests);
  made.head := koos.seal_head(sha256(''), made);
  INSERT INTO koos.seal SELECT made.*;
  RETURN NEXT is(koos.seal_log(), 605, 'all that came along is sealed');
  INSERT INTO koos.access_log (action, outcome, source, xid) VALUES ('case.show', 'ok', 'new', '5'), ('case.show', 'ok', 'newer', '7');
  RETURN NEXT is(koos.seal_log(), 2, 'and what came after it');
  RETURN NEXT is((SELECT array_agg(s.base > 0 ORDER BY s.number) FROM koos.seal s), ARRAY[false, false, true], 'as of another cluster');
  RETURN NEXT is(koos.seal_log(), 0, 'once');
END $$;
SET LOCAL timezone = 'UTC';
SET LOCAL datestyle = 'ISO';
SELECT * FROM pg_temp.moved();
CREATE FUNCTION pg_temp.verified_all() RETURNS text LANGUAGE sql AS $$
  SELECT set_config('koos.worker', pg_temp.worker('p.privacy')::text, true);
  WITH RECURSIVE step AS (
    SELECT v.* FROM koos.verify_log(0, 9223372036854775807, 1605) v
    UNION ALL SELECT v.* FROM step s CROSS JOIN LATERAL koos.verify_log(s.number, 9223372036854775807, 1605) v WHERE s.kind IS NULL
  ) SELECT coalesce(string_agg(s.kind || ' ' || (SELECT l.source FROM koos.access_log l WHERE l.entry = s.entry), ''), sum(s.entries)::text) FROM step s
$$;
SELECT is(pg_temp.verified_all(), '1607', 'and all of both is verified');
INSERT INTO koos.access_log (entry, action, outcome, source, xid) OVERRIDING SYSTEM VALUE VALUES (-5, 'case.show', 'ok', 'hidden', '999999999999');
SELECT is(pg_temp.verified_all(), 'inserted hidden', 'nothing hides behind the end of the first');

-- Who may.
SELECT throws_ok(format('SELECT pg_temp.done(%L, %L)', 'p.privacy', 'INSERT INTO koos.access_log (action, outcome, source' || more), '42501', NULL, 'the daemon adds no entry with ' || more)
FROM unnest(ARRAY[', xid) VALUES (''case.show'', ''ok'', ''forged'', ''40'')', ', entry) OVERRIDING SYSTEM VALUE VALUES (''case.show'', ''ok'', ''forged'', -9)',
  ', at) VALUES (''case.show'', ''ok'', ''forged'', koos.now() - interval ''1 second'')']) AS more;
SELECT lives_ok($$SELECT pg_temp.done('p.privacy', 'INSERT INTO koos.access_log (at, action, outcome, source) SELECT (SELECT koos.now()), ''case.show'', ''ok'', ''lawful'' FROM generate_series(1, 3)')$$,
  'but with the time it is, many at once');
SELECT throws_ok($$SELECT pg_temp.seen('o.een', 'SELECT count(*) FROM koos.seal')$$, '42501', NULL, 'the daemon reads no seal');
SELECT throws_ok(format('SELECT pg_temp.done(%L, %L)', 'p.privacy', statement), '42501', NULL, 'for the daemon: ' || statement) FROM unnest(ARRAY[
  'INSERT INTO koos.seal SELECT (koos.last_seal(0)).*', 'UPDATE koos.seal SET number = 0', 'DELETE FROM koos.seal', 'TRUNCATE koos.seal',
  'ALTER TABLE koos.access_log DETACH PARTITION koos.access_log_rest', 'DROP TABLE koos.access_log_rest', 'DROP TABLE koos.seal',
  'ALTER TABLE koos.seal DISABLE TRIGGER ALL', 'SELECT * FROM koos.logged_between(NULL, NULL, NULL)']) AS statement;
SELECT throws_ok(format('SELECT pg_temp.done(%L, %L)', login, statement), '42501', NULL, login || ': ' || statement)
FROM unnest(ARRAY['admin', 't.lead', 'f.een']) AS login, unnest(ARRAY['SELECT koos.verify_log(0, 1, 1)', 'SELECT koos.sealed_span(NULL, NULL)',
  'SELECT koos.compare_heads(ARRAY[1], ARRAY[1], ARRAY[''x''], 1)']) AS statement;
SELECT * FROM finish();
ROLLBACK;

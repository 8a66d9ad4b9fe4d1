-- The access log is sealed in a chain: nothing sealed can be changed, removed or inserted unseen.
\ir begin.psql
SELECT plan(10);

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
SELECT results_eq('SELECT number FROM koos.seal ORDER BY number', ARRAY[1000, 1500]::bigint[], 'numbers have no gaps');

-- The chain as anybody may compute it again.
CREATE FUNCTION pg_temp.chain(upto bigint) RETURNS bytea LANGUAGE plpgsql AS $$
DECLARE head bytea := sha256(''); logged record;
BEGIN
  FOR logged IN SELECT jsonb_build_array(l.entry, extract(epoch FROM l.at), l.worker, l.speaker, l.role, l.team, l.client,
    l.casus, l.consult, l.action, l.ground, l.purpose, l.outcome, l.emergency, l.source)::text AS text
    FROM koos.access_log l ORDER BY l.xid, l.entry LIMIT upto
  LOOP head := sha256(head || convert_to(logged.text, 'UTF8')); END LOOP;
  RETURN head;
END $$;
SELECT is((SELECT s.head FROM koos.seal s WHERE s.number = 1500), pg_temp.chain(1500), 'the head is the hash of all in order');
UPDATE koos.access_log SET outcome = 'no' WHERE source = 'test 700';
SELECT isnt((SELECT s.head FROM koos.seal s WHERE s.number = 1500), pg_temp.chain(1500), 'a changed entry breaks it');
SELECT throws_ok($$SELECT pg_temp.seen('o.een', 'SELECT count(*) FROM koos.seal')$$, '42501', NULL, 'the daemon reads no seal');
SELECT throws_ok($$SELECT pg_temp.done('o.een', 'INSERT INTO koos.seal (number, xid, entry, head) VALUES (9999, ''1'', 1, sha256(''''))')$$,
  '42501', NULL, 'and writes none');
SELECT * FROM finish();
ROLLBACK;

-- The house rules of the schema: everything is commented, constraints are named, and there is one clock.
\ir begin.psql
SELECT * FROM no_plan();

SELECT is_empty($$
  SELECT c.relname FROM pg_class c
  WHERE c.relnamespace = 'koos'::regnamespace AND c.relkind IN ('r', 'p', 'v') AND obj_description(c.oid, 'pg_class') IS NULL
$$, 'every table and view is commented');

SELECT is_empty($$
  SELECT c.relname, a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
  WHERE c.relnamespace = 'koos'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
    AND coalesce(btrim(col_description(c.oid, a.attnum)), '') = ''
$$, 'every column is commented');

SELECT is_empty($$
  SELECT p.proname FROM pg_proc p WHERE p.pronamespace = 'koos'::regnamespace AND obj_description(p.oid, 'pg_proc') IS NULL
$$, 'every function is commented');

SELECT is_empty($$
  SELECT c.relname, k.conname FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
  WHERE c.relnamespace = 'koos'::regnamespace AND k.coninhcount = 0 AND NOT starts_with(k.conname, c.relname || '_')
$$, 'every constraint is named after its table');

SELECT is_empty($$
  SELECT conname FROM pg_constraint WHERE connamespace = 'koos'::regnamespace AND coninhcount = 0 GROUP BY conname HAVING count(*) > 1
$$, 'no two constraints share a name, so a name can be mapped to a code');

SELECT is_empty($$
  SELECT c.relname, k.conname FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
  WHERE c.relnamespace = 'koos'::regnamespace AND NOT c.relispartition AND k.conname ~ '_(pkey|fkey|check|key[0-9]|excl)[0-9]*$'
$$, 'no constraint bears a name PostgreSQL made up');

SELECT is_empty($$
  SELECT c.relname, a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
  WHERE c.relnamespace = 'koos'::regnamespace AND c.relkind IN ('r', 'p') AND a.atttypid = 'timestamp'::regtype
$$, 'no column holds a time without a zone');

-- The clock: all text that runs, and what in it would read the machine's time.
CREATE TEMPORARY TABLE running (place text, body text);
INSERT INTO running
SELECT 'function ' || p.proname, p.prosrc FROM pg_proc p WHERE p.pronamespace = 'koos'::regnamespace AND p.proname <> 'clock_now'
UNION ALL
SELECT 'default ' || d.adrelid::regclass || '.' || a.attname, pg_get_expr(d.adbin, d.adrelid)
FROM pg_attrdef d JOIN pg_class c ON c.oid = d.adrelid JOIN pg_attribute a ON a.attrelid = d.adrelid AND a.attnum = d.adnum
WHERE c.relnamespace = 'koos'::regnamespace AND (c.relname, a.attname) NOT IN (('version', 'laid_at'), ('ledger', 'at'))
UNION ALL
SELECT 'view ' || c.relname, pg_get_viewdef(c.oid) FROM pg_class c WHERE c.relnamespace = 'koos'::regnamespace AND c.relkind = 'v'
UNION ALL
SELECT 'policy ' || p.polname, coalesce(pg_get_expr(p.polqual, p.polrelid), '') || coalesce(pg_get_expr(p.polwithcheck, p.polrelid), '')
FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid WHERE c.relnamespace = 'koos'::regnamespace
UNION ALL
SELECT 'check ' || k.conname, pg_get_constraintdef(k.oid) FROM pg_constraint k
WHERE k.connamespace = 'koos'::regnamespace AND k.contype = 'c';

CREATE FUNCTION pg_temp.reads_machine_clock(body text) RETURNS boolean LANGUAGE sql AS $$
  SELECT body ~* '(?<!koos\.)\mnow\s*\(|\mcurrent_(date|time|timestamp)\M|\mlocal(time|timestamp)\M'
    OR body ~* '\m(clock|statement|transaction)_timestamp\M|\mtimeofday\M|''(now|today|tomorrow|yesterday)'''
$$;
SELECT ok(pg_temp.reads_machine_clock(b), 'is found: ' || b)
FROM unnest(ARRAY['SELECT now()', 'x < CURRENT_DATE', 'pg_catalog.clock_timestamp()', 'transaction_timestamp()', '''today''::date']) AS b;
SELECT ok(NOT pg_temp.reads_machine_clock(b), 'is not: ' || b) FROM unnest(ARRAY['SELECT koos.now()', 'koos.today() + 1', 'nowhere']) AS b;
SELECT is_empty('SELECT place FROM running WHERE pg_temp.reads_machine_clock(body)', 'koos.clock_now() alone reads the machine''s clock');
SELECT cmp_ok((SELECT count(*) FROM running), '>', 100::bigint, 'and there was something to look at');

SELECT * FROM finish();
ROLLBACK;

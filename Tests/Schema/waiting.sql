-- The days a clock of waiting stood still: registered on 1 January, seen on some day.
\ir begin.psql
SELECT * FROM no_plan();
CREATE TEMPORARY TABLE quarter AS SELECT (date_trunc('quarter', koos.today()::timestamp) + interval '3 months' - interval '1 day')::date AS last;

CREATE TEMPORARY TABLE this AS SELECT min(id) AS entry FROM koos.waiting_entry WHERE status = 'wacht-op-intake';
DELETE FROM koos.waiting_pause WHERE entry = (SELECT entry FROM this);
UPDATE koos.waiting_entry SET registered_on = '2026-01-01' WHERE id = (SELECT entry FROM this);

CREATE FUNCTION pg_temp.paused(pauses text, on_day date) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  days integer;
BEGIN
  INSERT INTO koos.waiting_pause (recorded_at, entry, reason, from_on, until_on, longest)
  SELECT '1900-01-01', t.entry, split_part(p, ' ', 1), split_part(p, ' ', 2)::date, nullif(split_part(p, ' ', 3), '')::date,
    CASE split_part(p, ' ', 1) WHEN 'gezin' THEN 60 WHEN 'onbereikbaar' THEN 28 ELSE 90 END
  FROM this t, string_to_table(pauses, ',') AS p;
  PERFORM set_config('koos.now', koos.midnight(on_day)::text, true);
  SELECT koos.waiting_paused(w) INTO days FROM koos.waiting_entry w JOIN this t ON t.entry = w.id;
  DELETE FROM koos.waiting_pause WHERE entry = (SELECT entry FROM this);
  RETURN days;
END
$$;
SELECT is(pg_temp.paused(pauses, day::date), days, coalesce(nullif(pauses, ''), 'no pause') || ' by ' || day) FROM (VALUES
  ('', '2026-03-01', 0),
  ('gezin 2026-01-11 2026-01-21', '2026-03-01', 10),
  ('gezin 2026-01-11', '2026-01-21', 10),
  ('gezin 2026-01-11', '2026-12-31', 60),
  ('onbereikbaar 2026-01-11 2026-06-01', '2026-12-31', 28),
  ('voorkeur 2026-01-11', '2026-12-31', 90),
  ('gezin 2026-02-11', '2026-02-01', 0),
  ('gezin 2025-12-20 2026-01-06', '2026-02-01', 5),
  ('onbereikbaar 2026-01-11 2026-03-01,onbereikbaar 2026-03-01', '2026-03-11', 38),
  ('gezin 2026-01-01', '2025-12-31', 0)) AS row(pauses, day, days);

-- Figures of a quarter that ended: taken once, and told again from the facts whatever is learned later.
CREATE FUNCTION pg_temp.after_days(days integer) RETURNS void LANGUAGE sql AS $$
  SELECT set_config('koos.now', koos.midnight(q.last + days)::text, true) FROM quarter q $$;
DELETE FROM koos.waiting_snapshot;
SELECT pg_temp.after_days(0);
SELECT koos.take_snapshots();
SELECT ok(NOT EXISTS (SELECT FROM koos.waiting_snapshot s JOIN quarter q ON q.last = s.quarter_end), 'a quarter that runs is not kept');
SELECT pg_temp.after_days(2);
SELECT is(koos.take_snapshots(), 1, 'once it ended it is');
SELECT is(koos.take_snapshots(), 0, 'once');
CREATE TEMPORARY VIEW kept AS SELECT quarter_end, consortium, service, waiting, estimate_days FROM koos.waiting_snapshot;
CREATE TEMPORARY VIEW retold AS SELECT s.quarter_end, q.* FROM (SELECT DISTINCT quarter_end, taken_at FROM koos.waiting_snapshot) s
CROSS JOIN LATERAL koos.waiting_quarter(s.quarter_end, s.taken_at) q;
SELECT set_eq('TABLE retold', 'TABLE kept', 'what is kept is what the facts tell');
SELECT is((SELECT sum(k.waiting) FROM kept k JOIN quarter q ON q.last = k.quarter_end),
  (SELECT count(*) FROM koos.waiting_entry w WHERE w.status LIKE 'wacht%'), 'everybody who waits is in one row');
SELECT pg_temp.after_days(9);
UPDATE koos.waiting_entry w SET start_on = q.last FROM quarter q WHERE w.status = 'wacht-op-intake' AND w.registered_on <= q.last;
INSERT INTO koos.waiting_fact (entry, occurred_on, worker, what)
SELECT w.id, w.start_on, 1, 'started' FROM koos.waiting_entry w JOIN quarter q ON q.last = w.start_on;
SELECT set_eq('TABLE retold', 'TABLE kept', 'also when starts of before come in later');
SELECT set_ne('SELECT f.* FROM quarter q CROSS JOIN LATERAL koos.waiting_quarter(q.last, koos.now()) f',
  'SELECT k.consortium, k.service, k.waiting, k.estimate_days FROM kept k JOIN quarter q ON q.last = k.quarter_end', 'which count from then on');

SELECT * FROM finish();
ROLLBACK;

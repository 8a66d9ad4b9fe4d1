-- The days a clock of waiting stood still: registered on 1 January, seen on some day.
\ir begin.psql
SELECT * FROM no_plan();

CREATE TEMPORARY TABLE this AS SELECT min(id) AS entry FROM koos.waiting_entry WHERE status = 'wacht-op-intake';
DELETE FROM koos.waiting_pause WHERE entry = (SELECT entry FROM this);
UPDATE koos.waiting_entry SET registered_on = '2026-01-01' WHERE id = (SELECT entry FROM this);

CREATE FUNCTION pg_temp.paused(pauses text, on_day date) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  days integer;
BEGIN
  INSERT INTO koos.waiting_pause (entry, reason, from_on, until_on, longest)
  SELECT t.entry, split_part(p, ' ', 1), split_part(p, ' ', 2)::date, nullif(split_part(p, ' ', 3), '')::date,
    CASE split_part(p, ' ', 1) WHEN 'gezin' THEN 60 WHEN 'onbereikbaar' THEN 28 ELSE 90 END
  FROM this t, string_to_table(pauses, ',') AS p;
  PERFORM set_config('koos.now', extract(epoch FROM koos.midnight(on_day))::text, true);
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

SELECT * FROM finish();
ROLLBACK;

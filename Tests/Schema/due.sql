-- What falls due while somebody waits: registered on 1 January, on the list since, help within 63 days.
\ir begin.psql
SELECT * FROM no_plan();

CREATE TEMPORARY TABLE this AS SELECT min(id) AS entry FROM koos.waiting_entry WHERE status = 'wacht-op-intake';
DELETE FROM koos.waiting_bridge;
UPDATE koos.waiting_entry SET service = NULL, added_on = '2026-01-01', registered_on = '2026-01-01', next_contact_on = NULL,
  urgency_review_on = NULL, override_rank = NULL, override_until_on = NULL WHERE id = (SELECT entry FROM this);

-- Changes the entry, or what bridges its wait, lets a day come twice, and tells what came to lie on desks.
CREATE FUNCTION pg_temp.due(change text, on_day date) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  told text;
BEGIN
  PERFORM set_config('koos.now', extract(epoch FROM koos.midnight(on_day))::text, true);
  IF change LIKE 'bridge %' THEN
    INSERT INTO koos.waiting_bridge (entry, kind, by_team, from_on, until_on)
    SELECT t.entry, 'phone', 1, split_part(change, ' ', 2)::date, nullif(split_part(change, ' ', 3), '')::date FROM this t;
  ELSIF change <> '' THEN
    EXECUTE format('UPDATE koos.waiting_entry SET %s WHERE id = (SELECT entry FROM this)', change);
  END IF;
  PERFORM koos.pass_waiting();
  PERFORM koos.pass_waiting();
  SELECT string_agg(concat_ws(' ', t.kind, e.cause, e.what), ', ' ORDER BY e.what, t.kind) INTO told
  FROM koos.event e JOIN koos.team t ON t.id = e.team JOIN this s ON e.code = 'W-' || s.entry WHERE e.topic = 'desk';
  DELETE FROM koos.event;
  RETURN told;
END
$$;
SELECT is(pg_temp.due(change, day::date), told, concat_ws(' ', 'on', day, nullif(change, ''))) FROM (VALUES
  ('', '2026-01-07', NULL),
  ('', '2026-01-08', 'basecamp review unbridged, buurtteam review unbridged'),
  ('', '2026-01-09', NULL),
  ('bridge 2026-01-09 2026-01-20', '2026-01-19', NULL),
  ('', '2026-01-26', NULL),
  ('', '2026-01-27', 'basecamp review unbridged, buurtteam review unbridged'),
  ('bridge 2026-01-27', '2026-01-27', NULL),
  ('next_contact_on = ''2026-01-28''', '2026-01-28', NULL),
  ('', '2026-01-29', 'basecamp review contact-overdue, buurtteam review contact-overdue'),
  ('urgency_review_on = ''2026-01-31''', '2026-01-30', NULL),
  ('', '2026-01-31', 'basecamp review urgency-review'),
  ('override_rank = 1, override_until_on = ''2026-02-02''', '2026-02-01', NULL),
  ('', '2026-02-02', 'basecamp review override-review'),
  ('rev = rev + 1', '2026-02-03', NULL),
  ('', '2026-03-05', NULL),
  ('', '2026-03-06', 'basecamp breach over-norm'),
  ('next_contact_on = ''2026-03-07'', urgency_review_on = ''2026-03-08'', override_until_on = ''2026-03-08'', start_on = ''2026-03-06''',
    '2026-04-01', NULL)) AS row(change, day, told);

-- A norm tells how many it moved, of those who still wait.
DELETE FROM koos.waiting_norm WHERE service IS NULL;
INSERT INTO koos.waiting_norm (segment, days, from_on) VALUES ('whole', 63, '1900-01-01');
CREATE TEMPORARY TABLE counted AS SELECT count(*) AS n FROM koos.waiting_entry w WHERE w.status NOT IN ('onvolledig', 'gestart', 'uitgeschreven')
  AND w.service IS DISTINCT FROM 'ggz-behandeling';
INSERT INTO koos.waiting_norm (segment, days, from_on) VALUES ('whole', 62, '1900-01-01'), ('whole', 62, '1901-01-01');
SELECT results_eq('SELECT moved::bigint FROM koos.waiting_norm ORDER BY number DESC LIMIT 2', 'SELECT 0::bigint UNION ALL SELECT n FROM counted',
  'a norm counts whom it moved, and the same again nobody');
SELECT is_empty($$SELECT id FROM koos.waiting_entry w WHERE w.due_on <> koos.due_on(w.service, w.team, w.registered_on, w.intake_on)$$,
  'and all are where it says');

SELECT throws_ok(format('SELECT pg_temp.done(''o.een'', %L)', s), '42501', NULL, s || ' is refused') FROM (VALUES
  ('INSERT INTO koos.waiting_told SELECT entry, ''unbridged'', koos.today() FROM koos.waiting_fact'), ('DELETE FROM koos.waiting_told'), ('UPDATE koos.waiting_norm SET moved = 0'), ('UPDATE koos.waiting_norm SET days = 1')) AS t(s);

SELECT * FROM finish();
ROLLBACK;

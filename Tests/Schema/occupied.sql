-- Time that is taken is taken once, and people need time to travel.
\ir begin.psql
SELECT * FROM no_plan();

-- A span of one day on the wall clock of Amsterdam.
CREATE FUNCTION pg_temp.span(from_time text, to_time text) RETURNS tstzrange LANGUAGE sql AS $$
  SELECT tstzrange(('2026-06-03 ' || from_time)::timestamp AT TIME ZONE 'Europe/Amsterdam',
    ('2026-06-03 ' || to_time)::timestamp AT TIME ZONE 'Europe/Amsterdam')
$$;
-- A statement that takes o.een's time; place: a slug, home:WIJK for a home there, null for online.
CREATE FUNCTION pg_temp.take(from_time text, to_time text, place text) RETURNS text LANGUAGE sql AS $$
  SELECT format('INSERT INTO koos.occupied (resource, during, holder, place, home_wijk) VALUES (%s, %L, ''appointment'', %L, %L)',
    (SELECT w.resource FROM koos.worker w WHERE w.login = 'o.een'), pg_temp.span(from_time, to_time),
    CASE WHEN place NOT LIKE 'home:%' THEN pg_temp.place(place) END, CASE WHEN place LIKE 'home:%' THEN substr(place, 6) END)
$$;
CREATE FUNCTION pg_temp.run(statement text) RETURNS void LANGUAGE plpgsql AS $$ BEGIN EXECUTE statement; END $$;

-- 10:00 to 11:00 at the own place; 10 minutes from there within the wijk, 20 to another.
SELECT pg_temp.run(pg_temp.take('10:00', '11:00', 'basecamp-zuidwest'));
SELECT CASE WHEN rule IS NULL THEN pg_temp.taken(pg_temp.take(f, t, p), why) ELSE pg_temp.refused(rule, pg_temp.take(f, t, p), why) END
FROM (VALUES
  ('10:30', '11:30', 'basecamp-zuidwest', 'occupied_once', 'an overlap is refused'),
  ('10:15', '10:30', NULL, 'occupied_once', 'also online'),
  ('10:00', '11:00', 'basecamp-zuidwest', 'occupied_once', 'also the same again'),
  ('11:00', '12:00', 'basecamp-zuidwest', NULL, 'touching spans do not collide in one place'),
  ('09:00', '10:00', 'basecamp-zuidwest', NULL, 'nor before'),
  ('11:00', '12:00', 'buurtteam-zuidwest-1', 'occupied_travel', 'but they do in two'),
  ('11:09', '12:00', 'buurtteam-zuidwest-1', 'occupied_travel', 'nine minutes are too few within a wijk'),
  ('11:10', '12:00', 'buurtteam-zuidwest-1', NULL, 'ten are enough'),
  ('11:19', '12:00', 'basecamp-zuid', 'occupied_travel', 'nineteen are too few to another wijk'),
  ('11:20', '12:00', 'basecamp-zuid', NULL, 'twenty are enough'),
  ('09:00', '09:51', 'buurtteam-zuidwest-1', 'occupied_travel', 'the way there counts as well'),
  ('09:00', '09:50', 'buurtteam-zuidwest-1', NULL, 'and is as long'),
  ('11:09', '12:00', 'home:zuidwest', 'occupied_travel', 'a home in the wijk is ten minutes off'),
  ('11:10', '12:00', 'home:zuidwest', NULL, 'and no more'),
  ('11:19', '12:00', 'home:oost', 'occupied_travel', 'a home in another wijk twenty'),
  ('11:20', '12:00', 'home:oost', NULL, 'and no more either'),
  ('11:00', '12:00', NULL, NULL, 'online needs no travel'),
  ('09:00', '10:00', NULL, NULL, 'nor before')
) AS t(f, t, p, rule, why);

-- There and back may differ.
INSERT INTO koos.travel (from_place, to_place, minutes) VALUES (pg_temp.place('basecamp-zuidwest'), pg_temp.place('buurtteam-zuidwest-1'),
  35);
SELECT CASE WHEN rule IS NULL THEN pg_temp.taken(pg_temp.take(f, t, p), why) ELSE pg_temp.refused(rule, pg_temp.take(f, t, p), why) END
FROM (VALUES
  ('11:34', '12:00', 'buurtteam-zuidwest-1', 'occupied_travel', 'a way set is as long as set'),
  ('11:35', '12:00', 'buurtteam-zuidwest-1', NULL, 'in that direction'),
  ('09:00', '09:50', 'buurtteam-zuidwest-1', NULL, 'the other direction keeps the city''s ten'),
  ('09:00', '09:51', 'buurtteam-zuidwest-1', 'occupied_travel', 'and no less')
) AS t(f, t, p, rule, why);

-- Online between two places: the way between them stays free in one piece.
SELECT pg_temp.run(pg_temp.take('12:00', '13:00', 'basecamp-zuid'));
SELECT CASE WHEN rule IS NULL THEN pg_temp.taken(pg_temp.take(f, t, p), why) ELSE pg_temp.refused(rule, pg_temp.take(f, t, p), why) END
FROM (VALUES
  ('11:00', '11:40', NULL, NULL, 'online first, then twenty minutes to travel'),
  ('11:20', '12:00', NULL, NULL, 'or travel first'),
  ('11:00', '11:41', NULL, 'occupied_travel', 'nineteen are too few'),
  ('11:10', '11:50', NULL, 'occupied_travel', 'twice ten are not twenty'),
  ('11:15', '11:30', NULL, NULL, 'the longer piece counts')
) AS t(f, t, p, rule, why);
SELECT pg_temp.run(pg_temp.take('11:00', '11:35', NULL));
SELECT pg_temp.refused('occupied_travel', pg_temp.take('11:40', '11:45', NULL),
  'a second online talk may not break the piece that was left');
SELECT pg_temp.taken(pg_temp.take('11:35', '11:40', NULL), 'but may shorten it to what is needed');
-- And the other way about: online is there first, the place comes after it.
SELECT pg_temp.run(pg_temp.take('13:00', '13:50', NULL));
SELECT pg_temp.refused('occupied_travel', pg_temp.take('14:00', '15:00', 'basecamp-zuidwest'),
  'online before a place does not bring it nearer');
SELECT pg_temp.taken(pg_temp.take('14:10', '15:00', 'basecamp-zuidwest'), 'twenty minutes after it are enough');

-- Who does not travel.
INSERT INTO koos.occupied (resource, during, holder, place)
SELECT r.resource, pg_temp.span('10:00', '11:00'), 'appointment', pg_temp.place('basecamp-zuidwest')
FROM (SELECT min(resource) AS resource FROM koos.room UNION ALL SELECT min(resource) FROM koos.client) r;
SELECT pg_temp.taken(format('INSERT INTO koos.occupied (resource, during, holder, place) VALUES (%s, %L, ''appointment'', %s)', r.resource,
  pg_temp.span('11:00', '12:00'), pg_temp.place('basecamp-zuid')), r.what || ' has no travel time')
FROM (SELECT min(resource) AS resource, 'a room' AS what FROM koos.room UNION ALL SELECT min(resource), 'a child' FROM koos.client) r;
SELECT pg_temp.refused('occupied_once', format('INSERT INTO koos.occupied (resource, during, holder) VALUES (%s, %L, ''hold'')', r.resource,
  pg_temp.span('10:59', '12:00')), r.what || ' is taken once')
FROM (SELECT min(resource) AS resource, 'a room' AS what FROM koos.room UNION ALL SELECT min(resource), 'a child' FROM koos.client) r;

-- Both ways differ: there 35, back what the city has, and from Oost to Zuid a minute.
INSERT INTO koos.travel (from_place, to_place, minutes) VALUES (pg_temp.place('basecamp-oost'), pg_temp.place('basecamp-zuid'), 1);
SELECT is(koos.travel_minutes(pg_temp.place(f), NULL, pg_temp.place(t), NULL), m, f || ' to ' || t) FROM (VALUES
  ('basecamp-zuidwest', 'buurtteam-zuidwest-1', 35), ('buurtteam-zuidwest-1', 'basecamp-zuidwest', 10),
  ('basecamp-oost', 'basecamp-zuid', 1), ('basecamp-zuid', 'basecamp-oost', 20), ('basecamp-zuid', 'basecamp-zuid', 0)) AS r(f, t, m);

-- Absences lie where nothing else does.
CREATE FUNCTION pg_temp.away() RETURNS text LANGUAGE sql AS $$
  SELECT coalesce(string_agg(to_char(lower(o.during) AT TIME ZONE 'Europe/Amsterdam', 'HH24:MI') || '-'
    || to_char(upper(o.during) AT TIME ZONE 'Europe/Amsterdam', 'HH24:MI'), ' ' ORDER BY o.during), '')
  FROM koos.occupied o JOIN koos.worker w ON w.resource = o.resource AND w.login = 'o.twee' WHERE o.holder = 'absence'
$$;
CREATE FUNCTION pg_temp.lay(from_time text, to_time text) RETURNS text LANGUAGE sql AS $$
  SELECT koos.lay_absences(w.resource, pg_temp.span(from_time, to_time)) FROM koos.worker w WHERE w.login = 'o.twee';
  SELECT pg_temp.away()
$$;
INSERT INTO koos.occupied (resource, during, holder)
SELECT w.resource, pg_temp.span(t.f, t.t), t.h FROM koos.worker w, (VALUES ('09:00', '10:00', 'appointment'), ('12:00', '13:00', 'hold')) AS t(f, t, h)
WHERE w.login = 'o.twee';
SELECT is(pg_temp.lay('00:00', '24:00'), '', 'nobody is away');
INSERT INTO koos.absence (worker, from_at, to_at, kind, recorded_by)
SELECT pg_temp.worker('o.twee'), lower(s), upper(s), 'verlof', 1 FROM (VALUES (pg_temp.span('08:00', '12:30')), (pg_temp.span('12:45', '15:00'))) AS v(s);
SELECT is(pg_temp.lay('09:30', '09:45'), '', 'what is taken is not absence');
SELECT is(pg_temp.lay('08:00', '09:30'), '08:00-09:00', 'what nothing takes is');
SELECT is(pg_temp.lay('00:00', '24:00'), '08:00-09:00 10:00-12:00 13:00-15:00', 'of each of them');
SELECT is(pg_temp.lay('10:30', '14:00'), '08:00-09:00 10:00-12:00 13:00-15:00', 'laid again it is the same');
DELETE FROM koos.occupied o USING koos.worker w WHERE w.resource = o.resource AND w.login = 'o.twee' AND o.holder = 'hold';
SELECT is(pg_temp.away(), '08:00-09:00 10:00-12:00 12:00-12:30 12:45-13:00 13:00-15:00', 'what comes free while one is away is absence, and the rest free');
SELECT koos.lay_absences(w.resource, pg_temp.span('10:30', '11:00'), pg_temp.span('10:30', '11:00')) FROM koos.worker w WHERE w.login = 'o.twee';
SELECT is(pg_temp.away(), '08:00-09:00 10:00-10:30 11:00-12:00 12:00-12:30 12:45-13:00 13:00-15:00', 'a piece can be spared');
SELECT pg_temp.refused('occupied_once', format('INSERT INTO koos.occupied (resource, during, holder) SELECT w.resource, %L, ''appointment'' FROM koos.worker w WHERE w.login = ''o.twee''',
  pg_temp.span('10:15', '10:45')), 'an absence is in the way of what comes');
UPDATE koos.absence SET cancelled_at = koos.now() WHERE worker = pg_temp.worker('o.twee');
SELECT is(pg_temp.lay('11:00', '11:15'), '08:00-09:00 10:00-10:30 12:00-12:30 12:45-13:00 13:00-15:00', 'cancelled, it goes with all of the piece it touches');
SELECT is(pg_temp.lay('00:00', '24:00'), '', 'and all of it where all is touched');
-- One may travel while absent, and is nowhere meanwhile.
INSERT INTO koos.occupied (resource, during, holder) SELECT w.resource, pg_temp.span('10:00', '10:20'), 'absence' FROM koos.worker w WHERE w.login = 'o.twee';
UPDATE koos.occupied o SET place = pg_temp.place('basecamp-zuidwest') FROM koos.worker w WHERE w.resource = o.resource AND w.login = 'o.twee' AND o.holder = 'appointment';
SELECT pg_temp.taken(format('INSERT INTO koos.occupied (resource, during, holder, place) SELECT w.resource, %L, ''appointment'', %s FROM koos.worker w WHERE w.login = ''o.twee''',
  pg_temp.span('10:20', '11:00'), pg_temp.place('basecamp-zuid')), 'an absence is travelled through');
INSERT INTO koos.travel (from_place, to_place, minutes) VALUES (pg_temp.place('basecamp-zuidwest'), pg_temp.place('basecamp-west'), 21);
SELECT pg_temp.refused('occupied_travel', format('INSERT INTO koos.occupied (resource, during, holder, place) SELECT w.resource, %L, ''appointment'', %s FROM koos.worker w WHERE w.login = ''o.twee''',
  pg_temp.span('10:20', '11:00'), pg_temp.place('basecamp-west')), 'as far as it is long enough');
-- Preparation and follow-up are a worker's.
INSERT INTO koos.setting_value (key, team, value) VALUES ('appointment.prepare', pg_temp.team('basecamp-zuidwest'), '1h5m'), ('appointment.follow-up', NULL, '10m');
SELECT is(koos.taken(w.resource, lower(s), upper(s)), t, w.login) FROM pg_temp.span('10:00', '11:00') AS s, koos.worker w JOIN (VALUES
  ('o.een', pg_temp.span('08:55', '11:10')), ('f.een', pg_temp.span('10:00', '11:10'))) AS x(login, t) ON x.login = w.login;
SELECT is(koos.taken(r.id, lower(s), upper(s)), s, 'no ' || r.kind || ' needs any') FROM pg_temp.span('10:00', '11:00') AS s,
  (SELECT kind, min(id) AS id FROM koos.resource WHERE kind <> 'worker' GROUP BY 1) r;

-- Spans are whole and half-open.
SELECT pg_temp.refused('occupied_whole',
  format('INSERT INTO koos.occupied (resource, during, holder) SELECT resource, %L, ''absence'' FROM koos.worker WHERE login = ''o.een''',
  r), 'refused: ' || r)
FROM unnest(ARRAY['empty', '[2026-07-01,)', '(,2026-07-01)', '[2026-07-01,2026-07-02]', '(2026-07-01,2026-07-02)',
  '(2026-07-01,2026-07-02]']) AS r;
SELECT pg_temp.refused('occupied_where',
  format('INSERT INTO koos.occupied (resource, during, holder, place, home_wijk) SELECT resource, %L, ''appointment'', %s, ''west'' FROM koos.worker WHERE login = ''o.een''',
  '[2026-07-01,2026-07-02)', pg_temp.place('basecamp-zuid')), 'nobody is in two places');

-- The longest free piece.
SELECT is(koos.free_piece(-1, lower(s), upper(s)), interval '2 hours', 'all of it where nothing is taken') FROM pg_temp.span('08:00',
  '10:00') AS s;
SELECT is(koos.free_piece((SELECT resource FROM koos.worker WHERE login = 'o.een'), lower(s), upper(s)), p, why) FROM (VALUES
  (pg_temp.span('08:00', '10:00'), interval '2 hours', 'up to what is taken'),
  (pg_temp.span('09:30', '11:40'), interval '30 minutes', 'the longest of several'),
  (pg_temp.span('10:10', '10:50'), interval '0', 'none inside what is taken'),
  (pg_temp.span('12:30', '14:30'), interval '40 minutes', 'the piece at the end')
) AS t(s, p, why);

SELECT * FROM finish();
ROLLBACK;

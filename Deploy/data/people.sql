-- The teams and people of the demo city, laid once. None of them is anybody: every name begins with Demo.
-- What they work on follows: a few hundred cases (demo.sql), or a year of work at real size (koosd seed).

-- Teams and people ---------------------------------------------------------------------------------------------------

DO $demo$
BEGIN
  IF EXISTS (SELECT FROM koos.worker w WHERE w.login = 'o.een') THEN RETURN; END IF;

  INSERT INTO koos.team (slug, name, kind, organisation)
  SELECT 'basecamp-' || b.area, 'BASEcamp ' || b.name, 'basecamp', c.organisation
  FROM (
    SELECT w.slug AS area, w.name, w.slug AS wijk FROM koos.wijk w WHERE w.slug <> 'vleuten-de-meern'
    UNION ALL VALUES ('vleuten', 'Vleuten', 'vleuten-de-meern'), ('de-meern', 'De Meern', 'vleuten-de-meern')
  ) b
  JOIN koos.wijk_consortium c ON c.wijk = b.wijk AND c.valid @> koos.today()
  ORDER BY b.area;

  INSERT INTO koos.team (slug, name, kind, organisation)
  SELECT 'buurtteam-' || w.slug || '-' || n, 'Buurtteam ' || w.name || ' ' || n, 'buurtteam', o.id
  FROM koos.wijk w
  CROSS JOIN LATERAL generate_series(1, CASE WHEN w.slug IN ('oost', 'binnenstad') THEN 1 ELSE 2 END) AS n
  JOIN koos.organisation o ON o.slug = 'lokalis'
  ORDER BY w.slug, n;

  INSERT INTO koos.team (slug, name, kind, organisation)
  SELECT 'save-utrecht', 'SAVE Utrecht', 'save', o.id FROM koos.organisation o WHERE o.slug = 'samen-veilig';

  INSERT INTO koos.team_wijk (team, wijk)
  SELECT t.id, w.slug
  FROM koos.team t
  JOIN koos.wijk w ON CASE t.kind
    WHEN 'basecamp' THEN t.slug = 'basecamp-' || w.slug
      OR w.slug = 'vleuten-de-meern' AND t.slug IN ('basecamp-vleuten', 'basecamp-de-meern')
    WHEN 'buurtteam' THEN t.slug ~ ('^buurtteam-' || w.slug || '-[0-9]$')
    ELSE true END
  ORDER BY t.id, w.slug;

  INSERT INTO koos.place (slug, name, kind, wijk)
  SELECT t.slug, t.slug, CASE t.kind WHEN 'save' THEN 'overig' ELSE t.kind END,
    CASE t.kind WHEN 'save' THEN 'binnenstad' ELSE (SELECT tw.wijk FROM koos.team_wijk tw WHERE tw.team = t.id) END
  FROM koos.team t
  ORDER BY t.id;

  WITH room AS (
    INSERT INTO koos.room (place, name, capacity, resource)
    SELECT p.id, r.name, r.capacity, nextval('koos.resource_number')
    FROM koos.place p CROSS JOIN (VALUES ('1', 4), ('2', 10)) AS r(name, capacity)
    JOIN koos.team t ON t.slug = p.slug
    ORDER BY p.id, r.name
    RETURNING resource
  )
  INSERT INTO koos.resource (id, kind) SELECT resource, 'room' FROM room;

  -- The people that scripts count on. The daemon may have made the administrator already; then that row stays.
  WITH person (login, name, organisation, discipline) AS (
    VALUES
      ('t.lead', 'Demo Teamleider Zuidwest', 'youke', NULL),
      ('pl.een', 'Demo Planner Een', 'youke', NULL),
      ('o.een', 'Demo Orthopedagoog Een', 'youke', 'orthopedagoog'),
      ('o.twee', 'Demo Orthopedagoog Twee', 'de-rading', 'orthopedagoog'),
      ('g.een', 'Demo GZ-psycholoog Een', 'altrecht', 'gz-psycholoog'),
      ('s.een', 'Demo Systeemtherapeut Een', 'de-opvoedpoli', 'systeemtherapeut'),
      ('f.lead', 'Demo Teamleider Buurtteam', 'lokalis', NULL),
      ('f.een', 'Demo Gezinswerker Een', 'lokalis', NULL),
      ('f.twee', 'Demo Gezinswerker Twee', 'lokalis', NULL),
      ('l.lead', 'Demo Teamleider Leidsche Rijn', 'reinaerde', NULL),
      ('o.drie', 'Demo Orthopedagoog Drie', 'reinaerde', 'orthopedagoog'),
      ('f.drie', 'Demo Gezinswerker Drie', 'lokalis', NULL),
      ('z.lead', 'Demo Teamleider Zuid', 'timon', NULL),
      ('o.vier', 'Demo Orthopedagoog Vier', 'intermetzo', 'orthopedagoog'),
      ('f.vier', 'Demo Gezinswerker Vier', 'lokalis', NULL),
      ('admin', 'Demo Beheerder', 'koos', NULL),
      ('p.privacy', 'Demo Privacyfunctionaris', 'koos', NULL),
      ('r.report', 'Demo Rapporteur', 'koos', NULL)
  ), new_person AS (
    INSERT INTO koos.worker (login, name, organisation, discipline, hours, resource)
    SELECT p.login, p.name, o.id, p.discipline, 36, nextval('koos.resource_number')
    FROM person p JOIN koos.organisation o ON o.slug = p.organisation
    WHERE NOT EXISTS (SELECT FROM koos.worker w WHERE w.login = p.login)
    RETURNING resource
  )
  INSERT INTO koos.resource (id, kind) SELECT resource, 'worker' FROM new_person;

  INSERT INTO koos.member (worker, team, role, from_on, recorded_at)
  SELECT w.id, t.id, m.role, '2020-01-01', koos.midnight('2020-01-01')
  FROM (VALUES
    (1, 't.lead', 'basecamp-zuidwest', 'lead'),
    (2, 'pl.een', 'basecamp-zuidwest', 'planner'),
    (3, 'o.een', 'basecamp-zuidwest', 'specialist'),
    (4, 'o.twee', 'basecamp-zuidwest', 'specialist'),
    (5, 'g.een', 'basecamp-zuidwest', 'specialist'),
    (6, 's.een', 'basecamp-zuidwest', 'specialist'),
    (7, 'f.lead', 'buurtteam-zuidwest-1', 'lead'),
    (8, 'f.een', 'buurtteam-zuidwest-1', 'gezinswerker'),
    (9, 'f.twee', 'buurtteam-zuidwest-1', 'gezinswerker'),
    (10, 'l.lead', 'basecamp-leidsche-rijn', 'lead'),
    (11, 'o.drie', 'basecamp-leidsche-rijn', 'specialist'),
    (12, 'f.drie', 'buurtteam-leidsche-rijn-1', 'gezinswerker'),
    (13, 'z.lead', 'basecamp-zuid', 'lead'),
    (14, 'o.vier', 'basecamp-zuid', 'specialist'),
    (15, 'f.vier', 'buurtteam-zuid-1', 'gezinswerker')
  ) AS m(n, login, team, role)
  JOIN koos.worker w ON w.login = m.login
  JOIN koos.team t ON t.slug = m.team
  ORDER BY m.n;

  INSERT INTO koos.member (worker, organisation, role, from_on, recorded_at)
  SELECT w.id, o.id, m.role, '2020-01-01', koos.midnight('2020-01-01')
  FROM (VALUES
    (1, 'admin', 'koos', 'admin'), (2, 'admin', 'spoor030', 'admin'), (3, 'admin', 'lokalis', 'admin'),
    (4, 'admin', 'samen-veilig', 'admin'), (5, 'p.privacy', 'koos', 'privacy'), (6, 'r.report', 'koos', 'reporter')
  ) AS m(n, login, organisation, role)
  JOIN koos.worker w ON w.login = m.login
  JOIN koos.organisation o ON o.slug = m.organisation
  -- What the daemon gave the administrator stays as it is.
  WHERE NOT EXISTS (SELECT FROM koos.member h WHERE h.worker = w.id AND h.organisation = o.id AND h.role = m.role)
  ORDER BY m.n;

  -- Everybody else: in each other team a lead and a planner; 4 to 6 specialists in a basecamp, 3 to 5 gezinswerkers elsewhere.
  CREATE TEMPORARY TABLE demo_seat ON COMMIT DROP AS
  SELECT row_number() OVER (ORDER BY t.id, s.n)::integer AS number, t.id AS team, t.kind, s.n, o.id AS organisation,
    CASE t.kind WHEN 'basecamp' THEN 'w' WHEN 'buurtteam' THEN 'b' ELSE 's' END
      || regexp_replace(t.slug, '^[a-z]+-', '.') || '-' || s.n AS login,
    CASE s.n WHEN 1 THEN 'lead' WHEN 2 THEN 'planner' ELSE CASE t.kind WHEN 'basecamp' THEN 'specialist' ELSE 'gezinswerker' END END AS role,
    CASE WHEN s.n > 2 AND t.kind = 'basecamp' THEN (ARRAY['orthopedagoog', 'gz-psycholoog', 'systeemtherapeut', 'psycholoog',
      CASE WHEN t.id % 2 = 0 THEN 'kinderpsychiater' ELSE 'psychotherapeut' END, 'vaktherapeut'])[s.n - 2] END AS discipline
  FROM koos.team t
  CROSS JOIN LATERAL generate_series(1, CASE t.kind WHEN 'basecamp' THEN 6 + t.id % 3 WHEN 'buurtteam' THEN 5 + t.id % 3 ELSE 5 END) AS s(n)
  CROSS JOIN LATERAL (
    SELECT array_agg(f.id ORDER BY f.slug) AS ids FROM koos.organisation f
    WHERE CASE t.kind WHEN 'basecamp' THEN f.parent = t.organisation ELSE f.id = t.organisation END
  ) f
  CROSS JOIN LATERAL (SELECT f.ids[1 + (t.id + s.n) % cardinality(f.ids)] AS id) o
  WHERE NOT EXISTS (SELECT FROM koos.member m WHERE m.team = t.id);

  WITH new_person AS (
    INSERT INTO koos.worker (login, name, organisation, discipline, hours, languages, resource)
    SELECT s.login,
      'Demo ' || (ARRAY['Vos', 'Merel', 'Das', 'Egel', 'Reiger', 'Haas', 'Specht', 'Otter', 'Uil', 'Ree', 'Bever', 'Kievit',
        'Marter'])[1 + s.number % 13] || ' ' || s.number,
      s.organisation, s.discipline, (ARRAY[36, 32, 28, 24])[1 + s.number % 4],
      CASE s.number % 9 WHEN 0 THEN ARRAY['tr'] WHEN 4 THEN ARRAY['ar', 'fr'] ELSE '{}'::text[] END,
      nextval('koos.resource_number')
    FROM pg_temp.demo_seat s
    ORDER BY s.number
    RETURNING resource
  )
  INSERT INTO koos.resource (id, kind) SELECT resource, 'worker' FROM new_person;

  INSERT INTO koos.member (worker, team, role, from_on, recorded_at)
  SELECT w.id, s.team, s.role, '2020-01-01', koos.midnight('2020-01-01')
  FROM pg_temp.demo_seat s JOIN koos.worker w ON w.login = s.login
  ORDER BY s.number;

  INSERT INTO koos.availability (worker, weekday, from_minute, to_minute, mode, place, recorded_at)
  SELECT m.worker, d.weekday, 540, 1020, 'any', p.id, koos.midnight('2020-01-01')
  FROM koos.member m
  JOIN koos.team t ON t.id = m.team
  JOIN koos.place p ON p.slug = t.slug
  CROSS JOIN generate_series(1, 5) AS d(weekday)
  ORDER BY m.id, d.weekday;
END
$demo$;

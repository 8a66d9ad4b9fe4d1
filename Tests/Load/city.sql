-- Cases of :cities cities of 5,000, each 500 owned by a basecamp of their own, of which every fifth waits: past the guards, which
-- would look at each. Somebody of the bench works in each of the teams, so that who may know of what grows too.
SET session_replication_role = replica;
CREATE TEMPORARY TABLE size AS SELECT :cities * 5000 AS cases, max(id) AS last FROM koos.casus;
INSERT INTO koos.team (slug, name, organisation, kind)
SELECT 'bench-' || n, 'Demo Meting ' || n, (SELECT t.organisation FROM koos.team t WHERE t.slug = 'basecamp-oost'), 'basecamp'
FROM size s, generate_series(1, s.cases / 500) AS n;
INSERT INTO koos.member (worker, team, role, from_on)
SELECT w.id, t.id, 'specialist', '2020-01-01' FROM koos.team t
JOIN koos.worker w ON w.login = 'bench.' || (substr(t.slug, 7)::integer - 1) % 128 WHERE t.slug LIKE 'bench-%';
INSERT INTO koos.resource (id, kind) SELECT (1::bigint << 50) + n, 'client' FROM size s, generate_series(1, s.cases) AS n;
INSERT INTO koos.client (name, birth_on, postcode, wijk, resource, added_by, added_team)
SELECT 'Demo Kind', k.birth_on, k.postcode, k.wijk, (1::bigint << 50) + n, k.added_by, k.added_team
FROM size s CROSS JOIN generate_series(1, s.cases) AS n JOIN koos.client k ON k.id = 1 + n % 240;
INSERT INTO koos.casus (client, urgency, referrer, wijk, consortium, regie, opened_by)
SELECT k.id, 'regulier', 'huisarts', c.wijk, c.consortium, c.regie, c.opened_by
FROM koos.client k JOIN koos.casus c ON c.id = 1 + k.id % 240 WHERE k.resource > 1::bigint << 50;
INSERT INTO koos.casus_owner (casus, team)
SELECT c.id, t.id FROM size s JOIN koos.casus c ON c.id > s.last JOIN koos.team t ON t.slug = 'bench-' || 1 + (c.id - s.last - 1) / 500;
INSERT INTO koos.waiting_entry (casus, team, discipline, urgency, form, letter, added_on, registered_on, due_on, next_contact_on)
SELECT c.id, o.team, (ARRAY['orthopedagoog', 'gz-psycholoog'])[1 + c.id % 2], (ARRAY['spoed', 'urgent', 'regulier'])[1 + c.id % 3], true, true,
  koos.today() - c.id % 90, koos.today() - c.id % 90, koos.today() - c.id % 90 + 63, koos.today() + c.id % 28
FROM size s JOIN koos.casus c ON c.id > s.last JOIN koos.casus_owner o ON o.casus = c.id WHERE c.id % 5 = 0;
INSERT INTO koos.waiting_pause (entry, reason, from_on, until_on, longest)
SELECT w.id, 'gezin', w.registered_on, w.registered_on + 3, 60 FROM koos.waiting_entry w JOIN koos.team t ON t.id = w.team
WHERE t.slug LIKE 'bench-%' AND w.id % 4 = 0;
INSERT INTO koos.waiting_bridge (entry, kind, by_team, from_on)
SELECT w.id, 'phone', w.team, w.registered_on FROM koos.waiting_entry w JOIN koos.team t ON t.id = w.team WHERE t.slug LIKE 'bench-%' AND w.id % 2 = 0;
-- A team of fifty with fifteen appointments a week each, online, at places and at homes, for as long as it is asked about; and a
-- year of a city's 45,000 appointments of others around it.
INSERT INTO koos.team (slug, name, organisation, kind)
SELECT 'bench-fifty', 'Demo Meting Vijftig', t.organisation, 'basecamp' FROM koos.team t WHERE t.slug = 'basecamp-oost';
INSERT INTO koos.member (worker, team, role, from_on)
SELECT w.id, t.id, 'specialist', '2020-01-01' FROM koos.team t, generate_series(0, 49) n JOIN koos.worker w ON w.login = 'bench.' || n
WHERE t.slug = 'bench-fifty';
UPDATE koos.worker SET discipline = (ARRAY['orthopedagoog', 'gz-psycholoog', 'systeemtherapeut', 'psycholoog'])[1 + id % 4] WHERE login LIKE 'bench.%';
-- What was booked for the measure of bookings makes way.
DELETE FROM koos.occupied o USING koos.worker w WHERE o.resource = w.resource AND w.login LIKE 'bench.%';
INSERT INTO koos.occupied (resource, during, holder, place, home_wijk)
SELECT b.resource, tstzrange(b.at, b.at + interval '50 minutes'), 'appointment', CASE WHEN b.n % 4 IN (1, 2) THEN p.number[1 + b.n * 7 % cardinality(p.number)] END,
  CASE WHEN b.n % 4 = 3 THEN k.slugs[1 + b.n % cardinality(k.slugs)] END
FROM (SELECT w.resource, w.id + 3 * h + extract(day FROM d)::integer AS n, koos.midnight(d::date) + make_interval(hours => 9 + (h * 7 + w.id) % 3 + 3 * (h - 1)) AS at
    FROM koos.worker w JOIN koos.member m ON m.worker = w.id JOIN koos.team t ON t.id = m.team AND t.slug = 'bench-fifty',
      generate_series(koos.today(), koos.today() + 70, interval '1 day') d, generate_series(1, 3) h
    WHERE extract(isodow FROM d) < 6 AND (h < 3 OR (w.id + extract(day FROM d)::integer) % 2 = 0)) b,
  (SELECT array_agg(p.id ORDER BY p.id) AS number FROM koos.place p) p, (SELECT array_agg(w.slug ORDER BY w.slug) AS slugs FROM koos.wijk w) k;
CREATE TEMPORARY TABLE colleague AS SELECT nextval('koos.resource_number') AS resource FROM generate_series(1, 200 * :cities);
INSERT INTO koos.resource (id, kind) SELECT c.resource, 'worker' FROM colleague c;
INSERT INTO koos.occupied (resource, during, holder)
SELECT c.resource, tstzrange(a.at, a.at + interval '50 minutes'), 'appointment'
FROM colleague c, (SELECT koos.midnight(koos.today() - 200) + make_interval(hours => 38 * h) AS at FROM generate_series(1, 225) AS h) a;
RESET session_replication_role;
SELECT koos.refresh_all_access();
VACUUM ANALYZE;

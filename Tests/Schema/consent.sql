-- When a consent falls due for review, and that what was shared on it ends with it.
\ir begin.psql
SELECT * FROM no_plan();

SELECT is(koos.birthday(birth::date, age), on_day::date, format('%s is %s on %s', birth, age, on_day)) FROM (VALUES
  ('2014-03-05', 12, '2026-03-05'), ('2012-02-29', 12, '2024-02-29'), ('2012-02-29', 16, '2028-02-29'), ('2012-02-29', 18, '2030-03-01'),
  ('2010-02-28', 18, '2028-02-28'), ('2011-12-31', 16, '2027-12-31'), ('2014-05-31', 12, '2026-05-31')) AS t(birth, age, on_day);

CREATE TEMPORARY TABLE this AS SELECT c.id AS casus, c.client, o.team FROM koos.casus c JOIN koos.casus_owner o ON o.casus = c.id
  JOIN koos.team t ON t.id = o.team AND t.kind = 'buurtteam' WHERE c.status = 'open' ORDER BY c.id LIMIT 1;
DELETE FROM koos.consult_identity;
DELETE FROM koos.consent;
UPDATE koos.client SET birth_on = '2014-03-05' WHERE id = (SELECT client FROM this);

-- What stands with consents given on days, on a day.
CREATE FUNCTION pg_temp.stands(said text, on_day date) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  state text;
BEGIN
  PERFORM set_config('koos.now', extract(epoch FROM koos.midnight(on_day) + interval '8 hours')::text, true);
  DELETE FROM koos.consent;
  INSERT INTO koos.consent (client, purpose, party, given_at, recorded_by)
  SELECT t.client, 'treatment', split_part(w.word, '@', 1), koos.midnight(split_part(w.word, '@', 2)::date) + interval '23 hours', 1
  FROM this t, unnest(string_to_array(said, ' ')) WITH ORDINALITY AS w(word, number) ORDER BY w.number;
  SELECT string_agg(koos.consent_state(t.id), ' ' ORDER BY t.id) INTO state FROM koos.consent t;
  RETURN state;
END
$$;
SELECT is(pg_temp.stands(said, day::date), state, said || ' on ' || day) FROM (VALUES
  ('parent-1@2026-03-01', '2026-03-04', 'gegeven'), ('parent-1@2026-03-01', '2026-03-05', 'her-te-toetsen'),
  ('parent-1@2026-03-05', '2026-03-06', 'gegeven'), ('parent-1@2026-03-01 parent-1@2026-03-05', '2026-03-06', 'gegeven gegeven'),
  ('parent-1@2026-03-01 parent-2@2026-03-05', '2026-03-06', 'her-te-toetsen gegeven'),
  ('parent-1@2026-03-01 youth@2026-03-05', '2026-03-06', 'her-te-toetsen gegeven'),
  ('guardian@2026-03-05', '2030-03-05', 'her-te-toetsen'), ('guardian@2026-03-05 youth@2030-03-05', '2030-03-05', 'verlopen gegeven'),
  ('youth@2026-03-05 representative@2030-03-05', '2030-03-06', 'gegeven gegeven'),
  ('guardian@2026-03-05 youth@2030-03-05', '2032-03-05', 'verlopen her-te-toetsen'),
  ('youth@2032-03-05', '2040-01-01', 'gegeven')) AS t(said, day, state);

-- Told once, however often it is looked at and however many birthdays passed between; again by the next, or by a later one that was right.
CREATE FUNCTION pg_temp.told(change text, on_day date) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  told text;
BEGIN
  PERFORM set_config('koos.now', extract(epoch FROM koos.midnight(on_day))::text, true);
  EXECUTE change;
  DELETE FROM koos.event;
  PERFORM koos.pass_consents();
  PERFORM koos.pass_consents();
  SELECT concat_ws(' ', count(*) FILTER (WHERE e.topic = 'case'), count(*) FILTER (WHERE e.topic = 'desk') = (SELECT count(*) FROM koos.casus c
    JOIN koos.casus_owner o ON o.casus = c.id WHERE c.client = t.client AND c.status = 'open')) INTO told
  FROM this t LEFT JOIN koos.event e ON e.kind = 'client' AND e.thing = t.client AND 'consent-review' IN (e.cause, e.what) GROUP BY t.client;
  DELETE FROM koos.event;
  RETURN told;
END
$$;
SELECT is(pg_temp.stands('parent-1@2026-03-01 youth@2026-03-01', '2026-03-01'), 'gegeven gegeven', 'two are given');
SELECT is(pg_temp.told(coalesce(change, 'SELECT 1'), day::date), told, concat_ws(' ', 'told on', day, change)) FROM (VALUES
  (1, '2026-03-04', NULL, '0 f'), (2, '2026-03-05', NULL, '1 t'), (3, '2026-03-06', NULL, '0 f'),
  (4, '2026-03-07', 'UPDATE koos.client SET birth_on = ''2014-03-02'' WHERE id = (SELECT client FROM this)', '0 f'),
  (5, '2026-03-09', 'UPDATE koos.client SET birth_on = ''2014-03-08'' WHERE id = (SELECT client FROM this)', '1 t'),
  (6, '2033-01-01', NULL, '1 t'), (7, '2040-01-01', NULL, '0 f')) AS t(number, day, change, told) ORDER BY number;

-- A consent recorded late, one of a child whose case was closed the while, and one that came with a merge are told of as well.
SELECT is(pg_temp.stands('parent-1@2026-03-01', '2026-03-01'), 'gegeven', 'one is given');
UPDATE koos.client SET birth_on = '2014-03-05' WHERE id = (SELECT client FROM this);
ALTER TABLE koos.casus DISABLE TRIGGER casus_changes;
CREATE TEMPORARY TABLE other AS SELECT k.id AS client FROM koos.client k WHERE NOT EXISTS (SELECT FROM this t WHERE t.client = k.id) ORDER BY k.id LIMIT 1;
UPDATE koos.client SET birth_on = '2014-03-05' WHERE id = (SELECT client FROM other);
SELECT is(pg_temp.told(coalesce(change, 'SELECT 1'), day::date), told, concat_ws(' ', 'told on', day, change)) FROM (VALUES
  (1, '2026-03-05', 'UPDATE koos.casus SET status = ''gesloten'', closed_at = koos.now() WHERE client = (SELECT client FROM this)', '0 t'),
  (2, '2026-03-06', 'UPDATE koos.casus SET status = ''open'', closed_at = NULL WHERE id = (SELECT casus FROM this)', '1 t'),
  (3, '2026-03-07', 'INSERT INTO koos.consent (client, purpose, party, given_at, recorded_by) SELECT client, ''share'', ''parent-1'', ''2026-03-01'', 1 FROM this', '1 t'),
  (4, '2026-03-07', 'INSERT INTO koos.consent (client, purpose, party, given_at, recorded_by) SELECT client, ''share'', ''parent-2'', ''2026-03-06'', 1 FROM this', '0 f'),
  (5, '2026-03-08', 'INSERT INTO koos.consent (client, purpose, party, given_at, recorded_by) SELECT client, ''share'', ''parent-2'', ''2026-03-01'', 1 FROM other', '0 f'),
  (6, '2026-03-09', 'INSERT INTO koos.consent (client, purpose, party, given_at, refused, recorded_by) SELECT client, ''observe'', ''parent-2'', ''2026-03-01'', true, 1 FROM other', '0 f'),
  (7, '2026-03-10', 'WITH late AS (INSERT INTO koos.consent (client, purpose, party, given_at, recorded_by) SELECT client, ''identify'', ''parent-2'', ''2026-03-01'', 1 FROM other RETURNING id)
    SELECT count(*) FROM late', '0 f'),
  (8, '2030-03-05', 'UPDATE koos.consent SET client = (SELECT client FROM this) WHERE client = (SELECT client FROM other)', '1 t')) AS t(number, day, change, told) ORDER BY number;
SELECT results_eq('SELECT d.on_day FROM koos.consent_due d', $$VALUES ('2032-03-05'::date)$$, 'what was looked at waits for the next birthday, and for no other child');
ALTER TABLE koos.casus ENABLE TRIGGER casus_changes;

-- A clock that jumped: a call takes no more than so many children, the earliest first, and the next calls take the rest.
DELETE FROM koos.consent;
DELETE FROM koos.consent_due;
SELECT set_config('koos.now', extract(epoch FROM timestamptz '2034-01-01 09:00:00+01')::text, true);
WITH made AS (INSERT INTO koos.resource (id, kind) SELECT (1::bigint << 41) + n, 'client' FROM generate_series(1, 600) AS n RETURNING id), children AS (
  INSERT INTO koos.client (name, birth_on, postcode, wijk, resource, added_by, added_team)
  SELECT 'Demo', date '2014-01-01' + row_number() OVER ()::integer, k.postcode, k.wijk, m.id, k.added_by, k.added_team
  FROM made m, (SELECT * FROM koos.client ORDER BY id LIMIT 1) k RETURNING id)
INSERT INTO koos.consent (client, purpose, party, given_at, recorded_by) SELECT c.id, 'treatment', 'parent-1', '2025-01-01', 1 FROM children c;
SELECT is(count(*), 600::bigint, 'so many are due') FROM koos.consent_due d WHERE d.on_day <= koos.today();
SELECT count(*) AS told FROM koos.event e WHERE e.what = 'consent-review' OR e.cause = 'consent-review' \gset
SELECT is(koos.pass_consents(), 500, 'five hundred are looked at');
SELECT is(count(*) - :told, 1000::bigint, 'and told of, to watchers and to a desk') FROM koos.event e WHERE e.what = 'consent-review' OR e.cause = 'consent-review';
SELECT is(min(d.on_day), '2027-05-17'::date, 'those that waited longest') FROM koos.consent_due d;
SELECT is(koos.pass_consents(), 100, 'then the rest');
SELECT is(count(*) - :told, 1200::bigint, 'of which is told too') FROM koos.event e WHERE e.what = 'consent-review' OR e.cause = 'consent-review';
SELECT is(koos.pass_consents(), 0, 'and no more');
SELECT set_config('koos.now', '', true);

-- Past the daemon: whoever takes a consent back ends what stands on it, and nobody else learns which child it is of.
CREATE TEMPORARY TABLE given AS WITH made AS (
  INSERT INTO koos.consent (client, purpose, party, given_at, recorded_by) SELECT client, 'share', 'parent-1', koos.now() - interval '1 day', 1 FROM this RETURNING id)
  SELECT id FROM made;
GRANT SELECT ON given TO koosd;
INSERT INTO koos.casus_participant (casus, kind, name, reads, ground, added_by)
SELECT casus, 'school', 'De Boom', 'plan', g, 1 FROM this, unnest(ARRAY[NULL, 'ots']) AS g;
INSERT INTO koos.member (worker, team, role, from_on) SELECT pg_temp.worker('o.drie'), team, 'gezinswerker', koos.today() FROM this;
SELECT is(pg_temp.seen('o.vier', 'SELECT count(koos.hold_consent(id)) FROM given'), 0::bigint, 'a stranger holds nothing');
SELECT is(pg_temp.seen('o.drie', 'SELECT count(koos.hold_consent(id)) FROM given'), 1::bigint, 'who may know the child does');
SELECT pg_temp.done('o.drie', 'UPDATE koos.consent SET withdrawn_at = koos.now() WHERE id = (SELECT id FROM given)');
SELECT is((SELECT string_agg(p.reads || coalesce(' ' || p.ground, ''), ', ' ORDER BY p.id) FROM koos.casus_participant p, this t
  WHERE p.casus = t.casus AND p.name = 'De Boom'), 'nothing, plan ots', 'what was read by consent ends with it, what the law allows does not');

SELECT * FROM finish();
ROLLBACK;

-- What holds in Utrecht.
\ir begin.psql
SELECT * FROM no_plan();

SELECT set_eq('SELECT slug, code FROM koos.wijk', $$VALUES
  ('west', 'WK034401'), ('noordwest', 'WK034402'), ('overvecht', 'WK034403'), ('noordoost', 'WK034404'), ('oost', 'WK034405'),
  ('binnenstad', 'WK034406'), ('zuid', 'WK034407'), ('zuidwest', 'WK034408'), ('leidsche-rijn', 'WK034409'),
  ('vleuten-de-meern', 'WK034410')$$, 'there are ten wijken');

-- R13.
SELECT set_eq($$SELECT c.wijk, o.slug FROM koos.wijk_consortium c JOIN koos.organisation o ON o.id = c.organisation
  WHERE c.valid @> date '2020-01-01' AND c.valid @> koos.today()$$, $$VALUES
  ('leidsche-rijn', 'koos'), ('vleuten-de-meern', 'koos'), ('west', 'koos'), ('zuidwest', 'koos'), ('binnenstad', 'spoor030'),
  ('noordoost', 'spoor030'), ('noordwest', 'spoor030'), ('oost', 'spoor030'), ('overvecht', 'spoor030'), ('zuid', 'spoor030')$$,
  'the wijken are divided over the two consortia');
SELECT is_empty($$SELECT wijk FROM koos.wijk_consortium WHERE valid @> date '2019-12-31'$$, 'not before 2020');
SELECT set_eq($$SELECT m.slug, c.slug AS parent FROM koos.organisation m JOIN koos.organisation c ON c.id = m.parent$$, $$VALUES
  ('altrecht', 'koos'), ('de-opvoedpoli', 'koos'), ('de-rading', 'koos'), ('reinaerde', 'koos'), ('youke', 'koos'),
  ('dokter-bosman', 'spoor030'), ('intermetzo', 'spoor030'), ('timon', 'spoor030')$$, 'the members of the consortia');

SELECT is((SELECT count(*) FROM koos.buurt WHERE kind = 'subwijk'), 34::bigint, 'there are 34 subwijken');
SELECT is((SELECT count(DISTINCT wijk) FROM koos.buurt WHERE kind = 'subwijk'), 10::bigint, 'in every wijk');
SELECT cmp_ok((SELECT count(*) FROM koos.buurt WHERE kind = 'buurt'), '>=', 100::bigint, 'and most of the buurten');
SELECT is_empty($$SELECT b.slug FROM koos.buurt b WHERE b.subwijk IS NOT NULL AND NOT EXISTS (
  SELECT FROM koos.buurt s WHERE s.kind = 'subwijk' AND s.slug = b.subwijk AND s.wijk = b.wijk)$$,
    'a buurt lies in a subwijk of its own wijk');
SELECT is_empty($$SELECT slug, name FROM (
    SELECT slug, name FROM koos.buurt UNION ALL SELECT slug, name FROM koos.wijk) n
  WHERE slug <> btrim(regexp_replace(translate(lower(name), 'àáâäèéêëìíîïòóôöùúûü', 'aaaaeeeeiiiioooouuuu'), '[^a-z0-9]+', '-', 'g'),
    '-')$$,
  'every slug is its name, folded');
SELECT is_empty($$SELECT slug FROM (SELECT slug FROM koos.buurt UNION ALL SELECT slug FROM koos.wijk) n GROUP BY slug HAVING count(*) > 1$$,
  'no name stands for two places');
SELECT is((SELECT b.wijk FROM koos.buurt b WHERE b.slug = t.slug), t.wijk, t.slug || ' lies in ' || t.wijk) FROM (VALUES
  ('lunetten', 'zuid'), ('hoograven', 'zuid'), ('tolsteeg', 'zuid'), ('ondiep', 'noordwest'), ('pijlsweerd', 'noordwest'),
  ('zuilen', 'noordwest'), ('de-meern', 'vleuten-de-meern'), ('vleuten', 'vleuten-de-meern'), ('haarzuilens', 'vleuten-de-meern'),
  ('rijnenburg', 'vleuten-de-meern'), ('kanaleneiland', 'zuidwest'), ('lombok', 'west'), ('oog-in-al', 'west'), ('terwijde',
    'leidsche-rijn'),
  ('t-zand', 'leidsche-rijn'), ('wittevrouwen', 'noordoost'), ('de-uithof', 'oost'), ('wijk-c', 'binnenstad'), ('neckardreef', 'overvecht')
) AS t(slug, wijk);

SELECT is(koos.wijk_of(p, '2026-01-01'), w, p || ' is ' || coalesce(w, 'outside the city')) FROM (VALUES
  ('3544AB', 'leidsche-rijn'), ('3528ZZ', 'leidsche-rijn'), ('3546AA', 'vleuten-de-meern'), ('3451AA', 'vleuten-de-meern'), ('3531AA',
    'west'),
  ('3542AA', 'west'), ('3513AA', 'noordwest'), ('3555AA', 'noordwest'), ('3561AA', 'overvecht'), ('3566ZZ', 'overvecht'), ('3514AA',
    'noordoost'),
  ('3573AA', 'noordoost'), ('3585AA', 'oost'), ('3511AA', 'binnenstad'), ('3523SA', 'zuid'), ('3525SS', 'zuid'), ('3521AA', 'zuidwest'),
  ('3527SD', 'zuidwest'), ('3439AA', NULL), ('1011AB', NULL), ('3586AA', NULL)) AS t(p, w);
SELECT is(koos.wijk_of('3544AB', '2019-12-31'), NULL, 'what holds has a first day');
INSERT INTO koos.postcode_area (pc4, letters_from, letters_to, wijk) VALUES ('3544', 'BA', 'BC', 'west');
SELECT is(koos.wijk_of('3544BB', '2026-01-01'), 'west', 'a narrower range of letters wins');
SELECT is(koos.wijk_of('3544BD', '2026-01-01'), 'leidsche-rijn', 'and only inside it');

SELECT set_eq('SELECT slug FROM koos.discipline', $$VALUES ('orthopedagoog'), ('gz-psycholoog'), ('systeemtherapeut'), ('psycholoog'),
  ('psychotherapeut'), ('kinderpsychiater'), ('vaktherapeut')$$, 'the disciplines');
SELECT set_eq('SELECT slug, kind, needs_traject FROM koos.service WHERE in_scope', $$VALUES
  ('ambulant', 'contact', false), ('ggz-behandeling', 'contact', false), ('diagnostiek', 'contact', false), ('gezinsbehandeling',
    'contact', false),
  ('groepsbehandeling', 'group', false), ('kinderdagcentrum', 'stay', false), ('pleegzorg', 'stay', false), ('gezinshuis', 'stay', false),
  ('logeren', 'stay', false), ('wonen', 'stay', false), ('vaktherapie', 'module', true), ('speltherapie', 'module', true),
  ('intelligentieonderzoek', 'module', true)$$, 'the services of the consortia');
SELECT set_eq('SELECT slug FROM koos.service WHERE NOT in_scope AND btrim(door) <> ''''', $$VALUES ('dyslexiezorg'),
  ('crisisdienst-ggz-jeugd'),
  ('essentiele-functies'), ('lta')$$, 'what they do not give says who does');

SELECT set_eq('SELECT key, fallback FROM koos.setting', $$VALUES
  ('consult.days', '5'), ('consult.urgent-days', '1'), ('consult.reopen-days', '30'), ('case.proposal-days', '7'), ('case.invite-days',
    '14'),
  ('offer.hold', '48h'), ('appointment.late-cancel', '24h'), ('appointment.late-counts-as-no-show', 'yes'), ('appointment.notice', '0m'),
  ('appointment.horizon', '365d'), ('appointment.prepare', '0m'), ('appointment.follow-up', '0m'), ('calendar.closed-on-holidays', 'yes'),
  ('travel.same-wijk', '10m'), ('travel.other-wijk', '20m'), ('waiting.contact-every', '28d'), ('waiting.review-after', '42d'),
  ('video.template', 'https://video.example/{room}')$$, 'the settings and what holds until they are set');
SELECT is_empty($$SELECT key FROM koos.setting WHERE fallback !~ CASE unit WHEN 'days' THEN '^[0-9]+$' WHEN 'duration' THEN '^[0-9]+[dhm]$'
  WHEN 'yes-no' THEN '^(yes|no)$' ELSE '^https://' END$$, 'each in its unit');
SELECT is(koos.minutes(d), m, d || ' is ' || m || ' minutes') FROM (VALUES ('0m', 0), ('20m', 20), ('1h30m', 90), ('48h', 2880), ('365d',
  525600)) AS t(d, m);
SELECT is(koos.setting('consult.days', pg_temp.team('basecamp-zuid')), '5', 'a setting not set is its fallback');
INSERT INTO koos.setting_value (key, team, value) VALUES ('consult.days', NULL, '4'), ('consult.days', pg_temp.team('basecamp-zuid'), '3');
SELECT is(koos.setting('consult.days', pg_temp.team('basecamp-zuid')), '3', 'a team''s own comes first');
SELECT is(koos.setting('consult.days', pg_temp.team('basecamp-west')), '4', 'then that of all');
SELECT is(koos.setting('consult.days', NULL), '4', 'which holds where no team is meant');

SELECT is(koos.due_on(s, NULL, r::date, i::date), d::date, why) FROM (VALUES
  ('ggz-behandeling', '2026-01-01', NULL, '2026-01-29', 'jeugd-ggz: 28 days to the intake'),
  ('ggz-behandeling', '2026-01-01', '2026-01-20', '2026-03-31', 'then 70 days from the intake'),
  ('ambulant', '2026-01-01', NULL, '2026-03-05', 'other help: 63 days to the start'),
  ('ambulant', '2016-06-01', NULL, '2016-08-03', 'also of who was registered before the first norm'),
  ('ambulant', '2026-01-01', '2026-01-20', '2026-03-05', 'whatever the intake'),
  (NULL, '2026-01-01', NULL, '2026-03-05', 'and the same while the help is not known')) AS t(s, r, i, d, why);
INSERT INTO koos.waiting_norm (service, segment, days, from_on) VALUES (NULL, 'whole', 56, '2026-02-01');
SELECT is(koos.due_on('ambulant', NULL, '2026-01-31', NULL), '2026-04-04'::date, 'a new norm is not for who was there already');
SELECT is(koos.due_on('ambulant', NULL, '2026-02-01', NULL), '2026-03-29'::date, 'but for who comes from its first day');

SELECT * FROM finish();
ROLLBACK;

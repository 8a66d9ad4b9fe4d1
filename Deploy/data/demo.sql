-- The demo city's made-up work, laid once on its teams and people (people.sql). Nothing in it is about anybody: every name begins with Demo,
-- every postcode ends in letters that are never given out (SA, SD, SS), and no client has a BSN. It is reproducible: what
-- differs from row to row comes from the row's number, but for the clients' resource numbers, which say nothing by design.

-- 1. Clients, cases, consults, waiting lists, appointments: on the teams whose people are not named above ---------------

DO $demo$
DECLARE
  today CONSTANT date := koos.today();
  zone CONSTANT text := 'Europe/Amsterdam';
  -- Working days: the last thirty, nearest first, and the next ten.
  past CONSTANT date[] := ARRAY(SELECT d::date FROM generate_series(today - 60, today - 1, interval '1 day') AS d
    WHERE extract(isodow FROM d) < 6 AND NOT EXISTS (SELECT FROM koos.holiday h WHERE h.closed AND h.day = d::date)
    ORDER BY d DESC LIMIT 30);
  coming CONSTANT date[] := ARRAY(SELECT d::date FROM generate_series(today + 1, today + 30, interval '1 day') AS d
    WHERE extract(isodow FROM d) < 6 AND NOT EXISTS (SELECT FROM koos.holiday h WHERE h.closed AND h.day = d::date)
    ORDER BY d LIMIT 10);
  subjects CONSTANT text[] := ARRAY['Hoe helpen we dit kind weer met plezier naar school?',
    'Wat kan het gezin thuis doen als de boosheid oploopt?', 'Het kind slaapt slecht en piekert veel; wat is nodig?',
    'Ouders zijn pas gescheiden; hoe houden we rust voor de kinderen?', 'De jongere zit veel alleen; wat past als eerste stap?',
    'School ziet concentratieproblemen; is onderzoek nodig?', 'Het gezin vraagt steun bij grenzen stellen.',
    'De jongere is somber sinds de zomer; wie kijkt mee?'];
  age integer;
  asked_on date;
  band text;
  base koos.team;
  begins timestamptz;
  booked integer;
  clinician koos.worker;
  ended timestamptz;
  entry integer;
  family_worker koos.worker;
  mode text;
  moment timestamptz;
  named integer[];
  on_site boolean;
  pair record;
  person integer;
  place_of_team integer;
  resource_of_client bigint;
  room_taken koos.room;
  state text;
  taken record;
  thing integer;
BEGIN
  IF EXISTS (SELECT FROM koos.client) THEN RETURN; END IF;
  named := ARRAY(SELECT t.id FROM koos.team t WHERE t.slug IN ('basecamp-zuidwest', 'buurtteam-zuidwest-1',
    'basecamp-leidsche-rijn', 'buurtteam-leidsche-rijn-1', 'basecamp-zuid', 'buurtteam-zuid-1'));

  -- Which basecamp works with which buurtteam: of one wijk, and none of the named ones.
  CREATE TEMPORARY TABLE demo_pair ON COMMIT DROP AS
  SELECT row_number() OVER (ORDER BY b.id, u.id)::integer - 1 AS number, b.id AS base, u.id AS buurt, bw.wijk, c.organisation AS consortium,
    ARRAY(SELECT p.pc4 FROM koos.postcode_area p WHERE p.wijk = bw.wijk ORDER BY p.pc4) AS pc4
  FROM koos.team b
  JOIN koos.team_wijk bw ON bw.team = b.id
  JOIN koos.team_wijk uw ON uw.wijk = bw.wijk
  JOIN koos.team u ON u.id = uw.team AND u.kind = 'buurtteam'
  JOIN koos.wijk_consortium c ON c.wijk = bw.wijk AND c.valid @> today
  WHERE b.kind = 'basecamp' AND b.id <> ALL (named) AND u.id <> ALL (named);

  -- 240 clients, each with a case of two owners.
  FOR n IN 1 .. 240 LOOP
    SELECT p.* INTO pair FROM pg_temp.demo_pair p WHERE p.number = n % (SELECT count(*) FROM pg_temp.demo_pair);
    SELECT w.* INTO family_worker FROM koos.member m JOIN koos.worker w ON w.id = m.worker
    WHERE m.team = pair.buurt AND m.role = 'gezinswerker' ORDER BY w.id OFFSET n / 14 % 3 LIMIT 1;
    age := 1 + n * 7 % 16;
    -- The last 300 days, but never before the city begins.
    moment := least(koos.now(), koos.midnight(greatest(today - 20 - n * 37 % 280, '2020-01-01')) + make_interval(hours => 10,
      mins => n % 50));
    -- Seven random octets with bit 40 set: above every number of the sequence, and saying nothing.
    resource_of_client := ('x00' || encode(koos_extension.gen_random_bytes(7), 'hex'))::bit(64)::bigint | (1::bigint << 40);
    INSERT INTO koos.resource (id, kind) VALUES (resource_of_client, 'client');
    INSERT INTO koos.client (name, birth_on, postcode, house, wijk, gender, language, interpreter, resource, added_by, added_team,
      added_at)
    VALUES ('Demo Kind ' || n, today - age * 365 - n * 53 % 365, pair.pc4[1 + n / 14 % cardinality(pair.pc4)]
      || (ARRAY['SA', 'SD', 'SS'])[1 + n % 3], (1 + n % 120)::text, pair.wijk,
        CASE WHEN n % 40 = 0 THEN 'O' WHEN n % 2 = 0 THEN 'M' ELSE 'V' END,
      CASE n % 12 WHEN 0 THEN 'tr' WHEN 5 THEN 'ar' END, n % 24 IN (0, 5), resource_of_client, family_worker.id, pair.buurt, moment)
    RETURNING id INTO person;

    INSERT INTO koos.casus (client, urgency, referrer, wijk, consortium, regie, opened_at, opened_by)
    VALUES (person, CASE WHEN n % 17 = 0 THEN 'spoed' WHEN n % 9 = 0 THEN 'urgent' ELSE 'regulier' END,
      (ARRAY['buurtteam', 'huisarts', 'buurtteam', 'huisarts', 'jeugdarts', 'buurtteam', 'medisch-specialist',
        'gecertificeerde-instelling', 'huisarts', 'onbekend'])[1 + n % 10],
      pair.wijk, pair.consortium, family_worker.id, moment, family_worker.id)
    RETURNING id INTO thing;
    INSERT INTO koos.casus_owner (casus, team, since_at) VALUES (thing, pair.base, moment), (thing, pair.buurt, moment);
    INSERT INTO koos.casus_question (casus, question) VALUES (thing, 'Demo: ' || subjects[1 + n % 8]);
    INSERT INTO koos.casus_fact (casus, occurred_at, recorded_at, worker, team, what, detail) VALUES
      (thing, moment, moment, family_worker.id, NULL, 'opened', jsonb_build_object('wijk', pair.wijk)),
      (thing, moment, moment, family_worker.id, pair.base, 'owner', '{}'),
      (thing, moment, moment, family_worker.id, pair.buurt, 'owner', '{}'),
      (thing, moment, moment, family_worker.id, NULL, 'regie', jsonb_build_object('worker', family_worker.login));

    IF n % 5 = 0 THEN
      INSERT INTO koos.consent (client, purpose, party, form, given_at, recorded_by, recorded_at)
      SELECT person, 'treatment', y.party, 'written', moment, family_worker.id, moment
      FROM (VALUES ('parent-1', true), ('youth', age > 11)) AS y(party, asked) WHERE y.asked;
    END IF;
  END LOOP;

  -- 40 consults: eight each of asked, claimed, asked-back, answered and closed.
  FOR n IN 1 .. 40 LOOP
    SELECT p.* INTO pair FROM pg_temp.demo_pair p WHERE p.number = n * 5 % (SELECT count(*) FROM pg_temp.demo_pair);
    SELECT w.* INTO family_worker FROM koos.member m JOIN koos.worker w ON w.id = m.worker
    WHERE m.team = pair.buurt AND m.role = 'gezinswerker' ORDER BY w.id OFFSET n % 3 LIMIT 1;
    SELECT w.* INTO clinician FROM koos.member m JOIN koos.worker w ON w.id = m.worker
    WHERE m.team = pair.base AND m.role = 'specialist' ORDER BY w.id OFFSET n % 4 LIMIT 1;
    state := (ARRAY['asked', 'claimed', 'asked-back', 'answered', 'closed'])[1 + n % 5];
    band := (ARRAY['0-3', '4-11', '12-17'])[1 + n % 3];
    asked_on := past[1 + n % 9];
    moment := (asked_on + make_interval(hours => 9 + n % 4, mins => n)) AT TIME ZONE zone;
    INSERT INTO koos.consult (state, discipline, convert, urgency, wijk, age_band, asked_by, asker_team, team, claimed_by, asked_at,
      due_at, first_answer_at, closed_at, outcome, rating)
    SELECT state, clinician.discipline, CASE WHEN n % 2 = 0 THEN 'may-convert' ELSE 'advice-only' END, u.urgency, pair.wijk, band,
      family_worker.id, pair.buurt, pair.base, CASE WHEN state <> 'asked' THEN clinician.id END, moment,
      (SELECT (d::date + time '17:00') AT TIME ZONE zone FROM generate_series(asked_on + 1, asked_on + 30, interval '1 day') AS d
       WHERE extract(isodow FROM d) < 6 AND NOT EXISTS (SELECT FROM koos.holiday h WHERE h.closed AND h.day = d::date)
       ORDER BY d OFFSET CASE WHEN u.urgency = 'urgent' THEN 0 ELSE 4 END LIMIT 1),
      CASE WHEN state IN ('answered', 'closed') THEN moment + interval '3 hours' END,
      CASE WHEN state = 'closed' THEN moment + interval '4 hours' END,
      CASE WHEN state = 'closed' THEN (ARRAY['advice-enough', 'joint-case', 'referral-advised', 'other-service'])[1 + n % 4] END,
      CASE WHEN state = 'closed' THEN 6 + n % 5 END
    FROM (SELECT CASE WHEN n % 8 = 0 THEN 'urgent' ELSE 'regulier' END AS urgency) u
    RETURNING id INTO thing;

    INSERT INTO koos.consult_entry (consult, kind, worker, at, text, minutes)
    SELECT thing, e.kind, CASE WHEN e.kind = 'question' THEN family_worker.id ELSE clinician.id END, moment + e.later, 'Demo: ' || e.text,
      e.minutes
    FROM (VALUES
      (1, 'question', interval '0', subjects[1 + n % 8], NULL, true),
      (2, 'ask-back', interval '2 hours', 'Wat is er al geprobeerd, en hoe denkt de school erover?', 10, state = 'asked-back'),
      (3, 'answer', interval '3 hours', 'Begin klein: kies samen een vast moment op de dag, en kijk na twee weken wat werkt.', 20,
        state IN ('answered', 'closed'))
    ) AS e(place, kind, later, text, minutes, said) WHERE e.said ORDER BY e.place;

    INSERT INTO koos.consult_fact (consult, occurred_at, recorded_at, worker, what)
    SELECT thing, moment + f.later, moment + f.later, CASE WHEN f.what IN ('asked', 'closed') THEN family_worker.id ELSE clinician.id END,
      f.what
    FROM (VALUES
      (1, 'asked', interval '0', true),
      (2, 'claimed', interval '1 hour', state <> 'asked'),
      (3, 'asked-back', interval '2 hours', state = 'asked-back'),
      (4, 'answered', interval '3 hours', state IN ('answered', 'closed')),
      (5, 'closed', interval '4 hours', state = 'closed')
    ) AS f(place, what, later, happened) WHERE f.happened ORDER BY f.place;
  END LOOP;

  -- 40 waiting entries on every sixth case: 34 are registered and wait, 4 have started, 2 lack form or letter.
  FOR taken IN
    SELECT row_number() OVER (ORDER BY c.id)::integer AS n, c.id, c.urgency, c.regie, c.client,
      (c.opened_at AT TIME ZONE zone)::date AS opened_on, o.team
    FROM koos.casus c JOIN koos.casus_owner o ON o.casus = c.id JOIN koos.team t ON t.id = o.team AND t.kind = 'basecamp'
    WHERE c.id % 6 = 0 ORDER BY c.id
  LOOP
    state := CASE WHEN taken.n % 20 = 7 THEN 'onvolledig' WHEN taken.n % 10 = 4 THEN 'gestart' ELSE 'wacht-op-intake' END;
    -- The clock began in the last 150 days, but never before the case.
    asked_on := greatest(taken.opened_on, today - 5 - taken.n * 31 % 145);
    moment := least(koos.now(), koos.midnight(asked_on) + interval '15 hours');
    clinician := NULL;
    IF taken.n = 20 THEN
      -- A child that comes back: an earlier case of the same teams, long closed, in which it met one of the specialists.
      SELECT w.* INTO clinician FROM koos.member m JOIN koos.worker w ON w.id = m.worker
      WHERE m.team = taken.team AND m.role = 'specialist' AND w.discipline = 'systeemtherapeut' ORDER BY w.id LIMIT 1;
      SELECT koos.midnight(min(d)::date) + interval '10 hours', koos.midnight(max(d)::date) + interval '10 hours' INTO begins, ended
      FROM generate_series(today - 420, today - 330, interval '1 day') AS d
      WHERE extract(isodow FROM d) < 6 AND NOT EXISTS (SELECT FROM koos.holiday h WHERE h.closed AND h.day = d::date);
      INSERT INTO koos.casus (client, status, urgency, referrer, wijk, consortium, regie, opened_at, opened_by, first_contact_at, closed_at)
      SELECT c.client, 'gesloten', 'regulier', c.referrer, c.wijk, c.consortium, c.regie, begins, c.opened_by, begins, ended
      FROM koos.casus c WHERE c.id = taken.id RETURNING id INTO thing;
      UPDATE koos.client SET added_at = begins WHERE id = taken.client;
      INSERT INTO koos.casus_owner (casus, team, since_at) SELECT thing, o.team, begins FROM koos.casus_owner o WHERE o.casus = taken.id;
      INSERT INTO koos.casus_question (casus, question) VALUES (thing, 'Demo: ' || subjects[3]);
      INSERT INTO koos.casus_fact (casus, occurred_at, recorded_at, worker, team, what, detail)
      SELECT thing, f.at, f.at, taken.regie, f.team, f.what, f.detail
      FROM (SELECT 1 AS place, begins AS at, NULL::integer AS team, 'opened' AS what, jsonb_build_object('wijk', c.wijk) AS detail
          FROM koos.casus c WHERE c.id = thing
        UNION ALL SELECT 2, begins, o.team, 'owner', '{}' FROM koos.casus_owner o WHERE o.casus = thing
        UNION ALL SELECT 3, begins, NULL, 'regie', jsonb_build_object('worker', w.login) FROM koos.worker w WHERE w.id = taken.regie
        UNION ALL SELECT 4, ended, NULL, 'closed', '{}') f ORDER BY f.place, f.team;
      begins := begins + interval '4 hours';
      INSERT INTO koos.appointment (starts_at, ends_at, mode, status, booked_by, booked_at)
      VALUES (begins, begins + interval '45 minutes', 'phone', 'gerealiseerd', clinician.id, begins - interval '4 hours') RETURNING id INTO booked;
      INSERT INTO koos.appointment_worker (appointment, worker, mode, starts_at) VALUES (booked, clinician.id, 'phone', begins);
      INSERT INTO koos.appointment_case (appointment, casus, mode) VALUES (booked, thing, 'phone');
      INSERT INTO koos.appointment_detail (appointment, type, note) VALUES (booked, 'behandeling', 'Demo: afspraak van toen');
      INSERT INTO koos.occupied (resource, during, holder, appointment)
      SELECT r.number, tstzrange(begins, begins + interval '45 minutes'), 'appointment', booked
      FROM (SELECT clinician.resource AS number UNION ALL SELECT k.resource FROM koos.client k WHERE k.id = taken.client) r ORDER BY r.number;
    END IF;
    INSERT INTO koos.waiting_entry (casus, team, discipline, service, urgency, form, letter, added_on, registered_on, next_contact_on)
    SELECT taken.id, taken.team, (ARRAY['orthopedagoog', 'gz-psycholoog', 'systeemtherapeut'])[1 + taken.n % 3], s.service,
      taken.urgency, true, state <> 'onvolledig', asked_on, r.registered_on,
      asked_on + 28
    FROM (SELECT (ARRAY[NULL, 'ggz-behandeling', 'ambulant', 'diagnostiek'])[1 + taken.n % 4] AS service) s,
      (SELECT CASE WHEN state <> 'onvolledig' THEN asked_on END AS registered_on) r
    RETURNING id INTO entry;
    INSERT INTO koos.waiting_fact (entry, occurred_on, recorded_at, worker, what) VALUES (entry, asked_on, moment, taken.regie, 'added');
    IF state <> 'onvolledig' THEN
      INSERT INTO koos.waiting_fact (entry, occurred_on, recorded_at, worker, what) VALUES (entry, asked_on, moment, taken.regie, 'registered');
    END IF;
    IF state = 'gestart' THEN
      UPDATE koos.waiting_entry SET start_on = least(today, asked_on + 14 + taken.n), next_contact_on = NULL WHERE id = entry;
      INSERT INTO koos.waiting_fact (entry, occurred_on, recorded_at, worker, what)
      SELECT w.id, w.start_on, greatest(moment, least(koos.now(), koos.midnight(w.start_on) + interval '15 hours')), taken.regie, 'started'
      FROM koos.waiting_entry w WHERE w.id = entry;
    END IF;
    IF state = 'gestart' AND NOT EXISTS (SELECT FROM koos.consent c WHERE c.client = taken.client) THEN
      INSERT INTO koos.consent (client, purpose, party, form, given_at, recorded_by, recorded_at)
      VALUES (taken.client, 'treatment', 'parent-1', 'written', moment, taken.regie, moment),
        (taken.client, 'treatment', 'youth', 'written', moment, taken.regie, moment);
    END IF;
  END LOOP;

  -- 60 appointments, three on each of the last and the next ten working days, no two at the same time: so nothing and
  -- nobody is taken twice, and everybody is at the place of the own team.
  FOR taken IN
    SELECT row_number() OVER (ORDER BY c.id)::integer - 1 AS n, c.id, k.resource, k.name
    FROM koos.casus c JOIN koos.client k ON k.id = c.client WHERE c.id % 4 = 1 ORDER BY c.id LIMIT 60
  LOOP
    SELECT t.* INTO base FROM koos.casus_owner o JOIN koos.team t ON t.id = o.team
    WHERE o.casus = taken.id AND t.kind = CASE WHEN taken.n % 3 = 2 THEN 'buurtteam' ELSE 'basecamp' END;
    SELECT w.* INTO clinician FROM koos.member m JOIN koos.worker w ON w.id = m.worker
    WHERE m.team = base.id AND m.role IN ('specialist', 'gezinswerker') ORDER BY w.id OFFSET taken.n % 3 LIMIT 1;
    SELECT p.id INTO place_of_team FROM koos.place p WHERE p.slug = base.slug;
    SELECT r.* INTO room_taken FROM koos.room r WHERE r.place = place_of_team ORDER BY r.capacity LIMIT 1;
    mode := (ARRAY['on-site', 'on-site', 'online', 'hybrid', 'phone', 'on-site'])[1 + taken.n % 6];
    on_site := mode IN ('on-site', 'hybrid');
    begins := ((CASE WHEN taken.n % 20 < 10 THEN past[1 + taken.n % 10] ELSE coming[1 + taken.n % 10] END)
      + make_interval(mins => 540 + 120 * (taken.n / 20) + 30 * (taken.n % 4))) AT TIME ZONE zone;
    INSERT INTO koos.appointment (starts_at, ends_at, mode, status, place, room, link, booked_by, booked_at)
    VALUES (begins, begins + interval '45 minutes', mode,
      CASE WHEN taken.n % 20 < 10 THEN CASE WHEN taken.n = 23 THEN 'no-show' ELSE 'gerealiseerd' END
        ELSE CASE WHEN taken.n % 5 = 0 THEN 'bevestigd' ELSE 'gepland' END END,
      CASE WHEN on_site THEN place_of_team END, CASE WHEN on_site THEN room_taken.id END,
      CASE WHEN mode IN ('online', 'hybrid') THEN replace(koos.setting('video.template', base.id), '{room}',
        md5('demo room ' || taken.n)) END,
      clinician.id, koos.midnight(past[30]) + interval '10 hours')
    RETURNING id INTO booked;
    INSERT INTO koos.appointment_worker (appointment, worker, mode, starts_at)
    VALUES (booked, clinician.id, CASE WHEN on_site THEN 'on-site' ELSE mode END, begins);
    INSERT INTO koos.appointment_case (appointment, casus, mode) VALUES (booked, taken.id, CASE WHEN on_site THEN 'on-site' ELSE mode END);
    INSERT INTO koos.appointment_detail (appointment, type, note)
    VALUES (booked, (ARRAY['intake', 'behandeling', 'gezinsgesprek', 'behandeling'])[1 + taken.n % 4], 'Demo: afspraak met ' || taken.name);
    IF mode = 'hybrid' THEN
      INSERT INTO koos.appointment_guest (appointment, label, mode) VALUES (booked, 'moeder', 'online');
    END IF;
    INSERT INTO koos.occupied (resource, during, holder, appointment, place)
    SELECT o.resource, tstzrange(begins, begins + interval '45 minutes'), 'appointment', booked, o.place
    FROM (VALUES (clinician.resource, CASE WHEN on_site THEN place_of_team END, true), (taken.resource, NULL, true),
      (room_taken.resource, NULL, on_site)) AS o(resource, place, there)
    WHERE o.there ORDER BY o.resource;
  END LOOP;

  PERFORM koos.make_log_partitions();
END
$demo$;

-- 2. What the teams do together in these cases -------------------------------------------------------------------------

DO $demo$
DECLARE
  today CONSTANT date := koos.today();
  named CONSTANT text[] := ARRAY['basecamp-zuidwest', 'buurtteam-zuidwest-1', 'basecamp-leidsche-rijn', 'buurtteam-leidsche-rijn-1',
    'basecamp-zuid', 'buurtteam-zuid-1'];
  goal integer;
  guest koos.team;
  host record;
  moment timestamptz;
  taken record;
  thing integer;
BEGIN
  IF EXISTS (SELECT FROM koos.relation) THEN RETURN; END IF;

  FOR taken IN
    SELECT row_number() OVER (ORDER BY c.id)::integer AS n, c.id, c.client, c.regie, c.wijk, c.urgency, c.opened_at, k.name, k.birth_on, q.question,
      b.id AS base, u.id AS buurt
    FROM koos.casus c JOIN koos.client k ON k.id = c.client JOIN koos.casus_question q ON q.casus = c.id
    JOIN koos.casus_owner bo ON bo.casus = c.id JOIN koos.team b ON b.id = bo.team AND b.kind = 'basecamp'
    JOIN koos.casus_owner uo ON uo.casus = c.id JOIN koos.team u ON u.id = uo.team AND u.kind = 'buurtteam'
    WHERE c.status = 'open' ORDER BY c.id
  LOOP
    -- A few days after the case was opened, and never after now.
    moment := least(koos.now(), taken.opened_at + make_interval(days => 1 + taken.n % 12, hours => 1));

    -- Who belongs to the child: one or two parents with authority, now and then a guardian, a brother or sister.
    INSERT INTO koos.relation (client, name, kind, authority, contact, from_on, added_by, added_at)
    SELECT taken.client, r.label || ' van ' || taken.name, r.kind, r.authority, r.contact, taken.birth_on, taken.regie, taken.opened_at
    FROM (VALUES
      (1, 'Demo Ouder', 'ouder', true, 'demo-ouder-' || taken.n || '@example.org', taken.n % 20 <> 7),
      (2, 'Demo Tweede Ouder', 'ouder', true, NULL, taken.n % 3 = 0),
      (3, 'Demo Voogd', 'voogd', true, NULL, taken.n % 20 = 7),
      (4, 'Demo Broer', 'broer-zus', false, NULL, taken.n % 4 = 1)
    ) AS r(place, label, kind, authority, contact, there) WHERE r.there ORDER BY r.place;

    IF taken.n % 3 = 0 THEN
      INSERT INTO koos.casus_goal (casus, words, added_by, added_at)
      VALUES (taken.id, 'Demo: ' || (ARRAY['Ik wil weer met plezier naar school.', 'We willen samen eten zonder ruzie.',
        'Ik wil beter slapen.', 'Ik wil een vriend om mee te spelen.'])[1 + taken.n / 3 % 4], taken.regie, moment) RETURNING id INTO goal;
      INSERT INTO koos.casus_step (casus, text, by_worker, by_team, due_on, goal, added_by, added_at, done_on, done_by)
      SELECT taken.id, 'Demo: ' || s.text, CASE WHEN s.own THEN taken.regie END, CASE WHEN NOT s.own THEN taken.base END,
        today + 14 - taken.n % 20, goal, taken.regie, moment, CASE WHEN s.done THEN greatest(moment, least(koos.now(),
          moment + interval '3 days'))::date END, CASE WHEN s.done THEN taken.regie END
      FROM (VALUES (1, 'Met school bespreken wat er al kan.', true, taken.n % 2 = 0), (2, 'Meekijken in een gezinsgesprek.', false, false))
        AS s(place, text, own, done) ORDER BY s.place;
      INSERT INTO koos.casus_fact (casus, occurred_at, recorded_at, worker, team, what, detail)
      SELECT taken.id, moment, moment, taken.regie, taken.buurt, 'goal', jsonb_build_object('thing', 'D-' || goal)
      UNION ALL SELECT s.casus, s.added_at, s.added_at, s.added_by, taken.buurt, 'step', jsonb_build_object('thing', 'K-' || s.id)
      FROM koos.casus_step s WHERE s.casus = taken.id
      UNION ALL SELECT s.casus, koos.midnight(s.done_on), greatest(moment, koos.midnight(s.done_on)), s.done_by, taken.buurt, 'step-done',
        jsonb_build_object('thing', 'K-' || s.id) FROM koos.casus_step s WHERE s.casus = taken.id AND s.done_on IS NOT NULL;
      IF taken.n % 2 = 0 THEN
        INSERT INTO koos.casus_goal_review (goal, words, status, worker, at)
        VALUES (goal, 'Demo: het gaat al iets beter.', (ARRAY['begonnen', 'op-weg', 'bereikt', 'losgelaten'])[1 + taken.n / 6 % 4], taken.regie, moment);
        INSERT INTO koos.casus_fact (casus, occurred_at, recorded_at, worker, team, what, detail)
        VALUES (taken.id, moment, moment, taken.regie, taken.buurt, 'goal-reviewed', jsonb_build_object('thing', 'D-' || goal));
      END IF;
    END IF;

    IF taken.n % 4 = 0 THEN
      INSERT INTO koos.casus_note (casus, kind, text, third_party, worker, team, at)
      VALUES (taken.id, CASE WHEN taken.n % 8 = 0 THEN 'plan' END, 'Demo: kennisgemaakt; het gezin wil graag samen optrekken.',
        taken.n % 16 = 4, taken.regie, taken.buurt, moment) RETURNING id INTO thing;
      INSERT INTO koos.casus_fact (casus, occurred_at, recorded_at, worker, team, what, detail)
      VALUES (taken.id, moment, moment, taken.regie, taken.buurt, 'note', jsonb_build_object('thing', 'N-' || thing));
    END IF;

    IF taken.n % 5 = 0 THEN
      INSERT INTO koos.casus_participant (casus, kind, name, reads, ground, from_on, added_by, added_at)
      VALUES (taken.id, (ARRAY['school', 'huisarts', 'sportclub', 'familie', 'save'])[1 + taken.n / 5 % 5], 'Demo Betrokkene ' || taken.n,
        CASE WHEN taken.n / 5 % 5 = 4 THEN 'plan' ELSE 'nothing' END, CASE WHEN taken.n / 5 % 5 = 4 THEN 'ots' END, moment::date, taken.regie, moment)
      RETURNING id INTO thing;
      INSERT INTO koos.casus_fact (casus, occurred_at, recorded_at, worker, team, what, detail)
      VALUES (taken.id, moment, moment, taken.regie, taken.buurt, 'participant', jsonb_build_object('thing', 'B-' || thing));
    END IF;

    -- Help runs where it was consented to.
    IF taken.n % 10 = 0 AND EXISTS (SELECT FROM koos.consent t WHERE t.client = taken.client AND t.purpose = 'treatment') THEN
      INSERT INTO koos.traject (casus, service, hulpvorm, team, started_on, added_by, added_at)
      VALUES (taken.id, (ARRAY['ambulant', 'gezinsbehandeling', 'ggz-behandeling'])[1 + taken.n / 10 % 3], '01', taken.base, moment::date,
        taken.regie, moment) RETURNING id INTO thing;
      INSERT INTO koos.casus_fact (casus, occurred_at, recorded_at, worker, team, what, detail)
      VALUES (taken.id, moment, moment, taken.regie, taken.base, 'traject', jsonb_build_object('thing', 'H-' || thing));
    END IF;

    IF taken.n % 40 = 1 THEN
      INSERT INTO koos.casus_arrangement (casus, kind, provider, from_on, added_by, added_at)
      VALUES (taken.id, (ARRAY['transfer', 'contract', 'city-financed'])[1 + taken.n / 40 % 3], 'Demo Aanbieder', moment::date, taken.regie, moment)
      RETURNING id INTO thing;
      INSERT INTO koos.casus_fact (casus, occurred_at, recorded_at, worker, team, what, detail)
      VALUES (taken.id, moment, moment, taken.regie, taken.buurt, 'arrangement', jsonb_build_object('thing', 'E-' || thing));
    END IF;

    -- A team that thinks along in every twelfth case, one that was just invited in every thirtieth.
    IF taken.n % 12 = 0 OR taken.n % 30 = 5 THEN
      SELECT t.* INTO guest FROM koos.team t WHERE t.kind = 'basecamp' AND t.slug <> ALL (named) AND t.id <> taken.base ORDER BY t.id
      OFFSET taken.n % 5 LIMIT 1;
      SELECT m.worker AS id INTO host FROM koos.member m WHERE m.team = guest.id AND m.role = 'specialist' ORDER BY m.worker LIMIT 1;
      IF taken.n % 30 = 5 THEN moment := koos.now() - interval '2 days'; END IF;
      INSERT INTO koos.casus_invitation (casus, team, role, reads, reason, state, wijk, age_band, urgency, question, invited_by, invited_team,
        invited_at, lapses_at, answered_by, answered_at)
      SELECT taken.id, guest.id, v.role, CASE WHEN taken.n % 24 = 0 THEN 'plan' ELSE 'all' END, 'Demo: wie denkt mee?',
        CASE WHEN v.role = 'owner' THEN 'pending' ELSE 'accepted' END, taken.wijk,
        CASE WHEN age(today, taken.birth_on) < interval '4 years' THEN '0-3' WHEN age(today, taken.birth_on) < interval '12 years' THEN '4-11'
          ELSE '12-17' END,
        taken.urgency, taken.question, taken.regie, taken.buurt, moment, moment + interval '14 days',
        CASE WHEN v.role <> 'owner' THEN host.id END, CASE WHEN v.role <> 'owner' THEN moment END
      FROM (SELECT CASE WHEN taken.n % 30 = 5 THEN 'owner' ELSE 'consulted' END AS role) v;
      INSERT INTO koos.casus_fact (casus, occurred_at, recorded_at, worker, team, what, detail, reason)
      SELECT i.casus, i.invited_at, i.invited_at, f.worker, i.team, f.what, jsonb_build_object('role', i.role, 'reads', i.reads), f.reason
      FROM koos.casus_invitation i CROSS JOIN LATERAL (VALUES (1, 'invited', i.invited_by, i.reason), (2, 'accepted', i.answered_by, NULL))
        AS f(place, what, worker, reason)
      WHERE i.casus = taken.id AND f.worker IS NOT NULL ORDER BY f.place;
    END IF;

    IF taken.n % 24 = 3 THEN
      moment := koos.now() - interval '1 day';
      INSERT INTO koos.proposal (casus, action, reason, proposed_by, proposed_team, proposed_at, lapses_at)
      VALUES (taken.id, 'close', 'Demo: de vraag is beantwoord.', taken.regie, taken.buurt, moment, moment + interval '7 days') RETURNING id INTO thing;
      INSERT INTO koos.proposal_agreement (proposal, team, worker, at) VALUES (thing, taken.buurt, taken.regie, moment);
      INSERT INTO koos.casus_fact (casus, occurred_at, recorded_at, worker, team, what, detail, reason)
      VALUES (taken.id, moment, moment, taken.regie, taken.buurt, 'proposed', jsonb_build_object('thing', 'P-' || thing, 'action', 'close'),
        'Demo: de vraag is beantwoord.');
    END IF;
  END LOOP;

  INSERT INTO koos.agreement (partner, scope, from_on, added_by)
  SELECT 'Demo Partner ' || n, 'Demo: samenwerken in de wijk', today - 300, (SELECT w.id FROM koos.worker w WHERE w.login = 'admin')
  FROM generate_series(1, 3) AS n;
END
$demo$;

-- 3. How those who wait are supported ----------------------------------------------------------------------------------

DO $demo$
DECLARE
  today CONSTANT date := koos.today();
  moment timestamptz;
  step record;
  taken record;
BEGIN
  IF EXISTS (SELECT FROM koos.waiting_bridge) THEN RETURN; END IF;

  FOR taken IN
    SELECT e.*, l.worker AS lead FROM (
      SELECT row_number() OVER (ORDER BY w.id)::integer AS n, w.id, w.team, w.added_on, w.status, w.urgency, c.regie, p.login, u.id AS buurt, u.slug,
        t.slug AS list
      FROM koos.waiting_entry w JOIN koos.casus c ON c.id = w.casus JOIN koos.worker p ON p.id = c.regie JOIN koos.team t ON t.id = w.team
      JOIN koos.casus_owner o ON o.casus = c.id JOIN koos.team u ON u.id = o.team AND u.kind = 'buurtteam'
    ) e
    JOIN koos.member l ON l.team = e.team AND l.role = 'lead' WHERE e.status <> 'gestart' ORDER BY e.id
  LOOP
    SELECT max(f.recorded_at) INTO moment FROM koos.waiting_fact f WHERE f.entry = taken.id;
    FOR step IN
      -- Somebody calls every four weeks, on a working day; some were called once and then forgotten, some never answer.
      SELECT 1 AS place, c.day, 'contact' AS what, taken.regie AS worker, NULL AS kind,
        jsonb_build_object('answered', taken.n % 5 <> 2, 'next_on', c.day + 28) AS detail, NULL AS reason,
        CASE WHEN taken.n % 5 = 2 THEN 'Demo: geen gehoor.' ELSE 'Demo: gebeld, het gezin houdt het nog vol.' END AS text
      FROM generate_series(taken.added_on + 28, CASE WHEN taken.n % 6 = 1 THEN taken.added_on + 28 ELSE today END, interval '28 days') AS d
      CROSS JOIN LATERAL (SELECT d::date - greatest(0, extract(isodow FROM d)::integer - 5) AS day) c
      UNION ALL
      -- Something bridges the wait of about half of them; of some it has ended.
      SELECT 2, b.day, 'bridged', taken.regie, b.kind,
        jsonb_strip_nulls(jsonb_build_object('kind', b.kind, 'by', CASE WHEN b.kind IN ('ehealth', 'phone', 'poh') THEN taken.login
          WHEN b.kind IN ('consult', 'alternative') THEN taken.list ELSE taken.slug END, 'from', b.day,
          'until', CASE taken.n % 8 WHEN 2 THEN b.day + 42 WHEN 6 THEN today + 30 END)), NULL, 'Demo: iets voor zolang het duurt.'
      FROM (SELECT taken.added_on + 5 AS day, (ARRAY['consult', 'buurtteam', 'ehealth', 'group', 'parent-support', 'phone', 'poh',
        'alternative'])[1 + taken.n / 2 % 8] AS kind) b
      WHERE taken.n % 2 = 0 OR taken.n % 10 = 5
      UNION ALL
      SELECT 3, p.day, 'paused', taken.regie, p.reason, jsonb_strip_nulls(jsonb_build_object('reason', p.reason, 'until', p.until)), NULL, NULL
      FROM (VALUES (3, taken.added_on + 10, 'gezin', taken.added_on + 30), (11, today - 12, 'onbereikbaar', NULL),
        (21, taken.added_on + 14, 'voorkeur', NULL)) AS p(n, day, reason, until) WHERE p.n = taken.n
      UNION ALL
      SELECT 4, taken.added_on + 2 * taken.n, 'intake', taken.regie, NULL, '{}', NULL, NULL WHERE taken.n IN (9, 16)
      UNION ALL
      -- What a lead judged: an urgency that is to be looked at again, one of them by now, and a place by hand.
      SELECT 5, u.day, 'urgency', taken.lead, NULL, jsonb_build_object('urgency', 'urgent', 'review_on', u.review), 'Demo: thuis loopt het op.', NULL
      FROM (VALUES (12, today - 40, today - 5), (18, today - 10, today + 20)) AS u(n, day, review) WHERE u.n = taken.n
      UNION ALL
      SELECT 6, today - 3, 'override', taken.lead, NULL, jsonb_build_object('rank', '1', 'review_on', today + 11), 'Demo: het kind zit thuis.', NULL
      WHERE taken.n = 8
      ORDER BY 2, 1
    LOOP
      CONTINUE WHEN step.day < taken.added_on OR step.day > today;
      moment := greatest(moment, least(koos.now(), koos.midnight(step.day) + interval '15 hours'));
      INSERT INTO koos.waiting_bridge (entry, kind, by_worker, by_team, from_on, until_on, text, recorded_at)
      SELECT taken.id, step.kind, CASE WHEN step.kind IN ('ehealth', 'phone', 'poh') THEN taken.regie END,
        CASE WHEN step.kind IN ('consult', 'alternative') THEN taken.team WHEN step.kind IN ('buurtteam', 'group', 'parent-support') THEN taken.buurt END,
        step.day, (step.detail->>'until')::date, step.text, moment
      WHERE step.what = 'bridged';
      INSERT INTO koos.waiting_pause (entry, reason, from_on, until_on, longest, recorded_at)
      SELECT taken.id, step.kind, step.day, (step.detail->>'until')::date, CASE step.kind WHEN 'gezin' THEN 60 WHEN 'onbereikbaar' THEN 28 ELSE 90 END, moment
      WHERE step.what = 'paused';
      UPDATE koos.waiting_entry w SET rev = w.rev + 1,
        next_contact_on = CASE step.what WHEN 'contact' THEN (step.detail->>'next_on')::date ELSE w.next_contact_on END,
        intake_on = CASE step.what WHEN 'intake' THEN step.day ELSE w.intake_on END,
        urgency = coalesce(step.detail->>'urgency', w.urgency),
        urgency_review_on = CASE step.what WHEN 'urgency' THEN (step.detail->>'review_on')::date ELSE w.urgency_review_on END,
        override_rank = coalesce((step.detail->>'rank')::integer, w.override_rank),
        override_until_on = CASE step.what WHEN 'override' THEN (step.detail->>'review_on')::date ELSE w.override_until_on END
      WHERE w.id = taken.id;
      -- The fact last: it keeps how the entry stands from then on.
      INSERT INTO koos.waiting_fact (entry, occurred_on, recorded_at, worker, what, detail, reason, text)
      VALUES (taken.id, step.day, moment, step.worker, step.what, step.detail, step.reason, step.text);
    END LOOP;
  END LOOP;
END
$demo$;

-- The demo city: what scripts count on, and that nothing in it could be about anybody.
\ir begin.psql
SELECT * FROM no_plan();

SELECT is((SELECT count(*) FROM koos.team WHERE kind = k), n, n || ' teams of kind ' || k)
FROM (VALUES ('basecamp', 11::bigint), ('buurtteam', 18), ('save', 1)) AS t(k, n);
SELECT set_eq($$SELECT t.slug FROM koos.team t JOIN koos.team_wijk w ON w.team = t.id
  WHERE t.kind = 'basecamp' AND t.slug <> 'basecamp-' || w.wijk$$, $$VALUES ('basecamp-vleuten'), ('basecamp-de-meern')$$,
  'every basecamp serves the wijk it is named after, but two share one');
SELECT is_empty($$SELECT t.slug FROM koos.team t JOIN koos.team_wijk w ON w.team = t.id JOIN koos.wijk_consortium c ON c.wijk = w.wijk
  WHERE t.kind = 'basecamp' AND t.organisation <> c.organisation$$, 'and belongs to the consortium of that wijk');
SELECT is_empty($$SELECT w.slug FROM koos.wijk w WHERE (SELECT count(*) FROM koos.team_wijk tw JOIN koos.team t ON t.id = tw.team
  WHERE tw.wijk = w.slug AND t.kind = 'buurtteam') <> CASE WHEN w.slug IN ('oost', 'binnenstad') THEN 1 ELSE 2 END$$,
    'every wijk has its buurtteams');
SELECT is_empty($$SELECT t.slug FROM koos.team t LEFT JOIN koos.place p ON p.slug = t.slug AND p.name = t.slug
  WHERE p.id IS NULL OR (SELECT array_agg(r.name || ':' || r.capacity ORDER BY r.name) FROM koos.room r
    WHERE r.place = p.id) <> ARRAY['1:4', '2:10']$$,
  'every team has its place, with rooms 1 and 2');

CREATE TEMPORARY TABLE named (login text, team text, role text, discipline text);
INSERT INTO named VALUES
  ('t.lead', 'basecamp-zuidwest', 'lead', NULL), ('pl.een', 'basecamp-zuidwest', 'planner', NULL),
  ('o.een', 'basecamp-zuidwest', 'specialist', 'orthopedagoog'), ('o.twee', 'basecamp-zuidwest', 'specialist', 'orthopedagoog'),
  ('g.een', 'basecamp-zuidwest', 'specialist', 'gz-psycholoog'), ('s.een', 'basecamp-zuidwest', 'specialist', 'systeemtherapeut'),
  ('f.lead', 'buurtteam-zuidwest-1', 'lead', NULL), ('f.een', 'buurtteam-zuidwest-1', 'gezinswerker', NULL),
  ('f.twee', 'buurtteam-zuidwest-1', 'gezinswerker', NULL), ('l.lead', 'basecamp-leidsche-rijn', 'lead', NULL),
  ('o.drie', 'basecamp-leidsche-rijn', 'specialist', 'orthopedagoog'), ('f.drie', 'buurtteam-leidsche-rijn-1', 'gezinswerker', NULL),
  ('z.lead', 'basecamp-zuid', 'lead', NULL), ('o.vier', 'basecamp-zuid', 'specialist', 'orthopedagoog'),
  ('f.vier', 'buurtteam-zuid-1', 'gezinswerker', NULL);
SELECT set_eq($$SELECT w.login, t.slug, m.role, w.discipline FROM koos.member m JOIN koos.worker w ON w.id = m.worker
  JOIN koos.team t ON t.id = m.team
  WHERE t.slug IN (SELECT team FROM named)$$, 'SELECT * FROM named', 'the named people, and nobody else, are in the named teams');
SELECT set_has($$SELECT w.login, o.slug, m.role FROM koos.member m JOIN koos.worker w ON w.id = m.worker
  JOIN koos.organisation o ON o.id = m.organisation$$, $$VALUES ('admin', 'koos', 'admin'), ('admin', 'spoor030', 'admin'),
  ('admin', 'lokalis', 'admin'), ('admin', 'samen-veilig', 'admin'), ('p.privacy', 'koos', 'privacy'), ('r.report', 'koos', 'reporter')$$,
  'administrator, privacy officer and reporter');
SELECT is_empty($$SELECT t.slug FROM koos.team t WHERE t.slug NOT IN (SELECT team FROM named) AND (
    (SELECT count(*) FROM koos.member m WHERE m.team = t.id AND m.role = 'lead') <> 1
    OR (SELECT count(*) FROM koos.member m WHERE m.team = t.id AND m.role = 'planner') <> 1
    OR (SELECT count(*) FROM koos.member m WHERE m.team = t.id AND m.role = 'specialist') NOT BETWEEN 4 AND 6 AND t.kind = 'basecamp'
    OR (SELECT count(*) FROM koos.member m WHERE m.team = t.id AND m.role = 'gezinswerker') NOT BETWEEN 3 AND 5 AND t.kind <> 'basecamp')$$,
  'every other team has a lead, a planner and its people');
SELECT is_empty($$SELECT m.id FROM koos.member m JOIN koos.team t ON t.id = m.team WHERE (
    SELECT array_agg(a.weekday ORDER BY a.weekday) FROM koos.availability a JOIN koos.place p ON p.id = a.place
    WHERE a.worker = m.worker AND p.slug = t.slug AND a.from_minute = 540 AND a.to_minute = 1020 AND a.mode = 'any' AND a.weeks = 'all'
      AND a.until_on = 'infinity') IS DISTINCT FROM ARRAY[1, 2, 3, 4, 5]$$,
        'all of them work Monday to Friday, 09:00 to 17:00, at their team''s place');
SELECT is_empty('SELECT login FROM koos.worker WHERE base IS NOT NULL OR skj IS NOT NULL OR big IS NOT NULL',
  'nobody has a base or a registration');

-- Where a script starts.
SELECT is_empty($$SELECT t.slug FROM koos.team t WHERE t.slug IN (SELECT team FROM named) AND (
  EXISTS (SELECT FROM koos.casus_owner o WHERE o.team = t.id) OR EXISTS (SELECT FROM koos.waiting_entry w WHERE w.team = t.id)
  OR EXISTS (SELECT FROM koos.consult q WHERE t.id IN (q.team, q.asker_team))
  OR EXISTS (SELECT FROM koos.client c WHERE c.added_team = t.id) OR EXISTS (SELECT FROM koos.casus_invitation i WHERE i.team = t.id)
  OR EXISTS (SELECT FROM koos.appointment_worker a JOIN koos.member m ON m.worker = a.worker WHERE m.team = t.id))$$,
    'the named teams begin with none');
SELECT is_empty($$SELECT o.id FROM koos.occupied o JOIN koos.worker w ON w.resource = o.resource WHERE w.login IN (SELECT login
  FROM named)$$,
  'and the named people with an empty agenda');

SELECT set_eq('SELECT status, count(*) FROM koos.casus GROUP BY 1', $$VALUES ('open', 240::bigint), ('gesloten', 1)$$, '240 cases, and an earlier one');
SELECT is_empty($$SELECT c.id FROM koos.casus c WHERE (SELECT array_agg(t.kind ORDER BY t.kind) FROM koos.casus_owner o
  JOIN koos.team t ON t.id = o.team
  JOIN koos.team_wijk w ON w.team = t.id AND w.wijk = c.wijk WHERE o.casus = c.id) IS DISTINCT FROM ARRAY['basecamp', 'buurtteam']$$,
  'each is owned by a basecamp and a buurtteam of its wijk');
SELECT is_empty($$SELECT c.id FROM koos.casus c JOIN koos.client k ON k.id = c.client
  WHERE c.wijk <> k.wijk OR koos.wijk_of(k.postcode, koos.today()) <> k.wijk OR c.opened_at > koos.now()$$,
    'and lies where its client lives');
SELECT is_empty($$SELECT c.id FROM koos.casus c WHERE NOT EXISTS (SELECT FROM koos.member m JOIN koos.casus_owner o ON o.team = m.team
  WHERE m.worker = c.regie AND o.casus = c.id)$$, 'its regie is with one of its teams');
SELECT is_empty($$SELECT id FROM koos.client WHERE name !~ '^Demo ' OR postcode !~ '(SA|SD|SS)$' OR bsn IS NOT NULL
  OR resource <= 1::bigint << 40 OR age(koos.today(), birth_on) >= interval '18 years' OR birth_on > koos.today()$$,
    'no client could be anybody');
SELECT is_empty($$SELECT login FROM koos.worker WHERE name !~ '^Demo ' AND login <> 'admin'$$, 'no worker either');
SELECT is_empty(format('SELECT %2$I FROM koos.%1$I WHERE %2$I !~ ''^Demo: ''', t, c), t || '.' || c || ' says what it is') FROM (VALUES
  ('casus_question', 'question'), ('consult_entry', 'text'), ('casus_note', 'text'), ('casus_goal', 'words'), ('casus_goal_review', 'words'),
  ('waiting_fact', 'text'), ('waiting_fact', 'reason'), ('waiting_bridge', 'text'), ('casus_step', 'text'), ('casus_invitation', 'question'), ('casus_invitation', 'reason'), ('proposal', 'reason'), ('agreement', 'scope'))
  AS texts(t, c);
SELECT is_empty(format('SELECT %2$I FROM koos.%1$I WHERE %2$I !~ ''^Demo ''', t, c), t || '.' || c || ' could be nobody') FROM (VALUES
  ('relation', 'name'), ('casus_participant', 'name'), ('casus_arrangement', 'provider'), ('agreement', 'partner')) AS names(t, c);

-- What the teams do together.
SELECT is_empty($$SELECT k.id FROM koos.client k WHERE NOT EXISTS (SELECT FROM koos.relation r WHERE r.client = k.id AND r.authority)$$,
  'somebody has authority over every child');
SELECT set_eq('SELECT role, state, reads, count(*) > 0 FROM koos.casus_invitation GROUP BY 1, 2, 3',
  $$VALUES ('owner', 'pending', 'all', true), ('consulted', 'accepted', 'all', true), ('consulted', 'accepted', 'plan', true)$$,
  'some are asked, some think along, reading all or the plan');
SELECT is_empty($$SELECT i.id FROM koos.casus_invitation i JOIN koos.casus_owner o ON o.casus = i.casus AND o.team = i.team
  UNION ALL SELECT p.id FROM koos.proposal p WHERE p.state <> 'open' OR p.lapses_at <= koos.now()
    OR (SELECT count(*) FROM koos.proposal_agreement a WHERE a.proposal = p.id) <> 1
  UNION ALL SELECT t.id FROM koos.traject t JOIN koos.casus c ON c.id = t.casus
    WHERE NOT EXISTS (SELECT FROM koos.consent s WHERE s.client = c.client AND s.purpose = 'treatment')
  UNION ALL SELECT p.id FROM koos.casus_participant p WHERE p.reads <> 'nothing' AND p.ground IS NULL$$,
  'none of them an owner; proposals wait for one key; help runs by consent, and who takes part reads on a ground');
SELECT is_empty($$SELECT f.number FROM koos.casus_fact f JOIN koos.casus c ON c.id = f.casus
  WHERE f.occurred_at < c.opened_at OR f.recorded_at > koos.now()$$, 'nothing happened before its case or after now');

SELECT set_eq('SELECT state, count(*) FROM koos.consult GROUP BY 1', $$VALUES ('asked', 8::bigint), ('claimed', 8), ('asked-back', 8),
  ('answered', 8),
  ('closed', 8)$$, '40 consults');
SELECT is_empty($$SELECT q.id FROM koos.consult q WHERE (SELECT f.what FROM koos.consult_fact f
  WHERE f.consult = q.id ORDER BY f.number DESC LIMIT 1) <> q.state$$,
  'the last fact of each is its state');
SELECT is_empty($$SELECT q.id FROM koos.consult q WHERE (q.due_at AT TIME ZONE 'Europe/Amsterdam')::time <> '17:00'
  OR q.due_at <= q.asked_at
  OR greatest(q.asked_at, q.first_answer_at, q.closed_at) > koos.now()
  OR extract(isodow FROM q.due_at AT TIME ZONE 'Europe/Amsterdam') > 5$$,
    'due at 17:00 of a working day, and nothing answered in the future');
SELECT is_empty($$SELECT q.id FROM koos.consult q JOIN koos.worker w ON w.id = q.claimed_by WHERE w.discipline <> q.discipline
  OR NOT EXISTS (SELECT FROM koos.member m WHERE m.worker = w.id AND m.team = q.team)$$,
    'claimed by the discipline asked, of the team asked');
SELECT set_eq('SELECT status, count(*) FROM koos.waiting_entry GROUP BY 1', $$VALUES ('onvolledig', 2::bigint), ('gestart', 4),
  ('wacht-op-intake', 32), ('wacht-op-start', 2)$$,
  '40 waiting entries');
SELECT is_empty($$SELECT w.id FROM koos.waiting_entry w JOIN koos.casus c ON c.id = w.casus WHERE w.due_on <> koos.due_on(w.service,
  w.team, w.registered_on, w.intake_on)
  OR w.added_on < (c.opened_at AT TIME ZONE 'Europe/Amsterdam')::date OR w.added_on > koos.today() OR w.start_on > koos.today()
  OR NOT EXISTS (SELECT FROM koos.casus_owner o WHERE o.casus = w.casus AND o.team = w.team)$$,
    'with their dates in order, at an owner of the case');
SELECT is_empty($$SELECT w.id FROM koos.waiting_entry w JOIN koos.casus c ON c.id = w.casus WHERE w.status = 'gestart'
  AND NOT EXISTS (SELECT FROM koos.consent t WHERE t.client = c.client AND t.purpose = 'treatment')$$, 'nobody started without consent');
SELECT is((SELECT count(*) FROM koos.waiting_entry w JOIN koos.casus c ON c.id = w.casus
  JOIN koos.casus o ON o.client = c.client AND o.status = 'gesloten' AND o.closed_at < c.opened_at
  JOIN koos.appointment_case x ON x.casus = o.id JOIN koos.appointment a ON a.id = x.appointment AND a.ends_at < o.closed_at
  JOIN koos.appointment_worker p ON p.appointment = a.id AND p.worker = w.own_worker
  WHERE EXISTS (SELECT FROM koos.member m WHERE m.worker = w.own_worker AND m.team = w.team)), 1::bigint,
    'one child comes back, and had a worker of that team before');
SELECT ok((SELECT count(*) BETWEEN 15 AND 22 AND count(*) FILTER (WHERE NOT koos.waiting_bridged(w)) > 2 FROM koos.waiting_entry w
  WHERE EXISTS (SELECT FROM koos.waiting_bridge b WHERE b.entry = w.id)), 'something bridges the wait of about half of them, or did');
SELECT set_eq('SELECT reason, count(*) FROM koos.waiting_pause WHERE superseded_at IS NULL GROUP BY 1',
  $$VALUES ('gezin', 1::bigint), ('onbereikbaar', 1), ('voorkeur', 1)$$, 'three clocks stood or stand still');
SELECT is((SELECT array_agg(n ORDER BY n DESC) FROM (SELECT count(*) FILTER (WHERE w.override_until_on > koos.today()) AS n FROM koos.waiting_entry w
  UNION ALL SELECT count(*) FILTER (WHERE w.urgency_review_on <= koos.today()) FROM koos.waiting_entry w
  UNION ALL SELECT count(*) FILTER (WHERE w.urgency_review_on > koos.today()) FROM koos.waiting_entry w) c),
  ARRAY[1, 1, 1]::bigint[], 'one place was given by hand, one urgency is to be looked at, one later');
SELECT ok((SELECT count(*) FILTER (WHERE w.next_contact_on < koos.today()) BETWEEN 2 AND 10 FROM koos.waiting_entry w
  WHERE w.status NOT IN ('gestart', 'uitgeschreven')), 'some were not called in time');
SELECT set_has($$SELECT (f.detail->>'answered')::boolean FROM koos.waiting_fact f WHERE f.what = 'contact'$$, 'VALUES (true), (false)',
  'some answer, some do not');
SELECT is_empty($$SELECT f.number FROM koos.waiting_fact f JOIN koos.waiting_entry w ON w.id = f.entry
  WHERE f.recorded_at > koos.now() OR f.occurred_on > koos.today() OR koos.midnight(f.occurred_on) > f.recorded_at
    OR f.occurred_on < w.added_on OR EXISTS (SELECT FROM koos.waiting_fact l WHERE l.entry = f.entry AND l.number > f.number AND l.recorded_at < f.recorded_at)$$,
  'what happened to them was recorded in order, and nothing lies ahead');
SELECT is_empty($$SELECT p.number FROM koos.waiting_pause p WHERE p.recorded_at > koos.now() OR p.from_on > koos.today()
  UNION ALL SELECT b.number FROM koos.waiting_bridge b WHERE b.recorded_at > koos.now() OR b.from_on > koos.today()$$, 'nor a pause or bridge');
SELECT set_eq('SELECT w.* FROM koos.waiting_entry e CROSS JOIN LATERAL koos.waiting_as_of(e.id, koos.today(), koos.now()) w', 'TABLE koos.waiting_entry', 'what was told of each gives how it stands');
SELECT is_empty($$SELECT w.id FROM koos.waiting_entry e CROSS JOIN LATERAL koos.waiting_as_of(e.id, koos.today() - 29, koos.midnight(koos.today() - 28)) w
  WHERE e.added_on > koos.today() - 29 OR w.next_contact_on > koos.today() OR w.override_rank IS NOT NULL OR w.intake_on > koos.today() - 29$$,
  'and four weeks ago the list knew nothing of what came later');
SELECT ok((SELECT count(*) FROM koos.waiting_entry e CROSS JOIN LATERAL koos.waiting_as_of(e.id, koos.today() - 29, koos.midnight(koos.today() - 28))) > 20, 'when many waited already');

SELECT is((SELECT count(*) FROM koos.appointment), 61::bigint, '60 appointments, and one of the earlier case');
SELECT is_empty($$SELECT a.id FROM koos.appointment a WHERE EXISTS (SELECT FROM koos.appointment_worker p
  JOIN koos.worker w ON w.id = p.worker
  WHERE p.appointment = a.id AND NOT EXISTS (SELECT FROM koos.occupied o WHERE o.resource = w.resource AND o.appointment = a.id
    AND o.during = tstzrange(a.starts_at, a.ends_at) AND o.place IS NOT DISTINCT FROM a.place))$$,
      'every worker is occupied by them, where they are');
SELECT is_empty($$SELECT a.id FROM koos.appointment a WHERE (a.place IS NOT NULL) <> (a.mode IN ('on-site', 'hybrid'))
  OR (a.room IS NULL) <> (a.place IS NULL)
  OR (a.link IS NOT NULL) <> (a.mode IN ('online', 'hybrid'))$$,
    'a place and a room where somebody is there, a link where somebody is not');
SELECT is_empty($$SELECT a.id FROM koos.appointment a WHERE (a.starts_at AT TIME ZONE 'Europe/Amsterdam')::time < '09:00'
  OR (a.ends_at AT TIME ZONE 'Europe/Amsterdam')::time > '17:00' OR extract(isodow FROM a.starts_at AT TIME ZONE 'Europe/Amsterdam') > 5
  OR EXISTS (SELECT FROM koos.holiday h WHERE h.closed AND h.day = (a.starts_at AT TIME ZONE 'Europe/Amsterdam')::date)$$,
    'inside working hours');
SELECT is_empty($$SELECT id FROM koos.appointment WHERE (starts_at < koos.now()) <> (status IN ('gerealiseerd', 'no-show'))$$,
  'past ones are done, coming ones are not');

-- Once.
CREATE TEMPORARY TABLE before AS SELECT (SELECT count(*) FROM koos.worker), (SELECT count(*) FROM koos.casus) AS cases, (SELECT count(*)
  FROM koos.resource) AS things;
\ir ../../Deploy/data/people.sql
\ir ../../Deploy/data/demo.sql
SELECT results_eq('SELECT (SELECT count(*) FROM koos.worker), (SELECT count(*) FROM koos.casus), (SELECT count(*) FROM koos.resource)',
  'TABLE before',
  'laid a second time it adds nothing');

SELECT * FROM finish();
ROLLBACK;

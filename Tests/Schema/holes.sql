-- What the daemon's role can do beyond its own statements, were one of them wrong: for a worker who reads a case, for the planner
-- of a team that owns it, and for one who knows nothing.
\ir begin.psql
SELECT * FROM no_plan();

INSERT INTO koos.member (worker, team, role, from_on)
SELECT pg_temp.worker('o.twee'), o.team, 'planner', koos.today() FROM koos.casus_owner o ORDER BY o.casus, o.team LIMIT 1;
INSERT INTO koos.member (worker, team, role, from_on)
SELECT pg_temp.worker('o.een'), o.team, 'specialist', koos.today() FROM koos.casus_owner o ORDER BY o.casus, o.team LIMIT 1;
CREATE TEMPORARY TABLE this AS
SELECT o.casus, o.team, c.client, (SELECT max(k.id) FROM koos.client k WHERE NOT EXISTS (SELECT FROM koos.casus s
    JOIN koos.casus_owner y ON y.casus = s.id WHERE s.client = k.id AND y.team = o.team)) AS stranger,
  (SELECT min(d.appointment) FROM koos.appointment_detail d WHERE NOT EXISTS (SELECT FROM koos.appointment_case x
    JOIN koos.casus_owner y ON y.casus = x.casus WHERE x.appointment = d.appointment AND y.team = o.team)) AS appointment
FROM koos.casus_owner o JOIN koos.casus c ON c.id = o.casus ORDER BY o.casus, o.team LIMIT 1;
SELECT is(pg_temp.seen(who, (SELECT format('SELECT count(*) FROM koos.casus WHERE id = %s', t.casus) FROM this t)), 1::bigint,
  who || ' reads the case') FROM unnest(ARRAY['o.een', 'o.twee']) AS who;

-- It waits for something, with a pause and a bridge.
INSERT INTO koos.waiting_entry (id, casus, team, discipline, urgency, form, letter, added_on, registered_on)
OVERRIDING SYSTEM VALUE SELECT 990001, t.casus, t.team, 'kinderpsychiater', 'regulier', true, true, koos.today(), koos.today() FROM this t;
INSERT INTO koos.waiting_pause (entry, reason, from_on, until_on, longest) VALUES (990001, 'gezin', koos.today() - 9, koos.today() - 5, 60);
INSERT INTO koos.waiting_bridge (entry, kind, by_team, from_on) SELECT 990001, 'phone', t.team, koos.today() FROM this t;

-- Who thinks along in the case reading all (o.drie) or the plan (f.drie), and who was asked to own it (o.vier); what is in it to be read.
INSERT INTO koos.casus_invitation (casus, team, role, reads, reason, state, wijk, age_band, urgency, question, invited_by, invited_team,
  lapses_at, answered_by, answered_at)
SELECT t.casus, pg_temp.team(v.team), v.role, v.reads, 'x', v.state, 'oost', '0-3', 'spoed', 'x', pg_temp.worker('o.een'), t.team,
  koos.now() + interval '14 days', CASE WHEN v.state <> 'pending' THEN pg_temp.worker(v.by) END, CASE WHEN v.state <> 'pending' THEN koos.now() END
FROM this t CROSS JOIN (VALUES ('basecamp-leidsche-rijn', 'consulted', 'all', 'accepted', 'o.drie'),
  ('buurtteam-leidsche-rijn-1', 'consulted', 'plan', 'accepted', 'f.drie'), ('basecamp-zuid', 'owner', 'all', 'pending', 'o.vier'))
  AS v(team, role, reads, state, by);
INSERT INTO koos.casus_invitation (casus, team, role, reason, state, wijk, age_band, urgency, question, invited_by, invited_team, lapses_at,
  answered_by, answered_at, ended_at)
SELECT t.casus, pg_temp.team('buurtteam-zuid-1'), 'consulted', 'x', 'ended', 'oost', '0-3', 'spoed', 'x', pg_temp.worker('o.een'), t.team,
  koos.now() + interval '14 days', pg_temp.worker('f.vier'), koos.now(), koos.now() FROM this t;
INSERT INTO koos.casus_goal (casus, words, added_by) SELECT casus, 'x', 1 FROM this;
INSERT INTO koos.casus_participant (casus, kind, name, added_by) SELECT casus, 'school', 'x', 1 FROM this;
INSERT INTO koos.proposal (casus, action, reason, proposed_by, proposed_team, lapses_at)
SELECT t.casus, 'close', 'x', (SELECT min(m.worker) FROM koos.member m WHERE m.team = t.team), t.team, koos.now() + interval '1 day' FROM this t;
INSERT INTO koos.consent (client, purpose, party, recorded_by) SELECT stranger, 'identify', 'youth', 1 FROM this;
INSERT INTO koos.consult (discipline, convert, urgency, wijk, asked_by, asker_team, team, due_at)
SELECT 'psycholoog', 'advice-only', 'regulier', 'oost', pg_temp.worker('o.een'), t.team, t.team, koos.now() FROM this t;
INSERT INTO koos.destruction (client, request, requested_by) SELECT client, 'youth', 1 FROM this;
CREATE TEMPORARY TABLE more AS SELECT (SELECT o.team FROM koos.casus_owner o WHERE o.casus = t.casus AND o.team <> t.team) AS other_owner,
  (SELECT max(id) FROM koos.proposal) AS proposal, (SELECT max(id) FROM koos.casus_participant) AS participant,
  (SELECT max(id) FROM koos.casus_goal) AS goal, (SELECT max(id) FROM koos.consent) AS consent, (SELECT max(id) FROM koos.consult) AS consult,
  (SELECT c.wijk FROM koos.casus c WHERE c.id = t.casus) AS wijk FROM this t;

CREATE TEMPORARY TABLE attempt (who text, statement text);
INSERT INTO attempt SELECT a.who, format(a.statement, t.casus, t.team, t.client, t.stranger, m.other_owner, m.proposal, m.participant, m.goal,
  m.consent, m.consult)
FROM this t CROSS JOIN more m CROSS JOIN (VALUES
  -- Inviting and answering.
  ('o.vier', 'INSERT INTO koos.casus_invitation (casus, team, role, reason, wijk, age_band, urgency, question, invited_by, invited_team, lapses_at)
    SELECT %1$s, 7, ''consulted'', ''x'', ''oost'', ''0-3'', ''spoed'', ''x'', koos.me(), m.team, koos.now() + interval ''1 day''
    FROM koos.member m WHERE m.worker = koos.me()'),
  ('o.drie', 'INSERT INTO koos.casus_invitation (casus, team, role, reason, wijk, age_band, urgency, question, invited_by, invited_team, lapses_at)
    SELECT %1$s, m.team, ''owner'', ''x'', ''oost'', ''0-3'', ''spoed'', ''x'', koos.me(), m.team, koos.now() + interval ''1 day''
    FROM koos.member m WHERE m.worker = koos.me()'),
  ('o.drie', 'INSERT INTO koos.casus_invitation (casus, team, role, reason, wijk, age_band, urgency, question, invited_by, invited_team, lapses_at)
    SELECT %1$s, m.team, ''owner'', ''x'', ''oost'', ''0-3'', ''spoed'', ''x'', koos.me(), %2$s, koos.now() + interval ''1 day''
    FROM koos.member m WHERE m.worker = koos.me()'),
  ('o.twee', 'INSERT INTO koos.casus_invitation (casus, team, role, reason, wijk, age_band, urgency, question, invited_by, invited_team, lapses_at)
    VALUES (%1$s, 7, ''consulted'', ''x'', ''oost'', ''0-3'', ''spoed'', ''x'', koos.me(), %2$s, koos.now() + interval ''1 day'')'),
  ('o.een', 'UPDATE koos.casus_invitation SET state = ''accepted'', answered_by = koos.me(), answered_at = koos.now() WHERE state = ''pending'''),
  ('o.drie', 'UPDATE koos.casus_invitation SET state = ''accepted'', answered_by = koos.me(), answered_at = koos.now() WHERE state = ''pending'''),
  ('o.vier', 'UPDATE koos.casus_invitation SET state = ''accepted'', answered_by = 1, answered_at = koos.now()'),
  ('f.vier', 'UPDATE koos.casus_invitation SET state = ''accepted'', ended_at = NULL'),
  ('f.drie', 'UPDATE koos.casus_invitation SET reads = ''all'''),
  ('o.vier', 'UPDATE koos.casus_invitation SET lapses_at = ''infinity'''),
  ('o.vier', 'INSERT INTO koos.casus_owner (casus, team) SELECT %1$s, m.team FROM koos.member m WHERE m.worker <> koos.me()'),
  ('o.drie', 'INSERT INTO koos.casus_owner (casus, team) SELECT %1$s, m.team FROM koos.member m WHERE m.worker = koos.me()'),
  ('o.drie', 'DELETE FROM koos.casus_owner'),
  ('o.een', 'DELETE FROM koos.casus_owner WHERE team = %5$s'),
  ('o.twee', 'DELETE FROM koos.casus_owner'),
  -- Writing where one only reads.
  ('o.drie', 'UPDATE koos.casus SET rev = rev + 1'), ('o.drie', 'UPDATE koos.client SET rev = rev + 1'),
  ('o.drie', 'INSERT INTO koos.casus_note (casus, text, worker, team) VALUES (%1$s, ''x'', koos.me(), %2$s)'),
  ('o.drie', 'INSERT INTO koos.casus_goal (casus, words, added_by) VALUES (%1$s, ''x'', koos.me())'),
  ('f.drie', 'INSERT INTO koos.casus_goal_review (goal, words, status, worker) VALUES (%8$s, ''x'', ''bereikt'', koos.me())'),
  ('o.drie', 'INSERT INTO koos.casus_step (casus, text, by_team, added_by) VALUES (%1$s, ''x'', 1, koos.me())'),
  ('f.drie', 'UPDATE koos.casus_step SET done_on = koos.today(), done_by = koos.me()'),
  ('o.drie', 'INSERT INTO koos.casus_participant (casus, kind, name, added_by) VALUES (%1$s, ''school'', ''x'', koos.me())'),
  ('o.drie', 'UPDATE koos.casus_participant SET until_on = from_on'),
  ('o.drie', 'INSERT INTO koos.traject (casus, service, team, started_on, added_by) VALUES (%1$s, ''ambulant'', 1, koos.today(), koos.me())'),
  ('o.drie', 'INSERT INTO koos.casus_arrangement (casus, kind, provider, added_by) VALUES (%1$s, ''transfer'', ''x'', koos.me())'),
  ('o.drie', 'INSERT INTO koos.stay (casus, client, kind, place, from_on, added_by) VALUES (%1$s, %3$s, ''wonen'', 1, koos.today(), koos.me())'),
  ('o.een', 'INSERT INTO koos.group_place (care_group, capacity, casus, client, added_by) VALUES (1, 1, %1$s, %3$s, koos.me())'),
  ('o.een', 'UPDATE koos.group_place SET seat = 1'), ('o.een', 'DELETE FROM koos.group_place'), ('o.een', 'SELECT koos.vacate(1, %1$s)'),
  ('o.een', 'SELECT koos.seat_child(1)'), ('o.drie', 'SELECT koos.join_group(1, %1$s)'), ('o.drie', 'SELECT koos.leave_group(1, %1$s)'),
  ('o.drie', 'INSERT INTO koos.relation (client, name, kind, added_by) VALUES (%3$s, ''x'', ''ouder'', koos.me())'),
  ('o.drie', 'INSERT INTO koos.consent (client, purpose, party, recorded_by) VALUES (%3$s, ''share'', ''youth'', koos.me())'),
  ('o.drie', 'UPDATE koos.consent SET withdrawn_at = koos.now()'),
  ('o.drie', 'INSERT INTO koos.casus_fact (casus, worker, what) VALUES (%1$s, koos.me(), ''closed'')'),
  ('o.vier', 'INSERT INTO koos.casus_fact (casus, worker, what, team) VALUES (%1$s, koos.me(), ''accepted'', %2$s)'),
  ('o.vier', 'INSERT INTO koos.casus_fact (casus, worker, what, team) SELECT %1$s, koos.me(), ''left'', m.team FROM koos.member m WHERE m.worker = koos.me()'),
  ('o.drie', 'INSERT INTO koos.casus_fact (casus, worker, what, team) SELECT %1$s, koos.me(), ''accepted'', m.team FROM koos.member m WHERE m.worker = koos.me()'),
  ('f.vier', 'INSERT INTO koos.casus_fact (casus, worker, what, team) SELECT %1$s, koos.me(), ''ended'', m.team FROM koos.member m WHERE m.worker = koos.me()'),
  ('o.drie', 'INSERT INTO koos.waiting_entry (casus, team, discipline, urgency, form, letter, added_on)
    VALUES (%1$s, %2$s, ''kinderpsychiater'', ''regulier'', false, false, koos.today())'),
  ('o.drie', 'INSERT INTO koos.casus (client, urgency, referrer, wijk, consortium, regie, opened_by) VALUES (%3$s, ''regulier'', ''huisarts'',
    ''oost'', 1, 1, koos.me())'),
  ('o.vier', 'UPDATE koos.casus SET rev = rev + 1'),
  -- The office opens cases and moves their revision; what is decided of one is its owners'.
  ('o.twee', 'UPDATE koos.casus SET urgency = ''spoed'', rev = rev + 1 WHERE id = %1$s AND urgency <> ''spoed'''),
  ('o.twee', 'UPDATE koos.casus SET referrer = ''rechter'' WHERE id = %1$s AND referrer <> ''rechter'''),
  ('o.twee', 'UPDATE koos.casus SET status = ''open'', extended_reason = ''x'' WHERE id = %1$s'),
  ('o.twee', 'UPDATE koos.casus SET regie = m.worker FROM koos.member m WHERE casus.id = %1$s AND m.team = %2$s
    AND m.role IN (''specialist'', ''gezinswerker'') AND m.worker <> regie'),
  ('o.twee', 'INSERT INTO koos.casus_fact (casus, worker, what, detail) VALUES (%1$s, koos.me(), ''regie'', ''{"to":"o.een"}'')'),
  ('o.twee', 'INSERT INTO koos.casus_fact (casus, worker, what, team) VALUES (%1$s, koos.me(), ''owner'', 1)'),
  -- The regie is with somebody who works in an owning team.
  ('o.een', 'UPDATE koos.casus SET regie = w.id FROM koos.worker w WHERE casus.id = %1$s AND w.login = ''o.vier'''),
  ('o.een', 'UPDATE koos.casus SET regie = w.id FROM koos.worker w WHERE casus.id = %1$s AND w.login = ''o.twee'''),
  ('o.een', 'UPDATE koos.casus SET regie = 1 WHERE id = %1$s'),
  ('o.twee', 'INSERT INTO koos.casus_note (casus, text, worker, team) VALUES (%1$s, ''x'', koos.me(), %2$s)'),
  ('o.twee', 'INSERT INTO koos.casus_goal (casus, words, added_by) VALUES (%1$s, ''x'', koos.me())'),
  ('o.een', 'INSERT INTO koos.casus_note (casus, text, worker, team) VALUES (%1$s, ''x'', koos.me(), %5$s)'),
  ('o.een', 'INSERT INTO koos.casus_note (casus, text, worker, team) VALUES (%1$s, ''x'', 1, %2$s)'),
  ('o.een', 'UPDATE koos.casus_note SET text = ''x'''), ('o.een', 'UPDATE koos.casus_goal SET words = ''x'''),
  ('o.een', 'UPDATE koos.casus_step SET text = ''x'''), ('o.een', 'UPDATE koos.casus_step SET casus = %1$s'),
  ('o.een', 'UPDATE koos.traject SET casus = %1$s'), ('o.een', 'UPDATE koos.relation SET authority = true'),
  -- What takes every owner.
  ('o.een', 'UPDATE koos.casus SET status = ''gesloten'', closed_at = koos.now() WHERE id = %1$s'),
  ('o.een', 'UPDATE koos.casus SET wijk = ''oost'' WHERE id = %1$s AND wijk <> ''oost'''),
  ('o.een', 'UPDATE koos.casus_participant SET reads = ''all'' WHERE id = %7$s'),
  ('o.een', 'UPDATE koos.proposal SET state = ''agreed'', decided_at = koos.now() WHERE id = %6$s'),
  ('o.een', 'UPDATE koos.proposal SET state = ''lapsed'', decided_at = koos.now() WHERE id = %6$s'),
  ('o.een', 'UPDATE koos.proposal SET state = ''objected'', decided_at = koos.now(), objected_by = 1, objected_team = %5$s, objection = ''x''
    WHERE id = %6$s'),
  ('o.een', 'UPDATE koos.proposal SET state = ''objected'', decided_at = koos.now(), objected_by = koos.me(), objected_team = %5$s,
    objection = ''x'' WHERE id = %6$s'),
  ('o.een', 'UPDATE koos.proposal SET action = ''close'''), ('o.een', 'UPDATE koos.proposal SET lapses_at = ''infinity'''),
  ('o.een', 'INSERT INTO koos.proposal (casus, action, reason, proposed_by, proposed_team, lapses_at)
    VALUES (%1$s, ''close'', ''x'', koos.me(), %5$s, koos.now() + interval ''1 day'')'),
  ('o.drie', 'INSERT INTO koos.proposal (casus, action, reason, proposed_by, proposed_team, lapses_at)
    SELECT %1$s, ''close'', ''x'', koos.me(), m.team, koos.now() + interval ''1 day'' FROM koos.member m WHERE m.worker = koos.me()'),
  ('o.twee', 'INSERT INTO koos.proposal (casus, action, reason, proposed_by, proposed_team, lapses_at)
    VALUES (%1$s, ''close'', ''x'', koos.me(), %2$s, koos.now() + interval ''1 day'')'),
  ('o.een', 'INSERT INTO koos.proposal_agreement (proposal, team, worker) VALUES (%6$s, %5$s, koos.me())'),
  ('o.een', 'INSERT INTO koos.proposal_agreement (proposal, team, worker) SELECT %6$s, %5$s, m.worker FROM koos.member m WHERE m.team = %5$s LIMIT 1'),
  ('o.twee', 'INSERT INTO koos.proposal_agreement (proposal, team, worker) VALUES (%6$s, %2$s, koos.me())'),
  ('o.drie', 'INSERT INTO koos.proposal_agreement (proposal, team, worker) SELECT %6$s, m.team, koos.me() FROM koos.member m WHERE m.worker = koos.me()'),
  -- Telling of a child by another's consent, and destroying.
  ('o.een', 'INSERT INTO koos.consult_identity (consult, client, consent, identified_by) VALUES (%10$s, %4$s, %9$s, koos.me())'),
  ('o.een', 'INSERT INTO koos.consult_identity (consult, client, consent, identified_by)
    SELECT %10$s, %3$s, t.id, koos.me() FROM koos.consent t WHERE t.client <> %3$s LIMIT 1'),
  ('o.twee', 'UPDATE koos.consult SET convert = ''may-convert'''),
  ('o.een', 'INSERT INTO koos.destruction (client, request, requested_by) VALUES (%4$s, ''youth'', koos.me())'),
  ('o.een', 'UPDATE koos.destruction SET decision = ''refused'', decided_by = koos.me(), decided_at = koos.now(), reason = ''x'''),
  ('p.privacy', 'UPDATE koos.destruction SET decision = ''granted'', decided_by = koos.me(), decided_at = koos.now()'),
  ('p.privacy', 'UPDATE koos.destruction SET decision = ''refused'', decided_by = 1, decided_at = koos.now(), reason = ''x'''),
  ('o.een', 'SELECT koos.destroy_dossier(%3$s)')
) AS a(who, statement);

INSERT INTO attempt SELECT a.who, format(a.statement, t.casus, t.team, t.client, t.stranger, t.appointment)
FROM this t CROSS JOIN (VALUES
  ('o.een', 'INSERT INTO koos.casus_owner (casus, team) VALUES (%1$s, (SELECT max(id) FROM koos.team))'),
  ('o.een', 'UPDATE koos.casus SET client = %4$s WHERE id = %1$s'),
  ('o.een', 'UPDATE koos.casus SET opened_by = koos.me() WHERE id = %1$s'),
  ('o.een', 'UPDATE koos.client SET added_team = %2$s WHERE id = %3$s'),
  ('o.een', 'UPDATE koos.client SET resource = 1 WHERE id = %3$s'),
  ('o.een', 'UPDATE koos.consult SET team = %2$s'),
  ('o.drie', 'INSERT INTO koos.consult_identity (consult, client, consent, identified_by) VALUES (1, %3$s, 1, koos.me())'),
  ('o.een', 'INSERT INTO koos.consult_identity (consult, client, consent, identified_by) VALUES (1, %3$s, 1, 1)'),
  ('o.een', 'INSERT INTO koos.casus_fact (casus, worker, what) VALUES (%1$s, 1, ''consult-asked'')'),
  ('o.een', 'UPDATE koos.waiting_entry SET casus = %1$s'),
  -- The office records contacts, and nothing else of a wait; who thinks along nothing.
  ('o.twee', 'INSERT INTO koos.waiting_pause (entry, reason, from_on, longest) VALUES (990001, ''gezin'', koos.today(), 60)'),
  ('o.twee', 'UPDATE koos.waiting_pause SET until_on = from_on'), ('o.twee', 'UPDATE koos.waiting_bridge SET until_on = from_on'),
  ('o.twee', 'INSERT INTO koos.waiting_bridge (entry, kind, by_team, from_on) VALUES (990001, ''ehealth'', %2$s, koos.today())'),
  ('o.twee', 'INSERT INTO koos.waiting_fact (entry, occurred_on, worker, what) VALUES (990001, koos.today(), koos.me(), ''override'')'),
  ('o.een', 'INSERT INTO koos.waiting_fact (entry, occurred_on, worker, what) VALUES (990001, koos.today(), 1, ''contact'')'),
  ('o.een', 'UPDATE koos.waiting_pause SET longest = 90'), ('o.een', 'UPDATE koos.waiting_bridge SET entry = 1'),
  ('o.drie', 'INSERT INTO koos.waiting_pause (entry, reason, from_on, longest) VALUES (990001, ''gezin'', koos.today(), 60)'),
  ('o.drie', 'INSERT INTO koos.waiting_fact (entry, occurred_on, worker, what) VALUES (990001, koos.today(), koos.me(), ''contact'')'),
  ('o.drie', 'UPDATE koos.waiting_pause SET until_on = from_on'), ('o.drie', 'UPDATE koos.waiting_bridge SET until_on = from_on'),
  ('o.een', 'UPDATE koos.consent SET client = %3$s'),
  ('o.een', 'INSERT INTO koos.consent (client, purpose, party, recorded_by) VALUES (%3$s, ''treatment'', ''youth'', 1)'),
  ('o.een', 'INSERT INTO koos.casus_fact (casus, worker, what) VALUES (%1$s, 1, ''opened'')'),
  ('o.twee', 'INSERT INTO koos.casus_owner (casus, team) VALUES (%1$s, (SELECT max(id) FROM koos.team))'),
  ('o.twee', 'INSERT INTO koos.consent (client, purpose, party, recorded_by) VALUES (%3$s, ''treatment'', ''youth'', koos.me())'),
  ('o.twee', 'INSERT INTO koos.waiting_entry (casus, team, discipline, urgency, form, letter, added_on)
    VALUES (%1$s, %2$s, ''kinderpsychiater'', ''regulier'', false, false, koos.today())'),
  ('o.een', 'INSERT INTO koos.appointment_worker (appointment, worker, mode, starts_at) VALUES (%5$s, koos.me(), ''online'', koos.now())'),
  ('o.een', 'INSERT INTO koos.appointment_case (appointment, casus, mode) VALUES (%5$s, %1$s, ''none'')'),
  ('o.een', 'UPDATE koos.appointment SET booked_by = koos.me() WHERE id = %5$s'),
  ('o.een', 'UPDATE koos.appointment_worker SET worker = koos.me() WHERE appointment = %5$s'),
  ('o.een', 'UPDATE koos.appointment_detail SET note = ''x'''),
  ('o.een', 'UPDATE koos.appointment SET status = ''vervallen'' WHERE id = %5$s'),
  ('o.een', 'INSERT INTO koos.appointment (starts_at, ends_at, mode, booked_by) SELECT koos.now(), koos.now() + interval ''1 hour'', ''phone'', 1'),
  ('o.een', 'INSERT INTO koos.appointment_cancellation (appointment, cancelled_by, late) VALUES (%5$s, koos.me(), false)'),
  ('o.een', 'INSERT INTO koos.absence (worker, from_at, to_at, kind, recorded_by)
    SELECT w.id, koos.now(), koos.now() + interval ''1 hour'', ''ziek'', koos.me() FROM koos.worker w WHERE w.login = ''o.vier'''),
  ('o.een', 'SELECT count(a.kind) FROM koos.absence a'),
  ('o.een', 'UPDATE koos.appointment_worker SET presence = ''absent'''), ('o.een', 'UPDATE koos.appointment_case SET mode = ''none'''),
  ('o.een', 'UPDATE koos.appointment_guest SET label = ''x'''), ('o.een', 'DELETE FROM koos.appointment_guest'),
  ('o.een', 'INSERT INTO koos.appointment_change (appointment, what, changed_by, starts_at, ends_at, mode, status)
    VALUES (%5$s, ''moved'', koos.me(), koos.now(), koos.now(), ''online'', ''gepland'')'),
  ('o.een', 'SELECT koos.settle_appointment(%5$s, ''bevestigd'', NULL)'), ('o.een', 'SELECT koos.note_presence(%5$s, ''worker'', ''o.een'', ''absent'')'),
  ('o.een', 'SELECT koos.describe_appointment(%5$s, NULL, true, NULL, NULL, true)'), ('o.een', 'SELECT koos.pass_holds()'),
  ('o.een', 'SELECT koos.rearrange(%5$s, ''switched'', NULL, NULL, NULL, NULL, ''online'', ''online'', ARRAY[koos.me()], ARRAY[''online''],
    NULL, NULL, NULL, NULL, NULL, false, NULL, NULL)'),
  ('o.een', 'DELETE FROM koos.ledger'),
  ('o.een', 'UPDATE koos.ledger SET worker = 1'),
  ('o.een', 'INSERT INTO koos.desk_seen (worker, xid, seq) SELECT 1, e.xid, e.seq FROM koos.event e LIMIT 1'),
  ('o.een', 'INSERT INTO koos.event (xid, topic, kind, thing, cause) VALUES (''3'', ''case'', ''case'', %1$s, ''opened'')'),
  ('o.een', 'UPDATE koos.event SET team = NULL, worker = koos.me()'),
  ('o.een', 'UPDATE koos.resource SET id = 0 WHERE id = 1'),
  ('o.drie', 'INSERT INTO koos.member (worker, team, role, from_on) VALUES (koos.me(), %2$s, ''lead'', koos.today())'),
  ('t.lead', 'INSERT INTO koos.member (worker, organisation, role, from_on) VALUES (koos.me(), 1, ''admin'', koos.today())'),
  ('o.drie', 'UPDATE koos.member SET worker = koos.me()'),
  ('o.drie', 'UPDATE koos.member SET until_on = koos.today() WHERE team = %2$s'),
  ('o.drie', 'INSERT INTO koos.token (worker, digest, issued_by, expires_at)
    SELECT w.id, sha256(''''), koos.me(), koos.now() + interval ''1 day'' FROM koos.worker w WHERE w.login = ''t.lead'''),
  ('o.drie', 'INSERT INTO koos.os_user (worker, uid, valid) VALUES (koos.me(), 12345, ''[2020-01-01,)'')'),
  ('o.drie', 'UPDATE koos.token SET worker = koos.me()')
) AS a(who, statement);

-- What a policy leaves out of an UPDATE or DELETE is no error; then nothing may have been touched.
CREATE FUNCTION pg_temp.touched(who text, statement text) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  number bigint;
  rule text;
BEGIN
  PERFORM set_config('koos.worker', pg_temp.worker(who)::text, true);
  SET LOCAL ROLE koosd;
  EXECUTE statement;
  GET DIAGNOSTICS number = ROW_COUNT;
  RESET ROLE;
  PERFORM set_config('koos.worker', '', true);
  RETURN number;
EXCEPTION
  WHEN insufficient_privilege THEN RETURN 0;
  -- What the guards refuse is refused.
  WHEN check_violation OR foreign_key_violation THEN
    GET STACKED DIAGNOSTICS rule = CONSTRAINT_NAME;
    RETURN (rule NOT LIKE '%\_together' AND rule NOT IN ('casus_decided', 'casus_regie_held', 'proposal_agreed', 'consult_identity_consent', 'destruction_asked'))::integer;
  -- Stopped by another rule, so past what is tested here.
  WHEN OTHERS THEN RETURN 1;
END
$$;
SELECT is(pg_temp.touched(who, statement), 0::bigint, who || ' cannot ' || regexp_replace(statement, '\s+', ' ', 'g')) FROM attempt;

-- What is not read: a count of nothing where there is something.
SELECT is(pg_temp.seen(who, format('SELECT count(*) FROM koos.%s', name)), 0::bigint, who || ' reads nothing of ' || name) FROM (VALUES
  ('o.vier', 'casus'), ('o.vier', 'casus_owner'), ('o.vier', 'casus_question'), ('o.vier', 'casus_fact'), ('o.vier', 'client'),
  ('o.vier', 'casus_goal'), ('o.vier', 'casus_step'), ('o.vier', 'casus_participant'), ('o.vier', 'proposal'), ('o.vier', 'relation'),
  ('f.vier', 'casus'), ('f.vier', 'client'), ('f.vier', 'casus_invitation'), ('f.vier', 'casus_goal'),
  ('f.drie', 'casus_question'), ('f.drie', 'casus_note'), ('f.drie', 'relation'), ('f.drie', 'consent'), ('f.drie', 'proposal'),
  ('f.drie', 'consult'), ('f.drie', 'waiting_entry'), ('f.drie', 'appointment_guest'), ('f.drie', 'appointment_detail'),
  ('o.drie', 'proposal'), ('o.drie', 'waiting_entry'), ('p.privacy', 'casus'), ('p.privacy', 'client'), ('o.twee', 'casus_question'),
  ('o.twee', 'casus_note'), ('o.twee', 'casus_goal'), ('o.twee', 'casus_invitation')) AS t(who, name);
SELECT is(pg_temp.seen(who, 'SELECT count(*) FROM koos.casus_invitation'), 1::bigint, who || ' reads the own invitation alone')
FROM unnest(ARRAY['o.vier', 'f.drie']) AS who;
SELECT is(pg_temp.seen(who, format('SELECT count(*) FROM koos.casus_teams(%s)', casus)), n, who || ' is told of ' || n || ' teams')
FROM this, (VALUES ('o.een', 3::bigint), ('o.twee', 3), ('o.drie', 3), ('f.drie', 3), ('o.vier', 0), ('f.vier', 0)) AS t(who, n);

SELECT is(pg_temp.seen(who, format('SELECT count(*) FROM koos.hold_case(%s)', casus)), n, who || ' holds the case ' || n || ' times')
FROM this, (VALUES ('o.een', 1::bigint), ('o.drie', 1), ('o.vier', 1), ('f.vier', 0), ('admin', 0), (NULL, 0)) AS t(who, n);

-- And what is right still passes.
SELECT lives_ok(format('SELECT pg_temp.done(%L, %L)', who, statement), who || ' can ' || statement) FROM (
  SELECT 't.lead' AS who, format('INSERT INTO koos.member (worker, team, role, from_on) VALUES (%s, %s, ''specialist'', koos.today())',
    pg_temp.worker('o.drie'), pg_temp.team('basecamp-zuidwest')) AS statement
  UNION ALL SELECT a.who, format(a.statement, t.casus, t.team, m.proposal) FROM this t CROSS JOIN more m CROSS JOIN (VALUES
    ('o.een', 'INSERT INTO koos.casus_note (casus, text, worker, team) VALUES (%1$s, ''x'', koos.me(), %2$s)'),
    ('o.een', 'INSERT INTO koos.proposal_agreement (proposal, team, worker) VALUES (%3$s, %2$s, koos.me())'),
    ('o.een', 'UPDATE koos.casus SET regie = koos.me(), rev = rev + 1 WHERE id = %1$s'),
    ('o.twee', 'UPDATE koos.casus SET rev = rev + 1 WHERE id = %1$s'),
    ('o.vier', 'INSERT INTO koos.casus_fact (casus, worker, what, team) SELECT %1$s, koos.me(), ''accepted'', m.team FROM koos.member m WHERE m.worker = koos.me()'),
    ('o.drie', 'INSERT INTO koos.casus_fact (casus, worker, what, team) SELECT %1$s, koos.me(), ''ended'', x.id FROM koos.team x WHERE x.slug = ''basecamp-leidsche-rijn'''),
    ('o.twee', 'INSERT INTO koos.waiting_fact (entry, occurred_on, worker, what, text) VALUES (990001, koos.today(), koos.me(), ''contact'', ''x'')'),
    ('o.vier', 'INSERT INTO koos.casus_owner (casus, team) SELECT %1$s, m.team FROM koos.member m WHERE m.worker = koos.me()'),
    ('o.vier', 'UPDATE koos.casus_invitation SET state = ''accepted'', answered_by = koos.me(), answered_at = koos.now() WHERE state = ''pending'''))
    AS a(who, statement)
  UNION ALL SELECT 'admin', format('INSERT INTO koos.os_user (worker, uid, valid) VALUES (%s, 12345, ''[2020-01-01,)'')', pg_temp.worker('o.drie'))
  UNION ALL SELECT 'o.drie', 'INSERT INTO koos.token (worker, digest, issued_by, expires_at)
    VALUES (koos.me(), sha256(''''), koos.me(), koos.now() + interval ''1 day'')') AS right_thing;

SELECT * FROM finish();
ROLLBACK;

-- What all owners agree to: what the daemon's role cannot do for a worker, whatever its own statements say.
\ir begin.psql
SELECT * FROM no_plan();

SET CONSTRAINTS ALL DEFERRED;
CREATE TEMPORARY TABLE this (casus integer, participant integer);
DO $$
DECLARE
  child bigint := nextval('koos.resource_number') + (1::bigint << 40);
  opener integer := pg_temp.worker('f.een');
  number integer;
BEGIN
  INSERT INTO koos.resource (id, kind) VALUES (child, 'client');
  INSERT INTO koos.client (name, birth_on, postcode, wijk, resource, added_by, added_team)
  VALUES ('Demo Voorstel', '2015-01-01', '3526SA', 'zuidwest', child, opener, pg_temp.team('buurtteam-zuidwest-1'));
  INSERT INTO koos.casus (client, urgency, referrer, wijk, consortium, regie, opened_by)
  SELECT currval('koos.client_id_seq'), 'regulier', 'buurtteam', 'zuidwest', o.id, opener, opener
  FROM koos.organisation o WHERE o.slug = 'koos' RETURNING id INTO number;
  INSERT INTO koos.casus_owner (casus, team)
  SELECT number, pg_temp.team(t.slug) FROM unnest(ARRAY['buurtteam-zuidwest-1', 'basecamp-zuidwest', 'basecamp-zuid']) AS t(slug);
  INSERT INTO koos.casus_participant (casus, kind, name, added_by) VALUES (number, 'school', 'Demo School', opener);
  INSERT INTO this VALUES (number, currval('koos.casus_participant_id_seq'));
END
$$;
SET CONSTRAINTS ALL IMMEDIATE;
INSERT INTO koos.member (worker, team, role, from_on)
VALUES (pg_temp.worker('o.twee'), pg_temp.team('buurtteam-zuidwest-1'), 'specialist', koos.today());

-- A statement for a worker, with the case, the participant, the latest proposal and the three teams put in.
CREATE FUNCTION pg_temp.said(who text, statement text) RETURNS text LANGUAGE sql AS $$
  SELECT format('SELECT pg_temp.done(%L, %L)', who, format(statement, t.casus, t.participant, (SELECT coalesce(max(p.id), 0) FROM koos.proposal p),
    pg_temp.team('buurtteam-zuidwest-1'), pg_temp.team('basecamp-zuidwest'), pg_temp.team('basecamp-zuid'))) FROM this t
$$;
-- Said outside any subtransaction, as the daemon says it: what was agreed holds for its transaction alone.
CREATE FUNCTION pg_temp.do_say(who text, statement text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN EXECUTE pg_temp.said(who, statement); END $$;
CREATE FUNCTION pg_temp.proposed(who text, team text, columns text, "values" text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_temp.do_say(who, format('INSERT INTO koos.proposal (casus, reason, proposed_by, proposed_team, lapses_at, %s)
    VALUES (%%1$s, ''x'', koos.me(), %s, koos.now() + interval ''1 day'', %s)', columns, pg_temp.team(team), "values"));
END
$$;
CREATE FUNCTION pg_temp.turned(who text, team text) RETURNS void LANGUAGE sql AS $$
  SELECT pg_temp.do_say(who, format('INSERT INTO koos.proposal_agreement (proposal, team, worker) VALUES (%%3$s, %s, koos.me())', pg_temp.team(team)))
$$;

-- Without agreement.
SELECT pg_temp.refused(rule, pg_temp.said('f.een', statement), rule || ' holds without agreement') FROM (VALUES
  ('casus_closed_together', 'UPDATE koos.casus SET status = ''gesloten'', closed_at = koos.now() WHERE id = %1$s'),
  ('casus_moved_together', 'UPDATE koos.casus SET wijk = ''oost'' WHERE id = %1$s'),
  ('casus_moved_together', 'UPDATE koos.casus SET consortium = (SELECT id FROM koos.organisation WHERE slug = ''spoor030'') WHERE id = %1$s'),
  ('casus_participant_widened_together', 'UPDATE koos.casus_participant SET reads = ''plan'' WHERE id = %2$s'),
  ('casus_participant_widened_together', 'UPDATE koos.casus_participant SET reads = ''all'' WHERE id = %2$s'),
  ('casus_participant_widened_together', 'INSERT INTO koos.casus_participant (casus, kind, name, reads, added_by) VALUES (%1$s, ''school'', ''x'', ''all'', koos.me())')
) AS t(rule, statement);
SELECT lives_ok(pg_temp.said('f.een', 'DELETE FROM koos.casus_owner WHERE casus = %1$s AND team <> %4$s'), 'deleting the owners of others');
SELECT is((SELECT count(*) FROM koos.casus_owner o JOIN this t ON t.casus = o.casus), 3::bigint, 'finds none to delete');

-- Proposing.
SELECT throws_ok(pg_temp.said(who, format('INSERT INTO koos.proposal (casus, action, reason, proposed_by, proposed_team, state, decided_at, lapses_at)
  VALUES (%%1$s, ''close'', ''x'', %s, %s, %s, koos.now() + interval ''1 day'')', worker, team, state)), '42501', NULL, why)
FROM (VALUES
  ('f.een', 'koos.me()', '%5$s', '''open'', NULL', 'nobody proposes for a team of others'),
  ('f.een', pg_temp.worker('f.twee')::text, '%4$s', '''open'', NULL', 'nor in the name of another'),
  ('pl.een', 'koos.me()', '%5$s', '''open'', NULL', 'nor as a planner'),
  ('o.drie', 'koos.me()', '%4$s', '''open'', NULL', 'nor from outside')) AS t(who, worker, team, state, why);
SELECT pg_temp.refused('proposal_agreed', pg_temp.said('f.een', 'INSERT INTO koos.proposal (casus, action, reason, proposed_by, proposed_team,
  state, decided_at, lapses_at) VALUES (%1$s, ''close'', ''x'', koos.me(), %4$s, ''agreed'', koos.now(), koos.now() + interval ''1 day'')'),
  'nor what is agreed already');
SELECT pg_temp.proposed('f.een', 'buurtteam-zuidwest-1', 'action', '''close''');
SELECT is(pg_temp.seen(l, 'SELECT count(*) FROM koos.proposal p WHERE p.casus = ' || t.casus), n, l || ' sees ' || n || ' proposals')
FROM this t, (VALUES ('f.een', 1::bigint), ('o.vier', 1), ('pl.een', 1), ('o.drie', 0), ('p.privacy', 0), (NULL, 0)) AS x(l, n);

-- Keys.
SELECT throws_ok(pg_temp.said(who, format('INSERT INTO koos.proposal_agreement (proposal, team, worker) VALUES (%%3$s, %s, %s)', team, worker)),
  '42501', NULL, why)
FROM (VALUES
  ('f.een', '%5$s', 'koos.me()', 'nobody turns the key of a team of others'),
  ('f.een', '%5$s', pg_temp.worker('o.een')::text, 'nor that of another person'),
  ('f.een', '%4$s', pg_temp.worker('f.twee')::text, 'not even of the own team'),
  ('pl.een', '%5$s', 'koos.me()', 'a planner turns none'),
  ('o.drie', pg_temp.team('basecamp-leidsche-rijn')::text, 'koos.me()', 'nor does a team that owns nothing of it')) AS t(who, team, worker, why);
SELECT pg_temp.turned('f.een', 'buurtteam-zuidwest-1');
SELECT pg_temp.turned('o.twee', 'basecamp-zuidwest');
SELECT pg_temp.refused('proposal_agreement_key',
  pg_temp.said('f.twee', 'INSERT INTO koos.proposal_agreement (proposal, team, worker) VALUES (%3$s, %4$s, koos.me())'), 'a team has one key');
SELECT pg_temp.refused('proposal_agreed',
  pg_temp.said('f.een', 'UPDATE koos.proposal SET state = ''agreed'', decided_at = koos.now() WHERE id = %3$s'),
  'nothing is agreed while a key is missing');
SELECT throws_ok(pg_temp.said('f.een', statement), '42501', NULL, why) FROM (VALUES
  ('DELETE FROM koos.proposal_agreement', 'a key is not turned back'),
  ('UPDATE koos.proposal_agreement SET team = %6$s', 'nor made another team''s'),
  ('UPDATE koos.proposal SET proposed_team = %6$s', 'a proposal stays whose it is'),
  ('UPDATE koos.proposal SET lapses_at = koos.now() + interval ''1 year''', 'and as long as it is'),
  ('UPDATE koos.proposal SET action = ''move'', wijk = ''oost''', 'and what it is'),
  ('DELETE FROM koos.proposal', 'and is not deleted'),
  ('UPDATE koos.proposal SET state = ''lapsed'', decided_at = koos.now() WHERE id = %3$s', 'nor lapsed before its time'),
  ('UPDATE koos.proposal SET state = ''objected'', decided_at = koos.now(), objected_by = koos.me(), objected_team = %5$s, objection = ''x''
    WHERE id = %3$s', 'nor objected to for others')) AS t(statement, why);

-- One person, one key, be it in two teams.
SELECT pg_temp.proposed('o.twee', 'basecamp-zuidwest', 'action, wijk', '''move'', ''zuid''');
SELECT pg_temp.turned('o.twee', 'basecamp-zuidwest');
SELECT pg_temp.refused('proposal_agreement_one_person',
  pg_temp.said('o.twee', 'INSERT INTO koos.proposal_agreement (proposal, team, worker) VALUES (%3$s, %4$s, koos.me())'),
  'who sits in two owning teams turns one key');

-- Agreed: that, and nothing else.
SELECT pg_temp.turned('f.lead', 'buurtteam-zuidwest-1'), pg_temp.turned('z.lead', 'basecamp-zuid');
SELECT pg_temp.do_say('z.lead', 'UPDATE koos.proposal SET state = ''agreed'', decided_at = koos.now() WHERE id = %3$s');
SELECT pg_temp.refused(rule, pg_temp.said('f.een', statement), why) FROM (VALUES
  ('casus_moved_together', 'UPDATE koos.casus SET wijk = ''oost'' WHERE id = %1$s', 'agreeing to one wijk is not agreeing to another'),
  ('casus_closed_together', 'UPDATE koos.casus SET status = ''gesloten'', closed_at = koos.now() WHERE id = %1$s', 'nor to closing'),
  ('proposal_decision', 'UPDATE koos.proposal SET state = ''objected'', decided_at = koos.now(), objected_by = koos.me(), objected_team = %4$s,
    objection = ''x'' WHERE id = %3$s', 'what is agreed stays agreed')) AS t(rule, statement, why);
SELECT pg_temp.do_say('f.een', 'UPDATE koos.casus SET wijk = ''zuid'', consortium = (SELECT id FROM koos.organisation WHERE slug = ''spoor030'')
  WHERE id = %1$s');
SELECT is((SELECT c.wijk FROM koos.casus c JOIN this t ON t.casus = c.id), 'zuid', 'what was agreed is carried out');

-- What was agreed once is not agreed again by writing it anew.
SELECT pg_temp.refused('proposal_decision', pg_temp.said('f.een', 'UPDATE koos.proposal SET decided_at = koos.now() WHERE id = %3$s'),
  'a decision stands with its moment');

-- An owner is removed by agreement, and no other with it.
SELECT pg_temp.proposed('f.een', 'buurtteam-zuidwest-1', 'action, team', '''remove'', %6$s');
SELECT pg_temp.turned('f.een', 'buurtteam-zuidwest-1'), pg_temp.turned('o.een', 'basecamp-zuidwest'), pg_temp.turned('z.lead', 'basecamp-zuid');
SELECT pg_temp.do_say('o.een', 'UPDATE koos.proposal SET state = ''agreed'', decided_at = koos.now() WHERE id = %3$s');
SELECT pg_temp.do_say('o.een', 'DELETE FROM koos.casus_owner WHERE casus = %1$s AND team <> %5$s');
SELECT set_eq('SELECT o.team FROM koos.casus_owner o JOIN this t ON t.casus = o.casus',
  ARRAY[pg_temp.team('buurtteam-zuidwest-1'), pg_temp.team('basecamp-zuidwest')], 'the one agreed on is gone, and no other');

-- Once its time is over.
INSERT INTO koos.clock (at) VALUES (koos.now() + interval '1 day');
SELECT pg_temp.proposed('f.een', 'buurtteam-zuidwest-1', 'action', '''close''');
SELECT pg_temp.turned('f.een', 'buurtteam-zuidwest-1');
UPDATE koos.clock SET at = at + interval '1 day';
SELECT throws_ok(pg_temp.said('o.een', 'INSERT INTO koos.proposal_agreement (proposal, team, worker) VALUES (%3$s, %5$s, koos.me())'),
  '42501', NULL, 'a key turns no more');
INSERT INTO koos.proposal_agreement (proposal, team, worker)
SELECT max(p.id), pg_temp.team('basecamp-zuidwest'), pg_temp.worker('o.een') FROM koos.proposal p;
SELECT pg_temp.refused('proposal_agreed',
  pg_temp.said('o.een', 'UPDATE koos.proposal SET state = ''agreed'', decided_at = koos.now() WHERE id = %3$s'), 'nothing is agreed any more');
SELECT is(koos.lapse_proposals(), 2, 'it lapses, and the one before it');
SELECT is(koos.lapse_proposals(), 0, 'once');
SELECT set_eq('SELECT p.state FROM koos.proposal p JOIN this t ON t.casus = p.casus', ARRAY['agreed', 'lapsed'], 'and none is open');
SELECT is((SELECT count(*) FROM koos.casus_fact f JOIN this t ON t.casus = f.casus WHERE f.what = 'proposal-lapsed' AND f.worker IS NULL),
  2::bigint, 'which is told as nobody''s doing');

-- Nothing comes into a closed case that would have kept it from closing.
ALTER TABLE koos.casus DISABLE TRIGGER casus_changes;
UPDATE koos.casus c SET status = 'gesloten', closed_at = koos.now() FROM this t WHERE c.id = t.casus;
ALTER TABLE koos.casus ENABLE TRIGGER casus_changes;
SELECT pg_temp.refused('casus_business', pg_temp.said('f.een', statement), why) FROM (VALUES
  ('INSERT INTO koos.waiting_entry (casus, team, discipline, urgency, form, letter, added_on)
    VALUES (%1$s, %5$s, ''orthopedagoog'', ''regulier'', false, false, koos.today())', 'no waiting entry comes in'),
  ('INSERT INTO koos.traject (casus, service, team, started_on, added_by) VALUES (%1$s, ''ambulant'', %4$s, koos.today(), koos.me())',
    'nor a traject')) AS t(statement, why);

SELECT * FROM finish();
ROLLBACK;

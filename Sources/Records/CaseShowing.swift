package import Postgres

/// What `case show` tells: everything the worker may see of a case as one object; what is not for the worker is null.
extension Cases {
  private static func list(_ object: String, _ rows: String, by order: String) -> String {
    "(SELECT coalesce(array_to_json(array_agg(json_build_object(\(object)) ORDER BY \(order))), '[]') FROM \(rows))"
  }
  private static func day(_ moment: String) -> String { CaseTelling.day(moment) }

  /// SQL that joins how far the worker's relations to case `c` reach as `r`: whether all is read, goals and plan, who
  /// belongs to the child, and what is the owners' own.
  private static let reach = """
    CROSS JOIN LATERAL (SELECT bool_or(a.reads = 'all') AS everything, bool_or(a.reads <> 'office') AS plan, bool_or(a.reads <> 'plan') AS family,
      bool_or(a.via = 'owner') AS owner FROM koos.access a WHERE a.worker = koos.me() AND a.kind = 'case' AND a.thing = c.id
      AND a.from_at <= koos.now() AND koos.now() < a.until_at) r
    """

  private static let child = """
    (SELECT json_build_object('client', 'J-' || k.id, 'name', k.name, 'birth', \(Clients.birth("k")), 'gender', k.gender,
      'wijk', k.wijk, 'language', k.language, 'interpreter', k.interpreter) FROM koos.client k WHERE k.id = c.client)
    """
  private static let relations = list(
    "'relation', 'R-' || x.id, 'name', x.name, 'kind', x.kind, 'authority', x.authority, 'contact', x.contact",
    "koos.relation x WHERE x.client = c.client AND x.from_on <= koos.today() AND koos.today() < x.until_on", by: "x.id")
  private static let consents = list(
    "'consent', 'T-' || x.id, 'purpose', x.purpose, 'by', x.party, 'with', x.with_whom, 'state', koos.consent_state(x.id), 'exception', x.exception, 'given_on', \(day("x.given_at")), 'until', x.until_on",
    """
    koos.consent x WHERE x.client = c.client AND x.withdrawn_at IS NULL AND coalesce(koos.today() < x.until_on, true)
    """, by: "x.id")

  /// SQL for the slugs of the teams that think along in case `c`.
  private static let thinking = """
    (SELECT coalesce(array_to_json(array_agg(t.slug ORDER BY t.slug)), '[]') FROM koos.casus_teams(c.id) x JOIN koos.team t ON t.id = x.team
      WHERE x.state = 'accepted')
    """
  private static let teams = list(
    "'team', t.slug, 'kind', t.kind, 'as', x.role, 'reads', x.reads, 'ground', x.ground, 'since', x.since_at",
    """
    (SELECT o.team, 'owner' AS role, 'all' AS reads, NULL AS ground, o.since_at FROM koos.casus_owner o WHERE o.casus = c.id
        UNION ALL SELECT i.team, i.role, i.reads, i.ground, i.since_at FROM koos.casus_teams(c.id) i WHERE i.state = 'accepted') x
      JOIN koos.team t ON t.id = x.team
    """, by: "x.role DESC, t.slug")
  private static let invitations = list(
    """
    'team', t.slug, 'role', x.role, 'reads', x.reads, 'ground', x.ground, 'reason', CASE WHEN r.everything THEN x.reason END, 'invited_at', x.since_at,
      'lapses_at', x.lapses_at
    """, "koos.casus_teams(c.id) x JOIN koos.team t ON t.id = x.team WHERE x.state = 'pending'", by: "t.slug")

  private static let waiting = list(
    """
    'entry', 'W-' || e.id, 'status', koos.waiting_status(e), 'discipline', e.discipline, 'service', e.service, 'team', t.slug, 'urgency', e.urgency,
      'registered_on', e.registered_on, 'due_on', e.due_on, 'start_on', e.start_on
    """, "koos.waiting_entry e JOIN koos.team t ON t.id = e.team WHERE e.casus = c.id", by: "e.id")
  private static let appointments = list(
    "'appointment', 'A-' || a.id, 'start', a.starts_at, 'end', a.ends_at, 'mode', a.mode, 'status', a.status",
    """
    koos.appointment_case x JOIN koos.appointment a ON a.id = x.appointment
      WHERE x.casus = c.id AND a.ends_at > koos.now() AND a.status IN ('voorstel', 'gepland', 'bevestigd')
    """, by: "a.starts_at, a.id")
  private static let consults = list(
    """
    'consult', 'Q-' || q.id, 'discipline', q.discipline, 'asked_at', q.asked_at, 'asker_team', f.slug, 'team', t.slug,
      'thread', (SELECT coalesce(array_to_json(array_agg(json_build_object('at', e.at, 'kind', e.kind, 'by', p.login, 'text', e.text)
        ORDER BY e.number)), '[]') FROM koos.consult_entry e JOIN koos.worker p ON p.id = e.worker WHERE e.consult = q.id)
    """,
    "koos.consult q JOIN koos.team f ON f.id = q.asker_team JOIN koos.team t ON t.id = q.team WHERE q.casus = c.id",
    by: "q.id")

  private static let showing = Statement(
    """
    SELECT json_build_object('case', 'C-' || c.id, 'rev', c.rev, 'status', c.status, 'as', g.via, 'client', \(child),
        'relations', CASE WHEN r.family THEN \(relations) END, 'consents', CASE WHEN r.family THEN \(consents) END,
        'owners', \(owners()), 'consulted', \(thinking), 'teams', \(teams), 'invitations', \(invitations), 'lead', w.login,
        'question', (SELECT q.question FROM koos.casus_question q WHERE q.casus = c.id),
        'urgency', c.urgency, 'referrer', c.referrer, 'wijk', c.wijk, 'consortium', o.slug, 'extended', c.extended_reason IS NOT NULL,
        'goals', CASE WHEN r.plan THEN \(CaseGoals.told("c.id")) END, 'steps', \(CaseSteps.told("c.id")),
        'participants', \(CaseParticipants.told("c.id")), 'trajects', \(Trajects.told("c.id")),
        'arrangements', \(CaseArrangements.told("c.id")), 'stays', \(Stays.told("c.id")), 'groups', \(Groups.told("c.id")), 'plan', \(CasePlan.told("c.id")),
        'notes', CASE WHEN r.everything THEN \(CaseNotes.told("c.id")) END,
        'proposals', CASE WHEN r.owner THEN \(Proposals.openOnes) END,
        'consults', CASE WHEN r.everything THEN \(consults) END, 'waiting', CASE WHEN r.owner THEN \(waiting) END,
        'appointments', \(appointments), 'first_contact_at', c.first_contact_at, 'opened_on', \(day("c.opened_at")),
        'closed_on', \(day("c.closed_at"))),
      NULL, c.client, c.id, NULL, g.via, g.role, g.team
    FROM koos.casus c JOIN koos.organisation o ON o.id = c.consortium JOIN koos.worker w ON w.id = c.regie
    \(Grounds.joined("case", "c.id")) \(reach) WHERE c.id = $1::integer
    """)

  /// A case as far as the worker may see it; no row for who was invited and has not answered.
  package static func show(_ casus: Int) -> Query { showing(.integer(casus)) }

  private static let previewing = Statement(
    """
    SELECT json_build_object('case', 'C-' || i.casus, 'preview', true,
        'invitation', json_build_object('role', i.role, 'reads', i.reads, 'reason', i.reason, 'team', t.slug, 'lapses_at', i.lapses_at),
        'wijk', i.wijk, 'age_band', i.age_band, 'question', i.question, 'urgency', i.urgency),
      NULL, NULL, i.casus, NULL, a.via, a.role, a.team
    FROM koos.access a JOIN koos.casus_invitation i ON i.casus = a.thing AND i.team = a.team AND i.state = 'pending'
    JOIN koos.team t ON t.id = i.team
    WHERE a.worker = koos.me() AND a.kind = 'invitation' AND a.thing = $1::integer AND a.from_at <= koos.now() AND koos.now() < a.until_at
    ORDER BY i.id, a.role LIMIT 1
    """)

  /// What an invited team sees of a case before it answers: wijk, age band, question, urgency, and no name.
  package static func preview(_ casus: Int) -> Query { previewing(.integer(casus)) }
}

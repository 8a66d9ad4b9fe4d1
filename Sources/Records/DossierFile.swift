package import Postgres

/// The whole file of a client as it is handed out, a row a thing and of one instant.
///
/// It is what teams keep that the worker owns cases with: of others' it says only that there is more. What concerns somebody
/// else is left out, and the row says so by `withheld` and `reason`. The child's own kind of a thing is its `what`, for `kind`
/// says what the row is.
package enum DossierFile {
  /// A kind of row: `object` of `rows`, in the order of `at` and `number`.
  private static func part(
    _ kind: String, _ object: String, _ rows: String, at: String = "NULL::timestamptz", number: String
  ) -> String {
    """
    \(at) AS at, \(number)::bigint AS number, json_strip_nulls(json_build_object('kind', '\(kind)', \(object))) AS object FROM \(rows)
    """
  }
  private static func list(_ object: String, _ rows: String, by order: String) -> String {
    "(SELECT array_to_json(array_agg(json_build_object(\(object)) ORDER BY \(order))) FROM \(rows))"
  }
  private static func login(_ worker: String) -> String {
    "(SELECT w.login FROM koos.worker w WHERE w.id = \(worker))"
  }
  private static func team(_ team: String) -> String { "(SELECT t.slug FROM koos.team t WHERE t.id = \(team))" }
  /// What says that something of a row is left out, and what.
  private static func withheld(_ condition: String, _ reason: String, _ members: String) -> String {
    withheld([(condition, reason, members)])
  }
  /// The same of several reasons, of which the first that holds is said.
  private static func withheld(_ parts: [(condition: String, reason: String, members: String)]) -> String {
    let any = parts.map { "(\($0.condition))" }.joined(separator: " OR ")
    let reasons = parts.map { "WHEN \($0.condition) THEN '\($0.reason)'" }.joined(separator: " ")
    let members = parts.map { "CASE WHEN \($0.condition) THEN ARRAY[\($0.members)] ELSE '{}' END" }
    return """
      'withheld', CASE WHEN \(any) THEN true END, 'reason', CASE \(reasons) END,
        'left_out', CASE WHEN \(any) THEN array_to_json(\(members.joined(separator: " || "))) END
      """
  }
  private static let until = CaseTelling.until("x.until_on")
  private static let ended = "'from', x.from_on, 'until', \(until), 'end_reason', x.end_reason"
  private static let added = "'added_by', \(login("x.added_by")), 'added_at', x.added_at"
  /// The cases, as `x` of a table that refers to one.
  private static func ofCase(_ table: String) -> String { "file f JOIN koos.\(table) x ON x.casus = f.id" }
  private static let casus = "'case', 'C-' || f.id"

  // Of the child itself. A secret address is left out too: nobody knows in whose hands the paper ends.
  private static let ofChild = [
    part(
      "client",
      """
      'client', 'J-' || x.id, 'name', x.name, 'birth', \(Clients.birth("x")), 'postcode', CASE WHEN NOT x.address_secret THEN x.postcode END,
        'house', CASE WHEN NOT x.address_secret THEN x.house END, 'wijk', CASE WHEN NOT x.address_secret THEN x.wijk END, 'gender', x.gender,
        'language', x.language, 'interpreter', x.interpreter, 'address_secret', x.address_secret, 'has_bsn', x.bsn IS NOT NULL, \(added),
        'added_team', \(team("x.added_team")), \(withheld("x.address_secret", "secret-address", "'postcode', 'house', 'wijk'"))
      """, "child x", number: "x.id"),
    part(
      "alias",
      """
      'client', 'J-' || x.number, 'name', x.name, 'birth', \(Clients.birth("x")), 'merged_by', \(login("x.merged_by")), 'merged_at', x.merged_at
      """, "child k JOIN koos.client_alias x ON x.client = k.id", number: "x.number"),
    part(
      "relation",
      """
      'relation', 'R-' || x.id, 'what', x.kind, 'name', CASE WHEN NOT (k.address_secret AND x.kind = 'pleegouder') THEN x.name END,
        'authority', x.authority, \(ended), \(added), 'withheld', CASE WHEN \(isElses) THEN true END,
        'reason', CASE WHEN \(isElses) THEN 'third-party' END,
        'left_out', CASE WHEN k.address_secret AND x.kind = 'pleegouder' THEN json_build_array('name', 'contact')
          WHEN \(isElses) THEN json_build_array('contact') END
      """, "child k JOIN koos.relation x ON x.client = k.id", number: "x.id"),
    part(
      "consent",
      """
      'consent', 'T-' || x.id, 'purpose', x.purpose, 'by', x.party, 'with', x.with_whom, 'form', x.form, 'state', koos.consent_state(x.id),
        'given_at', x.given_at, 'until', x.until_on, 'withdrawn_at', x.withdrawn_at, 'withdraw_reason', x.withdraw_reason,
        'refused', x.refused, 'exception', x.exception, 'why', CASE WHEN NOT \(isYouths) THEN koos.consent_why(x.id) END,
        'recorded_by', \(login("x.recorded_by")), 'recorded_at', x.recorded_at, \(withheld(isYouths, "youth", "'why'"))
      """, "child k JOIN koos.consent x ON x.client = k.id", number: "x.id"),
    part(
      "statement",
      "'by', x.party, 'text', x.text, 'recorded_by', \(login("x.recorded_by")), 'recorded_at', x.recorded_at",
      "child k JOIN koos.dossier_statement x ON x.client = k.id", number: "x.id"),
    part(
      "destruction",
      """
      'request', x.request, 'requested_by', \(login("x.requested_by")), 'requested_at', x.requested_at, 'decision', x.decision,
        'decided_by', \(login("x.decided_by")), 'decided_at', x.decided_at, 'why', x.reason
      """, "child k JOIN koos.destruction x ON x.client = k.id", number: "x.id"),
  ]
  /// Why parents were passed by is between the youth and who helps, for parents may read the paper.
  private static let isYouths = "coalesce(x.exception IN ('serious-harm', 'youth-persists'), false)"
  /// How somebody else is reached is not the child's to know, nor the other parent's; nor, of a secret address, with whom
  /// the child lives.
  private static let isElses = "(x.contact IS NOT NULL OR k.address_secret AND x.kind = 'pleegouder')"

  /// Who takes part says where a child goes by day, and so about where it lives.
  private static let isNear = "(k.address_secret AND x.kind IN ('school', 'sportclub', 'huisarts'))"

  /// And so does where it is met, but for the teams' own places, which lie where many children come.
  private static func isNear(_ place: String) -> String {
    "(k.address_secret AND \(place).kind NOT IN ('basecamp', 'buurtteam'))"
  }
  private static let isMetNear = """
    EXISTS (SELECT FROM koos.place p WHERE \(isNear("p"))
      AND (p.id = a.place OR EXISTS (SELECT FROM koos.appointment_change h WHERE h.appointment = a.id AND h.place = p.id)))
    """

  /// What happened says in which wijk.
  private static let isWhere =
    "(k.address_secret AND x.what IN ('opened', 'proposed', 'moved') AND x.detail - 'thing' <> '{}')"

  private static let ofCases = [
    part(
      "case",
      """
      'case', 'C-' || c.id, 'status', c.status, 'urgency', c.urgency, 'referrer', c.referrer, 'wijk', CASE WHEN NOT k.address_secret THEN c.wijk END,
        'consortium', (SELECT o.slug FROM koos.organisation o WHERE o.id = c.consortium), 'lead', \(login("c.regie")),
        'question', (SELECT q.question FROM koos.casus_question q WHERE q.casus = c.id),
        'owners', \(list("'team', \(team("o.team")), 'since', o.since_at", "koos.casus_owner o WHERE o.casus = c.id", by: "o.team")),
        'extended_reason', c.extended_reason, 'first_contact_at', c.first_contact_at, 'opened_at', c.opened_at,
        'opened_by', \(login("c.opened_by")), 'closed_at', c.closed_at, 'plan', \(CasePlan.told("c.id")),
        \(withheld("k.address_secret", "secret-address", "'wijk'"))
      """, "child k, file f JOIN koos.casus c ON c.id = f.id", number: "f.id"),
    part(
      "goal",
      """
      \(casus), 'goal', 'D-' || x.id, 'words', x.words, \(added), 'reviews', \(list("'at', r.at, 'by', \(login("r.worker")), 'status', r.status, 'words', r.words",
        "koos.casus_goal_review r WHERE r.goal = x.id", by: "r.number"))
      """, ofCase("casus_goal"), number: "x.id"),
    part(
      "step",
      """
      \(casus), 'step', 'K-' || x.id, 'text', x.text, 'by', coalesce(\(login("x.by_worker")), \(team("x.by_team"))), 'due', x.due_on,
        'goal', 'D-' || x.goal, 'done_on', x.done_on, 'done_by', \(login("x.done_by")), \(added)
      """, ofCase("casus_step"), number: "x.id"),
    part(
      "note",
      """
      \(casus), 'note', 'N-' || x.id, 'what', CASE WHEN NOT x.third_party THEN x.kind END, 'text', CASE WHEN NOT x.third_party THEN x.text END,
        'by', \(login("x.worker")), 'team', \(team("x.team")), 'at', x.at, \(withheld("x.third_party", "third-party", "'text'"))
      """, ofCase("casus_note"), at: "x.at", number: "x.id"),
    part(
      "participant",
      """
      \(casus), 'participant', 'B-' || x.id, 'what', x.kind, 'name', CASE WHEN NOT \(isNear) THEN x.name END, 'reads', x.reads, 'ground', x.ground,
        \(ended), \(added), \(withheld(isNear, "secret-address", "'name'"))
      """, "child k, \(ofCase("casus_participant"))", number: "x.id"),
    part(
      "traject",
      """
      \(casus), 'traject', 'H-' || x.id, 'service', x.service, 'hulpvorm', x.hulpvorm, 'provider', x.provider, 'with_crisis', x.with_crisis,
        'team', \(team("x.team")), 'started_on', x.started_on, 'start_reason', x.start_reason, 'ended_on', x.ended_on,
        'end_reason', x.end_reason, \(added)
      """, ofCase("traject"), number: "x.id"),
    part(
      "arrangement",
      "\(casus), 'arrangement', 'E-' || x.id, 'what', x.kind, 'provider', x.provider, \(ended), \(added)",
      ofCase("casus_arrangement"), number: "x.id"),
    part(
      "stay",
      """
      \(casus), 'stay', 'L-' || x.id, 'what', x.kind,
        'place', CASE WHEN NOT k.address_secret THEN (SELECT p.slug FROM koos.place p WHERE p.id = x.place) END, \(ended), \(added),
        \(withheld("k.address_secret", "secret-address", "'place'"))
      """, "child k, \(ofCase("stay"))", number: "x.id"),
    part(
      "group",
      """
      \(casus), 'group', 'G-' || g.id, 'name', g.name, 'service', g.service, 'place', CASE WHEN x.seat IS NULL THEN 'waiting' ELSE 'seat' END, \(added)
      """, "\(ofCase("group_place")) JOIN koos.care_group g ON g.id = x.care_group", number: "x.id"),
    part(
      "proposal",
      """
      \(casus), 'proposal', 'P-' || x.id, 'action', x.action, 'value', coalesce(\(team("x.team")), CASE WHEN NOT k.address_secret THEN x.wijk END, 'B-' || x.participant || ':' || x.reads),
        'why', x.reason, 'state', x.state, 'by', \(login("x.proposed_by")), 'team', \(team("x.proposed_team")), 'at', x.proposed_at,
        'agreed', \(list("'team', \(team("a.team")), 'by', \(login("a.worker")), 'at', a.at", "koos.proposal_agreement a WHERE a.proposal = x.id", by: "a.at, a.team")),
        'objected_by', \(login("x.objected_by")), 'objecting_team', \(team("x.objected_team")), 'objection', x.objection,
        'decided_at', x.decided_at, \(withheld("k.address_secret AND x.wijk IS NOT NULL", "secret-address", "'value'"))
      """, "child k, \(ofCase("proposal"))", number: "x.id"),
    part(
      "invitation",
      """
      \(casus), 'team', \(team("x.team")), 'role', x.role, 'reads', x.reads, 'why', x.reason, 'ground', x.ground, 'state', x.state,
        'question', x.question, 'by', \(login("x.invited_by")), 'from_team', \(team("x.invited_team")), 'at', x.invited_at, 'answered_by', \(login("x.answered_by")),
        'answered_at', x.answered_at, 'ended_at', x.ended_at
      """, ofCase("casus_invitation"), number: "x.id"),
    part(
      "fact",
      """
      \(casus), 'at', x.occurred_at, 'recorded_at', x.recorded_at, 'what', x.what, 'by', \(login("x.worker")), 'team', \(team("x.team")),
        'thing', x.detail ->> 'thing', 'detail', CASE WHEN NOT \(isWhere) THEN nullif(x.detail - 'thing', '{}') END, 'why', x.reason,
        \(withheld(isWhere, "secret-address", "'detail'"))
      """, "child k, \(ofCase("casus_fact"))", at: "x.occurred_at", number: "x.number"),
  ]

  private static let ofHelp = [
    part(
      "consult",
      """
      'consult', 'Q-' || q.id, 'case', 'C-' || q.casus, 'state', q.state, 'discipline', q.discipline, 'urgency', q.urgency, 'wijk', CASE WHEN NOT k.address_secret THEN q.wijk END,
        'age_band', q.age_band, 'asked_by', \(login("q.asked_by")), 'asker_team', \(team("q.asker_team")), 'team', \(team("q.team")),
        'claimed_by', \(login("q.claimed_by")), 'asked_at', q.asked_at, 'first_answer_at', q.first_answer_at, 'closed_at', q.closed_at,
        'outcome', q.outcome, 'rating', q.rating,
        'identified', (SELECT json_build_object('by', \(login("i.identified_by")), 'at', i.identified_at, 'consent', 'T-' || i.consent)
          FROM koos.consult_identity i WHERE i.client = k.id AND i.consult = q.id),
        'thread', \(list("'at', e.at, 'by', \(login("e.worker")), 'what', e.kind, 'text', e.text, 'minutes', e.minutes", "koos.consult_entry e WHERE e.consult = q.id", by: "e.number")),
        'facts', \(list("'at', e.occurred_at, 'by', \(login("e.worker")), 'what', e.what, 'detail', nullif(e.detail, '{}')", "koos.consult_fact e WHERE e.consult = q.id", by: "e.number")),
        \(withheld("k.address_secret", "secret-address", "'wijk'"))
      """,
      """
      child k, koos.consult q WHERE q.id IN (SELECT y.id FROM file f JOIN koos.consult y ON y.casus = f.id
        UNION SELECT i.consult FROM koos.consult_identity i WHERE i.client = k.id)
      """, at: "q.asked_at", number: "q.id"),
    part(
      "waiting",
      """
      \(casus), 'entry', 'W-' || x.id, 'team', \(team("x.team")), 'discipline', x.discipline, 'service', x.service, 'urgency', x.urgency,
        'status', koos.waiting_status(x), 'form', x.form, 'letter', x.letter, 'added_on', x.added_on, 'registered_on', x.registered_on,
        'intake_on', x.intake_on, 'start_on', x.start_on, 'removed_on', x.removed_on, 'removal', x.removal, 'due_on', x.due_on,
        'prefers_worker', \(login("x.prefers_worker")), 'prefers_mode', x.prefers_mode, 'language', x.language,
        'first_contact_on', x.first_contact_on, 'next_contact_on', x.next_contact_on,
        'urgency_review_on', x.urgency_review_on, 'override_rank', x.override_rank, 'override_until', x.override_until_on,
        'facts', \(list("'on', e.occurred_on, 'recorded_at', e.recorded_at, 'by', \(login("e.worker")), 'what', e.what, 'detail', nullif(e.detail, '{}'), 'why', e.reason, 'text', e.text", "koos.waiting_fact e WHERE e.entry = x.id", by: "e.number")),
        'pauses', \(list("'reason', e.reason, 'from', e.from_on, 'until', e.until_on", "koos.waiting_pause e WHERE e.entry = x.id AND e.superseded_at IS NULL", by: "e.number")),
        'bridges', \(list("'what', e.kind, 'by', coalesce(\(login("e.by_worker")), \(team("e.by_team"))), 'from', e.from_on, 'until', e.until_on, 'answer', e.answer, 'text', e.text", "koos.waiting_bridge e WHERE e.entry = x.id AND e.superseded_at IS NULL", by: "e.number")),
        'offers', \(list("'offer', 'O-' || e.id, 'appointment', 'A-' || e.appointment, 'type', e.type, 'status', e.status, 'made_at', e.made_at, 'expires_at', e.expires_at, 'decided_at', e.decided_at, 'decided_by', \(login("e.decided_by")), 'why', e.reason, 'past_own_worker', e.past_own_worker, 'past_reason', e.past_reason", "koos.offer e WHERE e.entry = x.id", by: "e.id"))
      """, ofCase("waiting_entry"), number: "x.id"),
    part(
      "appointment",
      """
      \(casus), 'appointment', 'A-' || a.id, 'type', d.type, 'start', a.starts_at, 'end', a.ends_at, 'mode', a.mode, 'client_mode', x.mode,
        'status', koos.standing(a), 'presence', x.presence, 'place', \(place("a")),
        'room', (SELECT r.name FROM koos.room r JOIN koos.place p ON p.id = r.place WHERE r.id = a.room AND NOT \(isNear("p"))),
        'group', 'G-' || koos.group_of(a.id), 'series', 'S-' || a.series,
        'workers', \(list("'who', \(login("p.worker")), 'mode', p.mode, 'presence', p.presence", "koos.appointment_worker p WHERE p.appointment = a.id", by: "p.worker")),
        'guests', CASE WHEN s.alone THEN \(list("'who', p.label, 'mode', p.mode, 'presence', p.presence", "koos.appointment_guest p WHERE p.appointment = a.id", by: "p.label")) END,
        'note', CASE WHEN s.alone THEN d.note END, 'override_reason', CASE WHEN s.alone THEN d.override_reason END,
        'booked_by', \(login("a.booked_by")), 'booked_at', a.booked_at,
        'cancellation', (SELECT json_build_object('by', \(login("n.cancelled_by")), 'at', n.cancelled_at, 'late', n.late,
          'reason', CASE WHEN s.alone THEN n.reason END) FROM koos.appointment_cancellation n WHERE n.appointment = a.id),
        'changes', \(list("'at', h.changed_at, 'by', \(login("h.changed_by")), 'what', h.what, 'reason', CASE WHEN s.alone THEN h.reason END, 'start', h.starts_at, 'end', h.ends_at, 'mode', h.mode, 'status', h.status, 'place', \(place("h"))", "koos.appointment_change h WHERE h.appointment = a.id", by: "h.id")),
        \(withheld([("NOT s.alone", "other-child", "'guests', 'note', 'reasons', 'children'"), (isMetNear, "secret-address", "'place', 'room'")]))
      """,
      """
      child k, \(ofCase("appointment_case")) JOIN koos.appointment a ON a.id = x.appointment LEFT JOIN koos.appointment_detail d ON d.appointment = a.id
      CROSS JOIN LATERAL (SELECT a.id IN (SELECT m.appointment FROM meeting m) AND koos.group_of(a.id) IS NULL AS alone) s
      """, at: "a.starts_at", number: "a.id"),
    part(
      "elsewhere", "'withheld', true, 'reason', 'other-teams'", "child k WHERE koos.dossier_elsewhere(k.id)",
      number: "0"),
  ]

  /// Where an appointment, or how it was, takes place; at home says nothing of the address.
  private static func place(_ one: String) -> String {
    """
    CASE WHEN \(one).home_wijk IS NULL THEN (SELECT p.slug FROM koos.place p WHERE p.id = \(one).place AND NOT \(isNear("p"))) ELSE 'thuis' END
    """
  }

  // One statement, and so of one instant, whatever others do meanwhile.
  private static let exporting = Statement(
    """
    WITH child AS MATERIALIZED (SELECT k.* FROM koos.client k WHERE k.id = $1::integer AND koos.leads_client(k.id)),
    file AS MATERIALIZED (
      SELECT c.id FROM child k JOIN koos.casus c ON c.client = k.id WHERE EXISTS (SELECT FROM koos.access a WHERE a.worker = koos.me()
        AND a.kind = 'case' AND a.thing = c.id AND a.via = 'owner' AND a.reads = 'all' AND a.from_at <= koos.now() AND koos.now() < a.until_at)
    ),
    meeting AS MATERIALIZED (SELECT m.appointment FROM child k CROSS JOIN LATERAL koos.own_meetings(k.id) AS m(appointment))
    SELECT x.object FROM (
      \((ofChild + ofCases + ofHelp).enumerated().map { "SELECT \($0) AS place, \($1)" }.joined(separator: "\n  UNION ALL\n  "))
    ) x ORDER BY x.place, x.at, x.number
    """)

  /// The file of a client for a lead of an owning team, one object a row; no row for anybody else.
  package static func export(_ client: Int) -> Query { exporting(.integer(client)) }
}

package import Postgres

// A consult that bears a name, and one that grows into a case.
extension Consults {
  private static let identifying = Statement(
    """
    INSERT INTO koos.consult_identity (consult, client, consent, identified_by) VALUES ($1::integer, $2::integer, $3::integer, koos.me())
    ON CONFLICT ON CONSTRAINT consult_identity_key DO UPDATE
      SET client = excluded.client, consent = excluded.consent, identified_by = excluded.identified_by, identified_at = koos.now()
    """)
  private static let revising = Statement("UPDATE koos.consult SET rev = rev + 1 WHERE id = $1::integer")

  /// Tells the asked team which child it is about, by which consent; telling again puts right what was told.
  package static func identify(_ consult: Int, client: Int, consent: Int) -> [Query] {
    [identifying(.integer(consult), .integer(client), .integer(consent)), revising(.integer(consult))]
  }

  /// What `consult identify` tells: the consult is `$2`.
  package static let identified = Ledger.settling(
    """
    SELECT json_build_object('consult', 'Q-' || q.id, 'client', 'J-' || i.client, 'consent', 'T-' || i.consent, 'team', t.slug,
      'claimed_by', w.login, 'rev', q.rev)
    FROM koos.consult q JOIN koos.consult_identity i ON i.consult = q.id JOIN koos.team t ON t.id = q.team
    JOIN koos.worker w ON w.id = q.claimed_by WHERE q.id = $2::integer
    """)

  private static let growing = Statement(
    """
    SELECT a.slug, a.kind, t.slug, t.kind, q.urgency, q.asked_at, (q.asked_at AT TIME ZONE 'Europe/Amsterdam')::date,
      (SELECT e.text FROM koos.consult_entry e WHERE e.consult = q.id ORDER BY e.number LIMIT 1),
      (SELECT i.client FROM koos.consult_identity i WHERE i.consult = q.id),
      \(works("q.asked_by", in: "q.asker_team"))
    FROM koos.consult q JOIN koos.team a ON a.id = q.asker_team JOIN koos.team t ON t.id = q.team WHERE q.id = $1::integer
    """)

  /// What a case takes over: slug and kind of the asking and of the asked team, urgency, the time and the day of asking, the
  /// question, the child that was told of, whether the asker still works in the asking team.
  package static func growing(_ consult: Int) -> Query { growing(.integer(consult)) }

  private static let converting = Statement(
    """
    UPDATE koos.consult SET state = 'converted', casus = currval('koos.casus_id_seq'), closed_at = koos.now(), rev = rev + 1
    WHERE id = $1::integer
    """)
  private static let handing = Statement(
    """
    INSERT INTO koos.casus_fact (casus, occurred_at, worker, team, what, detail)
    SELECT q.casus, f.occurred_at, f.worker,
      CASE WHEN f.what IN ('claimed', 'assigned', 'reassigned', 'released', 'asked-back', 'answered') THEN q.team
        WHEN f.what <> 'converted' OR f.worker = q.asked_by THEN q.asker_team ELSE q.team END,
      'consult-' || f.what, f.detail || jsonb_build_object('thing', 'Q-' || q.id)
    FROM koos.consult q JOIN koos.consult_fact f ON f.consult = q.id WHERE q.id = $1::integer ORDER BY f.number
    """)

  /// Ends a consult as the case the same transaction opened, whose first history it becomes.
  package static func convert(_ consult: Int) -> [Query] {
    [converting(.integer(consult)), tell(consult, "converted"), handing(.integer(consult))]
  }

  private static func converted(_ more: String) -> Statement {
    Ledger.settling(
      """
      SELECT json_build_object('consult', 'Q-' || q.id, 'state', q.state, 'case', 'C-' || c.id, 'owners', \(Cases.owners()), 'wijk', c.wijk,
        'consortium', o.slug, 'lead', w.login, 'first_contact_at', c.first_contact_at\(more))
      FROM koos.consult q JOIN koos.casus c ON c.id = q.casus JOIN koos.organisation o ON o.id = c.consortium
      JOIN koos.worker w ON w.id = c.regie WHERE q.id = $2::integer
      """)
  }

  /// What `consult convert` tells: the consult is `$2`.
  package static let converted = converted("")
  /// What `consult convert` tells where the case waits.
  package static let convertedWaiting = converted(
    """
    , 'entry', 'W-' || currval('koos.waiting_entry_id_seq'), \(waiting("status", "x.status")), \(waiting("due_on", "x.due_on")),
        \(waiting("first_contact_on", "x.first_contact_on")),
        \(waiting("position", "(SELECT p.place FROM koos.waiting_positions(x.team, x.discipline) p WHERE p.entry = x.id)"))
    """)

  private static func waiting(_ name: String, _ value: String) -> String {
    "'\(name)', (SELECT \(value) FROM koos.waiting_entry x WHERE x.id = currval('koos.waiting_entry_id_seq'))"
  }
}

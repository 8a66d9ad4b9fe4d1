package import Postgres

/// The access log (NEN 7513): who saw or did what with whose data, in codes only.
package enum AccessLog {
  /// What an entry concerns: a number, or what the same transaction just made.
  package enum Subject: Sendable {
    case number(Int)
    case made
    /// Of whom an offer is that the same transaction made: who comes first is not known before.
    case offered

    var text: String {
      switch self {
      case .number(let number): String(number)
      case .made: "made"
      case .offered: "offered"
      }
    }
  }

  /// One entry.
  package struct Entry: Sendable {
    /// Whose rights were used; nil where nobody was known.
    package var worker: Int?
    /// Who spoke, where an administrator spoke for another.
    package var speaker: Int?
    /// The role used.
    package var role: String?
    /// The team of that role.
    package var team: Int?
    package var client: Subject?
    package var casus: Subject?
    package var consult: Subject?
    /// The command.
    package var action: String
    /// Which relation gave access.
    package var ground: String?
    /// What for, where the ground does not tell.
    package var purpose: String?
    /// `ok`, or the code of the refusal.
    package var outcome: String
    /// Where it came from.
    package var source: String

    package init(worker: Int?, speaker: Int?, action: String, outcome: String, source: String) {
      self.worker = worker
      self.speaker = speaker
      self.action = action
      self.outcome = outcome
      self.source = source
    }
  }

  private static func offered(_ column: String) -> String {
    """
    SELECT \(column) FROM koos.offer f JOIN koos.waiting_entry w ON w.id = f.entry JOIN koos.casus c ON c.id = w.casus
    WHERE f.id = currval('koos.offer_id_seq')
    """
  }

  // The time is asked for once: as the column's default it would be for every row, and outside a request's own transaction
  // that is a look at the clock.
  private static let insertion = Statement(
    """
    INSERT INTO koos.access_log (at, worker, speaker, role, team, client, casus, consult, action, ground, purpose, outcome, source)
    SELECT (SELECT koos.now()), e.worker, e.speaker, e.role, e.team,
      CASE e.client WHEN 'made' THEN currval('koos.client_id_seq') WHEN 'offered' THEN (\(offered("c.client"))) ELSE e.client::bigint END,
      CASE e.casus WHEN 'made' THEN currval('koos.casus_id_seq') WHEN 'offered' THEN (\(offered("c.id"))) ELSE e.casus::bigint END,
      CASE e.consult WHEN 'made' THEN currval('koos.consult_id_seq') ELSE e.consult::bigint END,
      e.action, e.ground, CASE WHEN e.ground IS NULL THEN NULL ELSE coalesce(e.purpose, CASE e.ground WHEN 'owner' THEN 'treatment'
        WHEN 'invitation' THEN 'invitation' WHEN 'breakglass' THEN 'emergency' WHEN 'administration' THEN 'administration'
        ELSE 'consultation' END) END, e.outcome, e.source
    FROM unnest($1::integer[], $2::integer[], $3::text[], $4::integer[], $5::text[], $6::text[], $7::text[], $8::text[],
        $9::text[], $10::text[], $11::text[], $12::text[])
      AS e(worker, speaker, role, team, client, casus, consult, action, ground, purpose, outcome, source)
    """)

  /// Adds entries, in order.
  package static func adding(_ entries: [Entry]) -> Query {
    func column(_ value: (Entry) -> String?) -> Parameter { .array(entries.map(value)) }
    return insertion(
      column { $0.worker.map(String.init) }, column { $0.speaker.map(String.init) }, column(\.role),
      column { $0.team.map(String.init) }, column { $0.client?.text }, column { $0.casus?.text },
      column { $0.consult?.text }, column(\.action), column(\.ground), column(\.purpose),
      column(\.outcome), column(\.source))
  }
}

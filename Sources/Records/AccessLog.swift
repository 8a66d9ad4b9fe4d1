package import Postgres

/// The access log (NEN 7513): who saw or did what with whose data, in codes only.
package enum AccessLog {
  /// What an entry concerns: a number, or what the same transaction just made.
  package enum Subject: Sendable {
    case number(Int)
    case made
    /// Of whom an offer is that the same transaction made: who comes first is not known before.
    case offered

    /// Numbers of rows are positive; what has none yet is not.
    var number: Int {
      switch self {
      case .number(let number): number
      case .made: 0
      case .offered: -1
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
  // that is a look at the clock. What the entries of one request share is said once; only whose data they concern is not.
  private static let insertion = Statement(
    """
    INSERT INTO koos.access_log (at, worker, speaker, role, team, client, casus, consult, action, ground, purpose, outcome, source)
    SELECT (SELECT koos.now()), g.worker, g.speaker, g.role, g.team,
      CASE e.client WHEN 0 THEN currval('koos.client_id_seq') WHEN -1 THEN (\(offered("c.client"))) ELSE e.client END,
      CASE e.casus WHEN 0 THEN currval('koos.casus_id_seq') WHEN -1 THEN (\(offered("c.id"))) ELSE e.casus END,
      CASE e.consult WHEN 0 THEN currval('koos.consult_id_seq') ELSE e.consult END,
      g.action, g.ground, CASE WHEN g.ground IS NULL THEN NULL ELSE coalesce(g.purpose, CASE g.ground WHEN 'owner' THEN 'treatment'
        WHEN 'invitation' THEN 'invitation' WHEN 'breakglass' THEN 'emergency' WHEN 'administration' THEN 'administration'
        ELSE 'consultation' END) END, g.outcome, g.source
    FROM unnest($1::integer[], $2::integer[], $3::text[], $4::integer[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[],
        $10::text[], $11::text[], $12::text[])
      AS g(worker, speaker, role, team, action, ground, purpose, outcome, source, clients, cases, consults)
    CROSS JOIN LATERAL unnest(g.clients::bigint[], g.cases::bigint[], g.consults::bigint[]) AS e(client, casus, consult)
    """)

  /// Adds entries, in order.
  package static func adding(_ entries: [Entry]) -> Query {
    let groups = entries.indices.reduce(into: [Range<Int>]()) { groups, index in
      guard let last = groups.last, entries[last.lowerBound].isLike(entries[index]) else {
        groups.append(index..<index + 1)
        return
      }
      groups[groups.count - 1] = last.lowerBound..<index + 1
    }
    func column(_ value: (Entry) -> String?) -> Parameter { .array(groups.map { value(entries[$0.lowerBound]) }) }
    func subjects(_ value: (Entry) -> Subject?) -> Parameter {
      .array(
        groups.map { group in
          "{" + entries[group].map { entry in value(entry).map { String($0.number) } ?? "NULL" }.joined(separator: ",")
            + "}"
        })
    }
    return insertion(
      column { $0.worker.map(String.init) }, column { $0.speaker.map(String.init) }, column(\.role),
      column { $0.team.map(String.init) }, column(\.action), column(\.ground), column(\.purpose), column(\.outcome),
      column(\.source), subjects(\.client), subjects(\.casus), subjects(\.consult))
  }
}

extension AccessLog.Entry {
  /// Whether it differs from another at most in whose data it concerns.
  fileprivate func isLike(_ other: Self) -> Bool {
    worker == other.worker && speaker == other.speaker && role == other.role && team == other.team
      && action == other.action && ground == other.ground && purpose == other.purpose && outcome == other.outcome
      && source == other.source
  }
}

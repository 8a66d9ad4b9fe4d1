package import Postgres

/// The access log (NEN 7513): who saw or did what with whose data, in codes only.
package enum AccessLog {
  /// What an entry concerns: a number, or what the same transaction just made.
  package enum Subject: Sendable {
    case number(Int)
    case made
    /// Of whom the entry's case is, where only the same transaction lets that be known.
    case ofCase
    /// Of whom an offer is that the same transaction made: who comes first is not known before.
    case offered

    /// Numbers of rows are positive; what has none yet is not.
    var number: Int {
      switch self {
      case .number(let number): number
      case .made: 0
      case .offered: -1
      case .ofCase: -2
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
    /// What was refused of what hangs on a child or a case, as kind and number: of whom that is is found out as it is written.
    package var things: [(kind: String, number: Int)] = []

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

  /// SQL for what something was for, from its ground where that tells.
  private static func purpose(_ ground: String, _ said: String) -> String {
    """
    CASE WHEN \(ground) IS NULL THEN NULL ELSE coalesce(\(said), CASE \(ground) WHEN 'owner' THEN 'treatment' WHEN 'participation' THEN 'treatment'
        WHEN 'invitation' THEN 'invitation' WHEN 'breakglass' THEN 'emergency' WHEN 'administration' THEN 'administration'
        ELSE 'consultation' END) END
    """
  }

  // The time is asked for once: as the column's default it would be for every row, and outside a request's own transaction
  // that is a look at the clock. What the entries of one request share is said once; only whose data they concern is not.
  private static let insertion = Statement(
    """
    INSERT INTO koos.access_log (at, worker, speaker, role, team, client, casus, consult, action, ground, purpose, outcome, emergency,
      source)
    SELECT (SELECT koos.now()), g.worker, g.speaker, g.role, g.team,
      CASE e.client WHEN 0 THEN currval('koos.client_id_seq') WHEN -1 THEN (\(offered("c.client")))
        WHEN -2 THEN (SELECT c.client FROM koos.casus c WHERE c.id = e.casus) ELSE e.client END,
      CASE e.casus WHEN 0 THEN currval('koos.casus_id_seq') WHEN -1 THEN (\(offered("c.id"))) ELSE e.casus END,
      CASE e.consult WHEN 0 THEN currval('koos.consult_id_seq') ELSE e.consult END,
      g.action, g.ground, \(purpose("g.ground", "g.purpose")), g.outcome, coalesce(g.ground = 'breakglass', false), g.source
    FROM unnest($1::integer[], $2::integer[], $3::text[], $4::integer[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[],
        $10::text[], $11::text[], $12::text[])
      AS g(worker, speaker, role, team, action, ground, purpose, outcome, source, clients, cases, consults)
    CROSS JOIN LATERAL unnest(g.clients::bigint[], g.cases::bigint[], g.consults::bigint[]) AS e(client, casus, consult)
    """)

  private static func following(_ subjects: String) -> Statement {
    Statement(
      """
      INSERT INTO koos.access_log (worker, speaker, role, team, client, casus, consult, action, ground, purpose, outcome, source)
      SELECT $1::integer, $2::integer, $3::text, $4::integer, s.client, s.casus, s.consult, $5::text, $6::text,
        \(purpose("$6::text", "$7::text")), $8::text, $9::text
      FROM (\(subjects)) s
      """)
  }
  private static let unknown = following(
    """
    SELECT DISTINCT c.client, c.casus, NULL::integer AS consult
    FROM unnest($10::integer[]) a(id) CROSS JOIN koos.unknown_children(a.id) c
    """)
  private static let leftOpen = following(
    """
    SELECT NULL::integer AS client, CASE l.kind WHEN 'regie' THEN substr(l.code, 3)::integer END AS casus,
      CASE l.kind WHEN 'claim' THEN substr(l.code, 3)::integer END AS consult
    FROM koos.left_open($10::integer) l WHERE l.kind IN ('regie', 'claim')
    """)

  private static let refusing = Statement(
    """
    SELECT koos.log_refusal($1::integer, $2::integer, $3, $4::integer, $5::integer, $6::integer, $7::integer, $8, $9, $10, $11::text[], $12::integer[])
    """)

  /// Adds an entry for each child, or case, that hangs on what was refused; one of none where there is nothing like it.
  private static func adding(refused entry: Entry) -> Query {
    refusing(
      .integer(entry.worker), .integer(entry.speaker), .text(entry.role), .integer(entry.team),
      .integer(entry.client?.number), .integer(entry.casus?.number), .integer(entry.consult?.number),
      .text(entry.action), .text(entry.outcome), .text(entry.source), .array(entry.things.map(\.kind)),
      .array(entry.things.map(\.number)))
  }

  /// Adds entries of the batch, in order; what was refused last.
  package static func adding(batch entries: [Entry]) -> [Query] {
    let plain = entries.filter(\.things.isEmpty)
    return (plain.isEmpty ? [] : [adding(plain)]) + entries.filter { !$0.things.isEmpty }.map(adding(refused:))
  }

  private static func query(_ statement: Statement, _ entry: Entry, _ subjects: Parameter) -> Query {
    statement(
      .integer(entry.worker), .integer(entry.speaker), .text(entry.role), .integer(entry.team), .text(entry.action),
      .text(entry.ground), .text(entry.purpose), .text(entry.outcome), .text(entry.source), subjects)
  }

  /// Adds an entry like this for each child of some appointments that the worker knows nothing of.
  package static func adding(_ entry: Entry, forUnknownIn appointments: [Int]) -> Query {
    query(unknown, entry, .array(appointments))
  }

  /// Adds an entry like this for each case and consult that hangs on another worker still, which is told with that.
  package static func adding(_ entry: Entry, forLeftOpenBy worker: Int) -> Query {
    query(leftOpen, entry, .integer(worker))
  }

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

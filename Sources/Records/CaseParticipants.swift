package import Postgres

/// Others who take part in a case (betrokkenen), and what each may read (R20).
package enum CaseParticipants {
  private static let object = """
    'participant', 'B-' || x.id, 'kind', x.kind, 'name', x.name, 'reads', x.reads, 'ground', x.ground, 'from', x.from_on,
      'until', \(CaseTelling.until("x.until_on")), 'end_reason', \(CaseTelling.why("x.end_reason"))
    """
  private static let rows = "koos.casus_participant x"

  /// SQL for the participants of a case as an array, those of before too.
  static func told(_ casus: String) -> String { CaseTelling.array(object, from: rows, of: casus) }

  private static let listing = CaseTelling.list(
    object, from: rows,
    where: """
      ($4::text IS NULL OR x.kind = $4) AND \(CaseTelling.contains("x.name", "$5")) AND ($6::text IS NULL OR x.reads = $6)
        AND ($7::text IS NULL OR x.ground = $7) AND ($8::date IS NULL OR x.until_on = $8)
      """)

  /// What a list of participants is narrowed to.
  package struct Filter: Sendable {
    package var kind: String?
    /// Looked for in their names.
    package var name: String?
    package var reads: String?
    package var ground: String?
    package var until: String?

    package init() {}
  }

  /// Participants by number.
  package static func list(_ page: CasePage, _ filter: Filter) -> Query {
    page.query(
      listing, .text(filter.kind), .text(filter.name), .text(filter.reads), .text(filter.ground), .text(filter.until))
  }

  private static let adding = Statement(
    """
    INSERT INTO koos.casus_participant (casus, kind, name, reads, ground, until_on, added_by)
    VALUES ($1::integer, $2, $3, $4, $5, coalesce($6::date, 'infinity'), koos.me())
    """)

  /// Adds a participant from today on.
  package static func add(
    to casus: Int, kind: String, name: String, reads: String, ground: String?, until: String?
  ) -> Query {
    adding(.integer(casus), .text(kind), .text(name), .text(reads), .text(ground), .text(until))
  }

  /// What `case participant add` tells.
  package static let added = CasePart.participant.made(
    "participant", ", 'reads', x.reads, 'ground', x.ground, 'until', \(CaseTelling.until("x.until_on"))")

  private static let periods = Statement(
    "SELECT x.from_on, \(CaseTelling.until("x.until_on")) FROM koos.casus_participant x WHERE x.id = $1::integer")

  /// The first day, and the first no longer, if any.
  package static func period(_ participant: Int) -> Query { periods(.integer(participant)) }

  private static let ending = Statement(
    "UPDATE koos.casus_participant SET until_on = $2::date, end_reason = $3 WHERE id = $1::integer")

  /// Ends that somebody takes part.
  package static func end(_ participant: Int, on day: String, reason: String?) -> Query {
    ending(.integer(participant), .text(day), .text(reason))
  }

  /// What `case participant end` tells: the participant is `$2`.
  package static let ended = CasePart.participant.changed("participant", ", 'until', x.until_on")
}

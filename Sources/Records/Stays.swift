package import Postgres

/// Care that is a stay and no appointment (R10).
package enum Stays {
  /// Nights are the days between, of a stay without end those until today; of a kinderdagcentrum they are its days.
  private static let nights = """
    CASE WHEN x.until_on < 'infinity' THEN x.until_on - x.from_on ELSE greatest(koos.today() - x.from_on, 0) END
    """
  private static let object = """
    'stay', 'L-' || x.id, 'kind', x.kind, 'place', p.slug, 'from', x.from_on, 'until', \(CaseTelling.until("x.until_on")),
      'nights', \(nights), 'end_reason', \(CaseTelling.why("x.end_reason"))
    """
  private static let rows = "koos.stay x JOIN koos.place p ON p.id = x.place"

  /// SQL for the stays of a case as an array.
  static func told(_ casus: String) -> String { CaseTelling.array(object, from: rows, of: casus) }

  // What was taken back took place on no day.
  private static let listing = CaseTelling.list(
    object, from: rows,
    where: """
      ($4::text IS NULL OR x.kind = $4) AND ($5::text IS NULL OR p.slug = $5)
        AND ($6::date IS NULL OR x.until_on > greatest($6, x.from_on)) AND ($7::date IS NULL OR x.from_on < $7)
      """)

  /// Stays by number, those that lie at least partly between two days.
  package static func list(_ page: CasePage, kind: String?, place: String?, from: String?, until: String?) -> Query {
    page.query(listing, .text(kind), .text(place), .text(from), .text(until))
  }

  private static let births = Statement(
    """
    SELECT k.birth_on, k.birth_precision FROM koos.casus c JOIN koos.client k ON k.id = c.client WHERE c.id = $1::integer
    """)

  /// When the child of a case was born, and how exactly that is known.
  package static func birth(of casus: Int) -> Query { births(.integer(casus)) }

  private static let adding = Statement(
    """
    INSERT INTO koos.stay (casus, client, kind, place, from_on, until_on, added_by)
    SELECT c.id, c.client, $2, (SELECT p.id FROM koos.place p WHERE p.slug = $3), $4::date, coalesce($5::date, 'infinity'), koos.me()
    FROM koos.casus c WHERE c.id = $1::integer
    """)

  /// Adds a stay.
  package static func add(to casus: Int, kind: String, place: String, from: String, until: String?) -> Query {
    adding(.integer(casus), .text(kind), .text(place), .text(from), .text(until))
  }

  private static let told = """
    , 'kind', x.kind, 'from', x.from_on, 'until', \(CaseTelling.until("x.until_on")), 'nights', \(nights)
    """

  /// What `stay add` tells.
  package static let added = CasePart.stay.made("stay", told)

  private static let beside = Statement(
    """
    SELECT 'L-' || x.id, x.kind, x.from_on, \(CaseTelling.until("x.until_on")) FROM koos.stay x JOIN koos.casus c ON c.client = x.client
    WHERE c.id = $1::integer AND koos.stay_fills(x.kind) = koos.stay_fills($2)
      AND x.from_on < coalesce($4::date, 'infinity') AND x.until_on > greatest($3::date, x.from_on) ORDER BY x.from_on, x.id
    """)

  /// The stays that exclude another of a kind in a time, as far as the worker may know of them: code, kind, first day,
  /// first day no longer.
  package static func beside(in casus: Int, kind: String, from: String, until: String?) -> Query {
    beside(.integer(casus), .text(kind), .text(from), .text(until))
  }

  private static let periods = Statement(
    "SELECT x.from_on, \(CaseTelling.until("x.until_on")) FROM koos.stay x WHERE x.id = $1::integer")

  /// The first day, and the first no longer, if any.
  package static func period(_ stay: Int) -> Query { periods(.integer(stay)) }

  private static let ending = Statement(
    "UPDATE koos.stay SET until_on = $2::date, end_reason = $3 WHERE id = $1::integer")

  /// Ends a stay.
  package static func end(_ stay: Int, on day: String, reason: String?) -> Query {
    ending(.integer(stay), .text(day), .text(reason))
  }

  /// What `stay end` tells: the stay is `$2`.
  package static let ended = CasePart.stay.changed("stay", told)
}

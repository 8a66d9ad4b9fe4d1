package import Postgres

/// Where people meet.
package enum Places {
  /// What is kept of a place; nil: not given.
  package struct Entry: Sendable {
    package var slug: String?
    package var name: String?
    package var kind: String?
    package var wijk: String?
    package var address: String?
    /// Whether a change takes the address away.
    package var clearsAddress = false

    package init() {}
  }

  /// Whether the asker leads a team that serves a wijk today.
  private static func leads(_ wijk: String) -> String {
    """
    EXISTS (SELECT FROM koos.member m JOIN koos.team_wijk s ON s.team = m.team AND s.valid @> koos.today()
      WHERE m.worker = koos.me() AND m.role = 'lead' AND m.from_on <= koos.today() AND koos.today() < m.until_on AND s.wijk = \(wijk))
    """
  }

  private static let led = Statement("SELECT \(leads("$1"))")

  /// Whether a wijk is one of a team the asker leads.
  package static func isLed(wijk: String) -> Query { led(.text(wijk)) }

  private static let own = Statement(
    "SELECT \(leads("p.wijk")) AND ($2::text IS NULL OR \(leads("$2"))) FROM koos.place p WHERE p.slug = $1 FOR NO KEY UPDATE"
  )

  /// Whether a place lies in a wijk of a team the asker leads, and would where it moves to another; holds it.
  package static func isLed(place slug: String, movingTo wijk: String? = nil) -> Query { own(.text(slug), .text(wijk)) }

  private static let addition = Statement(
    "INSERT INTO koos.place (slug, name, kind, wijk, address) VALUES ($1, $2, $3, $4, $5)")

  /// Adds a place.
  package static func add(_ entry: Entry) -> Query {
    addition(.text(entry.slug), .text(entry.name), .text(entry.kind), .text(entry.wijk), .text(entry.address))
  }

  private static let changing = Statement(
    """
    UPDATE koos.place p SET slug = coalesce($2, p.slug), name = coalesce($3, p.name), kind = coalesce($4, p.kind),
      wijk = coalesce($5, p.wijk), address = CASE WHEN $7::boolean THEN NULL ELSE coalesce($6, p.address) END
    WHERE p.slug = $1
    """)

  /// Changes a place.
  package static func change(_ slug: String, _ entry: Entry) -> Query {
    changing(
      .text(slug), .text(entry.slug), .text(entry.name), .text(entry.kind), .text(entry.wijk), .text(entry.address),
      .bool(entry.clearsAddress))
  }

  /// Settles with the slug, `$2`.
  package static let settled = Ledger.settling("json_build_object('place', $2::text)")

  private static let object =
    "json_build_object('place', p.slug, 'name', p.name, 'kind', p.kind, 'wijk', p.wijk, 'address', p.address)"

  private static let listing = Statement(
    """
    SELECT \(object), p.slug FROM koos.place p
    WHERE ($1::text IS NULL OR p.slug = $1) AND ($2::text IS NULL OR lower(p.name) = lower($2)) AND ($3::text IS NULL OR p.kind = $3)
      AND ($4::text IS NULL OR p.wijk = $4) AND ($5::text IS NULL OR lower(p.address) = lower($5)) AND ($6::text IS NULL OR p.slug > $6)
    ORDER BY p.slug LIMIT $7::integer + 1
    """)

  /// Places by slug.
  package static func list(_ filter: Entry, after: String?, limit: Int) -> Query {
    listing(
      .text(filter.slug), .text(filter.name), .text(filter.kind), .text(filter.wijk), .text(filter.address),
      .text(after), .integer(limit))
  }

  private static let one = Statement("SELECT \(object) FROM koos.place p WHERE p.slug = $1")

  /// One place.
  package static func show(_ slug: String) -> Query { one(.text(slug)) }
}

package import Postgres

/// Who belongs to a child, and who of them bears authority (gezag).
package enum FamilyRelations {
  private static let addition = Statement(
    """
    INSERT INTO koos.relation (client, name, kind, authority, contact, added_by)
    VALUES ($1::integer, $2, $3, $4::boolean, $5, koos.me())
    """)

  /// Somebody who belongs to a child.
  package struct Entry: Sendable {
    package var client: Int?
    package var name: String?
    package var kind: String?
    package var authority: Bool?
    package var contact: String?

    package init() {}
  }

  /// Records somebody from today on.
  package static func add(_ entry: Entry) -> Query {
    addition(
      .integer(entry.client), .text(entry.name), .text(entry.kind), .bool(entry.authority), .text(entry.contact))
  }

  /// What `relation add` tells.
  package static let added = Ledger.settling(
    """
    SELECT json_build_object('relation', 'R-' || r.id,
      'party', (SELECT p.party FROM koos.consent_parties(r.client) p WHERE p.relation = r.id))
    FROM koos.relation r WHERE r.id = currval('koos.relation_id_seq')
    """)

  private static let locking = Statement("SELECT k.id FROM koos.client k WHERE k.id = $1::integer FOR NO KEY UPDATE")
  private static let present = Statement(
    """
    SELECT 'R-' || r.id, r.kind = $2 AND koos.folded(r.name) = koos.folded($3), r.kind = 'ouder' AND r.authority
    FROM koos.relation r WHERE r.client = $1::integer AND koos.today() < r.until_on AND r.from_on < r.until_on ORDER BY r.id
    """)

  /// Locks a child, and tells who belongs to it now: code, whether of the same kind and name, whether a parent with
  /// authority.
  package static func present(_ entry: Entry) -> [Query] {
    [
      locking(.integer(entry.client)), present(.integer(entry.client), .text(entry.kind), .text(entry.name)),
    ]
  }

  private static let listing = Statement(
    """
    SELECT json_build_object('relation', 'R-' || r.id, 'client', 'J-' || r.client, 'name', r.name, 'kind', r.kind,
        'authority', r.authority, 'party', (SELECT p.party FROM koos.consent_parties(r.client) p WHERE r.authority AND p.relation = r.id),
        'contact', r.contact, 'from', r.from_on, 'until', nullif(r.until_on, 'infinity'), 'reason', r.end_reason),
      r.id, r.client, NULL, NULL, g.via, g.role, g.team
    FROM koos.relation r \(Grounds.joinedAll("client", "r.client"))
    WHERE ($1::integer IS NULL OR r.client = $1) AND ($2::text IS NULL OR koos.folded(r.name) = koos.folded($2))
      AND ($3::text IS NULL OR r.kind = $3) AND ($4::boolean IS NULL OR r.authority = $4)
      AND ($5::text IS NULL OR lower(r.contact) = lower($5)) AND ($6::integer IS NULL OR r.id > $6)
    ORDER BY r.id LIMIT $7::integer + 1
    """)

  /// Relations of the children the worker may know of, by number, those that ended too.
  package static func list(_ filter: Entry, after: Int?, limit: Int) -> Query {
    listing(
      .integer(filter.client), .text(filter.name), .text(filter.kind), .bool(filter.authority),
      .text(filter.contact), .integer(after), .integer(limit))
  }

  private static let lockingOf = Statement(
    """
    SELECT k.id FROM koos.client k WHERE k.id = (SELECT r.client FROM koos.relation r WHERE r.id = $1::integer) FOR NO KEY UPDATE
    """)
  private static let standing = Statement(
    """
    SELECT r.client, r.from_on, nullif(r.until_on, 'infinity'), r.authority AND EXISTS (SELECT FROM koos.consent t
      WHERE t.client = r.client AND t.given_at >= r.added_at
        AND t.party = ANY (CASE r.kind WHEN 'voogd' THEN '{guardian}'::text[] ELSE '{parent-1,parent-2}' END))
    FROM koos.relation r WHERE r.id = $1::integer
    """)

  /// Locks the child of a relation and tells how the relation stands: child, first day, first day no longer, whether
  /// there is a consent that may be of this one.
  package static func standing(_ relation: Int) -> [Query] {
    [lockingOf(.integer(relation)), standing(.integer(relation))]
  }

  private static let ending = Statement(
    "UPDATE koos.relation SET until_on = $2::date, end_reason = $3 WHERE id = $1::integer")

  /// Ends a relation: `day` is the first it no longer holds.
  package static func end(_ relation: Int, on day: String, reason: String?) -> Query {
    ending(.integer(relation), .text(day), .text(reason))
  }

  /// What `relation end` tells: the relation is `$2`.
  package static let ended = Ledger.settling(
    "SELECT json_build_object('relation', 'R-' || r.id, 'until', r.until_on) FROM koos.relation r WHERE r.id = $2::integer"
  )
}

package import Postgres

/// Organisations: consortia, their members and the partners in the city.
package enum Organisations {
  private static let object = """
    json_build_object('organisation', o.slug, 'name', o.name, 'kind', o.kind,
      'parent', (SELECT p.slug FROM koos.organisation p WHERE p.id = o.parent), 'agb', o.agb)
    """

  private static let listing = Statement(
    """
    SELECT \(object), o.slug FROM koos.organisation o
    WHERE ($1::text IS NULL OR o.slug > $1) AND ($3::text IS NULL OR strpos(lower(o.name), lower($3)) > 0)
      AND ($4::text IS NULL OR o.kind = $4) AND ($6::text IS NULL OR o.agb = $6)
      AND ($5::text IS NULL OR o.parent = (SELECT p.id FROM koos.organisation p WHERE p.slug = $5))
    ORDER BY o.slug LIMIT $2::integer + 1
    """)

  /// Organisations whose name holds `name`, of a kind, right under a parent, with an AGB code.
  package static func list(
    after: String?, limit: Int, name: String?, kind: String?, parent: String?, agb: String?
  ) -> Query {
    listing(.text(after), .integer(limit), .text(name), .text(kind), .text(parent), .text(agb))
  }

  private static let showing = Statement("SELECT \(object) FROM koos.organisation o WHERE o.slug = $1")

  /// One organisation.
  package static func show(_ slug: String) -> Query { showing(.text(slug)) }

  private static let reaching = Statement(
    "SELECT koos.administers(o.id) FROM koos.organisation o WHERE o.slug = $1")

  /// Whether the asker administers an organisation; no row where there is none of that name.
  package static func administers(_ slug: String?) -> Query { reaching(.text(slug)) }

  private static let adding = Statement(
    """
    INSERT INTO koos.organisation (slug, name, kind, parent, agb)
    VALUES ($1, $2, $3, (SELECT p.id FROM koos.organisation p WHERE p.slug = $4), $5)
    """)

  /// Adds an organisation.
  package static func add(slug: String, name: String, kind: String, parent: String?, agb: String?) -> Query {
    adding(.text(slug), .text(name), .text(kind), .text(parent), .text(agb))
  }

  /// Makes the asker administrator of the organisation just added.
  package static let administer = Statement(
    """
    INSERT INTO koos.member (worker, organisation, role, from_on)
    VALUES (koos.me(), currval('koos.organisation_id_seq'), 'admin', koos.today())
    """)()

  /// Locks all organisations: who is under whom is one tree, and two changes at once could make a ring of it.
  package static let lock = Statement("SELECT FROM koos.organisation o ORDER BY o.id FOR NO KEY UPDATE")()

  private static let standing = Statement(
    """
    SELECT o.id IN (SELECT koos.organisations_above(p.id)) FROM koos.organisation o, koos.organisation p
    WHERE o.slug = $1 AND p.slug = $2
    """)

  /// Whether an organisation is another or above it.
  package static func isAbove(_ slug: String, _ other: String?) -> Query {
    standing(.text(slug), .text(other))
  }

  private static let changing = Statement(
    """
    UPDATE koos.organisation o SET name = coalesce($2, o.name), kind = coalesce($3, o.kind),
      parent = CASE WHEN $4 THEN (SELECT p.id FROM koos.organisation p WHERE p.slug = $5) ELSE o.parent END,
      agb = CASE WHEN $6 THEN $7 ELSE o.agb END
    WHERE o.slug = $1
    """)

  /// Changes what is given; of what may be cleared, whether it is given and what it becomes.
  package static func change(
    _ slug: String, name: String?, kind: String?, parent: (Bool, String?), agb: (Bool, String?)
  ) -> Query {
    changing(
      .text(slug), .text(name), .text(kind), .bool(parent.0), .text(parent.1), .bool(agb.0), .text(agb.1))
  }

  /// The slug, `$2`.
  package static let reply = Ledger.settling("SELECT json_build_object('organisation', $2::text)::text")
}

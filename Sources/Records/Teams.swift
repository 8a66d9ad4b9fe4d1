package import Postgres

/// Teams and the wijken they work in.
package enum Teams {
  private static let object = """
    json_build_object('team', t.slug, 'name', t.name, 'kind', t.kind, 'organisation', o.slug, 'wijken',
      (SELECT coalesce(array_to_json(array_agg(tw.wijk ORDER BY tw.wijk)), '[]') FROM koos.team_wijk tw
        WHERE tw.team = t.id AND tw.valid @> koos.today()))
    """

  private static let listing = Statement(
    """
    SELECT \(object), t.slug FROM koos.team t JOIN koos.organisation o ON o.id = t.organisation
    WHERE ($1::text IS NULL OR t.slug > $1) AND ($3::text IS NULL OR t.slug = $3)
      AND ($4::text IS NULL OR strpos(lower(t.name), lower($4)) > 0) AND ($5::text IS NULL OR t.kind = $5)
      AND ($6::text IS NULL OR o.slug = $6)
      AND (cardinality($7::text[]) = 0 OR EXISTS (SELECT FROM koos.team_wijk tw
        WHERE tw.team = t.id AND tw.wijk = ANY ($7) AND tw.valid @> koos.today()))
    ORDER BY t.slug LIMIT $2::integer + 1
    """)

  /// Teams whose name holds `name`, of a kind and organisation, that work in one of some wijken.
  package static func list(
    after: String?, limit: Int, slug: String?, name: String?, kind: String?, organisation: String?,
    wijken: [String]
  ) -> Query {
    listing(
      .text(after), .integer(limit), .text(slug), .text(name), .text(kind), .text(organisation),
      .array(wijken))
  }

  private static let showing = Statement(
    "SELECT \(object) FROM koos.team t JOIN koos.organisation o ON o.id = t.organisation WHERE t.slug = $1")

  /// One team.
  package static func show(_ slug: String) -> Query { showing(.text(slug)) }

  private static let adding = Statement(
    """
    INSERT INTO koos.team (slug, name, kind, organisation)
    SELECT $1, $2, $3, o.id FROM koos.organisation o WHERE o.slug = $4
    """)

  /// Adds a team.
  package static func add(slug: String, name: String, kind: String, organisation: String) -> Query {
    adding(.text(slug), .text(name), .text(kind), .text(organisation))
  }

  private static let locking = Statement(
    "SELECT t.id, koos.administers(t.organisation), t.kind FROM koos.team t WHERE t.slug = $1 FOR UPDATE")

  /// Locks a team, also against becoming an owner: number, whether the asker administers it, kind.
  package static func lock(_ slug: String) -> Query { locking(.text(slug)) }

  private static let owning = Statement("SELECT koos.team_owns(t.id) FROM koos.team t WHERE t.slug = $1")

  /// Whether a team owns any case.
  package static func owns(_ slug: String) -> Query { owning(.text(slug)) }

  private static let changing = Statement(
    """
    UPDATE koos.team t SET slug = coalesce($2, t.slug), name = coalesce($3, t.name), kind = coalesce($4, t.kind),
      organisation = coalesce((SELECT o.id FROM koos.organisation o WHERE o.slug = $5), t.organisation)
    WHERE t.id = $1::integer
    """)

  /// Changes what is given.
  package static func change(
    _ team: Int, slug: String?, name: String?, kind: String?, organisation: String?
  ) -> Query {
    changing(.integer(team), .text(slug), .text(name), .text(kind), .text(organisation))
  }

  private static let forgetting = Statement(
    """
    DELETE FROM koos.team_wijk tw WHERE tw.team = $1::integer AND tw.valid @> koos.today()
      AND lower(tw.valid) = koos.today() AND tw.wijk <> ALL ($2::text[])
    """)
  private static let leaving = Statement(
    """
    UPDATE koos.team_wijk tw SET valid = daterange(lower(tw.valid), koos.today())
    WHERE tw.team = $1::integer AND tw.valid @> koos.today() AND tw.wijk <> ALL ($2::text[])
    """)
  private static let entering = Statement(
    """
    INSERT INTO koos.team_wijk (team, wijk, valid)
    SELECT coalesce($1::bigint, currval('koos.team_id_seq')), n.wijk, daterange(koos.today(), NULL)
    FROM unnest($2::text[]) n(wijk) WHERE NOT EXISTS (
      SELECT FROM koos.team_wijk tw WHERE tw.team = $1::integer AND tw.wijk = n.wijk AND tw.valid @> koos.today())
    """)

  /// Lets a team, the one just added where none is given, work in these wijken and no others from today on.
  package static func work(_ team: Int?, in wijken: [String]) -> [Query] {
    let (team, wijken) = (Parameter.integer(team), Parameter.array(wijken))
    return [forgetting(team, wijken), leaving(team, wijken), entering(team, wijken)]
  }

  /// The slug, `$2`.
  package static let reply = Ledger.settling("SELECT json_build_object('team', $2::text)::text")
}

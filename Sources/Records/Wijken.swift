package import Postgres

/// Wijken and who serves them.
package enum Wijken {
  private static func teams(_ kind: String) -> String {
    """
    (SELECT coalesce(array_to_json(array_agg(t.slug ORDER BY t.slug)), '[]') FROM koos.team_wijk tw JOIN koos.team t ON t.id = tw.team
      WHERE tw.wijk = w.slug AND tw.valid @> d.day AND t.kind = '\(kind)')
    """
  }

  private static let consortium = """
    (SELECT o.slug FROM koos.wijk_consortium c JOIN koos.organisation o ON o.id = c.organisation
      WHERE c.wijk = w.slug AND c.valid @> d.day)
    """

  private static let listing = Statement(
    """
    SELECT json_build_object('wijk', w.slug, 'name', w.name, 'code', w.code, 'consortium', \(consortium),
      'basecamps', \(teams("basecamp")), 'buurtteams', \(teams("buurtteam"))), w.slug
    FROM koos.wijk w CROSS JOIN (SELECT koos.today() AS day) d
    WHERE $1::text IS NULL OR w.slug > $1 ORDER BY w.slug LIMIT $2::integer + 1
    """)

  /// The ten wijken.
  package static func list(after: String?, limit: Int) -> Query { listing(.text(after), .integer(limit)) }

  private static func found(_ wijk: String) -> Statement {
    Statement(
      """
      SELECT json_build_object('wijk', w.slug, 'name', w.name, 'subwijk', f.subwijk, 'consortium', \(consortium),
        'basecamps', \(teams("basecamp")), 'buurtteams', \(teams("buurtteam")))
      FROM (SELECT coalesce($2::date, koos.today()) AS day) d
      CROSS JOIN LATERAL (\(wijk)) f JOIN koos.wijk w ON w.slug = f.wijk
      """)
  }

  private static let byPostcode = found(
    "SELECT koos.wijk_of($1, d.day) AS wijk, NULL::text AS subwijk")

  private static let byName = found(
    """
    SELECT n.wijk, n.subwijk FROM (
      SELECT w.slug AS wijk, NULL::text AS subwijk, 1 AS place FROM koos.wijk w WHERE w.slug = $1
      UNION ALL SELECT b.wijk, CASE b.kind WHEN 'subwijk' THEN b.name ELSE b.subwijk END, CASE b.kind WHEN 'subwijk' THEN 2 ELSE 3 END
      FROM koos.buurt b WHERE b.slug = $1) n ORDER BY n.place, n.wijk LIMIT 1
    """)

  /// Who serves a postcode (1234AB) on a day, today where none is given.
  package static func find(postcode: String, on day: String?) -> Query { byPostcode(.text(postcode), .text(day)) }

  /// Who serves a wijk, subwijk or buurt, its name folded to a slug.
  package static func find(name slug: String, on day: String?) -> Query { byName(.text(slug), .text(day)) }

  /// The ten wijken's slugs, one a row.
  package static let slugs = Statement("SELECT w.slug FROM koos.wijk w ORDER BY w.slug")()
}

package import Postgres

/// What can be set, for all or for a team.
package enum Settings {
  private static let object = """
    json_build_object('key', r.key, 'value', r.value, 'default', r.fallback, 'unit', r.unit, 'team', r.team)
    """

  private static let listing = Statement(
    """
    SELECT \(object), r.place FROM (
      SELECT s.key, coalesce(v.value, koos.setting(s.key, NULL)) AS value, s.fallback, s.unit, t.slug AS team,
        concat(s.key, '/', t.slug) AS place
      FROM koos.setting s
      CROSS JOIN LATERAL (SELECT NULL::integer AS team, NULL::text AS value WHERE $5::text IS NULL
          OR NOT EXISTS (SELECT FROM koos.setting_value o JOIN koos.team t ON t.id = o.team WHERE o.key = s.key AND t.slug = $5)
        UNION ALL SELECT o.team, o.value FROM koos.setting_value o WHERE o.key = s.key AND o.team IS NOT NULL) v
      LEFT JOIN koos.team t ON t.id = v.team
      WHERE $5::text IS NULL OR t.id IS NULL OR t.slug = $5
    ) r
    WHERE ($1::text IS NULL OR r.place > $1) AND ($3::text IS NULL OR r.key = $3) AND ($4::text IS NULL OR r.value = $4)
    ORDER BY r.place LIMIT $2::integer + 1
    """)

  /// Settings and what holds: for all and then for each team that has its own; with a team, what holds for it.
  package static func list(after: String?, limit: Int, key: String?, value: String?, team: String?) -> Query {
    listing(.text(after), .integer(limit), .text(key), .text(value), .text(team))
  }

  /// The keys, one a row.
  package static let keys = Statement("SELECT s.key FROM koos.setting s ORDER BY s.key")()

  private static let looking = Statement(
    """
    SELECT s.unit, s.per_team, t.id, koos.administers(t.organisation)
    FROM (VALUES (1)) one(row) LEFT JOIN koos.setting s ON s.key = $1 LEFT JOIN koos.team t ON t.slug = $2
    """)

  /// A setting and the team it is set for: unit (null: no such key), whether a team may have its own, the team's
  /// number, whether the asker administers it.
  package static func look(_ key: String, team: String?) -> Query { looking(.text(key), .text(team)) }

  private static let setting = Statement(
    """
    INSERT INTO koos.setting_value (key, team, value) VALUES ($1, $2::integer, $3)
    ON CONFLICT ON CONSTRAINT setting_value_once DO UPDATE SET value = EXCLUDED.value
    """)

  /// Sets a value, for all where no team is given.
  package static func set(_ key: String, team: Int?, _ value: String) -> Query {
    setting(.text(key), .integer(team), .text(value))
  }

  /// One row, the setting `$2` as it holds for team `$3`.
  package static let reply = Ledger.settling(
    "SELECT json_build_object('rows', 1)::text",
    rows: """
      (SELECT array_agg(\(object)::text) FROM (
        SELECT s.key, v.value, s.fallback, s.unit, (SELECT t.slug FROM koos.team t WHERE t.id = v.team) AS team
        FROM koos.setting s JOIN koos.setting_value v ON v.key = s.key AND v.team IS NOT DISTINCT FROM $3::integer
        WHERE s.key = $2) r)
      """)
}

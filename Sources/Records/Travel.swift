package import Postgres

/// How long it takes from one place to another.
package enum Travel {
  private static let setting = Statement(
    """
    INSERT INTO koos.travel (from_place, to_place, minutes) SELECT a.id, z.id, $3 FROM koos.place a, koos.place z WHERE a.slug = $1 AND z.slug = $2
    ON CONFLICT ON CONSTRAINT travel_key DO UPDATE SET minutes = EXCLUDED.minutes
    """)

  /// Sets the minutes one way.
  package static func set(from: String, to: String, minutes: Int) -> Query {
    setting(.text(from), .text(to), .integer(minutes))
  }

  /// Settles with the way from `$2` to `$3`.
  package static let settled = Ledger.settling(
    """
    SELECT json_build_object('from', a.slug, 'to', z.slug, 'minutes', t.minutes)
    FROM koos.travel t JOIN koos.place a ON a.id = t.from_place JOIN koos.place z ON z.id = t.to_place WHERE a.slug = $2 AND z.slug = $3
    """)

  private static let listing = Statement(
    """
    SELECT json_build_object('from', a.slug, 'to', z.slug, 'minutes', w.minutes, 'set', t.from_place IS NOT NULL), concat_ws('.', a.id, z.id)
    FROM koos.place a CROSS JOIN koos.place z LEFT JOIN koos.travel t ON t.from_place = a.id AND t.to_place = z.id
    CROSS JOIN LATERAL (SELECT coalesce(t.minutes, koos.travel_minutes(a.id, NULL, z.id, NULL)) AS minutes) w
    WHERE (t.from_place IS NOT NULL OR a.slug = $1 AND z.slug = $2)
      AND ($1::text IS NULL OR a.slug = $1) AND ($2::text IS NULL OR z.slug = $2) AND ($3::integer IS NULL OR w.minutes = $3)
      AND ($4::bigint IS NULL OR (a.id, z.id) > ($4, $5::bigint))
    ORDER BY a.id, z.id LIMIT $6::integer + 1
    """)

  /// The ways that were set; between two places named also what holds otherwise.
  ///
  /// - Parameter after: the numbers of the last two places shown.
  package static func list(from: String?, to: String?, minutes: Int?, after: [Int]?, limit: Int) -> Query {
    listing(
      .text(from), .text(to), .integer(minutes), .integer(after?[0]), .integer(after?[1]), .integer(limit))
  }
}

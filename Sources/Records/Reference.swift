package import Postgres

/// Forms of help and the calendar, as laid.
package enum Reference {
  private static let services = Statement(
    """
    SELECT json_build_object('service', s.slug, 'name', s.name, 'in_scope', s.in_scope, 'kind', s.kind,
      'needs_traject', s.needs_traject, 'door', s.door), s.slug
    FROM koos.service s WHERE s.valid @> koos.today() AND ($1::text IS NULL OR s.slug > $1)
    ORDER BY s.slug LIMIT $2::integer + 1
    """)

  /// The forms of help, also those that belong elsewhere.
  package static func services(after: String?, limit: Int) -> Query {
    services(.text(after), .integer(limit))
  }

  private static let days = Statement(
    """
    SELECT d.object, d.place FROM (
      SELECT e.object, row_number() OVER (ORDER BY e.day, e.kind, e.name) AS place FROM (
        SELECT h.day, 'holiday' AS kind, h.name,
          json_build_object('date', h.day, 'name', h.name, 'kind', 'holiday', 'closed', h.closed) AS object
        FROM koos.holiday h WHERE h.day >= make_date($3::integer, 1, 1) AND h.day < make_date($3::integer + 1, 1, 1)
        UNION ALL
        SELECT lower(s.during), 'school', s.name,
          json_build_object('from', lower(s.during), 'to', upper(s.during), 'name', s.name, 'kind', 'school', 'closed', false)
        FROM koos.school_holiday s WHERE s.during && daterange(make_date($3::integer, 1, 1), make_date($3::integer + 1, 1, 1))
      ) e WHERE $4::text IS NULL OR e.kind = $4
    ) d WHERE $1::bigint IS NULL OR d.place > $1 ORDER BY d.place LIMIT $2::integer + 1
    """)

  /// A year's holidays and school breaks, in order; a break ends before its `to`.
  package static func calendar(after: Int?, limit: Int, year: Int, kind: String?) -> Query {
    days(.integer(after), .integer(limit), .integer(year), .text(kind))
  }
}

package import Postgres

/// Weekly working hours.
package enum Availability {
  /// Hours as they are kept.
  package struct Hours: Sendable {
    /// ISO weekday, 1 to 7.
    package var weekday: Int
    /// Minutes after local 00:00.
    package var from: Int
    /// Minutes after local 00:00, excluded.
    package var to: Int
    /// all, odd or even.
    package var weeks: String
    /// any, online or on-site.
    package var mode: String
    /// Slug of the place where the worker is found.
    package var place: String?
    /// The first day, as ISO text; nil: always did.
    package var fromDate: String?
    /// The first day no longer; nil: no end.
    package var untilDate: String?

    package init(
      weekday: Int, from: Int, to: Int, weeks: String, mode: String, place: String?, fromDate: String?,
      untilDate: String?
    ) {
      self.weekday = weekday
      self.from = from
      self.to = to
      self.weeks = weeks
      self.mode = mode
      self.place = place
      self.fromDate = fromDate
      self.untilDate = untilDate
    }
  }

  private static func row(_ code: String) -> String {
    """
    json_build_object('availability', \(code), 'worker', w.login,
      'day', (ARRAY['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'])[a.weekday],
      'from', left((make_interval(mins => a.from_minute))::text, 5), 'to', left((make_interval(mins => a.to_minute))::text, 5),
      'weeks', a.weeks, 'mode', a.mode, 'place', (SELECT p.slug FROM koos.place p WHERE p.id = a.place),
      'from_date', nullif(a.from_on, '-infinity'), 'until_date', nullif(a.until_on, 'infinity'))
    """
  }

  /// SQL: whether the time of a worker `w` is the asker's to change.
  static let isMine = "koos.keeps_hours(w.id)"

  private static let mine = Statement("SELECT \(isMine) FROM koos.worker w WHERE w.login = $1")

  /// Whether the hours of a worker are the asker's to change: the own ones, or those of a member of a team the asker
  /// leads or plans for.
  package static func isMine(worker login: String) -> Query { mine(.text(login)) }

  private static let addition = Statement(
    """
    INSERT INTO koos.availability (worker, weekday, from_minute, to_minute, weeks, mode, place, from_on, until_on)
    SELECT w.id, $2, $3, $4, $5, $6, (SELECT p.id FROM koos.place p WHERE p.slug = $7), coalesce($8::date, '-infinity'),
      coalesce($9::date, 'infinity')
    FROM koos.worker w WHERE w.login = $1
    """)

  /// Adds hours.
  package static func add(_ hours: Hours, for login: String) -> Query {
    addition(
      .text(login), .integer(hours.weekday), .integer(hours.from), .integer(hours.to), .text(hours.weeks),
      .text(hours.mode), .text(hours.place), .text(hours.fromDate), .text(hours.untilDate))
  }

  /// Settles an addition; `$2`: whether it is a dry run, which has no code.
  package static let added = Ledger.settling(
    "json_build_object('rows', 1)",
    rows: """
      (SELECT ARRAY[\(row("CASE WHEN $2::boolean THEN NULL ELSE 'U-' || a.id END"))::text]
        FROM koos.availability a JOIN koos.worker w ON w.id = a.worker
        WHERE a.id = (SELECT currval('koos.availability_id_seq')))
      """)

  /// Removes a worker's hours, of one day or all, and settles with what is gone; `$2` login, `$3` weekday or null.
  package static let clearing = Statement(
    """
    WITH gone AS (
      DELETE FROM koos.availability a USING koos.worker w
      WHERE w.login = $2 AND a.worker = w.id AND ($3::integer IS NULL OR a.weekday = $3)
      RETURNING a.weekday, a.from_minute, a.id, \(row("'U-' || a.id"))::text AS object
    )
    UPDATE koos.ledger l SET reply = (SELECT json_build_object('rows', count(*)) FROM gone),
      lines = (SELECT coalesce(array_agg(g.object ORDER BY g.weekday, g.from_minute, g.id), '{}') FROM gone g)
    WHERE l.worker = koos.me() AND l.token = $1 RETURNING l.reply, array_to_string(l.lines, E'\\n')
    """)

  private static let listing = Statement(
    """
    SELECT \(row("'U-' || a.id")), concat_ws('.', a.worker, a.weekday, a.from_minute, a.id)
    FROM koos.availability a JOIN koos.worker w ON w.id = a.worker
    WHERE ($1::text IS NULL OR w.login = $1) AND ($2::integer IS NULL OR a.weekday = $2)
      AND ($3::integer IS NULL OR a.from_minute = $3) AND ($4::integer IS NULL OR a.to_minute = $4)
      AND ($5::text IS NULL OR a.weeks IN ('all', $5)) AND ($6::text IS NULL OR a.mode IN ('any', $6))
      AND ($7::text IS NULL OR a.place = (SELECT p.id FROM koos.place p WHERE p.slug = $7))
      AND ($8::date IS NULL OR a.until_on > $8) AND ($9::date IS NULL OR a.from_on < $9)
      AND ($10::bigint[] IS NULL OR (a.worker, a.weekday, a.from_minute, a.id)
        > (($10::bigint[])[1], ($10::bigint[])[2], ($10::bigint[])[3], ($10::bigint[])[4]))
    ORDER BY a.worker, a.weekday, a.from_minute, a.id LIMIT $11::integer + 1
    """)

  /// What hours are listed; a member left out bounds nothing.
  package struct Filter: Sendable {
    package var worker: String?
    package var weekday: Int?
    package var from: Int?
    package var to: Int?
    /// Only hours that hold in such weeks.
    package var weeks: String?
    /// Only hours that serve such appointments.
    package var mode: String?
    package var place: String?
    /// Only hours that hold on this day or later.
    package var fromDate: String?
    /// Only hours that hold before this day.
    package var untilDate: String?

    package init() {}
  }

  /// Working hours, a page after a cursor of four numbers.
  package static func list(_ filter: Filter, after: [Int]?, limit: Int) -> Query {
    listing(
      .text(filter.worker), .integer(filter.weekday), .integer(filter.from), .integer(filter.to), .text(filter.weeks),
      .text(filter.mode), .text(filter.place), .text(filter.fromDate), .text(filter.untilDate),
      after.map { .array($0) } ?? .null, .integer(limit))
  }
}

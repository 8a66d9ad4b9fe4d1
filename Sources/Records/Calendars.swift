package import Postgres

/// What decides when people can meet: their hours, what occupies them, how far they travel.
package enum Calendars {
  private static func colleagues(_ whose: String, from: String = "$2::date", to: String = "$3::date") -> Statement {
    Statement(
    """
    SELECT w.login, w.id, w.resource, w.base, t.all,
      (SELECT string_agg(concat_ws(' ', a.weekday, a.from_minute, a.to_minute, a.weeks, a.mode, a.from_on, a.until_on), ',')
        FROM koos.availability a WHERE a.worker = w.id AND a.from_on < \(to) AND a.until_on > \(from)),
      CASE WHEN koos.setting('calendar.closed-on-holidays', t.first) = 'yes' THEN
        (SELECT string_agg(h.day::text, ' ') FROM koos.holiday h WHERE h.closed AND h.day >= \(from) AND h.day < \(to)) END,
      koos.setting('appointment.notice', t.first), koos.setting('appointment.horizon', t.first)
    FROM koos.worker w CROSS JOIN LATERAL (
      SELECT string_agg(m.team::text, ' ') AS all, (array_agg(m.team ORDER BY m.id))[1] AS first FROM koos.member m
      WHERE m.worker = w.id AND m.team IS NOT NULL AND m.from_on <= koos.today() AND koos.today() < m.until_on) t
    WHERE \(whose) AND w.disabled_at IS NULL
    """)
  }
  private static let colleagues = colleagues("w.login = ANY($1)")
  private static func day(_ moment: String, _ shift: String) -> String {
    "coalesce(\(moment)::date, (SELECT (a.starts_at \(shift))::date FROM koos.appointment a WHERE a.id = $1))"
  }
  private static let takingPart = colleagues(
    "(w.id IN (SELECT p.worker FROM koos.appointment_worker p WHERE p.appointment = $1::integer) OR w.login = ANY ($4))",
    from: day("$2", "- interval '1 day'"), to: day("$3", "+ interval '3 days'"))

  /// Workers who still work here, with what a search or a booking on the days `from` to `to` asks of them.
  ///
  /// Columns: login, number, resource, base, teams, hours (weekday, minutes from and to, weeks, mode, first day, first
  /// day no longer), closed days, notice, horizon. Settings are those of the team joined first.
  package static func people(_ logins: [String], from: String, to: String) -> Query {
    colleagues(.array(logins), .text(from), .text(to))
  }

  /// The same of those who take part in an appointment or are to; without days, on those of the appointment.
  package static func people(
    in appointment: Int, joining: [String] = [], from: String? = nil, to: String? = nil
  ) -> Query {
    takingPart(.integer(appointment), .text(from), .text(to), .array(joining))
  }

  private static let ofTeam = colleagues(
    """
    w.id IN (SELECT p.worker FROM koos.appointment_worker p WHERE p.appointment IN (SELECT q.appointment FROM koos.appointment_worker q
      JOIN koos.member m ON m.worker = q.worker JOIN koos.team t ON t.id = m.team AND t.slug = $1
      WHERE q.starts_at >= koos.midnight($2::date) AND q.starts_at < koos.midnight($3::date)))
    """)

  /// The same of those who take part in anything that begins on these days with somebody of a team.
  package static func people(with team: String, from: String, to: String) -> Query {
    ofTeam(.text(team), .text(from), .text(to))
  }

  private static let occupied = Statement(
    """
    WITH needed AS MATERIALIZED (
      SELECT w.resource, w.base FROM koos.worker w WHERE w.login = ANY($1) AND w.disabled_at IS NULL
      UNION ALL SELECT k.resource, NULL FROM koos.casus c JOIN koos.client k ON k.id = c.client WHERE c.id = $2::integer
      UNION ALL SELECT r.resource, NULL FROM koos.place p JOIN koos.room r ON r.place = p.id WHERE p.slug = $4 AND $5::boolean
    ), busy AS MATERIALIZED (
      SELECT o.resource, o.during, o.place, o.home_wijk
      FROM needed n JOIN koos.occupied o ON o.resource = n.resource AND o.during && tstzrange(to_timestamp($6::bigint), to_timestamp($7::bigint))
      WHERE o.expires_at IS NULL OR o.expires_at > koos.now()
    ), stop AS MATERIALIZED (
      SELECT b.place, b.home_wijk FROM busy b WHERE b.place IS NOT NULL OR b.home_wijk IS NOT NULL
      UNION SELECT n.base, NULL FROM needed n WHERE n.base IS NOT NULL
      UNION SELECT p.id, NULL FROM koos.place p WHERE p.slug = $4
      UNION SELECT NULL, k.wijk FROM koos.casus c JOIN koos.client k ON k.id = c.client WHERE c.id = $2 AND $3::boolean
    )
    SELECT b.resource, extract(epoch FROM lower(b.during))::bigint, extract(epoch FROM upper(b.during))::bigint,
      b.place, b.home_wijk, NULL::integer, NULL::text, NULL::integer FROM busy b
    UNION ALL
    SELECT NULL, NULL, NULL, a.place, a.home_wijk, z.place, z.home_wijk,
      koos.travel_minutes(a.place, a.home_wijk, z.place, z.home_wijk) FROM stop a CROSS JOIN stop z
    """)

  /// What occupies workers, a child and a place's rooms between two moments, and the travel between all the places
  /// this brings up, all of one instant.
  ///
  /// Rows with a resource: resource, start, end (epoch seconds), place, wijk of a home. Rows without: from place or
  /// home, to place or home, minutes one way.
  ///
  /// - Parameter isAtHome: whether the place is the home of the case's child.
  package static func busy(
    _ logins: [String], casus: Int?, isAtHome: Bool, place: String?, withRooms: Bool, from: Int, to: Int
  ) -> Query {
    occupied(
      .array(logins), .integer(casus), .bool(isAtHome), .text(place), .bool(withRooms), .integer(from), .integer(to))
  }

  private static let venues = Statement(
    """
    SELECT (SELECT p.id FROM koos.place p WHERE p.slug = $1), k.resource, k.wijk, k.client, k.via, k.role, k.team
    FROM (SELECT) here LEFT JOIN (SELECT k.resource, k.wijk, k.id AS client, g.via, g.role, g.team
      FROM koos.casus c JOIN koos.client k ON k.id = c.client \(Grounds.joined("case", "c.id")) WHERE c.id = $2::integer) k ON true
    """)

  /// Where a search is for: number of the place, resource of the case's child, wijk of its home, the child, and the ground,
  /// role and team it may be known by; each null where not asked.
  package static func venue(place: String?, casus: Int?) -> Query { venues(.text(place), .integer(casus)) }

  private static func based(
    _ whose: String, _ place: String, _ wijk: String, besides: String = "", from: String = "to_timestamp($1::bigint)",
    to: String = "to_timestamp($2::bigint)"
  ) -> Statement {
    Statement(
      """
      SELECT w.login, koos.travel_minutes(w.base, NULL, h.place, h.wijk), koos.travel_minutes(h.place, h.wijk, w.base, NULL),
        (SELECT string_agg(concat_ws(' ', extract(epoch FROM lower(o.during))::bigint, extract(epoch FROM upper(o.during))::bigint,
            CASE WHEN o.place IS NULL AND o.home_wijk IS NULL THEN 'online' ELSE 'on-site' END), ',')
          FROM koos.occupied o WHERE o.resource = w.resource AND o.during && tstzrange(\(from), \(to))
            AND (o.expires_at IS NULL OR o.expires_at > koos.now())\(besides))
      FROM koos.worker w CROSS JOIN (SELECT \(place) AS place, \(wijk) AS wijk) h
      WHERE \(whose) AND w.base IS NOT NULL AND (h.place IS NOT NULL OR h.wijk IS NOT NULL)
      """)
  }

  private static let based = based(
    "w.login = ANY($3)", "(SELECT p.id FROM koos.place p WHERE p.slug = $4)",
    "(SELECT k.wijk FROM koos.casus c JOIN koos.client k ON k.id = c.client WHERE c.id = $5::integer)")

  /// Those of some workers whose days begin and end at a base: login, minutes from there to a place or to the home of
  /// a case's child, minutes back, and what occupies them between two moments (start, end, on-site or online).
  package static func based(_ logins: [String], place: String?, home casus: Int?, from: Int, to: Int) -> Query {
    based(.integer(from), .integer(to), .array(logins), .text(place), .integer(casus))
  }

  private static let basedFor = based(
    """
    (w.id IN (SELECT p.worker FROM koos.appointment_worker p WHERE p.appointment = $3::integer) OR w.login = ANY ($5))
    """,
    "coalesce((SELECT p.id FROM koos.place p WHERE p.slug = $4), (SELECT a.place FROM koos.appointment a WHERE a.id = $3))",
    "(SELECT a.home_wijk FROM koos.appointment a WHERE a.id = $3 AND $4::text IS NULL)",
    besides: " AND o.appointment IS DISTINCT FROM $3", from: moment("$1", "- interval '24 hours'"),
    to: moment("$2", "+ interval '48 hours'"))

  private static func moment(_ seconds: String, _ shift: String) -> String {
    "coalesce(to_timestamp(\(seconds)::bigint), (SELECT a.starts_at \(shift) FROM koos.appointment a WHERE a.id = $3))"
  }

  /// The same of who takes part in an appointment, or is to, and of where it is held, or is to be, and when: it is not in
  /// its own way.
  package static func based(
    for appointment: Int, joining: [String] = [], at place: String? = nil, from: Int? = nil, to: Int? = nil
  ) -> Query {
    basedFor(.integer(from), .integer(to), .integer(appointment), .text(place), .array(joining))
  }
}

package import Postgres

/// What decides when people can meet: their hours, what occupies them, how far they travel.
package enum Calendars {
  /// SQL: the days looked at; of an agenda of today the database knows the day.
  private static let firstDay = "coalesce($2::date, koos.today() - 1)"
  private static let endDay = "coalesce($3::date, koos.today() + 2)"

  /// SQL: the settings and closed days of the teams that `who` joined first: looked up once a team, not once a worker.
  private static func rules(from: String, to: String) -> String {
    """
    rules AS MATERIALIZED (
      SELECT f.first, koos.setting('appointment.notice', f.first) AS notice, koos.setting('appointment.horizon', f.first) AS horizon,
        koos.setting('appointment.prepare', f.first) AS prepare, koos.setting('appointment.follow-up', f.first) AS follow_up,
        CASE WHEN koos.setting('calendar.closed-on-holidays', f.first) = 'yes' THEN
          (SELECT string_agg(h.day::text, ' ') FROM koos.holiday h WHERE h.closed AND h.day >= \(from) AND h.day < \(to)) END AS closed
      FROM (SELECT DISTINCT who.first FROM who) f)
    """
  }

  /// SQL: what is told of the workers of `who`.
  private static func told(from: String, to: String) -> String {
    """
    SELECT w.login, w.id, w.resource, w.base, w.teams,
      (SELECT string_agg(concat_ws(' ', a.weekday, a.from_minute, a.to_minute, a.weeks, a.mode, a.from_on, a.until_on), ',')
        FROM koos.availability a WHERE a.worker = w.id AND a.from_on < \(to) AND a.until_on > \(from)),
      r.closed, r.notice, r.horizon,
      (SELECT string_agg(concat_ws(' ', extract(epoch FROM v.from_at)::bigint, extract(epoch FROM v.to_at)::bigint), ',')
        FROM koos.absence v WHERE v.worker = w.id AND v.cancelled_at IS NULL
          AND v.from_at < koos.midnight(\(to)) AND v.to_at > koos.midnight(\(from))),
      r.prepare, r.follow_up
    """
  }

  private static func who(_ selected: String) -> String {
    """
    who AS MATERIALIZED (
      SELECT w.login, w.id, w.resource, w.base, w.discipline, t.teams, t.first FROM koos.worker w CROSS JOIN LATERAL (
        SELECT string_agg(m.team::text, ' ') AS teams, (array_agg(m.team ORDER BY m.id))[1] AS first FROM koos.member m
        WHERE m.worker = w.id AND m.team IS NOT NULL AND m.from_on <= (SELECT koos.today()) AND (SELECT koos.today()) < m.until_on) t
      WHERE w.disabled_at IS NULL AND \(selected))
    """
  }

  private static func colleagues(
    _ selected: String, from: String = "$2::date", to: String = "$3::date"
  ) -> Statement {
    Statement(
      """
      WITH \(who(selected)), \(rules(from: from, to: to))
      \(told(from: from, to: to)) FROM who w JOIN rules r ON r.first IS NOT DISTINCT FROM w.first
      """)
  }

  private static let colleagues = colleagues("w.login = ANY($1)")

  /// Workers who still work here, with what a search or a booking on the days `from` to `to` asks of them.
  ///
  /// Columns: login, number, resource, base, teams, hours (weekday, minutes from and to, weeks, mode, first day, first
  /// day no longer), closed days, notice, horizon, absences (epoch seconds), preparation, follow-up. Settings are those of
  /// the team joined first.
  package static func people(_ logins: [String], from: String, to: String) -> Query {
    colleagues(.array(logins), .text(from), .text(to))
  }

  private static func day(_ given: String, _ shift: String) -> String {
    "coalesce(\(given)::date, (SELECT (a.starts_at \(shift))::date FROM koos.appointment a WHERE a.id = $1))"
  }

  private static let takingPart = colleagues(
    "(w.id IN (SELECT p.worker FROM koos.appointment_worker p WHERE p.appointment = $1::integer) OR w.login = ANY ($4))",
    from: day("$2", "- interval '1 day'"), to: day("$3", "+ interval '3 days'"))

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

  /// Whose time a search is about.
  package struct Sought: Sendable {
    /// Those named.
    package var logins: [String]
    /// The case.
    package var casus: Int?
    /// Whether others are needed too.
    package var needsOthers: Bool
    /// Slug of the team they come from; nil: from the asker's own teams and those that own the case.
    package var team: String?
    /// Their disciplines; nil: any.
    package var disciplines: [String]?

    package init(_ logins: [String], casus: Int?, needsOthers: Bool, team: String?, disciplines: [String]?) {
      self.logins = logins
      self.casus = casus
      self.needsOthers = needsOthers
      self.team = team
      self.disciplines = disciplines
    }
  }

  /// SQL: numbers of the workers sought, those named and those who may fill a need: members who work with children, not
  /// the office; where neither is said, who asks. `$1` logins, `$4` case, `$5` whether others are needed, `$6` team, `$7` disciplines.
  private static let sought = """
    sought AS MATERIALIZED (
      SELECT w.id FROM koos.worker w WHERE w.login = ANY($1) AND w.disabled_at IS NULL
      UNION SELECT koos.me() WHERE NOT $5::boolean AND $1 = '{}'
      UNION
      SELECT w.id FROM koos.member m JOIN koos.worker w ON w.id = m.worker AND w.disabled_at IS NULL
      WHERE $5::boolean AND m.role IN ('specialist', 'gezinswerker', 'lead') AND m.from_on <= (SELECT koos.today())
        AND (SELECT koos.today()) < m.until_on AND ($7::text[] IS NULL OR w.discipline = ANY($7))
        AND m.team = ANY(ARRAY(
          SELECT t.id FROM koos.team t WHERE t.slug = $6::text
          UNION SELECT o.team FROM koos.member o WHERE $6 IS NULL AND o.worker = (SELECT koos.me())
            AND o.from_on <= (SELECT koos.today()) AND (SELECT koos.today()) < o.until_on
          UNION SELECT o.team FROM koos.casus_owner o WHERE $6 IS NULL AND o.casus = $4::integer)))
    """

  private static let candidates = Statement(
    """
    WITH \(sought), \(who("w.id = ANY(ARRAY(SELECT sought.id FROM sought))")), \(rules(from: firstDay, to: endDay)), own AS MATERIALIZED (
      SELECT c.regie AS worker FROM koos.casus c WHERE c.id = $4
      UNION SELECT p.worker FROM koos.appointment_case x JOIN koos.appointment a ON a.id = x.appointment
        AND a.status IN ('gepland', 'bevestigd', 'gerealiseerd') JOIN koos.appointment_worker p ON p.appointment = a.id WHERE x.casus = $4
      UNION SELECT koos.waiting_own_worker(e) FROM koos.waiting_entry e WHERE e.casus = $4 AND e.status NOT IN ('gestart', 'uitgeschreven'))
    \(told(from: firstDay, to: endDay)), w.discipline, EXISTS (SELECT FROM own WHERE own.worker = w.id)
    FROM who w JOIN rules r ON r.first IS NOT DISTINCT FROM w.first ORDER BY w.login
    """)

  /// Workers sought who still work here, by login, with the columns of `people` and two more: discipline, and whether
  /// the worker helps the child of the case already (R14), which is who holds the regie, takes part in its
  /// appointments, or helped before and is waited for.
  package static func candidates(_ sought: Sought, from: String?, to: String?) -> Query {
    Query(candidates, parameters(sought, .text(from), .text(to)))
  }

  private static func parameters(_ sought: Sought, _ from: Parameter, _ to: Parameter) -> [Parameter] {
    [
      .array(sought.logins), from, to, .integer(sought.casus), .bool(sought.needsOthers), .text(sought.team),
      sought.disciplines.map { .array($0) } ?? .null,
    ]
  }

  // A home stands among the places by its wijk, as a negative number.
  private static let occupied = Statement(
    """
    WITH \(sought), looked AS MATERIALIZED (
      SELECT coalesce(to_timestamp($2::bigint), koos.midnight(koos.today() - 1)) AS from_at,
        coalesce(to_timestamp($3::bigint), koos.midnight(koos.today() + 2)) AS to_at
    ), home AS MATERIALIZED (
      SELECT k.slug, -row_number() OVER (ORDER BY k.slug) AS stop FROM koos.wijk k
    ), needed AS MATERIALIZED (
      SELECT w.resource, w.base FROM koos.worker w WHERE w.id = ANY(ARRAY(SELECT sought.id FROM sought))
      UNION ALL SELECT k.resource, NULL FROM koos.casus c JOIN koos.client k ON k.id = c.client WHERE c.id = $4
      UNION ALL SELECT r.resource, NULL FROM koos.place p JOIN koos.room r ON r.place = p.id WHERE p.slug = $8 AND $9::boolean
    ), busy AS MATERIALIZED (
      SELECT o.resource, date_part('epoch', lower(o.during))::bigint AS start, date_part('epoch', upper(o.during))::bigint AS till,
        coalesce(o.place, h.stop) AS stop
      FROM needed n JOIN koos.occupied o ON o.resource = n.resource AND o.during && (SELECT tstzrange(l.from_at, greatest(l.from_at, l.to_at)) FROM looked l)
      LEFT JOIN home h ON h.slug = o.home_wijk
      WHERE (o.expires_at IS NULL OR o.expires_at > (SELECT koos.now())) AND o.holder <> 'absence'
    ), stop AS MATERIALIZED (
      SELECT s.stop, p.id AS place, coalesce(p.wijk, h.slug) AS wijk
      FROM (SELECT b.stop FROM busy b WHERE b.stop IS NOT NULL
        UNION SELECT n.base FROM needed n WHERE n.base IS NOT NULL
        UNION SELECT p.id FROM koos.place p WHERE p.slug = $8
        UNION SELECT h.stop FROM koos.casus c JOIN koos.client k ON k.id = c.client JOIN home h ON h.slug = k.wijk
          WHERE c.id = $4 AND $10::boolean) s
      LEFT JOIN koos.place p ON p.id = s.stop LEFT JOIN home h ON h.stop = s.stop
    ), minutes AS MATERIALIZED (
      SELECT koos.minutes(koos.setting('travel.same-wijk', NULL)) AS near, koos.minutes(koos.setting('travel.other-wijk', NULL)) AS far
    )
    SELECT b.resource, b.start, b.till, b.stop, NULL FROM busy b
    UNION ALL
    SELECT NULL, NULL, NULL, a.stop,
      string_agg(koos.way_minutes(a.place = z.place, t.minutes, a.wijk = z.wijk, m.near, m.far)::text, ' ' ORDER BY z.stop)
    FROM minutes m CROSS JOIN stop a CROSS JOIN stop z LEFT JOIN koos.travel t ON t.from_place = a.place AND t.to_place = z.place
    GROUP BY a.stop
    """)

  /// What occupies workers, a child and a place's rooms between two moments, and the travel between all the places
  /// this brings up, all of one instant. An absence does not occupy: it is time not worked.
  ///
  /// Rows with a resource: resource, start, end (epoch seconds), stop. Rows without: null three times, stop, minutes
  /// from there to each stop, in the order of their numbers. A stop is the number of a place, or a negative one for
  /// homes of a wijk.
  ///
  /// - Parameters:
  ///   - isAtHome: whether the place is the home of the case's child.
  ///   - withRooms: whether the rooms of the place count.
  package static func busy(
    _ sought: Sought, isAtHome: Bool, place: String?, withRooms: Bool, from: Int?, to: Int?
  ) -> Query {
    Query(
      occupied,
      parameters(sought, .integer(from), .integer(to)) + [.text(place), .bool(withRooms), .bool(isAtHome)])
  }

  private static let spot = Statement("SELECT p.id FROM koos.place p WHERE p.slug = $1")

  /// The stop of a place.
  package static func stop(of place: String) -> Query { spot(.text(place)) }

  private static let children = Statement(
    """
    SELECT k.resource, (SELECT -count(*) FROM koos.wijk o WHERE o.slug <= k.wijk), k.id, g.via, g.role, g.team
    FROM koos.casus c JOIN koos.client k ON k.id = c.client \(Grounds.joined("case", "c.id")) WHERE c.id = $1::integer
    """)

  /// The child of a case: resource, stop of its home, number, and the ground, role and team it may be known by.
  package static func child(of casus: Int) -> Query { children(.integer(casus)) }

  private static let school = Statement(
    """
    SELECT (SELECT string_agg(h.day::text, ' ') FROM koos.holiday h WHERE h.closed AND h.day >= $1::date AND h.day < $2::date),
      (SELECT string_agg(concat_ws('/', lower(s.during), upper(s.during)), ' ') FROM koos.school_holiday s
        WHERE s.during && daterange($1, $2))
    """)

  /// The days on which children are not at school, of the days `from` to `to`: public holidays on which teams are
  /// closed, and school holidays, each with the first day after it.
  package static func schoolFree(from: String, to: String) -> Query { school(.text(from), .text(to)) }

  private static func based(
    _ whose: String, _ place: String, _ wijk: String, besides: String = "", from: String = "to_timestamp($1::bigint)",
    to: String = "to_timestamp($2::bigint)"
  ) -> Statement {
    Statement(
      """
      SELECT w.login, koos.travel_minutes(w.base, NULL, h.place, h.wijk), koos.travel_minutes(h.place, h.wijk, w.base, NULL),
        (SELECT string_agg(concat_ws(' ', extract(epoch FROM lower(o.during))::bigint, extract(epoch FROM upper(o.during))::bigint,
            CASE WHEN o.place IS NULL AND o.home_wijk IS NULL THEN 'online' ELSE 'on-site' END), ',')
          FROM koos.occupied o WHERE o.resource = w.resource AND o.holder <> 'absence' AND o.during && tstzrange(\(from), \(to))
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

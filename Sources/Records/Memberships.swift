package import Postgres

/// Roles held in teams and organisations.
package enum Memberships {
  private static func object(_ more: String = "") -> String {
    """
    json_build_object('role', m.role, 'team', t.slug, 'organisation', g.slug, 'from', m.from_on,
      'until', nullif(m.until_on, 'infinity')\(more))
    """
  }

  private static let placed = """
    koos.member m LEFT JOIN koos.team t ON t.id = m.team LEFT JOIN koos.organisation g ON g.id = m.organisation
    """

  /// The roles the worker `w` holds today, the one joined first coming first.
  static let today = """
    (SELECT coalesce(array_to_json(array_agg(\(object()) ORDER BY m.from_on, m.id)), '[]') FROM \(placed)
      WHERE m.worker = w.id AND m.from_on <= koos.today() AND koos.today() < m.until_on)
    """

  private static let reason = """
    CASE WHEN koos.administers(coalesce(t.organisation, m.organisation)) OR EXISTS (SELECT FROM koos.member l
      WHERE l.worker = koos.me() AND l.team = m.team AND l.role = 'lead' AND l.from_on <= koos.today() AND koos.today() < l.until_on)
    THEN m.end_reason END
    """

  private static let listing = Statement(
    """
    SELECT \(object(", 'worker', w.login, 'name', w.name, 'reason', \(reason)")), m.id
    FROM \(placed) JOIN koos.worker w ON w.id = m.worker
    WHERE ($1::integer IS NULL OR m.id > $1) AND ($3::text IS NULL OR w.login = $3)
      AND ($4::text IS NULL OR coalesce(t.slug, g.slug) = $4) AND ($5::text IS NULL OR m.role = $5)
      AND coalesce($6::date, CASE WHEN $7::date IS NULL THEN koos.today() ELSE '-infinity' END) < m.until_on
      AND m.from_on < coalesce($7::date, 'infinity') AND m.from_on < m.until_on
    ORDER BY m.id LIMIT $2::integer + 1
    """)

  /// Roles that are held at some time from a day until another; neither given, today or later.
  package static func list(
    after: Int?, limit: Int, worker: String?, place: String?, role: String?, from: String?, until: String?
  ) -> Query {
    listing(
      .integer(after), .integer(limit), .text(worker), .text(place), .text(role), .text(from), .text(until))
  }

  private static let looking = Statement(
    """
    SELECT w.id, w.disabled_at IS NOT NULL, t.id, g.id, koos.administers(coalesce(t.organisation, g.id))
    FROM koos.worker w LEFT JOIN koos.team t ON NOT $3 AND t.slug = $2 LEFT JOIN koos.organisation g ON $3 AND g.slug = $2
    WHERE w.login = $1
    """)

  /// Whom and what a membership is about: the worker's number and whether disabled, the team's number or the
  /// organisation's, whether the asker administers it.
  package static func look(worker: String, place: String, isOrganisation: Bool) -> Query {
    looking(.text(worker), .text(place), .bool(isOrganisation))
  }

  private static let adding = Statement(
    """
    INSERT INTO koos.member (worker, team, organisation, role, from_on, until_on)
    VALUES ($1::integer, $2::integer, $3::integer, $4, coalesce($5::date, koos.today()), coalesce($6::date, 'infinity'))
    """)

  /// Gives a role, from today where no day is given.
  package static func add(
    worker: Int, team: Int?, organisation: Int?, role: String, from: String?, until: String?
  ) -> Query {
    adding(.integer(worker), .integer(team), .integer(organisation), .text(role), .text(from), .text(until))
  }

  private static let finding = Statement(
    """
    SELECT m.id, m.from_on - koos.today(), m.from_on - coalesce($6::date, koos.today())
    FROM \(placed) JOIN koos.worker w ON w.id = m.worker
    WHERE w.login = $1 AND coalesce(t.slug, g.slug) = $2 AND m.role = $3
      AND m.until_on > greatest(coalesce($6::date, koos.today()), m.from_on)
      AND ($4::date IS NULL OR m.from_on = $4) AND ($5::date IS NULL OR m.until_on = $5)
    ORDER BY m.from_on LIMIT 1 FOR UPDATE OF m
    """)

  /// Locks the first membership that would be shortened by ending on a day, today where none is given: number, days from today and from that
  /// day until it begins.
  package static func find(
    worker: String, place: String, role: String, from: String?, until: String?, endingOn day: String?
  ) -> Query {
    finding(.text(worker), .text(place), .text(role), .text(from), .text(until), .text(day))
  }

  private static let ending = Statement(
    """
    UPDATE koos.member m SET until_on = greatest($2::date, m.from_on), end_reason = $3 WHERE m.id = $1::integer
    """)

  /// Ends a membership on a day, which is the first it no longer holds; one that begins later has then never held.
  package static func end(_ member: Int, on day: String, reason: String?) -> Query {
    ending(.integer(member), .text(day), .text(reason))
  }

  private static func reply(_ which: String) -> Statement {
    Ledger.settling(
      """
      SELECT json_build_object('membership', \(object(", 'worker', w.login")))::text
      FROM \(placed) JOIN koos.worker w ON w.id = m.worker WHERE m.id = \(which)
      """)
  }

  /// What was just added.
  package static let added = reply("currval('koos.member_id_seq')")
  /// What was ended, `$2`.
  package static let ended = reply("$2::integer")
}

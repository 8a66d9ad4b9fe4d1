package import Postgres

/// Groups: children helped together, each on a seat (R09).
package enum Groups {
  /// SQL for the groups that the child of a case is in or waits for.
  static func told(_ casus: String) -> String {
    """
    (SELECT coalesce(array_to_json(array_agg(json_build_object('group', 'G-' || g.id, 'name', g.name, 'seat', x.seat,
      'waiting', koos.group_order(x.id)) ORDER BY g.id)), '[]')
      FROM koos.group_place x JOIN koos.care_group g ON g.id = x.care_group WHERE x.casus = \(casus))
    """
  }

  private static let founding = Statement(
    """
    INSERT INTO koos.care_group (name, service, leader, capacity, series, added_by)
    SELECT $1, $2, w.id, $4, currval('koos.series_id_seq'), koos.me() FROM koos.worker w WHERE w.login = $3
    """)

  /// Makes a group of the series just made.
  package static func found(_ name: String, service: String, leader: String, capacity: Int) -> Query {
    founding(.text(name), .text(service), .text(leader), .integer(capacity))
  }

  /// Settles with the group made.
  package static let founded = Ledger.settling(
    """
    SELECT json_build_object('group', 'G-' || g.id, 'name', g.name, 'capacity', g.capacity, 'series', 'S-' || g.series,
      'sessions', (SELECT count(*) FROM koos.appointment a WHERE a.series = g.series))
    FROM koos.care_group g WHERE g.id = (SELECT currval('koos.care_group_id_seq'))
    """,
    rows: Series.made)

  /// Which groups are listed.
  package struct Filter: Sendable {
    /// Looked for in the name.
    package var name: String?
    package var service: String?
    package var leader: String?
    package var capacity: Int?
    /// As it was given.
    package var rule: String?
    /// Of the first session, as it was booked.
    package var start: Int?
    /// Of each session, as they were booked.
    package var minutes: Int?
    /// Of the next session.
    package var mode: String?
    /// Of the next session.
    package var place: String?

    package init() {}
  }

  private static let listing = Statement(
    """
    SELECT json_build_object('group', 'G-' || g.id, 'name', g.name, 'service', g.service, 'leader', w.login, 'capacity', g.capacity,
      'taken', f.taken, 'waiting', f.waiting, 'next', n.starts_at, 'mode', n.mode, 'place', p.slug, 'series', 'S-' || g.series), g.id
    FROM koos.care_group g JOIN koos.worker w ON w.id = g.leader CROSS JOIN koos.group_figures(g.id) f
    LEFT JOIN LATERAL (SELECT s.starts_at, s.mode, s.place FROM koos.coming_sessions(g.id) s ORDER BY s.starts_at, s.id LIMIT 1) n ON true
    LEFT JOIN koos.place p ON p.id = n.place
    WHERE \(CaseTelling.contains("g.name", "$1")) AND ($2::text IS NULL OR g.service = $2) AND ($3::text IS NULL OR w.login = $3)
      AND ($4::integer IS NULL OR g.capacity = $4) AND ($5::text IS NULL OR n.mode = $5) AND ($6::text IS NULL OR p.slug = $6)
      AND ($7::integer IS NULL OR g.id > $7) AND EXISTS (SELECT FROM koos.series s WHERE s.id = g.series
        AND ($9::text IS NULL OR s.rrule = $9) AND ($10::bigint IS NULL OR s.starts_at = to_timestamp($10))
        AND ($11::integer IS NULL OR s.minutes = $11))
    ORDER BY g.id LIMIT $8::integer + 1
    """)

  /// Groups by number, with how many seats are taken and how many children wait.
  package static func list(_ filter: Filter, after: Int?, limit: Int) -> Query {
    listing(
      .text(filter.name), .text(filter.service), .text(filter.leader), .integer(filter.capacity), .text(filter.mode),
      .text(filter.place), .integer(after), .integer(limit), .text(filter.rule), .integer(filter.start),
      .integer(filter.minutes))
  }

  private static let holding = Statement("SELECT FROM koos.care_group g WHERE g.id = $1::integer FOR NO KEY UPDATE")

  private static let holdingSessions = Statement(
    """
    SELECT FROM koos.appointment a WHERE a.id = ANY (ARRAY(SELECT s.id FROM koos.coming_sessions($1::integer) s)) ORDER BY a.id FOR NO KEY UPDATE
    """)

  /// Locks a group and its sessions to come, which come before the cases in it.
  package static func hold(_ group: Int) -> [Query] { [holding, holdingSessions].map { $0(.integer(group)) } }

  private static let standings = Statement(
    """
    SELECT g.service, koos.may_be_in_group(g.id, $2::integer), EXISTS (SELECT FROM koos.coming_sessions(g.id)),
      EXISTS (SELECT FROM koos.group_place p WHERE p.care_group = g.id AND p.casus = $2)
    FROM koos.care_group g WHERE g.id = $1::integer
    """)

  /// A group to a case: service, whether that may be given in it, whether a session is still to come, whether the child
  /// has a place, with a seat or without.
  package static func standing(_ group: Int, to casus: Int) -> Query { standings(.integer(group), .integer(casus)) }

  private static let joining = Statement("SELECT koos.join_group($1::integer, $2::integer)")
  private static let leaving = Statement("SELECT koos.leave_group($1::integer, $2::integer)")

  /// Gives the child of a case a seat, or the last place of who wait for one.
  package static func join(_ group: Int, _ casus: Int) -> Query { joining(.integer(group), .integer(casus)) }

  /// Takes the child of a case out; its seat goes to the first who waits and is free.
  package static func leave(_ group: Int, _ casus: Int) -> Query { leaving(.integer(group), .integer(casus)) }

  /// Settles with the seat of a child, or its place in the order; `$2` the group, `$3` the case.
  package static let joined = Ledger.settling(
    """
    SELECT CASE WHEN p.seat IS NULL THEN json_build_object('group', 'G-' || p.care_group, 'case', 'C-' || p.casus,
        'waiting', koos.group_order(p.id), 'rev', c.rev)
      ELSE json_build_object('group', 'G-' || p.care_group, 'case', 'C-' || p.casus, 'seat', p.seat, 'rev', c.rev) END
    FROM koos.group_place p JOIN koos.casus c ON c.id = p.casus WHERE p.care_group = $2::integer AND p.casus = $3::integer
    """)

  /// Settles a leaving; `$2` the group, `$3` the case.
  package static let left = Ledger.settling(
    """
    SELECT json_build_object('group', 'G-' || $2::integer, 'case', 'C-' || c.id, 'rev', c.rev) FROM koos.casus c WHERE c.id = $3::integer
    """)

  private static let busy = Statement(
    """
    SELECT s.id, extract(epoch FROM s.starts_at)::bigint, extract(epoch FROM lower(o.during))::bigint, extract(epoch FROM upper(o.during))::bigint, o.holder
    FROM koos.casus c JOIN koos.client k ON k.id = c.client CROSS JOIN koos.coming_sessions($1::integer) s
    JOIN koos.occupied o ON o.resource = k.resource AND o.during && tstzrange(s.starts_at, s.ends_at) AND o.appointment IS DISTINCT FROM s.id
    WHERE c.id = $2::integer AND (o.expires_at IS NULL OR o.expires_at > koos.now()) ORDER BY s.starts_at, s.id, lower(o.during)
    """)

  /// The sessions to come at which the child of a case is busy: appointment, its start, and what is in the way: start, end
  /// (epoch seconds), holder.
  package static func busy(_ group: Int, _ casus: Int) -> Query { busy(.integer(group), .integer(casus)) }
}

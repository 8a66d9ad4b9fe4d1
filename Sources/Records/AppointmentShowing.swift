package import Postgres

// One appointment, with all that became of it.
extension Appointments {
  // What it is about hangs on the detail, which row security shows to who takes part or reads a case of it.
  private static let showing = Statement(
    """
    SELECT json_build_object('appointment', 'A-' || a.id, 'start', a.starts_at, 'end', a.ends_at, 'mode', a.mode, 'status', koos.standing(a),
      'workers', (SELECT array_to_json(array_agg(w.login ORDER BY w.login)) FROM koos.appointment_worker p JOIN koos.worker w ON w.id = p.worker
        WHERE p.appointment = a.id),
      'place', CASE WHEN a.home_wijk IS NULL THEN (SELECT p.slug FROM koos.place p WHERE p.id = a.place) WHEN d.appointment IS NOT NULL THEN 'thuis' END,
      'room', (SELECT r.name FROM koos.room r WHERE r.id = a.room), 'sequence', a.sequence, 'rev', a.rev, 'series', 'S-' || a.series,
      'case', (SELECT 'C-' || min(x.casus) FROM koos.appointment_case x WHERE x.appointment = a.id), 'type', d.type, 'note', d.note,
      'guests', CASE WHEN d.appointment IS NOT NULL THEN (SELECT coalesce(array_to_json(array_agg(g.label || ':' || g.mode ORDER BY g.label)), '[]')
        FROM koos.appointment_guest g WHERE g.appointment = a.id) END,
      'link', CASE WHEN d.appointment IS NOT NULL THEN a.link END,
      'address', CASE WHEN a.home_wijk IS NOT NULL THEN koos.home_address(a.id) END,
      'expires_at', CASE WHEN a.status = 'voorstel' THEN coalesce(a.held_until, (SELECT o.expires_at FROM koos.offer o WHERE o.appointment = a.id)) END,
      'group', CASE WHEN d.appointment IS NOT NULL THEN 'G-' || koos.group_of(a.id) END,
      'members', CASE WHEN d.appointment IS NOT NULL THEN koos.group_members(a.id) END,
      'booked_by', (SELECT w.login FROM koos.worker w WHERE w.id = a.booked_by), 'booked_at', a.booked_at,
      'override_reason', d.override_reason,
      'cancellation', (SELECT json_build_object('by', (SELECT w.login FROM koos.worker w WHERE w.id = n.cancelled_by), 'at', n.cancelled_at,
        'reason', n.reason, 'late', n.late) FROM koos.appointment_cancellation n WHERE n.appointment = a.id),
      'participants', CASE WHEN d.appointment IS NOT NULL THEN (SELECT array_to_json(array_agg(json_build_object('who', p.who, 'kind', p.kind,
          'mode', p.mode, 'presence', p.presence) ORDER BY p.kind = 'guest', p.kind = 'child', p.who)) FROM koos.participants(a.id) p) END,
      'cases', CASE WHEN d.appointment IS NOT NULL THEN (SELECT coalesce(array_to_json(array_agg(json_build_object('case', 'C-' || x.casus,
          'client', 'J-' || c.client, 'mode', x.mode) ORDER BY x.casus)), '[]')
        FROM koos.appointment_case x JOIN koos.casus c ON c.id = x.casus WHERE x.appointment = a.id) END,
      'history', CASE WHEN d.appointment IS NOT NULL THEN (SELECT coalesce(array_to_json(array_agg(json_build_object('at', h.changed_at,
          'by', (SELECT w.login FROM koos.worker w WHERE w.id = h.changed_by), 'what', h.what, 'reason', h.reason, 'start', h.starts_at,
          'end', h.ends_at, 'mode', h.mode, 'status', h.status,
          'place', CASE WHEN h.home_wijk IS NULL THEN (SELECT p.slug FROM koos.place p WHERE p.id = h.place) ELSE 'thuis' END,
          'room', (SELECT r.name FROM koos.room r WHERE r.id = h.room)) ORDER BY h.id)), '[]')
        FROM koos.appointment_change h WHERE h.appointment = a.id) END)
    FROM koos.appointment a LEFT JOIN koos.appointment_detail d ON d.appointment = a.id WHERE a.id = $1::integer
    """)

  /// An appointment: busy time for everybody, all of it for who may know; no row where there is none.
  package static func show(_ number: Int) -> Query { showing(.integer(number)) }

  private static let casesOf = Statement(
    """
    SELECT x.casus, c.client, g.via, g.role, g.team FROM koos.appointment_case x JOIN koos.casus c ON c.id = x.casus
    \(Grounds.joined("case", "x.casus")) WHERE x.appointment = $1::integer
    UNION ALL
    SELECT u.casus, u.client, 'participation', NULL, NULL FROM koos.unknown_children($1::integer) u
    WHERE koos.group_of($1::integer) IS NULL AND EXISTS (SELECT FROM koos.appointment_detail d WHERE d.appointment = $1::integer)
    ORDER BY 1
    """)

  /// Whose an appointment is, as far as it was told what it is about: case, client, ground, role, team. Who takes part
  /// without reading the case is told its text and where the home is.
  package static func cases(of number: Int) -> Query { casesOf(.integer(number)) }
}

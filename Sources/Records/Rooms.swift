package import Postgres

/// Rooms of places.
package enum Rooms {
  private static let addition = Statement(
    """
    WITH made AS (INSERT INTO koos.resource (id, kind) VALUES (nextval('koos.resource_number'), 'room') RETURNING id)
    INSERT INTO koos.room (place, name, capacity, resource)
    SELECT p.id, $2, $3, made.id FROM made, koos.place p WHERE p.slug = $1
    """)

  /// Adds a room, and what makes it something that can be occupied.
  package static func add(place: String, name: String, capacity: Int) -> Query {
    addition(.text(place), .text(name), .integer(capacity))
  }

  private static let object = "json_build_object('place', p.slug, 'room', r.name, 'capacity', r.capacity)"

  /// Settles with the room added, `$2` its place, `$3` its name.
  package static let added = Ledger.settling(
    "SELECT \(object) FROM koos.room r JOIN koos.place p ON p.id = r.place WHERE p.slug = $2 AND r.name = $3")

  private static let listing = Statement(
    """
    SELECT \(object), r.id FROM koos.room r JOIN koos.place p ON p.id = r.place
    WHERE ($1::text IS NULL OR p.slug = $1) AND ($2::text IS NULL OR r.name = $2) AND ($3::integer IS NULL OR r.capacity = $3)
      AND ($4::bigint IS NULL
        OR (p.slug, r.name) > (SELECT q.slug, s.name FROM koos.room s JOIN koos.place q ON q.id = s.place WHERE s.id = $4))
    ORDER BY p.slug, r.name LIMIT $5::integer + 1
    """)

  /// Rooms by place and name.
  package static func list(place: String?, name: String?, capacity: Int?, after: Int?, limit: Int) -> Query {
    listing(.text(place), .text(name), .integer(capacity), .integer(after), .integer(limit))
  }

  private static let ofPlace = Statement(
    """
    SELECT p.id, r.id, r.name, r.capacity, r.resource FROM koos.place p LEFT JOIN koos.room r ON r.place = p.id
    WHERE p.slug = $1 ORDER BY r.capacity, r.id
    """)

  private static let ofAppointment = Statement(
    """
    SELECT p.id, r.id, r.name, r.capacity, r.resource FROM koos.appointment a JOIN koos.place p ON p.id = a.place LEFT JOIN koos.room r ON r.place = p.id
    WHERE a.id = $1::integer ORDER BY r.capacity, r.id
    """)

  /// The same of the place of an appointment, no row where it has none.
  package static func of(appointment: Int) -> Query { ofAppointment(.integer(appointment)) }

  /// A place's number with each of its rooms, the smallest first: number, name, capacity, resource, null where the
  /// place has none.
  package static func of(place: String) -> Query { ofPlace(.text(place)) }
}

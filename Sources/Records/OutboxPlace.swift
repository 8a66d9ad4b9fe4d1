package import Postgres

// The outbox as its readers go through it.
extension Outbox {
  /// A place in the order of events, which is that of their transactions and, within one, of their numbers.
  package struct Place: Sendable, Equatable, Comparable {
    /// The transaction.
    let transaction: Int
    /// The event's number, by which a place is told.
    package let number: Int

    /// Before every event.
    package static let start = Place(transaction: 0, number: 0)

    init(transaction: Int, number: Int) {
      self.transaction = transaction
      self.number = number
    }

    /// The place in the first two columns of a row, nil where they hold none.
    package init?(_ rows: Rows, _ row: Int) {
      guard let transaction = rows.integer(row, 0), let number = rows.integer(row, 1) else { return nil }
      self.init(transaction: transaction, number: number)
    }

    package static func < (left: Place, right: Place) -> Bool {
      (left.transaction, left.number) < (right.transaction, right.number)
    }
  }

  /// SQL: the code an event `e` is told under.
  static let code = """
    coalesce(e.code, CASE e.kind WHEN 'client' THEN 'J-' WHEN 'consult' THEN 'Q-' WHEN 'appointment' THEN 'A-' WHEN 'none' THEN NULL ELSE 'C-' END || e.thing)
    """

  /// The place up to which events are final, and whether none stands behind it: a transaction that still runs may yet
  /// add events before those of later ones, so readers stay below the oldest.
  package static let end = Statement("SELECT o.xid, o.seq, o.is_final FROM koos.outbox_end() o")()

  private static let finding = Statement("SELECT o.xid, o.seq FROM koos.outbox_place($1::bigint) o")

  /// The place of an event by its number; no row where it is unknown, not final or older than 30 days.
  package static func place(of number: Int) -> Query { finding(.integer(number)) }

  private static let looking = Statement(
    """
    SELECT e.xid, e.seq, json_build_object('seq', e.seq, 'topic', e.topic, 'code', \(code), 'cause', e.cause, 'at', e.at)
    FROM koos.event e
    WHERE (e.xid, e.seq) > ($1::xid8, $2::bigint) AND (e.xid, e.seq) <= ($3::xid8, $4::bigint) AND e.topic = ANY ($5::text[])
    ORDER BY e.xid, e.seq LIMIT $6::bigint
    """)

  /// The events of some topics after one place and up to another, in order, as the worker of the transaction may know
  /// of them: place, and the object as it is told.
  package static func events(of topics: [String], after: Place, upTo: Place, limit: Int) -> Query {
    looking(
      .integer(after.transaction), .integer(after.number), .integer(upTo.transaction), .integer(upTo.number),
      .array(topics), .integer(limit))
  }
}

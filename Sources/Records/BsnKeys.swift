package import Postgres

/// Which key the BSNs are kept under, and turning them to another.
package enum BsnKeys {
  /// How two keys stand to the one in force.
  package struct Standing: Sendable, Equatable {
    /// Whether the first is in force.
    package let isOldInForce: Bool
    /// Whether the second is.
    package let isNewInForce: Bool
    /// Whether the BSNs are on their way to another key.
    package let isTurning: Bool
    /// Whether that is the second.
    package let isTurningToNew: Bool

    /// Reads the row of `standing`.
    package init?(_ row: [String?]?) {
      guard let row, row.count == 4 else { return nil }
      isOldInForce = row[0] == "t"
      isNewInForce = row[1] == "t"
      isTurning = row[2] == "t"
      isTurningToNew = row[3] == "t"
    }
  }

  /// Makes `$1` the key in force where none is yet.
  private static let founding = Statement(
    "INSERT INTO koos.bsn_key (mark) SELECT koos.bsn_key_mark($1) ON CONFLICT ON CONSTRAINT bsn_key_key DO NOTHING")

  /// Makes a key the one in force where none is yet.
  package static func found(_ key: String) -> Query { founding(.text(key)) }

  private static let comparing = Statement(
    """
    SELECT k.mark = koos.bsn_key_mark($1), k.mark = koos.bsn_key_mark($2), k.next IS NOT NULL,
      coalesce(k.next = koos.bsn_key_mark($2), false) FROM koos.bsn_key k
    """)

  /// How two keys stand to the one in force; no row where none is.
  package static func standing(_ old: String, _ new: String) -> Query { comparing(.text(old), .text(new)) }

  private static let announcing = Statement("UPDATE koos.bsn_key k SET next = koos.bsn_key_mark($1)")
  /// Says that the BSNs are being turned to a key, which no daemon serves with from then on.
  package static func turn(to key: String) -> Query { announcing(.text(key)) }
  /// Takes that back, before the first is turned.
  package static let stay = Statement("UPDATE koos.bsn_key k SET next = NULL")()
  /// Says that all are turned.
  package static let turned = Statement(
    "UPDATE koos.bsn_key k SET mark = k.next, next = NULL WHERE k.next IS NOT NULL")()

  /// How many BSNs there are.
  package static let count = Statement("SELECT count(*) FROM koos.client k WHERE k.bsn IS NOT NULL")()

  private static let turning = Statement(
    "SELECT t.last, t.met FROM koos.turn_bsns($1, $2, $3::integer, $4::integer) t")

  /// Turns the next BSNs after a client's number: the last client's number, and how many there were.
  package static func turn(from old: String, to new: String, after client: Int, many: Int) -> Query {
    turning(.text(old), .text(new), .integer(client), .integer(many))
  }
}

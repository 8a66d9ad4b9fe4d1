package import Postgres

/// The seals of the access log, and whether the log is still what was sealed.
package enum Seals {
  /// Entries a seal holds at most.
  package static let largest = 1_000

  /// Heads told at once at most.
  package static let page = 1_000

  /// Seals entries of the access log: the domain's time in seconds after 1970, how many there were to seal, up to `largest`.
  package static let making = Statement("SELECT extract(epoch FROM koos.now())::bigint, koos.seal_log()")()

  private static let heads = Statement("SELECT h.number, h.entry, h.at, h.head FROM koos.heads_after($1) h")

  /// The seals after a number, and the last one at any rate: number, last entry, time, head in hexadecimal digits.
  ///
  /// - Parameter number: 0 for all, nil for the last alone.
  package static func heads(after number: Int?) -> Query { heads(.integer(number)) }

  private static let span = Statement(
    "SELECT s.after, s.upto, s.last FROM koos.sealed_span(to_timestamp($1::bigint), to_timestamp($2::bigint)) s")

  /// Which seals hold the entries of a span, in seconds after 1970: those after one number up to another, and the last
  /// there is.
  package static func span(from: Int?, to: Int?) -> Query { span(.integer(from), .integer(to)) }

  private static let verifying = Statement(
    """
    SELECT v.number, v.head, v.seals, v.entries, extract(epoch FROM v.first_at)::bigint, extract(epoch FROM v.last_at)::bigint,
      v.kind, v.entry, v.seal, v.sound
    FROM koos.verify_log($1, $2, $3) v
    """)

  /// Verifies some hundred seals after a number up to another: how far it came, the head there, how many seals and
  /// entries, the first and the last entry's time in seconds after 1970; where something is wrong, the kind, the entry,
  /// the seal and the last one that is sound. No row where there are none.
  ///
  /// - Parameter fresh: the last seal made before the verifying began.
  package static func verifying(after number: Int, upto: Int, fresh: Int) -> Query {
    verifying(.integer(number), .integer(upto), .integer(fresh))
  }

  private static let comparing = Statement(
    "SELECT c.kind, c.entry, c.seal FROM koos.compare_heads($1, $2, $3, $4) c")

  /// Compares heads that were kept elsewhere: kind, entry and seal of the first that differs, no row where none does.
  ///
  /// - Parameter newest: the last entry of all heads kept.
  package static func comparing(numbers: [Int], entries: [Int], heads: [String], newest: Int) -> Query {
    comparing(.array(numbers), .array(entries), .array(heads), .integer(newest))
  }
}

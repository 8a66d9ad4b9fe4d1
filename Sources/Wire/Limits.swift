/// The limits of a session, announced in the greeting.
package enum Limits {
  /// Octets in a request line, its LF not counted.
  package static let line = 65_536
  /// Characters in a tag.
  package static let tag = 16
  /// Requests of one connection in flight before the daemon reads no further.
  package static let inFlight = 1_024
  /// Octets of replies that may wait for a slow reader: 8 MiB.
  package static let backlog = 8 * 1_024 * 1_024
  /// Rows a list gives unasked.
  package static let list = 100
  /// Rows a list gives at most.
  package static let longestList = 1_000

  /// The limits as the greeting's object bears them.
  package static var object: JSON {
    .object([
      JSON.Member("line", .integer(Int64(line))),
      JSON.Member("tag", .integer(Int64(tag))),
      JSON.Member("in_flight", .integer(Int64(inFlight))),
      JSON.Member("backlog", .integer(Int64(backlog))),
      JSON.Member("list", .integer(Int64(list))),
      JSON.Member("longest_list", .integer(Int64(longestList))),
    ])
  }
}

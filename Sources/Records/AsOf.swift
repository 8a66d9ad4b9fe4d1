/// As something was at the end of a local day, and as that was known at a moment: a question to the facts.
package struct AsOf: Sendable {
  /// ISO day; nil: what had happened by all that is known.
  package var on: String?
  /// Seconds since 1970; nil: now.
  package var knownAt: Int?

  package init(on: String? = nil, knownAt: Int? = nil) {
    self.on = on
    self.knownAt = knownAt
  }

  /// Whether it is what the state is kept of.
  var isNow: Bool { on == nil && knownAt == nil }

  /// SQL of one row, `day` and `known`, from two parameters; the day is that of what is known where none is given.
  static func seen(_ on: String, _ known: String) -> String {
    """
    SELECT coalesce(\(on)::date, (v.known AT TIME ZONE 'Europe/Amsterdam')::date) AS day, v.known
      FROM (SELECT coalesce(to_timestamp(\(known)::bigint), koos.now()) AS known) v
    """
  }
}

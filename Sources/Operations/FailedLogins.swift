internal import Postgres

/// How long the refusal of a wrong token is held back: the longer, the more there were of late from one source or for one
/// account.
///
/// Only the refusal waits. A token that counts is answered at once whatever came before, so that nobody locks another out
/// by guessing.
struct FailedLogins {
  /// Where wrong tokens come from, or whom they are for.
  enum Key: Hashable {
    /// A user of the machine, nil where the kernel names none.
    case source(UInt32?)
    /// A worker whose token it once was.
    case account(Int)
  }

  private struct Count {
    var failures: Int
    var last: Deadline
  }

  /// After the first; each further one doubles it.
  static let shortest = Duration.milliseconds(250)
  static let longest = Duration.seconds(8)
  /// So long after the last all is forgotten.
  static let memory = Duration.seconds(300)
  /// More than these are not remembered at once; the one longest past makes room.
  static let most = 1_024

  private var counts: [Key: Count] = [:]

  /// How many are remembered.
  var remembered: Int { counts.count }

  /// Takes a wrong token into account; how long its refusal is held back.
  mutating func fail(_ keys: [Key], at now: Deadline) -> Duration {
    keys.map { delay(count($0, at: now)) }.max() ?? .zero
  }

  private mutating func count(_ key: Key, at now: Deadline) -> Int {
    var count = counts[key] ?? Count(failures: 0, last: now)
    if count.last + Self.memory <= now { count.failures = 0 }
    count = Count(failures: count.failures + 1, last: now)
    if counts[key] == nil, counts.count >= Self.most { makeRoom(at: now) }
    counts[key] = count
    return count.failures
  }

  private mutating func makeRoom(at now: Deadline) {
    counts = counts.filter { now < $0.value.last + Self.memory }
    if counts.count >= Self.most, let oldest = counts.min(by: { $0.value.last < $1.value.last }) {
      counts[oldest.key] = nil
    }
  }

  private func delay(_ failures: Int) -> Duration {
    // Doubled further it would be the longest anyhow.
    min(Self.shortest * (1 << min(failures - 1, 16)), Self.longest)
  }
}

/// The wait between attempts to connect: doubling with jitter, short while an outage is young.
struct Backoff {
  private(set) var failures = 0
  private var since = Deadline.now

  /// Notes a failed attempt and says how long to wait: from 100 ms up to 1 s for ten seconds, then up to 5 s.
  mutating func failed(at now: Deadline) -> Duration {
    if failures == 0 { since = now }
    let limit: Duration = now < since + .seconds(10) ? .seconds(1) : .seconds(5)
    let full = min(limit, .milliseconds(100) * (1 << min(failures, 6)))
    failures += 1
    return full * Double.random(in: 0.5...1)
  }

  /// Notes that the server is there.
  mutating func succeeded() {
    failures = 0
  }
}

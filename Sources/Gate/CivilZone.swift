package import Casework
package import Platform

extension Zone {
  /// The zone as the C library's clock knows it.
  package init(_ clock: CivilClock) {
    self.init(
      reading: { time in
        switch clock.reading(wallSeconds: Int64(time.date.day) * 86_400 + Int64(time.second)) {
        case .once(let moment): .once(Instant(seconds: moment))
        case .gap(let after): .gap(after: Instant(seconds: after))
        case .twice(let first, let second): .twice(Instant(seconds: first), Instant(seconds: second))
        }
      },
      offset: { clock.offset(at: $0.seconds) })
  }
}

/// The moments at which a slot may start: local :00 and multiples of the step from there.
struct SlotGrid {
  private let days: LocalDays
  private let step: Int64
  /// A step below an hour begins anew at every full hour, a longer one at every local midnight.
  private let period: Int64

  /// `step` in minutes, held to 1…1,440.
  init(step: Int, on days: LocalDays) {
    self.days = days
    self.step = Int64(min(max(step, 1), 1_440)) * 60
    period = self.step < 3_600 ? 3_600 : 86_400
  }

  /// The first moment of the grid that is not before `moment`.
  func next(from moment: Int64) -> Int64 {
    var moment = moment
    while true {
      let offset = days.offset(at: moment)
      let into = floorDivide(moment + offset, by: period).remainder
      let wait = min((into + step - 1) / step * step, period) - into
      guard wait > 0, days.offset(at: moment + wait) != offset else { return moment + wait }
      // The clock changes before that: look again from the change on.
      let later = Instant(seconds: moment + wait)
      moment = days.zone.change(between: Instant(seconds: moment), and: later).seconds
    }
  }
}

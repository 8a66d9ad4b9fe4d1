import Casework

/// Numbers that are not told, and what is told of their sums: what somebody with patience can reckon back.
struct ReportPuzzle {
  private var low: [Int] = []
  private var high: [Int] = []
  private var sums: [(total: Int, parts: [Int])] = []

  /// A number, told or not.
  mutating func number(_ value: Int, isTold: Bool, least: Int = 0, most: Int = 60) -> Int {
    low.append(isTold ? value : least)
    high.append(isTold ? value : most)
    return low.count - 1
  }

  /// One number is the sum of others.
  mutating func sum(_ total: Int, of parts: [Int]) { sums.append((total, parts)) }

  /// Whether a number may be another than it is.
  func mayDiffer(_ number: Int, from value: Int) -> Bool {
    var below = self
    below.high[number] = value - 1
    var above = self
    above.low[number] = value + 1
    return below.isSolvable() || above.isSolvable()
  }

  private func isSolvable() -> Bool {
    var tight = self
    guard tight.tighten() else { return false }
    guard
      let open = low.indices.filter({ tight.low[$0] < tight.high[$0] })
        .min(by: { tight.high[$0] - tight.low[$0] < tight.high[$1] - tight.low[$1] })
    else { return true }
    for value in tight.low[open]...tight.high[open] {
      var guess = tight
      (guess.low[open], guess.high[open]) = (value, value)
      if guess.isSolvable() { return true }
    }
    return false
  }

  /// Narrows every number by its sums; false where nothing is left of one.
  private mutating func tighten() -> Bool {
    var hasChanged = true
    while hasChanged {
      hasChanged = false
      for (total, parts) in sums {
        let (least, most) = (parts.reduce(0) { $0 + low[$1] }, parts.reduce(0) { $0 + high[$1] })
        hasChanged = narrow(total, least, most) || hasChanged
        for part in parts {
          hasChanged =
            narrow(part, low[total] - most + high[part], high[total] - least + low[part]) || hasChanged
        }
      }
      if low.indices.contains(where: { low[$0] > high[$0] }) { return false }
    }
    return true
  }

  private mutating func narrow(_ number: Int, _ least: Int, _ most: Int) -> Bool {
    let was = (low[number], high[number])
    low[number] = max(low[number], least)
    high[number] = min(high[number], most)
    return was != (low[number], high[number])
  }
}

/// A small generator of numbers (SplitMix64): the same from the same seed, on every machine and in every release.
package struct Dice: Sendable {
  private var state: UInt64

  /// - Parameter stream: tells apart what is thrown for different things under one seed.
  package init(seed: UInt64, _ stream: Int...) {
    state = seed
    for part in stream {
      state ^= UInt64(bitPattern: Int64(part)) &* 0x9e37_79b9_7f4a_7c15
      _ = next()
    }
  }

  package mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }

  /// A number from 0 to `count` - 1; 0 where `count` is less than 1.
  package mutating func below(_ count: Int) -> Int {
    count > 1 ? Int(next().multipliedFullWidth(by: UInt64(count)).high) : 0
  }

  /// A number from `first` to `last`, both included.
  package mutating func between(_ first: Int, _ last: Int) -> Int { first + below(last - first + 1) }

  /// True so many times in a thousand.
  package mutating func chance(_ permille: Int) -> Bool { below(1_000) < permille }

  /// One of several, which are not none.
  package mutating func pick<Element>(_ all: [Element]) -> Element { all[below(all.count)] }

  /// A place in a list of weights.
  package mutating func weighted(_ weights: [Int]) -> Int {
    var left = below(weights.reduce(0, +))
    for (place, weight) in weights.enumerated() {
      if left < weight { return place }
      left -= weight
    }
    return max(0, weights.count - 1)
  }

  /// So many characters of hexadecimal digits.
  mutating func hex(_ count: Int) -> String {
    var text = ""
    while text.utf8.count < count {
      let digits = String(next(), radix: 16)
      text += String(repeating: "0", count: 16 - digits.utf8.count) + digits
    }
    return String(text.prefix(count))
  }
}

/// Random numbers that are the same on every run (SplitMix64), so that a property that fails once fails again.
struct Seeded: RandomNumberGenerator {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }

  /// Text of up to `count` scalars of which every one may stand in a value.
  mutating func text(upTo count: Int) -> String {
    let interesting: [Unicode.Scalar] = [
      " ", "\"", "\\", "\n", "\t", "=", "@", "#", "é", "e", "\u{301}", "\u{2028}",
    ]
    var text = String.UnicodeScalarView()
    for _ in 0..<Int.random(in: 0...count, using: &self) {
      let any = Unicode.Scalar(UInt32.random(in: 0xA0...0x10FFFF, using: &self)) ?? "x"
      let plain = Unicode.Scalar(UInt8.random(in: 0x20...0x7E, using: &self))
      text.append(
        [any, plain, interesting.randomElement(using: &self) ?? " "].randomElement(using: &self) ?? plain)
    }
    return String(text)
  }

  /// A word of a command, or a key.
  mutating func word() -> String {
    String(
      (0..<Int.random(in: 1...8, using: &self)).map { _ in "abcxyz019-".randomElement(using: &self) ?? "a" })
  }
}

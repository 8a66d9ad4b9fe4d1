internal import Testing

@testable internal import Seed

@Suite struct DiceTests {
  @Test("the same seed and stream throw the same numbers, another stream others")
  func streams() {
    var (one, same, other) = (Dice(seed: 1, 2, 3), Dice(seed: 1, 2, 3), Dice(seed: 1, 3, 2))
    let first = (0..<100).map { _ in one.next() }
    #expect(first == (0..<100).map { _ in same.next() })
    #expect(first != (0..<100).map { _ in other.next() })
  }

  @Test("numbers are those of SplitMix64")
  func numbers() {
    var dice = Dice(seed: 0)
    #expect(dice.next() == 0xe220_a839_7b1d_cdaf)
    #expect(dice.next() == 0x6e78_9e6a_a1b9_65f4)
  }

  @Test("a number below a bound is never at it, and all below it come")
  func bounds() {
    var dice = Dice(seed: 7)
    #expect(Set((0..<1_000).map { _ in dice.below(6) }) == Set(0..<6))
    #expect(dice.below(0) == 0 && dice.below(1) == 0)
  }
}

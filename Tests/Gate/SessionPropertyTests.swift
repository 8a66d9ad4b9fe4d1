import Testing

@testable import Gate

@Suite("A session, whatever happens when")
struct SessionPropertyTests {
  /// Lines of every kind, in any order, the last perhaps cut off.
  static func input(_ random: inout Seeded) -> [UInt8] {
    let lines = [
      "a\n", "@t b x=1\n", "alone\n", "\n", "# note\n", "c \"open\n", "d\r\n", "\u{7f}\n",
      "é\n", String(repeating: "y", count: 70_000) + "\n",
    ]
    var text = ""
    for _ in 0..<Int.random(in: 0..<60, using: &random) {
      // Long lines are rarer, or they would be all there is.
      let isLong = Int.random(in: 0..<20, using: &random) == 0
      text += isLong ? lines[lines.count - 1] : lines[Int.random(in: 0..<lines.count - 1, using: &random)]
    }
    if Bool.random(using: &random) { text += "cut off" }
    return Array(text.utf8)
  }

  static func pieces(_ bytes: [UInt8], _ random: inout Seeded) -> [ArraySlice<UInt8>] {
    // A byte at a time only where there is little, for the time it takes.
    let sizes = bytes.count < 3_000 ? [1, 7, 1_000] : [1_000, 65_536]
    let largest = sizes[Int.random(in: sizes.indices, using: &random)]
    var pieces: [ArraySlice<UInt8>] = []
    var from = 0
    while from < bytes.count {
      let to = min(bytes.count, from + Int.random(in: 1...largest, using: &random))
      pieces.append(bytes[from..<to])
      from = to
    }
    return pieces
  }

  @Test("bytes split anywhere give the same actions", arguments: 0..<60)
  func splits(seed: UInt64) {
    var random = Seeded(seed)
    let bytes = Self.input(&random)
    let bounds = Bounds(inFlight: Int.random(in: 1...40, using: &random), running: 5)
    var whole = Rig(bounds)
    whole.send(bytes[...])
    var split = Rig(bounds)
    for piece in Self.pieces(bytes, &random) { split.send(piece) }
    #expect(split.started == whole.started)
    #expect(split.reads == whole.reads)
    whole.end()
    split.end()
    whole.answerAll()
    split.answerAll()
    #expect(split.started == whole.started)
    #expect(split.output == whole.output)
    #expect(split.closes && whole.closes)
  }

  @Test("replies in any order leave in the order of the requests, each once", arguments: 0..<60)
  func completions(seed: UInt64) {
    var random = Seeded(seed)
    let bytes = Self.input(&random)
    var rig = Rig(Bounds(inFlight: 20, running: 6))
    var pieces = Self.pieces(bytes, &random)[...]
    while !pieces.isEmpty || !rig.running.isEmpty {
      if Bool.random(using: &random), rig.reads, let piece = pieces.popFirst() {
        rig.send(piece)
      } else if let number = rig.running.randomElement(using: &random) {
        // One that goes alone is never beside another.
        let alone = rig.running.filter { rig.started[Int($0)].hasPrefix("alone") }
        #expect(alone.isEmpty || rig.running.count == 1)
        rig.answer(number)
      }
      #expect(rig.running.count <= 6)
    }
    rig.end()
    #expect(rig.output == rig.started.indices.map { "\($0) " }.joined())
    #expect(rig.closes)
  }

  @Test("a stop at any moment leaves exactly one reply to every line that came", arguments: 0..<60)
  func stops(seed: UInt64) {
    var random = Seeded(seed)
    var rig = Rig(Bounds(inFlight: 20, running: 4))
    var sent = 0
    for _ in 0..<Int.random(in: 0..<30, using: &random) where rig.reads {
      rig.send(Bool.random(using: &random) ? "a\n" : "alone\n")
      sent += 1
      if Bool.random(using: &random), let number = rig.running.randomElement(using: &random) {
        rig.answer(number, "ok\n")
      }
    }
    rig.stop()
    while let number = rig.running.randomElement(using: &random) {
      if Bool.random(using: &random) {
        rig.send("late\n")
        sent += 1
      }
      rig.answer(number, "ok\n")
    }
    #expect(rig.closes)
    #expect(rig.output.split(separator: "\n").count == sent)
  }
}

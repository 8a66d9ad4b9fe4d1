import Testing
import Wire

/// The events of octets fed in these chunks: a line as its text, an over-long one as `long` and its tag.
private func events(_ chunks: [[UInt8]]) -> [String] {
  var cutter = LineCutter()
  var events: [String] = []
  for chunk in chunks {
    cutter.append(chunk)
    while let event = cutter.next() {
      switch event {
      case .line(let line): events.append("line \(String(decoding: line, as: UTF8.self))")
      case .tooLong(let tag): events.append("long \(tag ?? "-")")
      }
    }
  }
  return events
}

private func events(_ text: String) -> [String] { events([Array(text.utf8)]) }

@Suite("A stream of octets is cut into lines")
struct LineCutterTests {
  @Test("every LF ends a line, and what follows the last is kept back")
  func lines() {
    #expect(events("a\nb\r\n\nc") == ["line a", "line b\r", "line "])
    #expect(events("") == [])
    #expect(events("cut off") == [])
  }

  @Test("a line of the limit passes and one octet more does not")
  func limit() {
    let full = String(repeating: "x", count: LineCutter.limit)
    #expect(LineCutter.limit == 65_536)
    #expect(events(full + "\nping\n") == ["line \(full)", "line ping"])
    #expect(events(full + "x\nping\n") == ["long -", "line ping"])
    #expect(events(full + "\r\nping\n") == ["long -", "line ping"])
    #expect(events([Array(full.utf8), Array("\nping\n".utf8)]) == ["line \(full)", "line ping"])
    #expect(events([Array(full.utf8), Array("x".utf8), Array("\nping\n".utf8)]) == ["long -", "line ping"])
  }

  @Test("an over-long line is told once, before it ends, with its tag, and is skipped")
  func tooLong() {
    let long = "  @t.1 note.add text=" + String(repeating: "x", count: 200_000)
    #expect(events(long) == ["long t.1"])
    #expect(
      events("a\n" + long + long + "\nb\n" + long + "\nc\n") == [
        "line a", "long t.1", "line b", "long t.1", "line c",
      ])
  }

  @Test(
    "an over-long line gives no tag where that is malformed or cut off",
    arguments: [
      "@a/b " + String(repeating: "x", count: 70_000),
      "@" + String(repeating: "x", count: 70_000),
      String(repeating: " ", count: LineCutter.limit - 2) + "@abcdef ping",
    ])
  func untagged(line: String) {
    #expect(events(line) == ["long -"])
  }

  @Test("an over-long comment is skipped without a word")
  func longComment() {
    #expect(events("# " + String(repeating: "x", count: 200_000) + "\nping\n") == ["line ping"])
  }

  @Test("any split of the same octets gives the same events")
  func splits() {
    var random = Seeded(2)
    for _ in 0..<60 {
      var octets: [UInt8] = []
      for _ in 0..<Int.random(in: 1...12, using: &random) {
        octets += Array("@t \(random.text(upTo: 30))".utf8)
        if Int.random(in: 0..<6, using: &random) == 0 {
          octets += [UInt8](
            repeating: 0x78, count: LineCutter.limit + Int.random(in: -40...40, using: &random))
        }
        octets.append(0x0A)
      }
      var chunks: [[UInt8]] = []
      let longest = [1, 7, 1_000, 100_000].randomElement(using: &random) ?? 1
      var rest = octets[...]
      while !rest.isEmpty {
        let chunk = rest.prefix(Int.random(in: 1...longest, using: &random))
        chunks.append(Array(chunk))
        rest = rest.dropFirst(chunk.count)
      }
      #expect(events(chunks) == events([octets]))
    }
  }

  @Test("lines wait until they are asked for while more octets come in")
  func backpressure() {
    var cutter = LineCutter()
    for number in 0..<1_000 {
      cutter.append("line \(number)\n".utf8)
      cutter.append("x\n".utf8)
      #expect(cutter.next() != nil)
    }
    var waiting = 0
    while cutter.next() != nil { waiting += 1 }
    #expect(waiting == 1_000)
    #expect(cutter.held == 0)
  }

  @Test("one octet at a time costs time in proportion, and nothing stays when idle")
  func octetByOctet() {
    var cutter = LineCutter()
    let line = Array(repeating: UInt8(ascii: "x"), count: 60_000) + [0x0A]
    var lines = 0
    for _ in 0..<5 {
      for octet in line {
        cutter.append(CollectionOfOne(octet))
        while cutter.next() != nil { lines += 1 }
      }
    }
    #expect(lines == 5)
    #expect(cutter.held == 0)
    #expect(cutter.reserved == 0)
  }

  @Test("an over-long line without end holds no more than the limit")
  func endless() {
    var cutter = LineCutter()
    for _ in 0..<100 {
      cutter.append(Array(repeating: UInt8(ascii: "x"), count: 10_000))
      while cutter.next() != nil {}
      #expect(cutter.held <= LineCutter.limit)
    }
    #expect(cutter.reserved == 0)
  }
}

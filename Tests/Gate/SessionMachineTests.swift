import Operations
import Testing
import Wire

@testable import Gate

@Suite("A session's machine")
struct SessionMachineTests {
  @Test("the greeting goes out first")
  func greeting() {
    var rig = Rig()
    rig.note(rig.machine.opened(greeting: Array("hello\n".utf8)))
    #expect(rig.output == "hello\n")
    #expect(!rig.closes)
  }

  @Test(
    "what is sent starts as its ordering allows",
    arguments: [
      ("a\nb\nc\n", ["a", "b", "c"]),
      ("alone1\nalone2\n", ["alone1"]),
      ("a\nalone\nb\n", ["a"]),
      ("alone\na\nb\n", ["alone"]),
      ("a\nb\nalone\nc\n", ["a", "b"]),
      ("\n  \n# note\na\n", ["a"]),
      ("a\n\u{1}\nb\n", ["a", "syntax.encoding", "b"]),
      ("a\r\nb\r\n", ["a", "b"]),
      ("a\nb", ["a"]),
      ("", []),
    ])
  func starts(sent: String, started: [String]) {
    var rig = Rig()
    rig.send(sent)
    #expect(rig.started == started)
  }

  @Test("one that goes alone waits for all before it, and all after it wait for its reply")
  func alone() {
    var rig = Rig()
    rig.send("a\nb\nalone\nc\nd\nalone2\n")
    #expect(rig.started == ["a", "b"])
    rig.answer(1)
    #expect(rig.started == ["a", "b"])
    rig.answer(0)
    #expect(rig.started == ["a", "b", "alone"])
    rig.answer(2)
    #expect(rig.started == ["a", "b", "alone", "c", "d"])
    rig.answer(4)
    rig.answer(3)
    #expect(rig.started.last == "alone2")
    rig.answer(5)
    #expect(rig.output == "0 1 2 3 4 5 ")
  }

  @Test("replies leave in the order of the requests")
  func order() {
    var rig = Rig()
    rig.send("a\nb\nc\n")
    rig.answer(2)
    rig.answer(1)
    #expect(rig.output == "")
    rig.answer(0)
    #expect(rig.output == "0 1 2 ")
  }

  @Test("a second reply to a request, or one to none, changes nothing")
  func strayReplies() {
    var rig = Rig()
    rig.send("a\nb\n")
    rig.answer(1)
    rig.answer(1, "again")
    rig.answer(9, "none")
    rig.answer(0)
    rig.answer(0, "again")
    #expect(rig.output == "0 1 ")
  }

  @Test("a line that is too long is answered in its place, and the session lives on")
  func tooLong() {
    var rig = Rig()
    rig.send("a\n" + String(repeating: "x", count: Limits.line + 1))
    rig.send("rest\nb\n")
    #expect(rig.started == ["a", "syntax.too-long", "b"])
    rig.answerAll()
    #expect(rig.output == "0 1 2 ")
    #expect(!rig.closes)
  }

  @Test("after the client's end of file every reply still goes out, then the session closes")
  func halfClose() {
    var rig = Rig()
    rig.send("a\nalone\nb\ncut off")
    rig.end()
    #expect(!rig.closes)
    rig.answerAll()
    #expect(rig.started == ["a", "alone", "b"])
    #expect(rig.output == "0 1 2 ")
    #expect(rig.closes)
  }

  @Test("an end of file with nothing asked closes at once")
  func emptyHalfClose() {
    var rig = Rig()
    rig.send("cut off")
    rig.end()
    #expect(rig.closes)
    #expect(rig.started.isEmpty)
  }

  @Test("a reply that closes lets those before it out, and nothing after it")
  func quit() {
    var rig = Rig()
    rig.send("a\nquit\nb\n")
    rig.answer(2)
    rig.answer(1, "bye", closes: true)
    #expect(rig.output == "")
    rig.answer(0)
    #expect(rig.output == "0 bye")
    #expect(rig.closes)
    #expect(rig.machine.state == .closed)
    rig.send("c\n")
    rig.end()
    #expect(rig.started == ["a", "quit", "b"])
    #expect(rig.output == "0 bye")
  }

  @Test("a reply's caller is the caller of what is started after it")
  func caller() {
    var rig = Rig()
    rig.send("alone.auth\na\n")
    var known = Caller(uid: 7, pid: 8)
    known.token = [1]
    rig.answer(0, caller: known)
    rig.answer(1)
    rig.send("b\n")
    #expect(rig.callers.map(\.token) == [nil, [1], [1]])
    #expect(rig.callers.map(\.uid) == [7, 7, 7])
  }

  @Test("with 1,024 requests in flight reading stops, and goes on below")
  func inFlight() {
    var rig = Rig()
    rig.send(String(repeating: "a\n", count: Limits.inFlight - 1))
    #expect(rig.reads)
    rig.send("a\n")
    #expect(!rig.reads)
    rig.answer(0)
    #expect(rig.reads)
    #expect(rig.stops == 1)
  }

  @Test("lines that came with the one that filled the session wait their turn before more is read")
  func overfull() {
    var rig = Rig()
    rig.send(String(repeating: "a\n", count: 3_000) + "last\n")
    #expect(!rig.reads)
    rig.answer(0)
    #expect(!rig.reads)
    rig.answerAll()
    #expect(rig.reads)
    #expect(rig.stops == 1)
    #expect(rig.started.count == 3_001)
    #expect(rig.started.last == "last")
    #expect(rig.output == (0...3_000).map { "\($0) " }.joined())
  }

  @Test("an end of file behind more lines than may be in flight loses none of them")
  func overfullHalfClose() {
    var rig = Rig(Bounds(inFlight: 2))
    rig.send("a\nb\nc\nd\n")
    rig.end()
    rig.answerAll()
    #expect(rig.started == ["a", "b", "c", "d"])
    #expect(rig.output == "0 1 2 3 ")
    #expect(rig.closes)
  }

  @Test("only so many requests of a session are with the service at once")
  func running() {
    var rig = Rig(Bounds(running: 3))
    rig.send("a\nb\nc\nd\ne\n")
    #expect(rig.started == ["a", "b", "c"])
    rig.answer(2)
    #expect(rig.started == ["a", "b", "c", "d"])
    rig.answerAll()
    #expect(rig.output == "0 1 2 3 4 ")
  }

  @Test("while much is held behind a slow reply nothing further starts")
  func held() {
    var rig = Rig(Bounds(running: 2, held: 10))
    rig.send("slow\nb\nc\nd\n")
    rig.answer(1, String(repeating: "x", count: 11))
    #expect(rig.started == ["slow", "b"])
    rig.answer(0)
    #expect(rig.started == ["slow", "b", "c", "d"])
  }

  @Test("a reader for whom too much waits is told so and closed")
  func slowReader() {
    var rig = Rig(Bounds(unread: 10))
    rig.send("a\nb\nc\nd\n")
    rig.answer(0, "0123456789")
    rig.answer(1, "x")
    #expect(!rig.closes)
    rig.answer(2, "lost")
    #expect(rig.closes)
    #expect(rig.output.hasPrefix("0123456789xerr busy.slow-reader {"))
    #expect(rig.output.hasSuffix("\"retry\":true}\n"))
    rig.answer(3, "lost")
    rig.send("e\n")
    #expect(!rig.output.contains("lost"))
    #expect(rig.started.count == 4)
  }

  @Test("a reader that keeps up may be sent any amount")
  func steadyReader() {
    var rig = Rig(Bounds(unread: 10))
    for number in 0..<100 {
      rig.send("a\n")
      rig.answer(UInt64(number), "0123456789")
      rig.machine.sent(10)
    }
    #expect(!rig.closes)
    #expect(rig.output.count == 1_000)
  }
}

@Suite("A session when the daemon ends")
struct SessionStopTests {
  @Test("an idle one closes at once")
  func idle() {
    var rig = Rig()
    rig.send("cut off")
    rig.stop()
    #expect(rig.closes)
    #expect(rig.output == "")
  }

  @Test("what runs is finished; what waits and what still comes is refused in its place")
  func busy() {
    var rig = Rig()
    rig.send("a\nalone\n@t b\n")
    rig.stop()
    rig.send("@u c\n# note\n")
    #expect(rig.output == "")
    #expect(!rig.closes)
    rig.answer(0)
    let lines = rig.output.split(separator: "\n")
    #expect(lines.count == 3)
    #expect(rig.started == ["a"])
    #expect(lines.first?.hasPrefix("0 err busy.shutdown {") == true)
    #expect(lines.dropFirst().first?.hasPrefix("err @t busy.shutdown {") == true)
    #expect(lines.last?.hasPrefix("err @u busy.shutdown {") == true)
    #expect(rig.closes)
  }

  @Test("one that has half-closed is finished too")
  func halfClosed() {
    var rig = Rig()
    rig.send("alone\nb\n")
    rig.end()
    rig.stop()
    #expect(!rig.closes)
    rig.answer(0)
    #expect(rig.started == ["alone"])
    #expect(rig.output.hasPrefix("0 err busy.shutdown"))
    #expect(rig.closes)
  }

  @Test("an end of file while it ends changes nothing")
  func halfCloseLater() {
    var rig = Rig()
    rig.send("a\n")
    rig.stop()
    rig.end()
    rig.stop()
    #expect(!rig.closes)
    rig.answer(0)
    #expect(rig.output == "0 ")
    #expect(rig.closes)
  }
}

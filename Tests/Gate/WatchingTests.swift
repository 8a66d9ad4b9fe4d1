import Operations
import Patience
import Synchronization
import Testing
import Wire

@testable import Gate

/// A watch that tells what the test says.
final class Bell: Watch {
  private struct State {
    var tell: (@Sendable ([UInt8]) -> Void)?
    var hasEnded = false
  }

  private let state = Mutex(State())

  var hasBegun: Bool { state.withLock { $0.tell != nil } }
  var hasEnded: Bool { state.withLock { $0.hasEnded } }

  func begin(_ tell: @escaping @Sendable ([UInt8]) -> Void) { state.withLock { $0.tell = tell } }

  @discardableResult
  func end() -> Int {
    state.withLock { $0.hasEnded = true }
    return 0
  }

  func ring(_ text: String) { state.withLock { $0.tell }?(Array(text.utf8)) }
}

@Suite("What a session watches")
struct WatchingTests {
  private static func caller(_ watch: (any Watch)?) -> Caller {
    var caller = Caller(uid: 7, pid: 8)
    caller.watch = watch
    return caller
  }

  private static func watching(_ bell: Bell, _ bounds: Bounds = Bounds()) -> Rig {
    var rig = Rig(bounds)
    rig.send("alone\n")
    rig.answer(0, "began\n", caller: caller(bell))
    return rig
  }

  @Test("it begins once its reply is out, and not before")
  func begins() {
    let bell = Bell()
    var rig = Rig()
    rig.send("a\nalone\nb\n")
    rig.answer(0, "a\n")
    let step = rig.machine.answered(1, Reply(bytes: Array("began\n".utf8), caller: Self.caller(bell)))
    #expect(step.watch === bell)
    #expect(String(decoding: step.output, as: UTF8.self) == "began\n")
    #expect(step.starts.count == 1)
  }

  @Test("what it tells goes out between replies, whole and in order")
  func between() {
    let bell = Bell()
    var rig = Self.watching(bell)
    rig.send("a\nb\n")
    rig.note(rig.machine.told(Array("event 1\n".utf8), by: bell))
    rig.answer(2, "b\n")
    rig.note(rig.machine.told(Array("event 2\n".utf8), by: bell))
    rig.answer(1, "a\n")
    rig.note(rig.machine.told(Array("event 3\n".utf8), by: bell))
    #expect(rig.output == "began\nevent 1\nevent 2\na\nb\nevent 3\n")
  }

  @Test("after its end, or in the place of another, the former is not heard any more", arguments: [true, false])
  func after(isReplaced: Bool) {
    let (bell, next) = (Bell(), Bell())
    var rig = Self.watching(bell)
    rig.send("alone\n")
    rig.answer(1, "ended\n", caller: Self.caller(isReplaced ? next : nil))
    rig.note(rig.machine.told(Array("late\n".utf8), by: bell))
    if isReplaced { rig.note(rig.machine.told(Array("new\n".utf8), by: next)) }
    #expect(rig.output == (isReplaced ? "began\nended\nnew\n" : "began\nended\n"))
    #expect(rig.machine.watch === (isReplaced ? next : nil))
  }

  @Test("a watcher who reads nothing is told so and closed")
  func slow() {
    let bell = Bell()
    var bounds = Bounds()
    bounds.unread = 100
    var rig = Self.watching(bell, bounds)
    for _ in 0..<20 where !rig.closes { rig.note(rig.machine.told(Array("event 123\n".utf8), by: bell)) }
    #expect(rig.closes)
    #expect(rig.output.hasPrefix("began\n" + String(repeating: "event 123\n", count: 10) + "err busy.slow-reader {"))
    let output = rig.output
    rig.note(rig.machine.told(Array("event 123\n".utf8), by: bell))
    #expect(rig.output == output)
  }

  @Test("one who reads is told for ever")
  func quick() {
    let bell = Bell()
    var bounds = Bounds()
    bounds.unread = 100
    var rig = Self.watching(bell, bounds)
    rig.machine.sent(rig.output.utf8.count)
    for _ in 0..<1_000 {
      rig.note(rig.machine.told(Array("event 123\n".utf8), by: bell))
      rig.machine.sent(10)
    }
    #expect(!rig.closes)
  }

  @Test("half-closing ends it with the session, after the replies")
  func halfClose() {
    let bell = Bell()
    var rig = Self.watching(bell)
    rig.send("a\n")
    rig.end()
    #expect(!rig.closes)
    rig.note(rig.machine.told(Array("event\n".utf8), by: bell))
    rig.answer(1, "a\n")
    #expect(rig.closes)
    rig.note(rig.machine.told(Array("late\n".utf8), by: bell))
    #expect(rig.output == "began\nevent\na\n")
  }

  @Test("over a socket it is told, and ended when the client leaves")
  func socket() async throws {
    let bell = Bell()
    let echo = try await Echo(watch: bell)
    do {
      let client = try await Client(echo.path)
      await client.send("watch\n")
      #expect(await client.line() == "ok watch ")
      #expect(await eventually(within: .seconds(60)) { bell.hasBegun })
      for number in 0..<100 { bell.ring("event \(number)\n") }
      #expect(await client.lines(100) == (0..<100).map { "event \($0)" })
      #expect(!bell.hasEnded)
    }
    #expect(await eventually(within: .seconds(60)) { bell.hasEnded })
    await echo.stop()
  }
}

import Platform
import Testing

@testable import Gate

@Suite("Output a client has not taken")
struct OutgoingTests {
  @Test("what goes in comes out once and in order, however little is taken at a time", arguments: 0..<20)
  func order(seed: UInt64) {
    var random = Seeded(seed)
    var outgoing = Outgoing()
    var given: [UInt8] = []
    var got: [UInt8] = []
    var taken = 0
    func flush(_ room: Int) -> Outgoing.Progress {
      var room = room
      return outgoing.flush(taken: &taken) { span in
        if room == 0 { return .wouldBlock }
        let count = min(room, span.count)
        for index in 0..<count { got.append(span[index]) }
        room -= count
        return .bytes(count)
      }
    }
    for _ in 0..<50 {
      let bytes = (0..<Int.random(in: 0..<5_000, using: &random)).map { UInt8(truncatingIfNeeded: $0) }
      given += bytes
      outgoing.append(bytes)
      _ = flush(Int.random(in: 0..<4_000, using: &random))
      #expect(outgoing.isEmpty == (got.count == given.count))
    }
    #expect(flush(.max) == .empty)
    #expect(got == given)
    #expect(taken == given.count)
  }

  @Test("small replies leave together")
  func together() {
    var outgoing = Outgoing()
    for _ in 0..<1_000 { outgoing.append(Array("ok {}\n".utf8)) }
    var calls = 0
    var taken = 0
    let progress = outgoing.flush(taken: &taken) {
      calls += 1
      return .bytes($0.count)
    }
    #expect(progress == .empty)
    #expect(calls == 1)
    #expect(taken == 6_000)
  }

  @Test(
    "a client that is gone ends it",
    arguments: [Transfer.end, .failed(SystemError(errno: 5, operation: "send"))])
  func gone(transfer: Transfer) {
    var outgoing = Outgoing()
    outgoing.append([1])
    var taken = 0
    #expect(outgoing.flush(taken: &taken) { _ in transfer } == .end)
  }
}

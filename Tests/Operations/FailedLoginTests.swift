import Postgres
import Synchronization
import TestKit
import Testing
import Wire

@testable import Operations

@Suite("Wrong tokens")
struct FailedLoginTests {
  /// Time that only a test moves, and the waits it was asked for.
  final class Waiting: Sendable {
    private let state = Mutex<(now: Deadline, asked: [Duration], kept: [@Sendable () -> Void])>((.now, [], []))
    var now: Deadline { state.withLock { $0.now } }
    var asked: [Duration] { state.withLock { $0.asked } }

    func pass(_ duration: Duration) { state.withLock { $0.now = $0.now + duration } }
    func note(_ duration: Duration) { state.withLock { $0.asked.append(duration) } }
    func keep(_ answer: @escaping @Sendable () -> Void) { state.withLock { $0.kept.append(answer) } }
    func give() {
      let kept = state.withLock { state in
        defer { state.kept = [] }
        return state.kept
      }
      for answer in kept { answer() }
    }
  }

  @Test("each is answered twice as late as the one before, eight seconds late at most, and all is forgotten in time")
  func grows() {
    var failed = FailedLogins()
    let began = Deadline.now
    let waits = (0..<8).map { _ in failed.fail([.source(1)], at: began) / .milliseconds(250) }
    #expect(waits == [1, 2, 4, 8, 16, 32, 32, 32])
    #expect(failed.fail([.source(2)], at: began) == .milliseconds(250), "another source begins anew")
    #expect(failed.fail([.source(nil)], at: began) == .milliseconds(250))
    #expect(failed.fail([.source(1)], at: began + .seconds(299)) == .seconds(8))
    #expect(failed.fail([.source(1)], at: began + .seconds(299 + 300)) == .milliseconds(250))
    for _ in 0..<100_000 { _ = failed.fail([.source(3)], at: began) }
    #expect(failed.fail([.source(3)], at: began) == .seconds(8))
  }

  @Test("an account is counted whatever source its old tokens come from")
  func accounts() {
    var failed = FailedLogins()
    let began = Deadline.now
    let waits = (0..<4).map { failed.fail([.source($0), .account(7)], at: began) / .milliseconds(250) }
    #expect(waits == [1, 2, 4, 8])
    #expect(failed.fail([.source(9)], at: began) == .milliseconds(250))
  }

  @Test("a crowd of sources is not remembered without end, and pushes out who was longest still")
  func bounded() {
    var failed = FailedLogins()
    let began = Deadline.now
    for uid in 0..<UInt32(FailedLogins.most) {
      _ = failed.fail([.source(uid)], at: began + .milliseconds(Int(uid)))
    }
    for uid in 10_000..<UInt32(12_000) {
      _ = failed.fail([.source(5)], at: began + .seconds(3))
      _ = failed.fail([.source(uid)], at: began + .seconds(2))
    }
    #expect(failed.remembered == FailedLogins.most)
    #expect(failed.fail([.source(5)], at: began + .seconds(4)) == .seconds(8), "who goes on is kept in mind")
  }

  @Test("only the refusal waits: a token that counts is answered at once, and a wrong one stays accounted for")
  func waits() async throws {
    let waiting = Waiting()
    let place = try await City()
    let city = try Conversation(place, moment: { waiting.now }) { duration, answer in
      waiting.note(duration)
      answer()
    }
    let token = try #require(await city.ask("token.issue o.een")["token"]?.string)
    let session = city.session(uid: 7_001)
    for _ in 0..<3 { #expect(await session.ask("auth wrong").code == "denied.login") }
    #expect(waiting.asked == [.milliseconds(250), .milliseconds(500), .seconds(1)])
    #expect(await city.session(uid: 7_001).ask("auth \(token)")["login"]?.string == "o.een")
    #expect(waiting.asked.count == 3)
    // The same source in another session is no better off; another source is not worse off.
    #expect(await city.session(uid: 7_001).ask("auth wrong").code == "denied.login")
    #expect(await city.session(uid: 7_002).ask("auth wrong").code == "denied.login")
    #expect(Array(waiting.asked.suffix(2)) == [.seconds(2), .milliseconds(250)])

    #expect(await city.ask("token.revoke X-1").code == "ok")
    for uid: UInt32 in [7_003, 7_004, 7_005] {
      #expect(await city.session(uid: uid).ask("auth \(token)").code == "denied.login")
    }
    #expect(Array(waiting.asked.suffix(3)) == [.milliseconds(250), .milliseconds(500), .seconds(1)])
    // The worker whose old token is tried comes in with a new one, and as the user of the machine.
    let fresh = try #require(await city.ask("token.issue o.een")["token"]?.string)
    let asked = waiting.asked.count
    #expect(await city.session(uid: 7_005).ask("auth \(fresh)").code == "ok")
    #expect(await city.session().ask("whoami").code == "ok")
    #expect(waiting.asked.count == asked)
    waiting.pass(.seconds(300))
    #expect(await session.ask("auth wrong").code == "denied.login")
    #expect(waiting.asked.last == .milliseconds(250))

    let log = "SELECT count(*) FROM koos.access_log WHERE action = 'auth' AND outcome = 'denied.login' AND source LIKE"
    #expect(try await number(place, "\(log) 'peer 7001/%'") == 5)
    #expect(try await number(place, "\(log) 'peer 700%'") == 9)
    await city.close()
  }

  @Test("while a refusal waits, others are served")
  func others() async throws {
    let waiting = Waiting()
    let city = try Conversation(try await City(), hold: { _, answer in waiting.keep(answer) })
    let session = city.session(uid: 7_001)
    async let refused = session.ask("auth wrong")
    for _ in 0..<20 { #expect(await city.session().ask("whoami").code == "ok") }
    // Given until it was there to give.
    let giving = Task {
      while !Task.isCancelled {
        waiting.give()
        await Task.yield()
      }
    }
    #expect(await refused.code == "denied.login")
    giving.cancel()
    await city.close()
  }

  @Test("answers that wait are given when the daemon ends, and once only")
  func released() async {
    let held = HeldAnswers()
    let told = Mutex(0)
    held.hold(for: .seconds(3_600)) { told.withLock { $0 += 1 } }
    held.hold(for: .seconds(3_600)) { told.withLock { $0 += 1 } }
    #expect(told.withLock { $0 } == 0)
    held.release()
    #expect(told.withLock { $0 } == 2)
    held.hold(for: .seconds(3_600)) { told.withLock { $0 += 1 } }
    #expect(told.withLock { $0 } == 3)
    held.release()
    #expect(told.withLock { $0 } == 3)
    await withCheckedContinuation { done in HeldAnswers().hold(for: .milliseconds(1)) { done.resume() } }
  }
}

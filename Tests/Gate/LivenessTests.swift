import Patience
import Synchronization
import Testing

@testable import Gate

@Suite("The daemon's sign of life")
struct LivenessTests {
  /// A part that gives its sign when the test says.
  final class Part: Sendable {
    let asked = Mutex<[@Sendable () -> Void]>([])

    func answer() {
      let signs = asked.withLock { asked in
        let all = asked
        asked = []
        return all
      }
      for sign in signs { sign() }
    }
  }

  @Test("is passed on once a round, and only when every part has given it")
  func rounds() {
    let (gate, database) = (Part(), Part())
    let told = Mutex(0)
    let liveness = Liveness(
      parts: [gate, database].map { part in { sign in part.asked.withLock { $0.append(sign) } } },
      tell: { told.withLock { $0 += 1 } })
    liveness.ask()
    gate.answer()
    #expect(told.withLock { $0 } == 0)
    liveness.ask()
    gate.answer()
    #expect(told.withLock { $0 } == 0)
    database.answer()
    #expect(told.withLock { $0 } == 1)
    liveness.ask()
    database.answer()
    gate.answer()
    #expect(told.withLock { $0 } == 2)
  }

  @Test("comes by itself every period until it is stopped")
  func period() async throws {
    let told = Mutex(0)
    let liveness = Liveness(parts: [{ sign in sign() }], tell: { told.withLock { $0 += 1 } })
    liveness.start(every: .milliseconds(1))
    #expect(await eventually(within: .seconds(60)) { told.withLock { $0 } >= 3 })
    liveness.stop()
  }

  @Test(
    "is wanted a third of what the service manager allows apart, of the process it watches",
    arguments: [
      ("30000000", nil, Duration.seconds(10)), ("30000000", "42", .seconds(10)), ("30000000", "43", nil),
      (nil, nil, nil), ("0", nil, nil), ("-3", nil, nil), ("often", nil, nil),
    ] as [(String?, String?, Duration?)])
  func wanted(usec: String?, pid: String?, period: Duration?) {
    #expect(Liveness.period(usec: usec, pid: pid, own: 42) == period)
  }
}

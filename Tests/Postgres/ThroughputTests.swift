import Glibc
import Patience
import Postgres
import Testing

@Suite("Throughput", .serialized)
struct ThroughputTests {
  @Test("reads a second by 32 callers, for the eye")
  func reads() async throws {
    let setting = Statement("SELECT set_config('statement_timeout', $1, true)")
    let select = Statement("SELECT 1")
    try await withDatabase { database in
      #expect(await eventually { database.health.readers == 4 })
      let done = Counter()
      let seconds = 2
      let end = Deadline.after(.seconds(seconds))
      @Sendable func again(_ finished: @escaping @Sendable () -> Void) {
        guard end > .now else { return finished() }
        database.read([setting(.text("5s")), select()], deadline: .soon) { outcome in
          if outcome.error == nil { done.increment() }
          again(finished)
        }
      }
      await withTaskGroup(of: Void.self) { tasks in
        for _ in 0..<32 {
          tasks.addTask { await withCheckedContinuation { answer in again { answer.resume() } } }
        }
      }
      print("reads by 32 callers: \(done.count / seconds)/s")
      #expect(done.count > 0)
    }
  }

  @Test("transactions a second by 32 callers, for the eye")
  func writes() async throws {
    let read = Statement("SELECT number FROM public.throughput WHERE number = $1")
    let insert = Statement("INSERT INTO public.throughput VALUES ($1)")
    try await withDatabase { database in
      try await database.execute("CREATE TABLE public.throughput (number bigint PRIMARY KEY)")
      let done = Counter()
      let seconds = 2
      let end = Deadline.after(.seconds(seconds))
      await withTaskGroup(of: Void.self) { tasks in
        for caller in 0..<32 {
          tasks.addTask(executorPreference: database.loop) {
            var number = caller
            while end > .now {
              number += 32
              let key = Parameter.integer(number)
              do {
                try await database.write(deadline: .soon) { transaction in
                  _ = try await transaction.run([read(key)])
                  try await transaction.commit([insert(key)])
                }
                done.increment()
              } catch { Issue.record("\(error)") }
            }
          }
        }
      }
      print("writes by 32 callers: \(done.count / seconds)/s")
      #expect(done.count > 0)
    }
  }
}

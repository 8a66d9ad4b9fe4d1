import Postgres
import Synchronization
import TestKit
import Testing

/// What a test throws to see it come out again.
struct Deliberate: Error {}

/// Runs `body` with a started database on `cluster` and stops it afterwards.
func withDatabase<R>(
  on cluster: TestCluster? = nil, readers: Int = 4, writers: Int = 32, _ body: (Database) async throws -> R
) async throws -> R {
  let conninfo = try (cluster ?? TestCluster.shared.get()).conninfo
  var configuration = Database.Configuration(conninfo: conninfo)
  configuration.readers = readers
  configuration.writers = writers
  let database = Database(configuration)
  database.start()
  do {
    let result = try await body(database)
    await database.stop()
    return result
  } catch {
    await database.stop()
    throw error
  }
}

/// Counts from any thread.
final class Counter: Sendable {
  private let value = Atomic(0)
  var count: Int { value.load(ordering: .acquiring) }
  func increment() { value.add(1, ordering: .acquiringAndReleasing) }
}

extension Deadline {
  /// Far enough for a busy machine.
  static var soon: Deadline { .after(.seconds(20)) }
}

extension Database {
  /// The first field of the one row that `sql` returns.
  func value(_ sql: String, _ parameters: Parameter...) async throws -> String? {
    try await read([Query(Statement(sql), parameters)], deadline: .soon).get().first?.text(0, 0)
  }

  /// Runs statements in one transaction of their own.
  func execute(_ texts: String...) async throws {
    try await once(texts.map { Query(Statement($0)) }, deadline: .soon).get()
  }
}

extension GroupOutcome {
  @discardableResult
  func first() throws -> String? { try get().first?.text(0, 0) }
}

/// Expects `found` to be `expected`; a macro would hide from a closure that its argument throws.
func check<T: Equatable>(_ found: T, is expected: T, at location: SourceLocation = #_sourceLocation) {
  #expect(found == expected, sourceLocation: location)
}

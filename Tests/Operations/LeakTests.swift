import TestKit
import Testing

@Suite("Hostile lines of somebody with work of his own elsewhere")
struct LeakTests {
  @Test("no line tells a word or a number of others' children, and none changes a row about one")
  func leaksNothing() async throws {
    let sweep = try await LeakSweep(lines: 20_000, in: try await MarkedCity.make())
    #expect(sweep.leaks.isEmpty, "\(sweep.leaks.count), such as \(sweep.leaks.prefix(12).joined(separator: "\n"))")
    #expect(sweep.changed.isEmpty)
    #expect(sweep.faults.isEmpty, "\(sweep.faults.count), such as \(sweep.faults.prefix(12).joined(separator: "\n"))")
    #expect(sweep.codes["ok", default: 0] > 1_000, "\(sweep.codes)")
  }
}

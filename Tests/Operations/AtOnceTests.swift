import TestKit
import Testing
import Wire

@Suite("What happens at once happens today")
struct AtOnceTests {
  @Test("another day is refused and nothing is done; a repeat is told again the day after")
  func today() async throws {
    try await CareCity.with { care in
      let consult = try await care.consult()
      for day in ["2026-03-01", "2026-03-03"] {
        let refused = await care.ask("consult.withdraw \(consult) on=\(day)")
        #expect(refused.code == "input.value" && refused["field"]?.string == "on", "\(refused)")
        #expect(refused["allowed"] == .array([.string("2026-03-02")]), "\(refused)")
      }
      #expect(await care.ask("consult.show \(consult)")["state"]?.string == "asked")
      let line = "consult.withdraw \(consult) on=2026-03-02 reason=Opgelost once=een"
      #expect(await care.ask(line)["state"]?.string == "withdrawn")
      try care.advance("1 day")
      #expect(await care.ask(line)["replayed"]?.bool == true)
      // Who may not know of it learns nothing by the day.
      #expect(await care.ask("consult.withdraw \(consult) on=2026-03-01", as: "f.vier").code == "not-found.consult")
    }
  }
}

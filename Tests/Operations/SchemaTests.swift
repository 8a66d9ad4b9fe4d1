import TestKit
import Testing

@Suite("Schema")
struct SchemaTests {
  private static let names = [
    "access", "calendar", "consent", "constraints", "demo", "destruction", "due", "holes", "names", "occupied",
    "offers",
    "proposals",
    "reference",
    "seal", "security", "waiting",
  ]

  @Test("every rule of the schema holds, as pgTAP sees it")
  func holds() async throws {
    // Beside this file, wherever the checkout is.
    let here = #filePath.split(separator: "/").dropLast(2).joined(separator: "/")
    let result = try await SchemaDatabase.prove(Self.names.map { "/\(here)/Schema/\($0).sql" })
    #expect(result.passed, "\(result.said)")
  }
}

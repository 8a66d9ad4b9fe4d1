import Catalogue
import Platform
import Testing
import Wire

@testable import Console

@Suite("Manual pages")
struct ManualTests {
  private static let pages = Manual.Page.allCases.flatMap { page in Language.allCases.map { (page, $0) } }

  @Test(
    "every command, parameter and example is in koos(1), every command in koos-protocol(7)",
    arguments: Language.allCases)
  func whole(language: Language) {
    let (koos, lines) = (Manual(language: language).text(.koos), Manual(language: language).text(.koosProtocol))
    for command in Catalogue.commands {
      let way = language == .nl ? command.dutch.last ?? command.title : command.title
      #expect(koos.contains(".SS \"koos \(Self.roff(way))"))
      #expect(command.ways.allSatisfy { koos.contains("koos \(Self.roff($0))") }, "\(command.name)")
      for parameter in command.parameters { #expect(koos.contains(".B \"\\-\\-\(Self.roff(parameter.name))\"")) }
      #expect(lines.contains(".B \"\(Self.roff(command.name))\""))
    }
  }

  @Test(
    "groff reads them without a warning", .enabled(if: File.exists("/usr/bin/groff"), "the host has no groff"),
    arguments: pages)
  func groff(page: Manual.Page, language: Language) throws {
    let text = Screen.of(["manual", page.rawValue, "--lang", language.rawValue]).out
    let file = "/tmp/koos-manual-" + Randomness.hex(try Randomness.bytes(8))
    defer { try? File.remove(file) }
    try File.write(Array(text.utf8), to: file, mode: 0o600)
    let result = try ChildProcess.run(
      ["/bin/sh", "-c", "groff -man -Tutf8 -ww \(file) 2>&1 >\(file).out; wc -l <\(file).out; rm -f \(file).out"],
      environment: Environment.all())
    let lines = result.output.split(whereSeparator: \.isWhitespace)
    #expect(lines.count == 1 && lines.first.flatMap { Int($0) } ?? 0 > 100, "\(result.output)")
  }

  private static func roff(_ text: String) -> String {
    text.split(separator: "-", omittingEmptySubsequences: false).joined(separator: "\\-")
  }
}

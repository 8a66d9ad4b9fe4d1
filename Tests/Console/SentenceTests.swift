import Catalogue
import Testing
import Wire

@testable import Console

@Suite("Sentences")
struct SentenceTests {
  /// Where sentences for people are, the help of commands aside, which has its own screens.
  private static let folders = ["Wire", "Catalogue", "Records", "Operations", "Gate", "koosd", "Console"]

  @Test("none lacks its other language, nor says there what it says here", arguments: folders)
  func both(folder: String) throws {
    for (path, text) in try SourceText.files(folder) {
      for (nl, en) in SourceText.sentences(text) {
        #expect(!nl.isEmpty && !en.isEmpty, "\(path): \(nl) \(en)")
        // Whole sentences are never the same in both; words and calls may be.
        let isSentence = SourceText.isSentence(nl)
        #expect(!isSentence || nl != en, "\(path): \(nl)")
        #expect(!isSentence || en.last == ".", "\(path): \(en)")
      }
    }
  }

  @Test("every one the daemon and koos can say was read in both languages")
  func snapshot() throws {
    var text = ""
    for folder in Self.folders {
      for (path, source) in try SourceText.files(folder)
      where !path.hasSuffix("Commands.swift") && !path.hasSuffix("Words.swift") {
        let sentences = SourceText.sentences(source)
        if sentences.isEmpty { continue }
        text += "\(path)\n" + sentences.map { "  \($0.nl)\n  \($0.en)\n\n" }.joined()
      }
    }
    try Snapshot.expect(text, is: "sentences")
  }

  @Test("what the program says itself goes through a sentence")
  func plain() throws {
    for (path, text) in try SourceText.files("Console") {
      for line in text.split(separator: "\n") {
        for call in ["warn(\"", "write(\""] {
          guard let start = line.firstRange(of: call) else { continue }
          let said = line[start.upperBound...].prefix { $0 != "\"" }
          let words = said.split { !$0.isLetter }.filter { $0.count > 1 && $0 != "koos" }
          #expect(words.isEmpty || said.hasPrefix("koos \\(") || said.hasPrefix("koos: \\("), "\(path): \(line)")
        }
      }
    }
  }
}

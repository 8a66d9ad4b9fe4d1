import Patience
import Testing

@testable import Platform

@Suite("A file of lines")
struct LineFileTests {
  @Test("lines are added after the last whole one, and a torn one goes", arguments: ["", "two", "two\nthr"])
  func appends(end: String) throws {
    let directory = try TemporaryDirectory()
    let file = LineFile(directory.path + "/lines")
    #expect(try file.last() == nil)
    try file.append(Array("one\n".utf8))
    #expect(try File.status(file.path)?.mode == 0o600)
    try File.write(Array(("one\n" + end).utf8), to: file.path, mode: 0o600)
    let last = end.contains("\n") ? "two" : "one"
    #expect(try file.last().map { String(decoding: $0, as: UTF8.self) } == last)
    try file.append(Array("four\n".utf8))
    let lines = try file.lines(from: 0)
    #expect(
      lines.lines.map { String(decoding: $0, as: UTF8.self) }
        == (last == "two" ? ["one", "two", "four"] : ["one", "four"]))
    #expect(try file.lines(from: lines.next).lines.isEmpty)
  }

  @Test("a long file is read in pieces, whole lines each")
  func pieces() throws {
    let directory = try TemporaryDirectory()
    let file = LineFile(directory.path + "/lines")
    try file.append(Array((0..<1_000).map { "line \($0)\n" }.joined().utf8))
    var (read, offset): ([String], Int64) = ([], 0)
    while true {
      let piece = try file.lines(from: offset, count: 100)
      guard piece.next > offset else { break }
      offset = piece.next
      read += piece.lines.map { String(decoding: $0, as: UTF8.self) }
    }
    #expect(read == (0..<1_000).map { "line \($0)" })
    #expect(try file.last().map { String(decoding: $0, as: UTF8.self) } == "line 999")
  }

  @Test("a line longer than may be read is told of, and not taken for the end")
  func long() throws {
    let directory = try TemporaryDirectory()
    let file = LineFile(directory.path + "/lines")
    try File.write(Array(("one\n" + String(repeating: "x", count: 100)).utf8), to: file.path, mode: 0o600)
    let first = try file.lines(from: 0, count: 100)
    #expect(first.lines.count == 1 && first.next == 4)
    #expect(throws: SystemError.self) { try file.lines(from: first.next, count: 100) }
    // A torn line is the end.
    let torn = try file.lines(from: first.next, count: 101)
    #expect(torn.lines.isEmpty && torn.next == first.next)
  }

  @Test("a link is not followed")
  func link() throws {
    let directory = try TemporaryDirectory()
    try File.write([], to: directory.path + "/other", mode: 0o600)
    _ = try ChildProcess.run(
      ["/bin/ln", "-s", "other", directory.path + "/lines"], environment: [:], directory: directory.path)
    #expect(throws: SystemError.self) { try LineFile(directory.path + "/lines").append(Array("one\n".utf8)) }
    #expect(try File.read(directory.path + "/other").isEmpty)
  }
}

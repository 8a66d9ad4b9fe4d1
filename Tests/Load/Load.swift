internal import Platform

/// The measuring program of `Deploy/bench`: drives a daemon from many connections, or times whole commands.
@main
enum Load {
  static func main() {
    Signals.ignoreForDispatch([])
    let words = CommandLine.arguments.dropFirst()
    do {
      switch words.first {
      case "run": try Drive(Options(words.dropFirst())).run()
      case "idle": try Idle(Options(words.dropFirst())).run()
      case "cold": try Cold(words.dropFirst()).run()
      case "transcribe": try Transcription(Options(words.dropFirst())).run()
      default: throw Misuse("usage: load run|idle|cold|transcribe …")
      }
    } catch {
      try? Output.error.write("load: \(error)\n")
      Environment.exit(64)
    }
  }
}

/// What was wrong with the call.
struct Misuse: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}

/// `--name value` pairs.
struct Options {
  private var values: [String: String] = [:]

  init(_ words: ArraySlice<String>) throws {
    var words = words
    while let word = words.popFirst() {
      guard word.hasPrefix("--"), let value = words.popFirst() else { throw Misuse("\(word) needs a value") }
      values[String(word.dropFirst(2))] = value
    }
  }

  func text(_ name: String) throws -> String {
    guard let value = values[name] else { throw Misuse("--\(name) is missing") }
    return value
  }

  func number(_ name: String) throws -> Int {
    guard let number = Int(try text(name)), number > 0 else { throw Misuse("--\(name) is a number") }
    return number
  }

  /// Lines of a file, without the empty ones.
  func lines(_ name: String) throws -> [String] {
    String(decoding: try File.read(text(name), limit: 1 << 28), as: UTF8.self).split(separator: "\n").map(String.init)
  }
}

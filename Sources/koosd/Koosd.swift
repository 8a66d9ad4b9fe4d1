internal import ArgumentParser
internal import Operations

/// The daemon's command line.
struct Koosd: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "koosd",
    abstract: "Keeps cases, teams and specialists of Utrecht's youth care, and answers on a Unix socket.",
    version: ProcessFacts.version,
    subcommands: [Serve.self, Init.self, Check.self, Seed.self, RotateKey.self, ManualPage.self])
}

/// Why the daemon does not run: one sentence, and the status it ends with.
struct Refusal: Error {
  /// 77: not ours, or open to others. 78: configuration, database or schema do not fit.
  enum Status: Int32 {
    case notOurs = 77
    case configuration = 78
  }

  let status: Status
  let sentence: String

  init(_ status: Status, _ sentence: String) {
    self.status = status
    self.sentence = sentence
  }
}

internal import Glibc
package import Platform
internal import Synchronization

/// A directory for one daemon, removed with what is in it.
package final class Home: Sendable {
  /// What a home begins with.
  package enum Furnishing: Sendable {
    /// Nothing: `serve --data` makes its database.
    case none
    /// The database of a daemon that has laid the demo city at `City.now` and was stopped.
    case demo
  }

  /// The directory.
  package let path: String
  /// What to name as `--data`.
  package var data: String { path + "/data" }

  private static let number = Atomic(0)
  private static let furnished = Result { try furnish() }

  package init(_ furnishing: Furnishing = .none) throws {
    let number = Self.number.wrappingAdd(1, ordering: .relaxed).newValue
    path = try Workshop.shared.get().path + "/\(number)"
    try File.makeDirectory(path, mode: 0o711)
    guard furnishing == .demo else { return }
    let copied = try ChildProcess.run(
      ["/bin/cp", "-a", try Self.furnished.get().data, data], environment: Environment.all())
    guard copied.succeeded else { throw Daemon.Failure(said: copied.output) }
  }

  deinit { _ = try? ChildProcess.run(["/bin/rm", "-rf", path], environment: Environment.all()) }

  private static func furnish() throws -> Home {
    let home = try Home()
    let daemon = try Daemon(home, ["--demo", "--clock", "2026-03-02T08:00"])
    guard daemon.terminate() == .exited(0) else { throw Daemon.Failure(said: "the first daemon did not end well") }
    return home
  }

  /// Processes at work in the directory, or named by it: PostgreSQL's and its shell's.
  package var processes: [Int32] {
    let all = ((try? File.list("/proc")) ?? []).compactMap { Int32($0) }
    return all.filter { pid in
      if Link.read("/proc/\(pid)/cwd")?.hasPrefix(path + "/") == true { return true }
      let words = (try? File.read("/proc/\(pid)/cmdline")) ?? []
      return String(decoding: words, as: UTF8.self).contains(path + "/")
    }
  }

  /// Whether a process of the home is a shell.
  package func isShell(_ pid: Int32) -> Bool {
    let name = (try? File.read("/proc/\(pid)/comm")).map { String(decoding: $0, as: UTF8.self) }
    return name == "sh\n"
  }

  /// How the daemon connects to its PostgreSQL.
  package var conninfo: String { "host=\(data)/pg dbname=koos user=koosd" }

  /// How the superuser connects, to look past row security.
  package var owner: String { "host=\(data)/pg dbname=koos user=postgres" }

  /// The number of the running PostgreSQL, from the file it keeps.
  package var postmaster: Int32? {
    let lines = (try? File.read(data + "/pg/postmaster.pid")).map { String(decoding: $0, as: UTF8.self) }
    return lines?.split(separator: "\n").first.flatMap { Int32($0) }
  }
}

/// The real `koosd serve`, started for a test.
package final class Daemon: Sendable {
  /// A daemon that ended or stood still instead of serving.
  package struct Failure: Error, CustomStringConvertible {
    let said: String
    package var description: String { said }
  }

  /// How a call of `koosd` ended that was not to serve.
  package struct Ended: Sendable {
    /// How it ended.
    package let ending: ChildProcess.Ending
    /// What it said, on either output.
    package let said: String
  }

  package let home: Home
  /// Where it listens.
  package let socket: String
  private let process: ChildProcess
  private let log: String

  /// Its number.
  package var pid: Int32 { process.pid }
  /// What it has logged.
  package var logged: String { (try? File.read(log)).map { String(decoding: $0, as: UTF8.self) } ?? "" }

  /// The program.
  package static var program: String { Workshop.programs + "/koosd" }

  /// Starts `serve --data` there, or `serve` with other arguments, and waits for its `ready` line.
  package init(
    _ home: Home, _ arguments: [String] = [], data: Bool = true, environment: [String: String] = [:]
  ) throws {
    self.home = home
    log = home.path + "/log"
    let output = try Pipe()
    let errors = try File.open(log, O_WRONLY | O_CREAT | O_APPEND, mode: 0o600)
    process = try ChildProcess(
      [Self.program, "serve"] + (data ? ["--data", home.data] : []) + arguments,
      environment: Environment.all().merging(environment) { $1 },
      descriptors: [1: output.writer.number, 2: errors.number], directory: "/")
    try File.write(Array("\(process.pid)\n".utf8), to: home.path + "/pid", mode: 0o600)
    let reader = output.intoReader()
    let line = Self.line(from: reader.number, within: .seconds(120))
    guard let line, line.hasPrefix("ready socket=") else {
      try process.kill(SIGKILL)
      _ = try process.wait()
      let said = (try? File.read(log)).map { String(decoding: $0, as: UTF8.self) }
      throw Failure(said: "no ready line but \(line ?? "nothing"): \(said ?? "")")
    }
    socket = String(line.dropFirst("ready socket=".count))
  }

  deinit {
    try? process.kill(SIGKILL)
    _ = end()
  }

  /// Starts `serve` and waits for nothing; the caller ends it.
  package static func begin(_ home: Home, _ arguments: [String]) throws -> ChildProcess {
    let process = try ChildProcess(
      [program, "serve"] + arguments, environment: Environment.all(), directory: "/")
    try File.write(Array("\(process.pid)\n".utf8), to: home.path + "/pid", mode: 0o600)
    return process
  }

  /// Runs `koosd` with arguments that it is to refuse, to its end; one that serves all the same ends with 124.
  package static func refused(_ arguments: [String]) throws -> Ended {
    let result = try ChildProcess.run(
      ["/usr/bin/timeout", "--kill-after=15", "60", program] + arguments, environment: Environment.all(),
      directory: "/")
    return Ended(ending: result.ending, said: result.output)
  }

  /// Connects.
  package func client() throws -> Client { try Client(socket) }

  /// Asks it to end, waits, and tells how it ended; nil when it could not be waited for.
  package func terminate(_ signal: Int32 = SIGTERM) -> ChildProcess.Ending? {
    try? process.kill(signal)
    return end()
  }

  /// How it ended, nil while it runs.
  package var ending: ChildProcess.Ending? { (try? process.collect()) ?? nil }

  private func end() -> ChildProcess.Ending? {
    let ending = try? process.wait()
    try? File.remove(home.path + "/pid")
    return ending
  }

  /// The next line a program says, without its end; nil when it says no whole one in time.
  package static func line(from number: Int32, within patience: Duration) -> String? {
    let deadline = ContinuousClock.now + patience
    var line: [UInt8] = []
    var byte: [UInt8] = [0]
    while Transfer.isReadable(number, by: deadline), case .bytes = Transfer.receive(from: number, into: &byte) {
      if byte[0] == UInt8(ascii: "\n") { return String(decoding: line, as: UTF8.self) }
      line.append(byte[0])
    }
    return nil
  }
}

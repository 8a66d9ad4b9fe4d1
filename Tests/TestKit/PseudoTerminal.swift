internal import Glibc
package import Platform

/// A program on a terminal of its own, as a person has one: what it shows is waited for, what is typed it reads.
package final class PseudoTerminal {
  private let side: Descriptor
  private let child: ChildProcess
  /// The path of the program's side.
  package let path: String
  /// All that was shown so far; what is no UTF-8 is repaired.
  package var shown: String { String(decoding: octets, as: UTF8.self) }
  private var octets: [UInt8] = []
  private var seen = 0

  // TIOCSPTLCK and TIOCGPTN (`ioctl_tty(2)`).
  private static let unlock: UInt = 0x4004_5431
  private static let numbering: UInt = 0x8004_5430

  /// Starts the program as leader of a session whose terminal this is.
  package init(
    _ arguments: [String], environment: [String: String], columns: Int = 80, rows: Int = 24
  ) throws(SystemError) {
    side = try File.open("/dev/ptmx", O_RDWR | O_NOCTTY)
    // What `unlockpt` and `ptsname` do, which glibc's Swift module lacks.
    var lock: Int32 = 0
    var number: Int32 = 0
    guard unsafe ioctl(side.number, Self.unlock, &lock) == 0, unsafe ioctl(side.number, Self.numbering, &number) == 0
    else {
      throw SystemError(errno: errno, operation: "ioctl /dev/ptmx")
    }
    path = "/dev/pts/\(number)"
    let other = try File.open(path, O_RDWR | O_NOCTTY)
    child = try ChildProcess(
      [
        "/usr/bin/setsid", "--ctty", "/bin/sh", "-c", "stty cols \(columns) rows \(rows) && exec \"$0\" \"$@\"",
      ] + arguments, environment: environment,
      descriptors: [0: other.number, 1: other.number, 2: other.number], directory: "/")
  }

  deinit {
    try? child.kill(SIGKILL)
    _ = try? child.wait()
  }

  /// Types a text.
  package func type(_ text: String) throws { try Output(number: side.number).write(text) }

  /// Sends the program a signal.
  package func kill(_ signal: Int32) throws { try child.kill(signal) }

  /// Makes the terminal another size, which its program is told of.
  package func resize(columns: Int, rows: Int) throws {
    let made = try ChildProcess.run(
      ["/bin/stty", "-F", path, "cols", "\(columns)", "rows", "\(rows)"], environment: Environment.all())
    guard made.succeeded else { throw SystemError(errno: EIO, operation: made.output) }
  }

  /// Whether the program stands still (`proc_pid_stat(5)`).
  package var isStopped: Bool {
    let words = (try? File.read("/proc/\(child.pid)/stat")).map { String(decoding: $0, as: UTF8.self) } ?? ""
    // After the name, which may have anything in it.
    return words.split(separator: ")").last?.hasPrefix(" T ") == true
  }

  /// Whether lines are read whole and shown while they are typed, as a shell leaves it.
  package func isAsShellsHaveIt() throws -> Bool {
    let words = try settings().split { $0 == " " || $0 == ";" || $0 == "\n" }
    return words.contains("icanon") && words.contains("echo")
  }

  /// How the terminal is set, as `stty` says it.
  package func settings() throws -> String {
    try ChildProcess.run(["/bin/stty", "-F", path, "-a"], environment: Environment.all()).output
  }

  /// What was shown since the last such wait up to and with a text; nil where it does not come in time.
  package func wait(for text: String, within patience: Duration = .seconds(60)) -> String? {
    let deadline = ContinuousClock.now + patience
    let wanted = Array(text.utf8)
    while true {
      if let end = octets[seen...].firstEnd(of: wanted) {
        defer { seen = end }
        return String(decoding: octets[seen..<end], as: UTF8.self)
      }
      guard fill(by: deadline) else { return nil }
    }
  }

  /// How the program ended, with the rest of what it showed; nil where it does not end in time.
  package func end(within patience: Duration = .seconds(60)) -> ChildProcess.Ending? {
    let deadline = ContinuousClock.now + patience
    while fill(by: deadline) {}
    guard ContinuousClock.now < deadline else { return nil }
    return try? child.wait()
  }

  /// Takes what is shown; false at the end of the program, or of the time.
  private func fill(by deadline: ContinuousClock.Instant) -> Bool {
    var chunk = [UInt8](repeating: 0, count: 65_536)
    // Once nobody has the other side open, reading fails (EIO).
    guard Transfer.isReadable(side.number, by: deadline),
      case .bytes(let count) = Transfer.receive(from: side.number, into: &chunk)
    else { return false }
    octets += chunk[..<count]
    return true
  }
}

extension ArraySlice<UInt8> {
  /// Where the first of such octets ends.
  fileprivate func firstEnd(of wanted: [UInt8]) -> Int? {
    guard !wanted.isEmpty, count >= wanted.count else { return nil }
    return (startIndex...(endIndex - wanted.count)).first { self[$0..<($0 + wanted.count)].elementsEqual(wanted) }
      .map { $0 + wanted.count }
  }
}

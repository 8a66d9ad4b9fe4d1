internal import CPlatform
internal import Glibc
internal import Synchronization

/// Program started by this one; whoever starts it waits for it, or it stays in the process table.
package final class ChildProcess: Sendable {
  /// How a program ended.
  package enum Ending: Sendable, Equatable {
    /// By itself, with a code 0 ... 255.
    case exited(Int32)
    /// By a signal.
    case signalled(Int32)
  }

  /// Its number; the process group's too when it leads a session.
  package let pid: Int32
  private let ending = Mutex<Ending?>(nil)

  /// Starts a program with an empty signal mask and every signal at its default.
  ///
  /// `arguments[0]` without a slash is looked up in our PATH. `descriptors` says which of our numbers the
  /// child sees under which number; its 0, 1 and 2 are `/dev/null` unless named, everything else is
  /// closed there. At most 16 descriptors. `leadsSession` keeps a terminal's signals from it.
  package init(
    _ arguments: [String], environment: [String: String], descriptors: [Int32: Int32] = [:],
    leadsSession: Bool = false, directory: String? = nil
  ) throws(SystemError) {
    guard let program = arguments.first, !program.isEmpty else {
      throw SystemError(errno: EINVAL, operation: "spawn")
    }
    let targets = descriptors.keys.sorted()
    let sources = targets.compactMap { descriptors[$0] }
    let variables = environment.map { "\($0.key)=\($0.value)" }.sorted()
    var pid: Int32 = 0
    let error = unsafe withCWords(arguments) { arguments in
      unsafe withCWords(variables) { variables in
        unsafe koos_spawn(
          &pid, program, arguments, variables, sources, targets, targets.count, leadsSession ? 1 : 0,
          directory)
      }
    }
    if error != 0 { throw SystemError(errno: error, operation: "spawn \(program)") }
    self.pid = pid
  }

  /// Waits for the end; any number of threads may, and it blocks the thread it is called on.
  package func wait() throws(SystemError) -> Ending {
    do {
      _ = try attempt("waitid") { koos_await_end(pid) }
    } catch {
      // ECHILD: another thread collected it before our call; `collect` knows how it ended.
      guard error.errno == ECHILD else { throw error }
    }
    guard let ending = try collect() else { throw SystemError(errno: ECHILD, operation: "waitid") }
    return ending
  }

  /// A descriptor that can be read once it has ended, to wait on beside others.
  package func end() throws(SystemError) -> Descriptor {
    Descriptor(adopting: try attempt("pidfd_open") { koos_end_descriptor(pid) })
  }

  /// How it ended, nil while it runs; never blocks.
  package func collect() throws(SystemError) -> Ending? {
    try ending.withLock { (known) throws(SystemError) in
      if let known { return known }
      var status: Int32 = 0
      let answer = try attempt("waitpid") { unsafe waitpid(pid, &status, WNOHANG) }
      if answer == 0 { return nil }
      // The layout of a wait status (`wait(2)`): low seven bits a signal, the next byte the code.
      let signal = status & 0x7f
      known = signal == 0 ? .exited((status >> 8) & 0xff) : .signalled(signal)
      return known
    }
  }

  /// Sends it a signal; nothing happens once its end was collected, so no stranger is ever hit.
  package func kill(_ signal: Int32) throws(SystemError) {
    try ending.withLock { (known) throws(SystemError) in
      if known != nil { return }
      _ = try attempt("kill") { Glibc.kill(pid, signal) }
    }
  }

  /// What a finished program left.
  package struct Result: Sendable, Equatable {
    /// How it ended.
    package let ending: Ending
    /// Its standard output and error in the order written, cut at the limit, repaired where not UTF-8.
    package let output: String
    /// Whether output was cut.
    package let isCut: Bool
    /// Whether it ended by itself with code 0.
    package var succeeded: Bool { ending == .exited(0) }
  }

  /// Runs a program to its end and gives what it wrote; blocks.
  ///
  /// It also waits for grandchildren that keep the output open, so not for programs that leave a daemon.
  package static func run(
    _ arguments: [String], environment: [String: String], directory: String? = nil, limit: Int = 1 << 16
  ) throws(SystemError) -> Result {
    let pipe = try Pipe()
    let child = try ChildProcess(
      arguments, environment: environment, descriptors: [1: pipe.writer.number, 2: pipe.writer.number],
      directory: directory)
    let reader = pipe.intoReader()
    var kept: [UInt8] = []
    var isCut = false
    var chunk = [UInt8](repeating: 0, count: 4096)
    reading: while true {
      switch Transfer.receive(from: reader.number, into: &chunk) {
      case .bytes(let count):
        let room = min(count, limit - kept.count)
        kept.append(contentsOf: chunk[..<room])
        if room < count { isCut = true }
      case .end: break reading
      case .wouldBlock: continue
      case .failed(let error):
        try child.kill(SIGKILL)
        _ = try child.wait()
        throw error
      }
    }
    return Result(
      ending: try child.wait(), output: String(decoding: kept, as: UTF8.self), isCut: isCut)
  }
}

/// Lends strings as the NULL-ended array of C strings that `exec` takes.
private func withCWords<Answer>(
  _ words: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Answer
) -> Answer {
  var pointers = unsafe words.map { unsafe strdup($0) }
  unsafe pointers.append(nil)
  defer { unsafe pointers.forEach { unsafe free($0) } }
  return unsafe body(pointers)
}

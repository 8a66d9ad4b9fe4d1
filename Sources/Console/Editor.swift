internal import Glibc
internal import Platform

/// A text changed in the user's editor.
enum Editor {
  /// Lets the text be changed in a file that is ours alone, and takes the file away whatever happens.
  ///
  /// Its directory goes with it, and so what an editor lays beside it: copies, and what it keeps for after a crash.
  static func change(
    _ text: [UInt8], with program: String, name: String, limit: Int, _ environment: [String: String]
  ) throws(EditFailure) -> [UInt8] {
    do {
      // The end is put off until the file is gone; Ctrl-C is the editor's.
      let held = try HeldSignals([SIGINT, SIGQUIT, SIGTERM, SIGHUP])
      let directory = try PrivateDirectory(in: places(environment))
      let path = try directory.write(text, to: name)
      let child = try ChildProcess(
        ["/bin/sh", "-c", program + " \"$@\"", "editor", path], environment: environment,
        descriptors: [0: STDIN_FILENO, 1: STDOUT_FILENO, 2: STDERR_FILENO])
      try wait(for: child, held)
      // Some put another file in its place.
      return File.exists(path) ? try File.read(path, limit: limit) : []
    } catch let failure as EditFailure {
      throw failure
    } catch let error as SystemError {
      throw error.errno == EFBIG ? .tooLong : .system(error.description)
    } catch {
      throw .system("\(error)")
    }
  }

  private static func wait(for child: ChildProcess, _ held: borrowing HeldSignals) throws {
    let end = try child.end()
    while true {
      while let signal = held.next() {
        guard signal == SIGTERM || signal == SIGHUP else { continue }
        try child.kill(signal)
        _ = try child.wait()
        throw EditFailure.ended(signal)
      }
      switch try child.collect() {
      case .exited(0): return
      case .exited(let status): throw EditFailure.status(status)
      case .signalled(let signal): throw EditFailure.status(128 + signal)
      case nil: _ = try Transfer.awaitReadable([held.descriptor, end.number])
      }
    }
  }

  /// Memory of the session first (`XDG_RUNTIME_DIR`), which is no disk and ends with it.
  private static func places(_ environment: [String: String]) -> [String] {
    guard let session = environment["XDG_RUNTIME_DIR"], let status = try? File.status(session), status.isDirectory,
      FileOwnership(status) == .ours
    else { return ["/tmp"] }
    return [session, "/tmp"]
  }
}

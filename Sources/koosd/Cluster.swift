internal import Dispatch
internal import Glibc
internal import Platform
internal import Postgres
internal import Synchronization

/// The private PostgreSQL of an embedded database.
///
/// It runs under a small shell that reads a pipe this process holds: whatever ends the daemon, also kill -9, ends the
/// pipe, and the shell stops the server. A server that ends by itself is started again.
final class Cluster: Sendable {
  private struct State {
    var shell: ChildProcess?
    var lifeLine: Int32?
    var isStopping = false
  }

  private let path: String
  private let log: String
  private let programs: Programs
  private let server: Account?
  private let connections: Int
  private let report: @Sendable (String) -> Void
  /// Told when the server ended by itself.
  private let ended: @Sendable () -> Void
  private let state = Mutex(State())
  private let supervisor = DispatchQueue(label: "koosd.cluster")

  private static let database = "koos"
  private static let patience = Duration.seconds(60)

  /// How the daemon connects.
  var conninfo: String { Self.conninfo(path, database: Self.database, user: "koosd") }
  /// How the owner of the cluster connects, for laying the schema.
  func owner(database: String = "koos") -> String { Self.conninfo(path, database: database, user: "postgres") }

  private static func conninfo(_ path: String, database: String, user: String) -> String {
    let host = path.map { $0 == "'" || $0 == "\\" ? "\\\($0)" : String($0) }.joined()
    return "host='\(host)' dbname=\(database) user=\(user)"
  }

  /// Makes the cluster on first use; nothing runs yet.
  init(
    _ directory: borrowing Directory, programs: Programs, server: Account?, connections: Int,
    ended: @escaping @Sendable () -> Void, report: @escaping @Sendable (String) -> Void
  ) throws {
    path = directory.cluster
    log = directory.log
    self.programs = programs
    self.server = server
    self.connections = connections
    self.ended = ended
    self.report = report
    guard path.utf8.count + "/.s.PGSQL.5432".utf8.count <= LocalSocket.longestPath else {
      throw Refusal(.configuration, "The path \(directory.path) is too long for a Unix socket in it.")
    }
    do {
      if !File.exists(path + "/PG_VERSION") { try make() }
      try stopStranger()
    } catch let error as SystemError {
      throw Refusal(.configuration, "The database in \(directory.path) cannot be made: \(error).")
    }
  }

  private var become: [String] {
    guard let server else { return [] }
    return ["/usr/bin/setpriv", "--reuid=\(server.uid)", "--regid=\(server.gid)", "--init-groups"]
  }

  private static var environment: [String: String] {
    // Nothing of the caller's PG* may change what the private server does.
    ["PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"]
  }

  /// Lays the files in a directory of their own first, so that a crash in between leaves nothing half made.
  private func make() throws {
    let laying = path + ".laying"
    if File.exists(laying) { _ = try ChildProcess.run(["/bin/rm", "-rf", laying], environment: Self.environment) }
    try File.makeDirectory(laying, mode: 0o700)
    if let server { try File.changeOwner(laying, user: server.uid, group: server.gid) }
    let made = try ChildProcess.run(
      become + [
        programs.directory + "/initdb", "-D", laying, "--encoding=UTF8", "--locale=C.UTF-8", "--data-checksums",
        "--auth=peer", "--username=postgres",
      ], environment: Self.environment, directory: "/")
    guard made.succeeded else {
      let reason = made.output.split(separator: "\n").last { $0.contains("error") } ?? ""
      throw Refusal(.configuration, "PostgreSQL could not make its files in \(path): \(reason)")
    }
    let user = try Account.numbered(Account.effectiveUser)?.name ?? "root"
    let map = ["koosd", "postgres"].map { "koos \"\(user)\" \($0)\n" }.joined()
    for (name, text) in [("pg_hba.conf", "local all all peer map=koos\n"), ("pg_ident.conf", map)] {
      try File.write(Array(text.utf8), to: "\(laying)/\(name)", mode: 0o600)
      if let server { try File.changeOwner("\(laying)/\(name)", user: server.uid, group: server.gid) }
    }
    try File.rename(laying, to: path)
  }

  /// Stops a server that an earlier daemon left, if one still runs, and waits for it.
  private func stopStranger() throws {
    guard File.exists(path + "/postmaster.pid") else { return }
    let control = become + [programs.directory + "/pg_ctl", "-D", path, "-s"]
    let status = try ChildProcess.run(control + ["status"], environment: Self.environment, directory: "/")
    guard status.succeeded else { return }
    report("stopping a PostgreSQL an earlier daemon left")
    let stopped = try ChildProcess.run(
      control + ["-w", "-m", "fast", "stop"], environment: Self.environment, directory: "/")
    // The shell of the daemon before stops it at the same time; who comes second finds nothing left to stop.
    let left = try ChildProcess.run(control + ["status"], environment: Self.environment, directory: "/")
    guard stopped.succeeded || !left.succeeded else {
      throw Refusal(.configuration, "A PostgreSQL still runs in \(path) and does not stop.")
    }
  }

  // The shell ignores what a terminal sends to the whole group: the daemon alone decides when the server stops. A server
  // that hangs is told to drop everything; it recovers at the next start.
  private static let script = """
    trap '' INT TERM HUP
    "$@" 3<&- &
    server=$!
    (read -r _ <&3; kill -INT $server; sleep 4; kill -QUIT $server) >/dev/null 2>&1 &
    wait $server
    kill -KILL 0
    """

  /// Starts the server and waits until it answers.
  func start() throws {
    do { try launch() } catch { throw Refusal(.configuration, "PostgreSQL does not start: \(error).") }
    let deadline = Deadline.after(Self.patience)
    while true {
      do {
        _ = try Script.ask("SELECT 1", conninfo: owner(database: "postgres"))
        break
      } catch {
        guard deadline.remaining > .zero, state.withLock({ $0.shell }) != nil else {
          throw Refusal(.configuration, "PostgreSQL does not start; \(log) says why.")
        }
        usleep(20_000)
      }
    }
  }

  private func launch() throws(SystemError) {
    let line = try Pipe()
    let settings = [
      "listen_addresses=", "unix_socket_directories=\(path)", "unix_socket_permissions=0700",
      "max_connections=\(connections + 20)", "shared_buffers=128MB", "jit=off", "log_parameter_max_length=0",
      "log_parameter_max_length_on_error=0", "log_min_error_statement=panic", "log_error_verbosity=terse",
      // What a statement is refused for may quote a value; the daemon tells of faults itself, in codes.
      "log_min_messages=log",
    ]
    let output = try File.open(log, O_WRONLY | O_CREAT | O_APPEND, mode: 0o600)
    let shell = try ChildProcess(
      become + ["/bin/sh", "-c", Self.script, "koosd-postgres", programs.directory + "/postgres", "-D", path]
        + settings.flatMap { ["-c", $0] },
      environment: Self.environment, descriptors: [1: output.number, 2: output.number, 3: line.reader.number],
      leadsSession: true, directory: "/")
    let held = line.intoWriter().release()
    state.withLock { state in
      state.shell = shell
      state.lifeLine = held
    }
    supervisor.async { [self] in supervise(shell) }
  }

  /// Waits for the server's end; unless it was asked for, starts it again.
  private func supervise(_ shell: ChildProcess) {
    _ = try? shell.wait()
    let isStopping = state.withLock { state in
      if let line = state.lifeLine { close(line) }
      state.lifeLine = nil
      state.shell = nil
      return state.isStopping
    }
    guard !isStopping else { return }
    report("PostgreSQL ended by itself; starting it again")
    ended()
    relaunch()
  }

  private func relaunch() {
    supervisor.asyncAfter(deadline: .now() + .milliseconds(500)) { [self] in
      guard !state.withLock({ $0.isStopping }) else { return }
      do { try launch() } catch {
        report("PostgreSQL does not start: \(error)")
        relaunch()
      }
    }
  }

  /// Stops the server and waits until it is gone.
  func stop() {
    state.withLock { state in
      state.isStopping = true
      // The end of the line is what tells the shell.
      if let line = state.lifeLine { close(line) }
      state.lifeLine = nil
    }
    supervisor.sync {}
  }
}

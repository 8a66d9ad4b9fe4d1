internal import Glibc

/// A throw-away PostgreSQL cluster on a Unix socket.
///
/// It lives under a small shell that reads a pipe held by this process: whatever ends the process, a crash too, ends
/// the pipe, upon which the shell stops the server and removes the directory.
package final class TestCluster: Sendable {
  /// What could not be done to start a cluster.
  package struct Failure: Error {
    let step: String

    package init(step: String) { self.step = step }
  }

  /// The cluster that all tests use which do not stop it.
  package static let shared = Result { try TestCluster() }

  /// The directory of the socket.
  package let directory: String
  private let commands: CInt
  private let answers: CInt

  /// How to connect as the superuser.
  package var conninfo: String { conninfo(database: "postgres", user: "postgres") }

  /// How to connect to a database as a role.
  package func conninfo(database: String, user: String) -> String {
    "host=\(directory) user=\(user) dbname=\(database)"
  }

  /// Where PostgreSQL's programs are.
  static let programs = "/usr/lib/postgresql/15/bin"
  private static let script = """
    cd / && trap '' INT TERM HUP
    # In memory where there is plenty: what hundreds of cities write would have a busy disk hold up the tests for seconds.
    base=${TMPDIR:-/tmp}
    [ "$(df -k --output=avail /dev/shm 2>/dev/null | tail -n 1)" -gt 4000000 ] 2>/dev/null && base=/dev/shm
    directory=$(mktemp -d -p "$base") || exit
    control() { \(programs)/pg_ctl -s -w -D "$directory/data" "$@" 0<&- >&2; }
    \(programs)/initdb -D "$directory/data" -N -A trust -U postgres --encoding=UTF8 --locale=C.UTF-8 >/dev/null 0<&- \
      && echo "$directory"
    while read -r command; do
      case $command in
      start)
        control -l "$directory/log" start -o "-k $directory -c listen_addresses= -c fsync=off -c full_page_writes=off -c max_wal_size=512MB -c max_connections=500"
        ;;
      stop) control -m fast stop ;;
      esac
      echo "$?"
    done
    control -m immediate stop
    rm -rf "$directory"
    """

  /// Makes the cluster and starts it.
  package init() throws {
    let (input, output) = (try Self.makePipe(), try Self.makePipe())
    defer {
      close(input[0])
      close(output[1])
    }
    commands = input[1]
    answers = output[0]
    let become = ["/usr/bin/setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"]
    try Self.spawn(
      (getuid() == 0 ? become : []) + ["/bin/sh", "-c", Self.script], input: input[0], output: output[1])
    directory = Self.line(from: output[0])
    guard !directory.isEmpty else { throw Failure(step: "initdb") }
    try start()
  }

  deinit {
    close(commands)
    close(answers)
  }

  /// Starts the server and waits until it answers.
  package func start() throws { try command("start") }

  /// Stops the server, breaking its connections, and waits until it is gone.
  package func stop() throws { try command("stop") }

  private func command(_ word: String) throws {
    let bytes = Array((word + "\n").utf8)
    guard unsafe write(commands, bytes, bytes.count) == bytes.count, Self.line(from: answers) == "0" else {
      throw Failure(step: word)
    }
  }

  private static func line(from descriptor: CInt) -> String {
    var line: [UInt8] = []
    var byte = UInt8(0)
    while unsafe read(descriptor, &byte, 1) == 1, byte != UInt8(ascii: "\n") { line.append(byte) }
    return String(decoding: line, as: UTF8.self)
  }

  /// A pipe that no child inherits, or the end of this process would not end it.
  private static func makePipe() throws -> [CInt] {
    var ends: [CInt] = [-1, -1]
    guard unsafe pipe(&ends) == 0 else { throw Failure(step: "pipe") }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return ends
  }

  private static func spawn(_ words: [String], input: CInt, output: CInt) throws {
    var actions = unsafe posix_spawn_file_actions_t()
    var attributes = posix_spawnattr_t()
    unsafe posix_spawn_file_actions_init(&actions)
    unsafe posix_spawnattr_init(&attributes)
    defer {
      unsafe posix_spawn_file_actions_destroy(&actions)
      unsafe posix_spawnattr_destroy(&attributes)
    }
    unsafe posix_spawn_file_actions_adddup2(&actions, input, 0)
    unsafe posix_spawn_file_actions_adddup2(&actions, output, 1)
    // Dispatch's threads block nearly all signals, and a child would inherit that.
    var none = sigset_t()
    unsafe sigemptyset(&none)
    unsafe posix_spawnattr_setsigmask(&attributes, &none)
    unsafe posix_spawnattr_setflags(&attributes, CShort(POSIX_SPAWN_SETSIGMASK))
    var arguments = unsafe words.map { unsafe strdup($0) } + [nil]
    defer { unsafe arguments.forEach { unsafe free($0) } }
    var process = pid_t()
    let result = unsafe posix_spawn(&process, words[0], &actions, &attributes, &arguments, environ)
    guard result == 0 else { throw Failure(step: "spawn") }
  }
}

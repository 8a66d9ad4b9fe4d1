internal import Platform

/// Where this process keeps what its daemons make, swept when it ends, however it ends.
package final class Workshop: Sendable {
  /// The one of this process.
  package static let shared = Result { try Workshop() }

  /// The directory; others may pass through it, for PostgreSQL runs as another user when the tests are root's.
  package let path: String
  private let lifeLine: Int32
  private let sweeper: ChildProcess

  private static let script = """
    trap '' INT TERM HUP
    read -r _ <&3
    for file in "$1"/*/pid; do
      read -r pid <"$file" && kill -KILL "$pid"
    done
    for file in "$1"/*/*/pg/postmaster.pid; do
      read -r pid <"$file" && timeout 30 tail --pid="$pid" -f /dev/null
    done
    rm -rf "$1"
    """

  private init() throws {
    path = "/tmp/koosd-tests-" + Randomness.hex(try Randomness.bytes(6))
    try File.makeDirectory(path, mode: 0o711)
    let line = try Pipe()
    sweeper = try ChildProcess(
      ["/bin/sh", "-c", Self.script, "sweeper", path], environment: Environment.all(),
      descriptors: [3: line.reader.number], leadsSession: true, directory: "/")
    lifeLine = line.intoWriter().release()
  }

  /// The directory the tests' programs lie in, beside the tests themselves.
  package static let programs = File.parent(of: Link.read("/proc/self/exe") ?? "")
}

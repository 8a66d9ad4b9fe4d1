internal import ArgumentParser
internal import Platform
internal import Postgres

/// `koosd check`: whether configuration, database and schema fit.
struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Says whether configuration, database and schema fit; exits 0 or 78.",
    discussion: """
      It looks at all that serve would refuse, and changes nothing; also at what the server of --database would write into its log.
      """)

  @OptionGroup var database: DatabaseOptions

  @Option(help: "The admin socket serve is to make.")
  var socket: String?

  @Option(name: .customLong("socket-group"), help: "The group that is to use it.")
  var socketGroup: String?

  @Option(help: "The file with the key BSNs are kept under.")
  var key: String?

  func run() throws {
    do {
      do { _ = try CivilClock() } catch { throw Refusal(.configuration, "\(error)") }
      try checkSocket()
      if let data = database.data { try check(data: data) } else { try check(conninfo: database.database ?? "") }
      try Output.standard.write("ok\n")
    } catch let refusal as Refusal {
      try? Output.error.write("koosd: \(refusal.sentence)\n")
      // One status for whatever does not fit: who asks wants yes or no.
      Environment.exit(Refusal.Status.configuration.rawValue)
    }
  }

  private func check(conninfo: String) throws {
    let key = try key.map { try Key.read($0, making: false) }
    try Laying.checkVersion(conninfo: conninfo)
    try Laying.checkRole(conninfo: conninfo)
    if let loud = try Laying.loudness(conninfo: conninfo) { throw Refusal(.configuration, "Beware: \(loud).") }
    if let key { try Laying.judgeKey(key, conninfo: conninfo) }
  }

  private func check(data: String) throws {
    let server = try Store.server()
    _ = try Programs(database.postgres, cluster: data + "/pg")
    do {
      if let status = try File.status(data, followingLinks: true) {
        guard status.isDirectory else { throw Refusal(.configuration, "\(data) is not a directory.") }
        try Directory.judge(File.resolve(data), status, server: server)
      }
    } catch let error as SystemError {
      throw Refusal(.notOurs, "\(data) cannot be used: \(error).")
    }
    let own = data + "/bsn.key"
    if key != nil || File.exists(own) { _ = try Key.read(key ?? own, making: false) }
  }

  private func checkSocket() throws {
    let path = try socket ?? database.data.map { try Self.absolute($0) + "/koosd.sock" }
    if let path { try SocketPlace.judge(path, isDirectoryAlready: socket != nil) }
    if let socketGroup, try Account.group(named: socketGroup) == nil {
      throw Refusal(.configuration, "There is no group \(socketGroup).")
    }
  }

  private static func absolute(_ path: String) throws -> String { (try? File.resolve(path)) ?? path }
}

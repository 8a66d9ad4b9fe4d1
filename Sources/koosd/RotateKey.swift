internal import ArgumentParser
internal import Glibc
internal import Platform
internal import Postgres
internal import Records

/// `koosd rotate-key`: keeps the BSNs under another key.
struct RotateKey: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rotate-key",
    abstract: "Encrypts the BSNs anew under another key.",
    discussion: """
      Stop the daemon first. A missing --new-key file is made, with 256 random bits. Broken off, also by kill -9, it goes on \
      when called again with the same two files, and no daemon serves in between. With --data and without --key the new key \
      takes the place of DIR/bsn.key, and the old one stays as DIR/bsn.key.old; keep it as long as the backups that need it.
      With --database connect as a superuser, as for koosd init.
      """)

  @OptionGroup var database: DatabaseOptions

  @Option(help: "The file with the key in force; default DIR/bsn.key.")
  var key: String?

  @Option(help: "The file with the new key.")
  var newKey: String

  @Option(help: ArgumentHelp("BSNs turned in one transaction.", visibility: .hidden))
  var batch = 500

  func validate() throws {
    guard database.data != nil || key != nil else {
      throw ValidationError("With --database name the key in force: --key.")
    }
    guard (1...10_000).contains(batch) else { throw ValidationError("--batch is 1 to 10000.") }
  }

  func run() throws {
    // Whatever ends it, what is done stays done and the life line stops a PostgreSQL of ours.
    Signals.endByDefault(on: [SIGTERM, SIGINT, SIGHUP])
    do {
      if let data = database.data { try turn(data: data) } else { try turn(conninfo: database.database ?? "") }
    } catch let refusal as Refusal {
      try? Output.error.write("koosd: \(refusal.sentence)\n")
      Environment.exit(refusal.status.rawValue)
    }
  }

  private func turn(data: String) throws {
    guard File.exists(data + "/pg/PG_VERSION") else {
      throw Refusal(.configuration, "There is no database in \(data).")
    }
    let server = try Store.server()
    let directory = try Directory(data, server: server)
    let programs = try Programs(database.postgres, cluster: directory.cluster)
    let old = key ?? directory.key
    // Before anything is written: without the old key there is nothing to turn.
    _ = try Key.read(old, making: false)
    let cluster = try Cluster(
      directory, programs: programs, server: server, connections: 1, ended: {},
      report: { try? Output.error.write("koosd: \($0)\n") })
    defer { cluster.stop() }
    try cluster.start()
    try turn(old: old, conninfo: cluster.owner())
    if key == nil { try replace(directory.key) }
  }

  private func turn(conninfo: String) throws { try turn(old: key ?? "", conninfo: conninfo) }

  /// Puts the new key in the old one's place once nothing needs the old one any more.
  private func replace(_ path: String) throws {
    let (old, new) = (try Key.read(path, making: false), try Key.read(newKey, making: false))
    guard old != new else { return }
    do {
      // The old key is in two places before it is in none: whatever breaks this off, `path` holds a whole key.
      try File.write(Array(old.utf8), to: path + ".old", mode: 0o600)
      try File.write(Array(new.utf8), to: path, mode: 0o600)
    } catch {
      throw Refusal(
        .notOurs, "The BSNs are under the new key, but \(path) could not be replaced: \(error). Call again.")
    }
    try? Output.standard.write("\(path) holds the new key, \(path).old the old one.\n")
  }

  private func turn(old path: String, conninfo: String) throws {
    try Laying.checkVersion(conninfo: conninfo)
    try Laying.checkPower(conninfo: conninfo)
    let old = try Key.read(path, making: false)
    let new = try Key.read(newKey, making: true)
    try ask(BsnKeys.found(old), conninfo)
    guard let standing = BsnKeys.Standing(try ask(BsnKeys.standing(old, new), conninfo).first) else {
      throw Refusal(.configuration, "The database does not say which key is in force.")
    }
    if standing.isNewInForce, !standing.isTurning {
      return try Output.standard.write("The BSNs are under the key in \(newKey).\n")
    }
    guard standing.isOldInForce else {
      throw Refusal(.configuration, "The BSNs are not kept under the key in \(path).")
    }
    guard !standing.isTurning || standing.isTurningToNew else {
      throw Refusal(
        .configuration, "The BSNs are being turned to another key than the one in \(newKey); finish that first.")
    }
    try ask(BsnKeys.turn(to: new), conninfo)
    // After that no daemon starts; one that runs already would go on under the old key.
    if let sessions = try Laying.daemons(conninfo: conninfo) {
      if !standing.isTurning { try ask(BsnKeys.stay, conninfo) }
      throw Refusal(.configuration, "A daemon serves the database (\(sessions)); stop it first.")
    }
    try turnAll(old, new, conninfo)
    try ask(BsnKeys.turned, conninfo)
    // What was under the old key is not left behind in the table's files.
    try refusing { () throws(DatabaseError) in try Script.run("VACUUM koos.client", conninfo: conninfo) }
    try Output.standard.write("The BSNs are under the key in \(newKey).\n")
  }

  private func turnAll(_ old: String, _ new: String, _ conninfo: String) throws {
    let all = try ask(BsnKeys.count, conninfo).first?.first.flatMap { $0 } ?? "0"
    var (last, done) = (0, 0)
    while true {
      let row: [String?]
      do {
        row = try Script.ask(BsnKeys.turn(from: old, to: new, after: last, many: batch), conninfo: conninfo).first ?? []
      } catch {
        guard error.sqlState == "39000" else { throw Refusal(.configuration, "The database refuses: \(error)") }
        throw Refusal(.configuration, "A BSN after J-\(last) is under neither key; nothing of it was changed.")
      }
      guard row.count == 2, let client = row[0].flatMap({ Int($0) }), let met = row[1].flatMap({ Int($0) }) else {
        return
      }
      last = client
      done += met
      try? Output.error.write("koosd: \(done) of \(all) BSNs\n")
      if met < batch { return }
    }
  }

  @discardableResult
  private func ask(_ query: Query, _ conninfo: String) throws -> [[String?]] {
    try refusing { () throws(DatabaseError) in try Script.ask(query, conninfo: conninfo) }
  }
}

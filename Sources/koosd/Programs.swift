internal import Platform

/// PostgreSQL's programs on this machine.
struct Programs {
  /// The oldest version served.
  static let oldest = 15
  private static let debian = "/usr/lib/postgresql"

  let directory: String
  let version: Int

  /// Finds the programs: in `named`, else Debian's, of the version a cluster was made with, else the newest.
  init(_ named: String?, cluster: String) throws {
    let made = try? File.read(cluster + "/PG_VERSION")
    let needed = made.flatMap { Int(String(decoding: $0, as: UTF8.self).filter(\.isNumber)) }
    var found: [(Int, String)] = []
    if let named {
      found = [(try Self.version(of: named), named)]
    } else {
      let versions = (try? File.list(Self.debian)) ?? []
      found = versions.compactMap { name in
        let path = "\(Self.debian)/\(name)/bin"
        return Int(name).flatMap { File.exists(path + "/postgres") && File.exists(path + "/initdb") ? ($0, path) : nil }
      }
    }
    if let needed {
      found = found.filter { $0.0 == needed }
      guard !found.isEmpty else {
        throw Refusal(
          .configuration, "The database needs PostgreSQL \(needed), which is not here; install postgresql-\(needed).")
      }
    }
    guard let newest = found.filter({ $0.0 >= Self.oldest }).max(by: { $0.0 < $1.0 }) else {
      throw Refusal(
        .configuration,
        "PostgreSQL \(Self.oldest) or later is not here; apt-get install postgresql, or name --postgres.")
    }
    (version, directory) = newest
  }

  private static func version(of directory: String) throws -> Int {
    let program = directory + "/postgres"
    guard File.exists(program), File.exists(directory + "/initdb") else {
      throw Refusal(.configuration, "\(directory) does not hold PostgreSQL's programs.")
    }
    let said = try? ChildProcess.run([program, "--version"], environment: [:])
    let word = said?.output.split(separator: " ").first { $0.first?.isNumber == true }
    guard let version = word.flatMap({ Int($0.prefix(while: \.isNumber)) }), version >= oldest else {
      throw Refusal(.configuration, "\(program) is not PostgreSQL \(oldest) or later.")
    }
    return version
  }
}

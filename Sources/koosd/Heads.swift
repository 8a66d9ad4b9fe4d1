internal import Logging
internal import Operations
internal import Platform

/// Where the heads of the access log's seals are written beside the database: a file, and the system's log.
enum Heads {
  /// - Parameter path: nil where there is no file, so that the system's log alone tells.
  static func keeping(_ path: String?, _ logger: Logger) throws -> HeadKeeping {
    let warn: @Sendable (SealedHead) -> Void = { head in
      logger.warning(
        "the database does not hold the last seal that was written elsewhere; verify the access log",
        metadata: metadata(head))
    }
    guard let path else {
      let latest = Held<SealedHead>()
      return HeadKeeping(
        last: { latest.value },
        keep: { heads in
          latest.value = heads.last
          tell(heads, logger)
        }, read: nil, warn: warn)
    }
    let file = try checked(path)
    return HeadKeeping(
      last: { try file.last().flatMap { SealedHead(line: $0) } },
      keep: { heads in
        try file.append(Array(heads.map { $0.line + "\n" }.joined().utf8))
        tell(heads, logger)
      },
      read: { offset in
        let (lines, next) = try file.lines(from: offset)
        let heads = lines.compactMap { SealedHead(line: $0) }
        return (heads, lines.count - heads.count, next)
      }, warn: warn)
  }

  /// Each head is of all entries before it, so the last of them tells of all.
  private static func tell(_ heads: [SealedHead], _ logger: Logger) {
    if let last = heads.last { logger.notice("seal", metadata: metadata(last)) }
  }

  private static func metadata(_ head: SealedHead) -> Logger.Metadata {
    ["number": "\(head.number)", "entry": "\(head.entry)", "at": "\(head.at)", "head": "\(head.head)"]
  }

  /// The file, made where it is absent, once it is known to be ours alone.
  private static func checked(_ path: String) throws -> LineFile {
    let file = LineFile(path)
    do {
      if let status = try File.status(path) {
        guard status.kind == .regular else {
          throw Refusal(.notOurs, "The file of heads \(path) is no file.")
        }
        guard FileOwnership(status) == .ours else {
          throw Refusal(.notOurs, "The file of heads \(path) is not ours or open to others; chmod 0600 it.")
        }
      }
      if let weak = try PrivateFile.replaceable(path) {
        throw Refusal(.notOurs, "\(weak) is open to others, who could swap the file of heads \(path); chmod go-w it.")
      }
      try file.append([])
    } catch let error as SystemError {
      throw Refusal(.notOurs, "The file of heads \(path) cannot be used: \(error).")
    }
    return file
  }
}

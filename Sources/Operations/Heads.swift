internal import Postgres
internal import Records
internal import Synchronization

/// The head of a seal, as it is kept outside the database.
package struct SealedHead: Sendable, Equatable {
  /// How many entries are sealed with it.
  package let number: Int
  /// The last of them.
  package let entry: Int
  /// When, in UTC.
  package let at: String
  /// 64 hexadecimal digits.
  package let head: String

  /// Reads a line as `line` writes it.
  package init?(line: some Collection<UInt8>) {
    let words = String(decoding: Array(line), as: UTF8.self).split(separator: " ", omittingEmptySubsequences: false)
    guard words.count == 4, let number = Int(words[0]), let entry = Int(words[1]), words[3].utf8.count == 64 else {
      return nil
    }
    self.init(number: number, entry: entry, at: String(words[2]), head: String(words[3]))
  }

  init(number: Int, entry: Int, at: String, head: String) {
    self.number = number
    self.entry = entry
    self.at = at
    self.head = head
  }

  /// The line of a file of heads, without its newline.
  package var line: String { "\(number) \(entry) \(at) \(head)" }
}

/// Where heads of seals are kept beside the database, so that a tail cut off, or a chain computed anew, is noticed.
package struct HeadKeeping: Sendable {
  /// What has been read of the heads kept; lines that are no head are counted.
  package typealias Page = (heads: [SealedHead], unreadable: Int, next: Int64)

  /// The head kept last.
  let last: @Sendable () throws -> SealedHead?
  /// Keeps heads, durable when it returns.
  let keep: @Sendable ([SealedHead]) throws -> Void
  /// The heads kept from an offset on, and the offset after them, none at the end; nil where they cannot be read again.
  let read: (@Sendable (Int64) throws -> Page)?
  /// Says that the heads kept are further than the database.
  let warn: @Sendable (SealedHead) -> Void

  package init(
    last: @escaping @Sendable () throws -> SealedHead?, keep: @escaping @Sendable ([SealedHead]) throws -> Void,
    read: (@Sendable (Int64) throws -> Page)?, warn: @escaping @Sendable (SealedHead) -> Void
  ) {
    self.last = last
    self.keep = keep
    self.read = read
    self.warn = warn
  }
}

/// Takes heads out of the database one round at a time, however many seal.
///
/// What was sealed by another daemon, or by this one before it was killed, is caught up with: what is kept goes on after
/// the last that is kept.
final class HeadCourier: Sendable {
  private let database: Database
  private let keeping: HeadKeeping
  private let round = Mutex<Task<Bool, Never>?>(nil)
  private let report: @Sendable (_ incident: String, _ cause: String) -> Void

  init(
    _ database: Database, _ keeping: HeadKeeping,
    report: @escaping @Sendable (_ incident: String, _ cause: String) -> Void
  ) {
    self.database = database
    self.keeping = keeping
    self.report = report
  }

  /// Keeps all heads made so far; whether it could.
  func carry(until deadline: Deadline) async -> Bool {
    let task = round.withLock { round in
      let task = Task { [self, before = round] in
        _ = await before?.value
        return await carryOnce(until: deadline)
      }
      round = task
      return task
    }
    return await task.value
  }

  private func carryOnce(until deadline: Deadline) async -> Bool {
    do {
      while true {
        let last = try keeping.last()
        let start = last?.number ?? (keeping.read == nil ? nil : 0)
        let outcome = await database.once([Seals.heads(after: start)], deadline: deadline)
        if let error = outcome.error { throw error }
        let told = outcome.rows.first.map(Self.heads) ?? []
        if let last, let first = told.first, first.number < last.number || first.number == last.number && first != last
        {
          keeping.warn(last)
        }
        let new = told.filter { $0 != last }
        if !new.isEmpty { try keeping.keep(new) }
        if told.count < Seals.page { return true }
      }
    } catch {
      report("job heads", "\(error)")
      return false
    }
  }

  private static func heads(_ rows: Rows) -> [SealedHead] {
    (0..<rows.count).compactMap { row in
      guard let number = rows.integer(row, 0), let entry = rows.integer(row, 1), let at = rows.text(row, 2),
        let head = rows.text(row, 3)
      else { return nil }
      return SealedHead(number: number, entry: entry, at: at, head: head)
    }
  }
}

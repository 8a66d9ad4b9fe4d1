internal import Casework
internal import Catalogue
internal import Postgres
internal import Records
internal import Wire

extension Operations {
  static let audit: [String: Operation] = [
    "audit.verify": .works { (call, work) throws(Failure) in
      let (from, to) = (call.optionalInstant("from"), call.optionalInstant("to"))
      if let from, let to, to <= from { throw .backwards(call, "to") }
      return try await Audit(work, from: from, to: to).verify()
    }
  ]
}

/// One verification of the access log: of the chain and every entry in it, then of the heads kept elsewhere.
private struct Audit {
  /// What is wrong first.
  private struct Fault {
    let kind: String
    let entry: Int
    let seal: Int
    /// The last seal before it that is as it was made.
    let sound: Int
  }

  /// What was found to be as it was made.
  private struct Found {
    var head: String?
    var seals = 0
    var entries = 0
    var first: Int?
    var last: Int?
    var fault: Fault?
  }

  private let work: Work
  private let span: Query
  private let isOpen: Bool

  init(_ work: Work, from: Instant?, to: Instant?) {
    self.work = work
    span = Seals.span(from: from.map { Int($0.seconds) }, to: to.map { Int($0.seconds) })
    isOpen = to == nil
  }

  func verify() async throws(Failure) -> Answer {
    let fresh = try await work.ask(span).integer(0, 2) ?? 0
    await work.responder.sealLog(within: work.prologue.deadline.remaining)
    let rows = try await work.ask(span)
    let (after, upto, newest) = (rows.integer(0, 0) ?? 0, rows.integer(0, 1) ?? 0, rows.integer(0, 2) ?? 0)
    let found = try await look(after: after, upto: upto, fresh: fresh)
    let compared = try await compare { number in
      number > after && (number <= upto || isOpen && number > newest) && number <= found.fault?.sound ?? .max
    }
    if let fault = found.fault { throw .audit(fault.kind, entry: fault.entry, seal: fault.seal) }
    func time(_ seconds: Int?) -> JSON {
      seconds.map { .string(work.asker.zone.rfc3339(Instant(seconds: Int64($0)))) } ?? .null
    }
    return .composed(
      rows: [],
      ok: [
        .init("head", found.head.map { .string($0) } ?? .null), .init("entries", .integer(Int64(found.entries))),
        .init("seals", .integer(Int64(found.seals))), .init("from", time(found.first)), .init("to", time(found.last)),
        .init("heads", compared.map { .integer(Int64($0.heads)) } ?? .null),
        .init("unreadable", compared.map { .integer(Int64($0.unreadable)) } ?? .null),
      ], touches: [Touch(ground: "administration", role: Role.privacy.rawValue)])
  }

  /// Looks at the seals a few hundred at a time, each time anew, so that nobody waits for it.
  private func look(after: Int, upto: Int, fresh: Int) async throws(Failure) -> Found {
    var found = Found()
    var number = after
    while found.fault == nil, number < upto {
      let rows = try await work.ask(Seals.verifying(after: number, upto: upto, fresh: fresh))
      guard let reached = rows.integer(0, 0), reached > number else {
        throw work.responder.fault("audit: no seal after \(number), though up to \(upto) there were")
      }
      number = reached
      found.head = rows.text(0, 1)
      found.seals += rows.integer(0, 2) ?? 0
      found.entries += rows.integer(0, 3) ?? 0
      found.first = found.first ?? rows.integer(0, 4)
      found.last = rows.integer(0, 5) ?? found.last
      if let kind = rows.text(0, 6) {
        found.fault = Fault(
          kind: kind, entry: rows.integer(0, 7) ?? 0, seal: rows.integer(0, 8) ?? reached,
          sound: rows.integer(0, 9) ?? after)
      }
    }
    return found
  }

  /// Compares the heads kept elsewhere of the seals that are asked about; how many there were, and how many that cannot
  /// be read any more, nil where none are kept.
  private func compare(_ isAsked: (Int) -> Bool) async throws(Failure) -> (heads: Int, unreadable: Int)? {
    guard let keeping = work.responder.surroundings.heads, let read = keeping.read else { return nil }
    var (compared, unreadable, offset) = (0, 0, Int64(0))
    do {
      let newest = try keeping.last()?.entry ?? 0
      while true {
        let page = try read(offset)
        guard page.next > offset else { return (compared, unreadable) }
        offset = page.next
        unreadable += page.unreadable
        let heads = page.heads.filter { isAsked($0.number) }
        guard !heads.isEmpty else { continue }
        compared += heads.count
        let rows = try await work.ask(
          Seals.comparing(
            numbers: heads.map(\.number), entries: heads.map(\.entry), heads: heads.map(\.head), newest: newest))
        if let kind = rows.text(0, 0) {
          throw Failure.audit(kind, entry: rows.integer(0, 1) ?? 0, seal: rows.integer(0, 2) ?? 0)
        }
      }
    } catch let failure as Failure {
      throw failure
    } catch {
      throw work.responder.fault("heads: \(error)")
    }
  }
}

extension Failure {
  /// A log that is not what was sealed.
  fileprivate static func audit(_ kind: String, entry: Int, seal: Int) -> Failure {
    let sentence =
      switch kind {
      case "removed": ("regel \(entry) is verwijderd", "entry \(entry) was removed")
      case "inserted": ("regel \(entry) is ingevoegd", "entry \(entry) was inserted")
      case "truncated": ("vanaf regel \(entry) is het einde afgekapt", "the end was cut off from entry \(entry) on")
      default: ("regel \(entry) is gewijzigd", "entry \(entry) was changed")
      }
    return Failure(
      .state("audit"),
      Sentence(
        nl: "Het toegangslogboek is niet meer wat het was: \(sentence.0).",
        en: "The access log is no longer what it was: \(sentence.1)."),
      members: [
        .init("entry", .integer(Int64(entry))), .init("kind", .string(kind)), .init("seal", .integer(Int64(seal))),
      ])
  }
}

internal import Catalogue
internal import Postgres
internal import Records
internal import Wire

// Changes: two round trips, the checks with what they need to see, then the effect with its accounting and the commit.
// What is to be looked at may follow from a first look: that is a round trip more.
extension Responder {
  private enum Ending {
    /// `entries` and `accounts` are still to be kept in the log.
    case done(
      object: [UInt8], rows: [UInt8], members: [JSON.Member], entries: [AccessLog.Entry] = [], accounts: [Query] = [])
    case refused(Failure, Asker?, Explanation?, Query? = nil)
    case again
    /// What was to be changed may have gone between two looks.
    case moved
    /// It names what was merged: this is the call meant.
    case meant(Call)
  }

  /// Conflicts are tried again this often before they are an answer.
  private static let tries = 20
  /// How long a settling run that found no database waits for the next.
  private static let settlingPause = Duration.milliseconds(250)

  func change(_ exchange: Exchange, _ prepare: @Sendable (Call) throws(Failure) -> Change) async {
    let prologue = prologue(exchange)
    var mayHaveMoved = true
    let call: Call
    let change: Change?
    do throws(Failure) {
      call = try exchange.bound.get()
    } catch { return finish(exchange, failure: error) }
    let prepared = Result { () throws(Failure) in try prepare(call) }
    change = try? prepared.get()
    let token = call.once ?? "-" + surroundings.random(16).map { String($0, radix: 16) }.joined()
    var isInDoubt = false
    for attempt in 1... {
      let ending: Ending
      let (isSettling, triesMoved) = (isInDoubt, mayHaveMoved)
      do {
        ending = try await database.write(deadline: prologue.deadline) { transaction in
          await self.attempt(
            exchange, prologue, call, change, prepared, token: token, isInDoubt: isSettling,
            mayHaveMoved: triesMoved, transaction)
        }
      } catch let error as DatabaseError {
        ending = .refused(isInDoubt ? .outcomeUnknown : failure(of: error), nil, nil)
      } catch {
        ending = .refused(failure(of: nil), nil, nil)
      }
      switch ending {
      case .meant(let meant): return await self.change(exchange.meaning(meant), prepare)
      case .moved where prologue.deadline.remaining > .milliseconds(20): mayHaveMoved = false
      case .again where attempt < Self.tries && prologue.deadline.remaining > .milliseconds(20):
        await Task.yield()
        try? await Task.sleep(for: .microseconds(500 * attempt + Int(surroundings.random(1).first ?? 0) * 8))
      case .again, .moved:
        return refuse(isInDoubt ? .outcomeUnknown : .tooLate, exchange, asker: nil, named: call)
      case .done(let object, let rows, let members, let entries, let accounts):
        if !accounts.isEmpty {
          let kept = await database.once([prologue.queries[0]] + accounts, deadline: prologue.deadline)
          guard kept.error == nil else { return finish(exchange, failure: .unavailable) }
        }
        if change?.movesClock == true, !call.dryRun { await runJobs() }
        return done(exchange, object, rows, members, entries)
      case .refused(let failure, let asker, let explanation, let aftermath):
        // Settled by running again under the token: whoever finds the ledger's row returns what was kept. A run that did
        // not get as far as the ledger says nothing of the first, so it is tried until the deadline.
        if failure == .outcomeUnknown || isInDoubt && failure.code.family == "busy" {
          isInDoubt = true
          guard prologue.deadline.remaining > Self.settlingPause else {
            return refuse(.outcomeUnknown, exchange, asker: asker, named: call)
          }
          if isSettling { try? await Task.sleep(for: Self.settlingPause) }
          continue
        }
        if let aftermath, !call.dryRun {
          let left = await database.once([prologue.queries[0], aftermath], deadline: prologue.deadline)
          guard left.error == nil else { return refuse(.unavailable, exchange, asker: asker, named: call) }
          announcer.committed()
        }
        return await refuse(failure, exchange, asker, explanation, prologue)
      }
    }
  }

  private func attempt(
    _ exchange: Exchange, _ prologue: Prologue, _ call: Call, _ change: Change?, _ prepared: Result<Change, Failure>,
    token: String, isInDoubt: Bool, mayHaveMoved: Bool, _ transaction: Transaction
  ) async -> Ending {
    let claim = Ledger.claim(token, of: call.canonical)
    let first = await transaction.outcome(prologue.queries + claim + (change?.load ?? []))
    var asker: Asker?
    let effect: Effect
    do throws(Failure) {
      if first.rows.isEmpty, let error = first.error { throw failure(of: error) }
      if isInDoubt, let kept = try settled(first.rows, after: prologue, call) {
        // What was done may have cost the asker the right to do it; it was done all the same.
        return .done(object: kept.object, rows: kept.rows, members: [])
      }
      let known = try admit(exchange, first.rows.first, &asker)
      let change = try prepared.get()
      if let meant = prologue.meant(first.rows) { return .meant(meant) }
      try prologue.check(first.rows)
      if let error = first.error {
        if error.isContention { return .again }
        throw failure(of: error)
      }
      let later = Array(first.rows.dropFirst(prologue.queries.count))
      let standing = Result { () throws(Failure) in try replay(later[1], call) }
      if case .failure = standing {
        // Who is in no relation to the thing hears that first, whatever stands under the token.
        do {
          _ = try change.decide(Array(later.dropFirst(claim.count)), known)
        } catch {
          guard error.code != .deniedTeam else { throw error }
        }
      }
      if let kept = try standing.get() {
        return .done(
          object: kept.object, rows: kept.rows, members: [.init("replayed", .bool(true))],
          entries: Self.replayed(kept.object, exchange, call, known))
      }
      // After the replay, so that one of yesterday is told as it was.
      try call.checkAtOnce(known)
      var decision = try change.decide(Array(later.dropFirst(claim.count)), known)
      while case .look(let further) = decision {
        let more = await transaction.outcome(further.load)
        if let error = more.error {
          if error.isContention { return .again }
          throw failure(of: error)
        }
        decision = try further.decide(more.rows, known)
      }
      guard case .effect(let decided) = decision else { throw failure(of: nil) }
      effect = decided
    } catch {
      // Who loses sight of a thing between two looks, because it was merged, seems to be in no relation to it.
      let isLost = error == .gone || error.code == .deniedTeam
      return isLost && asker != nil && mayHaveMoved ? .moved : .refused(error, asker, nil)
    }
    guard let asker else { return .refused(.login, nil, nil) }
    return await carryOut(effect, exchange, call, token, asker, mayHaveMoved, transaction)
  }

  private func carryOut(
    _ effect: Effect, _ exchange: Exchange, _ call: Call, _ token: String, _ asker: Asker, _ mayHaveMoved: Bool,
    _ transaction: Transaction
  ) async -> Ending {
    let further = effect.further.map {
      asker.account(exchange.command, $0, outcome: call.dryRun ? "dry-run" : "ok")
    }
    // What is only tried is rolled back, and the log with it: it is kept afterwards.
    let accounts = call.dryRun ? [] : further
    var queries = accounts + effect.queries
    if !effect.touches.isEmpty, !call.dryRun {
      queries.append(AccessLog.adding(effect.touches.map { asker.entry(exchange.command, $0) }))
    }
    queries += effect.events.map { Outbox.adding($0) } + effect.desk.map { Outbox.adding($0) }
    queries.append(Query(effect.reply.statement, [.text(token)] + effect.reply.parameters))
    var entries: [AccessLog.Entry] = []
    let rows: [Rows]
    do throws(DatabaseError) {
      if call.dryRun {
        rows = Array(try await transaction.run(queries + [Ledger.check]).dropLast())
        await transaction.rollback()
        entries = effect.touches.map { asker.entry(exchange.command, $0.known, outcome: "dry-run") }
      } else {
        let outcome = await transaction.outcome(committing: queries)
        let isOfLog =
          outcome.rows.count < accounts.count
          || !effect.touches.isEmpty && outcome.rows.count == accounts.count + effect.queries.count
        if let error = outcome.error, error.kind == .refused, !error.isContention, isOfLog {
          // A log that cannot be written is the database's trouble, whatever its reason.
          return .refused(.unavailable, asker, nil)
        }
        rows = try outcome.get()
        if effect.tells || !effect.events.isEmpty || !effect.desk.isEmpty { announcer.committed() }
      }
    } catch {
      if error.isContention { return .again }
      if error.kind == .outcomeUnknown { return .refused(.outcomeUnknown, asker, nil) }
      if error.mayHaveMoved, mayHaveMoved { return .moved }
      return .refused(failure(of: error), asker, effect.explain?(error), effect.aftermath?(error))
    }
    guard let settled = rows.last, settled.count > 0 else { return .refused(failure(of: nil), asker, nil) }
    var object: [UInt8] = []
    settled.append(row: 0, column: 0, to: &object)
    var lines: [UInt8] = []
    settled.append(row: 0, column: 1, to: &lines)
    if call.dryRun {
      object = Self.withoutCodes(object, effect.makes)
      lines = Array(
        lines.split(separator: UInt8(ascii: "\n")).map { Self.withoutCodes(Array($0), effect.makes) }
          .joined(separator: [UInt8(ascii: "\n")]))
    }
    return .done(
      object: object, rows: lines, members: call.dryRun ? [.init("dry_run", .bool(true))] : effect.secret,
      entries: entries, accounts: call.dryRun ? further : [])
  }

  /// What a run that settles a commit in doubt finds in the ledger: nil where nothing was kept.
  private func settled(
    _ rows: [Rows], after prologue: Prologue, _ call: Call
  ) throws(Failure) -> (object: [UInt8], rows: [UInt8])? {
    let place = prologue.queries.count + 1
    guard rows.count > place, rows[place].count > 0 else { return nil }
    return try replay(rows[place], call)
  }

  /// The entry of a reply that is told again: about what the request names and what the reply says was made.
  private static func replayed(
    _ object: [UInt8], _ exchange: Exchange, _ call: Call, _ asker: Asker
  ) -> [AccessLog.Entry] {
    guard isAboutClients(exchange.command, call) else { return [] }
    var entry = asker.entry(exchange.command, nil, outcome: "replayed")
    entry.concern(call.named)
    let told = (try? JSON.parse(object[...])) ?? .null
    func number(_ member: String) -> AccessLog.Subject? {
      told[member]?.string.flatMap { Int($0.dropFirst(2)) }.map { .number($0) }
    }
    entry.client = entry.client ?? number("client")
    entry.casus = entry.casus ?? number("case")
    entry.consult = entry.consult ?? number("consult")
    return [entry]
  }

  /// What stands under the token: nil when it was claimed just now.
  private func replay(_ rows: Rows, _ call: Call) throws(Failure) -> (object: [UInt8], rows: [UInt8])? {
    guard rows.count > 0 else { throw failure(of: nil) }
    guard rows.bool(0, 0) == true else {
      throw Failure(
        .conflictOnce,
        Sentence(
          nl: "Onder dit kenmerk is al iets anders gedaan.", en: "Something else was done under this token."),
        field: "once", column: call.column(of: "once"))
    }
    if rows.isNull(0, 1) { return nil }
    var object: [UInt8] = []
    rows.append(row: 0, column: 1, to: &object)
    var lines: [UInt8] = []
    rows.append(row: 0, column: 2, to: &lines)
    return (object, lines)
  }

  private static func withoutCodes(_ object: [UInt8], _ made: Set<String>) -> [UInt8] {
    guard !made.isEmpty, let members = (try? JSON.parse(object[...]))?.members else { return object }
    var bytes: [UInt8] = []
    JSON.object(members.map { made.contains($0.name) ? .init($0.name, .null) : $0 }).write(into: &bytes)
    return bytes
  }

  /// Tells what was done, once what must be accounted for outside the transaction is.
  private func done(
    _ exchange: Exchange, _ object: [UInt8], _ rows: [UInt8], _ members: [JSON.Member], _ entries: [AccessLog.Entry]
  ) {
    guard !entries.isEmpty else { return tell(exchange, object, rows, members) }
    batches.add(entries) { [self] isKept in
      if isKept { tell(exchange, object, rows, members) } else { finish(exchange, failure: .unavailable) }
    }
  }

  private func tell(_ exchange: Exchange, _ object: [UInt8], _ rows: [UInt8], _ members: [JSON.Member]) {
    var bytes: [UInt8] = []
    for row in rows.split(separator: UInt8(ascii: "\n")) {
      ReplyWriter.row(tag: exchange.tag, rendered: row, into: &bytes)
    }
    ReplyWriter.ok(tag: exchange.tag, rendered: object, adding: members, into: &bytes)
    exchange.reply(Reply(bytes: bytes, caller: exchange.changed))
  }

  /// Refuses; where the database refused and there is more to say, looks who is in the way.
  private func refuse(
    _ failure: Failure, _ exchange: Exchange, _ asker: Asker?, _ explanation: Explanation?, _ prologue: Prologue
  ) async {
    var told = failure
    if let explanation {
      let outcome = await database.read([prologue.queries[0], explanation.query], deadline: prologue.deadline)
      if outcome.error == nil, outcome.rows.count == 2 { told = explanation.failure(outcome.rows[1]) }
    }
    refuse(told, exchange, asker: asker, named: prologue.call)
  }
}

extension DatabaseError {
  /// Whether trying again at once may succeed: serialization failure, deadlock, lock not available.
  var isContention: Bool { sqlState == "40001" || sqlState == "40P01" || sqlState == "55P03" }

  /// Whether what was to be changed may have gone between two looks, as a client does that is merged: its number refers
  /// to nobody, or nobody may know of it. A second look tells.
  var mayHaveMoved: Bool { sqlState == "23503" || sqlState == "42501" }
}

package import Casework
internal import Catalogue
package import Postgres
internal import Records
internal import Synchronization
internal import Wire

/// Answers requests: takes each through the checks in their order, and runs what it asks.
package final class Responder: Sendable {
  /// What the rest of the daemon hands in.
  package struct Surroundings: Sendable {
    package var database: Database
    package var zone: Zone
    /// Whether administrators may speak for others.
    package var isDemo: Bool
    /// Tells the log of a fault under an incident number; bears no text of clients or parameters.
    package var report: @Sendable (_ incident: String, _ cause: String) -> Void
    /// What `status` and `metrics` show of the process.
    package var process: @Sendable () -> ProcessFacts
    /// Random octets of the operating system.
    package var random: @Sendable (Int) -> [UInt8]
    /// The key BSNs are kept under, nil where none was given.
    package var bsnKey: String?
    /// Whether the clock is simulated and may be set.
    package var isClockSimulated: Bool
    /// The number of a user of this machine by name, nil where there is none; asked on the loops, so it answers at once.
    package var resolveUser: @Sendable (String) -> UInt32?
    /// Where heads of the access log's seals are kept beside the database.
    package var heads: HeadKeeping?
    /// How often a watch shows that it lives.
    package var heartbeat: Duration
    /// The clock wrong tokens are counted by.
    package var moment: @Sendable () -> Deadline = { .now }
    /// Gives an answer after a while, in a test's own way; nil for the time it takes.
    package var hold: (@Sendable (Duration, @escaping @Sendable () -> Void) -> Void)?

    package init(
      database: Database, zone: Zone, isDemo: Bool, isClockSimulated: Bool, bsnKey: String?,
      heads: HeadKeeping? = nil, heartbeat: Duration = .seconds(30),
      resolveUser: @escaping @Sendable (String) -> UInt32?,
      random: @escaping @Sendable (Int) -> [UInt8], process: @escaping @Sendable () -> ProcessFacts,
      report: @escaping @Sendable (_ incident: String, _ cause: String) -> Void
    ) {
      self.database = database
      self.zone = zone
      self.isDemo = isDemo
      self.isClockSimulated = isClockSimulated
      self.bsnKey = bsnKey
      self.heads = heads
      self.heartbeat = heartbeat
      self.resolveUser = resolveUser
      self.random = random
      self.process = process
      self.report = report
    }
  }

  let surroundings: Surroundings
  let operations: [String: Operation]
  let batches: AccessBatches
  let announcer: Announcer
  let traffic: Traffic
  let jobs: JobRecord
  private let failedLogins = Mutex(FailedLogins())
  private let held = HeldAnswers()
  let courier: HeadCourier?

  var database: Database { surroundings.database }

  package init(_ surroundings: Surroundings) {
    let (traffic, jobs) = (Traffic(), JobRecord())
    self.surroundings = surroundings
    self.traffic = traffic
    self.jobs = jobs
    let watchers = Watchers(surroundings)
    operations = Operations.table(surroundings, traffic, jobs, watchers)
    batches = AccessBatches(surroundings.database)
    courier = surroundings.heads.map {
      HeadCourier(surroundings.database, $0, report: surroundings.report)
    }
    announcer = Announcer(surroundings.database) { watchers.wake() }
  }

  /// The service as a session asks it.
  package var service: Service {
    Service(
      ordering: { Self.ordering($0) },
      answer: { [self] lexed, caller, reply in answer(lexed, caller, reply) },
      greeting: { [self] in greeting })
  }

  private static let sessionCommands: Set<String> = ["auth", "session", "watch", "unwatch", "quit"]

  private static func ordering(_ lexed: Lexed) -> Ordering {
    guard case .request(let request) = lexed.content, let command = Catalogue.find(request.command) else {
      return .shared
    }
    return command.changes || sessionCommands.contains(command.name) ? .alone : .shared
  }

  private var greeting: [UInt8] {
    var bytes: [UInt8] = []
    ReplyWriter.greeting(
      [
        .init("server", .string(ProcessFacts.server)), .init("versions", .array([.integer(1)])),
        .init("language", .array(Language.allCases.map { .string($0.rawValue) })),
        .init("demo", .bool(surroundings.isDemo)), .init("limits", Limits.object),
      ], into: &bytes)
    return bytes
  }

  private func answer(_ lexed: Lexed, _ caller: Caller, _ reply: @escaping @Sendable (Reply) -> Void) {
    switch lexed.content {
    case .blank: reply(Reply(bytes: []))
    case .failed(let failure): refuse(failure, tag: lexed.tag, caller, reply)
    case .request(let request):
      let command: Command
      do { command = try Catalogue.command(for: request) } catch {
        return refuse(error, tag: request.tag, caller, reply)
      }
      traffic.count(command.name)
      let bound = Result { () throws(Failure) in
        try Catalogue.bind(request, to: command, zone: self.surroundings.zone)
      }
      let exchange = Exchange(
        command: command, tag: request.tag, bound: bound, changes: command.changes(request),
        actingAs: Catalogue.actingAs(in: request, zone: surroundings.zone), caller: caller, reply: reply)
      switch command.name {
      case "ping", "help", "quit", "auth": answerBeforeLogin(exchange)
      default: answerKnown(exchange)
      }
    }
  }

  /// Answers what needs no worker.
  private func answerBeforeLogin(_ exchange: Exchange) {
    let call: Call
    do { call = try exchange.bound.get() } catch { return finish(exchange, failure: error) }
    switch exchange.command.name {
    case "ping": finish(exchange, .composed(rows: [], ok: []))
    case "quit":
      var bytes: [UInt8] = []
      ReplyWriter.ok(tag: exchange.tag, [], into: &bytes)
      exchange.reply(Reply(bytes: bytes, closes: true))
    case "help":
      let rows = Catalogue.renderedHelp(for: call.optionalText("command"), exchange.caller.language)
      var bytes: [UInt8] = []
      for row in rows { ReplyWriter.row(tag: exchange.tag, rendered: row, into: &bytes) }
      ReplyWriter.ok(tag: exchange.tag, [.init("rows", .integer(Int64(rows.count)))], into: &bytes)
      exchange.reply(Reply(bytes: bytes))
    default: authenticate(exchange, call)
    }
  }

  private func authenticate(_ exchange: Exchange, _ call: Call) {
    let secret = Array((call.optionalText("token") ?? "").utf8)
    let deadline = Deadline.after(.seconds(call.within))
    database.read([Identity.token(.bytes(secret))], deadline: deadline) { [self] outcome in
      guard outcome.error == nil, let rows = outcome.rows.first else {
        return finish(exchange, failure: failure(of: outcome.error))
      }
      guard let digest = rows.text(0, 0).flatMap(Self.octets) else {
        return refuseToken(exchange, of: rows.count > 0 ? rows.integer(0, 1) : nil)
      }
      var known = exchange
      known.caller.token = digest
      known.changed = known.caller
      answerKnown(known, as: "whoami")
    }
  }

  /// Refuses a wrong token, each later than the one before; accounts for it at once, by where it came from.
  private func refuseToken(_ exchange: Exchange, of account: Int?) {
    let source = FailedLogins.Key.source(exchange.caller.uid)
    let keys = [source] + (account.map { [.account($0)] } ?? [])
    let now = surroundings.moment()
    let delay = failedLogins.withLock { $0.fail(keys, at: now) }
    // Who spoke a token that counts before is not who speaks this one.
    var unknown = exchange
    unknown.caller.token = nil
    unknown.reply = { [surroundings, held] reply in
      if let hold = surroundings.hold {
        hold(delay) { exchange.reply(reply) }
      } else {
        held.hold(for: delay) { exchange.reply(reply) }
      }
    }
    refuse(.login, unknown, asker: nil, named: nil)
  }

  /// Gives the answers that are held back, and holds none from now on: the daemon ends.
  package func hurry() { held.release() }

  /// Octets of PostgreSQL's hexadecimal form.
  private static func octets(_ text: String) -> [UInt8]? {
    guard text.hasPrefix("\\x") else { return nil }
    let digits = Array(text.utf8.dropFirst(2))
    return stride(from: 0, to: digits.count - 1, by: 2).compactMap {
      UInt8(String(decoding: digits[$0...$0 + 1], as: UTF8.self), radix: 16)
    }
  }

  /// Takes a request of a worker through the checks.
  private func answerKnown(_ exchange: Exchange, as name: String? = nil) {
    guard let operation = operations[name ?? exchange.command.name] else {
      return fault(exchange, "no operation for \(exchange.command.name)")
    }
    switch operation {
    case .works(let body): work(exchange, body)
    case .reads(let prepare): read(exchange, prepare)
    case .either(let prepare, _) where (try? exchange.bound.get())?.changes != true: read(exchange, prepare)
    case .changes(let prepare), .either(_, let prepare):
      // A line that cannot run needs no transaction, only the checks that come before its error.
      let isReadable = (try? exchange.bound.get()) != nil
      if !isReadable || exchange.caller.readOnly { return read(exchange, nil) }
      Task(executorPreference: database.loop) { await self.change(exchange, prepare) }
    }
  }

  /// The statements before the command's own: who asks, and whether what is named exists.
  func prologue(_ exchange: Exchange) -> Prologue {
    let call = try? exchange.bound.get()
    let seconds = call?.within ?? 30
    return Prologue(
      identity: Identity.query(
        uid: exchange.caller.uid, token: exchange.caller.token, speakingFor: exchange.actingAs?.value,
        timeout: seconds * 1_000),
      call: call, deadline: .after(.seconds(seconds)))
  }

  /// The asker, after login, read-only and role were checked; throws the first that fails.
  ///
  /// - Parameter asker: is set as soon as it is known who asks, so that a refusal is accounted for under that name.
  func admit(_ exchange: Exchange, _ rows: Rows?, _ asker: inout Asker?) throws(Failure) -> Asker {
    guard let identified = rows.flatMap(Identified.init) else { throw .login }
    // Who may not speak for another is refused under the own name.
    let known = Asker(
      speaker: identified.speaker, worker: identified.worker ?? identified.speaker, login: identified.login,
      memberships: identified.memberships, now: identified.now, zone: surroundings.zone, caller: exchange.caller,
      source: exchange.source)
    asker = known
    if exchange.caller.readOnly, exchange.changes { throw .readOnly }
    if let acting = exchange.actingAs {
      guard surroundings.isDemo, identified.administers else { throw .speaking(acting) }
      guard identified.worker != nil else { throw .missing(acting) }
    }
    guard identified.worker != nil else { throw .login }
    if case .roles(let roles) = exchange.command.audience(changing: exchange.changes), !known.holds(roles) {
      throw .role(exchange.command, needs: roles)
    }
    return known
  }

  private func read(_ exchange: Exchange, _ prepare: (@Sendable (Call) throws(Failure) -> Reading)?) {
    let prologue = prologue(exchange)
    let reading: Result<Reading?, Failure> = Result { () throws(Failure) in
      guard let prepare else { return nil }
      return try prepare(exchange.bound.get())
    }
    let queries = ((try? reading.get()) ?? nil)?.queries ?? []
    database.read(prologue.queries + queries, deadline: prologue.deadline) { [self] outcome in
      var asker: Asker?
      do throws(Failure) {
        if outcome.rows.isEmpty, let error = outcome.error { throw failure(of: error) }
        let known = try admit(exchange, outcome.rows.first, &asker)
        let call = try exchange.bound.get()
        if let meant = prologue.meant(outcome.rows) {
          // One look more, and only for a code that was merged.
          return read(exchange.meaning(meant), prepare)
        }
        guard let reading = try reading.get() else { throw failure(of: nil) }
        try prologue.check(outcome.rows)
        if let error = outcome.error { throw failure(of: error) }
        let answer = try reading.answer(Array(outcome.rows.dropFirst(prologue.queries.count)), known)
        finish(exchange, answer, of: call, to: known)
      } catch {
        refuse(error, exchange, asker: asker, named: prologue.call)
      }
    }
  }
}

internal import Casework
internal import Dispatch
internal import Gate
package import Operations
internal import Platform
package import Postgres
internal import Synchronization
package import Wire

/// A session with the service of a city, without a socket: one line in, its reply out.
package final class Conversation: Sendable {
  /// The service itself, for tests that bring their own session.
  package let service: Service
  private let responder: Responder
  private let database: Database
  /// Held as long as anybody talks.
  private let city: City

  /// Opens the city; the peer is its administrator, so that `as=` speaks for anybody.
  package init(
    _ city: City, isDemo: Bool = true, isClockSimulated: Bool = true, bsnKey: String? = "a key of the tests",
    heads: HeadKeeping? = nil, heartbeat: Duration = .seconds(30),
    moment: @escaping @Sendable () -> Deadline = { .now },
    hold: @escaping @Sendable (Duration, @escaping @Sendable () -> Void) -> Void = { $1() }
  ) throws {
    let zone = Zone(try CivilClock())
    self.city = city
    database = Database(Database.Configuration(conninfo: city.conninfo))
    database.start()
    var surroundings =
      Responder.Surroundings(
        database: database, zone: zone, isDemo: isDemo, isClockSimulated: isClockSimulated,
        bsnKey: bsnKey, heads: heads, heartbeat: heartbeat, resolveUser: { (try? Account.named($0))?.uid },
        random: { (try? Randomness.bytes($0)) ?? [] },
        process: { ProcessFacts(clients: 1, uptime: 0, resident: 0) },
        report: { incident, cause in try? Output.error.write("incident \(incident): \(cause)\n") })
    surroundings.moment = moment
    // Nobody waits in a test for what only the clock is to bring.
    surroundings.hold = hold
    responder = Responder(surroundings)
    service = responder.service
  }

  /// A session of its own, which keeps what `auth` and `session` change.
  package func session(uid: UInt32? = City.administrator) -> Dialogue {
    Dialogue(service, Caller(uid: uid, pid: 1))
  }

  /// Runs the background jobs.
  package func runJobs() async { await responder.runJobs() }

  /// Ends the connections.
  package func close() async { await database.stop() }

  /// The reply to a line, its lines without their newlines.
  package func say(_ line: String, as login: String? = nil, uid: UInt32? = City.administrator) async -> [String] {
    let whole = login.map { "\(line) as=\($0)" } ?? line
    let lexed = Lexer.lex(Array(whole.utf8)[...])
    return await withCheckedContinuation { answer in
      service.answer(lexed, Caller(uid: uid, pid: 1)) { reply in
        let text = String(decoding: reply.bytes, as: UTF8.self)
        answer.resume(returning: text.split(separator: "\n").map(String.init))
      }
    }
  }

  /// The object of the final line and whether it is `ok`.
  package func ask(_ line: String, as login: String? = nil) async -> Outcome {
    let lines = await say(line, as: login)
    return Outcome(lines)
  }
}

/// A session that keeps its caller from line to line.
package final class Dialogue: Sendable {
  private let service: Service
  private let caller: Mutex<Caller>
  private let told = Told()

  deinit { caller.withLock { $0.watch }?.end() }

  init(_ service: Service, _ caller: Caller) {
    self.service = service
    self.caller = Mutex(caller)
  }

  /// The reply to a line, taken apart.
  package func ask(_ line: String) async -> Outcome {
    let now = caller.withLock { $0 }
    let lexed = Lexer.lex(Array(line.utf8)[...])
    let reply = await withCheckedContinuation { answer in
      service.answer(lexed, now) { answer.resume(returning: $0) }
    }
    if let changed = reply.caller { caller.withLock { $0 = changed } }
    if let watch = reply.caller?.watch, watch !== now.watch {
      // The session itself is not held here: with its end the watch ends, which may not be while the watch tells.
      watch.begin { [told] lines in
        told.add(lines.split(separator: UInt8(ascii: "\n")).compactMap { try? JSON.parse($0.dropFirst(6)) })
      }
    }
    return Outcome(String(decoding: reply.bytes, as: UTF8.self).split(separator: "\n").map(String.init))
  }
}

extension Dialogue {
  /// The events told so far.
  package var events: [JSON] { told.events }

  /// The events told, once there are so many of them, of that cause where one is given, or the patience is over.
  package func events(_ count: Int, cause: String? = nil) async -> [JSON] {
    // An event waits for every transaction of the cluster that began before its own, also those of other tests.
    let news = told.news(within: .seconds(60))
    func found() -> [JSON] { events.filter { cause == nil || $0["cause"]?.string == cause } }
    for await _ in news {
      let found = found()
      if found.count >= count { return found }
    }
    return found()
  }
}

/// What a session was told, and who waits for more.
private final class Told: Sendable {
  private let state = Mutex<(events: [JSON], bells: [AsyncStream<Void>.Continuation])>(([], []))

  var events: [JSON] { state.withLock { $0.events } }

  func add(_ events: [JSON]) {
    state.withLock { state in
      state.events += events
      // A bell nobody listens to any more goes.
      state.bells.removeAll { if case .terminated = $0.yield() { true } else { false } }
    }
  }

  /// A sign now, for what was told already, one after each event, and the end when the patience is over.
  func news(within patience: DispatchTimeInterval) -> AsyncStream<Void> {
    let (news, bell) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
    bell.yield()
    state.withLock { $0.bells.append(bell) }
    DispatchQueue.global().asyncAfter(deadline: .now() + patience) { bell.finish() }
    return news
  }
}

/// A reply taken apart.
package struct Outcome: Sendable, CustomStringConvertible {
  /// `ok`, or the code of the refusal.
  package let code: String
  package let object: JSON
  package let rows: [JSON]
  package let description: String

  init(_ lines: [String]) {
    description = lines.joined(separator: "\n")
    func parse(_ text: Substring) -> JSON { (try? JSON.parse(Array(text.utf8)[...])) ?? .null }
    rows = lines.filter { $0.hasPrefix("row ") }.map { parse($0.dropFirst(4)) }
    let final = lines.last ?? ""
    if final.hasPrefix("ok ") {
      code = "ok"
      object = parse(final.dropFirst(3))
    } else {
      let words = final.split(separator: " ", maxSplits: 2)
      code = words.count > 1 ? String(words[1]) : ""
      object = words.count > 2 ? parse(words[2]) : .null
    }
  }

  /// A member of the final object.
  package subscript(name: String) -> JSON? { object[name] }
}

internal import ArgumentParser
internal import Casework
internal import Dispatch
internal import Gate
internal import Glibc
internal import Logging
internal import Operations
internal import Platform
internal import Postgres

/// `koosd serve`.
struct Serve: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Serves until SIGTERM or SIGINT.",
    discussion: """
      With --data koosd makes and owns a private PostgreSQL in that directory; with --database it serves an existing
      PostgreSQL \(Programs.oldest) or later that koosd init has prepared. It prints one line `ready socket=PATH` when it serves.
      """)

  @OptionGroup var database: DatabaseOptions

  @Option(help: "The admin socket; default DIR/koosd.sock, else /run/koosd/koosd.sock.")
  var socket: String?

  @Option(name: .customLong("socket-group"), help: "The group that may use the socket.")
  var socketGroup: String?

  @Option(help: "The file with the key BSNs are kept under; with --data, DIR/bsn.key is made.")
  var key: String?

  @Option(help: "The file the access log's seals are also written to; with --data, DIR/heads.")
  var heads: String?

  @Option(help: "How many connections write.")
  var connections = 32

  @Flag(help: "Lay a synthetic Utrecht once, and let the administrator speak as anybody.")
  var demo = false

  @Option(help: "Simulated local time, such as 2026-03-02T09:00; it stands still and only `clock` moves it.")
  var clock: String?

  func validate() throws {
    guard (1...500).contains(connections) else { throw ValidationError("--connections is 1 to 500.") }
    if clock != nil, database.database != nil { throw ValidationError("--clock goes with --data only.") }
    if let clock, MomentText(wire: clock) == nil {
      throw ValidationError("--clock is a time such as 2026-03-02T09:00.")
    }
  }

  func run() async throws {
    do {
      try await serve()
    } catch let refusal as Refusal {
      try? Output.error.write("koosd: \(refusal.sentence)\n")
      Environment.exit(refusal.status.rawValue)
    }
  }

  private func serve() async throws {
    let civil: CivilClock
    do { civil = try CivilClock() } catch { throw Refusal(.configuration, "\(error)") }
    let inherited = (try? Systemd.inheritedListeners()) ?? []
    _ = try? Resources.raiseDescriptorLimit()
    LoggingSystem.bootstrap { _ in StandardErrorLog() }
    let logger = Logger(label: "koosd")
    // The sources stand before anything is started that a signal would have to stop.
    let (stopping, stop) = AsyncStream.makeStream(of: Int32.self)
    let served = Held<Database>()
    let queue = DispatchQueue(label: "koosd.signals")
    let signals = Signals([SIGTERM, SIGINT, SIGHUP], on: queue) { number in
      guard number != SIGHUP else { return }
      stop.yield(number)
      // A start that takes longer than an end may is given up: the end of the life line stops what it began.
      queue.asyncAfter(deadline: .now() + .seconds(8)) { if served.value == nil { Environment.exit(0) } }
    }
    let zone = Zone(civil)
    let named = try heads.map { try Heads.keeping($0, logger) }
    let store = try Store(
      database, key: key, connections: connections, demo: demo, clock: try simulated(zone),
      ended: { served.value?.drop() }, report: { logger.warning("\($0)") })
    defer { store.stop() }
    let keeping = try named ?? Heads.keeping(store.heads, logger)

    var configuration = Database.Configuration(conninfo: store.conninfo)
    configuration.writers = connections
    configuration.applicationName = ProcessFacts.server
    let pool = Database(configuration)
    pool.start()
    served.value = pool

    let listeners = try inherited.isEmpty ? [listener(socket ?? store.socket)] : inherited
    let gate = Held<Gate>()
    let began = Monotonic.now
    let responder = Responder(
      Responder.Surroundings(
        database: pool, zone: zone, isDemo: demo, isClockSimulated: store.isClockSimulated, bsnKey: store.bsnKey,
        heads: keeping,
        resolveUser: { (try? Account.named($0))?.uid }, random: { (try? Randomness.bytes($0)) ?? [] },
        process: {
          ProcessFacts(
            clients: gate.value?.clients ?? 0, uptime: Int((Monotonic.now - began) / 1_000_000_000),
            resident: Resources.residentBytes() ?? 0)
        },
        report: { incident, cause in
          logger.error("fault", metadata: ["incident": "\(incident)", "cause": "\(cause)"])
        }))
    let door = try await Gate.start(listening: listeners, service: responder.service)
    gate.value = door
    let jobs = Task { await responder.keepJobs() }
    let minutely = Task { await responder.keepMinuteJobs() }
    // The allocator keeps what a burst took; once a minute it gives back what is free.
    let trimming = Task {
      while (try? await Task.sleep(for: .seconds(60))) != nil { Resources.releaseFreeMemory() }
    }

    let notifier = SystemdNotifier()
    let path = listeners.first?.path ?? socket ?? store.socket
    try? Output.standard.write("ready socket=\(path)\n")
    try? notifier?.notify("READY=1\nSTATUS=serving")
    let liveness = watch(door, pool, notifier)
    for await _ in stopping { break }

    try? notifier?.notify("STOPPING=1")
    liveness?.stop()
    jobs.cancel()
    minutely.cancel()
    trimming.cancel()
    responder.hurry()
    // What waits for somebody else's lock would hold up the end.
    pool.hurry(within: .seconds(4))
    await door.stop(deadline: .seconds(7))
    for listener in listeners where inherited.isEmpty { try? listener.removePath() }
    await responder.sealLog(within: .seconds(1))
    await pool.stop()
    signals.cancel()
  }

  private func simulated(_ zone: Zone) throws -> String? {
    guard let clock, let text = MomentText(wire: clock) else { return nil }
    switch text {
    case .exact(let moment): return zone.rfc3339(moment)
    case .date(let date): return zone.rfc3339(zone.startOfDay(date))
    case .local(let time):
      guard case .once(let moment) = zone.reading(time) else {
        throw Refusal(.configuration, "The clocks change at \(clock); name the time with its offset.")
      }
      return zone.rfc3339(moment)
    }
  }

  private func listener(_ path: String) throws -> Listener {
    try SocketPlace.judge(path, isDirectoryAlready: true)
    do {
      return try Listener(path: path, group: socketGroup)
    } catch {
      switch error {
      case .pathTooLong:
        throw Refusal(.configuration, "The socket path \(path) is longer than \(LocalSocket.longestPath).")
      case .notASocket: throw Refusal(.notOurs, "\(path) is there and is no socket.")
      case .addressInUse: throw Refusal(.configuration, "Another program answers on \(path).")
      case .unknownGroup(let group): throw Refusal(.configuration, "There is no group \(group).")
      case .system(let error): throw Refusal(.notOurs, "The socket \(path) cannot be made: \(error).")
      }
    }
  }

  private func watch(_ gate: Gate, _ pool: Database, _ notifier: SystemdNotifier?) -> Liveness? {
    guard let notifier,
      let period = Liveness.period(
        usec: Environment.value("WATCHDOG_USEC"), pid: Environment.value("WATCHDOG_PID"), own: getpid())
    else { return nil }
    let database: Liveness.Part = { answer in Task(executorPreference: pool.loop) { answer() } }
    let liveness = Liveness(parts: [{ gate.tick($0) }, database]) { try? notifier.notify("WATCHDOG=1") }
    liveness.start(every: period)
    return liveness
  }
}

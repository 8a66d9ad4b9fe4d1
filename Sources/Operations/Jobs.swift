internal import Casework
internal import Postgres
internal import Records
internal import Synchronization
internal import Wire

// What is due by time and not by anybody's request.
extension Responder {
  private static let hour = Duration.seconds(3_600)
  private static let untilNextTry = Duration.seconds(60)

  /// Runs the background jobs now, each once, and returns when they are done.
  ///
  /// They may run in several daemons on one database at once: each job is one transaction under an advisory lock, and
  /// finds nothing to do where another has just done it.
  package func runJobs() async {
    // Months of the log come and go in a transaction of their own, of which that is the last: all replies wait for it.
    if await run("tidy", Housekeeping.tidy, deadline: .after(Self.untilNextTry)) != nil {
      _ = await run("tidy", Housekeeping.turnLog, deadline: .after(Self.untilNextTry))
    }
    await passDeadlines()
    await sealLog()
  }

  /// Does what falls due by the mere passing of time, and wakes who watches. Consents are apart, a part of the children at
  /// a time: where they fail, or take long, the rest goes on.
  func passDeadlines() async {
    _ = await pass("deadlines", Housekeeping.passDeadlines, deadline: .after(Self.untilNextTry))
    let deadline = Deadline.after(Self.untilNextTry)
    while !Task.isCancelled, await pass("consents", Housekeeping.passConsents, deadline: deadline),
      deadline.remaining > .zero
    {}
  }

  /// Runs a job whose second column tells how much it did; whether that was anything.
  private func pass(_ name: String, _ job: Query, deadline: Deadline) async -> Bool {
    guard let passed = await run(name, job, deadline: deadline)?.integer(0, 1), passed > 0 else { return false }
    announcer.committed()
    return true
  }

  /// Seals the access log as far as it goes, or as far as the time reaches, and puts the heads elsewhere.
  package func sealLog(within time: Duration = .seconds(60)) async {
    let deadline = Deadline.after(time)
    while !Task.isCancelled, deadline.remaining > .zero {
      let sealed = await run("seal", Seals.making, deadline: deadline)?.integer(0, 1)
      if sealed != Seals.largest { break }
    }
    guard let courier else { return }
    let wasDone = await courier.carry(until: deadline)
    jobs.note("heads", at: wasDone ? jobs.runs.first { $0.name == "seal" }?.doneAt : nil, wasDone: wasDone)
  }

  /// Runs a job, and notes how it went by the domain's time, as all that `status` tells; its first column tells that time.
  ///
  /// - Returns: its row, nil where it failed.
  private func run(_ name: String, _ job: Query, deadline: Deadline) async -> Rows? {
    let outcome = await database.once([job], deadline: deadline)
    if let error = outcome.error { surroundings.report("job \(name)", error.description) }
    let rows = outcome.error == nil ? outcome.rows.first : nil
    jobs.note(name, at: rows?.integer(0, 0).map { Instant(seconds: Int64($0)) }, wasDone: outcome.error == nil)
    return rows
  }

  /// Does every minute what cannot wait for the hour, until its task is cancelled.
  package func keepMinuteJobs() async {
    while !Task.isCancelled {
      await passDeadlines()
      await sealLog()
      try? await Task.sleep(for: Self.untilNextTry)
    }
  }

  /// Runs the background jobs at once and then every hour, sooner where they failed, until its task is cancelled.
  package func keepJobs() async {
    while !Task.isCancelled {
      await runJobs()
      try? await Task.sleep(for: jobs.runs.allSatisfy(\.wasDone) ? Self.hour : Self.untilNextTry)
    }
  }
}

/// How the background jobs of this process went, for `status` and `metrics`.
final class JobRecord: Sendable {
  struct Run: Sendable {
    let name: String
    /// When it was last done, by the domain's time.
    var doneAt: Instant?
    /// Whether it was done the last time.
    var wasDone: Bool
    var failures: Int

    func json(_ zone: Zone) -> JSON {
      .object([
        .init("name", .string(name)), .init("done_at", doneAt.map { .string(zone.rfc3339($0)) } ?? .null),
        .init("outcome", .string(wasDone ? "done" : "failed")),
      ])
    }
  }

  private let kept = Mutex<[Run]>([])

  var runs: [Run] { kept.withLock { $0 } }

  func note(_ name: String, at moment: Instant?, wasDone: Bool) {
    kept.withLock { runs in
      let index = runs.firstIndex { $0.name == name } ?? runs.endIndex
      if index == runs.endIndex { runs.append(Run(name: name, doneAt: nil, wasDone: wasDone, failures: 0)) }
      runs[index].doneAt = moment ?? runs[index].doneAt
      runs[index].wasDone = wasDone
      if !wasDone { runs[index].failures += 1 }
    }
  }
}

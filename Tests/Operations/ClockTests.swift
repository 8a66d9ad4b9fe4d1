import Patience
import Postgres
import TestKit
import Testing
import Wire

@Suite("The clock and what is due by it")
struct ClockTests {
  @Test("everybody sees it, an administrator puts it forward")
  func forward() async throws {
    let city = try Conversation(try await City())
    let shown = await city.ask("clock", as: "f.een")
    #expect(shown["now"]?.string == City.now)
    #expect(shown["simulated"]?.bool == true)
    let advanced = await city.ask("clock advance=1h30m")
    #expect(advanced["now"]?.string == "2026-03-02T09:30:00+01:00")
    let set = await city.ask("clock at=2026-03-29")
    #expect(set["now"]?.string == "2026-03-29T00:00:00+01:00")
    // A calendar day keeps the wall clock over the hour that spring skips.
    #expect(await city.ask("clock advance=1d")["now"]?.string == "2026-03-30T00:00:00+02:00")
    #expect(await city.ask("clock", as: "o.een")["now"]?.string == "2026-03-30T00:00:00+02:00")
    await city.close()
  }

  @Test(
    "it refuses",
    arguments: [
      ("clock at=2026-03-01", nil, "input.value", "at"),
      ("clock at=2026-03-03 advance=1d", nil, "input.value", "advance"),
      ("clock advance=1d", "t.lead", "denied.role", nil), ("clock at=2026-03-29T02:30", nil, "input.time-gap", "at"),
      ("clock advance=\"\"", nil, "input.value", "advance"),
    ] as [(String, String?, String, String?)])
  func refuses(line: String, login: String?, code: String, field: String?) async throws {
    let city = try Conversation(try await City())
    let refused = await city.ask(line, as: login)
    #expect(refused.code == code, "\(refused)")
    #expect(refused["field"]?.string == field)
    #expect(await city.ask("clock")["now"]?.string == City.now)
    await city.close()
  }

  @Test("it does not go beyond the calendar")
  func end() async throws {
    let city = try Conversation(try await City())
    #expect(await city.ask("clock at=2199-12-31").code == "ok")
    #expect(await city.ask("clock advance=1d").code == "input.value")
    await city.close()
  }

  @Test("a real clock is not set")
  func real() async throws {
    let city = try Conversation(try await City(), isClockSimulated: false)
    let refused = await city.ask("clock advance=1d")
    #expect(refused.code == "state.clock")
    #expect(refused["is"]?.string == "real")
    #expect(await city.ask("clock").code == "ok")
    await city.close()
  }

  @Test("a dry run moves nothing, a repeat moves it once, also by more than what is kept")
  func once() async throws {
    let city = try Conversation(try await City())
    #expect(await city.ask("clock advance=1d dry-run=yes")["now"]?.string == "2026-03-03T08:00:00+01:00")
    #expect(await city.ask("clock")["now"]?.string == City.now)
    for turn in 0...1 {
      let moved = await city.ask("clock advance=40d once=a")
      #expect(moved["now"]?.string == "2026-04-11T08:00:00+02:00")
      #expect(moved["replayed"]?.bool == (turn == 0 ? nil : true))
    }
    #expect(await city.ask("clock")["now"]?.string == "2026-04-11T08:00:00+02:00")
    await city.close()
  }

  @Test("moving it ends what is kept for 30 days and makes the log's partitions, before the reply")
  func tidies() async throws {
    let place = try await City()
    let city = try Conversation(place)
    #expect(await city.ask("organisation.add name=\"Praktijk Een\" kind=vrijgevestigd once=a").code == "ok")
    #expect(
      await city.ask("organisation.add name=\"Praktijk Een\" kind=vrijgevestigd once=a")["replayed"]?.bool == true)
    try Script.run(
      "INSERT INTO koos.event (topic, kind, thing, cause) VALUES ('case', 'case', 1, 'opened')", conninfo: place.owner)
    #expect(await city.ask("clock advance=30d").code == "ok")
    #expect(try await number(place, "SELECT count(*) FROM koos.event WHERE topic = 'case' AND cause = 'opened'") == 1)
    #expect(await city.ask("clock advance=1d").code == "ok")
    // An event goes once a later one is final, for which it waits for whatever runs in this cluster.
    let left = "SELECT count(*) FROM koos.event WHERE topic = 'case' AND cause = 'opened'"
    let isGone = try await eventually(within: .seconds(60)) {
      if try await number(place, left) == 0 { return true }
      await city.runJobs()
      return false
    }
    #expect(isGone)
    #expect(try await number(place, "SELECT count(*) FROM pg_class WHERE relname = 'access_log_202606'") == 1)
    let anew = await city.ask("organisation.add name=\"Praktijk Een\" kind=vrijgevestigd once=a")
    #expect(anew.code == "conflict.duplicate", "\(anew)")
    await city.close()
  }

  @Test("several daemons tidy at once without harm")
  func together() async throws {
    let place = try await City()
    let daemons = try (0..<4).map { _ in try Conversation(place) }
    await withTaskGroup(of: Void.self) { group in
      for daemon in daemons { group.addTask { await daemon.runJobs() } }
    }
    for daemon in daemons {
      let jobs = await daemon.ask("status")["jobs"]?.array ?? []
      #expect(jobs.map { $0["outcome"]?.string } == ["done", "done", "done", "done"])
      await daemon.close()
    }
  }

  @Test("two who advance it at once both do")
  func contention() async throws {
    let city = try Conversation(try await City())
    await withTaskGroup(of: String.self) { group in
      for _ in 0..<8 { group.addTask { await city.ask("clock advance=1h").code } }
      for await code in group { #expect(code == "ok") }
    }
    #expect(await city.ask("clock")["now"]?.string == "2026-03-02T16:00:00+01:00")
    await city.close()
  }
}

/// A number the database's owner reads, past row security.
func number(_ city: City, _ sql: String) async throws -> Int {
  let database = Database(Database.Configuration(conninfo: city.owner))
  database.start()
  let outcome = await database.read([Statement(sql)()], deadline: .after(.seconds(10)))
  await database.stop()
  return try outcome.get().first?.integer(0, 0) ?? -1
}

import Patience
import Postgres
import TestKit
import Testing
import Wire

@Suite("Watching what happens")
struct WatchTests {
  @Test("a worker is told what he may know of, in codes, and another team's worker nothing")
  func rights() async throws {
    try await CareCity.with { care in
      let (mine, others) = (care.talk.session(), care.talk.session())
      for (session, login) in [(mine, "o.een"), (others, "o.vier")] {
        let began = await session.ask("watch topics=consult,case,waiting,appointment as=\(login)")
        #expect(began["seq"]?.integer != nil, "\(began)")
      }
      let consult = try await care.consult()
      let casus = try await care.casus()
      let entry = try await care.entry(casus)
      let events = await mine.events(3)
      #expect(events.map { $0["code"]?.string } == [consult, casus, entry])
      #expect(events.map { $0["topic"]?.string } == ["consult", "case", "waiting"])
      #expect(events.map { $0["cause"]?.string } == ["asked", "opened", "added"])
      #expect(events.allSatisfy { $0["at"]?.string == City.now && $0.members?.count == 5 })
      // What the other hears next comes after all that, and is of the own team.
      let own = try await care.made(
        "consult", "consult.ask \"Hoe helpen we?\" discipline=orthopedagoog convert=advice-only team=basecamp-zuid",
        as: "f.vier")
      #expect(await others.events(1).map { $0["code"]?.string } == [own])
    }
  }

  @Test("since goes on without loss and without doubles, and unwatch says where it ended")
  func since() async throws {
    try await CareCity.with { care in
      let first = care.talk.session()
      let start = try #require(await first.ask("watch topics=consult as=o.een")["seq"]?.integer)
      _ = try await care.consult()
      _ = try await care.consult()
      let seen = await first.events(2)
      let ended = try #require(await first.ask("unwatch as=o.een")["seq"]?.integer)
      #expect(seen.last?["seq"]?.integer.map { $0 <= ended } == true)
      _ = try await care.consult()
      let (whole, rest) = (care.talk.session(), care.talk.session())
      #expect(await whole.ask("watch topics=consult since=\(start) as=o.een")["seq"]?.integer == start)
      #expect(await rest.ask("watch topics=consult since=\(ended) as=o.een")["seq"]?.integer == ended)
      let all = await whole.events(3)
      #expect(Array(all.prefix(2)) == seen)
      #expect(await rest.events(1) == Array(all.suffix(1)))
      #expect(first.events == seen)
    }
  }

  @Test("a long absence is made up for, in order")
  func backlog() async throws {
    try await CareCity.with { care in
      let consult = try await care.consult()
      let start = try #require(await care.ask("watch topics=consult", as: "o.een")["seq"]?.integer)
      _ = try care.sql(
        """
        INSERT INTO koos.event (topic, kind, thing, cause) SELECT 'consult', 'consult', \(consult.dropFirst(2)), 'c' || n
        FROM generate_series(1, 2500) n
        """)
      let session = care.talk.session()
      #expect(await session.ask("watch topics=consult since=\(start) as=o.een").code == "ok")
      let causes = await session.events(2_500).compactMap { $0["cause"]?.string }.filter { $0 != "asked" }
      #expect(causes == (1...2_500).map { "c\($0)" })
    }
  }

  @Test("what is no number to go on from is refused", arguments: ["since=0", "since=999999", "since=x", "topics=all"])
  func refused(words: String) async throws {
    try await CareCity.with { care in
      let told = await care.talk.session().ask(
        "watch \(words.hasPrefix("topics") ? "" : "topics=case ")\(words) as=o.een")
      #expect(told.code == "input.value", "\(told)")
    }
  }

  @Test("a number older than 30 days is refused, and one told now is not, however quiet it was")
  func old() async throws {
    try await CareCity.with { care in
      func place(after number: Int64) async throws -> Int64 {
        var place = number
        let isLater = try await eventually(within: .seconds(60)) {
          place = try #require(await care.ask("watch topics=case", as: "o.een")["seq"]?.integer)
          return place > number
        }
        #expect(isLater)
        return place
      }
      let first = try await place(after: 0)
      _ = try await care.casus()
      let start = try await place(after: first)
      #expect(await care.talk.ask("clock advance=31d").code == "ok")
      let old = await care.ask("watch topics=case since=\(start)", as: "o.een")
      #expect(old.code == "input.value" && old["field"]?.string == "since", "\(old)")
      let now = try await place(after: start)
      #expect(now > start)
      #expect(await care.ask("watch topics=case since=\(now)", as: "o.een").code == "ok")
    }
  }

  @Test("a second watch takes the place of the first and goes on where that one was")
  func second() async throws {
    try await CareCity.with { care in
      let session = care.talk.session()
      #expect(await session.ask("watch topics=consult as=o.een").code == "ok")
      _ = try await care.consult()
      #expect(await session.events(1).count == 1)
      #expect(await session.ask("watch topics=case as=o.een").code == "ok")
      _ = try await care.consult()
      let casus = try await care.casus()
      #expect(await session.events(2).last?["code"]?.string == casus)
    }
  }

  @Test("events are told in order and once, though their transactions end in another")
  func order() async throws {
    try await CareCity.with { care in
      let session = care.talk.session()
      #expect(await session.ask("watch topics=consult as=o.een").code == "ok")
      // One transaction takes its place in the order and commits last.
      let slow = Database(Database.Configuration(conninfo: care.city.owner))
      slow.start()
      let insert = Statement(
        "INSERT INTO koos.event (topic, kind, thing, cause) SELECT 'consult', 'consult', max(id), 'slow' FROM koos.consult"
      )
      try await slow.write(deadline: .after(.seconds(30))) { transaction in
        let consult = try await care.consult()
        _ = await transaction.outcome([Statement("SELECT pg_current_xact_id()")(), insert()])
        _ = try await care.consult()
        #expect(await session.events(1).map { $0["code"]?.string } == [consult])
        _ = await transaction.outcome(committing: [Statement("SELECT 1")()])
      }
      await slow.stop()
      _ = try await care.consult()
      #expect(await session.events(4).map { $0["cause"]?.string } == ["asked", "slow", "asked", "asked"])
      let numbers = session.events.compactMap { $0["seq"]?.integer }
      #expect(numbers == numbers.sorted() && Set(numbers).count == 4)
    }
  }

  @Test("two daemons on one database: what one does, the watcher of the other hears")
  func daemons() async throws {
    try await CareCity.with { care in
      let other = try Conversation(care.city)
      let session = other.session()
      #expect(await session.ask("watch topics=consult as=o.een").code == "ok")
      let asked = try await [care.consult(), care.consult(), care.consult()]
      #expect(await session.events(3).map { $0["code"]?.string } == asked)
      await other.close()
    }
  }

  @Test(
    "who loses the right is told nothing more",
    arguments: ["worker.disable o.twee", "member.end o.twee team=basecamp-zuidwest role=specialist reason=weg"])
  func lost(line: String) async throws {
    try await CareCity.with { care in
      let (loser, witness) = (care.talk.session(), care.talk.session())
      #expect(await loser.ask("watch topics=consult as=o.twee").code == "ok")
      #expect(await witness.ask("watch topics=consult as=o.een").code == "ok")
      _ = try await care.consult()
      #expect(await loser.events(1).count == 1)
      let ended = await care.talk.ask(line)
      #expect(ended.code == "ok", "\(ended)")
      _ = try await care.consult()
      #expect(await witness.events(2).count == 2)
      // Another watch that begins now is told everything; by then the loser has looked as well.
      _ = try await care.consult()
      #expect(await witness.events(3).count == 3)
      #expect(loser.events.count == 1)
    }
  }

  @Test("a token that is revoked ends what its session is told")
  func revoked() async throws {
    try await CareCity.with { care in
      let token = try #require(await care.talk.ask("token.issue o.twee")["token"]?.string)
      let (loser, witness) = (care.talk.session(uid: nil), care.talk.session())
      #expect(await loser.ask("auth \(token)").code == "ok")
      #expect(await loser.ask("watch topics=consult").code == "ok")
      #expect(await witness.ask("watch topics=consult as=o.een").code == "ok")
      _ = try await care.consult()
      #expect(await loser.events(1).count == 1)
      let code = try #require(try care.sql("SELECT 'X-' || max(id) FROM koos.token").first?.first ?? nil)
      #expect(await care.talk.ask("token.revoke \(code)").code == "ok")
      _ = try await care.consult()
      _ = try await care.consult()
      #expect(await witness.events(3).count == 3)
      #expect(loser.events.count == 1)
      #expect(await loser.ask("unwatch").code == "denied.login")
    }
  }

  @Test("a watch shows that it lives")
  func heartbeat() async throws {
    let city = try await City()
    let talk = try Conversation(city, heartbeat: .milliseconds(100))
    let session = talk.session()
    let start = await session.ask("watch topics=case as=o.een")["seq"]
    let beats = await session.events(2)
    #expect(beats.count >= 2)
    for beat in beats {
      #expect(beat["topic"]?.string == "heartbeat")
      #expect(beat["seq"] == start)
      #expect(beat["at"]?.string == City.now)
    }
    await talk.close()
  }
}

import Patience
import Postgres
import TestKit
import Testing
import Wire

/// What an open session loses with its right, at its very next line and in what it watches.
@Suite("Losing access in the middle of a session")
struct LosingTests {
  /// How the right ends, as the administrator's line, and what the session hears at its next one.
  static let cases: [(how: String, line: String, code: String)] = [
    ("a revoked token", "token.revoke X-1", "denied.login"),
    ("an expired token", "clock advance=2h", "denied.login"),
    ("a disabled worker", "worker.disable o.een", "denied.login"),
    ("an ended membership", "member.end o.een team=basecamp-zuidwest role=specialist on=2026-03-02", "denied.role"),
    ("a membership that runs out", "clock advance=1d", "denied.role"),
  ]

  @Test("nothing is left", arguments: cases)
  func loses(how: String, line: String, code: String) async throws {
    try await CareCity.with { care in
      let consult = try await care.consult()
      let tokens = await care.talk.ask("token.issue o.een ttl=\(how == "an expired token" ? "2h" : "90d")")
      let token = try #require(tokens["token"]?.string)
      let revoked = line.replacing("X-1", with: tokens["id"]?.string ?? "")
      if how == "a membership that runs out" {
        let ended = await care.talk.ask("member.end o.een team=basecamp-zuidwest role=specialist on=2026-03-03")
        #expect(ended.code == "ok", "\(ended)")
      }
      let (session, other) = (care.talk.session(uid: nil), care.talk.session())
      #expect(await session.ask("auth \(token)").code == "ok")
      #expect(await session.ask("watch topics=consult,case").code == "ok")
      #expect(await session.ask("consult.show \(consult)").code == "ok")
      #expect(await other.ask("watch topics=consult as=o.twee").code == "ok")

      let ended = await care.talk.ask(revoked)
      #expect(ended.code == "ok", "\(ended)")
      // Before anything else is asked of the session: what is told now is told by the watch alone.
      let next = try await care.consult()
      // What was told before a watch began may be told to it late.
      let hasToldNext = await eventually { other.events.contains { $0["code"]?.string == next } }
      #expect(hasToldNext)
      let refused = await session.ask("consult.show \(consult)")
      #expect(refused.code == "not-found.consult" || refused.code == code, "\(refused)")
      #expect(refused.code != "ok")
      for tried in ["consult.claim \(next)", "consult.ask \"Hoe nu?\" discipline=orthopedagoog convert=advice-only"] {
        let lost = await session.ask(tried)
        #expect(lost.code == code || lost.code == "not-found.consult" || lost.code == "denied.team", "\(lost)")
      }
      #expect(await session.ask("consult.list").rows.isEmpty)
      // A third, so that the watch has had its turn at the second.
      let third = try await care.consult()
      let hasToldThird = await eventually { other.events.contains { $0["code"]?.string == third } }
      #expect(hasToldThird)
      let witnessed = other.events.compactMap { $0["code"]?.string }
      #expect(Set(witnessed).isSubset(of: [consult, next, third]), "\(witnessed)")
      let told = session.events.compactMap { $0["code"]?.string }
      #expect(!told.contains(next) && !told.contains(third), "\(session.events)")
    }
  }

  @Test("a session that only reads stays so, whoever it becomes and whoever it speaks for")
  func readOnly() async throws {
    let city = try Conversation(try await City())
    let token = try #require(await city.ask("token.issue admin")["token"]?.string)
    let session = city.session()
    #expect(await session.ask("session read-only=yes").code == "ok")
    for line in [
      "setting.set consult.days value=4", "setting.set consult.days value=4 as=t.lead",
      "consult.ask \"Hoe nu?\" discipline=orthopedagoog convert=advice-only as=f.een",
      "token.issue admin", "worker.add x.een name=X organisation=koos", "setting.set consult.days value=4 dry-run=yes",
    ] {
      #expect(await session.ask(line).code == "denied.read-only", "\(line)")
      #expect(await session.ask("auth \(token)").code == "ok")
      #expect(await session.ask("session read-only=no lang=en")["read_only"]?.bool == true)
      #expect(await session.ask("auth wrong").code == "denied.login")
      #expect(await session.ask("watch topics=consult").code == "ok")
      #expect(await session.ask("unwatch").code == "ok")
      #expect(await session.ask(line).code == "denied.read-only", "\(line)")
    }
    #expect(await session.ask("setting.list").code == "ok")
    await city.close()
  }

  @Test("a user of the machine that becomes another worker's leaves the first nothing, and inherits nothing")
  func reused() async throws {
    let place = try await City()
    let city = try Conversation(place)
    #expect(await city.ask("worker.change o.een os-user=5005").code == "ok")
    let session = city.session(uid: 5_005)
    #expect(await session.ask("whoami")["login"]?.string == "o.een")
    #expect(await session.ask("watch topics=consult,case").code == "ok")
    #expect(await city.ask("worker.change f.vier os-user=5005").code == "conflict.duplicate")
    #expect(await city.ask("clock advance=1h").code == "ok")
    #expect(await city.ask("worker.change o.een os-user=5006").code == "ok")
    #expect(await session.ask("whoami").code == "denied.login")
    #expect(await city.ask("worker.change f.vier os-user=5005").code == "ok")
    // The same open session is now the other's, with the other's rights alone.
    #expect(await session.ask("whoami")["login"]?.string == "f.vier")
    let asked = await city.ask(
      "consult.ask \"Hoe nu?\" discipline=orthopedagoog convert=advice-only team=basecamp-zuidwest", as: "f.een")
    #expect(asked.code == "ok", "\(asked)")
    #expect(await session.ask("consult.show \(asked["consult"]?.string ?? "")").code == "not-found.consult")
    let own = await city.ask(
      "consult.ask \"Hoe nu?\" discipline=orthopedagoog convert=advice-only team=basecamp-zuid", as: "f.vier")
    #expect(own.code == "ok")
    // The watch was the first worker's: it tells the second nothing, not even of his own.
    let witness = city.session()
    #expect(await witness.ask("watch topics=consult as=f.vier").code == "ok")
    let further = await city.ask(
      "consult.ask \"En dan?\" discipline=orthopedagoog convert=advice-only team=basecamp-zuid", as: "f.vier")
    #expect(further.code == "ok")
    // What was asked just before may be told as well.
    let told = await eventually(within: .seconds(60)) {
      witness.events.contains { $0["code"]?.string == further["consult"]?.string }
    }
    #expect(told)
    #expect(session.events.isEmpty)
    await city.close()
  }
}

import TestKit
import Testing
import Wire

@Suite("Tokens")
struct TokenTests {
  @Test("a token is shown once and lets its worker in")
  func issues() async throws {
    let place = try await City()
    let city = try Conversation(place)
    let issued = await city.ask("token.issue o.een once=a", as: "o.een")
    #expect(issued.code == "ok", "\(issued)")
    let token = try #require(issued["token"]?.string)
    #expect(token.utf8.count == 43)
    #expect(
      token.utf8.allSatisfy {
        $0 == 45 || $0 == 95 || (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0)
      })
    #expect(issued["id"]?.string == "X-1")
    #expect(issued["expires"]?.string == "2026-05-31T08:00:00+02:00")
    let replayed = await city.ask("token.issue o.een once=a", as: "o.een")
    #expect(replayed["replayed"]?.bool == true)
    #expect(replayed["token"] == nil)
    #expect(replayed["id"]?.string == "X-1")
    let digests = "SELECT count(*) FROM koos.token WHERE digest = sha256('\(token)'::bytea)"
    #expect(try await number(place, digests) == 1)
    #expect(try await number(place, "SELECT count(*) FROM koos.ledger WHERE strpos(reply, '\(token)') > 0") == 0)

    // The kernel does not know this user; the token does.
    let session = city.session(uid: 99_999)
    #expect(await session.ask("whoami").code == "denied.login")
    let known = await session.ask("auth \(token)")
    #expect(known["login"]?.string == "o.een")
    #expect(known["how"]?.string == "token")
    #expect(await session.ask("whoami")["login"]?.string == "o.een")
    await city.close()
  }

  @Test("what is no token that counts is refused, and changes nothing about the session")
  func refusesLogin() async throws {
    let city = try Conversation(try await City())
    let session = city.session()
    #expect(await session.ask("auth nonsense").code == "denied.login")
    #expect(await session.ask("whoami")["login"]?.string == "admin")
    let short = try #require(await city.ask("token.issue f.een ttl=1h")["token"]?.string)
    #expect(await city.ask("clock advance=1h").code == "ok")
    #expect(await session.ask("auth \(short)").code == "denied.login")
    #expect(await city.session(uid: nil).ask("auth").code == "syntax.missing-parameter")
    await city.close()
  }

  @Test("a revoked or expired token ends open sessions at once, also where the peer is known")
  func ends() async throws {
    let city = try Conversation(try await City())
    var sessions: [Dialogue] = []
    for _ in 1...3 {
      let token = try #require(await city.ask("token.issue f.een ttl=2h")["token"]?.string)
      let session = city.session()
      #expect(await session.ask("auth \(token)").code == "ok")
      sessions.append(session)
    }
    #expect(await city.ask("token.revoke X-2", as: "f.een").code == "ok")
    #expect(await sessions[1].ask("whoami").code == "denied.login")
    #expect(await sessions[0].ask("whoami").code == "ok")
    #expect(await city.ask("clock advance=2h").code == "ok")
    #expect(await sessions[0].ask("whoami").code == "denied.login")
    await city.close()
  }

  @Test("own tokens are everybody's, others' an administrator's")
  func rights() async throws {
    let city = try Conversation(try await City())
    #expect(await city.ask("token.issue o.een", as: "o.een").code == "ok")
    #expect(await city.ask("token.issue o.een").code == "ok")
    #expect(await city.ask("token.issue o.een", as: "t.lead").code == "denied.role")
    #expect(await city.ask("token.list worker=o.een", as: "t.lead").code == "denied.role")
    #expect(await city.ask("token.revoke X-1", as: "t.lead").code == "not-found.token")
    #expect(await city.ask("token.revoke X-99").code == "not-found.token")
    #expect(await city.ask("token.list", as: "o.een").rows.map { $0["id"]?.string } == ["X-1", "X-2"])
    #expect(await city.ask("token.list worker=o.een limit=1")["next"]?.string == "1")
    #expect(await city.ask("token.list worker=o.een limit=1 after=1").rows.map { $0["issued_by"]?.string } == ["admin"])
    #expect(await city.ask("token.list", as: "t.lead").rows.isEmpty)
    #expect(await city.ask("token.list after=x").code == "input.value")
    let revoked = await city.ask("token.revoke x-1 reason=\"laptop weg\"", as: "o.een")
    #expect(revoked["revoked_at"]?.string == City.now)
    #expect(await city.ask("token.revoke X-2 on=2026-03-01").code == "input.value")
    let again = await city.ask("token.revoke X-1", as: "o.een")
    #expect(again.code == "state.token")
    #expect(again["is"]?.string == "revoked")
    #expect(await city.ask("token.list", as: "o.een").rows.first?["reason"]?.string == "laptop weg")
    await city.close()
  }

  @Test("a dry run makes no token and shows none")
  func dryRun() async throws {
    let city = try Conversation(try await City())
    let dry = await city.ask("token.issue o.een dry-run=yes")
    #expect(dry["dry_run"]?.bool == true)
    #expect(dry["id"] == .null)
    #expect(dry["token"] == nil)
    #expect(await city.ask("token.list worker=o.een").rows.isEmpty)
    await city.close()
  }
}

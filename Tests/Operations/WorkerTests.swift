import Postgres
import TestKit
import Testing
import Wire

@Suite("Workers and their roles")
struct WorkerTests {
  @Test("a worker is added, comes in as a user of the machine, and is changed")
  func adds() async throws {
    let city = try Conversation(try await City())
    let line =
      "worker.add A.Bakker name=\"Anna Bakker\" organisation=youke discipline=orthopedagoog hours=32 os-user=5001 skj=123456"
      + " big=12345678901 languages=tr,AR base=basecamp-zuid"
    #expect(await city.ask("\(line) dry-run=yes")["worker"] == .null)
    #expect(await city.session(uid: 5_001).ask("whoami").code == "denied.login")
    let added = await city.ask("\(line) once=a")
    #expect(added["worker"]?.string == "a.bakker", "\(added)")
    #expect(await city.ask("\(line) once=a")["replayed"]?.bool == true)
    #expect(await city.session(uid: 5_001).ask("whoami")["login"]?.string == "a.bakker")
    var shown = await city.ask("worker.show a.bakker", as: "f.een")
    #expect(shown["os_user"]?.integer == 5_001)
    #expect(shown["languages"]?.array?.compactMap(\.string) == ["tr", "ar"])
    #expect(shown["base"]?.string == "basecamp-zuid")
    #expect(shown["rev"]?.integer == 1)
    #expect(shown["memberships"]?.array?.isEmpty == true)

    let changed = await city.ask("worker.change a.bakker hours=24 languages=\"\" base=\"\" os-user=5002 if=1")
    #expect(changed["rev"]?.integer == 2, "\(changed)")
    #expect(await city.ask("worker.change a.bakker hours=20 if=1").code == "conflict.stale")
    shown = await city.ask("worker.show a.bakker")
    #expect(shown["hours"]?.integer == 24 || shown["hours"] == .number(24))
    #expect(shown["languages"]?.array?.isEmpty == true)
    #expect(shown["base"] == .null)
    #expect(shown["discipline"]?.string == "orthopedagoog")
    #expect(await city.session(uid: 5_001).ask("whoami").code == "denied.login")
    #expect(await city.session(uid: 5_002).ask("whoami").code == "ok")
    #expect(await city.ask("clock advance=1m").code == "ok")
    #expect(await city.ask("worker.change a.bakker os-user=\"\" login=a.smit").code == "ok")
    #expect(await city.session(uid: 5_002).ask("whoami").code == "denied.login")
    // A number that somebody had before is anybody else's from now on.
    #expect(await city.ask("worker.change o.een os-user=5002").code == "ok")
    #expect(await city.session(uid: 5_002).ask("whoami")["login"]?.string == "o.een")
    #expect(await city.ask("worker.list os-user=5002").rows.map { $0["worker"]?.string } == ["o.een"])
    await city.close()
  }

  @Test(
    "workers are listed by what they are",
    arguments: [
      ("login=o.een", 1), ("name=orthopedagoog", 4), ("discipline=gz-psycholoog organisation=altrecht name=een", 1),
      ("hours=36 login=o.een", 1), ("hours=35 login=o.een", 0), ("languages=ar,fr login=o.een", 0), ("skj=123456", 0),
      ("os-user=4711", 1),
    ])
  func lists(filters: String, count: Int) async throws {
    let city = try Conversation(try await City())
    let listed = await city.ask("worker.list \(filters)", as: "f.een")
    #expect(listed.rows.count == count, "\(listed)")
    let page = await city.ask("worker.list limit=2")
    #expect(await city.ask("worker.list limit=2 after=\(page["next"]?.string ?? "")").rows.first != page.rows.last)
    await city.close()
  }

  @Test("a login stays with who had it, also once that is a former one")
  func formerLogin() async throws {
    try await CareCity.with { city in
      _ = try await city.casus()
      #expect(await city.talk.ask("worker.change f.een login=f.nieuw").code == "ok")
      for line in ["worker.add f.een name=Ander organisation=lokalis", "worker.change f.twee login=f.een"] {
        let taken = await city.talk.ask(line)
        #expect(taken.code == "conflict.duplicate" && taken["field"]?.string == "login", "\(line): \(taken)")
      }
      // The regie was told of by the login of then, and is one person's.
      let loads = await city.ask("report.caseload 2026-01-01 to=2026-04-01", as: "t.lead").rows
      #expect(loads.compactMap { $0["worker"]?.string }.filter { $0.hasPrefix("f.") } == ["f.nieuw"], "\(loads)")
      #expect(await city.talk.ask("worker.change f.nieuw login=f.een").code == "ok", "it may be had back")
    }
  }

  @Test(
    "it refuses",
    arguments: [
      ("worker.add o.een name=Een organisation=koos", nil, "conflict.duplicate", "login"),
      ("worker.add _x name=Een organisation=koos", nil, "input.value", "login"),
      ("worker.add x.een name=Een organisation=nergens", nil, "not-found.organisation", "organisation"),
      ("worker.add x.een name=Een organisation=koos discipline=bakker", nil, "input.value", "discipline"),
      ("worker.add x.een name=Een organisation=koos hours=41", nil, "input.value", "hours"),
      ("worker.add x.een name=Een organisation=koos skj=12345", nil, "input.value", "skj"),
      ("worker.add x.een name=Een organisation=koos os-user=no-such-user-here", nil, "input.value", "os-user"),
      ("worker.add x.een name=Een organisation=koos os-user=65534", nil, "input.value", "os-user"),
      ("worker.add x.een name=Een organisation=koos os-user=4294967295", nil, "input.value", "os-user"),
      ("worker.add x.een name=Een organisation=koos os-user=4711", nil, "conflict.duplicate", "os-user"),
      ("worker.add x.een name=Een organisation=koos", "t.lead", "denied.role", nil),
      ("worker.change o.een name=X", "o.een", "denied.role", nil),
      ("worker.show nobody", "o.een", "not-found.worker", "id"),
      ("worker.disable nobody", nil, "not-found.worker", "id"),
      ("worker.disable admin", nil, "input.value", "id"),
      ("worker.disable o.een on=2026-03-03", nil, "input.value", "on"),
      ("worker.disable o.een if=7", nil, "conflict.stale", "if"),
      ("worker.disable o.een", "t.lead", "denied.role", nil),
      ("member.add o.een team=basecamp-zuid role=baas", nil, "input.value", "role"),
      ("member.add o.een team=basecamp-nergens role=specialist", nil, "not-found.team", "team"),
      ("member.add o.een team=basecamp-zuid role=admin", nil, "not-found.organisation", "team"),
      ("member.add o.een team=basecamp-zuidwest role=specialist", nil, "conflict.duplicate", "role"),
      ("member.add o.een team=basecamp-zuid role=lead from=2026-04-01 until=2026-04-01", nil, "input.value", "until"),
      ("member.add o.een team=basecamp-zuid role=lead until=2026-03-02", nil, "input.value", "until"),
      ("member.add o.vier team=basecamp-zuid role=lead", "t.lead", "denied.team", nil),
      ("member.add o.vier team=koos role=privacy", "t.lead", "denied.role", nil),
      ("member.add o.vier team=basecamp-zuid role=lead", "o.vier", "denied.role", nil),
      ("member.end o.vier team=basecamp-zuidwest role=specialist", "t.lead", "not-found.member", "worker"),
      ("member.end o.een team=basecamp-zuidwest role=specialist on=2019-01-01", "t.lead", "input.value", "on"),
      (
        "member.end o.een team=basecamp-zuidwest role=specialist from=2021-01-01", "t.lead", "not-found.member",
        "worker"
      ),
      ("member.list after=x", nil, "input.value", "after"),
    ] as [(String, String?, String, String?)])
  func refuses(line: String, login: String?, code: String, field: String?) async throws {
    let city = try Conversation(try await City())
    let refused = await city.ask(line, as: login)
    #expect(refused.code == code, "\(refused)")
    #expect(refused["field"]?.string == field)
    await city.close()
  }

  @Test("disabling takes all access at once and lists what is left open")
  func disables() async throws {
    let place = try await City()
    let city = try Conversation(place)
    // Somebody of the made-up work, with a case, a claim and an appointment ahead.
    let login = "w.somebody"
    try Script.run(
      """
      UPDATE koos.worker SET login = '\(login)' WHERE id = (SELECT p.worker FROM koos.appointment_worker p
        JOIN koos.appointment a ON a.id = p.appointment WHERE a.starts_at > koos.now() AND a.status IN ('gepland', 'bevestigd')
        ORDER BY p.worker LIMIT 1);
      INSERT INTO koos.member (worker, team, role, from_on) SELECT w.id, o.team, 'specialist', koos.today()
        FROM koos.worker w, koos.casus_owner o WHERE w.login = '\(login)' AND o.casus = 1
        ON CONFLICT ON CONSTRAINT member_once DO NOTHING;
      UPDATE koos.casus SET regie = (SELECT id FROM koos.worker WHERE login = '\(login)') WHERE id = 1;
      UPDATE koos.consult SET state = 'claimed', outcome = NULL, closed_at = NULL,
        claimed_by = (SELECT id FROM koos.worker WHERE login = '\(login)') WHERE id = 1;
      """, conninfo: place.owner)
    let left = try await number(
      place,
      "SELECT count(*) FROM koos.appointment_worker p JOIN koos.worker w ON w.id = p.worker JOIN koos.appointment a ON a.id = p.appointment WHERE w.login = '\(login)' AND a.ends_at > koos.now() AND a.status IN ('voorstel', 'gepland', 'bevestigd')"
    )
    #expect(left > 0)
    #expect(await city.ask("worker.change \(login) os-user=5005").code == "ok")
    let token = try #require(await city.ask("token.issue \(login)")["token"]?.string)
    let (peer, remote) = (city.session(uid: 5_005), city.session(uid: nil))
    #expect(await peer.ask("whoami").code == "ok")
    #expect(await remote.ask("auth \(token)").code == "ok")

    let dry = await city.ask("worker.disable \(login) dry-run=yes")
    #expect(dry.rows.contains { $0["thing"]?.string == "Q-1" })
    #expect(await peer.ask("whoami").code == "ok")
    let disabled = await city.ask("worker.disable \(login) reason=\"uit dienst\" once=a")
    #expect(disabled.code == "ok", "\(disabled)")
    #expect(disabled["rows"]?.integer == Int64(disabled.rows.count))
    #expect(
      disabled.rows.contains {
        $0["kind"]?.string == "claim" && $0["thing"]?.string == "Q-1" && $0["team"]?.string != nil
      })
    #expect(disabled.rows.contains { $0["kind"]?.string == "regie" && $0["thing"]?.string == "C-1" })
    let appointments = disabled.rows.filter { $0["kind"]?.string == "appointment" }
    #expect(appointments.count == left)
    #expect(appointments.allSatisfy { $0["start"]?.string != nil })
    #expect(await city.ask("worker.disable \(login) reason=\"uit dienst\" once=a").rows == disabled.rows)

    #expect(await peer.ask("whoami").code == "denied.login")
    #expect(await remote.ask("whoami").code == "denied.login")
    #expect(await city.ask("whoami", as: login).code == "not-found.worker")
    let shown = await city.ask("worker.show \(login)")
    #expect(shown["disabled"]?.bool == true)
    #expect(shown["disabled_at"]?.string == City.now)
    #expect(shown["disabled_reason"]?.string == "uit dienst")
    #expect(await city.ask("worker.show \(login)", as: "t.lead")["disabled_reason"] == .null)
    for line in [
      "worker.disable \(login)", "token.issue \(login)", "worker.change \(login) os-user=5006",
      "member.add \(login) team=basecamp-zuid role=planner",
    ] {
      let refused = await city.ask(line)
      #expect(refused.code == "state.worker", "\(refused)")
      #expect(refused["is"]?.string == "disabled")
    }
    // The number may be somebody else's now.
    #expect(await city.ask("worker.change o.een os-user=5005").code == "ok")
    await city.close()
  }

  @Test("a lead gives and ends roles in the own team, and reading follows them")
  func members() async throws {
    let city = try Conversation(try await City())
    let casus = await city.ask("member.list team=basecamp-zuidwest role=specialist", as: "f.een")
    #expect(casus.rows.map { $0["worker"]?.string } == ["o.een", "o.twee", "g.een", "s.een"])
    let dry = await city.ask("member.add o.vier team=basecamp-zuidwest role=specialist dry-run=yes", as: "t.lead")
    #expect(dry["membership"]?["role"]?.string == "specialist", "\(dry)")
    let added = await city.ask(
      "member.add o.vier team=basecamp-zuidwest role=specialist until=2026-06-01 once=a", as: "t.lead")
    #expect(added["membership"]?["worker"]?.string == "o.vier", "\(added)")
    #expect(added["membership"]?["from"]?.string == "2026-03-02")
    #expect(added["membership"]?["until"]?.string == "2026-06-01")
    #expect(await city.ask("whoami", as: "o.vier")["memberships"]?.array?.count == 2)
    #expect(await city.ask("clock advance=1d").code == "ok")
    let ended = await city.ask(
      "member.end o.vier team=basecamp-zuidwest role=specialist reason=\"terug naar zuid\"", as: "t.lead")
    #expect(ended["membership"]?["until"]?.string == "2026-03-03", "\(ended)")
    #expect(await city.ask("whoami", as: "o.vier")["memberships"]?.array?.count == 1)
    let past = "member.list worker=o.vier team=basecamp-zuidwest until=2026-03-04"
    #expect(await city.ask(past, as: "t.lead").rows.map { $0["reason"]?.string } == ["terug naar zuid"])
    #expect(await city.ask(past, as: "o.een").rows.map { $0["reason"] } == [.null])
    #expect(await city.ask("member.list worker=o.vier", as: "o.een").rows.count == 1)
    // What has not held a day is as if it had never been, and may be given again.
    for _ in 1...2 {
      let planner = "o.vier team=basecamp-zuidwest role=planner"
      #expect(await city.ask("member.add \(planner)", as: "t.lead").code == "ok")
      let taken = await city.ask("member.end \(planner)", as: "t.lead")
      #expect(taken["membership"]?["until"]?.string == "2026-03-03", "\(taken)")
      #expect(await city.ask("member.end \(planner)", as: "t.lead").code == "not-found.member")
    }
    #expect(await city.ask("member.list worker=o.vier from=2020-01-01").rows.count == 2)
    #expect(await city.ask("member.end o.vier team=basecamp-zuid role=specialist on=2026-05-01").code == "ok")
    #expect(await city.ask("whoami", as: "o.vier")["memberships"]?.array?.first?["until"]?.string == "2026-05-01")
    await city.close()
  }

  @Test("of those who take one login or user at once, one does")
  func once() async throws {
    let city = try Conversation(try await City())
    func codes(_ line: @escaping @Sendable (Int) -> String) async -> [String: Int] {
      await withTaskGroup(of: String.self) { group in
        for number in 0..<8 { group.addTask { await city.ask(line(number)).code } }
        return await group.reduce(into: [:]) { $0[$1, default: 0] += 1 }
      }
    }
    #expect(await codes { _ in "worker.add x.een name=X organisation=koos" } == ["ok": 1, "conflict.duplicate": 7])
    #expect(
      await codes { "worker.add y.\($0) name=Y organisation=koos os-user=6000" } == ["ok": 1, "conflict.duplicate": 7])
    #expect(await codes { _ in "worker.disable x.een" } == ["ok": 1, "state.worker": 7])
    await city.close()
  }
}

import Records
import TestKit
import Testing
import Wire

@Suite("The session")
struct SessionTests {
  @Test("whoami tells who, where and how")
  func whoami() async throws {
    let city = try Conversation(try await City())
    let specialist = await city.ask("whoami", as: "o.een")
    #expect(specialist["login"]?.string == "o.een")
    #expect(specialist["discipline"]?.string == "orthopedagoog")
    #expect(specialist["how"]?.string == "peer")
    let roles = specialist["memberships"]?.array ?? []
    #expect(roles.map { $0["role"]?.string } == ["specialist"])
    #expect(roles.map { $0["team"]?.string } == ["basecamp-zuidwest"])
    #expect(roles.map { $0["until"] } == [.null])
    let unknown = await city.session(uid: 99_999).ask("whoami")
    #expect(unknown.code == "denied.login")
    await city.close()
  }

  @Test("a language lasts for the session and its messages")
  func language() async throws {
    let city = try Conversation(try await City())
    let session = city.session()
    let refused = await session.ask("team.show no-such")
    #expect(refused.code == "not-found.team")
    #expect(refused["message"]?.string == "no-such is er niet.")
    let set = await session.ask("session lang=en")
    #expect(set["lang"]?.string == "en")
    #expect(set["read_only"]?.bool == false)
    #expect(await session.ask("team.show no-such")["message"]?.string == "There is no no-such.")
    #expect(await city.session().ask("session")["lang"]?.string == "nl")
    #expect(await session.ask("session lang=de").code == "input.value")
    await city.close()
  }

  @Test("a session that only reads never changes anything again")
  func readOnly() async throws {
    let city = try Conversation(try await City())
    let session = city.session()
    #expect(await session.ask("session read-only=yes")["read_only"]?.bool == true)
    #expect(await session.ask("session read-only=no")["read_only"]?.bool == true)
    #expect(await session.ask("setting.set consult.days value=4").code == "denied.read-only")
    #expect(await session.ask("clock advance=1d").code == "denied.read-only")
    for line in ["clock", "whoami", "setting.list", "status"] { #expect(await session.ask(line).code == "ok") }
    await city.close()
  }

  @Test("status and metrics tell how the service is doing, to who runs it")
  func status() async throws {
    let city = try Conversation(try await City())
    await city.runJobs()
    let status = await city.ask("status", as: "t.lead")
    #expect(status.code == "ok", "\(status)")
    #expect(status["schema"]?.integer == Int64(SchemaTexts.version))
    #expect(status["version"]?.string?.isEmpty == false)
    #expect(status["database"]?["available"]?.bool != nil)
    #expect(status["database"]?["server_version"]?.integer ?? 0 >= 150_000)
    #expect(status["clock"]?["now"]?.string == City.now)
    #expect(status["clock"]?["simulated"]?.bool == true)
    #expect(status["clients"]?.integer == 1)
    #expect(status["uptime_s"]?.integer == 0)
    let jobs = status["jobs"]?.array ?? []
    #expect(jobs.map { $0["name"]?.string } == ["tidy", "deadlines", "consents", "seal"])
    #expect(jobs.allSatisfy { $0["outcome"]?.string == "done" && $0["done_at"]?.string == City.now }, "\(jobs)")
    #expect(await city.ask("status", as: "o.een").code == "denied.role")

    let metrics = await city.ask("metrics")
    func value(_ name: String, _ label: String? = nil, _ text: String? = nil) -> Int64? {
      metrics.rows.first { row in
        row["name"]?.string == name && (label.map { row["labels"]?[$0]?.string == text } ?? true)
      }?["value"]?.integer
    }
    #expect(value("koosd_requests_total", "command", "status") == 2)
    #expect(value("koosd_refusals_total", "code", "denied.role") == 1)
    #expect(value("koosd_clients") == 1)
    #expect(value("koosd_job_failures_total", "job", "tidy") == 0)
    #expect(value("koosd_pool_connections", "kind", "reading") ?? 0 > 0)
    #expect(metrics.rows.allSatisfy { $0["help"]?.string != nil && $0["kind"]?.string != nil })
    #expect(metrics["rows"]?.integer == Int64(metrics.rows.count))
    #expect(await city.ask("metrics", as: "t.lead").code == "denied.role")
    await city.close()
  }
}

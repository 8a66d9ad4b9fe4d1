import TestKit
import Testing
import Wire

@Suite("Organisations and teams")
struct OrganisationTests {
  @Test("an organisation is added under its name's slug, and who adds one by itself administers it")
  func adds() async throws {
    let city = try Conversation(try await City())
    let dry = await city.ask("organisation.add name=\"Praktijk De Brug\" kind=huisartspraktijk dry-run=yes")
    #expect(dry["organisation"] == .null)
    #expect(dry["dry_run"]?.bool == true)
    let added = await city.ask("organisation.add name=\"Praktijk De Brug\" kind=huisartspraktijk agb=01234567 once=a")
    #expect(added["organisation"]?.string == "praktijk-de-brug", "\(added)")
    #expect(
      await city.ask("organisation.add name=\"Praktijk De Brug\" kind=huisartspraktijk agb=01234567 once=a")[
        "replayed"]?.bool == true)
    let shown = await city.ask("organisation.show Praktijk-de-Brug", as: "f.een")
    #expect(shown["name"]?.string == "Praktijk De Brug")
    #expect(shown["agb"]?.string == "01234567")
    #expect(shown["parent"] == .null)
    #expect(await city.ask("organisation.add name=Bijhuis kind=overig parent=praktijk-de-brug").code == "ok")
    #expect(
      await city.ask("organisation.list parent=praktijk-de-brug").rows.map { $0["organisation"]?.string } == ["bijhuis"]
    )
    #expect(await city.ask("organisation.list name=BRUG").rows.count == 1)
    let page = await city.ask("organisation.list limit=5", as: "f.een")
    #expect(page.rows.count == 5)
    #expect(page["next"]?.string == page.rows.last?["organisation"]?.string)
    await city.close()
  }

  @Test("a change keeps what it does not name and clears what is empty")
  func changes() async throws {
    let city = try Conversation(try await City())
    #expect(await city.ask("organisation.change youke agb=12345678").code == "ok")
    var shown = await city.ask("organisation.show youke")
    #expect(shown["name"]?.string == "Youké")
    #expect(shown["agb"]?.string == "12345678")
    #expect(await city.ask("organisation.change youke agb=\"\" name=\"Youké Jeugd\"").code == "ok")
    shown = await city.ask("organisation.show youke")
    #expect(shown["agb"] == .null)
    #expect(shown["parent"]?.string == "koos")
    await city.close()
  }

  @Test(
    "it refuses",
    arguments: [
      ("organisation.add name=Timon kind=founder", nil, "conflict.duplicate", "name"),
      ("organisation.add name=\"***\" kind=overig", nil, "input.value", "name"),
      ("organisation.add name=Nieuw kind=winkel", nil, "input.value", "kind"),
      ("organisation.add name=Nieuw kind=overig parent=nergens", nil, "not-found.organisation", "parent"),
      ("organisation.add name=Nieuw kind=overig", "t.lead", "denied.role", nil),
      ("organisation.show nergens", "t.lead", "not-found.organisation", "id"),
      ("organisation.change koos parent=koos", nil, "input.value", "parent"),
      ("organisation.change koos parent=youke", nil, "input.value", "parent"),
      ("organisation.change koos name=\"\"", nil, "input.value", "name"),
      (
        "team.add slug=basecamp-zuid name=Zuid kind=basecamp organisation=koos wijken=zuid", nil, "conflict.duplicate",
        "slug"
      ),
      (
        "team.add slug=nieuw name=Nieuw kind=basecamp organisation=koos wijken=zuid,nergens", nil, "not-found.wijk",
        "wijken"
      ),
      ("team.add slug=nieuw name=Nieuw kind=basecamp organisation=koos", nil, "syntax.missing-parameter", "wijken"),
      ("team.add slug=nieuw name=Nieuw kind=school organisation=koos wijken=zuid", nil, "input.value", "kind"),
      ("team.add slug=nieuw name=Nieuw kind=basecamp organisation=koos wijken=zuid", "t.lead", "denied.role", nil),
      ("team.change basecamp-west kind=external", nil, "state.team", nil),
      ("team.show nergens", nil, "not-found.team", "id"),
    ] as [(String, String?, String, String?)])
  func refuses(line: String, login: String?, code: String, field: String?) async throws {
    let city = try Conversation(try await City())
    let refused = await city.ask(line, as: login)
    #expect(refused.code == code, "\(refused)")
    #expect(refused["field"]?.string == field)
    await city.close()
  }

  @Test("an administrator reaches an organisation and those under it, no other")
  func reach() async throws {
    let city = try Conversation(try await City())
    #expect(await city.ask("member.add t.lead team=koos role=admin").code == "ok")
    #expect(await city.ask("organisation.change youke agb=12345678", as: "t.lead").code == "ok")
    #expect(await city.ask("organisation.change timon agb=12345678", as: "t.lead").code == "denied.team")
    #expect(await city.ask("organisation.change youke parent=spoor030", as: "t.lead").code == "denied.team")
    #expect(
      await city.ask("organisation.add name=Nieuw kind=founder parent=spoor030", as: "t.lead").code == "denied.team")
    #expect(await city.ask("team.change basecamp-zuid name=Zuid", as: "t.lead").code == "denied.team")
    #expect(await city.ask("team.change basecamp-zuidwest organisation=spoor030", as: "t.lead").code == "denied.team")
    #expect(await city.ask("worker.disable z.lead", as: "t.lead").code == "denied.team")
    #expect(await city.ask("worker.add x.een name=X organisation=timon", as: "t.lead").code == "denied.team")
    #expect(await city.ask("token.issue o.vier", as: "t.lead").code == "denied.team")
    #expect(await city.ask("token.issue o.een", as: "t.lead").code == "ok")
    #expect(await city.ask("member.add o.een team=basecamp-zuid role=specialist", as: "t.lead").code == "denied.team")
    #expect(await city.ask("member.add o.een team=spoor030 role=privacy", as: "t.lead").code == "denied.team")
    #expect(await city.ask("member.add o.een team=youke role=reporter", as: "t.lead").code == "ok")
    #expect(await city.ask("setting.set consult.days value=3 team=basecamp-west", as: "t.lead").code == "ok")
    await city.close()
  }

  @Test("two organisations put under each other at once do not make a ring")
  func ring() async throws {
    let place = try await City()
    let city = try Conversation(place)
    let codes = await withTaskGroup(of: String.self) { group in
      group.addTask { await city.ask("organisation.change veilig-thuis parent=yeph").code }
      group.addTask { await city.ask("organisation.change yeph parent=veilig-thuis").code }
      var codes: [String] = []
      for await code in group { codes.append(code) }
      return codes.sorted()
    }
    #expect(codes == ["input.value", "ok"])
    await city.close()
  }

  @Test("a team works in its wijken from the day it is told to")
  func teams() async throws {
    let city = try Conversation(try await City())
    let added = await city.ask(
      "team.add slug=Praktijk-Noord name=\"Praktijk Noord\" kind=external organisation=koos wijken=west,zuid")
    #expect(added["team"]?.string == "praktijk-noord", "\(added)")
    #expect(wijken(await city.ask("team.show praktijk-noord")) == ["west", "zuid"])
    #expect(await city.ask("team.change praktijk-noord wijken=zuid,oost slug=praktijk-oost").code == "ok")
    #expect(wijken(await city.ask("team.show praktijk-oost")) == ["oost", "zuid"])
    #expect(await city.ask("team.show praktijk-noord").code == "not-found.team")
    #expect(await city.ask("clock advance=3d").code == "ok")
    for wijk in ["west", "oost", "west"] {
      #expect(await city.ask("team.change praktijk-oost wijken=\(wijk)").code == "ok")
      #expect(wijken(await city.ask("team.show praktijk-oost")) == [wijk])
    }
    let listed = await city.ask("team.list kind=external wijken=west", as: "f.een")
    #expect(listed.rows.map { $0["team"]?.string } == ["praktijk-oost"])
    #expect(await city.ask("team.list organisation=spoor030 kind=basecamp").rows.count == 6)
    #expect(await city.ask("team.change basecamp-west kind=buurtteam").code == "ok")
    await city.close()
  }

  private func wijken(_ team: Outcome) -> [String] { team["wijken"]?.array?.compactMap(\.string) ?? [] }
}

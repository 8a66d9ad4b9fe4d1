import TestKit
import Testing
import Wire

@Suite("Places")
struct PlaceTests {
  @Test("a place is added, shown, changed and listed, and gets rooms that can be booked")
  func places() async throws {
    let agenda = try await AgendaCity()
    let added = await agenda.ask(
      "place.add de-kameleon name=\"Basisschool De Kameleon\" kind=school wijk=zuidwest address=\"Straat 1\"",
      as: "t.lead")
    #expect(added["place"]?.string == "de-kameleon", "\(added)")
    let shown = await agenda.ask("place.show de-kameleon", as: "f.drie")
    #expect(
      shown["kind"]?.string == "school" && shown["wijk"]?.string == "zuidwest" && shown["address"]?.string == "Straat 1"
    )
    #expect(
      await agenda.ask("place.change de-kameleon slug=kameleon address=\"\"", as: "t.lead")["place"]?.string
        == "kameleon")
    #expect(await agenda.ask("place.show de-kameleon").code == "not-found.place")
    #expect(await agenda.ask("place.show kameleon")["address"] == .null)
    #expect(await agenda.ask("place.list kind=school").column("place") == ["kameleon"])
    #expect(await agenda.ask("place.list wijk=zuidwest").rows.count == 4)
    let first = await agenda.ask("place.list limit=2")
    #expect(first.rows.count == 2 && first["next"]?.string == first.column("place").last ?? "")
    // Without rooms none is taken.
    #expect(await agenda.book("2026-03-09T10:00", place: "kameleon")["room"] == .null)
    let room = await agenda.ask("room.add kameleon name=\"Kamer 3\" capacity=2", as: "t.lead")
    #expect(
      room["room"]?.string == "Kamer 3" && room["capacity"]?.integer == 2 && room["place"]?.string == "kameleon",
      "\(room)")
    #expect(await agenda.ask("room.add kameleon name=groot", as: "t.lead")["capacity"]?.integer == 4)
    #expect(await agenda.ask("room.list place=kameleon").column("room") == ["Kamer 3", "groot"])
    let page = await agenda.ask("room.list place=kameleon limit=1")
    let next = try #require(page["next"]?.string)
    #expect(await agenda.ask("room.list place=kameleon limit=1 after=\(next)").column("room") == ["groot"])
    #expect(await agenda.book("2026-03-10T10:00", place: "kameleon", "guests=moeder")["room"]?.string == "Kamer 3")
    await agenda.conversation.close()
  }

  @Test(
    "what cannot be is refused with its field",
    arguments: [
      ("place.add basecamp-zuid name=x kind=school wijk=zuidwest", "conflict.duplicate", "slug"),
      ("place.add thuis name=x kind=school wijk=zuidwest", "input.value", "slug"),
      ("place.add x name=x kind=kerk wijk=zuidwest", "input.value", "kind"),
      ("place.add x name=x kind=school wijk=amersfoort", "not-found.wijk", "wijk"),
      ("room.add basecamp-zuidwest name=1", "conflict.duplicate", "name"),
      ("room.add basecamp-zuidwest name=3 capacity=0", "input.value", "capacity"),
      ("room.add basecamp-zuidwest name=3 capacity=501", "input.value", "capacity"),
      ("room.add nergens name=1", "not-found.place", "place"),
    ])
  func refused(line: String, code: String, field: String) async throws {
    let agenda = try await AgendaCity()
    let refused = await agenda.ask(line, as: "t.lead")
    #expect(refused.code == code && refused["field"]?.string == field, "\(refused)")
    await agenda.conversation.close()
  }

  @Test(
    "a lead adds and changes places and rooms in a wijk of the own team, an administrator everywhere",
    arguments: [
      ("t.lead", "ok"), ("admin", "ok"), ("l.lead", "denied.team"), ("pl.een", "denied.role"), ("o.een", "denied.role"),
    ])
  func rights(login: String, code: String) async throws {
    let agenda = try await AgendaCity()
    #expect(await agenda.ask("place.add x name=x kind=school wijk=zuidwest", as: login).code == code)
    #expect(await agenda.ask("place.change basecamp-zuidwest name=y", as: login).code == code)
    #expect(await agenda.ask("room.add basecamp-zuidwest name=3", as: login).code == code)
    let moved = await agenda.ask("place.change basecamp-zuidwest wijk=oost", as: login)
    #expect(moved.code == (login == "t.lead" ? "denied.team" : code), "\(moved)")
    await agenda.conversation.close()
  }

  @Test("a dry run keeps nothing and tells no code")
  func dry() async throws {
    let agenda = try await AgendaCity()
    #expect(
      await agenda.ask("place.add x name=x kind=school wijk=zuidwest dry-run=yes", as: "t.lead")["place"] == .null)
    #expect(await agenda.ask("place.show x").code == "not-found.place")
    #expect(await agenda.ask("room.add basecamp-zuidwest name=3 dry-run=yes", as: "t.lead")["room"] == .null)
    #expect(await agenda.ask("room.list place=basecamp-zuidwest").rows.count == 2)
    let once = await agenda.ask("room.add basecamp-zuidwest name=3 once=r", as: "t.lead")
    let again = await agenda.ask("room.add basecamp-zuidwest name=3 once=r", as: "t.lead")
    #expect(again["room"] == once["room"] && again["replayed"]?.bool == true, "\(again)")
    await agenda.conversation.close()
  }
}

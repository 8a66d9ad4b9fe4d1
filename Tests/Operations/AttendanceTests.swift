import TestKit
import Testing
import Wire

@Suite("Attendance")
struct AttendanceTests {
  private static func attend(_ code: String, _ who: String, _ presence: String) -> String {
    "appointment.attend \(code) who=\(who) presence=\(presence)"
  }

  @Test("it is known when all are known, and a correction moves it")
  func attend() async throws {
    try await AgendaCity.with { agenda in
      let casus = try agenda.openCase()
      let client =
        "J-" + (try agenda.look("SELECT client::text FROM koos.casus WHERE id = \(casus.dropFirst(2))")[0][0] ?? "")
      let code = try await agenda.booked(
        "2026-03-09T10:00", with: "o.een,f.een:online", mode: "hybrid", "case=\(casus) guests=moeder")
      let early = await agenda.ask(Self.attend(code, "o.een", "present"))
      #expect(early.code == "state.appointment" && early["is"]?.string == "gepland", "\(early)")
      try agenda.clock("2026-03-09T09:59:59+01")
      #expect(await agenda.ask(Self.attend(code, "o.een", "present")).code == "state.appointment")
      try agenda.clock("2026-03-09T10:00+01")
      let table: [(who: String, presence: String, status: String)] = [
        ("o.een", "present", "gepland"), ("f.een", "online", "gepland"), ("moeder", "present", "gepland"),
        (client, "absent", "no-show"), (client, "present", "gerealiseerd"), ("moeder", "absent", "gerealiseerd"),
        (client, "absent", "no-show"), ("o.een", "absent", "no-show"), (client, "online", "gerealiseerd"),
      ]
      for (index, row) in table.enumerated() {
        let outcome = await agenda.ask(Self.attend(code, row.who, row.presence), as: "f.een")
        #expect(
          outcome["status"]?.string == row.status && outcome["rev"]?.integer == Int64(index + 2), "\(row): \(outcome)")
      }
      let shown = await agenda.show(code)
      let presences = shown["participants"]?.array?.compactMap { $0["presence"]?.string }
      #expect(presences == ["online", "absent", "online", "absent"], "\(shown)")
      let unknown = await agenda.ask(Self.attend(code, "tante", "present"))
      #expect(unknown.code == "input.value" && unknown["field"]?.string == "who", "\(unknown)")
      #expect(unknown["allowed"]?.array?.compactMap(\.string) == ["f.een", "o.een", client, "moeder"])
      #expect(await agenda.ask(Self.attend(code, "o.een", "laat")).code == "input.value")
      #expect(await agenda.ask(Self.attend(code, "o.een", "present"), as: "o.twee").code == "denied.team")
      #expect(
        await agenda.ask("appointment.list status=gerealiseerd worker=o.een").column("appointment").contains(code))
    }
  }

  @Test("no-show is when every child, or without one every guest, was absent")
  func noShow() async throws {
    try await AgendaCity.with { agenda in
      let (one, two) = (try agenda.openCase(), try agenda.openCase())
      let siblings = try await agenda.booked("2026-03-09T09:00", mode: "online", "case=\(one),\(two)")
      let talk = try await agenda.booked(
        "2026-03-09T10:00", mode: "online", "case=\(one) client-mode=none guests=moeder,vader")
      let team = try await agenda.booked("2026-03-09T11:00", with: "o.een,g.een", mode: "online")
      try agenda.clock("2026-03-09T12:00+01")
      let clients = try agenda.look(
        "SELECT client::text FROM koos.casus WHERE id IN (\(one.dropFirst(2)), \(two.dropFirst(2))) ORDER BY id")
      let table: [(code: String, who: String, presence: String, status: String)] = [
        (siblings, "o.een", "present", "gepland"), (siblings, "J-\(clients[0][0] ?? "")", "absent", "gepland"),
        (siblings, "J-\(clients[1][0] ?? "")", "online", "gerealiseerd"),
        (siblings, "J-\(clients[1][0] ?? "")", "absent", "no-show"),
        (talk, "o.een", "present", "gepland"), (talk, "moeder", "absent", "gepland"),
        (talk, "vader", "absent", "no-show"),
        (talk, "vader", "present", "gerealiseerd"), (team, "o.een", "absent", "gepland"),
        (team, "g.een", "present", "gerealiseerd"),
      ]
      for row in table {
        #expect(
          await agenda.ask(Self.attend(row.code, row.who, row.presence))["status"]?.string == row.status, "\(row)")
      }
    }
  }

  @Test("of every state and every command: what is allowed, and what is refused by its name")
  func transitions() async throws {
    try await AgendaCity.with { agenda in
      let commands = [
        "confirm": "", "release": "", "change": "note=x", "move": "at=2026-03-10T14:00 reason=x",
        "switch": "mode=phone",
        "attend": "who=o.een presence=present", "cancel": "by=provider reason=x",
      ]
      let allowed: [String: Set<String>] = [
        "voorstel": ["confirm", "release", "change", "cancel"],
        "gepland": ["confirm", "change", "move", "switch", "attend", "cancel"],
        "bevestigd": ["change", "move", "switch", "attend", "cancel"], "gerealiseerd": ["attend"],
        "no-show": ["attend"],
        "afgezegd-client": [], "afgezegd-aanbieder": [], "vervallen": [],
      ]
      let code = try await agenda.booked("2026-03-02T10:00", mode: "online")
      try agenda.clock("2026-03-02T10:30+01")
      for (status, wanted) in allowed {
        try agenda.look(
          """
          UPDATE koos.appointment SET status = '\(status)', held_until = CASE '\(status)' WHEN 'voorstel' THEN koos.now() + interval '1 hour' END
          WHERE id = \(code.dropFirst(2)); SELECT 1
          """)
        for (command, words) in commands {
          let outcome = await agenda.ask("appointment.\(command) \(code) \(words) dry-run=yes")
          if wanted.contains(command) {
            #expect(outcome.code == "ok", "\(status) \(command): \(outcome)")
          } else {
            #expect(
              outcome.code == "state.appointment" && outcome["is"]?.string == status, "\(status) \(command): \(outcome)"
            )
            let states = Set(outcome["allowed"]?.array?.compactMap(\.string) ?? [])
            #expect(states == Set(allowed.filter { $0.value.contains(command) }.map(\.key)), "\(status) \(command)")
          }
        }
      }
    }
  }
}

import Catalogue
import Postgres
import TestKit
import Testing
import Wire

@Suite("Every command that touches a child's data is accounted for")
struct AccountedCommandsTests {
  /// What shows and changes nobody's data: people, places, hours, figures, and the service itself.
  private static let impersonal = """
    ping help whoami auth session status metrics unwatch clock setting.set setting.list quit wijk.list wijk.find service.list
    calendar.list organisation.add organisation.list organisation.show organisation.change team.add team.list team.show team.change
    worker.add worker.list worker.show worker.change member.add member.end member.list token.issue token.list token.revoke
    agreement.add agreement.end agreement.list waiting.summary waiting.norm availability.set availability.list availability.clear
    absence.add absence.list absence.cancel place.add place.list place.show place.change room.add room.list travel.set travel.list
    series.preview series.list group.add group.list audit.verify report.yearbook report.waiting report.consults report.caseload
    report.ownership report.modes report.no-show report.continuity report.coverage report.urgent report.redirects report.eighteen
    """

  /// Says lines one after another and looks what each left in the log.
  private final class Walk {
    let care: CareCity
    private(set) var said: Set<String> = []

    init(_ care: CareCity) { self.care = care }

    /// Says a line that must succeed; the entries it leaves must be these: client, case, consult, ground.
    @discardableResult
    func says(
      _ login: String, _ line: String, _ expected: [String], _ location: SourceLocation = #_sourceLocation
    ) async throws -> Outcome {
      try await says(login, line, location) { _ in expected }
    }

    @discardableResult
    func says(
      _ login: String, _ line: String, _ location: SourceLocation = #_sourceLocation, _ expected: (Outcome) -> [String]
    ) async throws -> Outcome {
      _ = try care.sql("DELETE FROM koos.access_log")
      let command = String(line.split(separator: " ")[0])
      let outcome = await care.ask(line, as: login)
      #expect(outcome.code == "ok", "\(line): \(outcome)", sourceLocation: location)
      let entries = try care.sql(
        """
        SELECT DISTINCT concat_ws(' ', coalesce('J-' || l.client, '-'), coalesce('C-' || l.casus, '-'), coalesce('Q-' || l.consult, '-'),
          coalesce(l.ground, '-')), action, outcome, w.login, s.login, l.source LIKE 'peer %', l.emergency = (l.ground IS NOT DISTINCT FROM 'breakglass')
        FROM koos.access_log l LEFT JOIN koos.worker w ON w.id = l.worker LEFT JOIN koos.worker s ON s.id = l.speaker ORDER BY 1
        """)
      let wanted = Set(expected(outcome)).sorted()
      #expect(entries.compactMap(\.first).compactMap { $0 } == wanted, "\(line): \(outcome)", sourceLocation: location)
      for entry in entries {
        #expect(
          entry.dropFirst() == [command, "ok", login, login == "admin" ? nil : "admin", "t", "t"], "\(line)",
          sourceLocation: location)
      }
      said.insert(command)
      return outcome
    }
  }

  @Test("each leaves an entry that says of whom, and by which relation")
  func walk() async throws {
    try await CareCity.with { care in
      let walk = Walk(care)
      func child(_ line: String) async throws -> String {
        try #require(
          try await walk.says("f.een", line) { ["\($0["client"]?.string ?? "") - - owner"] }["client"]?.string)
      }
      let (kid, double) = (
        try await child("client.add \"Demo Kind\" birth=2016-05-14 postcode=3526SA gender=V"),
        try await child("client.add \"Demo Dubbel\" birth=2016-05-14 postcode=3526SA gender=V")
      )
      let (child, file) = (["\(kid) - - owner"], { (casus: String) in ["\(kid) \(casus) - owner"] })
      try await walk.says("f.lead", "client.merge \(double) into=\(kid)", child + ["\(double) - - owner"])
      try await walk.says("f.een", "client.find \(kid)", child + ["- - - -"])
      try await walk.says("f.een", "client.find Nergens", ["- - - -"])
      try await walk.says("f.een", "client.show \(kid)", child)
      try await walk.says("f.een", "client.change \(kid) gender=M", child)
      let relation = try #require(
        try await walk.says("f.een", "relation.add \(kid) name=\"Demo Ouder\" kind=ouder authority=yes", child)[
          "relation"]?.string)
      try await walk.says("f.een", "relation.list \(kid)", child)
      for purpose in ["treatment", "share", "identify"] {
        try await walk.says("f.een", "consent.record \(kid) purpose=\(purpose) by=parent-1", child)
      }
      let consents = try await walk.says("f.een", "consent.list \(kid)", child).rows
      let identify = try #require(
        consents.first { $0["purpose"]?.string == "identify" }?["consent"]?.string)
      let opened = try await walk.says(
        "f.een", "case.open \(kid) question=Hoe referrer=buurtteam buurtteam=buurtteam-zuidwest-1"
      ) { ["\(kid) \($0["case"]?.string ?? "") - owner"] }
      let casus = try #require(opened["case"]?.string)
      let own = file(casus)
      func says(_ login: String, _ line: String, _ location: SourceLocation = #_sourceLocation) async throws -> Outcome
      {
        try await walk.says(login, line, own, location)
      }
      func code(
        _ member: String, _ line: String, as login: String = "f.een", _ location: SourceLocation = #_sourceLocation
      )
        async throws -> String
      {
        try #require(try await walk.says(login, line, own, location)[member]?.string)
      }
      for line in ["case.show \(casus)", "case.list", "case.history \(casus)", "case.note \(casus) text=Gebeld"] {
        _ = try await says("o.een", line)
      }
      let step = try await code("step", "case.step.add \(casus) text=Bellen by=buurtteam-zuidwest-1")
      let goal = try await code("goal", "case.goal.add \(casus) words=Slapen")
      let participant = try await code("participant", "case.participant.add \(casus) kind=school name=Demoschool")
      let traject = try await code("traject", "case.traject.start \(casus) service=ambulant")
      let arrangement = try await code(
        "arrangement", "case.arrangement.add \(casus) kind=contract provider=Demozorg", as: "f.lead")
      _ = try await says("f.lead", "case.arrangement.end \(arrangement)")
      let stay = try await code("stay", "stay.add \(casus) place=basecamp-zuid kind=logeren from=2026-03-01")
      for line in [
        "case.step.list \(casus)", "case.step.done \(step)", "case.goal.list \(casus)",
        "case.goal.review \(goal) status=bereikt words=Ja",
        "case.participant.list \(casus)", "case.participant.end \(participant)", "case.traject.list \(casus)",
        "case.arrangement.list \(casus)", "stay.list case=\(casus)", "stay.end \(stay)",
      ] { _ = try await says("f.een", line) }

      // Others come in and go.
      func invite(_ role: String) async throws {
        _ = try await says("f.een", "case.invite \(casus) team=basecamp-leidsche-rijn reason=Meedenken role=\(role)")
      }
      let invited = { (ground: String) in ["\(kid) \(casus) - \(ground)"] }
      try await invite("consulted")
      try await walk.says("o.drie", "case.show \(casus)", ["- \(casus) - invitation"])
      try await walk.says("o.drie", "case.refuse \(casus)", invited("invitation"))
      try await invite("consulted")
      try await walk.says("o.drie", "case.accept \(casus)", invited("invitation"))
      try await walk.says("o.drie", "case.show \(casus)", invited("consulted"))
      _ = try await says("f.een", "case.withdraw \(casus) team=basecamp-leidsche-rijn")
      try await walk.says("o.drie", "breakglass \(casus) reason=Nood", invited("breakglass"))
      try await walk.says("o.drie", "case.show \(casus)", invited("breakglass"))
      try await walk.says("o.drie", "client.show \(kid)", ["\(kid) - - breakglass"])
      try care.advance("5 hours")
      try await invite("owner")
      try await walk.says("o.drie", "case.accept \(casus)", invited("invitation"))
      let visit = try await code(
        "appointment",
        "appointment.book \(casus) type=huisbezoek at=2026-03-10T14:00 minutes=60 with=f.een,o.drie mode=on-site place=thuis"
      )
      let other = try await code(
        "appointment",
        "appointment.book \(casus) type=overig at=2026-03-17T14:00 minutes=30 with=f.een,o.drie mode=phone")
      _ = try await says("o.drie", "case.leave \(casus) reason=Klaar")
      _ = try await says("o.een", "case.lead \(casus) worker=o.een reason=Anders")
      let objected = try await code("proposal", "case.propose \(casus) action=move value=oost reason=Verhuisd")
      _ = try await says("o.een", "case.object \(objected) reason=Nee")

      // Consults: about nobody until it is told about whom.
      func ask() async throws -> String {
        let line = "consult.ask \"Hoe helpen we?\" discipline=orthopedagoog convert=may-convert"
        return try #require(
          try await walk.says("f.een", line) { ["- - \($0["consult"]?.string ?? "") consult"] }["consult"]?.string)
      }
      let consult = try await ask()
      func asks(_ login: String, _ line: String, _ location: SourceLocation = #_sourceLocation) async throws {
        try await walk.says(login, line, ["- - \(consult) consult"], location)
      }
      for (login, line) in [
        ("o.een", "consult.list"), ("o.een", "consult.show \(consult)"),
        ("f.een", "consult.authorise \(consult) convert=advice-only"),
        ("f.een", "consult.authorise \(consult) convert=may-convert"),
        ("o.een", "consult.claim \(consult)"),
        ("o.een", "consult.release \(consult)"), ("t.lead", "consult.assign \(consult) worker=o.een"),
        ("o.een", "consult.reply \(consult) text=Zo minutes=5"), ("f.een", "consult.follow-up \(consult) text=Daarom"),
        ("o.een", "consult.reply \(consult) text=Zo minutes=5"),
        ("f.een", "consult.close \(consult) outcome=advice-enough"),
      ] { try await asks(login, line) }
      for (login, line) in [("o.een", "consult.decline %@ reason=Nee"), ("f.een", "consult.withdraw %@")] {
        let other = try await ask()
        try await walk.says(
          login, line.split(separator: "%@", omittingEmptySubsequences: false).joined(separator: other),
          ["- - \(other) consult"])
      }
      let named = try await ask()
      try await walk.says("o.een", "consult.claim \(named)", ["- - \(named) consult"])
      try await walk.says(
        "f.een", "consult.identify \(named) client=\(kid) consent=\(identify)", ["\(kid) - \(named) consult"])
      try await walk.says("o.een", "consult.show \(named)", ["\(kid) - \(named) consult"])
      let grown = try await walk.says("f.een", "consult.convert \(named) client=\(kid) consent=\(identify)") {
        ["\(kid) \($0["case"]?.string ?? "") \(named) consult"]
      }
      _ = try #require(grown["case"]?.string)

      // The waiting list.
      let entry = try await code("entry", "waiting.add \(casus) discipline=orthopedagoog letter=no")
      for (login, line) in [
        ("f.een", "waiting.complete \(entry) letter=yes"), ("o.een", "waiting.list"),
        ("o.een", "waiting.show \(entry)"),
        ("o.een", "waiting.why \(entry)"), ("f.een", "waiting.contact \(entry) text=Gebeld"),
        ("f.een", "waiting.bridge \(entry) kind=phone by=f.een"), ("f.een", "waiting.pause \(entry) reason=gezin"),
        ("f.een", "waiting.resume \(entry)"),
        ("t.lead", "waiting.urgency \(entry) urgency=urgent reason=Zo review-on=2026-03-20"),
        ("t.lead", "waiting.override \(entry) rank=1 reason=Zo review-on=2026-03-25"),
        ("t.lead", "waiting.change \(entry) prefers-mode=on-site"),
        ("t.lead", "waiting.move \(entry) team=buurtteam-zuidwest-1 reason=Dichterbij"),
        ("f.lead", "waiting.move \(entry) team=basecamp-zuidwest reason=Terug"),
        ("t.lead", "waiting.remove \(entry) reason=unreachable"),
        ("t.lead", "waiting.restore \(entry)"),
      ] { _ = try await says(login, line) }

      // Appointments, and who takes part without reading the case.
      let at = "2026-03-10T10:00"
      let meeting = try await code(
        "appointment", "appointment.book \(casus) type=overig at=\(at) minutes=60 with=f.een,o.een mode=phone",
        as: "t.lead")
      let held = try await code(
        "appointment", "appointment.hold \(casus) type=overig at=2026-03-11T10:00 minutes=60 with=o.een mode=phone",
        as: "o.een")
      for (login, line) in [
        ("o.een", "appointment.confirm \(held)"), ("f.een", "appointment.show \(visit)"),
        ("o.een", "appointment.show \(held)"),
        ("o.een", "appointment.list case=\(casus)"), ("o.een", "appointment.change \(held) note=Zo"),
        ("o.een", "appointment.move \(held) at=2026-03-11T12:00 reason=Later"),
        ("o.een", "appointment.switch \(held) mode=online"),
        ("t.lead", "appointment.switch team=basecamp-zuidwest from=2026-03-11 to=2026-03-12 mode=phone"),
        ("o.een", "agenda from=2026-03-10 to=2026-03-11"), ("o.een", "agenda.ics from=2026-03-10 to=2026-03-11"),
        ("o.een", "slot.find with=o.een from=2026-03-12 to=2026-03-13 minutes=30 mode=phone case=\(casus)"),
        ("o.een", "appointment.cancel \(held) by=provider reason=Ziek"),
      ] { _ = try await says(login, line) }
      let released = try await code(
        "appointment", "appointment.hold \(casus) type=overig at=2026-03-11T15:00 minutes=60 with=o.een mode=phone",
        as: "o.een")
      _ = try await says("o.een", "appointment.release \(released)")
      let beside = ["\(kid) \(casus) - participation"]
      let shown = try await walk.says("o.drie", "appointment.show \(visit)", beside)
      #expect(shown["case"] == .null || shown["case"] == nil)
      for line in [
        "appointment.list from=2026-03-10 to=2026-03-11 worker=o.drie", "agenda from=2026-03-10 to=2026-03-11",
        "agenda.ics from=2026-03-10 to=2026-03-11", "appointment.move \(visit) at=2026-03-10T15:00 reason=Later",
        "appointment.cancel \(other) by=provider reason=Ziek",
      ] { try await walk.says("o.drie", line, beside) }
      // What it was about is nobody's to learn by that.
      let told = await care.ask("access.list", as: "o.drie")
      #expect(told.rows.count == 1 && told.rows[0]["client"] == .null && told.rows[0]["case"] == .null, "\(told)")
      let audit = await care.ask("access.list case=\(casus) worker=o.drie", as: "p.privacy")
      #expect(
        audit.rows.first?["client"]?.string == kid && audit.rows.first?["ground"]?.string == "participation", "\(audit)"
      )

      let series = try await walk.says(
        "o.een",
        "series.book 2026-03-16T09:00 rrule=FREQ=WEEKLY;COUNT=3 minutes=30 type=overig with=o.een mode=phone case=\(casus)",
        own)
      #expect(series["series"]?.string != nil)
      let session = try #require(
        try care.sql("SELECT 'A-' || min(id) FROM koos.appointment WHERE series IS NOT NULL")[0][0])
      for line in ["series.change \(session) scope=all at=2026-03-16T11:00", "series.cancel \(session) scope=all"] {
        _ = try await says("o.een", line)
      }
      let group = try await care.made(
        "group",
        "group.add Rots service=groepsbehandeling leader=s.een capacity=3 rrule=FREQ=WEEKLY;COUNT=3 start=2026-03-09T10:00 minutes=90 mode=online",
        as: "t.lead")
      _ = try await says("f.een", "group.join \(group) case=\(casus)")
      _ = try await says("f.een", "group.leave \(group) case=\(casus)")

      // Freed time.
      try await care.free(at: "2026-03-12T10:00")
      let offered = try #require(try await says("t.lead", "offer.list").rows.first?["offer"]?.string)
      _ = try await says("f.een", "offer.decline \(offered) reason=Nee")
      let again = try await code(
        "offer", "offer.make \(entry) at=2026-03-13T10:00 minutes=60 with=o.een mode=on-site place=basecamp-zuidwest",
        as: "t.lead")
      _ = try await says("f.een", "offer.accept \(again)")
      let intake = try #require(
        try care.sql("SELECT 'A-' || appointment FROM koos.offer WHERE id = \(again.dropFirst(2))")[0][0])
      try care.advance("12 days")
      _ = try await says("t.lead", "waiting.review basecamp-zuidwest weeks=1")
      _ = try await says("o.een", "appointment.attend \(intake) who=\(kid) presence=present")
      _ = try await says("o.een", "waiting.intake \(entry) appointment=\(intake)")
      _ = try await says("o.een", "waiting.start \(entry)")
      _ = meeting

      // The end of a case, and of who was in it.
      _ = try await says("f.een", "case.traject.end \(traject) reason=03")
      let closing = try await code("proposal", "case.propose \(casus) action=close reason=Klaar")
      _ = try await says("o.een", "case.agree \(closing)")
      _ = try await says("f.een", "case.reopen \(casus) reason=Toch")
      try await walk.says("f.een", "relation.end \(relation)", child)
      try await walk.says("f.een", "consent.withdraw \(identify)", child)
      _ = await care.desk("p.privacy", until: 1)
      try await walk.says("p.privacy", "desk", ["- \(casus) - administration"])
      try await walk.says("f.een", "watch topics=case", ["- - - -"])
      try await walk.says("p.privacy", "access.list client=\(kid)", ["\(kid) - - administration"])
      try await walk.says("f.lead", "dossier.correct \(kid) text=Anders", child)
      try await walk.says("f.lead", "dossier.export \(kid)", child)
      try await walk.says("f.lead", "dossier.destroy \(kid) request=parents", child)
      let officer = ["\(kid) - - administration"]
      try await walk.says("p.privacy", "dossier.destroy \(kid) decision=refused reason=Belang", officer)
      try await walk.says("p.privacy", "retention.list", [])
      // What is only tried tells as much.
      _ = try care.sql("DELETE FROM koos.access_log")
      #expect(await care.ask("worker.disable o.een dry-run=yes", as: "admin").code == "ok")
      #expect(
        try care.sql("SELECT outcome, ground, 'C-' || casus FROM koos.access_log")
          == [["dry-run", "administration", casus]])
      try await walk.says("admin", "worker.disable o.een") { _ in ["- \(casus) - administration"] }

      let impersonal = Set(Self.impersonal.split(whereSeparator: \.isWhitespace).map(String.init))
      #expect(walk.said.intersection(impersonal).isEmpty)
      #expect(
        Set(Catalogue.commands.map(\.name)).subtracting(impersonal).subtracting(walk.said).sorted() == [],
        "a command that nobody thought about")
    }
  }
}

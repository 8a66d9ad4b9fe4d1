import TestKit
import Testing
import Wire

/// Each a hundred times with sessions that run at once: whatever comes first, nothing overlaps and nothing is lost.
@Suite("Appointments raced for")
struct AppointmentRaceTests {
  private static let rounds = 100
  private static let hours = ["09", "10", "11", "12", "13", "14", "15", "16"]

  /// A weekday hour of its own for every round.
  private static func at(_ round: Int, _ minutes: String = "00") -> String {
    let day = 9 + round / 40 * 7 + round % 40 / 8
    return "2026-03-\(day < 10 ? "0" : "")\(day)T\(hours[round % 8]):\(minutes)"
  }

  @Test("of a hold and a booking at one time one wins, and the other learns which")
  func holdAgainstBooking() async throws {
    try await AgendaCity.with { agenda in
      for round in 0..<Self.rounds {
        async let hold = agenda.hold(Self.at(round), as: "o.een")
        async let book = agenda.book(Self.at(round, "30"), minutes: 30, mode: "online", as: "t.lead")
        let (held, booked) = await (hold, book)
        let codes = [held.code, booked.code].sorted()
        #expect(codes == ["conflict.hold", "ok"] || codes == ["conflict.overlap", "ok"], "\(codes)")
        #expect((held.code == "ok") == (booked.code == "conflict.hold"))
      }
      let overlaps = try agenda.overlaps()
      #expect(overlaps.isEmpty)
    }
  }

  @Test("a hold that is over is confirmed by nobody whose time another has")
  func confirmAgainstBooking() async throws {
    try await AgendaCity.with { agenda in
      for round in 0..<Self.rounds {
        let held = try await agenda.held(Self.at(round))
        async let confirm = agenda.ask("appointment.confirm \(held)")
        async let release = agenda.ask("appointment.release \(held)", as: "t.lead")
        async let book = agenda.book(Self.at(round), mode: "online", as: "pl.een")
        let (confirmed, released, booked) = await (confirm, release, book)
        #expect([confirmed.code, released.code].sorted() == ["ok", "state.appointment"], "\(confirmed) \(released)")
        if booked.code == "ok" { #expect(released.code == "ok") }
        let status = await agenda.status(held)
        #expect(status == (confirmed.code == "ok" ? "gepland" : "vervallen"))
        #expect(try agenda.occupied(held).count == (confirmed.code == "ok" ? 1 : 0))
      }
      #expect(try agenda.overlaps().isEmpty)
    }
  }

  @Test("of a move and a booking to one time one wins, and what lost stays where it was")
  func moveAgainstBooking() async throws {
    try await AgendaCity.with { agenda in
      let (a, b) = (
        try await agenda.booked("2026-04-20T10:00"),
        try await agenda.booked("2026-04-20T10:00", with: "o.twee", as: "o.twee")
      )
      for round in 0..<Self.rounds {
        async let move = agenda.ask("appointment.move \(a) at=\(Self.at(round)) reason=x")
        async let other = agenda.ask("appointment.move \(b) at=\(Self.at(round)) reason=x", as: "o.twee")
        async let book = agenda.book(Self.at(round, "30"), minutes: 30, with: "o.een,o.twee", as: "t.lead")
        let (moved, moved2, booked) = await (move, other, book)
        let codes = [moved.code, moved2.code]
        if booked.code == "ok" {
          #expect(codes == ["conflict.overlap", "conflict.overlap"], "\(moved) \(moved2)")
        } else {
          // Of two that were moved there each has a room, and then none is left.
          #expect(
            ["conflict.overlap", "conflict.room"].contains(booked.code) && codes.contains("ok"), "\(booked) \(codes)")
        }
        #expect(try agenda.occupied(a).count + agenda.occupied(b).count == 4)
      }
      #expect(try agenda.overlaps().isEmpty)
    }
  }

  @Test("of a move and a cancellation one comes first, and what is cancelled takes no time")
  func cancelAgainstMove() async throws {
    try await AgendaCity.with { agenda in
      for round in 0..<Self.rounds {
        let code = try await agenda.booked(Self.at(round))
        async let move = agenda.ask("appointment.move \(code) at=2026-04-20T10:00 reason=x")
        async let cancel = agenda.ask("appointment.cancel \(code) by=provider reason=x", as: "t.lead")
        async let switched = agenda.ask("appointment.switch \(code) mode=online", as: "pl.een")
        let (moved, cancelled, online) = await (move, cancel, switched)
        #expect(cancelled.code == "ok", "\(cancelled)")
        #expect(["ok", "state.appointment"].contains(moved.code), "\(moved)")
        #expect(["ok", "state.appointment"].contains(online.code), "\(online)")
        #expect(try agenda.occupied(code).isEmpty)
        let status = await agenda.status(code)
        #expect(status == "afgezegd-aanbieder")
      }
      #expect(try agenda.overlaps().isEmpty)
    }
  }

  @Test("the last room goes to one: of moves, switches and bookings that want it at once")
  func room() async throws {
    try await AgendaCity.with { agenda in
      let a = try await agenda.booked("2026-04-20T10:00", "room=1")
      for round in 0..<Self.rounds {
        let at = Self.at(round)
        #expect(await agenda.book(at, with: "s.een", "room=2", as: "s.een").code == "ok")
        let b = try await agenda.booked(at, with: "o.twee", mode: "online", as: "o.twee")
        async let move = agenda.ask("appointment.move \(a) at=\(at) reason=x")
        async let switched = agenda.ask("appointment.switch \(b) mode=on-site place=basecamp-zuidwest", as: "o.twee")
        async let book = agenda.book(at, with: "g.een", as: "g.een")
        let codes = await [move.code, switched.code, book.code].sorted()
        #expect(codes == ["conflict.room", "conflict.room", "ok"], "\(codes)")
      }
      #expect(try agenda.overlaps().isEmpty)
    }
  }

  @Test("who notes attendance at once loses nobody's word")
  func attend() async throws {
    try await AgendaCity.with { agenda in
      var codes: [String] = []
      for round in 0..<Self.rounds {
        codes.append(
          try await agenda.booked(Self.at(round), with: "o.een,o.twee", mode: "online", "guests=moeder", as: "t.lead"))
      }
      try agenda.clock("2026-04-20T10:00+02")
      for code in codes {
        let outcomes = await withTaskGroup(of: Outcome.self, returning: [Outcome].self) { group in
          for (who, login) in [("o.een", "o.een"), ("o.twee", "o.twee"), ("moeder", "o.een"), ("o.een", "pl.een")] {
            group.addTask { await agenda.ask("appointment.attend \(code) who=\(who) presence=absent", as: login) }
          }
          return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(outcomes.allSatisfy { $0.code == "ok" }, "\(outcomes)")
        #expect(Set(outcomes.compactMap { $0["rev"]?.integer }) == [2, 3, 4, 5])
        let status = await agenda.status(code)
        #expect(status == "no-show")
      }
    }
  }
}

import TestKit
import Testing
import Wire

/// What tests about offers begin from: cases that wait, and an intake whose time comes free.
extension CareCity {
  /// A case that waits since a day, and its entry.
  func waiter(
    since day: String = "2026-02-10", _ words: String = "", discipline: String = "orthopedagoog"
  ) async throws -> (casus: String, entry: String) {
    let casus = try await casus()
    let line = "waiting.add \(casus) discipline=\(discipline) registered-on=\(day) \(words)"
    return (casus, try await made("entry", line))
  }

  /// An appointment of a case with o.een at the team's place, an hour long.
  func booked(
    _ casus: String, at: String, type: String = "intake", with: String = "o.een", _ words: String? = nil,
    as login: String = "t.lead"
  ) async throws -> String {
    try await made(
      "appointment",
      """
      appointment.book case=\(casus) type=\(type) at=\(at) minutes=60 with=\(with) \
      \(words ?? "mode=on-site place=basecamp-zuidwest")
      """, as: login)
  }

  func cancel(_ appointment: String, by: String = "client", as login: String = "t.lead") async {
    let outcome = await ask("appointment.cancel \(appointment) by=\(by) reason=Verhinderd", as: login)
    #expect(outcome.code == "ok", "\(outcome)")
  }

  /// Time of o.een's comes free: the intake of a child who waits no longer is cancelled.
  @discardableResult
  func free(
    at: String = "2026-03-10T10:00", with: String = "o.een", _ words: String? = nil, as login: String = "t.lead"
  ) async throws -> String {
    let appointment = try await booked(try await casus(), at: at, with: with, words)
    await cancel(appointment, as: login)
    return appointment
  }

  /// The offers there are, the first made first: whose, and how each stands.
  func offers(_ words: String = "") async -> [String] {
    await ask("offer.list \(words)").rows.reversed().map {
      "\($0["entry"]?.string ?? "-") \($0["status"]?.string ?? "-")"
    }
  }

  /// The offer that is open.
  func openOffer(_ words: String = "") async throws -> String {
    let rows = await ask("offer.list status=open \(words)").rows
    #expect(rows.count == 1, "\(rows)")
    return try #require(rows.first?["offer"]?.string)
  }

  /// What happened to an entry, without how it came on the list.
  func happened(_ entry: String) throws -> [[String?]] {
    try sql(
      """
      SELECT f.what, w.login, f.reason FROM koos.waiting_fact f JOIN koos.worker w ON w.id = f.worker
      WHERE f.entry = \(entry.dropFirst(2)) AND f.what NOT IN ('added', 'registered') ORDER BY f.number
      """)
  }

  func slots() throws -> [String?] { try sql("SELECT s.state FROM koos.slot s ORDER BY s.id").map { $0[0] } }
}

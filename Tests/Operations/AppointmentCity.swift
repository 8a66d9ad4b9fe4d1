import TestKit
import Testing
import Wire

/// What tests about the life of an appointment begin from.
extension AgendaCity {
  /// Runs a test in a city of its own.
  static func with(_ body: (AgendaCity) async throws -> Void) async throws {
    let agenda = try await AgendaCity()
    try await body(agenda)
    await agenda.conversation.close()
  }

  /// Books, which must succeed; the appointment's code.
  func booked(
    _ at: String, minutes: Int = 60, with: String = "o.een", mode: String = "on-site",
    place: String? = "basecamp-zuidwest", _ words: String = "", as login: String = "o.een"
  ) async throws -> String {
    let outcome = await book(at, minutes: minutes, with: with, mode: mode, place: place, words, as: login)
    return try #require(outcome["appointment"]?.string, "\(outcome)")
  }

  /// Holds o.een online, which must succeed; the appointment's code.
  func held(_ at: String, _ words: String = "") async throws -> String {
    let outcome = await hold(at, words)
    return try #require(outcome["appointment"]?.string, "\(outcome)")
  }

  func hold(_ at: String, _ words: String = "", as login: String = "o.een") async -> Outcome {
    await ask("appointment.hold type=overig at=\(at) minutes=60 with=o.een mode=online \(words)", as: login)
  }

  /// How an appointment stands, as somebody sees it.
  func show(_ appointment: String, as login: String = "o.een") async -> Outcome {
    await ask("appointment.show \(appointment)", as: login)
  }

  func status(_ appointment: String) async -> String? { await show(appointment)["status"]?.string }

  /// Who occupies what, of an appointment: when, and where a worker is.
  func occupied(_ appointment: String) throws -> [[String?]] {
    try look(
      """
      SELECT coalesce(w.login, r.name, 'kind'), to_char(lower(o.during) AT TIME ZONE 'Europe/Amsterdam', 'DD HH24:MI'), o.holder,
        coalesce((SELECT p.slug FROM koos.place p WHERE p.id = o.place), o.home_wijk)
      FROM koos.occupied o LEFT JOIN koos.worker w ON w.resource = o.resource LEFT JOIN koos.room r ON r.resource = o.resource
      WHERE o.appointment = \(appointment.dropFirst(2)) ORDER BY 1
      """)
  }

  /// Who occupies two things at once, or travels in no time: nobody.
  func overlaps() throws -> [[String?]] {
    try look(
      """
      SELECT a.id::text, b.id::text FROM koos.occupied a JOIN koos.occupied b ON b.resource = a.resource AND b.id > a.id AND b.during && a.during
      UNION ALL
      SELECT a.id::text, b.id::text FROM koos.occupied a JOIN koos.occupied b ON b.resource = a.resource AND b.id <> a.id
        AND lower(b.during) >= upper(a.during) AND lower(b.during) < upper(a.during) + make_interval(mins => koos.travel_minutes(a.place, a.home_wijk, b.place, b.home_wijk))
      WHERE num_nonnulls(a.place, a.home_wijk) = 1 AND num_nonnulls(b.place, b.home_wijk) = 1
      """)
  }

  /// Moves the clock.
  func clock(_ at: String) throws { try look("UPDATE koos.clock SET at = '\(at)'; SELECT 1") }
}

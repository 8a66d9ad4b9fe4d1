internal import Casework
internal import Catalogue
internal import Postgres
internal import Records
internal import Wire

/// An appointment called off, or several at once: by whom, and why.
struct Cancellation: Sendable {
  private let isByClient: Bool
  private let reason: String?

  init(_ call: Call) throws(Failure) {
    isByClient = try call.text("by") == "client"
    reason = call.optionalText("reason")
  }

  /// Whether it comes so late that it may count as a no-show: only what the client calls off does.
  ///
  /// - Parameters:
  ///   - start: of the appointment, in epoch seconds.
  ///   - lateness: how long before that is late.
  func isLate(from start: Int64, _ lateness: Span?, _ asker: Asker) -> Bool {
    guard isByClient, let lateness else { return false }
    return asker.zone.instant(lateness, after: asker.now).seconds > start
  }

  /// What cancels one whose time is locked.
  func queries(_ number: Int, isLate: Bool) -> [Query] {
    Appointments.cancel(
      number, status: isByClient ? "afgezegd-client" : "afgezegd-aanbieder", reason: reason, isLate: isLate)
  }
}

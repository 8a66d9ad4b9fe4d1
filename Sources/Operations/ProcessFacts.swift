internal import Catalogue
internal import Synchronization

/// What the process knows of itself, for `status` and `metrics`.
package struct ProcessFacts: Sendable {
  /// The name and version the greeting says.
  package static let server = "koosd \(version)"
  /// The version of this program.
  package static let version = Catalogue.version

  /// Open sessions.
  package var clients: Int
  /// Seconds since the start.
  package var uptime: Int
  /// Resident memory in octets.
  package var resident: Int

  package init(clients: Int, uptime: Int, resident: Int) {
    self.clients = clients
    self.uptime = uptime
    self.resident = resident
  }
}

/// Counts requests by command and refusals by code.
final class Traffic: Sendable {
  struct Counts {
    var requests: [String: Int] = [:]
    var refusals: [String: Int] = [:]
  }

  private let counts = Mutex(Counts())

  var now: Counts { counts.withLock { $0 } }

  func count(_ command: String) { counts.withLock { $0.requests[command, default: 0] += 1 } }

  func refuse(_ code: String) { counts.withLock { $0.refusals[code, default: 0] += 1 } }
}

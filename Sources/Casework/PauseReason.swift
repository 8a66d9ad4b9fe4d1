/// Why the clock of a waiting entry stands still, with the longest it may for that.
package enum PauseReason: String, Sendable, CaseIterable {
  case gezin, onbereikbaar, voorkeur

  /// The most days such a pause counts.
  package var longestDays: Int {
    switch self {
    case .gezin: 60
    case .onbereikbaar: 28
    case .voorkeur: 90
    }
  }
}

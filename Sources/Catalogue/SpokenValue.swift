package import Casework

extension Kind {
  /// The value as people say it, nil where it is none of those or means no value of this kind.
  package func spoken(_ text: String) -> SpokenTime? {
    guard takesTime, let spoken = SpokenTime(text) else { return nil }
    switch self {
    case .date, .today: return spoken.hasTime ? nil : spoken
    case .time: return spoken.hasTime ? spoken : nil
    // Nobody was born on a day without a year.
    case .birth: return spoken.hasTime || spoken.date == nil ? nil : spoken
    default: return spoken
    }
  }

  /// Whether its values are days or times of some day.
  package var takesTime: Bool {
    switch self {
    case .date, .today, .moment, .time, .birth: true
    default: false
    }
  }
}

extension Command {
  /// The topics of `watch` under which is told what may change the list; empty where nothing is told of it.
  ///
  /// The noun tells: what has no topic of its own is told under that of what it changes.
  package var topics: [String] {
    switch words.first {
    case "case", "client", "relation", "consent", "retention": ["case"]
    case "consult": ["consult"]
    // Why somebody waits hangs on the case, its offers and their appointments.
    case "waiting", "offer": ["waiting", "offer", "appointment", "case"]
    case "appointment", "agenda", "series", "group", "slot", "stay", "absence": ["appointment"]
    case "desk": ["desk"]
    default: []
    }
  }
}

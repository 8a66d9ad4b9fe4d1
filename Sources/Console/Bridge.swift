internal import Wire

extension Console {
  /// Makes standard input and output the daemon's, for whoever calls from another machine.
  static func bridge(_ options: Options, _ around: Surroundings) throws {
    guard options.host == nil else {
      throw Complaint(
        Exit.usage, nl: "koos bridge gaat naar de dienst op deze machine.",
        en: "koos bridge goes to the service on this machine.")
    }
    do {
      try around.company.bridge(options.socket)
    } catch {
      throw Complaint(
        Exit.unavailable, nl: "De dienst is niet te bereiken op \(options.socket).",
        en: "The service cannot be reached at \(options.socket).", hint: Sentence(nl: error.reason, en: error.reason))
    }
  }
}

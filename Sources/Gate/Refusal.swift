internal import Wire

/// What the gate itself says without asking the service.
enum Refusal {
  /// The daemon ends.
  case shutdown
  /// No descriptor is left for another client.
  case clients
  /// Too many replies wait for the client.
  case slowReader

  /// The `err` line.
  func line(tag: String?, _ language: Language) -> [UInt8] {
    var octets: [UInt8] = []
    ReplyWriter.err(tag: tag, failure, language, into: &octets)
    return octets
  }

  private var failure: Failure {
    switch self {
    case .shutdown:
      Failure(
        .busyShutdown,
        Sentence(
          nl: "De dienst stopt; deze regel is niet uitgevoerd.",
          en: "The service is stopping; this line was not run."),
        retry: true)
    case .clients:
      Failure(
        .busyClients,
        Sentence(
          nl: "Er zijn te veel verbindingen; probeer het zo weer.",
          en: "There are too many connections; try again in a moment."),
        retry: true)
    case .slowReader:
      Failure(
        .busySlowReader,
        Sentence(
          nl: "Er wachten te veel antwoorden die niet gelezen worden; de verbinding wordt gesloten.",
          en: "Too many replies wait unread; the connection is closed."),
        retry: true)
    }
  }
}

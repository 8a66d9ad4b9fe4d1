internal import Catalogue
internal import Postgres
internal import Records
internal import Wire

// How a request ends: with an answer, a refusal that is accounted for, or a fault that is reported.
extension Responder {
  func finish(_ exchange: Exchange, _ answer: Answer) {
    var bytes: [UInt8] = []
    answer.write(tag: exchange.tag, into: &bytes)
    var changed = exchange.changed
    switch answer {
    case .session(let caller), .watching(let caller, _): changed = caller
    case .object, .page, .composed: break
    }
    exchange.reply(Reply(bytes: bytes, caller: changed))
  }

  /// The same, once what it shows is accounted for.
  func finish(_ exchange: Exchange, _ answer: Answer, of call: Call, to asker: Asker) {
    let touches = answer.touches(call)
    guard !touches.isEmpty else { return finish(exchange, answer) }
    batches.add(touches.map { asker.entry(exchange.command, $0) }) { [self] isKept in
      if isKept { finish(exchange, answer) } else { finish(exchange, failure: .unavailable) }
    }
  }

  func finish(_ exchange: Exchange, failure: Failure) {
    refuse(failure, tag: exchange.tag, exchange.caller, exchange.reply)
  }

  func refuse(_ failure: Failure, tag: String?, _ caller: Caller, _ reply: @Sendable (Reply) -> Void) {
    traffic.refuse(failure.code.description)
    var bytes: [UInt8] = []
    ReplyWriter.err(tag: tag, failure, caller.language, into: &bytes)
    reply(Reply(bytes: bytes))
  }

  /// Refuses, and accounts for it first where it is about clients' data or about who one is.
  func refuse(_ failure: Failure, _ exchange: Exchange, asker: Asker?, named call: Call?) {
    var failure = failure
    if failure.column == nil, let field = failure.field { failure.column = call?.column(of: field) }
    tell(failure, exchange, asker: asker, named: call)
  }

  private func tell(_ failure: Failure, _ exchange: Exchange, asker: Asker?, named call: Call?) {
    guard Self.isAccounted(failure, exchange.command, call) else { return finish(exchange, failure: failure) }
    var entry =
      asker?.entry(exchange.command, nil, outcome: failure.code.description)
      ?? AccessLog.Entry(
        worker: nil, speaker: nil, action: exchange.command.name, outcome: failure.code.description,
        source: exchange.source)
    entry.concern(call?.named ?? [])
    batches.add([entry]) { [self] isKept in
      finish(exchange, failure: isKept ? failure : .unavailable)
    }
  }

  private static let aboutClients: Set<String> = [
    "client", "relation", "consent", "case", "consult", "waiting", "offer", "appointment", "series", "stay", "group",
    "dossier", "retention", "audit",
  ]

  private static let ofClients: Set<Thing> = [
    .client, .case, .consult, .waiting, .offer, .appointment, .consent, .relation,
  ]

  /// Whether a request is about clients' data: by its command, or by what it names.
  static func isAboutClients(_ command: Command, _ call: Call?) -> Bool {
    aboutClients.contains(command.words[0]) || call?.named.contains { ofClients.contains($0.thing) } == true
  }

  private static func isAccounted(_ failure: Failure, _ command: Command, _ call: Call?) -> Bool {
    switch failure.code.family {
    case "syntax", "busy", "internal": false
    case "denied": true
    default: isAboutClients(command, call)
    }
  }

  /// What a lost or refused statement is to a client who cannot help it.
  func failure(of error: DatabaseError?) -> Failure {
    guard let error else { return fault("no answer") }
    switch error.kind {
    case .unavailable, .notSent: return .unavailable
    case .outcomeUnknown: return .unavailable
    case .deadline: return .tooLate
    case .refused:
      if error.sqlState == "57014" { return .tooLate }
      // The server is going down or coming up.
      if error.sqlState?.hasPrefix("57P") == true || error.sqlState?.hasPrefix("53") == true { return .unavailable }
      if let constraint = error.constraint, let failure = Failure.constraints[constraint] { return failure }
      return fault(error.description)
    }
  }

  func fault(_ exchange: Exchange, _ cause: String) { finish(exchange, failure: fault(cause)) }

  func fault(_ cause: String) -> Failure {
    let incident = surroundings.random(4).map { String($0, radix: 16) }.joined()
    surroundings.report(incident, cause)
    return Failure(
      .internalFault,
      Sentence(
        nl: "Er ging iets mis in de dienst. Noem bij de beheerder \(incident).",
        en: "Something went wrong in the service. Name \(incident) to the administrator."),
      members: [.init("incident", .string(incident))])
  }
}

extension AccessLog.Entry {
  private static let hanging: Set<Thing> = [
    .waiting, .offer, .appointment, .consent, .relation, .proposal, .note, .step, .goal, .participant, .traject,
    .arrangement, .stay,
  ]

  /// Says which client, case and consult a request names, and what hangs on one.
  mutating func concern(_ things: [Call.Named]) {
    for named in things {
      switch named.thing {
      case .client: client = named.number.map { .number($0) }
      case .case: casus = named.number.map { .number($0) }
      case .consult: consult = named.number.map { .number($0) }
      default:
        if Self.hanging.contains(named.thing), let number = named.number {
          self.things.append((kind: named.thing.rawValue, number: number))
        }
      }
    }
  }
}

extension Touch {
  /// The touch without what its transaction made and did not keep.
  var known: Touch {
    func known(_ subject: AccessLog.Subject?) -> AccessLog.Subject? {
      if case .number = subject { subject } else { nil }
    }
    var touch = self
    (touch.client, touch.casus, touch.consult) = (known(client), known(casus), known(consult))
    return touch
  }
}

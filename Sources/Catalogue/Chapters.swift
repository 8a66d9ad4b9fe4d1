package import Wire

/// What people come to do, and the nouns whose commands do it.
package struct Chapter: Sendable {
  /// What it is about.
  package let heading: Sentence
  /// The nouns, in the order help shows them.
  package let nouns: [String]
  /// The commands a newcomer meets first, shown with an example.
  package let first: [String]

  fileprivate init(nl: String, en: String, _ nouns: [String], first: [String]) {
    heading = Sentence(nl: nl, en: en)
    self.nouns = nouns
    self.first = first
  }

  /// The commands of a noun.
  package func commands(of noun: String) -> [Command] { Catalogue.matching(noun) }
}

extension Catalogue {
  /// Every noun once, by what people do.
  package static let chapters = [
    Chapter(nl: "Uw dag", en: "Your day", ["desk", "agenda", "watch", "unwatch"], first: ["desk", "agenda"]),
    Chapter(
      nl: "Een specialist vragen, zonder verwijzing", en: "Asking a specialist, without a referral", ["consult"],
      first: ["consult.ask", "consult.list", "consult.reply"]),
    Chapter(
      nl: "Jeugdigen en toestemming", en: "Clients and consent", ["client", "relation", "consent"],
      first: ["client.add", "client.find"]),
    Chapter(
      nl: "Casussen van teams samen", en: "Cases that teams own together", ["case", "agreement"],
      first: ["case.open", "case.show", "case.note"]),
    Chapter(
      nl: "De wachtlijst", en: "The waiting list", ["waiting", "offer"],
      first: ["waiting.list", "waiting.why", "waiting.add"]),
    Chapter(
      nl: "Afspraken", en: "Appointments", ["slot", "appointment", "series", "group", "stay"],
      first: ["slot.find", "appointment.book", "appointment.move"]),
    Chapter(
      nl: "Werktijd en locaties", en: "Hours and places", ["availability", "absence", "place", "room", "travel"],
      first: ["absence.add"]),
    Chapter(
      nl: "Wie en waar", en: "Who and where",
      ["wijk", "service", "calendar", "organisation", "team", "worker", "member"],
      first: ["wijk.find", "worker.list"]),
    Chapter(
      nl: "Verantwoording en dossier", en: "Accounting, and the file",
      ["breakglass", "access", "audit", "dossier", "retention"], first: ["dossier.export", "access.list"]),
    Chapter(nl: "Cijfers", en: "Figures", ["report"], first: ["report.yearbook", "report.waiting"]),
    Chapter(
      nl: "De dienst", en: "The service",
      ["whoami", "auth", "token", "session", "setting", "clock", "status", "metrics", "ping", "help", "quit"],
      first: ["help"]),
  ]
}

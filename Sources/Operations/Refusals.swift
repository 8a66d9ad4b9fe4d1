package import Catalogue
package import Wire

// The refusals several commands share, each a sentence built from codes.
extension Failure {
  package static let login = Failure(
    .deniedLogin,
    Sentence(
      nl: "U bent hier niet bekend. Meld u aan met een token.", en: "You are not known here. Log in with a token."))

  package static let readOnly = Failure(
    .deniedReadOnly,
    Sentence(nl: "Deze sessie leest alleen.", en: "This session only reads."))

  package static let gone = Failure(
    .notFound("row"), Sentence(nl: "Dat is er niet.", en: "There is no such thing."))

  package static let unavailable = Failure(
    .busyDatabase,
    Sentence(nl: "De database is even niet bereikbaar.", en: "The database cannot be reached just now."), retry: true)

  package static let tooLate = Failure(
    .busyDeadline,
    Sentence(nl: "Het duurde te lang; er is niets gewijzigd.", en: "It took too long; nothing was changed."),
    retry: true)

  package static let outcomeUnknown = Failure(
    .busyOutcomeUnknown,
    Sentence(
      nl: "Onbekend of dit is vastgelegd. Herhaal de opdracht met hetzelfde kenmerk (once).",
      en: "Unknown whether this was kept. Repeat the command with the same token (once)."))

  package static let shutdown = Failure(
    .busyShutdown, Sentence(nl: "De dienst stopt.", en: "The service is stopping."), retry: true)

  /// Somebody who may speak for nobody else.
  package static func speaking(_ acting: Call.Named) -> Failure {
    Failure(
      .deniedRole,
      Sentence(
        nl: "Alleen een beheerder spreekt namens een ander, en alleen in de demo.",
        en: "Only an administrator speaks for others, and only in the demo."),
      field: acting.parameter, column: acting.column,
      members: [.init("allowed", .array([.string(Role.admin.rawValue)]))])
  }

  /// A role that gives no right to the command as it was given.
  package static func role(_ command: Command, needs roles: Set<Role>) -> Failure {
    Failure(
      .deniedRole,
      Sentence(
        nl: "Uw rollen geven geen recht op \(command.words.joined(separator: " ")).",
        en: "Your roles do not allow \(command.words.joined(separator: " "))."),
      members: [.init("allowed", .array(Role.allCases.filter(roles.contains).map { .string($0.rawValue) }))])
  }

  package static func missing(_ named: Call.Named) -> Failure {
    Failure(
      .notFound(named.thing.rawValue),
      Sentence(nl: "\(named.value) is er niet.", en: "There is no \(named.value)."),
      field: named.parameter, column: named.column, members: [.init("value", .string(named.value))])
  }

  package static func unlisted(_ looked: Call.Looked, allowed: [String]) -> Failure {
    Failure(
      .inputValue,
      Sentence(
        nl: "\(looked.parameter) kan geen \(looked.value) zijn.",
        en: "\(looked.parameter) cannot be \(looked.value)."),
      field: looked.parameter, column: looked.column,
      members: [.init("allowed", .array(allowed.map(JSON.string)))])
  }

  /// Who may know of a thing but is not in the relation the command asks.
  package static func team(_ nl: String, _ en: String) -> Failure {
    Failure(.deniedTeam, Sentence(nl: nl, en: en))
  }

  /// A value that cannot be, in a parameter of a call.
  package static func value(
    _ call: Call, _ name: String, _ nl: String, _ en: String, allowed: [String] = []
  ) -> Failure {
    Failure(
      .inputValue, Sentence(nl: nl, en: en), field: name, column: call.column(of: name),
      members: allowed.isEmpty ? [] : [.init("allowed", .array(allowed.map(JSON.string)))])
  }

  /// A parameter that this call needs though the command does not always.
  package static func needed(_ name: String, _ nl: String, _ en: String) -> Failure {
    Failure(.syntaxMissingParameter, Sentence(nl: nl, en: en), field: name)
  }

  /// A thing in a state that does not allow the command.
  package static func state(_ kind: Thing, is state: String, allowed: [String], _ nl: String, _ en: String) -> Failure {
    .state(kind.rawValue, is: state, allowed: allowed, nl, en)
  }

  /// Something without a code of its own in a state that does not allow the command.
  package static func state(_ kind: String, is state: String, allowed: [String], _ nl: String, _ en: String) -> Failure
  {
    Failure(
      .state(kind), Sentence(nl: nl, en: en),
      members: [.init("is", .string(state)), .init("allowed", .array(allowed.map(JSON.string)))])
  }

  package static let stale = Failure(
    .conflictStale,
    Sentence(
      nl: "Iemand heeft dit intussen gewijzigd; kijk eerst opnieuw.",
      en: "Somebody changed this in the meantime; look again first."), field: "if")
}

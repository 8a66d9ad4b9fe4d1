internal import Catalogue
internal import Postgres
internal import Records
internal import Wire

/// One relation by which the asker may know of a thing.
struct Ground: Sendable {
  /// owner, consulted, invitation, consult, breakglass or administration.
  let via: String
  let role: Role
  /// The team that gives it.
  let team: Int
}

extension Rows {
  /// The rows of `Grounds`, the strongest first.
  var grounds: [Ground] {
    (0..<count).compactMap { row in
      guard let via = text(row, 0), let role = text(row, 1).flatMap(Role.init(rawValue:)), let team = integer(row, 2)
      else { return nil }
      return Ground(via: via, role: role, team: team)
    }
  }
}

extension [Ground] {
  /// The relation of an owning team in one of these roles; throws `denied.team` where there is none.
  func owning(_ roles: Set<Role>) throws(Failure) -> Ground {
    guard let ground = first(where: { $0.via == "owner" && roles.contains($0.role) }) else {
      throw .notOwning
    }
    return ground
  }
}

extension Failure {
  /// What only an owner of a case does.
  static let notOwning = Failure.team(
    "Dit doet een medewerker van een team dat eigenaar is.", "This is for members of an owning team.")

  /// What is for who reads a case, of which an invitation tells little.
  static let notReading = Failure.team("U leest deze casus niet.", "You do not read this case.")

  /// A case that is closed: what goes on in a case needs it open.
  static let closedCase = Failure.state(
    .case, is: "gesloten", allowed: ["open"], "Deze casus is gesloten.", "This case is closed.")
}

extension Set<Role> {
  /// Who works with cases.
  static let caseworkers: Set = [.gezinswerker, .specialist, .lead]
  /// Who works with cases, and the office.
  static let caseTeam: Set = [.gezinswerker, .specialist, .lead, .planner]
}

extension Touch {
  init(
    client: AccessLog.Subject? = nil, casus: AccessLog.Subject? = nil, consult: AccessLog.Subject? = nil,
    by ground: Ground
  ) {
    self.init(
      client: client, casus: casus, consult: consult, ground: ground.via, role: ground.role.rawValue, team: ground.team)
  }
}

extension Call {
  /// The cursor of a list that goes by number; throws `input.value` for one that no list gave.
  func numberAfter() throws(Failure) -> Int? {
    guard let after else { return nil }
    guard let number = Int32(after) else {
      throw .value(self, "after", "Dit is geen plaats in deze lijst.", "This is no place in this list.")
    }
    return Int(number)
  }
}

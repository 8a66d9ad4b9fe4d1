internal import Casework
internal import Catalogue
internal import Postgres
internal import Records
internal import Wire

/// A case in which everyday work is done, under its lock, and the relation by which the worker does it.
struct CaseWork: Sendable {
  /// What a command names: the case, or something that hangs on it.
  enum Place: Sendable {
    case casus(Int)
    case part(CasePart, Int)
  }

  let casus: Int
  let client: Int
  let ground: Ground
  private let status: String

  fileprivate init(_ place: Place, _ row: Rows, _ ground: Ground) throws(Failure) {
    guard let status = row.text(0, 0), let client = row.integer(0, 2) else { throw .gone }
    switch place {
    case .casus(let number): casus = number
    case .part:
      guard let number = row.integer(0, 3) else { throw .gone }
      casus = number
    }
    self.status = status
    self.client = client
    self.ground = ground
  }

  /// Throws `state.case` where the case is closed.
  func checkOpen() throws(Failure) {
    guard status == "open" else { throw .closedCase }
  }

  /// What is done, with what every change of a dossier brings along: the fact, the revision, the account and
  /// the event, whose cause is the fact's word.
  func effect(_ query: Query, _ fact: CaseFacts.Fact, reply: Statement, _ parameters: Postgres.Parameter...) -> Effect {
    var fact = fact
    fact.team = ground.team
    var effect = Effect(
      [query, CaseFacts.add(fact, to: casus), CaseFacts.revise(casus)], reply: reply)
    effect.reply = Query(reply, parameters)
    effect.touches = [Touch(client: .number(client), casus: .number(casus), by: ground)]
    effect.events = [Outbox.Event("case", "case", .number(casus), fact.what)]
    return effect
  }
}

extension Change {
  /// Everyday work in a case, by a worker of an owning team in one of some roles.
  ///
  /// - Parameters:
  ///   - before: statements that lock what comes before a case.
  ///   - valid: whether the parameters can be at all, on the day that it is.
  ///   - decide: gets the rows of `before` and of `load` alone; relation and revision have been checked.
  static func work(
    in place: CaseWork.Place, _ call: Call, by roles: Set<Role> = .caseworkers, before: [Query] = [],
    _ load: [Query] = [],
    valid: @escaping @Sendable (Asker) throws(Failure) -> Void = { (_) throws(Failure) in },
    decide: @escaping @Sendable (CaseWork, [Rows], Asker) throws(Failure) -> Effect
  ) -> Change {
    let standing =
      switch place {
      case .casus(let number): [Grounds.casus(number), CaseFacts.standing(number)]
      case .part(let part, let number): Grounds.part(part, number) + CaseFacts.standing(of: part, number)
      }
    return Change(before + standing + load) { (all, asker) throws(Failure) in
      try valid(asker)
      let rows = Array(all.dropFirst(before.count))
      let ground = try rows[0].grounds.owning(roles)
      if let wanted = call.revision, let revision = rows[1].integer(0, 1), wanted != revision { throw .stale }
      return try decide(
        try CaseWork(place, rows[1], ground), Array(all.prefix(before.count) + rows.dropFirst(2)), asker)
    }
  }
}

extension Reading {
  /// A list of what hangs on cases; of one case only for who reads it in one of some roles: an invited team does not yet.
  ///
  /// - Parameter name: the parameter that names the case.
  static func casework(
    _ call: Call, of name: String = "id", by roles: Set<Role> = .caseTeam, _ query: (CasePage) -> Query
  ) throws(Failure) -> Reading {
    let casus = call.optionalCode(name)
    let page = query(CasePage(casus: casus, after: try call.numberAfter(), limit: call.limit))
    let limit = call.limit
    return Reading([page] + (casus.map { [Grounds.casus($0)] } ?? [])) { (rows, _) throws(Failure) in
      if rows.count > 1, !rows[1].grounds.contains(where: { roles.contains($0.role) }) {
        throw .notReading
      }
      return .page(rows[0], limit: limit)
    }
  }
}

extension CaseFacts.Fact {
  /// A fact with particulars in codes; those that are nil are left out.
  init(
    _ what: String, team: Int? = nil, about thing: CaseFacts.Subject = .none,
    _ detail: KeyValuePairs<String, String?>, reason: String? = nil, on day: CivilDate? = nil
  ) {
    self.init(what, team: team, about: thing, reason: reason)
    self.detail = JSON.codes(detail)
    on = day?.iso
  }
}

extension JSON {
  /// An object of codes, as facts keep it; those that are nil are left out.
  static func codes(_ codes: KeyValuePairs<String, String?>, _ others: [Member] = []) -> String {
    JSON.object(codes.compactMap { pair in pair.value.map { Member(pair.key, .string($0)) } } + others).text
  }
}

extension CasePart {
  /// What the same transaction just made, for a fact.
  var made: CaseFacts.Subject { .made(letter: letter, table: rawValue) }
}

extension Call {
  /// Throws `input.value` for a last day that lies before today, or for an `until` that would be over already.
  func checkAhead(_ name: String, today: CivilDate, isUntil: Bool = false) throws(Failure) {
    guard let day = optionalDate(name), isUntil ? day <= today : day < today else { return }
    throw .value(self, name, "Deze dag is al voorbij.", "This day is over already.")
  }

  /// The day given as `on`, else today; throws `input.value` for one to come.
  func checkPast(today: CivilDate) throws(Failure) {
    guard let day = optionalDate("on"), day > today else { return }
    throw .value(self, "on", "Deze dag ligt in de toekomst.", "This day is in the future.")
  }

  /// The day on which something ends that holds for a period, from the columns first day and first day no longer.
  ///
  /// Throws `input.value` for a day outside the period, `state.KIND` for what has ended.
  func end(of kind: Thing, _ period: Rows, today: CivilDate) throws(Failure) -> CivilDate {
    guard let from = period.text(0, 0).flatMap(CivilDate.init(iso:)) else { throw .gone }
    let until = period.text(0, 1).flatMap(CivilDate.init(iso:))
    let day = optionalDate("on") ?? today
    guard from <= day else {
      throw .value(self, "on", "Toen was het nog niet begonnen.", "It had not begun then.")
    }
    if let until, until <= today {
      throw .state(
        kind, is: "beeindigd", allowed: ["lopend"], "Dit is al beëindigd, op \(until.iso).",
        "This ended already, on \(until.iso).")
    }
    if let until, until < day {
      throw .value(self, "on", "Het eindigt al eerder, op \(until.iso).", "It ends before that, on \(until.iso).")
    }
    return day
  }
}

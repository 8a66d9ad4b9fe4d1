internal import Casework
internal import Catalogue
internal import Postgres
internal import Records
internal import Wire

/// A waiting entry as it stands under its lock, and the relation by which the worker acts on it.
struct WaitingStanding: Sendable {
  /// Where it waits for help and its clock runs, or stands still for a while.
  static let waiting = ["wacht-op-intake", "wacht-op-start", "aangehouden"]
  /// Where it is on the list at all.
  static let open = ["onvolledig"] + waiting

  let entry: Int
  let casus: Int
  let client: Int
  /// The team whose list it is on.
  let team: Int
  /// How it stands today, `aangehouden` while a pause runs.
  let status: String
  /// What it is but for a pause.
  let underlying: String
  let registeredOn: CivilDate?
  /// The days of the first talk, of the start, and of the removal that stands.
  let intakeOn: CivilDate?
  let startOn: CivilDate?
  let removedOn: CivilDate?
  let discipline: String
  let service: String?
  let addedOn: CivilDate
  let papers: (form: Bool, letter: Bool)
  let ground: Ground
  private let bornOn: CivilDate?

  /// Reads the rows of `WaitingList.standing`.
  fileprivate init(_ entry: Int, _ lock: Rows, _ row: Rows, _ ground: Ground) throws(Failure) {
    guard lock.count > 0, let status = row.text(0, 0), let casus = row.integer(0, 2), let client = row.integer(0, 3),
      let underlying = row.text(0, 5), let addedOn = row.text(0, 7).flatMap(CivilDate.init(iso:)),
      let team = row.integer(0, 10), let discipline = row.text(0, 14)
    else { throw .gone }
    self.entry = entry
    self.status = status
    self.underlying = underlying
    self.casus = casus
    self.client = client
    self.addedOn = addedOn
    self.ground = ground
    registeredOn = row.text(0, 1).flatMap(CivilDate.init(iso:))
    bornOn = row.text(0, 4).flatMap(CivilDate.init(iso:))
    papers = (row.bool(0, 8) == true, row.bool(0, 9) == true)
    self.team = team
    intakeOn = row.text(0, 11).flatMap(CivilDate.init(iso:))
    startOn = row.text(0, 12).flatMap(CivilDate.init(iso:))
    removedOn = row.text(0, 13).flatMap(CivilDate.init(iso:))
    self.discipline = discipline
    service = row.text(0, 15)
  }

  /// Throws `state.waiting` where it does not stand in one of these.
  func check(_ allowed: [String]) throws(Failure) {
    guard !allowed.contains(status) else { return }
    throw refusal(allowed)
  }

  /// What is said of a status that does not allow it: that of today, unless another is what stands in the way.
  func refusal(_ allowed: [String], is other: String? = nil) -> Failure {
    let status = other ?? status
    return .state(.waiting, is: status, allowed: allowed, "Deze plek staat op \(status).", "This entry is \(status).")
  }

  /// `state.waiting` for a pause on days another pause takes up, whatever the entry is today.
  func pausedThen(_ call: Call, _ allowed: [String]) -> Failure {
    Failure(
      .state("waiting"), Sentence(nl: "Dan staat de klok al stil.", en: "The clock is stopped then already."),
      field: "from", column: call.column(of: "from"),
      members: [.init("is", .string("aangehouden")), .init("allowed", .array(allowed.map(JSON.string)))])
  }

  /// Throws `input.value` for a thing that is not of the entry's case; reads one row, whether it is.
  func checkBelongs(_ call: Call, _ name: String, _ row: Rows) throws(Failure) {
    guard row.bool(0, 0) == false else { return }
    throw .value(call, name, "Dit hoort niet bij deze casus.", "This is not of this case.")
  }

  /// Throws `input.value` for a day before the child was born.
  func checkBorn(_ call: Call, _ name: String, _ day: CivilDate) throws(Failure) {
    guard let bornOn, day < bornOn else { return }
    throw .value(call, name, "Toen was het kind er nog niet.", "The child was not born then.")
  }

  /// Throws `input.value` for a day before the registration.
  func checkRegistered(_ call: Call, _ name: String, _ day: CivilDate) throws(Failure) {
    guard let registeredOn, day < registeredOn else { return }
    throw .value(call, name, "Dit ligt voor de aanmelding.", "This comes before the registration.")
  }

  /// Throws `input.value` for a day before the first talk.
  func checkMet(_ call: Call, _ name: String, _ day: CivilDate) throws(Failure) {
    guard let intakeOn, day < intakeOn else { return }
    throw .value(
      call, name, "Dit ligt voor het eerste gesprek, op \(intakeOn.iso).",
      "This comes before the first talk, on \(intakeOn.iso).")
  }

  /// Throws `syntax.missing-parameter` where help goes past the worker the child had before and nobody says why (R14).
  func checkOwnWorker(_ own: String?, reason: String?) throws(Failure) {
    guard let own, reason == nil else { return }
    throw .needed(
      "reason", "Dit gaat voorbij aan de eigen hulpverlener van het kind, \(own). Waarom?",
      "This goes past the child's own worker, \(own). Why?")
  }

  /// What is done, with what every change of an entry brings along; `reply` finds the entry as `$2`.
  ///
  /// - Parameter showsInCase: whether `case show` tells of it, so that the case's revision moves too.
  func effect(_ queries: [Query], cause: String, showsInCase: Bool = false, reply: Statement) -> Effect {
    let revisions = [WaitingList.revise(entry)] + (showsInCase ? [CaseFacts.revise(casus)] : [])
    // The revision first, as a fact keeps how the entry stands.
    var effect = Effect(revisions + queries, reply: reply, .integer(entry))
    effect.touches = [Touch(client: .number(client), casus: .number(casus), by: ground)]
    effect.events = [Outbox.Event("waiting", "case", .number(casus), cause, entry: .number(entry))]
    return effect
  }

  /// A fact about it, with particulars in codes; those that are nil are left out.
  ///
  /// - Parameter isPast: whether it goes past the worker the child had before, which the fact keeps as such.
  func fact(
    _ what: String, on day: CivilDate, _ detail: KeyValuePairs<String, String?> = [:],
    pastOwnWorker isPast: Bool = false, reason: String? = nil, text: String? = nil
  ) -> Query {
    WaitingFacts.add(
      WaitingFacts.Fact(
        what, on: day.iso, detail: JSON.codes(detail, isPast ? [.init("past_own_worker", .bool(true))] : []),
        reason: reason, text: text), to: entry)
  }
}

/// Who may change an entry.
enum WaitingHand: Sendable {
  /// A member of an owning team who works with cases.
  case caseworker
  /// The same, or its office.
  case caseTeam
  /// The lead of the team whose list it is: what puts one before others is not for every owner of one of the cases.
  case listLead

  /// The relation by which the asker is; throws `denied.team` where there is none.
  fileprivate func ground(_ grounds: [Ground], listOf team: Int?) throws(Failure) -> Ground {
    switch self {
    case .caseworker: return try grounds.owning(.caseworkers)
    case .caseTeam: return try grounds.owning(.caseTeam)
    case .listLead:
      guard let ground = grounds.first(where: { $0.via == "owner" && $0.role == .lead && $0.team == team }) else {
        throw .team(
          "Dit doet de teamleider van het team van deze lijst.", "This is for the lead of the team whose list it is.")
      }
      return ground
    }
  }
}

extension Change {
  /// A change of the entry a call names, by who may, decided under its lock.
  ///
  /// - Parameters:
  ///   - first: what is locked before the entry; its rows are nobody's.
  ///   - valid: whether the parameters can be at all, on the day that it is.
  ///   - decide: gets the rows of `load` alone; relation and revision have been checked.
  static func waiting(
    _ call: Call, named name: String = "id", by hand: WaitingHand = .caseworker, first: [Query] = [],
    _ load: (Int) -> [Query] = { _ in [] },
    valid: @escaping @Sendable (Asker) throws(Failure) -> Void = { (_) throws(Failure) in },
    decide: @escaping @Sendable (WaitingStanding, [Rows], Asker) throws(Failure) -> Effect
  ) throws(Failure) -> Change {
    let entry = try call.code(name)
    return Change(first + WaitingList.standing(entry) + [Grounds.entry(entry)] + load(entry)) {
      (all, asker) throws(Failure) in
      let rows = Array(all.dropFirst(first.count))
      try valid(asker)
      let ground = try hand.ground(rows[2].grounds, listOf: rows[1].integer(0, 10))
      let standing = try WaitingStanding(entry, rows[0], rows[1], ground)
      if let wanted = call.revision, let revision = rows[1].integer(0, 6), wanted != revision { throw .stale }
      return try decide(standing, Array(rows.dropFirst(3)), asker)
    }
  }
}

extension Call {
  /// Throws `input.value` for a day that is still to come.
  func checkPast(_ name: String, today: CivilDate) throws(Failure) {
    guard let day = optionalDate(name), day > today else { return }
    throw .value(self, name, "Deze dag ligt in de toekomst.", "This day is in the future.")
  }
}

/// Days from one until another, the last not included; one without an end goes on.
struct OpenSpan: Sendable {
  /// The number of the row.
  let number: Int
  let from: CivilDate
  let until: CivilDate?

  /// Reads rows of number, first day, first day no longer.
  static func all(_ rows: Rows) -> [OpenSpan] {
    (0..<rows.count).compactMap { row in
      guard let number = rows.integer(row, 0), let from = rows.text(row, 1).flatMap(CivilDate.init(iso:)) else {
        return nil
      }
      return OpenSpan(number: number, from: from, until: rows.text(row, 2).flatMap(CivilDate.init(iso:)))
    }
  }

  /// Whether it has not ended by a day.
  func lasts(beyond day: CivilDate) -> Bool { until.map { day < $0 } ?? true }
}

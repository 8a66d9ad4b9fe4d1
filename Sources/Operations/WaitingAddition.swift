internal import Casework
internal import Catalogue
internal import Postgres
internal import Records
internal import Wire

/// Putting a case on the waiting list.
struct WaitingAddition: Sendable {
  private let call: Call
  private let casus: Int
  private let discipline: String
  private let service: String?
  private let papers: (form: Bool, letter: Bool)

  init(_ call: Call) throws(Failure) {
    self.call = call
    casus = try call.code("case")
    discipline = try call.text("discipline")
    service = call.optionalText("service")
    papers = (call.yes("form"), call.yes("letter"))
    if !isComplete, call.isGiven("registered-on") {
      throw .value(
        call, "registered-on", "Zonder formulier en brief is er nog geen aanmelding.",
        "Without form and letter there is no registration yet.")
    }
  }

  private var isComplete: Bool { papers.form && papers.letter }

  var change: Change {
    Change(
      WaitingList.context(of: casus) + [
        WaitingList.doors(service), Grounds.casus(casus), Trajects.broader(in: casus, on: nil),
        WaitingList.doer(call.optionalSlug("prefers-worker") ?? ""),
      ]
    ) {
      (rows, asker) throws(Failure) in try decide(rows, asker)
    }
  }

  private func decide(_ rows: [Rows], _ asker: Asker) throws(Failure) -> Effect {
    let registeredOn = isComplete ? call.optionalDate("registered-on") ?? asker.today : nil
    if let registeredOn, registeredOn > asker.today {
      throw .value(call, "registered-on", "Deze dag ligt in de toekomst.", "This day is in the future.")
    }
    let ground = try rows[3].grounds.owning(.caseworkers)
    guard let status = rows[0].text(0, 0), let client = rows[0].integer(0, 2) else { throw .gone }
    if let registeredOn, let born = rows[0].text(0, 3).flatMap(CivilDate.init(iso:)), registeredOn < born {
      throw .value(call, "registered-on", "Toen was het kind er nog niet.", "The child was not born then.")
    }
    try Self.checkPreferred(call, rows[5])
    let team = try team(rows[1])
    let urgency = call.optionalText("urgency") ?? rows[0].text(0, 1) ?? "regulier"
    if urgency == "crisis" { throw .redirect(call, "urgency", door: rows[2].text(rows[2].count - 1, 3) ?? "") }
    try Self.checkScope(call, rows[2], broader: rows[4])
    guard status == "open" else { throw .closedCase }
    var effect = Effect(
      WaitingList.add(
        WaitingList.Addition(
          casus: casus, team: team, discipline: discipline, service: service, urgency: urgency, papers: papers,
          registeredOn: registeredOn?.iso,
          wishes: (
            call.optionalSlug("prefers-worker"), call.optionalText("prefers-mode"), call.optionalText("language")
          ))) + [CaseFacts.revise(casus)],
      reply: WaitingList.added)
    effect.touches = [Touch(client: .number(client), casus: .number(casus), by: ground)]
    effect.events = [Outbox.Event("waiting", "case", .number(casus), "added", entry: .made)]
    effect.makes = ["entry"]
    effect.explainTwin(casus: casus, discipline: discipline, service: service)
    return effect
  }

  /// The owner named, else the only basecamp among the owners.
  private func team(_ owners: Rows) throws(Failure) -> Int {
    let teams = (0..<owners.count).compactMap { row -> (number: Int, slug: String, kind: String)? in
      guard let number = owners.integer(row, 0), let slug = owners.text(row, 1), let kind = owners.text(row, 2) else {
        return nil
      }
      return (number, slug, kind)
    }
    if let slug = call.optionalSlug("team") {
      if let named = teams.first(where: { $0.slug == slug }) { return named.number }
      throw .value(
        call, "team", "\(slug) is geen eigenaar van deze casus.", "\(slug) does not own this case.",
        allowed: teams.map(\.slug))
    }
    let basecamps = teams.filter { $0.kind == "basecamp" }
    guard let only = basecamps.first, basecamps.count == 1 else {
      throw .value(
        call, "team", "Noem het team: deze casus heeft \(basecamps.count) basecamps.",
        "Name the team: this case has \(basecamps.count) basecamps.",
        allowed: (basecamps.isEmpty ? teams : basecamps).map(\.slug))
    }
    return only.number
  }

  /// Throws `input.value` for a preferred worker who is gone, for whom one would wait for ever; reads `WaitingList.doer`.
  static func checkPreferred(_ call: Call, _ doer: Rows) throws(Failure) {
    guard let login = call.optionalSlug("prefers-worker"), doer.count == 0 else { return }
    throw .value(call, "prefers-worker", "\(login) werkt hier niet meer.", "\(login) works here no more.")
  }

  /// What others give has another door, and a module needs the traject it is part of (R11, R12).
  ///
  /// - Parameters:
  ///   - doors: the rows of `WaitingList.doors`.
  ///   - broader: those of `Trajects.broader`; none where there is no case yet.
  static func checkScope(_ call: Call, _ doors: Rows, broader: Rows? = nil) throws(Failure) {
    guard let service = call.optionalText("service"), doors.text(0, 0) == service else { return }
    if doors.bool(0, 1) == false { throw .redirect(call, "service", door: doors.text(0, 3) ?? "") }
    if doors.bool(0, 2) == true, broader.map({ $0.count == 0 }) ?? true {
      throw .needsTraject(call, service, "service")
    }
  }
}

extension Failure {
  /// A module asked for in a case where no broader traject runs (R11).
  static func needsTraject(_ call: Call, _ service: String, _ field: String) -> Failure {
    Failure(
      .scopeNeedsTraject,
      Sentence(
        nl: "\(service) kan alleen binnen een lopend, breder traject in deze casus.",
        en: "\(service) is only given inside a running, broader traject in this case."),
      field: field, column: call.column(of: field))
  }
}

extension Effect {
  /// Tells which open entry waits for the same where the database refuses a second.
  mutating func explainTwin(casus: Int, discipline: String, service: String?) {
    let look = WaitingList.open(casus: casus, discipline: discipline, service: service)
    explain = { error in
      guard error.constraint == "waiting_entry_once", let failure = Failure.constraints["waiting_entry_once"] else {
        return nil
      }
      return Explanation(look) { rows in
        var told = failure
        if let entry = rows.text(0, 0) { told.members.append(.init("with", .string(entry))) }
        return told
      }
    }
  }
}

internal import Casework

/// A place on a waiting list, as it stands after what has happened so far.
struct Entry {
  let number: Int
  let casus: Int
  let team: Int
  let discipline: String
  let service: String?
  var urgency: String
  var form = true
  var letter = true
  let addedOn: Int
  var registeredOn: Int?
  var intakeOn: Int?
  var startOn: Int?
  var removedOn: Int?
  var removal: String?
  var prefersWorker: Int?
  var prefersMode: String?
  var language: String?
  var nextContactOn: Int
  var firstContactOn: Int?
  var reviewOn: Int?
  var rank: Int?
  var rankUntil: Int?
  var revision = 1

  var status: String {
    if removedOn != nil { return "uitgeschreven" }
    if startOn != nil { return "gestart" }
    if registeredOn == nil { return "onvolledig" }
    return intakeOn == nil ? "wacht-op-intake" : "wacht-op-start"
  }

  /// By the norms a city begins with (domain's Treeknormen, and nine weeks for all else).
  var dueOn: Int? {
    guard let registeredOn else { return nil }
    guard service == "ggz-behandeling" else { return registeredOn + 63 }
    return intakeOn.map { $0 + 70 } ?? registeredOn + 28
  }

  /// The row as `to_jsonb` tells it, which is what a fact keeps.
  var state: String {
    func text(_ value: String?) -> String { value.map { "\"\($0)\"" } ?? "null" }
    func day(_ value: Int?) -> String { value.map { "\"\(CivilDate(day: $0).iso)\"" } ?? "null" }
    func number(_ value: Int?) -> String { value.map(String.init) ?? "null" }
    return """
      {"id": \(self.number), "rev": \(revision), "form": \(form), "team": \(team), "casus": \(casus), "due_on": \(day(dueOn)), \
      "letter": \(letter), "status": \(text(status)), "removal": \(text(removal)), "service": \(text(service)), \
      "urgency": \(text(urgency)), "added_on": \(day(addedOn)), "language": \(text(language)), "moves_by": null, \
      "start_on": \(day(startOn)), "intake_on": \(day(intakeOn)), "discipline": \(text(discipline)), "own_worker": null, \
      "removed_on": \(day(removedOn)), "prefers_mode": \(text(prefersMode)), "override_rank": \(number(rank)), \
      "registered_on": \(day(registeredOn)), "prefers_worker": \(number(prefersWorker)), "next_contact_on": \(day(nextContactOn)), \
      "first_contact_on": \(day(firstContactOn)), "override_until_on": \(day(rankUntil)), "urgency_review_on": \(day(reviewOn))}
      """
  }

  /// Lays it as it stands.
  func lay(on sheets: Sheets) throws {
    try sheets.add(
      .waitingEntry, number: number, .int(casus), .int(team), .text(discipline), .some(service), .text(urgency),
      .yes(form),
      .yes(letter), .day(addedOn), .on(registeredOn), .on(intakeOn), .on(startOn), .on(removedOn), .some(removal),
      .on(dueOn),
      .some(prefersWorker), .some(prefersMode), .some(language), .day(nextContactOn), .on(firstContactOn),
      .on(reviewOn),
      .some(rank), .on(rankUntil), .int(revision))
  }
}

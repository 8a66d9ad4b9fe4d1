internal import Casework
internal import Catalogue
internal import Postgres
internal import Records
internal import Wire

/// What every new case begins with, whether somebody opens it or a consult grows into it.
struct CaseFounding: Sendable {
  let client: Int
  /// The wijk of the child, and the consortium that works there.
  let wijk: String
  let consortium: Int
  private let birth: BirthDate

  /// Reads the row of `Cases.subject`.
  init(_ client: Int, _ subject: Rows) throws(Failure) {
    guard let birth = subject.birth(0, 0), let wijk = subject.text(0, 2), let consortium = subject.integer(0, 3) else {
      throw .gone
    }
    self.client = client
    self.wijk = wijk
    self.consortium = consortium
    self.birth = birth
  }

  /// From 18 help goes on only where it was extended, up to 22.
  func checkAge(_ call: Call, _ asker: Asker) throws(Failure) {
    let age = birth.age(on: asker.today)
    if age < 18 || age < 23 && call.yes("extended") { return }
    throw age < 23
      ? .value(
        call, "client", "Deze jongere is 18 of ouder: dat gaat alleen met case open, extended=yes en reason.",
        "This client is 18 or over: that takes case open, extended=yes and reason.")
      : .value(call, "client", "Deze jongere is 23 of ouder.", "This client is 23 or over.")
  }

  /// Throws `scope.owner` for a team of a kind that takes part but never owns.
  static func checkOwner(_ slug: String, _ kind: String, _ call: Call, _ field: String) throws(Failure) {
    guard kind == "save" || kind == "external" else { return }
    throw Failure(
      .scopeOwner,
      Sentence(nl: "\(slug) kan geen eigenaar zijn.", en: "\(slug) cannot own a case."), field: field,
      column: call.column(of: field))
  }

  /// The case and what is told of it: every owner finds it on its desk.
  ///
  /// - Parameter firstContact: when specialists first thought along, as RFC 3339; nil: now.
  func effect(
    _ question: String, urgency: String, referrer: String, lead: Int, owners: [Int], extendedReason: String? = nil,
    firstContact: String? = nil, by member: Membership
  ) -> Effect {
    var effect = Effect(
      Cases.open(
        Cases.Opening(
          client: client, question: question, urgency: urgency, referrer: referrer, wijk: wijk, consortium: consortium,
          lead: lead, extendedReason: extendedReason, firstContact: firstContact, owners: owners)),
      reply: Cases.opened)
    effect.touches = [Touch(client: .number(client), casus: .made, role: member.role.rawValue, team: member.team)]
    effect.events = [Outbox.Event("case", "case", .made, "opened")]
    effect.desk = owners.map { Outbox.Notice(.team($0), "case", .made, "assigned") }
    effect.makes = ["case"]
    return effect
  }
}

internal import Casework
internal import Catalogue
internal import Postgres
internal import Records
internal import Wire

extension Operations {
  static let stays: [String: Operation] = [
    "stay.add": .changes(add),
    "stay.end": .changes(end),
    "stay.list": .reads { (call) throws(Failure) in
      let (from, until) = (call.optionalDate("from"), call.optionalDate("until"))
      if let from, let until, until <= from { throw .backwards(call, "until") }
      return try .casework(call, of: "case") { page in
        Stays.list(
          page, kind: call.optionalText("kind"), place: call.optionalSlug("place"), from: from?.iso, until: until?.iso)
      }
    },
  ]

  /// How far ahead a stay is recorded, in years.
  private static let years = 2

  @Sendable private static func add(_ call: Call) throws(Failure) -> Change {
    let (casus, kind, place) = (try call.code("case"), try call.text("kind"), try call.slug("place"))
    let (from, until) = (try call.date("from"), call.optionalDate("until"))
    if let until, until <= from { throw .backwards(call, "until") }
    return .work(
      in: .casus(casus), call, by: .caseTeam, [Stays.birth(of: casus)],
      valid: { (asker) throws(Failure) in
        guard from <= asker.today.adding(years: years) else {
          throw .value(call, "from", "Dat is meer dan \(years) jaar vooruit.", "That is over \(years) years ahead.")
        }
      }
    ) { (work, rows, asker) throws(Failure) in
      if let birth = rows[0].birth(0, 0)?.first, from < birth {
        throw .value(call, "from", "Toen was het kind nog niet geboren.", "The child was not born then.")
      }
      try work.checkOpen()
      var effect = work.effect(
        Stays.add(to: casus, kind: kind, place: place, from: from.iso, until: until?.iso),
        CaseFacts.Fact(
          "stay", about: CasePart.stay.made, ["kind": kind, "place": place, "from": from.iso, "until": until?.iso],
          on: min(from, asker.today)),
        reply: Stays.added)
      effect.makes = ["stay"]
      effect.explain = { error in
        error.constraint != "stay_once"
          ? nil
          : Explanation(Stays.beside(in: casus, kind: kind, from: from.iso, until: until?.iso)) { rows in
            .staysAlready(
              (0..<rows.count).map { row in
                .object(
                  ["stay", "kind", "from", "until"].enumerated().map { column, name in
                    .init(name, rows.text(row, column).map(JSON.string) ?? .null)
                  })
              })
          }
      }
      return effect
    }
  }

  @Sendable private static func end(_ call: Call) throws(Failure) -> Change {
    let stay = try call.code("id")
    return .work(in: .part(.stay, stay), call, by: .caseTeam, [Stays.period(stay)]) {
      (work, rows, asker) throws(Failure) in
      try work.checkOpen()
      let day = try call.end(of: .stay, rows[0], today: asker.today)
      let reason = call.optionalText("reason")
      return work.effect(
        Stays.end(stay, on: day.iso, reason: reason),
        CaseFacts.Fact(
          "stay-ended", about: .code(CasePart.stay.code(stay)), ["until": day.iso], reason: reason,
          on: min(day, asker.today)),
        reply: Stays.ended, .integer(stay))
    }
  }
}

extension Failure {
  /// A child lives in one place, and is not twice in what it does beside that.
  static func staysAlready(_ with: [JSON]) -> Failure {
    Failure(
      .conflictDuplicate,
      Sentence(
        nl: "In die tijd verblijft dit kind al ergens.", en: "This child stays somewhere in that time already."),
      field: "from", members: with.isEmpty ? [] : [.init("with", .array(with))])
  }
}

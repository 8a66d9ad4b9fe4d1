internal import Casework
internal import Catalogue
internal import Postgres
internal import Records
internal import Wire

/// The place of an entry on its list, and what decides it.
struct WaitingPlace: Sendable {
  private let order: WaitingOrder
  private let position: Int?
  /// Who may know of it, and by which relation.
  private let touch: Touch
  /// Until when a place given by hand holds, and why, for who reads the case whole.
  private let byHand: (until: String, reason: String?)?

  /// Reads a row of `WaitingList.why`.
  init(_ row: Rows) throws(Failure) {
    guard let urgency = row.text(0, 0).flatMap(Urgency.init(rawValue:)), let client = row.integer(0, 4),
      let casus = row.integer(0, 5), let entry = row.integer(0, 13)
    else { throw .gone }
    order = WaitingOrder(
      overrideRank: row.integer(0, 9), urgency: urgency, dueOn: row.text(0, 1).flatMap(CivilDate.init(iso:)),
      countableDays: row.integer(0, 2) ?? 0, hasContinuity: row.bool(0, 12) == true, entry: entry)
    position = row.integer(0, 3)
    byHand = row.text(0, 10).map { ($0, row.text(0, 11)) }
    touch = Touch(
      client: .number(client), casus: .number(casus), ground: row.text(0, 6) ?? "owner", role: row.text(0, 7),
      team: row.integer(0, 8))
  }

  private func text(_ term: WaitingOrder.Term, _ language: Language) -> String {
    let text = language == .nl ? term.nl : term.en
    guard term.key == "override", let byHand else { return text }
    let reason = byHand.reason.map { ": \($0)" } ?? "."
    return text.dropLast() + (language == .nl ? ", tot " : ", until ") + byHand.until + reason
  }

  /// What decides it, term by term.
  func rows(_ language: Language) -> [[JSON.Member]] {
    order.terms.enumerated().map { index, term in
      [
        .init("order", .integer(Int64(index + 1))), .init("key", .string(term.key)),
        .init("value", .string(term.value)), .init("text", .string(text(term, language))),
      ]
    }
  }

  /// What `waiting why` tells; `former` is the entry right before it, if the asker may know of that.
  func why(after former: WaitingPlace?, _ language: Language) -> Answer {
    let rows = rows(language)
    return .composed(
      rows: rows,
      ok: [
        .init("rows", .integer(Int64(rows.count))),
        .init("position", position.map { .integer(Int64($0)) } ?? .null),
        .init("after", former.map { .object(told(after: $0, language)) } ?? .null),
      ], touches: [touch] + (former.map { [$0.touch] } ?? []))
  }

  /// The first term in which the one before differs: that is why it goes first.
  private func told(after former: WaitingPlace, _ language: Language) -> [JSON.Member] {
    let decisive = zip(former.order.terms, order.terms).first { $0.value != $1.value || $0.key == "entry" }?.0
    return [
      .init("entry", .string("W-\(former.order.entry)")), .init("key", decisive.map { .string($0.key) } ?? .null),
      .init("value", decisive.map { .string($0.value) } ?? .null),
      .init("text", decisive.map { .string(former.text($0, language)) } ?? .null),
    ]
  }
}

import Casework
import Testing

@Suite("Waiting and working days")
struct WaitingTests {
  static let holidays2026 = WorkingDays(
    closed: [day("2026-04-05"), day("2026-04-06"), day("2026-04-27"), day("2026-12-25"), day("2026-12-26")])

  @Test(
    "an answer is due at 17:00 of the nth working day after the day of asking",
    arguments: [
      ("2026-11-23T09:00", 5, "2026-11-30T17:00:00+01:00"),
      ("2026-11-23T23:59:59", 1, "2026-11-24T17:00:00+01:00"),
      ("2026-11-21T12:00", 1, "2026-11-23T17:00:00+01:00"),
      ("2026-11-20T18:00", 1, "2026-11-23T17:00:00+01:00"),
      ("2026-04-02T10:00", 2, "2026-04-07T17:00:00+02:00"),
      ("2026-12-24T10:00", 1, "2026-12-28T17:00:00+01:00"),
      ("2026-03-27T10:00", 1, "2026-03-30T17:00:00+02:00"),
      ("2026-10-23T10:00", 5, "2026-10-30T17:00:00+01:00"),
      ("2026-11-23T00:30+02:00", 1, "2026-11-23T17:00:00+01:00"),
      ("2026-11-21T12:00", 0, "2026-11-23T17:00:00+01:00"),
      ("2026-11-23T12:00", 0, "2026-11-23T17:00:00+01:00"),
    ])
  func due(asked: String, days: Int, due: String) {
    let zone = Zone.amsterdam
    let asked = Instant(seconds: moment(asked))
    #expect(zone.rfc3339(Self.holidays2026.dueAt(days, asked: asked, in: zone)) == due)
  }

  @Test("a wild number of days ends")
  func wild() {
    #expect(Self.holidays2026.day(.max, after: day("2026-01-01")) > day("2036-01-01"))
    #expect(Self.holidays2026.day(.min, after: day("2026-01-01")) == day("2026-01-01"))
  }

  @Test("a pause has a longest", arguments: zip(PauseReason.allCases, [60, 28, 90]))
  func longest(reason: PauseReason, days: Int) { #expect(reason.longestDays == days) }

  static let inOrder = [
    order(rank: 1, .regulier, due: "2026-09-01"), order(rank: 2, .crisis, due: "2026-01-01"),
    order(.crisis, due: "2026-09-01"), order(.spoed, due: "2026-08-01"),
    order(.urgent, due: "2026-01-01", days: 99), order(.regulier, due: "2026-01-01", days: 30),
    order(.regulier, due: "2026-01-02", days: 50, continuity: true),
    order(.regulier, due: "2026-01-02", days: 50, entry: 2),
    order(.regulier, due: "2026-01-02", days: 50, entry: 3),
    order(.regulier, due: "2026-01-02", days: 49, continuity: true),
    order(.regulier, due: "2026-01-03", days: .max),
    order(rank: 1, .crisis, due: nil), order(.regulier, due: nil, entry: 1),
    order(.regulier, due: nil, entry: 2),
  ]

  static func order(
    rank: Int? = nil, _ urgency: Urgency, due: String?, days: Int = 0, continuity: Bool = false,
    entry: Int = 9
  ) -> WaitingOrder {
    WaitingOrder(
      overrideRank: rank, urgency: urgency, dueOn: due.map(day), countableDays: days,
      hasContinuity: continuity,
      entry: entry)
  }

  @Test("the order is total: each term decides only where those before are equal")
  func total() {
    for (i, a) in Self.inOrder.enumerated() {
      for (j, b) in Self.inOrder.enumerated() {
        #expect((a < b) == (i < j), "\(i) \(j)")
        #expect((a == b) == (i == j), "\(i) \(j)")
      }
    }
    var random = Seeded(3)
    #expect(Self.inOrder.shuffled(using: &random).sorted() == Self.inOrder)
  }

  @Test("the key explains itself term by term")
  func explains() {
    let terms = Self.order(rank: 2, .spoed, due: "2026-08-01", days: 1, continuity: true, entry: 7).terms
    #expect(
      terms.map(\.key) == ["override", "urgency", "due-on", "countable-days", "continuity", "entry"])
    #expect(terms.map(\.value) == ["2", "spoed", "2026-08-01", "1", "yes", "W-7"])
    #expect(terms[3].nl == "1 dag telt als wachttijd.")
    #expect(terms[2].en == "The norm runs out on 2026-08-01.")
    let bare = Self.order(.regulier, due: nil).terms
    #expect(bare.map(\.value) == ["", "regulier", "", "0", "no", "W-9"])
    #expect((terms + bare).allSatisfy { $0.nl.hasSuffix(".") && $0.en.hasSuffix(".") })
  }
}

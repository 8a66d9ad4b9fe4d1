import Casework
import TestKit
import Testing
import Wire

extension CareCity {
  /// The keys by which rows of a waiting list of today are ordered, told from what the rows say; nobody in them returns.
  func orders(of rows: [JSON]) throws -> [WaitingOrder] {
    let given = try sql(
      "SELECT 'W-' || id, override_rank FROM koos.waiting_entry WHERE override_until_on > koos.today()")
    let ranks = Dictionary(uniqueKeysWithValues: given.map { ($0[0] ?? "", $0[1].flatMap { Int($0) }) })
    return try rows.map { row in
      let entry = try #require(row["entry"]?.string)
      return WaitingOrder(
        overrideRank: ranks[entry] ?? nil,
        urgency: try #require(row["urgency"]?.string.flatMap(Urgency.init(rawValue:))),
        dueOn: row["due_on"]?.string.flatMap { CivilDate(iso: $0) },
        countableDays: Int(row["countable_days"]?.integer ?? 0), hasContinuity: false,
        entry: try #require(Int(entry.dropFirst(2))))
    }
  }

  /// Says what is wrong with the order of a waiting list: it is total, and places count from 1 in each team and discipline.
  func expectOrdered(_ rows: [JSON], _ remark: String) throws {
    let keys = try orders(of: rows)
    #expect(zip(keys, keys.dropFirst()).allSatisfy { $0 < $1 }, "\(remark): \(keys)")
    let lists = Dictionary(grouping: rows.filter { $0["position"] != .null }) {
      "\($0["team"]?.string ?? "") \($0["discipline"]?.string ?? "")"
    }
    for (list, rows) in lists {
      #expect(rows.compactMap { $0["position"]?.integer } == Array(1...Int64(rows.count)), "\(remark) \(list)")
    }
  }
}

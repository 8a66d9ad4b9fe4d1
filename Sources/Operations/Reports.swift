internal import Casework
internal import Catalogue
internal import Postgres
internal import Records
internal import Wire

extension Operations {
  /// Figures are of nobody: no entry of the access log is made of them, and `metrics` counts how often they are asked.
  static let reports: [String: Operation] = Dictionary(
    uniqueKeysWithValues: Reports.all.map { report in
      (report.command, .reads { (call) throws(Failure) in try FigureReading(report, call).reading })
    } + [("report.yearbook", .reads(YearPicture.reading))])
}

/// What is asked of a report, and to whom it is told.
struct FigureReading: Sendable {
  /// How many days a report looks at, at most: ten years.
  private static let longest = 3_660

  private let report: Reports.Report
  private let call: Call
  private let past: Retrospect
  private let question: Figures.Question

  /// Throws `input.value` for days in no order, or too many.
  init(_ report: Reports.Report, _ call: Call) throws(Failure) {
    let (from, to) = (try call.date("from"), try call.date("to"))
    guard from < to else { throw .backwards(call, "to") }
    guard to.day - from.day <= Self.longest else {
      throw .value(call, "to", "Hoogstens tien jaar.", "Ten years at most.")
    }
    self.report = report
    self.call = call
    past = Retrospect(call)
    question = Figures.Question(
      from: from.iso, to: to.iso, team: call.optionalSlug("team"), wijk: call.optionalSlug("wijk"),
      knownAt: past.asOf.knownAt)
  }

  var reading: Reading {
    let scope = Figures.scope(report.grain.rawValue, question)
    return Reading([scope, Figures.of(report.name, question)]) { (rows, asker) throws(Failure) in
      try past.check(asker)
      let isTold = rows[0].bool(0, 0) == true
      // A team in a wijk is a cut across two dimensions, from which single children could be reckoned back.
      if !isTold, question.team != nil, question.wijk != nil {
        throw .value(call, "wijk", "Noem een team of een wijk, niet beide.", "Give a team or a wijk, not both.")
      }
      guard rows[0].bool(0, 3) == true else { throw .otherFigures }
      if !isTold, question.wijk != nil, !report.mayBeCut(by: "wijk") {
        throw .value(
          call, "wijk", "Dit rapport heeft geen cijfers per wijk.", "This report has no figures of a wijk.")
      }
      let days = [("from", 1), ("to", 2)].map { name, column in
        JSON.Member(name, rows[0].text(0, column).map(JSON.string) ?? .null)
      }
      return .page(rows[1], limit: .max, adding: days + [.figuresOf(rows[0]), past.known(asker)])
    }
  }
}

extension JSON.Member {
  /// Whose figures they are, of what `Figures.scope` returned.
  fileprivate static func figuresOf(_ scope: Rows) -> JSON.Member {
    .init("figures_of", scope.text(0, 4).map(JSON.string) ?? .null)
  }
}

extension Failure {
  /// Figures of a team of which the asker may have none.
  static let otherFigures = Failure.team(
    "U ziet de cijfers van uw eigen team of organisatie.", "You see the figures of your own team or organisation.")
}

/// The year picture, in the order of the catalogue.
enum YearPicture {
  @Sendable static func reading(_ call: Call) throws(Failure) -> Reading {
    let past = Retrospect(call)
    let year = try call.integer("year")
    let days = Figures.Question(from: "\(year)-01-01", to: "\(year + 1)-01-01")
    let scope = Figures.scope(Reports.Grain.quarter.rawValue, days)
    return Reading([scope, Figures.yearbook(year, knownAt: past.asOf.knownAt)]) { (rows, asker) throws(Failure) in
      try past.check(asker)
      let told = Reports.yearbook.flatMap { part in figures(of: part, in: rows[1]) }
      return .composed(
        rows: told,
        ok: [
          .init("rows", .integer(Int64(told.count))), .init("year", .integer(Int64(year))), .figuresOf(rows[0]),
          past.known(asker),
        ])
    }
  }

  /// The rows of a part: what the catalogue names, then what only the figures tell of, such as a discipline.
  private static func figures(of part: Reports.Part, in rows: Rows) -> [[JSON.Member]] {
    let found = (0..<rows.count).filter { rows.text($0, 0) == part.name }.map { row in
      (key: rows.text(row, 1) ?? "", value: rows.integer(row, 2))
    }
    let named = part.entries.map(\.key)
    let keys = named + found.map(\.key).filter { !named.contains($0) }
    return keys.map { key in
      let value = found.first { $0.key == key }.map(\.value) ?? 0
      return [
        .init("part", .string(part.name)), .init("key", .string(key)),
        .init("value", value.map { .integer(Int64($0)) } ?? .null),
      ]
    }
  }
}

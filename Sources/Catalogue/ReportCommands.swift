internal import Wire

extension Catalogue {
  /// The commands made from the reports, the year picture first.
  static let reports: [Command] =
    [
      Command(
        "report.yearbook", .reporters, dutch: ["jaarbeeld", "rapport jaarbeeld"],
        nl: "Geeft het jaarbeeld: jeugdigen, leeftijd, verwijzers, professionals, wachtlijst, consulten, vormen van "
          + "afspraak en eigenaarschap.",
        en: "Gives the year picture: clients, ages, referrers, professionals, waiting, consults, modes and ownership.",
        [
          .needed("year", .integer(2015...2100), nl: "het jaar", en: "the year"), .knownAt,
        ], examples: [.both("2020"), .both("2020 --known-at 2021-02-01")])
    ]
    + Reports.all.map { report in
      Command(
        report.command, .reporters, dutch: ["rapport \(report.dutch)"], nl: report.summary.nl, en: report.summary.en,
        [
          .needed(
            "from", .date,
            nl: "de eerste dag; wie alleen cijfers ziet krijgt \(report.grain.whole.nl)",
            en: "the first day; who only sees figures gets \(report.grain.whole.en)"),
          .needed("to", .date, nl: "tot die dag, die niet meer", en: "to that day, excluded"),
          .team, .wijk, .knownAt,
        ], examples: [.both("2026-01-01 --to 2026-04-01")])
    }
}

extension Reports.Grain {
  fileprivate var whole: (nl: String, en: String) {
    switch self {
    case .month: ("hele maanden", "whole months")
    case .quarter: ("hele kwartalen", "whole quarters")
    }
  }
}

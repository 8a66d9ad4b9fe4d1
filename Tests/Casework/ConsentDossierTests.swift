import Casework
import Testing

@Suite("Consent as recorded")
struct ConsentDossierTests {
  /// Words such as `parent-1@2024-01-01` or `guardian@2024-01-01..2024-03-01`, with `+` one who succeeds another.
  private func relations(_ words: String) -> [ConsentDossier.Relation] {
    words.split(separator: " ").compactMap { word in
      let parts = word.split(separator: "@")
      let days = parts[1].split(separator: ".").compactMap { CivilDate(iso: $0) }
      guard let party = Party(rawValue: parts[0].filter { $0 != "+" }), let from = days.first else { return nil }
      return ConsentDossier.Relation(
        party: party, from: from, until: days.count > 1 ? days[1] : nil,
        succeedsAt: parts[0].hasSuffix("+") ? Int64(from.day) * 86_400 : 0)
    }
  }

  /// Words such as `youth@2024-01-01`, with `<` the first day it no longer holds and `!` the day it was withdrawn.
  private func consents(_ words: String) -> [ConsentDossier.Consent] {
    words.split(separator: " ").enumerated().compactMap { index, word in
      let parts = word.split(separator: "@")
      guard let party = Party(rawValue: String(parts[0])), let given = CivilDate(iso: parts[1].prefix(10)) else {
        return nil
      }
      let later = CivilDate(iso: parts[1].suffix(10))
      return ConsentDossier.Consent(
        number: index + 1, party: party, givenAt: Int64(given.day) * 86_400 + 3_600, givenOn: given,
        until: parts[1].contains("<") ? later : nil, withdrawnOn: parts[1].contains("!") ? later : nil)
    }
  }

  private func told(_ verdict: ConsentDossier.Verdict) -> String {
    func words(_ who: [Party]) -> String { who.map { " " + $0.rawValue }.joined() }
    return switch verdict {
    case .granted: "granted"
    case .missing(let who): "missing" + words(who)
    case .withdrawn(let who): "withdrawn" + words(who)
    case .noSay(let party): "no-say" + words([party])
    }
  }

  @Test(
    "whose consent counts, with what is recorded",
    arguments: [
      // Under 12: every relation with authority on that day.
      ("2016", "", "", "missing parent-1 parent-2 guardian"), ("2016", "", "parent-2@2024-01-01", "granted"),
      ("2016", "parent-1@2024-01-01", "", "missing parent-1"),
      ("2016", "parent-1@2024-01-01 parent-2@2024-01-01", "parent-1@2024-01-02", "missing parent-2"),
      ("2016", "parent-1@2024-01-01 parent-2@2024-01-01", "parent-2@2024-01-02 parent-1@2024-01-02", "granted"),
      ("2016", "guardian@2024-01-01", "parent-1@2024-01-02", "missing guardian"),
      ("2016", "guardian@2024-01-01", "guardian@2024-01-02", "granted"),
      ("2016", "parent-1@2024-06-02", "guardian@2024-01-02", "granted"),
      ("2016", "parent-1@2024-01-01..2024-06-01", "guardian@2024-01-02", "granted"),
      ("2016", "parent-1@2024-01-01..2024-06-02", "guardian@2024-01-02", "missing parent-1"),
      // From 12 to 15: the youth and those; a birth known to the year counts as its last day.
      ("2012-06-01", "parent-1@2024-01-01", "parent-1@2024-01-02", "missing youth"),
      ("2012-06-02", "parent-1@2024-01-01", "parent-1@2024-01-02", "granted"),
      ("2012", "parent-1@2024-01-01", "parent-1@2024-01-02", "granted"),
      ("2012-05", "parent-1@2024-01-01", "parent-1@2024-01-02", "missing youth"),
      ("2012-06", "parent-1@2024-01-01", "parent-1@2024-01-02", "granted"),
      ("2010", "parent-1@2024-01-01", "youth@2024-01-02", "missing parent-1"),
      ("2010", "parent-1@2024-01-01", "youth@2024-01-02 parent-1@2024-01-02", "granted"),
      // From 16: the youth.
      ("2008-06-01", "parent-1@2024-01-01", "parent-1@2024-01-02", "missing youth"),
      ("2008-06-01", "parent-1@2024-01-01", "youth@2024-01-02", "granted"),
      ("2008-06-02", "parent-1@2024-01-01", "youth@2024-01-02", "missing parent-1"),
      // A representative stands for a youth; who was recorded last says whether the youth is capable.
      ("2006", "", "representative@2024-01-02", "granted"),
      ("2006", "", "representative@2024-01-02!2024-03-01", "withdrawn representative"),
      ("2006", "", "representative@2024-01-02!2024-03-01 youth@2024-04-01", "granted"),
      ("2010", "parent-1@2024-01-01", "representative@2024-01-02", "missing parent-1"),
      ("2016", "parent-1@2024-01-01", "representative@2024-01-02", "missing parent-1"),
      // The day of the act decides about giving, end and withdrawal.
      ("2006", "", "youth@2024-06-01", "granted"), ("2006", "", "youth@2024-06-02", "missing youth"),
      ("2006", "", "youth@2024-01-01<2024-06-01", "missing youth"),
      ("2006", "", "youth@2024-01-01<2024-06-02", "granted"),
      ("2006", "", "youth@2024-01-01!2024-06-01", "withdrawn youth"),
      ("2006", "", "youth@2024-01-01!2024-06-02", "granted"),
      ("2006", "", "youth@2024-01-01!2024-02-01 youth@2024-02-01", "granted"),
      // The second parent stays the second when the first has gone, and who comes after somebody is asked anew.
      ("2016", "parent-1@2024-01-01..2024-02-01 parent-2@2024-01-01", "parent-1@2024-01-02", "missing parent-2"),
      ("2016", "parent-1@2024-01-01..2024-02-01 parent-2@2024-01-01", "parent-2@2024-01-02", "granted"),
      ("2016", "parent-1@2024-01-01..2024-02-01 parent-1+@2024-02-01", "parent-1@2024-01-02", "missing parent-1"),
      ("2016", "parent-1@2024-01-01..2024-02-01 parent-1+@2024-02-01", "parent-1@2024-02-02", "granted"),
      ("2016", "parent-1@2024-03-01", "parent-1@2024-01-02", "granted"),
    ])
  func verdicts(birth: String, authorities: String, given: String, verdict: String) throws {
    let dossier = ConsentDossier(
      birth: try #require(BirthDate(wire: birth)), relations: relations(authorities), consents: consents(given))
    #expect(told(dossier.verdict(on: day("2024-06-01"))) == verdict)
  }

  @Test(
    "a consent that is named must be one of those that count",
    arguments: [
      ("2006", "", "youth@2024-01-01", 1, "granted"), ("2006", "", "youth@2024-01-01", 9, "missing youth"),
      ("2006", "", "parent-1@2022-01-01 youth@2024-01-01", 1, "no-say parent-1"),
      ("2016", "", "youth@2024-01-01 parent-1@2024-01-01", 1, "no-say youth"),
      ("2006", "", "youth@2024-01-01!2024-02-01 youth@2024-02-01", 1, "withdrawn youth"),
      ("2006", "", "youth@2024-01-01!2024-02-01 youth@2024-02-01", 2, "granted"),
      ("2006", "", "youth@2024-01-01<2024-02-01 youth@2024-02-01", 1, "missing youth"),
      ("2010", "parent-1@2024-01-01", "youth@2024-01-02", 1, "missing parent-1"),
      ("2010", "parent-1@2024-01-01", "youth@2024-01-02 parent-1@2024-01-02", 1, "granted"),
      ("2016", "parent-1@2024-01-01", "parent-1@2024-01-02 guardian@2024-01-02", 2, "missing parent-1"),
      ("2016", "", "parent-1@2024-06-02", 1, "missing parent-1 parent-2 guardian"),
    ])
  func named(birth: String, authorities: String, given: String, number: Int, verdict: String) throws {
    let dossier = ConsentDossier(
      birth: try #require(BirthDate(wire: birth)), relations: relations(authorities), consents: consents(given))
    #expect(told(dossier.verdict(on: day("2024-06-01"), named: number)) == verdict)
  }
}

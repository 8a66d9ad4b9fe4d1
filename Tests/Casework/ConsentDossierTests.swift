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

  /// Words such as `youth@2024-01-01`, with `<` the first day it no longer holds and `!` the day it was withdrawn; `-`
  /// before the party is a no, and after `=` comes an exception.
  private func consents(_ words: String) -> [ConsentDossier.Consent] {
    words.split(separator: " ").enumerated().compactMap { index, word in
      let (said, exception) = { ($0[0], $0.count > 1 ? ConsentException(rawValue: String($0[1])) : nil) }(
        word.split(separator: "="))
      let parts = said.split(separator: "@")
      let isRefusal = parts[0].hasPrefix("-")
      guard let party = Party(rawValue: String(isRefusal ? parts[0].dropFirst() : parts[0])),
        let given = CivilDate(iso: parts[1].prefix(10))
      else { return nil }
      let later = CivilDate(iso: parts[1].suffix(10))
      return ConsentDossier.Consent(
        number: index + 1, party: party, givenAt: Int64(given.day) * 86_400 + 3_600, givenOn: given,
        until: parts[1].contains("<") ? later : nil, withdrawnOn: parts[1].contains("!") ? later : nil,
        exception: exception, isRefusal: isRefusal)
    }
  }

  private func told(_ verdict: ConsentDossier.Verdict) -> String {
    func words(_ who: [Party]) -> String { who.map { " " + $0.rawValue }.joined() }
    return switch verdict {
    case .granted: "granted"
    case .missing(let who): "missing" + words(who)
    case .withdrawn(let who): "withdrawn" + words(who)
    case .refused(let who): "refused" + words(who)
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
      // Who refused has not consented, until a yes follows; a no that is over or taken back is none.
      ("2016", "parent-1@2024-01-01", "-parent-1@2024-01-02", "refused parent-1"),
      ("2016", "parent-1@2024-01-01", "-parent-1@2024-01-02 parent-1@2024-01-03", "granted"),
      ("2016", "parent-1@2024-01-01", "-parent-1@2024-06-02", "missing parent-1"),
      ("2016", "parent-1@2024-01-01", "-parent-1@2024-01-02!2024-02-01", "withdrawn parent-1"),
      ("2016", "", "-parent-1@2024-01-02", "refused parent-1 parent-2 guardian"),
      ("2006", "", "-representative@2024-01-02", "missing youth"),
      // A no of the youth is the youth's, whoever stood in before; taken back or over it leaves things as they were.
      ("2006", "", "representative@2024-01-02 -youth@2024-02-01", "refused youth"),
      ("2006", "", "representative@2024-01-02 -youth@2024-02-01!2024-03-01", "granted"),
      ("2006", "", "representative@2024-01-02 -youth@2024-02-01<2024-06-01", "granted"),
      ("2006", "", "representative@2024-01-02 -youth@2024-06-02", "granted"),
      ("2006", "", "-youth@2024-01-02!2024-02-01 representative@2024-02-02", "granted"),
      (
        "2010", "parent-1@2024-01-01", "parent-1@2024-01-02 representative@2024-01-02 -youth@2024-02-01",
        "refused youth"
      ),
      // A youth persists against who refused, and not against who was not asked.
      ("2010", "parent-1@2024-01-01", "-parent-1@2024-01-02 youth@2024-01-03=youth-persists", "granted"),
      ("2010", "parent-1@2024-01-01", "-parent-1@2024-01-02 youth@2024-01-03", "refused parent-1"),
      (
        "2010", "parent-1@2024-01-01 parent-2@2024-01-01", "-parent-1@2024-01-02 youth@2024-01-03=youth-persists",
        "missing parent-2"
      ),
      (
        "2010", "parent-1@2024-01-01", "-parent-1@2024-01-02 youth@2024-01-03!2024-02-01=youth-persists",
        "refused youth parent-1"
      ),
      ("2010", "parent-1@2024-01-01", "youth@2024-01-03=serious-harm", "granted"),
      ("2010", "parent-1@2024-01-01", "youth@2024-01-03<2024-06-01=serious-harm", "missing youth parent-1"),
      ("2016", "parent-1@2024-01-01", "youth@2024-01-03=serious-harm", "missing parent-1"),
      ("2016", "parent-1@2024-01-01", "court@2024-01-03=kinderbeschermingsmaatregel", "granted"),
      ("2016", "parent-1@2024-01-01", "court@2024-01-03<2024-06-01=gesloten-jeugdhulp", "missing parent-1"),
      ("2010", "parent-1@2024-01-01", "court@2024-06-02=jeugdreclassering", "missing youth parent-1"),
      // A child is protected until the eighteenth birthday, also where the order says longer.
      ("2006-06-02", "", "court@2024-01-03<2025-01-01=kinderbeschermingsmaatregel", "granted"),
      ("2006-06-01", "", "court@2024-01-03<2025-01-01=kinderbeschermingsmaatregel", "missing youth"),
      ("2006-06-01", "", "court@2024-01-03<2025-01-01=jeugdreclassering", "granted"),
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
    "what somebody said last and holds to, stands",
    arguments: [
      ("", nil), ("youth@2024-01-01", 1), ("-youth@2024-01-01", 1), ("youth@2024-01-01 -youth@2024-02-01", 2),
      ("youth@2024-01-01 -youth@2024-02-01!2024-03-01", 1), ("youth@2024-01-01<2024-06-01", nil),
      ("youth@2024-06-02", nil), ("representative@2024-01-01 parent-1@2024-01-01", nil),
    ])
  func stands(given: String, number: Int?) throws {
    let dossier = ConsentDossier(
      birth: try #require(BirthDate(wire: "2006")), relations: [], consents: consents(given))
    #expect(dossier.standing(of: .youth, on: day("2024-06-01"))?.number == number)
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
      ("2016", "", "-parent-1@2024-01-02 parent-1@2024-01-03", 1, "missing parent-1 parent-2 guardian"),
      ("2016", "", "-parent-1@2024-01-02 parent-1@2024-01-03", 2, "granted"),
    ])
  func named(birth: String, authorities: String, given: String, number: Int, verdict: String) throws {
    let dossier = ConsentDossier(
      birth: try #require(BirthDate(wire: birth)), relations: relations(authorities), consents: consents(given))
    #expect(told(dossier.verdict(on: day("2024-06-01"), named: number)) == verdict)
  }
}

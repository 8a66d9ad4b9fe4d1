import Casework
import Testing

@Suite("Text that points at a person")
struct IdentifyingTextTests {
  private static let today = CivilDate(year: 2026, month: 3, day: 2) ?? CivilDate(day: 0)

  private func found(_ text: String) -> [String] {
    IdentifyingText.findings(in: text, today: Self.today).map { "\($0.kind.rawValue)@\($0.position)" }
  }

  @Test(
    "what points at somebody is found, with its kind and place",
    arguments: [
      ("123456782", "bsn@1"), ("bsn 1234.56.782.", "bsn@5"), ("het is 123 456 782, toch", "bsn@8"),
      ("123. 456. 782", "bsn@1"), ("1 2 3 4 5 6 7 8 2", "bsn@1"), ("x123456782y", "bsn@2"),
      ("١٢٣٤٥٦٧٨٢", "bsn@1"), ("123\u{200B}456782", "bsn@1"), ("123\u{A0}456\u{A0}782", "bsn@1"),
      ("Ik ben é 111222333", "bsn@10"), ("kamer 12 123456782", "bsn@10"),
      ("123456782@voorbeeld.nl", "bsn@1"), ("jan.123456782@voorbeeld.nl", "bsn@5"), ("012345672", "bsn@1"),
      ("012345672 5 jaar", "bsn@1"), ("+31612345678 123456782", "telephone@1 bsn@14"),
      ("0031 6 12345678 123.456.782", "telephone@1 bsn@17"), ("bsn:123456782;", "bsn@5"), ("(123456782)", "bsn@2"),
      ("mail jan.de.vries@voorbeeld.nl maar", "email@6"), ("j+k@a-b.co.uk", "email@1"), ("josé@école.fr", "email@1"),
      ("bel 06-12345678", "telephone@5"), ("06 12 34 56 78", "telephone@1"), ("0612345678.", "telephone@1"),
      ("(030) 234 56 78", "telephone@2"), ("030-2345678", "telephone@1"), ("+31 6 12345678", "telephone@1"),
      ("+31 (0)6 1234 5678", "telephone@1"), ("0031612345678", "telephone@1"), ("+49 30 123456", "telephone@1"),
      ("088 123 4567", "telephone@1"),
      ("woont op 3544AB", "postcode@10"), ("3544 AB", "postcode@1"), ("3526ks", "postcode@1"),
      ("3526 ks", "postcode@1"), ("2024 IN het", "postcode@1"),
      ("NL91ABNA0417164300", "iban@1"), ("NL91 ABNA 0417 1643 00 graag", "iban@1"),
      ("nl92 abna 0417 1643 00", "iban@1"),
      ("DE89 3704 0044 0532 0130 00", "iban@1"), ("GB29NWBK60161331926819", "iban@1"),
      ("geboren op 12 mei 2014", "birth-date@12"), ("geb. 12-05-2014", "birth-date@6"), ("12/5/14", "birth-date@1"),
      ("12.05.2014", "birth-date@1"), ("2014-05-12", "birth-date@1"), ("born May 12, 2014", "birth-date@6"),
      ("3 mrt. 2015", "birth-date@1"),
      ("12 - 5 - 2014", "birth-date@1"), ("12 05 2014", "birth-date@1"), ("2014 05 12", "birth-date@1"),
      ("op 20ste juni 2013", "birth-date@4"), ("12-mei-2014", "birth-date@1"), ("12 mei, 2014", "birth-date@1"),
      ("the 3rd March 2015", "birth-date@5"), ("May 12th, 2014", "birth-date@1"), ("29 februari 2012", "birth-date@1"),
      ("12e mei '14", "birth-date@1"), ("02-03-2026", "birth-date@1"),
      ("Rijnlaan 12", "address@1"), ("op de Amsterdamsestraatweg 102a,", "address@7"),
      ("kerkstraat nr. 5", "address@1"),
      ("Rijnlaan, 12", "address@1"), ("Köhlerstraße", ""), ("Vondellaan 7 bis", "address@1"),
      ("Kerkstr. 12", "address@1"), ("Kerkstr 12", "address@1"), ("Laan van Chartroise 166", "address@1"),
      ("Laan van Nieuw-Guinea 12", "address@1"), ("de Weg naar Rhijnauwen 5", "address@4"),
      ("Neude, Oudegracht 112-bis", "address@8"), ("Zandhofje 3", "address@1"),
    ])
  func finds(text: String, expected: String) {
    #expect(found(text).joined(separator: " ") == expected)
  }

  @Test(
    "what points at nobody passes",
    arguments: [
      "", "Hoe helpen we dit kind weer naar school?", "123456789", "dossier 999999999", "000000000", "123.456.789",
      "bel 14 030", "14030", "bel 112", "113", "0800-1234", "0800 0113", "0900-8844", "0900 1234567", "1234567820",
      "12345678", "sinds 2024 is hij somber", "in 2025 en 2026", "1200 km", "om 09:00-10:30",
      "gesprek op 12 maart 2027", "op 03-03-2026 om 10:00", "3 maart", "mei 2014", "versie 1.2.14", "score 99-99-2014",
      "onderweg 2 uur", "hij is weg 3 keer", "voetbalpark 2 keer", "straat 5", "laan", "het kind is 12, broer 14",
      "een @ alleen", "naam@school", "kinderen van 4-11 jaar", "2 tot 3 keer per week 45 minuten", "groep 5 en 6",
      "116 111", "0906-1234567", "0909 12345", "0800 1121", "14 030 of 14030", "31 februari 2014", "12-13-2014",
      "groep 5 6 2014", "van 10 12 jaar", "3 - 4 keer", "weg van huis 3 dagen", "een laan van 3 bomen", "12 mei",
      "12e keer in 2014", "1, 2, 3, 4, 5, 6, 7, 8, 2", "012345678",
    ])
  func passes(text: String) {
    #expect(found(text).isEmpty)
  }

  @Test("everything is found, in the order of the text, and nothing twice")
  func several() {
    #expect(
      found("a@b.nl, 06-12345678, 3544AB, Rijnlaan 12, 123456782, 12-05-2014, NL91ABNA0417164300")
        == ["email@1", "telephone@9", "postcode@22", "address@30", "bsn@43", "birth-date@54", "iban@66"])
  }

  @Test("no text makes it fail")
  func wild() {
    var state: UInt64 = 7
    let alphabet = Array("0123456789 .-/+()@aenlNLz'ü\u{200B}\n,".unicodeScalars)
    for _ in 0..<5_000 {
      var text = String.UnicodeScalarView()
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      for _ in 0..<Int(state >> 59) {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        text.append(alphabet[Int(state >> 33) % alphabet.count])
      }
      let findings = IdentifyingText.findings(in: String(text), today: Self.today)
      #expect(findings.allSatisfy { (1...max(1, text.count)).contains($0.position) })
    }
  }
}

import Casework
import Testing

@Suite("Identity: numbers, postcodes, names")
struct IdentityTests {
  @Test(
    "the eleven test takes what is a number", arguments: ["123456782", "111222333", "999900006", "999999990"])
  func takes(text: String) {
    #expect(BSN(text)?.digits == text)
  }

  @Test(
    "the eleven test refuses what is none",
    arguments: [
      "000000000", "999999999", "123456789", "12345678", "1234567820", "", "12345678x", "123 456 782",
      "１23456782", "123456782 ",
    ])
  func refuses(text: String) {
    #expect(BSN(text) == nil)
  }

  @Test("the test range holds 9,091 numbers")
  func range() {
    #expect((999_900_006...999_999_990).filter { BSN("\($0)") != nil }.count == 9_091)
  }

  @Test("a number does not print itself")
  func hides() {
    #expect(BSN("123456782").map { "\($0) \(String(reflecting: $0))" } == "BSN BSN")
  }

  @Test("postcodes are brought to one form")
  func postcodes() {
    for text in ["3544 ab", "3544AB", "3544 AB", "3544aB"] { #expect(Postcode(text)?.text == "3544AB") }
    #expect(Postcode("3544ab")?.area == "3544")
    #expect(Postcode("3544 sa")?.isSynthetic == true)
    #expect(Postcode("3544 ss")?.isSynthetic == true)
    #expect(Postcode("3544 as")?.isSynthetic == false)
    for text in [
      "", "3544", "0544AB", "3544A", "3544ABC", "3544  AB", " 3544AB", "35 44AB", "3544-AB", "AB3544",
      "3544ÄB",
      "354AAB", "3544A1", "３544AB",
    ] {
      #expect(Postcode(text) == nil, "\(text)")
    }
  }

  @Test(
    "names become slugs",
    arguments: [
      ("De Méern", "de-meern"), ("de-meern", "de-meern"), ("Vleuten-De Meern", "vleuten-de-meern"),
      ("  's-Gravenhage ", "s-gravenhage"), ("Łódź", "lodz"), ("Straße", "strasse"),
      ("Ĳsselstein", "ijsselstein"),
      ("Søren Æblø", "soren-aeblo"), ("İstanbul ısı", "istanbul-isi"), ("Nguyễn Thị", "nguyen-thi"),
      ("e\u{301}e\u{301}n", "een"), ("a.bakker", "a-bakker"), ("---", ""), ("", ""), ("東京 2", "2"),
      ("a\u{0}b", "a-b"),
    ])
  func slugs(name: String, slug: String) {
    #expect(Slug.slug(name) == slug)
    #expect(Slug.slug(slug) == slug)
  }

  @Test("folding keeps what is no letter, and other scripts")
  func folds() {
    for (name, folded) in [
      ("A.Bakker", "a.bakker"), ("Zoë de Vríes", "zoe de vries"), ("ΑΘΗΝΑ", "αθηνα"), ("محمد", "محمد"),
      ("Çelik", "celik"), ("Đorđe", "dorde"), ("Œuvre", "oeuvre"),
    ] {
      #expect(Slug.fold(name) == folded)
      #expect(Slug.fold(folded) == folded)
    }
  }
}

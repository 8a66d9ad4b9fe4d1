import Casework
import Catalogue
import Testing
import Wire

@Suite("Reading values")
struct ReadingTests {
  @Test(
    "a good value is read",
    arguments: [
      ("case.show C-12", "id", "C-12"), ("case.show c-012", "id", "C-12"), ("client.show j-5", "id", "J-5"),
      ("consult.show Q-7", "id", "Q-7"), ("waiting.why W-9", "id", "W-9"), ("token.revoke x-3", "id", "X-3"),
      ("appointment.cancel A-3 by=client reason=x", "id", "A-3"),
      ("worker.show A.Bakker", "id", "a.bakker"), ("worker.list José", "login", "jose"),
      ("team.show Vleuten-De-Meern", "id", "vleuten-de-meern"),
      ("team.show \"Vleuten De Meern\"", "id", "vleuten-de-meern"), ("team.show Café", "id", "cafe"),
      ("team.list nieuw-team", "slug", "nieuw-team"),
      ("team.list wijken=zuid,Leidsche-Rijn", "wijken", "zuid\u{1}leidsche-rijn"),
      ("wijk.find 3526ks", "postcode", "3526KS"), ("wijk.find \"3526 KS\"", "postcode", "3526KS"),
      ("wijk.find on=2026-11-22", "on", "d20779"),
      ("calendar.list 2026", "year", "2026"), ("organisation.list agb=01234567", "agb", "01234567"),
      ("session read-only=yes", "read-only", "yes"), ("session lang=en", "lang", "en"),
      ("consult.reply Q-1 text=\"a\\nb\\tc\" minutes=45", "text", "a\nb\tc"),
      ("consult.reply Q-1 text=a minutes=1h30m", "minutes", "90"),
      ("consult.reply Q-1 text=a minutes=45", "minutes", "45"),
      ("consult.reply Q-1 text=a minutes=1d", "minutes", "1440"),
      ("token.issue o.een ttl=30d", "ttl", "30d0s"), ("clock advance=1h30m", "advance", "0d5400s"),
      ("clock at=2026-07-01T09:00", "at", "s1782889200"),
      ("clock at=2026-07-01T09:00+02:00", "at", "s1782889200"),
      ("clock at=2026-07-01T07:00:00Z", "at", "s1782889200"), ("clock at=2026-07-01", "at", "s1782856800"),
      ("clock at=2026-10-25T02:30+01:00", "at", "s1792891800"),
      ("appointment.list from=2026-03-29", "from", "s1774738800"),
      ("availability.set o.een day=mon from=09:00 to=24:00", "to", "24:00"),
      ("availability.clear o.een day=sun", "day", "sun"),
      ("help case", "command", "case"), ("help \"case open\"", "command", "case.open"),
      ("help case.open", "command", "case.open"),
      ("slot.find with=o.een place=thuis from=2026-11-23 to=2026-11-24 minutes=30", "place", "thuis"),
      (
        "slot.find with=o.een,o.twee:online from=2026-11-23 to=2026-11-24 minutes=30", "with",
        "o.een\u{1}o.twee:online"
      ),
      (
        "appointment.book type=mdo at=2026-11-23T09:00 minutes=30 with=o.een mode=phone guests=moeder:online,tante",
        "guests", "moeder:online\u{1}tante"
      ),
      ("client.add Kim birth=2012-05 postcode=3526KS gender=V bsn=123456782", "bsn", "123456782"),
      ("client.add Kim birth=2012-05 postcode=3526KS gender=V", "birth", "2012-05"),
      ("client.add Kim birth=2012 postcode=3526KS gender=V", "birth", "2012"),
    ])
  func good(line: String, parameter: String, canonical: String) throws {
    #expect(try bound(line).value(parameter)?.canonical == canonical)
  }

  @Test(
    "a bad value is refused with its code, under its own name and column",
    arguments: [
      ("case.show abc", "id", "input.value"), ("case.show J-5", "id", "input.value"),
      ("case.show C-0", "id", "input.value"), ("case.show C-", "id", "input.value"),
      ("case.show C-+1", "id", "input.value"), ("case.show C-99999999999999999999", "id", "input.value"),
      ("case.show C-2147483648", "id", "input.value"),
      ("case.show C-١٢", "id", "input.value"), ("case.show 12", "id", "input.value"),
      ("worker.show \"a bakker\"", "id", "input.value"), ("team.show !!!", "id", "input.value"),
      ("team.list \"nieuw team\"", "slug", "input.value"),
      ("wijk.find 1234", "postcode", "input.postcode"), ("wijk.find 0123AB", "postcode", "input.postcode"),
      ("wijk.find on=2026-02-30", "on", "input.value"), ("wijk.find on=22-11-2026", "on", "input.value"),
      ("wijk.find name=\" \"", "name", "input.value"), ("wijk.find name=\"a\\nb\"", "name", "input.value"),
      ("calendar.list 20x6", "year", "input.value"), ("calendar.list +2026", "year", "input.value"),
      ("calendar.list 1899", "year", "input.value"),
      ("calendar.list 99999999999999999999", "year", "input.value"),
      ("organisation.list agb=123", "agb", "input.value"),
      ("session read-only=ja", "read-only", "input.value"),
      ("session lang=NL", "lang", "input.value"),
      ("consult.reply Q-1 minutes=0", "minutes", "input.value"),
      ("consult.reply Q-1 minutes=-5", "minutes", "input.value"),
      ("consult.reply Q-1 minutes=1441", "minutes", "input.value"),
      ("consult.reply Q-1 minutes=90s", "minutes", "input.value"),
      ("consult.reply Q-1 minutes=9223372036854775807", "minutes", "input.value"),
      ("token.issue o.een ttl=90", "ttl", "input.value"), ("token.issue o.een ttl=0d", "ttl", "input.value"),
      ("token.issue o.een ttl=99999d", "ttl", "input.value"),
      ("clock at=2026-03-29T02:30", "at", "input.time-gap"),
      ("clock at=2026-10-25T02:30", "at", "input.time-ambiguous"), ("clock at=morgen", "at", "input.value"),
      ("appointment.book at=2026-11-23", "at", "input.value"),
      ("appointment.book at=2026-03-29T02:30", "at", "input.time-gap"),
      ("availability.set from=9:00", "from", "input.value"),
      ("availability.set from=25:00", "from", "input.value"),
      ("availability.set day=maandag", "day", "input.value"),
      ("help case.opne", "command", "input.value"), ("help ca", "command", "input.value"),
      ("slot.find with=o.een,,o.twee", "with", "input.value"),
      ("slot.find with=o.een,o.een:online", "with", "input.value"),
      ("slot.find with=o.een:thuis", "with", "input.value"),
      ("client.add birth=2012-13", "birth", "input.value"), ("client.add bsn=123456783", "bsn", "input.bsn"),
      ("client.add bsn=000000000", "bsn", "input.bsn"), ("client.add gender=X", "gender", "input.value"),
      ("worker.list os-user=\"a b\"", "os-user", "input.value"),
    ])
  func bad(line: String, parameter: String, code: String) {
    let failure = refusal(line)
    #expect(failure?.code.description == code)
    #expect(failure?.field == parameter)
    let value =
      line.range(of: "\(parameter)=")?.upperBound ?? line.firstIndex(of: " ").map(line.index(after:))
    #expect(failure?.column == value.map { line.utf8.distance(from: line.startIndex, to: $0) + 1 })
  }

  @Test("a list given in pieces is one list, and holds nothing twice over the pieces")
  func pieces() {
    #expect(refusal("slot.find with=o.een with=o.een")?.column == 27)
    let many = (1...101).map { "w\($0)" }.joined(separator: ",")
    #expect(refusal("slot.find with=\(many)")?.code == .inputTooMany)
  }

  @Test("a time that comes twice is told with both its readings")
  func readings() {
    let object = refusal("clock at=2026-10-25T02:30")?.object(.nl)
    #expect(
      object?["readings"]
        == .array([.string("2026-10-25T02:30:00+02:00"), .string("2026-10-25T02:30:00+01:00")]))
  }

  @Test("text is measured in characters as people count them in letters, not in octets")
  func length() {
    let hundred = String(repeating: "é", count: 100)
    #expect(refusal("wijk.find name=\(hundred)") == nil)
    #expect(refusal("wijk.find name=\(hundred)e")?.code == .inputValue)
  }

  @Test("no value that is refused comes back in the message")
  func silence() {
    for line in ["client.add bsn=123456783", "wijk.find 3526KSX", "client.add birth=geheim"] {
      let text = refusal(line)?.object(.nl).text ?? ""
      #expect(!text.isEmpty)
      #expect(!text.contains("123456783") && !text.contains("3526KSX") && !text.contains("geheim"))
    }
  }
}

extension String {
  /// Where `part` stands first.
  fileprivate func range(of part: String) -> Range<Index>? {
    indices.first { self[$0...].hasPrefix(part) }.map { $0..<index($0, offsetBy: part.count) }
  }
}

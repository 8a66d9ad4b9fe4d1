import Testing

@testable import Console

@Suite("What somebody meets who knows no more than koos help")
struct NewcomerTests {
  private static let answer =
    "Begin met een vast ritueel: samen eten, voorlezen, licht uit.\nWordt het kind wakker, blijf dan bij de deur "
    + "staan en zeg weinig; na een week of twee is dat meestal genoeg, en anders bel ik u."

  @Test("an answer, a note and a sentence of a list are read whole", arguments: [60, 75, 90, 120])
  func whole(width: Int) {
    let thread = #"""
      {"at":"2026-03-02T08:00:00+01:00","kind":"question","by":"f.een","text":"Kind van zes slaapt slecht. Wat kan het gezin doen?","minutes":null,"confirmed":false},{"at":"2026-03-02T09:00:00+01:00","kind":"answer","by":"o.een","text":"\#(Self.answer.split(separator: "\n").joined(separator: "\\n"))","minutes":20,"confirmed":false}
      """#
    let out = Screen.of(["consult", "show", "Q-7"], width: width, "ok {\"consult\":\"Q-7\",\"thread\":[\(thread)]}\n")
      .out
    Self.expect(out, holds: Self.answer, width)
    let services = #"""
      row {"service":"ambulant","name":"Ambulante jeugdhulp","in_scope":true,"kind":"contact","needs_traject":false,"door":null}
      row {"service":"crisisdienst-ggz-jeugd","name":"Ambulante crisisdienst GGZ Jeugd","in_scope":false,"kind":null,"needs_traject":false,"door":"Bel bij crisis meteen de ambulante crisisdienst GGZ Jeugd, en bij levensgevaar 112."}
      ok {"rows":2}

      """#
    Self.expect(
      Screen.of(["service", "list"], width: width, services).out,
      holds: "Bel bij crisis meteen de ambulante crisisdienst GGZ Jeugd, en bij levensgevaar 112.", width)
  }

  /// Expects every word of a text, in its order, and no line that is wider.
  private static func expect(_ out: String, holds text: String, _ width: Int) {
    var words = out.split(whereSeparator: \.isWhitespace)[...]
    for word in text.split(whereSeparator: \.isWhitespace) {
      guard let index = words.firstIndex(of: word) else {
        Issue.record("“\(word)” is not in\n\(out)")
        return
      }
      words = words[(index + 1)...]
    }
    #expect(out.split(separator: "\n").allSatisfy { $0.count <= width }, "\(out)")
  }

  @Test("names and headers stay whole where what is the same in every row can make room")
  func names() {
    let reply = #"""
      row {"worker":"o.drie","name":"Demo Orthopedagoog Drie","organisation":"reinaerde","discipline":"orthopedagoog","hours":36.0,"languages":[],"disabled":false,"rev":1}
      row {"worker":"o.een","name":"Demo Orthopedagoog Een","organisation":"youke","discipline":"orthopedagoog","hours":36.0,"languages":["tr"],"disabled":false,"rev":1}
      ok {"rows":2}

      """#
    let out = Screen.of(["worker", "list"], width: 90, reply).out
    #expect(out.contains("Demo Orthopedagoog Drie  "), "\(out)")
    #expect(!out.contains("…  ") && out.contains("… in elke rij: revisie 1\n"), "\(out)")
  }

  @Test("what names a row is never cut, and until when is no place")
  func keys() {
    let reply = #"""
      row {"key":"calendar.closed-on-holidays-and-more","value":"https://video.example/{room}","default":"https://video.example/{room}","from":"09:00","to":"17:00"}
      row {"key":"video.template","value":"https://video.example/{space}","default":"https://video.example/{rooms}","from":"09:00","to":"17:30"}
      ok {"rows":2}

      """#
    let out = Screen.of(["setting", "list"], width: 80, reply).out
    #expect(out.contains("calendar.closed-on-holidays-and-more ") && out.contains("tot") && !out.contains("naar"))
  }

  @Test(
    "words of both languages may be mixed, as help shows them side by side",
    arguments: [
      (["vraag", "show", "Q-7"], "consult.show Q-7"), (["consult", "toon", "Q-7"], "consult.show Q-7"),
      (["wachtlijst", "why", "W-9"], "waiting.why W-9"), (["casus", "goal", "lijst"], "case.goal.list"),
    ])
  func mixed(arguments: [String], line: String) {
    let heard = Screen.of(arguments, width: 90, "ok {}\n").heard.first ?? ""
    #expect(heard.contains(line), "\(heard)")
  }

  @Test(
    "who says a wrong word is told where to go on",
    arguments: [
      (["consult", "aks"], "kies uit: ask, list"), (["vraag", "onzin"], "kies uit: stel, lijst"),
      (["inloggen"], "koos help"), (["zoek", "Bakker"], "kies uit: wijk zoek, jeugdige zoek"),
      (["help", "nonsense"], "koos help"), (["help", "vraag", "onzin"], "kies uit: stel"),
    ])
  func astray(arguments: [String], hint: String) {
    #expect(Screen.of(arguments, width: 90).err.contains(hint), "\(Screen.of(arguments, width: 90).err)")
  }

  @Test(
    "the language holds wherever it stands on the line",
    arguments: [
      ["consult", "show", "Q-7", "--foo", "--lang", "nl"], ["consult", "convert", "Q-7", "--client", "--lang", "nl"],
      ["--nonsense", "--lang=nl"], ["nonsense", "--lang", "nl"],
    ])
  func language(arguments: [String]) {
    let err = Screen.of(arguments, width: 90, environment: ["LANG": "C"]).err
    #expect(["kent geen", "hoort een waarde", "bestaat niet"].contains { err.contains($0) }, "\(err)")
  }

  @Test("what is missing is explained, with an example")
  func missing() {
    let refusal = #"err @t syntax.missing-parameter {"message":"outcome ontbreekt.","field":"outcome"}"#
    let err = Screen.of(["vraag", "sluit", "Q-7"], width: 90, refusal + "\n").err
    #expect(
      err == """
        koos: outcome ontbreekt. (syntax.missing-parameter)
          --outcome: wat het opleverde
          mogelijk: advice-enough (advies was genoeg), joint-case (samen een casus),
            referral-advised (verwijzing geadviseerd), other-service (andere hulp)
          zoals: koos vraag sluit Q-7 --outcome advice-enough --rating 8

        """)
  }

  @Test("what else is missing is said at once")
  func others() {
    let refusal = #"err syntax.missing-parameter {"message":"question ontbreekt.","field":"question"}"# + "\n"
    let err = Screen.of(["vraag", "stel", "--convert", "advice-only"], width: 90, refusal).err
    #expect(err.contains("  ook nodig: --discipline (aan welke discipline)\n"), "\(err)")
  }

  @Test(
    "what is refused is said in the reader's words",
    arguments: [
      (
        ["vraag", "sluit", "Q-7", "--outcome", "x"],
        #"input.value {"message":"outcome klopt niet.","field":"outcome","allowed":["advice-enough","joint-case"]}"#,
        "  mogelijk: advice-enough (advies was genoeg), joint-case (samen een casus)\n"
      ),
      (
        ["vraag", "trek-in", "Q-7"],
        #"state.consult {"message":"Dit kan nu niet.","is":"withdrawn","allowed":["asked","asked-back"]}"#,
        "  nu: ingetrokken\n  mogelijk: gesteld, teruggevraagd\n"
      ),
      (
        ["rapport", "caseload", "2026-01-01", "--to", "2026-04-01"],
        #"denied.role {"message":"Uw rollen geven geen recht.","allowed":["lead","reporter"]}"#,
        "  wie wel: teamleider, rapporteur\n"
      ),
      (
        ["afspraak", "verzet", "A-3", "--at", "2026-03-05T11:00", "--reason", "x"],
        #"conflict.overlap {"message":"Deze tijd is al bezet.","field":"at","with":[{"worker":"o.een","from":"2026-03-05T11:00:00+01:00","to":"2026-03-05T12:00:00+01:00"}]}"#,
        "  bij: --at\n  met: medewerker o.een, vanaf do 5 mrt 11:00, tot do 5 mrt 12:00\n"
      ),
      (
        ["afspraak", "verzet", "A-3", "--at", "vr", "--reason", "x"],
        #"input.value {"message":"at klopt niet.","field":"at"}"#,
        "  tip: een tijd heeft een uur, zoals morgen 10:00, vr 14:00, +3d 10:00 of 23-11 10:00\n"
      ),
      (
        ["wachtlijst", "samenvatting"],
        #"not-found.team {"message":"samenvatting is er niet.","field":"team","value":"samenvatting"}"#,
        "  tip: koos help wachtlijst toont wat er nog meer kan\n"
      ),
      (
        ["vraag", "stel", "Jan"],
        #"privacy.identifying {"message":"Bevestig met confirm=yes.","field":"question","hint":"confirm=yes"}"#,
        "koos: Bevestig met --confirm. (privacy.identifying)\n  bij: --question\n  tip: --confirm\n"
      ),
      (
        ["rapport", "no-show", "2026"], #"denied.role {"message":"Geen recht op report no-show."}"#,
        "koos: Geen recht op rapport no-show. (denied.role)\n"
      ),
      (
        ["medewerkers", "--discipline", "ortopedagoog"],
        #"input.value {"message":"Dat kan niet.","field":"discipline","allowed":["orthopedagoog","psycholoog"]}"#,
        "  bedoelde u: orthopedagoog\n"
      ),
      (
        ["wijk", "find", "--name", "lunneten"],
        #"scope.wijk {"message":"Dat niet.","field":"name","allowed":["zuid","leidsche-rijn","zuidwest"]}"#,
        "(scope.wijk)"
      ),
      (
        ["wijk", "find", "--name", "leidserijn"],
        #"scope.wijk {"message":"Dat niet.","field":"name","allowed":["zuid","leidsche-rijn","zuidwest"]}"#,
        "  bedoelde u: leidsche-rijn\n"
      ),
      (
        ["audit", "verify"], #"busy.deadline {"message":"Het duurde te lang.","retry":true}"#,
        "  tip: met --within 5m mag het langer duren\n"
      ),
      (
        ["agenda", "--from", "onzin"], #"input.value {"message":"from klopt niet.","field":"from"}"#,
        "  tip: zoals vandaag, morgen 10:00, vr, +3d, -2w, 23-11 of volgende week\n"
      ),
    ])
  func refused(arguments: [String], reply: String, says: String) {
    let err = Screen.of(arguments, width: 90, environment: ["LANG": "nl_NL", "NO_COLOR": "1"], "err \(reply)\n").err
    #expect(err.contains(says), "\(err)")
  }

  @Test("in Dutch what was done and what comes next are said in the Dutch words")
  func next() {
    let reply = #"ok {"consult":"Q-41","team":"basecamp-zuidwest"}"#
    let out = Screen.of(
      ["consult", "ask", "Hoe?", "--discipline", "orthopedagoog", "--convert", "advice-only"], width: 90, reply + "\n"
    ).out
    #expect(out.contains("Gedaan: vraag stel Q-41\n") && out.contains("Hierna: koos vraag toon Q-41\n"), "\(out)")
  }

  @Test(
    "a code may be said by its number, a day of the week by its name",
    arguments: [
      (["vraag", "toon", "41"], "consult.show Q-41"), (["vraag", "toon", "q41"], "consult.show Q-41"),
      (["vraag", "toon", "C-41"], "consult.show C-41"), (["casus", "toon", "--id=12"], "case.show id=C-12"),
      (["werkuren", "zet", "o.een", "--day", "maandag"], "availability.set o.een day=mon"),
    ])
  func codes(arguments: [String], line: String) {
    let heard = Screen.of(arguments, "ok {}\n").heard.first ?? ""
    #expect(heard.hasPrefix(line), "\(heard)")
  }

  @Test("help says a parameter as it is typed, and no more than that is touched")
  func typed() {
    for (words, says) in [
      (["waiting", "review"], "schrijf-uit --reason unreachable."),
      (["consult", "convert"], "met --wait ook een plek"),
    ] {
      #expect(Screen.of(["help"] + words, width: 300).out.contains(says))
    }
    #expect(Typed.text("(purpose=identify): a=b x=yes, wait=yes;") == "(--purpose identify): a=b x=yes, --wait;")
  }

  @Test("a Dutch word says yes and no to a switch")
  func yes() {
    for (word, wire) in [("ja", "yes"), ("nee", "no")] {
      let heard = Screen.of(["vragen", "--mine", word], width: 90, "ok {\"rows\":0}\n").heard
      #expect(heard.first?.contains("mine=\(wire)") == true, "\(heard)")
    }
  }

  @Test("who speaks for somebody who is not there is told so, and nothing else")
  func nobody() {
    let refusal = #"err not-found.worker {"message":"x.x is er niet.","field":"as","value":"x.x"}"# + "\n"
    let screen = Screen.of(["--as", "x.x"], width: 90, refusal + refusal + refusal)
    #expect(screen.out.isEmpty && screen.status != 0 && screen.err.contains("x.x is er niet."), "\(screen)")
  }

  @Test("help asked in somebody's name is help")
  func helpAs() {
    let screen = Screen.of(["--as", "f.een", "uitleg", "vraag", "stel"], width: 90)
    #expect(screen.status == 0 && screen.out.hasPrefix("koos vraag stel VRAAG"), "\(screen)")
  }

  @Test(
    "words of closed sets are said in either language",
    arguments: [
      (["agenda"], #"{"what":"vrij","type":"intake"}"#, "C", "free"),
      (["case", "list"], #"{"case":"C-1","as":"owner"}"#, "nl_NL", "eigenaar"),
      (["waiting", "why", "W-1"], #"{"order":3,"key":"due-on","value":"no"}"#, "nl_NL", "norm"),
      (["access", "list", "J-1"], #"{"seq":1,"action":"case.show"}"#, "nl_NL", "casus toon"),
      (["access", "list", "J-1"], #"{"seq":1,"action":"case.show"}"#, "C", "case show"),
    ])
  func words(arguments: [String], row: String, locale: String, says: String) {
    let reply = (locale == "C" ? "ok {}\n" : "") + "row \(row)\nok {\"rows\":1}\n"
    let out = Screen.of(arguments, width: 90, environment: ["LANG": locale, "NO_COLOR": "1"], reply).out
    #expect(out.contains(says), "\(out)")
  }
}

import Testing

@testable import Console

/// What a daemon might say.
enum Replies {
  static let consults = #"""
    row {"consult":"Q-7","discipline":"orthopedagoog","state":"asked","turn":"team","asked_at":"2026-11-20T09:05:00+01:00","due_at":"2026-11-27T17:00:00+01:00","overdue":false,"urgency":"regulier","wijk":"zuidwest","asker_team":"buurtteam-zuidwest-1","claimed_by":null}
    row {"consult":"Q-12","discipline":"gz-psycholoog","state":"answered","turn":"asker","asked_at":"2025-12-30T23:30:00+01:00","due_at":"2026-01-07T17:00:00+01:00","overdue":true,"urgency":"spoed","wijk":"vleuten-de-meern","asker_team":"buurtteam-vleuten-de-meern-1","claimed_by":null}
    ok {"rows":2,"next":"a b"}

    """#

  static let reasons = #"""
    row {"order":1,"key":"urgency","value":"urgent","text":"Urgent gaat voor regulier, en na spoed; zo staat het in de afspraken van de regio."}
    row {"order":12,"key":"due_on","value":"2026-12-01","text":"漢字 en é\u202e tellen\nals kolommen\\"}
    ok {"rows":2}

    """#

  static let thing = #"""
    ok {"case":"C-12","status":"open","question":"Hoe helpen we dit kind weer naar school, nu het daar al weken niet is geweest?","owners":["basecamp-zuidwest","buurtteam-zuidwest-1"],"lead":{"login":"f.een","name":"F. Een"},"rev":3,"closed_on":null,"extended":false,"opened_at":"2026-11-22T14:30:00+01:00","note":"een\ntwee\u001b[2J","steps":[{"step":"K-1","text":"bellen met school","done":true},{"step":"K-2","text":"gesprek","done":false}]}

    """#
}

@Suite("Showing replies")
struct RenderingTests {
  @Test(
    "in a pipe a list is tabs under a header",
    arguments: [
      (
        nil as Int?,
        """
        consult	discipline	state	turn	asked_at	due_at	overdue	urgency	wijk	asker_team	claimed_by
        Q-7	orthopedagoog	asked	team	2026-11-20T09:05:00+01:00	2026-11-27T17:00:00+01:00	false	regulier	zuidwest	buurtteam-zuidwest-1	
        Q-12	gz-psycholoog	answered	asker	2025-12-30T23:30:00+01:00	2026-01-07T17:00:00+01:00	true	spoed	vleuten-de-meern	buurtteam-vleuten-de-meern-1	

        """
      )
    ])
  func list(width: Int?, screen: String) {
    #expect(Screen.of(["consult", "list"], width: width, Replies.consults).out == screen)
  }

  @Test(
    "in a pipe hidden characters are written out",
    arguments: [
      (
        nil as Int?,
        """
        order	key	value	text
        1	urgency	urgent	Urgent gaat voor regulier, en na spoed; zo staat het in de afspraken van de regio.
        12	due_on	2026-12-01	漢字 en é\\u{202e} tellen\\nals kolommen\\\\

        """
      )
    ])
  func wide(width: Int?, screen: String) {
    #expect(Screen.of(["waiting", "why", "W-1"], width: width, Replies.reasons).out == screen)
  }

  @Test(
    "in a pipe a thing is one record",
    arguments: [
      (
        nil as Int?,
        """
        case	status	question	owners	lead	rev	closed_on	extended	opened_at	note	steps
        C-12	open	Hoe helpen we dit kind weer naar school, nu het daar al weken niet is geweest?	basecamp-zuidwest,buurtteam-zuidwest-1	{"login":"f.een","name":"F. Een"}	3		false	2026-11-22T14:30:00+01:00	een\\ntwee\\u{1b}[2J	[{"step":"K-1","text":"bellen met school","done":true},{"step":"K-2","text":"gesprek","done":false}]

        """
      )
    ])
  func thing(width: Int?, screen: String) {
    #expect(Screen.of(["case", "show", "C-12"], width: width, Replies.thing).out == screen)
  }

  @Test(
    "--json is the wire's objects, with hidden characters escaped",
    arguments: [
      (
        80 as Int?,
        """
        {"case":"C-12","status":"open","question":"Hoe helpen we dit kind weer naar school, nu het daar al weken niet is geweest?","owners":["basecamp-zuidwest","buurtteam-zuidwest-1"],"lead":{"login":"f.een","name":"F. Een"},"rev":3,"closed_on":null,"extended":false,"opened_at":"2026-11-22T14:30:00+01:00","note":"een\\ntwee\\u001b[2J","steps":[{"step":"K-1","text":"bellen met school","done":true},{"step":"K-2","text":"gesprek","done":false}]}

        """
      )
    ])
  func json(width: Int?, screen: String) {
    #expect(Screen.of(["case", "show", "C-12", "--json"], width: width, Replies.thing).out == screen)
  }

  @Test("a page that is not the last says how to go on, in the form a shell takes")
  func next() {
    #expect(
      Screen.of(["consult", "list"], Replies.consults).err == "koos: er is meer; verder met --after \"a b\"\n"
    )
  }

  @Test(
    "--quiet is codes only",
    arguments: [
      (
        ["waiting", "change", "W-3", "--language", "pools"],
        #"ok {"entry":"W-3","rev":2,"case":"C-9","appointment":"A-1"}"# + "\n", "W-3\n"
      ),
      (["consult", "list"], Replies.consults, "Q-7\nQ-12\n"),
      (["case", "show", "C-12"], Replies.thing, "C-12\n"),
      (["waiting", "add", "C-1"], "ok {\"position\":3,\"entry\":\"W-9\"}\n", "W-9\n"),
      (["case", "step", "add", "c-1"], "ok {\"case\":\"C-1\",\"step\":\"K-4\"}\n", "K-4\n"),
      (
        ["consult", "convert", "Q-1", "client=J-2"], "ok {\"consult\":\"Q-1\",\"case\":\"C-5\",\"entry\":\"W-6\"}\n",
        "C-5\nW-6\n"
      ),
      (["case", "lead", "C-1"], "ok {\"case\":\"C-1\",\"lead\":\"o.een\"}\n", "C-1\n"),
      (
        ["worker", "list"],
        "row {\"name\":\"A\",\"login\":\"o.een\"}\nok {\"rows\":1}\n", "o.een\n"
      ),
      (["case", "list"], "ok {\"rows\":0}\n", ""), (["ping"], "ok {}\n", ""),
    ] as [([String], String, String)])
  func quiet(arguments: [String], reply: String, codes: String) {
    #expect(Screen.of(arguments + ["--quiet"], reply).out == codes)
  }

  @Test("nothing is said to be nothing, on a terminal")
  func nothing() {
    let empty = "ok {\"rows\":0}\n"
    #expect(Screen.of(["case", "list"], width: 80, empty).err == "koos: niets gevonden\n")
    #expect(Screen.of(["case", "list"], empty) == Screen(heard: ["case.list\n"]))
    #expect(Screen.of(["ping"], width: 80, "ok {}\n").out == "ok\n")
  }

  @Test("times are said in the language")
  func times() {
    let reply = "ok {\"at\":\"2026-03-02T09:00:00+01:00\",\"on\":\"2026-03-02\",\"yes\":true}\n"
    #expect(
      Screen.of(["clock"], width: 80, environment: [:], "ok {}\n" + reply).out
        == "when  Mon 2 Mar 09:00\nwhen  2 Mar\nyes   yes\n")
    #expect(Screen.of(["clock"], width: 80, reply).out == "wanneer  ma 2 mrt 09:00\nwanneer  2 mrt\nyes      ja\n")
  }

  @Test("an error is its message, its code, and what helps")
  func errors() {
    let error = """
      err conflict.overlap {"message":"O. Een is dan bezet.","field":"at","col":7,"allowed":["a","b"],\
      "with":{"worker":"o.een","from":"2026-11-23T09:00:00+01:00"},"readings":["2026-10-25T02:30:00+02:00"],\
      "near":"a.bakker","hint":"kies \\u001b[2J","is":"open"}

      """
    #expect(
      Screen.of(["ping"], error).err == """
        koos: O. Een is dan bezet. (conflict.overlap)
          bij: at
          mogelijk: a, b
          met: medewerker o.een, vanaf ma 23 nov 09:00
          bedoelde u: 2026-10-25T02:30:00+02:00
          bedoelde u: a.bakker
          tip: kies \\u{1b}[2J
          nu: open

        """)
    #expect(
      Screen.of(["ping", "--json"], "err input.value {\"message\":\"x\",\"field\":\"y\"}\n").err
        == "{\"code\":\"input.value\",\"message\":\"x\",\"field\":\"y\"}\n")
    #expect(
      Screen.of(["ping"], "err syntax.unknown-command {\"message\":\"x\",\"near\":\"case.open\"}\n").err
        == "koos: x (syntax.unknown-command)\n  bedoelde u: case open\n")
  }

  @Test("an error says which value it is about where its message does not")
  func fields() {
    let lines = [
      ("{\"message\":\"Deze dag is al voorbij.\",\"field\":\"next-on\"}", "  bij: next-on\n"),
      ("{\"message\":\"next-on klopt niet: verwacht wordt een datum.\",\"field\":\"next-on\"}", ""),
      ("{\"message\":\"Toon dat aan.\",\"field\":\"on\"}", "  bij: on\n"),
      ("{\"message\":\"W-9 is er niet.\",\"field\":\"id\",\"value\":\"W-9\"}", ""),
    ]
    for (object, line) in lines {
      let err = Screen.of(["ping"], "err input.value \(object)\n").err
      #expect(err.hasSuffix("(input.value)\n\(line)"), "\(err)")
    }
  }

  @Test("figures of nobody are nothing, and not a success without a word")
  func figures() {
    let (words, none) = (["waiting", "summary", "by=wijk"], "ok {\"rows\":0}\n")
    #expect(Screen.of(words, width: 80, none).err == "koos: niets gevonden\n")
    #expect(Screen.of(words, none).out.isEmpty)
  }

  @Test("metrics come in Prometheus' format when asked")
  func metrics() {
    let reply = """
      row {"name":"koosd_requests_total","kind":"counter","help":"Requests.","labels":{"command":"ping"},"value":3}
      row {"name":"koosd_requests_total","kind":"counter","help":"Requests.","labels":{"command":"a\\"b"},"value":1}
      row {"name":"koosd_up","kind":"gauge","help":"Up.","labels":{},"value":1.5}
      ok {"rows":3}

      """
    #expect(
      Screen.of(["metrics", "--prometheus"], reply).out == """
        # HELP koosd_requests_total Requests.
        # TYPE koosd_requests_total counter
        koosd_requests_total{command="ping"} 3
        koosd_requests_total{command="a\\"b"} 1
        # HELP koosd_up Up.
        # TYPE koosd_up gauge
        koosd_up 1.5

        """)
  }

  @Test("a calendar is a file with the line ends its format asks, and harmless on a terminal")
  func calendar() {
    let reply = #"""
      row {"line":"BEGIN:VCALENDAR"}
      row {"line":"LOCATION:a\u202eb"}
      ok {"rows":2}

      """#
    #expect(Screen.of(["agenda", "ics"], reply).out == "BEGIN:VCALENDAR\r\nLOCATION:a\u{202e}b\r\n")
    #expect(!Screen.of(["agenda", "ics"], width: 80, reply).out.contains("\u{202e}"))
  }

  @Test("an end on the day of its start is told by its time alone")
  func ends() {
    let reply = #"""
      row {"start":"2026-03-02T10:00:00+01:00","end":"2026-03-02T11:00:00+01:00","kind":"afspraak"}
      row {"start":"2026-03-02T16:00:00+01:00","end":"2026-03-03T00:00:00+01:00","kind":"afwezig"}
      ok {"rows":2}

      """#
    #expect(
      Screen.of(["agenda"], width: 80, reply).out == """
        begin           einde           soort
        ma 2 mrt 10:00  11:00           afspraak
        ma 2 mrt 16:00  di 3 mrt 00:00  afwezig

        """)
  }
}

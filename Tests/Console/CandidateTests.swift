import Catalogue
import Testing

@testable import Console

@Suite("Candidates of completion")
struct CandidateTests {
  @Test(
    "the words before the cursor tell what may stand there",
    arguments: [
      (["case", "show", "C-"], Kind.thing(.case), "C-", nil), (["casus", "toon", ""], .thing(.case), "", nil),
      (["case", "list", "--team", "b"], .thing(.team), "b", nil),
      (["case", "list", "--team=b"], .thing(.team), "b", nil),
      (["case", "list", "team=b"], .thing(.team), "b", nil),
      (["appointment", "book", "--as", "o.een", "--with", "o.een,"], .attendee, "o.een,", "o.een"),
      (["--as", "f.een", "casus", "toon", ""], .thing(.case), "", "f.een"),
      (["--as=f.een", "case", "show", "C"], .thing(.case), "C", "f.een"),
      (["case", "show", "--as=f.een", ""], .thing(.case), "", "f.een"),
      (["case", "list", "as=f.een", "--team", ""], .thing(.team), "", "f.een"),
      (["case", "list", "--mine", ""], .thing(.team), "", nil),
      (["case", "list", "--as", ""], .thing(.worker), "", nil),
    ] as [([String], Kind, String, String?)])
  func places(words: [String], kind: Kind, typed: String, actingAs: String?) {
    #expect(Candidates.place(words) == Candidates.Place(kind: kind, typed: typed, actingAs: actingAs))
  }

  @Test("elsewhere nothing may", arguments: [[], ["case"], ["case", "show", "--"], ["nonsense", ""]])
  func nowhere(words: [String]) {
    #expect(Candidates.place(words) == nil)
  }

  @Test("what the daemon lists and begins so is offered, a line each")
  func offered() {
    let rows = #"""
      row {"team":"basecamp-zuid"}
      row {"team":"basecamp-zuidwest"}
      row {"team":"buurtteam-zuid-1"}
      ok {"rows":3}

      """#
    let screen = Screen.of(["candidates", "case", "list", "--as", "o.een", "--team", "Base"], rows)
    #expect(screen == Screen(out: "basecamp-zuid\nbasecamp-zuidwest\n", heard: ["team.list limit=1000 as=o.een\n"]))
    let workers = "row {\"worker\":\"o.een\"}\nrow {\"worker\":\"o.twee\"}\nok {\"rows\":2}\n"
    #expect(Screen.of(["candidates", "appointment", "book", "--with", "s.een,o.t"], workers).out == "s.een,o.twee\n")
  }

  @Test(
    "whatever is wrong, it is silent and succeeds",
    arguments: [
      (["candidates", "team", "show", ""], []), (["candidates"], []), (["candidates", "--socket"], []),
      (
        ["candidates", "--host", "ssh://x", "team", "show", ""],
        [Screen.greeting + "row {\"team\":\"basecamp-zuid\"}\nok {\"rows\":1}\n"]
      ),
      (["candidates", "team", "show", ""], [Screen.greeting + "err denied.login {\"message\":\"x\"}\n"]),
      (["candidates", "team", "show", ""], ["nonsense\n"]),
      (["candidates", "team", "show", ""], [Screen.greeting + "ok"]),
      (["candidates", "team", "show", "--help"], []), (["candidates", "client", "show", ""], [Screen.greeting]),
    ] as [([String], [String])])
  func silent(arguments: [String], scripts: [String]) {
    let screen = Screen.raw(arguments, scripts)
    #expect(screen.status == 0 && screen.out.isEmpty && screen.err.isEmpty, "\(screen)")
  }
}

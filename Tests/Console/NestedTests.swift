import Testing

@testable import Console

@Suite("Showing values within values")
struct NestedTests {
  @Test("a nested value says what there is of it, and a list within a list stands under its own name")
  func nested() {
    let reply = #"""
      ok {"case":"C-1","plan":{"due_on":"2026-12-01","fixed_on":null,"by":{"login":"f.een","name":null},"empty":[]},"consults":[{"consult":"Q-1","team":"basecamp-oost","closed_on":null,"thread":[{"at":"2026-11-20T09:05:00+01:00","by":"f.een","text":"Hoe helpen we dit kind?","minutes":null},{"at":"2026-11-21T09:05:00+01:00","by":"o.een","text":"Zo.","minutes":10}]},{"consult":"Q-2","team":"basecamp-west","closed_on":null,"thread":[]}]}

      """#
    #expect(
      Screen.of(["case", "show", "C-1"], width: 80, reply).out == """
        casus  C-1
        plan   uiterlijk 1 dec, door login f.een

        consulten
          consult  Q-1
          team     basecamp-oost
          … niets te tonen: gesloten op

          wat er gezegd is
            wanneer          door   tekst                    minuten
            vr 20 nov 09:05  f.een  Hoe helpen we dit kind?
            za 21 nov 09:05  o.een  Zo.                           10

          consult  Q-2
          team     basecamp-west
          … niets te tonen: gesloten op, wat er gezegd is

        """)
  }

  @Test("no value of a cell is left as JSON")
  func deep() {
    let reply = #"""
      row {"a":"x","b":[[1,2],[3]],"c":{"d":{"e":null,"f":true},"g":[]},"h":[{"i":1},2]}
      ok {"rows":1}

      """#
    #expect(
      Screen.of(["case", "list"], width: 80, reply).out == """
        a  b        c       h
        x  1, 2; 3  d f ja  i 1; 2

        """)
  }
}

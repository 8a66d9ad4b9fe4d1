import Testing

@testable import Console

@Suite("Tables that hardly fit")
struct NarrowTests {
  private static let list = #"""
    row {"entry":"W-30","case":"C-180","position":1,"urgency":"urgent","status":"wacht-op-start","elapsed_days":65,"countable_days":65,"paused_days":0,"due_on":"2026-02-28","days_to_breach":-2,"over_norm":true,"bridged":true,"next_contact_on":"2026-03-20","team":"basecamp-west","wijk":"west","discipline":"orthopedagoog"}
    row {"entry":"W-9","case":"C-54","position":2,"urgency":"regulier","status":"wacht-op-intake","elapsed_days":58,"countable_days":58,"paused_days":0,"due_on":"2026-04-01","days_to_breach":30,"over_norm":false,"bridged":false,"next_contact_on":"2026-03-27","team":"basecamp-west","wijk":"west","discipline":"gz-psycholoog"}
    ok {"rows":2}

    """#

  @Test("a waiting list keeps its words apart, says once what is the same everywhere, and drops the last")
  func waiting() {
    #expect(
      Screen.of(["waiting", "list"], width: 80, Self.list).out == """
        entry  case   posi…  urgency   status           elap…  coun…  due_on       days_
                                                         days   days                 to_
                                                                                  breach
        W-30   C-180      1  urgent    wacht-op-start      65     65  2026-02-28      -2
        W-9    C-54       2  regulier  wacht-op-intake     58     58  2026-04-01      30
        … in elke rij: paused_days 0, team basecamp-west, wijk west
        … te smal voor: over_norm, bridged, next_contact_on, discipline

        """)
    #expect(
      Screen.of(["waiting", "list"], width: 120, Self.list).out == """
        entry  case   posi…  urgency   status       elap…  coun…  paus…  due_on      days_  over_  brid…  next_       discipline
                                                     days   days   days                to_  norm          contact_on
                                                                                     brea…
        W-30   C-180      1  urgent    wacht-op-s…     65     65      0  2026-02-28     -2  ja     ja     2026-03-20  orthopeda…
        W-9    C-54       2  regulier  wacht-op-i…     58     58      0  2026-04-01     30  nee    nee    2026-03-27  gz-psycho…
        … in elke rij: team basecamp-west, wijk west

        """)
  }

  @Test("a sentence at the end goes on below, three lines at most")
  func sentences() {
    let long = String(repeating: "woord ", count: 40)
    let reply = """
      row {"order":1,"key":"override","value":"1","text":"Met de hand op plaats 1 gezet. Tot 2026-03-16: het kind zit al weken thuis."}
      row {"order":2,"key":"urgency","value":"urgent","text":"\(long)"}
      ok {"rows":2}

      """
    #expect(
      Screen.of(["waiting", "why", "W-1"], width: 60, reply).out == """
        order  key       value   text
            1  override  1       Met de hand op plaats 1 gezet. Tot
                                 2026-03-16: het kind zit al weken
                                 thuis.
            2  urgency   urgent  woord woord woord woord woord woord
                                 woord woord woord woord woord woord
                                 woord woord woord woord woord woor…

        """)
  }
}

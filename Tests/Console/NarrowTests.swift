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
  func waiting() throws {
    for width in [80, 120] {
      let lines = Screen.of(["waiting", "list"], width: width, Self.list).out.split(separator: "\n")
      #expect(lines.allSatisfy { $0.count <= width }, "\(lines)")
      #expect(lines.contains { $0.contains("in elke rij: pauze dagen 0, team basecamp-west, wijk west") }, "\(lines)")
      #expect(lines.contains { $0.contains("te smal voor:") } == (width == 80), "\(lines)")
    }
    try Snapshot.screens("waiting list", ["waiting", "list"], Self.list)
  }

  @Test("a sentence goes on below to its end")
  func sentences() throws {
    let long = String(repeating: "woord ", count: 40)
    let reply = """
      row {"order":1,"key":"override","value":"1","text":"Met de hand op plaats 1 gezet. Tot 2026-03-16: het kind zit al weken thuis."}
      row {"order":2,"key":"urgency","value":"urgent","text":"\(long)"}
      ok {"rows":2}

      """
    let screen = Screen.of(["waiting", "why", "W-1"], width: 60, reply).out
    #expect(screen.split(separator: "\n").count == 12, "\(screen)")
    try Snapshot.expect(screen, is: "long sentences")
  }
}

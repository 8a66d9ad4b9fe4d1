import Catalogue
import Testing
import Wire

@testable import Console

@Suite("Lists that live")
struct LiveTests {
  private static func rows(_ count: Int) -> String {
    (0..<count).map { "row {\"consult\":\"Q-\($0 + 1)\",\"turn\":\"team\"}\n" }.joined() + "ok {\"rows\":\(count)}\n"
  }

  private static let event = #"event {"seq":8,"topic":"consult","code":"Q-2","cause":"asked"}"# + "\n"

  private func list() -> LiveList {
    LiveList(preamble: ["session lang=en"], watch: "watch topics=consult", list: "consult.list")
  }

  private func text(_ text: String) -> [UInt8] { Array(text.utf8) }

  /// A list that came once, at 1,000.
  private func settled(_ count: Int = 1) -> LiveList {
    var list = list()
    _ = list.connected(at: 1_000)
    list.received(text(Screen.greeting + "ok {}\nok {\"seq\":7}\n" + Self.rows(count)), at: 1_000)
    return list
  }

  // MARK: The talk

  @Test("what happens is watched before the list is asked for, so that nothing falls between")
  func opening() {
    var list = list()
    #expect(list.isToConnect(at: 0))
    #expect(list.connected(at: 0) == "session lang=en\nwatch topics=consult\nconsult.list\n")
    #expect(list.rows == nil)
    // In pieces as small as can be.
    for octet in text(Screen.greeting + "ok {}\nok {\"seq\":7}\n" + Self.rows(2)) { list.received([octet], at: 5) }
    #expect(list.rows?.count == 2)
    #expect(list.line(at: 100_000) == nil, "nothing happened")
  }

  @Test("an event has the list asked for again, not too often, and the last one is never lost")
  func events() {
    var list = settled()
    list.received(text(Self.event), at: 1_001)
    #expect(list.line(at: 1_001) == nil)
    #expect(list.idle(at: 1_001) == Int(LiveList.rest) - 1)
    #expect(list.line(at: 1_400) == "consult.list\n")
    #expect(list.line(at: 9_000) == nil, "it is asked already")
    // Told while the reply is under way: it may not be in it.
    list.received(text(Self.event + Self.rows(2) + Self.event), at: 1_500)
    #expect(list.rows?.count == 2)
    #expect(list.line(at: 1_799) == nil)
    #expect(list.line(at: 1_800) == "consult.list\n")
    list.received(text(Self.rows(3)), at: 1_900)
    #expect(list.line(at: 60_000) == nil)
    list.received(text(#"event {"topic":"heartbeat","seq":9}"# + "\n"), at: 60_000)
    #expect(list.line(at: 60_000) == nil)
  }

  @Test("what the clock alone makes due shows after a while, sooner where nothing is told")
  func clock() {
    var told = settled()
    #expect(told.line(at: 300_999) == nil)
    #expect(told.line(at: 301_000) != nil)
    var untold = LiveList(preamble: [], watch: nil, list: "worker.list")
    _ = untold.connected(at: 0)
    untold.received(text(Screen.greeting + Self.rows(1)), at: 0)
    #expect(untold.line(at: 29_999) == nil)
    #expect(untold.line(at: 30_000) != nil)
  }

  @Test("a lost connection is sought with growing patience, and the rows stay")
  func lost() {
    var list = settled(3)
    var waits: [Int64] = []
    var now: Int64 = 2_000
    for _ in 0..<8 {
      list.lost(at: now)
      guard case .away(let until) = list.standing else { break }
      waits.append(until - now)
      #expect(!list.isToConnect(at: until - 1))
      #expect(list.isToConnect(at: until))
      now = until
    }
    #expect(waits == [500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000, 15_000])
    #expect(list.rows?.count == 3)
    _ = list.connected(at: now)
    list.received(text(Screen.greeting + "ok {}\nok {}\n" + Self.rows(4)), at: now)
    #expect(list.rows?.count == 4)
    list.lost(at: now)
    #expect(list.secondsAway(at: now) == 1)
  }

  @Test("who is not heard for long is gone")
  func silent() {
    let list = settled()
    #expect(!list.isSilent(at: 75_999))
    #expect(list.isSilent(at: 76_000))
    // The wait ends when that is to be seen.
    #expect(list.idle(at: 31_000) == 45_000)
    #expect(list.idle(at: 76_000) == 0)
    // Who tells nothing by itself is silent when it does not answer.
    var untold = LiveList(preamble: [], watch: nil, list: "worker.list")
    _ = untold.connected(at: 0)
    #expect(untold.isSilent(at: 75_000) && untold.idle(at: 0) == 75_000)
    untold.received(text(Screen.greeting + Self.rows(1)), at: 0)
    #expect(!untold.isSilent(at: 75_000) && untold.idle(at: 0) == 30_000)
  }

  @Test("busy is waited out, any other refusal ends it")
  func refused() {
    var busy = settled()
    busy.received(text(Self.event), at: 1_001)
    _ = busy.line(at: 2_000)
    busy.received(text("err busy.database {\"message\":\"x\",\"retry\":true}\n"), at: 2_000)
    #expect(busy.refusal == nil)
    #expect(busy.standing == .away(until: 2_500))
    var denied = list()
    _ = denied.connected(at: 0)
    denied.received(
      text(Screen.greeting + "err denied.login {}\nerr denied.login {\"message\":\"Onbekend.\"}\n"), at: 0)
    #expect(denied.refusal?.code == .deniedLogin)
  }

  // MARK: The screen

  private let screen = LiveScreen(
    title: "koos consult list --team basecamp-zuidwest", cell: Cell(language: .nl, year: 2026))

  @Test(
    "it is never larger than the screen, and says how many rows there are more", arguments: [1, 2, 3, 5, 10, 24, 60])
  func fits(rows: Int) {
    for columns in [1, 7, 20, 40, 59, 60, 80, 200] {
      for count in [0, 1, 5, 40] {
        for away: Int64? in [nil, 3] {
          let lines = screen.lines(settled(count), time: "09:00:00", away: away, columns: columns, rows: rows)
          #expect(lines.count <= rows, "\(columns) x \(rows), \(count)")
          #expect(lines.allSatisfy { Columns.count($0) <= columns }, "\(columns) x \(rows), \(count): \(lines)")
        }
      }
    }
    let shown = screen.lines(settled(40), time: nil, away: nil, columns: 80, rows: rows)
    guard rows >= 5 else { return }
    let seen = shown.count { $0.hasPrefix("Q-") }
    #expect(seen == min(40, rows - 3), "\(shown)")
    #expect(seen == 40 || shown.last == "nog \(40 - seen) rijen · q stopt", "\(shown)")
  }

  @Test("it says what is listed, when it was had, how to leave, and that the connection is gone")
  func says() {
    let lines = screen.lines(settled(1), time: "09:00:07", away: nil, columns: 60, rows: 6)
    #expect(lines.first == "koos consult list --team basecamp-zuidwest          09:00:07", "\(lines)")
    #expect(lines.last == "q stopt")
    let away = screen.lines(settled(1), time: "09:00:07", away: 4, columns: 60, rows: 6)
    #expect(away.last == "geen verbinding, opnieuw over 4 s · q stopt")
    #expect(screen.lines(settled(0), time: nil, away: nil, columns: 60, rows: 6).contains("niets gevonden"))
  }

  // MARK: The whole

  @Test("a list is drawn, drawn again when something happens, and left with q")
  func whole() {
    let sitting = Sitting()
    let begun = "ok {\"seq\":7}\n" + Self.rows(1) + Self.event
    let script = begun + Self.rows(2)
    // The scripted connection gives seven octets a time.
    let pieces = (Screen.greeting + begun).utf8.count / 7 + 1
    let stage = ScriptedStage(
      Array(repeating: .received, count: pieces) + [.nothing] + Array(repeating: .received, count: 40) + [.resized])
    sitting.stage = stage
    #expect(sitting.call("consult", "list", "--watch", "--as", "o.een", scripts: [Self.rows(1), script]) == 0)
    #expect(stage.isLeft)
    #expect(sitting.out.isEmpty)
    #expect(sitting.heard.last == "watch topics=consult as=o.een\nconsult.list as=o.een\n" + "consult.list as=o.een\n")
    #expect(stage.frames.contains { $0.contains { $0.hasPrefix("Q-2") } }, "\(stage.frames)")
    #expect(stage.frames.allSatisfy { $0.count == 24 })
  }

  @Test("the end of the connection is said, and a new one sought")
  func again() {
    let sitting = Sitting()
    let stage = ScriptedStage(
      Array(repeating: .received, count: 40) + [.nothing] + Array(repeating: .received, count: 40))
    sitting.stage = stage
    let script = "ok {\"seq\":7}\n" + Self.rows(1)
    let other = "ok {\"seq\":7}\n" + Self.rows(2)
    #expect(sitting.call("consult", "list", "--watch", scripts: [Self.rows(1), script, other]) == 0)
    #expect(stage.frames.contains { $0.last?.contains("geen verbinding") == true }, "\(stage.frames)")
    #expect(sitting.heard.count >= 3)
    #expect(stage.isLeft)
  }

  @Test("to another machine no new connection is sought: its ssh could ask for a password over the list")
  func far() {
    let sitting = Sitting()
    sitting.environment["KOOS_HOST"] = "ssh://dossier.example"
    sitting.stage = ScriptedStage(Array(repeating: .received, count: 40) + [.nothing, .nothing])
    let script = "ok {\"seq\":7}\n" + Self.rows(1)
    #expect(sitting.call("consult", "list", "--watch", scripts: [Self.rows(1), script, script]) == 69)
    #expect(sitting.heard.count == 2)
    #expect(sitting.stage?.isLeft == true)
    #expect(sitting.err.contains("De verbinding is verbroken."))
  }

  @Test(
    "the end is a status of its own",
    arguments: [(.ended(2), 0), (.ended(15), 143), (.keys([]), 0), (.keys([0x51]), 0)] as [(Happening, Int32)])
  func ends(happening: Happening, status: Int32) {
    let sitting = Sitting()
    let stage = ScriptedStage([happening, .nothing, .nothing])
    sitting.stage = stage
    #expect(sitting.call("consult", "list", "--watch", scripts: [Self.rows(0), ""]) == status)
    #expect(stage.happenings.count == 2)
    #expect(stage.isLeft)
  }

  @Test("a refusal is said where it can be read, before the screen is taken or after it is given back")
  func denied() {
    let denied = "err denied.role {\"message\":\"Dat mag u niet.\"}\n"
    let sitting = Sitting()
    sitting.stage = ScriptedStage([])
    #expect(sitting.call("consult", "list", "--watch", scripts: [denied]) == 77)
    #expect(sitting.stage?.frames.isEmpty == true)
    let later = Sitting()
    later.stage = ScriptedStage(Array(repeating: .received, count: 40))
    #expect(later.call("consult", "list", "--watch", scripts: [Self.rows(1), "ok {}\n" + denied]) == 77)
    #expect(later.stage?.isLeft == true)
    #expect(later.err.contains("Dat mag u niet."))
  }

  @Test(
    "what is no list, or no terminal, has none",
    arguments: [
      ["consult", "show", "Q-1"], ["desk", "--seen", "5"], ["consult", "list", "--json"],
      ["consult", "list", "--quiet"], ["agenda", "--week"], ["consult", "list", "--edit"],
    ])
  func refused(arguments: [String]) {
    let sitting = Sitting()
    sitting.stage = ScriptedStage([])
    #expect(sitting.call(arguments + ["--watch"], scripts: [Self.rows(1)]) == 64)
    #expect(sitting.heard.isEmpty)
    #expect(Screen.of(["consult", "list", "--watch"], Self.rows(1)).status == 64)
  }

  @Test("every list knows what it is told under, or that nothing is told of it")
  func topics() {
    let untold = Set(Catalogue.commands.filter { $0.isList && $0.topics.isEmpty }.compactMap(\.words.first))
    #expect(
      untold == [
        "setting", "wijk", "service", "calendar", "organisation", "team", "worker", "member", "token", "place", "room",
        "travel", "availability", "access", "agreement",
      ], "\(untold)")
    let watch = Catalogue.find("watch")?.parameter("topics")?.kind.allowed ?? []
    for command in Catalogue.commands { #expect(Set(command.topics).isSubset(of: watch), "\(command.name)") }
  }
}

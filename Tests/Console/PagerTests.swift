import Testing
import Wire

@testable import Console

@Suite("The pager")
struct PagerTests {
  private static let long = (1...40).map { "row {\"wijk\":\"w\($0)\"}\n" }.joined() + "ok {\"rows\":40}\n"
  private static let short = "row {\"wijk\":\"west\"}\nok {\"rows\":1}\n"

  @Test("only what is longer than the screen goes there, and less is asked for unless another is named")
  func long() {
    let sitting = Sitting()
    #expect(sitting.call("wijk", "list", scripts: [Self.long]) == 0)
    #expect(sitting.out.isEmpty)
    #expect(sitting.paged.first?.contains("w40") == true)
    #expect(sitting.call("wijk", "list", scripts: [Self.short]) == 0)
    #expect(sitting.out.contains("west"))
    sitting.environment["PAGER"] = "more"
    _ = sitting.call("wijk", "list", scripts: [Self.long])
    sitting.environment["KOOS_PAGER"] = "most -s"
    _ = sitting.call("wijk", "list", scripts: [Self.long])
    #expect(sitting.pagers == ["less -FRX", "more", "most -s"])
  }

  @Test("what programs read is written as it is, and so is all where there is to be no pager or none can be started")
  func none() {
    let sitting = Sitting()
    for form in ["--json", "--quiet"] {
      _ = sitting.call("wijk", "list", form, scripts: [Self.long])
      #expect(sitting.out.contains("w40"))
    }
    for (name, value) in [("KOOS_PAGER", ""), ("KOOS_PAGER", "cat"), ("TERM", "dumb")] {
      let sitting = Sitting()
      sitting.environment[name] = value
      _ = sitting.call("wijk", "list", scripts: [Self.long])
      #expect(sitting.out.contains("w40"), "\(name)=\(value)")
    }
    #expect(sitting.pagers.isEmpty)
    sitting.hasPager = false
    _ = sitting.call("wijk", "list", scripts: [Self.long])
    #expect(sitting.out.contains("w40"))
    #expect(sitting.pagers.count == 1)
  }

  @Test("help that is longer than the screen is paged too")
  func help() {
    let sitting = Sitting()
    #expect(sitting.call("--help", scripts: []) == 0)
    #expect(sitting.paged.count == 1)
  }
}

@Suite("Colour")
struct StyleTests {
  private func isOn(_ choice: Style.Choice, _ environment: [String: String], terminal: Bool = true) -> Bool {
    Style(choice, environment, isTerminal: terminal).isOn
  }

  @Test("a terminal has some, unless it is dumb or its user wants none")
  func auto() {
    #expect(isOn(.auto, [:]))
    #expect(isOn(.auto, ["NO_COLOR": ""]))
    #expect(!isOn(.auto, ["NO_COLOR": "1"]))
    #expect(!isOn(.auto, ["TERM": "dumb"]))
    #expect(!isOn(.auto, [:], terminal: false))
    #expect(isOn(.always, ["NO_COLOR": "1", "TERM": "dumb"]))
    #expect(!isOn(.never, [:]))
  }

  @Test("headers and what cannot wait stand out, in the words as they are")
  func table() {
    let reply = """
      row {"consult":"Q-1","urgency":"spoed","overdue":true}
      row {"consult":"Q-2","urgency":"urgent","overdue":false}
      ok {"rows":2}

      """
    let plain = Screen.of(["consult", "list", "--color=never"], width: 80, reply).out
    #expect(!plain.contains("\u{1B}"))
    let picked = Screen.of(["consult", "list", "--color", "always"], width: 80, reply).out
    #expect(picked.contains("\u{1B}[1;31mspoed\u{1B}[0m"), "\(picked)")
    #expect(picked.contains("\u{1B}[33murgent\u{1B}[0m"))
    #expect(picked.contains("\u{1B}[1;31mja\u{1B}[0m"))
    let bare = picked.split(separator: "\u{1B}", omittingEmptySubsequences: false).enumerated().map { index, part in
      index == 0 ? String(part) : String(part.drop { $0 != "m" }.dropFirst())
    }.joined()
    #expect(bare == plain)
    #expect(!Screen.of(["consult", "list", "--color=always"], reply).out.contains("\u{1B}"), "a pipe's text is stable")
    #expect(Screen.of(["consult", "list", "--color=blue"], reply).status == 64)
  }

  @Test("a text is cut by what is seen of it")
  func cut() {
    #expect(Columns.cut(styled: "\u{1B}[1mabc\u{1B}[0mdef", to: 4) == "\u{1B}[1mabc\u{1B}[0md")
    #expect(Columns.cut(styled: "\u{1B}[1mabc\u{1B}[0m", to: 2) == "\u{1B}[1mab\u{1B}[0m")
    #expect(Columns.cut(styled: "日本語", to: 3) == "日")
  }
}

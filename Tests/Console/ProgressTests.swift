import Testing
import Wire

@testable import Console

@Suite("What takes long")
struct ProgressTests {
  /// A connection that lets its reader wait so many times.
  private final class Slow: Link {
    var waits: Int
    private(set) var asked: [Int] = []
    init(_ waits: Int) { self.waits = waits }
    func send(_ bytes: [UInt8]) {}
    func receive() -> [UInt8] { [1] }
    func isReady(within milliseconds: Int) -> Bool {
      asked.append(milliseconds)
      waits -= 1
      return waits < 0
    }
  }

  private func shown(_ waits: Int) -> [String] {
    var shown: [String] = []
    let progress = Progress(language: .nl) { shown.append($0) }
    let link = Slow(waits)
    #expect(progress.watching(link).receive() == [1])
    #expect(link.asked.first == 500)
    return shown
  }

  @Test("nothing is said of half a second, then every second, and nothing stays")
  func said() {
    #expect(shown(0).isEmpty)
    #expect(shown(1) == ["koos: bezig…", ""])
    #expect(shown(3) == ["koos: bezig…", "koos: bezig… 1 s", "koos: bezig… 2 s", ""])
  }

  @Test("a program that reads what is said as JSON hears nothing of it")
  func json() {
    for (form, isSilent) in [("--json", true), ("--quiet", false)] {
      let sitting = Sitting()
      // The third pause is long enough to be told.
      _ = sitting.call("ping", form, scripts: ["", "", "", "ok {}\n"])
      #expect(sitting.progress.allSatisfy(\.isEmpty) == isSilent, "\(sitting.progress)")
    }
  }
}

internal import Wire

/// Says that something takes long, once it does.
struct Progress {
  let language: Language
  let show: (String) -> Void

  /// Nothing is said of what is shorter, in milliseconds.
  static let soon = 500

  /// A connection of which the waits are shown.
  func watching(_ link: any Link) -> any Link { WatchedLink(link, self) }

  /// Waits for a connection to have something.
  func wait(for link: any Link) {
    guard !link.isReady(within: Self.soon) else { return }
    var seconds = 0
    repeat {
      let time = seconds == 0 ? "" : " \(seconds) s"
      say(Sentence(nl: "bezig…\(time)", en: "working…\(time)"))
      seconds += 1
    } while !link.isReady(within: seconds == 1 ? Self.soon : 1_000)
    clear()
  }

  /// Says that the connection was lost and is sought again.
  func lost() {
    say(Sentence(nl: "de verbinding is weg; nog eens…", en: "the connection is gone; once more…"))
  }

  /// Takes away what was said.
  func clear() { show("") }

  private func say(_ sentence: Sentence) { show("koos: \(sentence(language))") }

  private final class WatchedLink: Link {
    private let link: any Link
    private let progress: Progress

    init(_ link: any Link, _ progress: Progress) {
      self.link = link
      self.progress = progress
    }

    func send(_ bytes: [UInt8]) { link.send(bytes) }

    func receive() -> [UInt8] {
      progress.wait(for: link)
      return link.receive()
    }

    func isReady(within milliseconds: Int) -> Bool { link.isReady(within: milliseconds) }

    var descriptor: Int32? { link.descriptor }
  }
}

internal import Platform
internal import Wire

/// Tells how far something long is: on a terminal one line that changes, elsewhere a line for each phase.
final class Progress {
  let language: Language
  private let isTerminal = Terminal.isTerminal(Output.error.number)
  private let width = Terminal.width(Output.error.number) ?? 80
  private var phase = ""
  private var wide = 0

  init(_ language: Language) { self.language = language }

  /// A phase begins, and the one before it is over.
  func phase(_ words: Sentence) {
    phase = words(language)
    if isTerminal { show(phase) } else { try? Output.error.write("koosd: \(phase)\n") }
  }

  /// So many of all are done.
  func done(_ count: Int, of all: Int) {
    let of = Sentence(nl: "van", en: "of")(language)
    if isTerminal { show("\(phase): \(count) \(of) \(all) (\(100 * count / max(1, all))%)") }
  }

  /// Nothing more is to be told: the line goes.
  func end() {
    if isTerminal { show("") }
  }

  private func show(_ words: String) {
    // A line that wrapped could not be written over.
    let words = String(words.prefix(max(1, width - 1)))
    let padding = String(repeating: " ", count: max(0, wide - words.count))
    wide = words.count
    try? Output.error.write("\r\(words)\(padding)\r\(words)")
  }
}

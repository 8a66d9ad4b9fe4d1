extension Surroundings {
  /// How much is picked out.
  func style(_ options: Options) -> Style { Style(options.color, environment, isTerminal: width != nil) }

  /// Writes a text, through a pager where a person would lose its beginning; what programs read is never paged.
  func show(_ text: String, _ options: Options) throws(Gone) {
    if options.form == .readable, let person, let height, Self.rows(text) >= height, let pager,
      person.page(pager, text)
    {
      return
    }
    try write(text)
  }

  /// The command line of the pager, nil where there is to be none.
  private var pager: String? {
    for name in ["KOOS_PAGER", "PAGER"] {
      if let program = environment[name] { return program.isEmpty || program == "cat" ? nil : program }
    }
    // It asks for a terminal that can do a little.
    let terminal = environment["TERM", default: "dumb"]
    return terminal == "dumb" || terminal.isEmpty ? nil : "less -FRX"
  }

  private static func rows(_ text: String) -> Int { text.utf8.count { $0 == UInt8(ascii: "\n") } }
}

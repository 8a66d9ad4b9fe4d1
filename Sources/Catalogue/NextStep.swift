package import Wire

extension Command {
  /// The same command, after which `step` is likely: a command in the way of the command line, in which `{name}` stands for
  /// a member of the reply or else a parameter of the request, and a word in capitals for what only the person knows.
  func then(_ step: String) -> Command {
    var command = self
    command.nextStep = step
    return command
  }

  /// What is likely to be done after a request that went well, nil where nothing is, or the reply does not name it.
  package func next(after request: Request, reply: JSON, _ language: Language) -> String? {
    guard let nextStep = nextStep.map({ Catalogue.said($0, in: language) }) else { return nil }
    var values: [(String, String)] = []
    for place in Template.places(nextStep) {
      guard let value = reply[place]?.string ?? value(of: place, in: request) else { return nil }
      values.append((place, value))
    }
    return Template.filled(nextStep, values)
  }
}

internal import Casework
internal import Catalogue
internal import Wire

// What the commands about people and teams share: how far an administrator reaches, and things done at once.
extension Asker {
  /// Throws unless the asker is an administrator whose organisations reach so far, as `koos.administers` told.
  func mustAdminister(_ reaches: Bool?, _ command: Command) throws(Failure) {
    guard holds([.admin]) else { throw .role(command, needs: [.admin]) }
    guard reaches == true else {
      throw .team(
        "Dit valt buiten de organisaties die u beheert.", "This is outside the organisations you administer.")
    }
  }
}

extension Call {
  /// Throws where what happens at once is to happen on another day than today.
  func checkAtOnce(_ asker: Asker) throws(Failure) {
    guard let parameter = command.parameters.first(where: { $0.kind == .today }),
      let day = optionalDate(parameter.name), day != asker.today
    else { return }
    throw .value(
      self, parameter.name, "Dit gaat meteen in, dus alleen vandaag.", "This happens at once, so only today.",
      allowed: [asker.today.iso])
  }

  /// Throws where `if` names another revision than the thing has.
  func checkRevision(_ revision: Int?) throws(Failure) {
    if let expected = self.revision, expected != revision { throw .stale }
  }

  /// The cursor of a list that goes by number.
  func afterNumber() throws(Failure) -> Int? {
    guard let after else { return nil }
    guard let number = Int(after), (0...Int(Int32.max)).contains(number) else {
      throw .value(self, "after", "Deze cursor komt niet van deze lijst.", "This cursor is not of this list.")
    }
    return number
  }
}

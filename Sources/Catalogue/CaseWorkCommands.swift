extension Catalogue {
  /// The everyday work in a case, which takes one owner.
  static let caseWork: [Command] = []
}

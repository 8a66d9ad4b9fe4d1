extension Catalogue {
  /// Who owns a case together: invitations, leaving, the regie, and what takes every owner's agreement.
  static let ownership: [Command] = []
}

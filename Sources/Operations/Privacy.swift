internal import Casework
internal import Catalogue
internal import Wire

extension Call {
  /// Holds a text of a consult against what points at a person: kind and place are told, never the text.
  ///
  /// - Returns: whether the writer sends it all the same, which is kept with it; a BSN goes by no way.
  func anonymous(_ parameter: String, _ asker: Asker) throws(Failure) -> Bool {
    let found = IdentifyingText.findings(in: try text(parameter), today: asker.today)
    let holdsBSN = found.contains { $0.kind == .bsn }
    if found.isEmpty { return false }
    if yes("confirm"), !holdsBSN { return true }
    let findings = found.map { finding in
      JSON.object([
        .init("kind", .string(finding.kind.rawValue)), .init("position", .integer(Int64(finding.position))),
      ])
    }
    throw Failure(
      .privacyIdentifying,
      holdsBSN
        ? Sentence(
          nl: "De tekst bevat een burgerservicenummer; haal het weg.",
          en: "The text holds a citizen service number; take it out.")
        : Sentence(
          nl: "De tekst lijkt op een persoon te wijzen. Haal het weg, of bevestig met confirm=yes.",
          en: "The text seems to point at a person. Take it out, or confirm with confirm=yes."),
      field: parameter, column: column(of: parameter),
      members: [.init("found", .array(findings))] + (holdsBSN ? [] : [.init("hint", .string("confirm=yes"))]))
  }
}

extension Failure {
  /// What others give: whom to turn to. Kept by the access log though nothing else is.
  static func redirect(_ call: Call, _ field: String, door: String) -> Failure {
    Failure(
      .scopeRedirect,
      Sentence(nl: "Dit wordt hier niet gegeven.", en: "This is not given here."), field: field,
      column: call.column(of: field), members: [.init("door", .string(door))])
  }
}

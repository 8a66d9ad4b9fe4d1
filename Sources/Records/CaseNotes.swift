package import Postgres

/// Notes in the file of a case.
package enum CaseNotes {
  /// The kinds that mean something to the plan's dates: what fixes it, what hands it over in writing.
  package static let planKinds = ["plan", "plan-schriftelijk"]

  private static let object = """
    'note', 'N-' || x.id, 'kind', x.kind, 'text', x.text, 'third_party', x.third_party, 'by', a.login, 'team', t.slug, 'at', x.at
    """
  private static let rows =
    "koos.casus_note x JOIN koos.worker a ON a.id = x.worker JOIN koos.team t ON t.id = x.team"

  /// SQL for the notes of a case as an array; empty for who may not read them.
  static func told(_ casus: String) -> String { CaseTelling.array(object, from: rows, of: casus) }

  private static let adding = Statement(
    """
    INSERT INTO koos.casus_note (casus, kind, text, third_party, worker, team)
    VALUES ($1::integer, $2, $3, $4::boolean, koos.me(), $5::integer)
    """)

  /// Adds a note.
  package static func add(to casus: Int, kind: String?, text: String, isThirdParty: Bool, team: Int) -> Query {
    adding(.integer(casus), .text(kind), .text(text), .bool(isThirdParty), .integer(team))
  }

  /// What `case note` tells.
  package static let added = CasePart.note.made("note")
}

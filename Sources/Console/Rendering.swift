internal import Catalogue
internal import Wire

/// A reply that went well, as text.
struct Rendering {
  let command: Command?
  /// What was asked; nil of a line that was sent as it is.
  var request: Request?
  let options: Options
  /// Columns of the terminal, nil in a pipe.
  let width: Int?
  /// The year that need not be said.
  let year: Int
  /// What a report was asked for; nil of any other command.
  var asked: Asked?
  /// What a picture of it may be drawn with.
  var glyphs = Glyphs.ascii
  var style = Style.plain

  /// Members of the last line that are about the reply and not about the thing.
  private static let bookkeeping: Set<String> = ["rows", "next", "replayed"]

  /// What a change came to, for a person; nil of what changes nothing.
  private var outcome: Outcome? {
    guard let command, let request, command.changes(request) else { return nil }
    return Outcome(command: command, request: request, language: options.language, style: style)
  }

  /// The text for standard output, and a remark for standard error.
  func text(_ rows: [JSON], _ object: JSON) -> (String, String?) {
    switch options.form {
    case .json:
      return (lines((rows + [object]).map { Visible.json($0.text) }), nil)
    case .quiet:
      return (lines(isRows(rows, object) ? rows.compactMap(code) : codes(object)), remark(object))
    case .csv:
      let rest = (object.members ?? []).filter { !Self.bookkeeping.contains($0.name) }
      return (CommaSeparated.text(isRows(rows, object) ? rows : [.object(rest)]), remark(object))
    case .prometheus where command?.name == "metrics":
      return (Exposition.text(rows), nil)
    case .readable, .prometheus:
      if command?.name == "help" {
        return (HelpText(language: options.language, width: width ?? 80).text(rows), nil)
      }
      if command?.name == "dossier.export" {
        return (DossierText(language: options.language, width: width ?? 80).text(rows, object), nil)
      }
      if command?.name == "agenda.ics" {
        // A file for another program (RFC 5545 §3.1), as it is; on a terminal a text like any other.
        let calendar = rows.compactMap { $0["line"]?.string }
        return (width == nil ? calendar.map { $0 + "\r\n" }.joined() : lines(calendar.map(Visible.line)), nil)
      }
      if let width, !rows.isEmpty, let asked,
        let picture = Picture(asked, rows: rows, reply: object, namingWorkers: true)
      {
        let text = PictureText(picture: picture, language: options.language, width: width, glyphs: glyphs, style: style)
        return (lines(text.lines), remark(object))
      }
      let rest = (object.members ?? []).filter { !Self.bookkeeping.contains($0.name) }
      let shown =
        width.map { readable(rows, object, rest, $0) } ?? fields(rows, rest, isRows(rows, object))
      return (lines(shown), remark(object, isEmpty: rows.isEmpty && isRows(rows, object)))
    }
  }

  /// Whether the reply is rows, also when there are none of them.
  private func isRows(_ rows: [JSON], _ object: JSON) -> Bool {
    let saysMore = (object.members ?? []).contains { !Self.bookkeeping.contains($0.name) }
    return !rows.isEmpty || object["rows"] != nil && (command?.isList == true || !saysMore)
  }

  private func readable(_ rows: [JSON], _ object: JSON, _ rest: [JSON.Member], _ width: Int) -> [String] {
    let cell = Cell(language: options.language, year: year, style: style)
    var shown = rows.isEmpty ? [] : Table(rows: rows, cell: cell, width: width).lines
    let outcome = outcome
    let members = outcome == nil ? rest : rest.filter { $0.name != "dry_run" }
    if !members.isEmpty {
      if !shown.isEmpty { shown.append("") }
      shown += Record(cell: cell, width: width).lines(members)
    }
    guard let outcome else { return shown.isEmpty && !isRows(rows, object) ? ["ok"] : shown }
    let heading = Columns.wrap(outcome.heading(object, made(object)), to: width)
    return heading + shown + (outcome.next(object).map { [$0] } ?? [])
  }

  /// A header line and the values, one record a line; of a reply of rows its last line is left out.
  private func fields(_ rows: [JSON], _ rest: [JSON.Member], _ isRows: Bool) -> [String] {
    let records = isRows ? rows : [JSON.object(rest)]
    let names = Table.names(records)
    guard !names.isEmpty else { return isRows ? [] : ["ok"] }
    return [names.map(Visible.field).joined(separator: "\t")]
      + records.map { record in
        names.map { Cell.field(record[$0] ?? .null) }.joined(separator: "\t")
      }
  }

  /// The codes of what a change made, those that were not in the request; of any other reply what names its thing.
  private func codes(_ object: JSON) -> [String] {
    let made = command?.changes == true ? made(object) : []
    return made.isEmpty ? [code(object)].compactMap(\.self) : made
  }

  /// The codes in it that were not in the request; what is changed tells of others besides, and makes none.
  private func made(_ object: JSON) -> [String] {
    guard command?.words.last != "change" else { return [] }
    let known = Set((request?.arguments ?? []).map { $0.value.uppercased() })
    return (object.members ?? []).compactMap(\.value.string).filter { $0.isCode && !known.contains($0) }
  }

  /// What names a thing: the member called after the noun, else the entry or id, else what looks like a code.
  private func code(_ object: JSON) -> String? {
    let nouns = (command?.words.dropLast() ?? []).reversed()
    for name in nouns + ["entry", "id", "login", "slug"] {
      if let text = object[name]?.string { return Visible.field(text) }
    }
    let texts = (object.members ?? []).compactMap(\.value.string)
    return (texts.first(where: \.isCode) ?? texts.first).map(Visible.field)
  }

  private func remark(_ object: JSON, isEmpty: Bool = false) -> String? {
    if let next = object["next"]?.string {
      return Sentence(nl: "koos: er is meer; verder met", en: "koos: there is more; go on with")(
        options.language)
        + " --after \(quoted(Visible.line(next)))\n"
    }
    guard isEmpty, width != nil else { return nil }
    return Sentence(nl: "koos: niets gevonden\n", en: "koos: nothing found\n")(options.language)
  }

  private func lines(_ lines: [String]) -> String { lines.map { $0 + "\n" }.joined() }
}

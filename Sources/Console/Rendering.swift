internal import Catalogue
internal import Wire

/// A reply that went well, as text.
struct Rendering {
  let command: Command?
  /// The values the request gave.
  var given: [String] = []
  let options: Options
  /// Columns of the terminal, nil in a pipe.
  let width: Int?
  /// The year that need not be said.
  let year: Int

  /// Members of the last line that are about the reply and not about the thing.
  private static let bookkeeping: Set<String> = ["rows", "next", "replayed"]

  /// The text for standard output, and a remark for standard error.
  func text(_ rows: [JSON], _ object: JSON) -> (String, String?) {
    switch options.form {
    case .json:
      return (lines((rows + [object]).map { Visible.json($0.text) }), nil)
    case .quiet:
      return (lines(isRows(rows, object) ? rows.compactMap(code) : codes(object)), remark(object))
    case .prometheus where command?.name == "metrics":
      return (Exposition.text(rows), nil)
    case .readable, .prometheus:
      if command?.name == "help" {
        return (HelpText(language: options.language, width: width ?? 80).text(rows), nil)
      }
      if command?.name == "agenda.ics" {
        // A file for another program (RFC 5545 §3.1), as it is; on a terminal a text like any other.
        let calendar = rows.compactMap { $0["line"]?.string }
        return (width == nil ? calendar.map { $0 + "\r\n" }.joined() : lines(calendar.map(Visible.line)), nil)
      }
      let rest = (object.members ?? []).filter { !Self.bookkeeping.contains($0.name) }
      let shown =
        width.map { readable(rows, rest, $0, isRows(rows, object)) } ?? fields(rows, rest, isRows(rows, object))
      return (lines(shown), remark(object, isEmpty: rows.isEmpty && isRows(rows, object)))
    }
  }

  /// Whether the reply is rows, also when there are none of them.
  private func isRows(_ rows: [JSON], _ object: JSON) -> Bool {
    let saysMore = (object.members ?? []).contains { !Self.bookkeeping.contains($0.name) }
    return !rows.isEmpty || object["rows"] != nil && (command?.isList == true || !saysMore)
  }

  private func readable(_ rows: [JSON], _ rest: [JSON.Member], _ width: Int, _ isRows: Bool) -> [String] {
    let cell = Cell(language: options.language, year: year)
    var shown = rows.isEmpty ? [] : Table(rows: rows, cell: cell, width: width).lines
    if !rest.isEmpty {
      if !shown.isEmpty { shown.append("") }
      shown += Record(cell: cell, width: width).lines(rest)
    }
    return shown.isEmpty && !isRows ? ["ok"] : shown
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
    guard command?.changes == true else { return [code(object)].compactMap(\.self) }
    let known = Set(given.map { $0.uppercased() })
    let made = (object.members ?? []).compactMap(\.value.string).filter { $0.isCode && !known.contains($0) }
    return made.isEmpty ? [code(object)].compactMap(\.self) : made
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

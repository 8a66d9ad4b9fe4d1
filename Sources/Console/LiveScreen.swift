internal import Wire

/// What a list that is kept up to date looks like on a screen.
struct LiveScreen {
  /// What is listed, as it was asked for.
  let title: String
  let cell: Cell

  /// Lines for a screen of this size, no more and no wider.
  ///
  /// - Parameters:
  ///   - time: when the rows were had, `14:03:05`; nil before the first.
  ///   - away: seconds until the next try for a connection, nil where there is one.
  func lines(_ list: LiveList, time: String?, away: Int64?, columns: Int, rows: Int) -> [String] {
    guard columns > 0, rows > 0 else { return [] }
    var lines = [top(time, columns)]
    // The last line says what can be done; a very low screen has room for little else.
    let room = max(rows - 2, 0)
    let (body, hidden) = body(list, columns, room)
    lines += body
    lines += Array(repeating: "", count: max(0, rows - 1 - lines.count))
    lines.append(bottom(list, hidden, away, columns))
    return lines.suffix(rows).map { Columns.cut(styled: $0, to: columns) }
  }

  private func top(_ time: String?, _ columns: Int) -> String {
    let right = time ?? "…"
    let room = columns - Columns.count(right) - 1
    guard room >= 8 else { return Columns.cut(title, to: columns) }
    return cell.style(Columns.pad(Columns.cut(title, to: room), to: room), .heading) + " " + right
  }

  /// As many rows as there is room for, and how many there is none for.
  private func body(_ list: LiveList, _ columns: Int, _ room: Int) -> ([String], Int) {
    guard let rows = list.rows, room > 0 else { return ([], list.rows?.count ?? 0) }
    guard !rows.isEmpty else { return ([Sentence(nl: "niets gevonden", en: "nothing found")(cell.language)], 0) }
    // Every row takes a line at least, and the header one.
    var count = min(rows.count, room)
    while count > 0 {
      let lines = Table(rows: Array(rows[..<count]), cell: cell, width: columns).lines
      if lines.count <= room { return (lines, rows.count - count) }
      count -= max(1, (lines.count - room) * count / (2 * lines.count))
    }
    let lines = Table(rows: [rows[0]], cell: cell, width: columns).lines
    return (Array(lines.prefix(room)), rows.count - 1)
  }

  private func bottom(_ list: LiveList, _ hidden: Int, _ away: Int64?, _ columns: Int) -> String {
    var parts: [String] = []
    if hidden > 0 || list.hasMore {
      let count = hidden > 0 ? "\(hidden)\(list.hasMore ? "+" : "") " : ""
      parts.append(
        Sentence(
          nl: hidden == 1 ? "nog \(count)rij" : "nog \(count)rijen",
          en: hidden == 1 ? "\(count)row more" : "\(count)rows more")(
            cell.language))
    }
    parts.append(Sentence(nl: "q stopt", en: "q quits")(cell.language))
    let rest = Columns.cut(parts.joined(separator: " · "), to: columns)
    guard let away else { return cell.style(rest, .faint) }
    let sentence = Sentence(
      nl: "geen verbinding, opnieuw over \(away) s · ", en: "no connection, again in \(away) s · ")(cell.language)
    return cell.style(Columns.cut(sentence + parts.joined(separator: " · "), to: columns), .alarm)
  }
}

extension Columns {
  /// A text that may be picked out in places, cut where it is wider.
  static func cut(styled text: String, to width: Int) -> String {
    var result = ""
    var used = 0
    var isRendition = false
    for character in text {
      if isRendition || character == "\u{1B}" {
        isRendition = character != "m"
        result.append(character)
        continue
      }
      let columns = count(String(character))
      if used + columns > width { continue }
      used += columns
      result.append(character)
    }
    return result
  }
}

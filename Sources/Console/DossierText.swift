internal import Wire

/// The file of a client as a document, to be printed and handed out; in a pipe the same.
struct DossierText {
  let language: Language
  /// Columns there are; a line too long is hard to read.
  let width: Int

  /// Always with the year: the paper is read later.
  private var cell: Cell { Cell(language: language, year: 0) }
  private var room: Int { min(max(width, 40), 100) }

  /// What a row is about, in the plural, by its kind.
  private static let headings: [(kind: String, name: Sentence)] = [
    ("client", Sentence(nl: "Wie het betreft", en: "Whom it is about")),
    ("alias", Sentence(nl: "Eerdere vastleggingen", en: "Earlier records")),
    ("relation", Sentence(nl: "Wie erbij horen", en: "Who belong")),
    ("consent", Sentence(nl: "Toestemmingen", en: "Consents")),
    ("statement", Sentence(nl: "Eigen verklaringen", en: "Own statements")),
    ("destruction", Sentence(nl: "Verzoeken tot vernietiging", en: "Requests to destroy the file")),
    ("case", Sentence(nl: "Casussen", en: "Cases")),
    ("goal", Sentence(nl: "Doelen", en: "Goals")),
    ("step", Sentence(nl: "Stappen", en: "Steps")),
    ("note", Sentence(nl: "Notities", en: "Notes")),
    ("participant", Sentence(nl: "Betrokkenen", en: "Participants")),
    ("traject", Sentence(nl: "Hulp", en: "Help")),
    ("arrangement", Sentence(nl: "Andere regelingen", en: "Other arrangements")),
    ("stay", Sentence(nl: "Verblijf", en: "Stays")),
    ("group", Sentence(nl: "Groepen", en: "Groups")),
    ("proposal", Sentence(nl: "Voorstellen", en: "Proposals")),
    ("invitation", Sentence(nl: "Uitnodigingen aan andere teams", en: "Invitations to other teams")),
    ("fact", Sentence(nl: "Wat er gebeurde", en: "What happened")),
    ("consult", Sentence(nl: "Overleg met specialisten", en: "Consults with specialists")),
    ("waiting", Sentence(nl: "Wachtlijst", en: "Waiting list")),
    ("appointment", Sentence(nl: "Afspraken", en: "Appointments")),
  ]

  /// The text, each line ended.
  func text(_ rows: [JSON], _ object: JSON) -> String {
    let name = rows.first { $0["kind"]?.string == "client" }?["name"]
    var lines = [
      say("Dossier van ", "File of ") + (name.map { cell.text($0) } ?? cell.text(object["client"] ?? .null)),
      "\(cell.text(object["client"] ?? .null)), \(cell.text(object["at"] ?? .null))",
    ]
    lines += [String(repeating: "=", count: min(lines.map(Columns.count).max() ?? 0, room)), ""]
    lines += wrapped(preface(rows), indent: 0)
    var known: Set<String> = ["elsewhere"]
    for (kind, heading) in Self.headings {
      known.insert(kind)
      lines += part(heading(language), rows.filter { $0["kind"]?.string == kind })
    }
    // A daemon that is newer may tell of more.
    var others: [String] = []
    for kind in rows.compactMap({ $0["kind"]?.string }) where known.insert(kind).inserted { others.append(kind) }
    for kind in others { lines += part(Visible.line(kind), rows.filter { $0["kind"]?.string == kind }) }
    return lines.map { $0.trimmingEnd + "\n" }.joined()
  }

  private func say(_ nl: String, _ en: String) -> String { Sentence(nl: nl, en: en)(language) }

  /// What is to be known of all of it.
  private func preface(_ rows: [JSON]) -> String {
    var sentences = [
      say(
        "Dit is wat de teams die dit uitgeven over u of uw kind bewaren.",
        "This is what the teams that hand it out keep of you or your child.")
    ]
    let count = rows.count { $0["withheld"]?.bool == true && $0["kind"]?.string != "elsewhere" }
    if count > 0 {
      sentences.append(
        say(
          "Op \(count) \(count == 1 ? "plaats" : "plaatsen") is iets weggelaten; waarom, staat erbij.",
          "In \(count) \(count == 1 ? "place" : "places") something is left out; why is said there."))
    }
    // The names of teams stay: whoever is helped may know by whom.
    if rows.contains(where: { $0["address_secret"]?.bool == true }) {
      sentences.append(
        say(
          "Het adres is geheim en weggelaten, maar wie de teams kent, weet in welke wijk zij werken: dit is alleen voor wie dat mag weten.",
          "The address is secret and left out, but who knows the teams knows in which wijk they work: this is only for who may know that."
        ))
    }
    if rows.contains(where: { $0["kind"]?.string == "elsewhere" }) {
      sentences.append(
        say(
          "Andere teams bewaren ook een deel van het dossier: vraag het daar op, of bij de privacyfunctionaris.",
          "Other teams keep a part of the file too: ask them for it, or the privacy officer."))
    }
    sentences.append(
      say(
        "Wie het dossier inzag, staat in het logboek; vraag daarnaar.",
        "Who looked into the file stands in the access log; ask for that."))
    return sentences.joined(separator: " ")
  }

  private func part(_ heading: String, _ rows: [JSON]) -> [String] {
    guard !rows.isEmpty else { return [] }
    let title = "\(heading) (\(rows.count))"
    return ["", title, String(repeating: "-", count: Columns.count(title))] + rows.flatMap { [""] + entry($0) }
  }

  /// One thing: its code or time, then what is known of it.
  private func entry(_ row: JSON) -> [String] {
    let kind = row["kind"]?.string ?? ""
    let own = DossierWords.code[kind] ?? kind
    let title = row[own] ?? row["at"] ?? row["recorded_at"] ?? row["requested_at"]
    var lines = title.map { [shown($0)] } ?? []
    let members = (row.members ?? []).filter {
      !["kind", own, "withheld", "reason", "left_out"].contains($0.name) && $0.value != title
    }
    lines += fields(members, indent: 2)
    if row["withheld"]?.bool == true { lines += wrapped(leftOut(row), indent: 2) }
    return lines
  }

  private func fields(_ members: [JSON.Member], indent: Int) -> [String] {
    let told = members.filter { $0.value != .null }
    let plain = told.filter { !$0.value.isTable }
    let labels = plain.map { Columns.count(label($0.name)) }.max() ?? 0
    let space = String(repeating: " ", count: indent)
    var lines: [String] = []
    for member in plain {
      let rest = max(room - indent - labels - 2, 16)
      for (index, text) in Columns.wrap(shown(member.value, of: member.name), to: rest).enumerated() {
        lines.append(space + Columns.pad(index == 0 ? label(member.name) : "", to: labels) + "  " + text)
      }
    }
    for member in told where member.value.isTable {
      lines.append(space + label(member.name))
      for item in member.value.array ?? [] {
        var below = fields(item.members ?? [], indent: indent + 4)
        if let first = below.first { below[0] = space + "  - " + first.dropFirst(indent + 4) }
        lines += below
      }
    }
    return lines
  }

  private func leftOut(_ row: JSON) -> String {
    let names = (row["left_out"]?.array ?? []).compactMap(\.string).map { label($0).lowercased() }
    let reason = row["reason"]?.string ?? ""
    let why = DossierWords.withheld[reason]?(language) ?? Visible.line(reason)
    return say("[Weggelaten: ", "[Left out: ") + names.joined(separator: ", ") + ". " + why + "]"
  }

  /// A value in the words of the member it is of.
  private func shown(_ value: JSON, of member: String = "") -> String {
    if let day = cell.day(value) { return day }
    if let members = value.members {
      return members.filter { $0.value != .null }
        .map { "\(label($0.name).lowercased()): \(shown($0.value, of: $0.name))" }
        .joined(separator: ", ")
    }
    return cell.paragraph(value, of: member)
  }

  private func label(_ name: String) -> String {
    let word = MemberWords.name(name, language)
    return word.prefix(1).uppercased() + word.dropFirst()
  }

  private func wrapped(_ text: String, indent: Int) -> [String] {
    Columns.wrap(text, to: room - indent).map { String(repeating: " ", count: indent) + $0 }
  }
}

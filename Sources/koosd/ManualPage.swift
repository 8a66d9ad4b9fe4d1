internal import ArgumentParser
internal import Catalogue
internal import Operations
internal import Platform
internal import Wire

/// `koosd manual`: the page koosd(8), made from the flags themselves.
struct ManualPage: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "manual", abstract: "Writes the manual page koosd(8).",
    discussion: "The pages koos(1) and koos-protocol(7) are written by koos manual.")

  func run() throws { try Output.standard.write(Self.text()) }

  static func text() throws -> String {
    // The one place the library tells what its flags are.
    let help = try JSON.parse(Array(Koosd._dumpHelp().utf8))["command"] ?? .null
    var page = Roff("koosd", section: 8, source: "koosd \(ProcessFacts.version)", manual: "System Administration")
    page.section("NAME")
    page.paragraph("koosd - the service of Utrecht's youth care teams")
    page.section("SYNOPSIS")
    page.paragraph("koosd serve --data DIR | --database CONNINFO [--socket PATH] [OPTION]...")
    page.section("DESCRIPTION")
    page.paragraph(sentence(help["abstract"]) + " People speak to it with koos(1), programs as koos-protocol(7) tells.")
    page.paragraph(
      "It logs to standard error, tells systemd when it serves, and ends on SIGTERM or SIGINT after finishing what runs."
    )
    page.section("COMMANDS")
    for command in help["subcommands"]?.array ?? [] where command["commandName"]?.string != "help" {
      describe(command, in: &page)
    }
    page.section("EXIT STATUS")
    for (status, meaning) in statuses { page.item(status, meaning) }
    page.section("FILES")
    page.item("DIR/koosd.sock, /run/koosd/koosd.sock", "The socket, unless --socket names another.")
    page.item("DIR/bsn.key", "The key citizen service numbers are kept under; no backup holds it.")
    page.item("DIR/heads", "The seals of the access log, unless --heads names another file.")
    page.section("SEE ALSO")
    page.paragraph("koos(1), koos-protocol(7), systemd.service(5)")
    return page.text
  }

  private static func describe(_ command: JSON, in page: inout Roff) {
    page.part("koosd \(command["commandName"]?.string ?? "")")
    page.paragraph(sentence(command["abstract"]))
    let discussion = sentence(command["discussion"])
    if !discussion.isEmpty { page.paragraph(discussion) }
    for argument in command["arguments"]?.array ?? [] where argument["shouldDisplay"]?.bool == true {
      let value = (argument["valueName"]?.string ?? "").uppercased()
      let name = argument["preferredName"]?["name"]?.string
      guard name != "help", name != "version" else { continue }
      let dashed = name.map { "--\($0)" + (argument["kind"]?.string == "option" ? " \(value)" : "") } ?? value
      var text = sentence(argument["abstract"])
      if let fallback = argument["defaultValue"]?.string { text += " (default \(fallback))" }
      page.item(dashed, text)
    }
  }

  /// A text of the flags on one line.
  private static func sentence(_ text: JSON?) -> String {
    (text?.string ?? "").split(separator: "\n").joined(separator: " ")
  }

  private static let statuses = [
    ("0", "Ended as asked."), ("64", "The command line is wrong."),
    ("77", "A directory, socket, key or token file is not ours, or open to others."),
    ("78", "PostgreSQL, its version, the schema, the directory or the configuration do not fit."),
  ]
}

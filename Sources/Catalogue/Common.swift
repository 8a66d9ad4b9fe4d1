internal import Wire

extension Command {
  /// Commands that are always the caller's own, so that nobody can be spoken for.
  private static let ownOnly: Set<String> = ["ping", "help", "auth", "quit"]

  /// The parameters a command shares with others: those of every command, of every change, of every list.
  static func common(to name: String, changes: Bool, bearsRevision: Bool, page: Int?) -> [Parameter] {
    var common: [Parameter] = []
    if let page { common += [limit(page), after] }
    if changes {
      common += [once, dryRun]
      if bearsRevision { common.append(revision) }
    }
    if !ownOnly.contains(name) { common.append(actingAs) }
    return common + [within]
  }

  static let actingAs = Parameter.optional(
    "as", .thing(.worker), nl: "namens deze medewerker (beheer, alleen in de demo)",
    en: "for this worker (administrator, demo only)")
  static let within = Parameter.optional(
    "within", .duration(300), "30s", nl: "hoe lang het mag duren", en: "how long it may take")
  static let once = Parameter.optional(
    "once", .name(64), nl: "kenmerk waaronder dit één keer gebeurt", en: "token under which this happens once"
  )
  static let dryRun = Parameter.optional(
    "dry-run", .yes, "no", nl: "alles nagaan, niets bewaren", en: "check all, keep nothing")
  static let revision = Parameter.optional(
    "if", .integer(0...Int(Int32.max)), nl: "alleen als dit nog de revisie is",
    en: "only while this is the revision")
  private static func limit(_ page: Int) -> Parameter {
    .optional(
      "limit", .integer(1...Limits.longestList), String(page), nl: "hoeveel rijen ten hoogste",
      en: "how many rows at most")
  }
  static let after = Parameter.optional(
    "after", .word(1_024), nl: "verder na deze cursor", en: "go on after this cursor")
}

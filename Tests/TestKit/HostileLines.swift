internal import Catalogue
internal import Wire

/// Lines that nobody means well: each a command of the catalogue that is right but in one value, or meant for others.
package struct HostileLines: Sendable, IteratorProtocol, Sequence {
  private let naming: Naming
  private var random: Seed
  private var number = 0
  /// Every command beside each of its parameters in turn.
  private let targets: [(command: Command, parameter: Int?)]

  /// How many of a hundred lines hold no value that cannot be, and mean others' things all the same.
  private let plain: Int

  /// `watch`, and the commands that end a session or change who it is, are none of them.
  package init(_ naming: Naming, seed: UInt64, plain: Int = 0) {
    self.naming = naming
    self.plain = plain
    random = Seed(state: seed)
    let sessions: Set<String> = ["auth", "session", "watch", "unwatch", "quit", "help"]
    targets = Catalogue.commands.filter { !sessions.contains($0.name) }.flatMap { command in
      [(command, nil)] + (command.parameters + command.common).indices.map { (command, $0) }
    }
  }

  /// Every list that needs no word but its name.
  package static let lists = Catalogue.commands.filter { $0.isList && !$0.parameters.contains(where: \.isRequired) }
    .map(\.name)

  /// The next line, without its end.
  package mutating func next() -> String? {
    let (command, target) = targets[number % targets.count]
    number += 1
    let aim = random.below(100) < plain ? nil : target
    let parameters = command.parameters + command.common
    var line = command.name
    for (index, parameter) in parameters.enumerated() {
      let isAim = index == aim
      let isCommon = index >= command.parameters.count
      // What is needed is there; of the rest some, and rarely what all commands share.
      guard isAim || parameter.isRequired || random.below(isCommon ? 12 : 3) == 0 else { continue }
      // A run that keeps nothing would prove nothing; where it is aimed at it stays.
      if !isAim, parameter.name == "dry-run" || parameter.name == "as" { continue }
      let value = isAim && random.below(4) > 0 ? hostile(parameter) : valid(parameter)
      line +=
        index == 0 && !isCommon && random.below(2) == 0
        ? " " + quotedSubject(value) : " \(parameter.name)=" + quoted(value)
    }
    return line
  }

  // MARK: Values

  private mutating func valid(_ parameter: Parameter) -> String {
    if parameter.name == "after" { return cursor() }
    let count = parameter.isList ? 1 + random.below(2) : 1
    return (0..<count).map { _ in one(parameter.kind) }.joined(separator: ",")
  }

  private mutating func one(_ kind: Kind) -> String {
    if !kind.allowed.isEmpty { return pick(kind.allowed) }
    switch kind {
    case .thing(let thing): return pick(naming.names[thing] ?? [])
    case .placeOrHome: return pick((naming.names[.place] ?? []) + ["thuis"])
    case .membership: return pick(naming.names[.team] ?? [])
    case .doer: return pick((naming.names[.worker] ?? []) + (naming.names[.team] ?? []))
    case .proposed:
      return pick(
        (naming.names[.team] ?? []) + (naming.names[.wijk] ?? []) + [pick(naming.names[.participant] ?? []) + ":all"])
    case .attendee: return pick(naming.names[.worker] ?? []) + pick(["", "", ":online", ":phone"])
    case .guest: return "Gast"
    case .need: return "1 " + pick(["orthopedagoog", "gz-psycholoog", "systeemtherapeut"])
    case .lookup: return pick(naming.words + (naming.names[.team] ?? []))
    case .digits(let count): return String(repeating: "1", count: count.lowerBound)
    case .date, .today: return "2026-03-0\(1 + random.below(9))"
    case .moment, .time: return "2026-03-1\(random.below(9))T1\(random.below(9)):00"
    case .timeOfDay: return "09:00"
    case .duration: return "45m"
    case .minutes, .integer: return String(1 + random.below(60))
    case .postcode: return "3526SA"
    case .birth: return pick(["2016-05-14", "2012-05", "2009"])
    case .bsn: return "123456782"
    case .command: return "case.show"
    case .word: return "FREQ=WEEKLY;COUNT=3"
    case .newLogin, .newSlug: return "nieuw-\(random.below(1_000_000))"
    case .text, .name, .secret: return "Zomaar"
    default: return pick(naming.words)
    }
  }

  private mutating func hostile(_ parameter: Parameter) -> String {
    switch parameter.name {
    case "after": return cursor()
    case "once": return pick(["t1", "{}", "-", "koos", "' OR worker = 1 --"])
    case "as": return pick(naming.names[.worker] ?? [])
    case "limit": return pick(["0", "-1", "1000", "1001", "99999999999999999999", "1;--"])
    case "within": return pick(["0s", "1s", "5m", "9999999999d"])
    default: break
    }
    switch random.below(4) {
    case 0: return pick((Thing.allCases.flatMap { naming.names[$0]?.prefix(4) ?? [] }))
    case 1:
      // The same kind, of anybody.
      return one(parameter.kind)
    default: return pick(Self.texts)
    }
  }

  private mutating func cursor() -> String {
    pick([
      "0", "1", "72000001", "71000001.72000001", "0.0", "0.0.0", "9999999999.1", "-1", "1.2.3.4", "2026-03-02.1",
      "zqx", "' OR true --", "99999999999999999999",
    ])
  }

  private static let texts = [
    "", "'", "''", "\"", "\\", "\\'", "'; DROP TABLE koos.client; --", "' OR '1'='1", "$1", "$2::text", "%s", "%", "_",
    "%%", "zqx",
    "zqx%", "{}", "{1,2}", "{\"a\"}", "NULL", "null", "true", "0", "-1", "1e9", "2147483648", "9223372036854775808",
    "99999999999999999999999999", "C-0", "C-72000001", "c-72000001", "J-71000001", "J-0071000001", "Q-73000001",
    "W-74000001",
    "C-72000001 OR 1=1", "C-72000001,C-72000002", "J-71000001,J-71000001", "N-1", "T-1", "A-1", "thuis", "admin",
    "postgres",
    "koosd", "pg_sleep(10)", "'||pg_sleep(10)||'", "koos.client", "select * from koos.client", "case.show C-72000001",
    "a\nb", "a\tb",
    "\u{202e}txet", "\u{ff07} OR 1=1", "é\u{301}", "\u{1f476}", "\u{feff}", "İ", "0001-01-01", "9999-12-31",
    "2026-02-30",
    "2026-03-29T02:30", "2026-10-25T02:30", "2026-03-02T24:00", "-infinity", "infinity", "24:00", "1000000000d",
    "3526SA'",
    String(repeating: "a", count: 300), String(repeating: "é", count: 2_001), "../../etc/passwd", "<script>",
    "${jndi:x}", "=1+1",
  ]

  private mutating func pick(_ values: [String]) -> String {
    values.isEmpty ? "0" : values[random.below(values.count)]
  }
}

/// Numbers that are the same on every run (SplitMix64).
struct Seed: Sendable {
  var state: UInt64

  mutating func below(_ bound: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return Int((mixed ^ mixed >> 31) % UInt64(bound))
  }
}

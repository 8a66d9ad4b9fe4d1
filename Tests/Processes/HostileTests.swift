import Catalogue
import Glibc
import Platform
import Postgres
import TestKit
import Testing

@Suite("Hostile lines of somebody without any right", .ownThreads)
struct HostileTests {
  private static let lines = 100_000
  private static let crews = 4

  /// How a command was answered.
  private struct Answer: Hashable {
    let command: String
    let code: String

    /// Whether a line of the command names a child or a case itself at most, and nothing that hangs on one.
    var namesOneChild: Bool {
      let plain: Set<Thing> = [.client, .case, .consult, .worker, .team, .wijk, .place, .organisation]
      return Catalogue.find(command)?.parameters.allSatisfy { parameter in
        switch parameter.kind {
        case .thing(let thing), .existing(let thing, _): plain.contains(thing)
        case .proposed: false
        default: true
        }
      } ?? false
    }
  }

  /// What came back to some lines.
  private struct Heard: Sendable {
    var answers: [Answer: Int] = [:]
    var wrong: [String] = []
    var finals = 0

    /// The answers by their code alone.
    var codes: [String: Int] { answers.reduce(into: [:]) { $0[$1.key.code, default: 0] += $1.value } }
  }

  @Test("a hundred thousand of them tell nothing, change nothing, end nothing, and every refusal is in the log")
  func hundredThousand() async throws {
    let home = try Home(.demo)
    let daemon = try Daemon(home, ["--demo", "--clock", "2026-03-02T08:00"])
    let administrator = try daemon.client()
    try await MarkedCity.lay(owner: home.owner) { administrator.ask("\($0) as=\($1)") }
    // From now on whoever runs the tests is nobody.
    let stranger = "(SELECT w.id FROM koos.worker w WHERE w.login = '\(MarkedCity.stranger)')"
    try Script.run(
      "UPDATE koos.os_user SET worker = \(stranger) WHERE uid = \(geteuid()); TRUNCATE koos.access_log",
      conninfo: home.owner)
    let oracle = try Oracle(owner: home.owner, worker: MarkedCity.stranger)
    let naming = try Naming(owner: home.owner)
    let before = try tables(home, but: stranger)
    #expect(before.count > 70)

    let heard = try await withThrowingTaskGroup(of: Heard.self) { group in
      for crew in 0..<Self.crews {
        group.addTask { try Self.say(HostileLines(naming, seed: UInt64(crew)), to: daemon, oracle) }
      }
      return try await group.reduce(into: Heard()) { all, one in
        all.answers.merge(one.answers, uniquingKeysWith: +)
        all.wrong += one.wrong
        all.finals += one.finals
      }
    }
    #expect(heard.finals == Self.lines)
    #expect(heard.wrong.isEmpty, "\(heard.wrong.count), such as \(heard.wrong.prefix(10).joined(separator: "\n"))")

    // Of what the log promises to hold, that can be counted by the replies alone: by command and code.
    let logged = try Script.ask(
      "SELECT action || ' ' || outcome, count(*) FROM koos.access_log WHERE worker = \(stranger) GROUP BY 1",
      conninfo: home.owner)
    let counts = Dictionary(logged.map { ($0[0] ?? "", $0[1].flatMap { Int($0) } ?? 0) }) { $1 }
    let kinds = ["client", "case", "consult", "waiting", "offer", "appointment", "consent", "relation"]
    let accounted = heard.answers.filter { answer, _ in
      answer.code.hasPrefix("denied.") || kinds.contains { answer.code == "not-found.\($0)" }
    }
    #expect(accounted.values.reduce(0, +) > Self.lines / 4, "\(heard.codes)")
    for (answer, count) in accounted {
      let kept = counts["\(answer.command) \(answer.code)", default: 0]
      // A refusal stands in the log of every child that what the line named hangs on.
      #expect(answer.namesOneChild ? kept == count : kept >= count, "\(answer): \(kept) for \(count)")
    }

    let after = try tables(home, but: stranger)
    let changed = before.keys.filter { before[$0] != after[$0] }
    #expect(changed.isEmpty, "\(changed.sorted())")
    #expect(try daemon.client().ask("ping").code == "ok")
    #expect(try resident(daemon.pid) < 512 << 10, "KiB")
    #expect(daemon.terminate() == .exited(0))
  }

  private static func say(_ lines: HostileLines, to daemon: Daemon, _ oracle: Oracle) throws -> Heard {
    let client = try daemon.client()
    var heard = Heard()
    var lines = lines
    let chunk = 500
    for start in stride(from: 0, to: Self.lines / crews, by: chunk) {
      let said = (0..<chunk).compactMap { _ in lines.next() }
      client.send(said.enumerated().map { "@\(start + $0) \($1)\n" }.joined())
      for (index, line) in said.enumerated() {
        var reply = ""
        while let part = client.line() {
          reply += part + "\n"
          guard !part.hasPrefix("row @\(start + index) ") else { continue }
          heard.finals += 1
          let words = part.split(separator: " ", maxSplits: 3)
          let code = words.first == "ok" ? "ok" : words.count > 2 ? String(words[2]) : "nothing"
          heard.answers[Answer(command: String(line.prefix { $0 != " " }), code: code), default: 0] += 1
          if words.count < 2 || words[1] != "@\(start + index)" || code.hasPrefix("internal") || code.hasPrefix("busy")
          {
            heard.wrong.append("\(line) -> \(part)")
          }
          break
        }
        // One's own reads name what one asked for before.
        let leaks = oracle.leaks(in: reply, asked: line.hasPrefix("access.") ? reply : line)
        if !leaks.isEmpty { heard.wrong.append("\(line) -> \(leaks)") }
      }
    }
    return heard
  }

  /// A digest of each table, but for the log and what is every worker's own to change: hours, tokens and the desk.
  private func tables(_ home: Home, but worker: String) throws -> [String: String] {
    let rows = try Script.ask(
      """
      SELECT c.relname, md5(coalesce((xpath('/row/d/text()', query_to_xml(format(
        'SELECT string_agg(md5(t::text), '''' ORDER BY md5(t::text)) AS d FROM koos.%I t WHERE to_jsonb(t) ->> ''worker'' IS DISTINCT FROM %L
          AND to_jsonb(t) ->> ''resource'' IS DISTINCT FROM %L', c.relname, w.id, w.resource), false, true, '')))[1]::text, ''))
      FROM pg_class c CROSS JOIN (SELECT w.id, w.resource FROM koos.worker w WHERE w.id = \(worker)) w
      WHERE c.relnamespace = 'koos'::regnamespace AND c.relkind = 'r' AND c.relname NOT LIKE 'access\\_log%' AND c.relname <> 'seal'
      """, conninfo: home.owner)
    return Dictionary(rows.map { ($0[0] ?? "", $0[1] ?? "") }) { $1 }
  }

  /// The memory a process takes, in KiB.
  private func resident(_ pid: Int32) throws -> Int {
    let status = String(decoding: try File.read("/proc/\(pid)/status"), as: UTF8.self)
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
    return line?.split(separator: " ").compactMap { Int($0) }.first ?? .max
  }
}

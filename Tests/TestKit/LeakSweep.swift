/// Hostile lines of somebody with work of his own elsewhere, and what came of them.
package struct LeakSweep: Sendable {
  /// Lines that told what they should not have, with what that was.
  package private(set) var leaks: [String] = []
  /// Lines that the service could not answer.
  package private(set) var faults: [String] = []
  /// Tables in which something changed about children who are none of his.
  package private(set) var changed: [String] = []
  /// How often each code answered.
  package private(set) var codes: [String: Int] = [:]

  private static let crews = 6

  /// Says them in a marked city.
  package init(lines count: Int, in city: City, seed: UInt64 = 7) async throws {
    let talk = try Conversation(city)
    let oracle = try Oracle(owner: city.owner, worker: MarkedCity.outsider)
    let before = try oracle.foreign()
    // A place in a group for his own child is his to take, and then he reads its sessions rightly: nobody joins here.
    let lines = HostileLines(try Naming(owner: city.owner), seed: seed, plain: 60).prefix(count)
      .filter { !$0.hasPrefix("group.join") }
    // The number of a house is text: one's own child may live at somebody's code.
    let houses = lines.flatMap { $0.matches(of: /house=("[^"]*"|\S+)/).map { $0.output.0 } }.joined(separator: " ")
    await withTaskGroup(of: [(String, [String])].self) { group in
      for crew in 0..<Self.crews {
        group.addTask {
          var replies: [(String, [String])] = []
          for index in stride(from: crew, to: lines.count, by: Self.crews) {
            replies.append((lines[index], await talk.say(lines[index], uid: MarkedCity.outsiderUser)))
          }
          return replies
        }
      }
      for await replies in group {
        for (line, reply) in replies {
          // One's own reads name what one asked for before, and agreements, without a check, what one wrote there.
          let isOwnWords = line.hasPrefix("access.") || line.hasPrefix("agreement.")
          let asked = isOwnWords ? lines.joined() : line.hasPrefix("client.") ? line + " " + houses : line
          take(reply, to: line, naming: asked, oracle)
        }
      }
    }
    await talk.close()
    changed = try oracle.foreign().filter { before[$0.key] != $0.value }.keys.sorted()
  }

  private mutating func take(_ reply: [String], to line: String, naming asked: String, _ oracle: Oracle) {
    let final = reply.last ?? ""
    let code = final.hasPrefix("ok") ? "ok" : String(final.split(separator: " ").dropFirst().first ?? "nothing")
    codes[code, default: 0] += 1
    if code == "internal.fault" { faults.append("\(line) -> \(final)") }
    let told = oracle.leaks(in: reply.joined(separator: "\n"), asked: asked)
    if !told.isEmpty { leaks.append("\(line) -> \(told.prefix(3).joined(separator: ", ")): \(final.prefix(200))") }
  }
}

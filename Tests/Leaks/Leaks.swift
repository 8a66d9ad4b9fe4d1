import Glibc
import Platform
import TestKit

/// Says hostile lines and tells what came of them: the codes that answered, and what got out. Ends with 1 where anything did.
///
/// The city is laid by a process that has all its checks; `KOOS_OUT` tells which one the process that is asked has not.
@main
struct Leaks {
  static func main() async throws {
    let arguments = CommandLine.arguments
    guard arguments.count == 4 else {
      let city = try await MarkedCity.make()
      var environment = Environment.all()
      environment["KOOS_MUTANT"] = environment["KOOS_OUT"]
      let asked = try ChildProcess.run(
        [Link.read("/proc/self/exe") ?? "", arguments.dropFirst().first ?? "20000", city.conninfo, city.owner],
        environment: environment)
      try Output.standard.write(asked.output)
      exit(asked.succeeded ? 0 : 1)
    }
    let city = City(keptElsewhere: arguments[2], owner: arguments[3])
    let sweep = try await LeakSweep(lines: Int(arguments[1]) ?? 20_000, in: city)
    let codes = sweep.codes.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
    try Output.standard.write("answered\t\(codes.joined(separator: "\t"))\n")
    for leak in sweep.leaks.prefix(8) { try Output.standard.write("leak\t\(leak)\n") }
    for table in sweep.changed { try Output.standard.write("changed\t\(table)\n") }
    exit(sweep.leaks.isEmpty && sweep.changed.isEmpty ? 0 : 1)
  }
}

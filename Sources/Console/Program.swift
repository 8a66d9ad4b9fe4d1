internal import Casework
internal import Glibc
internal import Platform

extension Console {
  /// The whole program with the real terminal and socket; ends the process.
  package static func main() -> Never {
    // It holds a token.
    Resources.keepMemoryPrivate()
    // Without this the reader's leaving would kill us before we could end as if by it.
    Signals.ignoreForDispatch([])
    let environment = Environment.all()
    let output = Output.standard
    let around = Surroundings(
      environment: environment,
      width: Terminal.isTerminal(output.number) ? Terminal.width(output.number) ?? 80 : nil,
      now: Instant(seconds: WallClock.seconds),
      write: { text throws(Surroundings.Gone) in
        do throws(SystemError) {
          try output.write(text)
        } catch {
          throw Surroundings.Gone(reason: error.errno == EPIPE ? nil : error.description)
        }
      },
      warn: { try? Output.error.write($0) },
      unique: { (try? Randomness.bytes(16)).map(Randomness.hex) ?? String(Monotonic.now, radix: 36) },
      pause: { _ = try? Transfer.awaitReadable([], milliseconds: Int32(clamping: $0)) },
      save: { text, path throws(Surroundings.Gone) in
        do throws(SystemError) {
          // What is no file, such as a terminal or a pipe, would be put aside by a file of its name.
          let kind = try File.status(path)?.kind ?? .regular
          guard kind == .regular else { throw SystemError(errno: EEXIST, operation: "write \(path)") }
          // Figures of the own team may be small enough to know who they are about: others get them from who made them.
          try File.write(Array(text.utf8), to: path, mode: 0o600)
        } catch {
          throw Surroundings.Gone(reason: error.description)
        }
      },
      mayInterrupt: { Signals.endWell(on: [SIGINT]) }, mayLast: { Signals.endWell(after: $0) },
      height: Terminal.height(output.number), person: Person.atTerminal(environment),
      progress: progress(environment), company: Company.real(environment))
    Environment.exit(
      run(octets: Environment.arguments(), around) { place throws(Unreachable) in
        guard place.hasPrefix(FarHost.scheme) else { return try SocketLink(path: place) }
        return try FarLink(place, environment: environment)
      })
  }

  /// Shows on standard error what is waited for, on the line it is at.
  private static func progress(_ environment: [String: String]) -> ((String) -> Void)? {
    guard Terminal.isTerminal(Output.error.number), environment["TERM"] != "dumb" else { return nil }
    return { try? Output.error.write("\r\u{1B}[K" + $0) }
  }
}

internal import Casework
internal import Glibc
internal import Platform

extension Console {
  /// The whole program with the real terminal and socket; ends the process.
  package static func main() -> Never {
    // Without this the reader's leaving would kill us before we could end as if by it.
    Signals.ignoreForDispatch([])
    let output = Output.standard
    let around = Surroundings(
      environment: Environment.all(),
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
      mayInterrupt: { Signals.endWell(on: [SIGINT]) })
    Environment.exit(
      run(octets: Environment.arguments(), around) { path throws(Unreachable) in
        try SocketLink(path: path)
      })
  }
}

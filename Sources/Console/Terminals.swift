internal import Glibc
internal import Platform

extension Person {
  /// Who sits at the terminal that all of standard input, output and error are; nil where one of them is another.
  static func atTerminal(_ environment: [String: String]) -> Person? {
    guard [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO].allSatisfy(Terminal.isTerminal) else { return nil }
    return Person(
      answer: { question in
        try? Output.error.write(question)
        return line()
      },
      page: { program, text in page(program, text, environment) },
      stage: { TerminalStage() })
  }

  /// The line typed, nil at the end of the input.
  private static func line() -> String? {
    var line: [UInt8] = []
    var octet: [UInt8] = [0]
    // One at a time: what is typed after the line is for whoever reads next.
    while case .bytes = Transfer.receive(from: STDIN_FILENO, into: &octet) {
      if octet[0] == UInt8(ascii: "\n") { return String(decoding: line, as: UTF8.self) }
      if line.count < 4_096 { line.append(octet[0]) }
    }
    return nil
  }

  private static func page(_ program: String, _ text: String, _ environment: [String: String]) -> Bool {
    do {
      // Ctrl-C is the pager's while there is one.
      let held = try HeldSignals([SIGINT, SIGQUIT])
      let pipe = try Pipe()
      // What is searched for may be a name; it is kept nowhere.
      let child = try ChildProcess(
        ["/bin/sh", "-c", program], environment: environment.merging(["LESSHISTFILE": "-"]) { $1 },
        descriptors: [0: pipe.reader.number, 1: STDOUT_FILENO, 2: STDERR_FILENO])
      try? write(text, to: pipe.intoWriter())
      let ending = try child.wait()
      while held.next() != nil {}
      // The shell's words for what it cannot start.
      return ending != .exited(127) && ending != .exited(126)
    } catch {
      return false
    }
  }

  /// Writes all, and closes.
  private static func write(_ text: String, to descriptor: consuming Descriptor) throws(SystemError) {
    try Output(number: descriptor.number).write(text)
  }
}

extension Company {
  /// Standard input, the system's programs, and the service.
  static func real(_ environment: [String: String]) -> Company {
    Company(
      input: { limit in
        var octets: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 16_384)
        while octets.count <= limit {
          switch Transfer.receive(from: STDIN_FILENO, into: &chunk) {
          case .bytes(let count): octets += chunk[..<count]
          case .end: return octets
          case .wouldBlock: _ = try? Transfer.awaitReadable([STDIN_FILENO])
          case .failed: return nil
          }
        }
        return octets
      },
      edit: { program, name, text, limit throws(EditFailure) in
        try Editor.change(text, with: program, name: name, limit: limit, environment)
      },
      bridge: { path throws(Unreachable) in
        do {
          let socket = try LocalSocket.connect(path: path)
          try Bridge.join(input: STDIN_FILENO, output: STDOUT_FILENO, socket: socket.number)
        } catch {
          throw Unreachable(reason: (error as? any CustomStringConvertible)?.description ?? path)
        }
      })
  }
}

import Dispatch
import Glibc
import Synchronization
import Testing

@testable import Platform

@Suite("Child processes")
struct ChildProcessTests {
  private static let path = ["PATH": "/usr/bin:/bin"]

  private func shell(_ script: String, limit: Int = 1 << 16) throws -> ChildProcess.Result {
    try ChildProcess.run(
      ["/bin/sh", "-c", script], environment: ChildProcessTests.path, directory: "/", limit: limit)
  }

  @Test("both outputs are captured, and how it ended")
  func run() throws {
    let result = try shell("echo out; echo err >&2; exit 3")
    #expect(result == ChildProcess.Result(ending: .exited(3), output: "out\nerr\n", isCut: false))
    #expect(!result.succeeded)
    #expect(try shell("true").succeeded)
    #expect(try shell("kill -9 $$").ending == .signalled(SIGKILL))
  }

  @Test("output over the limit is cut and the program still ends")
  func cut() throws {
    let result = try shell("head -c 300000 /dev/zero | tr '\\0' x", limit: 10)
    #expect(result == ChildProcess.Result(ending: .exited(0), output: "xxxxxxxxxx", isCut: true))
  }

  @Test("only the given environment, directory and descriptors are there")
  func surroundings() throws {
    let held = try Pipe()
    let environment = try ChildProcess.run(["/usr/bin/env"], environment: ["A": "b=c", "Z": ""])
    #expect(environment.output == "A=b=c\nZ=\n")
    #expect(try shell("pwd").output == "/\n")
    #expect(try shell("ls /proc/self/fd | tr '\\n' ' '").output == "0 1 2 3 ", "3 is the listing itself")
    #expect(held.reader.number > 2)
  }

  @Test("a name without a slash is found in PATH, an unknown one is an error")
  func lookUp() throws {
    #expect(try ChildProcess.run(["true"], environment: [:]).succeeded)
    #expect(throws: SystemError(errno: ENOENT, operation: "spawn /no-such-program")) {
      try ChildProcess.run(["/no-such-program"], environment: [:])
    }
    // Which error it is depends on whether every directory of PATH may be searched.
    #expect(throws: SystemError.self) { try ChildProcess.run(["no-such-program"], environment: [:]) }
    #expect(throws: SystemError.self) { try ChildProcess([], environment: [:]) }
  }

  @Test("descriptors are laid out as asked, also when their numbers cross")
  func crossing() throws {
    let first = try Pipe()
    let second = try Pipe()
    // The child's number for one is our number for the other.
    let low = first.writer.number
    let high = second.writer.number
    let script = "echo a >/dev/fd/\(high); echo b >/dev/fd/\(low)"
    let child = try ChildProcess(
      ["/bin/sh", "-c", script], environment: ChildProcessTests.path, descriptors: [high: low, low: high])
    #expect(try child.wait() == .exited(0))
    var buffer = [UInt8](repeating: 0, count: 8)
    #expect(Transfer.receive(from: first.reader.number, into: &buffer) == .bytes(2))
    #expect(buffer[0] == UInt8(ascii: "a"))
    #expect(Transfer.receive(from: second.reader.number, into: &buffer) == .bytes(2))
    #expect(buffer[0] == UInt8(ascii: "b"))
  }

  @Test("a child hears signals though this process ignores and blocks them")
  func signals() throws {
    Signals.ignoreForDispatch([SIGUSR1])
    var all = sigset_t()
    var before = sigset_t()
    _ = unsafe sigfillset(&all)
    _ = unsafe pthread_sigmask(SIG_BLOCK, &all, &before)
    defer { _ = unsafe pthread_sigmask(SIG_SETMASK, &before, nil) }
    for signal in [SIGTERM, SIGUSR1, SIGPIPE] {
      let child = try ChildProcess(["/bin/sleep", "10"], environment: [:])
      #expect(try child.collect() == nil)
      try child.kill(signal)
      #expect(try child.wait() == .signalled(signal))
      #expect(try child.wait() == .signalled(signal), "asking again gives the same")
      try child.kill(SIGKILL)
    }
  }

  @Test("any number of threads may wait for one child")
  func waiters() throws {
    let child = try ChildProcess(["/bin/sleep", "0.1"], environment: [:])
    let endings = Mutex<[ChildProcess.Ending?]>([])
    DispatchQueue.concurrentPerform(iterations: 4) { _ in
      let ending = try? child.wait()
      endings.withLock { $0.append(ending) }
    }
    #expect(endings.withLock { $0 } == Array(repeating: .exited(0), count: 4))
  }

  @Test("a leader of a session has a session of its own")
  func session() throws {
    for leads in [false, true] {
      let child = try ChildProcess(["/bin/sleep", "60"], environment: [:], leadsSession: leads)
      #expect((getsid(child.pid) == child.pid) == leads)
      try child.kill(SIGKILL)
      #expect(try child.wait() == .signalled(SIGKILL))
    }
  }

  @Test("a child on a life line notices that its holder was killed")
  func lifeLine() throws {
    let output = try Pipe()
    let line = try Pipe()
    let holder = try ChildProcess(
      ["/bin/sleep", "10"], environment: [:], descriptors: [3: line.writer.number])
    let child = try ChildProcess(
      ["/bin/sh", "-c", "echo up; read x <&3; echo down"], environment: ChildProcessTests.path,
      descriptors: [1: output.writer.number, 3: line.reader.number])
    end(line.intoWriter())
    let reader = output.intoReader()
    var buffer = [UInt8](repeating: 0, count: 8)
    #expect(Transfer.receive(from: reader.number, into: &buffer) == .bytes(3))
    #expect(try child.collect() == nil)
    try holder.kill(SIGKILL)
    #expect(Transfer.receive(from: reader.number, into: &buffer) == .bytes(5))
    #expect(try child.wait() == .exited(0))
    #expect(try holder.wait() == .signalled(SIGKILL))
  }

  private func end(_ line: consuming Descriptor) { #expect(line.number > 2) }
}

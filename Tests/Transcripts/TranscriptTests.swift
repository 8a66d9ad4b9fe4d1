import Glibc
import Operations
import Platform
import Postgres
import Records
import TestKit
import Testing

@testable import Gate

@Suite("Sessions as they are written down")
struct TranscriptTests {
  @Test("every transcript can be read")
  func allThere() throws {
    let directory = File.parent(of: #filePath) + "/Sessions"
    let names = try File.list(directory).filter { $0.hasSuffix(".transcript") }
    #expect(!names.isEmpty)
    #expect(Transcript.all.count == names.count)
  }

  @Test("by the machine and the service alone", arguments: Transcript.all)
  func machine(_ transcript: Transcript) async throws {
    try await withService { service in
      try await held(transcript) { Machine(service, Caller(uid: geteuid(), pid: getpid())) }
    }
  }

  @Test("over a socket of this process", arguments: Transcript.all)
  func socket(_ transcript: Transcript) async throws {
    try await withService { service in
      let home = try Home()
      let path = home.path + "/koosd.sock"
      let gate = try await Gate.start(listening: [Listener(path: path)], service: service)
      do {
        try await held(transcript) { try Client(path, greeted: false) }
      } catch {
        await gate.stop(deadline: .seconds(5))
        throw error
      }
      await gate.stop(deadline: .seconds(5))
    }
  }

  // A daemon each, for a session that watches or lists would else see what others did; one after another, for a daemon
  // brings a PostgreSQL.
  @Test("with the real daemon", .serialized, arguments: Transcript.all)
  func process(_ transcript: Transcript) async throws {
    let daemon = try Daemon(try Home(.demo), ["--demo"])
    try await held(transcript) { try Client(daemon.socket, greeted: false) }
    #expect(daemon.terminate() == .exited(0))
  }

  /// Holds the session on a thread of its own, where it may wait.
  private func held(_ transcript: Transcript, over line: @Sendable () throws -> some Line) async throws {
    try await withTaskExecutorPreference(Threads()) { try conduct(transcript, over: line()) }
  }

  /// A service on a city of its own whose administrator is the user of these tests.
  private func withService(_ body: (Service) async throws -> Void) async throws {
    let city = try await City()
    try Script.run(Founding.administrator(uid: geteuid()), conninfo: city.owner)
    let conversation = try Conversation(city)
    do {
      try await body(conversation.service)
    } catch {
      await conversation.close()
      throw error
    }
    await conversation.close()
  }
}

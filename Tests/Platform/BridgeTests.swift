import Dispatch
import Testing

@testable import Platform

@Suite("The bridge")
struct BridgeTests {
  /// What is joined, and the far ends of it: what comes in, what goes out, and the service on the socket.
  private struct Crossing: ~Copyable {
    let writer: Descriptor
    let taken: Descriptor
    let service: Descriptor
    /// Signalled when the joining, on a thread of its own, is over.
    let isOver = DispatchSemaphore(value: 0)

    init() throws {
      let coming = try Pipe()
      let going = try Pipe()
      let pair = try LocalSocket.makePair()
      let service = try pair.theirs.duplicate()
      let input = try coming.reader.duplicate()
      let output = try going.writer.duplicate()
      writer = coming.intoWriter()
      taken = going.intoReader()
      self.service = service
      let numbers = (input.release(), output.release(), pair.intoOurs().release())
      DispatchQueue(label: "bridge").async { @Sendable [isOver] in
        let input = Descriptor(adopting: numbers.0)
        let output = Descriptor(adopting: numbers.1)
        let socket = Descriptor(adopting: numbers.2)
        try? Bridge.join(input: input.number, output: output.number, socket: socket.number)
        isOver.signal()
      }
    }
  }

  private func read(_ count: Int, from number: Int32) -> [UInt8] {
    var octets: [UInt8] = []
    while octets.count < count {
      var chunk = [UInt8](repeating: 0, count: min(65_536, count - octets.count))
      guard (try? Transfer.awaitReadable([number], milliseconds: 30_000).isEmpty) == false,
        case .bytes(let some) = Transfer.receive(from: number, into: &chunk)
      else { break }
      octets += chunk[..<some]
    }
    return octets
  }

  private func end(_ descriptor: consuming Descriptor) {}

  private func send(_ text: String, to number: Int32) throws { try Output(number: number).write(text) }

  @Test("the end of one direction leaves the other open, and what comes late comes")
  func halves() throws {
    let crossing = try Crossing()
    let (number, isOver) = (crossing.service.number, crossing.isOver)
    try send("vraag\n", to: crossing.writer.number)
    end(crossing.writer)
    #expect(read(6, from: number) == Array("vraag\n".utf8))
    var octet: [UInt8] = [0]
    _ = try Transfer.awaitReadable([number], milliseconds: 30_000)
    #expect(Transfer.receive(from: number, into: &octet) == .end)
    #expect(isOver.wait(timeout: .now()) == .timedOut)
    try send("antwoord\n", to: number)
    #expect(read(9, from: crossing.taken.number) == Array("antwoord\n".utf8))
    end(crossing.service)
    #expect(isOver.wait(timeout: .now() + 30) == .success)
  }

  @Test("what nobody takes is not read, the other direction goes on, and nothing is lost or out of order")
  func pressure() throws {
    let crossing = try Crossing()
    let service = crossing.service.number
    let all = (0..<8_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31 ^ $0 >> 8) }
    try crossing.service.setNonBlocking(true)
    var sent = 0
    // Full once nothing more goes for as long as a whole exchange the other way takes.
    for _ in 0..<50 {
      while sent < all.count, case .bytes(let count) = Transfer.send(all.span.extracting(sent...), to: service) {
        sent += count
      }
      try send("x", to: crossing.writer.number)
      #expect(read(1, from: service) == [UInt8(ascii: "x")])
    }
    #expect(sent < 2_000_000, "\(sent) octets were taken that nobody read")
    var got: [UInt8] = []
    while got.count < all.count {
      while sent < all.count, case .bytes(let count) = Transfer.send(all.span.extracting(sent...), to: service) {
        sent += count
      }
      let more = read(min(65_536, sent - got.count), from: crossing.taken.number)
      if more.isEmpty { break }
      got += more
    }
    #expect(got == all)
    Transfer.shutdown(service, .both)
    #expect(crossing.isOver.wait(timeout: .now() + 30) == .success)
  }

  @Test("it ends where nobody takes what comes out")
  func gone() throws {
    Signals.ignoreForDispatch([])
    let crossing = try Crossing()
    end(crossing.taken)
    try send("antwoord\n", to: crossing.service.number)
    #expect(crossing.isOver.wait(timeout: .now() + 30) == .success)
    end(crossing.writer)
  }
}

import Dispatch
import Operations
import Synchronization
import TestKit

@testable import Gate

/// A session without a socket: the machine and the service alone.
final class Machine: Line, Sendable {
  private struct State {
    var machine: SessionMachine
    var output: [UInt8] = []
    var isClosed = false
  }

  private let service: Service
  private let state: Mutex<State>
  private let news = DispatchSemaphore(value: 0)

  init(_ service: Service, _ caller: Caller) {
    self.service = service
    state = Mutex(State(machine: SessionMachine(caller: caller, ordering: service.ordering)))
    step { [greeting = service.greeting()] in $0.opened(greeting: greeting) }
  }

  func send(_ octets: [UInt8]) { step { $0.received(octets[...]) } }

  func finish() { step { $0.ended() } }

  var isAtEnd: Bool { state.withLock { $0.isClosed && $0.output.isEmpty } }

  func line() -> String? {
    let deadline = DispatchTime.now() + Client.patience / .seconds(1)
    repeat {
      let (line, isOver) = state.withLock { state -> (String?, Bool) in
        guard let feed = state.output.firstIndex(of: UInt8(ascii: "\n")) else { return (nil, state.isClosed) }
        let line = String(decoding: state.output[..<feed], as: UTF8.self)
        state.output.removeFirst(feed + 1)
        return (line, false)
      }
      if line != nil || isOver { return line }
    } while news.wait(timeout: deadline) == .success
    return nil
  }

  private func step(_ event: @Sendable (inout SessionMachine) -> SessionMachine.Step) {
    let (starts, watch, ended) = state.withLock { state in
      let step = event(&state.machine)
      state.machine.sent(step.output.count)
      state.output += step.output
      if step.closes { state.isClosed = true }
      return (step.starts, step.watch, step.closes ? state.machine.watch : nil)
    }
    news.signal()
    ended?.end()
    watch?.begin { [weak watch] lines in
      if let watch { self.step { $0.told(lines, by: watch) } }
    }
    for start in starts {
      service.answer(start.lexed, start.caller) { reply in self.step { $0.answered(start.number, reply) } }
    }
  }
}

internal import Dispatch
internal import Logging
internal import Operations
internal import Platform
internal import Wire

// How clients come in.
extension Gate {
  /// How long nobody is accepted after descriptors or memory ran out, in milliseconds.
  private static let pause = 100
  /// Connections accepted in one turn.
  private static let acceptsPerTurn = 64

  /// Takes waiting connections until there are none, for only a new one is told of.
  func accept(at key: UInt64) {
    if isAcceptingPaused { return }
    for _ in 0..<Gate.acceptsPerTurn {
      guard let door = doors[key] else { return }
      switch door.accept() {
      case .connection(let descriptor): admit(descriptor)
      case .wouldBlock: return
      case .pause(let error):
        logger.warning("accepting pauses", metadata: ["error": "\(error)"])
        return pauseAccepting()
      case .failed(let error):
        logger.error("a listening socket failed", metadata: ["error": "\(error)"])
        doors[key] = nil
        return
      }
    }
    later { $0.accept(at: key) }
  }

  private func pauseAccepting() {
    isAcceptingPaused = true
    queue.asyncAfter(deadline: .now() + .milliseconds(Gate.pause)) { @Sendable [self] in
      assumeIsolated { gate in
        gate.isAcceptingPaused = false
        gate.turn { gate.doors.keys.forEach(gate.accept) }
      }
    }
  }

  private func admit(_ descriptor: consuming Descriptor) {
    let number = descriptor.number
    if number >= descriptorLimit {
      // It has no session: the socket of a new connection always has room for one line.
      _ = Transfer.send(Refusal.clients.line(tag: nil, .nl).span, to: number)
      return
    }
    let peer = LocalSocket.peerCredentials(number)
    let machine = SessionMachine(caller: Caller(uid: peer?.uid, pid: peer?.pid), ordering: service.ordering)
    let session = Session(id: newKey(), descriptor: descriptor, machine: machine)
    do throws(SystemError) {
      try set?.add(number, key: session.id)
    } catch {
      logger.warning("a client cannot be watched", metadata: ["error": "\(error)"])
      return
    }
    keep(session)
    perform(session.machine.opened(greeting: service.greeting()), session)
  }
}

internal import Dispatch
internal import Logging
internal import Platform

// What moves between the sessions' sockets and their machines.
extension Gate {
  /// What one session may have read in one turn, in bytes.
  private static let share = 256 << 10
  /// How long a session that is to end may leave its output unread, in seconds.
  private static let patience = 10

  /// Reads until the socket is empty, for only new input is told of.
  ///
  /// A read that fills less than the buffer has emptied the socket (epoll(7)), unless the client has hung up:
  /// then nothing will be told again, and only the end of file is the end.
  func read(_ session: Session) {
    var share = Gate.share
    while !session.isInputOver, !session.isStopped, !session.isOver {
      if share <= 0 {
        let id = session.id
        return later { gate in
          if let session = gate.session(id) { gate.read(session) }
        }
      }
      switch Transfer.receive(from: session.descriptor.number, into: &buffer) {
      case .bytes(let count):
        share -= count
        perform(session.machine.received(buffer[..<count]), session)
        if count < buffer.count, !session.isHungUp { return }
      case .wouldBlock:
        return
      case .end, .failed:
        session.isInputOver = true
        perform(session.machine.ended(), session)
      }
    }
  }

  /// Reads on, or no further, as the machine asks.
  func setReading(_ reads: Bool, _ session: Session) {
    session.isStopped = !reads
    if !reads { return }
    // What has arrived meanwhile is not told of again.
    let id = session.id
    later { gate in
      if let session = gate.session(id) { gate.read(session) }
    }
  }

  /// Sends what the socket takes, and waits for room where it takes no more.
  func send(_ session: Session) {
    if session.isOver { return }
    var taken = 0
    let number = session.descriptor.number
    let progress = session.outgoing.flush(taken: &taken) { Transfer.send($0, to: number) }
    session.taken += taken
    session.machine.sent(taken)
    switch progress {
    case .wouldBlock:
      setAwaitsRoom(true, session)
      if session.closes, !session.isHurried {
        session.isHurried = true
        watchPatience(session)
      }
    case .empty:
      setAwaitsRoom(false, session)
      if session.closes { end(session) }
    case .end:
      end(session)
    }
  }

  private func setAwaitsRoom(_ awaits: Bool, _ session: Session) {
    if session.awaitsRoom == awaits { return }
    session.awaitsRoom = awaits
    do throws(SystemError) {
      try set?.setWriting(awaits, session.descriptor.number, key: session.id)
    } catch {
      logger.warning("a client cannot be watched", metadata: ["error": "\(error)"])
      end(session)
    }
  }

  /// Ends a session once its output is out; it reads no further.
  func close(_ session: Session) {
    session.closes = true
    if session.isInputOver { return }
    session.isInputOver = true
    // A socket closed over unread input tells its peer of a reset instead of an end.
    var share = Gate.share
    let number = session.descriptor.number
    while share > 0, case .bytes(let count) = Transfer.receive(from: number, into: &buffer) { share -= count }
  }

  /// Ends a closing session whose client takes nothing for a while.
  private func watchPatience(_ session: Session) {
    let (id, taken) = (session.id, session.taken)
    queue.asyncAfter(deadline: .now() + .seconds(Gate.patience)) { @Sendable [self] in
      assumeIsolated { $0.endIfStuck(id, taken) }
    }
  }

  private func endIfStuck(_ id: UInt64, _ taken: Int) {
    guard let session = session(id) else { return }
    if session.taken == taken { end(session) } else { watchPatience(session) }
  }
}

internal import Dispatch
internal import Platform

// What moves between the sessions' sockets and their machines.
extension Gate {
  /// Starts watching a new session's input.
  func watchInput(_ session: Session) {
    let id = session.id
    session.sources += 1
    session.input = Readiness.reading(session.descriptor.number, on: queue) { @Sendable [self] in
      assumeIsolated { gate in gate.turn { gate.readable(id) } }
    } cancelled: { @Sendable [self] in
      assumeIsolated { gate in gate.sourceEnded(id) }
    }
  }

  private func watchOutput(_ session: Session) {
    if session.output != nil {
      session.output?.resume()
      return
    }
    let id = session.id
    session.sources += 1
    session.output = Readiness.writing(session.descriptor.number, on: queue) { @Sendable [self] in
      assumeIsolated { gate in gate.turn { gate.writable(id) } }
    } cancelled: { @Sendable [self] in
      assumeIsolated { gate in gate.sourceEnded(id) }
    }
  }

  private func readable(_ id: UInt64) {
    if let session = sessions[id] { read(session) }
  }

  private func writable(_ id: UInt64) {
    if let session = sessions[id] { send(session) }
  }

  /// Reads until the socket is empty, because after a hang-up there may be no further event.
  func read(_ session: Session) {
    var share = Gate.share
    while session.input != nil, !session.isStopped, !session.isOver {
      if share <= 0 {
        let id = session.id
        return later { $0.readable(id) }
      }
      switch Transfer.receive(from: session.descriptor.number, into: &buffer) {
      case .bytes(let count):
        share -= count
        perform(session.machine.received(buffer[..<count]), session)
      case .wouldBlock:
        return
      case .end, .failed:
        // A half-closed socket stays readable for ever: watched on, it would keep the queue busy.
        session.input?.cancel()
        session.input = nil
        perform(session.machine.ended(), session)
      }
    }
  }

  /// Reads on, or no further, as the machine asks.
  func setReading(_ reads: Bool, _ session: Session) {
    session.isStopped = !reads
    if !reads {
      session.input?.pause()
    } else if session.input != nil {
      session.input?.resume()
      // The event for what has arrived meanwhile may have been used up.
      let id = session.id
      later { $0.readable(id) }
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
      watchOutput(session)
      if session.closes, !session.isHurried {
        session.isHurried = true
        watchPatience(session)
      }
    case .empty:
      session.output?.pause()
      if session.closes { end(session) }
    case .end:
      end(session)
    }
  }

  /// Ends a session once its output is out; it reads no further.
  func close(_ session: Session) {
    session.closes = true
    if session.input != nil {
      discardInput(session)
      session.input?.cancel()
      session.input = nil
    }
  }

  /// Takes what lies unread, for a socket closed over unread input tells its peer of a reset.
  private func discardInput(_ session: Session) {
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
    guard let session = sessions[id], !session.isOver else { return }
    if session.taken == taken { end(session) } else { watchPatience(session) }
  }

  /// Ends a session at once; its descriptor is closed when the last source has let go of it.
  func end(_ session: Session) {
    if session.isOver { return }
    session.isOver = true
    session.outgoing = Outgoing()
    session.input?.cancel()
    session.input = nil
    session.output?.cancel()
    session.output = nil
    if session.sources == 0 { forget(session) }
  }

  private func sourceEnded(_ id: UInt64) {
    guard let session = sessions[id] else { return }
    session.sources -= 1
    if session.sources == 0, session.isOver { forget(session) }
  }
}

internal import Operations
internal import Platform

/// One connection: its machine, its descriptor and the sources that watch it; touched on the gate's queue only.
final class Session {
  let id: UInt64
  /// Closed with the session, which the gate keeps until the last source's cancel handler has run.
  let descriptor: Descriptor
  var machine: SessionMachine
  var outgoing = Outgoing()
  /// Watches for input until the client's end of file.
  var input: Readiness?
  /// Watches for room in the socket; made when it was first full.
  var output: Readiness?
  /// Sources whose cancel handler has not run.
  var sources = 0
  /// Whether the machine wants no input now.
  var isStopped = false
  /// Whether the session is to end as soon as its output is out.
  var closes = false
  /// Whether a closing session's client is given only so long to read on.
  var isHurried = false
  /// Whether it has ended, and only its sources keep it.
  var isOver = false
  /// Whether it stands in the gate's list of sessions with something to send.
  var isDue = false
  /// Bytes the client took, ever.
  var taken = 0

  init(id: UInt64, descriptor: consuming Descriptor, machine: SessionMachine) {
    self.id = id
    self.descriptor = descriptor
    self.machine = machine
  }
}

internal import Platform

/// One connection: its machine, its descriptor and what waits to be sent; touched on the gate's queue only.
final class Session {
  /// The key it is watched under.
  let id: UInt64
  /// Closed, and with that watched no longer, when the gate lets go of the session.
  let descriptor: Descriptor
  var machine: SessionMachine
  var outgoing = Outgoing()
  /// Whether the input's end has been read, or no input is wanted any more.
  var isInputOver = false
  /// Whether the client has ended its half or gone, so that nothing will tell of input again.
  var isHungUp = false
  /// Whether the machine wants no input now.
  var isStopped = false
  /// Whether the socket was full, and its room is watched.
  var awaitsRoom = false
  /// Whether the session is to end as soon as its output is out.
  var closes = false
  /// Whether a closing session's client is given only so long to read on.
  var isHurried = false
  /// Whether it has ended.
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

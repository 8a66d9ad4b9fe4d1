import Operations
import Wire

@testable import Gate

/// A machine and all it has asked for so far.
struct Rig {
  var machine: SessionMachine
  /// Numbers of requests with the service, oldest first.
  var running: [UInt64] = []
  /// What was started, as written, in order.
  var started: [String] = []
  /// The callers of what was started.
  var callers: [Caller] = []
  var output = ""
  var reads = true
  var closes = false
  /// How often reading was stopped.
  var stops = 0

  init(_ bounds: Bounds = Bounds()) {
    machine = SessionMachine(caller: Caller(uid: 7, pid: 8), bounds: bounds) { lexed in
      guard case .request(let request) = lexed.content else { return .shared }
      return request.command.hasPrefix("alone") ? .alone : .shared
    }
  }

  mutating func note(_ step: SessionMachine.Step) {
    for start in step.starts {
      running.append(start.number)
      started.append(Rig.text(start.lexed))
      callers.append(start.caller)
    }
    output += String(decoding: step.output, as: UTF8.self)
    if let reads = step.reads {
      self.reads = reads
      if !reads { stops += 1 }
    }
    if step.closes { closes = true }
  }

  mutating func send(_ text: String) { send(Array(text.utf8)[...]) }

  mutating func send(_ bytes: ArraySlice<UInt8>) { note(machine.received(bytes)) }

  mutating func end() { note(machine.ended()) }

  mutating func stop() { note(machine.stopped()) }

  /// Answers a request with its number or another text.
  mutating func answer(_ number: UInt64, _ text: String? = nil, caller: Caller? = nil, closes: Bool = false) {
    running.removeAll { $0 == number }
    let bytes = Array((text ?? "\(number) ").utf8)
    note(machine.answered(number, Reply(bytes: bytes, caller: caller, closes: closes)))
  }

  /// Answers the oldest request again and again until none runs.
  mutating func answerAll() {
    while let number = running.first { answer(number) }
  }

  static func text(_ lexed: Lexed) -> String {
    switch lexed.content {
    case .blank: "blank"
    case .request(let request): request.command
    case .failed(let failure): failure.code.description
    }
  }
}

/// Random numbers that are the same in every run.
struct Seeded: RandomNumberGenerator {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    // SplitMix64's step and mix.
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

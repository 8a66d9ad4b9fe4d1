internal import DequeModule
internal import Operations
internal import Wire

/// One client's session: what the client sends and the service answers goes in, what is to be done comes out.
///
/// No I/O, no clock and no threads, so that every order of events can be tried by table.
struct SessionMachine {
  /// A request to hand to the service now.
  struct Start {
    let number: UInt64
    let lexed: Lexed
    let caller: Caller
  }

  /// What is to be done after one event, in the order of the members.
  struct Step {
    /// Requests to hand to the service.
    var starts: [Start] = []
    /// Bytes for the client.
    var output: [UInt8] = []
    /// What is watched from now on; it begins after the output, which holds the reply that says so.
    var watch: (any Watch)?
    /// Whether to read on (`true`) or to stop reading (`false`); nil where nothing changes.
    var reads: Bool?
    /// Whether the session ends once its output is out.
    var closes = false
  }

  /// Where a session stands.
  enum State: Equatable {
    /// Takes lines. Can transition to: finishing, stopping, closed.
    case open
    /// The client has said its last; replies still go out. Can transition to: stopping, closed.
    case finishing
    /// The daemon ends: what runs is finished, every other line refused. Can transition to: closed.
    case stopping
    /// Nothing is taken or answered any more. Can transition to: nothing.
    case closed
  }

  /// How far a request has come.
  private enum Stage {
    /// Not yet handed to the service. Can transition to: running, done (refused, when the daemon ends).
    case waiting(Lexed, Ordering)
    /// With the service. Can transition to: done.
    case running(Ordering)
    /// Answered, and held until those before it are. Can transition to: nothing; it leaves the queue.
    case done(Reply)
  }

  private(set) var state = State.open
  /// What the session watches.
  var watch: (any Watch)? { caller.watch }
  private var caller: Caller
  private let ordering: @Sendable (Lexed) -> Ordering
  private let bounds: Bounds
  private var cutter = LineCutter()
  /// Requests without a delivered reply, oldest first; the first of them bears the number `first`.
  private var requests = Deque<Stage>()
  private var first: UInt64 = 0
  /// How many at the front of `requests` have been handed to the service.
  private var begun = 0
  private var running = 0
  private var aloneRuns = false
  /// Bytes of replies held behind a slower one.
  private var held = 0
  /// Bytes given out that the client has not taken.
  private var unread = 0
  private var reads = true
  /// Whether `requests` has grown beyond what an idle session may keep.
  private var isRoomy = false
  private static let fewRequests = 16

  init(caller: Caller, bounds: Bounds = Bounds(), ordering: @escaping @Sendable (Lexed) -> Ordering) {
    self.caller = caller
    self.bounds = bounds
    self.ordering = ordering
  }

  /// The client is spoken to without having asked: the greeting.
  mutating func opened(greeting: [UInt8]) -> Step {
    var step = Step()
    say(greeting, &step)
    return step
  }

  /// Bytes came from the client.
  mutating func received(_ bytes: ArraySlice<UInt8>) -> Step {
    guard state == .open || state == .stopping else { return Step() }
    cutter.append(bytes)
    return advance()
  }

  /// The client half-closed: what it sent in whole lines is still answered.
  mutating func ended() -> Step {
    if state == .open { state = .finishing }
    return advance()
  }

  /// The service answered a request.
  mutating func answered(_ number: UInt64, _ reply: Reply) -> Step {
    guard state != .closed, number >= first, number - first < UInt64(requests.count) else { return Step() }
    let index = Int(number - first)
    guard case .running(let ordering) = requests[index] else { return Step() }
    requests[index] = .done(reply)
    running -= 1
    held += reply.bytes.count
    if ordering == .alone { aloneRuns = false }
    let watch = caller.watch
    if let caller = reply.caller { self.caller = caller }
    var step = advance()
    if state != .closed, caller.watch !== watch { step.watch = caller.watch }
    return step
  }

  /// A watch tells something; it goes out between two replies, and counts as they do.
  mutating func told(_ lines: [UInt8], by watch: any Watch) -> Step {
    var step = Step()
    guard state != .closed, caller.watch === watch else { return step }
    if unread > bounds.unread {
      say(Refusal.slowReader.line(tag: nil, caller.language), &step)
      close(&step)
    } else {
      say(lines, &step)
    }
    return step
  }

  /// The client's socket took so many bytes of the output.
  mutating func sent(_ count: Int) { unread -= count }

  /// The daemon ends: what runs is finished, what waits or still comes is refused.
  mutating func stopped() -> Step {
    guard state == .open || state == .finishing else { return Step() }
    state = .stopping
    for index in begun..<requests.count {
      guard case .waiting(let lexed, _) = requests[index] else { continue }
      requests[index] = refusal(of: lexed)
    }
    begun = requests.count
    return advance()
  }

  /// Takes lines, starts what may start and delivers what is due until nothing moves any more.
  private mutating func advance() -> Step {
    var step = Step()
    repeat {
      takeLines()
      start(&step)
    } while deliver(&step)
    if state != .closed {
      let wanted = requests.count < bounds.inFlight
      if wanted != reads {
        reads = wanted
        step.reads = wanted
      }
      if state != .open, requests.isEmpty { close(&step) }
    }
    return step
  }

  /// Moves whole lines from the input to the queue while it has room.
  private mutating func takeLines() {
    while state != .closed, requests.count < bounds.inFlight, let event = cutter.next() {
      let lexed =
        switch event {
        case .line(let line): Lexer.lex(line)
        case .tooLong(let tag): Lexed(tag: tag, content: .failed(.tooLong))
        }
      if lexed.content == .blank { continue }
      if state == .stopping {
        requests.append(refusal(of: lexed))
        begun += 1
      } else {
        requests.append(.waiting(lexed, ordering(lexed)))
      }
      if requests.count > Self.fewRequests { isRoomy = true }
    }
  }

  /// A line refused because the daemon ends, answered in its place.
  private mutating func refusal(of lexed: Lexed) -> Stage {
    let line = Refusal.shutdown.line(tag: lexed.tag, caller.language)
    held += line.count
    return .done(Reply(bytes: line))
  }

  private mutating func start(_ step: inout Step) {
    while begun < requests.count, !aloneRuns, running < bounds.running, held <= bounds.held {
      guard case .waiting(let lexed, let ordering) = requests[begun] else { return }
      if ordering == .alone {
        if begun > 0 { return }
        aloneRuns = true
      }
      requests[begun] = .running(ordering)
      step.starts.append(Start(number: first + UInt64(begun), lexed: lexed, caller: caller))
      begun += 1
      running += 1
    }
  }

  /// Gives out the replies at the front of the queue; whether that made room for lines or requests.
  private mutating func deliver(_ step: inout Step) -> Bool {
    var moved = false
    while state != .closed, case .done(let reply) = requests.first {
      if unread > bounds.unread {
        say(Refusal.slowReader.line(tag: nil, caller.language), &step)
        close(&step)
        return false
      }
      requests.removeFirst()
      first += 1
      begun -= 1
      held -= reply.bytes.count
      moved = true
      say(reply.bytes, &step)
      if reply.closes { close(&step) }
    }
    if requests.isEmpty, isRoomy {
      // An idle session keeps no room for a thousand requests.
      requests = Deque()
      isRoomy = false
    }
    return moved && state != .closed
  }

  private mutating func say(_ bytes: [UInt8], _ step: inout Step) {
    unread += bytes.count
    if step.output.isEmpty { step.output = bytes } else { step.output += bytes }
  }

  private mutating func close(_ step: inout Step) {
    state = .closed
    step.closes = true
    requests = Deque()
    cutter = LineCutter()
  }
}

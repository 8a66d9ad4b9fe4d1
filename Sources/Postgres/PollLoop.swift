internal import Dispatch
internal import Glibc
internal import Platform
internal import Synchronization

/// The one queue on which everything of libpq happens, and the executor of the tasks that write.
///
/// While it runs, its single block polls the sockets; work posted before it runs and after it ended is still done, on
/// the same queue, so that no task hangs.
final class PollLoop: SerialExecutor, TaskExecutor {
  /// Something to do on the queue.
  enum Work: Sendable {
    /// A piece of a task.
    case job(UnownedJob)
    /// A call from outside.
    case call(@Sendable () -> Void)
  }

  /// Who empties the inbox.
  private enum Driver {
    /// Nobody polls; a block of its own does. Can transition to: awake.
    case absent
    /// The polling block, before its next sleep. Can transition to: asleep, absent.
    case awake
    /// The polling block, once it is woken. Can transition to: awake.
    case asleep
  }

  private struct Inbox {
    var work: [Work] = []
    var driver = Driver.absent
  }

  private let queue = DispatchQueue(label: "koosd.postgres")
  private let inbox = Mutex(Inbox())
  /// What ends the poll.
  let wakeup = Wakeup()

  /// Runs `body`, which polls until it is done, as the queue's one block.
  func run(_ body: @escaping @Sendable () -> Void) {
    queue.async {
      self.inbox.withLock { $0.driver = .awake }
      body()
      self.inbox.withLock { $0.driver = .absent }
      self.workOff()
    }
  }

  /// Does `work` on the queue, after what was posted before; from any thread, also from the queue itself.
  func post(_ work: Work) {
    let driver = inbox.withLock { inbox in
      let driver = inbox.driver
      inbox.work.append(work)
      if driver == .asleep { inbox.driver = .awake }
      return driver
    }
    switch driver {
    case .awake: break
    case .asleep: wakeup.signal()
    case .absent: queue.async { self.workOff() }
    }
  }

  /// Does what is in the inbox, and some rounds of what that adds: a task's next piece follows its last at once, yet
  /// the sockets get their turn. True once the inbox is empty.
  @discardableResult
  func work() -> Bool {
    var batch: [Work] = []
    for _ in 0..<8 {
      inbox.withLock { swap(&$0.work, &batch) }
      if batch.isEmpty { return true }
      for work in batch {
        switch work {
        case .call(let call): call()
        case .job(let job):
          unsafe job.runSynchronously(
            isolatedTo: asUnownedSerialExecutor(), taskExecutor: asUnownedTaskExecutor())
        }
      }
      batch.removeAll(keepingCapacity: true)
    }
    return false
  }

  private func workOff() {
    while !work() {}
  }

  /// Sleeps in `poll` for input on the sockets until `deadline`, not at all when there is work. Only for the block
  /// given to `run`.
  func sleep(_ sockets: inout [pollfd], until deadline: Deadline) {
    let mayBlock = inbox.withLock { inbox in
      guard inbox.work.isEmpty else { return false }
      inbox.driver = .asleep
      return true
    }
    var timeout = CInt(0)
    if mayBlock, deadline == .never {
      timeout = -1
    } else if mayBlock {
      let (seconds, attoseconds) = deadline.remaining.components
      // Rounded up, or the last millisecond would be spent in a spin.
      timeout = CInt(clamping: seconds * 1000 + (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)
    }
    sockets.append(pollfd(descriptor: wakeup.descriptor, events: POLLIN))
    let ready = unsafe poll(&sockets, nfds_t(sockets.count), timeout)
    let woken = sockets.removeLast().revents != 0
    // After a failed poll (a signal) the events would be those of the turn before.
    if ready < 0 { for index in sockets.indices { sockets[index].revents = 0 } }
    if mayBlock { inbox.withLock { $0.driver = .awake } }
    if woken { wakeup.drain() }
  }

  func enqueue(_ job: consuming ExecutorJob) {
    post(.job(UnownedJob(job)))
  }

  func checkIsolated() {
    dispatchPrecondition(condition: .onQueue(queue))
  }
}

extension pollfd {
  init(descriptor: CInt, events: CInt) {
    self.init(fd: descriptor, events: CShort(truncatingIfNeeded: events), revents: 0)
  }
}

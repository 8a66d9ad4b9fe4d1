internal import CLibPQ
internal import DequeModule
internal import Glibc

/// One connection in pipeline mode, used on the loop only; it appends groups and takes their results apart again.
@safe final class Connection {
  /// What the connection is for.
  enum Role: Sendable {
    case reader
    case writer
    case listener
  }

  /// Whether a transaction block is open, as the server said at the last sync.
  enum Block: Sendable {
    case none
    case open
    case failed
    case lost
  }

  /// What the server still has to answer, in order.
  private enum Step {
    case prepare(UInt64)
    case execute(UInt64)
    case sync
  }

  let role: Role
  let number: Int
  let born = Deadline.now
  let descriptor: CInt
  /// Whether it takes no new work and is closed when it has none.
  var isRetiring = false
  /// Whether the socket took less than there is to send.
  private(set) var wantsWrite = false
  /// Whether it must be flushed before the next sleep.
  private var isDirty = false
  private(set) var groups: Deque<Group> = []

  private var raw: OpaquePointer?
  private var steps: Deque<Step> = []
  private var isAnswered = false
  private var prepared: Set<UInt64> = []
  private var scratch: [UInt8] = []

  init(_ handle: Handle, role: Role, number: Int) {
    unsafe raw = handle.raw
    descriptor = unsafe PQsocket(handle.raw)
    self.role = role
    self.number = number
  }

  deinit {
    unsafe PQfinish(raw)
  }

  /// Closes the connection and gives back what it had not answered.
  func close() -> Deque<Group> {
    unsafe PQfinish(raw)
    unsafe raw = nil
    steps.removeAll()
    defer { groups.removeAll() }
    return groups
  }

  var isOpen: Bool { unsafe raw != nil }

  var block: Block {
    guard let raw = unsafe raw else { return .lost }
    return switch unsafe PQtransactionStatus(raw) {
    case PQTRANS_IDLE: .none
    case PQTRANS_INTRANS, PQTRANS_ACTIVE: .open
    case PQTRANS_INERROR: .failed
    default: .lost
    }
  }

  /// The way to cancel what runs here, for another queue.
  var cancellation: Cancellation? {
    guard let raw = unsafe raw, let cancel = unsafe PQgetCancel(raw) else { return nil }
    return unsafe Cancellation(adopting: cancel)
  }

  // MARK: Sending

  /// Appends the group and its sync; false when the connection is gone. The group is the connection's in either case.
  func send(_ group: Group) -> Bool {
    group.attempts += 1
    groups.append(group)
    guard let raw = unsafe raw, unsafe PQstatus(raw) == CONNECTION_OK else { return false }
    // libpq may push a large group out before its sync, and a COMMIT that left has happened.
    group.sent = .now
    for query in group.queries {
      let statement = query.statement
      if prepared.insert(statement.key).inserted {
        let sent = unsafe PQsendPrepare(raw, statement.name, statement.sql, 0, nil)
        steps.append(.prepare(statement.key))
        if sent == 0 { return false }
      }
      if unsafe send(query, to: raw) == 0 { return false }
      steps.append(.execute(statement.key))
    }
    guard unsafe PQpipelineSync(raw) == 1 else { return false }
    steps.append(.sync)
    isDirty = true
    return true
  }

  /// Sends one query, its values lying one after the other in a buffer that stays put for the call.
  private func send(_ query: Query, to raw: OpaquePointer) -> CInt {
    let count = query.parameters.count
    scratch.removeAll(keepingCapacity: true)
    return unsafe withUnsafeTemporaryAllocation(of: Int.self, capacity: count) { starts in
      for (index, parameter) in query.parameters.enumerated() {
        switch parameter {
        case .null: unsafe starts[index] = -1
        case .value(let text):
          unsafe starts[index] = scratch.count
          scratch.append(contentsOf: text.utf8)
          scratch.append(0)
        }
      }
      return unsafe withUnsafeTemporaryAllocation(of: UnsafePointer<CChar>?.self, capacity: count) { values in
        unsafe scratch.withUnsafeBytes { bytes in
          let base = unsafe bytes.assumingMemoryBound(to: CChar.self).baseAddress
          for index in 0..<count {
            let start = unsafe starts[index]
            unsafe values[index] = start < 0 ? nil : base?.advanced(by: start)
          }
          return unsafe PQsendQueryPrepared(
            raw, query.statement.name, CInt(count), values.baseAddress, nil, nil, 0)
        }
      }
    }
  }

  /// Pushes out what this turn appended; a failure shows when the connection is read.
  func flush() {
    guard isDirty || wantsWrite, let raw = unsafe raw else { return }
    isDirty = false
    wantsWrite = unsafe PQflush(raw) == 1
  }

  // MARK: Receiving

  /// Takes in what has come and hands over each group that is complete; false when the connection is gone.
  func receive(_ finished: (Group) -> Void) -> Bool {
    guard let raw = unsafe raw else { return false }
    let isAlive = unsafe PQconsumeInput(raw) == 1
    var ends = 0
    while let step = steps.first, unsafe PQisBusy(raw) == 0 {
      guard let result = unsafe PQgetResult(raw) else {
        // Two ends without a result between them: libpq and this queue disagree on what is under way.
        ends += 1
        if ends > 1 { return false }
        if isAnswered { steps.removeFirst() }
        isAnswered = false
        continue
      }
      ends = 0
      guard unsafe take(result, for: step, finished) else { return false }
    }
    return unsafe isAlive && PQstatus(raw) == CONNECTION_OK
  }

  /// Takes one result; false when the connection is of no use any more.
  private func take(_ result: OpaquePointer, for step: Step, _ finished: (Group) -> Void) -> Bool {
    let status = unsafe PQresultStatus(result)
    if status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK || status == PGRES_EMPTY_QUERY {
      let rows = unsafe Rows(adopting: result)
      if case .execute = step { groups.first?.rows.append(rows) }
      isAnswered = true
      return true
    }
    defer { unsafe PQclear(result) }
    switch (status, step) {
    case (PGRES_PIPELINE_SYNC, .sync):
      steps.removeFirst()
      if let group = groups.popFirst() { finished(group) }
      return true
    case (PGRES_PIPELINE_ABORTED, .prepare(let key)):
      prepared.remove(key)
      isAnswered = true
      return true
    case (PGRES_PIPELINE_ABORTED, .execute):
      isAnswered = true
      return true
    case (PGRES_FATAL_ERROR, _):
      // An error that comes instead of the sync (a deferred constraint) leaves the sync still to come.
      if case .sync = step {} else { isAnswered = true }
      return unsafe refuse(result, for: step)
    default:
      return false
    }
  }

  /// Notes an error on the group it belongs to; false when it is the server's farewell.
  private func refuse(_ result: OpaquePointer, for step: Step) -> Bool {
    let state = unsafe field(result, "C")
    if case .prepare(let key) = step { prepared.remove(key) }
    // Shutdown, crash and loss end the connection, and what became of the group is not said. Severity "V" is the
    // one that is never translated.
    guard let state, unsafe field(result, "V") == "ERROR" else { return false }
    guard let group = groups.first, group.error == nil else { return true }
    switch (state, step) {
    case ("26000", .execute(let key)):
      // Somebody deallocated it, or the group that was to prepare it failed before.
      prepared.remove(key)
      group.mayRunAgain = true
    case ("42P05", .prepare(let key)):
      prepared.insert(key)
      group.mayRunAgain = true
    case ("0A000", _) where unsafe field(result, "R") == "RevalidateCachedQuery":
      // The plan outlived a change of the schema; the name is taken, so the connection goes.
      isRetiring = true
      group.mayRunAgain = true
    default: break
    }
    group.error = DatabaseError(
      state == "57014" ? .deadline : .refused, sqlState: state, constraint: unsafe field(result, "n"),
      table: unsafe field(result, "t"), serverMessage: unsafe field(result, "M"))
    return true
  }

  private func field(_ result: OpaquePointer, _ code: Unicode.Scalar) -> String? {
    unsafe PQresultErrorField(result, CInt(code.value)).map { unsafe String(cString: $0) }
  }

  /// The channels notified since the last call.
  func notifications() -> [String] {
    var channels: [String] = []
    while let raw = unsafe raw, let notice = unsafe PQnotifies(raw) {
      unsafe channels.append(String(cString: notice.pointee.relname))
      unsafe PQfreemem(notice)
    }
    return channels
  }
}

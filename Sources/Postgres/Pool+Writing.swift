internal import DequeModule

/// Somebody who waits for a writing connection.
struct Waiter {
  var deadline: Deadline
  var due: Deadline
  /// Whether no crowd of others keeps it waiting: it goes first, and on a connection beyond theirs.
  let isUrgent: Bool
  let answer: CheckedContinuation<Result<Int, DatabaseError>, Never>
}

/// What came of a group on a leased connection, and where that leaves the transaction.
struct Answer: Sendable {
  let outcome: GroupOutcome
  let block: Connection.Block
}

extension Pool {
  /// Leases a writing connection until it is released; `deadline` holds for the wait and for all that runs on it.
  func lease(until deadline: Deadline, isUrgent: Bool = false) async -> Result<Int, DatabaseError> {
    // All in the one closure: between a look at the state and the wait nothing may happen.
    await withCheckedContinuation { answer in
      let now = Deadline.now
      let deadline = min(deadline, latest)
      let isAway = writers.isEmpty && connecting.isFailing
      var waiter = Waiter(deadline: deadline, due: deadline, isUrgent: isUrgent, answer: answer)
      if deadline <= now {
        answer.resume(returning: .failure(DatabaseError(.deadline)))
      } else if refusesNewWork || isAway {
        answer.resume(returning: .failure(DatabaseError(.unavailable)))
      } else if isUrgent || waiters.isEmpty && !isCrowded, let number = idleWriters.popLast() {
        lease(number, to: waiter)
      } else {
        if writers.isEmpty { waiter.due = min(deadline, now + Pool.patience) }
        wake(at: waiter.due)
        if isUrgent { waiters.prepend(waiter) } else { waiters.append(waiter) }
      }
    }
  }

  func lease(_ number: Int, to waiter: Waiter) {
    leases[number] = waiter.deadline
    if waiter.isUrgent { urgentLeases.insert(number) }
    waiter.answer.resume(returning: .success(number))
  }

  /// Runs a group on a leased connection. Past the lease's deadline nothing is sent any more.
  func perform(_ queries: [Query], _ purpose: Group.Purpose, on number: Int) async -> Answer {
    guard let connection = writers[number], let deadline = leases[number] else {
      return Answer(outcome: GroupOutcome(rows: [], error: DatabaseError(.notSent)), block: .lost)
    }
    guard deadline > .now, !connection.isRetiring else {
      let error = DatabaseError(deadline > .now ? .notSent : .deadline)
      return Answer(outcome: GroupOutcome(rows: [], error: error), block: connection.block)
    }
    return await withCheckedContinuation { answer in
      let group = Group(queries, deadline: deadline, purpose: purpose) { outcome in
        // A server that became a standby refuses every write; the next connection may find the new primary.
        if outcome.error?.sqlState == "25006" { connection.isRetiring = true }
        answer.resume(returning: Answer(outcome: outcome, block: connection.block))
      }
      send(group, on: connection)
    }
  }

  /// Rolls back what is open on a leased connection and gives it back.
  func release(_ number: Int) async {
    guard let connection = writers[number] else { return endLease(number) }
    if connection.block != .none, !connection.isRetiring {
      // The rollback has time of its own: the deadline may be what ended the transaction.
      leases[number] = .now + Pool.cancelGrace
      _ = await perform([Query(Transaction.rollback)], .statements, on: number)
    }
    endLease(number)
    guard writers[number] != nil else { return }
    if connection.isRetiring || connection.block != .none {
      retire(connection)
    } else {
      idleWriters.append(number)
    }
  }

  private func endLease(_ number: Int) {
    leases[number] = nil
    urgentLeases.remove(number)
  }
}

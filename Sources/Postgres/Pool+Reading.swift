extension Pool {
  /// How many groups one reading connection holds before the next ones wait here.
  private static let depth = 256

  /// Sends the group on a shared connection, at once or in its turn.
  func read(_ group: Group) {
    let now = Deadline.now
    group.hurry(until: latest)
    guard group.deadline > now else { return group.fail(DatabaseError(.deadline)) }
    if refusesNewWork || readers.isEmpty && connecting.isFailing {
      return group.fail(DatabaseError(.unavailable))
    }
    if pending.isEmpty, let reader = reader(at: now) { return send(group, on: reader) }
    if readers.isEmpty { group.due = min(group.deadline, now + Pool.patience) }
    pending.append(group)
    wake(at: group.due)
  }

  /// The reading connection that will answer soonest: a group counts one, as does each millisecond that the one in
  /// front has lasted, so that nobody queues behind a slow query while another connection is free.
  func reader(at now: Deadline = .now) -> Connection? {
    var best: Connection?
    var least = UInt64.max
    for reader in readers where reader.groups.count < Pool.depth {
      let front = reader.groups.first?.sent ?? now
      let age = now > front ? (now.nanoseconds - front.nanoseconds) / 1_000_000 : 0
      let load = UInt64(reader.groups.count) + age
      if load < least { (best, least) = (reader, load) }
    }
    return best
  }
}

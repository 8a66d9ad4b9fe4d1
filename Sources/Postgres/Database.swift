internal import Synchronization

/// One PostgreSQL server: shared reading connections, leased writing ones and one that listens.
///
/// libpq's sockets are polled on one queue of their own, so that a connection costs no thread and a deadline holds
/// also when the network is silent.
package final class Database: Sendable {
  /// Where the server is and how it is used.
  package struct Configuration: Sendable {
    /// The server or servers, as libpq reads them: keywords and values or a URI.
    package var conninfo: String
    /// Shared reading connections, all kept open.
    package var readers = 4
    /// Leased writing connections at most; opened as they are needed.
    package var writers = 32
    /// The name the server shows for the sessions, unless the conninfo has one.
    package var applicationName = "koosd"
    /// Settings of every session, above those of the conninfo.
    package var options: [(name: String, value: String)] = [
      ("search_path", ""), ("timezone", "Europe/Amsterdam"), ("idle_in_transaction_session_timeout", "30s"),
    ]
    /// How long one host may take to answer, in whole seconds and at least two, unless the conninfo says so.
    package var connectTimeout = Duration.seconds(2)

    /// The server at `conninfo`, with everything else as usual.
    package init(conninfo: String) {
      self.conninfo = conninfo
    }
  }

  private let pool: Pool

  /// A database that is not connected before `start`.
  package init(_ configuration: Configuration) {
    pool = Pool(configuration)
  }

  /// The queue that writes run on, as the preference of tasks that are going to write.
  package var loop: any TaskExecutor { pool.loop }

  /// Connection counts and the last failure, from any thread.
  package var health: Health { pool.health.withLock { $0 } }

  /// Begins to connect, and goes on for ever. Call once.
  package func start() {
    pool.loop.run { [pool] in pool.assumeIsolated { $0.run() } }
  }

  /// Gives up all connections, where the server they lead to has ended: one of its processes that is kept busy would
  /// not notice, and keep the next server from starting.
  package func drop() {
    pool.loop.post(.call { [pool] in pool.assumeIsolated { $0.drop() } })
  }

  /// Brings every deadline forward, also of what is yet to come: nothing runs longer than `duration` from now on.
  package func hurry(within duration: Duration) {
    let moment = Deadline.after(duration)
    pool.loop.post(.call { [pool] in pool.assumeIsolated { $0.hurry(until: moment) } })
  }

  /// Refuses new work as unavailable, finishes what runs and closes the connections.
  package func stop() async {
    await pool.stop()
  }

  /// Sends `group` on a shared connection as one transaction of its own and calls `then` on the loop.
  ///
  /// The group may run twice when a connection breaks, so it must only read. Its `statement_timeout` is the caller's
  /// to set, in the group; a connection still silent a second after `deadline` is given up.
  package func read(
    _ group: [Query], deadline: Deadline, then: @escaping @Sendable (GroupOutcome) -> Void
  ) {
    pool.loop.post(
      .call { [pool] in
        pool.assumeIsolated { $0.read(Group(group, deadline: deadline, purpose: .read, then: then)) }
      })
  }

  /// Sends `group` on a shared connection as one transaction of its own; see the form with a closure.
  package func read(_ group: [Query], deadline: Deadline) async -> GroupOutcome {
    await withCheckedContinuation { answer in
      read(group, deadline: deadline) { answer.resume(returning: $0) }
    }
  }

  /// Leases a writing connection for `body`, which runs on the loop and must not block.
  ///
  /// What `body` leaves open when it returns or throws is rolled back. Throws what `body` throws, or a
  /// `DatabaseError` when there is no connection to be had before `deadline`.
  @concurrent
  package func write<R: Sendable>(
    deadline: Deadline, _ body: @Sendable (Transaction) async throws -> R
  ) async throws -> R {
    try await withTaskExecutorPreference(pool.loop) {
      let number = try await pool.lease(until: deadline).get()
      let transaction = Transaction(pool, number)
      do {
        let result = try await body(transaction)
        await pool.release(number)
        return result
      } catch {
        await pool.release(number)
        throw error
      }
    }
  }

  /// Runs `group` on a writing connection as one transaction of its own in a single round trip, without BEGIN and
  /// COMMIT: for what is one statement, or needs no look between its statements.
  ///
  /// - Parameter isUrgent: whether it may go first, on a connection kept for that: others may hold all the rest while
  ///   they wait for each other. For one caller at a time.
  @concurrent
  package func once(_ group: [Query], deadline: Deadline, isUrgent: Bool = false) async -> GroupOutcome {
    await withTaskExecutorPreference(pool.loop) {
      switch await pool.lease(until: deadline, isUrgent: isUrgent) {
      case .failure(let error): return GroupOutcome(rows: [], error: error)
      case .success(let number):
        let answer = await pool.perform(group, .commit, on: number)
        await pool.release(number)
        return answer.outcome
      }
    }
  }

  /// Listens on `channel` on a connection of its own: calls `notified` on the loop once it listens, at each
  /// notification, and again after every reconnect, when some may have been missed.
  package func listen(_ channel: String, notified: @escaping @Sendable () -> Void) {
    pool.loop.post(.call { [pool] in pool.assumeIsolated { $0.listen(channel, notified) } })
  }
}

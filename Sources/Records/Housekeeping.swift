package import Postgres

/// The clock, the state of the database, and what is due by time.
package enum Housekeeping {
  /// The domain's time and whether it is simulated.
  package static let clock = Statement(
    "SELECT json_build_object('now', koos.now(), 'simulated', EXISTS (SELECT FROM koos.clock))")()

  /// Locks the simulated clock: its time in seconds after 1970, no row where there is none.
  package static let lockClock = Statement(
    "SELECT extract(epoch FROM c.at)::bigint FROM koos.clock c FOR UPDATE")()

  private static let setting = Statement(
    """
    INSERT INTO koos.clock (at) VALUES (to_timestamp($1::bigint))
    ON CONFLICT ON CONSTRAINT clock_key DO UPDATE SET at = EXCLUDED.at
    """)

  private static let keeping = Statement(
    "SELECT set_config('koos.now', $1::bigint::text, true)")

  /// Puts the simulated clock, and the time of the transaction with it, to so many seconds after 1970.
  package static func setClock(_ seconds: Int) -> [Query] { [setting(.integer(seconds)), keeping(.integer(seconds))] }

  /// What the clock shows now.
  package static let clockSet = Ledger.settling(
    "SELECT json_build_object('now', koos.now(), 'simulated', true)::text")

  /// What `status` tells of the database's content.
  package static let status = Statement(
    """
    SELECT json_build_object('schema', (SELECT max(v.version) FROM koos.version v),
      'clock', json_build_object('now', koos.now(), 'simulated', EXISTS (SELECT FROM koos.clock)))
    """)()

  /// Does what is due: the end of what is kept for 30 days or a year. The domain's time it
  /// did so by, in seconds after 1970.
  package static let tidy = Statement("SELECT extract(epoch FROM koos.tidy())::bigint")()

  /// Ends the months of the access log that are over, unless somebody uses one just now, and makes those to come. The
  /// domain's time it did so by, in seconds after 1970.
  package static let turnLog = Statement(
    "SELECT extract(epoch FROM koos.now())::bigint, koos.expire_log(), koos.make_log_partitions()")()

  /// Does what falls due by the mere passing of time, once: the domain's time in seconds after 1970, how many events that made.
  package static let passDeadlines = Statement(
    "SELECT extract(epoch FROM koos.now())::bigint, koos.pass_deadlines()")()

  /// The same for the reviews of consents that birthdays bring, a part at a time: after 0 nothing is left to do.
  package static let passConsents = Statement(
    "SELECT extract(epoch FROM koos.now())::bigint, koos.pass_consents()")()
}

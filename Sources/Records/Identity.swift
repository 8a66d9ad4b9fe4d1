package import Postgres

/// Who speaks and for whom: the statement every request begins with.
package enum Identity {
  /// Sets the worker and the time limit for the transaction and tells who is asking.
  ///
  /// One row, or none where the kernel's user and the token name nobody: speaker, whether an administrator, worker
  /// (null where the speaker may not speak for that login or there is none), login, memberships, the domain's time.
  private static let statement = Statement(
    """
    WITH clock AS MATERIALIZED (
      SELECT c.now, (c.now AT TIME ZONE 'Europe/Amsterdam')::date AS today FROM (SELECT koos.clock_now() AS now) c
    ), speaker AS (
      SELECT w.id, $3::text IS NOT NULL AND EXISTS (SELECT FROM koos.member m
          WHERE m.worker = w.id AND m.role = 'admin' AND m.from_on <= c.today AND c.today < m.until_on) AS administers
      FROM clock c JOIN koos.worker w ON w.id = CASE WHEN $2::bytea IS NULL
        THEN (SELECT u.worker FROM koos.os_user u WHERE u.uid = $1::bigint AND u.valid @> c.now)
        ELSE (SELECT t.worker FROM koos.token t WHERE t.digest = $2 AND t.revoked_at IS NULL AND c.now < t.expires_at) END
      WHERE w.disabled_at IS NULL
    ), acting AS (
      SELECT s.id AS speaker, s.administers, w.id, w.login
      FROM speaker s LEFT JOIN koos.worker w ON w.disabled_at IS NULL AND w.id = CASE WHEN $3 IS NULL THEN s.id
        WHEN s.administers THEN (SELECT o.id FROM koos.worker o WHERE o.login = $3) END
    )
    SELECT a.speaker, a.administers, a.id, a.login,
      (SELECT string_agg(concat_ws('/', m.role, coalesce(m.team, 0), coalesce(m.organisation, 0), t.kind, t.slug), ' ' ORDER BY m.from_on, m.id)
        FROM koos.member m LEFT JOIN koos.team t ON t.id = m.team
        WHERE m.worker = a.id AND m.from_on <= c.today AND c.today < m.until_on),
      extract(epoch FROM c.now)::bigint, set_config('koos.now', extract(epoch FROM c.now)::bigint::text, true),
      set_config('koos.worker', coalesce(a.id::text, ''), true), set_config('statement_timeout', $4, true)
    FROM acting a, clock c
    """)

  /// The statement for a peer's user or a token's digest, speaking for `login` where one is given.
  ///
  /// - Parameter timeout: milliseconds each statement of the transaction may take.
  package static func query(uid: UInt32?, token: [UInt8]?, speakingFor login: String?, timeout: Int) -> Query {
    statement(.integer(uid.map(Int.init)), .bytes(token), .text(login), .text(String(timeout)))
  }

  /// Whose a token is: its digest where it counts, and the worker's number; no row for what never was a token.
  package static let token = Statement(
    """
    SELECT CASE WHEN t.revoked_at IS NULL AND koos.now() < t.expires_at AND w.disabled_at IS NULL THEN t.digest END, w.id
    FROM koos.token t JOIN koos.worker w ON w.id = t.worker WHERE t.digest = sha256($1::bytea)
    """)

  /// What `whoami` tells, but for how the session came to be known.
  package static let whoami = Statement(
    """
    SELECT json_build_object('login', w.login, 'name', w.name, 'organisation', o.slug, 'discipline', w.discipline,
      'memberships', \(Memberships.today))
    FROM koos.worker w JOIN koos.organisation o ON o.id = w.organisation WHERE w.id = koos.me()
    """)()
}

package import Postgres

/// Tokens for workers the kernel cannot name.
package enum Tokens {
  private static let looking = Statement(
    """
    SELECT w.id, w.id = koos.me(), koos.administers(w.organisation), w.disabled_at IS NOT NULL
    FROM koos.worker w WHERE w.login = $1 FOR SHARE OF w
    """)

  /// Whose tokens are asked about: number, whether the asker's own, whether the asker administers that worker,
  /// whether disabled.
  package static func look(_ login: String) -> Query { looking(.text(login)) }

  private static let owning = Statement(
    """
    SELECT w.id = koos.me(), koos.administers(w.organisation) FROM koos.worker w
    WHERE w.login = coalesce($1, (SELECT m.login FROM koos.worker m WHERE m.id = koos.me()))
    """)

  /// Whether a worker, the asker where none is given, is the asker, and whether the asker administers that worker.
  package static func owns(_ login: String?) -> Query { owning(.text(login)) }

  private static let listing = Statement(
    """
    SELECT json_build_object('id', 'X-' || t.id, 'worker', w.login, 'issued_at', t.issued_at, 'issued_by', b.login,
      'expires', t.expires_at, 'revoked_at', t.revoked_at, 'reason', t.revoke_reason), t.id
    FROM koos.token t JOIN koos.worker w ON w.id = t.worker JOIN koos.worker b ON b.id = t.issued_by
    WHERE ($1::integer IS NULL OR t.id > $1) AND CASE WHEN $3::text IS NULL THEN w.id = koos.me()
      ELSE w.login = $3 AND (w.id = koos.me() OR koos.administers(w.organisation)) END
    ORDER BY t.id LIMIT $2::integer + 1
    """)

  /// The tokens of a worker, the asker where none is given.
  package static func list(after: Int?, limit: Int, of login: String?) -> Query {
    listing(.integer(after), .integer(limit), .text(login))
  }

  private static let issuing = Statement(
    """
    INSERT INTO koos.token (worker, digest, issued_by, expires_at)
    VALUES ($1::integer, sha256($2::bytea), koos.me(), to_timestamp($3::bigint))
    """)

  /// Issues a token that ends so many seconds after 1970.
  package static func issue(to worker: Int, _ token: [UInt8], expires: Int) -> Query {
    issuing(.integer(worker), .bytes(token), .integer(expires))
  }

  private static let locking = Statement(
    """
    SELECT CASE WHEN t.revoked_at IS NOT NULL THEN 'revoked' WHEN t.expires_at <= koos.now() THEN 'expired' ELSE 'valid' END
    FROM koos.token t WHERE t.id = $1::integer FOR UPDATE
    """)

  /// Locks a token: valid, expired or revoked.
  package static func lock(_ token: Int) -> Query { locking(.integer(token)) }

  private static let revoking = Statement(
    "UPDATE koos.token t SET revoked_at = koos.now(), revoke_reason = $2 WHERE t.id = $1::integer")

  /// Revokes a token.
  package static func revoke(_ token: Int, reason: String?) -> Query {
    revoking(.integer(token), .text(reason))
  }

  private static func reply(_ which: String) -> Statement {
    Ledger.settling(
      """
      SELECT json_build_object('id', 'X-' || t.id, 'expires', t.expires_at, 'revoked_at', t.revoked_at)::text
      FROM koos.token t WHERE t.id = \(which)
      """)
  }

  /// The token just issued.
  package static let issued = reply("currval('koos.token_id_seq')")
  /// The token `$2`.
  package static let revoked = reply("$2::integer")
}

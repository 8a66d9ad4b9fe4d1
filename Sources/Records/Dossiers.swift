package import Postgres

/// Dossiers: own statements, requests to destroy, and how long they are kept.
package enum Dossiers {
  private static let stating = Statement(
    """
    INSERT INTO koos.dossier_statement (client, party, text, recorded_by) VALUES ($1::integer, $2, $3, koos.me())
    """)
  // Closed or not: a case that is over is part of the file still.
  private static let telling = Statement(
    """
    INSERT INTO koos.casus_fact (casus, worker, team, what, detail)
    SELECT c.id, koos.me(), g.team, 'statement', CASE WHEN $2::text IS NULL THEN '{}' ELSE jsonb_build_object('by', $2) END
    FROM koos.casus c CROSS JOIN LATERAL (SELECT a.team FROM koos.access a WHERE a.worker = koos.me() AND a.kind = 'case' AND a.thing = c.id
      AND a.via = 'owner' AND a.role = 'lead' AND a.from_at <= koos.now() AND koos.now() < a.until_at ORDER BY a.team LIMIT 1) g
    WHERE c.client = $1::integer
    """)

  /// Keeps a statement with the file, and tells of it in the history of each of the child's cases that the worker's team owns.
  package static func state(_ client: Int, by party: String?, _ text: String) -> [Query] {
    [stating(.integer(client), .text(party), .text(text)), telling(.integer(client), .text(party))]
  }

  /// What `dossier correct` tells.
  package static let stated = Ledger.settling(
    """
    SELECT json_build_object('client', 'J-' || s.client, 'by', s.party, 'recorded_at', s.recorded_at)
    FROM koos.dossier_statement s WHERE s.id = currval('koos.dossier_statement_id_seq')
    """)

  /// SQL for the statements of a client as an array; empty for who does not read the file.
  static func statements(of client: String) -> String {
    """
    (SELECT coalesce(array_to_json(array_agg(json_build_object('by', s.party, 'text', s.text, 'recorded_by', w.login, 'recorded_at', s.recorded_at)
      ORDER BY s.id)), '[]') FROM koos.dossier_statement s JOIN koos.worker w ON w.id = s.recorded_by WHERE s.client = \(client))
    """
  }

  private static let standings = Statement(
    "SELECT s.oversees, s.request, s.keep_until, s.is_due, s.is_destroyed FROM koos.dossier_standing($1::integer) s")

  /// How a dossier stands to who asks: whether overseen, who asks that it be destroyed, until when it is kept, whether that is
  /// over, whether it was destroyed.
  package static func standing(_ client: Int) -> Query { standings(.integer(client)) }

  private static let asking = Statement("SELECT koos.ask_destruction($1::integer, $2)")
  private static let refusing = Statement("SELECT koos.refuse_destruction($1::integer, $2)")
  private static let destroying = Statement("SELECT koos.destroy_dossier($1::integer, $2)")

  /// Keeps that somebody asks to destroy a dossier.
  package static func ask(_ client: Int, _ request: String) -> Query { asking(.integer(client), .text(request)) }
  /// Decides that a dossier is kept all the same.
  package static func refuse(_ client: Int, _ reason: String) -> Query { refusing(.integer(client), .text(reason)) }
  /// Destroys a dossier.
  package static func destroy(_ client: Int, _ reason: String?) -> Query {
    destroying(.integer(client), .text(reason))
  }

  /// What `dossier destroy` tells of a request and of a refusal: the client is `$2`.
  package static let asked = Ledger.settling(
    """
    SELECT json_build_object('client', 'J-' || d.client, 'request', d.request, 'requested_at', d.requested_at, 'decision', d.decision,
      'decided_at', d.decided_at) FROM koos.destruction d WHERE d.client = $2::integer ORDER BY d.id DESC LIMIT 1
    """)

  /// What it tells once the dossier is gone: who asked is `$2`, null for nobody. It names no code, for it is kept.
  package static let destroyed = Ledger.settling(
    "SELECT json_build_object('request', $2::text, 'decision', 'granted', 'decided_at', koos.now())")

  private static let due = Statement(
    """
    SELECT json_build_object('client', 'J-' || d.client, 'last_change', d.last_change, 'keep_until', d.keep_until),
      d.client, d.client, NULL, NULL, 'administration', 'privacy', NULL
    FROM koos.retention_due(coalesce($1::date, koos.today() + 1), $2::integer, $3::integer + 1) d
    """)

  /// Dossiers whose time is over before a day, by number; without one those whose time is over by today.
  package static func due(before day: String?, after: Int?, limit: Int) -> Query {
    due(.text(day), .integer(after), .integer(limit))
  }
}

package import Postgres

/// "Still waiting?": whom nobody of a team spoke to for a while.
extension WaitingList {
  private static let reviewing = Statement(
    """
    WITH asked AS MATERIALIZED (SELECT t.id AS team,
        koos.today() - coalesce($2::integer * 7, koos.minutes(koos.setting('waiting.review-after', t.id)) / 1440) AS since
      FROM koos.team t WHERE t.slug = $1
    ), quiet AS (
      SELECT w.id, w.casus, koos.waiting_status(w) AS status, \(elapsed) AS elapsed, s.spoken, w.next_contact_on, w.prefers_mode, w.language,
        (SELECT p.login FROM koos.worker p WHERE p.id = w.prefers_worker) AS prefers_worker, g.via, g.role, g.team,
        to_char(greatest(w.added_on, s.spoken), 'YYYY-MM-DD') || to_char(w.id, '"."FM0000000000') AS place
      FROM asked a JOIN koos.waiting_entry w ON w.team = a.team AND w.status NOT IN ('gestart', 'uitgeschreven')
      \(Grounds.joinedAll("case", "w.casus"))
      CROSS JOIN LATERAL (SELECT max(f.occurred_on) AS spoken FROM koos.waiting_fact f
        WHERE f.entry = w.id AND f.what = 'contact' AND (f.detail->>'answered')::boolean) s
      WHERE greatest(w.added_on, s.spoken) <= a.since
    )
    SELECT json_build_object('entry', 'W-' || q.id, 'case', 'C-' || q.casus, 'status', q.status, 'elapsed_days', q.elapsed,
        'last_spoken_on', q.spoken, 'last_tried_on', t.last, 'tries', t.tries, 'next_contact_on', q.next_contact_on,
        'prefers_worker', q.prefers_worker, 'prefers_mode', q.prefers_mode, 'language', q.language,
        'proposal', CASE WHEN t.tries >= $3::integer THEN 'remove' END, 'reason', CASE WHEN t.tries >= $3::integer THEN 'unreachable' END),
      q.place, c.client, q.casus, NULL, q.via, q.role, q.team
    FROM quiet q JOIN koos.casus c ON c.id = q.casus
    CROSS JOIN LATERAL (SELECT max(f.occurred_on) AS last, count(*) AS tries FROM koos.waiting_fact f
      WHERE f.entry = q.id AND f.what = 'contact' AND f.number > coalesce((SELECT max(b.number) FROM koos.waiting_fact b
        WHERE b.entry = q.id AND b.what = 'contact' AND (b.detail->>'answered')::boolean), 0)) t
    WHERE $4::text IS NULL OR q.place COLLATE "C" > $4
    ORDER BY q.place COLLATE "C" LIMIT $5::integer + 1
    """)

  /// Who is open on a team's list and was not spoken to for some weeks, longest first; the cursor is the place in it.
  ///
  /// - Parameters:
  ///   - weeks: nil: as long as the team's setting says.
  ///   - tries: attempts in vain after which removal is proposed.
  package static func review(of team: String, weeks: Int?, tries: Int, after: String?, limit: Int) -> Query {
    reviewing(.text(team), .integer(weeks), .integer(tries), .text(after), .integer(limit))
  }

  private static let numbering = Statement("SELECT t.id FROM koos.team t WHERE t.slug = $1")

  /// The number of a team.
  package static func number(ofTeam slug: String) -> Query { numbering(.text(slug)) }
}

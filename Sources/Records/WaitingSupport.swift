package import Postgres

/// What supports who waits: contacts, and what bridges the wait (R04).
extension WaitingList {
  private static let contacting = Statement(
    """
    UPDATE koos.waiting_entry w SET next_contact_on = coalesce($2::date,
      koos.today() + koos.minutes(koos.setting('waiting.contact-every', w.team)) / 1440) WHERE w.id = $1::integer
    """)
  private static let contacted = Statement(
    """
    INSERT INTO koos.waiting_fact (entry, occurred_on, worker, what, detail, text)
    SELECT w.id, koos.today(), koos.me(), 'contact', jsonb_build_object('answered', $2::boolean, 'next_on', w.next_contact_on), $3
    FROM koos.waiting_entry w WHERE w.id = $1::integer
    """)

  /// Keeps a contact, and when the next one is: after the team's setting where no day is given.
  package static func contact(_ entry: Int, _ text: String, isAnswered: Bool, next: String?) -> [Query] {
    [contacting(.integer(entry), .text(next)), contacted(.integer(entry), .bool(isAnswered), .text(text))]
  }

  /// What `waiting contact` tells: the entry is `$2`.
  package static let contactTold = told("'next_contact_on', w.next_contact_on")

  private static let doing = Statement(
    """
    SELECT w.id, false FROM koos.worker w WHERE w.login = $1 AND w.disabled_at IS NULL
    UNION ALL SELECT t.id, true FROM koos.team t WHERE t.slug = $1
    """)

  /// Who goes by a login or slug: number, whether it is a team; no row where nobody does.
  package static func doer(_ name: String) -> Query { doing(.text(name)) }

  private static let spans = Statement(
    """
    SELECT b.number, b.from_on, b.until_on, b.answer FROM koos.waiting_bridge b
    LEFT JOIN koos.worker w ON w.id = b.by_worker LEFT JOIN koos.team t ON t.id = b.by_team
    WHERE b.entry = $1::integer AND b.superseded_at IS NULL AND b.kind = $2 AND coalesce(w.login, t.slug) = $3 ORDER BY b.from_on DESC, b.number DESC
    """)

  /// When somebody bridged the wait in one way, the last first: number, first day, first day without, answer.
  package static func bridges(_ entry: Int, _ kind: String, by doer: String) -> Query {
    spans(.integer(entry), .text(kind), .text(doer))
  }

  private static let bridging = Statement(
    """
    INSERT INTO koos.waiting_bridge (entry, kind, by_worker, by_team, from_on, until_on, answer, text)
    VALUES ($1::integer, $2, $3::integer, $4::integer, $5::date, $6::date, $7, $8)
    """)
  private static let rebridging = Statement(
    "UPDATE koos.waiting_bridge SET until_on = $2::date WHERE number = $1::bigint")

  /// Who bridges a wait: a worker or a team, by number.
  package enum Doer: Sendable {
    case worker(Int)
    case team(Int)
  }

  /// Begins a bridge, or what was said of one that is offered: `offered`, `accepted` or `declined`.
  package static func bridge(
    _ entry: Int, _ kind: String, by doer: Doer, from: String, until: String?, answer: String, _ text: String?
  ) -> Query {
    let (worker, team): (Int?, Int?) =
      switch doer {
      case .worker(let number): (number, nil)
      case .team(let number): (nil, number)
      }
    return bridging(
      .integer(entry), .text(kind), .integer(worker), .integer(team), .text(from), .text(until),
      .text(answer), .text(text))
  }

  /// Gives a bridge another end.
  package static func rebridge(_ number: Int, until: String?) -> Query { rebridging(.integer(number), .text(until)) }

  /// What `waiting bridge` tells: the entry is `$2`.
  package static let bridgeTold = told("'bridged', koos.waiting_bridged(w)")

  /// What a change of an entry tells, besides its code; the entry is `$2`, named `w`.
  static func told(_ members: String) -> Statement {
    Ledger.settling(
      "SELECT json_build_object('entry', 'W-' || w.id, \(members)) FROM koos.waiting_entry w WHERE w.id = $2::integer")
  }

  private static let revising = Statement("UPDATE koos.waiting_entry SET rev = rev + 1 WHERE id = $1::integer")

  /// Raises the revision of an entry.
  package static func revise(_ entry: Int) -> Query { revising(.integer(entry)) }
}

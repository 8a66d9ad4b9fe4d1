package import Postgres

/// Teams asked to own a case too, or to think along in it.
package enum Invitations {
  private static let listing = Statement(
    """
    SELECT i.id, i.team, t.slug, i.role, CASE WHEN i.state = 'pending' AND i.lapses_at <= koos.now() THEN 'lapsed' ELSE i.state END,
      i.invited_team
    FROM koos.casus_invitation i JOIN koos.team t ON t.id = i.team WHERE i.casus = $1::integer ORDER BY i.id
    """)

  /// The invitations of a case, the latest last: number, team, slug, role, state (lapsed from its time on), inviting team.
  static func of(_ casus: Int) -> Query { listing(.integer(casus)) }

  /// SQL of what inviting the team of slug `$2` into a case `c` needs, and where it stands.
  static let subject = (
    columns: "t.id, t.kind, q.question, k.name, k.birth_on, k.birth_precision",
    tables:
      "JOIN koos.client k ON k.id = c.client JOIN koos.casus_question q ON q.casus = c.id JOIN koos.team t ON t.slug = $2"
  )
  private static let subjects = Statement(
    "SELECT \(subject.columns) FROM koos.casus c \(subject.tables) WHERE c.id = $1::integer")

  /// What inviting needs: the team's number and kind; the question, the child's name, birth date and how exactly it is known.
  package static func subject(_ casus: Int, team: String) -> Query { subjects(.integer(casus), .text(team)) }

  /// An invitation to be made.
  package struct Invitation: Sendable {
    package let casus: Int
    /// The invited team.
    package let team: Int
    /// owner or consulted.
    package let role: String
    /// all or plan.
    package let reads: String
    /// Why it is asked, without a name.
    package let reason: String
    /// The ground in law where there is no consent to share.
    package let ground: String?
    /// The age of the child, roughly.
    package let ageBand: String
    /// The question, without a name.
    package let question: String
    /// The owning team for which is invited, whose setting says how long it stands.
    package let invitingTeam: Int
    /// Whether it is made for no more than a waiting entry to move.
    package let isForMove: Bool

    package init(
      casus: Int, team: Int, role: String, reads: String, reason: String, ground: String?, ageBand: String,
      question: String, invitingTeam: Int, isForMove: Bool
    ) {
      self.casus = casus
      self.team = team
      self.role = role
      self.reads = reads
      self.reason = reason
      self.ground = ground
      self.ageBand = ageBand
      self.question = question
      self.invitingTeam = invitingTeam
      self.isForMove = isForMove
    }
  }

  private static let lapsing = Statement("SELECT koos.lapse_invitations($1::integer)")
  private static let inviting = Statement(
    """
    INSERT INTO koos.casus_invitation (casus, team, role, reads, reason, ground, wijk, age_band, urgency, question, invited_by,
      invited_team, for_move, lapses_at)
    SELECT c.id, $2::integer, $3, $4, $5, $6, c.wijk, $7, c.urgency, $8, koos.me(), $9::integer, $10::boolean,
      (koos.now() AT TIME ZONE 'Europe/Amsterdam' + make_interval(days => koos.setting('case.invite-days', $9::integer)::integer))
        AT TIME ZONE 'Europe/Amsterdam'
    FROM koos.casus c WHERE c.id = $1::integer
    """)

  /// Invites a team; what lapsed before makes room.
  package static func invite(_ invitation: Invitation) -> [Query] {
    [
      lapsing(.integer(invitation.casus)),
      inviting(
        .integer(invitation.casus), .integer(invitation.team), .text(invitation.role), .text(invitation.reads),
        .text(invitation.reason), .text(invitation.ground), .text(invitation.ageBand), .text(invitation.question),
        .integer(invitation.invitingTeam), .bool(invitation.isForMove)),
    ]
  }

  private static let answering = Statement(
    """
    UPDATE koos.casus_invitation SET state = $2, answered_by = koos.me(), answered_at = koos.now() WHERE id = $1::integer
    """)
  private static let withdrawing = Statement(
    "UPDATE koos.casus_invitation SET state = 'withdrawn' WHERE id = $1::integer")
  private static let ending = Statement(
    "UPDATE koos.casus_invitation SET state = 'ended', ended_at = koos.now() WHERE id = $1::integer")

  /// Answers an invitation, by its number: `accepted` or `refused`.
  package static func answer(_ invitation: Int, _ state: String) -> Query {
    answering(.integer(invitation), .text(state))
  }

  /// Takes a pending invitation back.
  package static func withdraw(_ invitation: Int) -> Query { withdrawing(.integer(invitation)) }

  /// Ends a consulted team's reading.
  package static func end(_ invitation: Int) -> Query { ending(.integer(invitation)) }

  private static let consulted = """
    (SELECT coalesce(array_to_json(array_agg(t.slug ORDER BY t.slug)), '[]') FROM koos.casus_teams($2::integer) i JOIN koos.team t ON t.id = i.team
      WHERE i.state = 'accepted')
    """

  /// What `case invite` tells: the case is `$2`, the team `$3`.
  package static let invited = Ledger.settling(
    """
    SELECT json_build_object('case', 'C-' || i.casus, 'team', t.slug, 'role', i.role, 'reads', i.reads, 'state', i.state,
      'lapses_at', i.lapses_at)
    FROM koos.casus_invitation i JOIN koos.team t ON t.id = i.team
    WHERE i.casus = $2::integer AND i.team = $3::integer AND i.state = 'pending'
    """)

  /// What `case accept` and `case withdraw` tell: the case is `$2`, the invited team's slug `$3`, what the invitation became `$4`.
  package static let settled = Ledger.settling(
    """
    SELECT json_build_object('case', 'C-' || $2::integer, 'team', $3::text, 'state', $4::text, 'owners', \(Cases.owners(of: "$2::integer")),
      'consulted', \(consulted))
    """)

  /// What `case refuse` tells; who refuses learns nothing more of the case.
  package static let refused = Ledger.settling(
    "SELECT json_build_object('case', 'C-' || $2::integer, 'team', $3::text, 'state', 'refused')")
}

package import Postgres

/// Who owns a case together, who holds the regie, and how that changes.
package enum Ownership {
  private static let holding = Statement("SELECT h.status, h.client FROM koos.hold_case($1::integer) h")
  private static let casus = Statement(
    "SELECT c.rev, c.regie, w.login FROM koos.casus c JOIN koos.worker w ON w.id = c.regie WHERE c.id = $1::integer")
  private static let owners = Statement(
    """
    SELECT t.id, t.slug, t.kind FROM koos.casus_owner o JOIN koos.team t ON t.id = o.team WHERE o.casus = $1::integer ORDER BY t.slug
    """)

  /// Locks a case and tells how its ownership stands; statements of their own see what the one who held the lock did.
  ///
  /// - Returns: status and client; revision, who holds the regie and that login; the owning teams with number, slug and
  ///   kind; the invitations as `Invitations.of` tells them. Of an invited team's worker only the first and the last.
  package static func standing(_ casus: Int) -> [Query] {
    [holding(.integer(casus)), self.casus(.integer(casus)), owners(.integer(casus)), Invitations.of(casus)]
  }

  private static let leaderTeams = Statement(
    """
    SELECT DISTINCT m.team FROM koos.casus c JOIN koos.member m ON m.worker = c.regie AND m.team IS NOT NULL
      AND m.from_on <= koos.today() AND koos.today() < m.until_on
    WHERE c.id = $1::integer
    """)

  /// The teams who holds the regie is in today.
  package static func teamsOfLead(_ casus: Int) -> Query { leaderTeams(.integer(casus)) }

  private static let waiting = Statement(
    """
    SELECT w.team, 'W-' || w.id FROM koos.waiting_entry w
    WHERE w.casus = $1::integer AND w.status NOT IN ('gestart', 'uitgeschreven') ORDER BY w.id
    """)

  /// The open waiting entries of a case: team and code.
  package static func waiting(_ casus: Int) -> Query { waiting(.integer(casus)) }

  private static let joining = Statement("INSERT INTO koos.casus_owner (casus, team) VALUES ($1::integer, $2::integer)")
  private static let leaving = Statement(
    "DELETE FROM koos.casus_owner WHERE casus = $1::integer AND team = $2::integer")
  private static let leading = Statement(
    "UPDATE koos.casus SET regie = $2::integer, rev = rev + 1 WHERE id = $1::integer")
  private static let reopening = Statement(
    "UPDATE koos.casus SET status = 'open', closed_at = NULL, rev = rev + 1 WHERE id = $1::integer")

  /// Makes a team an owner, while its invitation is pending.
  package static func join(_ casus: Int, _ team: Int) -> Query { joining(.integer(casus), .integer(team)) }

  /// Ends a team's ownership; the worker may know nothing of the case after it.
  package static func leave(_ casus: Int, _ team: Int) -> Query { leaving(.integer(casus), .integer(team)) }

  /// Gives the regie to a worker.
  package static func lead(_ casus: Int, _ worker: Int) -> Query { leading(.integer(casus), .integer(worker)) }

  /// Opens a closed case again.
  package static func reopen(_ casus: Int) -> Query { reopening(.integer(casus)) }

  /// What `case leave` tells: case `$2`, slug of who left `$3`, slugs of who owns it still `$4`; told from what was known, for
  /// who has left reads nothing.
  package static let left = Ledger.settling(
    "SELECT json_build_object('case', 'C-' || $2::integer, 'left', $3::text, 'owners', to_json($4::text[]))")

  /// What `case lead` and `case reopen` tell of the case `$2`.
  package static let stood = Ledger.settling(
    """
    SELECT json_build_object('case', 'C-' || c.id, 'status', c.status, 'owners', \(Cases.owners()), 'lead', w.login, 'rev', c.rev)
    FROM koos.casus c JOIN koos.worker w ON w.id = c.regie WHERE c.id = $2::integer
    """)
}

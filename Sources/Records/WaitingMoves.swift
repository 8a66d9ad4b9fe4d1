package import Postgres

/// What happens to an entry as a whole: it is corrected, moves to another list, leaves the list and comes back.
extension WaitingList {
  private static let correcting = Statement(
    """
    UPDATE koos.waiting_entry w SET discipline = coalesce($2, w.discipline),
      service = CASE WHEN 'service' = ANY ($8::text[]) THEN NULL ELSE coalesce($3, w.service) END,
      registered_on = coalesce($4::date, w.registered_on),
      prefers_worker = CASE WHEN 'prefers-worker' = ANY ($8) THEN NULL
        ELSE coalesce((SELECT p.id FROM koos.worker p WHERE p.login = $5), w.prefers_worker) END,
      prefers_mode = CASE WHEN 'prefers-mode' = ANY ($8) THEN NULL ELSE coalesce($6, w.prefers_mode) END,
      language = CASE WHEN 'language' = ANY ($8) THEN NULL ELSE coalesce($7, w.language) END
    WHERE w.id = $1::integer
    """)

  /// What is put right of an entry; nil stays as it is.
  package struct Correction: Sendable {
    package var discipline: String?
    package var service: String?
    package var registeredOn: String?
    /// What the family would rather have: a worker's login, a mode, a language.
    package var wishes: (worker: String?, mode: String?, language: String?)
    /// Which of service, prefers-worker, prefers-mode and language are emptied.
    package var clears: [String] = []

    package init() {}
  }

  /// Puts right what was recorded of an entry.
  package static func correct(_ entry: Int, _ correction: Correction) -> Query {
    correcting(
      .integer(entry), .text(correction.discipline), .text(correction.service), .text(correction.registeredOn),
      .text(correction.wishes.worker), .text(correction.wishes.mode), .text(correction.wishes.language),
      .array(correction.clears.map(Optional.some)))
  }

  private static let standingOnList = """
    'status', koos.waiting_status(w), 'registered_on', w.registered_on, 'position', \(place), 'due_on', w.due_on
    """

  private static let holding = Statement(
    """
    SELECT c.status FROM koos.casus c
    WHERE c.id = (SELECT w.casus FROM koos.waiting_entry w WHERE w.id = $1::integer) FOR NO KEY UPDATE
    """)

  /// Locks the case of an entry, after the entry and before the child: its status. Other entries of the case it leaves to
  /// who changes those, as they would wait for each other.
  package static func holdCase(of entry: Int) -> Query { holding(.integer(entry)) }

  private static let destinations = Statement(
    """
    SELECT \(Invitations.subject.columns), EXISTS (SELECT FROM koos.casus_owner o WHERE o.casus = c.id AND o.team = t.id), i.role, l.slug,
      \(asked("true"))
    FROM koos.waiting_entry w JOIN koos.casus c ON c.id = w.casus \(Invitations.subject.tables) JOIN koos.team l ON l.id = w.team
    LEFT JOIN koos.casus_invitation i ON i.casus = c.id AND i.team = t.id AND i.state = 'pending' AND koos.now() < i.lapses_at
    WHERE w.id = $1::integer
    """)

  /// What moving an entry to a team needs: that of inviting it into the case; whether it owns it; the role for which it is
  /// invited already; the slug of the team whose list it is on; true where it is to move elsewhere.
  package static func destination(_ entry: Int, _ team: String) -> Query { destinations(.integer(entry), .text(team)) }

  private static let moving = Statement("SELECT koos.move_entry($1::integer, $2::integer, $3)")
  private static let asking = Statement(
    """
    UPDATE koos.waiting_entry w SET moves_by = (SELECT i.id FROM koos.casus_invitation i
      WHERE i.casus = w.casus AND i.team = $2::integer AND i.role = 'owner' AND i.state = 'pending')
    WHERE w.id = $1::integer
    """)

  /// Moves an entry to the list of an owner, with its fact and its events.
  package static func move(_ entry: Int, to team: Int, reason: String) -> Query {
    moving(.integer(entry), .integer(team), .text(reason))
  }

  /// Lets an entry move when a team accepts its invitation as an owner.
  package static func move(_ entry: Int, whenAcceptedBy team: Int) -> Query { asking(.integer(entry), .integer(team)) }

  /// SQL of something of the invitation `i` of a team `t` with which an entry `w` moves; null where nobody is asked.
  static func asked(_ column: String) -> String {
    """
    (SELECT \(column) FROM koos.casus_invitation i JOIN koos.team t ON t.id = i.team
      WHERE i.id = w.moves_by AND i.state = 'pending' AND koos.now() < i.lapses_at)
    """
  }

  /// What `waiting move` tells: the entry is `$2`.
  package static let moveTold = told(
    """
    'team', (SELECT t.slug FROM koos.team t WHERE t.id = w.team), \(standingOnList), 'invited', \(asked("t.slug")), 'lapses_at', \(asked("i.lapses_at"))
    """)

  private static let removing = Statement(
    "UPDATE koos.waiting_entry SET removed_on = $2::date, removal = $3 WHERE id = $1::integer")
  private static let unbridging = Statement(
    """
    UPDATE koos.waiting_bridge SET until_on = greatest(from_on, $2::date)
    WHERE entry = $1::integer AND superseded_at IS NULL AND coalesce($2::date < until_on, true)
    """)
  private static let restoring = Statement(
    "UPDATE koos.waiting_entry SET removed_on = NULL, removal = NULL WHERE id = $1::integer")

  /// Takes an entry off the list; what stopped its clock and what bridged the wait ends with it.
  package static func remove(_ entry: Int, on day: String, _ removal: String) -> [Query] {
    [
      removing(.integer(entry), .text(day), .text(removal)), unpause(entry, on: day),
      unbridging(.integer(entry), .text(day)),
    ]
  }

  /// Puts an entry back as if it never was removed.
  package static func restore(_ entry: Int) -> Query { restoring(.integer(entry)) }

  /// What `waiting remove` tells: the entry is `$2`.
  package static let removeTold = told("'status', w.status")
  /// What `waiting restore` tells: the entry is `$2`.
  package static let restoreTold = told(standingOnList)
}

package import Postgres

/// What all owners of a case must agree to: its proposals, their keys, and carrying out what was agreed.
package enum Proposals {
  /// SQL: the state of a proposal `p`; one whose time is over has lapsed, whether or not that was recorded yet.
  private static let state =
    "CASE WHEN p.state = 'open' AND p.lapses_at <= koos.now() THEN 'lapsed' ELSE p.state END"
  private static let value = "coalesce(p.wijk, x.slug, 'B-' || p.participant || ':' || p.reads)"

  /// SQL: the open proposals of case `c` as a JSON array, none for who is no owner.
  static let openOnes = """
    (SELECT coalesce(array_to_json(array_agg(json_build_object('proposal', 'P-' || p.id, 'action', p.action, 'value', \(value),
        'reason', \(CaseTelling.why("p.reason", of: "p.casus")), 'by', w.login, 'team', t.slug,
        'needs', (SELECT coalesce(array_to_json(array_agg(n.slug ORDER BY n.slug)), '[]')
          FROM koos.casus_owner o JOIN koos.team n ON n.id = o.team WHERE o.casus = p.casus
            AND NOT EXISTS (SELECT FROM koos.proposal_agreement a WHERE a.proposal = p.id AND a.team = o.team)),
        'agreed', (SELECT coalesce(array_to_json(array_agg(n.slug ORDER BY n.slug)), '[]')
          FROM koos.proposal_agreement a JOIN koos.team n ON n.id = a.team WHERE a.proposal = p.id),
        'lapses_at', p.lapses_at) ORDER BY p.id)), '[]')
      FROM koos.proposal p JOIN koos.worker w ON w.id = p.proposed_by JOIN koos.team t ON t.id = p.proposed_team
      LEFT JOIN koos.team x ON x.id = p.team
      WHERE p.casus = c.id AND p.state = 'open' AND koos.now() < p.lapses_at)
    """

  private static let locking = Statement(
    """
    SELECT c.id FROM koos.casus c WHERE c.id = (SELECT p.casus FROM koos.proposal p WHERE p.id = $1::integer)
    FOR NO KEY UPDATE OF c
    """)
  private static let standings = Statement(
    """
    SELECT c.id, c.status, c.client, c.wijk, \(state), p.action, p.team, p.wijk, p.participant, p.reads, p.reason, p.proposed_by
    FROM koos.proposal p JOIN koos.casus c ON c.id = p.casus WHERE p.id = $1::integer
    """)
  private static let owning = """
    SELECT o.team, t.slug, a.worker, t.kind FROM koos.casus_owner o JOIN koos.team t ON t.id = o.team
    LEFT JOIN koos.proposal_agreement a ON a.proposal = $1::integer AND a.team = o.team
    """
  private static let ownersOfProposal = Statement(
    owning + " WHERE o.casus = (SELECT p.casus FROM koos.proposal p WHERE p.id = $1::integer) ORDER BY t.slug")
  private static let ownersOfCase = Statement(owning + " WHERE o.casus = $2::integer ORDER BY t.slug")
  private static let ownKeys = Statement(
    "SELECT a.team FROM koos.proposal_agreement a WHERE a.proposal = $1::integer AND a.worker = koos.me()")

  /// Locks the case of a proposal, which holds its owners still, and tells what is decided on, four statements: the lock
  /// (no row for who may not change the case); case, its status, client and wijk, state of the proposal as time has it,
  /// action, team, wijk, participant, reads, reason, proposer; the owners, team, slug, who turned its key, kind; the team
  /// whose key the asker turned.
  package static func standing(_ proposal: Int) -> [Query] {
    [
      locking(.integer(proposal)), standings(.integer(proposal)), ownersOfProposal(.integer(proposal)),
      ownKeys(.integer(proposal)),
    ]
  }

  /// The owners of a case: team, slug, null, kind.
  package static func owners(of casus: Int) -> Query { ownersOfCase(.integer(nil), .integer(casus)) }

  private static let subjects = Statement(
    """
    SELECT (SELECT t.id FROM koos.team t WHERE t.slug = $2), p.casus = $1::integer, p.reads, p.until_on <= koos.today(),
      EXISTS (SELECT FROM koos.proposal q LEFT JOIN koos.team x ON x.id = q.team WHERE q.casus = $1::integer AND q.action = $3
        AND q.state = 'open' AND koos.now() < q.lapses_at AND q.wijk IS NOT DISTINCT FROM $4::text AND x.slug IS NOT DISTINCT FROM $2
        AND q.participant IS NOT DISTINCT FROM $5::integer AND q.reads IS NOT DISTINCT FROM $6::text)
    FROM (VALUES (1)) AS one(row) LEFT JOIN koos.casus_participant p ON p.id = $5::integer
    """)

  /// What somebody proposes.
  package struct Subject: Sendable {
    /// close, move, remove or widen.
    package let action: String
    /// The slug of the team to remove.
    package var team: String?
    /// The wijk to move to.
    package var wijk: String?
    /// The number of the participant, and what it is to read: plan or all.
    package var participant: Int?
    package var reads: String?

    package init(action: String) { self.action = action }
  }

  /// What is known of what is proposed: the team's number, whether the participant is of the case, what it reads, whether
  /// it has ended, whether the same is open already.
  package static func subject(_ subject: Subject, of casus: Int) -> Query {
    subjects(
      .integer(casus), .text(subject.team), .text(subject.action), .text(subject.wijk), .integer(subject.participant),
      .text(subject.reads))
  }

  private static let obstaclesOfProposal = Statement(
    "SELECT o.kind, o.code FROM koos.proposal p \(inTheWay) WHERE p.id = $1::integer ORDER BY o.place")
  private static let business = Statement(
    "SELECT 'business', b.code FROM koos.open_business($1::integer) WITH ORDINALITY AS b(code, place) ORDER BY b.place")

  /// SQL that joins what keeps a proposal `p` from being carried out as `o`: kind, code, place.
  private static let inTheWay = """
    CROSS JOIN LATERAL (
      SELECT 'business' AS kind, b.code, b.place FROM koos.open_business(p.casus) WITH ORDINALITY AS b(code, place)
      WHERE p.action = 'close'
      UNION ALL
      SELECT 'gone', t.slug, 0 FROM koos.team t
      WHERE t.id = p.team AND NOT EXISTS (SELECT FROM koos.casus_owner o WHERE o.casus = p.casus AND o.team = p.team)
      UNION ALL
      SELECT 'last', t.slug, 0 FROM koos.team t JOIN koos.casus_owner o ON o.casus = p.casus AND o.team = t.id
      WHERE t.id = p.team AND NOT EXISTS (SELECT FROM koos.casus_owner r WHERE r.casus = p.casus AND r.team <> p.team)
      UNION ALL
      SELECT 'regie', w.login, 0 FROM koos.casus c JOIN koos.worker w ON w.id = c.regie
      WHERE c.id = p.casus AND EXISTS (SELECT FROM koos.member m WHERE m.worker = w.id AND m.team = p.team
          AND m.from_on <= koos.today() AND koos.today() < m.until_on)
      UNION ALL
      SELECT 'business', 'W-' || e.id, e.id FROM koos.waiting_entry e
      WHERE e.casus = p.casus AND e.team = p.team AND e.status NOT IN ('gestart', 'uitgeschreven')
      UNION ALL
      SELECT 'ended', 'B-' || b.id, 0 FROM koos.casus_participant b WHERE b.id = p.participant AND b.until_on <= koos.today()
    ) o
    """

  /// What keeps a proposal from being carried out now, one a row: kind (business, gone, last, regie, ended) and code, login
  /// or slug.
  package static func obstacles(to proposal: Int) -> Query { obstaclesOfProposal(.integer(proposal)) }

  /// What keeps a case from closing now, in the same way.
  package static func business(of casus: Int) -> Query { business(.integer(casus)) }

  private static let consents = Statement(
    """
    SELECT s.birth_on, s.birth_precision, s.relations, s.consents FROM koos.casus_participant b JOIN koos.casus c ON c.id = b.casus
    CROSS JOIN LATERAL koos.consent_standing(c.client, 'share', ARRAY[b.name, b.kind, 'B-' || b.id]) s
    WHERE b.id = coalesce($1::integer, (SELECT p.participant FROM koos.proposal p WHERE p.id = $2::integer)) AND b.ground IS NULL
    """)

  /// What is recorded about the consent to share with a participant, the one named or the one a proposal is about, in a row
  /// for `ConsentCheck`; no row where none is needed: nobody reads more by it, or the law gives a ground.
  package static func consent(participant: Int? = nil, proposal: Int? = nil) -> Query {
    consents(.integer(participant), .integer(proposal))
  }

  private static let addition = Statement(
    """
    INSERT INTO koos.proposal (casus, action, team, wijk, participant, reads, reason, proposed_by, proposed_team, lapses_at)
    SELECT $1::integer, $2, (SELECT t.id FROM koos.team t WHERE t.slug = $3), $4, $5::integer, $6, $7, koos.me(), $8::integer,
      koos.now() + make_interval(days => greatest(koos.setting('case.proposal-days', $8::integer)::integer, 1))
    """)
  private static let turning = Statement(
    """
    INSERT INTO koos.proposal_agreement (proposal, team, worker)
    SELECT coalesce($1::integer, currval('koos.proposal_id_seq')), $2::integer, koos.me()
    """)
  private static let agreeing = Statement(
    """
    UPDATE koos.proposal SET state = 'agreed', decided_at = koos.now()
    WHERE id = coalesce($1::integer, currval('koos.proposal_id_seq'))
    """)
  private static let objecting = Statement(
    """
    UPDATE koos.proposal SET state = 'objected', decided_at = koos.now(), objected_by = koos.me(), objected_team = $2::integer,
      objection = $3 WHERE id = $1::integer
    """)

  /// Proposes something for a team; it stays open for as many days as the team has set, one at least.
  package static func add(_ subject: Subject, to casus: Int, for team: Int, reason: String) -> Query {
    addition(
      .integer(casus), .text(subject.action), .text(subject.team), .text(subject.wijk), .integer(subject.participant),
      .text(subject.reads), .text(reason), .integer(team))
  }

  /// Turns a team's key by the asker; without a number for what the transaction just proposed, as below.
  package static func turn(_ proposal: Int?, of team: Int) -> Query { turning(.integer(proposal), .integer(team)) }

  /// Says that every owner agreed: what was agreed is carried out after this, in the same transaction.
  package static func agree(_ proposal: Int?) -> Query { agreeing(.integer(proposal)) }

  /// Objects for a team.
  package static func object(_ proposal: Int, for team: Int, reason: String?) -> Query {
    objecting(.integer(proposal), .integer(team), .text(reason))
  }

  private static let closing = Statement(
    "UPDATE koos.casus SET status = 'gesloten', closed_at = koos.now() WHERE id = $1::integer")
  private static let moving = Statement(
    """
    UPDATE koos.casus SET wijk = x.wijk, consortium = x.organisation FROM koos.wijk_consortium x
    WHERE casus.id = $1::integer AND x.wijk = $2 AND x.valid @> koos.today()
    """)
  private static let ending = Statement(
    """
    UPDATE koos.casus_invitation SET state = 'ended', ended_at = koos.now()
    WHERE casus = $1::integer AND team = $2::integer AND role = 'owner' AND state = 'accepted'
    """)
  private static let removing = Statement(
    "DELETE FROM koos.casus_owner o WHERE o.casus = $1::integer AND o.team = $2::integer")
  private static let widening = Statement(
    """
    UPDATE koos.casus_participant SET reads = $2 WHERE id = $1::integer AND reads <> 'all'
    """)

  /// Closes a case.
  package static func close(_ casus: Int) -> Query { closing(.integer(casus)) }

  /// Moves a case to a wijk and its consortium of today; its owners stay.
  package static func move(_ casus: Int, to wijk: String) -> Query { moving(.integer(casus), .text(wijk)) }

  /// Ends a team's ownership and the invitation it came by; last of all, for it may be the asker's own.
  package static func remove(_ team: Int, from casus: Int) -> [Query] {
    [ending(.integer(casus), .integer(team)), removing(.integer(casus), .integer(team))]
  }

  /// Lets a participant read more.
  package static func widen(_ participant: Int, to reads: String) -> Query {
    widening(.integer(participant), .text(reads))
  }

  /// What `case propose` tells; `$2` the teams whose key is missing.
  package static let proposed = Ledger.settling(
    """
    SELECT json_build_object('proposal', 'P-' || p.id, 'case', 'C-' || p.casus, 'state', p.state, 'needs', array_to_json($2::text[]),
      'lapses_at', CASE p.state WHEN 'open' THEN p.lapses_at END)
    FROM koos.proposal p WHERE p.id = currval('koos.proposal_id_seq')
    """)

  /// What `case agree` and `case object` tell: case, proposal, state, teams whose key is missing; from parameters alone,
  /// for who agreed to be removed reads none of it any more.
  package static let decided = Ledger.settling(
    "SELECT json_build_object('case', $2::text, 'proposal', $3::text, 'state', $4::text, 'needs', array_to_json($5::text[]))"
  )
}

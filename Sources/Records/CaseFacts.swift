package import Postgres

/// What happened to a case: facts with two times, only ever added to.
package enum CaseFacts {
  /// What a fact is about, as its code in the detail.
  package enum Subject: Sendable {
    /// Nothing but the case.
    case none
    /// What the same transaction just made in a table, under the letter of its code.
    case made(letter: String, table: String)
    /// Something known by its code.
    case code(String)
  }

  /// A fact to be added.
  package struct Fact: Sendable {
    /// One of the words of `casus_fact_what`.
    package var what: String
    /// The team it concerns.
    package var team: Int?
    /// What it is about.
    package var thing = Subject.none
    /// More particulars, a JSON object of codes.
    package var detail = "{}"
    /// Why, in the words of who did it.
    package var reason: String?
    /// The local day it happened, where that was told; else it happens now.
    package var on: String?

    package init(_ what: String, team: Int? = nil, about thing: Subject = .none, reason: String? = nil) {
      self.what = what
      self.team = team
      self.thing = thing
      self.reason = reason
    }
  }

  private static let adding = Statement(
    """
    INSERT INTO koos.casus_fact (casus, worker, team, what, detail, reason, occurred_at)
    SELECT coalesce($1::integer, currval('koos.casus_id_seq')), koos.me(), $2::integer, $3,
      $4::jsonb || CASE WHEN $6::text IS NOT NULL THEN jsonb_build_object('thing', $5 || currval($6::regclass))
        WHEN $5::text IS NOT NULL THEN jsonb_build_object('thing', $5) ELSE '{}' END, $7,
      CASE WHEN $8::date IS NULL OR $8::date = koos.today() THEN koos.now() ELSE koos.midnight($8::date) END
    """)

  /// Adds a fact, by the worker of the transaction.
  ///
  /// - Parameter casus: the case's number, nil for the one the transaction just opened.
  package static func add(_ fact: Fact, to casus: Int?) -> Query {
    let (code, sequence): (String?, String?) =
      switch fact.thing {
      case .none: (nil, nil)
      case .made(let letter, let table): (letter + "-", "koos.\(table)_id_seq")
      case .code(let code): (code, nil)
      }
    return adding(
      .integer(casus), .integer(fact.team), .text(fact.what), .text(fact.detail), .text(code), .text(sequence),
      .text(fact.reason), .text(fact.on))
  }

  private static let revising = Statement("UPDATE koos.casus SET rev = rev + 1 WHERE id = $1::integer")

  /// Raises the revision of a case, as every change of what `case show` tells does.
  package static func revise(_ casus: Int) -> Query { revising(.integer(casus)) }

  private static let standings = Statement(
    """
    SELECT c.status, c.rev, c.client, c.wijk FROM koos.casus c WHERE c.id = $1::integer FOR NO KEY UPDATE
    """)

  /// Locks a case and tells what is decided on: status, rev, client, wijk.
  ///
  /// No row for who may not change it.
  package static func standing(_ casus: Int) -> Query { standings(.integer(casus)) }
}

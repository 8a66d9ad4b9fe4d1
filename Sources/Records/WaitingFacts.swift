package import Postgres

/// What happened to a waiting entry: facts with two times, only ever added to.
package enum WaitingFacts {
  /// A fact to be added.
  package struct Fact: Sendable {
    /// One of the words of `waiting_fact_what`.
    package var what: String
    /// The day it happened.
    package var on: String
    /// Particulars, a JSON object of codes.
    package var detail: String
    /// Why, in the words of who recorded it.
    package var reason: String?
    /// What was said.
    package var text: String?

    package init(_ what: String, on day: String, detail: String = "{}", reason: String? = nil, text: String? = nil) {
      self.what = what
      self.on = day
      self.detail = detail
      self.reason = reason
      self.text = text
    }
  }

  private static let adding = Statement(
    """
    INSERT INTO koos.waiting_fact (entry, occurred_on, worker, what, detail, reason, text)
    VALUES ($1::integer, $2::date, koos.me(), $3, $4::jsonb, $5, $6)
    """)

  /// Adds a fact, by the worker of the transaction.
  package static func add(_ fact: Fact, to entry: Int) -> Query {
    adding(
      .integer(entry), .text(fact.on), .text(fact.what), .text(fact.detail), .text(fact.reason), .text(fact.text))
  }
}

package import Catalogue
package import Postgres
package import Records
package import Wire

/// What a command does, once its words are understood: it reads, or it changes.
package enum Operation: Sendable {
  /// Statements for a reading connection, and what their rows say.
  case reads(@Sendable (Call) throws(Failure) -> Reading)
  /// Statements for a transaction: what must be known, the decision, the effect.
  case changes(@Sendable (Call) throws(Failure) -> Change)
  /// The first where the call changes nothing, the second where it does, as the catalogue tells.
  case either(@Sendable (Call) throws(Failure) -> Reading, @Sendable (Call) throws(Failure) -> Change)
  /// Statements one after another, for what takes long and changes nothing of the domain.
  case works(@Sendable (Call, Work) async throws(Failure) -> Answer)
}

/// A read: one group of statements and the answer they give.
package struct Reading: Sendable {
  let queries: [Query]
  let answer: @Sendable ([Rows], Asker) throws(Failure) -> Answer

  /// Statements whose rows are worked on here.
  package init(
    _ queries: [Query], answer: @escaping @Sendable ([Rows], Asker) throws(Failure) -> Answer
  ) {
    self.queries = queries
    self.answer = answer
  }

  /// A statement that renders one object, passed through; `missing` where it found none.
  package static func object(_ query: Query, orElse missing: Failure = .gone) -> Reading {
    Reading([query]) { (rows, _) throws(Failure) in
      guard rows[0].count > 0 else { throw missing }
      return .object(rows[0])
    }
  }

  /// A statement that renders one object a row and a cursor, asked for one row more than the page holds.
  package static func page(_ query: Query, limit: Int) -> Reading {
    Reading([query]) { (rows, _) throws(Failure) in .page(rows[0], limit: limit) }
  }
}

/// What is told.
///
/// Where rows pass through, column 0 is the object and column 1 the cursor; where they show client data, columns 2 to
/// 7 are client, case, consult, ground, role and team, which become entries of the access log; what is composed here
/// says whose data it shows.
package enum Answer: Sendable {
  /// A rendered object, with what the process itself has to add.
  case object(Rows, adding: [JSON.Member] = [], touches: [Touch] = [])
  /// A page, with what the final object tells besides and whose data that shows.
  case page(Rows, limit: Int, adding: [JSON.Member] = [], touches: [Touch] = [])
  case composed(rows: [[JSON.Member]], ok: [JSON.Member], touches: [Touch] = [])
  /// The session as it is from now on.
  case session(Caller)
  /// The session as it watches from now on, and the number of the event after which it does, or no longer does.
  case watching(Caller, from: Int)
}

/// A change: what is looked at under the transaction, and the decision what to do.
package struct Change: Sendable {
  /// What comes of a look.
  enum Decision: Sendable {
    case effect(Effect)
    /// It tells what else is to be looked at.
    case look(Change)
  }

  let load: [Query]
  let decide: @Sendable ([Rows], Asker) throws(Failure) -> Decision
  /// Whether it moves the clock: then what is due by it has run before the reply.
  var movesClock = false

  /// - Parameters:
  ///   - load: statements run with the prologue, in its round trip.
  ///   - decide: checks relation, scope, consent and state in that order, and says what happens.
  package init(
    _ load: [Query] = [], decide: @escaping @Sendable ([Rows], Asker) throws(Failure) -> Effect
  ) {
    self.load = load
    self.decide = { (rows, asker) throws(Failure) in .effect(try decide(rows, asker)) }
  }

  /// A change that looks twice, the second time in a round trip of its own.
  ///
  /// - Parameters:
  ///   - load: statements run with the prologue, in its round trip.
  ///   - then: checks what the first look allows to check, the relation at least, and says what is looked at next.
  package init(_ load: [Query], then: @escaping @Sendable ([Rows], Asker) throws(Failure) -> Change) {
    self.load = load
    self.decide = { (rows, asker) throws(Failure) in .look(try then(rows, asker)) }
  }
}

/// What a change does, in one round trip that ends with the commit.
package struct Effect: Sendable {
  /// The statements, in order.
  package var queries: [Query]
  /// The statement made by `Ledger.settling`, with its parameters from `$2` on.
  package var reply: Query
  /// What the access log says.
  package var touches: [Touch] = []
  /// What it says besides, found out before anything is done.
  package var further: [Further] = []
  /// What watchers learn.
  package var events: [Outbox.Event] = []
  /// What comes to lie on desks.
  package var desk: [Outbox.Notice] = []
  /// Whether its statements write events of their own.
  package var tells = false
  /// Members of the reply that name what was made, null in a dry run.
  package var makes: Set<String> = []
  /// Members told once and not kept.
  package var secret: [JSON.Member] = []
  /// How a refusal of the database is explained: who or what is in the way.
  package var explain: (@Sendable (DatabaseError) -> Explanation?)?
  /// What a refusal of the database leaves behind though nothing else is kept, in a transaction of its own.
  package var aftermath: (@Sendable (DatabaseError) -> Query?)?

  package init(_ queries: [Query], reply: Statement, _ parameters: Postgres.Parameter...) {
    self.queries = queries
    self.reply = Query(reply, parameters)
  }
}

/// Whose data a change touches that its asker is not told of.
package enum Further: Sendable {
  /// Of the children of some appointments those the asker knows nothing of.
  case unknown(appointments: [Int])
  /// What hangs on a worker still.
  case leftOpen(worker: Int)
}

/// How a refusal is explained after it was taken back: a look, and the failure it makes.
package struct Explanation: Sendable {
  let query: Query
  let failure: @Sendable (Rows) -> Failure

  package init(_ query: Query, failure: @escaping @Sendable (Rows) -> Failure) {
    self.query = query
    self.failure = failure
  }
}

/// Whose data a request touched, and by which relation.
package struct Touch: Sendable {
  package var client: AccessLog.Subject?
  package var casus: AccessLog.Subject?
  package var consult: AccessLog.Subject?
  /// The ground: owner, consulted, invitation, consult, breakglass, participation or administration; nil where nobody's data was touched.
  package var ground: String?
  /// The role that gave it.
  package var role: String?
  /// The team that gave it.
  package var team: Int?
  /// What for, where the ground does not tell.
  package var purpose: String?

  package init(
    client: AccessLog.Subject? = nil, casus: AccessLog.Subject? = nil, consult: AccessLog.Subject? = nil,
    ground: String? = "owner", role: String? = nil, team: Int? = nil
  ) {
    self.client = client
    self.casus = casus
    self.consult = consult
    self.ground = ground
    self.role = role
    self.team = team
  }
}

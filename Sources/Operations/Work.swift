internal import Catalogue
internal import Postgres
internal import Wire

/// Work that takes long: statement after statement, each a transaction of its own, none on the connections that reads share.
package struct Work: Sendable {
  let responder: Responder
  let command: Command
  let prologue: Prologue
  let asker: Asker

  /// Runs one statement as the asker, who is looked at anew.
  func ask(_ query: Query) async throws(Failure) -> Rows {
    let outcome = await responder.database.once([prologue.queries[0], query], deadline: prologue.deadline)
    if outcome.rows.first?.count == 0 { throw .login }
    if let error = outcome.error {
      // Who held the role when the work began holds it no more.
      if error.sqlState == "42501", case .roles(let roles) = command.audience {
        throw .role(command, needs: roles)
      }
      throw responder.failure(of: error)
    }
    guard let rows = outcome.rows.last else { throw responder.failure(of: nil) }
    return rows
  }
}

extension Responder {
  /// Admits the asker as a read does, then works.
  func work(_ exchange: Exchange, _ body: @escaping @Sendable (Call, Work) async throws(Failure) -> Answer) {
    let prologue = prologue(exchange)
    database.read(prologue.queries, deadline: prologue.deadline) { [self] outcome in
      var asker: Asker?
      do throws(Failure) {
        if outcome.rows.isEmpty, let error = outcome.error { throw failure(of: error) }
        let known = try admit(exchange, outcome.rows.first, &asker)
        let call = try exchange.bound.get()
        try prologue.check(outcome.rows)
        if let error = outcome.error { throw failure(of: error) }
        Task { await self.carryOut(body, exchange, call, prologue, known) }
      } catch {
        refuse(error, exchange, asker: asker, named: prologue.call)
      }
    }
  }

  private func carryOut(
    _ body: @Sendable (Call, Work) async throws(Failure) -> Answer, _ exchange: Exchange, _ call: Call,
    _ prologue: Prologue, _ asker: Asker
  ) async {
    do throws(Failure) {
      let answer = try await body(
        call, Work(responder: self, command: exchange.command, prologue: prologue, asker: asker))
      finish(exchange, answer, of: call, to: asker)
    } catch {
      refuse(error, exchange, asker: asker, named: call)
    }
  }
}

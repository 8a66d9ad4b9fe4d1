/// What each command of the catalogue does, a noun a file.
enum Operations {
  /// The operation of every command that needs a worker.
  static func table(_ surroundings: Responder.Surroundings) -> [String: Operation] {
    var table: [String: Operation] = [:]
    for noun in [wijken, clients(surroundings), cases, consults, waiting] { table.merge(noun) { first, _ in first } }
    return table
  }
}

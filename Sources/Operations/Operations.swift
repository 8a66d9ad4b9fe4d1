/// What each command of the catalogue does, a noun a file.
enum Operations {
  /// The operation of every command that needs a worker.
  static func table(
    _ surroundings: Responder.Surroundings, _ traffic: Traffic, _ jobs: JobRecord, _ watchers: Watchers
  ) -> [String: Operation] {
    var table: [String: Operation] = [:]
    for noun in [
      session, status(surroundings, traffic, jobs), clock(surroundings), watching(watchers), desk, settings, wijken,
      services, calendar, organisations, teams, workers(surroundings), memberships, tokens(surroundings),
      clients(surroundings), cases, consults, waiting, offers, availability, places, slots, appointments(surroundings),
      caseNotes, caseSteps, caseGoals, caseParticipants, trajects, caseArrangements, agreements, invitations, ownership,
      proposals, familyRelations, consents, agenda, absences, travel, series(surroundings),
      stays, groups(surroundings), emergencies, accesses, audit, dossiers, reports,
    ] { table.merge(noun) { first, _ in first } }
    return table
  }
}

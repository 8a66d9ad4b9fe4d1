package import Casework
package import Catalogue
internal import Postgres
package import Wire

/// A role held today, in a team or an organisation.
package struct Membership: Sendable, Equatable {
  package let role: Role
  /// The team's number, nil for roles of an organisation.
  package let team: Int?
  /// The organisation's number, for roles of an organisation.
  package let organisation: Int?
  /// basecamp, buurtteam, save or external.
  package let teamKind: String?
  /// The team's slug.
  package let teamSlug: String?
}

/// Who asks, as the database just told.
package struct Asker: Sendable {
  /// The worker who spoke.
  package let speaker: Int
  /// The worker whose rights hold: with `as`, the one spoken for.
  package let worker: Int
  package let login: String
  /// The roles held today, the one joined first coming first.
  package let memberships: [Membership]
  /// The domain's time.
  package let now: Instant
  package let zone: Zone
  /// The session, as it was before this request.
  package let caller: Caller
  /// Where the request came from, for the access log.
  package let source: String

  /// The language of messages.
  package var language: Language { caller.language }

  /// The day it is in Amsterdam.
  package var today: CivilDate { zone.local(of: now).date }

  /// Whether any of the roles is held anywhere.
  package func holds(_ roles: Set<Role>) -> Bool { memberships.contains { roles.contains($0.role) } }

  /// Whether one of the roles is held in a team.
  package func holds(_ roles: Set<Role>, in team: Int?) -> Bool {
    memberships.contains { $0.team != nil && $0.team == team && roles.contains($0.role) }
  }

  /// The teams in which one of the roles is held, the one joined first coming first.
  package func teams(_ roles: Set<Role>) -> [Membership] {
    var seen: Set<Int> = []
    return memberships.filter { membership in
      guard let team = membership.team, roles.contains(membership.role) else { return false }
      return seen.insert(team).inserted
    }
  }
}

/// What the identity statement returned.
struct Identified {
  let speaker: Int
  let administers: Bool
  let worker: Int?
  let login: String
  let memberships: [Membership]
  let now: Instant

  /// Reads the row; nil where nobody was known.
  init?(_ rows: Rows) {
    guard rows.count > 0, let speaker = rows.integer(0, 0), let now = rows.integer(0, 5) else { return nil }
    self.speaker = speaker
    administers = rows.bool(0, 1) ?? false
    worker = rows.integer(0, 2)
    login = rows.text(0, 3) ?? ""
    memberships = (rows.text(0, 4) ?? "").split(separator: " ").compactMap(Self.membership)
    self.now = Instant(seconds: Int64(now))
  }

  private static func membership(_ text: Substring) -> Membership? {
    let parts = text.split(separator: "/")
    guard parts.count >= 3, let role = Role(rawValue: String(parts[0])) else { return nil }
    let team = Int(parts[1]).flatMap { $0 == 0 ? nil : $0 }
    return Membership(
      role: role, team: team, organisation: Int(parts[2]).flatMap { $0 == 0 ? nil : $0 },
      teamKind: parts.count > 3 ? String(parts[3]) : nil, teamSlug: parts.count > 4 ? String(parts[4]) : nil)
  }
}

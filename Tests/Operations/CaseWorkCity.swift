import TestKit
import Testing
import Wire

/// A case with something of everything that hangs on one, and teams that own it, think along, or are only invited.
struct CaseWorkCity {
  let care: CareCity
  let casus: String
  let client: String
  let step: String
  let goal: String
  let participant: String
  let traject: String
  let arrangement: String

  /// Who owns: basecamp-zuidwest and buurtteam-zuidwest-1; basecamp-leidsche-rijn thinks along, buurtteam-leidsche-rijn-1
  /// is invited.
  static func with(_ body: (CaseWorkCity) async throws -> Void) async throws {
    try await CareCity.bare { care in
      let casus = try await care.casus()
      let client = try #require(await care.ask("case.show \(casus)")["client"]?["client"]?.string)
      try await care.consent(client, "treatment")
      try care.invite("basecamp-leidsche-rijn", to: casus, isAccepted: true)
      try care.invite("buurtteam-leidsche-rijn-1", to: casus, isAccepted: false)
      try await body(
        CaseWorkCity(
          care: care, casus: casus, client: client,
          step: try await care.made("step", "case.step.add \(casus) text=\"Naar school bellen\" by=o.een"),
          goal: try await care.made("goal", "case.goal.add \(casus) words=\"Weer slapen\""),
          participant: try await care.made("participant", "case.participant.add \(casus) kind=school name=\"De Boom\""),
          traject: try await care.made("traject", "case.traject.start \(casus) service=ambulant"),
          arrangement: try await care.made(
            "arrangement", "case.arrangement.add \(casus) kind=transfer provider=\"Zorg Buiten\"", as: "t.lead")))
    }
  }

  /// A line with the codes of this case in it.
  func line(_ text: String) -> String {
    var line = text
    for (mark, code) in [
      ("CASE", casus), ("STEP", step), ("GOAL", goal), ("PART", participant), ("TRAJ", traject), ("ARR", arrangement),
    ] { line = line.replacing(mark, with: code) }
    return line
  }

  /// How much there is of everything a change may add to.
  func amounts() throws -> [String?] {
    let tables = [
      "casus_fact", "casus_note", "casus_step", "casus_goal", "casus_goal_review", "casus_participant", "traject",
      "casus_arrangement", "event",
    ]
    let counts = tables.map { "(SELECT count(*) FROM koos.\($0))" }.joined(separator: ", ")
    return try care.sql("SELECT \(counts), (SELECT rev FROM koos.casus WHERE id = \(casus.dropFirst(2)))").first ?? []
  }
}

extension CareCity {
  /// Runs a test in a city where nothing yet hangs on the cases that the demo made.
  static func bare(_ body: (CareCity) async throws -> Void) async throws {
    try await with { care in
      _ = try care.sql(
        """
        DELETE FROM koos.casus_goal_review; DELETE FROM koos.casus_step; DELETE FROM koos.casus_goal; DELETE FROM koos.casus_note;
        DELETE FROM koos.casus_participant; DELETE FROM koos.traject; DELETE FROM koos.casus_arrangement; DELETE FROM koos.agreement;
        DELETE FROM koos.casus_fact; UPDATE koos.casus SET plan_judged = true, writing_judged = true
        """)
      try await body(care)
    }
  }

  /// Records a consent by the parent who brings the child.
  func consent(_ client: String, _ purpose: String, _ words: String = "") async throws {
    _ = try await made("consent", "consent.record \(client) purpose=\(purpose) by=parent-1 \(words)")
  }

  /// Lets a team think along in a case, reading all or the plan, or only invites it as owner.
  func invite(_ team: String, to casus: String, isAccepted: Bool, reads: String = "all") throws {
    _ = try sql(
      """
      INSERT INTO koos.casus_invitation (casus, team, role, reads, reason, state, wijk, age_band, urgency, question, invited_by,
        invited_team, lapses_at, answered_by, answered_at)
      SELECT \(casus.dropFirst(2)), t.id, \(isAccepted ? "'consulted'" : "'owner'"), '\(reads)', 'Denk mee',
        \(isAccepted ? "'accepted'" : "'pending'"), 'zuidwest', '4-11', 'regulier', 'Hoe verder?', w.id,
        (SELECT id FROM koos.team WHERE slug = 'buurtteam-zuidwest-1'), koos.now() + interval '14 days',
        \(isAccepted ? "w.id, koos.now()" : "NULL, NULL")
      FROM koos.team t, koos.worker w WHERE t.slug = '\(team)' AND w.login = 'f.een'
      """)
  }
}

/// A table that is laid, with the columns that are given.
package enum Table: Int, CaseIterable, Sendable {
  case organisation, wijk, wijkConsortium, postcodeArea, team, teamWijk, place, resource, room, worker, member
  case availability, absence, agreement
  case client, relation, consent, casus, casusQuestion, casusOwner, casusFact, invitation, note, goal, goalReview, step
  case participant, traject, arrangement, proposal, proposalAgreement
  case consult, consultIdentity, consultEntry, consultFact
  case waitingEntry, waitingFact, waitingPause, waitingBridge
  case series, appointment, appointmentWorker, appointmentCase, appointmentDetail, appointmentGuest
  case appointmentCancellation, appointmentChange, slot, slotWorker, offer, stay, careGroup, groupPlace
  case dossierChange, formerly, emergency, accessLog

  /// Its name in the schema.
  package var name: String {
    switch self {
    case .wijkConsortium: "wijk_consortium"
    case .postcodeArea: "postcode_area"
    case .teamWijk: "team_wijk"
    case .casusQuestion: "casus_question"
    case .casusOwner: "casus_owner"
    case .casusFact: "casus_fact"
    case .invitation: "casus_invitation"
    case .note: "casus_note"
    case .goal: "casus_goal"
    case .goalReview: "casus_goal_review"
    case .step: "casus_step"
    case .participant: "casus_participant"
    case .arrangement: "casus_arrangement"
    case .proposalAgreement: "proposal_agreement"
    case .consultIdentity: "consult_identity"
    case .consultEntry: "consult_entry"
    case .consultFact: "consult_fact"
    case .waitingEntry: "waiting_entry"
    case .waitingFact: "waiting_fact"
    case .waitingPause: "waiting_pause"
    case .waitingBridge: "waiting_bridge"
    case .appointmentWorker: "appointment_worker"
    case .appointmentCase: "appointment_case"
    case .appointmentDetail: "appointment_detail"
    case .appointmentGuest: "appointment_guest"
    case .appointmentCancellation: "appointment_cancellation"
    case .appointmentChange: "appointment_change"
    case .slotWorker: "slot_worker"
    case .careGroup: "care_group"
    case .groupPlace: "group_place"
    case .dossierChange: "dossier_change"
    case .accessLog: "access_log"
    default: "\(self)"
    }
  }

  /// The column that numbers its rows; nil where none does.
  package var key: String? {
    switch self {
    case .casusFact, .goalReview, .consultEntry, .consultFact, .waitingFact, .waitingPause, .waitingBridge, .formerly:
      "number"
    case .accessLog: "entry"
    case .wijk, .wijkConsortium, .postcodeArea, .teamWijk, .resource, .casusQuestion, .casusOwner, .proposalAgreement,
      .consultIdentity, .appointmentWorker, .appointmentCase, .appointmentDetail, .appointmentGuest,
      .appointmentCancellation, .slotWorker, .dossierChange:
      nil
    default: "id"
    }
  }

  /// The columns of a row, in the order they are written, after the key where there is one.
  package var columns: String { (key.map { $0 + ", " } ?? "") + others }

  private var others: String {
    switch self {
    case .organisation: "slug, name, kind, parent, valid"
    case .wijk: "slug, name, code"
    case .wijkConsortium: "wijk, organisation, valid"
    case .postcodeArea: "pc4, letters_from, letters_to, wijk, valid"
    case .team: "slug, name, kind, organisation"
    case .teamWijk: "team, wijk, valid"
    case .place: "slug, name, kind, wijk"
    case .resource: "id, kind"
    case .room: "place, name, capacity, resource"
    case .worker: "login, name, organisation, discipline, hours, languages, resource"
    case .member: "worker, team, role, from_on, until_on, end_reason, recorded_at"
    case .availability: "worker, weekday, from_minute, to_minute, weeks, mode, place, recorded_at"
    case .absence: "worker, from_at, to_at, kind, recorded_by, recorded_at"
    case .agreement: "partner, scope, from_on, until_on, added_by"
    case .client:
      "name, birth_on, postcode, house, wijk, gender, language, interpreter, resource, added_by, added_team, added_at"
    case .relation: "client, name, kind, authority, contact, from_on, added_by, added_at"
    case .consent:
      """
      client, purpose, party, with_whom, form, refused, exception, why, given_at, until_on, withdrawn_at, withdraw_reason, recorded_by,
        recorded_at
      """
    case .casus:
      """
      client, status, urgency, referrer, wijk, consortium, regie, opened_at, opened_by, first_contact_at, closed_at, plan_judged,
        writing_judged, rev
      """
    case .casusQuestion: "casus, question"
    case .casusOwner: "casus, team, since_at"
    case .casusFact: "casus, occurred_at, recorded_at, worker, team, what, detail, reason"
    case .invitation:
      """
      casus, team, role, reads, reason, state, wijk, age_band, urgency, question, invited_by, invited_team, invited_at, lapses_at,
        answered_by, answered_at, ended_at
      """
    case .note: "casus, kind, text, third_party, worker, team, at"
    case .goal: "casus, words, added_by, added_at"
    case .goalReview: "goal, words, status, worker, at"
    case .step: "casus, text, by_worker, by_team, due_on, goal, added_by, added_at, done_on, done_by, overdue_told"
    case .participant: "casus, kind, name, reads, ground, shared_at, from_on, added_by, added_at"
    case .traject:
      "casus, service, hulpvorm, provider, with_crisis, team, started_on, ended_on, end_reason, added_by, added_at"
    case .arrangement: "casus, kind, provider, from_on, until_on, end_reason, added_by, added_at"
    case .proposal:
      """
      casus, action, reason, state, proposed_by, proposed_team, proposed_at, lapses_at, decided_at, objected_by, objected_team,
        objection
      """
    case .proposalAgreement: "proposal, team, worker, at"
    case .consult:
      """
      state, discipline, convert, urgency, wijk, age_band, asked_by, asker_team, team, claimed_by, asked_at, due_at, overdue_told,
        first_answer_at, closed_at, outcome, rating, casus, redirect_discipline, rev
      """
    case .consultIdentity: "consult, client, consent, identified_by, identified_at"
    case .consultEntry: "consult, kind, worker, at, text, minutes"
    case .consultFact: "consult, occurred_at, recorded_at, worker, what, detail"
    case .waitingEntry:
      """
      casus, team, discipline, service, urgency, form, letter, added_on, registered_on, intake_on, start_on, removed_on, removal,
        due_on, prefers_worker, prefers_mode, language, next_contact_on, first_contact_on, urgency_review_on, override_rank,
        override_until_on, rev
      """
    case .waitingFact: "entry, occurred_on, recorded_at, worker, what, detail, reason, text, state"
    case .waitingPause: "entry, reason, from_on, until_on, longest, recorded_at, superseded_at"
    case .waitingBridge: "entry, kind, by_worker, by_team, from_on, until_on, answer, text, recorded_at"
    case .series: "rrule, starts_at, minutes, booked_by, booked_at"
    case .appointment:
      """
      starts_at, ends_at, mode, status, place, home_wijk, room, link, sequence, booked_by, booked_at, rev, series, series_at,
        held_until
      """
    case .appointmentWorker: "appointment, worker, mode, starts_at, presence"
    case .appointmentCase: "appointment, casus, mode, presence"
    case .appointmentDetail: "appointment, type, note"
    case .appointmentGuest: "appointment, label, mode, presence"
    case .appointmentCancellation: "appointment, cancelled_by, cancelled_at, reason, late"
    case .appointmentChange:
      "appointment, what, changed_by, changed_at, reason, starts_at, ends_at, mode, status, place, home_wijk, room"
    case .slot:
      "starts_at, ends_at, mode, client_mode, place, room, team, discipline, hold, opened_by, opened_at, state"
    case .slotWorker: "slot, worker, mode"
    case .offer:
      "slot, entry, appointment, type, status, made_at, expires_at, decided_at, decided_by, reason"
    case .stay: "casus, client, kind, place, from_on, until_on, end_reason, added_by, added_at"
    case .careGroup: "name, service, leader, capacity, series, added_by, added_at"
    case .groupPlace: "care_group, capacity, casus, client, seat, added_by, added_at"
    case .dossierChange: "client, on_day"
    case .formerly: "kind, thing, state, superseded_at"
    case .emergency: "casus, worker, team, role, fact, at, until_at, xid"
    case .accessLog:
      "at, worker, role, team, client, casus, consult, action, ground, purpose, outcome, emergency, source, xid"
    }
  }
}

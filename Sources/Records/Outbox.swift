package import Postgres

/// Events for those who watch, written in the transaction of what happened.
package enum Outbox {
  /// What happened, in codes.
  package struct Event: Sendable {
    /// The topic it is watched under.
    package let topic: String
    /// Whose readers may know of it: case, client, consult, invitation or appointment.
    package let kind: String
    /// The thing, or what the same transaction just made; of an invitation the case.
    package let thing: AccessLog.Subject
    /// One word.
    package let cause: String
    /// The waiting entry it is told under, where the thing is its case.
    package let entry: AccessLog.Subject?
    /// The step it is told under, where the thing is its case.
    package let step: AccessLog.Subject?
    /// The proposal it is told under, where the thing is its case.
    let proposal: AccessLog.Subject?
    /// What an item of a desk says, where its cause does not.
    let what: String?

    package init(
      _ topic: String, _ kind: String, _ thing: AccessLog.Subject, _ cause: String, entry: AccessLog.Subject? = nil,
      step: AccessLog.Subject? = nil
    ) {
      self.init(topic, kind, thing, cause, nil, entry: entry, step: step, proposal: nil)
    }

    init(
      _ topic: String, _ kind: String, _ thing: AccessLog.Subject, _ cause: String, _ what: String?,
      entry: AccessLog.Subject? = nil, step: AccessLog.Subject?, proposal: AccessLog.Subject?
    ) {
      self.topic = topic
      self.kind = kind
      self.thing = thing
      self.cause = cause
      self.entry = entry
      self.step = step
      self.proposal = proposal
      self.what = what
    }
  }

  /// Whose desk something lies on.
  package enum Addressee: Sendable {
    /// Everybody who turns the team's key: its leads, specialists and gezinswerkers.
    case team(Int)
    case worker(Int)
  }

  /// Something that waits on a desk until it is seen.
  package struct Notice: Sendable {
    package let addressee: Addressee
    /// What happened; its cause is one of assigned, invited, turn, breach, offered, review, emergency.
    package let event: Event

    /// A notice of `cause` about a thing, shown to those addressed while they may know of the thing; `what` is one word for
    /// what it says where the cause does not, `step` or `proposal` what it is told under where the thing is its case.
    package init(
      _ to: Addressee, _ kind: String, _ thing: AccessLog.Subject, _ cause: String, _ what: String? = nil,
      step: AccessLog.Subject? = nil, proposal: AccessLog.Subject? = nil
    ) {
      addressee = to
      event = Event("desk", kind, thing, cause, what, step: step, proposal: proposal)
    }
  }

  private static let insertion = Statement(
    """
    INSERT INTO koos.event (topic, kind, thing, cause, code, worker, team, what)
    SELECT $1, $2, CASE WHEN $3::bigint <> 0 THEN $3::bigint WHEN $2 IN ('case', 'invitation') THEN currval('koos.casus_id_seq')
      WHEN $2 = 'client' THEN currval('koos.client_id_seq') WHEN $2 = 'consult' THEN currval('koos.consult_id_seq')
      ELSE currval('koos.appointment_id_seq') END, $4,
      coalesce('W-' || CASE $5::bigint WHEN 0 THEN currval('koos.waiting_entry_id_seq') ELSE $5::bigint END,
        'K-' || CASE $8::bigint WHEN 0 THEN currval('koos.casus_step_id_seq') ELSE $8::bigint END,
        'P-' || CASE $9::bigint WHEN 0 THEN currval('koos.proposal_id_seq') ELSE $9::bigint END), $6::integer, $7::integer, $10
    """)

  /// Adds an event.
  package static func adding(_ event: Event) -> Query { adding(event, worker: nil, team: nil) }

  /// Puts a notice on its desk, or desks.
  package static func adding(_ notice: Notice) -> Query {
    switch notice.addressee {
    case .team(let team): adding(notice.event, worker: nil, team: team)
    case .worker(let worker): adding(notice.event, worker: worker, team: nil)
    }
  }

  private static func adding(_ event: Event, worker: Int?, team: Int?) -> Query {
    insertion(
      .text(event.topic), .text(event.kind), .integer(event.thing.number), .text(event.cause),
      .integer(event.entry?.number),
      .integer(worker), .integer(team), .integer(event.step?.number), .integer(event.proposal?.number),
      .text(event.what))
  }

  /// The channel on which daemons wake each other.
  package static let channel = "koos_event"

  /// Wakes the watchers of other daemons; in a transaction of its own, because committing notifiers queue up.
  package static let announcement = Statement("NOTIFY koos_event")()
}

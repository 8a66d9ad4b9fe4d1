package import Postgres

/// Events for those who watch, written in the transaction of what happened.
package enum Outbox {
  /// What happened, in codes.
  package struct Event: Sendable {
    /// The topic it is watched under.
    package let topic: String
    /// Whose readers may know of it: case, client, consult or appointment.
    package let kind: String
    /// The thing, or what the same transaction just made.
    package let thing: AccessLog.Subject
    /// One word.
    package let cause: String

    package init(_ topic: String, _ kind: String, _ thing: AccessLog.Subject, _ cause: String) {
      self.topic = topic
      self.kind = kind
      self.thing = thing
      self.cause = cause
    }
  }

  private static let insertion = Statement(
    """
    INSERT INTO koos.event (topic, kind, thing, cause)
    SELECT $1, $2, CASE WHEN $3 <> 'made' THEN $3::bigint WHEN $2 = 'case' THEN currval('koos.casus_id_seq')
      WHEN $2 = 'client' THEN currval('koos.client_id_seq') WHEN $2 = 'consult' THEN currval('koos.consult_id_seq')
      ELSE currval('koos.appointment_id_seq') END, $4
    """)

  /// Adds an event.
  package static func adding(_ event: Event) -> Query {
    insertion(.text(event.topic), .text(event.kind), .text(event.thing.text), .text(event.cause))
  }

  /// The channel on which daemons wake each other.
  package static let channel = "koos_event"

  /// Wakes the watchers of other daemons; in a transaction of its own, because committing notifiers queue up.
  package static let announcement = Statement("NOTIFY koos_event")()
}

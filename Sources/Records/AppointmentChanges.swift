package import Postgres

/// What becomes of an appointment; each under the locks of all it takes or comes to take.
package enum AppointmentChanges {
  /// An appointment laid anew; nil leaves as it was.
  package struct Arrangement: Sendable {
    package let appointment: Int
    /// moved, switched or changed.
    package let what: String
    package var reason: String?
    package var status: String?
    /// Epoch seconds.
    package var span: Range<Int>?
    /// Its mode; `follow`: as those who take part.
    package var mode: String?
    /// How all take part.
    package var everyone: String?
    /// All workers who take part.
    package var workers: [(number: Int, mode: String)]?
    /// How the children of these cases take part.
    package var cases: [(number: Int, mode: String)]
    /// All guests.
    package var guests: [(label: String, mode: String)]?
    /// Number of the place.
    package var place: Int?
    package var isAtHome: Bool
    /// Name of the only room that will do.
    package var room: String?
    /// The team whose template a link is made by.
    package var team: Int?
    /// Whether it may lie on somebody's absence.
    package var isOverAbsence = false

    package init(_ appointment: Int, _ what: String) {
      self.appointment = appointment
      self.what = what
      cases = []
      isAtHome = false
    }
  }

  private static let rearranging = Statement(
    """
    SELECT koos.rearrange($1::integer, $2, $3, $4, to_timestamp($5::bigint), to_timestamp($6::bigint), $7, $8, $9::integer[], $10::text[], $11::integer[],
      $12::text[], $13::text[], $14::text[], $15::integer, $16::boolean, $17, $18::integer, $19::boolean)
    """)

  /// Frees what an appointment took and takes what it needs from now on.
  package static func rearrange(_ new: Arrangement) -> Query {
    rearranging(
      .integer(new.appointment), .text(new.what), .text(new.reason), .text(new.status), .integer(new.span?.lowerBound),
      .integer(new.span?.upperBound), .text(new.mode), .text(new.everyone),
      new.workers.map { .array($0.map(\.number)) } ?? .null, new.workers.map { .array($0.map(\.mode)) } ?? .null,
      .array(new.cases.map(\.number)), .array(new.cases.map(\.mode)),
      new.guests.map { .array($0.map(\.label)) } ?? .null,
      new.guests.map { .array($0.map(\.mode)) } ?? .null, .integer(new.place), .bool(new.isAtHome), .text(new.room),
      .integer(new.team), .bool(new.isOverAbsence))
  }

  private static let settling = Statement("SELECT koos.settle_appointment($1::integer, $2, $3)")

  /// Confirms an appointment or a hold, or releases a hold.
  package static func settle(_ number: Int, _ status: String, reason: String?) -> Query {
    settling(.integer(number), .text(status), .text(reason))
  }

  private static let describing = Statement(
    "SELECT koos.describe_appointment($1::integer, $2, $3::boolean, $4, $5, $6::boolean)")

  /// Says anew what an appointment is about.
  ///
  /// - Parameter isAll: whether nothing else changes.
  package static func describe(
    _ number: Int, type: String?, note: String??, reason: String?, isAll: Bool
  ) -> Query {
    describing(
      .integer(number), .text(type), .bool(note != nil), .text(note ?? nil), .text(reason), .bool(isAll))
  }

  private static let noting = Statement("SELECT koos.note_presence($1::integer, $2, $3, $4)")

  /// Notes whether a worker (login), child (J code) or guest (label) was there.
  package static func attend(_ number: Int, kind: String, _ who: String, _ presence: String) -> Query {
    noting(.integer(number), .text(kind), .text(who), .text(presence))
  }

  /// Settles with an appointment as it now stands: it is `$2`.
  package static let told = Ledger.settling(
    """
    SELECT json_build_object(\(Appointments.told)) FROM koos.appointment a WHERE a.id = $2::integer
    """)

  private static let locking = Statement("SELECT koos.lock_time($1::integer[], NULL, $2::integer)")

  /// Locks all that appointments take, or may, and the rooms of another place.
  package static func lockTime(of appointments: [Int], place: Int? = nil) -> Query {
    locking(.array(appointments), .integer(place))
  }

  private static let freeing = Statement("DELETE FROM koos.occupied o WHERE o.appointment = ANY ($1::integer[])")

  /// Frees the time of appointments that are off, or about to take other time.
  package static func free(_ appointments: [Int]) -> Query { freeing(.array(appointments)) }

  private static let trying = Statement(
    """
    SELECT set_config('koos.switched', coalesce(string_agg(t.id || '=' || koos.try_switch(t.id, $2, $3::integer, $4::boolean, $5, $6::integer, $7), ' '), ''), true)
    FROM unnest($1::integer[]) t(id)
    """)

  /// Switches several appointments, each that can; what cannot stays as it is.
  package static func switchAll(
    _ numbers: [Int], to mode: String, place: Int?, isAtHome: Bool, room: String?, team: Int?, reason: String?
  ) -> [Query] {
    [
      lockTime(of: numbers, place: place),
      trying(
        .array(numbers), .text(mode), .integer(place), .bool(isAtHome), .text(room), .integer(team), .text(reason)),
    ]
  }

  private static let outcomes = """
    (SELECT split_part(o.word, '=', 1)::integer AS id, split_part(o.word, '=', 2) AS outcome
      FROM string_to_table(concat_ws(' ', nullif(current_setting('koos.switched'), ''), nullif($2, '')), ' ') o(word))
    """

  /// Settles with what became of each: `$2` says of those not tried `number=outcome`, `$3` to `$5` are outcomes that refuse, the
  /// code of each and what is said of it.
  package static let switched = Ledger.settling(
    """
    SELECT json_build_object('rows', count(*), 'switched', count(*) FILTER (WHERE s.outcome IN ('switched', 'unchanged')),
      'refused', count(*) FILTER (WHERE s.outcome NOT IN ('switched', 'unchanged')))
    FROM \(outcomes) s
    """,
    rows: """
      (SELECT coalesce(array_agg(json_build_object(\(Appointments.told),
          'switched', s.outcome IN ('switched', 'unchanged'), 'code', w.code, 'why', w.why)::text ORDER BY a.starts_at, a.id), '{}')
        FROM \(outcomes) s JOIN koos.appointment a ON a.id = s.id
        LEFT JOIN unnest($3::text[], $4::text[], $5::text[]) w(outcome, code, why) ON w.outcome = s.outcome)
      """)
}

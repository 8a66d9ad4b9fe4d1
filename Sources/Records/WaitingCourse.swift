package import Postgres

/// How an entry goes on: papers, pauses, the first talk, urgency, and the place a lead gives it.
extension WaitingList {
  private static let stills = Statement(
    """
    SELECT p.number, p.from_on, p.until_on FROM koos.waiting_pause p
    WHERE p.entry = $1::integer AND p.superseded_at IS NULL AND (p.from_on < p.until_on OR p.until_on IS NULL) ORDER BY p.from_on
    """)

  /// When the clock of an entry stood still: number, first day, first day it ran again.
  package static func pauses(_ entry: Int) -> Query { stills(.integer(entry)) }

  private static let pausing = Statement(
    """
    INSERT INTO koos.waiting_pause (entry, reason, from_on, until_on, longest)
    VALUES ($1::integer, $2, $3::date, $4::date, $5::integer)
    """)
  private static let resuming = Statement(
    "UPDATE koos.waiting_pause SET until_on = $2::date WHERE number = $1::bigint")

  /// Lets the clock stand still, for so many days at most.
  package static func pause(_ entry: Int, _ reason: String, from: String, until: String?, longest: Int) -> Query {
    pausing(.integer(entry), .text(reason), .text(from), .text(until), .integer(longest))
  }

  /// Lets the clock run again from a day on.
  package static func resume(_ pause: Int, from day: String) -> Query { resuming(.integer(pause), .text(day)) }

  /// What `waiting pause` and `waiting resume` tell: the entry is `$2`.
  package static let pauseTold = told("'status', koos.waiting_status(w), 'countable_days', \(countable)")

  private static let meeting = Statement(
    """
    UPDATE koos.waiting_entry SET intake_on = $2::date WHERE id = $1::integer
    """)

  private static let appointed = Statement(
    """
    SELECT EXISTS (SELECT FROM koos.appointment_case a WHERE a.appointment = $2::integer AND a.casus = w.casus),
      (SELECT k.login FROM koos.worker k WHERE k.id = koos.waiting_own_worker(w)
        AND NOT EXISTS (SELECT FROM koos.appointment_worker p WHERE p.appointment = $2 AND p.worker = k.id)),
      (SELECT f.past_reason FROM koos.offer f WHERE f.appointment = $2 AND f.entry = w.id),
      (SELECT koos.standing(a) FROM koos.appointment a WHERE a.id = $2)
    FROM koos.waiting_entry w WHERE w.id = $1::integer AND $2::integer IS NOT NULL
    """)
  private static let helped = Statement(
    """
    SELECT EXISTS (SELECT FROM koos.traject t WHERE t.id = $2::integer AND t.casus = w.casus)
    FROM koos.waiting_entry w WHERE w.id = $1::integer AND $2::integer IS NOT NULL
    """)

  private static let passing = Statement(
    """
    WITH helping AS (
      SELECT p.worker, koos.waiting_own_worker(w) AS own FROM koos.waiting_entry w CROSS JOIN (SELECT coalesce($2::date, koos.today()) AS day) d
      JOIN koos.appointment_case c ON c.casus = w.casus
      JOIN koos.appointment a ON a.id = c.appointment AND koos.midnight(d.day) <= a.starts_at AND a.starts_at < koos.midnight(d.day + 1)
        AND a.status IN ('gepland', 'bevestigd', 'gerealiseerd')
      JOIN koos.appointment_detail t ON t.appointment = a.id AND t.type = 'behandeling'
      JOIN koos.appointment_worker p ON p.appointment = a.id JOIN koos.worker k ON k.id = p.worker AND k.discipline = w.discipline
      WHERE w.id = $1::integer
    )
    SELECT k.login FROM koos.worker k WHERE k.id = (SELECT min(h.own) FROM helping h HAVING NOT bool_or(h.worker = h.own))
    """)

  /// The worker the child had before, where those of the discipline who see the child for treatment on a day are others; no
  /// row where nobody sees it then, as nothing tells who helps.
  package static func goesPastOwnWorker(_ entry: Int, on day: String?) -> Query { passing(.integer(entry), .text(day)) }

  private static let holding = Statement(
    "SELECT koos.hold_entry(w.id) FROM koos.waiting_entry w WHERE w.id = $1::integer")

  /// Locks an entry, after the invitation by which it is to move and the time it is offered.
  package static func hold(_ entry: Int) -> Query { holding(.integer(entry)) }

  /// Whether an appointment is of the entry's case, the worker the child had before who takes no part in it, and why that was
  /// so when it was offered, and how it stands: no row where none is named.
  package static func hasAppointment(_ entry: Int, _ appointment: Int?) -> Query {
    appointed(.integer(entry), .integer(appointment))
  }

  /// Whether a traject is of the entry's case: no row where none is named.
  package static func hasTraject(_ entry: Int, _ traject: Int?) -> Query { helped(.integer(entry), .integer(traject)) }

  /// Keeps the day of the first talk, from which the norm of the next segment runs.
  package static func intake(_ entry: Int, on day: String) -> Query { meeting(.integer(entry), .text(day)) }

  /// What `waiting intake` tells: the entry is `$2`.
  package static let intakeTold = told(
    "'status', koos.waiting_status(w), 'due_on', w.due_on, 'past_own_worker', \(isPast)")

  /// SQL: whether what was just told of an entry went past the worker the child had before.
  static let isPast = """
    coalesce((SELECT (f.detail->>'past_own_worker')::boolean FROM koos.waiting_fact f WHERE f.entry = w.id ORDER BY f.number DESC LIMIT 1), false)
    """

  private static let papers = Statement(
    "SELECT max(f.occurred_on) FROM koos.waiting_fact f WHERE f.entry = $1::integer AND f.what = 'complete'")

  /// The day a paper came in after the entry was made: null where none did.
  package static func lastPaper(_ entry: Int) -> Query { papers(.integer(entry)) }

  private static let completing = Statement(
    """
    UPDATE koos.waiting_entry w SET form = w.form OR $2::boolean, letter = w.letter OR $3::boolean, registered_on = $4::date
    WHERE w.id = $1::integer
    """)

  /// Keeps that papers came in; `registered` is the day the clock starts, nil while one is missing.
  package static func complete(_ entry: Int, form: Bool, letter: Bool, registered: String?) -> Query {
    completing(.integer(entry), .bool(form), .bool(letter), .text(registered))
  }

  /// What `waiting complete` tells: the entry is `$2`.
  package static let completeTold = told(
    "'status', w.status, 'registered_on', w.registered_on, 'due_on', w.due_on")

  private static let judging = Statement(
    "UPDATE koos.waiting_entry SET urgency = $2, urgency_review_on = $3::date WHERE id = $1::integer")
  private static let overriding = Statement(
    "UPDATE koos.waiting_entry SET override_rank = $2::integer, override_until_on = $3::date WHERE id = $1::integer")

  /// Gives an entry another urgency, to be looked at again on a day.
  package static func judge(_ entry: Int, _ urgency: String, review: String) -> Query {
    judging(.integer(entry), .text(urgency), .text(review))
  }

  /// Puts an entry at a place by hand until a day.
  package static func override(_ entry: Int, rank: Int, until day: String) -> Query {
    overriding(.integer(entry), .integer(rank), .text(day))
  }

  /// What `waiting urgency` tells: the entry is `$2`.
  package static let urgencyTold = told("'status', koos.waiting_status(w), 'position', \(place)")
  /// What `waiting override` tells: the entry is `$2`.
  package static let overrideTold = told("'position', \(place)")
}

package import Postgres

/// The waiting list.
package enum WaitingList {
  private static let contexts = Statement(
    """
    SELECT c.status, c.urgency, c.client, date_trunc(k.birth_precision, k.birth_on::timestamp)::date
    FROM koos.casus c JOIN koos.client k ON k.id = c.client WHERE c.id = $1::integer
    """)
  private static let owners = Statement(
    """
    SELECT t.id, t.slug, t.kind FROM koos.casus_owner o JOIN koos.team t ON t.id = o.team WHERE o.casus = $1::integer ORDER BY t.slug
    """)
  private static let services = Statement(
    """
    SELECT s.slug, s.in_scope, s.needs_traject, s.door FROM koos.service s
    WHERE s.slug IN ($1, 'crisisdienst-ggz-jeugd') AND s.valid @> koos.today() ORDER BY s.slug = $1 DESC NULLS LAST
    """)

  /// What a case brings to the list: its status, urgency, client, and the first day the child may have been born; then its
  /// owners: number, slug, kind.
  package static func context(of casus: Int) -> [Query] { [contexts(.integer(casus)), owners(.integer(casus))] }

  /// A service, if one is named, and last the one for crises: slug, whether in scope, whether it needs a traject, door.
  package static func doors(_ service: String?) -> Query { services(.text(service)) }

  private static let addition = Statement(
    """
    INSERT INTO koos.waiting_entry (casus, team, discipline, service, urgency, form, letter, added_on, registered_on,
      prefers_worker, prefers_mode, language, next_contact_on, first_contact_on)
    SELECT coalesce($1::integer, currval('koos.casus_id_seq')), $2::integer, $3, $4::text, $5,
      $6::boolean, $7::boolean, koos.today(), $8::date,
      (SELECT w.id FROM koos.worker w WHERE w.login = $9), $10, $11,
      koos.today() + koos.minutes(koos.setting('waiting.contact-every', $2::integer)) / 1440, $12::date
    """)
  private static let beginning = Statement(
    """
    INSERT INTO koos.waiting_fact (entry, occurred_on, worker, what)
    SELECT w.id, f.day, koos.me(), f.what FROM koos.waiting_entry w
    CROSS JOIN LATERAL (VALUES (1, 'added', w.added_on), (2, 'registered', w.registered_on)) AS f(place, what, day)
    WHERE w.id = currval('koos.waiting_entry_id_seq') AND f.day IS NOT NULL ORDER BY f.place
    """)

  /// An entry to be added.
  package struct Addition: Sendable {
    /// nil: the one the same transaction opened.
    package let casus: Int?
    package let team: Int
    package let discipline: String
    package let service: String?
    package let urgency: String
    package let papers: (form: Bool, letter: Bool)
    /// The day the clock starts; nil while form or letter is missing.
    package let registeredOn: String?
    /// What the family would rather have: a worker's login, a mode, a language.
    package let wishes: (worker: String?, mode: String?, language: String?)
    /// The day of the consult it grew from, which starts no clock.
    package let firstContactOn: String?

    package init(
      casus: Int?, team: Int, discipline: String, service: String?, urgency: String, papers: (form: Bool, letter: Bool),
      registeredOn: String?, wishes: (worker: String?, mode: String?, language: String?), firstContactOn: String? = nil
    ) {
      self.casus = casus
      self.team = team
      self.discipline = discipline
      self.service = service
      self.urgency = urgency
      self.papers = papers
      self.registeredOn = registeredOn
      self.wishes = wishes
      self.firstContactOn = firstContactOn
    }
  }

  /// Puts a case on the list, with what happened.
  package static func add(_ entry: Addition) -> [Query] {
    [
      addition(
        .integer(entry.casus), .integer(entry.team), .text(entry.discipline), .text(entry.service),
        .text(entry.urgency),
        .bool(entry.papers.form), .bool(entry.papers.letter), .text(entry.registeredOn), .text(entry.wishes.worker),
        .text(entry.wishes.mode), .text(entry.wishes.language), .text(entry.firstContactOn)),
      beginning(),
    ]
  }

  /// SQL: the place of an entry `w` on its list, from 1; null for who does not wait.
  static let place = "(SELECT p.place FROM koos.waiting_positions(w.team, w.discipline) p WHERE p.entry = w.id)"

  /// What `waiting add` tells.
  package static let added = Ledger.settling(
    """
    SELECT json_build_object('entry', 'W-' || w.id, 'status', w.status,
      'position', \(place), 'due_on', w.due_on)
    FROM koos.waiting_entry w WHERE w.id = currval('koos.waiting_entry_id_seq')
    """)

  private static let same = Statement(
    """
    SELECT 'W-' || w.id FROM koos.waiting_entry w WHERE w.casus = $1::integer AND w.discipline = $2
      AND w.service IS NOT DISTINCT FROM $3::text AND w.status NOT IN ('gestart', 'uitgeschreven')
    """)

  /// The open entry of a case for a discipline and service.
  package static func open(casus: Int, discipline: String, service: String?) -> Query {
    same(.integer(casus), .text(discipline), .text(service))
  }

  /// SQL: how long an entry `w` has waited, until the day it started or was removed.
  static let elapsed = elapsed(by: "koos.today()")
  private static func elapsed(by day: String) -> String {
    "coalesce(w.start_on, w.removed_on, \(day)) - w.registered_on"
  }
  static let paused = "CASE WHEN w.registered_on IS NOT NULL THEN koos.waiting_paused(w) END"
  static let countable = "\(elapsed) - koos.waiting_paused(w)"
  /// SQL: days until the norm runs out, negative past it.
  static let toBreach = toBreach(by: "koos.today()")
  private static func toBreach(by day: String) -> String { "w.due_on - coalesce(w.start_on, w.removed_on, \(day))" }
  static let overNorm = overNorm(by: "koos.today()")
  private static func overNorm(by day: String) -> String {
    "coalesce(w.removed_on IS NULL AND \(toBreach(by: day)) < 0, false)"
  }

  /// Which list is read.
  private struct Source {
    /// SQL of the day it is of and the time by which it is known, as `day` and `known`.
    let seen: String
    /// SQL of the entries as `w`, and by which relation each is read as `g`.
    let entries: String
    /// SQL that keeps what is listed where no other status is asked for.
    let status: String
    /// SQL of the places of the entries in `shown`.
    let places: String
  }

  private static let isOpen = "w.status NOT IN ('gestart', 'uitgeschreven') AND $6::text IS NULL"
  private static let isAsked = "koos.waiting_status(w, n.day, n.known) = $6::text"
  private static let today = (
    seen: "SELECT koos.today() AS day, koos.now() AS known",
    entries: "koos.waiting_entry w \(Grounds.joinedAll("case", "w.casus"))",
    places: """
    (SELECT DISTINCT s.team, s.discipline FROM shown s) l CROSS JOIN LATERAL koos.waiting_positions(l.team, l.discipline) p
    """
  )

  private static func listing(_ source: Source) -> Statement {
    Statement(
      """
      WITH seen AS MATERIALIZED (\(source.seen)), shown AS MATERIALIZED (
        SELECT w.id, w.casus, w.team, w.discipline, w.service, w.urgency, koos.waiting_status(w, n.day, n.known) AS status, w.added_on,
          w.registered_on, w.due_on, w.next_contact_on, w.first_contact_on, g.via, g.role, g.team AS ground,
          koos.waiting_key(w, n.day, n.known) AS place, \(elapsed(by: "n.day")) AS elapsed,
          CASE WHEN w.registered_on IS NOT NULL THEN koos.waiting_paused(w, n.day, n.known) END AS paused, \(toBreach(by: "n.day")) AS to_breach,
          \(overNorm(by: "n.day")) AS over_norm, koos.waiting_bridged(w, n.day, n.known) AS bridged
        FROM seen n CROSS JOIN \(source.entries)
        WHERE ($1::text IS NULL OR w.team = (SELECT t.id FROM koos.team t WHERE t.slug = $1))
          AND ($2::text IS NULL OR (SELECT c.wijk FROM koos.casus c WHERE c.id = w.casus) = $2)
          AND ($3::text IS NULL OR w.discipline = $3) AND ($4::text IS NULL OR w.service = $4) AND ($5::text IS NULL OR w.urgency = $5)
          AND \(source.status) AND ($7::boolean IS NOT TRUE OR \(overNorm(by: "n.day")))
          AND ($10::boolean IS NOT TRUE OR NOT koos.waiting_bridged(w, n.day, n.known))
          AND ($8::text IS NULL OR koos.waiting_key(w, n.day, n.known) COLLATE "C" > $8)
        ORDER BY koos.waiting_key(w, n.day, n.known) COLLATE "C" LIMIT $9::integer + 1
      ), placed AS MATERIALIZED (SELECT p.entry, p.place FROM \(source.places))
      SELECT json_build_object('entry', 'W-' || s.id, 'case', 'C-' || s.casus, 'position', p.place, 'urgency', s.urgency,
          'status', s.status, 'elapsed_days', s.elapsed, 'countable_days', s.elapsed - s.paused, 'paused_days', s.paused,
          'due_on', s.due_on, 'days_to_breach', s.to_breach, 'over_norm', s.over_norm, 'bridged', s.bridged, 'next_contact_on', s.next_contact_on, 'team', t.slug,
          'wijk', c.wijk, 'discipline', s.discipline, 'service', s.service, 'registered_on', s.registered_on, 'added_on', s.added_on,
          'first_contact_on', s.first_contact_on),
        s.place, c.client, s.casus, NULL, s.via, s.role, s.ground
      FROM shown s JOIN koos.casus c ON c.id = s.casus JOIN koos.team t ON t.id = s.team LEFT JOIN placed p ON p.entry = s.id
      ORDER BY s.place COLLATE "C"
      """)
  }
  // Texts of their own, so that the index of those who wait serves the list of those who wait.
  private static let listingOpen = listing(
    Source(seen: today.seen, entries: today.entries, status: isOpen, places: today.places))
  private static let listingStatus = listing(
    Source(seen: today.seen, entries: today.entries, status: isAsked, places: today.places))
  private static let listingPast = listing(
    Source(
      seen: AsOf.seen("$11", "$12"),
      entries: """
        koos.waiting_entry e \(Grounds.joinedAll("case", "e.casus")) JOIN LATERAL koos.waiting_as_of(e.id, n.day, n.known) w
          ON $1::text IS NULL OR e.team = (SELECT t.id FROM koos.team t WHERE t.slug = $1) OR EXISTS (SELECT FROM koos.waiting_fact f
            WHERE f.entry = e.id AND f.what = 'moved')
        """,
      status: "(\(isOpen) OR \(isAsked))",
      places: """
        seen n CROSS JOIN LATERAL koos.waiting_positions_as_of(ARRAY(SELECT DISTINCT s.team FROM shown s), n.day, n.known) p
        """))

  /// What a waiting list is narrowed to.
  package struct Filter: Sendable {
    package var team: String?
    package var wijk: String?
    package var discipline: String?
    package var service: String?
    package var urgency: String?
    /// nil: all that is open.
    package var status: String?
    package var isOverNorm = false
    /// Whether only those are told whom nothing helps meanwhile.
    package var isUnbridged = false
    /// As it was, and as it was known.
    package var asOf = AsOf()

    package init() {}
  }

  /// Who waits, in order; the cursor is the place in it.
  package static func list(_ filter: Filter, after: String?, limit: Int) -> Query {
    let values: [Parameter] = [
      .text(filter.team), .text(filter.wijk), .text(filter.discipline), .text(filter.service), .text(filter.urgency),
      .text(filter.status), .bool(filter.isOverNorm), .text(after), .integer(limit), .bool(filter.isUnbridged),
    ]
    if filter.asOf.isNow { return (filter.status == nil ? listingOpen : listingStatus)(values) }
    return listingPast(values + [.text(filter.asOf.on), .integer(filter.asOf.knownAt)])
  }

  private static func explaining(_ entry: String) -> Statement {
    Statement(
      """
      SELECT w.urgency, w.due_on, coalesce(\(countable), 0),
        \(place), c.client, c.id, g.via, g.role, g.team,
        o.rank, o.until, CASE WHEN r.everything THEN o.reason END, koos.waiting_own_worker(w) IS NOT NULL, w.id
      FROM koos.waiting_entry w JOIN koos.casus c ON c.id = w.casus \(Grounds.joined("case", "c.id")) \(readsAll)
      LEFT JOIN LATERAL (\(overridden)) o ON true WHERE w.id = \(entry)
      """)
  }
  private static let explained = explaining("$1::integer")
  private static let preceding = explaining(
    """
    (SELECT b.entry FROM koos.waiting_entry e CROSS JOIN LATERAL koos.waiting_positions(e.team, e.discipline) p
      JOIN LATERAL koos.waiting_positions(e.team, e.discipline) b ON b.place = p.place - 1 WHERE e.id = $1::integer AND p.entry = e.id)
    """)

  /// What decides an entry's place: urgency, due day, countable days; the place; client, case, ground, role and team; the
  /// place given by hand, until when, and why for who reads the case whole; whether the child had a worker of the team before; the number.
  package static func why(_ entry: Int) -> Query { explained(.integer(entry)) }

  /// The same of the entry right before it on its list; no row where there is none, or none the asker may know of.
  package static func before(_ entry: Int) -> Query { preceding(.integer(entry)) }

  private static let locking = Statement(
    "SELECT w.id FROM koos.waiting_entry w WHERE w.id = $1::integer FOR NO KEY UPDATE")
  private static let standing = Statement(
    """
    SELECT koos.waiting_status(w), w.registered_on, w.casus, c.client, date_trunc(k.birth_precision, k.birth_on::timestamp)::date,
      w.status, w.rev, w.added_on, w.form, w.letter, w.team, w.intake_on, w.start_on, w.removed_on, w.discipline, w.service
    FROM koos.waiting_entry w JOIN koos.casus c ON c.id = w.casus JOIN koos.client k ON k.id = c.client WHERE w.id = $1::integer
    """)

  /// Locks an entry and tells how it stands: status today, registration, case, client, the first day the child may have been
  /// born, what the status is but for a pause, rev, the day it was added, whether form and letter are in, the team; the days of
  /// the first talk, of the start and of the removal; discipline and service.
  package static func standing(_ entry: Int) -> [Query] { [locking(.integer(entry)), standing(.integer(entry))] }

  private static let starting = Statement(
    "UPDATE koos.waiting_entry SET start_on = $2::date WHERE id = $1::integer")
  private static let unpausing = Statement(
    """
    UPDATE koos.waiting_pause SET until_on = greatest(from_on, $2::date) WHERE entry = $1::integer AND superseded_at IS NULL AND coalesce($2::date < until_on, true)
    """)

  /// Ends any pause by a day.
  static func unpause(_ entry: Int, on day: String) -> Query { unpausing(.integer(entry), .text(day)) }

  /// Stops the clock, and with it any pause: help started on a day.
  package static func start(_ entry: Int, on day: String) -> [Query] {
    [starting(.integer(entry), .text(day)), unpause(entry, on: day)]
  }

  /// What `waiting start` tells: the entry is `$2`.
  package static let ended = told(
    "'status', w.status, 'waited_days', w.start_on - w.registered_on, 'past_own_worker', \(isPast)")
}

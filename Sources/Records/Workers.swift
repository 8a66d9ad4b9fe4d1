package import Postgres

/// The people who work with the system.
package enum Workers {
  /// What is kept of a worker; nil leaves it as it is, or open in a new one.
  package struct Facts: Sendable {
    package var login: String?
    package var name: String?
    package var organisation: String?
    package var discipline: Field = .left
    package var hours: Field = .left
    package var skj: Field = .left
    package var big: Field = .left
    /// An array.
    package var languages: Field = .left
    package var base: Field = .left

    package init() {}
  }

  /// What becomes of something that may be cleared.
  package enum Field: Sendable {
    case left
    case set(Parameter)

    var isGiven: Parameter { if case .set = self { .bool(true) } else { .bool(false) } }
    var value: Parameter { if case .set(let value) = self { value } else { .null } }
  }

  private static let members = """
    'worker', w.login, 'name', w.name, 'organisation', o.slug, 'discipline', w.discipline, 'hours', w.hours,
      'languages', array_to_json(w.languages), 'base', (SELECT p.slug FROM koos.place p WHERE p.id = w.base),
      'skj', w.skj, 'big', w.big,
      'os_user', (SELECT u.uid FROM koos.os_user u WHERE u.worker = w.id AND u.valid @> koos.now() ORDER BY lower(u.valid) DESC LIMIT 1),
      'disabled', w.disabled_at IS NOT NULL, 'rev', w.rev
    """

  private static let listing = Statement(
    """
    SELECT json_build_object(\(members)), w.login FROM koos.worker w JOIN koos.organisation o ON o.id = w.organisation
    WHERE ($1::text IS NULL OR w.login > $1) AND ($3::text IS NULL OR w.login = $3)
      AND ($4::text IS NULL OR strpos(lower(w.name), lower($4)) > 0) AND ($5::text IS NULL OR o.slug = $5)
      AND ($6::text IS NULL OR w.discipline = $6) AND ($7::numeric IS NULL OR w.hours = $7)
      AND ($8::bigint IS NULL OR EXISTS (SELECT FROM koos.os_user u WHERE u.worker = w.id AND u.uid = $8 AND u.valid @> koos.now()))
      AND ($9::text IS NULL OR w.skj = $9) AND ($10::text IS NULL OR w.big = $10) AND w.languages @> $11::text[]
      AND ($12::text IS NULL OR w.base = (SELECT p.id FROM koos.place p WHERE p.slug = $12))
    ORDER BY w.login LIMIT $2::integer + 1
    """)

  /// Workers whose name holds `name`, who speak all of `languages`, and so on.
  package static func list(after: String?, limit: Int, _ facts: Facts, uid: Int?) -> Query {
    listing(
      .text(after), .integer(limit), .text(facts.login), .text(facts.name), .text(facts.organisation),
      facts.discipline.value, facts.hours.value, .integer(uid), facts.skj.value, facts.big.value,
      facts.languages.value == .null ? .array([Int]()) : facts.languages.value, facts.base.value)
  }

  private static let showing = Statement(
    """
    SELECT json_build_object(\(members), 'disabled_at', w.disabled_at,
      'disabled_reason', CASE WHEN koos.administers(w.organisation) THEN w.disabled_reason END,
      'memberships', \(Memberships.today))
    FROM koos.worker w JOIN koos.organisation o ON o.id = w.organisation WHERE w.login = $1
    """)

  /// One worker, with the roles held today.
  package static func show(_ login: String) -> Query { showing(.text(login)) }

  private static let locking = Statement(
    """
    SELECT w.id, koos.administers(w.organisation), w.disabled_at IS NOT NULL, w.rev FROM koos.worker w WHERE w.login = $1
    FOR NO KEY UPDATE
    """)

  /// Locks a worker: number, whether the asker administers the worker's organisation, whether disabled, revision.
  package static func lock(_ login: String) -> Query { locking(.text(login)) }

  private static let occupying = Statement(
    "INSERT INTO koos.resource (id, kind) VALUES (nextval('koos.resource_number'), 'worker')")
  private static let adding = Statement(
    """
    INSERT INTO koos.worker (login, name, organisation, discipline, hours, skj, big, languages, base, resource)
    SELECT $1, $2, o.id, $4, $5::numeric, $6, $7, coalesce($8::text[], '{}'),
      (SELECT p.id FROM koos.place p WHERE p.slug = $9), currval('koos.resource_number')
    FROM koos.organisation o WHERE o.slug = $3
    """)

  /// Adds a worker, and the worker to what can be occupied.
  package static func add(_ facts: Facts) -> [Query] {
    [
      occupying(),
      adding(
        .text(facts.login), .text(facts.name), .text(facts.organisation), facts.discipline.value,
        facts.hours.value,
        facts.skj.value, facts.big.value, facts.languages.value, facts.base.value),
    ]
  }

  private static let changing = Statement(
    """
    UPDATE koos.worker w SET rev = w.rev + 1, login = coalesce($2, w.login), name = coalesce($3, w.name),
      organisation = coalesce((SELECT o.id FROM koos.organisation o WHERE o.slug = $4), w.organisation),
      discipline = CASE WHEN $5 THEN $6 ELSE w.discipline END, hours = CASE WHEN $7 THEN $8::numeric ELSE w.hours END,
      skj = CASE WHEN $9 THEN $10 ELSE w.skj END, big = CASE WHEN $11 THEN $12 ELSE w.big END,
      languages = CASE WHEN $13 THEN coalesce($14::text[], '{}') ELSE w.languages END,
      base = CASE WHEN $15 THEN (SELECT p.id FROM koos.place p WHERE p.slug = $16) ELSE w.base END
    WHERE w.id = $1::integer
    """)

  /// Changes what is given, and raises the revision.
  package static func change(_ worker: Int, _ facts: Facts) -> Query {
    var parameters: [Parameter] = [
      .integer(worker), .text(facts.login), .text(facts.name), .text(facts.organisation),
    ]
    for field in [facts.discipline, facts.hours, facts.skj, facts.big, facts.languages, facts.base] {
      parameters += [field.isGiven, field.value]
    }
    return Query(changing, parameters)
  }

  // A span that began this very second would be empty when it ended.
  private static let forgetting = Statement(
    "DELETE FROM koos.os_user u WHERE u.worker = $1::integer AND u.valid @> koos.now() AND lower(u.valid) = koos.now()"
  )
  private static let parting = Statement(
    """
    UPDATE koos.os_user u SET valid = tstzrange(lower(u.valid), koos.now())
    WHERE u.worker = $1::integer AND u.valid @> koos.now()
    """)

  /// Ends what users of the operating system a worker is.
  package static func unmap(_ worker: Int) -> [Query] {
    [forgetting(.integer(worker)), parting(.integer(worker))]
  }

  private static let mapping = Statement(
    """
    INSERT INTO koos.os_user (worker, uid, valid)
    VALUES (coalesce($1::bigint, currval('koos.worker_id_seq')), $2::bigint, tstzrange(koos.now(), NULL))
    """)

  /// Makes a user of the operating system this worker from now on, the one just added where none is given.
  package static func map(_ worker: Int?, uid: UInt32) -> Query {
    mapping(.integer(worker), .integer(Int(uid)))
  }

  private static let disabling = Statement(
    """
    UPDATE koos.worker w SET rev = w.rev + 1, disabled_at = koos.now(), disabled_reason = $2 WHERE w.id = $1::integer
    """)
  private static let revoking = Statement(
    "UPDATE koos.token t SET revoked_at = koos.now() WHERE t.worker = $1::integer AND t.revoked_at IS NULL")

  private static let handing = Statement("SELECT koos.hand_on($1::integer)")

  /// Takes all access from a worker, and puts what hangs on the worker still on the desks of the teams it is up to now.
  package static func disable(_ worker: Int, reason: String?) -> [Query] {
    [disabling(.integer(worker), .text(reason)), revoking(.integer(worker)), handing(.integer(worker))] + unmap(worker)
  }

  /// The login, `$2`.
  package static let added = Ledger.settling("SELECT json_build_object('worker', $2::text)::text")

  /// Login and revision of the worker `$2`.
  package static let changed = Ledger.settling(
    "SELECT json_build_object('worker', w.login, 'rev', w.rev)::text FROM koos.worker w WHERE w.id = $2::integer"
  )

  /// The same, behind what hangs on the worker still.
  package static let disabled = Ledger.settling(
    """
    SELECT json_build_object('worker', w.login, 'rev', w.rev, 'rows', (SELECT count(*) FROM koos.left_open(w.id)))::text
    FROM koos.worker w WHERE w.id = $2::integer
    """,
    rows: """
      (SELECT coalesce(array_agg(json_build_object('kind', l.kind, 'thing', l.code,
          'team', (SELECT t.slug FROM koos.team t WHERE t.id = l.team), 'start', l.start)::text), '{}')
        FROM koos.left_open($2::integer) l)
      """)
}

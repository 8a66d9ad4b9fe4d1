package import Postgres

/// Clients (jeugdigen).
package enum Clients {
  /// SQL for the birth date as far as it is known, of a client under an alias.
  static func birth(_ client: String) -> String {
    """
    to_char(\(client).birth_on, CASE \(client).birth_precision WHEN 'day' THEN 'YYYY-MM-DD' WHEN 'month' THEN 'YYYY-MM' ELSE 'YYYY' END)
    """
  }

  private static let living = Statement(
    """
    SELECT w.wijk, o.slug, (SELECT string_agg(x.slug, ',' ORDER BY x.slug) FROM koos.wijk x)
    FROM (SELECT koos.wijk_of($1, koos.today()) AS wijk) w
    LEFT JOIN koos.wijk_consortium c ON c.wijk = w.wijk AND c.valid @> koos.today()
    LEFT JOIN koos.organisation o ON o.id = c.organisation
    """)

  /// Where a postcode lies: the wijk and its consortium, null outside the city; and the ten wijken.
  package static func living(at postcode: String) -> Query { living(.text(postcode)) }

  private static let addition = Statement(
    """
    WITH made AS (
      INSERT INTO koos.resource (id, kind)
      VALUES (('x00' || encode(koos_extension.gen_random_bytes(7), 'hex'))::bit(64)::bigint | (1::bigint << 40), 'client')
      RETURNING id
    )
    INSERT INTO koos.client (name, birth_on, birth_precision, postcode, house, wijk, gender, language, interpreter, bsn, bsn_mark,
      resource, added_by, added_team)
    SELECT $1, $2::date, $3, $4, $5, $6, $7, $8, $9::boolean,
      koos_extension.pgp_sym_encrypt($10::text, $11::text, 'cipher-algo=aes256'), \(mark("$10::text", "$11::text")),
      m.id, koos.me(), $12::integer
    FROM made m
    """)

  /// A client to be added.
  package struct Addition: Sendable {
    package let name: String
    /// The day that counts, and day, month or year: how exactly it is known.
    package let birth: (on: String, precision: String)
    package let home: (postcode: String, house: String?, wijk: String)
    package let gender: String
    package let speech: (language: String?, interpreter: Bool)
    /// The BSN and the key it is kept under.
    package let bsn: (digits: String, key: String)?
    /// The team of who adds.
    package let team: Int

    package init(
      name: String, birth: (on: String, precision: String), home: (postcode: String, house: String?, wijk: String),
      gender: String, speech: (language: String?, interpreter: Bool), bsn: (digits: String, key: String)?, team: Int
    ) {
      self.name = name
      self.birth = birth
      self.home = home
      self.gender = gender
      self.speech = speech
      self.bsn = bsn
      self.team = team
    }
  }

  /// Adds a client under a random number, which says nothing, among what can be occupied.
  package static func add(_ client: Addition) -> Query {
    addition(
      .text(client.name), .text(client.birth.on), .text(client.birth.precision), .text(client.home.postcode),
      .text(client.home.house), .text(client.home.wijk), .text(client.gender), .text(client.speech.language),
      .bool(client.speech.interpreter), .text(client.bsn?.digits), .text(client.bsn?.key), .integer(client.team))
  }

  /// What `client add` tells: wijk and consortium are `$2` and `$3`.
  package static let added = Ledger.settling(
    """
    SELECT json_build_object('client', 'J-' || currval('koos.client_id_seq'), 'wijk', $2::text, 'consortium', $3::text)
    """)

  /// Whether the worker reads who belongs to a client and who consented, which a plan does not tell.
  private static let isFamilyRead = """
    EXISTS (SELECT FROM koos.access a WHERE a.worker = koos.me() AND a.kind = 'client' AND a.thing = c.id AND a.reads <> 'plan'
      AND a.from_at <= koos.now() AND koos.now() < a.until_at)
    """

  /// Whether the worker reads all of a client's file.
  private static let isFileRead = """
    EXISTS (SELECT FROM koos.access a WHERE a.worker = koos.me() AND a.kind = 'client' AND a.thing = c.id AND a.reads = 'all'
      AND a.from_at <= koos.now() AND koos.now() < a.until_at)
    """

  /// Where a child lives is told to the teams that own its case and to who comes in an emergency; a secret address to
  /// no office, and in no list. Who else goes there finds it with the appointment.
  private static func head(_ secretly: String) -> String {
    func address(_ column: String) -> String {
      """
      CASE WHEN g.via IN ('owner', 'breakglass') AND (NOT c.address_secret OR g.role <> 'planner' AND \(secretly)) THEN c.\(column) END
      """
    }
    return """
      'client', 'J-' || c.id, 'name', c.name, 'birth', \(birth("c")), 'postcode', \(address("postcode")), 'house', \(address("house")),
        'address_secret', c.address_secret, 'wijk', c.wijk, 'gender', c.gender
      """
  }

  private static let showing = Statement(
    """
    SELECT json_build_object(\(head("true")), 'language', c.language, 'interpreter', c.interpreter, 'has_bsn', c.bsn IS NOT NULL,
        'authority', CASE WHEN \(isFamilyRead) THEN (SELECT coalesce(array_to_json(array_agg(json_build_object('relation', 'R-' || r.id,
          'name', r.name, 'kind', r.kind, 'party', p.party) ORDER BY r.id)), '[]')
          FROM koos.consent_parties(c.id) p JOIN koos.relation r ON r.id = p.relation AND r.from_on <= koos.today() AND koos.today() < r.until_on) END,
        'cases', (SELECT coalesce(array_to_json(array_agg('C-' || s.id ORDER BY s.id)), '[]') FROM koos.casus s WHERE s.client = c.id),
        'merged', \(merged), 'statements', CASE WHEN \(isFileRead) THEN \(Dossiers.statements(of: "c.id")) END, 'added_on', (c.added_at AT TIME ZONE 'Europe/Amsterdam')::date, 'rev', c.rev),
      NULL, c.id, NULL, NULL, g.via, g.role, g.team
    FROM koos.client c \(Grounds.joined("client", "c.id")) WHERE c.id = $1::integer
    """)

  private static let merged = """
    (SELECT coalesce(array_to_json(array_agg('J-' || l.number ORDER BY l.number)), '[]') FROM koos.client_alias l WHERE l.client = c.id)
    """

  /// A client with the cases the worker may know of; never the BSN.
  package static func show(_ client: Int) -> Query { showing(.integer(client)) }

  private static let identifying = Statement(
    "SELECT c.bsn IS NOT NULL, koos.unlocked(c.bsn, $2::text) FROM koos.client c WHERE c.id = $1::integer")

  /// Whether a client has a BSN, and the number; null where the key is not the one it was kept under.
  package static func bsn(of client: Int, key: String?) -> Query { identifying(.integer(client), .text(key)) }

  /// SQL: whether every word of `$3` is in the name of a client or alias.
  private static func isNamed(_ one: String) -> String {
    """
    (koos.folded($3) <> '' AND NOT EXISTS (SELECT FROM unnest(string_to_array(koos.folded($3), ' ')) AS w(word)
      WHERE strpos(koos.folded(\(one).name), w.word) = 0))
    """
  }

  /// SQL: whether the birth, as far as it is known, may lie from `$4` to `$5`.
  private static func isBorn(_ one: String) -> String {
    """
    (\(one).birth_on >= $4::date AND CASE \(one).birth_precision WHEN 'day' THEN \(one).birth_on
      ELSE date_trunc(\(one).birth_precision, \(one).birth_on::timestamp)::date END <= $5::date)
    """
  }

  private static let finding = Statement(
    """
    SELECT json_build_object(\(head("false")), 'merged', \(merged)), c.id, c.id, NULL, NULL, g.via, g.role, g.team
    FROM koos.client c \(Grounds.joinedAll("client", "c.id"))
    WHERE ($1::integer IS NULL OR c.id > $1) AND (c.id = $2::integer OR \(isNamed("c")) OR \(isBorn("c"))
      OR EXISTS (SELECT FROM koos.client_alias l WHERE l.client = c.id AND (l.number = $2 OR \(isNamed("l")) OR \(isBorn("l")))))
    ORDER BY c.id LIMIT $6::integer + 1
    """)

  /// What clients are looked for by.
  package enum Search: Sendable {
    case code(Int)
    /// From the first to the last day it may be.
    case birth(first: String, last: String)
    /// Words that are all in the name, without case and accents.
    case name(String)
  }

  /// The clients the worker may know of that fit, by number; who was merged into them counts as they do.
  package static func find(_ search: Search, after: Int?, limit: Int) -> Query {
    var (code, first, last, name): (Int?, String?, String?, String?)
    switch search {
    case .code(let number): code = number
    case .birth(let from, let to): (first, last) = (from, to)
    case .name(let text): name = text
    }
    return finding(
      .integer(after), .integer(code), .text(name), .text(first), .text(last), .integer(limit))
  }

  private static let holding = Statement(
    "SELECT c.rev FROM koos.client c WHERE c.id = $1::integer FOR NO KEY UPDATE")

  /// Locks a client and tells its revision.
  package static func hold(_ client: Int) -> Query { holding(.integer(client)) }

  /// What changes of a client; nil stays as it is.
  package struct Alteration: Sendable {
    package var name: String?
    package var birth: (on: String, precision: String)?
    package var postcode: String?
    package var house: String?
    package var gender: String?
    package var language: String?
    package var interpreter: Bool?
    package var isAddressSecret: Bool?
    /// The BSN and the key it is kept under.
    package var bsn: (digits: String, key: String)?
    /// Which of house, language and bsn are emptied.
    package var clears: [String] = []

    package init() {}
  }

  private static let changing = Statement(
    """
    UPDATE koos.client c SET name = coalesce($2, c.name), birth_on = coalesce($3::date, c.birth_on),
      birth_precision = coalesce($4, c.birth_precision), postcode = coalesce($5, c.postcode),
      wijk = CASE WHEN $5 IS NULL THEN c.wijk ELSE coalesce(koos.wijk_of($5, koos.today()), c.wijk) END,
      house = CASE WHEN 'house' = ANY ($13::text[]) THEN NULL ELSE coalesce($6, c.house) END, gender = coalesce($7, c.gender),
      language = CASE WHEN 'language' = ANY ($13) THEN NULL ELSE coalesce($8, c.language) END,
      interpreter = coalesce($9::boolean, c.interpreter), address_secret = coalesce($10::boolean, c.address_secret),
      bsn = CASE WHEN 'bsn' = ANY ($13) THEN NULL WHEN $11::text IS NULL THEN c.bsn
        ELSE koos_extension.pgp_sym_encrypt($11, $12::text, 'cipher-algo=aes256') END,
      bsn_mark = CASE WHEN 'bsn' = ANY ($13) THEN NULL WHEN $11 IS NULL THEN c.bsn_mark ELSE \(mark("$11", "$12")) END,
      rev = c.rev + 1
    WHERE c.id = $1::integer
    """)

  /// SQL for the keyed digest by which the same child is found twice; null, which `client_bsn` refuses, under a key that is
  /// not, or will not be for long, the one in force: a database that did not answer when a daemon began could not be asked.
  static func mark(_ bsn: String, _ key: String) -> String {
    """
    CASE WHEN NOT EXISTS (SELECT FROM koos.bsn_key k WHERE k.mark <> koos.bsn_key_mark(\(key)) OR k.next IS NOT NULL)
      THEN koos_extension.hmac(\(bsn), \(key), 'sha256') END
    """
  }

  /// Changes a client. Outside the city the last wijk stays: moving house breaks nothing off.
  package static func change(_ client: Int, _ to: Alteration) -> Query {
    changing(
      .integer(client), .text(to.name), .text(to.birth?.on), .text(to.birth?.precision), .text(to.postcode),
      .text(to.house), .text(to.gender), .text(to.language), .bool(to.interpreter), .bool(to.isAddressSecret),
      .text(to.bsn?.digits), .text(to.bsn?.key), .array(to.clears.map(Optional.some)))
  }

  /// What `client change` tells: the client is `$2`.
  package static let altered = Ledger.settling(
    """
    SELECT json_build_object('client', 'J-' || c.id, 'wijk', c.wijk, 'consortium', o.slug, 'rev', c.rev)
    FROM koos.client c LEFT JOIN koos.wijk_consortium x ON x.wijk = c.wijk AND x.valid @> koos.today()
    LEFT JOIN koos.organisation o ON o.id = x.organisation WHERE c.id = $2::integer
    """)

  private static let telling = Statement(
    "SELECT koos.tell_of_known_client(\(mark("$1::text", "$2::text")))")

  /// Tells the teams that have the child of a BSN who wanted to record it.
  package static func tell(ofKnown bsn: String, key: String) -> Query { telling(.text(bsn), .text(key)) }

  private static let parting = Statement(
    """
    SELECT m.two_bsns, m.destruction, m.parents, m.appointments, m.stays, m.groups FROM koos.merge_standing($1::integer, $2::integer) m
    """)

  /// Locks two clients and tells what keeps them apart: whether their BSNs differ, whether one is to be destroyed, the
  /// relations of more than two parents, the appointments at one time, the stays that
  /// exclude each other, the groups they both are in.
  package static func apart(_ gone: Int, _ kept: Int) -> Query { parting(.integer(gone), .integer(kept)) }

  private static let merging = Statement("SELECT koos.merge_clients($1::integer, $2::integer)")

  /// Makes two clients one: all that hangs on the first hangs on the second.
  package static func merge(_ gone: Int, into kept: Int) -> Query { merging(.integer(gone), .integer(kept)) }

  /// What `client merge` tells: the client that stays is `$2`.
  package static let mergedOnes = Ledger.settling(
    "SELECT json_build_object('client', 'J-' || c.id, 'merged', \(merged), 'rev', c.rev) FROM koos.client c WHERE c.id = $2::integer"
  )
}

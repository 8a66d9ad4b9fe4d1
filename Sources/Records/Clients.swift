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
      koos_extension.pgp_sym_encrypt($10::text, $11::text, 'cipher-algo=aes256'), koos_extension.hmac($10::text, $11::text, 'sha256'),
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

  private static let showing = Statement(
    """
    SELECT json_build_object('client', 'J-' || c.id, 'name', c.name, 'birth', \(birth("c")), 'postcode', c.postcode, 'house', c.house,
        'wijk', c.wijk, 'gender', c.gender, 'language', c.language, 'interpreter', c.interpreter, 'has_bsn', c.bsn IS NOT NULL,
        'cases', (SELECT coalesce(array_to_json(array_agg('C-' || s.id ORDER BY s.id)), '[]') FROM koos.casus s WHERE s.client = c.id),
        'added_on', (c.added_at AT TIME ZONE 'Europe/Amsterdam')::date, 'rev', c.rev),
      NULL, c.id, NULL, NULL, g.via, g.role, g.team
    FROM koos.client c \(Grounds.joined("client", "c.id")) WHERE c.id = $1::integer
    """)

  /// A client with the cases the worker may know of; never the BSN.
  package static func show(_ client: Int) -> Query { showing(.integer(client)) }

  private static let touch = Statement("UPDATE koos.client SET changed_at = koos.now() WHERE id = $1::integer")

  /// Says that the dossier changed, from which keeping counts.
  package static func changed(_ client: Int) -> Query { touch(.integer(client)) }

  private static let births = Statement(
    "SELECT c.birth_on, c.birth_precision FROM koos.client c WHERE c.id = $1::integer")

  /// The birth date, and how exactly it is known.
  package static func birth(of client: Int) -> Query { births(.integer(client)) }
}

package import Postgres

/// Cases (casussen) that teams own together.
package enum Cases {
  /// SQL that joins the wijk a client lives in today as `h`; one that moved out of the city keeps the last.
  private static let home = """
    CROSS JOIN LATERAL (SELECT coalesce(koos.wijk_of(k.postcode, koos.today()), k.wijk) AS wijk) h
    """

  private static let subjects = Statement(
    """
    SELECT k.birth_on, k.birth_precision, h.wijk, o.id, o.slug
    FROM koos.client k \(home)
    JOIN koos.wijk_consortium c ON c.wijk = h.wijk AND c.valid @> koos.today() JOIN koos.organisation o ON o.id = c.organisation
    WHERE k.id = $1::integer
    """)

  /// What opening needs of a client: birth date, how exactly it is known, wijk, consortium's number and slug.
  package static func subject(_ client: Int) -> Query { subjects(.integer(client)) }

  private static let candidates = Statement(
    """
    SELECT t.id, t.slug, t.kind, s.serves
    FROM koos.client k \(home) CROSS JOIN koos.team t
    CROSS JOIN LATERAL (SELECT EXISTS (SELECT FROM koos.team_wijk x
      WHERE x.team = t.id AND x.wijk = h.wijk AND x.valid @> koos.today()) AS serves) s
    WHERE k.id = $1::integer AND (s.serves OR t.slug = ANY ($2::text[])) ORDER BY t.slug
    """)

  /// The teams that serve a client's wijk, and those named: number, slug, kind, whether it serves.
  package static func teams(for client: Int, named: [String]) -> Query {
    candidates(.integer(client), .array(named.map(Optional.some)))
  }

  private static let leaders = Statement(
    """
    SELECT w.id, w.login, m.team FROM koos.worker w JOIN koos.member m ON m.worker = w.id AND m.role IN ('specialist', 'gezinswerker')
      AND m.from_on <= koos.today() AND koos.today() < m.until_on
    WHERE w.disabled_at IS NULL AND CASE WHEN $1::text IS NULL THEN w.id = koos.me() ELSE w.login = $1 END ORDER BY m.id
    """)

  /// The teams in which somebody, the asker where nobody is named, may hold the regie: number, login, team.
  package static func lead(_ login: String?) -> Query { leaders(.text(login)) }

  private static let opening = Statement(
    """
    INSERT INTO koos.casus (client, urgency, referrer, wijk, consortium, regie, extended_reason, first_contact_at, opened_by)
    VALUES ($1::integer, $2, $3, $4, $5::integer, $6::integer, $7, coalesce($8::timestamptz, koos.now()), koos.me())
    """)
  private static let owning = Statement(
    """
    INSERT INTO koos.casus_owner (casus, team)
    SELECT currval('koos.casus_id_seq'), t.team FROM unnest($1::integer[]) AS t(team)
    """)
  private static let asking = Statement(
    "INSERT INTO koos.casus_question (casus, question) VALUES (currval('koos.casus_id_seq'), $1)")
  private static let telling = Statement(
    """
    INSERT INTO koos.casus_fact (casus, worker, team, what, detail)
    SELECT currval('koos.casus_id_seq'), koos.me(), f.team, f.what, f.detail FROM (
      SELECT 1 AS place, NULL::integer AS team, 'opened' AS what, jsonb_build_object('wijk', c.wijk) AS detail
      FROM koos.casus c WHERE c.id = currval('koos.casus_id_seq')
      UNION ALL SELECT 2, t.team, 'owner', '{}' FROM unnest($1::integer[]) AS t(team)
      UNION ALL SELECT 3, NULL, 'regie', jsonb_build_object('worker', w.login) FROM koos.worker w WHERE w.id = $2::integer) f
    ORDER BY f.place, f.team
    """)

  /// A case to be opened.
  package struct Opening: Sendable {
    package let client: Int
    package let question: String
    package let urgency: String
    package let referrer: String
    package let wijk: String
    package let consortium: Int
    /// The worker who holds the regie.
    package let lead: Int
    /// Why help goes on after the eighteenth birthday.
    package let extendedReason: String?
    /// When specialists first thought along, as RFC 3339; nil: now.
    package let firstContact: String?
    /// The teams that own it from the first moment.
    package let owners: [Int]

    package init(
      client: Int, question: String, urgency: String, referrer: String, wijk: String, consortium: Int, lead: Int,
      extendedReason: String?, firstContact: String?, owners: [Int]
    ) {
      self.client = client
      self.question = question
      self.urgency = urgency
      self.referrer = referrer
      self.wijk = wijk
      self.consortium = consortium
      self.lead = lead
      self.extendedReason = extendedReason
      self.firstContact = firstContact
      self.owners = owners
    }
  }

  /// Opens a case: the row, its owners, its question, and what happened.
  package static func open(_ casus: Opening) -> [Query] {
    [
      opening(
        .integer(casus.client), .text(casus.urgency), .text(casus.referrer), .text(casus.wijk),
        .integer(casus.consortium),
        .integer(casus.lead), .text(casus.extendedReason), .text(casus.firstContact)),
      owning(.array(casus.owners)), telling(.array(casus.owners), .integer(casus.lead)),
      // It opens until it has its question: so long also an office tells what happened.
      asking(.text(casus.question)),
    ]
  }

  /// SQL for the slugs of the teams that own a case, by its number.
  static func owners(of casus: String = "c.id") -> String {
    """
    (SELECT coalesce(array_to_json(array_agg(t.slug ORDER BY t.slug)), '[]') FROM koos.casus_owner o JOIN koos.team t ON t.id = o.team
      WHERE o.casus = \(casus))
    """
  }

  /// What `case open` tells.
  package static let opened = Ledger.settling(
    """
    SELECT json_build_object('case', 'C-' || c.id, 'owners', \(owners()), 'wijk', c.wijk, 'consortium', o.slug, 'lead', w.login)
    FROM koos.casus c JOIN koos.organisation o ON o.id = c.consortium JOIN koos.worker w ON w.id = c.regie
    WHERE c.id = currval('koos.casus_id_seq')
    """)
}

package import Postgres

// Whose consent an act needs, and whose stands.
extension Consents {
  private static let authorities = Statement(
    """
    SELECT c.birth_on, c.birth_precision, (SELECT string_agg(r.kind, ' ' ORDER BY r.id) FROM koos.relation r
      WHERE r.client = c.id AND r.authority AND r.from_on <= koos.today() AND koos.today() < r.until_on)
    FROM koos.client c WHERE c.id = $1::integer
    """)
  private static let given = Statement(
    """
    SELECT t.id, t.party, (t.until_on IS NULL OR koos.today() < t.until_on) AND t.withdrawn_at IS NULL, t.withdrawn_at IS NOT NULL
    FROM koos.consent t WHERE t.client = $1::integer AND t.purpose = $2 ORDER BY t.id
    """)

  /// What a client's consent to a purpose rests on today: birth date and how exactly it is known with the kinds of the
  /// relations that bear authority, in order of recording; then what was recorded: number, party, whether it counts,
  /// whether it was withdrawn.
  package static func standing(client: Int, purpose: String) -> [Query] {
    [authorities(.integer(client)), given(.integer(client), .text(purpose))]
  }
}

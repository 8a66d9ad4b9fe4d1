package import Postgres

/// What `waiting show` tells: an entry with everything that supports who waits.
extension WaitingList {
  private static func list(_ object: String, _ rows: String, by order: String) -> String {
    "(SELECT coalesce(array_to_json(array_agg(json_build_object(\(object)) ORDER BY \(order))), '[]') FROM \(rows))"
  }

  private static let contacts = list(
    """
    'on', f.occurred_on, 'by', p.login, 'answered', (f.detail->>'answered')::boolean, 'next_on', f.detail->>'next_on',
      'text', CASE WHEN r.everything THEN f.text END
    """, "koos.waiting_fact f JOIN koos.worker p ON p.id = f.worker WHERE f.entry = w.id AND f.what = 'contact'",
    by: "f.number")
  private static let bridges = list(
    """
    'kind', b.kind, 'by', coalesce(p.login, o.slug), 'from', b.from_on, 'until', b.until_on, 'answer', CASE b.kind WHEN 'alternative' THEN b.answer END,
      'running', b.answer = 'accepted' AND b.from_on <= koos.today() AND coalesce(koos.today() < b.until_on, true),
      'text', CASE WHEN r.everything THEN b.text END
    """,
    """
    koos.waiting_bridge b LEFT JOIN koos.worker p ON p.id = b.by_worker LEFT JOIN koos.team o ON o.id = b.by_team WHERE b.entry = w.id AND b.superseded_at IS NULL
    """, by: "b.from_on, b.number")
  private static let pauses = list(
    "'reason', p.reason, 'from', p.from_on, 'until', p.until_on, 'longest_days', p.longest",
    "koos.waiting_pause p WHERE p.entry = w.id AND p.superseded_at IS NULL", by: "p.from_on, p.number")
  /// SQL: a code kept with the last fact of a kind.
  private static func code(_ member: String, of what: String) -> String {
    "(SELECT f.detail->>'\(member)' FROM koos.waiting_fact f WHERE f.entry = w.id AND f.what = '\(what)' ORDER BY f.number DESC LIMIT 1)"
  }

  /// SQL: the place given by hand that still holds.
  static let overridden = """
    SELECT w.override_rank AS rank, w.override_until_on AS until, p.login AS by, f.reason
    FROM koos.waiting_fact f JOIN koos.worker p ON p.id = f.worker
    WHERE f.entry = w.id AND f.what = 'override' AND koos.today() < w.override_until_on ORDER BY f.number DESC LIMIT 1
    """
  private static let override = """
    (SELECT json_build_object('rank', o.rank, 'review_on', o.until, 'by', o.by, 'reason', CASE WHEN r.everything THEN o.reason END)
      FROM (\(overridden)) o)
    """
  private static let moves = list(
    """
    'on', f.occurred_on, 'from', f.detail->>'from', 'to', f.detail->>'to', 'by', p.login, 'reason', CASE WHEN r.everything THEN f.reason END
    """, "koos.waiting_fact f JOIN koos.worker p ON p.id = f.worker WHERE f.entry = w.id AND f.what = 'moved'",
    by: "f.number")
  /// SQL: why and by whom an entry was taken off the list, while it is.
  private static let removal = """
    (SELECT json_build_object('reason', w.removal, 'by', p.login, 'text', CASE WHEN r.everything THEN f.text END)
      FROM koos.waiting_fact f JOIN koos.worker p ON p.id = f.worker
      WHERE f.entry = w.id AND f.what = 'removed' AND w.removed_on IS NOT NULL ORDER BY f.number DESC LIMIT 1)
    """
  /// SQL that joins whether the asker reads the entry's case whole, as `r`.
  static let readsAll = """
    CROSS JOIN LATERAL (SELECT bool_or(a.reads = 'all') AS everything FROM koos.access a WHERE a.worker = koos.me() AND a.kind = 'case'
      AND a.thing = w.casus AND a.via = 'owner' AND a.from_at <= koos.now() AND koos.now() < a.until_at) r
    """

  /// SQL of the members of an entry, with all that supports who waits; texts where `r.everything`.
  private static func whole(steps: String) -> String {
    """
    'entry', 'W-' || w.id, 'rev', w.rev, 'case', 'C-' || w.casus, 'team', t.slug, 'wijk', c.wijk, 'owners',
    (SELECT array_to_json(array_agg(o.slug ORDER BY o.slug)) FROM koos.casus_owner x JOIN koos.team o ON o.id = x.team WHERE x.casus = c.id),
    'discipline', w.discipline, 'service', w.service, 'urgency', w.urgency, 'urgency_review_on', w.urgency_review_on,
    'status', koos.waiting_status(w), 'position', \(place),
    'form', w.form, 'letter', w.letter, 'added_on', w.added_on, 'first_contact_on', w.first_contact_on,
    'registered_on', w.registered_on, 'intake_on', w.intake_on, 'start_on', w.start_on, 'removed_on', w.removed_on, 'removal', \(removal),
    'due_on', w.due_on, 'days_to_breach', \(toBreach), 'over_norm', \(overNorm),
    'elapsed_days', \(elapsed), 'countable_days', \(countable), 'paused_days', \(paused), 'bridged', koos.waiting_bridged(w),
    'next_contact_on', w.next_contact_on, 'own_worker', (SELECT p.login FROM koos.worker p WHERE p.id = koos.waiting_own_worker(w)), 'prefers_worker', (SELECT p.login FROM koos.worker p WHERE p.id = w.prefers_worker),
    'appointment', \(code("appointment", of: "intake")), 'traject', \(code("traject", of: "started")), 'prefers_mode', w.prefers_mode, 'language', w.language, 'override', \(override), 'contacts', \(contacts), 'bridges', \(bridges),
    'pauses', \(pauses), 'moves', \(moves), 'moving_to', \(asked("t.slug")), 'offers', \(Offers.ofEntry), 'needs_talk', koos.offer_refusals(w) >= 2,
    'steps', \(steps)
    """
  }
  private static let wholeTables = """
    koos.waiting_entry w JOIN koos.casus c ON c.id = w.casus JOIN koos.team t ON t.id = w.team
    """

  private static let openSteps = CaseSteps.toldOpen("c.id")
  private static let openStepsWithoutText = """
    (SELECT coalesce(jsonb_agg(s || '{"text": null}'), '[]') FROM jsonb_array_elements((\(openSteps))::jsonb) s)
    """

  private static let showing = Statement(
    """
    SELECT json_build_object(\(whole(steps: openSteps))), NULL, c.client, c.id, NULL, g.via, g.role, g.team
    FROM \(wholeTables) \(Grounds.joined("case", "c.id")) \(readsAll) WHERE w.id = $1::integer
    """)

  /// An entry with its contacts, bridges, pauses and offers, and the steps of its case that can already be taken.
  package static func show(_ entry: Int) -> Query { showing(.integer(entry)) }

  /// What `waiting change` tells, the same but for the texts: it is kept, to be told again. The entry is `$2`.
  package static let changeTold = Ledger.settling(
    """
    SELECT json_build_object(\(whole(steps: openStepsWithoutText))) FROM \(wholeTables) CROSS JOIN (SELECT false AS everything) r
    WHERE w.id = $2::integer
    """)
}

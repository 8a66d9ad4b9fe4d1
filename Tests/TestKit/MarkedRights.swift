internal import Postgres

extension MarkedCity {
  /// Who may read and who may touch what, written from the contract's table of rights, and from memberships, owners,
  /// invitations, consults and who takes part: the rows the service itself keeps of it, `koos.access`, are not asked.
  static let rights = """
    -- What somebody's standing towards a thing does not show though he knows the thing, and for the slighter ones what alone it shows.
    CREATE TABLE wall.hidden (standing text, tab text);
    INSERT INTO wall.hidden
    SELECT 'office', unnest('{casus_note,casus_goal,casus_goal_review,casus_question,casus_invitation}'::text[]) UNION ALL
    SELECT 'consulted', unnest('{proposal,proposal_agreement,waiting_entry,waiting_fact,waiting_pause,waiting_bridge,waiting_told,offer}'::text[]);
    CREATE TABLE wall.shown (standing text, tab text);
    INSERT INTO wall.shown
    SELECT 'plan', unnest('{client,client_alias,casus,casus_owner,casus_fact,casus_goal,casus_goal_review,casus_step,casus_participant,
      traject,casus_arrangement,casus_invitation,appointment_case,stay,group_place,consult_identity}'::text[]) UNION ALL
    SELECT 'told', unnest('{client,client_alias,consent,relation,consult_identity}'::text[]) UNION ALL
    SELECT 'asked', 'casus_invitation' UNION ALL
    SELECT 'overseer', 'destruction';

    CREATE FUNCTION wall.standing(w integer) RETURNS TABLE (about text, number integer, standing text) LANGUAGE sql STABLE AS $$
      WITH m AS (
        SELECT m.team, m.role FROM koos.member m WHERE m.worker = w AND m.from_on <= koos.today() AND koos.today() < m.until_on
          AND m.role IN ('lead', 'specialist', 'gezinswerker', 'planner')
      ), casus AS (
        SELECT o.casus, CASE m.role WHEN 'planner' THEN 'office' ELSE 'owner' END AS standing FROM koos.casus_owner o JOIN m ON m.team = o.team
        UNION SELECT i.casus, CASE i.reads WHEN 'all' THEN 'consulted' ELSE 'plan' END FROM koos.casus_invitation i JOIN m ON m.team = i.team
        WHERE m.role <> 'planner' AND i.role = 'consulted' AND i.state = 'accepted'
        UNION SELECT i.casus, 'asked' FROM koos.casus_invitation i JOIN m ON m.team = i.team WHERE m.role <> 'planner' AND i.state = 'pending'
          AND koos.now() < i.lapses_at
      ), consult AS (
        SELECT q.id, 'owner' AS standing FROM koos.consult q JOIN m ON m.team IN (q.asker_team, q.team)
        UNION SELECT q.id, c.standing FROM koos.consult q JOIN casus c ON c.casus = q.casus AND c.standing IN ('owner', 'consulted')
      )
      SELECT 'c', c.casus, c.standing FROM casus c
      UNION SELECT 'j', k.client, c.standing FROM casus c JOIN koos.casus k ON k.id = c.casus WHERE c.standing <> 'asked'
      UNION SELECT 'j', k.id, CASE m.role WHEN 'planner' THEN 'office' ELSE 'owner' END FROM koos.client k JOIN m ON m.team = k.added_team
      WHERE NOT EXISTS (SELECT FROM koos.casus c WHERE c.client = k.id)
      UNION SELECT 'j', i.client, 'told' FROM koos.consult_identity i JOIN koos.consult q ON q.id = i.consult JOIN m ON m.team = q.team
      WHERE m.role <> 'planner' AND q.state IN ('claimed', 'asked-back', 'answered')
      -- A privacy officer decides on destroying, and reads no file.
      UNION SELECT 'j', k.client, 'overseer' FROM koos.casus k JOIN koos.casus_owner o ON o.casus = k.id JOIN koos.team t ON t.id = o.team
        JOIN koos.member m ON m.worker = w AND m.role = 'privacy' AND m.from_on <= koos.today() AND koos.today() < m.until_on
      WHERE m.organisation IN (SELECT koos.organisations_above(t.organisation))
      UNION SELECT 'q', q.id, q.standing FROM consult q
      UNION SELECT 'a', p.appointment, 'owner' FROM koos.appointment_worker p WHERE p.worker = w
      UNION SELECT 'a', p.appointment, 'reader' FROM koos.appointment_case p JOIN casus c ON c.casus = p.casus AND c.standing IN ('owner', 'office', 'consulted')
      UNION SELECT 'a', p.appointment, 'keeper' FROM koos.appointment_worker p JOIN koos.member o ON o.worker = p.worker AND o.until_on > koos.today()
        JOIN m ON m.team = o.team AND m.role IN ('lead', 'planner')
    $$;
    -- Whether a worker may read what a table holds about a thing.
    CREATE FUNCTION wall.may_read(w integer, of_about text, of_number integer, of_tab text) RETURNS boolean LANGUAGE sql STABLE AS $$
      SELECT EXISTS (SELECT FROM wall.standing(w) s WHERE s.about = of_about AND s.number = of_number AND s.standing <> 'keeper'
        AND NOT EXISTS (SELECT FROM wall.hidden h WHERE h.standing = s.standing AND h.tab = of_tab)
        AND (NOT EXISTS (SELECT FROM wall.shown h WHERE h.standing = s.standing)
          OR EXISTS (SELECT FROM wall.shown h WHERE h.standing = s.standing AND h.tab = of_tab)))
    $$;
    """
}

/// What one worker may know in a marked city, and whether a text tells more.
package struct Oracle: Sendable {
  private let owner: String
  /// `c72000017` and its like: what the worker has anything to do with, as it was when first asked. What he loses meanwhile
  /// is no change of others'.
  private let own: [String]
  /// `c72000017.casus_note` and its like.
  private let readable: Set<String>
  /// `c72000017`: what may be known to exist.
  private let known: Set<String>
  /// `c`: the greatest number there was; what comes later was made by whoever is asked about.
  private let last: [Character: Int]

  /// - Parameter worker: a login; nil where nobody is set.
  package init(owner: String, worker: String?) throws {
    self.owner = owner
    let worker = worker.map { "(SELECT id FROM koos.worker WHERE login = '\($0)')" } ?? "NULL::integer"
    func ask(_ sql: String) throws -> [[String?]] { try Script.ask(sql, conninfo: owner) }
    own = try ask("SELECT DISTINCT about || number FROM wall.standing(\(worker))").compactMap { $0[0] }
    known = Set(
      try ask("SELECT about || number FROM wall.standing(\(worker)) WHERE standing <> 'keeper'").compactMap {
        $0[0]
      }
    ).union(
      try ask(
        """
        SELECT 'w' || e.id FROM koos.waiting_entry e JOIN wall.standing(\(worker)) s ON s.about = 'c' AND s.number = e.casus
          AND s.standing IN ('owner', 'office')
        """
      ).compactMap { $0[0] })
    readable = Set(
      try ask(
        """
        SELECT s.about || s.number || '.' || r.relname FROM wall.standing(\(worker)) s JOIN wall.path p ON p.about = s.about
        JOIN pg_class r ON r.oid = p.tab WHERE wall.may_read(\(worker), s.about, s.number, r.relname)
        """
      ).compactMap { $0[0] })
    let numbers = try ask(
      "SELECT max(c.id), max(k.id), (SELECT max(q.id) FROM koos.consult q), (SELECT max(e.id) FROM koos.waiting_entry e), (SELECT max(a.id) FROM koos.appointment a) FROM koos.client c, koos.casus k"
    )[0].map { $0.flatMap { Int($0) } ?? 0 }
    last = ["j": numbers[0], "c": numbers[1], "q": numbers[2], "w": numbers[3], "a": numbers[4]]
  }

  /// The marks and numbers in a text that the worker may not know of and did not name himself.
  package func leaks(in text: String, asked: String) -> [String] {
    var leaks: [String] = []
    var rest = text.utf8[...]
    // Marks first: zqx, a letter, a number, a table.
    while let start = rest.firstRange(of: Array("zqx".utf8)) {
      rest = rest[start.upperBound...]
      let words = String(Substring(rest.prefix(60))).split(separator: ".", maxSplits: 2).prefix(2)
      guard words.count == 2, let letter = words[0].first, letter.isLetter, Int(words[0].dropFirst()) != nil else {
        continue
      }
      let name = words.joined(separator: ".")
      if !readable.contains(name), !asked.contains(name) { leaks.append(name) }
    }
    // Then numbers of eight digits that begin as ours do.
    var digits: [UInt8] = []
    for byte in text.utf8 + [0] {
      if (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
        digits.append(byte)
        continue
      }
      defer { digits.removeAll(keepingCapacity: true) }
      guard digits.count == 8, digits[0] == UInt8(ascii: "7"), digits[2] == UInt8(ascii: "0") else { continue }
      let letter: Character? = [49: "j", 50: "c", 51: "q", 52: "w"][digits[1]]
      let number = String(decoding: digits, as: UTF8.self)
      guard let letter, let value = Int(number), value <= last[letter] ?? 0, !known.contains("\(letter)\(number)")
      else { continue }
      if !asked.contains(number) { leaks.append("\(letter)\(number)") }
    }
    return leaks
  }

  /// A digest of what each table holds about children the worker has nothing to do with.
  package func foreign() throws -> [String: String] {
    let last = "CASE p.about " + self.last.map { "WHEN '\($0.key)' THEN \($0.value)" }.joined(separator: " ") + " END"
    let rows = try Script.ask(
      """
      CREATE TEMPORARY TABLE mine AS SELECT unnest('{\(own.joined(separator: ","))}'::text[]) AS key;
      SELECT p.tab, md5(coalesce((xpath('/row/d/text()', query_to_xml(format(
        'SELECT string_agg(md5(t::text), '''' ORDER BY md5(t::text)) AS d FROM %s t WHERE %s <= %s AND NOT EXISTS (SELECT FROM pg_temp.mine m WHERE m.key = %L || %s)',
        p.tab, p.find, \(last), p.about, p.find), false, true, '')))[1]::text, ''))
      FROM wall.path p
      """, conninfo: owner)
    return Dictionary(rows.map { ($0[0] ?? "", $0[1] ?? "") }) { $1 }
  }
}

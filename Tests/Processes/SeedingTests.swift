import Glibc
import Patience
import Platform
import Postgres
import TestKit
import Testing
import Wire

@Suite("A year of work", .ownThreads, .serialized)
struct SeedingTests {
  /// Runs `koosd seed` to its end.
  private static func seed(_ arguments: [String]) throws -> (status: Int32?, said: String) {
    let result = try ChildProcess.run(
      ["/usr/bin/timeout", "300", Daemon.program, "seed"] + arguments, environment: Environment.all(), directory: "/")
    guard case .exited(let status) = result.ending else { return (nil, result.output) }
    return (status, result.output)
  }

  /// Two clusters, each with a year of its own making: one with what a year makes in one go, one made by triggers where that is asked.
  private struct Pair {
    let one: TestCluster
    let other: TestCluster

    init() throws {
      (one, other) = (try TestCluster(), try TestCluster())
    }

    /// - Parameter years: how much later the other is laid, by the domain's clock.
    func lay(_ name: String, _ scale: String, years: Int = 0, other more: [String] = []) throws {
      for (cluster, more, years) in [(one, [], 0), (other, more, years)] {
        try Script.run("CREATE DATABASE \(name)", conninfo: cluster.conninfo)
        let later = years > 0 ? " options='-c koos.now=\(1_600_000_000 + 31_557_600 * years)'" : ""
        let ended = try SeedingTests.seed(
          ["--database", cluster.conninfo(database: name, user: "postgres") + later, "--scale", scale] + more)
        guard ended.status == 0 else { throw TestCluster.Failure(step: ended.said) }
      }
    }

    func ask(_ name: String, _ sql: String) throws -> [[[String?]]] {
      try [one, other].map {
        try Script.ask(
          "SET TimeZone = 'Europe/Amsterdam'; " + sql, conninfo: $0.conninfo(database: name, user: "postgres"))
      }
    }
  }

  /// What must be nought in whatever is laid.
  private static let invariants = [
    "due days are those of the norms":
      "SELECT count(*) FROM koos.waiting_entry w WHERE w.due_on IS DISTINCT FROM koos.due_on(w.service, w.team, w.registered_on, w.intake_on)",
    "the last fact of an entry holds the entry": """
    SELECT count(*) FROM (SELECT DISTINCT ON (f.entry) f.entry, f.state FROM koos.waiting_fact f ORDER BY f.entry, f.number DESC) f
    JOIN koos.waiting_entry w ON w.id = f.entry WHERE f.state <> to_jsonb(w)
    """,
    "every entry has facts":
      "SELECT count(*) FROM koos.waiting_entry w WHERE NOT EXISTS (SELECT FROM koos.waiting_fact f WHERE f.entry = w.id)",
    "facts of an entry are known in their order": """
    SELECT count(*) FROM (SELECT f.recorded_at < lag(f.recorded_at) OVER (PARTITION BY f.entry ORDER BY f.number) AS bad FROM koos.waiting_fact f) x
    WHERE x.bad
    """,
    "as of today an entry is as it is": """
    SELECT count(*) FROM koos.waiting_entry w CROSS JOIN LATERAL koos.waiting_as_of(w.id, koos.today(), koos.now()) a
    WHERE (a.status, a.registered_on, a.urgency) IS DISTINCT FROM (w.status, w.registered_on, w.urgency)
    """,
    "the regie is held by an owner":
      "SELECT count(*) FROM koos.casus c WHERE NOT koos.works_for(c.regie, c.id, ARRAY['specialist', 'gezinswerker', 'lead'])",
    "facts tell the owners there are": """
    SELECT count(*) FROM koos.casus c WHERE ARRAY(SELECT o.team FROM koos.casus_owner o WHERE o.casus = c.id ORDER BY 1) <> ARRAY(
      SELECT DISTINCT f.team FROM koos.casus_fact f WHERE f.casus = c.id AND f.what = 'owner'
        AND NOT EXISTS (SELECT FROM koos.casus_fact l WHERE l.casus = c.id AND l.what = 'left' AND l.team = f.team) ORDER BY 1)
    """,
    "facts tell who holds the regie": """
    SELECT count(*) FROM koos.casus c JOIN koos.worker w ON w.id = c.regie WHERE w.login <> (
      SELECT coalesce(f.detail ->> 'to', f.detail ->> 'worker') FROM koos.casus_fact f WHERE f.casus = c.id AND f.what = 'regie'
      ORDER BY f.occurred_at DESC, f.recorded_at DESC, f.number DESC LIMIT 1)
    """,
    "facts tell what is closed": """
    SELECT count(*) FROM koos.casus c WHERE (c.status = 'gesloten') <> EXISTS (
      SELECT FROM koos.casus_fact f WHERE f.casus = c.id AND f.what = 'closed' AND f.occurred_at = c.closed_at)
    """,
    "nothing keeps a closed case open":
      "SELECT count(*) FROM koos.casus c WHERE c.status = 'gesloten' AND EXISTS (SELECT FROM koos.business_of(c.id))",
    "all owners agreed to what was agreed": """
    SELECT count(*) FROM koos.proposal p WHERE p.state = 'agreed' AND EXISTS (SELECT FROM koos.casus_owner o WHERE o.casus = p.casus
      AND NOT EXISTS (SELECT FROM koos.proposal_agreement a WHERE a.proposal = p.id AND a.team = o.team))
    """,
    "help was consented to by all who had a say": """
    SELECT count(*) FROM koos.traject t JOIN koos.casus c ON c.id = t.casus JOIN koos.client k ON k.id = c.client
    WHERE NOT t.service IN ('vaktherapie', 'speltherapie', 'intelligentieonderzoek')
      AND t.started_on = (SELECT min(x.started_on) FROM koos.traject x WHERE x.casus = t.casus)
      AND (koos.birthday(k.birth_on, 16) > t.started_on + 2 AND EXISTS (SELECT FROM koos.consent_parties(k.id) p WHERE NOT EXISTS (
          SELECT FROM koos.consent n WHERE n.client = k.id AND n.purpose = 'treatment' AND n.party = p.party))
        OR koos.birthday(k.birth_on, 12) < t.started_on - 2 AND NOT EXISTS (
          SELECT FROM koos.consent n WHERE n.client = k.id AND n.purpose = 'treatment' AND n.party = 'youth'))
    """,
    "modules run within broader help (R11)": """
    SELECT count(*) FROM koos.traject t JOIN koos.service s ON s.slug = t.service AND s.needs_traject WHERE NOT EXISTS (
      SELECT FROM koos.traject b JOIN koos.service r ON r.slug = b.service AND NOT r.needs_traject
      WHERE b.casus = t.casus AND b.started_on <= t.started_on)
    """,
    "nobody who travels is late": """
    SELECT count(*) FROM (SELECT o, lead(o) OVER (PARTITION BY o.resource ORDER BY lower(o.during)) AS n FROM koos.occupied o
      JOIN koos.worker w ON w.resource = o.resource WHERE o.place IS NOT NULL OR o.home_wijk IS NOT NULL) x
    WHERE (x.n).id IS NOT NULL AND lower((x.n).during) - upper((x.o).during) < interval '10 hours'
      AND NOT koos.way_is_free((x.o).resource, x.o, x.n)
    """,
    "all are seated":
      "SELECT count(*) FROM koos.appointment a JOIN koos.room r ON r.id = a.room WHERE koos.seats(a.id) > r.capacity",
    "where there are rooms one is taken": """
    SELECT count(*) FROM koos.appointment a WHERE a.room IS NULL AND EXISTS (SELECT FROM koos.room r WHERE r.place = a.place)
    """,
    "who is there in person is somewhere":
      "SELECT count(*) FROM koos.appointment a WHERE a.mode IN ('on-site', 'hybrid') AND a.place IS NULL AND a.home_wijk IS NULL",
    "nobody works outside hours": """
    SELECT count(*) FROM koos.appointment a JOIN koos.appointment_worker p ON p.appointment = a.id WHERE NOT EXISTS (
      SELECT FROM koos.availability v WHERE v.worker = p.worker AND v.weekday = extract(isodow FROM a.starts_at)
        AND make_time(v.from_minute / 60, v.from_minute % 60, 0) <= a.starts_at::time AND a.ends_at::time <= make_time(v.to_minute / 60, v.to_minute % 60, 0)
        AND (v.weeks = 'all' OR (v.weeks = 'odd') = (extract(week FROM a.starts_at)::integer % 2 = 1)))
    """,
    "what is booked is booked before it begins, of an open case": """
    SELECT count(*) FROM koos.appointment a JOIN koos.appointment_case x ON x.appointment = a.id JOIN koos.casus c ON c.id = x.casus
    WHERE a.booked_at >= a.starts_at OR a.booked_at < c.opened_at AND a.series IS NULL OR c.closed_at < a.starts_at
    """,
    "a consult's dates are those of its facts": """
    SELECT count(*) FROM koos.consult q WHERE q.first_answer_at IS DISTINCT FROM
      (SELECT min(f.occurred_at) FROM koos.consult_fact f WHERE f.consult = q.id AND f.what = 'answered')
      OR q.rev <> (SELECT count(*) FROM koos.consult_fact f WHERE f.consult = q.id)
      OR q.state <> (SELECT CASE f.what WHEN 'follow-up' THEN 'claimed' WHEN 'identified' THEN 'claimed' ELSE f.what END
        FROM koos.consult_fact f WHERE f.consult = q.id ORDER BY f.number DESC LIMIT 1)
    """,
    "postcodes lie in their wijken":
      "SELECT count(*) FROM koos.client k WHERE k.wijk IS DISTINCT FROM koos.wijk_of(k.postcode, koos.today())",
    "every step of an offer is a fact of its entry": """
    SELECT count(*) FROM koos.offer o CROSS JOIN LATERAL (VALUES ('offered', o.made_at), (nullif(o.status, 'open'), o.decided_at)) s(what, at)
    WHERE s.what IS NOT NULL AND NOT EXISTS (SELECT FROM koos.waiting_fact f WHERE f.entry = o.entry AND f.what = s.what AND f.recorded_at = s.at
      AND f.detail ->> 'offer' = 'O-' || o.id AND f.detail ->> 'appointment' = 'A-' || o.appointment)
    """,
    "a fact tells when the time begins that was offered": """
    SELECT count(*) FROM koos.waiting_fact f JOIN koos.offer o ON f.detail ->> 'offer' = 'O-' || o.id JOIN koos.slot s ON s.id = o.slot
    WHERE f.detail -> 'start' <> to_jsonb(s.starts_at)
    """,
    "time is offered to who waits": """
    SELECT count(*) FROM koos.offer o JOIN koos.waiting_entry w ON w.id = o.entry
    WHERE o.made_at < koos.midnight(w.registered_on) OR koos.midnight(coalesce(w.intake_on, w.start_on, w.removed_on, 'infinity')) < o.made_at
    """,
    "what was accepted was booked then, and what was let go holds nobody": """
    SELECT count(*) FROM koos.offer o JOIN koos.appointment a ON a.id = o.appointment WHERE CASE o.status WHEN 'accepted' THEN a.booked_at <> o.decided_at
      WHEN 'open' THEN NOT koos.offer_is_whole(o) OR a.status <> 'voorstel'
      ELSE a.status <> 'vervallen' OR EXISTS (SELECT FROM koos.occupied x WHERE x.appointment = a.id) END
    """,
    "nobody helps on a yes that was taken back": """
    SELECT count(*) FROM koos.consent n JOIN koos.casus c ON c.client = n.client JOIN koos.appointment_case x ON x.casus = c.id
    JOIN koos.appointment a ON a.id = x.appointment
    WHERE n.purpose = 'treatment' AND n.withdrawn_at <= a.starts_at AND a.status IN ('gepland', 'bevestigd', 'gerealiseerd', 'no-show')
    """,
    "others read the plan by consent or by law": """
    SELECT count(*) FROM koos.casus_participant b JOIN koos.casus c ON c.id = b.casus WHERE b.reads <> 'nothing' AND b.ground IS NULL
      AND NOT EXISTS (SELECT FROM koos.consent n WHERE n.client = c.client AND n.purpose = 'share' AND n.with_whom = b.kind
        AND NOT n.refused AND n.withdrawn_at IS NULL)
    """,
    "who read in an emergency is told of, in the case and in the log": """
    SELECT count(*) FROM koos.emergency e WHERE NOT EXISTS (SELECT FROM koos.casus_fact f WHERE f.number = e.fact AND f.casus = e.casus
        AND f.what = 'emergency' AND f.worker = e.worker AND f.recorded_at = e.at)
      OR NOT EXISTS (SELECT FROM koos.access_log l WHERE l.casus = e.casus AND l.worker = e.worker AND l.action = 'breakglass' AND l.emergency AND l.at = e.at)
      OR EXISTS (SELECT FROM koos.casus_owner o WHERE o.casus = e.casus AND o.team = e.team)
    """,
    "all entries of the log are sealed":
      "SELECT (SELECT count(*) FROM koos.access_log) - (SELECT max(s.number) FROM koos.seal s)",
    "the months of the log are there": "SELECT count(*) FROM koos.access_log_rest",
  ]

  @Test("two seedings in two clusters lay the same, octet for octet, and all of it holds")
  func same() throws {
    let pair = try Pair()
    // The other cluster is later and has done something before, as any other has.
    for _ in 0..<9 { try Script.run("SELECT pg_current_xact_id()", conninfo: pair.other.conninfo) }
    try pair.lay("year", "200", years: 12)
    let dumps = try [pair.one, pair.other].map {
      try TestCluster.dump($0.conninfo(database: "year", user: "postgres"), "--data-only")
    }
    #expect(dumps[0].count > 30_000)
    let differences = Set(dumps[0]).symmetricDifference(dumps[1]).sorted().prefix(9)
    #expect(differences.isEmpty, "\(differences)")
    let isSame = dumps[0] == dumps[1]
    #expect(isSame)
    let now =
      "SELECT set_config('koos.now', extract(epoch FROM '2021-01-01 00:00'::timestamptz)::bigint::text, false); "
    for (rule, sql) in Self.invariants.sorted(by: { $0.key < $1.key }) {
      let found = try pair.ask("year", now + sql)[0].first?.first ?? nil
      #expect(found == "0", "\(rule)")
    }
  }

  @Test("the same rows laid one by one, with every trigger at work, make the same tables")
  func triggers() throws {
    let pair = try Pair()
    try pair.lay("year", "60", other: ["--by-triggers"])
    let tables = try pair.ask(
      "year",
      """
      SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname = 'koos' AND c.relkind IN ('r', 'p') AND NOT c.relispartition ORDER BY 1
      """)[0].compactMap { $0[0] }
    // What is a matter of the moment rows are written, or of the one who writes.
    let moments: [String: String] = [
      // Who answers an invitation moves the case's revision, here by what is there already.
      "casus": "to_jsonb(t) - 'rev'",
      // A fact keeps the entry as it is by then: of rows that come as they are to stand, as it ends.
      "waiting_fact": "to_jsonb(t) - 'state'",
      // Changed on the day it was laid.
      "dossier_change": "to_jsonb(t) - 'on_day'",
      "version": "1", "installation": "1",
      // A trigger tells of what it sees just now.
      "event": "1",
    ]
    for table in tables {
      let value = moments[table] ?? "t"
      let rows = try pair.ask(
        "year",
        "SELECT count(*), md5(string_agg(x, '|' ORDER BY x COLLATE \"C\")) FROM (SELECT DISTINCT (\(value))::text AS x FROM koos.\(table) t) s"
      )
      #expect(rows[0] == rows[1], "\(table)")
    }
    let count = try pair.ask("year", "SELECT count(*) FROM koos.access")
    #expect(count[0].first?.first.flatMap { $0 }.flatMap { Int($0) } ?? 0 > 2_000)
  }

  @Test("with a key most children have a number of the range for tests, under that key alone")
  func numbers() throws {
    let home = try Home()
    let file = home.data + ".key"
    defer { try? File.remove(file) }
    let laid = try Self.seed(["--data", home.data, "--scale", "60", "--key", file])
    #expect(laid.status == 0 && laid.said.contains("--key \(file)"), "\(laid.said)")
    let key = String(decoding: try File.read(file), as: UTF8.self)
    let daemon = try Daemon(home, ["--demo", "--clock", "2021-01-04T08:00", "--key", file])
    let told = try Script.ask(
      """
      SELECT count(*), count(k.bsn), count(DISTINCT d.digits), bool_and(d.digits BETWEEN '999900006' AND '999999990'),
        bool_and((SELECT sum(substr(d.digits, n, 1)::integer * CASE n WHEN 9 THEN -1 ELSE 10 - n END) % 11 = 0 FROM generate_series(1, 9) n))
      FROM koos.client k CROSS JOIN LATERAL (SELECT koos.unlocked(k.bsn, '\(key)') AS digits) d
      """, conninfo: home.owner)
    #expect(told == [["60", "55", "55", "t", "t"]])
    #expect(try daemon.client().ask("ping").code == "ok")
  }

  @Test("of two seedings at once one lays the year, and the other is refused")
  func atOnce() throws {
    let cluster = try TestCluster()
    try Script.run("CREATE DATABASE year", conninfo: cluster.conninfo)
    let conninfo = cluster.conninfo(database: "year", user: "postgres")
    let laid = try ChildProcess.run(
      [Daemon.program, "init", "--database", conninfo], environment: Environment.all(), directory: "/")
    try #require(laid.succeeded, "\(laid.output)")
    // Neither is let in before both have come.
    let gate = try Loading(conninfo: conninfo)
    try gate.run("BEGIN; LOCK TABLE koos.client IN EXCLUSIVE MODE")
    let both = try (0..<2).map { _ in
      try ChildProcess(
        ["/usr/bin/timeout", "300", Daemon.program, "seed", "--database", conninfo, "--scale", "60"],
        environment: Environment.all())
    }
    let waiting = "SELECT count(*) FROM pg_locks l WHERE NOT l.granted AND l.relation = 'koos.client'::regclass"
    let haveCome = try eventuallyBlocking { try Script.ask(waiting, conninfo: conninfo) == [["2"]] }
    #expect(haveCome)
    try gate.run("COMMIT")
    let ends = try both.map { try $0.wait() }
    #expect(ends.contains(.exited(0)) && ends.contains(.exited(78)), "\(ends)")
    #expect(try Script.ask("SELECT count(*) FROM koos.client", conninfo: conninfo) == [["60"]])
  }

  @Test("a year is laid once, by nobody beside a daemon, and a daemon goes on from it")
  func goingOn() throws {
    let home = try Home()
    let laid = try Self.seed(["--data", home.data, "--scale", "60", "--year", "2020"])
    #expect(
      laid.status == 0 && laid.said.contains("koosd serve --data \(home.data) --demo --clock 2021-01-04T08:00"),
      "\(laid.said)")
    #expect(!laid.said.contains("\r"))
    let again = try Self.seed(["--data", home.data, "--scale", "60"])
    #expect(again.status == 78 && again.said.contains("knows children already"))

    let daemon = try Daemon(home, ["--demo", "--clock", "2021-01-04T08:00"])
    let beside = try Self.seed(["--data", home.data, "--scale", "60"])
    #expect(beside.status == 78 && beside.said.contains("Another koosd serves"))
    let elsewhere = try Self.seed(["--database", home.owner, "--scale", "60"])
    #expect(elsewhere.status == 78 && elsewhere.said.contains("A daemon serves the database"))
    let client = try daemon.client()
    let count = try Script.ask("SELECT count(*), max(c.id) FROM koos.client c", conninfo: home.owner)
    #expect(count == [["60", "60"]])
    let added = client.ask(#"client.add "Demo Nieuw" birth=2012-05-01 postcode=3521SA gender=V as=f.een"#)
    #expect(added["client"] == .string("J-61"), "\(added)")
    let opened = client.ask(
      #"case.open client=J-61 question="Demo: en nu?" referrer=buurtteam basecamp=basecamp-zuidwest buurtteam=buurtteam-zuidwest-1 as=f.een"#
    )
    #expect(opened["case"] == .string("C-61"), "\(opened)")
    #expect(client.ask("audit.verify as=p.privacy").code == "ok")
    #expect(client.ask("whoami")["login"] == .string("admin"))
  }
}

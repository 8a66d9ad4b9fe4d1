import TestKit
import Testing
import Wire

@Suite("Destroying a dossier")
struct DestructionTests {
  private static let mark = "Onmiskenbaar"

  /// Beside the child a city of others: each with a case, an owner, a note, and every fifth on a list.
  private static let city = """
    SET session_replication_role = replica;
    CREATE TEMPORARY TABLE last AS SELECT (SELECT max(id) FROM koos.client WHERE id < 1000000) AS client, (SELECT max(id) FROM koos.casus WHERE id < 1000000) AS casus;
    INSERT INTO koos.resource (id, kind) SELECT (1::bigint << 50) + n, 'client' FROM generate_series(1, 5000) n;
    INSERT INTO koos.client (id, name, birth_on, postcode, wijk, resource, added_by, added_team) OVERRIDING SYSTEM VALUE
    SELECT l.client + n, 'Demo Ander ' || n, k.birth_on, k.postcode, k.wijk, (1::bigint << 50) + n, k.added_by, k.added_team
    FROM last l, generate_series(1, 5000) n JOIN koos.client k ON k.id = 1 + n % 240;
    INSERT INTO koos.casus (id, client, urgency, referrer, wijk, consortium, regie, opened_by) OVERRIDING SYSTEM VALUE
    SELECT l.casus + n, l.client + n, 'regulier', 'huisarts', c.wijk, c.consortium, c.regie, c.opened_by
    FROM last l, generate_series(1, 5000) n JOIN koos.casus c ON c.id = 1 + n % 240;
    INSERT INTO koos.casus_owner (casus, team) SELECT l.casus + n, (SELECT min(o.team) FROM koos.casus_owner o WHERE o.casus = 1 + n % 240) FROM last l, generate_series(1, 5000) n;
    INSERT INTO koos.casus_note (id, casus, text, worker, team) OVERRIDING SYSTEM VALUE
    SELECT 1000000 + n, l.casus + n, 'Van een ander ' || n, 1, 1 FROM last l, generate_series(1, 5000) n;
    INSERT INTO koos.dossier_change (client, on_day) SELECT l.client + n, koos.today() FROM last l, generate_series(1, 5000) n;
    RESET session_replication_role;
    """

  /// Puts a word of its own into every text of the child's file, by the catalogue of columns: what is refused is a closed
  /// set. The ways from a table to the child are those by which a change of it is noticed.
  private static func marking(_ client: String) -> String {
    """
    SET session_replication_role = replica;
    CREATE TEMPORARY TABLE marked (name text, piece text, rows bigint);
    DO $do$
    DECLARE
      one record;
      piece record;
      cases integer[] := array(SELECT id FROM koos.casus WHERE client = \(client));
      meetings integer[] := array(SELECT x.appointment FROM koos.appointment_case x WHERE x.casus = ANY (cases)
        EXCEPT SELECT x.appointment FROM koos.appointment_case x WHERE x.casus <> ALL (cases) OR koos.group_of(x.appointment) IS NOT NULL);
      consults integer[] := array(SELECT id FROM koos.consult WHERE casus = ANY (cases) UNION SELECT consult FROM koos.consult_identity WHERE client = \(client));
      place text;
      found bigint;
    BEGIN
      FOR one IN SELECT DISTINCT t.tgrelid::regclass AS name, c.relname, trim('\\000' FROM encode(t.tgargs, 'escape')) AS way
        FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid WHERE t.tgname = 'dossier_changed'
      LOOP
        place := CASE one.way WHEN 'id' THEN 'id = \(client)' WHEN 'client' THEN 'client = \(client)'
          WHEN 'casus' THEN format('casus = ANY (%L)', cases) WHEN 'appointment' THEN format('appointment = ANY (%L)', meetings)
          WHEN 'meeting' THEN format('id = ANY (%L)', meetings) WHEN 'consult' THEN format('consult = ANY (%L)', consults)
          WHEN 'asked' THEN format('id = ANY (%L)', consults)
          WHEN 'goal' THEN format('goal IN (SELECT id FROM koos.casus_goal WHERE casus = ANY (%L))', cases)
          WHEN 'proposal' THEN format('proposal IN (SELECT id FROM koos.proposal WHERE casus = ANY (%L))', cases)
          WHEN 'entry' THEN format('entry IN (SELECT id FROM koos.waiting_entry WHERE casus = ANY (%L))', cases) END;
        EXECUTE format('SELECT count(*) FROM %s WHERE %s', one.name, place) INTO found;
        INSERT INTO marked VALUES (one.relname, NULL, found);
        FOR piece IN SELECT i.column_name AS name, i.data_type FROM information_schema.columns i
          WHERE i.table_schema = 'koos' AND i.table_name = one.relname AND i.is_generated = 'NEVER'
            AND i.data_type IN ('text', 'jsonb', 'json', 'bytea', 'character varying', 'ARRAY')
            AND NOT EXISTS (SELECT FROM pg_constraint k JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = ANY (k.conkey)
              WHERE k.contype = 'f' AND k.conrelid = one.name AND a.attname = i.column_name)
        LOOP
          BEGIN
            EXECUTE format('UPDATE %s SET %I = %s WHERE %s', one.name, piece.name, CASE piece.data_type
              WHEN 'jsonb' THEN format('jsonb_build_object(%L, %L)', 'x', '\(mark)' || one.relname) WHEN 'bytea' THEN format('%L::bytea', '\(mark)' || one.relname)
              WHEN 'ARRAY' THEN format('ARRAY[%L]', '\(mark)' || one.relname) ELSE format('%L', '\(mark)' || one.relname) END, place);
            GET DIAGNOSTICS found = ROW_COUNT;
            INSERT INTO marked VALUES (one.relname, piece.name, found);
          EXCEPTION WHEN check_violation THEN NULL;
          END;
        END LOOP;
      END LOOP;
    END $do$;
    RESET session_replication_role;
    SELECT name, piece, rows FROM marked ORDER BY 1, 2;
    """
  }

  @Test(
    "in a city of thousands it leaves no trace in a dump but the fact and the log's codes, and touches nobody else's")
  func leavesNoTrace() async throws {
    try await DossierCity.with { dossier in
      let city = dossier.care
      let number = String(dossier.client.dropFirst(2))
      _ = try city.sql(Self.city)
      await city.does([
        ("f.lead", "dossier.destroy \(dossier.client) request=parents"),
        ("p.privacy", "dossier.destroy \(dossier.client) decision=refused reason=\(Self.mark)"),
        ("f.lead", "dossier.destroy \(dossier.client) request=youth"),
        ("t.lead", "appointment.change \(dossier.appointment) type=overig"),
      ])
      let types =
        "SELECT count(*) FROM koos.formerly WHERE kind = 'appointment_detail' AND thing = \(dossier.appointment.dropFirst(2))"
      #expect(try city.sql(types) == [["1"]])
      let marked = try city.sql(Self.marking(number)).filter { $0.count == 3 }
      let empty = marked.filter { $0[1] == nil && $0[2] == "0" }.map { $0[0] }
      #expect(empty == [], "every table of the file holds something of the child")
      let words = Set(marked.filter { $0[1] != nil && $0[2] != "0" }.map { "\($0[0] ?? "").\($0[1] ?? "")" })
      #expect(
        words.isSuperset(of: [
          "client.name", "casus_note.text", "relation.contact", "consent.with_whom", "waiting_fact.text",
          "appointment_detail.note", "appointment_guest.label", "consult_entry.text", "dossier_statement.text",
          "casus_fact.detail", "client.bsn", "appointment.link",
        ]), "\(words.sorted())")
      let before = Set(try city.city.dump())
      #expect(before.count { $0.contains(Self.mark) } > words.count, "the word stands in all of them")

      let granted = await city.ask("dossier.destroy \(dossier.client) decision=granted once=weg", as: "p.privacy")
      #expect(granted.code == "ok" && granted["request"]?.string == "youth", "\(granted)")
      #expect(!granted.description.contains(number), "what is kept of the reply names no code")
      #expect(try city.sql(types) == [["0"]], "nor what an appointment was about before")
      let after = Set(try city.city.dump())

      let traces = after.filter { line in
        line.contains(Self.mark)
          || line.contains(DossierCity.numbers)
            && !["INSERT INTO koos.access_log", "INSERT INTO koos.destruction", "SELECT pg_catalog.setval"].contains {
              line.hasPrefix($0)
            }
      }
      #expect(traces.isEmpty, "\(traces.prefix(5))")
      // What else went or came is what was the child's, and the time of who was to meet it.
      let changed = [
        "access_log", "appointment", "appointment_case", "appointment_detail", "appointment_guest",
        "appointment_cancellation", "appointment_change", "consult", "consult_entry", "consult_fact", "destruction",
        "event", "formerly", "ledger", "occupied", "resource",
      ]
      func others(_ lines: Set<String>) -> [String] {
        lines.filter { line in
          line.hasPrefix("INSERT INTO koos.") && !line.contains(DossierCity.numbers) && !line.contains(Self.mark)
            // Who read the consult because of the case it grew into.
            && !(line.hasPrefix("INSERT INTO koos.access ") && line.contains("'consult'") && line.contains("'owner'"))
            && !changed.contains {
              line.hasPrefix("INSERT INTO koos.\($0) ") || line.hasPrefix("INSERT INTO koos.\($0)_2")
            }
        }
      }
      #expect(others(before.subtracting(after)) == [])
      #expect(others(after.subtracting(before)) == [])
      let shared = await city.ask("appointment.show \(dossier.shared)", as: "o.een")
      #expect(shared["status"]?.string == "gepland" && shared["note"]?.string == "Over beide kinderen", "\(shared)")
    }
  }

  @Test("who was to meet the child has the time again and hears why, and its teams hear that it is gone")
  func frees() async throws {
    try await DossierCity.with { dossier in
      let city = dossier.care
      func busy() async -> [String?] {
        await city.ask("appointment.list worker=o.een from=2026-03-10 to=2026-03-14 status=gepland", as: "t.lead").rows
          .map {
            $0["appointment"]?.string
          }
      }
      #expect(await busy() == [dossier.appointment, dossier.shared])
      await city.does([
        ("f.lead", "dossier.destroy \(dossier.client) request=parents"),
        ("p.privacy", "dossier.destroy \(dossier.client) decision=granted reason=\"Op verzoek\""),
      ])
      #expect(await busy() == [dossier.shared])
      let again = await city.ask(
        "appointment.book type=mdo at=2026-03-10T13:00 minutes=60 with=o.een mode=online", as: "t.lead")
      #expect(again.code == "ok", "\(again)")
      let told = await city.desk("o.een", until: 2) { $0["text"]?.string?.contains("vernietigd") == true }
      #expect(Set(told.map { $0["thing"]?.string }) == [dossier.appointment, ""], "\(told)")
      let team = await city.desk("f.lead", until: 1) { $0["text"]?.string?.contains("vernietigd") == true }
      #expect(team.map { $0["text"]?.string } == ["Een dossier van uw team is vernietigd."], "\(team)")
      await city.refuses([
        ("client.show \(dossier.client)", "f.een", "not-found.client", "id"),
        ("case.show \(dossier.casus)", "f.een", "not-found.case", "id"),
        ("dossier.destroy \(dossier.client) request=youth", "f.lead", "not-found.client", "id"),
        ("dossier.destroy \(dossier.client) decision=granted", "p.privacy", "state.client", nil),
      ])
      let stray = try city.strayAccess()
      #expect(stray == [])
    }
  }

  @Test("told again under its token it is told again, though the client is gone")
  func once() async throws {
    try await CareCity.with { city in
      let client = try await city.client()
      _ = try await city.casus(of: client)
      await city.does([("f.lead", "dossier.destroy \(client) request=youth")])
      let line = "dossier.destroy \(client) decision=granted once=weg"
      let tried = await city.ask(line.replacing(" once=weg", with: " dry-run=yes"), as: "p.privacy")
      #expect(tried["dry_run"]?.bool == true, "\(tried)")
      #expect(await city.ask("client.show \(client)").code == "ok", "what is tried is not done")
      let first = await city.ask(line, as: "p.privacy")
      let second = await city.ask(line, as: "p.privacy")
      #expect(first.code == "ok" && second["replayed"]?.bool == true, "\(first) \(second)")
      #expect(second["decided_at"] == first["decided_at"])
    }
  }

  @Test("a colleague who works in the file while it is destroyed is refused, or what he did goes with it")
  func race() async throws {
    try await CareCity.with { city in
      for round in 0..<6 {
        let client = try await city.client()
        let casus = try await city.casus(of: client)
        await city.does([("f.lead", "dossier.destroy \(client) request=youth")])
        let day = "2026-03-\(10 + round)T09:00"
        async let destroyed = city.ask("dossier.destroy \(client) decision=granted", as: "p.privacy")
        async let noted = city.ask("case.note \(casus) text=Laatste")
        async let stated = city.ask("dossier.correct \(client) text=Zo", as: "f.lead")
        async let booked = city.ask(
          "appointment.book case=\(casus) type=overig at=\(day) minutes=60 with=f.een mode=online note=Laatste")
        let codes = await [destroyed, noted, stated, booked].map(\.code)
        #expect(codes[0] == "ok" && codes.allSatisfy { !$0.hasPrefix("internal") && !$0.hasPrefix("busy") }, "\(codes)")
        #expect(
          try city.sql("SELECT count(*) FROM koos.appointment_detail WHERE note = 'Laatste'") == [["0"]], "\(codes)")
        #expect(try city.sql("SELECT count(*) FROM koos.ledger WHERE reply LIKE '%\(casus)\"%'") == [["0"]], "\(codes)")
      }
    }
  }
}

package import Postgres

/// The SQL that lays a year of made-up work, and builds from its rows what triggers keep when work is done one by one.
package enum Seeding {
  /// How many children there are: a year is laid only where there is none. Asked under the lock of `begin`, as of two at once the
  /// second has waited there for the first.
  package static let children = "SELECT count(*) FROM koos.client"

  /// Begins the one transaction all of it is laid in, where nobody else lays any.
  package static let begin = """
    SET TimeZone = 'Europe/Amsterdam';
    SET search_path = '';
    SET work_mem = '128MB';
    SET jit = off;
    BEGIN;
    LOCK TABLE koos.client, koos.casus IN EXCLUSIVE MODE
    """

  /// Goes on as if at a midnight local time.
  ///
  /// Rows come as they are to stand, so no trigger is to fire for any of them, which only a superuser may say; what the
  /// triggers would have kept follows from the rows, by the functions the triggers call.
  ///
  /// - Parameter withTriggers: whether they fire all the same, but for the one that judges a decision when it is made, which of
  ///   one made long ago it cannot.
  package static func prepare(at midnight: String, withTriggers: Bool) -> String {
    """
    \(withTriggers ? "ALTER TABLE koos.proposal DISABLE TRIGGER proposal_decided" : "SET LOCAL session_replication_role = replica");
    SELECT set_config('koos.now', extract(epoch FROM '\(midnight) 00:00'::timestamptz)::bigint::text, true)
    """
  }

  /// Makes what the laying of the database took from the machine, its clock, its chance, its transactions, that of the year: so
  /// the same year is the same wherever and whenever it is laid, and whoever serves it by a clock of that time is the same
  /// administrator.
  ///
  /// - Parameter name: what tells this year from others, of which the installation's name is made (RFC 9562 §5.8).
  package static func found(_ year: Int, name: String) -> String {
    """
    UPDATE koos.os_user u SET valid = tstzrange(koos.midnight('\(year)-01-01'), NULL)
    WHERE upper_inf(u.valid) AND lower(u.valid) > koos.midnight('\(year)-01-01')
      AND NOT EXISTS (SELECT FROM koos.os_user o WHERE o.uid = u.uid AND o.valid <> u.valid);
    UPDATE koos.event e SET at = least(e.at, koos.now()), xid = '\(earliest)' WHERE e.topic = 'mark' AND e.cause = 'laid';
    UPDATE koos.version v SET laid_at = least(v.laid_at, koos.midnight('\(year)-01-01'));
    UPDATE koos.installation i SET id = overlay(overlay(md5('koosd seed \(name)') PLACING '8' FROM 13) PLACING '8' FROM 17)::uuid
    """
  }

  /// A transaction before all others.
  package static let earliest = 3

  /// Wijken: slug, number of the consortium, postcodes.
  package static let wijken = """
    SELECT w.slug, c.organisation, (SELECT string_agg(p.pc4, ' ' ORDER BY p.pc4) FROM koos.postcode_area p WHERE p.wijk = w.slug)
    FROM koos.wijk w JOIN koos.wijk_consortium c ON c.wijk = w.slug AND c.valid @> koos.today() ORDER BY w.code
    """

  /// Teams that own cases: number, slug, kind, wijk, place, rooms as number:capacity, organisations of its people, lead.
  package static let teams = """
    SELECT t.id, t.slug, t.kind, x.wijk, p.id,
      (SELECT string_agg(r.id || ':' || r.capacity, ' ' ORDER BY r.id) FROM koos.room r WHERE r.place = p.id),
      (SELECT string_agg(o.id::text, ' ' ORDER BY o.id) FROM koos.organisation o
        WHERE CASE t.kind WHEN 'basecamp' THEN o.parent = t.organisation ELSE o.id = t.organisation END),
      (SELECT min(m.worker) FROM koos.member m WHERE m.team = t.id AND m.role IN ('lead', 'gezinswerker')
        AND m.role = (SELECT max(n.role) FROM koos.member n WHERE n.team = t.id AND n.role IN ('lead', 'gezinswerker')))
    FROM koos.team t JOIN koos.team_wijk x ON x.team = t.id JOIN koos.place p ON p.slug = t.slug
    WHERE t.kind IN ('basecamp', 'buurtteam') ORDER BY t.id
    """

  /// Days on which teams are closed, in a year and the next, as days after 1970-01-01.
  package static func closed(_ year: Int) -> String {
    "SELECT h.day - date '1970-01-01' FROM koos.holiday h WHERE h.closed AND extract(year FROM h.day) IN (\(year), \(year + 1)) ORDER BY 1"
  }

  /// The days that end in summer time, as the first and the day after the last, as days after 1970-01-01.
  package static func summer(_ year: Int) -> String {
    """
    SELECT min(d.day) - date '1970-01-01', max(d.day) + 1 - date '1970-01-01'
    FROM (SELECT make_date(\(year), 1, 1) + n AS day FROM generate_series(0, 365) n) d
    WHERE extract(year FROM d.day) = \(year) AND extract(timezone FROM d.day + time '12:00' AT TIME ZONE 'Europe/Amsterdam') = 7200
    """
  }

  /// School holidays as first day and the day after the last, as days after 1970-01-01.
  package static let schoolHolidays = """
    SELECT lower(s.during) - date '1970-01-01', upper(s.during) - date '1970-01-01' FROM koos.school_holiday s ORDER BY 1
    """

  /// The last number given out of a table, 0 where none was.
  package static func last(of table: String, _ key: String) -> String {
    "coalesce(pg_sequence_last_value(pg_get_serial_sequence('koos.\(table)', '\(key)')::regclass), 0)"
  }

  /// The last number of what can be occupied, the administrator, the transaction of the log's entries: where there is no entry
  /// yet they come before all there will be, and do not depend on what else happened to the cluster.
  package static let beginnings = """
    SELECT coalesce(pg_sequence_last_value('koos.resource_number'::regclass), 0), (SELECT w.id FROM koos.worker w WHERE w.login = 'admin'),
      CASE WHEN EXISTS (SELECT FROM koos.access_log) OR EXISTS (SELECT FROM koos.seal) THEN pg_current_xact_id()::text ELSE '\(earliest)' END
    """

  /// A COPY of rows in PostgreSQL's text.
  package static func copy(_ table: String, _ columns: String) -> String {
    "COPY koos.\(table) (\(columns)) FROM STDIN"
  }

  /// Makes the months of the access log in a year, and leaves no empty one of another time.
  package static func months(_ year: Int) -> String {
    """
    DO $$
    DECLARE
      now CONSTANT text := current_setting('koos.now');
      month text;
      is_empty boolean;
    BEGIN
      FOR month IN SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid WHERE i.inhparent = 'koos.access_log'::regclass
          AND c.relname NOT IN ('access_log_rest', 'access_log_\(year + 1)01', 'access_log_\(year + 1)02', 'access_log_\(year + 1)03')
          AND c.relname !~ '^access_log_\(year)' LOOP
        EXECUTE format('SELECT NOT EXISTS (SELECT FROM koos.%I)', month) INTO is_empty;
        IF is_empty THEN EXECUTE format('DROP TABLE koos.%I', month); END IF;
      END LOOP;
      FOR quarter IN 0 .. 3 LOOP
        PERFORM set_config('koos.now', extract(epoch FROM koos.midnight(make_date(\(year), 1 + 3 * quarter, 1)))::bigint::text, true);
        PERFORM koos.make_log_partitions();
      END LOOP;
      PERFORM set_config('koos.now', now, true);
      PERFORM koos.make_log_partitions();
    END
    $$
    """
  }

  /// Lets PostgreSQL look at what was laid, before it plans with it.
  package static let analyze = """
    DO $$
    DECLARE
      one text;
    BEGIN
      FOR one IN SELECT format('%I.%I', n.nspname, c.relname) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = 'koos' AND c.relkind = 'r' AND NOT c.relispartition ORDER BY 1 LOOP
        EXECUTE 'ANALYZE ' || one;
      END LOOP;
    END
    $$
    """

  /// Takes the time of all who and what the appointments need, and of who is absent: what `koos.occupy` and
  /// `koos.lay_absences` do for one of them.
  package static let occupy = """
    INSERT INTO koos.occupied (resource, during, holder, appointment, place, home_wijk, expires_at)
    SELECT n.resource, n.during, CASE WHEN f.id IS NULL THEN 'appointment' ELSE 'offer' END, n.id, CASE WHEN n.travels THEN n.place END,
      CASE WHEN n.travels THEN n.home_wijk END, f.expires_at FROM (
      SELECT k.resource, koos.taken(k.resource, a.starts_at, a.ends_at) AS during, w.mode = 'on-site' AS travels, a.id, a.place, a.home_wijk
        FROM koos.appointment a JOIN koos.appointment_worker w ON w.appointment = a.id JOIN koos.worker k ON k.id = w.worker
        WHERE a.status IN (\(taking))
      UNION ALL SELECT DISTINCT k.resource, tstzrange(a.starts_at, a.ends_at), false, a.id, NULL::integer, NULL
        FROM koos.appointment a JOIN koos.appointment_case c ON c.appointment = a.id JOIN koos.casus s ON s.id = c.casus
        JOIN koos.client k ON k.id = s.client WHERE c.mode <> 'none' AND a.status IN (\(taking))
      UNION ALL SELECT r.resource, tstzrange(a.starts_at, a.ends_at), false, a.id, NULL, NULL
        FROM koos.appointment a JOIN koos.room r ON r.id = a.room WHERE a.status IN (\(taking))
    ) n LEFT JOIN koos.offer f ON f.appointment = n.id AND f.status = 'open' ORDER BY n.resource, n.during;
    INSERT INTO koos.occupied (resource, during, holder)
    SELECT w.resource, tstzrange(a.from_at, a.to_at), 'absence' FROM koos.absence a JOIN koos.worker w ON w.id = a.worker ORDER BY a.id
    """

  private static let taking = "'voorstel', 'gepland', 'bevestigd', 'gerealiseerd', 'no-show'"

  /// How appointments stood before they were accepted or let go, switched, confirmed, attended or cancelled: what `koos.keep_former` keeps of them.
  package static let formerly = """
    INSERT INTO koos.formerly (kind, thing, state, superseded_at)
    SELECT 'appointment', x.id, jsonb_build_object('id', x.id, 'starts_at', x.starts_at, 'ends_at', x.ends_at, 'mode', x.mode, 'status', x.status,
      'booked_at', x.booked_at), x.at FROM (
      SELECT a.id, h.starts_at, h.ends_at, h.mode, h.status, a.booked_at, h.changed_at AS at
        FROM koos.appointment_change h JOIN koos.appointment a ON a.id = h.appointment
      UNION ALL SELECT a.id, a.starts_at, a.ends_at, a.mode, 'gepland', a.booked_at, coalesce(n.cancelled_at, a.ends_at)
        FROM koos.appointment a LEFT JOIN koos.appointment_cancellation n ON n.appointment = a.id WHERE a.status NOT IN ('voorstel', 'vervallen', 'gepland', 'bevestigd')
      UNION ALL SELECT o.appointment, s.starts_at, s.ends_at, s.mode, 'voorstel', o.made_at, o.decided_at
        FROM koos.offer o JOIN koos.slot s ON s.id = o.slot WHERE o.status <> 'open'
    ) x ORDER BY x.at, x.id
    """

  /// Whose each login is: what `koos.worker_goes_by` keeps of one of them.
  package static let logins = """
    INSERT INTO koos.login (login, worker) SELECT w.login, w.id FROM koos.worker w ORDER BY w.id ON CONFLICT ON CONSTRAINT login_key DO NOTHING
    """

  /// Who may see what, by the view the guards refresh it from.
  package static let access = "SELECT koos.refresh_all_access()"

  /// Who may see what in an emergency: what `koos.break_glass` does for one of them.
  package static let emergencies = """
    SELECT koos.refresh_access('case', e.casus), koos.refresh_access('client', c.client) FROM koos.emergency e
    JOIN koos.casus c ON c.id = e.casus ORDER BY e.id;
    SELECT koos.refresh_access('consult', q.id) FROM koos.emergency e JOIN koos.consult q ON q.casus = e.casus ORDER BY q.id
    """

  /// When consents are to be reviewed.
  package static let reviews =
    "SELECT koos.plan_consents(ARRAY(SELECT DISTINCT t.client FROM koos.consent t ORDER BY t.client))"

  private static let identifying = Statement(
    """
    UPDATE koos.client k SET bsn = koos_extension.pgp_sym_encrypt(n.digits, $2, 'cipher-algo=aes256'), bsn_mark = \(Clients.mark("n.digits", "$2"))
    FROM unnest($1::text[]) WITH ORDINALITY n(digits, place)
    JOIN (SELECT c.id, row_number() OVER (ORDER BY c.id) AS place FROM koos.client c WHERE c.id % 12 <> 0) c ON c.place = n.place
    WHERE k.id = c.id
    """)

  /// Gives children these numbers under a key, but for one in twelve, whose BSN nobody has established yet.
  package static func identify(_ numbers: [String], key: String) -> Query {
    identifying(.array(numbers.map(Optional.some)), .text(key))
  }

  /// What the quarters of the year reported of who waited.
  package static let quarters = "SELECT koos.take_snapshots()"

  /// Lets the next of a table get the number after these.
  package static func number(_ table: String, _ key: String, _ last: Int) -> String {
    "SELECT setval(pg_get_serial_sequence('koos.\(table)', '\(key)'), \(last)) WHERE \(last) > 0"
  }

  /// The same for what can be occupied.
  package static func resources(_ last: Int) -> String {
    "SELECT setval('koos.resource_number', \(last)) WHERE \(last) > 0"
  }

  /// Ends what `begin` began.
  package static func end(withTriggers: Bool) -> String {
    withTriggers
      ? "SET CONSTRAINTS ALL IMMEDIATE; ALTER TABLE koos.proposal ENABLE TRIGGER proposal_decided; COMMIT" : "COMMIT"
  }

  /// Seals the access log to its end.
  package static let seal = """
    DO $$ BEGIN WHILE koos.seal_log() > 0 LOOP NULL; END LOOP; END $$
    """
}

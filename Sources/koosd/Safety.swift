internal import Postgres
internal import Records

// Whether the role and the server one is given keep clients' data as the schema means it.
extension Laying {
  /// Refuses a role that row security would not hold, or that could make itself one.
  ///
  /// It looks at who logged in as well as at whose rights hold now: a role that was put on can be taken off again, and
  /// membership is enough to put one on.
  static func checkRole(conninfo: String) throws {
    let rows = try refusing { () throws(DatabaseError) in try Script.ask(power, conninfo: conninfo) }
    guard let power = rows.first?.first ?? nil else { return }
    throw Refusal(
      .configuration,
      """
      The daemon must not be superuser, owner of the schema, or beyond row security, nor able to become it (\(power)); \
      connect as koosd.
      """)
  }

  private static let power = """
    SELECT min(x.what) FROM (
      SELECT DISTINCT concat_ws(' ', m.name, CASE WHEN r.rolname <> m.name THEN 'may be ' || r.rolname END,
        CASE WHEN r.rolsuper THEN 'is superuser' WHEN r.rolbypassrls THEN 'bypasses row security'
          WHEN r.rolcreaterole THEN 'makes roles' WHEN r.rolreplication THEN 'replicates'
          WHEN r.rolname ~ '^pg_(read|write|execute)_' THEN 'is no plain role' ELSE 'owns' END) AS what
      FROM (SELECT current_user UNION SELECT session_user) m(name)
      JOIN pg_catalog.pg_roles r ON pg_catalog.pg_has_role(m.name, r.oid, 'MEMBER')
      WHERE r.rolsuper OR r.rolbypassrls OR r.rolcreaterole OR r.rolreplication
        OR r.rolname IN ('pg_read_all_data', 'pg_write_all_data', 'pg_read_server_files', 'pg_write_server_files',
          'pg_execute_server_program')
        OR r.oid IN (SELECT n.nspowner FROM pg_catalog.pg_namespace n WHERE n.nspname IN ('koos', 'koos_extension')
          UNION SELECT c.relowner FROM pg_catalog.pg_class c WHERE c.relnamespace = 'koos'::regnamespace
          UNION SELECT p.proowner FROM pg_catalog.pg_proc p WHERE p.pronamespace = 'koos'::regnamespace
          UNION SELECT d.datdba FROM pg_catalog.pg_database d WHERE d.datname = current_database())
      UNION SELECT m.name || ' may make things in ' || n.nspname
      FROM (SELECT current_user UNION SELECT session_user) m(name), pg_catalog.pg_namespace n
      WHERE n.nspname IN ('koos', 'koos_extension', 'public') AND pg_catalog.has_schema_privilege(m.name, n.oid, 'CREATE')
    ) x
    """

  /// Refuses a role from which row security would hide BSNs that are to be turned.
  static func checkPower(conninfo: String) throws {
    let rows = try refusing { () throws(DatabaseError) in
      try Script.ask(
        "SELECT FROM pg_catalog.pg_roles r WHERE r.rolname = current_user AND r.rolsuper", conninfo: conninfo)
    }
    if rows.isEmpty { throw Refusal(.configuration, "Connect as a superuser, as for koosd init.") }
  }

  /// How many sessions of daemons the database has; nil where there are none.
  static func daemons(conninfo: String) throws -> String? {
    let rows = try refusing { () throws(DatabaseError) in
      try Script.ask(
        """
        SELECT count(*) || ' sessions' FROM pg_catalog.pg_stat_activity a
        WHERE a.datname = current_database() AND a.usename = 'koosd' HAVING count(*) > 0
        """, conninfo: conninfo)
    }
    return rows.first?.first ?? nil
  }

  /// Refuses a key the BSNs are not kept under; where no key has been used yet, this is the one from now on.
  static func checkKey(_ key: String, conninfo: String) throws {
    try refusing { () throws(DatabaseError) in try Script.ask(BsnKeys.found(key), conninfo: conninfo) }
    try judgeKey(key, conninfo: conninfo)
  }

  /// Refuses a key the BSNs are not kept under.
  static func judgeKey(_ key: String, conninfo: String) throws {
    let rows = try refusing { () throws(DatabaseError) in
      try Script.ask(BsnKeys.standing(key, key), conninfo: conninfo)
    }
    if rows.isEmpty { return }
    guard let standing = BsnKeys.Standing(rows.first), standing.isOldInForce || standing.isTurning else {
      throw Refusal(.configuration, "The BSNs are kept under another key than this one.")
    }
    if standing.isTurning {
      throw Refusal(.configuration, "The BSNs are half turned to another key; call koosd rotate-key again.")
    }
  }

  /// Says where the server would write values of statements, and with them keys, names and text, into its own log; nil
  /// where it does not.
  static func loudness(conninfo: String) throws -> String? {
    let rows = try refusing { () throws(DatabaseError) in try Script.ask(settings, conninfo: conninfo) }
    guard let settings = rows.first?.first ?? nil else { return nil }
    return """
      the server may write names, text and keys into its own log (\(settings)); as a superuser ALTER ROLE koosd SET \
      log_parameter_max_length = 0, log_parameter_max_length_on_error = 0 and log_error_verbosity = terse
      """
  }

  private static let settings = """
    SELECT string_agg(s.name || '=' || s.setting, ', ' ORDER BY s.name) FROM pg_catalog.pg_settings s
    WHERE s.name = 'log_parameter_max_length' AND s.setting <> '0' AND (current_setting('log_statement') <> 'none'
        OR current_setting('log_min_duration_statement') <> '-1' OR current_setting('log_min_duration_sample') <> '-1'
        OR current_setting('log_transaction_sample_rate') <> '0')
      OR s.name = 'log_parameter_max_length_on_error' AND s.setting <> '0'
      OR s.name = 'log_error_verbosity' AND s.setting <> 'terse'
        AND current_setting('log_min_messages') NOT IN ('log', 'fatal', 'panic')
    """
}

/// What asks a marked city's database everything, as the daemon's role, and looks past row security at what came of it.
enum Asking {
  /// Laid once, after the marks: triggers that note what is written, and functions that ask.
  ///
  /// `wall.try` runs one call as a worker in a transaction within the transaction, which it always takes back, and tells
  /// which marks came out that are not the worker's to read, and which rows were written that are not the worker's to touch.
  static let laying = #"""
    -- What each row written was about, told by triggers that see past row security.
    CREATE TABLE wall.last AS SELECT 'j' AS about, max(id) AS number FROM koos.client UNION ALL SELECT 'c', max(id) FROM koos.casus
      UNION ALL SELECT 'q', max(id) FROM koos.consult UNION ALL SELECT 'a', max(id) FROM koos.appointment;
    CREATE TABLE wall.fact (tab text, id bigint, about text, number bigint);
    CREATE TABLE wall.reference AS SELECT DISTINCT ON (1, 2) k.conrelid::regclass AS tab, a.attname AS col, k.confrelid::regclass AS target
      FROM pg_constraint k JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = k.conkey[1]
      WHERE k.contype = 'f' AND k.connamespace = 'koos'::regnamespace;
    DO $$ DECLARE one record;
    BEGIN
      FOR one IN SELECT p.*, c.relname FROM wall.path p JOIN pg_class c ON c.oid = p.tab LOOP
        EXECUTE format('CREATE FUNCTION wall.note_%1$s() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '''' AS $f$
          DECLARE t %2$s;
          BEGIN
            IF TG_OP <> ''INSERT'' THEN t := OLD; INSERT INTO pg_temp.touched SELECT %1$L, TG_OP, %4$L, n FROM (SELECT %3$s) x(n) WHERE n IS NOT NULL; END IF;
            IF TG_OP <> ''DELETE'' THEN t := NEW; INSERT INTO pg_temp.touched SELECT %1$L, TG_OP, %4$L, n FROM (SELECT %3$s) x(n) WHERE n IS NOT NULL; END IF;
            RETURN NULL;
          END $f$', one.relname, one.tab, one.find, one.about);
        EXECUTE format('CREATE TRIGGER zz_wall AFTER INSERT OR UPDATE OR DELETE ON %s FOR EACH ROW EXECUTE FUNCTION wall.note_%s()', one.tab, one.relname);
        IF EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = one.tab AND a.attname = 'id') THEN
          EXECUTE format('INSERT INTO wall.fact SELECT %L, t.id, %L, %s FROM %s t', one.relname, one.about, one.find, one.tab);
        END IF;
      END LOOP;
    END $$;
    CREATE TABLE wall.kind AS SELECT DISTINCT tab FROM wall.fact;
    CREATE TABLE wall.word AS SELECT DISTINCT m[1] AS word FROM pg_constraint k, regexp_matches(pg_get_constraintdef(k.oid), '''([^'']+)''::text', 'g') m
      WHERE k.connamespace = 'koos'::regnamespace AND k.contype = 'c'
    UNION SELECT slug FROM koos.discipline UNION SELECT slug FROM koos.service UNION SELECT slug FROM koos.wijk UNION SELECT slug FROM koos.team
    UNION SELECT login FROM koos.worker WHERE id < 20 UNION SELECT slug FROM koos.legal_ground UNION SELECT token FROM koos.ledger
    UNION SELECT unnest('{zqx,%,"",demo,3526SA,1}'::text[]);
    -- Nothing but row security and the guards is left to say no: no constraint stops a write that a policy lets through.
    DO $$ DECLARE one record;
    BEGIN
      FOR one IN SELECT k.conrelid::regclass AS tab, k.conname FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
        WHERE k.connamespace = 'koos'::regnamespace AND k.contype IN ('c', 'f') AND k.conparentid = 0 AND NOT c.relispartition AND k.coninhcount = 0
      LOOP EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', one.tab, one.conname); END LOOP;
    END $$;
    CREATE TYPE wall.thing AS (tab text, is_foreign boolean, id bigint, about text, number bigint);
    CREATE FUNCTION wall.become(w integer) RETURNS void LANGUAGE plpgsql AS $$
    BEGIN
      TRUNCATE pg_temp.now_read, pg_temp.now_known, pg_temp.now_touch, pg_temp.now_thing, pg_temp.stands;
      INSERT INTO pg_temp.stands SELECT * FROM wall.standing(w);
      INSERT INTO pg_temp.now_read
      SELECT DISTINCT s.about, s.number, r.relname FROM pg_temp.stands s JOIN wall.path p ON p.about = s.about JOIN pg_class r ON r.oid = p.tab
      WHERE s.standing <> 'keeper' AND NOT EXISTS (SELECT FROM wall.hidden h WHERE h.standing = s.standing AND h.tab = r.relname)
        AND (NOT EXISTS (SELECT FROM wall.shown h WHERE h.standing = s.standing)
          OR EXISTS (SELECT FROM wall.shown h WHERE h.standing = s.standing AND h.tab = r.relname));
      INSERT INTO pg_temp.now_known SELECT DISTINCT s.about, s.number FROM pg_temp.stands s WHERE s.standing <> 'keeper';
      INSERT INTO pg_temp.now_known SELECT DISTINCT 'w', e.id FROM koos.waiting_entry e JOIN pg_temp.stands s ON s.about = 'c' AND s.number = e.casus AND s.standing IN ('owner', 'office');
      INSERT INTO pg_temp.now_touch SELECT DISTINCT s.about, s.number, s.standing FROM pg_temp.stands s;
    END $$;

    CREATE FUNCTION wall.try(w integer, call text, OUT rows integer, OUT leaks text[], OUT touches text[], OUT state text, OUT said text) LANGUAGE plpgsql AS $$
    DECLARE r record; seen text := '';
    BEGIN
      rows := 0;
      -- What was noted and taken back lies there still, to be walked over by every call after.
      TRUNCATE pg_temp.touched;
      BEGIN
        PERFORM set_config('koos.worker', coalesce(w::text, ''), true);
        SET LOCAL ROLE koosd;
        BEGIN
          FOR r IN EXECUTE call LOOP
            rows := rows + 1;
            IF rows <= 200 THEN seen := seen || ' ' || r::text; END IF;
          END LOOP;
        EXCEPTION WHEN invalid_cursor_definition THEN EXECUTE call;
        END;
        RESET ROLE;
        SET CONSTRAINTS ALL IMMEDIATE;
        SELECT array_agg(DISTINCT t.op || ' ' || t.tab || ' ' || t.about || t.number) INTO touches
        FROM pg_temp.touched t LEFT JOIN wall.last l ON l.about = t.about LEFT JOIN koos.casus c ON t.about = 'c' AND t.number > l.number AND c.id = t.number
        WHERE CASE WHEN c.client IS NOT NULL THEN c.client <= (SELECT number FROM wall.last WHERE about = 'j')
            AND NOT EXISTS (SELECT FROM pg_temp.now_touch k WHERE k.about = 'j' AND k.number = c.client AND k.standing IN ('owner', 'office', 'told'))
          WHEN t.number > l.number THEN false
          ELSE NOT EXISTS (SELECT FROM pg_temp.now_touch k WHERE k.about = t.about AND k.number = t.number AND (k.standing IN ('owner', 'office', 'keeper')
            OR k.standing IN ('asked', 'consulted', 'plan') AND t.tab IN ('casus_fact', 'casus_invitation')
            OR k.standing = 'asked' AND t.tab = 'casus_owner' OR k.standing = 'overseer' AND t.tab = 'destruction')) END;
        state := 'ok';
        RAISE EXCEPTION USING ERRCODE = 'WA001';
      EXCEPTION WHEN SQLSTATE 'WA001' THEN NULL;
        WHEN OTHERS THEN state := SQLSTATE; said := SQLERRM;
      END;
      IF seen ~ 'zqx|7[1-4]0[0-9]{5}' THEN
        SELECT array_agg(DISTINCT m[1] || m[2] || '.' || m[3]) INTO leaks FROM regexp_matches(seen, 'zqx([a-z])([0-9]+)\.([a-z_]+)\.z', 'g') m
        WHERE strpos(call, 'zqx' || m[1] || m[2] || '.' || m[3]) = 0
          AND NOT EXISTS (SELECT FROM pg_temp.now_read k WHERE k.about = m[1] AND k.number = m[2]::integer AND k.tab = m[3]);
        SELECT leaks || array_agg(DISTINCT n.about || n.number) INTO leaks
        FROM (SELECT (ARRAY['j', 'c', 'q', 'w'])[substr(m[1], 2, 1)::integer] AS about, m[1]::integer AS number
          FROM regexp_matches(seen, '(?<![0-9])(7[1-4]0[0-9]{5})(?![0-9])', 'g') m) n
        WHERE strpos(call, n.number::text) = 0 AND n.number <= coalesce((SELECT l.number FROM wall.last l WHERE l.about = n.about), 79999999)
          AND NOT EXISTS (SELECT FROM pg_temp.now_known k WHERE k.about = n.about AND k.number = n.number)
        HAVING count(*) > 0;
      END IF;
    END $$;
    CREATE FUNCTION wall.describe() RETURNS void LANGUAGE plpgsql AS $$
    DECLARE f record;
    BEGIN
      -- Every function the daemon may execute is a statement too.
      FOR f IN SELECT p.oid, p.proname, p.prosrc, p.oid::regprocedure::text AS name, ARRAY(SELECT format_type(t, NULL) FROM unnest(p.proargtypes) WITH ORDINALITY x(t, n) ORDER BY n) AS types
        FROM pg_proc p WHERE p.pronamespace = 'koos'::regnamespace AND p.prokind = 'f' AND p.prorettype <> 'trigger'::regtype
          AND has_function_privilege('koosd', p.oid, 'EXECUTE')
      LOOP
        EXECUTE format('PREPARE f_%s AS SELECT * FROM koos.%I(%s)', f.oid, f.proname,
          (SELECT string_agg('$' || n || '::' || t, ', ' ORDER BY n) FROM unnest(f.types) WITH ORDINALITY x(t, n)));
        INSERT INTO pg_temp.call (name, begins, ends, types, source) SELECT f.name, 'EXECUTE f_' || f.oid || CASE WHEN f.types = '{}' THEN '' ELSE '(' END,
          CASE WHEN f.types = '{}' THEN '' ELSE ')' END, f.types, f.prosrc;
      END LOOP;
      -- The server keeps the whole script as the text of each that it prepared: of it, from one to the next.
      INSERT INTO pg_temp.call (name, begins, ends, types, source)
      SELECT x.text, 'EXECUTE ' || s.name || CASE WHEN s.parameter_types = '{}' THEN '' ELSE '(' END, CASE WHEN s.parameter_types = '{}' THEN '' ELSE ')' END,
        s.parameter_types::text[], x.text FROM pg_prepared_statements s
        CROSS JOIN split_part(split_part(s.statement, 'PREPARE ' || s.name || ' AS ', 2), E';\nPREPARE k_', 1) x(text) WHERE s.name LIKE 'k\_%';
      UPDATE pg_temp.call c SET
        kinds = ARRAY(SELECT x.tab FROM wall.kind x
          WHERE c.source ~ ('koos\.' || x.tab || '\M') OR x.tab IN ('client', 'casus', 'consult', 'appointment') AND c.begins LIKE '% f\_%'),
        words = ARRAY(SELECT DISTINCT m[1] FROM regexp_matches(c.source, '''([a-z-]+)''', 'g') m);
    END $$;
    CREATE FUNCTION wall.things() RETURNS void LANGUAGE plpgsql AS $$ BEGIN
      INSERT INTO pg_temp.now_thing SELECT tab, is_foreign, id, about, number FROM (
        SELECT f.*, s.known IS NULL AS is_foreign, row_number() OVER (PARTITION BY f.tab, s.known IS NULL ORDER BY f.id DESC) AS n
        FROM wall.fact f LEFT JOIN (SELECT DISTINCT about, number, true AS known FROM pg_temp.now_touch) s ON s.about = f.about AND s.number = f.number) x WHERE n <= 12;
    END $$;
    CREATE FUNCTION wall.number(w integer, of_kind text, thing wall.thing) RETURNS bigint LANGUAGE plpgsql AS $$
    DECLARE r double precision := random();
    BEGIN
      RETURN CASE WHEN r < 0.6 THEN thing.id WHEN r < 0.75 THEN thing.number
        WHEN r < 0.85 THEN (SELECT t.id FROM pg_temp.now_thing t WHERE t.about = thing.about AND t.number = thing.number ORDER BY random() LIMIT 1)
        WHEN r < 0.9 THEN w WHEN r < 0.95 THEN (SELECT m.team FROM koos.member m WHERE m.worker = w ORDER BY random() LIMIT 1)
        WHEN r < 0.97 THEN NULL ELSE floor(random() * 40) END;
    END $$;
    CREATE FUNCTION wall.literal(w integer, of_type text, of_kind text, thing wall.thing, words text[]) RETURNS text LANGUAGE plpgsql AS $$
    DECLARE n bigint; found text; word text;
    BEGIN
      IF of_type IN ('integer', 'bigint', 'numeric', 'smallint') THEN
        n := wall.number(w, of_kind, thing);
        IF of_type = 'bigint' AND random() < 0.3 THEN n := (SELECT k.resource FROM koos.client k WHERE k.id = thing.number OR thing.about <> 'j' ORDER BY k.id DESC LIMIT 1); END IF;
        RETURN coalesce(n::text, 'NULL') || '::' || of_type;
      ELSIF of_type IN ('integer[]', 'bigint[]') THEN
        RETURN quote_literal(ARRAY[wall.number(w, of_kind, thing), wall.number(w, of_kind, thing)]::text) || '::' || of_type;
      ELSIF of_type IN ('text', 'text[]', 'name') THEN
        word := CASE WHEN random() < 0.5 AND cardinality(words) > 0 THEN words[1 + floor(random() * cardinality(words))::integer]
          WHEN random() < 0.1 THEN thing.id::text WHEN random() < 0.1 THEN 'J-' || thing.number
          WHEN random() < 0.1 THEN NULL ELSE (SELECT x.word FROM wall.word x OFFSET floor(random() * (SELECT count(*) FROM wall.word)) LIMIT 1) END;
        RETURN CASE of_type WHEN 'text[]' THEN quote_nullable(ARRAY[word]::text) ELSE quote_nullable(word) END || '::' || of_type;
      ELSIF of_type = 'boolean' THEN RETURN (random() < 0.5)::text;
      ELSIF of_type = 'date' THEN RETURN quote_nullable(CASE WHEN random() < 0.8 THEN date '2026-03-02' + floor(random() * 60 - 30)::integer END) || '::date';
      ELSIF of_type = 'timestamp with time zone' THEN RETURN quote_nullable(CASE WHEN random() < 0.8 THEN timestamptz '2026-03-02 08:00+01' + make_interval(hours => floor(random() * 400 - 100)::integer) END) || '::timestamptz';
      ELSIF of_type = 'interval' THEN RETURN '''1 hour''::interval';
      ELSIF of_type = 'time without time zone' THEN RETURN '''10:00''::time';
      ELSIF of_type = 'tstzrange' THEN RETURN '''[2026-03-02 00:00+01,2026-04-02 00:00+02)''::tstzrange';
      ELSIF of_type = 'double precision' THEN RETURN '1772434800';
      ELSIF of_type = 'bytea' THEN RETURN quote_nullable((SELECT k.bsn_mark FROM koos.client k WHERE k.bsn_mark IS NOT NULL ORDER BY random() LIMIT 1)) || '::bytea';
      ELSIF of_type IN ('json', 'jsonb') THEN RETURN '''{}''::' || of_type;
      ELSIF (SELECT c.relkind IN ('r', 'p') FROM pg_class c WHERE c.oid = to_regclass(of_type)) AND left(of_type, 5) = 'koos.' THEN
        -- One that the asker knows of, or does not, where rows of it can be told apart; else any.
        SELECT t.id INTO n FROM pg_temp.now_thing t WHERE 'koos.' || t.tab = of_type AND t.is_foreign = thing.is_foreign ORDER BY random() LIMIT 1;
        EXECUTE format('SELECT t::text FROM %s t WHERE %s LIMIT 1', of_type, CASE WHEN n IS NULL THEN 'true' ELSE 't.id = ' || n END) INTO found;
        RETURN quote_nullable(found) || '::' || of_type;
      END IF;
      RETURN 'NULL::' || of_type;
    END $$;
    -- One worker asks everything, three times as often about others' things as about the own.
    CREATE FUNCTION wall.ask(l text, per_kind integer) RETURNS integer LANGUAGE plpgsql AS $$
    DECLARE w integer := (SELECT id FROM koos.worker WHERE login = l); c record; n integer := 0; rounds integer; kind text; thing wall.thing; args text;
    BEGIN
      PERFORM wall.become(w);
      PERFORM wall.things();
      FOR c IN SELECT * FROM pg_temp.call ORDER BY name LOOP
        rounds := CASE WHEN cardinality(c.types) = 0 THEN 1 WHEN array_to_string(c.types, ',') ~ 'int|koos' THEN least(8, per_kind * greatest(1, cardinality(c.kinds))) ELSE least(3, per_kind) END;
        FOR round IN 1..rounds LOOP
          kind := c.kinds[1 + round % greatest(1, cardinality(c.kinds))];
          SELECT t.* INTO thing FROM pg_temp.now_thing t WHERE t.tab = coalesce(kind, 'casus') AND t.is_foreign = (random() < 0.75) ORDER BY random() LIMIT 1;
          IF thing IS NULL THEN SELECT t.* INTO thing FROM pg_temp.now_thing t WHERE t.tab = coalesce(kind, 'casus') ORDER BY random() LIMIT 1; END IF;
          args := (SELECT string_agg(wall.literal(w, t, kind, thing, c.words), ', ' ORDER BY i) FROM unnest(c.types) WITH ORDINALITY x(t, i));
          INSERT INTO pg_temp.hit SELECT l, c.name, c.begins || coalesce(args, '') || c.ends, x.* FROM wall.try(w, c.begins || coalesce(args, '') || c.ends) x;
          n := n + 1;
        END LOOP;
      END LOOP;
      RETURN n;
    END $$;
    -- Tables directly: all that can be seen, each column that can be set to itself and, where it names something, to something foreign.
    CREATE FUNCTION wall.ask_tables(l text) RETURNS void LANGUAGE plpgsql AS $$
    DECLARE w integer := (SELECT id FROM koos.worker WHERE login = l); t record; c record; call text;
    BEGIN
      PERFORM wall.become(w); PERFORM wall.things();
      FOR t IN SELECT r.oid::regclass AS tab FROM pg_class r WHERE r.relnamespace = 'koos'::regnamespace AND r.relkind IN ('r', 'p', 'v') LOOP
        FOR call IN SELECT format('SELECT %s FROM %s', string_agg(quote_ident(a.attname), ', '), t.tab) FROM pg_attribute a
            WHERE a.attrelid = t.tab AND a.attnum > 0 AND NOT a.attisdropped AND has_column_privilege('koosd', t.tab, a.attname, 'SELECT') HAVING count(*) > 0
          UNION ALL SELECT 'DELETE FROM ' || t.tab WHERE has_table_privilege('koosd', t.tab, 'DELETE')
          UNION ALL SELECT format('UPDATE %s SET %I = %s', t.tab, a.attname, v.value) FROM pg_attribute a LEFT JOIN wall.reference f ON f.tab = t.tab AND f.col = a.attname
            CROSS JOIN LATERAL (SELECT quote_ident(a.attname) UNION ALL SELECT x.id::text FROM (SELECT id FROM pg_temp.now_thing h
              WHERE 'koos.' || h.tab = f.target::text AND h.is_foreign LIMIT 1) x) v(value)
            WHERE a.attrelid = t.tab AND a.attnum > 0 AND NOT a.attisdropped AND a.attidentity <> 'a' AND a.attgenerated = '' AND has_column_privilege('koosd', t.tab, a.attname, 'UPDATE')
        LOOP INSERT INTO pg_temp.hit SELECT l, call, call, x.* FROM wall.try(w, call) x; END LOOP;
      END LOOP;
    END $$;
    -- Rows of others' children once more, as the asker's own doing.
    CREATE FUNCTION wall.ask_insertions(l text) RETURNS void LANGUAGE plpgsql AS $$
    DECLARE w integer := (SELECT id FROM koos.worker WHERE login = l); t record; found jsonb; own integer; cols text; call text; x record;
    BEGIN
      PERFORM wall.become(w); PERFORM wall.things();
      FOR t IN SELECT p.*, r.relname FROM wall.path p JOIN pg_class r ON r.oid = p.tab WHERE has_any_column_privilege('koosd', p.tab, 'INSERT') LOOP
        FOR found IN EXECUTE format('SELECT to_jsonb(t) FROM %s t WHERE NOT EXISTS (SELECT FROM pg_temp.now_touch k WHERE k.about = %L AND k.number = %s) LIMIT 5', t.tab, t.about, t.find) LOOP
          FOR own IN SELECT m.team FROM koos.member m WHERE m.worker = w AND m.team IS NOT NULL UNION ALL SELECT NULL LOOP
            SELECT string_agg(quote_ident(a.attname), ', '), format('INSERT INTO %s (%s) SELECT %s FROM jsonb_populate_record(NULL::%s, %L) x', t.tab,
              string_agg(quote_ident(a.attname), ', '), string_agg(CASE WHEN f.target = 'koos.worker'::regclass THEN coalesce(w::text, 'NULL')
                WHEN f.target = 'koos.team'::regclass AND own IS NOT NULL THEN own::text ELSE 'x.' || quote_ident(a.attname) END, ', '), t.tab, found)
            INTO cols, call FROM pg_attribute a LEFT JOIN wall.reference f ON f.tab = t.tab AND f.col = a.attname
            WHERE a.attrelid = t.tab AND a.attnum > 0 AND NOT a.attisdropped AND a.attidentity <> 'a' AND a.attgenerated = '' AND has_column_privilege('koosd', t.tab, a.attname, 'INSERT');
            SELECT * INTO x FROM wall.try(w, call);
            -- A key that stands in the way comes after the policy that should have.
            INSERT INTO pg_temp.hit VALUES (l, t.tab::text, call, x.rows, x.leaks,
              CASE WHEN x.state = '23505' AND t.find <> 't.id' THEN ARRAY['INSERT past policy ' || t.tab] ELSE x.touches END, x.state, x.said);
          END LOOP;
        END LOOP;
      END LOOP;
    END $$;
    """#

  /// What each connection that asks begins with.
  static let session = #"""
    SET search_path = '';
    SET plan_cache_mode = force_generic_plan;
    SET client_min_messages = error;
    CREATE TEMPORARY TABLE touched (tab text, op text, about text, number bigint);
    CREATE TEMPORARY TABLE now_read (about text, number bigint, tab text, PRIMARY KEY (about, number, tab));
    CREATE TEMPORARY TABLE now_known (about text, number bigint, PRIMARY KEY (about, number));
    CREATE TEMPORARY TABLE now_touch (about text, number bigint, standing text, PRIMARY KEY (about, number, standing));
    CREATE TEMPORARY TABLE stands (about text, number integer, standing text);
    CREATE TEMPORARY TABLE now_thing OF wall.thing;
    CREATE TEMPORARY TABLE hit (login text, name text, call text, rows integer, leaks text[], touches text[], state text, said text);
    CREATE TEMPORARY TABLE call (name text, begins text, ends text, types text[], source text, kinds text[], words text[]);
    SELECT setval(c.oid::regclass, coalesce(pg_sequence_last_value(c.oid), 1)) FROM pg_class c WHERE c.relkind = 'S' AND c.relnamespace = 'koos'::regnamespace;
    SELECT set_config('koos.now', extract(epoch FROM koos.clock_now())::bigint::text, false), setseed(0.5);
    """#
}

-- The whole schema of koosd, for PostgreSQL 15 or later. Laid by a superuser into an empty database.
--
-- Rules of this file: every constraint is named table_rule; every table and column is commented; moments are
-- timestamptz, spans are half-open, local days are date; closed sets are text with a named check; the domain's
-- time is koos.now() and nothing else. Rows about clients are behind forced row security.

-- 1. Roles -----------------------------------------------------------------------------------------------------------

DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'koos_owner') THEN CREATE ROLE koos_owner NOLOGIN; END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'koos_guard') THEN CREATE ROLE koos_guard NOLOGIN BYPASSRLS; END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'koosd') THEN
    CREATE ROLE koosd LOGIN;
    -- The server's log is read by others than the files are: it quotes no value, neither of a statement nor of a row.
    ALTER ROLE koosd SET log_parameter_max_length = 0;
    ALTER ROLE koosd SET log_parameter_max_length_on_error = 0;
    ALTER ROLE koosd SET log_error_verbosity = terse;
  END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'koos_backup') THEN CREATE ROLE koos_backup NOLOGIN BYPASSRLS; END IF;
END
$$;

CREATE SCHEMA koos AUTHORIZATION koos_owner;
COMMENT ON SCHEMA koos IS 'koosd: cases, teams, specialists and their calendars';
CREATE SCHEMA koos_extension AUTHORIZATION koos_owner;
COMMENT ON SCHEMA koos_extension IS 'What PostgreSQL''s own extensions bring';
CREATE EXTENSION btree_gist SCHEMA koos_extension;
CREATE EXTENSION pgcrypto SCHEMA koos_extension;

REVOKE ALL ON SCHEMA public FROM PUBLIC;
-- What a session makes for itself would be found before anything else, also by the guards.
DO $$ BEGIN EXECUTE format('REVOKE TEMPORARY ON DATABASE %I FROM PUBLIC', current_database()); END $$;
GRANT USAGE ON SCHEMA koos, koos_extension TO koosd, koos_guard, koos_backup;
GRANT CREATE ON SCHEMA koos TO koos_guard;
SET ROLE koos_owner;
SET search_path = '';

-- 2. Version, clock, who asks ----------------------------------------------------------------------------------------

CREATE TABLE koos.version (
  version integer NOT NULL,
  laid_at timestamptz NOT NULL DEFAULT statement_timestamp(),
  CONSTRAINT version_key PRIMARY KEY (version)
);
COMMENT ON TABLE koos.version IS 'The schema versions laid so far; the highest is in force';
COMMENT ON COLUMN koos.version.version IS 'Number of the version, that of its migration';
COMMENT ON COLUMN koos.version.laid_at IS 'When it was laid, by the machine''s clock';
INSERT INTO koos.version (version) VALUES (2);

CREATE TABLE koos.installation (
  single boolean NOT NULL DEFAULT true,
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  CONSTRAINT installation_key PRIMARY KEY (single),
  CONSTRAINT installation_single CHECK (single)
);
COMMENT ON TABLE koos.installation IS 'This city''s service, told from any other: what leaves it bears this name, and a copy of the database keeps it';
COMMENT ON COLUMN koos.installation.single IS 'Always true: there is one';
COMMENT ON COLUMN koos.installation.id IS 'The name; of calendars, each appointment''s code with it (RFC 5545 §3.8.4.7)';
INSERT INTO koos.installation DEFAULT VALUES;

CREATE TABLE koos.clock (
  single boolean NOT NULL DEFAULT true,
  at timestamptz NOT NULL,
  CONSTRAINT clock_key PRIMARY KEY (single),
  CONSTRAINT clock_single CHECK (single)
);
COMMENT ON TABLE koos.clock IS 'The simulated time, if this database was begun with one; it stands still and only moves forward';
COMMENT ON COLUMN koos.clock.single IS 'Always true: there is one clock';
COMMENT ON COLUMN koos.clock.at IS 'The time it shows';

CREATE FUNCTION koos.clock_now() RETURNS timestamptz LANGUAGE plpgsql STABLE AS
$$ BEGIN RETURN coalesce((SELECT c.at FROM koos.clock c), date_trunc('second', transaction_timestamp())); END $$;
COMMENT ON FUNCTION koos.clock_now() IS 'The simulated clock, else the transaction''s time, to the second';

-- The daemon reads the clock once a transaction and keeps it in koos.now; a function without a query of its own is
-- folded into the statements that call it, which a policy does for every row; so it is kept in seconds after 1970,
-- which are read in a third of the time a date takes.
CREATE FUNCTION koos.now() RETURNS timestamptz LANGUAGE sql STABLE AS
$$ SELECT coalesce(to_timestamp(nullif(current_setting('koos.now', true), '')::float8), koos.clock_now()) $$;
COMMENT ON FUNCTION koos.now() IS 'The only time of the domain, the same throughout a transaction';

CREATE FUNCTION koos.today() RETURNS date LANGUAGE sql STABLE AS
$$ SELECT (koos.now() AT TIME ZONE 'Europe/Amsterdam')::date $$;
COMMENT ON FUNCTION koos.today() IS 'The day it is in Amsterdam';

CREATE FUNCTION koos.me() RETURNS integer LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT nullif(current_setting('koos.worker', true), '')::integer $$;
COMMENT ON FUNCTION koos.me() IS 'The worker this transaction acts for, set by the daemon for the transaction only; null: nobody';

CREATE FUNCTION koos.midnight(day date) RETURNS timestamptz LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT day::timestamp AT TIME ZONE 'Europe/Amsterdam' $$;
COMMENT ON FUNCTION koos.midnight(date) IS 'The local midnight a day begins with';

-- 3. Places of the city, organisations, services ---------------------------------------------------------------------

CREATE TABLE koos.organisation (
  id integer GENERATED ALWAYS AS IDENTITY,
  slug text NOT NULL,
  name text NOT NULL,
  kind text NOT NULL,
  parent integer,
  agb text,
  valid daterange NOT NULL DEFAULT '[2020-01-01,)',
  CONSTRAINT organisation_key PRIMARY KEY (id),
  CONSTRAINT organisation_slug UNIQUE (slug),
  CONSTRAINT organisation_parent FOREIGN KEY (parent) REFERENCES koos.organisation,
  CONSTRAINT organisation_own_parent CHECK (parent <> id),
  CONSTRAINT organisation_named CHECK (btrim(name) <> '' AND char_length(name) <= 200),
  CONSTRAINT organisation_agb CHECK (agb ~ '^[0-9]{8}$'),
  CONSTRAINT organisation_kind CHECK (kind IN ('consortium', 'founder', 'buurtteam', 'gi', 'yeph_ef', 'huisartspraktijk', 'jgz',
    'ziekenhuis', 'school', 'vereniging', 'vrijgevestigd', 'gemeente', 'overig'))
);
COMMENT ON TABLE koos.organisation IS 'Consortia, their members, and the partners in the city';
COMMENT ON COLUMN koos.organisation.id IS 'Number of the row';
COMMENT ON COLUMN koos.organisation.slug IS 'The name it goes by on the line';
COMMENT ON COLUMN koos.organisation.name IS 'The name as people write it';
COMMENT ON COLUMN koos.organisation.kind IS 'What sort of organisation it is';
COMMENT ON COLUMN koos.organisation.parent IS 'The organisation it belongs to: a member''s consortium';
COMMENT ON COLUMN koos.organisation.agb IS 'AGB code of the enterprise, eight digits';
COMMENT ON COLUMN koos.organisation.valid IS 'The days it exists';

CREATE TABLE koos.wijk (
  slug text NOT NULL,
  name text NOT NULL,
  code text NOT NULL,
  CONSTRAINT wijk_key PRIMARY KEY (slug),
  CONSTRAINT wijk_code UNIQUE (code)
);
COMMENT ON TABLE koos.wijk IS 'The ten wijken of Utrecht';
COMMENT ON COLUMN koos.wijk.slug IS 'The name it goes by on the line';
COMMENT ON COLUMN koos.wijk.name IS 'The official name';
COMMENT ON COLUMN koos.wijk.code IS 'CBS code, WK0344 and two digits';

CREATE TABLE koos.buurt (
  slug text NOT NULL,
  name text NOT NULL,
  kind text NOT NULL,
  wijk text NOT NULL,
  subwijk text,
  CONSTRAINT buurt_key PRIMARY KEY (slug, wijk),
  CONSTRAINT buurt_wijk FOREIGN KEY (wijk) REFERENCES koos.wijk,
  CONSTRAINT buurt_kind CHECK (kind IN ('subwijk', 'buurt'))
);
COMMENT ON TABLE koos.buurt IS 'Subwijken and buurten, the names people use for where they live';
COMMENT ON COLUMN koos.buurt.slug IS 'The name folded to lower case without accents';
COMMENT ON COLUMN koos.buurt.name IS 'The name as people write it';
COMMENT ON COLUMN koos.buurt.kind IS 'subwijk or buurt';
COMMENT ON COLUMN koos.buurt.wijk IS 'The wijk it lies in';
COMMENT ON COLUMN koos.buurt.subwijk IS 'The subwijk a buurt lies in, where known';

CREATE TABLE koos.wijk_consortium (
  wijk text NOT NULL,
  organisation integer NOT NULL,
  valid daterange NOT NULL,
  CONSTRAINT wijk_consortium_wijk FOREIGN KEY (wijk) REFERENCES koos.wijk,
  CONSTRAINT wijk_consortium_organisation FOREIGN KEY (organisation) REFERENCES koos.organisation,
  CONSTRAINT wijk_consortium_one EXCLUDE USING gist (wijk WITH =, valid WITH &&)
);
COMMENT ON TABLE koos.wijk_consortium IS 'Which consortium is responsible in a wijk, and when (R13)';
COMMENT ON COLUMN koos.wijk_consortium.wijk IS 'The wijk';
COMMENT ON COLUMN koos.wijk_consortium.organisation IS 'The consortium';
COMMENT ON COLUMN koos.wijk_consortium.valid IS 'The days it is responsible';

CREATE TABLE koos.postcode_area (
  pc4 text NOT NULL,
  letters_from text NOT NULL DEFAULT 'AA',
  letters_to text NOT NULL DEFAULT 'ZZ',
  wijk text NOT NULL,
  valid daterange NOT NULL DEFAULT '[2020-01-01,)',
  CONSTRAINT postcode_area_key PRIMARY KEY (pc4, letters_from, valid),
  CONSTRAINT postcode_area_wijk FOREIGN KEY (wijk) REFERENCES koos.wijk,
  CONSTRAINT postcode_area_pc4 CHECK (pc4 ~ '^[1-9][0-9]{3}$'),
  CONSTRAINT postcode_area_letters CHECK (letters_from ~ '^[A-Z]{2}$' AND letters_to ~ '^[A-Z]{2}$' AND letters_from <= letters_to)
);
COMMENT ON TABLE koos.postcode_area IS 'Postcodes to wijken; the narrower range of letters wins, so that a PC6 may differ from its PC4';
COMMENT ON COLUMN koos.postcode_area.pc4 IS 'The four digits';
COMMENT ON COLUMN koos.postcode_area.letters_from IS 'First pair of letters, included';
COMMENT ON COLUMN koos.postcode_area.letters_to IS 'Last pair of letters, included';
COMMENT ON COLUMN koos.postcode_area.wijk IS 'The wijk';
COMMENT ON COLUMN koos.postcode_area.valid IS 'The days it holds';

CREATE FUNCTION koos.wijk_of(postcode text, day date) RETURNS text LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (SELECT a.wijk FROM koos.postcode_area a
    WHERE a.pc4 = left(postcode, 4) AND right(postcode, 2) BETWEEN a.letters_from AND a.letters_to AND a.valid @> day
    ORDER BY a.letters_from DESC, a.letters_to LIMIT 1);
END
$$;
COMMENT ON FUNCTION koos.wijk_of(text, date) IS 'The wijk of a postcode (1234AB) on a day, null outside the city';

CREATE TABLE koos.discipline (
  slug text NOT NULL,
  name text NOT NULL,
  CONSTRAINT discipline_key PRIMARY KEY (slug)
);
COMMENT ON TABLE koos.discipline IS 'The professions of specialists; administrators may add';
COMMENT ON COLUMN koos.discipline.slug IS 'The name it goes by on the line';
COMMENT ON COLUMN koos.discipline.name IS 'The name as people write it';

CREATE TABLE koos.service (
  slug text NOT NULL,
  name text NOT NULL,
  in_scope boolean NOT NULL,
  kind text,
  needs_traject boolean NOT NULL DEFAULT false,
  door text,
  valid daterange NOT NULL DEFAULT '[2020-01-01,)',
  CONSTRAINT service_key PRIMARY KEY (slug),
  CONSTRAINT service_kind CHECK (kind IN ('contact', 'group', 'stay', 'module')),
  CONSTRAINT service_door CHECK (in_scope = (door IS NULL)),
  CONSTRAINT service_kind_in_scope CHECK (NOT in_scope OR kind IS NOT NULL)
);
COMMENT ON TABLE koos.service IS 'Forms of help: what the consortia give, what only inside a broader traject (R11), what others give (R12)';
COMMENT ON COLUMN koos.service.slug IS 'The name it goes by on the line';
COMMENT ON COLUMN koos.service.name IS 'The name as people write it';
COMMENT ON COLUMN koos.service.in_scope IS 'Whether the consortia give it';
COMMENT ON COLUMN koos.service.kind IS 'contact, group, stay or module';
COMMENT ON COLUMN koos.service.needs_traject IS 'Whether it needs a running broader traject in the same case (R11)';
COMMENT ON COLUMN koos.service.door IS 'Who does give it, where the consortia do not (R12)';
COMMENT ON COLUMN koos.service.valid IS 'The days this holds';

-- 4. Calendar --------------------------------------------------------------------------------------------------------

CREATE FUNCTION koos.easter(year integer) RETURNS date LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  WITH moon AS (SELECT year % 19 AS a, year / 100 AS b, year % 100 AS c),
  epact AS (SELECT a, b, c, (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30 AS h FROM moon),
  sunday AS (SELECT a, h, (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7 AS l FROM epact),
  total AS (SELECT h + l - 7 * ((a + 11 * h + 22 * l) / 451) + 114 AS n FROM sunday)
  SELECT make_date(year, n / 31, n % 31 + 1) FROM total
$$;
COMMENT ON FUNCTION koos.easter(integer) IS 'Easter Sunday of a Gregorian year';

CREATE TABLE koos.holiday_rule (
  name text NOT NULL,
  month integer,
  day integer,
  easter_offset integer,
  not_on_sunday boolean NOT NULL DEFAULT false,
  closed boolean NOT NULL,
  years int4range NOT NULL DEFAULT '[2019,)',
  CONSTRAINT holiday_rule_key PRIMARY KEY (name, years),
  CONSTRAINT holiday_rule_one CHECK ((month IS NULL) = (day IS NULL) AND (month IS NULL) <> (easter_offset IS NULL))
);
COMMENT ON TABLE koos.holiday_rule IS 'The rules by which public holidays fall';
COMMENT ON COLUMN koos.holiday_rule.name IS 'The holiday''s name';
COMMENT ON COLUMN koos.holiday_rule.month IS 'Month of a fixed day';
COMMENT ON COLUMN koos.holiday_rule.day IS 'Day of the month of a fixed day';
COMMENT ON COLUMN koos.holiday_rule.easter_offset IS 'Days after Easter Sunday of a moving one';
COMMENT ON COLUMN koos.holiday_rule.not_on_sunday IS 'Whether it is kept the day before when it falls on a Sunday (Koningsdag)';
COMMENT ON COLUMN koos.holiday_rule.closed IS 'Whether teams are closed that day';
COMMENT ON COLUMN koos.holiday_rule.years IS 'The years the rule holds';

CREATE TABLE koos.holiday (
  day date NOT NULL,
  name text NOT NULL,
  closed boolean NOT NULL,
  CONSTRAINT holiday_key PRIMARY KEY (day, name)
);
COMMENT ON TABLE koos.holiday IS 'The public holidays the rules give for the years the calendar covers';
COMMENT ON COLUMN koos.holiday.day IS 'The day';
COMMENT ON COLUMN koos.holiday.name IS 'The holiday''s name';
COMMENT ON COLUMN koos.holiday.closed IS 'Whether teams are closed that day';

CREATE VIEW koos.holiday_due AS
  SELECT y.year, r.name, r.closed,
    CASE WHEN r.not_on_sunday AND extract(isodow FROM f.day) = 7 THEN f.day - 1 ELSE f.day END AS day
  FROM generate_series(2019, 2030) AS y(year)
  JOIN koos.holiday_rule r ON r.years @> y.year
  CROSS JOIN LATERAL (SELECT coalesce(make_date(y.year, r.month, r.day), koos.easter(y.year) + r.easter_offset) AS day) f;
COMMENT ON VIEW koos.holiday_due IS 'What the rules give, from which holiday is filled';

CREATE TABLE koos.school_holiday (
  name text NOT NULL,
  during daterange NOT NULL,
  CONSTRAINT school_holiday_key PRIMARY KEY (during),
  CONSTRAINT school_holiday_apart EXCLUDE USING gist (during WITH &&)
);
COMMENT ON TABLE koos.school_holiday IS 'School holidays of region Midden, as published';
COMMENT ON COLUMN koos.school_holiday.name IS 'voorjaar, mei, zomer, herfst or kerst';
COMMENT ON COLUMN koos.school_holiday.during IS 'The days';

-- 5. Places, rooms, resources ----------------------------------------------------------------------------------------

CREATE TABLE koos.resource (
  id bigint NOT NULL,
  kind text NOT NULL,
  CONSTRAINT resource_key PRIMARY KEY (id),
  CONSTRAINT resource_kind CHECK (kind IN ('worker', 'room', 'client')),
  CONSTRAINT resource_order CHECK ((kind = 'client') = (id >= 1::bigint << 40))
);
COMMENT ON TABLE koos.resource IS 'What can be occupied: the rows that bookings lock, in order';
COMMENT ON COLUMN koos.resource.id IS 'Number; a client''s is random and says nothing about the client, and above all of workers and rooms, who are locked first';
COMMENT ON COLUMN koos.resource.kind IS 'worker, room or client';
CREATE SEQUENCE koos.resource_number AS bigint;

CREATE TABLE koos.place (
  id integer GENERATED ALWAYS AS IDENTITY,
  slug text NOT NULL,
  name text NOT NULL,
  kind text NOT NULL,
  wijk text NOT NULL,
  address text,
  CONSTRAINT place_key PRIMARY KEY (id),
  CONSTRAINT place_slug UNIQUE (slug),
  CONSTRAINT place_slug_free CHECK (slug <> 'thuis'),
  CONSTRAINT place_wijk FOREIGN KEY (wijk) REFERENCES koos.wijk,
  CONSTRAINT place_named CHECK (btrim(name) <> '' AND char_length(name) <= 200),
  CONSTRAINT place_kind CHECK (kind IN ('basecamp', 'buurtteam', 'school', 'sportclub', 'huisarts', 'overig'))
);
COMMENT ON TABLE koos.place IS 'Where people meet; a child''s home is never a row here';
COMMENT ON COLUMN koos.place.id IS 'Number of the row';
COMMENT ON COLUMN koos.place.slug IS 'The name it goes by on the line';
COMMENT ON COLUMN koos.place.name IS 'The name as people write it';
COMMENT ON COLUMN koos.place.kind IS 'What sort of place it is (R07)';
COMMENT ON COLUMN koos.place.wijk IS 'The wijk it lies in, which decides travel time';
COMMENT ON COLUMN koos.place.address IS 'Street and number';

CREATE TABLE koos.room (
  id integer GENERATED ALWAYS AS IDENTITY,
  place integer NOT NULL,
  name text NOT NULL,
  capacity integer NOT NULL DEFAULT 4,
  resource bigint NOT NULL,
  CONSTRAINT room_key PRIMARY KEY (id),
  CONSTRAINT room_name UNIQUE (place, name),
  CONSTRAINT room_place FOREIGN KEY (place) REFERENCES koos.place,
  CONSTRAINT room_resource FOREIGN KEY (resource) REFERENCES koos.resource,
  CONSTRAINT room_resource_once UNIQUE (resource),
  CONSTRAINT room_capacity CHECK (capacity BETWEEN 1 AND 500)
);
COMMENT ON TABLE koos.room IS 'Rooms of a place';
COMMENT ON COLUMN koos.room.id IS 'Number of the row';
COMMENT ON COLUMN koos.room.place IS 'The place';
COMMENT ON COLUMN koos.room.name IS 'Name within the place';
COMMENT ON COLUMN koos.room.capacity IS 'How many it seats';
COMMENT ON COLUMN koos.room.resource IS 'Its number among what can be occupied';

CREATE TABLE koos.travel (
  from_place integer NOT NULL,
  to_place integer NOT NULL,
  minutes integer NOT NULL,
  CONSTRAINT travel_key PRIMARY KEY (from_place, to_place),
  CONSTRAINT travel_from FOREIGN KEY (from_place) REFERENCES koos.place,
  CONSTRAINT travel_to FOREIGN KEY (to_place) REFERENCES koos.place,
  CONSTRAINT travel_minutes CHECK (minutes BETWEEN 1 AND 600 AND from_place <> to_place)
);
COMMENT ON TABLE koos.travel IS 'Travel time one way between two places, where it differs from the city''s settings';
COMMENT ON COLUMN koos.travel.from_place IS 'From';
COMMENT ON COLUMN koos.travel.to_place IS 'To';
COMMENT ON COLUMN koos.travel.minutes IS 'Minutes one way';

-- 6. Teams and workers -----------------------------------------------------------------------------------------------

CREATE TABLE koos.team (
  id integer GENERATED ALWAYS AS IDENTITY,
  slug text NOT NULL,
  name text NOT NULL,
  kind text NOT NULL,
  organisation integer NOT NULL,
  CONSTRAINT team_key PRIMARY KEY (id),
  CONSTRAINT team_slug UNIQUE (slug),
  CONSTRAINT team_organisation FOREIGN KEY (organisation) REFERENCES koos.organisation,
  CONSTRAINT team_named CHECK (btrim(name) <> '' AND char_length(name) <= 200),
  CONSTRAINT team_kind CHECK (kind IN ('basecamp', 'buurtteam', 'save', 'external'))
);
COMMENT ON TABLE koos.team IS 'BASEcamps, buurtteams, SAVE teams and outside practices';
COMMENT ON COLUMN koos.team.id IS 'Number of the row';
COMMENT ON COLUMN koos.team.slug IS 'The name it goes by on the line';
COMMENT ON COLUMN koos.team.name IS 'The name as people write it';
COMMENT ON COLUMN koos.team.kind IS 'basecamp, buurtteam, save or external; the last two never own a case';
COMMENT ON COLUMN koos.team.organisation IS 'The organisation it belongs to';

CREATE TABLE koos.team_wijk (
  team integer NOT NULL,
  wijk text NOT NULL,
  valid daterange NOT NULL DEFAULT '[2020-01-01,)',
  CONSTRAINT team_wijk_team FOREIGN KEY (team) REFERENCES koos.team,
  CONSTRAINT team_wijk_wijk FOREIGN KEY (wijk) REFERENCES koos.wijk,
  CONSTRAINT team_wijk_once EXCLUDE USING gist (team WITH =, wijk WITH =, valid WITH &&)
);
COMMENT ON TABLE koos.team_wijk IS 'The wijken a team serves, and when';
COMMENT ON COLUMN koos.team_wijk.team IS 'The team';
COMMENT ON COLUMN koos.team_wijk.wijk IS 'The wijk';
COMMENT ON COLUMN koos.team_wijk.valid IS 'The days it serves it';
CREATE INDEX team_wijk_by_wijk ON koos.team_wijk (wijk);

CREATE TABLE koos.worker (
  id integer GENERATED ALWAYS AS IDENTITY,
  login text NOT NULL,
  name text NOT NULL,
  organisation integer NOT NULL,
  discipline text,
  hours numeric(4, 1),
  skj text,
  big text,
  languages text[] NOT NULL DEFAULT '{}',
  base integer,
  resource bigint NOT NULL,
  disabled_at timestamptz,
  disabled_reason text,
  rev integer NOT NULL DEFAULT 1,
  CONSTRAINT worker_key PRIMARY KEY (id),
  CONSTRAINT worker_login UNIQUE (login),
  CONSTRAINT worker_login_form CHECK (login ~ '^[a-z0-9][a-z0-9.-]{0,63}$'),
  CONSTRAINT worker_named CHECK (btrim(name) <> '' AND char_length(name) <= 200),
  CONSTRAINT worker_organisation FOREIGN KEY (organisation) REFERENCES koos.organisation,
  CONSTRAINT worker_discipline FOREIGN KEY (discipline) REFERENCES koos.discipline,
  CONSTRAINT worker_hours CHECK (hours BETWEEN 1 AND 40),
  CONSTRAINT worker_skj CHECK (skj ~ '^[0-9]{6,9}$'),
  CONSTRAINT worker_big CHECK (big ~ '^[0-9]{11}$'),
  CONSTRAINT worker_base FOREIGN KEY (base) REFERENCES koos.place,
  CONSTRAINT worker_resource FOREIGN KEY (resource) REFERENCES koos.resource,
  CONSTRAINT worker_resource_once UNIQUE (resource)
);
COMMENT ON TABLE koos.worker IS 'People who work with the system';
COMMENT ON COLUMN koos.worker.id IS 'Number of the row';
COMMENT ON COLUMN koos.worker.login IS 'The name the worker goes by on the line';
COMMENT ON COLUMN koos.worker.name IS 'The worker''s name';
COMMENT ON COLUMN koos.worker.organisation IS 'The home organisation';
COMMENT ON COLUMN koos.worker.discipline IS 'The profession, for specialists';
COMMENT ON COLUMN koos.worker.hours IS 'Contract hours a week; 36 is full time';
COMMENT ON COLUMN koos.worker.skj IS 'Registration in the Kwaliteitsregister Jeugd';
COMMENT ON COLUMN koos.worker.big IS 'Registration in the BIG register';
COMMENT ON COLUMN koos.worker.languages IS 'Languages spoken besides Dutch';
COMMENT ON COLUMN koos.worker.base IS 'The place a day starts from and ends at, if travel from there counts';
COMMENT ON COLUMN koos.worker.resource IS 'The worker''s number among what can be occupied';
COMMENT ON COLUMN koos.worker.disabled_at IS 'When the worker lost all access';
COMMENT ON COLUMN koos.worker.disabled_reason IS 'Why, for administrators';
COMMENT ON COLUMN koos.worker.rev IS 'Revision, raised by each change';

CREATE TABLE koos.login (
  login text NOT NULL,
  worker integer NOT NULL,
  CONSTRAINT login_key PRIMARY KEY (login),
  CONSTRAINT login_worker FOREIGN KEY (worker) REFERENCES koos.worker
);
COMMENT ON TABLE koos.login IS 'Every login there was, and whose: what is told of somebody by a login is never anybody else''s';
COMMENT ON COLUMN koos.login.login IS 'A login, be it a former one';
COMMENT ON COLUMN koos.login.worker IS 'Who has or had it';

CREATE FUNCTION koos.worker_goes_by() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  INSERT INTO koos.login (login, worker) VALUES (NEW.login, NEW.id) ON CONFLICT ON CONSTRAINT login_key DO NOTHING;
  IF NOT EXISTS (SELECT FROM koos.login l WHERE l.login = NEW.login AND l.worker = NEW.id) THEN
    RAISE EXCEPTION 'another went by it' USING ERRCODE = '23505', CONSTRAINT = 'worker_login', TABLE = 'worker', SCHEMA = 'koos';
  END IF;
  RETURN NULL;
END
$$;
COMMENT ON FUNCTION koos.worker_goes_by() IS 'A login stays with who had it: another is refused it, who had it may have it back';
CREATE TRIGGER worker_goes_by AFTER INSERT OR UPDATE OF login ON koos.worker FOR EACH ROW EXECUTE FUNCTION koos.worker_goes_by();

CREATE TABLE koos.os_user (
  worker integer NOT NULL,
  uid bigint NOT NULL,
  valid tstzrange NOT NULL,
  CONSTRAINT os_user_worker FOREIGN KEY (worker) REFERENCES koos.worker,
  CONSTRAINT os_user_uid CHECK (uid BETWEEN 0 AND 4294967294 AND uid <> 65534),
  CONSTRAINT os_user_one EXCLUDE USING gist (uid WITH =, valid WITH &&)
);
COMMENT ON TABLE koos.os_user IS 'Which worker a numeric user of the operating system is, and when; a reused number inherits nothing';
COMMENT ON COLUMN koos.os_user.worker IS 'The worker';
COMMENT ON COLUMN koos.os_user.uid IS 'The numeric user; 65534 (nobody) is never anybody';
COMMENT ON COLUMN koos.os_user.valid IS 'When this holds';

CREATE TABLE koos.member (
  id integer GENERATED ALWAYS AS IDENTITY,
  worker integer NOT NULL,
  team integer,
  organisation integer,
  role text NOT NULL,
  from_on date NOT NULL,
  until_on date NOT NULL DEFAULT 'infinity',
  recorded_at timestamptz NOT NULL DEFAULT koos.now(),
  end_reason text,
  CONSTRAINT member_key PRIMARY KEY (id),
  CONSTRAINT member_worker FOREIGN KEY (worker) REFERENCES koos.worker,
  CONSTRAINT member_team FOREIGN KEY (team) REFERENCES koos.team,
  CONSTRAINT member_organisation FOREIGN KEY (organisation) REFERENCES koos.organisation,
  CONSTRAINT member_role CHECK (role IN ('lead', 'specialist', 'gezinswerker', 'planner', 'admin', 'privacy', 'reporter')),
  CONSTRAINT member_where CHECK (CASE WHEN role IN ('admin', 'privacy', 'reporter') THEN team IS NULL AND organisation IS NOT NULL
    ELSE team IS NOT NULL AND organisation IS NULL END),
  CONSTRAINT member_period CHECK (from_on <= until_on),
  CONSTRAINT member_once EXCLUDE USING gist (worker WITH =, (coalesce(team, 0)) WITH =, (coalesce(organisation, 0)) WITH =,
    role WITH =, daterange(from_on, until_on) WITH &&)
);
COMMENT ON TABLE koos.member IS 'Roles held in a team, or in an organisation, for a period';
COMMENT ON COLUMN koos.member.id IS 'Number of the row; lower joined first';
COMMENT ON COLUMN koos.member.worker IS 'The worker';
COMMENT ON COLUMN koos.member.team IS 'The team, for lead, specialist, gezinswerker and planner';
COMMENT ON COLUMN koos.member.organisation IS 'The organisation, for admin, privacy and reporter';
COMMENT ON COLUMN koos.member.role IS 'The role';
COMMENT ON COLUMN koos.member.from_on IS 'First day';
COMMENT ON COLUMN koos.member.until_on IS 'First day no longer; the first day itself where the role was taken back before it held a day';
COMMENT ON COLUMN koos.member.recorded_at IS 'Since when this is known';
COMMENT ON COLUMN koos.member.end_reason IS 'Why it was ended, for who may end it';
CREATE INDEX member_by_worker ON koos.member (worker);
CREATE INDEX member_by_team ON koos.member (team);

CREATE FUNCTION koos.organisations_above(of_organisation integer) RETURNS SETOF integer LANGUAGE sql STABLE AS $$
  WITH RECURSIVE above AS (
    SELECT o.id, o.parent FROM koos.organisation o WHERE o.id = of_organisation
    UNION
    SELECT o.id, o.parent FROM koos.organisation o JOIN above a ON o.id = a.parent
  )
  SELECT a.id FROM above a
$$;
COMMENT ON FUNCTION koos.organisations_above(integer) IS 'An organisation and those it is under';

CREATE FUNCTION koos.audits() RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM koos.member m WHERE m.worker = koos.me() AND m.role = 'privacy' AND m.from_on <= koos.today() AND koos.today() < m.until_on)
$$;
COMMENT ON FUNCTION koos.audits() IS 'Whether the worker of this transaction is a privacy officer today, in whatever organisation';

CREATE FUNCTION koos.overseen_organisations() RETURNS integer[] LANGUAGE sql STABLE AS $$
  -- From the officer's own downwards: a few steps, and not one way up for each that there is.
  WITH RECURSIVE overseen AS (
    SELECT m.organisation AS id FROM koos.member m WHERE m.worker = koos.me() AND m.role = 'privacy' AND m.organisation IS NOT NULL
      AND m.from_on <= koos.today() AND koos.today() < m.until_on
    UNION
    SELECT o.id FROM koos.organisation o JOIN overseen v ON o.parent = v.id
  )
  SELECT array(SELECT v.id FROM overseen v)
$$;
COMMENT ON FUNCTION koos.overseen_organisations() IS
  'The organisations the worker of this transaction is privacy officer of today, with those under them';

CREATE FUNCTION koos.overseen_teams() RETURNS integer[] LANGUAGE sql STABLE AS
$$ SELECT array(SELECT t.id FROM koos.team t WHERE t.organisation = ANY (koos.overseen_organisations())) $$;
COMMENT ON FUNCTION koos.overseen_teams() IS 'The teams of the organisations the worker of this transaction is privacy officer over today';

CREATE FUNCTION koos.led_teams() RETURNS integer[] LANGUAGE sql STABLE AS $$
  SELECT array(SELECT m.team FROM koos.member m WHERE m.worker = koos.me() AND m.role = 'lead' AND m.from_on <= koos.today() AND koos.today() < m.until_on)
$$;
COMMENT ON FUNCTION koos.led_teams() IS 'The teams the worker of this transaction leads today';

CREATE FUNCTION koos.administers(of_organisation integer) RETURNS boolean LANGUAGE sql STABLE AS
$$ SELECT EXISTS (SELECT FROM koos.member m WHERE m.worker = koos.me() AND m.role = 'admin'
     AND m.from_on <= koos.today() AND koos.today() < m.until_on
     AND m.organisation IN (SELECT koos.organisations_above(of_organisation))) $$;
COMMENT ON FUNCTION koos.administers(integer) IS
  'Whether the worker of this transaction is administrator today in an organisation or one it is under';

CREATE TABLE koos.token (
  id integer GENERATED ALWAYS AS IDENTITY,
  worker integer NOT NULL,
  digest bytea NOT NULL,
  issued_at timestamptz NOT NULL DEFAULT koos.now(),
  issued_by integer NOT NULL,
  expires_at timestamptz NOT NULL,
  revoked_at timestamptz,
  revoke_reason text,
  CONSTRAINT token_key PRIMARY KEY (id),
  CONSTRAINT token_digest UNIQUE (digest),
  CONSTRAINT token_digest_size CHECK (octet_length(digest) = 32),
  CONSTRAINT token_worker FOREIGN KEY (worker) REFERENCES koos.worker,
  CONSTRAINT token_issued_by FOREIGN KEY (issued_by) REFERENCES koos.worker,
  CONSTRAINT token_period CHECK (issued_at < expires_at)
);
COMMENT ON TABLE koos.token IS 'Tokens for workers the kernel cannot name; only their SHA-256 is kept';
COMMENT ON COLUMN koos.token.id IS 'Number of the X code';
COMMENT ON COLUMN koos.token.worker IS 'Whose token it is';
COMMENT ON COLUMN koos.token.digest IS 'SHA-256 of the token';
COMMENT ON COLUMN koos.token.issued_at IS 'When it was issued';
COMMENT ON COLUMN koos.token.issued_by IS 'Who issued it';
COMMENT ON COLUMN koos.token.expires_at IS 'When it ends';
COMMENT ON COLUMN koos.token.revoked_at IS 'When it was revoked';
COMMENT ON COLUMN koos.token.revoke_reason IS 'Why';
CREATE INDEX token_by_worker ON koos.token (worker);

CREATE TABLE koos.setting (
  key text NOT NULL,
  fallback text NOT NULL,
  unit text NOT NULL,
  per_team boolean NOT NULL DEFAULT true,
  CONSTRAINT setting_key PRIMARY KEY (key),
  CONSTRAINT setting_unit CHECK (unit IN ('days', 'duration', 'yes-no', 'url'))
);
COMMENT ON TABLE koos.setting IS 'What can be set, and what holds until it is';
COMMENT ON COLUMN koos.setting.key IS 'The name it goes by on the line';
COMMENT ON COLUMN koos.setting.fallback IS 'The value that holds until one is set';
COMMENT ON COLUMN koos.setting.unit IS 'What a value is: a number of days, a duration, yes or no, a URL template';
COMMENT ON COLUMN koos.setting.per_team IS 'Whether a team may have its own';

CREATE TABLE koos.setting_value (
  key text NOT NULL,
  team integer,
  value text NOT NULL,
  CONSTRAINT setting_value_key FOREIGN KEY (key) REFERENCES koos.setting,
  CONSTRAINT setting_value_team FOREIGN KEY (team) REFERENCES koos.team,
  CONSTRAINT setting_value_once UNIQUE NULLS NOT DISTINCT (key, team)
);
COMMENT ON TABLE koos.setting_value IS 'Values set, for all or for a team';
COMMENT ON COLUMN koos.setting_value.key IS 'The setting';
COMMENT ON COLUMN koos.setting_value.team IS 'The team it holds for; null: all teams without their own';
COMMENT ON COLUMN koos.setting_value.value IS 'The value, in the setting''s unit';

CREATE FUNCTION koos.setting(of_key text, of_team integer) RETURNS text LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN coalesce(
    (SELECT v.value FROM koos.setting_value v WHERE v.key = of_key AND v.team = of_team),
    (SELECT v.value FROM koos.setting_value v WHERE v.key = of_key AND v.team IS NULL),
    (SELECT s.fallback FROM koos.setting s WHERE s.key = of_key));
END
$$;
COMMENT ON FUNCTION koos.setting(text, integer) IS 'The value in force for a team (null: for all)';

CREATE FUNCTION koos.minutes(duration text) RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT (extract(epoch FROM (
    coalesce(substring(duration FROM '([0-9]+)d'), '0') || ' days ' || coalesce(substring(duration FROM '([0-9]+)h'), '0') || ' hours '
    || coalesce(substring(duration FROM '([0-9]+)m'), '0') || ' minutes')::interval) / 60)::integer
$$;
COMMENT ON FUNCTION koos.minutes(text) IS 'Minutes of a duration as a setting holds it (20m, 1h30m, 5d)';

-- 7. Who may see what: the one narrow table every policy joins ---------------------------------------------------------

CREATE TABLE koos.access (
  worker integer NOT NULL,
  kind text NOT NULL,
  thing bigint NOT NULL,
  via text NOT NULL,
  team integer NOT NULL,
  role text NOT NULL,
  reads text NOT NULL,
  from_at timestamptz NOT NULL,
  until_at timestamptz NOT NULL,
  CONSTRAINT access_key PRIMARY KEY (worker, kind, thing, via, team, role, from_at),
  CONSTRAINT access_kind CHECK (kind IN ('case', 'client', 'consult', 'invitation')),
  CONSTRAINT access_reads CHECK (reads IN ('all', 'office', 'plan')),
  CONSTRAINT access_via CHECK (via IN ('owner', 'consulted', 'invitation', 'consult', 'breakglass', 'administration'))
);
COMMENT ON TABLE koos.access IS 'What each worker may see and why; kept by the guards, joined by every policy';
COMMENT ON COLUMN koos.access.worker IS 'The worker';
COMMENT ON COLUMN koos.access.kind IS 'case, client, consult, or invitation: a case that is seen without a name until the invitation is answered';
COMMENT ON COLUMN koos.access.thing IS 'The number of the thing; of an invitation that of the case';
COMMENT ON COLUMN koos.access.via IS 'The ground, as the access log names it';
COMMENT ON COLUMN koos.access.team IS 'The team that gives it; 0 where it is the worker''s own';
COMMENT ON COLUMN koos.access.role IS 'The role that gives it';
COMMENT ON COLUMN koos.access.reads IS
  'How far it reaches: all; office, a planner''s, without question, notes and goals; plan, without question, notes, relations and consents';
COMMENT ON COLUMN koos.access.from_at IS 'From when';
COMMENT ON COLUMN koos.access.until_at IS 'Until when';
CREATE INDEX access_by_thing ON koos.access (kind, thing);
ALTER TABLE koos.access ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY access_own ON koos.access FOR SELECT USING (worker = koos.me());

-- 8. Clients and consent ---------------------------------------------------------------------------------------------

CREATE TABLE koos.client (
  id integer GENERATED ALWAYS AS IDENTITY,
  name text NOT NULL,
  birth_on date NOT NULL,
  birth_precision text NOT NULL DEFAULT 'day',
  postcode text NOT NULL,
  house text,
  wijk text NOT NULL,
  gender text,
  language text,
  interpreter boolean NOT NULL DEFAULT false,
  address_secret boolean NOT NULL DEFAULT false,
  bsn bytea,
  bsn_mark bytea,
  resource bigint NOT NULL,
  added_by integer NOT NULL,
  added_team integer NOT NULL,
  added_at timestamptz NOT NULL DEFAULT koos.now(),
  rev integer NOT NULL DEFAULT 1,
  CONSTRAINT client_key PRIMARY KEY (id),
  CONSTRAINT client_named CHECK (btrim(name) <> '' AND char_length(name) <= 200),
  CONSTRAINT client_birth CHECK (birth_on >= '1990-01-01'),
  CONSTRAINT client_birth_precision CHECK (birth_precision IN ('day', 'month', 'year')),
  CONSTRAINT client_postcode CHECK (postcode ~ '^[1-9][0-9]{3}[A-Z]{2}$'),
  CONSTRAINT client_wijk FOREIGN KEY (wijk) REFERENCES koos.wijk,
  CONSTRAINT client_gender CHECK (gender IN ('V', 'M', 'O')),
  CONSTRAINT client_bsn CHECK ((bsn IS NULL) = (bsn_mark IS NULL)),
  CONSTRAINT client_bsn_once UNIQUE (bsn_mark),
  CONSTRAINT client_resource FOREIGN KEY (resource) REFERENCES koos.resource,
  CONSTRAINT client_resource_once UNIQUE (resource),
  CONSTRAINT client_added_by FOREIGN KEY (added_by) REFERENCES koos.worker,
  CONSTRAINT client_added_team FOREIGN KEY (added_team) REFERENCES koos.team
);
COMMENT ON TABLE koos.client IS 'Children and young people (jeugdigen)';
COMMENT ON COLUMN koos.client.id IS 'Number of the J code';
COMMENT ON COLUMN koos.client.name IS 'Name';
COMMENT ON COLUMN koos.client.birth_on IS 'Birth date; known to month or year, the last day of it';
COMMENT ON COLUMN koos.client.birth_precision IS 'day, month or year: how exactly the birth date is known';
COMMENT ON COLUMN koos.client.postcode IS 'Postcode of the home, 1234AB';
COMMENT ON COLUMN koos.client.house IS 'House number with addition';
COMMENT ON COLUMN koos.client.wijk IS 'The wijk of the postcode when it was given';
COMMENT ON COLUMN koos.client.gender IS 'V, M or O, as the CBS asks';
COMMENT ON COLUMN koos.client.language IS 'Language spoken at home';
COMMENT ON COLUMN koos.client.interpreter IS 'Whether an interpreter is needed';
COMMENT ON COLUMN koos.client.address_secret IS 'Whether the address is kept from everybody but who goes there';
COMMENT ON COLUMN koos.client.bsn IS 'The BSN, encrypted under a key the database does not hold';
COMMENT ON COLUMN koos.client.bsn_mark IS 'Keyed digest of the BSN, to find the same child twice';
COMMENT ON COLUMN koos.client.resource IS 'Random number among what can be occupied';
COMMENT ON COLUMN koos.client.added_by IS 'Who added the client';
COMMENT ON COLUMN koos.client.added_team IS 'The team of who added, which reads it until there is a case';
COMMENT ON COLUMN koos.client.added_at IS 'When';
COMMENT ON COLUMN koos.client.rev IS 'Revision, raised by each change';

-- No failure: that would end the request, and name what went wrong in PostgreSQL's words.
CREATE FUNCTION koos.unlocked(bsn bytea, key text) RETURNS text LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN koos_extension.pgp_sym_decrypt(bsn, key);
EXCEPTION WHEN external_routine_invocation_exception OR data_exception THEN
  RETURN NULL;
END
$$;
COMMENT ON FUNCTION koos.unlocked(bytea, text) IS 'A BSN by the key it was kept under; null by any other, or none';

CREATE TABLE koos.bsn_key (
  single boolean NOT NULL DEFAULT true,
  mark bytea NOT NULL,
  next bytea,
  CONSTRAINT bsn_key_key PRIMARY KEY (single),
  CONSTRAINT bsn_key_single CHECK (single),
  CONSTRAINT bsn_key_mark_size CHECK (octet_length(mark) = 32),
  CONSTRAINT bsn_key_next_size CHECK (octet_length(next) = 32),
  CONSTRAINT bsn_key_next_other CHECK (next <> mark)
);
COMMENT ON TABLE koos.bsn_key IS 'Which key the BSNs are kept under, told by digests the key makes: with another nothing is read or written';
COMMENT ON COLUMN koos.bsn_key.single IS 'Always true: there is one key';
COMMENT ON COLUMN koos.bsn_key.mark IS 'HMAC-SHA-256 of a fixed text under the key';
COMMENT ON COLUMN koos.bsn_key.next IS 'The same of the key the BSNs are being turned to, null where none is';

CREATE FUNCTION koos.bsn_key_mark(key text) RETURNS bytea LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT koos_extension.hmac('koosd: the key BSNs are kept under', key, 'sha256') $$;
COMMENT ON FUNCTION koos.bsn_key_mark(text) IS 'What a key is known by';

CREATE FUNCTION koos.turn_bsns(old_key text, new_key text, after integer, many integer) RETURNS TABLE (last integer, met integer)
LANGUAGE plpgsql SET search_path = '' AS $$
DECLARE
  kept record;
  digits text;
BEGIN
  -- It is no change of any dossier: what tells of one, by triggers, is not to fire. Only a superuser may say so.
  PERFORM set_config('session_replication_role', 'replica', true);
  met := 0;
  FOR kept IN SELECT k.id, k.bsn, k.bsn_mark FROM koos.client k WHERE k.bsn IS NOT NULL AND k.id > after
    ORDER BY k.id LIMIT many FOR UPDATE LOOP
    met := met + 1;
    last := kept.id;
    BEGIN
      digits := koos_extension.pgp_sym_decrypt(kept.bsn, new_key);
      -- Turned by a run that was broken off.
      CONTINUE WHEN kept.bsn_mark = koos_extension.hmac(digits, new_key, 'sha256');
    EXCEPTION WHEN external_routine_invocation_exception THEN NULL;
    END;
    digits := koos_extension.pgp_sym_decrypt(kept.bsn, old_key);
    IF kept.bsn_mark <> koos_extension.hmac(digits, old_key, 'sha256') THEN
      RAISE EXCEPTION 'a BSN is under neither key' USING ERRCODE = '39000';
    END IF;
    UPDATE koos.client k SET bsn = koos_extension.pgp_sym_encrypt(digits, new_key, 'cipher-algo=aes256'),
      bsn_mark = koos_extension.hmac(digits, new_key, 'sha256') WHERE k.id = kept.id;
  END LOOP;
  RETURN NEXT;
END
$$;
COMMENT ON FUNCTION koos.turn_bsns(text, text, integer, integer) IS
  'Turns the BSNs of some clients from one key to another, by the number of the client; each is under exactly one of both';

CREATE TABLE koos.client_alias (
  number integer NOT NULL,
  client integer NOT NULL,
  name text NOT NULL,
  birth_on date NOT NULL,
  birth_precision text NOT NULL,
  merged_by integer NOT NULL,
  merged_at timestamptz NOT NULL DEFAULT koos.now(),
  CONSTRAINT client_alias_key PRIMARY KEY (number),
  CONSTRAINT client_alias_client FOREIGN KEY (client) REFERENCES koos.client ON DELETE CASCADE,
  CONSTRAINT client_alias_merged_by FOREIGN KEY (merged_by) REFERENCES koos.worker
);
COMMENT ON TABLE koos.client_alias IS 'Clients that turned out to be one with another: their codes go on working';
COMMENT ON COLUMN koos.client_alias.number IS 'Number of the J code that was merged';
COMMENT ON COLUMN koos.client_alias.client IS 'The client it stands for now';
COMMENT ON COLUMN koos.client_alias.name IS 'The name under which it stood, to be found by still';
COMMENT ON COLUMN koos.client_alias.birth_on IS 'The birth date under which it stood';
COMMENT ON COLUMN koos.client_alias.birth_precision IS 'How exactly that was known';
COMMENT ON COLUMN koos.client_alias.merged_by IS 'Who merged it';
COMMENT ON COLUMN koos.client_alias.merged_at IS 'When';
CREATE INDEX client_alias_by_client ON koos.client_alias (client);

CREATE FUNCTION koos.folded(name text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT btrim(regexp_replace(regexp_replace(translate(replace(replace(lower(normalize(name, NFKD)), 'ß', 'ss'), 'æ', 'ae'), 'øłđðħı', 'olddhi'),
    '[\u0300-\u036f]', '', 'g'), '[^[:alnum:]]+', ' ', 'g'))
$$;
COMMENT ON FUNCTION koos.folded(text) IS 'A name as it is searched: lower case, no accents, its words a space apart';

CREATE TABLE koos.consent (
  id integer GENERATED ALWAYS AS IDENTITY,
  client integer NOT NULL,
  purpose text NOT NULL,
  party text NOT NULL,
  with_whom text,
  form text NOT NULL DEFAULT 'written',
  refused boolean NOT NULL DEFAULT false,
  exception text,
  why text,
  given_at timestamptz NOT NULL DEFAULT koos.now(),
  until_on date,
  withdrawn_at timestamptz,
  withdraw_reason text,
  recorded_by integer NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT koos.now(),
  CONSTRAINT consent_key PRIMARY KEY (id),
  CONSTRAINT consent_of_client UNIQUE (client, id),
  CONSTRAINT consent_client FOREIGN KEY (client) REFERENCES koos.client ON DELETE CASCADE,
  CONSTRAINT consent_recorded_by FOREIGN KEY (recorded_by) REFERENCES koos.worker,
  CONSTRAINT consent_purpose CHECK (purpose IN ('treatment', 'share', 'identify', 'observe')),
  CONSTRAINT consent_party CHECK (party IN ('youth', 'parent-1', 'parent-2', 'guardian', 'representative', 'court')),
  CONSTRAINT consent_exception CHECK (exception IN ('serious-harm', 'youth-persists', 'kinderbeschermingsmaatregel', 'gesloten-jeugdhulp', 'jeugdreclassering')),
  CONSTRAINT consent_excused CHECK (exception IS NULL OR purpose = 'treatment' AND NOT refused AND why IS NOT NULL),
  CONSTRAINT consent_ordered CHECK (party NOT IN ('court', 'youth', 'representative') AND exception IS NULL
    OR party = 'court' AND coalesce(exception NOT IN ('serious-harm', 'youth-persists'), false)
    OR party IN ('youth', 'representative') AND coalesce(exception IN ('serious-harm', 'youth-persists'), true)),
  CONSTRAINT consent_order_ends CHECK (party <> 'court' OR until_on IS NOT NULL),
  CONSTRAINT consent_form CHECK (form IN ('written', 'oral', 'digital'))
);
COMMENT ON TABLE koos.consent IS 'Consents (toestemmingen) given or refused, by purpose and party';
COMMENT ON COLUMN koos.consent.id IS 'Number of the T code';
COMMENT ON COLUMN koos.consent.client IS 'The child it is about';
COMMENT ON COLUMN koos.consent.purpose IS 'treatment, share, identify or observe';
COMMENT ON COLUMN koos.consent.party IS 'Who gave it, court where a judge ordered the help';
COMMENT ON COLUMN koos.consent.with_whom IS 'With whom may be shared, where it is about sharing';
COMMENT ON COLUMN koos.consent.form IS 'written, oral or digital';
COMMENT ON COLUMN koos.consent.refused IS 'Whether it is a no';
COMMENT ON COLUMN koos.consent.exception IS 'Why others need not consent: to prevent serious harm or because the youth persists after a refusal (Jeugdwet 7.3.5), or a judge''s order (7.3.4)';
COMMENT ON COLUMN koos.consent.why IS 'The reason of an exception or a refusal, or why a youth is not capable: may tell of harm, and is read through koos.consent_why alone';
COMMENT ON COLUMN koos.consent.given_at IS 'When it was given';
COMMENT ON COLUMN koos.consent.until_on IS 'First day it no longer holds';
COMMENT ON COLUMN koos.consent.withdrawn_at IS 'When it was withdrawn';
COMMENT ON COLUMN koos.consent.withdraw_reason IS 'Why it was withdrawn';
COMMENT ON COLUMN koos.consent.recorded_by IS 'Who recorded it';
COMMENT ON COLUMN koos.consent.recorded_at IS 'When it was recorded';
CREATE INDEX consent_by_client ON koos.consent (client);

CREATE TABLE koos.relation (
  id integer GENERATED ALWAYS AS IDENTITY,
  client integer NOT NULL,
  name text NOT NULL,
  kind text NOT NULL,
  authority boolean NOT NULL DEFAULT false,
  contact text,
  from_on date NOT NULL DEFAULT koos.today(),
  until_on date NOT NULL DEFAULT 'infinity',
  end_reason text,
  added_by integer NOT NULL,
  added_at timestamptz NOT NULL DEFAULT koos.now(),
  CONSTRAINT relation_key PRIMARY KEY (id),
  CONSTRAINT relation_client FOREIGN KEY (client) REFERENCES koos.client ON DELETE CASCADE,
  CONSTRAINT relation_named CHECK (btrim(name) <> '' AND char_length(name) <= 200),
  CONSTRAINT relation_kind CHECK (kind IN ('ouder', 'voogd', 'pleegouder', 'broer-zus', 'familie', 'overig')),
  CONSTRAINT relation_authority CHECK (NOT authority OR kind IN ('ouder', 'voogd')),
  CONSTRAINT relation_period CHECK (from_on <= until_on),
  CONSTRAINT relation_added_by FOREIGN KEY (added_by) REFERENCES koos.worker
);
COMMENT ON TABLE koos.relation IS 'Who belongs to a child, and who of them has authority over it';
COMMENT ON COLUMN koos.relation.id IS 'Number of the R code; parent-1 is the parent with authority recorded first';
COMMENT ON COLUMN koos.relation.client IS 'The child';
COMMENT ON COLUMN koos.relation.name IS 'Name';
COMMENT ON COLUMN koos.relation.kind IS 'ouder, voogd, pleegouder, broer-zus, familie or overig';
COMMENT ON COLUMN koos.relation.authority IS 'Whether it bears authority (gezag): whose consent counts';
COMMENT ON COLUMN koos.relation.contact IS 'How to reach';
COMMENT ON COLUMN koos.relation.from_on IS 'First day';
COMMENT ON COLUMN koos.relation.until_on IS 'First day no longer';
COMMENT ON COLUMN koos.relation.end_reason IS 'Why it ended';
COMMENT ON COLUMN koos.relation.added_by IS 'Who recorded it';
COMMENT ON COLUMN koos.relation.added_at IS 'When';
CREATE INDEX relation_by_client ON koos.relation (client);

-- 8a. Review of consent ----------------------------------------------------------------------------------------------

CREATE FUNCTION koos.birthday(birth_on date, age integer) RETURNS date LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  -- Who is born on 29 February grows older on 1 March in common years.
  SELECT (birth_on + make_interval(years => age))::date
    + (extract(day FROM birth_on + make_interval(years => age)) <> extract(day FROM birth_on))::integer
$$;
COMMENT ON FUNCTION koos.birthday(date, integer) IS 'The first day on which an age is reached, or a number of years is over';

CREATE FUNCTION koos.latest_birthday(birth_on date, by_day date) RETURNS date LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN koos.birthday(birth_on, 18) <= by_day THEN koos.birthday(birth_on, 18)
    WHEN koos.birthday(birth_on, 16) <= by_day THEN koos.birthday(birth_on, 16)
    WHEN koos.birthday(birth_on, 12) <= by_day THEN koos.birthday(birth_on, 12) END
$$;
COMMENT ON FUNCTION koos.latest_birthday(date, date) IS 'The last birthday by a day on which who has a say changes: the twelfth, sixteenth or eighteenth; null: none yet';

CREATE FUNCTION koos.next_birthday(birth_on date, after_day date) RETURNS date LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN koos.birthday(birth_on, 12) > after_day THEN koos.birthday(birth_on, 12)
    WHEN koos.birthday(birth_on, 16) > after_day THEN koos.birthday(birth_on, 16)
    WHEN koos.birthday(birth_on, 18) > after_day THEN koos.birthday(birth_on, 18) END
$$;
COMMENT ON FUNCTION koos.next_birthday(date, date) IS 'The first such birthday after a day; null: none any more';

-- By number and not by row: the daemon reads no row of a consent whole.
CREATE FUNCTION koos.consent_review_on(of_consent integer) RETURNS date LANGUAGE sql STABLE AS $$
  SELECT b.latest FROM koos.consent t JOIN koos.client k ON k.id = t.client
  CROSS JOIN LATERAL (SELECT koos.latest_birthday(k.birth_on, koos.today()) AS latest) b
  WHERE t.id = of_consent AND (t.given_at AT TIME ZONE 'Europe/Amsterdam')::date < b.latest
    AND NOT t.refused AND t.withdrawn_at IS NULL AND coalesce(koos.today() < t.until_on, true)
    -- Said again since by the same, or from sixteen by the youth in place of the family.
    AND NOT EXISTS (SELECT FROM koos.consent n WHERE n.client = t.client AND n.purpose = t.purpose AND n.with_whom IS NOT DISTINCT FROM t.with_whom
      AND ((n.party = t.party OR n.party IN ('youth', 'representative') AND t.party IN ('youth', 'representative'))
          AND (n.given_at AT TIME ZONE 'Europe/Amsterdam')::date >= b.latest
        OR n.party IN ('youth', 'representative') AND t.party IN ('parent-1', 'parent-2', 'guardian')
          AND (n.given_at AT TIME ZONE 'Europe/Amsterdam')::date >= koos.birthday(k.birth_on, 16)))
$$;
COMMENT ON FUNCTION koos.consent_review_on(integer) IS
  'The twelfth, sixteenth or eighteenth birthday since which a running consent waits to be reviewed; null: it does not';

CREATE FUNCTION koos.consent_state(of_consent integer) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN t.withdrawn_at IS NOT NULL THEN 'ingetrokken' WHEN t.until_on <= koos.today() THEN 'verlopen'
    WHEN t.refused THEN 'geweigerd' WHEN koos.consent_review_on(t.id) IS NOT NULL THEN 'her-te-toetsen'
    WHEN t.party IN ('parent-1', 'parent-2', 'guardian')
      AND (SELECT koos.latest_birthday(k.birth_on, koos.today()) >= koos.birthday(k.birth_on, 16) FROM koos.client k WHERE k.id = t.client) THEN 'verlopen'
    ELSE 'gegeven' END
  FROM koos.consent t WHERE t.id = of_consent
$$;
COMMENT ON FUNCTION koos.consent_state(integer) IS 'gegeven, geweigerd, her-te-toetsen, verlopen (also once the family has no say any more) or ingetrokken';

CREATE TABLE koos.consent_told (
  consent integer NOT NULL,
  on_day date NOT NULL,
  CONSTRAINT consent_told_key PRIMARY KEY (consent),
  CONSTRAINT consent_told_consent FOREIGN KEY (consent) REFERENCES koos.consent ON DELETE CASCADE
);
COMMENT ON TABLE koos.consent_told IS 'Which birthday consents were looked at for, so that a review is told once';
COMMENT ON COLUMN koos.consent_told.consent IS 'The consent';
COMMENT ON COLUMN koos.consent_told.on_day IS 'The birthday it was looked at for last: for a later one it is again';

CREATE TABLE koos.consent_due (
  client integer NOT NULL,
  on_day date NOT NULL,
  CONSTRAINT consent_due_key PRIMARY KEY (client),
  CONSTRAINT consent_due_client FOREIGN KEY (client) REFERENCES koos.client ON DELETE CASCADE
);
COMMENT ON TABLE koos.consent_due IS 'When the consents of a child are to be looked at next, so that no other child has to be';
COMMENT ON COLUMN koos.consent_due.client IS 'The child';
COMMENT ON COLUMN koos.consent_due.on_day IS 'The first birthday for which one of its consents was not looked at yet';
CREATE INDEX consent_due_by_day ON koos.consent_due (on_day, client);

-- 9. Cases -----------------------------------------------------------------------------------------------------------

CREATE TABLE koos.casus (
  id integer GENERATED ALWAYS AS IDENTITY,
  client integer NOT NULL,
  status text NOT NULL DEFAULT 'open',
  urgency text NOT NULL,
  referrer text NOT NULL,
  wijk text NOT NULL,
  consortium integer NOT NULL,
  regie integer NOT NULL,
  extended_reason text,
  opened_at timestamptz NOT NULL DEFAULT koos.now(),
  opened_by integer NOT NULL,
  first_contact_at timestamptz NOT NULL DEFAULT koos.now(),
  closed_at timestamptz,
  plan_judged boolean NOT NULL DEFAULT false,
  writing_judged boolean NOT NULL DEFAULT false,
  rev integer NOT NULL DEFAULT 1,
  CONSTRAINT casus_key PRIMARY KEY (id),
  CONSTRAINT casus_of_client UNIQUE (id, client),
  CONSTRAINT casus_client FOREIGN KEY (client) REFERENCES koos.client ON DELETE CASCADE,
  CONSTRAINT casus_status CHECK (status IN ('open', 'gesloten')),
  CONSTRAINT casus_closed CHECK ((status = 'gesloten') = (closed_at IS NOT NULL)),
  CONSTRAINT casus_urgency CHECK (urgency IN ('crisis', 'spoed', 'urgent', 'regulier')),
  CONSTRAINT casus_referrer CHECK (referrer IN ('buurtteam', 'huisarts', 'jeugdarts', 'medisch-specialist',
    'gecertificeerde-instelling', 'rechter', 'onbekend')),
  CONSTRAINT casus_wijk FOREIGN KEY (wijk) REFERENCES koos.wijk,
  CONSTRAINT casus_consortium FOREIGN KEY (consortium) REFERENCES koos.organisation,
  CONSTRAINT casus_regie FOREIGN KEY (regie) REFERENCES koos.worker,
  CONSTRAINT casus_opened_by FOREIGN KEY (opened_by) REFERENCES koos.worker
);
COMMENT ON TABLE koos.casus IS 'Cases (casussen), owned together';
COMMENT ON COLUMN koos.casus.id IS 'Number of the C code';
COMMENT ON COLUMN koos.casus.client IS 'The child';
COMMENT ON COLUMN koos.casus.status IS 'open or gesloten';
COMMENT ON COLUMN koos.casus.urgency IS 'crisis, spoed, urgent or regulier';
COMMENT ON COLUMN koos.casus.referrer IS 'Who referred, in the seven classes of R18';
COMMENT ON COLUMN koos.casus.wijk IS 'The wijk of the case; moving house alone does not change it';
COMMENT ON COLUMN koos.casus.consortium IS 'The consortium of that wijk on the day of opening';
COMMENT ON COLUMN koos.casus.regie IS 'The one worker who holds the regie';
COMMENT ON COLUMN koos.casus.extended_reason IS 'Why help goes on after the eighteenth birthday';
COMMENT ON COLUMN koos.casus.opened_at IS 'When it was opened';
COMMENT ON COLUMN koos.casus.opened_by IS 'Who opened it';
COMMENT ON COLUMN koos.casus.first_contact_at IS 'When specialists first thought along: the consult''s date where it grew from one (R02)';
COMMENT ON COLUMN koos.casus.closed_at IS 'When it was closed';
COMMENT ON COLUMN koos.casus.plan_judged IS 'Whether the day passed by which the plan was to be fixed, and its owners were told if it was not';
COMMENT ON COLUMN koos.casus.writing_judged IS 'Whether the day passed by which the plan was to be handed over in writing, and its owners were told if it was not';
COMMENT ON COLUMN koos.casus.rev IS 'Revision, raised by each change';
CREATE INDEX casus_by_client ON koos.casus (client);
CREATE INDEX casus_by_plan ON koos.casus (opened_at) WHERE status = 'open' AND NOT writing_judged;

CREATE TABLE koos.casus_question (
  casus integer NOT NULL,
  question text NOT NULL,
  CONSTRAINT casus_question_key PRIMARY KEY (casus),
  CONSTRAINT casus_question_casus FOREIGN KEY (casus) REFERENCES koos.casus ON DELETE CASCADE,
  CONSTRAINT casus_question_said CHECK (btrim(question) <> '' AND octet_length(question) <= 32768)
);
COMMENT ON TABLE koos.casus_question IS 'What a case is about; apart, because a planner does not read it';
COMMENT ON COLUMN koos.casus_question.casus IS 'The case';
COMMENT ON COLUMN koos.casus_question.question IS 'The question in the asker''s words';

CREATE TABLE koos.casus_owner (
  casus integer NOT NULL,
  team integer NOT NULL,
  since_at timestamptz NOT NULL DEFAULT koos.now(),
  CONSTRAINT casus_owner_key PRIMARY KEY (casus, team),
  CONSTRAINT casus_owner_casus FOREIGN KEY (casus) REFERENCES koos.casus ON DELETE CASCADE,
  CONSTRAINT casus_owner_team FOREIGN KEY (team) REFERENCES koos.team
);
COMMENT ON TABLE koos.casus_owner IS 'The teams that own a case now, as equals; never none';
COMMENT ON COLUMN koos.casus_owner.casus IS 'The case';
COMMENT ON COLUMN koos.casus_owner.team IS 'The team';
COMMENT ON COLUMN koos.casus_owner.since_at IS 'Since when';
CREATE INDEX casus_owner_by_team ON koos.casus_owner (team);

CREATE TABLE koos.casus_fact (
  number bigint GENERATED ALWAYS AS IDENTITY,
  casus integer NOT NULL,
  occurred_at timestamptz NOT NULL DEFAULT koos.now(),
  recorded_at timestamptz NOT NULL DEFAULT koos.now(),
  worker integer,
  team integer,
  what text NOT NULL,
  detail jsonb NOT NULL DEFAULT '{}',
  reason text,
  CONSTRAINT casus_fact_key PRIMARY KEY (number),
  CONSTRAINT casus_fact_casus FOREIGN KEY (casus) REFERENCES koos.casus ON DELETE CASCADE,
  CONSTRAINT casus_fact_worker FOREIGN KEY (worker) REFERENCES koos.worker,
  CONSTRAINT casus_fact_team FOREIGN KEY (team) REFERENCES koos.team,
  CONSTRAINT casus_fact_order CHECK (occurred_at <= recorded_at),
  CONSTRAINT casus_fact_what CHECK (what IN ('opened', 'owner', 'regie', 'invited', 'accepted', 'refused', 'withdrawn', 'lapsed',
    'ended', 'left', 'removed', 'proposed', 'agreed', 'objected', 'proposal-lapsed', 'closed', 'reopened', 'moved', 'widened', 'narrowed', 'note',
    'step', 'step-done', 'goal', 'goal-reviewed', 'participant', 'participant-ended', 'traject', 'traject-ended', 'arrangement',
    'arrangement-ended', 'stay', 'stay-ended', 'group-joined', 'group-seated', 'group-left', 'consult-asked', 'consult-claimed', 'consult-asked-back', 'consult-answered', 'consult-follow-up',
    'consult-assigned', 'consult-released', 'consult-reopened', 'consult-closed', 'consult-authorised', 'consult-identified',
    'consult-converted', 'consult-reassigned', 'statement', 'emergency'))
);
COMMENT ON TABLE koos.casus_fact IS 'Everything that happened to a case; rows are only added';
COMMENT ON COLUMN koos.casus_fact.number IS 'Order of facts of one instant';
COMMENT ON COLUMN koos.casus_fact.casus IS 'The case';
COMMENT ON COLUMN koos.casus_fact.occurred_at IS 'When it happened';
COMMENT ON COLUMN koos.casus_fact.recorded_at IS 'When it was recorded';
COMMENT ON COLUMN koos.casus_fact.worker IS 'Who did it; null: the passing of time';
COMMENT ON COLUMN koos.casus_fact.team IS 'The team it concerns';
COMMENT ON COLUMN koos.casus_fact.what IS 'What happened';
COMMENT ON COLUMN koos.casus_fact.detail IS 'Particulars, in codes';
COMMENT ON COLUMN koos.casus_fact.reason IS 'Why, in the words of who did it';
CREATE INDEX casus_fact_by_casus ON koos.casus_fact (casus, number);

CREATE TABLE koos.legal_ground (
  slug text NOT NULL,
  source text NOT NULL,
  CONSTRAINT legal_ground_key PRIMARY KEY (slug)
);
COMMENT ON TABLE koos.legal_ground IS 'Grounds in law on which a child''s data may be shared without consent';
COMMENT ON COLUMN koos.legal_ground.slug IS 'The name it goes by on the line';
COMMENT ON COLUMN koos.legal_ground.source IS 'Where the law says so';

CREATE TABLE koos.casus_invitation (
  id integer GENERATED ALWAYS AS IDENTITY,
  casus integer NOT NULL,
  team integer NOT NULL,
  role text NOT NULL,
  reads text NOT NULL DEFAULT 'all',
  reason text NOT NULL,
  ground text,
  state text NOT NULL DEFAULT 'pending',
  wijk text NOT NULL,
  age_band text NOT NULL,
  urgency text NOT NULL,
  question text NOT NULL,
  invited_by integer NOT NULL,
  invited_team integer NOT NULL,
  invited_at timestamptz NOT NULL DEFAULT koos.now(),
  lapses_at timestamptz NOT NULL,
  for_move boolean NOT NULL DEFAULT false,
  answered_by integer,
  answered_at timestamptz,
  ended_at timestamptz,
  CONSTRAINT casus_invitation_key PRIMARY KEY (id),
  CONSTRAINT casus_invitation_casus FOREIGN KEY (casus) REFERENCES koos.casus ON DELETE CASCADE,
  CONSTRAINT casus_invitation_team FOREIGN KEY (team) REFERENCES koos.team,
  CONSTRAINT casus_invitation_ground FOREIGN KEY (ground) REFERENCES koos.legal_ground,
  CONSTRAINT casus_invitation_wijk FOREIGN KEY (wijk) REFERENCES koos.wijk,
  CONSTRAINT casus_invitation_invited_by FOREIGN KEY (invited_by) REFERENCES koos.worker,
  CONSTRAINT casus_invitation_invited_team FOREIGN KEY (invited_team) REFERENCES koos.team,
  CONSTRAINT casus_invitation_answered_by FOREIGN KEY (answered_by) REFERENCES koos.worker,
  CONSTRAINT casus_invitation_role CHECK (role IN ('owner', 'consulted')),
  CONSTRAINT casus_invitation_reads CHECK (reads = 'all' OR reads = 'plan' AND role = 'consulted'),
  CONSTRAINT casus_invitation_state CHECK (state IN ('pending', 'accepted', 'refused', 'withdrawn', 'lapsed', 'ended')),
  CONSTRAINT casus_invitation_answered CHECK ((state IN ('accepted', 'refused', 'ended')) = (answered_at IS NOT NULL)),
  CONSTRAINT casus_invitation_ended CHECK ((state = 'ended') = (ended_at IS NOT NULL)),
  CONSTRAINT casus_invitation_lapses CHECK (invited_at < lapses_at)
);
COMMENT ON TABLE koos.casus_invitation IS 'Teams asked to own a case too, or to think along in it';
COMMENT ON COLUMN koos.casus_invitation.id IS 'Number of the row';
COMMENT ON COLUMN koos.casus_invitation.casus IS 'The case';
COMMENT ON COLUMN koos.casus_invitation.team IS 'The invited team';
COMMENT ON COLUMN koos.casus_invitation.role IS 'owner or consulted';
COMMENT ON COLUMN koos.casus_invitation.reads IS 'What a consulted team reads: all, or the plan';
COMMENT ON COLUMN koos.casus_invitation.reason IS 'Why it is asked';
COMMENT ON COLUMN koos.casus_invitation.ground IS 'The ground in law where there is no consent to share';
COMMENT ON COLUMN koos.casus_invitation.for_move IS 'Whether it was made for no more than a waiting entry to move to the team: once none does any more it is taken back';
COMMENT ON COLUMN koos.casus_invitation.state IS 'pending, accepted, refused, withdrawn, lapsed or ended';
COMMENT ON COLUMN koos.casus_invitation.wijk IS 'Preview: the wijk of the case';
COMMENT ON COLUMN koos.casus_invitation.age_band IS 'Preview: the age band of the child';
COMMENT ON COLUMN koos.casus_invitation.urgency IS 'Preview: the urgency';
COMMENT ON COLUMN koos.casus_invitation.question IS 'Preview: the question';
COMMENT ON COLUMN koos.casus_invitation.invited_by IS 'Who invited';
COMMENT ON COLUMN koos.casus_invitation.invited_team IS 'The owning team for which was invited';
COMMENT ON COLUMN koos.casus_invitation.invited_at IS 'When';
COMMENT ON COLUMN koos.casus_invitation.lapses_at IS 'When it lapses unanswered';
COMMENT ON COLUMN koos.casus_invitation.answered_by IS 'Who accepted or refused';
COMMENT ON COLUMN koos.casus_invitation.answered_at IS 'When';
COMMENT ON COLUMN koos.casus_invitation.ended_at IS 'When an accepted one ended';
CREATE INDEX casus_invitation_by_casus ON koos.casus_invitation (casus);
CREATE INDEX casus_invitation_by_team ON koos.casus_invitation (team, state);
CREATE UNIQUE INDEX casus_invitation_one_pending ON koos.casus_invitation (casus, team) WHERE state = 'pending';
CREATE UNIQUE INDEX casus_invitation_one_consulted ON koos.casus_invitation (casus, team) WHERE state = 'accepted' AND role = 'consulted';

CREATE TABLE koos.casus_note (
  id integer GENERATED ALWAYS AS IDENTITY,
  casus integer NOT NULL,
  kind text,
  text text NOT NULL,
  third_party boolean NOT NULL DEFAULT false,
  worker integer NOT NULL,
  team integer NOT NULL,
  at timestamptz NOT NULL DEFAULT koos.now(),
  CONSTRAINT casus_note_key PRIMARY KEY (id),
  CONSTRAINT casus_note_casus FOREIGN KEY (casus) REFERENCES koos.casus ON DELETE CASCADE,
  CONSTRAINT casus_note_worker FOREIGN KEY (worker) REFERENCES koos.worker,
  CONSTRAINT casus_note_team FOREIGN KEY (team) REFERENCES koos.team,
  CONSTRAINT casus_note_kind CHECK (btrim(kind) <> '' AND char_length(kind) <= 40),
  CONSTRAINT casus_note_said CHECK (btrim(text) <> '' AND octet_length(text) <= 32768)
);
COMMENT ON TABLE koos.casus_note IS 'Notes in the file of a case; rows are only added';
COMMENT ON COLUMN koos.casus_note.id IS 'Number of the N code';
COMMENT ON COLUMN koos.casus_note.casus IS 'The case';
COMMENT ON COLUMN koos.casus_note.kind IS 'What sort of note; plan fixes the plan, plan-schriftelijk says that it was handed over in writing (Jeugdwet 4.1.3)';
COMMENT ON COLUMN koos.casus_note.text IS 'What was noted';
COMMENT ON COLUMN koos.casus_note.third_party IS 'Whether it is about somebody else too: withheld from a copy of the dossier (Jeugdwet 7.3.10)';
COMMENT ON COLUMN koos.casus_note.worker IS 'Who wrote it';
COMMENT ON COLUMN koos.casus_note.team IS 'For which team';
COMMENT ON COLUMN koos.casus_note.at IS 'When';
CREATE INDEX casus_note_by_casus ON koos.casus_note (casus, id);
CREATE INDEX casus_note_of_plan ON koos.casus_note (casus, at) WHERE kind IN ('plan', 'plan-schriftelijk');

CREATE VIEW koos.casus_plan WITH (security_invoker = true) AS
  SELECT c.id AS casus, (c.opened_at AT TIME ZONE 'Europe/Amsterdam')::date + 42 AS due_on,
    (f.at AT TIME ZONE 'Europe/Amsterdam')::date AS fixed_on, (f.at AT TIME ZONE 'Europe/Amsterdam')::date + 14 AS in_writing_due_on,
    (w.at AT TIME ZONE 'Europe/Amsterdam')::date AS in_writing_on
  FROM koos.casus c
  CROSS JOIN LATERAL (SELECT min(n.at) AS at FROM koos.casus_note n
    WHERE n.casus = c.id AND n.kind IN ('plan', 'plan-schriftelijk') AND n.kind = 'plan') f
  CROSS JOIN LATERAL (SELECT min(n.at) AS at FROM koos.casus_note n
    WHERE n.casus = c.id AND n.kind IN ('plan', 'plan-schriftelijk') AND n.kind = 'plan-schriftelijk' AND n.at >= f.at) w;
COMMENT ON VIEW koos.casus_plan IS
  'When a case''s plan is due, six weeks after opening, and was fixed, and when it is due in writing, fourteen days after that, and was handed over (Jeugdwet 4.1.3); koos.plan_of tells it';

CREATE TABLE koos.casus_goal (
  id integer GENERATED ALWAYS AS IDENTITY,
  casus integer NOT NULL,
  words text NOT NULL,
  added_by integer NOT NULL,
  added_at timestamptz NOT NULL DEFAULT koos.now(),
  CONSTRAINT casus_goal_key PRIMARY KEY (id),
  CONSTRAINT casus_goal_of_casus UNIQUE (casus, id),
  CONSTRAINT casus_goal_casus FOREIGN KEY (casus) REFERENCES koos.casus ON DELETE CASCADE,
  CONSTRAINT casus_goal_added_by FOREIGN KEY (added_by) REFERENCES koos.worker,
  CONSTRAINT casus_goal_said CHECK (btrim(words) <> '' AND octet_length(words) <= 32768)
);
COMMENT ON TABLE koos.casus_goal IS 'What child and family want, in their own words (R24)';
COMMENT ON COLUMN koos.casus_goal.id IS 'Number of the D code';
COMMENT ON COLUMN koos.casus_goal.casus IS 'The case';
COMMENT ON COLUMN koos.casus_goal.words IS 'Their words';
COMMENT ON COLUMN koos.casus_goal.added_by IS 'Who wrote them down';
COMMENT ON COLUMN koos.casus_goal.added_at IS 'When';

CREATE TABLE koos.casus_goal_review (
  number bigint GENERATED ALWAYS AS IDENTITY,
  goal integer NOT NULL,
  words text NOT NULL,
  status text NOT NULL,
  worker integer NOT NULL,
  at timestamptz NOT NULL DEFAULT koos.now(),
  CONSTRAINT casus_goal_review_key PRIMARY KEY (number),
  CONSTRAINT casus_goal_review_goal FOREIGN KEY (goal) REFERENCES koos.casus_goal ON DELETE CASCADE,
  CONSTRAINT casus_goal_review_worker FOREIGN KEY (worker) REFERENCES koos.worker,
  CONSTRAINT casus_goal_review_status CHECK (status IN ('begonnen', 'op-weg', 'bereikt', 'losgelaten')),
  CONSTRAINT casus_goal_review_said CHECK (btrim(words) <> '' AND octet_length(words) <= 32768)
);
COMMENT ON TABLE koos.casus_goal_review IS 'How a goal was looked back on; rows are only added';
COMMENT ON COLUMN koos.casus_goal_review.number IS 'Order';
COMMENT ON COLUMN koos.casus_goal_review.goal IS 'The goal';
COMMENT ON COLUMN koos.casus_goal_review.words IS 'What they say of it now';
COMMENT ON COLUMN koos.casus_goal_review.status IS 'begonnen, op-weg, bereikt or losgelaten';
COMMENT ON COLUMN koos.casus_goal_review.worker IS 'Who wrote it down';
COMMENT ON COLUMN koos.casus_goal_review.at IS 'When';
CREATE INDEX casus_goal_review_by_goal ON koos.casus_goal_review (goal, number);

CREATE TABLE koos.casus_step (
  id integer GENERATED ALWAYS AS IDENTITY,
  casus integer NOT NULL,
  text text NOT NULL,
  by_worker integer,
  by_team integer,
  due_on date,
  goal integer,
  added_by integer NOT NULL,
  added_at timestamptz NOT NULL DEFAULT koos.now(),
  done_on date,
  done_by integer,
  overdue_told boolean NOT NULL DEFAULT false,
  CONSTRAINT casus_step_key PRIMARY KEY (id),
  CONSTRAINT casus_step_casus FOREIGN KEY (casus) REFERENCES koos.casus ON DELETE CASCADE,
  CONSTRAINT casus_step_by_worker FOREIGN KEY (by_worker) REFERENCES koos.worker,
  CONSTRAINT casus_step_by_team FOREIGN KEY (by_team) REFERENCES koos.team,
  CONSTRAINT casus_step_by CHECK ((by_worker IS NULL) <> (by_team IS NULL)),
  CONSTRAINT casus_step_goal FOREIGN KEY (casus, goal) REFERENCES koos.casus_goal (casus, id) ON DELETE CASCADE,
  CONSTRAINT casus_step_added_by FOREIGN KEY (added_by) REFERENCES koos.worker,
  CONSTRAINT casus_step_done_by FOREIGN KEY (done_by) REFERENCES koos.worker,
  CONSTRAINT casus_step_done CHECK ((done_on IS NULL) = (done_by IS NULL)),
  CONSTRAINT casus_step_said CHECK (btrim(text) <> '' AND octet_length(text) <= 32768)
);
COMMENT ON TABLE koos.casus_step IS 'Steps that can already be taken, shared by the owners: who does what by when (R04)';
COMMENT ON COLUMN koos.casus_step.id IS 'Number of the K code';
COMMENT ON COLUMN koos.casus_step.casus IS 'The case';
COMMENT ON COLUMN koos.casus_step.text IS 'What is to be done';
COMMENT ON COLUMN koos.casus_step.by_worker IS 'The worker who does it';
COMMENT ON COLUMN koos.casus_step.by_team IS 'The team that does it';
COMMENT ON COLUMN koos.casus_step.due_on IS 'By which day';
COMMENT ON COLUMN koos.casus_step.goal IS 'The goal it serves';
COMMENT ON COLUMN koos.casus_step.added_by IS 'Who added it';
COMMENT ON COLUMN koos.casus_step.added_at IS 'When';
COMMENT ON COLUMN koos.casus_step.done_on IS 'The day it was done';
COMMENT ON COLUMN koos.casus_step.done_by IS 'Who said so';
COMMENT ON COLUMN koos.casus_step.overdue_told IS 'Whether who does it was told that its day passed';
CREATE INDEX casus_step_by_casus ON koos.casus_step (casus, id);
CREATE INDEX casus_step_by_due ON koos.casus_step (due_on) WHERE done_on IS NULL AND NOT overdue_told;

CREATE TABLE koos.casus_participant (
  id integer GENERATED ALWAYS AS IDENTITY,
  casus integer NOT NULL,
  kind text NOT NULL,
  name text NOT NULL,
  reads text NOT NULL DEFAULT 'nothing',
  ground text,
  shared_at timestamptz NOT NULL DEFAULT koos.now(),
  from_on date NOT NULL DEFAULT koos.today(),
  until_on date NOT NULL DEFAULT 'infinity',
  end_reason text,
  added_by integer NOT NULL,
  added_at timestamptz NOT NULL DEFAULT koos.now(),
  CONSTRAINT casus_participant_key PRIMARY KEY (id),
  CONSTRAINT casus_participant_casus FOREIGN KEY (casus) REFERENCES koos.casus ON DELETE CASCADE,
  CONSTRAINT casus_participant_ground FOREIGN KEY (ground) REFERENCES koos.legal_ground,
  CONSTRAINT casus_participant_added_by FOREIGN KEY (added_by) REFERENCES koos.worker,
  CONSTRAINT casus_participant_kind CHECK (kind IN ('huisarts', 'school', 'sportclub', 'familie', 'vriend', 'save', 'jeugdarts', 'extern')),
  CONSTRAINT casus_participant_named CHECK (btrim(name) <> '' AND char_length(name) <= 200),
  CONSTRAINT casus_participant_reads CHECK (reads IN ('nothing', 'plan', 'all')),
  CONSTRAINT casus_participant_period CHECK (from_on <= until_on)
);
COMMENT ON TABLE koos.casus_participant IS 'Others who take part (betrokkenen), and what each may read (R20)';
COMMENT ON COLUMN koos.casus_participant.id IS 'Number of the B code';
COMMENT ON COLUMN koos.casus_participant.casus IS 'The case';
COMMENT ON COLUMN koos.casus_participant.kind IS 'huisarts, school, sportclub, familie, vriend, save, jeugdarts or extern';
COMMENT ON COLUMN koos.casus_participant.name IS 'Who it is';
COMMENT ON COLUMN koos.casus_participant.reads IS 'What may be read: nothing, the plan, or all, which all owners agreed to';
COMMENT ON COLUMN koos.casus_participant.ground IS 'The ground in law where there is no consent to share';
COMMENT ON COLUMN koos.casus_participant.shared_at IS 'Since when so much may be read: by the consents of then, and no longer than they stand';
COMMENT ON COLUMN koos.casus_participant.from_on IS 'First day';
COMMENT ON COLUMN koos.casus_participant.until_on IS 'First day no longer';
COMMENT ON COLUMN koos.casus_participant.end_reason IS 'Why it ended';
COMMENT ON COLUMN koos.casus_participant.added_by IS 'Who added it';
COMMENT ON COLUMN koos.casus_participant.added_at IS 'When';
CREATE INDEX casus_participant_by_casus ON koos.casus_participant (casus);

CREATE TABLE koos.traject (
  id integer GENERATED ALWAYS AS IDENTITY,
  casus integer NOT NULL,
  service text NOT NULL,
  hulpvorm text,
  provider text,
  with_crisis boolean NOT NULL DEFAULT false,
  team integer NOT NULL,
  started_on date NOT NULL,
  start_reason text,
  ended_on date,
  end_reason text,
  added_by integer NOT NULL,
  added_at timestamptz NOT NULL DEFAULT koos.now(),
  CONSTRAINT traject_key PRIMARY KEY (id),
  CONSTRAINT traject_casus FOREIGN KEY (casus) REFERENCES koos.casus ON DELETE CASCADE,
  CONSTRAINT traject_service FOREIGN KEY (service) REFERENCES koos.service,
  CONSTRAINT traject_team FOREIGN KEY (team) REFERENCES koos.team,
  CONSTRAINT traject_added_by FOREIGN KEY (added_by) REFERENCES koos.worker,
  CONSTRAINT traject_hulpvorm CHECK (hulpvorm IN ('01', '02', '03', '04', '11', '12', '13', '14')),
  CONSTRAINT traject_period CHECK (started_on <= ended_on)
);
COMMENT ON TABLE koos.traject IS 'Help that runs or ran in a case (trajecten)';
COMMENT ON COLUMN koos.traject.id IS 'Number of the H code';
COMMENT ON COLUMN koos.traject.casus IS 'The case';
COMMENT ON COLUMN koos.traject.service IS 'The form of help';
COMMENT ON COLUMN koos.traject.hulpvorm IS 'Form of help by the CBS list';
COMMENT ON COLUMN koos.traject.provider IS 'Who gives it, where that is not the team';
COMMENT ON COLUMN koos.traject.with_crisis IS 'Whether it started with a crisis, by the professional''s judgement';
COMMENT ON COLUMN koos.traject.team IS 'The team that started it';
COMMENT ON COLUMN koos.traject.started_on IS 'First day';
COMMENT ON COLUMN koos.traject.start_reason IS 'Why it was started';
COMMENT ON COLUMN koos.traject.ended_on IS 'The day it ended; null: it runs';
COMMENT ON COLUMN koos.traject.end_reason IS 'Why it ended';
COMMENT ON COLUMN koos.traject.added_by IS 'Who recorded it';
COMMENT ON COLUMN koos.traject.added_at IS 'When';
CREATE INDEX traject_by_casus ON koos.traject (casus);

CREATE TABLE koos.casus_arrangement (
  id integer GENERATED ALWAYS AS IDENTITY,
  casus integer NOT NULL,
  kind text NOT NULL,
  provider text NOT NULL,
  from_on date NOT NULL DEFAULT koos.today(),
  until_on date NOT NULL DEFAULT 'infinity',
  end_reason text,
  added_by integer NOT NULL,
  added_at timestamptz NOT NULL DEFAULT koos.now(),
  CONSTRAINT casus_arrangement_key PRIMARY KEY (id),
  CONSTRAINT casus_arrangement_casus FOREIGN KEY (casus) REFERENCES koos.casus ON DELETE CASCADE,
  CONSTRAINT casus_arrangement_added_by FOREIGN KEY (added_by) REFERENCES koos.worker,
  CONSTRAINT casus_arrangement_kind CHECK (kind IN ('transfer', 'contract', 'city-financed')),
  CONSTRAINT casus_arrangement_provider CHECK (btrim(provider) <> '' AND char_length(provider) <= 200),
  CONSTRAINT casus_arrangement_period CHECK (from_on <= until_on)
);
COMMENT ON TABLE koos.casus_arrangement IS 'How care that ran outside the consortia goes on (R15)';
COMMENT ON COLUMN koos.casus_arrangement.id IS 'Number of the E code';
COMMENT ON COLUMN koos.casus_arrangement.casus IS 'The case';
COMMENT ON COLUMN koos.casus_arrangement.kind IS 'transfer, contract or city-financed, in order of preference';
COMMENT ON COLUMN koos.casus_arrangement.provider IS 'The outside organisation';
COMMENT ON COLUMN koos.casus_arrangement.from_on IS 'First day';
COMMENT ON COLUMN koos.casus_arrangement.until_on IS 'First day no longer';
COMMENT ON COLUMN koos.casus_arrangement.end_reason IS 'Why it ended';
COMMENT ON COLUMN koos.casus_arrangement.added_by IS 'Who recorded it';
COMMENT ON COLUMN koos.casus_arrangement.added_at IS 'When';
CREATE INDEX casus_arrangement_by_casus ON koos.casus_arrangement (casus);

CREATE TABLE koos.agreement (
  id integer GENERATED ALWAYS AS IDENTITY,
  partner text NOT NULL,
  scope text NOT NULL,
  from_on date NOT NULL,
  until_on date NOT NULL DEFAULT 'infinity',
  end_reason text,
  added_by integer NOT NULL,
  CONSTRAINT agreement_key PRIMARY KEY (id),
  CONSTRAINT agreement_added_by FOREIGN KEY (added_by) REFERENCES koos.worker,
  CONSTRAINT agreement_partner CHECK (btrim(partner) <> '' AND char_length(partner) <= 200),
  CONSTRAINT agreement_scope CHECK (btrim(scope) <> '' AND char_length(scope) <= 1000),
  CONSTRAINT agreement_period CHECK (from_on <= until_on)
);
COMMENT ON TABLE koos.agreement IS 'Cooperation agreements with partners in the city (R06); nothing of clients';
COMMENT ON COLUMN koos.agreement.id IS 'Number of the M code';
COMMENT ON COLUMN koos.agreement.partner IS 'The partner';
COMMENT ON COLUMN koos.agreement.scope IS 'What it is about';
COMMENT ON COLUMN koos.agreement.from_on IS 'First day';
COMMENT ON COLUMN koos.agreement.until_on IS 'First day no longer';
COMMENT ON COLUMN koos.agreement.end_reason IS 'Why it ended';
COMMENT ON COLUMN koos.agreement.added_by IS 'Who recorded it';

CREATE TABLE koos.proposal (
  id integer GENERATED ALWAYS AS IDENTITY,
  casus integer NOT NULL,
  action text NOT NULL,
  team integer,
  wijk text,
  participant integer,
  reads text,
  reason text NOT NULL,
  state text NOT NULL DEFAULT 'open',
  proposed_by integer NOT NULL,
  proposed_team integer NOT NULL,
  proposed_at timestamptz NOT NULL DEFAULT koos.now(),
  lapses_at timestamptz NOT NULL,
  decided_at timestamptz,
  objected_by integer,
  objected_team integer,
  objection text,
  CONSTRAINT proposal_key PRIMARY KEY (id),
  CONSTRAINT proposal_casus FOREIGN KEY (casus) REFERENCES koos.casus ON DELETE CASCADE,
  CONSTRAINT proposal_team FOREIGN KEY (team) REFERENCES koos.team,
  CONSTRAINT proposal_wijk FOREIGN KEY (wijk) REFERENCES koos.wijk,
  CONSTRAINT proposal_participant FOREIGN KEY (participant) REFERENCES koos.casus_participant ON DELETE CASCADE,
  CONSTRAINT proposal_proposed_by FOREIGN KEY (proposed_by) REFERENCES koos.worker,
  CONSTRAINT proposal_proposed_team FOREIGN KEY (proposed_team) REFERENCES koos.team,
  CONSTRAINT proposal_objected_by FOREIGN KEY (objected_by) REFERENCES koos.worker,
  CONSTRAINT proposal_objected_team FOREIGN KEY (objected_team) REFERENCES koos.team,
  CONSTRAINT proposal_action CHECK (action IN ('close', 'move', 'remove', 'widen')),
  CONSTRAINT proposal_value CHECK ((action = 'remove') = (team IS NOT NULL) AND (action = 'move') = (wijk IS NOT NULL)
    AND (action = 'widen') = (participant IS NOT NULL) AND (action = 'widen') = (reads IS NOT NULL)),
  CONSTRAINT proposal_reads CHECK (reads IN ('plan', 'all')),
  CONSTRAINT proposal_state CHECK (state IN ('open', 'agreed', 'objected', 'lapsed')),
  CONSTRAINT proposal_decided CHECK ((state = 'open') = (decided_at IS NULL)),
  CONSTRAINT proposal_objected CHECK ((state = 'objected') = (objected_by IS NOT NULL)
    AND (state = 'objected' OR objection IS NULL) AND (state = 'objected') = (objected_team IS NOT NULL)),
  CONSTRAINT proposal_lapses CHECK (proposed_at < lapses_at)
);
COMMENT ON TABLE koos.proposal IS 'What all owners of a case must agree to: closing, moving, removing an owner, widening what a participant reads';
COMMENT ON COLUMN koos.proposal.id IS 'Number of the P code';
COMMENT ON COLUMN koos.proposal.casus IS 'The case';
COMMENT ON COLUMN koos.proposal.action IS 'close, move, remove or widen';
COMMENT ON COLUMN koos.proposal.team IS 'The owner to remove';
COMMENT ON COLUMN koos.proposal.wijk IS 'The wijk to move to';
COMMENT ON COLUMN koos.proposal.participant IS 'The participant who is to read more';
COMMENT ON COLUMN koos.proposal.reads IS 'What the participant is to read: plan or all';
COMMENT ON COLUMN koos.proposal.reason IS 'Why';
COMMENT ON COLUMN koos.proposal.state IS 'open, agreed, objected or lapsed';
COMMENT ON COLUMN koos.proposal.proposed_by IS 'Who proposed it';
COMMENT ON COLUMN koos.proposal.proposed_team IS 'The team whose key that turned';
COMMENT ON COLUMN koos.proposal.proposed_at IS 'When';
COMMENT ON COLUMN koos.proposal.lapses_at IS 'When it lapses undecided';
COMMENT ON COLUMN koos.proposal.decided_at IS 'When it was agreed, objected to, or lapsed';
COMMENT ON COLUMN koos.proposal.objected_by IS 'Who objected';
COMMENT ON COLUMN koos.proposal.objected_team IS 'For which team';
COMMENT ON COLUMN koos.proposal.objection IS 'Why, where that was said';
CREATE INDEX proposal_by_casus ON koos.proposal (casus);
CREATE INDEX proposal_open ON koos.proposal (lapses_at) WHERE state = 'open';

CREATE TABLE koos.proposal_agreement (
  proposal integer NOT NULL,
  team integer NOT NULL,
  worker integer NOT NULL,
  at timestamptz NOT NULL DEFAULT koos.now(),
  CONSTRAINT proposal_agreement_key PRIMARY KEY (proposal, team),
  CONSTRAINT proposal_agreement_one_person UNIQUE (proposal, worker),
  CONSTRAINT proposal_agreement_proposal FOREIGN KEY (proposal) REFERENCES koos.proposal ON DELETE CASCADE,
  CONSTRAINT proposal_agreement_team FOREIGN KEY (team) REFERENCES koos.team,
  CONSTRAINT proposal_agreement_worker FOREIGN KEY (worker) REFERENCES koos.worker
);
COMMENT ON TABLE koos.proposal_agreement IS 'The keys turned for a proposal: one a team, one a person, the proposer''s among them';
COMMENT ON COLUMN koos.proposal_agreement.proposal IS 'The proposal';
COMMENT ON COLUMN koos.proposal_agreement.team IS 'The owning team';
COMMENT ON COLUMN koos.proposal_agreement.worker IS 'Who turned its key';
COMMENT ON COLUMN koos.proposal_agreement.at IS 'When';

-- 10. Consults -------------------------------------------------------------------------------------------------------

CREATE TABLE koos.consult (
  id integer GENERATED ALWAYS AS IDENTITY,
  state text NOT NULL DEFAULT 'asked',
  discipline text NOT NULL,
  convert text NOT NULL,
  urgency text NOT NULL,
  wijk text NOT NULL,
  age_band text,
  asked_by integer NOT NULL,
  asker_team integer NOT NULL,
  team integer NOT NULL,
  claimed_by integer,
  asked_at timestamptz NOT NULL DEFAULT koos.now(),
  due_at timestamptz NOT NULL,
  overdue_told timestamptz,
  first_answer_at timestamptz,
  closed_at timestamptz,
  outcome text,
  rating integer,
  casus integer,
  redirect_team integer,
  redirect_discipline text,
  rev integer NOT NULL DEFAULT 1,
  CONSTRAINT consult_key PRIMARY KEY (id),
  CONSTRAINT consult_state CHECK (state IN ('asked', 'claimed', 'asked-back', 'answered', 'closed', 'withdrawn', 'declined', 'converted')),
  CONSTRAINT consult_claimed CHECK (state NOT IN ('claimed', 'asked-back', 'answered') OR claimed_by IS NOT NULL),
  CONSTRAINT consult_convert CHECK (convert IN ('advice-only', 'may-convert')),
  CONSTRAINT consult_urgency CHECK (urgency IN ('spoed', 'urgent', 'regulier')),
  CONSTRAINT consult_age_band CHECK (age_band IN ('0-3', '4-11', '12-17')),
  CONSTRAINT consult_outcome CHECK (outcome IN ('advice-enough', 'joint-case', 'referral-advised', 'other-service')),
  CONSTRAINT consult_closed CHECK ((state = 'closed') = (outcome IS NOT NULL)),
  CONSTRAINT consult_rating CHECK (rating BETWEEN 1 AND 10),
  CONSTRAINT consult_redirect CHECK (num_nonnulls(redirect_team, redirect_discipline) = 0
    OR state = 'declined' AND num_nonnulls(redirect_team, redirect_discipline) = 1),
  CONSTRAINT consult_discipline FOREIGN KEY (discipline) REFERENCES koos.discipline,
  CONSTRAINT consult_wijk FOREIGN KEY (wijk) REFERENCES koos.wijk,
  CONSTRAINT consult_asked_by FOREIGN KEY (asked_by) REFERENCES koos.worker,
  CONSTRAINT consult_asker_team FOREIGN KEY (asker_team) REFERENCES koos.team,
  CONSTRAINT consult_team FOREIGN KEY (team) REFERENCES koos.team,
  CONSTRAINT consult_claimed_by FOREIGN KEY (claimed_by) REFERENCES koos.worker,
  CONSTRAINT consult_casus FOREIGN KEY (casus) REFERENCES koos.casus ON DELETE SET NULL,
  CONSTRAINT consult_converted CHECK (casus IS NULL OR state = 'converted'),
  CONSTRAINT consult_redirect_team FOREIGN KEY (redirect_team) REFERENCES koos.team,
  CONSTRAINT consult_redirect_discipline FOREIGN KEY (redirect_discipline) REFERENCES koos.discipline
);
COMMENT ON TABLE koos.consult IS 'Consultations without a referral (R01): no client, no case, no transfer';
COMMENT ON COLUMN koos.consult.id IS 'Number of the Q code';
COMMENT ON COLUMN koos.consult.state IS 'asked, claimed, asked-back, answered, closed, withdrawn, declined or converted';
COMMENT ON COLUMN koos.consult.discipline IS 'The profession asked';
COMMENT ON COLUMN koos.consult.convert IS 'advice-only or may-convert: the asker''s word';
COMMENT ON COLUMN koos.consult.urgency IS 'spoed, urgent or regulier';
COMMENT ON COLUMN koos.consult.wijk IS 'The wijk it is about';
COMMENT ON COLUMN koos.consult.age_band IS 'Age band in place of a birth date';
COMMENT ON COLUMN koos.consult.asked_by IS 'The asker';
COMMENT ON COLUMN koos.consult.asker_team IS 'The asking team';
COMMENT ON COLUMN koos.consult.team IS 'The asked team';
COMMENT ON COLUMN koos.consult.claimed_by IS 'The specialist who thinks along';
COMMENT ON COLUMN koos.consult.asked_at IS 'When it was asked';
COMMENT ON COLUMN koos.consult.due_at IS 'When an answer is due';
COMMENT ON COLUMN koos.consult.overdue_told IS 'The due moment whose passing those at turn were told of';
COMMENT ON COLUMN koos.consult.first_answer_at IS 'When it was first answered';
COMMENT ON COLUMN koos.consult.closed_at IS 'When it ended: was closed, declined, withdrawn or converted';
COMMENT ON COLUMN koos.consult.outcome IS 'What came of it';
COMMENT ON COLUMN koos.consult.rating IS 'The asker''s mark, 1 to 10';
COMMENT ON COLUMN koos.consult.casus IS 'The case it grew into; null also where that dossier was destroyed';
COMMENT ON COLUMN koos.consult.redirect_team IS 'The team to ask instead, where it was declined so';
COMMENT ON COLUMN koos.consult.redirect_discipline IS 'The profession to ask instead, where it was declined so';
COMMENT ON COLUMN koos.consult.rev IS 'Revision, raised by each change';
CREATE INDEX consult_by_team ON koos.consult (team, state);
CREATE INDEX consult_by_due ON koos.consult (due_at) WHERE state IN ('asked', 'claimed');
CREATE INDEX consult_by_asker_team ON koos.consult (asker_team, state);
CREATE INDEX consult_by_casus ON koos.consult (casus) WHERE casus IS NOT NULL;

CREATE TABLE koos.consult_identity (
  consult integer NOT NULL,
  client integer NOT NULL,
  consent integer NOT NULL,
  identified_by integer NOT NULL,
  identified_at timestamptz NOT NULL DEFAULT koos.now(),
  CONSTRAINT consult_identity_key PRIMARY KEY (consult),
  CONSTRAINT consult_identity_consult FOREIGN KEY (consult) REFERENCES koos.consult,
  CONSTRAINT consult_identity_client FOREIGN KEY (client) REFERENCES koos.client ON DELETE CASCADE,
  CONSTRAINT consult_identity_consent FOREIGN KEY (client, consent) REFERENCES koos.consent (client, id) ON DELETE CASCADE,
  CONSTRAINT consult_identity_identified_by FOREIGN KEY (identified_by) REFERENCES koos.worker
);
COMMENT ON TABLE koos.consult_identity IS 'Whom a consult is about, where consent was given to tell the asked team';
COMMENT ON COLUMN koos.consult_identity.consult IS 'The consult';
COMMENT ON COLUMN koos.consult_identity.client IS 'The child';
COMMENT ON COLUMN koos.consult_identity.consent IS 'The consent; withdrawn or expired, the asked team reads the child no longer';
COMMENT ON COLUMN koos.consult_identity.identified_by IS 'Who told';
COMMENT ON COLUMN koos.consult_identity.identified_at IS 'When';
CREATE INDEX consult_identity_by_client ON koos.consult_identity (client);

CREATE TABLE koos.consult_entry (
  number bigint GENERATED ALWAYS AS IDENTITY,
  consult integer NOT NULL,
  kind text NOT NULL,
  worker integer NOT NULL,
  at timestamptz NOT NULL DEFAULT koos.now(),
  text text NOT NULL,
  minutes integer,
  confirmed boolean NOT NULL DEFAULT false,
  CONSTRAINT consult_entry_key PRIMARY KEY (number),
  CONSTRAINT consult_entry_consult FOREIGN KEY (consult) REFERENCES koos.consult,
  CONSTRAINT consult_entry_worker FOREIGN KEY (worker) REFERENCES koos.worker,
  CONSTRAINT consult_entry_kind CHECK (kind IN ('question', 'answer', 'ask-back', 'follow-up', 'release', 'decline', 'withdraw')),
  CONSTRAINT consult_entry_said CHECK (btrim(text) <> '' AND octet_length(text) <= 32768),
  CONSTRAINT consult_entry_minutes CHECK (minutes BETWEEN 0 AND 1440)
);
COMMENT ON TABLE koos.consult_entry IS 'The thread of a consult: question, answers, questions back, reasons';
COMMENT ON COLUMN koos.consult_entry.number IS 'Order in the thread';
COMMENT ON COLUMN koos.consult_entry.consult IS 'The consult';
COMMENT ON COLUMN koos.consult_entry.kind IS 'question, answer, ask-back or follow-up; release, decline or withdraw: the reason';
COMMENT ON COLUMN koos.consult_entry.worker IS 'Who wrote it';
COMMENT ON COLUMN koos.consult_entry.at IS 'When';
COMMENT ON COLUMN koos.consult_entry.text IS 'What was written, anonymous';
COMMENT ON COLUMN koos.consult_entry.minutes IS 'Minutes the specialist spent';
COMMENT ON COLUMN koos.consult_entry.confirmed IS 'Whether the writer confirmed that it identifies nobody';
CREATE INDEX consult_entry_by_consult ON koos.consult_entry (consult, number);

CREATE TABLE koos.consult_fact (
  number bigint GENERATED ALWAYS AS IDENTITY,
  consult integer NOT NULL,
  occurred_at timestamptz NOT NULL DEFAULT koos.now(),
  recorded_at timestamptz NOT NULL DEFAULT koos.now(),
  worker integer NOT NULL,
  what text NOT NULL,
  detail jsonb NOT NULL DEFAULT '{}',
  CONSTRAINT consult_fact_key PRIMARY KEY (number),
  CONSTRAINT consult_fact_consult FOREIGN KEY (consult) REFERENCES koos.consult,
  CONSTRAINT consult_fact_worker FOREIGN KEY (worker) REFERENCES koos.worker,
  CONSTRAINT consult_fact_what CHECK (what IN ('asked', 'claimed', 'assigned', 'released', 'asked-back', 'answered', 'follow-up', 'reopened',
    'closed', 'declined', 'withdrawn', 'authorised', 'identified', 'converted', 'reassigned'))
);
COMMENT ON TABLE koos.consult_fact IS 'Everything that happened to a consult; rows are only added';
COMMENT ON COLUMN koos.consult_fact.number IS 'Order of facts of one instant';
COMMENT ON COLUMN koos.consult_fact.consult IS 'The consult';
COMMENT ON COLUMN koos.consult_fact.occurred_at IS 'When it happened';
COMMENT ON COLUMN koos.consult_fact.recorded_at IS 'When it was recorded';
COMMENT ON COLUMN koos.consult_fact.worker IS 'Who did it';
COMMENT ON COLUMN koos.consult_fact.what IS 'What happened';
COMMENT ON COLUMN koos.consult_fact.detail IS 'Particulars, in codes';
CREATE INDEX consult_fact_by_consult ON koos.consult_fact (consult, number);

-- 11. Waiting list ---------------------------------------------------------------------------------------------------

CREATE TABLE koos.waiting_norm (
  number integer GENERATED ALWAYS AS IDENTITY,
  service text,
  team integer,
  segment text NOT NULL,
  days integer NOT NULL,
  from_on date NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT koos.now(),
  moved integer NOT NULL DEFAULT 0,
  CONSTRAINT waiting_norm_key PRIMARY KEY (number),
  CONSTRAINT waiting_norm_service FOREIGN KEY (service) REFERENCES koos.service,
  CONSTRAINT waiting_norm_team FOREIGN KEY (team) REFERENCES koos.team,
  CONSTRAINT waiting_norm_segment CHECK (segment IN ('intake', 'start', 'whole')),
  CONSTRAINT waiting_norm_days CHECK (days BETWEEN 1 AND 1000)
);
COMMENT ON TABLE koos.waiting_norm IS 'How long waiting may take, by service, team and segment, as data with a start date; rows are only added';
COMMENT ON COLUMN koos.waiting_norm.number IS 'The order in which they were recorded: of two from one day the later holds';
COMMENT ON COLUMN koos.waiting_norm.service IS 'The service; null: every one without norms of its own';
COMMENT ON COLUMN koos.waiting_norm.team IS 'The team it holds for; null: every one without a norm of its own';
COMMENT ON COLUMN koos.waiting_norm.segment IS 'intake (registration to intake), start (intake to start), whole (registration to start)';
COMMENT ON COLUMN koos.waiting_norm.days IS 'Calendar days';
COMMENT ON COLUMN koos.waiting_norm.from_on IS 'First day it holds: for segments that begin on it or later';
COMMENT ON COLUMN koos.waiting_norm.recorded_at IS 'When it was recorded';
COMMENT ON COLUMN koos.waiting_norm.moved IS 'For how many of those who waited already it moved the day theirs runs out; a trigger counts';
CREATE INDEX waiting_norm_by_service ON koos.waiting_norm (service, segment, from_on);

CREATE FUNCTION koos.norm(of_service text, of_team integer, of_segment text, of_day date, known_at timestamptz) RETURNS integer LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (SELECT n.days FROM koos.waiting_norm n
    WHERE n.service IS NOT DISTINCT FROM of_service AND n.segment = of_segment AND n.from_on <= of_day AND n.recorded_at <= known_at
      AND (n.team IS NULL OR n.team = of_team)
    ORDER BY n.team NULLS LAST, n.from_on DESC, n.number DESC LIMIT 1);
END
$$;
COMMENT ON FUNCTION koos.norm(text, integer, text, date, timestamptz) IS
  'The norm in days for exactly this service and segment on a day, the team''s own first; null where there is none';

CREATE FUNCTION koos.due_on(of_service text, of_team integer, registered_on date, intake_on date, known_at timestamptz DEFAULT koos.now())
  RETURNS date LANGUAGE plpgsql STABLE AS $$
DECLARE
  segment text := CASE WHEN intake_on IS NULL THEN 'intake' ELSE 'start' END;
  since date := coalesce(intake_on, registered_on);
  scope text := (SELECT n.service FROM koos.waiting_norm n
    WHERE n.service = of_service AND n.from_on <= registered_on AND n.recorded_at <= known_at AND (n.team IS NULL OR n.team = of_team) LIMIT 1);
BEGIN
  RETURN coalesce(since + koos.norm(scope, of_team, segment, since, known_at),
    registered_on + coalesce(koos.norm(scope, of_team, 'whole', registered_on, known_at), koos.norm(NULL, of_team, 'whole', registered_on, known_at)));
END
$$;
COMMENT ON FUNCTION koos.due_on(text, integer, date, date, timestamptz) IS
  'Start of the running segment plus its norm; a service with norms of its own has no others but for the whole';

CREATE FUNCTION koos.waiting_state(registered_on date, intake_on date, start_on date, removed_on date) RETURNS text
  LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN removed_on IS NOT NULL THEN 'uitgeschreven' WHEN start_on IS NOT NULL THEN 'gestart'
    WHEN registered_on IS NULL THEN 'onvolledig' WHEN intake_on IS NOT NULL THEN 'wacht-op-start' ELSE 'wacht-op-intake' END
$$;
COMMENT ON FUNCTION koos.waiting_state(date, date, date, date) IS 'How an entry stands by the days of what happened to it, but for a pause';

CREATE TABLE koos.waiting_entry (
  id integer GENERATED ALWAYS AS IDENTITY,
  casus integer NOT NULL,
  team integer NOT NULL,
  discipline text NOT NULL,
  service text,
  urgency text NOT NULL,
  status text NOT NULL GENERATED ALWAYS AS (koos.waiting_state(registered_on, intake_on, start_on, removed_on)) STORED,
  form boolean NOT NULL,
  letter boolean NOT NULL,
  added_on date NOT NULL,
  registered_on date,
  intake_on date,
  start_on date,
  removed_on date,
  removal text,
  due_on date,
  own_worker integer,
  prefers_worker integer,
  prefers_mode text,
  language text,
  next_contact_on date,
  first_contact_on date,
  urgency_review_on date,
  override_rank integer,
  override_until_on date,
  moves_by integer,
  rev integer NOT NULL DEFAULT 1,
  CONSTRAINT waiting_entry_key PRIMARY KEY (id),
  CONSTRAINT waiting_entry_casus FOREIGN KEY (casus) REFERENCES koos.casus ON DELETE CASCADE,
  CONSTRAINT waiting_entry_team FOREIGN KEY (team) REFERENCES koos.team,
  CONSTRAINT waiting_entry_discipline FOREIGN KEY (discipline) REFERENCES koos.discipline,
  CONSTRAINT waiting_entry_service FOREIGN KEY (service) REFERENCES koos.service,
  CONSTRAINT waiting_entry_own_worker FOREIGN KEY (own_worker) REFERENCES koos.worker,
  CONSTRAINT waiting_entry_prefers_worker FOREIGN KEY (prefers_worker) REFERENCES koos.worker,
  CONSTRAINT waiting_entry_moves_by FOREIGN KEY (moves_by) REFERENCES koos.casus_invitation ON DELETE SET NULL,
  CONSTRAINT waiting_entry_prefers_mode CHECK (prefers_mode IN ('on-site', 'online', 'phone', 'hybrid')),
  CONSTRAINT waiting_entry_urgency CHECK (urgency IN ('spoed', 'urgent', 'regulier')),
  CONSTRAINT waiting_entry_registered CHECK ((registered_on IS NULL) = (due_on IS NULL) AND (form AND letter OR registered_on IS NULL)),
  CONSTRAINT waiting_entry_order CHECK (registered_on <= intake_on AND registered_on <= start_on AND intake_on <= start_on),
  CONSTRAINT waiting_entry_course CHECK (registered_on IS NOT NULL OR intake_on IS NULL AND start_on IS NULL),
  CONSTRAINT waiting_entry_ended CHECK (start_on IS NULL OR removed_on IS NULL),
  CONSTRAINT waiting_entry_removal CHECK ((removed_on IS NULL) = (removal IS NULL) AND removal IN ('declined', 'not-needed', 'other-provider', 'moved',
    'redirected', 'turned-18', 'unreachable', 'deceased', 'error')),
  CONSTRAINT waiting_entry_override CHECK ((override_rank IS NULL) = (override_until_on IS NULL)),
  CONSTRAINT waiting_entry_override_rank CHECK (override_rank BETWEEN 1 AND 999)
);
COMMENT ON TABLE koos.waiting_entry IS 'Who waits for what; not a place in a queue but a clock with rules';
COMMENT ON COLUMN koos.waiting_entry.id IS 'Number of the W code';
COMMENT ON COLUMN koos.waiting_entry.casus IS 'The case';
COMMENT ON COLUMN koos.waiting_entry.team IS 'The team whose list it is on';
COMMENT ON COLUMN koos.waiting_entry.discipline IS 'The profession waited for';
COMMENT ON COLUMN koos.waiting_entry.service IS 'The form of help waited for, if known';
COMMENT ON COLUMN koos.waiting_entry.urgency IS 'spoed, urgent or regulier; crisis never waits';
COMMENT ON COLUMN koos.waiting_entry.status IS 'onvolledig, wacht-op-intake, wacht-op-start, gestart or uitgeschreven; by the days below; aangehouden while a pause runs, which koos.waiting_status tells';
COMMENT ON COLUMN koos.waiting_entry.form IS 'Whether the form is in';
COMMENT ON COLUMN koos.waiting_entry.letter IS 'Whether the referral letter is in';
COMMENT ON COLUMN koos.waiting_entry.added_on IS 'The day it was put on the list';
COMMENT ON COLUMN koos.waiting_entry.registered_on IS 'The day the clock started: form and letter both in';
COMMENT ON COLUMN koos.waiting_entry.intake_on IS 'The day of the first talk, which does not stop the clock';
COMMENT ON COLUMN koos.waiting_entry.start_on IS 'The day help really started, which stops the clock';
COMMENT ON COLUMN koos.waiting_entry.removed_on IS 'The day it was taken off the list without help; null again once that is undone';
COMMENT ON COLUMN koos.waiting_entry.removal IS 'Why: declined, not-needed, other-provider, moved, redirected, turned-18, unreachable, deceased or error';
COMMENT ON COLUMN koos.waiting_entry.due_on IS 'Start of the running segment plus its norm, as koos.due_on tells';
COMMENT ON COLUMN koos.waiting_entry.own_worker IS 'A worker of the team whom the child had before (R14), found when it came on the list: a claim on continuity, which koos.waiting_own_worker tells while it holds';
COMMENT ON COLUMN koos.waiting_entry.prefers_worker IS 'A worker the family would rather wait for';
COMMENT ON COLUMN koos.waiting_entry.prefers_mode IS 'The way of meeting the family would rather have';
COMMENT ON COLUMN koos.waiting_entry.language IS 'Language needed';
COMMENT ON COLUMN koos.waiting_entry.next_contact_on IS 'When the family is spoken to next (R04)';
COMMENT ON COLUMN koos.waiting_entry.first_contact_on IS 'The day of the consult it grew from, which starts no clock';
COMMENT ON COLUMN koos.waiting_entry.urgency_review_on IS 'When the urgency is looked at again';
COMMENT ON COLUMN koos.waiting_entry.override_rank IS 'The place a lead put it at by hand, 1 first';
COMMENT ON COLUMN koos.waiting_entry.override_until_on IS 'The day that place is looked at again, and no longer holds';
COMMENT ON COLUMN koos.waiting_entry.moves_by IS 'The invitation with whose acceptance it moves to the invited team; one no longer pending moves nothing';
COMMENT ON COLUMN koos.waiting_entry.rev IS 'Revision, raised by each change';
CREATE INDEX waiting_entry_by_casus ON koos.waiting_entry (casus);
CREATE INDEX waiting_entry_by_team ON koos.waiting_entry (team, discipline) WHERE status NOT IN ('gestart', 'uitgeschreven');
CREATE INDEX waiting_entry_by_move ON koos.waiting_entry (moves_by) WHERE moves_by IS NOT NULL;
CREATE UNIQUE INDEX waiting_entry_once ON koos.waiting_entry (casus, discipline, coalesce(service, ''))
  WHERE status NOT IN ('gestart', 'uitgeschreven');

CREATE FUNCTION koos.waiting_falls_due() RETURNS trigger LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
  NEW.due_on := koos.due_on(NEW.service, NEW.team, NEW.registered_on, NEW.intake_on);
  RETURN NEW;
END
$$;
COMMENT ON FUNCTION koos.waiting_falls_due() IS 'Keeps the day the norm runs out; which column changed does not matter';
CREATE TRIGGER waiting_falls_due BEFORE INSERT OR UPDATE OF service, team, registered_on, intake_on, due_on ON koos.waiting_entry
  FOR EACH ROW EXECUTE FUNCTION koos.waiting_falls_due();

CREATE FUNCTION koos.waiting_norm_added() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  WITH moved AS (
    UPDATE koos.waiting_entry w SET due_on = NULL, rev = w.rev + 1
    WHERE w.registered_on IS NOT NULL AND (NEW.team IS NULL OR w.team = NEW.team)
      AND w.due_on <> koos.due_on(w.service, w.team, w.registered_on, w.intake_on)
    RETURNING w.id, w.casus, w.status
  ), told AS (
    INSERT INTO koos.event (topic, kind, thing, cause, code)
    SELECT 'waiting', 'case', m.casus, 'norm', 'W-' || m.id FROM moved m WHERE m.status NOT IN ('gestart', 'uitgeschreven')
    RETURNING seq
  )
  UPDATE koos.waiting_norm n SET moved = (SELECT count(*) FROM told) WHERE n.number = NEW.number;
  RETURN NULL;
END
$$;
COMMENT ON FUNCTION koos.waiting_norm_added() IS 'A norm that holds for who is on the list already moves the day theirs runs out';
CREATE TRIGGER waiting_norm_added AFTER INSERT ON koos.waiting_norm FOR EACH ROW EXECUTE FUNCTION koos.waiting_norm_added();

CREATE TABLE koos.waiting_fact (
  number bigint GENERATED ALWAYS AS IDENTITY,
  entry integer NOT NULL,
  occurred_on date NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT koos.now(),
  worker integer NOT NULL,
  what text NOT NULL,
  detail jsonb NOT NULL DEFAULT '{}',
  reason text,
  text text,
  state jsonb NOT NULL,
  CONSTRAINT waiting_fact_key PRIMARY KEY (number),
  CONSTRAINT waiting_fact_entry FOREIGN KEY (entry) REFERENCES koos.waiting_entry ON DELETE CASCADE,
  CONSTRAINT waiting_fact_worker FOREIGN KEY (worker) REFERENCES koos.worker,
  CONSTRAINT waiting_fact_what CHECK (what IN ('added', 'complete', 'registered', 'contact', 'bridged', 'paused', 'resumed',
    'intake', 'urgency', 'override', 'started', 'changed', 'moving', 'moved', 'removed', 'restored',
    'offered', 'accepted', 'declined', 'expired', 'withdrawn'))
);
COMMENT ON TABLE koos.waiting_fact IS 'Everything that happened to a waiting entry; rows are only added';
COMMENT ON COLUMN koos.waiting_fact.number IS 'Order of facts of one day';
COMMENT ON COLUMN koos.waiting_fact.entry IS 'The entry';
COMMENT ON COLUMN koos.waiting_fact.occurred_on IS 'The day it happened';
COMMENT ON COLUMN koos.waiting_fact.recorded_at IS 'When it was recorded';
COMMENT ON COLUMN koos.waiting_fact.worker IS 'Who recorded it';
COMMENT ON COLUMN koos.waiting_fact.what IS 'What happened';
COMMENT ON COLUMN koos.waiting_fact.detail IS 'Particulars, in codes';
COMMENT ON COLUMN koos.waiting_fact.reason IS 'Why, in the words of who recorded it';
COMMENT ON COLUMN koos.waiting_fact.text IS 'What was said, of a contact or a bridge';
COMMENT ON COLUMN koos.waiting_fact.state IS 'The whole entry as it stood from then on; what was and what was known at any time is read from here';
CREATE INDEX waiting_fact_by_entry ON koos.waiting_fact (entry, number);
CREATE INDEX waiting_fact_moved ON koos.waiting_fact (entry) WHERE what = 'moved';

CREATE FUNCTION koos.waiting_fact_state() RETURNS trigger LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
  NEW.state := (SELECT to_jsonb(w) FROM koos.waiting_entry w WHERE w.id = NEW.entry);
  -- Who began before another and waited for it tells of an entry that bears the other's change: that was known no earlier.
  NEW.recorded_at := greatest(NEW.recorded_at,
    (SELECT f.recorded_at FROM koos.waiting_fact f WHERE f.entry = NEW.entry ORDER BY f.number DESC LIMIT 1));
  RETURN NEW;
END
$$;
COMMENT ON FUNCTION koos.waiting_fact_state() IS 'Keeps with a fact the entry as it stands once the fact holds, known no earlier than the fact before it';
CREATE TRIGGER waiting_fact_state BEFORE INSERT ON koos.waiting_fact FOR EACH ROW EXECUTE FUNCTION koos.waiting_fact_state();

CREATE FUNCTION koos.keep_known() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  IF OLD.recorded_at < koos.now() AND OLD.until_on IS DISTINCT FROM NEW.until_on THEN
    OLD.number := nextval(pg_get_serial_sequence(format('%I.%I', TG_TABLE_SCHEMA, TG_TABLE_NAME), 'number'));
    OLD.superseded_at := koos.now();
    EXECUTE format('INSERT INTO %I.%I OVERRIDING SYSTEM VALUE SELECT ($1).*', TG_TABLE_SCHEMA, TG_TABLE_NAME) USING OLD;
    NEW.recorded_at := koos.now();
  END IF;
  RETURN NEW;
END
$$;
COMMENT ON FUNCTION koos.keep_known() IS 'Keeps what was known until now of a pause or bridge that gets another end, in a row of its own';

CREATE TABLE koos.waiting_told (
  entry integer NOT NULL,
  what text NOT NULL,
  on_day date NOT NULL,
  CONSTRAINT waiting_told_key PRIMARY KEY (entry, what),
  CONSTRAINT waiting_told_entry FOREIGN KEY (entry) REFERENCES koos.waiting_entry ON DELETE CASCADE,
  CONSTRAINT waiting_told_what CHECK (what IN ('contact-overdue', 'unbridged', 'urgency-review', 'override-review', 'over-norm'))
);
COMMENT ON TABLE koos.waiting_told IS 'What fell due while waiting and was told, so that it is told once; of the entry it is no part';
COMMENT ON COLUMN koos.waiting_told.entry IS 'The entry';
COMMENT ON COLUMN koos.waiting_told.what IS 'contact-overdue, unbridged, urgency-review, override-review or over-norm';
COMMENT ON COLUMN koos.waiting_told.on_day IS 'The day it was told of last: once that moves it is told again';

CREATE TABLE koos.waiting_pause (
  number bigint GENERATED ALWAYS AS IDENTITY,
  entry integer NOT NULL,
  reason text NOT NULL,
  from_on date NOT NULL,
  until_on date,
  longest integer NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT koos.now(),
  superseded_at timestamptz,
  CONSTRAINT waiting_pause_key PRIMARY KEY (number),
  CONSTRAINT waiting_pause_entry FOREIGN KEY (entry) REFERENCES koos.waiting_entry ON DELETE CASCADE,
  CONSTRAINT waiting_pause_reason CHECK (reason IN ('gezin', 'onbereikbaar', 'voorkeur')),
  CONSTRAINT waiting_pause_period CHECK (from_on <= until_on),
  CONSTRAINT waiting_pause_longest CHECK (longest BETWEEN 1 AND 1000),
  CONSTRAINT waiting_pause_once EXCLUDE USING gist (entry WITH =, daterange(from_on, until_on) WITH &&) WHERE (superseded_at IS NULL)
);
COMMENT ON TABLE koos.waiting_pause IS 'When a clock stands still, and why; beside the facts, in the same transaction';
COMMENT ON COLUMN koos.waiting_pause.number IS 'The order in which they were recorded';
COMMENT ON COLUMN koos.waiting_pause.entry IS 'The entry';
COMMENT ON COLUMN koos.waiting_pause.reason IS 'gezin (the family asked), onbereikbaar (cannot be reached) or voorkeur (waits for a worker)';
COMMENT ON COLUMN koos.waiting_pause.from_on IS 'First day the clock stands still';
COMMENT ON COLUMN koos.waiting_pause.until_on IS 'First day it runs again; null while nobody has said';
COMMENT ON COLUMN koos.waiting_pause.longest IS 'How many days it counts at most, by its reason';
COMMENT ON COLUMN koos.waiting_pause.recorded_at IS 'Since when this is known';
COMMENT ON COLUMN koos.waiting_pause.superseded_at IS 'Since when another end is known, in a row of its own; null: this still holds';
CREATE INDEX waiting_pause_by_entry ON koos.waiting_pause (entry);
CREATE TRIGGER waiting_pause_known BEFORE UPDATE OF until_on ON koos.waiting_pause FOR EACH ROW EXECUTE FUNCTION koos.keep_known();

CREATE TABLE koos.waiting_bridge (
  number bigint GENERATED ALWAYS AS IDENTITY,
  entry integer NOT NULL,
  kind text NOT NULL,
  by_worker integer,
  by_team integer,
  from_on date NOT NULL,
  until_on date,
  answer text NOT NULL DEFAULT 'accepted',
  text text,
  recorded_at timestamptz NOT NULL DEFAULT koos.now(),
  superseded_at timestamptz,
  CONSTRAINT waiting_bridge_key PRIMARY KEY (number),
  CONSTRAINT waiting_bridge_entry FOREIGN KEY (entry) REFERENCES koos.waiting_entry ON DELETE CASCADE,
  CONSTRAINT waiting_bridge_kind CHECK (kind IN ('consult', 'buurtteam', 'ehealth', 'group', 'parent-support', 'phone', 'poh', 'alternative')),
  CONSTRAINT waiting_bridge_answer CHECK (answer = 'accepted' OR kind = 'alternative' AND answer IN ('offered', 'declined')),
  CONSTRAINT waiting_bridge_by_worker FOREIGN KEY (by_worker) REFERENCES koos.worker,
  CONSTRAINT waiting_bridge_by_team FOREIGN KEY (by_team) REFERENCES koos.team,
  CONSTRAINT waiting_bridge_by CHECK ((by_worker IS NULL) <> (by_team IS NULL)),
  CONSTRAINT waiting_bridge_period CHECK (from_on <= until_on),
  CONSTRAINT waiting_bridge_once EXCLUDE USING gist (entry WITH =, kind WITH =, (coalesce(by_worker, 0)) WITH =, (coalesce(by_team, 0)) WITH =,
    daterange(from_on, until_on) WITH &&) WHERE (superseded_at IS NULL)
);
COMMENT ON TABLE koos.waiting_bridge IS 'What bridges the wait (R04), which stops no clock; beside the facts, in the same transaction';
COMMENT ON COLUMN koos.waiting_bridge.number IS 'The order in which they were recorded';
COMMENT ON COLUMN koos.waiting_bridge.entry IS 'The entry';
COMMENT ON COLUMN koos.waiting_bridge.kind IS 'consult, buurtteam, ehealth, group, parent-support, phone, poh or alternative';
COMMENT ON COLUMN koos.waiting_bridge.by_worker IS 'The worker who gives it';
COMMENT ON COLUMN koos.waiting_bridge.by_team IS 'The team that gives it';
COMMENT ON COLUMN koos.waiting_bridge.from_on IS 'First day';
COMMENT ON COLUMN koos.waiting_bridge.until_on IS 'First day without it; null while nobody has said';
COMMENT ON COLUMN koos.waiting_bridge.answer IS 'offered, accepted or declined: only what was accepted bridges; another answer is a row of its own, from the day it was given';
COMMENT ON COLUMN koos.waiting_bridge.text IS 'What it is';
COMMENT ON COLUMN koos.waiting_bridge.recorded_at IS 'Since when this is known';
COMMENT ON COLUMN koos.waiting_bridge.superseded_at IS 'Since when another end is known, in a row of its own; null: this still holds';
CREATE INDEX waiting_bridge_by_entry ON koos.waiting_bridge (entry);
CREATE TRIGGER waiting_bridge_known BEFORE UPDATE OF until_on ON koos.waiting_bridge FOR EACH ROW EXECUTE FUNCTION koos.keep_known();

CREATE TABLE koos.waiting_snapshot (
  quarter_end date NOT NULL,
  consortium integer NOT NULL,
  service text,
  waiting integer NOT NULL,
  estimate_days integer,
  taken_at timestamptz NOT NULL,
  CONSTRAINT waiting_snapshot_once UNIQUE NULLS NOT DISTINCT (quarter_end, consortium, service),
  CONSTRAINT waiting_snapshot_consortium FOREIGN KEY (consortium) REFERENCES koos.organisation,
  CONSTRAINT waiting_snapshot_service FOREIGN KEY (service) REFERENCES koos.service,
  CONSTRAINT waiting_snapshot_quarter CHECK (quarter_end = date_trunc('quarter', quarter_end::timestamp) + interval '3 months' - interval '1 day'),
  CONSTRAINT waiting_snapshot_numbers CHECK (waiting >= 0 AND estimate_days >= 0)
);
COMMENT ON TABLE koos.waiting_snapshot IS
  'Who waited at the end of a quarter, by form of help and region, as reported to the NZa (Regeling Jeugdwet 8g): figures only, which koos.waiting_quarter tells again from the facts';
COMMENT ON COLUMN koos.waiting_snapshot.quarter_end IS 'The last day of the quarter';
COMMENT ON COLUMN koos.waiting_snapshot.consortium IS 'The consortium, whose wijken are its region';
COMMENT ON COLUMN koos.waiting_snapshot.service IS 'The form of help; null: not known yet';
COMMENT ON COLUMN koos.waiting_snapshot.waiting IS 'How many waited';
COMMENT ON COLUMN koos.waiting_snapshot.estimate_days IS 'The estimated wait: the median of who started in the last four quarters; null where nobody did';
COMMENT ON COLUMN koos.waiting_snapshot.taken_at IS 'When it was taken: what was known by then is in it';

-- 12. Appointments and occupied time ---------------------------------------------------------------------------------

CREATE TABLE koos.availability (
  id integer GENERATED ALWAYS AS IDENTITY,
  worker integer NOT NULL,
  weekday integer NOT NULL,
  from_minute integer NOT NULL,
  to_minute integer NOT NULL,
  weeks text NOT NULL DEFAULT 'all',
  mode text NOT NULL DEFAULT 'any',
  place integer,
  from_on date NOT NULL DEFAULT '-infinity',
  until_on date NOT NULL DEFAULT 'infinity',
  recorded_at timestamptz NOT NULL DEFAULT koos.now(),
  CONSTRAINT availability_key PRIMARY KEY (id),
  CONSTRAINT availability_worker FOREIGN KEY (worker) REFERENCES koos.worker,
  CONSTRAINT availability_place FOREIGN KEY (place) REFERENCES koos.place,
  CONSTRAINT availability_weekday CHECK (weekday BETWEEN 1 AND 7),
  CONSTRAINT availability_minutes CHECK (0 <= from_minute AND from_minute < to_minute AND to_minute <= 1440),
  CONSTRAINT availability_weeks CHECK (weeks IN ('all', 'odd', 'even')),
  CONSTRAINT availability_mode CHECK (mode IN ('any', 'online', 'on-site')),
  CONSTRAINT availability_period CHECK (from_on < until_on),
  CONSTRAINT availability_once UNIQUE NULLS NOT DISTINCT (worker, weekday, from_minute, to_minute, weeks, mode, place, from_on, until_on)
);
COMMENT ON TABLE koos.availability IS 'Weekly working hours on the wall clock of Amsterdam';
COMMENT ON COLUMN koos.availability.id IS 'Number of the U code';
COMMENT ON COLUMN koos.availability.worker IS 'The worker';
COMMENT ON COLUMN koos.availability.weekday IS 'ISO weekday, 1 Monday to 7 Sunday';
COMMENT ON COLUMN koos.availability.from_minute IS 'Minutes after 00:00 on the wall clock';
COMMENT ON COLUMN koos.availability.to_minute IS 'Minutes after 00:00, excluded';
COMMENT ON COLUMN koos.availability.weeks IS 'all, odd or even ISO weeks';
COMMENT ON COLUMN koos.availability.mode IS 'any, online or on-site';
COMMENT ON COLUMN koos.availability.place IS 'Where the worker is found; bounds nothing';
COMMENT ON COLUMN koos.availability.from_on IS 'First day';
COMMENT ON COLUMN koos.availability.until_on IS 'First day no longer';
COMMENT ON COLUMN koos.availability.recorded_at IS 'Since when this is known';

CREATE TABLE koos.series (
  id integer GENERATED ALWAYS AS IDENTITY,
  rrule text NOT NULL,
  starts_at timestamptz NOT NULL,
  minutes integer NOT NULL,
  booked_by integer NOT NULL,
  booked_at timestamptz NOT NULL DEFAULT koos.now(),
  CONSTRAINT series_key PRIMARY KEY (id),
  CONSTRAINT series_minutes CHECK (minutes BETWEEN 1 AND 1440),
  CONSTRAINT series_booked_by FOREIGN KEY (booked_by) REFERENCES koos.worker
);
COMMENT ON TABLE koos.series IS 'Appointments booked at one go by a rule, as it was booked; what became of each is its own';
COMMENT ON COLUMN koos.series.id IS 'Number of the S code';
COMMENT ON COLUMN koos.series.rrule IS 'The rule as it was given (RFC 5545 §3.3.10)';
COMMENT ON COLUMN koos.series.starts_at IS 'The first occurrence; the rule counts on the wall clock of Amsterdam';
COMMENT ON COLUMN koos.series.minutes IS 'How long each takes';
COMMENT ON COLUMN koos.series.booked_by IS 'Who booked it';
COMMENT ON COLUMN koos.series.booked_at IS 'When';

CREATE TABLE koos.appointment (
  id integer GENERATED ALWAYS AS IDENTITY,
  starts_at timestamptz NOT NULL,
  ends_at timestamptz NOT NULL,
  mode text NOT NULL,
  status text NOT NULL DEFAULT 'gepland',
  place integer,
  home_wijk text,
  room integer,
  link text,
  sequence integer NOT NULL DEFAULT 0,
  booked_by integer NOT NULL,
  booked_at timestamptz NOT NULL DEFAULT koos.now(),
  rev integer NOT NULL DEFAULT 1,
  series integer,
  series_at timestamptz,
  held_until timestamptz,
  CONSTRAINT appointment_key PRIMARY KEY (id),
  CONSTRAINT appointment_series FOREIGN KEY (series) REFERENCES koos.series,
  CONSTRAINT appointment_in_series CHECK ((series IS NULL) = (series_at IS NULL)),
  CONSTRAINT appointment_span CHECK (starts_at < ends_at AND ends_at - starts_at <= '24:00:00'::interval),
  CONSTRAINT appointment_mode CHECK (mode IN ('on-site', 'online', 'phone', 'hybrid')),
  CONSTRAINT appointment_status CHECK (status IN ('voorstel', 'gepland', 'bevestigd', 'gerealiseerd', 'no-show', 'afgezegd-client',
    'afgezegd-aanbieder', 'vervallen')),
  CONSTRAINT appointment_where CHECK (place IS NULL OR home_wijk IS NULL),
  CONSTRAINT appointment_place FOREIGN KEY (place) REFERENCES koos.place,
  CONSTRAINT appointment_home_wijk FOREIGN KEY (home_wijk) REFERENCES koos.wijk,
  CONSTRAINT appointment_room FOREIGN KEY (room) REFERENCES koos.room,
  CONSTRAINT appointment_booked_by FOREIGN KEY (booked_by) REFERENCES koos.worker
);
COMMENT ON TABLE koos.appointment IS 'Appointments as everybody may see them: busy time, mode and place, never what they are about';
COMMENT ON COLUMN koos.appointment.id IS 'Number of the A code';
COMMENT ON COLUMN koos.appointment.starts_at IS 'Start';
COMMENT ON COLUMN koos.appointment.ends_at IS 'End, excluded';
COMMENT ON COLUMN koos.appointment.mode IS 'on-site, online, phone or hybrid';
COMMENT ON COLUMN koos.appointment.status IS 'State of the appointment';
COMMENT ON COLUMN koos.appointment.place IS 'Where, if anyone is there in person';
COMMENT ON COLUMN koos.appointment.home_wijk IS 'The wijk of the home visited, in place of a place';
COMMENT ON COLUMN koos.appointment.room IS 'The room taken';
COMMENT ON COLUMN koos.appointment.link IS 'Address of the video room, if anyone is online; holds nothing about the client';
COMMENT ON COLUMN koos.appointment.sequence IS 'Raised by each move or switch (RFC 5545 §3.8.7.4)';
COMMENT ON COLUMN koos.appointment.booked_by IS 'Who booked it';
COMMENT ON COLUMN koos.appointment.booked_at IS 'When';
COMMENT ON COLUMN koos.appointment.rev IS 'Revision, raised by each change';
COMMENT ON COLUMN koos.appointment.series IS 'The series it was booked in';
COMMENT ON COLUMN koos.appointment.series_at IS 'When its series has it (RECURRENCE-ID); where it starts at another time it is an exception';
COMMENT ON COLUMN koos.appointment.held_until IS 'When a hold ends by itself; null: it is none, or was confirmed';
CREATE INDEX appointment_by_start ON koos.appointment (starts_at);
CREATE INDEX appointment_by_series ON koos.appointment (series) WHERE series IS NOT NULL;
CREATE INDEX appointment_held ON koos.appointment (held_until) WHERE status = 'voorstel' AND held_until IS NOT NULL;

CREATE TABLE koos.appointment_worker (
  appointment integer NOT NULL,
  worker integer NOT NULL,
  mode text NOT NULL,
  starts_at timestamptz NOT NULL,
  presence text,
  CONSTRAINT appointment_worker_key PRIMARY KEY (appointment, worker),
  CONSTRAINT appointment_worker_appointment FOREIGN KEY (appointment) REFERENCES koos.appointment,
  CONSTRAINT appointment_worker_worker FOREIGN KEY (worker) REFERENCES koos.worker,
  CONSTRAINT appointment_worker_mode CHECK (mode IN ('on-site', 'online', 'phone')),
  CONSTRAINT appointment_worker_presence CHECK (presence IN ('present', 'online', 'absent'))
);
COMMENT ON TABLE koos.appointment_worker IS 'The workers who take part, each with a mode (R06)';
COMMENT ON COLUMN koos.appointment_worker.appointment IS 'The appointment';
COMMENT ON COLUMN koos.appointment_worker.worker IS 'The worker';
COMMENT ON COLUMN koos.appointment_worker.mode IS 'on-site, online or phone';
COMMENT ON COLUMN koos.appointment_worker.starts_at IS 'The appointment''s start again, so that a worker''s week is one range of an index';
COMMENT ON COLUMN koos.appointment_worker.presence IS 'present, online or absent; null until it is known';
CREATE INDEX appointment_worker_week ON koos.appointment_worker (worker, starts_at);

CREATE TABLE koos.appointment_case (
  appointment integer NOT NULL,
  casus integer NOT NULL,
  mode text NOT NULL,
  presence text,
  joined_at timestamptz,
  CONSTRAINT appointment_case_key PRIMARY KEY (appointment, casus),
  CONSTRAINT appointment_case_appointment FOREIGN KEY (appointment) REFERENCES koos.appointment,
  CONSTRAINT appointment_case_casus FOREIGN KEY (casus) REFERENCES koos.casus ON DELETE CASCADE,
  CONSTRAINT appointment_case_mode CHECK (mode IN ('on-site', 'online', 'phone', 'none')),
  CONSTRAINT appointment_case_presence CHECK (presence IS NULL OR presence IN ('present', 'online', 'absent') AND mode <> 'none')
);
COMMENT ON TABLE koos.appointment_case IS 'The cases an appointment is for, and how the child takes part';
COMMENT ON COLUMN koos.appointment_case.appointment IS 'The appointment';
COMMENT ON COLUMN koos.appointment_case.casus IS 'The case';
COMMENT ON COLUMN koos.appointment_case.mode IS 'on-site, online, phone, or none: the child neither takes part nor is occupied';
COMMENT ON COLUMN koos.appointment_case.presence IS 'Of the child: present, online or absent; null until it is known';
COMMENT ON COLUMN koos.appointment_case.joined_at IS 'When the child joined a session that was booked before; null: from the booking on';
CREATE INDEX appointment_case_by_casus ON koos.appointment_case (casus);

CREATE TABLE koos.appointment_detail (
  appointment integer NOT NULL,
  type text NOT NULL,
  note text,
  override_reason text,
  CONSTRAINT appointment_detail_key PRIMARY KEY (appointment),
  CONSTRAINT appointment_detail_appointment FOREIGN KEY (appointment) REFERENCES koos.appointment,
  CONSTRAINT appointment_detail_type CHECK (type IN ('intake', 'behandeling', 'gezinsgesprek', 'consult', 'mdo', 'test', 'huisbezoek', 'overig'))
);
COMMENT ON TABLE koos.appointment_detail IS 'What an appointment is about, for who takes part or reads the case';
COMMENT ON COLUMN koos.appointment_detail.appointment IS 'The appointment';
COMMENT ON COLUMN koos.appointment_detail.type IS 'Kind of meeting';
COMMENT ON COLUMN koos.appointment_detail.note IS 'A word beforehand';
COMMENT ON COLUMN koos.appointment_detail.override_reason IS 'Why a lead booked outside working hours';

CREATE TABLE koos.appointment_guest (
  appointment integer NOT NULL,
  label text NOT NULL,
  mode text NOT NULL,
  presence text,
  CONSTRAINT appointment_guest_key PRIMARY KEY (appointment, label),
  CONSTRAINT appointment_guest_appointment FOREIGN KEY (appointment) REFERENCES koos.appointment,
  CONSTRAINT appointment_guest_label CHECK (btrim(label) <> '' AND char_length(label) <= 100),
  CONSTRAINT appointment_guest_mode CHECK (mode IN ('on-site', 'online', 'phone')),
  CONSTRAINT appointment_guest_presence CHECK (presence IN ('present', 'online', 'absent'))
);
COMMENT ON TABLE koos.appointment_guest IS 'Others who take part; a label, never looked up';
COMMENT ON COLUMN koos.appointment_guest.appointment IS 'The appointment';
COMMENT ON COLUMN koos.appointment_guest.label IS 'Who it is, such as moeder';
COMMENT ON COLUMN koos.appointment_guest.mode IS 'on-site, online or phone';
COMMENT ON COLUMN koos.appointment_guest.presence IS 'present, online or absent; null until it is known';

CREATE TABLE koos.appointment_cancellation (
  appointment integer NOT NULL,
  cancelled_by integer NOT NULL,
  cancelled_at timestamptz NOT NULL DEFAULT koos.now(),
  reason text,
  late boolean NOT NULL,
  CONSTRAINT appointment_cancellation_key PRIMARY KEY (appointment),
  CONSTRAINT appointment_cancellation_appointment FOREIGN KEY (appointment) REFERENCES koos.appointment,
  CONSTRAINT appointment_cancellation_cancelled_by FOREIGN KEY (cancelled_by) REFERENCES koos.worker
);
COMMENT ON TABLE koos.appointment_cancellation IS 'Why an appointment was cancelled; apart, because who cancels need not read what it was about';
COMMENT ON COLUMN koos.appointment_cancellation.appointment IS 'The appointment';
COMMENT ON COLUMN koos.appointment_cancellation.cancelled_by IS 'Who cancelled it here; the status says whether client or provider did';
COMMENT ON COLUMN koos.appointment_cancellation.cancelled_at IS 'When';
COMMENT ON COLUMN koos.appointment_cancellation.reason IS 'Why; may be left out where a series is cancelled';
COMMENT ON COLUMN koos.appointment_cancellation.late IS 'Whether the client cancelled so late that it may count as a no-show';

CREATE TABLE koos.occupied (
  id bigint GENERATED ALWAYS AS IDENTITY,
  resource bigint NOT NULL,
  during tstzrange NOT NULL,
  holder text NOT NULL,
  appointment integer,
  place integer,
  home_wijk text,
  expires_at timestamptz,
  CONSTRAINT occupied_key PRIMARY KEY (id),
  CONSTRAINT occupied_resource FOREIGN KEY (resource) REFERENCES koos.resource,
  CONSTRAINT occupied_appointment FOREIGN KEY (appointment) REFERENCES koos.appointment,
  CONSTRAINT occupied_holder CHECK (holder IN ('appointment', 'hold', 'offer', 'absence')),
  CONSTRAINT occupied_whole CHECK (NOT isempty(during) AND lower_inc(during) AND NOT upper_inc(during) AND NOT lower_inf(during) AND NOT upper_inf(during)),
  CONSTRAINT occupied_where CHECK (place IS NULL OR home_wijk IS NULL),
  CONSTRAINT occupied_place FOREIGN KEY (place) REFERENCES koos.place,
  CONSTRAINT occupied_once EXCLUDE USING gist (resource WITH =, during WITH &&)
);
COMMENT ON TABLE koos.occupied IS 'Time that is taken: of workers, rooms and clients, by bookings, holds, offers and absences alike; no names, no cases';
COMMENT ON COLUMN koos.occupied.id IS 'Number of the row';
COMMENT ON COLUMN koos.occupied.resource IS 'What is occupied';
COMMENT ON COLUMN koos.occupied.during IS 'When, half-open: touching spans do not collide';
COMMENT ON COLUMN koos.occupied.holder IS 'What holds it: appointment, hold, offer or absence';
COMMENT ON COLUMN koos.occupied.appointment IS 'The appointment that holds it';
COMMENT ON COLUMN koos.occupied.place IS 'Where a worker is in person, for travel; null: nowhere (online, phone, absent)';
COMMENT ON COLUMN koos.occupied.home_wijk IS 'The wijk of the home a worker visits, in place of a place';
COMMENT ON COLUMN koos.occupied.expires_at IS 'When a hold or offer ends by itself';
CREATE INDEX occupied_by_appointment ON koos.occupied (appointment);
CREATE INDEX occupied_expiring ON koos.occupied (resource) WHERE expires_at IS NOT NULL;

-- 12a. Freed time and offers -----------------------------------------------------------------------------------------

CREATE TABLE koos.slot (
  id integer GENERATED ALWAYS AS IDENTITY,
  starts_at timestamptz NOT NULL,
  ends_at timestamptz NOT NULL,
  mode text NOT NULL,
  client_mode text NOT NULL,
  place integer,
  at_home boolean NOT NULL DEFAULT false,
  room integer,
  team integer NOT NULL,
  discipline text NOT NULL,
  appointment integer,
  hold integer NOT NULL,
  opened_by integer NOT NULL,
  opened_at timestamptz NOT NULL DEFAULT koos.now(),
  state text NOT NULL DEFAULT 'open',
  CONSTRAINT slot_key PRIMARY KEY (id),
  CONSTRAINT slot_span CHECK (starts_at < ends_at AND ends_at - starts_at <= '24:00:00'::interval),
  CONSTRAINT slot_mode CHECK (mode IN ('on-site', 'online', 'phone', 'hybrid')),
  CONSTRAINT slot_client_mode CHECK (client_mode IN ('on-site', 'online', 'phone', 'none')),
  CONSTRAINT slot_where CHECK (place IS NULL OR NOT at_home),
  CONSTRAINT slot_place FOREIGN KEY (place) REFERENCES koos.place,
  CONSTRAINT slot_room FOREIGN KEY (room) REFERENCES koos.room,
  CONSTRAINT slot_team FOREIGN KEY (team) REFERENCES koos.team,
  CONSTRAINT slot_discipline FOREIGN KEY (discipline) REFERENCES koos.discipline,
  CONSTRAINT slot_appointment FOREIGN KEY (appointment) REFERENCES koos.appointment,
  CONSTRAINT slot_opened_by FOREIGN KEY (opened_by) REFERENCES koos.worker,
  CONSTRAINT slot_hold CHECK (hold >= 1),
  CONSTRAINT slot_state CHECK (state IN ('open', 'taken', 'ended'))
);
COMMENT ON TABLE koos.slot IS 'Time that came free and is given out to who waits, one offer after another; tells nothing of who they are';
COMMENT ON COLUMN koos.slot.id IS 'Number of the row';
COMMENT ON COLUMN koos.slot.starts_at IS 'Start';
COMMENT ON COLUMN koos.slot.ends_at IS 'End, excluded';
COMMENT ON COLUMN koos.slot.mode IS 'on-site, online, phone or hybrid';
COMMENT ON COLUMN koos.slot.client_mode IS 'How the child takes part: on-site, online, phone, or none';
COMMENT ON COLUMN koos.slot.place IS 'Where, if anyone is there in person';
COMMENT ON COLUMN koos.slot.at_home IS 'Whether it is at the home of whichever child gets it';
COMMENT ON COLUMN koos.slot.room IS 'The room that came free or that was asked for; null: the smallest free one';
COMMENT ON COLUMN koos.slot.team IS 'The team whose list it is given out to';
COMMENT ON COLUMN koos.slot.discipline IS 'The profession of that list';
COMMENT ON COLUMN koos.slot.appointment IS 'The appointment whose cancellation freed it; null where a lead opened it';
COMMENT ON COLUMN koos.slot.hold IS 'Minutes an offer holds it, where the start is not too near';
COMMENT ON COLUMN koos.slot.opened_by IS 'Who freed it or gives it out';
COMMENT ON COLUMN koos.slot.opened_at IS 'When';
COMMENT ON COLUMN koos.slot.state IS 'open while one is offered it, taken by who accepted, or ended: nobody is left, or the time is no longer free';
CREATE INDEX slot_by_appointment ON koos.slot (appointment) WHERE appointment IS NOT NULL;

CREATE TABLE koos.slot_worker (
  slot integer NOT NULL,
  worker integer NOT NULL,
  mode text NOT NULL,
  CONSTRAINT slot_worker_key PRIMARY KEY (slot, worker),
  CONSTRAINT slot_worker_slot FOREIGN KEY (slot) REFERENCES koos.slot,
  CONSTRAINT slot_worker_worker FOREIGN KEY (worker) REFERENCES koos.worker,
  CONSTRAINT slot_worker_mode CHECK (mode IN ('on-site', 'online', 'phone'))
);
COMMENT ON TABLE koos.slot_worker IS 'Whose time it is that came free';
COMMENT ON COLUMN koos.slot_worker.slot IS 'The freed time';
COMMENT ON COLUMN koos.slot_worker.worker IS 'The worker';
COMMENT ON COLUMN koos.slot_worker.mode IS 'on-site, online or phone';

CREATE TABLE koos.offer (
  id integer GENERATED ALWAYS AS IDENTITY,
  slot integer NOT NULL,
  entry integer NOT NULL,
  appointment integer NOT NULL,
  type text NOT NULL,
  status text NOT NULL DEFAULT 'open',
  made_at timestamptz NOT NULL DEFAULT koos.now(),
  expires_at timestamptz NOT NULL,
  decided_at timestamptz,
  decided_by integer,
  reason text,
  past_own_worker boolean NOT NULL DEFAULT false,
  past_reason text,
  CONSTRAINT offer_key PRIMARY KEY (id),
  CONSTRAINT offer_slot FOREIGN KEY (slot) REFERENCES koos.slot,
  CONSTRAINT offer_entry FOREIGN KEY (entry) REFERENCES koos.waiting_entry ON DELETE CASCADE,
  CONSTRAINT offer_appointment FOREIGN KEY (appointment) REFERENCES koos.appointment,
  CONSTRAINT offer_appointment_once UNIQUE (appointment),
  CONSTRAINT offer_decided_by FOREIGN KEY (decided_by) REFERENCES koos.worker,
  CONSTRAINT offer_type CHECK (type IN ('intake', 'behandeling')),
  CONSTRAINT offer_status CHECK (status IN ('open', 'accepted', 'declined', 'expired', 'withdrawn')),
  CONSTRAINT offer_decided CHECK ((status = 'open') = (decided_at IS NULL)),
  CONSTRAINT offer_period CHECK (made_at < expires_at),
  CONSTRAINT offer_past_reason CHECK (NOT past_own_worker OR past_reason IS NOT NULL)
);
COMMENT ON TABLE koos.offer IS 'Freed time held for one who waits, until it is answered or expires; the time itself is that of a proposed appointment';
COMMENT ON COLUMN koos.offer.id IS 'Number of the O code';
COMMENT ON COLUMN koos.offer.slot IS 'The freed time';
COMMENT ON COLUMN koos.offer.entry IS 'The waiting entry it is made to';
COMMENT ON COLUMN koos.offer.appointment IS 'The appointment it becomes when accepted, a proposal until then';
COMMENT ON COLUMN koos.offer.type IS 'intake for who waits for a first talk, behandeling for who waits for help to start';
COMMENT ON COLUMN koos.offer.status IS 'open, accepted, declined, expired or withdrawn';
COMMENT ON COLUMN koos.offer.made_at IS 'When it was made';
COMMENT ON COLUMN koos.offer.expires_at IS 'When it expires unanswered';
COMMENT ON COLUMN koos.offer.decided_at IS 'When it was answered, expired or was withdrawn';
COMMENT ON COLUMN koos.offer.decided_by IS 'Who did; null: the passing of time';
COMMENT ON COLUMN koos.offer.reason IS 'Why it was declined or withdrawn';
COMMENT ON COLUMN koos.offer.past_own_worker IS 'Whether it went past the own worker of this child, or a child before it whose own worker gives this time (R14)';
COMMENT ON COLUMN koos.offer.past_reason IS 'Why it did';
CREATE INDEX offer_by_entry ON koos.offer (entry, id);
CREATE UNIQUE INDEX offer_one_a_slot ON koos.offer (slot) WHERE status = 'open';
CREATE UNIQUE INDEX offer_one_an_entry ON koos.offer (entry) WHERE status = 'open';
CREATE INDEX offer_expiring ON koos.offer (expires_at) WHERE status = 'open';

-- 12b. Absences ------------------------------------------------------------------------------------------------------

CREATE TABLE koos.absence (
  id integer GENERATED ALWAYS AS IDENTITY,
  worker integer NOT NULL,
  from_at timestamptz NOT NULL,
  to_at timestamptz NOT NULL,
  kind text NOT NULL,
  recorded_by integer NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT koos.now(),
  cancelled_at timestamptz,
  CONSTRAINT absence_key PRIMARY KEY (id),
  CONSTRAINT absence_worker FOREIGN KEY (worker) REFERENCES koos.worker,
  CONSTRAINT absence_recorded_by FOREIGN KEY (recorded_by) REFERENCES koos.worker,
  CONSTRAINT absence_kind CHECK (kind IN ('verlof', 'ziek', 'training', 'overig')),
  CONSTRAINT absence_period CHECK (from_at < to_at),
  CONSTRAINT absence_once EXCLUDE USING gist (worker WITH =, tstzrange(from_at, to_at) WITH &&) WHERE (cancelled_at IS NULL)
);
COMMENT ON TABLE koos.absence IS 'When workers are away; the part of it that no appointment takes lies in koos.occupied';
COMMENT ON COLUMN koos.absence.id IS 'Number of the V code';
COMMENT ON COLUMN koos.absence.worker IS 'Who is away';
COMMENT ON COLUMN koos.absence.from_at IS 'From';
COMMENT ON COLUMN koos.absence.to_at IS 'Until, excluded; of one that was ended early, when';
COMMENT ON COLUMN koos.absence.kind IS 'verlof, ziek, training or overig, told to the worker and who leads or plans for the team only';
COMMENT ON COLUMN koos.absence.recorded_by IS 'Who recorded it';
COMMENT ON COLUMN koos.absence.recorded_at IS 'When';
COMMENT ON COLUMN koos.absence.cancelled_at IS 'When it was cancelled before it began';

-- 12c. What became of an appointment ---------------------------------------------------------------------------------

CREATE TABLE koos.appointment_change (
  id bigint GENERATED ALWAYS AS IDENTITY,
  appointment integer NOT NULL,
  what text NOT NULL,
  changed_by integer NOT NULL,
  changed_at timestamptz NOT NULL DEFAULT koos.now(),
  reason text,
  starts_at timestamptz NOT NULL,
  ends_at timestamptz NOT NULL,
  mode text NOT NULL,
  status text NOT NULL,
  place integer,
  home_wijk text,
  room integer,
  CONSTRAINT appointment_change_key PRIMARY KEY (id),
  CONSTRAINT appointment_change_appointment FOREIGN KEY (appointment) REFERENCES koos.appointment,
  CONSTRAINT appointment_change_changed_by FOREIGN KEY (changed_by) REFERENCES koos.worker,
  CONSTRAINT appointment_change_place FOREIGN KEY (place) REFERENCES koos.place,
  CONSTRAINT appointment_change_home_wijk FOREIGN KEY (home_wijk) REFERENCES koos.wijk,
  CONSTRAINT appointment_change_room FOREIGN KEY (room) REFERENCES koos.room,
  CONSTRAINT appointment_change_what CHECK (what IN ('confirmed', 'released', 'moved', 'switched', 'changed'))
);
COMMENT ON TABLE koos.appointment_change IS 'How an appointment was before each change, who changed it and why; for who takes part or reads the case';
COMMENT ON COLUMN koos.appointment_change.id IS 'Number of the row';
COMMENT ON COLUMN koos.appointment_change.appointment IS 'The appointment';
COMMENT ON COLUMN koos.appointment_change.what IS 'confirmed, released, moved, switched or changed';
COMMENT ON COLUMN koos.appointment_change.changed_by IS 'Who did';
COMMENT ON COLUMN koos.appointment_change.changed_at IS 'When';
COMMENT ON COLUMN koos.appointment_change.reason IS 'Why';
COMMENT ON COLUMN koos.appointment_change.starts_at IS 'Its start before';
COMMENT ON COLUMN koos.appointment_change.ends_at IS 'Its end before';
COMMENT ON COLUMN koos.appointment_change.mode IS 'Its mode before';
COMMENT ON COLUMN koos.appointment_change.status IS 'Its state before';
COMMENT ON COLUMN koos.appointment_change.place IS 'Its place before';
COMMENT ON COLUMN koos.appointment_change.home_wijk IS 'The wijk of the home visited, before';
COMMENT ON COLUMN koos.appointment_change.room IS 'Its room before';
CREATE INDEX appointment_change_by_appointment ON koos.appointment_change (appointment, id);

-- 12d. Stays ---------------------------------------------------------------------------------------------------------

CREATE FUNCTION koos.stay_fills(kind text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT CASE WHEN kind IN ('pleegzorg', 'gezinshuis', 'wonen') THEN 'home' ELSE kind END $$;
COMMENT ON FUNCTION koos.stay_fills(text) IS
  'What a kind of stay is of a child''s: a child lives in one place, foster family, family home or residence; a night away, or days in a centre, go beside that';

CREATE TABLE koos.stay (
  id integer GENERATED ALWAYS AS IDENTITY,
  casus integer NOT NULL,
  client integer NOT NULL,
  kind text NOT NULL,
  place integer NOT NULL,
  from_on date NOT NULL,
  until_on date NOT NULL DEFAULT 'infinity',
  end_reason text,
  added_by integer NOT NULL,
  added_at timestamptz NOT NULL DEFAULT koos.now(),
  CONSTRAINT stay_key PRIMARY KEY (id),
  CONSTRAINT stay_casus FOREIGN KEY (casus, client) REFERENCES koos.casus (id, client) ON UPDATE CASCADE ON DELETE CASCADE,
  CONSTRAINT stay_place FOREIGN KEY (place) REFERENCES koos.place,
  CONSTRAINT stay_added_by FOREIGN KEY (added_by) REFERENCES koos.worker,
  CONSTRAINT stay_kind CHECK (kind IN ('kinderdagcentrum', 'pleegzorg', 'gezinshuis', 'logeren', 'wonen')),
  CONSTRAINT stay_period CHECK (from_on <= until_on AND from_on > '-infinity'),
  CONSTRAINT stay_once EXCLUDE USING gist (client WITH =, koos.stay_fills(kind) WITH =, daterange(from_on, until_on) WITH &&)
);
COMMENT ON TABLE koos.stay IS 'Care that is a stay and no appointment, with days and nights (R10); it takes none of the child''s time';
COMMENT ON COLUMN koos.stay.id IS 'Number of the L code';
COMMENT ON COLUMN koos.stay.casus IS 'The case';
COMMENT ON COLUMN koos.stay.client IS 'The child of that case';
COMMENT ON COLUMN koos.stay.kind IS 'kinderdagcentrum, pleegzorg, gezinshuis, logeren or wonen';
COMMENT ON COLUMN koos.stay.place IS 'Where';
COMMENT ON COLUMN koos.stay.from_on IS 'First day';
COMMENT ON COLUMN koos.stay.until_on IS 'First day no longer, so that the nights are the days between; the first day itself: it was withdrawn';
COMMENT ON COLUMN koos.stay.end_reason IS 'Why it ended';
COMMENT ON COLUMN koos.stay.added_by IS 'Who recorded it';
COMMENT ON COLUMN koos.stay.added_at IS 'When';
CREATE INDEX stay_by_casus ON koos.stay (casus);

-- 12e. Groups --------------------------------------------------------------------------------------------------------

CREATE TABLE koos.care_group (
  id integer GENERATED ALWAYS AS IDENTITY,
  name text NOT NULL,
  service text NOT NULL,
  leader integer NOT NULL,
  capacity integer NOT NULL,
  series integer NOT NULL,
  added_by integer NOT NULL,
  added_at timestamptz NOT NULL DEFAULT koos.now(),
  CONSTRAINT care_group_key PRIMARY KEY (id),
  CONSTRAINT care_group_service FOREIGN KEY (service) REFERENCES koos.service,
  CONSTRAINT care_group_leader FOREIGN KEY (leader) REFERENCES koos.worker,
  CONSTRAINT care_group_series FOREIGN KEY (series) REFERENCES koos.series,
  CONSTRAINT care_group_series_once UNIQUE (series),
  CONSTRAINT care_group_added_by FOREIGN KEY (added_by) REFERENCES koos.worker,
  CONSTRAINT care_group_seats UNIQUE (id, capacity),
  CONSTRAINT care_group_named CHECK (btrim(name) <> '' AND char_length(name) <= 100),
  CONSTRAINT care_group_capacity CHECK (capacity BETWEEN 1 AND 50)
);
COMMENT ON TABLE koos.care_group IS 'Groups in which children are helped together (R09), as everybody may see them: never who is in one';
COMMENT ON COLUMN koos.care_group.id IS 'Number of the G code';
COMMENT ON COLUMN koos.care_group.name IS 'What it is called; a label without anything of a child';
COMMENT ON COLUMN koos.care_group.service IS 'The help given; a module only inside a broader traject (R11)';
COMMENT ON COLUMN koos.care_group.leader IS 'The worker who leads it';
COMMENT ON COLUMN koos.care_group.capacity IS 'How many seats it has';
COMMENT ON COLUMN koos.care_group.series IS 'Its sessions: appointments of the leader';
COMMENT ON COLUMN koos.care_group.added_by IS 'Who made it';
COMMENT ON COLUMN koos.care_group.added_at IS 'When';

CREATE TABLE koos.group_place (
  id integer GENERATED ALWAYS AS IDENTITY,
  care_group integer NOT NULL,
  capacity integer NOT NULL,
  casus integer NOT NULL,
  client integer NOT NULL,
  seat integer,
  added_by integer NOT NULL,
  added_at timestamptz NOT NULL DEFAULT koos.now(),
  CONSTRAINT group_place_key PRIMARY KEY (id),
  CONSTRAINT group_place_group FOREIGN KEY (care_group, capacity) REFERENCES koos.care_group (id, capacity),
  CONSTRAINT group_place_casus FOREIGN KEY (casus, client) REFERENCES koos.casus (id, client) ON UPDATE CASCADE ON DELETE CASCADE,
  CONSTRAINT group_place_added_by FOREIGN KEY (added_by) REFERENCES koos.worker,
  CONSTRAINT group_place_once UNIQUE (care_group, client),
  CONSTRAINT group_place_seat UNIQUE (care_group, seat),
  CONSTRAINT group_place_seats CHECK (seat BETWEEN 1 AND capacity)
);
COMMENT ON TABLE koos.group_place IS 'Who has a seat in a group, and who waits for one, in order';
COMMENT ON COLUMN koos.group_place.id IS 'Number of the row; the order of who wait';
COMMENT ON COLUMN koos.group_place.care_group IS 'The group';
COMMENT ON COLUMN koos.group_place.capacity IS 'The seats of the group again, so that none beyond them can be given';
COMMENT ON COLUMN koos.group_place.casus IS 'The case';
COMMENT ON COLUMN koos.group_place.client IS 'The child of that case';
COMMENT ON COLUMN koos.group_place.seat IS 'Its seat, from 1; null: it waits for one';
COMMENT ON COLUMN koos.group_place.added_by IS 'Who put it there';
COMMENT ON COLUMN koos.group_place.added_at IS 'When';
CREATE INDEX group_place_by_casus ON koos.group_place (casus);

-- 13. Ledger, outbox, access log -------------------------------------------------------------------------------------

CREATE TABLE koos.ledger (
  worker integer NOT NULL,
  token text NOT NULL,
  digest bytea NOT NULL,
  reply text,
  lines text[] NOT NULL DEFAULT '{}',
  at timestamptz NOT NULL DEFAULT koos.now(),
  CONSTRAINT ledger_key PRIMARY KEY (worker, token),
  CONSTRAINT ledger_worker FOREIGN KEY (worker) REFERENCES koos.worker,
  CONSTRAINT ledger_token CHECK (char_length(token) BETWEEN 1 AND 64)
);
COMMENT ON TABLE koos.ledger IS 'What was done once, by worker and token, written with its effect; kept 30 days';
COMMENT ON COLUMN koos.ledger.worker IS 'Who asked; with as=, the one spoken for';
COMMENT ON COLUMN koos.ledger.token IS 'The token of the request';
COMMENT ON COLUMN koos.ledger.digest IS 'SHA-256 of command and parameters as read';
COMMENT ON COLUMN koos.ledger.reply IS 'The object of the ok line: codes, states and times, never names or text';
COMMENT ON COLUMN koos.ledger.lines IS 'The objects of the rows before it';
COMMENT ON COLUMN koos.ledger.at IS 'When it was settled: it ends by age, which a change that moves the clock begins anew';
CREATE INDEX ledger_by_age ON koos.ledger (at);

CREATE TABLE koos.event (
  seq bigint GENERATED ALWAYS AS IDENTITY,
  xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
  at timestamptz NOT NULL DEFAULT koos.now(),
  topic text NOT NULL,
  kind text NOT NULL,
  thing bigint NOT NULL,
  cause text NOT NULL,
  what text,
  code text,
  worker integer,
  team integer,
  asker integer,
  CONSTRAINT event_key PRIMARY KEY (seq),
  CONSTRAINT event_topic CHECK (topic IN ('consult', 'waiting', 'offer', 'appointment', 'case', 'desk', 'mark')),
  CONSTRAINT event_kind CHECK (kind IN ('case', 'client', 'consult', 'appointment', 'invitation', 'none')),
  CONSTRAINT event_topic_mark CHECK (topic = 'mark' AND kind = 'none' OR topic <> 'mark' AND (kind <> 'none' OR topic = 'desk')),
  CONSTRAINT event_what CHECK (what IS NULL OR what ~ '^[a-z-]+$' AND topic = 'desk'),
  CONSTRAINT event_code CHECK (code ~ '^[A-Z]-[0-9]+$'),
  CONSTRAINT event_worker FOREIGN KEY (worker) REFERENCES koos.worker,
  CONSTRAINT event_team FOREIGN KEY (team) REFERENCES koos.team,
  CONSTRAINT event_asker FOREIGN KEY (asker) REFERENCES koos.worker,
  CONSTRAINT event_addressee CHECK (num_nonnulls(worker, team) = (topic = 'desk')::integer)
);
COMMENT ON TABLE koos.event IS 'What happened, for those who watch, and what lies on desks; codes only, written with its effect';
COMMENT ON COLUMN koos.event.seq IS 'Number; order of writing, not of commit';
COMMENT ON COLUMN koos.event.xid IS 'The transaction, so that readers stay below the oldest one running';
COMMENT ON COLUMN koos.event.at IS 'When';
COMMENT ON COLUMN koos.event.topic IS 'The topic it is watched under; a mark is seen by nobody and stands for a day on which nothing else happened';
COMMENT ON COLUMN koos.event.kind IS 'Whose readers may know of it: case, client, consult, invitation; appointment for everybody, none for nobody, on a desk for whose that is: what it is about is gone';
COMMENT ON COLUMN koos.event.thing IS 'The number of the thing; of an invitation that of the case';
COMMENT ON COLUMN koos.event.cause IS 'What happened, one word';
COMMENT ON COLUMN koos.event.what IS 'What an item of a desk says, where its cause does not: one word';
COMMENT ON COLUMN koos.event.code IS 'The code it is told under, where that is not the thing''s own: a waiting entry or a proposal, which the owners of its case read, or a step, which all its readers read';
COMMENT ON COLUMN koos.event.worker IS 'The worker on whose desk it lies';
COMMENT ON COLUMN koos.event.team IS 'The team on whose desks it lies: those of its leads, specialists and gezinswerkers';
COMMENT ON COLUMN koos.event.asker IS 'Who wanted to record a child that the team has, and may be invited';
CREATE INDEX event_by_order ON koos.event (xid, seq);
CREATE INDEX event_by_worker ON koos.event (worker, xid, seq) WHERE worker IS NOT NULL;
CREATE INDEX event_by_team ON koos.event (team, xid, seq) WHERE team IS NOT NULL;
CREATE INDEX event_by_age ON koos.event USING brin (at);
-- There always is a newest event, to which a watcher's place can be told.
INSERT INTO koos.event (topic, kind, thing, cause) VALUES ('mark', 'none', 0, 'laid');

CREATE TABLE koos.desk_seen (
  worker integer NOT NULL,
  xid xid8 NOT NULL,
  seq bigint NOT NULL,
  CONSTRAINT desk_seen_key PRIMARY KEY (worker),
  CONSTRAINT desk_seen_worker FOREIGN KEY (worker) REFERENCES koos.worker
);
COMMENT ON TABLE koos.desk_seen IS 'How far each worker has looked through the own desk';
COMMENT ON COLUMN koos.desk_seen.worker IS 'The worker';
COMMENT ON COLUMN koos.desk_seen.xid IS 'The transaction of the last item seen: the order of items is that of xid and seq';
COMMENT ON COLUMN koos.desk_seen.seq IS 'The number of the last item seen';

CREATE TABLE koos.access_log (
  entry bigint GENERATED ALWAYS AS IDENTITY,
  at timestamptz NOT NULL DEFAULT koos.now(),
  worker integer,
  speaker integer,
  role text,
  team integer,
  client integer,
  casus integer,
  consult integer,
  action text NOT NULL,
  ground text,
  purpose text,
  outcome text NOT NULL,
  emergency boolean NOT NULL DEFAULT false,
  source text NOT NULL,
  xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
  CONSTRAINT access_log_key PRIMARY KEY (xid, entry, at),
  CONSTRAINT access_log_purpose CHECK (purpose IN ('treatment', 'consultation', 'invitation', 'acceptance', 'emergency', 'administration')),
  CONSTRAINT access_log_purposed CHECK ((ground IS NULL) = (purpose IS NULL))
) PARTITION BY RANGE (at);
COMMENT ON TABLE koos.access_log IS 'Who saw or did what with whose data (NEN 7513); codes only, rows are only added';
COMMENT ON COLUMN koos.access_log.entry IS 'Order of writing';
COMMENT ON COLUMN koos.access_log.at IS 'When';
COMMENT ON COLUMN koos.access_log.worker IS 'Whose rights were used; null: nobody was known';
COMMENT ON COLUMN koos.access_log.speaker IS 'Who spoke, where an administrator spoke for another';
COMMENT ON COLUMN koos.access_log.role IS 'The role used';
COMMENT ON COLUMN koos.access_log.team IS 'The team of that role';
COMMENT ON COLUMN koos.access_log.client IS 'The client';
COMMENT ON COLUMN koos.access_log.casus IS 'The case';
COMMENT ON COLUMN koos.access_log.consult IS 'The consult';
COMMENT ON COLUMN koos.access_log.action IS 'The command';
COMMENT ON COLUMN koos.access_log.ground IS 'Which relation gave access, participation that one takes part in an appointment; null: none did';
COMMENT ON COLUMN koos.access_log.purpose IS
  'What for: treatment, consultation, invitation, acceptance, emergency or administration; null where no relation gave access';
COMMENT ON COLUMN koos.access_log.outcome IS 'ok, dry-run (nothing was kept), replayed (told again), or the code of the refusal';
COMMENT ON COLUMN koos.access_log.emergency IS 'Whether emergency access was used';
COMMENT ON COLUMN koos.access_log.source IS 'Where it came from: peer user and process, or token';
COMMENT ON COLUMN koos.access_log.xid IS 'The transaction, so that sealing stays below the oldest one running';
CREATE INDEX access_log_by_client ON koos.access_log (client, at) WHERE client IS NOT NULL;
CREATE INDEX access_log_by_worker ON koos.access_log (worker, at);
-- What was refused names a case at most, and is part of the child's log all the same.
CREATE INDEX access_log_by_casus ON koos.access_log (casus, at) WHERE client IS NULL AND casus IS NOT NULL;
CREATE INDEX access_log_by_time ON koos.access_log (at, xid, entry);
-- Entries are numbered nearly in the order they are written, so one is found by its number without a place in an index of its own.
CREATE INDEX access_log_by_entry ON koos.access_log USING brin (entry);
CREATE TABLE koos.access_log_rest PARTITION OF koos.access_log DEFAULT;
COMMENT ON TABLE koos.access_log_rest IS 'Entries of months no partition was made for';

-- 13a. Emergency access ----------------------------------------------------------------------------------------------

CREATE TABLE koos.emergency (
  id integer GENERATED ALWAYS AS IDENTITY,
  casus integer NOT NULL,
  worker integer NOT NULL,
  team integer NOT NULL,
  role text NOT NULL,
  fact bigint NOT NULL,
  at timestamptz NOT NULL DEFAULT koos.now(),
  until_at timestamptz NOT NULL DEFAULT koos.now() + interval '4 hours',
  xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
  CONSTRAINT emergency_key PRIMARY KEY (id),
  CONSTRAINT emergency_casus FOREIGN KEY (casus) REFERENCES koos.casus ON DELETE CASCADE,
  CONSTRAINT emergency_worker FOREIGN KEY (worker) REFERENCES koos.worker,
  CONSTRAINT emergency_team FOREIGN KEY (team) REFERENCES koos.team,
  CONSTRAINT emergency_role CHECK (role IN ('lead', 'specialist', 'gezinswerker')),
  CONSTRAINT emergency_fact FOREIGN KEY (fact) REFERENCES koos.casus_fact ON DELETE CASCADE,
  CONSTRAINT emergency_fact_once UNIQUE (fact),
  CONSTRAINT emergency_period CHECK (at < until_at)
);
COMMENT ON TABLE koos.emergency IS 'Who reads a case in an emergency (breakglass), for four hours; why stands in the case''s facts';
COMMENT ON COLUMN koos.emergency.id IS 'Number of the row';
COMMENT ON COLUMN koos.emergency.casus IS 'The one case';
COMMENT ON COLUMN koos.emergency.worker IS 'Who reads it';
COMMENT ON COLUMN koos.emergency.team IS 'The team the worker answers to for it: with the membership of that the access ends';
COMMENT ON COLUMN koos.emergency.role IS 'The role held there';
COMMENT ON COLUMN koos.emergency.fact IS 'The fact that bears the reason';
COMMENT ON COLUMN koos.emergency.at IS 'From when';
COMMENT ON COLUMN koos.emergency.until_at IS 'Until when';
COMMENT ON COLUMN koos.emergency.xid IS 'The transaction, which is that of its entry in the access log';
CREATE INDEX emergency_by_casus ON koos.emergency (casus);
CREATE INDEX emergency_by_worker ON koos.emergency (worker);
ALTER TABLE koos.emergency ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY emergency_own ON koos.emergency FOR SELECT USING (worker = koos.me());

-- 13b. Seals of the access log -----------------------------------------------------------------------------------------

CREATE TABLE koos.seal (
  number bigint NOT NULL,
  size integer NOT NULL,
  xid xid8 NOT NULL,
  entry bigint NOT NULL,
  base bigint NOT NULL,
  month date NOT NULL,
  earliest timestamptz NOT NULL,
  at timestamptz NOT NULL DEFAULT koos.now(),
  content bytea NOT NULL,
  head bytea NOT NULL,
  entries bigint[],
  digests bytea,
  CONSTRAINT seal_key PRIMARY KEY (number),
  CONSTRAINT seal_size CHECK (size BETWEEN 1 AND 1000),
  CONSTRAINT seal_content CHECK (octet_length(content) = 32),
  CONSTRAINT seal_head CHECK (octet_length(head) = 32),
  CONSTRAINT seal_listed CHECK ((entries IS NULL) = (digests IS NULL))
);
COMMENT ON TABLE koos.seal IS 'Seals of the access log, a row a batch of one month: whoever changes, removes or inserts a sealed entry is found, and the entry named';
COMMENT ON COLUMN koos.seal.number IS 'How many entries are sealed with this batch: entries are numbered in order of xid and entry, without gaps';
COMMENT ON COLUMN koos.seal.size IS 'How many entries the batch has';
COMMENT ON COLUMN koos.seal.xid IS 'Transaction of the last entry sealed';
COMMENT ON COLUMN koos.seal.entry IS 'The last entry sealed';
COMMENT ON COLUMN koos.seal.base IS 'Entries up to this number were written in an earlier cluster, whose transactions have an order of their own; 0 in the first';
COMMENT ON COLUMN koos.seal.month IS 'The local month of all entries of the batch, so that a batch is kept or dropped as a whole';
COMMENT ON COLUMN koos.seal.earliest IS 'The earliest time of an entry of the batch';
COMMENT ON COLUMN koos.seal.at IS 'When it was sealed';
COMMENT ON COLUMN koos.seal.content IS 'SHA-256 of the lists of entries and digests, which outlives them';
COMMENT ON COLUMN koos.seal.head IS 'SHA-256 of the head before, the facts of this seal, and the content: so of all entries in order';
COMMENT ON COLUMN koos.seal.entries IS 'The numbers of the entries in order; null once their month is no longer kept';
COMMENT ON COLUMN koos.seal.digests IS 'Their digests, 32 octets each, one after another; null once their month is no longer kept';
ALTER TABLE koos.seal ALTER entries SET STORAGE EXTERNAL, ALTER digests SET STORAGE EXTERNAL;
CREATE INDEX seal_by_month ON koos.seal (month) WHERE digests IS NOT NULL;
CREATE INDEX seal_by_base ON koos.seal (base);
CREATE INDEX seal_by_time ON koos.seal (at);

-- 13c. Dossiers: requests to destroy, own statements, and how long they are kept ---------------------------------------

CREATE TABLE koos.destruction (
  id integer GENERATED ALWAYS AS IDENTITY,
  client integer NOT NULL,
  request text,
  requested_by integer NOT NULL,
  requested_at timestamptz NOT NULL DEFAULT koos.now(),
  decision text,
  decided_by integer,
  decided_at timestamptz,
  reason text,
  CONSTRAINT destruction_key PRIMARY KEY (id),
  CONSTRAINT destruction_requested_by FOREIGN KEY (requested_by) REFERENCES koos.worker,
  CONSTRAINT destruction_decided_by FOREIGN KEY (decided_by) REFERENCES koos.worker,
  CONSTRAINT destruction_request CHECK (request IN ('youth', 'parents', 'guardian')),
  CONSTRAINT destruction_unasked CHECK (request IS NOT NULL OR (decision = 'granted' AND reason = 'retention') IS TRUE),
  CONSTRAINT destruction_decision CHECK (decision IN ('granted', 'refused')),
  CONSTRAINT destruction_decided CHECK ((decision IS NULL) = (decided_by IS NULL) AND (decision IS NULL) = (decided_at IS NULL)),
  CONSTRAINT destruction_refused CHECK (decision <> 'refused' OR reason IS NOT NULL)
);
COMMENT ON TABLE koos.destruction IS 'Requests to destroy a dossier and what was decided (Jeugdwet 7.3.9); it outlives the dossier';
COMMENT ON COLUMN koos.destruction.id IS 'Number of the row';
COMMENT ON COLUMN koos.destruction.client IS 'The child''s number; no reference, for the child''s row may be gone';
COMMENT ON COLUMN koos.destruction.request IS 'Who asked: youth, parents or guardian; null: nobody, the time it is kept was over';
COMMENT ON COLUMN koos.destruction.requested_by IS 'Who recorded it';
COMMENT ON COLUMN koos.destruction.requested_at IS 'When';
COMMENT ON COLUMN koos.destruction.decision IS 'granted or refused; null: not decided';
COMMENT ON COLUMN koos.destruction.decided_by IS 'The privacy officer who decided';
COMMENT ON COLUMN koos.destruction.decided_at IS 'When';
COMMENT ON COLUMN koos.destruction.reason IS
  'Why: of a refusal whose interest or which law, … once the dossier is gone; retention where the time it is kept was over';
CREATE UNIQUE INDEX destruction_one_open ON koos.destruction (client) WHERE decision IS NULL;

CREATE TABLE koos.dossier_statement (
  id integer GENERATED ALWAYS AS IDENTITY,
  client integer NOT NULL,
  party text,
  text text NOT NULL,
  recorded_by integer NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT koos.now(),
  CONSTRAINT dossier_statement_key PRIMARY KEY (id),
  CONSTRAINT dossier_statement_client FOREIGN KEY (client) REFERENCES koos.client ON DELETE CASCADE,
  CONSTRAINT dossier_statement_recorded_by FOREIGN KEY (recorded_by) REFERENCES koos.worker,
  CONSTRAINT dossier_statement_party CHECK (party IN ('youth', 'parents', 'guardian')),
  CONSTRAINT dossier_statement_said CHECK (btrim(text) <> '' AND octet_length(text) <= 32768)
);
COMMENT ON TABLE koos.dossier_statement IS 'What child or parents have to say of the dossier, kept with it (Jeugdwet 7.3.8(2)); rows are only added';
COMMENT ON COLUMN koos.dossier_statement.id IS 'Order of recording';
COMMENT ON COLUMN koos.dossier_statement.client IS 'The child';
COMMENT ON COLUMN koos.dossier_statement.party IS 'Whose statement: youth, parents or guardian; null: not said';
COMMENT ON COLUMN koos.dossier_statement.text IS 'The statement, in their words';
COMMENT ON COLUMN koos.dossier_statement.recorded_by IS 'Who recorded it';
COMMENT ON COLUMN koos.dossier_statement.recorded_at IS 'When';
CREATE INDEX dossier_statement_by_client ON koos.dossier_statement (client, id);

-- Not a column of the client: every change would have to lock that row, late and in every order. These rows are only added, at
-- most one a day but for those who come at once, and no one waits for another.
CREATE TABLE koos.dossier_change (
  client integer NOT NULL,
  on_day date NOT NULL,
  CONSTRAINT dossier_change_client FOREIGN KEY (client) REFERENCES koos.client ON DELETE CASCADE
);
COMMENT ON TABLE koos.dossier_change IS 'Days on which a dossier changed; keeping counts from the last (Jeugdwet 7.3.8(3)), for which older ones make way';
COMMENT ON COLUMN koos.dossier_change.client IS 'The child';
COMMENT ON COLUMN koos.dossier_change.on_day IS 'The day';
CREATE INDEX dossier_change_by_client ON koos.dossier_change (client, on_day);

CREATE FUNCTION koos.keep_until(of_day date) RETURNS date LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT koos.birthday(of_day, 20) $$;
COMMENT ON FUNCTION koos.keep_until(date) IS 'The first day on which a dossier that last changed on a day need be kept no longer: 20 years on (Jeugdwet 7.3.8(3))';

-- 13d. What figures were reckoned from before it changed ----------------------------------------------------------------

CREATE TABLE koos.formerly (
  number bigint GENERATED ALWAYS AS IDENTITY,
  kind text NOT NULL,
  thing integer NOT NULL,
  client integer,
  casus integer,
  state jsonb NOT NULL,
  superseded_at timestamptz NOT NULL DEFAULT koos.now(),
  CONSTRAINT formerly_key PRIMARY KEY (number),
  CONSTRAINT formerly_client FOREIGN KEY (client) REFERENCES koos.client ON DELETE CASCADE,
  CONSTRAINT formerly_casus FOREIGN KEY (casus) REFERENCES koos.casus ON DELETE CASCADE,
  CONSTRAINT formerly_kind CHECK (kind IN ('member', 'worker', 'availability', 'absence', 'appointment', 'consult', 'casus_arrangement', 'client', 'casus',
    'appointment_case', 'appointment_detail'))
);
COMMENT ON TABLE koos.formerly IS
  'How rows stood before they changed, as far as figures are reckoned from them: a figure as known at a time takes the first state superseded after it';
COMMENT ON COLUMN koos.formerly.number IS 'Order of what changed in one instant';
COMMENT ON COLUMN koos.formerly.kind IS 'The table';
COMMENT ON COLUMN koos.formerly.thing IS 'Number of the row';
COMMENT ON COLUMN koos.formerly.client IS 'The child it is about, with whose dossier it goes';
COMMENT ON COLUMN koos.formerly.casus IS 'The case it is about, with which it goes';
COMMENT ON COLUMN koos.formerly.state IS 'The columns figures need, as they were: no names and no text';
COMMENT ON COLUMN koos.formerly.superseded_at IS 'Since when it is known otherwise';
CREATE INDEX formerly_by_time ON koos.formerly (kind, superseded_at);
CREATE INDEX formerly_by_client ON koos.formerly (client) WHERE client IS NOT NULL;
CREATE INDEX formerly_by_casus ON koos.formerly (casus) WHERE casus IS NOT NULL;

CREATE FUNCTION koos.keep_former() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  was jsonb := to_jsonb(OLD);
  kept jsonb := (SELECT jsonb_object_agg(c, was -> c) FROM unnest(TG_ARGV) AS c);
BEGIN
  IF TG_OP = 'DELETE' OR (SELECT bool_or(was -> c IS DISTINCT FROM to_jsonb(NEW) -> c) FROM unnest(TG_ARGV) AS c) THEN
    INSERT INTO koos.formerly (kind, thing, client, casus, state)
    SELECT TG_TABLE_NAME, coalesce(was ->> 'id', was ->> 'appointment')::integer, CASE TG_TABLE_NAME WHEN 'client' THEN (was ->> 'id')::integer END,
      CASE TG_TABLE_NAME WHEN 'casus' THEN (was ->> 'id')::integer WHEN 'casus_arrangement' THEN (was ->> 'casus')::integer END, kept;
  END IF;
  RETURN NULL;
END
$$;
COMMENT ON FUNCTION koos.keep_former() IS 'Keeps the columns named of a row that changes or goes, as it was';
CREATE TRIGGER member_formerly AFTER UPDATE ON koos.member FOR EACH ROW
  EXECUTE FUNCTION koos.keep_former('id', 'worker', 'team', 'role', 'from_on', 'until_on', 'recorded_at');
CREATE TRIGGER worker_formerly AFTER UPDATE OF discipline, hours ON koos.worker FOR EACH ROW
  EXECUTE FUNCTION koos.keep_former('id', 'discipline', 'hours');
CREATE TRIGGER availability_formerly AFTER UPDATE OR DELETE ON koos.availability FOR EACH ROW
  EXECUTE FUNCTION koos.keep_former('id', 'worker', 'weekday', 'from_minute', 'to_minute', 'weeks', 'from_on', 'until_on', 'recorded_at');
CREATE TRIGGER absence_formerly AFTER UPDATE ON koos.absence FOR EACH ROW
  EXECUTE FUNCTION koos.keep_former('id', 'worker', 'from_at', 'to_at', 'recorded_at', 'cancelled_at');
CREATE TRIGGER appointment_formerly AFTER UPDATE OF starts_at, ends_at, mode, status ON koos.appointment FOR EACH ROW
  EXECUTE FUNCTION koos.keep_former('id', 'starts_at', 'ends_at', 'mode', 'status', 'booked_at');
CREATE TRIGGER appointment_detail_formerly AFTER UPDATE OF type ON koos.appointment_detail FOR EACH ROW
  EXECUTE FUNCTION koos.keep_former('type');
CREATE TRIGGER consult_formerly AFTER UPDATE OF due_at ON koos.consult FOR EACH ROW EXECUTE FUNCTION koos.keep_former('id', 'due_at');
CREATE TRIGGER casus_arrangement_formerly AFTER UPDATE OF until_on ON koos.casus_arrangement FOR EACH ROW
  EXECUTE FUNCTION koos.keep_former('id', 'casus', 'kind', 'from_on', 'until_on', 'added_at');
CREATE TRIGGER client_formerly AFTER UPDATE OF birth_on ON koos.client FOR EACH ROW EXECUTE FUNCTION koos.keep_former('id', 'birth_on');
CREATE TRIGGER casus_formerly AFTER UPDATE OF client, urgency, referrer ON koos.casus FOR EACH ROW
  EXECUTE FUNCTION koos.keep_former('id', 'client', 'urgency', 'referrer');

-- 14. Guards: the only code that works past row security --------------------------------------------------------------

CREATE FUNCTION koos.i_am_in(team integer) RETURNS boolean LANGUAGE sql STABLE AS
$$ SELECT EXISTS (SELECT FROM koos.member m WHERE m.worker = koos.me() AND m.team = $1
     AND m.from_on <= koos.today() AND koos.today() < m.until_on) $$;
COMMENT ON FUNCTION koos.i_am_in(integer) IS 'Whether the worker of this transaction is a member of a team today';

CREATE FUNCTION koos.i_act_for(team integer) RETURNS boolean LANGUAGE sql STABLE AS
$$ SELECT EXISTS (SELECT FROM koos.member m WHERE m.worker = koos.me() AND m.team = $1 AND m.role IN ('lead', 'specialist', 'gezinswerker')
     AND m.from_on <= koos.today() AND koos.today() < m.until_on) $$;
COMMENT ON FUNCTION koos.i_act_for(integer) IS 'Whether the worker of this transaction turns the key of a team today';

CREATE FUNCTION koos.appoints(of_team integer, of_organisation integer) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT koos.administers(coalesce(of_organisation, (SELECT t.organisation FROM koos.team t WHERE t.id = of_team)))
    OR EXISTS (SELECT FROM koos.member m WHERE m.worker = koos.me()
      AND (m.team = of_team AND m.role = 'lead' OR of_organisation IS NOT NULL AND m.role = 'admin'
        AND NOT EXISTS (SELECT FROM koos.member n WHERE n.organisation = of_organisation))
      AND m.from_on <= koos.today() AND koos.today() < m.until_on)
$$;
COMMENT ON FUNCTION koos.appoints(integer, integer) IS
  'Whether the worker of this transaction gives and ends roles in a team or an organisation; an administrator also the first in a new one';

-- Volatile, though they only look: so they see the row that the same statement has just made.
CREATE FUNCTION koos.administers_worker(of_worker integer) RETURNS boolean LANGUAGE plpgsql VOLATILE AS
$$ BEGIN RETURN koos.administers((SELECT w.organisation FROM koos.worker w WHERE w.id = of_worker)); END $$;
COMMENT ON FUNCTION koos.administers_worker(integer) IS 'Whether the worker of this transaction administers another';

CREATE FUNCTION koos.is_administrator() RETURNS boolean LANGUAGE sql STABLE AS
$$ SELECT EXISTS (SELECT FROM koos.member m WHERE m.worker = koos.me() AND m.role = 'admin'
     AND m.from_on <= koos.today() AND koos.today() < m.until_on) $$;
COMMENT ON FUNCTION koos.is_administrator() IS 'Whether the worker of this transaction administers any organisation today';

CREATE FUNCTION koos.booked_by_me(of_appointment integer) RETURNS boolean LANGUAGE plpgsql VOLATILE AS
$$ BEGIN RETURN EXISTS (SELECT FROM koos.appointment a WHERE a.id = of_appointment AND a.booked_by = koos.me()); END $$;
COMMENT ON FUNCTION koos.booked_by_me(integer) IS 'Whether the worker of this transaction booked an appointment';

CREATE VIEW koos.access_due WITH (security_invoker = true) AS
  -- Every branch's thing is an integer, and the readers are not a table of their own: so a question about one thing or one
  -- worker reaches the indexes below instead of working out everybody's access first.
  WITH reader AS NOT MATERIALIZED (
    SELECT m.worker, m.team, m.role, CASE m.role WHEN 'planner' THEN 'office' ELSE 'all' END AS reads,
      koos.midnight(m.from_on) AS from_at, koos.midnight(m.until_on) AS until_at
    FROM koos.member m WHERE m.role IN ('lead', 'specialist', 'gezinswerker', 'planner') AND m.from_on < m.until_on
  )
  SELECT r.worker, 'case'::text AS kind, o.casus AS thing, 'owner'::text AS via, r.team, r.role, r.reads, r.from_at, r.until_at
  FROM koos.casus_owner o JOIN reader r ON r.team = o.team
  UNION
  SELECT r.worker, 'case', i.casus, 'consulted', r.team, r.role, i.reads, r.from_at, r.until_at
  FROM koos.casus_invitation i JOIN reader r ON r.team = i.team AND r.role <> 'planner'
  WHERE i.state = 'accepted' AND i.role = 'consulted'
  UNION
  SELECT r.worker, 'invitation', i.casus, 'invitation', r.team, r.role, 'plan', r.from_at, least(r.until_at, i.lapses_at)
  FROM koos.casus_invitation i JOIN reader r ON r.team = i.team AND r.role <> 'planner' WHERE i.state = 'pending'
  UNION
  SELECT r.worker, 'client', c.client, 'owner', r.team, r.role, r.reads, r.from_at, r.until_at
  FROM koos.casus c JOIN koos.casus_owner o ON o.casus = c.id JOIN reader r ON r.team = o.team
  UNION
  -- Consulted in two cases of one child, a team reads the child as far as the wider of the two says.
  SELECT r.worker, 'client', c.client, 'consulted', r.team, r.role, min(i.reads), r.from_at, r.until_at
  FROM koos.casus c JOIN koos.casus_invitation i ON i.casus = c.id AND i.state = 'accepted' AND i.role = 'consulted'
  JOIN reader r ON r.team = i.team AND r.role <> 'planner'
  GROUP BY r.worker, c.client, r.team, r.role, r.from_at, r.until_at
  UNION
  SELECT r.worker, 'client', c.id, 'owner', r.team, r.role, r.reads, r.from_at, r.until_at
  FROM koos.client c JOIN reader r ON r.team = c.added_team
  WHERE NOT EXISTS (SELECT FROM koos.casus s WHERE s.client = c.id)
  UNION
  SELECT r.worker, 'client', i.client, 'consult', r.team, r.role, 'plan', r.from_at,
    least(r.until_at, max(least(coalesce(koos.midnight(t.until_on), 'infinity'), s.until_at)))
  FROM koos.consult_identity i JOIN koos.consult q ON q.id = i.consult AND q.state IN ('claimed', 'asked-back', 'answered')
  JOIN koos.consent t ON t.id = i.consent AND t.withdrawn_at IS NULL JOIN reader r ON r.team = q.team AND r.role <> 'planner'
  -- Whoever else had consented when the child was told of may take that back as well.
  CROSS JOIN LATERAL (SELECT coalesce(min(p.until_at), 'infinity') AS until_at FROM (
    SELECT max(coalesce(o.withdrawn_at, koos.midnight(o.until_on), 'infinity')) AS until_at FROM koos.consent o
    WHERE o.client = i.client AND o.purpose = 'identify' AND NOT o.refused AND o.given_at <= i.identified_at
      AND coalesce(o.withdrawn_at, 'infinity') >= i.identified_at AND coalesce(koos.midnight(o.until_on), 'infinity') > i.identified_at
    GROUP BY o.party) p) s
  GROUP BY r.worker, i.client, r.team, r.role, r.from_at, r.until_at
  UNION
  SELECT r.worker, 'consult', q.id, 'consult', r.team, r.role, r.reads, r.from_at, r.until_at
  FROM koos.consult q JOIN reader r ON r.team IN (q.asker_team, q.team)
  UNION
  SELECT r.worker, 'consult', q.id, 'owner', r.team, r.role, r.reads, r.from_at, r.until_at
  FROM koos.consult q JOIN koos.casus_owner o ON o.casus = q.casus JOIN reader r ON r.team = o.team AND r.role <> 'planner'
  UNION
  SELECT r.worker, 'consult', q.id, 'consulted', r.team, r.role, i.reads, r.from_at, r.until_at
  FROM koos.consult q JOIN koos.casus_invitation i ON i.casus = q.casus AND i.state = 'accepted' AND i.role = 'consulted' AND i.reads = 'all'
  JOIN reader r ON r.team = i.team AND r.role <> 'planner'
  UNION
  -- In an emergency: the case, its child, and the consult it grew from, while the membership lasts under which it was said.
  SELECT e.worker, t.kind, t.thing, 'breakglass', e.team, e.role, 'all', e.at, least(e.until_at, r.until_at)
  FROM koos.emergency e JOIN reader r ON r.worker = e.worker AND r.team = e.team AND r.role = e.role AND r.from_at <= e.at AND e.at < r.until_at
  CROSS JOIN LATERAL (SELECT 'case' AS kind, e.casus AS thing
    UNION ALL SELECT 'client', c.client FROM koos.casus c WHERE c.id = e.casus
    UNION ALL SELECT 'consult', q.id FROM koos.consult q WHERE q.casus = e.casus) t;
COMMENT ON VIEW koos.access_due IS 'The rule of who may see what; koos.access holds what it gives';

-- In plpgsql, which keeps the plans for a session: planning costs many times what running does. Things are refreshed side by
-- side, but never beside a worker: each would miss what the other has not committed, and someone would keep or lack access.
CREATE FUNCTION koos.refresh_access(of_kind text, of_thing bigint) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = '' SET plan_cache_mode = 'force_generic_plan' AS $$
BEGIN
  PERFORM pg_advisory_xact_lock_shared('koos.access'::regclass::integer, 0);
  -- A child is reached by several cases: two that change at once queue here, or each would leave what the other took away.
  IF of_kind = 'client' THEN
    PERFORM FROM koos.client k WHERE k.id = of_thing FOR NO KEY UPDATE;
  END IF;
  DELETE FROM koos.access a WHERE a.kind = of_kind AND a.thing = of_thing AND NOT EXISTS (
    SELECT FROM koos.access_due d WHERE d.kind = of_kind AND d.thing = of_thing AND d.worker = a.worker AND d.via = a.via
      AND d.team = a.team AND d.role = a.role AND d.reads = a.reads AND d.from_at = a.from_at AND d.until_at = a.until_at);
  INSERT INTO koos.access (worker, kind, thing, via, team, role, reads, from_at, until_at)
  SELECT d.worker, d.kind, d.thing, d.via, d.team, d.role, d.reads, d.from_at, d.until_at
  FROM koos.access_due d WHERE d.kind = of_kind AND d.thing = of_thing
  ON CONFLICT ON CONSTRAINT access_key DO NOTHING;
END
$$;
COMMENT ON FUNCTION koos.refresh_access(text, bigint) IS 'Brings the access rows of one thing in line with the rule';

CREATE FUNCTION koos.refresh_access_of_worker(of_worker integer) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = '' SET plan_cache_mode = 'force_generic_plan' AS $$
BEGIN
  PERFORM pg_advisory_xact_lock('koos.access'::regclass::integer, 0);
  DELETE FROM koos.access a WHERE a.worker = of_worker;
  INSERT INTO koos.access (worker, kind, thing, via, team, role, reads, from_at, until_at)
  SELECT d.worker, d.kind, d.thing, d.via, d.team, d.role, d.reads, d.from_at, d.until_at FROM koos.access_due d WHERE d.worker = of_worker;
END
$$;
COMMENT ON FUNCTION koos.refresh_access_of_worker(integer) IS 'Brings the access rows of one worker in line with the rule';

CREATE FUNCTION koos.refresh_all_access() RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  PERFORM pg_advisory_xact_lock('koos.access'::regclass::integer, 0);
  DELETE FROM koos.access;
  INSERT INTO koos.access (worker, kind, thing, via, team, role, reads, from_at, until_at)
  SELECT d.worker, d.kind, d.thing, d.via, d.team, d.role, d.reads, d.from_at, d.until_at FROM koos.access_due d;
END
$$;
COMMENT ON FUNCTION koos.refresh_all_access() IS 'Brings all access rows in line with the rule, after rows came in bulk';

CREATE FUNCTION koos.refresh_access_of_case(of_casus integer) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  PERFORM koos.refresh_access('case', of_casus);
  PERFORM koos.refresh_access('invitation', of_casus);
  PERFORM koos.refresh_access('client', (SELECT c.client FROM koos.casus c WHERE c.id = of_casus));
  PERFORM koos.refresh_access('consult', q.id) FROM koos.consult q WHERE q.casus = of_casus;
END
$$;
COMMENT ON FUNCTION koos.refresh_access_of_case(integer) IS 'Brings the access rows of a case, its client and the consults it grew from in line with the rule';

CREATE FUNCTION koos.casus_owner_changed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  PERFORM koos.refresh_access_of_case(coalesce(NEW.casus, OLD.casus));
  RETURN NULL;
END
$$;
COMMENT ON FUNCTION koos.casus_owner_changed() IS 'Who owns a case reads it and its client';
CREATE TRIGGER casus_owner_changed AFTER INSERT OR DELETE ON koos.casus_owner
  FOR EACH ROW EXECUTE FUNCTION koos.casus_owner_changed();

CREATE FUNCTION koos.casus_invitation_changed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  -- Here, because who answers an invitation may not change the case.
  UPDATE koos.casus c SET rev = c.rev + 1 WHERE c.id = coalesce(NEW.casus, OLD.casus);
  PERFORM koos.refresh_access_of_case(coalesce(NEW.casus, OLD.casus));
  RETURN NULL;
END
$$;
COMMENT ON FUNCTION koos.casus_invitation_changed() IS 'An invited team sees the preview, a consulted one what the invitation says, and both lose it with the invitation';
CREATE TRIGGER casus_invitation_changed AFTER INSERT OR DELETE OR UPDATE OF state ON koos.casus_invitation
  FOR EACH ROW EXECUTE FUNCTION koos.casus_invitation_changed();

CREATE FUNCTION koos.hold_case(of_casus integer) RETURNS TABLE (status text, client integer)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  IF EXISTS (SELECT FROM koos.access a WHERE a.worker = koos.me() AND a.kind IN ('case', 'invitation') AND a.thing = of_casus
      AND a.from_at <= koos.now() AND koos.now() < a.until_at) THEN
    -- First what moves with an answer: who changes an entry holds that before its case.
    PERFORM FROM koos.waiting_entry w JOIN koos.casus_invitation i ON i.id = w.moves_by
    WHERE w.casus = of_casus AND i.state = 'pending' ORDER BY w.id FOR NO KEY UPDATE OF w;
    RETURN QUERY SELECT c.status, c.client FROM koos.casus c WHERE c.id = of_casus FOR NO KEY UPDATE;
  END IF;
END
$$;
COMMENT ON FUNCTION koos.hold_case(integer) IS
  'Holds who owns a case and who is invited still until the transaction ends, also for an invited team, which reads no case: its status and child';

CREATE FUNCTION koos.lapse_invitations(of_casus integer) RETURNS integer LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  invitation koos.casus_invitation;
  lapsed integer := 0;
BEGIN
  -- A case somebody is at work on waits for the next time, so that nobody waits for this in turn. What a command lapses it holds.
  FOR invitation IN
    SELECT i.* FROM koos.casus c JOIN koos.casus_invitation i ON i.casus = c.id
    WHERE i.state = 'pending' AND i.lapses_at <= koos.now() AND (of_casus IS NULL OR c.id = of_casus)
    ORDER BY i.id FOR NO KEY UPDATE OF c, i SKIP LOCKED
  LOOP
    UPDATE koos.casus_invitation i SET state = 'lapsed' WHERE i.id = invitation.id;
    INSERT INTO koos.casus_fact (casus, occurred_at, team, what, detail)
    VALUES (invitation.casus, invitation.lapses_at, invitation.team, 'lapsed', jsonb_build_object('role', invitation.role));
    INSERT INTO koos.event (topic, kind, thing, cause, what, team) VALUES ('case', 'case', invitation.casus, 'lapsed', NULL, NULL),
      ('desk', 'case', invitation.casus, 'review', 'lapsed', invitation.invited_team);
    lapsed := lapsed + 2;
  END LOOP;
  RETURN lapsed;
END
$$;
COMMENT ON FUNCTION koos.lapse_invitations(integer) IS
  'Lapses what invited teams did not answer in time, of one case or of all (null), and tells who invited; how many events that made';

CREATE FUNCTION koos.client_added() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  PERFORM koos.refresh_access('client', NEW.id);
  RETURN NULL;
END
$$;
COMMENT ON FUNCTION koos.client_added() IS 'The team of who adds a client reads it until there is a case';
CREATE TRIGGER client_added AFTER INSERT ON koos.client FOR EACH ROW EXECUTE FUNCTION koos.client_added();

CREATE FUNCTION koos.consult_moved() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  PERFORM koos.refresh_access('consult', NEW.id);
  PERFORM koos.refresh_access('client', i.client) FROM koos.consult_identity i WHERE i.consult = NEW.id;
  RETURN NULL;
END
$$;
COMMENT ON FUNCTION koos.consult_moved() IS
  'The asking and the asked team read a consult, the asked one the child too where it was told, and the owners of the case it grew into';
CREATE TRIGGER consult_asked AFTER INSERT ON koos.consult FOR EACH ROW EXECUTE FUNCTION koos.consult_moved();
CREATE TRIGGER consult_moved AFTER UPDATE ON koos.consult FOR EACH ROW
  WHEN (OLD.team <> NEW.team OR OLD.asker_team <> NEW.asker_team OR OLD.casus IS DISTINCT FROM NEW.casus OR OLD.state <> NEW.state AND (NEW.state IN ('converted', 'closed', 'withdrawn', 'declined', 'asked')
    OR OLD.state IN ('closed', 'asked')))
  EXECUTE FUNCTION koos.consult_moved();

CREATE FUNCTION koos.consult_identified() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  PERFORM koos.refresh_access('client', NEW.client);
  IF TG_OP = 'UPDATE' AND OLD.client <> NEW.client THEN PERFORM koos.refresh_access('client', OLD.client); END IF;
  RETURN NULL;
END
$$;
COMMENT ON FUNCTION koos.consult_identified() IS 'The asked team reads the child it was told of, as long as the consent stands';
CREATE TRIGGER consult_identified AFTER INSERT OR UPDATE ON koos.consult_identity FOR EACH ROW EXECUTE FUNCTION koos.consult_identified();
CREATE TRIGGER consent_withdrawn AFTER UPDATE ON koos.consent FOR EACH ROW EXECUTE FUNCTION koos.consult_identified();

CREATE FUNCTION koos.member_changed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  PERFORM koos.refresh_access_of_worker(coalesce(NEW.worker, OLD.worker));
  RETURN NULL;
END
$$;
COMMENT ON FUNCTION koos.member_changed() IS 'What a worker reads follows the memberships';
CREATE TRIGGER member_changed AFTER INSERT OR UPDATE OR DELETE ON koos.member
  FOR EACH ROW EXECUTE FUNCTION koos.member_changed();

-- The parent recorded first is parent-1, the next parent-2, also after the first has gone: a consent never becomes another's.
-- A third takes the place of one who has gone, as a guardian does, and is asked anew. What never held a day was a slip of the pen.
CREATE FUNCTION koos.consent_parties(of_client integer) RETURNS TABLE (relation integer, party text, succeeds boolean) LANGUAGE plpgsql STABLE AS $$
DECLARE
  one record;
  first_until date;
  second_until date;
  guardian_until date;
BEGIN
  FOR one IN SELECT r.id, r.kind, r.from_on, r.until_on FROM koos.relation r
      WHERE r.client = of_client AND r.authority AND r.from_on < r.until_on ORDER BY r.id LOOP
    relation := one.id;
    IF one.kind = 'voogd' THEN
      party := 'guardian';
      succeeds := coalesce(guardian_until <= one.from_on, false);
      guardian_until := greatest(guardian_until, one.until_on);
    ELSIF first_until IS NULL OR second_until IS NOT NULL AND first_until <= one.from_on THEN
      party := 'parent-1';
      succeeds := first_until IS NOT NULL;
      first_until := one.until_on;
    ELSE
      party := 'parent-2';
      succeeds := coalesce(second_until <= one.from_on, false);
      second_until := greatest(second_until, one.until_on);
    END IF;
    RETURN NEXT;
  END LOOP;
END
$$;
COMMENT ON FUNCTION koos.consent_parties(integer) IS
  'Which party of a consent each relation with authority is, and whether somebody was it before';

CREATE FUNCTION koos.consent_standing(of_client integer, of_purpose text, of_with text[])
  RETURNS TABLE (birth_on date, birth_precision text, relations text, consents text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM koos.access a WHERE a.worker = koos.me() AND a.kind = 'client' AND a.thing = of_client
      AND a.from_at <= koos.now() AND koos.now() < a.until_at) THEN
    RETURN;
  END IF;
  -- Whoever records or withdraws changes the child's row too: the lock holds still what is judged until the act is done.
  PERFORM FROM koos.client k WHERE k.id = of_client FOR NO KEY UPDATE;
  RETURN QUERY SELECT k.birth_on, k.birth_precision,
    (SELECT string_agg(concat_ws('/', p.party, r.from_on, r.until_on, CASE WHEN p.succeeds THEN extract(epoch FROM r.added_at)::bigint ELSE 0 END), ' ' ORDER BY r.id)
      FROM koos.consent_parties(k.id) p JOIN koos.relation r ON r.id = p.relation),
    (SELECT string_agg(concat_ws('/', t.id, t.party, extract(epoch FROM t.given_at)::bigint, (t.given_at AT TIME ZONE 'Europe/Amsterdam')::date,
        coalesce(t.until_on::text, '-'), coalesce((t.withdrawn_at AT TIME ZONE 'Europe/Amsterdam')::date::text, '-'), coalesce(t.exception, '-'),
        CASE WHEN t.refused THEN 'refused' ELSE 'given' END), ' ' ORDER BY t.id)
      FROM koos.consent t WHERE t.client = k.id AND t.purpose = of_purpose
        AND (t.with_whom IS NULL OR of_with = '{}' OR lower(btrim(t.with_whom)) IN (SELECT lower(w.name) FROM unnest(of_with) AS w(name)
          UNION ALL SELECT lower(m.name) FROM koos.team m WHERE m.slug = ANY (of_with))))
  FROM koos.client k WHERE k.id = of_client;
END
$$;
COMMENT ON FUNCTION koos.consent_standing(integer, text, text[]) IS
  'Who bears authority over a child and who consented to a purpose, for an act of somebody who may know the child though not its consents: parties and days, no names';

CREATE FUNCTION koos.hold_consent(of_consent integer) RETURNS integer LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  of_client CONSTANT integer := (SELECT t.client FROM koos.consent t WHERE t.id = of_consent);
BEGIN
  IF NOT EXISTS (SELECT FROM koos.access a WHERE a.worker = koos.me() AND a.kind = 'client' AND a.thing = of_client
      AND a.from_at <= koos.now() AND koos.now() < a.until_at) THEN
    RETURN NULL;
  END IF;
  -- In the order of all changes: what is shared in a case ends with the consent.
  PERFORM FROM koos.casus c WHERE c.client = of_client ORDER BY c.id FOR NO KEY UPDATE;
  PERFORM FROM koos.client k WHERE k.id = of_client FOR NO KEY UPDATE;
  RETURN of_client;
END
$$;
COMMENT ON FUNCTION koos.hold_consent(integer) IS
  'Holds the child of a consent and all its cases still until the transaction ends, for who may know the child: its number';

-- What others read by consent they read as long as everybody stands by it who said yes to it, and has a say still.
CREATE FUNCTION koos.end_sharing(of_consent integer) RETURNS integer LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  taken_back koos.consent;
  one record;
  told integer := 0;
BEGIN
  SELECT t.* INTO taken_back FROM koos.consent t WHERE t.id = of_consent;
  FOR one IN
    SELECT c.id AS casus, x.invitation, x.state, x.role, x.team, x.participant FROM (
      SELECT i.casus, i.id AS invitation, i.state, i.role, i.team, NULL::integer AS participant, i.invited_at AS at, ARRAY[lower(m.slug), lower(m.name)] AS names
      FROM koos.casus_invitation i JOIN koos.team m ON m.id = i.team AND m.kind IN ('save', 'external')
      WHERE i.ground IS NULL AND (i.state = 'pending' OR i.state = 'accepted' AND i.role = 'consulted')
      UNION ALL
      SELECT p.casus, NULL, NULL, NULL, NULL, p.id, p.shared_at, ARRAY[lower(btrim(p.name)), p.kind, 'b-' || p.id]
      FROM koos.casus_participant p WHERE p.ground IS NULL AND p.reads <> 'nothing' AND koos.today() < p.until_on
    ) x JOIN koos.casus c ON c.id = x.casus JOIN koos.client k ON k.id = c.client
    WHERE (of_consent IS NULL OR c.client = taken_back.client)
      AND EXISTS (SELECT FROM koos.consent t WHERE t.client = c.client AND t.purpose = 'share' AND NOT t.refused AND t.given_at <= x.at
        AND (t.with_whom IS NULL OR lower(btrim(t.with_whom)) = ANY (x.names))
        AND (t.withdrawn_at IS NOT NULL AND t.party = taken_back.party AND t.with_whom IS NOT DISTINCT FROM taken_back.with_whom
          OR of_consent IS NULL AND t.withdrawn_at IS NULL AND t.until_on <= koos.today() AND x.at < koos.midnight(t.until_on))
        AND NOT EXISTS (SELECT FROM koos.consent u WHERE u.client = c.client AND u.purpose = 'share' AND NOT u.refused AND u.withdrawn_at IS NULL
          AND coalesce(koos.today() < u.until_on, true) AND (u.with_whom IS NULL OR lower(btrim(u.with_whom)) = ANY (x.names))
          AND (u.party = t.party OR koos.birthday(k.birth_on, 16) <= koos.today() AND u.party IN ('youth', 'representative')
            AND t.party IN ('parent-1', 'parent-2', 'guardian'))))
    ORDER BY c.id, x.invitation, x.participant FOR NO KEY UPDATE OF c SKIP LOCKED
  LOOP
    IF one.participant IS NOT NULL THEN
      UPDATE koos.casus_participant p SET reads = 'nothing' WHERE p.id = one.participant;
      UPDATE koos.casus c SET rev = c.rev + 1 WHERE c.id = one.casus;
      INSERT INTO koos.casus_fact (casus, worker, what, detail)
      VALUES (one.casus, koos.me(), 'narrowed', jsonb_build_object('participant', 'B-' || one.participant, 'reads', 'nothing'));
    ELSE
      UPDATE koos.casus_invitation i SET state = CASE one.state WHEN 'pending' THEN 'withdrawn' ELSE 'ended' END,
        ended_at = CASE one.state WHEN 'accepted' THEN koos.now() END WHERE i.id = one.invitation;
      INSERT INTO koos.casus_fact (casus, worker, team, what, detail)
      VALUES (one.casus, koos.me(), one.team, CASE one.state WHEN 'pending' THEN 'withdrawn' ELSE 'ended' END, jsonb_build_object('role', one.role));
    END IF;
    INSERT INTO koos.event (topic, kind, thing, cause) VALUES ('case', 'case', one.casus, 'sharing-ended');
    INSERT INTO koos.event (topic, kind, thing, cause, what, team)
    SELECT 'desk', 'case', one.casus, 'review', 'sharing-ended', o.team FROM koos.casus_owner o WHERE o.casus = one.casus;
    told := told + 1;
  END LOOP;
  RETURN told;
END
$$;
COMMENT ON FUNCTION koos.end_sharing(integer) IS
  'Ends what was shared on a consent that was taken back, or on any whose last day passed (null), and tells the owners; how many events that made at least';

CREATE FUNCTION koos.consent_taken_back() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  PERFORM koos.end_sharing(NEW.id);
  RETURN NULL;
END
$$;
COMMENT ON FUNCTION koos.consent_taken_back() IS 'What was shared by consent ends with it at once';
CREATE TRIGGER consent_taken_back AFTER UPDATE OF withdrawn_at ON koos.consent FOR EACH ROW
  WHEN (NEW.purpose = 'share' AND OLD.withdrawn_at IS NULL AND NEW.withdrawn_at IS NOT NULL) EXECUTE FUNCTION koos.consent_taken_back();

-- Whatever moves a birthday, or a consent to another child, sets the day anew, so a clock that jumps passes nothing by.
CREATE FUNCTION koos.plan_consents(of_clients integer[]) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = '' AS $$
  WITH following AS (
    SELECT k.id, koos.next_birthday(k.birth_on, min(greatest((t.given_at AT TIME ZONE 'Europe/Amsterdam')::date, d.on_day))) AS on_day
    FROM koos.client k JOIN koos.consent t ON t.client = k.id LEFT JOIN koos.consent_told d ON d.consent = t.id
    WHERE k.id = ANY (of_clients) AND NOT t.refused AND t.withdrawn_at IS NULL GROUP BY k.id
  ), gone AS (
    DELETE FROM koos.consent_due e WHERE e.client = ANY (of_clients)
      AND NOT EXISTS (SELECT FROM following f WHERE f.id = e.client AND f.on_day IS NOT NULL)
  )
  INSERT INTO koos.consent_due (client, on_day) SELECT f.id, f.on_day FROM following f WHERE f.on_day IS NOT NULL ORDER BY f.id
  ON CONFLICT ON CONSTRAINT consent_due_key DO UPDATE SET on_day = EXCLUDED.on_day
$$;
COMMENT ON FUNCTION koos.plan_consents(integer[]) IS 'Sets the day on which the consents of children are looked at next';

CREATE FUNCTION koos.consents_planned() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  PERFORM koos.plan_consents(ARRAY[CASE TG_ARGV[0] WHEN 'id' THEN NEW.id ELSE (to_jsonb(NEW) ->> 'client')::integer END]);
  RETURN NULL;
END
$$;
COMMENT ON FUNCTION koos.consents_planned() IS 'The day on which the consents of a child are looked at follows its birth date, its consents and its cases';
CREATE TRIGGER consents_planned AFTER INSERT OR UPDATE OF client, given_at, refused, withdrawn_at ON koos.consent
  FOR EACH ROW EXECUTE FUNCTION koos.consents_planned('client');
CREATE TRIGGER consents_planned AFTER UPDATE OF birth_on ON koos.client FOR EACH ROW WHEN (NEW.birth_on <> OLD.birth_on)
  EXECUTE FUNCTION koos.consents_planned('id');
-- Of a child whose cases are all closed nobody is told; who works with it again is.
CREATE TRIGGER consents_planned AFTER INSERT OR UPDATE OF client, status ON koos.casus FOR EACH ROW WHEN (NEW.status = 'open')
  EXECUTE FUNCTION koos.consents_planned('client');

CREATE FUNCTION koos.pass_consents() RETURNS integer LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  -- What one call does in a second or two: the rest follows in the next ones.
  most CONSTANT integer := 500;
  today CONSTANT date := koos.today();
  children integer[];
  worked integer[];
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('koos.consents', 0));
  -- The child holds its consents still, and its day whoever reopens a case. What somebody is changing just now waits for the next call.
  children := ARRAY(SELECT e.client FROM koos.consent_due e JOIN koos.client k ON k.id = e.client WHERE e.on_day <= today
    ORDER BY e.on_day, e.client LIMIT most FOR NO KEY UPDATE SKIP LOCKED);
  IF children <> '{}' THEN
    worked := ARRAY(SELECT u.id FROM unnest(children) AS u(id) WHERE EXISTS (SELECT FROM koos.casus c WHERE c.client = u.id AND c.status = 'open')
      OR NOT EXISTS (SELECT FROM koos.casus c WHERE c.client = u.id));
    DELETE FROM koos.consent_due e WHERE e.client = ANY (children) AND e.client <> ALL (worked);
    -- Several consents of one child that fall due together are one thing to do. What a birthday passed is looked at once, also where
    -- nothing is to be reviewed any more.
    WITH passed AS MATERIALIZED (
      SELECT t.id, t.client, b.on_day FROM koos.client k JOIN koos.consent t ON t.client = k.id
      CROSS JOIN LATERAL (SELECT koos.latest_birthday(k.birth_on, today) AS on_day) b
      WHERE k.id = ANY (worked) AND NOT t.refused AND t.withdrawn_at IS NULL AND (t.given_at AT TIME ZONE 'Europe/Amsterdam')::date < b.on_day
        AND b.on_day > coalesce((SELECT d.on_day FROM koos.consent_told d WHERE d.consent = t.id), '-infinity')
    ), due AS MATERIALIZED (
      SELECT DISTINCT p.client FROM passed p WHERE koos.consent_review_on(p.id) IS NOT NULL
    ), concerned AS (
      SELECT DISTINCT d.client, o.team FROM due d JOIN koos.casus c ON c.client = d.client AND c.status = 'open' JOIN koos.casus_owner o ON o.casus = c.id
      UNION
      SELECT k.id, k.added_team FROM due d JOIN koos.client k ON k.id = d.client WHERE NOT EXISTS (SELECT FROM koos.casus c WHERE c.client = k.id)
    ), told AS (
      INSERT INTO koos.consent_told (consent, on_day) SELECT p.id, p.on_day FROM passed p
      ON CONFLICT ON CONSTRAINT consent_told_key DO UPDATE SET on_day = EXCLUDED.on_day
    )
    INSERT INTO koos.event (topic, kind, thing, cause, what, team)
    SELECT DISTINCT 'case', 'client', n.client, 'consent-review', NULL, NULL::integer FROM concerned n
    UNION ALL
    SELECT 'desk', 'client', n.client, 'review', 'consent-review', n.team FROM concerned n;
    PERFORM koos.plan_consents(worked);
  END IF;
  RETURN cardinality(children) + koos.end_sharing(NULL);
END
$$;
COMMENT ON FUNCTION koos.pass_consents() IS
  'Tells the teams that work with a child, once, that a birthday makes its consents due for review, and ends what was shared on consents that ran out; how many children it looked at and how much sharing ended: after 0 nothing is left to do';

CREATE FUNCTION koos.tell_of_known_client(of_mark bytea) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  INSERT INTO koos.event (topic, kind, thing, cause, team, asker)
  SELECT 'desk', 'client', k.id, 'review', t.team, koos.me()
  FROM koos.client k CROSS JOIN LATERAL (SELECT o.team FROM koos.casus c JOIN koos.casus_owner o ON o.casus = c.id WHERE c.client = k.id
    UNION SELECT k.added_team WHERE NOT EXISTS (SELECT FROM koos.casus c WHERE c.client = k.id)) t
  WHERE k.bsn_mark = of_mark
    AND EXISTS (SELECT FROM koos.member m WHERE m.worker = koos.me() AND m.role IN ('lead', 'specialist', 'gezinswerker', 'planner')
      AND m.from_on <= koos.today() AND koos.today() < m.until_on)
    -- Who asks again the same day is told of once.
    AND NOT EXISTS (SELECT FROM koos.event e WHERE e.topic = 'desk' AND e.team = t.team AND e.kind = 'client' AND e.thing = k.id
      AND e.asker = koos.me() AND e.at >= koos.midnight(koos.today()));
END
$$;
COMMENT ON FUNCTION koos.tell_of_known_client(bytea) IS
  'Tells the teams that have a child who wanted to record it; who asked learns nothing';

CREATE FUNCTION koos.leads_client(of_client integer) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM koos.access a WHERE a.worker = koos.me() AND a.kind = 'client' AND a.thing = of_client
    AND a.via = 'owner' AND a.role = 'lead' AND a.from_at <= koos.now() AND koos.now() < a.until_at)
$$;
COMMENT ON FUNCTION koos.leads_client(integer) IS 'Whether the worker of this transaction leads a team that owns a case of a client, or added it';

CREATE FUNCTION koos.twins(of_client integer, of_other integer) RETURNS TABLE (relation integer, twin integer) LANGUAGE sql STABLE AS $$
  SELECT greatest(r.id, x.id), least(r.id, x.id) FROM koos.relation r JOIN koos.relation x ON x.client = of_other AND x.kind = r.kind
    AND x.authority = r.authority AND koos.folded(x.name) = koos.folded(r.name) AND x.from_on < x.until_on AND x.until_on = r.until_on
  WHERE r.client = of_client AND r.from_on < r.until_on
$$;
COMMENT ON FUNCTION koos.twins(integer, integer) IS 'Relations that stand with two clients as the same person: the later one and the one recorded first';

CREATE FUNCTION koos.merge_standing(of_gone integer, of_kept integer)
  RETURNS TABLE (two_bsns boolean, destruction boolean, parents text, appointments text, stays text, groups text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  gone koos.client;
  kept koos.client;
BEGIN
  IF NOT (koos.leads_client(of_gone) AND koos.leads_client(of_kept)) THEN
    RETURN;
  END IF;
  -- In the order of all changes: cases, what is occupied, the children.
  PERFORM FROM koos.casus c WHERE c.client IN (of_gone, of_kept) ORDER BY c.id FOR NO KEY UPDATE;
  PERFORM FROM koos.resource r WHERE r.id IN (SELECT k.resource FROM koos.client k WHERE k.id IN (of_gone, of_kept)) ORDER BY r.id FOR UPDATE;
  PERFORM FROM koos.client k WHERE k.id IN (of_gone, of_kept) ORDER BY k.id FOR UPDATE;
  SELECT k.* INTO gone FROM koos.client k WHERE k.id = of_gone;
  SELECT k.* INTO kept FROM koos.client k WHERE k.id = of_kept;
  IF gone.id IS NULL OR kept.id IS NULL THEN
    RETURN;
  END IF;
  DELETE FROM koos.occupied o WHERE o.resource IN (gone.resource, kept.resource) AND o.expires_at <= koos.now();
  RETURN QUERY SELECT coalesce(gone.bsn_mark <> kept.bsn_mark, false),
    EXISTS (SELECT FROM koos.destruction d WHERE d.client IN (of_gone, of_kept) AND d.decision IS NULL),
    (SELECT CASE WHEN count(*) > 2 THEN string_agg('R-' || r.id, ' ' ORDER BY r.id) END FROM koos.relation r
      WHERE r.client IN (of_gone, of_kept) AND r.kind = 'ouder' AND r.authority AND r.from_on < r.until_on AND koos.today() < r.until_on
        AND NOT EXISTS (SELECT FROM koos.twins(of_gone, of_kept) t WHERE t.relation = r.id)),
    (SELECT string_agg(DISTINCT 'A-' || b.appointment, ' ') FROM koos.occupied a JOIN koos.occupied o ON o.resource = kept.resource
        AND o.during && a.during AND o.appointment IS DISTINCT FROM a.appointment
        CROSS JOIN LATERAL (VALUES (a.appointment), (o.appointment)) b(appointment)
      WHERE a.resource = gone.resource AND upper(a.during) > koos.now()),
    (SELECT string_agg(DISTINCT 'L-' || b.id, ' ') FROM koos.stay s JOIN koos.stay t ON t.client = of_kept AND koos.stay_fills(s.kind) = koos.stay_fills(t.kind)
        AND daterange(s.from_on, s.until_on) && daterange(t.from_on, t.until_on)
        CROSS JOIN LATERAL (VALUES (s.id), (t.id)) b(id)
      WHERE s.client = of_gone),
    (SELECT string_agg('G-' || p.care_group, ' ' ORDER BY p.care_group) FROM koos.group_place p
      JOIN koos.group_place q ON q.care_group = p.care_group AND q.client = of_kept WHERE p.client = of_gone);
END
$$;
COMMENT ON FUNCTION koos.merge_standing(integer, integer) IS
  'Locks two clients and all that hangs on them for who leads an owning team of both, and tells what keeps them apart: two BSNs, a request to destroy, more than two parents, appointments at one time';

CREATE FUNCTION koos.merge_clients(of_gone integer, of_kept integer) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  gone koos.client;
  kept koos.client;
  given integer[];
  givers integer[];
BEGIN
  IF NOT (koos.leads_client(of_gone) AND koos.leads_client(of_kept)) OR of_gone = of_kept THEN
    RAISE EXCEPTION 'a lead of an owning team of both merges' USING ERRCODE = '42501';
  END IF;
  SELECT k.* INTO gone FROM koos.client k WHERE k.id = of_gone FOR UPDATE;
  SELECT k.* INTO kept FROM koos.client k WHERE k.id = of_kept FOR UPDATE;
  IF gone.bsn_mark <> kept.bsn_mark THEN
    RAISE EXCEPTION 'two children' USING ERRCODE = '23514', CONSTRAINT = 'client_two_bsns', TABLE = 'client', SCHEMA = 'koos';
  END IF;
  -- Who gave each consent, as a person: parent-1 of the one record may be parent-2 of the other.
  SELECT array_agg(t.id ORDER BY t.id), array_agg(g.person ORDER BY t.id) INTO given, givers
  FROM koos.consent t LEFT JOIN LATERAL (
    SELECT coalesce((SELECT w.twin FROM koos.twins(of_gone, of_kept) w WHERE w.relation = r.id), r.id) AS person
    FROM koos.consent_parties(t.client) p JOIN koos.relation r ON r.id = p.relation
    WHERE p.party = t.party ORDER BY r.added_at > t.given_at, CASE WHEN r.added_at <= t.given_at THEN -r.id ELSE r.id END LIMIT 1) g ON true
  WHERE t.client IN (of_gone, of_kept) AND t.party IN ('parent-1', 'parent-2', 'guardian');
  UPDATE koos.relation r SET until_on = r.from_on, end_reason = 'R-' || w.twin FROM koos.twins(of_gone, of_kept) w WHERE r.id = w.relation;
  UPDATE koos.relation r SET client = of_kept WHERE r.client = of_gone;
  UPDATE koos.consent t SET party = p.party
  FROM unnest(given, givers) AS g(consent, giver) JOIN koos.consent_parties(of_kept) p ON p.relation = g.giver WHERE t.id = g.consent AND t.party <> p.party;
  -- Of whom it cannot be said who it was, now that it is known who there are, is asked anew.
  UPDATE koos.consent t SET until_on = koos.today() FROM unnest(given, givers) AS g(consent, giver)
  WHERE t.id = g.consent AND g.giver IS NULL AND coalesce(t.until_on > koos.today(), true) AND EXISTS (SELECT FROM koos.consent_parties(of_kept));
  UPDATE koos.consent t SET client = of_kept WHERE t.client = of_gone;
  UPDATE koos.consult_identity i SET client = of_kept WHERE i.client = of_gone;
  UPDATE koos.casus c SET client = of_kept, rev = c.rev + 1 WHERE c.client = of_gone;
  UPDATE koos.destruction d SET client = of_kept WHERE d.client = of_gone;
  UPDATE koos.dossier_statement s SET client = of_kept WHERE s.client = of_gone;
  UPDATE koos.event e SET thing = of_kept WHERE e.kind = 'client' AND e.thing = of_gone;
  -- An appointment of both takes the child's time once; what is past takes no time from anybody.
  DELETE FROM koos.occupied o USING koos.occupied x WHERE o.resource = gone.resource AND x.resource = kept.resource AND x.during && o.during
    AND (x.appointment = o.appointment OR upper(o.during) <= koos.now());
  UPDATE koos.occupied o SET resource = kept.resource WHERE o.resource = gone.resource;
  UPDATE koos.client_alias l SET client = of_kept WHERE l.client = of_gone;
  INSERT INTO koos.client_alias (number, client, name, birth_on, birth_precision, merged_by)
  VALUES (of_gone, of_kept, gone.name, gone.birth_on, gone.birth_precision, koos.me());
  DELETE FROM koos.client k WHERE k.id = of_gone;
  DELETE FROM koos.resource r WHERE r.id = gone.resource;
  UPDATE koos.client k SET bsn = coalesce(k.bsn, gone.bsn), bsn_mark = coalesce(k.bsn_mark, gone.bsn_mark), house = CASE WHEN k.postcode = gone.postcode THEN coalesce(k.house, gone.house) ELSE k.house END,
    language = coalesce(k.language, gone.language), interpreter = k.interpreter OR gone.interpreter, address_secret = k.address_secret OR gone.address_secret,
    added_at = least(k.added_at, gone.added_at), rev = k.rev + 1 WHERE k.id = of_kept;
  PERFORM koos.refresh_access('client', of_gone);
  PERFORM koos.refresh_access('client', of_kept);
  INSERT INTO koos.event (topic, kind, thing, cause, what, team)
  SELECT DISTINCT 'desk', 'client', of_kept, 'review', 'merged', o.team FROM koos.casus c JOIN koos.casus_owner o ON o.casus = c.id WHERE c.client = of_kept;
END
$$;
COMMENT ON FUNCTION koos.merge_clients(integer, integer) IS
  'Makes two records of one child one, for who leads an owning team of both: all that hangs on the one hangs on the other, and its code stands for it';

CREATE FUNCTION koos.casus_keeps_owner() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  -- The lock makes two teams that leave at once queue here: the second sees that the first is gone.
  PERFORM FROM koos.casus c WHERE c.id = OLD.casus FOR NO KEY UPDATE;
  -- A case that is gone itself, its dossier destroyed, needs nobody.
  IF FOUND AND NOT EXISTS (SELECT FROM koos.casus_owner o WHERE o.casus = OLD.casus) THEN
    RAISE EXCEPTION 'a case is never without an owner' USING ERRCODE = '23514', CONSTRAINT = 'casus_owned', TABLE = 'casus', SCHEMA = 'koos';
  END IF;
  RETURN NULL;
END
$$;
COMMENT ON FUNCTION koos.casus_keeps_owner() IS 'The last owner of a case cannot leave, also when two leave at once';
CREATE TRIGGER casus_keeps_owner AFTER DELETE ON koos.casus_owner FOR EACH ROW EXECUTE FUNCTION koos.casus_keeps_owner();

CREATE FUNCTION koos.works_for(of_worker integer, of_casus integer, in_roles text[]) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM koos.casus_owner o JOIN koos.member m ON m.team = o.team
    WHERE o.casus = of_casus AND m.worker = of_worker AND m.role = ANY (in_roles) AND m.from_on <= koos.today() AND koos.today() < m.until_on)
$$;
COMMENT ON FUNCTION koos.works_for(integer, integer, text[]) IS 'Whether a worker is a member of a team that owns a case, in one of some roles, today';

CREATE FUNCTION koos.casus_begins_owned() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM koos.casus_owner o WHERE o.casus = NEW.id) THEN
    RAISE EXCEPTION 'a case is never without an owner' USING ERRCODE = '23514', CONSTRAINT = 'casus_owned', TABLE = 'casus', SCHEMA = 'koos';
  END IF;
  -- Who made a consult a case holds its regie, be it as a lead.
  IF NOT EXISTS (SELECT FROM koos.casus c WHERE c.id = NEW.id AND koos.works_for(c.regie, c.id, ARRAY['specialist', 'gezinswerker', 'lead'])) THEN
    RAISE EXCEPTION 'the regie is with an owner' USING ERRCODE = '23514', CONSTRAINT = 'casus_regie_held', TABLE = 'casus', SCHEMA = 'koos';
  END IF;
  RETURN NULL;
END
$$;
COMMENT ON FUNCTION koos.casus_begins_owned() IS 'A case has an owner, and its regie is with one, when the transaction that opens it commits';
CREATE CONSTRAINT TRIGGER casus_begins_owned AFTER INSERT ON koos.casus DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION koos.casus_begins_owned();

CREATE FUNCTION koos.casus_owner_joins() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  -- Whoever decides for all owners holds this lock, and counts the team or comes before it.
  PERFORM FROM koos.casus c WHERE c.id = NEW.casus FOR NO KEY UPDATE;
  RETURN NEW;
END
$$;
COMMENT ON FUNCTION koos.casus_owner_joins() IS 'A team that joins waits for what the owners are just deciding';
CREATE TRIGGER casus_owner_joins BEFORE INSERT ON koos.casus_owner FOR EACH ROW EXECUTE FUNCTION koos.casus_owner_joins();

CREATE FUNCTION koos.proposal_decided() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  -- The case's lock holds its owners still: a team that joins just now is asked too.
  PERFORM FROM koos.casus c WHERE c.id = NEW.casus FOR NO KEY UPDATE;
  -- Also its other columns: a row that is written anew would count as agreed in this transaction.
  IF TG_OP = 'UPDATE' AND OLD.state <> 'open' THEN
    RAISE EXCEPTION 'a decision stands' USING ERRCODE = '23514', CONSTRAINT = 'proposal_decision', TABLE = 'proposal', SCHEMA = 'koos';
  END IF;
  IF NEW.state = 'agreed' AND (koos.now() >= NEW.lapses_at OR EXISTS (SELECT FROM koos.casus_owner o WHERE o.casus = NEW.casus AND NOT EXISTS (
      SELECT FROM koos.proposal_agreement a WHERE a.proposal = NEW.id AND a.team = o.team))) THEN
    RAISE EXCEPTION 'an owner has not agreed' USING ERRCODE = '23514', CONSTRAINT = 'proposal_agreed', TABLE = 'proposal', SCHEMA = 'koos';
  END IF;
  RETURN NEW;
END
$$;
COMMENT ON FUNCTION koos.proposal_decided() IS 'Nothing is agreed before every owner has turned its key, and what was decided stays decided';
CREATE TRIGGER proposal_decided BEFORE INSERT OR UPDATE ON koos.proposal FOR EACH ROW EXECUTE FUNCTION koos.proposal_decided();

CREATE FUNCTION koos.lapse_proposals() RETURNS integer LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  late koos.proposal;
  lapsed integer := 0;
BEGIN
  -- A case somebody is at work on waits for the next time, so that nobody waits for this in turn.
  FOR late IN
    SELECT p.* FROM koos.casus c JOIN koos.proposal p ON p.casus = c.id
    WHERE p.state = 'open' AND p.lapses_at <= koos.now() ORDER BY p.id FOR NO KEY UPDATE OF c, p SKIP LOCKED
  LOOP
    UPDATE koos.proposal p SET state = 'lapsed', decided_at = koos.now() WHERE p.id = late.id;
    INSERT INTO koos.casus_fact (casus, occurred_at, team, what, detail)
    VALUES (late.casus, late.lapses_at, late.proposed_team, 'proposal-lapsed', jsonb_build_object('thing', 'P-' || late.id));
    INSERT INTO koos.event (topic, kind, thing, cause) VALUES ('case', 'case', late.casus, 'proposal-lapsed');
    INSERT INTO koos.event (topic, kind, thing, cause, what, code, team)
    VALUES ('desk', 'case', late.casus, 'review', 'proposal-lapsed', 'P-' || late.id, late.proposed_team);
    lapsed := lapsed + 1;
  END LOOP;
  RETURN lapsed;
END
$$;
COMMENT ON FUNCTION koos.lapse_proposals() IS 'Lapses the proposals whose time is over and tells the teams that proposed them; how many';

CREATE FUNCTION koos.agreed_now(of_casus integer, of_action text) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS
$$ SELECT EXISTS (SELECT FROM koos.proposal p WHERE p.casus = of_casus AND p.action = of_action AND p.state = 'agreed'
     AND p.xmin = pg_current_xact_id()::xid) $$;
COMMENT ON FUNCTION koos.agreed_now(integer, text) IS 'Whether this transaction turned the last key for something';

CREATE FUNCTION koos.business_of(of_casus integer) RETURNS TABLE (code text) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
  SELECT b.code FROM (
    SELECT 1 AS place, a.id, 'A-' || a.id AS code FROM koos.appointment_case x JOIN koos.appointment a ON a.id = x.appointment
    WHERE x.casus = of_casus AND a.ends_at > koos.now() AND a.status IN ('voorstel', 'gepland', 'bevestigd')
    UNION ALL
    SELECT 2, t.id, 'H-' || t.id FROM koos.traject t WHERE t.casus = of_casus AND t.ended_on IS NULL
    UNION ALL
    SELECT 3, w.id, 'W-' || w.id FROM koos.waiting_entry w WHERE w.casus = of_casus AND w.status NOT IN ('gestart', 'uitgeschreven')
    UNION ALL
    SELECT 4, s.id, 'L-' || s.id FROM koos.stay s WHERE s.casus = of_casus AND s.until_on > greatest(koos.today(), s.from_on)
    UNION ALL
    SELECT 5, p.care_group, 'G-' || p.care_group FROM koos.group_place p WHERE p.casus = of_casus
  ) b ORDER BY b.place, b.id
$$;
COMMENT ON FUNCTION koos.business_of(integer) IS
  'What keeps a case from closing: future appointments, running trajects, open waiting entries, stays that have not ended, places in groups';

CREATE FUNCTION koos.open_business(of_casus integer) RETURNS TABLE (code text) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
  SELECT b.code FROM koos.business_of(of_casus) WITH ORDINALITY AS b(code, place) WHERE EXISTS (SELECT FROM koos.access a
    WHERE a.worker = koos.me() AND a.kind = 'case' AND a.thing = of_casus AND a.via = 'owner' AND a.from_at <= koos.now() AND koos.now() < a.until_at)
  ORDER BY b.place
$$;
COMMENT ON FUNCTION koos.open_business(integer) IS 'The same, for who owns the case';

CREATE FUNCTION koos.casus_takes_business() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  is_open boolean;
BEGIN
  -- Whoever closes the case holds this lock, and counts what comes in here or comes before it. Appointments share it: some come
  -- with the case held already, others, of time that is offered, with all who give that time.
  IF TG_TABLE_NAME = 'appointment_case' THEN
    SELECT c.status = 'open' INTO is_open FROM koos.casus c WHERE c.id = NEW.casus FOR SHARE;
  ELSE
    SELECT c.status = 'open' INTO is_open FROM koos.casus c WHERE c.id = NEW.casus FOR NO KEY UPDATE;
  END IF;
  IF NOT is_open AND EXISTS (SELECT FROM koos.business_of(NEW.casus)) THEN
    RAISE EXCEPTION 'the case is closed' USING ERRCODE = '23514', CONSTRAINT = 'casus_business', TABLE = 'casus', SCHEMA = 'koos';
  END IF;
  RETURN NULL;
END
$$;
COMMENT ON FUNCTION koos.casus_takes_business() IS 'Nothing that keeps a case from closing comes into a closed one, also when it closes just then';
CREATE TRIGGER casus_takes_entry AFTER INSERT OR UPDATE OF removed_on ON koos.waiting_entry FOR EACH ROW EXECUTE FUNCTION koos.casus_takes_business();
CREATE TRIGGER casus_takes_traject AFTER INSERT ON koos.traject FOR EACH ROW EXECUTE FUNCTION koos.casus_takes_business();
CREATE TRIGGER casus_takes_stay AFTER INSERT ON koos.stay FOR EACH ROW EXECUTE FUNCTION koos.casus_takes_business();
CREATE TRIGGER casus_takes_group_place AFTER INSERT ON koos.group_place FOR EACH ROW EXECUTE FUNCTION koos.casus_takes_business();
CREATE TRIGGER casus_takes_appointment AFTER INSERT ON koos.appointment_case FOR EACH ROW EXECUTE FUNCTION koos.casus_takes_business();

CREATE FUNCTION koos.casus_changes() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  IF NEW.status = 'gesloten' AND OLD.status <> 'gesloten' THEN
    IF NOT koos.agreed_now(NEW.id, 'close') THEN
      RAISE EXCEPTION 'closing takes all owners' USING ERRCODE = '23514', CONSTRAINT = 'casus_closed_together', TABLE = 'casus', SCHEMA = 'koos';
    END IF;
    IF EXISTS (SELECT FROM koos.business_of(NEW.id)) THEN
      RAISE EXCEPTION 'open business' USING ERRCODE = '23514', CONSTRAINT = 'casus_business', TABLE = 'casus', SCHEMA = 'koos';
    END IF;
  END IF;
  IF (NEW.wijk <> OLD.wijk OR NEW.consortium <> OLD.consortium) AND NOT EXISTS (SELECT FROM koos.proposal p
      WHERE p.casus = NEW.id AND p.action = 'move' AND p.wijk = NEW.wijk AND p.state = 'agreed' AND p.xmin = pg_current_xact_id()::xid) THEN
    RAISE EXCEPTION 'moving takes all owners' USING ERRCODE = '23514', CONSTRAINT = 'casus_moved_together', TABLE = 'casus', SCHEMA = 'koos';
  END IF;
  RETURN NEW;
END
$$;
COMMENT ON FUNCTION koos.casus_changes() IS 'A case closes, or moves to a wijk, only when all owners agreed to just that, and closes only when nothing of it is open';
CREATE TRIGGER casus_changes BEFORE UPDATE OF status, wijk, consortium ON koos.casus FOR EACH ROW EXECUTE FUNCTION koos.casus_changes();

CREATE FUNCTION koos.casus_decided() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  -- What moves by itself with what is done around the case, and with time.
  told CONSTANT text[] := ARRAY['rev', 'plan_judged', 'writing_judged'];
BEGIN
  IF koos.me() IS NOT NULL AND to_jsonb(NEW) - told <> to_jsonb(OLD) - told AND NOT EXISTS (SELECT FROM koos.access a
      WHERE a.worker = koos.me() AND a.kind = 'case' AND a.thing = NEW.id AND a.via = 'owner' AND a.reads = 'all'
        AND a.from_at <= koos.now() AND koos.now() < a.until_at) THEN
    RAISE EXCEPTION 'only an owner decides' USING ERRCODE = '23514', CONSTRAINT = 'casus_decided', TABLE = 'casus', SCHEMA = 'koos';
  END IF;
  IF NEW.regie <> OLD.regie AND NOT koos.works_for(NEW.regie, NEW.id, ARRAY['specialist', 'gezinswerker']) THEN
    RAISE EXCEPTION 'the regie is with an owner' USING ERRCODE = '23514', CONSTRAINT = 'casus_regie_held', TABLE = 'casus', SCHEMA = 'koos';
  END IF;
  RETURN NEW;
END
$$;
COMMENT ON FUNCTION koos.casus_decided() IS
  'An office moves no more than the revision of a case, and the regie is handed to a specialist or gezinswerker of an owning team only';
CREATE TRIGGER casus_decided BEFORE UPDATE ON koos.casus FOR EACH ROW EXECUTE FUNCTION koos.casus_decided();

CREATE FUNCTION koos.casus_participant_widened() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  -- Who takes part begins with the plan at most; who reads more than before does so by agreement.
  IF array_position(ARRAY['nothing', 'plan', 'all'], NEW.reads)
      > array_position(ARRAY['nothing', 'plan', 'all'], CASE TG_OP WHEN 'INSERT' THEN 'plan' ELSE OLD.reads END)
    AND NOT EXISTS (SELECT FROM koos.proposal p WHERE p.participant = NEW.id AND p.action = 'widen' AND p.reads = NEW.reads
      AND p.state = 'agreed' AND p.xmin = pg_current_xact_id()::xid) THEN
    RAISE EXCEPTION 'widening takes all owners' USING ERRCODE = '23514', CONSTRAINT = 'casus_participant_widened_together',
      TABLE = 'casus_participant', SCHEMA = 'koos';
  END IF;
  IF TG_OP = 'UPDATE' AND NEW.reads <> OLD.reads THEN NEW.shared_at := koos.now(); END IF;
  RETURN NEW;
END
$$;
COMMENT ON FUNCTION koos.casus_participant_widened() IS 'A participant reads all, or more than before, only when all owners agreed to just that';
CREATE TRIGGER casus_participant_widened BEFORE INSERT OR UPDATE OF reads ON koos.casus_participant
  FOR EACH ROW EXECUTE FUNCTION koos.casus_participant_widened();

CREATE FUNCTION koos.casus_teams(of_casus integer)
  RETURNS TABLE (team integer, role text, reads text, state text, since_at timestamptz, lapses_at timestamptz, reason text, ground text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$ BEGIN
  RETURN QUERY SELECT i.team, i.role, i.reads, i.state, coalesce(i.answered_at, i.invited_at), i.lapses_at, i.reason, i.ground FROM koos.casus_invitation i
  WHERE i.casus = of_casus AND (i.state = 'pending' AND koos.now() < i.lapses_at OR i.state = 'accepted' AND i.role = 'consulted')
    AND EXISTS (SELECT FROM koos.access a WHERE a.worker = koos.me() AND a.kind = 'case' AND a.thing = of_casus
      AND a.from_at <= koos.now() AND koos.now() < a.until_at);
END $$;
COMMENT ON FUNCTION koos.casus_teams(integer) IS
  'The teams invited to a case and those that think along, for everybody who reads it: an invitation bears the question, which not all read';

CREATE FUNCTION koos.consent_why(of_consent integer) RETURNS text LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
  SELECT t.why FROM koos.consent t WHERE t.id = of_consent AND EXISTS (SELECT FROM koos.access a
    WHERE a.worker = koos.me() AND a.kind = 'client' AND a.thing = t.client AND a.reads = 'all' AND a.from_at <= koos.now() AND koos.now() < a.until_at)
$$;
COMMENT ON FUNCTION koos.consent_why(integer) IS 'The reason said with a consent, for who reads all of the child and not for an office';

CREATE FUNCTION koos.plan_of(of_casus integer) RETURNS TABLE (due_on date, fixed_on date, in_writing_due_on date, in_writing_on date)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$ BEGIN
  RETURN QUERY SELECT p.due_on, p.fixed_on, p.in_writing_due_on, p.in_writing_on FROM koos.casus_plan p
  WHERE p.casus = of_casus AND EXISTS (SELECT FROM koos.access a
    WHERE a.worker = koos.me() AND a.kind = 'case' AND a.thing = of_casus AND a.from_at <= koos.now() AND koos.now() < a.until_at);
END $$;
COMMENT ON FUNCTION koos.plan_of(integer) IS 'The dates of a case''s plan, for all who read the case, also who does not read the notes they follow from';

CREATE FUNCTION koos.teams_of_client(of_client integer) RETURNS SETOF integer LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
  SELECT o.team FROM koos.casus c JOIN koos.casus_owner o ON o.casus = c.id WHERE c.client = of_client
  UNION SELECT k.added_team FROM koos.client k WHERE k.id = of_client AND NOT EXISTS (SELECT FROM koos.casus c WHERE c.client = k.id)
$$;
COMMENT ON FUNCTION koos.teams_of_client(integer) IS 'The teams that own a case of a child, or the one that added it while it has none';

CREATE FUNCTION koos.officers_over(teams integer[]) RETURNS SETOF integer LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
  SELECT DISTINCT m.worker FROM koos.team t JOIN koos.member m ON m.organisation IN (SELECT koos.organisations_above(t.organisation))
  WHERE t.id = ANY (teams) AND m.role = 'privacy' AND m.from_on <= koos.today() AND koos.today() < m.until_on
$$;
COMMENT ON FUNCTION koos.officers_over(integer[]) IS 'The privacy officers today over a team of several';

CREATE FUNCTION koos.oversees_client(of_client integer) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS
$$ SELECT EXISTS (SELECT FROM koos.teams_of_client(of_client) AS t(team) WHERE t.team = ANY (koos.overseen_teams())) $$;
COMMENT ON FUNCTION koos.oversees_client(integer) IS 'Whether the worker of this transaction is privacy officer today over a child';

CREATE FUNCTION koos.oversees_case(of_casus integer) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
  SELECT EXISTS (SELECT FROM koos.casus_owner o WHERE o.casus = of_casus AND o.team = ANY (koos.overseen_teams()))
$$;
COMMENT ON FUNCTION koos.oversees_case(integer) IS 'Whether the worker of this transaction is privacy officer today over a team that owns a case';

CREATE FUNCTION koos.merged_clients(numbers integer[]) RETURNS TABLE (number integer, client integer)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
  SELECT l.number, l.client FROM koos.client_alias l WHERE l.number = ANY (numbers) AND (koos.oversees_client(l.client) OR EXISTS (SELECT FROM koos.access a
    WHERE a.worker = koos.me() AND a.kind = 'client' AND a.thing = l.client AND a.from_at <= koos.now() AND koos.now() < a.until_at))
$$;
COMMENT ON FUNCTION koos.merged_clients(integer[]) IS
  'Which of some clients were merged, and into which, for who knows of that one or oversees it: numbers only';

CREATE FUNCTION koos.is_on_file(of_kind text, of_thing integer) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
  SELECT koos.audits() AND CASE of_kind WHEN 'case' THEN EXISTS (SELECT FROM koos.casus c WHERE c.id = of_thing)
    ELSE EXISTS (SELECT FROM koos.client k WHERE k.id = of_thing) OR EXISTS (SELECT FROM koos.client_alias x WHERE x.number = of_thing)
      OR EXISTS (SELECT FROM koos.destruction d WHERE d.client = of_thing AND d.decision = 'granted' AND d.decided_by = koos.me()) END
$$;
COMMENT ON FUNCTION koos.is_on_file(text, integer) IS
  'Whether there is a case or a client, also a merged one or one whose dossier the asker destroyed, of that number: for a privacy officer';

CREATE FUNCTION koos.is_breakable(of_casus integer) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
  SELECT EXISTS (SELECT FROM koos.casus c WHERE c.id = of_casus) AND EXISTS (SELECT FROM koos.member m
    WHERE m.worker = koos.me() AND m.role IN ('lead', 'specialist', 'gezinswerker') AND m.from_on <= koos.today() AND koos.today() < m.until_on)
$$;
COMMENT ON FUNCTION koos.is_breakable(integer) IS 'Whether there is a case of that number: for who may read it in an emergency';

CREATE FUNCTION koos.break_glass(of_casus integer, of_team integer, of_role text, why text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  of_fact bigint;
BEGIN
  IF NOT koos.is_breakable(of_casus) OR NOT EXISTS (SELECT FROM koos.member m WHERE m.worker = koos.me() AND m.team = of_team AND m.role = of_role
      AND m.from_on <= koos.today() AND koos.today() < m.until_on) THEN
    RAISE EXCEPTION 'not a worker with cases' USING ERRCODE = '42501';
  END IF;
  -- A look is no change of the dossier: neither its revision nor how long it is kept moves.
  INSERT INTO koos.casus_fact (casus, worker, team, what, reason) VALUES (of_casus, koos.me(), of_team, 'emergency', why) RETURNING number INTO of_fact;
  INSERT INTO koos.emergency (casus, worker, team, role, fact) VALUES (of_casus, koos.me(), of_team, of_role, of_fact);
  PERFORM koos.refresh_access('case', of_casus);
  PERFORM koos.refresh_access('client', (SELECT c.client FROM koos.casus c WHERE c.id = of_casus));
  PERFORM koos.refresh_access('consult', q.id) FROM koos.consult q WHERE q.casus = of_casus ORDER BY q.id;
  INSERT INTO koos.event (topic, kind, thing, cause) VALUES ('case', 'case', of_casus, 'emergency');
  INSERT INTO koos.event (topic, kind, thing, cause, team)
  SELECT 'desk', 'case', of_casus, 'emergency', o.team FROM koos.casus_owner o WHERE o.casus = of_casus ORDER BY o.team;
  INSERT INTO koos.event (topic, kind, thing, cause, worker)
  SELECT 'desk', 'case', of_casus, 'emergency', o.officer
  FROM koos.officers_over(ARRAY(SELECT o.team FROM koos.casus_owner o WHERE o.casus = of_casus)) AS o(officer);
END
$$;
COMMENT ON FUNCTION koos.break_glass(integer, integer, text, text) IS
  'Lets the worker of this transaction read a case for four hours, and tells its owners and the privacy officers over them';

-- What of the access log a worker may see: the own entries, of a lead those of the teams' cases, of a privacy officer those of the
-- cases overseen, and what the workers of those organisations did that concerns no child.
CREATE FUNCTION koos.log_reach(of_client integer, of_casus integer) RETURNS text LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  kept CONSTANT integer := coalesce((SELECT x.client FROM koos.client_alias x WHERE x.number = of_client), of_client);
BEGIN
  IF koos.audits() AND (of_client IS NULL OR koos.oversees_client(kept)) AND (of_casus IS NULL OR koos.oversees_case(of_casus)) THEN
    RETURN 'privacy';
  ELSIF koos.led_teams() <> '{}' AND (of_client IS NULL OR koos.leads_client(kept)) AND (of_casus IS NULL OR EXISTS (SELECT FROM koos.casus_owner o
      WHERE o.casus = of_casus AND o.team = ANY (koos.led_teams()))) THEN
    RETURN 'lead';
  ELSIF (of_client IS NULL OR EXISTS (SELECT FROM koos.access a WHERE a.worker = koos.me() AND a.kind = 'client' AND a.thing = kept
      AND a.from_at <= koos.now() AND koos.now() < a.until_at))
    AND (of_casus IS NULL OR EXISTS (SELECT FROM koos.access a WHERE a.worker = koos.me() AND a.kind IN ('case', 'invitation') AND a.thing = of_casus
      AND a.from_at <= koos.now() AND koos.now() < a.until_at)) THEN
    RETURN 'own';
  END IF;
  RETURN NULL;
END
$$;
COMMENT ON FUNCTION koos.log_reach(integer, integer) IS
  'As what the worker of this transaction lists the access log, of a client and a case where they are given: privacy, lead, or own; null: not at all';

CREATE FUNCTION koos.log_entries(of_client integer, of_worker integer, of_casus integer, from_at timestamptz, to_at timestamptz,
  after_at timestamptz, after_xid xid8, after_entry bigint, most integer)
RETURNS TABLE (entry bigint, at timestamptz, worker integer, speaker integer, role text, team integer, client integer, casus integer, consult integer,
  action text, ground text, purpose text, outcome text, emergency boolean, source text, xid xid8, reason text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  me CONSTANT integer := koos.me();
  organisations CONSTANT integer[] := koos.overseen_organisations();
  teams CONSTANT integer[] := koos.overseen_teams() || koos.led_teams();
  numbers integer[];
  cases integer[];
  candidates text;
BEGIN
  -- Who gives neither sees what is left of all entries; of a child or a case, who has no part in it sees none.
  IF koos.log_reach(of_client, of_casus) IS NULL THEN RETURN; END IF;
  -- Merged, a child has several numbers in what was logged; what was refused may name a case alone.
  IF of_casus IS NOT NULL THEN
    cases := ARRAY[of_casus];
    numbers := array(SELECT c.client FROM koos.casus c WHERE c.id = of_casus
      AND coalesce(c.client = coalesce((SELECT x.client FROM koos.client_alias x WHERE x.number = of_client), of_client), true));
    IF numbers = '{}' THEN RETURN; END IF;
  ELSIF of_client IS NOT NULL THEN
    numbers := ARRAY[coalesce((SELECT x.client FROM koos.client_alias x WHERE x.number = of_client), of_client)];
    cases := array(SELECT c.id FROM koos.casus c WHERE c.client = ANY (numbers));
  ELSIF of_worker IS NULL AND organisations = '{}' AND teams <> '{}' THEN
    cases := array(SELECT DISTINCT o.casus FROM koos.casus_owner o WHERE o.team = ANY (teams));
    numbers := array(SELECT DISTINCT c.client FROM koos.casus c WHERE c.id = ANY (cases)
      UNION SELECT k.id FROM koos.client k WHERE k.added_team = ANY (teams));
  END IF;
  numbers := numbers || array(SELECT x.number FROM koos.client_alias x WHERE x.client = ANY (numbers));
  -- Planned anew each time: how it is best found follows from what is asked.
  candidates := CASE
    WHEN of_worker IS NOT NULL AND cases IS NULL THEN 'SELECT l.* FROM koos.access_log l WHERE l.worker = $2'
    WHEN cases IS NULL AND teams = '{}' AND organisations = '{}' THEN 'SELECT l.* FROM koos.access_log l WHERE l.worker = $1'
    WHEN cases IS NULL THEN 'SELECT l.* FROM koos.access_log l'
    ELSE 'SELECT l.* FROM koos.access_log l WHERE l.client = ANY ($5)' || CASE WHEN of_casus IS NOT NULL THEN ' AND l.casus = ANY ($6)' ELSE '' END
      || ' UNION ALL SELECT l.* FROM koos.access_log l WHERE l.client IS NULL AND l.casus = ANY ($6)' END
    || CASE WHEN of_client IS NULL AND of_casus IS NULL AND cases IS NOT NULL
      THEN ' UNION ALL SELECT l.* FROM koos.access_log l WHERE l.worker = $1 AND (l.client = ANY ($5) OR l.client IS NULL AND l.casus = ANY ($6)) IS NOT TRUE'
      ELSE '' END;
  RETURN QUERY EXECUTE format($q$
    SELECT l.entry, l.at, l.worker, l.speaker, l.role, l.team,
      -- What one did oneself tells no more than one may know now: who took part was not told of which child, nor who was refused
      -- what hangs on one, and who has left is not reminded.
      CASE WHEN r.reached OR EXISTS (SELECT FROM koos.access a WHERE a.worker = $1 AND a.kind = 'client'
        AND a.thing = coalesce((SELECT x.client FROM koos.client_alias x WHERE x.number = l.client), l.client) AND a.from_at <= koos.now() AND koos.now() < a.until_at)
        THEN l.client END,
      CASE WHEN r.reached OR EXISTS (SELECT FROM koos.access a WHERE a.worker = $1
        AND a.kind IN ('case', 'invitation') AND a.thing = l.casus AND a.from_at <= koos.now() AND koos.now() < a.until_at) THEN l.casus END,
      CASE WHEN r.reached OR EXISTS (SELECT FROM koos.access a WHERE a.worker = $1
        AND a.kind = 'consult' AND a.thing = l.consult AND a.from_at <= koos.now() AND koos.now() < a.until_at) THEN l.consult END, l.action, l.ground, l.purpose, l.outcome,
      l.emergency, l.source, l.xid, CASE WHEN l.action = 'breakglass' AND l.outcome = 'ok' THEN (SELECT f.reason FROM koos.emergency e JOIN koos.casus_fact f ON f.number = e.fact
        WHERE e.casus = l.casus AND e.worker = l.worker AND e.xid = l.xid ORDER BY e.id LIMIT 1) END
    FROM (%s) l CROSS JOIN LATERAL (SELECT CASE
        WHEN l.casus IS NOT NULL THEN EXISTS (SELECT FROM koos.casus_owner o WHERE o.casus = l.casus AND o.team = ANY ($3))
        WHEN l.client IS NOT NULL THEN EXISTS (SELECT FROM koos.client k
          WHERE k.id = coalesce((SELECT x.client FROM koos.client_alias x WHERE x.number = l.client), l.client)
            AND (EXISTS (SELECT FROM koos.casus c JOIN koos.casus_owner o ON o.casus = c.id WHERE c.client = k.id AND o.team = ANY ($3))
              OR k.added_team = ANY ($3) AND NOT EXISTS (SELECT FROM koos.casus c WHERE c.client = k.id)))
        ELSE $4 <> '{}' AND (l.worker IS NULL OR EXISTS (SELECT FROM koos.worker w WHERE w.id = l.worker AND w.organisation = ANY ($4))) END AS reached) r
    WHERE ($7::timestamptz IS NULL OR l.at >= $7) AND ($8::timestamptz IS NULL OR l.at < $8) AND ($2::integer IS NULL OR l.worker = $2)
      AND ($9::timestamptz IS NULL OR (l.at, l.xid, l.entry) > ($9, $10, $11))
      AND (l.worker = $1 OR r.reached)
    ORDER BY l.at, l.xid, l.entry LIMIT $12
  $q$, candidates) USING me, of_worker, teams, organisations, numbers, cases, from_at, to_at, after_at, after_xid, after_entry, most;
END
$$;
COMMENT ON FUNCTION koos.log_entries(integer, integer, integer, timestamptz, timestamptz, timestamptz, xid8, bigint, integer) IS
  'Entries of the access log that are for the worker of this transaction, of a client, a worker, a case, between two moments, in order; with why, of emergencies';

CREATE FUNCTION koos.children_of(of_kind text, of_thing integer) RETURNS TABLE (client integer, casus integer)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
  SELECT t.client, NULL::integer FROM koos.consent t WHERE of_kind = 'consent' AND t.id = of_thing
  UNION ALL SELECT r.client, NULL FROM koos.relation r WHERE of_kind = 'relation' AND r.id = of_thing
  UNION ALL SELECT c.client, c.id FROM koos.casus c JOIN (
    SELECT w.casus FROM koos.waiting_entry w WHERE of_kind = 'waiting' AND w.id = of_thing
    UNION ALL SELECT w.casus FROM koos.offer o JOIN koos.waiting_entry w ON w.id = o.entry WHERE of_kind = 'offer' AND o.id = of_thing
    UNION ALL SELECT x.casus FROM koos.appointment_case x WHERE of_kind = 'appointment' AND x.appointment = of_thing
    UNION ALL SELECT p.casus FROM koos.proposal p WHERE of_kind = 'proposal' AND p.id = of_thing
    UNION ALL SELECT n.casus FROM koos.casus_note n WHERE of_kind = 'note' AND n.id = of_thing
    UNION ALL SELECT s.casus FROM koos.casus_step s WHERE of_kind = 'step' AND s.id = of_thing
    UNION ALL SELECT g.casus FROM koos.casus_goal g WHERE of_kind = 'goal' AND g.id = of_thing
    UNION ALL SELECT b.casus FROM koos.casus_participant b WHERE of_kind = 'participant' AND b.id = of_thing
    UNION ALL SELECT t.casus FROM koos.traject t WHERE of_kind = 'traject' AND t.id = of_thing
    UNION ALL SELECT e.casus FROM koos.casus_arrangement e WHERE of_kind = 'arrangement' AND e.id = of_thing
    UNION ALL SELECT s.casus FROM koos.stay s WHERE of_kind = 'stay' AND s.id = of_thing) h ON h.casus = c.id
$$;
COMMENT ON FUNCTION koos.children_of(text, integer) IS 'Whose and of which case something is that hangs on one, whoever asks: for the access log alone';

CREATE FUNCTION koos.log_refusal(of_worker integer, of_speaker integer, of_role text, of_team integer, of_client integer, of_casus integer, of_consult integer,
  of_action text, of_outcome text, of_source text, kinds text[], numbers integer[]) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = '' AS $$
  WITH found AS (
    SELECT DISTINCT k.client, k.casus FROM unnest(kinds, numbers) AS n(kind, number) CROSS JOIN LATERAL koos.children_of(n.kind, n.number) k
  ), concerned AS (
    SELECT f.client, f.casus FROM found f
    -- What the request names by itself is one with what hangs on it.
    UNION ALL SELECT of_client, of_casus WHERE NOT EXISTS (SELECT FROM found f
      WHERE coalesce(f.client = of_client, true) AND (of_casus IS NULL OR f.casus = of_casus))
  )
  INSERT INTO koos.access_log (worker, speaker, role, team, client, casus, consult, action, outcome, source)
  SELECT of_worker, of_speaker, of_role, of_team, c.client, c.casus, of_consult, of_action, of_outcome, of_source FROM concerned c ORDER BY c.client, c.casus
$$;
COMMENT ON FUNCTION koos.log_refusal(integer, integer, text, integer, integer, integer, integer, text, text, text, text[], integer[]) IS
  'Logs that something was refused which hangs on children or cases: of whom it is who was refused need not know, and is not told';

CREATE FUNCTION koos.opened_by_me(of_casus integer) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS
$$ SELECT EXISTS (SELECT FROM koos.casus c WHERE c.id = of_casus AND c.opened_by = koos.me()
     AND NOT EXISTS (SELECT FROM koos.casus_question q WHERE q.casus = c.id)) $$;
COMMENT ON FUNCTION koos.opened_by_me(integer) IS 'Whether the worker of this transaction is opening this case just now: it has no question yet';

-- An entry as of a day, as known at a time: of today, as known now, where neither is said.
-- In plpgsql, as all that `case show` calls and PostgreSQL cannot fold into it: a function in SQL is planned anew by every
-- statement that calls it, one in plpgsql once a connection.
CREATE FUNCTION koos.waiting_status(w koos.waiting_entry, of_day date DEFAULT koos.today(), known_at timestamptz DEFAULT koos.now())
  RETURNS text LANGUAGE plpgsql STABLE AS $$ BEGIN
  RETURN CASE WHEN w.status IN ('wacht-op-intake', 'wacht-op-start') AND EXISTS (SELECT FROM koos.waiting_pause p
      WHERE p.entry = w.id AND p.from_on <= of_day AND coalesce(of_day < p.until_on, true)
        AND p.recorded_at <= known_at AND coalesce(known_at < p.superseded_at, true))
    THEN 'aangehouden' ELSE w.status END;
END $$;
COMMENT ON FUNCTION koos.waiting_status(koos.waiting_entry, date, timestamptz) IS
  'How an entry stands: aangehouden while a pause runs, and after it what it was';

CREATE FUNCTION koos.waiting_paused(w koos.waiting_entry, of_day date DEFAULT koos.today(), known_at timestamptz DEFAULT koos.now())
  RETURNS integer LANGUAGE plpgsql STABLE AS $$ BEGIN
  RETURN coalesce((SELECT sum(greatest(0, least(p.until_on, coalesce(w.start_on, w.removed_on, of_day), p.from_on + p.longest)
      - greatest(p.from_on, w.registered_on))) FROM koos.waiting_pause p
    WHERE p.entry = w.id AND p.recorded_at <= known_at AND coalesce(known_at < p.superseded_at, true)), 0)::integer;
END $$;
COMMENT ON FUNCTION koos.waiting_paused(koos.waiting_entry, date, timestamptz) IS
  'Days the clock stood still until a day, or the one help started; a pause counts at most its longest';

CREATE FUNCTION koos.waiting_bridged(w koos.waiting_entry, of_day date DEFAULT koos.today(), known_at timestamptz DEFAULT koos.now())
  RETURNS boolean LANGUAGE plpgsql STABLE AS $$ BEGIN
  RETURN EXISTS (SELECT FROM koos.waiting_bridge b
    WHERE b.entry = w.id AND b.answer = 'accepted' AND b.from_on <= of_day AND coalesce(of_day < b.until_on, true)
      AND b.recorded_at <= known_at AND coalesce(known_at < b.superseded_at, true));
END $$;
COMMENT ON FUNCTION koos.waiting_bridged(koos.waiting_entry, date, timestamptz) IS 'Whether something bridges the wait on a day';

CREATE FUNCTION koos.waiting_own_worker(w koos.waiting_entry, of_day date DEFAULT koos.today()) RETURNS integer LANGUAGE plpgsql STABLE AS $$ BEGIN
  RETURN CASE WHEN w.own_worker IS NOT NULL AND EXISTS (SELECT FROM koos.member m JOIN koos.worker k ON k.id = m.worker
    WHERE m.worker = w.own_worker AND m.team = w.team AND m.role IN ('specialist', 'lead') AND m.from_on <= of_day AND of_day < m.until_on
      AND coalesce(k.disabled_at >= koos.midnight(of_day + 1), true)) THEN w.own_worker END;
END $$;
COMMENT ON FUNCTION koos.waiting_own_worker(koos.waiting_entry, date) IS 'The worker whom the child had before, as long as that worker works in the team waited for';

CREATE FUNCTION koos.waiting_key(w koos.waiting_entry, of_day date DEFAULT koos.today(), known_at timestamptz DEFAULT koos.now())
  RETURNS text LANGUAGE plpgsql STABLE AS $$ BEGIN
  RETURN concat_ws('.', (w.due_on IS NULL)::integer,
    CASE WHEN of_day < w.override_until_on THEN to_char(w.override_rank, 'FM0000') ELSE '9999' END,
    CASE w.urgency WHEN 'spoed' THEN 1 WHEN 'urgent' THEN 2 ELSE 3 END,
    to_char(w.due_on, 'YYYY-MM-DD'), to_char(w.registered_on + koos.waiting_paused(w, of_day, known_at), 'YYYY-MM-DD'),
    CASE WHEN koos.waiting_own_worker(w, of_day) IS NULL THEN 1 ELSE 0 END, to_char(w.id, 'FM0000000000'));
END $$;
COMMENT ON FUNCTION koos.waiting_key(koos.waiting_entry, date, timestamptz) IS
  'The order of waiting as a text to sort octet by octet: what is incomplete last, override, urgency, due day, most countable days, continuity, number';

CREATE FUNCTION koos.waiting_as_of(of_entry integer, of_day date, known_at timestamptz) RETURNS SETOF koos.waiting_entry LANGUAGE sql STABLE AS $$
  SELECT r.* FROM (SELECT f.state FROM koos.waiting_fact f WHERE f.entry = of_entry AND f.recorded_at <= known_at
    ORDER BY f.number DESC LIMIT 1) known
  -- How it stood on the day; what was put on the list later for a day before counts as it was then put.
  CROSS JOIN LATERAL (SELECT f.state FROM koos.waiting_fact f WHERE f.entry = of_entry AND f.recorded_at <= known_at
    ORDER BY CASE WHEN f.recorded_at < koos.midnight(of_day + 1) THEN f.number ELSE -f.number END DESC LIMIT 1) stood
  CROSS JOIN LATERAL (SELECT k.added_on, CASE WHEN k.registered_on <= of_day THEN k.registered_on END AS registered_on,
      CASE WHEN k.intake_on <= of_day THEN k.intake_on END AS intake_on, CASE WHEN k.start_on <= of_day THEN k.start_on END AS start_on,
      CASE WHEN k.removed_on <= of_day THEN k.removed_on END AS removed_on, CASE WHEN k.removed_on <= of_day THEN k.removal END AS removal
    FROM jsonb_populate_record(NULL::koos.waiting_entry, known.state) k) d
  CROSS JOIN LATERAL jsonb_populate_record(NULL::koos.waiting_entry, stood.state) s
  CROSS JOIN LATERAL jsonb_populate_record(s, to_jsonb(d) || jsonb_build_object(
    'status', koos.waiting_state(d.registered_on, d.intake_on, d.start_on, d.removed_on),
    'due_on', koos.due_on(s.service, s.team, d.registered_on, d.intake_on, known_at))) r
  WHERE least(d.added_on, d.registered_on) <= of_day
$$;
COMMENT ON FUNCTION koos.waiting_as_of(integer, date, timestamptz) IS
  'An entry as it stood on a day and as that was known at a time, read from its facts alone; none where there was none yet';

CREATE FUNCTION koos.waiting_positions(of_team integer, of_discipline text)
  RETURNS TABLE (entry integer, place integer) LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$ BEGIN
  RETURN QUERY SELECT w.id, row_number() OVER (ORDER BY koos.waiting_key(w, n.day, n.known) COLLATE "C")::integer
  FROM (SELECT koos.today() AS day, koos.now() AS known OFFSET 0) n CROSS JOIN koos.waiting_entry w
  WHERE w.team = of_team AND w.discipline = of_discipline AND w.status IN ('wacht-op-intake', 'wacht-op-start');
END $$;
COMMENT ON FUNCTION koos.waiting_positions(integer, text) IS
  'Places on one list, from 1, counted over all who wait, also those the asker may not know of: numbers only';

CREATE FUNCTION koos.waiting_positions_as_of(of_teams integer[], of_day date, known_at timestamptz)
  RETURNS TABLE (entry integer, place integer) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
  SELECT w.id, row_number() OVER (PARTITION BY w.team, w.discipline ORDER BY koos.waiting_key(w, of_day, known_at) COLLATE "C")::integer
  -- Who is on these teams' lists now, or was once on another's.
  FROM (SELECT x.id FROM koos.waiting_entry x WHERE x.team = ANY (of_teams)
    UNION SELECT f.entry FROM koos.waiting_fact f WHERE f.what = 'moved') e
  CROSS JOIN LATERAL koos.waiting_as_of(e.id, of_day, known_at) w WHERE w.team = ANY (of_teams) AND w.status IN ('wacht-op-intake', 'wacht-op-start')
$$;
COMMENT ON FUNCTION koos.waiting_positions_as_of(integer[], date, timestamptz) IS 'Places on the lists of teams as they were on a day, as known at a time';

CREATE FUNCTION koos.reports_on(of_organisation integer) RETURNS boolean LANGUAGE sql STABLE AS
$$ SELECT EXISTS (SELECT FROM koos.member m WHERE m.worker = koos.me() AND m.role = 'reporter' AND m.from_on <= koos.today() AND koos.today() < m.until_on
     AND m.organisation IN (SELECT koos.organisations_above(of_organisation))) $$;
COMMENT ON FUNCTION koos.reports_on(integer) IS 'Whether the worker of this transaction gathers figures today over an organisation, or one above it';

CREATE FUNCTION koos.waiting_quarter(quarter_end date, known_at timestamptz)
  RETURNS TABLE (consortium integer, service text, waiting integer, estimate_days integer) LANGUAGE sql STABLE AS $$
  SELECT t.consortium, w.service, count(*) FILTER (WHERE w.status IN ('wacht-op-intake', 'wacht-op-start'))::integer,
    percentile_disc(0.5) WITHIN GROUP (ORDER BY w.start_on - w.registered_on) FILTER (WHERE w.start_on > quarter_end - interval '1 year')
  FROM koos.waiting_entry e CROSS JOIN LATERAL koos.waiting_as_of(e.id, quarter_end, known_at) w
  CROSS JOIN LATERAL (SELECT coalesce((SELECT o.id FROM koos.team m JOIN koos.organisation o ON o.id IN (SELECT koos.organisations_above(m.organisation))
    WHERE m.id = w.team AND o.kind = 'consortium'), c.consortium) AS consortium FROM koos.casus c WHERE c.id = w.casus) t
  GROUP BY 1, 2
$$;
COMMENT ON FUNCTION koos.waiting_quarter(date, timestamptz) IS
  'Who waited at the end of a quarter and how long who started in the year before had waited, by the consortium of the team and the form of help';

CREATE FUNCTION koos.take_snapshots() RETURNS integer LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  quarter date;
  taken integer := 0;
BEGIN
  FOR quarter IN SELECT (q + interval '3 months' - interval '1 day')::date
    FROM generate_series(date_trunc('quarter', (SELECT f.recorded_at FROM koos.waiting_fact f ORDER BY f.number LIMIT 1) AT TIME ZONE 'Europe/Amsterdam'),
      koos.today() - interval '3 months', interval '3 months') q
    WHERE NOT EXISTS (SELECT FROM koos.waiting_snapshot s WHERE s.quarter_end = (q + interval '3 months' - interval '1 day')::date)
  LOOP
    INSERT INTO koos.waiting_snapshot (quarter_end, consortium, service, waiting, estimate_days, taken_at)
    SELECT quarter, f.consortium, f.service, f.waiting, f.estimate_days, koos.now() FROM koos.waiting_quarter(quarter, koos.now()) f;
    taken := taken + 1;
  END LOOP;
  RETURN taken;
END
$$;
COMMENT ON FUNCTION koos.take_snapshots() IS 'Keeps the figures of quarters that ended, each once; how many that made';

CREATE FUNCTION koos.move_entry(of_entry integer, to_team integer, why text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  entry koos.waiting_entry;
BEGIN
  SELECT w.* INTO STRICT entry FROM koos.waiting_entry w WHERE w.id = of_entry;
  UPDATE koos.waiting_entry w SET team = to_team, override_rank = NULL, override_until_on = NULL, moves_by = NULL
  WHERE w.id = of_entry;
  INSERT INTO koos.waiting_fact (entry, occurred_on, worker, what, detail, reason)
  SELECT of_entry, koos.today(), koos.me(), 'moved', jsonb_build_object('from', f.slug, 'to', t.slug), why
  FROM koos.team f JOIN koos.team t ON t.id = to_team WHERE f.id = entry.team;
  INSERT INTO koos.event (topic, kind, thing, cause, what, code, team) VALUES
    ('waiting', 'case', entry.casus, 'moved', NULL, 'W-' || of_entry, NULL),
    ('desk', 'case', entry.casus, 'review', 'moved', 'W-' || of_entry, entry.team),
    ('desk', 'case', entry.casus, 'assigned', NULL, 'W-' || of_entry, to_team);
END
$$;
COMMENT ON FUNCTION koos.move_entry(integer, integer, text) IS
  'Moves an entry to the list of another owner, with its clock and without the place given by hand, and tells both teams';

CREATE FUNCTION koos.casus_invitation_moves() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  entry koos.waiting_entry;
BEGIN
  -- Here, because who answers an invitation knows of no entry yet. What ended meanwhile stays where it was.
  FOR entry IN
    SELECT w.* FROM koos.waiting_entry w
    WHERE w.moves_by = NEW.id AND w.casus = NEW.casus AND w.team <> NEW.team AND w.status NOT IN ('gestart', 'uitgeschreven') ORDER BY w.id
  LOOP
    IF NEW.state = 'accepted' AND NEW.role = 'owner' THEN
      UPDATE koos.waiting_entry w SET rev = w.rev + 1 WHERE w.id = entry.id;
      PERFORM koos.move_entry(entry.id, NEW.team, (SELECT f.reason FROM koos.waiting_fact f
        WHERE f.entry = entry.id AND f.what = 'moving' ORDER BY f.number DESC LIMIT 1));
    ELSIF NEW.state IN ('refused', 'lapsed') AND entry.team <> NEW.invited_team THEN
      -- The team that invited hears it anyway.
      INSERT INTO koos.event (topic, kind, thing, cause, what, team) VALUES ('desk', 'case', entry.casus, 'review', NEW.state, entry.team);
    END IF;
  END LOOP;
  RETURN NULL;
END
$$;
COMMENT ON FUNCTION koos.casus_invitation_moves() IS 'An entry moves when the team it was to go to becomes an owner; else it stays, and its team is told';
CREATE TRIGGER casus_invitation_moves AFTER UPDATE OF state ON koos.casus_invitation
  FOR EACH ROW WHEN (OLD.state = 'pending') EXECUTE FUNCTION koos.casus_invitation_moves();

CREATE FUNCTION koos.waiting_entry_moves_no_more() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  invitation koos.casus_invitation;
BEGIN
  UPDATE koos.casus_invitation i SET state = 'withdrawn' WHERE i.id = OLD.moves_by AND i.state = 'pending' AND i.for_move
    AND NOT EXISTS (SELECT FROM koos.waiting_entry w WHERE w.moves_by = i.id AND w.id <> NEW.id AND w.status NOT IN ('gestart', 'uitgeschreven'))
  RETURNING i.* INTO invitation;
  IF FOUND THEN
    INSERT INTO koos.casus_fact (casus, worker, team, what, detail)
    VALUES (invitation.casus, koos.me(), invitation.team, 'withdrawn', jsonb_build_object('role', invitation.role));
    INSERT INTO koos.event (topic, kind, thing, cause) VALUES ('case', 'case', invitation.casus, 'withdrawn');
  END IF;
  RETURN NULL;
END
$$;
COMMENT ON FUNCTION koos.waiting_entry_moves_no_more() IS
  'A team that was asked in only to take an entry becomes no owner for nothing: when the last such entry ends or goes elsewhere, the invitation is taken back';
CREATE TRIGGER waiting_entry_moves_no_more AFTER UPDATE OF status, team, moves_by ON koos.waiting_entry FOR EACH ROW
  WHEN (OLD.moves_by IS NOT NULL AND (OLD.moves_by IS DISTINCT FROM NEW.moves_by OR OLD.status <> NEW.status AND NEW.status IN ('gestart', 'uitgeschreven')))
  EXECUTE FUNCTION koos.waiting_entry_moves_no_more();

CREATE FUNCTION koos.team_owns(of_team integer) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS
$$ SELECT EXISTS (SELECT FROM koos.casus_owner o WHERE o.team = of_team) $$;
COMMENT ON FUNCTION koos.team_owns(integer) IS 'Whether a team owns any case, known to the asker or not';

CREATE FUNCTION koos.left_open(of_worker integer) RETURNS TABLE (kind text, code text, team integer, start timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
  SELECT l.kind, l.code, l.team, l.start FROM (
    SELECT 1 AS place, 'claim' AS kind, 'Q-' || q.id AS code, q.team, NULL::timestamptz AS start, q.id
    FROM koos.consult q WHERE q.claimed_by = of_worker AND q.state IN ('claimed', 'asked-back', 'answered')
    UNION ALL
    SELECT 2, 'regie', 'C-' || c.id, NULL, NULL, c.id FROM koos.casus c WHERE c.regie = of_worker AND c.status = 'open'
    UNION ALL
    SELECT 3, 'appointment', 'A-' || a.id, NULL, a.starts_at, a.id
    FROM koos.appointment_worker p JOIN koos.appointment a ON a.id = p.appointment
    WHERE p.worker = of_worker AND a.ends_at > koos.now() AND a.status IN ('voorstel', 'gepland', 'bevestigd')
  ) l
  WHERE koos.administers((SELECT w.organisation FROM koos.worker w WHERE w.id = of_worker))
  ORDER BY l.place, l.id
$$;
COMMENT ON FUNCTION koos.left_open(integer) IS
  'What hangs on a worker still, for who administers the worker: codes and times only, for an administrator reads no case';

CREATE FUNCTION koos.make_log_partitions() RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' SET lock_timeout = '1s' AS $$
DECLARE
  first date := date_trunc('month', koos.today())::date;
  month date;
  name text;
BEGIN
  FOR ahead IN 0 .. 2 LOOP
    month := (first + make_interval(months => ahead))::date;
    name := 'access_log_' || to_char(month, 'YYYYMM');
    CONTINUE WHEN to_regclass('koos.' || name) IS NOT NULL
      OR EXISTS (SELECT FROM koos.access_log_rest r WHERE r.at >= koos.midnight(month)
        AND r.at < koos.midnight((month + interval '1 month')::date));
    EXECUTE format('CREATE TABLE koos.%I PARTITION OF koos.access_log FOR VALUES FROM (%L) TO (%L)', name,
      koos.midnight(month), koos.midnight((month + interval '1 month')::date));
    EXECUTE format('COMMENT ON TABLE koos.%I IS %L', name, 'Entries of ' || to_char(month, 'YYYY-MM'));
    EXECUTE format('ALTER TABLE koos.%I OWNER TO koos_owner', name);
    EXECUTE format('GRANT SELECT ON koos.%I TO koos_backup', name);
  END LOOP;
END
$$;
COMMENT ON FUNCTION koos.make_log_partitions() IS 'Makes the access log''s partitions of this month and the next two; gives up where it had to wait, for all who are answered write to the log';

-- Nulls at the end are left out, so that a column added later, null in what was there before, leaves old digests as they are; an
-- empty text, a comma or a parenthesis of a value stands in quotes. Times are written as the session does: who calls this sets how.
CREATE FUNCTION koos.entry_digest(logged koos.access_log) RETURNS bytea LANGUAGE sql STABLE AS
$$ SELECT sha256(convert_to(rtrim(logged::text, ',)'), 'UTF8')) $$;
COMMENT ON FUNCTION koos.entry_digest(koos.access_log) IS 'SHA-256 of an entry of the access log, all its columns';

CREATE FUNCTION koos.seal_content(entries bigint[], digests bytea) RETURNS bytea LANGUAGE sql STABLE AS
$$ SELECT sha256(digests || convert_to(entries::text, 'UTF8')) $$;
COMMENT ON FUNCTION koos.seal_content(bigint[], bytea) IS 'SHA-256 of what a seal lists';

CREATE FUNCTION koos.seal_head(previous bytea, made koos.seal) RETURNS bytea LANGUAGE sql STABLE AS $$
  SELECT sha256(previous || convert_to(jsonb_build_array(made.number, made.size, made.xid, made.entry, made.base, made.month, made.earliest,
    made.at)::text, 'UTF8') || made.content)
$$;
COMMENT ON FUNCTION koos.seal_head(bytea, koos.seal) IS 'The head a seal has after the one before it';

CREATE FUNCTION koos.last_seal(upto bigint) RETURNS koos.seal LANGUAGE plpgsql STABLE AS $$
DECLARE
  last koos.seal;
BEGIN
  SELECT s.* INTO last FROM koos.seal s WHERE s.number <= upto ORDER BY s.number DESC LIMIT 1;
  IF NOT FOUND THEN
    last.number := 0;
    last.xid := '0';
    last.entry := 0;
    last.base := 0;
    last.head := sha256('');
  END IF;
  RETURN last;
END
$$;
COMMENT ON FUNCTION koos.last_seal(bigint) IS 'The last seal up to a number, or what comes before the first';

-- Entries are read in the order of the key and no further than one seal goes: a plan that sorts reads, after a busy hour, all
-- that is not sealed yet for every seal. The planner sees only few new entries, so it is told.
CREATE FUNCTION koos.seal_log() RETURNS integer LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' SET timezone = 'UTC' SET datestyle = 'ISO'
SET enable_sort = off AS $$
DECLARE
  last koos.seal;
  made koos.seal;
  is_moved boolean;
  seen integer;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('koos.seal', 0));
  last := koos.last_seal(9223372036854775807);
  -- Sealed by a transaction that is still to come: the database was restored into a cluster that counts from lower down. What
  -- came along unsealed is sealed first, for nobody writes to that part any more; then the order begins anew, above all numbers
  -- sealed. A day is far longer than transactions that overlap.
  is_moved := last.xid >= pg_snapshot_xmax(pg_current_snapshot());
  LOOP
    -- Below the oldest running transaction nothing can come in any more, so the order of xid and entry is final.
    SELECT count(*), count(*) FILTER (WHERE b.is_of_first), max(b.xid) FILTER (WHERE b.is_of_first), min(b.at) FILTER (WHERE b.is_of_first),
      array_agg(b.entry) FILTER (WHERE b.is_of_first), string_agg(b.digest, '') FILTER (WHERE b.is_of_first)
    INTO seen, made.size, made.xid, made.earliest, made.entries, made.digests
    FROM (
      SELECT l.*, bool_and(l.month = l.first_month) OVER (ROWS UNBOUNDED PRECEDING) AS is_of_first FROM (
        SELECT l.*, first_value(l.month) OVER () AS first_month FROM (
          SELECT l.xid, l.entry, l.at, date_trunc('month', l.at AT TIME ZONE 'Europe/Amsterdam')::date AS month, koos.entry_digest(l) AS digest
          FROM koos.access_log l
          WHERE (l.xid, l.entry) > (last.xid, last.entry) AND (l.entry > last.base OR last.base = 0) AND (is_moved OR l.xid < pg_snapshot_xmin(pg_current_snapshot()))
          ORDER BY l.xid, l.entry LIMIT 1000
        ) l
      ) l
    ) b;
    EXIT WHEN seen > 0 OR NOT is_moved;
    last.base := (SELECT max(e) FROM koos.seal s CROSS JOIN unnest(s.entries) e
      WHERE s.base = last.base AND s.at >= last.at - interval '1 day');
    last.xid := '0';
    last.entry := 0;
    is_moved := false;
  END LOOP;
  IF seen > 0 THEN
    made.month := date_trunc('month', made.earliest AT TIME ZONE 'Europe/Amsterdam')::date;
    made.number := last.number + made.size;
    made.entry := made.entries[made.size];
    made.base := last.base;
    made.at := koos.now();
    made.content := koos.seal_content(made.entries, made.digests);
    made.head := koos.seal_head(last.head, made);
    INSERT INTO koos.seal SELECT made.*;
  END IF;
  RETURN seen;
END
$$;
COMMENT ON FUNCTION koos.seal_log() IS 'Seals entries of the access log, at most 1,000 and of one month; 1,000 where more may wait';

CREATE FUNCTION koos.heads_after(upto bigint) RETURNS TABLE (number bigint, entry bigint, at text, head text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
  SELECT s.number, s.entry, to_char(s.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), encode(s.head, 'hex')
  FROM koos.seal s WHERE s.number > least(upto, (SELECT max(l.number) FROM koos.seal l) - 1) ORDER BY s.number LIMIT 1000
$$;
COMMENT ON FUNCTION koos.heads_after(bigint) IS
  'The seals after a number, to be written elsewhere; the last one at any rate, for a chain that was cut may have become shorter than the number';

CREATE FUNCTION koos.log_kept_from() RETURNS date LANGUAGE sql STABLE AS
$$ SELECT date_trunc('month', koos.today() - interval '5 years')::date $$;
COMMENT ON FUNCTION koos.log_kept_from() IS 'The first month the access log is kept of: five years, and the month they begin in whole';

CREATE FUNCTION koos.sealed_span(from_at timestamptz, to_at timestamptz) RETURNS TABLE (after bigint, upto bigint, last bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  IF NOT koos.audits() THEN RAISE EXCEPTION 'a privacy officer verifies' USING ERRCODE = '42501'; END IF;
  -- What was written before a time is sealed by a quarter of an hour after it, or with the first seal then made.
  RETURN QUERY SELECT coalesce((SELECT max(s.number) FROM koos.seal s WHERE s.at < from_at), 0),
    coalesce((SELECT min(s.number) FROM koos.seal s WHERE s.at >= to_at + interval '15 minutes'), max(s.number), 0), coalesce(max(s.number), 0)
  FROM koos.seal s;
END
$$;
COMMENT ON FUNCTION koos.sealed_span(timestamptz, timestamptz) IS
  'Which seals hold the entries of a span: those after a number up to another; and the last there is';

-- Verifying recomputes every digest and head. Some hundred seals are looked at together, as all is as it was nearly always; only
-- where something is not are they looked at one by one. Nothing in between is kept locked, and the next call goes on. A plan that is
-- made to do without what it would rather do looks so dear that it would be compiled, for seconds.
CREATE FUNCTION koos.verify_log(after bigint, upto bigint, fresh bigint)
RETURNS TABLE (number bigint, head text, seals integer, entries bigint, first_at timestamptz, last_at timestamptz, kind text, entry bigint, seal bigint, sound bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' SET timezone = 'UTC' SET datestyle = 'ISO' SET enable_sort = off SET jit = off AS $$
DECLARE
  kept CONSTANT date := koos.log_kept_from();
  is_clock_real CONSTANT boolean := NOT EXISTS (SELECT FROM koos.clock);
  earlier koos.seal := koos.last_seal(after);
  last koos.seal;
  made koos.seal;
  is_sound boolean;
  expired integer;
  listed record;
  logged record;
  fault record;
BEGIN
  IF NOT koos.audits() THEN RAISE EXCEPTION 'a privacy officer verifies' USING ERRCODE = '42501'; END IF;
  -- The first at any rate, whatever it says of itself.
  SELECT max(g.number) INTO number FROM (
    SELECT s.number, s.base, row_number() OVER (ORDER BY s.number) AS place, sum(s.size) OVER (ORDER BY s.number) AS total,
      first_value(s.base) OVER (ORDER BY s.number) AS first_base
    FROM koos.seal s WHERE s.number > after AND s.number <= upto ORDER BY s.number LIMIT 500
  ) g WHERE g.place = 1 OR g.total <= 20000 AND g.base = g.first_base;
  IF number IS NULL THEN RETURN; END IF;
  last := koos.last_seal(number);
  SELECT bool_and(koos.seal_is_sound(g.number_before, g.head_before, g.s, kept) AND NOT (is_clock_real AND koos.seal_is_late(g.s))), count(*),
    count(*) FILTER (WHERE (g.s).month < kept)
  INTO is_sound, seals, expired FROM (
    SELECT s, lag(s.number, 1, earlier.number) OVER (ORDER BY s.number) AS number_before, lag(s.head, 1, earlier.head) OVER (ORDER BY s.number) AS head_before
    FROM koos.seal s WHERE s.number > after AND s.number <= last.number
  ) g;
  number := last.number;
  head := encode(last.head, 'hex');
  -- Between seals that are not sound there may be anything, also all of the log.
  IF is_sound THEN
    SELECT array_agg(l.entry) AS entries, string_agg(koos.entry_digest(l), '') AS digests, count(*), min(l.at), max(l.at) INTO logged
    FROM koos.logged_between(earlier, last, CASE WHEN expired > 0 THEN koos.midnight(kept) ELSE '-infinity' END) l;
    SELECT array_agg(l.entry) AS entries, (SELECT string_agg(s.digests, '' ORDER BY s.number) FROM koos.seal s
        WHERE s.number > after AND s.number <= last.number AND s.month >= kept) AS digests INTO listed
    FROM (SELECT s.entries FROM koos.seal s WHERE s.number > after AND s.number <= last.number AND s.month >= kept ORDER BY s.number) s
      CROSS JOIN LATERAL unnest(s.entries) l(entry);
    is_sound := listed.entries IS NOT DISTINCT FROM logged.entries AND listed.digests IS NOT DISTINCT FROM logged.digests;
    entries := logged.count;
    first_at := logged.min;
    last_at := logged.max;
  END IF;
  IF is_sound IS NOT TRUE THEN
    -- Where none of them can be named, it is one of them all the same.
    kind := 'changed';
    entry := coalesce(last.entry, 0);
    seal := last.number;
    sound := after;
    FOR made IN SELECT s.* FROM koos.seal s WHERE s.number > after AND s.number <= last.number ORDER BY s.number LOOP
      SELECT f.* INTO fault FROM koos.seal_fault(earlier, made, kept, is_clock_real, fresh) f;
      IF FOUND THEN
        kind := fault.kind;
        entry := fault.entry;
        seal := made.number;
        sound := earlier.number;
        EXIT;
      END IF;
      earlier := made;
    END LOOP;
  END IF;
  IF kind IS NULL AND NOT EXISTS (SELECT FROM koos.seal s WHERE s.number > last.number) THEN
    -- Of a transaction yet to come, so that it would never be sealed.
    SELECT l.entry INTO entry FROM koos.access_log l
    WHERE l.xid >= pg_snapshot_xmax(pg_current_snapshot()) AND (l.entry > last.base OR last.base = 0) ORDER BY l.xid, l.entry LIMIT 1;
    IF FOUND THEN
      kind := 'inserted';
      seal := last.number;
      sound := last.number;
    END IF;
  END IF;
  RETURN NEXT;
END
$$;
COMMENT ON FUNCTION koos.verify_log(bigint, bigint, bigint) IS
  'Recomputes seals after a number, some hundred at most, for a privacy officer: how far it came, or what is wrong first and the last seal before that; fresh is the last seal made before the verifying began';

-- Of what somebody made null nothing is known, and that is not sound.
CREATE FUNCTION koos.seal_is_sound(number_before bigint, head_before bytea, made koos.seal, kept date) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT coalesce(made.number - made.size = number_before AND made.head = koos.seal_head(head_before, made)
    AND CASE WHEN made.digests IS NULL THEN made.month < kept ELSE cardinality(made.entries) = made.size
      AND octet_length(made.digests) = 32 * made.size AND made.entries[made.size] = made.entry
      AND made.content = koos.seal_content(made.entries, made.digests) END, false)
$$;
COMMENT ON FUNCTION koos.seal_is_sound(bigint, bytea, koos.seal, date) IS
  'Whether a seal follows the one before it and is, with its lists, as it was made; its entries are another matter. Never null';

-- A transaction lasts five minutes at most, so whatever is written with a time long before the seals of that time is not of that
-- time. Seals made in one go, of entries laid by the thousand, say nothing about each other.
CREATE FUNCTION koos.seal_is_late(made koos.seal) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT coalesce(made.earliest < (SELECT max(s.at) FROM koos.seal s WHERE s.at < made.at - interval '15 minutes') - interval '15 minutes', false)
$$;
COMMENT ON FUNCTION koos.seal_is_late(koos.seal) IS 'Whether a seal has an entry whose time is long before what was sealed earlier';

-- Each cluster's entries have numbers of their own, and their transactions an order of their own, which may overlap with another's.
-- The last seal of a cluster closes it: whatever is among its numbers was to be before that.
-- It has no settings of its own, so that it is folded into who asks, and no more is read than is asked for.
CREATE FUNCTION koos.logged_between(earlier koos.seal, last koos.seal, since timestamptz) RETURNS SETOF koos.access_log LANGUAGE sql STABLE AS $$
  SELECT l.* FROM koos.access_log l
  WHERE (l.xid, l.entry) > (CASE WHEN earlier.base = last.base THEN earlier.xid ELSE '0' END, CASE WHEN earlier.base = last.base THEN earlier.entry ELSE 0 END)
    AND (l.xid, l.entry) <= (CASE WHEN EXISTS (SELECT FROM koos.seal s WHERE s.base > last.base)
      AND NOT EXISTS (SELECT FROM koos.seal s WHERE s.number > last.number AND s.base = last.base) THEN '18446744073709551615' ELSE last.xid END, last.entry)
    AND l.at >= since AND (l.entry > last.base OR last.base = 0)
    AND l.entry <= coalesce((SELECT min(s.base) FROM koos.seal s WHERE s.base > last.base), 9223372036854775807)
  ORDER BY l.xid, l.entry
$$;
COMMENT ON FUNCTION koos.logged_between(koos.seal, koos.seal, timestamptz) IS 'The entries that should be those of the seals after one up to another, in order';

CREATE FUNCTION koos.seal_fault(earlier koos.seal, made koos.seal, kept date, is_clock_real boolean, fresh bigint)
RETURNS TABLE (kind text, entry bigint) LANGUAGE plpgsql STABLE SET search_path = '' SET timezone = 'UTC' SET datestyle = 'ISO' SET enable_sort = off SET enable_seqscan = off SET enable_nestloop = off AS $$
DECLARE
  is_expired CONSTANT boolean := coalesce(made.month < kept, false);
  since CONSTANT timestamptz := CASE WHEN is_expired THEN koos.midnight(kept) ELSE '-infinity' END;
  last CONSTANT koos.seal := koos.last_seal(greatest(fresh, made.number));
BEGIN
  IF made.number - made.size > earlier.number AND coalesce(cardinality(made.entries) = made.size, true) THEN
    kind := 'removed';
    SELECT l.entry INTO entry FROM koos.logged_between(earlier, made, '-infinity') l
    WHERE l.entry <> ALL (coalesce(made.entries, '{}')) ORDER BY l.xid, l.entry LIMIT 1;
    entry := coalesce(entry, made.entries[1], made.entry, 0);
    RETURN NEXT;
    RETURN;
  ELSIF made.digests IS NULL AND NOT is_expired THEN
    kind := 'removed';
    entry := coalesce(made.entry, 0);
    RETURN NEXT;
    RETURN;
  ELSIF NOT koos.seal_is_sound(earlier.number, earlier.head, made, kept) THEN
    kind := 'changed';
    entry := coalesce(made.entries[1], made.entry, 0);
    RETURN NEXT;
    RETURN;
  END IF;
  -- What was cut off is told by nothing after it, but what was sealed since, or tells of the same.
  -- What is listed and what is there, each at its place; an entry that is not listed comes after the last listed one before it.
  RETURN QUERY
  WITH listed AS (
    SELECT e.entry, e.place, substring(made.digests FROM (32 * e.place - 31)::integer FOR 32) AS digest
    FROM unnest(made.entries) WITH ORDINALITY e(entry, place) WHERE NOT is_expired
  ), logged AS MATERIALIZED (
    SELECT l.entry, i.place, coalesce(max(i.place) OVER (ORDER BY l.xid, l.entry, l.at), 0) AS after
    FROM koos.logged_between(earlier, made, since) l LEFT JOIN listed i ON i.entry = l.entry AND i.digest = koos.entry_digest(l)
  ), first AS (
    SELECT f.* FROM (
      SELECT i.entry, i.place, true AS is_listed FROM listed i WHERE i.place NOT IN (SELECT l.place FROM logged l WHERE l.place IS NOT NULL)
      UNION ALL
      SELECT l.entry, l.after, false FROM logged l WHERE l.place IS NULL
    ) f ORDER BY f.place, f.is_listed LIMIT 1
  )
  SELECT CASE
      WHEN NOT f.is_listed THEN CASE WHEN koos.is_sealed_once(f.entry) THEN 'changed' ELSE 'inserted' END
      WHEN EXISTS (SELECT FROM koos.access_log l WHERE l.entry = f.entry) THEN 'changed'
      WHEN EXISTS (SELECT FROM logged l WHERE l.place > f.place)
        OR EXISTS (SELECT FROM koos.logged_between(made, last, '-infinity') l WHERE l.outcome <> 'state.audit') THEN 'removed'
      ELSE 'truncated' END, f.entry
  FROM first f;
  IF FOUND THEN RETURN; END IF;
  IF is_clock_real AND koos.seal_is_late(made) THEN
    kind := 'inserted';
    SELECT l.entry INTO entry FROM koos.logged_between(earlier, made, '-infinity') l ORDER BY l.at, l.xid, l.entry LIMIT 1;
    entry := coalesce(entry, made.entry);
    RETURN NEXT;
  END IF;
END
$$;
COMMENT ON FUNCTION koos.seal_fault(koos.seal, koos.seal, date, boolean, bigint) IS 'What is wrong first with one seal and its entries, after the one before; no row: nothing';

-- Transactions last minutes, so that the seal an entry is in ends not far from it; all seals are too many to read.
CREATE FUNCTION koos.is_sealed_once(of_entry bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT (SELECT count(*) FROM koos.access_log l WHERE l.entry = of_entry) = 1
    AND EXISTS (SELECT FROM (SELECT s.entries FROM koos.seal s ORDER BY abs(s.entry - of_entry) LIMIT 1000) s WHERE of_entry = ANY (s.entries))
$$;
COMMENT ON FUNCTION koos.is_sealed_once(bigint) IS 'Whether an entry that stands where it should not is one that a seal has, and not a second of its number';

CREATE FUNCTION koos.compare_heads(numbers bigint[], entries bigint[], heads text[], newest bigint) RETURNS TABLE (kind text, entry bigint, seal bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' SET enable_seqscan = off SET jit = off AS $$
DECLARE
  told record;
  common koos.seal;
BEGIN
  IF NOT koos.audits() THEN RAISE EXCEPTION 'a privacy officer verifies' USING ERRCODE = '42501'; END IF;
  SELECT h.* INTO told FROM unnest(numbers, entries, heads) WITH ORDINALITY h(number, entry, head, place)
  WHERE NOT EXISTS (SELECT FROM koos.seal s WHERE s.number = h.number AND encode(s.head, 'hex') = h.head) ORDER BY h.place LIMIT 1;
  IF NOT FOUND THEN RETURN; END IF;
  seal := told.number;
  -- Whoever computes the whole chain anew leaves no other trace, so it is only known that it was changed after the seal before.
  common := koos.last_seal(told.number - 1);
  SELECT s.entries[1] INTO entry FROM koos.seal s WHERE s.number > common.number ORDER BY s.number LIMIT 1;
  IF EXISTS (SELECT FROM koos.access_log l WHERE l.entry = told.entry) THEN
    kind := 'changed';
    entry := coalesce(entry, told.entry);
  ELSIF EXISTS (SELECT FROM koos.access_log l WHERE l.entry > told.entry AND l.entry <= newest AND l.outcome <> 'state.audit') THEN
    kind := 'removed';
    entry := coalesce(entry, told.entry);
  ELSE
    kind := 'truncated';
    -- What was sealed since, under a number the cut seals had, comes after what was cut off.
    entry := coalesce((SELECT max(l.entry) FROM koos.access_log l WHERE l.entry < told.entry
      AND l.entry >= coalesce((SELECT max(s.entry) FROM koos.seal s WHERE s.entry < told.entry), 0)) + 1, told.entry);
  END IF;
  RETURN NEXT;
END
$$;
COMMENT ON FUNCTION koos.compare_heads(bigint[], bigint[], text[], bigint) IS
  'Compares heads that were kept elsewhere with the seals, for a privacy officer: what the first that differs tells; newest is the last entry of all that were kept; no row: none differs';

CREATE FUNCTION koos.outbox_end() RETURNS TABLE (xid xid8, seq bigint, is_final boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
  SELECT e.xid, e.seq, NOT EXISTS (SELECT FROM koos.event n WHERE n.xid >= pg_snapshot_xmin(pg_current_snapshot()))
  FROM koos.event e WHERE e.xid < pg_snapshot_xmin(pg_current_snapshot()) ORDER BY e.xid DESC, e.seq DESC LIMIT 1
$$;
COMMENT ON FUNCTION koos.outbox_end() IS
  'The last event before which none can come in any more, and whether none stands behind it yet: numbers only';

CREATE FUNCTION koos.outbox_place(of_seq bigint) RETURNS TABLE (xid xid8, seq bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
  SELECT e.xid, e.seq FROM koos.event e
  WHERE e.seq = of_seq AND e.xid < pg_snapshot_xmin(pg_current_snapshot()) AND e.at >= koos.now() - interval '30 days'
$$;
COMMENT ON FUNCTION koos.outbox_place(bigint) IS 'The place of an event in the order of events, no row where it is unknown or older than 30 days';

CREATE FUNCTION koos.hand_on(of_worker integer) RETURNS integer LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  handed integer;
BEGIN
  INSERT INTO koos.event (topic, kind, thing, cause, team)
  SELECT DISTINCT 'desk', h.kind, h.thing, 'assigned', t.id
  FROM (SELECT CASE l.kind WHEN 'claim' THEN 'consult' WHEN 'regie' THEN 'case' ELSE l.kind END AS kind,
      substr(l.code, 3)::bigint AS thing, l.team FROM koos.left_open(of_worker) l) h
  CROSS JOIN LATERAL (
    SELECT h.team AS id WHERE h.kind = 'consult'
    UNION ALL
    SELECT o.team FROM koos.casus_owner o WHERE h.kind = 'case' AND o.casus = h.thing
    UNION ALL
    SELECT m.team FROM koos.member m WHERE h.kind = 'appointment' AND m.worker = of_worker AND m.team IS NOT NULL
      AND m.from_on <= koos.today() AND koos.today() < m.until_on
  ) t;
  GET DIAGNOSTICS handed = ROW_COUNT;
  RETURN handed;
END
$$;
COMMENT ON FUNCTION koos.hand_on(integer) IS
  'Puts what hangs on a worker on the desks of the teams it is up to now, for who administers the worker; how many items that made';

-- Who helped a child before goes on helping it where that can be (R14). Past row security, because the earlier case may have been
-- other teams'; so it answers guards alone.
CREATE FUNCTION koos.own_worker(of_casus integer, of_team integer, of_discipline text) RETURNS integer
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
  SELECT h.worker FROM (
    SELECT p.worker, a.starts_at AS at FROM koos.casus c JOIN koos.casus e ON e.client = c.client AND e.id <> c.id AND e.opened_at <= c.opened_at AND e.status = 'gesloten'
    JOIN koos.appointment_case x ON x.casus = e.id
    JOIN koos.appointment a ON a.id = x.appointment AND a.starts_at < koos.now() AND a.status IN ('gepland', 'bevestigd', 'gerealiseerd')
    JOIN koos.appointment_worker p ON p.appointment = a.id WHERE c.id = of_casus
    UNION ALL
    SELECT e.regie, e.opened_at FROM koos.casus c JOIN koos.casus e ON e.client = c.client AND e.id <> c.id AND e.opened_at <= c.opened_at AND e.status = 'gesloten'
    WHERE c.id = of_casus
  ) h JOIN koos.worker w ON w.id = h.worker AND w.discipline = of_discipline AND w.disabled_at IS NULL
  WHERE EXISTS (SELECT FROM koos.member m WHERE m.worker = w.id AND m.team = of_team AND m.role IN ('specialist', 'lead')
    AND m.from_on <= koos.today() AND koos.today() < m.until_on)
  ORDER BY h.at DESC, h.worker LIMIT 1
$$;
COMMENT ON FUNCTION koos.own_worker(integer, integer, text) IS
  'The worker of a discipline and team who last helped the child of a case before, in an earlier case that is closed: took part in appointments, or held the regie';

CREATE FUNCTION koos.waiting_finds_own_worker() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  NEW.own_worker := koos.own_worker(NEW.casus, NEW.team, NEW.discipline);
  RETURN NEW;
END
$$;
COMMENT ON FUNCTION koos.waiting_finds_own_worker() IS 'Whoever comes on a list may have helped there before: the claim on that worker is kept with the entry';
CREATE TRIGGER waiting_finds_own_worker BEFORE INSERT OR UPDATE OF team, discipline ON koos.waiting_entry
  FOR EACH ROW EXECUTE FUNCTION koos.waiting_finds_own_worker();

CREATE FUNCTION koos.offer_type(e koos.waiting_entry) RETURNS text LANGUAGE sql IMMUTABLE AS
$$ SELECT CASE e.status WHEN 'wacht-op-intake' THEN 'intake' WHEN 'wacht-op-start' THEN 'behandeling' END $$;
COMMENT ON FUNCTION koos.offer_type(koos.waiting_entry) IS 'What kind of appointment an entry waits for';

CREATE FUNCTION koos.offer_refusals(e koos.waiting_entry) RETURNS integer LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (SELECT count(*) FROM koos.waiting_fact f WHERE f.entry = e.id AND f.what = 'declined' AND f.detail->>'type' = koos.offer_type(e)
    AND f.number > coalesce((SELECT max(t.number) FROM koos.waiting_fact t
      WHERE t.entry = e.id AND t.what = 'contact' AND t.detail->>'answered' = 'true'), 0));
END
$$;
COMMENT ON FUNCTION koos.offer_refusals(koos.waiting_entry) IS
  'How often an entry refused what it waits for since the family was last spoken to; from two on it is offered nothing by itself until that is done';

CREATE FUNCTION koos.offer_deadline(starts_at timestamptz, hold integer) RETURNS timestamptz LANGUAGE sql STABLE AS $$
  SELECT least(koos.now() + make_interval(mins => hold),
    starts_at - CASE WHEN koos.now() < starts_at - interval '24 hours' THEN interval '24 hours' ELSE interval '2 hours' END)
$$;
COMMENT ON FUNCTION koos.offer_deadline(timestamptz, integer) IS
  'Until when an offer made now holds a time: so many minutes, but 24 hours before its start at the latest, and of a nearer one 2 hours';

CREATE FUNCTION koos.offer_fits(s koos.slot, e koos.waiting_entry) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
DECLARE
  who CONSTANT integer[] := ARRAY(SELECT w.worker FROM koos.slot_worker w WHERE w.slot = s.id);
  own integer;
BEGIN
  IF koos.waiting_status(e) NOT IN ('wacht-op-intake', 'wacht-op-start')
    -- Who is gone is waited for by nobody.
    OR e.prefers_worker <> ALL (who) AND EXISTS (SELECT FROM koos.worker w WHERE w.id = e.prefers_worker AND w.disabled_at IS NULL)
    OR e.prefers_mode <> s.mode AND NOT (s.mode = 'hybrid' AND e.prefers_mode IN ('on-site', 'online'))
    OR koos.folded(e.language) NOT IN ('nl', 'nederlands', 'dutch') AND NOT EXISTS (SELECT FROM koos.worker w, unnest(w.languages) AS l(language)
      WHERE w.id = ANY (who) AND koos.folded(l.language) = koos.folded(e.language))
    OR koos.offer_refusals(e) >= 2
    -- One time is enough at once, and none is offered twice, nor to the child whose appointment it was.
    OR EXISTS (SELECT FROM koos.offer o WHERE o.entry = e.id AND o.status = 'open')
    OR EXISTS (SELECT FROM koos.offer o JOIN koos.slot x ON x.id = o.slot AND x.starts_at = s.starts_at
      JOIN koos.slot_worker p ON p.slot = x.id AND p.worker = ANY (who) WHERE o.entry = e.id)
    OR EXISTS (SELECT FROM koos.appointment_case x JOIN koos.appointment a ON a.id = x.appointment AND a.starts_at = s.starts_at
        AND a.status IN ('afgezegd-client', 'afgezegd-aanbieder')
      JOIN koos.appointment_worker p ON p.appointment = a.id AND p.worker = ANY (who) WHERE x.casus = e.casus)
    OR EXISTS (SELECT FROM koos.appointment_case x JOIN koos.appointment a ON a.id = x.appointment JOIN koos.appointment_detail d ON d.appointment = a.id
      JOIN koos.appointment_worker p ON p.appointment = a.id JOIN koos.worker w ON w.id = p.worker
      WHERE x.casus = e.casus AND a.ends_at > koos.now() AND a.status IN ('voorstel', 'gepland', 'bevestigd')
        AND d.type = koos.offer_type(e) AND w.discipline = e.discipline)
    -- In person it is in a wijk that the team serves, or where the place is.
    OR (s.place IS NOT NULL OR s.at_home) AND NOT EXISTS (SELECT FROM koos.casus c WHERE c.id = e.casus
      AND (c.wijk = (SELECT p.wijk FROM koos.place p WHERE p.id = s.place)
        OR EXISTS (SELECT FROM koos.team_wijk t WHERE t.team = s.team AND t.wijk = c.wijk AND t.valid @> koos.today())))
    -- As in a booking all are of teams that own the case: who left the team, or works with other children only, comes to nobody.
    OR EXISTS (SELECT FROM unnest(who) AS p(worker) WHERE NOT EXISTS (SELECT FROM koos.casus_owner o JOIN koos.member m ON m.team = o.team
      WHERE o.casus = e.casus AND m.worker = p.worker AND m.from_on <= koos.today() AND koos.today() < m.until_on))
    OR s.client_mode <> 'none' AND EXISTS (SELECT FROM koos.casus c JOIN koos.client k ON k.id = c.client JOIN koos.occupied o ON o.resource = k.resource
      WHERE c.id = e.casus AND o.during && tstzrange(s.starts_at, s.ends_at) AND coalesce(o.expires_at > koos.now(), true)) THEN
    RETURN false;
  END IF;
  own := koos.waiting_own_worker(e);
  RETURN own IS NULL OR own = ANY (who);
END
$$;
COMMENT ON FUNCTION koos.offer_fits(koos.slot, koos.waiting_entry) IS
  'Whether freed time is for one who waits: way of meeting, language, wijk, workers of its teams, preferred and own worker, the child free then, and not had or offered already';

CREATE FUNCTION koos.offer_is_whole(of_offer koos.offer) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN of_offer.status = 'open' AND koos.now() < of_offer.expires_at
    AND (SELECT count(*) FROM koos.occupied o WHERE o.appointment = of_offer.appointment)
      = (SELECT count(*) FROM koos.appointment_worker p WHERE p.appointment = of_offer.appointment)
        + (SELECT (a.room IS NOT NULL)::integer FROM koos.appointment a WHERE a.id = of_offer.appointment)
        + (SELECT count(*) FROM koos.appointment_case c WHERE c.appointment = of_offer.appointment AND c.mode <> 'none');
END
$$;
COMMENT ON FUNCTION koos.offer_is_whole(koos.offer) IS
  'Whether an offer can be answered: it has not expired, and nobody whose clock is ahead took of its time';

CREATE FUNCTION koos.lay_absences(of_resource bigint, around tstzrange, sparing tstzrange DEFAULT 'empty') RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  reach tstzrange;
BEGIN
  PERFORM FROM koos.resource r WHERE r.id = of_resource FOR NO KEY UPDATE;
  WITH gone AS (
    DELETE FROM koos.occupied o WHERE o.resource = of_resource AND o.holder = 'absence' AND o.during && around RETURNING o.during
  )
  SELECT tstzrange(least(lower(around), min(lower(g.during))), greatest(upper(around), max(upper(g.during)))) INTO reach FROM gone g;
  INSERT INTO koos.occupied (resource, during, holder)
  SELECT of_resource, p.piece, 'absence' FROM (
    SELECT range_agg(tstzrange(a.from_at, a.to_at) * reach) AS away FROM koos.worker w
    JOIN koos.absence a ON a.worker = w.id AND a.cancelled_at IS NULL AND tstzrange(a.from_at, a.to_at) && reach WHERE w.resource = of_resource) v
  CROSS JOIN (
    SELECT coalesce(range_agg(o.during), '{}') AS taken FROM koos.occupied o WHERE o.resource = of_resource AND o.during && reach) t
  CROSS JOIN LATERAL unnest(v.away - t.taken - tstzmultirange(sparing)) AS p(piece);
END
$$;
COMMENT ON FUNCTION koos.lay_absences(bigint, tstzrange, tstzrange) IS
  'Lays the absences of a worker anew around a span: the pieces that nothing else takes, and that need not be spared for what is to come';

CREATE FUNCTION koos.occupied_freed() RETURNS trigger LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
  IF EXISTS (SELECT FROM koos.worker w JOIN koos.absence a ON a.worker = w.id AND a.cancelled_at IS NULL AND tstzrange(a.from_at, a.to_at) && OLD.during
    WHERE w.resource = OLD.resource) THEN
    PERFORM koos.lay_absences(OLD.resource, OLD.during);
  END IF;
  RETURN NULL;
END
$$;
COMMENT ON FUNCTION koos.occupied_freed() IS 'What comes free while somebody is away is absence again';
-- At the end, so that what is switched or confirmed while somebody is away can take its own time again.
CREATE CONSTRAINT TRIGGER occupied_freed AFTER DELETE ON koos.occupied DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (OLD.holder <> 'absence')
  EXECUTE FUNCTION koos.occupied_freed();

CREATE FUNCTION koos.note_offer(of_offer integer, happened text, by_worker integer, why text, more jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  o record;
BEGIN
  SELECT f.id, f.entry, f.appointment, f.type, w.casus, c.client, a.starts_at INTO o FROM koos.offer f JOIN koos.waiting_entry w ON w.id = f.entry
  JOIN koos.casus c ON c.id = w.casus JOIN koos.appointment a ON a.id = f.appointment WHERE f.id = of_offer;
  UPDATE koos.waiting_entry w SET rev = w.rev + 1 WHERE w.id = o.entry;
  INSERT INTO koos.waiting_fact (entry, occurred_on, worker, what, detail, reason)
  VALUES (o.entry, koos.today(), by_worker, happened, jsonb_build_object('offer', 'O-' || o.id, 'appointment', 'A-' || o.appointment,
    'start', o.starts_at, 'type', o.type) || more, why);
  INSERT INTO koos.event (topic, kind, thing, cause, code) VALUES ('offer', 'case', o.casus, happened, 'O-' || o.id);
  IF happened = 'offered' THEN
    INSERT INTO koos.event (topic, kind, thing, cause, code, team)
    SELECT 'desk', 'case', o.casus, 'offered', 'W-' || o.entry, t.team FROM koos.casus_owner t WHERE t.casus = o.casus ORDER BY t.team;
  END IF;
END
$$;
COMMENT ON FUNCTION koos.note_offer(integer, text, integer, text, jsonb) IS
  'What every step of an offer leaves: a fact of the entry, its revision, an event, and at first an item on the desks of the owners';

CREATE FUNCTION koos.occupy(of_appointment integer, of_holder text, until_at timestamptz, over_absence boolean DEFAULT false, only_one bigint DEFAULT NULL) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  IF over_absence THEN
    PERFORM koos.lay_absences(k.resource, t.during, t.during) FROM koos.appointment a JOIN koos.appointment_worker w ON w.appointment = a.id
    JOIN koos.worker k ON k.id = w.worker CROSS JOIN LATERAL koos.taken(k.resource, a.starts_at, a.ends_at) AS t(during) WHERE a.id = of_appointment;
  END IF;
  INSERT INTO koos.occupied (resource, during, holder, appointment, place, home_wijk, expires_at)
  SELECT n.resource, n.during, of_holder, a.id, CASE WHEN n.travels THEN a.place END, CASE WHEN n.travels THEN a.home_wijk END, until_at
  FROM koos.appointment a CROSS JOIN LATERAL (
    -- Preparation and follow-up take place where the appointment does: travel comes before and after them.
    SELECT k.resource, koos.taken(k.resource, a.starts_at, a.ends_at) AS during, w.mode = 'on-site' AS travels
      FROM koos.appointment_worker w JOIN koos.worker k ON k.id = w.worker WHERE w.appointment = a.id
    -- Two cases may be one child's.
    UNION ALL SELECT DISTINCT k.resource, tstzrange(a.starts_at, a.ends_at), false FROM koos.appointment_case c JOIN koos.casus s ON s.id = c.casus
      JOIN koos.client k ON k.id = s.client WHERE c.appointment = a.id AND c.mode <> 'none'
    UNION ALL SELECT r.resource, tstzrange(a.starts_at, a.ends_at), false FROM koos.room r WHERE r.id = a.room) n
  WHERE a.id = of_appointment AND coalesce(n.resource = only_one, true);
END
$$;
COMMENT ON FUNCTION koos.occupy(integer, text, timestamptz, boolean, bigint) IS
  'Takes the time of all who and what an appointment needs, as it now stands, under the locks of all of them, where that is said so even while they are absent; the one place that says what that is';

CREATE FUNCTION koos.hold_offer(s koos.slot, of_entry integer, is_named boolean, why text) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  e koos.waiting_entry;
  child record;
  presence text;
  is_past boolean := false;
  taken integer;
  rooms bigint[];
  free bigint;
  held integer;
  made integer;
  until_at CONSTANT timestamptz := koos.offer_deadline(s.starts_at, s.hold);
  who CONSTANT integer[] := ARRAY(SELECT w.worker FROM koos.slot_worker w WHERE w.slot = s.id);
BEGIN
  SELECT c.client, k.resource, k.wijk INTO child FROM koos.waiting_entry w JOIN koos.casus c ON c.id = w.casus
  JOIN koos.client k ON k.id = c.client WHERE w.id = of_entry;
  -- In the order of all that gives out time: the slot, its workers and rooms, the entry, the case, the child.
  SELECT w.* INTO e FROM koos.waiting_entry w WHERE w.id = of_entry FOR NO KEY UPDATE;
  PERFORM FROM koos.casus c WHERE c.id = e.casus FOR SHARE;
  PERFORM FROM koos.resource r WHERE r.id = child.resource FOR NO KEY UPDATE;
  IF is_named THEN
    -- A lead may choose another than the first, but not silently pass by the worker whom a child knows.
    is_past := coalesce(koos.waiting_own_worker(e) <> ALL (who), false) OR EXISTS (SELECT FROM koos.waiting_entry b
      WHERE b.team = e.team AND b.discipline = e.discipline AND b.status IN ('wacht-op-intake', 'wacht-op-start')
        AND koos.waiting_key(b) COLLATE "C" < koos.waiting_key(e) COLLATE "C"
        AND koos.waiting_own_worker(b) = ANY (who) AND koos.offer_fits(s, b));
    IF is_past AND why IS NULL THEN
      RAISE EXCEPTION 'past an own worker' USING ERRCODE = '23514', CONSTRAINT = 'offer_past_reason', TABLE = 'offer', SCHEMA = 'koos';
    END IF;
  ELSIF NOT koos.offer_fits(s, e) THEN
    RETURN NULL;
  END IF;
  presence := CASE WHEN s.mode = 'hybrid' AND s.client_mode <> 'none' AND e.prefers_mode IN ('on-site', 'online') THEN e.prefers_mode ELSE s.client_mode END;
  DELETE FROM koos.occupied o WHERE o.resource = child.resource AND o.expires_at <= koos.now();
  rooms := ARRAY(SELECT r.resource FROM koos.room r WHERE r.place = s.place AND coalesce(r.id = s.room, r.capacity >=
    (SELECT count(*) FROM koos.slot_worker w WHERE w.slot = s.id AND w.mode = 'on-site') + (presence = 'on-site')::integer) ORDER BY r.capacity, r.id);
  IF EXISTS (SELECT FROM koos.room r WHERE r.place = s.place) THEN
    -- Asked by itself, as a condition is tried while its statement is planned.
    free := koos.free_room(rooms, s.starts_at, s.ends_at);
    SELECT r.id INTO taken FROM koos.room r WHERE r.resource = free;
  END IF;
  INSERT INTO koos.appointment (starts_at, ends_at, mode, status, place, home_wijk, room, link, booked_by)
  SELECT s.starts_at, s.ends_at, s.mode, 'voorstel', s.place, CASE WHEN s.at_home THEN child.wijk END, taken,
    CASE WHEN presence = 'online' OR EXISTS (SELECT FROM koos.slot_worker w WHERE w.slot = s.id AND w.mode = 'online')
      THEN replace(koos.setting('video.template', s.team), '{room}', encode(koos_extension.gen_random_bytes(16), 'hex')) END,
    CASE WHEN is_named THEN s.opened_by ELSE (SELECT min(w.worker) FROM koos.slot_worker w WHERE w.slot = s.id) END
  RETURNING id INTO held;
  INSERT INTO koos.appointment_worker (appointment, worker, mode, starts_at)
  SELECT held, w.worker, w.mode, s.starts_at FROM koos.slot_worker w WHERE w.slot = s.id;
  INSERT INTO koos.appointment_case (appointment, casus, mode) VALUES (held, e.casus, presence);
  INSERT INTO koos.appointment_detail (appointment, type) VALUES (held, koos.offer_type(e));
  PERFORM koos.occupy(held, 'offer', until_at);
  INSERT INTO koos.offer (slot, entry, appointment, type, expires_at, past_own_worker, past_reason)
  VALUES (s.id, e.id, held, koos.offer_type(e), until_at, is_past, CASE WHEN is_past THEN why END) RETURNING id INTO made;
  INSERT INTO koos.event (topic, kind, thing, cause) VALUES ('appointment', 'appointment', held, 'held');
  PERFORM koos.note_offer(made, 'offered', s.opened_by, CASE WHEN is_named THEN why END,
    CASE WHEN is_past THEN '{"past_own_worker": true}'::jsonb ELSE '{}' END);
  RETURN made;
END
$$;
COMMENT ON FUNCTION koos.hold_offer(koos.slot, integer, boolean, text) IS
  'Holds freed time for one who waits, under the locks of all it occupies; null where it is not for that one after all, its number else';

CREATE FUNCTION koos.lock_slot(of_slot integer) RETURNS koos.slot LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  s koos.slot;
  all_of_it bigint[];
BEGIN
  SELECT x.* INTO s FROM koos.slot x WHERE x.id = of_slot FOR UPDATE;
  all_of_it := ARRAY(SELECT k.resource FROM koos.slot_worker w JOIN koos.worker k ON k.id = w.worker WHERE w.slot = of_slot
    -- Also of those that will not do: who locks one room of a place locks all of them, in one pass.
    UNION SELECT r.resource FROM koos.room r WHERE r.place = s.place);
  PERFORM FROM koos.resource r WHERE r.id = ANY (all_of_it) ORDER BY r.id FOR NO KEY UPDATE;
  DELETE FROM koos.occupied o WHERE o.resource = ANY (all_of_it) AND o.expires_at <= koos.now();
  -- What came free just now while somebody is away is nobody's to have.
  PERFORM koos.lay_absences(k.resource, tstzrange(s.starts_at, s.ends_at)) FROM koos.slot_worker w JOIN koos.worker k ON k.id = w.worker
  WHERE w.slot = of_slot;
  RETURN s;
END
$$;
COMMENT ON FUNCTION koos.lock_slot(integer) IS
  'Locks freed time, and in order whose time it takes and the rooms of its place, and frees what was held too long, but not while somebody is away';

CREATE FUNCTION koos.raise_offer(of_slot integer, is_asked boolean) RETURNS integer LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  s koos.slot;
  next koos.waiting_entry;
  made integer;
BEGIN
  s := koos.lock_slot(of_slot);
  IF s.state <> 'open' OR EXISTS (SELECT FROM koos.offer o WHERE o.slot = s.id AND o.status = 'open') THEN RETURN NULL; END IF;
  IF koos.now() < s.starts_at - interval '2 hours' AND NOT EXISTS (SELECT FROM koos.slot_worker w JOIN koos.worker k ON k.id = w.worker
      WHERE w.slot = s.id AND k.disabled_at IS NOT NULL) THEN
    FOR next IN SELECT w.* FROM koos.waiting_entry w
      WHERE w.team = s.team AND w.discipline = s.discipline AND w.status IN ('wacht-op-intake', 'wacht-op-start')
      ORDER BY koos.waiting_key(w) COLLATE "C"
    LOOP
      -- Looked at without a lock first: most are not for this one, and nobody who records something there waits.
      CONTINUE WHEN NOT koos.offer_fits(s, next);
      BEGIN
        made := koos.hold_offer(s, next.id, false, NULL);
      EXCEPTION WHEN exclusion_violation THEN
        -- The way to the home of one is not that of the next; else what is in the way of one is in everybody's.
        CONTINUE WHEN s.at_home;
        IF is_asked THEN RAISE; END IF;
        EXIT;
      END;
      EXIT WHEN made IS NOT NULL;
    END LOOP;
  END IF;
  IF made IS NULL THEN UPDATE koos.slot x SET state = 'ended' WHERE x.id = s.id; END IF;
  RETURN made;
END
$$;
COMMENT ON FUNCTION koos.raise_offer(integer, boolean) IS
  'Offers freed time to the next it is for, in the order of the list; null, and the time is given out no more, where nobody is left or it is taken, of which who asks hears';

CREATE FUNCTION koos.end_offer(of_offer integer, to_status text, why text, goes_on boolean) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  o koos.offer;
  e koos.waiting_entry;
  more jsonb := '{}';
BEGIN
  SELECT f.* INTO o FROM koos.offer f WHERE f.id = of_offer;
  PERFORM koos.lock_offer(of_offer);
  UPDATE koos.offer f SET status = to_status, decided_at = koos.now(), decided_by = CASE WHEN to_status <> 'expired' THEN koos.me() END, reason = why
  WHERE f.id = of_offer AND f.status = 'open';
  IF NOT FOUND THEN RETURN; END IF;
  PERFORM FROM koos.resource r WHERE r.id = ANY (ARRAY(SELECT x.resource FROM koos.occupied x WHERE x.appointment = o.appointment))
  ORDER BY r.id FOR NO KEY UPDATE;
  DELETE FROM koos.occupied x WHERE x.appointment = o.appointment;
  UPDATE koos.appointment a SET status = 'vervallen', rev = a.rev + 1 WHERE a.id = o.appointment AND a.status = 'voorstel';
  INSERT INTO koos.event (topic, kind, thing, cause) VALUES ('appointment', 'appointment', o.appointment, 'released');
  IF to_status = 'declined' THEN
    SELECT w.* INTO e FROM koos.waiting_entry w WHERE w.id = o.entry FOR NO KEY UPDATE;
    -- Refusing costs no place; who refuses again is asked what does suit.
    IF koos.offer_refusals(e) >= 1 THEN
      UPDATE koos.waiting_entry w SET next_contact_on = least(w.next_contact_on, koos.today()) WHERE w.id = o.entry;
      more := '{"talk": true}';
      INSERT INTO koos.event (topic, kind, thing, cause, what, code, team)
      SELECT 'desk', 'case', e.casus, 'review', 'refused-twice', 'W-' || e.id, t.team FROM koos.casus_owner t WHERE t.casus = e.casus ORDER BY t.team;
    END IF;
  END IF;
  PERFORM koos.note_offer(o.id, to_status, CASE WHEN to_status <> 'expired' AND koos.me() IS NOT NULL THEN koos.me()
    ELSE (SELECT s.opened_by FROM koos.slot s WHERE s.id = o.slot) END, why, more);
  IF goes_on THEN
    PERFORM koos.raise_offer(o.slot, false);
  ELSE
    UPDATE koos.slot s SET state = 'ended' WHERE s.id = o.slot;
  END IF;
END
$$;
COMMENT ON FUNCTION koos.end_offer(integer, text, text, boolean) IS
  'Ends an offer that nobody accepts, frees its time, and offers that to the next';

CREATE FUNCTION koos.make_offer(from_at timestamptz, to_at timestamptz, in_mode text, in_client_mode text, in_place integer, is_home boolean,
  in_room integer, of_workers integer[], of_modes text[], of_team integer, of_discipline text, freed integer, hold_minutes integer, of_entry integer, why text)
RETURNS integer LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  s koos.slot;
  made integer;
BEGIN
  IF NOT EXISTS (SELECT FROM koos.member m WHERE m.worker = koos.me() AND m.team = of_team AND m.role = 'lead'
      AND m.from_on <= koos.today() AND koos.today() < m.until_on)
    OR NOT coalesce((SELECT w.team = of_team FROM koos.waiting_entry w WHERE w.id = of_entry), of_entry IS NULL) THEN
    RAISE EXCEPTION 'a lead gives out the time of the own list' USING ERRCODE = '42501';
  END IF;
  -- What expired counts as such though nobody has looked yet.
  PERFORM koos.end_offer(o.id, 'expired', NULL, true) FROM koos.offer o WHERE o.entry = of_entry AND o.status = 'open' AND o.expires_at <= koos.now();
  INSERT INTO koos.slot (starts_at, ends_at, mode, client_mode, place, at_home, room, team, discipline, appointment, hold, opened_by)
  VALUES (from_at, to_at, in_mode, in_client_mode, in_place, is_home, in_room, of_team, of_discipline, freed,
    coalesce(hold_minutes, koos.minutes(koos.setting('offer.hold', of_team))), koos.me()) RETURNING * INTO s;
  INSERT INTO koos.slot_worker (slot, worker, mode) SELECT s.id, w.worker, w.mode FROM unnest(of_workers, of_modes) AS w(worker, mode);
  s := koos.lock_slot(s.id);
  IF EXISTS (SELECT FROM koos.worker w JOIN koos.occupied o ON o.resource = w.resource WHERE w.id = ANY (of_workers) AND o.during && tstzrange(from_at, to_at)) THEN
    RAISE EXCEPTION 'the time is taken' USING ERRCODE = '23P01', CONSTRAINT = 'occupied_once', TABLE = 'occupied', SCHEMA = 'koos';
  END IF;
  IF of_entry IS NOT NULL THEN RETURN koos.hold_offer(s, of_entry, true, why); END IF;
  made := koos.raise_offer(s.id, true);
  IF made IS NULL THEN
    RAISE EXCEPTION 'nobody waits for this' USING ERRCODE = '23514', CONSTRAINT = 'slot_wanted', TABLE = 'slot', SCHEMA = 'koos';
  END IF;
  RETURN made;
END
$$;
COMMENT ON FUNCTION koos.make_offer(timestamptz, timestamptz, text, text, integer, boolean, integer, integer[], text[], integer, text, integer, integer, integer, text) IS
  'Gives out time to the entry named, else to the first of the list it is for, for a lead of the list''s team; its number';

CREATE FUNCTION koos.lock_offer(of_offer integer) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  o koos.offer;
BEGIN
  SELECT f.* INTO o FROM koos.offer f WHERE f.id = of_offer;
  PERFORM FROM koos.appointment a WHERE a.id = o.appointment FOR NO KEY UPDATE;
  PERFORM koos.lock_slot(o.slot);
  PERFORM FROM koos.waiting_entry w WHERE w.id = o.entry FOR NO KEY UPDATE;
END
$$;
COMMENT ON FUNCTION koos.lock_offer(integer) IS 'Locks an offer with its entry and all it holds, so that of two answers one comes first';

CREATE FUNCTION koos.hold_entry(of_entry integer) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  known integer;
BEGIN
  PERFORM FROM koos.casus_invitation i WHERE i.id = (SELECT w.moves_by FROM koos.waiting_entry w WHERE w.id = of_entry) AND i.state = 'pending'
  FOR NO KEY UPDATE;
  LOOP
    -- What was offered while this waited is locked anew, and what was locked is let go: the entry comes after all that.
    BEGIN
      known := (SELECT o.id FROM koos.offer o WHERE o.entry = of_entry AND o.status = 'open');
      PERFORM koos.lock_offer(known) WHERE known IS NOT NULL;
      PERFORM FROM koos.waiting_entry w WHERE w.id = of_entry FOR NO KEY UPDATE;
      IF NOT EXISTS (SELECT FROM koos.offer o WHERE o.entry = of_entry AND o.status = 'open' AND o.id IS DISTINCT FROM known) THEN RETURN; END IF;
      RAISE EXCEPTION 'offered meanwhile';
    EXCEPTION WHEN raise_exception THEN NULL;
    END;
  END LOOP;
END
$$;
COMMENT ON FUNCTION koos.hold_entry(integer) IS
  'Locks what ends with an entry''s wait, the invitation it moves by and the time it is offered, and then the entry: in the order of who answers those';

CREATE FUNCTION koos.answer_offer(of_offer integer, is_accepted boolean, why text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  o koos.offer;
BEGIN
  PERFORM koos.lock_offer(of_offer);
  SELECT f.* INTO o FROM koos.offer f JOIN koos.waiting_entry w ON w.id = f.entry WHERE f.id = of_offer
    AND EXISTS (SELECT FROM koos.access a WHERE a.worker = koos.me() AND a.kind = 'case' AND a.thing = w.casus AND a.via = 'owner'
      AND a.from_at <= koos.now() AND koos.now() < a.until_at);
  IF NOT FOUND THEN
    RAISE EXCEPTION 'an owner answers' USING ERRCODE = '42501';
  END IF;
  IF NOT koos.offer_is_whole(o) THEN
    RAISE EXCEPTION 'too late' USING ERRCODE = '23514', CONSTRAINT = 'offer_answered', TABLE = 'offer', SCHEMA = 'koos';
  END IF;
  IF NOT is_accepted THEN
    PERFORM koos.end_offer(of_offer, 'declined', why, true);
    RETURN;
  END IF;
  UPDATE koos.offer f SET status = 'accepted', decided_at = koos.now(), decided_by = koos.me(), reason = why WHERE f.id = of_offer;
  UPDATE koos.slot s SET state = 'taken' WHERE s.id = o.slot;
  UPDATE koos.appointment a SET status = 'gepland', booked_by = koos.me(), booked_at = koos.now(), rev = a.rev + 1 WHERE a.id = o.appointment;
  UPDATE koos.occupied x SET holder = 'appointment', expires_at = NULL WHERE x.appointment = o.appointment;
  INSERT INTO koos.event (topic, kind, thing, cause) VALUES ('appointment', 'appointment', o.appointment, 'booked');
  INSERT INTO koos.event (topic, kind, thing, cause, worker)
  SELECT 'desk', 'appointment', o.appointment, 'invited', p.worker FROM koos.appointment_worker p
  WHERE p.appointment = o.appointment AND p.worker <> koos.me() ORDER BY p.worker;
  PERFORM koos.note_offer(of_offer, 'accepted', koos.me(), why, '{}');
END
$$;
COMMENT ON FUNCTION koos.answer_offer(integer, boolean, text) IS
  'Accepts an offer, which makes its appointment a real one, or declines it, which offers the time to the next; for members of the owning teams';

CREATE FUNCTION koos.waiting_entry_leaves() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  PERFORM koos.end_offer(o.id, 'withdrawn', NULL, true) FROM koos.offer o WHERE o.entry = NEW.id AND o.status = 'open';
  RETURN NULL;
END
$$;
COMMENT ON FUNCTION koos.waiting_entry_leaves() IS 'Who waits for something else, elsewhere or no more is held no time: it goes to the next';
CREATE TRIGGER waiting_entry_leaves AFTER UPDATE OF status, team ON koos.waiting_entry FOR EACH ROW
  WHEN (OLD.status <> NEW.status OR OLD.team <> NEW.team) EXECUTE FUNCTION koos.waiting_entry_leaves();

CREATE FUNCTION koos.waiting_entry_halts() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  PERFORM koos.end_offer(o.id, 'withdrawn', NULL, true) FROM koos.offer o JOIN koos.waiting_entry w ON w.id = o.entry
  WHERE o.entry = NEW.entry AND o.status = 'open' AND koos.waiting_status(w) = 'aangehouden';
  RETURN NULL;
END
$$;
COMMENT ON FUNCTION koos.waiting_entry_halts() IS 'Nor is time held for whom nothing can be offered now, because a pause runs';
CREATE TRIGGER waiting_entry_halts AFTER INSERT ON koos.waiting_pause FOR EACH ROW EXECUTE FUNCTION koos.waiting_entry_halts();

CREATE FUNCTION koos.appointment_frees() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  a koos.appointment;
  kind text;
  list record;
  made integer;
BEGIN
  SELECT x.* INTO a FROM koos.appointment x WHERE x.id = NEW.appointment;
  -- While it is only held: what the family will not have goes to the next, time that somebody takes back is his again.
  PERFORM koos.end_offer(o.id, CASE WHEN o.expires_at <= koos.now() THEN 'expired' WHEN a.status = 'afgezegd-client' THEN 'declined' ELSE 'withdrawn' END,
    NEW.reason, a.status = 'afgezegd-client')
  FROM koos.offer o WHERE o.appointment = NEW.appointment AND o.status = 'open';
  IF FOUND THEN RETURN NULL; END IF;
  SELECT d.type INTO kind FROM koos.appointment_detail d WHERE d.appointment = NEW.appointment;
  -- A hold that is cancelled was never anybody's appointment, a session of a group is no one child's.
  IF koos.me() IS NULL OR a.held_until IS NOT NULL OR koos.group_of(a.id) IS NOT NULL OR a.status NOT IN ('afgezegd-client', 'afgezegd-aanbieder') OR kind NOT IN ('intake', 'behandeling')
    OR a.starts_at - interval '2 hours' <= koos.now() THEN
    RETURN NULL;
  END IF;
  -- The list the child waits on for just this; a first talk is given out also where its child waits no more.
  SELECT l.team, l.discipline, l.mode INTO list FROM (
    SELECT 1 AS place, w.team, w.discipline, x.mode, koos.waiting_key(w) COLLATE "C" AS key
    FROM koos.appointment_case x JOIN koos.waiting_entry w ON w.casus = x.casus
    WHERE x.appointment = a.id AND koos.offer_type(w) = kind AND EXISTS (SELECT FROM koos.appointment_worker p JOIN koos.worker k ON k.id = p.worker
      JOIN koos.member m ON m.worker = k.id AND m.team = w.team AND m.from_on <= koos.today() AND koos.today() < m.until_on
      WHERE p.appointment = a.id AND k.discipline = w.discipline)
      AND (kind = 'intake' OR NOT EXISTS (SELECT FROM koos.appointment_case y JOIN koos.appointment b ON b.id = y.appointment AND b.starts_at < a.starts_at
          AND b.status IN ('gepland', 'bevestigd', 'gerealiseerd') JOIN koos.appointment_detail d ON d.appointment = b.id AND d.type = 'behandeling'
        JOIN koos.appointment_worker p ON p.appointment = b.id JOIN koos.worker k ON k.id = p.worker AND k.discipline = w.discipline
        WHERE y.casus = w.casus))
    UNION ALL
    SELECT CASE WHEN EXISTS (SELECT FROM koos.casus_owner o WHERE o.casus = x.casus AND o.team = m.team) THEN 2 ELSE 3 END, m.team, k.discipline, x.mode,
      to_char(k.id, 'FM0000000000') COLLATE "C"
    FROM koos.appointment_case x JOIN koos.appointment_worker p ON p.appointment = x.appointment JOIN koos.worker k ON k.id = p.worker
    JOIN koos.member m ON m.worker = k.id AND m.role IN ('specialist', 'lead') AND m.from_on <= koos.today() AND koos.today() < m.until_on
    WHERE x.appointment = a.id AND kind = 'intake' AND k.discipline IS NOT NULL
  ) l ORDER BY l.place, l.key, l.team LIMIT 1;
  IF NOT FOUND THEN RETURN NULL; END IF;
  INSERT INTO koos.slot (starts_at, ends_at, mode, client_mode, place, at_home, room, team, discipline, appointment, hold, opened_by)
  VALUES (a.starts_at, a.ends_at, a.mode, list.mode, a.place, a.home_wijk IS NOT NULL, a.room, list.team, list.discipline, a.id,
    koos.minutes(koos.setting('offer.hold', list.team)), koos.me()) RETURNING id INTO made;
  INSERT INTO koos.slot_worker (slot, worker, mode) SELECT made, p.worker, p.mode FROM koos.appointment_worker p WHERE p.appointment = a.id;
  PERFORM koos.raise_offer(made, false);
  RETURN NULL;
END
$$;
COMMENT ON FUNCTION koos.appointment_frees() IS
  'The time of a cancelled intake, or of a cancelled first appointment of who waits for help to start, is offered to who waits';
CREATE TRIGGER appointment_frees AFTER INSERT ON koos.appointment_cancellation FOR EACH ROW EXECUTE FUNCTION koos.appointment_frees();

CREATE FUNCTION koos.pass_offers() RETURNS integer LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' SET lock_timeout = '200ms' AS $$
DECLARE
  late record;
  passed integer := 0;
BEGIN
  FOR late IN SELECT o.id, o.slot, o.appointment FROM koos.offer o WHERE o.status = 'open' AND o.expires_at <= koos.now() ORDER BY o.expires_at, o.id LOOP
    -- What somebody works on just now is looked at a minute later, so that nobody waits for this.
    BEGIN
      PERFORM FROM koos.appointment a WHERE a.id = late.appointment FOR NO KEY UPDATE SKIP LOCKED;
      CONTINUE WHEN NOT FOUND;
      PERFORM FROM koos.slot s WHERE s.id = late.slot FOR UPDATE SKIP LOCKED;
      CONTINUE WHEN NOT FOUND;
      PERFORM koos.end_offer(late.id, 'expired', NULL, true);
      passed := passed + 1;
    EXCEPTION WHEN lock_not_available OR deadlock_detected THEN
      NULL;
    END;
  END LOOP;
  RETURN passed;
END
$$;
COMMENT ON FUNCTION koos.pass_offers() IS 'Ends the offers whose time is over, in order, and offers their time to the next; how many';

CREATE FUNCTION koos.group_of(of_appointment integer) RETURNS integer LANGUAGE sql STABLE AS
$$ SELECT g.id FROM koos.appointment a JOIN koos.care_group g ON g.series = a.series WHERE a.id = of_appointment $$;
COMMENT ON FUNCTION koos.group_of(integer) IS 'The group that an appointment is a session of; null: it is none';

CREATE FUNCTION koos.plans_appointment(of_appointment integer) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
  WITH mine AS (
    SELECT m.team FROM koos.member m WHERE m.worker = koos.me() AND m.role IN ('lead', 'planner') AND m.from_on <= koos.today() AND koos.today() < m.until_on
  ), reach AS (
    SELECT n.team FROM mine n
    -- A session of a group is for none of its children alone.
    UNION SELECT o.team FROM koos.appointment_case c JOIN koos.casus_owner o ON o.casus = c.casus
    WHERE c.appointment = of_appointment AND koos.group_of(of_appointment) IS NULL
      AND EXISTS (SELECT FROM koos.casus_owner x JOIN mine n ON n.team = x.team WHERE x.casus = c.casus)
  )
  SELECT EXISTS (SELECT FROM koos.appointment_worker p WHERE p.appointment = of_appointment AND p.worker = koos.me())
    OR EXISTS (SELECT FROM koos.appointment_worker p WHERE p.appointment = of_appointment)
      AND NOT EXISTS (SELECT FROM koos.appointment_worker p WHERE p.appointment = of_appointment AND NOT EXISTS (
        SELECT FROM koos.member m JOIN reach r ON r.team = m.team WHERE m.worker = p.worker AND m.from_on <= koos.today()
          -- Who is in no team any more leaves appointments to the teams left last.
          AND (koos.today() < m.until_on OR m.until_on = (SELECT max(l.until_on) FROM koos.member l
            WHERE l.worker = p.worker AND l.team IS NOT NULL AND l.from_on <= koos.today()))))
$$;
COMMENT ON FUNCTION koos.plans_appointment(integer) IS
  'Whether the worker of this transaction takes part in an appointment, or leads or plans for all who do: in the own team, or in one that owns a case of it together with the own';

CREATE FUNCTION koos.keeps_hours(of_worker integer) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT of_worker = koos.me() OR EXISTS (SELECT FROM koos.member l JOIN koos.member m ON m.team = l.team
    WHERE l.worker = koos.me() AND l.role IN ('lead', 'planner') AND l.from_on <= koos.today() AND koos.today() < l.until_on
      AND m.worker = of_worker AND m.from_on <= koos.today() AND koos.today() < m.until_on)
$$;
COMMENT ON FUNCTION koos.keeps_hours(integer) IS
  'Whether when a worker is there is for the worker of this transaction to say: the own hours, or those of a member of a team led or planned for';

CREATE FUNCTION koos.absence_kind(of_absence integer) RETURNS text LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS
$$ SELECT a.kind FROM koos.absence a WHERE a.id = of_absence AND koos.keeps_hours(a.worker) $$;
COMMENT ON FUNCTION koos.absence_kind(integer) IS 'Why somebody is away, for the worker and who leads or plans for the team; null to all others';

CREATE FUNCTION koos.owns_case(of_casus integer) RETURNS boolean LANGUAGE sql STABLE AS
$$ SELECT EXISTS (SELECT FROM koos.access a WHERE a.worker = koos.me() AND a.kind = 'case' AND a.thing = of_casus AND a.via = 'owner'
     AND a.from_at <= koos.now() AND koos.now() < a.until_at) $$;
COMMENT ON FUNCTION koos.owns_case(integer) IS 'Whether the worker of this transaction is in a team that owns a case';

CREATE FUNCTION koos.keeps_presence(of_appointment integer, of_child text) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
  SELECT koos.group_of(of_appointment) IS NOT NULL AND EXISTS (SELECT FROM koos.appointment_case x JOIN koos.casus c ON c.id = x.casus
    WHERE x.appointment = of_appointment AND coalesce('J-' || c.client = of_child, true) AND koos.owns_case(c.id))
$$;
COMMENT ON FUNCTION koos.keeps_presence(integer, text) IS
  'Whether a session of a group has a child, or one child, of a case the worker of this transaction owns: who leads it need not know of that case';

CREATE FUNCTION koos.group_members(of_appointment integer) RETURNS integer LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
  SELECT count(*)::integer FROM koos.appointment_case x WHERE x.appointment = of_appointment AND koos.group_of(of_appointment) IS NOT NULL
  HAVING koos.group_of(of_appointment) IS NOT NULL
$$;
COMMENT ON FUNCTION koos.group_members(integer) IS 'How many children take part in a session of a group, known or not; null: it is no session of one';

CREATE FUNCTION koos.appointment_standing(of_appointment integer) RETURNS TABLE (plans boolean, offered boolean, keeps boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
  SELECT koos.plans_appointment(of_appointment), EXISTS (SELECT FROM koos.offer o WHERE o.appointment = of_appointment AND o.status = 'open'),
    koos.keeps_presence(of_appointment, NULL)
$$;
COMMENT ON FUNCTION koos.appointment_standing(integer) IS
  'What a change of an appointment must know and its asker need not be able to look up: whether it is up to the asker, whether it is offered to who waits, and whether the asker says of a child in a group that it came';

-- Row security tells who asks of which of them; a guard that asks is told of all.
CREATE FUNCTION koos.participants(of_appointment integer) RETURNS TABLE (kind text, who text, mode text, presence text) LANGUAGE sql STABLE AS $$
  SELECT 'worker', w.login, p.mode, p.presence FROM koos.appointment_worker p JOIN koos.worker w ON w.id = p.worker WHERE p.appointment = of_appointment
  UNION ALL
  SELECT 'child', 'J-' || c.client, x.mode, x.presence FROM koos.appointment_case x JOIN koos.casus c ON c.id = x.casus
  WHERE x.appointment = of_appointment AND x.mode <> 'none'
  UNION ALL
  SELECT 'guest', g.label, g.mode, g.presence FROM koos.appointment_guest g WHERE g.appointment = of_appointment
$$;
COMMENT ON FUNCTION koos.participants(integer) IS 'Who takes part in an appointment, as a session names them: workers, children, guests';

CREATE FUNCTION koos.unknown_children(of_appointment integer) RETURNS TABLE (client integer, casus integer) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
  SELECT c.client, c.id FROM koos.appointment_case x JOIN koos.casus c ON c.id = x.casus
  WHERE x.appointment = of_appointment AND koos.plans_appointment(of_appointment) AND NOT EXISTS (SELECT FROM koos.access a
    WHERE a.worker = koos.me() AND a.kind = 'case' AND a.thing = c.id AND a.from_at <= koos.now() AND koos.now() < a.until_at)
  ORDER BY c.id
$$;
COMMENT ON FUNCTION koos.unknown_children(integer) IS
  'Whose appointment the worker of this transaction reads or changes by taking part or planning for who does, knowing nothing of their cases: for the access log, which accounts for it all the same, and for no reply';

CREATE FUNCTION koos.seats(of_appointment integer) RETURNS integer LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  present CONSTANT integer := (SELECT count(*) FROM koos.participants(of_appointment) p WHERE p.mode = 'on-site');
BEGIN
  -- In a group every seat is one in the room too, whoever sits on it by now.
  RETURN greatest(present, (SELECT g.capacity + 1 FROM koos.care_group g WHERE g.id = koos.group_of(of_appointment) AND present > 0));
END
$$;
COMMENT ON FUNCTION koos.seats(integer) IS 'How many sit in the room of an appointment, also those whom the worker of this transaction does not know';

CREATE FUNCTION koos.standing(a koos.appointment) RETURNS text LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN CASE WHEN a.status = 'voorstel' AND a.held_until <= koos.now() THEN 'vervallen' ELSE a.status END;
END
$$;
COMMENT ON FUNCTION koos.standing(koos.appointment) IS 'The state of an appointment: a hold that is over has lapsed, also before the passing of deadlines says so';

CREATE FUNCTION koos.helps(of_appointment integer, of_worker integer) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
  SELECT koos.plans_appointment(of_appointment) AND EXISTS (
    SELECT FROM koos.appointment_case x JOIN koos.casus c ON c.id = x.casus WHERE x.appointment = of_appointment AND (c.regie = of_worker
      OR EXISTS (SELECT FROM koos.casus e JOIN koos.appointment_case y ON y.casus = e.id
        JOIN koos.appointment b ON b.id = y.appointment AND b.starts_at < koos.now() AND b.status IN ('gepland', 'bevestigd', 'gerealiseerd')
        JOIN koos.appointment_worker p ON p.appointment = b.id AND p.worker = of_worker WHERE e.client = c.client)))
$$;
COMMENT ON FUNCTION koos.helps(integer, integer) IS
  'Whether a child of an appointment knows a worker (R14): from an appointment that was, or because the worker holds the regie of its case';

CREATE FUNCTION koos.home_address(of_appointment integer) RETURNS text LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
  SELECT string_agg(DISTINCT concat_ws(' ', k.postcode, k.house), ', ')
  FROM koos.appointment a JOIN koos.appointment_case x ON x.appointment = a.id JOIN koos.casus c ON c.id = x.casus
  JOIN koos.client k ON k.id = c.client AND k.wijk = a.home_wijk
  -- The address is that of now: whoever was there once does not learn where the child moved to.
  WHERE a.id = of_appointment AND a.status IN ('voorstel', 'gepland', 'bevestigd') AND a.ends_at >= koos.midnight(koos.today())
    AND EXISTS (SELECT FROM koos.appointment_worker p JOIN koos.member m ON m.worker = p.worker AND m.team IS NOT NULL
      AND m.from_on <= koos.today() AND koos.today() < m.until_on WHERE p.appointment = a.id AND p.worker = koos.me()
      AND (p.mode = 'on-site' OR NOT k.address_secret))
$$;
COMMENT ON FUNCTION koos.home_address(integer) IS
  'Postcode and number of the home an appointment is held at, of siblings who live apart of each, until that day is over, for who goes there or takes part otherwise; a secret one for who goes there';

CREATE FUNCTION koos.lock_time(of_appointments integer[], of_workers integer[], in_place integer) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  all_of_it bigint[];
BEGIN
  PERFORM FROM koos.appointment a WHERE a.id = ANY (of_appointments) ORDER BY a.id FOR NO KEY UPDATE;
  PERFORM FROM koos.slot s WHERE s.id = ANY (ARRAY(SELECT o.slot FROM koos.offer o WHERE o.appointment = ANY (of_appointments) AND o.status = 'open'))
  ORDER BY s.id FOR UPDATE;
  all_of_it := ARRAY(
    SELECT o.resource FROM koos.occupied o WHERE o.appointment = ANY (of_appointments)
    UNION SELECT w.resource FROM koos.appointment_worker p JOIN koos.worker w ON w.id = p.worker WHERE p.appointment = ANY (of_appointments)
    UNION SELECT w.resource FROM koos.worker w WHERE w.id = ANY (of_workers)
    UNION SELECT k.resource FROM koos.appointment_case x JOIN koos.casus c ON c.id = x.casus JOIN koos.client k ON k.id = c.client
      WHERE x.appointment = ANY (of_appointments)
    UNION SELECT r.resource FROM koos.appointment a JOIN koos.room r ON r.place = a.place WHERE a.id = ANY (of_appointments)
    -- The place it may go back to.
    UNION SELECT r.resource FROM koos.appointment_change h JOIN koos.room r ON r.place = h.place WHERE h.appointment = ANY (of_appointments)
    UNION SELECT r.resource FROM koos.room r WHERE r.place = in_place);
  PERFORM FROM koos.resource r WHERE r.id = ANY (all_of_it) ORDER BY r.id FOR NO KEY UPDATE;
  DELETE FROM koos.occupied o WHERE o.resource = ANY (all_of_it) AND o.expires_at <= koos.now();
END
$$;
COMMENT ON FUNCTION koos.lock_time(integer[], integer[], integer) IS
  'Locks appointments, and in one pass all that they occupy or may come to occupy, with more workers and the rooms of another place; frees what was held too long';

CREATE FUNCTION koos.keep_change(was koos.appointment, happened text, why text) RETURNS void LANGUAGE sql AS $$
  INSERT INTO koos.appointment_change (appointment, what, changed_by, reason, starts_at, ends_at, mode, status, place, home_wijk, room)
  VALUES (was.id, happened, koos.me(), why, was.starts_at, was.ends_at, was.mode, was.status, was.place, was.home_wijk, was.room)
$$;
COMMENT ON FUNCTION koos.keep_change(koos.appointment, text, text) IS 'Keeps how an appointment was before a change, for the guards that change it';

CREATE FUNCTION koos.rearrange(of_appointment integer, happened text, why text, to_status text, from_at timestamptz, to_at timestamptz,
  in_mode text, every_mode text, of_workers integer[], worker_modes text[], of_cases integer[], case_modes text[], of_guests text[], guest_modes text[],
  in_place integer, is_home boolean, in_room text, of_team integer, over_absence boolean DEFAULT false) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  was koos.appointment;
  a koos.appointment;
  before text;
  modes text[];
  seats integer;
  rooms bigint[];
  taken bigint;
BEGIN
  IF NOT koos.plans_appointment(of_appointment) THEN
    RAISE EXCEPTION 'others plan it' USING ERRCODE = '42501';
  END IF;
  PERFORM koos.lock_time(ARRAY[of_appointment], of_workers, in_place);
  SELECT x.* INTO was FROM koos.appointment x WHERE x.id = of_appointment;
  SELECT string_agg(concat_ws(' ', p.kind, p.who, p.mode), ',' ORDER BY p.kind, p.who) INTO before FROM koos.participants(of_appointment) p;
  a := was;
  a.starts_at := coalesce(from_at, was.starts_at);
  a.ends_at := coalesce(to_at, was.ends_at);
  a.status := coalesce(to_status, was.status);

  UPDATE koos.appointment_worker p SET mode = coalesce(every_mode, p.mode), starts_at = a.starts_at WHERE p.appointment = a.id;
  UPDATE koos.appointment_case c SET mode = every_mode WHERE every_mode IS NOT NULL AND c.appointment = a.id AND c.mode <> 'none';
  UPDATE koos.appointment_guest g SET mode = every_mode WHERE every_mode IS NOT NULL AND g.appointment = a.id;
  IF of_workers IS NOT NULL THEN
    DELETE FROM koos.appointment_worker p WHERE p.appointment = a.id AND p.worker <> ALL (of_workers);
    INSERT INTO koos.appointment_worker (appointment, worker, mode, starts_at)
    SELECT a.id, w.worker, w.mode, a.starts_at FROM unnest(of_workers, worker_modes) w(worker, mode)
    ON CONFLICT ON CONSTRAINT appointment_worker_key DO UPDATE SET mode = EXCLUDED.mode;
  END IF;
  UPDATE koos.appointment_case c SET mode = n.mode FROM unnest(of_cases, case_modes) n(casus, mode) WHERE c.appointment = a.id AND c.casus = n.casus;
  IF of_guests IS NOT NULL THEN
    DELETE FROM koos.appointment_guest g WHERE g.appointment = a.id AND g.label <> ALL (of_guests);
    INSERT INTO koos.appointment_guest (appointment, label, mode) SELECT a.id, g.label, g.mode FROM unnest(of_guests, guest_modes) g(label, mode)
    ON CONFLICT ON CONSTRAINT appointment_guest_key DO UPDATE SET mode = EXCLUDED.mode;
  END IF;

  SELECT array_agg(DISTINCT p.mode), koos.seats(a.id) INTO modes, seats FROM koos.participants(a.id) p;
  a.mode := CASE WHEN in_mode <> 'follow' THEN in_mode WHEN in_mode IS NULL THEN was.mode WHEN cardinality(modes) = 1 THEN modes[1] ELSE 'hybrid' END;
  IF seats = 0 THEN
    a.place := NULL;
    a.home_wijk := NULL;
  ELSIF is_home THEN
    -- Whose home is no business of the others, nor of a leader who does not know the case.
    IF koos.group_of(a.id) IS NOT NULL THEN
      RAISE EXCEPTION 'at no home' USING ERRCODE = '23514', CONSTRAINT = 'appointment_group_home', TABLE = 'appointment', SCHEMA = 'koos';
    END IF;
    a.place := NULL;
    SELECT k.wijk INTO a.home_wijk FROM koos.appointment_case x JOIN koos.casus c ON c.id = x.casus JOIN koos.client k ON k.id = c.client
    WHERE x.appointment = a.id ORDER BY x.casus LIMIT 1;
  ELSIF in_place IS NOT NULL THEN
    a.place := in_place;
    a.home_wijk := NULL;
  ELSIF a.place IS NULL AND a.home_wijk IS NULL THEN
    -- Back to where it was before it went online.
    SELECT h.place, h.home_wijk INTO a.place, a.home_wijk FROM koos.appointment_change h
    WHERE h.appointment = a.id AND (h.place IS NOT NULL OR h.home_wijk IS NOT NULL) ORDER BY h.id DESC LIMIT 1;
  END IF;
  IF seats > 0 AND a.place IS NULL AND a.home_wijk IS NULL THEN
    RAISE EXCEPTION 'where' USING ERRCODE = '23514', CONSTRAINT = 'appointment_somewhere', TABLE = 'appointment', SCHEMA = 'koos';
  END IF;
  a.link := CASE WHEN 'online' = ANY (modes) THEN coalesce(was.link,
    replace(koos.setting('video.template', of_team), '{room}', encode(koos_extension.gen_random_bytes(16), 'hex'))) END;
  IF happened = 'switched' AND (a.mode, a.place, a.home_wijk, a.link) IS NOT DISTINCT FROM (was.mode, was.place, was.home_wijk, was.link) AND in_room IS NULL
    AND before = (SELECT string_agg(concat_ws(' ', p.kind, p.who, p.mode), ',' ORDER BY p.kind, p.who) FROM koos.participants(a.id) p) THEN
    RETURN false;
  END IF;

  DELETE FROM koos.occupied o WHERE o.appointment = a.id;
  a.room := NULL;
  IF seats > 0 AND EXISTS (SELECT FROM koos.room r WHERE r.place = a.place) THEN
    -- The room it has, else the smallest free one that seats all who are there.
    rooms := ARRAY(SELECT r.resource FROM koos.room r WHERE r.place = a.place AND r.capacity >= seats AND coalesce(r.name = in_room, true)
      ORDER BY r.id IS DISTINCT FROM was.room, r.capacity, r.id);
    IF rooms = '{}' THEN
      RAISE EXCEPTION 'too many' USING ERRCODE = '23514', CONSTRAINT = 'room_seats', TABLE = 'room', SCHEMA = 'koos';
    END IF;
    -- Asked by itself: a condition is tried while its statement is planned, when what was freed just now is still there.
    taken := koos.free_room(rooms, a.starts_at, a.ends_at);
    SELECT r.id INTO a.room FROM koos.room r WHERE r.resource = taken;
  END IF;
  IF happened = 'moved' THEN
    UPDATE koos.appointment_worker p SET presence = NULL WHERE p.appointment = a.id;
    UPDATE koos.appointment_case c SET presence = NULL WHERE c.appointment = a.id;
    UPDATE koos.appointment_guest g SET presence = NULL WHERE g.appointment = a.id;
  END IF;
  UPDATE koos.appointment x SET starts_at = a.starts_at, ends_at = a.ends_at, status = a.status, mode = a.mode, place = a.place, home_wijk = a.home_wijk,
    room = a.room, link = a.link, sequence = was.sequence + (happened IN ('moved', 'switched'))::integer, rev = was.rev + 1
  WHERE x.id = a.id;
  PERFORM koos.keep_change(was, happened, why);
  INSERT INTO koos.event (topic, kind, thing, cause) VALUES ('appointment', 'appointment', a.id, happened);
  PERFORM koos.occupy(a.id, CASE a.status WHEN 'voorstel' THEN 'hold' ELSE 'appointment' END, CASE a.status WHEN 'voorstel' THEN a.held_until END,
    over_absence);
  RETURN true;
END
$$;
COMMENT ON FUNCTION koos.rearrange(integer, text, text, text, timestamptz, timestamptz, text, text, integer[], text[], integer[], text[], text[], text[], integer, boolean, text, integer, boolean) IS
  'Moves, switches or changes an appointment: frees what it took and takes what it needs now, in one go and under the locks of both; null leaves as it was. False: it is so already';

CREATE FUNCTION koos.try_switch(of_appointment integer, to_mode text, in_place integer, is_home boolean, in_room text, of_team integer, why text) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  refused text;
BEGIN
  RETURN CASE WHEN koos.rearrange(of_appointment, 'switched', why, NULL, NULL, NULL, to_mode, nullif(to_mode, 'hybrid'), NULL, NULL, NULL, NULL, NULL, NULL,
    in_place, is_home, in_room, of_team) THEN 'switched' ELSE 'unchanged' END;
EXCEPTION WHEN exclusion_violation OR check_violation THEN
  GET STACKED DIAGNOSTICS refused = CONSTRAINT_NAME;
  RETURN refused;
END
$$;
COMMENT ON FUNCTION koos.try_switch(integer, text, integer, boolean, text, integer, text) IS
  'Switches all who take part in an appointment, or leaves it as it is and tells the constraint in the way: switched, unchanged, or its name';

CREATE FUNCTION koos.settle_appointment(of_appointment integer, to_status text, why text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  was koos.appointment;
BEGIN
  IF NOT koos.plans_appointment(of_appointment) THEN
    RAISE EXCEPTION 'others plan it' USING ERRCODE = '42501';
  END IF;
  PERFORM koos.lock_time(ARRAY[of_appointment], NULL, NULL);
  SELECT x.* INTO was FROM koos.appointment x WHERE x.id = of_appointment;
  UPDATE koos.appointment x SET status = to_status, held_until = NULL, rev = was.rev + 1 WHERE x.id = of_appointment;
  PERFORM koos.keep_change(was, CASE to_status WHEN 'vervallen' THEN 'released' ELSE 'confirmed' END, why);
  IF was.status <> 'voorstel' THEN RETURN; END IF;
  DELETE FROM koos.occupied o WHERE o.appointment = of_appointment;
  -- Whose clock is ahead may have taken of its time already: then this is refused.
  IF to_status <> 'vervallen' THEN PERFORM koos.occupy(of_appointment, 'appointment', NULL); END IF;
END
$$;
COMMENT ON FUNCTION koos.settle_appointment(integer, text, text) IS 'Confirms an appointment or a hold, or releases a hold, which frees its time';

CREATE FUNCTION koos.note_presence(of_appointment integer, of_kind text, of_whom text, how text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  outcome text;
BEGIN
  IF NOT (koos.plans_appointment(of_appointment) OR of_kind = 'child' AND koos.keeps_presence(of_appointment, of_whom)) THEN
    RAISE EXCEPTION 'others plan it' USING ERRCODE = '42501';
  END IF;
  PERFORM FROM koos.appointment a WHERE a.id = of_appointment FOR NO KEY UPDATE;
  UPDATE koos.appointment_worker p SET presence = how FROM koos.worker w
  WHERE of_kind = 'worker' AND p.appointment = of_appointment AND w.id = p.worker AND w.login = of_whom;
  UPDATE koos.appointment_case x SET presence = how FROM koos.casus c
  WHERE of_kind = 'child' AND x.appointment = of_appointment AND x.mode <> 'none' AND c.id = x.casus AND 'J-' || c.client = of_whom;
  UPDATE koos.appointment_guest g SET presence = how WHERE of_kind = 'guest' AND g.appointment = of_appointment AND g.label = of_whom;
  -- Known when all are: no-show where no child came, where none takes part no guest.
  SELECT CASE WHEN count(*) > count(p.presence) THEN NULL
    WHEN count(*) FILTER (WHERE p.kind = 'child') > 0 AND bool_and(p.presence = 'absent') FILTER (WHERE p.kind = 'child')
      OR count(*) FILTER (WHERE p.kind = 'child') = 0 AND bool_and(p.presence = 'absent') FILTER (WHERE p.kind = 'guest') THEN 'no-show'
    ELSE 'gerealiseerd' END INTO outcome FROM koos.participants(of_appointment) p;
  UPDATE koos.appointment a SET status = coalesce(outcome, a.status), rev = a.rev + 1 WHERE a.id = of_appointment;
END
$$;
COMMENT ON FUNCTION koos.note_presence(integer, text, text, text) IS
  'Notes who was there: worker, child or guest; once all are known the appointment is gerealiseerd, or no-show where every child, else every guest, was absent';

CREATE FUNCTION koos.describe_appointment(of_appointment integer, of_type text, has_note boolean, of_note text, why text, is_all boolean) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  IF NOT koos.plans_appointment(of_appointment) THEN
    RAISE EXCEPTION 'others plan it' USING ERRCODE = '42501';
  END IF;
  UPDATE koos.appointment_detail d SET type = coalesce(of_type, d.type), note = CASE WHEN has_note THEN of_note ELSE d.note END
  WHERE d.appointment = of_appointment;
  IF NOT is_all THEN RETURN; END IF;
  UPDATE koos.appointment a SET rev = a.rev + 1 WHERE a.id = of_appointment;
  PERFORM koos.keep_change(a, 'changed', why) FROM koos.appointment a WHERE a.id = of_appointment;
  INSERT INTO koos.event (topic, kind, thing, cause) VALUES ('appointment', 'appointment', of_appointment, 'changed');
END
$$;
COMMENT ON FUNCTION koos.describe_appointment(integer, text, boolean, text, text, boolean) IS
  'Says anew what an appointment is about; where that is all that changes, it is told of here';

CREATE FUNCTION koos.pass_holds() RETURNS integer LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' SET lock_timeout = '200ms' AS $$
DECLARE
  late record;
  passed integer := 0;
BEGIN
  FOR late IN SELECT a.id FROM koos.appointment a WHERE a.status = 'voorstel' AND a.held_until <= koos.now() ORDER BY a.held_until, a.id LOOP
    -- What somebody works on just now is looked at a minute later, so that nobody waits for this.
    BEGIN
      PERFORM FROM koos.appointment a WHERE a.id = late.id AND a.status = 'voorstel' AND a.held_until <= koos.now() FOR NO KEY UPDATE SKIP LOCKED;
      CONTINUE WHEN NOT FOUND;
      PERFORM koos.lock_time(ARRAY[late.id], NULL, NULL);
      DELETE FROM koos.occupied o WHERE o.appointment = late.id;
      UPDATE koos.appointment a SET status = 'vervallen', rev = a.rev + 1 WHERE a.id = late.id;
      INSERT INTO koos.event (topic, kind, thing, cause) VALUES ('appointment', 'appointment', late.id, 'lapsed');
      passed := passed + 1;
    EXCEPTION WHEN lock_not_available OR deadlock_detected THEN
      NULL;
    END;
  END LOOP;
  RETURN passed;
END
$$;
COMMENT ON FUNCTION koos.pass_holds() IS 'Lets the holds whose time is over lapse and frees their time; how many';

CREATE FUNCTION koos.coming_sessions(of_group integer) RETURNS SETOF koos.appointment LANGUAGE sql STABLE AS $$
  SELECT a.* FROM koos.care_group g JOIN koos.appointment a ON a.series = g.series
  WHERE g.id = of_group AND a.starts_at > koos.now() AND a.status IN ('gepland', 'bevestigd') ORDER BY a.id
$$;
COMMENT ON FUNCTION koos.coming_sessions(integer) IS 'The sessions of a group that are still to begin';

CREATE FUNCTION koos.group_figures(of_group integer) RETURNS TABLE (taken integer, waiting integer) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
  SELECT count(p.seat)::integer, (count(*) - count(p.seat))::integer FROM koos.group_place p WHERE p.care_group = of_group
$$;
COMMENT ON FUNCTION koos.group_figures(integer) IS 'How many seats of a group are taken and how many wait for one, which everybody may know';

CREATE FUNCTION koos.group_order(of_place integer) RETURNS integer LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
  SELECT (SELECT count(*) FROM koos.group_place q WHERE q.care_group = p.care_group AND q.seat IS NULL AND q.id <= p.id)::integer
  FROM koos.group_place p WHERE p.id = of_place AND p.seat IS NULL
$$;
COMMENT ON FUNCTION koos.group_order(integer) IS 'The how-manieth of who wait for a seat a place is, from 1; null: it has one';

CREATE FUNCTION koos.lock_group(of_group integer, of_casus integer) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  children bigint[];
BEGIN
  PERFORM FROM koos.care_group g WHERE g.id = of_group FOR NO KEY UPDATE;
  PERFORM FROM koos.appointment a WHERE a.id = ANY (ARRAY(SELECT s.id FROM koos.coming_sessions(of_group) s)) ORDER BY a.id FOR NO KEY UPDATE;
  PERFORM FROM koos.casus c WHERE c.id = of_casus OR c.id IN (SELECT p.casus FROM koos.group_place p WHERE p.care_group = of_group AND p.seat IS NULL)
  ORDER BY c.id FOR NO KEY UPDATE;
  -- Leader and room keep the time they have.
  children := ARRAY(SELECT k.resource FROM koos.casus c JOIN koos.client k ON k.id = c.client
    WHERE c.id = of_casus OR c.id IN (SELECT p.casus FROM koos.group_place p WHERE p.care_group = of_group AND p.seat IS NULL));
  PERFORM FROM koos.resource r WHERE r.id = ANY (children) ORDER BY r.id FOR NO KEY UPDATE;
  DELETE FROM koos.occupied o WHERE o.resource = ANY (children) AND o.expires_at <= koos.now();
END
$$;
COMMENT ON FUNCTION koos.lock_group(integer, integer) IS
  'Locks a group, and in order its sessions and all that may come to take a seat: cases, the time of the children; frees what was held too long';

CREATE FUNCTION koos.seat_child(of_place integer) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  place koos.group_place;
BEGIN
  UPDATE koos.group_place p SET seat = (SELECT min(n) FROM generate_series(1, p.capacity) AS n
    WHERE NOT EXISTS (SELECT FROM koos.group_place q WHERE q.care_group = p.care_group AND q.seat = n))
  WHERE p.id = of_place RETURNING p.* INTO place;
  INSERT INTO koos.appointment_case (appointment, casus, mode, joined_at)
  SELECT s.id, place.casus, CASE WHEN s.mode <> 'hybrid' THEN s.mode WHEN s.place IS NULL THEN 'online' ELSE 'on-site' END, koos.now()
  FROM koos.coming_sessions(place.care_group) s;
  PERFORM koos.occupy(s.id, 'appointment', NULL, only_one => k.resource)
  FROM koos.coming_sessions(place.care_group) s, koos.client k WHERE k.id = place.client;
END
$$;
COMMENT ON FUNCTION koos.seat_child(integer) IS 'Gives who waits the first free seat of a group, and a part in every session to come; the sessions themselves stay as they are';

CREATE FUNCTION koos.fill_group(of_group integer, of_casus integer) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  next record;
BEGIN
  FOR next IN SELECT p.id, p.casus, p.client, p.capacity FROM koos.group_place p WHERE p.care_group = of_group AND p.seat IS NULL ORDER BY p.id LOOP
    EXIT WHEN (SELECT f.taken FROM koos.group_figures(of_group) f) >= next.capacity;
    IF next.casus = of_casus THEN
      PERFORM koos.seat_child(next.id);
      CONTINUE;
    END IF;
    CONTINUE WHEN NOT koos.may_be_in_group(of_group, next.casus);
    -- Who is busy at a session is passed over this time, and stays where it stands in the order.
    BEGIN
      PERFORM koos.seat_child(next.id);
    EXCEPTION WHEN exclusion_violation THEN
      CONTINUE;
    END;
    -- Nobody did this: who made room may be in no relation to the case.
    INSERT INTO koos.casus_fact (casus, what, detail) VALUES (next.casus, 'group-seated', jsonb_build_object('thing', 'G-' || of_group));
    UPDATE koos.casus c SET rev = c.rev + 1 WHERE c.id = next.casus;
    INSERT INTO koos.event (topic, kind, thing, cause, what, team)
    SELECT 'case', 'case', next.casus, 'group-seated', NULL, NULL::integer
    UNION ALL
    SELECT 'desk', 'case', next.casus, 'review', 'group-seated', o.team FROM koos.casus_owner o WHERE o.casus = next.casus;
  END LOOP;
END
$$;
COMMENT ON FUNCTION koos.fill_group(integer, integer) IS
  'Gives the free seats of a group to who wait, in their order; the child of a case that just came, if any, is refused where it is busy';

CREATE FUNCTION koos.vacate(of_group integer, of_casus integer) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  PERFORM koos.lock_group(of_group, of_casus);
  DELETE FROM koos.occupied o USING koos.coming_sessions(of_group) s, koos.casus c JOIN koos.client k ON k.id = c.client
  WHERE o.appointment = s.id AND c.id = of_casus AND o.resource = k.resource;
  WITH left_out AS (
    DELETE FROM koos.appointment_case x USING koos.coming_sessions(of_group) s WHERE x.appointment = s.id AND x.casus = of_casus
    RETURNING x.appointment, x.casus, x.joined_at
  )
  INSERT INTO koos.formerly (kind, thing, casus, state)
  SELECT 'appointment_case', x.appointment, x.casus, jsonb_build_object('joined_at', x.joined_at) FROM left_out x;
  DELETE FROM koos.group_place p WHERE p.care_group = of_group AND p.casus = of_casus;
  PERFORM koos.fill_group(of_group, NULL);
END
$$;
COMMENT ON FUNCTION koos.vacate(integer, integer) IS 'Takes the child of a case out of a group and what is to come of it, and gives its seat to the next who waits';

CREATE FUNCTION koos.join_group(of_group integer, of_casus integer) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  was koos.group_place;
BEGIN
  IF NOT koos.owns_case(of_casus) THEN
    RAISE EXCEPTION 'only an owner' USING ERRCODE = '42501';
  END IF;
  PERFORM koos.lock_group(of_group, of_casus);
  SELECT p.* INTO was FROM koos.group_place p JOIN koos.casus c ON c.client = p.client WHERE p.care_group = of_group AND c.id = of_casus;
  IF was.id IS NULL THEN
    INSERT INTO koos.group_place (care_group, capacity, casus, client, added_by)
    SELECT g.id, g.capacity, c.id, c.client, koos.me() FROM koos.care_group g, koos.casus c WHERE g.id = of_group AND c.id = of_casus;
  END IF;
  PERFORM koos.fill_group(of_group, of_casus);
  -- Who waits may ask again: a seat may be free that it was too busy for.
  IF was.seat IS NOT NULL OR was.id IS NOT NULL AND NOT EXISTS (SELECT FROM koos.group_place p
      WHERE p.care_group = of_group AND p.casus = of_casus AND p.seat IS NOT NULL) THEN
    RAISE EXCEPTION 'is in already' USING ERRCODE = '23505', CONSTRAINT = 'group_place_once', TABLE = 'group_place', SCHEMA = 'koos';
  END IF;
END
$$;
COMMENT ON FUNCTION koos.join_group(integer, integer) IS 'Gives the child of a case a seat in a group, or the last place of who wait for one';

CREATE FUNCTION koos.leave_group(of_group integer, of_casus integer) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  IF NOT koos.owns_case(of_casus) THEN
    RAISE EXCEPTION 'only an owner' USING ERRCODE = '42501';
  END IF;
  PERFORM koos.vacate(of_group, of_casus);
END
$$;
COMMENT ON FUNCTION koos.leave_group(integer, integer) IS 'Takes the child of a case out of a group, for a worker of a team that owns the case';

CREATE FUNCTION koos.bears_modules(of_casus integer) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM koos.traject x JOIN koos.service s ON s.slug = x.service AND NOT s.needs_traject
    WHERE x.casus = of_casus AND x.ended_on IS NULL AND x.started_on <= koos.today())
$$;
COMMENT ON FUNCTION koos.bears_modules(integer) IS 'Whether a traject runs in a case that a module may be part of (R11)';

CREATE FUNCTION koos.may_be_in_group(of_group integer, of_casus integer) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT NOT s.needs_traject OR koos.bears_modules(of_casus) FROM koos.care_group g JOIN koos.service s ON s.slug = g.service WHERE g.id = of_group
$$;
COMMENT ON FUNCTION koos.may_be_in_group(integer, integer) IS 'Whether the help of a group may be given in a case: a module only while a broader traject runs (R11)';

CREATE FUNCTION koos.group_stays_private() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  RAISE EXCEPTION 'other families would read it' USING ERRCODE = '23514', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME, SCHEMA = 'koos';
END
$$;
COMMENT ON FUNCTION koos.group_stays_private() IS 'What is written at a session of a group is read by who read the file of any child in it, so nothing of one child is';
CREATE TRIGGER appointment_detail_group BEFORE INSERT OR UPDATE OF note ON koos.appointment_detail FOR EACH ROW
  WHEN (NEW.note IS NOT NULL AND koos.group_of(NEW.appointment) IS NOT NULL) EXECUTE FUNCTION koos.group_stays_private();
CREATE TRIGGER appointment_guest_group BEFORE INSERT ON koos.appointment_guest FOR EACH ROW
  WHEN (koos.group_of(NEW.appointment) IS NOT NULL) EXECUTE FUNCTION koos.group_stays_private();

CREATE FUNCTION koos.session_changed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  INSERT INTO koos.event (topic, kind, thing, cause, what, team)
  SELECT DISTINCT 'desk', 'appointment', NEW.id, 'review', CASE WHEN NEW.starts_at <> OLD.starts_at THEN 'rescheduled' ELSE 'session-cancelled' END, o.team
  FROM koos.appointment_case x JOIN koos.casus_owner o ON o.casus = x.casus WHERE x.appointment = NEW.id;
  RETURN NULL;
END
$$;
COMMENT ON FUNCTION koos.session_changed() IS 'Who owns the case of a child in a group hears that a session is at another time, or is not: who changes it need not know of the case';
CREATE TRIGGER appointment_session_changed AFTER UPDATE OF starts_at, status ON koos.appointment FOR EACH ROW
  WHEN (NEW.series IS NOT NULL AND koos.group_of(NEW.id) IS NOT NULL
    AND (NEW.starts_at <> OLD.starts_at OR NEW.status <> OLD.status AND NEW.status IN ('afgezegd-client', 'afgezegd-aanbieder')))
  EXECUTE FUNCTION koos.session_changed();

-- What somebody works on just now is skipped and looked at a minute later, so that nobody waits for anybody.
CREATE FUNCTION koos.pass_work() RETURNS integer LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  passed integer;
  more integer;
BEGIN
  WITH late AS (
    SELECT s.id FROM koos.casus_step s JOIN koos.casus c ON c.id = s.casus AND c.status = 'open'
    WHERE s.done_on IS NULL AND NOT s.overdue_told AND s.due_on < koos.today() ORDER BY s.id FOR NO KEY UPDATE OF s SKIP LOCKED
  ), told AS (
    UPDATE koos.casus_step s SET overdue_told = true FROM late l WHERE s.id = l.id RETURNING s.id, s.casus, s.by_worker, s.by_team
  )
  INSERT INTO koos.event (topic, kind, thing, cause, what, code, worker, team)
  SELECT 'case', 'case', t.casus, 'step-overdue', NULL, 'K-' || t.id, NULL::integer, NULL::integer FROM told t
  UNION ALL
  SELECT 'desk', 'case', t.casus, 'review', 'step-overdue', 'K-' || t.id, t.by_worker, t.by_team FROM told t;
  GET DIAGNOSTICS passed = ROW_COUNT;
  WITH late AS (
    SELECT c.id, p.due_on < koos.today() AND p.fixed_on IS NULL AND NOT c.plan_judged OR p.in_writing_due_on < koos.today() AND p.in_writing_on IS NULL
      AS is_due, p.due_on < koos.today() AS is_plan_past, coalesce(p.in_writing_due_on < koos.today(), false) AS is_writing_past
    FROM koos.casus c JOIN koos.casus_plan p ON p.casus = c.id
    WHERE c.status = 'open' AND NOT c.writing_judged AND c.opened_at < koos.midnight(koos.today() - 14)
      AND (p.due_on < koos.today() AND NOT c.plan_judged OR p.in_writing_due_on < koos.today())
    ORDER BY c.id FOR NO KEY UPDATE OF c SKIP LOCKED
  ), judged AS (
    UPDATE koos.casus c SET plan_judged = c.plan_judged OR l.is_plan_past, writing_judged = l.is_writing_past FROM late l WHERE c.id = l.id
    RETURNING c.id, l.is_due
  )
  INSERT INTO koos.event (topic, kind, thing, cause, what, team)
  SELECT 'case', 'case', j.id, 'plan-overdue', NULL, NULL::integer FROM judged j WHERE j.is_due
  UNION ALL
  SELECT 'desk', 'case', j.id, 'review', 'plan-overdue', o.team FROM judged j JOIN koos.casus_owner o ON o.casus = j.id WHERE j.is_due;
  GET DIAGNOSTICS more = ROW_COUNT;
  RETURN passed + more;
END
$$;
COMMENT ON FUNCTION koos.pass_work() IS
  'Tells who does a step that its day passed, and the owners of a case that its plan is due, once; how many events that made';

-- A day is told once: what another contact, bridge, urgency, place or norm moves to another day is told again by then.
CREATE FUNCTION koos.pass_waiting() RETURNS integer LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  today CONSTANT date := koos.today();
  passed integer;
BEGIN
  WITH late AS (
    SELECT w.id, w.casus, w.team, d.what, d.on_day FROM koos.waiting_entry w JOIN koos.casus c ON c.id = w.casus AND c.status = 'open'
    -- Since when nothing bridges the wait: a week is time to arrange something.
    LEFT JOIN LATERAL (SELECT greatest(w.added_on, max(b.until_on)) AS on_day FROM koos.waiting_bridge b
      WHERE b.entry = w.id AND b.answer = 'accepted' AND b.superseded_at IS NULL) since ON w.added_on + 7 <= today AND NOT koos.waiting_bridged(w)
    CROSS JOIN LATERAL (VALUES ('contact-overdue', w.next_contact_on, 1), ('unbridged', since.on_day, 7), ('urgency-review', w.urgency_review_on, 0),
      ('override-review', w.override_until_on, 0), ('over-norm', w.due_on, 1)) AS d(what, on_day, later)
    WHERE w.status NOT IN ('gestart', 'uitgeschreven') AND d.on_day + d.later <= today
      AND NOT EXISTS (SELECT FROM koos.waiting_told t WHERE (t.entry, t.what, t.on_day) = (w.id, d.what, d.on_day))
    ORDER BY w.id, d.what FOR NO KEY UPDATE OF w SKIP LOCKED
  ), told AS (
    INSERT INTO koos.waiting_told (entry, what, on_day) SELECT l.id, l.what, l.on_day FROM late l
    ON CONFLICT ON CONSTRAINT waiting_told_key DO UPDATE SET on_day = EXCLUDED.on_day
  ), news AS (
    SELECT l.casus, l.team, 'W-' || l.id AS code, l.what FROM late l
  )
  INSERT INTO koos.event (topic, kind, thing, cause, what, code, team)
  SELECT 'waiting', 'case', n.casus, n.what, NULL, n.code, NULL::integer FROM news n
  UNION ALL
  -- Who waits is of all owners; what to do with the list is up to the team whose list it is.
  SELECT 'desk', 'case', n.casus, CASE n.what WHEN 'over-norm' THEN 'breach' ELSE 'review' END, n.what, n.code, o.team
  FROM news n JOIN koos.casus_owner o ON o.casus = n.casus AND (n.what IN ('contact-overdue', 'unbridged') OR o.team = n.team);
  GET DIAGNOSTICS passed = ROW_COUNT;
  RETURN passed;
END
$$;
COMMENT ON FUNCTION koos.pass_waiting() IS
  'Tells the owners of a case whom to speak to and who waits without a bridge, and the team of the list what to review and who waits too long, once; how many events that made';

CREATE FUNCTION koos.pass_deadlines() RETURNS integer LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  passed integer;
BEGIN
  -- Daemons that look at once queue up here; who comes second finds nothing left to do.
  PERFORM pg_advisory_xact_lock(hashtextextended('koos.deadlines', 0));
  -- Each kind of term is a statement of its own, which notes what it told, so that nothing is told twice.
  WITH late AS (
    SELECT q.id FROM koos.consult q
    WHERE q.state IN ('asked', 'claimed') AND q.due_at < koos.now() AND q.overdue_told IS DISTINCT FROM q.due_at
    ORDER BY q.id FOR NO KEY UPDATE
  ), told AS (
    UPDATE koos.consult q SET overdue_told = q.due_at FROM late l WHERE q.id = l.id
    -- Who took it and works there no more reads no desk: then the team is told.
    RETURNING q.id, q.team, (SELECT w.id FROM koos.worker w WHERE w.id = q.claimed_by AND w.disabled_at IS NULL AND EXISTS (
      SELECT FROM koos.member m WHERE m.worker = w.id AND m.team = q.team AND m.role <> 'planner'
        AND m.from_on <= koos.today() AND koos.today() < m.until_on)) AS claimer
  )
  INSERT INTO koos.event (topic, kind, thing, cause, worker, team)
  SELECT 'consult', 'consult', t.id, 'overdue', NULL::integer, NULL::integer FROM told t
  UNION ALL
  SELECT 'desk', 'consult', t.id, 'breach', t.claimer, CASE WHEN t.claimer IS NULL THEN t.team END FROM told t;
  GET DIAGNOSTICS passed = ROW_COUNT;
  passed := passed + koos.pass_work() + koos.pass_waiting() + koos.lapse_invitations(NULL) + koos.pass_offers() + koos.pass_holds();
  PERFORM koos.take_snapshots();
  -- Each tells watchers, and a desk.
  RETURN passed + 2 * koos.lapse_proposals();
END
$$;
COMMENT ON FUNCTION koos.pass_deadlines() IS 'Does what falls due by the mere passing of time, once, but for consents, which may take longer; how many events that made';

-- The seals stay, without their lists: the chain goes on over them, and their month, which is in the head, says that the entries
-- are no longer to be there. A month that is in use just then is left for the next time, or all who write to the log would wait.
CREATE FUNCTION koos.expire_log() RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' SET lock_timeout = '1s' AS $$
DECLARE
  kept date;
  old regclass;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('koos.expire', 0));
  kept := koos.log_kept_from();
  DELETE FROM koos.access_log_rest r WHERE r.at < koos.midnight(kept);
  UPDATE koos.seal s SET entries = NULL, digests = NULL WHERE s.month < kept AND s.digests IS NOT NULL;
  -- Last: from here to the end of the transaction nobody else writes to the log.
  FOR old IN
    SELECT c.oid FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
    WHERE i.inhparent = 'koos.access_log'::regclass AND c.relname ~ '^access_log_[0-9]{6}$'
      AND to_date(right(c.relname, 6), 'YYYYMM') < kept
  LOOP
    EXECUTE format('DROP TABLE %s', old);
  END LOOP;
EXCEPTION WHEN lock_not_available THEN NULL;
END
$$;
COMMENT ON FUNCTION koos.expire_log() IS 'Drops the months of the access log that are over for five years, in a transaction of its own: all who are answered write to the log';

CREATE FUNCTION koos.tidy() RETURNS timestamptz LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  time timestamptz;
BEGIN
  -- Daemons that tidy at once queue up here; who comes second finds nothing left to do.
  PERFORM pg_advisory_xact_lock(hashtextextended('koos.tidy', 0));
  time := koos.now();
  DELETE FROM koos.ledger l WHERE l.at < time - interval '30 days';
  -- Nobody goes on from a place older than 30 days, but a desk may be full for longer; a mark from the time to come was laid by a
  -- clock ahead of a simulated one. What watchers begin from now stays.
  DELETE FROM koos.event e USING koos.outbox_end() o WHERE (e.xid, e.seq) < (o.xid, o.seq)
    AND (e.at < time - CASE e.topic WHEN 'desk' THEN interval '1 year' ELSE interval '30 days' END OR e.topic = 'mark' AND e.at > time);
  IF NOT EXISTS (SELECT FROM koos.event e WHERE e.at > time - interval '1 day' AND e.at <= time) THEN
    INSERT INTO koos.event (topic, kind, thing, cause) VALUES ('mark', 'none', 0, 'tidied');
  END IF;
  DELETE FROM koos.dossier_change d WHERE EXISTS (SELECT FROM koos.dossier_change n WHERE n.client = d.client AND n.on_day > d.on_day);
  RETURN time;
END
$$;
COMMENT ON FUNCTION koos.tidy() IS
  'Ends what is kept for 30 days or a year, or was kept for a later day, and marks a quiet day; the time it did so by';

-- Who works with a child says what may be told; that it changed the dossier is said here, once for every table, and not by each.
CREATE FUNCTION koos.dossier_changed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  day CONSTANT date := koos.today();
  casus integer;
  child integer;
  children integer[] := '{}';
BEGIN
  CASE TG_ARGV[0]
    WHEN 'id' THEN child := NEW.id;
    WHEN 'client' THEN child := NEW.client;
    WHEN 'casus' THEN casus := NEW.casus;
    WHEN 'goal' THEN SELECT g.casus INTO casus FROM koos.casus_goal g WHERE g.id = NEW.goal;
    WHEN 'proposal' THEN SELECT p.casus INTO casus FROM koos.proposal p WHERE p.id = NEW.proposal;
    WHEN 'entry' THEN SELECT w.casus INTO casus FROM koos.waiting_entry w WHERE w.id = NEW.entry;
    WHEN 'appointment' THEN children := ARRAY(SELECT c.client FROM koos.appointment_case x JOIN koos.casus c ON c.id = x.casus WHERE x.appointment = NEW.appointment);
    WHEN 'meeting' THEN children := ARRAY(SELECT c.client FROM koos.appointment_case x JOIN koos.casus c ON c.id = x.casus WHERE x.appointment = NEW.id);
    WHEN 'consult' THEN
      SELECT q.casus INTO casus FROM koos.consult q WHERE q.id = NEW.consult;
      children := ARRAY(SELECT i.client FROM koos.consult_identity i WHERE i.consult = NEW.consult);
    WHEN 'asked' THEN
      casus := NEW.casus;
      children := ARRAY(SELECT i.client FROM koos.consult_identity i WHERE i.consult = NEW.id);
  END CASE;
  IF casus IS NOT NULL THEN
    SELECT c.client INTO child FROM koos.casus c WHERE c.id = casus;
  END IF;
  FOREACH child IN ARRAY children || child LOOP
    CONTINUE WHEN child IS NULL OR EXISTS (SELECT FROM koos.dossier_change d WHERE d.client = child AND d.on_day >= day);
    -- A child that goes just now, with all that hangs on it, is there no more.
    INSERT INTO koos.dossier_change (client, on_day) SELECT k.id, day FROM koos.client k WHERE k.id = child;
  END LOOP;
  RETURN NULL;
END
$$;
COMMENT ON FUNCTION koos.dossier_changed() IS 'Notes the day on which a dossier changed, by the way from what changed to the child';
-- What is not a change of the dossier has none: that somebody read it in an emergency, or was told that a day passed, what a norm makes of a date, a revision.
-- An appointment comes with its child, so what it is booked with needs no look of its own.
DO $$
DECLARE
  one record;
BEGIN
  FOR one IN SELECT * FROM (VALUES
    ('client', 'id', 'UPDATE OF name, birth_on, birth_precision, postcode, house, wijk, gender, language, interpreter, address_secret, bsn'),
    ('client_alias', 'client', 'INSERT OR UPDATE'), ('consent', 'client', 'INSERT OR UPDATE'), ('relation', 'client', 'INSERT OR UPDATE'),
    ('dossier_statement', 'client', 'INSERT OR UPDATE'), ('consult_identity', 'client', 'INSERT OR UPDATE'),
    ('casus', 'client', 'INSERT OR UPDATE OF client, status, urgency, referrer, wijk, consortium, regie, extended_reason, closed_at'),
    ('casus_question', 'casus', 'INSERT OR UPDATE'), ('casus_owner', 'casus', 'INSERT OR UPDATE'),
    ('casus_invitation', 'casus', 'INSERT OR UPDATE'), ('casus_note', 'casus', 'INSERT OR UPDATE'), ('casus_goal', 'casus', 'INSERT OR UPDATE'),
    ('casus_goal_review', 'goal', 'INSERT OR UPDATE'),
    ('casus_step', 'casus', 'INSERT OR UPDATE OF text, by_worker, by_team, due_on, goal, done_on, done_by'),
    ('casus_participant', 'casus', 'INSERT OR UPDATE'), ('traject', 'casus', 'INSERT OR UPDATE'), ('casus_arrangement', 'casus', 'INSERT OR UPDATE'),
    ('stay', 'casus', 'INSERT OR UPDATE'), ('group_place', 'casus', 'INSERT OR UPDATE'), ('proposal', 'casus', 'INSERT OR UPDATE'),
    ('proposal_agreement', 'proposal', 'INSERT OR UPDATE'),
    ('waiting_entry', 'casus', 'INSERT OR UPDATE OF casus, team, discipline, service, urgency, form, letter, registered_on, intake_on, start_on, removed_on,
      removal, prefers_worker, prefers_mode, language, next_contact_on, first_contact_on, urgency_review_on, override_rank, override_until_on'),
    ('waiting_fact', 'entry', 'INSERT OR UPDATE'), ('waiting_pause', 'entry', 'INSERT OR UPDATE'), ('waiting_bridge', 'entry', 'INSERT OR UPDATE'),
    ('offer', 'entry', 'INSERT OR UPDATE'),
    ('consult', 'asked', 'UPDATE OF state, convert, claimed_by, due_at, first_answer_at, closed_at, outcome, rating, casus'),
    ('consult_entry', 'consult', 'INSERT OR UPDATE'), ('consult_fact', 'consult', 'INSERT OR UPDATE'),
    ('appointment', 'meeting', 'UPDATE OF starts_at, ends_at, mode, status, place, room'), ('appointment_case', 'casus', 'INSERT OR UPDATE'),
    ('appointment_detail', 'appointment', 'UPDATE'), ('appointment_guest', 'appointment', 'UPDATE'), ('appointment_worker', 'appointment', 'UPDATE'),
    ('appointment_cancellation', 'appointment', 'INSERT OR UPDATE'), ('appointment_change', 'appointment', 'INSERT OR UPDATE')) AS t(name, way, events)
  LOOP
    EXECUTE format('CREATE TRIGGER dossier_changed AFTER %s ON koos.%I FOR EACH ROW EXECUTE FUNCTION koos.dossier_changed(%L)', one.events, one.name, one.way);
  END LOOP;
END
$$;
-- That somebody looked, if in an emergency, is told and changes nothing.
CREATE TRIGGER dossier_changed AFTER INSERT ON koos.casus_fact FOR EACH ROW WHEN (NEW.what <> 'emergency') EXECUTE FUNCTION koos.dossier_changed('casus');

CREATE FUNCTION koos.last_change(of_client integer) RETURNS date LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
  SELECT greatest((k.added_at AT TIME ZONE 'Europe/Amsterdam')::date, (SELECT max(d.on_day) FROM koos.dossier_change d WHERE d.client = k.id))
  FROM koos.client k WHERE k.id = of_client
$$;
COMMENT ON FUNCTION koos.last_change(integer) IS 'The day on which a dossier last changed';

CREATE FUNCTION koos.retention_due(before date, after_client integer, most integer) RETURNS TABLE (client integer, last_change date, keep_until date)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  teams CONSTANT integer[] := koos.overseen_teams();
BEGIN
  -- Whether one is overseen and when it changed is asked here, and not of the functions: many are looked through for a few.
  RETURN QUERY SELECT k.id, l.day, koos.keep_until(l.day) FROM koos.client k CROSS JOIN LATERAL (
    SELECT greatest((k.added_at AT TIME ZONE 'Europe/Amsterdam')::date, max(d.on_day)) AS day FROM koos.dossier_change d WHERE d.client = k.id) l
  -- What came later than 20 years ago changed later too, and needs no look.
  WHERE (after_client IS NULL OR k.id > after_client) AND k.added_at < koos.midnight((before - interval '20 years')::date + 1)
    AND (EXISTS (SELECT FROM koos.casus c JOIN koos.casus_owner o ON o.casus = c.id WHERE c.client = k.id AND o.team = ANY (teams))
      OR k.added_team = ANY (teams) AND NOT EXISTS (SELECT FROM koos.casus c WHERE c.client = k.id))
    AND koos.keep_until(l.day) < before
  ORDER BY k.id LIMIT most;
END
$$;
COMMENT ON FUNCTION koos.retention_due(date, integer, integer) IS
  'The dossiers that need be kept no longer some day before another, for a privacy officer over them, by number of the child';

CREATE FUNCTION koos.dossier_standing(of_client integer) RETURNS TABLE (oversees boolean, request text, keep_until date, is_due boolean, is_destroyed boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
  SELECT o.oversees, CASE WHEN o.oversees OR koos.leads_client(of_client) THEN (SELECT d.request FROM koos.destruction d WHERE d.client = of_client AND d.decision IS NULL) END,
    CASE WHEN o.oversees THEN koos.keep_until(koos.last_change(of_client)) END,
    CASE WHEN o.oversees THEN koos.keep_until(koos.last_change(of_client)) <= koos.today() END,
    EXISTS (SELECT FROM koos.destruction d WHERE d.client = of_client AND d.decision = 'granted' AND d.decided_by = koos.me())
      AND NOT EXISTS (SELECT FROM koos.client k WHERE k.id = of_client)
  FROM (SELECT koos.oversees_client(of_client) AS oversees) o
$$;
COMMENT ON FUNCTION koos.dossier_standing(integer) IS
  'How a dossier stands to who asks: whether overseen, who asks that it be destroyed, until when it is kept and whether that is over, whether it is destroyed';

CREATE FUNCTION koos.ask_destruction(of_client integer, of_request text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  IF NOT koos.leads_client(of_client) THEN
    RAISE EXCEPTION 'a lead of an owning team asks' USING ERRCODE = '42501';
  END IF;
  INSERT INTO koos.destruction (client, request, requested_by) VALUES (of_client, of_request, koos.me());
  INSERT INTO koos.event (topic, kind, thing, cause, what, worker)
  SELECT 'desk', 'client', of_client, 'review', 'destruction-requested', o.officer
  FROM koos.officers_over(ARRAY(SELECT koos.teams_of_client(of_client))) AS o(officer);
END
$$;
COMMENT ON FUNCTION koos.ask_destruction(integer, text) IS 'Keeps that a dossier is to be destroyed, for a lead of an owning team, and tells the privacy officers';

CREATE FUNCTION koos.refuse_destruction(of_client integer, why text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  IF NOT koos.oversees_client(of_client) THEN
    RAISE EXCEPTION 'a privacy officer decides' USING ERRCODE = '42501';
  END IF;
  UPDATE koos.destruction d SET decision = 'refused', decided_by = koos.me(), decided_at = koos.now(), reason = why
  WHERE d.client = of_client AND d.decision IS NULL;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'nobody asked' USING ERRCODE = '23514', CONSTRAINT = 'destruction_asked', TABLE = 'destruction', SCHEMA = 'koos';
  END IF;
  INSERT INTO koos.event (topic, kind, thing, cause, what, team)
  SELECT 'desk', 'client', of_client, 'review', 'destruction-refused', t.team FROM koos.teams_of_client(of_client) AS t(team);
END
$$;
COMMENT ON FUNCTION koos.refuse_destruction(integer, text) IS 'Decides, for a privacy officer over a dossier, that it is kept though somebody asked to destroy it, and tells its owners';

CREATE FUNCTION koos.forget_replies(of_client integer, after_at timestamptz) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  codes text;
BEGIN
  WITH casus AS (SELECT c.id FROM koos.casus c WHERE c.client = of_client)
  SELECT '"(' || string_agg(c.code, '|') || ')"' INTO codes FROM (
    SELECT 'J-' || of_client AS code
    UNION ALL SELECT 'J-' || l.number FROM koos.client_alias l WHERE l.client = of_client
    UNION ALL SELECT 'C-' || x.id FROM casus x
    UNION ALL SELECT 'T-' || t.id FROM koos.consent t WHERE t.client = of_client
    UNION ALL SELECT 'R-' || r.id FROM koos.relation r WHERE r.client = of_client
    UNION ALL SELECT 'W-' || w.id FROM casus x JOIN koos.waiting_entry w ON w.casus = x.id
    UNION ALL SELECT 'O-' || o.id FROM casus x JOIN koos.waiting_entry w ON w.casus = x.id JOIN koos.offer o ON o.entry = w.id
    UNION ALL SELECT 'P-' || p.id FROM casus x JOIN koos.proposal p ON p.casus = x.id
    UNION ALL SELECT 'N-' || n.id FROM casus x JOIN koos.casus_note n ON n.casus = x.id
    UNION ALL SELECT 'D-' || g.id FROM casus x JOIN koos.casus_goal g ON g.casus = x.id
    UNION ALL SELECT 'K-' || s.id FROM casus x JOIN koos.casus_step s ON s.casus = x.id
    UNION ALL SELECT 'B-' || b.id FROM casus x JOIN koos.casus_participant b ON b.casus = x.id
    UNION ALL SELECT 'H-' || t.id FROM casus x JOIN koos.traject t ON t.casus = x.id
    UNION ALL SELECT 'L-' || s.id FROM casus x JOIN koos.stay s ON s.casus = x.id
    UNION ALL SELECT 'E-' || e.id FROM casus x JOIN koos.casus_arrangement e ON e.casus = x.id) c;
  DELETE FROM koos.ledger l WHERE (after_at IS NULL OR l.at >= after_at) AND (l.reply ~ codes OR array_to_string(l.lines, ' ') ~ codes);
END
$$;
COMMENT ON FUNCTION koos.forget_replies(integer, timestamptz) IS 'Forgets the replies told once, since a time or ever, that hold a code of a dossier';

-- What the daemon's role cannot delete row by row it can destroy as a whole, and only so.
CREATE FUNCTION koos.destroy_dossier(of_client integer, why text DEFAULT NULL) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  fact koos.destruction;
  of_resource bigint;
  of_offer integer;
  cases integer[];
  alone integer[];
  held integer[];
  coming integer[];
  consults integer[];
BEGIN
  -- First: whether somebody asked, or a time is over, is no other's to know.
  IF NOT koos.oversees_client(of_client) THEN
    RAISE EXCEPTION 'a privacy officer decides' USING ERRCODE = '42501';
  END IF;
  SELECT d.* INTO fact FROM koos.destruction d WHERE d.client = of_client AND d.decision IS NULL FOR UPDATE;
  IF fact.id IS NULL AND coalesce(koos.keep_until(koos.last_change(of_client)) > koos.today(), true) THEN
    RAISE EXCEPTION 'nobody asked' USING ERRCODE = '23514', CONSTRAINT = 'destruction_asked', TABLE = 'destruction', SCHEMA = 'koos';
  END IF;
  -- Replies told once hold codes of the dossier: a command is then done anew, and finds nothing. All are looked through before
  -- anybody has to wait; those that come meanwhile are few, and looked through below.
  PERFORM koos.forget_replies(of_client, NULL);
  -- In the order of a booking: groups, all that is to come with the time it takes, the child's own time, cases, the child. Who gives
  -- a seat or makes an offer holds the case before the child's time: of such two at once one is broken off, and done again.
  PERFORM FROM koos.care_group g WHERE g.id IN (SELECT p.care_group FROM koos.group_place p WHERE p.client = of_client) ORDER BY g.id FOR NO KEY UPDATE;
  held := array(SELECT DISTINCT a.id FROM koos.casus c JOIN koos.appointment_case x ON x.casus = c.id JOIN koos.appointment a ON a.id = x.appointment
    WHERE c.client = of_client AND a.starts_at > koos.now() AND a.status IN ('voorstel', 'gepland', 'bevestigd'));
  PERFORM koos.lock_time(held, NULL, NULL);
  SELECT k.resource INTO of_resource FROM koos.client k WHERE k.id = of_client;
  PERFORM FROM koos.resource r WHERE r.id = of_resource FOR NO KEY UPDATE;
  -- A seat in a group goes to the next who waits, as does time held for this child, who may be the next itself.
  PERFORM koos.vacate(p.care_group, p.casus) FROM (SELECT p.care_group, p.casus FROM koos.group_place p WHERE p.client = of_client ORDER BY p.care_group) p;
  LOOP
    SELECT o.id INTO of_offer FROM koos.offer o JOIN koos.waiting_entry w ON w.id = o.entry JOIN koos.casus c ON c.id = w.casus
    WHERE c.client = of_client AND o.status = 'open' ORDER BY o.id LIMIT 1;
    EXIT WHEN NOT FOUND;
    PERFORM koos.end_offer(of_offer, 'withdrawn', NULL, true);
  END LOOP;
  cases := array(SELECT c.id FROM koos.casus c WHERE c.client = of_client ORDER BY c.id FOR UPDATE);
  PERFORM FROM koos.client k WHERE k.id = of_client FOR UPDATE;
  -- From here on nothing more can come to hang on the child or a case of it. What came while this waited is seen now: a change
  -- for which it is kept again, and what is to be locked first, for which all is done anew.
  IF fact.id IS NULL AND coalesce(koos.keep_until(koos.last_change(of_client)) > koos.today(), true) THEN
    RAISE EXCEPTION 'changed meanwhile' USING ERRCODE = '23514', CONSTRAINT = 'destruction_asked', TABLE = 'destruction', SCHEMA = 'koos';
  END IF;
  alone := array(SELECT m.appointment FROM koos.own_meetings(of_client) AS m(appointment));
  -- What is yet to come of this child alone is cancelled: nobody keeps time free for it.
  coming := array(SELECT a.id FROM koos.appointment a WHERE a.id = ANY (alone) AND a.starts_at > koos.now()
    AND a.status IN ('voorstel', 'gepland', 'bevestigd') ORDER BY a.id);
  IF NOT coming <@ held OR EXISTS (SELECT FROM koos.casus c WHERE c.client = of_client AND c.id <> ALL (cases))
    OR EXISTS (SELECT FROM koos.group_place p WHERE p.client = of_client)
    OR EXISTS (SELECT FROM koos.offer o JOIN koos.waiting_entry w ON w.id = o.entry WHERE w.casus = ANY (cases) AND o.status = 'open') THEN
    RAISE EXCEPTION 'more came to hang on it' USING ERRCODE = '40001';
  END IF;
  INSERT INTO koos.event (topic, kind, thing, cause, what, worker)
  SELECT 'desk', 'appointment', p.appointment, 'review', 'dossier-destroyed', p.worker FROM koos.appointment_worker p
  WHERE p.appointment = ANY (coming) ORDER BY p.appointment, p.worker;
  INSERT INTO koos.event (topic, kind, thing, cause) SELECT 'appointment', 'appointment', x.id, 'cancelled' FROM unnest(coming) AS x(id);
  UPDATE koos.appointment a SET status = 'afgezegd-aanbieder', held_until = NULL, sequence = a.sequence + 1, rev = a.rev + 1
  WHERE a.id = ANY (coming) AND a.status IN ('voorstel', 'gepland', 'bevestigd');
  DELETE FROM koos.occupied o WHERE o.appointment = ANY (coming);
  -- What took place with this child alone stays as the workers' and rooms' time and loses what it was about; what is of
  -- siblings stays for the others.
  DELETE FROM koos.appointment_detail d WHERE d.appointment = ANY (alone);
  DELETE FROM koos.formerly f WHERE f.kind = 'appointment_detail' AND f.thing = ANY (alone);
  DELETE FROM koos.appointment_guest g WHERE g.appointment = ANY (alone);
  DELETE FROM koos.appointment_cancellation n WHERE n.appointment = ANY (alone);
  DELETE FROM koos.appointment_change h WHERE h.appointment = ANY (alone);
  UPDATE koos.appointment a SET home_wijk = NULL, link = NULL WHERE a.id = ANY (alone);
  UPDATE koos.occupied o SET home_wijk = NULL WHERE o.appointment = ANY (alone);
  DELETE FROM koos.occupied o WHERE o.resource = of_resource;
  -- A consult stays as a figure; what was said in it was about this child, and what it grew into is gone.
  consults := array(SELECT q.id FROM koos.consult q WHERE q.casus = ANY (cases)
    UNION SELECT i.consult FROM koos.consult_identity i WHERE i.client = of_client);
  UPDATE koos.consult_entry e SET text = '…' WHERE e.consult = ANY (consults);
  UPDATE koos.consult_fact f SET detail = '{}' WHERE f.consult = ANY (consults);
  PERFORM koos.forget_replies(of_client, koos.now() - interval '1 hour');
  -- Whose it was learn that it is gone, and no code.
  INSERT INTO koos.event (topic, kind, thing, cause, what, team)
  SELECT 'desk', 'none', 0, 'review', 'dossier-destroyed', t.team FROM koos.teams_of_client(of_client) AS t(team);
  DELETE FROM koos.event e WHERE e.kind = 'client' AND e.thing = of_client OR e.kind IN ('case', 'invitation') AND e.thing = ANY (cases);
  DELETE FROM koos.access a WHERE a.kind = 'client' AND a.thing = of_client OR a.kind IN ('case', 'invitation') AND a.thing = ANY (cases);
  -- All else that bears the child or a case of it refers to them, and goes with them.
  DELETE FROM koos.client k WHERE k.id = of_client;
  DELETE FROM koos.resource r WHERE r.id = of_resource;
  -- Of what was decided before the fact stays, and not what was said of the child.
  UPDATE koos.destruction d SET reason = '…' WHERE d.client = of_client AND d.decision = 'refused';
  IF fact.id IS NULL THEN
    INSERT INTO koos.destruction (client, requested_by, decision, decided_by, decided_at, reason)
    VALUES (of_client, koos.me(), 'granted', koos.me(), koos.now(), 'retention');
  ELSE
    UPDATE koos.destruction d SET decision = 'granted', decided_by = koos.me(), decided_at = koos.now(), reason = why WHERE d.id = fact.id;
  END IF;
END
$$;
COMMENT ON FUNCTION koos.destroy_dossier(integer, text) IS
  'Destroys a dossier that was asked to be destroyed (Jeugdwet 7.3.9) or need be kept no longer, for a privacy officer over one of its owners: everything but the access log''s codes and the fact';

CREATE FUNCTION koos.own_meetings(of_client integer) RETURNS SETOF integer LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
  SELECT DISTINCT x.appointment FROM koos.casus c JOIN koos.appointment_case x ON x.casus = c.id
  WHERE c.client = of_client AND (koos.leads_client(of_client) OR koos.oversees_client(of_client)) AND NOT EXISTS (
    SELECT FROM koos.appointment_case y JOIN koos.casus d ON d.id = y.casus WHERE y.appointment = x.appointment AND d.client <> of_client)
$$;
COMMENT ON FUNCTION koos.own_meetings(integer) IS 'The appointments of a child in which no other child takes part, for who leads an owning team or oversees the child';

CREATE FUNCTION koos.dossier_elsewhere(of_client integer) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
  SELECT koos.leads_client(of_client) AND (
    EXISTS (SELECT FROM koos.casus c WHERE c.client = of_client AND NOT EXISTS (SELECT FROM koos.access a WHERE a.worker = koos.me() AND a.kind = 'case'
      AND a.thing = c.id AND a.via = 'owner' AND a.reads = 'all' AND a.from_at <= koos.now() AND koos.now() < a.until_at))
    OR EXISTS (SELECT FROM koos.consult_identity i WHERE i.client = of_client AND NOT EXISTS (SELECT FROM koos.access a WHERE a.worker = koos.me()
      AND a.kind = 'consult' AND a.thing = i.consult AND a.from_at <= koos.now() AND koos.now() < a.until_at)))
$$;
COMMENT ON FUNCTION koos.dossier_elsewhere(integer) IS
  'Whether teams the worker is not of keep more about a child, for a lead of an owning team who hands out what his own keep';

-- 14z. Figures: counted past row security, and told without small numbers -------------------------------------------------
--
-- Who gathers figures reads none of the cases behind them. So each answer is a cut from one fixed table, protected as a whole:
-- periods are whole months or quarters, a row is of a period or of one value of one dimension in it, a filter picks rows
-- and never counts anew. Dimensions are told beside each other and never crossed, so that what is known of one says nothing
-- of another; where a team is all there is in a wijk, the two are one place. Of a table so built three things can be taken: a number itself, what is left of a sum, and what one number
-- of a row leaves of the others; koos.kept_figures keeps what these would give back. Zero tells of nobody and is told.
-- A lead gets figures of the own team as they are: those cases are hers to read.

CREATE TYPE koos.figure AS (
  -- What is counted, where a report counts several things.
  tree text,
  -- The calendar year whose sum is told as well; null where none is.
  year text,
  -- The month or quarter; null: the year's own row.
  period text,
  -- What the row is of: the name and a value of one dimension; '' for all of the period.
  dim text,
  key text,
  -- How many there are, how many of them are each of several things, and what must not be small besides.
  base integer,
  parts integer[],
  checks integer[],
  -- What is about no child, and what is told with the parts.
  open numeric[],
  measures numeric[],
  -- What other reports leave of how many there are; null: nothing.
  gaps integer[]
);

CREATE FUNCTION koos.complemented(n integer[], kept boolean[], floors integer[]) RETURNS boolean[] LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  primaries constant boolean[] := kept;
  smallest integer;
BEGIN
  LOOP
    -- Of numbers that are kept is known how much each is at least, one or as many as it is made of, and what they are together:
    -- with three to spare none of them can be told. Of kept parts is known how many each row has of all: five others may
    -- bear what the row does not.
    IF (SELECT CASE WHEN NOT coalesce(bool_or(kept[i]), false) THEN true
          WHEN floors IS NULL THEN bool_and(NOT primaries[i] OR (SELECT coalesce(sum(n[j]), 0) FROM generate_subscripts(n, 1) j WHERE kept[j] AND j <> i) >= 5)
          ELSE count(*) FILTER (WHERE kept[i]) >= 2 AND sum(n[i]) FILTER (WHERE kept[i]) >= sum(floors[i]) FILTER (WHERE kept[i]) + 3 END
        FROM generate_subscripts(n, 1) i) THEN
      RETURN kept;
    END IF;
    -- The smallest goes with them, of equals the first.
    SELECT i INTO smallest FROM generate_subscripts(n, 1) i WHERE NOT kept[i] AND n[i] > 0 ORDER BY n[i], i LIMIT 1;
    IF smallest IS NULL THEN
      RETURN NULL;
    END IF;
    kept[smallest] := true;
  END LOOP;
END
$$;
COMMENT ON FUNCTION koos.complemented(integer[], boolean[], integer[]) IS
  'Which numbers of a sum that is told are kept besides those that must be, so that none of these can be reckoned back; null where even all are not enough, and the sum is kept too';

CREATE FUNCTION koos.is_small(n integer) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT n BETWEEN 1 AND 4 $$;
COMMENT ON FUNCTION koos.is_small(integer) IS 'Whether a number tells of single children';

CREATE FUNCTION koos.cut_of(bits integer, names text[]) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN names[1:2] = '{team,wijk}' AND bits >> (cardinality(names) - 2) = 0 THEN 'pair'
    ELSE coalesce((SELECT names[i] FROM generate_subscripts(names, 1) i WHERE bits & (1 << (cardinality(names) - i)) = 0 LIMIT 1), '') END
$$;
COMMENT ON FUNCTION koos.cut_of(integer, text[]) IS
  'What a grouping set is a cut by, of the bits grouping() has for these names: one of them, a pair of the first two, or nothing';

CREATE FUNCTION koos.places_of(f koos.figure[]) RETURNS TABLE (tree text, period text, dim text, key text, place text) LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  spans text[];
  teams text[];
  wijken text[];
  names text[];
  further text[];
BEGIN
  SELECT array_agg(x.tree || ' ' || x.period ORDER BY x.ordinality), array_agg(split_part(x.key, '/', 1) ORDER BY x.ordinality),
    array_agg(split_part(x.key, '/', 2) ORDER BY x.ordinality)
  INTO spans, teams, wijken FROM unnest(f) WITH ORDINALITY x WHERE x.dim = 'pair';
  names := teams;
  LOOP
    further := array(SELECT least(min(u.name) OVER (PARTITION BY u.span, u.team), min(u.name) OVER (PARTITION BY u.span, u.wijk))
      FROM unnest(spans, teams, wijken, names) WITH ORDINALITY u(span, team, wijk, name, n) ORDER BY u.n);
    EXIT WHEN further = names OR names IS NULL;
    names := further;
  END LOOP;
  RETURN QUERY SELECT DISTINCT split_part(u.span, ' ', 1), split_part(u.span, ' ', 2), v.dim, v.key, u.name
  FROM unnest(spans, teams, wijken, names) u(span, team, wijk, name) CROSS JOIN LATERAL (VALUES ('team', u.team), ('wijk', u.wijk)) v(dim, key);
END
$$;
COMMENT ON FUNCTION koos.places_of(koos.figure[]) IS
  'Which teams and wijken make the same sum, because nobody of the one is elsewhere than in the other: a team is all there is in its wijk, or two teams are';

CREATE FUNCTION koos.kept_figures(f koos.figure[]) RETURNS integer[] LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  -- The rows, and behind them the places; each with what it is part of, in which way of parting, and how deep that is.
  base integer[];
  above integer[];
  ways text[];
  depths integer[];
  -- The smallest first.
  ranks integer[];
  -- How many each must be at least, because of what it is made of.
  floors integer[];
  no_base boolean[];
  no_parts boolean[];
  -- What is kept though it is not small itself: then what it is made of is kept as well.
  bound_base boolean[];
  bound_parts boolean[];
  found boolean[];
  g record;
  i integer;
BEGIN
  WITH place AS MATERIALIZED (SELECT * FROM koos.places_of(f)), x AS MATERIALIZED (
    SELECT u.ordinality::integer AS id, u.tree, u.year, u.period, u.dim, u.key, u.base, u.parts || u.checks AS parts, u.gaps FROM unnest(f) WITH ORDINALITY u
  ), sum AS MATERIALIZED (
    SELECT cardinality(f) + row_number() OVER (ORDER BY p.tree, p.period, p.place)::integer AS id, p.tree, p.period, p.place, sum(x.base)::integer AS base
    FROM place p JOIN x ON x.tree = p.tree AND x.period = p.period AND x.dim = p.dim AND x.key = p.key WHERE p.dim = 'wijk' GROUP BY p.tree, p.period, p.place
  ), part AS (
    SELECT s.id, n.i, sum(x.parts[n.i])::integer AS value FROM sum s JOIN place p ON p.tree = s.tree AND p.period = s.period AND p.place = s.place AND p.dim = 'wijk'
    JOIN x ON x.tree = p.tree AND x.period = p.period AND x.dim = 'wijk' AND x.key = p.key CROSS JOIN LATERAL generate_subscripts(x.parts, 1) n(i) GROUP BY s.id, n.i
  ), node AS (
    SELECT x.id, x.base, CASE WHEN x.period IS NULL THEN 0 WHEN x.dim = '' THEN 1 WHEN s.id IS NOT NULL THEN 3 ELSE 2 END AS depth, x.dim AS way,
      coalesce(s.id, o.id, CASE WHEN x.dim = '' AND x.period IS NOT NULL THEN y.id END, 0) AS above, x.key,
      koos.is_small(x.base) OR EXISTS (SELECT FROM unnest(x.gaps) v WHERE koos.is_small(v)) AS no_base, EXISTS (SELECT FROM unnest(x.parts) v WHERE koos.is_small(v)) AS no_parts
    FROM x LEFT JOIN place p ON p.tree = x.tree AND p.period = x.period AND p.dim = x.dim AND p.key = x.key
    LEFT JOIN sum s ON s.tree = p.tree AND s.period = p.period AND s.place = p.place
    -- Of a month or quarter all there is, and of a year.
    LEFT JOIN x o ON o.tree = x.tree AND o.period = x.period AND o.dim = '' AND x.dim <> '' AND o.year IS NOT DISTINCT FROM x.year
    LEFT JOIN x y ON y.tree = x.tree AND y.period IS NULL AND y.dim = '' AND y.year IS NOT DISTINCT FROM x.year
    UNION ALL
    SELECT s.id, s.base, 2, 'place', o.id, NULL, koos.is_small(s.base), EXISTS (SELECT FROM part p WHERE p.id = s.id AND koos.is_small(p.value))
    FROM sum s LEFT JOIN x o ON o.tree = s.tree AND o.period = s.period AND o.dim = ''
  )
  SELECT array_agg(n.base ORDER BY n.id), array_agg(n.above ORDER BY n.id), array_agg(n.way ORDER BY n.id), array_agg(n.depth ORDER BY n.id),
    array_agg(n.no_base ORDER BY n.id), array_agg(n.no_base OR n.no_parts ORDER BY n.id), array_agg(false ORDER BY n.id),
    -- What a year has of something that is kept no quarter may tell.
    array_agg(n.depth = 0 AND n.no_parts ORDER BY n.id), array_agg(least(n.base, 1) ORDER BY n.id), array_agg(n.rank ORDER BY n.id)
  INTO base, above, ways, depths, no_base, no_parts, bound_base, bound_parts, floors, ranks
  FROM (SELECT n.*, row_number() OVER (ORDER BY n.base, n.key, n.id)::integer AS rank FROM node n) n;
  -- Upwards: what must be kept besides in each sum, and of which sums all must be.
  FOR g IN SELECT above[n] AS above, array_agg(n ORDER BY ranks[n]) AS ids, array_agg(base[n] ORDER BY ranks[n]) AS sizes
      FROM generate_subscripts(base, 1) n WHERE above[n] > 0 AND ways[n] <> 'pair' GROUP BY above[n], ways[n], depths[n] ORDER BY depths[n] DESC, above[n], ways[n]
  LOOP
    found := koos.complemented(g.sizes, array(SELECT no_base[n] FROM unnest(g.ids) WITH ORDINALITY u(n, o) ORDER BY o),
      array(SELECT floors[n] FROM unnest(g.ids) WITH ORDINALITY u(n, o) ORDER BY o));
    IF found IS NULL THEN
      bound_base[g.above] := bound_base[g.above] OR NOT no_base[g.above];
      no_base[g.above] := true;
      no_parts[g.above] := true;
    END IF;
    FOR i IN 1 .. cardinality(g.ids) LOOP
      IF NOT no_base[g.ids[i]] AND g.sizes[i] > 0 AND coalesce(found[i], true) THEN
        no_base[g.ids[i]] := true;
        bound_base[g.ids[i]] := true;
      END IF;
      no_parts[g.ids[i]] := no_parts[g.ids[i]] OR no_base[g.ids[i]];
    END LOOP;
    -- Of a sum that is kept all that it is made of is kept as well.
    floors[g.above] := greatest(floors[g.above], (SELECT sum(floors[n]) FROM unnest(g.ids) n));
    found := koos.complemented(g.sizes, array(SELECT no_parts[n] FROM unnest(g.ids) WITH ORDINALITY u(n, o) ORDER BY o), NULL);
    IF found IS NULL THEN
      bound_parts[g.above] := bound_parts[g.above] OR NOT no_parts[g.above];
      no_parts[g.above] := true;
    END IF;
    FOR i IN 1 .. cardinality(g.ids) LOOP
      IF NOT no_parts[g.ids[i]] AND g.sizes[i] > 0 AND coalesce(found[i], true) THEN
        no_parts[g.ids[i]] := true;
        bound_parts[g.ids[i]] := true;
      END IF;
    END LOOP;
  END LOOP;
  -- Downwards: what a bound sum is made of.
  FOR i IN SELECT n FROM generate_subscripts(base, 1) n WHERE above[n] > 0 ORDER BY depths[n] LOOP
    IF bound_base[above[i]] THEN
      no_base[i] := true;
      bound_base[i] := true;
    END IF;
    IF bound_base[above[i]] OR bound_parts[above[i]] THEN
      no_parts[i] := true;
      bound_parts[i] := true;
    END IF;
  END LOOP;
  RETURN array(SELECT CASE WHEN no_base[n] THEN 0 WHEN no_parts[n] THEN 1 ELSE 2 END FROM generate_subscripts(f, 1) n ORDER BY n);
END
$$;
COMMENT ON FUNCTION koos.kept_figures(koos.figure[]) IS
  'What of each row may be told to who reads none of the cases: 0 nothing, 1 how many there are, 2 all';

CREATE FUNCTION koos.told_figures(f koos.figure[], groups integer[]) RETURNS integer[] LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  masks integer[] := array_fill(0, ARRAY[cardinality(f)]);
  kept integer[];
  g integer;
BEGIN
  FOR g IN 1 .. coalesce((SELECT max(u) FROM unnest(groups) u), 1) LOOP
    kept := koos.kept_figures(array(SELECT ROW(x.tree, x.year, x.period, x.dim, x.key, x.base,
        array(SELECT v.n FROM unnest(x.parts || x.checks) WITH ORDINALITY v(n, place) WHERE coalesce(groups[v.place], 1) = g ORDER BY v.place), '{}', '{}', '{}', x.gaps)::koos.figure
      FROM unnest(f) WITH ORDINALITY x ORDER BY x.ordinality));
    masks := array(SELECT masks[i] | CASE kept[i] WHEN 0 THEN 0 WHEN 1 THEN 1 ELSE 1 | (1 << g) END FROM generate_subscripts(f, 1) i ORDER BY i);
  END LOOP;
  RETURN masks;
END
$$;
COMMENT ON FUNCTION koos.told_figures(koos.figure[], integer[]) IS
  'What of each row may be told, as bits: the first of how many there are, the others each of a group of parts, where no sum makes one group of another; groups of the parts, then of the checks, in their order, one where they are null';

CREATE FUNCTION koos.told_shares(n integer[], sum_is_told boolean) RETURNS integer[] LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  places integer[] := array(SELECT i FROM generate_subscripts(n, 1) i ORDER BY n[i], i);
  kept boolean[] := koos.complemented(array(SELECT n[p] FROM unnest(places) WITH ORDINALITY u(p, o) ORDER BY o),
    array(SELECT koos.is_small(n[p]) FROM unnest(places) WITH ORDINALITY u(p, o) ORDER BY o), array_fill(1, ARRAY[cardinality(n)]));
BEGIN
  RETURN CASE WHEN kept IS NOT NULL AND sum_is_told THEN
    array(SELECT CASE WHEN NOT kept[array_position(places, i)] THEN n[i] END FROM generate_subscripts(n, 1) i ORDER BY i) END;
END
$$;
COMMENT ON FUNCTION koos.told_shares(integer[], boolean) IS 'Shares of a sum without those that are kept; null where all are, and the sum';

CREATE FUNCTION koos.report_scope(grain text, of_from date, of_to date, of_team text)
  RETURNS TABLE (teams integer[], is_told boolean, from_on date, to_on date, whole_from date, whole_to date) LANGUAGE sql STABLE AS $$
  SELECT w.teams, w.is_told, p.from_on, p.to_on,
    CASE WHEN w.is_told THEN p.from_on ELSE date_trunc('year', p.from_on::timestamp)::date END,
    CASE WHEN w.is_told THEN p.to_on ELSE (date_trunc('year', (p.to_on - 1)::timestamp) + interval '1 year')::date END
  FROM (SELECT l.team IS NOT NULL OR NOT r.reports AS is_told,
      CASE WHEN l.team IS NOT NULL THEN ARRAY[l.team] WHEN r.reports THEN r.teams WHEN of_team IS NULL THEN koos.led_teams() ELSE '{}' END AS teams
    FROM (SELECT (SELECT t.id FROM koos.team t WHERE t.slug = of_team AND t.id = ANY (koos.led_teams())) AS team) l
    CROSS JOIN (SELECT EXISTS (SELECT FROM koos.member m WHERE m.worker = koos.me() AND m.role = 'reporter' AND m.from_on <= koos.today()
      AND koos.today() < m.until_on) AS reports, array(SELECT t.id FROM koos.team t WHERE koos.reports_on(t.organisation) ORDER BY t.id) AS teams) r) w
  CROSS JOIN LATERAL (SELECT CASE WHEN w.is_told THEN of_from ELSE date_trunc(grain, of_from::timestamp)::date END AS from_on,
    CASE WHEN w.is_told THEN of_to ELSE (date_trunc(grain, (of_to - 1)::timestamp) + CASE grain WHEN 'month' THEN interval '1 month' ELSE interval '3 months' END)::date END AS to_on) p
  -- Ten years at most, and no endless ones.
  WHERE of_to - of_from BETWEEN 1 AND 3660
$$;
COMMENT ON FUNCTION koos.report_scope(text, date, date, text) IS
  'The teams whose figures the worker of this transaction may ask, whether as they are (a lead''s own) or without small numbers (a reporter''s), and for which days: a reporter gets whole months or quarters, reckoned within whole years';

CREATE FUNCTION koos.report_periods(grain text, of_from date, of_to date)
  RETURNS TABLE (name text, from_on date, to_on date) LANGUAGE sql STABLE AS $$
  SELECT to_char(p, g.name), greatest(p::date, of_from), least((p + g.step)::date, of_to)
  FROM (VALUES ('month', 'YYYY-MM', interval '1 month'), ('quarter', 'YYYY"-Q"Q', interval '3 months'), ('year', 'YYYY', interval '1 year')) g(grain, name, step)
  CROSS JOIN generate_series(date_trunc(grain, of_from::timestamp), (of_to - 1)::timestamp, g.step) p WHERE g.grain = $1
$$;
COMMENT ON FUNCTION koos.report_periods(text, date, date) IS 'The calendar months, quarters or years of some days, each as far as it lies in them';

CREATE FUNCTION koos.report_rows(f koos.figure[], is_told boolean, of_periods text[], tree_name text, trees text[], dims text[], figures text[], groups integer[],
  counts integer, of_team text, of_wijk text) RETURNS SETOF json LANGUAGE plpgsql STABLE AS $$
DECLARE
  shown integer[] := CASE WHEN NOT is_told THEN koos.told_figures(f, groups) END;
BEGIN
  RETURN QUERY SELECT ('{"period":' || to_json(p.period) || CASE WHEN tree_name <> '' THEN ',"' || tree_name || '":' || to_json(p.tree) ELSE '' END
    || (SELECT string_agg(',"' || d.name || '":' || CASE WHEN d.name = r.dim THEN to_json(r.key)::text ELSE 'null' END, '' ORDER BY d.place)
      FROM unnest(dims) WITH ORDINALITY d(name, place))
    -- A figure without a name is for others to tell.
    || (SELECT string_agg(',"' || n.name || '":' || coalesce(v.value::text, 'null'), '' ORDER BY n.place)
      FROM unnest(figures) WITH ORDINALITY n(name, place)
      LEFT JOIN unnest(CASE WHEN r.base IS NULL THEN array_fill(0::numeric, ARRAY[counts]) ELSE
          CASE WHEN r.shown & 1 > 0 THEN ARRAY[r.base]::numeric[] ELSE ARRAY[NULL]::numeric[] END
          || array(SELECT CASE WHEN r.shown & (1 << coalesce(groups[u.place], 1)) > 0 THEN u.n END FROM unnest(r.parts) WITH ORDINALITY u(n, place) ORDER BY u.place)::numeric[]
          || r.open || CASE WHEN r.shown & 2 > 0 THEN r.measures ELSE array_fill(NULL::numeric, ARRAY[cardinality(r.measures)]) END END)
        WITH ORDINALITY v(value, place) ON v.place = n.place)
    || '}')::json
  FROM (SELECT q.period, q.place, t.tree, t.place AS tree_place FROM unnest(of_periods) WITH ORDINALITY q(period, place)
    CROSS JOIN unnest(trees) WITH ORDINALITY t(tree, place)) p
  -- A period in which there was nothing has a row that says so.
  LEFT JOIN (SELECT x.*, CASE WHEN is_told THEN -1 ELSE shown[x.ordinality] END AS shown FROM unnest(f) WITH ORDINALITY x) r
    ON r.tree = p.tree AND r.period = p.period
  WHERE (coalesce(r.dim, '') = '' OR r.dim = ANY (dims)) AND (is_told OR CASE WHEN of_team IS NOT NULL AND of_wijk IS NOT NULL THEN false
    WHEN of_team IS NOT NULL THEN r.dim = 'team' AND r.key = of_team WHEN of_wijk IS NOT NULL THEN r.dim = 'wijk' AND r.key = of_wijk ELSE true END)
  ORDER BY p.place, p.tree_place, array_position(dims, r.dim) NULLS FIRST, r.key;
END
$$;
COMMENT ON FUNCTION koos.report_rows(koos.figure[], boolean, text[], text, text[], text[], text[], integer[], integer, text, text) IS
  'The rows of a report, in order, each an object; without what is kept where the figures are not told as they are';

-- What was known at a time: facts by their second time, other rows by the first state that was superseded after it.

CREATE FUNCTION koos.former(of_kind text, known_at timestamptz) RETURNS TABLE (thing integer, state jsonb) LANGUAGE sql STABLE AS $$
  SELECT DISTINCT ON (f.thing) f.thing, f.state FROM koos.formerly f WHERE f.kind = of_kind AND f.superseded_at > known_at
  ORDER BY f.thing, f.superseded_at, f.number
$$;
COMMENT ON FUNCTION koos.former(text, timestamptz) IS 'Rows of a table that are known otherwise since a time, as they were known at it';

CREATE FUNCTION koos.members_known(known_at timestamptz) RETURNS SETOF koos.member LANGUAGE sql STABLE AS $$
  SELECT k.* FROM koos.member m LEFT JOIN koos.former('member', known_at) f ON f.thing = m.id
  CROSS JOIN LATERAL jsonb_populate_record(m, coalesce(f.state, '{}')) k WHERE m.recorded_at <= known_at
$$;
COMMENT ON FUNCTION koos.members_known(timestamptz) IS 'Roles as they were known at a time';

CREATE FUNCTION koos.appointments_known(known_at timestamptz, from_at timestamptz, to_at timestamptz)
  RETURNS TABLE (id integer, starts_at timestamptz, ends_at timestamptz, mode text, status text) LANGUAGE sql STABLE AS $$
  SELECT a.id, a.starts_at, a.ends_at, a.mode, a.status FROM koos.appointment a
  WHERE a.starts_at >= from_at AND a.starts_at < to_at AND a.booked_at <= known_at
    AND NOT EXISTS (SELECT FROM koos.formerly f WHERE f.kind = 'appointment' AND f.superseded_at > known_at AND f.thing = a.id)
  UNION ALL
  SELECT s.id, s.starts_at, s.ends_at, s.mode, s.status FROM koos.former('appointment', known_at) f
  CROSS JOIN LATERAL jsonb_populate_record(NULL::koos.appointment, f.state) s
  WHERE s.starts_at >= from_at AND s.starts_at < to_at AND s.booked_at <= known_at
$$;
COMMENT ON FUNCTION koos.appointments_known(timestamptz, timestamptz, timestamptz) IS 'Appointments that start in a span, as that was known at a time';

CREATE FUNCTION koos.case_spans(known_at timestamptz) RETURNS TABLE (casus integer, from_at timestamptz, to_at timestamptz) LANGUAGE sql STABLE AS $$
  SELECT s.casus, s.occurred_at, coalesce(s.next_at, 'infinity') FROM (
    SELECT f.casus, f.what, f.occurred_at, lead(f.occurred_at) OVER (PARTITION BY f.casus ORDER BY f.occurred_at, f.recorded_at, f.number) AS next_at
    FROM koos.casus_fact f WHERE f.what IN ('opened', 'closed', 'reopened') AND f.recorded_at <= known_at) s
  WHERE s.what <> 'closed'
$$;
COMMENT ON FUNCTION koos.case_spans(timestamptz) IS 'When each case was open, as known at a time';

CREATE FUNCTION koos.owner_spans(known_at timestamptz)
  RETURNS TABLE (casus integer, team integer, from_at timestamptz, to_at timestamptz, ended_by text) LANGUAGE sql STABLE AS $$
  SELECT s.casus, s.team, s.occurred_at, coalesce(s.next_at, 'infinity'), s.next_what FROM (
    SELECT f.casus, f.team, f.what, f.occurred_at, lead(f.occurred_at) OVER w AS next_at, lead(f.what) OVER w AS next_what
    FROM koos.casus_fact f WHERE f.what IN ('owner', 'accepted', 'left', 'removed') AND f.recorded_at <= known_at AND f.team IS NOT NULL
      AND (f.what <> 'accepted' OR f.detail ->> 'role' IS DISTINCT FROM 'consulted')
    WINDOW w AS (PARTITION BY f.casus, f.team ORDER BY f.occurred_at, f.recorded_at, f.number)) s
  WHERE s.what IN ('owner', 'accepted')
$$;
COMMENT ON FUNCTION koos.owner_spans(timestamptz) IS 'When each team owned a case, as known at a time, and what ended that';

CREATE FUNCTION koos.wijk_spans(known_at timestamptz) RETURNS TABLE (casus integer, wijk text, from_at timestamptz, to_at timestamptz) LANGUAGE sql STABLE AS $$
  SELECT f.casus, coalesce(f.detail ->> 'to', f.detail ->> 'wijk'), f.occurred_at,
    coalesce(lead(f.occurred_at) OVER (PARTITION BY f.casus ORDER BY f.occurred_at, f.recorded_at, f.number), 'infinity')
  FROM koos.casus_fact f WHERE f.what IN ('opened', 'moved') AND f.recorded_at <= known_at AND coalesce(f.detail ->> 'to', f.detail ->> 'wijk') IS NOT NULL
$$;
COMMENT ON FUNCTION koos.wijk_spans(timestamptz) IS 'In which wijk each case was when, as known at a time';

CREATE FUNCTION koos.cases_known(known_at timestamptz) RETURNS TABLE (casus integer, client integer, birth_on date, urgency text, referrer text)
  LANGUAGE sql STABLE AS $$
  SELECT c.id, n.client, coalesce((b.state ->> 'birth_on')::date, k.birth_on, l.birth_on), coalesce(f.state ->> 'urgency', c.urgency),
    coalesce(f.state ->> 'referrer', c.referrer)
  FROM koos.casus c LEFT JOIN koos.former('casus', known_at) f ON f.thing = c.id
  CROSS JOIN LATERAL (SELECT coalesce((f.state ->> 'client')::integer, c.client) AS client) n
  LEFT JOIN koos.client k ON k.id = n.client LEFT JOIN koos.client_alias l ON l.number = n.client
  LEFT JOIN koos.former('client', known_at) b ON b.thing = n.client
$$;
COMMENT ON FUNCTION koos.cases_known(timestamptz) IS
  'Whose each case was, when that child was born, its urgency and referrer, as known at a time; also of cases not known by then';

CREATE FUNCTION koos.held_cases(known_at timestamptz, of_teams integer[], of_wijk text) RETURNS TABLE (casus integer, team text, wijk text,
  client integer, birth_on date, urgency text, referrer text, from_at timestamptz, to_at timestamptz) LANGUAGE sql STABLE AS $$
  SELECT o.casus, t.slug, p.wijk, k.client, k.birth_on, k.urgency, k.referrer, p.from_at, p.to_at
  FROM koos.owner_spans(known_at) o JOIN koos.team t ON t.id = o.team JOIN koos.case_spans(known_at) s ON s.casus = o.casus
  JOIN koos.wijk_spans(known_at) w ON w.casus = o.casus JOIN koos.cases_known(known_at) k ON k.casus = o.casus
  CROSS JOIN LATERAL (SELECT w.wijk, greatest(o.from_at, s.from_at, w.from_at) AS from_at, least(o.to_at, s.to_at, w.to_at) AS to_at) p
  WHERE o.team = ANY (of_teams) AND p.from_at < p.to_at AND (of_wijk IS NULL OR w.wijk = of_wijk)
$$;
COMMENT ON FUNCTION koos.held_cases(timestamptz, integer[], text) IS
  'Open cases of teams: a row for each span in which one was open, of one of the teams and in one wijk, as known at a time';

CREATE FUNCTION koos.last_moment(to_on date, known_at timestamptz) RETURNS timestamptz LANGUAGE sql STABLE AS
$$ SELECT least(koos.midnight(to_on) - interval '1 second', known_at) $$;
COMMENT ON FUNCTION koos.last_moment(date, timestamptz) IS 'The last second before a day, or of what was known where that is earlier';

-- Consults ---------------------------------------------------------------------------------------------------------------

CREATE FUNCTION koos.consult_figures(known_at timestamptz, of_teams integer[], is_told boolean, of_wijk text, from_on date, to_on date)
  RETURNS koos.figure[] LANGUAGE sql STABLE AS $$
  WITH facts AS (
    SELECT f.consult, min(f.occurred_at) FILTER (WHERE f.what = 'answered') AS answered_at,
      (array_agg(f.what ORDER BY f.number DESC) FILTER (WHERE f.what NOT IN ('authorised', 'identified', 'reassigned')))[1] AS last,
      (array_agg(f.detail ->> 'outcome' ORDER BY f.number DESC) FILTER (WHERE f.what = 'closed'))[1] AS outcome
    FROM koos.consult_fact f WHERE f.recorded_at <= known_at GROUP BY f.consult
  ), due AS (
    -- The day first promised: a further question moves it.
    SELECT DISTINCT ON (f.thing) f.thing, (f.state ->> 'due_at')::timestamptz AS due_at FROM koos.formerly f WHERE f.kind = 'consult' ORDER BY f.thing, f.number
  ), u AS (
    SELECT to_char(q.asked_at AT TIME ZONE 'Europe/Amsterdam', 'YYYY') AS year, to_char(q.asked_at AT TIME ZONE 'Europe/Amsterdam', 'YYYY"-Q"Q') AS period,
      t.slug AS team, q.wijk, q.discipline, coalesce(q.age_band, '') AS age, f.answered_at IS NOT NULL AS answered,
      f.answered_at <= coalesce(d.due_at, q.due_at) AS in_time, floor(extract(epoch FROM f.answered_at - q.asked_at) / 60)::integer AS minutes,
      CASE f.last WHEN 'closed' THEN coalesce(f.outcome, q.outcome, 'running') WHEN 'converted' THEN 'joint-case' WHEN 'declined' THEN 'declined'
        WHEN 'withdrawn' THEN 'withdrawn' ELSE 'running' END AS outcome
    FROM koos.consult q JOIN facts f ON f.consult = q.id JOIN koos.team t ON t.id = q.team LEFT JOIN due d ON d.thing = q.id
    WHERE q.team = ANY (of_teams) AND q.asked_at >= koos.midnight(from_on) AND q.asked_at < koos.midnight(to_on) AND (of_wijk IS NULL OR q.wijk = of_wijk)
  ), r AS (
    SELECT u.year, u.period, koos.cut_of(grouping(u.team, u.wijk, u.discipline), '{team,wijk,discipline}') AS dim,
      coalesce(u.team || '/' || u.wijk, u.team, u.wijk, u.discipline, '') AS key, count(*) AS n,
      ARRAY[count(*) FILTER (WHERE u.answered), count(*) FILTER (WHERE u.in_time), count(*) FILTER (WHERE NOT u.in_time),
        count(*) FILTER (WHERE u.outcome = 'advice-enough'), count(*) FILTER (WHERE u.outcome = 'joint-case'),
        count(*) FILTER (WHERE u.outcome = 'referral-advised'), count(*) FILTER (WHERE u.outcome = 'other-service'),
        count(*) FILTER (WHERE u.outcome = 'declined'), count(*) FILTER (WHERE u.outcome = 'withdrawn'), count(*) FILTER (WHERE u.outcome = 'running'),
        count(*) FILTER (WHERE u.age = '0-3'), count(*) FILTER (WHERE u.age = '4-11'), count(*) FILTER (WHERE u.age = '12-17'),
        count(*) FILTER (WHERE u.age = '')] AS parts,
      count(*) FILTER (WHERE NOT u.answered) AS unanswered,
      percentile_disc(ARRAY[0.5, 0.9]) WITHIN GROUP (ORDER BY u.minutes) AS minutes
    FROM u GROUP BY GROUPING SETS ((u.year), (u.year, u.period), (u.year, u.period, u.team), (u.year, u.period, u.wijk), (u.year, u.period, u.team, u.wijk), (u.year, u.period, u.discipline))
  )
  SELECT coalesce(array_agg(ROW('', r.year, r.period, r.dim, r.key, r.n, r.parts, ARRAY[r.unanswered], '{}',
    CASE WHEN is_told OR r.parts[1] >= 5 THEN coalesce(r.minutes, '{}') ELSE '{}' END, NULL)::koos.figure), '{}') FROM r
$$;
COMMENT ON FUNCTION koos.consult_figures(timestamptz, integer[], boolean, text, date, date) IS
  'Consults asked of teams, by the quarter they were asked in, with what became of them as known at a time';

-- Appointments: modes and no-shows -----------------------------------------------------------------------------------------

CREATE FUNCTION koos.appointment_cases(known_at timestamptz) RETURNS TABLE (appointment integer, casus integer) LANGUAGE sql STABLE AS $$
  SELECT x.appointment, x.casus FROM koos.appointment_case x WHERE x.joined_at IS NULL OR x.joined_at <= known_at
  UNION ALL
  SELECT f.thing, f.casus FROM koos.formerly f WHERE f.kind = 'appointment_case' AND f.superseded_at > known_at
    AND ((f.state ->> 'joined_at') IS NULL OR (f.state ->> 'joined_at')::timestamptz <= known_at)
$$;
COMMENT ON FUNCTION koos.appointment_cases(timestamptz) IS 'The cases appointments are for, as known at a time; a child that left its group and came back may be there twice';

CREATE FUNCTION koos.held_appointments(known_at timestamptz, of_teams integer[], from_on date, to_on date, of_wijk text) RETURNS TABLE (id integer,
  starts_at timestamptz, ends_at timestamptz, mode text, status text, year text, period text, team integer, slug text, wijk text) LANGUAGE sql STABLE AS $$
  SELECT DISTINCT ON (a.id) a.id, a.starts_at, a.ends_at, a.mode, a.status, to_char(a.starts_at AT TIME ZONE 'Europe/Amsterdam', 'YYYY'),
    to_char(a.starts_at AT TIME ZONE 'Europe/Amsterdam', 'YYYY-MM'), o.team, t.slug, w.wijk
  FROM koos.appointments_known(known_at, koos.midnight(from_on), koos.midnight(to_on)) a JOIN koos.appointment_cases(known_at) x ON x.appointment = a.id
  JOIN koos.owner_spans(known_at) o ON o.casus = x.casus AND o.team = ANY (of_teams) AND o.from_at <= a.starts_at AND a.starts_at < o.to_at
  JOIN koos.team t ON t.id = o.team
  JOIN koos.wijk_spans(known_at) w ON w.casus = x.casus AND w.from_at <= a.starts_at AND a.starts_at < w.to_at
  WHERE of_wijk IS NULL OR w.wijk = of_wijk
  ORDER BY a.id, o.from_at, x.casus, t.slug
$$;
COMMENT ON FUNCTION koos.held_appointments(timestamptz, integer[], date, date, text) IS
  'Appointments for cases of teams, as known at a time, each once: with the first of the teams to own the case';

CREATE FUNCTION koos.mode_figures(known_at timestamptz, of_teams integer[], of_wijk text, from_on date, to_on date)
  RETURNS koos.figure[] LANGUAGE sql STABLE AS $$
  WITH r AS (
    SELECT a.year, a.period, koos.cut_of(grouping(a.slug, a.wijk), '{team,wijk}') AS dim,
      coalesce(a.slug || '/' || a.wijk, a.slug, a.wijk, '') AS key, count(*) AS n,
      ARRAY[count(*) FILTER (WHERE a.mode = 'on-site'), count(*) FILTER (WHERE a.mode = 'online'), count(*) FILTER (WHERE a.mode = 'phone'),
        count(*) FILTER (WHERE a.mode = 'hybrid')] AS parts
    FROM koos.held_appointments(known_at, of_teams, from_on, to_on, of_wijk) a WHERE a.status IN ('gepland', 'bevestigd', 'gerealiseerd', 'no-show')
    GROUP BY GROUPING SETS ((a.year), (a.year, a.period), (a.year, a.period, a.slug), (a.year, a.period, a.wijk), (a.year, a.period, a.slug, a.wijk))
  )
  SELECT coalesce(array_agg(ROW('', r.year, r.period, r.dim, r.key, r.n, r.parts, '{}', '{}', '{}', NULL)::koos.figure), '{}') FROM r
$$;
COMMENT ON FUNCTION koos.mode_figures(timestamptz, integer[], text, date, date) IS 'Appointments that were not cancelled, by month and mode';

CREATE FUNCTION koos.no_show_figures(known_at timestamptz, of_teams integer[], of_wijk text, from_on date, to_on date)
  RETURNS koos.figure[] LANGUAGE sql STABLE AS $$
  WITH late AS MATERIALIZED (
    SELECT t.team, koos.setting('appointment.late-counts-as-no-show', t.team) = 'yes' AS counts FROM unnest(of_teams) AS t(team)
  ), u AS (
    SELECT a.period, a.slug AS team, a.wijk, a.mode, coalesce(f.state ->> 'type', d.type, 'overig') AS type,
      CASE WHEN a.status = 'afgezegd-client' AND c.late AND l.counts THEN 'no-show' ELSE a.status END AS status,
      a.status IN ('gerealiseerd', 'no-show') AS is_held
    FROM koos.held_appointments(known_at, of_teams, from_on, to_on, of_wijk) a JOIN late l ON l.team = a.team
    LEFT JOIN koos.appointment_detail d ON d.appointment = a.id LEFT JOIN koos.former('appointment_detail', known_at) f ON f.thing = a.id
    LEFT JOIN koos.appointment_cancellation c ON c.appointment = a.id
    WHERE a.status IN ('gerealiseerd', 'no-show', 'afgezegd-client', 'afgezegd-aanbieder')
  ), r AS (
    SELECT u.period, koos.cut_of(grouping(u.team, u.wijk, u.mode, u.type), '{team,wijk,mode,type}') AS dim, coalesce(u.team || '/' || u.wijk, u.team, u.wijk, u.mode, u.type, '') AS key, count(*) AS n,
      count(*) FILTER (WHERE u.status = 'gerealiseerd') AS realised, count(*) FILTER (WHERE u.status = 'no-show') AS missed,
      count(*) FILTER (WHERE u.status = 'afgezegd-client') AS client, count(*) FILTER (WHERE u.status = 'afgezegd-aanbieder') AS provider,
      count(*) FILTER (WHERE u.is_held) AS held
    FROM u GROUP BY GROUPING SETS ((u.period), (u.period, u.team), (u.period, u.wijk), (u.period, u.team, u.wijk), (u.period, u.mode), (u.period, u.type))
  )
  SELECT array_agg(ROW('', NULL, r.period, r.dim, r.key, r.n, ARRAY[r.realised, r.missed, r.client, r.provider], '{}', '{}',
    ARRAY[round(100.0 * r.missed / nullif(r.realised + r.missed, 0), 1)], ARRAY[r.n - r.held])::koos.figure) FROM r
$$;
COMMENT ON FUNCTION koos.no_show_figures(timestamptz, integer[], text, date, date) IS 'What became of appointments, by month: a late cancellation counts as one where the setting of the team says so';

-- Cases: caseload, ownership, continuity, urgency, eighteen -----------------------------------------------------------------

CREATE FUNCTION koos.professionals(known_at timestamptz, of_teams integer[], of_day date)
  RETURNS TABLE (worker integer, login text, team text, discipline text, hours numeric) LANGUAGE sql STABLE AS $$
  SELECT DISTINCT w.id, w.login, t.slug, CASE WHEN f.thing IS NULL THEN w.discipline ELSE f.state ->> 'discipline' END,
    CASE WHEN f.thing IS NULL THEN w.hours ELSE (f.state ->> 'hours')::numeric END
  FROM koos.members_known(known_at) m JOIN koos.team t ON t.id = m.team JOIN koos.worker w ON w.id = m.worker
  LEFT JOIN koos.former('worker', known_at) f ON f.thing = w.id
  WHERE m.team = ANY (of_teams) AND m.role IN ('lead', 'specialist', 'gezinswerker') AND m.from_on <= of_day AND of_day < m.until_on
    AND coalesce(w.disabled_at > least(known_at, koos.midnight(of_day + 1)), true)
$$;
COMMENT ON FUNCTION koos.professionals(timestamptz, integer[], date) IS
  'Who worked in teams on a day as lead, specialist or gezinswerker, as known at a time; a row a team';

CREATE FUNCTION koos.regie_spans(known_at timestamptz)
  RETURNS TABLE (casus integer, worker text, before text, from_at timestamptz, to_at timestamptz) LANGUAGE sql STABLE AS $$
  SELECT f.casus, k.login, lag(k.login) OVER w, f.occurred_at, coalesce(lead(f.occurred_at) OVER w, 'infinity')
  -- A fact keeps the login of then; figures are of people, by their login of now.
  FROM koos.casus_fact f JOIN koos.login l ON l.login = coalesce(f.detail ->> 'to', f.detail ->> 'worker') JOIN koos.worker k ON k.id = l.worker
  WHERE f.what = 'regie' AND f.recorded_at <= known_at
  WINDOW w AS (PARTITION BY f.casus ORDER BY f.occurred_at, f.recorded_at, f.number)
$$;
COMMENT ON FUNCTION koos.regie_spans(timestamptz) IS 'Who held the regie of each case when, and who did before, as known at a time';

CREATE FUNCTION koos.caseload_figures(known_at timestamptz, of_teams integer[], is_told boolean, of_wijk text, from_on date, to_on date)
  RETURNS koos.figure[] LANGUAGE sql STABLE AS $$
  WITH periods AS MATERIALIZED (
    SELECT p.name AS period, koos.last_moment(p.to_on, known_at) AS at FROM koos.report_periods('quarter', from_on, to_on) p WHERE koos.midnight(p.from_on) <= known_at
  ), staff AS MATERIALIZED (
    SELECT p.period, w.* FROM periods p CROSS JOIN LATERAL koos.professionals(known_at, of_teams, (p.at AT TIME ZONE 'Europe/Amsterdam')::date) w
  ), u AS (
    SELECT p.period, h.casus, h.team, h.wijk, CASE WHEN is_told THEN g.worker END AS worker, h.urgency <> 'regulier' AS urgent
    FROM koos.held_cases(known_at, of_teams, of_wijk) h JOIN periods p ON h.from_at <= p.at AND p.at < h.to_at
    LEFT JOIN koos.regie_spans(known_at) g ON g.casus = h.casus AND g.from_at <= p.at AND p.at < g.to_at
  ), r AS (
    SELECT u.period, koos.cut_of(grouping(u.team, u.wijk, u.worker), '{team,wijk,worker}') AS dim,
      coalesce(u.team || '/' || u.wijk, u.team, u.wijk, u.worker, '') AS key, count(DISTINCT u.casus) AS n, count(DISTINCT u.casus) FILTER (WHERE u.urgent) AS urgent
    FROM u GROUP BY GROUPING SETS ((u.period), (u.period, u.team), (u.period, u.wijk), (u.period, u.team, u.wijk), (u.period, u.worker))
    HAVING grouping(u.worker) = 1 OR u.worker IS NOT NULL
    -- Whoever has none has none.
    UNION ALL SELECT DISTINCT w.period, 'team', w.team, 0, 0 FROM staff w WHERE of_wijk IS NULL AND NOT EXISTS (SELECT FROM u WHERE u.period = w.period AND u.team = w.team)
    UNION ALL SELECT DISTINCT w.period, 'worker', w.login, 0, 0 FROM staff w
      WHERE is_told AND of_wijk IS NULL AND NOT EXISTS (SELECT FROM u WHERE u.period = w.period AND u.worker = w.login)
  )
  SELECT array_agg(ROW('', NULL, r.period, r.dim, r.key, r.n, ARRAY[r.urgent], ARRAY[r.n - r.urgent], ARRAY[e.people, e.hours],
    ARRAY[round(36 * r.n / nullif(e.hours, 0), 1)], NULL)::koos.figure)
  FROM r CROSS JOIN LATERAL (SELECT CASE WHEN r.dim <> 'wijk' THEN count(*) END AS people, CASE WHEN r.dim <> 'wijk' THEN coalesce(sum(w.hours), 0) END AS hours
    FROM (SELECT DISTINCT ON (x.worker) x.worker, x.hours FROM staff x
      WHERE x.period = r.period AND CASE r.dim WHEN 'team' THEN x.team = r.key WHEN 'worker' THEN x.login = r.key ELSE true END) w) e
$$;
COMMENT ON FUNCTION koos.caseload_figures(timestamptz, integer[], boolean, text, date, date) IS 'Open cases at the end of each quarter';

CREATE FUNCTION koos.owners_of(known_at timestamptz, at timestamptz) RETURNS TABLE (casus integer, owners text, is_joint boolean) LANGUAGE sql STABLE AS $$
  SELECT n.casus, CASE WHEN n.base > 1 AND n.buurt > 0 THEN 'several-basecamps+buurtteam' WHEN n.base > 1 THEN 'several-basecamps'
    WHEN n.base = 1 AND n.buurt > 0 THEN 'basecamp+buurtteam' WHEN n.base = 1 THEN 'basecamp' ELSE 'buurtteam' END, n.base + n.buurt > 1
  FROM (SELECT o.casus, count(DISTINCT o.team) FILTER (WHERE t.kind <> 'buurtteam') AS base, count(DISTINCT o.team) FILTER (WHERE t.kind = 'buurtteam') AS buurt
    FROM koos.owner_spans(known_at) o JOIN koos.team t ON t.id = o.team WHERE o.from_at <= at AND at < o.to_at GROUP BY o.casus) n
$$;
COMMENT ON FUNCTION koos.owners_of(timestamptz, timestamptz) IS 'Which kinds of teams own each case together at a moment, as known at a time';

CREATE FUNCTION koos.ownership_figures(known_at timestamptz, of_teams integer[], of_wijk text, from_on date, to_on date)
  RETURNS koos.figure[] LANGUAGE sql STABLE AS $$
  WITH periods AS MATERIALIZED (
    SELECT p.name AS period, p.from_on, p.to_on, koos.last_moment(p.to_on, known_at) AS at FROM koos.report_periods('quarter', from_on, to_on) p
    WHERE koos.midnight(p.from_on) <= known_at
  ), held AS MATERIALIZED (
    SELECT h.* FROM koos.held_cases(known_at, of_teams, of_wijk) h
  ), owned AS MATERIALIZED (
    SELECT p.period, o.* FROM periods p CROSS JOIN LATERAL koos.owners_of(known_at, p.at) o
  ), u AS (
    SELECT 'owned' AS event, p.period, h.casus, h.team, h.wijk, o.owners, o.is_joint, NULL::text AS ended_by
    FROM periods p JOIN held h ON h.from_at <= p.at AND p.at < h.to_at JOIN owned o ON o.period = p.period AND o.casus = h.casus
    UNION ALL
    -- Of a team that stays, or of the buurtteam itself.
    SELECT 'left', p.period, h.casus, h.team, h.wijk, NULL, NULL, o.ended_by
    FROM periods p JOIN koos.owner_spans(known_at) o ON o.to_at >= koos.midnight(p.from_on) AND o.to_at < koos.midnight(p.to_on)
    JOIN koos.team t ON t.id = o.team AND t.kind = 'buurtteam' JOIN held h ON h.casus = o.casus AND h.from_at <= o.to_at AND o.to_at <= h.to_at
    WHERE o.ended_by IN ('left', 'removed')
  ), r AS (
    SELECT u.event, u.period, koos.cut_of(grouping(u.team, u.wijk, u.owners), '{team,wijk,owners}') AS dim,
      coalesce(u.team || '/' || u.wijk, u.team, u.wijk, u.owners, '') AS key, count(DISTINCT u.casus) AS n, count(DISTINCT u.casus) FILTER (WHERE u.is_joint) AS joint,
      count(DISTINCT u.casus) FILTER (WHERE u.ended_by = 'left') AS by_itself, count(DISTINCT u.casus) FILTER (WHERE u.ended_by = 'removed') AS removed
    FROM u GROUP BY GROUPING SETS ((u.event, u.period), (u.event, u.period, u.team), (u.event, u.period, u.wijk), (u.event, u.period, u.team, u.wijk), (u.event, u.period, u.owners))
    HAVING grouping(u.owners) = 1 OR u.owners IS NOT NULL
  )
  SELECT array_agg(ROW(r.event, NULL, r.period, r.dim, r.key, r.n, CASE r.event WHEN 'owned' THEN ARRAY[r.joint, NULL, NULL] ELSE ARRAY[NULL, r.by_itself, r.removed] END,
    CASE r.event WHEN 'owned' THEN ARRAY[r.n - r.joint] ELSE '{}' END, '{}', '{}', NULL)::koos.figure) FROM r
$$;
COMMENT ON FUNCTION koos.ownership_figures(timestamptz, integer[], text, date, date) IS
  'By which teams cases are owned together at the end of each quarter, and those a buurtteam left in it';

CREATE FUNCTION koos.continuity_figures(known_at timestamptz, of_teams integer[], of_wijk text, from_on date, to_on date)
  RETURNS koos.figure[] LANGUAGE sql STABLE AS $$
  WITH periods AS MATERIALIZED (
    SELECT p.name AS period, p.from_on, p.to_on, koos.midnight(p.from_on) AS from_at, koos.midnight(p.to_on) AS to_at, koos.last_moment(p.to_on, known_at) AS at
    FROM koos.report_periods('quarter', from_on, to_on) p WHERE koos.midnight(p.from_on) <= known_at
  ), held AS MATERIALIZED (
    SELECT p.period, h.casus, h.client, h.team, h.wijk, p.from_at, p.to_at, (p.at AT TIME ZONE 'Europe/Amsterdam')::date AS on_day
    FROM periods p JOIN koos.held_cases(known_at, of_teams, of_wijk) h ON h.from_at < p.to_at AND p.from_at < h.to_at
  ), child AS (
    SELECT h.period, h.client, count(DISTINCT (g.casus, g.from_at)) FILTER (WHERE g.casus IS NOT NULL) AS changes,
      coalesce(bool_or(a.kind = 'transfer'), false) AS transfer, coalesce(bool_or(a.kind = 'contract'), false) AS contract, coalesce(bool_or(a.kind = 'city-financed'), false) AS city
    FROM (SELECT DISTINCT x.period, x.casus, x.client, x.from_at, x.to_at, x.on_day FROM held x) h
    LEFT JOIN koos.regie_spans(known_at) g ON g.casus = h.casus AND g.before <> g.worker AND g.from_at >= h.from_at AND g.from_at < h.to_at
    LEFT JOIN (SELECT k.* FROM koos.casus_arrangement e LEFT JOIN koos.former('casus_arrangement', known_at) w ON w.thing = e.id
      CROSS JOIN LATERAL jsonb_populate_record(e, coalesce(w.state, '{}')) k WHERE e.added_at <= known_at) a
      ON a.casus = h.casus AND a.from_on <= h.on_day AND h.on_day < a.until_on
    GROUP BY h.period, h.client
  ), u AS (
    SELECT DISTINCT h.period, h.team, h.wijk, c.client, c.changes, c.transfer, c.contract, c.city FROM held h JOIN child c ON c.period = h.period AND c.client = h.client
  ), r AS (
    SELECT u.period, koos.cut_of(grouping(u.team, u.wijk), '{team,wijk}') AS dim, coalesce(u.team || '/' || u.wijk, u.team, u.wijk, '') AS key,
      count(DISTINCT u.client) AS n, ARRAY[count(DISTINCT u.client) FILTER (WHERE u.changes = 0), count(DISTINCT u.client) FILTER (WHERE u.changes = 1),
        count(DISTINCT u.client) FILTER (WHERE u.changes > 1), count(DISTINCT u.client) FILTER (WHERE u.transfer),
        count(DISTINCT u.client) FILTER (WHERE u.contract), count(DISTINCT u.client) FILTER (WHERE u.city)] AS parts,
      count(DISTINCT u.client) FILTER (WHERE NOT (u.transfer OR u.contract OR u.city)) AS without
    FROM u GROUP BY GROUPING SETS ((u.period), (u.period, u.team), (u.period, u.wijk), (u.period, u.team, u.wijk))
  )
  SELECT array_agg(ROW('', NULL, r.period, r.dim, r.key, r.n, r.parts, ARRAY[r.without], '{}', '{}', NULL)::koos.figure) FROM r
$$;
COMMENT ON FUNCTION koos.continuity_figures(timestamptz, integer[], text, date, date) IS
  'Children by how often the holder of the regie changed in each quarter (R14), and for whom care outside the consortia runs at its end (R15)';

CREATE FUNCTION koos.urgent_figures(known_at timestamptz, of_teams integer[], is_told boolean, of_wijk text, from_on date, to_on date)
  RETURNS koos.figure[] LANGUAGE sql STABLE AS $$
  WITH opened AS MATERIALIZED (
    SELECT DISTINCT h.casus, h.team, h.wijk, h.urgency, o.at FROM koos.held_cases(known_at, of_teams, of_wijk) h
    JOIN (SELECT c.casus, min(c.from_at) AS at FROM koos.case_spans(known_at) c GROUP BY c.casus) o ON o.casus = h.casus AND h.from_at = o.at
    WHERE o.at >= koos.midnight(from_on) AND o.at < koos.midnight(to_on)
  ), first AS MATERIALIZED (
    SELECT o.casus, min(a.starts_at) AS at FROM opened o JOIN koos.appointment_cases(known_at) x ON x.casus = o.casus
    JOIN koos.appointments_known(known_at, koos.midnight(from_on), known_at + interval '1 second') a ON a.id = x.appointment
    WHERE a.starts_at >= o.at AND a.status IN ('gepland', 'bevestigd', 'gerealiseerd') GROUP BY o.casus
  ), u AS (
    SELECT DISTINCT to_char(o.at AT TIME ZONE 'Europe/Amsterdam', 'YYYY"-Q"Q') AS period, o.casus, v.dim, v.key, o.urgency,
      CASE WHEN o.urgency <> 'regulier' THEN (i.at AT TIME ZONE 'Europe/Amsterdam')::date - (o.at AT TIME ZONE 'Europe/Amsterdam')::date END AS days
    FROM opened o LEFT JOIN first i ON i.casus = o.casus CROSS JOIN LATERAL (VALUES ('', ''), ('team', o.team), ('wijk', o.wijk), ('pair', o.team || '/' || o.wijk)) v(dim, key)
  ), r AS (
    SELECT u.period, u.dim, u.key, count(*) AS n, ARRAY[count(*) FILTER (WHERE u.urgency = 'crisis'), count(*) FILTER (WHERE u.urgency = 'spoed'),
        count(*) FILTER (WHERE u.urgency = 'urgent'), count(*) FILTER (WHERE u.urgency = 'regulier')] AS parts,
      count(u.days) AS met, percentile_disc(ARRAY[0.5, 0.9]) WITHIN GROUP (ORDER BY u.days) AS days
    FROM u GROUP BY u.period, u.dim, u.key
  )
  SELECT array_agg(ROW('', NULL, r.period, r.dim, r.key, r.n, r.parts, '{}', '{}',
    CASE WHEN is_told OR r.met >= 5 THEN coalesce(r.days, '{}') ELSE '{}' END, NULL)::koos.figure) FROM r
$$;
COMMENT ON FUNCTION koos.urgent_figures(timestamptz, integer[], boolean, text, date, date) IS
  'Cases opened in each quarter by urgency, and the days until the first appointment of those that were not regular (R05)';

CREATE FUNCTION koos.eighteen_figures(known_at timestamptz, of_teams integer[], of_wijk text, from_on date, to_on date)
  RETURNS koos.figure[] LANGUAGE sql STABLE AS $$
  WITH held AS MATERIALIZED (
    SELECT h.casus, h.client, h.team, h.wijk, koos.birthday(h.birth_on, 18) AS on_day
    FROM koos.held_cases(known_at, of_teams, of_wijk) h
    WHERE koos.birthday(h.birth_on, 18) >= from_on AND koos.birthday(h.birth_on, 18) < to_on
      AND h.from_at <= koos.last_moment(koos.birthday(h.birth_on, 18) + 1, known_at) AND koos.last_moment(koos.birthday(h.birth_on, 18) + 1, known_at) < h.to_at
  ), child AS (
    SELECT h.client, bool_or(EXISTS (SELECT FROM koos.casus_note n WHERE n.casus = h.casus AND n.kind IN ('plan', 'plan-schriftelijk') AND n.kind = 'plan' AND n.at <= known_at)) AS has_plan,
      bool_or(c.extended_reason IS NOT NULL) AS is_extended
    FROM held h JOIN koos.casus c ON c.id = h.casus GROUP BY h.client
  ), u AS (
    SELECT DISTINCT to_char(h.on_day, 'YYYY"-Q"Q') AS period, h.client, v.dim, v.key, c.has_plan, c.is_extended
    FROM held h JOIN child c ON c.client = h.client CROSS JOIN LATERAL (VALUES ('', ''), ('team', h.team), ('wijk', h.wijk), ('pair', h.team || '/' || h.wijk)) v(dim, key)
  ), r AS (
    SELECT u.period, u.dim, u.key, count(*) AS n, ARRAY[count(*) FILTER (WHERE u.has_plan), count(*) FILTER (WHERE NOT u.has_plan),
      count(*) FILTER (WHERE u.is_extended)] AS parts, count(*) FILTER (WHERE NOT u.is_extended) AS leaves
    FROM u GROUP BY u.period, u.dim, u.key
  )
  SELECT array_agg(ROW('', NULL, r.period, r.dim, r.key, r.n, r.parts, ARRAY[r.leaves], '{}', '{}', NULL)::koos.figure) FROM r
$$;
COMMENT ON FUNCTION koos.eighteen_figures(timestamptz, integer[], text, date, date) IS
  'Who turns eighteen in each quarter with an open case, and whether the plan is fixed';

CREATE FUNCTION koos.redirect_figures(known_at timestamptz, of_teams integer[], of_wijk text, from_on date, to_on date)
  RETURNS koos.figure[] LANGUAGE sql STABLE AS $$
  WITH told AS (
    -- What was refused is kept by the access log alone.
    SELECT l.at, l.team, l.action AS what FROM koos.access_log l
    WHERE l.at >= koos.midnight(from_on) AND l.at < koos.midnight(to_on) AND l.at <= known_at AND l.outcome = 'scope.redirect'
    UNION ALL
    SELECT f.occurred_at, q.team, 'consult.decline' FROM koos.consult_fact f JOIN koos.consult q ON q.id = f.consult
    WHERE f.what = 'declined' AND f.recorded_at <= known_at AND (q.redirect_team IS NOT NULL OR q.redirect_discipline IS NOT NULL)
    UNION ALL
    SELECT koos.midnight(w.removed_on), w.team, 'waiting.remove' FROM koos.waiting_entry e
    CROSS JOIN LATERAL koos.waiting_as_of(e.id, to_on - 1, known_at) w
    WHERE w.removal = 'redirected' AND EXISTS (SELECT FROM koos.waiting_fact x WHERE x.entry = e.id AND x.what = 'removed')
  ), u AS (
    SELECT to_char(x.at AT TIME ZONE 'Europe/Amsterdam', 'YYYY"-Q"Q') AS period, v.dim, v.key FROM told x JOIN koos.team t ON t.id = x.team
    CROSS JOIN LATERAL (VALUES ('', ''), ('team', t.slug), ('what', x.what)) v(dim, key)
    WHERE x.team = ANY (of_teams) AND x.at >= koos.midnight(from_on) AND x.at < koos.midnight(to_on)
      AND (of_wijk IS NULL OR EXISTS (SELECT FROM koos.team_wijk y WHERE y.team = t.id AND y.wijk = of_wijk AND y.valid @> (x.at AT TIME ZONE 'Europe/Amsterdam')::date))
  ), r AS (SELECT u.period, u.dim, u.key, count(*) AS n FROM u GROUP BY u.period, u.dim, u.key)
  SELECT array_agg(ROW('', NULL, r.period, r.dim, r.key, r.n, '{}', '{}', '{}', '{}', NULL)::koos.figure) FROM r
$$;
COMMENT ON FUNCTION koos.redirect_figures(timestamptz, integer[], text, date, date) IS
  'What belongs elsewhere (R12), by the team that asked or that it was asked of';

CREATE FUNCTION koos.report_coverage(known_at timestamptz, of_from date, of_to date, of_team text, of_wijk text) RETURNS SETOF json
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' SET enable_nestloop = off SET jit = off AS $$
DECLARE
  s record;
BEGIN
  SELECT * INTO s FROM koos.report_scope('quarter', of_from, of_to, of_team);
  RETURN QUERY
  WITH periods AS MATERIALIZED (
    SELECT p.name AS period, p.from_on, p.to_on FROM koos.report_periods('quarter', s.from_on, s.to_on) p
  ), staff AS MATERIALIZED (
    SELECT DISTINCT p.period, p.from_on, p.to_on, w.worker, w.team, coalesce(w.discipline, '-') AS discipline, w.hours
    FROM periods p CROSS JOIN LATERAL koos.professionals(known_at, s.teams, least(p.to_on - 1, greatest(p.from_on, (known_at AT TIME ZONE 'Europe/Amsterdam')::date))) w
    WHERE (of_team IS NULL OR w.team = of_team) AND (of_wijk IS NULL OR EXISTS (SELECT FROM koos.team t JOIN koos.team_wijk y ON y.team = t.id AND y.wijk = of_wijk
      AND y.valid && daterange(p.from_on, p.to_on) WHERE t.slug = w.team))
  ), one AS MATERIALIZED (
    SELECT DISTINCT x.period, x.from_on, x.to_on, x.worker FROM staff x
  ), weekly AS MATERIALIZED (
    SELECT k.worker, k.weekday, k.weeks, k.from_minute, k.to_minute, k.from_on, k.until_on FROM koos.availability v
    LEFT JOIN koos.former('availability', known_at) w ON w.thing = v.id CROSS JOIN LATERAL jsonb_populate_record(v, coalesce(w.state, '{}')) k
    WHERE v.recorded_at <= known_at
    UNION ALL
    SELECT k.worker, k.weekday, k.weeks, k.from_minute, k.to_minute, k.from_on, k.until_on FROM koos.former('availability', known_at) w
    CROSS JOIN LATERAL jsonb_populate_record(NULL::koos.availability, w.state) k
    WHERE k.recorded_at <= known_at AND NOT EXISTS (SELECT FROM koos.availability v WHERE v.id = w.thing)
  ), hours AS MATERIALIZED (
    -- Spans of different modes may lie over each other: an hour is one hour.
    SELECT o.period, o.worker, range_agg(tstzrange(h.from_at, greatest(h.from_at, h.to_at))) AS spans
    FROM one o CROSS JOIN LATERAL generate_series(o.from_on::timestamp, (o.to_on - 1)::timestamp, interval '1 day') d
    JOIN weekly v ON v.worker = o.worker AND v.weekday = extract(isodow FROM d) AND v.from_on <= d::date AND d::date < v.until_on
      AND (v.weeks = 'all' OR (v.weeks = 'odd') = (extract(week FROM d)::integer % 2 = 1))
    -- The wall clock's, also on a day it changes: hours that begin in the hour that is left out may end before they begin.
    CROSS JOIN LATERAL (SELECT (d::date + make_interval(mins => v.from_minute)) AT TIME ZONE 'Europe/Amsterdam' AS from_at,
      (d::date + make_interval(mins => v.to_minute)) AT TIME ZONE 'Europe/Amsterdam' AS to_at) h
    WHERE NOT EXISTS (SELECT FROM koos.holiday f WHERE f.closed AND f.day = d::date
      AND koos.setting('calendar.closed-on-holidays', (SELECT m.team FROM koos.member m WHERE m.worker = o.worker AND m.team IS NOT NULL
        AND m.from_on <= koos.today() AND koos.today() < m.until_on ORDER BY m.id LIMIT 1)) = 'yes')
    GROUP BY o.period, o.worker
  ), away AS MATERIALIZED (
    SELECT k.worker, range_agg(tstzrange(k.from_at, k.to_at)) AS spans FROM koos.absence b
    LEFT JOIN koos.former('absence', known_at) w ON w.thing = b.id CROSS JOIN LATERAL jsonb_populate_record(b, coalesce(w.state, '{}')) k
    WHERE b.recorded_at <= known_at AND k.cancelled_at IS NULL AND k.to_at > koos.midnight(s.from_on) AND k.from_at < koos.midnight(s.to_on) AND k.from_at < k.to_at
    GROUP BY k.worker
  ), booked AS MATERIALIZED (
    SELECT o.period, o.worker, range_agg(tstzrange(a.starts_at, a.ends_at)) AS spans
    FROM koos.appointments_known(known_at, koos.midnight(s.from_on), koos.midnight(s.to_on)) a JOIN koos.appointment_worker x ON x.appointment = a.id
    JOIN one o ON o.worker = x.worker AND a.starts_at >= koos.midnight(o.from_on) AND a.starts_at < koos.midnight(o.to_on)
    WHERE a.status IN ('gepland', 'bevestigd', 'gerealiseerd', 'no-show') GROUP BY o.period, o.worker
  ), each AS MATERIALIZED (
    SELECT o.period, o.worker, m.available - m.away AS available, m.away, m.booked FROM one o LEFT JOIN hours h ON h.period = o.period AND h.worker = o.worker
    LEFT JOIN away a ON a.worker = o.worker LEFT JOIN booked b ON b.period = o.period AND b.worker = o.worker
    CROSS JOIN LATERAL (SELECT koos.minutes_of(h.spans) AS available, koos.minutes_of(h.spans * a.spans) AS away, koos.minutes_of(b.spans) AS booked) m
  ), r AS (
    SELECT u.period, u.dim, u.key, count(*) AS people, coalesce(sum(u.hours), 0) AS hours, sum(e.available) AS available, sum(e.away) AS away, sum(e.booked) AS booked
    FROM (SELECT DISTINCT x.period, x.worker, x.hours, v.dim, v.key FROM staff x
      CROSS JOIN LATERAL (VALUES (0, ''), (1, x.team), (2, x.discipline)) v(dim, key)) u
    JOIN each e ON e.period = u.period AND e.worker = u.worker GROUP BY u.period, u.dim, u.key
  )
  SELECT json_build_object('period', p.period, 'team', CASE r.dim WHEN 1 THEN r.key END, 'discipline', CASE r.dim WHEN 2 THEN r.key END,
    'professionals', coalesce(r.people, 0), 'hours', coalesce(r.hours, 0), 'available_minutes', coalesce(r.available, 0), 'away_minutes', coalesce(r.away, 0),
    'booked_minutes', coalesce(r.booked, 0), 'booked_percent', round(100.0 * r.booked / nullif(r.available, 0), 1))
  FROM periods p LEFT JOIN r ON r.period = p.period ORDER BY p.period, r.dim, r.key;
END
$$;
COMMENT ON FUNCTION koos.report_coverage(timestamptz, date, date, text, text) IS
  'The rows of report coverage: hours there are and hours booked, by team and by discipline (R17); about workers alone, so that nothing is kept';

CREATE FUNCTION koos.minutes_of(spans tstzmultirange) RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT coalesce(sum(extract(epoch FROM upper(x) - lower(x)) / 60), 0)::integer FROM unnest(spans) x $$;
COMMENT ON FUNCTION koos.minutes_of(tstzmultirange) IS 'How many minutes some spans are together';

-- Waiting ------------------------------------------------------------------------------------------------------------------

CREATE FUNCTION koos.waiting_rows(known_at timestamptz, of_teams integer[], is_told boolean, of_wijk text, grain text, from_on date, to_on date)
  RETURNS koos.figure[] LANGUAGE sql STABLE AS $$
  WITH periods AS MATERIALIZED (
    SELECT p.name, p.from_on, (koos.last_moment(p.to_on, known_at) AT TIME ZONE 'Europe/Amsterdam')::date AS on_day FROM koos.report_periods(grain, from_on, to_on) p
    WHERE koos.midnight(p.from_on) <= known_at
  ), u AS MATERIALIZED (
    SELECT p.name AS period, CASE WHEN w.start_on IS NULL THEN 'waiting' ELSE 'started' END AS phase, t.slug AS team, coalesce(k.wijk, c.wijk) AS wijk, w.discipline,
      w.service, w.urgency, w.status <> 'onvolledig' AS counts, koos.waiting_bridged(w, p.on_day, known_at) AS bridged, w.due_on < coalesce(w.start_on, p.on_day) AS late,
      coalesce(w.start_on, p.on_day) - w.registered_on AS days
    FROM periods p CROSS JOIN koos.waiting_entry e CROSS JOIN LATERAL koos.waiting_as_of(e.id, p.on_day, known_at) w
    JOIN koos.casus c ON c.id = w.casus JOIN koos.team t ON t.id = w.team
    LEFT JOIN koos.wijk_spans(known_at) k ON k.casus = w.casus AND k.from_at < koos.midnight(p.on_day + 1) AND koos.midnight(p.on_day + 1) <= k.to_at
    WHERE w.team = ANY (of_teams) AND (w.status IN ('onvolledig', 'wacht-op-intake', 'wacht-op-start') OR w.status = 'gestart' AND w.start_on >= p.from_on)
      AND (of_wijk IS NULL OR coalesce(k.wijk, c.wijk) = of_wijk)
  ), r AS (
    SELECT u.phase, u.period, koos.cut_of(grouping(u.team, u.wijk, u.discipline, u.service, u.urgency), '{team,wijk,discipline,service,urgency}') AS dim,
      coalesce(u.team || '/' || u.wijk, u.team, u.wijk, u.discipline, u.service, u.urgency, '') AS key, count(*) FILTER (WHERE u.counts) AS n,
      count(*) FILTER (WHERE u.counts AND u.late) AS late, count(*) FILTER (WHERE u.counts AND u.bridged) AS bridged,
      count(*) FILTER (WHERE u.counts AND u.late AND NOT u.bridged) AS late_net, count(*) FILTER (WHERE u.counts AND u.urgency <> 'regulier') AS urgent,
      count(*) FILTER (WHERE NOT u.bridged) AS unbridged, percentile_disc(ARRAY[0.5, 0.9, 1]) WITHIN GROUP (ORDER BY u.days) AS days
    FROM u GROUP BY GROUPING SETS ((u.phase, u.period), (u.phase, u.period, u.team), (u.phase, u.period, u.wijk), (u.phase, u.period, u.team, u.wijk), (u.phase, u.period, u.discipline),
      (u.phase, u.period, u.service), (u.phase, u.period, u.urgency))
  )
  SELECT coalesce(array_agg(ROW(r.phase, NULL, r.period, r.dim, r.key, r.n,
    CASE r.phase WHEN 'waiting' THEN ARRAY[r.late, r.bridged, r.n - r.bridged, r.late_net, r.urgent, r.unbridged] ELSE ARRAY[r.late, NULL, NULL, NULL, r.urgent, NULL] END,
    -- With and without a bridge, in time and not: each would tell of the others beside the sums. Who has no bridge but waits not yet.
    ARRAY[r.n - r.late, r.n - r.urgent] || CASE r.phase WHEN 'waiting' THEN
      ARRAY[r.late - r.late_net, r.n - r.bridged - r.late_net, r.bridged - r.late + r.late_net, r.unbridged - r.n + r.bridged] ELSE '{}' END,
    '{}', CASE WHEN is_told OR r.n >= 5 THEN r.days ELSE '{}' END, r.gaps)::koos.figure), '{}')
  -- Of who is urgent each kind is what the other leaves.
  FROM (SELECT r.*, CASE WHEN r.dim = 'urgency' AND r.key <> 'regulier' THEN array_agg(r.n) FILTER (WHERE r.key <> 'regulier') OVER (PARTITION BY r.phase, r.period, r.dim) END AS gaps
    FROM r) r
$$;
COMMENT ON FUNCTION koos.waiting_rows(timestamptz, integer[], boolean, text, text, date, date) IS
  'Who waits for teams at the end of each of some periods, and who started in it, as known at a time';

CREATE FUNCTION koos.consult_groups() RETURNS integer[] LANGUAGE sql IMMUTABLE AS $$ SELECT '{1,1,1,2,2,2,2,2,2,2,3,3,3,3,1}'::integer[] $$;
COMMENT ON FUNCTION koos.consult_groups() IS 'Which figures of consults are told together: whether and when they were answered, with what outcome, for what age';

CREATE FUNCTION koos.waiting_groups() RETURNS integer[] LANGUAGE sql IMMUTABLE AS $$ SELECT '{1,2,2,3,4,5,1,4,3,3,3,5}'::integer[] $$;
COMMENT ON FUNCTION koos.waiting_groups() IS
  'Which figures of who waits are told together: who waits too long and how long, who has a bridge, both, who is urgent, and who has no bridge though not yet waiting';

-- Who waits, asked beside the reports: who gathers figures gets one cut of the same table as report waiting, of the quarter until that day.

CREATE FUNCTION koos.waiting_cut(of_day date, known_at timestamptz, of_teams integer[], of_dim text, of_key text)
  RETURNS TABLE (what text, gross integer, bridged integer, net integer, over_norm integer, over_norm_net integer, unbridged integer, days integer[],
  started integer, started_days integer[]) LANGUAGE plpgsql STABLE SET enable_nestloop = off SET jit = off AS $$
DECLARE
  f koos.figure[] := koos.waiting_rows(known_at, of_teams, false, NULL, 'quarter', date_trunc('quarter', of_day::timestamp)::date, of_day + 1);
  shown integer[] := koos.told_figures(f, koos.waiting_groups());
BEGIN
  RETURN QUERY WITH x AS (
    SELECT u.tree, u.key, array(SELECT CASE WHEN shown[u.ordinality] & (1 << CASE v.place WHEN 1 THEN 0 ELSE (koos.waiting_groups())[v.place - 1] END) > 0 THEN v.n END
        FROM unnest(u.base || u.parts) WITH ORDINALITY v(n, place) ORDER BY v.place) AS n,
      CASE WHEN shown[u.ordinality] & 2 > 0 THEN u.measures::integer[] END AS days
    FROM unnest(f) WITH ORDINALITY u WHERE u.dim = of_dim
  )
  SELECT nullif(k.key, ''), w.n[1], w.n[3], w.n[4], w.n[2], w.n[5],
    -- Often the same as net, and with it.
    CASE WHEN w.n[4] IS NOT NULL THEN w.n[7] END, w.days, t.n[1], t.days
  FROM (SELECT of_key AS key WHERE of_key IS NOT NULL UNION SELECT y.key FROM x y WHERE of_key IS NULL) k
  -- Of what there is nothing of there is no row.
  LEFT JOIN x v ON v.tree = 'waiting' AND v.key = k.key CROSS JOIN LATERAL (SELECT coalesce(v.n, '{0,0,0,0,0,0,0}') AS n, v.days) w
  LEFT JOIN x z ON z.tree = 'started' AND z.key = k.key CROSS JOIN LATERAL (SELECT coalesce(z.n, '{0}') AS n, z.days) t;
END
$$;
COMMENT ON FUNCTION koos.waiting_cut(date, timestamptz, integer[], text, text) IS
  'Figures of who waits on a day and of who started in its quarter until then, of one value of a dimension or of each, without what is kept';

CREATE FUNCTION koos.waiting_figures(of_day date, known_at timestamptz, by_what text, of_team text, of_wijk text, of_discipline text, of_service text,
  of_urgency text) RETURNS TABLE (what text, gross integer, bridged integer, net integer, over_norm integer, over_norm_net integer, unbridged integer, days integer[],
  started integer, started_days integer[], started_from date) LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  day constant date := least(of_day, (known_at AT TIME ZONE 'Europe/Amsterdam')::date);
  cuts constant jsonb := jsonb_strip_nulls(jsonb_build_object('team', of_team, 'wijk', of_wijk, 'discipline', of_discipline, 'service', of_service, 'urgency', of_urgency));
  dims constant text[] := array(SELECT d FROM jsonb_object_keys(cuts) d UNION SELECT by_what WHERE by_what IS NOT NULL);
  s record;
BEGIN
  SELECT * INTO s FROM koos.report_scope('quarter', day, day + 1, of_team);
  IF NOT s.is_told THEN
    -- A cut across two dimensions would tell of single children.
    RETURN QUERY SELECT c.*, date_trunc('quarter', day::timestamp)::date
    FROM koos.waiting_cut(day, known_at, s.teams, coalesce(dims[1], ''), CASE WHEN dims = '{}' THEN '' ELSE cuts ->> dims[1] END) c WHERE cardinality(dims) < 2 ORDER BY c.what;
    RETURN;
  END IF;
  RETURN QUERY WITH counted AS (
    SELECT CASE by_what WHEN 'team' THEN t.slug WHEN 'wijk' THEN c.wijk WHEN 'discipline' THEN w.discipline WHEN 'service' THEN w.service
        WHEN 'urgency' THEN w.urgency END AS what,
      w.status IN ('wacht-op-intake', 'wacht-op-start') AS waits, koos.waiting_bridged(w, of_day, known_at) AS bridged, w.due_on < of_day AS late,
      coalesce(w.start_on, of_day) - w.registered_on AS days, w.start_on > of_day - interval '1 year' AS started, w.start_on IS NULL AS is_open
    FROM (SELECT DISTINCT x.id FROM koos.access a JOIN koos.waiting_entry x ON x.casus = a.thing WHERE a.worker = koos.me() AND a.kind = 'case' AND a.via = 'owner'
      AND a.from_at <= koos.now() AND koos.now() < a.until_at) e
    CROSS JOIN LATERAL koos.waiting_as_of(e.id, of_day, known_at) w
    JOIN koos.casus c ON c.id = w.casus JOIN koos.team t ON t.id = w.team
    WHERE w.removed_on IS NULL AND (of_team IS NULL OR t.slug = of_team) AND (of_wijk IS NULL OR c.wijk = of_wijk)
      AND (of_discipline IS NULL OR w.discipline = of_discipline) AND (of_service IS NULL OR w.service = of_service) AND (of_urgency IS NULL OR w.urgency = of_urgency)
  )
  SELECT n.what, (count(*) FILTER (WHERE n.waits))::integer, (count(*) FILTER (WHERE n.waits AND n.bridged))::integer, (count(*) FILTER (WHERE n.waits AND NOT n.bridged))::integer,
    (count(*) FILTER (WHERE n.waits AND n.late))::integer, (count(*) FILTER (WHERE n.waits AND n.late AND NOT n.bridged))::integer,
    (count(*) FILTER (WHERE n.is_open AND NOT n.bridged))::integer, percentile_disc(ARRAY[0.5, 0.9, 1]) WITHIN GROUP (ORDER BY n.days) FILTER (WHERE n.waits),
    (count(*) FILTER (WHERE n.started))::integer, percentile_disc(ARRAY[0.5, 0.9, 1]) WITHIN GROUP (ORDER BY n.days) FILTER (WHERE n.started),
    (of_day + interval '1 day' - interval '1 year')::date
  FROM counted n GROUP BY GROUPING SETS ((), (n.what)) HAVING (grouping(n.what) = 1) = (by_what IS NULL) ORDER BY n.what;
END
$$;
COMMENT ON FUNCTION koos.waiting_figures(date, timestamptz, text, text, text, text, text, text) IS
  'Figures of who waits on a day, as known at a time, and of who started before it since a day: of cases of the asker''s teams in the year until then, or, of all under an organisation the asker gathers figures of, one cut without what is kept; median, P90 and longest in days';

-- Every report but coverage, which is of workers ---------------------------------------------------------------------------

CREATE FUNCTION koos.report(of_name text, known_at timestamptz, of_from date, of_to date, of_team text, of_wijk text) RETURNS SETOF json
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' SET enable_nestloop = off SET jit = off AS $$
DECLARE
  r record;
  s record;
  -- Of a filter's rows nothing is counted anew for who gathers figures.
  only_wijk text;
  f koos.figure[];
BEGIN
  -- Periods, whether those to come have rows, what parts its rows in tables of their own, what its rows are of, its figures, which of them are told together, how many are counts.
  SELECT * INTO r FROM (VALUES
    ('waiting', 'quarter', false, 'phase', '{waiting,started}', '{team,wijk,discipline}',
      '{waiting,over_norm,bridged,net,over_norm_net,urgent,NULL,median_days,p90_days}', koos.waiting_groups(), 7),
    ('consults', 'quarter', true, '', '{""}', '{team,wijk,discipline}',
      '{asked,answered,within_due,late,advice_enough,joint_case,referral_advised,other_service,declined,withdrawn,running,age_0_3,age_4_11,age_12_17,age_unknown,median_minutes,p90_minutes}',
      koos.consult_groups(), 15),
    ('modes', 'month', true, '', '{""}', '{team,wijk}', '{appointments,on_site,online,phone,hybrid}', NULL, 5),
    ('no-show', 'month', true, '', '{""}', '{team,wijk,mode,type}', '{appointments,realised,no_show,cancelled_client,cancelled_provider,no_show_percent}', NULL, 5),
    ('caseload', 'quarter', false, '', '{""}', '{team,wijk,worker}', '{cases,urgent,professionals,hours,per_fulltime}', NULL, 2),
    ('ownership', 'quarter', false, 'event', '{owned,left}', '{team,wijk,owners}', '{cases,joint,by_itself,removed}', NULL, 4),
    ('continuity', 'quarter', false, '', '{""}', '{team,wijk}', '{children,no_change,one_change,more_changes,transfer,contract,city_financed}', '{1,1,1,2,2,2,2}', 7),
    ('urgent', 'quarter', true, '', '{""}', '{team,wijk}', '{opened,crisis,spoed,urgent,regulier,contact_median_days,contact_p90_days}', NULL, 5),
    ('eighteen', 'quarter', true, '', '{""}', '{team,wijk}', '{children,with_plan,without_plan,extended}', '{1,1,2,2}', 4),
    ('redirects', 'quarter', true, '', '{""}', '{team,what}', '{redirects}', NULL, 1)
  ) v(name, grain, is_ahead, tree_name, trees, dims, figures, groups, counts) WHERE v.name = of_name;
  SELECT * INTO s FROM koos.report_scope(r.grain, of_from, of_to, of_team);
  only_wijk := CASE WHEN s.is_told THEN of_wijk END;
  f := coalesce(CASE of_name
    WHEN 'waiting' THEN koos.waiting_rows(known_at, s.teams, s.is_told, only_wijk, r.grain, s.from_on, s.to_on)
    WHEN 'consults' THEN koos.consult_figures(known_at, s.teams, s.is_told, only_wijk, s.whole_from, s.whole_to)
    WHEN 'modes' THEN koos.mode_figures(known_at, s.teams, only_wijk, s.whole_from, s.whole_to)
    WHEN 'no-show' THEN koos.no_show_figures(known_at, s.teams, only_wijk, s.from_on, s.to_on)
    WHEN 'caseload' THEN koos.caseload_figures(known_at, s.teams, s.is_told, only_wijk, s.from_on, s.to_on)
    WHEN 'ownership' THEN koos.ownership_figures(known_at, s.teams, only_wijk, s.from_on, s.to_on)
    WHEN 'continuity' THEN koos.continuity_figures(known_at, s.teams, only_wijk, s.from_on, s.to_on)
    WHEN 'urgent' THEN koos.urgent_figures(known_at, s.teams, s.is_told, only_wijk, s.from_on, s.to_on)
    WHEN 'eighteen' THEN koos.eighteen_figures(known_at, s.teams, only_wijk, s.from_on, s.to_on)
    WHEN 'redirects' THEN koos.redirect_figures(known_at, s.teams, only_wijk, s.from_on, s.to_on)
  END, '{}');
  RETURN QUERY SELECT koos.report_rows(f, s.is_told,
    array(SELECT p.name FROM koos.report_periods(r.grain, s.from_on, s.to_on) p WHERE r.is_ahead OR koos.midnight(p.from_on) <= known_at),
    r.tree_name, r.trees::text[], r.dims::text[], r.figures::text[], r.groups, r.counts, of_team, of_wijk);
END
$$;
COMMENT ON FUNCTION koos.report(text, timestamptz, date, date, text, text) IS 'The rows of a report, as known at a time, as the worker of this transaction may have them';

-- The year picture -----------------------------------------------------------------------------------------------------------

CREATE FUNCTION koos.report_yearbook(known_at timestamptz, of_year integer) RETURNS TABLE (part text, key text, value numeric)
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' SET enable_nestloop = off SET jit = off AS $$
DECLARE
  s record;
  from_on constant date := make_date(of_year, 1, 1);
  to_on constant date := make_date(of_year + 1, 1, 1);
  at constant timestamptz := koos.last_moment(to_on, known_at);
  f koos.figure[];
  q koos.figure[];
  kept integer[];
  c record;
  n integer[];
  told integer[];
  all_told boolean;
BEGIN
  SELECT * INTO s FROM koos.report_scope('quarter', from_on, to_on, NULL);
  -- Clients, ages and referrers are shares of one sum: what keeps one whole keeps all.
  WITH held AS MATERIALIZED (
    SELECT h.* FROM koos.held_cases(known_at, s.teams, NULL) h WHERE h.from_at < koos.midnight(to_on)
  ), child AS (
    SELECT h.client, min(h.from_at) >= koos.midnight(from_on) AS is_new, NOT bool_or(h.from_at <= at AND at < h.to_at) AS has_ended, min(h.birth_on) AS birth_on,
      (array_agg(h.referrer ORDER BY h.from_at DESC, h.casus DESC))[1] AS referrer
    FROM held h GROUP BY h.client HAVING bool_or(h.to_at > koos.midnight(from_on))
  )
  SELECT count(*)::integer AS total, ARRAY[count(*) FILTER (WHERE k.is_new), count(*) FILTER (WHERE NOT k.is_new)]::integer[] AS news,
    ARRAY[count(*) FILTER (WHERE k.has_ended), count(*) FILTER (WHERE NOT k.has_ended)]::integer[] AS ends,
    ARRAY[count(*) FILTER (WHERE koos.birthday(k.birth_on, 4) >= to_on), count(*) FILTER (WHERE koos.birthday(k.birth_on, 4) < to_on AND koos.birthday(k.birth_on, 12) >= to_on),
      count(*) FILTER (WHERE koos.birthday(k.birth_on, 12) < to_on AND koos.birthday(k.birth_on, 18) >= to_on),
      count(*) FILTER (WHERE koos.birthday(k.birth_on, 18) < to_on)]::integer[] AS ages,
    ARRAY[count(*) FILTER (WHERE k.referrer = 'rechter'), count(*) FILTER (WHERE k.referrer = 'gecertificeerde-instelling'), count(*) FILTER (WHERE k.referrer = 'jeugdarts'),
      count(*) FILTER (WHERE k.referrer = 'medisch-specialist'), count(*) FILTER (WHERE k.referrer = 'onbekend'), count(*) FILTER (WHERE k.referrer = 'buurtteam'),
      count(*) FILTER (WHERE k.referrer = 'huisarts')]::integer[] AS referrers INTO c
  FROM child k;
  all_told := s.is_told OR NOT koos.is_small(c.total) AND koos.told_shares(c.news, true) IS NOT NULL AND koos.told_shares(c.ends, true) IS NOT NULL
    AND koos.told_shares(c.ages, true) IS NOT NULL AND koos.told_shares(c.referrers, true) IS NOT NULL;
  RETURN QUERY SELECT x.part, x.key, CASE WHEN s.is_told THEN x.n ELSE x.told END::numeric FROM (
    SELECT 'clients' AS part, 'total' AS key, c.total AS n, CASE WHEN all_told THEN c.total END AS told
    UNION ALL SELECT 'clients', v.* FROM unnest('{new,continued}'::text[], c.news, koos.told_shares(c.news, all_told)) v
    UNION ALL SELECT 'clients', v.* FROM unnest('{ended}'::text[], c.ends[1:1], (koos.told_shares(c.ends, all_told))[1:1]) v
    UNION ALL SELECT 'ages', v.* FROM unnest('{0-3,4-11,12-17,18-up}'::text[], c.ages, koos.told_shares(c.ages, all_told)) v
    UNION ALL SELECT 'referrers', v.* FROM unnest('{rechter,gecertificeerde-instelling,jeugdarts,medisch-specialist,onbekend,buurtteam,huisarts}'::text[], c.referrers,
      koos.told_shares(c.referrers, all_told)) v) x;
  -- Professionals are no clients.
  RETURN QUERY SELECT 'professionals', x.key, count(*)::numeric
  FROM (SELECT DISTINCT p.worker, v.key FROM koos.professionals(known_at, s.teams, (at AT TIME ZONE 'Europe/Amsterdam')::date) p
    CROSS JOIN LATERAL (VALUES ('total'), (p.discipline)) v(key) WHERE v.key IS NOT NULL) x GROUP BY x.key;
  f := koos.waiting_rows(known_at, s.teams, s.is_told, NULL, 'year', from_on, to_on);
  kept := CASE WHEN s.is_told THEN array_fill(-1, ARRAY[cardinality(f)]) ELSE koos.told_figures(f, koos.waiting_groups()) END;
  -- Who started in the year started in one of its quarters: what one of these keeps the year does not tell.
  q := CASE WHEN s.is_told THEN '{}' ELSE koos.waiting_rows(known_at, s.teams, false, NULL, 'quarter', from_on, to_on) END;
  told := koos.told_figures(q, koos.waiting_groups());
  all_told := NOT EXISTS (SELECT FROM unnest(q) WITH ORDINALITY x WHERE x.tree = 'started' AND x.dim = '' AND told[x.ordinality] & 1 = 0);
  RETURN QUERY SELECT 'waiting', v.key, CASE WHEN v.tree = 'started' AND NOT all_told THEN NULL WHEN r.base IS NULL AND v.place > 0 AND v.place < 90 THEN 0 WHEN kept[r.ordinality] & v.bit > 0 THEN v.value END
  FROM (VALUES ('waiting'), ('started')) t(tree) LEFT JOIN LATERAL (SELECT * FROM unnest(f) WITH ORDINALITY x WHERE x.tree = t.tree AND x.dim = '') r ON true
  CROSS JOIN LATERAL (VALUES
    ('waiting', 1, 'gross', 1, r.base::numeric), ('waiting', 2, 'bridged', 4, r.parts[2]::numeric), ('waiting', 3, 'net', 4, r.parts[3]::numeric),
    ('waiting', 4, 'over-norm', 2, r.parts[1]::numeric), ('waiting', 90, 'median-days', 2, r.measures[1]), ('waiting', 91, 'p90-days', 2, r.measures[2]),
    ('started', 1, 'started', 1, r.base::numeric), ('started', 90, 'started-median-days', 2, r.measures[1]), ('started', 91, 'started-p90-days', 2, r.measures[2]))
    v(tree, place, key, bit, value) WHERE v.tree = t.tree;
  -- The year's own row of what is told by quarter and by month too: the same table, so the same is kept.
  f := koos.consult_figures(known_at, s.teams, s.is_told, NULL, from_on, to_on);
  kept := CASE WHEN s.is_told THEN array_fill(-1, ARRAY[cardinality(f)]) ELSE koos.told_figures(f, koos.consult_groups()) END;
  SELECT x.base, x.parts[4:10] AS parts, x.measures, kept[x.ordinality] AS shown INTO c FROM unnest(f) WITH ORDINALITY x WHERE x.period IS NULL;
  n := coalesce(c.parts, '{0,0,0,0,0,0,0}');
  told := CASE WHEN s.is_told THEN n ELSE koos.told_shares(n, coalesce(c.shown, 1) & 1 > 0) END;
  RETURN QUERY SELECT 'consults', 'asked', CASE WHEN told IS NOT NULL THEN coalesce(c.base, 0)::numeric END
    UNION ALL SELECT 'consults', v.key, v.n::numeric FROM unnest('{advice-enough,joint-case,referral-advised,other-service,declined,withdrawn,running}'::text[], told) v(key, n)
    UNION ALL SELECT 'consults', 'median-minutes', CASE WHEN c.shown & 2 > 0 THEN c.measures[1] END;
  f := koos.mode_figures(known_at, s.teams, NULL, from_on, to_on);
  kept := CASE WHEN s.is_told THEN array_fill(-1, ARRAY[cardinality(f)]) ELSE koos.told_figures(f, NULL) END;
  SELECT x.base, x.parts, kept[x.ordinality] AS shown INTO c FROM unnest(f) WITH ORDINALITY x WHERE x.period IS NULL;
  n := coalesce(c.parts, '{0,0,0,0}');
  told := CASE WHEN s.is_told THEN n ELSE koos.told_shares(n, coalesce(c.shown, 1) & 1 > 0) END;
  RETURN QUERY SELECT 'modes', 'appointments', CASE WHEN told IS NOT NULL THEN coalesce(c.base, 0)::numeric END
    UNION ALL SELECT 'modes', v.key, v.n::numeric FROM unnest('{on-site,online,phone,hybrid}'::text[], told) v(key, n);
  SELECT array_agg(coalesce(u.n, 0) ORDER BY k.place) INTO n
  FROM unnest('{basecamp+buurtteam,several-basecamps+buurtteam,several-basecamps,basecamp,buurtteam}'::text[]) WITH ORDINALITY k(owners, place)
  LEFT JOIN (SELECT o.owners, count(DISTINCT o.casus)::integer AS n FROM koos.owners_of(known_at, at) o
    JOIN koos.held_cases(known_at, s.teams, NULL) h ON h.casus = o.casus AND h.from_at <= at AND at < h.to_at GROUP BY o.owners) u ON u.owners = k.owners;
  told := CASE WHEN s.is_told THEN n ELSE koos.told_shares(n, NOT koos.is_small((SELECT sum(x)::integer FROM unnest(n) x))) END;
  RETURN QUERY SELECT 'ownership', 'cases', CASE WHEN told IS NOT NULL THEN (SELECT sum(x) FROM unnest(n) x)::numeric END
    UNION ALL SELECT 'ownership', v.key, v.n::numeric
    FROM unnest('{basecamp+buurtteam,several-basecamps+buurtteam,several-basecamps,basecamp,buurtteam}'::text[], told) v(key, n);
END
$$;
COMMENT ON FUNCTION koos.report_yearbook(timestamptz, integer) IS
  'The year picture (R19): each part''s figures in no order, for a reporter without what is kept';

RESET ROLE;
DO $$ BEGIN IF NOT pg_has_role('koos_guard', 'koos_owner', 'MEMBER') THEN GRANT koos_owner TO koos_guard; END IF; END $$;
DO $$
DECLARE
  guard regprocedure;
BEGIN
  FOR guard IN SELECT p.oid FROM pg_proc p WHERE p.pronamespace = 'koos'::regnamespace AND p.prosecdef LOOP
    EXECUTE format('ALTER FUNCTION %s OWNER TO koos_guard', guard);
  END LOOP;
END
$$;
SET ROLE koos_owner;

-- 15. Policies: each is one semi-join to koos.access -----------------------------------------------------------------

ALTER TABLE koos.client ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY client_read ON koos.client FOR SELECT USING (EXISTS (SELECT FROM koos.access a
  WHERE a.worker = koos.me() AND a.kind = 'client' AND a.thing = client.id AND a.from_at <= koos.now() AND koos.now() < a.until_at));
CREATE POLICY client_change ON koos.client FOR UPDATE USING (EXISTS (SELECT FROM koos.access a
  WHERE a.worker = koos.me() AND a.kind = 'client' AND a.thing = client.id AND a.via = 'owner' AND a.from_at <= koos.now() AND koos.now() < a.until_at));
CREATE POLICY client_add ON koos.client FOR INSERT WITH CHECK (added_by = koos.me() AND koos.i_am_in(added_team));

ALTER TABLE koos.client_alias ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY client_alias_read ON koos.client_alias FOR SELECT USING (EXISTS (SELECT FROM koos.access a
  WHERE a.worker = koos.me() AND a.kind = 'client' AND a.thing = client_alias.client AND a.from_at <= koos.now() AND koos.now() < a.until_at));

ALTER TABLE koos.consent ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
-- Who was told of a child by a consult sees by whose consent, and who has a say in it; nothing else that is read with a file.
CREATE POLICY consent_read ON koos.consent FOR SELECT USING (EXISTS (SELECT FROM koos.access a
  WHERE a.worker = koos.me() AND a.kind = 'client' AND a.thing = consent.client
    AND (a.reads <> 'plan' OR a.via = 'consult' AND consent.purpose = 'identify') AND a.from_at <= koos.now() AND koos.now() < a.until_at));
CREATE POLICY consent_record ON koos.consent FOR INSERT WITH CHECK (recorded_by = koos.me() AND EXISTS (SELECT FROM koos.access a
  WHERE a.worker = koos.me() AND a.kind = 'client' AND a.thing = consent.client AND a.via = 'owner' AND a.reads = 'all' AND a.from_at <= koos.now() AND koos.now() < a.until_at));

CREATE POLICY consent_withdraw ON koos.consent FOR UPDATE USING (EXISTS (SELECT FROM koos.access a
  WHERE a.worker = koos.me() AND a.kind = 'client' AND a.thing = consent.client AND a.via = 'owner' AND a.reads = 'all' AND a.from_at <= koos.now() AND koos.now() < a.until_at));

ALTER TABLE koos.consent_told ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE koos.consent_due ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;

ALTER TABLE koos.relation ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY relation_read ON koos.relation FOR SELECT USING (EXISTS (SELECT FROM koos.access a
  WHERE a.worker = koos.me() AND a.kind = 'client' AND a.thing = relation.client
    AND (a.reads <> 'plan' OR a.via = 'consult' AND relation.authority) AND a.from_at <= koos.now() AND koos.now() < a.until_at));
CREATE POLICY relation_add ON koos.relation FOR INSERT WITH CHECK (added_by = koos.me() AND EXISTS (SELECT FROM koos.access a
  WHERE a.worker = koos.me() AND a.kind = 'client' AND a.thing = relation.client AND a.via = 'owner' AND a.reads = 'all' AND a.from_at <= koos.now() AND koos.now() < a.until_at));
CREATE POLICY relation_end ON koos.relation FOR UPDATE USING (EXISTS (SELECT FROM koos.access a
  WHERE a.worker = koos.me() AND a.kind = 'client' AND a.thing = relation.client AND a.via = 'owner' AND a.reads = 'all' AND a.from_at <= koos.now() AND koos.now() < a.until_at));

ALTER TABLE koos.casus ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY casus_read ON koos.casus FOR SELECT USING (EXISTS (SELECT FROM koos.access a
  WHERE a.worker = koos.me() AND a.kind = 'case' AND a.thing = casus.id AND a.from_at <= koos.now() AND koos.now() < a.until_at));
CREATE POLICY casus_change ON koos.casus FOR UPDATE USING (EXISTS (SELECT FROM koos.access a
  WHERE a.worker = koos.me() AND a.kind = 'case' AND a.thing = casus.id AND a.via = 'owner' AND a.from_at <= koos.now() AND koos.now() < a.until_at));
CREATE POLICY casus_open ON koos.casus FOR INSERT WITH CHECK (opened_by = koos.me() AND EXISTS (SELECT FROM koos.access a
  WHERE a.worker = koos.me() AND a.kind = 'client' AND a.thing = casus.client AND a.via IN ('owner', 'consult') AND a.from_at <= koos.now() AND koos.now() < a.until_at));

ALTER TABLE koos.casus_owner ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY casus_owner_read ON koos.casus_owner FOR SELECT USING (EXISTS (SELECT FROM koos.access a
  WHERE a.worker = koos.me() AND a.kind = 'case' AND a.thing = casus_owner.casus AND a.from_at <= koos.now() AND koos.now() < a.until_at));
CREATE POLICY casus_owner_leave ON koos.casus_owner FOR DELETE USING (koos.i_act_for(team));
CREATE POLICY casus_owner_first ON koos.casus_owner FOR INSERT WITH CHECK (koos.opened_by_me(casus)
  AND EXISTS (SELECT FROM koos.team t WHERE t.id = casus_owner.team AND t.kind IN ('basecamp', 'buurtteam')));
CREATE POLICY casus_owner_join ON koos.casus_owner FOR INSERT WITH CHECK (koos.i_act_for(team) AND EXISTS (SELECT FROM koos.casus_invitation i
  WHERE i.casus = casus_owner.casus AND i.team = casus_owner.team AND i.role = 'owner' AND i.state = 'pending' AND koos.now() < i.lapses_at)
  AND EXISTS (SELECT FROM koos.team t WHERE t.id = casus_owner.team AND t.kind IN ('basecamp', 'buurtteam')));
CREATE POLICY casus_owner_remove ON koos.casus_owner FOR DELETE USING (koos.agreed_now(casus, 'remove') AND EXISTS (SELECT FROM koos.proposal p
  WHERE p.casus = casus_owner.casus AND p.team = casus_owner.team AND p.action = 'remove' AND p.state = 'agreed' AND p.decided_at = koos.now()));

ALTER TABLE koos.casus_question ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY casus_question_read ON koos.casus_question FOR SELECT USING (EXISTS (SELECT FROM koos.access a
  WHERE a.worker = koos.me() AND a.kind = 'case' AND a.thing = casus_question.casus AND a.reads = 'all'
    AND a.from_at <= koos.now() AND koos.now() < a.until_at));
CREATE POLICY casus_question_first ON koos.casus_question FOR INSERT WITH CHECK (koos.opened_by_me(casus));

ALTER TABLE koos.casus_fact ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
-- What an owner proposes is the owners' affair; what was noted or asked in a consult is for who reads those.
CREATE POLICY casus_fact_read ON koos.casus_fact FOR SELECT USING (EXISTS (SELECT FROM koos.access a
  WHERE a.worker = koos.me() AND a.kind = 'case' AND a.thing = casus_fact.casus
    AND (a.via = 'owner' OR casus_fact.what NOT IN ('proposed', 'agreed', 'objected', 'proposal-lapsed'))
    AND (a.reads = 'all' OR casus_fact.what <> 'note' AND casus_fact.what NOT LIKE 'consult-%'
      AND (a.reads = 'plan' OR casus_fact.what NOT IN ('goal', 'goal-reviewed'))) AND a.from_at <= koos.now() AND koos.now() < a.until_at));
-- The history of a case that grew from a consult begins with what others did in that.
CREATE POLICY casus_fact_add ON koos.casus_fact FOR INSERT WITH CHECK ((worker = koos.me() OR EXISTS (SELECT FROM koos.consult_fact f
    JOIN koos.consult q ON q.id = f.consult WHERE q.casus = casus_fact.casus AND f.worker = casus_fact.worker
      AND f.occurred_at = casus_fact.occurred_at AND 'consult-' || f.what = casus_fact.what))
  AND EXISTS (SELECT FROM koos.access a
  WHERE a.worker = koos.me() AND a.kind = 'case' AND a.thing = casus_fact.casus AND a.via = 'owner'
    AND (a.reads = 'all' OR casus_fact.what IN ('stay', 'stay-ended', 'group-joined', 'group-left')
      OR casus_fact.what IN ('opened', 'owner', 'regie') AND koos.opened_by_me(casus_fact.casus)) AND a.from_at <= koos.now() AND koos.now() < a.until_at));
-- Who answers an invitation, or stops thinking along, owns nothing; the fact comes before the change.
CREATE POLICY casus_fact_answer ON koos.casus_fact FOR INSERT WITH CHECK (worker = koos.me() AND koos.i_act_for(team)
  AND EXISTS (SELECT FROM koos.casus_invitation i WHERE i.casus = casus_fact.casus AND i.team = casus_fact.team
    AND (what IN ('accepted', 'refused') AND i.state = 'pending' AND koos.now() < i.lapses_at
      OR what = 'ended' AND i.state = 'accepted' AND i.role = 'consulted')));

ALTER TABLE koos.casus_invitation ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
-- It bears the question: who does not read that sees of another team's invitation what koos.casus_teams tells.
CREATE POLICY casus_invitation_read ON koos.casus_invitation FOR SELECT USING (EXISTS (SELECT FROM koos.access a
  WHERE a.worker = koos.me() AND a.kind = 'case' AND a.thing = casus_invitation.casus
    AND (a.reads = 'all' OR a.reads = 'plan' AND a.team = casus_invitation.team) AND a.from_at <= koos.now() AND koos.now() < a.until_at)
  OR EXISTS (SELECT FROM koos.access a
  WHERE a.worker = koos.me() AND a.kind = 'invitation' AND a.thing = casus_invitation.casus AND a.team = casus_invitation.team AND a.from_at <= koos.now() AND koos.now() < a.until_at));
CREATE POLICY casus_invitation_invite ON koos.casus_invitation FOR INSERT WITH CHECK (invited_by = koos.me() AND koos.i_act_for(invited_team)
  AND state = 'pending' AND EXISTS (SELECT FROM koos.access a
  WHERE a.worker = koos.me() AND a.kind = 'case' AND a.thing = casus_invitation.casus AND a.via = 'owner' AND a.reads = 'all' AND a.team = casus_invitation.invited_team AND a.from_at <= koos.now() AND koos.now() < a.until_at));
-- The invited team answers what is pending; an owner takes back or ends, and answers for nobody.
CREATE POLICY casus_invitation_answer ON koos.casus_invitation FOR UPDATE
  USING (koos.i_act_for(team) AND state = 'pending' AND koos.now() < lapses_at)
  WITH CHECK (koos.i_act_for(team) AND state IN ('accepted', 'refused') AND answered_by = koos.me() AND answered_at < lapses_at);
CREATE POLICY casus_invitation_end ON koos.casus_invitation FOR UPDATE USING (state IN ('pending', 'accepted') AND (EXISTS (SELECT FROM koos.access a
  WHERE a.worker = koos.me() AND a.kind = 'case' AND a.thing = casus_invitation.casus AND a.via = 'owner' AND a.reads = 'all' AND a.from_at <= koos.now() AND koos.now() < a.until_at)
    OR koos.i_act_for(team)))
  WITH CHECK (state IN ('withdrawn', 'ended'));

ALTER TABLE koos.casus_note ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY casus_note_read ON koos.casus_note FOR SELECT USING (EXISTS (SELECT FROM koos.access a
  WHERE a.worker = koos.me() AND a.kind = 'case' AND a.thing = casus_note.casus AND a.reads = 'all' AND a.from_at <= koos.now() AND koos.now() < a.until_at));
CREATE POLICY casus_note_add ON koos.casus_note FOR INSERT WITH CHECK (worker = koos.me() AND EXISTS (SELECT FROM koos.access a
  WHERE a.worker = koos.me() AND a.kind = 'case' AND a.thing = casus_note.casus AND a.via = 'owner' AND a.reads = 'all' AND a.team = casus_note.team AND a.from_at <= koos.now() AND koos.now() < a.until_at));

ALTER TABLE koos.casus_goal ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY casus_goal_read ON koos.casus_goal FOR SELECT USING (EXISTS (SELECT FROM koos.access a
  WHERE a.worker = koos.me() AND a.kind = 'case' AND a.thing = casus_goal.casus AND a.reads <> 'office' AND a.from_at <= koos.now() AND koos.now() < a.until_at));
CREATE POLICY casus_goal_add ON koos.casus_goal FOR INSERT WITH CHECK (added_by = koos.me() AND EXISTS (SELECT FROM koos.access a
  WHERE a.worker = koos.me() AND a.kind = 'case' AND a.thing = casus_goal.casus AND a.via = 'owner' AND a.reads = 'all' AND a.from_at <= koos.now() AND koos.now() < a.until_at));

ALTER TABLE koos.casus_goal_review ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY casus_goal_review_read ON koos.casus_goal_review FOR SELECT USING (EXISTS (SELECT FROM koos.casus_goal g WHERE g.id = casus_goal_review.goal));
CREATE POLICY casus_goal_review_add ON koos.casus_goal_review FOR INSERT WITH CHECK (worker = koos.me() AND EXISTS (SELECT FROM koos.casus_goal g
  JOIN koos.access a ON a.kind = 'case' AND a.thing = g.casus
  WHERE g.id = casus_goal_review.goal AND a.worker = koos.me() AND a.via = 'owner' AND a.reads = 'all' AND a.from_at <= koos.now() AND koos.now() < a.until_at));

ALTER TABLE koos.casus_step ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY casus_step_read ON koos.casus_step FOR SELECT USING (EXISTS (SELECT FROM koos.access a
  WHERE a.worker = koos.me() AND a.kind = 'case' AND a.thing = casus_step.casus AND a.from_at <= koos.now() AND koos.now() < a.until_at));
CREATE POLICY casus_step_add ON koos.casus_step FOR INSERT WITH CHECK (added_by = koos.me() AND EXISTS (SELECT FROM koos.access a
  WHERE a.worker = koos.me() AND a.kind = 'case' AND a.thing = casus_step.casus AND a.via = 'owner' AND a.reads = 'all' AND a.from_at <= koos.now() AND koos.now() < a.until_at));
CREATE POLICY casus_step_change ON koos.casus_step FOR UPDATE USING (EXISTS (SELECT FROM koos.access a
  WHERE a.worker = koos.me() AND a.kind = 'case' AND a.thing = casus_step.casus AND a.via = 'owner' AND a.reads = 'all' AND a.from_at <= koos.now() AND koos.now() < a.until_at));

ALTER TABLE koos.casus_participant ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY casus_participant_read ON koos.casus_participant FOR SELECT USING (EXISTS (SELECT FROM koos.access a
  WHERE a.worker = koos.me() AND a.kind = 'case' AND a.thing = casus_participant.casus AND a.from_at <= koos.now() AND koos.now() < a.until_at));
CREATE POLICY casus_participant_add ON koos.casus_participant FOR INSERT WITH CHECK (added_by = koos.me() AND EXISTS (SELECT FROM koos.access a
  WHERE a.worker = koos.me() AND a.kind = 'case' AND a.thing = casus_participant.casus AND a.via = 'owner' AND a.reads = 'all' AND a.from_at <= koos.now() AND koos.now() < a.until_at));
CREATE POLICY casus_participant_change ON koos.casus_participant FOR UPDATE USING (EXISTS (SELECT FROM koos.access a
  WHERE a.worker = koos.me() AND a.kind = 'case' AND a.thing = casus_participant.casus AND a.via = 'owner' AND a.reads = 'all' AND a.from_at <= koos.now() AND koos.now() < a.until_at));

ALTER TABLE koos.traject ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY traject_read ON koos.traject FOR SELECT USING (EXISTS (SELECT FROM koos.access a
  WHERE a.worker = koos.me() AND a.kind = 'case' AND a.thing = traject.casus AND a.from_at <= koos.now() AND koos.now() < a.until_at));
CREATE POLICY traject_add ON koos.traject FOR INSERT WITH CHECK (added_by = koos.me() AND EXISTS (SELECT FROM koos.access a
  WHERE a.worker = koos.me() AND a.kind = 'case' AND a.thing = traject.casus AND a.via = 'owner' AND a.reads = 'all' AND a.from_at <= koos.now() AND koos.now() < a.until_at));
CREATE POLICY traject_change ON koos.traject FOR UPDATE USING (EXISTS (SELECT FROM koos.access a
  WHERE a.worker = koos.me() AND a.kind = 'case' AND a.thing = traject.casus AND a.via = 'owner' AND a.reads = 'all' AND a.from_at <= koos.now() AND koos.now() < a.until_at));

ALTER TABLE koos.casus_arrangement ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY casus_arrangement_read ON koos.casus_arrangement FOR SELECT USING (EXISTS (SELECT FROM koos.access a
  WHERE a.worker = koos.me() AND a.kind = 'case' AND a.thing = casus_arrangement.casus AND a.from_at <= koos.now() AND koos.now() < a.until_at));
CREATE POLICY casus_arrangement_add ON koos.casus_arrangement FOR INSERT WITH CHECK (added_by = koos.me() AND EXISTS (SELECT FROM koos.access a
  WHERE a.worker = koos.me() AND a.kind = 'case' AND a.thing = casus_arrangement.casus AND a.via = 'owner' AND a.reads = 'all' AND a.from_at <= koos.now() AND koos.now() < a.until_at));
CREATE POLICY casus_arrangement_change ON koos.casus_arrangement FOR UPDATE USING (EXISTS (SELECT FROM koos.access a
  WHERE a.worker = koos.me() AND a.kind = 'case' AND a.thing = casus_arrangement.casus AND a.via = 'owner' AND a.reads = 'all' AND a.from_at <= koos.now() AND koos.now() < a.until_at));

ALTER TABLE koos.stay ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY stay_read ON koos.stay FOR SELECT USING (EXISTS (SELECT FROM koos.access a
  WHERE a.worker = koos.me() AND a.kind = 'case' AND a.thing = stay.casus AND a.from_at <= koos.now() AND koos.now() < a.until_at));
-- As an appointment it is made by the office too.
CREATE POLICY stay_add ON koos.stay FOR INSERT WITH CHECK (added_by = koos.me() AND EXISTS (SELECT FROM koos.access a
  WHERE a.worker = koos.me() AND a.kind = 'case' AND a.thing = stay.casus AND a.via = 'owner' AND a.from_at <= koos.now() AND koos.now() < a.until_at));
CREATE POLICY stay_end ON koos.stay FOR UPDATE USING (EXISTS (SELECT FROM koos.access a
  WHERE a.worker = koos.me() AND a.kind = 'case' AND a.thing = stay.casus AND a.via = 'owner' AND a.from_at <= koos.now() AND koos.now() < a.until_at));

-- The guards alone write it: a seat is given in order, and taken in every session that comes.
ALTER TABLE koos.group_place ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY group_place_read ON koos.group_place FOR SELECT USING (EXISTS (SELECT FROM koos.access a
  WHERE a.worker = koos.me() AND a.kind = 'case' AND a.thing = group_place.casus AND a.from_at <= koos.now() AND koos.now() < a.until_at));

ALTER TABLE koos.proposal ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY proposal_read ON koos.proposal FOR SELECT USING (EXISTS (SELECT FROM koos.access a
  WHERE a.worker = koos.me() AND a.kind = 'case' AND a.thing = proposal.casus AND a.via = 'owner' AND a.from_at <= koos.now() AND koos.now() < a.until_at));
CREATE POLICY proposal_add ON koos.proposal FOR INSERT WITH CHECK (proposed_by = koos.me() AND state = 'open' AND EXISTS (SELECT FROM koos.access a
  WHERE a.worker = koos.me() AND a.kind = 'case' AND a.thing = proposal.casus AND a.via = 'owner' AND a.reads = 'all' AND a.team = proposal.proposed_team AND a.from_at <= koos.now() AND koos.now() < a.until_at));
-- The last key, an objection of one's own, or the end of its term.
CREATE POLICY proposal_change ON koos.proposal FOR UPDATE USING (EXISTS (SELECT FROM koos.access a
  WHERE a.worker = koos.me() AND a.kind = 'case' AND a.thing = proposal.casus AND a.via = 'owner' AND a.reads = 'all' AND a.from_at <= koos.now() AND koos.now() < a.until_at))
  WITH CHECK (state = 'agreed' OR state = 'objected' AND objected_by = koos.me() AND koos.i_act_for(objected_team)
    AND EXISTS (SELECT FROM koos.casus_owner o WHERE o.casus = proposal.casus AND o.team = proposal.objected_team)
    OR state = 'lapsed' AND lapses_at <= koos.now());

ALTER TABLE koos.proposal_agreement ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY proposal_agreement_read ON koos.proposal_agreement FOR SELECT USING (EXISTS (SELECT FROM koos.proposal p WHERE p.id = proposal_agreement.proposal));
CREATE POLICY proposal_agreement_turn ON koos.proposal_agreement FOR INSERT WITH CHECK (worker = koos.me() AND koos.i_act_for(team)
  AND EXISTS (SELECT FROM koos.proposal p JOIN koos.casus_owner o ON o.casus = p.casus
    WHERE p.id = proposal_agreement.proposal AND p.state = 'open' AND koos.now() < p.lapses_at AND o.team = proposal_agreement.team));

ALTER TABLE koos.consult ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY consult_read ON koos.consult FOR SELECT USING (EXISTS (SELECT FROM koos.access a
  WHERE a.worker = koos.me() AND a.kind = 'consult' AND a.thing = consult.id AND a.from_at <= koos.now() AND koos.now() < a.until_at));
CREATE POLICY consult_turn ON koos.consult FOR UPDATE USING (EXISTS (SELECT FROM koos.access a
  WHERE a.worker = koos.me() AND a.kind = 'consult' AND a.thing = consult.id AND a.via = 'consult' AND a.reads = 'all' AND a.from_at <= koos.now() AND koos.now() < a.until_at));
CREATE POLICY consult_ask ON koos.consult FOR INSERT WITH CHECK (asked_by = koos.me() AND koos.i_am_in(asker_team));

ALTER TABLE koos.consult_entry ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
-- In a case it is the question and notes of that, which a planner does not read.
CREATE POLICY consult_entry_read ON koos.consult_entry FOR SELECT USING (EXISTS (SELECT FROM koos.access a
  WHERE a.worker = koos.me() AND a.kind = 'consult' AND a.thing = consult_entry.consult
    AND (a.reads = 'all' OR EXISTS (SELECT FROM koos.consult q WHERE q.id = consult_entry.consult AND q.casus IS NULL))
    AND a.from_at <= koos.now() AND koos.now() < a.until_at));
CREATE POLICY consult_entry_say ON koos.consult_entry FOR INSERT WITH CHECK (worker = koos.me() AND EXISTS (SELECT FROM koos.access a
  WHERE a.worker = koos.me() AND a.kind = 'consult' AND a.thing = consult_entry.consult AND a.via = 'consult' AND a.reads = 'all' AND a.from_at <= koos.now() AND koos.now() < a.until_at));

ALTER TABLE koos.consult_fact ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY consult_fact_read ON koos.consult_fact FOR SELECT USING (EXISTS (SELECT FROM koos.access a
  WHERE a.worker = koos.me() AND a.kind = 'consult' AND a.thing = consult_fact.consult AND a.from_at <= koos.now() AND koos.now() < a.until_at));
CREATE POLICY consult_fact_add ON koos.consult_fact FOR INSERT WITH CHECK (worker = koos.me() AND EXISTS (SELECT FROM koos.access a
  WHERE a.worker = koos.me() AND a.kind = 'consult' AND a.thing = consult_fact.consult AND a.via = 'consult' AND a.reads = 'all' AND a.from_at <= koos.now() AND koos.now() < a.until_at));

ALTER TABLE koos.consult_identity ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY consult_identity_read ON koos.consult_identity FOR SELECT USING (EXISTS (SELECT FROM koos.access a
  WHERE a.worker = koos.me() AND a.kind = 'client' AND a.thing = consult_identity.client AND a.from_at <= koos.now() AND koos.now() < a.until_at));
CREATE POLICY consult_identity_correct ON koos.consult_identity FOR UPDATE USING (EXISTS (SELECT FROM koos.access a
  WHERE a.worker = koos.me() AND a.kind = 'consult' AND a.thing = consult_identity.consult AND a.via = 'consult' AND a.reads = 'all' AND a.from_at <= koos.now() AND koos.now() < a.until_at))
  WITH CHECK (identified_by = koos.me() AND EXISTS (SELECT FROM koos.access a
  WHERE a.worker = koos.me() AND a.kind = 'client' AND a.thing = consult_identity.client AND a.via = 'owner' AND a.from_at <= koos.now() AND koos.now() < a.until_at));
CREATE POLICY consult_identity_tell ON koos.consult_identity FOR INSERT WITH CHECK (identified_by = koos.me()
  AND EXISTS (SELECT FROM koos.access a
  WHERE a.worker = koos.me() AND a.kind = 'client' AND a.thing = consult_identity.client AND a.via = 'owner' AND a.from_at <= koos.now() AND koos.now() < a.until_at)
  AND EXISTS (SELECT FROM koos.access a
  WHERE a.worker = koos.me() AND a.kind = 'consult' AND a.thing = consult_identity.consult AND a.via = 'consult' AND a.reads = 'all' AND a.from_at <= koos.now() AND koos.now() < a.until_at));

ALTER TABLE koos.waiting_entry ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY waiting_entry_read ON koos.waiting_entry FOR SELECT USING (EXISTS (SELECT FROM koos.access a
  WHERE a.worker = koos.me() AND a.kind = 'case' AND a.thing = waiting_entry.casus AND a.via = 'owner' AND a.from_at <= koos.now() AND koos.now() < a.until_at));
CREATE POLICY waiting_entry_add ON koos.waiting_entry FOR INSERT WITH CHECK (EXISTS (SELECT FROM koos.access a
  WHERE a.worker = koos.me() AND a.kind = 'case' AND a.thing = waiting_entry.casus AND a.via = 'owner' AND a.reads = 'all' AND a.from_at <= koos.now() AND koos.now() < a.until_at));
CREATE POLICY waiting_entry_change ON koos.waiting_entry FOR UPDATE USING (EXISTS (SELECT FROM koos.access a
  WHERE a.worker = koos.me() AND a.kind = 'case' AND a.thing = waiting_entry.casus AND a.via = 'owner' AND a.from_at <= koos.now() AND koos.now() < a.until_at));

ALTER TABLE koos.waiting_fact ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY waiting_fact_read ON koos.waiting_fact FOR SELECT USING (EXISTS (SELECT FROM koos.waiting_entry w WHERE w.id = waiting_fact.entry));
-- The office speaks to families; the rest is for who works with the case.
CREATE POLICY waiting_fact_add ON koos.waiting_fact FOR INSERT WITH CHECK (worker = koos.me()
  AND EXISTS (SELECT FROM koos.waiting_entry w JOIN koos.access a ON a.kind = 'case' AND a.thing = w.casus
  WHERE w.id = waiting_fact.entry AND a.worker = koos.me() AND a.via = 'owner' AND (a.reads = 'all' OR waiting_fact.what = 'contact')
    AND a.from_at <= koos.now() AND koos.now() < a.until_at));

-- Without a policy: how rows stood is for the guards alone.
ALTER TABLE koos.formerly ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;

-- Without a policy: what was told is for the guards alone.
ALTER TABLE koos.waiting_told ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;

ALTER TABLE koos.waiting_pause ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY waiting_pause_read ON koos.waiting_pause FOR SELECT USING (EXISTS (SELECT FROM koos.waiting_entry w WHERE w.id = waiting_pause.entry));
CREATE POLICY waiting_pause_add ON koos.waiting_pause FOR INSERT WITH CHECK (EXISTS (SELECT FROM koos.waiting_entry w JOIN koos.access a ON a.kind = 'case' AND a.thing = w.casus
  WHERE w.id = waiting_pause.entry AND a.worker = koos.me() AND a.via = 'owner' AND a.reads = 'all' AND a.from_at <= koos.now() AND koos.now() < a.until_at));
CREATE POLICY waiting_pause_change ON koos.waiting_pause FOR UPDATE USING (EXISTS (SELECT FROM koos.waiting_entry w JOIN koos.access a ON a.kind = 'case' AND a.thing = w.casus
  WHERE w.id = waiting_pause.entry AND a.worker = koos.me() AND a.via = 'owner' AND a.reads = 'all' AND a.from_at <= koos.now() AND koos.now() < a.until_at));

ALTER TABLE koos.waiting_bridge ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY waiting_bridge_read ON koos.waiting_bridge FOR SELECT USING (EXISTS (SELECT FROM koos.waiting_entry w WHERE w.id = waiting_bridge.entry));
CREATE POLICY waiting_bridge_add ON koos.waiting_bridge FOR INSERT WITH CHECK (EXISTS (SELECT FROM koos.waiting_entry w JOIN koos.access a ON a.kind = 'case' AND a.thing = w.casus
  WHERE w.id = waiting_bridge.entry AND a.worker = koos.me() AND a.via = 'owner' AND a.reads = 'all' AND a.from_at <= koos.now() AND koos.now() < a.until_at));
CREATE POLICY waiting_bridge_change ON koos.waiting_bridge FOR UPDATE USING (EXISTS (SELECT FROM koos.waiting_entry w JOIN koos.access a ON a.kind = 'case' AND a.thing = w.casus
  WHERE w.id = waiting_bridge.entry AND a.worker = koos.me() AND a.via = 'owner' AND a.reads = 'all' AND a.from_at <= koos.now() AND koos.now() < a.until_at));

-- Everybody may see when who is busy. What is over goes as anybody comes by; the rest with the appointment, by those it is up to.
ALTER TABLE koos.occupied ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY occupied_read ON koos.occupied FOR SELECT USING (true);
CREATE POLICY occupied_free ON koos.occupied FOR DELETE USING (expires_at <= koos.now() OR appointment IS NOT NULL AND koos.plans_appointment(appointment));

ALTER TABLE koos.slot ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY slot_read ON koos.slot FOR SELECT USING (koos.i_am_in(team));

ALTER TABLE koos.slot_worker ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY slot_worker_read ON koos.slot_worker FOR SELECT USING (EXISTS (SELECT FROM koos.slot s WHERE s.id = slot_worker.slot));

-- The guards alone make and end offers.
ALTER TABLE koos.offer ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY offer_read ON koos.offer FOR SELECT USING (EXISTS (SELECT FROM koos.waiting_entry w WHERE w.id = offer.entry));

-- All deadlines hang on the simulated clock: an administrator alone moves it.
ALTER TABLE koos.clock ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY clock_read ON koos.clock FOR SELECT USING (true);
CREATE POLICY clock_begin ON koos.clock FOR INSERT WITH CHECK (koos.is_administrator());
CREATE POLICY clock_move ON koos.clock FOR UPDATE USING (koos.is_administrator());

-- Everybody may see who is busy; but who takes part reads what it is about, so nobody joins what another booked.
ALTER TABLE koos.appointment_worker ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY appointment_worker_read ON koos.appointment_worker FOR SELECT USING (true);
CREATE POLICY appointment_worker_book ON koos.appointment_worker FOR INSERT WITH CHECK (koos.booked_by_me(appointment));

-- Roles and logins are no secret, but all rights come from them.
ALTER TABLE koos.member ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY member_read ON koos.member FOR SELECT USING (true);
CREATE POLICY member_add ON koos.member FOR INSERT WITH CHECK (koos.appoints(team, organisation));
CREATE POLICY member_end ON koos.member FOR UPDATE USING (koos.appoints(team, organisation));

ALTER TABLE koos.token ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY token_read ON koos.token FOR SELECT USING (true);
CREATE POLICY token_issue ON koos.token FOR INSERT
  WITH CHECK (issued_by = koos.me() AND (worker = koos.me() OR koos.administers_worker(worker)));
CREATE POLICY token_revoke ON koos.token FOR UPDATE USING (worker = koos.me() OR koos.administers_worker(worker));

ALTER TABLE koos.os_user ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY os_user_read ON koos.os_user FOR SELECT USING (true);
CREATE POLICY os_user_add ON koos.os_user FOR INSERT WITH CHECK (koos.administers_worker(worker));
CREATE POLICY os_user_end ON koos.os_user FOR UPDATE USING (koos.administers_worker(worker));
CREATE POLICY os_user_drop ON koos.os_user FOR DELETE USING (koos.administers_worker(worker));

-- Everybody may lock one to look at it; what becomes of it is for those it is up to.
ALTER TABLE koos.appointment ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY appointment_read ON koos.appointment FOR SELECT USING (true);
CREATE POLICY appointment_book ON koos.appointment FOR INSERT WITH CHECK (booked_by = koos.me());
CREATE POLICY appointment_end ON koos.appointment FOR UPDATE USING (true) WITH CHECK (koos.plans_appointment(id));

-- Everybody may see who is away when; why is in no reach of the daemon's role but through a guard.
ALTER TABLE koos.absence ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY absence_read ON koos.absence FOR SELECT USING (true);
CREATE POLICY absence_add ON koos.absence FOR INSERT WITH CHECK (recorded_by = koos.me() AND koos.keeps_hours(worker));
CREATE POLICY absence_end ON koos.absence FOR UPDATE USING (koos.keeps_hours(worker));

ALTER TABLE koos.appointment_case ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY appointment_case_read ON koos.appointment_case FOR SELECT USING (EXISTS (SELECT FROM koos.access a
  WHERE a.worker = koos.me() AND a.kind = 'case' AND a.thing = appointment_case.casus AND a.from_at <= koos.now() AND koos.now() < a.until_at));
CREATE POLICY appointment_case_book ON koos.appointment_case FOR INSERT WITH CHECK (koos.booked_by_me(appointment) AND EXISTS (SELECT FROM koos.access a
  WHERE a.worker = koos.me() AND a.kind = 'case' AND a.thing = appointment_case.casus AND a.via = 'owner' AND a.from_at <= koos.now() AND koos.now() < a.until_at));

ALTER TABLE koos.appointment_detail ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY appointment_detail_read ON koos.appointment_detail FOR SELECT USING (
  EXISTS (SELECT FROM koos.appointment_worker p WHERE p.appointment = appointment_detail.appointment AND p.worker = koos.me())
  OR EXISTS (SELECT FROM koos.appointment_case c JOIN koos.access a ON a.kind = 'case' AND a.thing = c.casus
    WHERE c.appointment = appointment_detail.appointment AND a.worker = koos.me() AND a.reads <> 'plan'
      AND a.from_at <= koos.now() AND koos.now() < a.until_at));
CREATE POLICY appointment_detail_book ON koos.appointment_detail FOR INSERT WITH CHECK (EXISTS (SELECT FROM koos.appointment p
  WHERE p.id = appointment_detail.appointment AND p.booked_by = koos.me()));

ALTER TABLE koos.appointment_guest ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY appointment_guest_read ON koos.appointment_guest FOR SELECT USING (
  EXISTS (SELECT FROM koos.appointment_worker p WHERE p.appointment = appointment_guest.appointment AND p.worker = koos.me())
  OR EXISTS (SELECT FROM koos.appointment_case c JOIN koos.access a ON a.kind = 'case' AND a.thing = c.casus
    WHERE c.appointment = appointment_guest.appointment AND a.worker = koos.me() AND a.reads <> 'plan'
      AND a.from_at <= koos.now() AND koos.now() < a.until_at));
CREATE POLICY appointment_guest_book ON koos.appointment_guest FOR INSERT WITH CHECK (EXISTS (SELECT FROM koos.appointment p
  WHERE p.id = appointment_guest.appointment AND p.booked_by = koos.me()));

ALTER TABLE koos.appointment_cancellation ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
-- Why a session of a group did not take place may be because of one child: who reads the file of another is not told.
CREATE POLICY appointment_cancellation_read ON koos.appointment_cancellation FOR SELECT USING (
  EXISTS (SELECT FROM koos.appointment_worker p WHERE p.appointment = appointment_cancellation.appointment AND p.worker = koos.me())
  OR koos.group_of(appointment_cancellation.appointment) IS NULL AND EXISTS (SELECT FROM koos.appointment_case c JOIN koos.access a ON a.kind = 'case' AND a.thing = c.casus
    WHERE c.appointment = appointment_cancellation.appointment AND a.worker = koos.me() AND a.reads <> 'plan'
      AND a.from_at <= koos.now() AND koos.now() < a.until_at));
CREATE POLICY appointment_cancellation_add ON koos.appointment_cancellation FOR INSERT WITH CHECK (cancelled_by = koos.me()
  AND koos.plans_appointment(appointment));

-- The guards alone write it.
ALTER TABLE koos.appointment_change ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY appointment_change_read ON koos.appointment_change FOR SELECT USING (
  EXISTS (SELECT FROM koos.appointment_worker p WHERE p.appointment = appointment_change.appointment AND p.worker = koos.me())
  OR koos.group_of(appointment_change.appointment) IS NULL AND EXISTS (SELECT FROM koos.appointment_case c JOIN koos.access a ON a.kind = 'case' AND a.thing = c.casus
    WHERE c.appointment = appointment_change.appointment AND a.worker = koos.me() AND a.reads <> 'plan'
      AND a.from_at <= koos.now() AND koos.now() < a.until_at));

ALTER TABLE koos.destruction ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
-- Once the dossier is gone nobody owns it: who decided still knows the fact.
CREATE POLICY destruction_read ON koos.destruction FOR SELECT USING (koos.oversees_client(client) OR decided_by = koos.me() OR EXISTS (SELECT FROM koos.access a
  WHERE a.worker = koos.me() AND a.kind = 'client' AND a.thing = destruction.client AND a.via = 'owner' AND a.from_at <= koos.now() AND koos.now() < a.until_at));
-- Asking and deciding is the guards': others are told of it.

ALTER TABLE koos.dossier_statement ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY dossier_statement_read ON koos.dossier_statement FOR SELECT USING (EXISTS (SELECT FROM koos.access a
  WHERE a.worker = koos.me() AND a.kind = 'client' AND a.thing = dossier_statement.client AND a.reads = 'all' AND a.from_at <= koos.now() AND koos.now() < a.until_at));
CREATE POLICY dossier_statement_add ON koos.dossier_statement FOR INSERT WITH CHECK (recorded_by = koos.me() AND koos.leads_client(client));

-- Without a policy: when what changed is for the guards alone.
ALTER TABLE koos.dossier_change ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;

ALTER TABLE koos.ledger ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY ledger_own ON koos.ledger USING (worker = koos.me());

-- What is told under a code of its own is a waiting entry, which only owners of its case know of. Of the rest nobody hears of
-- what the facts of the case do not show him.
ALTER TABLE koos.event ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY event_read ON koos.event FOR SELECT USING (
  (topic <> 'desk' OR worker = koos.me() OR koos.i_act_for(team))
  AND (kind = 'appointment' OR topic = 'desk' AND kind = 'none' OR topic = 'desk' AND kind = 'client' AND worker = koos.me() AND koos.oversees_client(thing::integer)
    OR topic = 'desk' AND kind = 'case' AND cause = 'emergency' AND worker = koos.me() AND koos.oversees_case(thing::integer)
    OR EXISTS (SELECT FROM koos.access a
    WHERE a.worker = koos.me() AND a.kind = event.kind AND a.thing = event.thing
      AND (a.via = 'owner' OR (event.code IS NULL OR event.code LIKE 'K-%') AND event.cause NOT IN ('proposed', 'agreed', 'objected', 'proposal-lapsed'))
      AND (a.reads = 'all' OR event.cause <> 'note'
        AND (a.reads <> 'plan' OR event.cause NOT IN ('consent-withdrawn', 'consent-review')) AND (a.reads <> 'office' OR event.cause NOT IN ('goal', 'goal-reviewed')))
      AND a.from_at <= koos.now() AND koos.now() < a.until_at)));
CREATE POLICY event_write ON koos.event FOR INSERT WITH CHECK (koos.me() IS NOT NULL);

ALTER TABLE koos.desk_seen ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY desk_seen_read ON koos.desk_seen FOR SELECT USING (worker = koos.me());
CREATE POLICY desk_seen_first ON koos.desk_seen FOR INSERT WITH CHECK (worker = koos.me());
CREATE POLICY desk_seen_further ON koos.desk_seen FOR UPDATE USING (worker = koos.me());

ALTER TABLE koos.access_log ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY access_log_write ON koos.access_log FOR INSERT WITH CHECK (xid = pg_current_xact_id() AND at = (SELECT koos.now()));

-- 16. Rooms and travel: the rules a plain constraint cannot say --------------------------------------------------------

CREATE FUNCTION koos.taken(of_resource bigint, from_at timestamptz, to_at timestamptz) RETURNS tstzrange LANGUAGE plpgsql STABLE AS $$
DECLARE
  first integer;
BEGIN
  SELECT (SELECT m.team FROM koos.member m WHERE m.worker = w.id AND m.team IS NOT NULL AND m.from_on <= koos.today() AND koos.today() < m.until_on
    ORDER BY m.id LIMIT 1) INTO first FROM koos.worker w WHERE w.resource = of_resource;
  IF NOT FOUND THEN RETURN tstzrange(from_at, to_at); END IF;
  RETURN tstzrange(from_at - make_interval(mins => koos.minutes(koos.setting('appointment.prepare', first))),
    to_at + make_interval(mins => koos.minutes(koos.setting('appointment.follow-up', first))));
END
$$;
COMMENT ON FUNCTION koos.taken(bigint, timestamptz, timestamptz) IS
  'What an appointment takes of somebody''s time: of a worker also the preparation and follow-up that the first of the teams has set';

CREATE FUNCTION koos.free_room(rooms bigint[], from_at timestamptz, to_at timestamptz) RETURNS bigint
LANGUAGE plpgsql STABLE STRICT AS $$
DECLARE
  room bigint;
BEGIN
  -- Runs under the locks of all these rooms, so what is free here is free when it is taken.
  FOREACH room IN ARRAY rooms LOOP
    IF NOT EXISTS (SELECT FROM koos.occupied o WHERE o.resource = room AND o.during && tstzrange(from_at, to_at)) THEN
      RETURN room;
    END IF;
  END LOOP;
  RAISE EXCEPTION 'no room is free' USING ERRCODE = '23P01', CONSTRAINT = 'occupied_room', TABLE = 'occupied', SCHEMA = 'koos';
END
$$;
COMMENT ON FUNCTION koos.free_room(bigint[], timestamptz, timestamptz) IS 'The first of some rooms, by resource number, that nothing takes between two moments';

CREATE FUNCTION koos.way_minutes(is_same_place boolean, as_set integer, is_same_wijk boolean, same_wijk integer, other_wijk integer)
RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT CASE WHEN is_same_place THEN 0 ELSE coalesce(as_set, CASE WHEN is_same_wijk THEN same_wijk ELSE other_wijk END) END $$;
COMMENT ON FUNCTION koos.way_minutes(boolean, integer, boolean, integer, integer) IS
  'The rule of travel: 0 within a place, else minutes set for that direction, else by wijk';

CREATE FUNCTION koos.travel_minutes(of_place integer, of_home text, next_place integer, next_home text) RETURNS integer
LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN koos.way_minutes(of_place = next_place,
    (SELECT t.minutes FROM koos.travel t WHERE t.from_place = of_place AND t.to_place = next_place),
    coalesce(of_home, (SELECT p.wijk FROM koos.place p WHERE p.id = of_place))
      = coalesce(next_home, (SELECT p.wijk FROM koos.place p WHERE p.id = next_place)),
    koos.minutes(koos.setting('travel.same-wijk', NULL)), koos.minutes(koos.setting('travel.other-wijk', NULL)));
END
$$;
COMMENT ON FUNCTION koos.travel_minutes(integer, text, integer, text) IS
  'Minutes one way from a place or the wijk of a home to another: 0 within a place, else as set for that direction, else by wijk';

CREATE FUNCTION koos.free_piece(of_resource bigint, from_at timestamptz, to_at timestamptz) RETURNS interval LANGUAGE sql STABLE AS $$
  SELECT coalesce(max(least(g.next_at, to_at) - greatest(g.free_at, from_at)), interval '0') FROM (
    SELECT max(upper(o.during)) OVER (ORDER BY lower(o.during), o.id) AS free_at,
      lead(lower(o.during), 1, to_at) OVER (ORDER BY lower(o.during), o.id) AS next_at
    FROM koos.occupied o WHERE o.resource = of_resource AND o.holder <> 'absence' AND o.during && tstzrange(from_at, to_at)
    UNION ALL
    SELECT from_at, coalesce((SELECT min(lower(o.during)) FROM koos.occupied o
      WHERE o.resource = of_resource AND o.holder <> 'absence' AND o.during && tstzrange(from_at, to_at)), to_at)
  ) g WHERE g.next_at > g.free_at
$$;
COMMENT ON FUNCTION koos.free_piece(bigint, timestamptz, timestamptz) IS 'The longest piece between two moments to travel in, which one may also do while absent';

CREATE FUNCTION koos.way_is_free(of_resource bigint, one koos.occupied, next koos.occupied) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
DECLARE
  minutes CONSTANT integer := koos.travel_minutes(one.place, one.home_wijk, next.place, next.home_wijk);
BEGIN
  -- Who stays where he is needs no look at what lies between.
  RETURN minutes = 0 OR koos.free_piece(of_resource, upper(one.during), lower(next.during)) >= make_interval(mins => minutes);
END
$$;
COMMENT ON FUNCTION koos.way_is_free(bigint, koos.occupied, koos.occupied) IS 'Whether between two appointments there is time in one piece to travel';

CREATE FUNCTION koos.occupied_travels() RETURNS trigger LANGUAGE plpgsql SET search_path = '' AS $$
DECLARE
  before koos.occupied;
  after koos.occupied;
  reach CONSTANT interval := interval '10 hours';
BEGIN
  IF NOT EXISTS (SELECT FROM koos.resource r WHERE r.id = NEW.resource AND r.kind = 'worker') THEN RETURN NULL; END IF;
  -- Runs under the lock of the resource that every booking takes first, so the neighbours hold still.
  SELECT o.* INTO before FROM koos.occupied o
  WHERE o.resource = NEW.resource AND o.id <> NEW.id AND (o.place IS NOT NULL OR o.home_wijk IS NOT NULL)
    AND o.during && tstzrange(lower(NEW.during) - reach, lower(NEW.during)) ORDER BY lower(o.during) DESC LIMIT 1;
  SELECT o.* INTO after FROM koos.occupied o
  WHERE o.resource = NEW.resource AND o.id <> NEW.id AND (o.place IS NOT NULL OR o.home_wijk IS NOT NULL)
    AND o.during && tstzrange(upper(NEW.during), upper(NEW.during) + reach) ORDER BY lower(o.during) LIMIT 1;
  IF NEW.place IS NULL AND NEW.home_wijk IS NULL THEN
    -- Online itself needs no travel, but leaves that between its neighbours in one piece.
    IF before.id IS NULL OR after.id IS NULL OR koos.way_is_free(NEW.resource, before, after) THEN RETURN NULL; END IF;
  ELSIF (before.id IS NULL OR koos.way_is_free(NEW.resource, before, NEW))
    AND (after.id IS NULL OR koos.way_is_free(NEW.resource, NEW, after)) THEN
    RETURN NULL;
  END IF;
  RAISE EXCEPTION 'no time to travel' USING ERRCODE = '23P01', CONSTRAINT = 'occupied_travel', TABLE = 'occupied', SCHEMA = 'koos';
END
$$;
COMMENT ON FUNCTION koos.occupied_travels() IS 'Previous end + travel <= start and end + travel <= next start, for workers';

CREATE TRIGGER occupied_travels AFTER INSERT ON koos.occupied FOR EACH ROW WHEN (NEW.holder <> 'absence')
  EXECUTE FUNCTION koos.occupied_travels();

-- 17. What the daemon's role may -------------------------------------------------------------------------------------

GRANT SELECT ON ALL TABLES IN SCHEMA koos TO koosd, koos_backup;
REVOKE SELECT ON koos.access_log, koos.access_log_rest, koos.seal, koos.access_due, koos.casus_plan, koos.waiting_told, koos.waiting_snapshot,
  koos.formerly, koos.login FROM koosd;
REVOKE SELECT ON koos.consent_told, koos.consent_due FROM koosd;
-- Not the reason, which may tell of harm: an office reads who consented to what, and no more.
REVOKE SELECT ON koos.consent FROM koosd;
GRANT SELECT (id, client, purpose, party, with_whom, form, refused, exception, given_at, until_on, withdrawn_at, withdraw_reason, recorded_by, recorded_at)
  ON koos.consent TO koosd;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA koos TO koos_guard;
GRANT INSERT, UPDATE ON koos.clock, koos.organisation, koos.place, koos.travel, koos.team, koos.setting_value, koos.team_wijk TO koosd;
GRANT INSERT ON koos.room, koos.availability, koos.waiting_norm, koos.resource, koos.worker, koos.member, koos.token, koos.os_user, koos.client, koos.consent, koos.casus,
  koos.casus_question, koos.casus_owner, koos.casus_fact, koos.relation, koos.casus_invitation, koos.casus_note, koos.casus_goal,
  koos.casus_goal_review, koos.casus_step, koos.casus_participant, koos.traject, koos.casus_arrangement, koos.agreement, koos.proposal,
  koos.proposal_agreement, koos.consult_identity, koos.consult, koos.consult_entry, koos.consult_fact, koos.waiting_entry,
  koos.waiting_fact, koos.waiting_pause, koos.waiting_bridge, koos.appointment, koos.appointment_worker, koos.appointment_case, koos.appointment_detail,
  koos.appointment_guest, koos.appointment_cancellation, koos.ledger, koos.desk_seen TO koosd;
-- Says which key is the first; never again which.
GRANT INSERT (mark) ON koos.bsn_key TO koosd;
-- The order of events, and of the access log, is nobody's to write.
GRANT INSERT (topic, kind, thing, cause, what, code, worker, team) ON koos.event TO koosd;
GRANT INSERT (at, worker, speaker, role, team, client, casus, consult, action, ground, purpose, outcome, emergency, source) ON koos.access_log TO koosd;
-- What a thing is, whose it is and who made it never changes: a policy looks at such columns, or access follows from them.
GRANT UPDATE (login, name, organisation, discipline, hours, skj, big, languages, base, disabled_at, disabled_reason, rev)
  ON koos.worker TO koosd;
GRANT UPDATE (until_on, end_reason) ON koos.member TO koosd;
GRANT UPDATE (revoked_at, revoke_reason) ON koos.token TO koosd;
GRANT UPDATE (valid) ON koos.os_user TO koosd;
GRANT UPDATE (name, birth_on, birth_precision, postcode, house, wijk, gender, language, interpreter, address_secret, bsn, bsn_mark, rev)
  ON koos.client TO koosd;
GRANT UPDATE (withdrawn_at, withdraw_reason) ON koos.consent TO koosd;
GRANT UPDATE (until_on, end_reason) ON koos.relation, koos.agreement, koos.casus_arrangement TO koosd;
GRANT UPDATE (until_on, end_reason, reads, ground) ON koos.casus_participant TO koosd;
GRANT UPDATE (status, wijk, consortium, regie, closed_at, rev) ON koos.casus TO koosd;
GRANT UPDATE (state, answered_by, answered_at, ended_at) ON koos.casus_invitation TO koosd;
GRANT UPDATE (done_on, done_by) ON koos.casus_step TO koosd;
GRANT UPDATE (ended_on, end_reason) ON koos.traject TO koosd;
GRANT UPDATE (state, decided_at, objected_by, objected_team, objection) ON koos.proposal TO koosd;
GRANT INSERT ON koos.dossier_statement TO koosd;
REVOKE SELECT ON koos.dossier_change FROM koosd;
GRANT UPDATE (client, consent, identified_by, identified_at) ON koos.consult_identity TO koosd;
GRANT UPDATE (state, convert, claimed_by, due_at, first_answer_at, closed_at, outcome, rating, casus, redirect_team,
  redirect_discipline, rev) ON koos.consult TO koosd;
GRANT UPDATE (team, discipline, service, urgency, form, letter, registered_on, intake_on, start_on, removed_on, removal, prefers_worker, prefers_mode, language,
  next_contact_on, urgency_review_on, override_rank, override_until_on, moves_by, rev) ON koos.waiting_entry TO koosd;
GRANT UPDATE (until_on) ON koos.waiting_pause, koos.waiting_bridge TO koosd;
GRANT UPDATE (status, series_at, rev) ON koos.appointment TO koosd;
GRANT INSERT ON koos.series, koos.stay, koos.care_group TO koosd;
-- To lock it.
GRANT UPDATE (name) ON koos.care_group TO koosd;
GRANT UPDATE (until_on, end_reason) ON koos.stay TO koosd;
GRANT UPDATE (reply, lines, at) ON koos.ledger TO koosd;
GRANT UPDATE (xid, seq) ON koos.desk_seen TO koosd;
GRANT DELETE ON koos.casus_owner, koos.availability, koos.occupied, koos.setting_value, koos.team_wijk, koos.os_user TO koosd;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA koos TO koosd;
GRANT SELECT ON ALL SEQUENCES IN SCHEMA koos TO koos_backup;
-- FOR NO KEY UPDATE asks the right to update; the rows themselves never change.
GRANT UPDATE (kind) ON koos.resource TO koosd;
REVOKE SELECT ON koos.absence FROM koosd;
GRANT SELECT (id, worker, from_at, to_at, recorded_by, recorded_at, cancelled_at), INSERT (worker, from_at, to_at, kind, recorded_by),
  UPDATE (to_at, cancelled_at) ON koos.absence TO koosd;
RESET ROLE;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA koos FROM PUBLIC;
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA koos TO koosd, koos_guard;
REVOKE EXECUTE ON FUNCTION koos.refresh_access(text, bigint), koos.refresh_access_of_worker(integer), koos.refresh_access_of_case(integer),
  koos.refresh_all_access(), koos.own_worker(integer, integer, text), koos.note_offer(integer, text, integer, text, jsonb),
  koos.hold_offer(koos.slot, integer, boolean, text), koos.lock_slot(integer), koos.raise_offer(integer, boolean),
  koos.end_offer(integer, text, text, boolean), koos.pass_offers() FROM koosd;
REVOKE EXECUTE ON FUNCTION koos.business_of(integer) FROM koosd;
REVOKE EXECUTE ON FUNCTION koos.turn_bsns(text, text, integer, integer) FROM koosd;
REVOKE EXECUTE ON FUNCTION koos.pass_holds(), koos.pass_work(), koos.pass_waiting(), koos.lock_group(integer, integer), koos.seat_child(integer), koos.fill_group(integer, integer), koos.vacate(integer, integer) FROM koosd;
REVOKE EXECUTE ON FUNCTION koos.end_sharing(integer), koos.plan_consents(integer[]) FROM koosd;
REVOKE EXECUTE ON FUNCTION koos.officers_over(integer[]), koos.teams_of_client(integer), koos.last_change(integer), koos.forget_replies(integer, timestamptz), koos.children_of(text, integer) FROM koosd;
-- Who gathers figures is told what the guards tell, and reckons nothing by their means.
REVOKE EXECUTE ON FUNCTION koos.complemented(integer[], boolean[], integer[]), koos.is_small(integer), koos.cut_of(integer, text[]), koos.places_of(koos.figure[]),
  koos.kept_figures(koos.figure[]), koos.told_figures(koos.figure[], integer[]), koos.told_shares(integer[], boolean), koos.report_periods(text, date, date),
  koos.report_rows(koos.figure[], boolean, text[], text, text[], text[], text[], integer[], integer, text, text), koos.former(text, timestamptz), koos.members_known(timestamptz),
  koos.appointments_known(timestamptz, timestamptz, timestamptz), koos.case_spans(timestamptz), koos.owner_spans(timestamptz), koos.wijk_spans(timestamptz),
  koos.regie_spans(timestamptz), koos.cases_known(timestamptz), koos.appointment_cases(timestamptz), koos.held_cases(timestamptz, integer[], text), koos.last_moment(date, timestamptz),
  koos.held_appointments(timestamptz, integer[], date, date, text), koos.consult_figures(timestamptz, integer[], boolean, text, date, date),
  koos.mode_figures(timestamptz, integer[], text, date, date), koos.no_show_figures(timestamptz, integer[], text, date, date),
  koos.caseload_figures(timestamptz, integer[], boolean, text, date, date), koos.ownership_figures(timestamptz, integer[], text, date, date),
  koos.continuity_figures(timestamptz, integer[], text, date, date), koos.urgent_figures(timestamptz, integer[], boolean, text, date, date),
  koos.eighteen_figures(timestamptz, integer[], text, date, date), koos.redirect_figures(timestamptz, integer[], text, date, date),
  koos.waiting_rows(timestamptz, integer[], boolean, text, text, date, date), koos.waiting_cut(date, timestamptz, integer[], text, text), koos.consult_groups(), koos.waiting_groups(),
  koos.professionals(timestamptz, integer[], date), koos.owners_of(timestamptz, timestamptz), koos.minutes_of(tstzmultirange) FROM koosd;
RESET search_path;

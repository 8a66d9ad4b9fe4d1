-- Easter and what hangs on it; the days that close; the school holidays.
\ir begin.psql
SELECT * FROM no_plan();

SELECT is(koos.easter(y), e::date, 'Easter of ' || y) FROM (VALUES
  (2020, '2020-04-12'), (2021, '2021-04-04'), (2024, '2024-03-31'), (2025, '2025-04-20'), (2026, '2026-04-05'), (2027, '2027-03-28'),
  (2028, '2028-04-16'), (1818, '1818-03-22'), (1943, '1943-04-25'), (1961, '1961-04-02'), (2000, '2000-04-23'), (2038, '2038-04-25'),
  (2285, '2285-03-22')
) AS t(y, e);
SELECT is_empty('SELECT y FROM generate_series(1900, 2200) AS y WHERE extract(isodow FROM koos.easter(y)) <> 7', 'Easter is a Sunday');
SELECT is_empty($$SELECT y FROM generate_series(1900, 2200) AS y
  WHERE koos.easter(y) NOT BETWEEN make_date(y, 3, 22) AND make_date(y, 4, 25)$$, 'from 22 March to 25 April');

SELECT is((SELECT h.day FROM koos.holiday h WHERE h.name = t.name AND extract(year FROM h.day) = t.y), t.day::date, t.name || ' of ' || t.y)
FROM (VALUES
  (2020, 'Koningsdag', '2020-04-27'), (2021, 'Koningsdag', '2021-04-27'), (2024, 'Koningsdag', '2024-04-27'),
  (2025, 'Koningsdag', '2025-04-26'), (2026, 'Koningsdag', '2026-04-27'), (2027, 'Koningsdag', '2027-04-27'), (2028, 'Koningsdag',
    '2028-04-27'),
  (2020, 'Hemelvaartsdag', '2020-05-21'), (2021, 'Hemelvaartsdag', '2021-05-13'), (2024, 'Hemelvaartsdag', '2024-05-09'),
  (2025, 'Hemelvaartsdag', '2025-05-29'), (2026, 'Hemelvaartsdag', '2026-05-14'), (2027, 'Hemelvaartsdag', '2027-05-06'),
  (2028, 'Hemelvaartsdag', '2028-05-25'),
  (2020, 'Tweede pinksterdag', '2020-06-01'), (2021, 'Tweede pinksterdag', '2021-05-24'), (2024, 'Tweede pinksterdag', '2024-05-20'),
  (2025, 'Tweede pinksterdag', '2025-06-09'), (2026, 'Tweede pinksterdag', '2026-05-25'), (2027, 'Tweede pinksterdag', '2027-05-17'),
  (2028, 'Tweede pinksterdag', '2028-06-05')
) AS t(y, name, day);
SELECT is_empty($$SELECT day FROM koos.holiday WHERE name = 'Koningsdag' AND extract(isodow FROM day) = 7$$,
  'Koningsdag is never a Sunday');

SELECT set_eq($$SELECT name, closed FROM koos.holiday WHERE extract(year FROM day) = 2026$$, $$VALUES
  ('Nieuwjaarsdag', true), ('Goede Vrijdag', false), ('Eerste paasdag', true), ('Tweede paasdag', true), ('Koningsdag', true),
  ('Bevrijdingsdag', false), ('Hemelvaartsdag', true), ('Eerste pinksterdag', true), ('Tweede pinksterdag', true),
  ('Eerste kerstdag', true), ('Tweede kerstdag', true)$$, 'which holidays close, and which do not');
SELECT set_eq('SELECT day, name, closed FROM koos.holiday', 'SELECT day, name, closed FROM koos.holiday_due',
  'the calendar holds what the rules give');
SELECT is((SELECT array[min(extract(year FROM day)), max(extract(year FROM day))] FROM koos.holiday), ARRAY[2019, 2030]::numeric[],
  'from 2019 to 2030');

SELECT is((SELECT name FROM koos.school_holiday WHERE during @> d::date), n, d || ' is ' || coalesce(n, 'school')) FROM (VALUES
  ('2024-02-16', NULL), ('2024-02-17', 'voorjaar'), ('2024-02-25', 'voorjaar'), ('2024-02-26', NULL), ('2025-01-05', 'kerst'),
  ('2025-01-06', NULL), ('2025-08-31', 'zomer'), ('2026-01-04', 'kerst'), ('2026-07-18', 'zomer'), ('2026-08-31', NULL)) AS t(d, n);
SELECT is_empty($$SELECT during FROM koos.school_holiday WHERE extract(isodow FROM lower(during)) <> 6 OR extract(isodow
  FROM upper(during)) <> 1$$,
  'each runs from a Saturday through a Sunday');

-- The clock of the domain, and local midnight over the changes of summer time.
SELECT is(koos.midnight('2026-03-29'), '2026-03-28T23:00Z'::timestamptz, 'the day the clock goes forward begins in winter time');
SELECT is(koos.midnight('2026-03-30'), '2026-03-29T22:00Z'::timestamptz, 'and ends in summer time');
SELECT is(koos.midnight('2026-10-26') - koos.midnight('2026-10-25'), interval '25 hours', 'the day it goes back has 25 hours');
SELECT is(extract(microseconds FROM koos.now())::bigint % 1000000, 0::bigint, 'without a clock, time goes by the second');
INSERT INTO koos.clock (at) VALUES ('2026-03-02T22:59:59Z');
SELECT is(koos.now(), '2026-03-02T22:59:59Z'::timestamptz, 'with a clock, it shows the time');
SELECT is(koos.today(), '2026-03-02'::date, 'a second before midnight it is still the day');
UPDATE koos.clock SET at = at + interval '1 second';
SELECT is(koos.today(), '2026-03-03'::date, 'at midnight in Amsterdam it is the next');

SELECT * FROM finish();
ROLLBACK;

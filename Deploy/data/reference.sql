-- What holds in Utrecht, as data with dates: geography, organisations, forms of help, norms, the calendar, settings.
-- Laid once, right after schema.sql. A change is a new row with its own dates, laid by a migration.

-- 1. Geography: 10 wijken, 34 subwijken, the buurten -----------------------------------------------------------------

INSERT INTO koos.wijk (slug, name, code) VALUES
  ('west', 'West', 'WK034401'),
  ('noordwest', 'Noordwest', 'WK034402'),
  ('overvecht', 'Overvecht', 'WK034403'),
  ('noordoost', 'Noordoost', 'WK034404'),
  ('oost', 'Oost', 'WK034405'),
  ('binnenstad', 'Binnenstad', 'WK034406'),
  ('zuid', 'Zuid', 'WK034407'),
  ('zuidwest', 'Zuidwest', 'WK034408'),
  ('leidsche-rijn', 'Leidsche Rijn', 'WK034409'),
  ('vleuten-de-meern', 'Vleuten-De Meern', 'WK034410');

INSERT INTO koos.buurt (slug, name, kind, wijk) VALUES
  ('oog-in-al-welgelegen', 'Oog in Al, Welgelegen', 'subwijk', 'west'),
  ('lombok-leidseweg', 'Lombok, Leidseweg', 'subwijk', 'west'),
  ('nieuw-engeland-schepenbuurt', 'Nieuw Engeland, Schepenbuurt', 'subwijk', 'west'),
  ('pijlsweerd', 'Pijlsweerd', 'subwijk', 'noordwest'),
  ('ondiep-2e-daalsebuurt', 'Ondiep, 2e Daalsebuurt', 'subwijk', 'noordwest'),
  ('zuilen-west', 'Zuilen-West', 'subwijk', 'noordwest'),
  ('zuilen-noord-en-oost', 'Zuilen-Noord en -Oost', 'subwijk', 'noordwest'),
  ('taagdreef-wolgadreef', 'Taagdreef, Wolgadreef', 'subwijk', 'overvecht'),
  ('zamenhofdreef-neckardreef', 'Zamenhofdreef, Neckardreef', 'subwijk', 'overvecht'),
  ('vechtzoom-klopvaart', 'Vechtzoom, Klopvaart', 'subwijk', 'overvecht'),
  ('zambesidreef-tigrisdreef', 'Zambesidreef, Tigrisdreef', 'subwijk', 'overvecht'),
  ('votulast', 'Votulast', 'subwijk', 'noordoost'),
  ('tuindorp-voordorp', 'Tuindorp, Voordorp', 'subwijk', 'noordoost'),
  ('wittevrouwen-zeeheldenbuurt', 'Wittevrouwen, Zeeheldenbuurt', 'subwijk', 'noordoost'),
  ('oudwijk-buiten-wittevrouwen', 'Oudwijk, Buiten Wittevrouwen', 'subwijk', 'oost'),
  ('abstede-gansstraat', 'Abstede, Gansstraat', 'subwijk', 'oost'),
  ('wilhelminapark-rijnsweerd', 'Wilhelminapark, Rijnsweerd', 'subwijk', 'oost'),
  ('binnenstad-city-en-winkelgebied', 'Binnenstad city- en winkelgebied', 'subwijk', 'binnenstad'),
  ('binnenstad-woongebied', 'Binnenstad woongebied', 'subwijk', 'binnenstad'),
  ('lunetten', 'Lunetten', 'subwijk', 'zuid'),
  ('oud-hoograven-tolsteeg', 'Oud Hoograven, Tolsteeg', 'subwijk', 'zuid'),
  ('nieuw-hoograven-bokkenbuurt', 'Nieuw Hoograven, Bokkenbuurt', 'subwijk', 'zuid'),
  ('dichterswijk-rivierenwijk', 'Dichterswijk, Rivierenwijk', 'subwijk', 'zuidwest'),
  ('transwijk', 'Transwijk', 'subwijk', 'zuidwest'),
  ('kanaleneiland', 'Kanaleneiland', 'subwijk', 'zuidwest'),
  ('leidsche-rijn-centrum', 'Leidsche Rijn Centrum', 'subwijk', 'leidsche-rijn'),
  ('leidsche-rijn-zuid', 'Leidsche Rijn-Zuid', 'subwijk', 'leidsche-rijn'),
  ('terwijde-de-wetering', 'Terwijde, De Wetering', 'subwijk', 'leidsche-rijn'),
  ('het-zand', 'Het Zand', 'subwijk', 'leidsche-rijn'),
  ('parkwijk-langerak', 'Parkwijk, Langerak', 'subwijk', 'leidsche-rijn'),
  ('vleuten-haarzuilens', 'Vleuten, Haarzuilens', 'subwijk', 'vleuten-de-meern'),
  ('veldhuizen-vleuterweide', 'Veldhuizen, Vleuterweide', 'subwijk', 'vleuten-de-meern'),
  ('de-meern', 'De Meern', 'subwijk', 'vleuten-de-meern'),
  ('rijnenburg', 'Rijnenburg', 'subwijk', 'vleuten-de-meern');

-- The subwijk is left open where it is not known for certain.
INSERT INTO koos.buurt (slug, name, kind, wijk, subwijk) VALUES
  ('welgelegen', 'Welgelegen', 'buurt', 'west', 'oog-in-al-welgelegen'),
  ('den-hommel', 'Den Hommel', 'buurt', 'west', 'oog-in-al-welgelegen'),
  ('oog-in-al', 'Oog in Al', 'buurt', 'west', 'oog-in-al-welgelegen'),
  ('halve-maan-noord', 'Halve Maan-Noord', 'buurt', 'west', 'oog-in-al-welgelegen'),
  ('halve-maan-zuid', 'Halve Maan-Zuid', 'buurt', 'west', 'oog-in-al-welgelegen'),
  ('lombok-oost', 'Lombok-Oost', 'buurt', 'west', 'lombok-leidseweg'),
  ('lombok-west', 'Lombok-West', 'buurt', 'west', 'lombok-leidseweg'),
  ('leidseweg', 'Leidseweg', 'buurt', 'west', 'lombok-leidseweg'),
  ('nieuw-engeland', 'Nieuw Engeland', 'buurt', 'west', 'nieuw-engeland-schepenbuurt'),
  ('schepenbuurt', 'Schepenbuurt', 'buurt', 'west', 'nieuw-engeland-schepenbuurt'),
  ('laan-van-nieuw-guinea', 'Laan van Nieuw Guinea', 'buurt', 'west', NULL),
  ('lage-weide', 'Lage Weide', 'buurt', 'west', NULL),
  ('pijlsweerd-noord', 'Pijlsweerd-Noord', 'buurt', 'noordwest', 'pijlsweerd'),
  ('pijlsweerd-zuid', 'Pijlsweerd-Zuid', 'buurt', 'noordwest', 'pijlsweerd'),
  ('nijenoord', 'Nijenoord', 'buurt', 'noordwest', 'pijlsweerd'),
  ('ondiep', 'Ondiep', 'buurt', 'noordwest', 'ondiep-2e-daalsebuurt'),
  ('tweede-daalsebuurt', 'Tweede Daalsebuurt', 'buurt', 'noordwest', 'ondiep-2e-daalsebuurt'),
  ('egelantierstraat', 'Egelantierstraat', 'buurt', 'noordwest', NULL),
  ('mariendaalstraat', 'Mariëndaalstraat', 'buurt', 'noordwest', NULL),
  ('de-driehoek', 'De Driehoek', 'buurt', 'noordwest', NULL),
  ('geuzenwijk', 'Geuzenwijk', 'buurt', 'noordwest', 'zuilen-west'),
  ('julianapark', 'Julianapark', 'buurt', 'noordwest', 'zuilen-west'),
  ('elinkwijk', 'Elinkwijk', 'buurt', 'noordwest', 'zuilen-noord-en-oost'),
  ('zuilen-noord', 'Zuilen-Noord', 'buurt', 'noordwest', 'zuilen-noord-en-oost'),
  ('prins-bernhardplein', 'Prins Bernhardplein', 'buurt', 'noordwest', NULL),
  ('schaakbuurt', 'Schaakbuurt', 'buurt', 'noordwest', NULL),
  ('queeckhovenplein', 'Queeckhovenplein', 'buurt', 'noordwest', NULL),
  ('loevenhoutsedijk', 'Loevenhoutsedijk', 'buurt', 'noordwest', NULL),
  ('taag-en-rubicondreef', 'Taag- en Rubicondreef', 'buurt', 'overvecht', 'taagdreef-wolgadreef'),
  ('wolga-en-donaudreef', 'Wolga- en Donaudreef', 'buurt', 'overvecht', 'taagdreef-wolgadreef'),
  ('zamenhofdreef', 'Zamenhofdreef', 'buurt', 'overvecht', 'zamenhofdreef-neckardreef'),
  ('neckardreef', 'Neckardreef', 'buurt', 'overvecht', 'zamenhofdreef-neckardreef'),
  ('vechtzoom-noord', 'Vechtzoom-Noord', 'buurt', 'overvecht', 'vechtzoom-klopvaart'),
  ('klopvaart', 'Klopvaart', 'buurt', 'overvecht', 'vechtzoom-klopvaart'),
  ('vechtzoom-zuid', 'Vechtzoom-Zuid', 'buurt', 'overvecht', 'vechtzoom-klopvaart'),
  ('zambesidreef', 'Zambesidreef', 'buurt', 'overvecht', 'zambesidreef-tigrisdreef'),
  ('tigrisdreef', 'Tigrisdreef', 'buurt', 'overvecht', 'zambesidreef-tigrisdreef'),
  ('tigris-en-bostondreef', 'Tigris- en Bostondreef', 'buurt', 'overvecht', 'zambesidreef-tigrisdreef'),
  ('amazone-en-nicaraguadreef', 'Amazone- en Nicaraguadreef', 'buurt', 'overvecht', NULL),
  ('poldergebied-overvecht', 'Poldergebied Overvecht', 'buurt', 'overvecht', NULL),
  ('vogelenbuurt', 'Vogelenbuurt', 'buurt', 'noordoost', 'votulast'),
  ('lauwerecht', 'Lauwerecht', 'buurt', 'noordoost', 'votulast'),
  ('staatsliedenbuurt', 'Staatsliedenbuurt', 'buurt', 'noordoost', 'votulast'),
  ('tuinwijk-west', 'Tuinwijk-West', 'buurt', 'noordoost', 'votulast'),
  ('tuinwijk-oost', 'Tuinwijk-Oost', 'buurt', 'noordoost', 'votulast'),
  ('tuindorp', 'Tuindorp', 'buurt', 'noordoost', 'tuindorp-voordorp'),
  ('tuindorp-oost', 'Tuindorp-Oost', 'buurt', 'noordoost', 'tuindorp-voordorp'),
  ('voordorp', 'Voordorp', 'buurt', 'noordoost', 'tuindorp-voordorp'),
  ('huizingalaan', 'Huizingalaan', 'buurt', 'noordoost', NULL),
  ('wittevrouwen', 'Wittevrouwen', 'buurt', 'noordoost', 'wittevrouwen-zeeheldenbuurt'),
  ('zeeheldenbuurt', 'Zeeheldenbuurt', 'buurt', 'noordoost', 'wittevrouwen-zeeheldenbuurt'),
  ('buiten-wittevrouwen', 'Buiten Wittevrouwen', 'buurt', 'oost', 'oudwijk-buiten-wittevrouwen'),
  ('oudwijk', 'Oudwijk', 'buurt', 'oost', 'oudwijk-buiten-wittevrouwen'),
  ('abstede', 'Abstede', 'buurt', 'oost', 'abstede-gansstraat'),
  ('tolsteegsingel', 'Tolsteegsingel', 'buurt', 'oost', 'abstede-gansstraat'),
  ('sterrenwijk', 'Sterrenwijk', 'buurt', 'oost', NULL),
  ('watervogelbuurt', 'Watervogelbuurt', 'buurt', 'oost', NULL),
  ('lodewijk-napoleonplantsoen', 'Lodewijk Napoleonplantsoen', 'buurt', 'oost', NULL),
  ('rubenslaan', 'Rubenslaan', 'buurt', 'oost', NULL),
  ('schildersbuurt', 'Schildersbuurt', 'buurt', 'oost', NULL),
  ('wilhelminapark', 'Wilhelminapark', 'buurt', 'oost', 'wilhelminapark-rijnsweerd'),
  ('rijnsweerd', 'Rijnsweerd', 'buurt', 'oost', 'wilhelminapark-rijnsweerd'),
  ('de-uithof', 'De Uithof', 'buurt', 'oost', NULL),
  ('galgenwaard', 'Galgenwaard', 'buurt', 'oost', NULL),
  ('maarschalkerweerd-en-mereveld', 'Maarschalkerweerd en Mereveld', 'buurt', 'oost', NULL),
  ('domplein', 'Domplein', 'buurt', 'binnenstad', 'binnenstad-city-en-winkelgebied'),
  ('neude', 'Neude', 'buurt', 'binnenstad', 'binnenstad-city-en-winkelgebied'),
  ('janskerkhof', 'Janskerkhof', 'buurt', 'binnenstad', 'binnenstad-city-en-winkelgebied'),
  ('hoog-catharijne', 'Hoog-Catharijne', 'buurt', 'binnenstad', 'binnenstad-city-en-winkelgebied'),
  ('lange-elisabethstraat-mariaplaats', 'Lange Elisabethstraat, Mariaplaats', 'buurt', 'binnenstad', 'binnenstad-city-en-winkelgebied'),
  ('lange-nieuwstraat', 'Lange Nieuwstraat', 'buurt', 'binnenstad', 'binnenstad-city-en-winkelgebied'),
  ('nobelstraat', 'Nobelstraat', 'buurt', 'binnenstad', 'binnenstad-city-en-winkelgebied'),
  ('breedstraat-en-plompetorengracht', 'Breedstraat en Plompetorengracht', 'buurt', 'binnenstad', 'binnenstad-woongebied'),
  ('nieuwegracht-oost', 'Nieuwegracht-Oost', 'buurt', 'binnenstad', 'binnenstad-woongebied'),
  ('springweg', 'Springweg', 'buurt', 'binnenstad', 'binnenstad-woongebied'),
  ('wijk-c', 'Wijk C', 'buurt', 'binnenstad', 'binnenstad-woongebied'),
  ('bleekstraat', 'Bleekstraat', 'buurt', 'binnenstad', NULL),
  ('hooch-boulandt', 'Hooch Boulandt', 'buurt', 'binnenstad', NULL),
  ('lunetten-noord', 'Lunetten-Noord', 'buurt', 'zuid', 'lunetten'),
  ('lunetten-zuid', 'Lunetten-Zuid', 'buurt', 'zuid', 'lunetten'),
  ('tolsteeg-en-rotsoord', 'Tolsteeg en Rotsoord', 'buurt', 'zuid', 'oud-hoograven-tolsteeg'),
  ('oud-hoograven-noord', 'Oud Hoograven-Noord', 'buurt', 'zuid', 'oud-hoograven-tolsteeg'),
  ('oud-hoograven-zuid', 'Oud Hoograven-Zuid', 'buurt', 'zuid', 'oud-hoograven-tolsteeg'),
  ('bokkenbuurt', 'Bokkenbuurt', 'buurt', 'zuid', 'nieuw-hoograven-bokkenbuurt'),
  ('nieuw-hoograven-noord', 'Nieuw Hoograven-Noord', 'buurt', 'zuid', 'nieuw-hoograven-bokkenbuurt'),
  ('nieuw-hoograven-zuid', 'Nieuw Hoograven-Zuid', 'buurt', 'zuid', 'nieuw-hoograven-bokkenbuurt'),
  ('dichterswijk', 'Dichterswijk', 'buurt', 'zuidwest', 'dichterswijk-rivierenwijk'),
  ('rivierenwijk', 'Rivierenwijk', 'buurt', 'zuidwest', 'dichterswijk-rivierenwijk'),
  ('transwijk-noord', 'Transwijk-Noord', 'buurt', 'zuidwest', 'transwijk'),
  ('transwijk-zuid', 'Transwijk-Zuid', 'buurt', 'zuidwest', 'transwijk'),
  ('kanaleneiland-noord', 'Kanaleneiland-Noord', 'buurt', 'zuidwest', 'kanaleneiland'),
  ('kanaleneiland-zuid', 'Kanaleneiland-Zuid', 'buurt', 'zuidwest', 'kanaleneiland'),
  ('bedrijvengebied-kanaleneiland', 'Bedrijvengebied Kanaleneiland', 'buurt', 'zuidwest', 'kanaleneiland'),
  ('hogeweide', 'Hogeweide', 'buurt', 'leidsche-rijn', NULL),
  ('grauwaart', 'Grauwaart', 'buurt', 'leidsche-rijn', 'leidsche-rijn-centrum'),
  ('leeuwesteyn', 'Leeuwesteyn', 'buurt', 'leidsche-rijn', 'leidsche-rijn-centrum'),
  ('papendorp', 'Papendorp', 'buurt', 'leidsche-rijn', 'leidsche-rijn-zuid'),
  ('strijkviertel', 'Strijkviertel', 'buurt', 'leidsche-rijn', 'leidsche-rijn-zuid'),
  ('rijnvliet', 'Rijnvliet', 'buurt', 'leidsche-rijn', 'leidsche-rijn-zuid'),
  ('terwijde-oost', 'Terwijde-Oost', 'buurt', 'leidsche-rijn', 'terwijde-de-wetering'),
  ('terwijde-west', 'Terwijde-West', 'buurt', 'leidsche-rijn', 'terwijde-de-wetering'),
  ('de-wetering', 'De Wetering', 'buurt', 'leidsche-rijn', 'terwijde-de-wetering'),
  ('het-zand-oost', 'Het Zand-Oost', 'buurt', 'leidsche-rijn', 'het-zand'),
  ('het-zand-west', 'Het Zand-West', 'buurt', 'leidsche-rijn', 'het-zand'),
  ('langerak', 'Langerak', 'buurt', 'leidsche-rijn', 'parkwijk-langerak'),
  ('parkwijk-noord', 'Parkwijk-Noord', 'buurt', 'leidsche-rijn', 'parkwijk-langerak'),
  ('parkwijk-zuid', 'Parkwijk-Zuid', 'buurt', 'leidsche-rijn', 'parkwijk-langerak'),
  ('vleuten', 'Vleuten', 'buurt', 'vleuten-de-meern', 'vleuten-haarzuilens'),
  ('haarzuilens', 'Haarzuilens', 'buurt', 'vleuten-de-meern', 'vleuten-haarzuilens'),
  ('veldhuizen', 'Veldhuizen', 'buurt', 'vleuten-de-meern', 'veldhuizen-vleuterweide'),
  ('vleuterweide-noord-oost-centrum', 'Vleuterweide-Noord/Oost/Centrum', 'buurt', 'vleuten-de-meern', 'veldhuizen-vleuterweide'),
  ('vleuterweide-west', 'Vleuterweide-West', 'buurt', 'vleuten-de-meern', 'veldhuizen-vleuterweide'),
  ('vleuterweide-zuid', 'Vleuterweide-Zuid', 'buurt', 'vleuten-de-meern', 'veldhuizen-vleuterweide'),
  ('de-meern-noord', 'De Meern-Noord', 'buurt', 'vleuten-de-meern', 'de-meern'),
  ('de-meern-zuid', 'De Meern-Zuid', 'buurt', 'vleuten-de-meern', 'de-meern');

-- What people say for several of these at once.
INSERT INTO koos.buurt (slug, name, kind, wijk, subwijk) VALUES
  ('halve-maan', 'Halve Maan', 'buurt', 'west', 'oog-in-al-welgelegen'),
  ('lombok', 'Lombok', 'buurt', 'west', 'lombok-leidseweg'),
  ('zuilen', 'Zuilen', 'buurt', 'noordwest', NULL),
  ('zuilen-oost', 'Zuilen-Oost', 'buurt', 'noordwest', 'zuilen-noord-en-oost'),
  ('taagdreef', 'Taagdreef', 'buurt', 'overvecht', 'taagdreef-wolgadreef'),
  ('rubicondreef', 'Rubicondreef', 'buurt', 'overvecht', 'taagdreef-wolgadreef'),
  ('bostondreef', 'Bostondreef', 'buurt', 'overvecht', 'zambesidreef-tigrisdreef'),
  ('tuinwijk', 'Tuinwijk', 'buurt', 'noordoost', 'votulast'),
  ('hoograven', 'Hoograven', 'buurt', 'zuid', NULL),
  ('oud-hoograven', 'Oud Hoograven', 'buurt', 'zuid', 'oud-hoograven-tolsteeg'),
  ('nieuw-hoograven', 'Nieuw Hoograven', 'buurt', 'zuid', 'nieuw-hoograven-bokkenbuurt'),
  ('tolsteeg', 'Tolsteeg', 'buurt', 'zuid', 'oud-hoograven-tolsteeg'),
  ('rotsoord', 'Rotsoord', 'buurt', 'zuid', 'oud-hoograven-tolsteeg'),
  ('terwijde', 'Terwijde', 'buurt', 'leidsche-rijn', 'terwijde-de-wetering'),
  ('parkwijk', 'Parkwijk', 'buurt', 'leidsche-rijn', 'parkwijk-langerak'),
  ('t-zand', '''t Zand', 'buurt', 'leidsche-rijn', 'het-zand'),
  ('vleuterweide', 'Vleuterweide', 'buurt', 'vleuten-de-meern', 'veldhuizen-vleuterweide');

-- From a secondary source, to be confirmed against the city's own list before real use; exceptions by letters are further rows.
INSERT INTO koos.postcode_area (pc4, wijk)
SELECT pc4::text, r.wijk
FROM (VALUES
  ('west', 3531, 3534), ('west', 3542, 3542),
  ('noordwest', 3513, 3513), ('noordwest', 3551, 3555),
  ('overvecht', 3561, 3566),
  ('noordoost', 3514, 3515), ('noordoost', 3571, 3573),
  ('oost', 3581, 3585),
  ('binnenstad', 3511, 3512),
  ('zuid', 3523, 3525),
  ('zuidwest', 3521, 3522), ('zuidwest', 3526, 3527),
  ('leidsche-rijn', 3528, 3528), ('leidsche-rijn', 3541, 3541), ('leidsche-rijn', 3543, 3545),
  ('vleuten-de-meern', 3451, 3455), ('vleuten-de-meern', 3546, 3546)
) AS r(wijk, first, last)
CROSS JOIN LATERAL generate_series(r.first, r.last) AS pc4;

-- 2. Organisations ---------------------------------------------------------------------------------------------------

INSERT INTO koos.organisation (slug, name, kind, valid) VALUES
  ('koos', 'KOOS Utrecht', 'consortium', '[2020-01-01,)'),
  ('spoor030', 'Spoor030', 'consortium', '[2020-01-01,)'),
  ('lokalis', 'Lokalis, buurtteams Jeugd & Gezin', 'buurtteam', '[2020-01-01,)'),
  ('samen-veilig', 'Samen Veilig Midden-Nederland (SAVE)', 'gi', '[2020-01-01,)'),
  ('veilig-thuis', 'Veilig Thuis Utrecht', 'overig', '[2020-01-01,)'),
  ('yeph', 'Yeph', 'yeph_ef', '[2020-04-01,)'),
  ('gemeente-utrecht', 'Gemeente Utrecht', 'gemeente', '[2020-01-01,)');

INSERT INTO koos.organisation (slug, name, kind, parent)
SELECT m.slug, m.name, 'founder', o.id
FROM (VALUES
  ('altrecht', 'Altrecht', 'koos'),
  ('de-opvoedpoli', 'De Opvoedpoli', 'koos'),
  ('de-rading', 'De Rading', 'koos'),
  ('reinaerde', 'Reinaerde', 'koos'),
  ('youke', 'Youké', 'koos'),
  ('dokter-bosman', 'Dokter Bosman', 'spoor030'),
  ('intermetzo', 'Intermetzo', 'spoor030'),
  ('timon', 'Timon', 'spoor030')
) AS m(slug, name, parent)
JOIN koos.organisation o ON o.slug = m.parent;

-- R13: each wijk has one consortium, and all ten have one.
INSERT INTO koos.wijk_consortium (wijk, organisation, valid)
SELECT d.wijk, o.id, '[2020-01-01,)'
FROM (VALUES
  ('leidsche-rijn', 'koos'), ('vleuten-de-meern', 'koos'), ('west', 'koos'), ('zuidwest', 'koos'),
  ('binnenstad', 'spoor030'), ('noordoost', 'spoor030'), ('noordwest', 'spoor030'), ('oost', 'spoor030'),
  ('overvecht', 'spoor030'), ('zuid', 'spoor030')
) AS d(wijk, consortium)
JOIN koos.organisation o ON o.slug = d.consortium;

-- 3. Professions, forms of help, waiting norms -----------------------------------------------------------------------

INSERT INTO koos.discipline (slug, name) VALUES
  ('orthopedagoog', 'Orthopedagoog'),
  ('gz-psycholoog', 'GZ-psycholoog'),
  ('systeemtherapeut', 'Systeemtherapeut'),
  ('psycholoog', 'Psycholoog'),
  ('psychotherapeut', 'Psychotherapeut'),
  ('kinderpsychiater', 'Kinder- en jeugdpsychiater'),
  ('vaktherapeut', 'Vaktherapeut');

INSERT INTO koos.legal_ground (slug, source) VALUES
  ('ots', 'Jeugdwet 7.3.11 lid 4: een gecertificeerde instelling die een ondertoezichtstelling uitvoert'),
  ('voogdij', 'Jeugdwet 7.3.11 lid 4: een gecertificeerde instelling die de voogdij heeft'),
  ('jeugdreclassering', 'Jeugdwet 7.3.11 lid 4: jeugdreclassering'),
  ('gesloten-jeugdhulp', 'Jeugdwet 6.1.2: machtiging gesloten jeugdhulp'),
  ('meldcode', 'Wmo 2015 5.2.6: een melding van onveiligheid bij Veilig Thuis');
INSERT INTO koos.service (slug, name, in_scope, kind, needs_traject) VALUES
  ('ambulant', 'Ambulante jeugdhulp', true, 'contact', false),
  ('ggz-behandeling', 'Jeugd-ggz-behandeling', true, 'contact', false),
  ('diagnostiek', 'Diagnostiek', true, 'contact', false),
  ('gezinsbehandeling', 'Gezinsbehandeling', true, 'contact', false),
  ('groepsbehandeling', 'Groepsbehandeling', true, 'group', false),
  ('kinderdagcentrum', 'Kinderdagcentrum', true, 'stay', false),
  ('pleegzorg', 'Pleegzorg en pleegzorgbegeleiding', true, 'stay', false),
  ('gezinshuis', 'Gezinshuis', true, 'stay', false),
  ('logeren', 'Logeren', true, 'stay', false),
  ('wonen', 'Wonen', true, 'stay', false),
  -- R11: only inside a broader traject.
  ('vaktherapie', 'Vaktherapie', true, 'module', true),
  ('speltherapie', 'Speltherapie', true, 'module', true),
  ('intelligentieonderzoek', 'Intelligentieonderzoek', true, 'module', true);

-- R12: others give it, and the door says who.
INSERT INTO koos.service (slug, name, in_scope, door) VALUES
  ('dyslexiezorg', 'Dyslexiezorg', false, 'Dyslexiezorg loopt via de school en de gemeente Utrecht.'),
  ('crisisdienst-ggz-jeugd', 'Ambulante crisisdienst GGZ Jeugd', false,
    'Bel bij crisis meteen de ambulante crisisdienst GGZ Jeugd, en bij levensgevaar 112.'),
  ('essentiele-functies', 'Essentiële functies', false,
    'Essentiële functies (24-uurs behandeling, JeugdzorgPlus, klinische opname) biedt Yeph, bovenregionaal.'),
  ('lta', 'LTA-zorg', false, 'LTA-zorg is landelijk ingekocht; een landelijk gecontracteerde aanbieder biedt haar.');

-- The norms at first hold for whoever was registered before there were any, however long ago.
INSERT INTO koos.waiting_norm (service, segment, days, from_on, recorded_at) VALUES
  ('ggz-behandeling', 'intake', 28, '1900-01-01', '1900-01-01'),
  ('ggz-behandeling', 'start', 70, '1900-01-01', '1900-01-01'),
  (NULL, 'whole', 63, '1900-01-01', '1900-01-01');

-- 4. Calendar --------------------------------------------------------------------------------------------------------

INSERT INTO koos.holiday_rule (name, month, day, easter_offset, not_on_sunday, closed) VALUES
  ('Nieuwjaarsdag', 1, 1, NULL, false, true),
  ('Goede Vrijdag', NULL, NULL, -2, false, false),
  ('Eerste paasdag', NULL, NULL, 0, false, true),
  ('Tweede paasdag', NULL, NULL, 1, false, true),
  ('Koningsdag', 4, 27, NULL, true, true),
  ('Bevrijdingsdag', 5, 5, NULL, false, false),
  ('Hemelvaartsdag', NULL, NULL, 39, false, true),
  ('Eerste pinksterdag', NULL, NULL, 49, false, true),
  ('Tweede pinksterdag', NULL, NULL, 50, false, true),
  ('Eerste kerstdag', 12, 25, NULL, false, true),
  ('Tweede kerstdag', 12, 26, NULL, false, true);

INSERT INTO koos.holiday (day, name, closed) SELECT h.day, h.name, h.closed FROM koos.holiday_due h;

-- Only what has been published for region Midden; first and last day included.
INSERT INTO koos.school_holiday (name, during) VALUES
  ('voorjaar', '[2020-02-22,2020-03-01]'),
  ('mei', '[2020-04-25,2020-05-03]'),
  ('zomer', '[2020-07-18,2020-08-30]'),
  ('herfst', '[2020-10-17,2020-10-25]'),
  ('kerst', '[2020-12-19,2021-01-03]'),
  ('voorjaar', '[2024-02-17,2024-02-25]'),
  ('mei', '[2024-04-27,2024-05-05]'),
  ('zomer', '[2024-07-13,2024-08-25]'),
  ('herfst', '[2024-10-26,2024-11-03]'),
  ('kerst', '[2024-12-21,2025-01-05]'),
  ('voorjaar', '[2025-02-22,2025-03-02]'),
  ('mei', '[2025-04-26,2025-05-04]'),
  ('zomer', '[2025-07-19,2025-08-31]'),
  ('herfst', '[2025-10-18,2025-10-26]'),
  ('kerst', '[2025-12-20,2026-01-04]'),
  ('voorjaar', '[2026-02-14,2026-02-22]'),
  ('zomer', '[2026-07-18,2026-08-30]');

-- 5. Settings --------------------------------------------------------------------------------------------------------

-- Travel goes from team to team, so no team has its own.
INSERT INTO koos.setting (key, fallback, unit, per_team) VALUES
  ('consult.days', '5', 'days', true),
  ('consult.urgent-days', '1', 'days', true),
  ('consult.reopen-days', '30', 'days', true),
  ('case.proposal-days', '7', 'days', true),
  ('case.invite-days', '14', 'days', true),
  ('offer.hold', '48h', 'duration', true),
  ('appointment.late-cancel', '24h', 'duration', true),
  ('appointment.late-counts-as-no-show', 'yes', 'yes-no', true),
  ('appointment.notice', '0m', 'duration', true),
  ('appointment.horizon', '365d', 'duration', true),
  ('appointment.prepare', '0m', 'duration', true),
  ('appointment.follow-up', '0m', 'duration', true),
  ('calendar.closed-on-holidays', 'yes', 'yes-no', true),
  ('travel.same-wijk', '10m', 'duration', false),
  ('travel.other-wijk', '20m', 'duration', false),
  ('waiting.contact-every', '28d', 'duration', true),
  ('waiting.review-after', '42d', 'duration', true),
  ('video.template', 'https://video.example/{room}', 'url', true);

// Every other ASEAN member on a day: partners with a tie there, and contacts with anyone there.
MATCH (m:Country)
WHERE m.id <> 'Country:THA' AND m.asean_since + substring('-12-31', size(m.asean_since) - 4) <= $until
OPTIONAL MATCH (m)<-[:IN_COUNTRY]-(t)<-[:`WITH`]-(a:Agreement)
WHERE a.counterpart = 'executive' AND (a.status IN ['in_force', 'unknown']
    OR a.ends_on + substring('-01-01', size(a.ends_on) - 4) > $until OR a.id IN $renewed)
  AND (a.signed_on + substring('-12-31', size(a.signed_on) - 4) <= $until
    OR (a.signed_on IS NULL AND $undated <= $until))
WITH DISTINCT m, t
ORDER BY t.id
WITH m, collect(t.id) AS partners, collect(t.name) AS names, collect(coalesce(t.name_th, t.name)) AS names_th
OPTIONAL MATCH (m)<-[:IN_COUNTRY]-(p)<-[:`WITH`]-(a:Agreement)
WHERE p.id IN partners AND a.counterpart = 'executive'
  AND (a.signed_on + substring('-12-31', size(a.signed_on) - 4) <= $until
    OR (a.signed_on IS NULL AND $undated <= $until))
WITH DISTINCT m, partners, names, names_th, a
ORDER BY a.id
WITH m, partners, names, names_th, collect(a.id) AS agreements
OPTIONAL MATCH (m)<-[:IN_COUNTRY|REPRESENTS*0..1]-(w)<-[:INVOLVES]-(v:Activity)
WHERE (w:Country OR w:City OR w:Embassy)
  AND v.start_on + substring('-12-31', size(v.start_on) - 4) <= $until
  AND v.status = 'done' AND coalesce(v.by_council, false) = false
  AND v.role_of_bangkok <> 'unknown' AND coalesce(v.confidence, '') <> 'low'
WITH DISTINCT m, partners, names, names_th, agreements, v, coalesce(v.end_on, v.start_on) AS last
WITH m, partners, names, names_th, agreements, v, last, CASE
  WHEN v.start_on + substring('-12-31', size(v.start_on) - 4) <= $plan_last
    AND v.start_on + substring('-01-01', size(v.start_on) - 4) >= $plan_first
  THEN v.id END AS in_plan
ORDER BY v.id
RETURN m.key AS country, m.name AS name, m.name_th AS name_th, m.asean_since AS member_since,
  size(partners) > 0 AS tie, coalesce(m.capital, '') IN partners AS capital_tie,
  coalesce(m.leading_city, '') IN partners AS leading_city_tie,
  partners, names, names_th, agreements, collect(v.id) AS contacts,
  max(CASE WHEN last + substring('-01-01', size(last) - 4) > $until THEN $as_of ELSE last END) AS last_with_anyone,
  count(in_plan) AS activities
ORDER BY country

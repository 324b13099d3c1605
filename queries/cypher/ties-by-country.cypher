// How many ties each country has, and with whom; countries without one are left out.
MATCH (c:Country)<-[:IN_COUNTRY]-(t)<-[:`WITH`]-(a:Agreement)
WHERE a.counterpart = 'executive' AND (a.status IN ['in_force', 'unknown']
    OR a.ends_on + substring('-01-01', size(a.ends_on) - 4) > $until OR a.id IN $renewed)
  AND (a.signed_on + substring('-12-31', size(a.signed_on) - 4) <= $until
    OR (a.signed_on IS NULL AND $undated <= $until))
WITH DISTINCT c, t
ORDER BY t.id
RETURN c.id AS country, c.name AS name, c.name_th AS name_th, count(t) AS ties, collect(t.id) AS partners,
  collect(t.name) AS names, collect(coalesce(t.name_th, t.name)) AS names_th
ORDER BY ties DESC, country

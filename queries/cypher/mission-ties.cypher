// The foreign missions in Bangkok, the country each speaks for, and the ties there.
MATCH (e:Embassy)
OPTIONAL MATCH (e)-[:REPRESENTS]->(c:Country)
OPTIONAL MATCH (c)<-[:IN_COUNTRY]-(t)<-[:`WITH`]-(a:Agreement)
WHERE a.counterpart = 'executive' AND (a.status IN ['in_force', 'unknown']
    OR a.ends_on + substring('-01-01', size(a.ends_on) - 4) > $until OR a.id IN $renewed)
  AND (a.signed_on + substring('-12-31', size(a.signed_on) - 4) <= $until
    OR (a.signed_on IS NULL AND $undated <= $until))
WITH DISTINCT e, c, t
ORDER BY t.id
RETURN e.id AS mission, e.name AS name, e.name_th AS name_th, e.kind AS kind, e.district AS district,
  c.id AS country, c.name AS country_name, c.name_th AS country_name_th, collect(t.id) AS partners
ORDER BY mission, country

// How many ties each region of a scheme has, and with whom.
MATCH (r:Region)
WHERE r.scheme = $scheme
OPTIONAL MATCH (r)<-[:IN_REGION]-(:Country)<-[:IN_COUNTRY]-(t)<-[:`WITH`]-(a:Agreement)
WHERE a.counterpart = 'executive' AND (a.status IN ['in_force', 'unknown']
    OR a.ends_on + substring('-01-01', size(a.ends_on) - 4) > $until OR a.id IN $renewed)
  AND (a.signed_on + substring('-12-31', size(a.signed_on) - 4) <= $until
    OR (a.signed_on IS NULL AND $undated <= $until))
WITH DISTINCT r, t
ORDER BY t.id
RETURN r.id AS region, r.name AS name, r.name_th AS name_th, count(t) AS ties, collect(t.id) AS partners
ORDER BY ties DESC, region

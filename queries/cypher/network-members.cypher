// Who is listed as a member of a network, in which years' lists, and whether it has a tie with Bangkok.
MATCH (o:Organization)<-[m:MEMBER_OF]-(x)
WHERE $network IS NULL OR o.id = $network
WITH o, x, m
ORDER BY m.list_year
WITH o, x, collect(DISTINCT m.list_year) AS list_years
OPTIONAL MATCH (x)<-[:`WITH`]-(a:Agreement)
WHERE a.counterpart = 'executive' AND (a.status IN ['in_force', 'unknown']
    OR a.ends_on + substring('-01-01', size(a.ends_on) - 4) > $until OR a.id IN $renewed)
  AND (a.signed_on + substring('-12-31', size(a.signed_on) - 4) <= $until
    OR (a.signed_on IS NULL AND $undated <= $until))
RETURN o.id AS network, o.name AS network_name, o.name_th AS network_name_th,
  x.id AS member, x.name AS name, x.name_th AS name_th, o.list_names AS list_names, list_years,
  count(a) > 0 AS tie
ORDER BY network, member

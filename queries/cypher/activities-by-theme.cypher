// How many activities on record are about each theme, with how many partners, and the latest.
MATCH (h:Theme)
OPTIONAL MATCH (h)<-[:ABOUT]-(v:Activity)
WHERE v.start_on + substring('-12-31', size(v.start_on) - 4) <= $until
OPTIONAL MATCH (v)-[:INVOLVES]->(p)
WHERE NOT p:Country
RETURN h.id AS theme, h.name AS name, h.name_th AS name_th, h.plan_field AS plan_field,
  count(DISTINCT v.id) AS activities, count(DISTINCT p.id) AS partners, max(v.start_on) AS latest
ORDER BY activities DESC, theme

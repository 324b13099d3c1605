// How many activities bear on each KPI, how many of them may move a level, and the latest.
MATCH (k:Kpi)
OPTIONAL MATCH (k)<-[:PART_OF*0..2]-(x)<-[s:SUPPORTS]-(v:Activity)
WHERE v.start_on + substring('-12-31', size(v.start_on) - 4) <= $until
WITH k, v, CASE WHEN s.mode IN ['meets', 'produces evidence'] AND v.status = 'done' THEN v.id END AS moving
RETURN k.key AS kpi, k.name AS name, k.name_th AS name_th, count(DISTINCT v.id) AS activities,
  count(DISTINCT moving) AS moving, max(v.start_on) AS latest
ORDER BY kpi

// From activities up, or from one: the levels and KPIs it bears on, their tactics and strategies.
MATCH (v:Activity)-[s:SUPPORTS]->(x)-[:PART_OF*0..2]->(k:Kpi)
WHERE ($activity IS NULL OR v.id = $activity)
  AND v.start_on + substring('-12-31', size(v.start_on) - 4) <= $until
OPTIONAL MATCH (k)-[:PART_OF]->(t:Tactic)
OPTIONAL MATCH (t)-[:PART_OF]->(y:Strategy)
RETURN v.id AS activity, v.name AS name, v.name_th AS name_th, x.id AS element,
  k.id AS kpi, k.name AS kpi_name, k.name_th AS kpi_name_th,
  t.id AS tactic, t.name AS tactic_name, t.name_th AS tactic_name_th, y.id AS strategy,
  s.mode AS mode, s.rule AS rule, s.origin AS origin
ORDER BY activity, element, kpi, tactic, strategy, rule, mode, origin

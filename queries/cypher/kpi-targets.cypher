// The plan's target for each KPI, year by year, with its printed condition.
MATCH (g:Target)-[:TARGET_OF]->(k:Kpi)
WHERE $year IS NULL OR g.year = $year
RETURN k.key AS kpi, k.name AS name, k.name_th AS name_th, k.kind AS kind, g.id AS target, g.year AS year,
  g.value AS value, g.condition AS condition
ORDER BY kpi, year, target

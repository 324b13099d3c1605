// From tactics down, or from one: their KPIs, and the activities that bear on them or on their levels.
MATCH (t:Tactic)<-[:PART_OF]-(k:Kpi)<-[:PART_OF*0..2]-(x)<-[s:SUPPORTS]-(v:Activity)
WHERE ($tactic IS NULL OR t.id = $tactic)
  AND v.start_on + substring('-12-31', size(v.start_on) - 4) <= $until
RETURN t.key AS tactic, k.key AS kpi, x.id AS element, v.id AS activity, v.name AS name, v.name_th AS name_th,
  v.start_on AS date, v.role_of_bangkok AS role, s.mode AS mode, s.rule AS rule
ORDER BY tactic, kpi, element, activity, rule, mode

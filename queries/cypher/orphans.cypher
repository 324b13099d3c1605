// Records that the plan's side or the work's side does not reach, as known by a day.
CALL () {
  MATCH (v:Activity)
  WHERE (v.start_on IS NULL OR v.start_on + substring('-12-31', size(v.start_on) - 4) <= $until)
    AND NOT (v)-[:SUPPORTS]->() AND NOT (v)-[:CARRIES_OUT]->()
  RETURN 'activity' AS kind, v.id AS record, v.name AS name, v.name_th AS name_th
  UNION
  MATCH (n:Kpi)
  WHERE NOT EXISTS {
    MATCH (n)<-[:PART_OF*0..2]-()<-[:SUPPORTS]-(v:Activity)
    WHERE v.start_on + substring('-12-31', size(v.start_on) - 4) <= $until
  }
  RETURN 'kpi' AS kind, n.id AS record, n.name AS name, n.name_th AS name_th
  UNION
  MATCH (n:Project)
  WHERE NOT EXISTS {
    MATCH (n)<-[:CARRIES_OUT]-(v:Activity)
    WHERE v.start_on + substring('-12-31', size(v.start_on) - 4) <= $until
  }
  RETURN 'project' AS kind, n.id AS record, n.name AS name, n.name_th AS name_th
}
RETURN kind, record, name, name_th
ORDER BY kind, record

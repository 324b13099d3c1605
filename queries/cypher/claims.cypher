// What sources claim or disagree on, and the records it concerns.
MATCH (q:Claim)
WHERE q.dated_on IS NULL OR q.dated_on + substring('-12-31', size(q.dated_on) - 4) <= $until
OPTIONAL MATCH (q)-[:CONCERNS]->(n)
WITH DISTINCT q, n
ORDER BY n.id
WITH q, collect(n.id) AS records
WHERE $record IS NULL OR $record IN records
RETURN q.id AS claim, q.name AS name, q.name_th AS name_th, q.subject_property AS about, q.value AS value,
  q.value_th AS value_th, q.dated_on AS dated_on, q.preferred AS preferred, q.choice AS choice,
  q.choice_th AS choice_th, records
ORDER BY about, claim

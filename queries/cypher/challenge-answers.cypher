// Which parts of the plan answer each challenge, and who says so.
MATCH (c:Challenge)
OPTIONAL MATCH (c)<-[d:ADDRESSES]-(x)
RETURN c.id AS challenge, c.name AS name, c.name_th AS name_th,
  x.id AS answer, x.name AS answer_name, x.name_th AS answer_name_th, d.origin AS origin,
  d.measured AS measured, d.certain AS certain
ORDER BY challenge, answer, origin, measured, certain

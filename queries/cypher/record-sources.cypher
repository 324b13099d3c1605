// The sources that records and their links rest on, or those of one record; retired records are left out.
CALL () {
  MATCH (n)
  WHERE ($record IS NULL OR n.id = $record) AND coalesce(n.retired, false) = false
  UNWIND coalesce(n.sources, []) + coalesce(n.read_sources, []) AS source
  RETURN 'record' AS cited, source
  UNION
  MATCH (n)-[r]-()
  WHERE ($record IS NULL OR n.id = $record) AND type(r) <> 'BFA_RETIRED'
  UNWIND r.sources AS source
  RETURN type(r) AS cited, source
}
MATCH (s:Source {id: source})
WITH DISTINCT s, cited
ORDER BY cited
RETURN s.id AS source, s.name AS name, s.url AS url, collect(cited) AS cited_by
ORDER BY source

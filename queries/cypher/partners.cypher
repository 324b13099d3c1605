// The ties at a date: every partner with its country, region, documents and contacts.
MATCH (t)<-[:`WITH`]-(a:Agreement)
WHERE a.counterpart = 'executive'
  AND (a.signed_on + substring('-12-31', size(a.signed_on) - 4) <= $until
    OR (a.signed_on IS NULL AND $undated <= $until))
WITH DISTINCT t, a, a.signed_on + substring('-01-01', size(a.signed_on) - 4) AS earliest
ORDER BY earliest, a.id
WITH t, collect(a.id) AS agreements, collect(a.kind) AS kinds, min(a.signed_on) AS since,
  count(CASE WHEN a.status IN ['in_force', 'unknown']
    OR a.ends_on + substring('-01-01', size(a.ends_on) - 4) > $until OR a.id IN $renewed THEN a.id END) AS counted
WHERE counted > 0
OPTIONAL MATCH (t)-[:IN_COUNTRY]->(c:Country)
OPTIONAL MATCH (c)-[:IN_REGION]->(r:Region)
WHERE r.scheme = $scheme
OPTIONAL MATCH (t)<-[i:INVOLVES]-(v:Activity)
WHERE t:City AND coalesce(i.role, 'partner') = 'partner'
  AND v.start_on + substring('-12-31', size(v.start_on) - 4) <= $until
  AND v.status = 'done' AND coalesce(v.by_council, false) = false
  AND v.role_of_bangkok <> 'unknown' AND coalesce(v.confidence, '') <> 'low'
WITH t, agreements, kinds, since, c, r, v, coalesce(v.end_on, v.start_on) AS last
WITH t, agreements, kinds, since, c, r, v, last, CASE
  WHEN v.start_on + substring('-12-31', size(v.start_on) - 4) <= $plan_last
    AND v.start_on + substring('-01-01', size(v.start_on) - 4) >= $plan_first
  THEN v.id END AS in_plan
WITH t, agreements, kinds, since, c, r, count(DISTINCT in_plan) AS activities,
  max(CASE WHEN last + substring('-01-01', size(last) - 4) > $until THEN $as_of ELSE last END) AS last_contact
OPTIONAL MATCH (t)<-[j:INVOLVES]-(u:Activity)
WHERE coalesce(j.role, 'partner') IN ['partner', 'council']
  AND u.start_on + substring('-12-31', size(u.start_on) - 4) <= $until
WITH t, agreements, kinds, since, c, r, activities, last_contact, u, coalesce(u.end_on, u.start_on) AS day,
  max(CASE WHEN coalesce(j.role, 'partner') = 'partner' THEN 1 ELSE 0 END) AS as_partner
WITH t, agreements, kinds, since, c, r, activities, last_contact, u, day, CASE
  WHEN u.status IN ['announced', 'confirmed'] THEN 'announced'
  WHEN u.status <> 'done' THEN NULL
  WHEN coalesce(u.by_council, false) THEN 'by-council'
  WHEN coalesce(u.confidence, '') = 'low' THEN 'low-confidence'
  WHEN u.role_of_bangkok = 'unknown' THEN 'role-unknown'
  WHEN as_partner = 0 THEN 'with-council' END AS why
ORDER BY u.start_on DESC, u.id
WITH t, agreements, kinds, since, c, r, activities, last_contact, collect(CASE
  WHEN why IS NOT NULL AND (last_contact IS NULL OR day + substring('-01-01', size(day) - 4)
    > last_contact + substring('-12-31', size(last_contact) - 4)) THEN why + ' ' + day END) AS newer
RETURN t.id AS partner, t.name AS name, t.name_th AS name_th,
  c.id AS country, c.name AS country_name, c.name_th AS country_name_th,
  r.id AS region, r.name AS region_name, r.name_th AS region_name_th,
  since, agreements, kinds,
  last_contact, head(newer) AS newer, activities,
  coalesce(t.doubtful, false) AS doubtful, coalesce(t.counted_by_office, false) AS counted_by_office
ORDER BY partner

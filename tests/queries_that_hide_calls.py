"""Queries that hide a call of a procedure or of a plug-in's function behind a name."""

# An AS that is a name itself, with a call after it.
ALIASES_THAT_HIDE_A_CALL = (
    "WITH 1 AS `AS` CALL db.clearQueryCaches()",
    "WITH 1 AS `as` CALL db.clearQueryCaches() RETURN 1",
    "WITH 1 AS as CALL db.clearQueryCaches()",
    "WITH 1 AS as WITH as CALL db.clearQueryCaches() RETURN as",
    "WITH 1 AS as WITH as CALL `db.clearQueryCaches`() RETURN as",
    "WITH 1 AS as CALL pagerank() YIELD node RETURN node",
    "WITH 1 AS as CALL db . clearQueryCaches YIELD x RETURN x",
)
# A function's name may stand in one pair of back quotes, dots and all.
QUOTED_FUNCTIONS = (
    "RETURN `apoc.util.sleep`(1000) AS x",
    "RETURN `apoc.util.sleep` (1000) AS x",
    "RETURN `apoc.util`.sleep(1000) AS x",
    "RETURN apoc.`util.sleep`(1000) AS x",
    "MATCH (n) WHERE `gds.version`() = '' RETURN n",
    "RETURN [x IN [1] WHERE `apoc.util.sleep`(x) IS NULL | x] AS x",
)

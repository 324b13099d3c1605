"""What a query may say, judged by its words alone: no engine is needed."""

from __future__ import annotations

import pytest

from graph.cypher.read_only import Plan, check_plan, check_query
from graph.cypher.tokens import read_tokens, render_tokens
from graph.errors import QuestionError
from tests.queries_that_hide_calls import ALIASES_THAT_HIDE_A_CALL, QUOTED_FUNCTIONS

FILE = "'file:///etc/hostname'"
# Refused: the code of the refusal, and the query.
REFUSED = [
    # LOAD CSV in every position.
    ("cypher-load", f"LOAD CSV FROM {FILE} AS r RETURN r"),
    ("cypher-load", f"LOAD CSV WITH HEADERS FROM {FILE} AS r RETURN r"),
    ("cypher-load", f"load\tcsv from {FILE} as r return r"),
    ("cypher-load", f"LoAd\r\nCsV FROM {FILE} AS r RETURN r"),
    ("cypher-load", f"LOAD\x0cCSV FROM {FILE} AS r RETURN r"),
    ("cypher-load", f"LOAD\u00a0CSV FROM {FILE} AS r RETURN r"),
    ("cypher-load", f"LOAD\u2028CSV FROM {FILE} AS r RETURN r"),
    ("cypher-load", f"LOAD // words between\nCSV FROM {FILE} AS r RETURN r"),
    ("cypher-load", f"LOAD /* words between */ CSV FROM {FILE} AS r RETURN r"),
    ("cypher-load", f"LOAD/**/CSV FROM {FILE} AS r RETURN r"),
    ("cypher-load", f"`LOAD` CSV FROM {FILE} AS r RETURN r"),
    ("cypher-load", f"LOAD `csv` FROM {FILE} AS r RETURN r"),
    ("cypher-load", f"MATCH (c:City) RETURN c.id AS r UNION LOAD CSV FROM {FILE} AS r RETURN r"),
    ("cypher-load", f"RETURN 1 AS r UNION ALL LOAD CSV FROM {FILE} AS r RETURN r"),
    ("cypher-load", f"RETURN 1 AS r INTERSECT LOAD CSV FROM {FILE} AS r RETURN r"),
    ("cypher-load", f"RETURN 1 AS r EXCEPT LOAD CSV FROM {FILE} AS r RETURN r"),
    ("cypher-load", f"CALL {{ LOAD CSV FROM {FILE} AS r RETURN r }} RETURN r"),
    ("cypher-load", f"MATCH (c) CALL (c) {{ LOAD CSV FROM {FILE} AS r RETURN r }} RETURN r"),
    ("cypher-load", f"CALL () {{ RETURN 1 AS r UNION LOAD CSV FROM {FILE} AS r RETURN r }} RETURN r"),
    ("cypher-load", f"MATCH (c) WHERE EXISTS {{ LOAD CSV FROM {FILE} AS r RETURN r }} RETURN c"),
    ("cypher-load", f"RETURN COUNT {{ LOAD CSV FROM {FILE} AS r RETURN r }} AS n"),
    ("cypher-load", f"RETURN COLLECT {{ LOAD CSV FROM {FILE} AS r RETURN r }} AS n"),
    ("cypher-load", f"MATCH (c) WITH c LOAD CSV FROM {FILE} AS r RETURN r"),
    ("cypher-load", f"RETURN 1 AS r // hidden \r UNION LOAD CSV FROM {FILE} AS r RETURN r"),
    ("cypher-load", f"RETURN '//' AS r UNION LOAD CSV FROM {FILE} AS r RETURN r"),
    ("cypher-load", f"RETURN '/*' AS r UNION LOAD CSV FROM {FILE} AS r RETURN r //*/"),
    ("cypher-load", f"RETURN '\\\\' AS r UNION LOAD CSV FROM {FILE} AS r RETURN r //'"),
    ("cypher-load", f"WITH 1 AS `a``` RETURN `a``` AS r UNION LOAD CSV FROM {FILE} AS r RETURN r"),
    ("cypher-load", f"EXPLAIN LOAD CSV FROM {FILE} AS r RETURN r"),
    # What would be read in two ways.
    ("cypher-escape", f"\\u004COAD CSV FROM {FILE} AS r RETURN r"),
    ("cypher-escape", f"RETURN '\\u0027 AS r UNION LOAD CSV FROM {FILE} AS r RETURN r //'"),
    ("cypher-escape", "RETURN '\\u0041' AS x"),
    ("cypher-escape", "WITH 1 AS `a\\` RETURN 1"),
    ("cypher-hidden", f"LOAD\u200bCSV FROM {FILE} AS r RETURN r"),
    ("cypher-hidden", f"LOAD\ufeffCSV FROM {FILE} AS r RETURN r"),
    ("cypher-hidden", f"LOAD\x00CSV FROM {FILE} AS r RETURN r"),
    ("cypher-hidden", "\u202eRETURN 1"),
    ("cypher-open", "RETURN 'never closed"),
    ("cypher-open", 'RETURN "never closed'),
    ("cypher-open", "RETURN 1 AS `never closed"),
    ("cypher-open", "RETURN 1 /* never closed"),
    # Writes, orders to the server, prefixes.
    *(("cypher-start", text) for text in (
        "CREATE (:X)", "MERGE (:X)", "INSERT (:X)", "DELETE n", "FOREACH (x IN [1] | CREATE (:X))",
        "CREATE INDEX FOR (n:City) ON (n.name)", "DROP CONSTRAINT x", "SHOW DATABASES", "SHOW USERS",
        "SHOW SETTINGS", "SHOW TRANSACTIONS", "TERMINATE TRANSACTIONS 'neo4j-transaction-1'",
        "CREATE USER bob SET PASSWORD 'abcdefgh'", "ALTER USER neo4j SET PASSWORD 'abcdefgh'",
        "DROP DATABASE neo4j", "STOP DATABASE neo4j", "GRANT ROLE admin TO bob",
        "USE system MATCH (n) RETURN n", "CALL { USE system SHOW USERS } RETURN 1",
        "RETURN 1 AS x UNION USE system RETURN 1 AS x", "PROFILE MATCH (n) DETACH DELETE n",
        "EXPLAIN MATCH (n) RETURN n", "CYPHER 5 PROFILE MATCH (n) DETACH DELETE n",
        "FOR VALID_TIME ALL MATCH (c) RETURN c", ":param x => 1",
    )),
    ("cypher-statements", "MATCH (n) RETURN n; MATCH (n) DETACH DELETE n"),
    ("cypher-statements", "RETURN 1 /* ; */; RETURN 2;"),
    ("cypher-format", "MATCH (c:City) RETURN c.id FORMAT CSV"),
    *(("cypher-empty", text) for text in ("", "  \n", ";", "// nothing but words")),
    # Procedures and functions.
    *(("cypher-procedure", text) for text in (
        "CALL db.clearQueryCaches()", "CALL db.clearQueryCaches", "call `db`.`clearQueryCaches`()",
        "CALL db . clearQueryCaches ()", "CALL dbms.setConfigValue('a', 'b')",
        "CALL pagerank() YIELD node RETURN node",
        "MATCH (n) CALL apoc.load.json('http://x') YIELD value RETURN value",
        "MATCH (n) CALL (n) { CALL dbms.listConfig() YIELD name RETURN name } RETURN name",
        "RETURN 1 AS name UNION CALL dbms.listConfig() YIELD name RETURN name",
        "RETURN EXISTS { CALL db.ping() YIELD success RETURN success } AS x", "CALL table.upsert({})",
        "OPTIONAL CALL db.clearQueryCaches()", *ALIASES_THAT_HIDE_A_CALL,
    )),
    *(("cypher-function", text) for text in (
        "RETURN apoc.cypher.runFirstColumnSingle('CREATE (:X)', {}) AS x",
        "MATCH (n) WHERE apoc.util.md5([n.id]) = '' RETURN n", "RETURN `apoc`.`text`.join(['a'], ',') AS x",
        "RETURN gds . version() AS x", *QUOTED_FUNCTIONS,
    )),
]  # fmt: skip
ALLOWED = [
    "RETURN 'LOAD CSV FROM x' AS x",
    'RETURN "it\'s; CALL db.clearQueryCaches()" AS x',
    "RETURN 'C:\\\\new' AS x",
    "MATCH (n:`LOAD CSV`) RETURN n",
    "MATCH (load)-[csv:IN_COUNTRY]->(c) RETURN load.name, csv",
    "MATCH (n) RETURN n.load AS load, n.csv AS csv // LOAD CSV",
    "MATCH (n) /* LOAD CSV */ RETURN n.create, n.delete, n.set",
    "MATCH (call:Call) RETURN call.name AS call ORDER BY call",
    "MATCH (n) RETURN n.name AS call, count(*) AS use",
    "MATCH (n:`A.B`) WHERE (n.name) <> '' RETURN n.name AS `a.b` ORDER BY `a.b`",
    "WITH 1 AS `a.b` MATCH (n) RETURN `a.b`, n.`c.d`",
    "RETURN `date.truncate`('year', date()) AS x",
    "MATCH (n) RETURN date.truncate('year', date()) AS x, duration.between(date(), date()) AS y",
    "CALL db.labels() YIELD label RETURN label",
    "CALL DB.LABELS()",
    "CALL (*) { RETURN 1 AS x } RETURN x",
    "CALL () { RETURN 1 AS x } RETURN x",
    "MATCH (n) WHERE n.name = $load RETURN $csv AS csv, n.use AS use",
    "UNWIND [1, 2] AS x RETURN x;",
    "MATCH (n) RETURN n.name AS `กรุงเทพฯ` ;\n",
    "MATCH (c:City) WHERE c.name_th CONTAINS 'ฮานอย\u200b' RETURN c.id",
    "WITH 1 AS x RETURN x UNION ALL RETURN 2 AS x",
    "MATCH p = (a)-[*1..3]->(b) RETURN length(p) AS n",
]


@pytest.mark.parametrize(("code", "query"), REFUSED, ids=[query for _, query in REFUSED])
def test_what_is_not_reading_is_refused_by_its_words(code: str, query: str) -> None:
    with pytest.raises(QuestionError) as caught:
        check_query(query)
    assert caught.value.code == code
    assert caught.value.exit_code == 2
    assert "{" not in caught.value.text.th.replace("{FILE}", "")


@pytest.mark.parametrize("query", ALLOWED)
def test_a_reading_query_passes_whatever_words_its_names_and_strings_hold(query: str) -> None:
    assert check_query(query)


def test_comments_never_reach_an_engine_and_positions_stay() -> None:
    sent = check_query("MATCH (c) // a 'comment\nRETURN /* LOAD CSV */ c.name; // end")
    assert sent == "MATCH (c)" + " " * 14 + "\nRETURN" + " " * 16 + "c.name"
    assert check_query("RETURN\u00a01 AS\tx") == "RETURN 1 AS\tx"


def test_strings_and_names_are_sent_as_they_stand() -> None:
    query = "RETURN 'a//b', \"/*\", `x``y`, '\u200bก\\'ข'"
    assert render_tokens(read_tokens(query)) == query


@pytest.mark.parametrize(
    ("plan", "code"),
    [
        (Plan(False, ["Create@neo4j"]), "cypher-writes"),
        (Plan(True, ["ProduceResults@neo4j", "LoadCSV@neo4j"]), "cypher-load"),
        (Plan(True, ["LoadCsv", "Return"]), "cypher-load"),
        (Plan(True, ["TerminateTransactions@neo4j"]), "cypher-start"),
        (Plan(True, ["ShowTransactions@neo4j"]), "cypher-start"),
        (Plan(True, ["ProcedureCall@neo4j"], ["db.clearQueryCaches"]), "cypher-procedure"),
    ],
    ids=lambda value: value if isinstance(value, str) else " ".join(value.operations),
)
def test_a_plan_that_does_more_than_read_is_refused(plan: Plan, code: str) -> None:
    with pytest.raises(QuestionError) as caught:
        check_plan(plan)
    assert caught.value.code == code


def test_a_reading_plan_passes() -> None:
    check_plan(Plan(True, ["Match :City", "Call", "Return"], ["db.labels"]))

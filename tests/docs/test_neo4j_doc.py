"""docs/neo4j.md: its queries give its answers, on kglite and on a live server."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from graph.cypher.engine import CypherResult, run_query
from graph.cypher.kglite_engine import KgliteEngine
from graph.store import Store
from queries.catalog import QUESTIONS
from queries.cypher_table import cypher_table
from queries.cypher_texts import cypher_names, cypher_parameters, read_cypher
from queries.pattern import Pattern
from queries.table import show_cell
from tests.graphs import server_engine
from tests.neo4j_plugin import LiveServer

ROOT = Path(__file__).parents[2]
DOCUMENT = (ROOT / "docs" / "neo4j.md").read_text("utf-8")
POM = (ROOT / "tools" / "neo4j_server" / "pom.xml").read_text("utf-8")
PINNED = re.findall(r"<neo4j.version>([^<]+)</neo4j.version>", POM)[0]
AS_OF = date(2026, 11, 24)
ANSWERED = re.findall(r"^```cypher\n(.*?)^```\n\n```text\n(.*?)^```", DOCUMENT, re.DOTALL | re.MULTILINE)


def render_rows(result: CypherResult) -> str:
    """Write rows as the document does: columns aligned, two spaces between."""
    table = cypher_table(result, as_of=AS_OF)
    shown = [[column.id for column in table.columns]]
    shown += [[show_cell(row[column.id]).en for column in table.columns] for row in table.rows]
    widths = [max(map(len, cells)) for cells in zip(*shown, strict=True)]
    lines = ("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in shown)
    return "".join(f"{line.rstrip()}\n" for line in lines)


def test_there_are_ten_queries_with_answers() -> None:
    assert len(ANSWERED) == len(re.findall(r"^### \d+\. ", DOCUMENT, re.MULTILINE)) == 10


def test_kglite_gives_the_answers_of_the_document(store: Store) -> None:
    engine = KgliteEngine(store)
    for query, answer in ANSWERED:
        result = run_query(engine, query)
        assert (render_rows(result), list(result.warnings)) == (answer, []), query


def test_a_server_gives_the_answers_of_the_document(neo4j: LiveServer, store: Store) -> None:
    with server_engine(neo4j, store) as engine:
        for query, answer in ANSWERED:
            assert render_rows(run_query(engine, query)) == answer, query


@pytest.mark.parametrize("name", cypher_names())
def test_the_row_counts_of_the_document_are_those_of_the_question(name: str, store: Store) -> None:
    question = QUESTIONS[name]
    values = {parameter.name: parameter.default for parameter in question.parameters}
    assert isinstance(question.run, Pattern)
    count = len(question.run.rows(store, as_of=AS_OF, **values))
    assert f"| `{name}` | {count}, {count}, {count} |" in DOCUMENT
    assert set(cypher_parameters(store, name, as_of=AS_OF, values=values)) >= set(values), read_cypher(name)


def test_the_size_of_the_graph_in_the_document_is_that_of_the_graph(store: Store) -> None:
    ((nodes, edges),) = re.findall(r"has some ([\d,]+) nodes and ([\d,]+) relationships", DOCUMENT)
    for written, held in ((nodes, store.nodes()), (edges, store.edges())):
        assert int(written.replace(",", "")) == pytest.approx(len(list(held)), rel=0.05)


def test_the_compose_file_runs_the_version_of_the_tests_and_keeps_the_data() -> None:
    (written,) = re.findall(r"^```yaml\n(.*?)^```", DOCUMENT, re.DOTALL | re.MULTILINE)
    assert f"image: neo4j:{PINNED}-community\n" in written
    assert "- neo4j-data:/data\n" in written
    assert len(re.findall(r'- "127\.0\.0\.1:', written)) == 2

from __future__ import annotations

import csv
import io
import json
import random
from datetime import date, timedelta

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from graph.compiled import compile_store, open_sealed, restore_store, seal_document
from graph.dates import (
    BUDDHIST_OFFSET,
    FIRST_BUDDHIST_YEAR,
    PartialDate,
    fiscal_year,
    fiscal_year_of,
    format_date,
    parse_date,
)
from graph.exports.node_link import render_node_link
from graph.memory_store import MemoryStore
from graph.records import Batch, Edge, Node
from graph.texts import same
from maps.escape import escape_text
from queries.table import Column, Table
from queries.writers.csv_writer import render_csv

days = st.dates(date(1900, 1, 1), date(2399, 12, 31))


@given(days)
def test_iso_dates_come_back(day: date) -> None:
    found = parse_date(day.isoformat())
    assert (found.earliest, found.latest, found.isoformat()) == (day, day, day.isoformat())


@given(days)
def test_buddhist_dates_come_back(day: date) -> None:
    year = day.year + BUDDHIST_OFFSET
    assert parse_date(f"{day.day}/{day.month}/{year}").earliest == day
    assert parse_date(f"{year}-{day:%m-%d}").earliest == day
    assert parse_date(f"{year}-{day:%m}").isoformat() == f"{day.year:04d}-{day:%m}"


@given(days, st.sampled_from([1, 2, 3]))
def test_what_is_written_for_people_is_read_again(day: date, known: int) -> None:
    partial = PartialDate(day.year, day.month if known > 1 else 0, day.day if known > 2 else 0)
    shown = format_date(partial)
    if day.year + BUDDHIST_OFFSET >= FIRST_BUDDHIST_YEAR:
        assert parse_date(shown.th) == partial
    assert parse_date(shown.en) == partial


@given(days)
def test_every_day_is_in_its_fiscal_year_and_in_no_other(day: date) -> None:
    year = fiscal_year_of(day)
    assert fiscal_year(year).first <= day <= fiscal_year(year).last
    assert fiscal_year(year).last + timedelta(days=1) == fiscal_year(year + 1).first


keys = st.text("abcdกข-", min_size=1, max_size=4)
values = st.one_of(
    st.text(max_size=8),
    st.booleans(),
    st.integers(-5, 5),
    st.lists(st.text(max_size=3), max_size=2).map(tuple),
)
properties = st.dictionaries(st.sampled_from(["name", "note", "aliases", "doubtful"]), values)


@st.composite
def batches(draw: st.DrawFn) -> Batch:
    names = draw(st.lists(keys, min_size=1, max_size=6, unique=True))
    nodes = [Node("City", key, draw(properties)) for key in names]
    ends = st.sampled_from([node.id for node in nodes])
    verbs = st.sampled_from(["TWINNED_WITH", "PART_OF"])
    edges = draw(st.lists(st.builds(Edge, ends, verbs, ends, properties), max_size=8))
    return Batch(nodes, edges)


def built(batch: Batch) -> MemoryStore:
    store = MemoryStore()
    store.replace(batch)
    return store


@given(batches(), st.randoms(use_true_random=False))
def test_the_order_of_a_batch_never_shows(batch: Batch, order: random.Random) -> None:
    nodes, edges = list(batch.nodes), list(batch.edges)
    order.shuffle(nodes)
    order.shuffle(edges)
    assert render_node_link(built(Batch(nodes, edges))) == render_node_link(built(batch))


@given(batches())
def test_a_compiled_store_comes_back_as_it_was(batch: Batch) -> None:
    store = built(batch)
    document = open_sealed(seal_document(compile_store(store), fingerprint=""), fingerprint="")
    assert document is not None
    restored = restore_store(document)
    assert repr([*restored.nodes(), *restored.edges()]) == repr([*store.nodes(), *store.edges()])


@given(batches())
def test_node_link_loads_in_networkx_with_the_same_counts(batch: Batch) -> None:
    store = built(batch)
    document = json.loads(render_node_link(store))
    graph = nx.node_link_graph(document, edges="edges")
    assert graph.number_of_nodes() == document["graph"]["nodes"] == len(list(store.nodes()))
    assert graph.number_of_edges() == document["graph"]["edges"] == len(list(store.edges()))
    assert set(graph.nodes) == {node.id for node in store.nodes()}


plain = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20)


@given(
    st.lists(
        st.one_of(plain, st.sampled_from("=+-@\t\r").map(lambda sign: sign + "x")), min_size=1, max_size=4
    )
)
def test_no_csv_cell_can_run(cells: list[str]) -> None:
    table = Table(
        "t", same("t"), [Column("a", same("A")), Column("b", same("B"))],
        [{"a": cell, "b": "end"} for cell in cells], date(2026, 1, 1), same("u"), len(cells),
    )  # fmt: skip
    written = list(csv.reader(io.StringIO(render_csv(table, "en"), newline="")))
    assert [line[1] for line in written[1:]] == ["end"] * len(cells)
    for cell, (shown, _) in zip(cells, written[1:], strict=True):
        assert not shown.startswith(("=", "+", "-", "@", "\t", "\r"))
        assert shown in (cell, f"'{cell}")


@given(st.text(max_size=30))
def test_escaped_text_holds_no_sign_that_html_jinja_or_script_would_read(text: str) -> None:
    assert not set(escape_text(text)) & set("<>\"'`$\\{}")

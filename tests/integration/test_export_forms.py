"""The graph in other programs' forms, each read back by a reader that is not ours."""

from __future__ import annotations

import csv
import io
import json
import os
import sqlite3
import subprocess
import sys
import warnings
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import geopandas
import networkx as nx
import pandas
import pytest
from click.testing import CliRunner

import cli
from graph.exports.database import APPLICATION_ID, render_database
from graph.exports.flat import flat_tables
from graph.exports.network import render_gexf, render_graphml
from graph.exports.tables import LIST, render_tables
from graph.memory_store import MemoryStore
from graph.records import Batch, Edge, Node, Properties
from graph.store import Store

FORMS = ("g.json", "g.geojson", "g.graphml", "g.gexf", "g.sqlite", "folder")
SIGNS = ['a "b", c', "x\ny", "ก|ข", "", "[1]", "<&>'", "\N{GRINNING FACE}", "รฺู้", " spaces "]


@pytest.fixture(scope="module")
def hostile() -> Store:
    """Records whose texts and lists hold what such forms are apt to break, with gaps between."""
    nodes = [
        Node("City", "a", {"name": "A", "aliases": tuple(sign for sign in SIGNS if sign), "level": "city"}),
        Node("City", "b", {"name": "B", "latitude": 13.75, "doubtful": True}),
        Node("City", "c", {"name": "=1+1", "doubtful": False, "note": SIGNS[1]}),
        Node("City", "d", {"name": "D", "aliases": ()}),
        Node("Country", "THA", {"name": "Thailand", "name_th": "ไทย", "un_member": True}),
    ]
    edges = [
        Edge("City:a", "IN_COUNTRY", "Country:THA", {"sources": ("Source:x", "Source:y, z")}),
        Edge("City:a", "IN_COUNTRY", "Country:THA", {"confidence": "high"}),
        Edge("City:b", "IN_COUNTRY", "Country:THA"),
    ]
    store = MemoryStore()
    store.replace(Batch(nodes, edges))
    return store


def as_given(properties: Properties) -> dict[str, object]:
    return {name: list(v) if isinstance(v, tuple) else v for name, v in properties.items()}


def lists_read(read: Mapping[str, object], like: Properties) -> dict[str, object]:
    """Read the lists of a record as JSON; all else stands as it came."""
    return {
        name: json.loads(str(value)) if isinstance(like.get(name), tuple) else value
        for name, value in read.items()
    }


def unqualified(name: str) -> str:
    return name.rpartition(".")[2]


def read_network(form: str, content: bytes) -> Any:  # noqa: ANN401 - networkx types say less than it gives
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        if form == "gexf":
            return nx.read_gexf(io.BytesIO(content))
        return nx.read_graphml(io.BytesIO(content), force_multigraph=True)


@pytest.mark.parametrize("form", ["graphml", "gexf"])
@pytest.mark.parametrize("which", ["packaged", "hostile"])
def test_networkx_reads_every_node_link_list_and_gap(
    form: str, which: str, store: Store, hostile: Store
) -> None:
    held = store if which == "packaged" else hostile
    render = render_graphml if form == "graphml" else render_gexf
    found = read_network(form, render(held))
    nodes = {node.id: node for node in held.nodes()}
    assert set(found.nodes) == set(nodes)
    for key, data in found.nodes(data=True):
        own = {unqualified(n): v for n, v in data.items() if n not in ("label", "record_type")}
        assert lists_read(own, nodes[key].properties) == as_given(nodes[key].properties)
        assert (data["record_type"], data["label"]) == (nodes[key].label, nodes[key].name)
    ours = sorted((e.source, e.type, e.target, _sorted(as_given(e.properties))) for e in held.edges())
    theirs = []
    for source, target, data in found.edges(data=True):
        own = {unqualified(n): v for n, v in data.items() if n not in ("label", "id", "networkx_key")}
        like = {"sources": ()} if "sources" in own else {}
        theirs.append((source, data["label"], target, _sorted(lists_read(own, like))))
    assert sorted(theirs) == ours


def _sorted(properties: Mapping[str, object]) -> str:
    return json.dumps(properties, sort_keys=True, ensure_ascii=False)


@pytest.mark.parametrize(("form", "name"), [("graphml", "attr.name"), ("gexf", "title")])
def test_a_name_has_one_kind_in_a_network_file(form: str, name: str, store: Store) -> None:
    """Gephi and others take a column's kind once."""
    content = (render_graphml if form == "graphml" else render_gexf)(store)
    declared = {"graphml": "{*}key", "gexf": "{*}graph/{*}attributes[@class='node']/{*}attribute"}[form]
    found = [key.get(name) for key in ElementTree.fromstring(content).iterfind(declared)
             if key.get("for", "node") == "node"]  # fmt: skip
    assert len(found) > 100
    assert len(found) == len(set(found))
    assert {"value", "Target.value"} <= set(found) or {"value", "Claim.value"} <= set(found)


@pytest.mark.parametrize("which", ["packaged", "hostile"])
def test_sqlite_holds_every_record_link_list_and_gap(which: str, store: Store, hostile: Store) -> None:
    held = store if which == "packaged" else hostile
    database = sqlite3.connect(":memory:")
    database.deserialize(render_database(held))
    assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    assert database.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
    database.row_factory = sqlite3.Row
    for node in held.nodes():
        row = database.execute(f'SELECT * FROM "{node.label}" WHERE id = ?', (node.id,)).fetchone()
        read = {name: row[name] for name in row.keys()[2:] if row[name] is not None}
        assert lists_read(read, node.properties) == as_given(node.properties)
    links = database.execute("SELECT source, type, target FROM links").fetchall()
    assert sorted(map(tuple, links)) == sorted((e.source, e.type, e.target) for e in held.edges())
    assert database.execute("SELECT count(*) FROM records").fetchone()[0] == len(list(held.nodes()))
    told = database.execute("SELECT count(*) FROM fields WHERE label_th = '' OR description = ''").fetchone()
    assert told[0] == 0
    database.close()


@pytest.mark.parametrize("which", ["packaged", "hostile"])
def test_csv_files_hold_every_record_link_list_and_gap(which: str, store: Store, hostile: Store) -> None:
    held = store if which == "packaged" else hostile
    files = render_tables(held)
    listed = list(csv.reader(io.StringIO(files[LIST].decode("utf-8-sig"))))[1:]
    assert [name for name, _, _ in listed] == [name for name in files if name != LIST]
    rows = {}
    for name, _, count in listed:
        read = pandas.read_csv(io.BytesIO(files[name]), dtype=str, keep_default_na=False)
        assert len(read) == int(count)
        rows[name.removesuffix(".csv")] = read.to_dict("records")
    for node in held.nodes():
        (row,) = [row for row in rows[node.label] if row["id"] == node.id]
        known = {name: text for name, text in row.items() if text and name not in ("id", "key")}
        assert known == {name: as_csv(value) for name, value in as_given(node.properties).items()}
    assert sum(len(rows[edge]) for edge in {edge.type for edge in held.edges()}) == len(list(held.edges()))


def as_csv(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return json.dumps(value, ensure_ascii=False)
    text = str(value)
    return f"'{text}" if text.startswith(("=", "@", "+", "-")) and isinstance(value, str) else text


def test_no_table_s_name_is_another_s_on_a_system_that_knows_no_capitals(store: Store) -> None:
    names = [table.name.casefold() for table in flat_tables(store)]
    assert len(names) == len({*names, "records", "fields", "links", "index"}) - 4


def test_a_map_can_be_filtered_by_what_its_points_carry(tmp_path: Path) -> None:
    place = tmp_path / "p.geojson"
    assert CliRunner().invoke(cli.main, ["export", str(place), "--as-of", "2026-11-24"]).exit_code == 0
    found = geopandas.read_file(place)
    assert str(found.crs) == "EPSG:4326"
    told = json.loads(
        CliRunner().invoke(cli.main, ["ask", "ties", "--format", "json", "--as-of", "2026-11-24"]).stdout
    )
    rows = {row["partner"]: row for row in told["data"]["tables"][0]["rows"]}
    ties = found[found["kind"] != "asean_gap"].set_index("record")
    assert len(ties[ties["country"] == "JPN"]) == sum(row["country"] == "ญี่ปุ่น" for row in rows.values())
    for record, point in ties.iterrows():
        row = rows[record]
        assert (point["country_name_th"], point["region_name_th"]) == (row["country"], row["region"])
        assert (point["status"], point["status_name_th"]) == (row["status_code"], row["status"])
        last = row["last_contact"] if row["last_contact"] != "—" else None
        assert (_known(point["since"]), _known(point["last_contact"])) == (row["since"], last)
    gaps = found[found["kind"] == "asean_gap"]
    assert len(gaps) == 4
    assert gaps["status"].isna().all()
    assert gaps["country"].notna().all()


def _known(cell: object) -> str | None:
    return None if pandas.isna(cell) else str(cell)


# Exports to each place given, in one process.
EXPORT = """
import sys
import cli
for place in sys.argv[1:]:
    try:
        cli.main(["export", place])
    except SystemExit as ended:
        assert not ended.code
"""


def export_all(folder: Path, *, seed: str) -> dict[str, bytes]:
    """Export in every form, in a process whose texts hash by a seed."""
    folder.mkdir()
    places = [str(folder / name) for name in FORMS]
    subprocess.run(
        [sys.executable, "-c", EXPORT, *places], check=True, capture_output=True,
        cwd=Path(cli.__file__).parent, env={**os.environ, "PYTHONHASHSEED": seed},
    )  # fmt: skip
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_the_same_graph_gives_the_same_bytes_in_every_form(tmp_path: Path) -> None:
    one, other = export_all(tmp_path / "a", seed="1"), export_all(tmp_path / "b", seed="2")
    assert len(one) > 60
    assert [name for name in one if one[name] != other.get(name)] == []
    assert len(one) == len(other)


def written(folder: Path) -> Iterable[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_folder_of_something_else_is_kept_and_a_file_that_is_no_more_goes(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "City.csv").write_text("my own")
    refused = CliRunner().invoke(cli.main, ["export", str(folder)])
    assert refused.exit_code == 5
    assert written(folder) == ["City.csv"]
    again = tmp_path / "again"
    assert CliRunner().invoke(cli.main, ["export", str(again)]).exit_code == 0
    held = written(again)
    with (again / LIST).open("a", encoding="utf-8") as file:
        file.write('"Old.csv","record",1\n')
    (again / "Old.csv").write_text("of an earlier run")
    (again / "notes.csv").write_text("put beside")
    assert CliRunner().invoke(cli.main, ["export", str(again)]).exit_code == 0
    assert written(again) == sorted([*held, "notes.csv"])


@pytest.mark.parametrize("name", ["g.xml", "g.net", "g.csv", "g.xlsx"])
def test_an_ending_that_no_export_has_is_refused(name: str, tmp_path: Path) -> None:
    done = CliRunner().invoke(cli.main, ["export", str(tmp_path / name), "--lang", "en"])
    assert done.exit_code == 2
    assert ".graphml" in done.stderr
    assert written(tmp_path) == []

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

import cli
from plan.making.assemble import Assembly

Document = dict[str, list[dict[str, str]]]
RESERVED_IN_NODES = {"id", "key", "label", "name"}


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> Document:
    path = tmp_path_factory.mktemp("export") / "g.json"
    result = CliRunner().invoke(cli.main, ["export", str(path)])
    assert result.exit_code == 0, result.stderr
    assert result.stdout == ""
    document: Document = json.loads(path.read_text("utf-8"))
    return document


def test_the_header_holds_the_counts(document: Document) -> None:
    header: dict[str, object] = dict(document)
    counts = {"nodes": len(document["nodes"]), "edges": len(document["edges"])}
    assert header["graph"] == {"format": "bfa-node-link", "version": 1, **counts}
    assert header["directed"] is True
    assert header["multigraph"] is True


def test_every_row_and_plan_element_is_there(document: Document, assembly: Assembly) -> None:
    ids = {node["id"] for node in document["nodes"]}
    assert len(ids) == len(document["nodes"])
    named = {record for row in assembly.manifest for record in row.records}
    assert len(named) > 1000
    assert named - ids == set()


def test_every_relationship_is_there(document: Document, assembly: Assembly) -> None:
    stored = sorted((edge.source, edge.type, edge.target) for edge in assembly.store.edges())
    written = sorted((edge["source"], edge["type"], edge["target"]) for edge in document["edges"])
    assert written == stored
    ids = {node["id"] for node in document["nodes"]}
    assert all({edge["source"], edge["target"]} <= ids for edge in document["edges"])


def test_nodes_carry_what_readers_rely_on(document: Document) -> None:
    for node in document["nodes"]:
        assert set(node) >= RESERVED_IN_NODES
        assert node["id"] == f"{node['label']}:{node['key']}"
        assert node["name"]


def test_thai_stands_as_thai_and_unknown_is_absent(document: Document) -> None:
    hanoi = next(node for node in document["nodes"] if node["id"] == "City:hanoi")
    assert "ฮานอย" in hanoi["name_th"]
    for entry in (*document["nodes"], *document["edges"]):
        assert None not in entry.values()
        assert "" not in entry.values()


def test_the_same_graph_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a.json", "b.json"):
        assert CliRunner().invoke(cli.main, ["export", str(tmp_path / name)]).exit_code == 0
    assert (tmp_path / "a.json").read_bytes() == (tmp_path / "b.json").read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.json", "b.json"]

"""One place is one record: shared ids, two countries, bounds, spellings that look alike, repeated pairs."""

from __future__ import annotations

import gzip
from dataclasses import replace
from pathlib import Path

import pytest

from graph.errors import DataError, InputError
from graph.name_forms import same_text
from graph.records import Batch, Edge, Node
from graph.validate import check_batch
from loaders.packaged import load as packaged
from loaders.packaged.load import read_packaged
from loaders.plan_text.digests import digest
from loaders.tables import RawRow
from loaders.world import read_world
from plan.making.assemble import assemble_graph

Cells = dict[str, str]


def altered(monkeypatch: pytest.MonkeyPatch, table: str, row: int, cells: Cells) -> None:
    """Alter one row of a packaged table."""

    def read(name: str) -> list[RawRow]:
        rows = read_packaged(name)
        if name == table:
            rows[row] = replace(rows[row], cells={**rows[row].cells, **cells})
        return rows

    monkeypatch.setattr(packaged, "read_packaged", read)


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"latitude": "119.04045"}, "119.04045 is out of bounds: -90 to 90"),
        ({"longitude": "756"}, "756 is out of bounds: -180 to 180"),
        ({"signed_on": "1419-02-19"}, "Check whether 1962 C.E. is meant"),
        ({"status": "ended"}, '"ended" is not one of'),
    ],
)
def test_a_cell_that_no_place_or_day_can_have_is_refused_at_its_place(
    cells: Cells, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    altered(monkeypatch, "agreements", 5, cells)
    with pytest.raises(DataError) as refused:
        assemble_graph()
    assert "agreements.csv!" in refused.value.text.en
    assert words in refused.value.text.en


def test_the_cell_is_named_and_not_what_follows_from_it(monkeypatch: pytest.MonkeyPatch) -> None:
    row = next(n for n, row in enumerate(read_packaged("agreements")) if row["partner_key"] == "budapest")
    altered(monkeypatch, "agreements", row, {"status": "ended"})
    with pytest.raises(DataError) as refused:
        assemble_graph()
    assert f"agreements.csv!H{row + 2}" in refused.value.text.en
    assert "CONCERNS" not in refused.value.text.en


def city(key: str, qid: str = "") -> Node:
    return Node("City", key, {"name": key, "wikidata_qid": qid} if qid else {"name": key})


def found(*nodes: Node, edges: tuple[Edge, ...] = ()) -> list[tuple[str, str]]:
    codes = ("wikidata-twice", "country-twice", "place-at-zero")
    issues = check_batch(Batch(list(nodes), list(edges)))
    return [(issue.code, str(issue.place)) for issue in issues if issue.code in codes]


def test_two_records_of_one_wikidata_id_are_found() -> None:
    assert found(city("saigon", "Q1854"), city("ho-chi-minh-city", "Q1854")) == [
        ("wikidata-twice", "City:ho-chi-minh-city")
    ]
    assert found(city("hanoi", "Q1858"), city("ho-chi-minh-city", "Q1854"), city("hue")) == []


def test_a_record_given_twice_is_one() -> None:
    assert found(city("hanoi", "Q1858"), city("hanoi", "Q1858")) == []


def test_a_place_in_two_countries_is_found() -> None:
    edges = tuple(Edge("City:x", "IN_COUNTRY", f"Country:{iso}") for iso in ("VNM", "VNM", "LAO"))
    assert found(city("x"), edges=edges) == [("country-twice", "City:x")]
    assert found(city("x"), edges=edges[:2]) == []


def test_coordinates_at_zero_are_warned_of() -> None:
    at_sea = Node("City", "x", {"name": "X", "latitude": 0.0, "longitude": 0.0})
    assert found(at_sea) == [("place-at-zero", "City:x")]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("น้ำ", "น้\u0e4d\u0e32"),
        ("ทำ", "ท\u0e4d\u0e32"),
        ("ก่ำ", "ก\u0e4d่\u0e32"),
        ("rapport-été", "rapport-e\u0301te\u0301"),
    ],
)
def test_texts_that_look_the_same_are_the_same(one: str, other: str) -> None:
    assert one != other
    assert same_text(one) == same_text(other)
    assert digest(one) == digest(other)


def world(folder: Path, cities: str, twinnings: str) -> Path:
    heads = {"cities": "qid\tname_en\tcountry_iso3\n", "twinnings": "qid_a\tqid_b\tlast_seen\tsources\n"}
    for name, rows in (("cities", cities), ("twinnings", twinnings)):
        (folder / f"{name}.tsv.gz").write_bytes(gzip.compress((heads[name] + rows).encode()))
    return folder


CITIES = "Q1\tOne\tVNM\nQ2\tTwo\tKEN\n"


@pytest.mark.parametrize(
    "rows",
    ["Q1\tQ2\t2026\twp2026\nQ2\tQ1\t2016\twd2016\n", "Q2\tQ1\t2016\twd2016\nQ1\tQ2\t2026\twp2026\n"],
)
def test_a_pair_in_both_directions_is_one_with_the_later_year_and_all_sources(
    rows: str, tmp_path: Path
) -> None:
    pair = read_world(world(tmp_path, CITIES, rows)).twins["Q2"]["Q1"]
    assert pair.last_seen == "2026"
    assert set(pair.sources.split(",")) == {"wp2026", "wd2016"}


def test_an_id_of_two_places_is_refused_by_line(tmp_path: Path) -> None:
    with pytest.raises(InputError) as refused:
        read_world(world(tmp_path, CITIES + "Q2\tOther\tKEN\n", ""))
    assert refused.value.code == "world-place-twice"
    assert "line 4" in refused.value.text.en


def test_a_value_of_a_wrong_kind_is_told_of_and_ends_nothing() -> None:
    wrong = Node("City", "x", {"name": "X", "latitude": "north", "longitude": 0.0, "wikidata_qid": 7})
    issues = check_batch(Batch([wrong, city("y")], []))
    assert "property-kind" in {issue.code for issue in issues}
    assert {issue.code for issue in issues}.isdisjoint({"wikidata-twice", "place-at-zero"})

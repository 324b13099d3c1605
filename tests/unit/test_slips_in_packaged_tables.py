"""A slip in a packaged table is refused at its cell, with the nearest name, and nothing else is lost."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from graph.errors import DataError
from graph.issues import Issue, errors_among
from graph.texts import Label
from loaders.packaged import load as packaged
from loaders.packaged.load import load_packaged, read_packaged
from loaders.result import LoadResult
from loaders.tables import RawRow
from plan.making.assemble import assemble_graph
from queries.gaps.reasons import Fact, ReasonRule, give_reasons

# What a row is about, where that is not its first column alone.
KEYS = {
    "aliases.csv": ["name", "country_iso3"], "people.csv": ["partner_key", "place", "office", "name_en"],
    "state_relations.csv": ["country_iso3", "statement_date", "matter"],
}  # fmt: skip
Change = Callable[[list[RawRow]], list[RawRow]]


def loaded_with(monkeypatch: pytest.MonkeyPatch, table: str, change: Change) -> LoadResult:
    """Load the packaged data with one table changed."""

    def read(name: str) -> list[RawRow]:
        rows = read_packaged(name)
        return change(rows) if name == table else rows

    monkeypatch.setattr(packaged, "read_packaged", read)
    return load_packaged()


def slipped(column: str, slip: str) -> Change:
    """Write another value into the first row."""
    return lambda rows: [replace(rows[0], cells={**rows[0].cells, column: slip}), *rows[1:]]


def emptied(*columns: str) -> Change:
    """Leave some cells of the first row empty."""
    empty = dict.fromkeys(columns, "")
    return lambda rows: [replace(rows[0], cells={**rows[0].cells, **empty}), *rows[1:]]


def repeated(rows: Sequence[RawRow]) -> list[RawRow]:
    """Write at the end another row about what the first is about, with the second row's cells."""
    about = KEYS.get(rows[0].file, list(rows[0].cells)[:1])
    other = rows[min(1, len(rows) - 1)].cells | {column: rows[0].cells[column] for column in about}
    return [*rows, replace(rows[0], number=rows[-1].number + 1, cells=other)]


def errors(result: LoadResult) -> list[Issue]:
    return list(errors_among(result.issues))


@pytest.mark.parametrize(
    ("table", "column", "slip", "nearest"),
    [
        ("theme_aliases", "theme_code", "capacity_buildng", "capacity_building"),
        ("theme_strings", "theme_codes", "governence", "governance"),
        ("network_lists", "org_id", "acmm", "accm"),
        ("relations", "embassy_id", "emb-kmh", "emb-khm"),
        ("terms", "record", "Agreement:moskow-2015-2017", "Agreement:moscow-2015-2017"),
        ("renewals", "newer", "Agreement:beijing-council-2052", "Agreement:beijing-council-2025"),
        ("renewals", "older", "Agreement:beijing-council-201", "Agreement:beijing-council-2001"),
        ("asean", "iso3", "BRNN", "BRN"),
        ("activities", "source_url", "javascript:alert(1)", "https://"),
        ("agreements", "source_url", "www.bangkok.go.th", "https://"),
        ("memberships", "source_url", "ftp://citynet-ap.org/list", "https://"),
        ("activity_attributes", "activity_id", "A18O", "A18"),
        ("activity_attributes", "organised_by", "bangok", "bangkok"),
        ("activity_attributes", "audience", "oficials", "officials"),
        ("activity_attributes", "knowledge_flow", "inwards", "inward"),
        ("activity_attributes", "setting", "lokal", "local"),
        ("activity_attributes", "output", "none", "none_stated"),
        ("activity_attributes", "readings_differ", "seting: local / bilateral", "setting"),
        ("activity_attributes", "readings_differ", "setting: locals / bilateral", "local"),
        ("activity_attributes", "readings_differ", "setting: local", "bilateral"),
        ("people", "partner_key", "hanoy", "hanoi"),
        ("people", "country_iso3", "VMN", "VNM"),
        ("people", "status_now", "in office", "in office at as_of"),
        ("people", "as_of", "late 2025", "20 Dec 2022"),
        ("state_relations", "country_iso3", "KHMM", "KHM"),
        ("state_relations", "statement_date", "mid 2025", "20 Dec 2022"),
        ("state_relations", "page_date", "soon", "20 Dec 2022"),
        ("announced", "record_ids", "Activity:A04x", "Activity:A04"),
        ("signings_without_row", "activity_id", "A04x", "A04"),
        ("organizations_extra", "activity_ids", "A113x", "A113"),
        ("aliases", "target", "Organization:rnc", "Organization:rcn"),
        ("agreements", "status", "actve", "active"),
        ("agreements", "counted_by_office", "yse", "yes"),
        ("network_lists", "names", "particpants", "participants"),
        ("official_counts", "preferred", "yse", "yes"),
        ("official_counts", "cities", "36 cities", "36 cities"),
    ],
)
def test_a_slip_is_refused_at_its_cell_with_the_nearest(
    table: str, column: str, slip: str, nearest: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    result = loaded_with(monkeypatch, table, slipped(column, slip))
    row = read_packaged(table)[0]
    (found,) = [issue for issue in errors(result) if issue.place == row.place(column)]
    # A body that is refused is missed by its other names as well.
    assert {issue.code for issue in errors(result) if issue != found} <= {"alias-target-missing"}
    assert slip in found.words.en
    assert nearest in found.words.en
    refused = [(outcome.file, outcome.number) for outcome in result.manifest if outcome.refused]
    assert refused == ([(row.file, row.number)] if table != "aliases" else [])


@pytest.mark.parametrize(
    "table",
    ["theme_aliases", "theme_strings", "network_lists", "relations", "terms", "asean", "signings_without_row",
     "aliases", "activity_attributes", "people", "state_relations"],
)  # fmt: skip
def test_a_second_row_about_the_same_is_refused_and_the_first_stands(
    table: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = load_packaged()
    result = loaded_with(monkeypatch, table, repeated)
    (found,) = errors(result)
    rows = read_packaged(table)
    assert (found.code, found.params["first"]) == ("row-twice", rows[0].row_place)
    assert found.place.startswith(f"{table}.csv!A")
    assert result.batch == plain.batch


@pytest.mark.parametrize(
    "column", ["organised_by", "audience", "knowledge_flow", "setting", "output", "basis"]
)
def test_an_attribute_left_empty_is_refused_and_gives_the_activity_nothing(
    column: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    result = loaded_with(monkeypatch, "activity_attributes", slipped(column, ""))
    row = read_packaged("activity_attributes")[0]
    assert [(issue.code, issue.place) for issue in errors(result)] == [("cell-missing", row.place(column))]
    (activity,) = [node for node in result.batch.nodes if node.id == f"Activity:{row['activity_id']}"]
    assert not {"setting", "readings", "read_sources"} & activity.properties.keys()


@pytest.mark.parametrize(
    ("cleared", "column"),
    [
        (("as_of",), "as_of"), (("source_title", "source_url"), "source_title"), (("name_en",), "name_en"),
        (("office_th",), "office_th"), (("place",), "place"),
    ],
)  # fmt: skip
def test_a_head_of_a_place_without_a_source_or_a_day_is_refused_at_its_cell(
    cleared: tuple[str, ...], column: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    result = loaded_with(monkeypatch, "people", emptied(*cleared))
    row = read_packaged("people")[0]
    assert [(issue.code, issue.place) for issue in errors(result)] == [("cell-missing", row.place(column))]
    assert not any(node.text("person") == row["name_en"] for node in result.batch.nodes)


@pytest.mark.parametrize(
    ("cleared", "column"),
    [
        (("statement_date",), "statement_date"), (("source_title", "source_url"), "source_title"),
        (("in_our_words",), "in_our_words"),
    ],
)  # fmt: skip
def test_a_statement_without_a_day_a_source_or_its_words_is_refused_at_its_cell(
    cleared: tuple[str, ...], column: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    result = loaded_with(monkeypatch, "state_relations", emptied(*cleared))
    row = read_packaged("state_relations")[0]
    assert [(issue.code, issue.place) for issue in errors(result)] == [("cell-missing", row.place(column))]


def test_the_end_of_a_term_that_is_no_date_is_refused_at_its_cell(monkeypatch: pytest.MonkeyPatch) -> None:
    result = loaded_with(
        monkeypatch, "people", slipped("status_now", "term ended 2026-06-31; successor not read")
    )
    (found,) = errors(result)
    row = read_packaged("people")[0]
    assert (found.code, found.place) == ("cell-date", row.place("status_now"))
    assert "2026-06-31" in found.words.en


def test_the_packaged_tables_hold_no_slip() -> None:
    assert errors(load_packaged()) == []


def test_with_a_row_refused_no_question_is_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    """An answer made without the row would be wrong, and nothing on it would tell."""
    errors(loaded_with(monkeypatch, "people", emptied("as_of")))
    (row,) = read_packaged("people")[:1]
    with pytest.raises(DataError) as stopped:
        assemble_graph()
    assert stopped.value.exit_code == 1
    for words in (stopped.value.text.th, stopped.value.text.en):
        assert f"{row.place('as_of')}: " in words


@pytest.mark.parametrize("slip", ["{missing.__class__.__mro__}", "{missing:>900000000}", "a { alone", "{0}"])
def test_the_words_of_a_reason_hold_places_and_nothing_else(
    slip: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (found,) = errors(loaded_with(monkeypatch, "reasons", slipped("text_en", slip)))
    row = read_packaged("reasons")[0]
    assert (found.code, found.place) == ("cell-braces", row.place("text_en"))


def test_a_place_that_a_reason_has_no_value_for_is_named() -> None:
    rule = ReasonRule("Reason:r", "why", "no-tie", Label("{place}", "{place}"), ())
    with pytest.raises(DataError) as stopped:
        give_reasons([rule], {"no-tie": Fact({"count": 1, "last": "x"})})
    assert stopped.value.text.en.startswith("The words of Reason:r have a place place that no value fills")
    assert "count, last" in stopped.value.text.en

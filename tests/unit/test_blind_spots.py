"""Blind spots: who answers a matter, what the KPI under it counts, and what is beside it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from graph.store import Store
from plan.answers.blind_spots import blind_spot_tables, check_readings, find_spots
from queries.questions.region_balance import region_balance
from queries.table import ABSENT

if TYPE_CHECKING:
    from tests.unit.conftest import Sketch

AS_OF = date(2026, 11, 24)


def small_plan(sketch: Sketch) -> None:
    sketch.record("Strategy", "2")
    sketch.link(sketch.record("Tactic", "2.1"), "PART_OF", "Strategy:2")
    sketch.link(sketch.record("Kpi", "2.1-1", kind="level", rule="staged"), "PART_OF", "Tactic:2.1")
    for key in ("geo/1", "geo/2", "geo/3"):
        sketch.record("Challenge", key)
    sketch.record("SwotItem", "S1", kind="strength")
    sketch.record("SwotItem", "W10", kind="weakness")
    sketch.record("SwotItem", "W2", kind="weakness")


def states(store: Store) -> dict[str, str]:
    return {spot.element.key: spot.state for spot in find_spots(store)}


def test_a_matter_is_unlinked_unread_unmeasured_or_measured(sketch: Sketch) -> None:
    small_plan(sketch)
    sketch.link("Tactic:2.1", "ADDRESSES", "Challenge:geo/1")
    sketch.link("Strategy:2", "ADDRESSES", "Challenge:geo/2")
    sketch.link("Kpi:2.1-1", "ADDRESSES", "Challenge:geo/2", measured=False)
    sketch.link("Tactic:2.1", "ADDRESSES", "SwotItem:W2")
    sketch.link("Kpi:2.1-1", "ADDRESSES", "SwotItem:W2", measured=True)
    assert states(sketch.store()) == {
        "geo/1": "unread", "geo/2": "unmeasured", "geo/3": "unlinked", "W2": "measured",
        "W10": "unlinked",
    }  # fmt: skip
    assert [(issue.place, issue.params["kpi"]) for issue in check_readings(sketch.store())] == [
        ("Challenge:geo/1", "2.1-1")
    ]


def test_a_project_leads_to_the_kpis_it_is_printed_under(sketch: Sketch) -> None:
    small_plan(sketch)
    sketch.link(sketch.record("Project", "P01"), "ADVANCES", "Kpi:2.1-1")
    sketch.link("Project:P01", "ADDRESSES", "Challenge:geo/1")
    (spot,) = [spot for spot in find_spots(sketch.store()) if spot.element.key == "geo/1"]
    assert [kpi.key for kpi in spot.kpis] == ["2.1-1"]


def test_one_kpi_that_counts_the_matter_is_enough(sketch: Sketch) -> None:
    small_plan(sketch)
    sketch.link(sketch.record("Kpi", "2.1-2", kind="level", rule="staged"), "PART_OF", "Tactic:2.1")
    sketch.link("Tactic:2.1", "ADDRESSES", "Challenge:geo/1")
    sketch.link("Kpi:2.1-1", "ADDRESSES", "Challenge:geo/1", measured=False)
    assert states(sketch.store())["geo/1"] == "unread"
    sketch.link("Kpi:2.1-2", "ADDRESSES", "Challenge:geo/1", measured=True)
    assert states(sketch.store())["geo/1"] == "measured"


def test_on_the_plan_the_regional_concentration_stands_first_with_its_measure(store: Store) -> None:
    spots, beside, readings = blind_spot_tables(store, as_of=AS_OF)
    first = spots.rows[0]
    assert (first["element"], first["state"].en) == ("geo/3", "no link read yet")  # type: ignore[union-attr]
    (figure,) = [row for row in beside.rows if row["element"] == "geo/3"]
    balance = region_balance(store, as_of=AS_OF)[0]
    top = balance.rows[0]
    for name in ("share", "benchmark_share"):
        assert figure[name] == top[name]
    assert figure["n"] == balance.n
    shown = first["our_measure"].en  # type: ignore[union-attr]
    assert "24 of 45" in shown
    assert "a million" not in shown  # what it is held against is told where it says how it was counted
    assert any("compared with cities of a million or more" in note.en for note in beside.notes)
    assert readings.n == 44


def test_a_role_is_addressed_not_measured(store: Store) -> None:
    rows = {row["element"]: row for row in blind_spot_tables(store, as_of=AS_OF)[0].rows}
    assert rows["geo/2"]["state"].en == "addressed, not measured"  # type: ignore[union-attr]
    assert "highest role" in rows["geo/2"]["counts"].en  # type: ignore[union-attr]
    assert not {"role/3", "M3", "M4", "W2", "W3", "W6", "W14", "W16"} & set(rows)
    assert len(rows) == 20


def test_the_matters_that_the_plans_text_answers_have_their_links(store: Store) -> None:
    spots = {spot.element.key: spot for spot in find_spots(store)}
    answers = {key: {node.key for node in spot.answers} for key, spot in spots.items()}
    assert {"1.2", "2.3"} <= answers["W4"]
    assert {"1.2", "P04"} <= answers["W5"] & answers["W15"]
    assert {"P21", "P22"} <= answers["W8"]
    assert {"3.2", "3.3"} <= answers["W16"]
    assert {key for key, spot in spots.items() if spot.state == "unlinked"} == {"geo/3", "W7", "W10"}


def test_what_can_be_argued_about_is_marked(store: Store) -> None:
    rows = {row["element"]: row for row in blind_spot_tables(store, as_of=AS_OF)[0].rows}
    arguable = {key for key, row in rows.items() if row["state"].en == "addressed, arguably"}  # type: ignore[union-attr]
    assert {"geo/1", "role/1", "W1", "W5", "W9", "W12", "W13", "W17"} == arguable
    assert rows["W1"]["answers"].en == "3.1 (arguable), the plan itself (arguable)"  # type: ignore[union-attr]
    assert rows["W17"]["answers"].th == "ตัวแผนเอง (ยังตีความได้)"  # type: ignore[union-attr]
    for node in ("Tactic", "Project", "Plan"):
        for record in store.nodes(node):
            for edge in store.edges_from(record.id, "ADDRESSES"):
                assert edge.text("origin") == "assumed"
                assert edge.text("certain") in ("yes", "unsure")
                assert edge.text("reason_th")
                assert edge.text("reason_en")


def test_what_the_plans_text_says_of_a_matter_stands_beside_it(store: Store) -> None:
    rows = {row["element"]: row for row in blind_spot_tables(store, as_of=AS_OF)[0].rows}
    assert rows["geo/3"]["said"].en == "Strategic partnerships first"  # type: ignore[union-attr]


def test_an_answer_without_a_kpi_is_still_an_answer(sketch: Sketch) -> None:
    small_plan(sketch)
    sketch.link(sketch.record("Plan", "p"), "ADDRESSES", "SwotItem:W2", certain="unsure")
    sketch.link(sketch.record("Plan", "q"), "ADDRESSES", "SwotItem:W10", certain="yes")
    assert states(sketch.store())["W2"] == "arguable"
    assert states(sketch.store())["W10"] == "unmeasured"


def test_every_pair_of_the_plan_has_been_read(store: Store) -> None:
    assert check_readings(store) == []


def test_without_a_tie_there_is_no_figure_and_no_error(sketch: Sketch) -> None:
    small_plan(sketch)
    spots, beside, _ = blind_spot_tables(sketch.store(), as_of=AS_OF)
    assert beside.rows == []
    assert {row["our_measure"] for row in spots.rows} == {ABSENT}

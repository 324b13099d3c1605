"""The thread: one walk over one graph, and three outputs that rest on the same records."""

from __future__ import annotations

import json
import re
from datetime import date

import pytest
from click.testing import CliRunner

import cli
from graph.store import Store, targets
from maps.answers import Answers
from maps.pack import render_pack_page
from plan.ladders.kpi import MOVING
from plan.ladders.plan_records import read_plan_records
from plan.making.assemble import Assembly
from plan.making.linking import is_before_plan

AS_OF = date(2026, 11, 24)


@pytest.fixture(scope="module")
def answers(assembly: Assembly) -> Answers:
    return Answers(assembly, AS_OF)


@pytest.fixture(scope="module")
def page(assembly: Assembly, answers: Answers) -> str:
    return render_pack_page(answers)


def run_json(*words: str) -> dict[str, object]:
    result = CliRunner().invoke(cli.main, [*words, "--format", "json", "--as-of", AS_OF.isoformat()])
    assert result.exit_code == 0, result.stderr
    data: dict[str, object] = json.loads(result.stdout)["data"]
    return data


def ids_under(value: object, prefix: str) -> set[str]:
    """Every text in plain data that is an id of one label."""
    if isinstance(value, dict):
        return {found for part in value.values() for found in ids_under(part, prefix)}
    if isinstance(value, list):
        return {found for part in value for found in ids_under(part, prefix)}
    return {value} if isinstance(value, str) and value.startswith(prefix) else set()


def test_the_command_and_the_page_rest_on_the_same_coverage_records(answers: Answers) -> None:
    asked = run_json("ask", "asean-coverage")
    assert asked["records"] == list(answers.asean.records)


def test_the_trace_and_the_page_rest_on_the_same_activities(answers: Answers, page: str) -> None:
    kpis = run_json("plan", "trace", "2.1")["kpis"]
    assert isinstance(kpis, list)
    traced = ids_under([kpi["levels"] for kpi in kpis], "Activity:")
    shown = {activity for kpi in answers.thread.kpis for activity in kpi.activity_ids}
    assert traced == shown
    section = page.partition('<section id="thread"')[2].partition("</section>")[0]
    printed = {f"Activity:{key}" for key in re.findall(r"\bA\d{3}\b", section)}
    assert printed
    assert printed == set(answers.thread_links.records) & traced
    assert printed <= traced


def test_every_asean_activity_of_the_plan_years_in_coverage_is_on_the_trace(
    assembly: Assembly, answers: Answers
) -> None:
    covered = {record for record in answers.asean.records if record.startswith("Activity:")}
    traced = {activity for kpi in answers.thread.kpis for activity in kpi.activity_ids}
    in_plan = {
        record for record in covered
        if (a := assembly.store.node(record)) and a.text("start_on") >= "2022-10-01"
    }  # fmt: skip
    assert in_plan
    assert in_plan - traced == set()


def test_the_walk_exists_edge_by_edge(store: Store) -> None:
    (measure,) = [e for e in store.edges_to("Challenge:geo/2", "ADDRESSES") if e.source == "Tactic:2.1"]
    assert measure.text("origin")
    assert measure.text("reason_th")
    assert [n.id for n in targets(store, "Kpi:2.1-1", "PART_OF")] == ["Tactic:2.1"]
    levels = [e.source for e in store.edges_to("Kpi:2.1-1", "PART_OF")]
    assert levels == [f"Level:2.1-1/L{number}" for number in range(1, 6)]
    years = [store.node(e.source) for e in store.edges_to("Kpi:2.1-1", "TARGET_OF")]
    assert sorted(t.number("year") or 0 for t in years if t) == [2566, 2567, 2568, 2569, 2570]
    moving = [e for level in levels for e in store.edges_to(level, "SUPPORTS") if e.text("mode") in MOVING]
    assert moving
    for edge in moving:
        activity = store.node(edge.source)
        assert activity is not None
        assert activity.text("start_on")
        assert activity.text("role_of_bangkok")
        assert activity.texts("sources")
        assert edge.text("rule")
        assert edge.text("reason_th")
        assert edge.text("reason_en")
        partners = targets(store, activity.id, "INVOLVES")
        assert partners
        countries = {
            n.id if n.label == "Country" else c.id
            for n in partners for c in (targets(store, n.id, "IN_COUNTRY") or [n])
        }  # fmt: skip
        assert any(id_.startswith("Country:") for id_ in countries)


@pytest.mark.parametrize("key", ["A250", "A192"], ids=["wider than ASEAN", "an ambassador's call"])
def test_these_move_no_level_of_the_role_ladder(store: Store, key: str) -> None:
    links = [e for e in store.edges_from(f"Activity:{key}", "SUPPORTS") if ":2.1-1" in e.target]
    assert [edge for edge in links if edge.text("mode") in MOVING] == []


def test_receiving_a_visitor_moves_no_level_of_the_role_ladder(store: Store) -> None:
    received = [
        edge for edge in store.edges("SUPPORTS")
        if (a := store.node(edge.source)) and a.text("role_of_bangkok") == "received"
        and ":2.1-1" in edge.target
    ]  # fmt: skip
    assert received
    assert [edge for edge in received if edge.text("mode") in MOVING] == []


def test_what_came_before_the_plan_is_context_and_carries_out_nothing(store: Store) -> None:
    early = [a for a in store.nodes("Activity") if a.text("start_on") and is_before_plan(store, a)]
    assert len(early) > 100
    links = [edge for a in early for edge in store.edges_from(a.id, "SUPPORTS", "CARRIES_OUT")]
    assert {(edge.type, edge.text("mode")) for edge in links} == {("SUPPORTS", "context")}
    for activity in early:
        ends = activity.text("end_on") or activity.text("start_on")
        assert ends[:7] < "2022-10", activity.id


def test_no_link_moves_a_level_for_an_undated_or_undone_activity(store: Store) -> None:
    for edge in store.edges("SUPPORTS"):
        activity = store.node(edge.source)
        assert activity is not None
        assert activity.text("start_on"), activity.id
        if edge.text("mode") in MOVING:
            assert activity.text("status") == "done", activity.id


@pytest.mark.parametrize("year", [2566, 2567, 2568, 2569])
def test_the_role_ladder_is_claimed_and_never_confirmed(store: Store, year: int) -> None:
    (found,) = read_plan_records(store, as_of=AS_OF).assess("Kpi:2.1-1", years=[year])
    assert found.marks.confirmed == 0
    assert found.marks.claimed is not None
    assert found.marks.claimed <= 1  # no record shows Bangkok proposing, driving or leading in an ASEAN body
    assert found.marks.possible == 5


def test_of_a_year_after_the_end_of_the_record_nothing_is_known(store: Store) -> None:
    """Fiscal year 2570 opened on 1 October 2026; the newest record is of February, A302 announced."""
    book = read_plan_records(store, as_of=AS_OF)
    (found,) = book.assess("Kpi:2.1-1", years=[2570])
    marks = (found.marks.confirmed, found.marks.claimed, found.marks.possible)
    assert (found.status, marks, found.records_held) == ("not-gathered", (None, None, 5), 1)
    reaches = {year: book.is_gathered(year) for year in book.years}
    assert reaches == {2566: True, 2567: True, 2568: True, 2569: True, 2570: False}

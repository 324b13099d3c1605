"""The comparison of readings with the rules, on a made-up plan small enough to count by hand."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from plan.making.rules import RuleSet, read_rules
from tools.rule_agreement import (
    Ladders,
    ReadingError,
    agree,
    close,
    link_by_rules,
    moves_or_not,
    read_activities,
    read_reading,
    report,
    same_mode,
    score,
)

if TYPE_CHECKING:
    from tests.unit.conftest import Sketch

READ = ("A1", "A2", "A3")
# Roles: 2.3-1 (its level 2 stands for level 1); steps: 1.2-1; a count: 1.3-1.
ONE = (
    "activity,element,mode,reason\nA1,2.3-1/L2,meets,\nA1,2.3-1/L1,produces evidence,\nA2,1.2-1/L2/a,"
    "produces evidence,\nA2,1.3-1,enables,\nA3,1.3-1,meets,\n"
)
OTHER = (
    "activity,element,mode,reason\nA1,2.3-1/L1,meets,\nA2,1.2-1/L2,meets,\n"
    "A3,1.3-1,meets,\nA3,2.3-1,context,\n"
)
RULES = """
version = "1"
[[kpi]]
key = "2.3-1"
[[kpi.rule]]
id = "R-1"
on = "L2"
mode = "meets"
reason_th = "ก"
reason_en = "a"
when = { role = ["co_organized"] }
[[kpi]]
key = "1.3-1"
[[kpi.beside]]
id = "R-2"
reason_th = "ข"
reason_en = "b"
when = { role = ["attended"] }
"""


@pytest.fixture
def ladders(sketch: Sketch) -> Ladders:
    plan(sketch)
    return Ladders.of(sketch.store())


def plan(sketch: Sketch) -> None:
    for key, kind, rule, levels in (
        ("1.2-1", "level", "staged", 2),
        ("1.3-1", "count", "threshold", 0),
        ("2.3-1", "level", "best-single", 2),
    ):
        kpi = sketch.record("Kpi", key, kind=kind, rule=rule, period="cumulative")
        for number in range(1, levels + 1):
            level = sketch.record("Level", f"{key}/L{number}", level=number)
            sketch.link(level, "PART_OF", kpi)
            sketch.link(sketch.record("Criterion", f"{key}/L{number}/a"), "PART_OF", level)


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def test_a_level_of_roles_stands_for_those_below_it_and_a_criterion_for_its_level(ladders: Ladders) -> None:
    assert ladders.compared == ("1.2-1/L1", "1.2-1/L2", "1.3-1", "2.3-1/L1", "2.3-1/L2")
    assert ladders.levels["2.3-1/L2"] == ("2.3-1/L1", "2.3-1/L2")
    assert ladders.levels["1.2-1/L2/a"] == ladders.levels["1.2-1/L2"] == ("1.2-1/L2",)


def test_only_what_moves_a_level_is_compared_by_its_strongest_mode(tmp_path: Path, ladders: Ladders) -> None:
    assert read_reading(written(tmp_path, "one.csv", ONE), READ, ladders) == {
        ("A1", "2.3-1/L1"): "meets",
        ("A1", "2.3-1/L2"): "meets",
        ("A2", "1.2-1/L2"): "produces evidence",
        ("A3", "1.3-1"): "meets",
    }


def test_agreement_is_counted_and_kappa_takes_chance_away() -> None:
    # Ten pairs: both move 2, one alone moves 1, the other alone 1, neither 6.
    pairs = [(f"A{n}", "k") for n in range(10)]
    one = dict.fromkeys(pairs[:3], "meets")
    other = {pairs[1]: "meets", pairs[2]: "produces evidence", pairs[3]: "meets"}
    found = agree(one, other, pairs, moves_or_not)
    # By chance: 0.3 x 0.3 + 0.7 x 0.7 = 0.58; (0.8 - 0.58) / 0.42.
    assert (found.pairs, found.alike) == (10, 8)
    assert found.kappa == pytest.approx(0.22 / 0.42)
    assert agree(one, other, pairs, same_mode).alike == 7
    assert agree({}, {}, pairs, moves_or_not).kappa is None


def test_precision_is_of_the_rules_and_recall_of_the_reading() -> None:
    pairs = [(f"A{n}", "k") for n in range(6)]
    rules = dict.fromkeys(pairs[:4], "meets")
    reading = {**dict.fromkeys(pairs[1:4], "meets"), pairs[3]: "produces evidence", pairs[4]: "meets"}
    found = score(rules, reading, pairs, moves_or_not)
    assert (found.both, found.precision, found.recall) == (3, 3 / 4, 3 / 4)
    assert score(rules, reading, pairs, same_mode).both == 2
    none = score({}, {}, pairs, moves_or_not)
    assert (none.precision, none.recall) == (None, None)


def test_the_rules_are_asked_of_the_content_and_what_stands_beside_moves_nothing(sketch: Sketch) -> None:
    plan(sketch)
    sketch.activity("A1", "", role_of_bangkok="co_organized")
    sketch.activity("A2", "2024-01-01")
    store = sketch.store()
    rules: RuleSet = read_rules(RULES)
    ladders = Ladders.of(store)
    assert link_by_rules(store, rules, ["A1", "A2"], ladders) == {
        ("A1", "2.3-1/L1"): "meets",
        ("A1", "2.3-1/L2"): "meets",
    }
    with pytest.raises(ReadingError, match="A9"):
        link_by_rules(store, rules, ["A9"], ladders)


def test_the_report_counts_kpi_by_kpi_and_where_both_agree(tmp_path: Path, ladders: Ladders) -> None:
    one, other = (
        read_reading(written(tmp_path, f"{name}.csv", text), READ, ladders)
        for name, text in (("one", ONE), ("other", OTHER))
    )
    rules = close([("A1", "2.3-1/L2", "meets"), ("A2", "1.3-1", "meets")], ladders)
    lines = report(READ, {"one": one, "other": other}, rules, ladders).splitlines()
    assert lines[0] == "3 activities, 15 pairs of an activity and a level"
    assert lines[3].startswith(
        "  moves or not: alike 14 of 15 (0.933), kappa 0.81; of 4 that either moves, alike 3"
    )
    assert lines[4].startswith("  same mode: alike 13 of 15")
    rows = [" ".join(line.split()) for line in lines]
    assert rows[lines.index("The rules against one") + 5] == "2.3-1 2 2 2 1.00 1.00 2 2 2 1.00 1.00"
    assert rows[lines.index("The rules against one") + 6] == "all 2 3 4 0.67 0.50 2 3 4 0.67 0.50"
    # Left out: 2.3-1/L2 of A1, which one reading has and the other has not; 1.2-1/L2 by its mode.
    assert rows[-1] == "all 1 2 3 0.50 0.33 1 2 2 0.50 0.50"


@pytest.mark.parametrize(
    ("cell", "column"), [("A9,2.3-1/L1,meets", "A2"), ("A1,2.3-1/L7,meets", "B2"), ("A1,2.3-1/L1,met", "C2")]
)
def test_a_cell_that_nothing_else_knows_is_named(
    tmp_path: Path, ladders: Ladders, cell: str, column: str
) -> None:
    reading = written(tmp_path, "one.csv", f"activity,element,mode\n{cell}\n")
    with pytest.raises(ReadingError, match=f"one.csv!{column}"):
        read_reading(reading, READ, ladders)


def test_the_activities_that_were_read_may_have_no_link(tmp_path: Path) -> None:
    assert read_activities(written(tmp_path, "a.csv", "activity_id,title\nA1,x\nA3,y\n")) == ["A1", "A3"]
    with pytest.raises(ReadingError, match="activity_id"):
        read_activities(written(tmp_path, "b.csv", "title\nx\n"))

"""What-if on made-up records: the status of each rule, targets lost by number or by condition."""

from __future__ import annotations

from datetime import date

from graph.dates import PartialDate
from graph.records import Node
from plan.clock import FISCAL
from plan.ladders.kpi import Activity, Actual, Criterion, Evidence, Kpi, KpiRecords, Level, Support, Target
from plan.ladders.plan_records import PlanRecords
from plan.ladders.whatif import Change, Drop, WhatIf, what_if
from plan.making.rules import read_rules

AS_OF = date(2026, 11, 30)


def dropping(records: KpiRecords, *keys: str) -> WhatIf:
    book = PlanRecords({records.kpi.id: records}, {}, (2567,), FISCAL, AS_OF)
    drops = [Drop(Node(key.partition(":")[0], key.partition(":")[2]), (key,)) for key in keys]
    return what_if(book, drops=drops, rules=read_rules())


def ladder() -> KpiRecords:
    levels = tuple(Level(f"L{n}", n, (Criterion(f"L{n}/a"),)) for n in (1, 2))
    kpi = Kpi("Kpi:k", "level", "best-single", levels, {2567: Target("t", 2)}, rule_beside="staged")
    paper = Evidence("Evidence:e1", True, "A1", PartialDate(2024, 5, 1), element="L1")
    other = Evidence("Evidence:e2", True, "A1", PartialDate(2024, 5, 1), element="L2")
    return KpiRecords(kpi, evidence=(paper, other))


DIMENSIONS = ("education", "education", "arts_culture_creativity", "global_knowledge", "global_knowledge")


def count(*, reported: float | None = None, target: float = 3) -> KpiRecords:
    """Make five activities of 2567: two in education, one in arts, two in global knowledge."""
    kpi = Kpi("Kpi:n", "count", "threshold", (), {2567: Target("t", target, each_dimension=1)})
    activities = {
        f"Activity:{n}": Activity(f"Activity:{n}", PartialDate(2024, 5, n + 1), dimension=name)
        for n, name in enumerate(DIMENSIONS)
    }
    actual = Actual("Actual:r", kpi.id, 2567, reported or 0, PartialDate(2024, 9, 30))
    supports = tuple(Support(key, kpi.id) for key in activities)
    return KpiRecords(kpi, activities, supports, actuals=(actual,) if reported is not None else ())


def of_rule(changes: tuple[Change, ...], rule: str) -> dict[str, tuple[str, str, str]]:
    return {
        one.mark: (one.status_before, one.status_after, one.on_target) for one in changes if one.rule == rule
    }


def test_each_row_has_the_status_of_its_own_rule() -> None:
    # F10: without level 1 the best single item still stands at level 2; step by step nothing does.
    (outcome,) = dropping(ladder(), "Evidence:e1").outcomes
    assert of_rule(outcome.changes, "best-single") == {}
    assert of_rule(outcome.changes, "staged") == {
        "confirmed": ("confirmed-at-target", "no-claim", "lost-by-number"),
        "claimed": ("confirmed-at-target", "no-claim", "lost-by-number"),
    }
    assert outcome.targets("confirmed", "lost-by-number") == 0, "the headline counts the KPI's own rule"


def test_a_target_is_lost_by_its_condition_though_its_number_moved() -> None:
    # F11: four are left for a target of 3, none of them in arts.
    (outcome,) = dropping(count(), "Activity:2").outcomes
    (change,) = outcome.changes
    assert (change.before, change.after, change.effect) == (5, 4, "falls")
    assert (change.status_before, change.status_after) == ("claimed-at-target", "claimed-condition-open")
    assert outcome.targets("claimed", "lost-by-condition") == 1
    assert outcome.targets("claimed", "lost-by-number") == 0


def test_a_target_is_lost_by_its_number() -> None:
    (*_, outcome) = dropping(count(target=4), "Activity:0", "Activity:3").outcomes
    assert outcome.targets("claimed", "lost-by-number") == 1
    assert outcome.targets("claimed", "lost-by-condition") == 0


def test_a_reported_count_is_about_the_activities_and_is_not_carried_twice() -> None:
    # F12: five are reported and five are on record; without one of them four are left.
    found = dropping(count(reported=5, target=5), "Activity:0")
    (change,) = found.outcomes[0].changes
    assert (change.before, change.after, change.on_target) == (5, 4, "lost-by-number")
    assert [one.role for one in found.roles] == ["critical"]


def test_a_report_of_more_keeps_what_nobody_names() -> None:
    # F12: seven are reported, five on record: two are named by nobody and stay.
    (change,) = dropping(count(reported=7), "Activity:0").outcomes[0].changes
    assert (change.before, change.after) == (7, 6)

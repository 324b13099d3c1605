"""What-if and next steps against the assessment itself, on cases of chance."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from graph.dates import PartialDate
from graph.records import Node
from plan.clock import FISCAL
from plan.ladders.assessment import assess
from plan.ladders.kpi import Actual, Evidence, KpiRecords
from plan.ladders.next_steps import Step, next_steps
from plan.ladders.plan_records import PlanRecords
from plan.ladders.whatif import Drop, WhatIf, what_if
from plan.making.rules import RuleSet
from tests.depth import examples
from tests.property.test_ladder_properties import AS_OF, YEARS, activity_ids, cases
from tests.property.test_minimal_sets import settled

NO_RULES = RuleSet("", ())


def book(case: KpiRecords) -> PlanRecords:
    return PlanRecords({case.kpi.id: case}, {}, list(YEARS), FISCAL, AS_OF)


def without(case: KpiRecords, *records: str) -> WhatIf:
    drops = [Drop(Node("Activity", record), (record,)) for record in records]
    return what_if(book(case), drops=drops, rules=NO_RULES)


@examples(100)
@given(cases())
def test_what_is_critical_to_a_mark_lowers_it_when_dropped_and_nothing_else_does(case: KpiRecords) -> None:
    case, records = settled(case)
    for record in records:
        found = without(case, record)
        (alone,) = found.outcomes
        falls = {
            (c.year, c.rule, c.mark) for c in alone.changes if c.effect == "falls" and c.mark != "possible"
        }
        roles = {(r.year, r.rule, r.mark): r for r in found.roles if r.mark != "possible"}
        # A number above its target may fall and still carry it.
        on_ladder = case.kpi.kind == "level"
        critical = {key for key, one in roles.items() if one.role == "critical"}
        assert critical == falls if on_ladder else falls <= set(roles)


@examples(100)
@given(cases(denials=False), st.lists(activity_ids, min_size=1, max_size=3, unique=True))
def test_without_denials_dropping_raises_nothing_and_more_drops_lower_no_less(
    case: KpiRecords, dropped: list[str]
) -> None:
    case, _ = settled(case)
    *alone, last = without(case, *dropped).outcomes
    for outcome in (*alone, last):
        assert {change.effect for change in outcome.changes} <= {"falls", "stays"}
        assert not any(change.on_target.startswith("met") for change in outcome.changes)
    together = {(c.year, c.rule, c.mark): c.after or 0 for c in last.changes}
    for outcome in alone:
        for change in outcome.changes:
            if change.effect == "falls":
                assert together[change.year, change.rule, change.mark] <= (change.after or 0)


def taken(case: KpiRecords, steps: tuple[Step, ...], year: int) -> KpiRecords:
    """Give the case with every step done and its paper found."""
    proofs, readings = [], []
    for number, step in enumerate(steps):
        proofs.append(
            Evidence(f"Evidence:step{number}", True, "A1", PartialDate(2027, 1, 1), "", step.element, year)
        )
        if step.is_measured:
            day = PartialDate(2027, 9, 30)
            readings.append(Actual(f"Actual:step{number}", step.element, year, step.least, day))
    # One measure has one latest value a year: the highest asked for.
    return case.adding(evidence=proofs, actuals=sorted(readings, key=lambda r: -r.value)[:1])


def confirmed(case: KpiRecords, year: int, rule: str) -> float:
    (one,) = assess(case, years=[year], clock=FISCAL, as_of=AS_OF)
    marks = one.marks if rule == case.kpi.rule or one.beside is None else one.beside
    return marks.confirmed or 0


@examples(150)
@given(cases(denials=False), st.sampled_from(YEARS))
def test_a_smallest_set_reaches_its_level_and_no_part_of_it_does(case: KpiRecords, year: int) -> None:
    # A measure's values and papers are shared over criteria and years; they have cases of their own.
    case = replace(case, actuals=())
    if case.kpi.kind != "level" or case.kpi.measured:
        return
    for goal in next_steps(book(case), case.kpi.id, year=year).goals:
        for steps in goal.sets:
            assert confirmed(taken(case, steps, year), year, goal.rule) >= goal.value
            for part in combinations(steps, len(steps) - 1) if steps else ():
                assert confirmed(taken(case, part, year), year, goal.rule) < goal.value

"""What carries a mark of a KPI in a year: the goal `this mark stands at least here` on the records.

What denies stays as it is: accepted evidence of `not met` is never among the records that carry, nor
is what a document's figure bounds. A figure that a later one of its year replaces carries nothing.
Neither moves while a set is sought.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import chain, product

from plan.clock import Clock
from plan.ladders.account import Account, gather
from plan.ladders.counts import (
    CONTINUING_PART,
    DIMENSION_PARTS,
    Part,
    YearValue,
    continues,
    count,
    earlier_editions,
)
from plan.ladders.figures import Basis
from plan.ladders.kpi import Counted, KpiRecords, Level, Target
from plan.ladders.minimal import Carrying, Need, Way, carried_by
from plan.ladders.states import Mark, judge

# What carries an activity that is counted, by its id.
Groups = Mapping[str, frozenset[frozenset[str]]]


@dataclass(frozen=True)
class Provenance:
    """One KPI's records as known on a day, ready to say what carries any of its marks."""

    records: KpiRecords
    clock: Clock
    as_of: date

    def carrying(
        self, mark: Mark, least: float, *, year: int, rule: str = "", target: Target | None = None
    ) -> Carrying:
        """Give what carries the goal that a mark (confirmed or claimed) is at least so high in a year.

        `rule` reads a ladder under another rule than its own; `target` adds its condition to a
        count. Raises ValueError for the mark `possible`, which no record carries.
        """
        if mark == "possible":
            raise ValueError(mark)
        if self.records.kpi.kind == "level":
            return Carrying(self._ways_up(mark, least, year, rule or self.records.kpi.rule))
        return Carrying(self._ways_to_value(mark, least, year, target))

    def bearing(self, mark: Mark, *, year: int) -> frozenset[str]:
        """Give every record that takes part in carrying anything of the KPI in a year, at any level."""
        kpi = self.records.kpi
        if kpi.kind == "level":
            needs = [need for level in kpi.levels for need in self._needs_of(level, mark, year)]
        else:
            target = kpi.targets.get(year)
            needs = [need for way in self._ways_to_value(mark, 0, year, target) for need in way]
        return frozenset(name for need in needs for group in need.groups for basis in group for name in basis)

    @cached_property
    def account(self) -> Account:
        """What is held on the KPI, by criterion."""
        return gather(self.records, clock=self.clock, as_of=self.as_of)

    def _ways_up(self, mark: Mark, least: float, year: int, rule: str) -> Iterator[Way]:
        """List the levels that would do, each with what it needs (`assessment.level_reached`)."""
        levels = sorted(self.records.kpi.levels, key=lambda level: level.number)
        for place, level in enumerate(levels):
            if level.number >= least:
                own = level.attained_by(rule)
                needed = levels[: place + 1] if own == "staged" else [level]
                yield tuple(need for one in needed for need in self._needs_of(one, mark, year))

    def _needs_of(self, level: Level, mark: Mark, year: int) -> Iterator[Need]:
        for criterion in level.criteria:
            held, first = self.account.held(criterion.id), self.records.first_year
            state = judge(criterion, held, year=year, first_year=first)
            yield carried_by(state.confirmed if mark == "confirmed" else state.claimed)

    def _ways_to_value(self, mark: Mark, least: float, year: int, target: Target | None) -> Iterator[Way]:
        value = YearValue(self.account, year)
        if self.records.kpi.kind == "count":
            yield from _CountWays(value, mark, target).ways(least)
            return
        figure = value.figure
        if figure is None or figure.value < least:
            return
        stated = figure.shown_at(least)
        claims = figure.claims_of(least) if mark == "claimed" else ()
        yield (carried_by([*stated, *claims]),)

    def counted(self, mark: Mark, *, year: int) -> Groups:
        """Give every activity that a count counts, with what carries it."""
        return _groups(YearValue(self.account, year), mark)

    def continuing(self, counted: Iterable[str], *, year: int) -> list[str]:
        """List the counted activities that continue an earlier one."""
        records, clock = self.account.records, self.clock
        return [key for key in counted if continues(records, records.activities[key], year=year, clock=clock)]


def _shown(records: KpiRecords, activity: str) -> list[frozenset[str]]:
    """Give what shows that an activity took place: its record, or that with a document."""
    known = records.activities.get(activity)
    papers = known.shown_by if known is not None else ()
    return [frozenset({activity, paper}) for paper in papers] or [frozenset({activity})]


def _at_least(number: float) -> int:
    """Give the fewest activities that reach a number."""
    return max(0, math.ceil(number))


def _groups(value: YearValue, mark: Mark) -> Groups:
    found: dict[str, set[frozenset[str]]] = {}
    known = value.account.records.activities
    for basis in value.state.confirmed if mark == "confirmed" else value.state.claimed:
        for key in basis:
            if key in known:
                found.setdefault(key, set()).add(frozenset(basis))
    return {key: frozenset(found[key]) for key in sorted(found)}


class _CountWays:
    """The ways a count reaches a number, with a target's condition: by activities, and by a report.

    A report is about activities too (`counts.YearValue`): it carries those that nobody names, and of
    the others each is needed as well.
    """

    def __init__(self, value: YearValue, mark: Mark, target: Target | None) -> None:
        self._value, self._mark, self._target = value, mark, target
        self._own, self._claimed = _groups(value, mark), _groups(value, "claimed")
        self._activities = {one.id: one for one in value.claimed}
        self._covered = {key for key, one in self._activities.items() if value.is_covered(one)}
        before = value.account.records.counted_before.get(value.year, tuple(value.claimed))
        self._before = count(one for one in before if value.is_covered(one))

    def ways(self, least: float) -> Iterator[Way]:
        """List the ways to a number."""
        for basis, reported in ((), None), *self._reports():
            for conditions in product(*self._conditions(basis, reported)):
                needs = self._number(least, basis, reported)
                yield (*needs, *chain.from_iterable(conditions))

    def _reports(self) -> Iterator[tuple[Basis, Counted]]:
        """List what gives the number, each with what it counts: documents that state it, results typed."""
        figure = self._value.figure
        if figure is None:
            return
        rows = tuple(row.id for row in figure.result.rows) if figure.result is not None else ()
        for document in figure.stated_by:
            yield (document,), Counted(figure.written.get(document, figure.value))
            if figure.is_attested and figure.result is not None:
                yield (*rows, document), figure.result.counted()
        if self._mark == "claimed":
            if figure.result is not None:
                yield rows, figure.result.counted()
            for basis in figure.claims:
                if not set(basis) <= set(rows):
                    yield basis, Counted(figure.written.get(basis[0], figure.value))

    def _number(self, least: float, basis: Basis, reported: Counted | None) -> Way:
        if reported is None:
            return (Need(_at_least(least), tuple(self._own.values())),)
        later = {key: found for key, found in self._own.items() if key not in self._covered}
        about = {key: found for key, found in self._claimed.items() if key in self._covered}
        beyond = max(0, reported.total - self._before.total)
        needs = [carried_by([basis]), Need(_at_least(least - beyond), (*about.values(), *later.values()))]
        if reported.total < self._before.total:  # the report bounds what it is about
            needs.append(Need(_at_least(least - reported.total), tuple(later.values())))
        return tuple(needs)

    def _conditions(self, basis: Basis, reported: Counted | None) -> Iterator[list[Way]]:
        """List a target's conditions, each with the ways to meet it (`counts.meets_condition`)."""
        target = self._target
        if target is None:
            return
        parts = [(target.each_dimension, part) for part in DIMENSION_PARTS.values()]
        for least, part in (*parts, (target.continuing, CONTINUING_PART)):
            if least:
                named = (Need(least, self._of_part(part, self._own)),)
                yield [named, *self._as_reported(least, part, basis, reported)]

    def _as_reported(self, least: int, part: Part, basis: Basis, reported: Counted | None) -> Iterator[Way]:
        if reported is None or not part(reported):
            return
        about = {key: found for key, found in self._claimed.items() if key in self._covered}
        beyond = max(0, part(reported) - part(self._before))
        if least <= part(reported):
            yield carried_by([basis]), Need(_at_least(least - beyond), self._of_part(part, about))

    def _of_part(self, part: Part, groups: Groups) -> tuple[frozenset[frozenset[str]], ...]:
        """Give what carries the activities that count for a part of a condition."""
        counting = (key for key in groups if part(count([self._activities[key]])))
        if part is not CONTINUING_PART:
            return tuple(groups[key] for key in counting)
        return tuple(self._continuing(key, groups[key]) for key in counting)

    def _continuing(self, key: str, carried: frozenset[frozenset[str]]) -> frozenset[frozenset[str]]:
        """Give what shows an activity as a continuing one: its round, or an earlier one of its series."""
        records, clock = self._value.account.records, self._value.account.clock
        activity = records.activities[key]
        if (activity.round_no or 0) > 1:
            return carried
        earlier = earlier_editions(records, activity, year=self._value.year, clock=clock)
        shown = [basis for other in earlier for basis in _shown(records, other)]
        return frozenset(basis | other for basis in carried for other in shown)

"""Why an addition moves no mark: what its link or figure meets that stands in the way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal

from plan.clock import Clock
from plan.ladders.account import Account, gather
from plan.ladders.described import Link
from plan.ladders.kpi import Kpi, KpiRecords
from plan.ladders.planned_figure import PlannedFigure
from plan.ladders.states import judge

# whole: no activity stands for a ladder as a whole; measured and decided: a figure or a panel decides
# the element, and no activity does; claimed: other records claim it already; lacking: its level stands
# only with other criteria, which nothing claims; stated: accepted papers state another figure; later: a
# result measured later counts; low: the figure is below the threshold; method: the element takes a
# figure of one method alone; number: no more than is claimed already.
Kind = Literal[
    "whole", "measured", "decided", "claimed", "lacking", "stated", "later", "low", "method", "number"
]


@dataclass(frozen=True)
class Reason:
    """Why one element is not moved; `others` are the criteria that lack, or the documents that count.

    `value` is the figure that counts, or the threshold.
    """

    kind: Kind
    element: str
    others: tuple[str, ...] = ()
    value: float | None = None
    method: str = ""


@dataclass(frozen=True)
class Unmoved:
    """A KPI's records with an addition that moves none of its marks, on a day, in the year it is of."""

    records: KpiRecords
    year: int
    clock: Clock
    as_of: date

    @cached_property
    def _account(self) -> Account:
        return gather(self.records, clock=self.clock, as_of=self.as_of)

    @cached_property
    def _claimed(self) -> frozenset[str]:
        """The criteria that something claims in the year."""
        first = self.records.first_year
        states = (
            judge(criterion, self._account.held(key), year=self.year, first_year=first)
            for key, criterion in self.records.kpi.criteria.items()
        )
        return frozenset(state.criterion for state in states if state.counts("claimed"))

    def of_links(self, links: Sequence[Link]) -> Iterator[Reason]:
        """Say of each criterion that an activity is linked to why it moves nothing."""
        kpi = self.records.kpi
        for element in dict.fromkeys(link.element for link in links):
            if element == kpi.id and kpi.kind == "level":
                yield Reason("whole", element)
            for criterion in kpi.reach.get(element, ()):
                yield self._of_criterion(criterion)

    def _of_criterion(self, criterion: str) -> Reason:
        kpi = self.records.kpi
        level = next((one for one in kpi.levels if criterion in {c.id for c in one.criteria}), None)
        if kpi.kind == "percent" or criterion in {c.id for c in kpi.measured}:
            return Reason("measured", criterion)
        if level is not None and (level.rule or kpi.rule) == "panel":
            return Reason("decided", criterion)
        lacking = self._lacking(criterion)
        return Reason("lacking", criterion, lacking) if lacking else Reason("claimed", criterion)

    def of_figure(self, planned: PlannedFigure) -> Iterator[Reason]:
        """Say why a figure moves nothing: another counts, it is too low, or steps below it lack."""
        kpi, actual = self.records.kpi, planned.actual
        account = self._account
        measure = kpi.measure_of(actual.element)
        figure = account.figures.figure(measure, self.year)
        if figure is None or figure.result is None or actual.id not in figure.result.basis:
            yield Reason("later", actual.element, value=figure.value if figure else None)
        elif figure.is_confirmed and figure.value != actual.value:
            yield Reason("stated", actual.element, figure.stated_by, figure.value)
        elif kpi.kind != "level" or actual.element == kpi.id:
            yield Reason("number", actual.element)
        else:
            yield from self._of_measured(planned, measure)

    def _of_measured(self, planned: PlannedFigure, measure: str) -> Iterator[Reason]:
        for criterion in self.records.kpi.measured:
            if self.records.kpi.measure_of(criterion.id) != measure:
                continue
            if criterion.method and planned.actual.method != criterion.method:
                yield Reason("method", criterion.id, method=criterion.method)
            elif planned.actual.value < (criterion.threshold or 0):
                yield Reason("low", criterion.id, value=criterion.threshold)
            else:
                lacking = self._lacking(criterion.id)
                yield Reason("lacking", criterion.id, lacking) if lacking else Reason("claimed", criterion.id)

    def _lacking(self, criterion: str) -> tuple[str, ...]:
        """List the criteria that a criterion's level needs beside it and nothing claims."""
        needed = _needed_with(self.records.kpi, criterion)
        return tuple(key for key in needed if key != criterion and key not in self._claimed)


def _needed_with(kpi: Kpi, criterion: str) -> Iterator[str]:
    """List the criteria of a criterion's level, and of those below where the level is staged."""
    for own in kpi.levels:
        if criterion in {c.id for c in own.criteria}:
            is_staged = own.attained_by(kpi.rule) == "staged"
            for level in kpi.levels:
                if level is own or (is_staged and level.number < own.number):
                    yield from (c.id for c in level.criteria)

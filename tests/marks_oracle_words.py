"""What each record says of a criterion, when and in which years: for `tests/marks_oracle.py`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from graph.dates import PartialDate
from plan.clock import Clock
from plan.ladders.kpi import Activity, Actual, Criterion, Evidence, KpiRecords

EVER = (date.min, date.min), (date.max, date.max)
Days = tuple[tuple[date, date], tuple[date, date]]


@dataclass(frozen=True)
class Said:
    """One record's word on a criterion: `shown` by accepted evidence, `claimed` or `denied`."""

    how: str
    sure: frozenset[int]
    maybe: frozenset[int] = frozenset()
    late: int = 0
    days: Days = EVER
    until: int = 9999
    activity: str = ""


@dataclass(frozen=True)
class Words:
    """A KPI's records as known on a day, by a clock."""

    records: KpiRecords
    clock: Clock
    as_of: date

    def accepts(self, paper: Evidence) -> bool:
        """Whether a paper confirms or denies."""
        activity = self.records.activities.get(paper.activity)
        return self._accepts(paper, None if activity is None else self.shown(activity) or activity)

    def _accepts(self, paper: Evidence, activity: Activity | None) -> bool:
        least = self.records.kpi.least_grade
        if paper.pending or paper.dated is None or paper.dated.latest > self.as_of:
            return False
        if paper.grade[0] > least[0] or paper.grade[1] > least[1]:
            return False
        known = [self.records.first_day]
        if activity is not None:
            known += [activity.start.earliest] if activity.start else []
        elif paper.year is not None and self._is_yearly(paper.element):
            known = [self.clock.period(paper.year).first]
        return paper.dated.latest >= max(known)

    def _is_yearly(self, element: str) -> bool:
        criteria = self._criteria_of(element)
        return bool(criteria) and all(criterion.nature == "measure" for criterion in criteria)

    def _criteria_of(self, element: str) -> list[Criterion]:
        """List the criteria that an element stands for; a count or percent is its own."""
        kpi = self.records.kpi
        if kpi.kind != "level":
            return [Criterion(kpi.id, nature="measure")] if element == kpi.id else []
        return [
            criterion
            for level in kpi.levels
            for criterion in level.criteria
            if element in (level.id, criterion.id)
        ]

    def took_place(self) -> dict[str, Activity]:
        """Give every activity that is done: by its record, or by an accepted paper on the paper's day."""
        found = {}
        for recorded in self.records.activities.values():
            activity = self.shown(recorded) or recorded
            last = activity.end or activity.start
            is_early = last is not None and last.latest < self.records.first_day
            is_void = any(not p.is_met and not p.element and self.accepts(p) for p in self.on(activity.id))
            if activity.is_done and not is_early and not is_void:
                found[activity.id] = activity
        return found

    def shown(self, activity: Activity) -> Activity | None:
        """Give an activity as papers alone show it; None where its record does, or none shows it."""
        papers = [p for p in self.on(activity.id) if p.is_met and self._accepts(p, activity)]
        if not papers or (activity.is_done and activity.start):
            return None
        first = min((p.dated.latest, p.id, p.dated) for p in papers if p.dated)
        return replace(activity, is_done=True, start=activity.start or first[2])

    def on(self, activity: str) -> list[Evidence]:
        return [p for p in self.records.evidence if p.activity == activity and self._has_come(p)]

    def _has_come(self, paper: Evidence) -> bool:
        return paper.dated is not None and paper.dated.earliest <= self.as_of

    # --- what is said of a criterion ---

    def said(self, criterion: Criterion) -> list[Said]:
        """List every record's word on a criterion."""
        return [*self._by_activities(criterion), *self._by_papers(criterion), *self._by_figures(criterion)]

    def _by_activities(self, criterion: Criterion) -> Iterator[Said]:
        if self.needs_figure(criterion) or self._is_panel(criterion):
            return
        done = self.took_place()
        officers = {
            (s.activity, c.id)
            for s in self.records.supports
            if s.asserted
            for c in self._criteria_of(s.element)
        }
        for link in self.records.supports:
            is_meant = criterion in self._criteria_of(link.element)
            is_ruled_out = not link.asserted and (link.activity, criterion.id) in officers
            if (
                not is_meant
                or is_ruled_out
                or link.activity not in done
                or self._is_broken(link.activity, criterion)
            ):
                continue
            if link.mode not in ("meets", "produces evidence"):
                continue
            yield self._of_activity("claimed", done[link.activity])
            attested = (p for p in self.on(link.activity) if p.is_met and not p.element and self.accepts(p))
            if link.asserted and any(attested):
                yield self._of_activity("shown", done[link.activity])

    def _by_papers(self, criterion: Criterion) -> Iterator[Said]:
        done = self.took_place()
        for paper in self.records.evidence:
            is_meant = criterion in self._criteria_of(paper.element)
            if not is_meant or not self._has_come(paper) or (paper.value is not None and not paper.activity):
                continue
            how = "shown" if self.accepts(paper) else "claimed"
            if paper.activity:
                is_broken = self._is_broken(paper.activity, criterion)
                is_countable = paper.activity in done and not is_broken and not self.needs_figure(criterion)
                if paper.is_met and is_countable:
                    yield self._of_activity(how, done[paper.activity])
            elif paper.is_met and not self.needs_figure(criterion) and criterion.id != self.records.kpi.id:
                yield self._of_paper(how, paper)
            elif not paper.is_met and self.accepts(paper):
                yield self._of_paper("denied", paper)

    def _is_broken(self, activity: str, criterion: Criterion) -> bool:
        """Whether an accepted paper says that the activity does not meet the criterion."""
        return any(
            not p.is_met and self.accepts(p) and criterion in self._criteria_of(p.element)
            for p in self.on(activity)
        )

    def needs_figure(self, criterion: Criterion) -> bool:
        is_percent = self.records.kpi.kind == "percent" and criterion.id == self.records.kpi.id
        return criterion.threshold is not None or is_percent

    def _is_panel(self, criterion: Criterion) -> bool:
        kpi = self.records.kpi
        return any(
            criterion in level.criteria and (level.rule or kpi.rule) == "panel" for level in kpi.levels
        )

    def _of_activity(self, how: str, activity: Activity) -> Said:
        sure, maybe, late = self._years(activity.start, activity.end)
        if activity.start is None:
            return Said(how, sure, maybe, late, activity=activity.id)
        last = activity.end or activity.start
        days = (activity.start.earliest,) * 2, (last.latest,) * 2
        return Said(how, sure, maybe, late, days, activity=activity.id)

    def _of_paper(self, how: str, paper: Evidence) -> Said:
        sure, maybe, late = self._years(paper.dated, None)
        if paper.year is not None:
            sure, maybe, late = frozenset({paper.year}), frozenset(), 0
        elif paper.pending == "year":
            sure, maybe, late = frozenset(), frozenset(y - n for y in sure for n in (0, 1)), 0
        return Said(how, sure, maybe, late, self.days(paper.dated, paper.year))

    def days(self, dated: PartialDate | None, year: int | None) -> Days:
        """Give the first and last day that a word may be of; in a year it names, then by its own day."""
        if dated is None:
            return EVER
        if year is None:
            return (dated.earliest,) * 2, (dated.latest,) * 2
        period = self.clock.period(year)
        held = [min(max(day, period.first), period.last) for day in (dated.earliest, dated.latest)]
        return (held[0], dated.earliest), (held[1], dated.latest)

    def _years(
        self, start: PartialDate | None, end: PartialDate | None
    ) -> tuple[frozenset[int], frozenset[int], int]:
        """Give the years surely held, those perhaps held, and the one by whose end it surely was."""
        first, now = self.records.first_year, self.clock.year_of(self.as_of)
        if start is None:
            return frozenset(), frozenset(range(first, now + 1)), 0
        if start.earliest > self.as_of:
            return frozenset(), frozenset(), 0
        end = end or start
        years = range(self.clock.year_of(start.earliest), self.clock.year_of(end.latest) + 1)
        sure = {
            y
            for y in years
            if start.latest <= self.clock.period(y).last and end.earliest >= self.clock.period(y).first
        }
        maybe = set(years) - sure
        if start.latest > self.as_of:
            return frozenset(), frozenset(y for y in years if y <= now), 0
        is_late = bool(maybe) and not sure and min(maybe) >= first
        return frozenset(sure), frozenset(maybe), max(maybe) if is_late else 0

    # --- figures ---

    def figure(self, measure: str, year: int, method: str = "") -> Figure | None:
        """Give the figure of a year: what accepted papers state, unless a newer one is typed."""
        typed = [a for a in self.records.actuals if self._measure(a.element) == measure and a.year == year]
        typed = [a for a in typed if a.measured is None or a.measured.latest <= self.as_of]
        typed = [a for a in typed if not method or a.method == method]
        if self.clock.period(year).first > self.as_of:
            typed = []
        rows = _last_rows(typed)
        papers = [p for p in self.records.evidence if self._states(p, measure, year)]
        if method:
            papers = [p for p in papers if rows and _says(p, _total(rows))]
        good, weak = [p for p in papers if self.accepts(p)], [p for p in papers if not self.accepts(p)]
        return _latest(rows, good, weak)

    def _measure(self, element: str) -> str:
        measured = [c for c in self._criteria_of(element) if c.threshold is not None]
        return (measured[-1].measure or measured[-1].id) if measured else element

    def _states(self, paper: Evidence, measure: str, year: int) -> bool:
        if paper.value is None or paper.activity or self._measure(paper.element) != measure:
            return False
        if paper.dated is None or paper.dated.latest > self.as_of:
            return False
        spoken = {paper.year} if paper.year is not None else self._plain_years(paper.dated)
        return year in spoken

    def _plain_years(self, dated: PartialDate) -> set[int]:
        years = {self.clock.year_of(day) for day in (dated.earliest, dated.latest)}
        return years if len(years) == 1 else set()

    def _by_figures(self, criterion: Criterion) -> Iterator[Said]:
        years = {a.year for a in self.records.actuals} | set(self._all_years())
        if criterion.threshold is not None:
            for year in years:
                figure = self.figure(criterion.measure or criterion.id, year, criterion.method)
                if figure is not None:
                    yield from self._decided(figure, year, figure.value >= criterion.threshold)
        elif self.records.kpi.kind == "level":
            yield from self._reported(criterion, sorted(years))

    def _all_years(self) -> Iterator[int]:
        for paper in self.records.evidence:
            if paper.year is not None:
                yield paper.year
            elif paper.dated is not None:
                yield from self._plain_years(paper.dated)

    def _decided(self, figure: Figure, year: int, is_met: bool) -> Iterator[Said]:
        days = self.days(figure.dated, year)
        if is_met:
            yield Said("shown" if figure.is_stated else "claimed", frozenset({year}), days=days)
        elif figure.is_stated and self.as_of > self.clock.period(year).last:
            yield Said("denied", frozenset({year}), days=days)

    def _reported(self, criterion: Criterion, years: list[int]) -> Iterator[Said]:
        kpi = self.records.kpi
        given = [(year, figure) for year in years if (figure := self.figure(kpi.id, year)) is not None]
        (number,) = {level.number for level in kpi.levels if criterion in level.criteria}
        for place, (year, figure) in enumerate(given):
            if number <= figure.value if kpi.rule == "staged" else number == figure.value:
                until = given[place + 1][0] - 1 if place + 1 < len(given) else 9999
                measured = figure.measured if figure.rows else figure.dated
                period = self.clock.period(year)
                days = self.days(measured, year) if measured else ((period.first,) * 2, (period.last,) * 2)
                how = "shown" if figure.is_stated and self._is_panel(criterion) else "claimed"
                yield Said(how, frozenset({year}), days=days, until=until)


@dataclass(frozen=True)
class Figure:
    """The figure of a year, the rows typed for it, and what stands behind it."""

    value: float
    is_stated: bool
    rows: list[Actual]
    dated: PartialDate | None = None
    is_attested: bool = False

    @property
    def measured(self) -> PartialDate | None:
        return self.rows[0].measured if self.rows else None


def _last_rows(typed: list[Actual]) -> list[Actual]:
    """Give the rows measured last: of each dimension, and of the whole, the last one."""
    if not typed:
        return []
    last = sorted(typed, key=lambda a: (a.measured.latest if a.measured else date.min, a.id))[-1]
    of_day = sorted((a for a in typed if a.measured == last.measured), key=lambda a: a.id)
    return list({row.dimension: row for row in of_day}.values())


def _total(rows: list[Actual]) -> float:
    whole = [row.value for row in rows if not row.dimension]
    return whole[0] if whole else sum(row.value for row in rows)


def _says(paper: Evidence, value: float) -> bool:
    apart = abs((paper.value or 0) - value)
    return apart <= 0.5 if paper.is_rounded else apart < 1e-9


def _latest(rows: list[Actual], good: list[Evidence], weak: list[Evidence]) -> Figure | None:
    measured = rows[0].measured if rows else None
    dated = sorted((p for p in good if p.dated), key=lambda p: (p.dated.latest, p.id) if p.dated else ())
    last = dated[-1] if dated else None
    if last is not None and last.dated is not None:
        is_newer = measured is not None and measured.earliest > last.dated.latest
        if not is_newer:
            value = last.value or 0
            if rows and last.is_rounded and _says(last, _total(rows)):
                value = _total(rows)
            day = last.dated
            one_day = [p for p in good if p.dated and p.dated.latest >= day.earliest]
            if not all(_says(p, value) for p in one_day):
                return Figure(min(p.value or 0 for p in one_day), False, rows)
            return Figure(value, True, rows, day, bool(rows) and abs(_total(rows) - value) < 1e-9)
    latest = sorted((p for p in weak if p.dated), key=lambda p: (p.dated.latest, p.id) if p.dated else ())
    typed_on = measured.latest if measured else date.min
    if latest and latest[-1].dated and (not rows or latest[-1].dated.latest > typed_on):
        return Figure(latest[-1].value or 0, False, rows)
    return Figure(_total(rows), False, rows) if rows else None


def is_in(one: Said, first: int, last: int) -> bool:
    if last > one.until:
        return False
    is_late = one.late > first and first < last and one.late <= last
    return is_late or any(first <= year <= last for year in one.sure)


def before(one: Said, other: Said) -> bool:
    """Whether one is surely earlier than another."""
    return one.days[1] < other.days[0]

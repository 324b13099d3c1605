"""The marks of a KPI in a year, told anew by the rules of docs/plan-data.md alone.

Slow and plain, and shares nothing with what it checks but the records, the dates and the clock:
every record is put down as what it says of a criterion (`tests/marks_oracle_words.py`), and every
pair of records is compared.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date

from plan.ladders.kpi import Activity, Criterion, Target
from tests.marks_oracle_words import Figure, Said, Words, before, is_in

Marks = tuple[float | None, float | None, float | None]
Reach = Callable[[Target | None, int], bool | None]
DIMENSIONS = ("education", "arts_culture_creativity", "global_knowledge")


@dataclass(frozen=True)
class Day(Words):
    """What is asked: a KPI's records as known on a day, by a clock."""

    def tell(self, year: int) -> tuple[Marks, str]:
        """Give the three marks of a year and its status."""
        target, otherwise = self._target(year)
        if self.as_of < self.clock.period(year).first:
            return (None, None, None), "not-begun"
        if self.records.kpi.kind == "level":
            marks = self._levels(year, self.records.kpi.rule)
            return marks, _status(target, otherwise, lambda aim, n: _reaches(marks[n], aim), marks)
        return self._number(year, target, otherwise)

    def beside(self, year: int) -> Marks | None:
        """Give the marks under the KPI's second rule."""
        rule = self.records.kpi.rule_beside
        has_begun = self.as_of >= self.clock.period(year).first
        return self._levels(year, rule) if rule and has_begun and self.records.kpi.kind == "level" else None

    def _target(self, year: int) -> tuple[Target | None, float | None]:
        """Give the target in force, and what an open condition would make of it."""
        printed = self.records.kpi.targets.get(year)
        made = [d for d in self.records.decisions if d.year == year and d.decided.latest <= self.as_of]
        if printed is None:
            return None, None
        if not made:
            return printed, None if printed.value_if_met == printed.value else printed.value_if_met
        last = sorted(made, key=lambda d: (d.decided.latest, d.id))[-1]
        if last.kind == "target_changed":
            return replace(printed, value=last.value or 0), None
        if last.kind == "condition_met":
            return replace(printed, value=printed.value_if_met or printed.value), None
        return (None if printed.value_if_met == printed.value else printed), None

    def verdict(self, criterion: Criterion, year: int) -> tuple[bool, bool, bool]:
        """Say whether a criterion is confirmed, claimed and possible in a year."""
        first = year if criterion.nature == "measure" else min(self.records.first_year, year)
        said = self.said(criterion)
        against = [s for s in said if s.how == "denied" and is_in(s, first, year)]
        shown = [s for s in said if s.how == "shown" and is_in(s, first, year)]
        claims = [s for s in said if s.how == "claimed" and is_in(s, first, year)]
        if criterion.nature == "achievement":
            stands = [s for s in shown if self._stood_at_once(s, against, first, year)]
            contested = len(stands) < len(shown)
        else:
            stands = [s for s in shown if all(before(d, s) for d in against)]
            contested = any(not any(before(s, d) for d in against) for s in shown)
        claimed = bool(stands) or any(all(before(d, s) for d in against) for s in claims)
        unsure = [s for s in said if s.how != "denied" and any(first <= y <= year for y in s.maybe)]
        may_be_later = any(all(d.days[1] < s.days[1] for d in against) for s in unsure)
        return bool(stands), claimed, claimed or contested or not against or may_be_later

    def _stood_at_once(self, one: Said, against: list[Said], first: int, last: int) -> bool:
        """Whether no denial of the same day stood against it in the first year it counted in."""
        begun = min(y for y in range(first, last + 1) if is_in(one, first, y))
        beside = [d for d in against if not before(d, one) and not before(one, d)]
        return not any(is_in(d, first, begun) for d in beside)

    def _levels(self, year: int, rule: str) -> Marks:
        kpi = self.records.kpi
        holds: list[set[int]] = [set(), set(), set()]
        for level in kpi.levels:
            verdicts = [self.verdict(criterion, year) for criterion in level.criteria]
            for mark in range(3):
                if all(verdict[mark] for verdict in verdicts):
                    holds[mark].add(level.number)
        return tuple(float(self._climb(found, rule)) for found in holds)  # type: ignore[return-value]

    def _climb(self, holding: set[int], rule: str) -> int:
        numbers = [0]
        for level in self.records.kpi.levels:
            lower = {other.number for other in self.records.kpi.levels if other.number <= level.number}
            own = level.rule if level.rule in ("staged", "best-single") else rule
            if level.number in holding and (own != "staged" or lower <= holding):
                numbers.append(level.number)
        return max(numbers)

    def _number(self, year: int, target: Target | None, otherwise: float | None) -> tuple[Marks, str]:
        kpi = self.records.kpi
        figure = self.figure(kpi.id, year)
        said = [s for s in self.said(Criterion(kpi.id, nature="measure")) if year in s.sure]
        denials = [s for s in said if s.how == "denied"]
        stated = figure is not None and figure.is_stated
        word = (
            Said("shown", frozenset({year}), days=self.days(figure.dated, year))
            if figure and stated
            else None
        )
        denied = any(word is None or before(word, d) for d in denials)
        disputed = word is not None and not denied and any(not before(d, word) for d in denials)
        counted = {s.activity for s in said if s.how == "shown" and s.activity}
        claimed = counted | {s.activity for s in said if s.how == "claimed" and s.activity}
        marks = self._number_marks(year, figure, counted, claimed, denied=denied)

        def reach(aim: Target | None, mark: int) -> bool | None:
            value = marks[mark]
            if aim is None or denied or (value is None and mark < 2) or not _reaches(value, aim):
                return False
            if mark == 2:
                return True
            if mark == 0 and disputed:
                return False
            return True if self._meets(aim, year, figure, counted if mark == 0 else claimed, mark) else None

        return marks, _status(target, otherwise, reach, marks)

    def _number_marks(
        self, year: int, figure: Figure | None, counted: set[str], claimed: set[str], *, denied: bool
    ) -> Marks:
        period = self.clock.period(year)
        value = figure.value if figure is not None else None
        stated = figure is not None and figure.is_stated
        if self.records.kpi.kind == "percent":
            is_bound = stated and self.as_of > period.last
            most = value if (is_bound or denied) and value is not None else 100.0
            return (value if stated else None, value, most)
        if figure is not None and stated and figure.dated is not None:
            if figure.dated.latest >= period.last:
                return (figure.value, figure.value, figure.value)
            later = {key for key in claimed if self._begun(key) > figure.dated.latest}
            marks = figure.value + len(later & counted), figure.value + len(later)
        else:
            marks = float(len(counted)), max(float(len(claimed)), value or 0.0)
        if not denied:
            return (*marks, None)
        most = marks[1] if value is None or stated else value
        return (min(marks[0], most), min(marks[1], most), most)

    def _begun(self, activity: str) -> date:
        start = self.took_place()[activity].start
        return start.latest if start is not None else date.max

    def _meets(
        self, target: Target, year: int, figure: Figure | None, counted: Iterable[str], mark: int
    ) -> bool:
        done = [self.took_place()[key] for key in counted]
        has_rows = figure is not None and bool(figure.rows) and (mark == 1 or figure.is_attested)
        rows = figure.rows if figure is not None and has_rows else []
        for name in DIMENSIONS:
            reported = sum(row.value for row in rows if row.dimension == name)
            if max(sum(a.dimension == name for a in done), reported) < target.each_dimension:
                return False
        whole = sum(row.continuing for row in rows if not row.dimension)
        reported = max(whole, sum(row.continuing for row in rows if row.dimension))
        return max(sum(self._continues(a, year) for a in done), reported) >= target.continuing

    def _continues(self, activity: Activity, year: int) -> bool:
        if (activity.round_no or 0) > 1:
            return True
        days = dict(self.records.series.get(activity.series, {}))
        for other in filter(None, map(self.shown, self.records.activities.values())):
            if activity.series and other.series == activity.series and other.start is not None:
                days[other.id] = other.start.latest
        return any(self.clock.year_of(day) < year for key, day in days.items() if key != activity.id)


def _reaches(value: float | None, target: Target | None) -> bool:
    return target is not None and (value is None or value >= target.value)


def _status(target: Target | None, otherwise: float | None, reach: Reach, marks: Marks) -> str:
    plain = _status_of(target, reach, marks)
    if target is None or otherwise is None:
        return plain
    other = _status_of(replace(target, value=otherwise), reach, marks)
    at_target = ("confirmed-at-target", "claimed-at-target")
    if other == plain or other in at_target:
        return other
    return "target-open" if plain in at_target else plain


def _status_of(target: Target | None, reach: Reach, marks: Marks) -> str:
    if target is None:
        return "no-target"
    if reach(target, 0):
        return "confirmed-at-target"
    if reach(target, 1):
        return "claimed-at-target"
    if not reach(target, 2):
        return "below-target"
    if not marks[1]:
        return "no-claim"
    return "claimed-condition-open" if reach(target, 1) is None else "claimed-below-target"

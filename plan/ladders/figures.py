"""What is measured, counted or reported in a year: the figure that counts, and what stands against it.

A figure is of its year: the latest counts, and nothing is summed. A document that states one
confirms it, and goes before what is typed; a typed figure measured after every such document is a
newer one, and a claim.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from graph.dates import PartialDate
from plan.clock import Clock
from plan.ladders.accepted import is_accepted
from plan.ladders.kpi import Actual, Counted, Evidence, KpiRecords

# A figure written without numerator and denominator is rounded by at most so much (percentage points).
ROUNDING = 0.5
# Two exact figures within so much are the same: they were divided.
_ALIKE = 1e-9


Basis = tuple[str, ...]


@dataclass(frozen=True)
class Result:
    """What is typed for a measure and a year: one row as the whole, or of a count one for each dimension."""

    rows: tuple[Actual, ...]

    @property
    def whole(self) -> Actual | None:
        """The row that gives the whole; None where it is given by dimension alone."""
        return next((row for row in reversed(self.rows) if not row.dimension), None)

    @property
    def total_rows(self) -> tuple[Actual, ...]:
        """The rows that the value in all is read from."""
        return (self.whole,) if self.whole is not None else self.rows

    @property
    def value(self) -> float:
        """The level, percent, or number in all."""
        return sum(row.value for row in self.total_rows)

    @property
    def basis(self) -> Basis:
        """The ids of the rows that the value is read from."""
        return tuple(row.id for row in self.total_rows)

    @property
    def measured(self) -> PartialDate | None:
        """When it was measured; None where nobody says."""
        return self.rows[0].measured

    def counted(self, rows: Iterable[Actual] | None = None) -> Counted:
        """Give what its rows (or some of them) count."""
        chosen = self.rows if rows is None else tuple(rows)
        whole = [row for row in chosen if not row.dimension]
        parts = [row for row in chosen if row.dimension]
        return Counted(
            sum(row.value for row in whole or parts),
            {row.dimension: row.value for row in parts},
            max(sum(row.continuing for row in whole), sum(row.continuing for row in parts)),
        )


@dataclass(frozen=True)
class Figure:
    """The figure of a measure in a year.

    `stated_by` are the accepted documents that state it: none, and it is a claim alone. `claims` are
    what gives it without confirming it, each by itself. `result` is what is typed, and
    `is_attested` says that accepted documents state the same; where they state another value,
    `differs` is the typed one. `is_contested` says that accepted documents of one day disagree.
    `dated` is the day of the latest document that states it. `written` is what each document
    writes, by id: a rounded one may write less than the typed figure that it states.
    """

    value: float
    stated_by: tuple[str, ...] = ()
    claims: tuple[Basis, ...] = ()
    result: Result | None = None
    is_attested: bool = False
    differs: float | None = None
    is_contested: bool = False
    dated: PartialDate | None = None
    written: Mapping[str, float] = field(default_factory=dict)

    @property
    def is_confirmed(self) -> bool:
        """Whether an accepted document states it."""
        return bool(self.stated_by)

    def shown_at(self, least: float) -> tuple[Basis, ...]:
        """Give what confirms at least so much: documents, with the typed result where they write less."""
        typed = self.result.basis if self.result is not None else ()
        return tuple(
            (one,) if self.written.get(one, self.value) >= least else (*typed, one) for one in self.stated_by
        )

    def claims_of(self, least: float) -> tuple[Basis, ...]:
        """Give what claims that it is at least so much: also a typed result that a document outweighs."""
        claims = [one for one in self.claims if self.written.get(one[0], self.value) >= least]
        if not self.is_contested and self.result is not None and self.result.value >= least:
            claims.append(self.result.basis)
        return tuple(dict.fromkeys(claims))


class Figures:
    """All figures of a KPI as known on a day, by measure and year."""

    def __init__(self, records: KpiRecords, clock: Clock, as_of: date) -> None:
        self._records, self._clock, self._as_of = records, clock, as_of
        self._typed: defaultdict[tuple[str, int], list[Actual]] = defaultdict(list)
        self._stated: defaultdict[tuple[str, int], list[Evidence]] = defaultdict(list)
        for actual in records.actuals:
            has_come = actual.measured is None or actual.measured.latest <= as_of
            if has_come and clock.period(actual.year).first <= as_of:
                self._typed[records.kpi.measure_of(actual.element), actual.year].append(actual)
        for evidence in records.evidence:
            has_come = evidence.dated is not None and evidence.dated.latest <= as_of
            if has_come and evidence.value is not None and evidence.element and not evidence.activity:
                for year in years_of(evidence, clock):
                    self._stated[records.kpi.measure_of(evidence.element), year].append(evidence)
        self._accepted = {
            evidence.id
            for stated in self._stated.values()
            for evidence in stated
            if is_accepted(evidence, records, clock=clock, as_of=as_of)
        }
        self._found: dict[tuple[str, int, str], Figure | None] = {}

    def years(self, measure: str) -> list[int]:
        """List the years that a measure has a figure in."""
        return sorted({year for name, year in (*self._typed, *self._stated) if name == measure})

    def figure(self, measure: str, year: int, *, method: str = "") -> Figure | None:
        """Give the figure of a measure in a year, by one method alone where one is asked for."""
        key = (measure, year, method)
        if key not in self._found:
            self._found[key] = self._find(measure, year, method)
        return self._found[key]

    def _find(self, measure: str, year: int, method: str) -> Figure | None:
        typed = [row for row in self._typed.get((measure, year), ()) if not method or row.method == method]
        result = _latest_result(typed)
        stated = self._stated.get((measure, year), [])
        if method:  # a document says by its figure which result it is about
            stated = [one for one in stated if result is not None and _same(one, result.value)]
        accepted = [one for one in stated if one.id in self._accepted]
        weak = [one for one in stated if one.id not in self._accepted]
        return _choose(result, accepted, weak)


def years_of(evidence: Evidence, clock: Clock) -> tuple[int, ...]:
    """Give the years that a document without an activity surely speaks of."""
    if evidence.year is not None:
        return (evidence.year,)
    return clock.years_of(evidence.dated).sure if evidence.dated is not None else ()


def _latest_result(typed: Sequence[Actual]) -> Result | None:
    """Give the latest result: the rows measured last, each dimension and the whole once."""
    if not typed:
        return None
    last = max(typed, key=_measured_last)
    rows = sorted((row for row in typed if row.measured == last.measured), key=lambda row: row.id)
    return Result(tuple({row.dimension: row for row in rows}.values()))


def _measured_last(actual: Actual) -> tuple[date, str]:
    return (actual.measured.latest if actual.measured else date.min, actual.id)


def _dated_last(evidence: Evidence) -> tuple[date, str]:
    return (evidence.dated.latest if evidence.dated else date.min, evidence.id)


def _same(evidence: Evidence, value: float) -> bool:
    """Whether a document states a value, as exactly as it writes it."""
    apart = abs((evidence.value or 0) - value)
    return apart <= ROUNDING if evidence.is_rounded else apart < _ALIKE


def _choose(result: Result | None, accepted: Sequence[Evidence], weak: Sequence[Evidence]) -> Figure | None:
    latest = max(accepted, key=_dated_last, default=None)
    if latest is None or (result is not None and _is_newer(result, latest)):
        return _claimed(result, weak)
    value = _value_of(latest, result)
    of_one_day = [one for one in accepted if _may_be_of_day(one, latest)]
    if not all(_same(one, value) for one in of_one_day):
        lowest = min(one.value or 0 for one in of_one_day)
        lowest_of = tuple(sorted((one.id,) for one in of_one_day if (one.value or 0) == lowest))
        return Figure(lowest, (), lowest_of, result, is_contested=True)
    written = {one.id: one.value or 0 for one in (*accepted, *weak)}
    stating = [one for one in accepted if _same(one, value) and not (result and _is_newer(result, one))]
    is_attested = result is not None and abs(result.value - value) < _ALIKE
    return Figure(
        value,
        tuple(sorted(one.id for one in stating)),
        _claims_of(value, result, weak),
        result,
        is_attested,
        result.value if result is not None and not is_attested else None,
        dated=latest.dated,
        written=written,
    )


def _value_of(evidence: Evidence, result: Result | None) -> float:
    """Give the figure a document states; the typed one where that is the same and more exact."""
    if result is not None and evidence.is_rounded and _same(evidence, result.value):
        return result.value
    return evidence.value or 0


def _may_be_of_day(one: Evidence, latest: Evidence) -> bool:
    return one.dated is not None and latest.dated is not None and one.dated.latest >= latest.dated.earliest


def _is_newer(result: Result, evidence: Evidence) -> bool:
    """Whether a result was surely measured after a document was written, which cannot speak of it."""
    if result.measured is None or evidence.dated is None:
        return False
    return result.measured.earliest > evidence.dated.latest


def _claimed(result: Result | None, weak: Sequence[Evidence]) -> Figure | None:
    """Give the latest figure that is claimed alone, with all that claim it: typed, or not accepted."""
    latest = max(weak, key=_dated_last, default=None)
    measured = _measured_last(result.rows[0])[0] if result is not None else date.min
    if latest is not None and (result is None or _dated_last(latest)[0] > measured):
        value = latest.value or 0
    elif result is not None:
        value = result.value
    else:
        return None
    written = {one.id: one.value or 0 for one in weak}
    return Figure(value, (), _claims_of(value, result, weak), result, written=written)


def _claims_of(value: float, result: Result | None, weak: Sequence[Evidence]) -> tuple[Basis, ...]:
    """List what gives a figure without confirming it: what is typed, and each document by itself."""
    typed = [result.basis] if result is not None and abs(result.value - value) < _ALIKE else []
    return (*typed, *sorted((one.id,) for one in weak if _same(one, value)))

"""What is held on each criterion of a KPI in each year: proofs, claims, denials, unsure dates.

A *carrier* is the ids of the records that together carry a criterion: an activity, a document,
a reported value, or several of these.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from graph.dates import PartialDate
from plan.clock import Clock
from plan.ladders.kpi import Actual, Evidence, Kpi, KpiRecords

Carrier = tuple[str, ...]


@dataclass(slots=True)
class Holding:
    """Carriers on one criterion in one year.

    `late` ones lie in this year or an earlier year of the plan, so they are sure only over a span
    that holds both. `unsure` ones may lie in this year.
    """

    evidence: set[Carrier] = field(default_factory=set)
    claims: set[Carrier] = field(default_factory=set)
    late_proofs: set[Carrier] = field(default_factory=set)
    late_claims: set[Carrier] = field(default_factory=set)
    unsure: set[Carrier] = field(default_factory=set)
    # documents that say `not met`, and attested values below the threshold
    denials: set[str] = field(default_factory=set)

    @property
    def is_denied(self) -> bool:
        """Whether accepted evidence denies the criterion, and none says `met`."""
        return bool(self.denials) and not self.evidence


Holdings = Mapping[str, Mapping[int, Holding]]


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a date puts a record among the years: surely, perhaps, or surely by the end of `late`."""

    sure: tuple[int, ...] = ()
    unsure: tuple[int, ...] = ()
    late: int | None = None


def place(
    start: PartialDate | None, end: PartialDate | None, *, clock: Clock, as_of: date, first_year: int
) -> Placed:
    """Place a date among the years, as far as it had come by `as_of`; undated is any year so far."""
    now = clock.year_of(as_of)
    if start is None:
        return Placed(unsure=tuple(range(first_year, now + 1)))
    if start.earliest > as_of:
        return Placed()
    years = clock.years_of(start, end)
    if start.latest > as_of:
        return Placed(unsure=tuple(year for year in (*years.sure, *years.unsure) if year <= now))
    is_late = bool(years.unsure) and not years.sure and min(years.unsure) >= first_year
    return Placed(years.sure, years.unsure, max(years.unsure) if is_late else None)


def grade_suffices(grade: str, least: str) -> bool:
    """Whether a grade is as good as the least one in both signs: of the source, and of what it says."""
    return grade[:1] <= least[:1] and grade[1:] <= least[1:]


def is_accepted(proof: Evidence, case: KpiRecords, *, clock: Clock, as_of: date) -> bool:
    """Whether a document confirms or denies: well graded, dated by now, no older than what it speaks of."""
    if proof.dated is None or proof.dated.latest > as_of:
        return False
    is_older = proof.dated.latest < _earliest_day(proof, case, clock)
    return not is_older and grade_suffices(proof.grade, case.kpi.least_grade)


def _earliest_day(proof: Evidence, case: KpiRecords, clock: Clock) -> date:
    """Give the first day on which what a document speaks of can be known.

    Its activity's first day, or the first of the year it speaks of; over a cumulative span, and at
    the least, the plan's.
    """
    doing = case.activities.get(proof.activity)
    if doing is not None:
        return max(case.first_day, doing.start.earliest) if doing.start is not None else case.first_day
    if proof.year is None or case.kpi.period_of(proof.element) == "cumulative":
        return case.first_day
    return clock.period(proof.year).first


def latest_readings(
    case: KpiRecords, *, clock: Clock, as_of: date
) -> dict[tuple[str, int], tuple[Actual, tuple[str, ...]]]:
    """Give the latest value of each measure and year, with the accepted documents that attest it."""
    latest: dict[tuple[str, int], Actual] = {}
    for reading in sorted(case.actuals, key=_measured_last):
        is_known = reading.measured is None or reading.measured.latest <= as_of
        if is_known and clock.period(reading.year).first <= as_of:
            latest[case.kpi.measure_of(reading.element), reading.year] = reading
    attesting: defaultdict[tuple[str, int], set[str]] = defaultdict(set)
    for proof in case.evidence:
        if proof.is_met and not proof.activity and is_accepted(proof, case, clock=clock, as_of=as_of):
            for year in _years_of(proof, clock):
                key = case.kpi.measure_of(proof.element), year
                if key in latest and _may_attest(proof, latest[key]):
                    attesting[key].add(proof.id)
    return {key: (reading, tuple(sorted(attesting[key]))) for key, reading in sorted(latest.items())}


def _may_attest(proof: Evidence, reading: Actual) -> bool:
    """Whether a document may speak of a value: it is not surely older than the measuring."""
    if proof.dated is None or reading.measured is None:
        return True
    return proof.dated.latest >= reading.measured.earliest


def _measured_last(reading: Actual) -> tuple[date, str]:
    return (reading.measured.latest if reading.measured else date.min, reading.id)


def _years_of(proof: Evidence, clock: Clock) -> tuple[int, ...]:
    if proof.year is not None:
        return (proof.year,)
    return clock.years_of(proof.dated).sure if proof.dated is not None else ()


def gather(case: KpiRecords, *, clock: Clock, as_of: date) -> Holdings:
    """Sort everything held on a case by criterion and year, as known by a date, in one pass."""
    return _Gathering(case, clock, as_of).run()


class _Gathering:
    """One pass over a case. One class, because every step reads the same indexes."""

    def __init__(self, case: KpiRecords, clock: Clock, as_of: date) -> None:
        self._case, self._clock, self._as_of = case, clock, as_of
        ladder = case.kpi
        self._reach = ladder.reach
        self._found: defaultdict[str, defaultdict[int, Holding]] = defaultdict(lambda: defaultdict(Holding))
        self._measured = {c.id for c in ladder.measured}
        panel = {
            c.id for rung in ladder.levels if (rung.rule or ladder.rule) == "panel" for c in rung.criteria
        }
        # No activity stands for a measurement or for a panel's decision.
        self._closed = panel | self._measured | ({ladder.id} if ladder.kind == "percent" else set())
        self._known = [proof for proof in case.evidence if proof.dated and proof.dated.earliest <= as_of]
        denying = [proof for proof in self._known if not proof.is_met and self._accepts(proof)]
        # Documents that an activity did not take place, or that it does not meet an element.
        self._void = {proof.activity for proof in denying if not proof.element}
        self._broken = {
            (p.activity, c) for p in denying if p.activity for c in self._reach.get(p.element, ())
        }

    def run(self) -> Holdings:
        self._take_supports()
        for proof in self._known:
            self._take_proof(proof)
        self._take_readings()
        return self._found

    def _accepts(self, proof: Evidence) -> bool:
        return is_accepted(proof, self._case, clock=self._clock, as_of=self._as_of)

    def _place(self, start: PartialDate | None, end: PartialDate | None = None) -> Placed:
        first = self._case.first_year
        return place(start, end, clock=self._clock, as_of=self._as_of, first_year=first)

    def _put(self, criterion: str, carrier: Carrier, placed: Placed, *, is_proof: bool) -> None:
        years = self._found[criterion]
        for year in placed.sure:
            (years[year].evidence if is_proof else years[year].claims).add(carrier)
        for year in placed.unsure:
            years[year].unsure.add(carrier)
        if placed.late is not None:
            late = years[placed.late]
            (late.late_proofs if is_proof else late.late_claims).add(carrier)

    def _take_supports(self) -> None:
        attesting = self._attesting()
        for support, doing in self._case.moving():
            if doing.id in self._void:
                continue
            placed = self._place(doing.start, doing.end)
            for criterion in self._reach.get(support.element, ()):
                if criterion in self._closed or (doing.id, criterion) in self._broken:
                    continue
                self._put(criterion, (doing.id,), placed, is_proof=False)
                # A rule's link is a claim, however well the activity itself is attested.
                for proof_id in attesting[doing.id] if support.asserted else ():
                    self._put(criterion, (doing.id, proof_id), placed, is_proof=True)

    def _attesting(self) -> defaultdict[str, list[str]]:
        """Give the accepted documents that each activity took place."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for proof in self._known:
            if proof.is_met and proof.activity and not proof.element and self._accepts(proof):
                found[proof.activity].append(proof.id)
        return found

    def _take_proof(self, proof: Evidence) -> None:
        carrier, placed = self._carried(proof)
        is_accepted_now = self._accepts(proof)
        for criterion in self._reach.get(proof.element, ()):
            if proof.is_met:
                if criterion not in self._measured and (proof.activity, criterion) not in self._broken:
                    self._put(criterion, carrier, placed, is_proof=is_accepted_now)
            elif not proof.activity and is_accepted_now:
                for year in placed.sure:
                    self._found[criterion][year].denials.add(proof.id)

    def _carried(self, proof: Evidence) -> tuple[Carrier, Placed]:
        """Give what a document carries, and when: with an activity, by the activity's dates."""
        if not proof.activity:
            years = Placed((proof.year,)) if proof.year is not None else self._place(proof.dated)
            return (proof.id,), years
        doing = self._case.activities.get(proof.activity)
        if doing is None or doing.id in self._void or not self._case.counts(doing):
            return (), Placed()
        return (doing.id, proof.id), self._place(doing.start, doing.end)

    def _take_readings(self) -> None:
        ladder = self._case.kpi
        readings = latest_readings(self._case, clock=self._clock, as_of=self._as_of)
        for (measure, year), (reading, proofs) in readings.items():
            for criterion in _missed(ladder, measure, reading.value) if proofs else ():
                self._found[criterion][year].denials.add(reading.id)
            for criterion in _reached(ladder, measure, reading.value):
                holding = self._found[criterion][year]
                holding.claims.add((reading.id,))
                if ladder.measure_of(criterion) == measure or ladder.rule == "panel":
                    holding.evidence.update((reading.id, proof) for proof in proofs)


def _reached(ladder: Kpi, measure: str, value: float) -> Iterator[str]:
    """List the criteria that a value reaches: by their threshold, or as a reported level.

    A reported level stands for every level up to it under the staged rule, else for it alone;
    it never stands for a measurement.
    """
    for rung in ladder.levels:
        is_reported = rung.number <= value if ladder.rule == "staged" else rung.number == value
        for criterion in rung.criteria:
            if criterion.threshold is None:
                if measure == ladder.id and is_reported:
                    yield criterion.id
            elif ladder.measure_of(criterion.id) == measure and value >= criterion.threshold:
                yield criterion.id


def _missed(ladder: Kpi, measure: str, value: float) -> Iterator[str]:
    """List what a value is too low for: criteria by their threshold."""
    for criterion in ladder.measured:
        if ladder.measure_of(criterion.id) == measure and value < (criterion.threshold or 0):
            yield criterion.id

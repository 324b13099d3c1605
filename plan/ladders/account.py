"""The account of a KPI on a day: what each record says of each criterion, and when.

A *basis* is the ids of the records that together say something of a criterion: an activity, a
document, a reported result, or several of these.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from graph.dates import PartialDate
from plan.clock import Clock
from plan.ladders.accepted import Placed, is_accepted, place, take_place
from plan.ladders.figures import Basis, Figure, Figures
from plan.ladders.kpi import Activity, Criterion, Evidence, Kpi, KpiRecords

# A day within the year spoken of, then the day of the document itself: what is signed after the year
# closed comes after all that is of the year, and before the next year.
Moment = tuple[date, date]
_FIRST, _LAST = (date.min, date.min), (date.max, date.max)
_LAST_YEAR = 9999


@dataclass(frozen=True, slots=True)
class Entry:
    """What one basis says of a criterion: in which years it counts, and between which moments it lies.

    `until` is the last year in which it counts, where a later figure takes its place.
    """

    basis: Basis
    placed: Placed
    earliest: Moment = _FIRST
    latest: Moment = _LAST
    until: int = _LAST_YEAR

    def is_in(self, first: int, last: int) -> bool:
        """Whether it surely lies within some years, the first and the last among them."""
        if last > self.until or last < first:
            return False
        is_late = first < last and self.placed.late is not None and first < self.placed.late <= last
        return is_late or any(first <= year <= last for year in self.placed.sure)

    def may_be_in(self, first: int, last: int) -> bool:
        """Whether it may lie within some years."""
        return any(first <= year <= last for year in self.placed.unsure)


@dataclass(slots=True)
class Held:
    """What is held on one criterion: what proves it, claims it and denies it."""

    proofs: list[Entry] = field(default_factory=list)
    claims: list[Entry] = field(default_factory=list)
    denials: list[Entry] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Whether no record says anything of the criterion."""
        return not (self.proofs or self.claims or self.denials)


@dataclass(frozen=True)
class Account:
    """A KPI's records as known on a day: by criterion, its figures, and the documents that count."""

    records: KpiRecords
    clock: Clock
    as_of: date
    figures: Figures
    by_criterion: Mapping[str, Held]
    accepted: frozenset[str] = frozenset()

    @property
    def kpi(self) -> Kpi:
        """The KPI."""
        return self.records.kpi

    def held(self, criterion: str) -> Held:
        """Give what is held on a criterion; nothing where it has no record."""
        return self.by_criterion.get(criterion) or Held()

    def stated(self, figure: Figure, year: int) -> Entry:
        """Give the documents that state a figure of a year as an entry, to be compared with denials."""
        return Entry(figure.stated_by, Placed((year,)), *moments(figure.dated, year, self.clock))

    def is_closed(self, year: int) -> bool:
        """Whether a year (B.E.) is over."""
        return self.as_of > self.clock.period(year).last


def moments(dated: PartialDate | None, year: int | None, clock: Clock) -> tuple[Moment, Moment]:
    """Give the first and last moment of a document that speaks of a year (B.E.), or of its own day."""
    if dated is None:
        return _FIRST, _LAST
    if year is None:
        return (dated.earliest, dated.earliest), (dated.latest, dated.latest)
    period = clock.period(year)
    first, last = (min(max(day, period.first), period.last) for day in (dated.earliest, dated.latest))
    return (first, dated.earliest), (last, dated.latest)


def gather(records: KpiRecords, *, clock: Clock, as_of: date) -> Account:
    """Sort everything held on a KPI by criterion, as known on a day, in one pass."""
    return _Gathering(take_place(records, clock=clock, as_of=as_of), clock, as_of).run()


class _Gathering:
    """One pass over the records. One class, because every step reads the same indexes."""

    def __init__(self, records: KpiRecords, clock: Clock, as_of: date) -> None:
        self._records, self._clock, self._as_of = records, clock, as_of
        kpi = records.kpi
        self._kpi, self._reach = kpi, kpi.reach
        self._figures = Figures(records, clock, as_of)
        self._found: defaultdict[str, Held] = defaultdict(Held)
        self._by_figure = {c.id for c in kpi.measured} | ({kpi.id} if kpi.kind == "percent" else set())
        panel = {c.id for level in kpi.levels if (level.rule or kpi.rule) == "panel" for c in level.criteria}
        # No activity stands for a measurement or for a panel's decision.
        self._closed = panel | self._by_figure
        self._known = [one for one in records.evidence if one.dated and one.dated.earliest <= as_of]
        self._accepted = {id(one) for one in self._known if self._accepts(one)}
        denying = [one for one in self._known if not one.is_met and id(one) in self._accepted]
        # Documents that an activity did not take place, or that it does not meet an element.
        self._void = {one.activity for one in denying if not one.element}
        self._broken = {
            (one.activity, c) for one in denying if one.activity for c in self._reach.get(one.element, ())
        }

    def run(self) -> Account:
        self._take_supports()
        for evidence in self._known:
            self._take_evidence(evidence)
        self._take_figures()
        accepted = frozenset(one.id for one in self._known if id(one) in self._accepted)
        return Account(self._records, self._clock, self._as_of, self._figures, self._found, accepted)

    def _accepts(self, evidence: Evidence) -> bool:
        return is_accepted(evidence, self._records, clock=self._clock, as_of=self._as_of)

    def _place(self, start: PartialDate | None, end: PartialDate | None = None) -> Placed:
        first = self._records.first_year
        return place(start, end, clock=self._clock, as_of=self._as_of, first_year=first)

    def _take_supports(self) -> None:
        attesting = self._attesting()
        for support, activity, criteria in self._records.moving():
            if activity.id in self._void:
                continue
            for criterion in criteria:
                if criterion in self._closed or (activity.id, criterion) in self._broken:
                    continue
                held = self._found[criterion]
                held.claims.extend(self._of_activity(activity))
                # A rule's link is a claim, however well the activity itself is attested.
                for document in attesting[activity.id] if support.asserted else ():
                    held.proofs.extend(self._of_activity(activity, document))

    def _attesting(self) -> defaultdict[str, list[str]]:
        """Give the accepted documents that each activity took place."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for one in self._known:
            if one.is_met and one.activity and not one.element and id(one) in self._accepted:
                found[one.activity].append(one.id)
        return found

    def _of_activity(self, activity: Activity, document: str = "") -> list[Entry]:
        """Make the entries of an activity, with a document that speaks of it where one is given.

        They count in its years, and lie between its first and last day. Where documents alone show
        that it took place, each of them does so by itself.
        """
        placed = self._place(activity.start, activity.end)
        own = (activity.id, document) if document else (activity.id,)
        shown = activity.shown_by if document not in activity.shown_by else ()
        bases = [(*own, paper) for paper in shown] or [own]
        if activity.start is None:
            return [Entry(basis, placed) for basis in bases]
        first, last = activity.start.earliest, (activity.end or activity.start).latest
        return [Entry(basis, placed, (first, first), (last, last)) for basis in bases]

    def _take_evidence(self, evidence: Evidence) -> None:
        if evidence.value is not None and not evidence.activity:
            return  # it speaks by its figure
        entries = self._of_evidence(evidence)
        is_accepted_now = id(evidence) in self._accepted
        for criterion in self._reach.get(evidence.element, ()):
            held = self._found[criterion]
            if evidence.is_met:
                # A count or percent is shown by a figure, or activity by activity.
                is_number = criterion == self._kpi.id and not evidence.activity
                is_by_figure = is_number or criterion in self._by_figure
                if not is_by_figure and (evidence.activity, criterion) not in self._broken:
                    (held.proofs if is_accepted_now else held.claims).extend(entries)
            elif not evidence.activity and is_accepted_now:
                held.denials.extend(entries)

    def _of_evidence(self, evidence: Evidence) -> list[Entry]:
        """Make the entries of a document: with an activity, by that one's dates; none where it is void."""
        if evidence.activity:
            activity = self._records.activities.get(evidence.activity)
            if activity is None or activity.id in self._void or not self._records.counts(activity):
                return []
            return self._of_activity(activity, evidence.id)
        placed = self._place(evidence.dated)
        if evidence.year is not None:
            placed = Placed((evidence.year,))
        elif evidence.pending == "year":  # it may speak of the year that has just closed
            placed = Placed(unsure=tuple(sorted({y for year in placed.sure for y in (year - 1, year)})))
        return [Entry((evidence.id,), placed, *moments(evidence.dated, evidence.year, self._clock))]

    def _take_figures(self) -> None:
        """Enter the figures that decide criteria, and a reported level of a ladder."""
        for criterion in self._kpi.measured:
            measure = self._kpi.measure_of(criterion.id)
            for year in self._figures.years(measure):
                figure = self._figures.figure(measure, year, method=criterion.method)
                if figure is not None:
                    self._enter(criterion, year, figure, is_met=figure.value >= (criterion.threshold or 0))
        if self._kpi.kind == "level":
            self._take_reports()

    def _enter(self, criterion: Criterion, year: int, figure: Figure, *, is_met: bool) -> None:
        """Enter a figure on a criterion that it decides; a low one denies when its year is over."""
        held = self._found[criterion.id]
        placed, when = Placed((year,)), moments(figure.dated, year, self._clock)
        stated: Iterable[Basis] = figure.shown_at(criterion.threshold or 0)
        if criterion.method and figure.result is not None:  # the document does not say how it was measured
            stated = ((*figure.result.basis, document) for document in figure.stated_by)
        if is_met:
            held.proofs.extend(Entry(basis, placed, *when) for basis in stated)
            claims = figure.claims_of(criterion.threshold or 0)
            held.claims.extend(Entry(basis, placed, *when) for basis in claims)
        elif self._as_of > self._clock.period(year).last:
            held.denials.extend(Entry((document,), placed, *when) for document in figure.stated_by)

    def _take_reports(self) -> None:
        """Enter reported levels: the last stands until the next, and is a claim unless a panel decides."""
        years = self._figures.years(self._kpi.id)
        until = dict(zip(years, [*(later - 1 for later in years[1:]), _LAST_YEAR], strict=False))
        for year in years:
            figure = self._figures.figure(self._kpi.id, year)
            period = self._clock.period(year)
            for criterion, is_decided in _reported(self._kpi, figure.value if figure else 0):
                if figure is None:
                    continue
                measured = figure.result.measured if figure.result else figure.dated
                low, high = moments(measured, year, self._clock)
                if measured is None:
                    low, high = (period.first, period.first), (period.last, period.last)
                held, placed = self._found[criterion], Placed((year,))
                for basis in (*figure.claims, *((document,) for document in figure.stated_by)):
                    held.claims.append(Entry(basis, placed, low, high, until[year]))
                for document in figure.stated_by if is_decided else ():
                    held.proofs.append(Entry((document,), placed, low, high, until[year]))


def _reported(kpi: Kpi, value: float) -> Iterator[tuple[str, bool]]:
    """List the criteria that a reported level stands for, and whether a panel decides them.

    Under the staged rule it stands for every level up to it, else for itself alone; it never stands
    for a measurement.
    """
    for level in kpi.levels:
        if level.number <= value if kpi.rule == "staged" else level.number == value:
            for criterion in level.criteria:
                if criterion.threshold is None:
                    yield criterion.id, (level.rule or kpi.rule) == "panel"

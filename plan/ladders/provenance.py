"""What carries a mark of a KPI in a year: the goal `this mark stands at least here` on the records.

What denies stays as it is: accepted evidence of `not met` is never among the records that carry.
A value that a later one of its year replaces carries nothing. Neither moves while a set is sought.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from plan.clock import Clock
from plan.ladders.assessment import DIMENSIONS, earlier_editions
from plan.ladders.holdings import Carrier, Holding, Holdings, gather, latest_readings
from plan.ladders.kpi import Activity, Actual, KpiRecords, Level, Target
from plan.ladders.minimal import Carrying, Need, Way, carried_by
from plan.ladders.states import Mark

_NOTHING: Mapping[int, Holding] = {}


@dataclass(frozen=True)
class Provenance:
    """One KPI's case as known on a day, ready to say what carries any of its marks."""

    case: KpiRecords
    clock: Clock
    as_of: date

    def carrying(
        self, mark: Mark, least: float, *, year: int, rule: str = "", target: Target | None = None
    ) -> Carrying:
        """Give what carries the goal that a mark (confirmed or claimed) is at least so high in a year.

        `rule` reads a ladder under another rule than its own; `target` adds a target's condition to a
        count. Raises ValueError for the mark `possible`, which no record carries.
        """
        if mark == "possible":
            raise ValueError(mark)
        if self.case.kpi.kind == "level":
            return Carrying(self._ways_up(mark, least, year, rule or self.case.kpi.rule))
        return Carrying(self._ways_to_value(mark, least, year, target))

    def bearing(self, mark: Mark, *, year: int) -> frozenset[str]:
        """Give every record that takes part in carrying anything of the KPI in a year, at any level."""
        if self.case.kpi.kind == "level":
            needs = [n for rung in self.case.kpi.levels for n in self._needs_of(rung, mark, year)]
        else:
            target = self.case.kpi.targets.get(year)
            needs = [n for way in self._ways_to_value(mark, 0, year, target) for n in way]
        return frozenset(
            name for need in needs for group in need.groups for carrier in group for name in carrier
        )

    @cached_property
    def _holdings(self) -> Holdings:
        return gather(self.case, clock=self.clock, as_of=self.as_of)

    def _ways_up(self, mark: Mark, least: float, year: int, rule: str) -> Iterator[Way]:
        """List the levels that would do, each with what it needs (`assessment.level_reached`)."""
        rungs = sorted(self.case.kpi.levels, key=lambda rung: rung.number)
        for place, rung in enumerate(rungs):
            if rung.number >= least:
                own = rung.attained_by(rule)
                needed = rungs[: place + 1] if own == "staged" else [rung]
                yield tuple(need for one in needed for need in self._needs_of(one, mark, year))

    def _needs_of(self, rung: Level, mark: Mark, year: int) -> Iterator[Need]:
        is_cumulative = (rung.period or self.case.kpi.period) == "cumulative"
        for criterion in rung.criteria:
            held = self._holdings.get(criterion.id, _NOTHING)
            if is_cumulative:
                yield from _needs_so_far(held, mark, range(min(self.case.first_year, year), year + 1))
            else:
                yield carried_by(_carriers_of_year(held.get(year, Holding()), mark))

    def _ways_to_value(self, mark: Mark, least: float, year: int, target: Target | None) -> Iterator[Way]:
        span = self._span(year)
        counted = self.counted(mark, year=year) if self.case.kpi.kind == "count" else {}
        conditions = list(self._conditions(counted, year, target))
        reported = [
            carrier
            for (measure, then), (reading, proofs) in self._readings.items()
            if measure == self.case.kpi.id and then in span and reading.value >= least
            for carrier in (
                [(reading.id, proof) for proof in proofs] if mark == "confirmed" else [(reading.id,)]
            )
        ]
        if reported:
            yield (carried_by(reported), *conditions)
        if self.case.kpi.kind == "count":
            yield (Need(max(0, int(-(-least // 1))), tuple(counted.values())), *conditions)

    @property
    def _is_cumulative(self) -> bool:
        return self.case.kpi.period == "cumulative"

    @cached_property
    def _readings(self) -> Mapping[tuple[str, int], tuple[Actual, tuple[str, ...]]]:
        return latest_readings(self.case, clock=self.clock, as_of=self.as_of)

    def counted(self, mark: Mark, *, year: int) -> dict[str, frozenset[frozenset[str]]]:
        """Give every activity that a count counts, with what carries it; its denials close no activity."""
        found: dict[str, set[frozenset[str]]] = {}
        for then, holding in self._holdings.get(self.case.kpi.id, _NOTHING).items():
            if then in self._span(year):
                for carrier in _held(holding, mark, late=self._is_cumulative):
                    for key in carrier:
                        if key in self.case.activities:
                            found.setdefault(key, set()).add(frozenset(carrier))
        return {key: frozenset(found[key]) for key in sorted(found)}

    def continuing(self, counted: Iterable[str], *, year: int) -> list[str]:
        """List the counted activities that continue an earlier one."""
        whole: frozenset[frozenset[str]] = frozenset({frozenset()})
        doings = self.case.activities
        return [key for key in counted if self._continuing(doings[key], whole, year)]

    def _span(self, year: int) -> range:
        return range(self.case.first_year if self._is_cumulative else year, year + 1)

    def _conditions(
        self, counted: Mapping[str, frozenset[frozenset[str]]], year: int, target: Target | None
    ) -> Iterator[Need]:
        """List a target's conditions on the counted activities (`assessment.meets_condition`)."""
        if target is None:
            return
        doings = self.case.activities
        for name in DIMENSIONS if target.each_dimension else ():
            groups = (carriers for key, carriers in counted.items() if doings[key].dimension == name)
            yield Need(target.each_dimension, tuple(groups))
        if target.continuing:
            yield Need(
                target.continuing, tuple(self._continuing(doings[key], counted[key], year) for key in counted)
            )

    def _continuing(
        self, doing: Activity, carriers: frozenset[frozenset[str]], year: int
    ) -> frozenset[frozenset[str]]:
        """Give what shows an activity as a continuing one: its round, or an earlier one of its series."""
        if (doing.round_no or 0) > 1:
            return carriers
        earlier = earlier_editions(self.case, doing, year=year, clock=self.clock)
        return frozenset(carrier | {key} for carrier in carriers for key in earlier)


def _held(holding: Holding, mark: Mark, *, late: bool) -> Iterator[Carrier]:
    yield from holding.evidence
    if late:
        yield from holding.late_proofs
    if mark == "claimed":
        yield from holding.claims
        if late:
            yield from holding.late_claims


def _carriers_of_year(holding: Holding, mark: Mark) -> Iterable[Carrier]:
    return () if holding.denials else _held(holding, mark, late=False)


def _needs_so_far(held: Mapping[int, Holding], mark: Mark, span: range) -> Iterator[Need]:
    """List what a criterion needs over a cumulative span (`states.judge`).

    A later year that is denied ends a claim, unless a document of that year says `met`: each such
    disputed year is a need of its own, which its documents, a claim since, or any proof meets.
    """
    open_years = [then for then in sorted(set(held) & set(span)) if not held[then].denials]
    proofs = {c for then in open_years for c in held[then].evidence | held[then].late_proofs}
    claims = {then: held[then].claims | held[then].late_claims for then in open_years if mark == "claimed"}
    yield carried_by(proofs.union(*claims.values()))
    first = min((then for then, found in claims.items() if found), default=None)
    for later in sorted(held):
        if first is not None and later > first and held[later].denials:
            since = (found for then, found in claims.items() if then > later)
            yield carried_by(proofs.union(held[later].evidence, *since))

"""From the graph to values: every KPI with all that is held on it, read once for all years."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from graph.acceptance import LEAST_GRADE
from graph.dates import PartialDate, parse_date
from graph.errors import QuestionError
from graph.records import Edge, Node, known
from graph.store import Store, require_node, sources, targets
from plan.clock import FISCAL, Clock
from plan.ladders.accepted import place, take_place
from plan.ladders.assessment import Assessment, assess
from plan.ladders.kpi import (
    Activity,
    Actual,
    Criterion,
    Decision,
    Evidence,
    Kpi,
    KpiRecords,
    Level,
    Support,
    Target,
    series_days,
)
from plan.making.assemble import collector_paused
from queries.facts.contacts import activity_dates, plan_period, plan_years
from queries.facts.record_end import find_record_end


@dataclass(frozen=True)
class PlanRecords:
    """Every KPI's records by its id, with the number of records held in each year, and the clock.

    `record_end` is the day of the newest record held of what was done: nothing is known of later years.
    """

    by_kpi: Mapping[str, KpiRecords]
    held: Mapping[int, int]
    years: Sequence[int]
    clock: Clock
    as_of: date
    rules_version: str = ""
    record_end: PartialDate | None = None

    @property
    def running_year(self) -> int:
        """The plan's year (B.E.) that the as-of date lies in, or its first or last, whichever is nearest."""
        return min(max(self.clock.year_of(self.as_of), self.years[0]), self.years[-1])

    def is_gathered(self, year: int) -> bool:
        """Whether the record reaches into a year at all."""
        return self.record_end is None or self.clock.period(year).first <= self.record_end.latest

    def shown(self, store: Store) -> dict[str, Node]:
        """Give the activities that accepted papers alone show as done, or date, as they show them, by id."""
        cases = (take_place(one, clock=self.clock, as_of=self.as_of) for one in self.by_kpi.values())
        found = {one.id: one for case in cases for one in case.activities.values() if one.shown_by}
        nodes = {}
        for key, activity in found.items():
            node = require_node(store, key)
            day = known(start_on=None if activity.start is None else activity.start.isoformat())
            nodes[key] = replace(node, properties={**node.properties, "status": "done", **day})
        return nodes

    def check_year(self, year: int) -> int:
        """Give a year back if the plan has it. Raises QuestionError, with its years, if not."""
        if year not in self.years:
            raise QuestionError("year-not-in-plan", year=year, allowed=", ".join(map(str, self.years)))
        return year

    def assess(self, kpi: str, *, years: Iterable[int] | None = None) -> list[Assessment]:
        """Assess one KPI (by id) for some years, or for all of the plan's."""
        return self._assess(self.by_kpi[kpi], years)

    def assess_all(self, *, years: Iterable[int] | None = None) -> list[Assessment]:
        """Assess every KPI, by KPI and year."""
        wanted = list(years) if years is not None else None
        with collector_paused():
            return [found for case in self.by_kpi.values() for found in self._assess(case, wanted)]

    def _assess(self, case: KpiRecords, years: Iterable[int] | None) -> list[Assessment]:
        found = assess(
            case, years=self.years if years is None else years, clock=self.clock, as_of=self.as_of,
            held=self.held, rules_version=self.rules_version,
        )  # fmt: skip
        return [one if self.is_gathered(one.year) else one.without_record for one in found]


def read_plan_records(
    store: Store, *, as_of: date, clock: Clock = FISCAL, kpis: Iterable[str] | None = None, rules: str = ""
) -> PlanRecords:
    """Read every KPI's records (or those of some ids) from a graph that holds the plan.

    `rules` is the version of the rules that made links, to be printed beside what rests on them.
    """
    wanted = None if kpis is None else set(kpis)
    chosen = [kpi for kpi in store.nodes("Kpi") if wanted is None or kpi.id in wanted]
    with collector_paused():
        activities = {node.id: read_activity(node) for node in store.nodes("Activity")}
        held = _records_held(activities.values(), clock, as_of)
        reader = _Reader(store, activities, clock)
        cases = {kpi.id: reader.read_records(kpi) for kpi in chosen}
    years, end = plan_years(store), find_record_end(store)
    return PlanRecords(cases, held, years, clock, as_of, rules, end)


def read_activity(node: Node) -> Activity:
    """Read an activity node as an assessment sees it."""
    dates = activity_dates(node)
    start, end = dates if dates is not None else (None, None)
    if end == start:
        end = None
    number = node.number("round_no")
    return Activity(
        node.id, start, end, node.text("status") == "done", node.text("dimension"), node.text("series"),
        None if number is None else int(number),
    )  # fmt: skip


def read_kpi(store: Store, kpi: Node) -> Kpi:
    """Read a KPI with its levels, criteria and targets."""
    levels = sorted(levels_of(store, kpi).items())
    aimed = {int(node.number("year") or 0): _read_target(node) for node in targets_of(store, kpi)}
    return Kpi(
        kpi.id, kpi.text("kind"), kpi.text("rule"),
        tuple(_read_level(store, number, level) for number, level in levels), aimed,
        kpi.text("rule_beside"), kpi.text("least_grade") or LEAST_GRADE,
    )  # fmt: skip


def levels_of(store: Store, kpi: Node) -> dict[int, Node]:
    """Give a KPI's levels by number; empty for counts and percents."""
    parts = (node for node in sources(store, kpi.id, "PART_OF") if node.label == "Level")
    return {int(level.number("level") or 0): level for level in parts}


def criteria_of(store: Store, level: Node) -> list[Node]:
    """List a level's criteria."""
    return [node for node in sources(store, level.id, "PART_OF") if node.label == "Criterion"]


def targets_of(store: Store, kpi: Node) -> list[Node]:
    """List a KPI's targets by year."""
    return sorted(sources(store, kpi.id, "TARGET_OF"), key=lambda target: target.key)


def supports_of(store: Store, kpi: Node) -> list[tuple[int, Edge]]:
    """List every SUPPORTS edge to a KPI (as level 0), to its levels and their criteria, lowest first."""
    edges = [(0, edge) for edge in store.edges_to(kpi.id, "SUPPORTS")]
    for number, level in sorted(levels_of(store, kpi).items()):
        for element in (level, *criteria_of(store, level)):
            edges.extend((number, edge) for edge in store.edges_to(element.id, "SUPPORTS"))
    return edges


def _read_level(store: Store, number: int, level: Node) -> Level:
    found = criteria_of(store, level)
    # A level that no criterion divides is checked as a whole.
    criteria = tuple(
        Criterion(c.id, c.number("threshold"), c.text("measure"), c.text("nature"), c.text("method"))
        for c in found
    )
    return Level(level.id, number, criteria or (Criterion(level.id),), level.text("rule"))


def _read_target(node: Node) -> Target:
    return Target(
        node.id, float(node.number("value") or 0), node.text("condition"),
        int(node.number("each_dimension") or 0), int(node.number("continuing") or 0),
        node.number("value_if_met"),
    )  # fmt: skip


def _records_held(activities: Iterable[Activity], clock: Clock, as_of: date) -> dict[int, int]:
    """Count the activities on record surely dated in each year, known by a day."""
    counts: Counter[int] = Counter()
    for doing in activities:
        if doing.start is not None:
            counts.update(place(doing.start, doing.end, clock=clock, as_of=as_of, first_year=0).sure)
    return dict(counts)


class _Reader:
    """Reads each KPI's records; what all KPIs share is worked out once."""

    def __init__(self, store: Store, activities: Mapping[str, Activity], clock: Clock) -> None:
        self._store, self._activities, self._clock = store, activities, clock
        years, period = plan_years(store), plan_period(store)
        self._first_year = years[0] if years else 0
        self._first_day = period.first if period is not None else date.min
        self._series = series_days(activities.values())
        self._evidence = [_Document.read(store, node) for node in store.nodes("Evidence")]

    def read_records(self, kpi: Node) -> KpiRecords:
        read = read_kpi(self._store, kpi)
        elements = {read.id, *read.reach}
        supports = [
            Support(edge.source, edge.target, edge.text("mode"), edge.text("origin") == "asserted")
            for _, edge in supports_of(self._store, kpi)
        ]
        linked = {support.activity for support in supports}
        evidence = [one for document in self._evidence for one in document.evidence(elements, linked)]
        named = linked | {one.activity for one in evidence if one.activity}
        return KpiRecords(
            read, {key: self._activities[key] for key in sorted(named)}, tuple(supports), tuple(evidence),
            tuple(self._actuals(sorted(elements))), self._first_year, self._first_day, self._series,
            tuple(self._decisions(kpi)),
        )  # fmt: skip

    def _actuals(self, elements: Iterable[str]) -> list[Actual]:
        """Read the results that have a value; one measured outside its year claims nothing."""
        nodes = [(element, n) for element in elements for n in sources(self._store, element, "ACTUAL_OF")]
        found = [
            Actual(
                node.id,
                element,
                int(node.number("year") or 0),
                float(value),
                _date(node, "measured_on"),
                node.text("method"),
                node.text("dimension"),
                int(node.number("continuing") or 0),
            )
            for element, node in nodes
            if (value := node.number("value")) is not None
        ]
        return [actual for actual in found if self._clock.may_hold(actual.year, actual.measured)]

    def _decisions(self, kpi: Node) -> Iterable[Decision]:
        for target in targets_of(self._store, kpi):
            for node in sources(self._store, target.id, "DECIDES"):
                yield Decision(
                    node.id,
                    int(target.number("year") or 0),
                    node.text("decision"),
                    parse_date(node.text("decided_on")),
                    node.number("value"),
                )


def _date(node: Node, name: str) -> PartialDate | None:
    written = node.text(name)
    return parse_date(written) if written else None


@dataclass(frozen=True)
class _Document:
    """An Evidence node with the ids of what it attests."""

    node: Node
    activities: tuple[str, ...]
    elements: tuple[str, ...]

    @classmethod
    def read(cls, store: Store, node: Node) -> _Document:
        attested = targets(store, node.id, "ATTESTS")
        activities = tuple(n.id for n in attested if n.label == "Activity")
        return cls(node, activities, tuple(n.id for n in attested if n.label != "Activity"))

    def evidence(self, elements: set[str], linked: set[str]) -> Iterable[Evidence]:
        """Give what the document says on a KPI: on its elements, or on activities linked to it."""
        year = self.node.number("year")
        for element in self.elements or ("",):
            for activity in self.activities or ("",):
                if element in elements or (not element and activity in linked):
                    yield Evidence(
                        self.node.id, self.node.text("verdict") == "met", self.node.text("grade"),
                        _date(self.node, "dated_on"), activity, element, None if year is None else int(year),
                        self.node.number("value"), self.node.number("denominator") is None,
                        self.node.text("pending"),
                    )  # fmt: skip

"""KPIs and records of chance: few days, few elements and values near the cuts, so that records meet."""

from __future__ import annotations

from datetime import date
from random import Random

from graph.dates import PartialDate
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

YEARS = range(2566, 2571)
AS_OF = (date(2024, 3, 1), date(2025, 9, 30), date(2025, 10, 1), date(2027, 9, 30))
# The turns of both clocks, days on either side, and a few more.
_DAYS = (
    (2022, 9, 30), (2022, 10, 1), (2023, 1, 1), (2023, 3, 1), (2023, 9, 30), (2023, 10, 15), (2024, 3, 1),
    (2024, 9, 30), (2024, 12, 31), (2025, 3, 1), (2023, 3, 0), (2023, 9, 0), (2023, 0, 0), (2024, 0, 0),
)  # fmt: skip
_SHARES, _COUNTS = (40.0, 49.6, 50.0, 50.4, 80.0), (1.0, 2.0, 3.0)
_DIMENSIONS = ("education", "arts_culture_creativity", "global_knowledge", "")


def make_records(random: Random) -> KpiRecords:
    """Make a KPI with records on it."""
    kpi = _make_kpi(random)
    elements = sorted(kpi.reach)
    activities = {
        key: _make_activity(random, key) for key in [f"Activity:A{n}" for n in range(random.randrange(4))]
    }
    modes = ("meets", "meets", "meets", "produces evidence", "context", "none")
    supports = tuple(
        Support(
            random.choice(sorted(activities)),
            random.choice(elements),
            random.choice(modes),
            random.random() < 0.5,
        )
        for _ in range(random.randrange(6) if activities else 0)
    )
    evidence = tuple(
        _make_evidence(random, f"Evidence:e{n}", kpi, sorted(activities)) for n in range(random.randrange(7))
    )
    actuals = tuple(_make_actual(random, f"Actual:r{n}", kpi) for n in range(random.choice((0, 0, 1, 2, 3))))
    decisions = tuple(
        Decision(f"Decision:d{n}", random.choice(YEARS), random.choice(_DECISIONS), _day(random), 2.0)
        for n in range(random.choice((0, 0, 1, 2)))
    )
    return KpiRecords(
        kpi,
        activities,
        supports,
        evidence,
        actuals,
        series=series_days(activities.values()),
        decisions=decisions,
    )


_DECISIONS = ("condition_met", "condition_not_met", "target_changed")


def _make_kpi(random: Random) -> Kpi:
    kind = random.choice(("level", "level", "level", "count", "count", "percent"))
    least = {"level": (1, 2), "count": (1, 2), "percent": (50, 80)}[kind]
    targets = {}
    for year in YEARS:
        value = float(random.choice(least))
        if_met = random.choice((None, None, value, value + 1))
        counted = (random.randrange(2), random.randrange(2)) if kind == "count" else (0, 0)
        targets[year] = Target(f"Target:k/{year}", value, "", *counted, if_met)
    if kind != "level":
        return Kpi("Kpi:k", kind, "threshold", (), targets)
    levels = tuple(_make_level(random, number) for number in range(1, random.randint(2, 4)))
    rule = random.choice(("staged", "staged", "best-single", "panel"))
    return Kpi("Kpi:k", "level", rule, levels, targets, random.choice(("", "staged")))


def _make_level(random: Random, number: int) -> Level:
    criteria = []
    for letter in "ab"[: random.choice((1, 1, 2))]:
        threshold = random.choice((None, None, None, 50.0))
        nature = "measure" if threshold else random.choice(("achievement", "state", "measure"))
        method = random.choice(("", "survey")) if threshold else ""
        measure = "m" if threshold else ""
        criteria.append(Criterion(f"Criterion:k/L{number}/{letter}", threshold, measure, nature, method))
    rule = random.choice(("", "", "", "staged", "best-single", "panel"))
    return Level(f"Level:k/L{number}", number, tuple(criteria), rule)


def _make_activity(random: Random, key: str) -> Activity:
    start = _day(random) if random.random() < 0.8 else None
    end = PartialDate(2023, 10, 15) if start is not None and random.random() < 0.2 else None
    if end is not None and start is not None and start.latest > end.earliest:
        end = None
    return Activity(
        key,
        start,
        end,
        random.random() < 0.8,
        random.choice(_DIMENSIONS),
        random.choice(("", "s")),
        random.choice((None, None, 2)),
    )


def _make_evidence(random: Random, key: str, kpi: Kpi, activities: list[str]) -> Evidence:
    about = random.choice(("element", "element", "figure", "activity", "both"))
    has_activity = bool(activities) and about in ("activity", "both")
    element = "" if has_activity and about == "activity" else random.choice(sorted({*kpi.reach, kpi.id}))
    year = random.choice((None, *YEARS[:3])) if not has_activity else None
    value = random.choice(_values_for(kpi, element)) if about == "figure" else None
    return Evidence(
        key,
        random.random() < 0.6,
        random.choice(("A1", "A1", "A1", "B2", "C3")),
        _day(random),
        random.choice(activities) if has_activity else "",
        element,
        year,
        value,
        random.random() < 0.3,
        "" if has_activity else random.choice(("", "", "", "", "reference", "year")),
    )


def _make_actual(random: Random, key: str, kpi: Kpi) -> Actual:
    element = random.choice(sorted({*kpi.reach, kpi.id}))
    measured = _day(random) if random.random() < 0.6 else None
    is_count = kpi.kind == "count"
    return Actual(
        key,
        element,
        random.choice(YEARS[:3]),
        random.choice(_values_for(kpi, element)),
        measured,
        random.choice(("", "survey")),
        random.choice(_DIMENSIONS) if is_count else "",
        random.randrange(2) if is_count else 0,
    )


def _values_for(kpi: Kpi, element: str) -> tuple[float, ...]:
    is_share = kpi.kind == "percent" or element != kpi.id
    return _SHARES if is_share else _COUNTS


def _day(random: Random) -> PartialDate:
    return PartialDate(*random.choice(_DAYS))

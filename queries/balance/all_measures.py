"""Every measure of the portfolio, for who wants more than the core: concentration, distance, exact tests."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import isfinite

from graph.store import Store
from graph.texts import Label, join_labels, text
from queries.balance.position_measures import Frame
from queries.balance.region_verdicts import comparable
from queries.balance.sentences import Reading, show_range, show_value, unit_label
from queries.balance.ways import Unit, Ways, count_regions
from queries.facts.lookup import label_of
from queries.facts.places import region_index
from queries.measures.concentration import (
    concentration_ratio,
    herfindahl,
    hill_number,
    unbiased_herfindahl,
)
from queries.measures.counts import Counts, total_of
from queries.measures.divergence import Divergence, decompose_entropy, divergence, ei_index
from queries.measures.intervals import Interval, exact_interval
from queries.measures.monte_carlo import DRAWS, SEED, Statistic, goodness_of_fit
from queries.measures.posterior import hill_interval
from queries.measures.shares import location_quotients
from queries.measures.significance import fisher_test, holm
from queries.measures.verdicts import judge_share
from queries.table import Cell, Table, column

# The units shown side by side.
SHOWN = ("ties", "active", "activities")
_COLUMNS = (
    column("measure", subject="balance", brief=False), column("name"),
    column("measure_unit", subject="balance"),
    *(column(f"shown_{way}", subject="balance") for way in SHOWN),
    *(column(f"value_{way}", subject="balance", unit="of its unit", brief=False) for way in SHOWN),
    column("interval_low", subject="balance", unit="of its unit", brief=False),
    column("interval_high", subject="balance", unit="of its unit", brief=False),
    column("sentence", subject="balance", brief=False),
)  # fmt: skip
_TEST_COLUMNS = (
    column("region", brief=False), column("name"), column("ties", unit="ties"),
    column("exact_range", subject="balance"),
    column("exact_low", subject="balance", unit="share", brief=False),
    column("exact_high", subject="balance", unit="share", brief=False),
    column("benchmark_share", unit="share"), column("lq", unit="ratio", brief=False),
    column("lq_low", subject="balance", unit="ratio", brief=False),
    column("lq_high", subject="balance", unit="ratio", brief=False),
    column("lq_range", subject="balance"), column("p", subject="balance", unit="p", brief=False),
    column("p_holm", subject="balance", unit="p"),
    column("power", subject="balance", unit="share"),
    column("alternative", subject="balance", unit="share", brief=False),
    column("upper", subject="balance", unit="share", brief=False),
)  # fmt: skip


@dataclass(frozen=True)
class Value:
    """One measure's value for one unit, with an interval where it has one; None: cannot be had."""

    value: float | None
    interval: Interval | None = None


@dataclass(frozen=True)
class _Counted:
    """The units of one way, as measures take them."""

    units: Sequence[Unit]
    by_region: Counts
    by_country: Mapping[str, Counts]
    asia: tuple[int, int]


def all_measures_tables(store: Store, ways: Ways, frame: Frame, *, as_of: date, scheme: str) -> list[Table]:
    """Give every measure for ties, active ties and contacts in the plan's years; then the tests by region.

    A unit that lies in two regions counts in both.
    """
    asia = region_index(store, scheme="un-m49")
    counted = {way: _count(ways[way], frame, asia) for way in SHOWN}
    measured = {way: _measure(counted[way], frame) for way in SHOWN}
    measured["ties"]["fisher-active"] = _fisher(counted["ties"], counted["active"], frame)
    measured = {way: {**values, **_corrected(values)} for way, values in measured.items()}
    rows = [_row(name, measured, counted, frame, as_of) for name in measured["ties"]]
    records = sorted({unit.record for way in SHOWN for unit in ways[way]})
    n = len(ways["ties"])
    outside = divergence(_covered(counted["ties"], frame), frame.yardstick.counts)
    return [
        Table(
            "region-balance-all", text("balance", "all-title", measures=len(rows), n=n), _COLUMNS, rows,
            as_of, text("questions", "unit-ties"), n, scheme, frame.yardstick.label, records,
            [text("balance", "note-scattering"), text("balance", "note-pair"),
             text("balance", "note-monte-carlo", draws=DRAWS, seed=SEED), text("balance", "note-posterior"),
             text("balance", "note-asia"), *_twice(counted["activities"]), *_outside(outside, frame)],
        ),
        _tests(counted["ties"], n, frame, as_of=as_of, scheme=scheme, records=records),
    ]  # fmt: skip


def _twice(contacts: _Counted) -> list[Label]:
    """Say of what the shares of contacts are, where some lie in several regions."""
    counts, n = sum(contacts.by_region.values()), len(contacts.units)
    return [text("balance", "note-regions-touched", counts=counts, n=n)] if counts > n else []


def _count(units: Sequence[Unit], frame: Frame, asia: Mapping[str, str]) -> _Counted:
    by_country: dict[str, Counter[str]] = {}
    for unit in units:
        for country in unit.countries:
            by_country.setdefault(frame.region_of.get(country, "unknown"), Counter())[country] += 1
    inside = sum(any(asia.get(c, "").endswith("-asia") for c in unit.countries) for unit in units)
    known = sum(bool(unit.countries) for unit in units)
    return _Counted(units, count_regions(units, frame.region_of), by_country, (inside, known - inside))


def _measure(counted: _Counted, frame: Frame) -> dict[str, Value]:
    """Compute every measure of one unit, in the order shown."""
    counts, yardstick = counted.by_region, frame.yardstick.counts
    groups = [region.id for region in frame.regions]
    found = divergence(_covered(counted, frame), yardstick)
    split = decompose_entropy(counted.by_country)
    return {
        "cr1": Value(concentration_ratio(counts, 1)),
        "cr2": Value(concentration_ratio(counts, 2)),
        "hhi": Value(herfindahl(counts), _hhi_interval(counts, groups)),
        "hhi-unbiased": Value(unbiased_herfindahl(counts)),
        "hill0": Value(hill_number(counts, 0)),
        "hill": Value(hill_number(counts, 1), hill_interval(counts, 1, groups=groups)),
        "hill2": Value(hill_number(counts, 2), hill_interval(counts, 2, groups=groups)),
        "divergence": Value(_finite(found.nats if found else None)),
        "g": Value(_finite(found.g if found else None)),
        "p-g": Value(_monte_carlo(_covered(counted, frame), frame, "g")),
        "p-hhi": Value(_monte_carlo(_covered(counted, frame), frame, "herfindahl")),
        "entropy": Value(split.total if split else None),
        "entropy-between": Value(split.between if split else None),
        "entropy-within": Value(split.within if split else None),
        "ei": Value(ei_index(*counted.asia)),
    }


def _corrected(values: Mapping[str, Value]) -> dict[str, Value]:
    """Correct the p-values of one unit by Holm, for they stand in one table."""
    plain = {name: p for name in _TESTS if name in values and (p := values[name].value) is not None}
    return {name: Value(p) for name, p in holm(plain).items()}


def _covered(counted: _Counted, frame: Frame) -> Counts:
    """Count the units by region without the countries that the yardstick could have none in."""
    return count_regions(counted.units, frame.region_of, without=frame.yardstick.without)


def _finite(value: float | None) -> float | None:
    return value if value is not None and isfinite(value) else None


def _monte_carlo(counts: Counts, frame: Frame, statistic: Statistic) -> float | None:
    if any(units and not frame.yardstick.covers(region) for region, units in counts.items()):
        return None
    found = goodness_of_fit(counts, frame.yardstick.counts, statistic=statistic)
    return found.p if found is not None else None


def _hhi_interval(counts: Counts, groups: Sequence[str]) -> Interval | None:
    """Give 1 / the interval of the Hill number of order 2, ends exchanged."""
    found = hill_interval(counts, 2, groups=groups)
    return Interval(1 / found.high, 1 / found.low) if found else None


def _fisher(ties: _Counted, active: _Counted, frame: Frame) -> Value:
    """Test whether ties of the focus region are active more or less often than the others."""
    if frame.focus is None:
        return Value(None)
    region, n, lively = frame.focus.id, len(ties.units), len(active.units)
    inside, hits = ties.by_region.get(region, 0), active.by_region.get(region, 0)
    return Value(fisher_test((hits, inside - hits), (lively - hits, n - inside - (lively - hits))))


_SHOWN_AS = {
    "cr1": "share", "cr2": "share", "hhi": "index", "hhi-unbiased": "index", "hill0": "regions-whole",
    "hill": "regions", "hill2": "regions", "divergence": "nats", "g": "statistic", "p-g": "p", "p-hhi": "p",
    "entropy": "nats", "entropy-between": "nats", "entropy-within": "nats", "ei": "index",
    "fisher-active": "p",
}  # fmt: skip


def _row(
    name: str, measured: Mapping[str, Mapping[str, Value]], counted: Mapping[str, _Counted], frame: Frame,
    as_of: date,
) -> dict[str, Cell]:  # fmt: skip
    unit = _SHOWN_AS[name]
    ties = measured["ties"][name]
    label = text("balance", f"measure-{name}", region=frame.focus_label)
    reading = Reading(
        label, "index", ties.value, unit, len(counted["ties"].units), unit_label("ties"), as_of,
        interval=ties.interval, yardstick=frame.yardstick.label if name in _AGAINST else None,
        record_end=frame.record_end,
    )  # fmt: skip
    return {
        "measure": name, "name": label, "measure_unit": text("balance", f"unit-{unit}"),
        **{f"shown_{way}": _show(measured[way].get(name), unit) for way in SHOWN},
        **{f"value_{way}": (measured[way].get(name) or Value(None)).value for way in SHOWN},
        "interval_low": ties.interval.low if ties.interval else None,
        "interval_high": ties.interval.high if ties.interval else None,
        "sentence": reading.sentence,
    }  # fmt: skip


_TESTS = ("p-g", "p-hhi", "fisher-active")
# Measures that need a yardstick.
_AGAINST = ("divergence", "g", "p-g", "p-hhi")


def _show(found: Value | None, unit: str) -> Cell:
    """Write a value, with its interval where it has one; "not defined" where it cannot be had."""
    if found is None or found.value is None:
        return text("balance", "not-defined")
    return show_range(found.value, found.interval, unit) if found.interval else show_value(found.value, unit)


def _tests(
    counted: _Counted, n: int, frame: Frame, *, as_of: date, scheme: str, records: Sequence[str]
) -> Table:
    compared = comparable(counted.units, frame)
    found, whole = location_quotients(compared, frame.yardstick.counts), int(total_of(compared))
    tests = sum(region.id in compared for region in frame.regions)
    rows: list[dict[str, Cell]] = []
    for region in frame.regions:
        if region.id not in found:
            continue
        quotient = found[region.id]
        exact = exact_interval(quotient.units, whole)
        judged = judge_share(
            quotient.units, whole, expected=quotient.expected, p_value=quotient.p_holm, tests=tests
        )
        rows.append({
            "region": region.key.partition("/")[2], "name": label_of(region), "ties": quotient.units,
            "exact_range": show_range(quotient.units / whole, exact), "exact_low": exact.low,
            "exact_high": exact.high, "benchmark_share": quotient.expected, "lq": quotient.quotient,
            "lq_low": quotient.interval.low if quotient.interval else None,
            "lq_high": quotient.interval.high if quotient.interval else None,
            "lq_range": show_range(quotient.quotient, quotient.interval, "ratio"),
            "p": quotient.p, "p_holm": quotient.p_holm, "power": judged.power if judged else None,
            "alternative": judged.alternative if judged else None, "upper": judged.upper if judged else None,
        })  # fmt: skip
    rows.sort(key=lambda row: (-int(str(row["ties"])), str(row["region"])))
    return Table(
        "region-balance-tests", text("balance", "tests-title", regions=len(rows), n=whole), _TEST_COLUMNS,
        rows, as_of, text("questions", "unit-ties"), whole, scheme, frame.yardstick.label, records,
        [text("balance", "note-exact"), text("balance", "note-power"), text("balance", "note-census")],
    )  # fmt: skip


def _outside(found: Divergence | None, frame: Frame) -> list[Label]:
    """Say which regions with ties the yardstick lacks: no distance can be given then."""
    if found is None or not found.outside:
        return []
    names = [label_of(region) for region in frame.regions if region.id in found.outside]
    joined = join_labels(names)
    return [text("balance", "note-outside", regions=joined)]

"""Region balance: how the ties lie over regions, against a named yardstick."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from graph.records import Node
from graph.store import Store
from graph.texts import Label, text
from queries.benchmarks import DEFAULT_BENCHMARK, Benchmark, find_benchmark
from queries.contacts import happens_in, is_contact, plan_period
from queries.lookup import label_of
from queries.measures.intervals import wilson_interval
from queries.measures.shares import location_quotient
from queries.places import DEFAULT_SCHEME, countries_of_activity, country_of, region_of, regions
from queries.table import Cell, Table, column
from queries.ties import (
    Tie,
    find_council_accords,
    find_friendly_ties,
    find_office_ties,
    find_ties,
    tie_region,
)

_COLUMNS = (
    column("region", brief=False), column("name"), column("ties", unit="ties"), column("share", unit="share"),
    column("low", unit="share"), column("high", unit="share"), column("benchmark", unit="units", brief=False),
    column("benchmark_share", unit="share"), column("lq", unit="ratio"),
    column("activities", unit="activities", brief=False),
    column("ties_office", unit="ties", brief=False), column("ties_friendly", unit="ties", brief=False),
    column("ties_with_councils", unit="ties", brief=False), column("doubtful", unit="ties", brief=False),
    column("undated", unit="ties", brief=False),
)  # fmt: skip
_MONGOLIA = "Country:MNG"


def region_balance(
    store: Store, *, as_of: date, scheme: str = DEFAULT_SCHEME, benchmark: str | Benchmark = DEFAULT_BENCHMARK
) -> Table:
    """Count ties by region of a scheme, with share, Wilson interval, yardstick and quotient.

    Beside the ties stand the same counts on the office's own kind of partner, on sister and
    friendship documents, with councils, and the contacts inside the plan's years.
    """
    ties = find_ties(store, as_of=as_of)
    yardstick = find_benchmark(store, benchmark, scheme=scheme)
    by_region = _count(store, ties, scheme)
    beside = {
        "ties_office": _count(store, find_office_ties(store, as_of=as_of), scheme),
        "ties_friendly": _count(store, find_friendly_ties(store, as_of=as_of), scheme),
        "ties_with_councils": by_region + _count(store, find_council_accords(store, as_of=as_of), scheme),
        "doubtful": _count(store, [tie for tie in ties if tie.partner.get("doubtful") is True], scheme),
        "undated": _count(store, [tie for tie in ties if tie.since is None], scheme),
        "activities": _count_contacts(store, as_of=as_of, scheme=scheme),
    }
    rows = [
        {**_row(region, by_region[region.id], len(ties), yardstick),
         **{name: counts[region.id] for name, counts in beside.items()}}
        for region in regions(store, scheme=scheme)
    ]  # fmt: skip
    rows.sort(key=lambda row: (-int(str(row["ties"])), str(row["region"])))
    return Table(
        "region-balance", _title(rows, by_region, len(ties)), _COLUMNS, rows, as_of,
        text("questions", "unit-ties"), len(ties), scheme, yardstick.label, _records(ties),
        _notes(store, ties),
    )  # fmt: skip


def _count(store: Store, ties: Sequence[Tie], scheme: str) -> Counter[str]:
    found = (tie_region(store, tie, scheme=scheme) for tie in ties)
    return Counter(region.id for region in found if region is not None)


def _count_contacts(store: Store, *, as_of: date, scheme: str) -> Counter[str]:
    """Count contacts in the plan's years; one with partners of two regions counts in both."""
    counts: Counter[str] = Counter()
    period = plan_period(store)
    for activity in store.nodes("Activity"):
        if period is None or not happens_in(activity, period) or not is_contact(activity, as_of=as_of):
            continue
        found = (region_of(store, c, scheme=scheme) for c in countries_of_activity(store, activity.id))
        counts.update({region.id for region in found if region is not None})
    return counts


def _row(region: Node, ties: int, n: int, yardstick: Benchmark) -> dict[str, Cell]:
    share = ties / n if n else None
    low, high = wilson_interval(ties, n) if n else (None, None)
    benchmark_share = yardstick.share(region.id)
    return {
        "region": region.key.partition("/")[2],
        "name": label_of(region),
        "ties": ties, "share": share, "low": low, "high": high,
        "benchmark": yardstick.counts.get(region.id, 0), "benchmark_share": benchmark_share,
        "lq": location_quotient(share, benchmark_share) if share is not None else None,
    }  # fmt: skip


def _title(rows: Sequence[Mapping[str, Cell]], by_region: Counter[str], n: int) -> Label:
    """State the largest region's part; the rows stand by size."""
    if not n:
        return text("questions", "region-balance-empty")
    most = max(by_region.values())
    return text(
        "questions",
        "region-balance-title",
        region=rows[0]["name"],
        ties=most,
        n=n,
        share=round(100 * most / n),
    )


def _records(ties: Sequence[Tie]) -> list[str]:
    return sorted({record for tie in ties for record in tie.records})


def _notes(store: Store, ties: Sequence[Tie]) -> list[Label]:
    mongolia = sum(1 for tie in ties if _in_country(store, tie, _MONGOLIA))
    undated = sum(1 for tie in ties if tie.since is None)
    lines = [text("questions", "note-tie"), text("questions", "note-undated", undated=undated, n=len(ties))]
    if mongolia:
        lines.append(text("questions", "note-mongolia", ties=mongolia))
    return lines


def _in_country(store: Store, tie: Tie, country_id: str) -> bool:
    country = country_of(store, tie.partner.id)
    return country is not None and country.id == country_id

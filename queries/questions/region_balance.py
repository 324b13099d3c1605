"""Region balance: how the portfolio lies over regions, against a named yardstick, and how sure that is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from graph.records import Node
from graph.store import Store
from graph.texts import Label, text
from queries.balance.balance_ways import core_sentences, spread_sentences, ways_table
from queries.balance.benchmarks import (
    BENCHMARKS,
    DEFAULT_BENCHMARK,
    Benchmark,
    day_notes,
    find_benchmark,
)
from queries.balance.position_measures import Frame, read_frame
from queries.balance.region_verdicts import (
    Judged,
    coverage_notes,
    judge_by_each,
    judge_regions,
    name_verdicts,
    quotient_of,
    sum_up_verdicts,
    verdict_cells,
)
from queries.balance.ways import MONGOLIA, Unit, Ways, count_regions, read_ways
from queries.facts.headlines import with_undated
from queries.facts.history import read_history
from queries.facts.lookup import label_of
from queries.facts.office_count import OfficeCount, read_office_count
from queries.facts.places import DEFAULT_SCHEME
from queries.facts.ties import Tie, find_ties
from queries.table import ABSENT, Cell, Table, column, ids_cell

_COLUMNS = (
    column("region", brief=False), column("name"), column("ties", unit="ties"),
    column("share", unit="share"),
    # Scripts rely on these two ids; a full list of ties has no sampling interval.
    column("low", unit="share", brief=False),
    column("high", unit="share", brief=False),
    column("benchmark", unit="units", brief=False), column("benchmark_share", unit="share"),
    column("lq", unit="ratio", brief=False),
    column("verdict", subject="balance"), column("verdict_code", subject="balance", brief=False),
    column("active", subject="balance", unit="ties"),
    column("activities_with_anyone", subject="measures", unit="activities"),
    column("ties_office", unit="ties", brief=False), column("ties_friendly", unit="ties", brief=False),
    column("ties_with_councils", unit="ties", brief=False),
    column("documents", subject="balance", unit="documents", brief=False),
    column("contacts_with_anyone", subject="measures", unit="contacts", brief=False),
    column("doubtful", unit="ties", brief=False), column("undated", unit="ties", brief=False),
    column("record_ids", subject="balance", brief=False),
)  # fmt: skip
# Columns that count units of a way.
_WAYS = {
    "active": "active", "activities_with_anyone": "activities",
    "ties_office": "office", "ties_friendly": "friendly",
    "ties_with_councils": "with-councils", "documents": "documents", "contacts_with_anyone": "contacts",
}  # fmt: skip


def region_balance(
    store: Store,
    *,
    as_of: date,
    scheme: str = DEFAULT_SCHEME,
    benchmark: str | Benchmark = DEFAULT_BENCHMARK,
    all: str = "no",
) -> list[Table]:
    """Count ties by region, with share, interval, yardstick and verdict, beside the same by other units.

    The leading share in every way of counting stands below it. `all` is yes for three more tables:
    those ways in full, every measure of the portfolio, and the exact tests region by region.
    """
    ties = find_ties(store, as_of=as_of)
    position = read_history(store).position(as_of)
    frame = read_frame(store, position, as_of=as_of, scheme=scheme, benchmark=benchmark)
    ways = read_ways(store, position, as_of=as_of)
    office = read_office_count(store, as_of=as_of)
    table = _by_region(ties, ways, frame, office, as_of=as_of, scheme=scheme)
    yardsticks = [find_benchmark(store, name, scheme=scheme) for name in BENCHMARKS]
    judged = judge_by_each(ways["ties"], frame, yardsticks)
    notes = [*_by_each(judged, frame), *table.notes, *day_notes(store, frame.yardstick, as_of=as_of)]
    summed = [sum_up_verdicts(judged, frame.focus_label)] if judged and frame.focus_label else []
    table = replace(table, notes=notes, says=[*summed, *table.says])
    if all == "no":
        return with_undated(store, [table], as_of=as_of)
    from queries.balance.all_measures import all_measures_tables

    every = all_measures_tables(store, ways, frame, as_of=as_of, scheme=scheme)
    tables = [table, ways_table(ways, frame, office, as_of=as_of, scheme=scheme), *every]
    return with_undated(store, tables, as_of=as_of)


def _by_region(
    ties: Sequence[Tie], ways: Ways, frame: Frame, office: OfficeCount | None, *, as_of: date, scheme: str
) -> Table:
    n = len(ties)
    by_region = count_regions(ways["ties"], frame.region_of)
    judged = judge_regions(ways["ties"], frame)
    beside = {name: count_regions(ways[way], frame.region_of) for name, way in _WAYS.items()}
    pairs = list(zip(ties, ways["ties"], strict=True))
    doubtful = [unit for tie, unit in pairs if tie.partner.get("doubtful") is True]
    undated = [unit for tie, unit in pairs if tie.since is None]
    beside["doubtful"], beside["undated"] = (count_regions(u, frame.region_of) for u in (doubtful, undated))
    records = _records(ties, ways["ties"], frame)
    rows: list[dict[str, Cell]] = [
        {**_row(region, by_region[region.id], n, frame.yardstick),
         "lq": quotient_of(judged.get(region.id)),
         **verdict_cells(judged.get(region.id), covered=frame.yardstick.covers(region.id)),
         **{name: counts[region.id] for name, counts in beside.items()},
         "record_ids": ids_cell(records[region.id])}
        for region in frame.regions
    ]  # fmt: skip
    rows.sort(key=lambda row: (-int(str(row["ties"])), str(row["region"])))
    return Table(
        "region-balance", _title(frame, by_region, n), _COLUMNS, rows, as_of,
        text("questions", "unit-ties"), n, scheme, frame.yardstick.label,
        sorted({record for tie in ties for record in tie.records} | ({office.claim} if office else set())),
        [*spread_sentences(ways, frame, as_of=as_of), *_notes(ties, ways["ties"], frame),
         *coverage_notes(ways["ties"], frame), *(office.closing if office else [])],
        says=core_sentences(ways, frame, office),
    )  # fmt: skip


def _by_each(judged: Mapping[str, Judged], frame: Frame) -> list[Label]:
    """Say what each general yardstick makes of the leading region, for no one of them decides alone."""
    if not judged:
        return []
    return [text("balance", "note-by-each", region=frame.focus_label, verdicts=name_verdicts(judged))]


def _records(ties: Sequence[Tie], units: Sequence[Unit], frame: Frame) -> dict[str, list[str]]:
    """Give the ids that each region's ties rest on, sorted, by region id."""
    found: dict[str, list[str]] = {region.id: [] for region in frame.regions}
    for tie, unit in zip(ties, units, strict=True):
        for region in count_regions([unit], frame.region_of):
            found[region].extend(tie.records)
    return found


def _row(region: Node, ties: int, n: int, yardstick: Benchmark) -> dict[str, Cell]:
    return {
        "region": region.key.partition("/")[2],
        "name": label_of(region),
        "ties": ties, "share": ties / n if n else None, "low": ABSENT, "high": ABSENT,
        "benchmark": yardstick.counts.get(region.id, 0) if yardstick.covers(region.id) else None,
        "benchmark_share": yardstick.share(region.id),
    }  # fmt: skip


def _title(frame: Frame, by_region: Mapping[str, int], n: int) -> Label:
    """State the largest region's part."""
    if frame.focus is None:
        return text("questions", "region-balance-empty")
    most = by_region[frame.focus.id]
    return text(
        "questions", "region-balance-title", region=frame.focus_label, ties=most, n=n,
        share=round(100 * most / n),
    )  # fmt: skip


def _notes(ties: Sequence[Tie], units: Sequence[Unit], frame: Frame) -> list[Label]:
    mongolia = sum(MONGOLIA in unit.countries for unit in units)
    undated = sum(1 for tie in ties if tie.since is None)
    lines = [text("questions", "note-tie"), text("questions", "note-undated", undated=undated, n=len(ties))]
    if mongolia:
        lines.append(text("questions", "note-mongolia", ties=mongolia))
    return [*lines, text("balance", "note-verdict", tests=len(frame.regions)), text("balance", "note-census")]

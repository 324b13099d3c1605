"""Region ahead: which of two regions holds more, in every way of counting, and how firmly that speaks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from graph.errors import QuestionError
from graph.records import Node
from graph.store import Store
from graph.texts import Label, text
from queries.balance.balance_ways import way_label
from queries.balance.benchmarks import DEFAULT_BENCHMARK
from queries.balance.position_measures import Frame, read_frame
from queries.balance.ways import WAYS, Ways, count_regions, read_ways, share_of_region
from queries.facts.headlines import with_undated
from queries.facts.history import read_history
from queries.facts.lookup import label_of
from queries.facts.office_count import OfficeCount, read_office_count
from queries.facts.places import DEFAULT_SCHEME
from queries.measures.binomial import chance_ahead
from queries.table import Cell, Table, column, ids_cell

# A country of the region that is compared with the leading one where none is named.
_ASEAN_COUNTRY = "Country:IDN"
_COLUMNS = (
    column("way", subject="measures", brief=False), column("name"),
    column("first_units", subject="balance", unit="units"),
    column("second_units", subject="balance", unit="units"),
    column("of_all", subject="balance", unit="units"), column("ahead", subject="balance"),
    column("chance", subject="balance"),
    column("chance_value", subject="balance", unit="share", brief=False),
    column("record_ids", subject="balance", brief=False),
)  # fmt: skip


def region_ahead(
    store: Store, *, as_of: date, scheme: str = DEFAULT_SCHEME, region: Sequence[str] = ()
) -> list[Table]:
    """Compare two regions in every way of counting, with the chance that the first is the likelier one.

    Without regions the leading one and ASEAN are compared, and one alone with the leading one.
    Raises QuestionError for more than two, or for one named twice.
    """
    position = read_history(store).position(as_of)
    frame = read_frame(store, position, as_of=as_of, scheme=scheme, benchmark=DEFAULT_BENCHMARK)
    pair = _pair(store, frame, region)
    ways = read_ways(store, position, as_of=as_of)
    rows = [_row(way, ways, pair, frame) for way in WAYS] if len(pair) == 2 else []
    office = read_office_count(store, as_of=as_of)
    table = Table(
        "region-ahead",
        _title(rows, pair),
        _COLUMNS,
        rows,
        as_of,
        text("questions", "unit-ties"),
        len(ways["ties"]),
        scheme,
        text("balance", "yardstick-each-other"),
        sorted({unit.record for way in WAYS for unit in ways[way]} | ({office.claim} if office else set())),
        _notes(ways, pair, frame, office),
    )
    return with_undated(store, [table], as_of=as_of)


def _pair(store: Store, frame: Frame, wanted: Sequence[str]) -> list[Node]:
    """Give the two regions to compare; fewer where the graph holds none to add."""
    named = [node for node in map(store.node, wanted) if node is not None]
    if len(named) > 2 or len({node.id for node in named}) < len(named):
        raise QuestionError("region-ahead-two", n=len(named))
    asean = next((r for r in frame.regions if r.id == frame.region_of.get(_ASEAN_COUNTRY)), None)
    for other in (frame.focus, asean):
        if len(named) < 2 and other is not None and other.id not in {node.id for node in named}:
            named.append(other)
    return named


def _row(way: str, ways: Ways, pair: Sequence[Node], frame: Frame) -> dict[str, Cell]:
    counts = count_regions(ways[way], frame.region_of)
    first, second = (counts[region.id] for region in pair)
    chance = chance_ahead(first, second)
    ahead = pair[0] if first > second else pair[1]
    return {
        "way": way,
        "name": way_label(way),
        "first_units": first,
        "second_units": second,
        "of_all": len(ways[way]),
        "ahead": label_of(ahead) if first != second else text("balance", "level"),
        "chance": _show_chance(chance),
        "chance_value": chance,
        "record_ids": ids_cell(unit.record for unit in ways[way]),
    }


def _show_chance(chance: float) -> Label:
    """Write a chance in whole per cent, never as sure or as none."""
    percent = round(100 * chance)
    if 0 < percent < 100:
        return text("balance", "chance", percent=percent)
    return text("balance", "chance-nearly" if percent else "chance-hardly")


def _title(rows: Sequence[dict[str, Cell]], pair: Sequence[Node]) -> Label:
    if not rows:
        return text("questions", "region-balance-empty")
    first, second = map(label_of, pair)
    ahead = sum(int(str(row["first_units"])) > int(str(row["second_units"])) for row in rows)
    ties = rows[0]
    return text(
        "balance",
        "region-ahead-title",
        first=first,
        second=second,
        ahead=ahead,
        n=len(rows),
        first_units=ties["first_units"],
        second_units=ties["second_units"],
        chance=ties["chance"],
    )


def _notes(ways: Ways, pair: Sequence[Node], frame: Frame, office: OfficeCount | None) -> list[Label]:
    if len(pair) < 2:
        return []
    first, second = map(label_of, pair)
    first_times, second_times = (_times(region, ways, frame) for region in pair)
    held = count_regions(ways["office"], frame.region_of)
    bounds = [
        line
        for region in pair
        if office is not None
        for line in office.bounds(held[region.id], label_of(region))
    ]
    return [
        text(
            "balance",
            "note-ahead-size",
            first=first,
            second=second,
            yardstick=frame.yardstick.label,
            first_times=first_times,
            second_times=second_times,
        ),
        *bounds,
        text("balance", "note-ahead"),
        text("balance", "note-chance", first=first),
        text("balance", "note-ways"),
    ]


def _times(region: Node, ways: Ways, frame: Frame) -> Label:
    """Say how many times the yardstick's share of a region its ties are."""
    share = share_of_region(ways["ties"], region.id, frame.region_of).share
    expected = frame.yardstick.share(region.id)
    if share is None or not expected:
        return text("questions", "unknown")
    return text("balance", "times", n=f"{share / expected:.1f}")

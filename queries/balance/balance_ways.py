"""One headline in every way of counting it: the leading region's share by ties, documents, contacts ..."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from graph.texts import Label, same, text
from queries.balance.position_measures import Frame
from queries.balance.sentences import Reading, unit_label
from queries.balance.ways import (
    MONGOLIA,
    WAYS,
    Unit,
    Ways,
    count_regions,
    note_with_councils,
    share_of_region,
)
from queries.facts.office_count import OfficeCount
from queries.measures.concentration import hill_number
from queries.measures.shares import Share, location_quotient, spread_of
from queries.table import ABSENT, Cell, Table, column, ids_cell

_COLUMNS = (
    column("way", subject="measures", brief=False), column("name"),
    column("in_region", subject="balance", unit="units"), column("of_all", subject="balance", unit="units"),
    column("share", unit="share"),
    column("lq", unit="ratio"), column("share_without_mongolia", subject="measures", unit="share"),
    column("hill", subject="balance", unit="regions"), column("sentence", subject="balance", brief=False),
    column("record_ids", subject="balance", brief=False),
)  # fmt: skip


def ways_table(ways: Ways, frame: Frame, office: OfficeCount | None, *, as_of: date, scheme: str) -> Table:
    """Give the focus region's share, and the effective number of regions, in every way of counting."""
    rows = [_row(way, ways[way], frame, as_of) for way in WAYS] if frame.focus is not None else []
    records = {unit.record for way in WAYS for unit in ways[way]}
    return Table(
        "region-balance-ways", _title(ways, frame), _COLUMNS, rows, as_of, text("measures", "unit-ways"),
        len(rows), scheme, frame.yardstick.label, sorted(records),
        [
            *(text("balance", f"note-{name}") for name in ("ways", "hill", "without-mongolia")),
            _note_with_councils(ways),
            *(office.closing if office is not None else []),
        ],
        says=office_sentences(ways, frame, office),
    )  # fmt: skip


def core_sentences(ways: Ways, frame: Frame, office: OfficeCount | None) -> list[Label]:
    """Say the headline in every way of counting, and set the office's own count beside it."""
    if frame.focus is None:
        return []
    shares = {way: share_of_region(ways[way], frame.focus.id, frame.region_of) for way in WAYS}
    percent = {way.replace("-", "_"): _percent(share) for way, share in shares.items()}
    mongolia = _without_mongolia("headline", ways["ties"], frame)
    return [
        text("balance", "headline", region=frame.focus_label, mongolia=mongolia, **percent),
        *office_sentences(ways, frame, office),
    ]


def spread_sentences(ways: Ways, frame: Frame, *, as_of: date) -> list[Label]:
    """Say how many equal regions the ties and the contacts are worth."""
    if frame.focus is None:
        return []
    return [read_hill(way, ways[way], frame, as_of=as_of).sentence for way in ("ties", "activities")]


def office_sentences(ways: Ways, frame: Frame, office: OfficeCount | None) -> list[Label]:
    """Set the office's own count beside its kind on record, with the bounds of the focus region's part."""
    if frame.focus is None or frame.focus_label is None or office is None:
        return []
    held = count_regions(ways["office"], frame.region_of)[frame.focus.id]
    return [office.counted, *office.bounds(held, frame.focus_label)]


def read_hill(way: str, units: Sequence[Unit], frame: Frame, *, as_of: date) -> Reading:
    """Give the effective number of regions of a way's units, with its sentence."""
    value = hill_number(count_regions(units, frame.region_of), 1)
    return Reading(
        text("balance", "measure-hill"), "hill", value, "regions", len(units), unit_label(way), as_of,
        yardstick=text("questions", "benchmark-even", n=len(frame.regions)),
        record_end=frame.record_end,
    )  # fmt: skip


def way_label(way: str) -> Label:
    """Name a way of counting."""
    return text("balance", f"way-{way}")


def read_way_share(way: str, units: Sequence[Unit], frame: Frame, *, as_of: date) -> Reading:
    """Give the focus region's share of a way's units, with its sentence."""
    region = frame.focus.id if frame.focus is not None else ""
    found = share_of_region(units, region, frame.region_of)
    return Reading(
        way_label(way), "share", found.share, "share", found.n, unit_label(way), as_of, found.units,
        about=frame.focus_label, yardstick=frame.yardstick.label,
        yardstick_share=frame.yardstick.share(region),
        record_end=frame.record_end,
    )  # fmt: skip


def _row(way: str, units: Sequence[Unit], frame: Frame, as_of: date) -> dict[str, Cell]:
    reading = read_way_share(way, units, frame, as_of=as_of)
    expected = reading.yardstick_share or 0.0
    own: dict[str, Cell] = {
        "way": way, "name": way_label(way), "in_region": reading.units or 0, "of_all": reading.n,
        "share": reading.value,
        "lq": location_quotient(reading.value, expected) if reading.value is not None else None,
        "hill": hill_number(count_regions(units, frame.region_of), 1), "sentence": reading.sentence,
        "record_ids": ids_cell(unit.record for unit in units),
    }  # fmt: skip
    region = frame.focus.id if frame.focus is not None else ""
    without = share_of_region(units, region, frame.region_of, without=(MONGOLIA,))
    return {**own, "share_without_mongolia": without.share}


def _title(ways: Ways, frame: Frame) -> Label:
    if frame.focus is None:
        return text("questions", "region-balance-empty")
    spread = spread_of({way: share_of_region(ways[way], frame.focus.id, frame.region_of) for way in WAYS})
    least, most = (spread.variants[name] if name else None for name in (spread.lowest, spread.highest))
    return text(
        "balance", "ways-title", region=frame.focus_label, low=_percent(least), high=_percent(most),
        lowest=way_label(spread.lowest or "ties"), highest=way_label(spread.highest or "ties"),
        mongolia=_without_mongolia("ways", ways["ties"], frame),
    )  # fmt: skip


def _without_mongolia(name: str, units: Sequence[Unit], frame: Frame) -> Label:
    """Give the headline share without Mongolia; nothing for a region that it does not lie in."""
    if frame.focus is None or frame.region_of.get(MONGOLIA) != frame.focus.id:
        return same("")
    without = share_of_region(units, frame.focus.id, frame.region_of, without=(MONGOLIA,))
    return text("balance", f"{name}-mongolia", without=_percent(without))


def _note_with_councils(ways: Ways) -> Label:
    ties = [unit.record for unit in ways["ties"]]
    return note_with_councils(ties, [unit.record for unit in ways["with-councils"]][len(ties) :])


def _percent(share: Share | None) -> str:
    """Write a share in percent; one of no units is unknown, not 0."""
    return f"{100 * share.share:.0f}" if share is not None and share.share is not None else ABSENT

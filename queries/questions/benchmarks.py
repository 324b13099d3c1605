"""Benchmarks: every yardstick side by side, its source and completeness; how the region schemes differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from graph.records import Node, node_id
from graph.store import Store
from graph.texts import Label, text
from queries.balance.benchmarks import (
    BENCHMARKS,
    DEFAULT_BENCHMARK,
    Benchmark,
    asean_peers,
    benchmark_names,
    day_notes,
    find_benchmark,
)
from queries.balance.position_measures import MEASURES, Frame, read_frame
from queries.balance.region_verdicts import (
    coverage_notes,
    judge_regions,
    quotient_of,
    verdict_cells,
)
from queries.balance.sentences import say_value
from queries.balance.ways import tie_units
from queries.facts.explain import source_names
from queries.facts.headlines import with_undated
from queries.facts.history import Position, read_history
from queries.facts.lookup import label_of
from queries.facts.places import DEFAULT_SCHEME, SCHEMES, region_index, regions
from queries.table import ABSENT, Cell, Table, column, list_cell

_GENERAL = tuple(
    column(f"share_{name.replace('-', '_')}", subject="balance", unit="share") for name in BENCHMARKS
)
_COLUMNS = (
    column("region", brief=False), column("name"), column("ties", unit="ties"),
    column("share", unit="share"), *_GENERAL,
)  # fmt: skip
_OWN = column("share_own", subject="balance", unit="share")
_YARDSTICK_COLUMNS = (
    column("benchmark_name", subject="balance", brief=False), column("name"),
    column("yardstick_units", subject="balance", unit="units"),
    *(
        column(f"{place}_{what}", subject="balance", unit=unit, brief=brief)
        for place in ("focus", "asean")
        for what, unit, brief in (("expected", "share", True), ("lq", "ratio", False), ("verdict", "", True),
                                  ("verdict_code", "", False))
    ),
    column("completeness", subject="balance"), column("sources", brief=False),
)  # fmt: skip
_SCHEME_COLUMNS = (
    column("plan_region", subject="balance"), column("m49_region", subject="balance"),
    column("country_count", subject="balance", unit="countries"), column("ties", unit="ties"),
    column("moved", subject="balance"),
)  # fmt: skip
# A country whose region is ASEAN, or South-eastern Asia, in every scheme.
_ASEAN_COUNTRY = "Country:IDN"
_COMPLETENESS = ("in_latest_list", "partners", "wikidata_only", "unplaced")


def benchmarks(
    store: Store,
    *,
    as_of: date,
    scheme: str = DEFAULT_SCHEME,
    benchmark: str | Benchmark = DEFAULT_BENCHMARK,
) -> list[Table]:
    """Set the yardsticks side by side by region; judge the leading region and ASEAN by each; compare schemes.

    `benchmark` adds a peer's portfolio or a user's own table as one more column.
    """
    position = read_history(store).position(as_of)
    frame = read_frame(store, position, as_of=as_of, scheme=scheme, benchmark=benchmark)
    general = [find_benchmark(store, name, scheme=scheme) for name in BENCHMARKS]
    by_region = _side_by_side(position, frame, general, as_of=as_of, scheme=scheme)
    notes = [*by_region.notes, *(note for b in general for note in day_notes(store, b, as_of=as_of))]
    tables = [
        replace(by_region, notes=notes),
        _yardsticks(store, position, frame, as_of=as_of, scheme=scheme),
        _schemes(store, position, as_of=as_of),
    ]
    return with_undated(store, tables, as_of=as_of)


def _side_by_side(
    position: Position, frame: Frame, general: Sequence[Benchmark], *, as_of: date, scheme: str
) -> Table:
    own = frame.yardstick if frame.yardstick.name not in BENCHMARKS else None
    counts, n = frame.count(position.ties.values()), len(position.ties)
    rows: list[dict[str, Cell]] = [
        {
            "region": region.key.partition("/")[2], "name": label_of(region), "ties": counts[region.id],
            "share": counts[region.id] / n if n else None,
            **{f"share_{b.name.replace('-', '_')}": b.share(region.id) if b.total else None for b in general},
            **({"share_own": own.share(region.id)} if own else {}),
        }
        for region in frame.regions
    ]  # fmt: skip
    rows.sort(key=lambda row: (-int(str(row["ties"])), str(row["region"])))
    notes = [text("balance", f"note-benchmark-{b.name}", label=b.label) for b in general]
    share = MEASURES["focus-share"].of(position, frame)
    return Table(
        "benchmarks", _title(frame, general, share), (*_COLUMNS, *((_OWN,) if own else ())), rows, as_of,
        text("questions", "unit-ties"), n, scheme,
        own.label if own else text("balance", "benchmark-all-general", n=len(general)), sorted(position.ties),
        [*notes, text("balance", "note-benchmark-decides"), *coverage_notes(tie_units(position.ties), frame)],
    )  # fmt: skip


def _title(frame: Frame, general: Sequence[Benchmark], held: float | None) -> Label:
    """Say what the leading region has, and would by the yardsticks that give it least and most."""
    shares = [b.share(frame.focus.id) or 0.0 for b in general if b.total] if frame.focus else []
    if not shares or held is None:
        return text("questions", "region-balance-empty")
    return text(
        "balance",
        "benchmarks-title",
        region=frame.focus_label,
        share=say_value(held, "share"),
        n=len(shares),
        low=say_value(min(shares), "share"),
        high=say_value(max(shares), "share"),
    )


def _yardsticks(store: Store, position: Position, frame: Frame, *, as_of: date, scheme: str) -> Table:
    names = [*benchmark_names(store)]
    found = [find_benchmark(store, name, scheme=scheme) for name in names]
    if frame.yardstick.name not in names:
        found.append(frame.yardstick)
    asean = next((r for r in frame.regions if r.id == frame.region_of.get(_ASEAN_COUNTRY)), None)
    rows = [_yardstick_row(store, yardstick, position, frame, (frame.focus, asean)) for yardstick in found]
    above = sum(row["focus_verdict_code"] == "above" for row in rows[: len(BENCHMARKS)])
    title = text(
        "balance",
        "benchmark-verdicts-title",
        region=frame.focus_label,
        above=above,
        n=len(BENCHMARKS),
        peers=len(rows) - len(BENCHMARKS),
    )
    return Table(
        "benchmark-verdicts", title, _YARDSTICK_COLUMNS, rows, as_of,
        text("balance", "unit-yardsticks"), len(rows), scheme,
        text("balance", "benchmark-each"), sorted({*position.ties, *(r for b in found for r in b.records)}),
        [text("balance", "note-one-finding"), text("balance", "note-verdict", tests=len(frame.regions)),
         text("balance", "note-peers")],
    )  # fmt: skip


def _yardstick_row(
    store: Store, yardstick: Benchmark, position: Position, frame: Frame, places: tuple[Node | None, ...]
) -> dict[str, Cell]:
    against = replace(frame, yardstick=yardstick)
    judged = judge_regions(tie_units(position.ties), against)
    row: dict[str, Cell] = {
        "benchmark_name": yardstick.name, "name": yardstick.label, "yardstick_units": yardstick.total,
        "completeness": _completeness(store, yardstick), "sources": _sources(store, yardstick),
    }  # fmt: skip
    for prefix, region in zip(("focus", "asean"), places, strict=True):
        share = yardstick.share(region.id) if region is not None else None
        found = judged.get(region.id) if region is not None else None
        cells = verdict_cells(found, covered=region is None or yardstick.covers(region.id))
        row |= {f"{prefix}_expected": share, f"{prefix}_lq": quotient_of(found)}
        row |= {f"{prefix}_{name}": cell for name, cell in cells.items()}
    return row


def _completeness(store: Store, yardstick: Benchmark) -> Label:
    """Say how complete a yardstick is: by our words for the general ones, by its own record for a peer."""
    if yardstick.name in BENCHMARKS:
        n = len(asean_peers(store))
        return text("balance", f"completeness-{yardstick.name}", n=n)
    peer = store.node(node_id("Benchmark", yardstick.name))
    if peer is None:
        return text("balance", "completeness-own")
    known = {name: int(peer.number(name) or 0) for name in _COMPLETENESS}
    kind = "own-list" if peer.get("own_list") is True else "no-list"
    return text("balance", f"completeness-{kind}", **known)


def _sources(store: Store, yardstick: Benchmark) -> Cell:
    if yardstick.name in BENCHMARKS:
        return text("balance", f"source-{yardstick.name}")
    peer = store.node(node_id("Benchmark", yardstick.name))
    return source_names(store, peer.get("sources")) if peer is not None else ABSENT


def _schemes(store: Store, position: Position, *, as_of: date) -> Table:
    """Cross the plan's regions with the UN's, naming the countries that a plan region takes or gives away."""
    ours, theirs = (region_index(store, scheme=scheme) for scheme in SCHEMES)
    pairs: dict[tuple[str, str], list[str]] = {}
    for country in sorted(ours):
        pairs.setdefault((ours[country], theirs.get(country, "")), []).append(country)
    home = {m49: max((k for k in pairs if k[1] == m49), key=lambda k: (len(pairs[k]), k)) for _, m49 in pairs}
    names = {region.id: label_of(region) for scheme in SCHEMES for region in regions(store, scheme=scheme)}
    partners = list(position.ties.values())
    rows: list[dict[str, Cell]] = []
    moved = 0
    for pair in sorted(pairs):
        away = pairs[pair] if home[pair[1]] != pair else []
        moved += len(away)
        rows.append({
            "plan_region": names[pair[0]], "m49_region": names.get(pair[1]),
            "country_count": len(pairs[pair]), "ties": sum(partners.count(c) for c in pairs[pair]),
            "moved": _names(store, away),
        })  # fmt: skip
    return Table(
        "scheme-differences", text("balance", "schemes-title", moved=moved, n=len(ours)), _SCHEME_COLUMNS,
        rows, as_of, text("balance", "unit-countries"), len(ours), records=sorted(ours),
        notes=[text("balance", "note-schemes")],
    )  # fmt: skip


def _names(store: Store, countries: Sequence[str]) -> Cell:
    return list_cell(label_of(node) for node in map(store.node, countries) if node is not None)

"""Since the plan began: what is dated inside its years against what stood before, and the next signing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from graph.dates import Period
from graph.store import Store, targets
from graph.texts import Label, text
from queries.balance.position_measures import MEASURES, Frame
from queries.balance.region_verdicts import code_of
from queries.balance.sentences import show_change, show_range, show_value, unit_label
from queries.balance.ways import Unit, count_regions, document_units, share_of_region
from queries.facts.contacts import begins_in, plan_period
from queries.facts.history import History, Position
from queries.facts.lookup import label_of
from queries.facts.places import country_of
from queries.facts.ties import signed_on
from queries.measures.shares import Share
from queries.measures.verdicts import Judgement, Verdict, judge_change
from queries.table import Cell, Table, column, ids_cell

_PARTS = ("before", "inside")
# Partners of documents stand beside the documents: one partner may sign several.
WHATS = ("documents", "document-partners", "ties", "contacts")
_COLUMNS = (
    column("what_code", subject="balance", brief=False), column("name"),
    *(
        column(f"{part}_{what}", subject="balance", unit=unit, brief=False)
        for part in _PARTS
        for what, unit in (("units", "units"), ("n", "units"), ("share", "share"))
    ),
    *(column(f"{part}_range", subject="balance") for part in _PARTS),
    column("undated_units", subject="balance", unit="units"), column("direction_word", subject="balance"),
    column("direction_code", subject="balance", brief=False), column("p_fisher", subject="balance", unit="p"),
    column("power", subject="balance", unit="share"),
    column("record_ids", subject="balance", brief=False),
)  # fmt: skip
_REGION_COLUMNS = (
    column("region", brief=False), column("name"),
    *(
        column(f"{what.replace('-', '_')}_{part}", subject="balance", unit="units")
        for what in WHATS
        for part in _PARTS
    ),
)  # fmt: skip
_NEXT = ("focus-share", "hill", "hhi", "divergence")
_NEXT_COLUMNS = (
    column("region", brief=False), column("name"), column("ties", unit="ties"),
    *(
        column(f"next_{name.replace('-', '_')}", subject="balance", unit=MEASURES[name].unit)
        for name in _NEXT
    ),
    column("next_effect", subject="balance"),
)  # fmt: skip
# Words for a share that rises or falls against the stock before.
_DIRECTIONS = {
    Verdict.ABOVE: "growing", Verdict.BELOW: "shrinking", Verdict.IN_LINE: "steady",
    Verdict.CANNOT_TELL: "cannot-tell", None: "none",
}  # fmt: skip
Halves = tuple[list[Unit], list[Unit], list[Unit]]


def since_plan_tables(
    store: Store, history: History, frame: Frame, contacts: Sequence[Unit], *, as_of: date, scheme: str
) -> list[Table]:
    """Compare documents, new ties and contacts dated inside the plan's years with the stock before them.

    Then by region, and what the next signing in each region would do. No comparison where the
    graph holds no plan, or its years have not begun.
    """
    period = plan_period(store)
    position = history.position(as_of)
    tables = [_next_signing(position, frame, as_of=as_of, scheme=scheme)]
    if period is None or period.first > as_of:
        return tables
    halves = split_by_plan(store, history, contacts, Period(period.first, min(period.last, as_of)))
    return [
        _since(halves, frame, as_of=as_of, scheme=scheme),
        _by_region(halves, frame, as_of=as_of, scheme=scheme),
        *tables,
    ]


def split_by_plan(
    store: Store, history: History, contacts: Sequence[Unit], period: Period
) -> dict[str, Halves]:
    """Split documents, ties and contacts into those before the plan, inside its years, and undated.

    A partner of documents counts once on each side on which it has one. A tie is new inside the
    plan's years where no agreement was signed before them: one that had ended and was revived is
    none. What may lie on either side, for its date is known in part only, counts as undated.
    """
    documents: Halves = ([], [], [])
    for unit in document_units(store, as_of=period.last, every_undated=True):
        agreement = store.node(unit.record)
        signed = signed_on(agreement) if agreement is not None else None
        place = 2
        if signed is not None and signed.latest < period.first:
            place = 0
        elif signed is not None and signed.earliest >= period.first:
            place = 1
        documents[place].append(unit)
    return {
        "documents": documents,
        "document-partners": _split_partners(store, documents),
        "ties": _split_ties(history, period),
        "contacts": _split_contacts(store, contacts, period),
    }


def _split_partners(store: Store, documents: Halves) -> Halves:
    """Put the partners of each side's documents in place of the documents, each once a side."""
    sides = [{node.id for unit in side for node in targets(store, unit.record, "WITH")} for side in documents]
    before, inside, undated = ([_partner_unit(store, partner) for partner in sorted(side)] for side in sides)
    return before, inside, [unit for unit in undated if unit.record not in sides[0] | sides[1]]


def _partner_unit(store: Store, partner: str) -> Unit:
    country = country_of(store, partner)
    return Unit(partner, (country.id,) if country else ())


def _split_ties(history: History, period: Period) -> Halves:
    before = history.dated_position(period.first - timedelta(days=1)).ties
    after = history.dated_position(period.last).ties
    undated = history.undated_position(period.last).ties
    return (
        _tie_units(before),
        _tie_units({partner: country for partner, country in after.items()
                    if partner not in before and not history.was_tie_before(partner, period.first)}),
        _tie_units(undated),
    )  # fmt: skip


def _tie_units(ties: Mapping[str, str | None]) -> list[Unit]:
    return [Unit(partner, (country,) if country else ()) for partner, country in ties.items()]


def _split_contacts(store: Store, contacts: Sequence[Unit], period: Period) -> Halves:
    found: Halves = ([], [], [])
    earlier = Period(date.min, period.first - timedelta(days=1))
    for unit in contacts:
        activity = store.node(unit.record)
        if activity is not None:
            inside, before = (begins_in(activity, each) for each in (period, earlier))
            found[1 if inside else 0 if before else 2].append(unit)
    return found


def _since(halves: dict[str, Halves], frame: Frame, *, as_of: date, scheme: str) -> Table:
    rows = [_since_row(what, found, frame) for what, found in halves.items()] if frame.focus else []
    records = {unit.record for found in halves.values() for part in found for unit in part}
    return Table(
        "since-plan-began", _since_title(rows, frame), _COLUMNS, rows, as_of,
        text("balance", "unit-whats"), len(rows), scheme, text("balance", "benchmark-before"),
        sorted(records), [text("balance", "note-since"), text("balance", "note-since-clock")],
    )  # fmt: skip


def _since_row(what: str, found: Halves, frame: Frame) -> dict[str, Cell]:
    region = frame.focus.id if frame.focus is not None else ""
    before, inside = (share_of_region(units, region, frame.region_of) for units in found[:2])
    cells: dict[str, Cell] = {
        "what_code": what, "name": text("balance", f"since-{what}"), "undated_units": len(found[2]),
        "record_ids": ids_cell(unit.record for unit in found[1]),
    }  # fmt: skip
    for part, share in zip(_PARTS, (before, inside), strict=True):
        cells |= {
            f"{part}_units": share.units, f"{part}_n": share.n, f"{part}_share": share.share,
            f"{part}_range": text("balance", "of-n", units=share.units, n=share.n,
                                  range=show_range(share.share, share.interval)),
        }  # fmt: skip
    return {**cells, **_direction(before, inside)}


def direction_of(before: Share, inside: Share) -> tuple[str, str, Judgement]:
    """Judge a share inside against the stock before, by Fisher's exact test and its power.

    Gives the direction's code (growing, shrinking, steady, cannot-tell, none), the verdict's code
    and the judgement. Raises ValueError where either side has no units.
    """
    judged = judge_change((inside.units, inside.n), (before.units, before.n))
    if judged is None:
        raise ValueError("nothing to compare")
    return _DIRECTIONS[judged.verdict], code_of(judged), judged


def _direction(before: Share, inside: Share) -> dict[str, Cell]:
    if before.share is None or inside.share is None:
        return {"direction_word": text("measures", "not-enough"), "direction_code": "unknown",
                **dict.fromkeys(("p_fisher", "power"))}  # fmt: skip
    code, _, judged = direction_of(before, inside)
    return {
        "direction_word": text("balance", f"direction-{code}"), "direction_code": code,
        "p_fisher": judged.p_value, "power": judged.power,
    }  # fmt: skip


def _since_title(rows: Sequence[dict[str, Cell]], frame: Frame) -> Label:
    if not rows:
        return text("questions", "region-balance-empty")
    by_what = {str(row["what_code"]): row for row in rows}
    documents, partners, contacts = (by_what[what] for what in ("documents", "document-partners", "contacts"))
    return text(
        "balance", "since-title", region=frame.focus_label,
        units=documents["inside_units"], n=documents["inside_n"], direction=documents["direction_word"],
        partner_units=partners["inside_units"], partner_n=partners["inside_n"],
        contact_units=contacts["inside_units"], contact_n=contacts["inside_n"],
        contact_direction=contacts["direction_word"],
    )  # fmt: skip


def _by_region(halves: dict[str, Halves], frame: Frame, *, as_of: date, scheme: str) -> Table:
    counts: dict[str, Counter[str]] = {
        f"{what.replace('-', '_')}_{part}": count_regions(found[place], frame.region_of)
        for what, found in halves.items()
        for place, part in enumerate(_PARTS)
    }
    rows: list[dict[str, Cell]] = [
        {"region": region.key.partition("/")[2], "name": label_of(region),
         **{name: counted[region.id] for name, counted in counts.items()}}
        for region in frame.regions
    ]  # fmt: skip
    rows.sort(key=lambda row: (-int(str(row["documents_before"])), str(row["region"])))
    records = {unit.record for found in halves.values() for part in found[:2] for unit in part}
    n = len(halves["documents"][1])
    return Table(
        "since-plan-by-region", text("balance", "since-by-region-title", n=n, ties=len(halves["ties"][1]),
                                     contacts=len(halves["contacts"][1])),
        _REGION_COLUMNS, rows, as_of, unit_label("documents"), n, scheme,
        text("balance", "benchmark-before"), sorted(records), [text("balance", "note-since")],
    )  # fmt: skip


def _next_signing(position: Position, frame: Frame, *, as_of: date, scheme: str) -> Table:
    rows: list[dict[str, Cell]] = []
    counts = frame.count(position.ties.values())
    country_in = {region: country for country, region in sorted(frame.region_of.items(), reverse=True)}
    for region in frame.regions:
        if region.id in country_in:
            after = Position({**position.ties, "": country_in[region.id]}, position.active)
            rows.append({
                "region": region.key.partition("/")[2], "name": label_of(region), "ties": counts[region.id],
                **{f"next_{name.replace('-', '_')}": MEASURES[name].of(after, frame) for name in _NEXT},
                "next_effect": _effect(position, after, frame),
            })  # fmt: skip
    rows.sort(key=lambda row: (-int(str(row["ties"])), str(row["region"])))
    return Table(
        "next-signing", text("balance", "next-title", now=_shown(position, frame), n=len(position.ties)),
        _NEXT_COLUMNS, rows, as_of, text("questions", "unit-ties"), len(position.ties), scheme,
        frame.yardstick.label, sorted(position.ties), [text("balance", "note-scattering")],
    )  # fmt: skip


def _shown(position: Position, frame: Frame) -> Label:
    """Say where the measures stand now."""
    values = {name.replace("-", "_"): MEASURES[name].of(position, frame) for name in _NEXT}
    unknown = text("questions", "unknown")
    return text(
        "balance", "next-now", region=frame.focus_label,
        share=show_value(values["focus_share"], "share") if values["focus_share"] is not None else unknown,
        hill=show_value(values["hill"], "regions") if values["hill"] is not None else unknown,
    )  # fmt: skip


def _effect(before: Position, after: Position, frame: Frame) -> Label:
    """Say what the signing does to the effective number of regions."""
    old, new = (MEASURES["hill"].of(position, frame) or 0.0 for position in (before, after))
    return text(
        "balance", "effect-spread" if new > old else "effect-crowd", change=show_change(new - old, "index")
    )

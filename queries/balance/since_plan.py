"""Since the plan began: what is dated inside its years against what stood before, and the next signing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from graph.dates import Period
from graph.store import Store, targets
from graph.texts import Label, text
from queries.balance.position_measures import MEASURES, Frame
from queries.balance.sentences import say_value, show_change, show_value, unit_label
from queries.balance.ways import Unit, count_regions, document_units, share_of_region, tie_units
from queries.facts.contact_groups import group_contacts, with_mission
from queries.facts.contacts import begins_in, plan_period
from queries.facts.history import History, Position
from queries.facts.lookup import label_of
from queries.facts.places import country_of
from queries.facts.ties import signed_on
from queries.measures.shares import Share
from queries.measures.verdicts import Judgement, Verdict, judge_changes
from queries.table import Cell, Table, column, ids_cell

_PARTS = ("before", "inside")
# Partners of documents stand beside the documents: one partner may sign several.
# Contacts stand in three ways: all, those without a foreign mission, and what belongs together once.
CONTACTS = ("contacts", "contacts-without-missions", "contact-groups")
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
    column("direction_code", subject="balance", brief=False),
    column("p_holm", subject="balance", unit="p", brief=False),
    column("power", subject="balance", unit="share", brief=False),
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
    Verdict.ABOVE: "growing", Verdict.BELOW: "shrinking", Verdict.NO_DOUBLING: "no-doubling",
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
    none. Contacts that belong together (`group_contacts`) count once a side. What may lie on either
    side, for its date is known in part only, counts as undated.
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
    split = _split_contacts(store, contacts, period)
    return {
        "documents": documents,
        "document-partners": _split_partners(store, documents),
        "ties": _split_ties(history, period),
        "contacts": split,
        "contacts-without-missions": _each(split, lambda side: _without_missions(store, side)),
        "contact-groups": _each(split, lambda side: _grouped(store, side)),
    }


def _each(halves: Halves, change: Callable[[list[Unit]], list[Unit]]) -> Halves:
    before, inside, undated = (change(side) for side in halves)
    return before, inside, undated


def _without_missions(store: Store, units: Sequence[Unit]) -> list[Unit]:
    found = ((unit, store.node(unit.record)) for unit in units)
    return [unit for unit, activity in found if activity is not None and not with_mission(store, activity)]


def _grouped(store: Store, units: Sequence[Unit]) -> list[Unit]:
    """Put each group of contacts in place of its members, in all their countries."""
    countries = {unit.record: unit.countries for unit in units}
    activities = [activity for unit in units if (activity := store.node(unit.record)) is not None]
    return [
        Unit(group[0], tuple(sorted({country for one in group for country in countries[one]})))
        for group in group_contacts(store, activities)
    ]


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
        tie_units(before),
        tie_units({partner: country for partner, country in after.items()
                    if partner not in before and not history.was_tie_before(partner, period.first)}),
        tie_units(undated),
    )  # fmt: skip


def _split_contacts(store: Store, contacts: Sequence[Unit], period: Period) -> Halves:
    found: Halves = ([], [], [])
    earlier = Period(date.min, period.first - timedelta(days=1))
    for unit in contacts:
        activity = store.node(unit.record)
        if activity is not None:
            inside, before = (begins_in(activity, each) for each in (period, earlier))
            found[1 if inside else 0 if before else 2].append(unit)
    return found


class Change(NamedTuple):
    """A region's share before the plan and inside its years, and what may be said of the two."""

    before: Share
    inside: Share
    judgement: Judgement | None

    @property
    def code(self) -> str:
        """Its direction: growing, shrinking, no-doubling, cannot-tell, none, or unknown without units."""
        return _DIRECTIONS[self.judgement.verdict] if self.judgement is not None else "unknown"

    @property
    def word(self) -> Label:
        """Its direction in words."""
        return direction_word(self.code)


def direction_word(code: str) -> Label:
    """Put a direction's code into words."""
    return text("measures", "not-enough") if code == "unknown" else text("balance", f"direction-{code}")


def compare_halves(halves: Mapping[str, Halves], frame: Frame) -> dict[str, Change]:
    """Compare the focus region's share of each thing counted, all of them judged together."""
    region = frame.focus.id if frame.focus is not None else ""
    shares = {
        what: [share_of_region(units, region, frame.region_of) for units in found[:2]]
        for what, found in halves.items()
    }
    judged = judge_changes(
        {
            what: ((inside.units, inside.n), (before.units, before.n))
            for what, (before, inside) in shares.items()
        }
    )
    return {what: Change(before, inside, judged.get(what)) for what, (before, inside) in shares.items()}


def contacts_direction(changes: Mapping[str, Change]) -> str:
    """Give the direction that contacts take in all three ways of counting them; else one cannot tell."""
    codes = {changes[what].code for what in CONTACTS}
    return codes.pop() if len(codes) == 1 else "cannot-tell"


def _since(halves: dict[str, Halves], frame: Frame, *, as_of: date, scheme: str) -> Table:
    changes = compare_halves(halves, frame) if frame.focus else {}
    rows = [_since_row(what, halves[what], change) for what, change in changes.items()]
    records = {unit.record for found in halves.values() for part in found for unit in part}
    return Table(
        "since-plan-began", _since_title(changes, frame), _COLUMNS, rows, as_of,
        text("balance", "unit-whats"), len(rows), scheme, text("balance", "benchmark-before"),
        sorted(records),
        [text("balance", "note-contact-groups"), text("balance", "note-since", tests=len(rows)),
         text("balance", "note-since-clock")],
    )  # fmt: skip


def _since_row(what: str, found: Halves, change: Change) -> dict[str, Cell]:
    judged = change.judgement
    cells: dict[str, Cell] = {
        "what_code": what, "name": text("balance", f"since-{what}"), "undated_units": len(found[2]),
        "record_ids": ids_cell(unit.record for unit in found[1]),
    }  # fmt: skip
    for part, share in zip(_PARTS, (change.before, change.inside), strict=True):
        cells |= {
            f"{part}_units": share.units, f"{part}_n": share.n, f"{part}_share": share.share,
            f"{part}_range": text("balance", "of-n", units=share.units, n=share.n,
                                  share=_percent(share)),
        }  # fmt: skip
    return {
        **cells, "direction_word": change.word, "direction_code": change.code,
        "p_holm": judged.p_value if judged else None, "power": judged.power if judged else None,
    }  # fmt: skip


def _percent(share: Share) -> Label:
    return show_value(share.share, "share") if share.share is not None else text("measures", "not-enough")


def _since_title(changes: Mapping[str, Change], frame: Frame) -> Label:
    if not changes:
        return text("questions", "region-balance-empty")
    said: dict[str, int] = {}
    for key, what in (
        ("", "documents"),
        ("partner_", "document-partners"),
        ("contact_", "contacts"),
        ("other_", "contacts-without-missions"),
    ):
        said |= {f"{key}units": changes[what].inside.units, f"{key}n": changes[what].inside.n}
    return text(
        "balance", "since-title", region=frame.focus_label, direction=changes["documents"].word,
        contact_direction=direction_word(contacts_direction(changes)), **said,
    )  # fmt: skip


def _by_region(halves: dict[str, Halves], frame: Frame, *, as_of: date, scheme: str) -> Table:
    counts: dict[str, Counter[str]] = {
        f"{what.replace('-', '_')}_{part}": count_regions(halves[what][place], frame.region_of)
        for what in WHATS
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
        text("balance", "benchmark-before"), sorted(records), [text("balance", "note-since-clock")],
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
        share=say_value(values["focus_share"], "share") if values["focus_share"] is not None else unknown,
        hill=show_value(values["hill"], "regions") if values["hill"] is not None else unknown,
    )  # fmt: skip


def _effect(before: Position, after: Position, frame: Frame) -> Label:
    """Say what the signing does to the effective number of regions."""
    old, new = (MEASURES["hill"].of(position, frame) or 0.0 for position in (before, after))
    return text(
        "balance", "effect-spread" if new > old else "effect-crowd", change=show_change(new - old, "index")
    )

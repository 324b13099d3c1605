"""Activities by region: how many are on record with each region, by fiscal year.

All activities on record stand first, as the plan's status counts them; then those among them that
count as contacts. Thailand itself is no region here: what is with nobody abroad stands apart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from graph.dates import Period, format_span
from graph.records import Node
from graph.schema.codes import ACTIVITY_STATUS, labels
from graph.store import Store
from graph.texts import Label, join_labels, text
from queries.balance.periods import Stretch, read_stretches
from queries.facts.contacts import activity_dates, began_by, begins_in, happens_in, newest_first
from queries.facts.explain import source_names
from queries.facts.lookup import label_of
from queries.facts.places import DEFAULT_SCHEME, countries_of_activity, region_index, regions
from queries.facts.recording import recorded_contacts
from queries.facts.uncounted import why_uncounted
from queries.table import ABSENT, Cell, Column, Table, column, list_cell

_STATUS = labels(ACTIVITY_STATUS)
# What stands beside the regions: with nobody abroad, counted again for a further region, and all.
_NOBODY, _AGAIN, _ALL = "nobody_abroad", "counted_again", "all"
_BESIDE = (_NOBODY, _AGAIN, _ALL)
_NAMED = 3
_LISTED = (
    column("days", subject="unit"), column("name"), column("countries", subject="measures"),
    column("activity_status", subject="measures"), column("why_uncounted", subject="unit"),
    column("record", brief=False), column("sources", brief=False),
)  # fmt: skip
# The row of what is of these years, of which one is not known.
_UNPLACED = "unplaced"
# Whether an activity is of a period.
Falls = Callable[[Node, Period], bool]


@dataclass(frozen=True)
class _Held:
    """What is on record, the fiscal years it is told by, and where each country lies."""

    store: Store
    as_of: date
    scheme: str
    stretches: Sequence[Stretch]
    regions: Sequence[Node]
    region_of: Mapping[str, str]

    def regions_of(self, activity: Node) -> set[str]:
        """Give the ids of the regions that an activity is with."""
        countries = countries_of_activity(self.store, activity.id)
        return {region for c in countries if (region := self.region_of.get(c)) is not None}

    def count(self, activities: Sequence[Node]) -> Counter[str]:
        """Count activities by region id, with nobody abroad, counted again, and all."""
        found = [self.regions_of(activity) for activity in activities]
        counts = Counter(region for regions in found for region in regions)
        counts[_NOBODY] = sum(1 for regions in found if not regions)
        counts[_AGAIN] = sum(max(0, len(regions) - 1) for regions in found)
        counts[_ALL] = len(found)
        return counts


def activities_by_region(
    store: Store, *, as_of: date, scheme: str = DEFAULT_SCHEME, year: int | None = None,
    region: str | None = None,
) -> list[Table]:  # fmt: skip
    """Count what is on record with each region by fiscal year of the plan: activities, then contacts.

    An activity speaks for every year in which it surely has a day, a contact for that of its first
    day; each counts in every region that it is with. With a year or a region the answer is about
    it, and what is on record with the region is listed.
    """
    every = read_stretches(store, "plan-year", as_of=as_of)
    held = _Held(
        store,
        as_of,
        scheme,
        [s for s in every if year is None or s.key == str(year)],
        regions(store, scheme=scheme),
        region_index(store, scheme=scheme),
    )
    begun = [activity for activity in store.nodes("Activity") if began_by(activity, as_of)]
    chosen = store.node(region) if region is not None else None
    tables = [
        _matrix(held, "activities-by-region", begun, happens_in, chosen),
        _matrix(held, "contacts-by-region", recorded_contacts(store, as_of=as_of), begins_in, chosen),
    ]
    return tables if chosen is None else [*tables, _listed(held, begun, chosen)]


def _matrix(held: _Held, name: str, activities: Sequence[Node], falls: Falls, chosen: Node | None) -> Table:
    gathered = [s for s in held.stretches if s.gathered]
    told = {s.key: [a for a in activities if falls(a, s.period)] for s in gathered}
    told[_UNPLACED] = _unplaced(gathered, told, activities, falls)
    every = list({activity.id: activity for found in told.values() for activity in found}.values())
    counts = {key: held.count(found) for key, found in told.items()}
    whole = held.count(every)
    order = sorted(held.regions, key=lambda region: (-whole[region.id], region.id))
    rows = [_row(s.key, s.label, order, counts.get(s.key)) for s in held.stretches]
    if told[_UNPLACED]:
        rows.append(_row(_UNPLACED, text("measures", "group-unplaced"), order, counts[_UNPLACED]))
    if len(held.stretches) > 1:
        rows.append(_row(_ALL, text("measures", "group-stretches"), order, whole))
    title = _title(name, order, whole, chosen, held.stretches)
    return Table(
        name,
        title,
        _columns(order, "activities" if name == "activities-by-region" else "contacts"),
        rows,
        held.as_of,
        text("measures", f"unit-{name}"),
        len(every),
        held.scheme,
        records=sorted(activity.id for activity in every),
        notes=_notes(name, every, told),
    )


def _unplaced(
    gathered: Sequence[Stretch], told: Mapping[str, Sequence[Node]], activities: Sequence[Node], falls: Falls
) -> list[Node]:
    """List what is surely of these stretches together, though of no one of them for certain."""
    if not gathered:
        return []
    whole = Period(gathered[0].period.first, gathered[-1].period.last)
    placed = {activity.id for found in told.values() for activity in found}
    return [a for a in activities if a.id not in placed and falls(a, whole)]


def _columns(order: Sequence[Node], unit: str) -> list[Column]:
    of_regions = [Column(_key(region), label_of(region), unit) for region in order]
    beside = [column(name, subject="measures", unit=unit) for name in _BESIDE]
    return [column("period", subject="balance", brief=False), column("name"), *of_regions, *beside]


def _row(key: str, name: Label, order: Sequence[Node], counts: Counter[str] | None) -> dict[str, Cell]:
    """Make a row; of a stretch after the end of the record nothing is gathered."""
    ids = {**{_key(region): region.id for region in order}, **{beside: beside for beside in _BESIDE}}
    unknown = text("measures", "reach-none")
    return {
        "period": key,
        "name": name,
        **{column_id: unknown if counts is None else counts[counted] for column_id, counted in ids.items()},
    }


def _key(region: Node) -> str:
    return region.key.partition("/")[2]


def _title(
    name: str, order: Sequence[Node], whole: Counter[str], chosen: Node | None, stretches: Sequence[Stretch]
) -> Label:
    """Say how many there are, with which regions, or with the one asked about."""
    told = [stretch.label for stretch in stretches if stretch.gathered]
    if not told:
        return text("measures", "reach-none") if stretches else text("plan", "status-not-begun")
    when = told[0] if len(told) == 1 else text("measures", "from-to", first=told[0], last=told[-1])
    if chosen is not None:
        return text(
            "measures",
            f"{name}-one",
            when=when,
            region=label_of(chosen),
            n=whole[_ALL],
            held=whole[chosen.id],
        )
    most = [region for region in order if whole[region.id]][:_NAMED]
    named = [text("measures", "region-count", region=label_of(r), n=whole[r.id]) for r in most]
    if not named:
        return text("measures", f"{name}-none", when=when, n=whole[_ALL])
    return text(
        "measures",
        f"{name}-title",
        when=when,
        n=whole[_ALL],
        regions=join_labels(named),
        nobody=whole[_NOBODY],
    )


def _notes(name: str, every: Iterable[Node], told: Mapping[str, Sequence[Node]]) -> list[Label]:
    """Say what is counted, how the parts make the whole, and what stands in several stretches."""
    times = Counter(activity.key for found in told.values() for activity in found)
    several = sorted(key for key, n in times.items() if n > 1)
    notes = [text("measures", f"note-{name}"), text("measures", "note-regions-add-up")]
    if several:
        notes.append(text("measures", "note-several-stretches", n=len(several), ids=", ".join(several)))
    uncounted = Counter(why for activity in every if (why := why_uncounted(activity)) is not None)
    if uncounted:
        parts = [
            text("measures", "why-count", why=text("unit", f"uncounted-why-{why}"), n=n)
            for why, n in sorted(uncounted.items())
        ]
        notes.append(text("measures", "note-not-contacts", n=uncounted.total(), parts=join_labels(parts)))
    return notes


def _listed(held: _Held, begun: Sequence[Node], region: Node) -> Table:
    """List what is on record with a region in these stretches, newest first, and whether it is a contact."""
    told = [s.period for s in held.stretches if s.gathered]
    found = [
        activity
        for activity in newest_first(begun)
        if region.id in held.regions_of(activity) and any(happens_in(activity, period) for period in told)
    ]
    rows = [_listed_row(held, activity) for activity in found]
    title = text("measures", "activities-listed-title", n=len(rows), region=label_of(region))
    return Table(
        "activities-listed",
        title,
        _LISTED,
        rows,
        held.as_of,
        text("measures", "unit-activities-by-region"),
        len(rows),
        held.scheme,
        records=sorted(activity.id for activity in found),
    )


def _listed_row(held: _Held, activity: Node) -> dict[str, Cell]:
    dates, why = activity_dates(activity), why_uncounted(activity)
    countries = (held.store.node(c) for c in sorted(countries_of_activity(held.store, activity.id)))
    return {
        "days": format_span(*dates) if dates is not None else None,
        "name": label_of(activity),
        "countries": list_cell(label_of(country) for country in countries if country is not None),
        "activity_status": _STATUS.get(activity.text("status")),
        "why_uncounted": text("unit", f"uncounted-why-{why}") if why is not None else ABSENT,
        "record": activity.id,
        "sources": source_names(held.store, activity.get("sources")) or ABSENT,
    }

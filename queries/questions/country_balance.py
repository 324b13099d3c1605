"""Country balance: ties and contacts by country, and how much of its region China is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from graph.records import Node
from graph.store import Store
from graph.texts import Label, text
from queries.balance.ways import CHINA, MONGOLIA, note_with_councils
from queries.facts.contact_records import read_contacts_by_country
from queries.facts.contacts import begins_in, plan_period
from queries.facts.headlines import with_undated
from queries.facts.lookup import label_of
from queries.facts.office_count import OfficeCount, read_office_count
from queries.facts.places import DEFAULT_SCHEME, HOME_COUNTRY, country_of, region_of
from queries.facts.record_end import newest_by_country
from queries.facts.ties import Tie, find_council_accords, find_friendly_ties, find_office_ties, find_ties
from queries.table import ABSENT, Cell, Table, column

_COLUMNS = (
    column("country", brief=False), column("name"), column("region"), column("ties", unit="ties"),
    column("share", unit="share"), column("benchmark_share", unit="share", brief=False),
    column("undated", unit="ties", brief=False), column("doubtful", unit="ties", brief=False),
    column("activities_with_anyone", subject="measures", unit="activities"),
    column("activity_share", subject="measures", unit="share"),
    column("contacts_with_anyone", subject="measures", unit="contacts"),
    column("newest_record", subject="measures"),
)  # fmt: skip
_CHINA_COLUMNS = (
    column("way", subject="measures", brief=False), column("name"),
    column("china", subject="measures", unit="units"),
    column("whole", subject="measures", unit="units"),
    column("china_share", subject="measures", unit="share"),
    column("whole_without_mongolia", subject="measures", unit="units"),
    column("china_share_without_mongolia", subject="measures", unit="share"),
)  # fmt: skip


def country_balance(store: Store, *, as_of: date, scheme: str = DEFAULT_SCHEME) -> list[Table]:
    """Count ties and contacts by country with share; then China within its region.

    A contact counts in each country it names or whose partner took part, so the shares of contacts
    add up to more than one.
    """
    ties = find_ties(store, as_of=as_of)
    contacts = read_contacts_by_country(store, as_of=as_of)
    in_plan = _in_plan(store, contacts)
    rows = _rows(store, ties, contacts, in_plan, scheme)
    rows.sort(key=_most_first)
    members = sum(c.get("un_member") is True and c.id != HOME_COUNTRY for c in store.nodes("Country"))
    records = sorted({record for tie in ties for record in tie.records}
                     | {a.id for activities in contacts.values() for a in activities})  # fmt: skip
    undated = sum(tie.since is None for tie in ties)
    notes = [text("questions", "note-tie"), text("measures", "note-country-contacts"),
             text("questions", "note-undated", undated=undated, n=len(ties))]  # fmt: skip
    by_country = Table(
        "country-balance", _title(rows, len(ties)), _COLUMNS, rows, as_of, text("questions", "unit-ties"),
        len(ties), scheme, text("questions", "benchmark-un-members", n=members), records, notes,
    )  # fmt: skip
    china = _within(store, ties, (contacts, in_plan), records, as_of=as_of, scheme=scheme)
    return with_undated(store, [by_country, china], as_of=as_of)


ByCountry = Mapping[str, Sequence[Node]]


def _in_plan(store: Store, contacts: ByCountry) -> ByCountry:
    period = plan_period(store)
    if period is None:
        return {}
    return {country: [a for a in found if begins_in(a, period)] for country, found in contacts.items()}


def _count(store: Store, ties: Sequence[Tie]) -> Counter[str]:
    found = (country_of(store, tie.partner.id) for tie in ties)
    return Counter(country.id for country in found if country is not None)


def _rows(
    store: Store, ties: Sequence[Tie], contacts: ByCountry, in_plan: ByCountry, scheme: str
) -> list[dict[str, Cell]]:
    by_country = _count(store, ties)
    undated = _count(store, [tie for tie in ties if tie.since is None])
    doubtful = _count(store, [tie for tie in ties if tie.partner.get("doubtful") is True])
    every = len({activity.id for found in in_plan.values() for activity in found})
    members = [c for c in store.nodes("Country") if c.get("un_member") is True and c.id != HOME_COUNTRY]
    even = {member.id: 1 / len(members) for member in members}
    newest = newest_by_country(store)
    rows: list[dict[str, Cell]] = []
    for country in store.nodes("Country"):
        if not by_country[country.id] and country.id not in contacts:
            continue
        region = region_of(store, country.id, scheme=scheme)
        active = len(in_plan.get(country.id, ()))
        rows.append({
            "country": country.key, "name": label_of(country),
            "region": label_of(region) if region else None,
            "ties": by_country[country.id], "share": _share(by_country[country.id], len(ties)),
            "benchmark_share": even.get(country.id, 0.0),
            "undated": undated[country.id], "doubtful": doubtful[country.id],
            "activities_with_anyone": active,
            "activity_share": _share(active, every),
            "contacts_with_anyone": len(contacts.get(country.id, ())),
            "newest_record": newest.get(country.id, ABSENT),
        })  # fmt: skip
    return rows


def _most_first(row: Mapping[str, Cell]) -> tuple[int, int, int, str]:
    ties, recent, every = (
        int(str(row[name])) for name in ("ties", "activities_with_anyone", "contacts_with_anyone")
    )
    return (-ties, -recent, -every, str(row["country"]))


def _share(count: int, n: int) -> float | None:
    return count / n if n else None


def _title(rows: Sequence[Mapping[str, Cell]], n: int) -> Label:
    """State the part of the country with most ties; the rows stand by size."""
    if not n or not rows:
        return text("questions", "region-balance-empty")
    countries = sum(bool(row["ties"]) for row in rows)
    ties = int(str(rows[0]["ties"]))
    return text(
        "measures", "country-balance-title", country=rows[0]["name"], ties=ties, n=n,
        share=round(100 * ties / n), countries=countries,
    )  # fmt: skip


def _within(
    store: Store, ties: Sequence[Tie], contacts: tuple[ByCountry, ByCountry], records: Sequence[str],
    *, as_of: date, scheme: str,
) -> Table:  # fmt: skip
    """Compare China with its region by every way of counting, with and without Mongolia."""
    region = region_of(store, CHINA, scheme=scheme)
    neighbours = _countries_of(store, region)
    councils = find_council_accords(store, as_of=as_of)
    ways = {
        "ties": _count(store, ties),
        "office": _count(store, find_office_ties(store, as_of=as_of)),
        "friendly": _count(store, find_friendly_ties(store, as_of=as_of)),
        "with-councils": _count(store, [*ties, *councils]),
    }
    rows = [_china_row(way, {c: counts[c] for c in neighbours}) for way, counts in ways.items()]
    rows += [
        _contact_row(way, {c: found.get(c, ()) for c in neighbours})
        for way, found in zip(("contacts", "activities"), contacts, strict=True)
    ]
    name = label_of(region) if region else text("measures", "group-unknown")
    office = read_office_count(store, as_of=as_of)
    first = rows[0]
    title = text("measures", "china-title", region=name, china=first["china"], whole=first["whole"])
    return Table(
        "china-in-its-region", title, _CHINA_COLUMNS, rows, as_of, text("measures", "unit-ways"), len(rows),
        scheme, text("measures", "benchmark-region", region=name), records,
        [text("measures", "note-country-contacts"), text("measures", "note-mongolia"),
         *(office.closing if office else []),
         note_with_councils([tie.partner.id for tie in ties], [tie.partner.id for tie in councils])],
        says=_office_sentences(store, ways["office"], office),
    )  # fmt: skip


def _office_sentences(store: Store, held: Mapping[str, int], office: OfficeCount | None) -> list[Label]:
    """Set the office's own count beside its kind on record, with the bounds of China's part."""
    china = store.node(CHINA)
    return [office.counted, *office.bounds(held[CHINA], label_of(china))] if office and china else []


def _countries_of(store: Store, region: Node | None) -> list[str]:
    if region is None:
        return []
    return sorted(edge.source for edge in store.edges_to(region.id, "IN_REGION"))


def _china_row(way: str, counts: Mapping[str, int]) -> dict[str, Cell]:
    whole = sum(counts.values())
    return _way(way, counts.get(CHINA, 0), whole, whole - counts.get(MONGOLIA, 0))


def _contact_row(way: str, found: ByCountry) -> dict[str, Cell]:
    """Count a contact with several countries of the region once in the whole."""
    whole = {activity.id for activities in found.values() for activity in activities}
    without = {a.id for country, activities in found.items() if country != MONGOLIA for a in activities}
    return _way(way, len(found.get(CHINA, ())), len(whole), len(without))


def _way(way: str, china: int, whole: int, without: int) -> dict[str, Cell]:
    return {
        "way": way, "name": text("measures", f"way-{way}"), "china": china, "whole": whole,
        "china_share": _share(china, whole), "whole_without_mongolia": without,
        "china_share_without_mongolia": _share(china, without),
    }  # fmt: skip

"""ASEAN gaps: member by member what there is, what is missing, and why it would matter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from graph.dates import format_date
from graph.records import Node
from graph.store import Store
from graph.texts import Label, join_labels, text
from queries.facts.headlines import at_record_end
from queries.facts.landscape import Landscape
from queries.facts.lookup import label_of
from queries.facts.member_standing import Member, join_member
from queries.facts.memberships import BANGKOK
from queries.facts.networks import network_name
from queries.facts.standing import last_contact_cell, records_of
from queries.facts.state_statements import said_on, statement_in_words, statements_on
from queries.facts.strength_cells import STRENGTH_COLUMNS, strength_cells
from queries.facts.uncounted import uncounted_cell
from queries.gaps.channels import Channels, find_channels
from queries.gaps.country_gaps import member_gap, missing_cities
from queries.gaps.reasons import reasons_table
from queries.table import ABSENT, Cell, Table, column, list_cell

_COLUMNS = (
    column("country", brief=False), column("name"), column("tie", presence=True),
    column("partners"), column("status", subject="measures"), column("last_with_ties", subject="unit"),
    column("last_with_anyone", subject="unit"), column("uncounted", subject="unit", brief=False),
    column("networks_shared", subject="unit"), column("places_met", subject="unit", unit="places"),
    column("missions", subject="unit", unit="missions"),
    column("capital", subject="unit"), column("capital_tie", subject="unit", presence=True),
    column("leading_city", subject="unit"), column("leading_city_tie", subject="unit", presence=True),
    *STRENGTH_COLUMNS,
    column("theme_names", subject="measures"),
    column("state_relations", subject="unit", brief=False),
    column("activities_with_anyone", subject="measures", unit="activities", brief=False),
    column("missing", subject="unit"), column("missing_codes", subject="unit", brief=False),
)  # fmt: skip
# From the heaviest to the lightest; the words stand under `missing-<code>`.
MISSING = (
    "tie", "capital", "leading-city", "active-tie", "contact-in-plan", "network", "mission", "second-theme",
)  # fmt: skip


@dataclass(frozen=True)
class _Found:
    """One member with what was found on it."""

    member: Member
    ways: Channels
    missing: Sequence[str]

    @property
    def country(self) -> Node:
        return self.member.country


def asean_gaps(store: Store, *, as_of: date) -> list[Table]:
    """List the other ASEAN members with tie, contacts, strength, ways and what is missing; then reasons.

    Those with the most missing come first. Themes are those of contacts with the ties themselves.
    """
    return asean_gaps_tables(Landscape(store, as_of))


def asean_gaps_tables(land: Landscape) -> list[Table]:
    """Give the tables of `asean_gaps` on a ground that is read already."""
    found = [_look(land, country) for country in land.asean]
    found.sort(key=lambda one: (-len(one.missing), one.country.id))
    rows = [_row(land, one) for one in found]
    title = at_record_end(_title(found), land.store, as_of=land.as_of)
    table = Table(
        "asean-gaps", title, _COLUMNS, rows, land.as_of, text("questions", "unit-members"), len(rows),
        benchmark=text("questions", "benchmark-asean", n=len(rows)), records=_records(found),
        notes=[text("questions", "note-tie"), text("unit", "note-missing"), text("unit", "note-membership"),
               text("unit", "note-uncounted")],
    )  # fmt: skip
    gaps = [member_gap(land, one.country, one.ways) for one in found if one.missing]
    reasons = reasons_table(
        land.store, "asean-gaps-reasons", gaps, as_of=land.as_of, unit=text("questions", "unit-members")
    )
    return [table, reasons]


def _look(land: Landscape, country: Node) -> _Found:
    member = join_member(country, land.standings, as_of=land.told)
    ways = find_channels(land, country.id)
    missing = list(_missing(land, member, ways))
    return _Found(member, ways, [code for code in MISSING if code in missing])


def _missing(land: Landscape, member: Member, ways: Channels) -> Iterator[str]:
    cities = {city.id for city in missing_cities(land, member.country)}
    tied = member.status is not None
    if not tied:
        yield "tie"
    if member.country.text("capital") in cities:
        yield "capital"
    if member.country.text("leading_city") in cities - {member.country.text("capital")}:
        yield "leading-city"
    if member.status is not None and member.status.settled != "active":
        yield "active-tie"
    if not land.index.in_plan(ways.contacts):
        yield "contact-in-plan"
    if not ways.cities:
        yield "network"
    if not ways.missions:
        yield "mission"
    if tied and len(member.themes) < 2:
        yield "second-theme"


def _row(land: Landscape, one: _Found) -> dict[str, Cell]:
    country, ways = one.country, one.ways
    shared = {n for city in ways.cities for n in land.memberships.shared(BANGKOK, city)}
    missing = {city.id for city in missing_cities(land, country)}
    capital, leading = country.text("capital"), country.text("leading_city")
    return {
        **_tie_cells(land, one.member),
        "country": country.key,
        "name": label_of(country),
        "last_with_anyone": land.index.last(ways.contacts) or ABSENT,
        "uncounted": uncounted_cell(land.uncounted.get(country.id, ())),
        "networks_shared": list_cell(network_name(land.store, network) for network in sorted(shared)),
        "places_met": len(ways.cities),
        "missions": len(ways.missions),
        "capital": _city(land, capital), "capital_tie": bool(capital) and capital not in missing,
        "leading_city": _city(land, leading), "leading_city_tie": bool(leading) and leading not in missing,
        "state_relations": _newest_statement(land, country),
        "activities_with_anyone": land.index.in_plan(ways.contacts),
        "missing": list_cell(text("unit", f"missing-{code}") for code in one.missing),
        "missing_codes": "|".join(one.missing) or ABSENT,
    }  # fmt: skip


def _newest_statement(land: Landscape, country: Node) -> Cell:
    """Give the newest word on the relations with a country, with its day and speaker."""
    said = statements_on(land.store, country.id, as_of=land.as_of)
    return join_labels([format_date(said_on(said[0])), statement_in_words(said[0])]) if said else ABSENT


def _tie_cells(land: Landscape, member: Member) -> dict[str, Cell]:
    """Give the cells on the ties with a member, absent where it has none."""
    if member.status is None or member.strength is None:
        names = ("partners", "status", "last_with_ties", "theme_names", *(c.id for c in STRENGTH_COLUMNS))
        return {**dict.fromkeys(names, ABSENT), "tie": False}
    themes = (land.store.node(theme) for theme in member.themes)
    return {
        **strength_cells(member.strength),
        "tie": True,
        "partners": list_cell(label_of(standing.tie.partner) for standing in member.standings),
        "status": member.status.label,
        "last_with_ties": last_contact_cell(member.contacts),
        "theme_names": list_cell(label_of(theme) for theme in themes if theme is not None),
    }


def _city(land: Landscape, city: str) -> Cell:
    node = land.store.node(city)
    return label_of(node) if node is not None else None


def _records(found: Sequence[_Found]) -> list[str]:
    records = set(records_of([standing for one in found for standing in one.member.standings]))
    for one in found:
        records.update((one.country.id, *one.ways.records))
    return sorted(records)


def _title(found: Sequence[_Found]) -> Label:
    counts = {code.replace("-", "_"): sum(1 for one in found if code in one.missing) for code in MISSING}
    return text("unit", "asean-gaps-title", n=len(found), **counts)

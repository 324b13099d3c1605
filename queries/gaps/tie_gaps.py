"""A sleeping tie: the facts for and against waking it, and how complete the record of it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from graph.dates import Period, format_date, months_after
from graph.records import Node
from graph.store import Store, sources, targets
from graph.texts import Label, text
from queries.facts.contact_records import dated, without_date
from queries.facts.landscape import Landscape
from queries.facts.lookup import label_of
from queries.facts.milestones import MILESTONES, coming_years, find_beginnings
from queries.facts.related import records_on
from queries.facts.rungs import Support, by_kpi, find_supports
from queries.facts.standing import Standing
from queries.facts.tie_strength import count_themes
from queries.facts.ties import signed_on
from queries.facts.uncounted import with_uncounted
from queries.gaps.channels import (
    channel_facts,
    day_label,
    find_place_channels,
    record_facts,
    searches_held,
    uncounted_facts,
)
from queries.gaps.disagreement_table import is_disagreement
from queries.gaps.reasons import Fact, Gap

_MONTHS_AHEAD = 12
_STATED = frozenset({"suspended", "ended"})


def tie_gap(land: Landscape, standing: Standing) -> Gap:
    """Make a gap of a sleeping tie."""
    partner = standing.tie.partner
    channels = find_place_channels(land, partner.id, standing.country.id if standing.country else None)
    facts = dict(channel_facts(land, channels))
    signings = [day for agreement in standing.tie.counted if (day := signed_on(agreement)) is not None]
    facts.update(
        uncounted_facts(land, partner.id, land.last_with(partner.id), signed=max(signings, default=None))
    )
    facts.pop("contact-before", None)  # a sleeping tie is told its commonest theme instead
    for part in (_plan_facts, _document_facts, _contact_facts, _place_facts):
        facts.update(part(land, standing))
    return Gap(partner.id, label_of(partner), facts, describe_record(land, standing))


def describe_record(land: Landscape, standing: Standing) -> Label:
    """Say how complete the record of a tie is: contacts, sources, searches, disagreements, what is unsure."""
    strength, partner = standing.strength, standing.tie.partner.id
    days = [record.span.earliest for record in dated(standing.contacts) if record.span is not None]
    words = text(
        "unit", "completeness-tie" if standing.contacts else "completeness-tie-none",
        contacts=strength.contacts, undated=strength.undated,
        sources=strength.sources, documents=len(standing.tie.agreements),
        first=format_date(min(days)) if days else text("unit", "undated"),
        searches=searches_held(len(land.searches.get(partner, ()))),
        open=len(disagreements_on(land.store, partner)),
    )  # fmt: skip
    return with_uncounted(words, land.uncounted.get(partner, ()))


def open_disagreements(store: Store, records: Iterable[str]) -> list[str]:
    """List the matters on which sources disagree about any of some records, by id."""
    return sorted({
        claim.id
        for record in records
        for claim in sources(store, record, "CONCERNS")
        if is_disagreement(claim)
    })  # fmt: skip


def disagreements_on(store: Store, place: str) -> list[str]:
    """List the matters on which sources disagree about a place, its documents or activities, by id.

    None has a date, so all stand on any day, as in the answer of `disagreements`.
    """
    return open_disagreements(store, records_on(store, place))


def projects_naming(store: Store, place: str) -> list[Node]:
    """List the plan's projects whose name holds a place."""
    return [node for node in sources(store, place, "NAMES") if node.label == "Project"]


def supports_of(land: Landscape, place: str) -> list[Support]:
    """List the links of a place's dated contacts to KPIs, newest contact first."""
    return find_supports(land.store, land.index.of(place))


def _plan_facts(land: Landscape, standing: Standing) -> Iterator[tuple[str, Fact]]:
    store, partner = land.store, standing.tie.partner
    projects = projects_naming(store, partner.id)
    if projects:
        cited = [kpi.id for project in projects for kpi in targets(store, project.id, "ADVANCES")]
        named = ", ".join(project.key for project in projects)
        ids = (*(project.id for project in projects), *dict.fromkeys(cited))
        yield "tie-named", Fact({"projects": named}, ids)
    supports = supports_of(land, partner.id)
    kpis = by_kpi(supports)
    if kpis and not any(support.moves for support in supports):
        keys = ", ".join(kpi.partition(":")[2] for kpi in kpis)
        activities = {support.activity.id for support in supports}
        yield "tie-past-levels", Fact({"count": len(activities), "kpis": keys}, tuple(kpis))


def _document_facts(land: Landscape, standing: Standing) -> Iterator[tuple[str, Fact]]:
    counted = standing.tie.counted
    if counted:
        yield "tie-document", Fact({"document": label_of(counted[-1])})
        if not any(agreement.text("status") == "in_force" for agreement in counted):
            yield "tie-document-unsure", Fact()
    if standing.tie.partner.get("doubtful") is True:
        yield "tie-doubtful", Fact()
    window = Period(land.as_of, months_after(land.as_of, _MONTHS_AHEAD))
    rounds = [
        (falls, years)
        for beginning in find_beginnings([standing.tie])
        for years, falls in coming_years(beginning.began, MILESTONES, window)
    ]
    if rounds:
        falls, years = min(rounds, key=lambda found: (found[0].latest, -found[1]))
        yield "tie-anniversary", Fact({"years": years, "date": format_date(falls)})


def _contact_facts(land: Landscape, standing: Standing) -> Iterator[tuple[str, Fact]]:
    known = dated(standing.contacts)
    stated = [status for status in standing.status.possible if status in _STATED]
    if stated:
        yield "tie-stated", Fact({
            "status": standing.status.label, "date": day_label(standing.status.day),
        })  # fmt: skip
    if standing.strength.contacts == standing.strength.signings and not without_date(standing.contacts):
        yield "tie-nobody-met", Fact()
    themes = count_themes(known)
    if themes:
        most = min(themes, key=lambda theme: (-themes[theme], theme))
        node = land.store.node(most)
        if node is not None:
            yield "tie-theme", Fact({"theme": label_of(node), "count": len(known)})
    yield from record_facts(land)


def _place_facts(land: Landscape, standing: Standing) -> Iterator[tuple[str, Fact]]:
    """Tell where the tie lies: in ASEAN, alone in its region, or beside the region with most ties."""
    country, region, top = standing.country, standing.region, land.top_region
    members = {member.id for member in land.asean}
    if country is not None:
        yield from _neighbour(land, standing, country.id)
    if country is not None and country.id in members:
        ties = sum(len(land.standings_in.get(member, ())) for member in members)
        sleeping = sum(land.asleep_by_country[member] for member in members)
        yield "tie-in-asean", Fact({"asleep": sleeping, "ties": ties})
    elif region is None or top is None:
        yield "tie-unplaced", Fact()
    else:
        values: dict[str, object] = {
            "region": label_of(region), "ties": land.ties_by_region[region.id], "n": len(land.standings),
            "asleep": land.asleep_by_region[region.id],
            "top": label_of(top), "most": land.ties_by_region[top.id],
        }  # fmt: skip
        alone = "tie-alone" if values["ties"] == 1 else "tie-outside-top"
        yield "tie-in-top" if region.id == top.id else alone, Fact(values)


def _neighbour(land: Landscape, standing: Standing, country: str) -> Iterator[tuple[str, Fact]]:
    """Tell of the active tie in the same country that was met last."""
    for other in land.active_in[country]:
        if other.tie.partner.id != standing.tie.partner.id:
            last = day_label(other.status.day)
            yield "tie-neighbour", Fact({"partner": label_of(other.tie.partner), "last": last})
            return

"""Dormant ties: which sleep, or may sleep, since when, and whether it is worth waking them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from graph.store import Store
from graph.texts import Label, text
from queries.facts.contact_records import dated
from queries.facts.explain import source_names
from queries.facts.headlines import at_record_end, with_undated
from queries.facts.landscape import Landscape
from queries.facts.lookup import label_of
from queries.facts.memberships import BANGKOK
from queries.facts.networks import network_name
from queries.facts.places import DEFAULT_SCHEME
from queries.facts.standing import Standing, last_contact_cell, records_of
from queries.facts.tie_status import StatusRule, spans_of
from queries.facts.uncounted import uncounted_cell
from queries.gaps.reasons import reasons_table
from queries.gaps.tie_gaps import tie_gap
from queries.table import ABSENT, Cell, Table, column, list_cell

_COLUMNS = (
    column("partner", brief=False), column("name"), column("country"), column("region", brief=False),
    column("since"), column("status", subject="measures"),
    column("status_code", subject="measures", brief=False),
    column("surely_asleep", subject="unit", brief=False),
    column("last_contact"), column("years_silent", subject="unit", unit="years"),
    column("contacts", subject="measures", unit="contacts", brief=False), column("uncounted", subject="unit"),
    column("reason", subject="measures", brief=False),
    column("missions", subject="unit", unit="missions", brief=False),
    column("networks_shared", subject="unit", brief=False), column("sources", brief=False),
)  # fmt: skip


def dormant_ties(
    store: Store,
    *,
    as_of: date,
    scheme: str = DEFAULT_SCHEME,
    active_months: int = StatusRule.active_months,
    dormant_months: int = StatusRule.dormant_months,
) -> list[Table]:
    """List the ties that are dormant, never active, suspended or ended, or may be; then the reasons.

    Longest silent first; a tie without a contact on record counts from its signing. Raises
    QuestionError for limits that give no ladder.
    """
    return dormant_tables(Landscape(store, as_of, scheme, StatusRule(active_months, dormant_months)))


def dormant_tables(land: Landscape) -> list[Table]:
    """Give the tables of `dormant_ties` on a ground that is read already."""
    months = {"active": land.rule.active_months, "dormant": land.rule.dormant_months}
    asleep = sorted(land.asleep, key=_longest_first)
    rows = [_row(land, standing) for standing in asleep]
    title = at_record_end(_title(land, asleep), land.store, as_of=land.as_of)
    table = Table(
        "dormant-ties", title, _COLUMNS, rows, land.as_of, text("questions", "unit-ties"),
        len(rows), land.scheme, text("unit", "benchmark-ties", n=len(land.standings)), records_of(asleep),
        [
            text("measures", "note-status", **months),
            text("unit", "note-silent"), text("measures", "note-contact"), text("unit", "note-uncounted"),
        ],
    )  # fmt: skip
    gaps = [tie_gap(land, standing) for standing in asleep]
    reasons = reasons_table(
        land.store, "dormant-ties-reasons", gaps, as_of=land.as_of, unit=text("questions", "unit-ties")
    )
    return with_undated(land.store, [table, reasons], as_of=land.as_of)


def _silent_since(standing: Standing) -> date | None:
    """Give the day from which a tie is silent: its last contact, or its signing where it has none."""
    # A source's word that a tie is suspended dates the status, not the silence.
    met = [contact.last for contact in dated(standing.contacts) if contact.last is not None]
    if met:
        return max(day.latest for day in met)
    since = None if standing.contacts else standing.tie.since
    return since.latest if since is not None else None


def _longest_first(standing: Standing) -> tuple[bool, date, str]:
    since = _silent_since(standing)
    return (since is None, since or date.max, standing.tie.partner.id)


def _row(land: Landscape, standing: Standing) -> dict[str, Cell]:
    since, country = _silent_since(standing), standing.country
    seats = land.seats_in.get(country.id, ()) if country else ()
    shared = land.memberships.shared(BANGKOK, standing.tie.partner.id)
    cited = tuple(sorted({source for a in standing.tie.agreements for source in a.texts("sources")}))
    return {
        "partner": standing.tie.partner.id,
        "name": label_of(standing.tie.partner),
        "country": label_of(country) if country else None,
        "region": label_of(standing.region) if standing.region else None,
        "since": standing.tie.since,
        "status": standing.status.label,
        "status_code": "|".join(standing.status.possible),
        "surely_asleep": standing.status.settled is not None,
        "last_contact": last_contact_cell(standing.contacts),
        "years_silent": round((land.told - since).days / 365.25, 1) if since else None,
        "contacts": standing.strength.contacts,
        "uncounted": uncounted_cell(land.uncounted.get(standing.tie.partner.id, ())),
        "reason": standing.status.reason,
        "missions": sum(1 for seat in seats if seat.label == "Embassy"),
        "networks_shared": list_cell(network_name(land.store, network) for network in shared),
        "sources": source_names(land.store, cited) or ABSENT,
    }


def _title(land: Landscape, asleep: Sequence[Standing]) -> Label:
    found = Counter(standing.status.settled or "open" for standing in asleep)
    members = {member.id for member in land.asean}
    asean = sum(1 for s in asleep if s.country is not None and s.country.id in members)
    return text(
        "unit", "dormant-ties-title", n=len(asleep), surely=len(asleep) - found["open"],
        span=spans_of(land.rule)["dormant"],
        of=len(land.standings), dormant=found["dormant"],
        never=found["never-active"], stated=found["suspended"] + found["ended"], open=found["open"],
        asean=asean,
    )  # fmt: skip

"""Ties: status and strength, one row a tie, with the statuses by region and the recording rate."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from graph.dates import PartialDate
from graph.store import Store
from graph.texts import Label, same, text
from queries.facts.contact_records import dated, merge_contacts
from queries.facts.contacts import begins_in, plan_period
from queries.facts.headlines import at_record_end, with_undated
from queries.facts.lookup import label_of
from queries.facts.places import DEFAULT_SCHEME, regions
from queries.facts.record_end import last_told, newest_by_country
from queries.facts.recording import (
    first_recorded,
    observe,
    rate_cell,
    recording_table,
)
from queries.facts.standing import (
    Group,
    Standing,
    group_by_region,
    last_contact_cell,
    rank_standings,
    read_standings,
    records_of,
)
from queries.facts.strength_cells import STRENGTH_COLUMNS, strength_cells
from queries.facts.tie_status import STATUSES, StatusRule, spans_of
from queries.facts.tie_strength import StrengthRule
from queries.measures.strength import Rank
from queries.table import ABSENT, Cell, Table, column

_COLUMNS = (
    column("partner", brief=False), column("name"), column("country", brief=False), column("region"),
    column("since"), column("status", subject="measures"),
    column("status_code", subject="measures", brief=False), column("last_contact"),
    column("country_newest", subject="measures"),
    column("reason", subject="measures", brief=False),
    column("status_record", subject="measures", brief=False),
    column("status_sources", subject="measures", brief=False),
    *STRENGTH_COLUMNS, column("rank_range", subject="measures"),
    *(
        column(name, subject="measures", unit="rank", brief=False)
        for name in ("rank", "rank_best", "rank_worst")
    ),
    column("per_year", subject="measures", unit="contacts a year", brief=False),
    column("doubtful_tie", brief=False), column("counted_by_office", brief=False),
)  # fmt: skip
_REGION_COLUMNS = (
    column("region", brief=False), column("name"), column("ties", unit="ties"),
    *(column(f"status_{status.replace('-', '_')}", subject="measures", unit="ties") for status in STATUSES),
    column("status_open", subject="measures", unit="ties"),
    column("contacts", subject="measures", unit="contacts"),
    column("activities_with_ties", subject="measures", unit="activities"),
)  # fmt: skip


def ties(
    store: Store,
    *,
    as_of: date,
    scheme: str = DEFAULT_SCHEME,
    active_months: int = StatusRule.active_months,
    dormant_months: int = StatusRule.dormant_months,
    half_life: float = StrengthRule.half_life,
) -> list[Table]:
    """Tell how alive and how strong every tie is, strongest first; then by region, and what is recorded.

    Raises QuestionError for limits or a half-life that mean nothing.
    """
    status_rule = StatusRule(active_months, dormant_months)
    strength_rule = StrengthRule(half_life)
    standings = read_standings(
        store, as_of=as_of, scheme=scheme, status_rule=status_rule, strength_rule=strength_rule
    )
    told = last_told(store, as_of=as_of)
    ranks = rank_standings(standings, as_of=told, rule=strength_rule)
    notes = _notes(standings, ranks, status_rule, strength_rule)
    held = dated(merge_contacts(standing.contacts for standing in standings))
    by_region = _by_region(store, standings, as_of=as_of, scheme=scheme)
    rows = _rows(store, standings, ranks, told)
    counted = sum(standing.counted for standing in standings)
    title = at_record_end(_title(standings, status_rule), store, as_of=as_of)
    signing_only = sum(0 < s.strength.contacts == s.strength.signings for s in standings)
    says = [text("measures", "note-signings", n=signing_only, of=len(standings))]
    by_tie = Table(
        "ties", title, _COLUMNS, rows, as_of, text("questions", "unit-ties"), counted, scheme,
        records=records_of(standings), notes=notes, says=says,
    )  # fmt: skip
    tables = [by_tie, by_region, recording_table(store, held, as_of=as_of)]
    return with_undated(store, tables, as_of=as_of)


def _rows(
    store: Store, standings: Sequence[Standing], ranks: Mapping[str, Rank | None], told: date
) -> list[dict[str, Cell]]:
    """Make the rows, strongest first; those without a rank stand last, by id."""
    first, newest = first_recorded(store), newest_by_country(store)

    def order(standing: Standing) -> tuple[int, str]:
        rank = ranks.get(standing.tie.partner.id)
        return (rank.rank if rank else len(standings) + 1, standing.tie.partner.id)

    return [
        {
            **_row(standing, newest),
            **_rank_cells(ranks.get(standing.tie.partner.id)),
            "per_year": _rate(standing, first, told),
        }
        for standing in sorted(standings, key=order)
    ]


def _rate(standing: Standing, first: date | None, told: date) -> Cell:
    seen = observe(standing.tie, standing.contacts, first)
    return rate_cell(len(dated(seen.contacts)), seen.since, told=told)


def _row(standing: Standing, newest: Mapping[str, PartialDate]) -> dict[str, Cell]:
    tie, status = standing.tie, standing.status
    return {
        "partner": tie.partner.id,
        "name": label_of(tie.partner),
        "country": label_of(standing.country) if standing.country else None,
        "region": label_of(standing.region) if standing.region else None,
        "since": tie.since,
        "status": status.label,
        "status_code": "|".join(status.possible),
        "last_contact": last_contact_cell(standing.contacts),
        "country_newest": newest.get(standing.country.id) if standing.country else None,
        "reason": status.reason,
        "status_record": status.record or ABSENT,
        "status_sources": ", ".join(status.sources) or ABSENT,
        **strength_cells(standing.strength),
        "doubtful_tie": tie.partner.get("doubtful") is True,
        "counted_by_office": tie.partner.get("counted_by_office") is True,
    }


def _rank_cells(rank: Rank | None) -> dict[str, Cell]:
    if rank is None:
        return dict.fromkeys(
            ("rank_range", "rank", "rank_best", "rank_worst"), text("measures", "not-enough")
        )
    return {
        "rank_range": same(f"{rank.rank} ({rank.best}\u2013{rank.worst})"),
        "rank": rank.rank, "rank_best": rank.best, "rank_worst": rank.worst,
    }  # fmt: skip


def _title(standings: Sequence[Standing], rule: StatusRule) -> Label:
    found = _statuses(standings)
    counted = sum(standing.counted for standing in standings)
    return text(
        "measures", "ties-title", n=counted, active=found["active"], quiet=found["quiet"],
        dormant=found["dormant"], never=found["never-active"], open=found["open"],
        stated=found["suspended"] + found["ended"],
        **{f"{name}_span": span for name, span in spans_of(rule).items()},
    )  # fmt: skip


def _statuses(standings: Sequence[Standing]) -> Counter[str]:
    return Counter(standing.status.settled or "open" for standing in standings)


def _notes(
    standings: Sequence[Standing], ranks: Mapping[str, Rank | None],
    status_rule: StatusRule, strength_rule: StrengthRule,
) -> list[Label]:  # fmt: skip
    ranked = sum(rank is not None for rank in ranks.values())
    months = {"active": status_rule.active_months, "dormant": status_rule.dormant_months}
    return [
        text("questions", "note-tie"), text("measures", "note-contact"),
        text("measures", "note-status", **months), text("measures", "note-newest-record"),
        text("measures", "note-strength", half_life=f"{strength_rule.half_life:g}",
             enough=strength_rule.enough),
        text("measures", "note-weights"),
        text("measures", "note-ranks", ranked=ranked, of=len(standings), enough=strength_rule.enough),
    ]  # fmt: skip


def _by_region(store: Store, standings: Sequence[Standing], *, as_of: date, scheme: str) -> Table:
    groups = group_by_region(standings, regions(store, scheme=scheme))
    counted = sum(standing.counted for standing in standings)
    dormant = sum(standing.status.settled in ("dormant", "never-active") for standing in standings)
    title = text("measures", "ties-by-region-title", n=counted, dormant=dormant)
    return Table(
        "ties-by-region", at_record_end(title, store, as_of=as_of),
        _REGION_COLUMNS, [_region_row(store, group) for group in groups], as_of,
        text("questions", "unit-ties"), counted, scheme, records=records_of(standings),
        notes=[text("measures", "note-groups")],
    )  # fmt: skip


def _region_row(store: Store, group: Group) -> dict[str, Cell]:
    found = _statuses(group.standings)
    period = plan_period(store)
    contacts = [record.activity for record in dated(group.contacts)]
    return {
        "region": group.key,
        "name": group.label,
        "ties": sum(standing.counted for standing in group.standings),
        **{f"status_{status.replace('-', '_')}": found[status] for status in (*STATUSES, "open")},
        "contacts": len(contacts),
        "activities_with_ties": sum(1 for a in contacts if period is not None and begins_in(a, period)),
    }

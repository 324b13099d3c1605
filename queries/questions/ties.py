"""Ties: status and strength, one row a tie, with the statuses by region and the recording rate."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from graph.dates import years_between
from graph.schema.codes import AGREEMENT_KIND, AGREEMENT_STATUS
from graph.store import Store
from graph.texts import Label, same, text
from queries.contact_records import dated, merge_contacts
from queries.contacts import happens_in, plan_period
from queries.lookup import label_of
from queries.measures.strength import Rank
from queries.places import DEFAULT_SCHEME, regions
from queries.recording import RecordingRate, first_recorded, measure_recording, recording_table
from queries.standing import Group, Standing, group_by_region, rank_standings, read_standings, records_of
from queries.table import ABSENT, Cell, Table, column
from queries.tie_status import STATUSES, StatusRule
from queries.tie_strength import Strength, StrengthRule, grade_of
from queries.ties import Tie

_COLUMNS = (
    column("partner", brief=False), column("name"), column("country", brief=False), column("region"),
    column("since"), column("status", subject="measures"),
    column("status_code", subject="measures", brief=False), column("last_contact"),
    column("reason", subject="measures", brief=False),
    column("status_record", subject="measures", brief=False),
    column("status_sources", subject="measures", brief=False),
    column("formality", subject="measures"),
    column("formality_grade", subject="measures", unit="grade", brief=False),
    column("formality_status", subject="measures", brief=False),
    column("recency_low", subject="measures", unit="years", brief=False),
    column("recency", subject="measures", unit="years"),
    column("volume", subject="measures", unit="weighted contacts"),
    column("volume_high", subject="measures", unit="weighted contacts", brief=False),
    column("rank_range", subject="measures"),
    column("rank", subject="measures", unit="rank", brief=False),
    column("rank_best", subject="measures", unit="rank", brief=False),
    column("rank_worst", subject="measures", unit="rank", brief=False),
    column("breadth", subject="measures", unit="ratio"),
    column("reciprocity", subject="measures", unit="fraction"),
    column("contacts", subject="measures", unit="contacts"),
    column("per_year", subject="measures", unit="contacts a year"),
    column("undated_contacts", subject="measures", unit="contacts", brief=False),
    column("signings", subject="measures", unit="contacts", brief=False),
    column("in_bangkok", subject="measures", unit="contacts", brief=False),
    column("abroad", subject="measures", unit="contacts", brief=False),
    column("source_count", subject="measures", unit="sources", brief=False),
    column("doubtful_tie", brief=False), column("counted_by_office", brief=False),
)  # fmt: skip
_REGION_COLUMNS = (
    column("region", brief=False), column("name"), column("ties", unit="ties"),
    *(column(f"status_{status.replace('-', '_')}", subject="measures", unit="ties") for status in STATUSES),
    column("status_open", subject="measures", unit="ties"),
    column("contacts", subject="measures", unit="contacts"),
    column("activities", unit="activities"), column("per_year", subject="measures", unit="contacts a year"),
)  # fmt: skip
_KINDS = {code.value: code.label for code in AGREEMENT_KIND}
_AGREEMENT_STATUS = {code.value: code.label for code in AGREEMENT_STATUS}


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
    ranks = rank_standings(standings, as_of=as_of, rule=strength_rule)
    notes = _notes(standings, ranks, status_rule, strength_rule)
    held = dated(merge_contacts(standing.contacts for standing in standings))
    by_region = _by_region(store, standings, as_of=as_of, scheme=scheme)
    rows = _rows(standings, ranks, first_recorded(store), as_of)
    counted = sum(standing.counted for standing in standings)
    by_tie = Table(
        "ties", _title(standings), _COLUMNS, rows, as_of, text("questions", "unit-ties"), counted, scheme,
        records=records_of(standings), notes=notes,
    )  # fmt: skip
    return [by_tie, by_region, recording_table(store, held, as_of=as_of)]


def _rows(
    standings: Sequence[Standing], ranks: Mapping[str, Rank | None], first: date | None, as_of: date
) -> list[dict[str, Cell]]:
    """Make the rows, strongest first; those without a rank stand last, by id."""

    def order(standing: Standing) -> tuple[int, str]:
        rank = ranks.get(standing.tie.partner.id)
        return (rank.rank if rank else len(standings) + 1, standing.tie.partner.id)

    return [_row(s, ranks.get(s.tie.partner.id), first, as_of) for s in sorted(standings, key=order)]


def _row(standing: Standing, rank: Rank | None, first: date | None, as_of: date) -> dict[str, Cell]:
    tie, status = standing.tie, standing.status
    return {
        "partner": tie.partner.id,
        "name": label_of(tie.partner),
        "country": label_of(standing.country) if standing.country else None,
        "region": label_of(standing.region) if standing.region else None,
        "since": tie.since,
        "status": status.label,
        "status_code": "|".join(status.possible),
        "last_contact": _last_contact(standing),
        "reason": status.reason,
        "status_record": status.record or ABSENT,
        "status_sources": ", ".join(status.sources) or ABSENT,
        **_strength_cells(standing.strength),
        **_rank_cells(rank),
        "per_year": _per_year(tie, standing.strength.contacts, first, as_of),
        "doubtful_tie": tie.partner.get("doubtful") is True,
        "counted_by_office": tie.partner.get("counted_by_office") is True,
    }


def _last_contact(standing: Standing) -> Cell:
    days = [record.last for record in dated(standing.contacts) if record.last is not None]
    return max(days) if days else (None if standing.contacts else ABSENT)


def _strength_cells(strength: Strength) -> dict[str, Cell]:
    thin = text("measures", "not-enough")
    agreement = strength.agreement
    return {
        "formality": _KINDS.get(agreement.text("kind")) if agreement else ABSENT,
        "formality_grade": grade_of(agreement) if agreement else ABSENT,
        "formality_status": _AGREEMENT_STATUS.get(agreement.text("status")) if agreement else ABSENT,
        "recency_low": strength.recency.low if strength.recency else thin,
        "recency": strength.recency.high if strength.recency else thin,
        "volume": strength.volume.low if strength.volume else thin,
        "volume_high": strength.volume.high if strength.volume else thin,
        "breadth": thin if strength.breadth is None else strength.breadth,
        "reciprocity": thin if strength.reciprocity is None else strength.reciprocity,
        "contacts": strength.contacts,
        "undated_contacts": strength.undated,
        "signings": strength.signings,
        "in_bangkok": strength.in_bangkok,
        "abroad": strength.abroad,
        "source_count": strength.sources,
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


def _per_year(tie: Tie, contacts: int, first: date | None, as_of: date) -> Cell:
    """Give contacts a year since the signing or the first activity on record, whichever is later."""
    if first is None:
        return text("measures", "not-enough")
    begin = max(first, tie.since.latest) if tie.since is not None else first
    years = years_between(begin, as_of)
    return contacts / years if years >= 1 else text("measures", "not-enough")


def _title(standings: Sequence[Standing]) -> Label:
    found = _statuses(standings)
    counted = sum(standing.counted for standing in standings)
    return text(
        "measures", "ties-title", n=counted, active=found["active"], quiet=found["quiet"],
        dormant=found["dormant"], never=found["never-active"], open=found["open"],
        stated=found["suspended"] + found["ended"],
    )  # fmt: skip


def _statuses(standings: Sequence[Standing]) -> Counter[str]:
    return Counter(standing.status.settled or "open" for standing in standings)


def _notes(
    standings: Sequence[Standing], ranks: Mapping[str, Rank | None],
    status_rule: StatusRule, strength_rule: StrengthRule,
) -> list[Label]:  # fmt: skip
    signing_only = sum(0 < s.strength.contacts == s.strength.signings for s in standings)
    ranked = sum(rank is not None for rank in ranks.values())
    months = {"active": status_rule.active_months, "dormant": status_rule.dormant_months}
    return [
        text("questions", "note-tie"), text("measures", "note-contact"),
        text("measures", "note-status", **months),
        text("measures", "note-signings", n=signing_only, of=len(standings)),
        text("measures", "note-strength", half_life=f"{strength_rule.half_life:g}",
             enough=strength_rule.enough),
        text("measures", "note-weights"),
        text("measures", "note-ranks", ranked=ranked, of=len(standings), enough=strength_rule.enough),
    ]  # fmt: skip


def _by_region(store: Store, standings: Sequence[Standing], *, as_of: date, scheme: str) -> Table:
    groups = group_by_region(standings, regions(store, scheme=scheme))
    rate = measure_recording(store, (), as_of=as_of)
    counted = sum(standing.counted for standing in standings)
    dormant = sum(standing.status.settled in ("dormant", "never-active") for standing in standings)
    return Table(
        "ties-by-region", text("measures", "ties-by-region-title", n=counted, dormant=dormant),
        _REGION_COLUMNS, [_region_row(store, group, rate) for group in groups], as_of,
        text("questions", "unit-ties"), counted, scheme, records=records_of(standings),
        notes=[text("measures", "note-groups"), text("measures", "note-rate")],
    )  # fmt: skip


def _region_row(store: Store, group: Group, rate: RecordingRate) -> dict[str, Cell]:
    found = _statuses(group.standings)
    period = plan_period(store)
    contacts = [r.activity for r in dated(merge_contacts(s.contacts for s in group.standings))]
    return {
        "region": group.key,
        "name": label_of(group.node) if group.node else text("measures", f"group-{group.key}"),
        "ties": sum(standing.counted for standing in group.standings),
        **{f"status_{status.replace('-', '_')}": found[status] for status in (*STATUSES, "open")},
        "contacts": len(contacts),
        "activities": sum(1 for a in contacts if period is not None and happens_in(a, period)),
        "per_year": rate.per_year(len(contacts)) if rate.years >= 1 else text("measures", "not-enough"),
    }

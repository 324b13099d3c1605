"""ASEAN depth: how alive and strong the ties with each member are, and the weakest of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from statistics import fmean, median

from graph.store import Store
from graph.texts import Label, text
from queries.facts.contact_records import read_contacts_by_country
from queries.facts.contacts import begins_in, plan_period
from queries.facts.headlines import at_record_end
from queries.facts.lookup import label_of
from queries.facts.member_standing import Member, join_member
from queries.facts.places import asean_members
from queries.facts.record_end import last_told
from queries.facts.standing import Standing, last_contact_cell, read_standings, records_of
from queries.facts.strength_cells import STRENGTH_COLUMNS, strength_cells
from queries.facts.tie_status import StatusRule
from queries.facts.tie_strength import StrengthRule, grade_of
from queries.table import ABSENT, Cell, Table, column, list_cell

_COLUMNS = (
    column("country", brief=False), column("name"), column("tie", presence=True), column("partners"),
    column("status", subject="measures"), column("status_code", subject="measures", brief=False),
    column("last_with_ties", subject="unit"), *STRENGTH_COLUMNS,
    column("theme_names", subject="measures", brief=False),
    column("activities_with_anyone", subject="measures", unit="activities"),
)  # fmt: skip
_SUMMARY_COLUMNS = (
    column("component", subject="measures", brief=False), column("name"),
    column("component_unit", subject="measures"), column("members", subject="measures", unit="members"),
    *(column(name, subject="measures", unit="of its unit") for name in ("mean", "median", "weakest")),
    column("weakest_member", subject="measures"),
)  # fmt: skip


def asean_depth(
    store: Store,
    *,
    as_of: date,
    active_months: int = StatusRule.active_months,
    dormant_months: int = StatusRule.dormant_months,
    half_life: float = StrengthRule.half_life,
) -> list[Table]:
    """Tell, member by member, how deep the ties go; then mean, median and weakest over covered members.

    The ties of one member count together: the most alive status, the strongest document, each
    contact once. Raises QuestionError as `ties`.
    """
    rule = StrengthRule(half_life)
    standings = [
        standing
        for standing in read_standings(
            store, as_of=as_of, status_rule=StatusRule(active_months, dormant_months), strength_rule=rule
        )
        if standing.counted
    ]
    told = last_told(store, as_of=as_of)
    members = [
        join_member(country, standings, as_of=told, rule=rule)
        for country in asean_members(store, as_of=as_of)
    ]
    covered = [member for member in members if member.strength is not None]
    counted = [standing for member in covered for standing in member.standings]
    in_plan = _contacts_in_plan(store, as_of=as_of)
    rows = [_row(store, member, in_plan) for member in members]
    rows.sort(key=lambda row: (not row["tie"], str(row["country"])))
    yardstick = text("questions", "benchmark-asean", n=len(members))
    title = at_record_end(_title(covered, len(members)), store, as_of=as_of)
    return [
        Table("asean-depth", title, _COLUMNS, rows, as_of,
              text("questions", "unit-members"), len(members), benchmark=yardstick,
              records=_records(members, counted, in_plan), notes=_notes(rule, active_months, dormant_months)),
        Table("asean-depth-summary", text("measures", "asean-depth-summary-title", n=len(covered)),
              _SUMMARY_COLUMNS, _summary(covered), as_of, text("questions", "unit-members"), len(covered),
              benchmark=yardstick, records=records_of(counted),
              notes=[text("measures", "note-depth"), text("measures", "note-ordinal")]),
    ]  # fmt: skip


def _contacts_in_plan(store: Store, *, as_of: date) -> dict[str, list[str]]:
    period = plan_period(store)
    return {
        country: [a.id for a in activities if period is not None and begins_in(a, period)]
        for country, activities in read_contacts_by_country(store, as_of=as_of).items()
    }


def _row(store: Store, member: Member, in_plan: Mapping[str, Sequence[str]]) -> dict[str, Cell]:
    own: dict[str, Cell] = {
        "country": member.country.key, "name": label_of(member.country),
        "tie": member.strength is not None, "activities_with_anyone": len(in_plan.get(member.country.id, ())),
    }  # fmt: skip
    if member.strength is None or (status := member.status) is None:
        return {**dict.fromkeys((column.id for column in _COLUMNS), ABSENT), **own}
    nodes = (store.node(theme) for theme in member.themes)
    return {
        **own,
        "partners": list_cell(label_of(standing.tie.partner) for standing in member.standings),
        "status": status.label,
        "status_code": "|".join(status.possible),
        "last_with_ties": last_contact_cell(member.contacts),
        **strength_cells(member.strength),
        "theme_names": list_cell(label_of(node) for node in nodes if node is not None),
    }


def _summary(covered: Sequence[Member]) -> list[dict[str, Cell]]:
    """Summarise each component over the members for which it is known; grades have no mean."""
    measured = [(member, member.strength) for member in covered if member.strength is not None]
    found: dict[str, list[tuple[float, Member]]] = {
        "formality": [(grade_of(s.agreement), m) for m, s in measured if s.agreement],
        "recency": [(s.recency.high, m) for m, s in measured if s.recency],
        "volume": [(s.volume.low, m) for m, s in measured if s.volume],
        "breadth": [(s.breadth, m) for m, s in measured if s.breadth is not None],
        "reciprocity": [(s.reciprocity, m) for m, s in measured if s.reciprocity is not None],
        "contacts": [(s.contacts, m) for m, s in measured],
    }
    return [_summary_row(component, values) for component, values in found.items()]


def _summary_row(component: str, values: Sequence[tuple[float, Member]]) -> dict[str, Cell]:
    own: dict[str, Cell] = {
        "component": component, "name": text("measures", f"column-{component}"),
        "component_unit": text("measures", f"component-unit-{component}"), "members": len(values),
    }  # fmt: skip
    if not values:
        thin = text("measures", "not-enough")
        return {**own, "mean": thin, "median": thin, "weakest": thin, "weakest_member": ABSENT}
    # A long time since the last contact is the weak end of recency; of all others it is the small one.
    sign = -1 if component == "recency" else 1
    weakest = min(sign * value for value, _ in values)
    names = [label_of(member.country) for value, member in values if sign * value == weakest]
    return {
        **own,
        "mean": ABSENT if component == "formality" else fmean(value for value, _ in values),
        "median": median(value for value, _ in values),
        "weakest": sign * weakest,
        "weakest_member": list_cell(names),
    }


def _title(covered: Sequence[Member], n: int) -> Label:
    active = sum(any(s.status.settled == "active" for s in member.standings) for member in covered)
    recency = [m.strength.recency.high for m in covered if m.strength is not None and m.strength.recency]
    if not recency:
        return text("measures", "asean-depth-empty", covered=len(covered), n=n)
    return text(
        "measures", "asean-depth-title", covered=len(covered), n=n, active=active,
        median=f"{median(recency):.1f}", worst=f"{max(recency):.1f}",
    )  # fmt: skip


def _notes(rule: StrengthRule, active_months: int, dormant_months: int) -> list[Label]:
    return [
        text("measures", "note-depth"), text("measures", "note-contact"),
        text("measures", "note-status", active=active_months, dormant=dormant_months),
        text("measures", "note-strength", half_life=f"{rule.half_life:g}", enough=rule.enough),
        text("measures", "note-weights"),
    ]  # fmt: skip


def _records(
    members: Sequence[Member], counted: Sequence[Standing], in_plan: Mapping[str, Sequence[str]]
) -> list[str]:
    others = {record for member in members for record in in_plan.get(member.country.id, ())}
    return sorted({*records_of(counted), *others})

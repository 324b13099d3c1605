"""The plan and its traces as tables: one calculation for the screen, the page and the workbook."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from graph.dates import Period, format_date, parse_date
from graph.records import Node
from graph.schema import codes
from graph.store import Store, targets
from graph.texts import Label, text
from plan.assessment import Assessment, assess_all, is_known_by
from plan.trace import Trace, TracedActivity, TracedKpi, TracedLevel
from queries.contacts import happens_in, plan_period, plan_years
from queries.explain import source_names
from queries.table import ABSENT, Cell, Column, Table

if TYPE_CHECKING:
    from loaders.plan_text.verify import Difference

_LABELS = {
    name: {code.value: code.label for code in listed}
    for name, listed in (("role", codes.ROLE), ("mode", codes.SUPPORT_MODE), ("rule", codes.KPI_RULE),
                         ("kind", codes.KPI_KIND))
}  # fmt: skip


def _column(column_id: str, *, unit: str = "", brief: bool = True) -> Column:
    return Column(column_id, text("plan", f"column-{column_id}"), unit, brief)


_STATUS = (
    _column("kpi"), _column("name", brief=False), _column("year", unit="year"),
    _column("target", unit="level"), _column("confirmed", unit="level"), _column("claimed", unit="level"),
    _column("claimed_staged", unit="level", brief=False), _column("possible", unit="level"),
    _column("status", brief=False), _column("records_held", unit="activities"),
    _column("linked", unit="activities", brief=False),
)  # fmt: skip
_STRUCTURE = (
    _column("strategy"), _column("tactic"), _column("kpi"), _column("name"), _column("kind"), _column("rule"),
)  # fmt: skip
_CHAIN = (_column("kpi"), _column("relation"), _column("record"), _column("name"))
_LINKS = (
    _column("kpi", brief=False), _column("level"), _column("date_be"), _column("date", brief=False),
    _column("activity"), _column("name"), _column("role"), _column("mode"), _column("partners"),
    _column("themes", brief=False), _column("rule_id", brief=False), _column("reason", brief=False),
    _column("source", brief=False),
)  # fmt: skip
_TARGETS = (
    _column("kpi"), _column("year", unit="year"), _column("target", unit="level"), _column("condition"),
)  # fmt: skip
_DIFFERENCES = (
    _column("element"), _column("field"), _column("packaged"), _column("found"), _column("line", unit="line"),
)  # fmt: skip


def name_of(node: Node) -> Label:
    """Name a record in both languages; what has no name is named by its summary."""
    thai = node.text("name_th") or node.text("summary_th") or node.name
    english = node.text("summary_en") if node.name in ("", node.text("name_th")) else node.name
    return Label(thai, english or node.name)


def plan_tables(store: Store, *, as_of: date) -> list[Table]:
    """Give the plan's structure and the status of every KPI in every year of the plan."""
    return [structure_table(store, as_of=as_of), status_table(store, years=plan_years(store), as_of=as_of)]


def structure_table(store: Store, *, as_of: date) -> Table:
    """List strategies, tactics and KPIs with kind and assumed rule."""
    rows: list[dict[str, Cell]] = []
    for kpi in store.nodes("Kpi"):
        tactics = targets(store, kpi.id, "PART_OF")
        strategies = [s for tactic in tactics for s in targets(store, tactic.id, "PART_OF")]
        rows.append({
            "strategy": ", ".join(s.key for s in strategies), "tactic": _joined(map(name_of, tactics)),
            "kpi": kpi.key, "name": name_of(kpi), "kind": _LABELS["kind"][kpi.text("kind")],
            "rule": _LABELS["rule"][kpi.text("rule")],
        })  # fmt: skip
    counts = {
        name: sum(1 for _ in store.nodes(label))
        for name, label in (("strategies", "Strategy"), ("tactics", "Tactic"), ("kpis", "Kpi"))
    }
    title = text("plan", "title-structure", **counts)
    records = [kpi.id for kpi in store.nodes("Kpi")]
    return Table(
        "plan", title, _STRUCTURE, rows, as_of, text("plan", "unit-kpis"), len(rows), records=records
    )


def status_table(store: Store, *, years: Iterable[int], as_of: date) -> Table:
    """Give target, confirmed, claimed and possible for every KPI and year, with records held."""
    assessed = assess_all(store, years=years, as_of=as_of)
    rows = [_status_row(found) for found in assessed]
    begun = [found for found in assessed if found.status != "not-begun"]
    at_target = sum(1 for found in begun if found.status == "claimed-at-target")
    confirmed = sum(1 for found in begun if found.confirmed)
    title = text("plan", "title-status", claimed=at_target, n=len(begun), confirmed=confirmed)
    records = sorted(
        {found.kpi.id for found in assessed} | {a.id for found in assessed for a in found.activities}
    )
    return Table(
        "plan-status", title, _STATUS, rows, as_of, text("plan", "unit-kpi-years"), len(rows),
        benchmark=text("plan", "benchmark-target"), records=records,
        notes=[text("plan", key) for key in ("note-clock", "note-levels", "note-records")],
    )  # fmt: skip


def _status_row(found: Assessment) -> dict[str, Cell]:
    target = found.target.number("value") if found.target else None
    # A year that has not begun has no actual: absent, which is not unknown.
    begun = found.status != "not-begun"
    return {
        "kpi": found.kpi.key, "name": name_of(found.kpi), "year": found.year,
        "target": ABSENT if target is None else int(target),
        "confirmed": found.confirmed if begun else ABSENT, "claimed": found.claimed if begun else ABSENT,
        "claimed_staged": found.claimed_staged if begun else ABSENT,
        "possible": found.possible if begun else ABSENT,
        "status": text("plan", f"status-{found.status}"), "records_held": found.records_held,
        "linked": len(found.activities),
    }  # fmt: skip


def trace_tables(store: Store, found: Trace, *, as_of: date) -> list[Table]:
    """Give a trace as three tables: the chain upwards, the targets, the activities."""
    chain = [row for traced in found.kpis for row in _chain(store, traced)]
    title = text("plan", "title-chain", id=found.start.id, name=name_of(found.start), n=len(found.kpis))
    rows = [row for traced in found.kpis for row in target_rows(traced)]
    return [
        Table("trace", title, _CHAIN, chain, as_of, text("plan", "unit-kpis"), len(found.kpis),
              records=found.records),
        Table("targets", text("plan", "title-targets", n=len(rows)), _TARGETS, rows, as_of,
              text("plan", "unit-targets"), len(rows), records=found.records),
        links_table(store, found.kpis, as_of=as_of),
    ]  # fmt: skip


def links_table(
    store: Store, kpis: Sequence[TracedKpi], *, as_of: date, inside: Period | None = None
) -> Table:
    """List the links from activities to levels, newest first within a level; `inside` narrows them."""
    period = plan_period(store)
    links = [
        (traced, level, link)
        for traced in kpis
        for level in traced.levels
        for link in level.links
        if is_known_by(link.activity, as_of) and (inside is None or happens_in(link.activity, inside))
    ]
    within = sum(1 for _, _, link in links if period is not None and happens_in(link.activity, period))
    rows = [link_row(store, traced, level, link) for traced, level, link in links]
    records = sorted({link.activity.id for _, _, link in links})
    notes = [text("plan", "note-clock"), text("plan", "note-levels")]
    title = text("plan", "title-links", n=len(rows), inside=within)
    return Table(
        "activities",
        title,
        _LINKS,
        rows,
        as_of,
        text("plan", "unit-links"),
        len(rows),
        records=records,
        notes=notes,
    )


def _chain(store: Store, traced: TracedKpi) -> list[dict[str, Cell]]:
    strategies = [s for tactic in traced.tactics for s in targets(store, tactic.id, "PART_OF")]
    steps = [
        *(("challenge", node) for node in traced.challenges),
        *(("strategy", node) for node in strategies),
        *(("tactic", node) for node in traced.tactics),
        *(("project", node) for node in traced.projects),
        *((role.lower(), node) for role, node in traced.agencies),
    ]
    return [
        {
            "kpi": traced.kpi.key,
            "relation": text("plan", f"relation-{key}"),
            "record": node.id,
            "name": name_of(node),
        }
        for key, node in steps
    ]


def target_rows(traced: TracedKpi) -> list[dict[str, Cell]]:
    """List a KPI's targets with their conditions as printed."""
    return [
        {
            "kpi": traced.kpi.key, "year": int(t.number("year") or 0), "target": int(t.number("value") or 0),
            "condition": t.text("condition") or ABSENT,
        }
        for t in traced.targets
    ]  # fmt: skip


def link_row(store: Store, traced: TracedKpi, level: TracedLevel, link: TracedActivity) -> dict[str, Cell]:
    """Give one link as a row: level, date in both eras, role, mode, partners, rule, source."""
    activity, edge = link.activity, link.edge
    start = activity.text("start_on")
    return {
        "kpi": traced.kpi.key,
        "level": text("plan", "level-whole") if level.number == 0 else f"L{level.number}",
        "date": start or None, "date_be": format_date(parse_date(start)) if start else None,
        "activity": activity.id, "name": name_of(activity),
        "role": _LABELS["role"][activity.text("role_of_bangkok")], "mode": _LABELS["mode"][edge.text("mode")],
        "partners": partner_names(store, activity),
        "themes": _joined(map(name_of, targets(store, activity.id, "ABOUT"))),
        "rule_id": edge.text("rule"), "reason": Label(edge.text("reason_th"), edge.text("reason_en")),
        "source": source_names(store, activity.get("sources")) or None,
    }  # fmt: skip


def partner_names(store: Store, activity: Node) -> Cell:
    """Name an activity's partners (its countries where it names no partner); None where neither."""
    nodes = targets(store, activity.id, "INVOLVES")
    partners = [node for node in nodes if node.label != "Country"] or nodes
    return _joined(map(name_of, partners)) if partners else None


def _joined(names: Iterable[Label]) -> Label:
    listed = list(names)
    return Label(", ".join(n.th for n in listed) or ABSENT, ", ".join(n.en for n in listed) or ABSENT)


def difference_table(differences: Sequence[Difference], *, as_of: date) -> Table:
    """List what differs between the plan's text and the packaged facts."""
    rows: list[dict[str, Cell]] = [
        {"element": d.element, "field": d.field, "packaged": d.packaged or ABSENT, "found": d.found or ABSENT,
         "line": d.line}
        for d in differences
    ]  # fmt: skip
    return Table(
        "differences", text("plan", "title-differences", n=len(rows)), _DIFFERENCES, rows, as_of,
        text("plan", "unit-differences"), len(rows), benchmark=text("plan", "benchmark-document"),
    )  # fmt: skip

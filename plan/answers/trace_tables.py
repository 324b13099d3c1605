"""A trace as tables and as the JSON that scripts rely on: one shape behind screen, page and file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from graph.dates import Period
from graph.records import Edge, Node
from graph.schema import codes
from graph.store import Store, targets
from graph.texts import Label, text
from plan.answers.no_rules import no_rule_notes
from plan.answers.overview import correction_words, described, joined, name_of, page_words, withdrawn_note
from plan.answers.trace_reasons import why_nothing
from plan.ladders.kpi import WITHDRAWN
from plan.ladders.trace import OPEN_GROUP, Trace, TracedActivity, TracedAgency, TracedKpi, TracedLevel
from plan.making.rules import RuleSet
from queries.facts.contacts import began_by, happens_in, plan_period
from queries.facts.explain import source_names
from queries.table import ABSENT, Cell, Column, Table, column, date_cell

_LABELS = {
    name: codes.labels(listed)
    for name, listed in (("role", codes.ROLE), ("mode", codes.SUPPORT_MODE), ("origin", codes.ORIGIN))
}


def _columns(shown: str, files_only: str = "") -> tuple[Column, ...]:
    """Make columns by name: those shown everywhere, then those for files alone."""
    return (
        *(column(name, subject="plan") for name in shown.split()),
        *(column(name, subject="plan", brief=False) for name in files_only.split()),
    )


_CHAIN = _columns("kpi relation record name page")
_LINKS = _columns(
    "level date activity name role mode partners",
    "kpi element themes project evidence origin rule_id reason source",
)
_CARRIED = _columns("project date activity name rule_id", "origin reason")
_TARGETS = (
    column("kpi", subject="plan"), column("year", subject="plan", unit="year"),
    column("target", subject="plan", unit="level"), column("condition", subject="plan"),
)  # fmt: skip


def trace_tables(
    store: Store,
    found: Trace,
    *,
    as_of: date,
    unlinked: Mapping[str, str] | None = None,
    rules: RuleSet | None = None,
) -> list[Table]:
    """Give a trace as tables: the chain, the targets, the activities by level, those by project.

    A trace from an activity or a partner starts with its own links. `unlinked` says why the rules
    made no link for an activity, by its id; `rules` for what none is written.
    """
    chain = [row for traced in found.kpis for row in _chain(traced, only_linked=found.narrowed)]
    rows = [row for traced in found.kpis for row in target_rows(traced)]
    open_groups = sum(1 for agency in found.agencies if agency.text("kind") == OPEN_GROUP)
    notes = why_nothing(store, found, as_of=as_of, unlinked=unlinked or {})
    notes += no_rule_notes(found, rules) if rules is not None else []
    if found.agencies:
        named = len(found.agencies) - open_groups
        notes.append(text("plan", "note-agencies", named=named, open=open_groups))
    above = [
        Table("trace", _title(found), _CHAIN, chain, as_of, text("plan", "unit-kpis"), len(found.kpis),
              records=found.records, notes=notes),
        Table("targets", text("plan", "title-targets", n=len(rows)), _TARGETS, rows, as_of,
              text("plan", "unit-targets"), len(rows), records=found.records),
    ]  # fmt: skip
    below = [links_table(store, found.kpis, as_of=as_of), carried_table(store, found, as_of=as_of)]
    return [above[0], *below, above[1]] if found.narrowed else [*above, *below]


def _title(found: Trace) -> Label:
    """Say how many KPIs a trace reaches; from activities, apart by whether they move a level."""
    named = {"id": found.start.id, "name": name_of(found.start)}
    moved = sum(traced.is_moved for traced in found.kpis)
    if not found.narrowed or moved == len(found.kpis):
        return text("plan", "title-chain", kpis=_count_kpis(len(found.kpis)), **named)
    beside = _count_kpis(len(found.kpis) - moved)
    return text("plan", "title-chain-apart", moved=_count_kpis(moved), beside=beside, **named)


def _count_kpis(n: int) -> Label:
    return text("plan", "one-kpi" if n == 1 else "some-kpis", n=n)


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
        if began_by(link.activity, as_of) and (inside is None or happens_in(link.activity, inside))
    ]
    within = sum(1 for _, _, link in links if period is not None and happens_in(link.activity, period))
    rows = [link_row(store, traced, level, link) for traced, level, link in links]
    records = sorted({link.activity.id for _, _, link in links})
    withdrawn = [link.edge for _, _, link in links if link.edge.text("mode") == WITHDRAWN]
    notes = [
        text("plan", "clock-fiscal"),
        text("plan", "note-levels"),
        *(withdrawn_note(store, edge) for edge in withdrawn),
    ]
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


def _chain(traced: TracedKpi, *, only_linked: bool) -> list[dict[str, Cell]]:
    """List what stands above and below a KPI; `only_linked` leaves out levels that no link reaches."""
    levels = [level for level in traced.levels if level.links or not only_linked]
    steps = [
        *((f"addressed-{node.label.lower()}", node, described(node)) for node in traced.addressed),
        *_steps("strategy", traced.strategies),
        *_steps("tactic", traced.tactics),
        *_steps("goal", traced.goals),
        *_steps("project", traced.projects),
        *((a.role if a.is_named else f"{a.role}-open", a.node, _named(a)) for a in traced.agencies),
        *_steps("level", (level.node for level in levels if level.number)),
        *_steps("criterion", (criterion for level in levels for criterion in level.criteria)),
        *_steps("concept", traced.concepts),
        *_steps("statement", traced.statements),
        *(("correction", slip, correction_words(slip)) for slip in traced.corrections),
    ]
    return [
        {
            "kpi": traced.kpi.key,
            "relation": text("plan", f"relation-{key}"),
            "record": node.id,
            "name": name,
            "page": page_words(node),
        }
        for key, node, name in steps
    ]


def _steps(relation: str, nodes: Iterable[Node]) -> Iterator[tuple[str, Node, Label]]:
    return ((relation, node, described(node)) for node in nodes)


def _named(agency: TracedAgency) -> Label:
    """Name an agency; one that is read through a slip of the print is marked."""
    if agency.correction is None:
        return name_of(agency.node)
    return text("plan", "agency-read", name=name_of(agency.node), slip=correction_words(agency.correction))


def carried_table(store: Store, found: Trace, *, as_of: date) -> Table:
    """List the activities that carry out the projects on the way, each link once."""
    links = {
        (link.edge.target, link.activity.id): link
        for traced in found.kpis
        for link in traced.carried
        if began_by(link.activity, as_of)
    }
    rows: list[dict[str, Cell]] = [
        {
            "project": link.edge.target.partition(":")[2], "date": date_cell(link.activity.text("start_on")),
            "activity": link.activity.id,
            "name": name_of(link.activity), "origin": _LABELS["origin"][link.edge.text("origin")],
            "rule_id": _rule(link.edge), "reason": _reason(link),
        }
        for _, link in sorted(links.items())
    ]  # fmt: skip
    title = text("plan", "title-carried", n=len(rows))
    records = sorted({link.activity.id for link in links.values()})
    return Table(
        "carried-out", title, _CARRIED, rows, as_of, text("plan", "unit-links"), len(rows), records=records
    )


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
    """Give one link as a row: level, date, role, mode, partners, rule, source."""
    activity, edge = link.activity, link.edge
    return {
        "kpi": traced.kpi.key,
        "level": text("plan", "level-whole") if level.number == 0 else f"L{level.number}",
        "date": date_cell(activity.text("start_on")),
        "activity": activity.id, "name": name_of(activity),
        "role": _LABELS["role"][activity.text("role_of_bangkok")], "mode": _LABELS["mode"][edge.text("mode")],
        "partners": partner_names(store, activity),
        "themes": joined(map(name_of, targets(store, activity.id, "ABOUT"))),
        "element": edge.target, "origin": _LABELS["origin"][edge.text("origin")],
        "rule_id": _rule(edge), "reason": _reason(link),
        "project": ", ".join(project.key for project in link.projects) or ABSENT,
        "evidence": ", ".join(document.key for document in link.evidence) or ABSENT,
        "source": source_names(store, activity.get("sources")),
    }  # fmt: skip


def partner_names(store: Store, activity: Node) -> Cell:
    """Name an activity's partners (its countries where it names no partner); None where neither."""
    nodes = targets(store, activity.id, "INVOLVES")
    partners = [node for node in nodes if node.label != "Country"] or nodes
    return joined(map(name_of, partners)) if partners else None


def _rule(edge: Edge) -> Cell:
    """Name the rule that made a link, or the one in whose place an officer's stands."""
    if edge.text("replaces"):
        return text("plan", "in-place-of", rules=edge.text("replaces"))
    return edge.text("rule") or ABSENT


def _reason(link: TracedActivity) -> Cell:
    thai, english = link.edge.text("reason_th"), link.edge.text("reason_en")
    return Label(thai or english, english or thai) if thai or english else ABSENT


def trace_data(found: Trace) -> dict[str, object]:
    """Give a trace in the shape that scripts rely on."""
    return {"id": found.start.id, "kpis": [_kpi_data(traced) for traced in found.kpis]}


def _kpi_data(traced: TracedKpi) -> dict[str, object]:
    return {
        "id": traced.kpi.id,
        "strategies": [node.id for node in traced.strategies],
        "tactics": [node.id for node in traced.tactics],
        "goals": [node.id for node in traced.goals],
        "challenges": [node.id for node in traced.addressed if node.label == "Challenge"],
        "addressed": [node.id for node in traced.addressed],
        "projects": [node.id for node in traced.projects],
        "agencies": [_agency_data(agency) for agency in traced.agencies],
        "concepts": [node.id for node in traced.concepts],
        "statements": [node.id for node in traced.statements],
        "corrections": [node.id for node in traced.corrections],
        "levels": [
            {
                "id": level.node.id,
                "criteria": [node.id for node in level.criteria],
                "activities": [_link_data(link) for link in level.links],
            }
            for level in traced.levels
        ],
        "carried_out": [{**_link_data(link), "project": link.edge.target} for link in traced.carried],
        "targets": [
            {"year": t.number("year"), "value": t.number("value"), "condition": t.get("condition")}
            for t in traced.targets
        ],
    }


def _agency_data(agency: TracedAgency) -> dict[str, object]:
    slip = None if agency.correction is None else agency.correction.id
    return {"id": agency.node.id, "role": agency.role, "named": agency.is_named, "correction": slip}


def _link_data(link: TracedActivity) -> dict[str, object]:
    edge, activity = link.edge, link.activity
    return {
        "id": activity.id,
        "element": edge.target,
        "mode": edge.text("mode"),
        "origin": edge.text("origin"),
        "rule": edge.text("rule"),
        "reason": edge.text("reason_en"),
        "reason_th": edge.text("reason_th"),
        "date": activity.get("start_on"),
        "role": activity.get("role_of_bangkok"),
        "projects": [node.id for node in link.projects],
        "evidence": [node.id for node in link.evidence],
        "sources": list(activity.texts("sources")),
    }

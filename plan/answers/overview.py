"""The plan's structure as a table, the names of its records, and what differs from its document."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from graph.dates import format_date, parse_date
from graph.records import Edge, Node
from graph.schema import codes
from graph.store import Store, require_node, targets
from graph.texts import Label, same, text
from queries.table import ABSENT, Cell, Column, Table, column, number_cell

if TYPE_CHECKING:
    from loaders.plan_text.verify import Difference

_KINDS, _RULES, _NATURES, _METHODS = (
    codes.labels(listed)
    for listed in (codes.KPI_KIND, codes.KPI_RULE, codes.CRITERION_NATURE, codes.MEASURING_METHOD)
)
_STRUCTURE = (
    column("strategy", subject="plan"), column("tactic", subject="plan"), column("kpi", subject="plan"),
    column("name", subject="plan"), column("kind", subject="plan"), column("rule", subject="plan"),
    column("least_grade", subject="plan", brief=False),
)  # fmt: skip
_DIFFERENCES = (
    column("element", subject="plan"), column("field", subject="plan"), column("packaged", subject="plan"),
    column("found", subject="plan"), column("line", subject="plan", unit="line"),
)  # fmt: skip


def name_of(node: Node) -> Label:
    """Name a record in both languages; what has no name is named by its summary."""
    thai = node.text("name_th") or node.text("summary_th") or node.name
    english = node.text("summary_en") if node.name in ("", node.text("name_th")) else node.name
    return Label(thai, english or node.name)


def keyed(node: Node) -> Label:
    """Name a record after its key, as the plan lists its elements."""
    name = name_of(node)
    return Label(f"{node.key} {name.th}", f"{node.key} {name.en}")


def record_words(store: Store, record: str) -> Label:
    """Name a record (by id) with its key behind; a reported result by what it is of, and its day."""
    node = require_node(store, record)
    if node.label == "Actual":
        written = node.text("measured_on")
        day = format_date(parse_date(written)) if written else text("plan_papers", "not-given")
        return text("plan", "result-of", about=node.name, day=day)
    name = name_of(node)
    return (
        name
        if node.key in (name.th, name.en)
        else Label(f"{name.th} ({node.key})", f"{name.en} ({node.key})")
    )


def described(node: Node) -> Label:
    """Name a record, with our summary after a name that says little by itself (a mission's)."""
    name, summary = name_of(node), Label(node.text("summary_th"), node.text("summary_en"))
    if not summary.th or summary.th == name.th:
        return name
    return Label(f"{name.th}: {summary.th}", f"{name.en}: {summary.en}")


def page_words(node: Node) -> Label:
    """Cite the page of an element of the plan, or say why there is none; ABSENT for other records."""
    means = node.text("page_is")
    return text("plan", f"page-{means}", page=node.number("page")) if means else same(ABSENT)


def correction_words(slip: Node) -> Label:
    """Give a slip of the plan's text in short: as printed, as read, and how sure that is."""
    return text(
        "plan",
        "slip",
        key=slip.key,
        printed=slip.text("as_printed"),
        meant=slip.text("as_meant"),
        certain=text("plan", f"slip-{slip.text('certain')}"),
    )


def structure_table(store: Store, *, as_of: date) -> Table:
    """List strategies, tactics and KPIs with kind and assumed rule."""
    rows: list[dict[str, Cell]] = []
    for kpi in store.nodes("Kpi"):
        tactics = targets(store, kpi.id, "PART_OF")
        strategies = [s for tactic in tactics for s in targets(store, tactic.id, "PART_OF")]
        rows.append({
            "strategy": ", ".join(s.key for s in strategies), "tactic": joined(map(name_of, tactics)),
            "kpi": kpi.key, "name": name_of(kpi), "kind": _KINDS[kpi.text("kind")],
            "rule": _RULES[kpi.text("rule")],
            "least_grade": kpi.text("least_grade") or None,
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


def _criteria_columns(*, brief: bool) -> tuple[Column, ...]:
    """Give the columns of criteria: the reasons are for files, where all are listed."""
    return (
        column("criterion", subject="plan"),
        column("name", subject="plan"),
        column("nature", subject="plan"),
        column("nature_reason", subject="plan", brief=not brief),
        column("threshold", subject="plan", unit="percent"),
        column("method", subject="plan", brief=not brief),
    )


def criteria_table(store: Store, *, as_of: date, of: Node | None = None) -> Table:
    """List criteria, all or those of an element, with their nature: how long they hold, and why."""
    listed = [node for node in store.nodes("Criterion") if of is None or _is_within(store, node, of)]
    rows: list[dict[str, Cell]] = [
        {
            "criterion": node.key,
            "name": name_of(node),
            "nature": _NATURES[node.text("nature")],
            "nature_reason": Label(node.text("nature_reason_th"), node.text("nature_reason_en")),
            "threshold": number_cell(node.number("threshold")) or ABSENT,
            "method": _METHODS[node.text("method")] if node.text("method") else ABSENT,
        }
        for node in listed
    ]
    counts = {
        name: sum(1 for node in listed if node.text("nature") == name)
        for name in ("achievement", "state", "measure")
    }
    title = text("plan", "title-criteria", n=len(rows), **counts)
    return Table(
        "criteria",
        title,
        _criteria_columns(brief=of is None),
        rows,
        as_of,
        text("plan", "unit-criteria"),
        len(rows),
        records=[node.id for node in listed],
        notes=[text("plan", "note-nature"), text("plan", "note-nature-value")],
    )


def _is_within(store: Store, node: Node, whole: Node) -> bool:
    """Whether an element of the plan is another, or a part of it."""
    wholes = targets(store, node.id, "PART_OF")
    return node == whole or any(_is_within(store, above, whole) for above in wholes)


def withdrawn_note(store: Store, edge: Edge) -> Label:
    """Say that an officer has withdrawn a link, why, and which rules had made it."""
    thai, english = edge.text("reason_th"), edge.text("reason_en")
    rules = text("plan", "in-place-of", rules=edge.text("replaces")) if edge.text("replaces") else same("")
    activity, element = edge.source.partition(":")[2], edge.target.partition(":")[2]
    return text(
        "plan",
        "note-withdrawn",
        activity=activity,
        name=name_of(require_node(store, edge.source)),
        element=element,
        reason=Label(thai or english, english or thai),
        rules=rules,
    )


def joined(names: Iterable[Label]) -> Label:
    """Join names by commas in both languages; ABSENT where there are none."""
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

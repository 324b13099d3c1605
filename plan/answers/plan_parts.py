"""What the plan's text holds, as tables: its contents by page, concepts, statements, divisions, makers.

And one element with all that stands around it: what it is part of, its parts, its words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date

from graph.errors import QuestionError
from graph.records import Edge, Node
from graph.schema import codes
from graph.store import Store, require_node, sources, targets
from graph.texts import Label, text
from plan.answers.overview import correction_words, criteria_table, described, joined, name_of, page_words
from plan.ladders.trace import find_record
from queries.table import ABSENT, Cell, Column, Table, columns, list_cell, number_cell

_KINDS = codes.labels((*codes.STATEMENT_KIND, *codes.CONTRIBUTION, *codes.AGENCY_KIND))
_ORIGINS = codes.labels(codes.ORIGIN)
_SUBJECT = ("plan",)
_ELEMENT = columns("relation record name page origin*", subjects=_SUBJECT)
_CONTENTS = columns("chapter name page holds", subjects=_SUBJECT, holds="records")
_LEVELS = columns("level summary page", subjects=_SUBJECT)
_CONCEPTS = columns("concept name defined says used_by page", subjects=_SUBJECT)
_STATEMENTS = columns("statement kind name says speaks_of page", subjects=_SUBJECT)
_OFFICE = columns("agency kind name says part_of page", subjects=_SUBJECT)
_MAKERS = columns("contributor kind number name post page", subjects=_SUBJECT, number="number")
# Links that lead from an element to what stands around it in the plan, and back. What activities and
# records do with it is a matter of the trace.
_OUT = (
    "PART_OF", "TARGET_OF", "MEASURES", "ADVANCES", "ADDRESSES", "LEADS", "ASSISTS", "USES", "CONCERNS",
    "SUCCEEDS", "ALIGNED_WITH", "CONTRIBUTED_TO", "NAMES", "PRINTED_IN",
)  # fmt: skip
_IN = (
    "PART_OF", "TARGET_OF", "MEASURES", "ADVANCES", "ADDRESSES", "LEADS", "ASSISTS", "USES", "CONCERNS",
    "SUCCEEDS", "ALIGNED_WITH", "CONTRIBUTED_TO", "PRINTED_IN",
)  # fmt: skip


def part_tables(store: Store, part: str, *, as_of: date) -> list[Table]:
    """Give a part of what the plan's text holds by its name, or an element by its id or key.

    Raises QuestionError for what is neither, with the nearest ids.
    """
    if part in PARTS:
        return [PARTS[part](store, as_of)]
    element = find_record(store, part)
    if not element.text("page_is"):
        raise QuestionError("show-not-plan", id=element.id, parts=", ".join(PARTS))
    shown = [element_table(store, element, as_of=as_of)]
    if element.label in ("Kpi", "Level", "Criterion"):
        criteria = criteria_table(store, as_of=as_of, of=element)
        shown += [criteria] if criteria.rows else []
    return shown


def element_table(store: Store, element: Node, *, as_of: date) -> Table:
    """Give one element of the plan: itself, what it is part of, its parts, and what the text says on it."""
    rows = [_around("itself", element), *_rows_around(store, element)]
    title = text("plan", "title-element", id=element.id, name=name_of(element), page=page_words(element))
    return Table(
        "plan-element",
        title,
        _ELEMENT,
        rows,
        as_of,
        text("plan", "unit-elements"),
        len(rows),
        records=[str(row["record"]) for row in rows],
        notes=[text("plan", "note-summaries")],
    )


def _rows_around(store: Store, element: Node) -> Iterator[dict[str, Cell]]:
    for verb in _OUT:
        for edge in store.edges_from(element.id, verb):
            yield _linked(store, edge, edge.target, f"to-{verb.lower()}")
    for verb in _IN:
        for edge in store.edges_to(element.id, verb):
            yield _linked(store, edge, edge.source, f"from-{verb.lower()}")
            if verb == "PART_OF" and edge.source.startswith("Level:"):
                yield from (_around("from-part_of", part) for part in sources(store, edge.source, "PART_OF"))


def _linked(store: Store, edge: Edge, other: str, relation: str) -> dict[str, Cell]:
    node = require_node(store, other)
    relation = f"{relation}-{node.label.lower()}" if node.label in ("Correction", "Statement") else relation
    return _around(relation, node, origin=edge.text("origin"))


def _around(relation: str, node: Node, *, origin: str = "") -> dict[str, Cell]:
    return {
        "relation": text("plan", f"around-{relation}"),
        "record": node.id,
        "name": correction_words(node) if node.label == "Correction" else described(node),
        "page": page_words(node),
        "origin": _ORIGINS[origin] if origin else ABSENT,
    }


def contents_table(store: Store, as_of: date) -> Table:
    """Give the table of contents with its pages, and how many elements each part holds."""
    chapters = sorted(store.nodes("Chapter"), key=lambda node: node.number("ordinal") or 0)
    rows: list[dict[str, Cell]] = [
        {
            "chapter": node.key,
            "name": name_of(node),
            "page": page_words(node),
            "holds": len(sources(store, node.id, "PRINTED_IN")),
        }
        for node in chapters
    ]
    return _table("contents", _CONTENTS, rows, chapters, as_of, notes=[text("plan", "note-pages")])


def levels_table(store: Store, kpis: Iterable[str], *, as_of: date) -> Table:
    """List the levels of some KPIs (by id), or a count or percent as a whole, in our summary."""
    nodes = [part for kpi in kpis for part in _ladder(store, require_node(store, kpi))]
    rows: list[dict[str, Cell]] = [
        {"level": node.key, "summary": name_of(node), "page": page_words(node)} for node in nodes
    ]
    return _table("levels", _LEVELS, rows, nodes, as_of)


def _ladder(store: Store, kpi: Node) -> list[Node]:
    return [part for part in sources(store, kpi.id, "PART_OF") if part.label == "Level"] or [kpi]


def concepts_table(store: Store, as_of: date) -> Table:
    """List the words that decide what elements mean, with the plan's definition or that it gives none."""
    nodes = list(store.nodes("Concept"))
    rows: list[dict[str, Cell]] = [
        {
            "concept": node.key,
            "name": name_of(node),
            "defined": node.get("defined") is True,
            "says": _summary(node),
            "used_by": ", ".join(user.key for user in sources(store, node.id, "USES")) or ABSENT,
            "page": page_words(node),
        }
        for node in nodes
    ]
    defined = sum(1 for node in nodes if node.get("defined") is True)
    return _table("concepts", _CONCEPTS, rows, nodes, as_of, defined=defined)


def statements_table(store: Store, as_of: date) -> Table:
    """List what the plan says outside its elements, by kind."""
    order = [code.value for code in codes.STATEMENT_KIND]
    nodes = sorted(store.nodes("Statement"), key=lambda node: (order.index(node.text("kind")), node.id))
    rows: list[dict[str, Cell]] = [
        {
            "statement": node.key,
            "kind": _KINDS[node.text("kind")],
            "name": name_of(node),
            "says": _summary(node),
            "speaks_of": list_cell(map(name_of, targets(store, node.id, "CONCERNS"))),
            "page": page_words(node),
        }
        for node in nodes
    ]
    return _table("statements", _STATEMENTS, rows, nodes, as_of)


def office_table(store: Store, as_of: date) -> Table:
    """List the office with what it is part of, its divisions and their duties."""
    nodes = [node for node in store.nodes("Agency") if node.text("summary_th") or _parts_of(store, node)]
    rows: list[dict[str, Cell]] = [
        {
            "agency": node.key,
            "kind": _KINDS[node.text("kind")],
            "name": name_of(node),
            "says": _summary(node),
            "part_of": joined(map(name_of, targets(store, node.id, "PART_OF"))),
            "page": page_words(node),
        }
        for node in nodes
    ]
    return _table("office", _OFFICE, rows, nodes, as_of)


def makers_table(store: Store, as_of: date) -> Table:
    """List who helped to make the plan, by the printed number."""
    nodes = sorted(
        store.nodes("Contributor"), key=lambda node: (node.text("kind"), node.number("number") or 0)
    )
    rows: list[dict[str, Cell]] = [
        {
            "contributor": node.key,
            "kind": _KINDS[node.text("kind")],
            "number": ABSENT if node.number("number") is None else number_cell(node.number("number")),
            "name": name_of(node),
            "post": Label(node.text("post_th"), node.text("post_en")),
            "page": page_words(node),
        }
        for node in nodes
    ]
    return _table("makers", _MAKERS, rows, nodes, as_of, notes=[text("plan", "note-makers")])


def _parts_of(store: Store, node: Node) -> list[Node]:
    return [part for part in sources(store, node.id, "PART_OF") if part.label == "Agency"]


def _summary(node: Node) -> Cell:
    thai = node.text("summary_th")
    return Label(thai, node.text("summary_en")) if thai else ABSENT


def _table(
    name: str, shown: Sequence[Column], rows: list[dict[str, Cell]], nodes: Sequence[Node], as_of: date, *,
    notes: Sequence[Label] = (), **counts: int,
) -> Table:  # fmt: skip
    title = text("plan", f"title-{name}", n=len(rows), **counts)
    notes = [*notes, *([text("plan", "note-summaries")] if any("says" in row for row in rows) else [])]
    return Table(
        name,
        title,
        shown,
        rows,
        as_of,
        text("plan", f"unit-{name}"),
        len(rows),
        records=[node.id for node in nodes],
        notes=notes,
    )


PARTS: Mapping[str, Callable[[Store, date], Table]] = {
    "contents": contents_table, "concepts": concepts_table, "statements": statements_table,
    "office": office_table, "makers": makers_table,
}  # fmt: skip

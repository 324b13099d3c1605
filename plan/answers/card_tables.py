"""The tables of an audit card: criteria in the year, documents, activities, results, what comes next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from graph.records import Edge, Node
from graph.schema import codes
from graph.store import require_node, sources
from graph.texts import Label, join_labels, same, text
from plan.answers.binder import acceptance, file_words, link_reason, linked_by, place_label
from plan.answers.kpi_papers import KpiPapers
from plan.answers.overview import keyed, name_of
from plan.answers.record_years import years_label
from plan.answers.reported import method_words
from plan.ladders.assessment import Assessment
from plan.ladders.counts import continues
from plan.ladders.figures import Figure
from plan.ladders.states import State
from queries.facts.explain import source_names
from queries.facts.lookup import label_of
from queries.table import ABSENT, Cell, Column, Table, columns, date_cell, list_cell, number_cell, show_cell

_ROLES, _DIMENSIONS, _NATURES, _METHODS, _MODES = map(
    codes.labels,
    (codes.ROLE, codes.DIMENSION, codes.CRITERION_NATURE, codes.MEASURING_METHOD, codes.SUPPORT_MODE),
)
_SUBJECTS = ("card", "plan_papers", "plan")
_CRITERIA = columns("place nature decided_by state rests_on element*", subjects=_SUBJECTS)
_DOCUMENTS = columns(
    "document dated speaks_of says accepted reviewed evidence* grade* reviewer* note*", subjects=_SUBJECTS
)  # fmt: skip
_ACTIVITIES = columns("activity for role dimension continuing linked_by source* record*", subjects=_SUBJECTS)
_RESULTS = columns(
    "about result numerator denominator measured_on method paper record*", subjects=_SUBJECTS,
    result="value", numerator="units", denominator="units",
)  # fmt: skip
_FOLLOW_UP = columns("about narrative problem next_step note record*", subjects=_SUBJECTS)
_FILES = columns("document file evidence*", subjects=_SUBJECTS)


def criteria_table(papers: KpiPapers, one: Assessment) -> Table:
    """List the criteria with their nature, what decides them, and how they stand in the year."""
    states = {state.criterion: state for state in one.states}
    rows = [_criterion_row(papers, place, states.get(place.id)) for place in papers.places]
    return _table(
        papers,
        "card-criteria",
        _CRITERIA,
        rows,
        [place.id for place in papers.places],
        notes=[text("plan", "note-nature")],
    )


def _criterion_row(papers: KpiPapers, place: Node, state: State | None) -> dict[str, Cell]:
    nature = papers.case.kpi.criteria[place.id].nature
    carried = sorted({key for basis in (state.confirmed or state.claimed) for key in basis}) if state else []
    carried += [key for key in (state.denials if state else ()) if key not in carried]
    return {
        "place": place_label(papers, place),
        "nature": _NATURES[nature],
        "decided_by": _decided_by(papers, place),
        "state": text("card", f"state-{_standing(state)}"),
        "rests_on": join_labels([same(key.partition(":")[2]) for key in carried]) if carried else ABSENT,
        "element": place.id,
    }


def _standing(state: State | None) -> str:
    if state is None:
        return "not-begun"
    if state.disputed:
        return "disputed"
    if state.confirmed:
        return "confirmed"
    if state.claimed:
        return "claimed"
    return "denied" if state.verdict == "not met" else "unknown"


def _decided_by(papers: KpiPapers, place: Node) -> Label:
    """Say what decides a criterion: activities and papers, or a figure, by what method."""
    threshold = papers.case.kpi.criteria[place.id].threshold
    method = place.text("method")
    if threshold is None:
        key = {"count": "count", "percent": "percent"}.get(papers.case.kpi.kind, "papers")
        return text("card", f"decided-by-{key}")
    how = _METHODS[method] if method else text("card", "any-method")
    return text("card", "decided-by-figure", threshold=number_cell(threshold), method=how)


def documents_table(papers: KpiPapers, documents: Sequence[str], *, name: str, year: Label) -> Table:
    """List documents (by id), each once, with number, date, page, grade, figure, reviewer and remark."""
    rows = [_document_row(papers, require_node(papers.store, key)) for key in documents]
    return Table(
        f"card-documents-{name}",
        text("card", f"title-documents-{name}", n=len(rows), year=year),
        _DOCUMENTS,
        rows,
        papers.book.as_of,
        text("plan_papers", "unit-documents"),
        len(rows),
        records=list(documents),
        benchmark=text("plan_papers", "benchmark-grade", grade=papers.case.kpi.least_grade),
        notes=[text("plan_papers", "note-accepted")],
    )


def _document_row(papers: KpiPapers, document: Node) -> dict[str, Cell]:
    proofs = [proof for proof in papers.case.evidence if proof.id == document.id]
    spoken = [
        join_labels(
            [name for key in (proof.element, proof.activity) if key for name in [_short(papers, key)]], " · "
        )
        for proof in proofs
    ]
    says = [text("plan_papers", f"verdict-{document.text('verdict')}"), *_stated(document)]
    number, page = document.text("document_no"), document.text("page")
    reviewer, note = (
        same(document.text(n)) if document.text(n) else text("plan_papers", "not-given")
        for n in ("reviewer", "note")
    )
    named = [
        same(f"{document.key}: {document.name}"),
        text("plan_papers", "document-no", no=number) if number else text("card", "no-number"),
        text("plan_papers", "document-page", page=page) if page else text("card", "no-page"),
    ]
    return {
        "document": join_labels(named, " · "),
        "dated": date_cell(document.text("dated_on")),
        "speaks_of": list_cell(dict.fromkeys(spoken)),
        "says": join_labels(says, " · "),
        "accepted": list_cell(dict.fromkeys(acceptance(papers, proof) for proof in proofs)),
        "reviewed": text("card", "reviewed", by=reviewer, why=note),
        "reviewer": reviewer,
        "note": note,
        "evidence": document.id,
        "grade": document.text("grade"),
    }


def _stated(document: Node) -> Iterator[Label]:
    """Give the figure that a document states, with its parts where it gives them."""
    value, top, bottom = (document.number(name) for name in ("value", "numerator", "denominator"))
    if value is not None and top is not None and bottom is not None:
        parts = {"value": value, "numerator": top, "denominator": bottom}
        yield text("card", "states-parts", **{name: number_cell(part) for name, part in parts.items()})
    elif value is not None:
        yield text("card", "states", value=number_cell(value))


def _short(papers: KpiPapers, key: str) -> Label:
    """Name an element by its key alone, for its words stand above; anything else by key and name."""
    node = require_node(papers.store, key)
    return keyed(node) if node.label == "Activity" else same(node.key)


def activities_table(papers: KpiPapers) -> Table:
    """List the activities that move the KPI in the year or carry its result, with what each counts for.

    Links that an officer withdrew, and the reasons of rules, stand below.
    """
    year = papers.found[0].year
    linked: dict[str, list[Edge]] = {}
    for edge in papers.links_of_year():
        linked.setdefault(edge.source, []).append(edge)
    rows = [_activity_row(papers, key, edges, year) for key, edges in linked.items()]
    rules = {edge.text("rule"): link_reason(edge) for edges in linked.values() for edge in edges}
    reasons = [text("card", "rule", rule=rule, why=why) for rule, why in sorted(rules.items()) if rule]
    withdrawn = dict.fromkeys(note for place in papers.places for note in papers.withdrawn_on(place.id))
    notes = [*reasons, *withdrawn, text("plan_papers", "note-claims"), text("card", "note-activities")]
    return _table(papers, "card-activities", _ACTIVITIES, rows, list(linked), notes=notes)


def _activity_row(papers: KpiPapers, key: str, edges: Sequence[Edge], year: int) -> dict[str, Cell]:
    node, doing = require_node(papers.store, key), papers.case.activities[key]
    name = name_of(node)
    start = date_cell(node.text("start_on"))
    dated = text("card", "activity-undated") if start is None else show_cell(start)
    known_by = join_labels([dated, *map(label_of, _sources_of(papers, node))], "; ")
    is_continuing = continues(papers.case, doing, year=year, clock=papers.book.clock)
    return {
        "activity": Label(f"{node.key} {name.th} ({known_by.th})", f"{node.key} {name.en} ({known_by.en})"),
        "for": _for_words(edges),
        "role": _ROLES[node.text("role_of_bangkok")],
        "dimension": _DIMENSIONS[doing.dimension] if doing.dimension else ABSENT,
        "continuing": is_continuing,
        "linked_by": list_cell(dict.fromkeys(_link_words(edge) for edge in edges)),
        "source": source_names(papers.store, node.get("sources")),
        "record": key,
    }


def _sources_of(papers: KpiPapers, node: Node) -> list[Node]:
    """List the sources that tell of an activity."""
    listed = node.get("sources")
    return [require_node(papers.store, key) for key in listed] if isinstance(listed, tuple) else []


def _for_words(edges: Iterable[Edge]) -> Label:
    """Name what an activity counts for: levels and criteria by key."""
    return join_labels([same(key) for key in dict.fromkeys(e.target.partition(":")[2] for e in edges)])


def _link_words(edge: Edge) -> Label:
    parts = [linked_by(edge), _MODES[edge.text("mode")]]
    if not edge.text("rule"):  # the rules' reasons stand once, below the table
        parts.append(link_reason(edge))
    if edge.text("rival"):
        parts.append(text("card", "rival", words=edge.text("rival")))
    return join_labels([part for part in parts if part.th], " · ")


def results_table(papers: KpiPapers) -> Table:
    """List the results reported for the year, each with the accepted documents that state the same."""
    rows = [_result_row(papers, element, node) for element, node in papers.results]
    return _table(
        papers,
        "card-results",
        _RESULTS,
        rows,
        [str(row["record"]) for row in rows],
        notes=[text("plan_papers", "note-results")],
    )


def _result_row(papers: KpiPapers, element: str, node: Node) -> dict[str, Cell]:
    missing = text("plan_papers", "not-given")
    numbers = {name: number_cell(node.number(name)) for name in ("value", "numerator", "denominator")}
    given = {name: missing if value is None else value for name, value in numbers.items()}
    return {
        "about": _part_of(element, node),
        "result": given["value"],
        "numerator": given["numerator"],
        "denominator": given["denominator"],
        "measured_on": date_cell(node.text("measured_on")) or missing,
        "method": method_words(node) or missing,
        "paper": _papers_of(papers, element, node.id),
        "record": node.id,
    }


def _part_of(element: str, node: Node) -> Label:
    """Name what a result is about, with the dimension where it gives one."""
    parts = [same(element.partition(":")[2])]
    parts += [_DIMENSIONS[node.text("dimension")]] if node.text("dimension") else []
    if node.number("continuing"):
        parts.append(text("card", "of-them-continuing", n=number_cell(node.number("continuing"))))
    return join_labels(parts, " · ")


def _papers_of(papers: KpiPapers, element: str, record: str) -> Label:
    """Name the accepted documents that state a result; of one that does not count none is asked."""
    if not papers.counts(record):
        return text("plan_papers", "counts-outside")
    figure = _figure_of(papers, element)
    if figure is None or not _is_result_of(figure, record):
        return text("card", "replaced")
    if not figure.is_attested:
        return text("card", "no-paper")
    return join_labels([same(key.partition(":")[2]) for key in figure.stated_by])


def _figure_of(papers: KpiPapers, element: str) -> Figure | None:
    """Give the figure that an element has in the year."""
    return papers.figures.figure(papers.case.kpi.measure_of(element), papers.found[0].year)


def _is_result_of(figure: Figure, record: str) -> bool:
    return figure.result is not None and record in {row.id for row in figure.result.rows}


def results_without_paper(papers: KpiPapers) -> list[tuple[str, Node]]:
    """List the results of the year that no accepted document states, with what each is of."""
    found = ((element, node, _figure_of(papers, element)) for element, node in papers.results)
    return [
        (element, node)
        for element, node, figure in found
        if figure is not None and _is_result_of(figure, node.id) and not figure.is_attested
    ]


def follow_up_table(papers: KpiPapers, year: int) -> Table:
    """List what the office wrote on the year's results of the KPI, its parts and its projects."""
    store, kpi = papers.store, papers.kpi
    elements = sorted({kpi.id, *papers.case.kpi.reach})
    projects = [project.id for project in sources(store, kpi.id, "ADVANCES")]
    rows = [
        _follow_up_row(element, node)
        for element in (*elements, *projects)
        for node in sources(store, element, "ACTUAL_OF")
        if node.number("year") == year and any(map(node.text, ("narrative", "problem", "next_step", "note")))
    ]
    return _table(papers, "card-follow-up", _FOLLOW_UP, rows, [str(row["record"]) for row in rows])


def _follow_up_row(element: str, node: Node) -> dict[str, Cell]:
    written = {name: node.text(name) or ABSENT for name in ("narrative", "problem", "next_step", "note")}
    return {"about": same(element.partition(":")[2]), **written, "record": node.id}


def files_table(papers: KpiPapers, one: Assessment) -> Table:
    """List the files of the documents shown, each with its state and its SHA-256."""
    shown = sorted({document.id for document in papers.documents} | set(one.evidence))
    nodes = [require_node(papers.store, key) for key in shown]
    rows: list[dict[str, Cell]] = [
        {"document": node.key, "file": file_words(node, papers.file_of(node)), "evidence": node.id}
        for node in nodes
        if node.text("file")
    ]
    return _table(papers, "card-files", _FILES, rows, shown, notes=[text("plan_papers", "note-hash")])


def _table(
    papers: KpiPapers, name: str, shown: Sequence[Column], rows: Sequence[dict[str, Cell]],
    records: Sequence[str], *, notes: Sequence[Label] = (),
) -> Table:  # fmt: skip
    year = years_label([papers.found[0].year], papers.book.clock)
    return Table(
        name,
        text("card", f"title-{name}", n=len(rows), year=year),
        shown,
        list(rows),
        papers.book.as_of,
        text("card", f"unit-{name}"),
        len(rows),
        records=list(records),
        notes=list(notes),
    )

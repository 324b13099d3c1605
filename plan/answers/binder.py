"""The evidence binder of a KPI: per level and criterion the documents held, and what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby

from graph.acceptance import grade_suffices
from graph.records import Edge, Node
from graph.schema import codes
from graph.store import require_node
from graph.texts import Label, same, text
from loaders.kept_files import KeptFile
from plan.answers.input_files import inputs_table
from plan.answers.kpi_papers import KpiPapers
from plan.answers.overview import joined, name_of, record_words
from plan.answers.plan_parts import levels_table
from plan.answers.printed_words import printed_beside
from plan.answers.record_years import years_label
from plan.answers.reported import method_words
from plan.answers.status import readings_table, status_table
from plan.ladders.kpi import Evidence
from queries.facts.explain import source_names
from queries.facts.record_end import with_record_end
from queries.table import ABSENT, Cell, Table, columns, date_cell, list_cell, number_cell

_ROLES, _MODES, _ORIGINS = (codes.labels(listed) for listed in (codes.ROLE, codes.SUPPORT_MODE, codes.ORIGIN))
_PENDING = codes.labels(codes.EVIDENCE_PENDING)
_GROUP = 8
_SUBJECTS = ("plan_papers", "plan")
_DOCUMENTS = columns(
    "place document dated speaks_of verdict accepted file states* element* document_no* page* grade* year* "
    "reviewer* note* evidence* activity* sha256_given* sha256_found* of_years*",
    subjects=_SUBJECTS, year="year",
)  # fmt: skip
_CLAIMS = columns(
    "place date activity name role linked_by source mode* reason* rival* element* of_years*",
    subjects=_SUBJECTS,
)  # fmt: skip
_RESULTS = columns(
    "place year result numerator denominator measured_on method counts narrative* problem* next_step* "
    "element* record*",
    subjects=_SUBJECTS, year="year", result="value", numerator="units", denominator="units",
)  # fmt: skip
_MISSING = columns("place what about element* record*", subjects=_SUBJECTS)


@dataclass(frozen=True)
class Binder:
    """A KPI's evidence as tables."""

    papers: KpiPapers

    @cached_property
    def tables(self) -> list[Table]:
        """Status by year, the ladder, documents, claims, and what is missing."""
        papers = self.papers
        store, as_of = papers.store, papers.book.as_of
        years = [one.year for one in papers.found]
        readings = readings_table(store, papers.book, papers.found)
        ladder = replace(levels_table(store, [papers.kpi.id], as_of=as_of), name="binder-levels")
        return with_record_end(
            store,
            [
                status_table(store, papers.book, years=years),
                *([readings] if readings.rows else []),
                *([ladder] if papers.printed is None else printed_beside(store, [ladder], papers.printed)),
                documents_table(papers),
                claims_table(papers),
                results_table(papers),
                missing_table(papers),
                *([inputs_table(papers.inputs, as_of=as_of)] if papers.inputs else []),
            ],
        )


def documents_table(papers: KpiPapers) -> Table:
    """List the documents by level and criterion, with number, page, date, grade, file and hash."""
    rows = [
        _document_row(papers, place, proof) for place in papers.places for proof in papers.proofs_on(place.id)
    ]
    accepted = {proof.id for proof in papers.proofs if proof.is_met and papers.is_accepted(proof)}
    n = len(papers.documents)
    return Table(
        "binder-documents", text("plan_papers", "title-documents", n=n, accepted=len(accepted)), _DOCUMENTS,
        rows, papers.book.as_of, text("plan_papers", "unit-documents"), n,
        benchmark=text("plan_papers", "benchmark-grade", grade=papers.case.kpi.least_grade),
        records=[document.id for document in papers.documents],
        notes=[text("plan_papers", "note-accepted"), text("plan_papers", "note-hash")],
    )  # fmt: skip


def place_label(papers: KpiPapers, place: Node) -> Label:
    """Name a criterion with its key, or the KPI as a whole."""
    if place.id == papers.kpi.id:
        return text("plan", "level-whole")
    name, key = name_of(place), place.key.partition("/")[2]
    return Label(f"{key} {name.th}", f"{key} {name.en}")


def _document_row(papers: KpiPapers, place: Node, proof: Evidence) -> dict[str, Cell]:
    document, kept = require_node(papers.store, proof.id), papers.files[proof.id]
    activity = papers.store.node(proof.activity)
    spoken = [name_of(activity)] if activity is not None else []
    spoken += [name_of(require_node(papers.store, proof.element))] if proof.element else []
    year = document.number("year")
    return {
        "place": place_label(papers, place), "document": _named(document),
        "dated": date_cell(document.text("dated_on")), "speaks_of": joined(spoken),
        "verdict": text("plan_papers", f"verdict-{document.text('verdict')}"),
        "accepted": acceptance(papers, proof), "file": file_words(document, kept),
        "element": place.id, "document_no": document.text("document_no") or ABSENT,
        "states": ABSENT if document.number("value") is None else number_cell(document.number("value")),
        "page": document.text("page") or ABSENT, "grade": document.text("grade"),
        "note": document.text("note") or ABSENT,
        "year": ABSENT if year is None else int(year), "reviewer": document.text("reviewer") or ABSENT,
        "evidence": document.id, "activity": proof.activity or ABSENT,
        "sha256_given": document.text("file_hash") or ABSENT, "sha256_found": kept.found_hash or ABSENT,
        "of_years": years_label(papers.years_of(proof), papers.book.clock),
    }  # fmt: skip


def _named(document: Node) -> Label:
    """Name a document with its number and page, so that it can be found in the archive."""
    number, page = document.text("document_no"), document.text("page")
    parts = [text("plan_papers", "document-no", no=number)] if number else []
    parts += [text("plan_papers", "document-page", page=page)] if page else []
    named = [same(document.name), *parts]
    return Label(" · ".join(n.th for n in named), " · ".join(n.en for n in named))


def acceptance(papers: KpiPapers, proof: Evidence) -> Label:
    """Say whether a document counts, and if not why not."""
    if papers.is_accepted(proof):
        return text("plan_papers", "accepted-yes", grade=proof.grade)
    if proof.pending:
        return text("plan_papers", "accepted-pending", grade=proof.grade, why=_PENDING[proof.pending])
    if not grade_suffices(proof.grade, papers.case.kpi.least_grade):
        return text("plan_papers", "accepted-grade", grade=proof.grade)
    if proof.dated is None or proof.dated.latest > papers.book.as_of:
        return text("plan_papers", "accepted-later", grade=proof.grade)
    return text("plan_papers", "accepted-older", grade=proof.grade)


def file_words(document: Node, kept: KeptFile) -> Label:
    """Say what became of a document's file, with its name and its hash."""
    name, shown = document.text("file"), kept.found_hash or document.text("file_hash")
    state = text("plan_papers", f"file-{kept.state}")
    parts = [part for part in (name, f"SHA-256 {_grouped(shown)}" if shown else "") if part]
    tail = " · ".join(parts)
    return Label(f"{state.th} {tail}".strip(), f"{state.en} {tail}".strip())


def _grouped(digest: str) -> str:
    """Write a hash in groups, so that it fits a column and an eye."""
    return " ".join(digest[place : place + _GROUP] for place in range(0, len(digest), _GROUP))


def claims_table(papers: KpiPapers) -> Table:
    """List the activities linked to each criterion, with who linked them and the public source."""
    rows = [
        _claim_row(papers, place, list(edges))
        for place in papers.places
        for _, edges in _by_activity(papers.links_on(place.id))
    ]
    activities = sorted({str(row["activity"]) for row in rows})
    withdrawn = dict.fromkeys(note for place in papers.places for note in papers.withdrawn_on(place.id))
    return Table(
        "binder-claims", text("plan_papers", "title-claims", n=len(activities)), _CLAIMS, rows,
        papers.book.as_of, text("plan_papers", "unit-activities"), len(activities), records=activities,
        notes=[text("plan_papers", "note-claims"), *withdrawn],
    )  # fmt: skip


def _by_activity(edges: Iterable[Edge]) -> Iterator[tuple[str, Iterator[Edge]]]:
    """Group links by activity as they come, an officer's before the rules'."""
    listed = list(edges)
    order = {key: place for place, key in enumerate(dict.fromkeys(edge.source for edge in listed))}
    ordered = sorted(
        listed, key=lambda e: (order[e.source], e.text("origin") != "asserted", e.text("rule"), e.target)
    )
    return groupby(ordered, key=lambda edge: edge.source)


def _claim_row(papers: KpiPapers, place: Node, edges: Sequence[Edge]) -> dict[str, Cell]:
    activity = require_node(papers.store, edges[0].source)
    return {
        "place": place_label(papers, place), "date": date_cell(activity.text("start_on")),
        "activity": activity.id, "name": name_of(activity), "role": _ROLES[activity.text("role_of_bangkok")],
        "linked_by": _each(map(linked_by, edges)),
        "source": source_names(papers.store, activity.get("sources")),
        "mode": _each(_MODES[edge.text("mode")] for edge in edges), "element": place.id,
        "reason": _each(map(link_reason, edges)),
        "rival": _each(same(edge.text("rival")) for edge in edges if edge.text("rival")),
        "of_years": years_label(papers.years_of_link(edges[0]), papers.book.clock),
    }  # fmt: skip


def _each(labels: Iterable[Label]) -> Cell:
    """Give different labels in their order, each once."""
    return list_cell(dict.fromkeys(labels))


def linked_by(edge: Edge) -> Label:
    """Say who made a link: an officer, or a rule by its name."""
    origin, rule = _ORIGINS[edge.text("origin")], same(edge.text("rule"))
    if edge.text("replaces"):
        rule = text("plan", "in-place-of", rules=edge.text("replaces"))
    return Label(f"{origin.th} {rule.th}".strip(), f"{origin.en} {rule.en}".strip())


def link_reason(edge: Edge) -> Label:
    """Give the reason of a link, in the one language where it is in one alone."""
    thai, english = edge.text("reason_th"), edge.text("reason_en")
    return Label(thai or english, english or thai)


def results_table(papers: KpiPapers) -> Table:
    """List the results reported for each criterion that a measurement decides, and for the KPI itself."""
    measure_of = papers.case.kpi.measure_of
    wholes = [papers.kpi] if papers.kpi.id not in {place.id for place in papers.places} else []
    rows = [
        _result_row(papers, place, node)
        for place in (*wholes, *papers.places)
        for element, node in papers.results
        if measure_of(element) == measure_of(place.id)
    ]
    n = len({str(row["record"]) for row in rows})
    return Table(
        "binder-results", text("plan_papers", "title-results", n=n), _RESULTS, rows, papers.book.as_of,
        text("plan_papers", "unit-results"), n, records=sorted({str(row["record"]) for row in rows}),
        notes=[text("plan_papers", "note-results")],
    )  # fmt: skip


def _result_row(papers: KpiPapers, place: Node, actual: Node) -> dict[str, Cell]:
    given = {name: number_cell(actual.number(name)) for name in ("value", "numerator", "denominator")}
    missing = text("plan_papers", "not-given")
    return {
        "place": place_label(papers, place), "year": int(actual.number("year") or 0),
        "result": missing if given["value"] is None else given["value"],
        **{name: missing if given[name] is None else given[name] for name in ("numerator", "denominator")},
        "measured_on": date_cell(actual.text("measured_on")) or missing,
        "method": method_words(actual) or missing,
        "counts": text("plan_papers", "counts-yes" if papers.counts(actual.id) else "counts-outside"),
        "narrative": actual.text("narrative") or missing,
        "problem": actual.text("problem") or missing, "next_step": actual.text("next_step") or missing,
        "element": place.id, "record": actual.id,
    }  # fmt: skip


def missing_table(papers: KpiPapers) -> Table:
    """List what is missing, place by place: records, documents, numbers, files."""
    rows: list[dict[str, Cell]] = []
    for place in papers.places:
        for key, record in dict.fromkeys(_missing(papers, place.id)):
            rows.append(
                {
                    "place": place_label(papers, place),
                    "what": text("plan_papers", f"missing-{key}"),
                    "about": ABSENT if record == ABSENT else record_words(papers.store, record),
                    "element": place.id,
                    "record": record,
                }
            )
    bare = len({row["element"] for row in rows})
    title = text("plan_papers", "title-missing", n=len(rows), places=bare, of=len(papers.places))
    return Table(
        "binder-missing", title, _MISSING, rows, papers.book.as_of, text("plan_papers", "unit-missing"),
        len(rows), benchmark=text("plan_papers", "benchmark-places", n=len(papers.places)),
        records=[place.id for place in papers.places], notes=[text("plan", "note-records")],
    )  # fmt: skip


def _missing(papers: KpiPapers, place: str) -> Iterator[tuple[str, str]]:
    proofs = list(papers.proofs_on(place))
    links = papers.links_on(place)
    is_measured = place in {c.id for c in papers.case.kpi.measured} or papers.case.kpi.kind == "percent"
    measure_of = papers.case.kpi.measure_of
    of_years = [r for r in papers.case.actuals if papers.shows((r.year,))]
    readings = [r for r in of_years if measure_of(r.element) == measure_of(place)]
    if papers.is_confirmed(place):
        yield from _missing_papers(papers, proofs)
        return
    if is_measured and not readings:
        yield "measurement", ABSENT
    elif not is_measured and not proofs and not links:
        yield "anything", ABSENT
    shown = {p.activity for p in proofs if p.is_met and papers.is_accepted(p)}
    if (links or readings) and not any(p.is_met and papers.is_accepted(p) for p in proofs):
        yield "document", ABSENT
    for activity, edges in _by_activity(links):
        is_asserted = any(edge.text("origin") == "asserted" for edge in edges)
        if activity not in shown:
            yield "document-of-activity", activity
        if not is_asserted and not _is_named(proofs, activity):
            yield "officer-link", activity
    yield from _missing_papers(papers, proofs)


def _is_named(proofs: Sequence[Evidence], activity: str) -> bool:
    """Whether a document names both the activity and the element, which needs no officer's link."""
    return any(proof.activity == activity and proof.element for proof in proofs)


def _missing_papers(papers: KpiPapers, proofs: Sequence[Evidence]) -> Iterator[tuple[str, str]]:
    for proof in proofs:
        document = require_node(papers.store, proof.id)
        if not papers.is_accepted(proof):
            yield "acceptance", document.id
        for name in ("document_no", "page"):
            if not document.text(name):
                yield name.replace("_", "-"), document.id
        state = papers.files[document.id].state
        if state != "matches":
            yield f"file-{state}", document.id

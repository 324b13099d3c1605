"""The evidence binder of a KPI: per level and criterion the documents held, and what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from graph.errors import QuestionError
from graph.records import Edge, Node
from graph.schema import codes
from graph.store import Store, require_node
from graph.texts import Label, same, text
from loaders.kept_files import KeptFile, check_file
from plan.answers.overview import joined, name_of, withdrawn_note
from plan.answers.plan_parts import levels_table
from plan.answers.printed_words import printed_beside
from plan.answers.status import readings_table, status_table
from plan.ladders.accepted import grade_suffices, is_accepted, take_place
from plan.ladders.kpi import WITHDRAWN, Evidence, KpiRecords
from plan.ladders.plan_records import PlanRecords, supports_of
from plan.ladders.trace import find_record
from queries.facts.explain import source_names
from queries.facts.record_end import with_record_end
from queries.table import ABSENT, Cell, Table, columns, date_cell, list_cell, number_cell

if TYPE_CHECKING:
    from loaders.plan_text.printed import PrintedPlan

_ROLES, _MODES, _ORIGINS = (codes.labels(listed) for listed in (codes.ROLE, codes.SUPPORT_MODE, codes.ORIGIN))
_METHODS, _PENDING = codes.labels(codes.MEASURING_METHOD), codes.labels(codes.EVIDENCE_PENDING)
_GROUP = 8
_SUBJECTS = ("plan_papers", "plan")
_DOCUMENTS = columns(
    "place document dated speaks_of verdict accepted file states* element* document_no* page* grade* year* "
    "reviewer* evidence* activity* sha256_given* sha256_found*",
    subjects=_SUBJECTS, year="year",
)  # fmt: skip
_CLAIMS = columns("place date activity name role linked_by source mode* reason* element*", subjects=_SUBJECTS)
_RESULTS = columns(
    "place year result numerator denominator measured_on method narrative* element* record*",
    subjects=_SUBJECTS, year="year", result="value", numerator="units", denominator="units",
)  # fmt: skip
_MISSING = columns("place what about element*", subjects=_SUBJECTS)


@dataclass(frozen=True)
class Binder:
    """A KPI's evidence as tables, with the files found.

    `folders` is where each document's file lies; `printed` a copy of the plan's text, where its
    words are to stand beside our summaries.
    """

    store: Store
    book: PlanRecords
    kpi: Node
    folders: Mapping[str, Path] = field(default_factory=dict)
    printed: PrintedPlan | None = None

    @cached_property
    def case(self) -> KpiRecords:
        """All that is held on the KPI, with the activities that its documents show."""
        return take_place(self.book.by_kpi[self.kpi.id], clock=self.book.clock, as_of=self.book.as_of)

    @cached_property
    def documents(self) -> list[Node]:
        """The documents that bear on the KPI, by id."""
        return [require_node(self.store, key) for key in sorted({proof.id for proof in self.case.evidence})]

    @cached_property
    def files(self) -> Mapping[str, KeptFile]:
        """The file of each document, by the document's id."""
        return {one.id: check_file(one, self.folders.get(one.id)) for one in self.documents}

    @cached_property
    def tables(self) -> list[Table]:
        """Status by year, the ladder, documents, claims, and what is missing."""
        found = self.book.assess(self.kpi.id)
        readings = readings_table(self.store, self.book, found)
        ladder = levels_table(self.store, [self.kpi.id], as_of=self.book.as_of)
        ladder = replace(ladder, name="binder-levels")
        return with_record_end(self.store, [
            status_table(self.store, self.book), *([readings] if readings.rows else []),
            *([ladder] if self.printed is None else printed_beside(self.store, [ladder], self.printed)),
            documents_table(self), claims_table(self), results_table(self), missing_table(self),
        ])  # fmt: skip

    @cached_property
    def places(self) -> list[Node]:
        """The criteria of each level, or a count or percent as a whole, lowest first."""
        ladder = self.case.kpi
        criteria = [c.id for rung in ladder.levels for c in rung.criteria]
        return [require_node(self.store, key) for key in criteria or [ladder.id]]

    def proofs_on(self, place: str) -> Iterator[Evidence]:
        """List what documents say on a place: of it, or of an activity linked to it."""
        reach = self.case.kpi.reach
        linked = {s.activity for s in self.case.supports if place in reach.get(s.element, ())}
        for proof in sorted(self.case.evidence, key=lambda p: (p.id, p.activity, p.element)):
            if place in reach.get(proof.element, ()) or (not proof.element and proof.activity in linked):
                yield proof

    def links_on(self, place: str) -> list[Edge]:
        """List the links to a place that may move its level, by activity."""
        moving = {(s.activity, s.element) for s, _, criteria in self.case.moving() if place in criteria}
        edges = (edge for _, edge in supports_of(self.store, self.kpi))
        return [edge for edge in edges if (edge.source, edge.target) in moving]

    def withdrawn_on(self, place: str) -> list[Label]:
        """Say of each link to a place that an officer has withdrawn why it was."""
        reach = self.case.kpi.reach
        edges = (edge for _, edge in supports_of(self.store, self.kpi) if edge.text("mode") == WITHDRAWN)
        return [withdrawn_note(self.store, edge) for edge in edges if place in reach.get(edge.target, ())]

    def is_accepted(self, proof: Evidence) -> bool:
        """Whether a document confirms or denies."""
        return is_accepted(proof, self.case, clock=self.book.clock, as_of=self.book.as_of)


def find_kpi(store: Store, written: str) -> Node:
    """Find a KPI by id or key. Raises QuestionError for what is no KPI, with the KPIs there are."""
    node = find_record(store, written)
    if node.label != "Kpi":
        allowed = ", ".join(kpi.key for kpi in store.nodes("Kpi"))
        raise QuestionError("not-a-kpi", id=node.id, allowed=allowed)
    return node


def documents_table(binder: Binder) -> Table:
    """List the documents by level and criterion, with number, page, date, grade, file and hash."""
    rows = [
        _document_row(binder, place, proof) for place in binder.places for proof in binder.proofs_on(place.id)
    ]
    accepted = {proof.id for proof in binder.case.evidence if proof.is_met and binder.is_accepted(proof)}
    n = len(binder.documents)
    return Table(
        "binder-documents", text("plan_papers", "title-documents", n=n, accepted=len(accepted)), _DOCUMENTS,
        rows, binder.book.as_of, text("plan_papers", "unit-documents"), n,
        benchmark=text("plan_papers", "benchmark-grade", grade=binder.case.kpi.least_grade),
        records=[document.id for document in binder.documents],
        notes=[text("plan_papers", "note-accepted"), text("plan_papers", "note-hash")],
    )  # fmt: skip


def place_label(binder: Binder, place: Node) -> Label:
    """Name a criterion with its key, or the KPI as a whole."""
    if place.id == binder.kpi.id:
        return text("plan", "level-whole")
    name = name_of(place)
    key = place.key.partition("/")[2]
    return Label(f"{key} {name.th}", f"{key} {name.en}")


def _document_row(binder: Binder, place: Node, proof: Evidence) -> dict[str, Cell]:
    document, kept = require_node(binder.store, proof.id), binder.files[proof.id]
    activity = binder.store.node(proof.activity)
    spoken = [name_of(activity)] if activity is not None else []
    spoken += [name_of(require_node(binder.store, proof.element))] if proof.element else []
    year = document.number("year")
    return {
        "place": place_label(binder, place), "document": _named(document),
        "dated": date_cell(document.text("dated_on")), "speaks_of": joined(spoken),
        "verdict": text("plan_papers", f"verdict-{document.text('verdict')}"),
        "accepted": _acceptance(binder, proof), "file": _file_words(document, kept),
        "element": place.id, "document_no": document.text("document_no") or ABSENT,
        "states": ABSENT if document.number("value") is None else number_cell(document.number("value")),
        "page": document.text("page") or ABSENT, "grade": document.text("grade"),
        "year": ABSENT if year is None else int(year), "reviewer": document.text("reviewer") or ABSENT,
        "evidence": document.id, "activity": proof.activity or ABSENT,
        "sha256_given": document.text("file_hash") or ABSENT, "sha256_found": kept.found_hash or ABSENT,
    }  # fmt: skip


def _named(document: Node) -> Label:
    """Name a document with its number and page, so that it can be found in the archive."""
    number, page = document.text("document_no"), document.text("page")
    parts = [text("plan_papers", "document-no", no=number)] if number else []
    parts += [text("plan_papers", "document-page", page=page)] if page else []
    named = [same(document.name), *parts]
    return Label(" · ".join(n.th for n in named), " · ".join(n.en for n in named))


def _acceptance(binder: Binder, proof: Evidence) -> Label:
    """Say whether a document counts, and if not why not."""
    if binder.is_accepted(proof):
        return text("plan_papers", "accepted-yes", grade=proof.grade)
    if proof.pending:
        return text("plan_papers", "accepted-pending", grade=proof.grade, why=_PENDING[proof.pending])
    if not grade_suffices(proof.grade, binder.case.kpi.least_grade):
        return text("plan_papers", "accepted-grade", grade=proof.grade)
    if proof.dated is None or proof.dated.latest > binder.book.as_of:
        return text("plan_papers", "accepted-later", grade=proof.grade)
    return text("plan_papers", "accepted-older", grade=proof.grade)


def _file_words(document: Node, kept: KeptFile) -> Label:
    name, shown = document.text("file"), kept.found_hash or document.text("file_hash")
    state = text("plan_papers", f"file-{kept.state}")
    parts = [part for part in (name, f"SHA-256 {_grouped(shown)}" if shown else "") if part]
    tail = " · ".join(parts)
    return Label(f"{state.th} {tail}".strip(), f"{state.en} {tail}".strip())


def _grouped(digest: str) -> str:
    """Write a hash in groups, so that it fits a column and an eye."""
    return " ".join(digest[place : place + _GROUP] for place in range(0, len(digest), _GROUP))


def claims_table(binder: Binder) -> Table:
    """List the activities linked to each criterion, with who linked them and the public source."""
    rows = [
        _claim_row(binder, place, list(edges))
        for place in binder.places
        for _, edges in _by_activity(binder.links_on(place.id))
    ]
    activities = sorted({str(row["activity"]) for row in rows})
    withdrawn = dict.fromkeys(note for place in binder.places for note in binder.withdrawn_on(place.id))
    return Table(
        "binder-claims", text("plan_papers", "title-claims", n=len(activities)), _CLAIMS, rows,
        binder.book.as_of, text("plan_papers", "unit-activities"), len(activities), records=activities,
        notes=[text("plan_papers", "note-claims"), *withdrawn],
    )  # fmt: skip


def _by_activity(edges: Iterable[Edge]) -> Iterator[tuple[str, Iterator[Edge]]]:
    """Group links by activity, an officer's before the rules'."""
    ordered = sorted(
        edges, key=lambda e: (e.source, e.text("origin") != "asserted", e.text("rule"), e.target)
    )
    return groupby(ordered, key=lambda edge: edge.source)


def _claim_row(binder: Binder, place: Node, edges: Sequence[Edge]) -> dict[str, Cell]:
    activity = require_node(binder.store, edges[0].source)
    return {
        "place": place_label(binder, place), "date": date_cell(activity.text("start_on")),
        "activity": activity.id, "name": name_of(activity), "role": _ROLES[activity.text("role_of_bangkok")],
        "linked_by": _each(map(_linked_by, edges)),
        "source": source_names(binder.store, activity.get("sources")),
        "mode": _each(_MODES[edge.text("mode")] for edge in edges), "element": place.id,
        "reason": _each(map(_reason, edges)),
    }  # fmt: skip


def _each(labels: Iterable[Label]) -> Cell:
    """Give different labels in their order, each once."""
    return list_cell(dict.fromkeys(labels))


def _linked_by(edge: Edge) -> Label:
    origin, rule = _ORIGINS[edge.text("origin")], same(edge.text("rule"))
    if edge.text("replaces"):
        rule = text("plan", "in-place-of", rules=edge.text("replaces"))
    return Label(f"{origin.th} {rule.th}".strip(), f"{origin.en} {rule.en}".strip())


def _reason(edge: Edge) -> Label:
    thai, english = edge.text("reason_th"), edge.text("reason_en")
    return Label(thai or english, english or thai)


def results_table(binder: Binder) -> Table:
    """List the results reported for each criterion that a measurement decides, or for the KPI itself."""
    ladder = binder.case.kpi
    rows = [
        _result_row(binder, place, require_node(binder.store, reading.id))
        for place in binder.places
        for reading in sorted(binder.case.actuals, key=lambda reading: (reading.year, reading.id))
        if ladder.measure_of(reading.element) == ladder.measure_of(place.id)
    ]
    n = len({str(row["record"]) for row in rows})
    return Table(
        "binder-results", text("plan_papers", "title-results", n=n), _RESULTS, rows, binder.book.as_of,
        text("plan_papers", "unit-results"), n, records=sorted({str(row["record"]) for row in rows}),
        notes=[text("plan_papers", "note-results")],
    )  # fmt: skip


def _result_row(binder: Binder, place: Node, actual: Node) -> dict[str, Cell]:
    given = {name: number_cell(actual.number(name)) for name in ("value", "numerator", "denominator")}
    missing = text("plan_papers", "not-given")
    return {
        "place": place_label(binder, place), "year": int(actual.number("year") or 0),
        "result": missing if given["value"] is None else given["value"],
        **{name: missing if given[name] is None else given[name] for name in ("numerator", "denominator")},
        "measured_on": date_cell(actual.text("measured_on")) or missing,
        "method": _method(actual) or missing, "narrative": actual.text("narrative") or missing,
        "element": place.id, "record": actual.id,
    }  # fmt: skip


def _method(actual: Node) -> Label | None:
    """Name how a result was measured, with the words as they are written where they say more."""
    method, written = actual.text("method"), actual.text("method_as_written")
    if not method:
        return None
    named = _METHODS[method]
    return Label(f"{named.th} ({written})", f"{named.en} ({written})") if written else named


def missing_table(binder: Binder) -> Table:
    """List what is missing, place by place: records, documents, numbers, files."""
    rows: list[dict[str, Cell]] = []
    for place in binder.places:
        for key, about in dict.fromkeys(_missing(binder, place.id)):
            rows.append({
                "place": place_label(binder, place), "what": text("plan_papers", f"missing-{key}"),
                "about": about, "element": place.id,
            })  # fmt: skip
    bare = len({row["element"] for row in rows})
    title = text("plan_papers", "title-missing", n=len(rows), places=bare, of=len(binder.places))
    return Table(
        "binder-missing", title, _MISSING, rows, binder.book.as_of, text("plan_papers", "unit-missing"),
        len(rows), benchmark=text("plan_papers", "benchmark-places", n=len(binder.places)),
        records=[place.id for place in binder.places], notes=[text("plan", "note-records")],
    )  # fmt: skip


def _missing(binder: Binder, place: str) -> Iterator[tuple[str, str]]:
    proofs = list(binder.proofs_on(place))
    links = binder.links_on(place)
    is_measured = place in {c.id for c in binder.case.kpi.measured} or binder.case.kpi.kind == "percent"
    readings = [r for r in binder.case.actuals if binder.case.kpi.measure_of(r.element)
                == binder.case.kpi.measure_of(place)]  # fmt: skip
    if is_measured and not readings:
        yield "measurement", ABSENT
    elif not is_measured and not proofs and not links:
        yield "anything", ABSENT
    shown = {p.activity for p in proofs if p.is_met and binder.is_accepted(p)}
    if (links or readings) and not any(p.is_met and binder.is_accepted(p) for p in proofs):
        yield "document", ABSENT
    for activity, edges in _by_activity(links):
        is_asserted = any(edge.text("origin") == "asserted" for edge in edges)
        if activity not in shown:
            yield "document-of-activity", activity
        if not is_asserted and not _is_named(proofs, activity):
            yield "officer-link", activity
    yield from _missing_papers(binder, proofs)


def _is_named(proofs: Sequence[Evidence], activity: str) -> bool:
    """Whether a document names both the activity and the element, which needs no officer's link."""
    return any(proof.activity == activity and proof.element for proof in proofs)


def _missing_papers(binder: Binder, proofs: Sequence[Evidence]) -> Iterator[tuple[str, str]]:
    for proof in proofs:
        document = require_node(binder.store, proof.id)
        if not binder.is_accepted(proof):
            yield "acceptance", document.id
        for name in ("document_no", "page"):
            if not document.text(name):
                yield name.replace("_", "-"), document.id
        state = binder.files[document.id].state
        if state != "matches":
            yield f"file-{state}", document.id

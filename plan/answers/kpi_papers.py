"""What is held on a KPI, for its papers: documents with their files, links and results, place by place.

Of all years, or of one: then the records that are about that year alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from graph.errors import QuestionError
from graph.records import Edge, Node
from graph.store import Store, require_node, sources
from graph.texts import Label
from loaders.fingerprints import InputFile
from loaders.kept_files import KeptFile, check_file
from plan.answers.overview import withdrawn_note
from plan.answers.record_years import Years, years_of_activity, years_of_document
from plan.clock import FISCAL, Clock
from plan.ladders.accepted import is_accepted, take_place
from plan.ladders.assessment import Assessment
from plan.ladders.figures import Figures
from plan.ladders.kpi import WITHDRAWN, Evidence, KpiRecords
from plan.ladders.plan_records import PlanRecords, read_plan_records, supports_of
from plan.ladders.trace import find_record
from plan.making.assemble import Assembly

if TYPE_CHECKING:
    from loaders.plan_text.printed import PrintedPlan

# After every year that a plan has.
_NO_YEAR = 9999


@dataclass(frozen=True)
class KpiPapers:
    """A KPI with all that is held on it.

    `year` (B.E.) leaves out the records that are about other years. `folders` is where each
    document's file lies; `printed` a copy of the plan's text, where its words are to stand beside
    our summaries; `inputs` are the files that the office's records were read from.
    """

    store: Store
    book: PlanRecords
    kpi: Node
    folders: Mapping[str, Path] = field(default_factory=dict)
    printed: PrintedPlan | None = None
    year: int | None = None
    inputs: Sequence[InputFile] = ()

    @cached_property
    def found(self) -> list[Assessment]:
        """Where the KPI stands in the year, or in every year of the plan."""
        return self.book.assess(self.kpi.id, years=None if self.year is None else [self.year])

    @cached_property
    def case(self) -> KpiRecords:
        """All that is held on the KPI, with the activities that its documents show."""
        return take_place(self.book.by_kpi[self.kpi.id], clock=self.book.clock, as_of=self.book.as_of)

    @cached_property
    def figures(self) -> Figures:
        """What is measured, counted or reported, by measure and year."""
        return Figures(self.case, self.book.clock, self.book.as_of)

    @cached_property
    def documents(self) -> list[Node]:
        """The documents that bear on the KPI, by id."""
        return [require_node(self.store, key) for key in sorted({proof.id for proof in self.proofs})]

    @cached_property
    def proofs(self) -> list[Evidence]:
        """What the documents say on the KPI, earlier years first."""
        shown = [proof for proof in self.case.evidence if self.shows(self.years_of(proof))]
        return sorted(shown, key=lambda p: (self.years_of(p), p.id, p.activity, p.element))

    @cached_property
    def results(self) -> list[tuple[str, Node]]:
        """The values reported for the KPI and its parts, with what each is of, earlier years first.

        One measured outside its year is among them, though it claims nothing (`counts`).
        """
        elements = sorted({self.kpi.id, *self.case.kpi.reach})
        found = [(key, node) for key in elements for node in sources(self.store, key, "ACTUAL_OF")]
        valued = [one for one in found if one[1].number("value") is not None]
        shown = [one for one in valued if self.shows((int(one[1].number("year") or 0),))]
        return sorted(shown, key=lambda one: (one[1].number("year") or 0, one[1].id))

    def counts(self, result: str) -> bool:
        """Whether a result (by id) was measured in its year, so that it may claim something."""
        return any(actual.id == result for actual in self.case.actuals)

    def shows(self, years: Years) -> bool:
        """Whether a record of some years is among those asked for."""
        return self.year is None or self.year in years

    def years_of(self, proof: Evidence) -> Years:
        """Give the years that a document is about."""
        return years_of_document(proof, self.case, self.book.clock)

    def years_of_link(self, edge: Edge) -> Years:
        """Give the years of the activity of a link."""
        activity = self.case.activities.get(edge.source)
        return () if activity is None else years_of_activity(activity, self.book.clock)

    @cached_property
    def files(self) -> Mapping[str, KeptFile]:
        """The file of each document, by the document's id."""
        return {one.id: self.file_of(one) for one in self.documents}

    def file_of(self, document: Node) -> KeptFile:
        """Look for the file of a document beside the evidence that names it."""
        return check_file(document, self.folders.get(document.id))

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
        for proof in self.proofs:
            if place in reach.get(proof.element, ()) or (not proof.element and proof.activity in linked):
                yield proof

    def links_on(self, place: str) -> list[Edge]:
        """List the links to a place that may move its level, by activity."""
        moving = {(s.activity, s.element) for s, _, criteria in self.case.moving() if place in criteria}
        return [edge for edge in self._links if (edge.source, edge.target) in moving]

    def withdrawn_on(self, place: str) -> list[Label]:
        """Say of each link to a place that an officer has withdrawn why it was."""
        reach = self.case.kpi.reach
        withdrawn = (edge for edge in self._links if edge.text("mode") == WITHDRAWN)
        return [withdrawn_note(self.store, e) for e in withdrawn if place in reach.get(e.target, ())]

    def links_of_year(self) -> list[Edge]:
        """List the links that may move the KPI in the year, or that carry its result from an earlier one."""
        carrying = {key for one in self.found for key in one.activities}
        moving = {(s.activity, s.element) for s, _, _ in self.case.moving()}
        every = (e for _, e in supports_of(self.store, self.kpi) if (e.source, e.target) in moving)
        return sorted(
            (e for e in every if e.source in carrying or self.shows(self.years_of_link(e))),
            key=lambda e: (
                self.years_of_link(e) or (_NO_YEAR,),
                e.source,
                e.target,
                e.text("origin") != "asserted",
                e.text("rule"),
            ),
        )

    @cached_property
    def _links(self) -> list[Edge]:
        """The links to the KPI and its parts, earlier years first and undated activities last."""
        edges = [edge for _, edge in supports_of(self.store, self.kpi)]
        shown = [edge for edge in edges if self.shows(self.years_of_link(edge))]
        return sorted(shown, key=lambda edge: self.years_of_link(edge) or (_NO_YEAR,))

    def earlier_on(self, place: str) -> list[Node]:
        """List the documents about other years that a place's standing in the year rests on."""
        resting = {
            key
            for one in self.found
            for state in one.states
            if state.criterion == place
            for basis in state.confirmed
            for key in basis
        }
        papers = {proof.id for proof in self.case.evidence} & resting - {node.id for node in self.documents}
        return [require_node(self.store, key) for key in sorted(papers)]

    def is_confirmed(self, place: str) -> bool:
        """Whether a place is confirmed in the one year that is asked for; of all years it is not asked."""
        states = (state for one in self.found for state in one.states)
        return self.year is not None and any(s.criterion == place and s.confirmed for s in states)

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


def open_papers(
    assembly: Assembly, written: str, *, as_of: date, clock: Clock = FISCAL, year: int | None = None,
    printed: PrintedPlan | None = None, inputs: Sequence[InputFile] = (),
) -> KpiPapers:  # fmt: skip
    """Gather what is held on a KPI (by id or key), of all years or of one.

    Raises QuestionError for what is no KPI, and for a year that the plan does not have.
    """
    kpi = find_kpi(assembly.store, written)
    rules = assembly.rules_version
    book = read_plan_records(assembly.store, as_of=as_of, clock=clock, kpis=[kpi.id], rules=rules)
    asked = None if year is None else book.check_year(year)
    return KpiPapers(assembly.store, book, kpi, assembly.folders, printed, asked, inputs)

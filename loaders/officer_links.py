"""An officer's links from activities to elements of the plan: read, and what cannot be meant named."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from graph.issues import Issue
from graph.records import Batch, Edge, Node
from graph.schema import SCHEMA, codes
from loaders.cells import cell_issue, differing, given, missing
from loaders.elements import Elements
from loaders.mapping import map_edge
from loaders.result import LoadResult
from loaders.tables import RawRow

LINK_COLUMNS = ("activity", "element", "mode", "reason_th", "reason_en", "rival", "note")
MUST_LINK = ("activity", "element", "mode")
_MODES, _STATUSES = codes.labels(codes.SUPPORT_MODE), codes.labels(codes.ACTIVITY_STATUS)


@dataclass(frozen=True)
class _Link:
    """A link that was read, with its row."""

    row: RawRow
    activity: Node
    element: Node
    mode: str


class LinkLoading:
    """One reading of the links. One class, because rows are judged beside each other."""

    def __init__(self, elements: Elements, result: LoadResult) -> None:
        self._elements, self._result = elements, result
        self._links: dict[tuple[str, str], _Link] = {}

    def load(self, row: RawRow) -> None:
        """Load an officer's link from an activity to an element of the plan."""
        issues = missing(row, ("activity", "element"))
        activity, wrong = self._elements.find(row, "activity", ("Activity",))
        element, unknown = self._elements.find(row, "element", ("Criterion", "Level", "Kpi", "Project"))
        is_project = element is not None and element.label == "Project"
        verb = "CARRIES_OUT" if is_project else "SUPPORTS"
        names = [name for name in LINK_COLUMNS if name in SCHEMA.relationship_properties(verb)]
        values, misread = map_edge(row, verb, given(row, names))
        issues += [*wrong, *unknown, *misread, *_reasoned(row)]
        if is_project:
            extra = [name for name in ("mode", "rival") if row.get(name)]
            issues += [
                cell_issue(row, name, code="cell-not-allowed", column=name, about=row["element"])
                for name in extra
            ]
        else:
            issues += missing(row, ("mode",))
        if activity is None or element is None:
            self._result.take(row, issues=issues)
            return
        link = _Link(row, activity, element, str(values.get("mode", "")))
        issues += [*self._elements.check_date(row, activity), *self._check_repeated(link)]
        self._result.take(
            row,
            edges=[Edge(activity.id, verb, element.id, {**values, "origin": "asserted"})],
            issues=issues,
            records=[activity.id],
        )

    def _check_repeated(self, link: _Link) -> list[Issue]:
        """Say of a second link of one pair whether it says the same; two modes cannot both be meant."""
        first = self._links.setdefault((link.activity.id, link.element.id), link)
        if first is link:
            return []
        place, apart = first.row.row_place, differing(first.row, link.row)
        if link.mode and first.mode and link.mode != first.mode:
            modes = {"mode": _MODES[link.mode], "other": _MODES[first.mode]}
            return [cell_issue(link.row, "mode", code="link-modes-differ", first=place, **modes)]
        code = "link-again-otherwise" if apart else "link-again"
        return [cell_issue(link.row, "element", code=code, first=place, columns=", ".join(apart))]

    def check(self, *, as_of: date) -> None:
        """Warn of links that should move a level and cannot, by what they join."""
        papers = papers_on_activities(self._result.batch)
        for link in self._links.values():
            if link.mode in codes.MOVING:
                on = papers.get(link.activity.id, ())
                shown = any(
                    self._elements.shows(paper, link.activity, link.element, as_of=as_of) for paper in on
                )
                self._result.issues += self._check_moves(link, is_shown=shown)

    def _check_moves(self, link: _Link, *, is_shown: bool) -> list[Issue]:
        row, activity, element = link.row, link.activity, link.element
        if not self._elements.takes_links(element):
            is_ladder = element.label == "Kpi" and element.text("kind") == "level"
            code = "link-to-ladder" if is_ladder else "link-to-figure"
            return [cell_issue(row, "element", code=code, element=element.id)]
        if is_shown:
            return []
        if activity.text("status") != "done":
            status = _STATUSES[activity.text("status") or "unknown"]
            return [cell_issue(row, "activity", code="link-not-done", activity=activity.id, status=status)]
        if not activity.text("start_on"):
            return [cell_issue(row, "activity", code="link-undated", activity=activity.id)]
        return []


def papers_on_activities(batch: Batch) -> dict[str, list[Node]]:
    """Give the documents that speak of each activity (by id)."""
    documents = {node.id: node for node in batch.nodes if node.label == "Evidence"}
    found: dict[str, list[Node]] = {}
    for edge in batch.edges:
        if edge.type == "ATTESTS" and edge.source in documents:
            found.setdefault(edge.target, []).append(documents[edge.source])
    return found


def _reasoned(row: RawRow) -> list[Issue]:
    """Ask for a reason in one language at least: a link without one cannot be checked."""
    return [] if row.get("reason_th") or row.get("reason_en") else missing(row, ("reason_th",))

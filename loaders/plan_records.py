"""What planners write by hand to records: links, evidence and actual values, from CSV files.

The columns are the schema's own properties, with `activity` and `element` for what a row is
about. An error anywhere means that nothing of the files may be used; a warning stops nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from graph.dates import fiscal_year, format_date, parse_date
from graph.errors import QuestionError
from graph.issues import Issue, errors_among
from graph.records import Edge, Node, Value, known
from graph.schema import SCHEMA, Kind
from graph.spelling import fold_word
from graph.store import Store
from loaders.cells import (
    Rows,
    cell_issue,
    check_money,
    check_order_of_dates,
    given,
    missing,
    unseen_signs,
)
from loaders.decisions import DECISION_COLUMNS, MUST_DECISION, load_decision
from loaders.document_checks import find_pending, read_stated_figure
from loaders.elements import Elements, YearPeriod
from loaders.mapping import map_row
from loaders.officer_links import LINK_COLUMNS, MUST_LINK, LinkLoading
from loaders.result import LoadResult
from loaders.result_parts import check_divided, check_parts, read_method
from loaders.scales import check_value, scale_of, share_of
from loaders.tables import RawRow, read_table

_NOTE = ("note",)


# What is found when a row is read, and is no column.
_FOUND = frozenset(("pending", "method_as_written"))


def _own(label: str) -> tuple[str, ...]:
    return tuple(p.name for p in SCHEMA.node_types[label].properties if p.name not in _FOUND)


# The one definition of the files' columns; a template or a workbook takes them from here.
EVIDENCE_COLUMNS = ("key", "name", "activity", "element", *_own("Evidence"), *_NOTE)
ACTUAL_COLUMNS = ("element", *_own("Actual"), *_NOTE)
_MUST_EVIDENCE = ("key", "verdict", "grade", "dated_on")
_MUST_ACTUAL = ("element", "year")
_HASH = re.compile(r"[0-9a-f]{64}", re.IGNORECASE)
# What tells one document from another, the surest first.
_DOCUMENT = ("file_hash", "document_no", "file")
# Columns of running text; a file's name and digest are none.
_TEXTS = frozenset(
    prop.name
    for owned in (SCHEMA.node_properties("Evidence"), SCHEMA.node_properties("Actual"),
                  SCHEMA.node_properties("Decision"), SCHEMA.relationship_properties("SUPPORTS"))
    for prop in owned.values()
    if prop.kind is Kind.TEXT and prop.name not in _DOCUMENT
)  # fmt: skip


@dataclass(frozen=True)
class RecordFiles:
    """The planners' files that are given: any number of each kind."""

    links: tuple[Path, ...] = ()
    evidence: tuple[Path, ...] = ()
    actuals: tuple[Path, ...] = ()
    decisions: tuple[Path, ...] = ()

    @property
    def given(self) -> tuple[Path, ...]:
        """All of the files, in the order in which they are read."""
        return (*self.links, *self.evidence, *self.actuals, *self.decisions)

    def called(self, path: Path) -> str:
        """Give what findings call a file: its name, with its folder where another has the same name."""
        is_shared = sum(other.name == path.name for other in self.given) > 1
        return str(path) if is_shared else path.name

    @property
    def folders(self) -> dict[str, Path]:
        """Give the folder of each file of evidence, by what the file is called."""
        return {self.called(path): path.parent for path in self.evidence}


def load_plan_records(
    files: RecordFiles, *, store: Store, as_of: date, period: YearPeriod = fiscal_year
) -> LoadResult:
    """Load the files against a graph that holds the plan and its activities; nothing is written.

    `period` gives the days of a year by the clock that the answer runs on.
    Raises InputError for a file that cannot be read, or whose columns are not those above, and
    QuestionError for one that is given twice.
    """
    _check_once(files)
    loading = _Loading(files, store, as_of, period)
    for row in loading.rows(files.links, LINK_COLUMNS, MUST_LINK):
        loading.links.load(row)
    for row in loading.rows(files.evidence, EVIDENCE_COLUMNS, _MUST_EVIDENCE, dated="dated_on"):
        loading.load_evidence(row)
    for row in loading.rows(files.actuals, ACTUAL_COLUMNS, _MUST_ACTUAL, dated="measured_on"):
        loading.load_actual(row)
    for row in loading.rows(files.decisions, DECISION_COLUMNS, MUST_DECISION, dated="decided_on"):
        loading.load_decision(row)
    loading.check()
    return loading.result


def _check_once(files: RecordFiles) -> None:
    """Refuse a file that is given twice: each of its rows would stand twice."""
    seen: set[Path] = set()
    for path in files.given:
        if path.resolve() in seen:
            raise QuestionError("file-given-twice", path=path)
        seen.add(path.resolve())


class _Loading:
    """One reading of the files. One class, because rows are judged beside each other."""

    def __init__(self, files: RecordFiles, store: Store, as_of: date, period: YearPeriod) -> None:
        self.result = LoadResult()
        self._files, self._store, self._as_of, self._period = files, store, as_of, period
        self._elements = Elements(store)
        self._seen = Rows()
        self.links = LinkLoading(self._elements, self.result)

    def rows(
        self, paths: Sequence[Path], columns: Sequence[str], must: Sequence[str], *, dated: str = ""
    ) -> Iterator[RawRow]:
        """Give the rows of some files that can be read; those with signs nobody sees are refused."""
        for path in paths:
            rows = read_table(path, columns=must, known=columns, called=self._files.called(path))
            if dated:
                self.result.issues += check_order_of_dates(rows, dated)
            for row in rows:
                unseen = unseen_signs(row, texts=_TEXTS)
                if unseen:
                    self.result.take(row, issues=unseen)
                    continue
                self.result.issues += self._to_come(row, dated)
                yield row

    def _to_come(self, row: RawRow, column: str) -> list[Issue]:
        """Warn of a day after the as-of date: what bears it waits, and never in silence."""
        try:
            day = parse_date(row.get(column))
        except ValueError:
            return []  # an empty or unreadable cell is found where it is read
        if day.latest <= self._as_of:
            return []
        days = {"day": format_date(day), "as_of": format_date(self._as_of)}
        return [cell_issue(row, column, code="evidence-in-future", **days)]

    def load_evidence(self, row: RawRow) -> None:
        """Load a document on an activity, on an element of the plan, or on both."""
        values, issues = map_row(row, "Evidence", given(row, (*_own("Evidence"), *_NOTE)))
        activity, wrong = self._elements.find(row, "activity", ("Activity",))
        element, unknown = self._elements.find(row, "element", ("Criterion", "Level", "Kpi"))
        issues += [*missing(row, _MUST_EVIDENCE), *wrong, *unknown]
        if not row.get("activity") and not row.get("element"):
            issues.append(cell_issue(row, "element", code="evidence-about-missing"))
        if element is not None and element.label == "Kpi" and _is_ladder(element):
            issues.append(cell_issue(row, "element", code="evidence-whole-ladder", value=row["element"]))
        digest = row.get("file_hash")
        if digest and not _HASH.fullmatch(digest):
            issues.append(cell_issue(row, "file_hash", code="cell-hash", value=digest))
        issues += [
            *self._seen.check_once(f"Evidence:{row['key']}", row, "key"),
            *self._elements.check_year(row, values),
        ]
        if activity is not None:
            issues += [*_older(row, values, activity), *self._check_activity_year(row, values, activity)]
        elif element is not None:
            issues += self._before_year(row, values, element)
        about = [end for end in (activity, element) if end is not None]
        issues += self._check_document(row, values, [end.id for end in about])
        issues += self._settle(row, values, activity, element, is_sound=not errors_among(issues))
        name = row.get("name") or row.get("document_no") or row["key"]
        node = Node("Evidence", row["key"], {**values, "name": name, "visibility": "internal"})
        self.result.take(row, [node], [Edge(node.id, "ATTESTS", end.id) for end in about], issues)

    def _settle(
        self,
        row: RawRow,
        values: dict[str, Value],
        activity: Node | None,
        element: Node | None,
        *,
        is_sound: bool,
    ) -> list[Issue]:
        """Read the figure that a document states, and what is to be settled before it counts."""
        about = None if activity is not None else element
        issues = read_stated_figure(row, values, about, self._store)
        if is_sound and not issues:
            folder = self._files.folders[row.file]
            pending, issues = find_pending(row, values, about, folder, self._elements, self._period)
            values.update(known(pending=pending))
        return issues

    def _check_activity_year(self, row: RawRow, values: dict[str, Value], activity: Node) -> list[Issue]:
        """Warn of a year beside an activity of another: what is done counts when it was done."""
        year, start = values.get("year"), activity.text("start_on")
        if not isinstance(year, int) or year not in self._elements.years or not start:
            return []
        first, last = parse_date(start), parse_date(activity.text("end_on") or start)
        if self._period(year).may_overlap(first, last):
            return []
        params = {"year": year, "activity": activity.id, "start": format_date(first)}
        return [cell_issue(row, "year", code="evidence-year-unused", **params)]

    def _check_document(self, row: RawRow, values: dict[str, Value], about: Sequence[str]) -> list[Issue]:
        """Warn of one document under two keys: it would count as two that agree."""
        for name in _DOCUMENT:
            if row.get(name):
                same_matter = (name, fold_word(row[name]), tuple(about), values.get("year"))
                first = self._seen.first(same_matter, row)
                if first is not None and first.get("key") != row["key"]:
                    params = {"column": name, "first": first.row_place, "other": first["key"]}
                    return [cell_issue(row, "key", code="document-twice", **params)]
        return []

    def _before_year(self, row: RawRow, values: dict[str, Value], element: Node) -> list[Issue]:
        """Warn of a document older than the year it speaks of."""
        year, dated = values.get("year"), str(values.get("dated_on", ""))
        if not isinstance(year, int) or not dated:
            return []
        first = self._elements.first_day_of(element, year, period=self._period)
        if parse_date(dated).latest >= first:
            return []
        params = {"dated": dated, "first": first.isoformat()}
        return [cell_issue(row, "dated_on", code="evidence-before-year", **params)]

    def load_actual(self, row: RawRow) -> None:
        """Load a result of a KPI, a criterion that a figure decides, or a project."""
        row, as_written, said = read_method(row)
        values, issues = map_row(row, "Actual", given(row, (*_own("Actual"), *_NOTE)))
        values.update(known(method_as_written=as_written))
        issues += said
        element, unknown = self._elements.find(row, "element", ("Kpi", "Criterion", "Project"))
        issues += [
            *missing(row, _MUST_ACTUAL),
            *unknown,
            *self._elements.check_year(row, values),
            *check_money(row, values),
        ]
        year = values.get("year")
        if element is None or not isinstance(year, int):
            self.result.take(row, issues=issues)
            return
        issues += [
            *check_value(row, values, element, self._store),
            *self._begun(row, values, year),
            *check_parts(row, values, scale_of(element, self._store)),
        ]
        if scale_of(element, self._store) == "percent":
            values.update(known(value=share_of(values)))
        issues += self._of_its_year(row, values, year)
        parts = (element.key, year, values.get("measured_on"), values.get("dimension"))
        key = "/".join(str(part) for part in parts if part is not None)
        issues += self._seen.check_once(f"Actual:{key}", row, "element")
        node = Node("Actual", key, {**values, "name": f"{element.key} / {year}", "visibility": "internal"})
        self.result.take(row, [node], [Edge(node.id, "ACTUAL_OF", element.id)], issues)

    def load_decision(self, row: RawRow) -> None:
        """Load a decision on a year's target."""
        load_decision(row, self._elements, self._seen, self.result)

    def check(self) -> None:
        """Check what several rows say together."""
        self.links.check(as_of=self._as_of)
        self.result.issues += check_divided(self.result.batch.nodes)

    def _begun(self, row: RawRow, values: dict[str, Value], year: int) -> list[Issue]:
        """Refuse a result for a year that has not begun, unless it was measured after the as-of date."""
        measured = str(values.get("measured_on", ""))
        if self._period(year).first <= self._as_of:
            return []
        is_later = bool(measured) and parse_date(measured).earliest > self._as_of
        return [] if is_later else [cell_issue(row, "year", code="actual-in-future", year=year)]

    def _of_its_year(self, row: RawRow, values: dict[str, Value], year: int) -> list[Issue]:
        """Warn of a value measured on a day outside its year: it claims nothing."""
        measured, period = str(values.get("measured_on", "")), self._period(year)
        if "value" not in values or not measured or period.may_overlap(parse_date(measured)):
            return []
        days = {
            "measured": format_date(parse_date(measured)),
            "first": format_date(period.first),
            "last": format_date(period.last),
        }
        return [cell_issue(row, "measured_on", code="actual-outside-year", year=year, **days)]


def _is_ladder(kpi: Node) -> bool:
    return kpi.text("kind") == "level" and kpi.text("rule") != "panel"


def _older(row: RawRow, values: dict[str, Value], activity: Node) -> list[Issue]:
    start, dated = activity.text("start_on"), str(values.get("dated_on", ""))
    if not start or not dated or parse_date(dated).latest >= parse_date(start).earliest:
        return []
    return [
        cell_issue(row, "dated_on", code="evidence-older", dated=dated, activity=activity.id, start=start)
    ]

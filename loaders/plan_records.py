"""What planners write by hand to records: links, evidence and actual values, from CSV files.

The columns are the schema's own properties, with `activity` and `element` for what a row is
about. An error anywhere means that nothing of the files may be used; a warning stops nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from graph.dates import fiscal_year, format_date, parse_date
from graph.errors import QuestionError
from graph.issues import Issue
from graph.records import Edge, Node, Value, known
from graph.schema import SCHEMA
from graph.store import Store
from loaders.elements import Elements, YearPeriod
from loaders.mapping import map_edge, map_row
from loaders.result import LoadResult
from loaders.tables import RawRow, read_table

_NOTE = ("note",)


def _own(label: str) -> tuple[str, ...]:
    return tuple(p.name for p in SCHEMA.node_types[label].properties)


# The one definition of the files' columns; a template or a workbook takes them from here.
LINK_COLUMNS = ("activity", "element", "mode", "reason_th", "reason_en", "rival", *_NOTE)
EVIDENCE_COLUMNS = ("key", "name", "activity", "element", *_own("Evidence"), *_NOTE)
ACTUAL_COLUMNS = ("element", *_own("Actual"), *_NOTE)
_MUST_LINK = ("activity", "element", "mode")
_MUST_EVIDENCE = ("key", "verdict", "grade", "dated_on")
_MUST_ACTUAL = ("element", "year")
_Check = Callable[[RawRow, dict[str, Value]], list[Issue]]
# All but tabs and line breaks, which a spreadsheet's cell may hold.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_HASH = re.compile(r"[0-9a-f]{64}")
# What a measured percent cannot do without.
_PERCENT = ("numerator", "denominator", "measured_on", "method")


@dataclass(frozen=True)
class RecordFiles:
    """The planners' files that are given: any number of each kind."""

    links: tuple[Path, ...] = ()
    evidence: tuple[Path, ...] = ()
    actuals: tuple[Path, ...] = ()

    @property
    def given(self) -> tuple[Path, ...]:
        """All of the files, in the order in which they are read."""
        return (*self.links, *self.evidence, *self.actuals)

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
    elements = Elements(store)
    result = LoadResult()
    for row in _read(files, files.links, LINK_COLUMNS, _MUST_LINK):
        result.issues.extend(_controls(row))
        _load_link(row, elements, result)
    keys: set[str] = set()
    for row in _read(files, files.evidence, EVIDENCE_COLUMNS, _MUST_EVIDENCE):
        result.issues.extend(_controls(row))
        result.issues.extend(_to_come(row, "dated_on", as_of))
        _load_evidence(row, elements, keys, result, period)
    for row in _read(files, files.actuals, ACTUAL_COLUMNS, _MUST_ACTUAL):
        result.issues.extend([*_controls(row), *_to_come(row, "measured_on", as_of)])
        _load_actual(row, elements, keys, result, begun=partial(_begun, as_of=as_of, period=period))
    return result


def _read(
    files: RecordFiles, paths: Iterable[Path], columns: Sequence[str], must: Sequence[str]
) -> Iterator[RawRow]:
    for path in paths:
        yield from read_table(path, columns=must, known=columns, called=files.called(path))


def _check_once(files: RecordFiles) -> None:
    """Refuse a file that is given twice: each of its rows would stand twice."""
    seen: set[Path] = set()
    for path in files.given:
        if path.resolve() in seen:
            raise QuestionError("file-given-twice", path=path)
        seen.add(path.resolve())


def _controls(row: RawRow) -> list[Issue]:
    """Report control characters, which no cell needs: neither a person nor a page can show them."""
    found = ((name, _CONTROL.search(cell)) for name, cell in row.cells.items())
    return [
        _cell(row, name, code="cell-control", column=name, sign=f"U+{ord(sign.group()):04X}")
        for name, sign in found
        if sign is not None
    ]


def _to_come(row: RawRow, column: str, as_of: date) -> list[Issue]:
    """Warn of a day after the as-of date: what bears it waits, and never in silence."""
    try:
        day = parse_date(row.get(column))
    except ValueError:
        return []  # an empty or unreadable cell is found where it is read
    if day.latest <= as_of:
        return []
    return [_cell(row, column, code="evidence-in-future", day=format_date(day), as_of=format_date(as_of))]


def _given(row: RawRow, names: Iterable[str]) -> dict[str, str]:
    return {name: name for name in names if name in row.cells}


def _missing(row: RawRow, names: Iterable[str]) -> list[Issue]:
    """Report the cells that must be filled in and are not."""
    return [_cell(row, name, code="cell-missing", column=name) for name in names if not row.get(name)]


def _cell(row: RawRow, at: str, /, *, code: str, **params: object) -> Issue:
    """Make an issue at a cell, or at the row where the file has no such column."""
    place = row.place(at) if at in row.cells else row.row_place
    return Issue(code, place, params)


def _load_link(row: RawRow, elements: Elements, result: LoadResult) -> None:
    issues = _missing(row, ("activity", "element"))
    activity, wrong = elements.find(row, "activity", ("Activity",))
    element, unknown = elements.find(row, "element", ("Criterion", "Level", "Kpi", "Project"))
    is_project = element is not None and element.label == "Project"
    verb = "CARRIES_OUT" if is_project else "SUPPORTS"
    names = [name for name in LINK_COLUMNS if name in SCHEMA.relationship_properties(verb)]
    values, misread = map_edge(row, verb, _given(row, names))
    issues += [*wrong, *unknown, *misread, *_reasoned(row)]
    if is_project:
        extra = [name for name in ("mode", "rival") if row.get(name)]
        issues += [
            _cell(row, name, code="cell-not-allowed", column=name, about=row["element"]) for name in extra
        ]
    else:
        issues += _missing(row, ("mode",))
    if activity is None or element is None:
        result.take(row, issues=issues)
        return
    issues += elements.check_date(row, activity)
    result.take(
        row, edges=[Edge(activity.id, verb, element.id, {**values, "origin": "asserted"})], issues=issues,
        records=[activity.id],
    )  # fmt: skip


def _reasoned(row: RawRow) -> list[Issue]:
    """Ask for a reason in one language at least: a link without one cannot be checked."""
    return [] if row.get("reason_th") or row.get("reason_en") else _missing(row, ("reason_th",))


def _load_evidence(
    row: RawRow, elements: Elements, keys: set[str], result: LoadResult, period: YearPeriod
) -> None:
    values, issues = map_row(row, "Evidence", _given(row, (*_own("Evidence"), *_NOTE)))
    issues += _missing(row, _MUST_EVIDENCE)
    activity, wrong = elements.find(row, "activity", ("Activity",))
    element, unknown = elements.find(row, "element", ("Criterion", "Level", "Kpi"))
    issues += [*wrong, *unknown]
    if not row.get("activity") and not row.get("element"):
        issues.append(_cell(row, "element", code="evidence-about-missing"))
    if element is not None and element.label == "Kpi" and _is_ladder(element):
        issues.append(_cell(row, "element", code="evidence-whole-ladder", value=row["element"]))
    digest = row.get("file_hash")
    if digest and not _HASH.fullmatch(digest):
        issues.append(_cell(row, "file_hash", code="cell-hash", value=digest))
    issues += [*_once(row, "key", f"Evidence:{row['key']}", keys), *elements.check_year(row, values)]
    if activity is not None:
        issues += _older(row, values, activity)
    elif element is not None:
        issues += _before_year(row, values, element, elements=elements, period=period)
    name = row.get("name") or row.get("document_no") or row["key"]
    node = Node("Evidence", row["key"], {**values, "name": name, "visibility": "internal"})
    about = [Edge(node.id, "ATTESTS", end.id) for end in (activity, element) if end is not None]
    result.take(row, [node], about, issues)


def _is_ladder(kpi: Node) -> bool:
    return kpi.text("kind") == "level" and kpi.text("rule") != "panel"


def _once(row: RawRow, column: str, record: str, keys: set[str]) -> list[Issue]:
    if record in keys:
        return [_cell(row, column, code="id-twice")]
    keys.add(record)
    return []


def _older(row: RawRow, values: dict[str, Value], activity: Node) -> list[Issue]:
    start, dated = activity.text("start_on"), str(values.get("dated_on", ""))
    if not start or not dated or parse_date(dated).latest >= parse_date(start).earliest:
        return []
    return [_cell(row, "dated_on", code="evidence-older", dated=dated, activity=activity.id, start=start)]


def _before_year(
    row: RawRow, values: dict[str, Value], element: Node, *, elements: Elements, period: YearPeriod
) -> list[Issue]:
    """Warn of a document older than the year it speaks of."""
    year, dated = values.get("year"), str(values.get("dated_on", ""))
    if not isinstance(year, int) or not dated:
        return []
    first = elements.first_day_of(element, year, period=period)
    if parse_date(dated).latest >= first:
        return []
    return [_cell(row, "dated_on", code="evidence-before-year", dated=dated, first=first.isoformat())]


def _load_actual(
    row: RawRow, elements: Elements, keys: set[str], result: LoadResult, *, begun: _Check
) -> None:
    values, issues = map_row(row, "Actual", _given(row, (*_own("Actual"), *_NOTE)))
    element, unknown = elements.find(row, "element", ("Kpi", "Criterion", "Project"))
    issues += [*_missing(row, _MUST_ACTUAL), *unknown, *elements.check_year(row, values)]
    if element is None or not isinstance(values.get("year"), int):
        result.take(row, issues=issues)
        return
    kind = _scale(elements.store, element)
    issues += [*_check_value(row, values, kind), *begun(row, values)]
    if kind == "percent" and "value" not in values:
        values.update(known(value=_computed(values)))
    measured = values.get("measured_on")
    key = "/".join(str(part) for part in (element.key, values["year"], measured) if part is not None)
    issues += _once(row, "element", f"Actual:{key}", keys)
    node = Node(
        "Actual", key, {**values, "name": f"{element.key} / {values['year']}", "visibility": "internal"}
    )
    result.take(row, [node], [Edge(node.id, "ACTUAL_OF", element.id)], issues)


def _scale(store: Store, element: Node) -> str:
    """Say what a value for an element is: a level, a count, a percent, or nothing at all."""
    if element.label == "Kpi":
        return element.text("kind")
    if element.label == "Criterion":
        return "percent" if element.number("threshold") is not None else "none"
    return "none"


def _check_value(row: RawRow, values: dict[str, Value], kind: str) -> list[Issue]:
    measured = [name for name in ("value", *_PERCENT[:2]) if row.get(name)]
    if not measured:
        return []
    if kind == "none":
        return [
            _cell(row, name, code="cell-not-allowed", column=name, about=row["element"]) for name in measured
        ]
    if kind == "percent":
        return _check_percent(row, values)
    issues = [
        _cell(row, name, code="cell-not-allowed", column=name, about=row["element"])
        for name in measured
        if name != "value"
    ]
    value, top = values.get("value"), 5 if kind == "level" else None
    fits = isinstance(value, float) and value >= 0 and value == int(value) and (top is None or value <= top)
    if value is not None and not fits:
        allowed = "0-5" if kind == "level" else "0, 1, 2, ..."
        issues.append(
            _cell(row, "value", code="actual-off-scale", value=value, about=row["element"], allowed=allowed)
        )
    return issues


def _check_percent(row: RawRow, values: dict[str, Value]) -> list[Issue]:
    lacking = [name for name in _PERCENT if not row.get(name)]
    if lacking:
        return [_cell(row, name, code="percent-incomplete", column=name) for name in lacking]
    computed = _computed(values)
    if computed is None:
        share = {name: row[name] for name in ("numerator", "denominator")}
        return [_cell(row, "denominator", code="percent-off-scale", **share)]
    value = values.get("value")
    if isinstance(value, float) and abs(value - computed) > 0.5:
        return [_cell(row, "value", code="percent-differs", value=f"{value:g}", computed=f"{computed:.1f}")]
    return []


def _computed(values: dict[str, Value]) -> float | None:
    """Give numerator over denominator in percent; None where it is no share of a whole."""
    top, bottom = values.get("numerator"), values.get("denominator")
    if not isinstance(top, float) or not isinstance(bottom, float) or not 0 <= top <= bottom or bottom == 0:
        return None
    return 100 * top / bottom


def _begun(row: RawRow, values: dict[str, Value], *, as_of: date, period: YearPeriod) -> list[Issue]:
    """Refuse a result for a year that has not begun, unless it was measured after the as-of date."""
    year, measured = values["year"], str(values.get("measured_on", ""))
    if not isinstance(year, int) or period(year).first <= as_of:
        return []
    is_later = bool(measured) and parse_date(measured).earliest > as_of
    return [] if is_later else [_cell(row, "year", code="actual-in-future", year=year)]

"""What a document of evidence states, and what keeps it from counting until somebody settles it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from graph.dates import parse_date
from graph.issues import Issue
from graph.records import Node, Value, known
from graph.store import Store
from loaders.cells import cell_issue
from loaders.elements import Elements, YearPeriod
from loaders.kept_files import check_file
from loaders.scales import check_stated, scale_of, share_of
from loaders.tables import RawRow

# In so many days of a year, papers are signed on the year that has just closed.
_YEAR_END_PAPERS = timedelta(days=61)
_REFERENCES = ("document_no", "page", "file")
_FIGURE = ("value", "numerator", "denominator")
_FILE_STATES = {"differs": "file-differs", "not-found": "file-missing", "outside": "file-missing"}


def read_stated_figure(
    row: RawRow, values: dict[str, Value], element: Node | None, store: Store
) -> list[Issue]:
    """Check the figure that a document states for an element, and compute a share from its parts.

    With no element (where the document speaks of an activity) it can state none.
    """
    given = [name for name in _FIGURE if row.get(name)]
    if element is None and given:
        about = row.get("activity") or row.get("element")
        return [cell_issue(row, name, code="cell-not-allowed", column=name, about=about) for name in given]
    if element is None or not given:
        return []
    issues = check_stated(row, values, element, store)
    values.update(known(value=share_of(values)))
    return issues


def find_pending(
    row: RawRow, values: dict[str, Value], element: Node | None, folder: Path, elements: Elements,
    period: YearPeriod,
) -> tuple[str, list[Issue]]:  # fmt: skip
    """Say what must be settled before a document counts, with the warning; an empty text for nothing."""
    if not any(row.get(name) for name in _REFERENCES):
        return "reference", [cell_issue(row, "document_no", code="evidence-no-reference")]
    state = _FILE_STATES.get(check_file(Node("Evidence", "", values), folder).state)
    if state is not None:
        return state, [cell_issue(row, "file", code=f"evidence-{state}")]
    if element is None:
        return "", []
    years = _years_in_question(values, elements, period)
    if years is not None:
        closed, opened = years
        return "year", [cell_issue(row, "year", code="evidence-year-asked", closed=closed, opened=opened)]
    is_met, scale = values.get("verdict") == "met", scale_of(element, elements.store)
    if is_met and scale in ("count", "percent") and "value" not in values:
        return "figure", [cell_issue(row, "value", code="evidence-no-figure")]
    return "", []


def _years_in_question(
    values: dict[str, Value], elements: Elements, period: YearPeriod
) -> tuple[int, int] | None:
    """Give the year that had just closed when a document was signed, and the one that had begun.

    None where the document names its year, or was signed later in it, or where the plan does not
    have the year before.
    """
    written = values.get("dated_on")
    if values.get("year") is not None or not isinstance(written, str):
        return None
    dated = parse_date(written)
    for year in elements.years[1:]:
        opens = period(year).first
        if opens <= dated.earliest and dated.latest < opens + _YEAR_END_PAPERS:
            return year - 1, year
    return None

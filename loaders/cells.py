"""What is wrong with the cells of a row, alone and beside other rows."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Sequence

from graph.dates import FIRST_BUDDHIST_YEAR, MONTHS, PartialDate, figures_of, format_date
from graph.issues import Issue
from graph.records import Value
from graph.spelling import is_web_address, unseen_sign
from loaders.tables import RawRow


def cell_issue(row: RawRow, at: str, /, *, code: str, **params: object) -> Issue:
    """Make an issue at a cell, or at the row where the file has no such column."""
    place = row.place(at) if at in row.cells else row.row_place
    return Issue(code, place, params)


def given(row: RawRow, names: Iterable[str]) -> dict[str, str]:
    """Map those columns of a row that the file has, each to itself."""
    return {name: name for name in names if name in row.cells}


def missing(row: RawRow, names: Iterable[str]) -> list[Issue]:
    """Report the cells that must be filled in and are not."""
    return [cell_issue(row, name, code="cell-missing", column=name) for name in names if not row.get(name)]


def unseen_signs(row: RawRow, *, texts: Collection[str]) -> list[Issue]:
    """Report signs that nobody sees; columns of running `texts` may hold those of no width."""
    return [
        cell_issue(row, name, code="cell-control", column=name, sign=sign)
        for name, cell in row.cells.items()
        if (sign := unseen_sign(cell.strip(), is_text=name in texts))
    ]


def check_addresses(row: RawRow) -> list[Issue]:
    """Refuse what is no address of a web page in a column `...url`."""
    return [
        cell_issue(row, name, code="cell-address", column=name, value=row[name])
        for name in row.cells
        if name.endswith("url") and row[name] and not is_web_address(row[name])
    ]


class Rows:
    """The rows read so far, by what they are about, so that the same one twice is named with its first."""

    def __init__(self) -> None:
        self._first: dict[Hashable, RawRow] = {}

    def first(self, key: Hashable, row: RawRow) -> RawRow | None:
        """Give the earlier row about the same; None where this is the first."""
        first = self._first.setdefault(key, row)
        return None if first is row else first

    def check_once(self, key: Hashable, row: RawRow, column: str) -> list[Issue]:
        """Refuse a second row about the same, and say whether the two differ."""
        first = self.first(key, row)
        if first is None:
            return []
        apart = differing(first, row)
        code = "row-differs" if apart else "row-again"
        columns = ", ".join(apart)
        return [cell_issue(row, column, code=code, column=column, first=first.row_place, columns=columns)]


def differing(one: RawRow, other: RawRow) -> list[str]:
    """Name the columns in which two rows differ."""
    return [name for name in dict.fromkeys((*one.cells, *other.cells)) if one.get(name) != other.get(name)]


def check_money(row: RawRow, values: dict[str, Value]) -> list[Issue]:
    """Refuse a negative sum of money; warn of more spent than was set aside."""
    budget, spent = (values.get(name) for name in ("budget", "spent"))
    found = [
        cell_issue(row, name, code="money-negative", column=name, value=row[name])
        for name, sum_ in (("budget", budget), ("spent", spent))
        if isinstance(sum_, float) and sum_ < 0
    ]
    if found or not isinstance(budget, float) or not isinstance(spent, float) or spent <= budget:
        return found
    return [
        cell_issue(row, "spent", code="spent-over-budget", spent=f"{spent:,.0f}", budget=f"{budget:,.0f}")
    ]


def check_order_of_dates(rows: Sequence[RawRow], column: str) -> list[Issue]:
    """Say where the day and the month of dates in figures may have changed places.

    A program set to American dates writes the month first, and years of the Common Era; a Buddhist
    year was written by hand or by a Thai one. One such date that has a 13th month or later by its
    place shows that the file does so: then every other is refused as well. Where none shows either
    order, the first is warned of.
    """
    common = [
        (row, figures)
        for row in rows
        if (figures := figures_of(row.get(column))) is not None and figures[2] < FIRST_BUDDHIST_YEAR
    ]
    open_ones = [(row, f) for row, f in common if f[0] <= MONTHS and f[1] <= MONTHS and f[0] != f[1]]
    month_first = next((row for row, f in common if f[0] <= MONTHS < f[1]), None)
    if month_first is not None:
        first = month_first.place(column)
        return [_either(row, column, f, code="date-order-mixed", first=first) for row, f in open_ones]
    is_day_first = any(f[0] > MONTHS for _, f in common)
    return [
        _either(row, column, figures, code="date-order-open", count=len(open_ones))
        for row, figures in ([] if is_day_first else open_ones[:1])
    ]


def _either(row: RawRow, column: str, figures: tuple[int, int, int], *, code: str, **params: object) -> Issue:
    day, month, year = figures
    read, other = (format_date(PartialDate(year, *parts)) for parts in ((month, day), (day, month)))
    return cell_issue(row, column, code=code, value=row[column], read=read, other=other, **params)

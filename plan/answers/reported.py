"""What the office reported of a year, as known by the end of what a report covers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from math import fsum

from graph.dates import parse_date
from graph.records import Node
from graph.schema import codes
from graph.store import Store, sources
from graph.texts import Label, same, text
from plan.answers.overview import joined
from plan.answers.report_span import Span
from queries.table import Cell, date_cell, number_cell

_METHODS = codes.labels(codes.MEASURING_METHOD)


@dataclass(frozen=True)
class Reported:
    """The results of a span's year by element. A class, because every cell asks by the same day."""

    store: Store
    span: Span

    def latest(self, element: str) -> Node | None:
        """Give the latest result of the year known by the cut-off day; None where none was given.

        Of a count that is given by dimension as well, the row of the whole.
        """
        return max(
            self._known(element), key=lambda n: (_measured(n), not n.text("dimension"), n.id), default=None
        )

    def result(self, kpi: str) -> Cell:
        """Give a KPI's latest result: of a count that is given by dimension alone, the sum of its rows."""
        actual = self.latest(kpi)
        if actual is None or not actual.text("dimension"):
            return given(actual, "value")
        of_day = [n for n in self._known(kpi) if _measured(n) == _measured(actual)]
        return number_cell(fsum(n.number("value") or 0 for n in of_day))

    def note(self, element: str) -> Cell:
        """Give the note of a result, and say where one is held back, without a date or with one outside."""
        of_year = self._of_year(element)
        held_back = {
            "date-not-given": not self.span.is_last and not all(map(_is_dated, of_year)),
            "measured-outside": any(map(self._is_outside, of_year)),
        }
        said = [text("plan_papers", key) for key, is_so in held_back.items() if is_so]
        actual = self.latest(element)
        if not said:
            return given(actual, "note")
        note = "" if actual is None else actual.text("note")
        return joined([*([same(note)] if note else []), *said])

    def measured_on(self, element: str) -> Cell:
        """Give the day that a result was measured on, where one is given."""
        actual = self.latest(element)
        written = "" if actual is None else actual.text("measured_on")
        return date_cell(written) if written else text("plan_papers", "not-given")

    def figures(self, criteria: Iterable[str]) -> Iterator[Label]:
        """Put into words the figures reported for a ladder's own criteria, such as a survey's share."""
        for criterion in criteria:
            actual = self.latest(criterion)
            if actual is not None and actual.number("value") is not None:
                figure = {name: number_cell(actual.number(name)) for name in ("numerator", "denominator")}
                key = "figure-share" if all(figure.values()) else "figure"
                element, value = criterion.partition(":")[2], number_cell(actual.number("value"))
                yield text("plan_papers", key, element=element, value=value, **figure)

    def _of_year(self, element: str) -> list[Node]:
        found = sources(self.store, element, "ACTUAL_OF")
        return [node for node in found if node.number("year") == self.span.year]

    def _known(self, element: str) -> list[Node]:
        return [node for node in self._of_year(element) if self._is_known(node)]

    def _is_known(self, actual: Node) -> bool:
        if self._is_outside(actual):
            return False
        return _measured(actual) <= self.span.cut_off if _is_dated(actual) else self.span.is_last

    def _is_outside(self, actual: Node) -> bool:
        """Whether a value was measured outside its year, so that it is no result of it."""
        written = actual.text("measured_on")
        measured = parse_date(written) if written and actual.number("value") is not None else None
        return not self.span.clock.may_hold(self.span.year, measured)


def given(actual: Node | None, name: str) -> Cell:
    """Give a value as reported, or say that it was not given."""
    value = None if actual is None else actual.get(name)
    if actual is None or value is None:
        return text("plan_papers", "not-given")
    if name == "method":
        return method_words(actual)
    return (
        number_cell(value) if isinstance(value, int | float) and not isinstance(value, bool) else str(value)
    )


def method_words(actual: Node) -> Label | None:
    """Name how a result was measured, with the words as they are written where they say more."""
    method, written = actual.text("method"), actual.text("method_as_written")
    if not method:
        return None
    named = _METHODS[method]
    return Label(f"{named.th} ({written})", f"{named.en} ({written})") if written else named


def _is_dated(actual: Node) -> bool:
    return bool(actual.text("measured_on"))


def _measured(actual: Node) -> date:
    """Give the day a result was measured; one without a day goes before any other."""
    written = actual.text("measured_on")
    return parse_date(written).latest if written else date.min

"""What a planner's cell stands for: an activity or an element of the plan, by id or by key."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from difflib import get_close_matches

from graph.dates import Period, fiscal_year, parse_date
from graph.issues import Issue
from graph.records import Node, Value
from graph.store import Store, targets
from loaders.tables import RawRow

# The days of a year (B.E.), by the clock that years run on.
YearPeriod = Callable[[int], Period]


class Elements:
    """Finds the records that cells name, and checks cells against the plan's years."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._years = sorted({int(t.number("year") or 0) for t in store.nodes("Target")})

    def find(self, row: RawRow, column: str, labels: Sequence[str]) -> tuple[Node | None, list[Issue]]:
        """Give the record a cell names, by id or, where the label is left out, by key.

        An empty cell names none. An unknown name is an issue with the nearest one.
        """
        written = row.get(column)
        if not written:
            return None, []
        for node_id in (written, *(f"{label}:{written}" for label in labels)):
            node = self.store.node(node_id)
            if node is not None and node.label in labels:
                return node, []
            if node is not None:
                params = {"value": written, "allowed": ", ".join(labels)}
                return None, [Issue("record-wrong-kind", row.place(column), params)]
        known = [node for label in labels for node in self.store.nodes(label)]
        near = get_close_matches(written, [word for n in known for word in (n.key, n.id)], n=2, cutoff=0.4)
        params = {"value": written, "nearest": ", ".join(near) or ", ".join(labels)}
        return None, [Issue("record-unknown", row.place(column), params)]

    def check_year(self, row: RawRow, values: Mapping[str, Value]) -> list[Issue]:
        """Check that a year that was read from a row is one of the plan's (B.E.)."""
        year = values.get("year")
        if year is None or year in self._years:
            return []
        params = {"year": year, "allowed": ", ".join(str(year) for year in self._years)}
        return [Issue("year-not-in-plan", row.place("year"), params)]

    def first_day_of(self, element: Node, year: int, *, period: YearPeriod) -> date:
        """Give the first day on which a document can speak of an element in a year.

        What is counted over a cumulative span may be as old as the plan.
        """
        is_cumulative = self._span_of(element) == "cumulative"
        return fiscal_year(self._years[0]).first if is_cumulative and self._years else period(year).first

    def _span_of(self, element: Node | None) -> str:
        """Give the span an element is counted over: its own, or that of what it is a part of."""
        while element is not None:
            if element.text("period"):
                return element.text("period")
            element = next(iter(targets(self.store, element.id, "PART_OF")), None)
        return ""

    def check_date(self, row: RawRow, activity: Node) -> list[Issue]:
        """Warn of an activity that surely ended before the plan's first day."""
        last = activity.text("end_on") or activity.text("start_on")
        if not last or not self._years or parse_date(last).latest >= fiscal_year(self._years[0]).first:
            return []
        return [Issue("link-before-plan", row.place("activity"), {"activity": activity.id})]

"""What a planner's cell stands for: an activity or an element of the plan, by id, key or label and key."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from difflib import get_close_matches
from functools import cache

from graph.acceptance import LEAST_GRADE, is_acceptable
from graph.dates import Period, fiscal_year, parse_date
from graph.issues import Issue
from graph.records import Node, Value
from graph.schema import SCHEMA
from graph.spelling import built_alike, fold_word
from graph.store import Store, sources, targets
from graph.texts import Label, join_labels, same
from loaders.tables import RawRow

# The days of a year (B.E.), by the clock that years run on.
YearPeriod = Callable[[int], Period]
# So many nearest names are offered, of those as close as this.
_NEAREST, _CLOSE = 3, 0.4


class Elements:
    """Finds the records that cells name, and checks cells against the plan's years."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.years = sorted({int(t.number("year") or 0) for t in store.nodes("Target")})
        # Worked out when they are first asked for, and once.
        self._spellings = cache(self._spell)
        self._names = cache(self._named_so)
        self._nearest = cache(self._near)

    def find(self, row: RawRow, column: str, labels: Sequence[str]) -> tuple[Node | None, list[Issue]]:
        """Give the record a cell names: by id, by key, or by its label in a language with the key.

        Case, Thai figures and kinds of dashes make no difference. An empty cell names none. An
        unknown name is an issue with the nearest ones, and so is a record of another label.
        """
        written = row.get(column)
        if not written:
            return None, []
        exact = (
            self.store.node(node_id) for node_id in (written, *(f"{label}:{written}" for label in labels))
        )
        found = next((node for node in exact if node is not None), None) or self._spelt(written, labels)
        if found is not None and found.label in labels:
            return found, []
        if found is None:
            return None, [self._unknown(row, column, labels)]
        params = {"value": written, "kind": SCHEMA.node_types[found.label].label, "allowed": _named(labels)}
        return None, [Issue("record-wrong-kind", row.place(column), params)]

    def _spelt(self, written: str, labels: Sequence[str]) -> Node | None:
        """Find a record by another spelling of its name: first among the labels wanted, then among all."""
        word = fold_word(written)
        others = (label for label in SCHEMA.node_types if label not in labels)
        return next((n for label in (*labels, *others) if (n := self._spellings(label).get(word))), None)

    def _spell(self, label: str) -> Mapping[str, Node]:
        """Give the records of a label by everything that a cell may call them, folded."""
        words = SCHEMA.node_types[label].label
        found: dict[str, Node] = {}
        for node in self.store.nodes(label):
            for name in (
                node.key,
                node.id,
                *(f"{word}{sign}{node.key}" for word in (words.th, words.en) for sign in (":", " ")),
            ):
                found.setdefault(fold_word(name), node)
        return found

    def _unknown(self, row: RawRow, column: str, labels: Sequence[str]) -> Issue:
        near = self._nearest(fold_word(row[column]), tuple(labels))
        nearest = same(", ".join(near)) if near else _named(labels)
        return Issue("record-unknown", row.place(column), {"value": row[column], "nearest": nearest})

    def _near(self, written: str, labels: tuple[str, ...]) -> list[str]:
        """Give the names nearest to a word: those built alike, else those that look alike."""
        known = {word: name for label in labels for word, name in self._names(label).items()}
        near = built_alike(written, known) or get_close_matches(written, known, n=_NEAREST, cutoff=_CLOSE)
        return [known[word] for word in near[:_NEAREST]]

    def _named_so(self, label: str) -> Mapping[str, str]:
        """Give the keys and ids of a label by how they fold."""
        return {fold_word(name): name for node in self.store.nodes(label) for name in (node.key, node.id)}

    def check_year(self, row: RawRow, values: Mapping[str, Value]) -> list[Issue]:
        """Check that a year that was read from a row is one of the plan's (B.E.)."""
        year = values.get("year")
        if year is None or year in self.years:
            return []
        params = {"year": year, "allowed": ", ".join(str(year) for year in self.years)}
        return [Issue("year-not-in-plan", row.place("year"), params)]

    def first_day_of(self, element: Node, year: int, *, period: YearPeriod) -> date:
        """Give the first day on which a document can speak of an element in a year.

        It may be as old as the plan, unless the element is read anew each year.
        """
        if self.is_of_year(element) or not self.years:
            return period(year).first
        return fiscal_year(self.years[0]).first

    def is_of_year(self, element: Node) -> bool:
        """Whether an element is read anew each year: a count, a percent, or measures alone."""
        if element.label == "Criterion":
            return element.text("nature") == "measure"
        if element.text("kind") in ("count", "percent"):
            return True
        parts = sources(self.store, element.id, "PART_OF")
        return bool(parts) and all(self.is_of_year(part) for part in parts)

    def _wholes(self, element: Node | None) -> Iterator[Node]:
        """List an element and what it is a part of, upwards."""
        while element is not None:
            yield element
            element = next(iter(targets(self.store, element.id, "PART_OF")), None)

    def shows(self, document: Node, activity: Node, element: Node, *, as_of: date) -> bool:
        """Whether a document counts, for an element, as showing that an activity took place."""
        if document.text("verdict") != "met":
            return False
        start = activity.text("start_on")
        since = [fiscal_year(self.years[0]).first] if self.years else []
        since += [parse_date(start).earliest] if start else []
        grades = [part.text("least_grade") for part in self._wholes(element) if part.label == "Kpi"]
        return is_acceptable(
            grade=document.text("grade"),
            least=next(iter(grades), "") or LEAST_GRADE,
            dated=parse_date(document.text("dated_on")),
            since=max(since, default=date.min),
            as_of=as_of,
            pending=document.text("pending"),
        )

    def check_date(self, row: RawRow, activity: Node) -> list[Issue]:
        """Warn of an activity that surely ended before the plan's first day."""
        last = activity.text("end_on") or activity.text("start_on")
        if not last or not self.years or parse_date(last).latest >= fiscal_year(self.years[0]).first:
            return []
        return [Issue("link-before-plan", row.place("activity"), {"activity": activity.id})]

    def takes_links(self, element: Node) -> bool:
        """Whether an activity can move an element: no ladder as a whole, nothing that a figure decides."""
        if element.label == "Kpi":
            return element.text("kind") == "count"
        if element.label == "Criterion":
            return element.number("threshold") is None
        parts = [part for part in sources(self.store, element.id, "PART_OF") if part.label == "Criterion"]
        return not parts or any(self.takes_links(part) for part in parts)


def _named(labels: Sequence[str]) -> Label:
    return join_labels(SCHEMA.node_types[label].label for label in labels)

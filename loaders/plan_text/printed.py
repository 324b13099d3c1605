"""The printed words of an element of the plan, read from a copy of the document that a user names.

The words are not packaged. Their digests are, so each reading says whether the copy prints what
the packaged facts were read from.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Literal, TypeVar

from loaders.plan_text.digests import digest, tidy
from loaders.plan_text.document import is_thai
from loaders.plan_text.facts import Expected, Found, found_facts, packaged_facts
from loaders.plan_text.model import Passage, PlanText
from loaders.plan_text.packaged import Row, packaged_rows
from loaders.plan_text.parse import read_plan
from loaders.plan_text.verify import Difference, compare_plan, pair_passages

# agrees: the digest is that of the packaged facts; differs: the copy prints something else;
# not-found: the copy has no such element.
State = Literal["agrees", "differs", "not-found"]
_STATES: tuple[State, ...] = ("agrees", "differs", "not-found")
# Stands between passages that do not follow each other.
PAUSE = " … "
# Where an element's words stand: its text, else its name; a target's are its cell.
_TEXTS, _NAMES = ("digest_th", "digest_en"), ("name_th", "name_en")
_CELL = ("value", "unit_printed", "condition")
_Fact = TypeVar("_Fact", Expected, Found)


@dataclass(frozen=True, slots=True)
class Wording:
    """What a copy prints for an element, in Thai and, where the plan has it, in English.

    `element` is whose words these are: a criterion is a part of ours of a level, so its words are
    the level's. Both texts are empty where nothing was found. The words of several places stand
    in their printed order, with a pause between.
    """

    element: str
    state: State
    th: str = ""
    en: str = ""


@dataclass(frozen=True)
class PrintedPlan:
    """A copy of the plan, asked for the printed words of one element at a time."""

    text: PlanText
    path: Path

    def words_of(self, element: str) -> Wording | None:
        """Give the printed words of an element by its id; None for what the plan does not print."""
        if element.startswith("Criterion:"):
            element = f"Level:{element.partition(':')[2].rpartition('/')[0]}"
        if element in self._expected:
            return self._of_element(element)
        places = _places().get(element, ())
        parts = [self.at(place) for place in places]
        return _joined(element, parts) if parts else None

    def _of_element(self, element: str) -> Wording:
        expected, found = self._expected[element], self._found.get(element, {})
        if not found:
            return Wording(element, "not-found")
        agrees = all(one.agrees(found.get(name)) for name, one in _compared(expected, found))
        return Wording(element, "agrees" if agrees else "differs", *_texts(found))

    def at(self, place: str) -> Wording:
        """Give the words that stand at a place: a passage, or an element."""
        if not place.startswith("Passage:"):
            return self._of_element(place)
        row, passage = self._passages[place]
        if passage is None:
            return Wording(place, "not-found")
        words = tidy(passage.text.text)
        state: State = "agrees" if digest(words) == row["digest"] else "differs"
        return Wording(place, state, words) if is_thai(words) else Wording(place, state, en=words)

    @cached_property
    def differences(self) -> list[Difference]:
        """Everything in which the copy and the packaged facts differ."""
        return compare_plan(self.text)

    @cached_property
    def _expected(self) -> Mapping[str, Mapping[str, Expected]]:
        return _with_projects(packaged_facts())

    @cached_property
    def _found(self) -> Mapping[str, Mapping[str, Found]]:
        return _with_projects(found_facts(self.text))

    @cached_property
    def _passages(self) -> Mapping[str, tuple[Row, Passage | None]]:
        pairs = pair_passages(packaged_rows("passages"), self.text.passages)
        return {f"Passage:{row['passage_id']}": (row, found) for row, found in pairs if row is not None}


def read_printed_plan(path: Path) -> PrintedPlan:
    """Read a copy of the plan. Raises InputError for a file that cannot be read or is no copy of it."""
    return PrintedPlan(read_plan(path), path)


def _compared(expected: Mapping[str, Expected], found: Mapping[str, Found]) -> Iterator[tuple[str, Expected]]:
    """Give the fields that hold the words shown; what only the copy has is compared with nothing."""
    for name in (*_TEXTS, *_NAMES, *_CELL):
        if name in expected or name in found:
            yield name, expected.get(name, Expected(""))


def _texts(found: Mapping[str, Found]) -> tuple[str, str]:
    if "value" in found:
        return " ".join(part for name in _CELL if (part := tidy(found[name].text))), ""
    names = _TEXTS if _TEXTS[0] in found else _NAMES
    thai, english = (tidy(found[name].text) if name in found else "" for name in names)
    return thai, english


def _with_projects(facts: Mapping[str, Mapping[str, _Fact]]) -> dict[str, Mapping[str, _Fact]]:
    """Add the projects, which are printed under KPIs: each by its name where it first stands."""
    added = dict(facts)
    for link in packaged_rows("project_kpis"):
        name = facts.get(f"Kpi:{link['kpi']}", {}).get(f"project/{link['ordinal']}/name")
        if name is not None:
            added.setdefault(f"Project:{link['project']}", {"name_th": name})
    return added


@cache
def _places() -> Mapping[str, tuple[str, ...]]:
    """Give the places of the words of each record that is told from passages, as its table names them."""
    tables = {
        "statements": "Statement",
        "concepts": "Concept",
        "contributors": "Contributor",
        "agencies": "Agency",
    }
    return {
        f"{label}:{row['key']}": tuple(row["printed_at"].split(";")) if row["printed_at"] else ()
        for table, label in tables.items()
        for row in packaged_rows(table)
    }


def _joined(element: str, parts: Sequence[Wording]) -> Wording:
    """Put the words of several places into one; the worst state of them is the whole's."""
    state = max((part.state for part in parts), key=_STATES.index)
    thai = PAUSE.join(part.th for part in parts if part.th)
    return Wording(element, state, thai, PAUSE.join(part.en for part in parts if part.en))

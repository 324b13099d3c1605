"""Compare a plan document with the packaged facts, field by field and both ways.

Named plans are not compared by themselves: the paragraphs that name them are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest
from pathlib import Path

from loaders.plan_text.digests import digest, excerpt
from loaders.plan_text.facts import Expected, Found, FoundFacts, PackagedFacts, found_facts, packaged_facts
from loaders.plan_text.model import Passage, PlanText
from loaders.plan_text.packaged import Row, packaged_rows
from loaders.plan_text.parse import read_plan

WHOLE = "element"


@dataclass(frozen=True, slots=True)
class Difference:
    """One field where the document and the package disagree.

    `packaged` is empty for what only the document has, `found` for what it has lost. Where the
    package carries a digest, `packaged` is that digest and `found` an excerpt of the text.
    """

    element: str
    field: str
    packaged: str
    found: str
    line: int | None = None


def verify_plan(path: Path) -> list[Difference]:
    """Every difference between a document and the packaged plan, in document order."""
    return compare_plan(read_plan(path))


def compare_plan(plan: PlanText) -> list[Difference]:
    """Every difference between a parsed document and the packaged plan."""
    differences = [
        *compare_elements(packaged_facts(), found_facts(plan)),
        *compare_passages(packaged_rows("passages"), plan.passages),
    ]
    return sorted(differences, key=lambda d: (d.line is None, d.line or 0, d.element, d.field))


def compare_elements(packaged: PackagedFacts, found: FoundFacts) -> Iterator[Difference]:
    """Missing elements, extra elements, then fields; parts of a missing element go with it."""
    lost = packaged.keys() - found.keys()
    extra = found.keys() - packaged.keys()
    for element in sorted(lost):
        if not _has_parent(element, lost):
            yield Difference(element, WHOLE, "yes", "")
    for element in sorted(extra):
        if not _has_parent(element, extra):
            first = next(iter(found[element].values()), Found("", None))
            yield Difference(element, WHOLE, "", excerpt(first.text), first.line)
    for element in sorted(packaged.keys() & found.keys()):
        yield from _compare_fields(element, packaged[element], found[element])


def _has_parent(element: str, others: set[str]) -> bool:
    key = element.partition(":")[2]
    parent = key.rpartition("/")[0]
    return bool(parent) and any(f"{label}:{parent}" in others for label in ("Kpi", "Tactic"))


def _compare_fields(
    element: str, packaged: dict[str, Expected], found: dict[str, Found]
) -> Iterator[Difference]:
    first = next(iter(found.values()), Found("", None))
    for field in sorted(packaged.keys() | found.keys()):
        expected = packaged.get(field, Expected(""))
        actual = found.get(field)
        if not expected.agrees(actual):
            shown = actual or Found("", first.line)
            yield Difference(element, field, expected.value, shown.shown(expected), shown.line)


def pair_passages(
    packaged: Sequence[Row], found: Sequence[Passage]
) -> Iterator[tuple[Row | None, Passage | None]]:
    """Pair both lists of paragraphs by digest, so that one insertion is one difference.

    What stands between equal paragraphs is paired in order; a paragraph that only one side has
    stands alone.
    """
    digests = [digest(passage.text.text) for passage in found]
    matcher = SequenceMatcher(None, [row["digest"] for row in packaged], digests, autojunk=False)
    for _, old_start, old_end, new_start, new_end in matcher.get_opcodes():
        yield from zip_longest(packaged[old_start:old_end], found[new_start:new_end])


def compare_passages(packaged: Sequence[Row], found: Sequence[Passage]) -> Iterator[Difference]:
    """Find the paragraphs that changed, that are lost, and that only the document has."""
    for row, passage in pair_passages(packaged, found):
        if row is None and passage is not None:
            yield _passage_difference(f"new-{passage.ordinal}", "", passage)
        elif row is not None and passage is None:
            yield Difference(f"Passage:{row['passage_id']}", WHOLE, row["digest"], "")
        elif row is not None and passage is not None and digest(passage.text.text) != row["digest"]:
            yield _passage_difference(row["passage_id"], row["digest"], passage)


def _passage_difference(key: str, packaged: str, passage: Passage) -> Difference:
    text = passage.text
    return Difference(f"Passage:{key}", "text", packaged, excerpt(text.text), text.line)

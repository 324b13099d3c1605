"""Where each element of the plan is printed: its part of the document, and the page it begins on.

The text that was extracted has no page marks. The table of contents gives the first page of each
part, so an element is known to stand from that page on; a part and a strategy, which the contents
name themselves, stand on it. Nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from graph.records import Batch, Edge, Node, Value, known, node_id
from loaders.packaged.plan_tables import PLAN, read_plan_table

# The part that holds all elements of a type; those of the strategies stand by their number.
_PART_OF_LABEL = {"Vision": "vision", "Mission": "vision", "Challenge": "challenges", "SwotItem": "swot"}
_UNDER_STRATEGIES = frozenset(("Strategy", "Tactic", "Goal", "Kpi", "Level", "Criterion", "Target"))
# Names of passages' sections that are no entry of the contents: the part they stand in, or none.
_PART_OF_SECTION = {
    "role": "challenges",
    "direction": "vision",
    "strategies": "vision",
    "cover": "",
    "preface": "",
    "contents": "",
}
_NAMED_IN_CONTENTS = frozenset(("Chapter", "Strategy"))


def place_elements(batch: Batch) -> None:
    """Give every record of the plan in a batch its page, or why it has none, and its part of the document."""
    pages = {node.key: node.properties.get("page") for node in batch.nodes if node.label == "Chapter"}
    printed = dict(_printed())
    placed = [(node, _chapter_of(node, printed)) for node in batch.nodes if node.label != "Source"]
    others = [node for node in batch.nodes if node.label == "Source"]
    batch.nodes[:] = [*others, *(_placed(node, chapter, pages) for node, chapter in placed)]
    batch.add(
        edges=(
            Edge(node.id, "PRINTED_IN", node_id("Chapter", chapter))
            for node, chapter in placed
            if chapter and node.label != "Chapter"
        )
    )


def _printed() -> Iterator[tuple[str, str]]:
    """Give the part of each record whose row names one, or names something that stands in one."""
    for table, label in (
        ("statements", "Statement"),
        ("concepts", "Concept"),
        ("contributors", "Contributor"),
    ):
        for row in read_plan_table(table):
            yield node_id(label, row["key"]), row["chapter"]
    for row in reversed(read_plan_table("plan_links")):
        yield node_id("Plan", row["to"]), row["chapter"]
    for row in reversed(read_plan_table("project_kpis")):
        yield node_id("Project", row["project"]), _strategy(row["kpi"])
    for row in reversed(read_plan_table("agency_links")):
        yield node_id("Agency", row["agency"]), _strategy(row["kpi"])
    for row in read_plan_table("agencies"):
        if row["chapter"]:
            yield node_id("Agency", row["key"]), row["chapter"]
    yield from _corrections()


def _corrections() -> Iterator[tuple[str, str]]:
    sections = {row["passage_id"]: row["section"] for row in read_plan_table("passages")}
    first_kpi = {row["project"]: row["kpi"] for row in reversed(read_plan_table("project_kpis"))}
    for row in read_plan_table("corrections"):
        label, _, key = row["element"].partition(":")
        if label == "Passage":
            section = sections.get(key, key)
            chapter = _PART_OF_SECTION.get(section, section)
        else:
            chapter = _PART_OF_LABEL.get(label) or _strategy(first_kpi.get(key, key))
        yield node_id("Correction", row["key"]), chapter


def _strategy(key: str) -> str:
    """Name the part of the strategy that a key begins with."""
    return f"strategy-{key.partition('.')[0]}"


def _chapter_of(node: Node, printed: Mapping[str, str]) -> str:
    if node.label == "Chapter":
        return node.key
    if node.label in _UNDER_STRATEGIES:
        return _strategy(node.key)
    return printed.get(node.id) or _PART_OF_LABEL.get(node.label, "")


def _placed(node: Node, chapter: str, pages: Mapping[str, Value | None]) -> Node:
    """Place a record; a part that no row of the contents gives is found by the check of every link's ends."""
    page: dict[str, Value]
    if chapter:
        how = "exact" if node.label in _NAMED_IN_CONTENTS else "from"
        page = {**known(page=pages.get(chapter)), "page_is": how}
    else:
        page = {"page_is": "whole" if node.id == PLAN else "before"}
    return replace(node, properties={**node.properties, **page})

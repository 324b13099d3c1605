"""Reasons: why a gap matters, what could be done cheaply, and what speaks against it.

The rules are `Reason` nodes: words in both languages, the fact of a gap that must hold, and the parts
of the plan they cite. Here they meet the facts that were computed for one gap, so a reason never
stands that the record does not bear out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from graph.errors import DataError
from graph.schema import SCHEMA
from graph.store import Store, require_node
from graph.texts import Label, join_labels, text
from queries.facts.lookup import label_of
from queries.table import ABSENT, Cell, Table, column, list_cell

KINDS = ("why", "cheap", "against")
# The plan numbers its geopolitical challenges.
_GEOPOLITICAL = "Challenge:geo/"
# How many reasons of a kind one gap is given; more than these are not read.
_MOST = {"why": 2, "cheap": 2, "against": 1}
# Where Thai and Latin letters touch; a name may end in a point ("D.C.").
_THAI = "[\u0e01-\u0e4e]"
_SCRIPTS_MEET = re.compile(rf"(?<={_THAI})(?=[A-Za-z])|(?:(?<=[A-Za-z])|(?<=[A-Za-z]\.))(?={_THAI})")
_COLUMNS = (
    column("gap_id", subject="unit", brief=False), column("name"), column("why", subject="unit"),
    column("plan_elements", subject="unit"), column("cheap", subject="unit"),
    column("against", subject="unit"), column("completeness", subject="unit"),
    column("cites", subject="unit", brief=False),
    column("rules", subject="unit", brief=False),
)  # fmt: skip


@dataclass(frozen=True)
class Fact:
    """One fact of a gap: the values for the places in a reason's words, and what of the plan it adds."""

    values: Mapping[str, object] = field(default_factory=dict)
    cites: tuple[str, ...] = ()


# The facts that hold for one gap, by name.
Facts = Mapping[str, Fact]


@dataclass(frozen=True)
class Gap:
    """One gap or sleeping tie: what it is, its facts, and how complete the record of it is."""

    id: str
    name: Label
    facts: Facts
    completeness: Label


@dataclass(frozen=True)
class ReasonRule:
    """One rule as the graph holds it."""

    id: str
    kind: str
    fact: str
    words: Label
    cites: tuple[str, ...]


@dataclass(frozen=True)
class GivenReason:
    """A rule that a fact bears out, in words, with what it cites of the plan."""

    rule: ReasonRule
    words: Label
    cites: tuple[str, ...]


def read_rules(store: Store) -> list[ReasonRule]:
    """Read the rules, in the order in which they are to be given."""
    nodes = sorted(store.nodes("Reason"), key=lambda node: (node.number("priority") or 0, node.id))
    return [
        ReasonRule(
            node.id, node.text("kind"), node.text("fact"), label_of(node),
            tuple(edge.target for edge in store.edges_from(node.id, "CITES")),
        )
        for node in nodes
    ]  # fmt: skip


def give_reasons(rules: Iterable[ReasonRule], facts: Facts) -> dict[str, list[GivenReason]]:
    """Give the first reasons of each kind whose fact holds: at most two, and one against."""
    found: dict[str, list[GivenReason]] = {kind: [] for kind in KINDS}
    for rule in rules:
        fact = facts.get(rule.fact)
        if fact is not None and len(found[rule.kind]) < _MOST[rule.kind]:
            found[rule.kind].append(GivenReason(rule, _words_of(rule, fact), (*rule.cites, *fact.cites)))
    return found


def _words_of(rule: ReasonRule, fact: Fact) -> Label:
    """Put a fact's values into a rule's words. Raises DataError for a place without a value."""
    try:
        return _spaced(rule.words.fill(**fact.values))
    except KeyError as missing:
        known = ", ".join(sorted(fact.values)) or ABSENT
        raise DataError("reason-place", rule=rule.id, place=missing.args[0], known=known) from None


def _spaced(words: Label) -> Label:
    """Part a Latin name from the Thai words around it, which are written without spaces."""
    return Label(_SCRIPTS_MEET.sub(" ", words.th), words.en)


def reasons_table(store: Store, name: str, gaps: Sequence[Gap], *, as_of: date, unit: Label) -> Table:
    """Tabulate the reasons of some gaps, one row each, in the order given."""
    rules = read_rules(store)
    rows = [_row(store, gap, give_reasons(rules, gap.facts)) for gap in gaps]
    cited = {str(cite) for row in rows for cite in str(row["cites"]).split("; ") if cite != ABSENT}
    used = {str(rule) for row in rows for rule in str(row["rules"]).split("; ") if rule != ABSENT}
    return Table(
        name, text("unit", "reasons-title", n=len(rows)), _COLUMNS, rows, as_of, unit, len(rows),
        records=sorted({*(gap.id for gap in gaps), *cited, *used}),
        notes=[text("unit", "note-reasons"), text("unit", "note-silence-of-record")],
    )  # fmt: skip


def _row(store: Store, gap: Gap, given: Mapping[str, Sequence[GivenReason]]) -> dict[str, Cell]:
    every = [reason for kind in KINDS for reason in given[kind]]
    cited = dict.fromkeys(cite for reason in every for cite in reason.cites)
    return {
        "gap_id": gap.id,
        "name": gap.name,
        **{kind: _words(given[kind]) for kind in KINDS},
        "plan_elements": list_cell(_plan_words(store, cite) for cite in cited),
        "cites": "; ".join(cited) or ABSENT,
        "completeness": gap.completeness,
        "rules": "; ".join(reason.rule.id for reason in every) or ABSENT,
    }


def _plan_words(store: Store, cited: str) -> Label:
    """Name a part of the plan shortly: its kind in words and its key, or its name where it has no number."""
    label, _, key = cited.partition(":")
    kind = SCHEMA.node_types[label].label
    if cited.startswith(_GEOPOLITICAL):
        return text("unit", "challenge-geo", n=cited.removeprefix(_GEOPOLITICAL))
    if label == "Statement":
        name = label_of(require_node(store, cited))
        return Label(f"{kind.th}: {name.th}", f"{kind.en}: {name.en}")
    return Label(f"{kind.th} {key}", f"{kind.en} {key}")


def _words(reasons: Sequence[GivenReason]) -> Cell:
    """Put reasons of one kind into a cell; several are numbered, for Thai has no full stop."""
    if not reasons:
        return ABSENT
    if len(reasons) == 1:
        return reasons[0].words
    return join_labels(
        (Label(f"({n}) {r.words.th}", f"({n}) {r.words.en}") for n, r in enumerate(reasons, start=1)), " "
    )

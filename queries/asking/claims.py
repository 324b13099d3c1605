"""What a question takes of what was found: each thing by at most one parameter, the rest is told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from graph.records import Node
from graph.store import Store
from queries.asking.cues import LEFT_OUT, called_for
from queries.asking.found import Amount, Found, Mention
from queries.asking.reading import Reading
from queries.catalog import Question
from queries.facts.lookup import find_record
from queries.parameters import Parameter

Params = tuple[tuple[str, str], ...]
_MONTHS_A_YEAR = 12
# Which parameters take so many of a unit, and with how many of their own unit for one of it.
_TAKEN_BY: Mapping[str, Sequence[tuple[str, int]]] = {
    "month": (("months", 1),),
    "week": (("weeks", 1),),
    "year": (("years", 1), ("months", _MONTHS_A_YEAR)),
    "calendar": (("year", 1),),
}


@dataclass(frozen=True)
class Claims:
    """The parameters that a question takes, and what is left.

    `undecided` has names that several parameters could take and no word decides.
    """

    params: Params
    unclaimed: Sequence[Found]
    undecided: Sequence[tuple[Mention, Sequence[tuple[str, str]]]]


@dataclass
class _Filling:
    """Parameters as they are filled, and those that take no more."""

    question: Question
    filled: set[str]
    params: dict[tuple[int, int], tuple[str, str]] = field(default_factory=dict)

    @property
    def free(self) -> list[Parameter]:
        return [parameter for parameter in self.question.parameters if parameter.name not in self.filled]

    def put(self, found: Found, param: tuple[str, str]) -> None:
        self.params[found.place] = param
        if not any(p.repeatable for p in self.question.parameters if p.name == param[0]):
            self.filled.add(param[0])


def claim(store: Store, question: Question, reading: Reading, given: Params = ()) -> Claims:
    """Give what a question takes of what was found; a parameter that is given takes nothing more.

    Names that a word calls go before those that none calls.
    """
    filling = _Filling(question, {name for name, _ in given})
    called = called_for(question, reading.rest, reading.mentions)
    undecided = []
    for mention in sorted(reading.mentions, key=lambda one: (one.start not in called, one.start)):
        ways = list(_ways(store, filling.free, mention, called.get(mention.start)))
        if len(ways) == 1:
            filling.put(mention, ways[0])
        elif ways:
            undecided.append((mention, ways))
    for amount in reading.amounts:
        if (taken := _take_amount(filling.free, amount)) is not None:
            filling.put(amount, taken)
    for choice in reading.choices:
        if any(choice.parameter == parameter.name for parameter in filling.free):
            filling.put(choice, (choice.parameter, choice.value))
    params = [filling.params[one.place] for one in reading.found if one.place in filling.params]
    settled = {mention.place for mention, _ in undecided} | set(filling.params)
    return Claims(tuple(params), [one for one in reading.found if one.place not in settled], undecided)


def _ways(
    store: Store, free: Sequence[Parameter], mention: Mention, called: str | None
) -> Iterator[tuple[str, str]]:
    """Give the parameters that may take a name: the one it is called for, else all of its first label."""
    if called == LEFT_OUT:
        return
    ways = [(parameter, nodes) for parameter in free if (nodes := _fitting(parameter, mention))]
    ways = [way for way in ways if way[0].name == called] or ([] if _is_filled(called, free) else ways)
    for parameter, nodes in ways:
        if nodes[0].label == ways[0][1][0].label:
            one = _written(store, nodes[0], _labels(parameter)) if len(nodes) == 1 else mention.written
            yield parameter.name, one


def _is_filled(called: str | None, free: Sequence[Parameter]) -> bool:
    return called is not None and all(parameter.name != called for parameter in free)


def _fitting(parameter: Parameter, mention: Mention) -> list[Node]:
    """Give the records of a name that a parameter takes, of the first label that it takes."""
    nodes = [node for label in _labels(parameter) for node in mention.nodes if node.label == label]
    return [node for node in nodes if node.label == nodes[0].label]


def _labels(parameter: Parameter) -> Sequence[str]:
    if parameter.kind == "place":
        return ("City",)
    return parameter.allowed if parameter.kind == "record" else ()


def _written(store: Store, node: Node, labels: Sequence[str]) -> str:
    """Write a record as shortly as it is found again: a region by its own part of the key."""
    short = node.key.partition("/")[2] if node.label == "Region" else node.key
    found = find_record(store, short, labels=labels, scheme=node.text("scheme")) if short else node
    return short if found.id == node.id else node.id


def _take_amount(free: Sequence[Parameter], amount: Amount) -> tuple[str, str] | None:
    """Give the parameter that takes a number whole and within its limits."""
    if amount.number is None:
        return None
    ways = _TAKEN_BY.get(amount.unit, ((amount.unit, 1),))
    if amount.ahead and amount.unit == "year":  # a span of years, and no number of them that is full
        ways = [(name, size) for name, size in ways if name != "years"]
    for name, size in ways:
        number = amount.number * size
        if any(parameter.name == name and parameter.holds(number) for parameter in free):
            return name, f"{number:g}" if number % 1 else str(int(number))
    return None

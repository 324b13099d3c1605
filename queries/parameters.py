"""A question's parameters: what may be written for each, and how it is read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from graph.dates import DateError, parse_year
from graph.errors import QuestionError
from graph.store import Store
from graph.texts import Label, text
from graph.world import World
from queries.balance.benchmarks import OwnTableReader, choose_benchmark
from queries.facts.lookup import find_record, nearest
from queries.facts.memberships import BANGKOK
from queries.facts.places import DEFAULT_SCHEME, region_of

ParameterKind = Literal["choice", "integer", "number", "year", "record", "benchmark", "place", "world"]
# Kinds whose value names a file or folder only, read by whoever runs the question.
FILE_KINDS: tuple[ParameterKind, ...] = ("world",)
# A parameter that takes a city and nothing else asks of one abroad.
_PLACE_ABROAD = ("City",)
# The parameter that names the scheme in which regions are read.
_SCHEME = "scheme"
# Two that narrow an answer by place.
_REGION, _COUNTRY = "region", "country"


@dataclass(frozen=True)
class Readers:
    """What reads the files a parameter may name: a table of one's own, the world network's folder.

    Questions and loaders do not know each other; whoever runs a question hands these in.
    """

    own_table: OwnTableReader | None = None
    world: Callable[[str], World] | None = None


NO_READERS = Readers()


@dataclass(frozen=True)
class Parameter:
    """One parameter of a question.

    A `choice` takes one of `allowed`; a `record` takes the id, key or name of a record of one of
    the labels in `allowed`, and gives its id; a `benchmark` takes one of `allowed`, a peer's name
    or a file; a `place` is a name that the question itself looks up; a `world` is the folder of
    the world network; an `integer` and a `number` lie between `least` and `most`; a `year` is one
    of the plan's, in B.E., or in C.E. and then read as B.E.
    `default` is as a user would write it; None leaves the parameter out. A repeatable parameter
    gives a tuple. `example` is a value that works on the packaged data. What it means stands in
    the registry under `param-<name>`.
    """

    name: str
    allowed: tuple[str, ...] = ()
    default: str | None = None
    kind: ParameterKind = "choice"
    repeatable: bool = False
    example: str = ""
    least: float | None = None
    most: float | None = None

    @property
    def values(self) -> str:
        """What may be written, for lists and messages: the allowed values, or the kind."""
        if self.kind == "benchmark":
            return ", ".join((*self.allowed, "peer-...", "*.csv"))
        return ", ".join(self.allowed) if self.kind == "choice" else self.kind

    def holds(self, number: float) -> bool:
        """Whether a number is of the parameter's kind and within its limits."""
        if self.kind not in ("integer", "number", "year") or (self.kind != "number" and number % 1):
            return False
        least = float("-inf") if self.least is None else self.least
        return least <= number <= (float("inf") if self.most is None else self.most)

    @property
    def label(self) -> Label:
        """What the parameter means, in both languages."""
        return text("asking", f"param-{self.name}")


def read_values(
    store: Store,
    question: str,
    parameters: Sequence[Parameter],
    params: Sequence[tuple[str, str]],
    readers: Readers = NO_READERS,
) -> dict[str, object]:
    """Read a question's parameters as written; one left out takes its default, or stays out.

    Raises QuestionError for an unknown name or value, an empty one, one given twice that may not
    be, or two that contradict each other.
    """
    written = dict(_gather(question, parameters, params))
    scheme = (written.get(_SCHEME) or [DEFAULT_SCHEME])[0]
    values: dict[str, object] = {}
    for parameter in parameters:
        read = tuple(_read(store, parameter, one, readers, scheme) for one in written[parameter.name])
        if parameter.repeatable:
            values[parameter.name.replace("-", "_")] = read
        elif read:
            values[parameter.name.replace("-", "_")] = read[0]
    _check_together(store, values, is_scheme_written=any(name == _SCHEME for name, _ in params))
    return values


def _check_together(store: Store, values: Mapping[str, object], *, is_scheme_written: bool) -> None:
    """Refuse what no answer can heed together: a country outside the region, a region of another scheme."""
    regions = values.get(_REGION, ())
    for region in regions if isinstance(regions, tuple) else (regions,):
        area = store.node(str(region))
        if area is None:
            continue
        scheme = area.text("scheme")
        if is_scheme_written and scheme != values.get(_SCHEME, scheme):
            raise _conflict((_SCHEME, str(values[_SCHEME])), (_REGION, area.key))
        country = store.node(str(values.get(_COUNTRY)))
        if country is not None and region_of(store, country.id, scheme=scheme) != area:
            raise _conflict((_REGION, area.name), (_COUNTRY, country.name))


def _conflict(one: tuple[str, str], other: tuple[str, str]) -> QuestionError:
    names = {"name": one[0], "value": one[1], "other": other[0], "value_of_other": other[1]}
    return QuestionError("parameters-conflict", **names)


def _gather(
    question: str, parameters: Sequence[Parameter], params: Sequence[tuple[str, str]]
) -> Iterator[tuple[str, list[str]]]:
    """Give what was written for each parameter, its default where nothing was."""
    given: dict[str, list[str]] = {parameter.name: [] for parameter in parameters}
    for name, written in params:
        if name not in given:
            hint = nearest(name, given, f"bfa ask {question} --help")
            raise QuestionError("parameter-unknown", question=question, name=name, hint=hint)
        given[name].append(written)
    for parameter in parameters:
        written_values = given[parameter.name]
        if len(written_values) > 1 and not parameter.repeatable:
            raise QuestionError("parameter-twice", question=question, name=parameter.name)
        for written in written_values:
            if not written.strip():
                raise QuestionError("parameter-empty", name=parameter.name, question=question)
        default = [] if parameter.default is None else [parameter.default]
        yield parameter.name, [written.strip() for written in written_values] or default


def _read(store: Store, parameter: Parameter, written: str, readers: Readers, scheme: str) -> object:
    if parameter.kind == "world":
        return _read_world(written, readers)
    if parameter.kind == "record":
        return _read_record(store, parameter, written, scheme)
    if parameter.kind == "benchmark":
        return choose_benchmark(store, written, scheme=scheme, read_own=readers.own_table)
    if parameter.kind == "year":
        return _read_year(store, parameter, written)
    if parameter.kind in ("integer", "number"):
        return _read_number(parameter, written)
    if parameter.kind == "choice" and written not in parameter.allowed:
        allowed = ", ".join(parameter.allowed)
        raise QuestionError("parameter-value", name=parameter.name, value=written, allowed=allowed)
    return written


def _read_record(store: Store, parameter: Parameter, written: str, scheme: str) -> str:
    found = find_record(store, written, labels=parameter.allowed, scheme=scheme).id
    if found == BANGKOK and parameter.allowed == _PLACE_ABROAD:
        raise QuestionError("partner-is-bangkok", name=parameter.name)
    return found


def _read_world(written: str, readers: Readers) -> World:
    if readers.world is None:
        raise TypeError("a parameter names the world network, and no reader for it was handed in")
    return readers.world(written)


def _read_number(parameter: Parameter, written: str) -> int | float:
    try:
        number = float(written) if parameter.kind == "number" else int(written)
    except ValueError:
        number = float("nan")
    if not float("-inf") < number < float("inf"):
        raise QuestionError("parameter-number", name=parameter.name, value=written)
    if parameter.least is not None and number < parameter.least:
        raise QuestionError("parameter-below", name=parameter.name, value=written, least=parameter.least)
    if parameter.most is not None and number > parameter.most:
        raise QuestionError("parameter-above", name=parameter.name, value=written, most=parameter.most)
    return number


def _read_year(store: Store, parameter: Parameter, written: str) -> int:
    """Read a year of the plan, in B.E. or C.E.; where the graph has targets, it is one of theirs."""
    try:
        year = parse_year(written)
    except DateError as error:
        raise QuestionError("parameter-year", name=parameter.name, value=written, why=error.why) from None
    held = (target.get("year") for target in store.nodes("Target"))
    known = sorted({one for one in held if isinstance(one, int)})
    if known and year not in known:
        allowed = f"{known[0]}-{known[-1]}"
        raise QuestionError("parameter-value", name=parameter.name, value=written, allowed=allowed)
    return year

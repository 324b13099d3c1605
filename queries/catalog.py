"""The named questions: what may be asked, with which parameters. A question is imported when asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from importlib import import_module
from typing import Literal

from graph.dates import parse_as_of
from graph.errors import QuestionError
from graph.schema import SCHEMA
from graph.schema.codes import AGREEMENT_STAGE, INQUIRY_FIELD
from graph.store import Store
from graph.texts import Label, text
from graph.world import World
from queries.balance.benchmarks import BENCHMARKS, DEFAULT_BENCHMARK, OwnTableReader, choose_benchmark
from queries.facts.memberships import BANGKOK
from queries.facts.places import DEFAULT_SCHEME, SCHEMES
from queries.lookup import find_record, nearest
from queries.table import ABSENT, Cell, Table, column

ParameterKind = Literal[
    "choice", "integer", "number", "date", "text", "record", "benchmark", "place", "world"
]
# Kinds whose value names a file or folder only, read by whoever runs the question.
FILE_KINDS: tuple[ParameterKind, ...] = ("world",)


@dataclass(frozen=True)
class Readers:
    """What reads the files a parameter may name: a table of one's own, the world network's folder.

    Questions and loaders do not know each other; whoever runs a question hands these in.
    """

    own_table: OwnTableReader | None = None
    world: Callable[[str], World] | None = None


@dataclass(frozen=True)
class Parameter:
    """One parameter of a question.

    A `choice` takes one of `allowed`; a `record` takes the id, key or name of a record of one of
    the labels in `allowed`, and gives its id; a `benchmark` takes one of `allowed`, a peer's name
    or a file; a `place` is a name that the question itself looks up; a `world` is the folder of
    the world network; other kinds take what they are called after.
    `default` is as a user would write it; None leaves the parameter out. A repeatable parameter
    gives a tuple. `example` is a value that works on the packaged data.
    """

    name: str
    allowed: tuple[str, ...] = ()
    default: str | None = None
    kind: ParameterKind = "choice"
    repeatable: bool = False
    example: str = ""

    @property
    def values(self) -> str:
        """What may be written, for lists and messages: the allowed values, or the kind."""
        if self.kind == "benchmark":
            return ", ".join((*self.allowed, "peer-...", "*.csv"))
        return ", ".join(self.allowed) if self.kind == "choice" else self.kind


@dataclass(frozen=True)
class Question:
    """A named question: the function `<name>` of a module; its words stand under `ask-<name>`."""

    name: str
    parameters: Sequence[Parameter] = ()
    module: str = ""
    subject: str = "questions"

    @property
    def label(self) -> Label:
        """What the question asks, in both languages."""
        return text(self.subject, f"ask-{self.name}")

    @property
    def run(self) -> Callable[..., Table | Sequence[Table]]:
        """The function that answers, imported now."""
        name = self.name.replace("-", "_")
        answer: Callable[..., Table | Sequence[Table]] = getattr(
            import_module(f"queries.questions.{self.module or name}"), name
        )
        return answer


_FIELDS = tuple(code.value for code in INQUIRY_FIELD)
_STAGES = tuple(code.value for code in AGREEMENT_STAGE)
SCHEME = Parameter("scheme", SCHEMES, DEFAULT_SCHEME)
BENCHMARK = Parameter("benchmark", BENCHMARKS, DEFAULT_BENCHMARK, kind="benchmark", example="peers")
BY = Parameter("by", ("year", "plan-year", "governor"), "year")
ALL = Parameter("all", ("no", "yes"), "no")
ACTIVE_MONTHS = Parameter("active-months", default="24", kind="integer", example="24")
DORMANT_MONTHS = Parameter("dormant-months", default="60", kind="integer", example="60")
HALF_LIFE = Parameter("half-life", default="2", kind="number", example="3")
# Measures that an addition can move the better way.
MOVABLE = (
    "hill", "focus-share", "hhi", "divergence", "hill-active", "focus-share-active",
    "asean-states", "asean-active", "asean-capitals", "asean-leading",
)  # fmt: skip
LADDER = (ACTIVE_MONTHS, DORMANT_MONTHS)
MONTHS = Parameter("months", kind="integer", example="18")
MONTHS_AHEAD = replace(MONTHS, default="12")
YEARS = Parameter("years", kind="integer", repeatable=True, example="20")
_SUBJECTS = ("City", "Country", "Organization", "Embassy", "Theme", "Tactic", "Kpi")
ABOUT = Parameter("about", _SUBJECTS, kind="record", example="jakarta")
TO = Parameter("to", kind="place", example="kuala-lumpur")
LIMIT = Parameter("limit", kind="integer", default="10", example="3")
WORLD = Parameter("world", kind="world", example="world")
CITY = Parameter("city", ("City",), kind="record", example="hanoi")
REGION = Parameter("region", ("Region",), kind="record", example="plan/africa")
PARTNER = Parameter("partner", ("City",), kind="record", example="daegu")
WEEKS = Parameter("weeks", kind="integer", default="8", example="52")
THEME = Parameter("theme", ("Theme",), kind="record", example="climate")
ACTIVITY = Parameter("activity", ("Activity",), kind="record", example="A250")
NETWORK = Parameter("network", ("Organization",), kind="record", example="c40")
RECORD = Parameter("record", tuple(SCHEMA.node_types), kind="record", example="City:hanoi")
TACTIC = Parameter("tactic", ("Tactic",), kind="record", example="2.1")
PLAN_YEAR = Parameter("year", kind="integer", example="2569")


def _unit(name: str, *parameters: Parameter) -> Question:
    """Declare a question of the unit's week."""
    return Question(name, parameters, subject="unit")


def _pattern(name: str, *parameters: Parameter) -> Question:
    """Declare a question that is a pattern in the graph; a record left out means all of them."""
    return Question(name, parameters, subject="neo4j")


QUESTIONS: Mapping[str, Question] = {
    question.name: question
    for question in (
        Question("asean-coverage"),
        Question("asean-depth", (*LADDER, HALF_LIFE), subject="measures"),
        Question("balance-trend", (SCHEME, BENCHMARK, BY), subject="balance"),
        Question(
            "balance-whatif",
            (
                SCHEME,
                BENCHMARK,
                Parameter("add", kind="place", repeatable=True, example="JPN:Osaka"),
                Parameter("drop", ("City",), kind="record", repeatable=True, example="chengdu"),
                Parameter("revive", ("City",), kind="record", repeatable=True, example="lisbon"),
                Parameter("move", MOVABLE, "hill"),
            ),
            subject="balance",
        ),
        Question("benchmarks", (SCHEME, BENCHMARK), subject="balance"),
        Question("challenges", subject="challenges"),
        Question("country-balance", (SCHEME,), subject="measures"),
        Question("partners", (SCHEME,)),
        Question("region-balance", (SCHEME, BENCHMARK, ALL)),
        Question("theme-diversity", (SCHEME,), subject="measures"),
        Question("tie-continuity", (SCHEME,), subject="measures"),
        Question("ties", (SCHEME, *LADDER, HALF_LIFE), subject="measures"),
        _unit("anniversaries", MONTHS_AHEAD, YEARS),
        _unit("asean-gaps"),
        _unit("communities", SCHEME),
        _unit("disagreements", ABOUT),
        _unit("dormant-ties", SCHEME, *LADDER),
        _unit("introducers", TO, LIMIT, WORLD),
        _unit("known-nothing", ABOUT, Parameter("field", _FIELDS)),
        _unit("network-reach", CITY),
        _unit("network-value"),
        _unit("obligations"),
        _unit("partner-profile", PARTNER),
        _unit("pipeline", Parameter("stage", _STAGES)),
        _unit("plan-partners", SCHEME),
        _unit("theme-gaps", SCHEME, THEME),
        _unit("upcoming", WEEKS),
        _unit("watch", ABOUT, MONTHS),
        _pattern("activities-by-theme"),
        _pattern("activity-trace", ACTIVITY),
        _pattern("challenge-answers"),
        _pattern("claims", RECORD),
        _pattern("mission-ties"),
        _pattern("kpi-activities"),
        _pattern("kpi-targets", PLAN_YEAR),
        _pattern("network-members", NETWORK),
        _pattern("orphans"),
        _pattern("record-sources", RECORD),
        _pattern("region-counts", SCHEME),
        _pattern("tactic-trace", TACTIC),
        _pattern("ties-by-country"),
        _unit("white-space", SCHEME, REGION),
    )
}


NO_READERS = Readers()


def find_question(name: str) -> Question:
    """Give a question by name. Raises QuestionError with the nearest names for an unknown one."""
    question = QUESTIONS.get(name)
    if question is None:
        raise QuestionError("question-unknown", name=name, hint=nearest(name, QUESTIONS, "bfa ask"))
    return question


def run_question(
    store: Store,
    name: str,
    *,
    as_of: date,
    params: Sequence[tuple[str, str]] = (),
    readers: Readers = NO_READERS,
) -> list[Table]:
    """Run a named question with parameters as written; give its tables, the answer proper first.

    Without readers only named benchmarks are known, and no folder. Raises QuestionError for an
    unknown name, parameter or value, or one given twice that may not be.
    """
    question = find_question(name)
    values = read_values(store, question, params, readers)
    if isinstance(written := values.get("benchmark"), str):
        scheme = str(values.get("scheme", DEFAULT_SCHEME))
        values["benchmark"] = choose_benchmark(store, written, scheme=scheme, read_own=readers.own_table)
    answer = question.run(store, as_of=as_of, **values)
    return [answer] if isinstance(answer, Table) else list(answer)


def read_values(
    store: Store, question: Question, params: Sequence[tuple[str, str]], readers: Readers = NO_READERS
) -> dict[str, object]:
    """Read a question's parameters as written; a parameter left out takes its default, or stays out.

    Raises QuestionError as `run_question` does.
    """
    return dict(_read_all(store, question, params, readers))


def _read_all(
    store: Store, question: Question, params: Sequence[tuple[str, str]], readers: Readers
) -> Iterator[tuple[str, object]]:
    declared = {parameter.name: parameter for parameter in question.parameters}
    given: dict[str, list[str]] = {}
    for key, written in params:
        if key not in declared:
            hint = nearest(key, declared, "bfa ask")
            raise QuestionError("parameter-unknown", question=question.name, name=key, hint=hint)
        given.setdefault(key, []).append(written)
    for parameter in question.parameters:
        default = [] if parameter.default is None else [parameter.default]
        written_values = given.get(parameter.name, default)
        if len(written_values) > 1 and not parameter.repeatable:
            raise QuestionError("parameter-twice", question=question.name, name=parameter.name)
        values = tuple(_read(store, parameter, written, readers) for written in written_values)
        if parameter.repeatable:
            yield parameter.name.replace("-", "_"), values
        elif values:
            yield parameter.name.replace("-", "_"), values[0]


def _read(store: Store, parameter: Parameter, written: str, readers: Readers) -> object:
    if parameter.kind == "world":
        return _read_world(written, readers)
    if parameter.kind == "record":
        return _read_record(store, parameter, written)
    if parameter.kind == "date":
        return parse_as_of(written)
    if parameter.kind in ("integer", "number"):
        return _read_number(parameter, written)
    if parameter.kind == "choice" and written not in parameter.allowed:
        raise QuestionError(
            "parameter-value", name=parameter.name, value=written, allowed=", ".join(parameter.allowed)
        )
    return written


def _read_record(store: Store, parameter: Parameter, written: str) -> str:
    found = find_record(store, written, labels=parameter.allowed).id
    if found == BANGKOK and parameter.name == PARTNER.name:
        raise QuestionError("partner-is-bangkok", name=parameter.name)
    return found


def _read_world(written: str, readers: Readers) -> World:
    if readers.world is None:
        raise TypeError("a parameter names the world network, and no reader for it was handed in")
    return readers.world(written)


def _read_number(parameter: Parameter, written: str) -> int | float:
    try:
        number = int(written) if parameter.kind == "integer" else float(written)
    except ValueError:
        number = float("nan")
    if not float("-inf") < number < float("inf"):
        raise QuestionError("parameter-number", name=parameter.name, value=written)
    return number


def questions_table(*, as_of: date) -> Table:
    """List the questions with what each asks, and its parameters with defaults and values."""
    rows: list[dict[str, Cell]] = [
        {
            "question": question.name,
            "asks": question.label,
            "parameters": "; ".join(
                f"--param {p.name}={p.default or ''} ({p.values})" for p in question.parameters
            ) or ABSENT,
        }
        for question in sorted(QUESTIONS.values(), key=lambda question: question.name)
    ]  # fmt: skip
    return Table(
        "questions", text("questions", "questions-title", n=len(rows)),
        (column("question"), column("asks"), column("parameters")), rows, as_of,
        text("questions", "unit-questions"), len(rows),
    )  # fmt: skip

"""The named questions: what may be asked, with which parameters. A question is imported when asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from importlib import import_module

from graph.errors import QuestionError
from graph.schema import SCHEMA
from graph.schema.codes import AGREEMENT_STAGE, INQUIRY_FIELD
from graph.store import Store
from graph.texts import Label, text
from queries.balance.benchmarks import BENCHMARKS, DEFAULT_BENCHMARK
from queries.facts.lookup import nearest
from queries.facts.office_count import with_office_count
from queries.facts.places import DEFAULT_SCHEME, SCHEMES
from queries.facts.record_end import with_record_end
from queries.parameters import NO_READERS, Parameter, Readers, read_values
from queries.table import Table


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
ACTIVE_MONTHS = Parameter("active-months", default="24", kind="integer", example="24", least=1, most=1200)
DORMANT_MONTHS = Parameter("dormant-months", default="60", kind="integer", example="60", least=1, most=1200)
HALF_LIFE = Parameter("half-life", default="2", kind="number", example="3", least=0.01, most=100)
# Measures that an addition can move the better way.
MOVABLE = (
    "hill", "focus-share", "hhi", "divergence", "hill-active", "focus-share-active",
    "asean-states", "asean-active", "asean-capitals", "asean-leading",
)  # fmt: skip
LADDER = (ACTIVE_MONTHS, DORMANT_MONTHS)
MONTHS = Parameter("months", kind="integer", example="18", least=1, most=1200)
MONTHS_AHEAD = replace(MONTHS, default="12", least=0)
YEARS = Parameter("years", kind="integer", repeatable=True, example="20", least=1, most=1000)
_SUBJECTS = ("City", "Country", "Organization", "Embassy", "Theme", "Tactic", "Kpi")
ABOUT = Parameter("about", _SUBJECTS, kind="record", example="jakarta")
TO = Parameter("to", kind="place", example="kuala-lumpur")
LIMIT = Parameter("limit", kind="integer", default="10", example="3", least=1)
WORLD = Parameter("world", kind="world", example="world")
CITY = Parameter("city", ("City",), kind="record", example="hanoi")
REGION = Parameter("region", ("Region",), kind="record", example="africa")
REGIONS = replace(REGION, repeatable=True)
COUNTRY = Parameter("country", ("Country",), kind="record", example="KEN")
PARTNER = Parameter("partner", ("City",), kind="record", example="daegu")
WEEKS = Parameter("weeks", kind="integer", default="8", example="52", least=0, most=5200)
THEME = Parameter("theme", ("Theme",), kind="record", example="climate")
ACTIVITY = Parameter("activity", ("Activity",), kind="record", example="A250")
NETWORK = Parameter("network", ("Organization",), kind="record", example="c40")
RECORD = Parameter("record", tuple(SCHEMA.node_types), kind="record", example="City:hanoi")
TACTIC = Parameter("tactic", ("Tactic",), kind="record", example="2.1")
PLAN_YEAR = Parameter("year", kind="year", example="2569")


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
        Question("region-ahead", (SCHEME, REGIONS), subject="balance"),
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
        Question("activities-by-region", (SCHEME, PLAN_YEAR, REGION), subject="measures"),
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
        _unit("white-space", SCHEME, REGION, COUNTRY),
    )
}


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

    Each bears the end of the record beside the as-of date, and one that counts ties the office's own
    count. Without readers only named benchmarks
    are known, and no folder. Raises QuestionError for an unknown name, parameter or value, or one
    given twice that may not be.
    """
    question, values = read_question(store, name, params, readers)
    answer = question.run(store, as_of=as_of, **values)
    tables = with_office_count(store, [answer] if isinstance(answer, Table) else answer, as_of=as_of)
    return with_record_end(store, tables)


def read_question(
    store: Store, name: str, params: Sequence[tuple[str, str]], readers: Readers = NO_READERS
) -> tuple[Question, dict[str, object]]:
    """Find a question and read its parameters as written. Raises QuestionError as `run_question` does."""
    question = find_question(name)
    return question, read_values(store, name, question.parameters, params, readers)

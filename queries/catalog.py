"""The named questions: what may be asked, with which parameters."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

from graph.errors import QuestionError
from graph.store import Store
from graph.texts import Label, text
from queries.asean_coverage import asean_coverage
from queries.benchmarks import BENCHMARKS, DEFAULT_BENCHMARK
from queries.partners import partners
from queries.places import DEFAULT_SCHEME, SCHEMES
from queries.region_balance import region_balance
from queries.table import Table


@dataclass(frozen=True)
class Parameter:
    """One parameter of a question: its name, the values it may take, the one it takes if not given."""

    name: str
    allowed: tuple[str, ...]
    default: str


@dataclass(frozen=True)
class Question:
    """A named question; its words stand in the registry under `ask-<name>`."""

    name: str
    run: Callable[..., Table]
    parameters: Sequence[Parameter] = ()

    @property
    def label(self) -> Label:
        """What the question asks, in both languages."""
        return text("questions", f"ask-{self.name}")


_SCHEME = Parameter("scheme", SCHEMES, DEFAULT_SCHEME)
_BENCHMARK = Parameter("benchmark", BENCHMARKS, DEFAULT_BENCHMARK)
QUESTIONS: Mapping[str, Question] = {
    question.name: question
    for question in (
        Question("asean-coverage", asean_coverage),
        Question("partners", partners, (_SCHEME,)),
        Question("region-balance", region_balance, (_SCHEME, _BENCHMARK)),
    )
}


def run_question(store: Store, name: str, *, as_of: date, params: Mapping[str, str] | None = None) -> Table:
    """Run a named question. Raises QuestionError for an unknown name, parameter or value."""
    question = QUESTIONS.get(name)
    if question is None:
        raise QuestionError("question-unknown", name=name, hint=nearest(name, QUESTIONS, "bfa ask"))
    allowed = {parameter.name: parameter for parameter in question.parameters}
    for key, value in (params or {}).items():
        if key not in allowed:
            hint = nearest(key, allowed, "bfa ask")
            raise QuestionError("parameter-unknown", question=name, name=key, hint=hint)
        if value not in allowed[key].allowed:
            raise QuestionError(
                "parameter-value", name=key, value=value, allowed=", ".join(allowed[key].allowed)
            )
    return question.run(store, as_of=as_of, **(params or {}))


def nearest(name: str, known: Sequence[str] | Mapping[str, object], command: str) -> Label:
    """Say which known names are closest to a misspelt one, or where the list is."""
    found = get_close_matches(name, list(known), n=3, cutoff=0.5)
    if found:
        return text("errors", "nearest", names=", ".join(found))
    return text("errors", "see-list", command=command)

"""Findings about data: a stable code, a severity, a place, and words in both languages.

An issue is data and never raised. Whether a run may go on is decided by whoever collected
the issues; `errors_among` is the usual question.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from graph.errors import in_one_line
from graph.texts import Label, join_labels, text

Severity = Literal["critical", "error", "warning", "advice"]
SEVERITIES: tuple[Severity, ...] = ("critical", "error", "warning", "advice")
EXAMPLES_PER_GROUP = 5
MOST_LISTED = 20
# So many different words of one code are told in its line.
_TOLD = 3

# Every issue code and how grave it is. The words stand in graph/texts/issues.toml.
CODES: Mapping[str, Severity] = {
    "add-date-and-year": "error",
    "add-end-alone": "error",
    "add-field-of-activity": "error",
    "add-field-of-figure": "error",
    "add-field-twice": "error",
    "add-field-unknown": "error",
    "add-figure-element": "error",
    "add-no-base": "error",
    "add-off-base": "error",
    "add-value-unknown": "error",
    "add-year-missing": "error",
    "agreement-mismatch": "warning",
    "agreement-without-row": "advice",
    "alias-missing": "error",
    "alias-target-missing": "error",
    "alias-unsure": "advice",
    "actual-in-future": "error",
    "actual-off-scale": "error",
    "actual-outside-year": "warning",
    "cell-address": "error",
    "cell-braces": "error",
    "cell-control": "error",
    "cell-date": "error",
    "cell-date-early": "error",
    "cell-hash": "error",
    "cell-missing": "error",
    "cell-not-allowed": "error",
    "cell-number": "error",
    "cell-out-of-bounds": "error",
    "cell-unknown-code": "error",
    "cell-year": "error",
    "country-twice": "error",
    "count-above": "warning",
    "count-below": "error",
    "date-order-mixed": "error",
    "date-order-open": "warning",
    "dates-reversed": "error",
    "document-twice": "warning",
    "evidence-about-missing": "error",
    "evidence-before-year": "warning",
    "evidence-older": "warning",
    "evidence-whole-ladder": "error",
    "evidence-year-unused": "warning",
    "goal-elsewhere": "warning",
    "group-not-a-node": "advice",
    "id-twice": "error",
    "link-again": "warning",
    "link-again-otherwise": "warning",
    "link-before-plan": "warning",
    "link-modes-differ": "error",
    "link-not-done": "warning",
    "link-tactic-differs": "advice",
    "link-to-figure": "warning",
    "link-to-ladder": "warning",
    "link-undated": "warning",
    "money-negative": "error",
    "number-read": "advice",
    "percent-differs": "error",
    "percent-incomplete": "error",
    "percent-off-scale": "error",
    "page-large": "warning",
    "property-kind": "error",
    "property-missing": "error",
    "property-unknown": "error",
    "record-unknown": "error",
    "record-wrong-kind": "error",
    "relationship-end-missing": "error",
    "relationship-ends-wrong": "error",
    "relationship-unknown": "error",
    "row-again": "error",
    "row-differs": "error",
    "row-twice": "error",
    "rule-invalid": "error",
    "label-unknown": "error",
    "source-missing": "error",
    "spent-over-budget": "warning",
    "target-falls": "warning",
    "theme-unmapped": "advice",
    "theme-differs": "warning",
    "values-disagree": "advice",
    "year-not-in-plan": "error",
    # Of the plan itself, found on the finished graph (plan/answers/checks.py).
    "kpi-without-rule": "error",
    "kpi-without-owner": "warning",
    "level-without-criterion": "warning",
    "target-off-scale": "error",
    "unit-claimed-twice": "warning",
    "evidence-without-paper": "warning",
    "evidence-file-differs": "warning",
    "evidence-file-missing": "warning",
    "evidence-no-figure": "warning",
    "evidence-no-reference": "warning",
    "evidence-year-asked": "warning",
    "count-divided": "error",
    "decision-no-condition": "error",
    "method-read": "advice",
    "evidence-in-future": "warning",
    "result-without-evidence": "warning",
    "criterion-only-context": "advice",
    "level-never-targeted": "advice",
    "top-never-targeted": "advice",
    "goal-without-own-kpi": "advice",
    "project-under-several-kpis": "advice",
    "targets-conditional": "advice",
    "target-conditional": "advice",
    "marks-out-of-order": "critical",
    "reading-missing": "warning",
    "place-at-zero": "warning",
    "wikidata-twice": "error",
}


@dataclass(frozen=True)
class Issue:
    """One finding at one place, such as `agreements.csv!G12` or a record id.

    A parameter `x_th` is what the Thai words hold in the place of `x`; an empty one is none.
    """

    code: str
    place: str
    params: Mapping[str, object] = field(default_factory=dict)

    @property
    def severity(self) -> Severity:
        """How grave findings of this code are."""
        return CODES[self.code]

    @property
    def words(self) -> Label:
        """The finding in both languages, without its place."""
        pairs = {name: Label(str(thai), str(value)) for name, value in self.params.items()
                 if (thai := self.params.get(f"{name}_th"))}  # fmt: skip
        return text("issues", self.code, **in_one_line({**self.params, **pairs}))


def errors_among(issues: Iterable[Issue]) -> list[Issue]:
    """Give the issues that stop a build: critical ones and errors."""
    return [issue for issue in issues if issue.severity in ("critical", "error")]


@dataclass(frozen=True)
class IssueGroup:
    """All findings of one code: how many, and at most five of them."""

    code: str
    severity: Severity
    count: int
    examples: Sequence[Issue]


def group_issues(issues: Iterable[Issue]) -> list[IssueGroup]:
    """Group findings by code, gravest first, so that a bad file gives a readable report."""
    by_code: defaultdict[str, list[Issue]] = defaultdict(list)
    for issue in issues:
        by_code[issue.code].append(issue)
    groups = [
        IssueGroup(code, CODES[code], len(found), tuple(found[:EXAMPLES_PER_GROUP]))
        for code, found in by_code.items()
    ]
    return sorted(groups, key=lambda group: (SEVERITIES.index(group.severity), group.code))


def told_together(issues: Iterable[Issue]) -> list[tuple[str, Label]]:
    """Put findings of one code into one line: all their places, and their words, each once.

    Where the words differ from row to row only the first stand there, with how many more there are.
    """
    by_code: defaultdict[str, list[Issue]] = defaultdict(list)
    for issue in issues:
        by_code[issue.code].append(issue)
    return [(_places(found), _words(found)) for found in by_code.values()]


def _places(issues: Iterable[Issue]) -> str:
    """Name places by file, each once: `evidence.csv!I4, I7`."""
    by_file: defaultdict[str, list[str]] = defaultdict(list)
    for place in dict.fromkeys(issue.place for issue in issues):
        file, _, cell = place.rpartition("!")
        by_file[file].append(cell)
    named = (f"{file}!{', '.join(cells)}" if file else ", ".join(cells) for file, cells in by_file.items())
    return "; ".join(named)


def _words(issues: Iterable[Issue]) -> Label:
    told = list(dict.fromkeys(issue.words for issue in issues))
    shown = told[:_TOLD]
    if len(told) > _TOLD:
        shown.append(text("errors", "findings-more", n=len(told) - _TOLD))
    return join_labels(shown, "; ")


def listed(issues: Sequence[Issue]) -> Label:
    """Put findings into lines, each with its place; no more than can be read at once."""
    shown = [(issue.place, issue.words) for issue in issues[:MOST_LISTED]]
    more = [] if len(shown) == len(issues) else ["..."]
    return Label(
        "\n".join([*(f"{place}: {words.th}" for place, words in shown), *more]),
        "\n".join([*(f"{place}: {words.en}" for place, words in shown), *more]),
    )

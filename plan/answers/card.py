"""The audit card of a KPI for one year: all that a follow-up form asks, with what it rests on.

What neither the plan nor the office's files hold is said to be missing, or left to be filled in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from graph.dates import format_date, parse_date
from graph.schema import codes
from graph.store import sources, targets
from graph.texts import Label, same, text
from graph.version import program_version
from plan.answers.binder import missing_table
from plan.answers.card_tables import (
    activities_table,
    criteria_table,
    documents_table,
    files_table,
    follow_up_table,
    results_table,
    results_without_paper,
)
from plan.answers.conditions import condition_cell
from plan.answers.input_files import inputs_table
from plan.answers.kpi_papers import KpiPapers
from plan.answers.overview import correction_words, keyed, name_of, page_words
from plan.answers.paper import Block, Fact, Facts, Lines, Paper, Part, Signatures
from plan.answers.plan_parts import levels_table
from plan.answers.printed_words import printed_beside, printed_cell
from plan.answers.record_years import years_label
from plan.answers.status_notes import conflict_words, status_notes, target_words
from plan.ladders.assessment import Assessment
from plan.ladders.plan_records import PlanRecords
from plan.ladders.states import MARKS, Marks
from plan.ladders.targets import TargetInForce
from queries.facts.record_end import find_record_end
from queries.table import ABSENT, Table, number_cell, show_as_of, show_cell

_RULES, _KINDS, _METHODS, _ORIGINS = (
    codes.labels(listed) for listed in (codes.KPI_RULE, codes.KPI_KIND, codes.MEASURING_METHOD, codes.ORIGIN)
)
# The scale that follow-up forms score by.
_SCALE = 5
_SIGNERS = ("keeper", "owner", "reviewer")
_BLANKS = ("keeper", "phone")


def audit_card(papers: KpiPapers) -> Paper:
    """Make the card of a KPI for the year that `papers` are of.

    Raises ValueError for papers of all years.
    """
    if papers.year is None:
        raise ValueError("a card is of one year")
    return _Card(papers, papers.found[0]).paper()


def value_words(value: float | None, kind: str) -> Label:
    """Put a mark or a target into words with its unit; None is unknown, and 0 is no level."""
    if value is None:
        return text("questions", "unknown")
    if kind == "level" and not value:
        return text("card", "value-none")
    return text("card", f"value-{kind}", value=show_cell(number_cell(value)))


@dataclass(frozen=True)
class _Card:
    """One card. A class, because every part reads the same papers and assessment."""

    papers: KpiPapers
    one: Assessment

    def paper(self) -> Paper:
        papers = self.papers
        kpi, end = papers.kpi, find_record_end(papers.store)
        parts = [
            self._part("aim", self._aim()),
            self._part("method", self._method()),
            self._part("levels", *self._levels()),
            self._part("result", *self._result()),
            self._part("evidence", *self._evidence()),
            self._part("activities", activities_table(papers)),
            self._part("missing", *self._missing()),
            self._part("follow-up", *self._follow_up()),
            self._part("made-by", *self._made_by()),
            self._part("signatures", Signatures([text("card", f"signer-{name}") for name in _SIGNERS])),
        ]
        title = text("card", "title", kpi=kpi.key, name=name_of(kpi), year=self._year)
        foot = text("card", "foot", version=program_version(), rules=papers.book.rules_version or ABSENT)
        as_of = papers.book.as_of
        mark = text("card", "mark", kpi=kpi.key, year=self._year)
        return Paper(title, mark, as_of, show_as_of(as_of, end), self._lead(), parts, foot)

    def _part(self, name: str, *blocks: Block) -> Part:
        end = find_record_end(self.papers.store)
        dated = [replace(b, record_end=end) if isinstance(b, Table) else b for b in blocks]
        return Part(name, text("card", f"part-{name}"), dated)

    @property
    def _year(self) -> Label:
        return years_label([self.one.year], self.papers.book.clock)

    @property
    def _kind(self) -> str:
        return self.papers.kpi.text("kind")

    def _words(self, value: float | None) -> Label:
        return value_words(value, self._kind)

    def _lead(self) -> Label:
        target = text("card", "no-target") if self.one.target is None else self._words(self.one.target.value)
        status = text("plan", f"status-{self.one.status}")
        if not self.one.has_begun:
            return text("card", "lead-not-begun", target=target, status=status)
        marks = {mark: self._words(self.one.marks.of(mark)) for mark in ("confirmed", "claimed")}
        return text("card", "lead", target=target, status=status, **marks)

    def _aim(self) -> Facts:
        store, kpi, period = self.papers.store, self.papers.kpi, self.papers.book.clock.period(self.one.year)
        tactics = targets(store, kpi.id, "PART_OF")
        strategies = [node for tactic in tactics for node in targets(store, tactic.id, "PART_OF")]
        plans = [node for strategy in strategies for node in targets(store, strategy.id, "PART_OF")]
        days = text(
            "card", "days", year=self._year, first=format_date(period.first), last=format_date(period.last)
        )
        slips = [node for node in sources(store, kpi.id, "CONCERNS") if node.label == "Correction"]
        return Facts(
            [
                _fact("kpi", [keyed(kpi)]),
                _fact("plan", map(name_of, plans)),
                _fact("page", [page_words(kpi)]),
                _fact("under", map(keyed, [*strategies, *tactics])),
                _fact("goal", map(name_of, targets(store, kpi.id, "MEASURES"))),
                _fact("year", [days, text("plan", f"clock-{self.papers.book.clock.name}")]),
                _fact("target", self._target()),
                _fact("leads", map(name_of, sources(store, kpi.id, "LEADS"))),
                _fact("assists", map(name_of, sources(store, kpi.id, "ASSISTS"))),
                _fact("projects", map(keyed, sources(store, kpi.id, "ADVANCES"))),
                *([_fact("slips", map(correction_words, slips))] if slips else []),
                *(Fact(text("card", f"fact-{name}")) for name in ("owner", *_BLANKS)),
            ]
        )

    def _target(self) -> Iterator[Label]:
        """Give the target in force, the printed one beside a changed one, and conditions as printed."""
        in_force = self.one.in_force or TargetInForce(None, None)
        value = None if in_force.target is None else in_force.target.value
        yield text("card", "no-target") if value is None else self._words(value)
        if in_force.printed is None:
            return
        if in_force.condition:
            about = f"{self.papers.kpi.key} / {self.one.year}"
            yield target_words(self.papers.store, about, in_force)
        for words in (in_force.printed.condition, self.papers.kpi.text("condition")):
            if words:
                yield text("card", "condition-printed", words=words)
        yield from self._printed(in_force.printed.id)

    def _printed(self, element: str) -> Iterator[Label]:
        """Give the plan's own words of an element, where a copy of its text is at hand."""
        if self.papers.printed is not None:
            yield text("card", "printed", words=printed_cell(self.papers.printed.words_of(element)))

    def _method(self) -> Facts:
        kpi = self.papers.kpi
        ours = text("card", "assumed")
        rules = [text("card", f"formula-{self._formula(kpi.text('rule'))}"), ours]
        if kpi.text("rule_beside"):
            beside = text("card", f"formula-{self._formula(kpi.text('rule_beside'))}")
            rules.insert(1, text("card", "formula-beside", rule=beside))
        period = [text("card", f"period-{'year' if self.papers.case.kpi.is_yearly else 'ladder'}"), ours]
        return Facts(
            [
                _fact("kind", [_KINDS[kpi.text("kind")]]),
                _fact("definition", self._definitions()),
                _fact("formula", rules),
                _fact("period", period),
                _fact("source", self._sources()),
                _fact("baseline", [text("card", "baseline-none")]),
                _fact(
                    "grade", [text("plan_papers", "benchmark-grade", grade=self.papers.case.kpi.least_grade)]
                ),
            ]
        )

    def _formula(self, rule: str) -> str:
        return self._kind if rule == "threshold" else rule

    def _definitions(self) -> Iterator[Label]:
        """Give what the plan says of the words that the KPI, its levels and its target use."""
        store, kpi = self.papers.store, self.papers.kpi
        levels = [part for part in sources(store, kpi.id, "PART_OF") if part.label == "Level"]
        criteria = [part for level in levels for part in sources(store, level.id, "PART_OF")]
        uses = {
            edge.target: edge
            for element in (*criteria, *levels, kpi)
            for edge in store.edges_from(element.id, "USES")
        }
        for concept, edge in sorted(uses.items()):
            node = store.node(concept)
            if node is None:
                continue
            yield text(
                "card",
                "definition",
                name=name_of(node),
                page=page_words(node),
                says=Label(node.text("summary_th"), node.text("summary_en")),
                origin=_ORIGINS[edge.text("origin")],
            )
            yield from self._printed(concept)
        if not uses:
            yield text("card", "definition-none")

    def _sources(self) -> Iterator[Label]:
        yield text("card", "source-none")
        results = [a for a in self.papers.case.actuals if a.year == self.one.year]
        methods = list(dict.fromkeys(_METHODS[a.method] for a in results if a.method))
        yield text(
            "card",
            "source-used",
            held=self.one.records_held,
            activities=len(self.one.activities),
            documents=len(self.papers.documents),
            results=len(results),
        )
        if methods:
            yield text("card", "source-methods", methods=_joined(methods))

    def _levels(self) -> Iterator[Block]:
        papers = self.papers
        ladder = levels_table(papers.store, [papers.kpi.id], as_of=papers.book.as_of)
        yield ladder if papers.printed is None else printed_beside(papers.store, [ladder], papers.printed)[0]
        yield criteria_table(papers, self.one)

    def _result(self) -> Iterator[Block]:
        one = self.one
        facts = [_fact("status", [text("plan", f"status-{one.status}")])]
        if one.has_begun:
            facts = [*(_fact(mark, [self._words(one.marks.of(mark))]) for mark in MARKS), *facts]
            shown = condition_cell(one)
            facts += [_fact("condition", [shown])] if isinstance(shown, Label) else []
            facts += [_fact("readings", self._readings(one.marks, one.beside))] if one.beside else []
        yield Facts([*facts, self._score()])
        results = results_table(self.papers)
        yield results if results.rows else Lines([text("card", "results-none")])
        conflicts = [conflict_words(self.papers.store, one, conflict) for conflict in one.conflicts]
        yield Lines(conflicts or [text("card", "conflicts-none")])
        notes = status_notes(self.papers.store, self._book_of_year(), [one])
        yield Lines([*(note for note in notes if note not in conflicts), text("plan", "note-levels")])

    def _book_of_year(self) -> PlanRecords:
        """Give the records without documents on other years, whose flaws are not this card's."""
        papers = self.papers
        records = replace(papers.case, evidence=tuple(papers.proofs))
        return replace(papers.book, by_kpi={papers.kpi.id: records})

    def _readings(self, marks: Marks, beside: Marks) -> Iterator[Label]:
        """Give the result under both rules that the wording allows, until the office chooses."""
        kpi = self.papers.kpi
        for rule, found in ((kpi.text("rule"), marks), (kpi.text("rule_beside"), beside)):
            words = {mark: self._words(found.of(mark)) for mark in MARKS}
            yield text("card", "reading", rule=_RULES[rule], **words)
        yield text("plan", "note-readings")

    def _score(self) -> Fact:
        """Give the score where the KPI has as many levels as the scale, else why none can be given."""
        top = self.papers.case.kpi.top
        if not self.one.has_begun:
            return _fact("score", [text("plan", "status-not-begun")])
        if top != _SCALE:
            reason = text("card", "score-levels", top=top) if top else text("card", "score-none")
            return _fact("score", [reason, text("card", "to-fill")])
        found = [self.one.marks, *([self.one.beside] if self.one.beside else [])]
        rules = (self.papers.kpi.text("rule"), self.papers.kpi.text("rule_beside"))
        lines = [
            text(
                "card",
                "score",
                confirmed=self._words(marks.confirmed),
                claimed=self._words(marks.claimed),
                rule=_RULES[rule],
            )
            for rule, marks in zip(rules, found, strict=False)
        ]
        return _fact("score", [*lines, text("card", "score-assumed")])

    def _evidence(self) -> Iterator[Block]:
        own = {document.id for document in self.papers.documents}
        earlier = sorted(set(self.one.evidence) - own)
        table = documents_table(self.papers, sorted(own), name="year", year=self._year)
        yield table if own else Lines([text("card", "documents-none", year=self._year)])
        if earlier:
            yield documents_table(self.papers, earlier, name="earlier", year=self._year)

    def _missing(self) -> Iterator[Block]:
        unshown = [
            text(
                "card",
                "result-unshown",
                value=number_cell(node.number("value")),
                about=_key(element),
                day=format_date(parse_date(written))
                if (written := node.text("measured_on"))
                else text("plan_papers", "not-given"),
            )
            for element, node in results_without_paper(self.papers)
        ]
        yield Lines(unshown or [text("card", "result-all-shown")])
        yield missing_table(self.papers)

    def _follow_up(self) -> Iterator[Block]:
        table = follow_up_table(self.papers, self.one.year)
        if table.rows:
            yield table
        said = {name for row in table.rows for name in ("problem", "next_step") if row[name] != ABSENT}
        blank = [Fact(text("plan_papers", f"column-{n}")) for n in ("problem", "next_step") if n not in said]
        if blank:
            yield Facts(blank)

    def _made_by(self) -> Iterator[Block]:
        book, inputs = self.papers.book, self.papers.inputs
        end = find_record_end(self.papers.store)
        yield Facts(
            [
                _fact("program", [text("card", "program", version=program_version())]),
                _fact("rules", [same(book.rules_version or ABSENT)]),
                _fact("as-of", [format_date(book.as_of)]),
                _fact("record-end", [format_date(end) if end is not None else text("questions", "unknown")]),
            ]
        )
        yield inputs_table(inputs, as_of=book.as_of) if inputs else Lines([text("card", "inputs-none")])
        files = files_table(self.papers, self.one)
        if files.rows:
            yield files


def _fact(name: str, lines: Iterable[Label]) -> Fact:
    """Name a fact that is known; one without a line says that there is none."""
    return Fact(text("card", f"fact-{name}"), list(lines) or [text("card", "none")])


def _key(record: str) -> str:
    return record.partition(":")[2]


def _joined(names: Iterable[Label]) -> Label:
    listed = list(names)
    return Label(", ".join(name.th for name in listed), ", ".join(name.en for name in listed))

"""Challenges: what the plan says of geopolitics, and what the records let one say of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from graph.records import Node
from graph.store import Store, require_node, sources, targets
from graph.texts import Label, join_labels, text
from queries.balance.challenge_evidence import measure_evidence
from queries.balance.findings import Findings
from queries.balance.verdict_rules import Evidence, Outcome, Rule, overall, read_rules
from queries.facts.lookup import label_of
from queries.table import ABSENT, Cell, Table, column, ids_cell, list_cell

PREFIX = "geo/"
_COLUMNS = (
    column("challenge", subject="challenges", brief=False), column("number", subject="challenges"),
    column("plan_says", subject="challenges"), column("verdict", subject="challenges"),
    column("verdict_code", subject="challenges", brief=False), column("why", subject="challenges"),
    column("answered_by", subject="challenges"), column("kpis", subject="challenges", brief=False),
    column("slip", subject="challenges", brief=False),
)  # fmt: skip
_EVIDENCE_COLUMNS = (
    column("challenge", subject="challenges", brief=False), column("number", subject="challenges"),
    column("part", subject="challenges"), column("rule_id", subject="challenges", brief=False),
    column("sentence", subject="balance"), column("outcome", subject="challenges"),
    column("outcome_code", subject="challenges", brief=False),
    column("value", subject="challenges", unit="of its unit", brief=False),
    column("low", subject="challenges", unit="of its unit", brief=False),
    column("high", subject="challenges", unit="of its unit", brief=False),
    column("units", subject="challenges", unit="units", brief=False),
    column("n", subject="challenges", unit="units", brief=False),
    column("how", subject="challenges", brief=False),
    column("rule_words", subject="challenges"), column("record_ids", subject="balance", brief=False),
)  # fmt: skip


@dataclass(frozen=True)
class Part:
    """One part of a challenge: its rule, the evidence on it and what that says."""

    rule: Rule
    evidence: Evidence | None
    outcome: Outcome | None


@dataclass(frozen=True)
class Card:
    """One challenge: the plan's words as we sum them up, its parts, and who answers it in the plan.

    `unsure` are the ids of answers that can be argued about.
    """

    challenge: Node
    parts: Sequence[Part]
    slips: Sequence[Node]
    answers: Sequence[Node]
    unsure: frozenset[str]
    kpis: Sequence[Node]

    @property
    def outcome(self) -> Outcome:
        """The verdict on the whole."""
        return overall([part.outcome for part in self.parts])

    @property
    def heading(self) -> Label:
        """The verdict, with what the parts say where there are several; wishes and context do not count."""
        told = [part.outcome for part in self.parts if part.outcome not in (None, Outcome.WISH)]
        if len(told) < 2:
            return self.outcome.label
        yes, partly, no = (
            told.count(each) for each in (Outcome.SUPPORTED, Outcome.PARTLY, Outcome.NOT_SUPPORTED)
        )
        return text(
            "challenges", "in-both", outcome=self.outcome.label, yes=yes, partly=partly, no=no, n=len(told)
        )

    @property
    def summary(self) -> Label:
        """What the plan says, in our summary."""
        return Label(self.challenge.text("summary_th"), self.challenge.text("summary_en"))

    @property
    def number(self) -> str:
        """The challenge's number in the plan."""
        return self.challenge.key.removeprefix(PREFIX)


def challenges(store: Store, *, as_of: date) -> list[Table]:
    """Judge each geopolitical challenge by stated rules; then every part with its evidence and rule."""
    return challenge_tables(read_cards(store, as_of=as_of), as_of=as_of)


def challenge_tables(cards: Sequence[Card], *, as_of: date) -> list[Table]:
    """Put cards into two tables: a row a challenge, and a row a part."""
    records = _records(cards)
    return [
        Table(
            "challenges", _title(cards), _COLUMNS,
            [_card_row(card) for card in cards], as_of, text("challenges", "unit"), len(cards),
            benchmark=text("challenges", "yardstick"), records=records,
            notes=[text("challenges", note) for note in ("note-rules", "note-summary", "note-answers")],
        ),
        Table(
            "challenge-evidence", text("challenges", "evidence-title", n=sum(len(c.parts) for c in cards)),
            _EVIDENCE_COLUMNS, [_part_row(card, part) for card in cards for part in card.parts], as_of,
            text("challenges", "unit-parts"), sum(len(c.parts) for c in cards),
            benchmark=text("balance", "benchmark-each"), records=records,
            notes=[text("challenges", note) for note in ("note-rules", "note-record", "note-trace")],
        ),
    ]  # fmt: skip


def _title(cards: Sequence[Card]) -> Label:
    """Count the verdicts; one that no challenge has is left out."""
    counts = {outcome: sum(card.outcome is outcome for card in cards) for outcome in Outcome}
    found = [text("challenges", f"short-{each.value}", n=n) for each, n in counts.items() if n]
    return text("challenges", "challenges-title", n=len(cards), counts=_listed(found) or ABSENT)


def _listed(labels: Sequence[Label]) -> Label | None:
    """Put labels into a list: Thai with its word for `and` before the last, English with commas."""
    if len(labels) < 2:
        return labels[0] if labels else None
    first = Label(" ".join(label.th for label in labels[:-1]), ", ".join(label.en for label in labels[:-1]))
    return text("challenges", "listed", first=first, last=labels[-1])


def read_cards(store: Store, *, as_of: date) -> list[Card]:
    """Read the card of every geopolitical challenge of the plan, by number; none without a plan."""
    held = [node for node in store.nodes("Challenge") if node.key.startswith(PREFIX)]
    if not held:
        return []
    evidence = measure_evidence(Findings(store, as_of))
    rules = read_rules()
    return [_card(store, node, rules, evidence) for node in held]


def _card(store: Store, challenge: Node, rules: Sequence[Rule], evidence: Mapping[str, Evidence]) -> Card:
    own = [rule for rule in rules if rule.challenge == challenge.key]
    parts = [Part(rule, evidence.get(rule.id), rule.judge(evidence.get(rule.id))) for rule in own]
    links = store.edges_to(challenge.id, "ADDRESSES")
    found = [require_node(store, edge.source) for edge in links]
    # Tactics first: a project stands below one. A KPI counts, which answers nothing.
    answers = sorted(
        (node for node in found if node.label not in ("Kpi", "Activity")),
        key=lambda node: (node.label != "Tactic", node.id),
    )
    unsure = frozenset(edge.source for edge in links if edge.text("certain") == "unsure")
    slips = [node for node in sources(store, challenge.id, "CONCERNS") if node.label == "Correction"]
    return Card(challenge, parts, slips, answers, unsure, _kpis(store, answers))


def _kpis(store: Store, answers: Sequence[Node]) -> list[Node]:
    """List the KPIs of tactics, and those that projects advance."""
    found: dict[str, Node] = {}
    for node in answers:
        below = sources(store, node.id, "PART_OF") if node.label == "Tactic" else []
        for kpi in (*below, *targets(store, node.id, "ADVANCES")):
            if kpi.label == "Kpi":
                found[kpi.id] = kpi
    return [found[key] for key in sorted(found)]


def _card_row(card: Card) -> dict[str, Cell]:
    return {
        "challenge": card.challenge.id, "number": card.number, "plan_says": card.summary,
        "verdict": card.heading, "verdict_code": card.outcome.value, "why": why_of(card),
        "answered_by": answered_by(card), "kpis": ", ".join(kpi.key for kpi in card.kpis) or ABSENT,
        "slip": list_cell(slip_label(slip) for slip in card.slips),
    }  # fmt: skip


def why_of(card: Card) -> Label:
    """Say which parts say what: `supported: ...; cannot tell: ...`."""
    found: dict[Outcome, list[Label]] = {}
    for part in card.parts:
        if part.outcome is not None:
            found.setdefault(part.outcome, []).append(part.rule.label)
    lines = [
        text("challenges", "why", outcome=outcome.label, parts=join_labels(found[outcome]))
        for outcome in Outcome
        if outcome in found
    ]
    return join_labels(lines, "; ") if lines else text("measures", "not-enough")


def answered_by(card: Card) -> Label:
    """Name the tactics and projects that address a challenge, with their KPIs; or say that none does."""
    if not card.answers:
        return text("challenges", "answered-by-none")
    names = [_answer(card, node) for node in card.answers]
    kpis = ", ".join(kpi.key for kpi in card.kpis)
    key = "answered-by" if kpis else "answered-without-kpi"
    return text("challenges", key, names=join_labels(names, "; "), kpis=kpis)


def _answer(card: Card, node: Node) -> Label:
    """Name what answers a challenge; an answer that can be argued about is marked."""
    name = label_of(node)
    key = Label(f"{node.key} {name.th}", f"{node.key} {name.en}")
    return text("plan_gaps", "arguable", key=key) if node.id in card.unsure else key


def slip_label(slip: Node) -> Label:
    """Say what is printed, what is likely meant, and how sure that is."""
    return text(
        "challenges", "slip", printed=slip.text("as_printed"), meant=slip.text("as_meant"),
        certain=text("challenges", f"certain-{slip.text('certain')}"),
    )  # fmt: skip


def _part_row(card: Card, part: Part) -> dict[str, Cell]:
    found = part.evidence
    reading = found.reading if found is not None else None
    bound = found.bound if found is not None else None
    missing = "not-measured" if part.rule.kind == "none" else "no-evidence"
    outcome = part.outcome
    return {
        "challenge": card.challenge.id, "number": card.number, "part": part.rule.label,
        "rule_id": part.rule.id,
        "sentence": found.sentence if found is not None else text("challenges", missing),
        "outcome": outcome.label if outcome is not None else text("challenges", "outcome-context"),
        "outcome_code": outcome.value if outcome is not None else "context",
        "value": reading.value if reading is not None else None,
        "low": bound.low if bound else None, "high": bound.high if bound else None,
        "units": reading.units if reading is not None else None,
        "n": reading.n if reading is not None else None, "rule_words": part.rule.words,
        "how": (found.how if found is not None else None) or ABSENT,
        "record_ids": ids_cell(found.records if found is not None else ()),
    }  # fmt: skip


def _records(cards: Sequence[Card]) -> list[str]:
    found: set[str] = set()
    for card in cards:
        found.update(node.id for node in (card.challenge, *card.slips, *card.answers, *card.kpis))
        found.update(r for part in card.parts if part.evidence is not None for r in part.evidence.records)
    return sorted(found)

"""Balance what-if: every core measure before and after ties are added, dropped or revived."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from graph.store import Store
from graph.texts import Label, join_labels, text
from queries.balance.additions import Addition, best_additions, candidate_places
from queries.balance.benchmarks import DEFAULT_BENCHMARK, Benchmark, day_notes
from queries.balance.position_measures import MEASURES, Frame, Measure, read_frame
from queries.balance.sentences import say_value, show_change, show_value
from queries.balance.whatif_steps import Step, apply_step, read_steps
from queries.facts.headlines import with_undated
from queries.facts.history import Position, read_history
from queries.facts.lookup import label_of
from queries.facts.places import DEFAULT_SCHEME
from queries.table import ABSENT, Cell, Column, Table, column, list_cell

# The best k additions are the first k of these.
ADDITIONS = 5
# Ours: from more places alike than these to name some would be to choose among them.
NAMED = 5
_COLUMNS = (
    column("measure", subject="balance", brief=False), column("name"),
    column("measure_unit", subject="balance"), column("before", subject="balance"),
    column("after", subject="balance"), column("change", subject="balance"),
    *(column(f"{name}_value", subject="balance", unit="of its unit", brief=False)
      for name in ("before", "after", "change")),
)  # fmt: skip
_STEP_MEASURES = ("focus-share", "hill", "asean-states", "asean-active")
_FILE_MEASURES = ("hhi", "divergence", "asean-capitals", "asean-leading", "hill-active")
_STEP_COLUMNS = (
    column("step", subject="balance"), column("partner", brief=False), column("name"), column("region"),
    *(column(f"moved_{name.replace('-', '_')}", subject="balance") for name in _STEP_MEASURES),
    *(column(f"change_{name.replace('-', '_')}", subject="balance", unit=MEASURES[name].unit, brief=False)
      for name in (*_STEP_MEASURES, *_FILE_MEASURES)),
)  # fmt: skip
_BEST_COLUMNS = (
    column("place_no", subject="balance", unit="step"), column("region"),
    column("alike", subject="balance", unit="places"), column("places", subject="balance"),
    column("after_value", subject="balance", unit="of its unit", brief=False),
    column("shown_after", subject="balance"),
)  # fmt: skip


@dataclass(frozen=True)
class _Answer:
    """What all tables of one answer share."""

    store: Store
    frame: Frame
    as_of: date
    scheme: str
    n: int
    records: Sequence[str]

    def table(
        self, name: str, title: Label, columns: Sequence[Column], rows: Sequence[Mapping[str, Cell]],
        *notes: Label,
    ) -> Table:  # fmt: skip
        """Make one table."""
        return Table(
            name, title, columns, rows, self.as_of, text("questions", "unit-ties"), self.n, self.scheme,
            self.frame.yardstick.label, self.records,
            [*notes, *day_notes(self.store, self.frame.yardstick, as_of=self.as_of)],
        )  # fmt: skip


def balance_whatif(
    store: Store,
    *,
    as_of: date,
    scheme: str = DEFAULT_SCHEME,
    benchmark: str | Benchmark = DEFAULT_BENCHMARK,
    add: Sequence[str] = (),
    drop: Sequence[str] = (),
    revive: Sequence[str] = (),
    move: str = "hill",
) -> list[Table]:
    """Measure the portfolio before and after, each change alone, and the additions that would do most.

    `add` takes a place on record, or `JPN:Osaka` for one that is not; `drop` ends a tie, `revive`
    makes a tie active again. Drops come first, then revivals, then additions. Raises
    QuestionError for a place not known, no tie, or what is so already.
    """
    history = read_history(store)
    before = history.position(as_of)
    frame = read_frame(store, before, as_of=as_of, scheme=scheme, benchmark=benchmark)
    steps = read_steps(store, before, add=add, drop=drop, revive=revive)
    after = before
    for step in steps:
        after = apply_step(after, step)
    records = history.records(before.ties, as_of=as_of)
    answer = _Answer(store, frame, as_of, scheme, len(before.ties), records)
    tables = [
        _before_and_after(before, after, steps, frame, answer),
        *([_each_alone(before, steps, frame, answer)] if steps else []),
        _best(after, MEASURES[move], frame, answer),
    ]
    return with_undated(store, tables, as_of=as_of)


def _before_and_after(
    before: Position, after: Position, steps: Sequence[Step], frame: Frame, answer: _Answer
) -> Table:
    rows = [_measure_row(measure, before, after, frame) for measure in MEASURES.values()]
    if not steps:
        title = text("balance", "balance-whatif-title-none", n=len(before.ties))
    else:
        title = text(
            "balance", "balance-whatif-title", steps=join_labels([step.label for step in steps]),
            hill_before=_shown("hill", before, frame), hill_after=_shown("hill", after, frame),
            share_before=_said("focus-share", before, frame),
            share_after=_said("focus-share", after, frame), region=frame.focus_label,
        )  # fmt: skip
    notes = (text("balance", f"note-{name}") for name in ("whatif", "scattering", "pair", "measure-names"))
    return answer.table("balance-whatif", title, _COLUMNS, rows, *notes)


def _measure_row(measure: Measure, before: Position, after: Position, frame: Frame) -> dict[str, Cell]:
    old, new = measure.of(before, frame), measure.of(after, frame)
    change = new - old if old is not None and new is not None else None
    return {
        "measure": measure.name, "name": text("balance", f"measure-{measure.name}", region=frame.focus_label),
        "measure_unit": text("balance", f"unit-{measure.unit}"),
        "before": _shown(measure.name, before, frame), "after": _shown(measure.name, after, frame),
        "change": show_change(change, measure.unit),
        "before_value": old, "after_value": new, "change_value": change,
    }  # fmt: skip


def _shown(name: str, position: Position, frame: Frame) -> Label:
    value = MEASURES[name].of(position, frame)
    return show_value(value, MEASURES[name].unit) if value is not None else text("measures", "not-enough")


def _said(name: str, position: Position, frame: Frame) -> Label:
    value = MEASURES[name].of(position, frame)
    return say_value(value, MEASURES[name].unit) if value is not None else text("measures", "not-enough")


def _each_alone(before: Position, steps: Sequence[Step], frame: Frame, answer: _Answer) -> Table:
    rows: list[dict[str, Cell]] = []
    for step in steps:
        after = apply_step(before, step)
        region = frame.region_of.get(step.place.country or "")
        node = next((node for node in frame.regions if node.id == region), None)
        changes = {
            name: _change(MEASURES[name], before, after, frame) for name in (*_STEP_MEASURES, *_FILE_MEASURES)
        }
        rows.append({
            "step": text("balance", f"step-{step.kind}"), "partner": step.place.id, "name": step.place.label,
            "region": label_of(node) if node is not None else None,
            **{f"change_{name.replace('-', '_')}": change for name, change in changes.items()},
            **{f"moved_{name.replace('-', '_')}": show_change(changes[name], MEASURES[name].unit)
               for name in _STEP_MEASURES},
        })  # fmt: skip
    title = text("balance", "whatif-steps-title", n=len(rows))
    return answer.table("whatif-steps", title, _STEP_COLUMNS, rows, text("balance", "note-steps"))


def _change(measure: Measure, before: Position, after: Position, frame: Frame) -> float | None:
    old, new = measure.of(before, frame), measure.of(after, frame)
    return new - old if old is not None and new is not None else None


def _best(after: Position, measure: Measure, frame: Frame, answer: _Answer) -> Table:
    candidates = candidate_places(answer.store, after, frame)
    found = best_additions(measure, after, candidates, frame, k=ADDITIONS)
    names = {region.id: label_of(region) for region in frame.regions}
    rows: list[dict[str, Cell]] = []
    for number, addition in enumerate(found, 1):
        reached = sorted({frame.region_of[candidates[place]] for place in addition.alike})
        rows.append({
            "place_no": number, "region": join_labels([names[region] for region in reached]),
            "alike": len(addition.alike), "places": _named(answer.store, addition),
            "after_value": addition.value, "shown_after": show_value(addition.value, measure.unit),
        })  # fmt: skip
    label = text("balance", f"measure-{measure.name}", region=frame.focus_label)
    now = _said(measure.name, after, frame)
    then = say_value(found[-1].value, measure.unit) if found else now
    title = text("balance", "whatif-best-title", measure=label, now=now, then=then, k=len(rows))
    return answer.table(
        "whatif-best",
        title,
        _BEST_COLUMNS,
        rows,
        text("balance", "note-best", named=NAMED),
        text("balance", "note-scattering"),
    )


def _named(store: Store, addition: Addition) -> Cell:
    """Name the places that do most where they are few; of many alike none stands out, so none is named."""
    if len(addition.alike) > NAMED:
        return ABSENT
    return list_cell(label_of(node) for node in map(store.node, addition.alike) if node is not None)

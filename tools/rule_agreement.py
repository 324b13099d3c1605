"""How far two readings of activities agree, and how far the rules link as they do.

PYTHONPATH=. python tools/rule_agreement.py ACTIVITIES.csv READING.csv [READING.csv]

A reading is a table (activity, element, mode, reason) made of the plan's words, without sight of the
rules; ACTIVITIES has, under `activity` or `activity_id`, every activity that was read, also
those without a link. Compared are pairs of an activity and a level (a count or percent is one level), and
only modes that move a level. A role's level stands for those below it, a criterion for its level. What the
rules say of an undated activity is its content: by the graph it counts in no year.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from graph.errors import BfaError
from graph.schema.codes import SUPPORT_MODE
from graph.store import Store
from loaders.tables import RawRow, read_table
from plan.ladders.plan_records import read_kpi
from plan.making.assemble import assemble_graph
from plan.making.rules import MODES, RuleSet, read_rules
from plan.making.situation import Situation

MOVING = MODES[:2]
Pair = tuple[str, str]
# The mode of every pair that moves a level.
Moving = Mapping[Pair, str]
Label = Callable[[Moving, Pair], str]
READING_COLUMNS = ("activity", "element", "mode")


@dataclass(frozen=True)
class Ladders:
    """The levels that an element of the plan stands for, by its key, and every level that is compared."""

    levels: Mapping[str, tuple[str, ...]]
    compared: tuple[str, ...]

    @classmethod
    def of(cls, store: Store) -> Ladders:
        """Read every KPI; a level of roles (the best single item) stands for those below it."""
        levels: dict[str, tuple[str, ...]] = {}
        compared: list[str] = []
        for node in store.nodes("Kpi"):
            kpi = read_kpi(store, node)
            levels[node.key] = (node.key,)
            keys = [level.id.partition(":")[2] for level in kpi.levels]
            for number, level in enumerate(kpi.levels):
                own = tuple(keys[: number + 1]) if kpi.rule == "best-single" else (keys[number],)
                levels |= {key.partition(":")[2]: own for key in (level.id, *(c.id for c in level.criteria))}
            compared += keys or [node.key]
        return cls(levels, tuple(compared))


def close(links: Iterable[tuple[str, str, str]], ladders: Ladders) -> dict[Pair, str]:
    """Give the pairs that links (activity, element, mode) move, each with its strongest mode."""
    moving: dict[Pair, str] = {}
    for mode in reversed(MOVING):
        for activity, element, own in links:
            if own == mode:
                moving |= {(activity, level): mode for level in ladders.levels[element]}
    return moving


class ReadingError(ValueError):
    """A cell of a reading, or an activity, that nothing else knows."""


def read_reading(path: Path, activities: Sequence[str], ladders: Ladders) -> dict[Pair, str]:
    """Read a reading. Raises ReadingError that names the cell."""
    modes = [code.value for code in SUPPORT_MODE]
    rows = read_table(path, columns=READING_COLUMNS)
    for row in rows:
        _check(row, "activity", activities)
        _check(row, "element", tuple(ladders.levels))
        _check(row, "mode", modes)
    return close([(row["activity"], row["element"], row["mode"]) for row in rows], ladders)


def _check(row: RawRow, column: str, allowed: Sequence[str]) -> None:
    if row[column] not in allowed:
        raise ReadingError(f"{row.place(column)}: {row[column]!r} is no {column} that is compared.")


def read_activities(path: Path) -> list[str]:
    """Read the keys of the activities that were read. Raises ReadingError for a table without them."""
    rows = read_table(path)
    name = next((n for n in ("activity", "activity_id") if rows and n in rows[0].cells), "")
    if not name:
        raise ReadingError(f"{path}: it has no column activity or activity_id.")
    return [row[name] for row in rows]


def link_by_rules(store: Store, rules: RuleSet, activities: Sequence[str], ladders: Ladders) -> Moving:
    """Give the pairs that the rules move. Raises ReadingError for an activity that is not packaged."""
    links: list[tuple[str, str, str]] = []
    for key in activities:
        node = store.node(f"Activity:{key}")
        if node is None:
            raise ReadingError(f"The packaged data has no activity {key}.")
        accepted = rules.accepting(Situation.of(store, node))
        links += [(key, r.target.partition(":")[2], r.mode) for r in accepted if not r.links_to_project]
    return close(links, ladders)


def same_mode(moving: Moving, pair: Pair) -> str:
    """Label a pair by its mode; empty where it moves nothing."""
    return moving.get(pair, "")


def moves_or_not(moving: Moving, pair: Pair) -> str:
    """Label a pair by whether it moves its level."""
    return "moves" if pair in moving else ""


@dataclass(frozen=True)
class Score:
    """Pairs that both move alike, and those that each moves."""

    both: int
    rules: int
    reading: int

    @property
    def precision(self) -> float | None:
        """The share of the rules' pairs that the reading has too; None where the rules have none."""
        return self.both / self.rules if self.rules else None

    @property
    def recall(self) -> float | None:
        """The share of the reading's pairs that the rules have too; None where the reading has none."""
        return self.both / self.reading if self.reading else None


def score(rules: Moving, reading: Moving, pairs: Iterable[Pair], label: Label) -> Score:
    """Count the pairs that move by the rules, by the reading, and alike by both."""
    counts: Counter[str] = Counter()
    for pair in pairs:
        ruled, read = label(rules, pair), label(reading, pair)
        counts.update(rules=bool(ruled), reading=bool(read), both=bool(ruled) and ruled == read)
    return Score(counts["both"], counts["rules"], counts["reading"])


@dataclass(frozen=True)
class Agreement:
    """Over some pairs: how many, how many two readers label alike, and Cohen's kappa (1960).

    Kappa = (observed - by chance) / (1 - by chance); None where chance alone explains all.
    """

    pairs: int
    alike: int
    kappa: float | None


def agree(one: Moving, other: Moving, pairs: Sequence[Pair], label: Label) -> Agreement:
    """Compare two readers' labels over some pairs."""
    first, second = ([label(reading, pair) for pair in pairs] for reading in (one, other))
    alike = sum(a == b for a, b in zip(first, second, strict=True))
    n = len(pairs)
    counts = Counter(first), Counter(second)
    chance = sum(counts[0][value] * counts[1][value] for value in counts[0]) / n**2 if n else 1.0
    return Agreement(n, alike, (alike / n - chance) / (1 - chance) if chance < 1 else None)


def agreed(one: Moving, other: Moving, pairs: Iterable[Pair], label: Label) -> list[Pair]:
    """Give the pairs that two readers label alike."""
    return [pair for pair in pairs if label(one, pair) == label(other, pair)]


def report(activities: Sequence[str], readings: Mapping[str, Moving], rules: Moving, ladders: Ladders) -> str:
    """Tell how the readings agree, and the rules' precision and recall, KPI by KPI."""
    named = {pair for moving in (*readings.values(), rules) for pair in moving}
    pairs = sorted({(key, level) for key in activities for level in ladders.compared} | named)
    lines = [f"{len(activities)} activities, {len(pairs)} pairs of an activity and a level"]
    if len(readings) == 2:
        one, other = readings.values()
        lines += ["", "The readings", *_agreement_lines(one, other, pairs)]
    for name, reading in readings.items():
        lines += ["", f"The rules against {name}", *_score_lines(rules, reading, lambda _: pairs)]
    if len(readings) == 2:
        both = "The rules against both, on the pairs on which they agree"
        lines += ["", both, *_score_lines(rules, one, lambda label: agreed(one, other, pairs, label))]
    return "\n".join(lines)


_LABELS: tuple[tuple[str, Label], ...] = (("moves or not", moves_or_not), ("same mode", same_mode))


def _agreement_lines(one: Moving, other: Moving, pairs: Sequence[Pair]) -> Iterator[str]:
    for name, label in _LABELS:
        found, moved = agree(one, other, pairs, label), score(one, other, pairs, label)
        either = moved.rules + moved.reading - sum(pair in one and pair in other for pair in pairs)
        yield (
            f"  {name}: alike {found.alike} of {found.pairs} ({found.alike / found.pairs:.3f}), "
            f"kappa {_share(found.kappa)}; of {either} that either moves, alike {moved.both}"
        )


def _score_lines(rules: Moving, reading: Moving, chosen: Callable[[Label], list[Pair]]) -> Iterator[str]:
    head = "".join(f"{name:>34}" for name, _ in _LABELS)
    yield f"  {'':8}{head}"
    yield f"  {'KPI':8}" + f"{'both':>8}{'rules':>7}{'read':>6}{'prec.':>7}{'rec.':>6}" * len(_LABELS)
    by_kpi = [{k: list(p) for k, p in _by_kpi(chosen(label))} for _, label in _LABELS]
    for kpi in sorted({key for pairs in by_kpi for key in pairs}):
        scores = [
            score(rules, reading, p.get(kpi, []), label)
            for p, (_, label) in zip(by_kpi, _LABELS, strict=True)
        ]
        if any(one.rules or one.reading for one in scores):
            yield f"  {kpi:8}" + "".join(map(_cells, scores))
    whole = (score(rules, reading, chosen(label), label) for _, label in _LABELS)
    yield f"  {'all':8}" + "".join(map(_cells, whole))


def _by_kpi(pairs: Iterable[Pair]) -> Iterator[tuple[str, list[Pair]]]:
    found: dict[str, list[Pair]] = {}
    for pair in pairs:
        found.setdefault(pair[1].partition("/")[0], []).append(pair)
    yield from found.items()


def _cells(one: Score) -> str:
    shares = f"{_share(one.precision):>7}{_share(one.recall):>6}"
    return f"{one.both:>8}{one.rules:>7}{one.reading:>6}{shares}"


def _share(value: float | None) -> str:
    return "-" if value is None else f"{value:.2f}"


def main(words: Sequence[str]) -> None:
    """Print the report on one or two readings."""
    if len(words) not in (2, 3):
        sys.exit(__doc__)
    store = assemble_graph().store
    ladders = Ladders.of(store)
    try:
        activities = read_activities(Path(words[0]))
        readings = {Path(word).name: read_reading(Path(word), activities, ladders) for word in words[1:]}
        rules = link_by_rules(store, read_rules(), activities, ladders)
    except (BfaError, ReadingError) as error:
        sys.exit(str(error))
    print(report(activities, readings, rules, ladders))


if __name__ == "__main__":
    main(sys.argv[1:])

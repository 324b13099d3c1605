"""Blind spots: challenges, missions and weaknesses that no KPI measures, with our measure beside them.

A KPI *measures* a matter when it is reached from it through ADDRESSES and counts the matter itself. One
whose tactic or project answers the matter but which counts something else is *addressed, not
measured*; *arguable* where every answer can be argued about. Without any link none has been read
yet, which does not say that nothing answers. Whether a KPI counts the matter is a reading of ours,
stored with its reason on the link from the KPI (`measured`); where nobody has read a pair yet, the
table says so.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from graph.issues import Issue
from graph.records import Edge, Node
from graph.store import Store, require_node, sources, targets
from graph.texts import Label, join_labels, same, text
from plan.answers.our_measures import Beside, our_measures
from plan.answers.overview import described, name_of
from queries.table import ABSENT, Cell, Table, columns, list_cell

State = Literal["unlinked", "arguable", "unread", "unmeasured", "measured"]
_ORDER: tuple[State, ...] = ("unlinked", "arguable", "unread", "unmeasured", "measured")
_LABELS = ("Challenge", "Mission", "SwotItem")
_ANSWERS = ("Strategy", "Tactic", "Project", "Plan")
_SUBJECTS = ("plan", "plan_gaps", "questions")
_SPOTS = columns("name state answers said counts our_measure element* kind* kpis*", subjects=_SUBJECTS)
_BESIDE = columns(
    "element measure value yardstick* n question* share* benchmark_share*",
    subjects=_SUBJECTS, n="units", **dict.fromkeys(("share", "low", "high", "benchmark_share"), "share"),
)  # fmt: skip
_READINGS = columns("element kpi name measured counts origin*", subjects=_SUBJECTS)


@dataclass(frozen=True)
class Spot:
    """A matter the plan names, what answers it, the KPIs reached from there, and our readings of these.

    `unsure` are the ids of answers that can be argued about; `said` is what the plan's text says of
    the matter outside its elements.
    """

    element: Node
    answers: Sequence[Node]
    unsure: Collection[str]
    kpis: Sequence[Node]
    readings: Mapping[str, Edge]
    said: Sequence[Node] = ()

    @property
    def state(self) -> State:
        """Whether a KPI measures the matter, and if none does, how far the plan reaches it."""
        if not self.answers and not self.kpis:
            return "unlinked"
        if any(edge.properties.get("measured") is True for edge in self.readings.values()):
            return "measured"
        if len(self.readings) < len(self.kpis):
            return "unread"
        return "arguable" if all(answer.id in self.unsure for answer in self.answers) else "unmeasured"


def find_spots(store: Store) -> list[Spot]:
    """List every challenge, mission and weakness with what answers and measures it."""
    weaknesses = (item for item in store.nodes("SwotItem") if item.text("kind") == "weakness")
    named = [*store.nodes("Challenge"), *store.nodes("Mission"), *sorted(weaknesses, key=_by_number)]
    return [_spot(store, element) for element in named]


def _by_number(item: Node) -> tuple[int, str]:
    digits = "".join(sign for sign in item.key if sign.isdecimal())
    return (int(digits or 0), item.key)


def _spot(store: Store, element: Node) -> Spot:
    links = store.edges_to(element.id, "ADDRESSES")
    found = [require_node(store, e.source) for e in links if not e.source.startswith(("Kpi:", "Activity:"))]
    answers = sorted(found, key=lambda node: (_ANSWERS.index(node.label), node.id))
    readings = {edge.source: edge for edge in links if edge.source.startswith("Kpi:")}
    kpis = {kpi.id: kpi for answer in answers for kpi in _kpis_under(store, answer)}
    kpis.update({key: require_node(store, key) for key in readings})
    read = {key: edge for key, edge in readings.items() if edge.properties.get("measured") is not None}
    unsure = {edge.source for edge in links if edge.text("certain") == "unsure"}
    said = [node for node in sources(store, element.id, "CONCERNS") if node.label == "Statement"]
    return Spot(element, answers, unsure, [kpis[key] for key in sorted(kpis)], read, said)


def _kpis_under(store: Store, node: Node) -> Iterator[Node]:
    """List the KPIs under a strategy or tactic, or those a project is printed under."""
    if node.label == "Project":
        yield from targets(store, node.id, "ADVANCES")
    for part in sources(store, node.id, "PART_OF"):
        if part.label == "Kpi":
            yield part
        elif part.label == "Tactic":
            yield from _kpis_under(store, part)


def check_readings(store: Store) -> list[Issue]:
    """Find pairs of a KPI and a matter answered above it that nobody has read yet."""
    return [
        Issue("reading-missing", spot.element.id, {"kpi": kpi.key, "about": spot.element.id})
        for spot in find_spots(store)
        for kpi in spot.kpis
        if kpi.id not in spot.readings
    ]


def blind_spot_tables(store: Store, *, as_of: date) -> list[Table]:
    """Give the blind spots, our measures beside them, and every reading of a KPI with its reason."""
    spots = find_spots(store)
    beside = [
        found
        for spot in spots
        if spot.state != "measured"
        for found in our_measures(store, spot.element.id, as_of=as_of)
    ]
    return [
        _spots_table(spots, beside, as_of),
        _beside_table(beside, as_of),
        _readings_table(spots, as_of),
    ]


def _spots_table(spots: Sequence[Spot], beside: Sequence[Beside], as_of: date) -> Table:
    blind = [spot for spot in spots if spot.state != "measured"]
    blind.sort(key=lambda spot: (_LABELS.index(spot.element.label), _ORDER.index(spot.state)))
    counts = {state: sum(1 for spot in spots if spot.state == state) for state in _ORDER}
    title = text("plan_gaps", "title-blind-spots", n=len(blind), of=len(spots), none=counts["unlinked"])
    return Table(
        "blind-spots", title, _SPOTS, [_spot_row(spot, beside) for spot in blind], as_of,
        text("plan_gaps", "unit-matters"), len(blind),
        benchmark=text("plan_gaps", "benchmark-matters", n=len(spots)),
        records=sorted({spot.element.id for spot in blind}),
        notes=[text("plan_gaps", "note-measures-means"), text("plan_gaps", "note-readings-ours"),
               text("plan_gaps", "note-states", **counts)],
    )  # fmt: skip


def _spot_row(spot: Spot, beside: Sequence[Beside]) -> dict[str, Cell]:
    found = [one for one in beside if one.element == spot.element.id]
    return {
        "element": spot.element.key, "name": _named(spot.element),
        "state": text("plan_gaps", f"state-{spot.state}"),
        "answers": _answers(spot), "said": list_cell(map(name_of, spot.said)),
        "counts": _reasons(spot), "our_measure": found[0].sentence if found else ABSENT,
        "kind": text("plan_gaps", f"kind-{spot.element.label.lower()}"),
        "kpis": ", ".join(kpi.key for kpi in spot.kpis) or ABSENT,
    }  # fmt: skip


def _answers(spot: Spot) -> Cell:
    """Name what answers a matter; an answer that can be argued about is marked."""
    if not spot.answers:
        return ABSENT
    return join_labels(
        (
            _key(node) if node.id not in spot.unsure else text("plan_gaps", "arguable", key=_key(node))
            for node in spot.answers
        ),
        ", ",
    )


def _key(node: Node) -> Label:
    return text("plan_gaps", "the-plan") if node.label == "Plan" else same(node.key)


def _named(element: Node) -> Label:
    """Name a matter with its kind and number after it, so that no reader starts from a code."""
    name, kind = described(element), text("plan_gaps", f"kind-{element.label.lower()}")
    return Label(f"{name.th} ({kind.th} {element.key})", f"{name.en} ({kind.en} {element.key})")


def _reasons(spot: Spot) -> Cell:
    """Say KPI by KPI what it counts."""
    if not spot.kpis:
        return ABSENT
    lines = [(kpi.key, _reason(spot.readings.get(kpi.id))) for kpi in spot.kpis]
    return Label("; ".join(f"{k}: {r.th}" for k, r in lines), " ".join(f"{k}: {r.en}" for k, r in lines))


def _reason(edge: Edge | None) -> Label:
    if edge is None:
        return text("plan_gaps", "state-unread")
    return Label(edge.text("reason_th"), edge.text("reason_en"))


def _readings_table(spots: Sequence[Spot], as_of: date) -> Table:
    rows: list[dict[str, Cell]] = []
    for spot, kpi in ((one, kpi) for one in spots for kpi in one.kpis):
        edge = spot.readings.get(kpi.id)
        rows.append({
            "element": spot.element.key, "kpi": kpi.key, "name": described(spot.element),
            "measured": None if edge is None else edge.properties.get("measured") is True,
            "counts": _reason(edge), "origin": edge.text("origin") if edge is not None else ABSENT,
        })  # fmt: skip
    yes = sum(1 for row in rows if row["measured"])
    title = text("plan_gaps", "title-kpi-readings", yes=yes, of=len(rows))
    return Table(
        "kpi-readings", title, _READINGS, rows, as_of, text("plan_gaps", "unit-pairs"), len(rows),
        benchmark=text("plan_gaps", "benchmark-wording"),
        records=sorted({kpi.id for spot in spots for kpi in spot.kpis}),
        notes=[text("plan_gaps", "note-readings-ours")],
    )  # fmt: skip


def _beside_table(beside: Sequence[Beside], as_of: date) -> Table:
    rows: list[dict[str, Cell]] = [
        {
            "element": one.element.partition(":")[2], "measure": one.measure, "value": one.value,
            "yardstick": one.yardstick, "n": one.n,
            "question": one.command, "share": one.share if one.share is not None else ABSENT,
            "benchmark_share": one.benchmark_share if one.benchmark_share is not None else ABSENT,
        }
        for one in beside
    ]  # fmt: skip
    return Table(
        "blind-spot-measures", text("plan_gaps", "title-beside", n=len(rows)), _BESIDE, rows, as_of,
        text("plan_gaps", "unit-measures"), len(rows), benchmark=text("plan_gaps", "benchmark-each"),
        records=sorted({record for one in beside for record in one.records}),
        notes=[*(one.counted for one in beside), text("plan_gaps", "note-beside")],
    )  # fmt: skip

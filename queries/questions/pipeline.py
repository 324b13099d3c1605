"""The pipeline: agreements by stage; what was announced or signed without a document, with its events."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from graph.dates import PartialDate, parse_date, years_between
from graph.records import Node
from graph.schema.codes import AGREEMENT_STAGE, labels
from graph.store import Store, targets
from graph.texts import Label, text
from queries.explain import source_names
from queries.facts.gathered import dated_remark
from queries.facts.ties import signed_on
from queries.free_text import free_text
from queries.lookup import label_of
from queries.table import ABSENT, Cell, Table, column, list_cell

STAGES = tuple(code.value for code in AGREEMENT_STAGE)
_LABELS = labels(AGREEMENT_STAGE)
# Where a document's record gives no stage, its status as sourced does.
_STAGE_OF_STATUS = {"in_force": "in_force", "unknown": "signed", "lapsed": "lapsed", "ended": "ended"}
_COLUMNS = (
    column("stage", subject="unit"), column("name"), column("matter", subject="unit"),
    column("last_event", subject="unit"), column("events", subject="unit", unit="events"),
    column("years_since", subject="unit", unit="years"), column("stage_reason", subject="unit", brief=False),
    column("remark", subject="unit"), column("record", brief=False), column("sources", brief=False),
)  # fmt: skip
_EVENTS = (
    column("event_on", subject="unit"), column("name"), column("event", subject="unit"),
    column("matter", subject="unit", brief=False), column("record"), column("sources", brief=False),
)  # fmt: skip
_COUNTS = (
    column("stage", subject="unit"), column("documents_held", subject="unit", unit="documents"),
    column("matters", subject="unit", unit="matters"),
)  # fmt: skip


@dataclass(frozen=True)
class _Matter:
    """One matter without a document: its claim, the record it is with, and its dated events, oldest first."""

    claim: Node
    partners: Sequence[Node]
    events: Sequence[tuple[PartialDate, Node]]

    @property
    def stage(self) -> str:
        return self.claim.text("stage")


def pipeline(store: Store, *, as_of: date, stage: str | None = None) -> list[Table]:
    """List the matters that no document on record settles, their events, and all agreements by stage.

    A matter counts from the last day its first date can mean; events after the date are left out.
    """
    matters = [m for m in _matters(store, as_of) if stage in (None, m.stage)]
    rows = [_row(store, matter, as_of) for matter in matters]
    title = text(
        "unit", "pipeline-title", n=len(rows), signed=sum(1 for m in matters if m.stage == "signed"),
        announced=sum(1 for m in matters if m.stage != "signed"),
    )  # fmt: skip
    first = Table(
        "pipeline", title, _COLUMNS, rows, as_of, text("unit", "unit-matters"), len(rows),
        records=sorted({record for matter in matters for record in _records(matter)}),
        notes=[text("unit", "note-pipeline"), text("unit", "note-stage")],
    )  # fmt: skip
    return [first, _events(store, matters, as_of), _by_stage(store, matters, as_of, stage)]


def _matters(store: Store, as_of: date) -> list[_Matter]:
    found = []
    for claim in store.nodes("Claim"):
        if claim.get("stage"):
            concerned = targets(store, claim.id, "CONCERNS")
            partners = [node for node in concerned if node.label not in ("Activity", "Agreement")]
            events = _dated(claim, concerned, as_of)
            if events:
                found.append(_Matter(claim, partners, events))
    found.sort(key=lambda matter: (STAGES.index(matter.stage), -_last(matter).toordinal(), matter.claim.id))
    return found


def _dated(claim: Node, concerned: Sequence[Node], as_of: date) -> list[tuple[PartialDate, Node]]:
    """Give what is dated about a matter: the claim itself unless an activity tells of it, and activities."""
    activities = [(a, a.text("start_on")) for a in concerned if a.label == "Activity"]
    told = {written[:7] for _, written in activities}
    own = claim.text("dated_on")
    dated = activities if own[:7] in told else [*activities, (claim, own)]
    events = [(parse_date(written), node) for node, written in dated if written]
    known = [(day, node) for day, node in events if day.latest <= as_of]
    return sorted(known, key=lambda event: (event[0].earliest, event[1].id))


def _last(matter: _Matter) -> date:
    return matter.events[-1][0].earliest


def _row(store: Store, matter: _Matter, as_of: date) -> dict[str, Cell]:
    claim, last = matter.claim, matter.events[-1][0]
    return {
        "stage": _LABELS[matter.stage],
        "name": list_cell(label_of(partner) for partner in matter.partners),
        "matter": label_of(claim),
        "last_event": last,
        "events": len(matter.events),
        "years_since": round(years_between(last.latest, as_of), 1),
        "stage_reason": Label(claim.text("stage_reason_th"), claim.text("stage_reason_en"))
        if claim.get("stage_reason_en")
        else text("unit", "signed-by-activity"),
        "remark": dated_remark(store, free_text(claim, "note"), as_of=as_of) if claim.get("note") else ABSENT,
        "record": claim.id,
        "sources": source_names(store, claim.get("sources")),
    }


def _records(matter: _Matter) -> set[str]:
    nodes = [matter.claim, *matter.partners, *(node for _, node in matter.events)]
    return {node.id for node in nodes}


def _events(store: Store, matters: Sequence[_Matter], as_of: date) -> Table:
    found = [(day, node, matter) for matter in matters for day, node in matter.events]
    found.sort(key=lambda event: (-event[0].earliest.toordinal(), event[1].id, event[2].claim.id))
    rows: list[dict[str, Cell]] = [
        {
            "event_on": day, "name": list_cell(label_of(partner) for partner in matter.partners),
            "event": label_of(node), "matter": label_of(matter.claim), "record": node.id,
            "sources": source_names(store, node.get("sources")),
        }
        for day, node, matter in found
    ]  # fmt: skip
    return Table(
        "pipeline-events", text("unit", "pipeline-events-title", n=len(rows)), _EVENTS, rows, as_of,
        text("unit", "unit-events"), len(rows), records=sorted({str(row["record"]) for row in rows}),
    )  # fmt: skip


def _by_stage(store: Store, matters: Sequence[_Matter], as_of: date, stage: str | None) -> Table:
    held = [a for a in store.nodes("Agreement") if (day := signed_on(a)) is None or day.latest <= as_of]
    documents = Counter(_stage_of(agreement) for agreement in held)
    waiting = Counter(matter.stage for matter in matters)
    rows: list[Mapping[str, Cell]] = [
        {"stage": _LABELS[name], "documents_held": documents[name], "matters": waiting[name]}
        for name in STAGES
        if stage in (None, name)
    ]
    n = len([a for a in held if stage in (None, _stage_of(a))]) + len(matters)
    return Table(
        "pipeline-stages", text("unit", "pipeline-stages-title", n=n), _COUNTS, rows, as_of,
        text("unit", "unit-documents-and-matters"), n, notes=[text("unit", "note-stage-of-documents")],
    )  # fmt: skip


def _stage_of(agreement: Node) -> str:
    return agreement.text("stage") or _STAGE_OF_STATUS[agreement.text("status")]

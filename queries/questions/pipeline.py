"""The pipeline: agreements by stage; what was announced or signed without a document, with its events."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from graph.dates import PartialDate, parse_date, years_between
from graph.records import Node
from graph.schema.codes import AGREEMENT_STAGE, labels
from graph.store import Store, targets
from graph.texts import Label, text
from queries.facts.explain import source_names
from queries.facts.free_text import free_text
from queries.facts.gathered import dated_remark, gathered_on
from queries.facts.headlines import title_with_unknown
from queries.facts.known import Known, undated_from
from queries.facts.lookup import label_of
from queries.facts.record_end import last_told
from queries.facts.ties import signed_on
from queries.table import ABSENT, Cell, Table, column, date_cell, list_cell

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
    column("stage", subject="unit"), column("documents", subject="measures", unit="documents"),
    column("matters", subject="unit", unit="matters"),
)  # fmt: skip


@dataclass(frozen=True)
class _Matter:
    """One matter without a document: its claim, whom it is with, its events (oldest first), the undated."""

    claim: Node
    partners: Sequence[Node]
    events: Sequence[tuple[PartialDate, Node]]
    undated: Sequence[Node]
    undated_from: date

    def at(self, day: date) -> _Matter | None:
        """Give the matter with what surely tells of it by a day; None where nothing dates it by then."""
        events = [event for event in self.events if Known(event[0], self.undated_from).surely_by(day)]
        undated = self.undated if Known(None, self.undated_from).surely_by(day) else ()
        if not events and (self.events or not undated):
            return None
        return replace(self, events=events, undated=undated)

    @property
    def stage(self) -> str:
        return self.claim.text("stage")

    @property
    def last(self) -> PartialDate | None:
        return self.events[-1][0] if self.events else None


def pipeline(store: Store, *, as_of: date, stage: str | None = None) -> list[Table]:
    """List the matters that no document on record settles, their events, and all agreements by stage.

    A matter counts from the last day its first date can mean, one without a date from the day the
    record was gathered: before that the headline says how many there are. So do events and documents.
    """
    limit = undated_from(store)
    every = [matter for matter in _matters(store, limit) if stage in (None, matter.stage)]
    matters = sorted((known for m in every if (known := m.at(as_of)) is not None), key=_newest_first)
    unknown = sum(1 for matter in every if not matter.events and as_of < limit)
    gathered = gathered_on(store)
    told = last_told(store, as_of=as_of)
    rows = [_row(store, matter, gathered, as_of, told) for matter in matters]
    title = text(
        "unit", "pipeline-title", n=len(rows), signed=sum(1 for m in matters if m.stage == "signed"),
        announced=sum(1 for m in matters if m.stage != "signed"),
    )  # fmt: skip
    undated = sum(1 for matter in matters if not matter.events)
    first = Table(
        "pipeline", title_with_unknown(_with_undated(title, undated), unknown), _COLUMNS, rows, as_of,
        text("unit", "unit-matters"), len(rows),
        records=sorted({record for matter in matters for record in _records(matter)}),
        notes=[text("unit", "note-pipeline"), text("unit", "note-stage")],
    )  # fmt: skip
    return [
        first,
        _events(store, matters, as_of),
        _by_stage(store, matters, unknown, as_of=as_of, stage=stage),
    ]


def _with_undated(title: Label, undated: int) -> Label:
    return text("unit", "title-with-undated", title=title, n=undated) if undated else title


def _matters(store: Store, undated_from: date) -> list[_Matter]:
    """List the matters of any day, with all that tells of them."""
    found = []
    for claim in store.nodes("Claim"):
        if claim.get("stage"):
            concerned = targets(store, claim.id, "CONCERNS")
            partners = [node for node in concerned if node.label not in ("Activity", "Agreement")]
            dated, undated = _tellers(claim, concerned)
            found.append(_Matter(claim, partners, dated, undated, undated_from))
    return found


def _tellers(claim: Node, concerned: Sequence[Node]) -> tuple[list[tuple[PartialDate, Node]], list[Node]]:
    """Give what tells of a matter, dated (oldest first) and undated: activities, and the claim.

    The claim does so unless an activity of a day that its date can mean tells of it already.
    """
    activities = [node for node in concerned if node.label == "Activity"]
    dated = [(parse_date(written), node) for node in activities if (written := node.text("start_on"))]
    undated = [node for node in activities if not node.get("start_on")]
    own = date_cell(claim.text("dated_on"))
    if own is not None and not any(_may_be_one(own, day) for day, _ in dated):
        dated.append((own, claim))
    elif own is None and not activities:
        undated.append(claim)
    return sorted(dated, key=lambda event: (event[0].earliest, event[1].id)), undated


def _may_be_one(day: PartialDate, other: PartialDate) -> bool:
    return day.earliest <= other.latest and other.earliest <= day.latest


def _newest_first(matter: _Matter) -> tuple[int, int, str]:
    """Sort by stage, then the newest event first; a matter without a date stands last in its stage."""
    newest = -matter.last.earliest.toordinal() if matter.last is not None else 0
    return (STAGES.index(matter.stage), newest, matter.claim.id)


def _row(
    store: Store, matter: _Matter, gathered: PartialDate | None, as_of: date, told: date
) -> dict[str, Cell]:
    claim, last = matter.claim, matter.last
    remark = free_text(claim, "note")
    return {
        "stage": _LABELS[matter.stage],
        "name": list_cell(label_of(partner) for partner in matter.partners),
        "matter": label_of(claim),
        "last_event": last,
        "events": len(matter.events) + len(matter.undated),
        "years_since": round(max(0.0, years_between(last.latest, told)), 1) if last is not None else None,
        "stage_reason": Label(claim.text("stage_reason_th"), claim.text("stage_reason_en"))
        if claim.get("stage_reason_en")
        else text("unit", "signed-by-activity"),
        "remark": dated_remark(remark, gathered, as_of=as_of) if claim.get("note") else ABSENT,
        "record": claim.id,
        "sources": source_names(store, claim.get("sources")),
    }


def _records(matter: _Matter) -> set[str]:
    nodes = [matter.claim, *matter.partners, *(node for _, node in matter.events), *matter.undated]
    return {node.id for node in nodes}


def _events(store: Store, matters: Sequence[_Matter], as_of: date) -> Table:
    """Tabulate the events of all matters, the newest first and the undated last."""
    dated = [(day, node, matter) for matter in matters for day, node in matter.events]
    dated.sort(key=lambda event: (-event[0].earliest.toordinal(), event[1].id, event[2].claim.id))
    undated = sorted(
        ((None, node, matter) for matter in matters for node in matter.undated),
        key=lambda event: (event[1].id, event[2].claim.id),
    )
    rows: list[dict[str, Cell]] = [
        {
            "event_on": day, "name": list_cell(label_of(partner) for partner in matter.partners),
            "event": label_of(node), "matter": label_of(matter.claim), "record": node.id,
            "sources": source_names(store, node.get("sources")),
        }
        for day, node, matter in (*dated, *undated)
    ]  # fmt: skip
    title = _with_undated(text("unit", "pipeline-events-title", n=len(dated)), len(undated))
    return Table(
        "pipeline-events", title, _EVENTS, rows, as_of,
        text("unit", "unit-events"), len(rows), records=sorted({str(row["record"]) for row in rows}),
    )  # fmt: skip


def _by_stage(
    store: Store, matters: Sequence[_Matter], unknown: int, *, as_of: date, stage: str | None
) -> Table:
    """Count the agreements and matters of each stage; `unknown` are the matters not known to be yet."""
    limit = undated_from(store)
    asked = [a for a in store.nodes("Agreement") if stage in (None, _stage_of(a))]
    held = [a for a in asked if Known(signed_on(a), limit).surely_by(as_of)]
    if as_of < limit:
        unknown += sum(1 for agreement in asked if signed_on(agreement) is None)
    documents = Counter(_stage_of(agreement) for agreement in held)
    waiting = Counter(matter.stage for matter in matters)
    rows: list[Mapping[str, Cell]] = [
        {"stage": _LABELS[name], "documents": documents[name], "matters": waiting[name]}
        for name in STAGES
        if stage in (None, name)
    ]
    n = len(held) + len(matters)
    title = title_with_unknown(text("unit", "pipeline-stages-title", n=n), unknown)
    return Table(
        "pipeline-stages", title, _COUNTS, rows, as_of,
        text("unit", "unit-documents-and-matters"), n, notes=[text("unit", "note-stage-of-documents")],
    )  # fmt: skip


def _stage_of(agreement: Node) -> str:
    return agreement.text("stage") or _STAGE_OF_STATUS[agreement.text("status")]

"""How good the data is: counts, findings, disagreements, official totals, slips of the plan's text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from graph.issues import group_issues
from graph.records import Node
from graph.schema import SCHEMA
from graph.store import Store
from graph.texts import Label, text
from plan.answers.overview import name_of
from plan.making.assemble import Assembly
from queries.facts.contacts import may_happen_in, plan_period
from queries.facts.explain import source_names
from queries.facts.free_text import free_text, in_both
from queries.facts.office_count import read_office_count
from queries.questions.disagreements import disagreements
from queries.table import ABSENT, Cell, Column, Table, date_cell


def _columns(*ids: str, numbers: Mapping[str, str] | None = None) -> tuple[Column, ...]:
    units = numbers or {}
    return tuple(
        Column(column_id, text("pack", f"column-{column_id}"), units.get(column_id, "")) for column_id in ids
    )


def quality_tables(assembly: Assembly, *, as_of: date) -> list[Table]:
    """Give every table on the data itself, in the order a reader needs them."""
    store = assembly.store
    return [
        counts_table(store, as_of=as_of),
        rows_table(assembly, as_of=as_of),
        findings_table(assembly, as_of=as_of),
        official_counts_table(store, as_of=as_of),
        disagreements(store, as_of=as_of),
        corrections_table(store, as_of=as_of),
        unlinked_table(assembly, as_of=as_of),
        sources_table(store, as_of=as_of),
    ]


def _table(
    name: str, columns: tuple[Column, ...], rows: list[dict[str, Cell]], as_of: date, **params: object
) -> Table:
    title = text("pack", f"title-{name}", n=len(rows), **params)
    return Table(name, title, columns, rows, as_of, text("pack", f"unit-{name}"), len(rows))


def counts_table(store: Store, *, as_of: date) -> Table:
    """Count the records of each type."""
    counts = Counter(node.label for node in store.nodes())
    rows: list[dict[str, Cell]] = [
        {"record_type": SCHEMA.node_types[label].label, "label": label, "count": count}
        for label, count in sorted(counts.items())
    ]
    columns = _columns("record_type", "label", "count", numbers={"count": "records"})
    return _table("counts", columns, rows, as_of, total=sum(counts.values()))


def rows_table(assembly: Assembly, *, as_of: date) -> Table:
    """Account for every input row: loaded or refused, by file."""
    loaded: Counter[str] = Counter()
    refused: Counter[str] = Counter()
    for outcome in assembly.manifest:
        (refused if outcome.refused else loaded)[outcome.file] += 1
    rows: list[dict[str, Cell]] = [
        {"file": file, "loaded": loaded[file], "refused": refused[file]}
        for file in sorted({*loaded, *refused})
    ]
    columns = _columns("file", "loaded", "refused", numbers={"loaded": "rows", "refused": "rows"})
    return _table("rows", columns, rows, as_of, loaded=loaded.total(), refused=refused.total())


def findings_table(assembly: Assembly, *, as_of: date) -> Table:
    """Group the findings by code, with at most five examples each."""
    rows: list[dict[str, Cell]] = [
        {
            "severity": text("pack", f"severity-{group.severity}"), "code": group.code,
            "count": group.count, "place": issue.place, "finding": issue.words,
        }
        for group in group_issues(assembly.issues)
        for issue in group.examples
    ]  # fmt: skip
    columns = _columns("severity", "code", "count", "place", "finding", numbers={"count": "findings"})
    return _table("findings", columns, rows, as_of, total=len(assembly.issues))


def official_counts_table(store: Store, *, as_of: date) -> Table:
    """List the published totals of Bangkok's sister cities, by date."""
    claims = [c for c in store.nodes("Claim") if c.text("subject_property") == "partner count"]
    rows: list[dict[str, Cell]] = [
        {
            "date": date_cell(c.text("dated_on")),
            "claim": free_text(c, "value"),
            "source": source_names(store, c.get("sources")),
        }
        for c in sorted(claims, key=lambda claim: (claim.text("dated_on") or "9999", claim.id))
    ]
    table = _table("official-counts", _columns("date", "claim", "source"), rows, as_of)
    office = read_office_count(store, as_of=as_of)
    return replace(table, says=[office.counted], notes=office.closing) if office is not None else table


def corrections_table(store: Store, *, as_of: date) -> Table:
    """List the slips of the plan's extracted text: as printed, as meant, why, how sure."""
    rows: list[dict[str, Cell]] = [
        {
            "place": free_text(c, "place"),
            "as_printed": in_both(c.text("as_printed"), ""), "as_meant": in_both(c.text("as_meant"), ""),
            "reason": Label(c.text("reason_th"), c.text("reason_en")),
            "certain": text("pack", f"certain-{c.text('certain')}"),
        }
        for c in store.nodes("Correction")
    ]  # fmt: skip
    unsure = sum(1 for c in store.nodes("Correction") if c.text("certain") == "unsure")
    columns = _columns("place", "as_printed", "as_meant", "reason", "certain")
    return _table("corrections", columns, rows, as_of, unsure=unsure)


def unlinked_table(assembly: Assembly, *, as_of: date) -> Table:
    """List the activities of the plan's years, and the undated, that no rule linked, with why."""
    store = assembly.store
    period = plan_period(store)
    rows: list[dict[str, Cell]] = []
    for activity_id, why in sorted(assembly.unlinked.items()):
        activity = store.node(activity_id)
        if activity is None or (why != "undated" and (period is None or not may_happen_in(activity, period))):
            continue
        rows.append({
            "activity": activity.id, "name": name_of(activity), "date": date_cell(activity.text("start_on")),
            "why": text("pack", f"unlinked-{why}"),
        })  # fmt: skip
    return _table("unlinked", _columns("activity", "name", "date", "why"), rows, as_of)


def sources_table(store: Store, *, as_of: date) -> Table:
    """List every source with how many records rest on it."""
    used: Counter[str] = Counter()
    for record in _with_sources(store):
        used.update(record.texts("sources"))
    rows: list[dict[str, Cell]] = [
        {
            "source": name_of(source), "address": source.text("url") or ABSENT,
            "records_resting": used[source.id],
        }
        for source in sorted(store.nodes("Source"), key=lambda s: (-used[s.id], s.name))
    ]  # fmt: skip
    columns = _columns("source", "address", "records_resting", numbers={"records_resting": "records"})
    return _table("sources", columns, rows, as_of)


def _with_sources(store: Store) -> Iterable[Node]:
    return (node for node in store.nodes() if node.get("sources"))

"""Upcoming: what falls in the next weeks: planned activities, expiries, anniversaries, network meetings."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from graph.dates import Period, format_date
from graph.errors import QuestionError
from graph.store import Store
from graph.texts import text
from queries.facts.explain import source_names
from queries.facts.landscape import Landscape
from queries.facts.standing import Standing
from queries.gaps.coming import Coming, find_coming, find_overdue, weeks_after
from queries.table import ABSENT, Cell, Table, column

_COLUMNS = (
    column("comes_on", subject="unit"), column("coming_kind", subject="unit"), column("name"),
    column("what", subject="unit"), column("date_certainty", subject="unit"),
    column("tie_status", subject="unit"),
    column("sure", subject="unit", brief=False), column("kind_code", subject="unit", brief=False),
    column("record", brief=False),
    column("sources", brief=False),
)  # fmt: skip
KINDS = ("overdue", "activity", "network-meeting", "expiry", "anniversary")


def upcoming(store: Store, *, as_of: date, weeks: int = 8) -> Table:
    """List what falls, or may fall, from a date to so many weeks later, in order of its first day.

    Anniversaries are those of every ten years, and of 5 and 25. That a tie will grow quiet is nothing to
    come: after the end of the record no status changes.
    """
    if weeks < 0:
        raise QuestionError("parameter-below", name="weeks", value=weeks, least=0)
    return upcoming_table(Landscape(store, as_of), weeks=weeks)


def upcoming_table(land: Landscape, *, weeks: int) -> Table:
    """Give the table of `upcoming` on a ground that is read already."""
    as_of = land.as_of
    window = Period(as_of, weeks_after(as_of, weeks))
    coming = [*find_overdue(land), *find_coming(land, window)]
    rows = [_row(land, one, window) for one in coming]
    counts = {kind.replace("-", "_"): sum(1 for one in coming if one.kind == kind) for kind in KINDS}
    title = text(
        "unit", "upcoming-title", n=len(rows) - counts["overdue"], weeks=weeks,
        until=format_date(window.last),
        sure=sum(1 for row in rows if row["sure"]), **counts,
    )  # fmt: skip
    return Table(
        "upcoming", title, _COLUMNS, rows, as_of, text("unit", "unit-comings"), len(rows),
        records=sorted({one.record for one in coming}),
        notes=[text("unit", "note-upcoming"), text("unit", "note-anniversaries")],
    )  # fmt: skip


def _row(land: Landscape, one: Coming, window: Period) -> dict[str, Cell]:
    return {
        "comes_on": one.day,
        "coming_kind": text("unit", f"coming-kind-{one.kind}"),
        "name": one.name,
        "what": one.what,
        "date_certainty": one.certainty(window),
        "sure": one.is_sure(window),
        "tie_status": _status_of(land, one.partners),
        "kind_code": one.kind,
        "record": one.record,
        "sources": source_names(land.store, tuple(one.sources)) or ABSENT,
    }


def _status_of(land: Landscape, partners: Sequence[str]) -> Cell:
    """Give the status of the tie with the first partner, absent where it has none."""
    found: Standing | None = land.standing_of.get(next(iter(partners), ""))
    return found.status.label if found is not None else ABSENT

"""What differs between the workspace and its mirror on a server, as tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

from graph.mirror import Difference, PushResult
from graph.texts import Label, same, text
from queries.table import ABSENT, Cell, Table, column

_DIFFERENCES = tuple(
    column(name, subject="neo4j") for name in ("record", "difference", "property", "workspace", "server")
)
_KINDS = ("missing", "extra", "changed", "label")
_BY_KIND = (
    column("type_name", subject="neo4j"),
    *(column(kind, subject="neo4j", unit="differences") for kind in _KINDS),
)


def push_tables(result: PushResult, *, place: str, as_of: date, limit: int | None = None) -> list[Table]:
    """Say what a push wrote; `limit` cuts the list of records, and says so."""
    title = "title-pushed" if result.changes else "title-unchanged"
    words = text("neo4j", title, number=result.number, n=len(result.differences), place=place)
    notes = [text("neo4j", "note-counted", n=result.changes)]
    return _tables("neo4j-push", words, result.differences, as_of=as_of, limit=limit, notes=notes)


def plan_tables(
    differences: Sequence[Difference], *, place: str, as_of: date, limit: int | None = None
) -> list[Table]:
    """Say what a push would write; as `push_tables`."""
    words = text("neo4j", "title-would-change", n=len(differences), place=place)
    return _tables("neo4j-push", words, differences, as_of=as_of, limit=limit)


def verify_tables(
    differences: Sequence[Difference], *, place: str, as_of: date, limit: int | None = None
) -> list[Table]:
    """Say where a server differs from the workspace; as `push_tables`."""
    title = "title-differences" if differences else "title-same"
    words = text("neo4j", title, n=len(differences), place=place)
    notes = [text("neo4j", "note-repair")] if differences else []
    return _tables("neo4j-verify", words, differences, as_of=as_of, limit=limit, notes=notes)


def _tables(
    name: str,
    title: Label,
    differences: Sequence[Difference],
    *,
    as_of: date,
    limit: int | None,
    notes: Sequence[Label] = (),
) -> list[Table]:
    shown = differences if limit is None else differences[:limit]
    if len(shown) < len(differences):
        notes = [*notes, text("neo4j", "note-shown", shown=len(shown), n=len(differences))]
    unit, n = text("neo4j", "unit-differences"), len(differences)
    listed = Table(name, title, _DIFFERENCES, [_row(d) for d in shown], as_of, unit, n, notes=notes)
    heading = text("neo4j", "title-by-kind")
    by_kind = Table(f"{name}-by-kind", heading, _BY_KIND, _kind_rows(differences), as_of, unit, n)
    return [listed, by_kind] if differences else [listed]


def _row(difference: Difference) -> dict[str, Cell]:
    return {
        "record": difference.record,
        "difference": text("neo4j", f"what-{difference.what}"),
        "property": difference.property or ABSENT,
        "workspace": _value(difference.ours),
        "server": _value(difference.theirs),
    }


def _value(value: Any) -> Cell:  # noqa: ANN401 - a hand edit may be of any kind a server knows
    if value is None:
        return ABSENT
    if isinstance(value, list):
        return same(", ".join(map(str, value)))
    return value if isinstance(value, bool | int | float | str) else str(value)


def _kind_rows(differences: Sequence[Difference]) -> list[dict[str, Cell]]:
    counts: Counter[tuple[str, str]] = Counter((d.type, d.what) for d in differences)
    names = sorted({name for name, _ in counts})
    return [{"type_name": name, **{kind: counts[name, kind] for kind in _KINDS}} for name in names]

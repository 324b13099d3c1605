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


def push_tables(
    result: PushResult, *, place: str, as_of: date, limit: int | None = None, every_record: bool = False
) -> list[Table]:
    """Say what a push wrote; `limit` cuts the list of records, and says so."""
    differences = result.differences
    title = "title-pushed" if result.changes else "title-unchanged"
    done = "brought-first" if _are_new(differences) else "brought-in-line"
    brought = text("neo4j", done, n=_count(differences))
    words = text("neo4j", title, number=result.number, done=brought, place=place)
    notes = [text("neo4j", "note-counted", n=result.changes)]
    if not every_record:
        notes.append(text("neo4j", "note-digests"))
    return _tables("neo4j-push", words, differences, as_of=as_of, limit=limit, notes=notes)


def plan_tables(
    differences: Sequence[Difference], *, place: str, as_of: date, limit: int | None = None
) -> list[Table]:
    """Say what a push would write; as `push_tables`."""
    words = text("neo4j", "title-would-change", n=_count(differences), place=place)
    return _tables("neo4j-push", words, differences, as_of=as_of, limit=limit)


def verify_tables(
    differences: Sequence[Difference], *, place: str, as_of: date, limit: int | None = None
) -> list[Table]:
    """Say where a server differs from the workspace; as `push_tables`."""
    title = "title-differences" if differences else "title-same"
    words = text("neo4j", title, n=_count(differences), place=place)
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
    is_cut = limit is not None and len(differences) > limit
    # Where all is new the kinds say so, and a screen need not name the first of them.
    shown = differences[: 0 if _are_new(differences) else limit] if is_cut else differences
    if is_cut:
        notes = [*notes, text("neo4j", "note-shown", shown=len(shown), n=len(differences))]
    unit, n = text("neo4j", "unit-differences"), _count(differences)
    listed = Table(
        name, title, _DIFFERENCES, [_row(d) for d in shown], as_of, unit, n,
        notes=notes,
    )  # fmt: skip
    heading = text("neo4j", "title-by-kind")
    by_kind = Table(
        f"{name}-by-kind", heading, _BY_KIND, _kind_rows(differences), as_of, unit, n
    )  # fmt: skip
    return [listed, by_kind] if differences else [listed]


def _are_new(differences: Sequence[Difference]) -> bool:
    """Whether all is only in the workspace, as before a first push."""
    return bool(differences) and all(difference.what == "missing" for difference in differences)


def _count(differences: Sequence[Difference]) -> int:
    return sum(difference.count for difference in differences)


def _row(difference: Difference) -> dict[str, Cell]:
    return {
        "record": difference.record,
        "difference": text("neo4j", f"what-{difference.what}"),
        "property": difference.property or ABSENT,
        "workspace": _value(difference.ours),
        "server": _value(difference.theirs) if difference.count == 1 else difference.count,
    }


def _value(value: Any) -> Cell:  # noqa: ANN401 - a hand edit may be of any kind a server knows
    if value is None:
        return ABSENT
    if isinstance(value, list):
        return same(", ".join(map(str, value)))
    return value if isinstance(value, bool | int | float | str) else str(value)


def _kind_rows(differences: Sequence[Difference]) -> list[dict[str, Cell]]:
    counts: Counter[tuple[str, str]] = Counter()
    for difference in differences:
        counts[difference.type, difference.what] += difference.count
    names = sorted({name for name, _ in counts})
    return [{"type_name": name, **{kind: counts[name, kind] for kind in _KINDS}} for name in names]

"""Which parts of the plan answer each challenge, and who says so."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from graph.records import Edge
from graph.schema.codes import CERTAINTY, ORIGIN, labels
from graph.store import Store
from graph.texts import text
from queries.pattern import Pattern, Row, in_order, named, records
from queries.table import ABSENT, Table, column

_COLUMNS = (
    column("challenge", subject="neo4j"), column("name"), column("answer", subject="neo4j"),
    column("answer_name", subject="neo4j"), column("measured", subject="plan_gaps"),
    column("origin", subject="neo4j"), column("certain", subject="neo4j"),
)  # fmt: skip
_ORIGINS, _CERTAIN = labels(ORIGIN), labels(CERTAINTY)


def _rows(store: Store, *, as_of: date) -> list[Row]:
    """List a row for each link to a challenge, and one for a challenge that nothing answers."""
    found = []
    for challenge in store.nodes("Challenge"):
        links: list[Edge | None] = [*store.edges_to(challenge.id, "ADDRESSES")]
        for edge in links or [None]:
            answer = store.node(edge.source) if edge else None
            found.append({
                "challenge": challenge.id, "name": challenge.name, "name_th": challenge.get("name_th"),
                "answer": answer.id if answer else None, "answer_name": answer.name if answer else None,
                "answer_name_th": answer.get("name_th") if answer else None,
                "origin": edge.properties.get("origin") if edge else None,
                "measured": edge.properties.get("measured") if edge else None,
                "certain": edge.properties.get("certain") if edge else None,
            })  # fmt: skip
    return in_order(found, "challenge", "answer", "origin", "measured", "certain")


def _table(rows: Sequence[Row], *, as_of: date) -> Table:
    """List the answers; the title counts the challenges that have one."""
    cells = [
        {"challenge": row["challenge"].partition(":")[2], "name": named(row),
         "answer": row["answer"] or ABSENT, "answer_name": named(row, "answer_") or ABSENT,
         "measured": ABSENT if row["measured"] is None else row["measured"],
         "origin": _ORIGINS.get(row["origin"], ABSENT), "certain": _CERTAIN.get(row["certain"], ABSENT)}
        for row in rows
    ]  # fmt: skip
    challenges = {row["challenge"] for row in rows}
    answered = {row["challenge"] for row in rows if row["answer"]}
    title = text("neo4j", "challenge-answers-title", n=len(challenges), answered=len(answered))
    return Table(
        "challenge-answers", title, _COLUMNS, cells, as_of, text("neo4j", "unit-challenges"), len(challenges),
        records=records(rows, "challenge", "answer"), notes=[text("neo4j", "note-origin")],
    )  # fmt: skip


challenge_answers = Pattern(_rows, _table)

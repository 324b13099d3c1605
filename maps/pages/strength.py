"""How strong one tie is beside all others: the grade of its document, and its rank with the range of it."""

from __future__ import annotations

from collections.abc import Mapping

from graph.texts import Label, text
from maps.answers import Answers
from maps.blocks import render_counted, render_heading, render_list
from queries.facts.tie_strength import DEFAULT_RULE, GRADES
from queries.table import Cell, show_cell


def render_strength(answers: Answers, partner: str) -> str:
    """Render a tie's place among all ties; no text at all for a place without a tie."""
    table = answers.standings[0]
    row = next((row for row in table.rows if row["partner"] == partner), None)
    if row is None:
        return ""
    heading = text("unit", "strength-heading", n=table.n, as_of=answers.dated)
    grade = row["formality_grade"]
    graded = [_grade(answers, grade, show_cell(row["formality"]))] if isinstance(grade, int) else []
    # A rank hangs on our weights: it is for who asks how the tie compares.
    counted = render_counted([_rank(answers, row), text("unit", "strength-apart")])
    return render_heading(heading) + render_list(graded) + counted


def _grade(answers: Answers, grade: int, name: Label) -> Label:
    grades = [row["formality_grade"] for row in answers.standings[0].rows]
    known = [one for one in grades if isinstance(one, int)]
    return text(
        "unit", "strength-grade", document=name, grade=grade, most=len(GRADES), n=len(known),
        above=sum(1 for one in known if one > grade), alike=sum(1 for one in known if one == grade),
    )  # fmt: skip


def _rank(answers: Answers, row: Mapping[str, Cell]) -> Label:
    ranked = sum(1 for one in answers.standings[0].rows if isinstance(one["rank"], int))
    of = answers.standings[0].n
    if not isinstance(row["rank"], int):
        return text(
            "unit", "strength-unranked", contacts=row["contacts"], least=DEFAULT_RULE.enough, n=ranked, of=of
        )
    return text(
        "unit", "strength-rank", rank=row["rank"], best=row["rank_best"], worst=row["rank_worst"], n=ranked,
        thin=of - ranked,
    )  # fmt: skip

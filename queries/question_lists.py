"""Lists for who asks: the questions, and the parameters of one with their limits and examples."""

from __future__ import annotations

import shlex
from datetime import date

from graph.texts import Label, join_labels, same, text
from queries.catalog import QUESTIONS, Question, find_question
from queries.parameters import Parameter
from queries.table import ABSENT, Cell, Table, column

_PARAMETERS = (
    column("parameter", subject="asking"), column("meaning", subject="asking"),
    column("kind", subject="asking"), column("default", subject="asking"),
    column("values", subject="asking"), column("example", subject="asking"),
)  # fmt: skip


def questions_table(*, as_of: date) -> Table:
    """List the questions with what each asks, and its parameters with defaults and values."""
    rows: list[dict[str, Cell]] = [
        {
            "question": question.name,
            "asks": question.label,
            "parameters": "; ".join(
                f"--param {p.name}={p.default or ''} ({p.values})" for p in question.parameters
            ) or ABSENT,
        }
        for question in sorted(QUESTIONS.values(), key=lambda question: question.name)
    ]  # fmt: skip
    return Table(
        "questions", text("questions", "questions-title", n=len(rows)),
        (column("question"), column("asks"), column("parameters")), rows, as_of,
        text("questions", "unit-questions"), len(rows),
        notes=[text("asking", "note-parameters")],
    )  # fmt: skip


def parameters_table(name: str, *, as_of: date) -> Table:
    """List a question's parameters: meaning, kind, default, values or limits, and an example.

    Raises QuestionError for an unknown question.
    """
    question = find_question(name)
    rows = [_row(question, parameter) for parameter in question.parameters]
    title = text("asking", "parameters-title", name=name, asks=question.label, n=len(rows))
    return Table(
        "parameters", title, _PARAMETERS, rows, as_of, text("asking", "unit-parameters"), len(rows),
        notes=[text("asking", "note-names")],
    )  # fmt: skip


def command_of(question: str, params: tuple[tuple[str, str], ...]) -> str:
    """Write the command that asks a question with these parameters."""
    written = (f"--param {name}={shlex.quote(value)}" for name, value in params)
    return " ".join(("bfa ask", question, *written))


def _row(question: Question, parameter: Parameter) -> dict[str, Cell]:
    kind = text("asking", f"kind-{parameter.kind}")
    if parameter.repeatable:
        kind = join_labels((kind, text("asking", "repeatable")))
    example = parameter.example or parameter.default or parameter.allowed[0]
    return {
        "parameter": parameter.name,
        "meaning": parameter.label,
        "kind": kind,
        "default": parameter.default or ABSENT,
        "values": _values(parameter),
        "example": command_of(question.name, ((parameter.name, example),)),
    }


def _values(parameter: Parameter) -> Label | str:
    """Give the allowed values, the kinds of record, or the least and the most."""
    if parameter.kind in ("choice", "benchmark"):
        return parameter.values
    if parameter.kind == "record":
        from graph.schema import SCHEMA

        if len(parameter.allowed) == len(SCHEMA.node_types):
            return text("asking", "any-record")
        return join_labels([SCHEMA.node_types[label].label for label in parameter.allowed])
    limits = [
        text("asking", word, value=f"{value:g}")
        for word, value in (("at-least", parameter.least), ("at-most", parameter.most))
        if value is not None
    ]
    return join_labels(limits) if limits else same(ABSENT)

"""The files that an answer rests on, as a table: what each holds, its name, its fingerprint."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from graph.texts import text
from loaders.fingerprints import InputFile
from queries.table import Cell, Table, columns

_INPUTS = columns("holds file_name sha256", subjects=("plan_papers", "plan"))


def inputs_table(inputs: Sequence[InputFile], *, as_of: date) -> Table:
    """List the files of the office that were read, with the SHA-256 of each."""
    rows: list[dict[str, Cell]] = [
        {
            "holds": text("plan_papers", f"input-{one.kind}"),
            "file_name": one.name,
            "sha256": one.sha256 or text("plan_papers", "input-unread"),
        }
        for one in inputs
    ]
    return Table(
        "inputs",
        text("plan_papers", "title-inputs", n=len(rows)),
        _INPUTS,
        rows,
        as_of,
        text("plan_papers", "unit-inputs"),
        len(rows),
    )

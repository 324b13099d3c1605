"""`python -m loaders.plan_text.refresh DOCUMENT`: rewrite the digests, and nothing else.

For a maintainer, after a new text of the plan has been read by a person: run `verify_plan` first,
look at every difference, mend names, numbers and summaries by hand, and only then refresh.
Elements are never added or removed here; `passages.csv` holds nothing but digests and is
written anew.
"""

from __future__ import annotations

import csv
import io
import sys
from itertools import count
from pathlib import Path

from graph.errors import BfaError, InputError
from loaders.plan_text.digests import digest
from loaders.plan_text.facts import LABELS, FoundFacts, found_facts
from loaders.plan_text.model import Passage, PlanText
from loaders.plan_text.packaged import Row, packaged_rows
from loaders.plan_text.parse import read_plan
from loaders.plan_text.verify import pair_passages

DATA = Path(__file__).parent.parent / "data" / "plan"
DIGEST_COLUMNS = ("digest_th", "digest_en")


def refresh(plan: PlanText, folder: Path = DATA) -> list[str]:
    """Rewrite the digests in a folder of packaged tables; return the names of changed files."""
    facts = found_facts(plan)
    changed = []
    for table, label in LABELS.items():
        rows = packaged_rows(table)
        if any(column in rows[0] for column in DIGEST_COLUMNS):
            changed += _write(folder, table, [_refreshed(row, label, facts) for row in rows])
    return changed + _write(folder, "passages", passage_rows(plan.passages))


def passage_rows(passages: tuple[Passage, ...]) -> list[Row]:
    """Build the rows of `passages.csv`, in the document's order.

    A paragraph keeps its id, whatever comes before it, for corrections and statements name it; a
    new one gets the next number.
    """
    packaged = packaged_rows("passages")
    numbers = count(1 + max(int(row["passage_id"].removeprefix("p")) for row in packaged))
    pairs = [(row, passage) for row, passage in pair_passages(packaged, passages) if passage is not None]
    return [
        {
            "passage_id": row["passage_id"] if row is not None else f"p{next(numbers):03d}",
            "section": passage.section,
            "ordinal": str(passage.ordinal),
            "digest": digest(passage.text.text),
        }
        for row, passage in pairs
    ]


def _refreshed(row: Row, label: str, facts: FoundFacts) -> Row:
    element = f"{label}:{row['key']}"
    if element not in facts:
        raise InputError("plan-not-recognised", path="document", missing=element)
    fields = facts[element]
    fresh = {column: digest(fields[column].text) for column in DIGEST_COLUMNS if column in fields}
    return {column: fresh.get(column, value) for column, value in row.items()}


def _write(folder: Path, table: str, rows: list[Row]) -> list[str]:
    text = io.StringIO()
    writer = csv.DictWriter(text, fieldnames=list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    path = folder / f"{table}.csv"
    if path.exists() and path.read_text(encoding="utf-8") == text.getvalue():
        return []
    path.write_text(text.getvalue(), encoding="utf-8", newline="\n")
    return [path.name]


def main(arguments: list[str]) -> int:
    """Run the refresh from a command line."""
    if len(arguments) != 1:
        sys.stderr.write("usage: python -m loaders.plan_text.refresh DOCUMENT\n")
        return 2
    try:
        changed = refresh(read_plan(Path(arguments[0])))
    except BfaError as error:
        sys.stderr.write(f"{error}\n")
        return error.exit_code
    sys.stdout.write("".join(f"{name}\n" for name in changed) or "nothing to change\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

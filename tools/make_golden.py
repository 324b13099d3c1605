"""Write the golden answers: what each question of the unit's week says on the packaged data.

python tools/make_golden.py      (or: make golden)

A test compares them, so a change of data or rule shows as a difference to be read before it is kept.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from graph.store import Store
from plan.making.assemble import assemble_graph
from queries.catalog import QUESTIONS, Question, run_question
from queries.parameters import FILE_KINDS
from queries.writers.json_writer import table_data

GOLDEN = Path(__file__).parent.parent / "tests" / "golden"
AS_OF = date(2026, 11, 24)
Params = tuple[tuple[str, str], ...]


def golden_questions() -> list[Question]:
    """List the questions whose answers are kept."""
    return [question for question in QUESTIONS.values() if question.subject == "unit"]


def render_golden(store: Store, question: Question) -> str:
    """Render a question's answers, plain and with the example of each parameter.

    Whole in English; in Thai the sentences.
    """
    answers = [_answer(store, question, params) for params in _calls(question)]
    return json.dumps(answers, ensure_ascii=False, indent=1) + "\n"


def _calls(question: Question) -> Iterator[Params]:
    yield ()
    for parameter in question.parameters:
        if parameter.kind not in FILE_KINDS and parameter.example:
            yield ((parameter.name, parameter.example),)


def _answer(store: Store, question: Question, params: Params) -> dict[str, object]:
    tables = run_question(store, question.name, as_of=AS_OF, params=params)
    thai = [[table.title.th, table.unit.th, *(note.th for note in table.notes)] for table in tables]
    return {
        "params": [f"{name}={value}" for name, value in params],
        "th": thai,
        "en": [table_data(table, "en") for table in tables],
    }


def main() -> None:
    """Write one file a question, and take away those of no question."""
    GOLDEN.mkdir(parents=True, exist_ok=True)
    store = assemble_graph().store
    kept = set()
    for question in golden_questions():
        path = GOLDEN / f"{question.name}.json"
        path.write_text(render_golden(store, question), "utf-8")
        kept.add(path)
    for path in set(GOLDEN.glob("*.json")) - kept:
        path.unlink()


if __name__ == "__main__":
    main()

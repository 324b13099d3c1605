"""Named questions answered by an engine of Cypher: rows from the text, the table from the rows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from graph.cypher.engine import MOST_VALUES, CypherEngine
from graph.cypher.read_only import check_query
from graph.errors import DataError
from graph.store import Store
from queries.catalog import find_question, read_question, run_question
from queries.cypher_texts import cypher_names, cypher_parameters, read_cypher
from queries.facts.headlines import with_undated
from queries.facts.office_count import with_office_count
from queries.facts.record_end import with_record_end
from queries.parameters import NO_READERS, Readers
from queries.pattern import Pattern
from queries.table import Table

# Our own texts give as many rows as there are records: only what bounds every answer bounds them.
SECONDS = 120.0


def run_on_server(
    engine: CypherEngine,
    store: Store,
    name: str,
    *,
    as_of: date,
    params: Sequence[tuple[str, str]] = (),
    readers: Readers = NO_READERS,
    timeout: float = SECONDS,
) -> list[Table]:
    """Run a named question on a server, of whose records `store` is a checked copy; as `run_question`.

    A question with a text gets its rows from the text; any other is answered from the copy, by the
    same calculation. Raises DataError where the text's rows are not what the records give, as
    where links or labels were added by hand.
    """
    run = find_question(name).run
    if name not in cypher_names() or not isinstance(run, Pattern):
        return run_question(store, name, as_of=as_of, params=params, readers=readers)
    _, values = read_question(store, name, params, readers)
    query = check_query(read_cypher(name))
    given = cypher_parameters(store, name, as_of=as_of, values=values)
    rows = engine.execute(query, given, limit=MOST_VALUES, timeout=timeout).rows
    if list(rows) != run.rows(store, as_of=as_of, **values):
        raise DataError("neo4j-edited-links", question=name)
    found = with_undated(store, [run.table(rows, as_of=as_of, **values)], as_of=as_of)
    return with_record_end(store, with_office_count(store, found, as_of=as_of))


def question_in_cypher(
    store: Store, name: str, *, as_of: date, params: Sequence[tuple[str, str]] = ()
) -> tuple[str, dict[str, object]]:
    """Give a question's text and the values of its parameters. Raises QuestionError where it has none."""
    _, values = read_question(store, name, params)
    text = read_cypher(name)
    return text, cypher_parameters(store, name, as_of=as_of, values=values)

"""The last step of a row's journey: a checked batch into a store, all or nothing."""

from __future__ import annotations

from graph.errors import DataError
from graph.issues import Issue, errors_among
from graph.records import Batch
from graph.store import Store
from graph.validate import check_batch


def build_graph(batch: Batch, *, into: Store) -> list[Issue]:
    """Check a batch and put it into a store; give the findings that do not stop it.

    The same batch twice changes nothing. Raises DataError, with the store as it was, when
    the batch has errors.
    """
    issues = check_batch(batch)
    errors = errors_among(issues)
    if errors:
        first = errors[0]
        raise DataError("data-errors", count=len(errors), first=first.words, place=first.place)
    into.replace(batch)
    return issues

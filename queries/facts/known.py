"""From when a fact is known: the one rule for what has a date, in full or in part, and what has none.

A fact on record had happened by the day the record was gathered, and is no newer than the newest
record with a date: of what came later nothing is held. What a source dates has happened, for
certain, by the last day its date can mean, and may have from the first; what none dates may have on
any day, and has for certain by the end of the record alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from graph.dates import PartialDate, parse_date
from graph.store import Store
from queries.facts.gathered import gathered_on
from queries.facts.record_end import last_told


@dataclass(frozen=True)
class Known:
    """When something happened: the day as its source gives it (None: undated).

    `undated_from` is the day by which all that has no date had happened (`undated_from` of a store).
    """

    day: PartialDate | None
    undated_from: date

    def surely_by(self, day: date) -> bool:
        """Whether it had happened by a day, whatever its date means."""
        return (self.day.latest if self.day is not None else self.undated_from) <= day

    def may_be_by(self, day: date) -> bool:
        """Whether it may have happened by a day, for one day that its date can mean."""
        return self.day is None or self.day.earliest <= day


def undated_from(store: Store) -> date:
    """Give the day by which all that has no date had happened: the record's end, or its gathering before it.

    Without an inquiry that tells the day of gathering, what has no date is known at any date.
    """
    gathered = gathered_on(store)
    return last_told(store, as_of=gathered.earliest) if gathered is not None else date.min


def read_known(written: str, *, undated_from: date) -> Known:
    """Read from when something is known, from a date as written; empty is undated."""
    return Known(parse_date(written) if written else None, undated_from)

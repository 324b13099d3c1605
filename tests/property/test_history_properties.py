"""On random small graphs: every way to ask how ties stand gives one answer, and time only adds."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from graph.store import Store
from queries.facts.contact_index import read_contact_index
from queries.facts.contact_records import ContactRecord, read_contacts
from queries.facts.history import find_statuses, read_history
from queries.facts.standing import read_standings
from queries.facts.ties import find_ties
from tests.tie_graphs import random_ties

settings.register_profile("history", max_examples=150, deadline=None, derandomize=True, database=None)

graphs = st.integers(0, 10**6).map(random_ties)
days = st.dates(date(2011, 1, 1), date(2027, 6, 30))


@settings(settings.get_profile("history"))
@given(graphs, days)
def test_history_and_standings_agree_on_any_day(store: Store, day: date) -> None:
    position = read_history(store).position(day)
    standings = [standing for standing in read_standings(store, as_of=day) if standing.counted]
    assert list(position.ties) == [standing.tie.partner.id for standing in standings]
    assert list(position.ties) == [tie.partner.id for tie in find_ties(store, as_of=day)]
    assert position.active == {s.tie.partner.id for s in standings if s.status.settled == "active"}
    assert find_statuses(store, as_of=day) == {s.tie.partner.id: s.status for s in standings}


@settings(settings.get_profile("history"))
@given(graphs, days, days)
def test_a_later_day_never_loses_an_earlier_contact(store: Store, one: date, other: date) -> None:
    earlier, later = sorted((one, other))
    before, after = (_contacts(store, day) for day in (earlier, later))
    assert before.keys() <= after.keys()
    for key, record in before.items():
        assert after[key].certain or not record.certain
        if record.span is not None:  # what lasts is seen to last longer
            assert (after[key].span or record.span) >= record.span
            assert after[key].span is not None
    indexes = [read_contact_index(store, as_of=day) for day in (earlier, later)]
    assert indexes[0].activities.keys() <= indexes[1].activities.keys()


@settings(settings.get_profile("history"))
@given(graphs, days)
def test_the_index_holds_what_is_surely_dated_by_the_day(store: Store, day: date) -> None:
    index = read_contact_index(store, as_of=day)
    for partner, records in read_contacts(store, as_of=day).items():
        held = {record.activity.id for record in records if record.is_dated}
        assert {activity.id for activity in index.of(partner)} == held


@settings(settings.get_profile("history"))
@given(graphs, days)
def test_dated_and_undated_ties_are_apart_and_whole(store: Store, day: date) -> None:
    history = read_history(store)
    dated, undated = history.dated_position(day).ties, history.undated_position(day).ties
    assert not dated.keys() & undated.keys()
    assert history.position(day).ties.keys() <= dated.keys() | undated.keys()


def _contacts(store: Store, day: date) -> dict[tuple[str, str], ContactRecord]:
    found = read_contacts(store, as_of=day)
    return {(city, record.activity.id): record for city, records in found.items() for record in records}

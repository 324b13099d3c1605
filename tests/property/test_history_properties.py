"""On random small graphs: how ties stand is what the rules give, the past stays told, time only adds."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from graph.memory_store import MemoryStore
from graph.records import Batch, Node
from graph.store import Store
from queries.facts.contact_index import read_contact_index
from queries.facts.contact_records import ContactRecord, read_contacts
from queries.facts.history import find_statuses, read_history
from queries.facts.record_end import find_record_end
from queries.facts.standing import read_standings
from queries.facts.ties import find_ties
from tests.depth import examples
from tests.tie_graphs import random_ties, reaching
from tests.tie_oracle import days_of, record_end, statuses_by_rule

graphs = st.integers(0, 10**6).map(random_ties)
days = st.dates(date(2011, 1, 1), date(2027, 6, 30))
# The field of each record that tells its day.
_DATES = {"Agreement": "signed_on", "Activity": "start_on", "Claim": "dated_on"}


def _turns(store: Store) -> list[date]:
    """The days about which something changes: the ends of a date, and two and five years on from them."""
    written = {
        node.text(name)
        for node in store.nodes()
        for name in (*_DATES.values(), "end_on", "ends_on", "asked_on")
    }
    ends = {end for one in written if one for end in (days_of(one)[0], days_of(one)[-1])}
    later = {
        date(d.year + y, d.month, min(d.day, 28) if d.month == 2 else d.day) for d in ends for y in (0, 2, 5)
    }
    found = {day + timedelta(days=n) for day in {*ends, *later} for n in (-1, 0, 1)}
    return sorted(found) or [date(2024, 2, 29)]


@st.composite
def histories(draw: st.DrawFn) -> tuple[Store, list[date]]:
    """A graph, and days of it: most about which something changes, one anywhere."""
    store = draw(graphs)
    return store, [*draw(st.lists(st.sampled_from(_turns(store)), min_size=10, max_size=20)), draw(days)]


@examples(500)
@given(histories())
def test_statuses_are_what_every_choice_of_days_gives(asked: tuple[Store, list[date]]) -> None:
    store, moments = asked
    history = read_history(store)
    for day in moments:
        expected = statuses_by_rule(store, day)
        assert _possible(store, day) == expected
        position = history.position(day)
        assert set(position.ties) == set(expected)
        assert position.active == {who for who, may_be in expected.items() if may_be == {"active"}}


@examples(150)
@given(histories())
def test_the_past_told_from_today_is_the_past_told_then(asked: tuple[Store, list[date]]) -> None:
    """What is of a later day for certain changes no answer on an earlier one of the same record."""
    store, moments = asked
    history = read_history(store)
    for day in moments:
        assert history.at(day) == read_history(_without_later(store, day)).at(day)


def _without_later(store: Store, day: date) -> Store:
    """Leave out what came only after a day, but for renewals: they tell how long the older one ran.

    A document with nobody stands for the newest of them: it tells how far the record goes.
    """
    renewing = {edge.source for edge in store.edges("RENEWS")}
    nodes = [node for node in store.nodes() if node.id in renewing or not _is_later(node, day)]
    kept = {node.id for node in nodes}
    if end := find_record_end(store):
        nodes.append(reaching(end.isoformat()))
    then = MemoryStore()
    then.replace(Batch(nodes, [edge for edge in store.edges() if {edge.source, edge.target} <= kept]))
    return then


def _is_later(node: Node, day: date) -> bool:
    written = node.text(_DATES.get(node.label, ""))
    return bool(written) and days_of(written)[0] > day


@examples(150)
@given(graphs, st.lists(st.dates(date(2027, 1, 1), date(2100, 12, 31)), min_size=5, max_size=10))
def test_after_the_end_of_the_record_no_status_changes(store: Store, later: list[date]) -> None:
    end = record_end(store)
    if end is None:
        return
    at_the_end = _possible(store, end)
    ending = {e.target for a in _ending_after(store, end) for e in store.edges_from(a.id, "WITH")}
    for day in (end + timedelta(days=1), *later):
        found = _possible(store, day)
        assert {who: found.get(who) for who in at_the_end.keys() - ending} == {
            who: status for who, status in at_the_end.items() if who not in ending
        }
        assert found.keys() <= at_the_end.keys()


def _possible(store: Store, day: date) -> dict[str, set[str]]:
    return {who: set(status.possible) for who, status in find_statuses(store, as_of=day).items()}


def _ending_after(store: Store, day: date) -> list[Node]:
    """The agreements that a source says end only after a day: it may take a tie away then."""
    return [a for a in store.nodes("Agreement") if a.text("ends_on") and days_of(a.text("ends_on"))[-1] > day]


@examples(150)
@given(histories(), days)
def test_newer_records_move_the_end(asked: tuple[Store, list[date]], newest: date) -> None:
    """Statuses after the end are those of the new end, told with all that is now held."""
    store, moments = asked
    longer = MemoryStore()
    longer.replace(Batch([*store.nodes(), reaching(newest.isoformat())], list(store.edges())))
    assert record_end(longer) == max(newest, record_end(store) or newest)
    for day in moments:
        assert _possible(longer, day) == statuses_by_rule(longer, day)


@examples(150)
@given(graphs, days)
def test_history_and_standings_agree_on_any_day(store: Store, day: date) -> None:
    position = read_history(store).position(day)
    standings = [standing for standing in read_standings(store, as_of=day) if standing.counted]
    assert list(position.ties) == [standing.tie.partner.id for standing in standings]
    assert list(position.ties) == [tie.partner.id for tie in find_ties(store, as_of=day)]
    assert position.active == {s.tie.partner.id for s in standings if s.status.settled == "active"}
    assert find_statuses(store, as_of=day) == {s.tie.partner.id: s.status for s in standings}


@examples(150)
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


@examples(150)
@given(graphs, days)
def test_the_index_holds_what_is_surely_dated_by_the_day(store: Store, day: date) -> None:
    index = read_contact_index(store, as_of=day)
    for partner, records in read_contacts(store, as_of=day).items():
        held = {record.activity.id for record in records if record.is_dated}
        assert {activity.id for activity in index.of(partner)} == held


@examples(150)
@given(graphs, days)
def test_dated_and_undated_ties_are_apart_and_whole(store: Store, day: date) -> None:
    history = read_history(store)
    dated, undated = history.dated_position(day).ties, history.undated_position(day).ties
    assert not dated.keys() & undated.keys()
    assert history.position(day).ties.keys() <= dated.keys() | undated.keys()


def _contacts(store: Store, day: date) -> dict[tuple[str, str], ContactRecord]:
    found = read_contacts(store, as_of=day)
    return {(city, record.activity.id): record for city, records in found.items() for record in records}

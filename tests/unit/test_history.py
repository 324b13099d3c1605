from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from queries.balance.changes import find_changes
from queries.catalog import run_question
from queries.facts.history import find_statuses, read_history
from queries.facts.ties import find_ties, running_until_renewed
from queries.questions.balance_trend import balance_trend

if TYPE_CHECKING:
    from tests.unit.conftest import Sketch


AS_OF = date(2024, 6, 30)


def renewed(sketch: Sketch, **link: str) -> str:
    """A memorandum of 2013, over since a day no source tells, and the one of 4 July 2023."""
    sketch.country("JPN")
    partner = sketch.city("yokohama", "JPN")
    older = sketch.agreement("old", partner, "2013", status="lapsed")
    newer = sketch.agreement("new", partner, "2023-07-04")
    if link:
        sketch.link(newer, "RENEWS", older, how="renews", **link)
    return partner


@pytest.mark.parametrize(
    ("day", "held"),
    [
        (date(2013, 12, 30), False),  # may not be signed yet
        (date(2013, 12, 31), True),
        (date(2018, 6, 1), True),
        (date(2023, 7, 3), True),
        (date(2023, 7, 4), True),  # from this day the newer one carries the tie
    ],
)
def test_a_document_counts_until_the_one_that_renews_it(sketch: Sketch, day: date, *, held: bool) -> None:
    partner = renewed(sketch, certain="yes")
    store = sketch.store()
    assert (partner in read_history(store).position(day).ties) is held
    assert [tie.partner.id for tie in find_ties(store, as_of=day)] == ([partner] if held else [])


@pytest.mark.parametrize(("day", "runs"), [(date(2023, 7, 3), True), (date(2023, 7, 4), False)])
def test_what_runs_until_its_renewal_is_named(sketch: Sketch, day: date, *, runs: bool) -> None:
    renewed(sketch, certain="yes")
    assert running_until_renewed(sketch.store(), as_of=day) == (["Agreement:old"] if runs else [])


def test_a_renewal_in_time_revives_nothing(sketch: Sketch) -> None:
    renewed(sketch, certain="yes")
    history = read_history(sketch.store())
    before, after = (history.position(date(year, 12, 31)).ties for year in (2022, 2023))
    assert find_changes(history, before, after, first=date(2023, 1, 1)).partners == []
    assert history.documents.ends_unknown(AS_OF) == []


def test_the_renewed_document_does_not_count_beside_the_newer_one(sketch: Sketch) -> None:
    renewed(sketch, certain="yes")
    (tie,) = find_ties(sketch.store(), as_of=AS_OF)
    assert [agreement.key for agreement in tie.agreements] == ["old", "new"]
    assert [agreement.key for agreement in tie.counted] == ["new"]


@pytest.mark.parametrize("link", [{}, {"certain": "unsure"}])
def test_without_a_sure_renewal_the_end_is_unknown(sketch: Sketch, link: dict[str, str]) -> None:
    partner = renewed(sketch, **link)
    history = read_history(sketch.store())
    before, after = (history.position(date(year, 12, 31)).ties for year in (2022, 2023))
    assert find_changes(history, before, after, first=date(2023, 1, 1)).revived == (partner,)
    assert history.documents.ends_unknown(AS_OF) == ["Agreement:old"]
    assert history.documents.ends_unknown(date(2013, 12, 30)) == []
    notes = balance_trend(sketch.store(), as_of=AS_OF)[0].notes
    assert sum("no known end and no successor: 1." in note.en for note in notes) == 1


def undated(sketch: Sketch) -> tuple[str, str]:
    """One tie signed in 2010, one that nobody dates, of a record gathered in November 2026."""
    sketch.country("JPN")
    dated, other = sketch.city("dated", "JPN"), sketch.city("other", "JPN")
    sketch.agreement("a", dated, "2010-05-01")
    sketch.agreement("b", other)
    sketch.record("Inquiry", "i", asked_on="2026-11")
    return dated, other


@pytest.mark.parametrize(
    ("day", "known"), [(date(2026, 10, 31), False), (date(2026, 11, 1), True), (date(2010, 4, 30), False)]
)
def test_an_undated_tie_is_known_from_the_day_the_record_was_gathered(
    sketch: Sketch, day: date, *, known: bool
) -> None:
    dated, other = undated(sketch)
    store = sketch.store()
    stood = [dated] if day >= date(2010, 5, 1) else []
    assert [tie.partner.id for tie in find_ties(store, as_of=day)] == [*stood, *([other] if known else [])]
    history = read_history(store)
    assert list(history.position(day).ties) == [*stood, *([other] if known else [])]
    assert list(history.undated_position(day).ties) == [other]  # told apart at any day


def test_a_headline_on_an_earlier_day_says_how_many_are_undated(sketch: Sketch) -> None:
    undated(sketch)
    sketch.region("east-asia", "JPN")
    store = sketch.store()
    for name in ("region-balance", "ties", "partners", "country-balance", "region-counts", "tie-continuity"):
        then, now = (run_question(store, name, as_of=day)[0] for day in (date(2020, 1, 1), date(2026, 12, 1)))
        assert (then.n, now.n) == (1, 2), name
        assert "; 1 more without a date of signing, unknown whether yet" in then.title.en
        assert "อีก 1 แห่ง" in then.title.th
        assert then.notes[-1].en.endswith("not counted: 1 (other).")
        assert "without a date of signing" not in now.title.en


@pytest.mark.parametrize(
    ("day", "label", "whole"),
    [
        (date(2026, 10, 31), "no date of signing, unknown whether yet (not in the row of all)", 1),
        (date(2026, 11, 1), "of these, no date of signing", 2),
    ],
)
def test_the_trend_says_whether_the_undated_are_of_all(
    sketch: Sketch, day: date, label: str, whole: int
) -> None:
    undated(sketch)
    sketch.region("east-asia", "JPN")
    table = balance_trend(sketch.store(), as_of=day)[0]
    apart, every = table.rows[-2:]
    assert (getattr(apart["name"], "en", ""), apart["ties"], every["ties"]) == (label, 1, whole)
    notes = [note.en for note in table.notes]
    assert any("in no other row" in note for note in notes) is (whole == 1)
    assert any("in the row of all only" in note for note in notes) is (whole == 2)


def test_an_undated_contact_may_be_of_a_later_day(sketch: Sketch) -> None:
    """Until the record was gathered, a tie with only an undated contact may never have had one."""
    dated, _ = undated(sketch)
    sketch.activity("x", "", dated)
    store = sketch.store()
    open_still = find_statuses(store, as_of=date(2026, 10, 31))[dated]
    known = find_statuses(store, as_of=date(2026, 11, 1))[dated]
    assert open_still.possible == ("active", "quiet", "dormant", "never-active")
    assert known.possible == ("active", "quiet", "dormant")


@pytest.mark.parametrize(
    ("start", "end", "year"),
    [
        ("2022-12-31", "2023-06-30", "2022"),  # it lasts beyond its year, and counts in that of its first day
        ("2023-01-01", "2023-06-30", "2023"),
        ("2022", "", "2022"),
        ("2023-01-01", "2024-01-01", "2023"),
    ],
)
def test_a_contact_counts_in_the_year_of_its_first_day(
    sketch: Sketch, start: str, end: str, year: str
) -> None:
    sketch.country("JPN")
    sketch.region("east-asia", "JPN")
    partner = sketch.city("yokohama", "JPN")
    sketch.agreement("a", partner, "2010-01-01")
    sketch.activity("first", "2021-05-05", partner)
    sketch.activity("long", start, partner, **({"end_on": end} if end else {}))
    table = balance_trend(sketch.store(), as_of=AS_OF)[0]
    held = {str(row["period"]): row["contacts_with_anyone"] for row in table.rows}
    assert held.pop("all") == 2
    assert held.pop("undated") == "—"
    assert {period for period, contacts in held.items() if contacts} == {"2021", year}
    spanning = [note.en for note in table.notes if "went on beyond" in note.en]
    goes_on = end[:4] > year
    assert spanning == (
        ["Contacts that went on beyond the stretch in which they began: 1 (long)."] if goes_on else []
    )


def test_a_date_that_leaves_the_plan_year_open_counts_in_the_row_of_all_only(sketch: Sketch) -> None:
    sketch.plan()
    sketch.country("JPN")
    sketch.region("east-asia", "JPN")
    partner = sketch.city("yokohama", "JPN")
    sketch.agreement("a", partner, "2010-01-01")
    sketch.activity("open", "2023", partner)  # plan year 2566 or 2567
    table = balance_trend(sketch.store(), as_of=AS_OF, by="plan-year")[0]
    assert [row["contacts_with_anyone"] for row in table.rows] == [0, 0, "—", 1]
    assert any(note.en.endswith("in the row of all only: 1.") for note in table.notes)

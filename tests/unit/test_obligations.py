from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from graph.dates import parse_date
from queries.facts.terms import term_state
from queries.questions.obligations import obligations
from queries.questions.pipeline import pipeline
from queries.table import ABSENT

if TYPE_CHECKING:
    from tests.unit.conftest import Sketch

AS_OF = date(2024, 6, 30)


def english(cell: object) -> str:
    return getattr(cell, "en", str(cell))


@pytest.mark.parametrize(
    ("ends_on", "state"),
    [
        ("2024-06-29", "over"),
        ("2024-06-30", "runs"),  # through its last day
        ("2024-07-01", "runs"),
        ("2024-05", "over"),
        ("2024-06", "may-be-over"),
        ("2024-07", "runs"),
        ("2023", "over"),
        ("2024", "may-be-over"),
        ("2025", "runs"),
    ],
)
def test_a_term_runs_through_the_last_day_it_can_mean(ends_on: str, state: str) -> None:
    assert term_state(parse_date(ends_on), as_of=AS_OF) == state


@pytest.mark.parametrize(
    ("ends_on", "inside"),
    [
        ("2022-09-30", False), ("2022-10-01", True), ("2022", True), ("2021", False),
        ("2027-09-30", True), ("2027-10-01", False), ("2027-10", False), ("2027", True), ("2028", False),
    ],
)  # fmt: skip
def test_an_end_may_lie_in_the_plan_s_fiscal_years(ends_on: str, inside: bool, sketch: Sketch) -> None:
    sketch.plan()
    sketch.agreement("a", sketch.city("x"), "2010", ends_on=ends_on)
    (row,) = obligations(sketch.store(), as_of=AS_OF)[0].rows
    assert row["in_plan"] is inside


@pytest.mark.parametrize(
    ("signed_on", "known"), [("2024-06-30", True), ("2024-07-01", False), ("2024", False), ("", True)]
)
def test_a_term_is_known_from_the_signing_on(signed_on: str, known: bool, sketch: Sketch) -> None:
    sketch.agreement("a", sketch.city("x"), signed_on, ends_on="2030")
    assert bool(obligations(sketch.store(), as_of=AS_OF)[0].rows) is known


def test_a_term_names_what_renewed_it_and_documents_without_a_term_are_counted(sketch: Sketch) -> None:
    partner = sketch.city("x")
    older = sketch.agreement("older", partner, "2013", ends_on="2018", term_en="five years", term_th="ห้าปี")
    newer = sketch.agreement("newer", partner, "2020")
    later = sketch.agreement("later", partner, "2025")
    sketch.link(newer, "RENEWS", older, how="renews", reason_en="why", reason_th="เพราะ")
    sketch.link(later, "RENEWS", newer, how="revises")
    terms, renewals, followed = obligations(sketch.store(), as_of=AS_OF)
    (row,) = followed.rows
    assert terms.rows == []
    assert (english(row["renewed_by"]), english(row["term"]), english(row["term_state"])) == (
        "newer", "five years", "over, followed by another",
    )  # fmt: skip
    assert "1 term is on record" in terms.title.en
    assert "1 document has no stated term" in terms.title.en  # the later one is not signed yet
    assert [row["record"] for row in renewals.rows] == [newer]
    assert renewals.records == ["Agreement:newer", "Agreement:older"]


def test_a_signing_without_a_document_has_its_term_too(sketch: Sketch) -> None:
    partner = sketch.record("Organization", "afd", kind="development_agency")
    event = sketch.activity("s", "2023-12-15", partner, kind="signing")
    sketch.claim("signing-s", "signing without a document", partner, event, stage="signed",
                 dated_on="2023-12-15", ends_on="2028-12")  # fmt: skip
    (row,) = obligations(sketch.store(), as_of=AS_OF)[0].rows
    assert (english(row["name"]), english(row["term_state"])) == ("afd", "in force")
    assert obligations(sketch.store(), as_of=date(2023, 12, 14))[0].rows == []


def announced(sketch: Sketch) -> None:
    partner = sketch.city("x")
    talk = sketch.activity("talk", "2023-05-19", partner)
    again = sketch.activity("again", "2024-02", partner)
    sketch.claim("deal", "announced agreement", partner, talk, again, stage="negotiating", dated_on="2023-05")
    sketch.claim("dream", "announced agreement", partner, stage="idea", dated_on="2020")
    sketch.claim("other", "conflict", partner)


def test_a_matter_has_the_dated_events_of_its_claim(sketch: Sketch) -> None:
    announced(sketch)
    matters, events, _ = pipeline(sketch.store(), as_of=AS_OF)
    assert [english(row["stage"]) for row in matters.rows] == ["idea", "negotiating"]
    deal = matters.rows[1]
    # The activity of that month tells of the announcement: it is not counted twice.
    assert (deal["events"], str(deal["last_event"]), deal["years_since"]) == (
        2, "PartialDate(year=2024, month=2, day=0)", 0.3,
    )  # fmt: skip
    assert [row["record"] for row in events.rows] == ["Activity:again", "Activity:talk", "Claim:dream"]
    assert "2 announced or discussed without a signing found, 0 reported as signed" in matters.title.en


def test_a_matter_without_a_date_is_shown_as_undated_and_counted_at_any_date(sketch: Sketch) -> None:
    announced(sketch)
    partner = sketch.city("y")
    sketch.claim("bare", "announced agreement", partner, stage="idea")
    told = sketch.activity("told", "", partner)
    sketch.claim("by-activity", "announced agreement", partner, told, stage="idea")
    for as_of, n in ((date(1961, 1, 1), 2), (AS_OF, 4)):
        matters, events, stages = pipeline(sketch.store(), as_of=as_of)
        assert matters.n == len(matters.rows) == n
        bare, by_activity = [row for row in matters.rows if row["last_event"] is None]
        assert (bare["record"], by_activity["record"]) == ("Claim:bare", "Claim:by-activity")
        assert (bare["events"], bare["years_since"]) == (1, None)
        assert f"{n} matters have no document on record" in matters.title.en
        assert matters.title.en.endswith("; 2 without a date")
        assert [row["record"] for row in events.rows if row["event_on"] is None] == [
            "Activity:told", "Claim:bare",
        ]  # fmt: skip
        assert events.title.en.endswith("dated events; 2 without a date")
        held = {english(row["stage"]): row["matters"] for row in stages.rows}
        assert held["idea"] == n - (as_of == AS_OF)
    # Within its stage an undated matter stands last.
    assert [row["record"] for row in pipeline(sketch.store(), as_of=AS_OF)[0].rows][:3] == [
        "Claim:dream", "Claim:bare", "Claim:by-activity",
    ]  # fmt: skip


@pytest.mark.parametrize(("as_of", "events"), [(date(2024, 2, 28), []), (date(2024, 2, 29), [2])])
def test_a_matter_with_dates_begins_with_the_first_and_its_undated_event_is_not_lost(
    as_of: date, events: list[int], sketch: Sketch
) -> None:
    partner = sketch.city("x")
    undated, dated = sketch.activity("undated", "", partner), sketch.activity("dated", "2024-02", partner)
    sketch.claim("deal", "announced agreement", partner, undated, dated, stage="idea", dated_on="2024-02-15")
    matters, happened, _ = pipeline(sketch.store(), as_of=as_of)
    assert [row["events"] for row in matters.rows] == events
    assert [row["record"] for row in happened.rows] == ["Activity:dated", "Activity:undated"][: sum(events)]


@pytest.mark.parametrize(
    ("said", "events"),
    [("2023", 1), ("2023-05", 1), ("2023-05-19", 1), ("2023-05-18", 2), ("2023-05-20", 2), ("2022", 2)],
)
def test_an_activity_tells_of_an_announcement_whose_date_can_be_its_own(
    said: str, events: int, sketch: Sketch
) -> None:
    partner = sketch.city("x")
    talk = sketch.activity("talk", "2023-05-19", partner)
    sketch.claim("deal", "announced agreement", partner, talk, stage="idea", dated_on=said)
    (row,) = pipeline(sketch.store(), as_of=AS_OF)[0].rows
    assert row["events"] == events


@pytest.mark.parametrize(
    ("as_of", "events"),
    [(date(2020, 12, 30), []), (date(2020, 12, 31), [1]), (date(2023, 5, 18), [1]),
     (date(2023, 5, 19), [1, 1]), (date(2024, 2, 28), [1, 1]), (date(2024, 2, 29), [1, 2])],
)  # fmt: skip
def test_events_count_from_the_last_day_they_can_mean(as_of: date, events: list[int], sketch: Sketch) -> None:
    announced(sketch)
    assert [row["events"] for row in pipeline(sketch.store(), as_of=as_of)[0].rows] == events


def test_stages_count_documents_by_their_stage_or_status_and_matters(sketch: Sketch) -> None:
    announced(sketch)
    for key, properties in (
        ("a", {"status": "in_force"}), ("b", {"status": "unknown"}), ("c", {"status": "lapsed"}),
        ("d", {"status": "in_force", "stage": "expanded"}),
    ):  # fmt: skip
        sketch.agreement(key, "City:x", "2015", **properties)
    sketch.agreement("later", "City:x", "2024-07")
    stages = pipeline(sketch.store(), as_of=AS_OF)[2]
    held = {english(row["stage"]): (row["documents"], row["matters"]) for row in stages.rows}
    assert {stage: counts for stage, counts in held.items() if counts != (0, 0)} == {
        "idea": (0, 1), "negotiating": (0, 1), "signed": (1, 0), "in force": (1, 0), "expanded": (1, 0),
        "lapsed": (1, 0),
    }  # fmt: skip
    assert stages.n == 6
    only = pipeline(sketch.store(), as_of=AS_OF, stage="idea")
    assert (only[0].n, only[1].n, only[2].n) == (1, 1, 1)
    assert ABSENT not in {english(row["name"]) for row in only[0].rows}


@pytest.mark.parametrize(
    ("as_of", "state"),
    [
        (date(2026, 3, 31), "in force"), (date(2026, 4, 1), "may be over"),
        (date(2026, 7, 31), "may be over"),
        (date(2026, 8, 1), "ended, no successor on record"),
    ],
)  # fmt: skip
def test_a_term_whose_every_reading_is_over_is_over(as_of: date, state: str, sketch: Sketch) -> None:
    sketch.agreement("a", sketch.city("x"), "2023-07-04", ends_on="2026-03-31", ends_latest="2026-07")
    (row,) = obligations(sketch.store(), as_of=as_of)[0].rows
    assert english(row["term_state"]) == state
    assert english(row["term_ends"]) == "31 Mar 2026 or Jul 2026"


def test_what_ended_alone_comes_first_and_a_later_term_with_the_partner_follows_it(sketch: Sketch) -> None:
    partner = sketch.city("x")
    for key, signed, ends in (("a", "2010", "2012"), ("b", "2013", "2020"), ("c", "2024", "2030")):
        sketch.agreement(key, partner if key != "c" else sketch.city("y"), signed, ends_on=ends)
    due, _, followed = obligations(sketch.store(), as_of=date(2026, 1, 1))
    assert [row["record"] for row in due.rows] == ["Agreement:b", "Agreement:c"]
    assert [row["record"] for row in followed.rows] == ["Agreement:a"]
    assert "1 ended with no successor on record" in due.title.en


@pytest.mark.parametrize(("as_of", "known"), [(date(2026, 10, 31), False), (date(2026, 11, 1), True)])
def test_an_undated_document_is_known_from_the_day_the_record_was_gathered(
    as_of: date, known: bool, sketch: Sketch
) -> None:
    sketch.record("Inquiry", "i", asked_on="2026-11")
    partner = sketch.city("x")
    sketch.agreement("a", partner, "", ends_on="2017")
    older = sketch.agreement("b", partner, "2009")
    sketch.link(sketch.agreement("c", partner), "RENEWS", older, how="renews", reason_en="why")
    terms, renewals, _ = obligations(sketch.store(), as_of=as_of)
    assert (bool(terms.rows), bool(renewals.rows)) == (known, known)
    assert f"{2 if known else 1} document" in terms.title.en
    assert terms.title.en.endswith("; 2 more are undated and may not have existed yet") is not known


@pytest.mark.parametrize(
    ("as_of", "state"),
    [(date(2016, 6, 30), "ended, no successor on record"), (date(2026, 11, 1), "over, followed by another")],
)
def test_an_undated_renewal_hides_no_overdue_term_of_an_earlier_day(
    as_of: date, state: str, sketch: Sketch
) -> None:
    sketch.record("Inquiry", "i", asked_on="2026-11")
    partner = sketch.city("x")
    older = sketch.agreement("older", partner, "2010", ends_on="2015")
    sketch.link(sketch.agreement("newer", partner), "RENEWS", older, how="renews", reason_en="why")
    due, _, followed = obligations(sketch.store(), as_of=as_of)
    assert [english(row["term_state"]) for row in (*due.rows, *followed.rows)] == [state]


@pytest.mark.parametrize(("as_of", "known"), [(date(2026, 10, 31), False), (date(2026, 11, 1), True)])
def test_an_undated_matter_is_known_from_the_day_the_record_was_gathered(
    as_of: date, known: bool, sketch: Sketch
) -> None:
    sketch.record("Inquiry", "i", asked_on="2026-11")
    partner = sketch.city("x")
    sketch.claim("bare", "announced agreement", partner, stage="idea")
    both = sketch.activity("undated", "", partner), sketch.activity("dated", "2024-02", partner)
    sketch.claim("deal", "announced agreement", partner, *both, stage="idea", dated_on="2024-02-15")
    sketch.agreement("a", partner)
    matters, events, stages = pipeline(sketch.store(), as_of=as_of)
    assert [row["record"] for row in matters.rows] == ["Claim:deal", *(["Claim:bare"] if known else [])]
    assert matters.rows[0]["events"] == 1 + known
    assert len(events.rows) == 1 + 2 * known
    assert stages.n == 1 + 2 * known
    assert stages.title.en.endswith("; 2 more are undated and may not have existed yet") is not known
    assert matters.title.en.endswith("; 1 more are undated and may not have existed yet") is not known


@pytest.mark.parametrize(("as_of", "shown"), [(AS_OF, "note (written in 2026)"), (date(2026, 1, 1), "note")])
def test_a_remark_shows_the_year_it_was_written_before_that_year(
    as_of: date, shown: str, sketch: Sketch
) -> None:
    partner = sketch.city("x")
    sketch.claim("deal", "announced agreement", partner, stage="idea", dated_on="2020", note="note")
    sketch.record("Inquiry", "i", asked_on="2026-11")
    assert english(pipeline(sketch.store(), as_of=as_of)[0].rows[0]["remark"]) == shown


def test_renewals_stand_newest_first_with_the_undated_last(sketch: Sketch) -> None:
    partner = sketch.city("kobe")
    for key, signed_on in (("a", "2019-09"), ("b", "2019-12"), ("c", "2019-10"), ("d", "")):
        older = sketch.agreement(f"older-{key}", partner, "2009")
        newer = sketch.agreement(f"newer-{key}", partner, signed_on)
        sketch.link(newer, "RENEWS", older, how="renews", reason_en="why", reason_th="เพราะ")
    renewals = next(t for t in obligations(sketch.store(), as_of=AS_OF) if t.name == "obligations-renewals")
    assert renewals.column("record") == [f"Agreement:newer-{key}" for key in "bcad"]


def test_the_parts_of_the_headline_add_up_to_the_terms_on_record(sketch: Sketch) -> None:
    sketch.agreement("ended", sketch.city("a"), "2015-01-01", ends_on="2020-01-01")
    sketch.agreement("old", sketch.city("b"), "2015-01-01", ends_on="2019-01-01")
    sketch.agreement("new", "City:b", "2019-01-01", ends_on="2030-12")
    sketch.agreement("unstated", sketch.city("c"), "2019-01-01")
    first, _, followed = obligations(sketch.store(), as_of=AS_OF)
    assert first.title.en == (
        "3 terms are on record: 1 ended with no successor on record, 1 in force to Dec 2030, "
        "1 was followed by another; 1 document has no stated term"
    )
    assert first.n + followed.n == 3

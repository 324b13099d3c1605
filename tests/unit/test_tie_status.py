from __future__ import annotations

from datetime import date

import pytest

from graph.errors import QuestionError
from graph.memory_store import MemoryStore
from graph.records import Batch, Edge, Node, known
from graph.texts import Label
from queries.facts.standing import Standing, read_standings
from queries.facts.tie_status import StatusRule, status_label
from tests.tie_graphs import reaching

# 24 months before are 30 June 2024, 60 months before 30 June 2021.
AS_OF = date(2026, 6, 30)


def city(key: str) -> Node:
    return Node("City", key, {"name": key.title()})


def signed(key: str, partner: str, **properties: str) -> tuple[Node, Edge]:
    own = {"counterpart": "executive", "status": "in_force", "kind": "sister_city", **properties}
    return Node("Agreement", key, known(**own)), Edge(f"Agreement:{key}", "WITH", f"City:{partner}")


def met(
    key: str, partner: str, start_on: str, *, role: str = "partner", **properties: str | bool
) -> tuple[Node, Edge]:
    own = {"kind": "visit_inbound", "status": "done", "role_of_bangkok": "received", "start_on": start_on}
    activity = Node("Activity", key, known(**{**own, "confidence": "high", **properties}))
    return activity, Edge(activity.id, "INVOLVES", f"City:{partner}", {"role": role})


def claim(key: str, record: str, value: str, **properties: str | bool) -> tuple[Node, Edge]:
    own = {"subject_property": "tie status", "value": value, **properties}
    return Node("Claim", key, known(**own)), Edge(f"Claim:{key}", "CONCERNS", record)


def standings_of(
    *records: tuple[Node, Edge],
    as_of: date = AS_OF,
    rule: StatusRule | None = None,
    reaches: str = "2100-12-31",
) -> list[Standing]:
    """Give the standings of a record that goes on beyond every day asked about, or up to `reaches`."""
    partners = sorted({e.target.removeprefix("City:") for _, e in records if e.target.startswith("City:")})
    store = MemoryStore()
    nodes = [*map(city, partners), *(n for n, _ in records), *([reaching(reaches)] if reaches else [])]
    store.replace(Batch(nodes, [e for _, e in records]))
    return read_standings(store, as_of=as_of, status_rule=rule or StatusRule())


def status_of(*records: tuple[Node, Edge], as_of: date = AS_OF, rule: StatusRule | None = None) -> str:
    (standing,) = standings_of(signed("a", "x"), *records, as_of=as_of, rule=rule)
    return " ".join(standing.status.possible)


@pytest.mark.parametrize(
    ("start_on", "expected"),
    [
        ("2026-06-30", "active"),
        ("2024-06-30", "active"),
        ("2024-06-29", "quiet"),
        ("2021-06-30", "quiet"),
        ("2021-06-29", "dormant"),
        ("1999", "dormant"),
        # Known to the month or year: every status that its days allow.
        ("2024-06", "active quiet"),
        ("2024", "active quiet"),
        ("2025", "active"),
        ("2021-06", "quiet dormant"),
        ("2021", "quiet dormant"),
        ("2022", "quiet"),
        # May lie after the day, so may not have been: active, or none.
        ("2026", "active never-active"),
        ("2026-07-01", "never-active"),
        ("", "active quiet dormant"),
    ],
)
def test_the_ladder_on_both_sides_of_each_edge(start_on: str, expected: str) -> None:
    assert status_of(met("m", "x", start_on)) == expected


def test_without_a_contact_a_tie_is_never_active() -> None:
    assert status_of() == "never-active"


def test_the_latest_contact_decides() -> None:
    assert status_of(met("m", "x", "2001-01-01"), met("n", "x", "2022-01-01")) == "quiet"
    # An undated one may be later than the latest dated one.
    assert status_of(met("m", "x", "2022-01-01"), met("n", "x", "")) == "active quiet"
    assert status_of(met("m", "x", "2025-01-01"), met("n", "x", "")) == "active"
    # One that may not have been yet: as before, or active, and nothing between.
    assert status_of(met("m", "x", "2019-01-01"), met("n", "x", "2026")) == "active dormant"
    # 2024 may be on either side of a dated contact of the same year.
    assert status_of(met("m", "x", "2024-08-01"), met("n", "x", "2024")) == "active"


def test_a_contact_counts_to_its_last_day_and_not_beyond_the_date() -> None:
    assert status_of(met("m", "x", "2021-01-01", end_on="2024-06-30")) == "active"
    assert status_of(met("m", "x", "2020-01-01", end_on="2030-01-01")) == "active"
    assert (
        status_of(met("m", "x", "2020-01-01", end_on="2030-01-01"), as_of=date(2019, 1, 1)) == "never-active"
    )


@pytest.mark.parametrize(
    "activity",
    [
        met("m", "x", "2026-01-01", by_council=True),
        met("m", "x", "2026-01-01", role="council"),
        met("m", "x", "2026-01-01", role_of_bangkok="unknown"),
        met("m", "x", "2026-01-01", confidence="low"),
        met("m", "x", "2026-01-01", status="announced"),
    ],
    ids=["council-of-bangkok", "council-of-the-partner", "role-unknown", "low-confidence", "announced"],
)
def test_what_is_no_contact(activity: tuple[Node, Edge]) -> None:
    assert status_of(activity) == "never-active"


@pytest.mark.parametrize("role", ["main_host", "attended", "received", "co_organized"])
def test_hosting_and_attending_are_contacts(role: str) -> None:
    assert status_of(met("m", "x", "2026-01-01", role_of_bangkok=role)) == "active"


def test_the_limits_can_be_set() -> None:
    contact = met("m", "x", "2025-06-29")
    assert status_of(contact, rule=StatusRule(12, 36)) == "quiet"
    assert status_of(contact, rule=StatusRule(6, 11)) == "dormant"


@pytest.mark.parametrize("months", [(0, 60), (-1, 60), (61, 60), (24, 1201)])
def test_limits_that_give_no_ladder_are_refused(months: tuple[int, int]) -> None:
    with pytest.raises(QuestionError) as caught:
        StatusRule(*months)
    assert caught.value.code == "months-order"


def test_a_council_only_partner_is_no_tie() -> None:
    assert standings_of(signed("a", "x", counterpart="council"), met("m", "x", "2026-01-01")) == []


def test_before_everything_there_is_nothing() -> None:
    assert standings_of(signed("a", "x", signed_on="1962-02-19"), as_of=date(1961, 1, 1)) == []
    assert standings_of() == []


def test_a_sources_word_goes_before_the_ladder() -> None:
    recent = met("m", "x", "2026-05-01")
    assert status_of(recent, claim("c", "City:x", "suspended", dated_on="2022-03")) == "suspended"
    assert status_of(recent, claim("c", "Agreement:a", "ended", dated_on="2022")) == "ended"
    assert status_of(recent, claim("c", "City:x", "suspended")) == "suspended"


def test_a_claim_that_does_not_hold_changes_nothing() -> None:
    recent = met("m", "x", "2026-05-01")
    later = claim("c", "City:x", "suspended", dated_on="2026-07-01")
    unused = claim("c", "City:x", "suspended", preferred=False)
    another = claim("c", "City:x", "ended", subject_property="partner count")
    for each in (later, unused, another):
        assert status_of(recent, each) == "active"
    # The day may lie after the date, so nothing is surely stated yet.
    assert status_of(recent, claim("c", "City:x", "ended", dated_on="2026")) == "active"


def test_the_latest_claim_holds() -> None:
    recent = met("m", "x", "2026-05-01")
    suspended = claim("c1", "City:x", "suspended", dated_on="2022-03-01")
    resumed = claim("c2", "City:x", "resumed", dated_on="2024-01-01")
    undated = claim("c3", "City:x", "ended")
    assert status_of(recent, suspended, resumed, undated) == "active"
    assert status_of(recent, suspended, resumed, undated, as_of=date(2023, 1, 1)) == "suspended"


@pytest.mark.parametrize(("as_of", "expected"), [(date(2026, 5, 31), "active"), (date(2026, 6, 1), "ended")])
def test_an_undated_word_holds_from_the_day_the_record_was_gathered(as_of: date, expected: str) -> None:
    gathered = Node("Inquiry", "i", known(asked_on="2026-06")), Edge("Inquiry:i", "CONCERNS", "City:x")
    records = [signed("a", "x", signed_on="2000"), met("m", "x", "2026-05-01"), claim("c", "City:x", "ended")]
    (standing,) = standings_of(gathered, *records, as_of=as_of)
    assert standing.status.possible == (expected,)


def test_one_agreement_of_two_does_not_end_a_tie() -> None:
    records = [signed("b", "x"), claim("c", "Agreement:a", "ended", dated_on="2022")]
    assert status_of(*records) == "never-active"
    assert status_of(*records, claim("d", "Agreement:b", "suspended", dated_on="2020")) == "suspended"


def test_an_ended_agreement_is_shown_and_not_counted() -> None:
    ended = signed("a", "x", status="ended", ends_on="2020-05-31", signed_on="1990")
    (standing,) = standings_of(ended, met("m", "x", "2026-05-01"))
    assert (standing.status.possible, standing.counted) == (("ended",), False)
    assert standing.status.record == "Agreement:a"
    (before,) = standings_of(ended, met("m", "x", "2019-05-01"), as_of=date(2020, 5, 30))
    assert (before.status.possible, before.counted) == (("active",), True)


def test_a_status_says_why_since_when_and_from_where() -> None:
    contact = met("m", "x", "2022-06-11")
    contact = (Node("Activity", "m", {**contact[0].properties, "sources": ("Source:s",)}), contact[1])
    (standing,) = standings_of(signed("a", "x"), contact, met("n", "x", ""))
    status = standing.status
    assert status.label.en == "active within 2 years or quiet for 2 to 5 years"
    assert status.reason.en == "last contact 11 Jun 2022: inbound visit; 1 more on record without a date"
    assert status.reason.th.startswith("ติดต่อล่าสุด 11 มิ.ย. 2565")
    assert (status.record, status.sources) == ("Activity:m", ("Source:s",))
    (stated,) = standings_of(signed("a", "x"), claim("c", "City:x", "suspended", dated_on="2022-03"))
    assert stated.status.reason.en == "a source says suspended (Mar 2022)"


def test_a_status_is_worded_by_the_limits_it_was_judged_by() -> None:
    rule = StatusRule(18, 60)
    assert status_label("active", rule) == Label("มีกิจกรรมภายใน 18 เดือน", "active within 18 months")
    assert status_label("quiet", rule).en == "quiet for 18 to 60 months"
    assert status_label("quiet") == Label("ไม่พบกิจกรรม 2 ถึง 5 ปี", "quiet for 2 to 5 years")
    assert status_label("dormant").en == "dormant for over 5 years"
    assert status_label("ended").en == "ended"

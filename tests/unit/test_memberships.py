from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from queries.facts.memberships import BANGKOK, read_memberships
from queries.questions.network_reach import network_reach
from queries.questions.network_value import network_value
from queries.table import ABSENT

if TYPE_CHECKING:
    from tests.unit.conftest import Sketch

AS_OF = date(2024, 6, 30)


@pytest.mark.parametrize(
    ("membership", "counts"),
    [
        ({"since": "2024-06-30"}, True),
        ({"since": "2024-07-01"}, False),
        ({"since": "2024-06"}, True),
        ({"since": "2024"}, False),  # may have begun after the day
        ({"list_year": "2023"}, True),
        ({"list_year": "2024"}, False),
        ({"since": "2023", "list_year": "2025"}, True),  # a stated start goes before the list
        ({"until": "2024-06-30"}, True),
        ({"until": "2024-06-29"}, False),
        ({"until": "2024"}, True),  # may still hold
        ({}, True),  # undated: always
    ],
)
def test_a_membership_counts_between_the_days_its_dates_can_mean(
    membership: dict[str, str], counts: bool, sketch: Sketch
) -> None:
    city = sketch.city("x")
    sketch.network("n", city, **membership)
    found = read_memberships(sketch.store(), as_of=AS_OF)
    assert bool(found.networks(city)) is counts


def test_several_lists_of_one_network_are_one_membership_with_the_newest_year(sketch: Sketch) -> None:
    city = sketch.city("x")
    for membership in ({"list_year": "2013"}, {"list_year": "2019"}, {"since": "2010"}, {"since": "2008"}):
        sketch.network("n", city, **membership)
    (held,) = read_memberships(sketch.store(), as_of=AS_OF).networks(city).values()
    assert held.since is not None
    assert held.listed is not None
    assert (held.since.isoformat(), held.listed.isoformat()) == ("2008", "2019")


def test_two_places_share_the_networks_that_name_both(sketch: Sketch) -> None:
    one, other = sketch.city("x"), sketch.city("y")
    sketch.network("a", one, other)
    sketch.network("b", one)
    sketch.network("c", other)
    found = read_memberships(sketch.store(), as_of=AS_OF)
    assert found.shared(one, other) == ["Organization:a"]
    assert found.shared(one, "City:nowhere") == []


def asean(sketch: Sketch) -> None:
    """One member state joined before the day, one after; the first's capital has a tie."""
    sketch.country("VNM", asean_since="1995-07-28", capital="City:hanoi", leading_city="City:hcmc")
    sketch.country("TLS", asean_since="2025-10-26", capital="City:dili", leading_city="City:dili")
    for key, country in (("hanoi", "VNM"), ("hcmc", "VNM"), ("dili", "TLS")):
        sketch.city(key, country)
    sketch.agreement("a", "City:hanoi", "2004")


def test_reach_takes_in_partners_and_the_asean_cities_of_the_day(sketch: Sketch) -> None:
    asean(sketch)
    sketch.network("n", BANGKOK, "City:hanoi", "City:dili", list_year="2018")
    (table,) = network_reach(sketch.store(), as_of=AS_OF)
    assert [(row["place"], row["networks"]) for row in table.rows] == [("City:hanoi", 1), ("City:hcmc", 0)]
    assert table.n == 2
    assert "1 of 1 partners, 1 of 1 ASEAN capitals, 0 of 1 largest cities" in table.title.en
    assert table.rows[1]["newest_list"] == ABSENT
    assert {row["place"] for row in network_reach(sketch.store(), as_of=date(2025, 10, 26))[0].rows} == {
        "City:hanoi", "City:hcmc", "City:dili",
    }  # fmt: skip


def test_reach_of_one_city_names_both_lists(sketch: Sketch) -> None:
    city = sketch.city("x")
    sketch.network("n", BANGKOK, list_year="2008")
    sketch.network("n", city)
    reach, shared = network_reach(sketch.store(), as_of=AS_OF, city=city)
    assert reach.n == shared.n == 1
    (row,) = shared.rows
    assert (str(row["list_bangkok"]), getattr(row["list_place"], "en", "")) == (
        "PartialDate(year=2008, month=0, day=0)", "no date",
    )  # fmt: skip


def test_value_counts_the_contacts_that_name_the_network_itself(sketch: Sketch) -> None:
    sketch.plan()
    asean(sketch)
    network = sketch.network("n", BANGKOK, "City:hanoi", "City:hcmc", list_year="2018")
    sketch.network("idle", BANGKOK)
    sketch.network("other", "City:hanoi")  # Bangkok is not in it
    sketch.activity("before", "2022-09-30", network)
    sketch.activity("inside", "2022-10-01", network, role_of_bangkok="main_host")
    sketch.activity("later", "2024-07-01", network)
    sketch.activity("award", "2022-01-01", network, kind="other", role_of_bangkok="received")
    joined_on = sketch.network("c40", BANGKOK, since="2006-12-26")
    sketch.activity("joined", "2006-12-26", joined_on, kind="network_meeting")  # no meeting: the joining
    sketch.activity("announced", "2023-01-01", network, status="announced")
    sketch.activity("with-member", "2023-01-01", "City:hanoi")
    table, reasons = network_value(sketch.store(), as_of=AS_OF)
    used, joined, idle = table.rows
    assert [used[name] for name in ("network", "partners_met", "asean_met", "meetings", "activities")] == [
        network, 1, 2, 2, 1,
    ]  # fmt: skip
    assert str(used["last_use"]) == "PartialDate(year=2022, month=10, day=1)"
    assert (idle["network"], idle["meetings"], idle["last_use"]) == ("Organization:idle", 0, ABSENT)
    assert (used["other_contacts"], joined["meetings"], joined["other_contacts"]) == (1, 0, 1)
    assert table.title.en == (
        "Of 3 networks that name Bangkok 1 has a meeting on record (1 in the plan's years), "
        "1 has other contacts alone, 1 has none"
    )
    assert reasons.column("gap_id") == ["Organization:c40", "Organization:idle"]

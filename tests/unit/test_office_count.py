"""The office's own count beside its kind on record: both counts, the bounds, and who would close them."""

from __future__ import annotations

from datetime import date

import pytest

from graph.memory_store import MemoryStore
from graph.records import Batch, Edge, Node, Value
from graph.texts import Label, same
from queries.facts.office_count import read_office_count

DAY = date(2026, 11, 24)
# Place, country, and whether the office counts it: two of its kind in two countries, two others.
PLACES = (("a", "CHN", True), ("b", "JPN", True), ("c", "IRN", False), ("d", "CHN", False))


def store_of(**claim: Value) -> MemoryStore:
    batch = Batch()
    for country in ("CHN", "JPN", "IRN"):
        batch.add([Node("Country", country, {"name": country})])
    for key, country, counted in PLACES:
        city = Node("City", key, {"name": key.upper(), "counted_by_office": counted})
        agreement = Node("Agreement", key, {"name": key, "counterpart": "executive", "status": "in_force"})
        batch.add(
            [city, agreement],
            [Edge(city.id, "IN_COUNTRY", f"Country:{country}"), Edge(agreement.id, "WITH", city.id)],
        )
    batch.add([Node("Claim", "total", {"name": "total", "preferred": True, **claim})])
    store = MemoryStore()
    store.replace(batch)
    return store


def said(cities: int, countries: int, held: int = 1) -> list[str]:
    office = read_office_count(store_of(cities=cities, countries=countries), as_of=DAY)
    assert office is not None
    told = [office.counted, *office.closing, *office.bounds(held, same("China"))]
    return [sentence.en for sentence in told]


def test_a_missing_city_that_must_add_a_country_is_one_of_a_country_not_held() -> None:
    counts, closing, bounds = said(3, 3)
    assert counts == "The office itself counts 3 cities in 3 countries; of that kind 2 in 2 are on record."
    assert "only these would close both of the office's counts: C. This is arithmetic alone" in closing
    assert bounds == "With 1 unknown, China has 1 to 2 of the office's 3 (33 to 67 %)."


@pytest.mark.parametrize(("cities", "countries"), [(4, 3), (3, 2)])
def test_counts_that_leave_the_country_open_name_nobody(cities: int, countries: int) -> None:
    _, bounds = said(cities, countries)
    assert bounds.startswith(f"With {cities - 2} unknown, China has 1 to {cities - 1} of")


def test_a_record_with_as_many_as_the_office_needs_no_bound() -> None:
    assert len(said(2, 2)) == 1


def test_only_a_count_that_is_used_and_known_by_the_day_is_told() -> None:
    assert read_office_count(store_of(cities=3, countries=3, preferred=False), as_of=DAY) is None
    assert read_office_count(store_of(cities=3), as_of=DAY) is None
    later = store_of(cities=3, countries=3, dated_on="2026-12")
    assert read_office_count(later, as_of=DAY) is None
    assert read_office_count(later, as_of=date(2027, 1, 1)) is not None


def test_the_bounds_stand_in_both_languages() -> None:
    office = read_office_count(store_of(cities=3, countries=3), as_of=DAY)
    assert office is not None
    (bounds,) = office.bounds(1, Label("จีน", "China"))
    assert bounds.th == ("ยังไม่ทราบ 1 แห่ง จีนจึงมี 1 ถึง 2 แห่ง จาก 3 เมืองที่สำนักงานการต่างประเทศนับ (ร้อยละ 33 ถึง 67)")

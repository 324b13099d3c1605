from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graph.errors import QuestionError
from graph.memory_store import MemoryStore
from graph.records import Batch, Node
from graph.store import Store
from queries.facts.lookup import find_record

if TYPE_CHECKING:
    from tests.unit.conftest import Sketch


@pytest.fixture
def places() -> Store:
    store = MemoryStore()
    store.replace(
        Batch([
            Node("City", "hanoi", {"name": "Hanoi", "name_th": "กรุงฮานอย", "aliases": ("Ha Noi",)}),
            Node("City", "george-town", {"name": "George Town"}),
            Node("City", "george-town-aus", {"name": "George Town"}),
            Node("Country", "VNM", {"name": "Viet Nam"}),
        ])
    )  # fmt: skip
    return store


@pytest.mark.parametrize("written", ["City:hanoi", "hanoi", "Hanoi", "  ha   noi ", "กรุงฮานอย"])
def test_a_record_is_found_by_id_key_or_name(places: Store, written: str) -> None:
    assert find_record(places, written, labels=["City"]).id == "City:hanoi"


def test_an_id_of_another_label_is_not_found(places: Store) -> None:
    with pytest.raises(QuestionError) as caught:
        find_record(places, "Country:VNM", labels=["City"])
    assert caught.value.code == "id-unknown"


def test_a_record_is_suggested_by_one_spelling_alone(places: Store) -> None:
    with pytest.raises(QuestionError) as caught:
        find_record(places, "Hanio", labels=["City"])
    assert caught.value.text.en.casefold().count("hanoi") == 1


def test_a_misspelt_name_gets_the_nearest(places: Store) -> None:
    with pytest.raises(QuestionError) as caught:
        find_record(places, "Hanio", labels=["City"])
    assert "Hanoi" in caught.value.text.en
    assert "Hanoi" in caught.value.text.th


def test_a_name_of_two_records_asks_for_an_id(places: Store) -> None:
    with pytest.raises(QuestionError) as caught:
        find_record(places, "George Town", labels=["City"])
    assert caught.value.code == "name-ambiguous"
    assert "City:george-town-aus" in caught.value.text.en


def test_a_key_goes_before_a_name(places: Store) -> None:
    assert find_record(places, "george-town", labels=["City"]).id == "City:george-town"


@pytest.mark.parametrize("written", ["ฮานอย", "กรุงฮานอย", "นครฮานอย", "hanoi"])
def test_a_thai_place_is_found_without_its_title(written: str, sketch: Sketch) -> None:
    sketch.record("City", "hanoi", name="Hanoi", name_th="กรุงฮานอย")
    assert find_record(sketch.store(), written, labels=("City",)).id == "City:hanoi"


def test_two_places_of_one_bare_name_are_not_guessed(sketch: Sketch) -> None:
    sketch.record("City", "x", name="X City", name_th="นครเอกซ์")
    sketch.record("City", "y", name="X Province", name_th="จังหวัดเอกซ์")
    with pytest.raises(QuestionError):
        find_record(sketch.store(), "เอกซ์", labels=("City",))


def test_a_country_where_a_city_is_wanted_names_its_capital(sketch: Sketch) -> None:
    sketch.record("City", "hanoi", name="Hanoi")
    sketch.record("Country", "VNM", name="Vietnam", capital="City:hanoi")
    with pytest.raises(QuestionError, match="hanoi"):
        find_record(sketch.store(), "Vietnam", labels=("City",))


def test_a_theme_is_found_by_a_part_of_its_name_that_no_other_has(sketch: Sketch) -> None:
    sketch.record("Theme", "health", name="Public health", name_th="สาธารณสุขและการแพทย์")
    sketch.record("Theme", "water", name="Water", name_th="น้ำ")
    assert find_record(sketch.store(), "สาธารณสุข", labels=("City", "Theme")).id == "Theme:health"


PLAN = ("Activity", "Tactic", "Kpi")


@pytest.fixture
def plan() -> Store:
    store = MemoryStore()
    keys = [
        ("Activity", "A099"),
        ("Activity", "A199"),
        ("Kpi", "1.1-1"),
        ("Tactic", "1.1"),
        ("Tactic", "2.1"),
    ]
    store.replace(Batch([Node(label, key, {"name": key}) for label, key in keys]))
    return store


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("a099", "Activity:A099"),
        ("A๐๙๙", "Activity:A099"),
        ("๑.๑-๑", "Kpi:1.1-1"),
        ("1.1\u20131", "Kpi:1.1-1"),
    ],
)
def test_a_key_is_found_in_thai_figures_with_any_dash_and_in_any_case(
    plan: Store, written: str, found: str
) -> None:
    assert find_record(plan, written, labels=PLAN).id == found


@pytest.mark.parametrize(
    ("written", "near"),
    [("9.9", "1.1, 2.1"), ("9.9-9", "1.1-1"), ("A999", "A099, A199"), ("Tactic:9.9", "Tactic:1.1")],
)
def test_a_key_that_is_not_there_is_met_with_keys_built_alike(plan: Store, written: str, near: str) -> None:
    with pytest.raises(QuestionError) as caught:
        find_record(plan, written, labels=PLAN)
    assert near in caught.value.text.en
    assert "A099" in near or "A099" not in caught.value.text.en

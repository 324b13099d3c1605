from __future__ import annotations

import pytest

from loaders.names import Alias, AliasTable, slug
from loaders.tables import RawRow


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("São Paulo", "sao-paulo"),
        ("Montréal", "montreal"),
        ("  St. Petersburg ", "st-petersburg"),
        ("George Town (Penang)", "george-town-penang"),
        ("İstanbul", "istanbul"),
        ("กรุงฮานอย", "กรุงฮานอย"),
        ("Łódź", "lodz"),
        ("Đà Nẵng", "da-nang"),
        ("Tórshavn Ø", "torshavn-o"),
        ("Москва", "москва"),
    ],
)
def test_slugs(name: str, key: str) -> None:
    assert slug(name) == key


def alias(name: str, target: str, *, country: str = "", role: str = "partner") -> Alias:
    return Alias(name, country, target, role, "same", "")


def test_a_judgement_for_the_country_goes_before_one_for_any() -> None:
    here, any_body = alias("UN", "Organization:un-gen", country="CHE"), alias("UN", "Organization:un")
    table = AliasTable([here, any_body])
    assert table.find("UN", "CHE") is here
    assert table.find("UN", "USA") is any_body


def test_a_place_is_never_that_of_another_country() -> None:
    guyana, unsaid = alias("Georgetown", "City:georgetown", country="GUY"), alias("León", "City:leon")
    table = AliasTable([guyana, unsaid])
    assert table.find("Georgetown", "GUY") is guyana
    assert table.find("Georgetown", "MYS") is None
    assert table.find("León", "MEX") is None
    assert table.find("León") is unsaid


def test_where_no_country_is_given_a_name_has_one_judgement_or_none() -> None:
    ours, theirs = alias("London", "City:london-gbr", country="GBR"), alias("London", "City:l", country="CAN")
    assert AliasTable([ours]).find("London") is ours
    assert AliasTable([ours, theirs]).find("London") is None
    assert AliasTable([ours, theirs]).find_in("London", ["JPN", "CAN"]) is theirs


def test_names_are_looked_up_exactly() -> None:
    table = AliasTable([alias("Fukuoka City", "City:fukuoka-city")])
    assert table.find("Fukuoka") is None
    assert table.find("fukuoka city") is None


def test_spellings_are_the_place_itself_and_not_its_council() -> None:
    table = AliasTable([
        alias("Seoul", "City:seoul"), alias("Seoul City", "City:seoul"),
        alias("Seoul Council", "City:seoul", role="council"),
    ])  # fmt: skip
    assert table.spellings_of("City:seoul") == ("Seoul", "Seoul City")


def test_a_row_without_a_role_speaks_of_the_partner() -> None:
    cells = {
        "name": "X",
        "country_iso3": "",
        "target": "City:x",
        "role": "",
        "judgement": "same",
        "reason": "",
    }
    found = AliasTable.from_rows([RawRow("aliases.csv", 2, cells)]).find("X")
    assert found is not None
    assert found.role == "partner"

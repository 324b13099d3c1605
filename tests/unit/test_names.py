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
        ("กรุงฮานอย", ""),
    ],
)
def test_slugs(name: str, key: str) -> None:
    assert slug(name) == key


def alias(name: str, target: str, *, country: str = "", role: str = "partner") -> Alias:
    return Alias(name, country, target, role, "same", "")


def test_a_judgement_for_the_country_goes_before_one_for_any() -> None:
    table = AliasTable([
        alias("Georgetown", "City:george-town"), alias("Georgetown", "City:georgetown", country="GUY"),
    ])  # fmt: skip
    for_guyana, for_any = table.find("Georgetown", "GUY"), table.find("Georgetown", "MYS")
    assert for_guyana is not None
    assert for_guyana.target == "City:georgetown"
    assert for_any is not None
    assert for_any.target == "City:george-town"


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

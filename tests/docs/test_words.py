"""Texts and packaged data keep to the words and names of docs/glossary.toml."""

from __future__ import annotations

import csv
from importlib.resources import files
from pathlib import Path

from loaders.packaged.load import read_packaged
from tools.glossary import spell

ROOT = Path(__file__).parents[2]
DATA = Path(str(files("loaders") / "data"))
# Other spellings, so that they are found; and the plan's names as printed.
OTHER_SPELLINGS = {"aliases.csv", "countries.csv"}
PRINTED = {"project_names.csv", "projects.csv", "corrections.csv"}


def cells() -> list[tuple[str, str]]:
    """List every Thai cell of the packaged tables with its place."""
    found = []
    for path in sorted(DATA.rglob("*.csv")):
        if path.name in OTHER_SPELLINGS | PRINTED:
            continue
        with path.open(encoding="utf-8", newline="") as file:
            for number, row in enumerate(csv.DictReader(file), start=2):
                found += [
                    (f"{path.name}:{number} {column}", cell)
                    for column, cell in row.items()
                    if column.endswith("_th")
                ]
    return found


def test_every_name_in_thai_data_has_one_spelling() -> None:
    assert {place: cell for place, cell in cells() if spell(cell) != cell} == {}


def test_a_name_of_a_country_is_the_one_that_is_used() -> None:
    rows = read_packaged("countries")
    assert [row["name_th"] for row in rows if spell(row["name_th"]) != row["name_th"]] == []
    assert [row["name_en"] for row in rows if spell(row["name_en"]) != row["name_en"]] == []

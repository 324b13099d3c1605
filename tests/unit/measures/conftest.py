"""The worked case: Bangkok's list of 2013 (a public list of 24 names, not the office's current one)."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

LIST_OF_2013 = Path(__file__).parents[2] / "data" / "bangkok_2013.csv"
M49_REGIONS = (
    "africa", "central-asia", "eastern-asia", "europe", "latin-america", "northern-america", "oceania",
    "south-eastern-asia", "southern-asia", "western-asia",
)  # fmt: skip


@pytest.fixture
def rows_2013() -> list[dict[str, str]]:
    with LIST_OF_2013.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def regions_2013(rows_2013: list[dict[str, str]]) -> Counter[str]:
    return Counter(row["region"] for row in rows_2013)


@pytest.fixture
def countries_2013(rows_2013: list[dict[str, str]]) -> dict[str, Counter[str]]:
    by_region: dict[str, Counter[str]] = {}
    for row in rows_2013:
        by_region.setdefault(row["region"], Counter())[row["country"]] += 1
    return by_region


@pytest.fixture
def even() -> dict[str, int]:
    return dict.fromkeys(M49_REGIONS, 1)

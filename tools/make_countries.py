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

# M49 group codes -> keys of the un-m49 scheme; no territory stands in two of these groups.
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
    "IR": ("middle-east", "put with the Middle East by our reading; M49 has Southern Asia"),
    "TR": ("europe", "put with Europe, as in our notes on the activities; M49 has Western Asia"),
    "CY": ("europe", "put with Europe, as a member of the European Union; M49 has Western Asia"),
    "AM": ("europe", "put with Europe, as a member of the Council of Europe; M49 has Western Asia"),
    "AZ": ("europe", "put with Europe, as a member of the Council of Europe; M49 has Western Asia"),
    "GE": ("europe", "put with Europe, as a member of the Council of Europe; M49 has Western Asia"),
}
# Placings that follow the group but that a reader may ask about.
PLACING_NOTES = {
    "EG": "stays with Africa in both schemes, though often counted to the Middle East",
    "MN": "in East Asia by our reading; the plan lists no countries",
    "HK": "form used between states; a special administrative region of China",
    "MO": "form used between states; a special administrative region of China",
    "MM": "short form of the CLDR name; Thai name as in asean.csv",
    "TW": "group by CLDR; the M49 table itself does not list it",
    "AQ": "put with Oceania by CLDR; M49 gives it no group",
    "TH": "the plan's own country; in its region by geography, left out of counts of partners",
}
# Names that the foreign ministry writes otherwise than CLDR; `aliases.csv` keeps CLDR's own. The Office of
# the Royal Society allows two Thai names of Türkiye (letter of June 2022). CLDR's short form of Myanmar.
NAMES = {
    "CD": ("Democratic Republic of the Congo", "สาธารณรัฐประชาธิปไตยคองโก"),
    "CG": ("Republic of the Congo", "สาธารณรัฐคองโก"),
    "CZ": ("Czechia", "สาธารณรัฐเช็ก"),
    "HK": ("Hong Kong (China)", "ฮ่องกง (จีน)"),
    "KP": ("Democratic People's Republic of Korea", "สาธารณรัฐประชาธิปไตยประชาชนเกาหลี"),
    "KR": ("Republic of Korea", "สาธารณรัฐเกาหลี"),
    "MM": ("Myanmar", "เมียนมา"),
    "MO": ("Macao (China)", "มาเก๊า (จีน)"),
    "PS": ("Palestine", "ปาเลสไตน์"),
    "TR": ("Türkiye", "ทูร์เคีย"),
    "TW": ("Taiwan (Chinese Taipei)", "ไต้หวัน (จีนไทเป)"),
}
USER_ASSIGNED = {"XK": ("XKX", "no ISO 3166-1 code; XKX is user-assigned")}
COLUMNS = (
    "iso3", "iso2", "numeric", "name_en", "name_th", "un_member", "asean_region", "region_plan",
    "region_un_m49", "name_source", "note",
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
    """Read which groups and territories each group holds; CLDR's deprecated groupings are left out."""
    raw = json.loads(path.read_text("utf-8"))["supplemental"]["territoryContainment"]
    return {key: value["_contains"] for key, value in raw.items() if "-status-" not in key}


def _rows(containment: Containment, codes: Mapping[str, Mapping[str, str]]) -> Iterator[dict[str, str]]:
    """Give one row for each ISO territory, and for the user-assigned ones we need."""
    members = set(containment["UN"])
    for group, m49 in M49.items():
        for iso2 in sorted(_leaves(containment, group)):
            iso3, numeric = _codes_of(iso2, codes)
            if not iso3:
                continue
            plan, why = PLAN_EXCEPTIONS.get(iso2, (PLAN_OF_M49[m49], ""))
            name_en, name_th = _names(iso2)
            yield {
                "iso3": iso3, "iso2": iso2, "numeric": numeric, "name_en": name_en, "name_th": name_th,
                "un_member": _yes_no(iso2 in members), "asean_region": _yes_no(plan == "asean"),
                "region_plan": plan, "region_un_m49": m49, "name_source": "Unicode CLDR",
                "note": why or PLACING_NOTES.get(iso2, "") or USER_ASSIGNED.get(iso2, ("", ""))[1],
            }  # fmt: skip


def _codes_of(iso2: str, codes: Mapping[str, Mapping[str, str]]) -> tuple[str, str]:
    """Give alpha-3 and numeric code; empty for what ISO 3166-1 only reserves, as Ascension Island."""
    if iso2 in USER_ASSIGNED:
        return USER_ASSIGNED[iso2][0], ""
    listed = codes.get(iso2, {})
    numeric = listed.get("_numeric", "")
    return (listed.get("_alpha3", ""), numeric) if numeric else ("", "")


def _names(iso2: str) -> tuple[str, str]:
    """Give the English and the Thai name."""
    if iso2 in NAMES:
        return NAMES[iso2]
    return Locale("en").territories[iso2], Locale("th").territories[iso2]


def _yes_no(value: bool) -> str:
    return "yes" if value else "no"


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

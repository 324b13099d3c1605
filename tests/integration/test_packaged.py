from __future__ import annotations

import csv
from collections import Counter, defaultdict
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest

from graph.dates import fiscal_year
from graph.issues import errors_among
from graph.schema import SCHEMA
from graph.store import Store, require_node, sources, targets
from graph.texts import Language
from loaders.names import AliasTable, slug
from loaders.packaged.load import read_packaged
from plan.making.assemble import Assembly
from queries.catalog import run_question
from queries.facts.contacts import happens_in, may_happen_in
from queries.facts.explain import explain
from queries.facts.office_count import read_office_count
from queries.facts.places import countries_of_activity, country_of, region_of
from queries.facts.ties import (
    find_council_accords,
    find_friendly_ties,
    find_office_ties,
    find_ties,
    tie_region,
)
from queries.questions.asean_coverage import asean_coverage
from queries.questions.region_balance import region_balance
from queries.writers.json_writer import plain_cell
from tools.glossary import spell

AS_OF = date(2026, 11, 24)
DATA = Path(str(files("loaders") / "data"))
# Read for what they say about other rows, and not records themselves.
NOT_RECORDS = {
    "aliases.csv", "coverage_notes.csv", "known_gaps.csv", "passages.csv",
}  # fmt: skip
TABLES = sorted(path for path in DATA.rglob("*.csv") if path.name not in NOT_RECORDS)
COPIES = (
    "activities", "activity_attributes", "agreements", "asean", "embassies", "memberships", "organizations",
    "people", "state_relations", "theme_strings", "themes",
)  # fmt: skip

# Keys that the source table writes otherwise than the agreements do, of which they speak; and notes in
# which the gatherers speak to each other of rows and tables that a reader does not see.
CELLS_OF_OURS = {
    ("people", "partner_key", "south-gyeongsang"), ("people", "partner_key", "north-chungcheong"),
    ("people", "note", "Term 2021-2026 as above."),
    ("people", "note", "Proposed new partner (hue-undated). Term 2021-2026 as above. In 2023 the province was"
     " led by Nguyen Van Phuong."),
}  # fmt: skip
# How their note on a row that took the place of another begins.
SPOKEN_TO_GATHERERS = "REPLACES the held row "


def lines_in(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.name)
def test_every_input_row_is_accounted_for_once(path: Path, assembly: Assembly) -> None:
    outcomes = [row for row in assembly.manifest if row.file == path.name]
    assert len(outcomes) == len(lines_in(path))
    assert len({row.number for row in outcomes}) == len(outcomes)


def test_no_file_is_accounted_for_that_is_not_there(assembly: Assembly) -> None:
    assert {row.file for row in assembly.manifest} <= {
        path.name for path in DATA.rglob("*.csv")
    } - NOT_RECORDS


def test_no_row_is_refused_and_every_record_named_is_there(assembly: Assembly) -> None:
    assert [row for row in assembly.manifest if row.refused] == []
    named = {record for row in assembly.manifest for record in row.records}
    assert [record for record in named if assembly.store.node(record) is None] == []


def test_the_packaged_data_has_no_error(assembly: Assembly) -> None:
    assert errors_among(assembly.issues) == []


@pytest.mark.parametrize("label", ["Agreement", "Activity", "Organization", "Embassy"])
def test_these_records_are_one_a_row_and_sourced(label: str, assembly: Assembly) -> None:
    tables = {"Agreement": ("agreements",), "Activity": ("activities",), "Embassy": ("embassies",)}
    names = tables.get(label, ("organizations", "organizations_extra"))
    nodes = list(assembly.store.nodes(label))
    assert len(nodes) == sum(len(read_packaged(name)) for name in names)
    for node in nodes:
        assert node.texts("sources"), node.id
        assert all(assembly.store.node(source) for source in node.texts("sources"))


@pytest.mark.parametrize("name", COPIES)
def test_packaged_tables_are_the_source_tables_with_thai_added(name: str, shared: Path) -> None:
    """Every cell is as gathered, its names as the glossary spells them; what was added is Thai."""
    packaged, gathered = lines_in(DATA / f"{name}.csv"), lines_in(shared / "data" / f"{name}.csv")
    assert len(packaged) == len(gathered)
    assert all(column.endswith("_th") for column in packaged[0].keys() - gathered[0].keys())
    changed = [
        (row, column)
        for mine, row in zip(packaged, gathered, strict=True)
        for column, cell in row.items()
        if mine[column] not in (cell, spell(cell))
        and not (column.endswith("_th") and cell == "")
        and (name, column, cell) not in CELLS_OF_OURS
        and not (column == "note" and cell.startswith(SPOKEN_TO_GATHERERS))
    ]
    assert changed == []


def test_every_partner_name_has_exactly_one_judgement(assembly: Assembly) -> None:
    aliases = AliasTable.from_rows(read_packaged("aliases"))
    unjudged = [
        (row.row_place, name)
        for row in read_packaged("activities")
        for name in row.parts("partners")
        if aliases.find_in(name, row.parts("partner_countries_iso3")) is None
    ]
    assert unjudged == []
    judged = Counter((row["name"], row["country_iso3"]) for row in read_packaged("aliases"))
    assert [one for one, times in judged.items() if times > 1] == []
    for row in read_packaged("aliases"):
        assert row["judgement"] in ("same", "unsure", "group"), row.row_place
        assert bool(row["target"]) == (row["judgement"] != "group"), row.row_place
        assert row["reason"] or row["judgement"] != "unsure", row.row_place
        assert row["source"], row.row_place
        assert not row["target"] or assembly.store.node(row["target"]), row.row_place


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("Montreal", "Montréal"),
        ("Sao Paulo", "São Paulo"),
        ("Delhi", "Delhi NCT"),
        ("Tokyo", "Tokyo Metropolis"),
    ],
)
def test_known_spellings_reach_one_record(printed: str, name: str, store: Store) -> None:
    spelt = [
        city for city in store.nodes("City") if {printed, name} & {city.name, *city.texts("aliases")}
    ]  # fmt: skip
    assert len(spelt) == 1
    assert printed in (spelt[0].name, *spelt[0].texts("aliases"))


def test_fukuoka_city_is_not_fukuoka_prefecture(store: Store) -> None:
    levels = {node.text("level") for node in store.nodes("City") if "fukuoka" in node.key}
    assert levels >= {"city", "prefecture"}


def test_no_city_stands_twice(store: Store) -> None:
    spellings: defaultdict[tuple[str, str, bool], set[str]] = defaultdict(set)
    for city in store.nodes("City"):
        country = country_of(store, city.id)
        wide = city.text("level") in ("prefecture", "province")
        for name in (city.name, *city.texts("aliases")):
            spellings[slug(name), country.key if country else "", wide].add(city.id)
    assert {key: ids for key, ids in spellings.items() if len(ids) > 1} == {}


def test_every_city_has_at_most_one_country(store: Store) -> None:
    assert [c.id for c in store.nodes("City") if len(store.edges_from(c.id, "IN_COUNTRY")) > 1] == []


def test_ties_are_as_the_notes_reckon_them(store: Store) -> None:
    ties = find_ties(store, as_of=AS_OF)
    countries = {country.id for tie in ties if (country := country_of(store, tie.partner.id))}
    assert (len(ties), len(countries)) == (45, 20)
    assert len(find_office_ties(store, as_of=AS_OF)) == 35
    friendly = find_friendly_ties(store, as_of=AS_OF)
    assert len(friendly) == 35
    assert len({country.id for tie in friendly if (country := country_of(store, tie.partner.id))}) == 18
    assert len(ties) + len(find_council_accords(store, as_of=AS_OF)) == 53


def test_the_office_count_lacks_one_city_that_two_partners_on_record_would_close(store: Store) -> None:
    office = read_office_count(store, as_of=AS_OF)
    assert office is not None
    assert (office.cities, office.countries, office.held, office.held_countries) == (36, 19, 35, 18)
    assert [partner.key for partner in office.would_close] == ["milan", "tehran"]
    tehran = store.node("City:tehran")
    assert tehran is not None
    assert tehran.get("doubtful") is True
    assert tehran.get("counted_by_office") is False
    said = [line.en for line in region_balance(store, as_of=AS_OF)[0].says]
    assert "With 1 unknown, East Asia has 17 to 18 of the office's 36 (47 to 50 %)." in said


def test_the_figures_of_the_coverage_notes_are_those_of_the_tables(store: Store) -> None:
    noted = {row["note_id"]: row["text_en"] for row in read_packaged("coverage_notes")}
    agreements, activities = read_packaged("agreements"), read_packaged("activities")
    dates = Counter(len(row["signed_on"]) for row in agreements)
    office = read_office_count(store, as_of=AS_OF)
    assert office is not None
    held = {
        "note-02": f"{office.cities} cities in {office.countries} countries; the data has {office.held} of "
        f"that kind in {office.held_countries}.",
        "note-04": f"{len(agreements) - dates[10]} of the {len(agreements)} documents have no full date: "
        f"{dates[7]} have a month, {dates[4]} a year, {dates[0]} nothing.",
        "note-09": f"{sum(row['status'] == 'announced' for row in activities)} rows are announcements",
        "note-10": f"Only {sum(row['kind'] == 'courtesy_call' for row in activities)} are here",
        "note-14": f"{sum(not row['suggested_tactic'] for row in activities)} rows have none",
        "note-16": f"{sum(a.get('by_council') is True for a in store.nodes('Activity'))} activities are",
        "note-17": f"{sum(not row['latitude'] for row in read_packaged('places'))} places and",
    }
    for note, figures in held.items():
        (words,) = [text for name, text in noted.items() if name.startswith(note)]
        assert figures in words


def test_regions_are_as_the_notes_reckon_them(store: Store) -> None:
    rows = {row["region"]: row for row in region_balance(store, as_of=AS_OF)[0].rows}
    assert (rows["east-asia"]["ties"], rows["asean"]["ties"]) == (24, 8)
    assert sum(int(str(row["ties"])) for row in rows.values()) == 45
    ties = find_ties(store, as_of=AS_OF)
    without = [tie for tie in ties if (c := country_of(store, tie.partner.id)) and c.key != "MNG"]
    east = [t for t in without if (r := tie_region(store, t, scheme="plan")) and r.key == "plan/east-asia"]
    assert len(east) == 23
    assert (rows["east-asia"]["ties_friendly"], rows["asean"]["ties_friendly"]) == (16, 8)
    assert rows["east-asia"]["ties_with_councils"] == 29


def test_asean_is_as_the_notes_reckon_it(store: Store) -> None:
    rows = asean_coverage(store, as_of=AS_OF).rows
    assert len(rows) == 10
    assert [row["country"] for row in rows if not row["tie"]] == ["BRN", "MMR", "SGP", "TLS"]
    assert {row["country"] for row in rows if row["capital_tie"]} == {"PHL", "VNM", "IDN", "LAO", "KHM"}


@pytest.mark.parametrize(
    ("day", "members"),
    [(date(1999, 4, 29), 8), (date(1999, 4, 30), 9), (date(2025, 10, 25), 9), (date(2025, 10, 26), 10)],
)
def test_asean_membership_is_as_of_the_day(store: Store, day: date, members: int) -> None:
    assert len(asean_coverage(store, as_of=day).rows) == members


@pytest.mark.parametrize(
    ("year", "certain", "possible"),
    [(2566, 36, 3), (2567, 27, 2), (2568, 45, 0), (2569, 10, 0), (2570, 1, 0)],
)
def test_activities_by_fiscal_year(store: Store, year: int, certain: int, possible: int) -> None:
    period = fiscal_year(year)
    sure = {a.id for a in store.nodes("Activity") if happens_in(a, period)}
    may = {a.id for a in store.nodes("Activity") if may_happen_in(a, period)}
    assert (len(sure), len(may - sure)) == (certain, possible)


@pytest.mark.parametrize(
    ("year", "asean", "east"), [(2566, 7, 16), (2567, 7, 17), (2568, 6, 23), (2569, 3, 5)]
)
def test_activities_by_region(store: Store, year: int, asean: int, east: int) -> None:
    counts: Counter[str] = Counter()
    for activity in store.nodes("Activity"):
        if happens_in(activity, fiscal_year(year)):
            found = (region_of(store, c, scheme="plan") for c in countries_of_activity(store, activity.id))
            counts.update({region.key for region in found if region is not None})
    assert (counts["plan/asean"], counts["plan/east-asia"]) == (asean, east)


def test_undated_activities_are_known(store: Store) -> None:
    undated = [a.key for a in store.nodes("Activity") if not a.text("start_on")]
    assert undated == ["A268", "A269", "A270", "A271", "A301"]


def test_documents_since_the_plan_began(store: Store) -> None:
    regions: Counter[str] = Counter()
    for agreement in store.nodes("Agreement"):
        if agreement.text("counterpart") != "executive" or agreement.text("signed_on") < "2022-10-01":
            continue
        (edge,) = store.edges_from(agreement.id, "WITH")
        country = country_of(store, edge.target)
        region = region_of(store, country.id, scheme="plan") if country else None
        regions[region.key if region else "none"] += 1
    assert sum(regions.values()) == 10
    assert (regions["plan/east-asia"], regions["plan/asean"]) == (9, 0)


@pytest.mark.parametrize(
    ("label", "count"),
    [
        ("Vision", 1), ("Mission", 4), ("Challenge", 7), ("Strategy", 3), ("Tactic", 9), ("Goal", 11),
        ("Kpi", 11),        ("Level", 43), ("Target", 55), ("Project", 23), ("Agency", 17), ("Country", 250),
    ],
)  # fmt: skip
def test_plan_elements(store: Store, label: str, count: int) -> None:
    assert len(list(store.nodes(label))) == count


def test_every_record_of_the_plan_has_its_page_or_says_why_not(store: Store) -> None:
    labels = [
        name for name, kind in SCHEMA.node_types.items() if any(p.name == "page_is" for p in kind.properties)
    ]
    assert {"Challenge", "SwotItem", "Tactic", "Kpi", "Level", "Criterion", "Target", "Project"} <= set(
        labels
    )
    pages = {chapter.number("page") for chapter in store.nodes("Chapter")}
    for node in (node for label in labels for node in store.nodes(label)):
        page, means = node.number("page"), node.text("page_is")
        assert (page in pages) == (means in ("exact", "from")), node.id
        parts = targets(store, node.id, "PRINTED_IN")
        assert [part.number("page") for part in parts] == (
            [] if page is None or node.label == "Chapter" else [page]
        )
    unplaced = {n.id for label in labels for n in store.nodes(label) if n.text("page_is") == "before"}
    assert unplaced == {"Statement:proactive-in-asean"}


@pytest.mark.parametrize(
    ("record", "page", "means"),
    [
        ("Chapter:swot", 26, "exact"), ("SwotItem:W4", 26, "from"), ("Challenge:geo/3", 13, "from"),
        ("Strategy:2", 39, "exact"), ("Level:3.3-1/L5", 45, "from"), ("Project:P05", 32, "from"),
        ("Mission:M1", 30, "from"), ("Plan:nesdp-13", 20, "from"), ("Correction:c37", 9, "from"),
        ("Correction:c15", 32, "from"), ("Agency:city-relations-section", 13, "from"),
        ("Plan:bma-fa-2566", None, "whole"),
    ],
)  # fmt: skip
def test_an_element_stands_on_the_page_of_its_part(
    store: Store, record: str, page: int | None, means: str
) -> None:
    node = require_node(store, record)
    assert (node.number("page"), node.text("page_is")) == (page, means)


def test_the_divisions_of_the_office_have_duties(store: Store) -> None:
    parts = {node.key: node for node in sources(store, "Agency:international-affairs-office", "PART_OF")}
    assert {key: node.text("kind") for key, node in parts.items()} == {
        "city-capacity-division": "division",
        "city-relations-division": "division",
        "city-relations-section": "section",
    }
    assert all(node.text("summary_th") and node.text("summary_en") for node in parts.values())


def test_the_footnote_defines_foreign_community_for_the_kpis_that_count_it(store: Store) -> None:
    concept = require_node(store, "Concept:foreign-community")
    assert concept.get("defined") is True
    uses = {edge.source: edge.text("origin") for edge in store.edges_to(concept.id, "USES")}
    assert uses["Kpi:2.2-1"] == "printed"
    assert uses["Kpi:2.2-2"] == uses["Level:2.2-2/L4"] == uses["Level:2.2-2/L5"] == "assumed"


def test_the_plan_is_aligned_as_printed_and_else_by_assumption(store: Store) -> None:
    origins = {e.target: e.text("origin") for e in store.edges_from("Plan:bma-fa-2566", "ALIGNED_WITH")}
    assumed = {target for target, origin in origins.items() if origin == "assumed"}
    assert assumed == {"Plan:asean-vision-2025", "Plan:sdgs", "Plan:climate-change"}
    assert origins["Plan:bma-asean-2562"] == "printed"
    (older,) = store.edges_from("Plan:bma-asean-2562", "ALIGNED_WITH")
    assert (older.target, older.text("origin")) == ("Plan:asean-vision-2025", "printed")


def test_agency_links_are_as_printed(store: Store) -> None:
    assert (len(list(store.edges("LEADS"))), len(list(store.edges("ASSISTS")))) == (14, 23)


READ = ("organised_by", "audience", "knowledge_flow", "setting", "output")


def test_every_attribute_of_an_activity_arrives_as_read(store: Store) -> None:
    rows = read_packaged("activity_attributes")
    for row in rows:
        activity = store.node(f"Activity:{row['activity_id']}")
        assert activity is not None
        read = {name: row[name] for name in READ} | {"audience": tuple(row["audience"].split("|"))}
        assert {name: activity.get(name) for name in READ} == read
        assert activity.text("read_basis") == row["basis"]
        assert activity.text("read_confidence") == row["confidence"]
        assert activity.get("readings") == (1 if row["readings_differ"] == "one reading only" else 2)
    attributed = [node.key for node in store.nodes("Activity") if node.get("readings")]
    assert attributed == sorted(row["activity_id"] for row in rows)


def test_where_two_readings_differ_both_are_kept_as_a_claim_on_the_activity(store: Store) -> None:
    differing = {
        (f"Activity:{row['activity_id']}", part.partition(":")[0])
        for row in read_packaged("activity_attributes")
        for part in row.parts("readings_differ")
        if ":" in part
    }
    claims = [node for node in store.nodes("Claim") if node.text("subject_property") in READ]
    assert {
        (edge.target, claim.text("subject_property"))
        for claim in claims
        for edge in store.edges_from(claim.id, "CONCERNS")
    } == differing
    assert len(claims) == len(differing) > 50


@pytest.mark.parametrize(
    ("language", "flow", "claimed", "used", "source"),
    [
        ("th", "ไม่ทราบ", "ชุดแรก: แลกเปลี่ยนทั้งสองทาง; ชุดที่สอง: ไม่ทราบ", "ไม่ทราบ",
         "การจำแนกกิจกรรมตามคู่มือเดียวกัน พฤศจิกายน 2569"),
        ("en", "unknown", "first reading: both ways; second reading: unknown", "unknown",
         "Readings of the activities by one codebook, November 2026"),
    ],
)  # fmt: skip
def test_explain_shows_what_was_read_of_an_activity_on_its_own_grounds(
    language: Language, flow: str, claimed: str, used: str, source: str, store: Store
) -> None:
    facts, _, claims = explain(store, "Activity:A184", as_of=AS_OF)
    told = [{name: plain_cell(cell, language) for name, cell in row.items()} for row in facts.rows]
    (read,) = [row for row in told if row["property"] in ("knowledge flow", "ทิศทางของความรู้")]
    assert (read["value"], read["sources"]) == (flow, source)
    (named,) = [row for row in told if row["property"] in ("name", "ชื่อ")]
    assert source not in str(named["sources"])
    said = [{name: plain_cell(cell, language) for name, cell in row.items()} for row in claims.rows]
    assert [(row["claimed"], row["chosen"], row["sources"]) for row in said][:1] == [(claimed, used, source)]


def test_readings_are_no_source_of_the_activity(store: Store) -> None:
    """A tie's strength counts the sources that tell of a contact; who classified it is none of them."""
    held = [node for node in store.nodes("Activity") if node.texts("read_sources")]
    assert {node.texts("read_sources") for node in held} == {("Source:activity-readings",)}
    assert [node.id for node in held if "Source:activity-readings" in node.texts("sources")] == []


def test_every_holder_of_a_post_arrives_with_day_source_and_place(store: Store) -> None:
    rows = read_packaged("people")
    holders = {(node.text("place"), node.text("person")): node for node in store.nodes("OfficeHolder")}
    assert len(holders) == len(rows)
    for row in rows:
        held = holders[row["place"], row["name_en"]]
        columns = {
            "since": "held_since",
            "borne_out_until": "as_of",
            "standing_as_gathered": "status_now",
            "office_en": "office",
            "person_local": "name_local",
            "note": "note",
        }
        assert {name: held.text(name) for name in columns} == {n: row[at] for n, at in columns.items()}
        (source,) = [store.node(key) for key in held.texts("sources")]
        assert source is not None
        assert source.text("url") == row["source_url"]
        (post,) = store.edges_from(held.id, "POST_AT")
        assert (
            post.target == f"City:{row['partner_key']}" or not row["partner_key"] or "Office" in row["place"]
        )


def test_where_a_post_is_follows_the_place_and_not_the_partner_alone(store: Store) -> None:
    posts = {
        edge.source: edge.target
        for node in store.nodes("OfficeHolder")
        for edge in store.edges_from(node.id, "POST_AT")
    }
    assert posts["OfficeHolder:bangkok-phannarai-chingchit"] == "Agency:international-affairs-office"
    assert posts["OfficeHolder:quezon-city-joy-belmonte"] == "City:quezon-city"
    assert posts["OfficeHolder:roxas-city-ronnie-t-dadivas"] == "City:roxas-city"
    sides = {node.key: node.text("counterpart") for node in store.nodes("OfficeHolder")}
    assert [key for key, side in sides.items() if side == "council"] == [
        "bangkok-viput-srivaurai",
        "beijing-li-xiuling",
        "shanghai-huang-lixin",
    ]
    assert sides["bangkok-phannarai-chingchit"] == ""


HEADS = {
    "manila": ("นายกเทศมนตรี Francisco \"Isko Moreno\" Domagoso (ข้อมูลยืนยันถึง 19 ม.ค. 2569)",
               "Mayor Francisco \"Isko Moreno\" Domagoso, borne out up to 19 Jan 2026"),
    "quezon-city": ("นายกเทศมนตรี Joy Belmonte (ข้อมูลยืนยันถึง 10 มิ.ย. 2569)",
                    "Mayor Joy Belmonte, borne out up to 10 Jun 2026"),
    "seoul": ("ไม่ทราบ", "not known"),
    "moscow": ("ไม่ทราบ", "not known"),
    "washington-dc": ("ไม่ทราบ", "not known"),
    "brisbane": ("ไม่พบข้อมูล", "none on record"),
}  # fmt: skip


@pytest.mark.parametrize("partner", HEADS)
def test_the_profile_of_a_place_names_its_head_with_the_day_or_not_at_all(partner: str, store: Store) -> None:
    table = run_question(store, "partner-profile", as_of=AS_OF, params=[("partner", partner)])[0]
    (head,) = [row["value"] for row in table.rows if plain_cell(row["fact"], "en") == "Head"]
    assert (plain_cell(head, "th"), plain_cell(head, "en")) == HEADS[partner]


def test_no_answer_names_one_who_no_longer_holds_a_post_as_head(store: Store) -> None:
    in_office = ("in_office", "re_elected")
    for node in store.nodes("OfficeHolder"):
        assert ("borne out up to" in node.name) == (node.text("standing") in in_office), node.id
        assert ("ข้อมูลยืนยันถึง" in node.text("name_th")) == (node.text("standing") in in_office), node.id


def test_the_governors_terms_keep_the_facts_of_every_source(shared: Path, store: Store) -> None:
    claims = {node.key: node for node in store.nodes("Claim") if node.key.startswith("governor-")}
    cited = [store.node(source) for claim in claims.values() for source in claim.texts("sources")]
    addresses = {source.text("url") for source in cited if source is not None}
    for row in lines_in(shared / "data" / "governors.csv"):
        assert row["source_url"] in addresses
        of_name = [claim for claim in claims.values() if row["name_en"] and row["name_en"] in claim.name]
        began = row["took_office_on"]
        assert not began or began in {claim.text("dated_on") for claim in of_name}, row["name_en"]
        days = {claim.text(name) for claim in of_name for name in ("until_on", "known_until")}
        assert not row["left_office_on"] or row["left_office_on"] in days, row["name_en"]
    assert claims["governor-chadchart-sittipunt"].get("until_on") is None


def test_every_statement_on_relations_arrives_with_speaker_day_and_source(store: Store) -> None:
    rows = read_packaged("state_relations")
    said = {(node.text("dated_on"), node.text("matter")): node for node in store.nodes("StateStatement")}
    assert len(said) == len(rows)
    for row in rows:
        statement = said[row["statement_date"], row["matter"]]
        columns = {
            "spoken_by": "spoken_by",
            "words": "in_our_words",
            "city_work": "meaning_for_city_work",
            "page_dated_on": "page_date",
            "note": "note",
            "confidence": "confidence",
        }
        assert {name: statement.text(name) for name in columns} == {n: row[at] for n, at in columns.items()}
        (source,) = [store.node(key) for key in statement.texts("sources")]
        assert source is not None
        assert source.text("url") == row["source_url"]
        concerned = [edge.target for edge in store.edges_from(statement.id, "CONCERNS")]
        assert concerned == [f"Country:{row['country_iso3']}"]


READING = {"th": "การตีความของผู้จัดทำ", "en": "our reading"}


@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize(
    ("question", "param"),
    [
        ("partner-profile", ("partner", "phnom-penh")), ("partner-profile", ("partner", "tehran")),
        ("partner-profile", ("partner", "moscow")), ("white-space", ("country", "TWN")),
        ("white-space", ("country", "MMR")),
    ],
)  # fmt: skip
def test_answers_on_a_place_say_what_was_said_by_whom_and_when_and_mark_our_reading(
    question: str, param: tuple[str, str], language: Language, store: Store
) -> None:
    tables = run_question(store, question, as_of=AS_OF, params=[param])
    (table,) = [table for table in tables if table.name == f"{question}-relations"]
    (heading,) = [
        column.label.in_language(language) for column in table.columns if column.id == "our_reading"
    ]
    assert READING[language] in heading
    assert any(READING[language] in note.in_language(language) for note in table.notes)
    for row in table.rows:
        assert all(plain_cell(row[cell], language) for cell in ("said_on", "spoken_by", "words", "sources"))


def test_the_word_of_a_day_is_told_from_that_day_on(store: Store) -> None:
    def days(as_of: date) -> list[str]:
        tables = run_question(store, "partner-profile", as_of=as_of, params=[("partner", "phnom-penh")])
        return [
            str(plain_cell(row["said_on"], "en"))
            for table in tables
            if table.name == "partner-profile-relations"
            for row in table.rows
        ]

    assert days(date(2025, 7, 22)) == []
    assert days(date(2025, 7, 23)) == ["2025-07-23"]
    assert days(date(2025, 12, 31)) == ["2025-12-29", "2025-12-27", "2025-08-07", "2025-07-24", "2025-07-23"]
    assert days(AS_OF)[0] == "2026"  # known to the year; said by the day the record was gathered


def test_explaining_a_country_tells_what_was_said_on_it(store: Store) -> None:
    tables = explain(store, "Country:KHM", as_of=AS_OF)
    assert [table.name for table in tables] == ["facts", "links", "claims", "statements"]
    assert tables[-1].n == 6
    assert "what came after is not known" in tables[-1].title.en
    assert "ไม่ทราบความเปลี่ยนแปลงหลังจากนั้น" in tables[-1].title.th
    assert len(explain(store, "Country:JPN", as_of=AS_OF)) == 3


def test_the_dated_notes_on_a_place_hold_what_was_said_on_its_country(store: Store) -> None:
    table = run_question(store, "watch", as_of=AS_OF, params=[("about", "City:tehran")])[0]
    told = [
        str(row["record"])
        for row in table.rows
        if plain_cell(row["note_kind"], "en") == "statement on relations"
    ]
    assert told == [
        "StateStatement:irn-2026-03-12-war-of-2026",
        "StateStatement:irn-2026-03-05-neutrality-and-embassies",
        "StateStatement:irn-2025-06-14-israel-iran-fighting-of-2025",
    ]
    words = [plain_cell(row["note"], "en") for row in table.rows]
    assert "Our reading: Tehran tie: no travel or signing without the ministry" in str(words[0])


@pytest.mark.parametrize("language", ["th", "en"])
def test_no_text_calls_the_relations_with_cambodia_severed(language: Language, store: Store) -> None:
    for table in run_question(store, "partner-profile", as_of=AS_OF, params=[("partner", "phnom-penh")]):
        for row in table.rows:
            words = " ".join(str(plain_cell(cell, language)) for cell in row.values())
            left = words.replace("Do not write severed", "").replace("ไม่ควรใช้คำว่าตัดความสัมพันธ์", "")
            assert "severed" not in left
            assert "ตัดความสัมพันธ์" not in left.replace("มิได้ตัดความสัมพันธ์", "")

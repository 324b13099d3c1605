"""The unit's questions against what the gatherers' notes reckon, and words on the command line."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

import cli
from graph.dates import PartialDate
from graph.records import Node
from graph.store import Store, require_node
from graph.texts import same
from queries.catalog import run_question
from queries.facts.explain import source_names
from queries.facts.landscape import Landscape
from queries.gaps.profile import Profile
from queries.table import Table

AS_OF = date(2026, 11, 24)


def ask(store: Store, name: str, **params: str) -> list[Table]:
    return run_question(store, name, as_of=AS_OF, params=list(params.items()))


def test_networks_shared_are_as_the_notes_reckon_them(store: Store) -> None:
    rows = {str(row["place"]).partition(":")[2]: row for row in ask(store, "network-reach")[0].rows}
    partners = {key: row for key, row in rows.items() if "partner" in getattr(row["place_roles"], "en", "")}
    assert len(partners) == 45
    assert {key for key, row in partners.items() if not row["networks"]} == {
        "shantou", "fukuoka-prefecture", "shandong-province", "jeju-province", "south-gyeongsang-province",
        "north-chungcheong-province", "aichi-prefecture",
    }  # fmt: skip
    assert {key for key, row in partners.items() if row["networks"] == 1} == {
        "astana", "lausanne", "budapest", "chaozhou", "chongqing", "saint-petersburg",
        "penang-island", "porto", "yachiyo", "hue",
    }  # fmt: skip
    most = {"jakarta": 12, "seoul": 10, "hanoi": 10, "ho-chi-minh-city": 9, "shanghai": 7, "milan": 7}
    assert {key: rows[key]["networks"] for key in most} == most
    asean = {"kuala-lumpur": 10, "singapore": 9, "manila": 5, "phnom-penh": 5, "bandar-seri-begawan": 3,
             "vientiane": 3, "naypyidaw": 3, "yangon": 3, "quezon-city": 3, "dili": 0}  # fmt: skip
    assert {key: rows[key]["networks"] for key in asean} == asean


def test_the_plan_s_projects_name_three_partners_none_of_them_asean(store: Store) -> None:
    (table,) = ask(store, "plan-partners")
    assert table.column("partner") == ["City:yachiyo", "City:fukuoka-prefecture", "City:tianjin"]
    assert {getattr(region, "en", "") for region in table.column("region")} == {"East Asia"}


def test_every_announcement_of_the_notes_is_in_the_pipeline_and_makes_no_tie(store: Store) -> None:
    records = set(ask(store, "pipeline")[0].records)
    for key in ("incheon-2023", "honolulu-2025", "jakarta-2023", "vientiane-2023", "sri-lanka-2024"):
        assert f"Claim:announced-{key}" in records
    ties = {str(partner) for partner in ask(store, "partners")[0].column("partner")}
    assert not ties & {"City:incheon", "City:honolulu"}


def test_a_network_whose_lists_name_no_members_is_no_membership(store: Store) -> None:
    value, reasons = ask(store, "network-value")
    assert value.title.en.startswith("Of 22 networks that name Bangkok ")
    named = (
        "G-NETS (cities that take part, no members); "
        "OECD Champion Mayors for Inclusive Growth (heads of cities in person)"
    )
    for table in (value, ask(store, "network-reach")[0]):
        assert any(named in note.en for note in table.notes)
    (reason,) = [row for row in reasons.rows if row["gap_id"] == "Organization:oecd-champion-mayors"]
    assert "member" not in getattr(reason["why"], "en", "member")
    assert "no membership of Bangkok is on record" in getattr(reason["against"], "en", "")
    assert "P19" not in str(reason["cites"])


def test_an_old_list_stands_with_its_year_and_the_newest_counts(store: Store) -> None:
    (_, hue) = ask(store, "network-reach", city="hue")
    (citynet,) = hue.rows
    assert (citynet["list_place"], citynet["list_bangkok"]) == (PartialDate(2009), PartialDate(2014))
    assert any(
        "An old list proves past membership only" in note.en
        for note in ask(store, "network-reach", city="hue")[0].notes
    )


def test_what_the_notes_searched_for_is_known_as_not_found(store: Store) -> None:
    asked, not_asked = ask(store, "known-nothing", field="agreement")
    cities = [row for row in asked.rows if row["record"] == "Inquiry:accord-cities"]
    assert len(cities) == 28
    unasked = {row["subject_id"] for row in not_asked.rows if row["record"] == "Inquiry:accord-not-asked"}
    assert len(unasked) == 7
    assert "City:geneva" in unasked


def test_every_country_with_a_mission_stands_among_the_communities(store: Store) -> None:
    missions = sum(int(str(row["missions"])) for row in ask(store, "communities")[0].rows)
    represented = [edge for edge in store.edges("REPRESENTS") if edge.source.startswith("Embassy:")]
    assert missions == len(represented) == 78


def invoke(*words: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(cli.main, ["ask", *words, "--as-of", "2026-11-24"])
    return result.exit_code, result.stdout, result.stderr


def test_words_run_the_nearest_question_and_say_which() -> None:
    code, out, err = invoke("ASEAN ที่หายไป", "--format", "json")
    assert code == 0
    assert json.loads(out)["command"] == "ask asean-gaps"
    assert "asean-gaps" in err
    assert len(err.strip().splitlines()) == 1


def test_words_that_may_mean_several_offer_three_and_exit_2() -> None:
    code, out, err = invoke("missing", "--lang", "en")
    assert (code, out) == (2, "")
    assert len(err.strip().splitlines()) == 1
    for name in ("asean-gaps", "theme-gaps", "known-nothing"):
        assert name in err


@pytest.mark.parametrize(
    ("words", "nearest"),
    [
        (["introducers", "--param", "to=Osakka"], "Osaka"),
        (["watch", "--param", "about=Jakrata"], "Jakarta"),
        (["watch", "--param", "about=ฮานอ"], "กรุงฮานอย"),
        (["theme-gaps", "--param", "theme=climte"], "climate"),
        (["network-reach", "--param", "city=Hanoy"], "Hanoi"),
        (["known-nothing", "--param", "field=agrement"], "agreement"),
        (["pipeline", "--param", "stage=sined"], "signed"),
        (["anniversaries", "--param", "months=soon"], "months"),
        (["anniversaries", "--param", "months=-1"], "months"),
        (["introducers", "--param", "limit=0"], "limit"),
        (["partner-profile", "--param", "partner=Hanoy"], "Hanoi"),
        (["partner-profile", "--param", "partner=ฮานอ"], "กรุงฮานอย"),
        (["white-space", "--param", "region=plan/afrika"], "plan/africa"),
        (["white-space", "--param", "region=Afrika"], "Africa"),
        (["white-space", "--param", "country=Japan"], "โยโกฮามา"),
        (["white-space", "--param", "country=ไทย"], "กรุงเทพมหานคร"),
        (["theme-gaps", "--param", "theme=economy and trade"], "Theme:trade_investment"),
        (["partner-profile", "--param", "partner=Japan"], "tokyo"),
        (["partner-profile", "--param", "partner=Kenya"], "ประเทศ"),
        (["kpi-targets", "--param", "year=2599"], "2566-2570"),
        (["kpi-targets", "--param", "year=2022"], "2566-2570"),
        (["upcoming", "--param", "weeks="], "weeks"),
        (["upcoming", "--param", "weeks=5201"], "5200"),
        (["upcoming", "--param", "weeks=8", "--param", "weeks=9"], "weeks"),
        (["upcoming", "--param", "weeks=-1"], "weeks"),
        (["watch", "--param", "months=0"], "1"),
        (["introducers", "--param", "to=bangkok"], "กรุงเทพมหานคร"),
        (["partner-profile", "--param", "partner=bangkok"], "กรุงเทพมหานคร"),
        (["network-reach", "--param", "city=bangkok"], "ต้องเป็นเมืองอื่น"),
        (["balance-whatif", "--param", "drop=bangkok"], "ต้องเป็นเมืองอื่น"),
        (["introducers", "--param", "to=Vietnam"], "hanoi"),
        (["upcoming", "--param", "weeks=soon"], "weeks"),
        (["dormant-ties", "--param", "active-months=72"], "72"),
        (["obligations", "--as-of", "31/2/2566"], "2569"),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, list) else None,
)
def test_bad_input_is_one_line_with_the_way_out(words: list[str], nearest: str) -> None:
    result = CliRunner().invoke(cli.main, ["ask", *words])
    assert result.exit_code == 2
    assert len(result.stderr.strip().splitlines()) == 1
    assert nearest in result.stderr


def test_the_world_network_is_read_from_the_folder_given(shared: Path) -> None:
    world = str(shared / "world")
    code, out, _ = invoke(
        "introducers", "--param", "to=Dili", "--param", f"world={world}", "--format", "json"
    )
    assert code == 0
    first, hops = json.loads(out)["data"]["tables"]
    assert first["n"] > 0
    assert {row["hops"] for row in first["rows"]} == {3}
    assert any(row["by"] == "คู่เมือง" for row in hops["rows"])
    code, _, err = invoke("introducers", "--param", f"world={shared / 'nowhere'}")
    assert code == 3
    assert "cities.tsv.gz" in err


def test_gaps_agree_with_coverage_and_with_the_standing_of_ties(store: Store) -> None:
    gaps = {str(row["country"]): row for row in ask(store, "asean-gaps")[0].rows}
    coverage = {str(row["country"]): row for row in ask(store, "asean-coverage")[0].rows}
    assert gaps.keys() == coverage.keys()
    for name in ("tie", "capital_tie", "leading_city_tie", "activities_with_anyone"):
        assert {key: row[name] for key, row in gaps.items()} == {
            key: row[name] for key, row in coverage.items()
        }
    depth = {str(row["country"]): row["status_code"] for row in ask(store, "asean-depth")[0].rows}
    active = {
        key for key, row in gaps.items() if row["tie"] and "active-tie" not in str(row["missing_codes"])
    }
    assert active == {key for key, status in depth.items() if status == "active"}


def test_dormant_ties_are_those_that_ties_call_so(store: Store) -> None:
    asleep = {str(row["partner"]): row["status_code"] for row in ask(store, "dormant-ties")[0].rows}
    every = {str(row["partner"]): row["status_code"] for row in ask(store, "ties")[0].rows}
    sleeping = {"dormant", "never-active", "suspended", "ended"}
    assert asleep == {key: code for key, code in every.items() if sleeping & set(str(code).split("|"))}


def test_white_space_and_ties_share_out_the_un_members(store: Store) -> None:
    countries = {str(row["country"]) for row in ask(store, "white-space")[1].rows if row["un_member"]}
    tied = {str(row["country"]) for row in ask(store, "country-balance")[0].rows if row["ties"]}
    members = {node.key for node in store.nodes("Country") if node.get("un_member") is True}
    assert not countries & tied
    assert countries | (tied & members) == members - {"THA"}


def test_every_partner_has_a_page_whose_figures_are_those_of_the_index(store: Store) -> None:
    for row in ask(store, "partner-profile")[0].rows:
        tables = {t.name: t for t in ask(store, "partner-profile", partner=str(row["partner"]))}
        assert tables["partner-profile-contacts"].n == int(str(row["contacts"])) + int(
            str(row["undated_contacts"])
        )
        assert tables["partner-profile-networks"].n == row["networks"]
        moving = [str(kpi["kpi"]) for kpi in tables["partner-profile-plan"].rows if kpi["moving"]]
        assert (", ".join(moving) or "—") == row["kpis"]


def _met_until(row: Mapping[str, object]) -> PartialDate:
    day = row["met_until"]
    assert isinstance(day, PartialDate)
    return day


def test_the_last_contact_is_one_day_everywhere_on_every_partner_s_page(store: Store) -> None:
    lines = {str(row["partner"]): row for row in ask(store, "partner-profile")[0].rows}
    deciding = {str(row["partner"]): row for row in ask(store, "ties")[0].rows}
    assert len(lines) == 45
    for partner, line in lines.items():
        tables = {t.name: t for t in ask(store, "partner-profile", partner=partner)}
        facts = {str(getattr(row["fact"], "en", "")): row for row in tables["partner-profile"].rows}
        dated = [row for row in tables["partner-profile-contacts"].rows if row["met_on"] is not None]
        last = getattr(facts["Last contact"]["value"], "en", "\u2014").partition("; not counted: ")[0]
        if not dated:
            assert last in ("\u2014", "none on record"), partner
            continue
        newest = max(dated, key=_met_until)
        days = getattr(newest["days"], "en", "")
        assert dated[0]["days"] == newest["days"], partner
        assert last == days, partner
        assert f"the last {days}" in tables["partner-profile"].title.en, partner
        assert newest["met_until"] == line["last_contact"] == deciding[partner]["last_contact"], partner


@pytest.mark.parametrize(
    ("name", "params", "opens"),
    [
        ("white-space", {"country": "GEO"}, "Georgia has no tie: "),
        ("white-space", {"region": "africa"}, "Africa has 0 of 45 ties; "),
        (
            "network-reach",
            {"city": "kuala-lumpur"},
            "Bangkok meets Kuala Lumpur in 10 of the 22 networks whose lists name Bangkok",
        ),
        ("theme-gaps", {"theme": "waste"}, "Waste"),
    ],
)
def test_a_headline_on_one_thing_is_a_sentence_about_it(
    name: str, params: dict[str, str], opens: str, store: Store
) -> None:
    assert ask(store, name, **params)[0].title.en.startswith(opens)


def test_where_a_city_is_wanted_the_places_held_of_a_country_are_named() -> None:
    code, _, err = invoke("partner-profile", "--param", "partner=france")
    assert code == 2
    assert "paris" in err


def test_notes_are_counted_apart_from_the_gatherers_searches_and_stand_first(store: Store) -> None:
    (table,) = ask(store, "watch", about="kuala-lumpur")
    assert table.title.en == (
        "8 notes about Kuala Lumpur, 0 of them undated; besides, 2 searches by those who gathered the data"
    )
    kinds = [getattr(kind, "en", "") for kind in table.column("note_kind")]
    assert kinds[-2:] == ["inquiry"] * 2
    assert "inquiry" not in kinds[:-2]


def test_a_list_of_later_than_the_date_is_told_as_such(store: Store) -> None:
    table = run_question(store, "communities", as_of=date(1961, 1, 1), params=[])[0]
    assert table.title.en.startswith("In the list of 2026: 78 countries")
    assert not ask(store, "communities")[0].title.en.startswith("In the list")


def test_a_source_without_a_title_is_told_by_its_address_once(store: Store) -> None:
    bare = [source for source in store.nodes("Source") if source.name == source.text("url")]
    assert bare
    assert source_names(store, (bare[0].id,)) == same(bare[0].text("url"))


def test_no_two_columns_of_an_answer_have_one_heading(store: Store) -> None:
    for name in ("asean-gaps", "white-space", "network-value", "anniversaries", "upcoming", "watch"):
        for table in ask(store, name):
            for headings in zip(*((one.label.th, one.label.en) for one in table.columns), strict=True):
                assert len(set(headings)) == len(headings), (name, headings)


def test_disagreements_of_a_partner_are_one_number_everywhere(store: Store) -> None:
    for line in ask(store, "partner-profile")[0].rows:
        about = {"about": str(line["partner"])}
        tables = {t.name: t for t in ask(store, "partner-profile", partner=about["about"])}
        n = ask(store, "disagreements", **about)[0].n
        assert line["open_matters"] == tables["partner-profile-disagreements"].n == n
        (record,) = (
            getattr(row["value"], "en", "")
            for row in tables["partner-profile"].rows
            if getattr(row["fact"], "en", "") == "Completeness of the record"
        )
        assert f"disagreements: {n}" in record


def test_an_undated_contact_that_leaves_a_status_open_is_listed(store: Store) -> None:
    tables = {t.name: t for t in ask(store, "partner-profile", partner="yachiyo")}
    assert tables["partner-profile-contacts"].column("record")[0] == "Activity:A268"
    assert "dated contacts on record 1" in tables["partner-profile"].title.en
    assert "without a date: 1" in tables["partner-profile"].title.en


def test_what_ends_or_comes_round_in_a_year_is_upcoming(store: Store) -> None:
    rows = ask(store, "upcoming", weeks="52")[0].rows
    found = {
        kind: {str(r["record"]) for r in rows if r["kind_code"] == kind}
        for kind in ("overdue", "anniversary")
    }
    assert found["overdue"] == {"Agreement:yokohama-2023", "Agreement:moscow-2023"}
    assert found["anniversary"] <= {str(row["record"]) for row in ask(store, "anniversaries")[0].rows}


def test_a_partner_s_page_leaves_out_nothing_done_or_announced_there(store: Store) -> None:
    land = Landscape(store, AS_OF)
    for standing in land.standings:
        place = standing.tie.partner.id
        joined = {edge.source for verb in ("INVOLVES", "HELD_IN") for edge in store.edges_to(place, verb)}
        known = {record for record in joined if _may_be_told(require_node(store, record))}
        assert known == _told_on_page(land, standing.tie.partner), place


def _may_be_told(activity: Node) -> bool:
    return activity.text("status") in ("done", "announced", "confirmed")


def _told_on_page(land: Landscape, place: Node) -> set[str]:
    profile = Profile(land, place)
    uncounted = [one.activity for one in land.uncounted.get(place.id, ())]
    return {activity.id for activity in (*profile.contacts, *profile.undated, *uncounted)}


@pytest.mark.parametrize(
    ("partner", "record"),
    [
        ("hanoi", "A262"), ("beijing", "A261"), ("shanghai", "A252"), ("seoul", "A213"),
        ("istanbul", "A143"), ("fukuoka-prefecture", "A206"), ("yokohama", "A209"),
    ],
)  # fmt: skip
def test_visits_with_a_partner_s_council_stand_on_its_page(partner: str, record: str, store: Store) -> None:
    tables = {table.name: table for table in ask(store, "partner-profile", partner=partner)}
    assert f"Activity:{record}" in tables["partner-profile-uncounted"].column("record")


@pytest.mark.parametrize(
    ("partner", "words"),
    [
        ("phnom-penh", "Ask the foreign ministry before any contact"),
        ("yokohama", "(31 Mar 2026 or Jul 2026); no successor on record"),
        ("yachiyo", "(32nd group) visit Yachiyo (announced, not confirmed that it took place)"),
        ("hanoi", "meets Hanoi People's Council (an activity of the council)"),
    ],
)
def test_what_to_know_before_a_contact_stands_on_the_page(partner: str, words: str, store: Store) -> None:
    tables = {table.name: table for table in ask(store, "partner-profile", partner=partner)}
    told = [getattr(cell, "en", "") for cell in tables["partner-profile-warnings"].column("what")]
    assert any(words in cell for cell in told)


def test_overdue_documents_of_the_week_stand_on_their_partners_pages(store: Store) -> None:
    overdue = [row for row in ask(store, "upcoming")[0].rows if row["kind_code"] == "overdue"]
    land = Landscape(store, AS_OF)
    told = {
        str(record)
        for standing in land.standings
        for table in ask(store, "partner-profile", partner=standing.tie.partner.key)
        if table.name == "partner-profile-warnings"
        for record in table.column("record")
    }
    assert overdue
    assert {row["record"] for row in overdue if str(row["record"]).startswith("Agreement:")} <= told

"""Reasons: which facts a gap has, by hand on small graphs; which rules are given, in which order."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from graph.texts import Label
from queries.facts.landscape import Landscape
from queries.facts.lookup import label_of
from queries.facts.memberships import BANGKOK
from queries.gaps.channels import find_channels
from queries.gaps.country_gaps import country_gap, member_gap, missing_cities, region_gap
from queries.gaps.reasons import Fact, Facts, Gap, give_reasons, read_rules, reasons_table
from queries.gaps.tie_gaps import tie_gap
from queries.questions.pipeline import pipeline
from queries.table import ABSENT

if TYPE_CHECKING:
    from tests.unit.conftest import Sketch

AS_OF = date(2024, 6, 30)


def land_of(sketch: Sketch, as_of: date = AS_OF) -> Landscape:
    return Landscape(sketch.store(), as_of)


def country_facts(sketch: Sketch, country: str, as_of: date = AS_OF) -> Facts:
    land = land_of(sketch, as_of)
    node = land.store.node(f"Country:{country}")
    assert node is not None
    return country_gap(land, node, find_channels(land, node.id)).facts


def member_facts(sketch: Sketch, country: str) -> Facts:
    land = land_of(sketch)
    node = land.store.node(f"Country:{country}")
    assert node is not None
    return member_gap(land, node, find_channels(land, node.id)).facts


def tie_facts(sketch: Sketch, partner: str, as_of: date = AS_OF) -> Facts:
    land = land_of(sketch, as_of)
    return tie_gap(land, land.standing_of[partner]).facts


def values(fact: Fact) -> dict[str, str]:
    return {name: getattr(value, "en", str(value)) for name, value in fact.values.items()}


@pytest.fixture
def world(sketch: Sketch) -> Sketch:
    """Two ties in the east, one in the west, none in the south."""
    sketch.plan()
    for country in ("JPN", "KOR", "FRA", "NGA"):
        sketch.country(country, un_member=True)
    sketch.region("east", "JPN", "KOR")
    sketch.region("west", "FRA")
    sketch.region("south", "NGA")
    sketch.agreement("tokyo", sketch.city("tokyo", "JPN"), "2010")
    sketch.agreement("osaka", sketch.city("osaka", "JPN"), "2011")
    sketch.agreement("paris", sketch.city("paris", "FRA"), "2012")
    return sketch


def test_a_region_is_told_beside_the_one_with_most_ties(world: Sketch) -> None:
    world.country("BEL", un_member=True)
    world.link("Country:BEL", "IN_REGION", "Region:plan/west")
    assert values(country_facts(world, "NGA")["region-without-tie"])["n"] == "3"
    few = values(country_facts(world, "BEL")["region-with-few"])
    assert few == {"region": "west", "ties": "1", "n": "3", "top": "east", "most": "2"}
    most = country_facts(world, "KOR")
    assert "region-with-most" in most
    assert not {"region-with-few", "region-without-tie"} & most.keys()


def test_a_country_in_no_region_of_the_scheme_is_told_so(world: Sketch) -> None:
    world.country("XKX")
    facts = country_facts(world, "XKX")
    assert {"region-unknown", "not-un-member", "no-channel", "no-mission"} <= facts.keys()


def test_a_mission_is_met_or_not_met(world: Sketch) -> None:
    mission = world.record("Embassy", "emb-nga")
    world.link(mission, "REPRESENTS", "Country:NGA")
    assert values(country_facts(world, "NGA")["mission-not-met"]) == {"mission": "emb-nga"}
    world.activity("call", "2024-06-30", mission)
    facts = country_facts(world, "NGA")
    assert values(facts["mission-met"]) == {"mission": "emb-nga", "last": "30 Jun 2024"}
    assert values(facts["community-without-tie"]) == {"count": "1", "last": "30 Jun 2024"}
    assert "mission-not-met" not in facts
    # A day before the call, there was none.
    assert "mission-not-met" in country_facts(world, "NGA", date(2024, 6, 29))


def test_a_network_is_a_place_to_meet_only_while_it_meets(world: Sketch) -> None:
    lagos = world.city("lagos", "NGA")
    network = world.network("c40", BANGKOK, lagos, list_year="2020")
    shared = country_facts(world, "NGA")
    assert values(shared["network-shared"]) == {"city": "lagos", "network": "c40", "year": "2020"}
    assert "network-meeting" not in shared
    world.activity("summit", "2019-06-30", network)
    meeting = country_facts(world, "NGA")["network-meeting"]
    assert values(meeting)["last"] == "30 Jun 2019"
    # Sixty months and a day after it, the meeting is too long ago.
    assert "network-meeting" not in country_facts(world, "NGA", date(2024, 7, 1))


@pytest.mark.parametrize(("list_year", "old"), [("2018", True), ("2019", False)])
def test_an_old_list_speaks_against(list_year: str, old: bool, world: Sketch) -> None:
    world.network("c40", BANGKOK, world.city("lagos", "NGA"), list_year=list_year)
    assert ("old-list" in country_facts(world, "NGA")) is old


def test_councils_contacts_and_announcements_are_ways(world: Sketch) -> None:
    lagos = world.city("lagos", "NGA")
    world.agreement("council", lagos, "2008", counterpart="council")
    world.claim("talks", "announced agreement", lagos, stage="negotiating", dated_on="2024-06-30")
    world.claim("signed", "signing", lagos, stage="signed", dated_on="2024-06-01")
    for day in range(1, 4):
        world.activity(f"visit-{day}", f"2024-01-0{day}", lagos)
    facts = country_facts(world, "NGA")
    assert values(facts["council-accord"]) == {"place": "lagos", "since": "2008"}
    assert values(facts["announced"]) == {"matter": "talks", "date": "30 Jun 2024"}
    assert values(facts["contact-before"]) == {"what": "visit-3", "last": "3 Jan 2024"}
    assert values(facts["works-without-tie"]) == {"count": "3"}
    assert "announced" not in country_facts(world, "NGA", date(2024, 6, 29))


def test_a_challenge_without_a_tactic_or_kpi_is_told_from_the_graph(world: Sketch) -> None:
    world.record("Challenge", "geo/3")
    assert "spread-without-kpi" in country_facts(world, "NGA")
    world.link(world.record("Tactic", "9.9"), "ADDRESSES", "Challenge:geo/3")
    assert "spread-without-kpi" not in country_facts(world, "NGA")


@pytest.fixture
def asean(sketch: Sketch) -> Sketch:
    sketch.plan()
    for country in ("VNM", "MYS", "SGP"):
        sketch.country(country, un_member=True, asean_since="1995-07-28", capital=f"City:capital-{country}",
                       leading_city=f"City:large-{country}")  # fmt: skip
        for city in ("capital", "large"):
            sketch.city(f"{city}-{country}", country)
    sketch.agreement("hanoi", "City:capital-VNM", "2004")
    sketch.agreement("penang", sketch.city("penang", "MYS"), "2012")
    sketch.activity("old", "2012-04-05", "City:penang")
    sketch.activity("new", "2024-01-01", "City:capital-VNM")
    sketch.record("Project", "P14", budget_dependent=True)
    return sketch


def test_an_asean_member_is_told_what_it_lacks(asean: Sketch) -> None:
    without = member_facts(asean, "SGP")
    assert values(without["asean-without-tie"]) == {"missing": "1", "n": "3"}
    assert {"asean-gap", "asean-without-contact", "budget"} <= without.keys()
    asleep = member_facts(asean, "MYS")
    assert values(asleep["asean-ties-asleep"]) == {"status": "dormant for over 5 years"}
    assert values(asleep["asean-cities-without-tie"]) == {"cities": "capital-MYS; large-MYS"}
    alive = member_facts(asean, "VNM")
    assert not {"asean-without-tie", "asean-ties-asleep", "asean-without-contact"} & alive.keys()
    assert values(alive["asean-cities-without-tie"]) == {"cities": "large-VNM"}


def test_a_capital_that_is_the_largest_city_is_missing_once(asean: Sketch) -> None:
    asean.country("BRN", asean_since="1984-01-07", capital="City:bsb", leading_city="City:bsb")
    asean.city("bsb", "BRN")
    land = land_of(asean)
    brunei = land.store.node("Country:BRN")
    assert brunei is not None
    assert [city.id for city in missing_cities(land, brunei)] == ["City:bsb"]


def test_the_partner_with_most_networks_introduces_and_of_these_the_one_met_last(asean: Sketch) -> None:
    asean.network("one", "City:capital-SGP", "City:penang", "City:capital-VNM", list_year="2019")
    found = values(member_facts(asean, "SGP")["partner-introduces"])
    assert found == {"partner": "capital-VNM", "city": "capital-SGP", "count": "1", "year": "2019"}
    asean.network("two", "City:capital-SGP", "City:penang", list_year="2022")
    assert values(member_facts(asean, "SGP")["partner-introduces"])["partner"] == "penang"


def test_a_missing_city_in_a_network_goes_before_others(asean: Sketch) -> None:
    asean.network("big", BANGKOK, "City:penang", list_year="2020")
    asean.network("small", BANGKOK, "City:penang", "City:large-MYS", list_year="2020")
    assert values(member_facts(asean, "MYS")["network-shared"])["city"] == "large-MYS"


def test_a_sleeping_tie_is_told_where_it_lies(world: Sketch) -> None:
    assert values(tie_facts(world, "City:paris")["tie-alone"])["region"] == "west"
    top = tie_facts(world, "City:tokyo")["tie-in-top"]
    assert (values(top)["asleep"], values(top)["ties"]) == ("2", "2")
    world.agreement("lyon", world.city("lyon", "FRA"), "2013")
    beside = values(tie_facts(world, "City:paris")["tie-outside-top"])
    assert (beside["asleep"], beside["ties"], beside["top"], beside["most"]) == ("2", "2", "east", "2")


def test_an_active_tie_in_the_same_country_is_a_help_and_a_reason_against(world: Sketch) -> None:
    assert "tie-neighbour" not in tie_facts(world, "City:osaka")
    world.activity("visit", "2024-06-01", "City:tokyo")
    assert values(tie_facts(world, "City:osaka")["tie-neighbour"]) == {
        "partner": "tokyo", "last": "1 Jun 2024",
    }  # fmt: skip


def test_what_the_plan_says_of_a_tie_brings_its_own_ids(world: Sketch) -> None:
    world.link(world.record("Project", "P11"), "NAMES", "City:osaka")
    world.link("Project:P11", "ADVANCES", world.record("Kpi", "1.3-1"))
    named = tie_facts(world, "City:osaka")["tie-named"]
    assert values(named) == {"projects": "P11"}
    assert named.cites == ("Project:P11", "Kpi:1.3-1")
    world.activity("early", "2015-01-01", "City:osaka")
    world.link(world.record("Level", "1.3-1/L1"), "PART_OF", "Kpi:1.3-1")
    world.link("Activity:early", "SUPPORTS", "Level:1.3-1/L1", mode="context")
    past = tie_facts(world, "City:osaka")["tie-past-levels"]
    assert (values(past), past.cites) == ({"count": "1", "kpis": "1.3-1"}, ("Kpi:1.3-1",))


@pytest.mark.parametrize(
    ("signed_on", "there"), [("2015-06-30", True), ("2014-06-29", False), ("2014-06-30", True)]
)
def test_an_anniversary_within_a_year_is_an_occasion(signed_on: str, there: bool, world: Sketch) -> None:
    world.agreement("seoul", world.city("seoul", "KOR"), signed_on)
    assert ("tie-anniversary" in tie_facts(world, "City:seoul")) is there


def test_what_speaks_against_a_tie_is_read_off_its_records(world: Sketch) -> None:
    world.agreement("seoul", world.city("seoul", "KOR", doubtful=True), "2014", status="unknown")
    world.activity("signing", "2014-01-01", "City:seoul", kind="signing")
    facts = tie_facts(world, "City:seoul")
    assert {"tie-doubtful", "tie-document-unsure", "tie-nobody-met"} <= facts.keys()
    world.activity("visit", "2015-01-01", "City:seoul")
    world.link("Activity:visit", "ABOUT", world.record("Theme", "water"))
    facts = tie_facts(world, "City:seoul")
    assert "tie-nobody-met" not in facts
    assert values(facts["tie-theme"]) == {"theme": "water", "count": "2"}
    world.claim("stopped", "tie status", "City:seoul", value="suspended", dated_on="2023-03")
    assert values(tie_facts(world, "City:seoul")["tie-stated"]) == {
        "status": "suspended", "date": "Mar 2023",
    }  # fmt: skip


def test_a_silent_year_of_the_record_is_counted_over_all(world: Sketch) -> None:
    world.activity("outside", "2023-06-29", "City:tokyo")
    world.activity("inside", "2023-06-30", "City:tokyo")
    assert values(tie_facts(world, "City:osaka")["thin-record"]) == {"count": "1"}


def test_beyond_the_end_of_the_record_silence_says_nothing(world: Sketch) -> None:
    world.reaches = "2024-06-29"
    facts = tie_facts(world, "City:osaka")
    assert values(facts["record-ends"]) == {"end": "29 Jun 2024"}
    assert "thin-record" not in facts


def test_a_region_takes_the_ways_of_its_country_with_most(world: Sketch) -> None:
    world.country("KEN", un_member=True)
    world.link("Country:KEN", "IN_REGION", "Region:plan/south")
    mission = world.record("Embassy", "emb-ken")
    world.link(mission, "REPRESENTS", "Country:KEN")
    land = land_of(world)
    south = land.store.node("Region:plan/south")
    countries = [node for key in ("KEN", "NGA") if (node := land.store.node(f"Country:{key}"))]
    assert south is not None
    gap = region_gap(land, south, countries)
    assert values(gap.facts["mission-not-met"]) == {"mission": "emb-ken"}
    assert gap.completeness.en == "Of 2 countries 1 have a mission on record and 0 a city in a shared network"


def rule(sketch: Sketch, key: str, kind: str, fact: str, priority: int, words: str) -> str:
    return sketch.record("Reason", key, kind=kind, fact=fact, priority=priority, name=words, name_th=words)


def test_only_rules_whose_fact_holds_are_given_the_first_ones_of_each_kind(sketch: Sketch) -> None:
    for number in (3, 1, 2):
        rule(sketch, f"why-{number}", "why", "held", number, f"why {number} of {{n}}")
        rule(sketch, f"against-{number}", "against", "held", number, f"against {number}")
    rule(sketch, "absent", "cheap", "not-held", 1, "never said")
    given = give_reasons(read_rules(sketch.store()), {"held": Fact({"n": Label("สาม", "3")}, ("Kpi:1",))})
    assert [reason.words.en for reason in given["why"]] == ["why 1 of 3", "why 2 of 3"]
    assert [reason.words.en for reason in given["against"]] == ["against 1"]
    assert given["cheap"] == []
    assert given["why"][0].cites == ("Kpi:1",)


def test_a_row_of_reasons_names_rules_and_what_they_cite_once(sketch: Sketch) -> None:
    rule(sketch, "a", "why", "held", 1, "why a")
    rule(sketch, "b", "why", "held", 2, "why b")
    challenge = sketch.record("Challenge", "geo/3")
    for key in "ab":
        sketch.link(f"Reason:{key}", "CITES", challenge)
    tokyo = sketch.city("tokyo")
    store = sketch.store()
    node = store.node(tokyo)
    assert node is not None
    gap = Gap(tokyo, label_of(node), {"held": Fact()}, Label("ครบ", "complete"))
    table = reasons_table(store, "reasons", [gap], as_of=AS_OF, unit=Label("แห่ง", "places"))
    (row,) = table.rows
    assert (row["cites"], row["rules"]) == ("Challenge:geo/3", "Reason:a; Reason:b")
    assert row["plan_elements"] == Label("ความท้าทายด้านภูมิรัฐศาสตร์ ข้อ 3", "Geopolitical challenge 3")
    assert (row["cheap"], row["against"]) == (ABSENT, ABSENT)
    assert table.records == ["Challenge:geo/3", tokyo, "Reason:a", "Reason:b"]


@pytest.mark.parametrize(("as_of", "told"), [(date(2025, 7, 30), False), (date(2025, 7, 31), True)])
def test_relations_of_states_that_changed_speak_against(as_of: date, told: bool, world: Sketch) -> None:
    mission = world.record(
        "Embassy", "emb-nga", relations_on="2025-07", relations_en="downgraded", relations_th="ลดระดับ"
    )
    world.link(mission, "REPRESENTS", "Country:NGA")
    assert ("relations-changed" in country_facts(world, "NGA", as_of)) is told


def test_a_lapsed_accord_of_the_councils_is_no_way_in(world: Sketch) -> None:
    lagos = world.city("lagos", "NGA")
    world.agreement("old", lagos, "2001", counterpart="council", status="lapsed")
    assert "council-accord" not in country_facts(world, "NGA")
    world.agreement("new", lagos, "2023-09-16", counterpart="council", status="in_force")
    assert values(country_facts(world, "NGA")["council-accord"])["since"] == "16 Sep 2023"


def test_a_mission_met_too_long_ago_is_called_on_again(world: Sketch) -> None:
    mission = world.record("Embassy", "emb-nga")
    world.link(mission, "REPRESENTS", "Country:NGA")
    world.activity("call", "2019-06-30", mission)
    assert "mission-met" in country_facts(world, "NGA")
    later = country_facts(world, "NGA", date(2024, 7, 1))
    assert "mission-met-before" in later
    assert not {"mission-met", "mission-not-met"} & later.keys()


@pytest.mark.parametrize(
    ("dated_on", "as_of", "told"),
    [
        ("2024-06", date(2024, 6, 29), False),
        ("2024-06", date(2024, 6, 30), True),
        ("", date(1961, 1, 1), True),
    ],
)
def test_a_matter_is_a_way_from_the_day_on_which_the_pipeline_lists_it(
    dated_on: str, as_of: date, told: bool, world: Sketch
) -> None:
    dated = {"dated_on": dated_on} if dated_on else {}
    world.claim("talks", "announced agreement", world.city("lagos", "NGA"), stage="idea", **dated)
    assert ("announced" in country_facts(world, "NGA", as_of)) is told
    assert bool(pipeline(world.store(), as_of=as_of)[0].rows) is told


def test_what_speaks_against_a_member_is_how_contact_with_it_stands(asean: Sketch) -> None:
    nothing, past, goes_on = (member_facts(asean, country) for country in ("SGP", "MYS", "VNM"))
    assert "asean-from-nothing" in nothing
    assert values(past["contact-past"]) == {"count": "1", "last": "5 Apr 2012"}
    assert values(goes_on["asean-contact-goes-on"]) == {"count": "1", "last": "1 Jan 2024"}
    asean.network("n", BANGKOK, "City:capital-SGP")
    assert "asean-from-nothing" not in member_facts(asean, "SGP")
    asean.activity("before", "2022-09-30", "City:capital-SGP")
    assert values(member_facts(asean, "SGP")["contact-past"]) == {"count": "1", "last": "30 Sep 2022"}
    asean.activity("inside", "2022-10-01", "City:capital-SGP")
    working = member_facts(asean, "SGP")
    assert values(working["asean-works-without-tie"]) == {"count": "1", "last": "1 Oct 2022"}
    assert not {"contact-past", "asean-contact-goes-on"} & working.keys()


def test_a_network_where_a_city_is_met_is_not_named_again_for_a_letter(world: Sketch) -> None:
    lagos = world.city("lagos", "NGA")
    world.activity("summit", "2024-01-01", world.network("c40", BANGKOK, lagos, list_year="2020"))
    facts = country_facts(world, "NGA")
    assert ("network-meeting" in facts, "network-shared" in facts) == (True, False)
    world.network("wego", BANGKOK, lagos, list_year="2021")
    assert values(country_facts(world, "NGA")["network-shared"])["network"] == "wego"


def test_a_latin_name_stands_apart_from_the_thai_words_around_it_and_a_thai_one_does_not(
    sketch: Sketch,
) -> None:
    sketch.record("Reason", "a", kind="cheap", fact="met", priority=1, name="Write to {city}.",
                  name_th="มีหนังสือถึง{city}ในวันที่ {day}")  # fmt: skip
    rules = read_rules(sketch.store())
    for city, written in (
        ("Lagos", " Lagos "),
        ("Washington, D.C.", " Washington, D.C. "),
        ("กรุงลอนดอน",) * 2,
    ):
        fact = Fact({"city": Label(city, city), "day": Label("1 ก.ย. 2567", "1 Sep 2024")})
        (given,) = give_reasons(rules, {"met": fact})["cheap"]
        assert given.words.th == f"มีหนังสือถึง{written}ในวันที่ 1 ก.ย. 2567"


def test_two_reasons_of_a_kind_are_numbered_and_one_is_not(sketch: Sketch) -> None:
    rule(sketch, "a", "why", "held", 1, "one")
    rule(sketch, "b", "why", "held", 2, "two")
    rule(sketch, "c", "cheap", "held", 1, "alone")
    gap = Gap("City:x", Label("x", "x"), {"held": Fact()}, Label("ครบ", "complete"))
    table = reasons_table(sketch.store(), "reasons", [gap], as_of=AS_OF, unit=Label("แห่ง", "places"))
    (row,) = table.rows
    assert (row["why"], row["cheap"]) == (
        Label("(1) one (2) two", "(1) one (2) two"),
        Label("alone", "alone"),
    )


@pytest.mark.parametrize(
    ("kind", "start", "speaks", "to_confirm"),
    [
        ("signing", "2015", False, False),  # the signing itself, told with low confidence
        ("network_meeting", "2015-06-01", False, True),  # within the year of signing: not surely later
        ("network_meeting", "2016-01-01", True, True),
        ("signing", "2016-01-01", True, False),
    ],
)
def test_only_what_is_later_than_the_signing_speaks_against_silence(
    kind: str, start: str, speaks: bool, to_confirm: bool, world: Sketch
) -> None:
    world.agreement("kobe", world.city("kobe", "JPN"), "2015")
    world.activity("doubted", start, "City:kobe", kind=kind, confidence="low")
    facts = tie_facts(world, "City:kobe")
    assert ("newer-uncounted" in facts, "unconfirmed" in facts) == (speaks, to_confirm)

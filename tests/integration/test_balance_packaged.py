"""The balance of the packaged data: one verdict in every answer, and each number with its grounds."""

from __future__ import annotations

import random
from datetime import date

import pytest

from graph.errors import QuestionError
from graph.records import Edge, Node
from graph.store import Store
from queries.balance.benchmarks import BENCHMARKS
from queries.catalog import run_question
from queries.writers.csv_writer import render_csv
from queries.writers.json_writer import tables_data
from tests.balance_world import (
    AS_OF,
    QUESTIONS,
    answer,
    english,
    moving,
    row_of,
    store_of,
    world,
)


def test_the_headline_in_its_variants(store: Store) -> None:
    table = answer(store, "region-balance", ("all", "yes"))["region-balance-ways"]
    found = {str(row["way"]): (row["in_region"], row["of_all"]) for row in table.rows}
    assert found == {
        "ties": (24, 45), "active": (11, 19), "office": (17, 35), "friendly": (16, 35),
        "with-councils": (29, 53), "documents": (38, 66), "activities": (49, 92), "contacts": (129, 210),
    }  # fmt: skip
    assert row_of(table, "way", "ties")["share_without_mongolia"] == pytest.approx(23 / 45)


def test_one_verdict_in_every_answer(store: Store) -> None:
    table = answer(store, "region-balance")["region-balance"]
    rows = {str(row["region"]): str(row["verdict_code"]) for row in table.rows}
    assert rows == {
        "east-asia": "no-doubling", "europe": "cannot-tell", "asean": "cannot-tell",
        "americas": "cannot-tell", "central-asia": "cannot-tell", "middle-east": "cannot-tell",
        "oceania": "cannot-tell", "africa": "none", "south-asia": "none",
    }  # fmt: skip
    yardsticks = answer(store, "benchmarks")["benchmark-verdicts"]
    first = row_of(yardsticks, "benchmark_name", "large-cities")
    assert (first["focus_verdict_code"], first["asean_verdict_code"]) == (rows["east-asia"], rows["asean"])
    evidence = row_of(answer(store, "challenges")["challenge-evidence"], "rule_id", "leading-region")
    for said in (english(evidence["how"]), table.notes[0].en):
        assert "Large cities: no doubling seen (1.4 times)" in said
    summed = "Compared in 6 ways, East Asia: no doubling seen in 2, more than its share in 4."
    assert table.says[0].en == summed
    assert summed in english(evidence["sentence"])


def test_counting_states_is_one_yardstick_among_those_that_weigh_size(store: Store) -> None:
    verdicts = answer(store, "benchmarks")["benchmark-verdicts"]
    found = {str(row["benchmark_name"]): row["focus_verdict_code"] for row in verdicts.rows[:6]}
    assert found == {
        "large-cities": "no-doubling",
        "population": "above",
        "peers": "no-doubling",
        "embassies": "above",
        "un-members": "above",
        "even": "above",
    }
    assert "more than its share in 4 of 6 comparisons" in verdicts.title.en
    assert "one finding" in verdicts.notes[0].en


def test_no_verdict_says_that_two_shares_are_alike(store: Store) -> None:
    tables = [*answer(store, "region-balance").values(), *answer(store, "benchmarks").values()]
    words = {english(cell) for table in tables for row in table.rows for cell in row.values()}
    assert not any("in line" in word for word in words)
    assert any(word.startswith("no halving seen (0.8 times)") for word in words)  # Yangon, Phnom Penh
    (note,) = [note.en for note in tables[0].notes if note.en.startswith("More and less than its share")]
    assert "does not mean that the two are alike" in note and "lopsided" in note


def test_whether_east_asia_is_ahead_of_asean_has_a_probability(store: Store) -> None:
    (table,) = answer(store, "region-ahead").values()
    named = answer(store, "region-ahead", ("region", "east-asia"), ("region", "asean"))["region-ahead"]
    assert table.rows == named.rows
    ties = row_of(table, "way", "ties")
    assert (ties["first_units"], ties["second_units"], english(ties["ahead"])) == (24, 8, "East Asia")
    assert english(ties["chance"]) == "over 99 %"
    turned = answer(store, "region-ahead", ("region", "asean"), ("region", "east-asia"))["region-ahead"]
    assert row_of(turned, "way", "ties")["chance_value"] == pytest.approx(
        1 - float(str(ties["chance_value"]))
    )
    assert english(row_of(turned, "way", "ties")["chance"]) == "under 1 %"
    assert "1.4 times its share, ASEAN 2.8 times" in table.notes[0].en  # held against size it is behind
    for wrong in (("asean", "asean"), ("asean", "europe", "africa")):
        with pytest.raises(QuestionError, match="two different regions"):
            answer(store, "region-ahead", *(("region", region) for region in wrong))


def test_an_empty_region_gets_an_upper_bound(store: Store) -> None:
    table = answer(store, "region-balance")["region-balance"]
    # 1 - 0.05^(1/45) = 6.4 %, one-sided and exact.
    assert english(row_of(table, "region", "africa")["verdict"]) == "none (up to 6 % possible)"


def test_a_full_list_carries_no_interval_of_chance(store: Store) -> None:
    for name in ("region-balance", "balance-trend", "country-balance", "challenges", "balance-whatif"):
        for table in answer(store, name).values():
            written = repr(tables_data([table], "en"))
            assert "95 % interval" not in written and "95 % low" not in written, table.name
    exact = answer(store, "region-balance", ("all", "yes"))["region-balance-tests"]
    assert any(column.id == "exact_low" for column in exact.columns)


def test_every_yardstick_is_listed_with_source_and_completeness(store: Store) -> None:
    tables = answer(store, "benchmarks")
    rows = tables["benchmark-verdicts"].rows
    assert [row["benchmark_name"] for row in rows][:6] == list(BENCHMARKS)
    assert len(rows) == 25
    assert all(english(row["completeness"]) and english(row["sources"]) for row in rows)
    moved = {english(row["moved"]) for row in tables["scheme-differences"].rows} - {"—"}
    assert moved == {"Armenia; Azerbaijan; Cyprus; Georgia; Türkiye", "Iran"}


def test_since_the_plan_began_on_the_packaged_data(store: Store) -> None:
    table = answer(store, "balance-trend")["since-plan-began"]
    found = {str(r["what_code"]): (r["inside_units"], r["inside_n"], r["direction_code"]) for r in table.rows}
    assert found == {
        "documents": (9, 10, "cannot-tell"), "document-partners": (7, 8, "cannot-tell"),
        "ties": (4, 4, "cannot-tell"), "contacts": (49, 92, "no-doubling"),
        "contacts-without-missions": (44, 64, "no-doubling"), "contact-groups": (42, 74, "no-doubling"),
    }  # fmt: skip
    assert "shrinking" not in table.title.en
    # Fisher's test of the contacts alone has p = 0.03; with six tests in the table it is not said.
    p = row_of(table, "what_code", "contacts")["p_holm"]
    assert isinstance(p, float) and p > 0.05
    by_region = answer(store, "balance-trend")["since-plan-by-region"]
    assert {str(r["region"]): r["documents_inside"] for r in by_region.rows if r["documents_inside"]} == {
        "east-asia": 9, "europe": 1,
    }  # fmt: skip


def test_a_direction_of_contacts_is_said_only_where_all_ways_of_counting_agree() -> None:
    """East Asia had all of 60 contacts and has a third of 90, but each new one is an embassy's call."""
    batch = world(
        {"stay": "CHN"},
        [{"with": "stay", "signed_on": "2001-05-01"}],
        [(f"20{10 + n // 6}-0{1 + n % 6}-01", "stay") for n in range(60)]
        + [(f"2024-{1 + n // 3:02}-{1 + 9 * (n % 3):02}", "stay") for n in range(30)],
    )
    batch.add(
        [Node("Embassy", "fra", {"name": "France"})], [Edge("Embassy:fra", "REPRESENTS", "Country:FRA")]
    )
    for n in range(60):
        own = {
            "kind": "courtesy_call",
            "direction": "inbound",
            "status": "done",
            "confidence": "high",
            "role_of_bangkok": "received",
            "start_on": f"2025-{1 + n // 6:02}-{1 + n % 6:02}",
        }
        batch.add([Node("Activity", f"e{n}", own)], [Edge(f"Activity:e{n}", "INVOLVES", "Embassy:fra")])
    table = answer(store_of(batch), "balance-trend")["since-plan-began"]
    codes = {str(row["what_code"]): row["direction_code"] for row in table.rows}
    assert codes["contacts"] == "shrinking"
    assert codes["contacts-without-missions"] == codes["contact-groups"] == "no-doubling"
    assert table.title.en.endswith("(not enough data to say)")


def test_the_end_of_the_trend_is_the_balance(store: Store) -> None:
    trend = row_of(answer(store, "balance-trend")["balance-trend"], "period", "all")
    ways = answer(store, "region-balance", ("all", "yes"))["region-balance-ways"]
    ties, contacts = row_of(ways, "way", "ties"), row_of(ways, "way", "contacts")
    assert (trend["ties"], trend["focus_share"], trend["hill"]) == (45, ties["share"], ties["hill"])
    assert (trend["contacts_with_anyone"], trend["contact_share"]) == (210, contacts["share"])
    assert trend["active"] == row_of(ways, "way", "active")["of_all"]


@pytest.mark.parametrize("by", ["year", "plan-year", "governor"])
def test_what_moved_adds_up_to_where_it_came(store: Store, by: str) -> None:
    tables = answer(store, "balance-trend", ("by", by))
    for row in tables["balance-changes"].rows:
        for measure in ("share", "hill"):
            if row[f"{measure}_change"] is not None:
                parts = [float(str(row[f"{measure}_{cause}"])) for cause in ("signed", "left", "revived")]
                assert sum(parts) == pytest.approx(row[f"{measure}_change"])
    gathered = [row for row in tables["balance-trend"].rows if isinstance(row["ties"], int)]
    rows = [row for row in gathered if row["period"] not in ("undated", "all")]
    for earlier, later in zip(rows, rows[1:], strict=False):
        moved = [r for r in tables["balance-changes"].rows
                 if (r["period"], r["what_code"]) == (later["period"], "ties")]  # fmt: skip
        change = sum(int(str(r["signed"])) + int(str(r["revived"])) - int(str(r["left"])) for r in moved)
        assert int(str(earlier["ties"])) + change == later["ties"]


def test_the_four_challenges(store: Store) -> None:
    tables = answer(store, "challenges")
    assert {str(row["number"]): row["verdict_code"] for row in tables["challenges"].rows} == {
        "1": "not-measurable", "2": "cannot-tell", "3": "partly", "4": "wish",
    }  # fmt: skip
    outcomes = {str(r["rule_id"]): r["outcome_code"] for r in tables["challenge-evidence"].rows}
    assert {rule: code for rule, code in outcomes.items() if code != "context"} == {
        "national-strategy": "not-measurable",
        "asean-share": "cannot-tell",
        "asean-active-states": "cannot-tell",
        "asean-sporadic": "supported",
        "asean-new-documents": "cannot-tell",
        "leading-region": "partly",
        "theme-variety": "wish",
        "ceremonial-contacts": "wish",
        "milestones": "not-measurable",
    }
    third = row_of(tables["challenges"], "number", "3")
    assert "เอเชียตะวันออกเฉียงเหนือ" in getattr(third["slip"], "th", "")
    assert english(third["answered_by"]) == "no link read yet"
    second = row_of(tables["challenges"], "number", "2")
    assert english(second["verdict"]) == (
        "not enough data to say (of 4 parts, 1 supported, 0 in part, 0 not supported)"
    )
    assert english(second["answered_by"]).startswith("2.1 Leading ASEAN City")
    assert second["kpis"] == "2.1-1"


def test_activity_is_a_bound_and_never_a_complete_set(store: Store) -> None:
    evidence = answer(store, "challenges")["challenge-evidence"]
    row = row_of(evidence, "rule_id", "asean-active-states")
    coverage = answer(store, "asean-coverage")["asean-coverage"]
    tied = sum(member["tie"] is True for member in coverage.rows)
    assert row["high"] == pytest.approx(tied / 10)
    assert row["low"] == row["value"]


def test_a_governors_sentence_names_no_test_and_no_p(store: Store) -> None:
    for table in answer(store, "challenges").values():
        for row in table.rows:
            for name in ("sentence", "verdict", "why", "outcome", "rule_words"):
                for said in (english(row.get(name)), str(getattr(row.get(name), "th", ""))):
                    for word in ("Fisher", "Holm", " p ", "power", "ค่า p", "กำลังการทดสอบ", "bfa "):
                        assert word not in said, (name, word)
    evidence = answer(store, "challenges")["challenge-evidence"]
    assert "p after Holm" in english(row_of(evidence, "rule_id", "leading-region")["how"])


def test_every_number_of_a_challenge_leads_to_its_records(store: Store) -> None:
    tables = answer(store, "challenges")
    for row in tables["challenge-evidence"].rows:
        if row["value"] is not None:
            ids = str(row["record_ids"]).split("|")
            assert all(store.node(record) is not None for record in ids), row["rule_id"]
            assert set(ids) <= set(tables["challenge-evidence"].records)


def test_a_sentence_names_all_that_a_number_needs(store: Store) -> None:
    evidence = row_of(answer(store, "challenges")["challenge-evidence"], "rule_id", "leading-region")
    said = evidence["sentence"]
    assert english(said).startswith(
        "East Asia has 53 % of ties (24 of 45); as of 24 Nov 2026 (records to 23 Feb 2026). "
        "Compared in 6 ways, East Asia: no doubling seen in 2, more than its share in 4. "
    )
    assert "Counted in 8 ways it has 46 % (" in english(said)
    assert english(said).endswith("With 1 unknown, East Asia has 17 to 18 of the office's 36 (47 to 50 %).")
    assert getattr(said, "th", "").startswith(
        "เอเชียตะวันออกมีสัดส่วนร้อยละ 53 ของเมืองคู่ความร่วมมือ (24 จาก 45) "
        "ข้อมูล ณ 24 พ.ย. 2569 (มีข้อมูลถึง 23 ก.พ. 2569) "
        "เมื่อเทียบ 6 แบบ เอเชียตะวันออก: ไม่พบว่ามากถึงสองเท่า 2 แบบ, มากกว่าสัดส่วนอ้างอิง 4 แบบ"
    )


@pytest.mark.parametrize("name", QUESTIONS)
def test_the_order_of_rows_never_shows(name: str) -> None:
    def rendered(seed: int) -> str:
        batch = moving()
        batch.add([Node("Challenge", "geo/2", {"summary_en": "few", "summary_th": "น้อย"})])
        random.Random(seed).shuffle(batch.nodes)
        random.Random(seed).shuffle(batch.edges)
        params = [("all", "yes")] if name == "region-balance" else []
        tables = run_question(store_of(batch), name, as_of=AS_OF, params=params)
        return "".join(render_csv(table, "en") for table in tables) + repr(tables_data(tables, "th"))

    assert rendered(1) == rendered(2) == rendered(3)


def test_before_the_record_of_activities_begins_nothing_is_said_of_active_ties(store: Store) -> None:
    evidence = answer(store, "challenges", as_of=date(2004, 1, 1))["challenge-evidence"]
    row = row_of(evidence, "rule_id", "asean-active-states")
    assert (row["outcome_code"], row["value"]) == ("cannot-tell", None)


def test_a_whatif_without_changes_has_no_table_of_changes(store: Store) -> None:
    assert "whatif-steps" not in answer(store, "balance-whatif")
    assert "whatif-steps" in answer(store, "balance-whatif", ("add", "yangon"))


def test_mongolia_is_named_only_with_the_region_it_lies_in(store: Store) -> None:
    east_asia = answer(store, "region-balance", ("all", "yes"))["region-balance-ways"]
    assert "without Mongolia" in east_asia.title.en
    europe = world({"paris": "FRA", "lao": "LAO"}, [{"with": "paris", "signed_on": "2001-01-01"}])
    ways = answer(store_of(europe), "region-balance", ("all", "yes"))["region-balance-ways"]
    assert "Mongolia" not in ways.title.en

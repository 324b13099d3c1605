"""The balance on a made-up graph with ended and revived ties worked by hand, and what a what-if refuses."""

from __future__ import annotations

from datetime import date
from itertools import combinations_with_replacement
from pathlib import Path

import pytest
from click.testing import CliRunner

from cli import main
from graph.errors import QuestionError
from graph.records import Batch, Edge, Node
from graph.store import Store
from graph.texts import Language
from queries.balance.additions import add_tie, best_additions
from queries.balance.benchmarks import Benchmark
from queries.balance.position_measures import MEASURES, read_frame
from queries.balance.sentences import show_change
from queries.catalog import run_question
from queries.facts.history import Position, read_history
from queries.facts.standing import read_standings
from queries.writers.json_writer import plain_cell, tables_data
from tests.balance_world import (
    AS_OF,
    QUESTIONS,
    REGIONS,
    answer,
    english,
    moving,
    row_of,
    store_of,
    world,
)


def test_signed_ended_and_revived_by_hand() -> None:
    table = answer(store_of(moving()), "balance-trend")["balance-changes"]
    row = row_of(table, "period", "2024", what_code="ties")
    assert (row["signed"], row["left"], row["revived"]) == (1, 1, 1)
    assert [english(row[f"{cause}_names"]) for cause in ("signed", "left", "revived")] == [
        "New",
        "Gone",
        "Back",
    ]
    # China had 1 of 2 dated ties (stay, gone) and has 2 of 3 (stay, back, new).
    assert row["share_change"] == pytest.approx(2 / 3 - 1 / 2)
    parts = [row[f"share_{cause}"] for cause in ("signed", "left", "revived")]
    assert sum(float(str(part)) for part in parts) == pytest.approx(2 / 3 - 1 / 2)
    # The signing: mean over orders of 1/2 -> 2/3, 1 -> 1, 1/3 -> 1/2 and 1/2 -> 2/3.
    signing = (2 * (2 / 3 - 1 / 2) + (1 - 1) + (1 / 2 - 1 / 3) + 2 * (2 / 3 - 1 / 2)) / 6
    assert row["share_signed"] == pytest.approx(signing)


def test_active_ties_fall_silent_and_wake() -> None:
    table = answer(store_of(moving()), "balance-trend")["balance-changes"]
    rows = {str(row["period"]): row for row in table.rows if row["what_code"] == "active"}
    assert english(rows["2022"]["left_names"]) == "Stay"  # two years after 1 January 2020
    assert english(rows["2024"]["revived_names"]) == "Back"
    assert english(rows["2024"]["left_names"]) == "Gone"


def test_an_undated_tie_stands_in_a_row_of_its_own() -> None:
    table = answer(store_of(moving()), "balance-trend")["balance-trend"]
    assert row_of(table, "period", "2026")["ties"] == 3
    assert (row_of(table, "period", "undated")["ties"], row_of(table, "period", "all")["ties"]) == (1, 4)


def test_a_year_after_the_end_of_the_record_is_not_gathered() -> None:
    """The newest visit, with New, is of 1 July 2024; Back would fall silent in June 2026."""
    tables = answer(store_of(moving(), reaches=""), "balance-trend")
    rows = {str(row["period"]): row for row in tables["balance-trend"].rows}
    assert english(rows["2024"]["name"]) == "2024 (to 1 Jul 2024)"
    assert (str(rows["2024"]["until"]), rows["2024"]["ties"], rows["2024"]["active"]) == ("2024-07-01", 3, 2)
    for year in ("2025", "2026"):
        cells = {english(cell) for cell in rows[year].values() if getattr(cell, "en", "") not in ("", year)}
        assert cells == {"record not gathered"}
    assert {str(row["period"]) for row in tables["balance-changes"].rows} & {"2025", "2026"} == set()
    assert rows["all"]["active"] == 2
    assert any(note.en.startswith("The record ends on 1 Jul 2024.") for note in tables["balance-trend"].says)


def test_since_the_plan_began_by_hand() -> None:
    table = answer(store_of(moving()), "balance-trend")["since-plan-began"]
    documents = row_of(table, "what_code", "documents")
    # Three dated before October 2022 (one Chinese), two inside (one Chinese), one without a date.
    assert (documents["before_n"], documents["before_units"]) == (3, 1)
    assert (documents["inside_n"], documents["inside_units"], documents["undated_units"]) == (2, 1, 1)
    assert documents["direction_code"] == "cannot-tell"
    # Four partners: stay, gone and back before, back and new inside, bare without a date.
    partners = row_of(table, "what_code", "document-partners")
    assert (partners["before_n"], partners["inside_n"], partners["undated_units"]) == (3, 2, 1)
    ties = row_of(table, "what_code", "ties")
    # What comes back was a tie once, so it is none of the new ones.
    assert (ties["before_n"], ties["inside_n"], ties["undated_units"]) == (2, 1, 1)


def test_the_next_signing_by_hand() -> None:
    table = answer(store_of(moving()), "balance-trend")["next-signing"]
    shares = {str(row["region"]): row["next_focus_share"] for row in table.rows}
    assert shares["east-asia"] == pytest.approx(3 / 5)  # 2 of 4 now
    assert shares["africa"] == shares["asean"] == pytest.approx(2 / 5)


def test_terms_that_no_source_gives_stay_unknown(store: Store) -> None:
    table = answer(store, "balance-trend", ("by", "governor"))["balance-trend"]
    names = [(str(row["period"]), str(row["until"])) for row in table.rows]
    assert names == [
        ("before", "1996-12-30"),  # known to the year only: surely from its last day
        ("Claim:governor-bhichit-rattakul", "2000-01-01"), ("unknown-1", "2004-12-30"),
        ("Claim:governor-apirak-kosayodhin", "2008-11-19"), ("unknown-2", "2009-12-30"),
        ("Claim:governor-sukhumbhand-paribatra", "2016-10-17"),
        ("Claim:governor-aswin-kwanmuang", "2022-03-24"), ("unknown-4", "2022-05-31"),
        ("Claim:governor-chadchart-sittipunt", "2026-02-23"), ("unknown-5", "2026-11-24"),
        ("undated", "2026-11-24"), ("all", "2026-11-24"),
    ]  # fmt: skip
    rows = {str(row["period"]): row for row in table.rows}
    assert english(rows["Claim:governor-chadchart-sittipunt"]["name"]).endswith(" (to 23 Feb 2026)")
    assert english(rows["unknown-5"]["active"]) == "record not gathered"


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("th", "ผู้ว่าราชการกรุงเทพมหานครหลัง 21 พ.ค. 2569: ไม่ทราบ"),
        ("en", "Governor of Bangkok after 21 May 2026: not known"),
    ],
)
def test_who_governs_after_the_term_is_said_to_be_not_known(
    language: Language, said: str, store: Store
) -> None:
    table = answer(store, "balance-trend", ("by", "governor"))["balance-trend"]
    assert [row["period"] for row in table.rows if plain_cell(row["name"], language) == said] == ["unknown-5"]
    assert any(note.in_language(language).startswith(said) for note in table.notes)
    claims = run_question(store, "claims", as_of=AS_OF, params=[("record", "City:bangkok")])[0]
    assert any("5 July 2026" in str(plain_cell(row["claimed"], "en")) for row in claims.rows)
    in_office = answer(store, "balance-trend", ("by", "governor"), as_of=date(2026, 5, 21))["balance-trend"]
    assert not any(note.in_language(language).startswith(said) for note in in_office.notes)


def test_plan_years_run_on_the_fiscal_clock_and_say_so(store: Store) -> None:
    table = answer(store, "balance-trend", ("by", "plan-year"))["balance-trend"]
    assert [str(row["until"]) for row in table.rows][:2] == ["2023-09-30", "2024-09-30"]
    assert any("fiscal clock" in note.en and "assumed" in note.en for note in table.notes)


def test_the_history_tells_every_day_as_the_standings_do(store: Store) -> None:
    for graph in (store, store_of(moving())):
        history = read_history(graph)
        for year in range(1998, 2027, 2):
            day = date(year, 3, 17)
            position = history.position(day)
            standings = [s for s in read_standings(graph, as_of=day) if s.counted]
            assert set(position.ties) == {s.tie.partner.id for s in standings}
            assert position.active == {s.tie.partner.id for s in standings if s.status.settled == "active"}


# ---- what-if ----


def test_a_whatif_by_hand() -> None:
    params = (("add", "LAO:Pakse"), ("drop", "stay"))
    tables = answer(store_of(moving()), "balance-whatif", *params)
    rows = {str(row["measure"]): row for row in tables["balance-whatif"].rows}
    assert (rows["ties"]["before_value"], rows["ties"]["after_value"]) == (4, 4)
    assert (rows["focus-share"]["before_value"], rows["focus-share"]["after_value"]) == (0.5, 0.25)
    assert (rows["asean-states"]["before_value"], rows["asean-states"]["after_value"]) == (0, 1)
    assert rows["hill"]["after_value"] == pytest.approx(4)
    alone = row_of(tables["whatif-steps"], "partner", "City:stay")
    assert alone["change_focus_share"] == pytest.approx(1 / 3 - 1 / 2)


def test_a_revived_tie_is_active_and_no_new_one() -> None:
    rows = {str(r["measure"]): r for r in answer(
        store_of(moving()), "balance-whatif", ("revive", "stay"))["balance-whatif"].rows}  # fmt: skip
    assert rows["ties"]["change_value"] == 0
    assert rows["active"]["change_value"] == 1


@pytest.mark.parametrize(
    ("param", "code", "said"),
    [
        (("add", "Zanzibar"), "whatif-place", "add=JPN:Osaka"),
        (("add", "Atlantis:Poseidonis"), "whatif-place", "with its country"),
        (("add", "Hanoy"), "whatif-place", "Hanoi"),
        (("add", "hanoi"), "whatif-already", "revive"),
        (("add", "VNM:Hanoii"), "whatif-place-near", "add=VNM:=Hanoii"),
        (("add", "bangkok"), "whatif-home", "Thailand"),
        (("add", "THA:Chiang Mai"), "whatif-home", "Thailand"),
        (("drop", "yangon"), "whatif-no-tie", "Nearest"),
        (("drop", "portoo"), "id-unknown", "porto"),
        (("revive", "seoul"), "whatif-active", "active already"),
    ],
)
def test_what_cannot_be_tried_gets_one_line_and_the_way_out(
    store: Store, param: tuple[str, str], code: str, said: str
) -> None:
    with pytest.raises(QuestionError) as caught:
        answer(store, "balance-whatif", param)
    assert caught.value.code == code
    assert said in caught.value.text.en


def test_no_place_is_named_out_of_many_alike(store: Store) -> None:
    rows = answer(store, "balance-whatif")["whatif-best"].rows
    assert [row["places"] for row in rows if int(str(row["alike"])) > 5]
    assert all((row["places"] == "—") == (int(str(row["alike"])) > 5) for row in rows)
    capitals = answer(store, "balance-whatif", ("move", "asean-capitals"))["whatif-best"].rows
    assert english(capitals[-1]["places"]) == "Singapore"


@pytest.mark.parametrize(
    ("change", "unit", "shown"),
    [
        (0.0, "index", "unchanged"), (0.0004, "index", "under +0.01"), (2.0, "ties", "+2"),
        (-0.0004, "share", "under -0.1 points"), (-0.012, "share", "-1.2 points"),
        (0.26, "regions", "+0.3"), (None, "index", "—"),
    ],
)  # fmt: skip
def test_a_change_is_never_written_as_a_signed_nought(change: float | None, unit: str, shown: str) -> None:
    assert show_change(change, unit).en == shown


def test_governors_are_not_compared_by_what_the_record_holds(store: Store) -> None:
    table = answer(store, "balance-trend", ("by", "governor"))["balance-trend"]
    assert "not a governor's work" in table.says[0].en
    assert any(c.id == "records_held" and c.brief for c in table.columns)
    by_year = answer(store, "balance-trend")["balance-trend"]
    assert not any("governor's work" in said.en for said in (*by_year.says, *by_year.notes))


def test_the_same_twice_is_refused(store: Store) -> None:
    for params in ((("drop", "porto"), ("drop", "porto")), (("drop", "porto"), ("revive", "porto"))):
        with pytest.raises(QuestionError, match="more than once"):
            answer(store, "balance-whatif", *params)


def test_a_place_of_a_country_is_the_one_on_record(store: Store) -> None:
    found = [
        answer(store, "balance-whatif", ("add", written))["whatif-steps"].rows[0]["partner"]
        for written in ("VNM:Da Nang", "Vietnam:da nang", "da-nang")
    ]
    assert found == ["City:da-nang"] * 3
    made_up = answer(store, "balance-whatif", ("add", "JPN:Nowhere-machi"))["whatif-steps"].rows[0]
    assert (made_up["partner"], english(made_up["region"])) == ("JPN:Nowhere-machi", "East Asia")


@pytest.mark.parametrize("name", [name for name, measure in MEASURES.items() if measure.better])
def test_the_first_k_additions_are_the_best_k(name: str) -> None:
    store = store_of(moving())
    position = read_history(store).position(AS_OF)
    frame = read_frame(store, position, as_of=AS_OF, scheme="plan", benchmark="un-members")
    measure = MEASURES[name]
    places = {f"City:{country.lower()}{n}": f"Country:{country}" for country in REGIONS for n in range(4)}
    for k in (1, 2, 3):
        found = best_additions(measure, position, places, frame, k=k)
        every = []
        for countries in combinations_with_replacement(list(REGIONS), k):
            after = position
            for n, country in enumerate(countries):
                after = add_tie(after, f"City:{country.lower()}{n + 1}", f"Country:{country}")
            every.append(measure.of(after, frame))
        values = [value for value in every if value is not None]
        best = max(values) if measure.better == "more" else min(values)
        if not name.endswith(("capitals", "leading")):  # those want one place by name
            assert found[-1].value == pytest.approx(best), countries


# ---- degenerate portfolios and yardsticks ----


ALONE = world({"one": "CHN"}, [{"with": "one", "signed_on": "2020"}])
TOGETHER = world({"a": "CHN", "b": "CHN"}, [{"with": "a", "signed_on": "2020"}, {"with": "b"}])
LOST = world({}, [])
NOWHERE = Batch([Node("City", "x"), Node("Agreement", "a", {"kind": "mou", "status": "in_force",
                 "counterpart": "executive"})], [Edge("Agreement:a", "WITH", "City:x")])  # fmt: skip


@pytest.mark.parametrize(
    "batch", [ALONE, TOGETHER, LOST, NOWHERE], ids=["one", "one-region", "none", "no-country"]
)
@pytest.mark.parametrize("name", QUESTIONS)
def test_a_thin_portfolio_gets_a_sensible_answer(name: str, batch: Batch) -> None:
    params = [("all", "yes")] if name == "region-balance" else []
    tables = run_question(store_of(batch), name, as_of=AS_OF, params=params)
    written = repr(tables_data(tables, "en"))
    assert "inf" not in written.replace("info", "")
    assert "nan" not in written


def test_all_in_one_region_is_one_effective_region() -> None:
    table = answer(store_of(TOGETHER), "region-balance", ("all", "yes"))["region-balance-all"]
    assert row_of(table, "measure", "hill")["value_ties"] == pytest.approx(1)
    assert row_of(table, "measure", "hhi")["value_ties"] == pytest.approx(1)
    assert row_of(table, "measure", "ei")["value_ties"] is not None


def test_a_yardstick_that_lacks_a_region_is_told(store: Store, tmp_path: Path) -> None:
    own = tmp_path / "trade.csv"
    own.write_text("region,units\nasean,5\neurope,0\n", "utf-8")
    given = ["ask", "region-balance", "--lang", "en", "--param", f"benchmark={own}"]
    shown = CliRunner().invoke(main, given)
    assert shown.exit_code == 0, shown.output
    lines = {line.split("  ")[0]: line for line in shown.output.splitlines()}
    assert "no share to compare with" in lines["East Asia"]  # the table says nothing of it
    assert "more than its share" in lines["Europe"]
    assert "times" not in lines["Europe"]  # the table says that it has none: nothing to divide by
    every = CliRunner().invoke(main, [*given, "--param", "all=yes"])
    assert every.exit_code == 0, every.output
    assert "This yardstick has nothing in Americas, Central Asia, East Asia, Europe" in every.output
    assert "not defined" in every.output
    compared = CliRunner().invoke(main, ["ask", "benchmarks", "--lang", "en", "--param", f"benchmark={own}"])
    assert "your own table, not checked" in compared.output


def test_a_position_is_measured_without_a_graph() -> None:
    store = store_of(LOST)
    empty = Position({}, frozenset())
    frame = read_frame(store, empty, as_of=AS_OF, scheme="plan",
                       benchmark=Benchmark("none", MEASURES["ties"].label, {}))  # fmt: skip
    found = {name: measure.of(empty, frame) for name, measure in MEASURES.items()}
    assert found["hill"] is found["hhi"] is found["divergence"] is found["focus-share"] is None
    assert found["ties"] == found["asean-states"] == 0

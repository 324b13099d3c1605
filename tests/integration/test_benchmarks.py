from __future__ import annotations

import gzip
import os
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from cli import main
from graph.errors import QuestionError
from graph.store import Store
from loaders.packaged.load import read_packaged
from plan.making.assemble import Assembly
from plan.making.readers import FILE_READERS
from queries.balance.benchmarks import BENCHMARKS, Benchmark, benchmark_names, find_benchmark
from queries.catalog import run_question

AS_OF = date(2026, 11, 24)
WORLD = Path(os.environ.get("BFA_SHARED", Path(__file__).parents[3] / "shared")) / "world"
COUNTRIES = Path(__file__).parents[2] / "loaders" / "data" / "countries.csv"


@pytest.fixture
def store(assembly: Assembly) -> Store:
    return assembly.store


@pytest.mark.parametrize("scheme", ["plan", "un-m49"])
def test_every_benchmark_can_be_found_in_every_scheme(store: Store, scheme: str) -> None:
    names = benchmark_names(store)
    assert names[:6] == list(BENCHMARKS)
    assert len(names) == 6 + 19
    for name in names:
        found = find_benchmark(store, name, scheme=scheme)
        assert found.total > 0
        assert sum(found.share(region) or 0 for region in found.counts) == pytest.approx(1)
        shown = found.total / 1_000_000 if name == "population" else found.total
        assert str(round(shown)) in found.label.en
        assert all(region.startswith(f"Region:{scheme}/") for region in found.counts)


def test_a_peer_by_hand(store: Store) -> None:
    # AUS, BRA, CHN, DEU, EGY, GBR, IDN, KOR, RUS, USA: one each.
    found = find_benchmark(store, "peer-tokyo", scheme="plan")
    assert found.counts == {
        "Region:plan/africa": 1, "Region:plan/americas": 2, "Region:plan/asean": 1,
        "Region:plan/east-asia": 2, "Region:plan/europe": 3, "Region:plan/oceania": 1,
    }  # fmt: skip
    assert found.label.en == "partners abroad of Tokyo, by public lists (10)"
    assert found.records == ("Benchmark:peer-tokyo",)


def test_the_peers_are_all_of_asean_without_their_partners_in_thailand(store: Store) -> None:
    peers = [
        f"peer-{city}"
        for city in (
            "hanoi", "ho-chi-minh-city", "jakarta", "kuala-lumpur", "manila", "phnom-penh", "quezon-city",
            "yangon",
        )
    ]  # fmt: skip
    assert benchmark_names(store)[6:14] == peers  # the most alike come first
    parts = [find_benchmark(store, name, scheme="plan") for name in peers]
    pool = find_benchmark(store, "peers", scheme="plan")
    assert pool.counts == {
        f"Region:plan/{region}": units
        for region, units in {
            "east-asia": 41,
            "europe": 22,
            "americas": 15,
            "asean": 14,
            "middle-east": 8,
            "africa": 6,
            "south-asia": 6,
            "central-asia": 2,
        }.items()
    }
    assert pool.total == sum(part.total for part in parts) == 114
    for region in pool.counts:
        assert pool.counts[region] == sum(part.counts.get(region, 0) for part in parts)


def test_what_bangkok_has_in_a_peers_own_country_is_not_held_against_it(store: Store) -> None:
    (table,) = run_question(store, "region-balance", as_of=AS_OF, params=(("benchmark", "peer-beijing"),))
    ties = {record for row in table.rows for record in str(row["record_ids"]).split("|")}
    own = sum(e.target == "Country:CHN" for e in store.edges("IN_COUNTRY") if e.source in ties)
    note = next(note.en for note in table.notes if "in its own country" in note.en)
    assert f"({table.n - own} of {table.n} compared)" in note
    rows = {row["region"]: row for row in table.rows}
    east_asia = int(str(rows["east-asia"]["ties"])) - own
    expected = find_benchmark(store, "peer-beijing", scheme="plan").share("Region:plan/east-asia")
    assert expected is not None
    assert rows["east-asia"]["lq"] == pytest.approx(east_asia / (table.n - own) / expected)


def test_the_sizes_of_countries_are_whole_and_sourced(store: Store) -> None:
    vietnam = store.node("Country:VNM")
    assert vietnam is not None
    assert (vietnam.get("population"), vietnam.get("large_cities")) == (105759000, 7)
    named = {source.name for source in map(store.node, vietnam.texts("sources")) if source is not None}
    assert any("CLDR" in name for name in named) and any("CC BY 4.0" in name for name in named)
    cities = find_benchmark(store, "large-cities", scheme="plan")
    assert (cities.counts["Region:plan/east-asia"], cities.total) == (208, 563)  # without Bangkok


def test_every_row_says_how_complete_it_is() -> None:
    for row in read_packaged("peers"):
        partners = sum(int(part.split()[1]) for part in row.parts("by_country"))
        assert int(row["partners"]) == partners >= 5
        assert int(row["in_latest_list"]) <= partners
        assert row["own_list"] in ("yes", "no")
        assert row["source_title"]
        assert row["country_iso3"] not in {part.split()[0] for part in row.parts("by_country")}


def test_the_table_is_made_anew_from_the_world(tmp_path: Path) -> None:
    if not WORLD.is_dir():
        pytest.skip("the world table is not here: set BFA_SHARED to the folder that holds it")
    from tools.make_peers import main as make_peers

    made = tmp_path / "peers.csv"
    make_peers(WORLD, COUNTRIES, made)
    assert made.read_bytes() == COUNTRIES.with_name("peers.csv").read_bytes()


def test_what_is_left_out_is_counted(tmp_path: Path) -> None:
    from tools.make_peers import main as make_peers

    cities = "qid\tcountry_iso3\nQ1490\tJPN\nA\tFRA\nB\tJPN\nC\tXNC\n"
    cities += "".join(f"D{n}\tKOR\n" for n in range(5))
    pairs = "qid_a\tqid_b\tsources\nQ1490\tA\twp2026,wp2022\nB\tQ1490\twp2022\nC\tQ1490\twp2022\n"
    pairs += "".join(f"D{n}\tQ1490\twp2022\n" for n in range(4)) + "D4\tQ1490\twd2022\n"
    for name, content in (("cities", cities), ("twinnings", pairs)):
        with gzip.open(tmp_path / f"{name}.tsv.gz", "wt", encoding="utf-8") as file:
            file.write(content)
    make_peers(tmp_path, COUNTRIES, tmp_path / "peers.csv")
    header, row = (tmp_path / "peers.csv").read_text("utf-8").splitlines()
    cells = dict(zip(header.split(",")[:12], row.split(",")[:12], strict=True))
    assert cells["by_country"] == "FRA 1;KOR 4"
    left_out = ("partners", "in_latest_list", "at_home", "unplaced", "wikidata_only", "own_list")
    assert [cells[name] for name in left_out] == ["5", "1", "1", "1", "1", "yes"]


def test_an_unknown_benchmark_gets_the_nearest_name(store: Store) -> None:
    with pytest.raises(QuestionError, match="peer-seoul"):
        find_benchmark(store, "peer-soul", scheme="plan")


def test_a_benchmark_at_hand_is_given_back(store: Store) -> None:
    given = Benchmark("x", find_benchmark(store, "even", scheme="plan").label, {"Region:plan/asean": 2.5})
    assert find_benchmark(store, given, scheme="plan") is given
    assert (given.share("Region:plan/asean"), given.share("Region:plan/africa")) == (1, 0)


def ask(*params: str) -> tuple[int, str]:
    given = [part for param in params for part in ("--param", param)]
    result = CliRunner().invoke(main, ["ask", "region-balance", *given, "--lang", "en", "--format", "json"])
    return result.exit_code, result.output


def test_a_users_own_table_is_a_yardstick(tmp_path: Path) -> None:
    own = tmp_path / "trade.csv"
    own.write_text("country,units\nJPN,60\nVNM,40\n", "utf-8")
    code, output = ask(f"benchmark={own}")
    assert code == 0
    assert "your table trade.csv (100 in all)" in output
    assert str(tmp_path) not in output


def test_a_region_that_a_users_table_leaves_out_is_not_judged(tmp_path: Path, store: Store) -> None:
    """32 of 45 ties lie in the two regions named: 24 in East Asia, where 16 would be expected, and 8."""
    own = tmp_path / "trade.csv"
    own.write_text("region,units\neast-asia,50\nasean,50\n", "utf-8")
    params = (("benchmark", str(own)), ("all", "yes"))
    found = run_question(store, "region-balance", as_of=AS_OF, params=params, readers=FILE_READERS)
    tables = {table.name: table for table in found}
    table = tables["region-balance"]
    rows = {row["region"]: row for row in table.rows}
    assert (rows["east-asia"]["verdict_code"], rows["asean"]["verdict_code"]) == ("above", "below")
    assert rows["east-asia"]["lq"] == pytest.approx(24 / 32 / 0.5)
    assert rows["east-asia"]["share"] == pytest.approx(24 / 45)
    for region in set(rows) - {"east-asia", "asean"}:
        row = rows[region]
        assert row["verdict_code"] == "not-in-yardstick"
        assert (row["benchmark"], row["benchmark_share"], row["lq"]) == (None, None, None)
    assert any("compare the 32 of 45 ties in the regions it names" in note.en for note in table.notes)
    assert [row["region"] for row in tables["region-balance-tests"].rows] == ["east-asia", "asean"]
    # 24 of 32 by a fair coin, both sides, corrected for two regions.
    assert tables["region-balance-tests"].rows[0]["p_holm"] == pytest.approx(2 * 0.007000362, rel=1e-4)
    beside = run_question(store, "benchmarks", as_of=AS_OF, params=params[:1], readers=FILE_READERS)[1]
    assert [r["focus_verdict_code"] for r in beside.rows if r["benchmark_name"] == "trade.csv"] == ["above"]


def test_a_region_with_none_is_judged_and_one_left_out_is_not(tmp_path: Path, store: Store) -> None:
    own = tmp_path / "trade.csv"
    own.write_text("region,units\neast-asia,50\nasean,50\nafrica,0\n", "utf-8")
    (table,) = run_question(
        store, "region-balance", as_of=AS_OF, params=(("benchmark", str(own)),), readers=FILE_READERS
    )
    rows = {row["region"]: row for row in table.rows}
    assert (rows["africa"]["benchmark"], rows["africa"]["verdict_code"]) == (0, "none")
    assert rows["europe"]["verdict_code"] == "not-in-yardstick"


def test_a_yardstick_says_of_which_day_it_is(store: Store) -> None:
    for name in ("region-balance", "benchmarks", "balance-trend", "balance-whatif"):
        then, now = (run_question(store, name, as_of=day)[0] for day in (date(2020, 1, 1), AS_OF))
        said = "is of the day the record was gathered (Nov 2026), not of 1 Jan 2020."
        assert any(note.en.endswith(said) for note in then.notes), name
        assert not any("the day the record was gathered" in note.en for note in now.notes)


def test_a_users_bad_table_is_one_line_and_no_traceback(tmp_path: Path) -> None:
    own = tmp_path / "trade.csv"
    own.write_text("country,units\nJPN,many\n", "utf-8")
    code, output = ask(f"benchmark={own}")
    assert code == 1
    assert "trade.csv!B2" in output
    assert "Traceback" not in output
    assert ask("benchmark=embasies")[0] == 2
    assert "embassies" in ask("benchmark=embasies")[1]
    assert ask(f"benchmark={tmp_path / 'none.csv'}")[0] == 3

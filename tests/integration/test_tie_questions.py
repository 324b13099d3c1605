"""The questions on ties: one small made-up graph worked by hand, and the packaged data against itself."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest

from graph.dates import PartialDate
from graph.exports.node_link import render_node_link
from graph.memory_store import MemoryStore
from graph.records import Batch, Edge, Node, Value, known
from graph.store import Store
from queries.catalog import run_question
from queries.facts.history import read_history
from queries.table import Cell, Table
from queries.writers.csv_writer import render_csv
from queries.writers.json_writer import tables_data
from tests.tie_graphs import reaching

AS_OF = date(2026, 11, 24)
QUESTIONS = ("ties", "tie-continuity", "theme-diversity", "asean-depth", "country-balance")


def answer(store: Store, name: str, *params: tuple[str, str], as_of: date = AS_OF) -> dict[str, Table]:
    return {table.name: table for table in run_question(store, name, as_of=as_of, params=params)}


def row_of(table: Table, column: str, value: Cell) -> dict[str, Cell]:
    (found,) = [dict(row) for row in table.rows if row[column] == value]
    return found


def whole(cell: Cell) -> int:
    assert isinstance(cell, int)
    return cell


# ---- one small graph: Alpha and Beta in Laos, Gamma in China, Delta a council only ----


def activity(key: str, start_on: str, *partners: str, **properties: str) -> tuple[Node, list[Edge]]:
    own: dict[str, Value] = {
        "kind": "visit_inbound", "direction": "inbound", "status": "done", "role_of_bangkok": "received",
        "confidence": "high", "start_on": start_on, "sources": ("Source:s",),
    }  # fmt: skip
    node = Node("Activity", key, known(**{**own, **properties}))
    return node, [Edge(node.id, "INVOLVES", f"City:{partner}") for partner in partners]


def small_batch() -> Batch:
    places = {"alpha": "LAO", "beta": "LAO", "gamma": "CHN", "delta": "CHN"}
    regions = {"LAO": "asean", "CHN": "east-asia", "MNG": "east-asia"}
    batch = Batch()
    batch.add(Node("Region", f"plan/{key}", {"scheme": "plan"}) for key in ("asean", "east-asia", "oceania"))
    batch.add(
        Node("Country", key, known(un_member=True, asean_since="1997-07-23" if key == "LAO" else None))
        for key in (*regions, "THA")
    )
    batch.add(edges=(Edge(f"Country:{c}", "IN_REGION", f"Region:plan/{r}") for c, r in regions.items()))
    batch.add(
        (Node("City", key, {"name": key.title()}) for key in places),
        (Edge(f"City:{key}", "IN_COUNTRY", f"Country:{country}") for key, country in places.items()),
    )
    signed = {"alpha": "2010-01-01", "beta": "", "gamma": "2012", "delta": "2015"}
    for key, day in signed.items():
        counterpart = "council" if key == "delta" else "executive"
        kind = "sister_city" if key == "alpha" else "mou"
        own = known(kind=kind, status="in_force", counterpart=counterpart, signed_on=day)
        batch.add([Node("Agreement", key, own)], [Edge(f"Agreement:{key}", "WITH", f"City:{key}")])
    batch.add([Node("Source", "s", {"url": "https://www.bangkok.go.th/x"}), Node("Theme", "water")])
    for node, edges in (
        activity("a1", "2010-06-01", "alpha", kind="signing"),
        activity("a2", "2021-06", "alpha", direction="outbound", confidence="medium"),
        activity("a3", "2025-11-24", "alpha", "beta", "gamma", kind="network_meeting"),
        activity("a4", "", "beta"),
        activity("a5", "2020-01-01", "delta"),
    ):
        batch.add([node], edges)
    batch.add([reaching("2100-12-31")])
    batch.add(
        edges=[Edge("Activity:a1", "ABOUT", "Theme:water"), Edge("Activity:a3", "ABOUT", "Theme:water")]
    )
    return batch


@pytest.fixture(scope="module")
def small() -> Store:
    store = MemoryStore()
    store.replace(small_batch())
    return store


def test_a_tie_by_hand(small: Store) -> None:
    tables = answer(small, "ties")
    assert tables["ties"].n == 3  # Delta is a council
    alpha = row_of(tables["ties"], "partner", "City:alpha")
    assert (alpha["status_code"], alpha["status_record"]) == ("active", "Activity:a3")
    # A signing and a visit at half evidence, both faded; a third of a meeting of one year ago.
    ages = [(AS_OF - day).days / 365.25 for day in (date(2010, 6, 1), date(2021, 6, 1), date(2025, 11, 24))]
    expected = 2 * 2 ** (-ages[0] / 2) + 1 * 2 ** (-ages[1] / 2) + 2 / 3 * 2 ** (-ages[2] / 2)
    assert alpha["volume"] == pytest.approx(expected)
    assert (alpha["contacts"], alpha["signings"], alpha["in_bangkok"], alpha["abroad"]) == (3, 1, 2, 1)
    assert (alpha["reciprocity"], alpha["formality_grade"]) == (0.5, 6)
    assert alpha["breadth"] == pytest.approx(1)
    assert (alpha["rank"], alpha["rank_best"], alpha["rank_worst"]) == (1, 1, 1)
    beta = row_of(tables["ties"], "partner", "City:beta")
    assert beta["since"] is None
    assert (beta["contacts"], beta["undated_contacts"], beta["status_code"]) == (1, 1, "active")
    assert getattr(beta["rank"], "en", "") == "not enough data"


def test_regions_by_hand(small: Store) -> None:
    table = answer(small, "ties")["ties-by-region"]
    rows = {row["region"]: (row["ties"], row["status_active"], row["contacts"]) for row in table.rows}
    # The shared meeting counts in both regions, and once in all.
    assert rows == {
        "asean": (2, 2, 3),
        "east-asia": (1, 1, 1),
        "oceania": (0, 0, 0),
        "all": (3, 3, 3),
        "undated": (1, 1, 1),
    }


def test_continuity_by_hand(small: Store) -> None:
    table = answer(small, "tie-continuity")["tie-continuity"]
    alpha = row_of(table, "partner", "City:alpha")
    # From 1 June 2010 (the first activity on record) to June 2021, known to the month.
    assert alpha["silence"] == pytest.approx((date(2021, 6, 1) - date(2010, 6, 1)).days / 365.25)
    assert alpha["silence_high"] == pytest.approx((date(2021, 6, 30) - date(2010, 6, 1)).days / 365.25)
    assert (alpha["calendar_years"], alpha["years_with"], alpha["pattern_code"]) == (17, 3, "sporadic")
    beta = row_of(table, "partner", "City:beta")
    assert (beta["calendar_years"], beta["observed_from"]) == (2, date(2025, 11, 24))


def test_silence_before_a_tie_began_is_not_charged_to_it() -> None:
    batch = small_batch()
    for key, day in (("a6", "2013-03-01"), ("a7", "2025-02-06"), ("a8", "2025-11-01")):
        node, edges = activity(key, day, "epsilon")
        batch.add([node], edges)
    own = known(kind="mou", status="in_force", counterpart="executive", signed_on="2025-02-06")
    batch.add(
        [Node("City", "epsilon", {"name": "Epsilon"}), Node("Agreement", "epsilon", own)],
        [
            Edge("City:epsilon", "IN_COUNTRY", "Country:CHN"),
            Edge("Agreement:epsilon", "WITH", "City:epsilon"),
        ],
    )
    store = MemoryStore()
    store.replace(batch)
    row = row_of(answer(store, "tie-continuity")["tie-continuity"], "partner", "City:epsilon")
    assert (row["contacts"], row["contacts_since"], row["observed_from"]) == (3, 2, date(2025, 2, 6))
    assert row["silence"] == pytest.approx((AS_OF - date(2025, 11, 1)).days / 365.25)
    assert row["pattern_code"] == "too-few"


def test_the_years_without_travel_stand_beside_every_silence(store: Store) -> None:
    for table in answer(store, "tie-continuity").values():
        assert any("2020 and 2021" in note.en and "2563-2564" in note.th for note in table.notes)


def test_depth_by_hand(small: Store) -> None:
    tables = answer(small, "asean-depth")
    (laos,) = tables["asean-depth"].rows
    # Two ties in one member: each contact once, the strongest document, the most alive status.
    assert (laos["contacts"], laos["undated_contacts"], laos["formality_grade"]) == (3, 1, 6)
    assert (laos["tie"], laos["status_code"]) == (True, "active")
    volume = row_of(tables["asean-depth-summary"], "component", "volume")
    assert volume["mean"] == volume["median"] == volume["weakest"] == laos["volume"]
    assert row_of(tables["asean-depth-summary"], "component", "formality")["mean"] == "—"


def test_countries_by_hand(small: Store) -> None:
    tables = answer(small, "country-balance")
    china = row_of(tables["country-balance"], "country", "CHN")
    assert (china["ties"], china["contacts_with_anyone"]) == (
        1,
        2,
    )  # with Gamma, and with the place of a council
    rows = {row["way"]: (row["china"], row["whole"]) for row in tables["china-in-its-region"].rows}
    assert rows["ties"] == (1, 1)
    assert rows["with-councils"] == (2, 2)
    assert rows["contacts"] == (2, 2)


def test_themes_by_hand(small: Store) -> None:
    tables = answer(small, "theme-diversity")
    every = row_of(tables["theme-diversity"], "region", "all")
    assert (every["contacts"], every["without_theme"], every["themes"]) == (3, 1, 1)
    water = row_of(tables["themes-of-contacts"], "theme", "water")
    assert (water["contacts"], water["ties"]) == (2, 3)
    assert water["share"] == pytest.approx(2 / 3)


def test_a_tie_without_a_country_is_not_lost() -> None:
    store = MemoryStore()
    agreement = Node("Agreement", "a", {"kind": "mou", "status": "in_force", "counterpart": "executive"})
    store.replace(
        Batch([Node("City", "x", {"name": "X"}), agreement], [Edge("Agreement:a", "WITH", "City:x")])
    )
    table = answer(store, "ties")["ties-by-region"]
    assert {row["region"]: row["ties"] for row in table.rows} == {"unknown": 1, "all": 1, "undated": 1}
    for name in QUESTIONS:
        answer(store, name)


@pytest.mark.parametrize("name", QUESTIONS)
def test_the_order_of_rows_never_shows(name: str) -> None:
    def rendered(seed: int) -> str:
        batch = small_batch()
        random.Random(seed).shuffle(batch.nodes)
        random.Random(seed).shuffle(batch.edges)
        store = MemoryStore()
        store.replace(batch)
        tables = run_question(store, name, as_of=AS_OF)
        return "".join(render_csv(table, "en") for table in tables) + repr(tables_data(tables, "th"))

    assert rendered(1) == rendered(2) == rendered(3)


def test_asking_changes_nothing(small: Store) -> None:
    before = render_node_link(small)
    for name in QUESTIONS:
        answer(small, name)
    assert render_node_link(small) == before


# ---- the packaged data ----


@pytest.mark.parametrize("scheme", ["plan", "un-m49"])
def test_the_regions_add_up_to_all_ties(store: Store, scheme: str) -> None:
    tables = answer(store, "ties", ("scheme", scheme))
    by_region = tables["ties-by-region"]
    every = row_of(by_region, "region", "all")
    regions = [row for row in by_region.rows if row["region"] not in ("all", "undated")]
    columns = (
        "ties",
        "status_active",
        "status_quiet",
        "status_dormant",
        "status_never_active",
        "status_open",
    )
    for column in columns:
        assert sum(whole(row[column]) for row in regions) == every[column], column
    assert sum(whole(every[column]) for column in columns[1:]) == every["ties"] == tables["ties"].n == 45


def test_one_last_contact_in_every_answer(store: Store) -> None:
    partners = {row["partner"]: row["last_contact"] for row in answer(store, "partners")["partners"].rows}
    for name in ("ties", "tie-continuity"):
        assert {row["partner"]: row["last_contact"] for row in answer(store, name)[name].rows} == partners


def test_depth_rests_on_the_same_ties_as_coverage(store: Store) -> None:
    coverage = answer(store, "asean-coverage")["asean-coverage"]
    depth = answer(store, "asean-depth")["asean-depth"]
    for column in ("tie", "activities_with_anyone"):
        assert {r["country"]: r[column] for r in coverage.rows} == {
            r["country"]: r[column] for r in depth.rows
        }


def test_countries_add_up_to_their_regions(store: Store) -> None:
    countries = answer(store, "country-balance")["country-balance"]
    regions = answer(store, "region-balance")["region-balance"]
    for region in regions.rows:
        ties = sum(whole(r["ties"]) for r in countries.rows if r["region"] == region["name"])
        assert ties == region["ties"]


def test_a_rank_lies_in_its_range_and_rests_on_enough_record(store: Store) -> None:
    ranked = [row for row in answer(store, "ties")["ties"].rows if isinstance(row["rank"], int)]
    assert ranked
    for row in ranked:
        assert whole(row["rank_best"]) <= whole(row["rank"]) <= whole(row["rank_worst"])
        assert whole(row["contacts"]) >= 3


def test_nothing_unknown_is_shown_as_zero(store: Store) -> None:
    for row in answer(store, "ties")["ties"].rows:
        if not row["contacts"]:
            thin = {
                getattr(row[column], "en", row[column]) for column in ("volume", "breadth", "recency", "rank")
            }
            assert thin == {"not enough data"}


def test_the_packaged_data_suspends_and_ends_nothing(store: Store) -> None:
    every = row_of(answer(store, "ties")["ties-by-region"], "region", "all")
    assert (every["status_suspended"], every["status_ended"]) == (0, 0)


def test_a_wider_limit_only_makes_ties_livelier(store: Store) -> None:
    def alive(months: str) -> int:
        table = answer(store, "ties", ("active-months", months))["ties"]
        return sum(row["status_code"] == "active" for row in table.rows)

    assert alive("12") <= alive("24") <= alive("60")


def test_the_newest_record_by_source_and_by_country_stands_beside_the_end(store: Store) -> None:
    tables = answer(store, "ties")
    end = tables["ties"].record_end
    assert end == PartialDate(2026, 2, 23)
    by_source = {row["source_kind"]: row["newest_record"] for row in tables["recording-rate"].rows}
    assert max(day for day in by_source.values() if isinstance(day, PartialDate)) == end
    assert by_source["bma"] == PartialDate(2025, 7, 18)
    countries = answer(store, "country-balance")["country-balance"].rows
    by_country = {row["country"]: row["newest_record"] for row in countries}
    assert max(day for day in by_country.values() if isinstance(day, PartialDate)) == end
    for row in tables["ties"].rows:
        # A country's newest record is no older than the last contact with any tie in it.
        last, newest = row["last_contact"], row["country_newest"]
        assert isinstance(newest, PartialDate)
        assert not isinstance(last, PartialDate) or newest.latest >= last.earliest, row["partner"]


def test_the_answer_is_the_same_for_every_day_after_the_end(store: Store) -> None:
    """Every ninth day for two years and beyond, by the statuses; on a few of them the whole answer."""
    history = read_history(store)
    assert history.record_end is not None
    end = history.record_end.latest
    found = {
        tuple(
            (on_day.tie.partner.id, on_day.status.possible) for on_day in history.at(end + timedelta(days=n))
        )
        for n in (*range(0, 731, 9), *range(731, 30_000, 997))
    }
    assert len(found) == 1
    rows = [run_question(store, "ties", as_of=end + timedelta(days=n))[0].rows for n in (0, 1, 90, 465, 9000)]
    assert all(each == rows[0] for each in rows)

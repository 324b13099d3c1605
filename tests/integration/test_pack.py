from __future__ import annotations

import html
import io
import os
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

import cli
from graph.errors import OutputError
from graph.memory_store import MemoryStore
from graph.records import Batch, Node
from graph.texts import text
from maps.addresses import INDEX, PAGES, PARTNERS, TABLES, UNIT
from maps.answers import Answers
from maps.geo.places import partner_points
from maps.offline import check_offline
from maps.pack import check_sizes, render_pack_page, render_pages, save_pack
from plan.making.assemble import Assembly
from queries.writers.xlsx_writer import sheet_names

AS_OF = date(2026, 11, 24)
EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"
HOSTILE = [
    "=cmd|' /C calc'!A0",
    "{{7*7}}",
    "{% for x in range(9) %}x{% endfor %}",
    "<img src=x onerror=alert(1)>",
    "</script><script>alert(1)</script>",
    "`${alert(1)}`",
    '" onmouseover="alert(1)',
]


@pytest.fixture(scope="module")
def pack(assembly: Assembly, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return save_pack(assembly, tmp_path_factory.mktemp("pack") / "p", as_of=AS_OF).parent


@pytest.fixture(scope="module")
def page(pack: Path) -> str:
    return (pack / INDEX).read_text("utf-8")


@pytest.fixture(scope="module")
def pages(pack: Path) -> dict[str, str]:
    return {name: (pack / name).read_text("utf-8") for name in PAGES}


def test_the_pack_is_three_pages_and_a_workbook(pack: Path) -> None:
    assert sorted(path.name for path in pack.iterdir()) == sorted([TABLES, *PAGES])


def test_the_same_graph_and_day_give_the_same_bytes(assembly: Assembly, pack: Path, tmp_path: Path) -> None:
    save_pack(assembly, tmp_path, as_of=AS_OF)
    for name in (*PAGES, TABLES):
        assert (tmp_path / name).read_bytes() == (pack / name).read_bytes()


def test_another_day_gives_another_page(assembly: Assembly, page: str) -> None:
    earlier = render_pack_page(Answers(assembly, date(2026, 10, 31)))
    assert "31 ต.ค. 2569" in earlier
    assert "24 พ.ย. 2569" not in earlier
    assert "24 พ.ย. 2569" in page


@pytest.mark.parametrize(
    ("as_of", "shown"),
    [
        (date(1961, 1, 1), "1 ม.ค. 2504"),
        (date(2022, 9, 30), "30 ก.ย. 2565"),
        (date(2024, 1, 31), "31 ม.ค. 2567"),
        (date(2030, 1, 1), "1 ม.ค. 2573"),
    ],
)
def test_any_day_gives_a_page(assembly: Assembly, as_of: date, shown: str) -> None:
    answers = Answers(assembly, as_of)
    for page in render_pages(answers).values():
        assert shown in page


@pytest.mark.parametrize("name", PAGES)
def test_the_page_is_thai_first_with_english_beside_it(name: str, pages: dict[str, str]) -> None:
    page = pages[name]
    assert re.search(r'<html[^>]* lang="th"', page)
    assert "24 Nov 2026" in page
    assert page.count('lang="th"') > 100
    assert page.count('class="th"') == page.count('class="en"')


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_loaded_from_outside(name: str, pages: dict[str, str]) -> None:
    page = pages[name]
    assert check_offline(page) == page
    assert not re.search(r'<(?:script|img|link|iframe)[^>]+(?:src|href)\s*=\s*["\']?(?:https?:)?//', page)
    assert "@import" not in page


def test_a_page_that_loads_from_outside_is_refused(page: str) -> None:
    with pytest.raises(OutputError):
        check_offline(page.replace("</body>", '<img src="https://example.org/x.png"></body>'))


def without_scripts(page: str) -> str:
    return re.sub(r"<script>.*?</script>", "", page, flags=re.DOTALL)


def ids_of(page: str) -> list[str]:
    return re.findall(r'\sid="([^"]+)"', without_scripts(page))


@pytest.mark.parametrize("name", PAGES)
def test_links_within_the_page_lead_to_one_place(name: str, pages: dict[str, str]) -> None:
    ids = ids_of(pages[name])
    leads = set(re.findall(r'href="#([^"]+)"', without_scripts(pages[name])))
    assert leads
    assert leads <= set(ids)
    assert len(set(ids)) == len(ids)


def test_links_between_the_pages_lead_to_a_place_that_is_there(pages: dict[str, str]) -> None:
    for name, page in pages.items():
        leads = re.findall(r'<a href="([a-z]+\.html)(?:#([^"]+))?" data-page', page)
        leads += re.findall(r'data-lead=\\?"([a-z]+\.html)#([^"\\]+)', page)
        assert {other for other, _ in leads} >= set(PAGES) - {name}
        for other, place in leads:
            assert not place or place in ids_of(pages[other]), (name, other, place)


def test_every_partner_has_a_sheet_reached_from_the_list_and_the_map(
    assembly: Assembly, pages: dict[str, str]
) -> None:
    answers = Answers(assembly, AS_OF)
    sheets = re.findall(r'<section id="(partner-[^"]+)" class="sheet"', pages[PARTNERS])
    wanted = {str(row["partner"]).replace("City:", "partner-") for row in answers.partners.rows}
    assert sorted(sheets) == sorted(wanted)
    assert set(re.findall(rf'<a href="{PARTNERS}#([^"]+)" data-page', pages[INDEX])) == wanted
    on_map = set(re.findall(rf'data-lead=\\?"{PARTNERS}#([^"\\]+)', pages[INDEX]))
    assert on_map == {point.id.replace("City:", "partner-") for point in partner_points(answers)
                      if point.kind != "asean_gap"}  # fmt: skip


def test_the_unit_s_page_gives_every_sleeping_tie_its_four_texts(
    assembly: Assembly, pages: dict[str, str]
) -> None:
    answers = Answers(assembly, AS_OF)
    # A member of ASEAN has facts on its card too; `test_a_member_of_asean...` has those.
    page = re.sub('<section id="asean-gaps".*?</section>', "", pages[UNIT], flags=re.DOTALL)
    cards = re.findall(r'<article class="card"><h4>.*?</article>', page, re.DOTALL)
    shown = 12 + len(answers.dormant_ties[1].rows)
    assert len(cards) == shown
    texts = [card.count("<dd>") for card in cards]
    assert texts == [card.count("<dt>") for card in cards]
    # Why it matters, and what of the plan, is said above the cards of those that share it.
    sharing = [int(n) for n in re.findall(r"These (\d+) share why they matter: ", page)]
    assert sharing
    assert sorted(texts) == [3] * sum(sharing) + [5] * (shown - sum(sharing))


def test_the_workbook_holds_the_tables_of_the_page(assembly: Assembly, pack: Path) -> None:
    tables = Answers(assembly, AS_OF).tables
    book = openpyxl.load_workbook(pack / TABLES)
    assert book.sheetnames == sheet_names(tables, "th")
    for table, name in zip(tables, book.sheetnames[1:], strict=True):
        sheet = book[name]
        assert sheet["A1"].value == table.title.th
        assert "24 พ.ย. 2569" in str(sheet["A2"].value)
        assert sheet.max_row >= 3 + len(table.rows)
        assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


def hostile_copy(assembly: Assembly) -> Assembly:
    """The packaged graph with hostile names on the records that every section shows."""
    answers = Answers(assembly, AS_OF)
    shown = [
        *answers.thread_links.records,
        *answers.partners.records,
        "Country:VNM",
        "Tactic:2.1",
        "Kpi:2.1-1",
    ]
    nodes = []
    for node in assembly.store.nodes():
        if node.id in shown:
            text = HOSTILE[shown.index(node.id) % len(HOSTILE)]
            nodes.append(Node(node.label, node.key, {**node.properties, "name": text, "name_th": text}))
        else:
            nodes.append(node)
    store = MemoryStore()
    store.replace(Batch(nodes, list(assembly.store.edges())))
    return replace(assembly, store=store)


def test_hostile_names_are_shown_as_text(assembly: Assembly, pages: dict[str, str], tmp_path: Path) -> None:
    save_pack(hostile_copy(assembly), tmp_path, as_of=AS_OF)
    for name, page in pages.items():
        hostile = (tmp_path / name).read_text("utf-8")
        for words in HOSTILE:
            assert words in html.unescape(hostile), (name, words)
        assert "<img src=x" not in hostile
        assert "alert(1)</script>" not in hostile
        assert "{{7*7}}" not in hostile
        assert '" onmouseover="' not in hostile
        assert "`${alert" not in hostile
        assert hostile.count("<script") == page.count("<script")
        assert hostile.count("</script") == page.count("</script")
    book = openpyxl.load_workbook(io.BytesIO((tmp_path / TABLES).read_bytes()))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert [cell for cell in cells if isinstance(cell.value, str) and cell.value.startswith("=cmd|")]


def test_a_folder_that_cannot_be_written_is_exit_5(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("kept")
    result = CliRunner().invoke(cli.main, ["brief", "-o", str(tmp_path / "file" / "pack")])
    assert result.exit_code == 5
    assert result.stdout == ""
    assert len(result.stderr.strip().splitlines()) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_a_failed_pack_leaves_the_old_one_whole(
    assembly: Assembly, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_pack(assembly, tmp_path, as_of=AS_OF)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError):
        save_pack(assembly, tmp_path, as_of=date(2026, 11, 23))
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_files_put_beside_a_pack_are_kept(assembly: Assembly, tmp_path: Path) -> None:
    save_pack(assembly, tmp_path, as_of=AS_OF)
    (tmp_path / "notes.txt").write_text("mine")
    save_pack(assembly, tmp_path, as_of=AS_OF)
    assert (tmp_path / "notes.txt").read_text() == "mine"


def test_a_folder_of_something_else_is_exit_5_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<h1>my own page</h1>")
    result = CliRunner().invoke(cli.main, ["brief", "-o", str(tmp_path)])
    assert result.exit_code == 5
    assert [path.read_text() for path in tmp_path.iterdir()] == ["<h1>my own page</h1>"]


@pytest.fixture(scope="module")
def split_pages(assembly: Assembly) -> dict[str, str]:
    """The pages where a budget of 1 MB splits the partners' sheets over files."""
    return render_pages(Answers(assembly, AS_OF), budget=1_000_000)


def test_partners_over_the_budget_are_split_over_files_and_none_is_lost(
    pages: dict[str, str], split_pages: dict[str, str]
) -> None:
    files = [name for name in split_pages if name.startswith("partners")]
    assert files[:3] == ["partners.html", "partners-2.html", "partners-3.html"]
    assert all(len(split_pages[name].encode()) < 1_000_000 for name in files)
    split = [id_ for name in files for id_ in re.findall(r'<section id="([^"]+)"', split_pages[name])]
    assert split == re.findall(r'<section id="([^"]+)"', pages["partners.html"])


def test_every_address_of_a_split_sheet_leads_to_the_file_that_holds_it(split_pages: dict[str, str]) -> None:
    held = {name: set(re.findall(r' id="([^"]+)"', page)) for name, page in split_pages.items()}
    leads = {
        (name or page, place)
        for page, text in split_pages.items()
        for name, place in re.findall(
            r"""["']((?:partners[-\d]*|unit|index)\.html|)#((?:partner-|all-)[\w.-]+)""", text
        )
    }
    assert len(leads) > 45
    assert [lead for lead in sorted(leads) if lead[1] not in held[lead[0]]] == []


def test_a_page_that_the_pack_no_more_has_is_removed(assembly: Assembly, tmp_path: Path) -> None:
    save_pack(assembly, tmp_path, as_of=AS_OF)
    (tmp_path / "partners-2.html").write_bytes((tmp_path / INDEX).read_bytes())
    (tmp_path / "mine.html").write_text("<h1>mine</h1>")
    save_pack(assembly, tmp_path, as_of=AS_OF)
    assert sorted(page.name for page in tmp_path.glob("*.html")) == sorted([*PAGES, "mine.html"])


def test_a_page_over_the_budget_is_written_and_named(tmp_path: Path) -> None:
    (tmp_path / INDEX).write_bytes(b"x" * 4_100_000)
    (tmp_path / UNIT).write_bytes(b"x" * 3_900_000)
    (found,) = check_sizes(tmp_path)
    assert (found.place, found.severity) == (INDEX, "warning")
    assert "4.1 MB" in found.words.en


def test_brief_prints_only_the_path_of_its_page(tmp_path: Path) -> None:
    result = CliRunner().invoke(cli.main, ["brief", "-o", str(tmp_path / "p"), "--as-of", "24/11/2569"])
    assert result.exit_code == 0
    assert Path(result.stdout.strip()) == (tmp_path / "p" / INDEX).resolve()
    assert result.stderr == ""


def test_the_bars_carry_the_figures_of_the_status_table(assembly: Assembly, page: str) -> None:
    grid = re.search(r'<table class="kpi-grid">.*?</table>', page, re.DOTALL)
    assert grid is not None
    shown = re.findall(r"<b>(.*?)</b>", grid[0])
    rows = {(row["kpi"], row["year"]): row for row in Answers(assembly, AS_OF).status.rows}
    signs = {0: "—", None: "?"}

    def line(row: Mapping[str, object]) -> str:
        marks = (row["confirmed"], row["claimed"], row["possible"])
        return " · ".join(signs[mark] if mark in (0, None) else str(mark) for mark in marks)

    one_rule = [line(row) for row in rows.values()]
    role = [line(row) for (kpi, _), row in rows.items() if kpi == "2.1-1"]
    assert len(shown) == 60
    assert shown[:25] == one_rule[:25]  # 2.1-1 under its first rule ends here
    assert shown[30:] == one_rule[25:]
    assert shown[25:30] == role  # under its second rule the packaged records reach as far


def test_every_kpi_can_be_followed_from_its_bar_to_records_and_sources(page: str) -> None:
    for kpi in ("1.1-1", "1.3-1", "2.1-1", "3.2-1"):
        assert f'href="#kpi-{kpi}"' in page
        assert f'<details id="kpi-{kpi}">' in page
    details = re.search(r'<details id="kpi-2.1-1">.*?(?=<details id=)', page, re.DOTALL)
    assert details is not None
    words = html.unescape(details[0])
    assert "A224: " in words
    assert re.search(r'<a href="https?://', details[0])
    assert "L5/a" in words


def test_blind_spots_and_checks_stand_in_page_and_workbook(page: str, pack: Path) -> None:
    assert 'id="blind-spots"' in page
    assert "cities of a million or more" in page
    names = openpyxl.load_workbook(pack / TABLES).sheetnames
    held = {"blind-spots", "blind-spot-measures", "kpi-readings", "plan-rollup", "plan-checks"}
    assert {text("sheets", name).th for name in held} <= set(names)


def test_the_planners_files_reach_the_pack(tmp_path: Path) -> None:
    words = [
        word
        for name in ("links", "evidence", "actuals")
        for word in (f"--{name}", str(EXAMPLES / f"{name}.csv"))
    ]
    result = CliRunner().invoke(cli.main, ["brief", "-o", str(tmp_path), "--as-of", "2026-11-24", *words])
    assert result.exit_code == 0, result.output
    page = (tmp_path / INDEX).read_text("utf-8")
    assert "<b>1 · 1 · 5</b>" in page
    assert "<b>62 · 62 · 62</b>" in page
    assert "EXAMPLE 1" in page
    assert "accepted evidence confirms a level in fiscal 2566" in html.unescape(page)
    assert "no evidence confirms any level" not in page
    assert "office&#x27;s files" in page

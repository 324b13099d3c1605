"""Blocks, charts and the frame of a page."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from datetime import date

import pytest

from graph.errors import OutputError
from graph.texts import Label, same
from maps.blocks import ABSENT, UNKNOWN, render_table
from maps.charts import (
    AseanCard,
    AseanRow,
    LadderChart,
    LadderYear,
    ShareChart,
    ShareRow,
    TimelineChart,
    TimelineDot,
    TimelineYear,
    TrendChart,
    TrendPoint,
    render_asean_card,
    render_ladder,
    render_share_bars,
    render_timeline,
    render_trend,
)
from maps.page import Page, Section, render_page
from maps.table_block import render_table_block
from queries.table import Cell, Table, column

TITLE = Label("ชื่อ", "Title")
LEVELS = [same(f"L{level}") for level in range(1, 6)]
LADDER = LadderChart(
    TITLE,
    "2.1-1",
    LEVELS,
    [LadderYear(Label("2566", "2023"), 2, 3, 5, 4, 7), LadderYear(Label("2567", "2024"), 0, 0, 0)],
)
ROLES = {"received": Label("ต้อนรับ", "Received"), "drove": Label("ขับเคลื่อน", "Drove")}
TIMELINE = TimelineChart(
    TITLE,
    "a",
    ROLES,
    [
        TimelineYear(Label("2566", "2023"), [TimelineDot("received", same(str(n))) for n in range(9)], 12),
        TimelineYear(Label("2567", "2024"), [], 0),
    ],
)
SHARES = ShareChart(
    TITLE,
    "a",
    [
        ShareRow(Label("อาเซียน", "ASEAN"), 7, 0.16, 0.2),
        ShareRow(Label("แอฟริกา", "Africa"), 0, 0),
    ],
    43,
    Label("สถานทูต", "Embassies"),
)
TREND = TrendChart(
    TITLE,
    "a",
    [
        TrendPoint(Label("2565", "2022"), None, None, 0),
        TrendPoint(Label("2566", "2023"), 0.5, 0.6, 4),
        TrendPoint(Label("2567", "2024"), 0.6, None, 2),
    ],
    since=1,
)
CARD = AseanCard(
    TITLE,
    "a",
    [
        AseanRow(Label("ลาว", "Laos"), (True, True, False), Label("เงียบ", "quiet"), 2020.5, 2024.5, TITLE, 3),
        AseanRow(Label("บรูไน", "Brunei"), (False, False, False), None, None, None, TITLE, 0),
    ],
    2005.0,
    2026.9,
    [(2010.0, Label("2553", "2010"))],
)
CHARTS = {
    "asean-card": render_asean_card(CARD),
    "trend": render_trend(TREND),
    "ladder": render_ladder(LADDER),
    "timeline": render_timeline(TIMELINE),
    "shares": render_share_bars(SHARES),
}


def _page(**changes: object) -> str:
    fields: dict[str, object] = {
        "title": TITLE,
        "as_of": Label("1 พ.ย. 2569", "1 Nov 2026"),
        "sections": [Section("one", TITLE, TITLE, ["<p>x</p>"])],
        "foot": TITLE,
    }
    return render_page(Page(**{**fields, **changes}))  # type: ignore[arg-type]


@pytest.mark.parametrize("name", sorted(CHARTS))
def test_a_chart_is_well_formed_named_and_in_both_languages(name: str) -> None:
    root = ElementTree.fromstring(CHARTS[name])
    assert root.get("role") == "img"
    assert root[0].tag.endswith("title")
    assert root[0].text == "ชื่อ / Title"
    assert CHARTS[name].count('class="th"') == CHARTS[name].count('class="en"') > 0


@pytest.mark.parametrize("name", sorted(CHARTS))
def test_every_pattern_a_chart_fills_with_is_its_own(name: str) -> None:
    used = set(re.findall(r"url\(#([^)]+)\)", CHARTS[name]))
    assert used <= set(re.findall(r'<pattern id="([^"]+)"', CHARTS[name]))


def test_a_ladder_gives_solid_hatched_outlined_and_the_figures_in_words() -> None:
    first = CHARTS["ladder"]
    assert first.count('fill="#0B6B4F" stroke="#0B6B4F"') == 2 + 1  # two steps and the key
    assert first.count("url(#ladder-2.1-1-claimed)") == 1 + 1
    assert first.count('fill="#FFFFFF" stroke="#0B6B4F"') == 2 + 1
    assert "Confirmed L2" in first
    assert "Possible L5" in first
    assert "Target L4" in first
    assert "Confirmed none" in first
    assert "Records held: 7" in first


def test_a_year_without_records_says_so_and_is_hatched() -> None:
    assert CHARTS["timeline"].count("url(#timeline-a-none)") == 1
    assert "no records" in CHARTS["timeline"]
    assert CHARTS["timeline"].count("<title>") == 1 + 9


def test_shares_come_with_n_and_without_decimals() -> None:
    assert "16% (n 7)" in CHARTS["shares"]
    assert "0% (n 0)" in CHARTS["shares"]
    assert "n = 43" in CHARTS["shares"]


def test_a_trend_breaks_where_nothing_is_known() -> None:
    drawn = CHARTS["trend"]
    assert drawn.count("<polyline") == 1  # one point alone is no line
    assert drawn.count("<circle") == 2 + 1  # two years with ties, and the key
    assert "plan begins" in drawn
    assert ">0<" in drawn  # a year without contacts on record says so


def test_a_member_without_a_tie_or_record_is_hollow_and_hatched() -> None:
    drawn = CHARTS["asean-card"]
    assert drawn.count('fill="#0B6B4F" stroke="#0B6B4F"') == 2 + 1  # state, capital, the key
    assert drawn.count("url(#asean-a-none)") == 1 + 1
    assert "No agreement \u00b7 0" in drawn
    assert "quiet \u00b7 3" in drawn


def test_rows_that_are_alike_share_one_look() -> None:
    rows = [ShareRow(Label(f"ข้อ{n}", f"{n}"), 1, 0.5) for n in range(3)]
    drawn = render_share_bars(ShareChart(TITLE, "a", rows, 3, alike=True, names=300))
    assert drawn.count("<pattern") == 1
    assert "#B3541E" not in drawn  # no yardstick, no sign for one


def test_an_unknown_share_has_no_bar_and_is_not_nought() -> None:
    known, unknown = ShareRow(TITLE, 1, 0.5), ShareRow(TITLE, 1, None)
    one, both = (render_share_bars(ShareChart(TITLE, "a", rows, 1)) for rows in ([known], [known, unknown]))
    bar = 'fill="url(#share-a-'
    assert (one.count(bar), both.count(bar)) == (1, 1)
    alone = render_share_bars(ShareChart(TITLE, "a", [unknown], 1))
    assert alone.count(bar) == 0
    assert "(n 1)" not in alone
    assert UNKNOWN.en in alone


def test_charts_refuse_what_they_cannot_draw() -> None:
    with pytest.raises(ValueError):
        render_ladder(LadderChart(TITLE, "a", LEVELS, []))
    with pytest.raises(ValueError):
        render_share_bars(ShareChart(TITLE, "a", [ShareRow(TITLE, 1, 1.5)], 1, TITLE))
    with pytest.raises(ValueError):
        render_trend(TrendChart(TITLE, "a", []))
    with pytest.raises(ValueError):
        render_asean_card(AseanCard(TITLE, "a", [], 2005, 2026, []))
    with pytest.raises(KeyError):
        year = TimelineYear(TITLE, [TimelineDot("no-such-role", TITLE)], 1)
        render_timeline(TimelineChart(TITLE, "a", ROLES, [year]))


def test_a_table_reads_aloud_and_never_shows_zero_for_nothing() -> None:
    table = render_table(
        [TITLE, TITLE, TITLE], [["x", None, UNKNOWN], ["y", 1234, 2.5]], caption=TITLE, numeric={1}
    )
    assert table.count('<th scope="col"') == 3
    assert table.count('<th scope="row"') == 2
    assert f'<td class="number">{ABSENT}</td>' in table
    assert '<td class="number">1,234</td>' in table
    assert "ไม่ทราบ" in table


def test_a_table_too_wide_or_ragged_is_refused() -> None:
    with pytest.raises(ValueError):
        render_table([TITLE] * 8, [], caption=TITLE)
    with pytest.raises(ValueError):
        render_table([TITLE] * 2, [["x"]], caption=TITLE)


def test_a_page_is_thai_first_and_the_same_bytes_twice() -> None:
    page = _page()
    assert page == _page()
    assert page.startswith('<!DOCTYPE html>\n<html lang="th" data-lang="th">')
    assert '<button type="button" data-set-lang="th" lang="th" aria-pressed="true">' in page
    assert "\u0e51" not in page  # Thai numerals


def test_a_page_holds_a_maps_head_once() -> None:
    assert _page(heads=("<style>a</style>", "<style>a</style>")).count("<style>a</style>") == 1


def test_a_page_that_would_load_from_outside_is_refused() -> None:
    with pytest.raises(OutputError):
        _page(sections=[Section("one", TITLE, TITLE, ['<img src="https://a.b/c.png">'])])


def test_sections_need_names_of_their_own() -> None:
    section = Section("one", TITLE, TITLE, [])
    with pytest.raises(ValueError):
        _page(sections=[section, section])


def test_a_title_cannot_leave_the_style_sheet() -> None:
    page = _page(title=same('"}</style><script>alert(1)</script>'))
    assert "<script>alert(1)" not in page


def test_a_year_of_few_active_ties_has_no_share_to_draw() -> None:
    from maps.sections.trend import LEAST_ACTIVE, _active_share

    assert _active_share({"active": LEAST_ACTIVE - 1, "focus_share_active": 0.5}) is None
    assert _active_share({"active": LEAST_ACTIVE, "focus_share_active": 0.6}) == 0.6


def test_a_web_address_in_a_cell_is_a_link_and_other_text_is_not() -> None:
    columns = [column("name"), column("record")]
    rows: list[dict[str, Cell]] = [
        {"name": same("https://a.example/x"), "record": "http://b.example"},
        {"name": same("httpd"), "record": "javascript:alert(1)//https://"},
    ]
    block = render_table_block(Table("t", TITLE, columns, rows, date(2026, 1, 1), TITLE, 2))
    assert re.findall(r'<a href="([^"]+)" rel="noreferrer" class="address"', block) == [
        "https://a.example/x",
        "http://b.example",
    ]


def test_a_year_whose_record_is_not_gathered_shows_no_mark_as_none() -> None:
    reach = Label("ยังไม่ได้รวบรวมข้อมูล", "record not gathered")
    told = LadderYear(same("2569"), 0, 0, 5, 5, 10, Label("ถึง 23 ก.พ. 2569", "to 23 Feb 2026"))
    shown = render_ladder(
        LadderChart(TITLE, "k", [TITLE], [told, LadderYear(same("2570"), None, None, 5, 5, 1, reach)])
    )
    assert (shown.count("Claimed none"), shown.count("Confirmed none")) == (1, 1)
    assert shown.count("record not gathered") == shown.count("to 23 Feb 2026") == 1
    year = TimelineYear(same("2570"), [], 1, reach)
    assert "record not gathered" in render_timeline(TimelineChart(TITLE, "t", {}, [year]))

"""Data text stays text: in every block, chart and layer of the map."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from html.parser import HTMLParser

import pytest

from graph.texts import Label
from maps.blocks import (
    Cell,
    Link,
    render_figure,
    render_folded,
    render_heading,
    render_list,
    render_paragraph,
    render_table,
)
from maps.charts import (
    AseanCard,
    AseanRow,
    LadderChart,
    LadderYear,
    ShareChart,
    ShareRow,
    StripBand,
    StripChart,
    StripLane,
    StripMark,
    TimelineChart,
    TimelineDot,
    TimelineYear,
    TrendChart,
    TrendPoint,
    render_asean_card,
    render_ladder,
    render_share_bars,
    render_strip,
    render_timeline,
    render_trend,
)
from maps.escape import check_name, escape_text, render_attribute, render_label
from maps.geo.partner_map import MapPoint, draw_partner_map, render_map_parts
from maps.page import Page, Section, render_page

HOSTILE = [
    "X{{ 7*7 }}Y",
    "{% raw %}{# note #}",
    "{{ cycler.__init__.__globals__.os.getpid() }}",
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "`${alert(1)}` C:\\users\\x",
    "\"quoted\" & 'single'",
    "' onmouseover='alert(1)",
    "กรุงเทพมหานคร น้ำ ปู่",
    "ວຽງຈັນ",
]
HOME = MapPoint("City:bangkok", "กรุงเทพมหานคร", "Bangkok", 13.75, 100.5, "home")


class _Reader(HTMLParser):
    """Reads a fragment as a browser would, and notes what data must never bring in."""

    def __init__(self) -> None:
        super().__init__()
        self.dangers: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.dangers += [name for name, _ in attrs if name.startswith("on")]
        self.dangers += [tag] if tag in ("img", "iframe", "object") else []

    def handle_data(self, data: str) -> None:
        if self.cdata_elem == "script" and data.startswith("alert"):
            self.dangers.append(data)


def _map(name: str) -> str:
    kinds = ("tie", "asean_tie", "asean_gap")
    points = [
        MapPoint(f"City:{kind}", name, name, 20.0, 100.0, kind, 3, (name,), (name,))  # type: ignore[arg-type]
        for kind in kinds
    ]
    home = MapPoint("City:bangkok", name, name, 13.75, 100.5, "home", 0, (name,), (name,))
    parts = render_map_parts(draw_partner_map(points, home=home))
    return parts.body + parts.script


def _page(name: str) -> str:
    label = Label(name, f"{name} en")
    return render_page(Page(label, label, [Section("a", label, label, [])], label)).partition("<body>")[2]


def _ladder(name: str) -> str:
    label = Label(name, f"{name} en")
    return render_ladder(LadderChart(label, "k", [label], [LadderYear(label, 1, 1, 1, 1, 2)]))


def _timeline(name: str) -> str:
    label = Label(name, f"{name} en")
    year = TimelineYear(label, [TimelineDot(name, label)], 1)
    return render_timeline(TimelineChart(label, "k", {name: label}, [year]))


def _shares(name: str) -> str:
    label = Label(name, f"{name} en")
    return render_share_bars(ShareChart(label, "k", [ShareRow(label, 1, 0.5, 0.3)], 2, label))


def _trend(name: str) -> str:
    label = Label(name, f"{name} en")
    return render_trend(TrendChart(label, "k", [TrendPoint(label, 0.5, 0.5, 1)]))


def _asean(name: str) -> str:
    label = Label(name, f"{name} en")
    row = AseanRow(label, (True, False, False), label, None, None, label, 1)
    return render_asean_card(AseanCard(label, "k", [row], 2000, 2020, [(2010, label)]))


def _strip(name: str) -> str:
    label, first, last = Label(name, f"{name} en"), date(2020, 1, 1), date(2021, 1, 1)
    lane = StripLane(label, [StripMark(first, first, label), StripMark(first, last, label)], label)
    band = StripBand(first, last, label)
    return render_strip(StripChart(label, "k", [lane], first, last, [(first, label)], {"dot": label}, [band]))


def _table(name: str) -> str:
    label = Label(name, f"{name} en")
    return render_table([label, label, label], [[name, label, Link(label, name)]], caption=label)


def _blocks(name: str) -> str:
    label = Label(name, f"{name} en")
    inner = [render_paragraph(label, look=name), render_heading(label), render_list([label])]
    return render_figure(render_folded(label, inner), label, subtitle=label, foot=label)


LAYERS = [_map, _page, _ladder, _timeline, _shares, _trend, _asean, _strip, _table, _blocks]


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("layer", LAYERS, ids=lambda layer: layer.__name__.strip("_"))
def test_no_layer_lets_data_become_code(layer: Callable[[str], str], name: str) -> None:
    rendered = layer(name)
    shown = escape_text(name)
    # folium writes icons as JSON, where & is \\u0026 and Thai letters are numbers.
    assert shown in rendered or shown.replace("&", "\\u0026") in rendered
    if shown != name:
        assert name not in rendered
    assert "X49Y" not in rendered
    reader = _Reader()
    reader.feed(rendered)
    assert reader.dangers == []


def test_escaping_leaves_no_sign_that_means_something_elsewhere() -> None:
    assert re.sub(r"&(#\d+|#x27|amp|lt|gt|quot);", "", escape_text("<>&\"'`$\\{}")) == ""


def test_what_no_page_may_hold_becomes_the_replacement_sign() -> None:
    assert escape_text("a\x00b\x1b\ud800c") == "a�b��c"
    escape_text("\ud800").encode()


def test_one_text_for_both_languages_is_given_once() -> None:
    assert render_label(Label("L1", "L1")) == "L1"
    assert render_label(Label("ก", "a")) == (
        '<span class="th" lang="th">ก</span><span class="en" lang="en">a</span>'
    )
    assert render_attribute(Label("ก", '"a"')) == "ก / &quot;a&quot;"


@pytest.mark.parametrize("name", ["", "1a", "a b", 'a"', "a<b", "ก"])
def test_names_of_elements_are_checked(name: str) -> None:
    with pytest.raises(ValueError):
        check_name(name)


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)", " JavaScript:x", "data:text/html,x", "vbscript:x",
        # A browser drops tabs and line breaks within an address, and control characters before it.
        "java\tscript:alert(1)", "\tjava\nscript:x", "\x01javascript:x", "java\r\nscript:x",
        "d\tata:text/html,x",
        # Another host, said without a scheme; and schemes that no page of ours needs.
        "//evil.example/x", "/\t/evil.example", "\\\\evil.example", "ftp://x.example", "file:///etc/x",
        "mailto:a@b",
        "https:evil.example", "https://user@evil.example",
    ],
)  # fmt: skip
def test_an_address_that_could_run_is_not_a_link(address: str) -> None:
    link = Link(Label("ก", "a"), address)
    assert "<a" not in render_table([Label("ก", "a")], [[link]], caption=Label("", ""))


@pytest.mark.parametrize("address", ["https://bangkok.go.th/x", "#how", "tables.xlsx", "./a.html"])
def test_ordinary_addresses_are_links(address: str) -> None:
    link = Link(Label("ก", "a"), address)
    assert f'<a href="{address}"' in render_table([Label("ก", "a")], [[link]], caption=Label("", ""))


@pytest.mark.parametrize("text", ["1.2-1, 1.3-1", "KPI 2.1-1/L3"])
def test_a_code_of_the_plan_stays_on_one_line_and_other_numbers_are_left_alone(text: str) -> None:
    shown = render_label(Label(text, text))
    assert re.sub("<[^>]+>", "", shown) == text
    codes = re.findall('<span class="code">(.*?)</span>', shown)
    assert codes == re.findall(r"\d\.\d-\d", text)
    for other in ("2022-2-1", "1.25-30", "v1.2-1a", "0.1-1.5"):
        assert "code" not in render_label(Label(other, other))


def test_a_day_in_a_table_stays_on_one_line() -> None:
    row: list[Cell] = [
        "x",
        Label("24 พ.ย. 2569", "24 Nov 2026"),
        Label("พ.ย. 2569", "Nov 2026"),
        "May 2026 on",
    ]
    table = render_table([Label(name, name) for name in "abcd"], [row], caption=Label("c", "c"))
    assert table.count('<td class="date">') == 2


def test_an_address_in_a_text_may_break_after_each_slash_of_its_path() -> None:
    told = render_label(Label("อ่านใน (https://a.example/b/c-1)", "read in https://a.example/b/c-1; see 1/2"))
    assert "https://a.example/<wbr>b/<wbr>c-1)" in told
    assert told.endswith("https://a.example/<wbr>b/<wbr>c-1; see 1/2</span>")

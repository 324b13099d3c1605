"""The pack in headless Chromium with every host out of reach."""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
from base64 import b64encode
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from graph.collation import collation_key
from graph.memory_store import MemoryStore
from graph.records import Batch, Node
from maps.addresses import INDEX, PAGES, PARTNERS, UNIT
from maps.answers import Answers
from maps.geo.places import partner_points
from maps.pack import save_pack
from plan.making.assemble import Assembly

AS_OF = date(2026, 11, 24)
CHROMIUM = next(
    filter(
        None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"))
    ),
    None,
)
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--disable-dev-shm-usage", "--host-resolver-rules=MAP * ~NOTFOUND", "--virtual-time-budget=5000",
    "--enable-logging=stderr",
)  # fmt: skip
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium"),
]


@pytest.fixture(scope="module")
def pack(assembly: Assembly, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return save_pack(assembly, tmp_path_factory.mktemp("pack"), as_of=AS_OF)


def open_page(address: str, profile: Path) -> tuple[str, list[str]]:
    """Give the page's DOM after its scripts ran, and what it wrote on its console."""
    words = [str(CHROMIUM), *FLAGS, f"--user-data-dir={profile}", "--dump-dom", address]
    result = subprocess.run(words, capture_output=True, check=False, timeout=90)
    log = result.stderr.decode("utf-8", "replace").splitlines()
    return result.stdout.decode("utf-8"), [line for line in log if ":CONSOLE" in line]


def with_script(page: str, script: str) -> str:
    """Put a script at the end of a page, and let the page's policy run it."""
    named = b64encode(sha256(script.encode()).digest()).decode()
    body, end = page.rsplit("</body>", 1)
    allowed = body.replace("script-src ", f"script-src 'sha256-{named}' ", 1)
    return f"{allowed}<script>{script}</script></body>{end}"


def language(dom: str) -> str:
    found = re.search(r'<html[^>]* lang="(\w+)"', dom)
    assert found is not None
    return found[1]


def test_it_opens_in_thai_with_its_map_and_a_silent_console(
    assembly: Assembly, pack: Path, tmp_path: Path
) -> None:
    dom, console = open_page(pack.as_uri(), tmp_path)
    assert console == []
    assert language(dom) == "th"
    circles = re.findall(r'<path[^>]*class="[^"]*leaflet-interactive[^"]*"', dom)
    points = partner_points(Answers(assembly, AS_OF))
    assert len(circles) >= len(points) > 40


def test_the_english_button_turns_the_page(pack: Path, tmp_path: Path) -> None:
    text = pack.read_text("utf-8")
    click = "document.querySelector('[data-set-lang=\"en\"]').click()"
    copy = tmp_path / INDEX
    copy.write_text(with_script(text, click), "utf-8")
    dom, console = open_page(copy.as_uri(), tmp_path / "profile")
    assert console == []
    assert language(dom) == "en"
    assert re.search(r'data-set-lang="en"[^>]*aria-pressed="true"', dom)
    title = re.search(r"<title[^>]*>([^<]*)</title>", dom)
    assert title is not None
    assert title[1].isascii()


VISIBLE = """
window.addEventListener("load", function () {
  document.body.dataset.shown = Array.from(document.querySelectorAll("main > section"))
    .filter(function (part) { return part.offsetHeight > 0; })
    .map(function (part) { return part.id; }).join(" ");
});
"""


@pytest.mark.parametrize("place", ["partner-tianjin", "all-partners"])
def test_a_partner_s_sheet_stands_alone_while_a_link_points_to_it(
    place: str, pack: Path, tmp_path: Path
) -> None:
    text = (pack.parent / PARTNERS).read_text("utf-8")
    copy = tmp_path / PARTNERS
    copy.write_text(with_script(text, VISIBLE), "utf-8")
    dom, console = open_page(f"{copy.as_uri()}?lang=en#{place}", tmp_path / "profile")
    assert console == []
    shown = re.search(r'data-shown="([^"]*)"', dom)
    assert shown is not None
    names = shown[1].split()
    assert names == [place] if place.startswith("partner-") else len(names) > 40


def test_the_unit_s_page_opens_and_its_links_keep_the_language(pack: Path, tmp_path: Path) -> None:
    dom, console = open_page(f"{(pack.parent / UNIT).as_uri()}?lang=en", tmp_path)
    assert console == []
    assert language(dom) == "en"
    leads = re.findall(r'href="([a-z]+\.html[^"]*)"', dom)
    assert leads
    assert all("?lang=en" in lead for lead in leads)


def test_a_circle_of_the_map_leads_to_its_partner(pack: Path, tmp_path: Path) -> None:
    dom, _ = open_page(f"{pack.as_uri()}?lang=en", tmp_path)
    assert len(re.findall(r'<path[^>]*role="link"', dom)) > 40


def test_the_console_of_a_broken_page_would_be_heard(pack: Path, tmp_path: Path) -> None:
    copy = tmp_path / INDEX
    copy.write_text(with_script(pack.read_text("utf-8"), "console.error('heard')"), "utf-8")
    _, console = open_page(copy.as_uri(), tmp_path / "profile")
    assert len(console) == 1


def test_a_link_to_a_kpi_opens_its_details(pack: Path, tmp_path: Path) -> None:
    dom, console = open_page(f"{pack.as_uri()}?lang=en#kpi-2.1-1", tmp_path)
    assert console == []
    opened = re.findall(r'<details id="([^"]+)" open', dom)
    assert opened == ["kpi-2.1-1"]


def test_an_address_that_leads_nowhere_is_no_error(pack: Path, tmp_path: Path) -> None:
    dom, console = open_page(f"{pack.as_uri()}#kpi-9.9-9", tmp_path)
    assert console == []
    assert "<details open" not in dom


# Looks a page over from inside, and tells the page that holds it what it found.
LOOK_OVER = """
window.addEventListener("load", function () {
  function all(what) { return Array.from(document.querySelectorAll(what)); }
  function seen(part) { return part.checkVisibility(); }
  function name(part) { return part.tagName + " " + part.textContent.trim().slice(0, 60); }
  function target(link) { return document.getElementById(decodeURIComponent(link.hash.slice(1))); }
  var room = document.documentElement.clientWidth, lang = document.documentElement.lang;
  var levels = all("h1,h2,h3,h4,h5,h6").filter(seen).map(function (head) { return +head.tagName[1]; });
  var ways = all("a[href], button").filter(seen);
  function list(parts, fault) { return parts.filter(fault).map(name); }
  function crowds(a, b) {
    return Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 &&
      Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 4;
  }
  function boxes(picture) {
    return Array.from(picture.querySelectorAll("text")).filter(seen).map(function (label) {
      return [label, label.getBoundingClientRect()];
    }).filter(function (pair) { return pair[1].width; });
  }
  function crowded(picture) {
    var labels = boxes(picture), frame = picture.getBoundingClientRect();
    return labels.filter(function (one, place) {
      return one[1].left < frame.left - 2 || one[1].right > frame.right + 2 ||
        labels.slice(place + 1).some(function (other) { return crowds(one[1], other[1]); });
    }).map(function (one) { return name(one[0]); });
  }
  parent.postMessage(JSON.stringify({
    width: window.innerWidth,
    lang: lang,
    scrolls: document.documentElement.scrollWidth > room,
    wide: list(all(".table"), function (part) { return part.scrollWidth > part.clientWidth + 1; }),
    aged: list(all(".sheet .picture").filter(seen), function (part) {
      return part.scrollLeft + part.clientWidth < part.scrollWidth - 1;
    }),
    skipped: levels.filter(function (level, place) { return level > (place ? levels[place - 1] : 0) + 1; }),
    other: list(all('main [lang="' + (lang === "th" ? "en" : "th") + '"]'), seen),
    unnamed: list(all("table"), function (table) { return !table.caption || !table.caption.textContent; }),
    headless: list(all("th:not([scope])"), function () { return true; }),
    lost: list(all('a[href^="#"]:not([href="#"])'), function (link) { return !target(link); }),
    empty: list(ways, function (way) { return !(way.innerText.trim() || way.ariaLabel); }),
    unreached: list(ways, function (way) { return way.tabIndex < 0; }),
    crowded: all("svg[role=img]").filter(seen).flatMap(crowded),
    pictures: list(all("svg[role=img]"), function (picture) { return !picture.ariaLabel; })
  }), "*");
});
"""
HOLDER = """<!DOCTYPE html><meta charset="utf-8"><script>
addEventListener("message", function (event) {
  document.body.appendChild(document.createElement("pre")).textContent = event.data;
});
</script><body>"""


@pytest.mark.parametrize("lang", ["th", "en"])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_fits_a_phone_and_a_small_laptop_and_reads_without_eyes_or_mouse(
    name: str, lang: str, pack: Path, tmp_path: Path
) -> None:
    text = (pack.parent / name).read_text("utf-8")
    (tmp_path / name).write_text(with_script(text, LOOK_OVER), "utf-8")
    frames = (
        f'<iframe src="{name}?lang={lang}" style="border:0;width:{width}px;height:800px"></iframe>'
        for width in (400, 1024)
    )
    holder = tmp_path / "holder.html"
    holder.write_text(HOLDER + "".join(frames), "utf-8")
    dom, console = open_page(holder.as_uri(), tmp_path / "profile")
    assert console == []
    found = [json.loads(html.unescape(one)) for one in re.findall("<pre>(.*?)</pre>", dom)]
    assert {one.pop("width") for one in found} == {400, 1024}
    assert [one.pop("lang") for one in found] == [lang, lang]
    assert [{what: told for what, told in one.items() if told} for one in found] == [{}, {}]


def print_page(address: str, folder: Path) -> int:
    """Print a page, and give the number of its sheets."""
    target = folder / "page.pdf"
    words = [
        str(CHROMIUM), *FLAGS, f"--user-data-dir={folder / 'profile'}", "--no-pdf-header-footer",
        f"--print-to-pdf={target}", address,
    ]  # fmt: skip
    subprocess.run(words, capture_output=True, check=True, timeout=90)
    return len(re.findall(rb"/Type /Page\b", target.read_bytes()))


def test_paper_holds_the_week_and_of_folded_parts_what_was_opened(pack: Path, tmp_path: Path) -> None:
    text = (pack.parent / UNIT).read_text("utf-8")
    copy = tmp_path / UNIT
    copy.write_text(text.replace("<details>", "<details open>"), "utf-8")
    folded = print_page((pack.parent / UNIT).as_uri(), tmp_path)
    assert folded <= 9
    assert print_page(copy.as_uri(), tmp_path) > folded + 3


def test_paper_tells_how_everything_was_counted_and_the_screen_folds_it_again(
    pack: Path, tmp_path: Path
) -> None:
    folded = '<details class="counted">'
    unfolded = '<details class="counted" open="">'
    for name in PAGES:
        page = (pack.parent / name).read_text("utf-8")
        assert page.count(folded) > 3
        dispatched = "window.dispatchEvent(new Event({!r}))"
        for events, shown in ((["beforeprint"], unfolded), (["beforeprint", "afterprint"], folded)):
            said = "; ".join(dispatched.format(event) for event in events)
            copy = tmp_path / f"{len(events)}-{name}"
            copy.write_text(with_script(page, said), "utf-8")
            dom, console = open_page(copy.as_uri(), tmp_path / f"{len(events)}")
            assert console == []
            assert dom.count(shown) == page.count(folded)


def test_our_thai_alphabet_is_the_browser_s_own(assembly: Assembly, tmp_path: Path) -> None:
    names = {node.text("name_th") for label in ("City", "Country") for node in assembly.store.nodes(label)}
    ours = sorted(names - {""}, key=collation_key)
    assert len(ours) > 300
    page = tmp_path / "order.html"
    page.write_text(
        f"""<!DOCTYPE html><meta charset="utf-8"><body><script>
        var ours = {json.dumps(ours)}, order = new Intl.Collator("th", {{ignorePunctuation: true}});
        document.body.textContent = "wrong: " + ours.filter(function (name, place) {{
          return place && order.compare(ours[place - 1], name) > 0; }}).join() + ".";
        </script>""",
        "utf-8",
    )
    dom, _ = open_page(page.as_uri(), tmp_path / "profile")
    assert "wrong: ." in dom


# Addresses that run, lead to another host without saying so, or open a program, as a browser reads them.
HOSTILE_ADDRESSES = (
    "javascript:document.title='broken'", "java\tscript:document.title='broken'",
    "\x01java\nscript:document.title='broken'", " JAVASCRIPT:document.title='broken'",
    "data:text/html,<script>1</script>", "d\tata:text/html,x", "vbscript:x", "//evil.example/x",
    "/\t/evil.example/x", "\\\\evil.example", "file:///etc/passwd",
    "ftp://evil.example", "mailto:a@b.example",
)  # fmt: skip
# Clicks every link, lets run what would run, and stops only what leads to a page.
CLICK_ALL = """
addEventListener("load", function () {
  var clicked = [];
  addEventListener("click", function (event) {
    var link = event.target.closest("a[href]");
    if (!link) return;
    clicked.push(link.protocol);
    if (/^(https?|file):$/.test(link.protocol)) event.preventDefault();
  }, true);
  document.querySelectorAll("a[href]").forEach(function (link) { link.click(); });
  setTimeout(function () {
    document.body.dataset.clicked = clicked.length;
    document.body.dataset.schemes = Array.from(new Set(clicked)).sort().join(" ");
    document.body.dataset.hosts = Array.from(document.querySelectorAll("a[href]"))
      .filter(function (link) { return /evil/.test(link.host); }).length;
  }, 50);
});
"""


@pytest.fixture(scope="module")
def hostile_pack(assembly: Assembly, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pack of the packaged graph, with a hostile address on every source."""
    nodes = []
    for place, node in enumerate(assembly.store.nodes()):
        address = HOSTILE_ADDRESSES[place % len(HOSTILE_ADDRESSES)]
        own = {"url": address} if node.label == "Source" and node.text("url") else {}
        nodes.append(Node(node.label, node.key, {**node.properties, **own}))
    store = MemoryStore()
    store.replace(Batch(nodes, list(assembly.store.edges())))
    return save_pack(replace(assembly, store=store), tmp_path_factory.mktemp("hostile"), as_of=AS_OF)


@pytest.mark.parametrize("name", PAGES)
def test_no_click_on_a_hostile_address_runs_or_leads_to_another_host(
    name: str, hostile_pack: Path, tmp_path: Path
) -> None:
    copy = tmp_path / name
    copy.write_text(with_script((hostile_pack.parent / name).read_text("utf-8"), CLICK_ALL), "utf-8")
    dom, _ = open_page(copy.as_uri(), tmp_path / "profile")
    assert "broken" not in (re.search(r"<title[^>]*>([^<]*)", dom) or [""])[0]
    found = dict(re.findall(r'data-(clicked|schemes|hosts)="([^"]*)"', dom))
    assert int(found["clicked"]) > 20
    assert set(found["schemes"].split()) <= {"file:", "http:", "https:"}
    assert found["hosts"] == "0"


def test_the_policy_of_a_page_runs_no_address_and_no_attribute(pack: Path, tmp_path: Path) -> None:
    ways = (
        """<a id="w" href="javascript:document.body.dataset.ran='address'">x</a>"""
        """<b id="v" onclick="document.body.dataset.ran='attribute'">x</b></body>"""
    )
    page = ways.join(pack.read_text("utf-8").rsplit("</body>", 1))
    script = "document.getElementById('w').click(); document.getElementById('v').click();"
    copy = tmp_path / INDEX
    copy.write_text(with_script(page, script), "utf-8")
    dom, console = open_page(copy.as_uri(), tmp_path / "profile")
    assert "data-ran" not in dom
    assert len([line for line in console if "Content Security Policy" in line]) == 2

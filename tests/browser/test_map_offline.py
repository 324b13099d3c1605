"""The page in a real browser without any network: it draws, and complains of nothing."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from graph.texts import Label
from maps.blocks import render_figure
from maps.geo.partner_map import MapPoint, draw_partner_map, render_map_parts
from maps.page import Page, Section, render_page

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
HOSTILE = "X{{ 7*7 }}Y</script><img src=x onerror=document.title='broken'>`${1}C:\\users"
SWITCHES = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--enable-logging=stderr",
    "--virtual-time-budget=4000",
    "--window-size=1280,900",
    "--dump-dom",
]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(BROWSER is None, reason="no chromium or google-chrome on PATH"),
]


def _write_page(folder: Path) -> Path:
    title = Label("หน้าทดสอบ", "Test page")
    home = MapPoint("City:bangkok", "กรุงเทพมหานคร", "Bangkok", 13.75, 100.5, "home")
    points = [
        MapPoint("City:a", HOSTILE, HOSTILE, 21.0, 105.8, "asean_tie", 6, (HOSTILE,), (HOSTILE,)),
        MapPoint("City:b", "ลอสแอนเจลิส", "Los Angeles", 34.05, -118.24, "tie"),
        MapPoint("City:c", "สิงคโปร์", "Singapore", 1.35, 103.8, "asean_gap"),
    ]
    parts = render_map_parts(draw_partner_map(points, home=home))
    figure = render_figure(parts.body, title, subtitle=title, foot=title, wide=True)
    page = Page(title, title, [Section("map", title, title, [figure])], title, (parts.head,), (parts.script,))
    path = folder / "index.html"
    path.write_text(render_page(page), "utf-8")
    return path


def _open(address: str, folder: Path) -> tuple[str, str]:
    """Open an address; give the page as it stands at the end, and the browser's log."""
    command = [
        str(BROWSER),
        *SWITCHES,
        f"--user-data-dir={folder / 'profile'}",
        "--host-resolver-rules=MAP * ~NOTFOUND",
        address,
    ]
    done = subprocess.run(command, capture_output=True, timeout=90, check=True)
    return done.stdout.decode("utf-8"), done.stderr.decode("utf-8", "replace")


@pytest.mark.parametrize("lang", ["th", "en"])
def test_the_map_draws_without_network_and_without_complaint(tmp_path: Path, lang: str) -> None:
    dom, log = _open(f"{_write_page(tmp_path).as_uri()}?lang={lang}", tmp_path)
    assert [line for line in log.splitlines() if "CONSOLE" in line] == []
    assert f'data-lang="{lang}"' in dom[:400]
    assert len(re.findall(r'<path class="bfa-point', dom)) == 3
    assert "bfa-star" in dom
    assert re.search(r'<path[^>]+fill="#E8E6E1"[^>]+d="M-?\d', dom), "the land is not drawn"


def test_names_are_shown_as_typed_and_reached_by_keyboard(tmp_path: Path) -> None:
    dom, _ = _open(_write_page(tmp_path).as_uri(), tmp_path)
    assert "<title" in dom
    assert ">หน้าทดสอบ</title>" in dom
    assert "X{{ 7*7 }}Y" in dom
    assert "X49Y" not in dom
    assert "<img src" not in dom.partition("<body>")[2].partition("<script>")[0]
    reachable = re.findall(r'<path class="bfa-point[^>]*tabindex="0"[^>]*aria-label="[^"]+"', dom)
    assert len(reachable) == 3

"""The partner map: same bytes, nothing from outside, nothing around the back of the world."""

from __future__ import annotations

import hashlib
import re
from importlib.resources import files

import pytest
from shapely.geometry import shape

from graph.errors import OutputError
from maps.geo.land import SEAM, build_unwrapped_land, read_land, read_unwrapped_land, unwrap_longitude
from maps.geo.map_legend import scale_radius
from maps.geo.partner_map import MapPoint, draw_partner_map, render_map_parts
from maps.offline import check_offline

HOME = MapPoint("City:bangkok", "กรุงเทพมหานคร", "Bangkok", 13.75, 100.5, "home")
POINTS = [
    MapPoint("City:los-angeles", "ลอสแอนเจลิส", "Los Angeles", 34.05, -118.24, "tie", 0),
    MapPoint("City:hanoi", "ฮานอย", "Hanoi", 21.03, 105.85, "asean_tie", 6),
    MapPoint("City:singapore", "สิงคโปร์", "Singapore", 1.35, 103.8, "asean_gap"),
    MapPoint("City:ankara", "อังการา", "Ankara", 39.93, 32.86, "tie", None),
]


def _script() -> str:
    return render_map_parts(draw_partner_map(POINTS, home=HOME)).script


def test_the_same_points_give_the_same_bytes_in_any_order() -> None:
    first = render_map_parts(draw_partner_map(POINTS, home=HOME))
    again = render_map_parts(draw_partner_map(list(reversed(POINTS)), home=HOME))
    assert first == again


def test_no_random_id_is_left_and_none_in_the_data_is_touched() -> None:
    looks_random = "x_" + "0123456789abcdef" * 2
    point = MapPoint("City:x", looks_random, looks_random, 1.0, 2.0, "tie")
    script = render_map_parts(draw_partner_map([point], home=HOME)).script
    assert looks_random in script
    assert not re.search(r"_[0-9a-f]{32}", script.replace(looks_random, ""))


def test_two_maps_of_one_page_share_the_head_and_no_name() -> None:
    one = render_map_parts(draw_partner_map(POINTS, home=HOME), name="one")
    two = render_map_parts(draw_partner_map(POINTS, home=HOME), name="two")
    assert one.head == two.head
    names = [set(re.findall(r"var (\w+)", parts.script)) for parts in (one, two)]
    assert names[0] and not names[0] & names[1]


def test_nothing_loads_from_outside() -> None:
    parts = render_map_parts(draw_partner_map(POINTS, home=HOME))
    whole = parts.head + parts.body + parts.script
    assert check_offline(whole) is whole
    for library in ("jquery", "bootstrap", "fontawesome", "awesome-markers", "cdn."):
        assert library not in whole.lower()


@pytest.mark.parametrize(
    "load",
    [
        '<script src="https://a.b/c.js">',
        "<img alt=x src=//a.b/c.png>",
        "<link rel=stylesheet href='http://a.b/c.css'>",
        "<style>p{background:url(https://a.b/c.png)}</style>",
        '<style>@import "https://a.b/c.css"</style>',
        "<script>fetch('https://a.b')</script>",
    ],
)
def test_what_would_load_from_outside_is_refused(load: str) -> None:
    with pytest.raises(OutputError) as caught:
        check_offline(f"<p>{load}</p>")
    assert caught.value.code == "page-loads-from-outside"
    assert "a.b" in str(caught.value.params["urls"])


def test_a_link_the_reader_may_follow_is_no_load() -> None:
    check_offline('<a href="https://a.b/c">c</a>')


def test_the_americas_lie_east_of_bangkok() -> None:
    assert unwrap_longitude(-118.24) == pytest.approx(241.76)
    assert unwrap_longitude(-9.1) == -9.1
    assert "[34.05, 241.76]" in _script()


def test_signs_tell_ties_gaps_and_missing_data_apart() -> None:
    script = _script()
    assert script.count("L.circleMarker(") == len(POINTS) + 2  # a ring around each of ASEAN's two
    assert '"dashArray": "4 3"' in script
    assert '"dashArray": "1.5 2.5"' in script
    assert script.count('"fillColor": "#FFFFFF"') == 3  # never active, gap, no data
    assert script.count("bfa-star") == 1


def test_more_activities_draw_a_larger_circle_up_to_a_limit() -> None:
    radii = [scale_radius(n) for n in (1, 2, 5, 20, 1000, 9999)]
    assert radii == sorted(radii)
    assert radii[-1] == radii[-2] == 24.0


@pytest.mark.parametrize(("latitude", "longitude"), [(91.0, 0.0), (0.0, 181.0), (float("nan"), 0.0)])
def test_a_place_off_the_globe_is_refused(latitude: float, longitude: float) -> None:
    with pytest.raises(ValueError):
        draw_partner_map([MapPoint("x", "x", "x", latitude, longitude, "tie")], home=HOME)


def test_the_land_is_drawn_once_and_where_the_map_may_be_dragged() -> None:
    land = build_unwrapped_land()["geometry"]
    longitudes = [x for part in land["coordinates"] for ring in part for x, _ in ring]
    assert SEAM <= min(longitudes) < 0 < max(longitudes) < 350.0
    whole = read_land().geometry.union_all()
    assert shape(land).area == pytest.approx(whole.area, rel=0.001)


def test_the_packaged_shape_is_made_of_the_packaged_countries() -> None:
    # Compared as shapes: the order of points is the geometry engine's own affair.
    packaged, built = shape(read_unwrapped_land()["geometry"]), shape(build_unwrapped_land()["geometry"])
    assert packaged.symmetric_difference(built).area == pytest.approx(0.0, abs=0.01)


def test_small_states_are_on_the_land() -> None:
    land = read_land()
    assert {"Singapore", "Brunei", "Bahrain", "Malta", "Maldives"} <= set(land["name"])
    assert bool(land.geometry.is_valid.all())
    assert list(land.columns) == ["iso_numeric", "name", "geometry"]
    assert len((files("maps") / "assets" / "land.geojson").read_bytes()) <= 350_000


def test_packaged_files_are_the_ones_the_readme_names() -> None:
    assets = files("maps") / "assets"
    rows = re.findall(
        r"^\| `([^`]+)` .*`([0-9a-f]{64})` \|$", (assets / "README.md").read_text("utf-8"), re.M
    )
    assert len(rows) == 8
    for name, digest in rows:
        assert hashlib.sha256((assets / name).read_bytes()).hexdigest() == digest, name

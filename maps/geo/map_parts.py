"""A drawn map as fragments of a page that loads nothing, the same bytes every time."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from maps import words
from maps.escape import check_name, render_attribute
from maps.geo.map_legend import render_legend
from maps.offline import check_offline, read_asset, render_inline_script, render_inline_style

if TYPE_CHECKING:
    import folium
    from branca.element import Element, Figure

_ELEMENT_ID = re.compile(r"(?<=_)[0-9a-f]{32}")


@dataclass(frozen=True)
class MapParts:
    """A map as page fragments: `head` is the same for every map, so a page holds it once."""

    head: str
    body: str
    script: str


def render_map_parts(drawn: folium.Map, *, name: str = "map") -> MapParts:
    """Render a drawn map as fragments that load nothing; the same map gives the same bytes.

    `name` (letters and digits) keeps the maps of one page apart. Raises OutputError
    `page-loads-from-outside` when something on the map would ask the network.
    """
    check_name(name)
    root = cast("Figure", drawn.get_root())
    for element in _walk(root):
        for kind in ("default_js", "default_css"):
            if hasattr(element, kind):
                setattr(element, kind, [])
    root.render()
    numbers = {element._id: f"{name}{n}" for n, element in enumerate(_walk(root))}
    element_id = _ELEMENT_ID.sub(lambda found: numbers[found.group()], drawn.get_name())
    script = _ELEMENT_ID.sub(lambda found: numbers.get(found.group(), found.group()), root.script.render())
    settings = {
        "zoomIn": render_attribute(words.ZOOM_IN),
        "zoomOut": render_attribute(words.ZOOM_OUT),
    }
    start = f"bfaStartMap({element_id}, {json.dumps(settings)});"
    body = (
        f'<div class="bfa-map" id="{element_id}" role="region" '
        f'aria-label="{render_attribute(words.MAP)}"></div>{render_legend()}'
    )
    parts = MapParts(_render_head(), body, f"<script>{_tidy(script)}\n{start}</script>")
    check_offline(parts.head + parts.body + parts.script)
    return parts


def _render_head() -> str:
    styles = render_inline_style(read_asset("leaflet.css")) + render_inline_style(read_asset("map.css"))
    scripts = render_inline_script(read_asset("leaflet.js")) + render_inline_script(read_asset("map.js"))
    return styles + scripts


def _tidy(script: str) -> str:
    lines = (line.strip() for line in script.splitlines())
    return "\n".join(
        line.replace(", ", ",") if line.startswith("geo_json") else line for line in lines if line
    )


def _walk(element: Element) -> Iterator[Element]:
    yield element
    for child in element._children.values():
        yield from _walk(child)

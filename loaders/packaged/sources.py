"""Source records: one for each distinct page or document that rows name."""

from __future__ import annotations

from functools import cache
from hashlib import sha256

from graph.records import Node, known
from graph.texts import text
from loaders.tables import RawRow

PLAN_SOURCE = Node(
    "Source",
    "plan-2566-2570",
    {
        "name": "The 5-Year Bangkok's foreign affairs strategy plan (2023 - 2027)",
        "name_th": (
            "แผนยุทธศาสตร์ด้านการต่างประเทศของกรุงเทพมหานคร ในบริบทเมืองมหานครแห่งเอเชีย ระยะ 5 ปี (พ.ศ. 2566 – 2570)"
        ),
        "visibility": "public",
    },
)
NOTES_SOURCE = Node(
    "Source",
    "gathering-notes",
    {
        "name": "Notes of the gatherers of the packaged data, November 2026",
        "name_th": "บันทึกของผู้รวบรวมข้อมูลที่มากับโปรแกรม พฤศจิกายน 2569",
        "visibility": "public",
    },
)
_READINGS, _READINGS_NOTE = text("sentences", "readings-source"), text("sentences", "readings-source-note")
READINGS_SOURCE = Node("Source", "activity-readings", {
    "name": _READINGS.en, "name_th": _READINGS.th, "note": _READINGS_NOTE.en, "note_th": _READINGS_NOTE.th,
    "visibility": "public",
})  # fmt: skip


def source_of(row: RawRow, *, default_name: str = "") -> Node | None:
    """Make the Source record a row names in `source_title` and `source_url`, if it names one."""
    name, url = row.get("source_title") or default_name, row.get("source_url")
    return named_source(name, url)


@cache
def named_source(name: str, url: str = "") -> Node | None:
    """Make a Source record of a name and an address; None when both are empty."""
    if not name and not url:
        return None
    key = "src-" + sha256(f"{name}\n{url}".encode()).hexdigest()[:10]
    return Node("Source", key, {"name": name or url, **known(url=url), "visibility": "public"})

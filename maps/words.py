"""The fixed words of the page frame, the map's legend and the charts, by name.

The words themselves stand in the registry, under `word-<name>` of the pack.
"""

from __future__ import annotations

from graph.texts import text

UNKNOWN = text("pack", "word-unknown")

PRINT = text("pack", "word-print")
CONTENTS = text("pack", "word-contents")
AS_OF = text("pack", "word-as-of")
SKIP = text("pack", "word-skip")
PAGES = text("pack", "word-pages")
MAP = text("pack", "word-map")
HOME = text("pack", "word-home")
TIE = text("pack", "word-tie")
ASEAN = text("pack", "word-asean")
GAP = text("pack", "word-gap")
NO_ACTIVITY = text("pack", "word-no-activity")
NO_DATA = text("pack", "word-no-data")
SIZE = text("pack", "word-size")
FOLDED = text("pack", "word-folded")
CREDIT = text("pack", "word-credit")
ZOOM_IN = text("pack", "word-zoom-in")
ZOOM_OUT = text("pack", "word-zoom-out")
CONFIRMED = text("pack", "word-confirmed")
CLAIMED = text("pack", "word-claimed")
POSSIBLE = text("pack", "word-possible")
TARGET = text("pack", "word-target")
TARGET_SHORT = text("pack", "word-target-short")
NOT_BEGUN = text("plan", "status-not-begun")
NONE = text("pack", "word-none")
RECORDS_HELD = text("pack", "word-records-held")
NOT_EXACT = text("pack", "word-not-exact")
BEYOND = text("pack", "word-beyond")
NO_RECORDS = text("pack", "word-no-records")
SHARE = text("pack", "word-share")
PLAN_BEGINS = text("pack", "word-plan-begins")
TREND_TIES = text("pack", "word-trend-ties")
TREND_ACTIVE = text("pack", "word-trend-active")
TREND_CONTACTS = text("pack", "word-trend-contacts")
STATE = text("pack", "word-state")
CAPITAL = text("pack", "word-capital")
LARGEST = text("pack", "word-largest")
LAST_CONTACT = text("questions", "column-last_contact")
NO_TIE = text("pack", "word-no-tie")
LAST_WITH_TIES = text("pack", "word-last-with-ties")
LAST_WITH_ANY = text("pack", "word-last-with-any")
STATUS_AND_CONTACTS = text("pack", "word-status-and-contacts")

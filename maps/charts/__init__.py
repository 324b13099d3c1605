"""The charts of the pack: inline SVG, in both languages, legible in grey.

Each takes its own frozen dataclass and gives one `<svg>` as text.
"""

from __future__ import annotations

from maps.charts.asean_card import AseanCard, AseanRow, render_asean_card
from maps.charts.ladder import LadderChart, LadderYear, render_ladder
from maps.charts.shares import ShareChart, ShareRow, render_share_bars
from maps.charts.strip import StripBand, StripChart, StripLane, StripMark, render_strip
from maps.charts.timeline import TimelineChart, TimelineDot, TimelineYear, render_timeline
from maps.charts.trend import TrendChart, TrendPoint, render_trend

__all__ = [
    "AseanCard",
    "AseanRow",
    "LadderChart",
    "LadderYear",
    "ShareChart",
    "ShareRow",
    "StripBand",
    "StripChart",
    "StripLane",
    "StripMark",
    "TimelineChart",
    "TimelineDot",
    "TimelineYear",
    "TrendChart",
    "TrendPoint",
    "render_asean_card",
    "render_ladder",
    "render_share_bars",
    "render_strip",
    "render_timeline",
    "render_trend",
]

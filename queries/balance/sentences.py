"""Every measure in one sentence: value, n, unit, interval, yardstick and date, in both languages.

Titles, tables, cards and the page take their sentences from here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from graph.dates import PartialDate
from graph.texts import Label, same, text
from queries.measures.intervals import Interval
from queries.table import ABSENT, ONE_DECIMAL, show_as_of, show_cell


@dataclass(frozen=True)
class Reading:
    """One measured value with all that a sentence on it must name.

    `head` is the form of sentence (share, hill, count, index, set, ...), `shown_as` how its number is
    written (as `Column.shown_as`). `units` of `n` make a share or a set; `about` is the region
    or group. `value` is None where the record is too thin. `record_end` stands beside the date.
    """

    name: Label
    head: str
    value: float | None
    shown_as: str
    n: int
    unit: Label
    as_of: date
    units: int | None = None
    interval: Interval | None = None
    about: Label | None = None
    yardstick: Label | None = None
    yardstick_share: float | None = None
    record_end: PartialDate | None = None

    @property
    def sentence(self) -> Label:
        """The whole sentence."""
        return text(
            "sentences", "sentence", head=self._head, interval=self._interval, yardstick=self._yardstick,
            date=show_as_of(self.as_of, self.record_end),
        )  # fmt: skip

    @property
    def _head(self) -> Label:
        if self.value is None:
            return text("sentences", "unknown", name=self.name, n=self.n, unit=self.unit)
        return text(
            "sentences", f"head-{self.head}", name=self.name, value=say_value(self.value, self.shown_as),
            units=self.units, n=self.n, unit=self.unit, about=self.about,
        )  # fmt: skip

    @property
    def _interval(self) -> Label:
        if self.interval is None:
            return same("")
        low, high = _ends(self.interval, self.shown_as)
        return text("sentences", "interval", low=low, high=high)

    @property
    def _yardstick(self) -> Label:
        if self.yardstick is None:
            return same("")
        if self.yardstick_share is None:
            return text("sentences", "yardstick", name=self.yardstick)
        share = show_value(self.yardstick_share, "share")
        return text("sentences", "yardstick-share", name=self.yardstick, share=share)


def unit_label(way: str) -> Label:
    """Name the unit of a way of counting, short enough for a sentence."""
    return text("sentences", f"unit-{way}")


def show_value(value: float, shown_as: str) -> Label:
    """Write a number as its unit is written; one that is whole, without a fraction."""
    whole = value == int(value) and shown_as not in ("share", *ONE_DECIMAL)
    return show_cell(int(value) if whole else value, shown_as)


def say_value(value: float, shown_as: str) -> Label:
    """Write a number as a sentence says it: a share with its word in Thai, all else as in a table."""
    if shown_as == "share":
        return text("sentences", "percent", n=f"{100 * value:.0f}")
    return show_value(value, shown_as)


def show_change(change: float | None, shown_as: str) -> Label:
    """Write a difference with its sign, as finely as its unit is written; too small a one as such."""
    if change is None:
        return same(ABSENT)
    if change == 0:
        return text("balance", "change-none")
    places = 0 if change % 1 == 0 and shown_as != "share" else 1 if shown_as in ("share", *ONE_DECIMAL) else 2
    value = f"{100 * change if shown_as == 'share' else change:+.{places}f}"
    written = same(value)
    if float(value) == 0:
        written = text("balance", "change-small", least=f"{value[0]}{10**-places:g}")
    return text("balance", "points", n=written) if shown_as == "share" else written


def show_range(value: float | None, interval: Interval | None, shown_as: str = "share") -> Label:
    """Write a value with its interval in brackets: `53 % (39-67 %)`; unknown as unknown."""
    if value is None or interval is None:
        return show_cell(value, shown_as)
    low, high = _ends(interval, shown_as)
    return same(f"{show_value(value, shown_as).en} ({low}\u2013{high})")


def _ends(interval: Interval, shown_as: str) -> tuple[str, str]:
    """Write both ends; the sign of a share stands once, behind the second."""
    low, high = (show_value(float(end), shown_as).en for end in interval)
    return low.removesuffix(" %") if shown_as == "share" else low, high

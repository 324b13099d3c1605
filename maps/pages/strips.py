"""The pictures of the further pages: what comes, which ties are silent, and one partner's dates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from graph.dates import PartialDate, format_date, months_after, months_before
from graph.records import Node
from graph.texts import Label, join_labels, text
from maps.answers import WEEKS_AHEAD, Answers
from maps.blocks import render_figure
from maps.charts import StripBand, StripChart, StripLane, StripMark, render_strip
from maps.charts.axis import list_month_ticks, list_year_ticks
from queries.facts.contact_records import dated
from queries.facts.contacts import activity_dates, plan_period
from queries.facts.lookup import label_of
from queries.facts.standing import Standing
from queries.facts.tie_status import spans_of
from queries.table import Cell, Table, show_cell

# A name longer than this would leave its room; the sign's own text and the table have it whole.
_LONGEST = 27
# A partner's axis shows at least so many years.
_LEAST_YEARS = 6


def render_year_strip(answers: Answers) -> str:
    """Render what comes in the year ahead, a lane an entry; no text at all where nothing comes."""
    table, as_of = answers.year_ahead, answers.as_of
    if not table.rows:
        return ""
    first, last = months_before(as_of, 1), months_after(as_of, 12)
    weeks = as_of + timedelta(weeks=WEEKS_AHEAD)
    overdue = sum(1 for row in table.rows if row["kind_code"] == "overdue")
    finding = text("unit", "year-strip-title", n=len(table.rows) - overdue, overdue=overdue)
    chart = StripChart(
        finding, "year", [_lane_of(row) for row in table.rows], first, last,
        list_month_ticks(first, last, every=3),
        {name: text("unit", f"sign-{word}")
         for name, word in (("urgent", "overdue"), ("dot", "sure"), ("ring", "unsure"))},
        [StripBand(as_of, weeks, text("unit", "band-weeks", weeks=WEEKS_AHEAD), shade=1)],
        left=200, right=120,
    )  # fmt: skip
    subtitle = text("unit", "year-strip-subtitle", n=len(table.rows), as_of=answers.dated)
    return render_figure(
        render_strip(chart), finding, subtitle=subtitle, foot=text("unit", "strip-foot"), wide=True
    )


def _lane_of(row: Mapping[str, Cell]) -> StripLane:
    name, kind = show_cell(row["name"]), show_cell(row["coming_kind"])
    day = row["comes_on"]
    look = "urgent" if row["kind_code"] == "overdue" else "dot" if row["sure"] else "ring"
    told = join_labels([show_cell(day), name, show_cell(row["what"])], " · ")
    marks = [StripMark(day.earliest, day.latest, told, look)] if isinstance(day, PartialDate) else []
    return StripLane(_shorten(name), marks, kind)


def _shorten(label: Label) -> Label:
    th, en = (name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1]}…" for name in (label.th, label.en))
    return Label(th, en)


def render_silence_strip(answers: Answers) -> str:
    """Render the last contact of every tie by region, over the limits of the status; no text without any.

    The axis ends with the record.
    """
    land, rule, told = answers.land, answers.land.rule, answers.land.told
    last = {s.tie.partner.id: day for s in land.standings if (day := _last_contact(s)) is not None}
    if not last:
        return ""
    limits = [months_before(told, rule.dormant_months), months_before(told, rule.active_months)]
    first = date(min([limits[0].year - 1, *(day.year for day in last.values())]), 1, 1)
    held = [region for region in land.regions if land.ties_by_region[region.id]]
    held.sort(key=lambda region: (-land.ties_by_region[region.id], region.id))
    finding = answers.standings[0].title
    chart = StripChart(
        finding, "silence", [_region_lane(region, land.standings, last) for region in held],
        first, told, list_year_ticks(first, told),
        {name: text("unit", f"sign-{word}")
         for name, word in (("dot", "last-contact"), ("ring", "status-open"), ("square", "stated"))},
        [StripBand(start, end, text("measures", f"band-{status}", **spans_of(rule)), shade)
         for start, end, status, shade in ((first, limits[0], "dormant", 2),
                                           (limits[0], limits[1], "quiet", 0),
                                           (limits[1], told, "active", 1))],
        left=150, right=100,
    )  # fmt: skip
    subtitle = text(
        "unit", "silence-strip-subtitle", n=len(land.standings), as_of=answers.dated,
        active=rule.active_months, dormant=rule.dormant_months,
    )  # fmt: skip
    return render_figure(
        render_strip(chart), finding, subtitle=subtitle, foot=text("unit", "strip-foot"), wide=True
    )


def _last_contact(standing: Standing) -> PartialDate | None:
    return max((record.last for record in dated(standing.contacts) if record.last is not None), default=None)


def _region_lane(region: Node, standings: Iterable[Standing], last: Mapping[str, PartialDate]) -> StripLane:
    own = [s for s in standings if s.region is not None and s.region.id == region.id]
    marks = [_tie_mark(s, last[s.tie.partner.id]) for s in own if s.tie.partner.id in last]
    silent = len(own) - len(marks)
    name = text("unit", "lane-region", region=label_of(region), n=len(own))
    return StripLane(name, marks, text("unit", "lane-silent", n=silent) if silent else None)


def _tie_mark(standing: Standing, day: PartialDate) -> StripMark:
    settled = standing.status.settled
    look = "ring" if settled is None else "square" if settled in ("suspended", "ended") else "dot"
    told = join_labels([label_of(standing.tie.partner), standing.status.label, format_date(day)], " · ")
    return StripMark(day.earliest, day.latest, told, look)


def render_contact_strip(answers: Answers, place: Node, tables: Mapping[str, Table]) -> str:
    """Render one partner's documents and contacts by date; `tables` are those of its profile by part.

    The axis ends with the record. Gives no text at all where nothing has a date.
    """
    land, told = answers.land, answers.land.told
    contacts = land.index.of(place.id)
    lanes = [
        _dated_lane("documents", [(_day(row, "signed_on"), show_cell(row["kind"]), "square")
                                  for row in tables["agreements"].rows]),
        _dated_lane("contacts", [(activity_dates(met), label_of(met), "dot") for met in contacts]),
    ]  # fmt: skip
    if "uncounted" in tables:
        rows = tables["uncounted"].rows
        lanes.append(
            _dated_lane("uncounted", [(_day(row, "met_on"), show_cell(row["name"]), "ring") for row in rows])
        )
    years = [mark.first.year for lane in lanes for mark in lane.marks]
    if not years:
        return ""
    first = date(min([*years, told.year - _LEAST_YEARS]), 1, 1)
    plan = plan_period(answers.store)
    bands = [StripBand(plan.first, min(plan.last, told), text("unit", "band-plan"), 1)] if plan else []
    finding = text("unit", "contact-strip-title", n=len(contacts), recent=land.index.in_plan(contacts))
    chart = StripChart(
        finding, place.key, lanes, first, told, list_year_ticks(first, told),
        {name: text("unit", f"sign-{word}")
         for name, word in (("square", "document"), ("dot", "contact"), ("ring", "uncounted"))},
        [band for band in bands if band.last > band.first >= first],
    )  # fmt: skip
    subtitle = text("unit", "contact-strip-subtitle", as_of=answers.dated)
    return render_figure(
        render_strip(chart), finding, subtitle=subtitle, foot=text("unit", "strip-foot"), wide=True
    )


# The days a thing falls on, its name and its sign.
_Dated = tuple[tuple[PartialDate, PartialDate] | None, Label, str]


def _day(row: Mapping[str, Cell], column: str) -> tuple[PartialDate, PartialDate] | None:
    day = row[column]
    return (day, day) if isinstance(day, PartialDate) else None


def _dated_lane(name: str, things: Sequence[_Dated]) -> StripLane:
    marks = [_mark(days, told, look) for days, told, look in things if days is not None]
    undated = len(things) - len(marks)
    note = text("unit", "lane-undated" if undated else "lane-count", n=len(things), undated=undated)
    return StripLane(text("unit", f"lane-{name}"), marks, note)


def _mark(days: tuple[PartialDate, PartialDate], told: Label, look: str) -> StripMark:
    name = join_labels([format_date(days[0]), told], " · ")
    lasts = all(day.earliest == day.latest for day in days)
    return StripMark(days[0].earliest, days[1].latest, name, look, lasts)

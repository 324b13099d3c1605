"""ASEAN member by member: the card, coverage and depth."""

from __future__ import annotations

from collections.abc import Mapping

from graph.dates import BUDDHIST_OFFSET, PartialDate, format_date
from graph.texts import Label, same, text
from maps import words
from maps.answers import Answers
from maps.blocks import render_figure, render_folded
from maps.charts import AseanCard, AseanRow, render_asean_card
from maps.page import Section, make_section
from maps.table_block import render_table_block
from queries.facts.recording import first_recorded
from queries.measures.continuity import years_between
from queries.table import Cell

# Years named on the axis stand this far apart.
_EVERY = 5
_DEPTH = ("name", "status", "last_with_ties", "formality", "volume", "reciprocity", "contacts")


def render_asean(answers: Answers) -> Section:
    """Render the card of members, the coverage, and the depth of ties folded below."""
    depth, summary = answers.asean_depth
    blocks = [_card(answers)] if answers.asean.rows else []
    blocks.append(render_table_block(answers.asean, finding=False))
    blocks.append(
        render_folded(
            depth.title,
            [render_table_block(depth, finding=False, columns=_DEPTH), render_table_block(summary)],
        )
    )
    return make_section("asean", answers.asean.title, blocks)


def _card(answers: Answers) -> str:
    by_country = {row["country"]: row for row in answers.asean_depth[0].rows}
    first = first_recorded(answers.store)
    end = answers.as_of.year + answers.as_of.timetuple().tm_yday / 366
    start = float(first.year if first is not None else answers.as_of.year - 1)
    rows = [_row(row, by_country.get(row["country"], {})) for row in answers.asean.rows]
    marks = range(-(-int(start) // _EVERY) * _EVERY, int(end) + 1, _EVERY)
    years = [(float(year), Label(str(year + BUDDHIST_OFFSET), str(year))) for year in marks]
    finding = answers.asean_depth[0].title
    chart = AseanCard(finding, "members", rows, min(start, end - 1), end, years)
    subtitle = text("pack", "asean-subtitle", n=len(rows), as_of=answers.dated)
    return render_figure(
        render_asean_card(chart), finding, subtitle=subtitle, foot=text("pack", "asean-foot")
    )


def _row(row: Mapping[str, Cell], depth: Mapping[str, Cell]) -> AseanRow:
    own, any_last = depth.get("last_with_ties") if row["tie"] else None, row["last_with_anyone"]
    status, contacts = depth.get("status"), row["activities_with_anyone"]
    return AseanRow(
        row["name"] if isinstance(row["name"], Label) else same(str(row["name"])),
        (bool(row["tie"]), bool(row["capital_tie"]), bool(row["leading_city_tie"])),
        status if isinstance(status, Label) and row["tie"] else None,
        _year(own), _year(any_last),
        _shown(own, any_last),
        contacts if isinstance(contacts, int) else 0,
    )  # fmt: skip


def _shown(own: Cell, any_last: Cell) -> Label:
    """Write the last contact with the ties; where there is none that with anyone there, and say so."""
    if isinstance(own, PartialDate):
        return format_date(own)
    if isinstance(any_last, PartialDate):
        return text("pack", "shown-with-anyone", day=format_date(any_last))
    return words.NO_RECORDS


def _year(day: Cell) -> float | None:
    """Give a date as a year and its part, one known in part at its earliest; None for what is no date."""
    if not isinstance(day, PartialDate):
        return None
    return day.year + years_between(PartialDate(day.year).earliest, day.earliest)

"""The list of partners by country, alphabetical in each language: once in Thai, once in English."""

from __future__ import annotations

from collections.abc import Mapping

from graph.collation import collation_key
from graph.texts import LANGUAGES, Label, Language, same
from maps.addresses import partner_address
from maps.blocks import (
    Cell,
    Link,
    RowGroup,
    render_counted,
    render_grouped_table,
    render_in_language,
    render_list,
)
from queries.table import Cell as TableCell
from queries.table import Table, show_cell
from queries.writers.caption import caption_label, how_counted

Row = Mapping[str, TableCell]
# The country is the heading of its partners.
_HEADING = "country"


def render_partner_list(index: Table) -> str:
    """Render a table of partners under headings of countries, in each language's own order.

    Its rows need `partner`, `name` and `country`.
    """
    parts = [render_in_language(_render_table(index, lang), lang) for lang in LANGUAGES]
    return "".join(parts) + render_list(list(index.says)) + render_counted(how_counted(index))


def sort_by_place(index: Table, lang: Language) -> list[Row]:
    """Sort the rows of such a table by country, then by name, in the order of a language's alphabet."""
    return sorted(index.rows, key=lambda row: (_key(row, _HEADING, lang), _key(row, "name", lang)))


def _key(row: Row, column: str, lang: Language) -> tuple[bool, object]:
    """Give the key of a name; what no source names stands last."""
    return (row[column] is None, collation_key(show_cell(row[column]).in_language(lang)))


def _render_table(index: Table, lang: Language) -> str:
    shown = [column for column in index.columns if column.brief and column.id != _HEADING]
    groups: dict[str, list[list[Cell]]] = {}
    for row in sort_by_place(index, lang):
        cells: list[Cell] = [_one(show_cell(row[column.id], column.shown_as), lang) for column in shown]
        name = same(show_cell(row["name"]).in_language(lang))
        cells[0] = Link(name, partner_address(str(row["partner"])), in_pack=True)
        groups.setdefault(show_cell(row[_HEADING]).in_language(lang), []).append(cells)
    return render_grouped_table(
        [_one(column.label, lang) for column in shown],
        [RowGroup(same(f"{country} ({len(rows)})"), rows) for country, rows in groups.items()],
        caption=_one(caption_label(index), lang),
        numeric={place for place, column in enumerate(shown) if column.is_number},
    )


def _one(label: Label, lang: Language) -> Label:
    return same(label.in_language(lang))

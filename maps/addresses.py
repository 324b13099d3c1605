"""Where things stand in the pack: its files, and the address of each partner's page."""

from __future__ import annotations

from graph.texts import text
from maps.blocks import Link
from maps.escape import check_name

INDEX, UNIT, PARTNERS, TABLES = "index.html", "unit.html", "partners.html", "bfa-tables.xlsx"
PAGES = (INDEX, UNIT, PARTNERS)
GAPS_ADDRESS = f"{UNIT}#asean-gaps"


def partner_section(partner: str) -> str:
    """Give the name of a partner's section. Raises ValueError for an id no element may be called by."""
    return check_name(f"partner-{partner.partition(':')[2]}")


def partner_address(partner: str) -> str:
    """Give the address of a partner's page in the pack."""
    return f"{PARTNERS}#{partner_section(partner)}"


def links_to_others(page: str) -> list[Link]:
    """Give the links from one page of the pack to the others."""
    return [Link(text("unit", f"page-{name.partition('.')[0]}"), name) for name in PAGES if name != page]

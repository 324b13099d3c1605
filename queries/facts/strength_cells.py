"""The components of strength as columns and cells, alike wherever strength is shown."""

from __future__ import annotations

from graph.schema.codes import AGREEMENT_KIND, AGREEMENT_STATUS, labels
from graph.texts import text
from queries.facts.tie_strength import Strength, grade_of
from queries.table import ABSENT, Cell, column

STRENGTH_COLUMNS = (
    column("formality", subject="measures"),
    column("formality_grade", subject="measures", unit="grade", brief=False),
    column("formality_status", subject="measures", brief=False),
    column("recency_low", subject="measures", unit="years", brief=False),
    column("recency", subject="measures", unit="years"),
    column("volume", subject="measures", unit="weighted contacts"),
    column("volume_high", subject="measures", unit="weighted contacts", brief=False),
    column("breadth", subject="measures", unit="ratio"),
    column("reciprocity", subject="measures", unit="fraction"),
    column("contacts", subject="measures", unit="contacts"),
    *(
        column(name, subject="measures", unit="contacts", brief=False)
        for name in ("undated_contacts", "signings", "in_bangkok", "abroad")
    ),
    column("source_count", subject="measures", unit="sources", brief=False),
)  # fmt: skip
_KINDS = labels(AGREEMENT_KIND)
_AGREEMENT_STATUS = labels(AGREEMENT_STATUS)


def strength_cells(strength: Strength) -> dict[str, Cell]:
    """Give the cells of the components and of what they rest on; "not enough record" where too thin."""
    thin = text("measures", "not-enough")
    agreement = strength.agreement
    return {
        "formality": _KINDS.get(agreement.text("kind")) if agreement else ABSENT,
        "formality_grade": grade_of(agreement) if agreement else ABSENT,
        "formality_status": _AGREEMENT_STATUS.get(agreement.text("status")) if agreement else ABSENT,
        "recency_low": strength.recency.low if strength.recency else thin,
        "recency": strength.recency.high if strength.recency else thin,
        "volume": strength.volume.low if strength.volume else thin,
        "volume_high": strength.volume.high if strength.volume else thin,
        "breadth": thin if strength.breadth is None else strength.breadth,
        "reciprocity": thin if strength.reciprocity is None else strength.reciprocity,
        "contacts": strength.contacts,
        "undated_contacts": strength.undated,
        "signings": strength.signings,
        "in_bangkok": strength.in_bangkok,
        "abroad": strength.abroad,
        "source_count": strength.sources,
    }


def component_in_words(name: str, cell: Cell) -> Cell:
    """Put a component's figure into words: one decimal, its unit beside it; other cells as they are."""
    if not isinstance(cell, float):
        return cell
    # What is there, however small, is not shown as none.
    value = "<0.1" if 0 < cell < 0.05 else f"{cell:.1f}"
    return text("measures", f"component-value-{name}", value=value)

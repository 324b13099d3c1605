"""How a property is declared, and the ones that records of the plan and of facts share."""

from __future__ import annotations

from dataclasses import replace

from graph.schema.model import Code, Kind, Property
from graph.texts import Label


def prop(
    name: str,
    kind: Kind,
    th: str,
    en: str,
    description: str,
    example: str,
    *,
    required: bool = False,
    of: tuple[Code, ...] = (),
) -> Property:
    """Declare a property: its name, kind, labels in Thai and English, one sentence, an example."""
    return Property(name, kind, Label(th, en), description, example, required, of)


def within(least: float, most: float, declared: Property) -> Property:
    """Bound a number, both ends included."""
    return replace(declared, least=least, most=most)


SUMMARY_TH = prop(
    "summary_th", Kind.TEXT, "สรุปไทย", "Thai summary", "Our own short wording in Thai.", "ผูกพันกับเมืองอาเซียนน้อย"
)
SUMMARY_EN = prop(
    "summary_en",
    Kind.TEXT,
    "สรุปอังกฤษ",
    "English summary",
    "Our own short wording in English.",
    "few ASEAN ties",
)

"""Names in sources to records: the alias table, and the slugs that keys are made of."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from loaders.tables import RawRow


def slug(name: str) -> str:
    """Make a key of a name: lower case, without accents, words joined by hyphens.

    Only for names in Latin script; Thai is never romanised.
    """
    folded = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode("ascii")
    return re.sub(r"[^a-z0-9]+", "-", folded.lower()).strip("-")


@dataclass(frozen=True)
class Alias:
    """One judgement: what a name, as printed, stands for.

    `target` is a record id, empty for a group of people. `judgement` is same, unsure (with
    a reason) or group.
    """

    name: str
    country: str
    target: str
    role: str
    judgement: str
    reason: str
    reason_th: str = ""


class AliasTable:
    """The judgements on names, looked up by exact name, narrowed by country where given."""

    def __init__(self, aliases: Iterable[Alias]) -> None:
        self._by_name = {(alias.name, alias.country): alias for alias in aliases}

    @classmethod
    def from_rows(cls, rows: Iterable[RawRow]) -> AliasTable:
        """Make the table from the rows of `aliases.csv`."""
        return cls(
            Alias(
                row["name"], row["country_iso3"], row["target"], row["role"] or "partner", row["judgement"],
                row["reason"], row.get("reason_th"),
            )
            for row in rows
        )  # fmt: skip

    def find(self, name: str, country: str = "") -> Alias | None:
        """Give the judgement on a name; one for the country goes before one for any."""
        return self._by_name.get((name, country)) or self._by_name.get((name, ""))

    def spellings_of(self, target: str) -> tuple[str, ...]:
        """List every name that stands for a record itself, not for its council."""
        return tuple(
            sorted({a.name for a in self._by_name.values() if a.target == target and a.role == "partner"})
        )

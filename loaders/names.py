"""Names in sources to records: the alias table, and the slugs that keys are made of."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from graph.name_forms import fold_name
from loaders.tables import RawRow


def slug(name: str) -> str:
    """Make a key of a name: folded as names are looked up, words joined by hyphens.

    No letter is lost: one that has no plain form stays as it is. Thai is never romanised.
    """
    kept = (one if unicodedata.category(one)[0] in "LMN" else " " for one in fold_name(name))
    return "-".join("".join(kept).split())


@dataclass(frozen=True)
class Alias:
    """One judgement: what a name, as printed, stands for.

    `target` is a record id, empty for a group of people. `judgement` is same, unsure (with
    a reason) or group. `country` is where the place lies; without one the alias names no place of a
    country. `source` says where the name is from, `until` the year in which a former one ended.
    """

    name: str
    country: str
    target: str
    role: str
    judgement: str
    reason: str
    reason_th: str = ""
    source: str = ""
    until: str = ""

    @property
    def is_place(self) -> bool:
        """Whether the name is that of a city, which a country of its own tells from others."""
        return self.target.startswith("City:")


class AliasTable:
    """The judgements on names, looked up by exact name, narrowed by country where given."""

    def __init__(self, aliases: Iterable[Alias]) -> None:
        self._by_name: defaultdict[str, dict[str, Alias]] = defaultdict(dict)
        for alias in aliases:
            self._by_name[alias.name][alias.country] = alias

    @classmethod
    def from_rows(cls, rows: Iterable[RawRow]) -> AliasTable:
        """Make the table from the rows of `aliases.csv`."""
        return cls(
            Alias(
                row["name"], row["country_iso3"], row["target"], row["role"] or "partner", row["judgement"],
                row["reason"], row.get("reason_th"), row.get("source"), row.get("until"),
            )
            for row in rows
        )  # fmt: skip

    def find(self, name: str, country: str = "") -> Alias | None:
        """Give the judgement on a name; one for the country goes before one for any.

        A place is never that of another country. Where no country is given, the name must have one
        judgement alone.
        """
        known = self._by_name.get(name, {})
        if country in known:
            return known[country]
        if country:
            anywhere = known.get("")
            return None if anywhere is not None and anywhere.is_place else anywhere
        return next(iter(known.values())) if len(known) == 1 else None

    def find_in(self, name: str, countries: Iterable[str]) -> Alias | None:
        """Give the judgement on a name without a country of its own, in a row that names several."""
        found = (self.find(name, country) for country in ("", *countries))
        return next((alias for alias in found if alias is not None), None)

    def spellings_of(self, target: str) -> tuple[str, ...]:
        """List every name that stands for a record itself, not for its council."""
        return tuple(
            sorted(
                alias.name
                for known in self._by_name.values()
                for alias in known.values()
                if alias.target == target and alias.role == "partner"
            )
        )

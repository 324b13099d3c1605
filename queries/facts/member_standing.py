"""How an ASEAN member stands: its ties together, the most alive status, the strongest document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from graph.records import Node
from queries.facts import tie_strength
from queries.facts.contact_records import ContactRecord, dated, merge_contacts
from queries.facts.standing import Standing
from queries.facts.tie_status import STATUSES, TieStatus
from queries.facts.tie_strength import Strength, StrengthRule, count_themes, measure_strength


@dataclass(frozen=True)
class Member:
    """One ASEAN member with its ties taken together; `strength` is None where it has none."""

    country: Node
    standings: Sequence[Standing]
    strength: Strength | None

    @cached_property
    def contacts(self) -> Sequence[ContactRecord]:
        """The contacts of all its ties, each once, latest first."""
        return merge_contacts(standing.contacts for standing in self.standings)

    @property
    def status(self) -> TieStatus | None:
        """The most alive status of its ties; None without a tie."""
        found = (standing.status for standing in self.standings)
        return min(found, key=lambda s: [STATUSES.index(name) for name in s.possible], default=None)

    @property
    def themes(self) -> Sequence[str]:
        """The themes of its dated contacts by id, the commonest first."""
        counts = count_themes(dated(self.contacts))
        return sorted(counts, key=lambda theme: (-counts[theme], theme))


def join_member(
    country: Node,
    standings: Sequence[Standing],
    *,
    as_of: date,
    rule: StrengthRule = tie_strength.DEFAULT_RULE,
) -> Member:
    """Take a member's ties together, out of all that count: each contact once."""
    own = [s for s in standings if s.country is not None and s.country.id == country.id]
    if not own:
        return Member(country, (), None)
    agreements = [agreement for standing in own for agreement in standing.tie.counted]
    contacts = merge_contacts(standing.contacts for standing in own)
    return Member(country, own, measure_strength(agreements, contacts, as_of=as_of, rule=rule))

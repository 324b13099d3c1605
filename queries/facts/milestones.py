"""What began on a day with a partner or a network, and the round anniversaries that come of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from graph.dates import PartialDate, Period
from graph.records import Node
from graph.schema.codes import AGREEMENT_KIND, AGREEMENT_STATUS, labels
from graph.store import Store
from graph.texts import Label, text
from queries.facts.free_text import free_text
from queries.facts.lookup import label_of
from queries.facts.memberships import BANGKOK, read_memberships
from queries.facts.networks import network_name
from queries.facts.ties import Tie, signed_on
from queries.table import ABSENT, Cell

# Ours: every ten years, and 5 and 25.
MILESTONES = (5, 10, 20, 25, *range(30, 101, 10))
_KINDS = labels(AGREEMENT_KIND)
_STATUS = labels(AGREEMENT_STATUS)


@dataclass(frozen=True)
class Beginning:
    """What began on a day: with whom or what, by which record, and what it is called.

    `partner` is the id of the partner or network; empty for a council, which is no partner.
    """

    began: PartialDate
    record: str
    name: Label
    occasion: Label
    partner: str
    sources: Sequence[str]
    status: Cell = ABSENT


def find_beginnings(ties: Sequence[Tie]) -> Iterator[Beginning]:
    """Give the dated documents of some ties, or of councils, that count."""
    for tie in ties:
        for agreement in tie.counted:
            began, called = signed_on(agreement), _call(agreement)
            executive = tie.counterpart == "executive"
            if began is not None:
                yield Beginning(
                    began, agreement.id, label_of(tie.partner),
                    called if executive else text("unit", "of-council", kind=called),
                    tie.partner.id if executive else "",
                    agreement.texts("sources"), _STATUS[agreement.text("status")],
                )  # fmt: skip


def _call(agreement: Node) -> Label:
    """Call a document by its kind, one of another kind by what its note says; tell where it is doubtful."""
    other = agreement.text("kind") == "other" and agreement.get("note")
    called = _phrase(free_text(agreement, "note")) if other else _KINDS[agreement.text("kind")]
    low = agreement.text("confidence") == "low"
    return text("unit", "of-low-confidence", what=called) if low else called


def _phrase(sentence: Label) -> Label:
    return Label(sentence.th, sentence.en.rstrip("."))


def find_joinings(store: Store, *, as_of: date) -> Iterator[Beginning]:
    """Give Bangkok's memberships whose start a source states."""
    for network, membership in sorted(read_memberships(store, as_of=as_of).networks(BANGKOK).items()):
        if membership.since is not None:
            name, occasion = network_name(store, network), text("unit", "occasion-membership")
            yield Beginning(membership.since, network, name, occasion, network, membership.sources)


def coming_years(
    began: PartialDate, milestones: Iterable[int], window: Period
) -> Iterator[tuple[int, PartialDate]]:
    """Give the anniversaries that fall, or may fall, in a window: how many years, and when."""
    for years in milestones:
        falls = years_later(began, years)
        if falls is not None and window.may_overlap(falls):
            yield years, falls


def years_later(began: PartialDate, years: int) -> PartialDate | None:
    """Give the date so many years later, known as well as the first; None beyond the calendar.

    What began on 29 February comes round on 28 February of a common year.
    """
    year = began.year + years
    if not date.min.year <= year <= date.max.year:
        return None
    if (began.month, began.day) == (2, 29):
        return PartialDate(year, 2, PartialDate(year, 2).latest.day)
    return PartialDate(year, began.month, began.day)

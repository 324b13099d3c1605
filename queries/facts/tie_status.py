"""Tie status by rule: how long since the last contact, unless a source says suspended or ended.

It is computed from activity, and is another thing than `Agreement.status`. Where dates are not
known well enough to choose, every status that they leave open is given.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from graph.dates import PartialDate, format_date, months_before, parse_date
from graph.errors import QuestionError
from graph.records import Node
from graph.schema.codes import ACTIVITY_KIND, labels
from graph.store import Store, targets
from graph.texts import Label, same, text
from queries.facts.contact_records import ContactRecord, dated, without_date
from queries.facts.known import Known, undated_from
from queries.facts.record_end import STATUS_CLAIM
from queries.facts.ties import Tie

# The ladder, from the most to the least alive; the two that only a source can give come last.
LADDER = ("active", "quiet", "dormant", "never-active")
STATUSES = (*LADDER, "suspended", "ended")
# Only a contact without a date leaves so many of them open; they are not listed then.
_OPEN = 3
_KINDS = labels(ACTIVITY_KIND)


@dataclass(frozen=True)
class StatusRule:
    """The limits of the ladder: active within, and dormant over, so many months before the date.

    Raises QuestionError unless 0 < active_months <= dormant_months.
    """

    active_months: int = 24
    dormant_months: int = 60

    def __post_init__(self) -> None:
        """Refuse limits that give no ladder."""
        if not 0 < self.active_months <= self.dormant_months <= 1200:
            raise QuestionError("months-order", active=self.active_months, dormant=self.dormant_months)


DEFAULT_RULE = StatusRule()


def status_label(status: str, rule: StatusRule = DEFAULT_RULE) -> Label:
    """Put one status into words, with the limits of its rule."""
    return text("measures", f"status-{status}", **spans_of(rule))


def spans_of(rule: StatusRule) -> dict[str, Label]:
    """Put a rule's limits, and the time between them, into words: in whole years, else in months."""
    low, high, unit = rule.active_months, rule.dormant_months, "months"
    if low % 12 == high % 12 == 0:
        low, high, unit = low // 12, high // 12, "years"
    return {
        "active": text("measures", f"span-{unit}", n=low),
        "dormant": text("measures", f"span-{unit}", n=high),
        "between": text("measures", f"between-{unit}", low=low, high=high),
    }


@dataclass(frozen=True)
class StatusClaim:
    """A source's word on the status of some records (by id), and from when it is known."""

    claim: Node
    records: Sequence[str]
    said: Known


@dataclass(frozen=True)
class TieStatus:
    """A tie's status: each one that is possible, why, and the record and sources it rests on.

    `day` is that of the deciding record as known; None where there is none. `told_on` is the end of
    the record where the status is that of this day, and not known since; None where it is that of
    the day asked about, or a source's word.
    """

    possible: tuple[str, ...]
    reason: Label
    day: PartialDate | None = None
    record: str | None = None
    sources: tuple[str, ...] = ()
    told_on: PartialDate | None = None
    rule: StatusRule = DEFAULT_RULE

    @property
    def settled(self) -> str | None:
        """The status where only one is possible, else None."""
        return self.possible[0] if len(self.possible) == 1 else None

    @property
    def label(self) -> Label:
        """The status in words: `active`, `active or quiet`, or open."""
        if len(self.possible) >= _OPEN:
            return text("measures", "status-open")
        words = [status_label(status, self.rule) for status in self.possible]
        label = words[0]
        for word in words[1:]:
            label = text("measures", "or", first=label, second=word)
        return label

    @property
    def in_full(self) -> Label:
        """The status in words with the end of the record, where nothing is known since."""
        if self.told_on is None:
            return self.label
        return text("measures", "at-record-end", said=self.label, end=format_date(self.told_on))


def read_status_claims(store: Store) -> list[StatusClaim]:
    """Give the claims of any day that speak of a status, oldest first, the undated before all."""
    limit = undated_from(store)
    claims = [
        claim
        for claim in store.nodes("Claim")
        if claim.text("subject_property") == STATUS_CLAIM and claim.get("preferred") is not False
    ]
    claims.sort(key=lambda claim: (_day_of(claim) or PartialDate(1), claim.id))
    return [
        StatusClaim(claim, [record.id for record in targets(store, claim.id, "CONCERNS")],
                    Known(_day_of(claim), limit))
        for claim in claims
    ]  # fmt: skip


def select_status_claims(claims: Sequence[StatusClaim], *, as_of: date) -> Mapping[str, Node]:
    """Give, by record id, the claim in force at a date on the status of a tie or an agreement.

    The latest dated one holds (the last by id among equals), an undated one only where none is
    dated, and from the day the record was gathered; one that the graph does not use (`preferred`
    is no), or that may be of a later day, is left out.
    """
    found: dict[str, Node] = {}
    for each in claims:
        if each.said.surely_by(as_of):
            found.update(dict.fromkeys(each.records, each.claim))
    return {record: claim for record, claim in found.items() if claim.text("value") in ("suspended", "ended")}


def find_status(
    tie: Tie,
    contacts: Sequence[ContactRecord],
    *,
    as_of: date,
    claims: Mapping[str, Node],
    rule: StatusRule = DEFAULT_RULE,
    record_end: PartialDate | None = None,
) -> TieStatus:
    """Give a tie's status at a date, from its contacts (as `read_contacts` gives them) and claims.

    A source's word (`select_status_claims`, an agreement's status `ended`) goes before the ladder:
    active from `active_months` before the date on, quiet from `dormant_months` on, dormant
    before that, never active without a contact. A date known to the month or year, or not at
    all, leaves open every status that it allows. After the end of the record (`find_record_end`)
    nothing is known, so the ladder is that of its day.
    """
    stated = _stated(tie, claims)
    if stated is not None:
        return stated
    if record_end is None or as_of <= record_end.latest:
        return replace(_from_contacts(contacts, _possible(contacts, as_of, rule)), rule=rule)
    found = _from_contacts(contacts, _possible(contacts, record_end.latest, rule))
    return replace(found, told_on=record_end, rule=rule)


def _possible(contacts: Sequence[ContactRecord], as_of: date, rule: StatusRule) -> tuple[str, ...]:
    """Give the rungs that the dates allow: the sure one, and those that a contact may lift it to."""
    surely = [record.span.earliest for record in dated(contacts) if record.span is not None]
    if surely:
        least = _rung(max(surely), as_of, rule)
    else:
        surely_some = any(record.certain for record in without_date(contacts))
        least = LADDER.index("dormant" if surely_some else "never-active")
    found = {least}
    for record in contacts:
        best, worst = 0, least
        if record.span is not None:
            best, worst = (_rung(day, as_of, rule) for day in (record.span.latest, record.span.earliest))
        found.update(range(best, min(worst, least) + 1))
    return tuple(LADDER[rung] for rung in sorted(found))


def _rung(day: date, as_of: date, rule: StatusRule) -> int:
    if day >= months_before(as_of, rule.active_months):
        return LADDER.index("active")
    return LADDER.index("quiet" if day >= months_before(as_of, rule.dormant_months) else "dormant")


def _from_contacts(contacts: Sequence[ContactRecord], possible: tuple[str, ...]) -> TieStatus:
    missing = len(without_date(contacts))
    known = dated(contacts)
    if not known:
        reason = text("measures", "reason-undated" if contacts else "reason-none", n=len(contacts))
        return TieStatus(possible, reason, None, *_basis(contacts[0].activity if contacts else None))
    last = max(known, key=lambda record: (record.last or PartialDate(1), record.activity.id))
    reason = text(
        "measures", "reason-contact", date=_show(last.last),
        kind=_KINDS.get(last.activity.text("kind"), same(last.activity.text("kind"))),
    )  # fmt: skip
    if len(possible) > 1 and missing:
        reason = text("measures", "reason-and-undated", reason=reason, n=missing)
    return TieStatus(possible, reason, last.last, *_basis(last.activity))


def _stated(tie: Tie, claims: Mapping[str, Node]) -> TieStatus | None:
    """Give the status that a source states: of the tie, or of every agreement that would count."""
    claim = claims.get(tie.partner.id)
    if claim is not None:
        return _by_claim(claim)
    if not tie.counted:
        return _by_agreement([a for a in tie.agreements if a.text("status") == "ended"])
    found = [claims[agreement.id] for agreement in tie.counted if agreement.id in claims]
    if len(found) < len(tie.counted):
        return None
    # A tie is ended only when all of it is: one suspended agreement leaves it suspended.
    suspended = [claim for claim in found if claim.text("value") == "suspended"]
    return _by_claim(max(suspended or found, key=lambda claim: (_day_of(claim) or PartialDate(1), claim.id)))


def _by_claim(claim: Node) -> TieStatus:
    day = _day_of(claim)
    reason = text("measures", "reason-claim", value=status_label(claim.text("value")), date=_show(day))
    return TieStatus((claim.text("value"),), reason, day, *_basis(claim))


def _by_agreement(ended: Sequence[Node]) -> TieStatus | None:
    if not ended:
        return None
    last = max(ended, key=lambda agreement: (_day_of(agreement, "ends_on") or PartialDate(1), agreement.id))
    day = _day_of(last, "ends_on")
    return TieStatus(("ended",), text("measures", "reason-ended", date=_show(day)), day, *_basis(last))


def _basis(record: Node | None) -> tuple[str | None, tuple[str, ...]]:
    return (record.id, record.texts("sources")) if record is not None else (None, ())


def _day_of(record: Node, name: str = "dated_on") -> PartialDate | None:
    written = record.text(name)
    return parse_date(written) if written else None


def _show(day: PartialDate | None) -> Label:
    return format_date(day) if day is not None else text("measures", "no-date")

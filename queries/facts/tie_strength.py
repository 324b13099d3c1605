"""Tie strength: five components apart, and the rank by volume with its range. No composite.

Formality, recency, volume, breadth and reciprocity, read off the agreements and contacts of a tie
(or of a group of ties). What the record is too thin for is None: "not enough record", never 0.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from graph.dates import years_between
from graph.errors import QuestionError
from graph.records import Node
from queries.facts.contact_records import ContactRecord, ContactsByPartner, dated, without_date
from queries.measures.concentration import hill_number
from queries.measures.continuity import AT_LEAST
from queries.measures.intervals import Interval
from queries.measures.strength import HALF_LIFE, Contact, Rank, decayed_volume, rank_ranges, reciprocity

# Ours. 3: sustained work that takes both sides days or longer; 2: officials travel, meet or sign, or
# both sides make an event; 1: one sitting, or a kind the record does not name. Ranks are shown with
# their range when any of these moves by half.
KIND_WEIGHTS: Mapping[str, float] = {
    "project": 3, "training": 3, "exchange_youth": 3, "exchange_staff": 3,
    "signing": 2, "visit_inbound": 2, "visit_outbound": 2, "conference": 2, "network_meeting": 2,
    "cultural_event": 2,
    "courtesy_call": 1, "webinar": 1, "other": 1,
}  # fmt: skip
# Ours: a record of high confidence counts whole; medium, or not graded, half; low is no contact.
EVIDENCE: Mapping[str, float] = {"high": 1.0}
REPORTED = 0.5
# From the weakest to the strongest document; grades of this order are used by town-twinning registers.
GRADES = ("other", "letter_of_intent", "joint_declaration", "mou", "friendship", "sister_city")
IN_BANGKOK = frozenset({"inbound", "in_bangkok_event"})
ABROAD = frozenset({"outbound"})


@dataclass(frozen=True)
class StrengthRule:
    """How volume fades (half-life in years), and how many dated contacts breadth and rank need.

    Raises QuestionError for a half-life that is not above 0, or over 100 years.
    """

    half_life: float = HALF_LIFE
    enough: int = AT_LEAST

    def __post_init__(self) -> None:
        """Refuse a half-life that gives no decay."""
        if not 0.01 <= self.half_life <= 100:
            raise QuestionError("half-life", value=f"{self.half_life:g}")


DEFAULT_RULE = StrengthRule()


@dataclass(frozen=True)
class Strength:
    """The five components at a date, and what they rest on.

    `agreement` is the strongest document that counts (formality). `recency` is in years since the
    last contact, from least to most. `volume` is in weighted contacts of today: at least (each date
    as early as it can be, undated contacts left out), and at most. `breadth` is Hill D1 over themes,
    `reciprocity` min / max of `in_bangkok` and `abroad`; each None where the record is too thin.
    """

    agreement: Node | None
    recency: Interval | None
    volume: Interval | None
    breadth: float | None
    reciprocity: float | None
    contacts: int
    undated: int
    signings: int
    in_bangkok: int
    abroad: int
    sources: int


def measure_strength(
    agreements: Sequence[Node],
    contacts: Sequence[ContactRecord],
    *,
    as_of: date,
    rule: StrengthRule = DEFAULT_RULE,
) -> Strength:
    """Measure the components on agreements that count and on contacts as `read_contacts` gives them.

    Breadth counts a contact once in each of its themes. A contact in Bangkok (inbound, or an event
    here) counts as given by Bangkok, one abroad as given by the partner; joint, online and unknown
    places count in neither.
    """
    known = dated(contacts)
    directions = Counter(record.activity.text("direction") for record in known)
    inside = sum(directions[name] for name in IN_BANGKOK)
    outside = sum(directions[name] for name in ABROAD)
    return Strength(
        agreement=_strongest(agreements),
        recency=_recency(known, contacts, as_of),
        volume=_volume(contacts, as_of, rule),
        breadth=hill_number(count_themes(known), 1) if len(known) >= rule.enough else None,
        reciprocity=reciprocity(inside, outside) if inside + outside >= rule.enough else None,
        contacts=len(known),
        undated=len(without_date(contacts)),
        signings=sum(record.activity.text("kind") == "signing" for record in known),
        in_bangkok=inside,
        abroad=outside,
        sources=len({source for record in known for source in record.activity.texts("sources")}),
    )


def rank_partners(
    contacts: ContactsByPartner, *, as_of: date, rule: StrengthRule = DEFAULT_RULE
) -> dict[str, Rank | None]:
    """Rank partners by volume at least, by id, with the range over half-lives and weights.

    The half-lives are 1, 2 and 3 years and the rule's own; each kind's weight moves by half. None
    (not enough record) for a partner with fewer dated contacts than the rule asks for.
    """
    early = {partner: _at_least(held, as_of) for partner, held in contacts.items()}
    return rank_ranges(early, KIND_WEIGHTS, half_life=rule.half_life, at_least=rule.enough)


def count_themes(contacts: Sequence[ContactRecord]) -> Counter[str]:
    """Count contacts by theme id; a contact with several themes counts in each."""
    return Counter(theme for record in contacts for theme in record.themes)


def evidence_of(activity: Node) -> float:
    """Give the weight of a contact's evidence, from its confidence: 1 for high, else 0.5."""
    return EVIDENCE.get(activity.text("confidence"), REPORTED)


def _strongest(agreements: Sequence[Node]) -> Node | None:
    """Give the agreement of the highest grade; in force goes before unknown, then by id."""
    return min(agreements, key=lambda a: (-grade_of(a), a.text("status") != "in_force", a.id), default=None)


def grade_of(agreement: Node) -> int:
    """Give an agreement's grade: its place in `GRADES`, 1 for the weakest; 0 for a kind not named there."""
    kind = agreement.text("kind")
    return GRADES.index(kind) + 1 if kind in GRADES else 0


def _recency(
    known: Sequence[ContactRecord], contacts: Sequence[ContactRecord], as_of: date
) -> Interval | None:
    surely = [record.span.earliest for record in known if record.span is not None]
    if not surely:
        return None
    maybe = [record.span.latest if record.span is not None else as_of for record in contacts]
    return Interval(years_between(max(maybe), as_of), years_between(max(surely), as_of))


def _volume(contacts: Sequence[ContactRecord], as_of: date, rule: StrengthRule) -> Interval | None:
    least = decayed_volume(_at_least(contacts, as_of), KIND_WEIGHTS, half_life=rule.half_life)
    most = decayed_volume(_at_most(contacts, as_of), KIND_WEIGHTS, half_life=rule.half_life)
    return Interval(least, most) if least is not None and most is not None else None


def _at_least(contacts: Sequence[ContactRecord], as_of: date) -> list[Contact]:
    return [_weigh(r, r.span.earliest, as_of) for r in dated(contacts) if r.span is not None]


def _at_most(contacts: Sequence[ContactRecord], as_of: date) -> list[Contact]:
    return [_weigh(r, r.span.latest if r.span is not None else as_of, as_of) for r in contacts]


def _weigh(record: ContactRecord, day: date, as_of: date) -> Contact:
    """Make a contact of a day; one with several local governments is shared alike between them.

    So the volumes of all who took part add up to that of the activity. Where a meeting of a
    network names one place only, the others are not known, and nothing is divided.
    """
    kind = record.activity.text("kind")
    return Contact(
        years_between(day, as_of),
        kind if kind in KIND_WEIGHTS else "other",
        evidence_of(record.activity),
        max(1, record.members),
    )

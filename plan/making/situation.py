"""An activity as the rules see it, and the fields that a rule may ask of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from graph.records import Node
from graph.schema import SCHEMA, Code, codes
from graph.store import Store, sources, targets
from queries.facts.places import countries_of_activity, region_of

PARTNER_LABELS = ("City", "Organization", "Embassy", "Country")


@dataclass(frozen=True)
class Situation:
    """An activity seen by the rules: itself, its partners, and the regions of its countries.

    `agreements` are the kinds of agreement that the executive has with any of the partners.
    """

    activity: Node
    partners: Sequence[Node]
    themes: frozenset[str]
    regions: frozenset[str]
    places: Sequence[Node] = ()
    agreements: frozenset[str] = frozenset()

    @classmethod
    def of(cls, store: Store, activity: Node) -> Situation:
        """Gather what rules may ask of an activity. Regions are those of the plan scheme."""
        countries = countries_of_activity(store, activity.id)
        found = (region_of(store, country, scheme="plan") for country in countries)
        partners = tuple(targets(store, activity.id, "INVOLVES"))
        return cls(
            activity,
            partners,
            frozenset(theme.key for theme in targets(store, activity.id, "ABOUT")),
            frozenset(region.key.partition("/")[2] for region in found if region is not None),
            tuple(targets(store, activity.id, "HELD_IN")),
            agreements_with(store, partners),
        )

    @property
    def networks(self) -> list[Node]:
        """The city networks among the partners, so that two conditions on them ask of the same kind."""
        return [partner for partner in self.partners if partner.text("kind") == "city_network"]

    @cached_property
    def values(self) -> Mapping[str, frozenset[str]]:
        """Every field's values, worked out once for all rules."""
        return {name: frozenset(field.read(self)) for name, field in FIELDS.items()}

    @property
    def asean_reach(self) -> str:
        """Whether the regions are ASEAN `only`, `partly`, or `none` of them."""
        if "asean" not in self.regions:
            return "none"
        return "only" if self.regions == {"asean"} else "partly"


def agreements_with(store: Store, partners: Iterable[Node]) -> frozenset[str]:
    """Give the kinds of agreement that the executive has with any of some partners, councils' left out."""
    found = (agreement for partner in partners for agreement in sources(store, partner.id, "WITH"))
    return frozenset(a.text("kind") for a in found if a.text("counterpart") != "council")


@dataclass(frozen=True)
class Field:
    """What a condition may look at: the values an activity has, out of a closed list where there is one.

    A field that `is_record` holds ids of records, or their keys where all are of one `label`.
    """

    read: Callable[[Situation], Iterable[str]]
    codes: tuple[Code, ...] = ()
    words: tuple[str, ...] = ()
    is_record: bool = False
    label: str = ""

    @property
    def allowed(self) -> tuple[str, ...]:
        """The values of a closed list; empty where any text may stand."""
        return tuple(code.value for code in self.codes) or self.words


def _own(name: str) -> Field:
    """Make a field of a property of the activity itself, with the codes that the schema gives it."""

    def read(situation: Situation) -> Iterable[str]:
        value = situation.activity.get(name)
        return value if isinstance(value, tuple) else (situation.activity.text(name),)

    return Field(read, SCHEMA.node_properties("Activity")[name].codes)


def _partner(name: str, listed: tuple[Code, ...]) -> Field:
    return Field(lambda situation: (partner.text(name) for partner in situation.partners), listed)


# A condition holds when one of the activity's values is listed.
FIELDS: Mapping[str, Field] = {
    "kind": _own("kind"),
    "role": _own("role_of_bangkok"),
    "direction": _own("direction"),
    "dimension": _own("dimension"),
    "organised_by": _own("organised_by"),
    "audience": _own("audience"),
    "knowledge_flow": _own("knowledge_flow"),
    "setting": _own("setting"),
    "output": _own("output"),
    "status": _own("status"),
    "confidence": _own("confidence"),
    "theme": Field(lambda situation: situation.themes, is_record=True, label="Theme"),
    "region": Field(lambda situation: situation.regions),
    "asean": Field(lambda situation: (situation.asean_reach,), words=("only", "partly", "none")),
    "partner": Field(lambda situation: (partner.id for partner in situation.partners), is_record=True),
    "partner_label": Field(
        lambda situation: (partner.label for partner in situation.partners), words=PARTNER_LABELS
    ),
    "partner_kind": _partner("kind", (*codes.ORGANIZATION_KIND, *codes.MISSION_KIND)),
    "partner_relation": _partner("relation", codes.ORGANIZATION_RELATION),
    "partner_agreement": Field(lambda situation: situation.agreements, codes.AGREEMENT_KIND),
    "network": Field(lambda situation: (network.id for network in situation.networks), is_record=True),
    "network_relation": Field(
        lambda situation: (network.text("relation") for network in situation.networks),
        codes.ORGANIZATION_RELATION,
    ),
    "series": _own("series"),
    "held_in": Field(lambda situation: (place.id for place in situation.places), is_record=True),
    "by_council": Field(
        lambda situation: ("yes" if situation.activity.get("by_council") is True else "no",),
        words=("yes", "no"),
    ),
}

"""A theme that the plan names and the record hardly shows as a gap: its facts, and what is held on it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from graph.dates import PartialDate
from graph.records import Node
from graph.schema.codes import PLAN_FIELD, labels
from graph.texts import Label, text
from queries.facts.landscape import Landscape
from queries.facts.lookup import label_of
from queries.facts.rungs import by_kpi, find_supports
from queries.facts.standing import Standing
from queries.facts.ties import signed_on
from queries.gaps.channels import day_label
from queries.gaps.reasons import Fact, Gap
from queries.table import name_some

PLAN_FIELDS = labels(PLAN_FIELD)
# So many contacts in the plan's years, or fewer, are thin.
THIN = 3


@dataclass(frozen=True)
class ThemeDocument:
    """A document on a theme, with each tie that it makes."""

    agreement: Node
    standings: Sequence[Standing]

    @property
    def newest(self) -> tuple[PartialDate, str]:
        """What documents are sorted by: the signing (undated: the oldest), then the id."""
        return (signed_on(self.agreement) or PartialDate(1), self.agreement.id)


@dataclass(frozen=True)
class ThemeGround:
    """What is on record on every theme: contacts, and documents that make a tie; read once."""

    land: Landscape

    @cached_property
    def _themes_of(self) -> Mapping[str, Sequence[str]]:
        found: defaultdict[str, list[str]] = defaultdict(list)
        for edge in self.land.store.edges("ABOUT"):
            found[edge.source].append(edge.target)
        return found

    @cached_property
    def contacts(self) -> Mapping[str, Sequence[Node]]:
        """The contacts on each theme, newest first, by the theme's id."""
        found: defaultdict[str, dict[str, Node]] = defaultdict(dict)
        for activity in self.land.index.newest_first:
            for theme in self._themes_of.get(activity.id, ()):
                found[theme][activity.id] = activity
        return {theme: list(held.values()) for theme, held in found.items()}

    @cached_property
    def documents(self) -> Mapping[str, Sequence[ThemeDocument]]:
        """The documents on each theme that make a tie, each once, newest first, by the theme's id."""
        agreements: dict[str, Node] = {}
        standings: defaultdict[str, list[Standing]] = defaultdict(list)
        for standing in self.land.standings:
            for agreement in standing.tie.counted:
                agreements[agreement.id] = agreement
                standings[agreement.id].append(standing)
        found: defaultdict[str, list[ThemeDocument]] = defaultdict(list)
        for record, agreement in agreements.items():
            for theme in self._themes_of.get(record, ()):
                found[theme].append(ThemeDocument(agreement, standings[record]))
        return {
            theme: sorted(held, key=lambda one: one.newest, reverse=True) for theme, held in found.items()
        }

    @cached_property
    def recent_by_field(self) -> Mapping[str, Mapping[str, int]]:
        """How many contacts in the plan's years each theme has, by the plan's field and the theme's id."""
        found: defaultdict[str, dict[str, int]] = defaultdict(dict)
        for theme in self.land.store.nodes("Theme"):
            found[theme.text("plan_field")][theme.id] = self.recent(theme.id)
        return found

    @cached_property
    def with_asean(self) -> frozenset[str]:
        """The contacts with another ASEAN member, by id."""
        members = (self.land.contacts_in.get(member.id, ()) for member in self.land.asean)
        return frozenset(contact.id for contacts in members for contact in contacts)

    @cached_property
    def last_asean_tie(self) -> Standing | None:
        """The tie in ASEAN that was met last."""
        ties = (s for member in self.land.asean for s in self.land.active_in.get(member.id, ()))
        return max(ties, key=lambda s: (s.status.day or PartialDate(1), s.tie.partner.id), default=None)

    @cached_property
    def uncoded(self) -> int:
        """How many contacts in the plan's years carry no theme."""
        held = self.land.index.activities.values()
        return self.land.index.in_plan(a for a in held if a.id not in self._themes_of)

    @cached_property
    def in_plan(self) -> int:
        """How many contacts in the plan's years are on record, on any theme."""
        return self.land.index.in_plan(self.land.index.activities.values())

    def recent(self, theme: str) -> int:
        """Count the contacts on a theme in the plan's years."""
        return self.land.index.in_plan(self.contacts.get(theme, ()))

    def is_gap(self, theme: Node) -> bool:
        """Whether a theme of a field that the plan names is thin in the plan's years."""
        return bool(theme.get("plan_field")) and self.recent(theme.id) <= THIN


def theme_gap(ground: ThemeGround, theme: Node) -> Gap:
    """Make a gap of a theme: why it would matter, with whom it could begin, and what speaks against."""
    facts: dict[str, Fact] = {}
    for part in (_field_facts, _contact_facts, _document_facts):
        facts.update(part(ground, theme))
    return Gap(theme.id, label_of(theme), facts, _completeness(ground, theme))


def _field_facts(ground: ThemeGround, theme: Node) -> Iterator[tuple[str, Fact]]:
    """Tell how the plan's field stands: without a contact, with few, and how others of its themes do."""
    field, recent = theme.text("plan_field"), ground.recent(theme.id)
    named = PLAN_FIELDS[field]
    if recent:
        yield "theme-thin", Fact({"field": named, "count": recent})
    else:
        yield "theme-empty", Fact({"field": named})
    others = {one: n for one, n in ground.recent_by_field[field].items() if n and one != theme.id}
    if others:
        most = sorted(others, key=lambda one: (-others[one], one))
        nodes = [node for one in most if (node := ground.land.store.node(one)) is not None]
        yield "theme-field-served", Fact({
            "field": named, "names": name_some(label_of(node) for node in nodes), "most": others[most[0]],
        })  # fmt: skip
    if ground.uncoded:
        yield "theme-uncoded", Fact({"count": ground.uncoded})
    else:
        yield "theme-silence", Fact({"count": ground.in_plan})


def _contact_facts(ground: ThemeGround, theme: Node) -> Iterator[tuple[str, Fact]]:
    land, contacts = ground.land, ground.contacts.get(theme.id, ())
    if contacts and not any(contact.id in ground.with_asean for contact in contacts):
        yield "theme-without-asean", Fact({"count": len(contacts)})
    if contacts:
        values = {"what": label_of(contacts[0]), "last": day_label(land.index.last(contacts[:1]))}
        yield "theme-contact", Fact(values)
    moved = [support for support in find_supports(land.store, contacts) if support.moves]
    if moved:
        kpis = tuple(by_kpi(moved))
        keys = ", ".join(kpi.partition(":")[2] for kpi in kpis)
        count = len({support.activity.id for support in moved})
        yield "theme-moves", Fact({"count": count, "kpis": keys}, kpis)
    if ground.last_asean_tie is not None:
        tie = ground.last_asean_tie
        values = {"partner": label_of(tie.tie.partner), "last": day_label(tie.status.day)}
        yield "theme-asean-tie", Fact(values)
    elif not contacts and not ground.documents.get(theme.id):
        yield "theme-no-way", Fact()


def _document_facts(ground: ThemeGround, theme: Node) -> Iterator[tuple[str, Fact]]:
    """Tell which document names the theme: one with an ASEAN partner before others, else the newest."""
    documents = ground.documents.get(theme.id, ())
    if not documents:
        yield "theme-no-document", Fact()
        return
    members = {member.id for member in ground.land.asean}
    pairs = [(one.agreement, standing) for one in documents for standing in one.standings]
    asean = [pair for pair in pairs if pair[1].country is not None and pair[1].country.id in members]
    agreement, standing = (asean or pairs)[0]
    yield "theme-document", Fact({
        "document": label_of(agreement), "status": standing.status.label, "documents": len(documents),
    })  # fmt: skip
    if len(documents) == 1:
        yield "theme-one-document", Fact({"document": label_of(agreement)})
    asleep = [one for one in documents if all(map(ground.land.is_asleep, one.standings))]
    if asleep:
        yield "theme-documents-asleep", Fact({"count": len(asleep), "of": len(documents)})


def _completeness(ground: ThemeGround, theme: Node) -> Label:
    """Say what is held on a theme, and how many contacts carry none."""
    return text(
        "unit", "completeness-theme", contacts=len(ground.contacts.get(theme.id, ())),
        recent=ground.recent(theme.id), documents=len(ground.documents.get(theme.id, ())),
        uncoded=ground.uncoded,
    )  # fmt: skip

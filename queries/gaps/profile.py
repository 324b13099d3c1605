"""The parts of one partner's page: what stands, what was done, what it carries of the plan, what is open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from graph.dates import PartialDate, format_date, format_span
from graph.records import Node
from graph.schema.codes import ACTIVITY_KIND, AGREEMENT_KIND, AGREEMENT_STATUS, COUNTERPART, ROLE, labels
from graph.store import targets
from graph.texts import Label, join_labels, text
from queries.facts.contact_records import without_date
from queries.facts.contacts import activity_dates, last_day
from queries.facts.explain import source_names, statements_tables
from queries.facts.landscape import Landscape
from queries.facts.lookup import label_of
from queries.facts.memberships import BANGKOK
from queries.facts.networks import completeness_cell, network_name, notes_on_lists
from queries.facts.office_holders import head_cells
from queries.facts.places import country_of
from queries.facts.standing import Standing
from queries.facts.state_statements import said_on, statements_on
from queries.facts.strength_cells import component_in_words, strength_cells
from queries.facts.terms import end_of
from queries.facts.tie_strength import GRADES
from queries.facts.ties import signed_on
from queries.facts.uncounted import uncounted_cell
from queries.gaps.channels import Channels, day_label, find_place_channels
from queries.gaps.disagreement_table import disagreements_table
from queries.gaps.profile_open import coming_tables, newer_record, warned, warnings_tables
from queries.gaps.profile_plan import plan_table, projects_table
from queries.gaps.reasons import reasons_table
from queries.gaps.tie_gaps import describe_record, disagreements_on, projects_naming, supports_of, tie_gap
from queries.table import ABSENT, Cell, Table, column, list_cell

# A screen or page shows so many dated contacts, the latest; files hold all.
LAST_CONTACTS = 10
_FACTS = (
    column("fact", subject="unit"), column("value", subject="unit"), column("basis", subject="unit"),
)  # fmt: skip
_AGREEMENTS = (
    column("signed_on", subject="unit"), column("kind"), column("side", subject="unit"),
    column("document_status", subject="unit"), column("ends_on", subject="unit"),
    column("term", subject="unit", brief=False), column("record", brief=False),
    column("sources", brief=False),
)  # fmt: skip
_CONTACTS = (
    column("days", subject="unit"), column("met_on", subject="unit", brief=False),
    column("met_until", subject="unit", brief=False), column("name"), column("kind"),
    column("role", subject="unit"),
    column("theme_names", subject="measures"), column("record", brief=False), column("sources", brief=False),
)  # fmt: skip
_UNCOUNTED = (
    column("days", subject="unit"), column("met_on", subject="unit", brief=False),
    column("met_until", subject="unit", brief=False), column("name"), column("kind"),
    column("why_uncounted", subject="unit"),
    column("record", brief=False), column("sources", brief=False),
)  # fmt: skip
_NETWORKS = (
    column("network", subject="unit", brief=False), column("name"), column("list_place", subject="unit"),
    column("list_bangkok", subject="unit"), column("last_use", subject="unit"),
    column("list_completeness", subject="unit"),
)  # fmt: skip
_KINDS = labels(AGREEMENT_KIND)
_STATUS = labels(AGREEMENT_STATUS)
_SIDES = labels(COUNTERPART)
_ACTIVITIES = labels(ACTIVITY_KIND)
_ROLES = labels(ROLE)
# The components of strength, as the page tells them one by one.
_COMPONENTS = ("formality", "recency", "volume", "breadth", "reciprocity")


@dataclass(frozen=True)
class Profile:
    """One place with all that its page tells; `standing` is None where it has no tie."""

    land: Landscape
    place: Node

    @property
    def standing(self) -> Standing | None:
        """The tie with it, if any."""
        return self.land.standing_of.get(self.place.id)

    @cached_property
    def country(self) -> Node | None:
        """Its country, None where no source names it."""
        return country_of(self.land.store, self.place.id)

    @cached_property
    def channels(self) -> Channels:
        """What leads there."""
        return find_place_channels(self.land, self.place.id, self.country.id if self.country else None)

    @cached_property
    def contacts(self) -> Sequence[Node]:
        """Its dated contacts, the one that lasted latest first: the first decides the tie's status too."""
        found = self.land.index.of(self.place.id)
        return sorted(found, key=lambda a: (self._last(a), a.id), reverse=True)

    @cached_property
    def undated(self) -> Sequence[Node]:
        """Its contacts without a date, where it has a tie; they leave the status open."""
        held = self.standing.contacts if self.standing is not None else ()
        return [record.activity for record in without_date(held)]

    @cached_property
    def agreements(self) -> Sequence[Node]:
        """Its documents, with the executive and with the council, oldest first."""
        council = self.land.councils.get(self.place.id)
        ties = [self.standing.tie] if self.standing is not None else []
        ties += [council] if council is not None else []
        found = {agreement.id: agreement for tie in ties for agreement in tie.agreements}
        return sorted(found.values(), key=lambda a: (_order(signed_on(a)), a.id))

    @cached_property
    def disagreements(self) -> Sequence[str]:
        """The claims that disagree about it, its documents or its activities, by id."""
        return disagreements_on(self.land.store, self.place.id)

    @property
    def last_met(self) -> Label | None:
        """All days of the latest contact in words, None without one."""
        dates = activity_dates(self.contacts[0]) if self.contacts else None
        return format_span(*dates) if dates is not None else None

    @property
    def last_told(self) -> Label | None:
        """The same, with a later record that does not count; None where there is neither."""
        newer = newer_record(self.land, self.place.id)
        if newer is None:
            return self.last_met
        return join_labels([self.last_met or text("unit", "none-on-record"), newer], "; ")

    def _last(self, activity: Node) -> PartialDate:
        return last_day(activity, as_of=self.land.as_of) or PartialDate(1)

    @property
    def records(self) -> list[str]:
        """The ids its page rests on."""
        nodes = (self.place, *self.agreements, *self.contacts, *self.undated)
        return sorted({*(node.id for node in nodes), *self.channels.records, *self.disagreements})


def profile_tables(land: Landscape, place: Node) -> list[Table]:
    """Give the tables of a place's page; the reasons only where its tie sleeps."""
    profile = Profile(land, place)
    claims = [claim for one in profile.disagreements if (claim := land.store.node(one)) is not None]
    matters = text("unit", "disagreements-about-title", n=len(claims), name=label_of(place))
    tables = [
        *warned(_facts(profile), warnings_tables(land, place, profile.country, profile.agreements, claims)),
        *coming_tables(land, place, profile.agreements),
        _agreements(profile), _contacts(profile), *_uncounted(profile), *_statements(profile),
        _networks(profile),
        plan_table(land, place), projects_table(land, place),
        disagreements_table(land.store, claims, as_of=land.as_of, name="partner-profile-disagreements",
                            title=matters),
    ]  # fmt: skip
    standing = profile.standing
    if standing is not None and land.is_asleep(standing):
        gap = tie_gap(land, standing)
        tables.append(reasons_table(
            land.store, "partner-profile-reasons", [gap], as_of=land.as_of,
            unit=text("questions", "unit-ties"),
        ))  # fmt: skip
    return tables


def _order(day: PartialDate | None) -> tuple[bool, str]:
    return (day is None, day.isoformat() if day is not None else "")


def _facts(profile: Profile) -> Table:
    rows: list[dict[str, Cell]] = [
        {"fact": text("unit", f"fact-{name}"), "value": value, "basis": basis}
        for name, value, basis in (*_place_facts(profile), *_tie_facts(profile), *_more_facts(profile))
    ]
    return Table(
        "partner-profile", _title(profile), _FACTS, rows, profile.land.as_of, text("unit", "unit-basics"),
        len(rows), records=profile.records,
        notes=[
            text("measures", "note-contact"),
            text("measures", "note-status", active=profile.land.rule.active_months,
                 dormant=profile.land.rule.dormant_months),
            text("unit", "note-supports"),
        ],
    )  # fmt: skip


Row = tuple[str, Cell, Cell]


def _place_facts(profile: Profile) -> Iterator[Row]:
    country = profile.country
    region = profile.land.region_of.get(country.id) if country is not None else None
    yield "country", label_of(country) if country else None, label_of(region) if region else ABSENT
    said = statements_on(profile.land.store, country.id, as_of=profile.land.as_of) if country else []
    if said:
        newest = format_date(said_on(said[0]))
        yield (
            "relations",
            text("unit", "statements-held", n=len(said), newest=newest),
            text("unit", "statements-basis"),
        )
    for side, fact in (("executive", "head"), ("council", "council-head")):
        told = head_cells(profile.land.store, profile.place.id, side, as_of=profile.land.as_of)
        if told is not None:
            yield fact, *told
        elif side == "executive":
            yield fact, text("unit", "none-on-record"), ABSENT


def _tie_facts(profile: Profile) -> Iterator[Row]:
    land, standing = profile.land, profile.standing
    if standing is None:
        yield "tie", text("unit", "no-tie"), ABSENT
    else:
        documents = text("unit", "documents-held", n=len(standing.tie.agreements))
        yield "tie", standing.tie.since, documents
        yield "status", standing.status.in_full, standing.status.reason
        cells = strength_cells(standing.strength)
        for name in _COMPONENTS:
            basis: Cell = ABSENT
            if name == "formality" and standing.strength.agreement is not None:
                basis = text("unit", "grade-of", grade=cells["formality_grade"], most=len(GRADES))
            yield name, component_in_words(name, cells[name]), basis
    contacts = profile.contacts
    held = text(
        "unit", "contacts-held-undated" if profile.undated else "contacts-held", n=len(contacts),
        recent=land.index.in_plan(contacts), undated=len(profile.undated),
    )  # fmt: skip
    yield "last-contact", profile.last_told or ABSENT, held
    council = land.councils.get(profile.place.id)
    if council is not None:
        yield "council", council.since, text("unit", "documents-held", n=len(council.agreements))


def _more_facts(profile: Profile) -> Iterator[Row]:
    land, place = profile.land, profile.place
    missions = profile.channels.missions
    met = land.index.of(*(mission.id for mission in missions))
    last = land.index.last(met)
    yield (
        "mission",
        list_cell(label_of(mission) for mission in missions),
        (text("unit", "mission-last", last=day_label(last)) if last else text("unit", "mission-no-contact"))
        if missions
        else ABSENT,
    )
    projects = projects_naming(land.store, place.id)
    yield (
        "projects",
        list_cell(label_of(project) for project in projects),
        (", ".join(project.key for project in projects) or ABSENT),
    )
    moving = [support for support in supports_of(land, place.id) if support.moves]
    kpis = sorted({support.kpi.key for support in moving})
    yield (
        "kpis",
        ", ".join(kpis) or ABSENT,
        text("unit", "supported-by", n=len({s.activity.id for s in moving})),
    )
    uncounted = land.uncounted.get(place.id, ())
    if uncounted:
        yield "uncounted", uncounted_cell(uncounted), text("unit", "uncounted-basis")
    if profile.standing is not None:
        newest = land.newest_in.get(profile.country.id) if profile.country is not None else None
        basis = text("unit", "newest-in-country", date=day_label(newest))
        yield "record", describe_record(land, profile.standing), basis


def _title(profile: Profile) -> Label:
    standing, name = profile.standing, label_of(profile.place)
    met = profile.last_told or text("unit", "none-on-record")
    if standing is None:
        return text("unit", "partner-profile-untied-title", name=name, last=met, n=len(profile.contacts))
    since = format_date(standing.tie.since) if standing.tie.since else text("questions", "unknown")
    key = "partner-profile-undated-title" if profile.undated else "partner-profile-one-title"
    return text(
        "unit", key, name=name, status=standing.status.in_full, since=since, last=met,
        n=len(profile.contacts), undated=len(profile.undated),
    )  # fmt: skip


def _agreements(profile: Profile) -> Table:
    rows: list[dict[str, Cell]] = [
        {
            "signed_on": signed_on(agreement),
            "kind": _KINDS[agreement.text("kind")],
            "side": _SIDES[agreement.text("counterpart")],
            "document_status": _STATUS[agreement.text("status")],
            "ends_on": _ends(agreement),
            "term": Label(agreement.text("term_th"), agreement.text("term_en"))
            if agreement.get("term_en") else ABSENT,
            "record": agreement.id,
            "sources": source_names(profile.land.store, agreement.get("sources")),
        }
        for agreement in profile.agreements
    ]  # fmt: skip
    title = text("unit", "partner-profile-agreements-title", n=len(rows), name=label_of(profile.place))
    return Table(
        "partner-profile-agreements", title, _AGREEMENTS, rows, profile.land.as_of,
        text("unit", "unit-documents"), len(rows), records=sorted(a.id for a in profile.agreements),
        notes=[text("unit", "note-document-status")],
    )  # fmt: skip


def _ends(agreement: Node) -> Cell:
    """Give when a document ends: its day, or both readings of its term."""
    end = end_of(agreement)
    if end is None:
        return text("unit", "no-term")
    return end.first if end.first == end.last else end.label


def _contacts(profile: Profile) -> Table:
    """List all contacts, those without a date first, for they leave the status open."""
    land, undated_ones = profile.land, profile.undated
    held = [*undated_ones, *profile.contacts]
    rows: list[dict[str, Cell]] = [
        {
            **_days(activity),
            "name": label_of(activity),
            "kind": _ACTIVITIES[activity.text("kind")],
            "role": _ROLES[activity.text("role_of_bangkok")],
            "theme_names": list_cell(label_of(theme) for theme in targets(land.store, activity.id, "ABOUT")),
            "record": activity.id,
            "sources": source_names(land.store, activity.get("sources")),
        }
        for activity in held
    ]
    key = "partner-profile-contacts-undated-title" if undated_ones else "partner-profile-contacts-title"
    n = len(profile.contacts)
    title = text("unit", key, n=n, undated=len(undated_ones))
    unit = text("unit", "unit-contacts-any") if undated_ones else text("measures", "unit-contacts")
    return Table(
        "partner-profile-contacts", title, _CONTACTS, rows, land.as_of, unit,
        len(held), records=sorted(activity.id for activity in held),
        shown_rows=len(undated_ones) + LAST_CONTACTS,
    )  # fmt: skip


def _days(activity: Node) -> dict[str, Cell]:
    """Give the days of a contact, its first and last one too; the page tells all of them."""
    dates = activity_dates(activity)
    if dates is None:
        return {"days": text("unit", "undated"), "met_on": None, "met_until": None}
    return {"days": format_span(*dates), "met_on": dates[0], "met_until": dates[1]}


def _uncounted(profile: Profile) -> Iterator[Table]:
    """List what does not count as a contact, where there is any."""
    land = profile.land
    found = land.uncounted.get(profile.place.id, ())
    rows: list[dict[str, Cell]] = [
        {
            **_days(one.activity),
            "name": label_of(one.activity),
            "kind": _ACTIVITIES[one.activity.text("kind")],
            "why_uncounted": text("unit", f"uncounted-why-{one.why}"),
            "record": one.activity.id,
            "sources": source_names(land.store, one.activity.get("sources")),
        }
        for one in found
    ]
    if rows:
        yield Table(
            "partner-profile-uncounted", text("unit", "partner-profile-uncounted-title", n=len(rows)),
            _UNCOUNTED, rows, land.as_of, text("unit", "unit-records"), len(rows),
            records=sorted(one.activity.id for one in found), notes=[text("unit", "note-uncounted")],
        )  # fmt: skip


def _statements(profile: Profile) -> list[Table]:
    """List what was said on the relations with its country, where anything was."""
    country, land = profile.country, profile.land
    if country is None:
        return []
    return statements_tables(land.store, country, as_of=land.as_of, name="partner-profile-relations")


def _networks(profile: Profile) -> Table:
    land, place = profile.land, profile.place
    rows: list[dict[str, Cell]] = []
    for network in land.memberships.shared(BANGKOK, place.id):
        node = land.store.node(network)
        ours, theirs = (land.memberships.networks(city)[network] for city in (BANGKOK, place.id))
        rows.append({
            "network": network, "name": network_name(land.store, network),
            "list_place": theirs.listed or text("unit", "undated"),
            "list_bangkok": ours.listed or text("unit", "undated"),
            "last_use": land.last_with(network) or ABSENT,
            "list_completeness": completeness_cell(node) if node else None,
        })  # fmt: skip
    title = text("unit", "network-reach-shared-title", n=len(rows), name=label_of(place))
    return Table(
        "partner-profile-networks", title, _NETWORKS, rows, land.as_of, text("unit", "unit-networks"),
        len(rows), records=sorted({place.id, *(str(row["network"]) for row in rows)}),
        notes=notes_on_lists(land.store, [str(row["network"]) for row in rows]),
    )  # fmt: skip

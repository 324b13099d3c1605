"""The recording rate: how many activities the record holds a year, and from which kind of source.

Strength from a public record favours partners who publish, so the rate stands beside every ranking.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from graph.dates import years_between
from graph.records import Node
from graph.store import Store
from graph.texts import text
from queries.facts.contact_records import ContactRecord, occurrences_of
from queries.facts.contacts import activity_dates, is_contact
from queries.facts.record_end import last_told, newest_by
from queries.facts.ties import Tie
from queries.table import ABSENT, Cell, Table, column

_COLUMNS = (
    column("source_kind", subject="measures", brief=False), column("name"),
    column("contacts_with_anyone", subject="measures", unit="contacts"),
    column("per_year", subject="measures", unit="contacts a year"),
    column("contacts", subject="measures", unit="contacts"),
    column("with_ties_per_year", subject="measures", unit="contacts a year"),
    column("newest_record", subject="measures"),
)  # fmt: skip
# Ours, by the address alone: the BMA's own pages (two news sites of its press office carry no
# bangkok.go.th), other pages of the Thai state, those of foreign governments, and all others
# (press, networks, firms, blogs).
_BMA = ("bangkok.go.th", "bmc.go.th", "prbangkok.com", "pr-bangkok.com", "prbangkok-eng.com")
_THAI_STATE = ("go.th", "thaiembassy.org", "thaiembassy.jp", "thaiembbeij.org", "thaiembdc.org")
_GOVERNMENT_LABELS = frozenset({"gov", "go", "lg", "gob", "gouv"})
SOURCE_KINDS = ("bma", "thai-state", "foreign-government", "other", "no-address")


@dataclass(frozen=True)
class RecordingRate:
    """Dated activities on record by kind of source, over the years from the first one to the date."""

    counts: Mapping[str, int]
    years: float

    @property
    def total(self) -> int:
        """Dated activities on record."""
        return sum(self.counts.values())

    def per_year(self, activities: int) -> float | None:
        """Give activities a year; None where no year is held."""
        return activities / self.years if self.years else None


def measure_recording(store: Store, activities: Iterable[Node], *, as_of: date) -> RecordingRate:
    """Measure how many of some activities the record holds a year, by the kind of their first source."""
    counts = Counter(source_kind(store, activity) for activity in activities)
    return RecordingRate({kind: counts[kind] for kind in SOURCE_KINDS}, years_held(store, as_of=as_of))


def years_held(store: Store, *, as_of: date) -> float:
    """Give the years from the first dated activity on record to the last day told; 0 where there is none."""
    first, last = first_recorded(store), last_told(store, as_of=as_of)
    return max(0.0, years_between(first, last)) if first is not None else 0.0


def first_recorded(store: Store) -> date | None:
    """Give the first day that a dated activity on record can mean."""
    dates = [activity_dates(activity) for activity in store.nodes("Activity")]
    return min((pair[0].earliest for pair in dates if pair is not None), default=None)


@dataclass(frozen=True)
class Observed:
    """What is seen of a tie: from which day on, and its contacts from then on, latest first.

    `since` is None for a tie without a date and without a dated contact.
    """

    since: date | None
    contacts: Sequence[ContactRecord]


def observe(tie: Tie, contacts: Sequence[ContactRecord], first: date | None) -> Observed:
    """See a tie from its signing on, or from the first activity on record (`first`) if that is later.

    Contacts that surely ended before the signing belong to no tie yet; one in the time that a vague
    date of signing leaves open moves the day back to it. A tie without a date is seen from its first
    contact. Contacts without a date are kept.
    """
    signed = tie.since
    kept = [c for c in contacts if signed is None or c.span is None or c.span.latest >= signed.earliest]
    days = [contact.first.earliest for contact in occurrences_of(kept)]
    if signed is not None and first is not None:
        days.append(max(signed.latest, first))
    return Observed(min(days, default=None), kept)


def rate_cell(contacts: int, begin: date | None, *, told: date) -> Cell:
    """Give contacts a year from a day to the last that the record tells of (`last_told`).

    Unknown without a first day, not enough record in less than a year.
    """
    if begin is None:
        return None
    years = years_between(begin, told)
    return contacts / years if years >= 1 else text("measures", "not-enough")


def recorded_contacts(store: Store, *, as_of: date) -> list[Node]:
    """List every activity that is a dated contact by a date, whoever took part, by id."""
    return [activity for activity in store.nodes("Activity") if is_contact(activity, as_of=as_of)]


def recording_table(store: Store, with_ties: Iterable[ContactRecord], *, as_of: date) -> Table:
    """Tabulate the recording rate by kind of source, of all contacts and of those with ties."""
    recorded = recorded_contacts(store, as_of=as_of)
    every = measure_recording(store, recorded, as_of=as_of)
    held = measure_recording(store, (record.activity for record in with_ties), as_of=as_of)
    newest = newest_by(store, lambda record: [source_kind(store, record)])
    rows: list[dict[str, Cell]] = [
        {
            "source_kind": kind, "name": text("measures", f"source-{kind}"),
            "contacts_with_anyone": every.counts[kind], "per_year": every.per_year(every.counts[kind]),
            "contacts": held.counts[kind],
            "with_ties_per_year": held.per_year(held.counts[kind]),
            "newest_record": newest.get(kind, ABSENT),
        }
        for kind in every.counts
    ]  # fmt: skip
    title = text(
        "measures", "recording-rate-title", n=every.total, years=f"{every.years:.1f}",
        rate=f"{every.per_year(every.total) or 0:.1f}",
    )  # fmt: skip
    return Table(
        "recording-rate", title, _COLUMNS, rows, as_of, text("measures", "unit-contacts"), every.total,
        records=sorted(activity.id for activity in recorded),
        notes=[
            text("measures", "note-rate"), text("measures", "note-source-kinds"),
            text("measures", "note-newest-record"),
        ],
    )  # fmt: skip


def source_kind(store: Store, record: Node) -> str:
    """Give the kind of a record's first source, one of `SOURCE_KINDS`."""
    for source_id in record.texts("sources"):
        source = store.node(source_id)
        host = _host_of(source.text("url")) if source is not None else ""
        return _kind_of(host) if host else "no-address"
    return "no-address"


def _host_of(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:  # an address no browser would open
        return ""


def _kind_of(host: str) -> str:
    if _is_under(host, _BMA):
        return "bma"
    if _is_under(host, _THAI_STATE):
        return "thai-state"
    return "foreign-government" if _GOVERNMENT_LABELS & set(host.split(".")[-2:]) else "other"


def _is_under(host: str, domains: tuple[str, ...]) -> bool:
    return any(host == domain or host.endswith(f".{domain}") for domain in domains)

"""What the evidence on the plan's challenges is read from: the graph at a date, each part once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property

from graph.dates import Period
from graph.store import Store
from queries.balance.benchmarks import BENCHMARKS, DEFAULT_BENCHMARK, find_benchmark
from queries.balance.position_measures import Frame, read_frame
from queries.balance.region_verdicts import Judged, judge_by_each
from queries.balance.since_plan import Halves, split_by_plan
from queries.balance.ways import CHINA, read_ways
from queries.facts.contact_records import (
    ContactRecord,
    ContactsByPartner,
    dated,
    merge_contacts,
)
from queries.facts.contacts import plan_period
from queries.facts.history import read_history
from queries.facts.office_count import read_office_count
from queries.facts.places import DEFAULT_SCHEME
from queries.facts.record_end import last_told
from queries.facts.ties import Tie, find_ties

# A country of the region that each challenge speaks of, in whatever scheme.
_EAST_ASIA, _ASEAN = CHINA, "Country:IDN"


class Findings:
    """What all pieces of evidence are read from: the graph at a date, each part read when first asked."""

    def __init__(self, store: Store, as_of: date) -> None:
        self.store, self.as_of, self.told = store, as_of, last_told(store, as_of=as_of)
        self.history = read_history(store)
        self.record_end = self.history.record_end
        self.position = self.history.position(as_of)
        self.ways = read_ways(store, self.position, as_of=as_of)
        self.ties = find_ties(store, as_of=as_of)
        self.office = read_office_count(store, as_of=as_of)
        plain = read_frame(
            store, self.position, as_of=as_of, scheme=DEFAULT_SCHEME, benchmark=DEFAULT_BENCHMARK
        )
        self.east_asia, self.asean = (self._focused(plain, country) for country in (_EAST_ASIA, _ASEAN))
        self.yardsticks = [find_benchmark(store, name, scheme=DEFAULT_SCHEME) for name in BENCHMARKS]

    @staticmethod
    def _focused(frame: Frame, country: str) -> Frame:
        region = frame.region_of.get(country)
        return replace(frame, focus=next((node for node in frame.regions if node.id == region), None))

    @cached_property
    def halves(self) -> Mapping[str, Halves] | None:
        """What is dated before and inside the plan's years; None without a plan that has begun."""
        period = plan_period(self.store)
        if period is None or period.first > self.as_of:
            return None
        inside = Period(period.first, min(period.last, self.as_of))
        return split_by_plan(self.store, self.history, self.ways["contacts"], inside)

    @cached_property
    def contacts(self) -> list[ContactRecord]:
        """Dated contacts with the ties, each once."""
        return dated(merge_contacts(self.contacts_of(tie) for tie in self.ties))

    @cached_property
    def _held(self) -> ContactsByPartner:
        return self.history.contacts.at(self.as_of)

    def contacts_of(self, tie: Tie) -> Sequence[ContactRecord]:
        """Give the contacts with one tie."""
        return self._held.get(tie.partner.id, ())

    def ties_in(self, frame: Frame) -> list[Tie]:
        """List the ties in a frame's focus region."""
        region = frame.focus.id if frame.focus is not None else ""
        country = self.position.ties
        return [t for t in self.ties if frame.region_of.get(country.get(t.partner.id) or "") == region]

    def records_of(self, ties: Sequence[Tie]) -> list[str]:
        """Give the ids that some ties rest on, contacts included."""
        return self.history.records((tie.partner.id for tie in ties), as_of=self.as_of)

    def verdicts(self, frame: Frame) -> dict[str, Judged]:
        """Judge the focus region's share of the ties by each general yardstick."""
        return judge_by_each(self.ways["ties"], frame, self.yardsticks)

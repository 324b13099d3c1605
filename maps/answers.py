"""Every answer the pack is made of, computed once and when first needed: page and workbook share them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import TypeVar, cast

from graph.records import Node
from graph.store import Store, require_node
from graph.texts import Label
from plan.answers.blind_spots import blind_spot_tables
from plan.answers.by_tactic import by_tactic_table
from plan.answers.checks import checks_table, find_all
from plan.answers.quality import quality_tables
from plan.answers.status import status_tables
from plan.answers.trace_tables import links_table
from plan.ladders.assessment import Assessment
from plan.ladders.next_steps import NextSteps, next_steps
from plan.ladders.plan_records import PlanRecords, read_plan_records
from plan.ladders.trace import Trace, TracedKpi, trace
from plan.making.assemble import Assembly
from queries.facts.contacts import plan_period
from queries.facts.landscape import Landscape
from queries.facts.office_count import with_office_count
from queries.facts.record_end import find_record_end, with_record_end
from queries.gaps.profile import profile_tables
from queries.questions.asean_coverage import asean_coverage
from queries.questions.asean_depth import asean_depth
from queries.questions.asean_gaps import asean_gaps_tables
from queries.questions.balance_trend import balance_trend
from queries.questions.benchmarks import benchmarks
from queries.questions.challenges import Card, challenge_tables, read_cards
from queries.questions.country_balance import country_balance
from queries.questions.dormant_ties import dormant_tables
from queries.questions.obligations import obligations
from queries.questions.partner_profile import profile_index
from queries.questions.partners import partners
from queries.questions.region_balance import region_balance
from queries.questions.theme_diversity import theme_diversity
from queries.questions.tie_continuity import tie_continuity
from queries.questions.ties import ties
from queries.questions.upcoming import upcoming_table
from queries.questions.white_space import white_space_tables
from queries.table import Table, show_as_of

WEEKS_AHEAD, WEEKS_OF_A_YEAR = 8, 52
THREAD_CHALLENGE, THREAD_TACTIC, THREAD_KPI = "Challenge:geo/2", "Tactic:2.1", "Kpi:2.1-1"


_Found = TypeVar("_Found", bound=Table | Sequence[Table])


def _read_off(read: Callable[[Answers], _Found]) -> cached_property[_Found]:
    """Compute an answer once; its tables bear the end of the record and the office's own count."""

    def dated(answers: Answers) -> _Found:
        found = read(answers)
        tables: Sequence[Table] = [found] if isinstance(found, Table) else found
        beside = with_office_count(answers.store, tables, as_of=answers.as_of)
        ended = with_record_end(answers.store, beside)
        return cast("_Found", ended[0] if isinstance(found, Table) else ended)

    return cached_property(dated)


@dataclass(frozen=True)
class Answers:
    """The pack's answers on one graph as of a date; each is computed when a section first asks."""

    assembly: Assembly
    as_of: date

    @property
    def store(self) -> Store:
        """The graph the answers are read off."""
        return self.assembly.store

    @cached_property
    def dated(self) -> Label:
        """The as-of date in words, with the day of the newest record held."""
        return show_as_of(self.as_of, find_record_end(self.store))

    @property
    def has_office_files(self) -> bool:
        """Whether links, evidence or results of the office were added to the packaged records."""
        links = (edge for verb in ("SUPPORTS", "CARRIES_OUT") for edge in self.store.edges(verb))
        return (
            next(iter(self.store.nodes("Evidence")), None) is not None
            or next(iter(self.store.nodes("Actual")), None) is not None
            or any(edge.text("origin") == "asserted" for edge in links)
        )

    @property
    def tables(self) -> list[Table]:
        """All tables in the order of the page; each becomes a sheet."""
        return [
            self.asean, self.thread_links, *self.challenges, *self.balances, *self.yardsticks,
            *self.countries, *self.trend, *self.standings, *self.continuity, *self.asean_depth,
            *self.themes, self.partners, self.status, self.readings, self.rollup, *self.blind_spots,
            self.by_tactic, self.checks, self.upcoming, *self.obligations, *self.dormant_ties,
            *self.asean_gaps, *self.white_space, self.profile_index, *self.quality,
        ]  # fmt: skip

    @cached_property
    def book(self) -> PlanRecords:
        """Every KPI's case, as assessed on the fiscal clock."""
        return read_plan_records(self.store, as_of=self.as_of, rules=self.assembly.rules_version)

    @property
    def balance(self) -> Table:
        """Ties by region."""
        return self.balances[0]

    @_read_off
    def balances(self) -> Sequence[Table]:
        """Ties by region, the same in every way of counting, all measures, and the exact tests."""
        return region_balance(self.store, as_of=self.as_of, all="yes")

    @_read_off
    def yardsticks(self) -> Sequence[Table]:
        """The regions' shares under every general yardstick, and what each yardstick says."""
        return benchmarks(self.store, as_of=self.as_of)

    @_read_off
    def countries(self) -> Sequence[Table]:
        """Ties by country, and China's part of its region."""
        return country_balance(self.store, as_of=self.as_of)

    @_read_off
    def standings(self) -> Sequence[Table]:
        """The status and strength of every tie, by region, and how much is recorded."""
        return ties(self.store, as_of=self.as_of)

    @_read_off
    def continuity(self) -> Sequence[Table]:
        """How steady the contacts with every tie are, and by region."""
        return tie_continuity(self.store, as_of=self.as_of)

    @cached_property
    def cards(self) -> Sequence[Card]:
        """The plan's geopolitical challenges, each with its evidence and verdict."""
        return read_cards(self.store, as_of=self.as_of)

    @_read_off
    def challenges(self) -> Sequence[Table]:
        """The challenges, and every part of them, as tables."""
        return challenge_tables(self.cards, as_of=self.as_of)

    @_read_off
    def trend(self) -> Sequence[Table]:
        """The balance by year, what moved it, and what came since the plan began."""
        return balance_trend(self.store, as_of=self.as_of)

    @_read_off
    def asean_depth(self) -> Sequence[Table]:
        """ASEAN member by member: status and strength, and their summary."""
        return asean_depth(self.store, as_of=self.as_of)

    @_read_off
    def themes(self) -> Sequence[Table]:
        """Variety of themes by region and tie, and contacts by theme."""
        return theme_diversity(self.store, as_of=self.as_of)

    @_read_off
    def asean(self) -> Table:
        """ASEAN member by member."""
        return asean_coverage(self.store, as_of=self.as_of)

    @_read_off
    def partners(self) -> Table:
        """Every tie."""
        return partners(self.store, as_of=self.as_of)

    @cached_property
    def assessed(self) -> Sequence[Assessment]:
        """Every KPI in every year of the plan."""
        return self.book.assess_all()

    @cached_property
    def _plan_tables(self) -> dict[str, Table]:
        found = with_record_end(self.store, status_tables(self.store, self.book))
        return {table.name: table for table in found}

    @property
    def status(self) -> Table:
        """Every KPI in every year of the plan."""
        return self._plan_tables["plan-status"]

    @property
    def readings(self) -> Table:
        """KPIs that may be read under two rules."""
        return self._plan_tables["plan-readings"]

    @property
    def rollup(self) -> Table:
        """KPI-years above, at, below or unknown by tactic and strategy."""
        return self._plan_tables["plan-rollup"]

    @_read_off
    def blind_spots(self) -> Sequence[Table]:
        """What no KPI measures, our measures beside it, and the readings these rest on."""
        return blind_spot_tables(self.store, as_of=self.as_of)

    @_read_off
    def checks(self) -> Table:
        """What the checks of the plan found."""
        found = find_all(self.store, self.book, issues=self.assembly.issues)
        return checks_table(self.store, self.book, found)

    def kpi(self, kpi_id: str) -> Node:
        """Give a KPI by its id."""
        return require_node(self.store, kpi_id)

    @cached_property
    def thread(self) -> Trace:
        """The trace that the thread page walks."""
        return trace(self.store, THREAD_TACTIC)

    @property
    def thread_kpi(self) -> TracedKpi:
        """The traced KPI of the thread."""
        return next(traced for traced in self.thread.kpis if traced.kpi.id == THREAD_KPI)

    @_read_off
    def thread_links(self) -> Table:
        """The links from activities of the plan's years to the thread's KPI."""
        return links_table(
            self.store, self.thread.kpis, as_of=self.as_of, inside=plan_period(self.store)
        )  # fmt: skip

    @cached_property
    def thread_years(self) -> Sequence[Assessment]:
        """The thread's KPI in every year of the plan."""
        return self.book.assess(self.thread_kpi.kpi.id)

    @cached_property
    def thread_next(self) -> NextSteps:
        """What the thread's KPI lacks in the running year of the plan."""
        return next_steps(self.book, self.thread_kpi.kpi.id, year=self.book.running_year)

    @_read_off
    def by_tactic(self) -> Table:
        """Activities by tactic."""
        return by_tactic_table(self.store, as_of=self.as_of)

    @cached_property
    def land(self) -> Landscape:
        """The ground of the unit's page and the partners' pages, read once."""
        return Landscape(self.store, self.as_of)

    @_read_off
    def upcoming(self) -> Table:
        """What comes in the next weeks."""
        return upcoming_table(self.land, weeks=WEEKS_AHEAD)

    @_read_off
    def year_ahead(self) -> Table:
        """What comes in the next year."""
        return upcoming_table(self.land, weeks=WEEKS_OF_A_YEAR)

    @_read_off
    def obligations(self) -> Sequence[Table]:
        """Stated terms, and which document renews which."""
        return obligations(self.store, as_of=self.as_of)

    @_read_off
    def dormant_ties(self) -> Sequence[Table]:
        """The ties that sleep, with reasons."""
        return dormant_tables(self.land)

    @_read_off
    def asean_gaps(self) -> Sequence[Table]:
        """What is missing in ASEAN, with reasons."""
        return asean_gaps_tables(self.land)

    @_read_off
    def white_space(self) -> Sequence[Table]:
        """Regions and countries without a tie, with reasons."""
        return white_space_tables(self.land)

    @_read_off
    def profile_index(self) -> Table:
        """A line on each partner."""
        return profile_index(self.land)

    @cached_property
    def profiles(self) -> Sequence[tuple[Node, Sequence[Table]]]:
        """The tables of each partner's page, in the order of the index."""
        places = (self.store.node(str(row["partner"])) for row in self.profile_index.rows)
        end = self.land.record_end
        return [
            (place, [replace(table, record_end=end) for table in profile_tables(self.land, place)])
            for place in places
            if place is not None
        ]

    @_read_off
    def quality(self) -> Sequence[Table]:
        """The tables on the data itself."""
        return quality_tables(self.assembly, as_of=self.as_of)


def ties_in_asean(answers: Answers) -> int:
    """Count the ties in the ASEAN region of the balance."""
    by_region = {row["region"]: row["ties"] for row in answers.balance.rows}
    return int(str(by_region.get("asean", 0)))

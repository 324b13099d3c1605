"""Every answer the pack is made of, computed once: the page and the workbook share them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from graph.dates import fiscal_year_of
from plan.assemble import Assembly
from plan.assessment import Assessment, assess
from plan.by_tactic import by_tactic_table
from plan.overview import links_table, status_table
from plan.quality import quality_tables
from plan.trace import Trace, trace
from queries.contacts import plan_period, plan_years
from queries.questions.asean_coverage import asean_coverage
from queries.questions.partners import partners
from queries.questions.region_balance import region_balance
from queries.table import Table

THREAD_CHALLENGE, THREAD_TACTIC, THREAD_KPI = "Challenge:geo/2", "Tactic:2.1", "Kpi:2.1-1"


@dataclass(frozen=True)
class Answers:
    """The pack's tables, and the one trace that its thread page walks."""

    as_of: date
    balance: Table
    asean: Table
    partners: Table
    status: Table
    thread: Trace
    thread_links: Table
    thread_years: Sequence[Assessment]
    by_tactic: Table
    quality: Sequence[Table]

    @property
    def tables(self) -> list[Table]:
        """All tables in the order of the page; each becomes a sheet."""
        return [
            self.asean, self.thread_links, self.balance, self.partners, self.status, self.by_tactic,
            *self.quality,
        ]  # fmt: skip


def gather_answers(assembly: Assembly, *, as_of: date) -> Answers:
    """Compute every answer of the pack as of a date."""
    store = assembly.store
    thread = trace(store, THREAD_TACTIC)
    kpi = next(traced.kpi for traced in thread.kpis if traced.kpi.id == THREAD_KPI)
    return Answers(
        as_of=as_of,
        balance=region_balance(store, as_of=as_of),
        asean=asean_coverage(store, as_of=as_of),
        partners=partners(store, as_of=as_of),
        status=status_table(store, years=closed_and_current(plan_years(store), as_of), as_of=as_of),
        thread=thread,
        thread_links=links_table(store, thread.kpis, as_of=as_of, inside=plan_period(store)),
        thread_years=[assess(store, kpi, year=year, as_of=as_of) for year in plan_years(store)],
        by_tactic=by_tactic_table(store, as_of=as_of),
        quality=quality_tables(assembly, as_of=as_of),
    )


def ties_in_asean(answers: Answers) -> int:
    """Count the ties in the ASEAN region of the balance."""
    by_region = {row["region"]: row["ties"] for row in answers.balance.rows}
    return int(str(by_region.get("asean", 0)))


def closed_and_current(years: Sequence[int], as_of: date) -> list[int]:
    """Give the last closed and the current fiscal year, as far as the plan has them.

    After the plan's end its last two years stand.
    """
    current = min(fiscal_year_of(as_of), max(years, default=0))
    return [year for year in (current - 1, current) if year in years]

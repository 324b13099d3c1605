"""What of a claim rests on hearsay or on a bare reported number: no link from an activity carries it."""

from __future__ import annotations

from plan.ladders.assessment import Assessment
from plan.ladders.holdings import latest_readings
from plan.ladders.kpi import KpiRecords
from plan.ladders.plan_records import PlanRecords


def weak_claims(book: PlanRecords, one: Assessment) -> list[str]:
    """List the documents and reported results that claim for a KPI and year with nothing beside them.

    A document counts when it is not accepted and no link joins its activity; a result when no
    accepted document attests it.
    """
    case = book.by_kpi[one.kpi]
    confirming = {part for state in one.states for carrier in state.confirmed for part in carrier}
    carriers = {carrier for state in one.states for carrier in state.claimed - state.confirmed}
    linked = {carrier[0] for carrier in carriers if len(carrier) == 1 and carrier[0] in case.activities}
    weak = {carrier[-1] for carrier in carriers if carrier[0] not in linked | confirming}
    return sorted(weak | set(_bare_results(case, book, one)))


def _bare_results(case: KpiRecords, book: PlanRecords, one: Assessment) -> list[str]:
    if case.kpi.levels or not case.actuals or not one.has_begun:
        return []
    found = latest_readings(case, clock=book.clock, as_of=book.as_of)
    return [
        reading.id
        for (measure, year), (reading, attesting) in found.items()
        if measure == case.kpi.id and year == one.year and not attesting
    ]

"""The target in force: as printed, as its printed condition makes it, or as it was decided."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from plan.ladders.kpi import Decision, KpiRecords, Target

Condition = Literal["", "open", "met", "not-met", "changed"]


@dataclass(frozen=True, slots=True)
class TargetInForce:
    """A year's target on a day. `target` is None where the plan prints none for what was decided.

    `printed` is the target as the plan prints it, and `decision` what changed or settled it. While
    the printed condition is open, `otherwise` is what the target becomes should it be met.
    """

    printed: Target | None
    target: Target | None
    condition: Condition = ""
    decision: Decision | None = None
    otherwise: float | None = None


def target_in_force(records: KpiRecords, year: int, *, as_of: date) -> TargetInForce:
    """Give the target of a year (B.E.) by the last decision of the day; without one, as printed.

    Where meeting the condition leaves the printed value, that value hangs on it: if it is not met,
    the plan prints no target.
    """
    printed = records.kpi.targets.get(year)
    if printed is None:
        return TargetInForce(None, None)
    decided = [d for d in records.decisions if d.year == year and d.decided.latest <= as_of]
    decision = max(decided, key=lambda one: (one.decided.latest, one.id), default=None)
    if decision is None:
        if printed.value_if_met is None:
            return TargetInForce(printed, printed)
        otherwise = None if printed.value_if_met == printed.value else printed.value_if_met
        return TargetInForce(printed, printed, "open", None, otherwise)
    if decision.kind == "target_changed" and decision.value is not None:
        return TargetInForce(printed, replace(printed, value=decision.value), "changed", decision)
    if decision.kind == "condition_met":
        value = printed.value if printed.value_if_met is None else printed.value_if_met
        return TargetInForce(printed, replace(printed, value=value), "met", decision)
    falls_away = printed.value_if_met == printed.value
    return TargetInForce(printed, None if falls_away else printed, "not-met", decision)

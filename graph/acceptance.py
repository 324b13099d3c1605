"""Whether a document counts: the one rule for those who read documents and those who judge by them."""

from __future__ import annotations

from datetime import date

from graph.dates import PartialDate

# The least grade that confirms, where a KPI names none.
LEAST_GRADE = "B2"


def grade_suffices(grade: str, least: str) -> bool:
    """Whether a grade is as good as the least one in both signs: of the source, and of what it says."""
    return grade[:1] <= least[:1] and grade[1:] <= least[1:]


def is_acceptable(
    *, grade: str, least: str, dated: PartialDate | None, since: date, as_of: date, pending: str
) -> bool:
    """Whether a document confirms or denies what can be known `since` a day.

    It is well graded, dated by now, no older than what it speaks of, and leaves no question open.
    """
    if pending or dated is None or dated.latest > as_of:
        return False
    return dated.latest >= since and grade_suffices(grade, least)

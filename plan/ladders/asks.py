"""What is still to be found on a record that claims and does not confirm: what a paper must say."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from plan.ladders.account import Account

# both: a paper that names the activity and the element; took-place: an officer has linked it, a paper
# that it took place is enough; link: that it took place is shown, an officer's link is enough; figure:
# a paper that states the figure; better: a paper of a better grade; settle: what leaves it open.
Ask = Literal["both", "took-place", "link", "figure", "better", "settle"]


def asks_of(account: Account, criterion: str, records: Iterable[str]) -> dict[str, Ask]:
    """Say what is to be found for each of some records on a criterion, by id; accepted papers ask nothing."""
    held = account.records
    papers = {one.id: one for one in held.evidence}
    linked = {s.activity for s, _, criteria in held.moving() if s.asserted and criterion in criteria}
    shown = {
        one.activity
        for one in held.evidence
        if one.is_met and one.activity and not one.element and one.id in account.accepted
    }
    found: dict[str, Ask] = {}
    for key in sorted(set(records)):
        if key in held.activities:
            found[key] = "took-place" if key in linked else "link" if key in shown else "both"
        elif key not in papers:
            found[key] = "figure"
        elif key not in account.accepted:
            found[key] = "settle" if papers[key].pending else "better"
    return found

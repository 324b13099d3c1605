"""How ties stand on a day, told anew by the rules of docs/measures.md and docs/questions.md alone.

Slow and plain, and shares nothing with what it checks: every day that a date can mean is listed,
and a status is whatever some choice among these days gives.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from graph.records import Node
from graph.store import Store

# By how alive: the last is that of a tie nobody met.
RUNGS = ("active", "quiet", "dormant", "never-active")
_NOT_MET = RUNGS.index("never-active")


def statuses_by_rule(store: Store, day: date) -> Mapping[str, set[str]]:
    """Give every status that a tie may have on a day, by the partner's id.

    Silence is told up to the end of the record; on a later day it is what it was then.
    """
    words, found = _words_on_status(store, day), {}
    told = min(day, record_end(store) or day)
    for city in (node.id for node in store.nodes("City")):
        counted = [a for a in _agreements(store, city, day) if _makes_a_tie(store, a, day)]
        if counted:
            found[city] = _stated(city, counted, words) or _by_contacts(store, city, told)
    return found


def record_end(store: Store) -> date | None:
    """Give the last day that any dated record of what happened can mean; None without one."""
    done = [node for node in store.nodes("Activity") if node.text("status") == "done"]
    written = [node.text("end_on") or node.text("start_on") for node in done if node.text("start_on")]
    written += [node.text("signed_on") for node in store.nodes("Agreement")]
    words = [n for n in store.nodes("Claim") if n.text("stage") or n.text("subject_property") == "tie status"]
    written += [node.text("dated_on") for node in words]
    return max((days_of(one)[-1] for one in written if one), default=None)


def days_of(written: str) -> list[date]:
    """List the days that a date as written can mean."""
    year, *rest = map(int, written.split("-"))
    months = rest[:1] or range(1, 13)
    return [
        date(year, month, number)
        for month in months
        for number in (rest[1:] or range(1, monthrange(year, month)[1] + 1))
    ]


def _is_fact(store: Store, written: str, day: date) -> bool:
    """Whether something had happened by a day in every reading; the undated by the gathering.

    What has no date is no newer than the rest of the record, so its end will do as well.
    """
    asked = max((inquiry.text("asked_on") for inquiry in store.nodes("Inquiry")), default="")
    if written:
        return all(one <= day for one in days_of(written))
    return not asked or min(days_of(asked)[0], record_end(store) or date.max) <= day


def _agreements(store: Store, city: str, day: date) -> Iterator[Node]:
    for agreement in store.nodes("Agreement"):
        partners = {edge.target for edge in store.edges_from(agreement.id, "WITH")}
        executive = agreement.text("counterpart") == "executive"
        if city in partners and executive and _is_fact(store, agreement.text("signed_on"), day):
            yield agreement


def _makes_a_tie(store: Store, agreement: Node, day: date) -> bool:
    if agreement.text("status") in ("in_force", "unknown"):
        return True
    if agreement.text("ends_on"):
        return all(one > day for one in days_of(agreement.text("ends_on")))
    newer = [store.node(edge.source) for edge in store.edges_to(agreement.id, "RENEWS")]
    signings = [node.text("signed_on") for node in newer if node is not None]
    return any(signings) and not any(signed and _is_fact(store, signed, day) for signed in signings)


def _words_on_status(store: Store, day: date) -> Mapping[str, str]:
    """Give what sources say last of each record: the last dated word, an undated one only alone."""
    said: dict[str, str] = {}
    for claim in sorted(store.nodes("Claim"), key=lambda claim: (claim.text("dated_on"), claim.id)):
        if _is_fact(store, claim.text("dated_on"), day):
            said |= {e.target: claim.text("value") for e in store.edges_from(claim.id, "CONCERNS")}
    return {record: word for record, word in said.items() if word != "resumed"}


def _stated(city: str, counted: list[Node], words: Mapping[str, str]) -> set[str]:
    if city in words:
        return {words[city]}
    of_all = [words.get(agreement.id, "") for agreement in counted]
    if not all(of_all):
        return set()
    return {"suspended" if "suspended" in of_all else "ended"}


def _by_contacts(store: Store, city: str, day: date) -> set[str]:
    """Give the rung of the latest contact in every choice among the days of all contacts."""
    found = {_NOT_MET}
    for activity in store.nodes("Activity"):
        with_city = any(edge.target == city for edge in store.edges_from(activity.id, "INVOLVES"))
        if with_city and activity.text("status") == "done" and activity.text("confidence") != "low":
            found = {min(one, other) for one in found for other in set(_choices(store, activity, day))}
    return {RUNGS[rung] for rung in found}


def _choices(store: Store, activity: Node, day: date) -> Iterator[int]:
    """Give the rung of one contact's last day, for each pair of days it may have begun and ended on."""
    start = activity.text("start_on")
    if not start:
        yield from (0, 1, 2)
        if not _is_fact(store, "", day):
            yield _NOT_MET
        return
    for begun in days_of(start):
        if begun > day:
            yield _NOT_MET
            continue
        for ended in days_of(activity.text("end_on")) if activity.text("end_on") else [begun]:
            yield _rung(min(ended, day), day)


def _rung(last: date, day: date) -> int:
    """Active within two years, dormant beyond five; from 29 February one counts back to the 28th."""
    for rung, years in ((0, 2), (1, 5)):
        leap = (day.month, day.day) == (2, 29)
        limit = (day - timedelta(days=1) if leap and years % 4 else day).replace(year=day.year - years)
        if last >= limit:
            return rung
    return 2

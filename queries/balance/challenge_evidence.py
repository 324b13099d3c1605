"""The evidence on the plan's challenges: each part measured once, with the records it rests on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from graph.dates import format_date
from graph.records import Node
from graph.texts import Label, join_labels, same, text
from queries.balance.balance_ways import office_sentences, read_way_share, way_label
from queries.balance.findings import Findings
from queries.balance.position_measures import MEASURES, Frame
from queries.balance.region_verdicts import Judged, code_of, short_name, sum_up_verdicts, verdict_label
from queries.balance.sentences import Reading, say_value, show_value, unit_label
from queries.balance.since_plan import CONTACTS, Change, compare_halves, contacts_direction, direction_word
from queries.balance.verdict_rules import Evidence
from queries.balance.ways import CHINA, WAYS, share_of_region
from queries.facts.contact_records import dated, merge_contacts, occurrences_of
from queries.facts.contacts import begins_in, plan_period
from queries.facts.recording import first_recorded, observe
from queries.facts.tie_strength import count_themes
from queries.facts.ties import Tie
from queries.measures.concentration import hill_number
from queries.measures.continuity import AT_LEAST, Pattern, measure_continuity
from queries.measures.intervals import bound_of_unknown
from queries.measures.rarefaction import rarefied_hill
from queries.measures.shares import Share, measure_share, spread_of

_Measurer = Callable[[Findings], Evidence | None]
# The countries behind the plan's English words "major countries in East Asia"; ours.
MAJOR_COUNTRIES = (CHINA, "Country:JPN", "Country:KOR")
# Kinds of contact that are a formality or a call rather than work done together; ours.
CEREMONIAL = ("signing", "visit_inbound", "visit_outbound", "courtesy_call")


def measure_evidence(findings: Findings) -> dict[str, Evidence]:
    """Measure every piece of evidence, by the id of its rule; left out where there is nothing to measure."""
    found = {name: measure(findings) for name, measure in _MEASURES.items()}
    return {name: evidence for name, evidence in found.items() if evidence is not None}


def _active_states(findings: Findings) -> Evidence | None:
    """Bound ASEAN's active states: those known to be, and at most all with a tie."""
    members, first = findings.asean.members, first_recorded(findings.store)
    # Before the first activity on record no tie can be seen to be active: unknown, not 0.
    if not members or first is None or findings.as_of < first:
        return None
    reached = {
        name: int(MEASURES[f"asean-{name}"].of(findings.position, findings.asean) or 0)
        for name in ("active", "states", "capitals", "leading")
    }
    active, n = reached["active"], len(members)
    reading = Reading(
        text("balance", "measure-asean-active"), "set", active / n, "share", n, unit_label("members"),
        findings.as_of, units=active,
        record_end=findings.record_end,
    )  # fmt: skip
    bound = bound_of_unknown(active, reached["states"] - active, n)
    said = text("challenges", "said-coverage", n=n, **reached)
    records = findings.records_of(findings.ties_in(findings.asean))
    return Evidence(reading, records, bound=bound, said=said)


def _asean_share(findings: Findings) -> Evidence | None:
    return _against_yardsticks(findings, findings.asean)


def _leading_region(findings: Findings) -> Evidence | None:
    """Hold East Asia's share against each yardstick; how it is counted and spread is the same finding."""
    frame = findings.east_asia
    found = _against_yardsticks(findings, frame)
    if found is None or found.said is None or frame.focus is None:
        return found
    spread = spread_of(
        {way: share_of_region(findings.ways[way], frame.focus.id, frame.region_of) for way in WAYS}
    )
    said = [found.said]
    if spread.lowest is not None and spread.highest is not None:
        low, high = (spread.variants[way].share or 0.0 for way in (spread.lowest, spread.highest))
        said.append(
            text(
                "challenges",
                "said-ways",
                low=say_value(low, "share"),
                lowest=way_label(spread.lowest),
                high=say_value(high, "share"),
                highest=way_label(spread.highest),
                n=len(WAYS),
            )
        )
    said.extend(office_sentences(findings.ways, frame, findings.office)[-1:])
    return replace(found, said=join_labels(said, " "))


def _against_yardsticks(findings: Findings, frame: Frame) -> Evidence | None:
    reading = read_way_share("ties", findings.ways["ties"], frame, as_of=findings.as_of)
    judged = findings.verdicts(frame)
    if reading.value is None or not judged:
        return None
    said = sum_up_verdicts(judged, frame.focus_label or reading.name)
    how = join_labels((_how_judged(name, each) for name, each in judged.items()), "; ")
    records = findings.records_of(findings.ties_in(frame))
    codes = tuple(code_of(each.judgement) for each in judged.values())
    return Evidence(replace(reading, yardstick=None), records, codes, said=said, how=how)


def _how_judged(yardstick: str, judged: Judged) -> Label:
    """Say what one yardstick makes of a share, with the figures of its test."""
    return text(
        "challenges",
        "how-share",
        name=short_name(yardstick),
        verdict=verdict_label(judged),
        p=show_value(judged.test.p_holm, "p"),
        power=show_value(judged.judgement.power, "share"),
    )


def _major_countries(findings: Findings) -> Evidence | None:
    ties = [t for t in findings.ties if findings.position.ties.get(t.partner.id) in MAJOR_COUNTRIES]
    share = measure_share({"in": len(ties), "out": len(findings.ties) - len(ties)}, ["in"])
    return _share_evidence(
        findings, share, text("challenges", "part-major-countries"), text("challenges", "about-major"),
        "ties", findings.records_of(ties),
    )  # fmt: skip


def _share_evidence(
    findings: Findings, share: Share, name: Label, about: Label, unit: str, records: Sequence[str],
    *, said: Label | None = None,
) -> Evidence | None:  # fmt: skip
    if share.share is None:
        return None
    reading = Reading(
        name, "part", share.share, "share", share.n, unit_label(unit), findings.as_of, share.units,
        about=about,
        record_end=findings.record_end,
    )  # fmt: skip
    return Evidence(reading, records, said=said)


def _long_run(findings: Findings) -> Evidence | None:
    """Compare East Asia's share of dated ties with that before the first activity on record."""
    first, frame = first_recorded(findings.store), findings.east_asia
    if first is None or frame.focus is None:
        return None
    then, now = (findings.history.dated_position(day)
                 for day in (first - timedelta(days=1), findings.as_of))  # fmt: skip
    held = frame.count(now.ties.values())[frame.focus.id]
    share = measure_share({"in": held, "out": len(now.ties) - held}, ["in"])
    if share.share is None:
        return None
    reading = Reading(
        text("challenges", "part-long-run"), "share", share.share, "share", share.n,
        unit_label("dated-ties"), findings.as_of, share.units, about=frame.focus_label,
        record_end=findings.record_end,
    )  # fmt: skip
    before = MEASURES["focus-share"].of(then, frame)
    held_before = say_value(before, "share") if before is not None else text("measures", "not-enough")
    said = text("challenges", "said-long-run", date=format_date(first), n=len(then.ties),
                value=held_before)  # fmt: skip
    return Evidence(reading, findings.records_of(findings.ties_in(frame)), said=said)


def _sporadic(findings: Findings) -> Evidence | None:
    """Bound the part of ASEAN's ties that are sporadic: those surely so, and those that may be."""
    first, inside = first_recorded(findings.store), {t.partner.id for t in findings.ties_in(findings.asean)}
    found: dict[bool, Counter[str]] = {True: Counter(), False: Counter()}
    for tie in findings.ties:
        found[tie.partner.id in inside][_sporadic_or_not(findings, tie, first)] += 1
    asean, rest = found[True], found[False]
    if not asean["yes"] + asean["no"]:
        return None
    said = text(
        "challenges", "said-sporadic", enough=AT_LEAST, thin=asean["unknown"], others=rest["yes"],
        others_thin=rest["unknown"], others_n=rest.total(),
    )  # fmt: skip
    reading = Reading(
        text("challenges", "part-asean-sporadic"), "sporadic", asean["yes"] / asean.total(), "share",
        asean.total(), unit_label("asean-ties"), findings.as_of, asean["yes"],
        record_end=findings.record_end,
    )  # fmt: skip
    bound = bound_of_unknown(asean["yes"], asean["unknown"], asean.total())
    records = findings.records_of(findings.ties_in(findings.asean))
    return Evidence(reading, records, bound=bound, said=said)


def _sporadic_or_not(findings: Findings, tie: Tie, first: date | None) -> str:
    seen = observe(tie, findings.contacts_of(tie), first)
    found = measure_continuity(occurrences_of(seen.contacts), as_of=findings.told, since=seen.since)
    if found is None or found.pattern in (Pattern.TOO_FEW, Pattern.CANNOT_TELL):
        return "unknown"
    return "yes" if found.pattern is Pattern.SPORADIC else "no"


def _since(
    what: str, frame_of: Callable[[Findings], Frame], unit: str
) -> Callable[[Findings], Evidence | None]:
    """Compare a region's share inside the plan's years with the stock before them."""

    def measure(findings: Findings) -> Evidence | None:
        frame = frame_of(findings)
        if findings.halves is None or frame.focus is None:
            return None
        changes = compare_halves(findings.halves, frame)
        before, inside, judged = changes[what]
        if judged is None:
            return None
        code = contacts_direction(changes) if what in CONTACTS else changes[what].code
        reading = Reading(
            text("challenges", f"part-since-{what}"), "share", inside.share, "share", inside.n,
            unit_label(unit), findings.as_of, inside.units, about=frame.focus_label,
            record_end=findings.record_end,
        )  # fmt: skip
        said = _said_of_change(what, changes, code, before.share)
        upper = text("challenges", "how-upper", upper=f"{100 * (judged.upper or 0):.0f}")
        how = text(
            "challenges",
            "how-change",
            p=show_value(judged.p_value or 0.0, "p"),
            power=show_value(judged.power, "share"),
            n=len(changes),
            upper=same("") if judged.upper is None else upper,
        )
        records = sorted(unit.record for unit in findings.halves[what][1])
        return Evidence(reading, records, (code_of(judged),), said=said, how=how)

    return measure


def _said_of_change(what: str, changes: Mapping[str, Change], code: str, share: float | None) -> Label:
    """Say which way a share went; of contacts with the counts that leave foreign missions out."""
    before = say_value(share, "share") if share is not None else text("measures", "not-enough")
    if what in CONTACTS:
        was, now, _ = changes["contacts-without-missions"]
        counts = {"units": now.units, "n": now.n, "units_before": was.units, "n_before": was.n}
        return text("challenges", "said-contacts", before=before, direction=direction_word(code), **counts)
    key = "said-none" if code == "none" else "said-direction"
    return text("challenges", key, before=before, direction=direction_word(code))


def _themes(findings: Findings) -> Evidence | None:
    themes = [theme.id for theme in findings.store.nodes("Theme")]
    counts = count_themes(findings.contacts)
    value = hill_number(counts, 1)
    if value is None or not themes:
        return None
    reading = Reading(
        text("challenges", "about-themes", value=f"{value:.1f}", of=len(themes)), "themes",
        value / len(themes), "share", counts.total(), unit_label("mentions"), findings.as_of,
        record_end=findings.record_end,
    )  # fmt: skip
    records = sorted({record.activity.id for record in findings.contacts})
    return Evidence(reading, records, said=_at_equal_number(findings))


def _at_equal_number(findings: Findings) -> Label:
    """Say how varied ASEAN and East Asia are at an equal number of theme mentions."""
    counts = [
        count_themes(dated(merge_contacts(findings.contacts_of(tie) for tie in findings.ties_in(frame))))
        for frame in (findings.asean, findings.east_asia)
    ]
    least = min(each.total() for each in counts)
    found = [rarefied_hill(each, least) if least else None for each in counts]
    if None in found:
        return text("challenges", "said-themes")
    asean, east_asia = (f"{each:.1f}" for each in found)
    return text("challenges", "said-themes-equal", least=least, asean=asean,
                east_asia=east_asia)  # fmt: skip


def _ceremonial(findings: Findings) -> Evidence | None:
    period = plan_period(findings.store)
    inside = [c.activity for c in findings.contacts if period is not None and begins_in(c.activity, period)]
    held = [activity for activity in inside if activity.text("kind") in CEREMONIAL]
    share = measure_share({"in": len(held), "out": len(inside) - len(held)}, ["in"])
    return _share_evidence(
        findings, share, text("challenges", "part-ceremonial-contacts"),
        text("challenges", "about-ceremonial"), "tie-contacts-plan", _ids(inside),
    )  # fmt: skip


def _ids(activities: Sequence[Node]) -> list[str]:
    return sorted(activity.id for activity in activities)


_MEASURES: Mapping[str, _Measurer] = {
    "asean-active-states": _active_states,
    "asean-share": _asean_share,
    "asean-sporadic": _sporadic,
    "asean-new-documents": _since("documents", lambda findings: findings.asean, "new-documents"),
    "leading-region": _leading_region,
    "major-countries": _major_countries,
    "long-run": _long_run,
    "since-documents": _since("documents", lambda findings: findings.east_asia, "new-documents"),
    "since-document-partners": _since(
        "document-partners", lambda findings: findings.east_asia, "new-partners"
    ),
    "since-contacts": _since("contacts", lambda findings: findings.east_asia, "activities"),
    "theme-variety": _themes,
    "ceremonial-contacts": _ceremonial,
}

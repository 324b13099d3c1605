"""The evidence on the plan's challenges: each part measured once, with the records it rests on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from graph.dates import format_date
from graph.records import Node
from graph.texts import Label, text
from queries.balance.balance_ways import read_hill, read_way_share, way_label
from queries.balance.benchmarks import BENCHMARKS
from queries.balance.findings import Findings
from queries.balance.position_measures import MEASURES, Frame
from queries.balance.region_verdicts import code_of
from queries.balance.sentences import Reading, show_value, unit_label
from queries.balance.since_plan import direction_of
from queries.balance.verdict_rules import Evidence
from queries.balance.ways import CHINA, WAYS, Unit, count_regions, share_of_region
from queries.facts.contact_records import (
    dated,
    merge_contacts,
    occurrences_of,
)
from queries.facts.contacts import begins_in, plan_period
from queries.facts.recording import first_recorded, observe
from queries.facts.tie_strength import count_themes
from queries.facts.ties import Tie
from queries.measures.concentration import hill_number
from queries.measures.continuity import AT_LEAST, Pattern, measure_continuity
from queries.measures.intervals import Interval
from queries.measures.jackknife import jackknife_interval
from queries.measures.monte_carlo import goodness_of_fit
from queries.measures.posterior import hill_interval
from queries.measures.rarefaction import rarefied_hill
from queries.measures.shares import Share, measure_share
from queries.measures.verdicts import judge_change

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
    members, first = findings.asean.members, first_recorded(findings.store)
    # Before the first activity on record no tie can be seen to be active: unknown, not 0.
    if not members or first is None or findings.as_of < first:
        return None
    reached = int(MEASURES["asean-active"].of(findings.position, findings.asean) or 0)
    reading = Reading(
        text("balance", "measure-asean-active"), "set", reached / len(members), "share", len(members),
        unit_label("members"), findings.as_of, units=reached,
    )  # fmt: skip
    others = {name: int(MEASURES[f"asean-{name}"].of(findings.position, findings.asean) or 0)
              for name in ("states", "capitals", "leading")}  # fmt: skip
    said = text("challenges", "said-coverage", n=len(members), **others)
    return Evidence(reading, findings.records_of(findings.ties_in(findings.asean)), said=said)


def _asean_share(findings: Findings) -> Evidence | None:
    reading = read_way_share("ties", findings.ways["ties"], findings.asean, as_of=findings.as_of)
    return _against_yardsticks(findings, findings.asean, reading, findings.ways["ties"])


def _leading_region(findings: Findings) -> Evidence | None:
    reading = read_way_share("ties", findings.ways["ties"], findings.east_asia, as_of=findings.as_of)
    return _against_yardsticks(findings, findings.east_asia, reading, findings.ways["ties"])


def _against_yardsticks(
    findings: Findings, frame: Frame, reading: Reading, units: Sequence[Unit]
) -> Evidence | None:
    verdicts = findings.verdicts(frame, units)
    if reading.value is None or not verdicts:
        return None
    by_name = {name.replace("-", "_"): _verdict_word(verdicts.get(name)) for name in BENCHMARKS}
    said = text("challenges", "said-verdicts", **by_name)
    records = findings.records_of(findings.ties_in(frame))
    return Evidence(reading, records, tuple(verdicts.values()), said=said)


def _verdict_word(code: str | None) -> Label:
    """Put a verdict's code into words; unknown where the yardstick has no units."""
    if code is None:
        return text("questions", "unknown")
    return text("challenges", "verdict-none") if code == "none" else text("balance", f"verdict-{code}")


def _every_way(findings: Findings) -> Evidence | None:
    frame = findings.east_asia
    readings = [read_way_share(way, findings.ways[way], frame, as_of=findings.as_of) for way in WAYS]
    known = [(reading.value, place) for place, reading in enumerate(readings) if reading.value is not None]
    if not known or frame.focus is None:
        return None
    codes = [code for way in WAYS for code in findings.verdicts(frame, findings.ways[way]).values()]
    high = readings[max(known)[1]]
    said = text(
        "challenges", "said-ways", above=codes.count("above"), n=len(codes), highest=high.name,
        value=show_value(high.value or 0.0, "share"), lowest=way_label(WAYS[min(known)[1]]),
    )  # fmt: skip
    records = sorted({unit.record for way in WAYS for unit in findings.ways[way]})
    return Evidence(readings[min(known)[1]], records, tuple(codes), said=said)


def _whole_portfolio(findings: Findings) -> Evidence | None:
    frame, units = findings.east_asia, findings.ways["ties"]
    reading = read_hill("ties", units, frame, as_of=findings.as_of)
    counts = count_regions(units, frame.region_of)
    fits = [goodness_of_fit(counts, yardstick.counts) for yardstick in findings.yardsticks]
    chances = tuple(fit.p for fit in fits if fit is not None)
    if reading.value is None or not chances:
        return None
    said = text("challenges", "said-chance", p=show_value(max(chances), "p"), n=len(chances))
    interval = hill_interval(counts, 1, groups=[region.id for region in frame.regions])
    records = findings.records_of(findings.ties)
    return Evidence(replace(reading, interval=interval), records, chances=chances, said=said)


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
        share.interval, about,
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
        unit_label("dated-ties"), findings.as_of, share.units, share.interval, frame.focus_label,
    )  # fmt: skip
    before = MEASURES["focus-share"].of(then, frame)
    held_before = show_value(before, "share") if before is not None else text("measures", "not-enough")
    said = text("challenges", "said-long-run", date=format_date(first), n=len(then.ties),
                value=held_before)  # fmt: skip
    return Evidence(reading, findings.records_of(findings.ties_in(frame)), said=said)


def _sporadic(findings: Findings) -> Evidence | None:
    """Compare the sporadic part of ASEAN's ties with enough record with that of the other ties."""
    first, inside = first_recorded(findings.store), {t.partner.id for t in findings.ties_in(findings.asean)}
    found = {t.partner.id: _pattern(findings, t, first) for t in findings.ties}
    enough = [t for t in findings.ties if found[t.partner.id] not in (None, Pattern.TOO_FEW)]
    asean, rest = ([t for t in enough if (t.partner.id in inside) is here] for here in (True, False))
    share, other = (_sporadic_share(each, found) for each in (asean, rest))
    judged = judge_change((share.units, share.n), (other.units, other.n))
    if share.share is None or other.share is None or judged is None:
        return None
    said = text(
        "challenges", "said-sporadic", enough=AT_LEAST, thin=len(inside) - len(asean), n=len(inside),
        verdict=text("balance", f"verdict-{code_of(judged)}"),
        p=show_value(judged.p_value or 0.0, "p"), power=show_value(judged.power, "share"),
    )  # fmt: skip
    reading = Reading(
        text("challenges", "part-asean-sporadic"),
        "every-sporadic" if share.units == share.n else "sporadic", share.share, "share", share.n,
        unit_label("asean-ties"), findings.as_of, share.units, share.interval,
        yardstick=text("challenges", "yardstick-rest", units=other.units, n=other.n),
        yardstick_share=other.share,
    )  # fmt: skip
    return Evidence(reading, findings.records_of(enough), (code_of(judged),), said=said)


def _sporadic_share(ties: Sequence[Tie], patterns: Mapping[str, Pattern | None]) -> Share:
    held = sum(patterns[tie.partner.id] is Pattern.SPORADIC for tie in ties)
    return measure_share({"in": held, "out": len(ties) - held}, ["in"])


def _pattern(findings: Findings, tie: Tie, first: date | None) -> Pattern | None:
    seen = observe(tie, findings.contacts_of(tie), first)
    found = measure_continuity(occurrences_of(seen.contacts), as_of=findings.as_of, since=seen.since)
    return found.pattern if found is not None else None


def _since(
    what: str, frame_of: Callable[[Findings], Frame], unit: str
) -> Callable[[Findings], Evidence | None]:
    """Compare a region's share inside the plan's years with the stock before them."""

    def measure(findings: Findings) -> Evidence | None:
        frame = frame_of(findings)
        if findings.halves is None or frame.focus is None:
            return None
        halves = findings.halves[what]
        before, inside = (share_of_region(part, frame.focus.id, frame.region_of) for part in halves[:2])
        if inside.share is None or before.share is None:
            return None
        code, verdict, judgement = direction_of(before, inside)
        reading = Reading(
            text("challenges", f"part-since-{what}"), "share", inside.share, "share", inside.n,
            unit_label(unit), findings.as_of, inside.units, inside.interval, frame.focus_label,
            text("balance", "benchmark-before"), before.share,
        )  # fmt: skip
        upper = f"{100 * judgement.upper:.0f}" if judgement.upper is not None else ""
        key = "said-none" if code == "none" else "said-direction"
        said = text(
            "challenges", key, direction=text("balance", f"direction-{code}"), upper=upper,
            p=show_value(judgement.p_value or 0.0, "p"), power=show_value(judgement.power, "share"),
        )  # fmt: skip
        return Evidence(reading, sorted(unit.record for unit in halves[1]), (verdict,), said=said)

    return measure


def _themes(findings: Findings) -> Evidence | None:
    themes = [theme.id for theme in findings.store.nodes("Theme")]
    counts = count_themes(findings.contacts)
    value = hill_number(counts, 1)
    if value is None or not themes:
        return None
    per_contact = [count_themes([record]) for record in findings.contacts]
    interval = jackknife_interval(per_contact, 1, most=len(themes))
    part = Interval(interval.low / len(themes), interval.high / len(themes)) if interval else None
    reading = Reading(
        text("challenges", "about-themes", value=f"{value:.1f}", of=len(themes)), "themes",
        value / len(themes), "share", counts.total(), unit_label("mentions"), findings.as_of, interval=part,
        yardstick=text("measures", "benchmark-themes", n=len(themes)),
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
    "leading-region-every-way": _every_way,
    "whole-portfolio": _whole_portfolio,
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

"""What to know first of a place, and what comes with it: the warnings and the days ahead of its page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from graph.dates import PartialDate, Period, format_date, parse_date
from graph.records import Node
from graph.texts import Label, join_labels, text
from queries.facts.explain import source_names
from queries.facts.landscape import Landscape
from queries.facts.lookup import label_of
from queries.facts.standing import Standing
from queries.facts.state_statements import said_on, statement_in_words, statements_on
from queries.facts.uncounted import Uncounted, newer_label, newest_day, newest_sign
from queries.gaps.channels import changed_relations
from queries.gaps.coming import Coming, find_coming, find_overdue, weeks_after
from queries.table import ABSENT, Cell, Table, column, list_cell, name_some, show_cell

# The fact that holds the warnings.
WARNED = text("unit", "fact-warnings")
# A page looks as far ahead as the unit's year.
WEEKS_AHEAD = 52
_STATED = frozenset({"suspended", "ended"})
_WARNINGS = (
    column("warning_kind", subject="unit"), column("known_on", subject="unit"),
    column("what", subject="unit"),
    column("record", brief=False), column("sources", brief=False),
)  # fmt: skip
_COMING = (
    column("comes_on", subject="unit"), column("coming_kind", subject="unit"), column("what", subject="unit"),
    column("date_certainty", subject="unit"), column("record", brief=False), column("sources", brief=False),
)  # fmt: skip
# A warning: its kind, its day as known, its words and the record it rests on.
_Warning = tuple[str, PartialDate | None, Label, Node]


def warnings_tables(
    land: Landscape, place: Node, country: Node | None, agreements: Sequence[Node], claims: Sequence[Node]
) -> list[Table]:
    """List what to know before a contact, the gravest first; no table where there is nothing.

    Strained relations of the states, a source's word that the tie is suspended or ended, terms over
    without a successor, a newer record that is not confirmed, what was announced and not signed,
    and where sources disagree (`claims`).
    """
    found = [
        *_relations(land, country),
        *_stated(land.standing_of.get(place.id)),
        *_overdue(land, place, agreements),
        *_newer(land, place),
        *_announced(land, place),
        *_disagreements(claims),
    ]
    if not found:
        return []
    rows: list[dict[str, Cell]] = [
        {
            "warning_kind": text("unit", f"warning-{kind}"),
            "known_on": day or ABSENT,
            "what": words,
            "record": node.id,
            "sources": source_names(land.store, node.get("sources")) or ABSENT,
        }
        for kind, day, words, node in found
    ]
    kinds = join_labels(dict.fromkeys(text("unit", f"warning-{kind}") for kind, *_ in found), "; ")
    return [
        Table(
            "partner-profile-warnings",
            text("unit", "warnings-title", n=len(rows), name=label_of(place), kinds=kinds),
            _WARNINGS,
            rows,
            land.as_of,
            text("unit", "unit-matters-first"),
            len(rows),
            records=sorted({node.id for *_, node in found}),
            notes=[text("unit", "note-warnings")],
        )
    ]


def warned(facts: Table, warnings: Sequence[Table]) -> list[Table]:
    """Put the warnings of a place first among its facts, so that every form tells them first."""
    if not warnings:
        return [facts]
    (table,) = warnings
    told = [join_labels([show_cell(row["warning_kind"]), show_cell(row["what"])], ": ") for row in table.rows]
    first: dict[str, Cell] = {
        "fact": WARNED,
        "value": list_cell(told),
        "basis": text("unit", "uncounted-basis"),
    }
    return [replace(facts, rows=[first, *facts.rows], n=facts.n + 1), table]


def coming_tables(land: Landscape, place: Node, agreements: Sequence[Node]) -> list[Table]:
    """List what falls, or may fall, with a place in the year ahead; no table where nothing does."""
    window = Period(land.as_of, weeks_after(land.as_of, WEEKS_AHEAD))
    found = _with(find_coming(land, window), place, agreements)
    if not found:
        return []
    rows: list[dict[str, Cell]] = [
        {
            "comes_on": one.day,
            "coming_kind": text("unit", f"coming-kind-{one.kind}"),
            "what": one.what,
            "date_certainty": one.certainty(window),
            "record": one.record,
            "sources": source_names(land.store, tuple(one.sources)) or ABSENT,
        }
        for one in found
    ]
    title = text("unit", "coming-with-title", n=len(rows), until=format_date(window.last))
    return [
        Table(
            "partner-profile-coming",
            title,
            _COMING,
            rows,
            land.as_of,
            text("unit", "unit-comings"),
            len(rows),
            records=sorted({one.record for one in found}),
            notes=[text("unit", "note-anniversaries")],
        )
    ]


def newer_record(land: Landscape, place: str) -> Label | None:
    """Say what is on record later than the last contact and does not count as one, None without any."""
    newer = _newest_uncounted(land, place)
    if newer is None:
        return None
    return text("unit", "newer-record", newer=newer_label(newer.why, newest_day(newer.activity)))


def _newest_uncounted(land: Landscape, place: str) -> Uncounted | None:
    return newest_sign(land.uncounted.get(place, ()), land.last_with(place))


def _with(found: Sequence[Coming], place: Node, agreements: Sequence[Node]) -> list[Coming]:
    """Keep what is with a place, or is about one of its documents."""
    documents = {agreement.id for agreement in agreements}
    return [one for one in found if place.id in one.partners or one.record in documents]


def _relations(land: Landscape, country: Node | None) -> Iterator[_Warning]:
    """Tell of relations that changed, and of the newest statement with a reading for the city's work."""
    if country is None:
        return
    for since, words, mission in changed_relations(land.seats_in.get(country.id, ()), as_of=land.as_of):
        yield "relations", since, text("unit", "consult-ministry", what=words), mission
    said = [one for one in statements_on(land.store, country.id, as_of=land.as_of) if one.get("city_work")]
    for one in said[:1]:
        yield "statement", said_on(one), statement_in_words(one), one


def _stated(standing: Standing | None) -> Iterator[_Warning]:
    if standing is not None and _STATED & set(standing.status.possible):
        words = join_labels([standing.status.in_full, standing.status.reason], ": ")
        yield "status", standing.status.day, words, standing.tie.partner


def _overdue(land: Landscape, place: Node, agreements: Sequence[Node]) -> Iterator[_Warning]:
    for one in _with(find_overdue(land), place, agreements):
        document = land.store.node(one.record)
        if document is not None:
            yield "document", one.ends or one.day, one.what, document


def _newer(land: Landscape, place: Node) -> Iterator[_Warning]:
    newer = _newest_uncounted(land, place.id)
    if newer is not None:
        why = text("unit", f"uncounted-why-{newer.why}")
        words = text("unit", "newer-uncounted", what=label_of(newer.activity), why=why)
        yield "newer", newest_day(newer.activity), words, newer.activity


def _announced(land: Landscape, place: Node) -> Iterator[_Warning]:
    """Tell of agreements announced or discussed whose signing is not on record."""
    for claim in land.matters.get(place.id, ()):
        written = claim.text("dated_on")
        words = text("unit", "announced-unsigned", what=label_of(claim))
        yield "announced", parse_date(written) if written else None, words, claim


def _disagreements(claims: Sequence[Node]) -> Iterator[_Warning]:
    if claims:
        words = text("unit", "disagreements-first", n=len(claims), names=name_some(map(label_of, claims)))
        yield "disagreements", None, words, claims[0]

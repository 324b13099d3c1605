"""What a planner would add, read from words: an activity by the fields of the rules, or a figure.

`kind=conference,role=main_host,setting=multilateral,partner=hanoi;jakarta,year=2568` describes an
activity, `element=3.2-1,numerator=5,year=2570` a figure; or a row of a CSV file with these columns.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path

from graph.dates import DateError, PartialDate, parse_date, parse_year
from graph.errors import DataError, QuestionError
from graph.issues import Issue, listed
from graph.names import names_of
from graph.records import Node, known
from graph.schema import codes
from graph.spelling import fold_word
from graph.store import Store
from graph.texts import Label, join_labels, same
from loaders.tables import RawRow, read_table
from plan.clock import Clock
from plan.ladders.described import Described
from plan.ladders.planned_figure import FIGURE, FIGURE_FIELDS, PlannedFigure, read_figure
from plan.making.situation import FIELDS, PARTNER_LABELS, agreements_with
from queries.facts.contacts import plan_years
from queries.facts.places import HOME_COUNTRY, countries_of, region_of

_ELEMENTS = ("Criterion", "Level", "Kpi")
_RECORDS: Mapping[str, Sequence[str]] = {
    "partner": PARTNER_LABELS, "network": ("Organization",), "held_in": ("City", "Country"),
    "element": _ELEMENTS,
}  # fmt: skip
# What a description may say: when, what the rules ask (a hypothetical activity is taken as done and
# sure), and where an officer would link it directly.
_PLAIN = ("name", "year", "date", "end")
# An activity has one of these; the other fields may hold several values.
_SINGLE = (
    *_PLAIN, "kind", "role", "direction", "dimension", "organised_by", "knowledge_flow", "setting", "output",
    "asean", "by_council", "series", "round_no",
)  # fmt: skip
ACTIVITY_FIELDS = (
    *_PLAIN, *(name for name in FIELDS if name not in ("status", "confidence")), "round_no", "element",
)  # fmt: skip
DESCRIPTION_FIELDS = tuple(dict.fromkeys((*ACTIVITY_FIELDS, *FIGURE_FIELDS)))

Fields = Mapping[str, Sequence[str]]
Addition = Described | PlannedFigure


def read_descriptions(
    written: Sequence[str], file: Path | None, *, store: Store, clock: Clock, year: int | None = None
) -> list[Addition]:
    """Read what is described on the command line and in a file, in that order.

    `year` is that of a figure which names none. Raises QuestionError for the command line, DataError
    for rows of the file, with every place that is wrong; InputError for a file that cannot be read or
    has a column no description knows.
    """
    reader = _Reader(store, clock, year)
    found = [reader.read(_split(text, n)) for n, text in enumerate(written, 1)]
    if reader.issues:
        raise QuestionError("add-errors", findings=listed(reader.issues))
    if file is not None:
        found += [reader.read(row) for row in read_table(file, known=DESCRIPTION_FIELDS)]
    if reader.issues:
        raise DataError("records-errors", count=len(reader.issues), findings=listed(reader.issues))
    return [one for one in found if one is not None]


class _Written(RawRow):
    """A description on the command line, as a row; its places are named by the fields."""

    def place(self, column: str) -> str:
        """Name a field as it is written: `--add 1: kind`."""
        return f"{self.file}: {column}"

    @property
    def row_place(self) -> str:
        """Name the whole description."""
        return self.file


def _split(written: str, number: int) -> RawRow:
    """Split `name=value,name=value`; a name may return, and a value may hold several by semicolons."""
    fields: dict[str, str] = {}
    for part in written.split(","):
        name, _, value = (piece.strip() for piece in part.partition("="))
        if part.strip():
            fields[name] = f"{fields[name]};{value}" if name in fields else value
    return _Written(f"--add {number}", number, fields)


# Stands for a day that could not be read; an issue says why.
_NO_DAY = PartialDate(1)


class _Reader:
    """Reads descriptions one by one and collects what is wrong with them."""

    def __init__(self, store: Store, clock: Clock, year: int | None) -> None:
        self._store, self._clock, self._year = store, clock, year
        self._years = plan_years(store)
        self._count = 0
        self.issues: list[Issue] = []
        self._row = RawRow("", 0, {})

    def read(self, row: RawRow) -> Addition | None:
        """Read one description: of a figure where it gives one, else of an activity."""
        self._row = row
        self._count += 1
        fields = {name: parts for name in row.cells if (parts := row.parts(name))}
        is_figure = any(name in fields for name in FIGURE)
        for name in fields:
            if name not in DESCRIPTION_FIELDS:
                self._unknown("add-field-unknown", name, name, DESCRIPTION_FIELDS)
            elif name not in (FIGURE_FIELDS if is_figure else ACTIVITY_FIELDS):
                self._add(f"add-field-of-{'activity' if is_figure else 'figure'}", name, column=name)
        for name in (*_SINGLE, *FIGURE_FIELDS) if is_figure else _SINGLE:
            if len(fields.get(name, ())) > 1:
                self._add("add-field-twice", name, column=name, values=", ".join(fields[name]))
        if is_figure:
            return self._read_figure(fields)
        start, end = self._read_dates(fields)
        values = {name: self._read_values(name, fields.get(name, ())) for name in ACTIVITY_FIELDS}
        return self._describe(values, start, end)

    def _read_figure(self, fields: Fields) -> PlannedFigure | None:
        """Read a figure of one element, measured on its day or else on the last of its year."""
        if not fields.get("element"):
            self._add("add-figure-element", "element")
        elif len(fields["element"]) == 1 and (found := self._find("element", fields["element"][0])):
            named = (
                fields if fields.get("year") or fields.get("date") else {**fields, "year": self._default()}
            )
            start, end = self._read_dates(named)
            element = self._store.node(found)
            if element is not None and start != _NO_DAY:
                measured = end or start
                figure, issues = read_figure(
                    self._row,
                    f"add-{self._count}",
                    element,
                    year=self._clock.year_of(measured.latest),
                    measured=measured,
                    store=self._store,
                )
                self.issues += issues
                return figure
        return None

    def _default(self) -> Sequence[str]:
        return () if self._year is None else (str(self._year),)

    def _describe(
        self, values: Mapping[str, tuple[str, ...]], start: PartialDate, end: PartialDate | None
    ) -> Described:
        def first(name: str) -> str:
            return values[name][0] if values[name] else ""

        key = f"add-{self._count}"
        activity = Node(
            "Activity",
            key,
            {
                **known(
                    name=first("name") or key,
                    kind=first("kind"),
                    role_of_bangkok=first("role"),
                    direction=first("direction"),
                    dimension=first("dimension"),
                    series=first("series"),
                    **{name: first(name) for name in ("organised_by", "knowledge_flow", "setting", "output")},
                    audience=values["audience"],
                    round_no=int(first("round_no") or 0) or None,
                    start_on=start.isoformat(),
                    end_on=None if end is None else end.isoformat(),
                ),
                "status": "done",
                "confidence": "high",
                "by_council": first("by_council") == "yes",
            },
        )
        partners = self._nodes((*values["partner"], *values["network"]))
        found = (
            region_of(self._store, country, scheme="plan")
            for partner in partners
            for country in countries_of(self._store, partner)
            if country != HOME_COUNTRY
        )
        regions = frozenset(region.key.partition("/")[2] for region in found if region is not None)
        return Described(
            activity,
            partners,
            frozenset(values["theme"]),
            regions | frozenset(values["region"]),
            self._nodes(values["held_in"]),
            agreements_with(self._store, partners),
            given=self._given(values),
            start=start,
            end=end,
            elements=self._nodes(values["element"]),
        )

    def _given(self, values: Mapping[str, tuple[str, ...]]) -> dict[str, frozenset[str]]:
        return {
            name: frozenset(values[name]) for name, one in FIELDS.items() if one.allowed and values.get(name)
        }

    def _nodes(self, ids: Iterable[str]) -> tuple[Node, ...]:
        return tuple(node for key in dict.fromkeys(ids) if (node := self._store.node(key)) is not None)

    def _read_dates(self, fields: Fields) -> tuple[PartialDate, PartialDate | None]:
        """Read when: the whole year by the clock, or a date (to a day, month or year) and its end."""
        if fields.get("date") and fields.get("year"):
            self._add("add-date-and-year", "year")
        if fields.get("end") and not fields.get("date"):
            self._add("add-end-alone", "end")
        start = self._read_date("date", fields)
        if start is not None:
            end = self._read_date("end", fields)
            if end is not None and end.latest < start.earliest:
                self._add("dates-reversed", "end", start=start.isoformat(), end=end.isoformat())
            self._check_year(self._clock.year_of(start.latest), "date")
            return start, end
        year = self._read_year(fields)
        if year is None or not self._check_year(year, "year"):
            return _NO_DAY, None
        period = self._clock.period(year)
        first, last = (PartialDate(day.year, day.month, day.day) for day in (period.first, period.last))
        return first, last

    def _read_year(self, fields: Fields) -> int | None:
        written = next(iter(fields.get("year", ())), "")
        try:
            return parse_year(written)
        except DateError as error:
            if written:
                self._add("cell-year", "year", value=written, why=error.why)
            else:
                self._add("add-year-missing", "year")
            return None

    def _read_date(self, name: str, fields: Fields) -> PartialDate | None:
        written = next(iter(fields.get(name, ())), "")
        if not written:
            return None
        try:
            return parse_date(written)
        except DateError as error:
            self._add("cell-date", name, value=written, why=error.why)
            return None

    def _check_year(self, year: int, name: str) -> bool:
        if year in self._years:
            return True
        self._add("year-not-in-plan", name, year=year, allowed=", ".join(map(str, self._years)))
        return False

    def _read_values(self, name: str, written: Sequence[str]) -> tuple[str, ...]:
        if name in _PLAIN:
            return tuple(written)
        found = (self._read_value(name, word) for word in written)
        return tuple(value for value in found if value)

    def _read_value(self, name: str, word: str) -> str:
        if name in _RECORDS:
            return self._find(name, word)
        if name == "round_no":
            return word if word.isdecimal() else self._unknown("cell-number", name, word, ())
        accepted = self._accepted(name)
        folded = {fold_word(key): value for key, value in accepted.items()}
        if fold_word(word) in folded:
            return folded[fold_word(word)]
        return self._unknown("add-value-unknown", name, word, sorted(set(accepted.values())))

    def _accepted(self, name: str) -> dict[str, str]:
        """Give every spelling that a field takes, with its value: the code, or its name in a language."""
        if name in FIELDS and FIELDS[name].codes:
            return {word: code.value for code in FIELDS[name].codes for word in code.words}
        if name in FIELDS and FIELDS[name].words:
            return {word: word for word in FIELDS[name].words}
        if name == "theme":
            return {word: n.key for n in self._store.nodes("Theme") for word in (*names_of(n), n.key)}
        if name == "region":
            keys = (region.key for region in self._store.nodes("Region") if region.text("scheme") == "plan")
            return {key.partition("/")[2]: key.partition("/")[2] for key in keys}
        series = {node.text("series") for node in self._store.nodes("Activity")} - {""}
        return {word: word for word in series}

    def _find(self, name: str, word: str) -> str:
        labels = _RECORDS[name]
        for key in (word, *(f"{label}:{word}" for label in labels)):
            node = self._store.node(key)
            if node is not None and node.label in labels:
                return node.id
        nodes = [node for label in labels for node in self._store.nodes(label)]
        folded = fold_word(word)
        named = [n for n in nodes if folded in map(fold_word, (n.key, n.id, *names_of(n)))]
        if len(named) == 1:
            return named[0].id
        near = [node.id for node in named] or [key for node in nodes for key in (node.key, *names_of(node))]
        return self._unknown("add-value-unknown", name, word, near)

    def _unknown(self, code: str, name: str, value: str, allowed: Sequence[str]) -> str:
        near = get_close_matches(value, allowed, n=3, cutoff=0.5) or list(allowed)
        listed = near if len(near) <= len(DESCRIPTION_FIELDS) else near[:3]
        called = codes.labels(FIELDS[name].codes) if name in FIELDS else {}
        shown = (Label(f"{called[one].th} ({one})", one) if one in called else same(one) for one in listed)
        self._add(code, name, value=value, nearest=join_labels(shown))
        return ""

    def _add(self, code: str, name: str, **params: object) -> None:
        is_there = name in self._row.cells or isinstance(self._row, _Written)
        place = self._row.place(name) if is_there else self._row.row_place
        self.issues.append(Issue(code, place, params))

"""Figures of ours that speak of a matter no KPI of the plan measures: one line each, from the questions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from graph.store import Store
from graph.texts import Label, same, text
from queries.questions.asean_coverage import asean_coverage
from queries.questions.region_balance import region_balance
from queries.questions.theme_diversity import theme_diversity
from queries.table import ABSENT, Cell, Table


@dataclass(frozen=True)
class Beside:
    """One figure of ours that speaks of a matter no KPI measures."""

    element: str
    measure: Label
    value: Label
    yardstick: Label
    n: int
    question: str
    share: float | None = None
    benchmark_share: float | None = None
    records: Sequence[str] = ()

    @property
    def sentence(self) -> Label:
        """The figure in one line."""
        return text("plan_gaps", "beside-line", measure=self.measure, value=self.value)

    @property
    def command(self) -> str:
        """What gives the figure with all that it rests on."""
        return f"bfa ask {self.question}"

    @property
    def counted(self) -> Label:
        """What the figure is held against, and where it is from."""
        return text(
            "plan_gaps",
            "beside-counted",
            measure=self.measure,
            yardstick=self.yardstick,
            question=self.command,
        )


def our_measures(store: Store, element: str, *, as_of: date) -> list[Beside]:
    """Give our figures on a matter of the plan (by id), the one that speaks of it most first."""
    measure = _OURS.get(element)
    return [] if measure is None else measure(store, element, as_of)


def _regional_share(store: Store, element: str, as_of: date) -> list[Beside]:
    """Give the share of the region that holds most ties."""
    table = region_balance(store, as_of=as_of)[0]
    return [_share_beside(table, table.rows[0], element)] if table.n else []


def _asean_part(store: Store, element: str, as_of: date) -> list[Beside]:
    """Give ASEAN's coverage by state, the states with a tie and no contact, and ASEAN's share of ties."""
    coverage, balance = asean_coverage(store, as_of=as_of), region_balance(store, as_of=as_of)[0]
    tied = [row for row in coverage.rows if row["tie"]]
    silent = sum(1 for row in tied if not row["activities_with_anyone"])
    found = [
        _part_beside(coverage, element, "asean-states", len(tied), len(coverage.rows)),
        _part_beside(coverage, element, "asean-silent", silent, len(tied)),
        *(_share_beside(balance, r, element) for r in balance.rows if r["region"] == "asean" and balance.n),
    ]
    return [one for one in found if one.n]


def _theme_variety(store: Store, element: str, as_of: date) -> list[Beside]:
    """Give how many themes the contacts with the ties are worth."""
    table = theme_diversity(store, as_of=as_of)[0]
    if not table.n:
        return []
    yardstick, measure = table.benchmark or same(ABSENT), text("plan_gaps", "measure-themes")
    return [
        Beside(
            element, measure, table.title, yardstick, table.n, "theme-diversity", records=table.records
        )
    ]  # fmt: skip


# Which of our questions speaks of a matter; a matter that is not here has no figure of ours.
_OURS: Mapping[str, Callable[[Store, str, date], list[Beside]]] = {
    "Challenge:geo/2": _asean_part,
    "Challenge:geo/3": _regional_share,
    "Challenge:geo/4": _theme_variety,
}


def _share_beside(table: Table, row: Mapping[str, Cell], element: str) -> Beside:
    share, yardstick = (_float(row[name]) for name in ("share", "benchmark_share"))
    name = row["name"] if isinstance(row["name"], Label) else same(str(row["name"]))
    benchmark = table.benchmark or same(ABSENT)
    return Beside(
        element, text("plan_gaps", "measure-region", region=name),
        text("plan_gaps", "value-share", count=row["ties"], n=table.n, share=_percent(share)),
        text("plan_gaps", "yardstick-share", benchmark=benchmark, share=_percent(yardstick)),
        table.n, "region-balance", share, yardstick, table.records,
    )  # fmt: skip


def _part_beside(table: Table, element: str, key: str, count: int, of: int) -> Beside:
    value = text("plan_gaps", "value-part", count=count, n=of)
    share = count / of if of else None
    return Beside(
        element, text("plan_gaps", f"measure-{key}"), value, text("plan_gaps", f"yardstick-{key}", n=of), of,
        "asean-coverage", share, records=table.records,
    )  # fmt: skip


def _float(cell: Cell) -> float | None:
    return cell if isinstance(cell, float) else None


def _percent(share: float | None) -> str:
    return ABSENT if share is None else f"{100 * share:.0f}"

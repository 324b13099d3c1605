"""Write `tests/golden/odd_kpis.csv`: KPIs of odd shapes, as `odd_cases` works them by hand.

make golden            (or: python tools/make_golden_kpis.py; read the difference before committing it)
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from graph.dates import PartialDate, parse_date
from plan.clock import FISCAL
from plan.ladders.assessment import Assessment, assess
from plan.ladders.kpi import Activity, Actual, Criterion, Evidence, Kpi, KpiRecords, Level, Support, Target

GOLDEN = Path(__file__).parent.parent / "tests" / "golden" / "odd_kpis.csv"
AS_OF = date(2026, 11, 24)
YEARS = (2566, 2567, 2571)
HEAD = ("case", "year", "target", "confirmed", "claimed", "possible", "status", "standing", "why")


def _aims(target: float) -> dict[int, Target]:
    return {year: Target(f"t{year}", target) for year in YEARS}


def _rung(
    number: int, rule: str = "", *, parts: str = "a", threshold: float | None = None, nature: str = ""
) -> Level:
    nature = nature or ("achievement" if threshold is None else "measure")
    criteria = tuple(Criterion(f"L{number}/{letter}", threshold, nature=nature) for letter in parts)
    return Level(f"L{number}", number, criteria, rule)


def _ladder(*rungs: Level, rule: str = "staged", target: float = 2) -> Kpi:
    return Kpi("k", "level", rule, rungs, _aims(target))


def _value(kind: str, target: float) -> Kpi:
    return Kpi("k", kind, "threshold", (), _aims(target))


def _done(key: str, start: str = "2023-01-01") -> Activity:
    return Activity(key, _date(start))


def _date(written: str) -> PartialDate | None:
    return parse_date(written) if written else None


def _paper(
    key: str, element: str, on: str = "2023-02-01", *, met: bool = True, activity: str = "",
    value: float | None = None,
) -> Evidence:  # fmt: skip
    return Evidence(key, met, "A1", parse_date(on), activity, element, value=value)


def _case(ladder: Kpi, *records: Activity | Support | Evidence | Actual) -> KpiRecords:
    return KpiRecords(
        ladder,
        {r.id: r for r in records if isinstance(r, Activity)},
        tuple(r for r in records if isinstance(r, Support)),
        tuple(r for r in records if isinstance(r, Evidence)),
        tuple(r for r in records if isinstance(r, Actual)),
    )


def odd_cases() -> Iterator[tuple[str, KpiRecords, str, str, str]]:
    """Give every odd case: its name, its records, how it was worked by hand, and what that gave.

    What it gave stands for 2566 and for 2567, as `shown` writes it.
    """
    five = [_rung(number) for number in range(1, 6)]
    yield (
        "no levels at all", _case(_ladder()), "nothing to reach: possible is level 0, below any target",
        "0 0 0 below-target below", "0 0 0 below-target below",
    )  # fmt: skip
    yield (
        "one level",
        _case(_ladder(_rung(1), target=1), _paper("e", "L1")),
        "the only level is shown: at target",
        "1 1 1 confirmed-at-target at",
        "1 1 1 confirmed-at-target at",
    )
    gap = _ladder(_rung(2), _rung(5), target=5)
    yield (
        "levels 2 and 5 only", _case(gap, _paper("e", "L2")), "2 stands first; 5 is open, so possible is 5",
        "2 2 5 claimed-below-target unknown", "2 2 5 claimed-below-target unknown",
    )  # fmt: skip
    yield (
        "target over the top",
        _case(_ladder(_rung(1), target=3)),
        "level 1 is all there is: 3 cannot be reached",
        "0 0 1 below-target below",
        "0 0 1 below-target below",
    )
    yield (
        "half of a level", _case(_ladder(_rung(1, parts="ab"), _rung(2)), _paper("e", "L1/a")),
        "one of two criteria shown: level 1 does not hold",
        "0 0 2 no-claim unknown", "0 0 2 no-claim unknown",
    )  # fmt: skip
    yield (
        "upper level without the lower", _case(_ladder(*five), _paper("e", "L4")),
        "staged: level 4 stands on nothing, so none is confirmed",
        "0 0 5 no-claim unknown", "0 0 5 no-claim unknown",
    )  # fmt: skip
    yield (
        "upper level that stands alone", _case(_ladder(*five, _rung(6, "best-single")), _paper("e", "L6")),
        "level 6 needs no lower one by its own rule",
        "6 6 6 confirmed-at-target above", "6 6 6 confirmed-at-target above",
    )  # fmt: skip
    yield (
        "denied in the middle",
        _case(_ladder(*five), _paper("e", "L3", met=False)),
        "level 3 was not met in 2566, and no later record says otherwise: 2 is the most, from then on",
        "0 0 2 no-claim unknown",
        "0 0 2 no-claim unknown",
    )
    yield (
        "denied before it was begun",
        _case(_ladder(*five), _paper("e", "L1", "2023-12-01", met=False)),
        "not met in 2567: that reaches no earlier year",
        "0 0 5 no-claim unknown",
        "0 0 0 below-target below",
    )
    kept = [_rung(1), _rung(2, nature="state")]
    yield (
        "a state that ended",
        _case(
            _ladder(*kept), _paper("e", "L1"), _paper("f", "L2"), _paper("g", "L2", "2023-12-01", met=False)
        ),
        "level 2 stood in 2566 and was ended by a paper of 2567; level 1 was done and stays",
        "2 2 2 confirmed-at-target at",
        "1 1 1 below-target below",
    )
    yield (
        "an achievement denied later", _case(
            _ladder(_rung(1), _rung(2)), _paper("e", "L1"), _paper("f", "L2"),
            _paper("g", "L2", "2023-12-01", met=False),
        ),
        "what was done and shown in 2566 stays; the later paper stands as a conflict",
        "2 2 2 confirmed-at-target at", "2 2 2 confirmed-at-target at",
    )  # fmt: skip
    yield (
        "two papers disagree", _case(_ladder(*five), _paper("e", "L1"), _paper("f", "L1", met=False)),
        "contested: neither confirmed nor claimed, still possible",
        "0 0 5 no-claim unknown", "0 0 5 no-claim unknown",
    )  # fmt: skip
    yield (
        "dated by year only", _case(_ladder(*five, target=1), _done("A", "2023"), Support("A", "L1")),
        "2023 may be fiscal 2566 or 2567: claimed only once the span holds both",
        "0 0 5 no-claim unknown", "0 1 5 claimed-at-target unknown",
    )  # fmt: skip
    yield (
        "undated activity", _case(_ladder(*five), _done("A", ""), Support("A", "L1", asserted=True)),
        "may be of any year: claims nothing",
        "0 0 5 no-claim unknown", "0 0 5 no-claim unknown",
    )  # fmt: skip
    yearly = [_rung(number, nature="measure") for number in range(1, 6)]
    panel = _ladder(*yearly, rule="panel", target=3)
    yield (
        "panel decided", _case(panel, Actual("r", "k", 2566, 3), _paper("e", "k", value=3)),
        "the recorded decision is level 3, as its paper states; the next year has none",
        "3 3 5 confirmed-at-target at", "0 0 5 no-claim unknown",
    )  # fmt: skip
    survey = _ladder(_rung(1), _rung(2, "threshold", threshold=50.0))
    yield (
        "survey just under the cut", _case(survey, _paper("e", "L1"), Actual("r", "L2/a", 2566, 49.9)),
        "49.9 is under 50: level 2 is not claimed",
        "1 1 2 claimed-below-target unknown", "1 1 2 claimed-below-target unknown",
    )  # fmt: skip
    yield (
        "survey at the cut",
        _case(survey, _paper("e", "L1"), Actual("r", "L2/a", 2566, 50), _paper("f", "L2/a", value=50)),
        "50 meets 50 and a paper states it; it is a figure of its year, and 2567 has none",
        "2 2 2 confirmed-at-target at", "1 1 2 claimed-below-target unknown",
    )  # fmt: skip
    cuts = _ladder(_rung(1), _rung(2, threshold=50.0), _rung(3, threshold=80.0))
    yield (
        "survey under two cuts",
        _case(cuts, _paper("e", "L1"), Actual("r", "L2/a", 2566, 40), _paper("f", "L2/a", value=40),
              Actual("s", "L3/a", 2566, 40), _paper("g", "L3/a", value=40)),
        "a stated 40 is under 50 and 80: neither is possible in 2566; no survey closes 2567",
        "1 1 1 below-target below", "1 1 3 claimed-below-target unknown",
    )  # fmt: skip
    yield (
        "count of none", _case(_value("count", 3)), "no record: counted 0, no upper bound",
        "0 0 - no-claim unknown", "0 0 - no-claim unknown",
    )  # fmt: skip
    yield (
        "count over the years", _case(
            _value("count", 2), _done("A"), _done("B", "2023-12-01"),
            *(Support(key, "k") for key in "AB"), _done("C", "2022-09-30"), Support("C", "k"),
        ),
        "A in 2566, B in 2567, each in its own year; C ended before the plan's first day",
        "0 1 - claimed-below-target unknown", "0 1 - claimed-below-target unknown",
    )  # fmt: skip
    yield (
        "count reported and counted", _case(
            _value("count", 3), _done("A"), Support("A", "k"), Actual("r", "k", 2566, 4)
        ),
        "4 reported, 1 on record: claimed 4, never 5",
        "0 4 - claimed-at-target unknown", "0 0 - no-claim unknown",
    )  # fmt: skip
    yield (
        "count stated below what is on record",
        _case(
            _value("count", 2),
            _done("A"),
            _done("B"),
            _done("C"),
            *(Support(key, "k") for key in "ABC"),
            _paper("e", "k", "2023-09-30", value=1),
        ),
        "3 on record, and the year's accepted paper states 1: that counts",
        "1 1 1 below-target below",
        "0 0 - no-claim unknown",
    )
    yield (
        "count stated in the course of the year",
        _case(
            _value("count", 3),
            _done("A"),
            _done("B"),
            _done("C", "2023-05-01"),
            *(Support(key, "k") for key in "ABC"),
            _paper("e", "k", value=1),
        ),
        "a paper of February states 1 of A and B; C came later and adds one",
        "1 2 - claimed-below-target unknown",
        "0 0 - no-claim unknown",
    )
    yield (
        "figure typed and stated",
        _case(_value("percent", 60), Actual("r", "k", 2566, 94), _paper("e", "k", value=62)),
        "94 typed, 62 stated by an accepted paper: the paper counts",
        "62 62 62 confirmed-at-target above",
        "- - 100 no-claim unknown",
    )
    yield (
        "percent never measured", _case(_value("percent", 60)),
        "missing is not zero; 100 stays possible",
        "- - 100 no-claim unknown", "- - 100 no-claim unknown",
    )  # fmt: skip
    yield (
        "percent denied", _case(
            _value("percent", 60), Actual("r", "k", 2566, 55), _paper("e", "k", met=False)
        ),
        "a paper says 60 was not reached and 55 is the value: no more is possible",
        "- 55 55 below-target below", "- - 100 no-claim unknown",
    )  # fmt: skip
    yield (
        "percent attested short", _case(
            _value("percent", 80), Actual("r", "k", 2566, 40), _paper("e", "k", value=40)
        ),
        "an accepted measurement of 40 against 80: no more was reached; 2567 is not measured",
        "40 40 40 below-target below", "- - 100 no-claim unknown",
    )  # fmt: skip


def shown(one: Assessment) -> str:
    """Write an assessment as it is worked by hand: three marks (`-` is unknown), status, standing."""
    marks = (one.marks.confirmed, one.marks.claimed, one.marks.possible)
    words = ["-" if mark is None else f"{mark:g}" for mark in marks]
    return " ".join([*words, one.status, one.standing])


def render_golden() -> str:
    """Render every odd case in two years of the plan and one that has not begun."""
    written = io.StringIO()
    table = csv.writer(written, lineterminator="\n")
    table.writerow(HEAD)
    for name, case, why, *_ in odd_cases():
        for one in assess(case, years=YEARS, clock=FISCAL, as_of=AS_OF):
            marks = (one.marks.confirmed, one.marks.claimed, one.marks.possible)
            shown = ("" if mark is None else f"{mark:g}" for mark in marks)
            target = f"{one.target.value:g}" if one.target else ""
            table.writerow((name, one.year, target, *shown, one.status, one.standing, why))
    return written.getvalue()


if __name__ == "__main__":
    GOLDEN.write_text(render_golden(), "utf-8")
    print(f"wrote {GOLDEN}")

from __future__ import annotations

import random
from datetime import date, timedelta
from math import exp, fsum, inf, isclose, log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from queries.measures.binomial import binomial_power, binomial_test, probabilities
from queries.measures.concentration import (
    concentration_ratio,
    herfindahl,
    hill_number,
    shannon_entropy,
    unbiased_herfindahl,
)
from queries.measures.continuity import Occurrence, Span, burstiness, measure_continuity
from queries.measures.coverage import measure_coverage
from queries.measures.divergence import decompose_entropy, divergence, ei_index
from queries.measures.intervals import exact_interval, upper_bound_of_none
from queries.measures.monte_carlo import goodness_of_fit
from queries.measures.posterior import hill_interval
from queries.measures.shares import location_quotients, measure_share
from queries.measures.significance import fisher_test, holm
from queries.measures.strength import Contact, decayed_volume, rank_ranges, reciprocity
from tests.depth import examples

groups = st.sampled_from("abcdefghij")
portfolios = st.dictionaries(groups, st.integers(0, 30), min_size=1).filter(lambda c: sum(c.values()) > 0)
yardsticks = st.dictionaries(groups, st.integers(1, 60), min_size=10, max_size=10)
orders = st.sampled_from([0, 0.5, 1, 2, 3, inf])
shares_of_few = st.integers(1, 60).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
chances = st.floats(0.01, 0.99)


def value(found: float | None) -> float:
    assert found is not None
    return found


@given(portfolios, st.integers(2, 50), orders)
def test_measures_of_shares_do_not_see_the_scale(c: dict[str, int], k: int, order: float) -> None:
    scaled = {group: k * units for group, units in c.items()}
    assert value(hill_number(scaled, order)) == pytest.approx(value(hill_number(c, order)))
    assert value(herfindahl(scaled)) == pytest.approx(value(herfindahl(c)))
    assert value(concentration_ratio(scaled, 2)) == pytest.approx(value(concentration_ratio(c, 2)))


@given(portfolios)
def test_concentration_keeps_its_bounds(c: dict[str, int]) -> None:
    held = sum(1 for units in c.values() if units)
    profile = [value(hill_number(c, order)) for order in (0, 0.5, 1, 2, 3, inf)]
    assert profile[0] == held
    assert all(1 - 1e-9 <= number <= held + 1e-9 for number in profile)
    assert all(later <= earlier + 1e-9 for earlier, later in zip(profile, profile[1:], strict=False))
    assert 1 / held - 1e-12 <= value(herfindahl(c)) <= 1
    assert value(herfindahl(c)) == pytest.approx(1 / profile[3])
    assert exp(value(shannon_entropy(c))) == pytest.approx(profile[2])
    assert value(concentration_ratio(c, 1)) == pytest.approx(1 / profile[-1])
    assert value(concentration_ratio(c, 10)) == pytest.approx(1)
    unbiased = unbiased_herfindahl(c)
    assert unbiased is None or 0 <= unbiased <= value(herfindahl(c)) + 1e-12


@given(portfolios, yardsticks)
def test_divergence_is_never_negative_and_g_is_twice_n_of_it(c: dict[str, int], q: dict[str, int]) -> None:
    found = divergence(c, q)
    assert found is not None
    assert found.nats >= 0
    assert found.g == pytest.approx(2 * sum(c.values()) * found.nats)
    at_most = max(log(sum(q.values()) / q[group]) for group, units in c.items() if units)
    assert found.nats <= at_most + 1e-9
    own = divergence(c, c)
    assert own is not None
    assert own.nats == pytest.approx(0, abs=1e-12)


@given(st.dictionaries(groups, st.dictionaries(st.sampled_from("12345"), st.integers(0, 9))))
def test_the_decomposition_adds_up(regions: dict[str, dict[str, int]]) -> None:
    found = decompose_entropy(regions)
    flat = {f"{r}{c}": units for r, countries in regions.items() for c, units in countries.items()}
    if not sum(flat.values()):
        assert found is None
        return
    assert found is not None
    assert found.total == pytest.approx(value(shannon_entropy(flat)), abs=1e-12)
    assert found.total == pytest.approx(found.between + found.within)
    assert fsum(found.parts.values()) == pytest.approx(found.within)
    assert min(found.between, *found.parts.values()) >= 0


@given(shares_of_few)
def test_the_interval_holds_the_share(counts: tuple[int, int]) -> None:
    successes, n = counts
    low, high = exact_interval(successes, n)
    assert 0 <= low <= successes / n + 1e-12
    assert successes / n - 1e-12 <= high <= 1


@given(shares_of_few)
def test_the_exact_interval_turns_round_with_the_question(counts: tuple[int, int]) -> None:
    successes, n = counts
    low, high = exact_interval(successes, n)
    assert exact_interval(n - successes, n) == pytest.approx((1 - high, 1 - low), abs=1e-9)


@given(st.integers(1, 500))
def test_the_bound_of_none_falls_as_the_list_grows(n: int) -> None:
    assert 0 < upper_bound_of_none(n + 1) < upper_bound_of_none(n) < 1


@given(shares_of_few, chances)
def test_the_binomial_test_gives_a_probability(counts: tuple[int, int], p: float) -> None:
    successes, n = counts
    found = binomial_test(successes, n, expected=p)
    assert 0 < found <= 1
    assert found >= probabilities(n, p)[successes] * (1 - 1e-9)
    assert binomial_test(n - successes, n, expected=1 - p) == pytest.approx(found, rel=1e-6)


@given(st.integers(1, 60), chances, chances)
def test_power_is_the_level_where_there_is_nothing_to_see(n: int, expected: float, actual: float) -> None:
    assert binomial_power(n, expected=expected, actual=expected) <= 0.05 + 1e-12
    assert 0 <= binomial_power(n, expected=expected, actual=actual) <= 1


@given(st.tuples(*[st.integers(0, 20)] * 4))
def test_fisher_does_not_care_which_group_or_hit_comes_first(t: tuple[int, int, int, int]) -> None:
    a, b, c, d = t
    found = fisher_test((a, b), (c, d))
    assert 0 < found <= 1
    assert found == fisher_test((c, d), (a, b)) == fisher_test((b, a), (d, c)) == fisher_test((a, c), (b, d))


p_values = st.dictionaries(st.text("xyz", min_size=1, max_size=3), st.floats(0, 1))


@given(p_values)
def test_holm_is_monotone_and_between_raw_and_bonferroni(p: dict[str, float]) -> None:
    found = holm(p)
    assert found.keys() == p.keys()
    for name, raw in p.items():
        assert raw <= found[name] <= min(1.0, len(p) * raw) + 1e-12
    by_raw = sorted(p, key=lambda name: p[name])
    corrected = [found[name] for name in by_raw]
    assert corrected == sorted(corrected)


@given(p_values, st.text("xyz", min_size=1, max_size=3), st.floats(0, 1))
def test_one_more_test_never_helps_the_others(p: dict[str, float], name: str, extra: float) -> None:
    without = {other: raw for other, raw in p.items() if other != name}
    with_one_more = holm({**without, name: extra})
    assert all(with_one_more[other] >= corrected - 1e-12 for other, corrected in holm(without).items())


@examples(25)
@given(st.integers(1, 40), st.integers(0, 40), chances)
def test_monte_carlo_agrees_with_the_exact_test_on_two_groups(n: int, hits: int, p: float) -> None:
    hits = min(hits, n)
    found = goodness_of_fit({"a": hits, "b": n - hits}, {"a": p, "b": 1 - p})

    def g(k: int) -> float:
        return 2 * fsum(x * log(x / (n * q)) for x, q in ((k, p), (n - k, 1 - p)) if x)

    exact = fsum(chance for k, chance in enumerate(probabilities(n, p)) if g(k) >= g(hits) - 1e-7)
    assert found is not None
    assert found.p == pytest.approx(exact, abs=5 * (exact * max(0.0, 1 - exact) / 9_999) ** 0.5 + 2e-3)


@examples(20)
@given(portfolios, yardsticks, st.randoms(use_true_random=False))
def test_the_order_of_rows_never_matters(c: dict[str, int], q: dict[str, int], order: random.Random) -> None:
    def turned(counts: dict[str, int]) -> dict[str, int]:
        items = list(counts.items())
        order.shuffle(items)
        return dict(items)

    for measure in (herfindahl, unbiased_herfindahl, shannon_entropy):
        assert measure(turned(c)) == measure(c)
    assert hill_number(turned(c), 1) == hill_number(c, 1)
    assert divergence(turned(c), turned(q)) == divergence(c, q)
    assert location_quotients(turned(c), turned(q)) == location_quotients(c, q)
    assert measure_share(turned(c), "ba") == measure_share(c, "ab")
    assert goodness_of_fit(turned(c), turned(q), draws=199) == goodness_of_fit(c, q, draws=199)
    assert hill_interval(turned(c), 2, draws=199) == hill_interval(c, 2, draws=199)


@given(portfolios)
def test_an_interval_of_variety_holds_its_estimate_or_is_none(c: dict[str, int]) -> None:
    found, plain = hill_interval(c, 1, draws=199), hill_number(c, 1)
    assert plain is not None
    assert found is None or (found.low <= plain <= found.high and sum(c.values()) >= 5 * len(c))


@given(portfolios, yardsticks)
def test_quotients_and_shares_belong_together(c: dict[str, int], q: dict[str, int]) -> None:
    n = sum(c.values())
    found = location_quotients(c, q)
    assert fsum(each.expected * value(each.quotient) for each in found.values()) == pytest.approx(1)
    for group, each in found.items():
        assert each.interval is not None
        assert each.interval.low <= value(each.quotient) + 1e-9
        assert value(each.quotient) <= each.interval.high + 1e-9
        assert measure_share(c, [group]).units == each.units <= n
        assert each.p <= each.p_holm <= 1


contacts = st.lists(
    st.builds(Contact, st.floats(0, 30), st.sampled_from(["visit", "signing"]), st.sampled_from([0.5, 1.0])),
    max_size=6,
)
WEIGHTS = {"visit": 3.0, "signing": 5.0}


@given(contacts, st.floats(0.5, 5), st.floats(0, 10))
def test_volume_fades_alike_and_only_grows_with_a_contact(
    found: list[Contact], half_life: float, wait: float
) -> None:
    volume = decayed_volume(found, WEIGHTS, half_life=half_life)
    if volume is None:
        assert not found
        return
    later = [Contact(each.age + wait, each.kind, each.evidence) for each in found]
    faded = decayed_volume(later, WEIGHTS, half_life=half_life)
    assert faded == pytest.approx(volume * 2 ** (-wait / half_life))
    assert value(decayed_volume([*found, Contact(1, "visit")], WEIGHTS, half_life=half_life)) > volume


@given(
    st.dictionaries(groups, contacts, max_size=5),
    st.tuples(st.floats(0.5, 1.5), st.floats(0.5, 1.5)),
    st.sampled_from([1.0, 2.0, 3.0]),
    st.randoms(use_true_random=False),
)
def test_no_choice_of_weights_gives_a_rank_outside_the_range(
    partners: dict[str, list[Contact]],
    factors: tuple[float, float],
    half_life: float,
    order: random.Random,
) -> None:
    ranges = rank_ranges(partners, WEIGHTS)
    moved = {kind: weight * f for (kind, weight), f in zip(WEIGHTS.items(), factors, strict=True)}
    other = rank_ranges(partners, moved, half_life=half_life)
    for name, found in ranges.items():
        there = other[name]
        assert (found is None) == (there is None) == (not partners[name])
        if found and there:
            assert found.best <= found.rank <= found.worst
            assert found.best <= there.rank <= found.worst
    shuffled = {name: order.sample(each, len(each)) for name, each in partners.items()}
    assert rank_ranges(shuffled, WEIGHTS) == ranges


@given(st.integers(0, 50), st.integers(0, 50))
def test_give_and_take_keep_their_bounds(a: int, b: int) -> None:
    mutual, openness = reciprocity(a, b), ei_index(a, b)
    assert (mutual is None) == (openness is None) == (a + b == 0)
    assert mutual is None or 0 <= mutual <= 1
    assert openness is None or -1 <= openness <= 1
    assert openness is None or isclose(value(ei_index(b, a)), -openness)


@given(st.sets(groups), st.sets(groups))
def test_coverage_splits_the_set(members: set[str], reached: set[str]) -> None:
    found = measure_coverage(members, reached)
    assert {*found.reached, *found.missing} == members
    assert found.n == len(members)
    assert found.share is None or 0 <= found.share <= 1


AS_OF = date(2026, 11, 1)


def occurrence(back: int, wide: int, lasts: int, wide_end: int) -> Occurrence:
    """Of one day known to so many days, or of some days, both ends known so."""
    first = Span(AS_OF - timedelta(back + wide), AS_OF - timedelta(back))
    if not lasts:
        return Occurrence(first, first)
    ends = [min(AS_OF, first.latest + timedelta(lasts + more)) for more in (0, wide_end)]
    return Occurrence(first, Span(*ends))


widths = st.sampled_from([0, 0, 30, 365])
occurrences = st.lists(
    st.builds(occurrence, st.integers(0, 9000), widths, st.sampled_from([0, 0, 5, 400, 2000]), widths),
    min_size=1, max_size=7,
)  # fmt: skip


def silence_of(known: list[tuple[date, date]]) -> float:
    """The longest stretch from an end to a start, or the as-of date, that no contact touches."""
    begins = {last for _, last in known}
    ends = {first for first, _ in known} | {AS_OF}
    free = [
        (end - begin).days / 365.25
        for begin in begins
        for end in ends
        if end >= begin and all(last <= begin or first >= end for first, last in known)
    ]
    return max(free, default=0.0)


@given(occurrences, st.randoms(use_true_random=False))
def test_the_true_silence_lies_between_sure_and_possible(
    found: list[Occurrence], order: random.Random
) -> None:
    measured = measure_continuity(found, as_of=AS_OF)
    assert measured is not None
    assert measured == measure_continuity(order.sample(found, len(found)), as_of=AS_OF)
    assert 0 <= measured.years_with <= measured.years
    assert len(measured.gaps) == len(found) - 1
    for _ in range(5):
        known = [chosen(order, contact) for contact in found]
        true = measure_continuity([Occurrence(*(Span(d, d) for d in pair)) for pair in known], as_of=AS_OF)
        assert true is not None
        assert true.silence.low == true.silence.high == pytest.approx(silence_of(known))
        assert measured.silence.low - 1e-9 <= true.silence.low <= measured.silence.high + 1e-9
        touched = {year for first, last in known for year in range(first.year, last.year + 1)}
        assert measured.years_with <= true.years_with == len(touched)


def chosen(order: random.Random, contact: Occurrence) -> tuple[date, date]:
    first, last = (s.earliest + timedelta(order.randint(0, (s.latest - s.earliest).days)) for s in contact)
    return (first, first) if contact.first == contact.last else (first, last)


@given(st.lists(st.floats(0, 20), min_size=2, max_size=8))
def test_burstiness_keeps_its_bounds(gaps: list[float]) -> None:
    found = burstiness(gaps)
    assert found is None or -1 - 1e-9 <= found <= 1 + 1e-9

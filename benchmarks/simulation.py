"""The Monte-Carlo test against a plain Python loop: the same p, and how many times faster.

The loop runs a sample of the draws and is extrapolated, turn and turn about with the test. Both
are timed by the processor time they use, for the test is over in a few thousandths of a second.
"""

from __future__ import annotations

import random
import statistics
import time
from collections import Counter
from collections.abc import Mapping
from math import log, sqrt

from queries.measures.monte_carlo import goodness_of_fit

DRAWS = 99_999
SAMPLE = 2_000
AIM = 100
REGIONS = 10


def plain_p(counts: Mapping[str, int], shares: Mapping[str, float], *, draws: int, seed: int) -> float:
    """Give p as anyone would write it: draw, count, add up, compare; one draw after the other."""
    rng, n = random.Random(seed), sum(counts.values())
    names, weights = list(shares), list(shares.values())

    def g(units: Mapping[str, int]) -> float:
        return 2 * sum(x * log(x / (n * shares[name])) for name, x in units.items() if x)

    observed = g(counts) - 1e-9
    as_large = sum(g(Counter(rng.choices(names, weights, k=n))) >= observed for _ in range(draws))
    return (as_large + 1) / (draws + 1)


def compare(n: int, rounds: int) -> str:
    """Time both on n units that lie a little unevenly over ten regions; give one line."""
    names = [f"region-{number}" for number in range(REGIONS)]
    counts = dict.fromkeys(names, n // REGIONS)
    counts[names[0]] += n % REGIONS + n // 25
    counts[names[-1]] -= n // 25
    goodness_of_fit(counts, counts, draws=1)  # numpy is imported once
    ratios, found = [], []
    for seed in range(rounds):
        # A yardstick of its own each round, so that no table is at hand from the round before.
        extra = seed / 10_000
        shares = {**dict.fromkeys(names, (1 - extra) / REGIONS), names[0]: (1 - extra) / REGIONS + extra}
        began = time.process_time()
        slow = plain_p(counts, shares, draws=SAMPLE, seed=seed)
        middle = time.process_time()
        fast = goodness_of_fit(counts, shares, draws=DRAWS, seed=seed)
        ended = time.process_time()
        ratios.append((middle - began) * DRAWS / SAMPLE / (ended - middle))
        found.append((slow, fast.p if fast else 0.0))
    slow, fast_p = (statistics.fmean(each) for each in zip(*found, strict=True))
    error = sqrt(slow * (1 - slow) / (SAMPLE * rounds))
    same = "the same p" if abs(slow - fast_p) <= 3 * error else "ANOTHER p"
    ratio = statistics.median(ratios)
    verdict = "within" if ratio >= AIM else "UNDER"
    return (
        f"a loop of {DRAWS} draws, n = {n} : goodness_of_fit: {ratio:.0f} times ({verdict} {AIM}), "
        f"p {slow:.4f} and {fast_p:.4f}, {same} (n={rounds})"
    )


def main(rounds: int) -> None:
    """Print a line for each size: two lists of partners, and their activities."""
    for n in (24, 43, 293):
        print(compare(n, rounds))

"""Monte-Carlo test of a whole portfolio against a yardstick, where chi-square tables are unsafe."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING, Literal

from queries.measures.counts import Counts, Weights, shares_of, total_of
from queries.measures.draws import BITS, FIELD, MAX_GROUPS, MAX_PICKS, drawn_counts, packed_draws

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Terms = NDArray[np.float64]

Statistic = Literal["g", "herfindahl"]
DRAWS = 9_999
SEED = 2566
# Statistics that differ by no more than this, of themselves, are one; sums round in their last digits.
_SAME = 1e-9
# Draws held at once where they are not in one word each, so that memory stays small.
_AT_ONCE = 10_000


@dataclass(frozen=True)
class GoodnessOfFit:
    """The outcome: the statistic, how it lies among the draws, and what to draw again.

    `p` = (b + 1) / (draws + 1), b the draws with a statistic at least as large; `null_mean` is
    the mean over the draws. `outside` names groups with units that the yardstick lacks; no
    draw can have such, so b is 0.
    """

    statistic: Statistic
    observed: float
    null_mean: float
    p: float
    draws: int
    seed: int
    outside: tuple[str, ...] = ()


def goodness_of_fit(
    counts: Counts, benchmark: Weights, *, statistic: Statistic = "g", draws: int = DRAWS, seed: int = SEED
) -> GoodnessOfFit | None:
    """Test whether a process that picks by the yardstick's shares q could have given these counts.

    Statistic "g": G = 2 sum x ln(x / (n q)), far from the yardstick in any way; "herfindahl":
    H = sum (x/n)^2, more concentrated than the yardstick would give. Same input and seed, same
    p; order of groups never matters. p is never 0 (Phipson and Smyth 2010). None where there
    are no units or the yardstick is empty. Raises ValueError for negative counts or fewer than
    one draw.
    """
    import numpy as np

    if draws < 1:
        raise ValueError(f"no test: {draws} draws")
    n, expected = int(total_of(counts)), shares_of(benchmark)
    if not n or not expected:
        return None
    groups = sorted(group for group, share in expected.items() if share)
    outside = tuple(sorted(group for group, units in counts.items() if units and not expected.get(group)))
    terms = _terms([expected[group] for group in groups], n, statistic)
    observed = sum(terms[row, counts.get(group, 0)] for row, group in enumerate(groups))
    observed += sum((counts[group] / n) ** 2 if statistic == "herfindahl" else inf for group in outside)
    rng = np.random.default_rng(seed)
    drawn = _statistics([expected[group] for group in groups], terms, draws=draws, rng=rng)
    as_large = int(np.count_nonzero(drawn >= observed * (1 - _SAME) - _SAME))
    p = (as_large + 1) / (draws + 1)
    return GoodnessOfFit(statistic, float(observed), float(drawn.mean()), p, draws, seed, outside)


def _terms(shares: Sequence[float], n: int, statistic: Statistic) -> Terms:
    """Tabulate what x units in a group add to the statistic: a row a group, a column for x = 0..n."""
    import numpy as np

    units = np.arange(n + 1, dtype=np.float64)
    if statistic == "herfindahl":
        return np.tile((units / n) ** 2, (len(shares), 1))
    expected = n * np.array(shares)[:, None]
    terms = np.zeros((len(shares), n + 1))
    terms[:, 1:] = 2 * units[1:] * np.log(units[1:] / expected)
    return terms


def _statistics(shares: Sequence[float], terms: Terms, *, draws: int, rng: np.random.Generator) -> Terms:
    """Give the statistic of each draw."""
    import numpy as np

    n = terms.shape[1] - 1
    if len(shares) <= MAX_GROUPS and n <= MAX_PICKS:
        return _packed_statistics(shares, terms, draws=draws, rng=rng)
    found = np.zeros(draws)
    for start in range(0, draws, _AT_ONCE):
        part = found[start : start + _AT_ONCE]
        counts = drawn_counts(shares, n=n, draws=len(part), rng=rng)
        for row, units in zip(terms, counts, strict=True):
            part += row[units]
    return found


def _packed_statistics(
    shares: Sequence[float], terms: Terms, *, draws: int, rng: np.random.Generator
) -> Terms:
    """Give the statistic of each draw from packed words, two groups a look-up."""
    import numpy as np

    groups, columns = terms.shape
    words = packed_draws(shares, n=columns - 1, draws=draws, rng=rng)
    fields = np.zeros((groups + groups % 2, FIELD + 1))
    fields[:groups, :columns] = terms
    found = np.zeros(draws)
    for group in range(0, groups, 2):
        pair = np.add.outer(fields[group + 1], fields[group]).ravel()
        found += pair[(words >> np.uint64(BITS * group)) & np.uint64(len(pair) - 1)]
    return found

"""How deep the searching tests go: the same few cases in each `make test`, many new ones in `make torture`.

`BFA_DEPTH` multiplies the number of examples. At 1 the cases are the same on every machine; above,
each run draws its own. Hypothesis prints the case that fails so that it can be made a test; a made
graph is named by its seed in the test's name, and `BFA_FIRST_SEED`, which the head of the run
prints, makes the same graphs again.
"""

from __future__ import annotations

import os
from random import SystemRandom

from hypothesis import settings

DEPTH = int(os.environ.get("BFA_DEPTH", "1"))
FIRST_SEED = int(os.environ.get("BFA_FIRST_SEED") or (0 if DEPTH == 1 else SystemRandom().randrange(10**9)))
PROFILE = settings(
    max_examples=60 * DEPTH, deadline=None, derandomize=DEPTH == 1, database=None, print_blob=True
)


def examples(number: int) -> settings:
    """Settings for a test that needs more or fewer examples than the others."""
    return settings(max_examples=number * DEPTH)


def seeds(number: int) -> range:
    """Seeds for tests on made graphs, those of this run."""
    return range(FIRST_SEED, FIRST_SEED + number * DEPTH)


def describe_depth() -> str:
    """Say how deep a run goes, and what repeats it."""
    return f"depth: BFA_DEPTH={DEPTH} BFA_FIRST_SEED={FIRST_SEED}"

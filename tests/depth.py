"""How deep the searching tests go: the same few cases in each `make test`, many new ones in `make torture`.

`BFA_DEPTH` multiplies the number of examples. At 1 the cases are the same on every machine; above,
each run draws its own, and Hypothesis prints the case that fails so that it can be made a test.
"""

from __future__ import annotations

import os

from hypothesis import settings

DEPTH = int(os.environ.get("BFA_DEPTH", "1"))
PROFILE = settings(
    max_examples=60 * DEPTH, deadline=None, derandomize=DEPTH == 1, database=None, print_blob=True
)


def examples(number: int) -> settings:
    """Settings for a test that needs more or fewer examples than the others."""
    return settings(max_examples=number * DEPTH)


def seeds(number: int) -> range:
    """Seeds for tests on made graphs."""
    return range(number * DEPTH)

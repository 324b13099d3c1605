"""Measures: pure functions on counts, ages and dates. No graph, no table, no words.

Each docstring gives the formula, shapes, units, errors and source. Shares are fractions of 1,
entropies are in nats. What cannot be measured (no partners, no yardstick) is None, never 0.
"""

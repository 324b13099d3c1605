"""The balance of the portfolio: ways of counting, yardsticks, positions in time, verdicts."""

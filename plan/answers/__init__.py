"""Answers on the plan, as tables and papers."""

"""Gaps, the reasons given with them, and the profile of a partner."""

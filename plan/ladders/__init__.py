"""The ladders: what the records support for a KPI and year, what carries it, and what would move it."""

"""The pack's further pages: the unit's week, and a page for each partner."""

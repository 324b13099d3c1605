"""Which program this is."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version


def program_version() -> str:
    """Give the program's version; "0" where it runs without being installed."""
    try:
        return version("bangkok-foreign-affairs")
    except PackageNotFoundError:
        return "0"

"""The reference data that comes with the program, read from `loaders/data/`."""

from __future__ import annotations

from loaders.packaged.load import load_packaged

__all__ = ["load_packaged"]

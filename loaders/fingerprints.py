"""The fingerprint of every file that an answer rests on, so that a changed one can be told."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from graph.errors import InputError
from loaders.plan_records import RecordFiles

InputKind = Literal["links", "evidence", "actuals", "decisions", "plan-text"]


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file that was read: what it holds, its name, and its SHA-256 (empty for a pipe)."""

    kind: InputKind
    name: str
    sha256: str


def read_inputs(files: RecordFiles, plan_text: Path | None = None) -> list[InputFile]:
    """Read the fingerprints of the planners' files, and of a copy of the plan's text."""
    given: list[tuple[InputKind, Path]] = [
        *(("links", path) for path in files.links),
        *(("evidence", path) for path in files.evidence),
        *(("actuals", path) for path in files.actuals),
        *(("decisions", path) for path in files.decisions),
    ]
    found = [InputFile(kind, files.called(path), fingerprint(path)) for kind, path in given]
    if plan_text is not None:
        found.append(InputFile("plan-text", plan_text.name, fingerprint(plan_text)))
    return found


def fingerprint(path: Path) -> str:
    """Give the SHA-256 of a file; empty for a pipe, which can be read only once.

    Raises InputError for a file that can no longer be read.
    """
    try:
        if not path.is_file():
            return ""
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise InputError("file-unreadable", path=path, reason=error) from None

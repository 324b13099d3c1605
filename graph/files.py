"""Writing files so that a kill or a full disk leaves the old file or the new one, never half."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

from graph.errors import OutputError


def write_whole(path: Path, content: bytes, *, mode: int = 0o644) -> None:
    """Write a file through a temporary neighbour and an atomic rename; `mode` is its permissions.

    Raises OutputError when the place cannot be written; nothing is left behind then.
    """
    temporary: str | None = None
    path = path.resolve()  # a link keeps pointing to what is written
    if path.exists() and not path.is_file():
        raise OutputError("cannot-write", path=path, reason="not a regular file")
    try:
        descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
        # A temporary file is made private; a report (0644) is for everyone the folder is for.
        Path(temporary).chmod(mode)
        Path(temporary).replace(path)
    except OSError as error:
        if temporary is not None:
            with contextlib.suppress(OSError):
                Path(temporary).unlink()
        raise OutputError("cannot-write", path=path, reason=error.strerror or str(error)) from None

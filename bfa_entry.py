"""The way in, under a name that no other program has.

The rooms of `bfa` have plain names (`graph`, `plan`, `cli`), which another program on the path may
have as well. Here they are found beside this file, whatever else is on the path. Ctrl-C ends the
program with 130 from the first moment on.
"""

from __future__ import annotations

import os
import signal
import sys

INTERRUPTED_EXIT, STANDS_IN_THE_WAY_EXIT = 130, 3
# Before anything else is imported, which takes most of the time until a command begins.
signal.signal(signal.SIGINT, lambda *_: os._exit(INTERRUPTED_EXIT))

from importlib.machinery import ModuleSpec, PathFinder  # noqa: E402

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn

HERE = os.path.dirname(os.path.abspath(__file__))  # noqa: PTH100, PTH120 - before anything heavy is imported
ROOMS = frozenset(("cli", "commands", "graph", "loaders", "maps", "plan", "queries"))
# The registry of texts may be what is missing, so these words stand here.
_IN_THE_WAY = (
    "ไฟล์ {name} ใน {here} เป็นของโปรแกรมอื่นหรือหายไป โปรดติดตั้ง bfa ในสภาพแวดล้อมของตัวเอง (python -m venv)\n"
    "{name} in {here} is missing or belongs to another program. Install bfa in an environment of its own "
    "(python -m venv).\n"
)


class _Beside:
    """Finds our rooms beside this file, before anything else on the path."""

    def find_spec(self, fullname: str, path: object, target: object = None) -> ModuleSpec | None:
        """Give where a room of ours is; None for every other module (PEP 451)."""
        return PathFinder.find_spec(fullname, [HERE]) if path is None and fullname in ROOMS else None


# On import: a child process imports this file as well.
sys.meta_path.insert(0, _Beside())


def main() -> None:
    """Run the program."""
    try:
        from cli import main as found  # noqa: TID251 - this is the way to it
        from commands.program import Program
    except ImportError as error:
        if error.name is None or error.name.partition(".")[0] not in ROOMS:
            raise
        _say_what_stands_in_the_way(error.name)
    program: object = found
    if not isinstance(program, Program):
        _say_what_stands_in_the_way("cli")
    program()


def _say_what_stands_in_the_way(module: str) -> NoReturn:
    name = module.partition(".")[0] + (".py" if module == "cli" else "")
    sys.stderr.buffer.write(_IN_THE_WAY.format(name=name, here=HERE).encode())
    sys.exit(STANDS_IN_THE_WAY_EXIT)

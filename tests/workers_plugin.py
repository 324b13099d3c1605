"""How tests are shared out to workers: a file to one worker, all that need a live server to the same one.

So no file's fixtures are made twice, and each release of the server is started once.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from xdist.scheduler import LoadFileScheduling

if TYPE_CHECKING:
    import pytest
    from xdist.remote import Producer

ROOT = Path(__file__).parent.parent
# A file that needs a live server takes it from this plugin.
_SERVERS = "tests.neo4j_plugin"


class ByFileAndServer(LoadFileScheduling):  # type: ignore[misc]
    """Tests by file, and those of live servers together."""

    def _split_scope(self, nodeid: str) -> str:
        return _scope_of(nodeid.partition("::")[0])


@cache
def _scope_of(path: str) -> str:
    return _SERVERS if _SERVERS in (ROOT / path).read_text("utf-8") else path


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> LoadFileScheduling:
    """Give the scheduler that this project's tests want."""
    return ByFileAndServer(config, log)

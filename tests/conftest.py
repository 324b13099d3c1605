"""Shared fixtures, and the rule that skips are printed, counted and limited."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from plan.making.assemble import Assembly, assemble_graph
from tests.depth import PROFILE, describe_depth

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.store import Store

pytest_plugins = ["tests.neo4j_plugin"]
settings.register_profile("bfa", PROFILE)
settings.load_profile("bfa")
ROOT = Path(__file__).parent.parent
SHARED = Path(os.environ.get("BFA_SHARED", ROOT.parent / "shared"))


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Give the run a cache folder of its own: no test reads or fills the user's."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        patch.delenv("BFA_NO_CACHE", raising=False)
        yield


@pytest.fixture(scope="session")
def assembly() -> Assembly:
    """The packaged graph, built once."""
    return assemble_graph()


@pytest.fixture(scope="session")
def store(assembly: Assembly) -> Store:
    return assembly.store


@pytest.fixture(scope="session")
def shared() -> Path:
    """The source material beside the project."""
    if not SHARED.is_dir():
        pytest.skip("needs the source material (set BFA_SHARED)")
    return SHARED


@pytest.fixture(scope="session")
def plan_document(shared: Path) -> Path:
    """The plan's text, as the office holds a copy of it."""
    path = shared / "plan" / "plan-2566-2570.txt"
    if not path.is_file():
        pytest.skip("needs the plan's text: set BFA_SHARED to the folder that holds plan/")
    return path


def pytest_report_header() -> str:
    """Name the seeds of this run, so that a failure can be repeated."""
    return describe_depth()


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Fail a run that skipped more tests than BFA_MAX_SKIPS allows."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    skipped = len(reporter.stats.get("skipped", [])) if reporter else 0
    allowed = os.environ.get("BFA_MAX_SKIPS")
    if reporter is not None and allowed is not None and skipped > int(allowed) and exitstatus == 0:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
        reporter.write_line(f"{skipped} skipped, {allowed} allowed here (BFA_MAX_SKIPS)")

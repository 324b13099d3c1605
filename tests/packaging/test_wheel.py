"""The wheel as a user gets it: built, installed alone, and run from another folder."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LACKING = [name for name in ("build", "hatchling") if importlib.util.find_spec(name) is None]
pytestmark = [
    pytest.mark.packaging,
    pytest.mark.skipif(bool(LACKING), reason=f"needs {' and '.join(LACKING)} (development tools)"),
]


def run(*words: str, cwd: Path, **environment: str) -> str:
    result = subprocess.run(
        words,
        cwd=cwd,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=170,
    )
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(ROOT), cwd=out)
    (built,) = out.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def inside(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def test_the_wheel_holds_the_data(inside: set[str]) -> None:
    wanted = {
        path.relative_to(ROOT).as_posix()
        for pattern in (
            "loaders/data/**/*.csv", "graph/texts/*.toml", "plan/data/*.toml", "maps/assets/*", "*/py.typed",
            "queries/cypher/*.cypher",
            "queries/cypher/*.cypher",
        )
        for path in ROOT.glob(pattern)
        if path.is_file()
    }  # fmt: skip
    assert wanted >= {"maps/assets/land.geojson", "plan/data/rules.toml", "graph/py.typed", "maps/py.typed"}
    assert wanted - inside == set()
    assert "cli.py" in inside


def test_the_wheel_holds_nothing_else(inside: set[str]) -> None:
    tops = {name.partition("/")[0] for name in inside}
    assert {top for top in tops if not top.endswith(".dist-info")} == {
        "bfa_entry.py", "cli.py", "commands", "graph", "loaders", "maps", "plan", "queries",
    }  # fmt: skip
    assert not [name for name in inside if "__pycache__" in name or name.endswith(".pyc")]


def test_the_installed_wheel_answers_from_another_folder(wheel: Path, tmp_path: Path) -> None:
    target = tmp_path / "site"
    run(
        sys.executable, "-m", "pip", "install", "-q", "--disable-pip-version-check", "--no-deps",
        "--no-index", "--target", str(target), str(wheel), cwd=tmp_path,
    )  # fmt: skip
    script = "import cli; print(cli.__file__); cli.main(['ask', 'region-balance', '--format', 'json'])"
    shown = run(sys.executable, "-c", script, cwd=Path("/"), PYTHONPATH=str(target))
    place, _, answer = shown.partition("\n")
    assert Path(place).parent == target
    assert json.loads(answer)["data"]["rows"]
    page = run(
        sys.executable, "-c", f"import cli; cli.main(['brief', '-o', {str(tmp_path / 'p')!r}])",
        cwd=Path("/"), PYTHONPATH=str(target),
    )  # fmt: skip
    assert Path(page.strip()).is_file()

"""The compiled form may cost time, never an answer: it is read only when it is what would be made afresh."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

import cli
from commands.data import EXPORTS
from commands.plan import plan
from graph.compiled import open_sealed, seal_document
from graph.texts import LANGUAGES, Language
from plan.making.assemble import Assembly
from plan.making.ingredients import CODE, DATA, ROOMS, digest_ingredients, find_ingredients
from plan.making.packaged_graph import compile_assembly, open_graph, restore_assembly
from queries.catalog import QUESTIONS, run_question
from queries.parameters import FILE_KINDS
from queries.table import Table
from queries.writers.csv_writer import render_csv
from queries.writers.json_writer import render_envelope, tables_data

ROOT = Path(__file__).parents[2]
DAY = ("--as-of", "2026-11-24")
BALANCE = ("ask", "region-balance", *DAY, "--format", "csv")


# What a command of the plan must be told.
TOLD = {"trace": ("2.1",), "next": ("2.1-1",), "whatif": ("--drop", "City:yokohama")}


def plan_commands() -> Iterator[tuple[str, ...]]:
    """Give the plan's commands: those that need nothing more, and those above with what they need."""
    for name, command in plan.commands.items():
        if name in TOLD or not any(parameter.required for parameter in command.params):
            yield ("plan", name, *TOLD.get(name, ()), *DAY)


def questions() -> Iterator[tuple[str, tuple[tuple[str, str], ...]]]:
    """Give every question, plain and with each value of each parameter (an example where it is no choice)."""
    for question in QUESTIONS.values():
        yield question.name, ()
        for parameter in question.parameters:
            if parameter.kind in FILE_KINDS:
                continue  # the world network is not packaged
            for value in parameter.allowed if parameter.kind == "choice" else (parameter.example,):
                if value:
                    yield question.name, ((parameter.name, value),)


COMMANDS = [
    ("ask", "region-balance", *DAY),
    *plan_commands(),
    *(("explain", record, *DAY) for record in ("Agreement:hanoi-2004", "Activity:A204")),
]


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache folder for one test."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "bfa"


def answer(*words: str) -> str:
    result = CliRunner().invoke(cli.main, list(words))
    assert (result.exit_code, result.stderr) == (0, ""), result.output
    return result.stdout


def cached(folder: Path) -> list[Path]:
    return sorted(folder.glob("*")) if folder.is_dir() else []


def render_json(tables: Sequence[Table], lang: Language) -> str:
    return render_envelope("ask", tables_data(tables, lang), status="ok", lang=lang)


def repr_of(assembly: Assembly) -> str:
    """Show all there is: types, orders of properties and all."""
    store = assembly.store
    account = (assembly.issues, assembly.manifest, assembly.unlinked, assembly.rules_version)
    return repr((list(store.nodes()), list(store.edges()), account, assembly.guesses_agree,
                 assembly.guesses_compared))  # fmt: skip


def graph_key(root: Path = ROOT) -> str:
    return f"{digest_ingredients(CODE, root=root)}-{digest_ingredients(DATA, root=root)}"


def graph_name(root: Path = ROOT) -> str:
    return f"graph-{graph_key(root)}.json"


def start(*words: str, root: Path = ROOT, script: str = "") -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", script or "import cli; cli.main()", *words]
    environment = {**os.environ, "PYTHONPATH": str(root), "PYTHONDONTWRITEBYTECODE": "1"}
    pipe = subprocess.PIPE
    return subprocess.Popen(command, cwd=root, env=environment, stdout=pipe, stderr=pipe)


def finish(process: subprocess.Popen[bytes]) -> bytes:
    out, errors = process.communicate(timeout=60)
    assert (process.returncode, errors) == (0, b"")
    return out


@pytest.fixture(scope="module")
def restored(assembly: Assembly) -> Assembly:
    document = open_sealed(seal_document(compile_assembly(assembly), fingerprint="f"), fingerprint="f")
    assert document is not None
    return restore_assembly(document)


def test_the_restored_graph_is_the_fresh_one(assembly: Assembly, restored: Assembly) -> None:
    assert repr_of(restored) == repr_of(assembly)
    for node in assembly.store.nodes():
        assert restored.store.edges_from(node.id) == assembly.store.edges_from(node.id)
        assert restored.store.edges_to(node.id) == assembly.store.edges_to(node.id)


@pytest.mark.parametrize(("name", "params"), list(questions()))
def test_a_question_is_answered_in_the_same_bytes(
    name: str, params: tuple[tuple[str, str], ...], assembly: Assembly, restored: Assembly
) -> None:
    fresh, compiled = (
        run_question(made.store, name, as_of=date(2026, 11, 24), params=params)
        for made in (assembly, restored)
    )
    for lang in LANGUAGES:
        assert render_json(compiled, lang) == render_json(fresh, lang)
        assert [render_csv(one, lang) for one in compiled] == [render_csv(one, lang) for one in fresh]


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_a_command_answers_in_the_same_bytes(words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    open_graph()  # so that the compiled form is there
    compiled = [answer(*words), answer(*words, "--format", "json")]
    monkeypatch.setenv("BFA_NO_CACHE", "1")
    assert [answer(*words), answer(*words, "--format", "json")] == compiled


@pytest.mark.parametrize("extension", EXPORTS)
def test_an_export_is_the_same_bytes(extension: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    open_graph()
    for name in ("compiled", "fresh"):
        result = CliRunner().invoke(cli.main, ["export", str(tmp_path / f"{name}{extension}"), *DAY])
        assert result.exit_code == 0, result.output
        monkeypatch.setenv("BFA_NO_CACHE", "1")
    compiled, fresh = ((tmp_path / f"{name}{extension}").read_bytes() for name in ("compiled", "fresh"))
    assert compiled == fresh


def test_the_pack_is_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    open_graph()
    for name in ("compiled", "fresh"):
        answer("brief", "-o", str(tmp_path / name), *DAY)
        monkeypatch.setenv("BFA_NO_CACHE", "1")
    files = [path.name for path in (tmp_path / "fresh").iterdir()]
    assert len(files) == 4
    for name in files:
        assert (tmp_path / "compiled" / name).read_bytes() == (tmp_path / "fresh" / name).read_bytes()


def test_the_second_start_reads_and_does_not_assemble(cache: Path) -> None:
    finish(start(*BALANCE))
    assert [path.name for path in cached(cache)] == [graph_name()]
    script = "import sys, cli\ntry: cli.main()\nfinally: assert 'graph.build' not in sys.modules"
    assert finish(start(*BALANCE, script=script))


# What may lie in the place of a good file: nothing, another document, half of it, one that is
# sealed right and holds no graph.
DAMAGE: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda good: b"",
    "no seal": lambda good: b"{}",
    "no text": lambda good: b"\xff\n\xff",
    "half": lambda good: good[: len(good) // 2],
    "no graph": lambda good: seal_document({"nodes": [1]}, fingerprint=graph_key()),
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_a_corrupt_file_is_made_good_in_silence(damage: Callable[[bytes], bytes], cache: Path) -> None:
    expected = answer(*BALANCE)
    (path,) = cached(cache)
    good = path.read_bytes()
    path.write_bytes(damage(good))
    assert answer(*BALANCE) == expected
    assert path.read_bytes() == good


def test_a_home_that_cannot_be_written_is_no_error(cache: Path) -> None:
    expected = answer(*BALANCE)
    shutil.rmtree(cache.parent)
    cache.parent.write_bytes(b"a file in its place")
    assert answer(*BALANCE) == expected
    assert cache.parent.read_bytes() == b"a file in its place"


def test_two_at_once_both_answer_and_leave_one_file(cache: Path) -> None:
    processes = [start(*BALANCE) for _ in range(3)]
    assert len({finish(process) for process in processes}) == 1
    assert [path.name for path in cached(cache)] == [graph_name()]


@pytest.mark.skipif(os.name == "nt", reason="needs POSIX signals")
def test_a_kill_between_writing_and_moving_leaves_no_graph(cache: Path) -> None:
    script = (
        "import os, pathlib, signal, cli\n"
        "pathlib.Path.replace = lambda *_: os.kill(os.getpid(), signal.SIGKILL)\n"
        "cli.main()"
    )
    killed = start(*BALANCE, script=script)
    killed.communicate(timeout=60)
    assert killed.returncode == -signal.SIGKILL
    assert [path.name[:7] for path in cached(cache)] == [".graph-"]
    expected = finish(start(*BALANCE))
    assert finish(start(*BALANCE)) == expected
    assert (cache / graph_name()).is_file()


@pytest.fixture(scope="module")
def other_version(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the program whose data hold one agreement less."""
    root = tmp_path_factory.mktemp("other")
    for room in (*ROOMS, "commands", "cli.py"):
        copy = shutil.copytree if (ROOT / room).is_dir() else shutil.copy
        copy(ROOT / room, root / room)
    table = root / "loaders" / "data" / "agreements.csv"
    table.write_bytes(table.read_bytes().replace(b",friendship,", b",mou,"))
    return root


def test_another_version_beside_it_keeps_to_its_own(cache: Path, other_version: Path) -> None:
    first = [finish(start(*BALANCE, root=root)) for root in (ROOT, other_version)]
    second = [finish(start(*BALANCE, root=root)) for root in (ROOT, other_version)]
    assert first == second
    assert first[0] != first[1]
    names = {graph_name(), graph_name(other_version)}
    assert {path.name for path in cached(cache)} == names


CHANGE_BEFORE = "change(); open_graph()"
CHANGE_WITHIN = "read = rules.read_rules; rules.read_rules = lambda: (change(), read())[1]; open_graph()"


@pytest.mark.parametrize(
    ("name", "steps", "kept"),
    [
        ("plan/making/linking.py", CHANGE_BEFORE, 0),  # the old code is loaded
        ("plan/making/linking.py", CHANGE_WITHIN, 0),
        ("plan/data/rules.toml", CHANGE_BEFORE, 1),  # the new rules are read
        ("plan/data/rules.toml", CHANGE_WITHIN, 0),
    ],
)
def test_what_is_changed_while_the_graph_is_made_is_never_kept(
    name: str, steps: str, kept: int, cache: Path, other_version: Path
) -> None:
    content = (other_version / name).read_bytes()
    script = (
        "from plan.making import linking, rules\n"
        "from plan.making.packaged_graph import open_graph\n"
        f"def change():\n    with open({name!r}, 'a') as file: file.write('\\n')\n"
        f"{steps}\n"
    )
    try:
        finish(start(script=script, root=other_version))
    finally:
        (other_version / name).write_bytes(content)
    assert len(cached(cache)) == kept


def test_all_that_is_opened_to_make_the_graph_is_an_ingredient() -> None:
    script = (
        "import json, sys\n"
        "opened = set()\n"
        "sys.addaudithook(lambda name, given: opened.add(str(given[0])) if name == 'open' else None)\n"
        "from plan.making.assemble import assemble_graph\n"
        "assemble_graph()\n"
        "modules = {getattr(m, '__file__', None) for m in sys.modules.values()}\n"
        "print(json.dumps(sorted(opened | {str(name) for name in modules})))"
    )
    opened = {Path(name) for name in json.loads(finish(start(script=script)))}
    own = {path for path in opened if path.is_relative_to(ROOT) and ".venv" not in path.parts}
    sources = {path for path in own if path.suffix != ".pyc" and path.is_file()}
    assert ROOT / "plan" / "data" / "rules.toml" in sources
    assert ROOT / "loaders" / "data" / "activities.csv" in sources
    assert sources - {Path(name) for name in find_ingredients(CODE + DATA)} == set()


@pytest.mark.parametrize(
    "name",
    ["loaders/data/themes.csv", "plan/data/rules.toml", "graph/schema/nodes.py", "plan/making/linking.py"],
)
def test_any_change_of_an_ingredient_changes_the_key(name: str, other_version: Path) -> None:
    before, path = graph_key(other_version), other_version / name
    content = path.read_bytes()
    os.utime(path, (1, 1))
    assert graph_key(other_version) == before
    path.write_bytes(content + b"\n")
    assert graph_key(other_version) != before
    path.write_bytes(content)
    moved = path.rename(path.with_name("moved" + path.suffix))
    assert graph_key(other_version) != before
    moved.rename(path)
    assert graph_key(other_version) == before


def test_where_the_program_is_no_plain_files_there_is_no_key(tmp_path: Path) -> None:
    assert digest_ingredients(CODE, root=tmp_path / "bfa.zip") is None

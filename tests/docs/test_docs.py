from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

import cli
from tests.neo4j_plugin import LiveServer, releases, wipe

ROOT = Path(__file__).parents[2]
THAI = re.compile(r"[\u0e01-\u0e5b]")


def commands(
    group: click.Group, above: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    for name, command in sorted(group.commands.items()):
        yield (*above, name), command
        if isinstance(command, click.Group):
            yield from commands(command, (*above, name))


COMMANDS = [pytest.param(words, command, id=" ".join(words)) for words, command in commands(cli.main)]


def bfa_lines(text: str) -> list[str]:
    """Every `bfa ...` line of a document's code blocks."""
    blocks = re.findall(r"^```[a-z]*\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    lines = [line.strip().removeprefix("$ ") for block in blocks for line in block.splitlines()]
    return [line.partition(" #")[0].strip() for line in lines if line.startswith("bfa ")]


def run_line(line: str, folder: Path, shared: Path) -> str:
    words = shlex.split(line)
    assert words[0] == "bfa"
    plan = folder / "plan-2566-2570.txt"
    if not plan.exists() and "verify" in words:
        shutil.copy(shared / "plan" / "plan-2566-2570.txt", plan)
    result = CliRunner().invoke(cli.main, words[1:])
    assert result.exit_code == 0, f"{line}\n{result.output}"
    return result.stdout


@pytest.mark.parametrize(("words", "command"), COMMANDS)
def test_every_command_has_help_in_both_languages(words: tuple[str, ...], command: click.Command) -> None:
    shown = CliRunner().invoke(cli.main, [*words, "--help"])
    assert shown.exit_code == 0
    written = command.help or ""
    thai, _, english = written.partition("\n\n")
    assert THAI.search(thai)
    assert re.match(r"[A-Z][a-z]+", english)
    assert not THAI.search(english.partition("\n\n")[0])
    if not isinstance(command, click.Group):
        assert re.search(rf"Example:\s+bfa {' '.join(words)}\b", shown.stdout)


@pytest.mark.parametrize(("words", "command"), COMMANDS)
def test_every_option_is_explained_in_both_languages(words: tuple[str, ...], command: click.Command) -> None:
    for option in command.params:
        if isinstance(option, click.Option):
            assert THAI.search(option.help or ""), option.name
            assert re.search(r"[A-Za-z]{4}", option.help or ""), option.name


@pytest.mark.parametrize(("words", "command"), COMMANDS)
def test_every_example_works(
    words: tuple[str, ...],
    command: click.Command,
    tmp_path: Path,
    shared: Path,
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
) -> None:
    monkeypatch.chdir(tmp_path)
    if words[0] == "neo4j":
        live: LiveServer = request.getfixturevalue("neo4j_servers").get(releases()[0])
        for name, value in live.environment.items():
            monkeypatch.setenv(name, value)
        wipe(live)
        run_line("bfa neo4j push", tmp_path, shared)
    examples = re.findall(r"^\s+(bfa .+)$", command.help or "", re.MULTILINE)
    assert bool(examples) != isinstance(command, click.Group)
    for line in examples:
        run_line(line, tmp_path, shared)


def test_every_line_of_the_readme_works(
    tmp_path: Path, shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    readme = (ROOT / "README.md").read_text("utf-8")
    lines = [*bfa_lines(readme), "bfa ask region-balance"]  # its Thai stands there without a command
    printed = " ".join(" ".join(run_line(line, tmp_path, shared).split()) for line in lines)
    shown = {one for block in re.findall(r"```text\n(.*?)```", readme, re.S) for one in block.splitlines()}
    headlines = {one for one in shown if re.search(r"\d", one) and not re.search(r"  |as of|ข้อมูล ณ", one)}
    assert len(headlines) > 10
    assert {one for one in headlines if one not in printed} == {
        "1 difference between the document and the packaged facts"  # of a changed document
    }


def test_lines_of_a_document_are_found() -> None:
    text = "bfa no\n\n```sh\n$ bfa brief  # the pack\nmake test\nbfa ask\n```\n\n```\nbfa plan show\n```\n"
    assert bfa_lines(text) == ["bfa brief", "bfa ask", "bfa plan show"]

"""Whatever words follow `bfa`, it answers or refuses in one line: no traceback, no exit that is a bug."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from contextlib import chdir
from pathlib import Path

import click
from click.testing import CliRunner
from hypothesis import event, given
from hypothesis import strategies as st

import cli
from tests.depth import examples

HOSTILE = (
    "", " ", "-", "--", "=", "a\nb", "\r\n", "\x00", "\x1b[2J", "\u2028", "\u202eabc", "\u200b", "\ufeff",
    "\U0001f469\u200d\U0001f467", "ที่", "漢字", "\udcff", "nan", "inf", "-inf", "-1", "0", "1e400", "9" * 30,
    "9" * 5000, "x" * 5000, "๒๕๖๙", "2569-13-45", "0000-00-00", "9999-12-31", "../..", ".", "a.xlsx", "x=y",
    "country=", "=x", "x:=[", "x:={}", "{name}", "%s", "'; DROP", "$(ls)", "*", "City:osaka", "2.1", "2566",
    "region-balance", "RETURN 1", "MATCH (n) RETURN n.name LIMIT 1",
)  # fmt: skip
# Servers are another matter: their faults have tests of their own. A pack takes seconds.
ASIDE = frozenset({"neo4j", "brief"})
ENDS = frozenset(range(6))
COMMANDING = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e]")


def commands(
    group: click.Group, path: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Give every command with the words that lead to it."""
    for name, command in sorted(group.commands.items()):
        if name in ASIDE:
            continue
        yield (*path, name), command
        if isinstance(command, click.Group):
            yield from commands(command, (*path, name))


COMMANDS = dict(commands(cli.main))
OPTIONS = sorted(
    {
        name
        for command in COMMANDS.values()
        for param in command.params
        for name in param.opts
        if name[0] == "-"
    }
    - {"--store"}
)
# No text of chance is an address on the disk.
values = st.one_of(st.sampled_from(HOSTILE), st.text(st.characters(exclude_characters="/\\"), max_size=8))


def options_of(command: click.Command) -> st.SearchStrategy[list[str]]:
    """Words that go together: an option of the command, or of another one, with or without a value."""
    own = [name for param in command.params for name in param.opts if name in OPTIONS]
    named = st.one_of(st.sampled_from(own or ["--help"]), st.sampled_from(OPTIONS))
    return st.one_of(
        st.tuples(named, values).map(list), st.tuples(named, values).map(lambda pair: ["=".join(pair)]),
        named.map(lambda one: [one]), values.map(lambda one: [one]),
    )  # fmt: skip


@st.composite
def lines(draw: st.DrawFn) -> list[str]:
    """A command of ours, then what a careless or hostile hand may write after it."""
    path = draw(st.sampled_from(sorted(COMMANDS)))
    parts = draw(st.lists(options_of(COMMANDS[path]), max_size=3))
    language = draw(st.sampled_from([[], ["--lang", "en"], ["--lang=th"]]))
    return [*path, *(word for part in parts for word in part), *language]


@examples(120)
@given(lines())
def test_any_line_is_answered_or_refused_in_one_line(line: list[str]) -> None:
    with tempfile.TemporaryDirectory() as top:
        here = Path(top, "two", "down")
        here.mkdir(parents=True)
        with chdir(here):
            result = CliRunner().invoke(cli.main, line, prog_name="bfa")
    event(f"exit {result.exit_code}")
    assert result.exit_code in ENDS, (result.stderr, result.exception)
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert "Traceback" not in result.output
    assert not COMMANDING.search(result.stderr)
    is_help = result.stderr.startswith("วิธีใช้ / Usage: bfa")
    if result.exit_code > 1 and not is_help:
        assert result.stdout == ""
        first, *findings = result.stderr.splitlines()
        assert not findings or first.endswith(":")  # a line each for the errors in a file
        assert len(result.stderr) < 2000

"""The answers shown in docs/questions.md: each renewed from the command that gives it.

A block of text under a question's heading holds lines of `bfa ask NAME --as-of DATE`, in the
language of its first line. What stands after `text` where the block opens are further words of the
command (`--param partner=tianjin`), or with `bfa` before it the whole of another one. The writer of the
document chooses the lines; here each is replaced by the line that says the same now.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Sequence
from functools import cache

from click.testing import CliRunner
from rapidfuzz import fuzz, process
from rich.cells import cell_len

from cli import main as program
from queries.writers.screen_writer import PIPE_WIDTH

# The day of the answers in the document.
AS_OF = "2026-11-24"
# A line that is less like any line of the answer says something that the answer no longer says.
LEAST_ALIKE = 50
# Stands for rows that are not shown.
LEFT_OUT = "..."
_PARTS = re.compile(
    r"^## (?P<name>\S+)$|^```text(?P<words>[^\n]*)\n(?P<shown>.*?)^```$", re.DOTALL | re.MULTILINE
)
_THAI = re.compile(r"[\u0e01-\u0e5b]")
_GAP = re.compile(r" {2,}")


class LineLostError(ValueError):
    """A shown line that nothing in the answer is like."""


def renew_answers(document: str) -> str:
    """Give the document with every shown answer as it is now.

    Raises LineLostError, with command and line, for a line that the answer holds nothing like.
    """
    written, at, question = [], 0, ""
    for part in _PARTS.finditer(document):
        if part["name"]:
            question = part["name"]
            continue
        words = shlex.split(part["words"])
        if words[:1] == ["bfa"] or question:
            command = words[1:] if words[:1] == ["bfa"] else ["ask", question, *words]
            written += [document[at : part.start("shown")], _renew_block(part["shown"], tuple(command))]
            at = part.end("shown")
    return "".join([*written, document[at:]])


def _renew_block(shown: str, command: tuple[str, ...]) -> str:
    """Renew one block: its lines in the order of the answer, those of another language last."""
    items = _items([line for line in shown.splitlines() if line != LEFT_OUT])
    first = _language(items[0])
    # A Thai line may stand under an English headline; in a Thai answer a line may be a name alone.
    languages = [first if first == "th" else _language(item) for item in items]
    found: dict[tuple[bool, int], str] = {}
    for language in dict.fromkeys(languages):
        own = [item for item, spoken in zip(items, languages, strict=True) if spoken == language]
        answer = _answer(command, language)
        found |= {(language != first, place): answer[place] for place in _places(own, answer, command)}
    renewed = narrow("\n".join(found[place] for place in sorted(found)).splitlines())
    for place, line in enumerate(shown.splitlines()):
        if line == LEFT_OUT:
            renewed.insert(place, LEFT_OUT)
    return "".join(f"{line}\n" for line in renewed)


def _items(lines: Sequence[str]) -> list[str]:
    """Join each line with those that go on with it: indented ones, and the rest of a broken one."""
    items: list[str] = []
    last = ""
    for line in lines:
        if items and line and (line.startswith(" ") or _goes_on(last, line)):
            items[-1] += f"\n{line}"
        else:
            items.append(line)
        last = line
    return [item for item in items if item]


def _goes_on(line: str, after: str) -> bool:
    """Tell whether a line was broken at a pipe's width, so that the next goes on with it."""
    if _GAP.search(line) or _GAP.search(after) or after.startswith("* "):
        return False
    return cell_len(f"{line} {after.split()[0]}") > PIPE_WIDTH


def _language(item: str) -> str:
    return "th" if _THAI.search(item) else "en"


@cache
def _answer(command: tuple[str, ...], language: str) -> Sequence[str]:
    """Give what a command writes for a pipe, each row or sentence with all its lines."""
    words = [*command, "--lang", language, *([] if "--as-of" in command else ["--as-of", AS_OF])]
    result = CliRunner().invoke(program, words)
    if result.exit_code:
        raise LineLostError(f"bfa {shlex.join(words)}: {result.output}")
    return _items([line.rstrip() for line in result.output.splitlines()])


def _places(items: Sequence[str], answer: Sequence[str], command: Sequence[str]) -> list[int]:
    """Give the place in the answer of each item: the same words, or the most alike that are not taken."""
    free = {place: _squeeze(item) for place, item in enumerate(answer)}
    shown = [_squeeze(item) for item in items]
    taken = [-1]
    for item in shown:
        same = [place for place, other in free.items() if other == item]
        if same:
            # Two tables may have a line in common; it belongs to the one that was just shown.
            taken.append(next((place for place in same if place > taken[-1]), same[0]))
        else:
            others = {place: other for place, other in free.items() if other not in shown}
            best = process.extractOne(item, others, scorer=_likeness, score_cutoff=LEAST_ALIKE)
            if best is None:
                raise LineLostError(f"bfa {shlex.join(command)} says nothing like: {item}")
            taken.append(best[2])
        del free[taken[-1]]
    return taken[1:]


def _squeeze(item: str) -> str:
    """Leave of the gaps between columns two spaces, for a document's table is as narrow as its rows."""
    return _GAP.sub("  ", item)


def _likeness(one: str, other: str, **_: object) -> float:
    """Tell how alike two items are, 0 to 100; rows of one name are more alike than any others."""
    alike = fuzz.ratio(one, other)
    rows = "  " in one and "  " in other
    named = rows and _name_of(one) == _name_of(other)
    return (alike + 100) / 2 if named else alike


def _name_of(row: str) -> str:
    """Give a row's first cell; that of a row drawn as a block is its first line."""
    return row.splitlines()[0].partition("  ")[0]


def narrow(lines: Sequence[str]) -> list[str]:
    """Take out what all rows with columns leave empty between them, but two spaces."""
    rows = {place: _to_cells(line) for place, line in enumerate(lines) if _GAP.search(line)}
    width = max(map(len, rows.values()), default=0)
    empty = [all(row[at : at + 1] in ([], [" "]) for row in rows.values()) for at in range(width)]
    kept = [at for at in range(width) if at < 2 or not all(empty[at - 2 : at + 1])]
    narrowed = list(lines)
    for place, row in rows.items():
        narrowed[place] = "".join(row[at] for at in kept if at < len(row)).rstrip()
    return narrowed


def _to_cells(line: str) -> list[str]:
    """Cut a line into the cells of a screen: a mark that fills none goes with its letter."""
    cells: list[str] = []
    for sign in line:
        size = cell_len(sign)
        if size == 0 and cells:
            cells[-1] += sign
        else:
            cells += [sign, *[""] * (size - 1)]
    return cells

"""Speed as ratios in one run: each command against a plain script that does the least it must.

    make bench            (or: python benchmarks/run.py [ROUNDS])

Whole processes are timed, turn and turn about, so that a busy machine slows both alike; the
median of the rounds is compared. Nothing here is asserted: the figures are for people.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
# Compiled modules are kept, as on any user's machine; the installed libraries' already are.
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
PLAIN_MAP = """
import csv, folium
rows = {r["partner_key"]: r for r in csv.DictReader(open("loaders/data/agreements.csv", encoding="utf-8"))}
drawn = folium.Map(location=[13.75, 100.5], zoom_start=2)
for row in rows.values():
    place = [float(row["latitude"]), float(row["longitude"])]
    folium.CircleMarker(place, tooltip=row["partner_name_en"]).add_to(drawn)
drawn.save("OUT")
"""


@dataclass(frozen=True)
class Pair:
    """A command, the plain script it is measured against, and the ratio we aim to stay under."""

    name: str
    command: Sequence[str]
    plain: Sequence[str]
    aim: float


def pairs(folder: Path) -> list[Pair]:
    """List what is measured; files go into a throw-away folder."""
    python, bfa = sys.executable, [sys.executable, "cli.py"]
    plain_map = PLAIN_MAP.replace("OUT", str(folder / "plain.html"))
    return [
        Pair("bfa --help : import click", [*bfa, "--help"], [python, "-c", "import click"], 2),
        Pair(
            "bfa ask region-balance : import networkx",
            [*bfa, "ask", "region-balance"], [python, "-c", "import networkx"], 3,
        ),
        Pair(
            "bfa plan trace 2.1 : import networkx",
            [*bfa, "plan", "trace", "2.1"], [python, "-c", "import networkx"], 3,
        ),
        Pair(
            "bfa brief : a plain folium map of the partners",
            [*bfa, "brief", "-o", str(folder / "pack")], [python, "-c", plain_map], 3,
        ),
    ]  # fmt: skip


def seconds(command: Sequence[str]) -> float:
    """Time one whole process."""
    began = time.perf_counter()
    quiet = subprocess.DEVNULL
    subprocess.run(command, cwd=ROOT, check=True, stdout=quiet, stderr=quiet, env=ENVIRONMENT)
    return time.perf_counter() - began


def main(rounds: int) -> None:
    """Measure every pair and print a line for each."""
    with tempfile.TemporaryDirectory() as folder:
        for pair in pairs(Path(folder)):
            seconds(pair.command), seconds(pair.plain)  # warm the disk cache
            times = [(seconds(pair.command), seconds(pair.plain)) for _ in range(rounds)]
            command, plain = (statistics.median(column) for column in zip(*times, strict=True))
            verdict = "within" if command / plain <= pair.aim else "OVER"
            ratio = f"{command:.2f} s / {plain:.2f} s = {command / plain:.2f}"
            print(f"{pair.name}: {ratio} ({verdict} {pair.aim:g}, n={rounds})")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 9)

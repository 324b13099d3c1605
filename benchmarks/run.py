"""Speed as ratios in one run: each command against a plain script that does the least it must.

A cold start finds no compiled graph and makes one; a warm start finds it, as all later ones do.

    make bench            (or: python benchmarks/run.py [ROUNDS])

Whole processes are timed, turn and turn about, so that a busy machine slows both alike; the
median of the rounds is compared. Nothing here is asserted: the figures are for people.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks import simulation

ROOT = Path(__file__).parent.parent
# Compiled modules are kept, as on any user's machine; the installed libraries' already are.
ENVIRONMENT = {
    name: value
    for name, value in os.environ.items()
    if name not in ("PYTHONDONTWRITEBYTECODE", "BFA_NO_CACHE")
}
PLAIN_MAP = """
import csv, folium
rows = {r["partner_key"]: r for r in csv.DictReader(open("loaders/data/agreements.csv", encoding="utf-8"))}
drawn = folium.Map(location=[13.75, 100.5], zoom_start=2)
for row in rows.values():
    place = [float(row["latitude"]), float(row["longitude"])]
    folium.CircleMarker(place, tooltip=row["partner_name_en"]).add_to(drawn)
drawn.save("OUT")
"""


# The questions on the balance that read most; the one that simulates has a line of its own.
BALANCE = ("benchmarks", "balance-trend", "balance-whatif")
# The questions of the unit's week that read most.
UNIT = (
    "anniversaries",
    "asean-gaps",
    "communities",
    "dormant-ties",
    "introducers",
    "network-reach",
    "network-value",
    "partner-profile",
    "theme-gaps",
    "upcoming",
    "watch",
    "white-space",
)
PYTHON = sys.executable
IMPORT_NETWORKX = (PYTHON, "-c", "import networkx")
# What a question that simulates cannot do without: the graph's library, and numpy with its draws.
IMPORT_BOTH = (PYTHON, "-c", "import networkx, numpy.random")


@dataclass(frozen=True)
class Pair:
    """A command of `bfa`, the plain script it is measured against, and the ratio we aim to stay under.

    A cold pair loses the cache before every start.
    """

    command: Sequence[str]
    plain_name: str
    plain: Sequence[str]
    aim: float
    cold: bool = False


def pairs(folder: Path) -> list[Pair]:
    """List what is measured; files go into a throw-away folder. New commands join here."""
    plain_map = PLAIN_MAP.replace("OUT", str(folder / "plain.html"))
    return [
        Pair(["--help"], "import click", [PYTHON, "-c", "import click"], 2),
        Pair(["ask", "region-balance"], "import networkx", IMPORT_NETWORKX, 3, cold=True),
        Pair(["ask", "region-balance"], "import networkx", IMPORT_NETWORKX, 2),
        *(
            Pair(["ask", question], "import networkx", IMPORT_NETWORKX, 3)
            for question in ("ties", "tie-continuity", "asean-depth", *BALANCE, *UNIT)
        ),
        Pair(["ask", "challenges"], "import networkx, numpy.random", IMPORT_BOTH, 3),
        Pair(["plan", "show"], "import networkx", IMPORT_NETWORKX, 3),
        Pair(["plan", "trace", "2.1"], "import networkx", IMPORT_NETWORKX, 3),
        Pair(["plan", "status"], "import networkx", IMPORT_NETWORKX, 3),
        *(
            Pair(["plan", command], "import networkx", IMPORT_NETWORKX, 3)
            for command in ("orphans", "blind-spots", "checks")
        ),
        Pair(["plan", "whatif", "--drop", "City:yokohama"], "import networkx", IMPORT_NETWORKX, 3),
        Pair(["plan", "whatif", "--add", "element=3.2-1,value=80"], "import networkx", IMPORT_NETWORKX, 3),
        Pair(["plan", "next", "2.1-1"], "import networkx", IMPORT_NETWORKX, 3),
        Pair(["plan", "report", "--year", "2568", "--final"], "import networkx", IMPORT_NETWORKX, 3),
        Pair(
            ["brief", "-o", str(folder / "pack")],
            "a plain folium map of the partners", [PYTHON, "-c", plain_map], 3,
        ),
    ]  # fmt: skip


def seconds(command: Sequence[str], environment: Mapping[str, str]) -> float:
    """Time one whole process."""
    began = time.perf_counter()
    quiet = subprocess.DEVNULL
    subprocess.run(command, cwd=ROOT, check=True, stdout=quiet, stderr=quiet, env=environment)
    return time.perf_counter() - began


def measure(pair: Pair, rounds: int, cache: Path) -> str:
    """Time a pair turn and turn about; give its line."""
    environment = {**ENVIRONMENT, "XDG_CACHE_HOME": str(cache)}

    def once() -> tuple[float, float]:
        if pair.cold:
            shutil.rmtree(cache, ignore_errors=True)
        return seconds([PYTHON, "cli.py", *pair.command], environment), seconds(pair.plain, environment)

    once()  # warm the disk cache
    times = [once() for _ in range(rounds)]
    command, plain = (statistics.median(column) for column in zip(*times, strict=True))
    verdict = "within" if command / plain <= pair.aim else "OVER"
    start = "cold" if pair.cold else "warm"
    words = " ".join(word for word in pair.command if "/" not in word)
    return (
        f"bfa {words} ({start}) : {pair.plain_name}: {command:.2f} s / {plain:.2f} s = "
        f"{command / plain:.2f} ({verdict} {pair.aim:g}, n={rounds})"
    )


def main(rounds: int) -> None:
    """Measure every pair and print a line for each."""
    with tempfile.TemporaryDirectory() as folder:
        for pair in pairs(Path(folder)):
            print(measure(pair, rounds, Path(folder) / "cache"), flush=True)
    simulation.main(rounds)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 9)

"""The world network from a folder of two gzipped tables: `cities.tsv.gz` and `twinnings.tsv.gz`.

The columns read are `qid`, `name_en`, `country_iso3`, and `qid_a`, `qid_b`, `last_seen`, `sources`.
"""

from __future__ import annotations

import csv
import gzip
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from graph.bounded import check_bounded, read_lines
from graph.dates import parse_date
from graph.errors import InputError
from graph.world import Twinning, World, WorldPlace

_CITIES = ("qid", "name_en", "country_iso3")
_TWINNINGS = ("qid_a", "qid_b", "last_seen", "sources")


def read_world(folder: Path) -> World:
    """Read the network. Raises InputError for a missing, broken or incomplete file, or an unknown id."""
    places: dict[str, WorldPlace] = {}
    cities = folder / "cities.tsv.gz"
    for line, (qid, name, country) in _read(cities, _CITIES):
        place = WorldPlace(qid, name, country)
        if places.setdefault(qid, place) != place:
            raise InputError("world-place-twice", path=cities, line=line, id=qid, name=places[qid].name)
    twins: dict[str, dict[str, Twinning]] = {}
    path = folder / "twinnings.tsv.gz"
    for line, (one, other, last_seen, sources) in _read(path, _TWINNINGS):
        missing = [qid for qid in (one, other) if qid not in places]
        if missing:
            raise InputError("world-place-unknown", path=path, line=line, id=missing[0])
        pair = _joined(twins.get(one, {}).get(other), Twinning(_check_date(last_seen, path, line), sources))
        twins.setdefault(one, {})[other] = pair
        twins.setdefault(other, {})[one] = pair
    return World(places, twins)


def _joined(earlier: Twinning | None, pair: Twinning) -> Twinning:
    """Join two rows on one pair, in either direction: the later year, the sources of both."""
    if earlier is None:
        return pair
    named = dict.fromkeys((*earlier.sources.split(","), *pair.sources.split(",")))
    return Twinning(max(earlier.last_seen, pair.last_seen), ",".join(named))


def _check_date(written: str, path: Path, line: int) -> str:
    """Give the date as written, where it is one or there is none."""
    try:
        return written and parse_date(written).isoformat()
    except ValueError:
        raise InputError("world-date", path=path, line=line, value=written) from None


def _read(path: Path, columns: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    """Give the line number and the wanted cells of each row."""
    check_bounded(path)
    try:
        with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
            reader = csv.reader(read_lines(file, path), delimiter="\t", quoting=csv.QUOTE_NONE)
            header = next(reader, [])
            missing = [column for column in columns if column not in header]
            if missing:
                found = ", ".join(header) or "—"
                raise InputError("columns-missing", path=path, columns=", ".join(missing), found=found)
            at = [header.index(column) for column in columns]
            for row in reader:
                if len(row) != len(header):
                    raise InputError("world-row-cells", path=path, line=reader.line_num)
                yield reader.line_num, [row[place] for place in at]
    except UnicodeDecodeError as error:
        raise InputError("file-not-text", path=path, position=error.start) from None
    except (OSError, EOFError, zlib.error, csv.Error) as error:
        raise InputError("file-unreadable", path=path, reason=str(error)) from None

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from graph.errors import InputError
from loaders.world import read_world

CITIES = "qid\tname_en\tcountry_iso3\tmore\nQ1\tOne\tJPN\tx\nX2\tTwo\tVNM\t\n"
TWINNINGS = "qid_a\tqid_b\tlast_seen\tsources\nQ1\tX2\t2026\twp2026,wd2022\n"


def write(folder: Path, cities: str = CITIES, twinnings: str = TWINNINGS) -> Path:
    for name, content in (("cities", cities), ("twinnings", twinnings)):
        (folder / f"{name}.tsv.gz").write_bytes(gzip.compress(content.encode()))
    return folder


def test_the_network_is_read_both_ways(tmp_path: Path) -> None:
    world = read_world(write(tmp_path))
    assert world.places["X2"].name == "Two"
    assert world.twins["Q1"]["X2"] == world.twins["X2"]["Q1"]
    assert world.twins["Q1"]["X2"].sources == "wp2026,wd2022"


@pytest.mark.parametrize(
    ("cities", "twinnings", "code"),
    [
        ("qid\tname_en\n", TWINNINGS, "columns-missing"),
        (CITIES, "", "columns-missing"),
        (CITIES, TWINNINGS + "Q1\tQ9\t2026\twp2026\n", "world-place-unknown"),
        (CITIES + "Q3\tThree\n", TWINNINGS, "world-row-cells"),
        (CITIES, TWINNINGS.replace("2026\t", "soon\t"), "world-date"),
    ],
)
def test_a_file_that_is_not_as_it_should_be_is_refused(
    cities: str, twinnings: str, code: str, tmp_path: Path
) -> None:
    with pytest.raises(InputError) as caught:
        read_world(write(tmp_path, cities, twinnings))
    assert caught.value.code == code


def test_a_missing_or_broken_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        read_world(tmp_path)
    assert caught.value.code == "file-missing"
    folder = write(tmp_path)
    whole = (folder / "cities.tsv.gz").read_bytes()
    for broken in (whole[:-12], b"not gzip"):
        (folder / "cities.tsv.gz").write_bytes(broken)
        with pytest.raises(InputError) as caught:
            read_world(folder)
        assert caught.value.code == "file-unreadable"
    (folder / "cities.tsv.gz").write_bytes(gzip.compress(b"qid\tname_en\tcountry_iso3\n\xff\t\t\n"))
    with pytest.raises(InputError) as caught:
        read_world(folder)
    assert caught.value.code == "file-not-text"


def test_the_gathered_network_is_read_whole(shared: Path) -> None:
    world = read_world(shared / "world")
    assert len(world.places) == 18500
    assert sum(len(twins) for twins in world.twins.values()) == 2 * 28472
    assert len(world.twins["Q1861"]) == 32  # Bangkok

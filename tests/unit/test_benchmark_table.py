from __future__ import annotations

from pathlib import Path

import pytest

from graph.errors import BfaError, DataError, InputError
from loaders.benchmark_table import read_benchmark


def written(folder: Path, content: str) -> str:
    path = folder / "own.csv"
    path.write_text(content, "utf-8-sig")
    return str(path)


def test_regions_by_key_id_or_name_in_either_language(tmp_path: Path) -> None:
    path = written(tmp_path, "region,units\neast-asia,12.5\nRegion:plan/asean,8\nEurope,4\nโอเชียเนีย,1\n")
    assert read_benchmark(path, "plan") == {
        "Region:plan/asean": 8, "Region:plan/east-asia": 12.5, "Region:plan/europe": 4,
        "Region:plan/oceania": 1,
    }  # fmt: skip


def test_countries_add_up_to_the_regions_of_the_scheme(tmp_path: Path) -> None:
    path = written(tmp_path, "note,country,units\nx,JPN,5\n,Vietnam,2\n,ตุรกี,3\n,CHN,1\n")
    assert read_benchmark(path, "plan") == {
        "Region:plan/asean": 2, "Region:plan/east-asia": 6, "Region:plan/europe": 3,
    }  # fmt: skip
    assert read_benchmark(path, "un-m49") == {
        "Region:un-m49/eastern-asia": 6, "Region:un-m49/south-eastern-asia": 2,
        "Region:un-m49/western-asia": 3,
    }  # fmt: skip


def test_empty_rows_of_a_spreadsheet_are_no_rows(tmp_path: Path) -> None:
    path = written(tmp_path, "region,units\nasean,8\n,\n,\n")
    assert read_benchmark(path, "plan") == {"Region:plan/asean": 8}


@pytest.mark.parametrize(
    ("content", "error", "words"),
    [
        ("region,units\nasean,8\neast-asa,2\n", DataError, ["own.csv!A3", '"east-asa"', "east-asia"]),
        ("region,units\nasean,8\n,2\n", DataError, ["own.csv!A3"]),
        ("country,units\nJPN,8\nJapan,2\n", DataError, ["own.csv!A3", '"Japan"', "earlier row"]),
        ('region,units\nasean,"1,200"\n', DataError, ["own.csv!B2", '"1,200"']),
        ("region,units\nasean,-1\n", DataError, ["own.csv!B2", '"-1"']),
        ("region,units\nasean,\n", DataError, ["own.csv!B2"]),
        ("region,units\nasean,nan\n", DataError, ["own.csv!B2", '"nan"']),
        ("region,units\nasean,1_000\n", DataError, ["own.csv!B2", '"1_000"']),
        ("region,units\nasean,0\n", DataError, ["own.csv", "no count above 0"]),
        ("region,units\n", DataError, ["own.csv", "no count above 0"]),
        ("place,units\nasean,1\n", InputError, ["own.csv", "region / country"]),
        ("region,n\nasean,1\n", InputError, ["own.csv", "units"]),
    ],
)
def test_what_is_wrong_is_named_at_its_cell(
    tmp_path: Path, content: str, error: type[BfaError], words: list[str]
) -> None:
    with pytest.raises(error) as raised:
        read_benchmark(written(tmp_path, content), "plan")
    message = raised.value.text
    assert all(word in message.en for word in words), message.en
    assert "{" not in message.th + message.en


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="none.csv"):
        read_benchmark(str(tmp_path / "none.csv"), "plan")


def test_thailand_is_no_partner_and_is_refused_with_its_cell(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"own\.csv!A3"):
        read_benchmark(written(tmp_path, "country,units\nJPN,5\nTHA,2\n"), "plan")


def test_a_count_beyond_all_sense_is_refused_with_its_cell(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"own\.csv!B2"):
        read_benchmark(written(tmp_path, "region,units\nasean,1e308\neurope,1e308\n"), "plan")


def test_a_workbook_says_that_only_csv_is_read(tmp_path: Path) -> None:
    path = tmp_path / "own.xlsx"
    path.write_bytes(b"PK\x03\x04")
    with pytest.raises(InputError, match="CSV"):
        read_benchmark(str(path), "plan")

from __future__ import annotations

from pathlib import Path

import pytest

from graph.errors import InputError
from loaders.tables import RawRow, read_table


def write(folder: Path, content: bytes) -> Path:
    path = folder / "t.csv"
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_reads_utf8_with_and_without_a_mark(tmp_path: Path, mark: bytes) -> None:
    rows = read_table(write(tmp_path, mark + "name,ชื่อ\nHanoi,ฮานอย\n".encode()), columns=["name"])
    assert [row.cells for row in rows] == [{"name": "Hanoi", "ชื่อ": "ฮานอย"}]


def test_cells_know_their_place(tmp_path: Path) -> None:
    (first, second) = read_table(write(tmp_path, b"a,b\n1,2\n3,4\n"))
    assert first.place("b") == "t.csv!B2"
    assert second.place("a") == "t.csv!A3"
    assert second.row_place == "t.csv!3"


@pytest.mark.parametrize(
    ("index", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (27, "AB"), (51, "AZ"), (52, "BA"), (702, "AAA")]
)
def test_columns_are_lettered_as_in_a_spreadsheet(index: int, letters: str) -> None:
    row = RawRow("t.csv", 4, {f"c{number}": "" for number in range(703)})
    assert row.place(f"c{index}") == f"t.csv!{letters}4"


def test_cells_are_read_without_the_space_around_them() -> None:
    row = RawRow("t.csv", 2, {"a": " x ", "b": "x; y ;;z"})
    assert row["a"] == "x"
    assert row.parts("b") == ("x", "y", "z")
    assert row.get("none") == ""
    with pytest.raises(KeyError):
        row["none"]


def test_a_quoted_cell_may_hold_lines_and_commas(tmp_path: Path) -> None:
    (row,) = read_table(write(tmp_path, b'a,b\n"1, one\nmore",2\n'))
    assert row["a"] == "1, one\nmore"


def fails(path: Path, *columns: str) -> InputError:
    with pytest.raises(InputError) as caught:
        read_table(path, columns=columns)
    return caught.value


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    error = fails(tmp_path / "none.csv")
    assert error.code == "file-missing"
    assert "none.csv" in error.text.th


def test_a_folder_is_not_a_table(tmp_path: Path) -> None:
    assert fails(tmp_path).code == "file-unreadable"


def test_another_encoding_is_refused_with_its_byte(tmp_path: Path) -> None:
    error = fails(write(tmp_path, "a,ชื่อ\n".encode("cp874")))
    assert error.code == "file-not-text"
    assert error.params["position"] == 2


def test_missing_columns_are_named(tmp_path: Path) -> None:
    error = fails(write(tmp_path, b"a,b\n1,2\n"), "a", "c", "d")
    assert error.code == "columns-missing"
    assert error.params["columns"] == "c, d"


def test_an_empty_file_lacks_its_columns(tmp_path: Path) -> None:
    assert fails(write(tmp_path, b""), "a").code == "columns-missing"


def test_a_table_without_lines_is_empty(tmp_path: Path) -> None:
    assert read_table(write(tmp_path, b"a,b\n"), columns=["a"]) == []


@pytest.mark.parametrize(("line", "cells"), [(b"1", 1), (b"1,2,3", 3), (b'"1,2"', 1)])
def test_a_row_that_does_not_fit_is_refused_with_its_place(tmp_path: Path, line: bytes, cells: int) -> None:
    error = fails(write(tmp_path, b"a,b\n1,2\n" + line + b"\n"), "a")
    assert error.code == "cells-uneven"
    assert error.params == {"place": "t.csv!3", "found": cells, "expected": 2}


def test_a_column_named_twice_is_refused(tmp_path: Path) -> None:
    error = fails(write(tmp_path, b"a,b,a\n1,2,3\n"), "a")
    assert (error.code, error.params["columns"]) == ("columns-twice", "a")


def test_an_empty_line_is_no_row(tmp_path: Path) -> None:
    assert [row["a"] for row in read_table(write(tmp_path, b"a,b\n1,2\n\n3,4\n\n"))] == ["1", "3"]

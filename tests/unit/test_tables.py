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
    assert fails(tmp_path).code == "file-not-regular"


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


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (b'a,b\n1,"see\n3,4\n5,6\n', "t.csv!2"),
        (b'a,b\n1,2\n"3,4\n5,"6"\n', "t.csv!3"),
        (b'a,b\n1,2\n3,4"\n5,"see "him""\n', "t.csv!4"),
        (b'a,b\n\n1,"x\ny"\n2,"' + b"z" * 200_000 + b"\n", "t.csv!4"),
        (b'a,"b\n1,2\n', "t.csv!1"),
    ],
)
def test_a_quotation_mark_without_its_pair_is_named_by_its_row(
    tmp_path: Path, content: bytes, place: str
) -> None:
    error = fails(write(tmp_path, content), "a")
    assert (error.code, error.params) == ("quotes-wrong", {"place": place})


@pytest.mark.parametrize("content", [b"", b"\n\n", b",,\n", b"  \n"])
def test_a_file_without_a_cell_lacks_its_columns(tmp_path: Path, content: bytes) -> None:
    assert fails(write(tmp_path, content), "a").code == "columns-missing"


def places(folder: Path, content: bytes) -> list[str]:
    """Give the places of the cells under b, after checking that they hold what they should."""
    rows = read_table(write(folder, content), columns=["a", "b"])
    assert [row["b"] for row in rows] == ["2", "4"]
    assert all(list(row.cells) == ["a", "b"] for row in rows)
    return [row.place("b") for row in rows]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b'a,b\n"1\nmore",2\n3,4\n', ["B2", "B3"]),
        (b'a,b\r\n"1\nand\nmore",2\r\n\r\n3,4\r\n', ["B2", "B4"]),
        (b'"a",b\n1,2\n,\n" ",\n3,4', ["B2", "B5"]),
    ],
)
def test_rows_are_counted_as_a_spreadsheet_counts(
    tmp_path: Path, content: bytes, expected: list[str]
) -> None:
    assert places(tmp_path, content) == [f"t.csv!{place}" for place in expected]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"a;b\n1;2\n3;4\n", ["B2", "B3"]),
        (b"a\tb\n1\t2\n3\t4\n", ["B2", "B3"]),
        (b'"a";"b"\r\n"1;x";"2"\r\n"3";"4"\r\n', ["B2", "B3"]),
        (b"title, one\nA;B\n1;2\n3;4\n".replace(b"title, one", b"title"), ["B3", "B4"]),
        (b"A,b \n1,2\n3,4\n", ["B2", "B3"]),
        (b"sep=;\r\na;b\r\n1;2\r\n3;4\r\n", ["B2", "B3"]),
        (b"a;b\r1;2\r3;4\r", ["B2", "B3"]),
    ],
)
def test_another_separator_and_names_in_capitals_are_read(
    tmp_path: Path, content: bytes, expected: list[str]
) -> None:
    assert places(tmp_path, content) == [f"t.csv!{place}" for place in expected]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("รายงานผล ปี 2566,\na,b\n1,2\n3,4\n", ["B3", "B4"]),
        ("รายงานผล\nปีงบประมาณ 2566\n\na,b\n1,2\n3,4\n", ["B5", "B6"]),
        (',"รายงานผล\nปี 2566"\na,b\n1,2\n3,4\n', ["B3", "B4"]),
    ],
)
def test_a_title_above_the_names_of_the_columns_is_no_row(
    tmp_path: Path, content: str, expected: list[str]
) -> None:
    assert places(tmp_path, content.encode()) == [f"t.csv!{place}" for place in expected]


def test_rows_above_the_names_of_the_columns_are_never_left_out(tmp_path: Path) -> None:
    error = fails(write(tmp_path, "ผลงาน\n1,2\na,b\n3,4\n".encode()), "a", "b")
    assert error.code == "header-below"
    assert (error.params["row"], error.params["above"]) == (3, 2)


def test_columns_that_are_missing_under_a_title_are_named_with_those_read(tmp_path: Path) -> None:
    error = fails(write(tmp_path, "รายงาน\na,bb\n1,2\n".encode()), "a", "b")
    assert (error.code, error.params["columns"], error.params["found"]) == ("columns-missing", "b", "a, bb")


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"a,b,\n1,2,\n3,4,\n", ["B2", "B3"]),
        (b"a,b,,\n1,2,,\n3,4\n", ["B2", "B3"]),
        (b"a,b\n1,2,\n3,4, ,\n", ["B2", "B3"]),
        (b"a,,b\n1,,2\n3, ,4\n", ["C2", "C3"]),
        (b",a,b\n,1,2\n,3,4\n", ["C2", "C3"]),
    ],
)
def test_a_column_without_a_name_and_a_cell_is_none_and_shifts_no_place(
    tmp_path: Path, content: bytes, expected: list[str]
) -> None:
    assert places(tmp_path, content) == [f"t.csv!{place}" for place in expected]


@pytest.mark.parametrize(
    ("content", "place"),
    [(b"a,b,,\n1,2,,x\n", "t.csv!D2"), (b"a,,b\n1,,2\n3,x,4\n", "t.csv!B3")],
)
def test_a_cell_under_no_name_is_refused_by_its_letter(tmp_path: Path, content: bytes, place: str) -> None:
    error = fails(write(tmp_path, content), "a", "b")
    assert (error.code, error.params) == ("column-nameless", {"place": place, "value": "x"})


def test_a_sign_that_nobody_sees_in_the_name_of_a_column_is_named(tmp_path: Path) -> None:
    error = fails(write(tmp_path, "a\u200b,b\n1,2\n".encode()), "a", "b")
    assert (error.code, error.params["sign"]) == ("column-unseen", "U+200B")


def test_a_column_that_may_not_be_there_is_refused_even_without_rows(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        read_table(write(tmp_path, b"a,c\n"), columns=["a"], known=["a", "b"])
    assert (caught.value.code, caught.value.params["columns"]) == ("columns-unknown", "c")


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

"""Columns and blocks on a screen: what fits, what is cut, what stands as a block."""

from __future__ import annotations

import pytest

from queries.writers.text_layout import Grid, clean, lay_out, share_width, wrap


def drawn(headings: list[str], *rows: list[str], width: int = 40, right: tuple[int, ...] = ()) -> list[str]:
    numbers = [place in right for place in range(len(headings))]
    return [line for line, _ in lay_out(Grid(headings, rows, numbers), width)]


@pytest.mark.parametrize(
    ("wanted", "room", "given"),
    [
        ([3, 4, 5], 12, [3, 4, 5]),
        ([3, 40, 50], 23, [3, 10, 10]),
        ([30, 8, 50], 28, [10, 8, 10]),
        ([50, 3], 20, [17, 3]),
        ([9, 9], 0, [1, 1]),
        ([], 10, []),
    ],
)
def test_only_the_widest_columns_are_cut_and_to_one_width(
    wanted: list[int], room: int, given: list[int]
) -> None:
    assert share_width(wanted, room) == given


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("one two three", 13, ["one two three"]),
        ("one two three", 12, ["one two", "three"]),
        ("one two three", 3, ["one", "two", "thr", "ee"]),
        ("", 5, [""]),
        ("   a      ", 3, ["a"]),
        ("abcdefgh ij kl", 5, ["abcde", "fgh", "ij kl"]),
        ("漢字", 1, ["漢", "字"]),
        ("a 漢字", 1, ["a", "漢", "字"]),
    ],
)
def test_texts_break_at_spaces_and_long_words_where_they_must(
    text: str, width: int, lines: list[str]
) -> None:
    assert wrap(text, width) == lines


def test_marks_above_and_below_a_thai_letter_fill_no_cell_and_stay_with_it() -> None:
    # Seven signs on four letters: four cells.
    assert wrap("น้ำปู่", 5) == ["น้ำปู่"]
    assert drawn(["ก", "ข"], ["ที่", "1"], ["กข", "2"]) == ["ก   ข", "ที่   1", "กข  2"]
    assert all(line[0] not in "\u0e35\u0e48\u0e49\u0e38" for line in wrap("ที่นี่ที่นั่นดี้" * 3, 2))


def test_columns_stand_in_line_and_numbers_to_the_right() -> None:
    assert drawn(["Name", "Ties"], ["Asia", "7"], ["Europe", "12"], right=(1,)) == [
        "Name    Ties", "Asia       7", "Europe    12",
    ]  # fmt: skip


def test_a_row_of_sentences_is_a_block_under_its_first_cell() -> None:
    sentence = "one two three four five six seven eight nine ten eleven twelve"
    lines = drawn(["Name", "Why", "Against"], ["Asia", sentence, "none"], width=30)
    assert lines == [
        "Asia", "  Why      one two three four", "           five six seven", "           eight nine ten",
        "           eleven twelve", "  Against  none",
    ]  # fmt: skip


def test_rows_of_three_lines_are_still_columns_and_of_more_are_blocks() -> None:
    assert drawn(["N", "Why"], ["A", "x" * 81], width=30)[0] == "N  Why"
    assert drawn(["N", "Why"], ["A", "x" * 82], width=30)[0] == "A"
    # Few high rows among low ones do not turn a table.
    assert drawn(["N", "Why"], ["A", "x" * 82], ["B", "x"], width=30)[0] == "N  Why"


def test_a_column_cut_too_narrow_for_its_cells_makes_blocks_and_one_with_a_long_heading_does_not() -> None:
    assert drawn(["Name", "A", "B"], ["x", "word" * 3, "word" * 3], width=20)[0] == "x"
    assert drawn(["Name", "A heading", "B heading"], ["x", "1", "2"], width=16)[-1] == "x     1     2"


def test_a_first_column_that_is_no_name_keeps_its_heading_in_a_block() -> None:
    sentence = "one two three four five six seven eight"
    grid = Grid(["Signed", "Why"], [["2020", sentence]], [False, False], named=False)
    assert list(lay_out(grid, 20)) == [
        ("Signed    2020", True), ("  Why     one two", False), ("          three four", False),
        ("          five six", False), ("          seven", False), ("          eight", False),
    ]  # fmt: skip
    alone = Grid(["a.note"], [["word " * 20], ["word " * 20]], [False], named=False)
    assert [line for line, _ in lay_out(alone, 30)][:2] == ["a.note    word word word word"] + [
        " " * 10 + "word word word word"
    ]


def test_a_column_of_texts_that_fill_no_cell_is_drawn() -> None:
    assert drawn(["\u200b"], [""]) == ["\u200b", ""]
    assert drawn(["\u200b", "Why"], ["", "x" * 200], width=30)[0] == ""


def test_a_table_without_columns_or_rows_is_drawn() -> None:
    assert drawn([]) == []
    assert drawn(["Name", "Ties"]) == ["Name  Ties"]
    assert drawn(["Name"], ["x" * 300], width=20) == ["x" * 20] * 15


def test_what_a_terminal_would_obey_is_not_passed_on() -> None:
    assert clean("a\x1b[31mb\nc\td\x9be\x07") == "a [31mb c d e "
    # A line's end of another kind, and what turns the letters after it round.
    assert clean("a\u2028b\u202ec\u2066d") == "a b c d"

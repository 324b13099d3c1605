"""Findings told to a person: one line for each kind, with every place, and no words lost in silence."""

from __future__ import annotations

from graph.issues import Issue, told_together


def test_findings_of_one_kind_are_one_line_with_all_their_places() -> None:
    found = told_together(
        [
            Issue("evidence-no-reference", "e.csv!I4"),
            Issue("evidence-no-figure", "e.csv!5"),
            Issue("evidence-no-reference", "e.csv!I7"),
            Issue("evidence-no-reference", "f.csv!I2"),
        ]
    )
    assert [places for places, _ in found] == ["e.csv!I4, I7; f.csv!I2", "e.csv!5"]
    assert found[0][1] == Issue("evidence-no-reference", "").words


def test_words_that_differ_stand_once_each_and_the_rest_are_counted() -> None:
    read = [
        Issue("number-read", f"a.csv!I{n}", {"value": f"{n % 5},000", "read": f"{n % 5}000"})
        for n in range(2, 9)
    ]
    ((places, words),) = told_together(read)
    assert places == "a.csv!I2, I3, I4, I5, I6, I7, I8"
    assert words.en == (
        '"2,000" is read as 2000; "3,000" is read as 3000; "4,000" is read as 4000; and 2 more'
    )
    assert words.th.endswith("และอีก 2 แบบ")


def test_the_same_place_is_named_once_and_a_record_by_its_id() -> None:
    ((places, _),) = told_together([Issue("evidence-no-figure", "Evidence:x")] * 2)
    assert places == "Evidence:x"

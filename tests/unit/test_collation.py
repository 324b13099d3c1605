"""Alphabetical order in Thai and English, by hand from the order of the Royal Institute's dictionary."""

from __future__ import annotations

import random

import pytest

from graph.collation import collation_key, join_in_order
from graph.texts import Label

# Each list is in order as written.
IN_ORDER = {
    "a leading vowel goes by the consonant after it": ["กัมพูชา", "เกาหลีใต้", "จีน", "ไทย", "โปรตุเกส", "ลาว"],
    "vowels in the order of the dictionary": ["กะ", "กัน", "กา", "กำ", "กิน", "กี", "กึ", "กื", "กุ", "กู"],
    "vowels that stand before, after all others": ["กู", "เก", "แก", "โก", "ใก", "ไก"],
    "a consonant that follows goes before a vowel": ["กก", "กรอง", "กะ", "เก", "เกร็ด"],
    "tone marks only where all else is equal": ["มา", "ม่า", "ม้า", "ม๊า", "ม๋า", "มาก"],
    "a tone on an earlier letter weighs more": ["กากา", "กาก่า", "ก่ากา"],
    "mai taikhu before the tones": ["เกง", "เก็ง", "เก่ง", "เก้ง"],
    "a silent letter after the sounded one": ["การ", "การ์", "การณ์"],
    "ru and lu after their consonants": ["รา", "ฤดู", "ลา", "ฦ", "วา"],
    "spaces and punctuation do not count": ["กรุง จา", "กรุงโซล", "กรุง (ฮ)"],
    "case and accents only where all else is equal": ["Ankara", "ankara", "Turkey", "Türkiye", "Uman"],
    "figures, Thai, Latin": ["3 เมือง", "กรุงโซล", "C40"],
}  # fmt: skip


@pytest.mark.parametrize("names", IN_ORDER.values(), ids=IN_ORDER.keys())
def test_names_come_in_the_order_of_the_dictionary(names: list[str]) -> None:
    mixed = random.Random(7).sample(names, len(names))
    assert sorted(mixed, key=collation_key) == names


def test_the_countries_of_asean_in_thai() -> None:
    asean = [
        "กัมพูชา", "ติมอร์-เลสเต", "ไทย", "บรูไน", "ฟิลิปปินส์", "มาเลเซีย", "เมียนมา", "ลาว", "เวียดนาม",
        "สิงคโปร์", "อินโดนีเซีย",
    ]  # fmt: skip
    assert sorted(sorted(asean), key=collation_key) == asean


def test_texts_that_differ_have_keys_that_differ() -> None:
    assert collation_key("ก ข") != collation_key("กข")
    assert collation_key("") < collation_key("ก")


def test_a_vowel_without_its_consonant_is_no_error() -> None:
    assert sorted(["เ", "ก", "เ1"], key=collation_key) == ["ก", "เ", "เ1"]


def test_names_in_one_text_stand_in_each_language_s_order() -> None:
    names = [
        Label("ไทย", "Thailand"),
        Label("เวียดนาม", "Vietnam"),
        Label("กัมพูชา", "Cambodia"),
        Label("ลาว", "Laos"),
    ]
    assert join_in_order(names) == Label("กัมพูชา, ไทย, ลาว, เวียดนาม", "Cambodia, Laos, Thailand, Vietnam")
    assert join_in_order([]) == Label("", "")

"""The packaged rules of reasons: words, places and facts belong together, and every gap gets its own."""

from __future__ import annotations

import ast
import re
import string
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from graph.records import Node
from graph.store import Store
from queries.catalog import run_question
from queries.gaps import channels, country_gaps, network_gaps, theme_gaps, tie_gaps
from queries.gaps.reasons import KINDS, read_rules
from queries.table import ABSENT

THAI = re.compile(r"[\u0e01-\u0e5b]")
MODULES = (channels, country_gaps, network_gaps, theme_gaps, tie_gaps)
DAYS = (date(2026, 11, 24), date(2022, 10, 1), date(2013, 1, 1))
QUESTIONS = ("white-space", "asean-gaps", "dormant-ties", "theme-gaps", "network-value")


def places(words: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(words) if name is not None}


def facts_made() -> set[str]:
    """Every fact that the code can make: the first text of a tuple whose second is a `Fact(...)`."""
    found: set[str] = set()
    for module in MODULES:
        for node in ast.walk(ast.parse(Path(str(module.__file__)).read_text("utf-8"))):
            if isinstance(node, ast.Tuple) and any(
                isinstance(part, ast.Call) and getattr(part.func, "id", "") == "Fact" for part in node.elts
            ):
                found.update(
                    inner.value
                    for inner in ast.walk(node.elts[0])
                    if isinstance(inner, ast.Constant) and isinstance(inner.value, str)
                )
    # chosen in a variable
    return found | {"tie-alone", "tie-outside-top", "asean-contact-goes-on", "asean-works-without-tie"}


def test_every_rule_is_worded_in_both_languages(store: Store) -> None:
    for rule in read_rules(store):
        assert rule.kind in KINDS
        assert THAI.search(rule.words.th), rule.id
        assert not THAI.search(rule.words.en), rule.id
        assert places(rule.words.th) == places(rule.words.en), rule.id


def test_every_rule_asks_for_a_fact_that_is_made_and_every_fact_is_asked_for(store: Store) -> None:
    assert {rule.fact for rule in read_rules(store)} == facts_made()


def test_rules_of_a_kind_have_an_order(store: Store) -> None:
    nodes: list[Node] = list(store.nodes("Reason"))
    ranks = [(node.text("kind"), node.number("priority")) for node in nodes]
    assert len(set(ranks)) == len(ranks)


@pytest.mark.parametrize("as_of", DAYS, ids=str)
@pytest.mark.parametrize("name", QUESTIONS)
def test_every_gap_comes_with_all_four(name: str, as_of: date, store: Store) -> None:
    tables = {table.name: table for table in run_question(store, name, as_of=as_of)}
    reasons = tables[f"{name}-reasons"]
    for row in reasons.rows:
        for kind in (*KINDS, "completeness"):
            assert row[kind] != ABSENT, (row["gap_id"], kind)
            assert "{" not in getattr(row[kind], "th", "{") + getattr(row[kind], "en", "{")
        for cited in str(row["cites"]).split("; "):
            assert cited == ABSENT or store.node(cited) is not None


def test_no_reason_is_given_to_all_alike(store: Store) -> None:
    """A rule that every row has would be a stock phrase."""
    for name in QUESTIONS:
        rows = run_question(store, name, as_of=DAYS[0])[-1].rows
        used = [set(str(row["rules"]).split("; ")) for row in rows]
        assert set.intersection(*used) == set(), name


def test_no_sentence_against_stands_for_more_than_three_asean_members(store: Store) -> None:
    """What speaks against is the member's own: its contacts, its documents, the relations of the states."""
    for as_of in DAYS:
        rows = run_question(store, "asean-gaps", as_of=as_of)[-1].rows
        said = Counter(getattr(row["against"], "en", "") for row in rows)
        assert max(said.values()) <= 3, (as_of, said)


def test_every_gap_of_an_answer_has_its_reasons(store: Store) -> None:
    """The rows that an answer calls gaps are those that get reasons, no more and no fewer."""
    answers = {name: run_question(store, name, as_of=DAYS[0]) for name in QUESTIONS}
    wanted = {
        "asean-gaps": {f"Country:{row['country']}" for row in answers["asean-gaps"][0].rows
                       if row["missing_codes"] != ABSENT},
        "dormant-ties": {row["partner"] for row in answers["dormant-ties"][0].rows},
        "network-value": {row["network"] for row in answers["network-value"][0].rows
                          if not row["activities"]},
        "theme-gaps": {f"Theme:{row['theme']}" for row in answers["theme-gaps"][0].rows
                       if row["plan_field"] != ABSENT
                       and int(str(row["activities_with_anyone"])) <= theme_gaps.THIN},
        "white-space": {f"Country:{row['country']}" for row in answers["white-space"][1].rows}
        | {f"Region:plan/{row['region']}" for row in answers["white-space"][0].rows if not row["ties"]},
    }  # fmt: skip
    for name, gaps in wanted.items():
        assert {row["gap_id"] for row in answers[name][-1].rows} == gaps, name

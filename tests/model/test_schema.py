from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from graph.dates import parse_date, parse_year
from graph.schema import RESERVED, SCHEMA, Code, Kind, NodeType, Property, RelationshipType
from graph.spelling import fold_word, is_web_address
from graph.texts import Label

THAI = re.compile(r"[\u0e01-\u0e5b]")
NODES = list(SCHEMA.node_types.values())
VERBS = list(SCHEMA.relationship_types.values())
# Reads alike in Thai; any other label without Thai script is a forgotten translation.
ALIKE = {"UN M49", "SDG", "Wikidata", "ISO 2"}


def properties() -> Iterator[tuple[str, Property]]:
    for prop in SCHEMA.common_node:
        yield f"node.{prop.name}", prop
    for prop in SCHEMA.common_relationship:
        yield f"relationship.{prop.name}", prop
    for node_type in NODES:
        yield from ((f"{node_type.name}.{prop.name}", prop) for prop in node_type.properties)
    for verb in VERBS:
        yield from ((f"{verb.name}.{prop.name}", prop) for prop in verb.properties)


PROPERTIES = list(properties())
OWN = [pytest.param(prop, id=place) for place, prop in PROPERTIES]
CODES = [pytest.param(code, id=f"{place}={code.value}") for place, prop in PROPERTIES for code in prop.codes]


def check_label(label: Label) -> None:
    assert label.th.strip() == label.th != ""
    assert label.en.strip() == label.en != ""
    assert THAI.search(label.th) or label.th in ALIKE, label.th
    assert not THAI.search(label.en), label.en


@pytest.mark.parametrize("node_type", NODES, ids=lambda t: t.name)
def test_node_types(node_type: NodeType) -> None:
    assert re.fullmatch(r"[A-Z][A-Za-z]+", node_type.name)
    check_label(node_type.label)
    assert node_type.description.endswith(".")
    assert node_type.key_description
    label, colon, key = node_type.example.partition(":")
    assert (label, colon) == (node_type.name, ":")
    assert key == key.strip() != ""


@pytest.mark.parametrize("verb", VERBS, ids=lambda v: v.name)
def test_relationship_types(verb: RelationshipType) -> None:
    assert re.fullmatch(r"[A-Z]+(_[A-Z]+)*", verb.name)
    check_label(verb.label)
    assert verb.description.endswith(".")
    assert verb.ends
    assert len(set(verb.ends)) == len(verb.ends)
    for source, target in verb.ends:
        assert source in SCHEMA.node_types
        assert target in SCHEMA.node_types


@pytest.mark.parametrize("prop", OWN)
def test_properties(prop: Property) -> None:
    assert re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", prop.name)
    assert prop.name not in RESERVED
    check_label(prop.label)
    assert prop.description.endswith(".")
    assert prop.example


@pytest.mark.parametrize("prop", OWN)
def test_examples_are_of_their_kind(prop: Property) -> None:
    if prop.kind is Kind.INTEGER:
        int(prop.example)
    elif prop.kind is Kind.YEAR:
        assert parse_year(prop.example) == int(prop.example)
    elif prop.kind is Kind.NUMBER:
        float(prop.example)
    elif prop.kind is Kind.DATE:
        assert parse_date(prop.example).isoformat() == prop.example
    elif prop.kind is Kind.YES_NO:
        assert prop.example in ("yes", "no")
    elif prop.kind is Kind.CODE:
        assert prop.example in prop.code_values
    elif prop.kind is Kind.ADDRESS:
        assert is_web_address(prop.example)


@pytest.mark.parametrize("prop", OWN)
def test_a_year_is_of_the_kind_that_the_one_reader_of_years_reads(prop: Property) -> None:
    assert (prop.kind is Kind.YEAR) == (prop.name == "year")


@pytest.mark.parametrize("code", CODES)
def test_codes_have_words(code: Code) -> None:
    assert code.value == code.value.strip() != ""
    check_label(code.label)


@pytest.mark.parametrize("prop", OWN)
def test_a_code_stands_once_in_its_list(prop: Property) -> None:
    assert len(prop.code_values) == len(prop.codes)


@pytest.mark.parametrize("prop", OWN)
def test_a_word_in_a_cell_names_one_code_of_its_list(prop: Property) -> None:
    words = [(fold_word(word), code.value) for code in prop.codes for word in code.words]
    assert len({word for word, _ in words}) == len(set(words))


@pytest.mark.parametrize("owner", [*NODES, *VERBS], ids=lambda o: o.name)
def test_no_property_is_declared_twice(owner: NodeType | RelationshipType) -> None:
    common = SCHEMA.common_node if isinstance(owner, NodeType) else SCHEMA.common_relationship
    names = [prop.name for prop in (*common, *owner.properties)]
    assert len(set(names)) == len(names)


def test_every_label_takes_part_in_some_relationship() -> None:
    joined = {label for verb in VERBS for pair in verb.ends for label in pair}
    # A source is named by id in `sources`; a load run stands beside the graph.
    assert set(SCHEMA.node_types) - joined == {"Source", "LoadRun"}


@pytest.mark.parametrize(
    "label", ["Agreement", "Activity", "Organization", "Embassy", "OfficeHolder", "StateStatement"]
)
def test_facts_need_a_source(label: str) -> None:
    assert SCHEMA.node_types[label].needs_source


def test_a_contradicting_property_is_refused() -> None:
    words = Label("ก", "a")
    with pytest.raises(ValueError):
        Property("label", Kind.TEXT, words, "One.", "x")
    with pytest.raises(ValueError):
        Property("x", Kind.CODE, words, "One.", "x")
    with pytest.raises(ValueError):
        Property("x", Kind.TEXT, words, "One.", "x", codes=(Code("a", words),))
    with pytest.raises(ValueError):
        Property("x", Kind.TEXT, words, "No full stop", "x")

"""The graph as one SQLite file, which Datasette, DB Browser, R and any SQL tool can browse.

`records` holds every record with its label and names, and each label and each type of link is a table
that refers to it. `links` joins every link of every type; `fields` says what each column means.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing

from graph.exports.flat import FlatTable, flat_tables
from graph.schema import SCHEMA
from graph.schema.model import Kind, Property
from graph.store import Store

# By this number in its head (`bfa1`) a file is known for one of ours.
APPLICATION_ID = int.from_bytes(b"bfa1")
_TYPES = {Kind.INTEGER: "INTEGER", Kind.YEAR: "INTEGER", Kind.YES_NO: "INTEGER", Kind.NUMBER: "REAL"}
_BASE = """
CREATE TABLE records (id TEXT PRIMARY KEY, label TEXT NOT NULL, key TEXT NOT NULL, name TEXT, name_th TEXT);
CREATE TABLE fields (table_name TEXT NOT NULL, field TEXT NOT NULL, kind TEXT NOT NULL,
    label_th TEXT NOT NULL, label_en TEXT NOT NULL, description TEXT NOT NULL,
    PRIMARY KEY (table_name, field));
CREATE INDEX records_label ON records (label);
"""


def render_database(store: Store) -> bytes:
    """Write a store as a SQLite database: a yes is 1, a list JSON text, a gap NULL."""
    tables = list(flat_tables(store))
    with closing(sqlite3.connect(":memory:")) as database:
        database.executescript(f"PRAGMA application_id = {APPLICATION_ID}; {_BASE}")
        database.executemany(
            "INSERT INTO records VALUES (?, ?, ?, ?, ?)",
            ((n.id, n.label, n.key, n.get("name"), n.get("name_th")) for n in store.nodes()),
        )
        for table in tables:
            _fill(database, table)
        database.executescript(_links([table.name for table in tables if table.is_of_links]))
        database.commit()
        return database.serialize()


def _fill(database: sqlite3.Connection, table: FlatTable) -> None:
    name = _quoted(table.name)
    columns = [*_fixed(table), *(f"{_quoted(p.name)} {_TYPES.get(p.kind, 'TEXT')}" for p in table.properties)]
    database.execute(f"CREATE TABLE {name} ({', '.join(columns)})")
    places = ", ".join("?" * len(table.columns))
    database.executemany(f"INSERT INTO {name} VALUES ({places})", table.rows)
    if table.is_of_links:
        for end in table.fixed:
            database.execute(f"CREATE INDEX {_quoted(f'{table.name}_{end}')} ON {name} ({end})")
    database.executemany("INSERT INTO fields VALUES (?, ?, ?, ?, ?, ?)", _fields(table))


def _fixed(table: FlatTable) -> list[str]:
    if table.is_of_links:
        return [f"{end} TEXT NOT NULL REFERENCES records (id)" for end in table.fixed]
    return ["id TEXT PRIMARY KEY REFERENCES records (id)", "key TEXT NOT NULL"]


def _fields(table: FlatTable) -> list[tuple[str, ...]]:
    """Say what a table is (in an entry without a field), and what each of its columns means."""
    declared = SCHEMA.relationship_types if table.is_of_links else SCHEMA.node_types
    own = declared[table.name]
    return [
        (table.name, "", "table", own.label.th, own.label.en, own.description),
        *(_field(table.name, prop) for prop in table.properties),
    ]


def _field(table: str, prop: Property) -> tuple[str, ...]:
    return (table, prop.name, prop.kind.value, prop.label.th, prop.label.en, prop.description)


def _links(names: Sequence[str]) -> str:
    """Make the view of every link: source, type, target."""
    parts = [f"SELECT source, '{name}' AS type, target FROM {_quoted(name)}" for name in names]
    return f"CREATE VIEW links AS {' UNION ALL '.join(parts)};" if parts else ""


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'

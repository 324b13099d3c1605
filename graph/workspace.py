"""The office's own data in one SQLite file, to which is only ever added.

A *load* is one change of the whole: numbered, with when, by whom and by what. A *statement* says one
value of one property of one record, with its source and place; it begins with a load and may end with
a later one. So what was known after any load can be told. Load 0 is the packaged record.
Each change is one transaction: a kill or a full disk leaves the state before it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from graph.errors import InputError, OutputError, StoreError

# By this number in its head (`bfaw`) a file is known for a workspace.
APPLICATION_ID = int.from_bytes(b"bfaw")
FORM = 1  # of the tables below
WAIT = 5.0  # seconds for another program that is writing
_HEAD, _FORM_AT, _APPLICATION_AT = 100, 60, 68
_TABLES = """
CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE loads (number INTEGER PRIMARY KEY, at TEXT NOT NULL, by TEXT NOT NULL, command TEXT NOT NULL,
    program TEXT NOT NULL, rules TEXT NOT NULL, note TEXT NOT NULL);
CREATE TABLE files (digest TEXT PRIMARY KEY, content BLOB NOT NULL);
CREATE TABLE loaded_files (load INTEGER NOT NULL REFERENCES loads, name TEXT NOT NULL,
    digest TEXT NOT NULL REFERENCES files, PRIMARY KEY (load, name));
CREATE TABLE statements (record TEXT NOT NULL, property TEXT NOT NULL, value TEXT NOT NULL,
    source TEXT NOT NULL, place TEXT NOT NULL, began INTEGER NOT NULL REFERENCES loads,
    ended INTEGER REFERENCES loads CHECK (ended > began));
CREATE UNIQUE INDEX held ON statements (record, property) WHERE ended IS NULL;
CREATE TRIGGER statements_stay BEFORE DELETE ON statements BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER statements_only_end BEFORE UPDATE ON statements WHEN OLD.ended IS NOT NULL
    OR (NEW.record, NEW.property, NEW.value, NEW.source, NEW.place, NEW.began)
    IS NOT (OLD.record, OLD.property, OLD.value, OLD.source, OLD.place, OLD.began)
    BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER loads_stay BEFORE DELETE ON loads BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER loads_as_made BEFORE UPDATE ON loads BEGIN SELECT RAISE(ABORT, 'append-only'); END;
"""


@dataclass(frozen=True)
class Load:
    """Who changed the workspace, when and by what; `at` is in C.E., with its time zone."""

    at: datetime
    command: str
    program: str
    rules: str
    by: str = ""
    note: str = ""


@dataclass(frozen=True, order=True)
class Statement:
    """One value of one property of one record, as written; None ends what was said before."""

    record: str
    property: str
    value: str | None
    source: str = ""
    place: str = ""


def create_workspace(path: Path, load: Load, *, packaged: bool = True) -> None:
    """Make a workspace with load 0; `packaged` says whether the packaged record belongs to it.

    Raises OutputError where a file stands already, be it a workspace, or none can be written.
    """
    if path.exists() and (not path.is_file() or path.stat().st_size):
        raise OutputError("workspace-taken", path=path)
    with _changing(path, new=True) as database:
        if database.execute("PRAGMA application_id").fetchone() != (0,):
            raise OutputError("workspace-taken", path=path)  # made since by another
        for statement in _statements_of(_TABLES):
            database.execute(statement)
        database.execute("INSERT INTO settings VALUES ('packaged', ?)", ("yes" if packaged else "no",))
        _insert_load(database, 0, load)
        database.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        database.execute(f"PRAGMA user_version = {FORM}")


def add_load(
    path: Path, load: Load, statements: Sequence[Statement], *, files: Mapping[str, bytes] | None = None
) -> int | None:
    """Add what was said, with the files it was read from; give the load's number.

    What is held already is not said anew; where nothing is new there is no load, and None is given.
    """
    _require_workspace(path)
    with _changing(path) as database:
        held = {(r, p): v for r, p, v in database.execute(f"{_SAID} WHERE ended IS NULL")}
        said = {(one.record, one.property): one for one in statements}
        new = [one for key, one in said.items() if held.get(key) != one.value]
        if not new:
            return None
        (number,) = database.execute("SELECT max(number) + 1 FROM loads").fetchone()
        _insert_load(database, number, load)
        _keep(database, number, files or {})
        for one in sorted(new, key=lambda one: (one.record, one.property)):
            database.execute(
                "UPDATE statements SET ended = ? WHERE record = ? AND property = ? AND ended IS NULL",
                (number, one.record, one.property),
            )
            if one.value is not None:
                row = (one.record, one.property, one.value, one.source, one.place, number)
                database.execute("INSERT INTO statements VALUES (?, ?, ?, ?, ?, ?, NULL)", row)
    return int(number)


def read_statements(path: Path, *, known_at: int | None = None) -> list[Statement]:
    """List what is held, or what was held after a load, in the order of records and properties."""
    _require_workspace(path)
    with _reading(path) as database:
        rows = database.execute(
            "SELECT record, property, value, source, place FROM statements"
            " WHERE began <= :at AND (ended IS NULL OR ended > :at) ORDER BY record, property",
            {"at": _LAST if known_at is None else known_at},
        )
        return [Statement(*row) for row in rows]


def read_loads(path: Path) -> list[Load]:
    """List the loads by number, the packaged record (load 0) first."""
    _require_workspace(path)
    with _reading(path) as database:
        rows = database.execute("SELECT at, command, program, rules, by, note FROM loads ORDER BY number")
        return [Load(datetime.fromisoformat(at), *others) for at, *others in rows]


def holds_packaged(path: Path) -> bool:
    """Say whether the packaged record belongs to the workspace."""
    _require_workspace(path)
    with _reading(path) as database:
        (value,) = database.execute("SELECT value FROM settings WHERE name = 'packaged'").fetchone()
    return bool(value == "yes")


_LAST = 2**62
_SAID = "SELECT record, property, value FROM statements"


def _insert_load(database: sqlite3.Connection, number: int, load: Load) -> None:
    row = (number, load.at.isoformat(), load.by, load.command, load.program, load.rules, load.note)
    database.execute("INSERT INTO loads VALUES (?, ?, ?, ?, ?, ?, ?)", row)


def _keep(database: sqlite3.Connection, number: int, files: Mapping[str, bytes]) -> None:
    for name, content in sorted(files.items()):
        digest = sha256(content).hexdigest()
        database.execute("INSERT OR IGNORE INTO files VALUES (?, ?)", (digest, content))
        database.execute("INSERT INTO loaded_files VALUES (?, ?, ?)", (number, name, digest))


def _statements_of(script: str) -> Iterator[str]:
    """Divide a script into its statements: executescript would end the transaction."""
    held = ""
    for line in script.splitlines():
        held += f"{line}\n"
        if sqlite3.complete_statement(held):
            yield held
            held = ""


def _require_workspace(path: Path) -> None:
    """Refuse what is no workspace, or one of a newer program, before SQLite opens (and may mend) it."""
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except FileNotFoundError:
        raise InputError("workspace-missing", path=path) from None
    except OSError as error:
        raise InputError("file-unreadable", path=path, reason=error.strerror or "") from None
    application = head[_APPLICATION_AT : _APPLICATION_AT + 4]
    if not head.startswith(b"SQLite format 3\0") or int.from_bytes(application) != APPLICATION_ID:
        raise InputError("workspace-foreign", path=path)
    form = int.from_bytes(head[_FORM_AT : _FORM_AT + 4])
    if form > FORM:
        raise StoreError("workspace-newer", path=path, form=form, most=FORM)


@contextmanager
def _changing(path: Path, *, new: bool = False) -> Iterator[sqlite3.Connection]:
    """Open a workspace for one transaction: kept whole at the end, or not at all."""
    with _told(path), closing(_connect(path, "rwc" if new else "rw")) as database:
        database.execute("BEGIN IMMEDIATE")
        try:
            yield database
        except BaseException:
            database.rollback()
            raise
        database.commit()


@contextmanager
def _reading(path: Path) -> Iterator[sqlite3.Connection]:
    with _told(path), closing(_connect(path, "rw")) as database:
        yield database


def _connect(path: Path, mode: str) -> sqlite3.Connection:
    address = f"{path.resolve().as_uri()}?mode={mode}"
    database = sqlite3.connect(address, uri=True, timeout=WAIT, isolation_level=None)
    database.execute("PRAGMA foreign_keys = ON")
    return database


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Turn what SQLite says into one of our errors."""
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise StoreError("workspace-locked", path=path, seconds=int(WAIT)) from None
        if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
            raise InputError("workspace-damaged", path=path) from None
        if code in _NOT_WRITTEN:
            raise OutputError("cannot-write", path=path, reason=str(error)) from None
        raise


_NOT_WRITTEN = (
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PERM,
)

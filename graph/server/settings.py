"""Where a Neo4j server answers and how to get in: from the command line, the environment, `bfa.toml`.

The password comes from NEO4J_PASSWORD or the file NEO4J_PASSWORD_FILE names, and from nowhere
else; no text made here holds it.
"""

from __future__ import annotations

import errno
import ipaddress
import os
import re
import stat
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, urlsplit

from graph.bounded import read_bounded
from graph.errors import InputError, QuestionError, StoreError
from graph.texts import text

ENCRYPTED = ("bolt+s", "bolt+ssc", "neo4j+s", "neo4j+ssc")
SCHEMES = ("bolt", "neo4j", *ENCRYPTED)
FIRST_USER = "neo4j"
TABLE, NAMES = "neo4j", ("database", "uri", "username")
_HOST = re.compile(r"(?P<host>\[[0-9a-fA-F:.]+\]?|[\w.-]+)(?P<port>:\d{1,5}(?!\w))?", re.ASCII)


@dataclass(frozen=True)
class ServerSettings:
    """One server, one user, one database. An empty database is the user's own default."""

    uri: str
    username: str = FIRST_USER
    password: str = field(default="", repr=False)
    database: str = ""

    @property
    def place(self) -> str:
        """The address as it may be shown: scheme, host and port."""
        parts = urlsplit(self.uri)
        return f"{parts.scheme}://{_host_and_port(parts)}"

    @property
    def is_open_to_others(self) -> bool:
        """Whether the password and the data would cross a network unencrypted."""
        parts = urlsplit(self.uri)
        return parts.scheme not in ENCRYPTED and not is_this_machine(parts.hostname or "")


def read_settings(
    address: str | None, environment: Mapping[str, str], *, file: Path | None = None
) -> ServerSettings:
    """Join what the command line, the environment and the `[neo4j]` table of `bfa.toml` say.

    The first of the three that names a thing decides it. Raises QuestionError where no address
    is given, it cannot be one, or the database is the server's own; InputError where `bfa.toml`
    cannot be read, holds a password or says anything that has no meaning here; StoreError where
    the password's file cannot be used.
    """
    written = _read_table(file)
    uri = address or environment.get("NEO4J_URI") or written.get("uri")
    if not uri:
        raise QuestionError("store-address-missing")
    _check_address(uri)
    database = environment.get("NEO4J_DATABASE") or written.get("database") or ""
    if database.lower() == "system":
        raise QuestionError("store-database-system")
    return ServerSettings(
        uri,
        environment.get("NEO4J_USERNAME") or written.get("username") or FIRST_USER,
        _read_password(environment),
        database,
    )


def _read_table(file: Path | None) -> Mapping[str, str]:
    if file is None or not file.is_file():
        return {}
    written = _read_toml(file)
    _check_names(written, [TABLE], file)
    table = written.get(TABLE, {})
    if not isinstance(table, dict):
        raise InputError("settings-not-a-table", path=file, name=TABLE)
    _check_names(table, NAMES, file)
    for name, value in table.items():
        if not isinstance(value, str):
            raise InputError("settings-not-text", path=file, name=name)
    return table


def _read_toml(file: Path) -> Mapping[str, Any]:
    try:
        content = read_bounded(file).decode("utf-8")
    except UnicodeDecodeError as error:
        raise InputError("file-not-text", path=file, position=error.start) from None
    try:
        return tomllib.loads(content)
    except tomllib.TOMLDecodeError as error:
        # Only the line: the parser's own words may repeat what stands there.
        found = re.search(r"at line (\d+)", str(error))
        line = found[1] if found else len(content.splitlines())
        raise InputError("settings-not-toml", path=file, line=line) from None


def _check_names(written: Iterable[str], known: Sequence[str], file: Path) -> None:
    for name in written:
        if name.lower() == "password":
            raise InputError("password-in-settings", path=file)
        if name not in known:
            near = get_close_matches(name.lower(), known, n=1)
            hint = text("errors", "nearest" if near else "allowed-names", names=", ".join(near or known))
            # A name that is near none may be a password in a name's place.
            shown = name if near or name in (TABLE, *NAMES) else f"{name[:1]}…"
            raise InputError("settings-name-unknown", path=file, name=shown, hint=hint)


def _check_address(uri: str) -> None:
    shown = shown_address(uri)
    wrong = QuestionError("store-address-form", address=shown, allowed=", ".join(SCHEMES))
    if any("\ud800" <= sign <= "\udfff" or sign.isspace() for sign in uri.strip()):
        raise wrong
    try:
        parts = urlsplit(uri)
        port = parts.port
    except ValueError:
        raise wrong from None
    if parts.username is not None or parts.password is not None:
        raise QuestionError("store-address-secret", address=shown)
    if parts.scheme not in SCHEMES or not parts.hostname or port == 0:
        raise wrong
    if parts.path not in ("", "/"):
        raise QuestionError("store-address-path", address=shown)


def shown_address(typed: str) -> str:
    """Give an address as it may be shown: scheme, host and a port of figures.

    Anything else may be a password, typed where none belongs, and stands as an ellipsis.
    """
    scheme, separator, rest = typed.strip().rpartition("://")
    rest = rest.rpartition("@")[2]
    found = _HOST.match(rest)
    known = bool(get_close_matches(scheme, (*SCHEMES, "http", "https"), n=1, cutoff=0.8))
    if found is None or not (known or found["port"]):
        return f"{scheme}://…" if known else "…"
    cut = "…" if found.end() < len(rest.removesuffix("/")) else ""
    return f"{scheme if known else ''}{separator if known else ''}{found[0]}{cut}"


def _host_and_port(parts: SplitResult) -> str:
    host = parts.hostname or ""
    port = f":{parts.port}" if parts.port else ""
    return f"[{host}]{port}" if ":" in host else f"{host}{port}"


def is_this_machine(host: str) -> bool:
    """Whether a host's name or address is this machine's own."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _read_password(environment: Mapping[str, str]) -> str:
    if environment.get("NEO4J_PASSWORD"):
        return environment["NEO4J_PASSWORD"]
    named = environment.get("NEO4J_PASSWORD_FILE")
    return _read_password_file(Path(named)) if named else ""


def _read_password_file(path: Path) -> str:
    try:
        mode = path.stat().st_mode
        # Windows keeps rights elsewhere; these bits say nothing there.
        if os.name == "posix" and mode & (stat.S_IRGRP | stat.S_IROTH):
            raise StoreError("password-file-open", path=path)
        if not stat.S_ISREG(mode):  # a pipe that nobody writes to would wait for ever
            raise OSError(errno.ENOTSUP, "")
        password = path.read_text("utf-8").strip("\r\n")
    except UnicodeDecodeError:
        raise StoreError("password-file-unreadable", path=path, reason="UTF-8?") from None
    except (OSError, ValueError) as error:
        # A word without a folder may be the password itself, put where its file is named.
        shown = path if path.parent != Path() else "…"
        raise StoreError("password-file-unreadable", path=shown, reason=error) from None
    if not password:
        raise StoreError("password-file-empty", path=path)
    return password

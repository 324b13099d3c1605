from __future__ import annotations

import os
from pathlib import Path

import pytest

from graph.errors import BfaError, InputError, QuestionError, StoreError
from graph.server.neo4j_store import connect
from graph.server.refusals import unreachable
from graph.server.settings import ServerSettings, read_settings

SECRET = "5ecr3t-of-a-test"
ENVIRONMENT = {"NEO4J_URI": "neo4j+s://db.example:7687", "NEO4J_PASSWORD": SECRET}


def test_the_command_line_goes_before_the_environment_and_that_before_the_file(tmp_path: Path) -> None:
    file = tmp_path / "bfa.toml"
    file.write_text('[neo4j]\nuri = "bolt://file"\nusername = "somchai"\ndatabase = "bfa"\n', "utf-8")
    alone = read_settings(None, {}, file=file)
    assert alone == ServerSettings("bolt://file", "somchai", "", "bfa")
    joined = read_settings(None, {**ENVIRONMENT, "NEO4J_DATABASE": "other"}, file=file)
    assert joined == ServerSettings(ENVIRONMENT["NEO4J_URI"], "somchai", SECRET, "other")
    assert read_settings("bolt://named", ENVIRONMENT, file=file).uri == "bolt://named"
    assert read_settings("bolt://named", {}) == ServerSettings("bolt://named", "neo4j", "", "")


def test_no_address_says_how_to_give_one(tmp_path: Path) -> None:
    with pytest.raises(QuestionError) as caught:
        read_settings(None, {}, file=tmp_path / "bfa.toml")
    assert "NEO4J_URI" in str(caught.value)


@pytest.mark.parametrize(("address", "shown"), [
    ("http://host", "http://host"),
    ("host:7687", "host:7687"),
    ("127.0.0.1:7777", "127.0.0.1:7777"),
    ("neo4j+x://host", "neo4j+x://host"),
    ("bolt://host:0", "bolt://host:0"),
    ("bolt://host:70000", "bolt://host:70000"),
    ("bolt://[::1", "bolt://[::1"),
    ("bolt://", "bolt://…"),
    ("bolt://host:port", "bolt://host…"),
    ("bolt://host:7687x", "bolt://host…"),
    (f"neo4j:{SECRET}", "…"),
    (SECRET, "…"),
    (f"bolt://host:{SECRET}", "bolt://host…"),
    (f"bolt:// {SECRET}@host", "bolt://host"),
    (f"bolt://somchai {SECRET}", "bolt://somchai…"),
    ("bolt://\udcff", "bolt://…"),
])  # fmt: skip
def test_what_is_no_address_is_refused_and_what_may_be_a_password_not_shown(address: str, shown: str) -> None:
    with pytest.raises(QuestionError) as caught:
        read_settings(address, {})
    assert caught.value.code == "store-address-form"
    assert f'"{shown}"' in caught.value.text.en
    assert SECRET not in f"{caught.value.text} {caught.value.params}"


def test_what_follows_the_port_is_no_part_of_an_address_and_not_shown() -> None:
    with (
        pytest.raises(QuestionError) as caught,
        connect(ServerSettings(f"bolt://127.0.0.1:1?password={SECRET}")),
    ):
        pass
    assert SECRET not in f"{caught.value.text} {caught.value.params}"


@pytest.mark.parametrize("name", [SECRET, "5ecr3t"])
def test_a_password_in_the_place_of_its_file_or_of_a_name_is_not_shown(tmp_path: Path, name: str) -> None:
    with pytest.raises(StoreError) as in_place:
        read_settings("bolt://host", {"NEO4J_PASSWORD_FILE": name})
    file = tmp_path / "bfa.toml"
    file.write_text(f'[neo4j]\n"{name}" = "x"\n', "utf-8")
    with pytest.raises(InputError) as in_table:
        read_settings("bolt://host", {}, file=file)
    for error in (in_place.value, in_table.value):
        assert name not in f"{error.text} {error.params}"


def test_a_database_is_named_apart_from_the_address() -> None:
    with pytest.raises(QuestionError) as caught:
        read_settings("bolt://host:7687/foo", {})
    assert "bolt://host:7687…" in caught.value.text.en
    assert "foo" not in caught.value.text.en
    assert "NEO4J_DATABASE" in caught.value.text.en
    assert read_settings("bolt://host:7687/", {}).place == "bolt://host:7687"
    with pytest.raises(QuestionError) as caught:
        read_settings("bolt://host", {"NEO4J_DATABASE": "system"})
    assert caught.value.code == "store-database-system"


@pytest.mark.parametrize(
    ("uri", "hint"),
    [
        ("bolt://localhost:1", "make neo4j"),
        ("bolt://db.example:1", "port is right."),
        ("bolt+s://db.example:1", "TLS"),
    ],
)
def test_a_server_that_does_not_answer_is_met_with_what_fits_the_address(uri: str, hint: str) -> None:
    said = unreachable(ServerSettings(uri)).text.en
    assert hint in said
    assert ("make neo4j" in said) == ("localhost" in uri)


@pytest.mark.parametrize("user", [f"neo4j:{SECRET}@", f":{SECRET}@", "neo4j@"])
def test_an_address_with_a_password_is_refused_without_showing_it(user: str) -> None:
    with pytest.raises(QuestionError) as caught:
        read_settings(f"bolt://{user}host:7687", {})
    assert caught.value.code == "store-address-secret"
    assert SECRET not in f"{caught.value.text} {caught.value.params} {caught.value!r}"
    assert "bolt://host:7687" in str(caught.value)
    with pytest.raises(QuestionError) as caught:
        read_settings(f"bolt://{user}host:port", {})
    assert SECRET not in f"{caught.value.text} {caught.value.params} {caught.value!r}"


def test_settings_never_show_the_password() -> None:
    settings = read_settings(None, ENVIRONMENT)
    assert settings.password == SECRET
    assert SECRET not in f"{settings} {settings!r} {settings.place}"


def password_file(folder: Path, content: str, mode: int) -> dict[str, str]:
    path = folder / "password"
    path.write_text(content, "utf-8")
    path.chmod(mode)
    return {"NEO4J_URI": "bolt://localhost", "NEO4J_PASSWORD_FILE": str(path)}


@pytest.mark.parametrize("mode", [0o600, 0o400])
def test_a_password_is_read_from_its_file(tmp_path: Path, mode: int) -> None:
    environment = password_file(tmp_path, SECRET + "\n", mode)
    assert read_settings(None, environment).password == SECRET


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604])
def test_a_password_file_that_others_can_read_is_refused(tmp_path: Path, mode: int) -> None:
    with pytest.raises(StoreError) as caught:
        read_settings(None, password_file(tmp_path, SECRET, mode))
    assert caught.value.code == "password-file-open"
    assert SECRET not in str(caught.value)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("password", "password-file-empty"),
        ("none", "password-file-unreadable"),
        (".", "password-file-unreadable"),
    ],
)
def test_an_empty_or_missing_password_file_is_refused(tmp_path: Path, name: str, code: str) -> None:
    environment = password_file(tmp_path, "\n", 0o600)
    tmp_path.chmod(0o700)
    with pytest.raises(StoreError) as caught:
        read_settings(None, {**environment, "NEO4J_PASSWORD_FILE": str(tmp_path / name)})
    assert caught.value.code == code


def test_a_password_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    environment = password_file(tmp_path, "", 0o600)
    (tmp_path / "password").write_bytes(b"\xff\xfe")
    with pytest.raises(StoreError) as caught:
        read_settings(None, environment)
    assert caught.value.code == "password-file-unreadable"


@pytest.mark.parametrize(("content", "code", "says"), [
    ('[neo4j]\nurl = "bolt://file"\n', "settings-name-unknown", ("url", "Nearest: uri.")),
    ('[neo4j]\nUsername = "x"\n', "settings-name-unknown", ("Username", "Nearest: username.")),
    ('[neo4j]\nzzz = "x"\n', "settings-name-unknown", ("z…", "Allowed: database, uri, username.")),
    ('[neo4]\nuri = "bolt://file"\n', "settings-name-unknown", ("neo4", "Nearest: neo4j.")),
    ('uri = "bolt://file"\n', "settings-name-unknown", ("uri", "Allowed: neo4j.")),
    ("[neo4j]\ndatabase = 7\n", "settings-not-text", ("database",)),
    ("[neo4j]\nuri = ['bolt://file']\n", "settings-not-text", ("uri",)),
    ("neo4j = 'bolt://file'\n", "settings-not-a-table", ("[neo4j]",)),
    ("[[neo4j]]\nuri = 'bolt://file'\n", "settings-not-a-table", ("[neo4j]",)),
    ('[neo4j]\n\nuri = bolt\n', "settings-not-toml", ("line 3",)),
    ('[neo4j\n', "settings-not-toml", ("line 1",)),
    (f'password = "{SECRET}"\n', "password-in-settings", ("NEO4J_PASSWORD_FILE",)),
    (f'[neo4j]\nPassword = "{SECRET}"\n', "password-in-settings", ("NEO4J_PASSWORD_FILE",)),
])  # fmt: skip
def test_what_a_settings_file_says_is_never_dropped_in_silence(
    tmp_path: Path, content: str, code: str, says: tuple[str, ...]
) -> None:
    file = tmp_path / "bfa.toml"
    file.write_text(content, "utf-8")
    with pytest.raises(InputError) as caught:
        read_settings("bolt://localhost", {}, file=file)
    assert caught.value.code == code
    for words in (str(file), *says):
        assert words in caught.value.text.en
    assert SECRET not in caught.value.text.en + caught.value.text.th


@pytest.mark.parametrize("content", [f'[neo4j]\npassword = "{SECRET}"\n', "[neo4j\n", "\udc80"])
def test_a_settings_file_that_holds_a_password_or_nonsense_is_refused(tmp_path: Path, content: str) -> None:
    file = tmp_path / "bfa.toml"
    file.write_bytes(content.encode("utf-8", "surrogateescape"))
    with pytest.raises(InputError) as caught:
        read_settings("bolt://localhost", {}, file=file)
    assert SECRET not in str(caught.value)
    assert isinstance(caught.value, BfaError)


@pytest.mark.parametrize(("uri", "is_open"), [
    ("bolt://127.0.0.1:7687", False),
    ("neo4j://localhost", False),
    ("bolt://[::1]:7687", False),
    ("bolt://127.8.9.1", False),
    ("neo4j+s://db.example", False),
    ("bolt+ssc://10.0.0.1", False),
    ("bolt://10.0.0.1:7687", True),
    ("neo4j://db.example", True),
    ("bolt://localhost.example", True),
])  # fmt: skip
def test_plain_transport_to_another_host_is_known(uri: str, is_open: bool) -> None:
    assert ServerSettings(uri).is_open_to_others is is_open


@pytest.mark.parametrize(("uri", "place"), [
    ("bolt://127.0.0.1:7687", "bolt://127.0.0.1:7687"),
    ("neo4j+s://Db.Example", "neo4j+s://db.example"),
    ("bolt://[::1]:7687", "bolt://[::1]:7687"),
    ("neo4j://host:7687?policy=eu", "neo4j://host:7687"),
])  # fmt: skip
def test_the_place_is_what_may_be_shown(uri: str, place: str) -> None:
    assert ServerSettings(uri).place == place


def test_a_pipe_for_a_password_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    place = tmp_path / "password"
    os.mkfifo(place, 0o600)
    with pytest.raises(StoreError) as refused:
        read_settings("bolt://host", {"NEO4J_PASSWORD_FILE": str(place)})
    assert refused.value.code == "password-file-unreadable"
    assert "ไม่ใช่ไฟล์ธรรมดา" in refused.value.text.th

"""A file's name gives the form of what is written; one CSV file holds one table; what was written is said."""

from __future__ import annotations

import json
import shutil
import subprocess
from datetime import datetime
from pathlib import Path

import openpyxl
import pandas
import pytest
from click.testing import CliRunner, Result

import cli

DAY = ("--as-of", "2026-11-24")
# Commands whose answers have one table, and several.
ANSWERS = (
    ("ask", "partners"), ("ask", "ties"), ("ask", "benchmarks"), ("ask", "challenges"),
    ("ask", "white-space"),
    ("plan", "status"), ("plan", "checks"), ("explain", "City:seoul"),
    ("cypher", "MATCH (c:City) RETURN coalesce(c.name_th, c.name), c.level ORDER BY c.name LIMIT 5"),
)  # fmt: skip


def run(*words: str) -> Result:
    return CliRunner().invoke(cli.main, [*words, *DAY, "--lang", "en"])


@pytest.mark.parametrize("words", ANSWERS, ids=lambda words: " ".join(words)[:30])
def test_the_form_follows_the_name_and_one_line_says_what_was_written(
    words: tuple[str, ...], tmp_path: Path
) -> None:
    for ending in ("txt", "json", "xlsx"):
        place = tmp_path / f"a.{ending}"
        done = run(*words, "-o", str(place))
        assert (done.exit_code, done.stdout) == (0, ""), done.output
        assert done.stderr.splitlines()[-1] == f"Wrote {place}."
    assert json.loads((tmp_path / "a.json").read_text("utf-8"))
    assert openpyxl.load_workbook(tmp_path / "a.xlsx").sheetnames
    assert (tmp_path / "a.txt").read_text("utf-8").strip()


@pytest.mark.parametrize("words", ANSWERS, ids=lambda words: " ".join(words)[:30])
def test_every_csv_file_is_one_table_that_pandas_reads_whole(words: tuple[str, ...], tmp_path: Path) -> None:
    place = tmp_path / "a.csv"
    done = run(*words, "-o", str(place))
    files = [
        Path(line.removeprefix("Wrote ").rstrip(".")) for line in done.stderr.splitlines() if "Wrote" in line
    ]
    assert files[0] == place
    assert sorted(files) == sorted(tmp_path.iterdir())
    data = json.loads(run(*words, "--format", "json").stdout)["data"]
    tables = data.get("tables", [data])
    assert len(files) == len(tables)
    for file, table in zip(files, tables, strict=True):
        read = pandas.read_csv(file)
        assert read.shape == (len(table["rows"]), len(table["columns"])), file


def test_ties_in_csv_are_the_ties_alone(tmp_path: Path) -> None:
    run("ask", "ties", "-o", str(tmp_path / "ties.csv"))
    assert len(pandas.read_csv(tmp_path / "ties.csv")) == 45


def test_a_pipe_takes_the_first_table_and_the_others_are_named() -> None:
    done = run("ask", "ties", "--format", "csv")
    assert len(done.stdout.splitlines()) == 46
    assert "ties-by-region" in done.stderr
    by_name = run("ask", "ties", "--format", "csv", "--table", "ties-by-region")
    assert "region" in by_name.stdout.splitlines()[0]
    assert by_name.stderr == ""


@pytest.mark.parametrize("form", ["json", "csv", "xlsx", "table"])
def test_one_table_alone_is_written_in_every_form(form: str, tmp_path: Path) -> None:
    place = tmp_path / {"table": "a.txt"}.get(form, f"a.{form}")
    done = run("ask", "ties", "--table", "ties-by-region", "-o", str(place))
    assert done.exit_code == 0
    assert list(tmp_path.iterdir()) == [place]


def test_a_table_that_the_answer_has_not_is_refused_with_those_it_has() -> None:
    done = run("ask", "ties", "--table", "nosuch")
    assert done.exit_code == 2
    assert "ties-by-region" in done.stderr


@pytest.mark.parametrize(
    ("name", "form"),
    [("a.xlsx", "csv"), ("a.csv", "xlsx"), ("a.json", "table"), ("a.txt", "json"), ("a", "csv")],
)
def test_a_name_and_a_format_that_contradict_are_refused(name: str, form: str, tmp_path: Path) -> None:
    done = run("ask", "ties", "-o", str(tmp_path / name), "--format", form)
    assert done.exit_code == 2
    assert len(done.stderr.splitlines()) == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["a.docx", "a.pdf", "a.xls", "a.tsv"])
def test_a_form_that_no_answer_has_is_refused(name: str, tmp_path: Path) -> None:
    assert run("ask", "ties", "-o", str(tmp_path / name)).exit_code == 2
    assert list(tmp_path.iterdir()) == []


def test_days_in_a_workbook_are_days_and_sort_by_time(tmp_path: Path) -> None:
    book = tmp_path / "ties.xlsx"
    run("ask", "ties", "-o", str(book))
    sheet = openpyxl.load_workbook(book)["Ties"]
    heads = [cell.value for cell in sheet[3]]
    since = [sheet.cell(row, heads.index("Since") + 1).value for row in range(4, 49)]
    isos = [sheet.cell(row, heads.index("Since (ISO 8601, to sort by)") + 1).value for row in range(4, 49)]
    held = json_column("ties", "since")
    assert isos == ["unknown" if day is None else day for day in held]
    days = {str(day) for day in held if day is not None and len(day) == len("2006-02-08")}
    assert {f"{day:%Y-%m-%d}" for day in since if isinstance(day, datetime)} == days
    assert len(days) > 20
    assert sheet.auto_filter.ref.startswith("A3:")


def json_column(question: str, column: str) -> list[str | None]:
    data = json.loads(run("ask", question, "--format", "json").stdout)["data"]
    return [row[column] for row in data["tables"][0]["rows"]]


@pytest.mark.parametrize(
    "query",
    [
        "MATCH (n) WHERE n.note IS NOT NULL RETURN collect(n.note) AS notes",
        "MATCH (n) WHERE n.note_th IS NOT NULL RETURN collect(n.note_th) AS notes",
        "MATCH (n) RETURN 1 AS one, collect(n.name) AS names",
    ],
)
def test_what_a_cell_cannot_hold_is_said_in_the_sheet_and_beside_it(query: str, tmp_path: Path) -> None:
    done = run("cypher", query, "-o", str(tmp_path / "n.xlsx"))
    assert done.exit_code == 0
    said = [line for line in done.stderr.splitlines() if line.startswith("Cut: row 1")]
    sheet = openpyxl.load_workbook(tmp_path / "n.xlsx").active
    assert said == [cell.value for cell in sheet["A"] if str(cell.value).startswith("Cut: ")]
    assert len(said) == 1
    run("cypher", query, "-o", str(tmp_path / "n.json"))
    (row,) = json.loads((tmp_path / "n.json").read_text("utf-8"))["data"]["rows"]
    assert max(len(str(cell)) for cell in (row.values() if isinstance(row, dict) else row)) > 40_000


@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")
@pytest.mark.parametrize(("lang", "shown"), [("th", "8 ก.พ. 2549"), ("en", "8 Feb 2006")])
def test_libreoffice_shows_days_in_the_era_of_the_language(lang: str, shown: str, tmp_path: Path) -> None:
    CliRunner().invoke(cli.main, ["ask", "partners", *DAY, "--lang", lang, "-o", str(tmp_path / "a.xlsx")])
    as_shown = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true"
    home = f"-env:UserInstallation=file://{tmp_path}/home"
    words = ["soffice", home, "--headless", "--convert-to", as_shown, "--outdir", str(tmp_path)]
    subprocess.run([*words, str(tmp_path / "a.xlsx")], check=True, capture_output=True, timeout=120)
    assert shown in (tmp_path / "a.csv").read_text("utf-8")


# A command for every form that is written to a file of its own.
FORMS = {
    **dict.fromkeys(("csv", "txt", "json", "xlsx"), ("ask", "benchmarks", "-o")),
    **dict.fromkeys(("docx", "html"), ("plan", "card", "2.1-1", "--year", "2568", "-o")),
    "cypher": ("ask", "partners", "--cypher", "-o"),
    **dict.fromkeys(("graph.json", "geojson", "graphml", "gexf", "sqlite"), ("export",)),
}  # fmt: skip


@pytest.mark.parametrize("ending", FORMS)
def test_our_own_file_is_written_over_and_nobody_elses(ending: str, tmp_path: Path) -> None:
    place = tmp_path / f"a.{ending}"
    for _ in range(2):
        done = run(*FORMS[ending], str(place))
        assert done.exit_code == 0, done.output
    for own in (b"1,2,3\n", b"PK\x03\x04 no archive", b'{"edges": []}', b"<html></html>", b"\xff\xfe", b"\n"):
        place.write_bytes(own)
        done = run(*FORMS[ending], str(place))
        assert (done.exit_code, place.read_bytes()) == (5, own)
        assert str(place) in done.stderr
        assert "another name" in done.stderr


def test_a_workbook_that_was_edited_and_saved_is_kept(tmp_path: Path) -> None:
    place = tmp_path / "a.xlsx"
    assert run("ask", "benchmarks", "-o", str(place)).exit_code == 0
    book = openpyxl.load_workbook(place)
    book.properties.lastModifiedBy = "สมชาย"
    book.save(place)
    edited = place.read_bytes()
    assert run("ask", "benchmarks", "-o", str(place)).exit_code == 5
    assert place.read_bytes() == edited


def test_an_empty_file_holds_nothing_to_lose(tmp_path: Path) -> None:
    place = tmp_path / "a.csv"
    place.touch()
    assert run("ask", "benchmarks", "-o", str(place)).exit_code == 0

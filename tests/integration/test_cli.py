from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

import cli

ROOT = Path(__file__).parents[2]
THAI = re.compile(r"[\u0e01-\u0e5b]")
BALANCE = ["ask", "region-balance", "--as-of", "2026-11-24"]
HEAVY = (
    "folium", "neo4j", "geopandas", "matplotlib", "pandas", "scipy", "openpyxl", "networkx",
    "xlsxwriter", "rich", "kglite", "py2neo",
)  # fmt: skip


def run(*words: str) -> Result:
    return CliRunner().invoke(cli.main, list(words))


def refused(code: int, *words: str) -> str:
    """Run what must fail: one exit code, nothing on stdout, one clear message, no traceback."""
    result = run(*words)
    assert result.exit_code == code, result.output
    assert result.stdout == ""
    assert "Traceback" not in result.stderr
    assert result.stderr.strip()
    assert len(result.stderr.strip().splitlines()) == 1
    return result.stderr


def data_of(*words: str) -> dict[str, object]:
    result = run(*words, "--format", "json")
    assert result.exit_code == 0, result.stderr
    envelope = json.loads(result.stdout)
    assert list(envelope) == ["version", "command", "status", "issues", "data"]
    assert (envelope["version"], envelope["status"], envelope["issues"]) == (1, "ok", [])
    data: dict[str, object] = envelope["data"]
    return data


@pytest.mark.parametrize(
    ("words", "nearest"),
    [
        (["brif"], "brief"),
        (["plan", "trce", "2.1"], "trace"),
        (["schema", "shwo"], "show"),
        (["ask", "region"], "region-balance"),
        (["ask", "region-balance", "--param", "shceme=plan"], "scheme"),
        (["ask", "region-balance", "--param", "scheme=un-m94"], "un-m49"),
        (["explain", "City:hanoy"], "City:hanoi"),
        (["explain", "Benchmark:un-members"], "--param benchmark=un-members"),
        (["explain", "Benchmark:peer-manla"], "Benchmark:peer-manila"),
        (["ask", "balance-whatif", "--param", "add=MMR:Yangoon"], "add=MMR:=Yangoon"),
        (["plan", "trace", "2.9"], "2.1"),
        (["schema", "show", "Agrement"], "Agreement"),
    ],
    ids=lambda words: "-".join(words) if isinstance(words, list) else None,
)
def test_a_misspelt_word_is_met_with_the_nearest(words: list[str], nearest: str) -> None:
    assert nearest in refused(2, *words)


def test_an_unknown_name_like_no_other_is_pointed_to_the_list() -> None:
    assert "bfa ask" in refused(2, "ask", "zzzzzz")


@pytest.mark.parametrize("written", ["31/2/2566", "66", "abc", "2026-11", "", "2569"])
@pytest.mark.parametrize("command", [["ask", "partners"], ["plan", "show"], ["brief"]], ids=" ".join)
def test_a_wrong_day_is_refused(command: list[str], written: str) -> None:
    assert THAI.search(refused(2, *command, "--as-of", written))


@pytest.mark.parametrize("written", ["scheme", "=plan", ""])
def test_a_parameter_is_name_and_value(written: str) -> None:
    assert "scheme=un-m49" in refused(2, "ask", "partners", "--param", written)


def test_xlsx_needs_a_file() -> None:
    assert "-o" in refused(2, *BALANCE, "--format", "xlsx")


def test_what_cannot_be_traced_is_said() -> None:
    assert "Theme:climate" in refused(2, "plan", "trace", "Theme:climate")


def test_documents_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "binary").write_bytes(bytes(range(256)))
    (tmp_path / "other.txt").write_text("another text", "utf-8")
    (tmp_path / "empty.txt").touch()
    for name in ("none.txt", ".", "binary", "other.txt", "empty.txt"):
        refused(3, "plan", "verify", str(tmp_path / name))


def test_a_file_that_cannot_be_written_is_exit_5(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    refused(5, *BALANCE, "--format", "json", "-o", str(tmp_path / "file" / "x.json"))
    refused(5, "export", str(tmp_path / "none" / "g.json"))
    assert ".json" in refused(2, "export", str(tmp_path / "g.docx"))
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_verify_says_a_difference_with_exit_1(shared: Path, tmp_path: Path) -> None:
    text = (shared / "plan" / "plan-2566-2570.txt").read_text("utf-8")
    same = run("plan", "verify", str(shared / "plan" / "plan-2566-2570.txt"), "--format", "json")
    assert same.exit_code == 0, same.output
    assert json.loads(same.stdout)["data"]["rows"] == []
    changed = tmp_path / "changed.txt"
    assert "ฉบับที่ 13" in text
    changed.write_text(text.replace("อาเซียน", "อาเซียม", 1), "utf-8")
    result = run("plan", "verify", str(changed), "--format", "json")
    assert result.exit_code == 1, result.output
    assert json.loads(result.stdout)["status"] == "differences"
    assert json.loads(result.stdout)["data"]["rows"]


def test_the_shape_of_region_balance() -> None:
    data = data_of(*BALANCE)
    assert set(data) >= {
        "name", "title", "columns", "rows", "as_of", "scheme", "unit", "n", "benchmark", "records",
    }  # fmt: skip
    columns = data["columns"]
    assert isinstance(columns, list)
    ids = [column["id"] for column in columns]
    fixed = ["region", "ties", "share", "low", "high", "benchmark", "benchmark_share", "lq"]
    assert [name for name in ids if name in fixed] == fixed
    rows = data["rows"]
    assert isinstance(rows, list)
    assert all(list(row) == ids for row in rows)
    assert {row["region"] for row in rows} >= {"asean", "east-asia", "europe"}
    assert sum(row["share"] for row in rows) == pytest.approx(1)
    assert (data["as_of"], data["scheme"], data["n"]) == ("2026-11-24", "plan", 45)


def test_the_shape_of_asean_coverage() -> None:
    rows = data_of("ask", "asean-coverage", "--as-of", "2026-11-24")["rows"]
    assert isinstance(rows, list)
    fixed = ["country", "member_since", "tie", "capital_tie", "leading_city_tie", "partners"]
    assert [name for name in rows[0] if name in fixed] == fixed
    assert all(isinstance(row[name], bool) for row in rows for name in fixed[2:5])


def test_the_shape_of_a_trace() -> None:
    data = data_of("plan", "trace", "2.1")
    assert data["id"] == "Tactic:2.1"
    kpis = data["kpis"]
    assert isinstance(kpis, list)
    assert [kpi["id"] for kpi in kpis] == ["Kpi:2.1-1"]
    levels, targets = kpis[0]["levels"], kpis[0]["targets"]
    assert {level["id"] for level in levels} >= {f"Level:2.1-1/L{number}" for number in range(1, 6)}
    links = [link for level in levels for link in level["activities"]]
    assert links
    assert all(set(link) >= {"id", "mode", "origin", "rule", "reason"} for link in links)
    assert [target["year"] for target in targets] == [2566, 2567, 2568, 2569, 2570]
    assert all(set(target) == {"year", "value", "condition"} for target in targets)


@pytest.mark.parametrize(
    "record", ["Claim:conflict-hanoi-start", "Reason:asean-without-tie", "Theme:climate"]
)
def test_explain_takes_the_id_of_any_record(record: str) -> None:
    tables = data_of("explain", record)["tables"]
    assert isinstance(tables, list)
    assert tables[0]["records"] == [record]


def test_several_tables_stand_in_a_list() -> None:
    tables = data_of("explain", "City:hanoi")["tables"]
    assert isinstance(tables, list)
    assert [table["name"] for table in tables] == ["facts", "links", "claims"]


@pytest.mark.parametrize(
    "start",
    [
        "2",
        "2.1",
        "2.1-1",
        "2.1-1/L1",
        "geo/2",
        "P14",
        "A184",
        "hanoi",
        "Country:VNM",
        "2.1/G1",
        "Agency:district-offices",
    ],
)
def test_a_trace_starts_anywhere(start: str) -> None:
    result = run("plan", "trace", start, "--format", "json")
    if start.startswith("Agency:") and result.exit_code == 2:
        agencies = re.findall(r"Agency:[a-z-]+", result.stderr)
        result = run("plan", "trace", agencies[0], "--format", "json")
    assert result.exit_code == 0, result.stderr
    assert "kpis" in json.loads(result.stdout)["data"]


@pytest.mark.parametrize("words", [BALANCE, ["plan", "show"], ["schema", "show"], ["ask"]], ids=" ".join)
def test_thai_unless_english_is_asked_for(words: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    thai = run(*words)
    assert thai.exit_code == 0
    assert THAI.search(thai.stdout)
    assert thai.stderr == ""


def test_english_titles_hold_no_thai() -> None:
    result = run(*BALANCE, "--lang", "en")
    assert result.exit_code == 0
    assert not THAI.search(result.stdout)


def test_column_ids_are_english_in_both_languages() -> None:
    heads = [run(*BALANCE, "--lang", lang, "--format", "csv").stdout.splitlines()[0] for lang in ("th", "en")]
    assert heads[0] == heads[1]
    assert heads[0].startswith("region,")


def test_files_open_in_a_spreadsheet(tmp_path: Path) -> None:
    assert run(*BALANCE, "--format", "csv", "-o", str(tmp_path / "x.csv")).exit_code == 0
    raw = (tmp_path / "x.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"))))
    assert sum(int(row["ties"]) for row in rows) == 45
    assert run(*BALANCE, "--format", "xlsx", "-o", str(tmp_path / "x.xlsx")).exit_code == 0
    assert openpyxl.load_workbook(tmp_path / "x.xlsx").sheetnames == ["การกระจายตามภูมิภาค"]


def test_without_a_question_the_questions_are_listed() -> None:
    listed = run("ask").stdout
    for name in ("asean-coverage", "partners", "region-balance", "--param scheme="):
        assert name in listed


def python(script: str) -> subprocess.CompletedProcess[str]:
    words = [sys.executable, "-c", script]
    return subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)


def loaded_after(words: list[str]) -> set[str]:
    script = (
        "import sys, cli\n"
        f"try:\n    cli.main({words!r})\n"
        "except SystemExit as end:\n    assert not end.code, end.code\n"
        "print('LOADED', *{name.partition('.')[0] for name in sys.modules})"
    )
    result = python(script)
    assert result.returncode == 0, result.stderr
    return set(result.stdout.rpartition("LOADED")[2].split())


@pytest.mark.parametrize("words", [["--help"], ["brief", "--help"], ["plan", "--help"]], ids=" ".join)
def test_help_imports_nothing_heavy(words: list[str]) -> None:
    assert loaded_after(words) & set(HEAVY) == set()


def test_a_question_imports_no_maps_and_no_scipy() -> None:
    loaded = loaded_after([*BALANCE, "--format", "json"])
    assert "networkx" in loaded
    assert (
        loaded & {"scipy", "folium", "pandas", "geopandas", "matplotlib", "openpyxl", "xlsxwriter"} == set()
    )


def test_the_program_as_a_process() -> None:
    words = [sys.executable, "cli.py", "ask", "zzzzzz", "--lang", "en"]
    result = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)
    assert result.returncode == 2
    assert result.stdout == ""
    assert result.stderr.startswith("No question matches")
    assert len(result.stderr.splitlines()) == 1


def test_a_pipe_that_closes_early_is_no_error() -> None:
    command = f"{sys.executable} cli.py plan show | head -n 1"
    result = subprocess.run(
        ["bash", "-c", command], cwd=ROOT, capture_output=True, text=True, check=False, timeout=60
    )
    assert result.stderr == ""


def test_a_name_almost_on_record_is_added_where_it_is_insisted_on() -> None:
    said = run("ask", "balance-whatif", "--param", "add=MMR:=Yangoon", "--lang", "en")
    assert said.exit_code == 0
    assert "Yangoon" in said.stdout

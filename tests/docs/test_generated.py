from __future__ import annotations

import re
import tomllib
from datetime import date
from pathlib import Path

import pytest

from plan.making.assemble import assemble_graph
from queries.catalog import QUESTIONS, run_question
from tools.glossary import render_glossary
from tools.make_docs import DOCS, NOTICE, PLAN_LABELS, render_browser_style, render_cli, render_schema

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *DOCS.glob("*.md")])
# The date of the answers in docs/questions.md.
ANSWERED_AS_OF = date(2026, 11, 24)


def test_generated_documents_are_fresh() -> None:
    made = {
        "schema.md": render_schema(), "cli.md": render_cli(), "neo4j.grass": render_browser_style(),
        "glossary.md": render_glossary(NOTICE),
    }  # fmt: skip
    assert {name: (DOCS / name).read_text("utf-8") for name in made} == made


def test_the_pictures_of_the_schema_name_labels_that_exist() -> None:
    written = render_schema()
    assert [label for label in sorted(PLAN_LABELS) if f"\n## {label} (" not in written] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_of_a_document_leads_somewhere(document: Path) -> None:
    links = re.findall(r"\]\(([^)\s]+)\)", document.read_text("utf-8"))
    own = [link for link in links if not link.startswith(("http://", "https://"))]
    assert [link for link in own if not leads_somewhere(document, link)] == []


def leads_somewhere(document: Path, link: str) -> bool:
    """Whether the file is there, and the heading if one is named (as GitHub writes its anchor)."""
    path, _, anchor = link.partition("#")
    target = document.parent / path if path else document
    if not anchor or not target.exists():
        return target.exists()
    headings = re.findall(r"^#+ (.+)$", target.read_text("utf-8"), re.MULTILINE)
    return anchor in {
        re.sub(r"[^\w\- ]", "", heading).strip().lower().replace(" ", "-") for heading in headings
    }


def test_every_question_is_documented_with_its_answer() -> None:
    # The screen breaks a long title over lines.
    written = " ".join((DOCS / "questions.md").read_text("utf-8").split())
    store = assemble_graph().store
    missing = []
    for name in QUESTIONS:
        title = run_question(store, name, as_of=ANSWERED_AS_OF)[0].title
        wanted = (f"## {name} ", f" {title.en} ", f" {title.th} ")
        missing += [part.strip() for part in wanted if part not in written]
    assert missing == []


def test_the_rule_shown_as_an_example_is_a_rule_of_the_file() -> None:
    shown = re.findall(
        r"^```toml\n(.*?)^```", (DOCS / "plan-data.md").read_text("utf-8"), re.DOTALL | re.MULTILINE
    )
    examples = [rule for block in shown for kpi in tomllib.loads(block)["kpi"] for rule in kpi["rule"]]
    kept = tomllib.loads((ROOT / "plan" / "data" / "rules.toml").read_text("utf-8"))
    rules = [rule for kpi in kept["kpi"] for rule in kpi.get("rule", ())]
    assert examples
    assert [rule for rule in examples if rule not in rules] == []

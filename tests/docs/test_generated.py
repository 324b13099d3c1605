from __future__ import annotations

from pathlib import Path

from tools.make_docs import DOCS, render_cli, render_schema


def test_generated_documents_are_fresh() -> None:
    assert {path.name: path.read_text("utf-8") for path in (DOCS / "schema.md", DOCS / "cli.md")} == {
        "schema.md": render_schema(),
        "cli.md": render_cli(),
    }


def test_every_document_that_the_readme_names_is_there() -> None:
    root = Path(__file__).parent.parent.parent
    text = (root / "README.md").read_text("utf-8")
    links = [part.partition(")")[0] for part in text.split("](")[1:]]
    missing = [link for link in links if not link.startswith("http") and not (root / link).exists()]
    assert missing == []

"""Which form a paper is written in, by the ending of its file's name."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from graph.errors import QuestionError
from graph.texts import Language
from plan.answers.paper import Paper

Form = Literal["docx", "html"]


def paper_form(place: Path | None) -> Form:
    """Give the form that a file's name asks for; without a name a document for a word processor.

    Raises QuestionError for any other ending.
    """
    ending = ".docx" if place is None else place.suffix.lower()
    if ending == ".docx":
        return "docx"
    if ending == ".html":
        return "html"
    raise QuestionError("paper-extension", path=place)


def render_paper(paper: Paper, form: Form, *, lang: Language) -> bytes:
    """Render a paper; the same paper gives the same bytes.

    A document is in one language; a page holds both, and opens in the one given.
    """
    if form == "html":
        from maps.papers.html_paper import render_html

        return render_html(paper, lang=lang).encode()
    from maps.papers.docx_paper import render_docx

    return render_docx(paper, lang=lang)

"""A paper as a .docx on A4: real headings and tables, in one language, the same bytes for the same paper.

The only home of python-docx. Word sets Thai by a style's fonts and sizes for complex scripts
(`w:cs`, `w:szCs`, `w:bCs`), so each of ours gives both kinds.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

from graph.texts import Label, Language, text
from maps.escape import without_controls
from maps.papers.signing import BLANK, SIGN_LINES
from plan.answers.paper import Block, Facts, Lines, Paper, Signatures
from queries.table import Column, Table, show_cell
from queries.writers.caption import caption, how_counted
from queries.writers.text_layout import share_width

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.styles.style import ParagraphStyle
    from docx.table import Table as WordTable
    from docx.table import _Cell as WordCell
    from docx.text.paragraph import Paragraph
    from docx.text.run import Run

# The official font; where it is missing, those that Word or LibreOffice take instead.
_FONT, _FALLBACKS = "TH Sarabun New", "TH SarabunPSK,Sarabun,Laksaman,Cordia New"
_TAGS = {"th": "th-TH", "en": "en-US"}
# Points by style: those the document has, and our two for small print.
_SIZES = {"Normal": 14.0, "Title": 20.0, "Heading 1": 16.0, "List Bullet": 13.0, "Footer": 11.0}
_BOLD = frozenset(("Title", "Heading 1"))
_CELL, _NOTE = "Cell", "Note"
_OWN_SIZES = {_CELL: 12.0, _NOTE: 11.0}
# A4, in millimetres.
_WIDTH, _HEIGHT, _SIDE, _TOP = 210, 297, 18, 16
_NAMES = 46
_SHADE = "E8EFEB"
# Millimetres that a cell's edges and one of its letters take, plain and in a bold heading, in the widest
# of the fonts; and the letters of a word that gets no more room (an address), in Thai of any word.
_PADDING, _LETTER, _BOLD_LETTER, _LONG_WORD, _THAI_WORD = 4.0, 2.2, 2.5, 16, 6
# The first day that a zip file can hold.
_ZIP_DAY = (1980, 1, 1, 0, 0, 0)


def render_docx(paper: Paper, *, lang: Language) -> bytes:
    """Render a paper in a language as a document for Word and LibreOffice."""
    import docx

    document = docx.Document()
    _Writer(document, lang).write(paper)
    packed = io.BytesIO()
    document.save(packed)
    return _with_fixed_times(packed.getvalue())


def _with_fixed_times(packed: bytes) -> bytes:
    """Pack a document anew without the time of writing, so that it depends on its content alone."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as read, zipfile.ZipFile(made, "w") as written:
        for name in read.namelist():
            entry = zipfile.ZipInfo(name, _ZIP_DAY)
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 3
            written.writestr(entry, read.read(name))
    return made.getvalue()


class _Writer:
    """Writes one document. A class, because every step has the document and its language."""

    def __init__(self, document: Document, lang: Language) -> None:
        self._document, self._lang = document, lang

    def write(self, paper: Paper) -> None:
        self._set_page(paper)
        self._set_styles()
        self._paragraph(paper.title, "Title")
        self._paragraph(text("card", "dated", day=paper.dated), _NOTE)
        _embolden(self._paragraph(paper.lead, "Normal").runs[0])
        for part in paper.parts:
            self._paragraph(part.title, "Heading 1")
            for block in part.blocks:
                self._block(block)
        self._paragraph(paper.foot, _NOTE)

    def _words(self, label: Label) -> str:
        return without_controls(label.in_language(self._lang))

    def _paragraph(self, label: Label, style: str) -> Paragraph:
        return self._document.add_paragraph(self._words(label), style)

    def _set_page(self, paper: Paper) -> None:
        from docx.shared import Mm

        section = self._document.sections[0]
        section.page_width, section.page_height = Mm(_WIDTH), Mm(_HEIGHT)
        section.left_margin = section.right_margin = Mm(_SIDE)
        section.top_margin = section.bottom_margin = Mm(_TOP)
        section.footer_distance = Mm(8)
        about = self._document.core_properties
        about.title, about.author, about.comments = self._words(paper.title), "", ""
        about.created = about.modified = datetime.combine(paper.as_of, time(), UTC)
        about.language, about.last_modified_by, about.revision = _TAGS[self._lang], "bfa", 1
        foot = section.footer.paragraphs[0]
        foot.text = f"{self._words(paper.mark)} · {self._words(paper.dated)} · "
        _add_field(foot, "PAGE")
        foot.add_run(" / ")
        _add_field(foot, "NUMPAGES")

    def _set_styles(self) -> None:
        from docx.enum.style import WD_STYLE_TYPE
        from docx.shared import Pt

        styles = self._document.styles
        defaults = styles.element.xpath("w:docDefaults/w:rPrDefault/w:rPr")[0]
        _set_run(defaults, size=_SIZES["Normal"], is_bold=False)
        for name in (_CELL, _NOTE):
            styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = styles["Normal"]
        for name, size in {**_SIZES, **_OWN_SIZES}.items():
            style: ParagraphStyle = styles[name]
            _set_run(style.element.get_or_add_rPr(), size=size, is_bold=name in _BOLD)
            spacing = style.paragraph_format
            spacing.space_before, spacing.space_after = (
                Pt(8 if name in _BOLD else 0),
                Pt(0 if name == _CELL else 2),
            )
            spacing.line_spacing = 1.0
        _name_fallbacks(self._document)

    def _block(self, block: Block) -> None:
        if isinstance(block, Facts):
            self._facts(block)
        elif isinstance(block, Lines):
            for line in block.lines:
                self._paragraph(line, "List Bullet")
        elif isinstance(block, Signatures):
            self._signatures(block)
        else:
            self._table(block)

    def _facts(self, block: Facts) -> None:
        table = self._new_table(len(block.facts), [_NAMES, _text_width() - _NAMES])
        for row, fact in zip(table.rows, block.facts, strict=True):
            name, says = row.cells
            self._fill(name, [fact.name], is_bold=True)
            self._fill(says, fact.lines or [Label(BLANK, BLANK)])
        self._close()

    def _table(self, table: Table) -> None:
        shown = [column for column in table.columns if column.brief]
        title = self._paragraph(table.title, "Normal")
        title.paragraph_format.keep_with_next = True
        _embolden(title.runs[0])
        measure = self._document.add_paragraph(without_controls(caption(table, self._lang)), _NOTE)
        measure.paragraph_format.keep_with_next = True
        cells = [[_cell_label(row.get(c.id), c) for c in shown] for row in table.rows]
        widths = _share_width(
            [
                [self._words(label) for label in column]
                for column in zip([column.label for column in shown], *cells, strict=True)
            ]
        )
        made = self._new_table(len(cells) + 1, widths)
        _keep_rows_whole(made)
        _repeat(made)
        for cell, column in zip(made.rows[0].cells, shown, strict=True):
            self._fill(cell, [column.label], is_bold=True, is_figure=column.is_number, shade=_SHADE)
        for row, labels in zip(list(made.rows)[1:], cells, strict=True):
            for cell, label, column in zip(row.cells, labels, shown, strict=True):
                self._fill(cell, [label], is_figure=column.is_number)
        for note in [*table.says, *how_counted(table)]:
            self._paragraph(note, _NOTE)
        self._close()

    def _signatures(self, block: Signatures) -> None:
        width = _text_width() / len(block.signers)
        table = self._new_table(1, [width] * len(block.signers), style="Normal Table")
        _keep_rows_whole(table)
        for cell, signer in zip(table.rows[0].cells, block.signers, strict=True):
            lines = [text("card", "to-sign", what=text("card", f"sign-{name}")) for name in SIGN_LINES]
            self._fill(cell, [signer, *lines], gap=10)

    def _new_table(self, rows: int, widths: Sequence[float], *, style: str = "Table Grid") -> WordTable:
        """Add a table of a fixed layout; widths are in millimetres."""
        from docx.shared import Mm

        table: WordTable = self._document.add_table(rows, len(widths), style)
        table.autofit = False
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Mm(width)
            for cell in column.cells:
                cell.width = Mm(width)
        return table

    def _fill(
        self,
        cell: WordCell,
        lines: Iterable[Label],
        *,
        is_bold: bool = False,
        is_figure: bool = False,
        shade: str = "",
        gap: float = 0,
    ) -> None:
        from docx.enum.text import WD_ALIGN_PARAGRAPH
        from docx.shared import Pt

        for place, line in enumerate(lines):
            paragraph = cell.add_paragraph() if place else cell.paragraphs[0]
            paragraph.style = _CELL
            run = paragraph.add_run(self._words(line))
            if is_bold:
                _embolden(run)
            paragraph.paragraph_format.space_before = Pt(gap)
            if is_figure:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        if shade:
            _add(cell._tc.get_or_add_tcPr(), "w:shd", val="clear", color="auto", fill=shade)

    def _close(self) -> None:
        """Leave room after a table."""
        self._document.add_paragraph(style=_NOTE)


def _cell_label(cell: object, column: Column) -> Label:
    if column.unit == "year":
        return Label(str(cell), str(cell))
    return show_cell(cell, column.shown_as)  # type: ignore[arg-type]


def _text_width() -> float:
    return _WIDTH - 2 * _SIDE


def _share_width(columns: Sequence[Sequence[str]]) -> list[float]:
    """Share the width of the page among columns, each with its heading first.

    Each has room for its longest word, the rest goes to long texts. Where the words alone are wider
    than the page the widest columns give way.
    """
    least = [
        _PADDING + max(_BOLD_LETTER * _longest_word([heading]), _LETTER * _longest_word(cells))
        for heading, *cells in columns
    ]
    spare = _text_width() - sum(least)
    if spare <= 0:
        room = share_width([round(width) for width in least], int(_text_width()))
        return [float(width) for width in room]
    wishes = [max(map(len, column)) for column in columns]
    return [width + spare * wish / sum(wishes) for width, wish in zip(least, wishes, strict=True)]


def _is_thai(word: str) -> bool:
    return any("\u0e00" <= sign <= "\u0e7f" for sign in word)


def _longest_word(cells: Sequence[str]) -> int:
    """Give the letters of the longest word; a line breaks at hyphens too, and within Thai words."""
    words = [word for cell in cells for word in cell.replace("-", "- ").split()]
    lengths = (min(len(word), _THAI_WORD if _is_thai(word) else _LONG_WORD) for word in words)
    return max(lengths, default=0)


def _add(parent: BaseOxmlElement, name: str, **values: str) -> BaseOxmlElement:
    """Add an element of WordprocessingML with its values."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    made = OxmlElement(name)
    for key, value in values.items():
        made.set(qn(f"w:{key}"), value)
    parent.append(made)
    return made


def _set_run(run: BaseOxmlElement, *, size: float, is_bold: bool) -> None:
    """Give the properties of a run anew, for Latin letters and for complex scripts alike."""
    for old in list(run):
        run.remove(old)
    _add(run, "w:rFonts", ascii=_FONT, hAnsi=_FONT, eastAsia=_FONT, cs=_FONT)
    for name in ("w:b", "w:bCs") if is_bold else ():
        _add(run, name)
    for name in ("w:sz", "w:szCs"):
        _add(run, name, val=f"{size * 2:.0f}")
    # Thai is of the complex scripts; read as Thai, a number would be broken at the end of a line.
    _add(run, "w:lang", val="en-US", eastAsia="th-TH", bidi="th-TH")


def _embolden(run: Run) -> None:
    run.bold = run.font.cs_bold = True


def _keep_rows_whole(table: WordTable) -> None:
    """Let no row go over to the next sheet in part."""
    for row in table.rows:
        _add(row._tr.get_or_add_trPr(), "w:cantSplit")


def _repeat(table: WordTable) -> None:
    """Repeat a table's head on every sheet that it reaches."""
    _add(table.rows[0]._tr.get_or_add_trPr(), "w:tblHeader")


def _add_field(paragraph: Paragraph, name: str) -> None:
    """Add a number that the reader's program works out, such as that of the sheet."""
    run = paragraph.add_run()._r
    _add(run, "w:fldChar", fldCharType="begin")
    _add(run, "w:instrText").text = name
    _add(run, "w:fldChar", fldCharType="end")


def _name_fallbacks(document: Document) -> None:
    """Name the fonts to take where ours is missing, in the document's table of fonts."""
    (part,) = (part for part in document.part.package.iter_parts() if part.partname == "/word/fontTable.xml")
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    part._blob = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:fonts xmlns:w="{space}">'
        f'<w:font w:name="{_FONT}"><w:altName w:val="{_FALLBACKS}"/><w:charset w:val="DE"/>'
        '<w:family w:val="swiss"/><w:pitch w:val="variable"/></w:font></w:fonts>'
    ).encode()

"""The certificate as a PDF: the same clearance always gives the same bytes, in UTC."""

from datetime import UTC
from functools import cache, partial
from html import escape
from importlib.resources import files
from io import BytesIO
from typing import Any

from django.utils import timezone
from reportlab.graphics.shapes import Drawing, Rect
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table

from reviews.models import Clearance
from reviews.presentation.qr import QrCode
from reviews.presentation.sheet import Decided, Sheet, sheet_of

PLAIN, BOLD = "SourceSansPro-Regular", "SourceSansPro-Semibold"
MARGIN = 18 * mm
FRAME_PADDING = 6  # points on each side, reportlab’s own
WIDTH = A4[0] - 2 * MARGIN - 2 * FRAME_PADDING
QR_SIDE = 30 * mm
GREY = colors.HexColor("#5b6270")
ALARM = colors.HexColor("#b3261e")
RULE = ("LINEBELOW", (0, 0), (-1, -1), 0.4, colors.HexColor("#d5d8de"))
TOP = ("VALIGN", (0, 0), (-1, -1), "TOP")
FLUSH = ("LEFTPADDING", (0, 0), (0, -1), 0)


def certificate_pdf(clearance: Clearance) -> bytes:
    """Everything that the page states, from the clearance's stored content alone."""
    with timezone.override(UTC):
        sheet = sheet_of(clearance)
    page = BytesIO()
    document = SimpleDocTemplate(
        page,
        pagesize=A4,
        leftMargin=MARGIN,
        rightMargin=MARGIN,
        topMargin=MARGIN,
        bottomMargin=MARGIN,
        title=f"Clearance {sheet.code}",
        author="DealDesk",
        invariant=1,
    )
    note = partial(_page_foot, code=sheet.code)
    document.build(_story(sheet), onFirstPage=note, onLaterPages=note)
    return page.getvalue()


def _story(sheet: Sheet) -> list[Flowable]:
    story = [_head(sheet), Spacer(0, 6 * mm)]
    if sheet.alarm:
        story += [_alarm(sheet), Spacer(0, 5 * mm)]
    story += [_text(sheet.statement, size=12, leading=16), Spacer(0, 5 * mm)]
    story += [_facts(sheet), Spacer(0, 5 * mm), _text("Who decided what", font=BOLD), _decisions(sheet)]
    if sheet.promises:
        story += [Spacer(0, 5 * mm), _text("Promised with it", font=BOLD)]
        story += [_text(f"• {promise.text} ({promise.note})") for promise in sheet.promises]
    return [*story, Spacer(0, 8 * mm), _foot(sheet)]


def _head(sheet: Sheet) -> Table:
    title = [_text("DealDesk", colour=GREY), _text("Clearance to sign", font=BOLD, size=20, leading=26)]
    code = [_text(sheet.code, font=BOLD, size=13), _text(sheet.status, colour=GREY)]
    return Table([[title, code]], colWidths=[WIDTH * 0.68, WIDTH * 0.32], style=[RULE, TOP, FLUSH])


def _alarm(sheet: Sheet) -> Table:
    """A box that nobody can overlook, in print too."""
    lines = [_text("THE GLASS WAS BROKEN", font=BOLD, size=14, leading=20, colour=ALARM)]
    lines += [_text(line) for line in sheet.alarm]
    box = ("BOX", (0, 0), (-1, -1), 1.6, ALARM)
    return Table([[line] for line in lines], colWidths=[WIDTH], style=[box], splitInRow=1)


def _facts(sheet: Sheet) -> Table:
    rows = [[_text(fact.label, colour=GREY), _text(fact.value)] for fact in sheet.facts]
    return Table(rows, colWidths=[42 * mm, WIDTH - 42 * mm], style=[TOP, FLUSH], splitInRow=1)


def _decisions(sheet: Sheet) -> Table:
    heads = [_text(head, colour=GREY) for head in ("Check", "Decision", "By", "When (UTC)")]
    rows = [
        [_text(row.what), _text(row.decision), _text(row.who), _text(_when(row))] for row in sheet.decisions
    ]
    widths = [WIDTH * 0.26, WIDTH * 0.36, WIDTH * 0.22, WIDTH * 0.16]
    return Table([heads, *rows], colWidths=widths, style=[RULE, TOP, FLUSH], repeatRows=1, splitInRow=1)


def _when(row: Decided) -> str:
    return f"{row.at.astimezone(UTC):%d %b %Y %H:%M}" if row.at else ""


def _foot(sheet: Sheet) -> Table:
    words = [_text("Anyone with the code can check this clearance at", colour=GREY), _text(sheet.verify_url)]
    return Table([[words, _qr(sheet.qr)]], colWidths=[WIDTH - QR_SIDE, QR_SIDE], style=[TOP, FLUSH])


def _qr(code: QrCode) -> Drawing:
    unit = QR_SIDE / code.size
    drawing = Drawing(QR_SIDE, QR_SIDE)
    for column, row, length in code.runs:
        y = QR_SIDE - (row + 1) * unit
        drawing.add(Rect(column * unit, y, length * unit, unit, fillColor=colors.black, strokeColor=None))
    return drawing


def _page_foot(canvas: Any, document: Any, *, code: str) -> None:
    canvas.setFont(_fonts()[PLAIN], 8)
    canvas.setFillColor(GREY)
    canvas.drawRightString(A4[0] - MARGIN, 10 * mm, f"{code} · page {document.page}")


def _text(
    words: str, *, font: str = PLAIN, size: float = 9.5, leading: float = 13, colour: Any = None
) -> Paragraph:
    style = ParagraphStyle(
        font, fontName=_fonts()[font], fontSize=size, leading=leading, textColor=colour or colors.black
    )
    return Paragraph(escape(printable(words), quote=False).replace("\n", "<br/>"), style)


def printable(words: str) -> str:
    """The words with every sign that the font lacks written as its number, such as [U+5C0F]."""
    _fonts()
    known = pdfmetrics.getFont(PLAIN).face.charToGlyph
    return "".join(sign if ord(sign) in known or sign == "\n" else f"[U+{ord(sign):04X}]" for sign in words)


@cache
def _fonts() -> dict[str, str]:
    """Both faces, registered once. The standard PDF fonts would lack half of Europe's letters."""
    folder = files("font_source_sans_pro") / "files"
    for name in (PLAIN, BOLD):
        pdfmetrics.registerFont(TTFont(name, str(folder / f"{name}.ttf")))
    return {name: name for name in (PLAIN, BOLD)}

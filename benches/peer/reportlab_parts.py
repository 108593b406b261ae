"""The parts of ReportLab's kits: fonts, styles, and flowables with form fields."""

import re
from xml.sax.saxutils import escape

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Flowable, Paragraph

FACES = {"Sans": "SourceSans3-Regular", "Sans-Semibold": "SourceSans3-Semibold",
         "Sans-Italic": "SourceSans3-It", "Code": "SourceCodePro-Regular"}
SHEET, LEFT, TOP, BOTTOM = (595.28, 841.89), 56, 62, 58
WIDTH = SHEET[0] - LEFT - 52
RIGHT_EDGE = LEFT + WIDTH
ACCENT, MUTED, RULE, SHADE = HexColor(0x1F5F7A), HexColor(0x5A5A5A), HexColor(0x808080), HexColor(0xF2F2F2)
PITCH = 20


def register(fonts: str) -> None:
    """Registers the fonts of the folder, once for each process."""
    for name, face in FACES.items():
        pdfmetrics.registerFont(TTFont(name, f"{fonts}/{face}.ttf"))
    pdfmetrics.registerFontFamily("Sans", "Sans", "Sans-Semibold", "Sans-Italic", "Sans-Italic")
    pdfmetrics.registerFontFamily("Code", "Code", "Code", "Code", "Code")


def style(name: str, size: float, leading: float, **more) -> ParagraphStyle:
    return ParagraphStyle(name, fontName=more.pop("fontName", "Sans"), fontSize=size, leading=leading, **more)


DISPLAY = style("display", 22, 28, fontName="Sans-Semibold")
NUMBER = style("number", 22, 28, fontName="Sans-Semibold", textColor=ACCENT)
LEAD = style("lead", 12.5, 16)
BODY = style("body", 9.5, 12)
ITEM = style("item", 9.5, 12, leftIndent=12, spaceBefore=4)
DASH = style("dash", 9.5, 12, leftIndent=12, bulletColor=ACCENT, spaceBefore=2)
LABEL = style("label", 9.5, 12, fontName="Sans-Semibold", textColor=ACCENT, spaceBefore=8)
QUIET = style("quiet", 9.5, 12, textColor=MUTED, spaceBefore=4)
TABLE = style("table", 9.5, 16)
TIME = style("time", 9.5, 16, textColor=MUTED)
RIGHT = style("right", 9.5, 16, alignment=TA_RIGHT)
CENTER = style("center", 9.5, 12, textColor=MUTED, alignment=TA_CENTER)


def marked(text: str) -> str:
    """Converts code spans and emphasis to ReportLab's markup."""
    out = ""
    for piece in filter(None, re.split(r"(`+[^`]+`+|\*\*[^*]+\*\*|\*[^*]+\*)", " ".join(text.split()))):
        if piece.startswith("`"):
            out += f'<font name="Code" size="-1">{escape(piece.strip("`").strip())}</font>'
        elif piece.startswith("**"):
            out += f"<b>{escape(piece.strip('*'))}</b>"
        elif piece.startswith("*"):
            out += f"<i>{escape(piece.strip('*'))}</i>"
        else:
            out += escape(piece)
    return out


def plain(text: str) -> str:
    """Removes the marks of code spans from a text."""
    return re.sub(r"`+\s*([^`]+?)\s*`+", r"\1", " ".join(text.split()))


def cut(text: str, width: float, font: str = "Sans", size: float = 9.5) -> str:
    """Shortens a text to as many words as fit the width, with an ellipsis."""
    if stringWidth(text, font, size) <= width:
        return text
    words = text.split(" ")
    while words and stringWidth(" ".join(words) + "…", font, size) > width:
        words.pop()
    return " ".join(words) + "…"


def bold(text: str) -> str:
    """Returns a text as bold markup."""
    return f"<b>{escape(text)}</b>"


class Row(Flowable):
    """Columns side by side. A width up to 4 is a share of the width that the other columns leave."""

    def __init__(self, cells, gap=0.0, ruled=False, before=0.0):
        super().__init__()
        self.cells, self.gap, self.ruled, self.spaceBefore = cells, gap, ruled, before

    def wrap(self, width, height):
        room = width - self.gap * (len(self.cells) - 1) - sum(w for w, _ in self.cells if w > 4)
        shares = sum(w for w, _ in self.cells if w <= 4)
        self.placed, x, most = [], 0.0, 0.0
        for wanted, flow in self.cells:
            cell = wanted if wanted > 4 else room * wanted / shares
            y = 0.0
            for part in flow:
                y += part.getSpaceBefore() if y else 0.0
                y += part.wrap(cell, height)[1]
                self.placed.append((part, x, y))
            x, most = x + cell + self.gap, max(most, y)
        self.width, self.height = width, most
        return width, most

    def draw(self):
        for part, x, y in self.placed:
            part.drawOn(self.canv, x, self.height - y)
        if self.ruled:
            rule(self.canv, 0, self.width, 0)


def rule(canv, left, right, y):
    canv.setLineWidth(0.5)
    canv.setStrokeColor(RULE)
    canv.line(left, y, right, y)


class Line(Flowable):
    """A label, and a text field on a rule."""

    def __init__(self, label, name, tip, most=120, height=24):
        super().__init__()
        self.label, self.name, self.tip, self.most, self.height = label, name, tip, most, height

    def wrap(self, width, height):
        self.width = width
        return width, self.height

    def draw(self):
        left = 0
        if self.label:
            self.canv.setFont("Sans", 9.5)
            self.canv.setFillColor(MUTED)
            self.canv.drawString(0, 3, self.label)
            left = stringWidth(self.label, "Sans", 9.5) + 6
        rule(self.canv, left, self.width, 0)
        text_field(self.canv, self.name, self.tip, left, 1, self.width - left, min(self.height - 4, 16), self.most)


class Notes(Flowable):
    """Ruled lines down to the foot of the page, with one text field over them."""

    def __init__(self, least, name, tip, room=0.0):
        super().__init__()
        self.least, self.name, self.tip, self.room = least, name, tip, room

    def wrap(self, width, height):
        left = int((height - self.room - 0.01) // PITCH)
        self.width, self.height = width, PITCH * max(self.least, left)
        return width, self.height

    def draw(self):
        for y in range(0, self.height, PITCH):
            rule(self.canv, 0, self.width, y)
        text_field(self.canv, self.name, self.tip, 0, 0, self.width, self.height, 4000, "multiline")


def text_field(canv, name, tip, x, y, width, height, most, flags=""):
    canv.acroForm.textfield(
        name=name, tooltip=tip, x=x, y=y, width=width, height=height, maxlen=most, fieldFlags=flags, relative=True,
        fontName="Helvetica", fontSize=9, fillColor=None, borderColor=None, borderWidth=0, textColor=MUTED)


class Tick(Paragraph):
    """A sign of a good answer, with a checkbox."""

    def __init__(self, text, name, tip):
        super().__init__(text, ITEM)
        self.name, self.tip = name, tip

    def draw(self):
        super().draw()
        self.canv.acroForm.checkbox(
            name=self.name, tooltip=self.tip, x=0, y=self.height - 10, size=8, relative=True, fieldFlags="",
            fillColor=None, borderColor=RULE, textColor=MUTED, borderWidth=0.75)


class Radio(Flowable):
    """A radio button and its label."""

    def __init__(self, words, name, value, tip, indent=0.0):
        super().__init__()
        self.words, self.name, self.value, self.tip, self.indent = words, name, value, tip, indent

    def wrap(self, width, height):
        return width, 16

    def draw(self):
        # ReportLab draws a circle of size 14 as one of size 10 at the lower left.
        self.canv.acroForm.radio(
            name=self.name, value=self.value, tooltip=self.tip, x=self.indent, y=3, size=14, relative=True,
            fieldFlags="radio radiosInUnison", fillColor=None, borderColor=RULE, textColor=MUTED, borderWidth=0.75)
        if self.words:
            self.canv.setFont("Sans", 9.5)
            self.canv.drawString(13, 4.5, self.words)


class Code(Flowable):
    """Lines of code on a shaded background."""

    def __init__(self, source):
        super().__init__()
        self.lines = source.rstrip("\n").split("\n")

    def wrap(self, width, height):
        self.width, self.height = width, 12 * len(self.lines) + 8
        return width, self.height

    def draw(self):
        self.canv.setFillColor(SHADE)
        self.canv.rect(0, 0, self.width, self.height, stroke=0, fill=1)
        self.canv.setFillColor("black")
        text = self.canv.beginText(8, self.height - 13)
        text.setFont("Code", 8.5, 12)
        text.textLines(self.lines, trim=0)
        self.canv.drawText(text)


class Place(Flowable):
    """An entry of the bookmarks, and the target of links."""

    def __init__(self, key, title, level, number=None):
        super().__init__()
        self.key, self.title, self.level, self.number = key, title, level, number

    def wrap(self, width, height):
        return 0, 0

    def draw(self):
        self.canv.bookmarkPage(self.key)
        self.canv.addOutlineEntry(self.title, self.key, self.level)
        self.canv.kit.note(self.key, self.number)


class Entry(Flowable):
    """A line of the contents, with its page number and a link."""

    def __init__(self, number, text, key):
        super().__init__()
        self.number, self.text, self.key = number, text, key

    def wrap(self, width, height):
        self.width = width
        return width, 16

    def draw(self):
        canv, left = self.canv, 0
        canv.setFont("Sans-Semibold", 9.5)
        if self.number:
            canv.drawString(0, 4.5, str(self.number))
            left = stringWidth(f"{self.number}  ", "Sans-Semibold", 9.5)
            canv.setFont("Sans", 9.5)
        canv.drawString(left, 4.5, cut(self.text, self.width - left - 30))
        canv.saveState()
        canv.translate(self.width, 4.5)
        canv.doForm(f"page-{self.key}")
        canv.restoreState()
        canv.linkRect("", self.key, (0, 0, self.width, 16), relative=1, thickness=0)

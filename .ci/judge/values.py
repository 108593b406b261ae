"""What is filled into a kit, and what the engines that fill, read and draw are known not to do with it."""

from dataclasses import dataclass
from itertools import cycle

from engines import Values
from fields import Field

ENGLISH = "Plain English, and nothing else"
# The field's font has no Arabic. The values must be kept nevertheless.
NAME, REMARK = "ليلى المثال", "ملاحظات عن الإجابة\nسطر ثان"
UNDRAWN = {NAME, REMARK}
# Texts for one line and for several, in the same five scripts and languages; among the latter with the Greek
# my, which faces often draw with the glyph of the micro sign, and which must be known as itself nevertheless.
LINE = ["Łukasz Żółć", NAME, "Ναυσικά Παπαδάκη", "Щербак, 12 €", ENGLISH]
LINES = [
    "A first line, so long that it does not fit into the width of the field and has to go on below, twice "
    "even where the field is as wide as the page.\nThen a second one.\n\nAfter an empty one, the fourth.",
    "Zażółć gęślą jaźń.\nDrugi wiersz: Łukasz Żółć.",
    "Ξεσκεπάζω την ψυχοφθόρα βδελυγμία.\nΔεύτερη γραμμή.",
    "Съешь ещё этих мягких французских булок\nза 5 €.",
    REMARK,
]
# For the fields of few letters, which are means.
FIGURE = "4.25"
RECOMMENDATION = "yes"
# Those that set a choice only where it was clicked: the other place of a rating stays empty.
ALONE = {"MuPDF", "pdf.js"}


@dataclass(frozen=True)
class Limit:
    """What some engines are known not to do: the complaints of a judge that are let pass, and why."""

    fillers: tuple[str, ...]
    judge: str
    pattern: str
    reason: str


# Complaints about texts in Greek and Cyrillic, and about any text.
OTHER_SCRIPTS = r"[\u0370-\u04ff].*is not drawn"
TEXTS = r"^(?!\S*(/listen-\d+|/rating|recommendation): ).*is not drawn"
FONT_MISSING, UNICODE_MISSING = r"^7\.21\.4\.1-1:", r"^7\.21\.7-1:"
NO_GLYPH = r"^7\.21\.(4\.1-2|5-1|7-1|8-1):"
LIMITS = [
    Limit(
        ("pikepdf", "by hand", "MuPDF", "PDFium", "pdftk", "pdf.js", "pdf-lib", "PDFBox"), "drawn PDFium",
        OTHER_SCRIPTS,
        "PDFium draws anew what is left to it to draw, and takes Greek and Cyrillic not from the field's font but "
        "from one of the system, if any has them",
    ),
    Limit(
        ("MuPDF",), "drawn poppler", OTHER_SCRIPTS + r"|'Yes' is not drawn",
        "MuPDF sets texts in fonts of one byte, whose Cyrillic other programs do not have, and ticks with a font "
        "of signs in an encoding of letters",
    ),
    Limit(("MuPDF",), "extracted pdftotext", r"€", "MuPDF's euro, in such a font, is a dot"),
    Limit(
        ("pypdf",), "read pdftk", r"'Off', not",
        "pypdf gives widgets values of their own, which pdftk takes for the field's",
    ),
    Limit(
        ("pypdf", "MuPDF"), "read PDFBox", r"(/rating|recommendation): 'Off', not",
        "pypdf and MuPDF write the value of a choice as a string; PDFBox takes only names",
    ),
    Limit(("pypdf",), "extracted pdftotext", r"A first line", "pypdf does not wrap lines at a given size"),
    Limit(
        ("pikepdf", "by hand", "pdf-lib"), "drawn PDFBox", TEXTS,
        "where drawing is left to whoever renders the file, PDFBox's renderer leaves texts undrawn, though their "
        "values are kept; what PDFBox fills in itself it draws",
    ),
    Limit(
        ("pdftk",), "drawn PDFBox", TEXTS,
        "where drawing is left to it, PDFBox (see the limit before) shows what pdftk drew, which is boxes",
    ),
    Limit(
        ("pypdf",), "PDF/UA-1", NO_GLYPH,
        "pypdf draws characters that the field's font lacks with codes that are no glyphs of it",
    ),
    Limit(("pdftk",), "PDF/UA-1", NO_GLYPH, "pdftk draws characters that the field's font lacks as no glyph"),
    Limit(
        ("MuPDF", "PDFium", "pdf-lib"), "PDF/UA-1", FONT_MISSING,
        "they draw texts in fonts of their own or the system's, and do not embed them",
    ),
    Limit(("MuPDF",), "PDF/UA-1", UNICODE_MISSING, "MuPDF does not say what the glyphs of its Arabic font mean"),
]


def limits(filler: str, judge: str) -> list[int]:
    """The numbers of the limits that may explain what a judge says of what an engine, or two, filled in."""
    fillers = set(filler.split(" and "))
    return [n for n, limit in enumerate(LIMITS) if judge == limit.judge and fillers & set(limit.fillers)]


def wanted(kit: list[Field]) -> Values:
    """What every field is to hold: scripts and ratings in turn."""
    line, lines, turn, values = cycle(LINE), cycle(LINES), 0, {}
    for field in kit:
        if field.kind == "check":
            values[field.name] = field.states[0]
        elif field.name == "recommendation":
            values[field.name] = RECOMMENDATION
        elif field.kind == "radio":
            values[field.name] = field.states[turn % len(field.states)]
            turn += 1
        elif field.lines:
            values[field.name] = next(lines)
        else:
            values[field.name] = next(line) if field.most > len(FIGURE) * 2 else FIGURE
    return values


def unused(values: list[Values]) -> list[str]:
    """Texts that were typed into no field."""
    typed = {text for some in values for text in some.values()}
    return [f"{text!r} is in no field" for text in [*LINE, *LINES] if text not in typed]

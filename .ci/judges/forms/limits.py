"""What engines that fill in, read or draw are known not to do."""

from dataclasses import dataclass

# The engines that set a choice only where it was clicked: the other place of a rating stays empty.
SINGLE_PLACE_ENGINES = {"MuPDF", "pdf.js"}


@dataclass(frozen=True)
class Limit:
    """The complaints of a judge about some engines that are let pass, and the reason."""

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
        ("pikepdf", "by hand", "MuPDF", "PDFium", "pdftk", "pdf.js", "pdf-lib", "PDFBox"),
        "drawn PDFium",
        OTHER_SCRIPTS,
        "PDFium draws the values whose drawing is left to it, and takes Greek and Cyrillic from a font of the system "
        "instead of the field's font, if any has them",
    ),
    Limit(
        ("MuPDF",),
        "drawn poppler",
        OTHER_SCRIPTS + r"|'Yes' is not drawn",
        "MuPDF sets texts in fonts of one byte, whose Cyrillic other programs lack, and ticks with a font of symbols "
        "in an encoding of letters",
    ),
    Limit(("MuPDF",), "extracted pdftotext", r"€", "the euro sign of MuPDF, in such a font, is a dot"),
    Limit(
        ("pypdf",),
        "read pdftk",
        r"'Off', not",
        "pypdf gives widgets values of their own, which pdftk takes for the value of the field",
    ),
    Limit(
        ("pypdf", "MuPDF"),
        "read PDFBox",
        r"(/rating|recommendation): 'Off', not",
        "pypdf and MuPDF write the value of a choice as a string; PDFBox accepts names only",
    ),
    Limit(("pypdf",), "extracted pdftotext", r"A first line", "pypdf does not wrap lines at a given size"),
    Limit(
        ("pikepdf", "by hand", "pdf-lib"),
        "drawn PDFBox",
        TEXTS,
        "where drawing is left to the reader, PDFBox leaves texts undrawn, though it keeps their values; it draws "
        "the texts that it fills in itself",
    ),
    Limit(
        ("pdftk",),
        "drawn PDFBox",
        TEXTS,
        "where drawing is left to it, PDFBox (see the limit before) shows the boxes that pdftk drew",
    ),
    Limit(
        ("pypdf",),
        "PDF/UA-1",
        NO_GLYPH,
        "pypdf draws characters that the field's font lacks with codes that are no glyphs of it",
    ),
    Limit(("pdftk",), "PDF/UA-1", NO_GLYPH, "pdftk draws characters that the field's font lacks as no glyph"),
    Limit(
        ("MuPDF", "PDFium", "pdf-lib"),
        "PDF/UA-1",
        FONT_MISSING,
        "they draw texts in fonts of their own or of the system, and do not embed them",
    ),
    Limit(("MuPDF",), "PDF/UA-1", UNICODE_MISSING, "MuPDF gives the glyphs of its Arabic font no Unicode"),
]


def limits_for(filler: str, judge: str) -> list[int]:
    """Returns the indexes of the limits that may explain a judge's complaints about one engine, or about two."""
    fillers = set(filler.split(" and "))
    return [n for n, limit in enumerate(LIMITS) if judge == limit.judge and fillers & set(limit.fillers)]

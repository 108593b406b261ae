"""The readers that are Python libraries, each run in a process of its own.

`libraries.py NAME FILE` prints the text that the library extracts. Its complaints go to standard error, as does
the number of every page that shows nothing.
"""

import logging
import sys


def read_pdfium(path: str) -> list[str]:
    """Loads, renders and reads every page with the engine of Chromium."""
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    texts = []
    for number, page in enumerate(document, 1):
        pixels = bytes(page.render(scale=0.25).buffer)
        if len(set(pixels)) < 2:
            print(f"page {number} shows nothing", file=sys.stderr)
        # A hyphen at the end of a line comes as one of two characters that no text holds.
        text = page.get_textpage().get_text_bounded()
        texts.append(text.replace("\x02", "-\n").replace("\ufffe", "-\n").replace("\r\n", "\n"))
    return texts


def read_pypdf(path: str) -> list[str]:
    """Reads every page with pypdf in its strict mode, including text that lies off the page."""
    import pypdf

    logging.basicConfig(stream=sys.stderr, level=logging.WARNING)
    return [page.extract_text() for page in pypdf.PdfReader(path, strict=True).pages]


def check_pikepdf(path: str) -> list[str]:
    """Checks the syntax of a file with pikepdf, which is built on qpdf."""
    import pikepdf

    with pikepdf.open(path) as document:
        check = getattr(document, "check_pdf_syntax", None) or document.check
        for problem in [*check(), *document.get_warnings()]:
            print(problem, file=sys.stderr)
    return []


if __name__ == "__main__":
    _, name, path = sys.argv
    pages = {"pdfium": read_pdfium, "pypdf": read_pypdf, "pikepdf": check_pikepdf}[name](path)
    sys.stdout.write("\f".join(pages))

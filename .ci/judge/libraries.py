"""The judges that are Python libraries, each run in a process of its own.

`libraries.py NAME FILE` prints the text the library extracts; whatever it complains of goes to
standard error, and so does a page that shows nothing.
"""

import logging
import sys


def pdfium(path: str) -> list[str]:
    """The engine of Chromium: loads, renders and reads every page."""
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


def pypdf(path: str) -> list[str]:
    """A reader in Python, in its strict mode, which also reads what lies off the page."""
    import pypdf as library

    logging.basicConfig(stream=sys.stderr, level=logging.WARNING)
    reader = library.PdfReader(path, strict=True)
    return [page.extract_text() for page in reader.pages]


def pikepdf(path: str) -> list[str]:
    """The library of qpdf: opens the file and checks its syntax."""
    import pikepdf as library

    with library.open(path) as document:
        check = getattr(document, "check_pdf_syntax", None) or document.check
        for problem in [*check(), *document.get_warnings()]:
            print(problem, file=sys.stderr)
    return []


if __name__ == "__main__":
    _, name, path = sys.argv
    pages = {"pdfium": pdfium, "pypdf": pypdf, "pikepdf": pikepdf}[name](path)
    sys.stdout.write("\f".join(pages))

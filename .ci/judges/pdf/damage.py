"""Kits broken on purpose, and candidate kits with a secret planted."""

import re
from collections.abc import Callable
from pathlib import Path

import pikepdf

from judges.shared.damage import edited, rewritten


def misplace_xref(data: bytes) -> bytes:
    """Sends readers to the wrong place for the cross-reference table."""
    at = data.rindex(b"startxref")
    return data[:at] + re.sub(rb"\d+", lambda m: str(int(m[0]) + 7).encode(), data[at:], count=1)


def corrupt_stream(source: Path, target: Path) -> None:
    """Inverts some bytes in the middle of the contents of the second page."""
    with pikepdf.open(source) as document:
        contents = document.pages[1].Contents
        raw = (contents[0] if isinstance(contents, pikepdf.Array) else contents).read_raw_bytes()
    data = source.read_bytes()
    at = data.index(raw) + len(raw) // 2
    target.write_bytes(data[:at] + bytes(b ^ 0xFF for b in data[at : at + 40]) + data[at + 40 :])


def all_fonts(document: pikepdf.Pdf) -> list[pikepdf.Dictionary]:
    return [o for o in document.objects if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/Font"]


def forget_unicode(document: pikepdf.Pdf) -> None:
    del next(font for font in all_fonts(document) if "/ToUnicode" in font)["/ToUnicode"]


def forget_font_program(document: pikepdf.Pdf) -> None:
    for value in document.objects:
        for key in ("/FontFile", "/FontFile2", "/FontFile3"):
            if isinstance(value, pikepdf.Dictionary) and key in value:
                del value[key]
                return
    raise ValueError("no font is embedded")


def drop_page(document: pikepdf.Pdf) -> None:
    del document.pages[len(document.pages) // 2]


def swap_pages(document: pikepdf.Pdf) -> None:
    middle = len(document.pages) // 2
    pages = list(document.pages)
    pages[middle - 1], pages[middle] = pages[middle], pages[middle - 1]
    del document.pages[:]
    document.pages.extend(pages)


def empty_page(document: pikepdf.Pdf) -> None:
    document.pages[-1].Contents = document.make_stream(b"")


def lose_lines(document: pikepdf.Pdf) -> None:
    """Removes the first half of the text of a page in the middle."""
    page = document.pages[len(document.pages) // 2]
    operations = list(pikepdf.parse_content_stream(page))
    shown = [n for n, (_, operator) in enumerate(operations) if str(operator) in ("Tj", "TJ")]
    lost = set(shown[: len(shown) // 2])
    kept = [operation for n, operation in enumerate(operations) if n not in lost]
    page.Contents = document.make_stream(pikepdf.unparse_content_stream(kept))


DAMAGE = {
    "cut short": rewritten(lambda data: data[: len(data) * 6 // 10]),
    "only its first 200 bytes": rewritten(lambda data: data[:200]),
    "cross-reference table misplaced": rewritten(misplace_xref),
    "a content stream corrupted": corrupt_stream,
    "a font without ToUnicode": edited(forget_unicode),
    "a font not embedded": edited(forget_font_program),
    "a page dropped": edited(drop_page),
    "two pages swapped": edited(swap_pages),
    "a page emptied": edited(empty_page),
    "lines lost from a page": edited(lose_lines),
}


def plant_secret(plant: Callable[[pikepdf.Pdf, str], None], secret: str) -> Callable[[Path, Path], None]:
    """Returns damage that plants a secret in a candidate kit."""
    return edited(lambda document: plant(document, secret))


def plant_in_outline(document: pikepdf.Pdf, secret: str) -> None:
    with document.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem(secret, 0))


def plant_in_metadata(document: pikepdf.Pdf, secret: str) -> None:
    document.docinfo["/Keywords"] = secret


def plant_in_attachment(document: pikepdf.Pdf, secret: str) -> None:
    document.attachments["notes.txt"] = pikepdf.AttachedFileSpec(document, secret.encode())


def plant_in_marked_content(document: pikepdf.Pdf, secret: str) -> None:
    text = secret.encode("utf-16-be").hex()
    document.pages[0].contents_add(f"/Span <</ActualText <FEFF{text}>>> BDC EMC".encode())


def plant_in_orphan(document: pikepdf.Pdf, secret: str) -> None:
    document.Root.PieceInfo = pikepdf.Dictionary(Old=document.make_stream(secret.encode("utf-16-be")))


def plant_off_the_page(document: pikepdf.Pdf, secret: str) -> None:
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    page = document.pages[0]
    name = page.add_resource(font, pikepdf.Name.Font)
    letters = " 5 ".join(f"<{c.encode('latin-1', 'replace').hex()}>" for c in secret)
    page.contents_add(f"BT {name} 9 Tf 3 Tr 5000 5000 Td [{letters}] TJ ET".encode())


LEAKS = {
    "in the outline": plant_in_outline,
    "in the metadata": plant_in_metadata,
    "in an attachment": plant_in_attachment,
    "in marked content": plant_in_marked_content,
    "in a stream no page uses": plant_in_orphan,
    "in invisible text off the page": plant_off_the_page,
}

"""Kits broken on purpose: a judge is worth as much as what it has been seen to reject."""

import re
from collections.abc import Callable
from pathlib import Path

import pikepdf


def edited(edit: Callable[[pikepdf.Pdf], None]) -> Callable[[Path, Path], None]:
    """Damage that leaves the file well formed: only what it says is wrong."""

    def apply(source: Path, target: Path) -> None:
        with pikepdf.open(source) as document:
            edit(document)
            document.save(target)

    return apply


def rewritten(change: Callable[[bytes], bytes]) -> Callable[[Path, Path], None]:
    """Damage to the bytes."""

    def apply(source: Path, target: Path) -> None:
        before = source.read_bytes()
        after = change(before)
        if after == before:
            raise ValueError("the damage changes nothing")
        target.write_bytes(after)

    return apply


def flip_xref(data: bytes) -> bytes:
    """Sends readers to the wrong place for the cross-reference table."""
    at = data.rindex(b"startxref")
    return data[:at] + re.sub(rb"\d+", lambda m: str(int(m[0]) + 7).encode(), data[at:], count=1)


def corrupt_stream(source: Path, target: Path) -> None:
    """Inverts some bytes in the middle of the second page's content."""
    with pikepdf.open(source) as document:
        contents = document.pages[1].Contents
        raw = (contents[0] if isinstance(contents, pikepdf.Array) else contents).read_raw_bytes()
    data = source.read_bytes()
    at = data.index(raw) + len(raw) // 2
    target.write_bytes(data[:at] + bytes(b ^ 0xFF for b in data[at:at + 40]) + data[at + 40:])


def fonts(document: pikepdf.Pdf) -> list[pikepdf.Dictionary]:
    return [o for o in document.objects if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/Font"]


def forget_unicode(document: pikepdf.Pdf) -> None:
    del next(font for font in fonts(document) if "/ToUnicode" in font)["/ToUnicode"]


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
    """Takes away the first half of the text of a page."""
    page = document.pages[len(document.pages) // 2]
    operations = list(pikepdf.parse_content_stream(page))
    shown = [n for n, (_, operator) in enumerate(operations) if str(operator) in ("Tj", "TJ")]
    lost = set(shown[: len(shown) // 2])
    kept = [operation for n, operation in enumerate(operations) if n not in lost]
    page.Contents = document.make_stream(pikepdf.unparse_content_stream(kept))


DAMAGE = {
    "cut short": rewritten(lambda data: data[: len(data) * 6 // 10]),
    "only its first 200 bytes": rewritten(lambda data: data[:200]),
    "cross-reference table misplaced": rewritten(flip_xref),
    "a content stream corrupted": corrupt_stream,
    "a font without ToUnicode": edited(forget_unicode),
    "a font not embedded": edited(forget_font_program),
    "a page dropped": edited(drop_page),
    "two pages swapped": edited(swap_pages),
    "a page emptied": edited(empty_page),
    "lines lost from a page": edited(lose_lines),
}


def leak(plant: Callable[[pikepdf.Pdf, str], None], secret: str) -> Callable[[Path, Path], None]:
    """A candidate's kit with a secret planted somewhere."""
    return edited(lambda document: plant(document, secret))


def in_outline(document: pikepdf.Pdf, secret: str) -> None:
    with document.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem(secret, 0))


def in_metadata(document: pikepdf.Pdf, secret: str) -> None:
    document.docinfo["/Keywords"] = secret


def in_attachment(document: pikepdf.Pdf, secret: str) -> None:
    document.attachments["notes.txt"] = pikepdf.AttachedFileSpec(document, secret.encode())


def in_marked_content(document: pikepdf.Pdf, secret: str) -> None:
    text = secret.encode("utf-16-be").hex()
    document.pages[0].contents_add(f"/Span <</ActualText <FEFF{text}>>> BDC EMC".encode())


def in_orphan(document: pikepdf.Pdf, secret: str) -> None:
    document.Root.PieceInfo = pikepdf.Dictionary(Old=document.make_stream(secret.encode("utf-16-be")))


def off_the_page(document: pikepdf.Pdf, secret: str) -> None:
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    page = document.pages[0]
    name = page.add_resource(font, pikepdf.Name.Font)
    letters = " 5 ".join(f"<{c.encode('latin-1', 'replace').hex()}>" for c in secret)
    page.contents_add(f"BT {name} 9 Tf 3 Tr 5000 5000 Td [{letters}] TJ ET".encode())


LEAKS = {
    "in the outline": in_outline,
    "in the metadata": in_metadata,
    "in an attachment": in_attachment,
    "in marked content": in_marked_content,
    "in a stream no page uses": in_orphan,
    "in invisible text off the page": off_the_page,
}

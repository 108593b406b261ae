"""The reading order: the structure tree of a kit, and the text marked on its pages, as a screen reader gets it.

Kits in Hebrew and Arabic, which are written from right to left, must be as accessible as others. Their text comes
in the order of the language here, however the lines are drawn.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pikepdf

from judges.shared.damage import edited
from judges.shared.java import accessibility_faults
from judges.shared.program import Kit, Program
from judges.shared.questions import Question, misplaced_texts
from judges.shared.right_to_left import right_to_left_kits
from judges.shared.tally import Tally

# The tags of elements inside a line; every other element ends a line.
INLINE_TAGS = ("/Span", "/Link", "/Code", "/Em", "/Strong", "/Form", "/Lbl")


def read_to_unicode(font: pikepdf.Dictionary) -> dict[int, str]:
    """Returns the text of every code of a font with codes of two bytes."""
    texts: dict[int, str] = {}
    data = font.ToUnicode.read_bytes().decode("latin-1")

    def decode(digits: str) -> str:
        return bytes.fromhex(digits).decode("utf-16-be")

    for block in re.findall(r"beginbfchar(.*?)endbfchar", data, re.DOTALL):
        for code, digits in re.findall(r"<(\w+)>\s*<(\w+)>", block):
            texts[int(code, 16)] = decode(digits)
    for block in re.findall(r"beginbfrange(.*?)endbfrange", data, re.DOTALL):
        for first, last, digits in re.findall(r"<(\w+)>\s*<(\w+)>\s*<(\w+)>", block):
            for step in range(int(last, 16) - int(first, 16) + 1):
                start = decode(digits)
                texts[int(first, 16) + step] = start[:-1] + chr(ord(start[-1]) + step)
    return texts


@dataclass
class Mark:
    """A stretch of marked content.

    `number` is its number on the page, if it has one. `is_replaced` says that an `ActualText` stands for its
    letters, `is_reversed` that its letters come from left to right although they are read from the right.
    """

    number: int | None = None
    is_replaced: bool = False
    is_reversed: bool = False


def marked_texts(page: pikepdf.Page) -> dict[int, str]:
    """Returns the texts of a page by the number of their marked content."""
    fonts = {name: read_to_unicode(font) for name, font in page.Resources.get("/Font", {}).items()}
    found: dict[int, str] = {}
    open_marks: list[Mark] = []
    font: dict[int, str] = {}

    def add(text: str) -> None:
        number = next((mark.number for mark in reversed(open_marks) if mark.number is not None), None)
        if number is not None:
            found[number] = found.get(number, "") + text

    for operands, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "BMC" | "BDC":
                mark = Mark(is_reversed=operands[0] == "/ReversedChars")
                open_marks.append(mark)
                if len(operands) > 1 and isinstance(operands[1], pikepdf.Dictionary):
                    number, replacement = operands[1].get("/MCID"), operands[1].get("/ActualText")
                    mark.number = None if number is None else int(number)
                    mark.is_replaced = replacement is not None
                    if mark.is_replaced:
                        add(str(replacement))
            case "EMC":
                open_marks.pop()
            case "Tf":
                font = fonts[str(operands[0])]
            case "Tj" | "TJ" if not any(mark.is_replaced for mark in open_marks):
                strings = operands[0] if str(operator) == "TJ" else operands
                data = b"".join(bytes(part) for part in strings if isinstance(part, pikepdf.String))
                codes = (int.from_bytes(data[at : at + 2], "big") for at in range(0, len(data), 2))
                letters = [font.get(code, "\ufffd") for code in codes]
                add("".join(reversed(letters) if any(mark.is_reversed for mark in open_marks) else letters))
    return found


def text_in_reading_order(pdf: Path) -> str:
    """Returns the text that a screen reader is given, with a line for every element that stands apart."""
    with pikepdf.open(pdf) as document:
        texts = {page.objgen: marked_texts(page) for page in document.pages}

        def children(element: pikepdf.Dictionary) -> Iterator[object]:
            kids = element.get("/K", pikepdf.Array())
            yield from kids if isinstance(kids, pikepdf.Array) else [kids]

        def read(element: pikepdf.Dictionary, page: pikepdf.Object | None) -> str:
            page = element.get("/Pg", page)
            if "/ActualText" in element:
                return str(element.ActualText)
            text = ""
            for kid in children(element):
                if isinstance(kid, int):
                    text += texts[page.objgen].get(kid, "")
                elif kid.get("/Type") == "/MCR":
                    text += texts[kid.get("/Pg", page).objgen].get(int(kid.MCID), "")
                elif "/S" in kid:
                    text += read(kid, page)
            return text if str(element.S) in INLINE_TAGS else f"{text}\n"

        return "".join(read(kid, None) for kid in children(document.Root.StructTreeRoot))


def reading_faults(pdf: Path, kit: Kit, questions: list[Question], language: str) -> list[str]:
    """Returns the texts that are missing or misplaced in the reading order, and a wrong language."""
    with pikepdf.open(pdf) as document:
        declared = str(document.Root.get("/Lang"))
    wrong = [] if declared == language else [f"its language is {declared}, not {language}"]
    return wrong + misplaced_texts(text_in_reading_order(pdf), questions, kit.face, kit.seniority)


def reverse_tree(document: pikepdf.Pdf) -> None:
    """Reverses the parts of a question in the middle of the structure tree."""
    root = document.Root.StructTreeRoot.K
    sections = (root[0] if isinstance(root, pikepdf.Array) else root).K
    section = sections[len(sections) // 2]
    section.K = pikepdf.Array(list(reversed(list(section.K))))


def reverse_words(document: pikepdf.Pdf) -> None:
    """Reverses the letters of every word on a page in the middle."""

    def reverse(operand: object) -> object:
        if isinstance(operand, pikepdf.String):
            codes = bytes(operand)
            return pikepdf.String(b"".join(codes[at : at + 2] for at in range(len(codes) - 2, -1, -2)))
        if isinstance(operand, pikepdf.Array):
            return pikepdf.Array([reverse(part) for part in reversed(list(operand))])
        if isinstance(operand, pikepdf.Dictionary) and "/ActualText" in operand:
            operand.ActualText = pikepdf.String(str(operand.ActualText)[::-1])
        return operand

    page = document.pages[len(document.pages) // 2]
    operations = [
        ([reverse(part) for part in operands] if str(operator) in ("TJ", "Tj", "BDC") else operands, operator)
        for operands, operator in pikepdf.parse_content_stream(page)
    ]
    page.Contents = document.make_stream(pikepdf.unparse_content_stream(operations))


REORDERINGS: dict[str, Callable[[pikepdf.Pdf], None]] = {
    "its structure tree reversed": reverse_tree,
    "words reversed": reverse_words,
}


def judge_reading_order(program: Program, folder: Path, tally: Tally) -> None:
    """Judges kits in English, Hebrew and Arabic; then kits that are read in a wrong order."""
    english = {Kit(face=face): "en" for face in ("interviewer", "candidate")}
    foreign = right_to_left_kits()
    languages = english | foreign
    built: dict[Kit, Path] = {}
    for kit, language in languages.items():
        built[kit] = program.build(kit, folder / f"reading order {len(built)}.pdf")
        found = reading_faults(built[kit], kit, program.plan(kit), language)
        tally.check(f"{kit.name}: reading order", found)
    faults = accessibility_faults([built[kit] for kit in foreign])
    for kit in foreign:
        tally.check(f"{kit.name}: PDF/UA-1", faults[built[kit]])
    for kit in [next(iter(english)), *list(foreign)[::4]]:
        for name, edit in REORDERINGS.items():
            broken = folder / "reordered.pdf"
            edited(edit)(built[kit], broken)
            found = reading_faults(broken, kit, program.plan(kit), languages[kit])
            print(f"broken: {kit.role}, {name}: {found[0] if found else 'accepted'}", flush=True)
            tally.check_rejected(f"{kit.name}: {name}", found)

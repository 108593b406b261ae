"""What is read aloud: the tree of a kit's tags, and in it the text that is marked on the pages, in its order.

Kits in Hebrew and Arabic, which are written from right to left, must be as accessible as others, and come in
the order of the language here, however their lines are drawn.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pikepdf

import content
import damage
from asking import accessible
from kits import Kit, Program
from tally import Tally

BANKS = Path(__file__).with_name("banks")
NOTO = Path("/usr/share/fonts/truetype/noto")
# By language: the bank, its role and the font that has the letters.
FOREIGN = {
    "he": (BANKS / "hebrew.toml", "library-developer", NOTO / "NotoSansHebrew-Regular.ttf"),
    "ar": (BANKS / "arabic.toml", "museum-developer", NOTO / "NotoSansArabic-Regular.ttf"),
}


def to_unicode(font: pikepdf.Dictionary) -> dict[int, str]:
    """What the codes of a font of two bytes spell."""
    spelt: dict[int, str] = {}
    data = font.ToUnicode.read_bytes().decode("latin-1")

    def text(digits: str) -> str:
        return bytes.fromhex(digits).decode("utf-16-be")

    for block in re.findall(r"beginbfchar(.*?)endbfchar", data, re.DOTALL):
        for code, digits in re.findall(r"<(\w+)>\s*<(\w+)>", block):
            spelt[int(code, 16)] = text(digits)
    for block in re.findall(r"beginbfrange(.*?)endbfrange", data, re.DOTALL):
        for first, last, digits in re.findall(r"<(\w+)>\s*<(\w+)>\s*<(\w+)>", block):
            for step in range(int(last, 16) - int(first, 16) + 1):
                start = text(digits)
                spelt[int(first, 16) + step] = start[:-1] + chr(ord(start[-1]) + step)
    return spelt


@dataclass
class Mark:
    """A stretch of marked content: its number, if it has one; whether a text stands for what is in it; and
    whether its letters come in the order they are seen, from the left, where they are read from the right."""

    number: int | None = None
    instead: bool = False
    turned: bool = False


def marked(page: pikepdf.Page) -> dict[int, str]:
    """The texts of a page by the number they are marked with."""
    fonts = {name: to_unicode(font) for name, font in page.Resources.get("/Font", {}).items()}
    found: dict[int, str] = {}
    opened: list[Mark] = []
    spelt: dict[int, str] = {}

    def say(text: str) -> None:
        number = next((mark.number for mark in reversed(opened) if mark.number is not None), None)
        if number is not None:
            found[number] = found.get(number, "") + text

    for operands, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "BMC" | "BDC":
                mark = Mark(turned=operands[0] == "/ReversedChars")
                opened.append(mark)
                if len(operands) > 1 and isinstance(operands[1], pikepdf.Dictionary):
                    number, instead = operands[1].get("/MCID"), operands[1].get("/ActualText")
                    mark.number = None if number is None else int(number)
                    mark.instead = instead is not None
                    if mark.instead:
                        say(str(instead))
            case "EMC":
                opened.pop()
            case "Tf":
                spelt = fonts[str(operands[0])]
            case "Tj" | "TJ" if not any(mark.instead for mark in opened):
                strings = operands[0] if str(operator) == "TJ" else operands
                codes = b"".join(bytes(one) for one in strings if isinstance(one, pikepdf.String))
                letters = [
                    spelt.get(int.from_bytes(codes[at:at + 2], "big"), "\ufffd") for at in range(0, len(codes), 2)
                ]
                say("".join(reversed(letters) if any(mark.turned for mark in opened) else letters))
    return found


def aloud(pdf: Path) -> str:
    """All that is read aloud, a line for every part that is set apart."""
    with pikepdf.open(pdf) as document:
        texts = {page.objgen: marked(page) for page in document.pages}

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
            apart = str(element.S) not in ("/Span", "/Link", "/Code", "/Em", "/Strong", "/Form", "/Lbl")
            return f"{text}\n" if apart else text

        return "".join(read(kid, None) for kid in children(document.Root.StructTreeRoot))


def misspoken(pdf: Path, kit: Kit, questions: list[content.Question], language: str) -> list[str]:
    """What is not read aloud, or not in its place, or not in its language."""
    with pikepdf.open(pdf) as document:
        named = str(document.Root.get("/Lang"))
    wrong = [] if named == language else [f"its language is {named}, not {language}"]
    return wrong + content.order(aloud(pdf), questions, kit.face, kit.seniority)


def turn_tree(document: pikepdf.Pdf) -> None:
    """The parts of a question in the middle in the opposite order."""
    root = document.Root.StructTreeRoot.K
    sections = (root[0] if isinstance(root, pikepdf.Array) else root).K
    section = sections[len(sections) // 2]
    section.K = pikepdf.Array(list(reversed(list(section.K))))


def turn_words(document: pikepdf.Pdf) -> None:
    """The letters of every word on a page in the middle in the opposite order."""
    def turned(operand: object) -> object:
        if isinstance(operand, pikepdf.String):
            codes = bytes(operand)
            return pikepdf.String(b"".join(codes[at:at + 2] for at in range(len(codes) - 2, -1, -2)))
        if isinstance(operand, pikepdf.Array):
            return pikepdf.Array([turned(one) for one in reversed(list(operand))])
        if isinstance(operand, pikepdf.Dictionary) and "/ActualText" in operand:
            operand.ActualText = pikepdf.String(str(operand.ActualText)[::-1])
        return operand

    page = document.pages[len(document.pages) // 2]
    operations = [
        ([turned(one) for one in operands] if str(operator) in ("TJ", "Tj", "BDC") else operands, operator)
        for operands, operator in pikepdf.parse_content_stream(page)
    ]
    page.Contents = document.make_stream(pikepdf.unparse_content_stream(operations))


BROKEN: dict[str, Callable[[pikepdf.Pdf], None]] = {
    "its tree turned round": turn_tree,
    "words turned round": turn_words,
}


def foreign_kits(forms: tuple[bool, ...] = (True, False)) -> dict[Kit, str]:
    """Kits that are read from right to left, with their language."""
    return {
        Kit(count=6, face=face, form=form, bank=bank, role=role, font=font): language
        for language, (bank, role, font) in FOREIGN.items()
        for face in ("interviewer", "candidate") for form in forms
    }


def judge_reading(program: Program, folder: Path, tally: Tally) -> None:
    """Kits in English, Hebrew and Arabic; then ones that are read in a wrong order."""
    kits = {Kit(face=face): "en" for face in ("interviewer", "candidate")}
    foreign = foreign_kits()
    built: dict[Kit, Path] = {}
    for kit, language in (kits | foreign).items():
        built[kit] = program.build(kit, folder / f"read aloud {len(built)}.pdf")
        tally.check(f"{kit.name}: read aloud", misspoken(built[kit], kit, program.plan(kit), language))
    for kit, found in zip(foreign, accessible([built[kit] for kit in foreign]).values()):
        tally.check(f"{kit.name}: PDF/UA-1", found)
    for kit in [next(iter(kits)), *list(foreign)[::4]]:
        for name, edit in BROKEN.items():
            broken = folder / "misspoken.pdf"
            damage.edited(edit)(built[kit], broken)
            found = misspoken(broken, kit, program.plan(kit), (kits | foreign)[kit])
            print(f"broken: {kit.role}, {name}: {found[0] if found else 'accepted'}", flush=True)
            tally.check(f"{kit.name}: {name} is noticed", [] if found else ["it is not"])

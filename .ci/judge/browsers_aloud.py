"""What a screen reader is given of a kit: every field by its name, headings, lists, tables, and all text in order."""

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pikepdf

import content
from browsers_forms import Sheet
from kits import Kit

# What the views call the things that are looked for.
ROLES = {
    "text leaf": "text", "staticText": "text", "text": "text",
    "entry": "field", "checkbutton": "field", "radiobutton": "field", "check": "field", "radio": "field",
    "L": "list", "LI": "item", "listitem": "item", "listItem": "item", "TH": "header", "columnheader": "header",
    "rowheader": "header", "rowHeader": "header", "columnHeader": "header", "Table": "table", "Link": "link",
}
# Where a field has no name of its own, it is the one of what is right around it: viewers of pdf.js name
# a tick by a region.
AROUND = ("region", "Form")
TAGS = {"L": "list", "LI": "item", "TH": "header", "Table": "table", "Link": "link"}


@dataclass(frozen=True)
class View:
    """A program's tree. Chromium's has the fields of no PDF, and no levels."""

    name: str
    fields: bool = True
    levels: bool = True


VIEWS = {"pdf.js": View("pdf.js"), "Firefox": View("Firefox"), "Chromium": View("Chromium", False, False)}


@dataclass(frozen=True)
class Node:
    page: int
    role: str
    level: int
    name: str


def nodes(pages: list[list[list]]) -> list[Node]:
    """The nodes that matter, in order. In Firefox `text` is an element, whose leaves are the text."""
    leaves = any(role == "text leaf" for page in pages for _, role, _, _ in page)
    found = []
    for number, page in enumerate(pages):
        above: list[tuple[str | None, str]] = []
        for depth, role, level, name in page:
            above[depth:] = [(role, name)]
            known = ROLES.get(role, role)
            if known == "text" and leaves and role != "text leaf":
                continue
            if known == "field" and not name:
                name = next((n for r, n in reversed(above[-3:-1]) if r in AROUND), "")
            found.append(Node(number, known, level, name))
    return found


def tags(pdf: Path) -> Counter:
    """How often each kind of thing is tagged in the file itself."""
    found: Counter = Counter()

    def walk(node: pikepdf.Object) -> None:
        if isinstance(node, pikepdf.Array):
            for one in node:
                walk(one)
        elif isinstance(node, pikepdf.Dictionary):
            tag = str(node.get("/S", "/"))[1:]
            found["heading" if re.fullmatch(r"H\d", tag) else TAGS.get(tag, tag)] += 1
            walk(node.get("/K", pikepdf.Array()))

    with pikepdf.open(pdf) as document:
        walk(document.Root.StructTreeRoot)
    return found


def unheard(view: View, tree: list[Node], sound: Sheet, kit: Kit, questions: list[content.Question]) -> list[str]:
    """Everything that is to be said against what a view tells of a kit; `sound` is what it should be."""
    wrong = structure(tree, sound.pdf)
    if view.levels:
        wrong += outline(tree)
    text = "\n".join(node.name for node in tree if node.role == "text")
    wrong += content.order(text, questions, kit.face, kit.seniority)
    if view.fields:
        wrong += names(tree, sound) + places(tree, kit, questions)
    return wrong


def structure(tree: list[Node], pdf: Path) -> list[str]:
    """Fewer headings, lists, items, tables, headers or links than are tagged. There may be more: what goes on
    over two pages is there twice, and entries of a table of contents may be items."""
    heard = Counter(node.role for node in tree)
    tagged = tags(pdf)
    return [
        f"{heard[what]} times {what}, not {tagged[what]}"
        for what in ("heading", "list", "item", "table", "header", "link") if heard[what] < tagged[what]
    ]


def outline(tree: list[Node]) -> list[str]:
    """Headings whose level is none, or too deep for the one before."""
    levels = [node.level for node in tree if node.role == "heading"]
    wrong = [] if levels[:1] == [1] and levels.count(1) == 1 else [f"the headings begin {levels[:3]}"]
    return wrong + [
        f"heading {at + 2} has level {level} after {before}"
        for at, (before, level) in enumerate(zip(levels, levels[1:])) if not 1 <= level <= before + 1
    ]


def names(tree: list[Node], sound: Sheet) -> list[str]:
    """Fields without their name, or in another order than on the page."""
    wrong = []
    for number, page in enumerate(sound.spoken):
        heard = [node.name for node in tree if node.page == number and node.role == "field"]
        right = [name for _, name in page]
        if len(heard) != len(right):
            wrong.append(f"page {number + 1}: {len(heard)} fields are spoken, not {len(right)}")
        wrong += [f"page {number + 1}: a field is called {a!r}, not {b!r}" for a, b in zip(heard, right) if a != b]
        wrong += [f"page {number + 1}: a field has no name" for name in right if not name]
    return wrong


def places(tree: list[Node], kit: Kit, questions: list[content.Question]) -> list[str]:
    """Fields of a question, by the plan, that are not heard between its prompt and the next one."""
    stream, wrong, starts = "\n".join(node.name for node in tree if node.role in ("text", "field")), [], []
    for number, question in enumerate(questions, 1):
        # A table of contents has the prompts too; the one that counts is the last before the fields.
        before = stream[:max(stream.find(f"Question {number}, "), 0)]
        prompts = [match.start() for match in content.pattern(question.prompt).finditer(before)]
        starts.append(prompts[-1] if prompts else len(stream))
    if starts != sorted(starts) or len(stream) in starts:
        return ["the prompts do not stand before their fields, in the order of the plan"]
    for number, (question, start, end) in enumerate(zip(questions, starts, [*starts[1:], len(stream)]), 1):
        part = stream[start:end]
        texts = question.groups(kit.face, kit.seniority).get("listen_for", [])
        for name in [*(f"Question {number}, listen for: {text}" for text in texts), f"Question {number}, notes"]:
            if name not in part:
                wrong.append(f"question {number}: no field {name!r} after its prompt")
    return wrong


def unnamed(document: pikepdf.Pdf) -> None:
    """Takes every field's names away."""
    for value in document.objects:
        if isinstance(value, pikepdf.Dictionary):
            for key in ("/TU", "/Alt"):
                if key in value:
                    del value[key]


def untitled(document: pikepdf.Pdf) -> None:
    """Makes headings and headers plain."""
    for value in document.objects:
        if isinstance(value, pikepdf.Dictionary) and "/S" in value and "/K" in value:
            if re.fullmatch(r"/H\d", str(value.S)):
                value.S = pikepdf.Name.P
            elif value.S == "/TH":
                value.S = pikepdf.Name.TD


def swapped(document: pikepdf.Pdf) -> None:
    """Turns the order of what is read around, within every section."""
    for value in document.objects:
        if isinstance(value, pikepdf.Dictionary) and value.get("/S") == "/Sect":
            value.K = pikepdf.Array(list(reversed(list(value.K))))


# How kits are broken, and the views that must notice.
BROKEN = {
    "names lost": (unnamed, ("pdf.js", "Firefox")),
    "headings lost": (untitled, ("pdf.js", "Firefox", "Chromium")),
    "order lost": (swapped, ("pdf.js", "Firefox", "Chromium")),
}

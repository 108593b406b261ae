"""What a screen reader is given: fields by their names, headings, lists, tables, and all text in order."""

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pikepdf

from judges.browsers.sheets import Sheet
from judges.shared.program import Kit
from judges.shared.questions import Question, misplaced_texts, text_pattern

# The kinds of nodes that are looked for, by the names that views give them.
ROLES = {
    "text leaf": "text",
    "staticText": "text",
    "text": "text",
    "entry": "field",
    "checkbutton": "field",
    "radiobutton": "field",
    "check": "field",
    "radio": "field",
    "L": "list",
    "LI": "item",
    "listitem": "item",
    "listItem": "item",
    "TH": "header",
    "columnheader": "header",
    "rowheader": "header",
    "rowHeader": "header",
    "columnHeader": "header",
    "Table": "table",
    "Link": "link",
}
# A field without a name takes the name of the node right around it: viewers built on pdf.js name a tick by a region.
NAMING_ROLES = ("region", "Form")
KINDS = ("heading", "list", "item", "table", "header", "link")
TAG_KINDS = {"L": "list", "LI": "item", "TH": "header", "Table": "table", "Link": "link"}


@dataclass(frozen=True)
class View:
    """The tree of one program. The tree of Chromium has neither fields nor levels."""

    name: str
    has_fields: bool = True
    has_levels: bool = True


VIEWS = {"pdf.js": View("pdf.js"), "Firefox": View("Firefox"), "Chromium": View("Chromium", False, False)}


@dataclass(frozen=True)
class Node:
    """A node of a tree that matters here."""

    page: int
    role: str
    level: int
    name: str


def read_nodes(pages: list[list[list]]) -> list[Node]:
    """Returns the nodes that matter, in order. In Firefox, `text` is an element whose leaves are the text."""
    has_leaves = any(role == "text leaf" for page in pages for _, role, _, _ in page)
    found = []
    for number, page in enumerate(pages):
        above: list[tuple[str | None, str]] = []
        for depth, role, level, name in page:
            above[depth:] = [(role, name)]
            known = ROLES.get(role, role)
            if known == "text" and has_leaves and role != "text leaf":
                continue
            if known == "field" and not name:
                around = (above_name for above_role, above_name in reversed(above[-3:-1]) if above_role in NAMING_ROLES)
                found.append(Node(number, known, level, next(around, "")))
                continue
            found.append(Node(number, known, level, name))
    return found


def count_tags(pdf: Path) -> Counter:
    """Counts the elements of each kind in the structure tree of a file."""
    found: Counter = Counter()

    def walk(node: pikepdf.Object) -> None:
        if isinstance(node, pikepdf.Array):
            for child in node:
                walk(child)
        elif isinstance(node, pikepdf.Dictionary):
            tag = str(node.get("/S", "/"))[1:]
            found["heading" if re.fullmatch(r"H\d", tag) else TAG_KINDS.get(tag, tag)] += 1
            walk(node.get("/K", pikepdf.Array()))

    with pikepdf.open(pdf) as document:
        walk(document.Root.StructTreeRoot)
    return found


def aloud_faults(view: View, tree: list[Node], sound: Sheet, kit: Kit, questions: list[Question]) -> list[str]:
    """Returns everything that a view's tree of a kit lacks or has in a wrong place; `sound` is the measure."""
    wrong = missing_structure(tree, sound.pdf)
    if view.has_levels:
        wrong += wrong_levels(tree)
    # PDFium gives a hyphen at the end of a line as one of two characters that no text holds.
    text = "\n".join(node.name for node in tree if node.role == "text")
    text = text.replace("\x02", "-").replace("\ufffe", "-")
    wrong += misplaced_texts(text, questions, kit.face, kit.seniority)
    if view.has_fields:
        wrong += wrong_names(tree, sound) + misplaced_fields(tree, kit, questions)
    return wrong


def missing_structure(tree: list[Node], pdf: Path) -> list[str]:
    """Returns the kinds of nodes that are fewer in the tree than in the file.

    There may be more: an element that goes on over two pages is there twice, and entries of a table of contents may
    be items.
    """
    heard, tagged = Counter(node.role for node in tree), count_tags(pdf)
    return [f"{heard[kind]} times {kind}, not {tagged[kind]}" for kind in KINDS if heard[kind] < tagged[kind]]


def wrong_levels(tree: list[Node]) -> list[str]:
    """Returns the headings without a level, or with a level too deep for the heading before."""
    levels = [node.level for node in tree if node.role == "heading"]
    wrong = [] if levels[:1] == [1] and levels.count(1) == 1 else [f"the headings begin {levels[:3]}"]
    return wrong + [
        f"heading {at + 2} has level {level} after {before}"
        for at, (before, level) in enumerate(pairwise(levels))
        if not 1 <= level <= before + 1
    ]


def wrong_names(tree: list[Node], sound: Sheet) -> list[str]:
    """Returns the fields without their name, or in another order than on the page."""
    wrong = []
    for number, page in enumerate(sound.spoken, 1):
        heard = [node.name for node in tree if node.page == number - 1 and node.role == "field"]
        right = [name for _, name in page]
        if len(heard) != len(right):
            wrong.append(f"page {number}: {len(heard)} fields are spoken, not {len(right)}")
        pairs = zip(heard, right, strict=False)
        wrong += [f"page {number}: a field is called {a!r}, not {b!r}" for a, b in pairs if a != b]
        wrong += [f"page {number}: a field has no name" for name in right if not name]
    return wrong


def misplaced_fields(tree: list[Node], kit: Kit, questions: list[Question]) -> list[str]:
    """Returns the fields of questions that are not heard between the prompt and the next prompt."""
    stream, wrong, starts = "\n".join(node.name for node in tree if node.role in ("text", "field")), [], []
    for number, question in enumerate(questions, 1):
        # The table of contents has the prompts, too; the last prompt before the fields counts.
        before = stream[: max(stream.find(f"Question {number}, "), 0)]
        prompts = [match.start() for match in text_pattern(question.prompt).finditer(before)]
        starts.append(prompts[-1] if prompts else len(stream))
    if starts != sorted(starts) or len(stream) in starts:
        return ["the prompts do not stand before their fields, in the order of the plan"]
    for number, (question, start, end) in enumerate(zip(questions, starts, [*starts[1:], len(stream)], strict=True), 1):
        part = stream[start:end]
        texts = question.printed_groups(kit.face, kit.seniority).get("listen_for", [])
        names = [*(f"Question {number}, listen for: {text}" for text in texts), f"Question {number}, notes"]
        wrong += [f"question {number}: no field {name!r} after its prompt" for name in names if name not in part]
    return wrong


def remove_names(document: pikepdf.Pdf) -> None:
    """Removes the names of every field."""
    for value in document.objects:
        if isinstance(value, pikepdf.Dictionary):
            for key in ("/TU", "/Alt"):
                if key in value:
                    del value[key]


def remove_headings(document: pikepdf.Pdf) -> None:
    """Turns headings into paragraphs and header cells into plain ones."""
    for value in document.objects:
        if isinstance(value, pikepdf.Dictionary) and "/S" in value and "/K" in value:
            if re.fullmatch(r"/H\d", str(value.S)):
                value.S = pikepdf.Name.P
            elif value.S == "/TH":
                value.S = pikepdf.Name.TD


def reverse_sections(document: pikepdf.Pdf) -> None:
    """Reverses the reading order within every section."""
    for value in document.objects:
        if isinstance(value, pikepdf.Dictionary) and value.get("/S") == "/Sect":
            value.K = pikepdf.Array(list(reversed(list(value.K))))


# The damage to kits, and the views that must notice.
DAMAGE = {
    "names lost": (remove_names, ("pdf.js", "Firefox")),
    "headings lost": (remove_headings, ("pdf.js", "Firefox", "Chromium")),
    "order lost": (reverse_sections, ("pdf.js", "Firefox", "Chromium")),
}

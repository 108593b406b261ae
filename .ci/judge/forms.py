"""Whether kits can be filled in: other people's engines fill in every field, others read it back and draw it.

What an engine is known not to do is listed in `LIMITS`, with the reason; everything else must come out right.
"""

import json
import math
import re
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from itertools import cycle
from pathlib import Path

import pikepdf

import damage
import engines
from kits import Kit, Program
from tally import Tally

HERE = Path(__file__).parent
# Where `.ci/run` has npm install the engines that are JavaScript.
NPM = Path(sys.prefix, "npm")
NODE = NPM / "node_modules" / ".bin" / "node"
SCRIPT = ("pdf.js", "pdf-lib")
FILLERS = [*engines.FILL, *SCRIPT]
READERS = [*engines.READ, "pdf.js"]
# The resolution at which what is filled in is looked for, and the one for comparing whole pages.
SHARP, COARSE = 72, 40
# Pixels darker than this are ink.
INK = 128
LIGHT = bytes(range(INK, 256))

ENGLISH = "Plain English, and nothing else"
# Texts for one line and for several; among the latter with the Greek my, which faces often draw with the
# glyph of the micro sign, and which must be known as itself nevertheless.
LINE = ["Łukasz Żółć", "Ναυσικά Παπαδάκη", "Щербак, 12 €", ENGLISH]
ARABIC = "ملاحظات عن الإجابة"
LINES = [
    "A first line, so long that it does not fit into the width of the field and has to go on below, twice "
    "even where the field is as wide as the page.\nThen a second one.\n\nAfter an empty one, the fourth.",
    "Zażółć gęślą jaźń.\nDrugi wiersz: Łukasz Żółć.",
    "Ξεσκεπάζω την ψυχοφθόρα βδελυγμία.\nΔεύτερη γραμμή.",
    "Съешь ещё этих мягких французских булок\nза 5 €.",
    ARABIC,
]
# The field's font has no Arabic. The value must be kept nevertheless.
UNDRAWN = {ARABIC}
# For the fields of few letters, which are means.
FIGURE = "4.25"
RECOMMENDATION = "yes"

# What engines are known not to do: who fills in, who judges, and the complaints that are then let pass.
# PDFium does not take Greek and Cyrillic from the field's font but from a font of the system, if any has
# them, and draws anew what is left to it to draw.
OTHER_SCRIPTS = r"[\u0370-\u04ff].*is not drawn"
LIMITS = {
    **{
        (filler, "drawn PDFium"): OTHER_SCRIPTS
        for filler in ("pikepdf", "by hand", "MuPDF", "PDFium", "pdftk", "pdf.js")
    },
    # It sets texts in fonts of one byte, whose Cyrillic other programs do not have, and whose euro is a dot;
    # and ticks with a font of signs in an encoding of letters.
    ("MuPDF", "drawn poppler"): OTHER_SCRIPTS + r"|'Yes' is not drawn",
    ("MuPDF", "extracted pdftotext"): r"€",
    # It gives widgets values of their own, which pdftk takes for the field's.
    ("pypdf", "read pdftk"): r"'Off', not",
    # It does not wrap lines at a given size.
    ("pypdf", "extracted pdftotext"): r"A first line",
}
# Those that set a choice only where it was clicked: the other place of a rating stays empty.
ALONE = {"MuPDF", "pdf.js"}


@dataclass(frozen=True)
class Widget:
    """One place of a field."""

    page: int
    box: tuple[float, float, float, float]
    state: str | None


@dataclass(frozen=True)
class Field:
    """A field of the empty kit."""

    name: str
    kind: str
    lines: bool
    most: int
    widgets: tuple[Widget, ...]

    @cached_property
    def states(self) -> list[str]:
        return list(dict.fromkeys(widget.state for widget in self.widgets))


def state(widget: pikepdf.Dictionary) -> str | None:
    """The state that fills a widget in; nothing for texts."""
    if "/AP" not in widget or isinstance(widget.AP.N, pikepdf.Stream):
        return None
    return next(key[1:] for key in widget.AP.N.keys() if key != "/Off")


def fields(pdf: Path) -> list[Field]:
    """All fields of a kit."""
    with pikepdf.open(pdf) as document:
        pages = {page.objgen: number for number, page in enumerate(document.pages)}

        def place(widget: pikepdf.Dictionary) -> Widget:
            return Widget(pages[widget.P.objgen], tuple(map(float, widget.Rect)), state(widget))

        found = []
        for field in document.Root.AcroForm.Fields:
            widgets = tuple(map(place, field.get("/Kids", [field])))
            kind = "text" if field.FT == "/Tx" else "radio" if int(field.get("/Ff", 0)) & 1 << 15 else "check"
            lines = kind == "text" and bool(int(field.get("/Ff", 0)) & 1 << 12)
            found.append(Field(str(field.T), kind, lines, int(field.get("/MaxLen", 0)), widgets))
        return found


def wanted(kit: list[Field], filler: str) -> engines.Values:
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
    if filler == "pdf-lib":
        # It refuses what is not in WinAnsi.
        return {name: value if value.isascii() else ENGLISH for name, value in values.items()}
    return values


def call(task: str, name: str, *arguments: Path | int) -> str:
    """Has an engine do something; what it says if it fails is the error."""
    script = name in SCRIPT
    command = [NODE, HERE / "fill.mjs", NPM] if script else [sys.executable, "-B", HERE / "engines.py"]
    done = subprocess.run(
        [*map(str, command), task, name, *map(str, arguments)],
        capture_output=True, encoding="utf-8", errors="replace", timeout=300, check=False,
    )
    if done.returncode != 0:
        raise RuntimeError(f"{name} cannot {task}: {' '.join(done.stderr.split()[-40:])}")
    return done.stdout


def misread(reader: str, pdf: Path, values: engines.Values) -> list[str]:
    """What a reader finds other than it was filled in."""
    found = json.loads(call("read", reader, pdf))
    return [
        f"{name}: {found.get(name)!r}, not {value!r}"
        for name, value in values.items() if engines.plain(found.get(name)) != value
    ]


def unset(pdf: Path, kit: list[Field], values: engines.Values) -> tuple[list[str], int, int]:
    """Widgets in a wrong state or place; and of how many choices made how many are set at every place."""
    places = {field.name: field for field in kit}
    complaints, chosen, unison = [], 0, 0
    with pikepdf.open(pdf) as document:
        for field in document.Root.AcroForm.Fields:
            before, value = places[str(field.T)], values[str(field.T)]
            widgets = list(field.get("/Kids", [field]))
            boxes = [tuple(map(float, widget.Rect)) for widget in widgets]
            had = [widget.box for widget in before.widgets]
            if any(abs(a - b) > 0.01 for pair in zip(had, boxes) for a, b in zip(*pair)):
                complaints.append(f"{before.name}: it moved")
            if before.kind == "text":
                continue
            states = [str(widget.get("/AS", "/Off"))[1:] for widget in widgets]
            if set(states) - {value, "Off"} or value not in states:
                complaints.append(f"{before.name}: its places show {states}, not {value}")
            if before.kind == "radio" and before.states.count(value) < states.count(value):
                unison += 1
            chosen += before.kind == "radio" and len(before.widgets) > len(before.states)
    return complaints, chosen, unison


class Drawing:
    """The pages of a file as an engine draws them."""

    def __init__(self, drawer: str, pdf: Path, dpi: int) -> None:
        folder = pdf.with_name(f"{pdf.stem} by {drawer} at {dpi}")
        folder.mkdir()
        call("draw", drawer, pdf, dpi, folder)
        self.scale = dpi / 72
        self.pages = [self.page(path) for path in sorted(folder.iterdir(), key=lambda path: int(path.stem))]

    @staticmethod
    def page(path: Path) -> tuple[int, int, bytes]:
        """Width, height and pixels."""
        _, size, _, pixels = path.read_bytes().split(b"\n", 3)
        width, height = map(int, size.split())
        path.unlink()
        return width, height, pixels

    def ink(self, widget: Widget) -> int:
        """How many dark pixels there are in a widget."""
        width, height, pixels = self.pages[widget.page]
        left, low, right, high = (edge * self.scale for edge in widget.box)
        rows = range(math.floor(height - high), math.ceil(height - low))
        columns = slice(math.floor(left), math.ceil(right))
        return sum(len(pixels[y * width:(y + 1) * width][columns].translate(None, LIGHT)) for y in rows)


def undrawn(
    empty: Drawing, full: Drawing, kit: list[Field], values: engines.Values, alone: bool = False
) -> list[str]:
    """What is filled in but not to be seen at all its places (if `alone`, at one place of a choice), or to be
    seen but not filled in."""
    complaints = []
    for field in kit:
        value = values[field.name]
        more = [full.ink(widget) - empty.ink(widget) for widget in field.widgets]
        right = [n for n, widget in zip(more, field.widgets) if widget.state in (None, value)]
        wrong = [n for n, widget in zip(more, field.widgets) if widget.state not in (None, value)]
        # A letter has more ink than this; of a long text the beginning is enough.
        least = 6 * min(len("".join(value.split())), 40) if field.kind == "text" else 1
        seen = [n >= least for n in right]
        enough = any(seen) if alone and field.kind == "radio" else all(seen)
        if value not in UNDRAWN and not enough:
            complaints.append(f"{field.name}: {value!r} is not drawn (ink {right})")
        if any(wrong):
            complaints.append(f"{field.name}: besides {value!r} something else is drawn (ink {wrong})")
    return complaints


def unread(pdf: Path, values: engines.Values, kit: list[Field]) -> list[str]:
    """Texts that poppler does not extract from what is drawn."""
    text = "".join(engines.run("pdftotext", "-q", "-enc", "UTF-8", str(pdf), "-").split())
    texts = {values[field.name] for field in kit if field.kind == "text"} - UNDRAWN
    return [f"{value!r} is not extracted" for value in sorted(texts) if "".join(value.split()) not in text]


@dataclass
class Filled:
    """A kit that an engine filled in, and what is to be said against it, by judge."""

    count: str
    complaints: dict[str, list[str]]
    unison: str

    def right(self, kind: str) -> str:
        """The judges of a kind that complain of nothing."""
        names = [name.split(" ", 1)[1] for name in self.complaints if name.startswith(kind)]
        return ", ".join(name for name in names if not self.complaints[f"{kind} {name}"]) or "nobody"

    def beyond(self, filler: str) -> dict[str, list[str]]:
        """The complaints that no known limit explains."""
        known = {judge: re.compile(LIMITS.get((filler, judge), r"(?!)")) for judge in self.complaints}
        return {
            judge: [line for line in found if not known[judge].search(line)]
            for judge, found in self.complaints.items()
        }


def judge(
    pdf: Path, values: engines.Values, kit: list[Field], empty: dict[str, Drawing], besides: str = ""
) -> Filled:
    """Judges a filled file by every engine but the one that filled it in."""
    complaints: dict[str, list[str]] = {}

    def ask(name: str, question: Callable[[], list[str]]) -> None:
        try:
            complaints[name] = question()
        except Exception as error:  # noqa: BLE001 - a judge that cannot work has something against the file
            complaints[name] = [f"{error}"]

    for reader in READERS:
        if reader != besides:
            ask(f"read {reader}", lambda: misread(reader, pdf, values))
    alone = besides in ALONE
    for drawer, before in empty.items():
        ask(f"drawn {drawer}", lambda: undrawn(before, Drawing(drawer, pdf, SHARP), kit, values, alone))
    ask("extracted pdftotext", lambda: unread(pdf, values, kit))
    states, chosen, unison = unset(pdf, kit, values)
    complaints["states"] = states
    wrong = len(misread("pikepdf", pdf, values))
    in_unison = "none to set" if not chosen else "yes" if unison == chosen else f"{unison} of {chosen}"
    return Filled(f"{len(values) - wrong} of {len(values)}", complaints, in_unison)


def same_pages(fillable: Path, plain: Path, drawer: str) -> list[str]:
    """Pages of an empty kit that look otherwise than without fields."""
    with_fields, without = (Drawing(drawer, pdf, COARSE).pages for pdf in (fillable, plain))
    if len(with_fields) != len(without):
        return [f"{len(with_fields)} pages, {len(without)} without fields"]
    return [f"page {n} differs" for n, (a, b) in enumerate(zip(with_fields, without), 1) if a != b]


def fill(filler: str, pdf: Path, kit: list[Field], folder: Path) -> tuple[Path, engines.Values]:
    """Has an engine fill a kit in."""
    values, filled = wanted(kit, filler), folder / f"{pdf.stem}, filled by {filler}.pdf"
    data = filled.with_suffix(".json")
    data.write_text(json.dumps(values), encoding="utf-8")
    call("fill", filler, pdf, data, filled)
    return filled, values


def judge_forms(program: Program, folder: Path, tally: Tally) -> None:
    """Kits of both faces, filled in by every engine; then filled ones broken on purpose."""
    rows = []
    for face in ("interviewer", "candidate"):
        pdf = program.build(Kit(face=face), folder / f"{face}.pdf")
        plain = program.build(Kit(face=face, form=False), folder / f"{face} without fields.pdf")
        kit = fields(pdf)
        with ThreadPoolExecutor(max_workers=2) as pool:
            same = pool.map(lambda drawer: same_pages(pdf, plain, drawer), engines.DRAW)
            drawn = pool.map(lambda drawer: Drawing(drawer, pdf, SHARP), engines.DRAW)
            empty = dict(zip(engines.DRAW, drawn))

            def one(filler: str) -> Filled:
                try:
                    return judge(*fill(filler, pdf, kit, folder), kit, empty, filler)
                except Exception as error:  # noqa: BLE001 - an engine that cannot fill a kit in rejects it
                    return Filled("none", {"fill": [f"{error}"]}, "")

            filled = dict(zip(FILLERS, pool.map(one, FILLERS)))
        for drawer, found in zip(engines.DRAW, same):
            tally.check(f"{face}'s kit, empty, looks as without fields: {drawer}", found)
        for filler, result in filled.items():
            rows.append((face, filler, result))
            tell(face, filler, result, tally)
        if face == "interviewer":
            sound = folder / f"{pdf.stem}, filled by {SOUND}.pdf"
            judge_the_judging(sound, kit, wanted(kit, SOUND), empty, tally)
    table(rows)


def tell(face: str, filler: str, result: Filled, tally: Tally) -> None:
    """The verdicts over one filled file."""
    for name, found in result.beyond(filler).items():
        tally.check(f"{face}'s kit filled in by {filler}: {name}", found)
    sound = filler in ALONE or result.unison in ("yes", "none to set")
    tally.check(f"{face}'s kit filled in by {filler}: ratings in unison", [] if sound else [result.unison])
    right = [name for name, found in result.complaints.items() if name.startswith("read") and not found]
    few = [] if len(right) >= 2 else [f"only by {right}"]
    tally.check(f"{face}'s kit filled in by {filler}: read back right by two others", few)


def table(rows: list[tuple[str, str, Filled]]) -> None:
    """What came out, limits and all."""
    lines = [
        ("kit", "filled in by", "fields", "read back right by", "drawn whole by", "extracted by", "in unison")
    ] + [
        (face, filler, r.count, r.right("read"), r.right("drawn"), r.right("extracted"), r.unison)
        for face, filler, r in rows
    ]
    widths = [max(map(len, column)) for column in zip(*lines)]
    for line in lines:
        print(" | ".join(cell.ljust(width) for cell, width in zip(line, widths)).rstrip(), flush=True)


def field(document: pikepdf.Pdf, kind: str) -> pikepdf.Dictionary:
    """The first text on several lines, tick or rating of a kit."""
    return next(one for one in document.Root.AcroForm.Fields if str(one.T).endswith(kind))


def change_text(document: pikepdf.Pdf) -> None:
    field(document, "/notes").V = pikepdf.String("Something else")


def change_rating(document: pikepdf.Pdf) -> None:
    field(document, "/rating").V = pikepdf.Name("/5")


def lose_tick(document: pikepdf.Pdf) -> None:
    """Only its state; the value stays."""
    field(document, "/listen-1").AS = pikepdf.Name.Off


def lose_drawn_tick(document: pikepdf.Pdf) -> None:
    """The state is set, but what it looks like is gone."""
    tick = field(document, "/listen-1").AP.N
    tick.Yes = tick.Off


def lose_drawn_text(document: pikepdf.Pdf) -> None:
    notes = field(document, "/notes")
    stream = document.make_stream(b"/Tx BMC EMC", notes.AP.N.stream_dict)
    notes.AP = pikepdf.Dictionary(N=stream)


def mark_another(document: pikepdf.Pdf) -> None:
    """A circle beside the one that is chosen."""
    kid = field(document, "/rating").Kids[3]
    kid.AS = pikepdf.Name(f"/{state(kid)}")


def move(document: pikepdf.Pdf) -> None:
    tick = field(document, "/listen-1")
    tick.Rect = pikepdf.Array([float(edge) + 40 for edge in tick.Rect])


# Whose filled kit is broken: one that all read right and draw whole.
SOUND = "pdf-lib"
# How filled kits are broken, and the kinds of judges that must notice.
BROKEN = {
    "a text changed": (change_text, "read"),
    "a rating changed": (change_rating, "read"),
    "a tick's state lost": (lose_tick, "drawn"),
    "a tick's appearance lost": (lose_drawn_tick, "drawn"),
    "a text's appearance lost": (lose_drawn_text, "drawn"),
    "another circle marked": (mark_another, "drawn"),
    "a field moved": (move, "drawn"),
}


def judge_the_judging(
    sound: Path, kit: list[Field], values: engines.Values, empty: dict[str, Drawing], tally: Tally
) -> None:
    """A filled kit that all read right and draw whole, broken on purpose."""
    rejected = set()

    def one(name: str) -> dict[str, list[str]]:
        broken = sound.with_name(f"{name}.pdf")
        damage.edited(BROKEN[name][0])(sound, broken)
        return judge(broken, values, kit, empty).complaints

    with ThreadPoolExecutor(max_workers=2) as pool:
        for name, complaints in zip(BROKEN, pool.map(one, BROKEN)):
            by = [judge for judge, found in complaints.items() if found]
            rejected.update(by)
            print(f"broken: {name}: rejected by {', '.join(by) or 'nobody'}", flush=True)
            noticed = any(judge.startswith(BROKEN[name][1]) for judge in by)
            tally.check(f"a broken filled kit is rejected: {name}", [] if noticed else [f"only by {by}"])
    all_judges = ["states", *(f"read {one}" for one in READERS), *(f"drawn {one}" for one in empty)]
    for name in all_judges:
        seen = name in rejected
        tally.check(f"seen to reject: {name}", [] if seen else ["it accepts every broken filled kit"])

"""What browsers are to fill in, and whether what they save holds it and shows it."""

import json
import math
import re
import subprocess
import sys
from dataclasses import dataclass
from fractions import Fraction
from itertools import cycle
from pathlib import Path

import pikepdf

import engines

HERE = Path(__file__).parent
# Who reads back what a browser saves; none of them is a browser's own engine.
READERS = ("pypdf", "pikepdf", "MuPDF")
FIGURE = "4.25"
LINE = cycle(["Łukasz Żółć", "Ναυσικά Παπαδάκη", "Щербак, 12 €", "Plain English", "ملاحظات"])
LINES = cycle([
    "A first line, so long that it does not fit into the width of the field and has to go on below, twice "
    "even where the field is as wide as the page.\nA second one.\n\nAfter an empty one, the fourth.",
    "Zażółć gęślą jaźń.\nDrugi wiersz: Łukasz Żółć.",
    "Ξεσκεπάζω την ψυχοφθόρα βδελυγμία.\nΔεύτερη γραμμή.",
    "Съешь ещё этих мягких французских булок\nза 5 €.",
    "ملاحظات عن الإجابة\nسطر آخر",
])
# As the program's own script: the mean of the whole numbers chosen, to two places.
SCRIPT = (
    "var a=%s,s=0,n=0,o=0,i,f,v;for(i=0;i<a.length;i++){f=this.getField(a[i]);v=f?String(f.value):'';"
    "if(/^[0-9]+$/.test(v)){s+=Number(v);n++}else if(v!=''&&v!='Off')o++}"
    "if(n>0)event.value=(s/n).toFixed(2);else if(o>0)event.value='';"
)


@dataclass(frozen=True)
class Widget:
    """One place of a field; `id` is what browsers that run pdf.js call it."""

    id: str
    page: int
    box: tuple[float, float, float, float]
    state: str | None
    spoken: str


@dataclass(frozen=True)
class Field:
    """A field, and whether a script calculates it."""

    name: str
    kind: str
    lines: bool
    most: int
    calculated: bool
    widgets: tuple[Widget, ...]

    def place(self, value: str) -> Widget:
        """Where a person would put a value: at its first place."""
        return next(widget for widget in self.widgets if widget.state in (None, value))


@dataclass(frozen=True)
class Sheet:
    """A kit as a browser opens it: its fields, and of each page the size and the names to be spoken, in order."""

    pdf: Path
    fields: tuple[Field, ...]
    sizes: tuple[tuple[float, float], ...]
    spoken: tuple[tuple[tuple[str, str], ...], ...]

    def field(self, name: str) -> Field:
        return next(field for field in self.fields if field.name == name)

    def stage(self, values: dict[str, str], out: Path, shots: dict[int, Path] | None = None) -> dict:
        """The order to fill values in and save."""
        pages: dict[int, list[dict]] = {}
        for field in self.fields:
            if field.name in values:
                widget = field.place(values[field.name])
                mark = {"id": widget.id, "box": widget.box}
                if field.kind == "text":
                    mark["text"] = values[field.name]
                pages.setdefault(widget.page, []).append(mark)
        return {
            "out": str(out),
            "shots": {number + 1: str(path) for number, path in (shots or {}).items()},
            "pages": [
                {"number": page + 1, "width": self.sizes[page][0], "height": self.sizes[page][1], "marks": marks}
                for page, marks in sorted(pages.items())
            ],
        }


def sheet(pdf: Path) -> Sheet:
    """Reads what there is to fill in and to speak."""
    with pikepdf.open(pdf) as document:
        pages = {page.objgen: number for number, page in enumerate(document.pages)}
        calculated = {str(field.T) for field in document.Root.AcroForm.get("/CO", [])}

        def place(widget: pikepdf.Dictionary) -> Widget:
            state = None
            if "/AP" in widget and not isinstance(widget.AP.N, pikepdf.Stream):
                state = next(key[1:] for key in widget.AP.N.keys() if key != "/Off")
            box = tuple(map(float, widget.Rect))
            return Widget(f"{widget.objgen[0]}R", pages[widget.P.objgen], box, state, spoken(widget))

        fields = []
        for field in document.Root.AcroForm.Fields:
            flags, name = int(field.get("/Ff", 0)), str(field.T)
            kind = "text" if field.FT == "/Tx" else "radio" if flags & 1 << 15 else "check"
            widgets = tuple(map(place, field.get("/Kids", [field])))
            lines, most = kind == "text" and bool(flags & 1 << 12), int(field.get("/MaxLen", 0))
            fields.append(Field(name, kind, lines, most, name in calculated, widgets))
        sizes = tuple((float(page.mediabox[2]), float(page.mediabox[3])) for page in document.pages)
        names = tuple(
            tuple((f"{one.objgen[0]}R", spoken(one)) for one in page.get("/Annots", []) if one.Subtype == "/Widget")
            for page in document.pages
        )
        return Sheet(pdf, tuple(fields), sizes, names)


def spoken(widget: pikepdf.Dictionary) -> str:
    """The name to be spoken at a place: its own, else its field's."""
    own = widget.get("/TU")
    return str(own if own is not None else widget.get("/Parent", {}).get("/TU", ""))


def wanted(kit: Sheet) -> dict[str, str]:
    """A value for every field but those that calculate themselves."""
    turn, values = 0, {}
    for field in kit.fields:
        if field.kind == "check":
            values[field.name] = field.widgets[0].state
        elif field.kind == "radio":
            states = list(dict.fromkeys(widget.state for widget in field.widgets))
            values[field.name] = states[turn % len(states)]
            turn += 1
        elif field.lines:
            values[field.name] = next(LINES)
        elif not field.calculated:
            values[field.name] = next(LINE) if field.most > len(FIGURE) * 2 else FIGURE
    return values


def of_mean(field: str, kit: Sheet, categories: dict[str, str]) -> list[str]:
    """The ratings that a mean is of; `categories` gives a question's."""
    ratings = [one.name for one in kit.fields if one.name.endswith("/rating")]
    category = field.partition(":")[2]
    return [name for name in ratings if not category or categories[name.removesuffix("/rating")] == category]


def means(kit: Sheet, values: dict[str, str], categories: dict[str, str]) -> dict[str, Fraction | None]:
    """What the fields that calculate themselves must show."""
    found = {}
    for field in kit.fields:
        if field.calculated:
            chosen = [values.get(name, "") for name in of_mean(field.name, kit, categories)]
            numbers = [int(value) for value in chosen if value.isdigit()]
            found[field.name] = Fraction(sum(numbers), len(numbers)) if numbers else None
    return found


def is_mean(shown: str, mean: Fraction | None) -> bool:
    """Whether a text is a mean to two places."""
    if mean is None:
        return shown == ""
    return bool(re.fullmatch(r"\d\.\d\d", shown)) and abs(Fraction(shown) - mean) <= Fraction(5, 1000)


def not_means(texts: dict[str, str], means: dict[str, Fraction | None]) -> list[str]:
    """Texts that are not the means they should be."""
    return [
        f"{name}: {texts.get(name)!r}, not the mean {mean and float(mean)}"
        for name, mean in means.items() if not is_mean(texts.get(name, ""), mean)
    ]


def forget(document: pikepdf.Pdf) -> None:
    """Takes one value of each kind away, and how a text looks."""
    fields = list(document.Root.AcroForm.Fields)
    notes = [field for field in fields if int(field.get("/Ff", 0)) & 1 << 12 and str(field.get("/V", "")).isascii()]
    notes[0].V = pikepdf.String("Something else")
    blank = document.make_stream(b"/Tx BMC EMC", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form)
    blank.BBox = notes[0].AP.N.BBox
    notes[0].AP = pikepdf.Dictionary(N=blank)
    # Else engines draw it anew.
    document.Root.AcroForm.NeedAppearances = False
    for field in fields:
        if field.FT == "/Btn" and "/Kids" not in field:
            field.V = field.AS = pikepdf.Name.Off
            break


def with_scripts(pdf: Path, out: Path, categories: dict[str, str]) -> Path:
    """A kit whose means calculate themselves: the program's own scripts, else those here, patched in."""
    kit = sheet(pdf)
    if any(field.calculated for field in kit.fields):
        return pdf
    with pikepdf.open(pdf) as document:
        order = []
        for field in document.Root.AcroForm.Fields:
            name = str(field.T)
            if name == "mean" or name.startswith("mean:"):
                script = SCRIPT % json.dumps(of_mean(name, kit, categories))
                action = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String(script))
                field.AA = pikepdf.Dictionary(C=action)
                order.append(field)
        document.Root.AcroForm.CO = pikepdf.Array(order)
        document.save(out)
    return out


def misread(reader: str, pdf: Path, values: dict[str, str], calculated: dict[str, Fraction | None]) -> list[str]:
    """What an engine reads other than it was filled in."""
    done = subprocess.run(
        [sys.executable, "-B", str(HERE / "engines.py"), "read", reader, str(pdf)],
        capture_output=True, encoding="utf-8", errors="replace", timeout=120, check=False,
    )
    if done.returncode != 0:
        return [f"{reader} cannot read it: {' '.join(done.stderr.split()[-40:])}"]
    found = {name: engines.plain(value) for name, value in json.loads(done.stdout).items()}
    wrong = [
        f"{name}: {found.get(name)!r}, not {value!r}" for name, value in values.items() if found.get(name) != value
    ]
    return wrong + not_means(found, calculated)


def unset(pdf: Path, kit: Sheet, values: dict[str, str]) -> list[str]:
    """Ticks and circles that are not in the state that was clicked, or moved."""
    saved, wrong = sheet(pdf), []
    with pikepdf.open(pdf) as document:
        for field in document.Root.AcroForm.Fields:
            before, after = kit.field(str(field.T)), saved.field(str(field.T))
            if any(abs(a - b) > 0.01 for x, y in zip(before.widgets, after.widgets) for a, b in zip(x.box, y.box)):
                wrong.append(f"{before.name}: it moved")
            if before.kind == "text":
                continue
            value = values[before.name]
            states = [str(widget.get("/AS", "/Off"))[1:] for widget in field.get("/Kids", [field])]
            clicked = before.widgets.index(before.place(value))
            if states[clicked] != value or set(states) - {value, "Off"}:
                wrong.append(f"{before.name}: its places show {states}, not {value}")
    return wrong


def undrawn(empty: Path, filled: Path, kit: Sheet, values: dict[str, str]) -> list[str]:
    """What was filled in and is not to be seen where it was."""
    import pymupdf

    def darkness(document: pymupdf.Document, widget: Widget) -> int:
        left, low, right, high = widget.box
        height = kit.sizes[widget.page][1]
        clip = pymupdf.Rect(math.floor(left), math.floor(height - high), math.ceil(right), math.ceil(height - low))
        drawn = document[widget.page].get_pixmap(dpi=72, colorspace=pymupdf.csGRAY, alpha=False, clip=clip)
        return sum(1 for pixel in bytes(drawn.samples) if pixel < 128)

    before, after = pymupdf.open(empty), pymupdf.open(filled)
    wrong = []
    for name, value in values.items():
        # The field's font has no Arabic. The value must be kept nevertheless.
        if any("\u0600" <= letter <= "\u06ff" for letter in value):
            continue
        field = kit.field(name)
        widget = field.place(value)
        more = darkness(after, widget) - darkness(before, widget)
        least = 4 * min(len("".join(value.split())), 20) if field.kind == "text" else 1
        if more < least:
            wrong.append(f"{name}: {value!r} is not drawn (ink {more})")
    return wrong

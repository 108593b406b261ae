"""The fields for browsers to fill in, and checks of the files that browsers save."""

import json
import math
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

import pikepdf
import pymupdf

from judges.forms.call import call_engine
from judges.forms.engines import normalize_value
from judges.forms.fields import MULTILINE_FLAG, Field, Widget, read_fields, spoken_name, widget_id
from judges.forms.filled import MAX_MOVE
from judges.forms.values import MEAN, MULTIPLE_LINES, SINGLE_LINES

# The engines that read the files that browsers save; none of them is the engine of a browser.
READERS = ("pypdf", "pikepdf", "MuPDF")
# Dark pixels: the least for each letter, and how many letters count.
INK_LIMIT, INK_PER_LETTER, COUNTED_LETTERS = 128, 4, 20
# Texts go on where the kit before left off, so that every script comes in fields of all kinds.
NEXT_LINE, NEXT_LINES = cycle(SINGLE_LINES), cycle(MULTIPLE_LINES)


@dataclass(frozen=True)
class Sheet:
    """A kit as a browser opens it.

    `sizes` are the sizes of its pages. `spoken` has the fields of every page in order: the id of the widget and the
    name to be spoken.
    """

    pdf: Path
    fields: tuple[Field, ...]
    sizes: tuple[tuple[float, float], ...]
    spoken: tuple[tuple[tuple[str, str], ...], ...]

    def field(self, name: str) -> Field:
        """Returns the field of this name."""
        return next(field for field in self.fields if field.name == name)

    def fill_stage(self, values: dict[str, str], out: Path, shots: dict[int, Path] | None = None) -> dict:
        """Returns the order to fill in values and save the file, with pictures of some pages."""
        pages: dict[int, list[dict]] = {}
        for field in self.fields:
            if field.name in values:
                widget = field.widget_for(values[field.name])
                mark = {"id": widget.id, "box": widget.box}
                if field.kind == "text":
                    mark["text"] = values[field.name]
                pages.setdefault(widget.page, []).append(mark)
        return {
            "out": str(out),
            "shots": {number + 1: str(path) for number, path in (shots or {}).items()},
            "pages": [
                {
                    "number": page + 1,
                    "width": self.sizes[page][0],
                    "height": self.sizes[page][1],
                    "marks": marks,
                }
                for page, marks in sorted(pages.items())
            ],
        }


def read_sheet(pdf: Path) -> Sheet:
    """Reads the fields of a kit, and the names to be spoken."""
    with pikepdf.open(pdf) as document:
        sizes = tuple((float(page.mediabox[2]), float(page.mediabox[3])) for page in document.pages)
        widgets = [
            [widget for widget in page.get("/Annots", []) if widget.Subtype == "/Widget"] for page in document.pages
        ]
        spoken = tuple(tuple((widget_id(one), spoken_name(one)) for one in page) for page in widgets)
    return Sheet(pdf, tuple(read_fields(pdf)), sizes, spoken)


def values_for(sheet: Sheet) -> dict[str, str]:
    """Returns a value for every field that is not calculated."""
    turn, values = 0, {}
    for field in sheet.fields:
        if field.kind == "check":
            values[field.name] = field.states[0]
        elif field.kind == "radio":
            values[field.name] = field.states[turn % len(field.states)]
            turn += 1
        elif field.is_multiline:
            values[field.name] = next(NEXT_LINES)
        elif not field.is_calculated:
            values[field.name] = next(NEXT_LINE) if field.max_length > len(MEAN) * 2 else MEAN
    return values


def break_values(document: pikepdf.Pdf) -> None:
    """Changes one text and clears one tick, and makes the text look empty."""
    fields = list(document.Root.AcroForm.Fields)
    notes = next(
        field for field in fields if int(field.get("/Ff", 0)) & MULTILINE_FLAG and str(field.get("/V", "")).isascii()
    )
    notes.V = pikepdf.String("Something else")
    blank = document.make_stream(b"/Tx BMC EMC", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form)
    blank.BBox = notes.AP.N.BBox
    notes.AP = pikepdf.Dictionary(N=blank)
    # Otherwise engines draw the value themselves.
    document.Root.AcroForm.NeedAppearances = False
    for field in fields:
        if field.FT == "/Btn" and "/Kids" not in field:
            field.V = field.AS = pikepdf.Name.Off
            break


def read_values(reader: str, pdf: Path) -> dict[str, str]:
    """Has an engine read a file; raises an error with its messages if it fails."""
    return {name: normalize_value(value) for name, value in json.loads(call_engine("read", reader, pdf)).items()}


def misread_values(found: dict[str, str], values: dict[str, str]) -> list[str]:
    """Returns the fields in which an engine found another value than was filled in."""
    return [f"{name}: {found.get(name)!r}, not {value!r}" for name, value in values.items() if found.get(name) != value]


def wrong_states(pdf: Path, sheet: Sheet, values: dict[str, str]) -> list[str]:
    """Returns the fields that moved, and the ticks and circles that are not in the state that was clicked."""
    saved, wrong = read_sheet(pdf), []
    with pikepdf.open(pdf) as document:
        for field in document.Root.AcroForm.Fields:
            before, after = sheet.field(str(field.T)), saved.field(str(field.T))
            pairs = [(one.box, other.box) for one, other in zip(before.widgets, after.widgets, strict=True)]
            if any(abs(a - b) > MAX_MOVE for pair in pairs for a, b in zip(*pair, strict=True)):
                wrong.append(f"{before.name}: it moved")
            if before.kind == "text":
                continue
            value = values[before.name]
            states = [str(widget.get("/AS", "/Off"))[1:] for widget in field.get("/Kids", [field])]
            clicked = before.widgets.index(before.widget_for(value))
            if states[clicked] != value or set(states) - {value, "Off"}:
                wrong.append(f"{before.name}: its places show {states}, not {value}")
    return wrong


def undrawn_values(empty: Path, filled: Path, sheet: Sheet, values: dict[str, str]) -> list[str]:
    """Returns the values that are not drawn in the place where they were filled in."""

    def ink(document: pymupdf.Document, widget: Widget) -> int:
        left, low, right, high = widget.box
        height = sheet.sizes[widget.page][1]
        clip = pymupdf.Rect(math.floor(left), math.floor(height - high), math.ceil(right), math.ceil(height - low))
        drawn = document[widget.page].get_pixmap(dpi=72, colorspace=pymupdf.csGRAY, alpha=False, clip=clip)
        return sum(1 for pixel in bytes(drawn.samples) if pixel < INK_LIMIT)

    before, after = pymupdf.open(empty), pymupdf.open(filled)
    wrong = []
    for name, value in values.items():
        # The font of the fields has no Arabic. The value must be kept nevertheless.
        if any("\u0600" <= letter <= "\u06ff" for letter in value):
            continue
        field = sheet.field(name)
        widget = field.widget_for(value)
        added = ink(after, widget) - ink(before, widget)
        letters = min(len("".join(value.split())), COUNTED_LETTERS)
        if added < (INK_PER_LETTER * letters if field.kind == "text" else 1):
            wrong.append(f"{name}: {value!r} is not drawn (ink {added})")
    return wrong

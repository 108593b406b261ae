"""The pages of a kit as engines draw them, compared with the values that are filled in."""

import math
from pathlib import Path

from judges.forms.call import call_engine
from judges.forms.engines import Page, Values
from judges.forms.fields import Field, Widget
from judges.forms.values import UNDRAWN_VALUES

# The resolution for finding values, and the one for comparing whole pages.
FINE_DPI, COARSE_DPI = 72, 40
# Pixels darker than this are ink.
INK_LIMIT = 128
LIGHT_PIXELS = bytes(range(INK_LIMIT, 256))
# Every letter has more ink than this; the beginning of a long text is enough.
INK_PER_LETTER, COUNTED_LETTERS = 6, 40


class Drawing:
    """The pages of a file as an engine draws them."""

    def __init__(self, drawer: str, pdf: Path, dpi: int) -> None:
        folder = pdf.with_name(f"{pdf.stem} by {drawer} at {dpi}")
        folder.mkdir()
        call_engine("draw", drawer, pdf, dpi, folder)
        self.scale = dpi / 72
        paths = sorted(folder.iterdir(), key=lambda path: int(path.stem))
        self.pages = [self.take_page(path) for path in paths]

    @staticmethod
    def take_page(path: Path) -> Page:
        """Reads a page from a PGM file and deletes the file."""
        _, size, _, pixels = path.read_bytes().split(b"\n", 3)
        width, height = map(int, size.split())
        path.unlink()
        return width, height, pixels

    def rows(self, widget: Widget) -> list[bytes]:
        """Returns the pixels in a widget, from its top."""
        width, height, pixels = self.pages[widget.page]
        left, low, right, high = (edge * self.scale for edge in widget.box)
        rows = range(math.floor(height - high), math.ceil(height - low))
        columns = slice(math.floor(left), math.ceil(right))
        return [pixels[y * width : (y + 1) * width][columns] for y in rows]

    def ink(self, widget: Widget) -> int:
        """Returns the number of dark pixels in a widget."""
        return sum(len(row.translate(None, LIGHT_PIXELS)) for row in self.rows(widget))

    def shows_boxes(self, widget: Widget) -> bool:
        """Returns true if the first line in a widget consists of signs of one height.

        Boxes that stand for characters missing from a font have one height; letters have different ones.
        """
        dark = [[pixel < INK_LIMIT for pixel in row] for row in self.rows(widget)]
        inked = [any(row) for row in dark]
        first = inked.index(True) if any(inked) else 0
        line = dark[first : first + inked[first:].index(False) if False in inked[first:] else None]
        signs: list[tuple[int, int]] = []
        for column in zip(*line, strict=True):
            if not any(column):
                signs.append((len(line), 0))
            else:
                top, low = signs.pop() if signs else (len(line), 0)
                signs.append((min(top, column.index(True)), max(low, len(column) - column[::-1].index(True))))
        heights = [low - top for top, low in signs if low]
        return len(heights) >= 5 and max(heights) - min(heights) <= 1


def drawing_faults(
    empty: Drawing, filled: Drawing, fields: list[Field], values: Values, *, is_single_place: bool = False
) -> list[str]:
    """Returns the fields whose value is not drawn at all its places, or that show something else.

    With `is_single_place`, a choice need be drawn at one of its places only.
    """
    complaints = []
    for field in fields:
        value = values.get(field.name)
        added = [filled.ink(widget) - empty.ink(widget) for widget in field.widgets]
        if value is None:
            if any(added):
                complaints.append(f"{field.name}: it is empty, but something is drawn (ink {added})")
            continue
        right = [n for n, widget in zip(added, field.widgets, strict=True) if widget.state in (None, value)]
        wrong = [n for n, widget in zip(added, field.widgets, strict=True) if widget.state not in (None, value)]
        letters = min(len("".join(value.split())), COUNTED_LETTERS)
        least = INK_PER_LETTER * letters if field.kind == "text" else 1
        drawn = [n >= least for n in right]
        is_drawn = any(drawn) if is_single_place and field.kind == "radio" else all(drawn)
        is_boxes = field.kind == "text" and len(value) > 10 and any(map(filled.shows_boxes, field.widgets))
        if value not in UNDRAWN_VALUES and (is_boxes or not is_drawn):
            reason = "as boxes" if is_boxes else f"ink {right}"
            complaints.append(f"{field.name}: {value!r} is not drawn ({reason})")
        if any(wrong):
            complaints.append(f"{field.name}: besides {value!r} something else is drawn (ink {wrong})")
    return complaints


def page_differences(fillable: Path, plain: Path, drawer: str) -> list[str]:
    """Returns the pages of an empty kit that look different without fields."""
    with_fields, without = (Drawing(drawer, pdf, COARSE_DPI).pages for pdf in (fillable, plain))
    if len(with_fields) != len(without):
        return [f"{len(with_fields)} pages, {len(without)} without fields"]
    pairs = zip(with_fields, without, strict=True)
    return [f"page {number} differs" for number, (one, other) in enumerate(pairs, 1) if one != other]

"""What engines draw of a kit, compared with what is filled in."""

import math
from pathlib import Path

from asking import call
from engines import Values
from fields import Field, Widget
from values import UNDRAWN

# The resolution at which what is filled in is looked for, and the one for comparing whole pages.
SHARP, COARSE = 72, 40
# Pixels darker than this are ink.
INK = 128
LIGHT = bytes(range(INK, 256))


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

    def rows(self, widget: Widget) -> list[bytes]:
        """The pixels in a widget, from its top."""
        width, height, pixels = self.pages[widget.page]
        left, low, right, high = (edge * self.scale for edge in widget.box)
        rows = range(math.floor(height - high), math.ceil(height - low))
        columns = slice(math.floor(left), math.ceil(right))
        return [pixels[y * width:(y + 1) * width][columns] for y in rows]

    def ink(self, widget: Widget) -> int:
        """How many dark pixels there are in a widget."""
        return sum(len(row.translate(None, LIGHT)) for row in self.rows(widget))

    def is_boxes(self, widget: Widget) -> bool:
        """Whether the first line in a widget consists of signs of one height, as those are that stand for
        characters which a font lacks; letters have different ones."""
        dark = [[pixel < INK for pixel in row] for row in self.rows(widget)]
        inked = [any(row) for row in dark]
        first = inked.index(True) if any(inked) else 0
        line = dark[first:first + inked[first:].index(False) if False in inked[first:] else None]
        signs: list[tuple[int, int]] = []
        for column in zip(*line):
            if not any(column):
                signs.append((len(line), 0))
            else:
                top, low = signs.pop() if signs else (len(line), 0)
                signs.append((min(top, column.index(True)), max(low, len(column) - column[::-1].index(True))))
        heights = [low - top for top, low in signs if low]
        return len(heights) >= 5 and max(heights) - min(heights) <= 1


def undrawn(empty: Drawing, full: Drawing, kit: list[Field], values: Values, alone: bool = False) -> list[str]:
    """What is filled in but not to be seen at all its places (if `alone`, at one place of a choice), or to be
    seen but not filled in."""
    complaints = []
    for field in kit:
        value = values.get(field.name)
        more = [full.ink(widget) - empty.ink(widget) for widget in field.widgets]
        if value is None:
            complaints += [f"{field.name}: it is empty, but something is drawn (ink {more})"] if any(more) else []
            continue
        right = [n for n, widget in zip(more, field.widgets) if widget.state in (None, value)]
        wrong = [n for n, widget in zip(more, field.widgets) if widget.state not in (None, value)]
        # A letter has more ink than this; of a long text the beginning is enough.
        least = 6 * min(len("".join(value.split())), 40) if field.kind == "text" else 1
        seen = [n >= least for n in right]
        enough = any(seen) if alone and field.kind == "radio" else all(seen)
        boxes = field.kind == "text" and len(value) > 10 and any(map(full.is_boxes, field.widgets))
        if value not in UNDRAWN and (boxes or not enough):
            complaints.append(f"{field.name}: {value!r} is not drawn ({'as boxes' if boxes else f'ink {right}'})")
        if any(wrong):
            complaints.append(f"{field.name}: besides {value!r} something else is drawn (ink {wrong})")
    return complaints


def same_pages(fillable: Path, plain: Path, drawer: str) -> list[str]:
    """Pages of an empty kit that look otherwise than without fields."""
    with_fields, without = (Drawing(drawer, pdf, COARSE).pages for pdf in (fillable, plain))
    if len(with_fields) != len(without):
        return [f"{len(with_fields)} pages, {len(without)} without fields"]
    return [f"page {n} differs" for n, (a, b) in enumerate(zip(with_fields, without), 1) if a != b]

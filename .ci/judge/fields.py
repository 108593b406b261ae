"""The fields of a kit, as they are in the file."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pikepdf


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

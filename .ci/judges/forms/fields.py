"""The fields of a kit, as they are in the file."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pikepdf

RADIO_FLAG, MULTILINE_FLAG = 1 << 15, 1 << 12


@dataclass(frozen=True)
class Widget:
    """One place of a field on a page.

    `id` is the name that viewers built on pdf.js give it. Ticks and circles have the `state` that fills them in.
    """

    id: str
    page: int
    box: tuple[float, float, float, float]
    state: str | None
    spoken_name: str


@dataclass(frozen=True)
class Field:
    """A field of a kit. `max_length` is 0 if there is no limit; scripts set the value of a calculated field."""

    name: str
    kind: str
    is_multiline: bool
    max_length: int
    is_calculated: bool
    widgets: tuple[Widget, ...]

    @cached_property
    def states(self) -> list[str]:
        """The states of all places, each one once."""
        return list(dict.fromkeys(widget.state for widget in self.widgets))

    def widget_for(self, value: str) -> Widget:
        """Returns the place where a person would enter a value: the first one that takes it."""
        return next(widget for widget in self.widgets if widget.state in (None, value))


def widget_state(widget: pikepdf.Dictionary) -> str | None:
    """Returns the state that fills a widget in, or nothing for texts."""
    if "/AP" not in widget or isinstance(widget.AP.N, pikepdf.Stream):
        return None
    return next(key[1:] for key in widget.AP.N if key != "/Off")


def spoken_name(widget: pikepdf.Dictionary) -> str:
    """Returns the name that is spoken at a place: its own, or the name of its field."""
    own = widget.get("/TU")
    return str(own if own is not None else widget.get("/Parent", {}).get("/TU", ""))


def widget_id(widget: pikepdf.Dictionary) -> str:
    """Returns the name that viewers built on pdf.js give a place."""
    return f"{widget.objgen[0]}R"


def read_fields(pdf: Path) -> list[Field]:
    """Returns all fields of a kit."""
    with pikepdf.open(pdf) as document:
        pages = {page.objgen: number for number, page in enumerate(document.pages)}
        calculated = {str(field.T) for field in document.Root.AcroForm.get("/CO", [])}

        def read_widget(widget: pikepdf.Dictionary) -> Widget:
            box, state = tuple(map(float, widget.Rect)), widget_state(widget)
            return Widget(widget_id(widget), pages[widget.P.objgen], box, state, spoken_name(widget))

        found = []
        for field in document.Root.AcroForm.Fields:
            flags, name = int(field.get("/Ff", 0)), str(field.T)
            kind = "text" if field.FT == "/Tx" else "radio" if flags & RADIO_FLAG else "check"
            is_multiline = kind == "text" and bool(flags & MULTILINE_FLAG)
            max_length = int(field.get("/MaxLen", 0))
            widgets = tuple(map(read_widget, field.get("/Kids", [field])))
            found.append(Field(name, kind, is_multiline, max_length, name in calculated, widgets))
        return found

"""Judges a kit that an engine filled in: what others read in it, draw of it and extract from it."""

import dataclasses
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pikepdf

import engines
from asking import READERS, call
from drawing import SHARP, Drawing, undrawn
from engines import Values
from fields import Field
from values import ALONE, LIMITS, UNDRAWN, limits


def misread(reader: str, pdf: Path, values: Values) -> list[str]:
    """What a reader finds other than it was filled in; what was left alone must be empty."""
    found = json.loads(call("read", reader, pdf))
    wrong = [
        f"{name}: {found.get(name)!r}, not {value!r}"
        for name, value in values.items() if engines.plain(found.get(name)) != value
    ]
    alone = {name: engines.plain(value) for name, value in found.items() if name not in values}
    more = {name: value for name, value in alone.items() if value not in ("", "Off")}
    return wrong + [f"{name}: {value!r}, though it was left empty" for name, value in more.items()]


def unset(pdf: Path, kit: list[Field], values: Values) -> tuple[list[str], int, int]:
    """Widgets in a wrong state or place; and of how many choices made how many are set at every place."""
    places = {field.name: field for field in kit}
    complaints, chosen, unison = [], 0, 0
    with pikepdf.open(pdf) as document:
        for field in document.Root.AcroForm.Fields:
            before, value = places[str(field.T)], values.get(str(field.T), "Off")
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
            if before.kind == "radio" and value != "Off" and before.states.count(value) < states.count(value):
                unison += 1
            chosen += before.kind == "radio" and value != "Off" and len(before.widgets) > len(before.states)
    return complaints, chosen, unison


def unread(pdf: Path, values: Values, kit: list[Field]) -> list[str]:
    """Texts that poppler does not extract from what is drawn."""
    text = "".join(engines.run("pdftotext", "-q", "-enc", "UTF-8", str(pdf), "-").split())
    texts = {values[field.name] for field in kit if field.kind == "text" and field.name in values} - UNDRAWN
    return [f"{value!r} is not extracted" for value in sorted(texts) if "".join(value.split()) not in text]


@dataclass
class Filled:
    """A kit that an engine filled in, and what is to be said against it, by judge."""

    filler: str
    count: str
    complaints: dict[str, list[str]]
    unison: str = ""
    # The numbers of the limits that explain some of it.
    met: set[int] = dataclasses.field(default_factory=set)

    def right(self, kind: str) -> str:
        """The judges of a kind that complain of nothing."""
        names = [name.split(" ", 1)[1] for name in self.complaints if name.startswith(kind)]
        return ", ".join(name for name in names if not self.complaints[f"{kind} {name}"]) or "nobody"

    def beyond(self) -> dict[str, list[str]]:
        """The complaints that no known limit explains."""
        left: dict[str, list[str]] = {}
        for judge, found in self.complaints.items():
            left[judge] = []
            for line in found:
                known = [n for n in limits(self.filler, judge) if re.search(LIMITS[n].pattern, line)]
                self.met.update(known)
                left[judge] += [] if known else [line]
        return left


def judge(
    pdf: Path, values: Values, kit: list[Field], empty: dict[str, Drawing], filler: str,
    besides: tuple[str, ...] = (),
) -> Filled:
    """Judges a filled file by every engine but those `besides`, which filled it in."""
    complaints: dict[str, list[str]] = {}

    def ask(name: str, question: Callable[[], list[str]]) -> None:
        try:
            complaints[name] = question()
        except Exception as error:  # noqa: BLE001 - a judge that cannot work has something against the file
            complaints[name] = [f"{error}"]

    for reader in READERS:
        if reader not in besides:
            ask(f"read {reader}", lambda: misread(reader, pdf, values))
    alone = not ALONE.isdisjoint(besides)
    for drawer, before in empty.items():
        ask(f"drawn {drawer}", lambda: undrawn(before, Drawing(drawer, pdf, SHARP), kit, values, alone))
    ask("extracted pdftotext", lambda: unread(pdf, values, kit))
    states, chosen, unison = unset(pdf, kit, values)
    complaints["states"] = states
    wrong = len(misread("pikepdf", pdf, values))
    in_unison = "none to set" if not chosen else "yes" if unison == chosen else f"{unison} of {chosen}"
    return Filled(filler, f"{len(values) - wrong} of {len(kit)}", complaints, in_unison)


def fill(filler: str, pdf: Path, values: Values, filled: Path) -> Path:
    """Has an engine fill a kit in."""
    data = filled.with_suffix(".json")
    data.write_text(json.dumps(values), encoding="utf-8")
    call("fill", filler, pdf, data, filled)
    return filled

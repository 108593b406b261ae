"""The judging of one filled kit: what other engines read in it, draw of it and extract from it."""

import dataclasses
import json
import re
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pikepdf

from judges.forms.call import READERS, call_engine
from judges.forms.drawing import FINE_DPI, Drawing, drawing_faults
from judges.forms.engines import Values, normalize_value
from judges.forms.fields import Field
from judges.forms.limits import LIMITS, SINGLE_PLACE_ENGINES, limits_for
from judges.forms.values import UNDRAWN_VALUES

MAX_MOVE = 0.01


@dataclass
class FilledKit:
    """A kit that an engine filled in, and the complaints about it, by judge."""

    filler: str
    # How many of all fields hold the right value.
    count: str
    complaints: dict[str, list[str]]
    unison: str = ""
    # The indexes of the limits that explain some of the complaints.
    met_limits: set[int] = dataclasses.field(default_factory=set)

    def satisfied(self, kind: str) -> str:
        """Returns the judges of a kind that have no complaints."""
        names = [name.split(" ", 1)[1] for name in self.complaints if name.startswith(kind)]
        return ", ".join(name for name in names if not self.complaints[f"{kind} {name}"]) or "nobody"

    def complaints_beyond_limits(self) -> dict[str, list[str]]:
        """Returns the complaints that no known limit explains, and notes the limits that explain the others."""
        left: dict[str, list[str]] = {}
        for judge, found in self.complaints.items():
            left[judge] = []
            for line in found:
                known = [n for n in limits_for(self.filler, judge) if re.search(LIMITS[n].pattern, line)]
                self.met_limits.update(known)
                left[judge] += [] if known else [line]
        return left


def misread_values(reader: str, pdf: Path, values: Values) -> list[str]:
    """Returns the fields in which a reader finds another value; fields without a value must be empty."""
    found = {name: normalize_value(value) for name, value in json.loads(call_engine("read", reader, pdf)).items()}
    wrong = [
        f"{name}: {found.get(name, '')!r}, not {value!r}"
        for name, value in values.items()
        if found.get(name, "") != value
    ]
    others = {name: value for name, value in found.items() if name not in values and value not in ("", "Off")}
    return wrong + [f"{name}: {value!r}, though it was left empty" for name, value in others.items()]


@dataclass
class States:
    """The states of the widgets of a filled kit.

    `choices` counts the choices that have several places for a value, `in_unison` those that are set at every place.
    """

    complaints: list[str] = dataclasses.field(default_factory=list)
    choices: int = 0
    in_unison: int = 0

    @property
    def unison(self) -> str:
        """The share of choices that are set at every place, in words."""
        if not self.choices:
            return "none to set"
        return "yes" if self.in_unison == self.choices else f"{self.in_unison} of {self.choices}"


def read_states(pdf: Path, fields: list[Field], values: Values) -> States:
    """Finds widgets that have moved or are in a wrong state."""
    by_name = {field.name: field for field in fields}
    states = States()
    with pikepdf.open(pdf) as document:
        for field in document.Root.AcroForm.Fields:
            before, value = by_name[str(field.T)], values.get(str(field.T), "Off")
            widgets = list(field.get("/Kids", [field]))
            boxes = [tuple(map(float, widget.Rect)) for widget in widgets]
            pairs = zip((widget.box for widget in before.widgets), boxes, strict=True)
            if any(abs(a - b) > MAX_MOVE for pair in pairs for a, b in zip(*pair, strict=True)):
                states.complaints.append(f"{before.name}: it moved")
            if before.kind == "text":
                continue
            shown = [str(widget.get("/AS", "/Off"))[1:] for widget in widgets]
            if set(shown) - {value, "Off"} or value not in shown:
                states.complaints.append(f"{before.name}: its places show {shown}, not {value}")
            if before.kind == "radio" and value != "Off":
                states.in_unison += before.states.count(value) < shown.count(value)
                states.choices += len(before.widgets) > len(before.states)
    return states


def unextracted_texts(pdf: Path, values: Values, fields: list[Field]) -> list[str]:
    """Returns the texts that poppler does not extract from the drawn pages."""
    command = ["pdftotext", "-q", "-enc", "UTF-8", str(pdf), "-"]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, encoding="utf-8", timeout=300)
    text = "".join(done.stdout.split())
    filled = {values[field.name] for field in fields if field.kind == "text" and field.name in values}
    texts = sorted(filled - UNDRAWN_VALUES)
    return [f"{value!r} is not extracted" for value in texts if "".join(value.split()) not in text]


def judge_filled(
    pdf: Path,
    values: Values,
    fields: list[Field],
    empty: dict[str, Drawing],
    filler: str,
    skipped_readers: tuple[str, ...] = (),
) -> FilledKit:
    """Has a filled file judged by every engine except those that filled it in."""
    complaints: dict[str, list[str]] = {}

    def ask(name: str, question: Callable[[], list[str]]) -> None:
        try:
            complaints[name] = question()
        except Exception as error:  # noqa: BLE001 - a judge that fails has something against the file
            complaints[name] = [f"{error}"]

    for reader in READERS:
        if reader not in skipped_readers:
            ask(f"read {reader}", lambda reader=reader: misread_values(reader, pdf, values))
    is_single_place = not SINGLE_PLACE_ENGINES.isdisjoint(skipped_readers)
    for drawer, before in empty.items():

        def compare(drawer: str = drawer, before: Drawing = before) -> list[str]:
            drawn = Drawing(drawer, pdf, FINE_DPI)
            return drawing_faults(before, drawn, fields, values, is_single_place=is_single_place)

        ask(f"drawn {drawer}", compare)
    ask("extracted pdftotext", lambda: unextracted_texts(pdf, values, fields))
    states = read_states(pdf, fields, values)
    complaints["states"] = states.complaints
    wrong = len(misread_values("pikepdf", pdf, values))
    return FilledKit(filler, f"{len(values) - wrong} of {len(fields)}", complaints, states.unison)


def fill_kit(filler: str, pdf: Path, values: Values, filled: Path) -> Path:
    """Has an engine fill in a kit."""
    data = filled.with_suffix(".json")
    data.write_text(json.dumps(values), encoding="utf-8")
    call_engine("fill", filler, pdf, data, filled)
    return filled

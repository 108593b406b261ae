"""Has other people's engines fill in kits, read them back and draw them; veraPDF judges what they saved.

What an engine is known not to do is listed in `limits`, with the reason; everything else must come out right.
"""

import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from judges.forms.broken import judge_damage_detection
from judges.forms.call import DRAWERS, FILLERS
from judges.forms.drawing import FINE_DPI, Drawing, drawing_faults, page_differences
from judges.forms.engines import Values
from judges.forms.fields import Field, read_fields
from judges.forms.filled import FilledKit, fill_kit, judge_filled, misread_values
from judges.forms.limits import LIMITS, SINGLE_PLACE_ENGINES
from judges.forms.redaction import judge_redaction
from judges.forms.returned import judge_returned
from judges.forms.values import SCRIPT_LINES, unused_texts, values_for
from judges.shared.command import judge_command
from judges.shared.java import accessibility_faults
from judges.shared.paths import BANK
from judges.shared.program import Kit, Program
from judges.shared.right_to_left import right_to_left_kits
from judges.shared.tally import Tally

# Engines of which one fills in some fields and the other fills in others later.
PAIRS = [("pdf.js", "PDFBox"), ("PDFium", "pdf-lib"), ("MuPDF", "pypdf")]


@dataclass
class EmptyKit:
    """An empty kit, its fields, and its pages as engines draw them."""

    face: str
    pdf: Path
    fields: list[Field]
    drawings: dict[str, Drawing]

    def filled_path(self, filler: str) -> Path:
        """Returns the path of the kit once an engine has filled it in."""
        return self.pdf.with_name(f"{self.face}, filled by {filler}.pdf")

    def judge_filling(self, filler: str) -> FilledKit:
        """Has an engine fill in every field."""
        values = values_for(self.fields)
        try:
            pdf = fill_kit(filler, self.pdf, values, self.filled_path(filler))
            return judge_filled(pdf, values, self.fields, self.drawings, filler, (filler,))
        except Exception as error:  # noqa: BLE001 - an engine that cannot fill in a kit rejects it
            return FilledKit(filler, "none", {"fill": [f"{error}"]})

    def judge_filling_by_two(self, pair: tuple[str, str]) -> FilledKit:
        """Has one engine fill in a third of the fields, and another one a second third later."""
        first, second = pair
        every = list(values_for(self.fields).items())
        parts: list[Values] = [dict(every[0::3]), dict(every[1::3])]
        name = " and ".join(pair)
        try:
            half = fill_kit(first, self.pdf, parts[0], self.filled_path(f"{first} for {second}"))
            pdf = fill_kit(second, half, parts[1], self.filled_path(name))
            return judge_filled(pdf, parts[0] | parts[1], self.fields, self.drawings, name, pair)
        except Exception as error:  # noqa: BLE001 - an engine that cannot fill in a kit rejects it
            return FilledKit(name, "none", {"fill": [f"{error}"]})


def judge_filling(program: Program, folder: Path, tally: Tally) -> None:
    """Judges kits of both faces, filled in by every engine and by two engines; then broken ones."""
    rows: list[tuple[EmptyKit, FilledKit]] = []
    with ThreadPoolExecutor(max_workers=2) as pool:
        for face in ("interviewer", "candidate"):
            pdf = program.build(Kit(face=face), folder / f"{face}.pdf")
            plain = program.build(Kit(face=face, form=False), folder / f"{face} without fields.pdf")
            differences = pool.map(lambda drawer, a=pdf, b=plain: page_differences(a, b, drawer), DRAWERS)
            for drawer, found in zip(DRAWERS, differences, strict=True):
                tally.check(f"{face} kit, empty, looks as without fields: {drawer}", found)
            drawn = pool.map(lambda drawer, a=pdf: Drawing(drawer, a, FINE_DPI), DRAWERS)
            empty = EmptyKit(face, pdf, read_fields(pdf), dict(zip(DRAWERS, drawn, strict=True)))
            rows += [(empty, result) for result in pool.map(empty.judge_filling, FILLERS)]
            if face == "interviewer":
                rows += [(empty, result) for result in pool.map(empty.judge_filling_by_two, PAIRS)]
    faults = accessibility_faults([empty.filled_path(result.filler) for empty, result in rows])
    for empty, result in rows:
        result.complaints["PDF/UA-1"] = faults[empty.filled_path(result.filler)]
        check_filled(empty.face, result, tally)
    typed = [values_for(empty.fields) for empty, _ in rows]
    tally.check("every script is typed into fields of one line and of several", unused_texts(typed))
    empty = rows[0][0]
    judge_damage_detection(empty.pdf, empty.fields, empty.drawings, tally)
    print_table([(empty.face, result) for empty, result in rows])


def judge_accessible_when_filled(program: Program, folder: Path, tally: Tally) -> None:
    """Judges kits of other sizes and languages, which must stay PDF/UA-1 when pdf.js and PDFBox fill them in."""
    kits = [
        Kit(count=count, paper=paper, face=face)
        for count in (5, 120)
        for paper in ("a4", "letter")
        for face in ("interviewer", "candidate")
    ]
    kits += right_to_left_kits(forms=(True,))

    def fill_by_both(number: int) -> tuple[dict[str, list[str]], dict[Path, str]]:
        kit = kits[number]
        pdf = program.build(kit, folder / f"to be filled {number}.pdf")
        values = values_for(read_fields(pdf))
        misread, filled = {}, {}
        for filler in ("pdf.js", "PDFBox"):
            path = fill_kit(filler, pdf, values, folder / f"{number} filled by {filler}.pdf")
            name = f"{kit.name}, filled in by {filler}"
            misread[f"{name}: read pikepdf"] = misread_values("pikepdf", path, values)
            filled[path] = f"{name}: PDF/UA-1"
        return misread, filled

    names: dict[Path, str] = {}
    with ThreadPoolExecutor(max_workers=2) as pool:
        for misread, filled in pool.map(fill_by_both, range(len(kits))):
            names |= filled
            for name, found in misread.items():
                tally.check(name, found)
    for path, found in accessibility_faults(list(names)).items():
        tally.check(names[path], found)
    print(f"judged by PDF/UA-1 after filling: {len(names)} files", flush=True)


def judge_other_scripts(program: Program, folder: Path, tally: Tally) -> None:
    """Judges kits in other scripts: what people type in the language of the kit is drawn, by engines that can."""
    kits = {kit: language for kit, language in right_to_left_kits(forms=(True,)).items() if kit.face == "interviewer"}
    for kit, language in kits.items():
        pdf = program.build(kit, folder / f"empty in {language}.pdf")
        fields = [field for field in read_fields(pdf) if field.name in ("candidate", "takeaways")]
        values = {field.name: SCRIPT_LINES[language] for field in fields}
        empty = {drawer: Drawing(drawer, pdf, FINE_DPI) for drawer in DRAWERS}
        for filler in ("pdf.js", "PDFBox"):
            name = f"a kit in {language}, filled in by {filler}"
            try:
                filled = fill_kit(filler, pdf, values, folder / f"{language} by {filler}.pdf")
            except Exception as error:  # noqa: BLE001 - an engine that cannot fill in a kit rejects it
                tally.check(f"{name}: fill", [f"{error}"])
                continue
            tally.check(f"{name}: read pikepdf", misread_values("pikepdf", filled, values))
            for drawer in DRAWERS:
                drawn = Drawing(drawer, filled, FINE_DPI)
                tally.check(f"{name}: drawn {drawer}", drawing_faults(empty[drawer], drawn, fields, values))


def judge_identity_when_filled(program: Program, folder: Path, tally: Tally) -> None:
    """Judges what `inspect` says of kits that engines filled in, and the empty kits that it rebuilds from them."""
    found = [pdf for face in ("interviewer", "candidate") for pdf in sorted(folder.glob(f"{face}, filled by *.pdf"))]
    tally.check("there are filled kits to inspect", [] if len(found) > 12 else [f"there are {len(found)}"])
    for pdf in found:
        state = program.inspect(pdf)["state"]
        complaints = [] if state == "saved-anew" else [f"its state is {state}"]
        empty = folder / f"{pdf.name.split(',')[0]}.pdf"
        if program.rebuild(pdf, folder / "rebuilt.pdf", "--bank", str(BANK)) != empty.read_bytes():
            complaints.append("rebuilt it is another kit")
        tally.check(f"{pdf.stem}: identity", complaints)


def check_filled(face: str, result: FilledKit, tally: Tally) -> None:
    """Records the verdicts about one filled kit."""
    subject = f"{face} kit filled in by {result.filler}"
    for name, found in result.complaints_beyond_limits().items():
        tally.check(f"{subject}: {name}", found)
    is_exempt = any(filler in SINGLE_PLACE_ENGINES for filler in result.filler.split(" and "))
    is_unison = is_exempt or result.unison in ("yes", "none to set")
    tally.check(f"{subject}: ratings in unison", [] if is_unison else [result.unison])
    right = [name for name, found in result.complaints.items() if name.startswith("read") and not found]
    tally.check(f"{subject}: read back right by two others", [] if len(right) >= 2 else [f"only by {right}"])


def print_table(rows: list[tuple[str, FilledKit]]) -> None:
    """Prints a row for every filled kit, and the limits that explain complaints."""
    met = sorted(set().union(*(result.met_limits for _, result in rows)))
    numbers = {index: number for number, index in enumerate(met, 1)}
    lines = [
        (
            "kit",
            "filled in by",
            "fields",
            "read right by",
            "drawn by",
            "extracted by",
            "in unison",
            "PDF/UA-1",
            "limits",
        )
    ]
    for face, result in rows:
        satisfied = [result.satisfied(kind) for kind in ("read", "drawn", "extracted")]
        is_accessible = "no" if result.complaints["PDF/UA-1"] else "yes"
        limits = ", ".join(str(numbers[index]) for index in sorted(result.met_limits))
        lines.append((face, result.filler, result.count, *satisfied, result.unison, is_accessible, limits))
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        cells = (cell.ljust(width) for cell, width in zip(line, widths, strict=True))
        print(" | ".join(cells).rstrip(), flush=True)
    for index, number in numbers.items():
        print(f"limit {number}, {LIMITS[index].judge}: {LIMITS[index].reason}")
    for index, limit in enumerate(LIMITS):
        if index not in numbers:
            print(f"a limit that was not met: {', '.join(limit.fillers)}, {limit.judge}: {limit.pattern}")


def judge_forms(program: Program, folder: Path, tally: Tally) -> None:
    """Judges everything about fields."""
    judge_filling(program, folder, tally)
    judge_accessible_when_filled(program, folder, tally)
    judge_other_scripts(program, folder, tally)
    judge_identity_when_filled(program, folder, tally)
    judge_returned(program, folder, tally)
    judge_redaction(program, folder, tally)


if __name__ == "__main__":
    sys.exit(judge_command(judge_forms, __doc__))

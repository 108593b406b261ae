"""Whether kits can be filled in: other people's engines fill in every field, others read it back and draw it,
and veraPDF says whether the kit is as accessible as before.

What an engine is known not to do is listed in `values.LIMITS`, with the reason; everything else must come out
right.
"""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from asking import DRAWERS, FILLERS, accessible
from drawing import SHARP, Drawing, same_pages
from engines import Values
from fields import Field, fields
from filled import Filled, fill, judge, misread
from kits import Kit, Program
from reading import foreign_kits
from spoiled import judge_the_judging
from tally import Tally
from values import ALONE, LIMITS, unused, wanted

# Engines of which one fills in some fields and the other, later, others.
PAIRS = [("pdf.js", "PDFBox"), ("PDFium", "pdf-lib"), ("MuPDF", "pypdf")]


@dataclass
class Desk:
    """An empty kit and how engines draw it."""

    face: str
    pdf: Path
    kit: list[Field]
    empty: dict[str, Drawing]

    def path(self, filler: str) -> Path:
        return self.pdf.with_name(f"{self.face}, filled by {filler}.pdf")

    def filled(self, filler: str) -> Filled:
        """The kit with every field filled in by an engine."""
        values = wanted(self.kit)
        try:
            pdf = fill(filler, self.pdf, values, self.path(filler))
            return judge(pdf, values, self.kit, self.empty, filler, (filler,))
        except Exception as error:  # noqa: BLE001 - an engine that cannot fill a kit in rejects it
            return Filled(filler, "none", {"fill": [f"{error}"]})

    def by_two(self, pair: tuple[str, str]) -> Filled:
        """The kit with a third of the fields filled in by one engine, and then another third by another."""
        first, second = pair
        every = list(wanted(self.kit).items())
        parts: list[Values] = [dict(every[0::3]), dict(every[1::3])]
        name = " and ".join(pair)
        try:
            half = fill(first, self.pdf, parts[0], self.path(f"{first} for {second}"))
            pdf = fill(second, half, parts[1], self.path(name))
            return judge(pdf, parts[0] | parts[1], self.kit, self.empty, name, pair)
        except Exception as error:  # noqa: BLE001 - as above
            return Filled(name, "none", {"fill": [f"{error}"]})


def judge_forms(program: Program, folder: Path, tally: Tally) -> None:
    """Kits of both faces, filled in by every engine, and by two in turn; then filled ones broken on purpose."""
    rows: list[tuple[Desk, Filled]] = []
    with ThreadPoolExecutor(max_workers=2) as pool:
        for face in ("interviewer", "candidate"):
            pdf = program.build(Kit(face=face), folder / f"{face}.pdf")
            plain = program.build(Kit(face=face, form=False), folder / f"{face} without fields.pdf")
            same = pool.map(lambda drawer: same_pages(pdf, plain, drawer), DRAWERS)
            for drawer, found in zip(DRAWERS, same):
                tally.check(f"{face}'s kit, empty, looks as without fields: {drawer}", found)
            drawn = pool.map(lambda drawer: Drawing(drawer, pdf, SHARP), DRAWERS)
            desk = Desk(face, pdf, fields(pdf), dict(zip(DRAWERS, drawn)))
            rows += [(desk, result) for result in pool.map(desk.filled, FILLERS)]
            if face == "interviewer":
                rows += [(desk, result) for result in pool.map(desk.by_two, PAIRS)]
    verdicts = accessible([desk.path(result.filler) for desk, result in rows])
    for desk, result in rows:
        result.complaints["PDF/UA-1"] = verdicts[desk.path(result.filler)]
        tell(desk.face, result, tally)
    typed = [wanted(desk.kit) for desk, _ in rows]
    tally.check("every script is typed into fields of one line and of several", unused(typed))
    desk = rows[0][0]
    judge_the_judging(desk.pdf, desk.kit, desk.empty, tally)
    table([(desk.face, result) for desk, result in rows])


def judge_after_filling(program: Program, folder: Path, tally: Tally) -> None:
    """Kits of other sizes, on both papers, and from right to left, which must stay PDF/UA when pdf.js and PDFBox
    fill them in."""
    kits = [
        Kit(count=count, paper=paper, face=face)
        for count in (5, 120) for paper in ("a4", "letter") for face in ("interviewer", "candidate")
    ]
    kits += foreign_kits(forms=(True,))

    def one(number: int) -> tuple[dict[str, list[str]], dict[Path, str]]:
        kit = kits[number]
        pdf = program.build(kit, folder / f"to be filled {number}.pdf")
        values = wanted(fields(pdf))
        unlike, filled = {}, {}
        for filler in ("pdf.js", "PDFBox"):
            path = fill(filler, pdf, values, folder / f"{number} filled by {filler}.pdf")
            name = f"{kit.name}, filled in by {filler}"
            unlike[f"{name}: read pikepdf"] = misread("pikepdf", path, values)
            filled[path] = f"{name}: PDF/UA-1"
        return unlike, filled

    names: dict[Path, str] = {}
    with ThreadPoolExecutor(max_workers=2) as pool:
        for unlike, filled in pool.map(one, range(len(kits))):
            names |= filled
            for name, found in unlike.items():
                tally.check(name, found)
    for path, found in accessible(list(names)).items():
        tally.check(names[path], found)
    print(f"judged by PDF/UA-1 after filling: {len(names)} files", flush=True)


def tell(face: str, result: Filled, tally: Tally) -> None:
    """The verdicts over one filled file."""
    about = f"{face}'s kit filled in by {result.filler}"
    for name, found in result.beyond().items():
        tally.check(f"{about}: {name}", found)
    sound = any(filler in ALONE for filler in result.filler.split(" and "))
    unison = sound or result.unison in ("yes", "none to set")
    tally.check(f"{about}: ratings in unison", [] if unison else [result.unison])
    right = [name for name, found in result.complaints.items() if name.startswith("read") and not found]
    few = [] if len(right) >= 2 else [f"only by {right}"]
    tally.check(f"{about}: read back right by two others", few)


def table(rows: list[tuple[str, Filled]]) -> None:
    """What came out, limits and all."""
    head = (
        "kit", "filled in by", "fields", "read back right by", "drawn whole by", "extracted by", "in unison",
        "PDF/UA-1", "limits",
    )
    numbers = {n: number for number, n in enumerate(sorted(set().union(*(r.met for _, r in rows))), 1)}
    lines = [head] + [
        (
            face, r.filler, r.count, r.right("read"), r.right("drawn"), r.right("extracted"), r.unison,
            "no" if r.complaints["PDF/UA-1"] else "yes", ", ".join(str(numbers[n]) for n in sorted(r.met)),
        )
        for face, r in rows
    ]
    widths = [max(map(len, column)) for column in zip(*lines)]
    for line in lines:
        print(" | ".join(cell.ljust(width) for cell, width in zip(line, widths)).rstrip(), flush=True)
    for n, number in numbers.items():
        print(f"limit {number}, {LIMITS[n].judge}: {LIMITS[n].reason}")
    for n in set(range(len(LIMITS))) - set(numbers):
        print(f"a limit that was not met: {', '.join(LIMITS[n].fillers)}, {LIMITS[n].judge}: {LIMITS[n].pattern}")

"""Kits as other programs return them: merged, split, annotated, taken apart.

Every program that merges gets the kits of three people; `inspect` must tell what each of them answered.
"""

import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pymupdf
import pypdf
from pypdf.annotations import FreeText, Highlight
from pypdf.generic import ArrayObject, FloatObject

from judges.forms.engines import Values, fill_by_hand
from judges.shared.program import Kit, Program
from judges.shared.tally import Tally

# The candidate, the interviewer and the rating of each kit.
PEOPLE = [
    ("Ada Example", "Grace Sample", "2"),
    ("Boris Muster", "Linus Tester", "3"),
    ("Chloe Dupont", "Ed Probe", "4"),
]
# A page with one question.
QUESTION_PAGE = 2


def merge_by_pypdf(parts: list[Path], target: Path) -> None:
    """Appends files with pypdf, which keeps the fields of all under the same names."""
    writer = pypdf.PdfWriter()
    for part in parts:
        writer.append(part)
    writer.write(target)


def merge_by_pikepdf(parts: list[Path], target: Path) -> None:
    """Copies pages with pikepdf, which leaves their boxes outside the form."""
    with pikepdf.open(parts[0]) as whole:
        others = [pikepdf.open(part) for part in parts[1:]]
        for other in others:
            whole.pages.extend(other.pages)
        whole.save(target)


def merge_by_mupdf(parts: list[Path], target: Path) -> None:
    """Inserts files with PyMuPDF, which adds numbers to names."""
    whole = pymupdf.open()
    for part in parts:
        whole.insert_pdf(pymupdf.open(part))
    whole.save(target)


def merge_by_qpdf(parts: list[Path], target: Path) -> None:
    """Merges with qpdf, which adds numbers to names."""
    pages = [argument for part in parts[1:] for argument in (str(part), "1-z")]
    subprocess.run(["qpdf", str(parts[0]), "--pages", ".", "1-z", *pages, "--", str(target)], check=True)


def merge_by_empty_qpdf(parts: list[Path], target: Path) -> None:
    """Merges with qpdf into a new file, which drops what the kits carry."""
    subprocess.run(["qpdf", "--empty", "--pages", *map(str, parts), "--", str(target)], check=True)


def merge_by_pdftk(parts: list[Path], target: Path) -> None:
    """Merges with pdftk, which puts fields under parents."""
    subprocess.run(["pdftk", *map(str, parts), "cat", "output", str(target)], check=True)


def merge_by_pdfunite(parts: list[Path], target: Path) -> None:
    """Merges with poppler, which loses the fields above the boxes of all kits but the first."""
    subprocess.run(["pdfunite", *map(str, parts), str(target)], check=True)


MERGERS: dict[str, Callable[[list[Path], Path], None]] = {
    "pypdf": merge_by_pypdf,
    "pikepdf": merge_by_pikepdf,
    "PyMuPDF": merge_by_mupdf,
    "qpdf": merge_by_qpdf,
    "qpdf, empty": merge_by_empty_qpdf,
    "pdftk": merge_by_pdftk,
    "pdfunite": merge_by_pdfunite,
}
# Poppler keeps no value of a field with several boxes, such as the candidate's name.
LOSING_MERGERS = {"pdfunite"}
# The exit statuses of qpdf: done, and done with warnings.
QPDF_DONE = (0, 3)


@dataclass
class FilledKits:
    """An empty kit, the kits of three people, and what is in them."""

    empty: Path
    parts: list[Path]
    pages: int
    ratings: list[str]


def fill_kits(program: Program, folder: Path) -> FilledKits:
    """Fills in a kit for each person."""
    empty = program.build(Kit(count=4), folder / "empty.pdf")
    described = program.inspect(empty)
    ratings = [field["name"] for field in described["fields"] if field["field"] == "rating"]
    parts = []
    for number, (candidate, interviewer, score) in enumerate(PEOPLE):
        values: Values = {"candidate": candidate, "interviewer": interviewer, **dict.fromkeys(ratings, score)}
        parts.append(folder / f"person {number}.pdf")
        fill_by_hand(str(empty), values, str(parts[-1]))
    return FilledKits(empty, parts, described["pages"], ratings)


def misread_answers(found: dict, kits: FilledKits, people: list[tuple[str, str, str]], *, names: bool) -> list[str]:
    """Returns the answers that `inspect` shows for another person, or not at all."""
    values = {(field["kit"], field["name"]): field["value"] for field in found["fields"]}
    complaints = []
    for number, (candidate, interviewer, score) in enumerate(people, 1):
        expected = {"interviewer": interviewer, **dict.fromkeys(kits.ratings, score)}
        if names or number == 1:
            expected["candidate"] = candidate
        complaints += [
            f"kit {number}, {name}: {values.get((number, name))!r}, not {value!r}"
            for name, value in expected.items()
            if values.get((number, name)) != value
        ]
    return complaints


def judge_merged(program: Program, kits: FilledKits, folder: Path, tally: Tally) -> None:
    """Judges what `inspect` says of merged kits, and of the kits that qpdf splits off as the help says."""
    starts = range(0, len(PEOPLE) * kits.pages, kits.pages)
    expected = [{"pages": [start + 1, start + kits.pages]} for start in starts]
    for name, merge in MERGERS.items():
        merged = folder / f"merged by {name}.pdf"
        merge(kits.parts, merged)
        found = program.inspect(merged)
        complaints = [] if found["kits"] == expected else [f"its kits are {found['kits']}"]
        keeps_names = name not in LOSING_MERGERS
        complaints += misread_answers(found, kits, PEOPLE, names=keeps_names)
        lost = [field for field in found["fields"] if field["name"] == "candidate" and field["value"] is None]
        complaints += [f"candidate of kit {field['kit']} is not in doubt" for field in lost if not field["in_doubt"]]
        tally.check(f"merged by {name}: kits and answers", complaints)
        second = folder / f"split after {name}.pdf"
        first_page, last_page = expected[1]["pages"]
        command = ["qpdf", str(merged), "--pages", ".", f"{first_page}-{last_page}", "--", str(second)]
        # qpdf warns of files that others wrote, and splits them all the same.
        if subprocess.run(command, check=False, capture_output=True).returncode not in QPDF_DONE:
            raise RuntimeError(f"qpdf cannot split {merged.name}")
        split = program.inspect(second)
        wrong = [] if len(split["kits"]) == 1 else [f"its kits are {split['kits']}"]
        wrong += misread_answers(split, kits, PEOPLE[1:2], names=True) if keeps_names else []
        tally.check(f"split after {name}: answers", wrong)
    swapped = [PEOPLE[1], PEOPLE[0], PEOPLE[2]]
    found = program.inspect(folder / "merged by pypdf.pdf")
    tally.check_rejected("kits of other people in this order", misread_answers(found, kits, swapped, names=True))


def judge_single(program: Program, kits: FilledKits, tally: Tally) -> None:
    """Judges that a kit of one person is not taken for several."""
    for part in (kits.empty, *kits.parts):
        found = program.inspect(part)
        complaints = [] if len(found["kits"]) == 1 else [f"its kits are {found['kits']}"]
        complaints += [f"{field['name']} is in doubt" for field in found["fields"] if field["in_doubt"]]
        complaints += [f"{field['name']} is detached" for field in found["fields"] if field["detached"]]
        tally.check(f"{part.stem} is one kit", complaints)


def annotate_by_mupdf(source: Path, target: Path) -> list[tuple[int, str, str]]:
    """Adds remarks with PyMuPDF, and returns the page, type and text of each."""
    document = pymupdf.open(source)
    document[0].add_freetext_annot(pymupdf.Rect(300, 40, 500, 60), "Starts in March")
    page = document[QUESTION_PAGE - 1]
    note = page.add_text_annot(pymupdf.Point(300, 500), "Strong on lists")
    note.set_info(title="Grace Sample")
    note.update()
    page.add_ink_annot([[(100, 500), (150, 520), (200, 500)]])
    page.add_stamp_annot(pymupdf.Rect(300, 600, 400, 640))
    document.save(target)
    return [
        (1, "FreeText", "Starts in March"),
        (2, "Text", "Strong on lists"),
        (2, "Ink", ""),
        (2, "Stamp", "Approved"),
    ]


def annotate_by_pypdf(source: Path, target: Path) -> list[tuple[int, str, str]]:
    """Adds remarks with pypdf, and returns the page, type and text of each."""
    writer = pypdf.PdfWriter(clone_from=source)
    writer.add_annotation(0, FreeText(text="Начало в марте", rect=(300, 700, 500, 720)))
    corners = ArrayObject([FloatObject(edge) for edge in (100, 520, 200, 520, 100, 500, 200, 500)])
    writer.add_annotation(QUESTION_PAGE - 1, Highlight(rect=(100, 500, 200, 520), quad_points=corners))
    writer.write(target)
    return [(1, "FreeText", "Начало в марте"), (2, "Highlight", "")]


def judge_remarks(program: Program, kits: FilledKits, folder: Path, tally: Tally) -> None:
    """Judges that remarks are shown with their pages, questions and texts."""
    question = kits.ratings[0].removesuffix("/rating")
    for annotate in (annotate_by_mupdf, annotate_by_pypdf):
        name = annotate.__name__.replace("_", " ")
        target = folder / f"{name}.pdf"
        expected = annotate(kits.parts[0], target)
        found = program.inspect(target)["remarks"]
        wanted = [(page, None if page == 1 else question, kind, text) for page, kind, text in expected]
        shown = [(remark["page"], remark["question"], remark["type"], remark["text"].strip()) for remark in found]
        complaints = [f"{remark} is not shown, but {shown}" for remark in wanted if remark not in shown]
        complaints += [] if len(shown) == len(wanted) else [f"{len(shown)} remarks are shown"]
        tally.check(f"{name}: remarks", complaints)


def detach_rating(source: Path, target: Path) -> str:
    """Takes the chosen circle of a rating from the field above it, as Apple's Preview does. Returns its field."""
    with pikepdf.open(source) as document:
        field = next(field for field in document.Root.AcroForm.Fields if str(field.T).endswith("/rating"))
        circle = next(kid for kid in field.Kids if kid.AS != "/Off")
        circle.T, circle.FT, circle.Ff, circle.V = field.T, field.FT, field.Ff, circle.AS
        del circle["/Parent"]
        field.V = pikepdf.Name.Off
        document.save(target)
        return str(field.T)


def judge_detached(program: Program, kits: FilledKits, folder: Path, tally: Tally) -> None:
    """Judges that a rating whose circle lost its field is read and drawn in its place."""
    target, record, whole = folder / "detached.pdf", folder / "detached record.pdf", folder / "whole record.pdf"
    name = detach_rating(kits.parts[0], target)
    found = {field["name"]: field for field in program.inspect(target)["fields"]}
    expected = {field["name"]: field for field in program.inspect(kits.parts[0])["fields"]}
    complaints = [f"{key} is missing" for key in expected if key not in found]
    complaints += [f"{key} is added" for key in found if key not in expected]
    complaints += [f"{key}: {found[key]['value']!r}" for key in found if found[key]["value"] != expected[key]["value"]]
    complaints += [] if found[name]["detached"] else ["nothing is said of it"]
    tally.check("a circle without its field: read", complaints)
    program.run("flatten", str(target), "--out", str(record), "--force")
    program.run("flatten", str(kits.parts[0]), "--out", str(whole), "--force")
    drawn, right = (pymupdf.open(pdf)[QUESTION_PAGE - 1].get_pixmap(dpi=60).samples for pdf in (record, whole))
    tally.check(
        "a circle without its field: drawn in the record", [] if drawn == right else ["the page looks different"]
    )
    empty = folder / "empty record.pdf"
    program.run("flatten", str(kits.empty), "--out", str(empty), "--force")
    other = pymupdf.open(empty)[QUESTION_PAGE - 1].get_pixmap(dpi=60).samples
    tally.check_rejected("the record of an empty kit as that of a filled one", other != right)


def judge_returned(program: Program, folder: Path, tally: Tally) -> None:
    """Judges kits that other programs changed."""
    kits = fill_kits(program, folder)
    judge_single(program, kits, tally)
    judge_merged(program, kits, folder, tally)
    judge_remarks(program, kits, folder, tally)
    judge_detached(program, kits, folder, tally)

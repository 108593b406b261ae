"""Judges kits by PDF/UA-1, and kits built for archives by PDF/A-3a, with veraPDF.

Kits of all faces, papers and sizes come in English, Hebrew and Arabic, with and without fields, beside a flattened
and a redacted one. Kits broken on purpose must be rejected.
"""

import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from judges.shared.command import judge_command
from judges.shared.java import accessibility_faults, validate, validation_faults
from judges.shared.paths import ROOT
from judges.shared.program import Kit, Program
from judges.shared.right_to_left import NOTO
from judges.shared.tally import Tally

# A date is written in several places of a kit.
DATE = {"SOURCE_DATE_EPOCH": "1764097200"}


def accessible_kits() -> list[Kit]:
    """Returns the kits that must be PDF/UA-1."""
    looks = [
        {"face": face, "paper": paper, "form": form}
        for face in ("interviewer", "candidate")
        for paper in ("a4", "letter")
        for form in (True, False)
    ]
    kits = [Kit(count=count, **look) for count in (5, 20, 120) for look in looks]
    for language in ("hebrew", "arabic"):
        bank = ROOT / "tests" / "right_to_left" / f"{language}.toml"
        font = NOTO / f"NotoSans{language.title()}-Regular.ttf"
        kits += [Kit(count=2, minutes=30, role="analyst", bank=bank, font=font, **look) for look in looks]
    return kits


def build_all(program: Program, kits: list[Kit], folder: Path) -> dict[Path, str]:
    """Builds kits and returns their names by file."""

    def build(numbered: tuple[int, Kit]) -> Path:
        number, kit = numbered
        return program.build(kit, folder / f"{number}.pdf")

    with ThreadPoolExecutor(max_workers=2) as pool:
        return dict(zip(pool.map(build, enumerate(kits)), (kit.name for kit in kits), strict=True))


def break_kit(kit: Path, old: bytes, new: bytes) -> Path:
    """Writes a copy of a kit with other metadata of the same length."""
    before = kit.read_bytes()
    after = before.replace(old, new)
    if after == before or len(old) != len(new):
        raise ValueError(f"nothing was broken: {old!r}")
    broken = kit.with_name("broken.pdf")
    broken.write_bytes(after)
    return broken


def check_validation_fails(tally: Tally, name: str, pdfs: list[Path], *flavours: str) -> None:
    """Checks that veraPDF does not accept files."""
    done = validate(pdfs, *flavours)
    print(f"broken: {name}: {'accepted' if done.returncode == 0 else 'rejected'}", flush=True)
    tally.check_rejected(f"veraPDF rejects {name}", done.returncode)


def judge_accessible(program: Program, folder: Path, tally: Tally) -> None:
    """Judges kits, a flattened one and a redacted one by PDF/UA-1."""
    kits = accessible_kits()
    files = build_all(program, kits, folder)
    filled = str(ROOT / "tests" / "filled" / "tagged.pdf")
    program.run("flatten", filled, "--out", str(folder / "record.pdf"))
    program.run("redact", filled, "--accept-altered", "--replace", "Candidate 7", "--out", str(folder / "redacted.pdf"))
    files |= {folder / "record.pdf": "a flattened kit", folder / "redacted.pdf": "a redacted kit"}
    for pdf, found in accessibility_faults(list(files)).items():
        tally.check(f"{files[pdf]}: PDF/UA-1", found)
    kit = next(pdf for pdf, kit in zip(files, kits, strict=False) if kit == Kit(count=5, face="candidate"))
    broken = break_kit(kit, b"<pdfuaid:part>1<", b"<pdfuaid:part>9<")
    check_validation_fails(tally, "a kit that names another standard", [broken], "ua1")
    check_validation_fails(tally, "a kit that claims no PDF/A", [kit], "3a")
    check_validation_fails(tally, "an unknown flavour", [kit], "nonsense")
    check_validation_fails(tally, "an empty list of files", [], "ua1")
    print(f"judged by PDF/UA-1: {len(files)} files", flush=True)


def judge_archivable(program: Program, folder: Path, tally: Tally) -> None:
    """Judges kits that are built for archives by PDF/A-3a and PDF/UA-1."""
    files: dict[Path, str] = {}

    def build(kit: Kit, **environment: str) -> Path:
        pdf = folder / f"{len(files)}.pdf"
        arguments = [*kit.question_arguments(), *kit.page_arguments(), "--pdf-a", "--out", str(pdf)]
        program.run("build", *arguments, **environment)
        files[pdf] = f"{kit.name}, for archives{', dated' if environment else ''}"
        return pdf

    for count in (5, 20):
        for face in ("interviewer", "candidate"):
            for paper in ("a4", "letter"):
                build(Kit(count=count, face=face, paper=paper))
    for face in ("interviewer", "candidate"):
        build(Kit(count=5, face=face), **DATE)
    for flavour in ("3a", "ua1"):
        for pdf, found in validation_faults(list(files), flavour).items():
            tally.check(f"{files[pdf]}: {flavour}", found)
    broken = break_kit(next(iter(files)), b"<pdfaid:conformance>A<", b"<pdfaid:conformance>X<")
    check_validation_fails(tally, "an archivable kit that names another level", [broken], "3a")
    print(f"judged by PDF/A-3a and PDF/UA-1: {len(files)} files", flush=True)


def judge_accessibility(program: Program, folder: Path, tally: Tally) -> None:
    """Judges both kinds of kits, each in a folder of its own."""
    for name, judge in {"ua": judge_accessible, "a": judge_archivable}.items():
        (folder / name).mkdir()
        judge(program, folder / name, tally)


if __name__ == "__main__":
    sys.exit(judge_command(judge_accessibility, __doc__))

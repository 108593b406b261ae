"""Whether kits say what they are, in ways that other people's libraries read, and whether protected ones
open with their password and with nothing else."""

import json
import subprocess
from pathlib import Path

import pikepdf
import pypdfium2

import damage
from kits import Kit, Program
from tally import Tally

LOCK, BANK = "interview-kit.lock.json", "interview-kit.bank.toml"
PASSWORD, OWNER = "Łódź 7, αβγ", "the owner's"


def carried(pdf: Path) -> dict[str, bytes]:
    """The files that a kit carries."""
    with pikepdf.open(pdf) as document:
        return {name: spec.get_file().read_bytes() for name, spec in document.attachments.items()}


def attached(pdf: Path) -> int:
    """Bytes of a file that its attachments take."""
    with pikepdf.open(pdf) as document:
        return sum(len(spec.get_file().obj.read_raw_bytes()) for spec in document.attachments.values())


def property_of(pdf: Path, name: str) -> str:
    """One of the program's own properties in the metadata."""
    with pikepdf.open(pdf) as document, document.open_metadata() as metadata:
        return str(metadata.get("{urn:interview-kit:xmp:1:}" + name, ""))


def about(program: Program, pdf: Path) -> dict:
    """What the program itself says of a file."""
    return json.loads(program.run("inspect", str(pdf), "--format", "json"))


def says(program: Program, kit: Kit, pdf: Path, folder: Path) -> list[str]:
    """What a kit says wrongly of itself."""
    files, ids = carried(pdf), [question.id for question in program.plan(kit)]
    lock, complaints = json.loads(files[LOCK]), []
    if [question["id"] for question in lock["questions"]] != ids:
        complaints.append("its lock names other questions than its plan")
    if json.loads(property_of(pdf, "lock")) != lock:
        complaints.append("its metadata hold another lock than its attachment")
    if (BANK in files) != (kit.face == "interviewer"):
        complaints.append(f"it carries {sorted(files)}")
    if about(program, pdf)["state"] != "as-built":
        complaints.append("the program does not know it again")
    if BANK in files:
        bank = folder / "carried.toml"
        bank.write_bytes(files[BANK])
        program.run("list", "questions", "--bank", str(bank))
    again = folder / "again.pdf"
    again.unlink(missing_ok=True)
    bank = [] if BANK in files else ["--bank", str(Path(__file__).resolve().parents[2] / "questions.toml")]
    program.run("inspect", str(pdf), "--rebuild", "--out", str(again), *bank)
    if again.read_bytes() != pdf.read_bytes():
        complaints.append("made again it is another file")
    return complaints


def opens(pdf: Path, password: str) -> dict[str, bool]:
    """Which programs open a file with a password."""
    commands = {
        "qpdf": ["qpdf", f"--password={password}", "--check", str(pdf)],
        "poppler": ["pdftotext", "-upw", password, "-opw", password, str(pdf), "-"],
        "MuPDF": ["mutool", "draw", "-p", password, "-F", "txt", "-o", "-", str(pdf), "1"],
    }

    def runs(command: list[str]) -> bool:
        done = subprocess.run(command, capture_output=True, check=False, timeout=120)
        # MuPDF ends with 0 and says on its error stream what it could not do.
        said = done.stderr + (done.stdout if command[0] == "mutool" else b"")
        return done.returncode == 0 and b"password" not in said

    found = {name: runs(command) for name, command in commands.items()}
    try:
        found["PDFium"] = len(pypdfium2.PdfDocument(pdf, password=password)) > 0
    except pypdfium2.PdfiumError:
        found["PDFium"] = False
    try:
        pikepdf.open(pdf, password=password).close()
        found["pikepdf"] = True
    except pikepdf.PasswordError:
        found["pikepdf"] = False
    return found


def judge_protected(program: Program, folder: Path, tally: Tally) -> None:
    """A kit with a password, and one that may be opened but not changed."""
    passwords = {"password.txt": PASSWORD, "owner.txt": OWNER}
    for name, text in passwords.items():
        (folder / name).write_text(f"{text}\n", encoding="utf-8")
    kit, pdf = Kit(count=5), folder / "protected.pdf"
    given = ["--password-file", str(folder / "password.txt"), "--owner-password-file", str(folder / "owner.txt")]
    program.run("build", *kit.choice(), *given, "--permit", "fill", "--out", str(pdf))
    for name, wanted, password in [
        ("opens with its password", True, PASSWORD),
        ("opens with its owner's", True, OWNER),
        ("stays closed without", False, ""),
        ("stays closed to another", False, "Lodz 7, abc"),
    ]:
        wrong = [program_name for program_name, is_open in opens(pdf, password).items() if is_open != wanted]
        tally.check(f"a protected kit {name}", [f"not in {one}" for one in wrong])
    with pikepdf.open(pdf, password=PASSWORD) as document:
        allowed, encryption = document.allow, document.encryption
    rights = {"accessibility", "modify_form"}
    given_rights = {name for name in allowed._fields if getattr(allowed, name)}
    tally.check("a protected kit permits what was said", [] if given_rights == rights else [f"{given_rights}"])
    strong = encryption.R == 6 and encryption.bits == 256
    tally.check("a protected kit is encrypted by AES-256", [] if strong else [f"{encryption}"])
    plain = [secret for secret in (PASSWORD, OWNER, "Python", LOCK) if secret.encode() in pdf.read_bytes()]
    tally.check("a protected kit hides what is in it", [f"{secret} can be read" for secret in plain])


def judge_filled(program: Program, folder: Path, tally: Tally) -> None:
    """What every engine filled in (`forms.py`): it must say that it was saved since it was built and still has its
    pages and fields, and the kit made again from it must be the one that was filled in."""
    found = [pdf for face in ("interviewer", "candidate") for pdf in sorted(folder.glob(f"{face}, filled by *.pdf"))]
    tally.check("kits filled in are there to be asked what they are", [] if len(found) > 12 else [f"{len(found)} are"])
    again, bank = folder / "again.pdf", Path(__file__).resolve().parents[2] / "questions.toml"
    for pdf in found:
        state = about(program, pdf)["state"]
        complaints = [] if state == "saved-anew" else [f"it is called {state}"]
        again.unlink(missing_ok=True)
        program.run("inspect", str(pdf), "--rebuild", "--bank", str(bank), "--out", str(again))
        built = folder / f"{pdf.name.split(',')[0]}.pdf"
        if again.read_bytes() != built.read_bytes():
            complaints.append("made again it is another kit")
        tally.check(f"{pdf.stem}: says what it is", complaints)


def judge_identity(program: Program, folder: Path, tally: Tally) -> None:
    """Kits of both faces and papers; one that is changed; and those that need a password."""
    for kit in [Kit(), Kit(face="candidate"), Kit(count=5, form=False, paper="letter"), Kit(count=120)]:
        pdf = program.build(kit, folder / "identity.pdf")
        tally.check(f"{kit.name}: says what it is", says(program, kit, pdf, folder))
    pdf, changed = program.build(Kit(count=5), folder / "identity.pdf"), folder / "changed.pdf"

    def swap(document: pikepdf.Pdf) -> None:
        document.pages.append(document.pages[0])

    damage.edited(swap)(pdf, changed)
    state = about(program, changed)["state"]
    tally.check("a kit with a page more is known to be altered", [] if state == "altered" else [state])
    judge_filled(program, folder, tally)
    judge_protected(program, folder, tally)

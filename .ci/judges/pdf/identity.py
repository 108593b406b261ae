"""The identity of kits: what a kit says of itself, and passwords.

Other people's libraries must read the lock that a kit carries. A protected kit opens with its password only.
"""

import json
import subprocess
from pathlib import Path

import pikepdf
import pypdfium2

from judges.shared import paths
from judges.shared.damage import edited
from judges.shared.program import Kit, Program
from judges.shared.tally import Tally

LOCK_NAME, BANK_NAME = "interview-kit.lock.json", "interview-kit.bank.toml"
PASSWORD, OWNER_PASSWORD = "Łódź 7, αβγ", "the owner's"


def attachments(pdf: Path) -> dict[str, bytes]:
    """Returns the files that a kit carries, by name."""
    with pikepdf.open(pdf) as document:
        return {name: spec.get_file().read_bytes() for name, spec in document.attachments.items()}


def attachment_bytes(pdf: Path) -> int:
    """Returns how many bytes of a file its attachments take, compressed as they are."""
    with pikepdf.open(pdf) as document:
        return sum(len(spec.get_file().obj.read_raw_bytes()) for spec in document.attachments.values())


def xmp_property(pdf: Path, name: str) -> str:
    """Returns one of the program's own properties in the XMP metadata."""
    with pikepdf.open(pdf) as document, document.open_metadata() as metadata:
        return str(metadata.get("{urn:interview-kit:xmp:1:}" + name, ""))


def identity_faults(program: Program, kit: Kit, pdf: Path, folder: Path) -> list[str]:
    """Returns everything that a kit says wrongly of itself."""
    files, ids = attachments(pdf), [question.id for question in program.plan(kit)]
    lock, complaints = json.loads(files[LOCK_NAME]), []
    if [question["id"] for question in lock["questions"]] != ids:
        complaints.append("its lock names other questions than its plan")
    if json.loads(xmp_property(pdf, "lock")) != lock:
        complaints.append("its metadata hold another lock than its attachment")
    if (BANK_NAME in files) != (kit.face == "interviewer"):
        complaints.append(f"it carries {sorted(files)}")
    state = program.inspect(pdf)["state"]
    if state != "as-built":
        complaints.append(f"its state is {state}, not as-built")
    if BANK_NAME in files:
        bank = folder / "carried.toml"
        bank.write_bytes(files[BANK_NAME])
        program.run("list", "questions", "--bank", str(bank))
    bank = [] if BANK_NAME in files else ["--bank", str(paths.BANK)]
    if program.rebuild(pdf, folder / "rebuilt.pdf", *bank) != pdf.read_bytes():
        complaints.append("rebuilt it is another file")
    return complaints


def opens_with(pdf: Path, password: str) -> dict[str, bool]:
    """Returns whether each reader opens a file with a password."""
    commands = {
        "qpdf": ["qpdf", f"--password={password}", "--check", str(pdf)],
        "poppler": ["pdftotext", "-upw", password, "-opw", password, str(pdf), "-"],
        "MuPDF": ["mutool", "draw", "-p", password, "-F", "txt", "-o", "-", str(pdf), "1"],
    }

    def succeeds(command: list[str]) -> bool:
        done = subprocess.run(command, capture_output=True, check=False, timeout=120)
        # MuPDF ends with 0 and reports what it could not do on its output.
        printed = done.stderr + (done.stdout if command[0] == "mutool" else b"")
        return done.returncode == 0 and b"password" not in printed

    found = {name: succeeds(command) for name, command in commands.items()}
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
    """Judges a kit with a password to open it and another to change it."""
    passwords = {"password.txt": PASSWORD, "owner.txt": OWNER_PASSWORD}
    for name, text in passwords.items():
        (folder / name).write_text(f"{text}\n", encoding="utf-8")
    kit, pdf = Kit(count=5), folder / "protected.pdf"
    given = [
        "--password-file",
        str(folder / "password.txt"),
        "--owner-password-file",
        str(folder / "owner.txt"),
    ]
    program.run("build", *kit.question_arguments(), *given, "--permit", "fill", "--out", str(pdf))
    for name, wanted, password in [
        ("opens with its password", True, PASSWORD),
        ("opens with its owner's password", True, OWNER_PASSWORD),
        ("stays closed without a password", False, ""),
        ("stays closed to another password", False, "Lodz 7, abc"),
    ]:
        wrong = [reader for reader, is_open in opens_with(pdf, password).items() if is_open != wanted]
        tally.check(f"a protected kit {name}", [f"not in {reader}" for reader in wrong])
    with pikepdf.open(pdf, password=PASSWORD) as document:
        allowed, encryption = document.allow, document.encryption
    expected = {"accessibility", "modify_form"}
    permitted = {name for name in allowed._fields if getattr(allowed, name)}
    tally.check("a protected kit permits what was asked", [] if permitted == expected else [f"{permitted}"])
    is_strong = encryption.R == 6 and encryption.bits == 256
    tally.check("a protected kit is encrypted by AES-256", [] if is_strong else [f"{encryption}"])
    secrets = (PASSWORD, OWNER_PASSWORD, "Python", LOCK_NAME)
    plain = [secret for secret in secrets if secret.encode() in pdf.read_bytes()]
    tally.check("a protected kit hides its contents", [f"{secret} can be read" for secret in plain])


def judge_identity(program: Program, folder: Path, tally: Tally) -> None:
    """Judges kits of both faces and papers, a kit that was altered, and a protected one."""
    for kit in [Kit(), Kit(face="candidate"), Kit(count=5, form=False, paper="letter"), Kit(count=120)]:
        pdf = program.build(kit, folder / "identity.pdf")
        tally.check(f"{kit.name}: identity", identity_faults(program, kit, pdf, folder))
    pdf, changed = program.build(Kit(count=5), folder / "identity.pdf"), folder / "changed.pdf"

    def repeat_first_page(document: pikepdf.Pdf) -> None:
        document.pages.append(document.pages[0])

    edited(repeat_first_page)(pdf, changed)
    state = program.inspect(changed)["state"]
    tally.check("a kit with one more page is known to be altered", [] if state == "altered" else [state])
    judge_protected(program, folder, tally)

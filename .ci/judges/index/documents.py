"""A folder of kits for an index page."""

import hashlib
import shutil
from pathlib import Path

from judges.shared.paths import ROOT
from judges.shared.program import Kit, Program

ROLES = ("python-developer", "rust-developer", "qa-engineer")
# Names that mean something in a page, in a URL, in a list of checksums or on a terminal.
HOSTILE_NAMES = (
    *("<img src=x onerror=alert(1)>.pdf", "\"'&amp;.pdf", "javascript:alert(1).pdf", "a#b?c=d.pdf"),
    *("100%25 %.pdf", "evil\u202efdp.exe.pdf", "back\\slash.pdf", "new\nline\r.pdf", " two  spaces .pdf"),
    *("-rf.pdf", "żółć ✓.pdf"),
)
# Files that must not be listed: with the name of a candidate, with a password, with answers, and of others.
UNLISTED_NAMES = ("ada.pdf", "locked.pdf", "filled.pdf", "other.pdf")


def make_folder(program: Program, folder: Path) -> Path:
    """Builds kits of some roles, kits under hostile names and files that must not be listed; then the index page."""
    dist = folder / "dist"
    team = dist / "team & co"
    team.mkdir(parents=True)
    for role in ROLES:
        for face in ("interviewer", "candidate"):
            for paper in ("a4", "letter"):
                kit = Kit(count=5, face=face, paper=paper, role=role)
                program.build(kit, team / f"{role}-{face}-{paper}.pdf")
    for number, name in enumerate(HOSTILE_NAMES):
        program.build(Kit(count=3, seed=number, seniority="senior"), dist / name)
    password = folder / "password.txt"
    password.write_text("open it\n", encoding="utf-8")
    build = ["build", "--role", "python-developer", "--out"]
    program.run(*build, str(dist / "ada.pdf"), "--candidate", "Ada Example")
    program.run(*build, str(dist / "locked.pdf"), "--password-file", str(password))
    shutil.copy(ROOT / "tests" / "filled" / "pypdf.pdf", dist / "filled.pdf")
    (dist / "other.pdf").write_bytes(b"%PDF-1.4\n")
    program.run("index", str(dist), "--title", "Kits <b>& more</b>")
    return dist


def listed_files(dist: Path) -> dict[bytes, Path]:
    """Returns the files that must be listed, by their path in the folder."""
    files = [path for path in dist.rglob("*.pdf") if path.name not in UNLISTED_NAMES]
    return {str(path.relative_to(dist)).encode(): path for path in files}


def checksum(path: Path) -> str:
    """Returns the SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()

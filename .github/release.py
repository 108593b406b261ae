"""What a release is made of, for .github/workflows/release.yml.

    python3 .github/release.py notes v1.2.3                  the section of CHANGELOG.md on standard output
    python3 .github/release.py pack TARGET BUILT FOLDER      FOLDER/interview-kit-1.2.3-TARGET.tar.gz

A tag that is not the version of Cargo.toml, or has no section, is refused. An archive is the same bytes for the
same files: its times are those of the commit. What is packed is run before.
"""

import gzip
import io
import os
import re
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NAME = "interview-kit"
DOCUMENTS = ["README.md", "CHANGELOG.md", "LICENSE-APACHE", "LICENSE-MIT"]
SHELLS = ["bash", "elvish", "fish", "powershell", "zsh"]


def version():
    found = re.search(r'^version = "(.+)"$', (ROOT / "Cargo.toml").read_text(encoding="utf-8"), re.MULTILINE)
    return found[1]


def notes(tag):
    if tag != f"v{version()}":
        sys.exit(f"the tag {tag} is not v{version()}, which Cargo.toml says")
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    section = re.search(rf"^## \[{re.escape(version())}\].*?\n(.*?)(?=^## \[|^\[|\Z)", text, re.MULTILINE | re.DOTALL)
    if not section or not section[1].strip():
        sys.exit(f"CHANGELOG.md has no section for {version()}")
    return section[1].strip()


def commit_time():
    told = os.environ.get("SOURCE_DATE_EPOCH")
    return int(told or subprocess.check_output(["git", "log", "-1", "--format=%ct"], cwd=ROOT))


def run(program, *arguments, folder=None):
    return subprocess.check_output([program, *arguments], cwd=folder)


def guide():
    """The pages and pictures that the README links to."""
    found = (path for path in (ROOT / "docs").rglob("*") if path.suffix in (".md", ".png"))
    return sorted(path.relative_to(ROOT).as_posix() for path in found)


def pack(target, built, folder):
    program = (Path(built) / (f"{NAME}.exe" if "windows" in target else NAME)).resolve()
    said = run(program, "--version").decode().strip()
    if said != f"{NAME} {version()}":
        sys.exit(f"{program} says it is {said}")
    with tempfile.TemporaryDirectory() as desk:
        run(
            program,
            "build",
            "--role",
            "python-developer",
            "--seniority",
            "mid",
            "--out",
            "kit.pdf",
            folder=desk,
        )
    files = [(program.name, 0o755, program.read_bytes())]
    files += [(name, 0o644, (ROOT / name).read_bytes()) for name in [*DOCUMENTS, *guide()]]
    files += [(f"completions/{NAME}.{shell}", 0o644, run(program, "completions", shell)) for shell in SHELLS]
    files += [(f"man/{NAME}.1", 0o644, run(program, "man"))]
    top, time = f"{NAME}-{version()}-{target}", commit_time()
    packed = io.BytesIO()
    with (
        gzip.GzipFile(filename="", mode="wb", fileobj=packed, mtime=time) as stream,
        tarfile.open(fileobj=stream, mode="w", format=tarfile.USTAR_FORMAT) as archive,
    ):
        for name, mode, content in files:
            entry = tarfile.TarInfo(f"{top}/{name}")
            entry.size, entry.mode, entry.mtime = len(content), mode, time
            archive.addfile(entry, io.BytesIO(content))
    Path(folder).mkdir(parents=True, exist_ok=True)
    Path(folder, f"{top}.tar.gz").write_bytes(packed.getvalue())
    return f"{top}.tar.gz, {len(packed.getvalue()):,} bytes"


COMMANDS = {"notes": notes, "pack": pack}

if __name__ == "__main__":
    if len(sys.argv) < 2 or sys.argv[1] not in COMMANDS:
        sys.exit(__doc__)
    print(COMMANDS[sys.argv[1]](*sys.argv[2:]))

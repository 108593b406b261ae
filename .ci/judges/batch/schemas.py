"""Judges the JSON Schemas of manifests and banks against the program.

Files that are known to be good pass both. Then every key is given every value of a list of odd ones: the schema must
reject the values that the program rejects, and no others. An editor that reads the schema then never underlines
what is right, and misses only what a schema cannot express.
"""

import json
import subprocess
import sys
import tomllib
from datetime import date
from pathlib import Path

import jsonschema

from judges.shared.command import judge_command
from judges.shared.paths import ROOT
from judges.shared.program import Program
from judges.shared.right_to_left import BANKS
from judges.shared.tally import Tally

GOOD = {
    "manifest": ["assets/kits.toml", "tests/cli/manifests/kits.toml"],
    "bank": [
        "questions.toml",
        "tests/cli/banks/small.toml",
        "tests/right_to_left/hebrew.toml",
        str(BANKS / "arabic.toml"),
    ],
}
BAD = {
    "manifest": ["tests/cli/manifests/broken.toml"],
    "bank": ["tests/cli/banks/broken.toml"],
}
# TOML values that some key accepts and most do not.
# fmt: off
VALUES = [
    "1", "0", "-1", "1440", "1441", "240", "241", "20000", "20001", "9", "10", "18446744073709551616", "1.5", "true",
    "2026-11-22", "'2026-11-22'", "'22.11.2026'", "{}", "{ odd = 1 }", "[]", "[1]", "['mid']", "['mid', 'senior']",
    "'1h'", "'1h30'", "'1 hour 5 min'", "'90 MIN'", "'1:30'", "'1:60'", "'1h60'", "'1.5h'", "'0,25 hrs'", "'1.55h'",
    "'1.51h'", "'1d'", "'name'", "'Name'", "'behavioural'", "'Behavioural,ethics'", "'Letter'", "['A4', 'LETTER']",
    "'mid'", "'Mid'", "'midd'", "'mid,senior'", "'mid, senior'", "'mid..'", "'..'", "'junior..=lead'", "'mid...lead'",
    "'technical'", "'technical,ethics'", "'tecnical'", "['technical', 'ethics']", "'a4'", "['a4', 'letter']", "'A4'",
    "'interviewer'", "['candidate']", "'testing'", "'testing=2'", "'testing=0'", "'testing = 02'", "'=2'", "'a=b=2'",
    "''", "' '", "'x y'", "'{role}'", "'{rol}'", "'{role'", "'role}'", "'{name}-{face}.pdf'", "'active'", "'retired'",
    "'activ'", "'Ü'", "'a-b-1'", "\"a\\nb\"", "\"a\\u0007b\"", "\"\\u0085\"", "\"\\tx\"", "['x', '']", "['x', 'x']",
    *(f"'{'x' * length}'" for length in (64, 65, 80, 81, 500, 501, 4000, 4001, 8000, 8001)),
    f"[{', '.join(['1'] * 61)}]", f"""[{', '.join(f"'x{n}'" for n in range(60))}]""",
    f"""[{', '.join(f"'x{n}'" for n in range(61))}]""",
    "{ 1 = 'x' }", "{ 0 = 'x' }", "{ 3 = '' }", "{ 03 = 'x' }", "{ by = 'x' }", "{ on = 2026-11-22 }",
    "{ by = 'x', on = 2026-11-22 }", "{ by = 'x', on = '22.11.' }", "{ by = 'x', at = 1 }", "[{ text = 'x' }]",
    "[{ text = 'x', from = 'mid' }]", "[{ from = 'mid' }]", "[{ text = 'x', from = 'midd' }]",
    "{ 3 = 'x', senior = { 3 = 'y' } }", "{ 3 = 'x', seniour = { 3 = 'y' } }", "{ 3 = 'x', senior = 'y' }",
    "{ 3 = 'x', senior = { x = 'y' } }", "{ 3 = 'x', senior = { 3 = '' } }", "{ 3 = { 3 = 'x' } }",
    "{ language = 'x', source = 'y' }", "{ language = 'x' }", "{ language = 'x', source = 'y', output = 3 }",
]
# fmt: on
# The codes of findings that a schema cannot express: repeated names and files, references to other entries.
BEYOND_SCHEMAS = {
    *("duplicate-name", "duplicate-output", "bad-name", "bad-output", "unreadable"),
    *("duplicate-id", "repeated-entry", "unknown-category", "unknown-competency", "unknown-question"),
    "unused-category",
}
QUESTION = {
    "id": "'q{n}'",
    "category": "'c'",
    "seniority": "['mid']",
    "minutes": "5",
    "prompt": "'x'",
    "listen_for": "['x']",
}
SCORES = "".join(f"[[scale]]\nscore = {n}\nlabel = 'x'\ndescription = 'x'\n" for n in (1, 3))
BANK = f"schema = 1\n{SCORES}[[category]]\nid = 'c'\nname = 'C'\ntype = 'technical'\n"

# The words for an entry, and its text in TOML.
Entry = tuple[str, str]
# A run with fewer verdicts has not tried all keys.
# The entries of a file: a run shows 100 findings, and an entry can have several.
FILE_ENTRIES = 25
MIN_VERDICTS = 2_000


def convert_to_json(value: object) -> object:
    """Converts a TOML value to JSON, which has no dates."""
    if isinstance(value, dict):
        return {key: convert_to_json(part) for key, part in value.items()}
    if isinstance(value, list):
        return [convert_to_json(part) for part in value]
    return value.isoformat() if isinstance(value, date) else value


class SchemaJudge:
    """The schema of one kind of file, and the program that reads such files."""

    def __init__(self, program: Path, kind: str, folder: Path) -> None:
        self.program, self.kind, self.folder = program, kind, folder
        done = subprocess.run([str(program), "schema", kind], capture_output=True, check=True)
        self.schema = json.loads(done.stdout)
        jsonschema.Draft7Validator.check_schema(self.schema)
        self.validator = jsonschema.Draft7Validator(self.schema)

    def schema_errors(self, text: str) -> list[jsonschema.ValidationError]:
        """Returns the errors that the schema finds in a file."""
        return list(self.validator.iter_errors(convert_to_json(tomllib.loads(text))))

    def program_errors(self, file: Path) -> list[dict]:
        """Returns the errors that the program finds in a file; a failure to run counts as none."""
        arguments = ["batch", str(file), "--dry-run"] if self.kind == "manifest" else ["list", "--bank", str(file)]
        done = subprocess.run(
            [str(self.program), *arguments, "--findings", "json"],
            capture_output=True,
            check=False,
            cwd=self.folder,
        )
        if done.returncode == 2:
            return []
        return [finding for finding in json.loads(done.stderr) if finding["severity"] == "error"]

    def judge_entries(self, array: str, head: str, entries: list[Entry], tally: Tally) -> None:
        """Gives files of some entries each to both, and compares the entries that they reject."""
        for start in range(0, len(entries), FILE_ENTRIES):
            self.judge_file(array, head, entries[start : start + FILE_ENTRIES], tally)

    def judge_file(self, array: str, head: str, entries: list[Entry], tally: Tally) -> None:
        """Gives one file to both, and compares the entries that they reject. Splits files with too many findings."""
        lines, text = [], head
        for _, entry in entries:
            lines.append(text.count("\n") + 1)
            text += f"[[{array}]]\n{entry}\n"
        file = self.folder / f"{self.kind}.toml"
        file.write_text(text)
        rejected = {
            error.absolute_path[1]
            for error in self.schema_errors(text)
            if len(error.absolute_path) > 1 and error.absolute_path[0] == array
        }
        codes: dict[int, set[str]] = {}
        findings = self.program_errors(file)
        shown = [finding for finding in findings if finding["code"] != "run::more-findings"]
        if len(shown) < len(findings) and len(entries) > 1:
            middle = len(entries) // 2
            for part in (entries[:middle], entries[middle:]):
                self.judge_file(array, head, part, tally)
            return
        for finding in shown:
            line = finding["labels"][0]["line"]
            entry = sum(start <= line for start in lines) - 1
            codes.setdefault(entry, set()).add(finding["code"].split("::")[1])
        for n, (name, _) in enumerate(entries):
            found = codes.get(n, set()) - BEYOND_SCHEMAS
            complaints = []
            if n in rejected and not codes.get(n):
                complaints = ["the schema rejects it, the program accepts it"]
            # JSON has no dates: to a schema, a date is a string.
            if n not in rejected and found and not name.endswith("= 2026-11-22"):
                complaints = [f"the schema accepts it, the program rejects it: {', '.join(found)}"]
            tally.check(f"schema of a {self.kind}: {name[:90]}", complaints)


def judge_known_files(judge: SchemaJudge, tally: Tally) -> None:
    """Judges files that are known to be good or bad."""
    for name in GOOD[judge.kind]:
        errors = judge.schema_errors((ROOT / name).read_text())
        tally.check(f"{name} fits its schema", [error.message[:200] for error in errors])
    for name in BAD[judge.kind]:
        found = judge.schema_errors((ROOT / name).read_text()), judge.program_errors(ROOT / name)
        tally.check_rejected(f"{name} is rejected by both", all(found))
    # The example manifest shows every key in comments; without the marks they make a whole manifest.
    if judge.kind == "manifest":
        text = (ROOT / "assets/kits.toml").read_text().split("schema", 1)[1].replace("\n# ", "\n")
        whole = f"schema{text}".replace("\nFor every kit", "\n# For every kit")
        errors = judge.schema_errors(whole)
        tally.check("the example manifest, every key of it", [error.message[:200] for error in errors])


def judge_whole_files(judge: SchemaJudge, head: str, tally: Tally) -> None:
    """Judges files that are wrong as a whole."""
    for name, text in {
        "no schema": head.replace("schema = 1\n", ""),
        "another schema": head.replace("schema = 1", "schema = 2"),
        "an unknown key": f"odd = 1\n{head}",
        "no list": "schema = 1\nquestion = 3\nkit = 3\n",
        "a list of one level": head.replace(SCORES, SCORES[: len(SCORES) // 2]) if judge.kind == "bank" else "x = 1",
    }.items():
        file = judge.folder / "whole.toml"
        file.write_text(text)
        found = {"schema": judge.schema_errors(text), "program": judge.program_errors(file)}
        accepting = [f"not by the {name}" for name, errors in found.items() if not errors]
        tally.check(f"{judge.kind} with {name} is rejected", accepting)


def manifest_entries(judge: SchemaJudge) -> list[Entry]:
    """Returns kits of a manifest, each with one key that has an odd value."""
    keys = judge.schema["properties"]["kit"]["items"]["properties"]
    return [(f"{key} = {value}", f"{key} = {value}") for key in [*keys, "odd"] for value in VALUES]


def bank_entries(judge: SchemaJudge) -> list[Entry]:
    """Returns questions of a bank, each with one key that is missing or has an odd value."""
    keys = judge.schema["properties"]["question"]["items"]["properties"]
    variants = {f"{key} = {value}": {**QUESTION, key: value} for key in [*keys, "odd"] for value in [*VALUES, None]}
    variants["a draft without signs"] = {**QUESTION, "status": "'draft'", "listen_for": None}
    variants["an active question without signs"] = {**QUESTION, "status": "'active'", "listen_for": "[]"}
    entries = []
    for number, (name, fields) in enumerate(variants.items()):
        text = "\n".join(f"{key} = {value}" for key, value in fields.items() if value is not None)
        entries.append((name, text.replace("{n}", str(number))))
    return entries


def judge_schemas(program: Program, folder: Path, tally: Tally) -> None:
    """Judges the schemas of both kinds of files."""
    manifest = SchemaJudge(program.path, "manifest", folder)
    bank = SchemaJudge(program.path, "bank", folder)
    judge_known_files(manifest, tally)
    judge_known_files(bank, tally)
    judge_whole_files(manifest, "schema = 1\n[[kit]]\nrole = 'qa-engineer'\n", tally)
    judge_whole_files(bank, BANK, tally)
    manifest.judge_entries("kit", "schema = 1\n", manifest_entries(manifest), tally)
    bank.judge_entries("question", BANK, bank_entries(bank), tally)
    enough = tally.passed + tally.failed >= MIN_VERDICTS
    tally.check("there are enough verdicts", [] if enough else [f"{tally.passed} passed"])


if __name__ == "__main__":
    sys.exit(judge_command(judge_schemas, __doc__))

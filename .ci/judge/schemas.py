"""Whether the JSON Schemas say of manifests and banks what the program says of them.

    python3 .ci/judge/schemas.py target/release/interview-kit

The files that are known to be good pass both. Then every key is given every value of a list of odd ones: what
the program refuses, the schema must refuse, and the other way round. An editor that reads the schema then
never underlines what is right, and misses only what a schema has no words for.
"""

import json
import subprocess
import sys
import tempfile
import tomllib
from datetime import date
from pathlib import Path

import jsonschema

from tally import Tally

ROOT = Path(__file__).resolve().parents[2]
GOOD = {
    "manifest": ["assets/kits.toml", "tests/cli/manifests/kits.toml"],
    "bank": ["questions.toml", "tests/cli/banks/small.toml", "tests/right_to_left/hebrew.toml",
             ".ci/judge/banks/arabic.toml"],
}
BAD = {
    "manifest": ["tests/cli/manifests/broken.toml"],
    "bank": ["tests/cli/banks/broken.toml"],
}
# Values that some key takes and most do not, as they stand in TOML.
VALUES = [
    "1", "0", "-1", "1440", "1441", "240", "241", "20000", "20001", "9", "10", "18446744073709551616", "1.5", "true",
    "2026-11-22", "'2026-11-22'", "'22.11.2026'", "{}", "{ odd = 1 }", "[]", "[1]", "['mid']", "['mid', 'senior']",
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
    "{ language = 'x', source = 'y' }", "{ language = 'x' }", "{ language = 'x', source = 'y', output = 3 }",
]
# What a schema has no words for: names and files that stand twice, what another entry or file must have.
BEYOND = {"same-name", "same-output", "bad-name", "bad-output", "unknown-category", "unknown-competency",
          "duplicate-id", "unread", "unused-category", "repeated"}
QUESTION = {"id": "'q{n}'", "category": "'c'", "seniority": "['mid']", "minutes": "5", "prompt": "'x'",
            "listen_for": "['x']"}
SCORES = "".join(f"[[scale]]\nscore = {n}\nlabel = 'x'\ndescription = 'x'\n" for n in (1, 3))
BANK = f"schema = 1\n{SCORES}[[category]]\nid = 'c'\nname = 'C'\ntype = 'technical'\n"


def as_json(value):
    """What TOML has and JSON has not: dates."""
    if isinstance(value, dict):
        return {key: as_json(part) for key, part in value.items()}
    if isinstance(value, list):
        return [as_json(part) for part in value]
    return value.isoformat() if isinstance(value, date) else value


class Judge:
    """The schema of one kind of file, and the program."""

    def __init__(self, program: Path, kind: str, folder: Path) -> None:
        self.program, self.kind, self.folder = program, kind, folder
        told = subprocess.run([str(program), "schema", kind], capture_output=True, check=True)
        self.schema = json.loads(told.stdout)
        jsonschema.Draft7Validator.check_schema(self.schema)
        self.validator = jsonschema.Draft7Validator(self.schema)

    def by_schema(self, text: str) -> list[jsonschema.ValidationError]:
        """What the schema has against a file."""
        return list(self.validator.iter_errors(as_json(tomllib.loads(text))))

    def by_program(self, file: Path) -> list[dict]:
        """What the program has against it."""
        words = ["batch", str(file), "--dry-run"] if self.kind == "manifest" else ["list", "--bank", str(file)]
        done = subprocess.run(
            [str(self.program), *words, "--findings", "json"], capture_output=True, check=False, cwd=self.folder
        )
        if done.returncode == 2:
            return []
        return [finding for finding in json.loads(done.stderr) if finding["severity"] == "error"]

    def entries(self, array: str, head: str, entries: list[tuple[str, str]], tally: Tally) -> None:
        """Gives each entry, with what it is called, to both."""
        lines, text = [], head
        for _, entry in entries:
            lines.append(text.count("\n") + 1)
            text += f"[[{array}]]\n{entry}\n"
        file = self.folder / f"{self.kind}.toml"
        file.write_text(text)
        refused = {error.absolute_path[1] for error in self.by_schema(text) if len(error.absolute_path) > 1
                   and error.absolute_path[0] == array}
        codes: dict[int, set[str]] = {}
        for finding in self.by_program(file):
            line = finding["labels"][0]["line"]
            entry = sum(start <= line for start in lines) - 1
            codes.setdefault(entry, set()).add(finding["code"].split("::")[1])
        for n, (name, _) in enumerate(entries):
            found = codes.get(n, set()) - BEYOND
            complaints = []
            if n in refused and not codes.get(n):
                complaints = ["the schema refuses what the program takes"]
            # JSON has no dates: one is a string to it.
            if n not in refused and found and not name.endswith("= 2026-11-22"):
                complaints = [f"the schema takes what the program refuses: {', '.join(found)}"]
            tally.check(f"schema of a {self.kind}: {name[:90]}", complaints)


def known(judge: Judge, tally: Tally) -> None:
    """Files of which it is known what they are."""
    for name in GOOD[judge.kind]:
        errors = judge.by_schema((ROOT / name).read_text())
        tally.check(f"{name} fits its schema", [error.message[:200] for error in errors])
    for name in BAD[judge.kind]:
        found = judge.by_schema((ROOT / name).read_text()), judge.by_program(ROOT / name)
        tally.check(f"{name} is refused by both", [] if all(found) else ["it is not"])
    # A whole manifest with every key there is, as the example shows them.
    if judge.kind == "manifest":
        text = (ROOT / "assets/kits.toml").read_text().split("schema", 1)[1].replace("\n# ", "\n")
        whole = f"schema{text}".replace("\nFor every kit", "\n# For every kit")
        errors = judge.by_schema(whole)
        tally.check("the example manifest, every key of it", [error.message[:200] for error in errors])


def whole_files(judge: Judge, head: str, tally: Tally) -> None:
    """What is wrong with a file as a whole."""
    for name, text in {
        "no schema": head.replace("schema = 1\n", ""), "another schema": head.replace("schema = 1", "schema = 2"),
        "a key that is none": f"odd = 1\n{head}", "no list": "schema = 1\nquestion = 3\nkit = 3\n",
        "a list of one level": head.replace(SCORES, SCORES[: len(SCORES) // 2]) if judge.kind == "bank" else "x = 1",
    }.items():
        file = judge.folder / "whole.toml"
        file.write_text(text)
        by = {"schema": judge.by_schema(text), "program": judge.by_program(file)}
        tally.check(f"{judge.kind} with {name} is refused", [f"not by the {who}" for who, found in by.items() if not found])


def main() -> int:
    program, tally = Path(sys.argv[1]).resolve(), Tally()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        manifest, bank = Judge(program, "manifest", folder), Judge(program, "bank", folder)
        known(manifest, tally)
        known(bank, tally)
        whole_files(manifest, "schema = 1\n[[kit]]\nrole = 'qa-engineer'\n", tally)
        whole_files(bank, BANK, tally)
        keys = manifest.schema["properties"]["kit"]["items"]["properties"]
        odd = [(f"{key} = {value}", f"{key} = {value}") for key in [*keys, "odd"] for value in VALUES]
        manifest.entries("kit", "schema = 1\n", odd, tally)
        keys = bank.schema["properties"]["question"]["items"]["properties"]
        odd = []
        for key in [*keys, "odd"]:
            for value in [*VALUES, None]:
                fields = {**QUESTION, key: value}
                text = "\n".join(f"{k} = {v}" for k, v in fields.items() if v is not None)
                odd.append((f"{key} = {value}", text.replace("{n}", str(len(odd)))))
        drafts = [("a draft without signs", {**QUESTION, "status": "'draft'", "listen_for": None}),
                  ("an active one without signs", {**QUESTION, "status": "'active'", "listen_for": "[]"})]
        for name, fields in drafts:
            text = "\n".join(f"{k} = {v}" for k, v in fields.items() if v is not None)
            odd.append((name, text.replace("{n}", str(len(odd)))))
        bank.entries("question", BANK, odd, tally)
    print(f"{tally.passed} passed, {tally.failed} failed")
    return 1 if tally.failed or tally.passed < 2_000 else 0


if __name__ == "__main__":
    sys.exit(main())

"""Kits built by the program under judgement, and what their plans promise."""

import argparse
import json
import os
import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from content import Question
from tally import Tally


@dataclass(frozen=True)
class Kit:
    """What is asked of the program."""

    count: int | None = 20
    minutes: int | None = None
    paper: str = "a4"
    face: str = "interviewer"
    seed: int = 7
    bank: Path | None = None
    form: bool = True
    role: str = "python-developer"
    seniority: str = "mid"
    font: Path | None = None

    @property
    def name(self) -> str:
        size = f"{self.minutes} minutes" if self.count is None else f"{self.count} questions"
        form = "" if self.form else ", without fields"
        return f"{self.role}, {self.seniority}, {self.paper}, {size}, {self.face}{form}"

    def choice(self) -> list[str]:
        """The arguments that choose the questions."""
        optional = {"--count": self.count, "--minutes": self.minutes, "--bank": self.bank}
        given = [part for key, value in optional.items() if value is not None for part in (key, str(value))]
        return ["--role", self.role, "--seniority", self.seniority, "--seed", str(self.seed), *given]

    def look(self) -> list[str]:
        """The arguments that say how it looks."""
        font = ["--font", str(self.font)] if self.font else []
        return ["--paper", self.paper, "--face", self.face, *([] if self.form else ["--no-form"]), *font]


@dataclass
class Program:
    """The program under judgement."""

    path: Path
    # Of every bank that was asked for, the questions by id.
    records: dict[Path | None, dict[str, dict]] = field(default_factory=dict)

    def run(self, *arguments: str, cwd: Path | None = None, **environment: str) -> bytes:
        """Runs it; a failure ends the judging with what it said."""
        done = subprocess.run(
            [str(self.path), *arguments], capture_output=True, check=False, timeout=600,
            cwd=cwd, env={**os.environ, **environment},
        )
        if done.returncode != 0:
            said = done.stderr.decode(errors="replace")
            raise RuntimeError(f"interview-kit {' '.join(arguments)} ended with {done.returncode}:\n{said}")
        return done.stdout

    def build(self, kit: Kit, out: Path, cwd: Path | None = None, **environment: str) -> Path:
        """Builds a kit into a file."""
        self.run("build", *kit.choice(), *kit.look(), "--out", str(out), "--force", cwd=cwd, **environment)
        return out

    def stream(self, kit: Kit) -> bytes:
        """Builds a kit to standard output."""
        return self.run("build", *kit.choice(), *kit.look(), "--out", "-")

    def roles(self) -> list[str]:
        """The ids of all roles of the bank."""
        return [role["id"] for role in json.loads(self.run("list", "roles", "--format", "json"))]

    def plan(self, kit: Kit) -> list[Question]:
        """The questions of a kit, in order."""
        data = json.loads(self.run("build", *kit.choice(), "--dry-run", "--format", "json"))
        rows = data if isinstance(data, list) else next(v for v in data.values() if isinstance(v, list))
        if kit.bank not in self.records:
            bank = ["--bank", str(kit.bank)] if kit.bank else []
            listed = json.loads(self.run("list", "questions", *bank, "--format", "json"))
            self.records[kit.bank] = {record["id"]: record for record in listed}
        records = self.records[kit.bank]
        return [Question(records[row["id"]]) for row in rows if row.get("id")]


def reversed_bank(source: Path, target: Path) -> Path:
    """A bank with its questions in the opposite order."""
    head, *questions = source.read_text(encoding="utf-8").split("\n[[question]]\n")
    blocks = [f"\n[[question]]\n{question.strip()}\n" for question in reversed(questions)]
    target.write_text(head + "\n" + "".join(blocks), encoding="utf-8")
    return target


def asked_to(judge: Callable[[Program, Path], Tally], what: str) -> int:
    """Judges as the command line asks, and gives the exit status."""
    parser = argparse.ArgumentParser(description=what, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program", type=Path, help="the release build of interview-kit")
    parser.add_argument("--keep", type=Path, help="where to leave the files that were judged, to look at")
    arguments = parser.parse_args()
    program = Program(arguments.program.resolve())
    if arguments.keep:
        arguments.keep.mkdir(parents=True, exist_ok=True)
        tally = judge(program, arguments.keep.resolve())
    else:
        with tempfile.TemporaryDirectory() as temporary:
            tally = judge(program, Path(temporary))
    print(f"{tally.passed} passed, {tally.failed} failed")
    return 1 if tally.failed else 0

"""The program under test, and the kits that judges ask it for."""

import json
import os
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

from judges.shared.questions import Question

TIMEOUT = 600


@dataclass(frozen=True)
class Kit:
    """The request for one kit."""

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
        """The request in words, for verdicts."""
        size = f"{self.minutes} minutes" if self.count is None else f"{self.count} questions"
        form = "" if self.form else ", without fields"
        return f"{self.role}, {self.seniority}, {self.paper}, {size}, {self.face}{form}"

    def question_arguments(self) -> list[str]:
        """Returns the arguments that choose the questions."""
        optional = {"--count": self.count, "--minutes": self.minutes, "--bank": self.bank}
        given = [part for key, value in optional.items() if value is not None for part in (key, str(value))]
        return ["--role", self.role, "--seniority", self.seniority, "--seed", str(self.seed), *given]

    def page_arguments(self) -> list[str]:
        """Returns the arguments that set the look of the pages."""
        form = [] if self.form else ["--no-form"]
        return ["--paper", self.paper, "--face", self.face, *form, *self.font_arguments()]

    def font_arguments(self) -> list[str]:
        """Returns the option for the added font."""
        return ["--font", str(self.font)] if self.font else []


@dataclass
class Program:
    """The release build of interview-kit."""

    path: Path
    # The questions of every bank that was asked for, by id.
    records: dict[Path | None, dict[str, dict]] = field(default_factory=dict)

    def run(self, *arguments: str, cwd: Path | None = None, **environment: str) -> bytes:
        """Runs the program and returns its standard output; a failure ends the judging."""
        done = subprocess.run(
            [str(self.path), *arguments],
            capture_output=True, check=False, timeout=TIMEOUT, cwd=cwd, env={**os.environ, **environment},
        )  # fmt: skip
        if done.returncode != 0:
            stderr = done.stderr.decode(errors="replace")
            command = " ".join(arguments)
            raise RuntimeError(f"interview-kit {command} ended with {done.returncode}:\n{stderr}")
        return done.stdout

    def build(self, kit: Kit, out: Path, cwd: Path | None = None, **environment: str) -> Path:
        """Builds a kit into a file."""
        arguments = [*kit.question_arguments(), *kit.page_arguments(), "--out", str(out), "--force"]
        self.run("build", *arguments, cwd=cwd, **environment)
        return out

    def build_to_stdout(self, kit: Kit) -> bytes:
        """Builds a kit to standard output."""
        return self.run("build", *kit.question_arguments(), *kit.page_arguments(), "--out", "-")

    def inspect(self, pdf: Path) -> dict:
        """Returns the JSON that `inspect` prints about a file."""
        return json.loads(self.run("inspect", str(pdf), "--format", "json"))

    def rebuild(self, pdf: Path, out: Path, *arguments: str) -> bytes:
        """Rebuilds a kit from the lock it carries and returns the bytes."""
        out.unlink(missing_ok=True)
        self.run("inspect", str(pdf), "--rebuild", "--out", str(out), *arguments)
        return out.read_bytes()

    def roles(self) -> list[str]:
        """Returns the ids of all roles of the built-in bank."""
        return [role["id"] for role in json.loads(self.run("list", "roles", "--format", "json"))]

    def plan(self, kit: Kit) -> list[Question]:
        """Returns the questions of a kit, in order."""
        arguments = [*kit.question_arguments(), *kit.font_arguments()]
        data = json.loads(self.run("build", *arguments, "--dry-run", "--format", "json"))
        rows = data if isinstance(data, list) else next(v for v in data.values() if isinstance(v, list))
        if kit.bank not in self.records:
            bank = ["--bank", str(kit.bank)] if kit.bank else []
            listed = json.loads(self.run("list", "questions", *bank, "--format", "json"))
            self.records[kit.bank] = {record["id"]: record for record in listed}
        records = self.records[kit.bank]
        return [Question(records[row["id"]]) for row in rows if row.get("id")]


def reverse_bank(source: Path, target: Path) -> Path:
    """Writes a bank with its questions in the opposite order."""
    head, *questions = source.read_text(encoding="utf-8").split("\n[[question]]\n")
    blocks = [f"\n[[question]]\n{question.strip()}\n" for question in reversed(questions)]
    target.write_text(head + "\n" + "".join(blocks), encoding="utf-8")
    return target

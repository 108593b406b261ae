"""The bench: the program on the path, a project for each case, and checks of steps and jobs."""

import shutil
import subprocess
import tempfile
from pathlib import Path

from judges.shared.paths import ROOT
from judges.shared.tally import Tally
from judges.workflows.runner import Outcome, Runner, Workflow

WORKFLOW = Path(".github", "workflows", "interview-kits.yml")
# The address that a release writes into the workflow; a program built here writes one to be filled in.
ACTION = "example/interview-kit@" + "0" * 40


def package_version() -> str:
    """Returns the version in Cargo.toml."""
    lines = (ROOT / "Cargo.toml").read_text(encoding="utf-8").splitlines()
    return next(line.split('"')[1] for line in lines if line.startswith("version = "))


class Bench:
    """The program on the path, a folder for each case, and the verdicts."""

    def __init__(self, program: Path, folder: Path, tally: Tally) -> None:
        self.program, self.folder, self.tally = program, folder, tally
        tools = folder / "tools"
        tools.mkdir()
        shutil.copy(program, tools / "interview-kit")
        self.environment = {"PATH": f"{tools}:/usr/local/bin:/usr/bin:/bin"}

    def run_program(self, *arguments: str, folder: Path) -> subprocess.CompletedProcess:
        """Runs the program in a folder, whatever its status."""
        return subprocess.run([self.program, *arguments], cwd=folder, capture_output=True, text=True, check=False)

    def make_project(self, name: str, *, lock: bool) -> Path:
        """Makes a project with the files that `init` writes, and a lock if asked for."""
        folder = self.folder / name / "project"
        folder.mkdir(parents=True)
        self.run_program("init", folder=folder).check_returncode()
        path = folder / WORKFLOW
        text = path.read_text(encoding="utf-8")
        line = f"uses: OWNER/interview-kit@v{package_version()}\n"
        if text.count(line) != 3:
            raise ValueError(f"the workflow does not use the action three times:\n{text}")
        path.write_text(text.replace(line, f"uses: {ACTION}\n"), encoding="utf-8")
        if lock:
            self.run_program("batch", "--out", "../made", folder=folder).check_returncode()
        return folder

    def run_workflow(self, project: Path) -> tuple[dict[str, list[Outcome]], Workflow]:
        """Runs the workflow of a project."""
        workflow = Workflow(project / WORKFLOW, project, (ACTION, ROOT), self.environment)
        return workflow.run(project.parent / "runners"), workflow

    def run_action(self, project: Path, **inputs: str) -> tuple[Outcome, Path]:
        """Runs the action alone in a copy of the project; returns the outcome and the copy."""
        folder = Path(tempfile.mkdtemp(dir=project.parent))
        runner = Runner(folder, dict(self.environment), {})
        shutil.copytree(project, runner.workspace, dirs_exist_ok=True)
        given = {name.replace("_", "-"): value for name, value in inputs.items()}
        outcome = runner.run_action(ROOT, given, {"action_repository": "", "action_ref": ""})
        return outcome, runner.workspace

    def check_fails(self, name: str, outcome: Outcome, *parts: str) -> None:
        """Checks that a run failed and that an annotation holds each of the texts."""
        annotations = [
            f"{kind} {at.get('file', '')}:{at.get('line', '')} {at.get('title', '')} {text}"
            for kind, at, text in outcome.annotations()
        ]
        missing = [part for part in parts if not any(part in annotation for annotation in annotations)]
        complaints = ["it passed"] if outcome.has_passed else []
        complaints += [f"no annotation has {part!r}: {annotations}" for part in missing]
        self.tally.check(name, complaints + (outcome.log.splitlines() if complaints else []))

    def check_passes(self, name: str, outcome: Outcome, *complaints: str) -> None:
        """Checks that a run passed and that there are no other complaints."""
        failed = [] if outcome.has_passed else ["it failed", *outcome.log.splitlines()]
        self.tally.check(name, [*complaints, *failed])

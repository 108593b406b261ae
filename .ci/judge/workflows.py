"""Runs what teams run in their CI, by the scripts of the files themselves.

    python3 .ci/judge/workflows.py target/release/interview-kit

The workflow that `init` writes is read and its jobs are run in a project that `init` made, with the action of
this repository: each step's own script, with the variables and files that a runner of GitHub gives it
(`workflows_runner.py`). Nothing is built: the action takes the program that is on the path already, except
where its ways of installing are judged (`workflows_install.py`). Then GitLab's jobs and the hooks for
pre-commit (`workflows_others.py`).
"""

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import workflows_install as install
import workflows_others as others
from tally import Tally
from workflows_runner import Came, Machine, Workflow

ROOT = Path(__file__).resolve().parents[2]
WORKFLOW = Path(".github", "workflows", "interview-kits.yml")
# The address that a release writes into the workflow; a program built here writes one to be filled in.
ACTION = "example/interview-kit@" + "0" * 40
JOBS = ["check", "kits", "report"]


def digests(folder: Path) -> dict[str, str]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest() for p in files}


class Bench:
    """The program on the path, a folder for each case, and the verdicts."""

    def __init__(self, program: Path, folder: Path) -> None:
        self.program, self.folder, self.tally = program, folder, Tally()
        tools = folder / "tools"
        tools.mkdir()
        shutil.copy(program, tools / "interview-kit")
        self.environment = {"PATH": f"{tools}:/usr/local/bin:/usr/bin:/bin"}

    def kit(self, *words: str, folder: Path) -> subprocess.CompletedProcess:
        return subprocess.run([self.program, *words], cwd=folder, capture_output=True, text=True, check=False)

    def project(self, name: str, *, lock: bool) -> Path:
        """A new project: what `init` writes, and the lock where there is to be one."""
        folder = self.folder / name / "project"
        folder.mkdir(parents=True)
        self.kit("init", folder=folder).check_returncode()
        path = folder / WORKFLOW
        text = path.read_text(encoding="utf-8")
        line = f"uses: OWNER/interview-kit@v{install.version()}\n"
        assert text.count(line) == 3, text
        path.write_text(text.replace(line, f"uses: {ACTION}\n"), encoding="utf-8")
        if lock:
            self.kit("batch", "--out", "../made", folder=folder).check_returncode()
        return folder

    def workflow(self, project: Path) -> tuple[dict[str, list[Came]], Workflow]:
        workflow = Workflow(project / WORKFLOW, project, (ACTION, ROOT), self.environment)
        return workflow.run(project.parent / "runners"), workflow

    def action(self, project: Path, **inputs: str) -> tuple[Came, Path]:
        """The action alone, in a copy of the project."""
        folder = Path(tempfile.mkdtemp(dir=project.parent))
        machine = Machine(folder, dict(self.environment), {})
        shutil.copytree(project, machine.workspace, dirs_exist_ok=True)
        given = {name.replace("_", "-"): value for name, value in inputs.items()}
        return machine.action(ROOT, given, {"action_repository": "", "action_ref": ""}), machine.workspace

    def says(self, name: str, came: Came, *parts: str) -> None:
        """A failure that tells why in an annotation."""
        told = [f"{kind} {at.get('file', '')}:{at.get('line', '')} {text}" for kind, at, text in came.annotations()]
        complaints = [] if not came.passed else ["it passed"]
        complaints += [f"no annotation has {part!r}: {told}" for part in parts if not any(part in t for t in told)]
        self.tally.check(name, complaints + (came.log.splitlines() if complaints else []))

    def passes(self, name: str, came: Came, *wrong: str) -> None:
        complaints = list(wrong) + ([] if came.passed else ["it failed", *came.log.splitlines()])
        self.tally.check(name, complaints)


def results(came: dict[str, list[Came]]) -> dict[str, list[str]]:
    return {name: [one.result for one in all_came] for name, all_came in came.items()}


def first_run(bench: Bench) -> None:
    """Without a lock nothing is made, and it is said what to do."""
    project = bench.project("first", lock=False)
    came, workflow = bench.workflow(project)
    bench.says("a first run without a lock", came["check"][0], "kits.lock is missing", "commit the lock")
    wanted = {"check": ["failure"], "kits": ["skipped"], "report": ["skipped"]}
    wrong = [] if results(came) == wanted else [str(results(came))]
    wrong += [f"{name} was uploaded" for name in workflow.artifacts]
    bench.tally.check("a first run makes nothing", wrong)


def whole_run(bench: Bench) -> None:
    """With the lock every part passes, and all parts are what one run makes."""
    project = bench.project("whole", lock=True)
    came, workflow = bench.workflow(project)
    wanted = {"check": ["success"], "kits": ["success"] * 3, "report": ["success"]}
    wrong = [] if results(came) == wanted else [str(results(came))]
    if wrong:
        logs = [line for all_came in came.values() for one in all_came for line in one.log.splitlines()]
        bench.tally.check("a run with the lock", wrong + logs)
        return
    made = digests(project.parent / "made")
    pdfs = {name: digest for name, digest in made.items() if name.endswith(".pdf")}
    whole = digests(workflow.artifacts["interview-kits"])
    kits = {name.removeprefix("dist/"): digest for name, digest in whole.items() if name.endswith(".pdf")}
    same = kits == pdfs and len(kits) == 6
    bench.tally.check("the parts together are what one run makes", [] if same else sorted(kits))
    parts = [digests(workflow.artifacts[f"interview-kits-part-{n}"]) for n in (1, 2, 3)]
    counts = [sum(name.endswith(".pdf") for name in part) for part in parts]
    bench.tally.check("each part has a share", [] if sum(counts) == 6 and all(counts) else [str(counts)])
    page = (workflow.artifacts["interview-kits"] / "dist" / "index.html").read_text(encoding="utf-8")
    bench.tally.check("the page lists every kit", [name for name in kits if name not in page])
    names = [name for name in kits if name not in came["report"][0].summary.replace("\\", "")]
    bench.tally.check("the summary of the report names every kit", names)
    report = workflow.artifacts["interview-kits"] / "interview-kits.json"
    bench.tally.check("the joined report has every kit", [name for name in kits if name not in report.read_text()])


def part_that_fails(bench: Bench) -> None:
    """A document that cannot be set fails its part and the report, and costs no other."""
    project = bench.project("part", lock=False)
    kit = '\n[[kit]]\nname = "other"\nrole = "qa-engineer"\nface = "candidate"\nrecipient = "\u65e5\u672c"\n'
    with (project / "kits.toml").open("a", encoding="utf-8") as manifest:
        manifest.write(kit)
    bench.kit("batch", "--out", "../made", folder=project)
    came, workflow = bench.workflow(project)
    states = results(came)
    wanted = states["check"] == ["success"] and sorted(states["kits"]) == ["failure", "success", "success"]
    bench.tally.check("a document that cannot be set fails its part", [] if wanted else [str(states)])
    failed = next((one for one in came["kits"] if not one.passed), came["kits"][0])
    bench.says("the part says why", failed, "other-candidate-a4.pdf")
    bench.says("a report with a part that failed", came["report"][0], "not every part")
    whole = workflow.artifacts["interview-kits"]
    pdfs = [path.name for path in whole.rglob("*.pdf")]
    bench.tally.check("the other documents are there", [] if len(pdfs) == 6 else pdfs)
    summary = came["report"][0].summary.replace("\\", "")
    bench.tally.check("the summary names what failed", [] if "other-candidate-a4.pdf" in summary else [summary])
    # Without one of the parts the reports are not all there.
    reports = project / "reports"
    shutil.copytree(whole.parent / "workspace" / "reports", reports)
    next(iter(reports.iterdir())).unlink()
    alone, _ = bench.action(project, merge_reports="reports")
    bench.says("a part is missing", alone, "could not do it all")


def wrong_manifest(bench: Bench) -> None:
    """A mistake fails the first job, at its line."""
    project = bench.project("wrong", lock=True)
    manifest = project / "kits.toml"
    text = manifest.read_text(encoding="utf-8").replace("minutes = 60 ", "minuts = 60 ", 1)
    manifest.write_text(text, encoding="utf-8")
    line = next(n for n, line in enumerate(text.splitlines(), 1) if line.startswith("minuts"))
    came, _ = bench.workflow(project)
    bench.says("a wrong manifest", came["check"][0], f"error kits.toml:{line} unknown key `minuts`", "did you mean")
    states = results(came)
    bench.tally.check("a wrong manifest makes nothing", [] if states["kits"] == ["skipped"] else [str(states)])
    # A lock that would have to change.
    manifest.write_text(text.replace("minuts = 60 ", "minutes = 75 ", 1), encoding="utf-8")
    came, _ = bench.action(project)
    bench.says("a manifest that asks for more", came, "kits.lock would have to change for python-developer-junior")


def counts(came: Came) -> dict[str, str]:
    return {name: came.outputs[name] for name in ("documents", "written", "unchanged", "failed")}


def like(came: Came, *numbers: int) -> list[str]:
    wanted = dict(zip(("documents", "written", "unchanged", "failed"), map(str, numbers), strict=True))
    return [] if counts(came) == wanted else [f"{counts(came)}, not {wanted}"]


def inputs(bench: Bench) -> None:
    """Every input does what it says, and none gets out of its place."""
    project = bench.project("inputs", lock=True)
    came, work = bench.action(project)
    places = came.outputs["out"], came.outputs["report"]
    told = [] if places == ("dist", "interview-kits.json") else [str(places)]
    bench.passes("the action alone", came, *like(came, 6, 6, 0, 0), *told)
    report = (work / "interview-kits.json").read_text(encoding="utf-8")
    bench.tally.check("its report is of all", [] if len(json.loads(report)["documents"]) == 6 else [report])
    shutil.copytree(work / "dist", project / "dist")
    came, _ = bench.action(project)
    bench.passes("a second run", came, *like(came, 6, 0, 6, 0))
    came, _ = bench.action(project, check="true")
    bench.passes("a check of what is there", came, *like(came, 6, 0, 6, 0))
    gone = min((project / "dist").glob("*.pdf"))
    gone.unlink()
    came, work = bench.action(project, check="true")
    bench.says("a check of what is not", came, f"{gone.name} is missing")
    wrote = [str(path) for path in work.glob(f"dist/{gone.name}")]
    bench.tally.check("a check writes nothing, and counts", like(came, 6, 0, 5, 1) + wrote)
    came, work = bench.action(project, out="made/here", dry_run="true")
    bench.passes("a dry run makes nothing", came, *map(str, work.glob("made")))
    more = "--force\r\n\n--update=python-developer-mid"
    came, work = bench.action(project, out="-x y/$(touch pwned)", locked="false", arguments=more)
    bench.passes("arguments of all kinds", came, *like(came, 6, 6, 0, 0))
    made = list(work.glob("-x y/$(touch pwned)/*.pdf"))
    bench.tally.check("a folder has the name it is given", [] if len(made) == 6 else [str(made)])
    came, work = bench.action(project, manifest="-$(touch pwned)`touch pwned`';\".toml", out="-o; touch pwned")
    bench.says("a hostile manifest", came, "could not do it all")
    bench.tally.check("nothing of an input is run", [str(p) for p in work.rglob("pwned")])
    for code in ("$(touch pwned).toml", "x; touch pwned", "x\" || touch pwned || \""):
        came, work = bench.action(project, manifest=code, arguments=f"--force\n{code}", report=f"{code}.json")
        wrong = came.passed or list(work.rglob("pwned"))
        bench.tally.check(f"{code} is run by nothing", [came.log] if wrong else [])
    for name, value in {"locked": "yes", "out": "dist\nfailed=0", "report": "a\r\nb"}.items():
        came, work = bench.action(project, **{name: value})
        bench.says(f"{name} as {value!r}", came, f"the input {name} ")
    (project / "interview-kits.json").write_text(report, encoding="utf-8")
    came, _ = bench.action(project, arguments="--update\n")
    bench.says("arguments that do not go together", came, "could not do it all")
    bench.tally.check("a report of before is not told of", like(came, 0, 0, 0, 0))


def warnings(bench: Bench) -> None:
    """A question that was reworded is a warning, and an error where warnings are."""
    project = bench.project("warnings", lock=False)
    bank = (ROOT / "tests" / "cli" / "banks" / "small.toml").read_text(encoding="utf-8")
    (project / "bank.toml").write_text(bank, encoding="utf-8")
    manifest = 'schema = 1\n[[kit]]\nbank = "bank.toml"\nrole = "analyst"\nseniority = "mid"\nminutes = 40\n'
    (project / "kits.toml").write_text(manifest, encoding="utf-8")
    bench.kit("batch", "--out", "../made", folder=project).check_returncode()
    (project / "bank.toml").write_text(bank.replace("?", " now?"), encoding="utf-8")
    came, _ = bench.action(project, locked="false")
    bench.passes("a reworded question", came, *like(came, 1, 1, 0, 0))
    warned = [kind for kind, _, text in came.annotations() if "was reworded" in text]
    bench.tally.check("a reworded question is a warning", [] if set(warned) == {"warning"} else [came.log])
    came, _ = bench.action(project, locked="false", deny_warnings="true")
    bench.tally.check("a warning that is denied", [came.log] if came.passed else [])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program", type=Path)
    program = parser.parse_args().program.resolve()
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(program, Path(folder))
        for case in (first_run, whole_run, part_that_fails, wrong_manifest, inputs, warnings):
            case(bench)
        install.judge(bench)
        others.judge(bench)
    print(f"{bench.tally.passed} passed, {bench.tally.failed} failed")
    return 1 if bench.tally.failed else 0


if __name__ == "__main__":
    sys.exit(main())

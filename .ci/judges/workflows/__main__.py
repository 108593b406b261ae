"""Runs what teams run in CI, by the scripts of the files themselves.

The jobs of the workflow that `init` writes are run in a project that `init` made, with the action of this repository:
each step's own script, with the variables and files that a runner of GitHub gives it. Nothing is built: the action
takes the program from the path, except where its ways of installing are judged. Then come GitLab's jobs, the hooks for
pre-commit and the examples in the documentation.
"""

import hashlib
import json
import shutil
import sys
from pathlib import Path

import pikepdf

from judges.shared.command import judge_command
from judges.shared.paths import ROOT
from judges.shared.program import Program
from judges.shared.tally import Tally
from judges.workflows.bench import Bench
from judges.workflows.documented import judge_documented
from judges.workflows.gitlab import judge_gitlab
from judges.workflows.hooks import judge_hooks
from judges.workflows.install import judge_install
from judges.workflows.runner import Outcome

COUNTS = ("documents", "written", "unchanged", "failed")


def digests(folder: Path) -> dict[str, str]:
    """Returns the digest of every file in a folder."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def results(outcomes: dict[str, list[Outcome]]) -> dict[str, list[str]]:
    """Returns the results of all jobs."""
    return {name: [outcome.result for outcome in job] for name, job in outcomes.items()}


def count_faults(outcome: Outcome, *numbers: int) -> list[str]:
    """Returns a complaint if the outputs of the action count other documents."""
    counts = {name: outcome.outputs[name] for name in COUNTS}
    wanted = dict(zip(COUNTS, map(str, numbers), strict=True))
    return [] if counts == wanted else [f"{counts}, not {wanted}"]


def judge_first_run(bench: Bench) -> None:
    """Judges a run without a lock, which must make nothing and say what to do."""
    project = bench.make_project("first", lock=False)
    outcomes, workflow = bench.run_workflow(project)
    annotations = ("kits.lock is missing", "commit the lock")
    bench.check_fails("a first run without a lock", outcomes["check"][0], *annotations)
    wanted = {"check": ["failure"], "kits": ["skipped"], "report": ["skipped"]}
    wrong = [] if results(outcomes) == wanted else [str(results(outcomes))]
    wrong += [f"{name} was uploaded" for name in workflow.artifacts]
    bench.tally.check("a first run makes nothing", wrong)


def judge_complete_run(bench: Bench) -> None:
    """Judges a run with a lock: every part passes, and together they make the same as one run."""
    project = bench.make_project("complete", lock=True)
    outcomes, workflow = bench.run_workflow(project)
    wanted = {"check": ["success"], "kits": ["success"] * 3, "report": ["success"]}
    if results(outcomes) != wanted:
        logs = [line for job in outcomes.values() for outcome in job for line in outcome.log.splitlines()]
        bench.tally.check("a run with the lock", [str(results(outcomes)), *logs])
        return
    made = digests(project.parent / "made")
    pdfs = {name: digest for name, digest in made.items() if name.endswith(".pdf")}
    merged = workflow.artifacts["interview-kits"]
    kits = {name.removeprefix("dist/"): digest for name, digest in digests(merged).items() if name.endswith(".pdf")}
    is_same = kits == pdfs and len(kits) == 6
    bench.tally.check("the parts together are what one run makes", [] if is_same else sorted(kits))
    parts = [digests(workflow.artifacts[f"interview-kits-part-{number}"]) for number in (1, 2, 3)]
    counts = [sum(name.endswith(".pdf") for name in part) for part in parts]
    is_shared = sum(counts) == 6 and all(counts)
    bench.tally.check("each part has a share", [] if is_shared else [str(counts)])
    page = (merged / "dist" / "index.html").read_text(encoding="utf-8")
    bench.tally.check("the page lists every kit", [name for name in kits if name not in page])
    summary = outcomes["report"][0].summary.replace("\\", "")
    bench.tally.check("the summary of the report names every kit", [name for name in kits if name not in summary])
    report = (merged / "interview-kits.json").read_text(encoding="utf-8")
    bench.tally.check("the merged report has every kit", [name for name in kits if name not in report])


def judge_failing_part(bench: Bench) -> None:
    """Judges a document that cannot be written: its part and the report fail, and no other document is lost."""
    project = bench.make_project("part", lock=False)
    kit = '\n[[kit]]\nname = "other"\nrole = "qa-engineer"\nface = "candidate"\n'
    with (project / "kits.toml").open("a", encoding="utf-8") as manifest:
        manifest.write(kit)
    bench.run_program("batch", "--out", "../made", folder=project).check_returncode()
    foreign = project / "dist" / "other-candidate-a4.pdf"
    foreign.parent.mkdir()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(foreign)
    outcomes, workflow = bench.run_workflow(project)
    found = results(outcomes)
    is_one = found["check"] == ["success"] and sorted(found["kits"]) == ["failure", "success", "success"]
    bench.tally.check("a document that cannot be written fails its part", [] if is_one else [str(found)])
    failed = next((outcome for outcome in outcomes["kits"] if not outcome.has_passed), outcomes["kits"][0])
    bench.check_fails("the part says why", failed, "other-candidate-a4.pdf")
    bench.check_fails("a report with a part that failed", outcomes["report"][0], "could not do everything")
    merged = workflow.artifacts["interview-kits"]
    pdfs = [path.name for path in merged.rglob("*.pdf") if path.name != foreign.name]
    bench.tally.check("the other documents are there", [] if len(pdfs) == 6 else pdfs)
    summary = outcomes["report"][0].summary.replace("\\", "")
    bench.tally.check("the summary names what failed", [] if "other-candidate-a4.pdf" in summary else [summary])
    # Without one of the parts, a report is missing.
    reports = project / "reports"
    shutil.copytree(merged.parent / "workspace" / "reports", reports)
    next(iter(reports.iterdir())).unlink()
    alone, _ = bench.run_action(project, merge_reports="reports")
    bench.check_fails("a part is missing", alone, "could not do everything")


def judge_missing_character(bench: Bench) -> None:
    """Judges a document that cannot be typeset, which must fail the first job."""
    project = bench.make_project("character", lock=False)
    kit = '\n[[kit]]\nname = "other"\nrole = "qa-engineer"\nface = "candidate"\nrecipient = "\u65e5\u672c"\n'
    with (project / "kits.toml").open("a", encoding="utf-8") as manifest:
        manifest.write(kit)
    bench.run_program("batch", "--out", "../made", folder=project)
    outcomes, _ = bench.run_workflow(project)
    bench.check_fails("a document that cannot be typeset fails the check", outcomes["check"][0], "other")


def judge_wrong_manifest(bench: Bench) -> None:
    """Judges a mistake in the manifest, which must fail the first job at its line."""
    project = bench.make_project("wrong", lock=True)
    manifest = project / "kits.toml"
    text = manifest.read_text(encoding="utf-8").replace("minutes = 60 ", "minuts = 60 ", 1)
    manifest.write_text(text, encoding="utf-8")
    line = next(number for number, line in enumerate(text.splitlines(), 1) if line.startswith("minuts"))
    outcomes, _ = bench.run_workflow(project)
    annotations = (f"error kits.toml:{line} manifest::unknown-key unknown key `minuts`", "did you mean")
    bench.check_fails("a wrong manifest", outcomes["check"][0], *annotations)
    found = results(outcomes)
    is_skipped = found["kits"] == ["skipped"]
    bench.tally.check("a wrong manifest makes nothing", [] if is_skipped else [str(found)])
    # A lock that would have to change.
    manifest.write_text(text.replace("minuts = 60 ", "minutes = 75 ", 1), encoding="utf-8")
    outcome, _ = bench.run_action(project)
    bench.check_fails("a manifest that asks for more", outcome, "lock::stale", "python-developer-junior")


def judge_inputs(bench: Bench) -> None:
    """Judges the inputs of the action, alone and together."""
    project = bench.make_project("inputs", lock=True)
    outcome, workspace = bench.run_action(project)
    places = outcome.outputs["out"], outcome.outputs["report"]
    wrong = [] if places == ("dist", "interview-kits.json") else [str(places)]
    bench.check_passes("the action alone", outcome, *count_faults(outcome, 6, 6, 0, 0), *wrong)
    report = (workspace / "interview-kits.json").read_text(encoding="utf-8")
    is_complete = len(json.loads(report)["documents"]) == 6
    bench.tally.check("its report has all documents", [] if is_complete else [report])
    shutil.copytree(workspace / "dist", project / "dist")
    outcome, _ = bench.run_action(project)
    bench.check_passes("a second run", outcome, *count_faults(outcome, 6, 0, 6, 0))
    outcome, _ = bench.run_action(project, check="true")
    bench.check_passes("a check of what is there", outcome, *count_faults(outcome, 6, 0, 6, 0))
    gone = min((project / "dist").glob("*.pdf"))
    gone.unlink()
    outcome, workspace = bench.run_action(project, check="true")
    bench.check_fails("a check of what is not", outcome, f"{gone.name} is missing")
    written = [str(path) for path in workspace.glob(f"dist/{gone.name}")]
    bench.tally.check("a check writes nothing, and counts", count_faults(outcome, 6, 0, 5, 1) + written)
    outcome, workspace = bench.run_action(project, out="made/here", dry_run="true")
    bench.check_passes("a dry run makes nothing", outcome, *map(str, workspace.glob("made")))
    arguments = "--force\r\n\n--update=python-developer-mid"
    outcome, workspace = bench.run_action(project, out="-x y/$(touch pwned)", locked="false", arguments=arguments)
    bench.check_passes("arguments of all kinds", outcome, *count_faults(outcome, 6, 6, 0, 0))
    made = list(workspace.glob("-x y/$(touch pwned)/*.pdf"))
    bench.tally.check("a folder has the name it is given", [] if len(made) == 6 else [str(made)])
    for name, value in {"locked": "yes", "out": "dist\nfailed=0", "report": "a\r\nb"}.items():
        outcome, _ = bench.run_action(project, **{name: value})
        bench.check_fails(f"{name} as {value!r}", outcome, f"the input {name} ")
    (project / "interview-kits.json").write_text(report, encoding="utf-8")
    outcome, _ = bench.run_action(project, arguments="--update\n")
    bench.check_fails("arguments that exclude each other", outcome, "could not do everything")
    bench.tally.check("a report from before is not counted", count_faults(outcome, 0, 0, 0, 0))


def judge_hostile_inputs(bench: Bench) -> None:
    """Judges inputs that look like code, which must never be run."""
    project = bench.make_project("hostile", lock=True)
    hostile = {"manifest": "-$(touch pwned)`touch pwned`';\".toml", "out": "-o; touch pwned"}
    outcome, workspace = bench.run_action(project, **hostile)
    bench.check_fails("a hostile manifest", outcome, "could not do everything")
    bench.tally.check("nothing of an input is run", [str(path) for path in workspace.rglob("pwned")])
    for code in ("$(touch pwned).toml", "x; touch pwned", 'x" || touch pwned || "'):
        inputs = {"manifest": code, "arguments": f"--force\n{code}", "report": f"{code}.json"}
        outcome, workspace = bench.run_action(project, **inputs)
        is_wrong = outcome.has_passed or list(workspace.rglob("pwned"))
        bench.tally.check(f"{code} is not run", [outcome.log] if is_wrong else [])


def judge_warnings(bench: Bench) -> None:
    """Judges a question that was reworded: a warning, and an error if warnings are denied."""
    project = bench.make_project("warnings", lock=False)
    bank = (ROOT / "tests" / "cli" / "banks" / "small.toml").read_text(encoding="utf-8")
    (project / "bank.toml").write_text(bank, encoding="utf-8")
    manifest = 'schema = 1\n[[kit]]\nbank = "bank.toml"\nrole = "analyst"\nseniority = "mid"\nminutes = 40\n'
    (project / "kits.toml").write_text(manifest, encoding="utf-8")
    bench.run_program("batch", "--out", "../made", folder=project).check_returncode()
    (project / "bank.toml").write_text(bank.replace("?", " now?"), encoding="utf-8")
    outcome, _ = bench.run_action(project, locked="false")
    bench.check_passes("a reworded question", outcome, *count_faults(outcome, 1, 1, 0, 0))
    kinds = {kind for kind, at, _ in outcome.annotations() if at.get("title") == "lock::changed-question"}
    bench.tally.check("a reworded question is a warning", [] if kinds == {"warning"} else [outcome.log])
    outcome, _ = bench.run_action(project, locked="false", deny_warnings="true")
    bench.tally.check("a warning that is denied", [outcome.log] if outcome.has_passed else [])


CASES = (
    judge_first_run,
    judge_complete_run,
    judge_failing_part,
    judge_missing_character,
    judge_wrong_manifest,
    judge_inputs,
    judge_hostile_inputs,
    judge_warnings,
    judge_install,
    judge_gitlab,
    judge_hooks,
    judge_documented,
)


def judge_workflows(program: Program, folder: Path, tally: Tally) -> None:
    """Judges every case on one bench."""
    bench = Bench(program.path, folder, tally)
    for case in CASES:
        case(bench)


if __name__ == "__main__":
    sys.exit(judge_command(judge_workflows, __doc__))

"""Runs the jobs of a workflow as a runner of GitHub does, as far as the workflows here need it.

The scripts are those of the files, run with the shell, the variables and the files to write to that GitHub gives them.
Three actions of others are imitated: checkout copies the project, upload-artifact and download-artifact keep and bring
files. Any other action is an error.
"""

import fnmatch
import functools
import os
import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from judges.workflows.expressions import expand, is_met, to_text

IMITATED_ACTIONS = re.compile(r"actions/(checkout|upload-artifact|download-artifact)@[0-9a-f]{40}")
ANNOTATION = re.compile(r"^::(error|warning|notice)(?: ([^:]*))?::(.*)$")
SHELL = ["bash", "--noprofile", "--norc", "-eo", "pipefail"]


def read_yaml(path: Path) -> dict:
    """Reads a file with all values as texts: `on` is a key of workflows, not true."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - it makes texts only


@dataclass
class Outcome:
    """The outcome of a step, a job or an action."""

    has_passed: bool = True
    has_run: bool = True
    log: str = ""
    outputs: dict = field(default_factory=dict)
    summary: str = ""

    @property
    def result(self) -> str:
        """The result by its name on GitHub."""
        return ("success" if self.has_passed else "failure") if self.has_run else "skipped"

    def annotations(self) -> list[tuple[str, dict, str]]:
        """Returns kind, properties and message of every annotation in the log."""
        found = []
        for line in self.log.splitlines():
            if command := ANNOTATION.match(line):
                pairs = (pair.split("=", 1) for pair in (command[2] or "").split(",") if "=" in pair)
                plain = {key: unescape(value) for key, value in pairs}
                found.append((command[1], plain, unescape(command[3])))
        return found


def unescape(text: str) -> str:
    """Replaces the escape codes of workflow commands."""
    for code, character in (("%3A", ":"), ("%2C", ","), ("%0A", "\n"), ("%0D", "\r"), ("%25", "%")):
        text = text.replace(code, character)
    return text


RunStep = Callable[[dict, dict], Outcome]


class Runner:
    """A runner: a folder with a workspace and a temporary folder, and the environment of its steps."""

    def __init__(self, folder: Path, environment: dict, contexts: dict) -> None:
        self.folder, self.contexts = folder, contexts
        self.workspace, self.temporary = folder / "workspace", folder / "temp"
        self.workspace.mkdir(parents=True)
        self.temporary.mkdir()
        self.environment = {
            "CI": "true",
            "GITHUB_ACTIONS": "true",
            "GITHUB_WORKSPACE": str(self.workspace),
            "GITHUB_SERVER_URL": "https://localhost:1",
            "HOME": str(folder),
            "RUNNER_TEMP": str(self.temporary),
            "RUNNER_OS": "Linux",
            "RUNNER_ARCH": {"x86_64": "X64", "aarch64": "ARM64"}[os.uname().machine],
            **environment,
        }
        self.count = 0

    def run_script(self, step: dict, contexts: dict, variables: dict) -> Outcome:
        """Runs the script of a step."""
        self.count += 1
        folder = self.folder / f"step-{self.count}"
        folder.mkdir()
        files = {name: folder / name.lower() for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY", "GITHUB_PATH")}
        for path in files.values():
            path.touch()
        script = folder / "script.sh"
        script.write_text(expand(step["run"], contexts), encoding="utf-8")
        own = {name: expand(value, contexts) for name, value in step.get("env", {}).items()}
        environment = {
            **self.environment,
            **variables,
            **{name: str(path) for name, path in files.items()},
            **own,
        }
        shell = SHELL if step.get("shell") == "bash" else ["bash", "-e"]
        done = subprocess.run(
            [*shell, script],
            cwd=self.workspace,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=300,
            check=False,
        )
        for line in files["GITHUB_PATH"].read_text().splitlines():
            self.environment["PATH"] = f"{line}:{self.environment['PATH']}"
        return Outcome(
            has_passed=done.returncode == 0,
            log=done.stdout.decode(),
            outputs=dict(line.split("=", 1) for line in files["GITHUB_OUTPUT"].read_text().splitlines()),
            summary=files["GITHUB_STEP_SUMMARY"].read_text(),
        )

    def run_steps(self, steps: list[dict], contexts: dict, run_step: RunStep) -> Outcome:
        """Runs steps until one fails; later steps run if their condition asks for a failure."""
        outcome = Outcome()
        known = contexts["steps"] = {}
        for step in steps:
            failed = not outcome.has_passed
            contexts["status"] = {
                "success": not failed,
                "failure": failed,
                "always": True,
                "cancelled": False,
            }
            if not is_met(step.get("if"), contexts):
                continue
            one = run_step(step, contexts)
            outcome.has_passed &= one.has_passed
            outcome.log += one.log
            outcome.summary += one.summary
            if "id" in step:
                known[step["id"]] = {"outputs": one.outputs}
        return outcome

    def run_action(self, home: Path, given: dict, github: dict) -> Outcome:
        """Runs a composite action with inputs."""
        action = read_yaml(home / "action.yml")
        unknown = given.keys() - action["inputs"].keys()
        if unknown or action["runs"]["using"] != "composite":
            raise ValueError(f"{home} lacks the inputs {unknown}, or is no composite action")
        inputs = {name: given.get(name, declared.get("default", "")) for name, declared in action["inputs"].items()}
        contexts = {"inputs": inputs, "github": github}
        variables = {"GITHUB_ACTION_PATH": str(home)}
        steps = action["runs"]["steps"]
        outcome = self.run_steps(steps, contexts, lambda step, own: self.run_script(step, own, variables))
        outcome.outputs = {name: expand(output["value"], contexts) for name, output in action["outputs"].items()}
        return outcome


class Workflow:
    """A workflow, and the project and the action that it is run with."""

    def __init__(self, path: Path, project: Path, action: tuple[str, Path], environment: dict) -> None:
        self.jobs = read_yaml(path)["jobs"]
        self.project, self.environment = project, environment
        (self.uses, self.home) = action
        self.artifacts: dict[str, Path] = {}

    def run(self, folder: Path) -> dict[str, list[Outcome]]:
        """Runs all jobs in the order of their needs; returns a list of outcomes for each, one for each matrix value."""
        outcomes: dict[str, list[Outcome]] = {}
        while left := [name for name in self.jobs if name not in outcomes]:
            ready = [name for name in left if all(need in outcomes for need in self.needs(name))]
            for name in ready:
                outcomes[name] = self.run_job(name, outcomes, folder)
        return outcomes

    def needs(self, name: str) -> list[str]:
        """Returns the jobs that a job needs."""
        needs = self.jobs[name].get("needs", [])
        return [needs] if isinstance(needs, str) else needs

    def run_job(self, name: str, outcomes: dict, folder: Path) -> list[Outcome]:
        """Runs a job once for each value of its matrix."""
        job = self.jobs[name]
        results = {need: worst_result(outcomes[need]) for need in self.needs(name)}
        good = all(result == "success" for result in results.values())
        contexts = {
            "status": {
                "success": good,
                "failure": "failure" in results.values(),
                "always": True,
                "cancelled": False,
            },
            "needs": {need: {"result": result} for need, result in results.items()},
            "github": {"action_repository": "", "action_ref": ""},
        }
        if not is_met(job.get("if"), contexts):
            return [Outcome(has_run=False)]
        [(key, values)] = job.get("strategy", {}).get("matrix", {"": [""]}).items()
        matrix_outcomes = []
        for value in values:
            runner = Runner(folder / f"{name}-{value}", self.environment, contexts)
            own = {**contexts, "matrix": {key: value}, "strategy": {"job-total": len(values)}}
            run_step = functools.partial(self.run_step, runner)
            matrix_outcomes.append(runner.run_steps(job["steps"], own, run_step))
        return matrix_outcomes

    def run_step(self, runner: Runner, step: dict, contexts: dict) -> Outcome:
        """Runs a step: a script, the action of this repository or one of the imitated actions."""
        if "run" in step:
            return runner.run_script(step, contexts, {})
        given = {name: expand(value, contexts) for name, value in step.get("with", {}).items()}
        if step["uses"] == self.uses:
            repository, reference = self.uses.split("@")
            return runner.run_action(self.home, given, {"action_repository": repository, "action_ref": reference})
        known = IMITATED_ACTIONS.fullmatch(step["uses"])
        if not known:
            raise ValueError(f"{step['uses']} is not known here")
        return {
            "checkout": self.checkout,
            "upload-artifact": self.upload,
            "download-artifact": self.download,
        }[known[1]](runner, given)

    def checkout(self, runner: Runner, _given: dict) -> Outcome:
        """Copies the project."""
        shutil.copytree(self.project, runner.workspace, dirs_exist_ok=True)
        return Outcome()

    def upload(self, runner: Runner, given: dict) -> Outcome:
        """Keeps files under their paths in the workspace, which several paths have in common."""
        paths = given["path"].split()
        if given["name"] in self.artifacts or len(paths) < 2:
            raise ValueError(f"the artifact {given['name']} exists already, or has one path")
        kept = self.artifacts[given["name"]] = runner.folder / f"artifact-{given['name']}"
        kept.mkdir()
        for path in (runner.workspace / path for path in paths):
            target = kept / path.relative_to(runner.workspace)
            if path.is_dir():
                shutil.copytree(path, target)
            elif path.exists():
                shutil.copy(path, target)
        return Outcome()

    def download(self, runner: Runner, given: dict) -> Outcome:
        """Brings the files of artifacts, merged in one folder."""
        names = fnmatch.filter(self.artifacts, given["pattern"])
        if to_text(given.get("merge-multiple")) != "true":
            raise ValueError("artifacts are only merged in one folder here")
        for name in names:
            shutil.copytree(self.artifacts[name], runner.workspace, dirs_exist_ok=True)
        return Outcome()


def worst_result(outcomes: list[Outcome]) -> str:
    """Returns the worst result of a job."""
    results = {outcome.result for outcome in outcomes}
    return next(result for result in ("failure", "skipped", "success") if result in results)

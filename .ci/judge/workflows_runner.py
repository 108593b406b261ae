"""Runs the jobs of a workflow as a runner of GitHub does, as far as this repository's need it.

The scripts are those of the files, run with the same shell, the same variables and the same files to write
to. Of other people's actions only three are known, and what they do is imitated: checkout copies the project,
upload-artifact and download-artifact keep and bring files. Anything else is an error.
"""

import fnmatch
import os
import re
import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from workflows_expressions import as_text, filled, holds

OTHERS = re.compile(r"actions/(checkout|upload-artifact|download-artifact)@[0-9a-f]{40}")
COMMAND = re.compile(r"^::(error|warning|notice)(?: ([^:]*))?::(.*)$")
SHELL = ["bash", "--noprofile", "--norc", "-eo", "pipefail"]


def read(path: Path) -> dict:
    # Without the old words for true and false: `on` is a word in a workflow.
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


@dataclass
class Came:
    """What came of a step, a job or an action."""

    passed: bool = True
    ran: bool = True
    log: str = ""
    outputs: dict = field(default_factory=dict)
    summary: str = ""

    @property
    def result(self) -> str:
        return ("success" if self.passed else "failure") if self.ran else "skipped"

    def annotations(self) -> list[tuple[str, dict, str]]:
        """Kind, properties and message of everything that GitHub would show at a line."""
        found = []
        for line in self.log.splitlines():
            if command := COMMAND.match(line):
                pairs = (pair.split("=", 1) for pair in (command[2] or "").split(",") if "=" in pair)
                plain = {key: unescaped(value) for key, value in pairs}
                found.append((command[1], plain, unescaped(command[3])))
        return found


def unescaped(text: str) -> str:
    for code, character in (("%3A", ":"), ("%2C", ","), ("%0A", "\n"), ("%0D", "\r"), ("%25", "%")):
        text = text.replace(code, character)
    return text


class Machine:
    """A runner: a folder with a workspace and a temporary folder, and what its steps have said so far."""

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

    def script(self, step: dict, contexts: dict, more: dict) -> Came:
        """Runs the script of a step."""
        self.count += 1
        place = self.folder / f"step-{self.count}"
        place.mkdir()
        files = {name: place / name.lower() for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY", "GITHUB_PATH")}
        for path in files.values():
            path.touch()
        script = place / "script.sh"
        script.write_text(filled(step["run"], contexts), encoding="utf-8")
        own = {name: filled(value, contexts) for name, value in step.get("env", {}).items()}
        environment = {**self.environment, **more, **{name: str(path) for name, path in files.items()}, **own}
        shell = SHELL if step.get("shell") == "bash" else ["bash", "-e"]
        done = subprocess.run(
            [*shell, script], cwd=self.workspace, env=environment, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=300, check=False,
        )
        for line in files["GITHUB_PATH"].read_text().splitlines():
            self.environment["PATH"] = f"{line}:{self.environment['PATH']}"
        return Came(
            passed=done.returncode == 0,
            log=done.stdout.decode(),
            outputs=dict(line.split("=", 1) for line in files["GITHUB_OUTPUT"].read_text().splitlines()),
            summary=files["GITHUB_STEP_SUMMARY"].read_text(),
        )

    def steps(self, steps: list[dict], contexts: dict, run_one) -> Came:
        """Runs steps until one fails; later ones run if they ask to."""
        all_came = Came()
        known = contexts["steps"] = {}
        for step in steps:
            failed = not all_came.passed
            contexts["state"] = {"success": not failed, "failure": failed, "always": True, "cancelled": False}
            if not holds(step.get("if"), contexts):
                continue
            came = run_one(step, contexts)
            all_came.passed &= came.passed
            all_came.log += came.log
            all_came.summary += came.summary
            if "id" in step:
                known[step["id"]] = {"outputs": came.outputs}
        return all_came

    def action(self, home: Path, given: dict, github: dict) -> Came:
        """Runs a composite action with inputs."""
        action = read(home / "action.yml")
        unknown = given.keys() - action["inputs"].keys()
        if unknown or action["runs"]["using"] != "composite":
            raise ValueError(f"{home} has no inputs {unknown}, or is no composite action")
        inputs = {name: given.get(name, told.get("default", "")) for name, told in action["inputs"].items()}
        contexts = {"inputs": inputs, "github": github}
        more = {"GITHUB_ACTION_PATH": str(home)}
        came = self.steps(action["runs"]["steps"], contexts, lambda s, c: self.script(s, c, more))
        came.outputs = {name: filled(told["value"], contexts) for name, told in action["outputs"].items()}
        return came


class Workflow:
    """A workflow, and the project and action it is run with."""

    def __init__(self, path: Path, project: Path, action: tuple[str, Path], environment: dict) -> None:
        self.jobs = read(path)["jobs"]
        self.project, self.environment = project, environment
        (self.uses, self.home) = action
        self.artifacts: dict[str, Path] = {}

    def run(self, folder: Path) -> dict[str, list[Came]]:
        """Runs all jobs in the order they need each other; a job of a matrix comes to a list."""
        came: dict[str, list[Came]] = {}
        while left := [name for name in self.jobs if name not in came]:
            ready = [name for name in left if all(need in came for need in self.needs(name))]
            for name in ready:
                came[name] = self.job(name, came, folder)
        return came

    def needs(self, name: str) -> list[str]:
        needs = self.jobs[name].get("needs", [])
        return [needs] if isinstance(needs, str) else needs

    def job(self, name: str, came: dict, folder: Path) -> list[Came]:
        job = self.jobs[name]
        results = {need: worst(came[need]) for need in self.needs(name)}
        good = all(result == "success" for result in results.values())
        contexts = {
            "state": {
                "success": good, "failure": "failure" in results.values(), "always": True, "cancelled": False,
            },
            "needs": {need: {"result": result} for need, result in results.items()},
            "github": {"action_repository": "", "action_ref": ""},
        }
        if not holds(job.get("if"), contexts):
            return [Came(ran=False)]
        [(key, values)] = job.get("strategy", {}).get("matrix", {"": [""]}).items()
        all_came = []
        for value in values:
            machine = Machine(folder / f"{name}-{value}", self.environment, contexts)
            own = {**contexts, "matrix": {key: value}, "strategy": {"job-total": len(values)}}
            all_came.append(machine.steps(job["steps"], own, lambda s, c, m=machine: self.step(m, s, c)))
        return all_came

    def step(self, machine: Machine, step: dict, contexts: dict) -> Came:
        if "run" in step:
            return machine.script(step, contexts, {})
        given = {name: filled(value, contexts) for name, value in step.get("with", {}).items()}
        if step["uses"] == self.uses:
            repository, reference = self.uses.split("@")
            return machine.action(self.home, given, {"action_repository": repository, "action_ref": reference})
        known = OTHERS.fullmatch(step["uses"])
        if not known:
            raise ValueError(f"{step['uses']} is not known here")
        return {"checkout": self.checkout, "upload-artifact": self.upload, "download-artifact": self.download}[
            known[1]
        ](machine, given)

    def checkout(self, machine: Machine, _given: dict) -> Came:
        shutil.copytree(self.project, machine.workspace, dirs_exist_ok=True)
        return Came()

    def upload(self, machine: Machine, given: dict) -> Came:
        """Keeps paths as they lie in the workspace, which is what several paths have in common."""
        paths = given["path"].split()
        if given["name"] in self.artifacts or len(paths) < 2:
            raise ValueError(f"the artifact {given['name']} is there already, or has one path")
        kept = self.artifacts[given["name"]] = machine.folder / f"artifact-{given['name']}"
        kept.mkdir()
        for path in (machine.workspace / path for path in paths):
            target = kept / path.relative_to(machine.workspace)
            if path.is_dir():
                shutil.copytree(path, target)
            elif path.exists():
                shutil.copy(path, target)
        return Came()

    def download(self, machine: Machine, given: dict) -> Came:
        names = fnmatch.filter(self.artifacts, given["pattern"])
        if as_text(given.get("merge-multiple")) != "true":
            raise ValueError("artifacts are joined in one folder here")
        for name in names:
            shutil.copytree(self.artifacts[name], machine.workspace, dirs_exist_ok=True)
        return Came()


def worst(came: list[Came]) -> str:
    results = {one.result for one in came}
    return next(result for result in ("failure", "skipped", "success") if result in results)

"""The hooks for pre-commit, run by pre-commit itself."""

import subprocess
import sys
from pathlib import Path

import yaml

from judges.shared.paths import ROOT
from judges.workflows.bench import Bench
from judges.workflows.runner import read_yaml

HOOKS = ROOT / ".pre-commit-hooks.yaml"
MANIFEST = 'schema = 1\n[[kit]]\nbank = "questions.toml"\nrole = "analyst"\nseniority = "mid"\nminutes = 40\n'


def judge_hooks(bench: Bench) -> None:
    """Judges each hook on good and on wrong files, with the program from the path instead of one that it builds."""
    project = bench.folder / "hooks" / "project"
    project.mkdir(parents=True)
    hooks = read_yaml(HOOKS)
    local = [{**hook, "language": "system"} for hook in hooks]
    config = yaml.safe_dump({"repos": [{"repo": "local", "hooks": local}]}).replace("'false'", "false")
    (project / ".pre-commit-config.yaml").write_text(config, encoding="utf-8")
    bank = (ROOT / "tests" / "cli" / "banks" / "small.toml").read_text(encoding="utf-8")
    environment = {
        **bench.environment,
        "HOME": str(bench.folder / "hooks"),
        "PATH": f"{bench.environment['PATH']}:{Path(sys.executable).parent}",
    }
    git = ["git", "-c", "init.defaultBranch=main"]
    subprocess.run([*git, "init", "--quiet"], cwd=project, env=environment, check=True)

    def run(hook: str, **files: str) -> tuple[int, str]:
        for name, text in {"questions": bank, "kits": MANIFEST, **files}.items():
            (project / f"{name}.toml").write_text(text, encoding="utf-8")
        subprocess.run([*git, "add", "--all"], cwd=project, env=environment, check=True)
        command = [sys.executable, "-m", "pre_commit", "run", hook, "--all-files"]
        done = subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, check=False)
        return done.returncode, done.stdout + done.stderr

    def check_rejects(name: str, outcome: tuple[int, str], message: str) -> None:
        status, printed = outcome
        bench.tally.check(name, [] if status and message in printed else [printed])

    check_rejects("a hook without a lock", run("interview-kits"), "kits.lock is missing")
    bench.run_program("batch", "--out", "../made", folder=project)
    for hook in (hook["id"] for hook in hooks):
        status, printed = run(hook)
        bench.tally.check(f"the hook {hook}", [printed] if status or "Passed" not in printed else [])
    wrong = run("interview-kits", kits=MANIFEST.replace("minutes", "minuts"))
    check_rejects("a hook with a wrong manifest", wrong, "kits.toml:6:1: error")
    wrong = run("interview-bank", questions=bank.replace("minutes = ", "minuts = ", 1))
    check_rejects("a hook with a wrong bank", wrong, "questions.toml:")
    lacking = bank.replace("How do you name", "שלום: how do you name", 1)
    check_rejects(
        "a hook with a bank that no font can set", run("interview-bank", questions=lacking), "missing-character"
    )

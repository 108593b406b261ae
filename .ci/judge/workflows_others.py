"""GitLab's jobs as `init` writes them, and the hooks for pre-commit."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import yaml

from workflows_runner import read

ROOT = Path(__file__).resolve().parents[2]


def gitlab_job(jobs: dict, name: str) -> dict:
    """A job with what it extends."""
    job = jobs[name]
    return {**gitlab_job(jobs, job["extends"]), **job} if "extends" in job else job


def gitlab(bench) -> None:
    """Runs the script of each job with a POSIX shell, and hands artifacts on to the jobs that need them."""
    project = bench.folder / "gitlab" / "project"
    project.mkdir(parents=True)
    bench.kit("init", "--ci", "gitlab", folder=project).check_returncode()
    jobs = read(project / ".gitlab" / "interview-kits.yml")
    kept = bench.folder / "gitlab" / "artifacts"

    def run(name: str, **more: str) -> tuple[int, str]:
        job = gitlab_job(jobs, name)
        folder = bench.folder / "gitlab" / f"{name}{more.get('CI_NODE_INDEX', '')}"
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(kept if job.get("variables", {}).get("GIT_STRATEGY") == "none" else project, folder)
        script = "\n".join(job["script"])
        environment = {**bench.environment, **jobs["variables"], "CI": "true", **more}
        done = subprocess.run(
            ["sh", "-e", "-c", script], cwd=folder, env=environment, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False,
        )
        for path in job.get("artifacts", {}).get("paths", []):
            if (folder / path).is_dir():
                shutil.copytree(folder / path, kept / path, dirs_exist_ok=True)
            elif (folder / path).exists():
                shutil.copy(folder / path, kept / path)
        return done.returncode, done.stdout

    kept.mkdir()
    status, said = run("interview-kits-check")
    bench.tally.check("GitLab without a lock", [] if status and "commit the lock" in said else [said])
    bench.kit("batch", "--out", "../made", folder=project).check_returncode()
    status, said = run("interview-kits-check")
    bench.tally.check("GitLab with the lock", [said] if status else [])
    total = jobs["interview-kits"]["parallel"]
    for index in range(1, int(total) + 1):
        status, said = run("interview-kits", CI_NODE_INDEX=str(index), CI_NODE_TOTAL=total)
        bench.tally.check(f"GitLab, part {index}", [said] if status else [])
    made = {path.name: path.read_bytes() for path in (bench.folder / "gitlab" / "made").rglob("*.pdf")}
    parts = {path.name: path.read_bytes() for path in (kept / "dist").rglob("*.pdf")}
    same = made == parts and made
    bench.tally.check("GitLab's parts together", [] if same else [f"{sorted(parts)}, not {sorted(made)}"])
    status, said = run("interview-kits-report")
    report = kept / jobs["interview-kits-report"]["artifacts"]["reports"]["junit"]
    text = report.read_text(encoding="utf-8") if report.exists() else ""
    cases = " ".join(re.findall(r"<testcase [^>]*>", text))
    bench.tally.check("GitLab's report", [name for name in made if name not in cases] + ([said] if status else []))


def hooks(bench) -> None:
    """The hooks by pre-commit itself, with the program that is there instead of one that it builds."""
    project = bench.folder / "hooks" / "project"
    project.mkdir(parents=True)
    told = read(ROOT / ".pre-commit-hooks.yaml")
    local = [{**hook, "language": "system"} for hook in told]
    config = yaml.safe_dump({"repos": [{"repo": "local", "hooks": local}]}).replace("'false'", "false")
    (project / ".pre-commit-config.yaml").write_text(config, encoding="utf-8")
    bank = (ROOT / "tests" / "cli" / "banks" / "small.toml").read_text(encoding="utf-8")
    manifest = 'schema = 1\n[[kit]]\nbank = "questions.toml"\nrole = "analyst"\nseniority = "mid"\nminutes = 40\n'
    environment = {
        **bench.environment, "HOME": str(bench.folder / "hooks"),
        "PATH": f"{bench.environment['PATH']}:{Path(sys.executable).parent}",
    }
    git = ["git", "-c", "init.defaultBranch=main"]
    subprocess.run([*git, "init", "--quiet"], cwd=project, env=environment, check=True)

    def run(hook: str, **files: str) -> tuple[int, str]:
        for name, text in {"questions": bank, "kits": manifest, **files}.items():
            (project / f"{name}.toml").write_text(text, encoding="utf-8")
        subprocess.run([*git, "add", "--all"], cwd=project, env=environment, check=True)
        words = [sys.executable, "-m", "pre_commit", "run", hook, "--all-files"]
        done = subprocess.run(words, cwd=project, env=environment, capture_output=True, text=True, check=False)
        return done.returncode, done.stdout + done.stderr

    status, said = run("interview-kits")
    bench.tally.check("a hook without a lock", [] if status and "kits.lock is missing" in said else [said])
    bench.kit("batch", "--out", "../made", folder=project)
    for hook in (hook["id"] for hook in told):
        status, said = run(hook)
        bench.tally.check(f"the hook {hook}", [said] if status or "Passed" not in said else [])
    status, said = run("interview-kits", kits=manifest.replace("minutes", "minuts"))
    bench.tally.check("a hook with a wrong manifest", [] if status and "kits.toml:6:1: error" in said else [said])
    status, said = run("interview-bank", questions=bank.replace("minutes = ", "minuts = ", 1))
    bench.tally.check("a hook with a wrong bank", [] if status and "questions.toml:" in said else [said])


def readme(bench) -> None:
    """The guide's examples name inputs and hooks that there are."""
    text = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")

    def block(mark: str):
        found = text.split(f"<!-- example: {mark} -->\n```yaml\n")[1].split("```")[0]
        return yaml.load(found, Loader=yaml.BaseLoader)

    [step] = block("action")
    inputs = read(ROOT / "action.yml")["inputs"]
    bench.tally.check("the guide's inputs", [name for name in step["with"] if name not in inputs])
    [repository] = block("hooks")["repos"]
    known = [hook["id"] for hook in read(ROOT / ".pre-commit-hooks.yaml")]
    bench.tally.check("the guide's hooks", [hook["id"] for hook in repository["hooks"] if hook["id"] not in known])
    outputs = read(ROOT / "action.yml")["outputs"]
    bench.tally.check("the guide's outputs", [name for name in outputs if f"`{name}`" not in text])


def pins(bench) -> None:
    """Each action of others is named by one commit everywhere: what is updated in one file is in all."""
    found: dict[str, set[str]] = {}
    for path in [*(ROOT / ".github" / "workflows").glob("*.yml"), ROOT / "assets" / "ci" / "github.yml"]:
        for name, commit in re.findall(r"uses: (\w[\w/-]*)@(\w+ # v[\d.]+)$", path.read_text(encoding="utf-8"), re.M):
            found.setdefault(name, set()).add(commit)
    wrong = [f"{name}: {commits}" for name, commits in found.items() if len(commits) > 1]
    bench.tally.check("one commit for each action", wrong if len(found) >= 3 else [str(found)])


def judge(bench) -> None:
    pins(bench)
    readme(bench)
    gitlab(bench)
    hooks(bench)

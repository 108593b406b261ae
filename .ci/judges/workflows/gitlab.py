"""The jobs for GitLab, as `init` writes them."""

import re
import shutil
import subprocess

from judges.workflows.bench import Bench
from judges.workflows.runner import read_yaml


def resolve_job(jobs: dict, name: str) -> dict:
    """Returns a job together with the jobs that it extends."""
    job = jobs[name]
    return {**resolve_job(jobs, job["extends"]), **job} if "extends" in job else job


def judge_gitlab(bench: Bench) -> None:
    """Runs the script of each job with a POSIX shell, and hands artifacts on to the jobs that need them."""
    base = bench.folder / "gitlab"
    project, artifacts = base / "project", base / "artifacts"
    project.mkdir(parents=True)
    artifacts.mkdir()
    bench.run_program("init", "--ci", "gitlab", folder=project).check_returncode()
    jobs = read_yaml(project / ".gitlab" / "interview-kits.yml")

    def run(name: str, **variables: str) -> tuple[int, str]:
        job = resolve_job(jobs, name)
        folder = base / f"{name}{variables.get('CI_NODE_INDEX', '')}"
        shutil.rmtree(folder, ignore_errors=True)
        has_no_checkout = job.get("variables", {}).get("GIT_STRATEGY") == "none"
        shutil.copytree(artifacts if has_no_checkout else project, folder)
        done = subprocess.run(
            ["sh", "-e", "-c", "\n".join(job["script"])],
            cwd=folder, env={**bench.environment, **jobs["variables"], "CI": "true", **variables}, text=True,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False,
        )  # fmt: skip
        for path in job.get("artifacts", {}).get("paths", []):
            if (folder / path).is_dir():
                shutil.copytree(folder / path, artifacts / path, dirs_exist_ok=True)
            elif (folder / path).exists():
                shutil.copy(folder / path, artifacts / path)
        return done.returncode, done.stdout

    status, printed = run("interview-kits-check")
    is_refused = status and "commit the lock" in printed
    bench.tally.check("GitLab without a lock", [] if is_refused else [printed])
    bench.run_program("batch", "--out", "../made", folder=project).check_returncode()
    status, printed = run("interview-kits-check")
    bench.tally.check("GitLab with the lock", [printed] if status else [])
    total = jobs["interview-kits"]["parallel"]
    for index in range(1, int(total) + 1):
        status, printed = run("interview-kits", CI_NODE_INDEX=str(index), CI_NODE_TOTAL=total)
        bench.tally.check(f"GitLab, part {index}", [printed] if status else [])
    made = {path.name: path.read_bytes() for path in (base / "made").rglob("*.pdf")}
    parts = {path.name: path.read_bytes() for path in (artifacts / "dist").rglob("*.pdf")}
    is_same = made == parts and made
    bench.tally.check("GitLab's parts together", [] if is_same else [f"{sorted(parts)}, not {sorted(made)}"])
    status, printed = run("interview-kits-report")
    report = artifacts / jobs["interview-kits-report"]["artifacts"]["reports"]["junit"]
    text = report.read_text(encoding="utf-8") if report.exists() else ""
    cases = " ".join(re.findall(r"<testcase [^>]*>", text))
    missing = [name for name in made if name not in cases]
    bench.tally.check("GitLab's report", missing + ([printed] if status else []))

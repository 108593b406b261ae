"""The examples in the documentation, which must name inputs, outputs and hooks that exist; and pinned actions."""

import re
import subprocess
import sys

import yaml

from judges.shared.paths import ROOT
from judges.workflows.bench import Bench
from judges.workflows.hooks import HOOKS
from judges.workflows.runner import read_yaml

PINNED_ACTION = re.compile(r"uses: (\w[\w/-]*)@(\w+ # v[\d.]+)$", re.MULTILINE)
# Fewer pinned actions than this mean that they were not found.
MIN_ACTIONS = 3


def read_documentation() -> str:
    """Returns the README and all pages of the book."""
    pages = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
    return "\n".join(page.read_text(encoding="utf-8") for page in pages)


def read_example(text: str, name: str) -> object:
    """Reads the YAML block after the comment `<!-- example: NAME -->`."""
    blocks = re.findall(rf"<!-- example: {name} -->\n+```yaml\n(.*?)```", text, re.DOTALL)
    if len(blocks) != 1:
        raise ValueError(f"the documentation has {len(blocks)} examples called {name}")
    return yaml.load(blocks[0], Loader=yaml.BaseLoader)  # noqa: S506 - it makes texts only


def judge_documented(bench: Bench) -> None:
    """Judges the examples of the action and the hooks, then the commits of actions in all workflows."""
    text = read_documentation()
    action = read_yaml(ROOT / "action.yml")
    (step,) = read_example(text, "action")
    unknown = [name for name in step["with"] if name not in action["inputs"]]
    bench.tally.check("the inputs in the documentation exist", unknown)
    (repository,) = read_example(text, "hooks")["repos"]
    known = [hook["id"] for hook in read_yaml(HOOKS)]
    unknown = [hook["id"] for hook in repository["hooks"] if hook["id"] not in known]
    bench.tally.check("the hooks in the documentation exist", unknown)
    undocumented = [name for name in action["outputs"] if f"`{name}`" not in text]
    bench.tally.check("every output of the action is documented", undocumented)
    judge_pinned_actions(bench)
    judge_release_targets(bench)


def judge_pinned_actions(bench: Bench) -> None:
    """Checks that every file pins an action of others to the same commit."""
    found: dict[str, set[str]] = {}
    for path in [*(ROOT / ".github" / "workflows").glob("*.yml"), ROOT / "assets" / "ci" / "github.yml"]:
        for name, commit in PINNED_ACTION.findall(path.read_text(encoding="utf-8")):
            found.setdefault(name, set()).add(commit)
    wrong = [f"{name}: {commits}" for name, commits in found.items() if len(commits) > 1]
    bench.tally.check("one commit for each action", wrong if len(found) >= MIN_ACTIONS else [str(found)])


def judge_release_targets(bench: Bench) -> None:
    """Checks that the release workflow builds for the targets that bills of materials are made for."""
    jobs = read_yaml(ROOT / ".github" / "workflows" / "release.yml")["jobs"]
    built = [entry["target"] for entry in jobs["build"]["strategy"]["matrix"]["include"]]
    command = [sys.executable, "-B", ROOT / ".github" / "release.py", "targets"]
    listed = subprocess.check_output(command, text=True).split()
    bench.tally.check("a bill of materials for every target", [] if built == listed else [f"{listed}, not {built}"])

"""Judges the software bills of materials of a release: one for each target.

Each must fit the schema of CycloneDX, name all crates that `cargo tree` names for its target and none outside of
Cargo.lock, and hold no path of this machine. Bills broken on purpose must be rejected. Run by `.ci/run sbom`.
"""

import json
import subprocess
import sys
import tomllib
from pathlib import Path

from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from judges.shared.paths import ROOT
from judges.shared.tally import Tally

NAME = "interview-kit"


def compiled_crates(target: str) -> set[str]:
    """Returns the crates that are compiled into the program for a target, as NAME@VERSION."""
    command = ["cargo", "tree", "--locked", "--edges", "normal", "--prefix", "none", "--target", target]
    lines = subprocess.check_output([*command, "--format", "{p}"], cwd=ROOT, text=True).splitlines()
    pairs = (line.split()[:2] for line in lines)
    return {f"{name}@{version.removeprefix('v')}" for name, version in pairs if name != NAME}


def locked_crates() -> set[str]:
    """Returns all crates in Cargo.lock, as NAME@VERSION."""
    lock = tomllib.loads((ROOT / "Cargo.lock").read_text(encoding="utf-8"))
    return {f"{package['name']}@{package['version']}" for package in lock["package"]}


def schema_faults(text: str) -> list[str]:
    """Returns how a bill breaks the schema."""
    error = JsonStrictValidator(SchemaVersion.V1_5).validate_str(text)
    return [f"it does not fit the schema: {str(error)[:300]}"] if error else []


def content_faults(bill: dict, compiled: set[str], locked: set[str]) -> list[str]:
    """Returns the crates that a bill lacks, the crates that it names without reason, and paths of this machine."""
    listed = {f"{part['name']}@{part['version']}" for part in bill["components"]}
    wrong = [f"{crate} is missing" for crate in sorted(compiled - listed)]
    wrong += [f"{crate} is foreign" for crate in sorted(listed - locked)]
    return wrong + (["it has a path of this machine"] if str(ROOT) in json.dumps(bill) else [])


def judge_sboms(folder: Path, tally: Tally) -> None:
    """Judges the bill of every target, then broken ones."""
    # The tool also lists some crates of the lock file that are only compiled for tests.
    locked = locked_crates()
    release = [sys.executable, "-B", ROOT / ".github" / "release.py", "targets"]
    for target in subprocess.check_output(release, text=True).split():
        (path,) = folder.glob(f"{NAME}-*-{target}.cdx.json")
        text = path.read_text(encoding="utf-8")
        bill, compiled = json.loads(text), compiled_crates(target)
        faults = schema_faults(text) + content_faults(bill, compiled, locked)
        tally.check_aloud(f"{path.name}: {len(compiled)} crates", faults)
    parts, metadata = bill["components"], bill["metadata"]
    for name, change in {
        "a missing crate": {"components": [part for part in parts if part["name"] != "lopdf"]},
        "a foreign crate": {"components": [*parts, {**parts[0], "name": "x", "bom-ref": "x"}]},
        "a path": {"metadata": {**metadata, "properties": [{"name": "x", "value": str(ROOT)}]}},
    }.items():
        tally.check_rejected(f"{name} is rejected", content_faults({**bill, **change}, compiled, locked))
    tally.check_rejected("an unknown key is rejected", schema_faults(json.dumps({**bill, "parts": []})))


def main() -> int:
    """Judges the bills in the folder named on the command line."""
    tally = Tally()
    judge_sboms(Path(sys.argv[1]), tally)
    return tally.finish()


if __name__ == "__main__":
    sys.exit(main())

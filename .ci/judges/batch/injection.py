"""Injects faults into commands that write files, and looks at what they leave.

System calls fail, runs are killed at random moments, memory, threads, descriptors and file sizes are limited. After
each run, every file must be the old one or the new one, answers must be where they were, and a run that reports
success must have written everything. The chances come from one seed, so a run can be repeated.

Needs Debian's package `strace`, and root or sudo for the limit on threads.
"""

import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from judges.batch.workbench import DONE, SMALL_BANK, is_temporary, manifest
from judges.forms.engines import fill_by_hand
from judges.shared.command import judge_command
from judges.shared.program import Program
from judges.shared.tally import Tally

SEED = 12
HANG_SECONDS = 30
KILLS_PER_COMMAND, DRAWS_PER_FAULT = 8, 2
# A user without other processes, so that the limit counts the program alone.
LONELY_USER = 54321
PANICKED = 101
STATUSES = {0, 1, 2, 130}
# What the allocator, the loader and the runtime of Rust say where the program cannot prevent it. The files must be
# whole all the same.
OUT_OF_MEMORY_SIGNS = (
    "memory allocation of",
    "error while loading shared libraries",
    "failed to allocate an alternative stack",
    "initialization or cleanup bug",
)
BANK = ["--bank", "bank.toml", "--only", "test-names"]
# The commands, each with the files it writes.
COMMANDS = {
    "build": (["build", *BANK, "--candidate", "Ada Example", "--out", "kit.pdf"], ["kit.pdf"]),
    "build over answers": (["build", *BANK, "--force", "--out", "answered.pdf"], []),
    "batch": (["batch"], ["kits.lock", "dist"]),
    "batch with index": (["batch", "--force", "--index"], ["kits.lock", "dist"]),
    "flatten": (["flatten", "answered.pdf", "--out", "record.pdf", "--force"], ["record.pdf"]),
    "redact": (["redact", "answered.pdf", "--out", "nameless.pdf", "--force"], ["nameless.pdf"]),
    "index": (["index", "--force"], ["dist"]),
}
# The errors of each system call. An interrupted call must be made again.
FAULTS = {
    "write": ["ENOSPC", "EIO", "EINTR"],
    "read": ["EIO", "EINTR"],
    "openat": ["EMFILE", "EIO", "EINTR"],
    "rename": ["ENOSPC", "EIO"],
    "fsync": ["EIO", "ENOSPC"],
    "clone3": ["EAGAIN"],
    "mmap": ["ENOMEM"],
    "flock": ["EINTR", "ENOLCK"],
}
LIMITS = {
    "memory": ["--as=60000000", "--as=150000000", "--as=300000000", "--as=500000000"],
    "descriptors": [f"--nofile={count}" for count in (4, 6, 7, 9, 12)],
    "file size": ["--fsize=0", "--fsize=1000", "--fsize=40000"],
    "threads": [f"--nproc={count}" for count in (1, 2, 3, 5)],
}


@dataclass(frozen=True)
class Outcome:
    """The end of a run: its complaints by kind, and if the disturbance was felt."""

    name: str
    complaints: dict[str, list[str]] = field(default_factory=dict)
    status: int | None = None
    is_out_of_memory: bool = False


def read_tree(folder: Path) -> dict[str, bytes]:
    """Returns the content of every file, without temporary ones."""
    paths = (path for path in folder.rglob("*") if path.is_file() and not is_temporary(path.name))
    return {str(path.relative_to(folder)): path.read_bytes() for path in paths}


class Stage:
    """The folder that every run starts from, and the files that an undisturbed run makes of it."""

    def __init__(self, program: Path, folder: Path) -> None:
        self.folder, self.template = folder, folder / "template"
        # A user without rights must reach the program, wherever the repository is.
        self.program = folder / "interview-kit"
        shutil.copy(program, self.program)
        self.template.mkdir()
        (self.template / "bank.toml").write_text(SMALL_BANK.read_text(encoding="utf-8"), encoding="utf-8")
        (self.template / "kits.toml").write_text(manifest(2), encoding="utf-8")
        self.run_plainly(self.template, ["build", *BANK, "--out", "kit.pdf"])
        values = {"candidate": "Ada Example", "takeaways": "Thinks aloud."}
        fill_by_hand(str(self.template / "kit.pdf"), values, str(self.template / "answered.pdf"))
        self.run_plainly(self.template, ["flatten", "answered.pdf", "--out", "record.pdf"])
        self.run_plainly(self.template, ["redact", "answered.pdf", "--out", "nameless.pdf"])
        self.run_plainly(self.template, ["batch", "--index"])
        # The next run has something to choose and to write.
        (self.template / "kits.toml").write_text(manifest(4), encoding="utf-8")
        self.before = read_tree(self.template)
        self.after: dict[str, dict[str, bytes]] = {}
        self.calls: dict[str, Counter[str]] = {}
        self.seconds: dict[str, float] = {}
        for command, (arguments, _) in COMMANDS.items():
            self.rehearse(command, arguments)

    def run_plainly(self, folder: Path, arguments: list[str]) -> None:
        """Runs the program to prepare something."""
        subprocess.run([self.program, *arguments], cwd=folder, check=True, capture_output=True, timeout=HANG_SECONDS)

    def rehearse(self, command: str, arguments: list[str]) -> None:
        """Runs a command undisturbed, for its files, its time and the number of its system calls."""
        folder = self.fresh(f"rehearsal of {command}")
        started = time.monotonic()
        subprocess.run([self.program, *arguments], cwd=folder, capture_output=True, timeout=HANG_SECONDS, check=False)
        self.seconds[command] = time.monotonic() - started
        self.after[command] = read_tree(folder)
        again, log = self.fresh(f"trace of {command}"), self.folder / "trace"
        trace = ["strace", "-f", "-qq", "-o", str(log), "-e", "trace=" + ",".join(FAULTS)]
        subprocess.run([*trace, self.program, *arguments], cwd=again, capture_output=True, check=False)
        self.calls[command] = Counter(re.findall(r"^\d+ +(\w+)\(", log.read_text(errors="replace"), re.MULTILINE))

    def fresh(self, name: str) -> Path:
        """Returns a new copy of the template that anybody may write to."""
        folder = self.folder / re.sub(r"\W", "-", name)
        shutil.copytree(self.template, folder)
        for path in [folder, *folder.rglob("*")]:
            path.chmod(0o777 if path.is_dir() else 0o666)
        return folder

    def judge(self, name: str, command: str, prefix: list[str], kill: tuple[float, int] | None = None) -> Outcome:
        """Runs a command with something in its way, and looks at what is left."""
        folder = self.fresh(name)
        process = subprocess.Popen(
            [*prefix, self.program, *COMMANDS[command][0]], cwd=folder, text=True, errors="replace",
            env={**os.environ, "RUST_BACKTRACE": "0"}, start_new_session=True,
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        )  # fmt: skip
        complaints: dict[str, list[str]] = {}
        if kill:
            time.sleep(kill[0])
            process.send_signal(kill[1])
        try:
            stderr = process.communicate(timeout=HANG_SECONDS)[1]
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            stderr = process.communicate()[1]
            complaints["hang"] = [f"it takes more than {HANG_SECONDS} seconds"]
        status = process.returncode
        is_out_of_memory = any(sign in stderr for sign in OUT_OF_MEMORY_SIGNS)
        # Some allocations before the first line of the program end in a fault of their own.
        is_out_of_memory |= status == -signal.SIGSEGV and "ENOMEM" in name
        allowed = {-kill[1]} if kill else set()
        if (status == PANICKED or "panicked" in stderr) and not is_out_of_memory:
            complaints["panic"] = [stderr[-300:]]
        elif status not in STATUSES | allowed | {-signal.SIGXFSZ} and not is_out_of_memory and "hang" not in complaints:
            complaints["status"] = [f"status {status}: {stderr[-300:]}"]
        complaints |= self.file_faults(command, folder, is_done=status == DONE)
        shutil.rmtree(folder, ignore_errors=True)
        return Outcome(name, complaints, status, is_out_of_memory)

    def file_faults(self, command: str, folder: Path, *, is_done: bool) -> dict[str, list[str]]:
        """Returns the files that are neither old nor new, and answers that are gone."""
        before, after, found = self.before, self.after[command], read_tree(folder)
        lost = ["the answers are gone"] if found.get("answered.pdf") != before["answered.pdf"] else []
        broken = [
            f"{name} is neither the old file nor the new one"
            for name, content in found.items()
            if name != "answered.pdf" and content not in (before.get(name), after.get(name)) and not is_picture(name)
        ]
        broken += [f"{name} is gone" for name in before if name not in found and name in after and name not in lost]
        written = [name for name in after if name.split("/")[0] in COMMANDS[command][1]]
        missing = [f"{name} is not written" for name in written if is_done and found.get(name) != after[name]]
        kinds = {"lost answers": lost, "broken file": broken, "false success": missing}
        return {kind: complaints for kind, complaints in kinds.items() if complaints}


def is_picture(name: str) -> bool:
    """Returns true for pictures, whose names tell what they show: those of other documents may be left for a while."""
    return name.startswith("dist/index-pictures/") or name in ("dist/index.html", "dist/SHA256SUMS")


def plan_runs(stage: Stage, chance: random.Random) -> list[tuple]:
    """Returns the runs: name, command, prefix, and the moment and signal that ends it."""
    runs: list[tuple] = []
    for command in COMMANDS:
        for call, errors in FAULTS.items():
            count = stage.calls[command][call]
            for error in errors if count else []:
                for _ in range(DRAWS_PER_FAULT):
                    first = chance.randint(1, count)
                    # A call that is always interrupted is made again and again.
                    when = f"{first}" if error == "EINTR" or chance.random() < 0.5 else f"{first}+"
                    inject = f"inject={call}:error={error}:when={when}"
                    prefix = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", f"trace={call}", "-e", inject]
                    runs.append((f"{command}, {call} {error} {when} {len(runs)}", command, prefix, None))
        for _ in range(KILLS_PER_COMMAND):
            moment = chance.uniform(0, stage.seconds[command] * 1.1)
            ending = chance.choice([signal.SIGKILL, signal.SIGKILL, signal.SIGTERM])
            runs.append((f"{command}, killed {len(runs)}", command, [], (moment, ending)))
        for limits in LIMITS.values():
            for limit in limits:
                prefix = ["prlimit", limit]
                if limit.startswith("--nproc"):
                    root = [] if os.geteuid() == 0 else ["sudo"]
                    user = LONELY_USER + len(runs)
                    prefix = [*root, "setpriv", f"--reuid={user}", f"--regid={user}", "--clear-groups", *prefix]
                runs.append((f"{command}, {limit} {len(runs)}", command, prefix, None))
    return runs


BROKEN_PROGRAMS = {
    "broken file": "for f in kit.pdf record.pdf; do head -c 999 $f >part; cat part >$f; done; rm part; exit 2",
    "lost answers": "echo lost >answered.pdf; exit 2",
    "false success": "rm -f kit.pdf; exit 0",
    "panic": "exit 101",
    "status": "exit 7",
    "hang": f"sleep {HANG_SECONDS * 9}",
}


def judge_detection(stage: Stage, tally: Tally) -> None:
    """Judges programs that are broken on purpose: each kind of fault must be found."""
    global HANG_SECONDS  # noqa: PLW0603 - a program that hangs need not hang for long to be found
    program, patience = stage.program, HANG_SECONDS
    for kind, script in BROKEN_PROGRAMS.items():
        stage.program = stage.folder / "broken"
        stage.program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        stage.program.chmod(0o755)
        HANG_SECONDS = 1 if kind == "hang" else patience
        tally.check_rejected(f"a program with the fault: {kind}", kind in stage.judge(kind, "build", []).complaints)
    stage.program, HANG_SECONDS = program, patience


def judge_injection(program: Program, folder: Path, tally: Tally) -> None:
    """Judges every command under every fault, and prints the figures."""
    started = time.monotonic()
    folder.chmod(0o711)
    stage = Stage(program.path, folder)
    judge_detection(stage, tally)
    runs = plan_runs(stage, random.Random(SEED))
    with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        outcomes = list(pool.map(lambda run: stage.judge(*run), runs))
    counts = Counter(kind for outcome in outcomes for kind in outcome.complaints)
    kinds = list(BROKEN_PROGRAMS)
    for kind in kinds:
        found = [f"{outcome.name}: {line}" for outcome in outcomes for line in outcome.complaints.get(kind, [])]
        tally.check(kind, found)
    felt = sum(outcome.status != DONE for outcome in outcomes)
    tally.check("runs that failed", [] if felt > len(runs) // 4 else [f"only {felt} of {len(runs)}"])
    memory = sum(outcome.is_out_of_memory for outcome in outcomes)
    figures = ", ".join(f"{kind}: {counts[kind]}" for kind in kinds)
    seconds = time.monotonic() - started
    print(
        f"{len(runs)} runs, {felt} felt it, {memory} ended for lack of memory; {figures}; {seconds:.0f} s", flush=True
    )


if __name__ == "__main__":
    sys.exit(judge_command(judge_injection, __doc__))

"""A manifest of 50,000 kits: interrupted, completed, found up to date; and the memory and time that takes."""

import os
import random
import signal
import subprocess
import time
from pathlib import Path

from judges.batch.workbench import DONE, INTERRUPTED, Workbench, mounted
from judges.shared.tally import Tally

KITS = 50_000
# The limits for memory in bytes, and for seconds of one core where nothing is to be done.
MAX_MEMORY, MAX_IDLE_SECONDS = 500 << 20, 10
LEVELS = '["junior", "mid", "senior", "lead"]'


def judge_many(program: Path, folder: Path, tally: Tally) -> None:
    """Judges the manifest on a disk in memory, where 50,000 files are deleted in a moment."""
    with mounted(folder / "many", "size=2g,nr_inodes=0") as disk:
        judge_many_on(disk, program, tally)


def judge_many_on(folder: Path, program: Path, tally: Tally) -> None:
    """Judges the manifest in a folder."""
    head = (
        'schema = 1\n[defaults]\nbank = "bank.toml"\nrole = "analyst"\nface = "candidate"\ncount = 1\nno-form = true\n'
    )
    entry = '[[kit]]\nname = "k-{{seniority}}-{0}"\nseniority = {1}\nseed = {0}\n'
    kits = (entry.format(number, LEVELS) for number in range(KITS // 4))
    workbench = Workbench(program, folder / "workbench", head + "".join(kits))

    def run(title: str, wanted: int, *, is_interrupted: bool = False) -> float:
        started, process = time.monotonic(), workbench.start()
        while is_interrupted and process.poll() is None and len(workbench.names()) < KITS // 5:
            time.sleep(0.1)
        if is_interrupted:
            process.send_signal(signal.SIGINT)
        stderr = process.stderr.read()
        _, code, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(code)
        memory, seconds = usage.ru_maxrss << 10, usage.ru_utime + usage.ru_stime
        print(
            f"{KITS} kits, {title}: {time.monotonic() - started:.1f} s, {seconds:.1f} s of a core, "
            f"{memory >> 20} MB; {stderr.splitlines()[-1]}",
            flush=True,
        )
        is_wanted = process.returncode == wanted
        tally.check(f"many: {title}", [] if is_wanted else [f"status {process.returncode}: {stderr[-300:]}"])
        tally.check(f"many: {title}, memory", [] if memory < MAX_MEMORY else [f"{memory >> 20} MB"])
        return seconds

    run("interrupted", INTERRUPTED, is_interrupted=True)
    tally.check("many: leftovers", [name for name in workbench.names() if not name.endswith(".pdf")])
    run("completed", DONE)
    count = len(workbench.names())
    tally.check("many: all are there", [] if count == KITS else [f"{count}"])
    seconds = run("with nothing to do", DONE)
    is_fast = seconds < MAX_IDLE_SECONDS
    tally.check("many: with nothing to do, time", [] if is_fast else [f"{seconds:.1f} s of a core"])
    some = random.Random(3).sample(sorted(workbench.names()), 20)
    bad = [
        name
        for name in some
        if subprocess.run(["qpdf", "--check", workbench.out / name], capture_output=True, check=False).returncode
    ]
    tally.check("many: qpdf", bad)

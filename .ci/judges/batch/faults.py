"""Disturbs runs of `batch` and looks at what they leave.

The disk is full, folders cannot be written to, runs are killed or interrupted at random moments or run at the same
time, a bank is edited during a run, the clock jumps, names are hostile, a manifest has 50,000 kits. After each, every
document must be byte for byte the one of an undisturbed run, and running again must complete the work.

Mounts small file systems in memory, as root or with sudo. The clock is that of Debian's package `faketime`.
"""

import glob
import os
import random
import shutil
import signal
import sys
import time
from contextlib import suppress
from pathlib import Path

from judges.batch.many import judge_many
from judges.batch.names import judge_names
from judges.batch.workbench import (
    BAD_INPUT,
    DONE,
    FAILED,
    INTERRUPTED,
    SMALL_BANK,
    Run,
    Workbench,
    manifest,
    mounted,
    remount,
    run_undisturbed,
)
from judges.shared.command import judge_command
from judges.shared.program import Program
from judges.shared.tally import Tally

KILLS, INTERRUPTS = 100, 30
# Fewer runs than this that end in the middle of the work prove little.
MIN_PARTIAL_RUNS = 20


def judge_full_disk(program: Path, folder: Path, tally: Tally) -> None:
    """Judges runs on a disk without room or without names for more files."""
    text = manifest(40)
    good = run_undisturbed(program, folder / "undisturbed", text)[1]
    for name, little, plenty in [
        ("no room", "size=2m", "size=64m"),
        ("no names", "nr_inodes=20", "nr_inodes=0"),
    ]:
        workbench = Workbench(program, folder / name, text)
        with mounted(workbench.out, little):
            tally.check(f"{name}: status", workbench.run().status_faults(FAILED))
            made = len(workbench.names())
            tally.check(f"{name}: what is left", workbench.faults(good))
            is_partial = 0 < made < len(good)
            tally.check(f"{name}: some documents were made", [] if is_partial else [f"{made} of {len(good)}"])
            remount(workbench.out, plenty)
            again = workbench.run().status_faults(DONE)
            tally.check(f"{name}: again", again + workbench.faults(good, is_complete=True))
    judge_lock_without_room(program, folder, tally)


def judge_lock_without_room(program: Path, folder: Path, tally: Tally) -> None:
    """Judges a run that has no room for its lock: no document may be made."""
    out = folder / "out"
    with mounted(folder / "small", "size=1m") as small:
        workbench = Workbench(program, small / "team", manifest(3))
        tally.check("lock: a first run", workbench.run("--out", str(out)).status_faults(DONE))
        before = workbench.lock.read_bytes()
        (workbench.folder / "kits.toml").write_text(manifest(400))
        with open(small / "filler", "wb", buffering=0) as filler, suppress(OSError):
            while filler.write(b"x" * 4096):
                pass
        run = workbench.run("--out", str(out))
        kept = [] if workbench.lock.read_bytes() == before else ["the lock is another"]
        tally.check("lock: no room", run.status_faults(FAILED) + kept + workbench.leftovers())
        made = len(list(out.iterdir()))
        tally.check("lock: nothing is made", [] if made == 6 else [f"{made} documents"])


def judge_read_only(program: Path, folder: Path, tally: Tally) -> None:
    """Judges runs whose documents, or whose manifest and lock, are on a read-only disk."""
    text = manifest(10)
    good = run_undisturbed(program, folder / "undisturbed", text)[1]
    workbench = Workbench(program, folder / "workbench", text)
    with mounted(workbench.out, "size=64m"):
        workbench.run()
        (workbench.out / min(good)).unlink()
        remount(workbench.out, "ro")
        tally.check("read-only: status", workbench.run().status_faults(FAILED))
        tally.check("read-only: check", workbench.run("--check").status_faults(BAD_INPUT))
        tally.check("read-only: what is left", workbench.faults(good))
        remount(workbench.out, "rw")
        again = workbench.run().status_faults(DONE)
        tally.check("read-only: again", again + workbench.faults(good, is_complete=True))
        remount(workbench.out, "ro")
        tally.check("read-only: with nothing to do", workbench.run().status_faults(DONE))
    with mounted(folder / "sources", "size=8m") as sources:
        workbench = Workbench(program, sources / "team", text)
        remount(sources, "ro")
        out = str(folder / "of-sources")
        tally.check("read-only manifest, no lock", workbench.run("--out", out).status_faults(FAILED))
        remount(sources, "rw")
        workbench.run("--out", out)
        remount(sources, "ro")
        run = workbench.run("--out", out, "--locked", "--force")
        tally.check("read-only manifest, with a lock", run.status_faults(DONE))


def judge_killed(program: Path, folder: Path, tally: Tally) -> None:
    """Judges runs that are ended at random moments, by signals that can be caught and by one that cannot."""
    text = manifest(40)
    started = time.monotonic()
    undisturbed, good = run_undisturbed(program, folder / "undisturbed", text)
    length, lock = time.monotonic() - started, undisturbed.lock.read_bytes()
    workbench = Workbench(program, folder / "workbench", text)
    chance = random.Random(7)
    leftovers = partial_runs = 0
    for name, signals, times in [
        ("killed", [signal.SIGKILL], KILLS),
        ("interrupted", [signal.SIGINT], INTERRUPTS),
        ("interrupted twice", [signal.SIGTERM, signal.SIGINT], INTERRUPTS),
    ]:
        complaints: list[str] = []
        # A program that is not listening yet, or has done everything, ends like any other.
        wanted = {DONE, INTERRUPTED, *(-each for each in signals)}
        for _ in range(times):
            for document in chance.sample(sorted(workbench.names()), len(workbench.names()) // 2):
                (workbench.out / document).unlink()
            if chance.random() < 0.3:
                workbench.lock.unlink(missing_ok=True)
            process = workbench.start()
            time.sleep(chance.uniform(0, length * 1.1))
            for each in signals:
                process.send_signal(each)
            complaints += Run(process).status_faults(*wanted)
            complaints += workbench.faults(good, is_clean=name == "interrupted")
            if workbench.lock.exists() and workbench.lock.read_bytes() != lock:
                complaints.append("the lock is another")
            leftovers += bool(workbench.leftovers())
            partial_runs += 0 < len(workbench.names()) < len(good)
        tally.check(f"{name} {times} times", complaints)
        again = workbench.run().status_faults(DONE)
        tally.check(f"{name}: again", again + workbench.faults(good, is_complete=True))
    print(f"{partial_runs} runs ended in the middle of the work; leftovers were seen {leftovers} times")
    is_enough = partial_runs > MIN_PARTIAL_RUNS
    tally.check("killed in the middle", [] if is_enough else [f"only {partial_runs} times"])


def judge_simultaneous(program: Path, folder: Path, tally: Tally) -> None:
    """Judges runs of one manifest at the same time, one of which is killed."""
    text = manifest(40)
    undisturbed, good = run_undisturbed(program, folder / "undisturbed", text)
    chance = random.Random(11)
    complaints: list[str] = []
    workbench = Workbench(program, folder / "workbench", text)
    for _ in range(10):
        shutil.rmtree(workbench.out, ignore_errors=True)
        workbench.lock.unlink(missing_ok=True)
        runs = [workbench.start(*arguments) for arguments in [(), (), ("--prune",), ("--force",)]]
        victim = workbench.start()
        time.sleep(chance.uniform(0, 0.2))
        victim.kill()
        victim.communicate()
        for run in runs:
            complaints += Run(run).status_faults(DONE)
        complaints += workbench.faults(good, is_complete=True, is_clean=False)
        if workbench.lock.read_bytes() != undisturbed.lock.read_bytes():
            complaints.append("the lock is another")
    tally.check("runs at the same time", complaints)
    again = workbench.run().status_faults(DONE)
    tally.check("runs at the same time: again", again + workbench.faults(good, is_complete=True))


def judge_edited_bank(program: Path, folder: Path, tally: Tally) -> None:
    """Judges a run whose bank is edited meanwhile: all documents must be of the bank as it was read."""
    text, bank = manifest(150), SMALL_BANK.read_text()
    edited = bank.replace('prompt = "', 'prompt = "Please: ')
    undisturbed, good = run_undisturbed(program, folder / "undisturbed", text)
    (undisturbed.folder / "bank.toml").write_text(edited)
    undisturbed.run()
    reworded = undisturbed.digests()
    workbench = Workbench(program, folder / "workbench", text)
    process = workbench.start()
    while process.poll() is None and len(workbench.names()) < 3:
        time.sleep(0.001)
    (workbench.folder / "new.toml").write_text(edited)
    (workbench.folder / "new.toml").rename(workbench.folder / "bank.toml")
    is_running = process.poll() is None
    tally.check("bank edited: during the run", [] if is_running else ["the run was over"])
    status = Run(process).status_faults(DONE)
    tally.check("bank edited", status + workbench.faults(good, is_complete=True))
    tally.check("bank edited: check", workbench.run("--check").status_faults(BAD_INPUT))
    again = workbench.run()
    note = [] if "lock::changed-question" in again.stderr else ["the rewording is not reported"]
    faults = workbench.faults(reworded, is_complete=True)
    tally.check("bank edited: again", again.status_faults(DONE) + note + faults)


def judge_clock(program: Path, folder: Path, tally: Tally) -> None:
    """Judges runs during which the clock jumps, and documents with odd times."""
    text = manifest(60)
    good = run_undisturbed(program, folder / "undisturbed", text)[1]
    library = glob.glob("/usr/lib/*/faketime/libfaketime.so.1")
    if not library:
        raise SystemExit("the clock cannot be changed: install faketime")
    now = folder / "now"
    environment = {
        "LD_PRELOAD": library[0],
        "FAKETIME_TIMESTAMP_FILE": str(now),
        "FAKETIME_NO_CACHE": "1",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        "FAKE_STAT": "0",
        "NO_FAKE_STAT": "1",
    }
    workbench = Workbench(program, folder / "workbench", text)
    now.write_text("@1971-02-03 04:05:06\n")
    process = workbench.start(**environment)
    times = ["@2099-01-01 00:00:00", "@1980-01-01 00:00:00", "@2038-01-19 03:14:08"]
    while process.poll() is None:
        # A file that is renamed over another is never read in part.
        (folder / "then").write_text(times[0] + "\n")
        (folder / "then").rename(now)
        times.append(times.pop(0))
        time.sleep(0.01)
    status = Run(process).status_faults(DONE)
    tally.check("clock: jumps during a run", status + workbench.faults(good, is_complete=True))
    for when in (0, 10**9, 4 * 10**9):
        for name in workbench.names():
            os.utime(workbench.out / name, (when, when))
        victim = workbench.out / min(good)
        data = bytearray(victim.read_bytes())
        data[len(data) // 2] ^= 1
        victim.write_bytes(data)
        os.utime(victim, (when, when))
        run = workbench.run("--check", **environment)
        tally.check(f"clock: check at {when}", run.status_faults(BAD_INPUT))
        victim.unlink()
        run = workbench.run(**environment)
        is_one = f"1 written, {len(good) - 1} unchanged" in run.stderr
        faults = run.status_faults(DONE) + ([] if is_one else [run.stderr[-200:]])
        tally.check(f"clock: files of {when}", faults + workbench.faults(good, is_complete=True))


FAULTS = {
    "a full disk": judge_full_disk,
    "read-only disks": judge_read_only,
    "killed runs": judge_killed,
    "runs at the same time": judge_simultaneous,
    "an edited bank": judge_edited_bank,
    "a jumping clock": judge_clock,
    "hostile names": judge_names,
    "many kits": judge_many,
}


def judge_faults(program: Program, folder: Path, tally: Tally) -> None:
    """Judges every fault in a folder of its own."""
    for number, (name, judge) in enumerate(FAULTS.items()):
        started = time.monotonic()
        own = folder / f"{number}"
        own.mkdir()
        judge(program.path, own, tally)
        shutil.rmtree(own)
        print(f"{name}: {time.monotonic() - started:.1f} s", flush=True)


if __name__ == "__main__":
    sys.exit(judge_command(judge_faults, __doc__))

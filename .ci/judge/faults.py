"""Has `batch` run into trouble, and looks what is left.

    python3 .ci/judge/faults.py target/release/interview-kit [fault ...]

A disk that is full, folders that cannot be written to, runs that are killed or stopped at random moments, runs beside
each other, a bank that is edited during a run, a clock that jumps, 50,000 kits, names that are hostile. After each, every
document must be byte for byte the one that a quiet run makes, and running again must complete the work.

Mounts and unmounts small file systems in memory, as root or with sudo. The clock is that of Debian's `faketime`.
"""

import argparse
import glob
import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager, suppress
from pathlib import Path

from tally import Tally

ROOT = Path(__file__).resolve().parents[2]
BANK = ROOT / "tests/cli/banks/small.toml"
ENDED, STOPPED, COULD_NOT = 0, 130, 2
KILLS, STOPS = 100, 30
# What 50,000 kits may take: memory, and seconds of one core where nothing is to be done.
MANY, MEMORY, LOOKING = 50_000, 500 << 20, 10


def manifest(kits: int, lines: str = "count = 4", name: str = "kit-{seniority}") -> str:
    """Kits of the small bank, of which each has two documents."""
    head = f'schema = 1\n[defaults]\nbank = "bank.toml"\nrole = "analyst"\nface = ["interviewer", "candidate"]\n{lines}\n'
    return head + "".join(f'[[kit]]\nname = "{name}-{n}"\nseniority = "mid"\nseed = {n}\n' for n in range(kits))


class Desk:
    """A folder with a manifest, a bank, and the program to run there."""

    def __init__(self, program: Path, folder: Path, text: str, bank: str | None = None):
        self.program, self.folder, self.out = program, folder, folder / "dist"
        folder.mkdir(exist_ok=True)
        (folder / "bank.toml").write_text(bank or BANK.read_text())
        (folder / "kits.toml").write_text(text)

    def start(self, *words: str, **env: str) -> subprocess.Popen:
        return subprocess.Popen(
            [self.program, "batch", *words], cwd=self.folder, env={**os.environ, **env}, text=True,
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        )

    def run(self, *words: str, **env: str) -> tuple[int, str]:
        process = self.start(*words, **env)
        heard = process.communicate()[1]
        return process.returncode, heard

    def names(self) -> set[str]:
        return {name for name in os.listdir(self.out)} if self.out.is_dir() else set()

    def sums(self) -> dict[str, str]:
        return {name: digest(self.out / name) for name in self.names()}


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def is_temporary(name: str) -> bool:
    return name.startswith(".interview-kit-") and name.endswith(".tmp")


def wrong(desk: Desk, good: dict[str, str], *, whole: bool = False, clean: bool = True) -> list[str]:
    """What is in the folder and should not be; what is missing, if the run has ended."""
    found = desk.sums()
    complaints = [f"{name} is another" for name, sum in found.items() if name in good and sum != good[name]]
    complaints += [f"{name} is foreign" for name in found if name not in good and not is_temporary(name)]
    if clean:
        leftovers = [*filter(is_temporary, found), *filter(is_temporary, os.listdir(desk.folder))]
        complaints += [f"{name} was left" for name in leftovers]
    if whole:
        complaints += [f"{name} is missing" for name in good if name not in found]
    return complaints


def status(found: tuple[int, str], *wanted: int) -> list[str]:
    return [] if found[0] in wanted else [f"status {found[0]}, not {wanted}: {found[1][-300:]}"]


def quiet(program: Path, folder: Path, text: str, bank: str | None = None) -> tuple[Desk, dict[str, str]]:
    """A run that nothing happens to; its documents are what all others are held to."""
    desk = Desk(program, folder, text, bank)
    found = desk.run()
    if found[0] != ENDED:
        raise SystemExit(f"a quiet run fails: {found[1]}")
    return desk, desk.sums()


def as_root(*command: str) -> None:
    subprocess.run([*([] if os.geteuid() == 0 else ["sudo"]), *command], check=True)


@contextmanager
def mounted(folder: Path, options: str):
    """A small file system in memory."""
    folder.mkdir(exist_ok=True)
    as_root("mount", "-t", "tmpfs", "-o", f"{options},mode=0777", "tmpfs", str(folder))
    try:
        yield folder
    finally:
        as_root("umount", str(folder))


def remount(folder: Path, options: str) -> None:
    as_root("mount", "-o", f"remount,{options}", str(folder))


def disk_full(program: Path, folder: Path, tally: Tally) -> None:
    text = manifest(40)
    good = quiet(program, folder / "quiet", text)[1]
    for name, little, plenty in [("no room", "size=2m", "size=64m"), ("no names", "nr_inodes=20", "nr_inodes=0")]:
        desk = Desk(program, folder / name, text)
        with mounted(desk.out, little):
            tally.check(f"{name}: status", status(desk.run(), COULD_NOT))
            made = len(desk.names())
            tally.check(f"{name}: what is left", wrong(desk, good))
            tally.check(f"{name}: some were made", [] if 0 < made < len(good) else [f"{made} of {len(good)}"])
            remount(desk.out, plenty)
            tally.check(f"{name}: again", status(desk.run(), ENDED) + wrong(desk, good, whole=True))
    lock_without_room(program, folder, tally)


def lock_without_room(program: Path, folder: Path, tally: Tally) -> None:
    """Nothing is made when the questions cannot be frozen."""
    with mounted(folder / "small", "size=1m") as small:
        desk = Desk(program, small / "team", manifest(3))
        tally.check("lock: a first run", status(desk.run("--out", str(folder / "out")), ENDED))
        before = (desk.folder / "kits.lock").read_bytes()
        (desk.folder / "kits.toml").write_text(manifest(400))
        with open(small / "filler", "wb", buffering=0) as filler, suppress(OSError):
            while filler.write(b"x" * 4096):
                pass
        found = desk.run("--out", str(folder / "out"))
        kept = [] if (desk.folder / "kits.lock").read_bytes() == before else ["the lock is another"]
        left = [name for name in os.listdir(desk.folder) if is_temporary(name)]
        tally.check("lock: no room", status(found, COULD_NOT) + kept + left)
        made = len(list((folder / "out").iterdir()))
        tally.check("lock: nothing is made", [] if made == 6 else [f"{made} documents"])


def read_only(program: Path, folder: Path, tally: Tally) -> None:
    text = manifest(10)
    good = quiet(program, folder / "quiet", text)[1]
    desk = Desk(program, folder / "desk", text)
    with mounted(desk.out, "size=64m"):
        desk.run()
        victim = min(good)
        (desk.out / victim).unlink()
        remount(desk.out, "ro")
        tally.check("read-only: status", status(desk.run(), COULD_NOT))
        tally.check("read-only: check", status(desk.run("--check"), 1))
        tally.check("read-only: what is left", wrong(desk, good))
        remount(desk.out, "rw")
        tally.check("read-only: again", status(desk.run(), ENDED) + wrong(desk, good, whole=True))
        remount(desk.out, "ro")
        tally.check("read-only: with nothing to do", status(desk.run(), ENDED))
    with mounted(folder / "sources", "size=8m") as sources:
        desk = Desk(program, sources / "team", text)
        remount(sources, "ro")
        out = str(folder / "of-sources")
        tally.check("read-only manifest, no lock", status(desk.run("--out", out), COULD_NOT))
        remount(sources, "rw")
        desk.run("--out", out)
        remount(sources, "ro")
        tally.check("read-only manifest, with a lock", status(desk.run("--out", out, "--locked", "--force"), ENDED))


def killed(program: Path, folder: Path, tally: Tally) -> None:
    """At random moments, by what cannot be caught, and by what can."""
    text = manifest(40)
    started = time.monotonic()
    quietly, good = quiet(program, folder / "quiet", text)
    length, lock = time.monotonic() - started, (quietly.folder / "kits.lock").read_bytes()
    desk = Desk(program, folder / "desk", text)
    chance = random.Random(7)
    left = partly = 0
    for name, signals, times in [("killed", [signal.SIGKILL], KILLS), ("stopped", [signal.SIGINT], STOPS),
                                 ("stopped twice", [signal.SIGTERM, signal.SIGINT], STOPS)]:
        complaints: list[str] = []
        for _ in range(times):
            for document in chance.sample(sorted(desk.names()), len(desk.names()) // 2):
                (desk.out / document).unlink()
            if chance.random() < 0.3:
                (desk.folder / "kits.lock").unlink(missing_ok=True)
            process = desk.start()
            time.sleep(chance.uniform(0, length * 1.1))
            for each in signals:
                process.send_signal(each)
            heard = process.communicate()[1]
            # A program that was not listening yet, or has done all, ends as any other.
            wanted = {ENDED, STOPPED, *(-each for each in signals)}
            complaints += status((process.returncode, heard), *wanted)
            complaints += wrong(desk, good, clean=name == "stopped")
            frozen = desk.folder / "kits.lock"
            if frozen.exists() and frozen.read_bytes() != lock:
                complaints.append("the lock is another")
            left += any(map(is_temporary, [*desk.names(), *os.listdir(desk.folder)]))
            partly += 0 < len(desk.names()) < len(good)
        tally.check(f"{name} {times} times", complaints)
        tally.check(f"{name}: again", status(desk.run(), ENDED) + wrong(desk, good, whole=True))
    print(f"{partly} runs ended in the middle of the work; leftovers were seen {left} times")
    tally.check("killed in the middle", [] if partly > 20 else [f"only {partly} times"])


def at_once(program: Path, folder: Path, tally: Tally) -> None:
    """Runs beside each other, of which some are killed; all of one manifest."""
    text = manifest(40)
    quietly, good = quiet(program, folder / "quiet", text)
    chance = random.Random(11)
    complaints: list[str] = []
    desk = Desk(program, folder / "desk", text)
    for _ in range(10):
        shutil.rmtree(desk.out, ignore_errors=True)
        (desk.folder / "kits.lock").unlink(missing_ok=True)
        runs = [desk.start(*words) for words in [(), (), ("--prune",), ("--force",)]]
        victim = desk.start()
        time.sleep(chance.uniform(0, 0.2))
        victim.kill()
        victim.communicate()
        for run in runs:
            heard = run.communicate()[1]
            complaints += status((run.returncode, heard), ENDED)
        complaints += wrong(desk, good, whole=True, clean=False)
        if (desk.folder / "kits.lock").read_bytes() != (quietly.folder / "kits.lock").read_bytes():
            complaints.append("the lock is another")
    tally.check("runs at once", complaints)
    tally.check("runs at once: again", status(desk.run(), ENDED) + wrong(desk, good, whole=True))


def bank_edited(program: Path, folder: Path, tally: Tally) -> None:
    """What a run makes is all of the bank that it has read."""
    text, bank = manifest(150), BANK.read_text()
    edited = bank.replace('prompt = "', 'prompt = "Please: ')
    quietly, good = quiet(program, folder / "quiet", text)
    (quietly.folder / "bank.toml").write_text(edited)
    quietly.run()
    better = quietly.sums()
    desk = Desk(program, folder / "desk", text)
    run = desk.start()
    while run.poll() is None and len(desk.names()) < 3:
        time.sleep(0.001)
    (desk.folder / "new.toml").write_text(edited)
    (desk.folder / "new.toml").rename(desk.folder / "bank.toml")
    during = run.poll() is None
    tally.check("bank edited: during the run", [] if during else ["the run was over"])
    heard = run.communicate()[1]
    tally.check("bank edited", status((run.returncode, heard), ENDED) + wrong(desk, good, whole=True))
    tally.check("bank edited: check", status(desk.run("--check"), 1))
    found = desk.run()
    told = [] if "was reworded since the kit was drawn" in found[1] else ["nothing is said of it"]
    tally.check("bank edited: again", status(found, ENDED) + told + wrong(desk, better, whole=True))


def clock(program: Path, folder: Path, tally: Tally) -> None:
    text = manifest(60)
    good = quiet(program, folder / "quiet", text)[1]
    library = glob.glob("/usr/lib/*/faketime/libfaketime.so.1")
    if not library:
        raise SystemExit("the clock cannot be changed: install faketime")
    now = folder / "now"
    env = {
        "LD_PRELOAD": library[0], "FAKETIME_TIMESTAMP_FILE": str(now), "FAKETIME_NO_CACHE": "1",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1", "FAKE_STAT": "0", "NO_FAKE_STAT": "1",
    }
    desk = Desk(program, folder / "desk", text)
    now.write_text("@1971-02-03 04:05:06\n")
    run = desk.start(**env)
    times = ["@2099-01-01 00:00:00", "@1980-01-01 00:00:00", "@2038-01-19 03:14:08"]
    while run.poll() is None:
        # A file that is put in the place of another is never read in part.
        (folder / "then").write_text(times[0] + "\n")
        (folder / "then").rename(now)
        times.append(times.pop(0))
        time.sleep(0.01)
    heard = run.communicate()[1]
    tally.check("clock: jumps during a run", status((run.returncode, heard), ENDED) + wrong(desk, good, whole=True))
    for when in (0, 10**9, 4 * 10**9):
        for name in desk.names():
            os.utime(desk.out / name, (when, when))
        victim = min(good)
        data = bytearray((desk.out / victim).read_bytes())
        data[len(data) // 2] ^= 1
        (desk.out / victim).write_bytes(data)
        os.utime(desk.out / victim, (when, when))
        tally.check(f"clock: check at {when}", status(desk.run("--check", **env), 1))
        (desk.out / victim).unlink()
        found = desk.run(**env)
        same = [] if f"1 written, {len(good) - 1} unchanged" in found[1] else [found[1][-200:]]
        tally.check(f"clock: files of {when}", status(found, ENDED) + same + wrong(desk, good, whole=True))


def many(program: Path, folder: Path, tally: Tally) -> None:
    # In memory, where 50,000 files are gone at once.
    with mounted(folder / "many", "size=2g,nr_inodes=0") as disk:
        many_on(disk, program, tally)


def many_on(folder: Path, program: Path, tally: Tally) -> None:
    """50,000 kits: stopped, gone on with, looked through; and how much memory and time that takes."""
    levels = '["junior", "mid", "senior", "lead"]'
    head = 'schema = 1\n[defaults]\nbank = "bank.toml"\nrole = "analyst"\nface = "candidate"\ncount = 1\nno-form = true\n'
    kits = (f'[[kit]]\nname = "k-{{seniority}}-{n}"\nseniority = {levels}\nseed = {n}\n' for n in range(MANY // 4))
    desk = Desk(program, folder / "desk", head + "".join(kits))

    def run(title: str, wanted: int, interrupt: bool = False) -> None:
        started, process = time.monotonic(), desk.start()
        while interrupt and process.poll() is None and len(desk.names()) < MANY // 5:
            time.sleep(0.1)
        if interrupt:
            process.send_signal(signal.SIGINT)
        heard = process.stderr.read()
        _, code, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(code)
        seconds, memory = time.monotonic() - started, usage.ru_maxrss << 10
        worked = usage.ru_utime + usage.ru_stime
        print(f"{MANY} kits, {title}: {seconds:.1f} s, {worked:.1f} s of a core, {memory >> 20} MB; "
              f"{heard.splitlines()[-1]}", flush=True)
        if title == "with nothing to do":
            tally.check(f"many: {title}, time", [] if worked < LOOKING else [f"{worked:.1f} s of a core"])
        tally.check(f"many: {title}", status((process.returncode, heard), wanted))
        tally.check(f"many: {title}, memory", [] if memory < MEMORY else [f"{memory >> 20} MB"])

    run("stopped", STOPPED, interrupt=True)
    left = [name for name in desk.names() if not name.endswith(".pdf")]
    tally.check("many: stopped", left)
    run("gone on with", ENDED)
    tally.check("many: all are there", [] if len(desk.names()) == MANY else [f"{len(desk.names())}"])
    run("with nothing to do", ENDED)
    some = random.Random(3).sample(sorted(desk.names()), 20)
    bad = [name for name in some if subprocess.run(["qpdf", "--check", desk.out / name], capture_output=True).returncode]
    tally.check("many: qpdf", bad)


# Names of files that no manifest may ask for.
HOSTILE = [
    "../up.pdf", "a/../../up.pdf", "/tmp/absolute.pdf", "c:\\\\x.pdf", "con.pdf", "a/NUL.x.pdf", "lpt1.pdf", "x" * 300 + ".pdf",
    "a/" * 200 + "x.pdf", "evil\\u202Efdp.pdf", "new\\nline.pdf", "zero\\u0000.pdf", ".hidden.pdf", "-rf.pdf", "a//b.pdf", " x.pdf",
    "x.pdf ", "x.pdf.", "kit", "a\\\\b.pdf", "x.pdf/", "\\u001B[2J.pdf", "bell\\u0007.pdf", "star*.pdf", "what?.pdf", "dollar$.pdf",
]


def names(program: Path, folder: Path, tally: Tally) -> None:
    """Names in a manifest, and names that somebody else has put into the folder."""
    for n, name in enumerate(HOSTILE):
        desk = Desk(program, folder / f"{n}", manifest(1, f'count = 4\noutput = "{name}"'))
        before = sorted(path for path in folder.rglob("*"))
        found = desk.run("--prune")
        new = [str(path) for path in folder.rglob("*") if path not in before]
        shown = [f"a control character is shown: {c!r}" for c in found[1] if ord(c) < 32 and c != "\n"]
        tally.check(f"hostile name {name[:40]!r}", status(found, 1) + new + shown)
    longest = "x" * 110 + "/" + "{face}" + "y" * 105 + ".pdf"
    text = manifest(1, f'count = 4\noutput = "{longest}"')
    desk = Desk(program, folder / "longest", text)
    tally.check("the longest name", status(desk.run(), ENDED) + status(desk.run("--check"), ENDED))
    strangers(program, folder, tally)


def strangers(program: Path, folder: Path, tally: Tally) -> None:
    """Files of others stay, whatever their names and whatever is asked for."""
    text = manifest(4)
    desk, good = quiet(program, folder / "strangers", text)
    kit = (desk.out / min(good)).read_bytes()
    foreign = [b"new\nline.pdf", b"bad-\xff-utf8.pdf", "evil\u202efdp.pdf".encode(), b"x" * 250 + b".pdf", b"--prune.pdf", b"con.pdf", b"*.pdf"]
    for name in foreign:
        (desk.out / os.fsdecode(name)).write_bytes(kit)
    os.mkfifo(desk.out / "pipe.pdf")
    (desk.out / "folder.pdf").mkdir()
    victim = max(good)
    (desk.out / victim).unlink()
    os.mkfifo(desk.out / victim)
    found = desk.run("--prune", "--force", "--discard-answers")
    gone = [repr(name) for name in foreign if not os.path.exists(os.path.join(os.fsencode(desk.out), name))]
    shown = [f"a control character is shown: {c!r}" for c in found[1] if ord(c) < 32 and c != "\n"]
    pipes = [name for name in ("pipe.pdf", victim) if not (desk.out / name).is_fifo()]
    tally.check("files of others", status(found, COULD_NOT) + gone + shown + pipes)
    (desk.out / victim).unlink()
    found = desk.run("--prune")
    gone = [repr(name) for name in foreign if not os.path.exists(os.path.join(os.fsencode(desk.out), name))]
    whole = [name for name, sum in good.items() if digest(desk.out / name) != sum]
    tally.check("files of others: again", status(found, ENDED) + gone + whole)


FAULTS = {
    "disk-full": disk_full, "read-only": read_only, "killed": killed, "at-once": at_once, "bank-edited": bank_edited,
    "clock": clock, "names": names, "many": many,
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program", type=Path, help="the release build of interview-kit")
    parser.add_argument("faults", nargs="*", help=f"some of {', '.join(FAULTS)}; all if none is named")
    arguments = parser.parse_args()
    program, tally = arguments.program.resolve(), Tally()
    for name in arguments.faults or FAULTS:
        started = time.monotonic()
        with tempfile.TemporaryDirectory() as temporary:
            FAULTS[name](program, Path(temporary), tally)
        print(f"{name}: {time.monotonic() - started:.1f} s", flush=True)
    print(f"{tally.passed} passed, {tally.failed} failed")
    return 1 if tally.failed else 0


if __name__ == "__main__":
    sys.exit(main())

"""Runs the program on a terminal, and looks at what stands on it all the while."""

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import tempfile
import termios
import time
from dataclasses import dataclass, field
from pathlib import Path

import pyte

from tally import Tally

# Kits that take several seconds on any machine.
MANY = 1200
BAR = re.compile(r"^documents .*?([\d,]+)/([\d,]+), \d+ a second, \S+( \S+)* left")
# A run that takes longer hangs.
PATIENCE = 180


def manifest(folder: Path, kits: int) -> None:
    """A manifest of kits that differ."""
    kit = "[[kit]]\nname = \"kit-{0}\"\nrole = \"python-developer\"\nminutes = 60\nseed = {0}\n"
    (folder / "kits.toml").write_text("schema = 1\n" + "".join(map(kit.format, range(1, kits + 1))))


@dataclass
class Shown:
    """What a run showed."""

    status: int
    raw: bytes
    # What stood on the terminal at the end, without empty lines.
    end: list[str]
    is_cursor_hidden: bool
    # How many documents were done, as the bar said, one number for each picture.
    counted: list[int] = field(default_factory=list)


def run(program: Path, folder: Path, words: list[str], columns: int, stop: bool = False) -> Shown:
    """Runs the program on a terminal; with `stop`, Ctrl-C is typed once the bar has stood for a moment."""
    screen = pyte.Screen(columns, 60)
    stream = pyte.ByteStream(screen)
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(folder)
        os.execve(program, [str(program), *words], {"TERM": "xterm", "PATH": os.environ["PATH"]})
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 60, columns, 0, 0))
    shown, started, asked = Shown(0, b"", [], False), time.monotonic(), False
    while time.monotonic() - started < PATIENCE:
        if not select.select([terminal], [], [], 0.05)[0]:
            continue
        try:
            part = os.read(terminal, 65536)
        except OSError:
            break
        if not part:
            break
        shown.raw += part
        stream.feed(part)
        found = [match for line in screen.display if (match := BAR.match(line))]
        shown.counted += [int(match[1].replace(",", "")) for match in found]
        if stop and len(shown.counted) >= 5 and not asked:
            asked = True
            os.write(terminal, b"\x03")
    os.close(terminal)
    shown.status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    shown.end = [line.rstrip() for line in screen.display if line.strip()]
    shown.is_cursor_hidden = screen.cursor.hidden
    return shown


def unclean(shown: Shown, last: str) -> list[str]:
    """What is left on the terminal that should not be there, or is not there and should."""
    complaints = [f"left: {line}" for line in shown.end if line.startswith("documents ")]
    if not shown.end or not re.search(last, shown.end[-1]):
        complaints.append(f"it ends with {shown.end[-1:]}")
    if shown.is_cursor_hidden:
        complaints.append("the cursor is hidden")
    return complaints


def judge(program: Path, tally: Tally) -> None:
    """Long work, short work, narrow terminals, errors, Ctrl-C, and no terminal."""
    to_file = ["batch", "--report=csv=report.csv"]
    done = rf"{MANY} documents of {MANY} kits: "
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        manifest(folder, MANY)
        long = run(program, folder, to_file, 100)
        tally.check("long work ends well", [] if long.status == 0 else [f"status {long.status}"])
        steps = sorted(set(long.counted))
        tally.check("a bar counts", [] if len(steps) > 3 and long.counted == sorted(long.counted)
                    else [f"counted {long.counted}"])
        tally.check("the terminal is clean after long work", unclean(long, f"{done}{MANY} written, in .* a second"))
        narrow = run(program, folder, [*to_file, "--force"], 40)
        tally.check("a narrow terminal is clean", unclean(narrow, "a second"))
        stopped = run(program, folder, [*to_file, "--force"], 100, stop=True)
        tally.check("Ctrl-C ends it", [] if stopped.status == 130 else [f"status {stopped.status}"])
        tally.check("the terminal is clean after Ctrl-C", unclean(stopped, "run again to go on"))
        next((folder / "dist").iterdir()).write_bytes(b"%PDF-1.7 of another program")
        failed = run(program, folder, [*to_file, "--check", "--force"], 100)
        tally.check("the terminal is clean after an error", unclean(failed, f"{done}.*1 stale"))
        silent = subprocess.run([program, *to_file, "--check"], cwd=folder, capture_output=True, check=False)
        said = silent.stdout + silent.stderr
        tally.check("no terminal, no bar", ["it draws"] if b"\x1b" in said or b"\r" in said else [])
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        manifest(folder, 2)
        # A lock that is there: of a new one there is a note, in colours.
        subprocess.run([program, "batch", "--out", "before"], cwd=folder, capture_output=True, check=True)
        short = run(program, folder, to_file, 100)
        tally.check("short work shows no bar", [f"{short.raw[:200]}"] if b"\x1b" in short.raw else unclean(short, "2 written"))
        for columns, missing in ((100, []), (76, ["fingerprint"]), (70, ["fingerprint", "kit"])):
            table = run(program, folder, ["batch", "--check"], columns)
            head = next((line.split() for line in table.end if line.startswith("file ")), [])
            wanted = ["file", "kit", "questions", "minutes", "pages", "fingerprint", "result"]
            right = [column for column in wanted if column not in missing]
            tally.check(f"a table on {columns} columns", [] if head == right else [f"its head is {head}"])
        manifest(folder, 40)
        run(program, folder, ["batch"], 100)
        shown = run(program, folder, ["batch"], 100).end
        is_short = len(shown) == 2 and shown[0].startswith("40 unchanged documents are not listed")
        tally.check("what is unchanged hides nothing", [] if is_short else shown[:3])

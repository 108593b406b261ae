"""Runs the program on a terminal and looks at the screen all the while."""

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import termios
import time
from dataclasses import dataclass, field
from pathlib import Path

import pyte

from judges.shared.tally import Tally

# Kits that take several seconds on any machine.
LONG_WORK = 1200
SCREEN_LINES = 60
BAR = re.compile(r"^documents .*?([\d,]+)/([\d,]+), \d+ a second, \S+( \S+)* left")
# Seconds after which a run counts as hanging.
TIMEOUT = 180
TO_FILE = ("batch", "--report=csv=report.csv")
# The end of the last line after Ctrl-C.
INTERRUPTED = "run again to continue"
COLUMNS = ("file", "kit", "questions", "minutes", "pages", "fingerprint", "result")


def write_manifest(folder: Path, kits: int) -> None:
    """Writes a manifest of kits that differ."""
    kit = '[[kit]]\nname = "kit-{0}"\nrole = "python-developer"\nminutes = 60\nseed = {0}\n'
    (folder / "kits.toml").write_text("schema = 1\n" + "".join(map(kit.format, range(1, kits + 1))))


@dataclass
class Screen:
    """The screen of a run that has ended."""

    status: int
    raw: bytes
    # The lines at the end, without empty ones.
    lines: list[str]
    is_cursor_hidden: bool
    # The number of finished documents on the bar, once for each change of the screen.
    counts: list[int] = field(default_factory=list)


def run_on_terminal(
    program: Path, folder: Path, arguments: tuple[str, ...], columns: int, *, is_interrupted: bool = False
) -> Screen:
    """Runs the program on a terminal; types Ctrl-C, if asked to, once the bar has been there for a moment."""
    terminal_screen = pyte.Screen(columns, SCREEN_LINES)
    stream = pyte.ByteStream(terminal_screen)
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(folder)
        os.execve(program, [str(program), *arguments], {"TERM": "xterm", "PATH": os.environ["PATH"]})
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", SCREEN_LINES, columns, 0, 0))
    screen, started, has_typed = Screen(0, b"", [], False), time.monotonic(), False
    while time.monotonic() - started < TIMEOUT:
        if not select.select([terminal], [], [], 0.05)[0]:
            continue
        try:
            part = os.read(terminal, 65536)
        except OSError:
            break
        if not part:
            break
        screen.raw += part
        stream.feed(part)
        found = [match for line in terminal_screen.display if (match := BAR.match(line))]
        screen.counts += [int(match[1].replace(",", "")) for match in found]
        if is_interrupted and len(screen.counts) >= 5 and not has_typed:
            has_typed = True
            os.write(terminal, b"\x03")
    os.close(terminal)
    screen.status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    screen.lines = [line.rstrip() for line in terminal_screen.display if line.strip()]
    screen.is_cursor_hidden = terminal_screen.cursor.hidden
    return screen


def untidiness(screen: Screen, last_line: str) -> list[str]:
    """Returns leftovers of the bar, a last line that does not match, and a hidden cursor."""
    complaints = [f"left: {line}" for line in screen.lines if line.startswith("documents ")]
    if not screen.lines or not re.search(last_line, screen.lines[-1]):
        complaints.append(f"it ends with {screen.lines[-1:]}")
    if screen.is_cursor_hidden:
        complaints.append("the cursor is hidden")
    return complaints


def judge_long_work(program: Path, folder: Path, tally: Tally) -> None:
    """Judges long work on wide and narrow terminals, Ctrl-C, an error, and output to no terminal."""
    done = rf"{LONG_WORK} documents of {LONG_WORK} kits: "
    write_manifest(folder, LONG_WORK)
    long = run_on_terminal(program, folder, TO_FILE, 100)
    tally.check("long work ends well", [] if long.status == 0 else [f"status {long.status}"])
    is_counting = len(set(long.counts)) > 3 and long.counts == sorted(long.counts)
    tally.check("a bar counts", [] if is_counting else [f"counted {long.counts}"])
    left = untidiness(long, f"{done}{LONG_WORK} written, in .* a second")
    tally.check("the terminal is clean after long work", left)
    narrow = run_on_terminal(program, folder, (*TO_FILE, "--force"), 40)
    tally.check("a narrow terminal is clean", untidiness(narrow, "a second"))
    stopped = run_on_terminal(program, folder, (*TO_FILE, "--force"), 100, is_interrupted=True)
    tally.check("Ctrl-C ends it", [] if stopped.status == 130 else [f"status {stopped.status}"])
    tally.check("the terminal is clean after Ctrl-C", untidiness(stopped, INTERRUPTED))
    next((folder / "dist").iterdir()).write_bytes(b"%PDF-1.7 of another program")
    failed = run_on_terminal(program, folder, (*TO_FILE, "--check", "--force"), 100)
    tally.check("the terminal is clean after an error", untidiness(failed, f"{done}.*1 stale"))
    silent = subprocess.run([program, *TO_FILE, "--check"], cwd=folder, capture_output=True, check=False)
    printed = silent.stdout + silent.stderr
    tally.check("no terminal, no bar", ["it draws"] if b"\x1b" in printed or b"\r" in printed else [])


def judge_short_work(program: Path, folder: Path, tally: Tally) -> None:
    """Judges short work, which shows no bar, and tables on terminals of several widths."""
    write_manifest(folder, 2)
    # With a lock already there: the note about a new lock is coloured.
    subprocess.run([program, "batch", "--out", "before"], cwd=folder, capture_output=True, check=True)
    short = run_on_terminal(program, folder, TO_FILE, 100)
    is_drawn = b"\x1b" in short.raw
    tally.check("short work shows no bar", [f"{short.raw[:200]}"] if is_drawn else untidiness(short, "2 written"))
    for columns, missing in ((100, []), (76, ["fingerprint"]), (70, ["fingerprint", "kit"])):
        table = run_on_terminal(program, folder, ("batch", "--check"), columns)
        head = next((line.split() for line in table.lines if line.startswith("file ")), [])
        right = [column for column in COLUMNS if column not in missing]
        tally.check(f"a table on {columns} columns", [] if head == right else [f"its head is {head}"])
    write_manifest(folder, 40)
    run_on_terminal(program, folder, ("batch",), 100)
    lines = run_on_terminal(program, folder, ("batch",), 100).lines
    is_short = len(lines) == 2 and lines[0].startswith("40 unchanged documents are not listed")
    tally.check("unchanged documents hide nothing", [] if is_short else lines[:3])


def type_on_terminal(
    program: Path, folder: Path, arguments: tuple[str, ...], lines: tuple[str, ...]
) -> tuple[int, str]:
    """Runs the program on a terminal, and types a line whenever it asks. Returns the status and what is shown."""
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(folder)
        os.execve(program, [str(program), *arguments], {"TERM": "xterm", "PATH": os.environ["PATH"]})
    shown, waiting, started = b"", list(lines), time.monotonic()
    while time.monotonic() - started < TIMEOUT:
        if not select.select([terminal], [], [], 0.05)[0]:
            is_asking = shown.endswith(b": ") and not termios.tcgetattr(terminal)[3] & termios.ECHO
            if waiting and is_asking:
                os.write(terminal, waiting.pop(0).encode() + b"\n")
            continue
        try:
            part = os.read(terminal, 65536)
        except OSError:
            break
        if not part:
            break
        shown += part
    os.close(terminal)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), shown.decode(errors="replace")


def judge_passwords(program: Path, folder: Path, tally: Tally) -> None:
    """Judges passwords that are typed: asked for twice, never shown, and checked."""
    build = ("build", "--role", "python-developer", "--minutes", "20", "--out", "kit.pdf", "--password")
    typed, long = "s3same \u00e4", "x" * 128
    for name, arguments, lines, status, expected in (
        ("two that differ", build, (typed, "other"), 2, "the two passwords differ"),
        ("an empty one", build, ("",), 2, "the password is empty"),
        ("one too long", build, (long, long), 2, "has 128 bytes"),
        ("one", build, (typed, typed), 0, "wrote kit.pdf"),
        ("the one of a kit", ("inspect", "kit.pdf"), (typed,), 0, "protected with a password"),
        ("a wrong one", ("inspect", "kit.pdf"), ("other",), 1, "does not open the file"),
        ("the one to flatten", ("flatten", "kit.pdf"), (typed,), 0, "wrote kit-record.pdf"),
        ("the ones to compare", ("diff", "kit.pdf", "kit.pdf"), (typed, typed), 0, "Password of kit.pdf"),
    ):
        ended, shown = type_on_terminal(program, folder, arguments, lines)
        complaints = [] if (ended, expected in shown) == (status, True) else [f"status {ended}: {shown[-300:]!r}"]
        complaints += [f"it shows {line!r}" for line in lines if line and line in shown]
        tally.check(f"a typed password: {name}", complaints)


def judge_terminal(program: Path, folder: Path, tally: Tally) -> None:
    """Judges both kinds of work, each in a folder of its own."""
    judges = {"long": judge_long_work, "short": judge_short_work, "passwords": judge_passwords}
    for name, judge in judges.items():
        (folder / name).mkdir()
        judge(program, folder / name, tally)

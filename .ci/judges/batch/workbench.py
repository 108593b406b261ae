"""A folder with a manifest and a bank to run `batch` in, and checks of what a run left there."""

import hashlib
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from judges.shared.paths import ROOT

SMALL_BANK = ROOT / "tests" / "cli" / "banks" / "small.toml"
# Exit statuses.
DONE, BAD_INPUT, FAILED, INTERRUPTED = 0, 1, 2, 130


def manifest(kits: int, lines: str = "count = 4", name: str = "kit-{seniority}") -> str:
    """Returns a manifest of kits from the small bank, each with two documents."""
    head = 'schema = 1\n[defaults]\nbank = "bank.toml"\nrole = "analyst"\nface = ["interviewer", "candidate"]\n'
    entry = '[[kit]]\nname = "{}-{}"\nseniority = "mid"\nseed = {}\n'
    return head + f"{lines}\n" + "".join(entry.format(name, number, number) for number in range(kits))


class Run:
    """The exit status and the standard error of a run that has ended."""

    def __init__(self, process: subprocess.Popen) -> None:
        self.stderr = process.communicate()[1]
        self.status = process.returncode

    def status_faults(self, *wanted: int) -> list[str]:
        """Returns a complaint if the status is none of those wanted."""
        return [] if self.status in wanted else [f"status {self.status}, not {wanted}: {self.stderr[-300:]}"]

    def shown_controls(self) -> list[str]:
        """Returns a complaint for every control character in the messages."""
        controls = (letter for letter in self.stderr if ord(letter) < 32 and letter != "\n")
        return [f"a control character is shown: {letter!r}" for letter in controls]


class Workbench:
    """A folder with a manifest and a bank, and the program to run there."""

    def __init__(self, program: Path, folder: Path, manifest_text: str, bank: str | None = None):
        self.program, self.folder, self.out = program, folder, folder / "dist"
        self.lock = folder / "kits.lock"
        folder.mkdir(exist_ok=True)
        (folder / "bank.toml").write_text(bank or SMALL_BANK.read_text())
        (folder / "kits.toml").write_text(manifest_text)

    def start(self, *arguments: str, **environment: str) -> subprocess.Popen:
        """Starts `batch` and does not wait for it."""
        return subprocess.Popen(
            [self.program, "batch", *arguments],
            cwd=self.folder, env={**os.environ, **environment}, text=True,
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        )  # fmt: skip

    def run(self, *arguments: str, **environment: str) -> Run:
        """Runs `batch` to its end."""
        return Run(self.start(*arguments, **environment))

    def names(self) -> set[str]:
        """Returns the names in the folder of documents."""
        return set(os.listdir(self.out)) if self.out.is_dir() else set()

    def digests(self) -> dict[str, str]:
        """Returns the digest of every document."""
        return {name: digest(self.out / name) for name in self.names()}

    def leftovers(self) -> list[str]:
        """Returns the temporary files in both folders."""
        return [name for name in [*self.names(), *os.listdir(self.folder)] if is_temporary(name)]

    def faults(self, good: dict[str, str], *, is_complete: bool = False, is_clean: bool = True) -> list[str]:
        """Returns the documents that differ from the good ones, foreign files and, if asked for, more.

        With `is_complete` every good document must be there, with `is_clean` no temporary file.
        """
        found = self.digests()
        complaints = [
            f"{name} is another" for name, found_digest in found.items() if good.get(name, "") not in ("", found_digest)
        ]
        complaints += [f"{name} is foreign" for name in found if name not in good and not is_temporary(name)]
        if is_clean:
            complaints += [f"{name} was left" for name in self.leftovers()]
        if is_complete:
            complaints += [f"{name} is missing" for name in good if name not in found]
        return complaints


def digest(path: Path) -> str:
    """Returns the SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def is_temporary(name: str) -> bool:
    """Returns true if the program gives such names to files that it is still writing."""
    return name.startswith(".interview-kit-") and name.endswith(".tmp")


def run_undisturbed(program: Path, folder: Path, manifest_text: str) -> tuple[Workbench, dict[str, str]]:
    """Runs a manifest with nothing in its way; the digests are the measure of all other runs."""
    workbench = Workbench(program, folder, manifest_text)
    run = workbench.run()
    if run.status != DONE:
        raise SystemExit(f"an undisturbed run fails: {run.stderr}")
    return workbench, workbench.digests()


def run_as_root(*command: str) -> None:
    """Runs a command as root."""
    subprocess.run([*([] if os.geteuid() == 0 else ["sudo"]), *command], check=True)


@contextmanager
def mounted(folder: Path, options: str) -> Iterator[Path]:
    """Mounts a small file system in memory."""
    folder.mkdir(exist_ok=True)
    run_as_root("mount", "-t", "tmpfs", "-o", f"{options},mode=0777", "tmpfs", str(folder))
    try:
        yield folder
    finally:
        run_as_root("umount", str(folder))


def remount(folder: Path, options: str) -> None:
    """Mounts a file system again with other options."""
    run_as_root("mount", "-o", f"remount,{options}", str(folder))

"""Hostile names in manifests, and hostile names that somebody else has put into the folder of documents."""

import os
from pathlib import Path

from judges.batch.workbench import BAD_INPUT, DONE, FAILED, Workbench, digest, manifest, run_undisturbed
from judges.shared.tally import Tally

# Names of files that no manifest may ask for, as they stand in TOML.
HOSTILE_OUTPUTS = [
    *("../up.pdf", "a/../../up.pdf", "/var/absolute.pdf", "c:\\\\x.pdf", "a//b.pdf", "a\\\\b.pdf", "x.pdf/"),
    *("con.pdf", "a/NUL.x.pdf", "lpt1.pdf", "x" * 300 + ".pdf", "a/" * 200 + "x.pdf"),
    *("evil\\u202Efdp.pdf", "new\\nline.pdf", "zero\\u0000.pdf", "\\u001B[2J.pdf", "bell\\u0007.pdf"),
    *(".hidden.pdf", "-rf.pdf", " x.pdf", "x.pdf ", "x.pdf.", "kit", "star*.pdf", "what?.pdf", "dollar$.pdf"),
]
# Names of files of others, as bytes.
FOREIGN_NAMES = [
    *(b"new\nline.pdf", b"bad-\xff-utf8.pdf", "evil\u202efdp.pdf".encode(), b"x" * 250 + b".pdf"),
    *(b"--prune.pdf", b"con.pdf", b"*.pdf"),
]


def judge_names(program: Path, folder: Path, tally: Tally) -> None:
    """Judges hostile names in a manifest, the longest name allowed, and files of others."""
    for number, name in enumerate(HOSTILE_OUTPUTS):
        workbench = Workbench(program, folder / f"{number}", manifest(1, f'count = 4\noutput = "{name}"'))
        before = sorted(folder.rglob("*"))
        run = workbench.run("--prune")
        new = [str(path) for path in folder.rglob("*") if path not in before]
        tally.check(f"hostile name {name[:40]!r}", run.status_faults(BAD_INPUT) + new + run.shown_controls())
    longest = "x" * 110 + "/" + "{face}" + "y" * 105 + ".pdf"
    workbench = Workbench(program, folder / "longest", manifest(1, f'count = 4\noutput = "{longest}"'))
    runs = [workbench.run(), workbench.run("--check")]
    tally.check("the longest name", [fault for run in runs for fault in run.status_faults(DONE)])
    judge_files_of_others(program, folder, tally)


def judge_files_of_others(program: Path, folder: Path, tally: Tally) -> None:
    """Judges runs in a folder with files of others, which must stay whatever is asked for."""
    workbench, good = run_undisturbed(program, folder / "others", manifest(4))
    kit = (workbench.out / min(good)).read_bytes()
    for name in FOREIGN_NAMES:
        (workbench.out / os.fsdecode(name)).write_bytes(kit)
    os.mkfifo(workbench.out / "pipe.pdf")
    (workbench.out / "folder.pdf").mkdir()
    victim = workbench.out / max(good)
    victim.unlink()
    os.mkfifo(victim)

    def missing() -> list[str]:
        there = set(os.listdir(os.fsencode(workbench.out)))
        return [f"{name!r} is missing" for name in FOREIGN_NAMES if name not in there]

    run = workbench.run("--prune", "--force", "--discard-answers")
    pipes = [path.name for path in (workbench.out / "pipe.pdf", victim) if not path.is_fifo()]
    tally.check("files of others", run.status_faults(FAILED) + missing() + run.shown_controls() + pipes)
    victim.unlink()
    run = workbench.run("--prune")
    changed = [f"{name} is another" for name, wanted in good.items() if digest(workbench.out / name) != wanted]
    tally.check("files of others: again", run.status_faults(DONE) + missing() + changed)

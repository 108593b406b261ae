"""The same request under other circumstances, which must give the same bytes."""

import hashlib
from pathlib import Path

from judges.shared.paths import BANK
from judges.shared.program import Kit, Program, reverse_bank
from judges.shared.tally import Tally


def judge_same_bytes(program: Program, folder: Path, tally: Tally) -> None:
    """Builds kits twice, on other numbers of threads, elsewhere, to standard output and from other banks."""
    elsewhere = folder / "elsewhere"
    elsewhere.mkdir()
    backwards = reverse_bank(BANK, elsewhere / "questions.toml")
    for count in (20, 120):
        kit, out = Kit(count=count), folder / "same.pdf"
        away = {"TZ": "Asia/Tokyo", "LANG": "tr_TR.UTF-8", "HOME": str(elsewhere)}
        built = {
            "once": program.build(kit, out).read_bytes(),
            "twice": program.build(kit, out).read_bytes(),
            "on one thread": program.build(kit, out, RAYON_NUM_THREADS="1").read_bytes(),
            "on eight threads": program.build(kit, out, RAYON_NUM_THREADS="8").read_bytes(),
            "elsewhere": program.build(kit, out, cwd=elsewhere, **away).read_bytes(),
            "to standard output": program.build_to_stdout(kit),
        }
        compare(f"{kit.name}, same bytes", built, tally)
        from_files = {
            "from a file": program.build(Kit(count=count, bank=BANK), out).read_bytes(),
            "from the file backwards": program.build(Kit(count=count, bank=backwards), out).read_bytes(),
        }
        compare(f"{kit.name}, same bytes", from_files, tally)
        other = program.build(Kit(count=count, seed=8), out).read_bytes()
        is_other = other != built["once"]
        tally.check(f"{kit.name}: another seed", [] if is_other else ["gives the same bytes"])


def compare(name: str, built: dict[str, bytes], tally: Tally) -> None:
    """Checks that all files equal the first."""
    sums = {way: hashlib.sha256(data).hexdigest() for way, data in built.items()}
    (_, first), *others = sums.items()
    for way, digest in others:
        tally.check(f"{name}: {way}", [] if digest == first else [f"{digest}, not {first}"])

"""Builds kits with the program and has them judged.

    python3 .ci/judge target/release/interview-kit [--readme-kit kit.pdf]

Every kit is opened by the outside judges (`outside.py`), compared with its plan and, when it is a
candidate's, searched for what would give an answer away (`content.py`). Other people's programs
fill kits in, read them back and draw them (`forms.py`). What is read aloud comes in the order of the
language, also from right to left (`reading.py`). The same kit is built under different circumstances,
which must not change a byte. Kits say what they are, and protected ones open with their password only
(`identity.py`). Then kits broken on purpose (`damage.py`) are judged; each must be
rejected, and each judge must have rejected one.
"""

import argparse
import hashlib
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import content
import damage
import forms
import identity
import outside
import reading
from kits import Kit, Program, reversed_bank
from tally import Tally

ROOT = Path(__file__).resolve().parents[2]
# The most a kit of twenty questions may weigh without fields and without the files it carries, and what
# fields may add: the face that texts are typed in, and the fields themselves.
SMALL, FIELDS = 84 * 1024, 56 * 1024
# The readers whose text must hold the plan in order, and what is not looked for there: poppler's
# own order of reading goes line by line through what stands side by side, as levels may.
CONTENT = {"pdftotext": ("anchors",), "pdftotext -raw": (), "pdfium": ()}
# In kits of so many questions it does so on some pages with signs beside the lines of follow-ups, too. What it
# reads by the tags is judged in `reading.py`.
MANY, ACROSS = 120, {"pdftotext": ("listen_for",)}


def verdicts(pdf: Path, kit: Kit, questions: list[content.Question]) -> dict[str, list[str]]:
    """Everything that is to be said against one kit, by judge."""
    complaints, texts = outside.judge(pdf)
    for reader, skip in CONTENT.items():
        if kit.count == MANY and kit.face == "interviewer":
            skip += ACROSS.get(reader, ())
        missing = content.order(texts[reader], questions, kit.face, kit.seniority, skip)
        complaints[f"content in {reader}"] = missing
    if not questions:
        complaints["plan"] = ["it is empty"]
    if kit.face == "candidate":
        try:
            complaints["secrecy"] = content.leaks(pdf, texts, questions)
        except Exception as error:  # noqa: BLE001 - a file that cannot be searched is not cleared
            complaints["secrecy"] = [f"could not be searched: {error}"]
    most = SMALL + (FIELDS if kit.form else 0)
    if kit.count == 20 and (size := pdf.stat().st_size - identity.attached(pdf)) > most:
        complaints["size"] = [f"{size} bytes beside what it carries, more than {most}"]
    return complaints


def kits_to_judge(program: Program) -> list[Kit]:
    """Kits of three sizes, on both papers, with both faces; and those of every role at three levels,
    for three quarters of an hour and for an hour."""
    sizes = [
        Kit(count=count, paper=paper, face=face)
        for count in (5, 20, 120) for paper in ("a4", "letter") for face in ("interviewer", "candidate")
    ]
    roles = [
        Kit(count=None, minutes=minutes, role=role, seniority=seniority)
        for role in program.roles() for seniority in ("junior", "mid", "senior") for minutes in (45, 60)
    ]
    without = [Kit(form=False), Kit(form=False, paper="letter"), Kit(form=False, face="candidate")]
    return sizes + roles + without


def judge_kits(program: Program, folder: Path, tally: Tally) -> None:
    """Every kit, by every judge."""
    kits = kits_to_judge(program)

    def one(kit: Kit) -> dict[str, list[str]]:
        pdf = program.build(kit, folder / f"{kit.name}.pdf")
        questions = program.plan(kit)
        found = verdicts(pdf, kit, questions)
        asked = len(questions) if kit.count is None else kit.count
        if len(questions) != asked:
            found["plan"] = [f"it has {len(questions)} questions, {asked} were asked for"]
        if kit.minutes and sum(question.minutes for question in questions) < kit.minutes - 15:
            found["plan"] = [f"its {len(questions)} questions do not fill {kit.minutes} minutes"]
        return found

    program.plan(kits[0])
    with ThreadPoolExecutor(max_workers=2) as pool:
        for kit, found in zip(kits, pool.map(one, kits)):
            print(f"judged {kit.name}: {', '.join(found)}", flush=True)
            for name, complaints in found.items():
                tally.check(f"{kit.name}: {name}", complaints)


def judge_readme_kit(program: Program, pdf: Path, folder: Path, tally: Tally) -> None:
    """The kit that the README's command built."""
    kit = Kit(count=None, minutes=60)
    for name, complaints in verdicts(pdf, kit, program.plan(kit)).items():
        tally.check(f"the README's kit: {name}", complaints)
    again = program.build(kit, folder / "readme.pdf")
    same = pdf.read_bytes() == again.read_bytes()
    tally.check("the README's kit: built again", [] if same else ["the bytes differ"])


def same_bytes(program: Program, folder: Path, tally: Tally) -> None:
    """The same kit under other circumstances."""
    elsewhere = folder / "elsewhere"
    elsewhere.mkdir()
    bank = ROOT / "questions.toml"
    backwards = reversed_bank(bank, elsewhere / "questions.toml")
    for count in (20, 120):
        kit, out = Kit(count=count), folder / "same.pdf"
        from_file = Kit(count=count, bank=bank)
        built = {
            "once": program.build(kit, out).read_bytes(),
            "twice": program.build(kit, out).read_bytes(),
            "on one thread": program.build(kit, out, RAYON_NUM_THREADS="1").read_bytes(),
            "on eight threads": program.build(kit, out, RAYON_NUM_THREADS="8").read_bytes(),
            "elsewhere": program.build(
                kit, out, cwd=elsewhere, TZ="Asia/Tokyo", LANG="tr_TR.UTF-8", HOME=str(elsewhere)
            ).read_bytes(),
            "to standard output": program.stream(kit),
        }
        compare(f"{kit.name}, same bytes", built, tally)
        ordered = {
            "from a file": program.build(from_file, out).read_bytes(),
            "from the file backwards": program.build(Kit(count=count, bank=backwards), out).read_bytes(),
        }
        compare(f"{kit.name}, same bytes", ordered, tally)
        other = program.build(Kit(count=count, seed=8), out).read_bytes()
        tally.check(f"{kit.name}: another seed", [] if other != built["once"] else ["gives the same bytes"])


def compare(name: str, built: dict[str, bytes], tally: Tally) -> None:
    """All must equal the first."""
    sums = {way: hashlib.sha256(data).hexdigest() for way, data in built.items()}
    first = next(iter(sums.values()))
    for way, digest in list(sums.items())[1:]:
        tally.check(f"{name}: {way}", [] if digest == first else [f"{digest}, not {first}"])


def judge_the_judges(program: Program, folder: Path, tally: Tally) -> None:
    """Broken kits, each of which must be rejected."""
    kit = Kit(count=5)
    pdf, questions = program.build(kit, folder / "sound.pdf"), program.plan(kit)
    sound = [judge for judge, found in verdicts(pdf, kit, questions).items() if found]
    tally.check("the kit to be broken is sound", [f"{judge} rejects it" for judge in sound])
    rejected = set()
    for name, apply in damage.DAMAGE.items():
        broken = folder / "broken.pdf"
        apply(pdf, broken)
        by = [judge for judge, found in verdicts(broken, kit, questions).items() if found and judge not in sound]
        rejected.update(by)
        print(f"broken: {name}: rejected by {', '.join(by) or 'nobody'}", flush=True)
        tally.check(f"a broken kit is rejected: {name}", [] if by else ["nobody complained"])
    for judge in [*outside.COMMANDS, *(f"content in {reader}" for reader in CONTENT)]:
        tally.check(f"seen to reject: {judge}", [] if judge in rejected else ["it accepts every broken kit"])
    judge_secrecy(program, pdf, folder, tally)


def judge_secrecy(program: Program, interviewer: Path, folder: Path, tally: Tally) -> None:
    """Candidate's kits with a secret planted, and the interviewer's kit in their place."""
    kit = Kit(count=5, face="candidate")
    questions = program.plan(kit)
    pdf, broken = program.build(kit, folder / "secret.pdf"), folder / "leak.pdf"
    for place, plant in damage.LEAKS.items():
        damage.leak(plant, questions[1].listen_for[0][1])(pdf, broken)
        found = content.leaks(broken, outside.judge(broken)[1], questions)
        print(f"leak {place}: {found[0] if found else 'not found'}", flush=True)
        tally.check(f"a leak is found: {place}", [] if found else ["it was not"])
    found = content.leaks(interviewer, outside.judge(interviewer)[1], questions)
    unseen = [q.id for q in questions if not any(line.startswith(f"{q.id}:") for line in found)]
    tally.check("the interviewer's kit gives every answer away", [f"not for {q}" for q in unseen])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program", type=Path, help="the release build of interview-kit")
    parser.add_argument("--readme-kit", type=Path, help="the kit that the README's command built")
    arguments = parser.parse_args()
    program, tally = Program(arguments.program.resolve()), Tally()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        judge_kits(program, folder, tally)
        forms.judge_forms(program, folder, tally)
        forms.judge_after_filling(program, folder, tally)
        reading.judge_reading(program, folder, tally)
        if arguments.readme_kit:
            judge_readme_kit(program, arguments.readme_kit, folder, tally)
        identity.judge_identity(program, folder, tally)
        same_bytes(program, folder, tally)
        judge_the_judges(program, folder, tally)
    print(f"{tally.passed} passed, {tally.failed} failed")
    return 1 if tally.failed else 0


if __name__ == "__main__":
    sys.exit(main())

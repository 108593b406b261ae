"""Builds kits with the program and has them judged; then kits broken on purpose, which must be rejected.

Every kit is opened by all readers, compared with its plan and, if it is for the candidate, searched for anything
that gives an answer away. Then come the reading order, the identity of kits, and their bytes. Each kind of damage
must be rejected by some judge, and each judge must reject some damage.
"""

import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from judges.pdf import damage, readers, secrecy
from judges.pdf.identity import attachment_bytes, judge_identity
from judges.pdf.reading_order import judge_reading_order
from judges.pdf.same_bytes import judge_same_bytes
from judges.shared.command import judge_command
from judges.shared.program import Kit, Program
from judges.shared.questions import Question, misplaced_texts
from judges.shared.tally import Tally

# The limit for a kit of twenty questions without fields and attachments, and how much the fields may add: the
# fields themselves, and the font that texts are typed in.
MAX_BYTES, MAX_FIELD_BYTES = 84 * 1024, 56 * 1024
# The readers whose text must hold the plan in order, and the groups that are not looked for there. Poppler's own
# order goes line by line through texts side by side: the levels of a scale, and the signs beside red flags and
# follow-ups. Its order of the file (-raw) holds all of them, and so does its reading by tags in `reading_order`.
PLAN_READERS = {"pdftotext": ("anchors", "listen_for"), "pdftotext -raw": (), "pdfium": ()}


def judge_kit(pdf: Path, kit: Kit, questions: list[Question]) -> dict[str, list[str]]:
    """Returns the complaints against one kit, by judge."""
    complaints, texts = readers.judge_file(pdf)
    for reader, skipped in PLAN_READERS.items():
        missing = misplaced_texts(texts[reader], questions, kit.face, kit.seniority, skipped)
        complaints[f"content in {reader}"] = missing
    if not questions:
        complaints["plan"] = ["it is empty"]
    if kit.face == "candidate":
        try:
            complaints["secrecy"] = secrecy.find_leaks(pdf, texts, questions)
        except Exception as error:  # noqa: BLE001 - a file that cannot be searched is not cleared
            complaints["secrecy"] = [f"could not be searched: {error}"]
    limit = MAX_BYTES + (MAX_FIELD_BYTES if kit.form else 0)
    if kit.count == 20 and (size := pdf.stat().st_size - attachment_bytes(pdf)) > limit:
        complaints["size"] = [f"{size} bytes without attachments, more than {limit}"]
    return complaints


def kits_to_judge(program: Program) -> list[Kit]:
    """Returns kits of three sizes with both faces on both papers; of every role and level; and without fields."""
    sizes = [
        Kit(count=count, paper=paper, face=face)
        for count in (5, 20, 120)
        for paper in ("a4", "letter")
        for face in ("interviewer", "candidate")
    ]
    roles = [
        Kit(count=None, minutes=minutes, role=role, seniority=seniority)
        for role in program.roles()
        for seniority in ("junior", "mid", "senior")
        for minutes in (45, 60)
    ]
    without = [Kit(form=False), Kit(form=False, paper="letter"), Kit(form=False, face="candidate")]
    return sizes + roles + without


def judge_kits(program: Program, folder: Path, tally: Tally) -> None:
    """Has every kit judged by every judge."""
    kits = kits_to_judge(program)

    def build_and_judge(kit: Kit) -> dict[str, list[str]]:
        pdf = program.build(kit, folder / f"{kit.name}.pdf")
        questions = program.plan(kit)
        found = judge_kit(pdf, kit, questions)
        asked = len(questions) if kit.count is None else kit.count
        if len(questions) != asked:
            found["plan"] = [f"it has {len(questions)} questions, {asked} were asked for"]
        if kit.minutes and sum(question.minutes for question in questions) < kit.minutes - 15:
            found["plan"] = [f"its {len(questions)} questions do not fill {kit.minutes} minutes"]
        return found

    # The bank is listed once, before threads ask for it.
    program.plan(kits[0])
    with ThreadPoolExecutor(max_workers=2) as pool:
        for kit, found in zip(kits, pool.map(build_and_judge, kits), strict=True):
            print(f"judged {kit.name}: {', '.join(found)}", flush=True)
            for name, complaints in found.items():
                tally.check(f"{kit.name}: {name}", complaints)


def judge_readme_kit(program: Program, pdf: Path, folder: Path, tally: Tally) -> None:
    """Has the kit judged that the README's command built."""
    kit = Kit(count=None, minutes=60)
    for name, complaints in judge_kit(pdf, kit, program.plan(kit)).items():
        tally.check(f"the README's kit: {name}", complaints)
    is_same = pdf.read_bytes() == program.build(kit, folder / "readme.pdf").read_bytes()
    tally.check("the README's kit: built again", [] if is_same else ["the bytes differ"])


def judge_damage_detection(program: Program, folder: Path, tally: Tally) -> None:
    """Has kits judged that are broken on purpose."""
    kit = Kit(count=5)
    pdf, questions = program.build(kit, folder / "sound.pdf"), program.plan(kit)
    unfit = [judge for judge, found in judge_kit(pdf, kit, questions).items() if found]
    tally.check("the kit to be broken is sound", [f"{judge} rejects it" for judge in unfit])
    all_rejecting = set()
    for name, apply in damage.DAMAGE.items():
        broken = folder / "broken.pdf"
        apply(pdf, broken)
        complaints = judge_kit(broken, kit, questions)
        rejecting = [judge for judge, found in complaints.items() if found and judge not in unfit]
        all_rejecting.update(rejecting)
        print(f"broken: {name}: rejected by {', '.join(rejecting) or 'nobody'}", flush=True)
        tally.check_rejected(f"a broken kit is rejected: {name}", rejecting)
    for judge in [*readers.COMMANDS, *(f"content in {reader}" for reader in PLAN_READERS)]:
        tally.check(f"seen to reject: {judge}", [] if judge in all_rejecting else ["it accepts every broken kit"])
    secrecy.judge_leak_detection(program, pdf, folder, tally)


def judge_pdf(program: Program, folder: Path, tally: Tally, readme_kit: Path | None) -> None:
    """Judges everything about files except their fields and PDF/UA."""
    judge_kits(program, folder, tally)
    if readme_kit:
        judge_readme_kit(program, readme_kit, folder, tally)
    judge_reading_order(program, folder, tally)
    judge_identity(program, folder, tally)
    judge_same_bytes(program, folder, tally)
    judge_damage_detection(program, folder, tally)


if __name__ == "__main__":
    sys.exit(judge_command(judge_pdf, __doc__, readme_kit="the kit that the README's command built"))

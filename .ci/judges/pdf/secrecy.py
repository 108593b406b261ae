"""The search of candidate kits for anything that gives an answer away."""

import re
from collections.abc import Iterator
from pathlib import Path

import pikepdf

from judges.pdf import damage, readers
from judges.shared.program import Kit, Program
from judges.shared.questions import Question
from judges.shared.tally import Tally

# So many words in a row give a secret away; a shorter text does if it has enough letters to be unusual.
TELLING_WORDS, TELLING_LETTERS = 5, 12

WordRun = tuple[str, ...]


def word_runs(text: str) -> set[WordRun]:
    """Returns all runs of up to `TELLING_WORDS` words."""
    words = re.findall(r"\w+", text.lower())
    lengths = range(1, TELLING_WORDS + 1)
    return {tuple(words[at : at + n]) for n in lengths for at in range(len(words) - n + 1)}


def telling_runs(secret: str) -> set[WordRun]:
    """Returns the runs of words that give a secret away."""
    words = re.findall(r"\w+", secret.lower())
    if len(words) >= TELLING_WORDS:
        return {tuple(words[at : at + TELLING_WORDS]) for at in range(len(words) - TELLING_WORDS + 1)}
    return {tuple(words)} if len("".join(words)) >= TELLING_LETTERS else set()


def find_leaks(pdf: Path, texts: dict[str, str], questions: list[Question]) -> list[str]:
    """Returns the secrets that a candidate kit holds anywhere: in extracted text, bytes, strings or streams."""
    allowed = word_runs(" ".join(question.public_text() for question in questions))
    views = {**texts, "the file's own bytes": decode_narrow(pdf.read_bytes()), **object_views(pdf)}
    present = {name: word_runs(view) for name, view in views.items()}
    found = []
    for question in questions:
        for secret in question.secrets():
            given_away = telling_runs(secret) - allowed
            found += [
                f"{question.id}: {name} gives away {' '.join(min(given_away & held))!r}"
                for name, held in present.items()
                if given_away & held
            ]
    return found


def decode_narrow(data: bytes) -> str:
    """Decodes bytes in a one-byte encoding or in UTF-16."""
    return data.replace(b"\0", b"").decode("latin-1")


def object_views(pdf: Path) -> dict[str, str]:
    """Returns every string and every decoded stream of a file as text."""
    strings, streams = [], []

    def walk(value: object) -> None:
        if isinstance(value, pikepdf.String):
            strings.append(str(value))
            strings.append(decode_narrow(bytes(value)))
        elif isinstance(value, pikepdf.Array):
            walk_direct(value)
        elif isinstance(value, (pikepdf.Dictionary, pikepdf.Stream)):
            walk_direct(entry for _, entry in value.items())

    def walk_direct(entries: object) -> None:
        for entry in entries:
            if not getattr(entry, "is_indirect", False):
                walk(entry)

    with pikepdf.open(pdf) as document:
        for value in [document.trailer, *document.objects]:
            walk(value)
            if isinstance(value, pikepdf.Stream):
                streams.append(read_stream(value))
    return {
        "a string": "\n".join(strings),
        "a stream": "\n".join(map(decode_narrow, streams)),
        "a string in a stream": "\n".join(map(decode_narrow, hexadecimal_strings(streams))),
    }


def read_stream(stream: pikepdf.Stream) -> bytes:
    """Returns the decoded bytes of a stream, or its raw ones if its filter is not known."""
    try:
        return stream.read_bytes()
    except pikepdf.PdfError:
        return stream.read_raw_bytes()


def hexadecimal_strings(streams: list[bytes]) -> Iterator[bytes]:
    """Yields the strings in streams that are written in hexadecimal digits."""
    for stream in streams:
        for digits in re.findall(rb"<([0-9A-Fa-f\s]{4,})>", stream):
            even = b"".join(digits.split())
            yield bytes.fromhex(even[: len(even) // 2 * 2].decode())


def judge_leak_detection(program: Program, interviewer: Path, folder: Path, tally: Tally) -> None:
    """Judges this search on candidate kits with a secret planted, and on an interviewer kit in their place."""
    kit = Kit(count=5, face="candidate")
    questions = program.plan(kit)
    pdf, broken = program.build(kit, folder / "secret.pdf"), folder / "leak.pdf"
    for place, plant in damage.LEAKS.items():
        damage.plant_secret(plant, questions[1].listen_for[0][1])(pdf, broken)
        found = find_leaks(broken, readers.judge_file(broken)[1], questions)
        print(f"leak {place}: {found[0] if found else 'not found'}", flush=True)
        tally.check(f"a leak is found: {place}", [] if found else ["it was not found"])
    found = find_leaks(interviewer, readers.judge_file(interviewer)[1], questions)
    unseen = [q.id for q in questions if not any(line.startswith(f"{q.id}:") for line in found)]
    tally.check("the interviewer kit gives every answer away", [f"not for {q}" for q in unseen])

"""What a kit must hold, in reading order, and what a candidate's kit must not."""

import re
from pathlib import Path

LEVELS = ("junior", "mid", "senior", "lead")
# Line ends may fall inside a word that may be broken, with a hyphen or without.
BREAK = r"(?:[-\u2010\u00ad]?[ \t]*\n\s*)?"


def plain(text: str) -> str:
    """A text without its inline markup."""
    pieces = re.split(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)", text, flags=re.DOTALL)
    out = ""
    for at, piece in enumerate(pieces):
        if at % 3 == 0:
            out += re.sub(r"\*|\\(?=[!-/:-@\[-`{-~])", "", piece)
        elif at % 3 == 2:
            out += piece.strip() or piece
    return out


def pattern(text: str) -> re.Pattern:
    """Finds `text` in extracted text, whatever its white space and its hyphens at line ends."""
    words = []
    for word in text.split():
        letters = (r"(?:[-\u2010\u2011]\s*)?" if c in "-\u2010\u2011" else re.escape(c) for c in word)
        words.append(BREAK.join(letters))
    return re.compile(r"\s+".join(words))


class Question:
    """One question of a plan, as `list --format json` gives it."""

    def __init__(self, record: dict):
        anchors = record.get("anchors") or {}
        if isinstance(anchors, list):
            anchors = {anchor["score"]: anchor["text"] for anchor in anchors}
        code = record.get("code") or {}
        self.id = record["id"]
        self.minutes = record["minutes"]
        self.prompt = plain(record["prompt"])
        self.code = (code.get("source") or "").strip("\n").splitlines()
        self.output = (code.get("output") or "").strip("\n").splitlines()
        self.listen_for = [(entry.get("from"), plain(entry["text"])) for entry in record["listen_for"]]
        self.red_flags = [plain(text) for text in record.get("red_flags") or []]
        self.follow_ups = [plain(text) for text in record.get("follow_ups") or []]
        self.anchors = [plain(text) for _, text in sorted(anchors.items(), key=lambda a: int(a[0]))]
        self.sample_answer = plain(record.get("sample_answer") or "")

    def groups(self, face: str, seniority: str) -> dict[str, list[str]]:
        """The texts a face shows beside the prompt; each group is in order."""
        lines = [line for line in self.code if line.strip()]
        if face == "candidate":
            return {"code": lines}
        highest = LEVELS.index(seniority)
        return {
            "code": lines,
            "listen_for": [t for level, t in self.listen_for if LEVELS.index(level or "junior") <= highest],
            "red_flags": self.red_flags,
            "follow_ups": self.follow_ups,
            "anchors": self.anchors,
        }

    def secrets(self) -> list[str]:
        """What the candidate must not see."""
        listen_for = [text for _, text in self.listen_for]
        output = [" ".join(self.output), *self.output]
        return listen_for + self.red_flags + self.follow_ups + self.anchors + output + [self.sample_answer]

    def shown(self) -> str:
        """What the candidate may see."""
        return " ".join([self.prompt, *self.code])


def order(
    text: str, questions: list[Question], face: str, seniority: str, skip: tuple[str, ...] = ()
) -> list[str]:
    """What is missing from `text`, or out of order; the groups to `skip` are not looked for."""
    found, at = [], 0
    for number, question in enumerate(questions, 1):
        prompt = pattern(question.prompt).search(text, at)
        if not prompt:
            found.append(f"question {number} ({question.id}): no prompt after question {number - 1}")
            continue
        furthest = prompt.end()
        for name, group in question.groups(face, seniority).items():
            here = prompt.end()
            if name in skip:
                continue
            for index, entry in enumerate(group, 1):
                match = pattern(entry).search(text, here)
                if match:
                    here = match.end()
                else:
                    found.append(f"question {number} ({question.id}): no {name} {index} in its place: {entry}")
            furthest = max(furthest, here)
        at = furthest
    return found


def grams(text: str, most: int = 5) -> set[tuple[str, ...]]:
    """All runs of up to `most` words."""
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[at:at + n]) for n in range(1, most + 1) for at in range(len(words) - n + 1)}


def telling(secret: str) -> set[tuple[str, ...]]:
    """The runs of words that give a secret away: five in a row, or all of a short but unusual one."""
    words = re.findall(r"\w+", secret.lower())
    if len(words) >= 5:
        return {tuple(words[at:at + 5]) for at in range(len(words) - 4)}
    return {tuple(words)} if len("".join(words)) >= 12 else set()


def leaks(pdf: Path, texts: dict[str, str], questions: list[Question]) -> list[str]:
    """The secrets that stand anywhere in the file."""
    allowed = grams(" ".join(question.shown() for question in questions))
    views = dict(texts)
    views["the file's own bytes"] = narrow(pdf.read_bytes())
    views |= objects(pdf)
    found = []
    present = {name: grams(view) for name, view in views.items()}
    for question in questions:
        for secret in question.secrets():
            given_away = telling(secret) - allowed
            found += [
                f"{question.id}: {name} gives away {' '.join(min(given_away & held))!r}"
                for name, held in present.items() if given_away & held
            ]
    return found


def narrow(data: bytes) -> str:
    """Bytes as text, be they in a one-byte encoding or in UTF-16."""
    return data.replace(b"\0", b"").decode("latin-1")


def objects(pdf: Path) -> dict[str, str]:
    """Every stream, decoded, and every string of the file as text."""
    import pikepdf

    strings, streams = [], []

    def walk(value) -> None:
        if isinstance(value, pikepdf.String):
            strings.append(str(value))
            strings.append(narrow(bytes(value)))
        elif isinstance(value, pikepdf.Array):
            for entry in value:
                if not getattr(entry, "is_indirect", False):
                    walk(entry)
        elif isinstance(value, (pikepdf.Dictionary, pikepdf.Stream)):
            for _, entry in value.items():
                if not getattr(entry, "is_indirect", False):
                    walk(entry)

    with pikepdf.open(pdf) as document:
        for value in [document.trailer, *document.objects]:
            walk(value)
            if isinstance(value, pikepdf.Stream):
                try:
                    streams.append(value.read_bytes())
                except pikepdf.PdfError:
                    streams.append(value.read_raw_bytes())
    hexadecimal = []
    for stream in streams:
        for digits in re.findall(rb"<([0-9A-Fa-f\s]{4,})>", stream):
            even = b"".join(digits.split())
            hexadecimal.append(bytes.fromhex(even[: len(even) // 2 * 2].decode()))
    return {
        "a string": "\n".join(strings),
        "a stream": "\n".join(map(narrow, streams)),
        "a string in a stream": "\n".join(map(narrow, hexadecimal)),
    }

"""The questions of a plan, and how their texts are found again in extracted text."""

import re

LEVELS = ("junior", "mid", "senior", "lead")
# A line may end inside a word that can be broken, with a hyphen or without.
LINE_END = r"(?:[-\u2010\u00ad]?[ \t]*\n\s*)?"
HYPHENS = "-\u2010\u2011"
# Code spans, in back quotes of any number.
CODE_SPAN = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)", flags=re.DOTALL)


def strip_markup(text: str) -> str:
    """Returns a text without its inline markup."""
    plain = ""
    for at, piece in enumerate(CODE_SPAN.split(text)):
        # The pieces come in turn: outside of code, the back quotes, inside of code.
        if at % 3 == 0:
            plain += re.sub(r"\*|\\(?=[!-/:-@\[-`{-~])", "", piece)
        elif at % 3 == 2:
            plain += piece.strip() or piece
    return plain


def text_pattern(text: str) -> re.Pattern:
    """Returns a pattern that finds a text whatever its white space and its hyphens at line ends."""
    words = []
    for word in text.split():
        letters = (rf"(?:[{HYPHENS}]\s*)?" if letter in HYPHENS else re.escape(letter) for letter in word)
        words.append(LINE_END.join(letters))
    return re.compile(r"\s+".join(words))


class Question:
    """One question of a plan, as `list questions --format json` prints it."""

    def __init__(self, record: dict):
        anchors = record.get("anchors") or {}
        if isinstance(anchors, list):
            anchors = {anchor["score"]: anchor["text"] for anchor in anchors}
        code = record.get("code") or {}
        self.id = record["id"]
        self.minutes = record["minutes"]
        self.prompt = strip_markup(record["prompt"])
        self.code = (code.get("source") or "").strip("\n").splitlines()
        self.output = (code.get("output") or "").strip("\n").splitlines()
        self.listen_for = [(entry.get("from"), strip_markup(entry["text"])) for entry in record["listen_for"]]
        self.red_flags = [strip_markup(text) for text in record.get("red_flags") or []]
        self.follow_ups = [strip_markup(text) for text in record.get("follow_ups") or []]
        # The texts by score, from each level upwards; those without a level hold for all.
        base = {score: strip_markup(text) for score, text in anchors.items() if isinstance(text, str)}
        self.anchors = {None: base}
        for level, texts in anchors.items():
            if isinstance(texts, dict):
                self.anchors[level] = {score: strip_markup(text) for score, text in texts.items()}
        self.sample_answer = strip_markup(record.get("sample_answer") or "")

    def printed_groups(self, face: str, seniority: str) -> dict[str, list[str]]:
        """Returns the texts that a face prints beside the prompt; each group is in order."""
        code = [line for line in self.code if line.strip()]
        if face == "candidate":
            return {"code": code}
        highest = LEVELS.index(seniority)
        return {
            "code": code,
            "listen_for": [text for level, text in self.listen_for if LEVELS.index(level or "junior") <= highest],
            "red_flags": self.red_flags,
            "follow_ups": self.follow_ups,
            "anchors": self.anchors_for(highest),
        }

    def anchors_for(self, highest: int) -> list[str]:
        """Returns the described levels of a kit for a level, by rising score."""
        shown = {}
        for level in (None, *LEVELS[: highest + 1]):
            shown |= self.anchors.get(level, {})
        return [text for _, text in sorted(shown.items(), key=lambda entry: int(entry[0]))]

    def secrets(self) -> list[str]:
        """Returns the texts that the candidate must not see."""
        listen_for = [text for _, text in self.listen_for]
        output = [" ".join(self.output), *self.output]
        anchors = [text for texts in self.anchors.values() for text in texts.values()]
        return listen_for + self.red_flags + self.follow_ups + anchors + output + [self.sample_answer]

    def public_text(self) -> str:
        """Returns the text that the candidate may see."""
        return " ".join([self.prompt, *self.code])


def misplaced_texts(
    text: str, questions: list[Question], face: str, seniority: str, skipped_groups: tuple[str, ...] = ()
) -> list[str]:
    """Returns the texts of a plan that are missing from `text` or out of order."""
    found, at = [], 0
    for number, question in enumerate(questions, 1):
        prompt = text_pattern(question.prompt).search(text, at)
        if not prompt:
            found.append(f"question {number} ({question.id}): no prompt after question {number - 1}")
            continue
        furthest = prompt.end()
        for name, group in question.printed_groups(face, seniority).items():
            here = prompt.end()
            if name in skipped_groups:
                continue
            for index, entry in enumerate(group, 1):
                match = text_pattern(entry).search(text, here)
                if match:
                    here = match.end()
                else:
                    found.append(f"question {number} ({question.id}): no {name} {index} in its place: {entry}")
            furthest = max(furthest, here)
        at = furthest
    return found

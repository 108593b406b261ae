#!/usr/bin/env python3
"""Prints a valid bank of N questions for measurements: `make_bank.py 1200 > bank.toml`.

All N questions match one role and one level, so a kit can ask for all of them:

    interview-kit build --bank bank.toml --role python-developer --seniority mid --count 1200

The role's questions in the built-in bank come first, with their words unchanged. The script then repeats
them under numbered ids and replaces some of their words with made-up ones: no two prompts and hardly
any two bullets are equal. Questions that lack the level get it. The same N gives the same bytes.
"""

import json
import re
import sys
import tomllib
from pathlib import Path

BUILT_IN = Path(__file__).resolve().parents[2] / "questions.toml"
SYLLABLES = "ba ce di fo gu ha je ki lo mu na pe qui ro su ta ve wi xo ze".split()
ROLE, LEVEL = "python-developer", "mid"
# The texts of a question except `code`; `listen_for` also holds tables with a `text`.
TEXTS = ("prompt", "listen_for", "red_flags", "follow_ups", "anchors", "sample_answer")


def made_up_word(number: int) -> str:
    """Returns a pronounceable word, a different one for each number."""
    word = ""
    while True:
        number, digit = divmod(number, len(SYLLABLES))
        word += SYLLABLES[digit]
        if number == 0:
            return word


def reword(text: str, copy: int) -> str:
    """Replaces every fifth longer word outside code spans, and adds one word at the end."""
    count = 0

    def replace(match: re.Match) -> str:
        nonlocal count
        if match[0].startswith("`"):
            return match[0]
        count += 1
        return made_up_word(copy * 7919 + count) if count % 5 == 2 else match[0]

    changed = re.sub(r"`+[^`]*`+|\b[a-z]{4,}\b", replace, text)
    return f"{changed.rstrip()} ({made_up_word(copy)} {copy})"


def vary(question: dict, copy: int) -> dict:
    """Returns variant number `copy` of a question; number 0 keeps the words."""
    question = dict(question)
    if LEVEL not in question["seniority"]:
        question["seniority"] = [*question["seniority"], LEVEL]
    if copy == 0:
        return question

    def walk(value):
        if isinstance(value, str):
            return reword(value, copy)
        if isinstance(value, list):
            return [walk(v) for v in value]
        return {k: v if k == "from" else walk(v) for k, v in value.items()}

    question["id"] = f"{question['id']}-{copy}"
    question |= {key: walk(question[key]) for key in TEXTS if key in question}
    if code := question.get("code"):
        question["code"] = {**code, "source": code["source"].rstrip("\n") + f"\n# case {copy}\n"}
    return question


def value(item) -> str:
    """Returns a TOML value on one line."""
    if isinstance(item, list):
        return f"[{', '.join(map(value, item))}]"
    if isinstance(item, dict):
        return "{ " + ", ".join(f"{k} = {value(v)}" for k, v in item.items()) + " }"
    # JSON writes strings, numbers and booleans as TOML does.
    return json.dumps(item, ensure_ascii=False)


def table(header: str, fields: dict) -> str:
    """Returns a TOML table: plain values first, then the tables inside it."""
    lines = [header] + [f"{k} = {value(v)}" for k, v in fields.items() if not isinstance(v, dict)]
    name = header.strip("[]")
    inner = [table(f"[{name}.{k}]", v) for k, v in fields.items() if isinstance(v, dict)]
    return "\n".join(lines) + "\n" + "".join("\n" + t for t in inner)


def matching(bank: dict) -> list[dict]:
    """Returns the questions that a kit for the role and the level can draw."""
    return [q for q in role_questions(bank) if LEVEL in q["seniority"]]


def role_questions(bank: dict) -> list[dict]:
    """Returns the questions in the categories of the role, for all levels."""
    categories = next(r["categories"] for r in bank["role"] if r["id"] == ROLE)
    return [q for q in bank["question"] if q["category"] in categories]


def make_bank(count: int, base: dict) -> str:
    """Returns the text of a bank with `count` questions, made from the bank `base`."""
    parts = ["".join(f"{k} = {value(v)}\n" for k, v in base.items() if not isinstance(v, list))]
    for name, tables in base.items():
        if isinstance(tables, list) and name != "question":
            parts += [table(f"[[{name}]]", t) for t in tables]
    questions = role_questions(base)
    for number in range(count):
        copy, which = divmod(number, len(questions))
        parts.append(table("[[question]]", vary(questions[which], copy)))
    return "\n".join(parts)


if __name__ == "__main__":
    if len(sys.argv) != 2 or not sys.argv[1].isdigit():
        sys.exit(__doc__)
    with BUILT_IN.open("rb") as file:
        sys.stdout.write(make_bank(int(sys.argv[1]), tomllib.load(file)))

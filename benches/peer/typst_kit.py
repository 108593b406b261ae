"""Writes a kit as a Typst document, which the functions of `kit.typ` lay out.

The document is a list of calls with strings, which Typst reads faster than markup or a data file.
"""

import json
import re

LEVELS = ("junior", "mid", "senior", "lead")


def inline(text: str) -> str:
    """Returns a text with code spans and emphasis as Typst content."""
    pieces = re.split(r"(`+[^`]+`+|\*\*[^*]+\*\*|\*[^*]+\*)", " ".join(text.split()))
    out = ""
    for piece in filter(None, pieces):
        if piece.startswith("`"):
            out += f"#raw({string(piece.strip('`').strip())})"
        elif piece.startswith("*"):
            out += f"#emph({string(piece.strip('*'))})"
        else:
            out += f"#{string(piece)}"
    return f"[{out}]"


def string(text: str) -> str:
    """Returns a Typst string."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def array(items) -> str:
    """Returns a Typst array, with a comma after every item so that one item works."""
    return "(" + "".join(f"{item}, " for item in items) + ")"


def bullets(question: dict, seniority: str) -> list[str]:
    """Returns the signs to listen for at a level."""
    highest = LEVELS.index(seniority)
    found = []
    for entry in question.get("listen_for", []):
        if isinstance(entry, str):
            found.append(entry)
        elif LEVELS.index(entry.get("from") or "junior") <= highest:
            found.append(entry["text"])
    return found


def call(number: int, minute: int, question: dict, category: str, seniority: str) -> str:
    """Returns one `#question(…)` call."""
    code = question.get("code") or {}
    arguments = {
        "number": number,
        "category": string(category),
        "minutes": question["minutes"],
        "clock": string(f"{minute // 60}:{minute % 60:02}"),
        "prompt": array(map(inline, re.split(r"\n\s*\n", question["prompt"]))),
        "code": string(code["source"].strip("\n")) if code else "none",
        "output": string(code["output"].strip("\n")) if code.get("output") else "none",
        "listen": array(map(inline, bullets(question, seniority))),
        "flags": array(map(inline, question.get("red_flags", []))),
        "probes": array(map(inline, question.get("follow_ups", []))),
        "anchors": array(
            f"({score}, {inline(text)})" for score, text in sorted(question.get("anchors", {}).items())
        ),
    }
    return f"#question({', '.join(f'{k}: {v}' for k, v in arguments.items())})\n"


def document(bank: dict, questions: list[dict], template: str, role: str, seniority: str) -> str:
    """Returns the whole document: template, cover, questions and score sheet."""
    categories = {c["id"]: c["name"] for c in bank["category"]}
    name = next(r["name"] for r in bank["role"] if r["id"] == role)
    scale = array(
        f"({level['score']}, {string(level['label'])}, {string(level['description'])})"
        for level in bank["scale"]
    )
    minute, rows, body, last = 5, [], "", None
    for number, question in enumerate(questions, 1):
        category = categories[question["category"]]
        heading = f"#part({string(category)})\n" if category != last else ""
        body += heading + call(number, minute, question, category, seniority)
        rows.append(f"({number}, {string(category)}, {question['minutes']}, {minute}, {inline(question['prompt'])})")
        minute += question["minutes"]
        last = category
    head = (
        f"#let scale = {scale}\n#let rows = {array(rows)}\n{template}\n"
        f"#show: kit.with(role: {string(name)}, level: {string(seniority)}, minutes: {minute + 5})\n#cover()\n"
    )
    return head + body + "#score-sheet()\n"


def pick(bank: dict, ids: list[str]) -> list[dict]:
    """Returns the questions with these ids, in the order of the ids."""
    by_id = {q["id"]: q for q in bank["question"]}
    return [by_id[i] for i in ids]


def plan_ids(plan: str) -> list[str]:
    """Returns the ids in the output of `build --dry-run --format json`, an array or an object with one."""
    data = json.loads(plan)
    rows = data if isinstance(data, list) else next(v for v in data.values() if isinstance(v, list))
    return [row["id"] for row in rows if row.get("id")]

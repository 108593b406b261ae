"""Drives real Firefox and Chromium through kits, and listens to what they and pdf.js tell a screen reader.

    python3 .ci/judge/browsers.py target/release/interview-kit [--keep FOLDER]

Both browsers fill in every field of kits of both faces by mouse and keyboard and save them with their own
buttons; other engines read the files back (`browsers_forms.py`). Ratings are clicked, and the means that
fields calculate by script are looked at after each round. Then the trees for screen readers are compared
with the tags and the plan (`browsers_aloud.py`); kits broken on purpose must be rejected.
"""

import json
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import browsers_aloud as aloud
import browsers_forms as forms
import damage
from content import Question
from kits import Kit, Program, asked_to
from tally import Tally

HERE = Path(__file__).parent
# Where `.ci/run` has npm install what drives browsers, and pdf.js.
NPM = Path(sys.prefix, "npm")
NODE = NPM / "node_modules" / ".bin" / "node"
BROWSERS = ("Firefox", "Chromium")
SCRIPTS = {
    "Firefox": "browsers_firefox.mjs", "Chromium": "browsers_chromium.mjs", "pdf.js": "browsers_pdfjs.mjs",
}
# A browser that takes longer over all its orders hangs.
PATIENCE = 400


@dataclass(frozen=True)
class Case:
    """A kit to be looked at."""

    name: str
    kit: Kit
    sheet: forms.Sheet
    questions: list[Question]


class Judging:
    """The kits, the orders to each program, and the verdicts once they are carried out."""

    def __init__(self, program: Program, folder: Path) -> None:
        self.folder = folder
        self.tally = Tally()
        self.orders: dict[str, list[dict]] = {name: [] for name in SCRIPTS}
        self.checks: dict[str, list] = {name: [] for name in SCRIPTS}
        self.cases = {}
        for name, kit in {
            "interviewer": Kit(), "candidate": Kit(face="candidate"), "small": Kit(count=5),
        }.items():
            pdf = program.build(kit, folder / f"{name}.pdf")
            self.cases[name] = Case(name, kit, forms.sheet(pdf), program.plan(kit))
        self.categories = {name: record["category"] for name, record in program.records[None].items()}

    def order(self, who: str, order: dict, check) -> None:
        """Something to do for a program, and what to ask of the result."""
        self.orders[who].append(order)
        self.checks[who].append(check)

    def verdict(self, name: str, complaints: list[str]) -> None:
        """A line for each, besides what the tally tells of failures."""
        self.tally.check(name, complaints)
        if not complaints:
            print(f"passed {name}", flush=True)

    def fill(self, browser: str, case: Case) -> None:
        """Every field by mouse and keyboard."""
        values, out = forms.wanted(case.sheet), self.folder / f"{case.name}, filled by {browser}.pdf"
        pages = len(case.sheet.sizes)
        shots = {page: self.folder / f"{case.name} in {browser}, page {page + 1}.png" for page in (0, 2, pages - 1)}
        means = forms.means(case.sheet, values, self.categories)

        def check(result: dict) -> None:
            subject = f"{case.name}'s kit, filled in by {browser}"
            if "error" in result:
                self.verdict(subject, [result["error"]])
                return
            for reader in forms.READERS:
                wrong = forms.misread(reader, out, values, means)
                self.verdict(f"{subject}: all {len(values)} fields are read back right by {reader}", wrong)
            self.verdict(f"{subject}: what was clicked is set", forms.unset(out, case.sheet, values))
            drawn = forms.undrawn(case.sheet.pdf, out, case.sheet, values)
            self.verdict(f"{subject}: what was filled in is drawn", drawn)
            self.break_filled(subject, case, out, values)

        stage = case.sheet.stage(values, out, shots)
        order = {"do": "fill", "pdf": str(case.sheet.pdf), "stages": [stage], "single": True}
        self.order(browser, order, check)

    def break_filled(self, subject: str, case: Case, filled: Path, values: dict[str, str]) -> None:
        """What was saved, broken on purpose, which must be noticed."""
        broken = filled.with_name(f"broken, {filled.name}")
        damage.edited(forms.forget)(filled, broken)
        for reader in forms.READERS:
            found = forms.misread(reader, broken, values, {})
            self.verdict(f"{subject}: broken, rejected by {reader}", [] if found else ["it was not"])
        judged = {"drawn": forms.undrawn(case.sheet.pdf, broken, case.sheet, values)}
        if any(field.kind != "text" for field in case.sheet.fields):
            judged["set"] = forms.unset(broken, case.sheet, values)
        for what, found in judged.items():
            self.verdict(f"{subject}: broken, seen not to be {what}", [] if found else ["it was not"])

    def means(self, case: Case) -> None:
        """Ratings in two rounds; the second changes one and takes one back to what does not count."""
        pdf = forms.with_scripts(case.sheet.pdf, self.folder / "with scripts.pdf", self.categories)
        whose = "the kit's own scripts" if pdf == case.sheet.pdf else "scripts patched in"
        sheet = forms.sheet(pdf)
        ratings = [field for field in sheet.fields if field.name.endswith("/rating")]
        states = list(dict.fromkeys(widget.state for widget in ratings[0].widgets))
        unasked = next(state for state in states if not state.isdigit())
        first = {field.name: str(at % 5 + 1) for at, field in enumerate(ratings)}
        second = {ratings[0].name: "4", ratings[1].name: unasked}
        rounds = [(first, first), (second, first | second)]
        for browser in BROWSERS:
            outs = [self.folder / f"round {number} in {browser}.pdf" for number in (1, 2)]

            def check(result: dict, browser: str = browser, outs: list[Path] = outs) -> None:
                for number, (out, (_, chosen)) in enumerate(zip(outs, rounds), 1):
                    name = f"means in {browser}, by {whose}, round {number}"
                    right = forms.means(sheet, chosen, self.categories)
                    wrong = [result["error"]] if "error" in result else forms.misread("pikepdf", out, {}, right)
                    self.verdict(name, wrong)
                for texts in result.get("looks", []):
                    wrong = forms.not_means(texts, {name: mean for name, mean in right.items() if name in texts})
                    self.verdict(f"means in {browser}, by {whose}, are shown", wrong)
                if "error" not in result:
                    stale = forms.misread("pikepdf", outs[0], {}, right)
                    self.verdict(f"means in {browser}: those of the first round are not the second's", (
                        [] if stale else ["the judge takes the one for the other"]
                    ))

            stages = [sheet.stage(marks, out) for out, (marks, _) in zip(outs, rounds)]
            shown = [field.widgets[0].page for field in sheet.fields if field.calculated]
            stages[1]["look"] = {
                "number": shown[-1] + 1, "to": str(self.folder / f"means in {browser}.png"),
            }
            self.order(browser, {"do": "fill", "pdf": str(pdf), "stages": stages}, check)

        def sandbox(result: dict) -> None:
            for number, (_, chosen) in enumerate(rounds, 1):
                right = forms.means(sheet, chosen, self.categories)
                if "error" in result:
                    wrong = [result["error"]]
                else:
                    wrong = forms.not_means(result["done"][number - 1], right)
                self.verdict(f"means in the sandbox of pdf.js, by {whose}, round {number}", wrong)

        stages = [
            [{"id": sheet.field(name).place(value).id, "value": True} for name, value in marks.items()]
            for marks, _ in rounds
        ]
        self.order("pdf.js", {"do": "means", "pdf": str(pdf), "stages": stages}, sandbox)

    def listen(self, who: str, case: Case, pdf: Path, broken: str = "") -> None:
        """The tree of a kit; a broken one must be rejected."""

        def check(result: dict) -> None:
            view = aloud.VIEWS[who]
            if "error" in result:
                self.verdict(f"{case.name}'s kit, heard in {who}", [result["error"]])
                return
            tree = aloud.nodes(result["pages"])
            wrong = aloud.unheard(view, tree, case.sheet, case.kit, case.questions)
            if broken:
                print(f"broken: {broken}, in {who}: {wrong[0] if wrong else 'nobody complains'}", flush=True)
                self.verdict(f"a broken kit is rejected by {who}: {broken}", [] if wrong else ["it was not"])
                return
            self.snapshot(who, case, tree)
            spoken = sum(node.role == "field" for node in tree)
            self.verdict(f"{case.name}'s kit, heard in {who}: {len(tree)} nodes, {spoken} fields", wrong)

        fields = [[name for name, _ in page] for page in case.sheet.spoken]
        if broken:
            fields = [[name for name, _ in page] for page in forms.sheet(pdf).spoken]
        self.order(who, {"do": "aloud", "pdf": str(pdf), "fields": fields}, check)

    def snapshot(self, who: str, case: Case, tree: list[aloud.Node]) -> None:
        """What is heard, as text."""
        lines, page = [], -1
        for node in tree:
            if node.page != page:
                page = node.page
                lines.append(f"--- page {page + 1}")
            if node.role in ("heading", "list", "item", "header", "table", "link", "text", "field"):
                lines.append(f"{node.role}{node.level or ''} {node.name.strip()}".strip())
        path = self.folder / f"{case.name} heard in {who}.txt"
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")

    def carry_out(self, who: str) -> None:
        """Has a program carry its orders out, then judges."""
        orders, results = self.folder / f"{who} orders.json", self.folder / f"{who} results.json"
        orders.write_text(json.dumps(self.orders[who]), encoding="utf-8")
        command = [NODE, HERE / SCRIPTS[who], NPM, orders, results]
        began = time.monotonic()
        try:
            done = subprocess.run(
                list(map(str, command)), capture_output=True, encoding="utf-8", errors="replace",
                timeout=PATIENCE, check=False,
            )
            said = done.stderr
        except subprocess.TimeoutExpired as error:
            said = f"no end after {error.timeout} s"
        if not results.exists():
            self.verdict(f"{who} is driven", [" ".join(said.split()[-60:])])
            return
        found = json.loads(results.read_text(encoding="utf-8"))
        version = found[0].get("version", who)
        print(f"{version}: {len(found)} orders in {time.monotonic() - began:.0f} s {said.strip()}", flush=True)
        for check, result in zip(self.checks[who], found):
            check(result)


def judge(program: Program, folder: Path) -> Tally:
    """Everything; the browsers at the same time."""
    judging = Judging(program, folder)
    small = judging.cases["small"]
    for browser in BROWSERS:
        for name in ("interviewer", "candidate"):
            judging.fill(browser, judging.cases[name])
    judging.means(judging.cases["interviewer"])
    for who in SCRIPTS:
        for name in ("interviewer", "candidate"):
            case = judging.cases[name]
            judging.listen(who, case, case.sheet.pdf)
    for name, (breaking, views) in aloud.BROKEN.items():
        broken = folder / f"{name}.pdf"
        damage.edited(breaking)(small.sheet.pdf, broken)
        for who in views:
            judging.listen(who, small, broken, name)
    for who in SCRIPTS:
        judging.listen(who, small, small.sheet.pdf)
    with ThreadPoolExecutor(max_workers=2) as pool:
        for _ in pool.map(judging.carry_out, ("Firefox", "Chromium", "pdf.js")):
            pass
    return judging.tally


if __name__ == "__main__":
    sys.exit(asked_to(judge, __doc__))

"""Drives Firefox and Chromium through kits, and compares what they and pdf.js give a screen reader.

Both browsers fill in every field of kits of both faces by mouse and keyboard, and save them with their own buttons;
other engines read the files back. Ratings are clicked, and the means that scripts calculate are compared after each
round. The trees for screen readers are compared with the tags and the plan. Kits broken on purpose must be rejected.
"""

import json
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from judges.browsers import aloud, means, sheets
from judges.browsers.sheets import Sheet, read_sheet
from judges.shared.command import judge_command
from judges.shared.damage import edited
from judges.shared.paths import NODE, NPM
from judges.shared.program import Kit, Program
from judges.shared.questions import Question
from judges.shared.tally import Tally

HERE = Path(__file__).parent
BROWSERS = ("Firefox", "Chromium")
DRIVERS = {"Firefox": "firefox.mjs", "Chromium": "chromium.mjs", "pdf.js": "pdfjs.mjs"}
# Seconds after which a program counts as hanging, over all its orders.
TIMEOUT = 400

Check = Callable[[dict], None]


@dataclass(frozen=True)
class Case:
    """A kit to be judged."""

    name: str
    kit: Kit
    sheet: Sheet
    questions: list[Question]


class BrowserJudge:
    """The kits, the orders to each program, and the checks of the results."""

    def __init__(self, program: Program, folder: Path, tally: Tally) -> None:
        self.folder, self.tally = folder, tally
        self.orders: dict[str, list[dict]] = {name: [] for name in DRIVERS}
        self.checks: dict[str, list[Check]] = {name: [] for name in DRIVERS}
        self.cases = {}
        kits = {"interviewer": Kit(), "candidate": Kit(face="candidate"), "small": Kit(count=5)}
        for name, kit in kits.items():
            pdf = program.build(kit, folder / f"{name}.pdf")
            self.cases[name] = Case(name, kit, read_sheet(pdf), program.plan(kit))
        self.categories = {name: record["category"] for name, record in program.records[None].items()}

    def give_order(self, driver: str, order: dict, check: Check) -> None:
        """Adds an order to a program, and the check of its result."""
        self.orders[driver].append(order)
        self.checks[driver].append(check)

    def order_filling(self, browser: str, case: Case) -> None:
        """Orders a browser to fill in every field by mouse and keyboard."""
        values, out = sheets.values_for(case.sheet), self.folder / f"{case.name}, filled by {browser}.pdf"
        shown_pages = (0, 2, len(case.sheet.sizes) - 1)
        shots = {page: self.folder / f"{case.name} in {browser}, page {page + 1}.png" for page in shown_pages}
        expected = means.expected_means(case.sheet, values, self.categories)

        def check(result: dict) -> None:
            subject = f"{case.name} kit, filled in by {browser}"
            if "error" in result:
                self.tally.check_aloud(subject, [result["error"]])
                return
            for reader in sheets.READERS:
                found = sheets.read_values(reader, out)
                wrong = sheets.misread_values(found, values) + means.wrong_means(found, expected)
                self.tally.check_aloud(f"{subject}: all {len(values)} fields are read back right by {reader}", wrong)
            wrong = sheets.wrong_states(out, case.sheet, values)
            self.tally.check_aloud(f"{subject}: every clicked place is set", wrong)
            wrong = sheets.undrawn_values(case.sheet.pdf, out, case.sheet, values)
            self.tally.check_aloud(f"{subject}: every value is drawn", wrong)
            self.judge_broken_filling(subject, case, out, values)

        stage = case.sheet.fill_stage(values, out, shots)
        order = {"do": "fill", "pdf": str(case.sheet.pdf), "stages": [stage], "single": True}
        self.give_order(browser, order, check)

    def judge_broken_filling(self, subject: str, case: Case, filled: Path, values: dict[str, str]) -> None:
        """Breaks a file that a browser saved, which must be noticed."""
        broken = filled.with_name(f"broken, {filled.name}")
        edited(sheets.break_values)(filled, broken)
        for reader in sheets.READERS:
            found = sheets.misread_values(sheets.read_values(reader, broken), values)
            self.check_noticed(f"{subject}: broken, rejected by {reader}", found)
        undrawn = sheets.undrawn_values(case.sheet.pdf, broken, case.sheet, values)
        self.check_noticed(f"{subject}: broken, seen not to be drawn", undrawn)
        if any(field.kind != "text" for field in case.sheet.fields):
            unset = sheets.wrong_states(broken, case.sheet, values)
            self.check_noticed(f"{subject}: broken, seen not to be set", unset)

    def check_noticed(self, name: str, found: list[str]) -> None:
        """Records that damage must have been noticed."""
        self.tally.check_aloud(name, [] if found else ["it was not noticed"])

    def order_means(self, case: Case) -> None:
        """Orders ratings in two rounds; the second changes one and sets another to a value that does not count."""
        pdf = means.ensure_scripts(case.sheet.pdf, self.folder / "with scripts.pdf", self.categories)
        scripts = "the kit's own scripts" if pdf == case.sheet.pdf else "added scripts"
        sheet = read_sheet(pdf)
        ratings = [field for field in sheet.fields if field.name.endswith("/rating")]
        not_asked = next(state for state in ratings[0].states if not state.isdigit())
        first = {field.name: str(at % 5 + 1) for at, field in enumerate(ratings)}
        second = {ratings[0].name: "4", ratings[1].name: not_asked}
        rounds = [first, second]
        expected = [means.expected_means(sheet, chosen, self.categories) for chosen in (first, first | second)]
        for browser in BROWSERS:
            self.order_means_in_browser(browser, sheet, rounds, expected, scripts)

        def check_sandbox(result: dict) -> None:
            for number, right in enumerate(expected, 1):
                error = [result["error"]] if "error" in result else []
                wrong = error or means.wrong_means(result["done"][number - 1], right)
                self.tally.check_aloud(f"means in the sandbox of pdf.js, by {scripts}, round {number}", wrong)

        stages = [
            [{"id": sheet.field(name).widget_for(value).id, "value": True} for name, value in chosen.items()]
            for chosen in rounds
        ]
        self.give_order("pdf.js", {"do": "means", "pdf": str(pdf), "stages": stages}, check_sandbox)

    def order_means_in_browser(
        self,
        browser: str,
        sheet: Sheet,
        rounds: list[dict[str, str]],
        expected: list[means.Means],
        scripts: str,
    ) -> None:
        """Orders a browser to click ratings in rounds, each of which is saved."""
        outs = [self.folder / f"round {number} in {browser}.pdf" for number, _ in enumerate(rounds, 1)]
        subject = f"means in {browser}, by {scripts}"

        def check(result: dict) -> None:
            if "error" in result:
                self.tally.check_aloud(subject, [result["error"]])
                return
            for number, (out, right) in enumerate(zip(outs, expected, strict=True), 1):
                wrong = means.wrong_means(sheets.read_values("pikepdf", out), right)
                self.tally.check_aloud(f"{subject}, round {number}", wrong)
            for texts in result.get("looks", []):
                right = {name: mean for name, mean in expected[-1].items() if name in texts}
                self.tally.check_aloud(f"{subject}, are shown", means.wrong_means(texts, right))
            stale = means.wrong_means(sheets.read_values("pikepdf", outs[0]), expected[-1])
            self.check_noticed(f"{subject}: the first round is not taken for the second", stale)

        stages = [sheet.fill_stage(chosen, out) for out, chosen in zip(outs, rounds, strict=True)]
        last_page = [field.widgets[0].page for field in sheet.fields if field.is_calculated][-1]
        picture = self.folder / f"means in {browser}.png"
        stages[-1]["look"] = {"number": last_page + 1, "to": str(picture)}
        self.give_order(browser, {"do": "fill", "pdf": str(sheet.pdf), "stages": stages}, check)

    def order_listening(self, driver: str, case: Case, pdf: Path, damage: str = "") -> None:
        """Orders the tree of a kit; the tree of a broken kit must be rejected."""

        def check(result: dict) -> None:
            if "error" in result:
                self.tally.check_aloud(f"{case.name} kit, heard in {driver}", [result["error"]])
                return
            tree = aloud.read_nodes(result["pages"])
            wrong = aloud.aloud_faults(aloud.VIEWS[driver], tree, case.sheet, case.kit, case.questions)
            if damage:
                print(f"broken: {damage}, in {driver}: {wrong[0] if wrong else 'accepted'}", flush=True)
                self.check_noticed(f"a broken kit is rejected by {driver}: {damage}", wrong)
                return
            self.write_tree(driver, case, tree)
            fields = sum(node.role == "field" for node in tree)
            self.tally.check_aloud(f"{case.name} kit, heard in {driver}: {len(tree)} nodes, {fields} fields", wrong)

        sheet = read_sheet(pdf) if damage else case.sheet
        ids = [[widget for widget, _ in page] for page in sheet.spoken]
        self.give_order(driver, {"do": "aloud", "pdf": str(pdf), "fields": ids}, check)

    def write_tree(self, driver: str, case: Case, tree: list[aloud.Node]) -> None:
        """Writes a tree as text, for looking at it."""
        lines, page = [], -1
        for node in tree:
            if node.page != page:
                page = node.page
                lines.append(f"--- page {page + 1}")
            if node.role in (*aloud.KINDS, "text", "field"):
                lines.append(f"{node.role}{node.level or ''} {node.name.strip()}".strip())
        path = self.folder / f"{case.name} heard in {driver}.txt"
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")

    def carry_out(self, driver: str) -> None:
        """Has a program carry out its orders, then checks the results."""
        orders, results = self.folder / f"{driver} orders.json", self.folder / f"{driver} results.json"
        orders.write_text(json.dumps(self.orders[driver]), encoding="utf-8")
        command = [NODE, HERE / DRIVERS[driver], NPM, orders, results]
        started = time.monotonic()
        try:
            done = subprocess.run(
                list(map(str, command)),
                capture_output=True, encoding="utf-8", errors="replace", timeout=TIMEOUT, check=False,
            )  # fmt: skip
            stderr = done.stderr
        except subprocess.TimeoutExpired as error:
            stderr = f"no end after {error.timeout} s"
        if not results.exists():
            self.tally.check_aloud(f"{driver} is driven", [" ".join(stderr.split()[-60:])])
            return
        found = json.loads(results.read_text(encoding="utf-8"))
        version, seconds = found[0].get("version", driver), time.monotonic() - started
        print(f"{version}: {len(found)} orders in {seconds:.0f} s {stderr.strip()}", flush=True)
        for check, result in zip(self.checks[driver], found, strict=True):
            check(result)


def judge_browsers(program: Program, folder: Path, tally: Tally) -> None:
    """Judges everything, in two programs at the same time."""
    judge = BrowserJudge(program, folder, tally)
    small, both_faces = judge.cases["small"], [judge.cases["interviewer"], judge.cases["candidate"]]
    for browser in BROWSERS:
        for case in both_faces:
            judge.order_filling(browser, case)
    judge.order_means(judge.cases["interviewer"])
    for driver in DRIVERS:
        for case in both_faces:
            judge.order_listening(driver, case, case.sheet.pdf)
    for name, (edit, views) in aloud.DAMAGE.items():
        broken = folder / f"{name}.pdf"
        edited(edit)(small.sheet.pdf, broken)
        for driver in views:
            judge.order_listening(driver, small, broken, name)
    for driver in DRIVERS:
        judge.order_listening(driver, small, small.sheet.pdf)
    with ThreadPoolExecutor(max_workers=2) as pool:
        list(pool.map(judge.carry_out, DRIVERS))


if __name__ == "__main__":
    sys.exit(judge_command(judge_browsers, __doc__))

"""A kit with fields, set by ReportLab: `reportlab_kit.py FONTS KIT.json OUT.pdf`.

`compare_forms` writes KIT.json, and the converted fonts in the folder FONTS. With `FONTS --serve`, one
process makes many kits: it reads two file names from each line of standard input, separated by a tab,
and prints the CPU and wall seconds of each kit.

The kit has the texts and form fields of our kit, and nearly the same layout. The differences:

- ReportLab writes no tags, no XMP metadata and no object streams. The script attaches no files. Kerning
  needs an optional shaper, which the script does not use.
- ReportLab cannot embed fonts with PostScript outlines, such as ours. `to_truetype.py` converts them to
  TrueType, without hints and with the same widths, and keeps them in `target`.
- Text fields use Helvetica: ReportLab allows only the standard fonts there, and does not embed them.
  Every text field refers to a copy of the font. Ticks and circles share their appearance streams.
- The head of the score sheet is not repeated on its later pages.
- A text field has one widget, so candidate and date are two fields each, with the same name. A radio
  button has no tooltip of its own, only its group has one. Means are plain fields without a calculation.

The script spares ReportLab all avoidable work. Streams are compressed, but not encoded as text
(`useA85`). The C helpers are installed. Rows of columns are a small flowable, because `Table` measures
cells more than once. One pass is enough: the page numbers in the contents and the number of pages are
forms, which the end of the build fills. `multiBuild`, the manual's way, sets everything twice.
"""

import json
import sys
import time
from itertools import groupby
from pathlib import Path
from xml.sax.saxutils import escape

from reportlab import rl_config
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import (
    BaseDocTemplate, CondPageBreak, Frame, KeepTogether, PageBreak, PageTemplate, Paragraph, Spacer,
)

from reportlab_parts import (
    BODY, BOTTOM, CENTER, DASH, DISPLAY, LABEL, LEAD, LEFT, MUTED, NUMBER, QUIET, RIGHT, RIGHT_EDGE, SHEET, TABLE,
    TIME, TOP, WIDTH, Code, Entry, Line, Notes, Place, Radio, Row, Tick, bold, cut, marked, plain, register, rule,
)

OPENING, CLOSING = 5, 5


class Kit(BaseDocTemplate):
    """The document: its pages, with head and foot."""

    def __init__(self, out, kit):
        first = f"{kit['role']} · {kit['level']}"
        questions = len(kit["questions"])
        subject = f"Structured interview, {kit['minutes']} minutes, {questions} questions"
        super().__init__(str(out), pagesize=SHEET, title=f"Interview kit: {kit['role']}, {kit['level']}",
                         subject=subject, author="interview-kit", lang="en")
        frame = Frame(LEFT, BOTTOM, WIDTH, SHEET[1] - TOP - BOTTOM, 0, 0, 0, 0)
        self.addPageTemplates(PageTemplate("all", [frame], onPageEnd=self.furniture))
        self.head, self.foot = first, f"Kit {kit['fingerprint']}"
        self.room = stringWidth("of 000" if questions > 85 else "of 00", "Sans", 9.5)
        self.pages, self.questions = {}, []

    def beforeDocument(self):
        self.canv.kit = self

    def note(self, key, number):
        self.pages[key] = self.page
        if number:
            self.questions.append(number)

    def furniture(self, canv, _):
        canv.setFont("Sans", 9.5)
        canv.setFillColor(MUTED)
        if self.page > 1:
            canv.drawString(LEFT, SHEET[1] - 38, self.head)
            if self.questions:
                canv.drawRightString(RIGHT_EDGE, SHEET[1] - 38, f"Question {self.questions[0]}")
            rule(canv, LEFT, RIGHT_EDGE, SHEET[1] - 44)
        canv.drawString(LEFT, 28, self.foot)
        canv.drawCentredString(SHEET[0] / 2, 28, "Confidential")
        canv.drawRightString(RIGHT_EDGE - self.room, 28, f"Page {self.page} ")
        canv.translate(RIGHT_EDGE, 28)
        canv.doForm("pages")
        self.questions = []

    def _endBuild(self):
        known = {f"page-{key}": str(page) for key, page in self.pages.items()} | {"pages": f"of {self.page}"}
        for name, text in known.items():
            self.canv.beginForm(name, -60, -5, 5, 15)
            self.canv.setFont("Sans", 9.5)
            self.canv.setFillColor(MUTED)
            self.canv.drawRightString(0, 0, text)
            self.canv.endForm()
        super()._endBuild()


def categories(kit):
    """Returns the name of each category, with its questions."""
    return [(name, list(of)) for name, of in groupby(kit["questions"], key=lambda q: q["category"])]


def clock(minutes):
    """Formats the time since the start of the interview."""
    return f"{minutes // 60}:{minutes % 60:02}"


def pair(left, right):
    """Returns two labelled fields beside each other; each is given as its name and its label."""
    return Row([(1.6, [Line(left[1], left[0], left[1])]), (1.0, [Line(right[1], right[0], right[1])])], 24)


def cover(kit):
    count = len(kit["questions"])
    plan = [Paragraph("Plan", LABEL)]

    def line(start, what, minutes):
        plan.append(Row([(30, [Paragraph(clock(start), TIME)]), (1, [Paragraph(what, TABLE)]),
                         (40, [Paragraph(f"{minutes} min", RIGHT)])], 4, True))

    line(0, "Opening", OPENING)
    for name, of in categories(kit):
        first, last = of[0]["number"], of[-1]["number"]
        numbers = str(first) if first == last else f"{first}–{last}"
        what = f'{escape(name)} <font color="#5A5A5A">{numbers}</font>'
        line(of[0]["starts"], what, sum(q["minutes"] for q in of))
    line(kit["minutes"] - CLOSING, "Closing and their questions", CLOSING)
    rate = [Paragraph("How to rate", LABEL)]
    rate += [Row([(12, [Paragraph(bold(str(s["score"])), BODY)]),
                  (1, [Paragraph(bold(s["label"]), BODY), Paragraph(marked(s["description"]), BODY)])], 4, before=2)
             for s in kit["scale"]]
    rate += [Paragraph(text, QUIET) for text in (
        "Rate each answer right after it, alone, before you speak to the panel.",
        "Mark “not asked” when a question was left out. It is not a low rating and does not count.")]
    script = ("Thank you for your time today. I am going to ask every candidate for this role the same questions, "
              "in the same order, and I will take notes so that I remember your answers fairly. Take a moment to "
              "think whenever you like, and ask me to repeat anything. At the end there is time for your questions.")
    errors = {"Halo.": "One strong or weak answer colours the next. Rate every answer by its own signs.",
              "Similarity.": "A shared school, hobby or way of speaking is no evidence. Rate what was said.",
              "Contrast.": "The last candidate is not the measure. The described levels are."}
    return [
        Place("kit", "Interview kit", 0), Paragraph("Interview kit", LABEL), Paragraph(escape(kit["role"]), DISPLAY),
        Paragraph(f"{kit['level'].capitalize()} level · {kit['minutes']} minutes · {count} questions", LEAD),
        Spacer(0, 12), pair(("candidate", "Candidate"), ("date", "Date")),
        pair(("interviewer", "Interviewer"), ("reference", "Reference")), Spacer(0, 28),
        Row([(1, plan), (1, rate)], 32), Spacer(0, 20), Paragraph("To say at the start", LABEL),
        Paragraph(script, LEAD), Spacer(0, 16),
        KeepTogether([Paragraph("Three errors to avoid", LABEL)]
                     + [Paragraph(f"{bold(name)} {text}", DASH, bulletText="–") for name, text in errors.items()]),
        PageBreak(),
    ]


def contents(kit):
    flow = [Place("contents", "Contents", 0), Paragraph("Contents", DISPLAY)]
    for name, of in categories(kit):
        flow.append(CondPageBreak(40))
        flow.append(Paragraph(escape(name), LABEL))
        flow += [Entry(q["number"], plain(" ".join(q["prompt"])), q["id"]) for q in of]
    return [*flow, Spacer(0, 8), Entry(None, "Score sheet", "sheet")]


def rating(question, kit, labels):
    """Returns the radio buttons of a question as cells, with labels or centered without them."""
    name, tip = f"{question['id']}/rating", f"Question {question['number']}, rating"
    scores = [str(s["score"]) for s in kit["scale"]]
    if labels:
        return [(1, [Radio(s, name, s, tip)]) for s in scores] + [(64, [Radio("not asked", name, "not-asked", tip)])]
    return [(20, [Radio("", name, s, tip, 5)]) for s in scores] + [(48, [Radio("", name, "not-asked", tip, 19)])]


def question(entry, kit, opens):
    tip, name, number = f"Question {entry['number']}", entry["id"], entry["number"]
    flow = [PageBreak()]
    if opens:
        flow.append(Place(f"of-{name}", entry["category"], 0))
    head = [Paragraph(escape(entry["about"]), QUIET), Spacer(0, 4)]
    head += [Paragraph(marked(p), LEAD) for p in entry["prompt"]]
    if entry["code"]:
        head += [Spacer(0, 4), Code(entry["code"]["source"])]
        if entry["code"].get("output"):
            head += [Paragraph("Output", LABEL), Spacer(0, 4), Code(entry["code"]["output"])]
    flow += [Place(name, f"{number}. {plain(' '.join(entry['prompt']))[:50]}", 1, number),
             Row([(48, [Paragraph(str(number), NUMBER)]), (1, head)])]
    left = [Paragraph("Listen for", LABEL)]
    left += [Tick(marked(text), f"{name}/listen-{place}", f"{tip}, listen for: {plain(text)}")
             for place, text in entry["signs"]]
    right = []
    if entry["flags"]:
        right.append(Paragraph("Red flags", LABEL))
        right += [Paragraph(marked(text), DASH, bulletText="–") for text in entry["flags"]]
    if entry["follow_ups"]:
        right.append(Paragraph("Follow-ups", LABEL))
    for place, text in enumerate(entry["follow_ups"], 1):
        line = Line("", f"{name}/follow-up-{place}", f"{tip}, follow-up: {plain(text)}", height=20)
        right += [Paragraph(marked(text), DASH, bulletText="–"), Row([(12, []), (1, [line])])]
    least = int(entry["minutes"] * 0.8) + (not entry["follow_ups"])
    flow += [
        Row([(1.15, left), (1, [*right, Spacer(0, 8)])], 24, True, before=12),
        Row([(44, [Paragraph("Rating", LABEL)]), *rating(entry, kit, True)], 4, before=4),
        Row([(1, [Paragraph(f"{bold(score)}  {marked(text)}", BODY)]) for score, text in entry["anchors"]], 16),
        Notes(least, f"{name}/notes", f"{tip}, notes"),
    ]
    return flow


def score_sheet(kit):
    columns = [(1, [])] + [(20, [Paragraph(str(s["score"]), CENTER)]) for s in kit["scale"]]
    head = Row([*columns, (48, [Paragraph("not asked", CENTER)])], 4, True)
    flow = [PageBreak(), Place("sheet", "Score sheet", 0), Paragraph("Score sheet", DISPLAY),
            pair(("candidate", "Candidate"), ("date", "Date")), Spacer(0, 12), head]

    def mean(name, what):
        line = Line("Mean", name, f"Mean of the ratings: {what}", 8)
        return Row([(1, [Paragraph(escape(what), LABEL)]), (80, [line])])

    room = WIDTH - 5 * 20 - 48 - 6 * 4
    for name, of in categories(kit):
        rows = [mean(f"mean:{of[0]['category_id']}", name)]
        for entry in of:
            number = f"{entry['number']}  "
            prompt = cut(plain(" ".join(entry["prompt"])), room - stringWidth(number, "Sans-Semibold", 9.5))
            named = Paragraph(bold(number) + escape(prompt), TABLE)
            rows.append(Row([(1, [named]), *rating(entry, kit, False)], 4, True))
        flow += [KeepTogether(rows[:2]), *rows[2:]]
    tip = "Recommendation"
    choices = [("Strong yes", "strong-yes"), ("Yes", "yes"), ("No", "no"), ("Strong no", "strong-no")]
    closing = [
        Paragraph(tip, LABEL), Row([(1, [Radio(w, "recommendation", v, tip)]) for w, v in choices], 8),
        pair(("signature", "Signature"), ("keep-until", "Keep until")),
        Paragraph("This sheet holds personal data. Keep it only as long as your retention rule says, then destroy it.",
                  QUIET)]
    return [*flow, Spacer(0, 8), mean("mean", "All questions"),
            Paragraph("The mean sums up the ratings; it decides nothing. Leave out what was not asked.", QUIET),
            CondPageBreak(180), Paragraph("Key takeaways", LABEL),
            Notes(3, "takeaways", "Key takeaways", room=90), *closing]


def set_kit(source, out):
    """Reads a kit, sets it and writes it."""
    kit = json.loads(Path(source).read_text(encoding="utf-8"))
    flow = cover(kit) + contents(kit)
    for _, of in categories(kit):
        for place, entry in enumerate(of):
            flow += question(entry, kit, place == 0)
    Kit(out, kit).build(flow + score_sheet(kit))


def main():
    fonts, *arguments = sys.argv[1:]
    rl_config.useA85, rl_config.invariant = 0, 1
    register(fonts)
    if arguments != ["--serve"]:
        set_kit(*arguments)
        return
    for names in sys.stdin:
        cpu, wall = time.process_time(), time.perf_counter()
        set_kit(*names.rstrip("\n").split("\t"))
        print(time.process_time() - cpu, time.perf_counter() - wall, flush=True)


if __name__ == "__main__":
    main()

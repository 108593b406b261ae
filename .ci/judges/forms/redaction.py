"""Redacts many filled kits with the program and searches the results for names with other people's readers.

A redacted file that still holds a name must never come with status 0. Each kit is changed as some program or
person would change it; most changes must be redacted, others must be refused.
"""

import re
import subprocess
import sys
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pikepdf
import pymupdf
import pypdf
from pikepdf import Array, Dictionary, Name, Pdf, String

from judges.pdf import secrecy
from judges.shared.command import judge_command
from judges.shared.program import TIMEOUT, Kit, Program
from judges.shared.tally import Tally

CANDIDATE, INTERVIEWER = "Zażółć Gęślińska", "Müriel Weißhaupt"
# Words in sight of which nobody may be left: of the names, and of how other people spell them.
NAME_WORDS = ("zazolc", "geslinska", "muriel", "mueriel", "weisshaupt")
REDACTED, REFUSED = 0, 1

Change = Callable[[Pdf], None]


@dataclass(frozen=True)
class Case:
    """A changed kit, and what must come of it."""

    name: str
    change: Callable[[Path, Path], None]
    status: int
    arguments: tuple[str, ...] = ()
    words: tuple[str, ...] = NAME_WORDS
    kept: tuple[str, ...] = field(default=())


def named_fields(document: Pdf) -> dict[str, Dictionary]:
    """Returns the fields of a kit by name."""
    return {str(entry.T): entry for entry in document.Root.AcroForm.Fields}


def set_names(document: Pdf, candidate: str = CANDIDATE, interviewer: str = INTERVIEWER) -> None:
    """Fills in the names and one answer."""
    fields = named_fields(document)
    fields["candidate"].V = String(candidate)
    fields["interviewer"].V = String(interviewer)
    first_notes(document).V = String("Explains every step.")


def first_notes(document: Pdf) -> Dictionary:
    """Returns the notes on the first question."""
    return next(entry for name, entry in named_fields(document).items() if name.endswith("/notes"))


def leave(document: Pdf) -> None:
    """Changes nothing."""


def edited(change: Change, *, fill: bool = True) -> Callable[[Path, Path], None]:
    """Returns a change of a file: names filled in, then this change."""

    def apply(source: Path, target: Path) -> None:
        with pikepdf.open(source) as document:
            if fill:
                set_names(document)
            change(document)
            document.save(target)

    return apply


def notes(text: str) -> Callable[[Path, Path], None]:
    """Returns a change that writes into the notes."""

    def change(document: Pdf) -> None:
        first_notes(document).V = String(text)

    return edited(change)


def remark(subtype: str, *, fill: bool = False, **entries: object) -> Callable[[Path, Path], None]:
    """Returns a change that adds a remark to the first page."""

    def change(document: Pdf) -> None:
        entry = Dictionary(Type=Name.Annot, Subtype=Name(subtype), Rect=Array([110, 690, 300, 704]), F=4)
        for key, value in entries.items():
            entry[f"/{key}"] = value
        appearance = document.make_stream(f"BT /Helv 9 Tf ({CANDIDATE}) Tj ET".encode())
        appearance.Subtype, appearance.BBox = Name.Form, Array([0, 0, 190, 14])
        entry.AP = Dictionary(N=appearance)
        document.pages[0].Annots.append(document.make_indirect(entry))

    return edited(change, fill=fill)


def rename(new_names: dict[str, str]) -> Callable[[Path, Path], None]:
    """Returns a change that renames fields."""

    def change(document: Pdf) -> None:
        fields = named_fields(document)
        for old, new in new_names.items():
            fields[old].T = String(new)

    return edited(change)


def put_under_parent(document: Pdf) -> None:
    """Puts all fields under a field of another name."""
    form = document.Root.AcroForm
    parent = document.make_indirect(Dictionary(T=String("form1"), Kids=form.Fields))
    for entry in form.Fields:
        entry.Parent = parent
    form.Fields = Array([parent])


def orphan_widgets(document: Pdf) -> None:
    """Takes the widgets of the name fields out of the form; they keep the value, as some programs save them."""
    form, kept = document.Root.AcroForm, []
    for entry in form.Fields:
        if str(entry.T) not in ("candidate", "interviewer"):
            kept.append(entry)
            continue
        for kid in entry.get("/Kids", []):
            kid.T, kid.FT, kid.V = entry.T, Name.Tx, entry.V
            del kid["/Parent"]
    form.Fields = Array(kept)


def remove_candidate(document: Pdf) -> None:
    """Removes the field of the candidate's name, which stays in the notes."""
    form = document.Root.AcroForm
    form.Fields = Array([entry for entry in form.Fields if str(entry.T) != "candidate"])
    first_notes(document).V = String(CANDIDATE)
    for page in document.pages:
        page.Annots = Array([entry for entry in page.Annots if str(entry.get("/Parent", {}).get("/T")) != "candidate"])


def inline_fields(document: Pdf) -> None:
    """Writes a name field without widgets into the list of fields, inline."""
    document.Root.AcroForm.Fields.append(Dictionary(FT=Name.Tx, T=String("candidate"), V=String(CANDIDATE)))


def burn(document: Pdf) -> None:
    """Prints the candidate's name into the first page with a font of WinAnsi."""
    page = document.pages[0]
    page.Resources = document.make_indirect(Dictionary(page.Resources))
    page.Resources.Font = Dictionary(page.Resources.Font)
    page.Resources.Font["/Burnt"] = Dictionary(
        Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding
    )
    page.contents_add(b"q BT /Burnt 9 Tf 1 0 0 1 60 20 Tm (Muriel W) Tj (eisshaupt) Tj ET Q")


def burn_picture(document: Pdf) -> None:
    """Puts a picture on the first page."""
    page = document.pages[0]
    page.contents_add(b"q 9 0 0 9 60 20 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x00 EI Q")


def stale_appearance(document: Pdf) -> None:
    """Draws a name in the notes that is no part of their value."""
    drawn = document.make_stream(b"BT /F 9 Tf (asks Muriel Weisshaupt) Tj ET")
    drawn.Subtype, drawn.BBox = Name.Form, Array([0, 0, 400, 100])
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)
    drawn.Resources = Dictionary(Font=Dictionary(F=font))
    first_notes(document).AP = Dictionary(N=document.make_indirect(drawn))


def shown_only(document: Pdf) -> None:
    """Shows the candidate's name in the notes and in its field without a value there."""
    set_names(document, candidate="")
    drawn = document.make_stream(b"BT /F 9 Tf (Muriel Weisshaupt) Tj ET")
    drawn.Subtype, drawn.BBox = Name.Form, Array([0, 0, 200, 14])
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)
    drawn.Resources = Dictionary(Font=Dictionary(F=font))
    fields = named_fields(document)
    del fields["interviewer"]["/V"]
    fields["candidate"].Kids[0].AP = Dictionary(N=document.make_indirect(drawn))
    first_notes(document).V = String("Muriel is quick, says weisshaupt.")


def xmp(text: str) -> Change:
    """Returns a change that writes into the XMP metadata."""

    def change(document: Pdf) -> None:
        stream = document.Root.Metadata
        changed = stream.read_bytes().replace(b"</dc:title>", f"</dc:title><!-- {text} -->".encode())
        stream.write(changed)

    return change


def attach(name: str) -> Change:
    """Returns a change that attaches a file with the names in it."""

    def change(document: Pdf) -> None:
        content = f'{{"candidate": "{CANDIDATE}"}}'.encode()
        document.attachments[name] = pikepdf.AttachedFileSpec(document, content, filename=name)

    return change


def set_information(key: str, text: str) -> Change:
    """Returns a change of the document information."""

    def change(document: Pdf) -> None:
        document.docinfo[key] = String(text)

    return change


def describe_element(document: Pdf) -> None:
    """Writes a name into the description of an element for screen readers."""
    for entry in document.objects:
        if isinstance(entry, Dictionary) and entry.get("/Alt"):
            entry.Alt = String(f"Notes on {CANDIDATE}")
            return


def bookmark(document: Pdf) -> None:
    """Adds a bookmark of the candidate."""
    with document.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem(f"Interview with {CANDIDATE}", 0))


def lost_page(document: Pdf) -> None:
    """Removes the first page, which the tags of the file still hold."""
    del document.pages[0]


def scripts(document: Pdf) -> None:
    """Adds scripts and actions that name the candidate."""
    action = Dictionary(S=Name.JavaScript, JS=String(f"app.alert('{CANDIDATE}')"))
    document.Root.OpenAction = action
    document.Root.AA = Dictionary(WC=action)
    document.pages[0].AA = Dictionary(O=action)
    first_notes(document).AA = Dictionary(K=action)
    first_notes(document).A = Dictionary(S=Name.URI, URI=String(f"mailto:{CANDIDATE}"))


def private_data(document: Pdf) -> None:
    """Adds what programs keep for themselves, each with the names."""
    document.Root.PieceInfo = Dictionary(App=Dictionary(Private=String(CANDIDATE)))
    document.Root.Collection = Dictionary(Schema=String(CANDIDATE))
    document.pages[0].PieceInfo = Dictionary(App=String(CANDIDATE))
    document.pages[0].Metadata = document.make_stream(CANDIDATE.encode())
    document.Root.AcroForm.XFA = document.make_stream(f"<xfa>{CANDIDATE}</xfa>".encode())
    first_notes(document).RV = String("<p>Explains every step.</p>")
    named_fields(document)["candidate"].RV = String(f"<p>{CANDIDATE}</p>")
    named_fields(document)["candidate"].DV = String(CANDIDATE)


def saved_twice(source: Path, target: Path) -> None:
    """Fills in the names, then others, in an update that keeps the first ones in the file."""
    first = target.with_suffix(".first.pdf")
    edited(leave)(source, first)
    document = pymupdf.open(first)
    for page in document:
        for widget in page.widgets():
            if widget.field_name == "candidate":
                widget.field_value = "Muriel Weisshaupt"
                widget.update()
    document.saveIncr()
    document.close()
    first.rename(target)


def merge_with(program: str) -> Callable[[Path, Path], None]:
    """Returns a change that merges three kits of different people with a program."""

    def merge(source: Path, target: Path) -> None:
        parts = []
        for number, (candidate, interviewer) in enumerate(
            [("Ada Sample", "Bo Sample"), (CANDIDATE, INTERVIEWER), ("Muriel Ode", "Al Weisshaupt")]
        ):
            part = target.with_name(f"part {number}.pdf")
            with pikepdf.open(source) as document:
                set_names(document, candidate, interviewer)
                document.save(part)
            parts.append(part)
        if program == "qpdf":
            others = [argument for part in parts[1:] for argument in (str(part), "1-z")]
            subprocess.run(["qpdf", parts[0], "--pages", ".", "1-z", *others, "--", target], check=True)
        elif program == "pypdf":
            writer = pypdf.PdfWriter(clone_from=parts[0])
            for part in parts[1:]:
                writer.append(part)
            writer.write(target)
        elif program == "PyMuPDF":
            document = pymupdf.open(parts[0])
            for part in parts[1:]:
                document.insert_pdf(pymupdf.open(part))
            document.save(target)
        else:
            with pikepdf.open(parts[0]) as document:
                for part in parts[1:]:
                    with pikepdf.open(part) as other:
                        document.pages.extend(other.pages)
                        document.save(target)

    return merge


ACCEPT = ("--accept-altered",)
MERGED_WORDS = (*NAME_WORDS, "ada sample", "bo sample", "muriel ode", "al weisshaupt")
PARENT = "renamed: all under a parent"

CASES = [
    Case("as filled in", edited(leave), REDACTED, kept=("Explains every step.",)),
    Case("with a replacement", edited(leave), REDACTED, ("--replace", "Candidate 7")),
    Case("a replacement with the name", edited(leave), REFUSED, ("--replace", "no 7, Muriel")),
    Case("name in notes, cut", notes(f"Good. {CANDIDATE} listens."), REDACTED, kept=("listens.",)),
    Case("first name in notes, cut", notes("Then Zażółć listens."), REDACTED, kept=("listens.",)),
    Case("name in notes, decomposed", notes(unicodedata.normalize("NFD", f"{CANDIDATE}, {INTERVIEWER}")), REDACTED),
    Case("name in notes, other case", notes("with ZAŻÓŁĆ today"), REFUSED),
    Case("name in notes, without accents", notes("with Zazolc today"), REFUSED),
    Case("name in notes, ss for ß", notes("Frau Weisshaupt asked"), REFUSED),
    Case("name in notes, ue for ü", notes("asked by Mueriel"), REFUSED),
    Case("name in notes, inflected", notes("rozmowa z Gęślińską"), REFUSED),
    Case("name in notes, as an address", notes("muriel.weisshaupt@example.org"), REFUSED),
    Case("takeaways emptied, a copy of them in notes", notes("Good, hire."), REDACTED, ("--field", "takeaways")),
    Case("free text while fields are empty", remark("/FreeText", Contents=String(CANDIDATE)), REDACTED),
    Case("stamp", remark("/Stamp", T=String(INTERVIEWER)), REDACTED),
    Case("ink", remark("/Ink", InkList=Array([Array([1, 1, 9, 9])]), T=String(INTERVIEWER)), REDACTED),
    Case("note with its author", remark("/Text", Contents=String("ask"), T=String(INTERVIEWER)), REDACTED),
    Case("attached file as a remark", remark("/FileAttachment", Contents=String(CANDIDATE)), REDACTED),
    Case("highlight over a filled field", remark("/Highlight", fill=True, Subj=String(CANDIDATE)), REDACTED),
    Case("link to an address", remark("/Link", A=Dictionary(S=Name.URI, URI=String(CANDIDATE))), REDACTED),
    Case("unknown kind of remark", remark("/Whatever", Contents=String(CANDIDATE)), REDACTED),
    Case("text printed into a page", edited(burn), REFUSED),
    Case("text printed into a page, accepted", edited(burn), REFUSED, ACCEPT),
    Case("a picture on a page", edited(burn_picture), REFUSED),
    Case("a picture on a page, accepted", edited(burn_picture), REFUSED, ACCEPT),
    Case("drawing that differs from the value", edited(stale_appearance), REFUSED),
    Case("names that are only drawn", edited(shown_only, fill=False), REFUSED),
    Case("renamed: last part", rename({"candidate": "candidate+1", "interviewer": "interviewer [12]"}), REFUSED),
    Case("renamed: last part, accepted", rename({"candidate": "candidate+1"}), REDACTED, ACCEPT),
    Case(PARENT, edited(put_under_parent), REFUSED),
    Case(f"{PARENT}, accepted", edited(put_under_parent), REDACTED, ACCEPT),
    Case("renamed beyond recognition", rename({"candidate": "Text1"}), REFUSED),
    Case("renamed beyond recognition, accepted", rename({"candidate": "Text1"}), REFUSED, ACCEPT),
    Case("renamed, named", rename({"candidate": "Text1"}), REDACTED, (*ACCEPT, "--field", "Text1")),
    Case("removed", edited(remove_candidate), REFUSED, ACCEPT),
    Case("widgets that lost their field", edited(orphan_widgets), REFUSED),
    Case("widgets that lost their field, accepted", edited(orphan_widgets), REDACTED, ACCEPT),
    Case("a field written inline", edited(inline_fields), REDACTED),
    Case("XMP", edited(xmp(CANDIDATE)), REDACTED),
    Case("XMP, without accents", edited(xmp("Zazolc Geslinska")), REFUSED),
    Case("XMP, as references", edited(xmp("&#90;a&#x17C;&#243;&#322;&#263;")), REFUSED),
    Case("document information", edited(set_information("/Subject", f"with {CANDIDATE}")), REDACTED),
    Case("document information, small letters", edited(set_information("/Keywords", "zażółć")), REFUSED),
    Case("title", edited(set_information("/Title", f"{CANDIDATE}, part 1")), REDACTED),
    Case("attached file", edited(attach("notes.json")), REDACTED),
    Case("attached file under a name of the kit", edited(attach("interview-kit.lock.json")), REDACTED),
    Case("description for screen readers", edited(describe_element), REFUSED),
    Case("bookmark", edited(bookmark), REFUSED),
    Case("page removed, which the tags still hold", edited(lost_page), REFUSED),
    Case("page removed, accepted", edited(lost_page), REDACTED, ACCEPT),
    Case("scripts", edited(scripts), REDACTED),
    Case("private data of programs", edited(private_data), REDACTED),
    Case("older values in the file", saved_twice, REDACTED),
    *(Case(f"merged by {name}", merge_with(name), REFUSED, words=MERGED_WORDS)
      for name in ("qpdf", "pypdf", "PyMuPDF", "pikepdf")),
    *(Case(f"merged by {name}, accepted", merge_with(name), REDACTED, ACCEPT, words=MERGED_WORDS)
      for name in ("qpdf", "pypdf", "PyMuPDF", "pikepdf")),
]  # fmt: skip

# Names as other scripts and languages have them: the candidate, the notes, the status, the words left nowhere.
NAMES = [
    ("山田太郎", "山田太郎さんは良い", REDACTED, ("山田", "太郎")),
    ("山田 太郎", "候補者は山田太郎です", REDACTED, ("山田", "太郎")),
    ("김철수", "김철수는 좋다", REDACTED, ("김철수", "철수")),
    ("Αλέξης Ζορμπάς", "με ΑΛΈΞΗΣ", REFUSED, ("αλεξης", "ζορμπας")),
    ("محمد علي", "قال محمد", REDACTED, ("محمد",)),
    ("Will Mark", "She will mark it.", REDACTED, ("willmark",)),
    ("Will Mark", "As Will said.", REDACTED, ("as will",)),
    ("Jane O\u2019Neill", "jane was good", REFUSED, ("jane", "neill")),
    ("Anne-Marie Dupont", "Anne Marie was good", REDACTED, ("anne", "dupont")),
    ("Søren Kierkegård", "Soeren", REFUSED, ("soren", "soeren")),
    ("Max Weber", "uses max(), Math.max() and a max of 3", REDACTED, ("weber",)),
    ("Max Weber", "uses max(); Max is quick, MAX(a)", REDACTED, ("max is", "max(a)", "weber")),
    ("Tom Key", "the key; PRIMARY KEY, says Key", REDACTED, ("says key",)),
    ("Ray Lock", "a lock, a ray; Ray locked it", REDACTED, ("ray locked",)),
    ("Won Bin", "won it, in the bin. Won did", REDACTED, ("won did",)),
    ("Wei Sun", "the sun, and Sun", REDACTED, ("and sun",)),
    ("Will", "She will do it. Will can. Will do.", REDACTED, ("will can",)),
    ("Mark", "a mark; Mark marks", REDACTED, ("mark marks",)),
    ("Rose", "it rose; Rose rose", REDACTED, ("rose rose",)),
    ("Can Ozan", "Can explain. Can was late", REDACTED, ("can was",)),
    ("Can Ozan", "Can Ozan explains", REDACTED, ("can ozan",)),
    ("Ann One", "one of one", REDACTED, ("ann one",)),
    ("Ann Adobe", "good", REDACTED, ("ann adobe",)),
    ("Mac Quartz", "good", REDACTED, ("mac quartz",)),
    ("Jack Weber", "jack was late", REFUSED, ("jack",)),
    ("Max Weber", "max weber was late", REFUSED, ("weber",)),
    ("Max Weber", "see weber1990", REFUSED, ("weber",)),
]

# The candidate `Ann Page`: every page of a kit has the word `Page`.
ANN_PAGE = "Ann Page"


def ann_page(change: Change) -> Callable[[Path, Path], None]:
    """Returns a change of a kit whose candidate has the name of a word on its pages."""

    def apply(document: Pdf) -> None:
        set_names(document, ANN_PAGE, "")
        change(document)

    return edited(apply, fill=False)


def print_on_page(text: str) -> Change:
    """Returns a change that prints a text into the first page."""

    def apply(document: Pdf) -> None:
        burn(document)
        page = document.pages[0]
        page.contents_coalesce()
        content = page.Contents.read_bytes().replace(b"(Muriel W) Tj (eisshaupt) Tj", f"({text}) Tj".encode())
        page.Contents = document.make_stream(content)

    return apply


def draw_notes(text: str) -> Change:
    """Returns a change that draws a text in the notes that is no part of their value."""

    def apply(document: Pdf) -> None:
        stale_appearance(document)
        look = first_notes(document).AP.N
        look.write(look.read_bytes().replace(b"asks Muriel Weisshaupt", text.encode()))

    return apply


def without_attachments(document: Pdf) -> None:
    """Removes a page and the files that the kit carries, which say what its pages were."""
    lost_page(document)
    del document.Root["/Names"]


WORD_CASES = [
    Case("a name that the pages print", ann_page(leave), REDACTED, words=("ann page",)),
    Case("a name that the pages print, a page removed", ann_page(lost_page), REDACTED, ACCEPT, ("ann page",)),
    Case("a name that the pages print, and printed again", ann_page(print_on_page("asks Page")), REFUSED, ACCEPT),
    Case("a name that the pages print, small and printed", ann_page(print_on_page("the page")), REDACTED, ACCEPT, ()),
    Case("a name that the pages print, drawn in notes", ann_page(draw_notes("asks Page")), REFUSED),
    Case("a name that the pages print, no bank", ann_page(without_attachments), REFUSED, ACCEPT),
]


def bank_name(kit: Path) -> str:
    """Returns a word with a capital that the bank of a kit has and that none of its pages prints."""
    with pikepdf.open(kit) as document:
        bank = document.attachments["interview-kit.bank.toml"].get_file().read_bytes().decode()
    with pymupdf.open(kit) as document:
        printed = fold(" ".join(page.get_text() for page in document))
    words = re.findall(r"[A-Z][a-z]{4,}", bank)
    return next((word for word in words if word.lower() not in printed), "")


def judge_bank_name(program: Program, folder: Path, tally: Tally) -> None:
    """Judges a kit whose candidate has a name that only its bank has."""
    question = (
        'id = "q"\ncategory = "c"\nseniority = ["mid", "senior"]\nminutes = 5\nprompt = "Why?"\n'
        'listen_for = ["It", { text = "Cites Ocasek", from = "senior" }]\n'
    )
    bank = folder / "names.toml"
    bank.write_text(
        f'schema = 1\n[[scale]]\nscore = 1\nlabel = "No"\ndescription = "No."\n'
        f'[[scale]]\nscore = 2\nlabel = "Yes"\ndescription = "Yes."\n'
        f'[[category]]\nid = "c"\nname = "C"\ntype = "technical"\n'
        f'[[role]]\nid = "r"\nname = "R"\ncategories = ["c"]\n[[question]]\n{question}'
    )
    kit = folder / "names.pdf"
    program.run("build", "--bank", str(bank), "--role", "r", "--seniority", "mid", "--out", str(kit), "--force")
    name = bank_name(kit)
    tally.check("the bank has a name that no page prints", [] if name else ["it has none"])
    for notes_text, status in (("good", REDACTED), (f"says {name}", REDACTED), (f"says {name.lower()}x", REFUSED)):

        def change(document: Pdf, text: str = notes_text) -> None:
            set_names(document, f"Zed {name}", "")
            first_notes(document).V = String(text)

        case = Case(f"a name of the bank: {notes_text}", edited(change, fill=False), status, words=(f"says {name}",))
        judge_case(program, kit, case, folder, tally)


def name_case(number: int) -> Case:
    """Returns the case of a name in the notes."""
    candidate, text, status, words = NAMES[number]

    def change(document: Pdf) -> None:
        set_names(document, candidate, "")
        first_notes(document).V = String(text)

    return Case(f"name {candidate}: {text}", edited(change, fill=False), status, words=words)


def fold(text: str) -> str:
    """Returns a text in small letters without accents; white space is one space."""
    text = text.casefold().replace("ł", "l").replace("ø", "o")
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(unicodedata.normalize("NFC", bare).split())


def views(pdf: Path) -> dict[str, str]:
    """Returns all texts that other people's readers find in a file."""
    texts = {f"object view, {name}": text for name, text in secrecy.object_views(pdf).items()}
    data = pdf.read_bytes()
    texts["bytes"] = data.decode("latin-1")
    texts["bytes in UTF-8"] = data.decode("utf-8", errors="ignore")
    with pikepdf.open(pdf) as document:
        # The bytes of font programs match a name by chance.
        entries = [e for e in document.objects if isinstance(e, pikepdf.Stream) and "/Length1" not in e]
        streams = [secrecy.read_stream(entry) for entry in entries]
    for encoding in ("utf-8", "utf-16-be", "utf-16-le"):
        texts[f"streams in {encoding}"] = "\n".join(stream.decode(encoding, errors="ignore") for stream in streams)
    with pymupdf.open(pdf) as document:
        pages = list(document)
        texts["PyMuPDF"] = "\n".join(page.get_text() for page in pages)
        texts["PyMuPDF, fields"] = "\n".join(str(w.field_value) for page in pages for w in page.widgets())
        texts["PyMuPDF, remarks"] = "\n".join(str(remark.info) for page in pages for remark in page.annots())
    reader = pypdf.PdfReader(pdf)
    texts["pypdf"] = "\n".join(page.extract_text() for page in reader.pages)
    try:
        texts["pypdf, fields"] = "\n".join(str(entry.get("/V")) for entry in (reader.get_fields() or {}).values())
    except AttributeError:
        # pypdf cannot read fields that are written inline.
        texts["pypdf, fields"] = ""
    for options in ([], ["-raw"]):
        done = subprocess.run(["pdftotext", *options, pdf, "-"], capture_output=True, check=True, timeout=TIMEOUT)
        texts[f"pdftotext {options}"] = done.stdout.decode(errors="ignore")
    return texts


def find_names(pdf: Path, words: tuple[str, ...]) -> list[str]:
    """Returns the names that are left in a file, each with the view that shows it."""
    found = []
    for name, text in views(pdf).items():
        folded = fold(text)
        found += [f"{name} shows {word!r}" for word in words if word in folded]
    return found


def judge_case(program: Program, kit: Path, case: Case, folder: Path, tally: Tally) -> None:
    """Redacts a changed kit and judges the result."""
    changed, out = folder / "changed.pdf", folder / "redacted.pdf"
    out.unlink(missing_ok=True)
    case.change(kit, changed)
    command = [str(program.path), "redact", str(changed), "--out", str(out), *case.arguments]
    done = subprocess.run(command, capture_output=True, check=False, timeout=TIMEOUT)
    stderr = done.stderr.decode(errors="replace").strip()
    complaints = [] if done.returncode == case.status else [f"status {done.returncode}: {stderr}"]
    if done.returncode == REDACTED:
        complaints += find_names(out, case.words)
        text = " ".join(views(out).values())
        complaints += [f"lost {kept!r}" for kept in case.kept if kept not in text]
        again = [*command[:2], str(out), "--out", str(folder / "again.pdf"), "--discard-answers", *case.arguments]
        twice = subprocess.run(again, capture_output=True, check=False, timeout=TIMEOUT)
        if twice.returncode != REDACTED:
            complaints.append(f"redacted again: {twice.stderr.decode(errors='replace').strip()}")
    elif out.exists():
        complaints.append("it was refused and written")
    tally.check(f"redact, {case.name}", complaints)


def judge_search(kit: Path, folder: Path, tally: Tally) -> None:
    """Judges this search: it must find the names in every kit that was not redacted."""
    for case in CASES:
        if case.words == NAME_WORDS and case.name != "XMP, as references":
            changed = folder / "not redacted.pdf"
            case.change(kit, changed)
            tally.check_rejected(f"names are found before, {case.name}", find_names(changed, case.words))


def judge_recipient(program: Program, folder: Path, tally: Tally) -> None:
    """Judges kits that say who they are for."""
    kit = folder / "for one.pdf"
    arguments = Kit(count=2).question_arguments()
    program.run("build", *arguments, "--recipient", INTERVIEWER, "--out", str(kit), "--force")
    for name, given, status in (("refused", (), REFUSED), ("accepted", ("--accept-recipient",), REDACTED)):
        # The line stays on the pages, and nothing but the line.
        words = ("zazolc", "geslinska")
        judge_case(program, kit, Case(f"recipient, {name}", edited(leave), status, given, words), folder, tally)
    out = folder / "redacted.pdf"
    lines = [view for view, text in views(out).items() if "weisshaupt" in fold(text)] if out.exists() else ["none"]
    strings = [view for view in lines if "string" in view or "streams" in view or "fields" in view or "bytes" in view]
    tally.check("recipient: only the line on the pages is left", strings)


def judge_redaction(program: Program, folder: Path, tally: Tally) -> None:
    """Judges `redact`, then this search itself."""
    kit = program.build(Kit(count=2), folder / "kit.pdf")
    cases = [*CASES, *WORD_CASES, *map(name_case, range(len(NAMES)))]
    for case in cases:
        judge_case(program, kit, case, folder, tally)
    judge_bank_name(program, folder, tally)
    judge_recipient(program, folder, tally)
    judge_search(kit, folder, tally)


if __name__ == "__main__":
    sys.exit(judge_command(judge_redaction, __doc__))

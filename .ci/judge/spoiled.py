"""Filled kits broken on purpose: those who read them back and draw them must notice."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pikepdf

import damage
import fields
from asking import READERS, accessible
from drawing import Drawing
from fields import Field
from filled import fill, judge
from tally import Tally
from values import ENGLISH, wanted

# Who fills in the kit that is broken. With English only, all read it right and draw it whole.
SOUND = "pdf-lib"


def field(document: pikepdf.Pdf, kind: str) -> pikepdf.Dictionary:
    """The first text on several lines, tick or rating of a kit."""
    return next(one for one in document.Root.AcroForm.Fields if str(one.T).endswith(kind))


def change_text(document: pikepdf.Pdf) -> None:
    field(document, "/notes").V = pikepdf.String("Something else")


def change_rating(document: pikepdf.Pdf) -> None:
    field(document, "/rating").V = pikepdf.Name("/5")


def lose_tick(document: pikepdf.Pdf) -> None:
    """Only its state; the value stays."""
    field(document, "/listen-1").AS = pikepdf.Name.Off


def lose_drawn_tick(document: pikepdf.Pdf) -> None:
    """The state is set, but what it looks like is gone."""
    tick = field(document, "/listen-1").AP.N
    tick.Yes = tick.Off


def lose_drawn_text(document: pikepdf.Pdf) -> None:
    notes = field(document, "/notes")
    stream = document.make_stream(b"/Tx BMC EMC", notes.AP.N.stream_dict)
    notes.AP = pikepdf.Dictionary(N=stream)


def mark_another(document: pikepdf.Pdf) -> None:
    """A circle beside the one that is chosen."""
    kid = field(document, "/rating").Kids[3]
    kid.AS = pikepdf.Name(f"/{fields.state(kid)}")


def move(document: pikepdf.Pdf) -> None:
    tick = field(document, "/listen-1")
    tick.Rect = pikepdf.Array([float(edge) + 40 for edge in tick.Rect])


def untag(document: pikepdf.Pdf) -> None:
    """A field is no longer in a form element of the tree."""
    form = next(
        one for one in document.objects
        if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/Form" and "/K" in one
    )
    form.S = pikepdf.Name.Span


# How filled kits are broken, and the kinds of judges that must notice.
BROKEN = {
    "a text changed": (change_text, "read"),
    "a rating changed": (change_rating, "read"),
    "a tick's state lost": (lose_tick, "drawn"),
    "a tick's appearance lost": (lose_drawn_tick, "drawn"),
    "a text's appearance lost": (lose_drawn_text, "drawn"),
    "another circle marked": (mark_another, "drawn"),
    "a field moved": (move, "drawn"),
}


def judge_the_judging(pdf: Path, kit: list[Field], empty: dict[str, Drawing], tally: Tally) -> None:
    """A filled kit that all read right and draw whole, broken on purpose."""
    values = {name: value if value.isascii() else ENGLISH for name, value in wanted(kit).items()}
    sound = fill(SOUND, pdf, values, pdf.with_name("filled in to be broken.pdf"))
    rejected: set[str] = set()

    def one(name: str) -> dict[str, list[str]]:
        broken = sound.with_name(f"{name}.pdf")
        damage.edited(BROKEN[name][0])(sound, broken)
        return judge(broken, values, kit, empty, SOUND).complaints

    for name, found in judge(sound, values, kit, empty, SOUND).complaints.items():
        tally.check(f"the filled kit to be broken is sound: {name}", found)
    with ThreadPoolExecutor(max_workers=2) as pool:
        for name, complaints in zip(BROKEN, pool.map(one, BROKEN)):
            by = [judge for judge, found in complaints.items() if found]
            rejected.update(by)
            print(f"broken: {name}: rejected by {', '.join(by) or 'nobody'}", flush=True)
            noticed = any(judge.startswith(BROKEN[name][1]) for judge in by)
            tally.check(f"a broken filled kit is rejected: {name}", [] if noticed else [f"only by {by}"])
    all_judges = ["states", *(f"read {one}" for one in READERS), *(f"drawn {one}" for one in empty)]
    for name in all_judges:
        seen = name in rejected
        tally.check(f"seen to reject: {name}", [] if seen else ["it accepts every broken filled kit"])
    untagged = sound.with_name("untagged.pdf")
    damage.edited(untag)(pdf, untagged)
    found = accessible([untagged])[untagged]
    print(f"broken: a field not in the tree: PDF/UA-1: {found}", flush=True)
    tally.check("seen to reject: PDF/UA-1", [] if found else ["it accepts a field that is not in the tree"])

"""Filled kits broken on purpose: those who read and draw them must notice."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pikepdf

from judges.forms.call import READERS
from judges.forms.drawing import Drawing
from judges.forms.fields import Field, widget_state
from judges.forms.filled import fill_kit, judge_filled
from judges.forms.values import ENGLISH, values_for
from judges.shared.damage import edited
from judges.shared.java import accessibility_faults
from judges.shared.tally import Tally

# The engine that fills in the kit to be broken. With English only, all engines read and draw its values right.
SOUND_FILLER = "pdf-lib"


def find_field(document: pikepdf.Pdf, ending: str) -> pikepdf.Dictionary:
    """Returns the first field of a kit whose name ends so."""
    return next(field for field in document.Root.AcroForm.Fields if str(field.T).endswith(ending))


def change_text(document: pikepdf.Pdf) -> None:
    """Changes the value of a text."""
    find_field(document, "/notes").V = pikepdf.String("Something else")


def change_rating(document: pikepdf.Pdf) -> None:
    """Changes the value of a rating."""
    find_field(document, "/rating").V = pikepdf.Name("/5")


def clear_tick_state(document: pikepdf.Pdf) -> None:
    """Clears the state of a tick; its value stays."""
    find_field(document, "/listen-1").AS = pikepdf.Name.Off


def clear_tick_appearance(document: pikepdf.Pdf) -> None:
    """Makes a set tick look as if it were not set."""
    tick = find_field(document, "/listen-1").AP.N
    tick.Yes = tick.Off


def clear_text_appearance(document: pikepdf.Pdf) -> None:
    """Makes a text look empty; its value stays."""
    notes = find_field(document, "/notes")
    stream = document.make_stream(b"/Tx BMC EMC", notes.AP.N.stream_dict)
    notes.AP = pikepdf.Dictionary(N=stream)


def mark_second_circle(document: pikepdf.Pdf) -> None:
    """Marks a circle beside the one that is chosen."""
    circle = find_field(document, "/rating").Kids[3]
    circle.AS = pikepdf.Name(f"/{widget_state(circle)}")


def move_tick(document: pikepdf.Pdf) -> None:
    """Moves a tick to another place on its page."""
    tick = find_field(document, "/listen-1")
    tick.Rect = pikepdf.Array([float(edge) + 40 for edge in tick.Rect])


def untag_field(document: pikepdf.Pdf) -> None:
    """Takes a field out of its form element of the structure tree."""
    form = next(
        value
        for value in document.objects
        if isinstance(value, pikepdf.Dictionary) and value.get("/S") == "/Form" and "/K" in value
    )
    form.S = pikepdf.Name.Span


# The damage to filled kits, and the kind of judges that must notice.
DAMAGE = {
    "a text changed": (change_text, "read"),
    "a rating changed": (change_rating, "read"),
    "a tick's state lost": (clear_tick_state, "drawn"),
    "a tick's appearance lost": (clear_tick_appearance, "drawn"),
    "a text's appearance lost": (clear_text_appearance, "drawn"),
    "another circle marked": (mark_second_circle, "drawn"),
    "a field moved": (move_tick, "drawn"),
}


def judge_damage_detection(pdf: Path, fields: list[Field], empty: dict[str, Drawing], tally: Tally) -> None:
    """Has a filled kit judged that all engines read and draw right; then breaks it and has it judged again."""
    values = {name: value if value.isascii() else ENGLISH for name, value in values_for(fields).items()}
    sound = fill_kit(SOUND_FILLER, pdf, values, pdf.with_name("filled in to be broken.pdf"))
    all_rejecting: set[str] = set()

    def break_and_judge(name: str) -> dict[str, list[str]]:
        broken = sound.with_name(f"{name}.pdf")
        edited(DAMAGE[name][0])(sound, broken)
        return judge_filled(broken, values, fields, empty, SOUND_FILLER).complaints

    for name, found in judge_filled(sound, values, fields, empty, SOUND_FILLER).complaints.items():
        tally.check(f"the filled kit to be broken is sound: {name}", found)
    with ThreadPoolExecutor(max_workers=2) as pool:
        for name, complaints in zip(DAMAGE, pool.map(break_and_judge, DAMAGE), strict=True):
            rejecting = [judge for judge, found in complaints.items() if found]
            all_rejecting.update(rejecting)
            print(f"broken: {name}: rejected by {', '.join(rejecting) or 'nobody'}", flush=True)
            is_noticed = any(judge.startswith(DAMAGE[name][1]) for judge in rejecting)
            tally.check(f"a broken filled kit is rejected: {name}", [] if is_noticed else [f"only by {rejecting}"])
    for name in [
        "states",
        *(f"read {reader}" for reader in READERS),
        *(f"drawn {drawer}" for drawer in empty),
    ]:
        is_seen = name in all_rejecting
        tally.check(f"seen to reject: {name}", [] if is_seen else ["it accepts every broken filled kit"])
    untagged = sound.with_name("untagged.pdf")
    edited(untag_field)(pdf, untagged)
    found = accessibility_faults([untagged])[untagged]
    print(f"broken: a field outside the structure tree: PDF/UA-1: {found}", flush=True)
    tally.check_rejected("seen to reject: PDF/UA-1", found)

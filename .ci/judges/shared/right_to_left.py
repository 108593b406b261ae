"""Kits in Hebrew and Arabic, which are written from right to left."""

from pathlib import Path

from judges.shared.program import Kit

BANKS = Path(__file__).with_name("banks")
NOTO = Path("/usr/share/fonts/truetype/noto")
# The bank, its role and a font that has the letters, by language.
LANGUAGES = {
    "he": (BANKS / "hebrew.toml", "library-developer", NOTO / "NotoSansHebrew-Regular.ttf"),
    "ar": (BANKS / "arabic.toml", "museum-developer", NOTO / "NotoSansArabic-Regular.ttf"),
}


def right_to_left_kits(forms: tuple[bool, ...] = (True, False)) -> dict[Kit, str]:
    """Returns kits of both faces, with and without fields, with their language."""
    return {
        Kit(count=6, face=face, form=form, bank=bank, role=role, font=font): language
        for language, (bank, role, font) in LANGUAGES.items()
        for face in ("interviewer", "candidate")
        for form in forms
    }

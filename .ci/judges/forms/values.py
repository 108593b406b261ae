"""The values to fill into kits."""

from itertools import cycle

from judges.forms.engines import Values
from judges.forms.fields import Field

ENGLISH = "Plain English, and nothing else"
# The font of the fields has no Arabic, so these values are not drawn. They must be kept nevertheless.
ARABIC_NAME, ARABIC_REMARK = "ليلى المثال", "ملاحظات عن الإجابة\nسطر ثان"
UNDRAWN_VALUES = {ARABIC_NAME, ARABIC_REMARK}
# Texts for one line and for several lines, in the same five scripts and languages. The Greek one has the letter
# my, which fonts often draw with the glyph of the micro sign and which must come back as itself.
SINGLE_LINES = ["Łukasz Żółć", ARABIC_NAME, "Ναυσικά Παπαδάκη", "Щербак, 12 €", ENGLISH]
MULTIPLE_LINES = [
    "A first line, so long that it does not fit into the width of the field and has to go on below, twice "
    "even where the field is as wide as the page.\nThen a second one.\n\nAfter an empty one, the fourth.",
    "Zażółć gęślą jaźń.\nDrugi wiersz: Łukasz Żółć.",
    "Ξεσκεπάζω την ψυχοφθόρα βδελυγμία.\nΔεύτερη γραμμή.",  # noqa: RUF001 - Greek
    "Съешь ещё этих мягких французских булок\nза 5 €.",  # noqa: RUF001 - Cyrillic
    ARABIC_REMARK,
]
# Lines in the languages of kits that are set in a font of their own.
SCRIPT_LINES = {"he": "דנה לדוגמה", "ar": "نورة المثال"}
# For the short fields, which take means.
MEAN = "4.25"
RECOMMENDATION = "yes"


def values_for(fields: list[Field]) -> Values:
    """Returns a value for every field, with scripts and ratings in turn."""
    line, lines, turn, values = cycle(SINGLE_LINES), cycle(MULTIPLE_LINES), 0, {}
    for field in fields:
        if field.kind == "check":
            values[field.name] = field.states[0]
        elif field.name == "recommendation":
            values[field.name] = RECOMMENDATION
        elif field.kind == "radio":
            values[field.name] = field.states[turn % len(field.states)]
            turn += 1
        elif field.is_multiline:
            values[field.name] = next(lines)
        else:
            values[field.name] = next(line) if field.max_length > len(MEAN) * 2 else MEAN
    return values


def unused_texts(values: list[Values]) -> list[str]:
    """Returns the texts that were typed into no field."""
    typed = {text for some in values for text in some.values()}
    return [f"{text!r} is in no field" for text in [*SINGLE_LINES, *MULTIPLE_LINES] if text not in typed]

"""Converts a font with PostScript outlines to TrueType: `to_truetype.py FONT.otf FONT.ttf`.

Widths stay the same; outlines differ by at most a thousandth of the font size.
"""

import sys

from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable

UNUSED = ("maxTwilightPoints", "maxStorage", "maxFunctionDefs", "maxInstructionDefs", "maxStackElements",
          "maxSizeOfInstructions", "maxComponentElements")


def convert(font: TTFont) -> None:
    order, drawn, glyphs = font.getGlyphOrder(), font.getGlyphSet(), {}
    for name in order:
        pen = TTGlyphPen(drawn)
        drawn[name].draw(Cu2QuPen(pen, font["head"].unitsPerEm / 1000, reverse_direction=True))
        glyphs[name] = pen.glyph()
    font["loca"], font["glyf"] = newTable("loca"), newTable("glyf")
    font["glyf"].glyphOrder, font["glyf"].glyphs = order, glyphs
    font["glyf"].compile(font)
    widths = font["hmtx"].metrics
    font["hmtx"].metrics = {name: (widths[name][0], getattr(glyphs[name], "xMin", 0)) for name in order}
    most = font["maxp"]
    most.tableVersion, most.maxZones = 0x00010000, 1
    for name in UNUSED:
        setattr(most, name, 0)
    font["post"].formatType = 3.0
    font.sfntVersion = "\0\1\0\0"
    for table in ("CFF ", "VORG"):
        if table in font:
            del font[table]


if __name__ == "__main__":
    face = TTFont(sys.argv[1])
    convert(face)
    face.save(sys.argv[2])

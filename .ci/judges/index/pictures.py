"""The pictures of first pages on an index page, compared with those that MuPDF draws."""

from pathlib import Path

import pymupdf

WIDTH = 280
BLOCK = 4
# Seen on right pictures: at most 1.9 and 21. On pictures of other documents: 8 and 80.
MAX_MEAN_DIFFERENCE, MAX_DIFFERENCE = 3, 26


def block_lightness(picture: pymupdf.Pixmap) -> list[float]:
    """Returns how light a picture is by blocks of pixels, so that small shifts of letters do not count."""
    samples, stride, width, height = picture.samples, picture.stride, picture.width, picture.height
    block_rows = [range(y * stride, (y + BLOCK) * stride, stride) for y in range(0, height - BLOCK + 1, BLOCK)]
    return [
        sum(sum(samples[row + x : row + x + BLOCK]) for row in rows) / BLOCK**2
        for rows in block_rows
        for x in range(0, width - BLOCK + 1, BLOCK)
    ]


def picture_faults(picture: Path, pdf: Path) -> list[str]:
    """Returns how a picture differs from the first page of a file."""
    page = pymupdf.open(pdf)[0]
    scale = WIDTH / page.rect.width
    drawn = page.get_pixmap(matrix=pymupdf.Matrix(scale, scale), colorspace=pymupdf.csGRAY, annots=False)
    shown = pymupdf.Pixmap(pymupdf.csGRAY, pymupdf.Pixmap(str(picture)))
    # The one rounds the height, the other rounds it up.
    if shown.width != drawn.width or abs(shown.height - drawn.height) > 1:
        return [f"it is {shown.width} by {shown.height}, not {drawn.width} by {drawn.height}"]
    pairs = zip(block_lightness(shown), block_lightness(drawn), strict=False)
    differences = [abs(one - other) for one, other in pairs]
    mean, worst = sum(differences) / len(differences), max(differences)
    is_alike = mean < MAX_MEAN_DIFFERENCE and worst < MAX_DIFFERENCE
    return [] if is_alike else [f"{mean:.1f} of 255 apart, {worst:.0f} at worst"]

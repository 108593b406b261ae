"""Damage to files on purpose: a judge is worth as much as what it has been seen to reject."""

from collections.abc import Callable
from pathlib import Path

import pikepdf


def edited(edit: Callable[[pikepdf.Pdf], None]) -> Callable[[Path, Path], None]:
    """Returns damage that leaves the file well formed: only its contents are wrong."""

    def apply(source: Path, target: Path) -> None:
        with pikepdf.open(source) as document:
            edit(document)
            document.save(target)

    return apply


def rewritten(change: Callable[[bytes], bytes]) -> Callable[[Path, Path], None]:
    """Returns damage to the bytes of a file."""

    def apply(source: Path, target: Path) -> None:
        before = source.read_bytes()
        after = change(before)
        if after == before:
            raise ValueError("the damage changes nothing")
        target.write_bytes(after)

    return apply

"""The command line that all judges share."""

import argparse
import tempfile
from collections.abc import Callable
from pathlib import Path

from judges.shared.program import Program
from judges.shared.tally import Tally


def judge_command(judge: Callable[..., None], description: str | None, **files: str) -> int:
    """Runs a judge on the program named on the command line and returns the exit status.

    The judge is called with the program, a folder to work in and the tally. `files` are the help texts of more
    options, each of which takes a path and is handed to the judge by name.
    """
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program", type=Path, help="the release build of interview-kit")
    parser.add_argument("--keep", type=Path, help="a folder that keeps the judged files, for looking at them")
    for name, text in files.items():
        parser.add_argument(f"--{name.replace('_', '-')}", type=Path, help=text)
    arguments = parser.parse_args()
    given = {name: getattr(arguments, name) for name in files}
    program, tally = Program(arguments.program.resolve()), Tally()
    if arguments.keep:
        arguments.keep.mkdir(parents=True, exist_ok=True)
        judge(program, arguments.keep.resolve(), tally, **given)
    else:
        with tempfile.TemporaryDirectory() as temporary:
            judge(program, Path(temporary), tally, **given)
    return tally.finish()

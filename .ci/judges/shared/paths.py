"""Where the repository and the installed judges are."""

import sys
import sysconfig
from pathlib import Path

JUDGES = Path(__file__).resolve().parents[1]
ROOT = JUDGES.parents[1]
BANK = ROOT / "questions.toml"

# `.ci/run` installs everything below the virtual environment of this Python.
VENV = Path(sys.prefix)
NPM = VENV / "npm"
NODE = NPM / "node_modules" / ".bin" / "node"
JAVA_CLASSES = VENV / "java"
SDISTS = VENV / "sdists"
SITE_PACKAGES = Path(sysconfig.get_path("purelib"))

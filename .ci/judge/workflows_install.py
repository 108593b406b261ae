"""The ways the action comes to its program: it is there, it was released, it is built.

Releases are packed by the script that the release workflow runs, and served from here over TLS. Building is
judged by what cargo is asked: a cargo that is none notes it and puts the program where it was to be installed.
"""

import functools
import http.server
import os
import shutil
import ssl
import subprocess
import threading
from contextlib import contextmanager
from pathlib import Path

from workflows_runner import Machine, read

ROOT = Path(__file__).resolve().parents[2]
RELEASE = ROOT / ".github" / "release.py"
COMMIT = "5" * 40
TARGET = f"{os.uname().machine}-unknown-linux-gnu"


def version() -> str:
    lines = (ROOT / "Cargo.toml").read_text(encoding="utf-8").splitlines()
    return next(line.split('"')[1] for line in lines if line.startswith("version = "))


@contextmanager
def served(folder: Path, keys: Path):
    """An address at which the files of a folder are, and the certificate to believe it by."""
    keys.mkdir()
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
         "-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost",
         "-keyout", keys / "key.pem", "-out", keys / "cert.pem"],
        check=True, capture_output=True,
    )

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_arguments):
            pass

    server = http.server.ThreadingHTTPServer(("localhost", 0), functools.partial(Quiet, directory=folder))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(keys / "cert.pem", keys / "key.pem")
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"https://localhost:{server.server_port}", keys / "cert.pem"
    finally:
        server.shutdown()


def released(bench, folder: Path) -> Path:
    """A release as the workflow makes it, where the action looks for it."""
    place = folder / "example" / "interview-kit" / "releases" / "download" / f"v{version()}"
    subprocess.run(
        ["python3", "-B", RELEASE, "pack", TARGET, bench.program.parent, place],
        env={**os.environ, "SOURCE_DATE_EPOCH": "1700000000"}, check=True, capture_output=True,
    )
    checksums = next(
        step["run"] for step in read(ROOT / ".github" / "workflows" / "release.yml")["jobs"]["publish"]["steps"]
        if step.get("name") == "Checksums"
    )
    environment = {"PATH": "/usr/bin:/bin", "GITHUB_SHA": COMMIT}
    subprocess.run(["bash", "-e", "-c", checksums], cwd=place, env=environment, check=True, capture_output=True)
    return place


def bare_tools(folder: Path, *names: str) -> Path:
    """A path with a few programs and no more."""
    folder.mkdir()
    for name in names:
        (folder / name).symlink_to(shutil.which(name))
    return folder


def judge(bench) -> None:
    base = bench.folder / "install"
    base.mkdir()
    place = released(bench, base / "site")
    tools = bare_tools(base / "tools", *"bash sed head mkdir cat curl grep sha256sum tar gzip".split())
    project = bench.project("installed", lock=True)
    count = 0

    def action(reference: str, address: str, certificate: Path, *, path: str = "", **inputs: str):
        nonlocal count
        count += 1
        environment = {
            "PATH": f"{path}{tools}", "GITHUB_SERVER_URL": address, "CURL_CA_BUNDLE": str(certificate),
        }
        machine = Machine(base / f"runner-{count}", environment, {})
        shutil.copytree(project, machine.workspace, dirs_exist_ok=True)
        # The step that installs, and no other: the tools of the next are not on this path.
        action = read(ROOT / "action.yml")
        github = {"action_repository": "example/interview-kit", "action_ref": reference}
        contexts = {"inputs": inputs, "github": github}
        more = {"GITHUB_ACTION_PATH": str(ROOT)}
        came = machine.steps(action["runs"]["steps"][:1], contexts, lambda s, c: machine.script(s, c, more))
        found = shutil.which("interview-kit", path=machine.environment["PATH"])
        return came, found, machine

    def is_program(found) -> list[str]:
        same = found and Path(found).read_bytes() == bench.program.read_bytes()
        return [] if same else [f"{found} is not the program"]

    with served(base / "site", base / "keys") as (address, certificate):
        for name, reference in {"its tag": f"v{version()}", "its commit": COMMIT}.items():
            came, found, machine = action(reference, address, certificate)
            inside = [] if found and found.startswith(str(machine.temporary)) else [f"{found} is elsewhere"]
            bench.passes(f"a release by {name}", came, *is_program(found), *inside)
        for name, reference in {"another commit": "6" * 40, "a branch": "main", "no name": ""}.items():
            came, found, _ = action(reference, address, certificate)
            bench.says(f"no release of {name}, and no Rust", came, "no Rust to build it with")
            bench.tally.check(f"nothing is installed of {name}", [found] if found else [])
        # Cargo is asked for exactly this checkout, with the versions of its lock.
        asked = base / "asked"
        cargo = base / "cargo"
        cargo.mkdir()
        (cargo / "cargo").write_text(
            f'#!/bin/sh\necho "$@" > {asked}\n/bin/mkdir -p "$6/bin"\n/bin/cp {bench.program} "$6/bin/"\n',
            encoding="utf-8",
        )
        (cargo / "cargo").chmod(0o755)
        came, found, machine = action("main", address, certificate, path=f"{cargo}:")
        bench.passes("a branch is built", came, *is_program(found))
        wanted = f"install --path {ROOT} --locked --root {machine.temporary}/interview-kit-{version()}\n"
        said = asked.read_text(encoding="utf-8")
        bench.tally.check("what cargo is asked", [] if said == wanted else [said, wanted])
        asked.unlink()
        # A file that is not the one that was released is neither used nor built over.
        archive = next(place.glob("*.tar.gz"))
        archive.write_bytes(archive.read_bytes()[:-1] + b"?")
        came, found, _ = action(COMMIT, address, certificate, path=f"{cargo}:")
        bench.says("a release that was changed", came, "is not the file that was released")
        bench.tally.check("nothing of it is used", [found] if found else [str(asked)] if asked.exists() else [])
        # An address that does not prove who it is counts as none.
        came, _, _ = action(f"v{version()}", address, Path("/dev/null"))
        bench.says("an address that is not believed", came, "no Rust to build it with")
    old = base / "old"
    old.mkdir()
    (old / "interview-kit").write_text("#!/bin/sh\necho interview-kit 0.0.1\n", encoding="utf-8")
    (old / "interview-kit").chmod(0o755)
    came, _, _ = action("main", "https://localhost:1", certificate, path=f"{old}:")
    bench.says("a program of another version", came, "no Rust to build it with")

"""The ways in which the action installs the program: it is there already, it was released, it is built.

Releases are packed by the script that the release workflow runs, and served from here over TLS. Building is judged by
the arguments of cargo: a stand-in records them and copies the program to where cargo would install it.
"""

import functools
import http.server
import os
import shutil
import ssl
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from judges.shared.paths import ROOT
from judges.workflows.bench import Bench, package_version
from judges.workflows.runner import Outcome, Runner, read_yaml

RELEASE_SCRIPT = ROOT / ".github" / "release.py"
COMMIT = "5" * 40
TARGET = f"{os.uname().machine}-unknown-linux-gnu"
# The programs that installing needs.
TOOLS = ("bash", "sed", "head", "mkdir", "cat", "curl", "grep", "sha256sum", "tar", "gzip")
# The annotation when nothing can be installed.
NO_RUST = "no Rust to build it with"


class QuietHandler(http.server.SimpleHTTPRequestHandler):
    """A handler that logs nothing."""

    def log_message(self, *_arguments: object) -> None:
        """Logs nothing."""


@contextmanager
def serve(folder: Path, keys: Path) -> Iterator[tuple[str, Path]]:
    """Serves the files of a folder over TLS; yields the URL and the certificate that proves it."""
    keys.mkdir()
    subprocess.run(
        [
            *(
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:prime256v1",
                "-nodes",
            ),
            *("-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"),
            *("-keyout", keys / "key.pem", "-out", keys / "cert.pem"),
        ],
        check=True,
        capture_output=True,
    )
    handler = functools.partial(QuietHandler, directory=folder)
    server = http.server.ThreadingHTTPServer(("localhost", 0), handler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(keys / "cert.pem", keys / "key.pem")
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"https://localhost:{server.server_port}", keys / "cert.pem"
    finally:
        server.shutdown()


def pack_release(bench: Bench, folder: Path) -> Path:
    """Makes a release as the workflow does, where the action looks for it."""
    place = folder / "example" / "interview-kit" / "releases" / "download" / f"v{package_version()}"
    subprocess.run(
        ["python3", "-B", RELEASE_SCRIPT, "pack", TARGET, bench.program.parent, place],
        env={**os.environ, "SOURCE_DATE_EPOCH": "1700000000"},
        check=True,
        capture_output=True,
    )
    jobs = read_yaml(ROOT / ".github" / "workflows" / "release.yml")["jobs"]
    checksums = next(step["run"] for step in jobs["publish"]["steps"] if step.get("name") == "Checksums")
    environment = {"PATH": "/usr/bin:/bin", "GITHUB_SHA": COMMIT}
    subprocess.run(["bash", "-e", "-c", checksums], cwd=place, env=environment, check=True, capture_output=True)
    return place


def link_tools(folder: Path, *names: str) -> Path:
    """Makes a folder with links to a few programs, to be the whole path."""
    folder.mkdir()
    for name in names:
        (folder / name).symlink_to(shutil.which(name))
    return folder


def write_script(folder: Path, name: str, text: str) -> Path:
    """Writes a shell script into a new folder."""
    folder.mkdir()
    (folder / name).write_text(f"#!/bin/sh\n{text}", encoding="utf-8")
    (folder / name).chmod(0o755)
    return folder


class InstallBench:
    """Runs the step of the action that installs, and no other: the tools of later steps are not on its path."""

    def __init__(self, bench: Bench) -> None:
        self.bench, self.base = bench, bench.folder / "install"
        self.base.mkdir()
        self.release = pack_release(bench, self.base / "site")
        self.tools = link_tools(self.base / "tools", *TOOLS)
        self.project = bench.make_project("installed", lock=True)
        self.count = 0

    def run(
        self, reference: str, server: str, certificate: Path, *, path: Path | None = None
    ) -> tuple[Outcome, str | None, Runner]:
        """Runs the step; returns the outcome, the program on the path after it, and the runner."""
        self.count += 1
        environment = {
            "PATH": ":".join(map(str, [*([path] if path else []), self.tools])),
            "GITHUB_SERVER_URL": server,
            "CURL_CA_BUNDLE": str(certificate),
        }
        runner = Runner(self.base / f"runner-{self.count}", environment, {})
        shutil.copytree(self.project, runner.workspace, dirs_exist_ok=True)
        steps = read_yaml(ROOT / "action.yml")["runs"]["steps"][:1]
        github = {"action_repository": "example/interview-kit", "action_ref": reference}
        variables = {"GITHUB_ACTION_PATH": str(ROOT)}
        contexts = {"inputs": {}, "github": github}
        outcome = runner.run_steps(steps, contexts, lambda step, own: runner.run_script(step, own, variables))
        return outcome, shutil.which("interview-kit", path=runner.environment["PATH"]), runner

    def program_faults(self, found: str | None) -> list[str]:
        """Returns a complaint if a path does not lead to the program."""
        is_same = found and Path(found).read_bytes() == self.bench.program.read_bytes()
        return [] if is_same else [f"{found} is not the program"]


def judge_releases(install: InstallBench, server: str, certificate: Path) -> None:
    """Judges references for which there is a release, and others."""
    bench = install.bench
    for name, reference in {"its tag": f"v{package_version()}", "its commit": COMMIT}.items():
        outcome, found, runner = install.run(reference, server, certificate)
        is_inside = found and found.startswith(str(runner.temporary))
        elsewhere = [] if is_inside else [f"{found} is elsewhere"]
        bench.check_passes(f"a release by {name}", outcome, *install.program_faults(found), *elsewhere)
    for name, reference in {"another commit": "6" * 40, "a branch": "main", "no name": ""}.items():
        outcome, found, _ = install.run(reference, server, certificate)
        bench.check_fails(f"no release of {name}, and no Rust", outcome, NO_RUST)
        bench.tally.check(f"nothing is installed of {name}", [found] if found else [])


def judge_building(install: InstallBench, server: str, certificate: Path) -> None:
    """Judges a build from the checkout, and releases that must be neither used nor built over."""
    bench, arguments = install.bench, install.base / "arguments"
    stand_in = f'echo "$@" > {arguments}\n/bin/mkdir -p "$6/bin"\n/bin/cp {bench.program} "$6/bin/"\n'
    cargo = write_script(install.base / "cargo", "cargo", stand_in)
    outcome, found, runner = install.run("main", server, certificate, path=cargo)
    bench.check_passes("a branch is built", outcome, *install.program_faults(found))
    root = f"{runner.temporary}/interview-kit-{package_version()}"
    wanted = f"install --path {ROOT} --locked --root {root}\n"
    given = arguments.read_text(encoding="utf-8")
    bench.tally.check("cargo builds this checkout with its lock file", [] if given == wanted else [given, wanted])
    arguments.unlink()
    archive = next(install.release.glob("*.tar.gz"))
    archive.write_bytes(archive.read_bytes()[:-1] + b"?")
    outcome, found, _ = install.run(COMMIT, server, certificate, path=cargo)
    bench.check_fails("a release that was changed", outcome, "is not the file that was released")
    used = found or (arguments.exists() and "it was built")
    bench.tally.check("nothing of it is used", [used] if used else [])
    # A server that does not prove who it is counts as none.
    outcome, _, _ = install.run(f"v{package_version()}", server, Path("/dev/null"))
    bench.check_fails("a server without a certificate", outcome, NO_RUST)


def judge_install(bench: Bench) -> None:
    """Judges releases, building, and a program of another version on the path."""
    install = InstallBench(bench)
    with serve(install.base / "site", install.base / "keys") as (server, certificate):
        judge_releases(install, server, certificate)
        judge_building(install, server, certificate)
    old = write_script(install.base / "old", "interview-kit", "echo interview-kit 0.0.1\n")
    outcome, _, _ = install.run("main", "https://localhost:1", certificate, path=old)
    bench.check_fails("a program of another version", outcome, NO_RUST)

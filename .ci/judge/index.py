"""Drives Chromium, and Firefox in part, through a page that lists kits.

    python3 .ci/judge/index.py target/release/interview-kit [--keep FOLDER]

The folder has kits of all faces and sheets, some under names that would break a careless page, and files that
must not be listed. What is seen is compared with the files; pages broken on purpose must be rejected.
"""

import functools
import hashlib
import http.server
import json
import re
import shutil
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import unquote_to_bytes, urlsplit

import pymupdf

from kits import Kit, Program, asked_to
from tally import Tally

HERE = Path(__file__).parent
# Where `.ci/run` has npm install what drives browsers, and the rules for accessible pages.
NPM = Path(sys.prefix, "npm")
NODE = NPM / "node_modules" / ".bin" / "node"
PATIENCE = 200
ROLES = ("python-developer", "rust-developer", "qa-engineer")
# Names that mean something in a page, an address, a list of checksums or on a terminal.
HOSTILE = (
    '<img src=x onerror=alert(1)>.pdf', "\"'&amp;.pdf", "javascript:alert(1).pdf", "a#b?c=d.pdf", "100%25 %.pdf",
    "evil\u202efdp.exe.pdf", "back\\slash.pdf", "new\nline\r.pdf", " two  spaces .pdf", "-rf.pdf", "żółć ✓.pdf",
)


def folder_of_kits(program: Program, folder: Path) -> Path:
    """Kits of some roles, and everything that a folder should not have."""
    dist = folder / "dist"
    (dist / "team & co").mkdir(parents=True)
    for role in ROLES:
        for face in ("interviewer", "candidate"):
            for paper in ("a4", "letter"):
                kit = Kit(count=5, face=face, paper=paper, role=role)
                program.build(kit, dist / "team & co" / f"{role}-{face}-{paper}.pdf")
    for number, name in enumerate(HOSTILE):
        program.build(Kit(count=3, seed=number, seniority="senior"), dist / name)
    private = folder / "private.txt"
    private.write_text("open it\n", encoding="utf-8")
    base = ["build", "--role", "python-developer", "--out"]
    program.run(*base, str(dist / "ada.pdf"), "--candidate", "Ada Example")
    program.run(*base, str(dist / "locked.pdf"), "--password-file", str(private))
    shutil.copy(HERE.parent.parent / "tests/filled/pypdf.pdf", dist / "filled.pdf")
    (dist / "other.pdf").write_bytes(b"%PDF-1.4\n")
    program.run("index", str(dist), "--title", "Kits <b>& more</b>")
    return dist


def listed(dist: Path) -> dict[bytes, Path]:
    """The files that are to be listed, by their path from the folder."""
    hidden = {"ada.pdf", "locked.pdf", "filled.pdf", "other.pdf"}
    files = [path for path in dist.rglob("*.pdf") if path.name not in hidden]
    return {str(path.relative_to(dist)).encode(): path for path in files}


def checksum(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def blocks(picture: pymupdf.Pixmap) -> list[float]:
    """How light a picture is, by blocks of four points each way: small shifts of letters do not count."""
    samples, line, wide, high = picture.samples, picture.stride, picture.width, picture.height
    rows = [range(y * line, (y + 4) * line, line) for y in range(0, high - 3, 4)]
    return [
        sum(sum(samples[row + x : row + x + 4]) for row in of_block) / 16
        for of_block in rows
        for x in range(0, wide - 3, 4)
    ]


def unlike(ours: Path, theirs: Path) -> list[str]:
    """What is wrong with a picture of a first page, beside what MuPDF draws."""
    page = pymupdf.open(theirs)[0]
    scale = 280 / page.rect.width
    drawn = page.get_pixmap(matrix=pymupdf.Matrix(scale, scale), colorspace=pymupdf.csGRAY, annots=False)
    shown = pymupdf.Pixmap(pymupdf.csGRAY, pymupdf.Pixmap(str(ours)))
    # One rounds the height, the other takes whatever a point has of the page.
    if shown.width != drawn.width or abs(shown.height - drawn.height) > 1:
        return [f"it is {shown.width} by {shown.height}, not {drawn.width} by {drawn.height}"]
    apart = [abs(one - other) for one, other in zip(blocks(shown), blocks(drawn))]
    mean, worst = sum(apart) / len(apart), max(apart)
    # Seen on right pictures: at most 1.9 and 21; on pictures of other documents: 8 and 80.
    return [] if mean < 3 and worst < 26 else [f"{mean:.1f} of 255 apart, {worst:.0f} at worst"]


class Quiet(http.server.SimpleHTTPRequestHandler):
    """A server that says nothing."""

    def log_message(self, *_: object) -> None:
        pass


class Judging:
    """The folder, the orders to each browser, and the verdicts once they are carried out."""

    def __init__(self, program: Program, folder: Path, server: str) -> None:
        self.folder, self.server, self.tally = folder, server, Tally()
        self.dist = folder_of_kits(program, folder)
        self.files = listed(self.dist)
        self.page = (self.dist / "index.html").as_uri()
        self.orders: dict[str, list] = {"chromium": [], "firefox": []}

    def verdict(self, name: str, complaints: list[str]) -> None:
        self.tally.check(name, complaints)
        if not complaints:
            print(f"passed {name}", flush=True)

    def order(self, who: str, name: str, order: dict, wrong, is_broken: bool = False) -> None:
        """Something to do; `wrong` gives what is wrong with what was seen. A broken page must have something."""

        def check(seen: dict) -> None:
            complaints = [seen["error"]] if "error" in seen else wrong(seen)
            if is_broken:
                print(f"broken: {name}: {complaints[0] if complaints else 'nobody complains'}", flush=True)
                complaints = [] if complaints else ["it was not rejected"]
            self.verdict(f"index in {who}: {name}", complaints)

        self.orders[who].append((order, check))

    def paths(self, urls: list[str], base: str) -> list[bytes]:
        """The paths of files by their addresses."""
        root = unquote_to_bytes(urlsplit(base.rsplit("/", 1)[0] + "/").path)
        return [unquote_to_bytes(urlsplit(url).path).removeprefix(root) for url in urls]

    def noise(self, seen: dict, base: str) -> list[str]:
        """What the page said, and what it asked for elsewhere."""
        own = (base.rsplit("/", 1)[0] + "/", "data:")
        return seen["said"] + [f"asked for {url}" for url in seen["asked"] if not url.startswith(own)]

    def rest(self, base: str, width: int, seen: dict, has_form: bool = True) -> list[str]:
        wrong = self.noise(seen, base) + seen["broken"]
        if sorted(self.paths(seen["files"], base)) != sorted(self.files):
            wrong.append(f"lists {len(seen['files'])} of {len(self.files)} files, or others")
        if seen["width"] > width:
            wrong.append(f"is {seen['width']} wide in a window of {width}")
        if has_form and width == 400 and seen["down"] > 900:
            wrong.append(f"the first kit ends {seen['down']} down, below the first screen")
        if seen["form"] != has_form:
            wrong.append("the form is shown" if seen["form"] else "there is no form")
        if len(seen["pictures"]) != len(self.files):
            wrong.append(f"{len(seen['pictures'])} pictures")
        blank = [alt for wide, high, alt in seen["pictures"] if (wide, high) not in ((280, 396), (280, 362)) or not alt]
        return wrong + [f"the picture is not drawn: {alt}" for alt in blank]

    def look(self) -> None:
        """The page at rest, in all ways."""
        for scheme in ("light", "dark"):
            for width in (1280, 900, 400, 320):
                shot = str(self.folder / f"index {width} {scheme}.png")
                order = {
                    "do": "rest", "url": self.page, "width": width, "scheme": scheme, "shot": shot, "rules": True,
                }
                self.order("chromium", f"{scheme}, {width} wide", order, functools.partial(self.rest, self.page, width))
        order = {"do": "rest", "url": self.page, "script": False}
        wrong = functools.partial(self.rest, self.page, 1280, has_form=False)
        self.order("chromium", "without a script", order, wrong)
        base = f"{self.server}/index.html"
        order = {"do": "rest", "url": base}
        self.order("chromium", "from a server", order, functools.partial(self.rest, base, 1280))
        self.order("firefox", "at rest", {"do": "rest", "url": self.page}, functools.partial(self.rest, self.page, 1280))

    def search(self, who: str, page: str, name: str = "search narrows", is_broken: bool = False) -> None:
        roles = sorted(ROLES)
        asked = [
            ({"words": "rust CANDIDATE"}, lambda path: b"rust" in path and b"candidate" in path),
            ({"words": "zolc"}, lambda path: "żółć".encode() in path),
            ({"words": "nothing at all"}, lambda path: False),
            ({"words": checksum(self.dist / "-rf.pdf")[:20]}, lambda path: path == b"-rf.pdf"),
            ({"choices": {"role": str(roles.index("qa-engineer"))}}, lambda path: b"qa-engineer" in path),
            ({"words": "us", "choices": {"face": "interviewer", "paper": "letter"}}, lambda path: path.endswith(
                b"interviewer-letter.pdf")),
            ({"choices": {"level": "mid"}}, lambda path: path.startswith(b"team")),
            ({}, lambda path: True),
        ]

        def wrong(seen: dict) -> list[str]:
            found = self.noise(seen, page)
            for (what, fits), left in zip(asked, seen["left"]):
                right = sorted(path for path in self.files if fits(path))
                if sorted(self.paths(left["files"], page)) != right:
                    found.append(f"{what} leaves {len(left['files'])}, not {len(right)}")
                words = f"{len(right)} document{'' if len(right) == 1 else 's'}"
                if left["count"] not in (words, f"{words} of {len(self.files)}"):
                    found.append(f"{what} is said to leave {left['count']}")
                if sum(left["roles"]) != len(right):
                    found.append(f"{what} leaves {left['roles']} in the list of roles")
                if left["all"] != bool(what):
                    found.append(f"{what}: there is {'a' if left['all'] else 'no'} way to show all")
            return found

        order = {"do": "search", "url": page, "asked": [what for what, _ in asked[:-1]]}
        self.order(who, name, order, wrong, is_broken)

    def keys(self) -> None:
        def wrong(seen: dict) -> list[str]:
            found = self.noise(seen, self.page)
            right = [path for path in self.files if b"rust" in path and b"interviewer" in path]
            if sorted(self.paths(seen["narrowed"]["files"], self.page)) != sorted(right):
                found.append(f"{len(seen['narrowed']['files'])} documents are left by keyboard")
            if not seen["first"]["text"].startswith("Skip") or seen["main"]["id"] != "documents":
                found.append("the first stop does not skip to the documents")
            found += [f"no ring around {stop['id'] or stop['text']}" for stop in seen["stops"] if not stop["ring"]]
            if seen["opened"] != seen["wanted"]:
                found.append(f"Enter opened {seen['opened']}")
            return found

        self.order("chromium", "by keyboard alone", {"do": "keys", "url": self.page, "words": "rust"}, wrong)

    def links(self) -> None:
        def opened(seen: dict) -> list[str]:
            paths = self.paths([one["url"] for one in seen["opened"]], self.page)
            found = [] if sorted(paths) == sorted(self.files) else ["not every file was opened"]
            for path, one in zip(paths, seen["opened"]):
                if path in self.files and checksum(self.files[path]) != one["checksum"]:
                    found.append(f"{one['file']} has another checksum")
            return found

        self.order("chromium", "links open the right files", {"do": "links", "url": self.page}, opened)
        to = self.folder / "downloads"
        to.mkdir()

        def downloaded(_: dict) -> list[str]:
            came = sorted(checksum(path) for path in to.iterdir())
            right = sorted(checksum(path) for path in self.files.values())
            return [] if came == right else [f"{len(came)} of {len(right)} files came"]

        order = {"do": "download", "url": f"{self.server}/index.html", "to": str(to)}
        self.order("chromium", "downloads are the files", order, downloaded)

    def broken(self) -> None:
        """Pages broken on purpose: each must be noticed."""
        text = (self.dist / "index.html").read_bytes().decode()
        spoiled = {
            "no words for a picture": text.replace(' alt="', ' title="'),
            "another script": text.replace('"use strict";', '"use strict";;'),
            "pictures elsewhere": text.replace("./index-pictures/", "./pictures/"),
            "a picture from the network": text.replace("./index-pictures/", "https://kits.example/"),
            "too wide": text.replace("</main>", f"<pre>{'wide ' * 40}</pre></main>"),
            "too pale": text.replace("--quiet: #454c52", "--quiet: #666d73"),
        }
        for name, page in spoiled.items():
            path = self.dist / f"broken {name}.html"
            # Another style is let in; what is spoiled is something else.
            path.write_bytes(re.sub("style-src '[^']+'", "style-src 'unsafe-inline'", page).encode())
            order = {"do": "rest", "url": path.as_uri(), "width": 320, "rules": True}
            self.order("chromium", name, order, functools.partial(self.rest, self.page, 320), is_broken=True)
        path = self.dist / "broken search.html"
        text = re.sub("script-src '[^']+'", "script-src 'unsafe-inline'", text)
        path.write_bytes(text.replace("one.item.hidden = !fit", "one.item.hidden = false").encode())
        self.search("chromium", path.as_uri(), "a search that does not narrow", is_broken=True)

    def sums(self) -> None:
        """The list of checksums, by the program it is made for."""
        checking = ["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"]
        done = subprocess.run(checking, cwd=self.dist, capture_output=True, check=False)
        self.verdict("index: sha256sum finds all files whole", [done.stderr.decode()] if done.returncode else [])
        names = sorted([*self.files, b"index.html"])
        names += [f"index-pictures/{path.name}".encode() for path in (self.dist / "index-pictures").iterdir()]
        made = subprocess.run(["sha256sum", "--", *sorted(names)], cwd=self.dist, capture_output=True, check=True).stdout
        is_same = made == (self.dist / "SHA256SUMS").read_bytes()
        self.verdict("index: the checksums are as sha256sum writes them", [] if is_same else ["they are not"])

    def drawn(self) -> None:
        """The pictures of kits, and each taken for that of another."""
        pictures = {
            path: self.dist / "index-pictures" / f"{checksum(file)[:32]}.png" for path, file in self.files.items()
        }
        kits = sorted(path for path in self.files if path.startswith(b"team"))
        wrong = [f"{path.decode()}: {why}" for path in kits for why in unlike(pictures[path], self.files[path])]
        self.verdict("index: pictures are as MuPDF draws them", wrong)
        # The same sheet, the other face.
        same = [path for one, path in zip(kits, kits[2:] + kits[:2]) if not unlike(pictures[one], self.files[path])]
        self.verdict("index: pictures of other kits are seen to be so", [path.decode() for path in same])

    def carry_out(self, who: str) -> None:
        orders, results = self.folder / f"{who} orders.json", self.folder / f"{who} results.json"
        orders.write_text(json.dumps([order for order, _ in self.orders[who]]), encoding="utf-8")
        command = [NODE, HERE / "index.mjs", NPM, orders, results, who]
        done = subprocess.run(command, check=False, timeout=PATIENCE)
        if done.returncode != 0:
            self.verdict(f"index in {who}", [f"the driver ended with {done.returncode}"])
            return
        for (_, check), seen in zip(self.orders[who], json.loads(results.read_text(encoding="utf-8"))):
            check(seen)


def judge(program: Program, folder: Path) -> Tally:
    """Everything; the browsers at the same time."""
    handler = functools.partial(Quiet, directory=str(folder / "dist"))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        judging = Judging(program, folder, f"http://127.0.0.1:{server.server_port}")
        judging.sums()
        judging.drawn()
        judging.look()
        judging.search("chromium", judging.page)
        judging.search("firefox", judging.page)
        judging.keys()
        judging.links()
        judging.broken()
        with ThreadPoolExecutor(max_workers=2) as pool:
            list(pool.map(judging.carry_out, judging.orders))
        server.shutdown()
    return judging.tally


if __name__ == "__main__":
    sys.exit(asked_to(judge, __doc__))

"""Drives Chromium, and Firefox in part, through an index page.

The folder has kits of all faces and papers, some under names that would break a careless page, and files that must
not be listed. The records of the browsers are compared with the files. Pages broken on purpose must be rejected.
"""

import functools
import http.server
import json
import re
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import unquote_to_bytes, urlsplit

from judges.index.documents import ROLES, checksum, listed_files, make_folder
from judges.index.pictures import picture_faults
from judges.shared.command import judge_command
from judges.shared.paths import NODE, NPM
from judges.shared.program import Program
from judges.shared.tally import Tally

DRIVER = Path(__file__).with_name("drive.mjs")
# Seconds after which a browser counts as hanging, over all its orders.
TIMEOUT = 200
# The sizes of pictures, by paper.
PICTURE_SIZES = ((280, 396), (280, 362))
# The window of a phone, and how far down the first kit may end in it.
PHONE_WIDTH, MAX_DOWN = 400, 900

Check = Callable[[dict], list[str]]


class QuietHandler(http.server.SimpleHTTPRequestHandler):
    """A handler that logs nothing."""

    def log_message(self, *_: object) -> None:
        """Logs nothing."""


class IndexJudge:
    """The folder, the orders to each browser, and the checks of the records."""

    def __init__(self, program: Program, folder: Path, server: str, tally: Tally) -> None:
        self.folder, self.server, self.tally = folder, server, tally
        self.dist = make_folder(program, folder)
        self.files = listed_files(self.dist)
        self.page = (self.dist / "index.html").as_uri()
        self.orders: dict[str, list] = {"chromium": [], "firefox": []}

    def give_order(self, browser: str, name: str, order: dict, check: Check, *, is_broken: bool = False) -> None:
        """Adds an order, and the check of its record. A broken page must have complaints."""

        def record_verdict(seen: dict) -> None:
            complaints = [seen["error"]] if "error" in seen else check(seen)
            if is_broken:
                print(f"broken: {name}: {complaints[0] if complaints else 'accepted'}", flush=True)
                complaints = [] if complaints else ["it was accepted"]
            self.tally.check_aloud(f"index in {browser}: {name}", complaints)

        self.orders[browser].append((order, record_verdict))

    def paths(self, urls: list[str], page: str) -> list[bytes]:
        """Returns the paths of files in the folder by their URLs."""
        root = unquote_to_bytes(urlsplit(page.rsplit("/", 1)[0] + "/").path)
        return [unquote_to_bytes(urlsplit(url).path).removeprefix(root) for url in urls]

    def foreign_requests(self, seen: dict, page: str) -> list[str]:
        """Returns the messages on the console, and the requests that leave the folder."""
        own = (page.rsplit("/", 1)[0] + "/", "data:")
        return seen["messages"] + [f"asked for {url}" for url in seen["requests"] if not url.startswith(own)]

    def faults_at_rest(self, page: str, width: int, seen: dict, *, has_form: bool = True) -> list[str]:
        """Returns everything wrong with the page as it is opened."""
        wrong = self.foreign_requests(seen, page) + seen["broken"]
        if sorted(self.paths(seen["files"], page)) != sorted(self.files):
            wrong.append(f"lists {len(seen['files'])} of {len(self.files)} files, or others")
        if seen["width"] > width:
            wrong.append(f"is {seen['width']} wide in a window of {width}")
        if has_form and width == PHONE_WIDTH and seen["down"] > MAX_DOWN:
            wrong.append(f"the first kit ends {seen['down']} down, below the first screen")
        if seen["form"] != has_form:
            wrong.append("the form is shown" if seen["form"] else "there is no form")
        if len(seen["pictures"]) != len(self.files):
            wrong.append(f"{len(seen['pictures'])} pictures")
        blank = [alt for *size, alt in seen["pictures"] if tuple(size) not in PICTURE_SIZES or not alt]
        return wrong + [f"the picture is not drawn: {alt}" for alt in blank]

    def order_looks(self) -> None:
        """Orders looks at the page: dark and light, wide and narrow, without a script, from a server, in Firefox."""
        for scheme in ("light", "dark"):
            for width in (1280, 900, PHONE_WIDTH, 320):
                shot = str(self.folder / f"index {width} {scheme}.png")
                order = {"url": self.page, "width": width, "scheme": scheme, "shot": shot, "rules": True}
                check = functools.partial(self.faults_at_rest, self.page, width)
                self.give_order("chromium", f"{scheme}, {width} wide", {"do": "rest", **order}, check)
        check = functools.partial(self.faults_at_rest, self.page, 1280)
        order = {"do": "rest", "url": self.page}
        without_form = functools.partial(check, has_form=False)
        self.give_order("chromium", "without a script", {**order, "script": False}, without_form)
        self.give_order("firefox", "at rest", order, check)
        page = f"{self.server}/index.html"
        check = functools.partial(self.faults_at_rest, page, 1280)
        self.give_order("chromium", "from a server", {"do": "rest", "url": page}, check)

    def order_searches(self, browser: str, page: str, name: str = "search narrows", *, is_broken: bool = False) -> None:
        """Orders searches by words and choices; the last one is empty and shows everything."""
        qa_engineer = str(sorted(ROLES).index("qa-engineer"))
        interviewer_letter = {"face": "interviewer", "paper": "letter"}
        searches = [
            ({"words": "rust CANDIDATE"}, lambda path: b"rust" in path and b"candidate" in path),
            ({"words": "zolc"}, lambda path: "żółć".encode() in path),
            ({"words": "nothing at all"}, lambda _: False),
            ({"words": checksum(self.dist / "-rf.pdf")[:20]}, lambda path: path == b"-rf.pdf"),
            ({"choices": {"role": qa_engineer}}, lambda path: b"qa-engineer" in path),
            (
                {"words": "us", "choices": interviewer_letter},
                lambda path: path.endswith(b"interviewer-letter.pdf"),
            ),
            ({"choices": {"level": "mid"}}, lambda path: path.startswith(b"team")),
            ({}, lambda _: True),
        ]

        def check(seen: dict) -> list[str]:
            found = self.foreign_requests(seen, page)
            for (search, fits), left in zip(searches, seen["left"], strict=True):
                right = sorted(path for path in self.files if fits(path))
                if sorted(self.paths(left["files"], page)) != right:
                    found.append(f"{search} leaves {len(left['files'])}, not {len(right)}")
                words = f"{len(right)} document{'' if len(right) == 1 else 's'}"
                if left["count"] not in (words, f"{words} of {len(self.files)}"):
                    found.append(f"{search} is said to leave {left['count']}")
                if sum(left["roles"]) != len(right):
                    found.append(f"{search} leaves {left['roles']} in the list of roles")
                if left["all"] != bool(search):
                    found.append(f"{search}: there is {'a' if left['all'] else 'no'} button to show all")
            return found

        order = {"do": "search", "url": page, "searches": [search for search, _ in searches[:-1]]}
        self.give_order(browser, name, order, check, is_broken=is_broken)

    def order_keys(self) -> None:
        """Orders a search by keyboard alone."""

        def check(seen: dict) -> list[str]:
            found = self.foreign_requests(seen, self.page)
            right = [path for path in self.files if b"rust" in path and b"interviewer" in path]
            if sorted(self.paths(seen["narrowed"]["files"], self.page)) != sorted(right):
                found.append(f"{len(seen['narrowed']['files'])} documents are left by keyboard")
            if not seen["first"]["text"].startswith("Skip") or seen["main"]["id"] != "documents":
                found.append("the first stop does not skip to the documents")
            found += [f"no ring around {stop['id'] or stop['text']}" for stop in seen["stops"] if not stop["ring"]]
            if seen["opened"] != seen["wanted"]:
                found.append(f"Enter opened {seen['opened']}")
            return found

        self.give_order("chromium", "by keyboard alone", {"do": "keys", "url": self.page, "words": "rust"}, check)

    def order_links(self) -> None:
        """Orders a click on every link, and a download of every file."""

        def check_opened(seen: dict) -> list[str]:
            paths = self.paths([opened["url"] for opened in seen["opened"]], self.page)
            found = [] if sorted(paths) == sorted(self.files) else ["not every file was opened"]
            for path, opened in zip(paths, seen["opened"], strict=True):
                if path in self.files and checksum(self.files[path]) != opened["checksum"]:
                    found.append(f"{opened['file']} has another checksum")
            return found

        order = {"do": "links", "url": self.page}
        self.give_order("chromium", "links open the right files", order, check_opened)
        downloads = self.folder / "downloads"
        downloads.mkdir()

        def check_downloads(_: dict) -> list[str]:
            found = sorted(checksum(path) for path in downloads.iterdir())
            right = sorted(checksum(path) for path in self.files.values())
            return [] if found == right else [f"{len(found)} of {len(right)} files were downloaded"]

        order = {"do": "download", "url": f"{self.server}/index.html", "to": str(downloads)}
        self.give_order("chromium", "downloads are the files", order, check_downloads)

    def order_broken_pages(self) -> None:
        """Orders looks at pages broken on purpose, each of which must be rejected."""
        text = (self.dist / "index.html").read_bytes().decode()
        broken = {
            "no words for a picture": text.replace(' alt="', ' title="'),
            "another script": text.replace('"use strict";', '"use strict";;'),
            "pictures elsewhere": text.replace("./index-pictures/", "./pictures/"),
            "a picture from the network": text.replace("./index-pictures/", "https://kits.example/"),
            "too wide": text.replace("</main>", f"<pre>{'wide ' * 40}</pre></main>"),
            "too pale": text.replace("--quiet: #454c52", "--quiet: #666d73"),
        }
        for name, page in broken.items():
            if page == text:
                raise ValueError(f"the damage changes nothing: {name}")
            path = self.dist / f"broken {name}.html"
            # The policy lets any style in, so that only the damage is left to complain about.
            path.write_bytes(re.sub("style-src '[^']+'", "style-src 'unsafe-inline'", page).encode())
            order = {"do": "rest", "url": path.as_uri(), "width": 320, "rules": True}
            check = functools.partial(self.faults_at_rest, self.page, 320)
            self.give_order("chromium", name, order, check, is_broken=True)
        path = self.dist / "broken search.html"
        text = re.sub("script-src '[^']+'", "script-src 'unsafe-inline'", text)
        page = text.replace("one.item.hidden = !fit", "one.item.hidden = false")
        if page == text:
            raise ValueError("the damage to the search changes nothing")
        path.write_bytes(page.encode())
        self.order_searches("chromium", path.as_uri(), "a search that does not narrow", is_broken=True)

    def judge_checksums(self) -> None:
        """Judges the list of checksums with the program that it is made for."""
        command = ["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"]
        done = subprocess.run(command, cwd=self.dist, capture_output=True, check=False)
        wrong = [done.stderr.decode()] if done.returncode else []
        self.tally.check_aloud("index: sha256sum finds all files unchanged", wrong)
        names = [*self.files, b"index.html"]
        names += [f"index-pictures/{path.name}".encode() for path in (self.dist / "index-pictures").iterdir()]
        command = ["sha256sum", "--", *sorted(names)]
        written = subprocess.run(command, cwd=self.dist, capture_output=True, check=True).stdout
        is_same = written == (self.dist / "SHA256SUMS").read_bytes()
        self.tally.check_aloud("index: the checksums are as sha256sum writes them", [] if is_same else ["they differ"])

    def judge_pictures(self) -> None:
        """Judges the picture of every kit, then each as if it were that of another kit."""
        folder = self.dist / "index-pictures"
        pictures = {path: folder / f"{checksum(file)[:32]}.png" for path, file in self.files.items()}
        kits = sorted(path for path in self.files if path.startswith(b"team"))
        wrong = [
            f"{path.decode()}: {fault}" for path in kits for fault in picture_faults(pictures[path], self.files[path])
        ]
        self.tally.check_aloud("index: pictures are as MuPDF draws them", wrong)
        # Each picture is compared with the same paper of the other face.
        others = zip(kits, kits[2:] + kits[:2], strict=True)
        mistaken = [other.decode() for one, other in others if not picture_faults(pictures[one], self.files[other])]
        self.tally.check_aloud("index: pictures of other kits are rejected", mistaken)

    def carry_out(self, browser: str) -> None:
        """Has a browser carry out its orders, then checks the records."""
        orders, results = self.folder / f"{browser} orders.json", self.folder / f"{browser} results.json"
        orders.write_text(json.dumps([order for order, _ in self.orders[browser]]), encoding="utf-8")
        done = subprocess.run([NODE, DRIVER, NPM, orders, results, browser], check=False, timeout=TIMEOUT)
        if done.returncode != 0:
            self.tally.check_aloud(f"index in {browser}", [f"the driver ended with {done.returncode}"])
            return
        records = json.loads(results.read_text(encoding="utf-8"))
        for (_, record_verdict), seen in zip(self.orders[browser], records, strict=True):
            record_verdict(seen)


def judge_index(program: Program, folder: Path, tally: Tally) -> None:
    """Judges everything, in both browsers at the same time."""
    handler = functools.partial(QuietHandler, directory=str(folder / "dist"))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        judge = IndexJudge(program, folder, f"http://127.0.0.1:{server.server_port}", tally)
        judge.judge_checksums()
        judge.judge_pictures()
        judge.order_looks()
        judge.order_searches("chromium", judge.page)
        judge.order_searches("firefox", judge.page)
        judge.order_keys()
        judge.order_links()
        judge.order_broken_pages()
        with ThreadPoolExecutor(max_workers=2) as pool:
            list(pool.map(judge.carry_out, judge.orders))
        server.shutdown()


if __name__ == "__main__":
    sys.exit(judge_command(judge_index, __doc__))

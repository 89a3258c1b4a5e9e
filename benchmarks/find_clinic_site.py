"""`python -m benchmarks.find_clinic_site [CLINICS]`: how large and how fast the search for a physiotherapist is.

With 3,000 made-up clinics: what the search loads, compressed; how long the build takes; and in Chromium, on the
page itself, how soon the first results stand in the list after a key press, and when the map is drawn too.
"""

import gzip
import sys
import tempfile
import time
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median
from threading import Thread

import brotli
from playwright.sync_api import sync_playwright
from tests.browser.chromium import launch
from tests.browser.test_directory import Seeker
from tests.browser.visitor import MODEL, Visitor
from tests.site.made_up_clinics import TODAY, clinics

from venevagt.directory.listing import Listing
from venevagt.site.addresses import Addresses
from venevagt.site.build import site_files
from venevagt.site.clinic_packing import PACKED
from venevagt.site.folder import write_site

TYPED = ("odense", "5000", "8000 Aarhus C", "københavn", "Svendborg", "region midtjylland", "3700", "ærøskøbing")
WISHES = ("venous_rehabilitation", "home_visits", "wheelchair", "accepts_new_patients")

_PRESS = """
async (typed) => {
  const field = document.getElementById("where");
  const times = [];
  for (let end = 1; end <= typed.length; end += 1) {
    const begun = performance.now();
    field.value = typed.slice(0, end);
    field.dispatchEvent(new Event("input", { bubbles: true }));
    const list = performance.now() - begun;
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    times.push([list, performance.now() - begun]);
  }
  return times;
}
"""
"""A press of each key; the list stands when the event's work is done, the map after the next frame."""


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


def main() -> None:
    """Print everything."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 3000
    listing = Listing(clinics(count))
    begun = time.perf_counter()
    plain = site_files(MODEL, on=TODAY, addresses=Addresses())
    without = time.perf_counter() - begun
    begun = time.perf_counter()
    files = site_files(MODEL, on=TODAY, addresses=Addresses(), listing=listing)
    whole = time.perf_counter() - begun
    with tempfile.TemporaryDirectory() as folder:
        begun = time.perf_counter()
        write_site(Path(folder), files, knowledge=MODEL.about.version, sha256=MODEL.sha256, day=TODAY)
        written = time.perf_counter() - begun
        print(f"{count} clinics: {len(files)} files in {whole:.1f} s (without clinics {len(plain)} in {without:.1f} s)")
        print(f"written in {written:.1f} s; the worker keeps a list of {len(files['worker.js'])} bytes")
        _sizes(files)
        times = list(_presses(Path(folder)))
    print(f"{len(times)} key presses, searches of the whole country among them")
    for name, place in (("first results", 0), ("map drawn", 1)):
        own = sorted(one[place] for one in times)
        late = own[int(0.95 * len(own))]
        print(f"{name} after a key press: median {median(own):.1f} ms, 95 % {late:.1f} ms, worst {own[-1]:.1f} ms")


def _sizes(files: dict[str, bytes]) -> None:
    """What one language's search loads."""
    for language in MODEL.about.languages:
        names = (PACKED, f"directory.{language}.js", "directory.css")
        content = [own for name, own in files.items() if name.startswith("static/") and name.endswith(names)]
        own = [(len(one), len(gzip.compress(one, 9)), len(brotli.compress(one))) for one in content]
        raw, zipped, small = (sum(column) for column in zip(*own, strict=True))
        print(f"{language}: {raw} bytes, {zipped} gzipped, {small} with brotli")


def _presses(folder: Path) -> Iterator[tuple[float, float]]:
    """Milliseconds to the list and to the map, for each key of each word, with and without wishes."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    Thread(target=server.serve_forever, daemon=True).start()
    with sync_playwright() as playwright:
        browser = launch(playwright)
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        Seeker(Visitor(page, f"http://127.0.0.1:{server.server_port}", "da", touch=False)).enter()
        for wish in ("", *WISHES):
            if wish:
                page.evaluate("(name) => document.getElementById(`want-${name}`).click()", wish)
            for typed in TYPED:
                yield from page.evaluate(_PRESS, typed)
        browser.close()
    server.shutdown()


if __name__ == "__main__":
    main()

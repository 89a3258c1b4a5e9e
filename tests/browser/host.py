"""A page of somebody else with the web component in it, at an origin of its own, as unkind as such pages can be."""

import mimetypes
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

from playwright.sync_api import FloatRect, Frame, Locator, Page
from tests.browser.visitor import Visitor

from venevagt.knowledge.model import Model
from venevagt.site.addresses import addresses_at
from venevagt.site.build import site_files
from venevagt.site.component import embedded_files
from venevagt.site.hosting import own_headers

FRAME = "venevagt-check"

LISTENING = """
window.told = [];
addEventListener("message", (event) => told.push(event.data));
window.violations = [];
document.addEventListener("securitypolicyviolation", (event) => violations.push(event.violatedDirective));
"""

UNKIND = """
* { all: unset !important; }
html { font-size: 60px !important; color: lime !important; background: #fffbe6 !important; }
body { display: block !important; line-height: 3 !important; letter-spacing: .3em !important; }
body { text-align: right !important; }
head, script, style, div, button, a.call, slot, form, label { display: none !important; }
iframe { height: 20px !important; width: 20px !important; visibility: hidden !important; }
venevagt-check { display: inline !important; position: fixed !important; font-size: 1px !important; }
venevagt-check { opacity: 0 !important; height: 30px !important; overflow: hidden !important; }
venevagt-check { direction: rtl !important; color: transparent !important; }
venevagt-check *, venevagt-check::part(call) { display: none !important; }
"""


Answer = tuple[bytes, Mapping[str, str]]
"""What is sent for an address: the content, and headers."""


class Host:
    """Serves pages."""

    def __init__(self, origin: str, pages: dict[str, Answer]) -> None:
        self.origin, self.pages = origin, pages

    def page(self, path: str, html: str, policy: str = "", **headers: str) -> str:
        """Put a page up; its address. `policy`: its content security policy."""
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        self.pages[path] = (html.encode(), {**given, **({"Content-Security-Policy": policy} if policy else {})})
        return f"{self.origin}{path}"

    def build(self, model: Model, folder: str) -> str:
        """Put the built site up in a folder, with the headers that it asks for; its address without a / at the end."""
        site = f"{self.origin}{folder}"
        framed = embedded_files(model)
        for name, content in site_files(model, on=model.about.released, addresses=addresses_at(site)).items():
            kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
            address = f"{folder}/{name.removesuffix('index.html')}"
            self.pages[address] = (content, {"Content-Type": kind, **own_headers(name, framed, ())})
        return site


@contextmanager
def running() -> Iterator[Host]:
    pages: dict[str, Answer] = {}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            content, headers = pages.get(
                urlsplit(self.path).path, (b"<!doctype html><title>other</title><h1>other</h1>", {})
            )
            self.send_response(200)
            for name, value in {"Content-Type": "text/html; charset=utf-8", **headers}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield Host(f"http://127.0.0.1:{server.server_port}", pages)
    server.shutdown()
    thread.join()
    server.server_close()


def document(site: str, *components: str, lang: str = "sv", style: str = "", script: str = "") -> str:
    """An article with components in it."""
    inner = "\n".join(f"<p>and</p>{one}" for one in components)
    return (
        f"<!doctype html><html lang='{lang}'><head><meta charset='utf-8'><title>An article</title>"
        "<link rel='icon' href='data:,'><meta name='viewport' content='width=device-width, initial-scale=1'>"
        f"<style nonce='own'>{style}</style><script nonce='own'>{script}</script>"
        f"<script type='module' src='{site}/embed.js'></script></head>"
        f"<body><p id='before'>before</p>{inner}<p id='after'>after</p></body></html>"
    )


def strict(site: str, *, frames: bool = True) -> str:
    """A policy that allows the component and, beside the host's own style and script, nothing."""
    frame = f"frame-src {site}/; " if frames else ""
    return (
        f"default-src 'none'; script-src {site}/ 'nonce-own'; style-src 'nonce-own'; img-src data:; {frame}"
        "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'"
    )


def frames(page: Page) -> list[Frame]:
    """The frames of the components, in the order of the page, once each shows questions."""
    found: list[Frame] = []
    for element in page.locator(f"iframe[name={FRAME}]").all():
        handle = element.element_handle()
        frame = handle.content_frame() if handle else None
        assert frame is not None
        frame.wait_for_selector("#form")
        found.append(frame)
    return found


def guest(page: Page, site: str, language: str, *, touch: bool, place: int = 0) -> Visitor:
    """Somebody who answers in a component of the page: to them a frame is a page."""
    page.wait_for_selector(f"iframe[name={FRAME}] >> nth={place}")
    return Visitor(frames(page)[place], site, language, touch=touch)  # type: ignore[arg-type]


def bar(page: Page, place: int = 0) -> Locator:
    return page.locator("venevagt-check .call").nth(place)


def box(target: Locator) -> FloatRect:
    found = target.bounding_box()
    assert found is not None
    return found


def component(language: str = "da", inner: str = "") -> str:
    return f'<venevagt-check lang="{language}">{inner}</venevagt-check>'


def settled(inside: Visitor) -> None:
    """The frame is as high as its page, and nothing in it scrolls, up, down or sideways."""
    inside.page.wait_for_function(
        """() => {
          const root = document.documentElement;
          const high = Math.ceil(root.getBoundingClientRect().height);
          return innerHeight === high && root.scrollHeight <= innerHeight && root.scrollWidth <= innerWidth
            && root.clientWidth === innerWidth;
        }""",
        polling=50,
    )

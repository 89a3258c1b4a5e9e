"""What the site says to its host and to the browser: headers, the security policy, the manifest."""

from collections.abc import Callable, Container, Iterable, Mapping

import msgspec

from venevagt.knowledge.model import Model
from venevagt.site.addresses import Addresses
from venevagt.site.component import COMPONENT
from venevagt.site.pictures import ICONS

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "frame-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'"
)
"""As it stands in each page, for hosts that set no headers. A header can also forbid to be framed."""

_FEATURES = ("camera", "microphone", "geolocation", "payment", "usb", "interest-cohort", "browsing-topics")
FIXED_HEADERS = {
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in _FEATURES),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
"""The headers that every face of the site sends beside its policy."""

_CONTENT, _RESOURCE = "Content-Security-Policy", "Cross-Origin-Resource-Policy"
PAGE_HEADERS = {_CONTENT: f"{POLICY}; frame-ancestors 'none'", _RESOURCE: "same-origin"}
FRAMED_HEADERS = {
    _CONTENT: f"{POLICY}; frame-ancestors *",
    _RESOURCE: "cross-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
}
"""Of the pages that the web component shows: any site may, one that is isolated from others too."""

_COMPONENT_HEADERS = {
    "Access-Control-Allow-Origin": "*",
    _RESOURCE: "cross-origin",
    "Cache-Control": "no-cache",
}
_SHARED_HEADERS = {name: value for name, value in FIXED_HEADERS.items() if name != _RESOURCE}
_COLOUR = "#1d4f91"


def own_headers(name: str, framed: Container[str]) -> Mapping[str, str]:
    """The headers in which a file differs from others; `framed`: the pages that other sites may show."""
    if name == COMPONENT:
        return _COMPONENT_HEADERS
    return FRAMED_HEADERS if name in framed else PAGE_HEADERS


def headers_file(addresses: Addresses, names: Iterable[str], framed: Container[str]) -> bytes:
    """_headers, as Netlify and Cloudflare Pages read it.

    Where two rules give one header, one of them joins the values and the other takes the last, so no two do.
    """
    pages = [name for name in names if name.endswith(".html")]
    rules = {
        "*": _SHARED_HEADERS,
        **{rule: own_headers(name, framed) for name in pages for rule in _addresses_of(name)},
        COMPONENT: own_headers(COMPONENT, framed),
        "static/*": {**PAGE_HEADERS, "Cache-Control": "public, max-age=31536000, immutable"},
        "worker.js": {**PAGE_HEADERS, "Cache-Control": "no-cache"},
    }
    lines = (
        line
        for rule, headers in rules.items()
        for line in (f"{addresses.base}{rule}", *(f"  {name}: {value}" for name, value in headers.items()))
    )
    return ("\n".join(lines) + "\n").encode()


def _addresses_of(page: str) -> tuple[str, ...]:
    """The rules that fit a page, with those below it, and nothing else."""
    folder = page.removesuffix("index.html")
    language, _, below = folder.partition("/")
    return (f"{language}/{below.partition('/')[0]}/*",) if below else tuple(dict.fromkeys((folder, page)))


def manifest(model: Model, language: str, addresses: Addresses, asset: Callable[[str], str]) -> bytes:
    """What a phone needs to keep the site as an app, in one language. `asset` gives a file's address."""
    site = model.texts[language].site
    content = {
        "name": f"{site['name']}: {site['tagline']}",
        "short_name": site["name"],
        "description": site["site_description"],
        "lang": language,
        "id": addresses.page(language),
        "start_url": addresses.page(language),
        "scope": addresses.base,
        "display": "standalone",
        "background_color": "#ffffff",
        "theme_color": _COLOUR,
        "icons": [
            {"src": asset(name), "sizes": sizes, "type": kind, "purpose": purpose}
            for name, kind, sizes, purpose in ICONS
        ],
    }
    return msgspec.json.format(msgspec.json.encode(content), indent=2) + b"\n"
